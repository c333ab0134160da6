/* ouro-trace.c - the trace of a run: header, a record after each statement, exit */
#include "ouro-trace.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ouro-run.h"
#include "ouro-trace-heap.h"

#define N_STATS 9

/* What comments of the program ask for: "# record: off", "# record: drop count", "# record: outcome". */
typedef struct
{
  GArray    *switches; /* of Switch, by line */
  gboolean   is_outcome;
  GPtrArray *dropped; /* of char * */
} Directives;

typedef struct
{
  guint32  line;
  gboolean is_off;
} Switch;

typedef struct
{
  OuroRun       *run;
  GFile         *document;
  GOutputStream *stream;
  GError        *error;
  Directives     directives;
  gsize          n_printed;
  guint32        stats[N_STATS];
  guint32        last_line;
} Tracer;

/* Directives -------------------------------------------------------------------------------- */

static void
read_directive (Directives *self,
                guint32     line,
                const char *words)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " ,\t\r", -1);
  guint  n = g_strv_length (parts);
  Switch change = { line, FALSE };
  guint  first = 0;

  while (first < n && *parts[first] == '\0')
    first++;
  if (first == n)
    return;
  if (g_str_equal (parts[first], "outcome"))
    self->is_outcome = TRUE;
  else if (g_str_equal (parts[first], "off") || g_str_equal (parts[first], "on"))
    {
      change.is_off = g_str_equal (parts[first], "off");
      g_array_append_val (self->switches, change);
    }
  else if (g_str_equal (parts[first], "drop"))
    for (guint i = first + 1; i < n; i++)
      if (*parts[i] != '\0')
        g_ptr_array_add (self->dropped, g_strdup (parts[i]));
}

static void
directives_read (Directives *self,
                 const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->switches = g_array_new (FALSE, FALSE, sizeof (Switch));
  self->dropped = g_ptr_array_new_with_free_func (g_free);
  for (guint32 i = 0; lines[i] != NULL; i++)
    {
      const char *mark = strstr (lines[i], "# record:");

      if (mark != NULL)
        read_directive (self, i + 1, mark + strlen ("# record:"));
    }
}

static void
directives_clear (Directives *self)
{
  g_array_unref (self->switches);
  g_ptr_array_unref (self->dropped);
}

static gboolean
is_off (const Directives *self,
        guint32           line)
{
  gboolean off = FALSE;

  for (guint i = 0; i < self->switches->len && g_array_index (self->switches, Switch, i).line <= line; i++)
    off = g_array_index (self->switches, Switch, i).is_off;
  return off;
}

static gboolean
is_dropped (const Directives *self,
            const char       *field)
{
  return g_ptr_array_find_with_equal_func (self->dropped, field, g_str_equal, NULL);
}

/* Pipes ------------------------------------------------------------------------------------- */

static gssize
read_some (int      end,
           gpointer buffer,
           gsize    length)
{
  gssize n;

  do
    n = read (end, buffer, length);
  while (n < 0 && errno == EINTR);
  return n;
}

static gboolean
read_all (int      end,
          gpointer buffer,
          gsize    length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = read_some (end, (char *)buffer + done, length - done);

      if (n <= 0)
        return FALSE;
      done += (gsize)n;
    }
  return TRUE;
}

static void
write_all (int           end,
           gconstpointer buffer,
           gsize         length)
{
  while (length > 0)
    {
      gssize n = write (end, buffer, length);

      if (n < 0 && errno != EINTR)
        return;
      if (n > 0)
        {
          buffer = (const char *)buffer + n;
          length -= (gsize)n;
        }
    }
}

/* Writing ----------------------------------------------------------------------------------- */

static void
write_line (Tracer      *self,
            JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  JsonNode        *root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  json_node_unref (root);
  if (self->error == NULL)
    g_output_stream_printf (self->stream, NULL, NULL, &self->error, "%s\n", text);
}

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_numbers (JsonBuilder   *builder,
             const char    *member,
             const guint32 *numbers)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < 3; i++)
    json_builder_add_int_value (builder, numbers[i]);
  json_builder_end_array (builder);
}

