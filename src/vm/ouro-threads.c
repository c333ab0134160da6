/* ouro-threads.c - the states of threads: how they begin and end, wait and are woken
 *
 * Source  Python/ceval_gil.c: take_gil (); Modules/_threadmodule.c; Python/lock.c: _PyMutex_UnlockSlow (3.11 to 3.15)
 */
#include "ouro-threads-private.h"

/* An object of this size comes from no pool, so no row of the program's takes its place. */
#define STATE_BYTES 4096

/* pthread_self () of the main thread and the distance to the next, as Linux gives them: addresses of their stacks. */
#define FIRST_IDENT    G_GUINT64_CONSTANT (140000000000000)
#define IDENT_DISTANCE 8392704

/* The clock ------------------------------------------------------------------------------------ */

static guint64
get_long (const OuroVm *vm,
          guint         word)
{
  return vm->heap->words[word] | (guint64)vm->heap->words[word + 1] << 32;
}

guint64
ouro_threads_get_busy_time (const OuroVm *vm)
{
  return vm->clock - get_long (vm, OURO_VM_WORD_IDLE);
}

guint64
ouro_threads_get_own_time (const OuroVm *vm)
{
  OuroId state = ouro_threads_get_running (vm);

  return ouro_thread_get_time (vm, state, THREAD_CPU) + vm->clock - ouro_thread_get_time (vm, state, THREAD_SINCE);
}

void
ouro_threads_skip_to (OuroVm *vm,
                      guint64 time)
{
  if (time <= vm->clock)
    return;
  ouro_threads_set_long (vm, OURO_VM_WORD_IDLE, get_long (vm, OURO_VM_WORD_IDLE) + time - vm->clock);
  vm->clock = time;
}

void
ouro_thread_mark (OuroVm  *vm,
                  OuroMark mark,
                  OuroId   state,
                  OuroId   object,
                  guint64  time)
{
  if (!vm->heap->recording)
    return;
  ouro_threads_set_long (vm, OURO_VM_WORD_CLOCK, time);
  ouro_heap_mark (vm->heap, mark, object, ouro_thread_get (vm, state, THREAD_NUMBER), (guint32)MIN (time / 1000, G_MAXUINT32));
}

static guint64
get_interval (const OuroVm *vm)
{
  return 1000 * (guint64)MAX (vm->heap->words[OURO_VM_WORD_SWITCH_INTERVAL], 1);
}

/* The table ----------------------------------------------------------------------------------- */

static inline guint
get_n (const OuroVm *vm)
{
  return ouro_heap_get_n_cells (vm->heap, ouro_threads_get_table (vm));
}

static inline OuroId
get_state (const OuroVm *vm,
           guint         index)
{
  return ouro_heap_get_cell (vm->heap, ouro_threads_get_table (vm), index);
}

static OuroId
find_state (const OuroVm *vm,
            guint32       number)
{
  for (guint i = 0; i < get_n (vm); i++)
    if (ouro_thread_get (vm, get_state (vm, i), THREAD_NUMBER) == number)
      return get_state (vm, i);
  return OURO_NO_ID;
}

guint32
ouro_threads_get_number (const OuroVm *vm)
{
  return ouro_thread_get (vm, ouro_threads_get_running (vm), THREAD_NUMBER);
}

guint
ouro_threads_get_n_alive (const OuroVm *vm)
{
  return get_n (vm);
}

guint64
ouro_threads_get_ident (guint32 number)
{
  return FIRST_IDENT - (guint64)(number - 1) * IDENT_DISTANCE;
}

void
ouro_threads_set_name (OuroVm *vm,
                       guint32 number,
                       OuroId  name)
{
  OuroId state = find_state (vm, number);
  OuroId old;

  if (state == OURO_NO_ID)
    return;
  old = ouro_heap_get_cell (vm->heap, state, THREAD_NAME);
  ouro_heap_set_cell (vm->heap, state, THREAD_NAME, ouro_vm_new_reference (vm, name));
  if (old != OURO_NO_ID)
    ouro_heap_decref (vm->heap, old);
}

static guint32
take_ticket (OuroVm *vm)
{
  guint32 ticket = (vm->heap->words[OURO_VM_WORD_TICKETS] + 1) & 0x7fffffff;

  ouro_heap_set_word (vm->heap, OURO_VM_WORD_TICKETS, ticket);
  return ticket;
}

