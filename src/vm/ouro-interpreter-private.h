/* ouro-interpreter-private.h - what the files of the bytecode loop share
 *
 * The stack's end is in vm->end at every moment; the place in the code is in pc, and is written to the frame before
 * anything that may look at it.
 */
#pragma once

#include "ouro-threads.h"
#include "ouro-vm-private.h"

typedef struct
{
  OuroVm         *vm;
  OuroHeap       *heap;
  const OuroCode *code;
  const guint32  *instructions;
  guint32        *hints;     /* where names were found the last time */
  const guint32  *constants; /* cells */
  const guint32  *names;     /* cells */
  guint32         base;
  guint32         pc;
  guint           turns;
  OuroId          result; /* of the run */
} OuroInterpreter;

/* What an instruction tells the loop. */
typedef enum {
  OURO_NEXT,
  OURO_ERROR,   /* an exception is pending, raised here */
  OURO_RERAISE, /* the same, but it has been here before */
  OURO_ENTER,   /* another frame is the innermost one now */
  OURO_LEAVE,   /* the run has ended */
  OURO_SWITCH,  /* the thread lets go of the GIL, or has ended */
} OuroOutcome;

/* The stack --------------------------------------------------------------------------------- */

static inline void
push (OuroInterpreter *self,
      guint32          cell)
{
  ouro_stack_push (self->heap, &self->vm->end, cell);
}

static inline guint32
pop (OuroInterpreter *self)
{
  return ouro_stack_pop (self->heap, &self->vm->end);
}

static inline guint32
peek (const OuroInterpreter *self,
      guint                  depth)
{
  return self->heap->stack[self->vm->end - depth];
}

static inline OuroId
peek_object (const OuroInterpreter *self,
             guint                  depth)
{
  return peek (self, depth) & OURO_CELL_ID_MASK;
}

static inline void
drop_cell (OuroInterpreter *self,
           guint32          cell)
{
  if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    ouro_heap_decref (self->heap, cell);
}

/* A reference of one's own from a cell that has left the stack. */
static inline OuroId
own (OuroInterpreter *self,
     guint32          cell)
{
  if (cell & OURO_CELL_BORROWED)
    ouro_heap_incref (self->heap, cell & OURO_CELL_ID_MASK);
  return cell & OURO_CELL_ID_MASK;
}

/* The n operands on top make way for the result; they are dropped from the lowest, when it stands. */
static inline void
replace (OuroInterpreter *self,
         guint            n,
         OuroId           result)
{
  guint32 cells[4];

  for (guint i = n; i-- > 0;)
    cells[i] = pop (self);
  push (self, result);
  for (guint i = 0; i < n; i++)
    drop_cell (self, cells[i]);
}

/* The same without a result. */
static inline void
discard (OuroInterpreter *self,
         guint            n)
{
  guint32 cells[4];

  for (guint i = n; i-- > 0;)
    cells[i] = pop (self);
  for (guint i = 0; i < n; i++)
    drop_cell (self, cells[i]);
}

static inline OuroOutcome
replace_or_fail (OuroInterpreter *self,
                 guint            n,
                 OuroId           result)
{
  if (result == OURO_NO_ID)
    return OURO_ERROR;
  replace (self, n, result);
  return OURO_NEXT;
}

/* Frames ------------------------------------------------------------------------------------ */

static inline void
save_pc (OuroInterpreter *self)
{
  ouro_stack_set (self->heap, self->base + OURO_FRAME_PC, self->pc | OURO_CELL_INT);
}

static inline guint32
get_local_place (const OuroInterpreter *self,
                 guint32                local)
{
  return self->base + OURO_FRAME_SIZE + local;
}

/* Whether the instruction before pc is executed for the first time. From 3.12 on some do their work in the general way then,
 * and are specialised the second time (adaptive_counter_warmup () in pycore_code.h and pycore_backoff.h). */