static void
write_header (Tracer     *self,
              const char *file)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const OuroHeap    *heap = ouro_run_get_heap (self->run);
  const OuroProfile *profile = ouro_run_get_profile (self->run);
  guint32            threshold[3], zero[3] = { 0, 0, 0 };

  for (guint i = 0; i < 3; i++)
    threshold[i] = ouro_heap_get_word (heap, OURO_WORD_THRESHOLD + i);
  json_builder_begin_object (builder);
  add_int (builder, "format", 1);
  add_string (builder, "profile", profile->name);
  add_string (builder, "version", profile->release);
  add_string (builder, "script", file);
  add_string (builder, "level", self->directives.is_outcome ? "outcome" : "full");
  add_numbers (builder, "threshold", threshold);
  add_int (builder, "base_objects", ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS));
  add_numbers (builder, "start_count", zero);
  json_builder_set_member_name (builder, "dropped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->directives.dropped->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->directives.dropped, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  write_line (self, builder);
}

/* Records ----------------------------------------------------------------------------------- */

static char *
dup_label (OuroId   object,
           gpointer data)
{
  return ouro_vm_dup_label (data, object);
}

/* Collections since the last record, of each generation that had any. Fewer than none where the last record came after one that
 * the program itself never made. */
static void
add_collections (Tracer      *self,
                 JsonBuilder *builder)
{
  static const char *const members[] = { "n", "collected", "uncollectable" };
  const OuroHeap          *heap = ouro_run_get_heap (self->run);

  json_builder_set_member_name (builder, "gc");
  json_builder_begin_array (builder);
  for (guint generation = 0; generation < 3; generation++)
    {
      guint32 *before = self->stats + 3 * generation;
      guint    word = OURO_WORD_STATS + 3 * generation;

      if (ouro_heap_get_word (heap, word) == before[0])
        continue;
      json_builder_begin_object (builder);
      add_int (builder, "gen", generation);
      for (guint i = 0; i < 3; i++)
        add_int (builder, members[i], (gint32)(ouro_heap_get_word (heap, word + i) - before[i]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  for (guint i = 0; i < N_STATS; i++)
    self->stats[i] = ouro_heap_get_word (heap, OURO_WORD_STATS + i);
}

/* Bytes that are no UTF-8 (lone surrogates) cannot stand in JSON. */
static void
add_printed (Tracer      *self,
             JsonBuilder *builder)
{
  gsize            length;
  const char      *output = ouro_run_get_output (self->run, &length);
  g_autofree char *text = g_utf8_make_valid (output + self->n_printed, length - self->n_printed);

  add_string (builder, "stdout", text);
  self->n_printed = length;
}

static void
add_null (JsonBuilder *builder,
          const char  *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_null_value (builder);
}

/* has_failed: the recorder has caught the exception in a function of its own, whose frame object is an allocation of the
 * young generation, too. */
static void
add_state (Tracer      *self,
           JsonBuilder *builder,
           gboolean     has_failed)
{
  const OuroHeap *heap = ouro_run_get_heap (self->run);
  guint32         count[3];

  ouro_trace_add_heap (builder, heap, !is_dropped (&self->directives, "garbage"), dup_label, (gpointer)ouro_run_get_vm (self->run));
  for (guint i = 0; i < 3; i++)
    count[i] = ouro_heap_get_word (heap, OURO_WORD_COUNT + i);
  count[0] += has_failed;
  if (is_dropped (&self->directives, "count"))
    add_null (builder, "count");
  else
    add_numbers (builder, "count", count);
  if (is_dropped (&self->directives, "gc"))
    add_null (builder, "gc");
  else
    add_collections (self, builder);
}

static void
write_record (Tracer     *self,
              guint32     line,
              const char *failure)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_int (builder, "line", line);
  if (!self->directives.is_outcome)
    add_state (self, builder, failure != NULL);
  add_printed (self, builder);
  if (failure != NULL)
    add_string (builder, "exc", failure);
  else
    add_null (builder, "exc");
  json_builder_end_object (builder);
  write_line (self, builder);
}

/* A scheduled collection. The recorder measures in a process that it forks, and CPython 3.12 and later collects there before
 * anything is measured; the program itself goes on and collects at its own next chance. So do we. */

static void
write_record_of_child (Tracer *self,
                       guint32 line,
                       int     end)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  Tracer child = *self;

  child.stream = memory;
  ouro_run_collect_if_due (self->run);
  write_record (&child, line, NULL);
  write_all (end, child.stats, sizeof child.stats);
  write_all (end, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)), g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  _exit (child.error != NULL);
}

static void
copy_record (Tracer *self,
             int     end)
{
  char   buffer[4096];
  gssize n;

  if (!read_all (end, self->stats, sizeof self->stats))
    return;
  while (self->error == NULL && (n = read_some (end, buffer, sizeof buffer)) > 0)
    g_output_stream_write_all (self->stream, buffer, (gsize)n, NULL, NULL, &self->error);
}

