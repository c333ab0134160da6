/* test-arrow.c - what an arrow looks like: where it ends, its head, its gaps */
#include <math.h>

#include "canvas.h"
#include "ouro-painter.h"
#include "sample.h"

#define SIDE 320

static Canvas
draw_arrow (SampleFixture *fixture,
            OuroMarks      marks)
{
  OuroArrow arrow = sample_arrow (OURO_FAMILY_SEQUENCE, marks, 20, 100, 220, 100);
  Canvas    canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);

  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  ouro_arrow_clear (&arrow);

  return canvas;
}

/* In how many rows a column has ink. */
static guint
get_thickness (Canvas *canvas,
               int     x)
{
  return canvas_count_other (canvas, x, 0, 1, SIDE, canvas_pack_role (OURO_ROLE_GROUND));
}

static void
test_arrow_ends_at_its_tip (SampleFixture *fixture,
                            gconstpointer  data)
{
  static const OuroMarks looks[] = {
    OURO_MARK_NONE, OURO_MARK_CHANGED, OURO_MARK_UNREACHABLE, OURO_MARK_WEAK, OURO_MARK_TEMPORARY
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_auto (Canvas) canvas = draw_arrow (fixture, looks[i]);

      g_assert_cmpuint (get_thickness (&canvas, 220), ==, 0);
      g_assert_cmpuint (get_thickness (&canvas, 219), >, 0);
      /* The line ends at the head's base: near the tip there is nothing but the point. */
      g_assert_cmpuint (get_thickness (&canvas, 219), <=, 2);
      g_assert_cmpuint (get_thickness (&canvas, 217), <=, 4);
    }
}

static void
test_arrow_head_has_a_fixed_size (SampleFixture *fixture,
                                  gconstpointer  data)
{
  g_auto (Canvas) plain = draw_arrow (fixture, 0);
  g_auto (Canvas) unreachable = draw_arrow (fixture, OURO_MARK_UNREACHABLE);
  g_auto (Canvas) changed = draw_arrow (fixture, OURO_MARK_CHANGED);

  g_assert_cmpuint (get_thickness (&plain, 211), ==, get_thickness (&unreachable, 211));
  g_assert_cmpuint (get_thickness (&changed, 209), >, get_thickness (&plain, 211));
  g_assert_cmpuint (get_thickness (&changed, 100), >, get_thickness (&plain, 100));
}

static guint
count_gaps (Canvas *canvas)
{
  guint n = 0;

  for (int x = 25; x < 200; x++)
    n += get_thickness (canvas, x) > 0 && get_thickness (canvas, x + 1) == 0;

  return n;
}

static void
test_weak_and_temporary_arrows_have_gaps (SampleFixture *fixture,
                                          gconstpointer  data)
{
  g_auto (Canvas) plain = draw_arrow (fixture, 0);
  g_auto (Canvas) weak = draw_arrow (fixture, OURO_MARK_WEAK);
  g_auto (Canvas) temporary = draw_arrow (fixture, OURO_MARK_TEMPORARY);

  g_assert_cmpuint (count_gaps (&plain), ==, 0);
  g_assert_cmpuint (count_gaps (&weak), >, 10);
  g_assert_cmpuint (count_gaps (&temporary), >, count_gaps (&weak));
}

static void
test_arrow_that_is_gone_has_a_cross (SampleFixture *fixture,
                                     gconstpointer  data)
{
  g_auto (Canvas) ghost = draw_arrow (fixture, OURO_MARK_GHOST);

  g_assert_cmpuint (get_thickness (&ghost, 120 + 4), >=, 4);
  g_assert_cmpuint (get_thickness (&ghost, 120 + 20), <=, 3);
}

static void
test_short_arrow_is_a_head (SampleFixture *fixture,
                            gconstpointer  data)
{
  OuroPoint points[] = {
    { 100, 100 }, { 101, 100 }, { 102, 100 }, { 103, 100 }, { 103, 100 }, { 104, 100 }, { 104, 100 }
  };
  OuroArrow arrow = { .points = points, .n_points = G_N_ELEMENTS (points) };
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);

  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  g_assert_cmpuint (get_thickness (&canvas, 96), >, 4);
  g_assert_cmpuint (get_thickness (&canvas, 104), ==, 0);

  /* All in one place: some direction has to do. */
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (OuroPoint){ 50, 50 };
  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpuint (get_thickness (&canvas, 46), >, 0);
}

static void
test_head_points_along_the_curve (SampleFixture *fixture,
                                  gconstpointer  data)
{
  /* A long way to the right, and at its end a turn upward that is shorter than the head. */
  OuroPoint points[] = {
    { 20, 100 }, { 80, 100 }, { 140, 100 }, { 200, 100 }, { 200, 99 }, { 200, 98 }, { 200, 97 }
  };
  OuroArrow arrow = { .points = points, .n_points = G_N_ELEMENTS (points) };
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);

  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  g_assert_cmpfloat (canvas_get_grey (&canvas, 196, 98), <, 0.6);
  g_assert_cmpfloat (canvas_get_grey (&canvas, 200, 105), >, 0.99);
}

static void
test_broken_arrows_draw_nothing (SampleFixture *fixture,
                                 gconstpointer  data)
{
  OuroArrow arrow = sample_arrow (OURO_FAMILY_SEQUENCE, 0, 20, 100, 220, 100);
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);

  for (arrow.n_points = 0; arrow.n_points < 4; arrow.n_points++)
    ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  arrow.points[2].x = NAN;
  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  arrow.points[2].x = INFINITY;
  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);
  arrow.points[2].x = 1e30f;
  ouro_painter_draw_arrow (fixture->painter, canvas.cr, &arrow);

  for (int x = 0; x < SIDE; x++)
    g_assert_cmpuint (get_thickness (&canvas, x), ==, 0);
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
  ouro_arrow_clear (&arrow);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) \
  g_test_add ("/arrow/" path, SampleFixture, NULL, sample_set_up, function, sample_tear_down)
  TEST ("arrow-ends-at-its-tip", test_arrow_ends_at_its_tip);
  TEST ("arrow-head-has-a-fixed-size", test_arrow_head_has_a_fixed_size);
  TEST ("weak-and-temporary-arrows-have-gaps", test_weak_and_temporary_arrows_have_gaps);
  TEST ("arrow-that-is-gone-has-a-cross", test_arrow_that_is_gone_has_a_cross);
  TEST ("short-arrow-is-a-head", test_short_arrow_is_a_head);
  TEST ("head-points-along-the-curve", test_head_points_along_the_curve);
  TEST ("broken-arrows-draw-nothing", test_broken_arrows_draw_nothing);

  return g_test_run ();
}
