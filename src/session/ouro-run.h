/* ouro-run.h - one program, executed: its heap, its machine, its moments
 *
 * A run is a program under one Python version, executed as far as it goes, and a cursor in it. Nothing here knows a
 * window: it is what the command line and the window share.
 *
 * Positions  count transactions of the journal (lines that begin): position p is the moment at which p of them hold, 0 is
 *            before the first line.
 * Events     are the steps inside one line: references taken and dropped, phases of a collection (ouro-event.h). They are made again on
 *            demand; event e of position p is the moment at which p lines and e events of what comes next hold. Lines of Python code that
 *            a function of ours calls (a __repr__ while print () is at work) count as events of the line around them.
 * Statements of the module, in the order in which they finish; each knows the position at which it has finished.
 * Threads    one at a time, except ouro_run_stop ().
 */
#pragma once

#include <gio/gio.h>

#include "ouro-event.h"
#include "ouro-heap.h"
#include "ouro-vm.h"

/* How a program is refused before anything runs. */
#define OURO_RUN_ERROR (ouro_run_error_quark ())
GQuark ouro_run_error_quark (void);

typedef enum {
  OURO_RUN_ERROR_SYNTAX,      /* Python's own SyntaxError, with its lines and caret */
  OURO_RUN_ERROR_UNSUPPORTED, /* Python, but not in the part that is simulated */
  OURO_RUN_ERROR_TOO_LARGE,   /* no room, or the source is larger than the limit */
  OURO_RUN_ERROR_EXPRESSION,  /* an expression that raised an exception: the message names it */
  OURO_RUN_ERROR_STOPPED,     /* it reached a limit; for those who want it whole */
} OuroRunError;

typedef struct
{
  guint32 line;     /* of its first line */
  guint32 position; /* at which it has finished */
  guint32 n_births; /* objects made until then, since the heap began */
  guint32 n_alive;
} OuroStatement;

typedef struct
{
  guint32 position;
  guint32 event;
} OuroCursor;

typedef struct _OuroRun OuroRun;

/* Reads the program and prepares its first moment. file: its name in tracebacks. NULL and an error (line and column are part
 * of the message, which for a SyntaxError is the whole text that Python prints) when it is refused. */
