/* ouro-session.c - text, undo, and the run that belongs to it */
#include "ouro-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-heap.h"

/* Edits that can be undone, and the bytes that they may keep. */
#define MAX_EDITS      500
#define MAX_EDIT_BYTES (64u * 1024 * 1024)

/* Typing that pauses for longer is another edit. */
#define TYPING_PAUSE (2 * G_USEC_PER_SEC)

/* Where the cursor goes when a run has ended. */
typedef enum {
  GOAL_START,
  GOAL_END,
  GOAL_STATEMENT,  /* after as many statements as before */
  GOAL_AFTER_LINE, /* after the statement in a line */
} Goal;

/* One run on its way, in a thread of its own. */
typedef struct
{
  char              *text;
  char              *file;
  GFile             *document;
  const OuroProfile *profile;
  GMutex             mutex;
  OuroRun           *run; /* under the mutex while the thread works */
  gboolean           is_stopped;
  GError            *error;
} Job;

struct _OuroSession
{
  GObject parent_instance;

  char              *text;
  GFile             *file;
  const OuroProfile *profile;
  OuroRun           *run;
  Job               *job;      /* NULL when nothing runs */
  gboolean           is_stale; /* the job's text is no longer the present one */
  Goal               goal;
  guint              goal_number;
  GQueue             undo; /* of char *, the latest text first */
  GQueue             redo;
  gint64             typed; /* when the last edit by typing was; 0 when the last edit was another */
  char              *saved; /* the text in the file; NULL: none */
  gboolean           was_modified;
};

enum {
  PROP_0,
  PROP_RUNNING,
  PROP_MODIFIED,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_TITLE,
  N_PROPERTIES,
};

enum {
  SIGNAL_TEXT_CHANGED,
  SIGNAL_RUN_CHANGED,
  SIGNAL_MOVED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OuroSession, ouro_session, G_TYPE_OBJECT)

static gboolean
is_modified (OuroSession *self)
{
  return g_strcmp0 (self->text, self->saved != NULL ? self->saved : "") != 0;
}

static void
notify_edits (OuroSession *self)
{
  gboolean modified = is_modified (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  if (modified != self->was_modified)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
  self->was_modified = modified;
}

/* Running ----------------------------------------------------------------------------------- */

static void start (OuroSession *self);

static void
job_free (Job *job)
{
  g_free (job->text);
  g_free (job->file);
  g_clear_object (&job->document);
  g_mutex_clear (&job->mutex);
  ouro_run_free (job->run);
  g_clear_error (&job->error);
  g_free (job);
}

static void
job_stop (Job *job)
{
  g_mutex_lock (&job->mutex);
  job->is_stopped = TRUE;
  if (job->run != NULL)
    ouro_run_stop (job->run);
  g_mutex_unlock (&job->mutex);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job     *job = data;
  OuroRun *run = ouro_run_new_for_document (job->text, job->file, job->document, job->profile, OURO_HISTORY_KEEP, &job->error);

  g_mutex_lock (&job->mutex);
  job->run = run;
  if (job->is_stopped && run != NULL)
    ouro_run_stop (run);
  g_mutex_unlock (&job->mutex);
  if (run != NULL)
    ouro_run_execute (run);
  g_task_return_boolean (task, run != NULL);
}

static void
go_to_goal (OuroSession *self)
{
  OuroRun *run = self->run;

  switch ((guint)self->goal)
    {
    case GOAL_START:
      ouro_run_seek (run, (OuroCursor){ 0 });
      break;
    case GOAL_STATEMENT:
      ouro_run_seek_statement (run, self->goal_number);
      break;
    case GOAL_AFTER_LINE:
      ouro_run_seek_after_line (run, self->goal_number);
      break;
    case GOAL_END:
      break;
    }
}

static void
finish_job (OuroSession *self,
            Job         *job)
{
  if (job->run == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, job->error->message);
      return;
    }
  ouro_run_free (self->run);
  self->run = g_steal_pointer (&job->run);
  go_to_goal (self);
  g_signal_emit (self, signals[SIGNAL_RUN_CHANGED], 0);
}

