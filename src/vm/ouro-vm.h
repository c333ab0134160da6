/* ouro-vm.h - runs bytecode on a heap
 *
 * A machine is made for one program on one empty heap. Everything that the program's future depends on is in the heap
 * (frames, stack, counters), so the heap's journal can take it anywhere, and the machine goes on from there; what the
 * machine keeps outside can be found again from the heap.
 *
 * Lines     each line that begins is a transaction of the journal. run () comes back between two of them.
 * Clean     moments at which no function of ours is at work (a __repr__ called by print () is not one) can be gone on from;
 *           the journal marks the others.
 * Output    what the program prints is kept whole; how much of it has been printed at the present moment is state.
 * Threads   a machine may be used from any one thread at a time; interrupt () from any other as well.
 */
#pragma once

#include "ouro-code.h"
#include "ouro-compiler.h"
#include "ouro-heap.h"
#include "ouro-journal.h"
#include "ouro-program.h"

typedef struct _OuroVm OuroVm;

typedef enum {
  OURO_VM_RUNNING,     /* there is more to run */
  OURO_VM_FINISHED,    /* the program has ended, by itself or by sys.exit () */
  OURO_VM_FAILED,      /* an exception that nobody caught: it stands on standard error */
  OURO_VM_INTERRUPTED, /* by ouro_vm_interrupt () or a limit, in a place from which it cannot go on */
} OuroVmState;

#define OURO_VM_ERROR (ouro_vm_error_quark ())
GQuark ouro_vm_error_quark (void);

typedef enum {
  OURO_VM_ERROR_RAISED, /* an expression that ended with an exception: the message is "TypeName: message" */
} OuroVmError;

/* What a program may use. 0 is no limit. */
typedef struct
{
  guint64 max_lines;
  gsize   max_output;  /* bytes of standard output and standard error together */
  gsize   max_memory;  /* bytes of ours for the heap and its history */
  double  max_seconds; /* of real time since the machine was made */
} OuroVmLimits;

typedef enum {
  OURO_VM_LIMIT_NONE,
  OURO_VM_LIMIT_LINES,
  OURO_VM_LIMIT_OUTPUT,
  OURO_VM_LIMIT_MEMORY,
  OURO_VM_LIMIT_SECONDS,
} OuroVmLimit;

/* How the chosen CPython reads and compiles Python. */
void ouro_vm_get_dialect (const OuroProfile *profile,
                          OuroDialect       *dialect);
void ouro_vm_get_lowering (const OuroProfile *profile,
                           OuroLowering      *lowering);

/* Prepares the program, which it takes: modules, names, constants, the first frame. The heap must outlive the machine and be
 * new, of the version for which the program was compiled. */
OuroVm *ouro_vm_new (OuroHeap    *heap,
                     OuroProgram *program) G_GNUC_WARN_UNUSED_RESULT;
void    ouro_vm_free (OuroVm *self);

void ouro_vm_set_limits (OuroVm             *self,
                         const OuroVmLimits *limits);

/* Runs at most so many lines from the present moment of the heap, which must be the last one of its journal. */
OuroVmState ouro_vm_run (OuroVm *self,
                         guint64 n_lines);

OuroVmState ouro_vm_get_state (const OuroVm *self);

/* Asks a running machine to stop soon; it answers within a few thousand instructions. */
void ouro_vm_interrupt (OuroVm *self);

/* The heap's journal has been moved or cut: what the machine knows by heart is learnt again. Call before run () or
 * record (). */
void ouro_vm_resume (OuroVm *self);

/* Runs one transaction from the heap's present moment, which must be the beginning of a clean one, while the heap records
 * (ouro_heap_start_record () has been called); stops where it ends, or after so many transactions have ended. */
void ouro_vm_record (OuroVm *self,
                     guint   n_transactions);

/* So many changes of the record belong to what was asked for; what follows is of the transaction after it. */
guint32 ouro_vm_get_n_recorded (const OuroVm *self);

/* Calls func when a statement of the module has finished (module-level statements, inner ones first). If it looks at the
 * machine, the frames, the stack's end and all words of the heap are up to date meanwhile; if not, only the counts are. */
typedef void (*OuroStatementFunc) (OuroVm  *self,
                                   guint32  line,
                                   gpointer data);
