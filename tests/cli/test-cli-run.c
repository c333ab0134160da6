/* test-cli-run.c - the commands run and trace, and how the command line is read */

#include "command.h"

#include <signal.h>
#include <string.h>

/* --- The command line ----------------------------------------------------------------------- */

static void
test_help_and_version_are_told (Command      *command,
                                gconstpointer data)
{
  static const char *const questions[] = { "--help", "-h", "run --help", "trace --help", "export --help" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      command_run (command, questions[i]);
      g_assert_cmpint (command->status, ==, 0);
      g_assert_nonnull (strstr (command->output, "ouroboros"));
      g_assert_cmpstr (command->errors, ==, "");
    }
  command_run (command, "--version");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_true (g_regex_match_simple ("^ouroboros [0-9]+\\.[0-9]+\\.[0-9]+\n$", command->output, 0, 0));
}

static void
test_wrong_use_is_one_line_and_status_2 (Command      *command,
                                         gconstpointer data)
{
  static const struct
  {
    const char *words;
    const char *reason;
  } cases[] = {
    { "nonsense", "nonsense" },
    { "--nonsense", "--nonsense" },
    { "here.py", "no display" },
    { "run", "one file" },
    { "trace", "one file" },
    { "run here.py there.py", "one file" },
    { "run --nonsense here.py", "--nonsense" },
    { "run here.py --python 2.7", "3.15" },
    { "run here.py --python 3", "3.11" },
    { "bench", "layout" },
    { "bench nonsense", "layout" },
    { "export here.py", "-o" },
    { "export -o a.png", "one file" },
    { "export here.py -o a.jpg", ".svg" },
    { "export here.py -o a.png --at 1 --all", "exclude" },
    { "export here.py -o a.png --at x", "x" },
    { "export here.py -o a.png --at -1", "count from 1" },
    { "export here.py -o a.png --size 10", "1920x1080" },
    { "export here.py -o a.png --size 0x10", "1920x1080" },
    { "export here.py -o a.png --size 10x", "1920x1080" },
    { "export here.py -o a.png --size -10x10", "1920x1080" },
    { "export here.py -o a.png --size 99999x10", "1920x1080" },
    { "export here.py -o a.png --size 10x10x10", "1920x1080" },
    { "export here.py -o a.png --scale 0", "--scale" },
    { "export here.py -o a.png --scale -1", "--scale" },
    { "export here.py -o a.png --scale 1e9", "--scale" },
    { "export here.py -o a.png --scale nan", "--scale" },
    { "export here.py -o a.png --theme pink", "contrast-dark" },
    { "export here.py -o a.png --python 3.99", "3.15" },
  };

  command_fill (command, "here.py", "a = 1\n");
  command_fill (command, "there.py", "a = 1\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      command_run (command, cases[i].words);
      command_assert_refused (command, 2, cases[i].reason);
      g_assert_false (command_has (command, "a.png"));
    }
}

static void
test_a_file_that_cannot_be_read_is_named (Command      *command,
                                          gconstpointer data)
{
  static const char *const commands[] = { "run", "trace", "export -o a.png" };

  command_fill (command, "latin.py", "a = 1\nb = '\xe9'\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *missing = g_strconcat (commands[i], " missing.py", NULL);
      g_autofree char *folder = g_strconcat (commands[i], " .", NULL);
      g_autofree char *latin = g_strconcat (commands[i], " latin.py", NULL);

      command_run (command, missing);
      command_assert_refused (command, 1, "missing.py: there is no such file");
      command_run (command, folder);
      command_assert_refused (command, 1, "folder");
      command_run (command, latin);
      command_assert_refused (command, 1, "latin.py: it is not UTF-8 text (line 2, byte 0xe9)");
    }
}

/* --- run ------------------------------------------------------------------------------------ */

