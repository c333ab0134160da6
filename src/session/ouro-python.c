/* ouro-python.c - a real interpreter of this machine, and the cage in which it runs what is not trusted
 *
 * The cage is made of words for bubblewrap. Whether it holds is found out by asking the interpreter in it who it is: where user namespaces are not allowed,
 * or where the interpreter needs files that the cage hides, there is no answer.
 */
#include "ouro-python.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ouro-places.h"

/* What one process may use. A free-threaded build sets more addresses aside than it uses. */
#define MAX_MEMORY         ((rlim_t)2 << 30)
#define MAX_FILE           ((rlim_t)256 << 20)
#define MAX_CPU_SECONDS    60
#define MEMORY_OF_TMP      "268435456"
#define MEMORY_OF_FOLDER   "67108864"
#define SECONDS_FOR_ANSWER 10.0

G_DEFINE_QUARK (ouro - python - error - quark, ouro_python_error)

/* One process ------------------------------------------------------------------------------- */

typedef struct
{
  pid_t    pid;
  gboolean is_over;
  gboolean is_late;
} Watch;

/* Between fork () and exec (): a group of its own, which can be killed as one, and limits for all that it starts. */
static void
confine_child_cb (gpointer data)
{
  static const struct
  {
    __rlimit_resource_t resource;
    rlim_t              limit;
  } limits[] = {
    { RLIMIT_AS, MAX_MEMORY },
    { RLIMIT_FSIZE, MAX_FILE },
    { RLIMIT_CPU, MAX_CPU_SECONDS },
    { RLIMIT_CORE, 0 },
  };

  setsid ();
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    setrlimit (limits[i].resource, &(struct rlimit){ limits[i].limit, limits[i].limit });
}

static void
ended_cb (GObject      *process,
          GAsyncResult *result,
          gpointer      data)
{
  ((Watch *)data)->is_over = TRUE;
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
}

static gboolean
late_cb (gpointer data)
{
  Watch *watch = data;

  watch->is_late = TRUE;
  kill (-watch->pid, SIGKILL);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  kill (-((Watch *)data)->pid, SIGKILL);
  return G_SOURCE_REMOVE;
}

static void
add_source (GSource    *source,
            GSourceFunc func,
            Watch      *watch)
{
  g_source_set_callback (source, func, watch, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* Waits until it has ended, by itself or by us; FALSE and an error for the latter. */
static gboolean
wait_for (GSubprocess  *process,
          double        seconds,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) late = g_timeout_source_new (seconds * 1000);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);
  const char *pid = g_subprocess_get_identifier (process);
  Watch       watch = { .pid = pid != NULL ? atoi (pid) : 0, .is_over = pid == NULL };

  g_main_context_push_thread_default (context);
  add_source (late, late_cb, &watch);
  add_source (cancelled, G_SOURCE_FUNC (cancelled_cb), &watch);
  if (pid != NULL)
    g_subprocess_wait_async (process, NULL, ended_cb, &watch);
  while (!watch.is_over)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (late);
  g_source_destroy (cancelled);
  g_main_context_pop_thread_default (context);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (watch.is_late)
    g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_TIMEOUT, _ ("It was stopped after %g seconds"), seconds);
  return !watch.is_late;
}

/* The last line that says something. Takes the text. */
static char *
take_last_line (char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char      *line;

  g_free (text);
  g_strchomp (valid);
  line = strrchr (valid, '\n');
  return g_strdup (line != NULL ? line + 1 : valid);
}

static gboolean
check_status (GSubprocess *process,
              const char  *errors_path,
              int          max_status,
              GError     **error)
{
  char *errors = NULL;

  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) <= max_status)
    return TRUE;

  g_file_get_contents (errors_path, &errors, NULL, NULL);
  errors = take_last_line (errors != NULL ? errors : g_strdup (""));
  if (*errors != '\0')
    g_set_error_literal (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_FAILED, errors);
  else if (g_subprocess_get_if_signaled (process))
    g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_FAILED, _ ("It was ended by signal %d"), g_subprocess_get_term_sig (process));
  else
    g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_FAILED, _ ("It ended with status %d"), g_subprocess_get_exit_status (process));
  g_free (errors);
  return FALSE;
}

/* What an interpreter needs, and nothing else of the user's. */
static GStrv
new_environment (void)
{
  static const char *const kept[] = { "PATH", "LD_LIBRARY_PATH", "PYTHONHOME" };
  GStrv                    environment = g_new0 (char *, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      environment = g_environ_setenv (environment, kept[i], g_getenv (kept[i]), TRUE);
  return g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
}

static gboolean
run_process (GPtrArray    *words,
             const char   *folder,
             const char   *output,
             double        seconds,
             int           max_status,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *errors = g_strconcat (output, ".errors", NULL);
  g_auto (GStrv) environment = new_environment ();
  g_autoptr (GSubprocess) process = NULL;
  gboolean is_good;

  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, folder);
  g_subprocess_launcher_set_stdout_file_path (launcher, output);
  g_subprocess_launcher_set_stderr_file_path (launcher, errors);
  g_subprocess_launcher_set_child_setup (launcher, confine_child_cb, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)words->pdata, error);
  is_good = process != NULL && wait_for (process, seconds, cancellable, error) && check_status (process, errors, max_status, error);
  unlink (errors);
  return is_good;
}

