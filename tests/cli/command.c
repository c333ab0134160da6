/* command.c - the program as a user starts it: in a folder of its own, without a display */

#include "command.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

void
command_set_up (Command      *self,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ouroboros-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *inner = g_build_filename (path, name, NULL);

          remove_all (inner);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
command_tear_down (Command      *self,
                   gconstpointer data)
{
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->output);
  g_free (self->errors);
}

void
command_fill (Command    *self,
              const char *name,
              const char *contents)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

char *
command_read (Command    *self,
              const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char            *contents = NULL;

  g_file_get_contents (path, &contents, NULL, NULL);

  return contents;
}

gboolean
command_has (Command    *self,
             const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Under the leak checker the program must not speak of what is forgiven to it: standard error is looked at here. What cairo 1.16 loses
 * for each font in a PDF is forgiven as well. */
static GStrv
quieten_leak_checker (Command *self,
                      GStrv    environment)
{
  g_autofree char *path = g_build_filename (self->folder, "forgiven", NULL);
  g_autofree char *options = g_strdup_printf ("suppressions=\"%s\":print_suppressions=0", path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "leak:libfontconfig\nleak:libcairo.so\n", -1, &error);
  g_assert_no_error (error);

  return g_environ_setenv (environment, "LSAN_OPTIONS", options, TRUE);
}

static void
start (Command           *self,
       const char *const *arguments)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "ouroboros", NULL);
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  int status;

  environment = g_environ_unsetenv (environment, "DISPLAY");
  environment = g_environ_unsetenv (environment, "WAYLAND_DISPLAY");
  environment = g_environ_setenv (environment, "OUROBOROS", program, TRUE);
  environment = g_environ_setenv (environment, "TMPDIR", self->folder, TRUE);
  environment = quieten_leak_checker (self, environment);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->errors, g_free);
  g_spawn_sync (self->folder, (char **)arguments, environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                &self->output, &self->errors, &status, &error);
  g_assert_no_error (error);
  self->status = WIFEXITED (status) ? WEXITSTATUS (status) : 1000 + WTERMSIG (status);
}

void
command_run (Command    *self,
             const char *words)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "ouroboros", NULL);
  g_autofree char *line = g_strconcat (program, words[0] != '\0' ? " " : "", words, NULL);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);

  start (self, (const char *const *)arguments);
}

void
command_run_shell (Command    *self,
                   const char *script)
{
  const char *arguments[] = { "sh", "-c", script, NULL };

  start (self, arguments);
}

void
command_assert_refused (Command    *self,
                        int         status,
                        const char *words)
{
  const char *end = strchr (self->errors, '\n');

  if (self->status != status || strstr (self->errors, words) == NULL)
    g_test_message ("status %d, errors: %s", self->status, self->errors);
  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpstr (self->output, ==, "");
  g_assert_true (g_str_has_prefix (self->errors, "ouroboros: "));
  g_assert_nonnull (strstr (self->errors, words));
  g_assert_nonnull (end);
  g_assert_cmpstr (end, ==, "\n");
}
