/* ouro-run.c - a program executed, and a cursor in its history */
#include "ouro-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-beside.h"

/* Without other limits: an endless loop ends before it has filled the memory with its history. */
#define MAX_LINES   2000000
#define MAX_OUTPUT  (16u * 1024 * 1024)
#define MAX_SECONDS 300.0

struct _OuroRun
{
  OuroHeap            *heap;
  OuroVm              *vm;
  const OuroProfile   *profile;
  char                *text;
  OuroStatement       *statements; /* that have finished */
  guint                n_statements;
  guint                statements_capacity;
  OuroRunStatementFunc statement_func;
  gpointer             statement_data;
  OuroCursor           cursor;
  guint32              start;  /* position at which the open record begins */
  guint32              end;    /* position at which its events end */
  GArray              *events; /* of the open record; NULL when none is open */
};

G_DEFINE_QUARK (ouro - run - error - quark, ouro_run_error)

/* Reading ----------------------------------------------------------------------------------- */

/* What the floor below says is said as this floor's. */
static void
set_error (GError      **error,
           const GError *cause)
{
  g_set_error_literal (error, OURO_RUN_ERROR, cause->code == OURO_PROGRAM_ERROR_SYNTAX ? OURO_RUN_ERROR_SYNTAX : OURO_RUN_ERROR_UNSUPPORTED, cause->message);
}

static OuroProgram *
compile (const char        *text,
         const char        *file,
         GFile             *document,
         const OuroProfile *profile,
         GError           **error)
{
  g_autoptr (GError) cause = NULL;
  OuroProgram *program = ouro_program_new (text, file, profile, ouro_beside_read, document, &cause);

  if (program == NULL)
    set_error (error, cause);
  return program;
}

OuroRun *
ouro_run_new (const char        *text,
              const char        *file,
              const OuroProfile *profile,
              OuroHistory        history,
              GError           **error)
{
  return ouro_run_new_for_document (text, file, NULL, profile, history, error);
}

OuroRun *
ouro_run_new_for_document (const char        *text,
                           const char        *file,
                           GFile             *document,
                           const OuroProfile *profile,
                           OuroHistory        history,
                           GError           **error)
{
  OuroVmLimits limits = { .max_lines = MAX_LINES, .max_output = MAX_OUTPUT, .max_seconds = MAX_SECONDS };
  OuroProgram *program;
  OuroRun     *self;

  g_return_val_if_fail (text != NULL && file != NULL && profile != NULL, NULL);

  program = compile (text, file, document, profile, error);
  if (program == NULL)
    return NULL;
  self = g_new0 (OuroRun, 1);
  self->heap = ouro_heap_new (profile, history);
  if (self->heap == NULL)
    {
      g_set_error_literal (error, OURO_RUN_ERROR, OURO_RUN_ERROR_TOO_LARGE, _ ("The system gives no memory for another heap"));
      ouro_program_free (program);
      g_free (self);
      return NULL;
    }
  self->profile = profile;
  self->text = g_strdup (text);
  self->vm = ouro_vm_new (self->heap, program);
  if (history == OURO_HISTORY_KEEP)
    ouro_vm_set_limits (self->vm, &limits);
  return self;
}

void
ouro_run_start_as_recorded (OuroRun *self)
{
  g_return_if_fail (self != NULL);
  ouro_heap_immortalize_deferred (self->heap);
}

gboolean
ouro_run_check_text (const char        *text,
                     const char        *file,
                     GFile             *document,
                     const OuroProfile *profile,
                     GError           **error)
{
  g_autoptr (OuroProgram) program = compile (text, file, document, profile, error);

  return program != NULL;
}

guint32
ouro_run_find_statement_end (const OuroRun *self,
                             guint32        line)
{
  g_autoptr (OuroSyntaxTree) tree = NULL;
  const OuroNode *module;
  OuroDialect     dialect;

  ouro_vm_get_dialect (self->profile, &dialect);
  tree = ouro_syntax_tree_parse (self->text, strlen (self->text), &dialect, NULL, NULL);
  if (tree == NULL)
    return 0;
  module = ouro_syntax_tree_get_root (tree);
  for (guint i = 0; i < module->module.body.n; i++)
    if (module->module.body.items[i]->line == line)
      return module->module.body.items[i]->end_line;
  return 0;
}

void
ouro_run_free (OuroRun *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->events, g_array_unref);
  ouro_vm_free (self->vm);
  ouro_heap_free (self->heap);
  g_free (self->statements);
  g_free (self->text);
  g_free (self);
}

void
ouro_run_set_limits (OuroRun            *self,
                     const OuroVmLimits *limits)
{
  ouro_vm_set_limits (self->vm, limits);
}