static void
write_record_after_collection (Tracer *self,
                               guint32 line)
{
  int   ends[2];
  pid_t child;
  gsize length;

  if (pipe (ends) < 0 || (child = fork ()) < 0)
    {
      g_set_error (&self->error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
      return;
    }
  if (child == 0)
    write_record_of_child (self, line, ends[1]);
  close (ends[1]);
  copy_record (self, ends[0]);
  close (ends[0]);
  waitpid (child, NULL, 0);
  ouro_run_get_output (self->run, &length);
  self->n_printed = length;
}

static void
on_statement (OuroRun             *run,
              const OuroStatement *statement,
              gpointer             data)
{
  Tracer *self = data;

  self->last_line = statement->line;
  if (self->directives.is_outcome || is_off (&self->directives, statement->line))
    return;
  if (ouro_heap_get_word (ouro_run_get_heap (run), OURO_WORD_GC_SCHEDULED) && self->error == NULL)
    write_record_after_collection (self, statement->line);
  else
    write_record (self, statement->line, NULL);
}

static void
write_exit (Tracer *self,
            int     status)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "event", "exit");
  add_printed (self, builder);
  add_int (builder, "status", status);
  json_builder_end_object (builder);
  write_line (self, builder);
}

/* What is printed at the end comes from a run of its own where it matters how a trace starts: "observed in a run without any
 * recorder" (FORMAT.md). */
static void
run_again_as_is (Tracer     *self,
                 const char *file)
{
  OuroRun *run = ouro_run_new_for_document (ouro_run_get_text (self->run), file, self->document, ouro_run_get_profile (self->run), OURO_HISTORY_NONE, NULL);

  if (run == NULL)
    return;
  ouro_run_execute (run);
  ouro_run_get_output (run, &self->n_printed);
  ouro_run_free (self->run);
  self->run = run;
}

static void
stop_cb (GCancellable *cancellable,
         OuroRun      *run)
{
  ouro_run_stop (run);
}

/* FALSE and an error when it did not come to its end. */
static gboolean
execute (Tracer       *self,
         GCancellable *cancellable)
{
  gulong      handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (stop_cb), self->run, NULL) : 0;
  const char *interruption;

  ouro_run_execute (self->run);
  g_cancellable_disconnect (cancellable, handler);
  if (self->error != NULL || g_cancellable_set_error_if_cancelled (cancellable, &self->error))
    return FALSE;

  interruption = ouro_run_get_interruption (self->run);
  if (interruption != NULL)
    g_set_error (&self->error, OURO_RUN_ERROR, OURO_RUN_ERROR_STOPPED, _ ("The simulation was stopped because %s"), interruption);
  return interruption == NULL;
}

static void
trace_run (Tracer       *self,
           const char   *file,
           GCancellable *cancellable,
           int          *status)
{
  const char *failure;
  guint32     line;

  write_header (self, file);
  ouro_run_set_statement_func (self->run, on_statement, self);
  if (!execute (self, cancellable))
    return;

  line = self->last_line;
  failure = ouro_run_get_failure (self->run, &line);
  if (failure != NULL || self->directives.is_outcome)
    write_record (self, failure != NULL ? line : self->last_line, failure);
  if (ouro_run_get_profile (self->run)->counts_are_biased)
    run_again_as_is (self, file);
  ouro_run_shut_down (self->run);
  *status = ouro_run_get_exit_status (self->run);
  write_exit (self, *status);
}

gboolean
ouro_trace_write (const char         *text,
                  const char         *file,
                  GFile              *document,
                  const OuroProfile  *profile,
                  const OuroVmLimits *limits,
                  GOutputStream      *stream,
                  GCancellable       *cancellable,
                  int                *status,
                  GError            **error)
{
  Tracer tracer = { .document = document, .stream = stream };

  tracer.run = ouro_run_new_for_document (text, file, document, profile, OURO_HISTORY_NONE, error);
  if (tracer.run == NULL)
    return FALSE;
  if (limits != NULL)
    ouro_run_set_limits (tracer.run, limits);
  ouro_run_start_as_recorded (tracer.run);
  directives_read (&tracer.directives, text);
  /* The recorder cannot look into the heap of a free-threaded build (FORMAT.md). */
  tracer.directives.is_outcome = tracer.directives.is_outcome || profile->is_free_threaded;
  trace_run (&tracer, file, cancellable, status);
  directives_clear (&tracer.directives);
  ouro_run_free (tracer.run);
  if (tracer.error == NULL)
    return TRUE;
  g_propagate_error (error, tracer.error);
  return FALSE;
}