/* The cage ---------------------------------------------------------------------------------- */

static void
add (GPtrArray  *words,
     const char *word)
{
  g_ptr_array_add (words, g_strdup (word));
}

static void
add_words (GPtrArray         *words,
           const char *const *more)
{
  for (guint i = 0; more[i] != NULL; i++)
    add (words, more[i]);
}

static void
add_mount (GPtrArray  *words,
           const char *how,
           const char *path)
{
  const char *const more[] = { how, path, path, NULL };

  add_words (words, more);
}

/* On a merged system /lib and its like are links into /usr, elsewhere folders of their own. */
static void
add_system (GPtrArray *words)
{
  static const char *const folders[] = { "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32" };

  add_mount (words, "--ro-bind", "/usr");
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char  *target = g_file_read_link (folders[i], NULL);
      const char *const link[] = { "--symlink", target, folders[i], NULL };

      if (target != NULL)
        add_words (words, link);
      else
        add_mount (words, "--ro-bind-try", folders[i]);
    }
  add_mount (words, "--ro-bind-try", "/etc/ld.so.cache");
  add_mount (words, "--ro-bind-try", "/etc/localtime");
}

/* Whether showing the folder would show more than an interpreter: the whole disk, somebody's home, all temporary files. */
static gboolean
is_private (const char *folder)
{
  const char *const hidden[] = { g_get_home_dir (), g_get_tmp_dir (), "/root", "/home", "/tmp", "/etc", "/run", "/var" };
  g_autofree char  *start = g_str_has_suffix (folder, "/") ? g_strdup (folder) : g_strconcat (folder, "/", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autofree char *path = g_strconcat (hidden[i], "/", NULL);

      if (g_str_has_prefix (path, start))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
new_cage (const char        *bwrap,
          const char        *program,
          const char *const *folders,
          const char        *data)
{
  static const char *const start[] = { "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", NULL };
  static const char *const fresh[] = { "--proc", "/proc", "--dev", "/dev", "--size", MEMORY_OF_TMP, "--tmpfs", "/tmp", NULL };
  GPtrArray               *words = g_ptr_array_new_with_free_func (g_free);

  add (words, bwrap);
  add_words (words, start);
  add_system (words);
  add_words (words, fresh);
  add_mount (words, "--ro-bind", data);
  for (guint i = 0; folders[i] != NULL; i++)
    if (!g_str_has_prefix (folders[i], "/usr/") && !is_private (folders[i]))
      add_mount (words, "--ro-bind-try", folders[i]);
  if (!g_str_has_prefix (program, "/usr/"))
    add_mount (words, "--ro-bind", program);
  return words;
}

/* A folder in memory that shows the files of the one outside. */
static void
add_folder (GPtrArray  *words,
            const char *folder)
{
  const char *const fresh[] = { "--size", MEMORY_OF_FOLDER, "--tmpfs", folder, NULL };
  const char *const end[] = { "--remount-ro", "/", "--chdir", folder, "--", NULL };
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  add_words (words, fresh);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      add_mount (words, "--ro-bind", path);
    }
  add_words (words, end);
}

gboolean
ouro_python_run (const OuroPython  *self,
                 const char        *script,
                 const char *const *arguments,
                 const char        *folder,
                 const char        *output,
                 double             seconds,
                 int                max_status,
                 GCancellable      *cancellable,
                 GError           **error)
{
  static const char *const isolated[] = { "-I", "-S", "-B", NULL };
  g_autofree char         *name = g_build_filename ("python", script, NULL);
  g_autofree char         *path = ouro_places_dup_data (name);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (path == NULL)
    {
      g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_FAILED, _ ("%s is not installed"), name);
      return FALSE;
    }
  if (self->cage != NULL)
    {
      for (guint i = 0; i < self->cage->len; i++)
        add (words, self->cage->pdata[i]);
      add_folder (words, folder);
    }
  add (words, self->path);
  add_words (words, isolated);
  add (words, path);
  if (arguments != NULL)
    add_words (words, arguments);
  g_ptr_array_add (words, NULL);
  return run_process (words, folder, output, seconds, max_status, cancellable, error);
}

/* Who it is --------------------------------------------------------------------------------- */

typedef struct
{
  char *implementation;
  char *version; /* "3.13t" */
  char *release;
  char *executable;
  GStrv folders;
} Answer;

static void
answer_free (Answer *self)
{
  g_free (self->implementation);
  g_free (self->version);
  g_free (self->release);
  g_free (self->executable);
  g_strfreev (self->folders);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static char *
dup_member (JsonObject *object,
            const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, ""));
}