void
ouro_run_set_statement_func (OuroRun             *self,
                             OuroRunStatementFunc func,
                             gpointer             data)
{
  self->statement_func = func;
  self->statement_data = data;
}

void
ouro_run_collect_if_due (OuroRun *self)
{
  ouro_vm_collect_if_due (self->vm);
}

/* Executing --------------------------------------------------------------------------------- */

/* A million a second: too many for a GArray. */
static inline void
append_statement (OuroRun             *self,
                  const OuroStatement *statement)
{
  if (G_UNLIKELY (self->n_statements == self->statements_capacity))
    {
      self->statements_capacity = MAX (64, 2 * self->statements_capacity);
      self->statements = g_renew (OuroStatement, self->statements, self->statements_capacity);
    }
  self->statements[self->n_statements++] = *statement;
}

static void
on_statement (OuroVm  *vm,
              guint32  line,
              gpointer data)
{
  OuroRun      *self = data;
  OuroStatement statement = {
    .line = line,
    .position = ouro_heap_get_n_transactions (self->heap) + 1,
    .n_births = ouro_heap_get_word (self->heap, OURO_WORD_BIRTHS),
    .n_alive = ouro_heap_get_n_alive (self->heap),
  };

  if (self->heap->keeps_history)
    append_statement (self, &statement);
  if (self->statement_func != NULL)
    self->statement_func (self, &statement, self->statement_data);
}

/* Statements after the last moment that the machine came back to have not happened. */
static void
cut_statements (OuroRun *self)
{
  guint32 n_positions = ouro_run_get_n_positions (self);

  while (self->n_statements > 0 && self->statements[self->n_statements - 1].position > n_positions)
    self->n_statements--;
}

OuroVmState
ouro_run_execute (OuroRun *self)
{
  OuroVmState state;

  ouro_vm_set_statement_func (self->vm, on_statement, self->statement_func != NULL, self);
  state = ouro_vm_run (self->vm, G_MAXUINT64);
  ouro_vm_set_statement_func (self->vm, NULL, FALSE, NULL);
  cut_statements (self);
  self->cursor = (OuroCursor){ .position = ouro_run_get_n_positions (self) };
  return state;
}

void
ouro_run_shut_down (OuroRun *self)
{
  ouro_vm_shut_down (self->vm);
}

void
ouro_run_stop (OuroRun *self)
{
  ouro_vm_interrupt (self->vm);
}

/* Looking ----------------------------------------------------------------------------------- */

const OuroHeap *
ouro_run_get_heap (const OuroRun *self)
{
  return self->heap;
}

const OuroVm *
ouro_run_get_vm (const OuroRun *self)
{
  return self->vm;
}

const OuroProfile *
ouro_run_get_profile (const OuroRun *self)
{
  return self->profile;
}

const char *
ouro_run_get_text (const OuroRun *self)
{
  return self->text;
}

OuroVmState
ouro_run_get_state (const OuroRun *self)
{
  return ouro_vm_get_state (self->vm);
}

OuroCursor
ouro_run_get_cursor (const OuroRun *self)
{
  return self->cursor;
}

guint32
ouro_run_get_n_positions (const OuroRun *self)
{
  return ouro_heap_get_n_transactions (self->heap);
}

guint
ouro_run_get_n_statements (const OuroRun *self)
{
  return self->n_statements;
}

const OuroStatement *
ouro_run_get_statement (const OuroRun *self,
                        guint          index)
{
  g_return_val_if_fail (index < self->n_statements, NULL);
  return &self->statements[index];
}

