/* ouro-interpreter-calls.c - making, calling and leaving functions; super; running modules */
#include "ouro-interpreter-private.h"

#include "ouro-costs.h"

/* Functions --------------------------------------------------------------------------------- */

OuroOutcome
ouro_interpreter_make_function (OuroInterpreter *self,
                                guint32          flags)
{
  OuroVm *vm = self->vm;
  OuroId  code = peek_object (self, 1);
  OuroId  function = ouro_py_function_new (vm, code, get_globals (self));
  guint   depth = 2;

  /* From the top: closure, annotations or what makes them, keyword defaults, defaults. */
  static const struct
  {
    guint32 flag;
    guint   cell;
  } parts[] = {
    { 8, OURO_FUNCTION_CLOSURE },
    { 16, OURO_FUNCTION_ANNOTATE },
    { 4, OURO_FUNCTION_ANNOTATIONS },
    { 2, OURO_FUNCTION_KWDEFAULTS },
    { 1, OURO_FUNCTION_DEFAULTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (flags & parts[i].flag)
      ouro_heap_set_cell (self->heap, function, parts[i].cell, ouro_vm_new_reference (vm, peek_object (self, depth++)));
  while (--depth > 0)
    drop_cell (self, pop (self));
  push (self, function);
  return OURO_NEXT;
}

/* After a call of a function in C; the frame has known since before it where it goes on. */
static OuroOutcome
poll_after_call (OuroInterpreter *self,
                 gboolean         polls)
{
  return polls ? poll_eval_breaker (self, OURO_NEXT) : OURO_NEXT;
}

/* The call's places, from the function to the last argument, make way for the result. */
static OuroOutcome
finish_call (OuroInterpreter *self,
             guint32          place,
             OuroId           result)
{
  OuroVm *vm = self->vm;

  if (result == OURO_NO_ID)
    return OURO_ERROR;
  ouro_vm_hold (vm, result);
  ouro_vm_drop_arguments (vm, place, vm->end - 1);
  /* The places below the result are empty now. */
  pop (self);
  ouro_stack_drop (self->heap, &vm->end, place);
  push (self, result);
  return OURO_NEXT;
}

/* OuroBuiltinFlags of a function in C; 0 for anything else. */
static inline guint
get_flags (const OuroInterpreter *self,
           OuroId                 callable)
{
  return ouro_heap_get_kind (self->heap, callable) == OURO_KIND_BUILTIN ? ouro_vm_get_builtin (self->vm, callable)->flags : 0;
}

/* Only a specialised call leaves the poll out, hence not the first. */
static inline gboolean
polls_after (OuroInterpreter *self,
             guint            flags)
{
  return self->vm->profile->polls_after_every_call || !(flags & OURO_BUILTIN_NO_POLL) || is_first_time (self);
}

/* A bound method on the stack makes way for its function and its self. */
static void
unpack_method (OuroInterpreter *self,
               guint32          place)
{
  OuroHeap *heap = self->heap;
  guint32   method = heap->stack[place];
  OuroId    object = method & OURO_CELL_ID_MASK;

  ouro_stack_set (heap, place, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (heap, object, 0)));
  ouro_stack_set (heap, place + 1, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (heap, object, 1)));
  drop_cell (self, method);
}

/* The instruction that calls is executed again when the thread runs again: what lies on the stack for it stays. */
static OuroOutcome
wait_in_call (OuroInterpreter *self,
              OuroId           kwnames)
{
  if (kwnames != OURO_NO_ID)
    push (self, ouro_vm_new_reference (self->vm, kwnames));
  self->pc--;
  save_pc (self);
  return OURO_SWITCH;
}

/* A class that only makes its object. */
static OuroOutcome
make_plain_object (OuroInterpreter *self,
                   guint32          place,
                   OuroId           cls)
{
  ouro_threads_spend (self->vm, OURO_COST_CALL_C);
  finish_call (self, place, ouro_vm_new_instance (self->vm, cls, OURO_NO_ID));
  return poll_after_call (self, TRUE);
}

