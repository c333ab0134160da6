/* test-painter.c - names, panes and whole scenes, and words of any kind in them */
#include <math.h>
#include <string.h>

#include "canvas.h"
#include "ouro-painter-private.h"
#include "sample.h"

#define MARGIN 20

/* A card has to be drawn into this at most. */
#define SIDE 320

static void
test_name_is_drawn_in_its_pill (SampleFixture *fixture,
                                gconstpointer  data)
{
  OuroPill pill = sample_pill (fixture->painter, 0, "name");
  OuroPill ghost = sample_pill (fixture->painter, OURO_MARK_GHOST, "name");
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);
  g_auto (Canvas) gone = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);

  ouro_painter_draw_pill (fixture->painter, canvas.cr, &pill);
  ouro_painter_draw_pill (fixture->painter, gone.cr, &ghost);

  g_assert_cmphex (canvas_get (&canvas, MARGIN + 5, MARGIN + 12), ==, canvas_pack_role (OURO_ROLE_PILL));
  g_assert_cmpuint (canvas_count_like (&canvas, MARGIN + 10, MARGIN + 4, pill.width - 20, 16,
                                       canvas_pack_role (OURO_ROLE_PILL_TEXT)),
                    >, 10);
  g_assert_cmphex (canvas_get (&gone, MARGIN + 5, MARGIN + 12), ==, canvas_pack_role (OURO_ROLE_GROUND));
  for (int x = MARGIN + 10; x < MARGIN + pill.width - 10; x++)
    g_assert_cmpfloat (canvas_get_grey (&gone, x, MARGIN + 12), <, 0.6);

  ouro_pill_clear (&pill);
  ouro_pill_clear (&ghost);
}

static void
test_pane_bar_shows_the_counter (SampleFixture *fixture,
                                 gconstpointer  data)
{
  static const double fills[] = { -1, 0, 0.0001, 0.25, 1, 7, NAN, INFINITY };
  /* Of 276 points; a little is shown of what is next to nothing. */
  static const guint lengths[] = { 0, 0, 2, 69, 276, 276, 0, 276 };

  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    {
      OuroScenePane pane = {
        .title = (char *)"Generation 0",
        .subtitle = (char *)"count 3 of 2000",
        .fill = fills[i],
        .width = 300,
        .height = 200,
      };
      g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);
      guint n;

      ouro_painter_draw_pane (fixture->painter, canvas.cr, &pane);
      n = canvas_count_like (&canvas, 0, 0, SIDE, SIDE, canvas_pack_role (OURO_ROLE_ACCENT));
      g_assert_cmpuint (n + 10, >=, 4 * lengths[i]); /* its ends are round */
      g_assert_cmpuint (n, <=, 4 * lengths[i]);
    }
}

static void
test_pane_head_stays_in_its_height (SampleFixture *fixture,
                                    gconstpointer  data)
{
  guint32 ground = canvas_pack_role (OURO_ROLE_GROUND);

  for (guint i = 0; i < sample_n_texts; i++)
    {
      const char      *words = sample_texts[i];
      g_autofree char *subtitle = g_strdup_printf ("%s %s %s %s", words, words, words, words);
      OuroScenePane    pane = {
           .title = (char *)words,
           .subtitle = subtitle,
           .fill = 0.5,
           .width = 150,
           .height = 60,
      };
      g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);

      ouro_painter_draw_pane (fixture->painter, canvas.cr, &pane);
      g_assert_cmpuint (canvas_count_other (&canvas, 0, OURO_PANE_HEAD_HEIGHT, SIDE, 100, ground), ==, 0);
      g_assert_cmpuint (canvas_count_other (&canvas, 150, 0, 100, SIDE, ground), ==, 0);
    }
}

static void
test_hostile_texts_are_drawn (SampleFixture *fixture,
                              gconstpointer  data)
{
  g_autofree char *megabytes = g_strnfill (3 << 20, 'm');

  for (guint i = 0; i <= sample_n_texts; i++)
    {
      const char      *text = i < sample_n_texts ? sample_texts[i] : megabytes;
      const SampleCard sample = { OURO_FAMILY_ATOM, OURO_MARK_GHOST, text, text, text, { text, text } };
      OuroCard         card = sample_card (fixture->painter, &sample);
      OuroPill         pill = sample_pill (fixture->painter, 0, text);
      g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_DARK);

      card.note = g_strdup (text);
      card.fold = g_strdup (text);
      ouro_painter_measure_card (fixture->painter, &card);
      ouro_painter_draw_card (fixture->painter, canvas.cr, &card);
      ouro_painter_draw_pill (fixture->painter, canvas.cr, &pill);
      g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
      g_assert_cmpfloat (pill.width, <=, 180);
      ouro_card_clear (&card);
      ouro_pill_clear (&pill);
    }
}

static void
test_missing_texts_are_allowed (SampleFixture *fixture,
                                gconstpointer  data)
{
  OuroCardSlot  slot = { NULL, NULL, TRUE };
  OuroCard      card = { .slots = &slot, .n_slots = 1 };
  OuroPill      pill = { .width = 50, .height = 24 };
  OuroScenePane pane = { .width = 100, .height = 100 };
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);

  ouro_painter_measure_card (fixture->painter, &card);
  ouro_painter_draw_card (fixture->painter, canvas.cr, &card);
  ouro_painter_draw_pill (fixture->painter, canvas.cr, &pill);
  ouro_painter_draw_pane (fixture->painter, canvas.cr, &pane);
  g_assert_cmpfloat (card.width, ==, 108);
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
}

