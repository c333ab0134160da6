/* ouro-reality.c - a program run for real and in the simulation, compared statement by statement
 *
 * All happens in a private folder: the program in a folder of its own in it, which is all that the real run sees, and the two traces beside that.
 */
#include "ouro-reality.h"

#include <fts.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ouro-beside.h"
#include "ouro-program.h"
#include "ouro-trace.h"

/* A record is a fork of the interpreter and a copy of its heap in text. */
#define MAX_RECORDS         400 /* as in record.py */
#define SECONDS_FOR_COMPARE 60.0

static const OuroVmLimits limits_of_simulation = {
  .max_lines = 10 * 1000 * 1000,
  .max_output = 10 * 1000 * 1000,
  .max_memory = (gsize)1 << 30,
  .max_seconds = 10,
};

G_DEFINE_QUARK (ouro - check - error - quark, ouro_reality_error)

void
ouro_reality_free (OuroReality *self)
{
  g_free (self->release);
  g_free (self->field);
  g_free (self->where);
  g_free (self->expected);
  g_free (self->actual);
  g_free (self->message);
  g_free (self);
}

/* The private folder ------------------------------------------------------------------------ */

typedef struct
{
  char *top;
  char *work;     /* where the program runs */
  char *script;   /* its name there */
  char *expected; /* the traces */
  char *actual;
  char *verdict;
} Places;

/* Without a cage a program may have left anything there: no link is followed, and nothing is called again for each folder. */
static void
remove_tree (char *top)
{
  char *const paths[] = { top, NULL };
  FTS        *tree = fts_open (paths, FTS_PHYSICAL | FTS_XDEV, NULL);
  FTSENT     *entry;

  while (tree != NULL && (entry = fts_read (tree)) != NULL)
    if (entry->fts_info != FTS_D)
      g_remove (entry->fts_accpath);
  if (tree != NULL)
    fts_close (tree);
}

