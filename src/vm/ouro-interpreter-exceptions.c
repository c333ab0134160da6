/* ouro-interpreter-exceptions.c - raising, catching, unwinding, and the with statement */
#include "ouro-interpreter-private.h"

/* Exceptions -------------------------------------------------------------------------------- */

OuroOutcome
ouro_interpreter_raise_varargs (OuroInterpreter *self,
                                guint32          n)
{
  OuroVm  *vm = self->vm;
  OuroId   exception = n > 0 ? peek_object (self, n) : OURO_NO_ID;
  OuroId   cause = n > 1 ? peek_object (self, 1) : OURO_NO_ID;
  gboolean again;

  save_pc (self);
  again = ouro_vm_do_raise (vm, exception, cause);
  for (guint32 i = 0; i < n; i++)
    drop_cell (self, pop (self));
  return again ? OURO_RERAISE : OURO_ERROR;
}

/* The exception on top is being handled; the one before goes below it. */
OuroOutcome
ouro_interpreter_push_exc_info (OuroInterpreter *self)
{
  OuroVm *vm = self->vm;
  OuroId  exception = own (self, pop (self));
  OuroId  before = ouro_heap_get_root (self->heap, OURO_VM_ROOT_HANDLED);

  push (self, before != OURO_NO_ID ? before : OURO_ID_NONE);
  ouro_heap_set_word (self->heap, OURO_WORD_ROOT + OURO_VM_ROOT_HANDLED, ouro_vm_new_reference (vm, exception));
  push (self, exception);
  return OURO_NEXT;
}

/* In a generator None may stay for no exception: it is one of its referents. */
OuroOutcome
ouro_interpreter_pop_except (OuroInterpreter *self)
{
  OuroId   before = own (self, pop (self));
  gboolean keeps_none = self->vm->profile->handled_none_is_kept && ouro_frame_get (self->heap, self->base, OURO_FRAME_OWNER) != OURO_NO_ID;

  ouro_heap_set_root (self->heap, OURO_VM_ROOT_HANDLED, before != OURO_ID_NONE || keeps_none ? before : OURO_NO_ID);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_check_exc_match (OuroInterpreter *self)
{
  int matches = ouro_vm_exception_matches (self->vm, peek_object (self, 2), peek_object (self, 1));

  if (matches < 0)
    return OURO_ERROR;
  replace (self, 1, ouro_vm_bool (matches));
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_reraise (OuroInterpreter *self,
                          guint32          depth)
{
  if (depth > 0)
    ouro_stack_set (self->heap, self->base + OURO_FRAME_PC, peek (self, depth + 1));
  ouro_vm_raise_object (self->vm, own (self, pop (self)));
  return OURO_RERAISE;
}

/* with -------------------------------------------------------------------------------------- */

/* Whether both are plain functions, so that looking them up has no effects; *enter is __enter__ then. */
static gboolean
has_python_context (const OuroInterpreter *self,
                    OuroId                 manager,
                    OuroId                *enter)
{
  OuroVm *vm = self->vm;
  OuroId  cls = self->heap->rows[manager].cls;
  OuroId  exit = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___exit__));

  *enter = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___enter__));
  return *enter != OURO_NO_ID && exit != OURO_NO_ID && self->heap->rows[*enter].cls == OURO_TYPE_FUNCTION && self->heap->rows[exit].cls == OURO_TYPE_FUNCTION &&
         !(ouro_vm_get_code (vm, ouro_heap_get_cell (self->heap, *enter, OURO_FUNCTION_CODE))->code->flags & (OURO_CODE_GENERATOR | OURO_CODE_COROUTINE));
}

/* The frame of __enter__ is run by this loop, so that its thread can be switched in it. What a call from C would hold meanwhile lies
 * on the stack. */
static OuroOutcome
enter_python_context (OuroInterpreter *self,
                      OuroId           manager,
                      OuroId           enter,
                      gboolean         keeps_manager)
{
  OuroVm *vm = self->vm;
  guint32 place;

  if (keeps_manager)
    push (self, ouro_vm_new_reference (vm, ouro_vm_lookup (vm, self->heap->rows[manager].cls, ouro_vm_name (vm, OURO_NAME___exit__))));
  else
    {
      push (self, ouro_vm_bind_special (vm, manager, OURO_NAME___enter__));
      push (self, ouro_vm_bind_special (vm, manager, OURO_NAME___exit__));
    }
  place = vm->end;
  push (self, ouro_vm_new_reference (vm, enter));
  push (self, 0);
  push (self, ouro_vm_new_reference (vm, manager));
  return ouro_vm_enter_function (vm, place, 1, OURO_NO_ID, OURO_FRAME_IS_ENTER) ? OURO_ENTER : OURO_ERROR;
}

