/* test-canvas.c - what the canvas shows, how it zooms and scrolls, and what it bears */
#include <adwaita.h>
#include <math.h>
#include <time.h>

#include "canvas-fixture.h"
#include "canvas-sample.h"

/* What is shown */

static void
assert_label (GtkWidget  *widget,
              const char *label)
{
  g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_each_card_and_name_is_a_widget_with_words (CanvasFixture *fixture,
                                                gconstpointer  data)
{
  const OuroScene *scene = ouro_canvas_get_scene (fixture->canvas);

  g_assert_cmpuint (canvas_count_children (fixture), ==, scene->n_pills + scene->n_cards);
  assert_label (canvas_get_child (fixture, 0), "keep, name of list");
  for (guint i = 0; i < scene->n_cards; i++)
    {
      g_autofree char *words = ouro_scene_dup_card_description (scene, i);
      GtkWidget       *child = canvas_get_child (fixture, scene->n_pills + i);

      assert_label (child, words);
      g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)), ==, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
    }
  canvas_assert_heard (fixture, "");
}

static void
test_a_scene_that_follows_keeps_the_widgets (CanvasFixture *fixture,
                                             gconstpointer  data)
{
  GtkWidget *keep = canvas_get_child (fixture, 3);

  ouro_canvas_set_scene (fixture->canvas, canvas_sample_later (fixture->painter), TRUE);

  g_assert_true (canvas_get_child (fixture, 2) == keep);
  g_assert_cmpuint (canvas_count_children (fixture), ==, 7);
}

static void
test_no_scene_is_an_empty_one (CanvasFixture *fixture,
                               gconstpointer  data)
{
  ouro_canvas_set_scene (fixture->canvas, NULL, TRUE);
  hand_settle (fixture->widget);

  g_assert_cmpuint (canvas_count_children (fixture), ==, 0);
  g_assert_cmpuint (ouro_canvas_get_scene (fixture->canvas)->n_cards, ==, 0);
  hand_click (fixture->widget, 100, 100, "1");
  hand_key ("Right");
  hand_key ("r");
  canvas_assert_heard (fixture, "");
}

typedef struct
{
  CanvasFixture *fixture;
  guint          n;
} NChildren;

static gboolean
has_n_children (gpointer data)
{
  NChildren *wanted = data;

  return canvas_count_children (wanted->fixture) == wanted->n;
}

static void
test_a_glide_ends_at_the_exact_places (CanvasFixture *fixture,
                                       gconstpointer  data)
{
  NChildren wanted = { fixture, 7 };

  canvas_set_animations (TRUE);
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_later (fixture->painter), TRUE);

  /* What is gone fades: it is there until the end. In the middle comes another scene. */
  g_assert_cmpuint (canvas_count_children (fixture), ==, 9);
  hand_settle (fixture->widget);
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_later (fixture->painter), TRUE);
  hand_wait (has_n_children, &wanted);
  hand_settle (fixture->widget);

  for (guint i = 0; i < 5; i++)
    {
      const OuroCard *card = &ouro_canvas_get_scene (fixture->canvas)->cards[i];
      GdkRectangle    area = canvas_get_area (fixture, card->key);

      g_assert_cmpint (area.x, ==, (int)card->x);
      if (gtk_widget_get_child_visible (canvas_get_child (fixture, 2 + i)))
        g_assert_cmpfloat_with_epsilon (canvas_get_left_of_child (fixture, 2 + i), card->x, 0.01);
      g_assert_cmpfloat (gtk_widget_get_opacity (canvas_get_child (fixture, 2 + i)), ==, 1);
    }
}

static void
test_a_selection_that_is_gone_is_none (CanvasFixture *fixture,
                                       gconstpointer  data)
{
  ouro_canvas_set_selected (fixture->canvas, SAMPLE_KEY_CACHE);
  canvas_assert_heard (fixture, "selection 1 4\n");
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_later (fixture->painter), TRUE);
  canvas_assert_heard (fixture, "selection 0 0\n");

  ouro_canvas_set_selected (fixture->canvas, 4711);
  canvas_assert_heard (fixture, "");
}