static void
test_output_is_what_python_prints (Command      *command,
                                   gconstpointer data)
{
  command_fill (command, "out.py", "print('caf\xc3\xa9 \xf0\x9f\x90\x8d')\nprint(1, 2.5, [None])\n");
  command_run (command, "run out.py");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->output, ==, "caf\xc3\xa9 \xf0\x9f\x90\x8d\n1 2.5 [None]\n");
  g_assert_cmpstr (command->errors, ==, "");

  command_run_shell (command, "LC_ALL=C $OUROBOROS run out.py");
  g_assert_cmpstr (command->output, ==, "caf\xc3\xa9 \xf0\x9f\x90\x8d\n1 2.5 [None]\n");
}

static void
test_an_exception_is_told_as_python_tells_it (Command      *command,
                                              gconstpointer data)
{
  g_autofree char *place = NULL;

  command_fill (command, "fail.py", "print('before')\nx = unknown\nprint('after')\n");
  command_run (command, "run --python 3.11 fail.py");
  g_assert_cmpint (command->status, ==, 1);
  g_assert_cmpstr (command->output, ==, "before\n");
  place = g_strdup_printf ("Traceback (most recent call last):\n  File \"%s/fail.py\", line 2, in <module>\n", command->folder);
  g_assert_true (g_str_has_prefix (command->errors, place));
  g_assert_true (g_str_has_suffix (command->errors, "NameError: name 'unknown' is not defined\n"));
}

static void
test_a_syntax_error_is_told_as_python_tells_it (Command      *command,
                                                gconstpointer data)
{
  g_autofree char *expected = NULL;

  command_fill (command, "bad.py", "a = 1\ndef f(:\n");
  command_run (command, "run bad.py");
  g_assert_cmpint (command->status, ==, 1);
  g_assert_cmpstr (command->output, ==, "");
  expected = g_strdup_printf ("  File \"%s/bad.py\", line 2\n    def f(:\n          ^\nSyntaxError: invalid syntax\n", command->folder);
  g_assert_cmpstr (command->errors, ==, expected);
}

static void
test_the_exit_status_is_the_programs (Command      *command,
                                      gconstpointer data)
{
  command_fill (command, "exit.py", "import sys\nprint('x')\nsys.exit(7)\n");
  command_run (command, "run exit.py");
  g_assert_cmpint (command->status, ==, 7);
  g_assert_cmpstr (command->output, ==, "x\n");
}

static void
test_an_empty_program_is_a_program (Command      *command,
                                    gconstpointer data)
{
  command_fill (command, "empty.py", "");
  command_run (command, "run empty.py");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->output, ==, "");
  g_assert_cmpstr (command->errors, ==, "");
}

static void
test_large_output_arrives_whole (Command      *command,
                                 gconstpointer data)
{
  gsize n = 0;

  command_fill (command, "large.py", "def f():\n    for i in range(50000):\n        print('line', i)\nf()\n");
  command_run (command, "run large.py");
  g_assert_cmpint (command->status, ==, 0);
  for (const char *c = command->output; *c != '\0'; c++)
    n += *c == '\n';
  g_assert_cmpuint (n, ==, 50000);
  g_assert_true (g_str_has_suffix (command->output, "line 49999\n"));
}

/* As deep as would overflow the computer's stack if each held one freed the next by a call. */
static void
test_generators_in_generators_are_freed_however_deep (Command      *command,
                                                      gconstpointer data)
{
  command_fill (command, "generators.py",
                "def hold(inner):\n    yield 1\n    yield inner\n"
                "begun = None\n"
                "for i in range(150000):\n    begun = hold(begun)\n    next(begun)\n"
                "del begun\n"
                "unbegun = iter([1])\n"
                "for i in range(150000):\n    unbegun = (item for item in unbegun)\n"
                "del unbegun\n"
                "print('freed')\n");
  command_run (command, "run generators.py");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->output, ==, "freed\n");
  g_assert_cmpstr (command->errors, ==, "");
}