/* A class whose __init__ is a function. */
static OuroOutcome
call_plain_class (OuroInterpreter *self,
                  guint32          place,
                  OuroId           init,
                  guint32          n,
                  OuroId           kwnames)
{
  OuroPacked packed;

  ouro_vm_pack_for_init (self->vm, init, n, kwnames, is_first_time (self), &packed);
  return ouro_vm_enter_init (self->vm, place, init, n, kwnames, &packed) ? OURO_ENTER : OURO_ERROR;
}

/* is_repeatable: the stack is as the instruction found it, but for the names of keywords. */
static OuroOutcome
call (OuroInterpreter *self,
      guint32          n,
      OuroId           kwnames,
      gboolean         is_repeatable)
{
  OuroVm   *vm = self->vm;
  OuroHeap *heap = self->heap;
  guint32   place = vm->end - n - 2;
  OuroId    callable = heap->stack[place] & OURO_CELL_ID_MASK;
  OuroId    result, init;
  gboolean  polls;
  guint     has_self, flags;

  save_pc (self);
  if (heap->rows[callable].cls == OURO_TYPE_METHOD && heap->stack[place + 1] == 0)
    {
      unpack_method (self, place);
      callable = heap->stack[place] & OURO_CELL_ID_MASK;
    }
  has_self = heap->stack[place + 1] != 0;
  if (ouro_heap_get_kind (heap, callable) == OURO_KIND_FUNCTION)
    return ouro_vm_enter_function (vm, place, n, kwnames, 0) ? OURO_ENTER : OURO_ERROR;
  if (ouro_heap_get_kind (heap, callable) == OURO_KIND_CLASS && !has_self && ouro_vm_is_plain_class (vm, callable, &init))
    {
      if (init != OURO_NO_ID)
        return call_plain_class (self, place, init, n, kwnames);
      if (n == 0)
        return make_plain_object (self, place, callable);
    }
  flags = get_flags (self, callable);
  polls = polls_after (self, flags);
  if (kwnames != OURO_NO_ID)
    n -= ouro_heap_get_n_cells (heap, kwnames);
  if (is_repeatable && (flags & OURO_BUILTIN_WAITS))
    allow_waiting (self);
  ouro_threads_spend (vm, OURO_COST_CALL_C);
  result = ouro_vm_call_with (vm, callable, heap->stack + place + 2 - has_self, n + has_self, kwnames);
  vm->may_wait = FALSE;
  if (result == OURO_NO_ID && is_waiting (self))
    return wait_in_call (self, kwnames);
  if (finish_call (self, place, result) == OURO_ERROR)
    return OURO_ERROR;
  return poll_after_call (self, polls);
}

OuroOutcome
ouro_interpreter_call (OuroInterpreter *self,
                       guint32          n)
{
  return call (self, n, OURO_NO_ID, TRUE);
}

OuroOutcome
ouro_interpreter_call_kw (OuroInterpreter *self,
                          guint32          n)
{
  /* The tuple is a constant of this very code, so it lives on when it leaves the stack. */
  guint32 kwnames = pop (self);

  drop_cell (self, kwnames);
  return call (self, n, kwnames & OURO_CELL_ID_MASK, TRUE);
}

/* The tuple and the dict on top of the stack, which may be borrowed, become the caller's. */
static void
pop_packed (OuroInterpreter *self,
            gboolean         has_dict,
            OuroPacked      *packed)
{
  packed->dict = has_dict ? own (self, pop (self)) : OURO_NO_ID;
  packed->tuple = own (self, pop (self));
  packed->names = has_dict ? ouro_vm_get_keywords (self->vm, packed->dict) : OURO_NO_ID;
}

/* A function in Python, or __init__ of a class: its arguments come out of the tuple and the dict, and the loop goes on in it. */
static OuroOutcome
enter_spread (OuroInterpreter *self,
              guint32          place,
              OuroId           init,
              gboolean         has_dict)
{
  OuroVm    *vm = self->vm;
  OuroPacked packed;
  guint32    first;
  gboolean   good;

  pop_packed (self, has_dict, &packed);
  first = vm->end;
  good = ouro_vm_spread (vm, packed.tuple, packed.dict);
  if (good && init != OURO_NO_ID)
    return ouro_vm_enter_init (vm, place, init, vm->end - first, packed.names, &packed) ? OURO_ENTER : OURO_ERROR;
  if (good)
    good = ouro_vm_enter_function (vm, place, vm->end - first, packed.names, 0);
  ouro_vm_drop_packed (vm, &packed);
  return good ? OURO_ENTER : OURO_ERROR;
}

