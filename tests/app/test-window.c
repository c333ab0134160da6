/* test-window.c - the main job in the real window, with real pointer and keys
 *
 * Two lists are made with the palette, each refers to the other by a drag, both names are deleted, the counts stay at 1, Collect
 * frees them, a step back brings them back, and the picture is saved.
 */
#include <glib/gstdio.h>

#include "ouro-python.h"
#include "ouro-help-page.h"
#include "ouro-help-window.h"
#include "ouro-scene-builder.h"
#include "window-fixture.h"

#define MADE  "a = []\nb = []\n"
#define CYCLE MADE "a.append(b)\nb.append(a)\n"

static void
drag_to_refer (WindowFixture *fixture,
               const char    *from,
               const char    *to)
{
  double x, y;

  window_get_head (fixture, window_get_card (fixture, from)->key, &x, &y);
  hand_press (GTK_WIDGET (fixture->canvas), x, y);
  window_get_head (fixture, window_get_card (fixture, to)->key, &x, &y);
  /* Not where the next drag may begin: two presses there would be a double click. */
  hand_drag_to (GTK_WIDGET (fixture->canvas), x + 20, y);
  hand_release ();
}

static void
make_cycle (WindowFixture *fixture)
{
  window_press (fixture, "list");
  window_wait_for_text (fixture, "a = []\n");
  window_press (fixture, "list");
  window_wait_for_text (fixture, MADE);

  drag_to_refer (fixture, "a", "b");
  window_wait_for_text (fixture, MADE "a.append(b)\n");
  drag_to_refer (fixture, "b", "a");
  window_wait_for_text (fixture, CYCLE);
}

static void
delete_name (WindowFixture *fixture,
             const char    *name)
{
  GdkRectangle area;

  g_assert_true (ouro_canvas_get_card_area (fixture->canvas, ouro_key_of_name (name), &area));
  hand_click (GTK_WIDGET (fixture->canvas), area.x + area.width / 2.0, area.y + area.height / 2.0, "1");
  hand_key ("Delete");
}

static void
assert_garbage (WindowFixture *fixture)
{
  const OuroScene *scene = ouro_canvas_get_scene (fixture->canvas);

  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 2);
  for (guint i = 0; i < scene->n_cards; i++)
    if (g_strcmp0 (scene->cards[i].title, "list") == 0)
      {
        g_assert_cmpstr (scene->cards[i].badge, ==, "1");
        g_assert_true (scene->cards[i].marks & OURO_MARK_UNREACHABLE);
      }
}

static void
test_a_cycle_outlives_its_names (WindowFixture *fixture,
                                 gconstpointer  data)
{
  make_cycle (fixture);
  g_assert_cmpstr (window_get_card (fixture, "a")->badge, ==, "2");
  g_assert_cmpstr (window_get_card (fixture, "b")->badge, ==, "2");

  delete_name (fixture, "a");
  window_wait_for_text (fixture, CYCLE "del a\n");
  delete_name (fixture, "b");
  window_wait_for_text (fixture, CYCLE "del a\ndel b\n");
  assert_garbage (fixture);

  window_press (fixture, "Collect");
  window_wait_for_text (fixture, CYCLE "del a\ndel b\nimport gc\ngc.collect()\n");
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 0);

  hand_key ("ctrl+F10");
  hand_settle (GTK_WIDGET (fixture->window));
  assert_garbage (fixture);
  hand_key ("F10");
  hand_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 0);
}

/* Choices ----------------------------------------------------------------------------------- */

static gboolean
has_popover (gpointer data)
{
  WindowFixture *fixture = data;
  GtkWidget     *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && GTK_IS_POPOVER (gtk_widget_get_native (focus));
}

static void
test_a_list_with_items_asks_where (WindowFixture *fixture,
                                   gconstpointer  data)
{
  make_cycle (fixture);
  drag_to_refer (fixture, "a", "b");
  hand_wait (has_popover, fixture);
  hand_settle (GTK_WIDGET (fixture->window));
  hand_key ("Return"); /* the first: once more at the end */
  window_wait_for_text (fixture, CYCLE "a.append(b)\n");
}

