/* test-unsupported.c - what Python's builtins have is there, or is refused before anything runs
 *
 * builtins.txt has, for each release that a profile stands for, its number and all names of dir (builtins).
 */
#include <string.h>

#include "ouro-heap.h"
#include "ouro-program.h"
#include "ouro-unsupported.h"
#include "ouro-vm.h"

static const char *builtins_path;

/* Whether a program that only uses the name is refused, and with the reason promised. */
static gboolean
is_refused (const char        *name,
            const OuroProfile *profile)
{
  g_autofree char *text = g_strdup_printf ("x = 1\nx, %s\n", name);
  g_autofree char *reason = ouro_unsupported_dup_reason (name, profile);
  g_autofree char *message = g_strdup_printf ("x.py:2:4: The simulator does not run this: %s", reason);
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroProgram) program = ouro_program_new (text, "x.py", profile, NULL, NULL, &error);

  if (reason == NULL)
    {
      g_assert_no_error (error);
      return FALSE;
    }
  g_assert_error (error, OURO_PROGRAM_ERROR, OURO_PROGRAM_ERROR_UNSUPPORTED);
  g_assert_cmpstr (error->message, ==, message);
  return TRUE;
}

static void
assert_runs (const char        *text,
             const OuroProfile *profile)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (profile, OURO_HISTORY_NONE);
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroProgram) program = ouro_program_new (text, "x.py", profile, NULL, NULL, &error);
  g_autoptr (OuroVm) vm = NULL;
  gsize n_errors;

  g_assert_no_error (error);
  vm = ouro_vm_new (heap, g_steal_pointer (&program));
  ouro_vm_run (vm, G_MAXUINT64);
  g_assert_cmpstr (ouro_vm_get_errors (vm, &n_errors), ==, "");
  g_assert_cmpint (ouro_vm_get_state (vm), ==, OURO_VM_FINISHED);
}

static void
test_every_builtin_is_there_or_refused (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (builtins_path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) names = g_strsplit (lines[i], " ", 0);
      const OuroProfile *profile = ouro_profile_find (names[0]);
      g_autoptr (GString) rest = g_string_new (NULL);

      for (guint j = 1; names[j] != NULL; j++)
        if (!is_refused (names[j], profile))
          g_string_append_printf (rest, "%s\n", names[j]);
      assert_runs (rest->str, profile);
    }
}

/* A meaning of its own ------------------------------------------------------------------------ */

static void
test_a_name_of_the_programs_own_is_not_refused (void)
{
  const char *const texts[] = {
    "open = 1\nopen\n",
    "def f():\n return open\nopen = 1\nf()\n",
    "def f():\n global open\n open = 1\ndef g():\n return open\nf()\ng()\n",
    "def f(open):\n return [open for i in 'a']\nf(1)\n",
    "class A:\n open = 1\n x = open\nA().open\n",
    "from gc import *\nx = lambda: open\n",
    "def __import__(name):\n pass\n__import__('g' + 'c')\n",
    "__import__('gc').collect()\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_runs (texts[i], ouro_profile_get_default ());
}

static void
test_modules_are_imported_by_names_that_are_written_out (void)
{
  const char *const texts[] = { "__import__('g' + 'c')\n", "x = 'gc'\n__import__(name=x)\n", "x = ['gc']\n__import__(*x)\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroProgram) program = ouro_program_new (texts[i], "x.py", ouro_profile_get_default (), NULL, NULL, &error);

      g_assert_error (error, OURO_PROGRAM_ERROR, OURO_PROGRAM_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, "“__import__ ()” is simulated only for a name that is written out"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  builtins_path = argv[1];
  g_test_add_func ("/vm/unsupported/every-builtin-is-there-or-refused", test_every_builtin_is_there_or_refused);
  g_test_add_func ("/vm/unsupported/a-name-of-the-programs-own-is-not-refused", test_a_name_of_the_programs_own_is_not_refused);
  g_test_add_func ("/vm/unsupported/modules-are-imported-by-names-that-are-written-out", test_modules_are_imported_by_names_that_are_written_out);
  return g_test_run ();
}