/* Zoom and scrolling */

static void
test_the_wheel_zooms_about_the_pointer (CanvasFixture *fixture,
                                        gconstpointer  data)
{
  double before_x, before_y, after_x, after_y;

  ouro_canvas_get_scene_point (fixture->canvas, 300, 200, &before_x, &before_y);
  hand_move (fixture->widget, 300, 200);
  hand_do ("keydown", "ctrl", "click", "4", "click", "4", "click", "4", "keyup", "ctrl", NULL);
  hand_settle (fixture->widget);
  ouro_canvas_get_scene_point (fixture->canvas, 300, 200, &after_x, &after_y);

  g_assert_cmpfloat_with_epsilon (ouro_canvas_get_zoom (fixture->canvas), pow (1.1, 3), 0.001);
  g_assert_cmpfloat_with_epsilon (after_x, before_x, 1);
  g_assert_cmpfloat_with_epsilon (after_y, before_y, 1);

  /* And out, further than the scene is large. */
  hand_do ("keydown", "ctrl", "click", "--repeat", "10", "5", "keyup", "ctrl", NULL);
  hand_settle (fixture->widget);
  ouro_canvas_get_scene_point (fixture->canvas, 300, 200, &after_x, &after_y);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), <, 0.6);
  g_assert_cmpfloat_with_epsilon (after_x, before_x, 2);
  g_assert_cmpfloat_with_epsilon (after_y, before_y, 2);
}

static void
test_zoom_stays_within_bounds (CanvasFixture *fixture,
                               gconstpointer  data)
{
  ouro_canvas_set_zoom (fixture->canvas, 100);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), ==, OURO_CANVAS_MAX_ZOOM);
  ouro_canvas_zoom_in (fixture->canvas);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), ==, OURO_CANVAS_MAX_ZOOM);
  hand_settle (fixture->widget);
  ouro_canvas_set_zoom (fixture->canvas, 0.01);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), ==, OURO_CANVAS_MIN_ZOOM);
  ouro_canvas_zoom_out (fixture->canvas);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), ==, OURO_CANVAS_MIN_ZOOM);
  hand_settle (fixture->widget);
}

static void
test_fitting_shows_the_whole_scene (CanvasFixture *fixture,
                                    gconstpointer  data)
{
  GdkRectangle area;

  canvas_click (fixture, SAMPLE_KEY_KEEP, "1");
  hand_key ("ctrl+0");
  hand_settle (fixture->widget);
  area = canvas_get_area (fixture, SAMPLE_KEY_CACHE);

  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), <, 1);
  g_assert_cmpint (area.x + area.width, <=, CANVAS_WIDTH);
  hand_key ("ctrl+1");
  hand_settle (fixture->widget);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), ==, 1);
}

static void
test_space_and_middle_drags_pan (CanvasFixture *fixture,
                                 gconstpointer  data)
{
  GdkRectangle before = canvas_get_area (fixture, SAMPLE_KEY_KEEP), after;

  canvas_click (fixture, SAMPLE_KEY_KEEP, "1");
  hand_do ("keydown", "space", NULL);
  canvas_press (fixture, SAMPLE_KEY_A);
  hand_drag_to (fixture->widget, before.x - 60, before.y + CANVAS_HEAD_Y + 90);
  hand_release ();
  hand_do ("keyup", "space", NULL);
  after = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (after.x, ==, before.x - 90);
  g_assert_cmpint (after.y, ==, before.y - 40);

  hand_move (fixture->widget, 300, 300);
  hand_do ("mousedown", "2", NULL);
  hand_drag_to (fixture->widget, 320, 310);
  hand_do ("mouseup", "2", NULL);
  hand_settle (fixture->widget);
  after = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (after.x, ==, before.x - 70);
  g_assert_cmpint (after.y, ==, before.y - 30);

  /* The ground as well; and it was no click. */
  hand_press (fixture->widget, 560, 100);
  hand_drag_to (fixture->widget, 540, 90);
  hand_release ();
  after = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (after.x, ==, before.x - 90);
  canvas_assert_heard (fixture, "selection 1 1\n");
}

