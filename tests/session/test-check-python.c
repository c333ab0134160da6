/* test-check-python.c - a program run for real, and what is found
 *
 * The real one is python3 of the system. Where something has to go wrong, a small script stands before it: it hands everything on but
 * what the test is about.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "ouro-reality.h"
#include "ouro-run.h"

#define CYCLE "import gc\na = []\nb = [a]\na.append(b)\ndel a, b\nprint(gc.collect())\n"

typedef struct
{
  char *folder;
  char *path; /* of PATH before */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ouroboros-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_strdup (g_getenv ("PATH"));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  const char *const command[] = { "rm", "-r", "--", fixture->folder, NULL };

  g_setenv ("PATH", fixture->path, TRUE);
  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* The interpreter; NULL, and the test is skipped, where there is none that is simulated. */
static OuroPython *
find_real (void)
{
  g_autoptr (GError) error = NULL;
  OuroPython *python = ouro_python_find (NULL, NULL, NULL, &error);

  if (python == NULL)
    g_test_skip (error->message);
  return python;
}

/* Like the real one, but for what record.py is asked for, which the shell's words do instead; $PYTHON is the real one. */
static OuroPython *
find_fake (Fixture    *fixture,
           const char *words)
{
  g_autoptr (OuroPython) real = find_real ();
  g_autofree char *path = g_build_filename (fixture->folder, "python3", NULL);
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;
  OuroPython *fake;

  if (real == NULL)
    return NULL;
  script = g_strdup_printf ("#!/bin/sh\nPYTHON=%s\ncase \"$*\" in\n*--inner*) exec $PYTHON \"$@\" ;;\n*record.py*) %s ;;\n*) exec $PYTHON \"$@\" ;;\nesac\n",
                            real->path, words);
  g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  fake = ouro_python_find (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake->path, ==, path);
  return fake;
}

static OuroReality *
check_well (const OuroPython *python,
            const char       *text)
{
  g_autoptr (GError) error = NULL;
  OuroReality *check = ouro_reality_run (python, text, "here.py", NULL, 60, NULL, &error);

  g_assert_no_error (error);
  return check;
}

/* What agrees, what differs ------------------------------------------------------------------ */

static void
test_a_program_agrees (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (OuroPython) python = find_real ();
  g_autoptr (OuroReality) check = python != NULL ? check_well (python, CYCLE) : NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *expected = NULL;

  if (python == NULL)
    return;
  g_assert_true (check->agrees);
  g_assert_false (check->is_outcome);
  g_assert_cmpuint (check->n_statements, ==, 6);
  g_assert_true (check->profile == python->profile);
  verdict = ouro_reality_dup_verdict (check);
  expected = g_strdup_printf ("Agrees with CPython %s: 6 statements", python->release);
  g_assert_cmpstr (verdict, ==, expected);
  g_assert_null (ouro_reality_dup_values (check));
}

static void
test_many_statements_are_compared_by_their_outcome (Fixture      *fixture,
                                                    gconstpointer data)
{
  g_autoptr (OuroPython) python = find_real ();
  g_autoptr (OuroReality) check = python != NULL ? check_well (python, "x = 0\nfor i in range(500):\n    x += 1\nprint(x)\n") : NULL;

  if (python == NULL)
    return;
  g_assert_true (check->agrees);
  g_assert_true (check->is_outcome);
}

static void
test_an_import_from_disk_is_no_difference (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (OuroPython) python = find_real ();
  g_autoptr (OuroReality) imported = python != NULL ? check_well (python, "import gc, copy as c\na = c.copy([1])\n") : NULL;
  g_autoptr (OuroReality) loaded = python != NULL ? check_well (python, "import gc, sys\nfrom weakref import ref\n") : NULL;

  if (python == NULL)
    return;
  g_assert_true (imported->agrees);
  g_assert_false (imported->has_counts);
  g_assert_true (loaded->agrees);
  g_assert_true (loaded->has_counts);
}

