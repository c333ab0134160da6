/* test-canvas-hands.c - what the canvas makes of the pointer and of keys */
#include <adwaita.h>

#include "canvas-fixture.h"
#include "canvas-sample.h"
#include "ouro-canvas-tile.h"

/* The pointer */

static void
test_a_click_selects (CanvasFixture *fixture,
                      gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_KEEP, "1");
  canvas_assert_heard (fixture, "selection 1 1\n");
  canvas_click (fixture, SAMPLE_KEY_NAME_LONG, "1");
  canvas_assert_heard (fixture, "selection 2 1002\n");
  hand_click (fixture->widget, 400, 130, "1");
  canvas_assert_heard (fixture, "selection 0 0\n");
}

static void
test_a_click_on_an_arrow_selects_it (CanvasFixture *fixture,
                                     gconstpointer  data)
{
  const OuroArrow      *arrow = &ouro_canvas_get_scene (fixture->canvas)->arrows[0];
  const OuroCanvasItem *item;

  hand_click (fixture->widget, (arrow->points[0].x + arrow->points[3].x) / 2,
              (arrow->points[0].y + arrow->points[3].y) / 2, "1");
  item = ouro_canvas_get_selection (fixture->canvas);

  g_assert_cmpint (item->kind, ==, OURO_CANVAS_ITEM_ARROW);
  g_assert_cmpstr (item->name, ==, "keep");
  g_assert_cmpuint (item->to, ==, SAMPLE_KEY_KEEP);
  canvas_forget (fixture);
  hand_key ("Delete");
  canvas_assert_heard (fixture, "delete\n");
}

static void
test_a_click_on_the_fold_row_unfolds (CanvasFixture *fixture,
                                      gconstpointer  data)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_LONG);

  hand_click (fixture->widget, area.x + 30, area.y + area.height - 12, "1");
  canvas_assert_heard (fixture, "selection 1 5\nfold 5\n");
}

static void
test_a_double_click_activates (CanvasFixture *fixture,
                               gconstpointer  data)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);

  hand_move (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y);
  hand_do ("click", "--repeat", "2", "--delay", "20", "1", NULL);
  canvas_assert_heard (fixture, "selection 1 1\nactivate 1\n");
}

static void
test_the_right_button_opens_a_menu (CanvasFixture *fixture,
                                    gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_A, "3");
  canvas_assert_heard (fixture, "selection 1 2\nmenu 1 2\n");
}

static void
test_a_drag_to_a_card_asks_for_a_reference (CanvasFixture *fixture,
                                            gconstpointer  data)
{
  canvas_press (fixture, SAMPLE_KEY_KEEP);
  canvas_drag_onto (fixture, SAMPLE_KEY_B);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\nreference 1 -1 3\n");
}

static void
test_a_drag_from_a_slot_names_the_slot (CanvasFixture *fixture,
                                        gconstpointer  data)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);

  hand_press (fixture->widget, area.x + 30, area.y + 60);
  canvas_drag_onto (fixture, SAMPLE_KEY_B);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\nreference 1 1 3\n");
}

static void
test_a_drag_to_the_ground_asks_for_something_new (CanvasFixture *fixture,
                                                  gconstpointer  data)
{
  canvas_press (fixture, SAMPLE_KEY_KEEP);
  hand_drag_to (fixture->widget, 560, 150);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\nreference 1 -1 0\n");
}

static void
test_a_slip_of_the_hand_is_no_reference (CanvasFixture *fixture,
                                         gconstpointer  data)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);

  hand_press (fixture->widget, area.x + 20, area.y + CANVAS_HEAD_Y);
  hand_drag_to (fixture->widget, area.x + 70, area.y + CANVAS_HEAD_Y + 8);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\n");

  /* Out and back again is one. */
  hand_press (fixture->widget, area.x + 20, area.y + CANVAS_HEAD_Y);
  hand_drag_to (fixture->widget, area.x + area.width + 60, area.y + CANVAS_HEAD_Y);
  hand_drag_to (fixture->widget, area.x + 70, area.y + CANVAS_HEAD_Y);
  hand_release ();
  canvas_assert_heard (fixture, "reference 1 -1 1\n");
}

static void
test_a_drag_from_a_name_rebinds_it (CanvasFixture *fixture,
                                    gconstpointer  data)
{
  canvas_press (fixture, SAMPLE_KEY_NAME_KEEP);
  canvas_drag_onto (fixture, SAMPLE_KEY_LONG);
  hand_release ();
  canvas_assert_heard (fixture, "selection 2 1000\nname keep 5\n");

  canvas_press (fixture, SAMPLE_KEY_NAME_KEEP);
  hand_drag_to (fixture->widget, 560, 150);
  hand_release ();
  canvas_assert_heard (fixture, "");
}