static void
test_heads_cover_what_was_scrolled_under_them (CanvasFixture *fixture,
                                               gconstpointer  data)
{
  GdkRectangle area;

  hand_press (fixture->widget, 560, 150);
  hand_drag_to (fixture->widget, 560, 70);
  hand_release ();
  area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (area.y, ==, 40);

  hand_click (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y, "1");
  canvas_assert_heard (fixture, "");
  hand_click (fixture->widget, area.x + 30, area.y + 60, "1");
  canvas_assert_heard (fixture, "selection 1 1\n");

  /* What is revealed is not under them. */
  ouro_canvas_reveal (fixture->canvas, SAMPLE_KEY_KEEP);
  area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (area.y, >=, (int)OURO_PANE_HEAD_HEIGHT);
}

static void
test_revealing_scrolls_no_further_than_needed (CanvasFixture *fixture,
                                               gconstpointer  data)
{
  GdkRectangle area;

  ouro_canvas_reveal (fixture->canvas, SAMPLE_KEY_KEEP);
  area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (area.x, ==, 210);

  ouro_canvas_reveal (fixture->canvas, SAMPLE_KEY_CACHE);
  hand_settle (fixture->widget);
  area = canvas_get_area (fixture, SAMPLE_KEY_CACHE);
  g_assert_cmpint (area.x + area.width, <=, CANVAS_WIDTH);
  g_assert_cmpint (area.x + area.width, >=, CANVAS_WIDTH - 40);
}

/* Limits */

static void
test_a_scene_may_be_broken (CanvasFixture *fixture,
                            gconstpointer  data)
{
  OuroScene *scene = canvas_sample_crowd (fixture->painter, 12, 20);

  scene->cards[0].x = NAN;
  scene->cards[1].width = INFINITY;
  scene->cards[2].y = -1e9f;
  scene->cards[3].key = scene->cards[4].key;
  scene->cards[5].key = 0;
  scene->cards[6].pane = G_MAXUINT;
  scene->arrows[0].from_card = 4711;
  scene->arrows[1].to_card = -7;
  scene->arrows[2].from_pill = 9;
  scene->arrows[3].n_points = 2;
  scene->arrows[4].points[1].x = NAN;
  scene->width = NAN;
  canvas_set_animations (TRUE);
  ouro_canvas_set_scene (fixture->canvas, scene, TRUE);
  hand_settle (fixture->widget);
  ouro_canvas_zoom_to_fit (fixture->canvas);
  ouro_canvas_set_zoom (fixture->canvas, 2);
  ouro_canvas_reveal (fixture->canvas, 1);
  ouro_canvas_reveal (fixture->canvas, 3);
  hand_settle (fixture->widget);
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_cycle (fixture->painter), TRUE);
  hand_settle (fixture->widget);
  g_assert_cmpfloat (ouro_canvas_get_zoom (fixture->canvas), ==, 2);
}

/* Of this process, so that a busy machine does not count; in ms. */
static double
get_cpu (void)
{
  return 1000.0 * clock () / CLOCKS_PER_SEC;
}

/* The figures are printed; the limits are far above them, for slow machines and sanitizers. */
static void
test_a_thousand_cards_are_no_burden (CanvasFixture *fixture,
                                     gconstpointer  data)
{
  OuroScene *first = canvas_sample_crowd (fixture->painter, 1000, 1500);
  OuroScene *same = canvas_sample_crowd (fixture->painter, 1000, 1500);
  double     before = get_cpu (), first_ms, same_ms, none_ms;

  ouro_canvas_set_scene (fixture->canvas, first, TRUE);
  first_ms = get_cpu () - before;
  hand_settle (fixture->widget);
  before = get_cpu ();
  ouro_canvas_set_scene (fixture->canvas, same, TRUE);
  same_ms = get_cpu () - before;

  before = get_cpu ();
  ouro_canvas_set_scene (fixture->canvas, NULL, FALSE);
  none_ms = get_cpu () - before;

  g_test_message ("1,000 cards, 1,500 arrows: first scene %.1f ms CPU, next %.1f ms, none %.1f ms", first_ms,
                  same_ms, none_ms);
  g_assert_cmpfloat (first_ms, <, 400);
  g_assert_cmpfloat (same_ms, <, 400);
  g_assert_cmpfloat (none_ms, <, 400);
}