void ouro_vm_set_statement_func (OuroVm           *self,
                                 OuroStatementFunc func,
                                 gboolean          looks,
                                 gpointer          data);

/* Runs the collection that waits for the eval breaker, if one does; for a statement's func only. */
void ouro_vm_collect_if_due (OuroVm *self);

/* What happens when the interpreter shuts down after the program: finalizers, the last output. */
void ouro_vm_shut_down (OuroVm *self);

/* How many statements of the module have finished, and the line of the last. */
guint32 ouro_vm_get_n_statements (const OuroVm *self);
guint32 ouro_vm_get_last_statement (const OuroVm *self);

/* All that has ever been printed; at the present moment the first *length bytes of it. */
const char *ouro_vm_get_output (const OuroVm *self,
                                gsize        *length);
const char *ouro_vm_get_errors (const OuroVm *self,
                                gsize        *length);

/* The exit status of a program that has ended. */
int ouro_vm_get_exit_status (const OuroVm *self);

/* "TypeName: message" and the module-level line of the exception that ended the program, as in a trace; NULL for none. */
const char *ouro_vm_get_failure (const OuroVm *self,
                                 guint32      *line);

/* Why the machine was interrupted, as a sentence; NULL when it was not. */
const char *ouro_vm_get_interruption (const OuroVm *self);

/* The limit that interrupted it, if one did. */
OuroVmLimit ouro_vm_get_limit (const OuroVm *self);

/* Evaluates an expression in the module's namespace at the present moment and takes everything back: repr () of the
 * result, or NULL and an error. Takes the unit. The heap must keep history and be between transactions. */
char *ouro_vm_evaluate (OuroVm       *self,
                        OuroCodeUnit *expression,
                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a trace gives as the value of an object: repr () of an atom, the qualified name of a class, function, builtin or generator, the
 * name of a module, method or frame, str () of an exception; NULL for others. Between two statements only. */
char *ouro_vm_dup_label (OuroVm *vm,
                         OuroId  object) G_GNUC_WARN_UNUSED_RESULT;

/* Frames, for views: how many there are, from the module's (0) to the innermost. */
typedef struct
{
  const OuroCode *code;
  guint32         line;
  const guint32  *places;      /* what the places below count in: the stack, or what was put away of it */
  guint32         base;        /* where it begins */
  guint32         first_local; /* places of its locals: as many as the code has, 0 where unbound */
  guint32         first_value; /* places of its evaluation stack, up to end */
  guint32         end;
} OuroFrameView;

/* 0 where the program stands in its own text; in a module beside it, the line of its text that has called what runs there. */
guint32 ouro_vm_get_calling_line (const OuroVm *self);

guint ouro_vm_get_n_frames (const OuroVm *self);
void  ouro_vm_get_frame (const OuroVm  *self,
                         guint          index,
                         OuroFrameView *view);

/* Threads, for views: those that have not ended, the main thread first. The frames above are those of the running one. */
typedef enum {
  OURO_THREAD_RUNNING, /* it has the GIL */
  OURO_THREAD_READY,   /* it waits for the GIL */
  OURO_THREAD_WAITING,
} OuroThreadStatus;

typedef enum {
  OURO_WAIT_NOTHING,
  OURO_WAIT_SLEEP,
  OURO_WAIT_LOCK,
  OURO_WAIT_JOIN,
  OURO_WAIT_OTHERS, /* the main thread, after its last line */
} OuroWaitReason;

typedef struct
{
  guint32          number; /* 1 for the main thread */
  OuroId           name;   /* a str, or OURO_NO_ID */
  OuroThreadStatus status;
  OuroWaitReason   reason;
  OuroId           target; /* the lock, or the handle of the other thread */
  gboolean         is_daemon;
  guint64          since; /* simulated nanoseconds: since when it has this status */
  guint            n_frames;
} OuroThreadView;

guint ouro_vm_get_n_threads (const OuroVm *self);
void  ouro_vm_get_thread (const OuroVm   *self,
                          guint           index,
                          OuroThreadView *view);
void  ouro_vm_get_thread_frame (const OuroVm  *self,
                                guint          thread,
                                guint          index,
                                OuroFrameView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroVm, ouro_vm_free)