/* How many statements have finished at a position: they are in order. */
static guint
count_statements (const OuroRun *self,
                  guint32        position)
{
  guint low = 0, high = self->n_statements;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->statements[middle].position <= position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
ouro_run_get_statement_index (const OuroRun *self)
{
  return count_statements (self, self->cursor.position);
}

guint32
ouro_run_get_line (const OuroRun *self)
{
  guint32 line;

  if (self->cursor.position >= ouro_run_get_n_positions (self))
    return 0;
  line = ouro_vm_get_calling_line (self->vm);
  return line != 0 ? line : ouro_heap_get_transaction_line (self->heap, self->cursor.position);
}

const char *
ouro_run_get_output (const OuroRun *self,
                     gsize         *length)
{
  return ouro_vm_get_output (self->vm, length);
}

const char *
ouro_run_get_errors (const OuroRun *self,
                     gsize         *length)
{
  return ouro_vm_get_errors (self->vm, length);
}

const char *
ouro_run_get_failure (const OuroRun *self,
                      guint32       *line)
{
  return ouro_vm_get_failure (self->vm, line);
}

const char *
ouro_run_get_interruption (const OuroRun *self)
{
  return ouro_vm_get_interruption (self->vm);
}

int
ouro_run_get_exit_status (const OuroRun *self)
{
  return ouro_vm_get_exit_status (self->vm);
}

/* Events ------------------------------------------------------------------------------------ */

static gboolean
is_clean (const OuroRun *self,
          guint32        position)
{
  return position >= ouro_run_get_n_positions (self) || (ouro_heap_get_transaction_flags (self->heap, position) & OURO_TRANSACTION_CLEAN);
}

static void
close_record (OuroRun *self)
{
  if (self->events == NULL)
    return;
  g_clear_pointer (&self->events, g_array_unref);
  if (!ouro_heap_stop_record (self->heap))
    g_warning ("A line has changed more than can be taken back");
  ouro_vm_resume (self->vm);
}

/* Runs the line at the position anew, with those that belong to it. */
static void
open_record (OuroRun *self,
             guint32  position)
{
  guint32 start = position, end = position + 1;

  if (self->events != NULL && self->start <= position && position < self->end)
    return;
  close_record (self);
  while (start > 0 && !is_clean (self, start))
    start--;
  while (!is_clean (self, end))
    end++;
  ouro_heap_seek (self->heap, start);
  ouro_heap_start_record (self->heap);
  ouro_vm_record (self->vm, end - start);
  self->start = start;
  self->end = end;
  self->events = ouro_event_list (self->heap, ouro_vm_get_n_recorded (self->vm));
}

/* How many events of the open record lie before the line at a position begins. */
static guint
get_first_event (const OuroRun *self,
                 guint32        position)
{
  guint32 n_lines = position - self->start;

  for (guint i = 0; i < self->events->len; i++)
    if (g_array_index (self->events, OuroEvent, i).kind == OURO_EVENT_LINE && n_lines-- == 0)
      return i;
  return 0;
}

/* The event to which the cursor stands in the open record, also where it stands between two lines of one group. */
static guint32
get_event_place (const OuroRun *self)
{
  return self->cursor.event > 0 || self->cursor.position == self->start ? self->cursor.event : get_first_event (self, self->cursor.position);
}

const OuroEvent *
ouro_run_get_events (OuroRun *self,
                     guint   *n_events)
{
  *n_events = 0;
  if (self->cursor.position >= ouro_run_get_n_positions (self))
    return NULL;
  if (self->events == NULL)
    {
      guint place;

      open_record (self, self->cursor.position);
      place = get_event_place (self);
      ouro_heap_seek_change (self->heap, place > 0 ? g_array_index (self->events, OuroEvent, place - 1).n_changes : 0);
    }
  *n_events = self->events->len;
  return (const OuroEvent *)self->events->data;
}

/* Moving ------------------------------------------------------------------------------------ */

static gboolean
go_to_position (OuroRun *self,
                guint32  position)
{
  gboolean moved = self->cursor.position != position || self->cursor.event != 0;

  close_record (self);
  ouro_heap_seek (self->heap, position);
  self->cursor = (OuroCursor){ .position = position };
  return moved;
}

/* Past the last event is the next line; all of them together is the moment between two lines. */
static gboolean
go_to_event (OuroRun *self,
             guint32  position,
             guint32  event)
{
  OuroCursor cursor;

  open_record (self, position);
  if (event >= self->events->len)
    return go_to_position (self, self->end);
  cursor = (OuroCursor){ .position = self->start, .event = event };
  ouro_heap_seek_change (self->heap, g_array_index (self->events, OuroEvent, event - 1).n_changes);
  if (self->cursor.position == cursor.position && self->cursor.event == cursor.event)
    return FALSE;
  self->cursor = cursor;
  return TRUE;
}

gboolean
ouro_run_seek (OuroRun   *self,
               OuroCursor cursor)
{
  if (cursor.position >= ouro_run_get_n_positions (self))
    return go_to_position (self, ouro_run_get_n_positions (self));
  if (cursor.event == 0)
    return go_to_position (self, cursor.position);
  return go_to_event (self, cursor.position, cursor.event);
}

gboolean
ouro_run_seek_statement (OuroRun *self,
                         guint    n_statements)
{
  n_statements = MIN (n_statements, self->n_statements);
  if (n_statements == 0)
    return go_to_position (self, 0);
  return go_to_position (self, ouro_run_get_statement (self, n_statements - 1)->position);
}

static gboolean
step_event_back (OuroRun *self)
{
  guint32 event;

  if (self->cursor.event == 0 && is_clean (self, self->cursor.position))
    {
      if (self->cursor.position == 0)
        return FALSE;
      open_record (self, self->cursor.position - 1);
      if (self->events->len == 0)
        return go_to_position (self, self->start);
      event = self->events->len - 1;
    }
  else
    {
      open_record (self, self->cursor.position);
      event = get_event_place (self);
      event -= event > 0;
    }
  return event > 0 ? go_to_event (self, self->start, event) : go_to_position (self, self->start);
}

gboolean
ouro_run_step_event (OuroRun *self,
                     int      direction)
{
  if (direction < 0)
    return step_event_back (self);
  if (self->cursor.position >= ouro_run_get_n_positions (self))
    return FALSE;
  open_record (self, self->cursor.position);
  return go_to_event (self, self->start, get_event_place (self) + 1);
}

gboolean
ouro_run_step_line (OuroRun *self,
                    int      direction)
{
  if (direction > 0)
    return self->cursor.position < ouro_run_get_n_positions (self) && go_to_position (self, self->cursor.position + 1);
  if (self->cursor.event > 0)
    return go_to_position (self, self->cursor.position);
  return self->cursor.position > 0 && go_to_position (self, self->cursor.position - 1);
}

gboolean
ouro_run_step_statement (OuroRun *self,
                         int      direction)
{
  guint   index = count_statements (self, self->cursor.position);
  guint32 position = 0;

  if (direction > 0)
    {
      position = index < self->n_statements ? ouro_run_get_statement (self, index)->position : ouro_run_get_n_positions (self);
      return position != self->cursor.position && go_to_position (self, position);
    }
  while (index > 0 && ouro_run_get_statement (self, index - 1)->position >= self->cursor.position && (self->cursor.event == 0 || ouro_run_get_statement (self, index - 1)->position > self->cursor.position))
    index--;
  if (index > 0)
    position = ouro_run_get_statement (self, index - 1)->position;
  return go_to_position (self, position);
}

gboolean
ouro_run_seek_after_line (OuroRun *self,
                          guint32  line)
{
  for (guint i = self->n_statements; i-- > 0;)
    if (ouro_run_get_statement (self, i)->line == line)
      {
        go_to_position (self, ouro_run_get_statement (self, i)->position);
        return TRUE;
      }
  return FALSE;
}

gboolean
ouro_run_seek_event (OuroRun *self,
                     guint64  n)
{
  guint32 position = 0;

  while (position < ouro_run_get_n_positions (self))
    {
      open_record (self, position);
      if (n <= self->events->len)
        {
          if (n == 0)
            go_to_position (self, position);
          else
            go_to_event (self, position, (guint32)n);
          return TRUE;
        }
      n -= self->events->len;
      position = self->end;
    }
  go_to_position (self, position);
  return n == 0;
}

/* Asking ------------------------------------------------------------------------------------ */

typedef struct
{
  OuroId   object;
  gboolean touched;
} Touching;

static void
note_touched (OuroId   object,
              gpointer data)
{
  Touching *self = data;

  self->touched |= object == self->object;
}

GArray *
ouro_run_list_touching (OuroRun *self,
                        OuroId   object,
                        guint32  from,
                        guint32  to,
                        guint    most)
{
  GArray    *positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  OuroCursor cursor = self->cursor;

  close_record (self);
  for (guint32 position = to; position > from && positions->len < most;)
    {
      Touching touching = { object, FALSE };

      position--;
      ouro_heap_foreach_touched (self->heap, position, note_touched, &touching);
      if (touching.touched)
        g_array_append_val (positions, position);
    }
  ouro_run_seek (self, cursor);
  return positions;
}

char *
ouro_run_evaluate (OuroRun    *self,
                   const char *expression,
                   GError    **error)
{
  g_autoptr (GError) cause = NULL;
  OuroCursor    cursor = self->cursor;
  OuroCodeUnit *unit = ouro_program_compile_expression (expression, self->profile, &cause);
  char         *result;

  if (unit == NULL)
    {
      set_error (error, cause);
      return NULL;
    }
  if (!is_clean (self, cursor.position))
    {
      ouro_code_unit_free (unit);
      g_set_error_literal (error, OURO_RUN_ERROR, OURO_RUN_ERROR_EXPRESSION, _ ("In the middle of a call nothing can be evaluated"));
      return NULL;
    }
  go_to_position (self, cursor.position);
  result = ouro_vm_evaluate (self->vm, unit, &cause);
  if (result == NULL)
    g_set_error_literal (error, OURO_RUN_ERROR, OURO_RUN_ERROR_EXPRESSION, cause->message);
  if (cursor.event > 0)
    ouro_run_seek (self, cursor);
  return result;
}
