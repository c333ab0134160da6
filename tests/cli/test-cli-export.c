/* test-cli-export.c - the command export and the tour, through the built program */

#include "command.h"

#include <string.h>

static const char cycle[] =
  "# %% [markdown]\n"
  "# # A cycle\n"
  "# %%\n"
  "import gc\n"
  "a = []\n"
  "b = [a]\n"
  "a.append(b)\n"
  "del a\n"
  "del b\n"
  "gc.collect()\n";

static void
export_cycle (Command    *command,
              const char *words)
{
  g_autofree char *line = g_strconcat ("export cycle.py ", words, NULL);

  command_fill (command, "cycle.py", cycle);
  command_run (command, line);
  g_assert_cmpstr (command->errors, ==, "");
  g_assert_cmpstr (command->output, ==, "");
  g_assert_cmpint (command->status, ==, 0);
}

/* The title of an SVG is its caption. */
static char *
read_title (Command    *command,
            const char *name)
{
  g_autofree char *text = command_read (command, name);
  const char      *start, *end;

  g_assert_nonnull (text);
  start = strstr (text, "<title>");
  g_assert_nonnull (start);
  start += strlen ("<title>");
  end = strstr (start, "</title>");

  return g_strndup (start, end - start);
}

static void
test_each_format_is_written (Command      *command,
                             gconstpointer data)
{
  export_cycle (command, "-o a.png --size 640x360");
  command_run_shell (command, "identify a.png");
  g_assert_nonnull (strstr (command->output, "640x360"));

  export_cycle (command, "-o a.svg --theme dark");
  command_run_shell (command, "rsvg-convert a.svg -o b.png && identify b.png");
  g_assert_cmpint (command->status, ==, 0);

  export_cycle (command, "-o a.pdf --slides --all");
  command_run_shell (command, "pdfinfo a.pdf");
  g_assert_true (g_regex_match_simple ("^Pages: +7$", command->output, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Page size: +1920 x 1080 pts$", command->output, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Title: +A cycle$", command->output, G_REGEX_MULTILINE, 0));
}

static void
test_slides_show_title_code_and_caption (Command      *command,
                                         gconstpointer data)
{
  export_cycle (command, "-o a.pdf --slides --at 9");
  command_run_shell (command, "pdftotext -layout a.pdf -");
  g_assert_nonnull (strstr (command->output, "A cycle"));
  g_assert_nonnull (strstr (command->output, "a.append(b)"));
  g_assert_nonnull (strstr (command->output, "del b"));
  g_assert_nonnull (strstr (command->output, "unreachable"));
  g_assert_null (strstr (command->output, "[markdown]"));
}

static void
test_at_is_the_moment_after_the_line (Command      *command,
                                      gconstpointer data)
{
  g_autofree char *at_8 = NULL;
  g_autofree char *at_9 = NULL;
  g_autofree char *end = NULL;

  export_cycle (command, "-o a.svg --at 8");
  at_8 = read_title (command, "a.svg");
  g_assert_nonnull (strstr (at_8, "del a"));
  g_assert_null (strstr (at_8, "No name reaches"));
  export_cycle (command, "-o a.svg --at 9");
  at_9 = read_title (command, "a.svg");
  g_assert_nonnull (strstr (at_9, "No name reaches 2 objects any more"));
  export_cycle (command, "-o a.svg");
  end = read_title (command, "a.svg");
  g_assert_nonnull (strstr (end, "gc.collect()"));
}

static void
test_moments_that_are_not_there_are_refused (Command      *command,
                                             gconstpointer data)
{
  command_fill (command, "cycle.py", cycle);
  command_run (command, "export cycle.py -o a.svg --at 2");
  command_assert_refused (command, 1, "cycle.py:2: ");
  command_run (command, "export cycle.py -o a.svg --at 99");
  command_assert_refused (command, 1, "cycle.py:99: ");
  command_run (command, "export cycle.py -o a.svg --event 99999999");
  command_assert_refused (command, 1, "cycle.py: ");
  g_assert_false (command_has (command, "a.svg"));
}

