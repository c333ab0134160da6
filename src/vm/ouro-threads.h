/* ouro-threads.h - threads, the GIL, and simulated time
 *
 * One thread runs: it holds the GIL, its frames lie on the stack, and the clock goes on as it executes (ouro-costs.h). All
 * others stand in the heap: each thread has a row (its state), and while it does not run its part of the stack lies in the
 * cells of that row. Every thread's first frame has the same place on the stack, so places mean the same when it comes back.
 * The states are cells of one row, a root; so the journal takes threads, clock and GIL anywhere.
 *
 * Status    running (holds the GIL), ready (wants it), waiting (for a lock, for time, for the end of another). Ready and
 *           waiting threads are woken by events that have a time. Events up to the present are done in the order of their times whenever
 *           it matters: at a poll once the clock has passed the alarm, and before anything is done with a lock.
 * The GIL   a thread that has waited for it as long as the switch interval, during which it did not change hands, asks the
 *           holder to drop it. The holder does so at its next poll of the eval breaker, and another takes it (Python/ceval_gil.c:
 *           take_gil, drop_gil). Of several the one that has waited longest gets it; with a seed, any of them.
 * Time      passes with instructions; when all threads wait it jumps to the next event. Waiting and sleeping take no core.
 * Waiting   a function that may have to wait asks ouro_threads_wait (). Where the interpreter itself has called it, it is left
 *           with OURO_WAITED_LATER, and its instruction is executed again when the thread runs again: then
 *           ouro_threads_take_outcome () says how the waiting ended. Where functions of ours are at work below (a __repr__ called by
 *           print ()), the C stack cannot be left: the others run in a loop inside until it is this thread's turn again.
 *           A thread that waits so can only go on when those that began to wait above it have gone on.
 * Switches  happen only in the interpreter, between two instructions, when no function of ours is at work in the thread.
 * Marks     of the log (ouro-marks.h): the words of the clock are written before each, so they hold its exact time.
 */
#pragma once

#include "ouro-vm-private.h"

#define OURO_FOR_EVER G_MAXUINT64

typedef enum {
  OURO_WAITED_DONE,      /* the lock is the thread's, the time has passed, the other thread has ended */
  OURO_WAITED_TIMED_OUT, /* the time was up before */
  OURO_WAITED_LATER,     /* nothing yet: return OURO_NO_ID at once, without an exception */
  OURO_WAITED_FAILED,    /* an exception is pending, or the machine stops */
} OuroWaited;

/* The clock ------------------------------------------------------------------------------------ */

/* Simulated nanoseconds since the program began; of these those in which a thread had the GIL; those in which the running one
 * had it. */
static inline guint64
ouro_threads_get_time (const OuroVm *vm)
{
  return vm->clock;
}
guint64 ouro_threads_get_busy_time (const OuroVm *vm);
guint64 ouro_threads_get_own_time (const OuroVm *vm);

static inline void
ouro_threads_spend (OuroVm *vm,
                    guint64 nanoseconds)
{
  vm->clock += nanoseconds;
}

/* A number of 64 bits in two words of the heap. */
static inline void
ouro_threads_set_long (OuroVm *vm,
                       guint   word,
                       guint64 value)
{
  ouro_heap_set_word (vm->heap, word, (guint32)value);
  if (vm->heap->words[word + 1] != value >> 32)
    ouro_heap_set_word (vm->heap, word + 1, (guint32)(value >> 32));
}

/* The registers (clock, alarm) from the heap, and back: before a run, and at the beginning of each transaction. */
void ouro_threads_read_registers (OuroVm *vm);

static inline void
ouro_threads_write_registers (OuroVm *vm)
{
  ouro_threads_set_long (vm, OURO_VM_WORD_CLOCK, vm->clock);
}

/* Threads ------------------------------------------------------------------------------------- */

/* The main thread's state, and what the others begin with. Before the program. */
void ouro_threads_set_up (OuroVm *vm);

/* A new thread that will call function (*args, **kwargs): ready to run. kwargs may be OURO_NO_ID. handle: what others join, or
 * OURO_NO_ID. Returns its number; the main thread's is 1. */
guint32 ouro_threads_start (OuroVm  *vm,
                            OuroId   function,
                            OuroId   args,
                            OuroId   kwargs,
                            OuroId   handle,
                            gboolean is_daemon);

guint32 ouro_threads_get_number (const OuroVm *vm);
guint   ouro_threads_get_n_alive (const OuroVm *vm);

/* What people and Python know a thread by: threading.get_ident (). */
guint64 ouro_threads_get_ident (guint32 number);

/* The name for messages; a str, or OURO_NO_ID. */
void ouro_threads_set_name (OuroVm *vm,
                            guint32 number,
                            OuroId  name);

/* Where threads go on from; 0: always the one that has waited longest. */
void ouro_threads_set_seed (OuroVm *vm,
                            guint32 seed);

/* Waiting ------------------------------------------------------------------------------------- */

/* What ended the wait for which this instruction is executed again; FALSE when it is executed for the first time. */
gboolean ouro_threads_take_outcome (OuroVm     *vm,
                                    OuroWaited *waited);

/* Lets go of the GIL until the reason is over, but not longer than so many nanoseconds. target: the lock, or the handle of the
 * thread that is joined. A lock that is waited for belongs to the thread afterwards, taken once. */
OuroWaited ouro_threads_wait (OuroVm        *vm,
                              OuroWaitReason reason,
                              OuroId         target,
                              guint64        timeout) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody may be waiting for what happens next: events up to now are done first. */
void ouro_threads_catch_up (OuroVm *vm);

/* The lock has become free: the first that waits for it is woken, or gets it at once where the version is fair to those who
 * have waited long. */
void ouro_threads_signal_lock (OuroVm *vm,
                               OuroId  lock);

/* All that wait for the end of the thread of this handle are woken. */
void ouro_threads_signal_end (OuroVm *vm,
                              OuroId  handle);

/* For the interpreter ------------------------------------------------------------------------- */

/* The clock has passed the alarm at a poll: does the events, and notes whether the thread shall let go now. */
void ouro_threads_on_alarm (OuroVm *vm);

/* The running thread lets go of the GIL, or waits, or has ended; the next one's frames lie on the stack afterwards. FALSE when
 * the loop has to be left: the thread that waits inside a function below it is to go on, the program is over, or nothing can
 * run any more. */
gboolean ouro_threads_switch (OuroVm *vm);

/* The first frame of the running thread is gone: with a value, taken over, or an exception that is pending. FALSE when the
 * program is over with it. */
gboolean ouro_threads_end (OuroVm *vm,
                           OuroId  value);

/* For frame objects: a place of the stack of a thread that does not run. */
guint32 ouro_threads_get_saved (const OuroVm *vm,
                                OuroId        state,
                                guint32       place);
void    ouro_threads_set_saved (OuroVm *vm,
                                OuroId  state,
                                guint32 place,
                                guint32 cell);
