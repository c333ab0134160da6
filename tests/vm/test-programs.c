/* test-programs.c - programs in Python whose output was written by a real interpreter
 *
 * Each programs/NAME.py has a NAME.out beside it: what CPython 3.15 prints, or the version that stands
 * in the name (NAME@3.13t.py). The machine must print the same, its heap must
 * recount right at the end, and every line, run anew with recording on, must lead to the same state.
 */
#include <gio/gio.h>
#include <string.h>

#define TIME_LIMIT "60"

/* The version in the name of a program; the newest when there is none. */
static char *
dup_version (const char *name)
{
  const char *at = strchr (name, '@');

  return at != NULL ? g_strndup (at + 1, strlen (at + 1) - strlen (".py")) : g_strdup ("3.15");
}

static char *
run (const char *option,
     const char *program)
{
  g_autofree char *runner = g_test_build_filename (G_TEST_BUILT, "vm", "run-python", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *name = g_path_get_basename (program);
  g_autofree char *version = dup_version (name);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  char            *output = NULL;
  g_autofree char *errors = NULL;

  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawn (launcher, &error, "timeout", TIME_LIMIT, runner, option, "--python", version, name, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, &errors, &error));
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (process) || g_subprocess_get_exit_status (process) > 1)
    g_test_fail_printf ("%s ended with status %d: %s", name, g_subprocess_get_status (process), errors);
  return output;
}

static void
test_output (gconstpointer data)
{
  const char      *program = data;
  g_autofree char *stem = g_strndup (program, strlen (program) - strlen (".py"));
  g_autofree char *expected_file = g_strconcat (stem, ".out", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *output = run ("--check", program);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (expected_file, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, expected);
}

static void
test_record (gconstpointer data)
{
  g_autofree char *output = run ("--record", data);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int         status;
  g_autoptr (GPtrArray) programs = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "vm", "programs", NULL);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      g_autofree char *record = NULL;
      char            *program;

      if (!g_str_has_suffix (name, ".py"))
        continue;
      program = g_build_filename (folder, name, NULL);
      path = g_strdup_printf ("/programs/%s/prints-what-python-prints", name);
      record = g_strdup_printf ("/programs/%s/each-line-can-be-run-again", name);
      g_ptr_array_add (programs, program);
      g_test_add_data_func (path, program, test_output);
      g_test_add_data_func (record, program, test_record);
    }
  status = g_test_run ();
  return status;
}