OuroRun *ouro_run_new (const char        *text,
                       const char        *file,
                       const OuroProfile *profile,
                       OuroHistory        history,
                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a program that may import the modules beside its document (ouro-beside.h), which may be NULL. */
OuroRun *ouro_run_new_for_document (const char        *text,
                                    const char        *file,
                                    GFile             *document,
                                    const OuroProfile *profile,
                                    OuroHistory        history,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void     ouro_run_free (OuroRun *self);

/* Whether new () would take the text: the same errors, and nothing is run. */
gboolean ouro_run_check_text (const char        *text,
                              const char        *file,
                              GFile             *document,
                              const OuroProfile *profile,
                              GError           **error);

/* The last line of the module's own statement (in no block) that begins in the line; 0 when none does. */
guint32 ouro_run_find_statement_end (const OuroRun *self,
                                     guint32        line);

/* Before execute (): as if a thread had been run before the program, as the recorder of traces does ("things CPython allocates once on
 * first use are already there"). It matters only where counts are deferred. */
void ouro_run_start_as_recorded (OuroRun *self);

/* 0 is no limit. Without a call: those of ouro-run.c, which stop an endless loop before it fills the memory. */
void ouro_run_set_limits (OuroRun            *self,
                          const OuroVmLimits *limits);

/* Calls func when a statement has finished, in the thread of execute (). */
typedef void (*OuroRunStatementFunc) (OuroRun             *self,
                                      const OuroStatement *statement,
                                      gpointer             data);
void ouro_run_set_statement_func (OuroRun             *self,
                                  OuroRunStatementFunc func,
                                  gpointer             data);

/* Runs the collection that waits for the eval breaker, if one does; for a statement's func only. */
void ouro_run_collect_if_due (OuroRun *self);

/* Executes to the end of the program; the cursor stands there afterwards. */
OuroVmState ouro_run_execute (OuroRun *self);

/* What happens when the interpreter shuts down; the last output. Only once, after execute (). */
void ouro_run_shut_down (OuroRun *self);

/* From any thread: execute () comes back soon. */
void ouro_run_stop (OuroRun *self);

/* Where it is ------------------------------------------------------------------------------- */

/* The heap at the cursor. Only looking is allowed. */
const OuroHeap    *ouro_run_get_heap (const OuroRun *self);
const OuroVm      *ouro_run_get_vm (const OuroRun *self);
const OuroProfile *ouro_run_get_profile (const OuroRun *self);
const char        *ouro_run_get_text (const OuroRun *self);

OuroVmState ouro_run_get_state (const OuroRun *self); /* at the end of what has been executed */
OuroCursor  ouro_run_get_cursor (const OuroRun *self);
guint32     ouro_run_get_n_positions (const OuroRun *self); /* the last position there is */

guint                ouro_run_get_n_statements (const OuroRun *self);
const OuroStatement *ouro_run_get_statement (const OuroRun *self,
                                             guint          index);

/* How many statements have finished at the cursor. */
guint ouro_run_get_statement_index (const OuroRun *self);

/* The line that runs next at the cursor (that which runs, inside of it); 0 at the end. In a module beside the document: the
 * document's line from which it was called. */
guint32 ouro_run_get_line (const OuroRun *self);

/* What has been printed up to the cursor. */
const char *ouro_run_get_output (const OuroRun *self,
                                 gsize         *length);
const char *ouro_run_get_errors (const OuroRun *self,
                                 gsize         *length);

/* "NameError: name 'x' is not defined" and the line of the module, when the program was ended by an exception; NULL otherwise. */
const char *ouro_run_get_failure (const OuroRun *self,
                                  guint32       *line);

/* Why the run was broken off, a sentence; NULL when it was not. */
const char *ouro_run_get_interruption (const OuroRun *self);
int         ouro_run_get_exit_status (const OuroRun *self);

/* Moving ------------------------------------------------------------------------------------ */

/* All clamp to what there is, and return whether the cursor moved. */
gboolean ouro_run_seek (OuroRun   *self,
                        OuroCursor cursor);
/* The moment after so many statements. */
gboolean ouro_run_seek_statement (OuroRun *self,
                                  guint    n_statements);

/* direction: 1 or -1. */
gboolean ouro_run_step_event (OuroRun *self,
                              int      direction);
gboolean ouro_run_step_line (OuroRun *self,
                             int      direction);
gboolean ouro_run_step_statement (OuroRun *self,
                                  int      direction);

/* After the statement that begins in the line has last finished; FALSE when none does. */
gboolean ouro_run_seek_after_line (OuroRun *self,
                                   guint32  line);

/* The n-th event of the whole run, from 0; FALSE when there are not so many. Costs as much as executing up to there. */
gboolean ouro_run_seek_event (OuroRun *self,
                              guint64  n);

/* The events of the line at the cursor; NULL and 0 when there is nothing to run. They hold until the cursor leaves the line. */
const OuroEvent *ouro_run_get_events (OuroRun *self,
                                      guint   *n_events);

/* What has just happened at the cursor, in a sentence or two; translated. */
char *ouro_run_dup_caption (OuroRun *self) G_GNUC_WARN_UNUSED_RESULT;

/* The positions before the lines that touched an object, latest first: of those from to to - 1 at most so many (guint32). The
 * cursor stays where it is. */
GArray *ouro_run_list_touching (OuroRun *self,
                                OuroId   object,
                                guint32  from,
                                guint32  to,
                                guint    most) G_GNUC_WARN_UNUSED_RESULT;

/* Evaluates an expression at the cursor without leaving a trace: its repr (), or NULL and an error. */
char *ouro_run_evaluate (OuroRun    *self,
                         const char *expression,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroRun, ouro_run_free)