/* __enter__ has returned: its result lies on top. */
void
ouro_interpreter_leave_enter (OuroInterpreter *self)
{
  gboolean keeps_manager = ouro_instruction_get_op (self->instructions[self->pc - 1]) == OURO_OP_BEFORE_WITH_MANAGER;
  guint32  result = pop (self);
  guint32  exit = pop (self);
  guint32  manager;

  if (!keeps_manager)
    drop_cell (self, pop (self));
  manager = pop (self);
  push (self, exit);
  if (keeps_manager)
    push (self, own (self, manager));
  else
    drop_cell (self, manager);
  push (self, result);
}

OuroOutcome
ouro_interpreter_before_with (OuroInterpreter *self,
                              gboolean         keeps_manager)
{
  OuroVm  *vm = self->vm;
  OuroId   manager = peek_object (self, 1);
  OuroId   enter, exit, result;
  gboolean entered;

  save_pc (self);
  if (has_python_context (self, manager, &enter))
    return enter_python_context (self, manager, enter, keeps_manager);
  allow_waiting (self);
  entered = ouro_vm_enter_context (vm, manager, keeps_manager, &exit, &result);
  vm->may_wait = FALSE;
  if (is_waiting (self))
    {
      self->pc--;
      save_pc (self);
      return OURO_SWITCH;
    }
  if (!entered)
    return OURO_ERROR;
  if (keeps_manager)
    {
      guint32 cell = pop (self);

      push (self, exit);
      push (self, own (self, cell));
    }
  else
    replace (self, 1, exit);
  push (self, result);
  return OURO_NEXT;
}

/* Below: __exit__ (and its manager), the place, the exception handled before; on top: the exception. */
OuroOutcome
ouro_interpreter_with_except_start (OuroInterpreter *self,
                                    gboolean         keeps_manager)
{
  OuroVm *vm = self->vm;
  OuroId  exception = peek_object (self, 1);
  OuroId  exit = peek_object (self, keeps_manager ? 5 : 4);
  OuroId  arguments[4];
  guint   n = 0;
  OuroId  result;

  save_pc (self);
  if (keeps_manager && peek (self, 4) != 0)
    arguments[n++] = peek_object (self, 4);
  arguments[n++] = self->heap->rows[exception].cls;
  arguments[n++] = exception;
  arguments[n++] = ouro_py_exception_get_traceback (vm, exception);
  result = ouro_vm_call (vm, exit, arguments, n);
  if (result == OURO_NO_ID)
    return OURO_ERROR;
  push (self, result);
  return OURO_NEXT;
}

/* Unwinding -------------------------------------------------------------------------------- */

/* A frame that is to become a generator is not complete until it does: no traceback shows it (_PyFrame_IsIncomplete ()). */
static gboolean
is_before_generator (const OuroInterpreter *self)
{
  return (self->code->flags & OURO_CODE_GENERATOR) && ouro_frame_get (self->heap, self->base, OURO_FRAME_OWNER) == OURO_NO_ID;
}

/* The frame that called the function of a thread, and is nobody's business. */
static gboolean
is_thread_caller (const OuroInterpreter *self)
{
  return (self->heap->stack[self->base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK) == self->vm->thread_code;
}

/* Looks for a handler, frame by frame. OURO_LEAVE when the run ends with the exception, OURO_SWITCH when only the thread does. */
OuroOutcome
ouro_interpreter_unwind (OuroInterpreter *self,
                         gboolean         has_been_here)
{
  OuroVm *vm = self->vm;
  guint32 reraised = has_been_here ? self->pc : 0;

  while (TRUE)
    {
      const OuroHandler *handler;
      guint32            pc;
      guint32            flags;

      /* The moment before is brought back by the journal. */
      self->result = OURO_NO_ID;
      if (vm->is_stopping)
        return OURO_LEAVE;
      ouro_interpreter_load_frame (self);
      /* RERAISE sets the place for f_lineno back, but handlers are looked for where it stands itself. */
      pc = reraised > 0 ? reraised : self->pc;
      pc -= pc > 0;
      reraised = 0;
      flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
      if (!has_been_here && !is_thread_caller (self) && !is_before_generator (self))
        ouro_vm_add_traceback (vm, self->base);
      has_been_here = FALSE;
      handler = ouro_code_find_handler (self->code, pc);
      if (handler != NULL)
        {
          ouro_vm_cut_stack (vm, get_local_place (self, self->code->n_locals) + handler->depth);
          if (handler->keeps_place)
            push (self, (pc + 1) | OURO_CELL_INT);
          push (self, ouro_vm_take_exception (vm));
          self->pc = handler->target;
          return OURO_NEXT;
        }
      if (ouro_frame_get (self->heap, self->base, OURO_FRAME_OWNER) != OURO_NO_ID)
        {
          ouro_py_generator_convert_stop (vm, self->base);
          ouro_py_generator_finish (vm, self->base);
        }
      ouro_vm_pop_frame (vm);
      if (flags & OURO_FRAME_IS_IMPORT)
        ouro_vm_leave_module (vm);
      if (flags & OURO_FRAME_IS_THREAD)
        return ouro_threads_end (vm, OURO_NO_ID) ? OURO_SWITCH : OURO_LEAVE;
      if (flags & OURO_FRAME_IS_ENTRY)
        return OURO_LEAVE;
    }
}