static inline gboolean
is_first_time (OuroInterpreter *self)
{
  OuroId  code = self->heap->stack[self->base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK;
  guint32 index = OURO_CODE_NAMES + self->code->n_names + (self->pc - 1) / OURO_CODE_WARM_BITS;
  guint32 bit = 1u << ((self->pc - 1) % OURO_CODE_WARM_BITS);
  guint32 cell = ouro_heap_get_cell (self->heap, code, index);

  if (G_LIKELY (cell & bit))
    return FALSE;
  ouro_heap_set_cell (self->heap, code, index, cell | bit);
  return TRUE;
}

static inline OuroId
get_globals (const OuroInterpreter *self)
{
  return self->heap->stack[self->base + OURO_FRAME_GLOBALS] & OURO_CELL_ID_MASK;
}

static inline OuroId
get_locals (const OuroInterpreter *self)
{
  return self->heap->stack[self->base + OURO_FRAME_LOCALS] & OURO_CELL_ID_MASK;
}

/* Names of a class body need not be in a plain dict: __prepare__ (). */
static inline gboolean
ouro_interpreter_is_plain_dict (const OuroInterpreter *self,
                                OuroId                 dict)
{
  return self->heap->rows[dict].cls == OURO_TYPE_DICT;
}

/* The eval breaker. What goes on afterwards must be in the frame. */
static inline OuroOutcome
poll_eval_breaker (OuroInterpreter *self,
                   OuroOutcome      otherwise)
{
  if (G_UNLIKELY (!ouro_vm_poll (self->vm)))
    return OURO_ERROR;
  return G_UNLIKELY (self->vm->wants_switch) ? OURO_SWITCH : otherwise;
}

/* A function in C may leave with OURO_WAITED_LATER when it is called from here: the instruction is executed again. */
static inline void
allow_waiting (OuroInterpreter *self)
{
  self->vm->may_wait = self->vm->n_nested == self->vm->loop_level;
}

/* Whether it has; what failed was no error then. */
static inline gboolean
is_waiting (OuroInterpreter *self)
{
  gboolean waits = self->vm->is_waiting;

  self->vm->is_waiting = FALSE;
  return waits;
}

/* The iterator is exhausted: it goes, with its index where it has one. */
static inline OuroOutcome
end_loop (OuroInterpreter *self,
          guint            n,
          guint32          target)
{
  discard (self, n);
  self->pc = target;
  return OURO_NEXT;
}

/* ouro-interpreter.c ---------------------------------------------------------------------- */

void        ouro_interpreter_load_frame (OuroInterpreter *self);
OuroOutcome ouro_interpreter_unbound_local (OuroInterpreter *self,
                                            guint32          local);

/* ouro-interpreter-cells.c ---------------------------------------------------------------- */

OuroId      ouro_interpreter_get_cell_object (const OuroInterpreter *self,
                                              guint32                local);
void        ouro_interpreter_make_cell (OuroInterpreter *self,
                                        guint32          local);
void        ouro_interpreter_copy_free_vars (OuroInterpreter *self,
                                             guint32          n);
OuroOutcome ouro_interpreter_load_deref (OuroInterpreter *self,
                                         guint32          local);
void        ouro_interpreter_store_deref (OuroInterpreter *self,
                                          guint32          local);
OuroOutcome ouro_interpreter_delete_deref (OuroInterpreter *self,
                                           guint32          local);
OuroOutcome ouro_interpreter_load_from_dict_or_globals (OuroInterpreter *self,
                                                        guint32          argument);
OuroOutcome ouro_interpreter_load_from_dict_or_deref (OuroInterpreter *self,
                                                      guint32          local);
OuroOutcome ouro_interpreter_load_classderef (OuroInterpreter *self,
                                              guint32          local);
OuroId      ouro_interpreter_find_in_mapping (OuroInterpreter *self,
                                              OuroId           mapping,
                                              OuroId           name);
OuroOutcome ouro_interpreter_store_in_mapping (OuroInterpreter *self,
                                               guint32          argument);
OuroOutcome ouro_interpreter_delete_from_dict (OuroInterpreter *self,
                                               OuroId           dict,
                                               guint32          argument);
OuroOutcome ouro_interpreter_delete_from_mapping (OuroInterpreter *self,
                                                  guint32          argument);
OuroOutcome ouro_interpreter_setup_annotations (OuroInterpreter *self);
OuroOutcome ouro_interpreter_settle (OuroInterpreter *self);
OuroOutcome ouro_interpreter_load_locals (OuroInterpreter *self);

/* ouro-interpreter-displays.c ------------------------------------------------------------- */

OuroOutcome ouro_interpreter_build_tuple (OuroInterpreter *self,
                                          guint32          n);
OuroOutcome ouro_interpreter_build_list (OuroInterpreter *self,
                                         guint32          n);
OuroOutcome ouro_interpreter_build_set (OuroInterpreter *self,
                                        guint32          n);
OuroOutcome ouro_interpreter_build_map (OuroInterpreter *self,
                                        guint32          n);
OuroOutcome ouro_interpreter_build_const_key_map (OuroInterpreter *self,
                                                  guint32          n);
OuroOutcome ouro_interpreter_map_add (OuroInterpreter *self,
                                      guint32          depth);
OuroOutcome ouro_interpreter_set_add (OuroInterpreter *self,
                                      guint32          depth);
OuroOutcome ouro_interpreter_extend (OuroInterpreter *self,
                                     OuroOp           op,
                                     guint32          depth);
OuroOutcome ouro_interpreter_build_slice (OuroInterpreter *self,
                                          guint32          n);
OuroOutcome ouro_interpreter_build_string (OuroInterpreter *self,
                                           guint32          n);
OuroOutcome ouro_interpreter_unpack_sequence (OuroInterpreter *self,
                                              guint32          n);

/* ouro-interpreter-iteration.c ------------------------------------------------------------ */

OuroOutcome ouro_interpreter_get_iter (OuroInterpreter *self);
OuroOutcome ouro_interpreter_get_iter_virtual (OuroInterpreter *self);

/* An item of the list, tuple or str itself, which needs no iterator (3.15); OURO_NO_ID beyond the end. */
OuroId ouro_interpreter_get_virtual_item (OuroInterpreter *self,
                                          OuroId           sequence,
                                          guint32          index);

OuroOutcome ouro_interpreter_next_item (OuroInterpreter *self,
                                        guint            depth,
                                        guint            n,
                                        guint32          target);
OuroOutcome ouro_interpreter_leave_generator (OuroInterpreter *self,
                                              OuroId           value);
OuroOutcome ouro_interpreter_yield_value (OuroInterpreter *self);
OuroOutcome ouro_interpreter_return_generator (OuroInterpreter *self);
OuroOutcome ouro_interpreter_get_yield_from_iter_virtual (OuroInterpreter *self);
OuroOutcome ouro_interpreter_send (OuroInterpreter *self,
                                   guint            depth,
                                   guint32          target);
OuroOutcome ouro_interpreter_send_virtual (OuroInterpreter *self,
                                           guint32          target);

/* ouro-interpreter-calls.c ---------------------------------------------------------------- */

OuroOutcome ouro_interpreter_make_function (OuroInterpreter *self,
                                            guint32          flags);
OuroOutcome ouro_interpreter_call (OuroInterpreter *self,
                                   guint32          n);
OuroOutcome ouro_interpreter_call_kw (OuroInterpreter *self,
                                      guint32          n);
OuroOutcome ouro_interpreter_call_function_ex (OuroInterpreter *self,
                                               gboolean         has_dict);
OuroOutcome ouro_interpreter_import_name (OuroInterpreter *self,
                                          guint32          argument);
OuroOutcome ouro_interpreter_load_super (OuroInterpreter *self,
                                         guint32          argument,
                                         gboolean         is_method);
OuroOutcome ouro_interpreter_return_value (OuroInterpreter *self,
                                           OuroId           value);

/* ouro-interpreter-exceptions.c ----------------------------------------------------------- */

OuroOutcome ouro_interpreter_raise_varargs (OuroInterpreter *self,
                                            guint32          n);
OuroOutcome ouro_interpreter_push_exc_info (OuroInterpreter *self);
OuroOutcome ouro_interpreter_pop_except (OuroInterpreter *self);
OuroOutcome ouro_interpreter_check_exc_match (OuroInterpreter *self);
OuroOutcome ouro_interpreter_reraise (OuroInterpreter *self,
                                      guint32          depth);
OuroOutcome ouro_interpreter_before_with (OuroInterpreter *self,
                                          gboolean         keeps_manager);
void        ouro_interpreter_leave_enter (OuroInterpreter *self);
OuroOutcome ouro_interpreter_with_except_start (OuroInterpreter *self,
                                                gboolean         keeps_manager);
OuroOutcome ouro_interpreter_unwind (OuroInterpreter *self,
                                     gboolean         has_been_here);