/* Events -------------------------------------------------------------------------------------- */

/* When something happens to a thread by itself. */
static guint64
get_event_time (const OuroVm *vm,
                OuroId        state)
{
  switch (ouro_thread_get (vm, state, THREAD_STATUS))
    {
    case OURO_THREAD_WAITING:
      return MIN (ouro_thread_get_time (vm, state, THREAD_DEADLINE), ouro_thread_get_time (vm, state, THREAD_SIGNALLED));
    case OURO_THREAD_READY:
      return ouro_thread_get_time (vm, state, THREAD_PATIENCE);
    default:
      return NEVER;
    }
}

/* A drop request that could not be granted yet is looked at again at every poll. */
void
ouro_threads_set_alarm (OuroVm *vm)
{
  guint n = get_n (vm);

  vm->alarm = n > 1 && vm->heap->words[OURO_VM_WORD_DROP_REQUEST] != 0 ? 0 : NEVER;
  for (guint i = 0; n > 1 && i < n; i++)
    vm->alarm = MIN (vm->alarm, get_event_time (vm, get_state (vm, i)));
}

guint64
ouro_threads_get_next_wake (const OuroVm *vm)
{
  guint64 time = NEVER;

  for (guint i = 0; i < get_n (vm); i++)
    if (ouro_thread_get (vm, get_state (vm, i), THREAD_STATUS) == OURO_THREAD_WAITING)
      time = MIN (time, get_event_time (vm, get_state (vm, i)));
  return time;
}

void
ouro_threads_read_registers (OuroVm *vm)
{
  vm->clock = get_long (vm, OURO_VM_WORD_CLOCK);
  ouro_threads_set_alarm (vm);
}

void
ouro_thread_make_ready (OuroVm    *vm,
                        OuroId     state,
                        guint64    time,
                        OuroWaited outcome)
{
  gboolean waited = ouro_thread_get (vm, state, THREAD_STATUS) == OURO_THREAD_WAITING;

  if (waited)
    {
      ouro_thread_set (vm, state, THREAD_OUTCOME, 1 + outcome);
      ouro_thread_mark (vm, OURO_MARK_THREAD_WAKES, state, OURO_NO_ID, time);
    }
  ouro_thread_set (vm, state, THREAD_STATUS, OURO_THREAD_READY);
  ouro_thread_set (vm, state, THREAD_TICKET, take_ticket (vm));
  ouro_thread_set (vm, state, THREAD_SWITCHES, vm->heap->words[OURO_VM_WORD_SWITCHES]);
  ouro_thread_set_time (vm, state, THREAD_SINCE, time);
  ouro_thread_set_time (vm, state, THREAD_PATIENCE, time + get_interval (vm));
  ouro_thread_mark (vm, OURO_MARK_GIL_REQUESTED, state, OURO_NO_ID, time);
}

static void
give_lock (OuroVm *vm,
           OuroId  lock,
           OuroId  state)
{
  ouro_heap_set_cell (vm->heap, lock, LOCK_COUNT, 1 | OURO_CELL_INT);
  ouro_heap_set_cell (vm->heap, lock, LOCK_OWNER, ouro_thread_get (vm, state, THREAD_NUMBER) | OURO_CELL_INT);
}

/* A waiting thread wakes up. One that was called because its lock is free may come too late, and sleeps on. */
static void
wake (OuroVm *vm,
      OuroId  state,
      guint64 time)
{
  gboolean signalled = ouro_thread_get_time (vm, state, THREAD_SIGNALLED) <= time;
  OuroId   target = ouro_thread_get (vm, state, THREAD_TARGET);

  if (!signalled)
    ouro_thread_make_ready (vm, state, time, ouro_thread_get (vm, state, THREAD_REASON) == OURO_WAIT_SLEEP ? OURO_WAITED_DONE : OURO_WAITED_TIMED_OUT);
  else if (ouro_thread_get (vm, state, THREAD_REASON) != OURO_WAIT_LOCK)
    ouro_thread_make_ready (vm, state, time, OURO_WAITED_DONE);
  else if (ouro_thread_get (vm, target, LOCK_COUNT) == 0)
    {
      give_lock (vm, target, state);
      ouro_thread_make_ready (vm, state, time, OURO_WAITED_DONE);
    }
  else
    ouro_thread_set_time (vm, state, THREAD_SIGNALLED, NEVER);
}