static void
places_clear (Places *self)
{
  if (self->top != NULL)
    remove_tree (self->top);
  g_free (self->top);
  g_free (self->work);
  g_free (self->script);
  g_free (self->expected);
  g_free (self->actual);
  g_free (self->verdict);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static gboolean
places_init (Places     *self,
             const char *name,
             const char *text,
             GError    **error)
{
  g_autofree char *path = NULL;

  self->top = g_dir_make_tmp ("ouroboros-check-XXXXXX", error);
  if (self->top == NULL)
    return FALSE;
  self->work = g_build_filename (self->top, "work", NULL);
  self->script = g_str_has_prefix (name, "-") ? g_strconcat ("./", name, NULL) : g_strdup (name);
  self->expected = g_build_filename (self->top, "expected.jsonl", NULL);
  self->actual = g_build_filename (self->top, "actual.jsonl", NULL);
  self->verdict = g_build_filename (self->top, "verdict.json", NULL);
  path = g_build_filename (self->work, name, NULL);
  g_mkdir (self->work, 0700);
  return g_file_set_contents (path, text, -1, error);
}

/* What is run ------------------------------------------------------------------------------- */

/* What an import allocates depends on what lies on the disk, but for the modules that are loaded before a recorded program starts (FORMAT.md). Text that
 * only looks like an import costs no more than that less is compared. */
static gboolean
imports_from_disk (const char *text)
{
  static const char *const loaded[] = { "gc", "sys", "time", "weakref", "threading", "__future__", NULL };
  g_autoptr (GRegex) regex = g_regex_new ("^[ \\t]*(?:import|from)[ \\t]+([\\w., \\t]+?)[ \\t]*(?:import\\b|[#;\\r]|$)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gboolean found = FALSE;

  for (g_regex_match (regex, text, 0, &match); !found && g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *list = g_match_info_fetch (match, 1);
      g_auto (GStrv) names = g_strsplit (list, ",", -1);

      for (guint i = 0; names[i] != NULL; i++)
        {
          char *name = g_strstrip (names[i]);

          name[strcspn (name, " \t")] = '\0'; /* "as" */
          found = found || !g_strv_contains (loaded, name);
        }
    }
  return found;
}

/* Comments tell both sides what to leave out; they stand after the last line, so that all lines keep their numbers. */
static char *
dup_with_directive (const char *text,
                    const char *directive)
{
  return g_strconcat (text, "\n# record: ", directive, "\n", NULL);
}

typedef struct
{
  GFile        *document;
  const Places *places;
} Copying;

/* An OuroReadModuleFunc. */
static char *
copy_module (const char *name,
             char      **file,
             gpointer    data)
{
  Copying         *copying = data;
  char            *text = ouro_beside_read (name, file, copying->document);
  g_autofree char *path = text != NULL ? g_build_filename (copying->places->work, *file, NULL) : NULL;

  /* A program that imports itself is there already, as it stands. */
  if (text != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    g_file_set_contents (path, text, -1, NULL);
  return text;
}

/* What the program imports from beside its document, and no more, is found out by compiling it; whether it compiles the simulation will say. */
static void
copy_modules (const Places      *places,
              const OuroProfile *profile,
              const char        *text,
              GFile             *document)
{
  Copying copying = { document, places };
  g_autoptr (OuroProgram) program = NULL;

  if (document != NULL)
    program = ouro_program_new (text, places->script, profile, copy_module, &copying, NULL);
}

/* The three steps --------------------------------------------------------------------------- */

static gboolean
simulate (const Places      *places,
          const OuroProfile *profile,
          const char        *text,
          const char        *name,
          GCancellable      *cancellable,
          GError           **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (places->actual);
  g_autoptr (GFile) folder = g_file_new_for_path (places->work);
  g_autoptr (GFile) document = g_file_get_child (folder, name);
  g_autoptr (GFileOutputStream) plain = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (GOutputStream) stream = plain != NULL ? g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (plain), 64 * 1024) : NULL;
  int status;

  return stream != NULL && ouro_trace_write (text, name, document, profile, &limits_of_simulation, stream, cancellable, &status, error) && g_output_stream_close (stream, cancellable, error);
}

static guint
count_lines (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const char *text = file != NULL ? g_mapped_file_get_contents (file) : NULL;
  gsize       left = text != NULL ? g_mapped_file_get_length (file) : 0;
  const char *end;
  guint       n = 0;

  for (; left > 0 && (end = memchr (text, '\n', left)) != NULL; n++)
    {
      left -= end + 1 - text;
      text = end + 1;
    }
  return n;
}

/* A trace with too many records is made again as an outcome. */
static gboolean
simulate_within_bounds (const Places      *places,
                        const OuroProfile *profile,
                        const char        *text,
                        const char        *name,
                        gboolean          *is_outcome,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autofree char *as_outcome = NULL;

  *is_outcome = profile->is_free_threaded;
  if (!simulate (places, profile, text, name, cancellable, error))
    return FALSE;
  if (count_lines (places->actual) <= MAX_RECORDS + 1) /* ours has a header and an exit, the recorder counts its start */
    return TRUE;

  *is_outcome = TRUE;
  as_outcome = dup_with_directive (text, "outcome");
  return simulate (places, profile, as_outcome, name, cancellable, error);
}

static gboolean
record (const Places     *places,
        const OuroPython *python,
        gboolean          is_outcome,
        double            seconds,
        GCancellable     *cancellable,
        GError          **error)
{
  const char *const whole[] = { "--python", python->path, places->script, NULL };
  const char *const outcome[] = { "--python", python->path, "--outcome", places->script, NULL };
  gboolean          is_good;

  is_good = ouro_python_run (python, "record.py", is_outcome ? outcome : whole, places->work, places->expected, seconds, 0, cancellable, error);
  if (!is_good && error != NULL && (*error)->domain == OURO_PYTHON_ERROR)
    g_prefix_error (error, _ ("The program could not be run by CPython %s: "), python->release);
  return is_good;
}

static char *
dup_text_member (JsonObject *object,
                 const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, NULL));
}

static void
read_difference (OuroReality *self,
                 JsonObject  *first)
{
  self->statement = json_object_get_int_member_with_default (first, "step", 0);
  self->line = json_object_get_int_member_with_default (first, "line", 0);
  self->field = dup_text_member (first, "field");
  self->where = dup_text_member (first, "where");
  self->expected = dup_text_member (first, "expected");
  self->actual = dup_text_member (first, "actual");
  self->message = dup_text_member (first, "message");
}

