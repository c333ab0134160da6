/* ouro-layout.c - boxes and arrows in, places out
 *
 * One question is with the helper at a time; of each task one more may wait. A question that fails
 * is asked once more, of a fresh helper with the cheapest settings, if its time limit leaves room
 * for that; then we answer ourselves.
 */

#include "ouro-layout.h"

#include "ouro-layout-process.h"
#include "ouro-layout-protocol.h"

#define DEFAULT_TIME_LIMIT 1500

/* Of the time limit, what the first try may take; and what must be left for a second one to be
 * worth while, in ms. */
#define FIRST_TRY    0.65
#define SHORTEST_TRY 20

/* Graphviz leaks about 1 KiB for each part it arranges: a helper is replaced after so many
 * questions, or when it takes so much memory (KiB). */
#define MAX_ANSWERS 500
#define MAX_MEMORY  (256 * 1024)

#define N_TASKS (OURO_LAYOUT_ROUTE + 1)

struct _OuroLayout
{
  GObject parent_instance;

  char              *helper_path;
  guint              time_limit;
  OuroLayoutProcess *process;   /* NULL until it is needed, and after it has failed */
  guint              n_answers; /* of this process */
  guint32            n_messages;

  GTask  *current;          /* the question that the helper works on */
  GTask  *waiting[N_TASKS]; /* the next ones */
  guint64 n_questions;

  OuroLayout *aside; /* answers solve (), so that it does not wait for what waits here */
};

G_DEFINE_FINAL_TYPE (OuroLayout, ouro_layout, G_TYPE_OBJECT)

/* The data of a GTask. */
typedef struct
{
  OuroLayoutQuestion question;
  OuroLayoutGraph   *graph;
  guint64            number;   /* questions have their turn in this order */
  gint64             deadline; /* monotonic time; set when its turn comes */
} Job;

static void
job_free (Job *job)
{
  ouro_layout_graph_free (job->graph);
  g_free (job);
}

static Job *
get_job (GTask *task)
{
  return g_task_get_task_data (task);
}

static guint64
get_number (GTask *task)
{
  return get_job (task)->number;
}

static void ask (OuroLayout *self);

static void
ouro_layout_finalize (GObject *object)
{
  OuroLayout *self = OURO_LAYOUT (object);

  g_clear_object (&self->process);
  g_clear_object (&self->aside);
  g_free (self->helper_path);

  G_OBJECT_CLASS (ouro_layout_parent_class)->finalize (object);
}

static void
ouro_layout_class_init (OuroLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ouro_layout_finalize;
}

static void
ouro_layout_init (OuroLayout *self)
{
  self->time_limit = DEFAULT_TIME_LIMIT;
}

OuroLayout *
ouro_layout_new (const char *helper_path)
{
  OuroLayout *self = g_object_new (OURO_TYPE_LAYOUT, NULL);

  self->helper_path = g_strdup (helper_path);

  return self;
}

void
ouro_layout_set_time_limit (OuroLayout *self,
                            guint       milliseconds)
{
  g_return_if_fail (OURO_IS_LAYOUT (self));

  self->time_limit = milliseconds;
}

/* Makes sure that there is a helper. */
static gboolean
start_helper (OuroLayout *self)
{
  if (self->process == NULL && self->helper_path != NULL)
    {
      self->process = ouro_layout_process_new (self->helper_path, NULL);
      self->n_answers = 0;
    }

  return self->process != NULL;
}

/* Of the waiting questions, the one that came first; NULL when none waits. */
static GTask *
take_waiting (OuroLayout *self)
{
  guint first = N_TASKS;

  for (guint i = 0; i < N_TASKS; i++)
    if (self->waiting[i] != NULL &&
        (first == N_TASKS || get_number (self->waiting[i]) < get_number (self->waiting[first])))
      first = i;

  return first < N_TASKS ? g_steal_pointer (&self->waiting[first]) : NULL;
}

static void
begin_next (OuroLayout *self)
{
  while (self->current == NULL)
    {
      g_autoptr (GTask) task = take_waiting (self);

      if (task == NULL)
        return;
      if (g_task_return_error_if_cancelled (task))
        continue;

      get_job (task)->deadline =
        g_get_monotonic_time () + self->time_limit * G_TIME_SPAN_MILLISECOND;
      self->current = g_steal_pointer (&task);
      ask (self);
    }
}

/* Ends the current question with its answer, and goes on. */
static void
finish_current (OuroLayout *self)
{
  g_autoptr (OuroLayout) alive = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->current);
  Job *job = get_job (task);

  g_task_return_pointer (task, g_steal_pointer (&job->graph),
                         (GDestroyNotify)ouro_layout_graph_free);
  begin_next (self);
}