/* Anything else: tuple and dict stay where they are until it has been called. */
static OuroOutcome
call_spread (OuroInterpreter *self,
             guint32          place,
             OuroId           callable,
             gboolean         has_dict)
{
  OuroVm             *vm = self->vm;
  OuroId              tuple = self->heap->stack[place + 2] & OURO_CELL_ID_MASK;
  OuroId              dict = has_dict ? self->heap->stack[place + 3] & OURO_CELL_ID_MASK : OURO_NO_ID;
  OuroId              names = has_dict ? ouro_vm_get_keywords (vm, dict) : OURO_NO_ID;
  guint32             n = ouro_heap_get_n_cells (self->heap, tuple);
  guint32             end = vm->end;
  gboolean            polls = polls_after (self, get_flags (self, callable));
  g_autofree guint32 *items = g_new (guint32, n + 1);
  const guint32      *args = items;
  OuroId              result;

  for (guint32 i = 0; i < n; i++)
    items[i] = ouro_heap_get_cell (self->heap, tuple, i);
  if (names != OURO_NO_ID)
    {
      /* Only with keywords are the arguments copied. */
      ouro_vm_hold (vm, names);
      args = self->heap->stack + vm->end;
      if (!ouro_vm_spread (vm, tuple, dict))
        return OURO_ERROR;
    }
  result = ouro_vm_call_packed (vm, callable, tuple, args, n, names);
  if (result != OURO_NO_ID)
    ouro_vm_cut_stack (vm, end);
  if (finish_call (self, place, result) == OURO_ERROR)
    return OURO_ERROR;
  return poll_after_call (self, polls);
}

/* From the library, where threads call their functions, which must be able to wait: whatever it is, the loop goes on in it if it is
 * written in Python. */
static OuroOutcome
call_from_library (OuroInterpreter *self,
                   gboolean         has_dict)
{
  OuroVm     *vm = self->vm;
  OuroPacked  packed;
  OuroOutcome outcome = OURO_ERROR;
  guint32     first;

  pop_packed (self, has_dict, &packed);
  first = vm->end;
  if (ouro_vm_spread (vm, packed.tuple, packed.dict))
    outcome = call (self, vm->end - first, packed.names, FALSE);
  ouro_vm_drop_packed (vm, &packed);
  return outcome;
}

OuroOutcome
ouro_interpreter_call_function_ex (OuroInterpreter *self,
                                   gboolean         has_dict)
{
  OuroVm  *vm = self->vm;
  guint32  place = vm->end - 3 - has_dict;
  OuroId   callable = self->heap->stack[place] & OURO_CELL_ID_MASK;
  OuroKind kind = ouro_heap_get_kind (self->heap, callable);
  OuroId   init;

  save_pc (self);
  if (!ouro_vm_make_argument_tuple (vm, callable, place + 2))
    return OURO_ERROR;
  if (self->code->flags & OURO_CODE_LIBRARY)
    return call_from_library (self, has_dict);
  if (kind == OURO_KIND_FUNCTION && !vm->profile->spread_calls_are_nested)
    return enter_spread (self, place, OURO_NO_ID, has_dict);
  if (kind == OURO_KIND_CLASS && ouro_vm_is_plain_class (vm, callable, &init) && init != OURO_NO_ID)
    return enter_spread (self, place, init, has_dict);
  return call_spread (self, place, callable, has_dict);
}

