/* test-cli-bench.c - the command bench measures what it says, and the same objects as CPython */

#include "command.h"

#include <string.h>

/* The numbers are those of CPython's gc.collect () on the same graphs. */
static void
test_the_same_garbage_is_collected_as_by_cpython (Command      *command,
                                                  gconstpointer data)
{
  static const struct
  {
    const char *shape;
    const char *references;
    const char *collected;
  } cases[] = {
    { "ring", "\"references\": 3000,", "\"collected\": 0}" },
    { "cyc3", "\"references\": 3000,", "\"collected\": 0}" },
    { "tree", "\"references\": 2999,", "\"collected\": 0}" },
    { "rand3", "\"references\": 9008,", "\"collected\": 0}" },
    { "half3", "\"references\": 9008,", "\"collected\": 1430}" },
    { "allcyc3", "\"references\": 3000,", "\"collected\": 3000}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf ("bench gc --shape %s --objects 3000 --rounds 2 --json", cases[i].shape);

      command_run (command, words);
      g_assert_cmpint (command->status, ==, 0);
      g_assert_nonnull (strstr (command->output, cases[i].references));
      g_assert_nonnull (strstr (command->output, cases[i].collected));
    }
}

static void
test_every_program_is_run_to_its_end (Command      *command,
                                      gconstpointer data)
{
  static const struct
  {
    const char *program;
    const char *lines; /* as sys.settrace counts them in CPython, but for the definition of the function */
  } cases[] = {
    { "append", "\"lines\": 1002," },
    { "calls", "\"lines\": 1003," },
    { "cycles", "\"lines\": 1003," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf ("bench vm --program %s --lines 1000 --rounds 1 --json", cases[i].program);

      command_run (command, words);
      g_assert_cmpint (command->status, ==, 0);
      g_assert_nonnull (strstr (command->output, cases[i].lines));
      g_assert_nonnull (strstr (command->output, "\"jump_ms_worst\": "));
    }
}

static void
test_the_figure_is_the_last_word (Command      *command,
                                  gconstpointer data)
{
  static const char *const benches[] = { "bench gc --shape tree --objects 100 --rounds 1", "bench vm --program tree --lines 100 --rounds 1" };

  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      command_run (command, benches[i]);
      g_assert_true (g_regex_match_simple (": [0-9.]+\n$", command->output, 0, 0));
    }
}

static void
test_absurd_sizes_are_refused (Command      *command,
                               gconstpointer data)
{
  static const char *const benches[] = {
    "bench gc --shape cube",
    "bench gc",
    "bench gc --shape ring --objects 0",
    "bench gc --shape ring --objects 99999999",
    "bench gc --shape ring --rounds 0",
    "bench vm --program sort",
    "bench vm --lines 0",
    "bench vm file.py",
    "bench vm --python 2.7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      command_run (command, benches[i]);
      command_assert_refused (command, 2, "");
    }
  command_run (command, "bench vm --file none.py");
  command_assert_refused (command, 1, "none.py");
}

#define ADD(name, func) g_test_add ("/cli/bench/" name, Command, NULL, command_set_up, func, command_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-same-garbage-is-collected-as-by-cpython", test_the_same_garbage_is_collected_as_by_cpython);
  ADD ("every-program-is-run-to-its-end", test_every_program_is_run_to_its_end);
  ADD ("the-figure-is-the-last-word", test_the_figure_is_the_last_word);
  ADD ("absurd-sizes-are-refused", test_absurd_sizes_are_refused);
  return g_test_run ();
}