/* The helper is no use any more: once more with another one, or without. */
static void
try_again (OuroLayout *self)
{
  Job   *job = get_job (self->current);
  gint64 left = job->deadline - g_get_monotonic_time ();

  g_clear_object (&self->process);
  if (job->question.effort == OURO_LAYOUT_EFFORT_FULL &&
      left >= SHORTEST_TRY * G_TIME_SPAN_MILLISECOND)
    {
      job->question.effort = OURO_LAYOUT_EFFORT_LOW;
      ask (self);
      return;
    }

  ouro_layout_solve_simply (job->question.task, job->graph);
  finish_current (self);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (OuroLayout) self = user_data;
  Job    *job = get_job (self->current);
  guint32 memory;
  g_autoptr (GBytes) answer = ouro_layout_process_ask_finish (OURO_LAYOUT_PROCESS (source),
                                                              result, NULL);

  if (answer == NULL ||
      !ouro_layout_protocol_read_answer (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
                                         &job->question, job->graph, &memory,
                                         NULL))
    {
      try_again (self);
      return;
    }

  if (++self->n_answers >= MAX_ANSWERS || memory > MAX_MEMORY)
    {
      g_clear_object (&self->process);
      start_helper (self);
    }
  finish_current (self);
}

/* Sends the current question to the helper. Calls finish_current () when there is none, which
 * begins the next question; at most N_TASKS wait, so this nests no deeper. */
static void
ask (OuroLayout *self)
{
  Job   *job = get_job (self->current);
  gint64 left = job->deadline - g_get_monotonic_time ();
  guint  limit = (guint)MAX (left / G_TIME_SPAN_MILLISECOND, 1);
  g_autoptr (GBytes) message = NULL;

  if (!ouro_layout_protocol_accepts (job->graph) || !start_helper (self))
    {
      ouro_layout_solve_simply (job->question.task, job->graph);
      finish_current (self);
      return;
    }

  if (job->question.effort == OURO_LAYOUT_EFFORT_FULL)
    limit = (guint)(limit * FIRST_TRY);
  job->question.number = ++self->n_messages;
  job->question.time_limit = limit;
  message = ouro_layout_protocol_write_question (&job->question, job->graph);
  ouro_layout_process_ask_async (self->process, message, limit, answered_cb, g_object_ref (self));
}

void
ouro_layout_solve_async (OuroLayout         *self,
                         OuroLayoutTask      task,
                         OuroLayoutGraph    *graph,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) older = NULL;
  GTask *question;
  Job   *job;

  g_return_if_fail (OURO_IS_LAYOUT (self));
  g_return_if_fail (task < N_TASKS && graph != NULL && ouro_layout_graph_is_sound (graph));

  job = g_new0 (Job, 1);
  job->question.task = task;
  job->graph = graph;
  job->number = ++self->n_questions;
  question = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (question, ouro_layout_solve_async);
  g_task_set_task_data (question, job, (GDestroyNotify)job_free);

  older = g_steal_pointer (&self->waiting[task]);
  self->waiting[task] = question;
  if (older != NULL)
    g_task_return_new_error (older, G_IO_ERROR, G_IO_ERROR_CANCELLED, "a newer question has come");
  begin_next (self);
}

OuroLayoutGraph *
ouro_layout_solve_finish (OuroLayout   *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
solved_aside_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  OuroLayoutGraph **answer = user_data;

  *answer = ouro_layout_solve_finish (OURO_LAYOUT (source), result, NULL);
}

/* The caller may hold pointers to boxes and arrows: they stay where they are. */
static void
take_answer (OuroLayoutGraph *graph,
             OuroLayoutGraph *answer)
{
  OuroLayoutBox   *boxes = graph->boxes;
  OuroLayoutArrow *arrows = graph->arrows;

  if (graph->n_boxes > 0)
    memcpy (boxes, answer->boxes, graph->n_boxes * sizeof *boxes);
  if (graph->n_arrows > 0)
    memcpy (arrows, answer->arrows, graph->n_arrows * sizeof *arrows);
  g_free (graph->points);
  *graph = *answer;
  graph->boxes = boxes;
  graph->arrows = arrows;
  answer->points = NULL;
}

void
ouro_layout_solve (OuroLayout      *self,
                   OuroLayoutTask   task,
                   OuroLayoutGraph *graph)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (OuroLayoutGraph) answer = NULL;

  g_return_if_fail (OURO_IS_LAYOUT (self));
  g_return_if_fail (task < N_TASKS && graph != NULL && ouro_layout_graph_is_sound (graph));

  if (self->aside == NULL)
    self->aside = ouro_layout_new (self->helper_path);
  self->aside->time_limit = self->time_limit;

  g_main_context_push_thread_default (context);
  ouro_layout_solve_async (self->aside, task, ouro_layout_graph_copy (graph), NULL,
                           solved_aside_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  take_answer (graph, answer);
}