/* The waiting thread that wakes up first, if it does by now. */
static OuroId
find_sleeper (const OuroVm *vm,
              guint64      *time)
{
  OuroId first = OURO_NO_ID;

  *time = vm->clock;
  for (guint i = 0; i < get_n (vm); i++)
    {
      OuroId  state = get_state (vm, i);
      guint64 its_time;

      if (ouro_thread_get (vm, state, THREAD_STATUS) != OURO_THREAD_WAITING)
        continue;
      its_time = get_event_time (vm, state);
      if (its_time < *time || (its_time == *time && (first == OURO_NO_ID || ouro_thread_get (vm, state, THREAD_TICKET) < ouro_thread_get (vm, first, THREAD_TICKET))))
        {
          first = state;
          *time = its_time;
        }
    }
  return first;
}

/* take_gil (): the timed wait is over. If the GIL has not changed hands meanwhile, its holder is asked to drop it. */
static void
lose_patience (OuroVm *vm,
               OuroId  state)
{
  guint64 patience = ouro_thread_get_time (vm, state, THREAD_PATIENCE);
  guint64 interval = get_interval (vm);
  guint32 switches = vm->heap->words[OURO_VM_WORD_SWITCHES];

  OuroId holder = ouro_threads_get_running (vm);

  if (patience > vm->clock)
    return;
  if (holder != OURO_NO_ID && ouro_thread_get (vm, holder, THREAD_STATUS) == OURO_THREAD_RUNNING && ouro_thread_get (vm, state, THREAD_SWITCHES) == switches &&
      vm->heap->words[OURO_VM_WORD_DROP_REQUEST] == 0)
    {
      ouro_heap_set_word (vm->heap, OURO_VM_WORD_DROP_REQUEST, ouro_thread_get (vm, state, THREAD_NUMBER));
      ouro_thread_mark (vm, OURO_MARK_GIL_DROP_REQUEST, state, OURO_NO_ID, patience);
    }
  ouro_thread_set (vm, state, THREAD_SWITCHES, switches);
  ouro_thread_set_time (vm, state, THREAD_PATIENCE, patience + ((vm->clock - patience) / interval + 1) * interval);
}

void
ouro_threads_do_events (OuroVm *vm)
{
  guint64 time;
  OuroId  state;

  while ((state = find_sleeper (vm, &time)) != OURO_NO_ID)
    wake (vm, state, time);
  for (guint i = 0; i < get_n (vm); i++)
    if (ouro_thread_get (vm, get_state (vm, i), THREAD_STATUS) == OURO_THREAD_READY)
      lose_patience (vm, get_state (vm, i));
  ouro_threads_set_alarm (vm);
}

void
ouro_threads_catch_up (OuroVm *vm)
{
  if (vm->clock >= vm->alarm)
    ouro_threads_do_events (vm);
}

void
ouro_threads_on_alarm (OuroVm *vm)
{
  ouro_threads_do_events (vm);
  vm->wants_switch = vm->heap->words[OURO_VM_WORD_DROP_REQUEST] != 0 && vm->n_nested == vm->loop_level;
}

/* Waiting ------------------------------------------------------------------------------------- */

gboolean
ouro_threads_take_outcome (OuroVm     *vm,
                           OuroWaited *waited)
{
  OuroId  state = ouro_threads_get_running (vm);
  guint32 outcome = ouro_thread_get (vm, state, THREAD_OUTCOME);

  if (outcome == 0)
    return FALSE;
  ouro_thread_set (vm, state, THREAD_OUTCOME, 0);
  ouro_thread_set (vm, state, THREAD_REASON, OURO_WAIT_NOTHING);
  ouro_thread_set (vm, state, THREAD_TARGET, 0);
  *waited = (OuroWaited)(outcome - 1);
  return TRUE;
}

