/* ouro-threads-switch.c - one thread lets go of the GIL, another takes it
 *
 * The part of the stack of a thread that does not run lies in the cells of its state, in the same order: moving it there and
 * back changes no reference.
 * Source  Python/ceval_gil.c: drop_gil (), take_gil (); Python/ceval.c (3.11 to 3.15)
 */
#include "ouro-threads-private.h"

#include <glib/gi18n-lib.h>

/* Stacks that are put away --------------------------------------------------------------------- */

guint32
ouro_threads_get_saved (const OuroVm *vm,
                        OuroId        state,
                        guint32       place)
{
  return ouro_heap_get_cell (vm->heap, state, THREAD_N_FIXED + place - OURO_FRAME_FIRST);
}

void
ouro_threads_set_saved (OuroVm *vm,
                        OuroId  state,
                        guint32 place,
                        guint32 cell)
{
  ouro_heap_set_place (vm->heap, OURO_NO_ID, vm->heap->rows[state].cells + THREAD_N_FIXED + place - OURO_FRAME_FIRST, cell);
}

/* The frame objects of the frames on the stack learn whether they lie there or in a state. */
static void
tell_frame_objects (OuroVm *vm,
                    guint32 base,
                    OuroId  state)
{
  for (; base != 0; base = ouro_frame_get (vm->heap, base, OURO_FRAME_BACK))
    if (vm->heap->stack[base + OURO_FRAME_OBJECT] != 0)
      ouro_py_frame_set_place (vm, vm->heap->stack[base + OURO_FRAME_OBJECT] & OURO_CELL_ID_MASK, base, state);
}

/* While it moves, nothing says that there are frames. */
static void
put_away (OuroVm *vm,
          OuroId  state)
{
  OuroHeap *heap = vm->heap;

  tell_frame_objects (vm, ouro_vm_get_base (vm), state);
  ouro_thread_set (vm, state, THREAD_BASE, ouro_vm_get_base (vm));
  ouro_thread_set (vm, state, THREAD_DEPTH, heap->words[OURO_VM_WORD_DEPTH]);
  ouro_heap_set_word (heap, OURO_VM_WORD_FRAME, 0);
  ouro_heap_set_n_cells (heap, state, THREAD_N_FIXED + vm->end - OURO_FRAME_FIRST);
  ouro_heap_set_place (heap, OURO_NO_ID, heap->rows[state].cells + THREAD_HANDLED, ouro_heap_get_root (heap, OURO_VM_ROOT_HANDLED));
  ouro_heap_set_word (heap, OURO_WORD_ROOT + OURO_VM_ROOT_HANDLED, OURO_NO_ID);
  for (guint32 place = OURO_FRAME_FIRST; place < vm->end; place++)
    ouro_threads_set_saved (vm, state, place, heap->stack[place]);
  ouro_stack_drop (heap, &vm->end, OURO_FRAME_FIRST);
}

static void
take_out (OuroVm *vm,
          OuroId  state)
{
  OuroHeap *heap = vm->heap;
  guint32   end = OURO_FRAME_FIRST + ouro_heap_get_n_cells (heap, state) - THREAD_N_FIXED;

  while (vm->end < end)
    ouro_stack_push (heap, &vm->end, ouro_threads_get_saved (vm, state, vm->end));
  ouro_heap_set_n_cells (heap, state, THREAD_N_FIXED);
  ouro_heap_set_word (heap, OURO_WORD_ROOT + OURO_VM_ROOT_HANDLED, ouro_heap_get_cell (heap, state, THREAD_HANDLED));
  ouro_heap_set_place (heap, OURO_NO_ID, heap->rows[state].cells + THREAD_HANDLED, OURO_NO_ID);
  ouro_heap_set_word (heap, OURO_VM_WORD_DEPTH, ouro_thread_get (vm, state, THREAD_DEPTH));
  ouro_heap_set_word (heap, OURO_VM_WORD_FRAME, ouro_thread_get (vm, state, THREAD_BASE));
  tell_frame_objects (vm, ouro_vm_get_base (vm), OURO_NO_ID);
}

/* Who is next --------------------------------------------------------------------------------- */

static gboolean
can_go_on (const OuroVm *vm,
           OuroId        state)
{
  return ouro_thread_get (vm, state, THREAD_STATUS) == OURO_THREAD_READY && ouro_thread_is_reachable (vm, state);
}