/* The frame has ended with a value; what becomes of it depends on who called. */
OuroOutcome
ouro_interpreter_return_value (OuroInterpreter *self,
                               OuroId           value)
{
  OuroVm  *vm = self->vm;
  guint32  flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
  gboolean is_generator = ouro_frame_get (self->heap, self->base, OURO_FRAME_OWNER) != OURO_NO_ID;

  if (is_generator)
    return ouro_interpreter_leave_generator (self, value);
  ouro_vm_hold (vm, value);
  ouro_vm_pop_frame_keeping_top (vm);
  ouro_heap_mark (self->heap, OURO_MARK_RETURN, value, 0, 0);
  if (G_UNLIKELY (flags & OURO_FRAME_IS_THREAD))
    {
      self->result = OURO_NO_ID;
      return ouro_threads_end (vm, ouro_vm_release (vm)) ? OURO_SWITCH : OURO_LEAVE;
    }
  if (flags & OURO_FRAME_IS_INIT)
    {
      ouro_vm_release (vm);
      if (value != OURO_ID_NONE)
        {
          ouro_vm_refuse_init_result (vm, value);
          ouro_interpreter_load_frame (self);
          return OURO_ERROR;
        }
      ouro_interpreter_load_frame (self);
      discard (self, 3);
      return vm->profile->polls_after_every_call ? poll_eval_breaker (self, OURO_ENTER) : OURO_ENTER;
    }
  if (flags & OURO_FRAME_IS_IMPORT)
    {
      ouro_heap_decref (self->heap, ouro_vm_release (vm));
      ouro_interpreter_load_frame (self);
      return ouro_vm_leave_module (vm) ? OURO_ENTER : OURO_ERROR;
    }
  if (flags & OURO_FRAME_IS_ENTER)
    {
      ouro_interpreter_load_frame (self);
      ouro_interpreter_leave_enter (self);
      return OURO_NEXT;
    }
  if (!(flags & OURO_FRAME_IS_ENTRY))
    return OURO_ENTER;
  self->result = ouro_vm_release (vm);
  return OURO_LEAVE;
}

/* super ().name ------------------------------------------------------------------------------ */

/* The first time super is called, and its attribute looked up and bound. */
static OuroOutcome
load_super_in_general (OuroInterpreter *self,
                       guint32          argument,
                       gboolean         is_method)
{
  OuroVm *vm = self->vm;
  OuroId  super = ouro_vm_call_with (vm, peek_object (self, 3), self->heap->stack + vm->end - 2, 2, OURO_NO_ID);
  OuroId  result;

  if (super == OURO_NO_ID)
    return OURO_ERROR;
  ouro_vm_hold (vm, super);
  result = ouro_vm_get_attribute (vm, super, self->names[argument]);
  ouro_heap_decref (self->heap, ouro_vm_release (vm));
  if (result == OURO_NO_ID)
    return OURO_ERROR;
  replace (self, 3, result);
  if (is_method)
    push (self, 0);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_load_super (OuroInterpreter *self,
                             guint32          argument,
                             gboolean         is_method)
{
  OuroId receiver = OURO_NO_ID;
  OuroId result;

  save_pc (self);
  if (is_first_time (self))
    return load_super_in_general (self, argument, is_method);
  result = ouro_vm_get_super_attribute (self->vm, peek_object (self, 3), peek_object (self, 2), peek_object (self, 1), self->names[argument],
                                        is_method ? &receiver : NULL);
  if (result == OURO_NO_ID)
    return OURO_ERROR;
  replace (self, 3, result);
  if (is_method)
    push (self, receiver);
  return OURO_NEXT;
}

/* Modules ----------------------------------------------------------------------------------- */

/* When a module beside the program has run, the instruction is executed once more, and finds it. */
OuroOutcome
ouro_interpreter_import_name (OuroInterpreter *self,
                              guint32          argument)
{
  OuroVm *vm = self->vm;
  int     entered;

  self->pc--;
  save_pc (self);
  entered = peek_object (self, 2) == OURO_ID_ZERO ? ouro_vm_enter_module (vm, self->names[argument]) : 0;
  if (entered > 0)
    return OURO_ENTER;
  self->pc++;
  if (entered < 0)
    return OURO_ERROR;
  save_pc (self);
  return replace_or_fail (self, 2, ouro_vm_import_name (vm, self->names[argument], peek_object (self, 2), peek_object (self, 1)));
}