static void
begin_wait (OuroVm        *vm,
            OuroId         state,
            OuroWaitReason reason,
            OuroId         target,
            guint64        timeout)
{
  static const OuroMark marks[] = {
    [OURO_WAIT_NOTHING] = OURO_MARK_THREAD_SLEEPS,
    [OURO_WAIT_SLEEP] = OURO_MARK_THREAD_SLEEPS,
    [OURO_WAIT_LOCK] = OURO_MARK_THREAD_WAITS,
    [OURO_WAIT_JOIN] = OURO_MARK_THREAD_JOINS,
    [OURO_WAIT_OTHERS] = OURO_MARK_THREAD_JOINS,
  };

  ouro_thread_mark (vm, marks[reason], state, target, vm->clock);
  ouro_thread_mark (vm, OURO_MARK_GIL_RELEASED, state, OURO_NO_ID, vm->clock);
  ouro_thread_set_time (vm, state, THREAD_CPU, ouro_threads_get_own_time (vm));
  ouro_thread_set (vm, state, THREAD_STATUS, OURO_THREAD_WAITING);
  ouro_thread_set (vm, state, THREAD_REASON, reason);
  ouro_thread_set (vm, state, THREAD_TARGET, target);
  ouro_thread_set (vm, state, THREAD_TICKET, take_ticket (vm));
  ouro_thread_set_time (vm, state, THREAD_SINCE, vm->clock);
  ouro_thread_set_time (vm, state, THREAD_SIGNALLED, NEVER);
  ouro_thread_set_time (vm, state, THREAD_DEADLINE, timeout < NEVER - vm->clock ? vm->clock + timeout : NEVER);
}

OuroWaited
ouro_threads_wait (OuroVm        *vm,
                   OuroWaitReason reason,
                   OuroId         target,
                   guint64        timeout)
{
  if (reason == OURO_WAIT_SLEEP && timeout < NEVER)
    timeout += OURO_COST_SLEEP;
  begin_wait (vm, ouro_threads_get_running (vm), reason, target, timeout);
  if (!vm->may_wait)
    return ouro_threads_wait_inside (vm);
  vm->is_waiting = TRUE;
  return OURO_WAITED_LATER;
}

/* The first that waits for the lock and has not been called yet. One that could not go on now comes last: it would keep the lock from
 * those that must go on before it. */
static OuroId
find_waiter (const OuroVm *vm,
             OuroId        lock)
{
  OuroId first = OURO_NO_ID;

  for (guint i = 0; i < get_n (vm); i++)
    {
      OuroId state = get_state (vm, i);
      gint   difference;

      if (ouro_thread_get (vm, state, THREAD_STATUS) != OURO_THREAD_WAITING || ouro_thread_get (vm, state, THREAD_TARGET) != lock || ouro_thread_get_time (vm, state, THREAD_SIGNALLED) != NEVER)
        continue;
      difference = first != OURO_NO_ID ? ouro_thread_is_reachable (vm, state) - ouro_thread_is_reachable (vm, first) : 1;
      if (difference > 0 || (difference == 0 && ouro_thread_get (vm, state, THREAD_TICKET) < ouro_thread_get (vm, first, THREAD_TICKET)))
        first = state;
    }
  return first;
}

void
ouro_threads_signal_lock (OuroVm *vm,
                          OuroId  lock)
{
  OuroId first = find_waiter (vm, lock);

  if (first == OURO_NO_ID)
    return;
  if (vm->profile->locks_are_fair && vm->clock - ouro_thread_get_time (vm, first, THREAD_SINCE) > OURO_COST_FAIR_AFTER)
    {
      give_lock (vm, lock, first);
      ouro_thread_make_ready (vm, first, vm->clock, OURO_WAITED_DONE);
    }
  else
    ouro_thread_set_time (vm, first, THREAD_SIGNALLED, vm->clock + OURO_COST_WAKE);
  ouro_threads_set_alarm (vm);
}

void
ouro_threads_signal_end (OuroVm *vm,
                         OuroId  handle)
{
  for (guint i = 0; i < get_n (vm); i++)
    {
      OuroId state = get_state (vm, i);

      if (ouro_thread_get (vm, state, THREAD_STATUS) == OURO_THREAD_WAITING && ouro_thread_get (vm, state, THREAD_TARGET) == handle)
        ouro_thread_set_time (vm, state, THREAD_SIGNALLED, vm->clock + OURO_COST_WAKE);
    }
  ouro_threads_set_alarm (vm);
}

/* Beginning ----------------------------------------------------------------------------------- */