/* Files ------------------------------------------------------------------------------------- */

static GtkWindow *
find_dialog (WindowFixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *node = windows; node != NULL; node = node->next)
    if (node->data != fixture->window && GTK_IS_WINDOW (node->data) && gtk_widget_get_mapped (node->data))
      return node->data;

  return NULL;
}

static gboolean
has_dialog (gpointer fixture)
{
  return find_dialog (fixture) != NULL;
}

static gboolean
has_no_dialog (gpointer fixture)
{
  return find_dialog (fixture) == NULL;
}

/* Without a window manager the keys go where the pointer is. */
static void
answer_dialog (WindowFixture *fixture,
               const char    *text,
               const char    *key)
{
  hand_wait (has_dialog, fixture);
  hand_settle (GTK_WIDGET (find_dialog (fixture)));
  hand_move (GTK_WIDGET (find_dialog (fixture)), 20, 20);
  if (text != NULL)
    {
      hand_key ("ctrl+a");
      hand_do ("type", "--delay", "1", text, NULL);
    }
  hand_key (key);
  hand_wait (has_no_dialog, fixture);
  hand_move (GTK_WIDGET (fixture->canvas), 200, 300);
}

static guint
count_pixels_like (GdkTexture *texture,
                   guint8      red,
                   guint8      green,
                   guint8      blue)
{
  int                width = gdk_texture_get_width (texture);
  int                height = gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc ((gsize)width * height * 4);
  guint              n = 0;

  gdk_texture_download (texture, pixels, (gsize)width * 4);
  for (gsize i = 0; i < (gsize)width * height; i++)
    n += ABS (pixels[4 * i] - blue) + ABS (pixels[4 * i + 1] - green) + ABS (pixels[4 * i + 2] - red) < 24;

  return n;
}

static void
test_the_picture_is_saved (WindowFixture *fixture,
                           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "cycle.png", NULL);
  OuroColour       red = ouro_palette_get (OURO_THEME_LIGHT, OURO_ROLE_UNREACHABLE);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  make_cycle (fixture);
  delete_name (fixture, "a");
  window_wait_for_text (fixture, CYCLE "del a\n");
  delete_name (fixture, "b");
  window_wait_for_text (fixture, CYCLE "del a\ndel b\n");

  hand_key ("ctrl+e");
  answer_dialog (fixture, path, "Return");
  window_wait_for_label (fixture, "Picture saved as");

  texture = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), >, 400);
  g_assert_cmpuint (count_pixels_like (texture, red.red * 255, red.green * 255, red.blue * 255), >, 200);
}

static void
test_the_program_is_saved_and_opened (WindowFixture *fixture,
                                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "made.py", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  window_press (fixture, "dict");
  window_wait_for_text (fixture, "a = {}\n");
  g_assert_false (ouro_window_is_pristine (fixture->window));

  hand_key ("ctrl+s");
  answer_dialog (fixture, path, "Return");
  window_wait_for_label (fixture, "made.py");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a = {}\n");

  ouro_session_open_text (fixture->session, "", NULL, FALSE);
  window_wait_for_text (fixture, "");
  g_assert_true (ouro_window_open_file (fixture->window, file) == fixture->window);
  window_wait_for_text (fixture, "a = {}\n");
}

/* The editor -------------------------------------------------------------------------------- */

static gboolean
has_editor (gpointer data)
{
  return gtk_widget_grab_focus (data);
}

static void
type_program (WindowFixture *fixture,
              const char    *text)
{
  GtkWidget *program = window_find (fixture, g_type_from_name ("OuroProgramView"), NULL, NULL);

  hand_wait (has_editor, program);
  hand_click (program, gtk_widget_get_width (program) / 2.0, gtk_widget_get_height (program) / 2.0, "1");
  hand_do ("type", "--delay", "1", text, NULL);
}