static void
test_escape_leaves_a_drag (CanvasFixture *fixture,
                           gconstpointer  data)
{
  canvas_press (fixture, SAMPLE_KEY_KEEP);
  canvas_drag_onto (fixture, SAMPLE_KEY_B);
  hand_key ("Escape");
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\n");
}

static void
test_the_grip_moves_a_card (CanvasFixture *fixture,
                            gconstpointer  data)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_KEEP), after;

  hand_move (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y);
  hand_press (fixture->widget, area.x + area.width / 2.0, area.y - 5);
  hand_drag_to (fixture->widget, area.x + area.width / 2.0 + 120, area.y - 5 + 30);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\nmoved 1 330 150\n");

  /* Nobody has put it there, so it goes back. */
  after = canvas_get_area (fixture, SAMPLE_KEY_KEEP);
  g_assert_cmpint (after.x, ==, area.x);
  g_assert_cmpfloat_with_epsilon (canvas_get_left_of_child (fixture, 3), area.x, 0.01);
}

static void
test_alt_moves_a_card (CanvasFixture *fixture,
                       gconstpointer  data)
{
  hand_do ("keydown", "alt", NULL);
  canvas_press (fixture, SAMPLE_KEY_KEEP);
  canvas_drag_onto (fixture, SAMPLE_KEY_B);
  hand_release ();
  hand_do ("keyup", "alt", NULL);
  canvas_assert_heard (fixture, "selection 1 1\nmoved 1 440 250\n");
}

static void
test_a_scene_may_come_while_a_card_is_dragged (CanvasFixture *fixture,
                                               gconstpointer  data)
{
  canvas_press (fixture, SAMPLE_KEY_KEEP);
  hand_drag_to (fixture->widget, 400, 200);
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_later (fixture->painter), TRUE);
  hand_settle (fixture->widget);
  canvas_drag_onto (fixture, SAMPLE_KEY_B);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 1\nreference 1 -1 3\n");

  /* Its card goes in the middle of the drag: there is nothing left to ask for. */
  canvas_press (fixture, SAMPLE_KEY_LONG);
  hand_drag_to (fixture->widget, 400, 300);
  ouro_canvas_set_scene (fixture->canvas, NULL, TRUE);
  hand_settle (fixture->widget);
  hand_release ();
  canvas_assert_heard (fixture, "selection 1 5\nselection 0 0\n");
}

static gboolean
is_faded (gpointer tile)
{
  return (OURO_CANVAS_TILE (tile)->added & OURO_MARK_FADED) != 0;
}

static gboolean
is_not_faded (gpointer tile)
{
  return !is_faded (tile);
}

static void
test_resting_on_a_card_lights_its_neighbours (CanvasFixture *fixture,
                                              gconstpointer  data)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);

  hand_move (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y);
  hand_wait (is_faded, canvas_get_child (fixture, 6));
  g_assert_false (is_faded (canvas_get_child (fixture, 0)));
  g_assert_false (is_faded (canvas_get_child (fixture, 3)));

  hand_move (fixture->widget, 560, 150);
  hand_wait (is_not_faded, canvas_get_child (fixture, 6));
}

static void
show_nothing (CanvasFixture *fixture)
{
  ouro_canvas_set_scene (fixture->canvas, NULL, FALSE);
}

static void
gesture_double_click (CanvasFixture *fixture)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_KEEP);

  hand_move (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y);
  hand_do ("click", "--repeat", "2", "--delay", "20", "1", NULL);
}

static void
gesture_menu (CanvasFixture *fixture)
{
  canvas_click (fixture, SAMPLE_KEY_LONG, "3");
}

static void
gesture_fold (CanvasFixture *fixture)
{
  GdkRectangle area = canvas_get_area (fixture, SAMPLE_KEY_LONG);

  hand_click (fixture->widget, area.x + 30, area.y + area.height - 12, "1");
}

static void
gesture_refer (CanvasFixture *fixture)
{
  canvas_press (fixture, SAMPLE_KEY_LONG);
  hand_drag_to (fixture->widget, 240, 130);
  hand_release ();
}

static void
gesture_rebind (CanvasFixture *fixture)
{
  canvas_press (fixture, SAMPLE_KEY_NAME_LONG);
  hand_drag_to (fixture->widget, 240, 130);
  hand_release ();
}

static void
gesture_move (CanvasFixture *fixture)
{
  hand_do ("keydown", "alt", NULL);
  gesture_refer (fixture);
  hand_do ("keyup", "alt", NULL);
}