static void
test_a_reader_who_goes_is_no_error (Command      *command,
                                    gconstpointer data)
{
  command_fill (command, "large.py", "for i in range(200000):\n    print('line', i)\n");
  command_run_shell (command, "$OUROBOROS run large.py | head -n 1");
  g_assert_cmpstr (command->output, ==, "line 0\n");
  g_assert_cmpstr (command->errors, ==, "");

  /* where SIGPIPE is ignored already, as under some shells and services */
  command_run_shell (command, "trap '' PIPE; { $OUROBOROS run large.py; echo $? >status; } | head -n 1");
  g_assert_cmpstr (command->errors, ==, "");
  {
    g_autofree char *status = command_read (command, "status");

    g_assert_cmpstr (status, ==, "141\n");
  }
}

static void
test_a_limit_is_one_line_that_names_its_option (Command      *command,
                                                gconstpointer data)
{
  static const struct
  {
    const char *program;
    const char *words;
    const char *option;
  } cases[] = {
    { "while True: pass\n", "run loop.py --max-seconds 0.1", "--max-seconds=0" },
    { "a = []\nwhile True: a.append([])\n", "run loop.py --max-memory 2", "--max-memory=0" },

  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      command_fill (command, "loop.py", cases[i].program);
      command_run (command, cases[i].words);
      command_assert_refused (command, 1, cases[i].option);
    }

  command_fill (command, "loop.py", "while True: print('x' * 100)\n");
  command_run (command, "run loop.py --max-output 0.01");
  g_assert_cmpint (command->status, ==, 1);
  g_assert_cmpuint (strlen (command->output), >=, 10000);
  g_assert_cmpuint (strlen (command->output), <, 10200);
  g_assert_nonnull (strstr (command->errors, "--max-output=0"));

  command_fill (command, "short.py", "print('done')\n");
  command_run (command, "run short.py --max-seconds 0 --max-memory 0 --max-output 0");
  g_assert_cmpstr (command->output, ==, "done\n");
  command_run (command, "run short.py --max-seconds -1");
  command_assert_refused (command, 2, "limit");
}

static void
test_a_full_disk_behind_standard_output_is_told (Command      *command,
                                                 gconstpointer data)
{
  command_fill (command, "out.py", "print('x')\n");
  command_run_shell (command, "$OUROBOROS run out.py >/dev/full");
  command_assert_refused (command, 1, "No space left");
}

static void
test_versions_differ (Command      *command,
                      gconstpointer data)
{
  command_fill (command, "threshold.py", "import gc\nprint(gc.get_threshold()[0])\n");
  command_run (command, "run --python 3.11 threshold.py");
  g_assert_cmpstr (command->output, ==, "700\n");
  command_run (command, "run --python=3.13 threshold.py");
  g_assert_cmpstr (command->output, ==, "2000\n");
  command_run (command, "run threshold.py");
  g_assert_cmpstr (command->output, ==, "2000\n");
}

static void
test_examples_print_what_python_prints (Command      *command,
                                        gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *output; /* of python3, the same in 3.11 and 3.15 unless a number of the version is printed */
  } examples[] = {
    { "cycle.py", "3\n3\n2\n" },
    { "self-reference.py", "[1, 2, 3, [...]]\nTrue\n1\n" },
    { "parents-and-children.py", "['left', 'right']\nleft\nTrue\n" },
    { "generations.py", "2000\n0\n0\nTrue False False\n0\n4\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "examples", examples[i].name, NULL);
      g_autofree char *words = g_strconcat ("run ", path, NULL);

      command_run (command, words);
      g_assert_cmpstr (command->errors, ==, "");
      g_assert_cmpstr (command->output, ==, examples[i].output);
      g_assert_cmpint (command->status, ==, 0);
    }
}

/* --- trace ---------------------------------------------------------------------------------- */

static void
test_a_trace_is_a_header_statements_and_an_exit (Command      *command,
                                                 gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  command_fill (command, "two.py", "a = []\nprint('x')\n");
  command_run (command, "trace --python 3.11 two.py");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->errors, ==, "");
  lines = g_strsplit (g_strchomp (command->output), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[0], "\"profile\""));
  g_assert_nonnull (strstr (lines[1], "\"names\""));
  g_assert_nonnull (strstr (lines[2], "\"x\\n\""));
  g_assert_nonnull (strstr (lines[3], "\"exit\""));
}

