/* test-programs.c - programs in Python whose output was written by a real interpreter
 *
 * Each programs/NAME.py has a NAME.out beside it: what CPython 3.15 prints; where versions differ in what it is about, a
 * NAME.VERSION.out for each of the others, too. NAME.err and NAME.VERSION.err are what goes to standard error. The machine must
 * print the same, its heap must recount right at the end, and every line, run anew with recording on, must lead to the same
 * state, as must jumps to any line.
 */
#include <gio/gio.h>
#include <string.h>

#define TIME_LIMIT "60"

static char *
run (const char *option,
     const char *version,
     const char *program,
     gboolean    is_of_errors)
{
  g_autofree char *runner = g_test_build_filename (G_TEST_BUILT, "vm", "run-python", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *name = g_path_get_basename (program);
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
  if (is_of_errors)
    {
      g_free (output);
      output = g_steal_pointer (&errors);
    }
  return output;
}

/* A file that says what a program prints, its name cut into parts: NAME[.VERSION].out or .err */
typedef struct
{
  char    *file;
  char    *version;
  char    *program;
  gboolean is_of_errors;
} Expected;

static Expected *
expected_new (const char *folder,
              const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  g_autofree char *script = g_strconcat (parts[0], ".py", NULL);
  Expected        *self = g_new (Expected, 1);

  self->file = g_build_filename (folder, name, NULL);
  self->version = strchr (parts[1], '.') == NULL ? g_strdup ("3.15") : g_strndup (parts[1], strlen (parts[1]) - strlen (".out"));
  self->is_of_errors = g_str_has_suffix (name, ".err");
  self->program = g_build_filename (folder, script, NULL);
  return self;
}

static void
expected_free (gpointer data)
{
  Expected *self = data;

  g_free (self->file);
  g_free (self->version);
  g_free (self->program);
  g_free (self);
}

static void
test_output (gconstpointer data)
{
  const Expected  *self = data;
  g_autofree char *expected = NULL;
  g_autofree char *output = run ("--check", self->version, self->program, self->is_of_errors);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (self->file, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, expected);
}

static void
test_record (gconstpointer data)
{
  const Expected  *self = data;
  g_autofree char *output = run ("--record", self->version, self->program, FALSE);
}

static void
test_jumps (gconstpointer data)
{
  const Expected  *self = data;
  g_autofree char *output = run ("--jumps", self->version, self->program, FALSE);
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
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (expected_free);

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "vm", "programs", NULL);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      g_autofree char *record = NULL;
      g_autofree char *jumps = NULL;
      Expected        *expected;

      if (!g_str_has_suffix (name, ".out") && !g_str_has_suffix (name, ".err"))
        continue;
      expected = expected_new (folder, name);
      g_ptr_array_add (all, expected);
      path = g_strdup_printf ("/programs/%s/is-what-python-prints", name);
      record = g_strdup_printf ("/programs/%s/each-line-can-be-run-again", name);
      jumps = g_strdup_printf ("/programs/%s/any-moment-comes-back", name);
      g_test_add_data_func (path, expected, test_output);
      if (expected->is_of_errors)
        continue;
      g_test_add_data_func (record, expected, test_record);
      g_test_add_data_func (jumps, expected, test_jumps);
    }
  status = g_test_run ();
  return status;
}