static OuroReality *
read_verdict (const char       *path,
              const OuroPython *python,
              GError          **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode    *root;
  JsonObject  *object;
  JsonNode    *first;
  OuroReality *self;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_parser_get_root (parser);
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  first = object != NULL ? json_object_get_member (object, "first") : NULL;
  if (first == NULL)
    {
      g_set_error_literal (error, OURO_REALITY_ERROR, OURO_REALITY_ERROR_NO_VERDICT, _ ("The two runs could not be compared"));
      return NULL;
    }

  self = g_new0 (OuroReality, 1);
  self->release = g_strdup (python->release);
  self->profile = python->profile;
  self->n_statements = json_object_get_int_member_with_default (object, "steps", 0);
  self->is_same_release = json_object_get_boolean_member_with_default (object, "same_release", FALSE);
  self->agrees = JSON_NODE_HOLDS_NULL (first);
  if (JSON_NODE_HOLDS_OBJECT (first))
    read_difference (self, json_node_get_object (first));
  return self;
}

OuroReality *
ouro_reality_run (const OuroPython *python,
                  const char       *text,
                  const char       *name,
                  GFile            *document,
                  double            seconds,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_auto (Places) places = { 0 };
  g_autofree char *without_counts = NULL;
  const char      *arguments[] = { "--json", NULL, NULL, NULL };
  gboolean         is_outcome;
  OuroReality     *self;

  g_return_val_if_fail (python != NULL && text != NULL && name != NULL && strchr (name, G_DIR_SEPARATOR) == NULL, NULL);

  if (imports_from_disk (text))
    text = without_counts = dup_with_directive (text, "drop count garbage gc");
  if (!places_init (&places, name, text, error))
    return NULL;
  copy_modules (&places, python->profile, text, document);
  if (!simulate_within_bounds (&places, python->profile, text, name, &is_outcome, cancellable, error))
    return NULL;
  if (!record (&places, python, is_outcome, seconds, cancellable, error))
    return NULL;
  arguments[1] = places.expected;
  arguments[2] = places.actual;
  if (!ouro_python_run (python, "compare.py", arguments, places.top, places.verdict, SECONDS_FOR_COMPARE, 1, cancellable, error))
    return NULL;
  self = read_verdict (places.verdict, python, error);
  if (self != NULL)
    self->has_counts = without_counts == NULL;
  if (self != NULL && is_outcome)
    {
      self->is_outcome = TRUE;
      self->n_statements = 0;
      self->statement = 0;
    }
  return self;
}

/* In a thread of their own ------------------------------------------------------------------- */

typedef struct
{
  char              *program; /* to find */
  const OuroProfile *wanted;
  const OuroPython  *python; /* to run */
  char              *text;
  char              *name;
  GFile             *document;
  double             seconds;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->program);
  g_free (self->text);
  g_free (self->name);
  g_clear_object (&self->document);
  g_free (self);
}

static void
return_result (GTask         *task,
               gpointer       result,
               GDestroyNotify free_result,
               GError        *error)
{
  if (result != NULL)
    g_task_return_pointer (task, result, free_result);
  else
    g_task_return_error (task, error);
}

static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job        *job = data;
  GError     *error = NULL;
  OuroPython *python = ouro_python_find (job->program, job->wanted, cancellable, &error);

  return_result (task, python, (GDestroyNotify)ouro_python_free, error);
}

void
ouro_reality_find_async (const char         *program,
                         const OuroProfile  *wanted,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->program = g_strdup (program);
  job->wanted = wanted;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, find_in_thread);
}

OuroPython *
ouro_reality_find_finish (GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Job         *job = data;
  GError      *error = NULL;
  OuroReality *check = ouro_reality_run (job->python, job->text, job->name, job->document, job->seconds, cancellable, &error);

  return_result (task, check, (GDestroyNotify)ouro_reality_free, error);
}

void
ouro_reality_run_async (const OuroPython   *python,
                        const char         *text,
                        const char         *name,
                        GFile              *document,
                        double              seconds,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->python = python;
  job->text = g_strdup (text);
  job->name = g_strdup (name);
  g_set_object (&job->document, document);
  job->seconds = seconds;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_in_thread);
}

OuroReality *
ouro_reality_run_finish (GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