/* What calls the function of a thread: its arguments lie on the stack already, without keywords or with them. */
static guint32      thread_instructions[] = { OURO_OP_CALL_FUNCTION_EX, OURO_OP_RETURN_VALUE, OURO_OP_CALL_FUNCTION_EX | 1 << 8, OURO_OP_RETURN_VALUE };
static OuroPosition thread_positions[G_N_ELEMENTS (thread_instructions)];

static const OuroCode thread_code = {
  .name = (char *)"<thread>",
  .qualname = (char *)"<thread>",
  .flags = OURO_CODE_LIBRARY,
  .instructions = thread_instructions,
  .positions = thread_positions,
  .n_instructions = G_N_ELEMENTS (thread_instructions),
  .n_places = 4,
  .stack_size = 4,
};

#define PC_WITHOUT_KEYWORDS 0
#define PC_WITH_KEYWORDS    2

static OuroId
add_state (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  OuroId    table = ouro_threads_get_table (vm);
  OuroId    state = ouro_heap_allocate (heap, OURO_KIND_RECORD, OURO_FLAG_OUTSIDE, OURO_TYPE_THREAD_STATE, OURO_FREELIST_NONE, STATE_BYTES, 0, THREAD_N_FIXED, THREAD_N_FIXED);
  guint32   number = heap->words[OURO_VM_WORD_N_THREADS] + 1;

  ouro_heap_set_word (heap, OURO_VM_WORD_N_THREADS, number);
  for (guint i = 0; i < THREAD_HANDLED; i++)
    ouro_thread_set (vm, state, i, 0);
  ouro_thread_set (vm, state, THREAD_NUMBER, number);
  ouro_heap_set_n_cells (heap, table, get_n (vm) + 1);
  ouro_heap_set_place (heap, OURO_NO_ID, heap->rows[table].cells + get_n (vm) - 1, state);
  return state;
}

void
ouro_threads_set_up (OuroVm *vm)
{
  OuroId table = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_OUTSIDE, OURO_TYPE_THREAD_STATE, OURO_FREELIST_NONE, STATE_BYTES, 0, 0, 8);
  OuroId state;

  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_THREADS, table);
  vm->thread_code = ouro_vm_load_code (vm, &thread_code);
  vm->loop_level = 1;
  state = add_state (vm);
  ouro_thread_set (vm, state, THREAD_STATUS, OURO_THREAD_RUNNING);
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_THREAD, state);
  ouro_threads_set_alarm (vm);
}

/* The part of the stack of a thread that has not run yet: one frame, and what it calls. */
static void
set_first_frame (OuroVm *vm,
                 OuroId  state,
                 OuroId  function,
                 OuroId  args,
                 OuroId  kwargs)
{
  const guint32 head[OURO_FRAME_SIZE] = {
    [OURO_FRAME_CODE] = vm->thread_code | OURO_CELL_BORROWED,
    [OURO_FRAME_GLOBALS] = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_BUILTINS) | OURO_CELL_BORROWED,
    [OURO_FRAME_BACK] = 0 | OURO_CELL_INT,
    [OURO_FRAME_PC] = (kwargs != OURO_NO_ID ? PC_WITH_KEYWORDS : PC_WITHOUT_KEYWORDS) | OURO_CELL_INT,
    [OURO_FRAME_FLAGS] = OURO_FRAME_IS_THREAD | OURO_CELL_INT,
    [OURO_FRAME_OWNER] = 0 | OURO_CELL_INT,
  };
  const guint32 values[] = { function, 0, args, kwargs };
  guint         n_values = kwargs != OURO_NO_ID ? 4 : 3;

  ouro_heap_set_n_cells (vm->heap, state, THREAD_N_FIXED + OURO_FRAME_SIZE + n_values);
  for (guint i = 0; i < OURO_FRAME_SIZE; i++)
    ouro_threads_set_saved (vm, state, OURO_FRAME_FIRST + i, head[i]);
  for (guint i = 0; i < n_values; i++)
    ouro_threads_set_saved (vm, state, OURO_FRAME_FIRST + OURO_FRAME_SIZE + i, values[i] != 0 ? ouro_vm_new_reference (vm, values[i]) : 0);
  ouro_thread_set (vm, state, THREAD_BASE, OURO_FRAME_FIRST);
  ouro_thread_set (vm, state, THREAD_DEPTH, 1);
}