static void
test_drawing_again_sets_no_text_anew (SampleFixture *fixture,
                                      gconstpointer  data)
{
  g_autoptr (OuroScene) zoo = sample_zoo (fixture->painter);
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);
  guint n;

  ouro_painter_draw_scene (fixture->painter, canvas.cr, zoo, TRUE);
  n = ouro_lettering_get_n_kept (fixture->painter->lettering);
  ouro_painter_set_zoom (fixture->painter, 1.5);
  ouro_painter_set_theme (fixture->painter, OURO_THEME_DARK);
  ouro_painter_draw_scene (fixture->painter, canvas.cr, zoo, TRUE);
  g_assert_cmpuint (ouro_lettering_get_n_kept (fixture->painter->lettering), ==, n);
}

static void
test_ground_is_drawn_only_when_wanted (SampleFixture *fixture,
                                       gconstpointer  data)
{
  g_autoptr (OuroScene) scene = ouro_scene_new ();
  g_auto (Canvas) with = canvas_new_transparent (20, 20, 0);
  g_auto (Canvas) without = canvas_new_transparent (20, 20, 0);

  ouro_painter_draw_scene (fixture->painter, with.cr, scene, TRUE);
  ouro_painter_draw_scene (fixture->painter, without.cr, scene, FALSE);
  g_assert_cmphex (canvas_get (&with, 3, 3), ==, canvas_pack_role (OURO_ROLE_GROUND));
  g_assert_cmphex (canvas_get (&without, 3, 3), ==, 0);
}

static void
test_part_of_a_scene_is_drawn_as_in_the_whole (SampleFixture *fixture,
                                               gconstpointer  data)
{
  g_autoptr (OuroScene) zoo = sample_zoo (fixture->painter);
  g_auto (Canvas) whole = canvas_new (800, 900, 0, OURO_THEME_LIGHT);
  g_auto (Canvas) part = canvas_new (800, 900, 0, OURO_THEME_LIGHT);

  ouro_painter_draw_scene (fixture->painter, whole.cr, zoo, TRUE);
  cairo_rectangle (part.cr, 200, 390, 300, 400);
  cairo_clip (part.cr);
  ouro_painter_draw_scene (fixture->painter, part.cr, zoo, TRUE);

  for (int y = 390; y < 790; y++)
    for (int x = 200; x < 500; x++)
      g_assert_cmpfloat_with_epsilon (canvas_get_grey (&part, x, y), canvas_get_grey (&whole, x, y), 0.02);
}

static void
test_changed_arrows_lie_on_cards (SampleFixture *fixture,
                                  gconstpointer  data)
{
  static const SampleCard sample = {
    OURO_FAMILY_SEQUENCE, 0, "list", "64 B", "1", { "0", "1", "1", "2" }
  };
  guint32 colour = canvas_pack_family (OURO_FAMILY_EXCEPTION);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (OuroScene) scene = ouro_scene_new ();
      g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);
      OuroMarks marks = i == 0 ? OURO_MARK_NONE : OURO_MARK_CHANGED;

      sample_add_card (scene, sample_card (fixture->painter, &sample), 50, 50);
      sample_add_arrow (scene, sample_arrow (OURO_FAMILY_EXCEPTION, marks, 20, 80, 300, 80));
      ouro_painter_draw_scene (fixture->painter, canvas.cr, scene, TRUE);
      g_assert_cmpuint (canvas_count_like (&canvas, 60, 80, 60, 1, colour), ==, i * 60);
    }
}

static void
test_broken_scenes_are_drawn (SampleFixture *fixture,
                              gconstpointer  data)
{
  g_autoptr (OuroScene) scene = sample_cycle (fixture->painter);
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, 0, OURO_THEME_LIGHT);

  scene->cards[0].x = NAN;
  scene->cards[1].width = INFINITY;
  scene->cards[2].height = -5;
  scene->pills[0].y = 1e30f;
  scene->panes[0].height = NAN;
  ouro_painter_draw_scene (fixture->painter, canvas.cr, scene, TRUE);
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) \
  g_test_add ("/painter/" path, SampleFixture, NULL, sample_set_up, function, sample_tear_down)
  TEST ("name-is-drawn-in-its-pill", test_name_is_drawn_in_its_pill);
  TEST ("pane-bar-shows-the-counter", test_pane_bar_shows_the_counter);
  TEST ("pane-head-stays-in-its-height", test_pane_head_stays_in_its_height);
  TEST ("hostile-texts-are-drawn", test_hostile_texts_are_drawn);
  TEST ("missing-texts-are-allowed", test_missing_texts_are_allowed);
  TEST ("drawing-again-sets-no-text-anew", test_drawing_again_sets_no_text_anew);
  TEST ("ground-is-drawn-only-when-wanted", test_ground_is_drawn_only_when_wanted);
  TEST ("part-of-a-scene-is-drawn-as-in-the-whole", test_part_of_a_scene_is_drawn_as_in_the_whole);
  TEST ("changed-arrows-lie-on-cards", test_changed_arrows_lie_on_cards);
  TEST ("broken-scenes-are-drawn", test_broken_scenes_are_drawn);

  return g_test_run ();
}