static void
test_events_are_moments_too (Command      *command,
                             gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  export_cycle (command, "-o a.svg --event 0");
  export_cycle (command, "-o a.svg --event 3");
  first = command_read (command, "a.svg");
  export_cycle (command, "-o a.svg --event 30");
  second = command_read (command, "a.svg");
  g_assert_cmpstr (first, !=, second);
}

static void
test_all_writes_one_file_for_each_statement (Command      *command,
                                             gconstpointer data)
{
  export_cycle (command, "-o step.svg --all");
  g_assert_false (command_has (command, "step.svg"));
  g_assert_true (command_has (command, "step-001.svg"));
  g_assert_true (command_has (command, "step-007.svg"));
  g_assert_false (command_has (command, "step-008.svg"));
}

static void
test_a_picture_of_all_is_the_picture_of_the_line (Command      *command,
                                                  gconstpointer data)
{
  g_autofree char *one = NULL;
  g_autofree char *same = NULL;

  export_cycle (command, "-o step.svg --all");
  one = command_read (command, "step-006.svg");
  export_cycle (command, "-o a.svg --at 9");
  same = command_read (command, "a.svg");
  g_assert_cmpstr (one, ==, same);
}

static void
test_the_same_command_writes_the_same_bytes (Command      *command,
                                             gconstpointer data)
{
  static const char *const endings[] = { "png", "svg", "pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *one = g_strdup_printf ("-o one.%s --slides", endings[i]);
      g_autofree char *two = g_strdup_printf ("-o two.%s --slides", endings[i]);
      g_autofree char *script = g_strdup_printf ("cmp one.%s two.%s", endings[i], endings[i]);

      export_cycle (command, one);
      export_cycle (command, two);
      command_run_shell (command, script);
      g_assert_cmpint (command->status, ==, 0);
    }
}

static void
test_programs_of_any_kind_have_a_picture (Command      *command,
                                          gconstpointer data)
{
  static const char *const programs[] = {
    "",
    "# nothing\n",
    "pass\n",
    "x = 'a\\nb\\x00\\u202e\xf0\x9f\x90\x8d' * 40\n",
    "a = [[i] for i in range(300)]\n",
    "d = {}\nfor i in range(20):\n    d[i] = d\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      command_fill (command, "any.py", programs[i]);
      command_run (command, "export any.py -o any.svg --slides");
      g_assert_cmpstr (command->errors, ==, "");
      g_assert_cmpint (command->status, ==, 0);
      command_run_shell (command, "rsvg-convert any.svg -o any.png");
      g_assert_cmpstr (command->errors, ==, "");
    }
}

static void
test_a_program_that_fails_has_a_picture_and_status_1 (Command      *command,
                                                      gconstpointer data)
{
  command_fill (command, "fail.py", "a = []\nb = unknown\n");
  command_run (command, "export fail.py -o a.svg");
  command_assert_refused (command, 1, "fail.py:2: NameError");
  g_assert_true (command_has (command, "a.svg"));
  command_run (command, "export fail.py -o b.svg --at 1");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->errors, ==, "");
}

static void
test_a_wrong_program_is_one_line (Command      *command,
                                  gconstpointer data)
{
  command_fill (command, "bad.py", "a = 1\nb = (\n");
  command_run (command, "export bad.py -o a.svg");
  command_assert_refused (command, 1, "bad.py:2: SyntaxError: '(' was never closed");
}

static void
test_what_cannot_be_written_is_told (Command      *command,
                                     gconstpointer data)
{
  command_fill (command, "cycle.py", cycle);
  command_run (command, "export cycle.py -o nowhere/a.png");
  command_assert_refused (command, 1, "nowhere/a.png: there is no such file or folder");
  command_run_shell (command, "ln -s /dev/full full.png && $OUROBOROS export cycle.py -o full.png");
  command_assert_refused (command, 1, "full.png: the disk is full");
  command_run_shell (command, "mkdir folder.png && $OUROBOROS export cycle.py -o folder.png");
  command_assert_refused (command, 1, "folder.png: it is a folder");
  command_run (command, "export cycle.py -o large.png --size 20000x20000");
  command_assert_refused (command, 1, "too large");
}