static void
gesture_keys (CanvasFixture *fixture)
{
  static const char *const keys[] = {
    "Tab", "Tab", "Tab", "F2", "Return", "e", "Delete", "Right", "a", "alt+Down", "r", "Left", "Escape"
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    hand_key (keys[i]);
}

static void
gesture_mode (CanvasFixture *fixture)
{
  canvas_click (fixture, SAMPLE_KEY_KEEP, "1");
  hand_key ("r");
}

/* Whatever a signal says, its handler may change everything before it returns. */
static void
test_handlers_may_set_another_scene (CanvasFixture *fixture,
                                     gconstpointer  data)
{
  static const struct
  {
    const char *signal;
    void (*gesture) (CanvasFixture *fixture);
  } cases[] = {
    { "selection-changed", gesture_double_click },
    { "selection-changed", gesture_menu },
    { "selection-changed", gesture_fold },
    { "selection-changed", gesture_refer },
    { "selection-changed", gesture_rebind },
    { "selection-changed", gesture_move },
    { "selection-changed", gesture_keys },
    { "notify::status", gesture_keys },
    { "notify::status", gesture_mode },
    { "activate-card", gesture_double_click },
    { "activate-card", gesture_keys },
    { "fold-activated", gesture_fold },
    { "reference-requested", gesture_refer },
    { "pill-reference-requested", gesture_rebind },
    { "card-moved", gesture_move },
    { "card-moved", gesture_keys },
    { "delete-requested", gesture_keys },
    { "rename-requested", gesture_keys },
    { "context-menu", gesture_menu },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gulong handler = g_signal_connect_swapped (fixture->canvas, cases[i].signal, G_CALLBACK (show_nothing), fixture);

      cases[i].gesture (fixture);
      hand_settle (fixture->widget);
      g_assert_cmpuint (ouro_canvas_get_scene (fixture->canvas)->n_cards, ==, 0);
      g_signal_handler_disconnect (fixture->canvas, handler);
      ouro_canvas_set_scene (fixture->canvas, canvas_sample_cycle (fixture->painter), FALSE);
      hand_settle (fixture->widget);
    }
}

/* Keys */

static void
test_arrows_walk_along_references (CanvasFixture *fixture,
                                   gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_NAME_LONG, "1");
  canvas_forget (fixture);
  hand_key ("Right");
  canvas_assert_heard (fixture, "selection 1 5\n");
  hand_key ("Right");
  canvas_assert_heard (fixture, "selection 1 2\n");
  hand_key ("Right");
  canvas_assert_heard (fixture, "selection 1 3\n");

  /* Back the way it came, and out by the next reference. */
  hand_key ("Left");
  hand_key ("Left");
  canvas_assert_heard (fixture, "selection 1 2\nselection 1 5\n");
  hand_key ("Right");
  canvas_assert_heard (fixture, "selection 1 4\n");
  hand_key ("Left");
  hand_key ("Left");
  canvas_assert_heard (fixture, "selection 1 5\nselection 2 1002\n");

  /* Among the names, and among the cards of a pane. */
  hand_key ("Up");
  canvas_assert_heard (fixture, "selection 2 1001\n");
  hand_key ("Up");
  hand_key ("Right");
  hand_key ("Down");
  canvas_assert_heard (fixture, "selection 2 1000\nselection 1 1\nselection 1 2\n");
}

static void
test_tab_goes_in_reading_order (CanvasFixture *fixture,
                                gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_NAME_KEEP, "1");
  for (guint i = 0; i < 7; i++)
    hand_key ("Tab");
  canvas_assert_heard (fixture, "selection 2 1000\nselection 2 1001\nselection 2 1002\nselection 1 1\n"
                                "selection 1 2\nselection 1 3\nselection 1 5\nselection 1 4\n");
  hand_key ("shift+Tab");
  canvas_assert_heard (fixture, "selection 1 5\n");
  hand_key ("Home");
  hand_key ("End");
  canvas_assert_heard (fixture, "selection 2 1000\nselection 1 4\n");
}

static void
test_keys_ask_for_deeds (CanvasFixture *fixture,
                         gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_LONG, "1");
  canvas_forget (fixture);
  hand_key ("Return");
  hand_key ("space");
  hand_key ("e");
  hand_key ("Delete");
  hand_key ("shift+F10");
  hand_key ("alt+Right");
  canvas_assert_heard (fixture, "activate 5\nactivate 5\nfold 5\ndelete\nmenu 1 5\nmoved 5 220 380\n");

  hand_key ("F2");
  canvas_assert_heard (fixture, "");
  canvas_click (fixture, SAMPLE_KEY_NAME_LONG, "1");
  hand_key ("F2");
  canvas_assert_heard (fixture, "selection 2 1002\nrename many\n");
  hand_key ("Escape");
  canvas_assert_heard (fixture, "selection 0 0\n");
}