/* xorshift32 (G. Marsaglia, 2003); 0 stays 0. */
static guint32
draw (OuroVm *vm)
{
  guint32 x = vm->heap->words[OURO_VM_WORD_RANDOM];

  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  if (x != 0)
    ouro_heap_set_word (vm->heap, OURO_VM_WORD_RANDOM, x);
  return x;
}

void
ouro_threads_set_seed (OuroVm *vm,
                       guint32 seed)
{
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_RANDOM, seed);
}

/* The ready thread that gets the GIL; OURO_NO_ID when there is none. */
static OuroId
choose (OuroVm *vm,
        OuroId  except)
{
  OuroHeap *heap = vm->heap;
  OuroId    table = ouro_threads_get_table (vm);
  OuroId    chosen = OURO_NO_ID;
  guint     n_candidates = 0;

  for (guint i = 0; i < ouro_heap_get_n_cells (heap, table); i++)
    {
      OuroId state = ouro_heap_get_cell (heap, table, i);

      if (state == except || !can_go_on (vm, state))
        continue;
      /* It first: the others can go on above it only until one of them waits for it. */
      if (ouro_thread_owns_loop (vm, state))
        return state;
      n_candidates++;
      if (chosen == OURO_NO_ID)
        chosen = state;
      else if (heap->words[OURO_VM_WORD_RANDOM] != 0 ? draw (vm) % n_candidates == 0 : ouro_thread_get (vm, state, THREAD_TICKET) < ouro_thread_get (vm, chosen, THREAD_TICKET))
        chosen = state;
    }
  return chosen;
}

/* The next thread, after the time that passes until there is one. */
static OuroId
wait_for_next (OuroVm *vm,
               OuroId  except)
{
  guint64 time;
  OuroId  next;

  ouro_threads_do_events (vm);
  while ((next = choose (vm, except)) == OURO_NO_ID && except == OURO_NO_ID && (time = ouro_threads_get_next_wake (vm)) != NEVER)
    {
      ouro_threads_skip_to (vm, time);
      ouro_threads_do_events (vm);
    }
  return next;
}

/* Switching ----------------------------------------------------------------------------------- */

static void
drop (OuroVm *vm,
      OuroId  state)
{
  ouro_thread_set_time (vm, state, THREAD_CPU, ouro_threads_get_own_time (vm));
  ouro_thread_mark (vm, OURO_MARK_GIL_DROPPED, state, OURO_NO_ID, vm->clock);
  ouro_thread_make_ready (vm, state, vm->clock, OURO_WAITED_DONE);
}

static void
take (OuroVm  *vm,
      OuroId   state,
      gboolean changes_hands)
{
  OuroHeap *heap = vm->heap;

  if (changes_hands)
    {
      ouro_heap_set_word (heap, OURO_VM_WORD_SWITCHES, (heap->words[OURO_VM_WORD_SWITCHES] + 1) & 0x7fffffff);
      ouro_threads_spend (vm, OURO_COST_HAND_OVER);
    }
  ouro_heap_set_word (heap, OURO_VM_WORD_THREAD, state);
  ouro_thread_set (vm, state, THREAD_STATUS, OURO_THREAD_RUNNING);
  ouro_thread_set_time (vm, state, THREAD_SINCE, vm->clock);
  ouro_thread_mark (vm, OURO_MARK_GIL_TAKEN, state, OURO_NO_ID, vm->clock);
  ouro_threads_set_alarm (vm);
}

/* All that could run wait: for each other, or for one that waits inside a function of ours below others. */
static void
stop_stuck (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  OuroId    table = ouro_threads_get_table (vm);

  for (guint i = 0; i < ouro_heap_get_n_cells (heap, table); i++)
    if (ouro_thread_get (vm, ouro_heap_get_cell (heap, table, i), THREAD_STATUS) == OURO_THREAD_READY)
      {
        ouro_vm_give_up (vm, "%s", _ ("a thread waits inside a function for another that waits so, too: the simulator cannot go on with it"));
        return;
      }
  ouro_threads_report_deadlock (vm);
}