/* --- The tour ------------------------------------------------------------------------------- */

static void
test_without_a_display_the_first_example_is_drawn (Command      *command,
                                                   gconstpointer data)
{
  static const char *const names[] = { "cycle-1-made", "cycle-2-deleted", "cycle-3-collected" };

  command_run (command, "");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->errors, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *svg = g_strdup_printf ("ouroboros-pictures/%s.svg", names[i]);
      g_autofree char *png = g_strdup_printf ("ouroboros-pictures/%s.png", names[i]);

      g_assert_nonnull (strstr (command->output, svg));
      g_assert_nonnull (strstr (command->output, png));
      g_assert_true (command_has (command, svg));
      g_assert_true (command_has (command, png));
    }
}

/* Each command that the tour prints makes the picture that it stands under. */
static void
test_the_commands_of_the_tour_can_be_typed (Command      *command,
                                            gconstpointer data)
{
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  command_run (command, "");
  lines = g_strsplit (command->output, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    if (strstr (lines[i], " export ") != NULL)
      {
        g_autofree char *picture = g_strdup (g_strstrip (lines[i - 1]));
        g_autofree char *script = g_strdup_printf ("mv %s kept && %s && cmp kept %s", picture, lines[i], picture);

        command_run_shell (command, script);
        g_assert_cmpstr (command->errors, ==, "");
        g_assert_cmpint (command->status, ==, 0);
        n++;
      }
  g_assert_cmpuint (n, ==, 6);
}

static void
test_a_locked_folder_sends_the_tour_elsewhere (Command      *command,
                                               gconstpointer data)
{
  command_fill (command, "ouroboros-pictures", "a file where the folder should be");
  command_run_shell (command, "mkdir tmp && TMPDIR=$PWD/tmp $OUROBOROS");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->errors, ==, "");
  g_assert_true (command_has (command, "tmp/ouroboros-pictures/cycle-1-made.svg"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/cli/" name, Command, NULL, command_set_up, func, command_tear_down)
  ADD ("export/each-format-is-written", test_each_format_is_written);
  ADD ("export/slides-show-title-code-and-caption", test_slides_show_title_code_and_caption);
  ADD ("export/at-is-the-moment-after-the-line", test_at_is_the_moment_after_the_line);
  ADD ("export/moments-that-are-not-there-are-refused", test_moments_that_are_not_there_are_refused);
  ADD ("export/events-are-moments-too", test_events_are_moments_too);
  ADD ("export/all-writes-one-file-for-each-statement", test_all_writes_one_file_for_each_statement);
  ADD ("export/a-picture-of-all-is-the-picture-of-the-line", test_a_picture_of_all_is_the_picture_of_the_line);
  ADD ("export/the-same-command-writes-the-same-bytes", test_the_same_command_writes_the_same_bytes);
  ADD ("export/programs-of-any-kind-have-a-picture", test_programs_of_any_kind_have_a_picture);
  ADD ("export/a-program-that-fails-has-a-picture-and-status-1", test_a_program_that_fails_has_a_picture_and_status_1);
  ADD ("export/a-wrong-program-is-one-line", test_a_wrong_program_is_one_line);
  ADD ("export/what-cannot-be-written-is-told", test_what_cannot_be_written_is_told);
  ADD ("tour/without-a-display-the-first-example-is-drawn", test_without_a_display_the_first_example_is_drawn);
  ADD ("tour/the-commands-of-the-tour-can-be-typed", test_the_commands_of_the_tour_can_be_typed);
  ADD ("tour/a-locked-folder-sends-the-tour-elsewhere", test_a_locked_folder_sends_the_tour_elsewhere);

  return g_test_run ();
}