static void
count_frame_cb (GdkFrameClock *clock,
                int           *n_frames)
{
  *n_frames += 1;
}

static gboolean
is_at_rest (gpointer data)
{
  CanvasFixture *fixture = data;

  return fabs (canvas_get_left_of_child (fixture, 0) - canvas_get_area (fixture, 1).x) < 0.01;
}

/* One card among many glides; only it and its arrows are drawn anew. */
static void
measure_glide (CanvasFixture *fixture,
               const char    *words)
{
  OuroScene     *scene = canvas_sample_crowd (fixture->painter, 1000, 1500);
  GdkFrameClock *frames = gtk_widget_get_frame_clock (fixture->widget);
  int            n_frames = 0;
  gulong         handler = g_signal_connect (frames, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);
  double         cpu;

  scene->cards[0].x += 60 / ouro_canvas_get_zoom (fixture->canvas);
  cpu = get_cpu ();
  ouro_canvas_set_scene (fixture->canvas, scene, TRUE);
  hand_wait (is_at_rest, fixture);
  cpu = get_cpu () - cpu;
  g_signal_handler_disconnect (frames, handler);

  g_test_message ("one of 1,000 cards glides, %s: %d frames, %.1f ms CPU each", words, n_frames,
                  cpu / MAX (n_frames, 1));
}

static void
test_a_card_glides_smoothly_among_a_thousand (CanvasFixture *fixture,
                                              gconstpointer  data)
{
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_crowd (fixture->painter, 1000, 1500), FALSE);
  hand_settle (fixture->widget);
  canvas_set_animations (TRUE);
  measure_glide (fixture, "at 100 %");

  canvas_set_animations (FALSE);
  ouro_canvas_set_zoom (fixture->canvas, OURO_CANVAS_MIN_ZOOM);
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_crowd (fixture->painter, 1000, 1500), FALSE);
  hand_settle (fixture->widget);
  canvas_set_animations (TRUE);
  measure_glide (fixture, "most of them seen");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (CanvasFixture *fixture,
                  gconstpointer  data);
  } tests[] = {
    { "/canvas/each-card-and-name-is-a-widget-with-words", test_each_card_and_name_is_a_widget_with_words },
    { "/canvas/a-scene-that-follows-keeps-the-widgets", test_a_scene_that_follows_keeps_the_widgets },
    { "/canvas/no-scene-is-an-empty-one", test_no_scene_is_an_empty_one },
    { "/canvas/a-glide-ends-at-the-exact-places", test_a_glide_ends_at_the_exact_places },
    { "/canvas/a-selection-that-is-gone-is-none", test_a_selection_that_is_gone_is_none },
    { "/canvas/view/the-wheel-zooms-about-the-pointer", test_the_wheel_zooms_about_the_pointer },
    { "/canvas/view/zoom-stays-within-bounds", test_zoom_stays_within_bounds },
    { "/canvas/view/fitting-shows-the-whole-scene", test_fitting_shows_the_whole_scene },
    { "/canvas/view/space-and-middle-drags-pan", test_space_and_middle_drags_pan },
    { "/canvas/view/heads-cover-what-was-scrolled-under-them", test_heads_cover_what_was_scrolled_under_them },
    { "/canvas/view/revealing-scrolls-no-further-than-needed", test_revealing_scrolls_no_further_than_needed },
    { "/canvas/limits/a-scene-may-be-broken", test_a_scene_may_be_broken },
    { "/canvas/limits/a-thousand-cards-are-no-burden", test_a_thousand_cards_are_no_burden },
    { "/canvas/limits/a-card-glides-smoothly-among-a-thousand", test_a_card_glides_smoothly_among_a_thousand },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, CanvasFixture, NULL, canvas_set_up, tests[i].test, canvas_tear_down);

  return g_test_run ();
}