static void
test_typed_text_runs_and_can_be_undone (WindowFixture *fixture,
                                        gconstpointer  data)
{
  type_program (fixture, "x = [1]");
  window_wait_for_text (fixture, "x = [1]");
  g_assert_cmpstr (window_get_card (fixture, "x")->title, ==, "list");

  hand_key ("ctrl+z");
  window_wait_for_text (fixture, "");
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 0);
  hand_key ("ctrl+shift+z");
  window_wait_for_text (fixture, "x = [1]");
}

static void
test_a_mistake_is_explained (WindowFixture *fixture,
                             gconstpointer  data)
{
  window_press (fixture, "list");
  window_wait_for_text (fixture, "a = []\n");
  type_program (fixture, "b = (");
  window_wait_for_label (fixture, "  File ");
  /* The picture of before stays. */
  g_assert_cmpstr (window_get_card (fixture, "a")->title, ==, "list");
}

static gboolean
is_running (gpointer session)
{
  return ouro_session_is_running (session);
}

static void
test_an_exception_shows_its_traceback (WindowFixture *fixture,
                                       gconstpointer  data)
{
  static const char program[] = "def look(d):\n    return d['b']\nlook({})\n";

  ouro_session_open_text (fixture->session, program, NULL, FALSE);
  window_wait_for_text (fixture, program);
  window_wait_for_label (fixture, "Traceback (most recent call last):\n");

  hand_key ("ctrl+Home");
  window_wait_for_label (fixture, "After statement 0 of ");
}

static void
test_an_endless_loop_can_be_stopped (WindowFixture *fixture,
                                     gconstpointer  data)
{
  type_program (fixture, "while True: list(range(100000))");
  hand_wait (is_running, fixture->session);
  window_wait_for_label (fixture, "Stop");
  hand_settle (GTK_WIDGET (fixture->window));
  window_press (fixture, "Stop");
  window_wait_for_text (fixture, "while True: list(range(100000))");
}

/* Help -------------------------------------------------------------------------------------- */

static GtkWidget *
find_help (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (OURO_IS_HELP_WINDOW (window))
        return window;
    }
  return NULL;
}

static gboolean
has_help (gpointer expected)
{
  GtkWidget *help = find_help ();

  return GPOINTER_TO_INT (expected) ? help != NULL && gtk_widget_get_mapped (help) : help == NULL;
}

static void
test_f1_opens_the_help (WindowFixture *fixture,
                        gconstpointer  data)
{
  const char *const *names = ouro_help_page_list ();
  WindowFixture      help = *fixture;
  GtkListBox        *list;

  hand_key ("F1");
  hand_wait (has_help, GINT_TO_POINTER (TRUE));
  hand_settle (find_help ());
  help.window = (gpointer)find_help ();
  list = GTK_LIST_BOX (window_find (&help, GTK_TYPE_LIST_BOX, NULL, NULL));

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (OuroHelpPage) page = ouro_help_page_load (names[i], NULL);
      GtkTextBuffer   *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (window_find (&help, GTK_TYPE_TEXT_VIEW, NULL, NULL)));
      g_autofree char *text = NULL;

      g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, i);
      g_object_get (buffer, "text", &text, NULL);
      g_assert_true (g_str_has_prefix (text, page->title));
      g_assert_cmpuint (strlen (text), >, 300);
      hand_key ("Down");
    }

  hand_key ("Escape");
  hand_wait (has_help, GINT_TO_POINTER (FALSE));
}

/* Earlier moments ---------------------------------------------------------------------------- */

static void
test_a_click_in_the_past_asks_where (WindowFixture *fixture,
                                     gconstpointer  data)
{
  window_press (fixture, "list");
  window_wait_for_text (fixture, "a = []\n");
  hand_key ("ctrl+F10");
  window_press (fixture, "dict");
  answer_dialog (fixture, NULL, "Return"); /* Go to the End */
  window_wait_for_text (fixture, "a = []\nb = {}\n");
}