static void
test_modules_beside_the_document_come_along (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autofree char *module = g_build_filename (fixture->folder, "neighbour.py", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "here.py", NULL);
  g_autoptr (GFile) document = g_file_new_for_path (path);
  g_autoptr (OuroPython) python = find_real ();
  g_autoptr (OuroReality) check = NULL;
  g_autoptr (GError) error = NULL;

  if (python == NULL)
    return;
  g_assert_true (g_file_set_contents (module, "def answer():\n    return [42]\n", -1, NULL));
  check = ouro_reality_run (python, "import neighbour\na = neighbour.answer()\nprint(a)\n", "here.py", document, 60, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", check->message);
  g_assert_true (check->agrees);
}

static void
test_a_difference_tells_step_and_values (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr (OuroPython) python = find_fake (fixture, "$PYTHON \"$@\" | sed '4s/\"rc\":2/\"rc\":7/'");
  g_autoptr (OuroReality) check = python != NULL ? check_well (python, CYCLE) : NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *values = NULL;

  if (python == NULL)
    return;
  g_assert_false (check->agrees);
  g_assert_cmpuint (check->statement, ==, 3);
  g_assert_cmpuint (check->line, ==, 3);
  g_assert_cmpstr (check->field, ==, "rc");
  g_assert_cmpstr (check->where, ==, "a");
  g_assert_cmpstr (check->expected, ==, "7");
  g_assert_cmpstr (check->actual, ==, "2");
  verdict = ouro_reality_dup_verdict (check);
  expected = g_strdup_printf ("Differs from CPython %s after statement 3 (line 3): a: the reference count", python->release);
  g_assert_cmpstr (verdict, ==, expected);
  values = ouro_reality_dup_values (check);
  g_assert_true (g_str_has_suffix (values, ": 7\nSimulation: 2"));
}

static void
test_another_version_is_noted (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (OuroPython) python = find_real ();
  g_autoptr (OuroReality) check = python != NULL ? check_well (python, "a = 1\n") : NULL;
  const OuroProfile *const *profiles = ouro_profile_list ();
  g_autofree char          *note = NULL;

  if (python == NULL)
    return;
  note = ouro_reality_dup_note (check, profiles[0] != python->profile ? profiles[0] : profiles[1]);
  g_assert_nonnull (strstr (note, python->profile->name));
}

/* What cannot be compared -------------------------------------------------------------------- */

static void
test_what_the_simulator_refuses_is_never_run (Fixture      *fixture,
                                              gconstpointer data)
{
  g_autofree char *touched = g_build_filename (fixture->folder, "touched", NULL);
  g_autofree char *words = g_strdup_printf ("touch %s", touched);
  g_autoptr (OuroPython) python = NULL;
  g_autoptr (GError) error = NULL;

  python = find_fake (fixture, words);
  if (python == NULL)
    return;
  g_assert_null (ouro_reality_run (python, "import os\n", "here.py", NULL, 60, NULL, &error));
  g_assert_error (error, OURO_RUN_ERROR, OURO_RUN_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ouro_reality_run (python, "a = (\n", "here.py", NULL, 60, NULL, &error));
  g_assert_error (error, OURO_RUN_ERROR, OURO_RUN_ERROR_SYNTAX);
  g_assert_false (g_file_test (touched, G_FILE_TEST_EXISTS));
}

static void
test_an_endless_program_is_stopped (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (OuroPython) python = find_fake (fixture, "sh -c 'while :; do :; done'");
  g_autoptr (GError) error = NULL;

  if (python == NULL)
    return;
  g_assert_null (ouro_reality_run (python, CYCLE, "here.py", NULL, 0.5, NULL, &error));
  g_assert_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_TIMEOUT);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
test_it_can_be_cancelled (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (OuroPython) python = find_fake (fixture, "sh -c 'while :; do :; done'");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (python == NULL)
    return;
  ouro_reality_run_async (python, CYCLE, "here.py", NULL, 600, cancellable, result_cb, &result);
  g_timeout_add (200, cancel_cb, cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ouro_reality_run_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The cage ---------------------------------------------------------------------------------- */

/* What the shell can say in it, as the message of the error; NULL where there is no cage. */
static char *
say_in_cage (Fixture    *fixture,
             const char *words)
{
  g_autofree char *script = g_strdup_printf ("{ %s; } >&2; exit 9", words);
  g_autoptr (OuroPython) python = find_fake (fixture, script);
  g_autoptr (GError) error = NULL;

  if (python == NULL)
    return NULL;
  if (python->danger != NULL)
    {
      g_test_skip (python->danger);
      return NULL;
    }
  g_assert_null (ouro_reality_run (python, "a = 1\n", "here.py", NULL, 60, NULL, &error));
  g_assert_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_FAILED);
  return g_strdup (strrchr (error->message, ':') + 2);
}

static void
test_no_file_of_the_user_is_seen_or_written (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autofree char *secret = g_build_filename (fixture->folder, "secret", NULL);
  g_autofree char *written = g_build_filename (fixture->folder, "written", NULL);
  g_autofree char *words = g_strdup_printf ("cat %s 2>/dev/null; echo x 2>/dev/null >%s; echo x 2>/dev/null >/usr/written; echo x >work; ls -A %s ${HOME-/nothing} 2>/dev/null | tr '\\n' ' '; echo done",
                                            secret, written, fixture->folder);
  g_autofree char *said = NULL;

  g_assert_true (g_file_set_contents (secret, "secret", -1, NULL));
  said = say_in_cage (fixture, words);
  if (said == NULL)
    return;
  g_assert_null (strstr (said, "secret"));
  g_assert_nonnull (strstr (said, "done"));
  g_assert_false (g_file_test (written, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/usr/written", G_FILE_TEST_EXISTS));
}

static void
test_there_is_no_network_and_no_other_process (Fixture      *fixture,
                                               gconstpointer data)
{
  /* Names of interfaces stand before colons; that of loopback is the only one. Processes: bubblewrap, shells and what they start. */
  g_autofree char *said = say_in_cage (fixture, "a=$(grep -c : /proc/net/dev); b=$(ls -d /proc/[0-9]* | wc -l); test $a = 1 && test $b -lt 10 && echo alone");

  if (said != NULL)
    g_assert_cmpstr (said, ==, "alone");
}

static void
test_without_a_cage_the_question_says_so (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (OuroPython) real = find_real ();
  g_autoptr (OuroPython) python = NULL;
  g_autofree char *question = NULL;
  g_autoptr (GError) error = NULL;

  if (real == NULL)
    return;
  g_setenv ("PATH", fixture->folder, TRUE);
  python = ouro_python_find (real->path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (python->danger, "bwrap"));
  question = ouro_reality_dup_question (python);
  g_assert_nonnull (strstr (question, "WITHOUT a sandbox"));
}

static void
test_without_an_interpreter_there_is_one_clear_error (Fixture      *fixture,
                                                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ouro_python_find ("/bin/true", NULL, NULL, &error));
  g_assert_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NONE);
  g_clear_error (&error);
  g_assert_null (ouro_python_find ("no-such-python", NULL, NULL, &error));
  g_assert_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NONE);
  g_clear_error (&error);
  g_setenv ("PATH", fixture->folder, TRUE);
  g_assert_null (ouro_python_find (NULL, ouro_profile_get_default (), NULL, &error));
  g_assert_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NONE);
  g_assert_cmpstr (error->message, ==, "There is no python3 on this system");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture      *fixture,
                  gconstpointer data);
  } tests[] = {
    { "/check/a-program-agrees", test_a_program_agrees },
    { "/check/many-statements-are-compared-by-their-outcome", test_many_statements_are_compared_by_their_outcome },
    { "/check/an-import-from-disk-is-no-difference", test_an_import_from_disk_is_no_difference },
    { "/check/modules-beside-the-document-come-along", test_modules_beside_the_document_come_along },
    { "/check/a-difference-tells-step-and-values", test_a_difference_tells_step_and_values },
    { "/check/another-version-is-noted", test_another_version_is_noted },
    { "/check/what-the-simulator-refuses-is-never-run", test_what_the_simulator_refuses_is_never_run },
    { "/check/an-endless-program-is-stopped", test_an_endless_program_is_stopped },
    { "/check/it-can-be-cancelled", test_it_can_be_cancelled },
    { "/check/no-file-of-the-user-is-seen-or-written", test_no_file_of_the_user_is_seen_or_written },
    { "/check/there-is-no-network-and-no-other-process", test_there_is_no_network_and_no_other_process },
    { "/check/without-a-cage-the-question-says-so", test_without_a_cage_the_question_says_so },
    { "/check/without-an-interpreter-there-is-one-clear-error", test_without_an_interpreter_there_is_one_clear_error },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
