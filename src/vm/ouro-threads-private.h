/* ouro-threads-private.h - the state of a thread, as the files about threads share it
 *
 * A state is a row of kind RECORD that the collector never sees: what it holds is held from outside. Times are two
 * cells of 31 bits each.
 */
#pragma once

#include "ouro-costs.h"
#include "ouro-threads.h"

enum {
  THREAD_NUMBER, /* 1: the main thread */
  THREAD_STATUS,
  THREAD_REASON,   /* why it waits */
  THREAD_TARGET,   /* what for: a number, since its own stack holds it */
  THREAD_OUTCOME,  /* how its last wait ended, until it knows: 1 + OuroWaited */
  THREAD_TICKET,   /* its place among those that began to wait or to be ready */
  THREAD_SWITCHES, /* how often the GIL had changed hands when it began to be patient */
  THREAD_LEVEL,    /* runs of the interpreter below it that cannot be left; 0 for none */
  THREAD_IS_DAEMON,
  THREAD_BASE, /* what the machine's words and roots are while it runs */
  THREAD_DEPTH,
  THREAD_SINCE,                           /* time: since when it has its status */
  THREAD_DEADLINE = THREAD_SINCE + 2,     /* time: when it gives up waiting, or has slept enough */
  THREAD_SIGNALLED = THREAD_DEADLINE + 2, /* time: when it will look at the lock again; NEVER when nobody has called it */
  THREAD_PATIENCE = THREAD_SIGNALLED + 2, /* time: when it asks for the GIL */
  THREAD_CPU = THREAD_PATIENCE + 2,       /* time that it has run, until the last switch */
  THREAD_HANDLED = THREAD_CPU + 2,
  THREAD_NAME,
  THREAD_HANDLE,
  THREAD_FUNCTION, /* that it was started with */
  THREAD_N_FIXED,  /* its part of the stack follows */
};

/* Cells of a lock: how often it is taken, and the number of the thread that has it (which CPython does not note for a plain lock;
 * here it is for explanations). */
enum {
  LOCK_COUNT,
  LOCK_OWNER,
  LOCK_N_CELLS,
};

#define NEVER G_GUINT64_CONSTANT (0x3fffffffffffffff)

static inline guint32
ouro_thread_get (const OuroVm *vm,
                 OuroId        state,
                 guint         cell)
{
  return ouro_heap_get_cell (vm->heap, state, cell) & ~OURO_CELL_INT;
}

/* Nobody's: a record of events need not speak of the state's cells. */
static inline void
ouro_thread_set (OuroVm *vm,
                 OuroId  state,
                 guint   cell,
                 guint32 value)
{
  guint32 place = vm->heap->rows[state].cells + cell;

  if (vm->heap->cells[place] != (value | OURO_CELL_INT))
    ouro_heap_set_place (vm->heap, OURO_NO_ID, place, value | OURO_CELL_INT);
}

static inline guint64
ouro_thread_get_time (const OuroVm *vm,
                      OuroId        state,
                      guint         cell)
{
  return ouro_thread_get (vm, state, cell) | (guint64)ouro_thread_get (vm, state, cell + 1) << 31;
}

static inline void
ouro_thread_set_time (OuroVm *vm,
                      OuroId  state,
                      guint   cell,
                      guint64 time)
{
  time = MIN (time, NEVER);
  ouro_thread_set (vm, state, cell, time & 0x7fffffff);
  ouro_thread_set (vm, state, cell + 1, time >> 31);
}

/* Whether the thread waits inside the function that the innermost loop was begun for. */
static inline gboolean
ouro_thread_owns_loop (const OuroVm *vm,
                       OuroId        state)
{
  guint level = ouro_thread_get (vm, state, THREAD_LEVEL);

  return level != 0 && level + 1 == vm->loop_level;
}

/* Whether it could run now if it were ready: it does not wait inside a function below that of another. */
static inline gboolean
ouro_thread_is_reachable (const OuroVm *vm,
                          OuroId        state)
{
  return ouro_thread_get (vm, state, THREAD_LEVEL) == 0 || ouro_thread_owns_loop (vm, state);
}

static inline OuroId
ouro_threads_get_table (const OuroVm *vm)
{
  return ouro_heap_get_root (vm->heap, OURO_VM_ROOT_THREADS);
}

static inline OuroId
ouro_threads_get_running (const OuroVm *vm)
{
  return ouro_heap_get_word (vm->heap, OURO_VM_WORD_THREAD);
}

/* ouro-threads.c ------------------------------------------------------------------------------ */

/* Becomes ready at a time that may lie before the present. */
void ouro_thread_make_ready (OuroVm    *vm,
                             OuroId     state,
                             guint64    time,
                             OuroWaited outcome);

/* The alarm goes when the next event is due. */
void ouro_threads_set_alarm (OuroVm *vm);

/* When the next waiting thread wakes up by itself; NEVER when none does. */
guint64 ouro_threads_get_next_wake (const OuroVm *vm);

/* The events up to the present; sets the alarm for the next. */
void ouro_threads_do_events (OuroVm *vm);

/* Nobody runs until a time, if that is still to come. */
void ouro_threads_skip_to (OuroVm *vm,
                           guint64 time);

/* A line in the record: what happened to a thread at a time. */
void ouro_thread_mark (OuroVm  *vm,
                       OuroMark mark,
                       OuroId   state,
                       OuroId   object,
                       guint64  time);

/* ouro-threads-switch.c ----------------------------------------------------------------------- */

/* The running thread waits where functions of ours are at work: runs the others until it may go on. */
OuroWaited ouro_threads_wait_inside (OuroVm *vm);

/* ouro-threads-report.c ----------------------------------------------------------------------- */

/* All threads wait, and nothing will wake them: says who waits for what, and ends the program. */
void ouro_threads_report_deadlock (OuroVm *vm);