static void
on_work_done (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  OuroSession *self = OURO_SESSION (source);
  Job         *job = g_task_get_task_data (G_TASK (result));

  self->job = NULL;
  if (self->is_stale)
    {
      start (self);
      return;
    }
  finish_job (self, job);
  if (self->job == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* Runs the present text. A run under way is stopped first: on_work_done () comes back here. */
static void
start (OuroSession *self)
{
  g_autoptr (GTask) task = NULL;
  gboolean was_running = self->job != NULL || self->is_stale;

  if (self->job != NULL)
    {
      self->is_stale = TRUE;
      job_stop (self->job);
      return;
    }
  self->is_stale = FALSE;
  self->job = g_new0 (Job, 1);
  self->job->text = g_strdup (self->text);
  self->job->file = self->file != NULL ? g_file_get_basename (self->file) : g_strdup ("untitled.py");
  g_set_object (&self->job->document, self->file);
  self->job->profile = self->profile;
  g_mutex_init (&self->job->mutex);
  task = g_task_new (self, NULL, on_work_done, NULL);
  g_task_set_task_data (task, self->job, (GDestroyNotify)job_free);
  if (!was_running)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_task_run_in_thread (task, work);
}

static void
start_towards (OuroSession *self,
               Goal         goal,
               guint        number)
{
  self->goal = goal;
  self->goal_number = number;
  start (self);
}

/* After an edit that is not at the end, the same number of statements; at the end, the end. */
static void
start_where_it_was (OuroSession *self)
{
  if (self->run == NULL || ouro_session_is_at_end (self))
    start_towards (self, GOAL_END, 0);
  else
    start_towards (self, GOAL_STATEMENT, ouro_run_get_statement_index (self->run));
}

gboolean
ouro_session_is_running (OuroSession *self)
{
  return self->job != NULL;
}

void
ouro_session_stop (OuroSession *self)
{
  if (self->job != NULL)
    job_stop (self->job);
}

void
ouro_session_wait (OuroSession *self)
{
  while (self->job != NULL)
    g_main_context_iteration (NULL, TRUE);
}

OuroRun *
ouro_session_get_run (OuroSession *self)
{
  return self->run;
}

/* The text ---------------------------------------------------------------------------------- */

static void
limit_edits (GQueue *edits)
{
  gsize n_bytes = 0;
  guint n = 0;

  for (GList *link = edits->head; link != NULL && n < MAX_EDITS; link = link->next, n++)
    {
      n_bytes += strlen (link->data);
      if (n_bytes > MAX_EDIT_BYTES)
        break;
    }
  while (edits->length > MAX (n, 1))
    g_free (g_queue_pop_tail (edits));
}

static void
replace_text (OuroSession *self,
              char        *text)
{
  g_free (self->text);
  self->text = text;
  g_signal_emit (self, signals[SIGNAL_TEXT_CHANGED], 0);
  notify_edits (self);
}

/* Takes the text over. */
static void
edit (OuroSession *self,
      char        *text)
{
  g_queue_push_head (&self->undo, g_strdup (self->text));
  limit_edits (&self->undo);
  g_queue_clear_full (&self->redo, g_free);
  replace_text (self, text);
}

void
ouro_session_open_text (OuroSession *self,
                        const char  *text,
                        GFile       *file,
                        gboolean     at_start)
{
  g_return_if_fail (OURO_IS_SESSION (self) && text != NULL);

  g_queue_clear_full (&self->undo, g_free);
  g_queue_clear_full (&self->redo, g_free);
  self->typed = 0;
  g_set_object (&self->file, file);
  g_free (self->saved);
  self->saved = g_strdup (text);
  replace_text (self, g_strdup (text));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  start_towards (self, at_start ? GOAL_START : GOAL_END, 0);
}

const char *
ouro_session_get_text (OuroSession *self)
{
  return self->text;
}

GFile *
ouro_session_get_file (OuroSession *self)
{
  return self->file;
}

void
ouro_session_set_text (OuroSession *self,
                       const char  *text)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (OURO_IS_SESSION (self) && text != NULL);

  if (g_str_equal (text, self->text))
    return;
  if (self->typed != 0 && now - self->typed < TYPING_PAUSE && self->undo.length > 0)
    {
      g_queue_clear_full (&self->redo, g_free);
      replace_text (self, g_strdup (text));
    }
  else
    edit (self, g_strdup (text));
  self->typed = now;
  start_where_it_was (self);
}

/* Why nothing can be appended to what has been run; FALSE and an error. */
static gboolean
check_can_go_on (OuroSession *self,
                 GError     **error)
{
  const char *failure;
  guint32     line = 0;

  if (self->job != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("The program is still running."));
      return FALSE;
    }
  if (self->run == NULL)
    return TRUE;
  failure = ouro_run_get_failure (self->run, &line);
  if (failure != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The program ends in line %u with %s, so nothing after it would run. Mend or remove that line first."), line, failure);
  else if (ouro_run_get_state (self->run) == OURO_VM_INTERRUPTED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The program was broken off because %s, so nothing after it would run."), ouro_run_get_interruption (self->run));
  else
    return TRUE;
  return FALSE;
}

/* The text with statements after so many bytes of it; NULL and an error when that is no program. */
static char *
dup_with_statements (OuroSession *self,
                     gsize        offset,
                     const char  *statements,
                     GError     **error)
{
  g_autoptr (GString) text = g_string_new_len (self->text, offset);

  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
  g_string_append (text, statements);
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
  g_string_append (text, self->text + offset);
  if (!ouro_run_check_text (text->str, "untitled.py", self->file, self->profile, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
ouro_session_append (OuroSession *self,
                     const char  *statements,
                     GError     **error)
{
  char *text;

  g_return_val_if_fail (OURO_IS_SESSION (self) && statements != NULL, FALSE);

  if (!check_can_go_on (self, error))
    return FALSE;
  text = dup_with_statements (self, strlen (self->text), statements, error);
  if (text == NULL)
    return FALSE;
  self->typed = 0;
  edit (self, text);
  start_towards (self, GOAL_END, 0);
  return TRUE;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *end = strchr (text, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    n++;
  return n + (*text != '\0' && text[strlen (text) - 1] != '\n');
}

/* Where the line after this one begins. */
static gsize
get_line_end (const char *text,
              guint32     line)
{
  const char *place = text;

  for (guint32 i = 0; i < line; i++)
    {
      const char *end = strchr (place, '\n');

      if (end == NULL)
        return strlen (text);
      place = end + 1;
    }
  return place - text;
}

gboolean
ouro_session_insert (OuroSession *self,
                     const char  *statements,
                     GError     **error)
{
  guint   index;
  guint32 end_line = 0;
  char   *text;

  g_return_val_if_fail (OURO_IS_SESSION (self) && statements != NULL, FALSE);

  if (self->job != NULL || self->run == NULL)
    return ouro_session_append (self, statements, error);
  index = ouro_run_get_statement_index (self->run);
  if (index > 0)
    end_line = ouro_run_find_statement_end (self->run, ouro_run_get_statement (self->run, index - 1)->line);
  if (index > 0 && end_line == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("This moment lies inside a block, where no statement can be inserted. Step to the end of the block first."));
      return FALSE;
    }
  text = dup_with_statements (self, get_line_end (self->text, end_line), statements, error);
  if (text == NULL)
    return FALSE;
  self->typed = 0;
  edit (self, text);
  start_towards (self, GOAL_AFTER_LINE, end_line + count_lines (statements));
  return TRUE;
}

gboolean
ouro_session_is_at_end (OuroSession *self)
{
  return self->run == NULL || ouro_run_get_cursor (self->run).position >= ouro_run_get_n_positions (self->run);
}

static void
exchange (OuroSession *self,
          GQueue      *from,
          GQueue      *to)
{
  if (from->length == 0)
    return;
  g_queue_push_head (to, g_strdup (self->text));
  self->typed = 0;
  replace_text (self, g_queue_pop_head (from));
  start_where_it_was (self);
}

void
ouro_session_undo (OuroSession *self)
{
  exchange (self, &self->undo, &self->redo);
}

void
ouro_session_redo (OuroSession *self)
{
  exchange (self, &self->redo, &self->undo);
}

void
ouro_session_set_saved (OuroSession *self,
                        GFile       *file)
{
  g_set_object (&self->file, file);
  g_free (self->saved);
  self->saved = g_strdup (self->text);
  self->typed = 0;
  notify_edits (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* The version ------------------------------------------------------------------------------- */

const OuroProfile *
ouro_session_get_profile (OuroSession *self)
{
  return self->profile;
}

void
ouro_session_set_profile (OuroSession       *self,
                          const OuroProfile *profile)
{
  if (self->profile == profile)
    return;
  self->profile = profile;
  start_where_it_was (self);
}

/* Moving ------------------------------------------------------------------------------------ */

static gboolean
moved (OuroSession *self,
       gboolean     has_moved)
{
  if (has_moved)
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
  return has_moved;
}

gboolean
ouro_session_step (OuroSession    *self,
                   OuroGranularity granularity,
                   int             direction)
{
  if (self->run == NULL)
    return FALSE;
  switch ((guint)granularity)
    {
    case OURO_GRANULARITY_EVENT:
      return moved (self, ouro_run_step_event (self->run, direction));
    case OURO_GRANULARITY_LINE:
      return moved (self, ouro_run_step_line (self->run, direction));
    default:
      return moved (self, ouro_run_step_statement (self->run, direction));
    }
}

void
ouro_session_seek (OuroSession *self,
                   OuroCursor   cursor)
{
  if (self->run != NULL)
    moved (self, ouro_run_seek (self->run, cursor));
}

void
ouro_session_go_to_start (OuroSession *self)
{
  ouro_session_seek (self, (OuroCursor){ 0 });
}

void
ouro_session_go_to_end (OuroSession *self)
{
  ouro_session_seek (self, (OuroCursor){ .position = G_MAXUINT32 });
}

/* The object -------------------------------------------------------------------------------- */

static char *
dup_title (OuroSession *self)
{
  g_autofree char *name = NULL;

  if (self->file == NULL)
    return g_strdup (_ ("Untitled"));
  name = g_file_get_basename (self->file);
  return g_filename_display_name (name);
}

static void
ouro_session_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  OuroSession *self = OURO_SESSION (object);

  switch ((guint)id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->job != NULL);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, is_modified (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo.length > 0);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo.length > 0);
      break;
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ouro_session_finalize (GObject *object)
{
  OuroSession *self = OURO_SESSION (object);

  ouro_run_free (self->run);
  g_queue_clear_full (&self->undo, g_free);
  g_queue_clear_full (&self->redo, g_free);
  g_clear_object (&self->file);
  g_free (self->text);
  g_free (self->saved);
  G_OBJECT_CLASS (ouro_session_parent_class)->finalize (object);
}

static void
ouro_session_class_init (OuroSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ouro_session_get_property;
  object_class->finalize = ouro_session_finalize;
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_TEXT_CHANGED] = g_signal_new ("text-changed", OURO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RUN_CHANGED] = g_signal_new ("run-changed", OURO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", OURO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", OURO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ouro_session_init (OuroSession *self)
{
  self->profile = ouro_profile_get_default ();
  self->text = g_strdup ("");
  g_queue_init (&self->undo);
  g_queue_init (&self->redo);
}

OuroSession *
ouro_session_new (void)
{
  return g_object_new (OURO_TYPE_SESSION, NULL);
}