static void
test_arrows_can_be_selected_by_keys (CanvasFixture *fixture,
                                     gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_LONG, "1");
  canvas_forget (fixture);
  hand_key ("a");
  g_assert_cmpuint (ouro_canvas_get_selection (fixture->canvas)->to, ==, SAMPLE_KEY_A);
  hand_key ("a");
  g_assert_cmpuint (ouro_canvas_get_selection (fixture->canvas)->to, ==, SAMPLE_KEY_CACHE);
  g_assert_cmpstr (ouro_canvas_get_status (fixture->canvas), ==, "Reference from list to Cache");
  hand_key ("a");
  g_assert_cmpuint (ouro_canvas_get_selection (fixture->canvas)->to, ==, SAMPLE_KEY_A);
  canvas_forget (fixture);
  hand_key ("Right");
  canvas_assert_heard (fixture, "selection 1 2\n");
  g_assert_null (ouro_canvas_get_status (fixture->canvas));
}

static void
test_a_reference_can_be_made_by_keys (CanvasFixture *fixture,
                                      gconstpointer  data)
{
  canvas_click (fixture, SAMPLE_KEY_KEEP, "1");
  hand_key ("r");
  g_assert_nonnull (ouro_canvas_get_status (fixture->canvas));
  hand_key ("Down");
  hand_key ("Right");
  hand_key ("Return");
  g_assert_null (ouro_canvas_get_status (fixture->canvas));
  canvas_assert_heard (fixture, "selection 1 1\nreference 1 -1 3\n");

  /* The mode ends when its card is gone. */
  hand_key ("r");
  ouro_canvas_set_scene (fixture->canvas, NULL, TRUE);
  g_assert_null (ouro_canvas_get_status (fixture->canvas));
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_cycle (fixture->painter), TRUE);
  canvas_forget (fixture);

  canvas_click (fixture, SAMPLE_KEY_NAME_KEEP, "1");
  hand_key ("r");
  hand_key ("Right");
  hand_key ("Escape");
  g_assert_null (ouro_canvas_get_status (fixture->canvas));
  hand_key ("r");
  canvas_click (fixture, SAMPLE_KEY_A, "1");
  canvas_assert_heard (fixture, "selection 2 1000\nname keep 2\n");
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
    { "/canvas/pointer/a-click-selects", test_a_click_selects },
    { "/canvas/pointer/a-click-on-an-arrow-selects-it", test_a_click_on_an_arrow_selects_it },
    { "/canvas/pointer/a-click-on-the-fold-row-unfolds", test_a_click_on_the_fold_row_unfolds },
    { "/canvas/pointer/a-double-click-activates", test_a_double_click_activates },
    { "/canvas/pointer/the-right-button-opens-a-menu", test_the_right_button_opens_a_menu },
    { "/canvas/pointer/a-drag-to-a-card-asks-for-a-reference", test_a_drag_to_a_card_asks_for_a_reference },
    { "/canvas/pointer/a-drag-from-a-slot-names-the-slot", test_a_drag_from_a_slot_names_the_slot },
    { "/canvas/pointer/a-drag-to-the-ground-asks-for-something-new", test_a_drag_to_the_ground_asks_for_something_new },
    { "/canvas/pointer/a-slip-of-the-hand-is-no-reference", test_a_slip_of_the_hand_is_no_reference },
    { "/canvas/pointer/a-drag-from-a-name-rebinds-it", test_a_drag_from_a_name_rebinds_it },
    { "/canvas/pointer/escape-leaves-a-drag", test_escape_leaves_a_drag },
    { "/canvas/pointer/the-grip-moves-a-card", test_the_grip_moves_a_card },
    { "/canvas/pointer/alt-moves-a-card", test_alt_moves_a_card },
    { "/canvas/pointer/a-scene-may-come-while-a-card-is-dragged", test_a_scene_may_come_while_a_card_is_dragged },
    { "/canvas/pointer/resting-on-a-card-lights-its-neighbours", test_resting_on_a_card_lights_its_neighbours },
    { "/canvas/pointer/handlers-may-set-another-scene", test_handlers_may_set_another_scene },
    { "/canvas/keys/arrows-walk-along-references", test_arrows_walk_along_references },
    { "/canvas/keys/tab-goes-in-reading-order", test_tab_goes_in_reading_order },
    { "/canvas/keys/keys-ask-for-deeds", test_keys_ask_for_deeds },
    { "/canvas/keys/arrows-can-be-selected-by-keys", test_arrows_can_be_selected_by_keys },
    { "/canvas/keys/a-reference-can-be-made-by-keys", test_a_reference_can_be_made_by_keys },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, CanvasFixture, NULL, canvas_set_up, tests[i].test, canvas_tear_down);

  return g_test_run ();
}