static Answer *
read_answer (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();
  Answer     *answer;
  JsonNode   *root;
  JsonObject *object;
  JsonArray  *array;

  if (!json_parser_load_from_file (parser, path, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  array = json_object_has_member (object, "folders") ? json_object_get_array_member (object, "folders") : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (folders, g_strdup (json_array_get_string_element (array, i)));
  g_ptr_array_add (folders, NULL);

  answer = g_new0 (Answer, 1);
  answer->implementation = dup_member (object, "implementation");
  answer->version = dup_member (object, "version");
  answer->release = dup_member (object, "release");
  answer->executable = dup_member (object, "executable");
  answer->folders = (GStrv)g_ptr_array_steal (folders, NULL);
  return answer;
}

/* NULL and an error when it does not say who it is. */
static Answer *
ask (const OuroPython *python,
     GCancellable     *cancellable,
     GError          **error)
{
  g_autofree char *folder = g_dir_make_tmp ("ouroboros-check-XXXXXX", error);
  g_autofree char *output = folder != NULL ? g_strconcat (folder, ".json", NULL) : NULL;
  Answer          *answer = NULL;

  if (folder == NULL)
    return NULL;
  if (ouro_python_run (python, "describe.py", NULL, folder, output, SECONDS_FOR_ANSWER, 0, cancellable, error))
    {
      answer = read_answer (output);
      if (answer == NULL)
        g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NONE, "%s", _ ("It does not answer as a Python interpreter"));
    }
  unlink (output);
  rmdir (folder);
  return answer;
}

/* The interpreter itself, or else what it says it is, in a cage that shows what it needs. */
static void
find_cage (OuroPython   *self,
           const Answer *answer,
           GCancellable *cancellable)
{
  g_autofree char  *bwrap = g_find_program_in_path ("bwrap");
  g_autofree char  *script = ouro_places_dup_data ("python/describe.py");
  g_autofree char  *data = script != NULL ? g_path_get_dirname (script) : NULL;
  const char *const programs[] = { self->path, answer->executable };
  g_autoptr (GError) error = NULL;

  if (bwrap == NULL || data == NULL)
    {
      self->danger = g_strdup (_ ("bubblewrap (bwrap) is not installed"));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      OuroPython caged = { .path = (char *)programs[i], .cage = new_cage (bwrap, programs[i], (const char *const *)answer->folders, data) };
      g_autoptr (Answer) same = NULL;

      g_clear_error (&error);
      same = ask (&caged, cancellable, &error);
      if (same != NULL && g_str_equal (same->release, answer->release) && g_str_equal (same->version, answer->version))
        {
          char *program = g_strdup (programs[i]);

          g_free (self->path);
          self->path = program;
          self->cage = caged.cage;
          return;
        }
      g_ptr_array_unref (caged.cage);
    }
  /* Translators: %s is what bubblewrap says */
  self->danger = g_strdup_printf (_ ("bubblewrap does not work here: %s"), error != NULL ? error->message : answer->executable);
}

/* The file that the name stands for; NULL when there is none. */
static char *
dup_program (const char *name)
{
  g_autofree char *found = g_find_program_in_path (name);

  return found != NULL ? g_canonicalize_filename (found, NULL) : NULL;
}

/* Takes the path. */
static OuroPython *
python_new (char         *path,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (OuroPython) self = g_new0 (OuroPython, 1);
  g_autoptr (Answer) answer = NULL;

  self->path = path;
  answer = ask (self, cancellable, error);
  if (answer == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  self->profile = g_str_equal (answer->implementation, "cpython") ? ouro_profile_find (answer->version) : NULL;
  if (self->profile == NULL)
    {
      /* Translators: a file, then for instance “cpython 3.9.2” */
      g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NOT_SIMULATED, _ ("%s is %s %s, which is not simulated"), path, answer->implementation, answer->release);
      return NULL;
    }
  self->release = g_strdup (answer->release);
  find_cage (self, answer, cancellable);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}

OuroPython *
ouro_python_find (const char        *program,
                  const OuroProfile *wanted,
                  GCancellable      *cancellable,
                  GError           **error)
{
  g_autofree char  *versioned = wanted != NULL ? g_strconcat ("python", wanted->name, NULL) : NULL;
  const char *const names[] = { program != NULL ? program : versioned, program != NULL ? NULL : "python3" };
  OuroPython       *self = NULL;

  for (guint i = 0; self == NULL && i < G_N_ELEMENTS (names); i++)
    {
      char *path = names[i] != NULL ? dup_program (names[i]) : NULL;

      if (path == NULL || g_cancellable_is_cancelled (cancellable))
        {
          g_free (path);
          continue;
        }
      g_clear_error (error);
      self = python_new (path, cancellable, error);
    }
  if (self == NULL && error != NULL && *error == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      if (program != NULL)
        g_set_error (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NONE, _ ("There is no program %s"), program);
      else
        g_set_error_literal (error, OURO_PYTHON_ERROR, OURO_PYTHON_ERROR_NONE, _ ("There is no python3 on this system"));
    }
  return self;
}

void
ouro_python_free (OuroPython *self)
{
  g_free (self->path);
  g_free (self->release);
  g_free (self->danger);
  g_clear_pointer (&self->cage, g_ptr_array_unref);
  g_free (self);
}
