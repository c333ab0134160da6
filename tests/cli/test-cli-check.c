/* test-cli-check.c - the command check: questions, answers and exit statuses */

#include "command.h"

#include <string.h>

/* A python3 that lies about what is printed; $PYTHON is the real one. */
static const char liar[] =
  "case \"$*\" in\n"
  "*--inner*) exec $PYTHON \"$@\" ;;\n"
  "*record.py*) $PYTHON \"$@\" | sed 's/\"stdout\":\"1\\\\n\"/\"stdout\":\"2\\\\n\"/' ;;\n"
  "*) exec $PYTHON \"$@\" ;;\n"
  "esac\n";

/* Where the system has no interpreter that is simulated there is nothing to compare with. */
static gboolean
has_python (Command *command)
{
  command_fill (command, "one.py", "print(1)\n");
  command_run (command, "check --yes one.py");
  if (command->status == 0)
    return TRUE;
  g_test_skip (command->errors);
  return FALSE;
}

static void
test_agreement_is_status_0 (Command      *command,
                            gconstpointer data)
{
  if (!has_python (command))
    return;
  g_assert_true (g_str_has_prefix (command->output, "one.py: Agrees with CPython 3."));
  g_assert_nonnull (strstr (command->output, ": 1 statement\n"));
}

static void
test_a_difference_is_status_1 (Command      *command,
                               gconstpointer data)
{
  if (!has_python (command))
    return;
  command_fill (command, "rest", liar);
  command_run_shell (command, "(echo '#!/bin/sh'; python3 -c 'import os, sys; print (\"PYTHON=\" + os.path.realpath (sys.executable))'; cat rest) >liar;"
                              "chmod +x liar && $OUROBOROS check --yes --with ./liar one.py");
  g_assert_cmpint (command->status, ==, 1);
  g_assert_nonnull (strstr (command->output, "statement 1 (line 1): what is printed\n"));
  g_assert_nonnull (strstr (command->output, ": \"2\\n\"\nSimulation: \"1\\n\"\n"));
}

static void
test_nothing_runs_where_nobody_can_be_asked (Command      *command,
                                             gconstpointer data)
{
  command_fill (command, "one.py", "print(1)\n");
  command_run_shell (command, "echo y | $OUROBOROS check one.py");
  command_assert_refused (command, 2, "--yes");
}

static void
test_failures_are_one_line (Command      *command,
                            gconstpointer data)
{
  static const struct
  {
    const char *words;
    int         status;
    const char *reason;
  } cases[] = {
    { "check", 2, "one file" },
    { "check --yes --python 2.7 one.py", 2, "3.15" },
    { "check --yes nothere.py", 1, "nothere.py" },
    { "check --yes --with no-such-python one.py", 1, "no-such-python" },
    { "check --yes --with /bin/true one.py", 1, "does not answer" },
  };

  command_fill (command, "one.py", "print(1)\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      command_run (command, cases[i].words);
      command_assert_refused (command, cases[i].status, cases[i].reason);
    }
}

static void
test_a_refused_program_is_not_run (Command      *command,
                                   gconstpointer data)
{
  if (!has_python (command))
    return;
  command_fill (command, "refused.py", "import os\n");
  command_run (command, "check --yes refused.py");
  command_assert_refused (command, 1, "refused.py:1:8");
}

/* script gives it a terminal. */
static void
test_only_yes_is_yes (Command      *command,
                      gconstpointer data)
{
  if (!has_python (command))
    return;
  command_run_shell (command, "echo n | script -qec \"$OUROBOROS check one.py\" /dev/null");
  g_assert_cmpint (command->status, ==, 1);
  g_assert_nonnull (strstr (command->output, "was not run"));
  command_run_shell (command, "echo y | script -qec \"$OUROBOROS check one.py\" /dev/null");
  g_assert_cmpint (command->status, ==, 0);
  g_assert_nonnull (strstr (command->output, "Agrees with"));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Command      *command,
                  gconstpointer data);
  } tests[] = {
    { "/cli/check/agreement-is-status-0", test_agreement_is_status_0 },
    { "/cli/check/a-difference-is-status-1", test_a_difference_is_status_1 },
    { "/cli/check/nothing-runs-where-nobody-can-be-asked", test_nothing_runs_where_nobody_can_be_asked },
    { "/cli/check/failures-are-one-line", test_failures_are_one_line },
    { "/cli/check/a-refused-program-is-not-run", test_a_refused_program_is_not_run },
    { "/cli/check/only-yes-is-yes", test_only_yes_is_yes },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Command, NULL, command_set_up, tests[i].test, command_tear_down);
  return g_test_run ();
}
