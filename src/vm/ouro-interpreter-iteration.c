/* ouro-interpreter-iteration.c - iterators and generators
 *
 * A generator that Python code asks for its next value runs in the loop that is already running: its frame is laid on the
 * stack, and YIELD_VALUE and the end of the frame come back to the instruction that asked.
 */
#include "ouro-interpreter-private.h"

/* Iteration --------------------------------------------------------------------------------- */

OuroOutcome
ouro_interpreter_get_iter (OuroInterpreter *self)
{
  return replace_or_fail (self, 1, ouro_vm_iter (self->vm, peek_object (self, 1)));
}

OuroOutcome
ouro_interpreter_get_iter_virtual (OuroInterpreter *self)
{
  OuroId object = peek_object (self, 1);
  OuroId cls = self->heap->rows[object].cls;

  if (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE || cls == OURO_TYPE_STR)
    {
      push (self, 0 | OURO_CELL_INT);
      return OURO_NEXT;
    }
  if (ouro_interpreter_get_iter (self) == OURO_ERROR)
    return OURO_ERROR;
  push (self, 0);
  return OURO_NEXT;
}

OuroId
ouro_interpreter_get_virtual_item (OuroInterpreter *self,
                                   OuroId           sequence,
                                   guint32          index)
{
  if (self->heap->rows[sequence].cls == OURO_TYPE_STR)
    return ouro_py_str_get_character (self->vm, sequence, index);
  if (index >= ouro_heap_get_n_cells (self->heap, sequence))
    return OURO_NO_ID;
  return ouro_vm_new_reference (self->vm, ouro_heap_get_cell (self->heap, sequence, index));
}

/* Asks the iterator that lies so deep. A generator's frame is entered; its next value comes by YIELD_VALUE. */
OuroOutcome
ouro_interpreter_next_item (OuroInterpreter *self,
                            guint            depth,
                            guint            n,
                            guint32          target)
{
  OuroVm *vm = self->vm;
  OuroId  iterator = peek_object (self, depth);
  OuroId  item;

  if (self->heap->rows[iterator].cls == OURO_TYPE_GENERATOR)
    {
      save_pc (self);
      if (ouro_py_generator_can_resume (vm, iterator))
        return ouro_py_generator_resume (vm, iterator, OURO_ID_NONE, 0) ? OURO_ENTER : OURO_ERROR;
    }
  item = ouro_vm_next (vm, iterator);
  if (item != OURO_NO_ID)
    {
      push (self, item);
      return OURO_NEXT;
    }
  if (ouro_vm_has_exception (vm))
    return OURO_ERROR;
  return end_loop (self, n, target);
}

/* Generators -------------------------------------------------------------------------------- */

static gboolean
is_send (guint32 instruction)
{
  OuroOp op = ouro_instruction_get_op (instruction);

  return op == OURO_OP_SEND || op == OURO_OP_SEND_VIRTUAL;
}

/* A generator's frame has ended: its caller is a for, a yield from, or a function of ours. */
OuroOutcome
ouro_interpreter_leave_generator (OuroInterpreter *self,
                                  OuroId           value)
{
  OuroVm *vm = self->vm;
  guint32 flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
  guint32 instruction;

  ouro_py_generator_finish (vm, self->base);
  ouro_vm_hold (vm, value);
  ouro_vm_pop_frame_keeping_top (vm);
  if (flags & OURO_FRAME_IS_ENTRY)
    {
      self->result = ouro_vm_release (vm);
      vm->generator_has_ended = TRUE;
      return OURO_LEAVE;
    }
  ouro_interpreter_load_frame (self);
  instruction = self->instructions[self->pc - 1];
  if (is_send (instruction))
    {
      /* receiver, sent value, result: the result takes the sent value's place. */
      guint32 result = pop (self);
      guint32 sent = pop (self);

      push (self, result);
      drop_cell (self, sent);
      self->pc = ouro_instruction_get_argument (instruction);
      return OURO_NEXT;
    }
  drop_cell (self, pop (self));
  return end_loop (self, ouro_instruction_get_op (instruction) == OURO_OP_FOR_ITER ? 1 : 2, ouro_instruction_get_argument (instruction));
}

OuroOutcome
ouro_interpreter_yield_value (OuroInterpreter *self)
{
  OuroVm *vm = self->vm;
  OuroId  value = own (self, pop (self));
  guint32 flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);

  save_pc (self);
  ouro_py_generator_suspend (vm, self->base);
  if (flags & OURO_FRAME_IS_ENTRY)
    {
      self->result = value;
      vm->generator_has_ended = FALSE;
      return OURO_LEAVE;
    }
  ouro_interpreter_load_frame (self);
  if (is_send (self->instructions[self->pc - 1]))
    {
      guint32 sent = pop (self);

      push (self, value);
      drop_cell (self, sent);
      return OURO_NEXT;
    }
  push (self, value);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_return_generator (OuroInterpreter *self)
{
  OuroVm *vm = self->vm;
  guint32 flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
  OuroId  generator;

  save_pc (self);
  generator = ouro_py_generator_new (vm, self->base);
  if (flags & OURO_FRAME_IS_ENTRY)
    {
      self->result = generator;
      return OURO_LEAVE;
    }
  ouro_interpreter_load_frame (self);
  push (self, generator);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_get_yield_from_iter_virtual (OuroInterpreter *self)
{
  if (self->heap->rows[peek_object (self, 1)].cls != OURO_TYPE_GENERATOR)
    return ouro_interpreter_get_iter_virtual (self);
  push (self, 0);
  return OURO_NEXT;
}

/* yield from: the receiver, which lies so deep, gets the value on top. */
OuroOutcome
ouro_interpreter_send (OuroInterpreter *self,
                       guint            depth,
                       guint32          target)
{
  OuroVm *vm = self->vm;
  OuroId  receiver = peek_object (self, depth);
  OuroId  value = peek_object (self, 1);
  OuroId  result;

  save_pc (self);
  if (self->heap->rows[receiver].cls == OURO_TYPE_GENERATOR && ouro_py_generator_can_resume (vm, receiver))
    return ouro_py_generator_resume (vm, receiver, value, 0) ? OURO_ENTER : OURO_ERROR;
  result = ouro_vm_send (vm, receiver, value);
  if (result != OURO_NO_ID)
    {
      replace (self, 1, result);
      return OURO_NEXT;
    }
  result = ouro_vm_take_stop_value (vm);
  if (result == OURO_NO_ID)
    return OURO_ERROR;
  replace (self, 1, result);
  self->pc = target;
  return OURO_NEXT;
}

/* The same where a list, tuple or str has its index above it; nothing but None can be sent to it. */
OuroOutcome
ouro_interpreter_send_virtual (OuroInterpreter *self,
                               guint32          target)
{
  guint32 index = peek (self, 2);
  OuroId  sequence = peek_object (self, 3);
  OuroId  item;

  if (!(index & OURO_CELL_INT) || peek_object (self, 1) != OURO_ID_NONE)
    return ouro_interpreter_send (self, 3, target);
  item = ouro_interpreter_get_virtual_item (self, sequence, index & ~OURO_CELL_INT);
  if (item == OURO_NO_ID)
    {
      self->pc = target;
      return OURO_NEXT;
    }
  ouro_stack_set (self->heap, self->vm->end - 2, index + 1);
  replace (self, 1, item);
  return OURO_NEXT;
}