/* The transaction of the thread that let go ends here, unless the next one begins a line anyway. */
static gboolean
begin_transaction (OuroVm *vm)
{
  guint32         base = ouro_vm_get_base (vm);
  const OuroCode *code = ouro_vm_get_code (vm, vm->heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK)->code;
  guint32         pc = ouro_frame_get (vm->heap, base, OURO_FRAME_PC);
  guint32         line = code->flags & OURO_CODE_LIBRARY ? ouro_vm_get_program_line (vm) : code->positions[pc].line;

  if (ouro_instruction_get_op (code->instructions[pc]) == OURO_OP_LINE)
    return TRUE;
  return ouro_vm_begin_transaction (vm, line, OURO_TRANSACTION_PART);
}

gboolean
ouro_threads_switch (OuroVm *vm)
{
  OuroId   from = ouro_threads_get_running (vm);
  gboolean is_dropped = from != OURO_NO_ID && ouro_thread_get (vm, from, THREAD_STATUS) == OURO_THREAD_RUNNING;
  OuroId   to;

  vm->wants_switch = FALSE;
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_DROP_REQUEST, 0);
  if (is_dropped)
    drop (vm, from);
  to = wait_for_next (vm, is_dropped ? from : OURO_NO_ID);
  if (to == OURO_NO_ID && is_dropped)
    to = from;
  if (from != OURO_NO_ID && to != from)
    put_away (vm, from);
  if (to == OURO_NO_ID)
    {
      ouro_heap_set_word (vm->heap, OURO_VM_WORD_THREAD, OURO_NO_ID);
      stop_stuck (vm);
      return FALSE;
    }
  if (to != from)
    take_out (vm, to);
  take (vm, to, to != from);
  if (ouro_thread_get (vm, to, THREAD_REASON) == OURO_WAIT_OTHERS)
    {
      ouro_vm_end_program (vm);
      return FALSE;
    }
  return !ouro_thread_owns_loop (vm, to) && begin_transaction (vm);
}

/* Waiting inside ------------------------------------------------------------------------------ */

/* The machine stops while others run: what the functions below expect on the stack has to be there again. */
static void
come_back (OuroVm *vm,
           OuroId  state)
{
  OuroId running = ouro_threads_get_running (vm);

  vm->is_stopping = TRUE;
  if (running == state)
    return;
  if (running != OURO_NO_ID)
    put_away (vm, running);
  take_out (vm, state);
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_THREAD, state);
}

/* After the end of the program no other thread runs any more (Python/pylifecycle.c, Py_FinalizeEx). */
static OuroWaited
wait_alone (OuroVm *vm,
            OuroId  state)
{
  guint64 deadline = ouro_thread_get_time (vm, state, THREAD_DEADLINE);

  ouro_thread_set (vm, state, THREAD_STATUS, OURO_THREAD_RUNNING);
  if (deadline == NEVER)
    {
      ouro_vm_give_up (vm, "%s", _ ("it waits at its end for what will never come"));
      return OURO_WAITED_FAILED;
    }
  ouro_threads_skip_to (vm, deadline);
  ouro_thread_set_time (vm, state, THREAD_SINCE, vm->clock);
  return ouro_thread_get (vm, state, THREAD_REASON) == OURO_WAIT_SLEEP ? OURO_WAITED_DONE : OURO_WAITED_TIMED_OUT;
}

OuroWaited
ouro_threads_wait_inside (OuroVm *vm)
{
  OuroId     state = ouro_threads_get_running (vm);
  guint      outer_level = vm->loop_level;
  guint32    outer = ouro_thread_get (vm, state, THREAD_LEVEL);
  OuroWaited waited = OURO_WAITED_FAILED;

  if (vm->heap->words[OURO_VM_WORD_STATE] != OURO_VM_RUNNING)
    return wait_alone (vm, state);
  ouro_thread_set (vm, state, THREAD_LEVEL, vm->n_nested);
  vm->loop_level = vm->n_nested + 1;
  if (!vm->is_stopping && ouro_threads_switch (vm))
    ouro_vm_interpret (vm);
  if (ouro_threads_get_running (vm) != state || ouro_thread_get (vm, state, THREAD_STATUS) != OURO_THREAD_RUNNING)
    come_back (vm, state);
  vm->loop_level = outer_level;
  ouro_thread_set (vm, state, THREAD_LEVEL, outer);
  if (!vm->is_stopping)
    ouro_threads_take_outcome (vm, &waited);
  return waited;
}
