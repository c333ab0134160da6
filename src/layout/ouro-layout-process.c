/* ouro-layout-process.c - one helper process, from its start to its death */

#include "ouro-layout-process.h"

#include "ouro-layout-protocol.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>

#include <signal.h>

struct _OuroLayoutProcess
{
  GObject parent_instance;

  GSubprocess *subprocess;
};

G_DEFINE_FINAL_TYPE (OuroLayoutProcess, ouro_layout_process, G_TYPE_OBJECT)

/* What one question needs on its way. */
typedef struct
{
  GBytes       *question;
  GCancellable *stop; /* cancelled when the time is up */
  GSource      *timeout;
  guint8        frame[OURO_LAYOUT_FRAME_LENGTH];
  guint8       *payload;
  gsize         length;
} Way;

static void
way_free (Way *way)
{
  g_source_destroy (way->timeout);
  g_source_unref (way->timeout);
  g_object_unref (way->stop);
  g_bytes_unref (way->question);
  g_free (way->payload);
  g_free (way);
}

static void
ouro_layout_process_finalize (GObject *object)
{
  OuroLayoutProcess *self = OURO_LAYOUT_PROCESS (object);

  if (self->subprocess != NULL)
    g_subprocess_force_exit (self->subprocess);
  g_clear_object (&self->subprocess);

  G_OBJECT_CLASS (ouro_layout_process_parent_class)->finalize (object);
}

static void
ouro_layout_process_class_init (OuroLayoutProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ouro_layout_process_finalize;
}

static void
ouro_layout_process_init (OuroLayoutProcess *self)
{
}

static void
ignore_broken_pipes (void)
{
  struct sigaction action;

  if (sigaction (SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL)
    signal (SIGPIPE, SIG_IGN);
}

OuroLayoutProcess *
ouro_layout_process_new (const char *path,
                         GError    **error)
{
  const char *argv[] = { path, "layout-helper", NULL };
  g_autoptr (OuroLayoutProcess) self = g_object_new (OURO_TYPE_LAYOUT_PROCESS, NULL);
  GOutputStream *input;
  GInputStream  *output;

  ignore_broken_pipes ();
  self->subprocess = g_subprocess_newv (argv,
                                        G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                          G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                          G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                        error);
  if (self->subprocess == NULL)
    return NULL;

  /* GIO polls a pipe before it writes, but a pipe that takes a little blocks on a lot. */
  input = g_subprocess_get_stdin_pipe (self->subprocess);
  output = g_subprocess_get_stdout_pipe (self->subprocess);
  if (!g_unix_set_fd_nonblocking (g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (input)),
                                  TRUE, error) ||
      !g_unix_set_fd_nonblocking (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (output)), TRUE,
                                  error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ouro_layout_process_kill (OuroLayoutProcess *self)
{
  g_return_if_fail (OURO_IS_LAYOUT_PROCESS (self));

  g_subprocess_force_exit (self->subprocess);
}

/* Takes the error and the task. */
static void
fail (GTask  *task,
      GError *error)
{
  OuroLayoutProcess *self = g_task_get_source_object (task);
  Way               *way = g_task_get_task_data (task);

  ouro_layout_process_kill (self);
  if (g_cancellable_is_cancelled (way->stop))
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the helper takes too long");
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static GError *
new_end_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "the helper has ended");
}

/* FALSE when less has come than was to: then the task has its error. */
static gboolean
finish_read (GTask        *task,
             GObject      *source,
             GAsyncResult *result,
             gsize         length)
{
  GError *error = NULL;
  gsize   n;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, &error) && n < length)
    error = new_end_error ();
  if (error != NULL)
    fail (task, error);

  return error == NULL;
}

static void
payload_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  Way   *way = g_task_get_task_data (task);

  if (!finish_read (task, source, result, way->length))
    return;

  g_source_destroy (way->timeout);
  g_task_return_pointer (task, g_bytes_new_take (g_steal_pointer (&way->payload), way->length),
                         (GDestroyNotify)g_bytes_unref);
  g_object_unref (task);
}

static void
frame_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask  *task = user_data;
  Way    *way = g_task_get_task_data (task);
  GError *error = NULL;

  if (!finish_read (task, source, result, sizeof way->frame))
    return;
  if (!ouro_layout_protocol_read_frame (way->frame, &way->length, &error))
    return fail (task, error);

  way->payload = g_try_malloc (way->length);
  if (way->payload == NULL && way->length > 0)
    return fail (task, new_end_error ());
  g_input_stream_read_all_async (G_INPUT_STREAM (source), way->payload, way->length,
                                 G_PRIORITY_DEFAULT, way->stop, payload_read_cb, task);
}

static void
question_written_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask             *task = user_data;
  OuroLayoutProcess *self = g_task_get_source_object (task);
  Way               *way = g_task_get_task_data (task);
  GError            *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    return fail (task, error);

  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (self->subprocess), way->frame,
                                 sizeof way->frame,
                                 G_PRIORITY_DEFAULT, way->stop, frame_read_cb, task);
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  Way *way = user_data;

  g_cancellable_cancel (way->stop);

  return G_SOURCE_REMOVE;
}

void
ouro_layout_process_ask_async (OuroLayoutProcess  *self,
                               GBytes             *question,
                               guint               time_limit,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task;
  Way   *way;

  g_return_if_fail (OURO_IS_LAYOUT_PROCESS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, ouro_layout_process_ask_async);

  way = g_new0 (Way, 1);
  way->question = g_bytes_ref (question);
  way->stop = g_cancellable_new ();
  way->timeout = g_timeout_source_new (time_limit);
  g_source_set_callback (way->timeout, time_is_up_cb, way, NULL);
  g_source_attach (way->timeout, g_main_context_get_thread_default ());
  g_task_set_task_data (task, way, (GDestroyNotify)way_free);

  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->subprocess),
                                   g_bytes_get_data (question, NULL), g_bytes_get_size (question),
                                   G_PRIORITY_DEFAULT, way->stop, question_written_cb, task);
}

GBytes *
ouro_layout_process_ask_finish (OuroLayoutProcess *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