static void
test_what_python_cannot_do_is_explained (WindowFixture *fixture,
                                         gconstpointer  data)
{
  const OuroScene *scene;

  make_cycle (fixture);
  delete_name (fixture, "a");
  window_wait_for_text (fixture, CYCLE "del a\n");
  delete_name (fixture, "b");
  window_wait_for_text (fixture, CYCLE "del a\ndel b\n");

  scene = ouro_canvas_get_scene (fixture->canvas);
  for (guint i = 0; i < scene->n_cards; i++)
    if (g_strcmp0 (scene->cards[i].title, "list") == 0)
      ouro_canvas_set_selected (fixture->canvas, scene->cards[i].key);
  hand_key ("Delete");
  window_wait_for_label (fixture, "Python frees an object when nothing holds it");
  hand_key ("Escape");
  g_assert_cmpstr (ouro_session_get_text (fixture->session), ==, CYCLE "del a\ndel b\n");
}

/* Time -------------------------------------------------------------------------------------- */

static gboolean
is_at_end (gpointer session)
{
  return ouro_session_is_at_end (session);
}

static void
test_time_runs_both_ways (WindowFixture *fixture,
                          gconstpointer  data)
{
  ouro_session_open_text (fixture->session, CYCLE, NULL, TRUE);
  window_wait_for_text (fixture, CYCLE);
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 0);

  hand_key ("F10");
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 1);
  hand_key ("F11");
  hand_key ("ctrl+F11");
  hand_key ("ctrl+F10");
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 0);

  gtk_widget_grab_focus (GTK_WIDGET (fixture->canvas));
  hand_key ("ctrl+End");
  g_assert_true (ouro_session_is_at_end (fixture->session));
  hand_key ("ctrl+Home");
  g_assert_cmpuint (window_count_cards (fixture, "list"), ==, 0);

  hand_key ("F5");
  hand_wait (is_at_end, fixture->session);
}

static void
test_unsaved_changes_are_asked_about (WindowFixture *fixture,
                                      gconstpointer  data)
{
  window_press (fixture, "list");
  window_wait_for_text (fixture, "a = []\n");
  hand_key ("ctrl+w");
  answer_dialog (fixture, NULL, "Escape");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
}

/* Real Python ------------------------------------------------------------------------------- */

/* The first that is looked for is python3 of the system, but that sed has its way with the trace. NULL, and the test is skipped, where there is none. */
static OuroPython *
set_interpreter (const char *words)
{
  g_autofree char *name = g_strconcat ("python", ouro_profile_get_default ()->name, NULL);
  g_autofree char *path = g_build_filename (g_get_home_dir (), name, NULL);
  g_autofree char *folders = g_strconcat (g_get_home_dir (), ":", g_getenv ("PATH"), NULL);
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;
  OuroPython *python = ouro_python_find (NULL, NULL, NULL, &error);

  if (python == NULL)
    {
      g_test_skip (error->message);
      return NULL;
    }
  script = g_strdup_printf ("#!/bin/sh\nPYTHON=%s\ncase \"$*\" in\n*--inner*) exec $PYTHON \"$@\" ;;\n*record.py*) $PYTHON \"$@\" | sed '%s' ;;\n*) exec $PYTHON \"$@\" ;;\nesac\n",
                            python->path, words);
  g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  g_setenv ("PATH", folders, TRUE);
  return python;
}