guint32
ouro_threads_start (OuroVm  *vm,
                    OuroId   function,
                    OuroId   args,
                    OuroId   kwargs,
                    OuroId   handle,
                    gboolean is_daemon)
{
  OuroId state;

  ouro_threads_spend (vm, OURO_COST_START);
  ouro_threads_catch_up (vm);
  ouro_heap_immortalize_deferred (vm->heap);
  state = add_state (vm);
  ouro_thread_set (vm, state, THREAD_IS_DAEMON, is_daemon);
  ouro_heap_set_cell (vm->heap, state, THREAD_FUNCTION, ouro_vm_new_reference (vm, function));
  if (handle != OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, state, THREAD_HANDLE, ouro_vm_new_reference (vm, handle));
  set_first_frame (vm, state, function, args, kwargs);
  ouro_thread_mark (vm, OURO_MARK_THREAD_STARTED, state, handle, vm->clock);
  ouro_thread_make_ready (vm, state, vm->clock, OURO_WAITED_DONE);
  ouro_threads_set_alarm (vm);
  return ouro_thread_get (vm, state, THREAD_NUMBER);
}

/* The end ------------------------------------------------------------------------------------- */

/* Whether a thread other than the main one keeps the program alive. */
static gboolean
must_wait_for_others (const OuroVm *vm)
{
  for (guint i = 1; i < get_n (vm); i++)
    if (!ouro_thread_get (vm, get_state (vm, i), THREAD_IS_DAEMON))
      return TRUE;
  return FALSE;
}

static void
remove_state (OuroVm *vm,
              OuroId  state)
{
  OuroHeap *heap = vm->heap;
  OuroId    table = ouro_threads_get_table (vm);
  guint     index = 0;

  while (get_state (vm, index) != state)
    index++;
  for (; index + 1 < get_n (vm); index++)
    ouro_heap_set_place (heap, OURO_NO_ID, heap->rows[table].cells + index, get_state (vm, index + 1));
  ouro_heap_set_n_cells (heap, table, get_n (vm) - 1);
  ouro_heap_decref (heap, state);
}

/* Modules/_threadmodule.c, thread_run: what nobody caught is printed, unless it was to end the thread. */
static void
report_exception (OuroVm *vm,
                  OuroId  state)
{
  if (ouro_vm_exception_is (vm, OURO_TYPE_SYSTEM_EXIT))
    ouro_vm_clear_exception (vm);
  else
    ouro_vm_print_unraisable (vm, OURO_UNRAISABLE_THREAD, ouro_heap_get_cell (vm->heap, state, THREAD_FUNCTION));
}

static void
end_other (OuroVm *vm,
           OuroId  state,
           OuroId  value)
{
  OuroId handle = ouro_heap_get_cell (vm->heap, state, THREAD_HANDLE);
  OuroId main_state = get_state (vm, 0);

  if (value != OURO_NO_ID)
    ouro_heap_decref (vm->heap, value);
  else
    report_exception (vm, state);
  if (vm->is_stopping)
    return;
  ouro_thread_mark (vm, OURO_MARK_GIL_RELEASED, state, OURO_NO_ID, vm->clock);
  ouro_thread_mark (vm, OURO_MARK_THREAD_ENDED, state, handle, vm->clock);
  if (handle != OURO_NO_ID)
    {
      ouro_py_thread_handle_end (vm, handle);
      ouro_threads_signal_end (vm, handle);
    }
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_THREAD, OURO_NO_ID);
  remove_state (vm, state);
  if (ouro_thread_get (vm, main_state, THREAD_REASON) == OURO_WAIT_OTHERS && !must_wait_for_others (vm))
    ouro_thread_set_time (vm, main_state, THREAD_SIGNALLED, vm->clock + OURO_COST_WAKE);
  ouro_threads_set_alarm (vm);
}

gboolean
ouro_threads_end (OuroVm *vm,
                  OuroId  value)
{
  OuroId state = ouro_threads_get_running (vm);

  if (state != get_state (vm, 0))
    {
      end_other (vm, state, value);
      return TRUE;
    }
  ouro_vm_end_main_program (vm, value);
  if (vm->is_stopping)
    return TRUE;
  if (must_wait_for_others (vm))
    {
      begin_wait (vm, state, OURO_WAIT_OTHERS, OURO_NO_ID, OURO_FOR_EVER);
      return TRUE;
    }
  ouro_vm_end_program (vm);
  return FALSE;
}