static void
test_a_trace_of_a_wrong_program_is_refused (Command      *command,
                                            gconstpointer data)
{
  command_fill (command, "bad.py", "a = (\n");
  command_run (command, "trace bad.py");
  g_assert_cmpint (command->status, ==, 1);
  g_assert_cmpstr (command->output, ==, "");
  g_assert_nonnull (strstr (command->errors, "SyntaxError"));
}

/* --- The binary ----------------------------------------------------------------------------- */

static void
test_the_binary_links_no_gtk (Command      *command,
                              gconstpointer data)
{
  command_run_shell (command, "ldd $OUROBOROS");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_nonnull (strstr (command->output, "libglib-2.0"));
  g_assert_nonnull (strstr (command->output, "libgvc"));
  g_assert_null (strstr (command->output, "not found"));
  g_assert_null (strstr (command->output, "libgtk"));
  g_assert_null (strstr (command->output, "libgdk"));
  g_assert_null (strstr (command->output, "libX11.so.6 (no"));
}

/* The window is a program beside this one; here a stand-in says how it was called. */
static void
test_files_and_a_display_start_the_window (Command      *command,
                                           gconstpointer data)
{
  command_fill (command, "a b.py", "a = 1\n");
  command_fill (command, "ouroboros-window", "#!/bin/sh\nprintf 'window:%s' \"$#\"; printf ' [%s]' \"$@\"\n");
  command_run_shell (command, "chmod +x ouroboros-window && cp $OUROBOROS . && DISPLAY=:77 ./ouroboros 'a b.py' 'a b.py'");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->output, ==, "window:2 [a b.py] [a b.py]");
  command_run_shell (command, "WAYLAND_DISPLAY=wayland-77 ./ouroboros");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_cmpstr (command->output, ==, "window:0 []");
  command_run_shell (command, "rm ouroboros-window && PATH=/nowhere DISPLAY=:77 ./ouroboros");
  command_assert_refused (command, 1, "ouroboros-window");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/cli/" name, Command, NULL, command_set_up, func, command_tear_down)
  ADD ("help-and-version-are-told", test_help_and_version_are_told);
  ADD ("wrong-use-is-one-line-and-status-2", test_wrong_use_is_one_line_and_status_2);
  ADD ("a-file-that-cannot-be-read-is-named", test_a_file_that_cannot_be_read_is_named);
  ADD ("run/output-is-what-python-prints", test_output_is_what_python_prints);
  ADD ("run/an-exception-is-told-as-python-tells-it", test_an_exception_is_told_as_python_tells_it);
  ADD ("run/a-syntax-error-is-told-as-python-tells-it", test_a_syntax_error_is_told_as_python_tells_it);
  ADD ("run/the-exit-status-is-the-programs", test_the_exit_status_is_the_programs);
  ADD ("run/an-empty-program-is-a-program", test_an_empty_program_is_a_program);
  ADD ("run/large-output-arrives-whole", test_large_output_arrives_whole);
  ADD ("run/generators-in-generators-are-freed-however-deep", test_generators_in_generators_are_freed_however_deep);
  ADD ("run/a-reader-who-goes-is-no-error", test_a_reader_who_goes_is_no_error);
  ADD ("run/a-limit-is-one-line-that-names-its-option", test_a_limit_is_one_line_that_names_its_option);
  ADD ("run/a-full-disk-behind-standard-output-is-told", test_a_full_disk_behind_standard_output_is_told);
  ADD ("run/versions-differ", test_versions_differ);
  ADD ("run/examples-print-what-python-prints", test_examples_print_what_python_prints);
  ADD ("trace/a-trace-is-a-header-statements-and-an-exit", test_a_trace_is_a_header_statements_and_an_exit);
  ADD ("trace/a-trace-of-a-wrong-program-is-refused", test_a_trace_of_a_wrong_program_is_refused);
  ADD ("files-and-a-display-start-the-window", test_files_and_a_display_start_the_window);
  ADD ("the-binary-links-no-gtk", test_the_binary_links_no_gtk);

  return g_test_run ();
}