static gboolean
has_tick (gpointer fixture)
{
  return window_has (fixture, GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic");
}

static gboolean
has_spinner (gpointer fixture)
{
  return window_has (fixture, GTK_TYPE_SPINNER, NULL, NULL);
}

/* It asks the first time; the second time it does not, unless nothing confines the program. */
static void
test_a_program_is_checked_against_real_python (WindowFixture *fixture,
                                               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "checked.py", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OuroPython) python = set_interpreter ("s/nothing//");

  if (python == NULL)
    return;
  g_assert_true (g_file_set_contents (path, CYCLE, -1, NULL));
  ouro_window_open_file (fixture->window, file);
  window_wait_for_text (fixture, CYCLE);

  hand_key ("ctrl+shift+r");
  answer_dialog (fixture, NULL, "alt+r");
  window_wait_for_label (fixture, "Agrees with CPython 3.");
  g_assert_true (has_tick (fixture));

  hand_key ("ctrl+shift+r");
  hand_wait (has_spinner, fixture);
  if (python->danger != NULL)
    answer_dialog (fixture, NULL, "alt+r");
  hand_wait (has_tick, fixture);
  g_assert_true (has_no_dialog (fixture));
}

static void
test_a_difference_is_shown_where_it_is (WindowFixture *fixture,
                                        gconstpointer  data)
{
  g_autoptr (OuroPython) python = set_interpreter ("3s/\"rc\":1/\"rc\":9/");

  if (python == NULL)
    return;
  ouro_session_open_text (fixture->session, CYCLE, NULL, FALSE);
  window_wait_for_text (fixture, CYCLE);
  hand_key ("ctrl+shift+r");
  answer_dialog (fixture, NULL, "alt+r");
  answer_dialog (fixture, NULL, "Return"); /* Go to This Step */
  g_assert_cmpuint (ouro_run_get_statement_index (ouro_session_get_run (fixture->session)), ==, 2);
  g_assert_true (window_has (fixture, GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic"));

  /* What was found holds for this text only. */
  ouro_session_set_text (fixture->session, "a = []\n");
  g_assert_false (window_has (fixture, GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic"));
}

/* Not G_TEST_OPTION_ISOLATE_DIRS: it hides the system's schemas and icons as well, which libadwaita cannot bear. */
static char *
make_home (void)
{
  static const char *const names[] = { "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };
  char                    *home = g_dir_make_tmp ("ouroboros-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], home, TRUE);

  return home;
}

static void
remove_home (const char *home)
{
  const char *const command[] = { "rm", "-r", "--", home, NULL };

  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (WindowFixture *fixture,
                  gconstpointer  data);
  } tests[] = {
    { "/window/a-cycle-outlives-its-names", test_a_cycle_outlives_its_names },
    { "/window/a-list-with-items-asks-where", test_a_list_with_items_asks_where },
    { "/window/the-picture-is-saved", test_the_picture_is_saved },
    { "/window/the-program-is-saved-and-opened", test_the_program_is_saved_and_opened },
    { "/window/typed-text-runs-and-can-be-undone", test_typed_text_runs_and_can_be_undone },
    { "/window/a-mistake-is-explained", test_a_mistake_is_explained },
    { "/window/an-exception-shows-its-traceback", test_an_exception_shows_its_traceback },
    { "/window/an-endless-loop-can-be-stopped", test_an_endless_loop_can_be_stopped },
    { "/window/a-click-in-the-past-asks-where", test_a_click_in_the_past_asks_where },
    { "/window/what-python-cannot-do-is-explained", test_what_python_cannot_do_is_explained },
    { "/window/f1-opens-the-help", test_f1_opens_the_help },
    { "/window/time-runs-both-ways", test_time_runs_both_ways },
    { "/window/unsaved-changes-are-asked-about", test_unsaved_changes_are_asked_about },
    { "/window/a-program-is-checked-against-real-python", test_a_program_is_checked_against_real_python },
    { "/window/a-difference-is-shown-where-it-is", test_a_difference_is_shown_where_it_is },
  };

  g_autofree char *home = make_home ();
  int              status;

  g_test_init (&argc, &argv, NULL);
  g_set_application_name ("Ouroboros");
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, WindowFixture, NULL, window_set_up, tests[i].test, window_tear_down);

  status = g_test_run ();
  remove_home (home);
  return status;
}
