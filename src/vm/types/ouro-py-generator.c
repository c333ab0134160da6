/* ouro-py-generator.c - generators: frames that come and go
 *
 * A running generator's frame lies on the stack as any other; its owner field names the generator. When it yields, everything
 * moves into the generator's cells, and back when it is resumed.
 * Cells   state, place in the code, number of values (three numbers), name, qualified name, frame object, function, code, then
 *         locals and the values of its evaluation stack; last, where CPython visits it, the exception (see below).
 * Exception  the one that is being handled: inside the generator while it is suspended, outside while it runs. The two are
 *         exchanged on every change.
 * Source  Objects/genobject.c: gen_send_ex2, gen_close, _gen_throw, _PyGen_Finalize (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

enum {
  GENERATOR_STATE,
  GENERATOR_PC,
  GENERATOR_N_VALUES,
  GENERATOR_NAME,
  GENERATOR_QUALNAME = OURO_GENERATOR_QUALNAME,
  GENERATOR_FRAME,
  GENERATOR_FUNCTION,
  GENERATOR_CODE,
  GENERATOR_FIRST_LOCAL,
};

typedef enum {
  STATE_CREATED,
  STATE_SUSPENDED,
  STATE_RUNNING,
  STATE_FINISHED,
} State;

static guint32
get_number (const OuroVm *vm,
            OuroId        generator,
            guint         cell)
{
  return ouro_heap_get_cell (vm->heap, generator, cell) & ~OURO_CELL_INT;
}

static void
set_number (OuroVm *vm,
            OuroId  generator,
            guint   cell,
            guint32 value)
{
  ouro_heap_set_cell (vm->heap, generator, cell, value | OURO_CELL_INT);
}

static State
get_state (const OuroVm *vm,
           OuroId        generator)
{
  return (State)get_number (vm, generator, GENERATOR_STATE);
}

static const OuroCode *
get_code (const OuroVm *vm,
          OuroId        generator)
{
  return ouro_vm_get_code (vm, ouro_heap_get_cell (vm->heap, generator, GENERATOR_CODE))->code;
}

static OuroId
get_owner (const OuroVm *vm,
           guint32       base)
{
  return ouro_frame_get (vm->heap, base, OURO_FRAME_OWNER);
}

/* Coming and going ---------------------------------------------------------------------------- */

static guint
get_exception_cell (const OuroVm *vm,
                    OuroId        generator)
{
  return ouro_heap_get_n_cells (vm->heap, generator) - 1;
}

/* The exception being handled inside for the one outside, or the other way round. The one outside is none of the generator's
 * referents. */
static void
exchange_exceptions (OuroVm  *vm,
                     OuroId   generator,
                     gboolean enters)
{
  OuroHeap *heap = vm->heap;
  guint     cell = get_exception_cell (vm, generator);
  OuroId    own = ouro_heap_get_cell (heap, generator, cell) & OURO_CELL_ID_MASK;
  OuroId    handled = ouro_heap_get_root (heap, OURO_VM_ROOT_HANDLED);

  if (own == handled)
    return;
  ouro_heap_set_cell (heap, generator, cell, handled != OURO_NO_ID && enters ? handled | OURO_CELL_PRIVATE : handled);
  ouro_heap_set_word (heap, OURO_WORD_ROOT + OURO_VM_ROOT_HANDLED, own);
}

OuroId
ouro_py_generator_get_outer_exception (const OuroVm *vm,
                                       OuroId        generator)
{
  return ouro_heap_get_cell (vm->heap, generator, get_exception_cell (vm, generator)) & OURO_CELL_ID_MASK;
}

/* A place of the stack moves into a cell. What is not counted there is not counted here either: the local or constant that it
 * was borrowed from moves along, and goes after it. */
static void
move_place (OuroVm *vm,
            OuroId  generator,
            guint   cell,
            guint32 place)
{
  ouro_heap_set_cell (vm->heap, generator, cell, vm->heap->stack[place]);
  ouro_stack_set (vm->heap, place, 0);
}

static void
own_place (OuroVm *vm,
           guint32 place)
{
  guint32 content = vm->heap->stack[place];

  if ((content & OURO_CELL_INT) || !(content & OURO_CELL_BORROWED))
    return;
  ouro_heap_incref (vm->heap, content & OURO_CELL_ID_MASK);
  ouro_stack_set (vm->heap, place, content & OURO_CELL_ID_MASK);
}

/* Locals and values of the innermost frame move into the generator; then the frame is left. */
static void
take_frame (OuroVm *vm,
            OuroId  generator,
            guint32 base,
            State   state)
{
  OuroHeap       *heap = vm->heap;
  const OuroCode *code = get_code (vm, generator);
  guint32         first = base + OURO_FRAME_SIZE;
  guint           n = vm->end - first;
  OuroId          frame = heap->stack[base + OURO_FRAME_OBJECT];

  for (guint i = 0; i < n; i++)
    {
      /* What is borrowed from the caller when it begins becomes its own. */
      if (state == STATE_CREATED)
        own_place (vm, first + i);
      move_place (vm, generator, GENERATOR_FIRST_LOCAL + i, first + i);
    }
  move_place (vm, generator, GENERATOR_FRAME, base + OURO_FRAME_OBJECT);
  move_place (vm, generator, GENERATOR_FUNCTION, base + OURO_FRAME_FUNCTION);
  if (frame != OURO_NO_ID)
    ouro_py_frame_set_place (vm, frame, 0, generator);
  set_number (vm, generator, GENERATOR_STATE, state);
  set_number (vm, generator, GENERATOR_PC, ouro_frame_get (heap, base, OURO_FRAME_PC));
  set_number (vm, generator, GENERATOR_N_VALUES, n - code->n_locals);
  ouro_heap_set_word (heap, OURO_VM_WORD_FRAME, ouro_frame_get (heap, base, OURO_FRAME_BACK));
  ouro_heap_set_word (heap, OURO_VM_WORD_DEPTH, heap->words[OURO_VM_WORD_DEPTH] - 1);
  ouro_stack_drop (heap, &vm->end, base);
}

OuroId
ouro_py_generator_new (OuroVm *vm,
                       guint32 base)
{
  OuroHeap       *heap = vm->heap;
  OuroId          function = heap->stack[base + OURO_FRAME_FUNCTION] & OURO_CELL_ID_MASK;
  OuroId          code = heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK;
  const OuroCode *description = ouro_vm_get_code (vm, code)->code;
  guint           n = GENERATOR_FIRST_LOCAL + description->n_locals + description->n_places + 1;
  gsize           size = vm->profile->size_generator + 8 * (description->n_locals + description->stack_size);
  OuroId          generator = ouro_heap_allocate (heap, OURO_KIND_GENERATOR, OURO_FLAG_GC | OURO_FLAG_HAS_FINALIZER, OURO_TYPE_GENERATOR, OURO_FREELIST_NONE, size, 1, n, n);

  ouro_heap_set_aux (heap, generator, size);
  ouro_heap_set_cell (heap, generator, GENERATOR_NAME, ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, function, OURO_FUNCTION_NAME)));
  ouro_heap_set_cell (heap, generator, GENERATOR_QUALNAME, ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, function, OURO_FUNCTION_QUALNAME)));
  ouro_heap_set_cell (heap, generator, GENERATOR_CODE, ouro_vm_new_reference (vm, code));
  take_frame (vm, generator, base, STATE_CREATED);
  ouro_heap_track (heap, generator);
  return generator;
}

void
ouro_py_generator_suspend (OuroVm *vm,
                           guint32 base)
{
  OuroId generator = get_owner (vm, base);

  exchange_exceptions (vm, generator, FALSE);
  take_frame (vm, generator, base, STATE_SUSPENDED);
}

void
ouro_py_generator_finish (OuroVm *vm,
                          guint32 base)
{
  OuroId generator = get_owner (vm, base);

  exchange_exceptions (vm, generator, FALSE);
  if (ouro_py_generator_get_outer_exception (vm, generator) == OURO_ID_NONE)
    ouro_heap_set_cell (vm->heap, generator, get_exception_cell (vm, generator), 0);
  set_number (vm, generator, GENERATOR_STATE, STATE_FINISHED);
}

gboolean
ouro_py_generator_can_resume (const OuroVm *vm,
                              OuroId        generator)
{
  return get_state (vm, generator) <= STATE_SUSPENDED;
}

/* A cell moves to a place of the stack. */
static void
give_cell (OuroVm *vm,
           OuroId  generator,
           guint   cell,
           guint32 place)
{
  ouro_stack_set (vm->heap, place, ouro_heap_get_cell (vm->heap, generator, cell));
  ouro_heap_set_cell (vm->heap, generator, cell, 0);
}

gboolean
ouro_py_generator_resume (OuroVm *vm,
                          OuroId  generator,
                          OuroId  value,
                          guint32 flags)
{
  OuroHeap       *heap = vm->heap;
  guint32         base = vm->end;
  OuroId          function = ouro_heap_get_cell (heap, generator, GENERATOR_FUNCTION);
  OuroId          code = ouro_heap_get_cell (heap, generator, GENERATOR_CODE);
  const OuroCode *description = ouro_vm_get_code (vm, code)->code;
  guint           n_values = get_number (vm, generator, GENERATOR_N_VALUES);
  gboolean        was_created = get_state (vm, generator) == STATE_CREATED;
  OuroId          frame = ouro_heap_get_cell (heap, generator, GENERATOR_FRAME);

  if (!ouro_vm_push_frame (vm, function, code, ouro_heap_get_cell (heap, function, OURO_FUNCTION_GLOBALS), OURO_NO_ID, base, flags))
    return FALSE;
  ouro_heap_set_cell (heap, generator, GENERATOR_FUNCTION, 0);
  give_cell (vm, generator, GENERATOR_FRAME, base + OURO_FRAME_OBJECT);
  ouro_stack_set (heap, base + OURO_FRAME_OWNER, generator | OURO_CELL_INT);
  ouro_stack_set (heap, base + OURO_FRAME_PC, get_number (vm, generator, GENERATOR_PC) | OURO_CELL_INT);
  for (guint i = 0; i < description->n_locals + n_values; i++)
    give_cell (vm, generator, GENERATOR_FIRST_LOCAL + i, base + OURO_FRAME_SIZE + i);
  vm->end = base + OURO_FRAME_SIZE + description->n_locals + n_values;
  set_number (vm, generator, GENERATOR_STATE, STATE_RUNNING);
  if (frame != OURO_NO_ID)
    ouro_py_frame_set_place (vm, frame, base, OURO_NO_ID);
  exchange_exceptions (vm, generator, TRUE);
  if (!was_created && value != OURO_NO_ID)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  return TRUE;
}

OuroId
ouro_py_generator_get_local (const OuroVm *vm,
                             OuroId        generator,
                             guint         index)
{
  return ouro_heap_get_cell (vm->heap, generator, GENERATOR_FIRST_LOCAL + index) & OURO_CELL_ID_MASK;
}

guint32
ouro_py_generator_get_pc (const OuroVm *vm,
                          OuroId        generator)
{
  return get_number (vm, generator, GENERATOR_PC);
}

char *
ouro_py_generator_dup_qualname (const OuroVm *vm,
                                OuroId        generator)
{
  return ouro_vm_dup_text (vm, ouro_heap_get_cell (vm->heap, generator, GENERATOR_QUALNAME) & OURO_CELL_ID_MASK);
}

/* PEP 479: a StopIteration that leaves a generator would end a loop around it by mistake. */
void
ouro_py_generator_convert_stop (OuroVm *vm,
                                guint32 base)
{
  OuroId exception, converted;

  if (!ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
    return;
  exception = ouro_vm_take_exception (vm);
  ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "generator raised StopIteration");
  converted = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);
  if (converted != OURO_NO_ID)
    {
      ouro_py_exception_set_cause (vm, converted, ouro_vm_new_reference (vm, exception));
      ouro_py_exception_set_context (vm, converted, ouro_vm_new_reference (vm, exception));
    }
  ouro_heap_decref (vm->heap, exception);
}

/* Calls from C -------------------------------------------------------------------------------- */

/* Resumes and runs until the next yield. At its end OURO_NO_ID, with *result set to what it returned; with an exception that
 * is OURO_NO_ID, too. */
static OuroId
run (OuroVm *vm,
     OuroId  generator,
     OuroId  value,
     OuroId *result)
{
  OuroId yielded;

  *result = OURO_NO_ID;
  if (!ouro_py_generator_resume (vm, generator, value, OURO_FRAME_IS_ENTRY))
    return OURO_NO_ID;
  yielded = ouro_vm_interpret (vm);
  if (yielded == OURO_NO_ID || !vm->generator_has_ended)
    return yielded;
  *result = yielded;
  return OURO_NO_ID;
}

static gboolean
check_state (OuroVm *vm,
             OuroId  generator,
             OuroId  value)
{
  if (get_state (vm, generator) == STATE_CREATED && value != OURO_ID_NONE)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't send non-None value to a just-started generator");
  else if (get_state (vm, generator) == STATE_RUNNING)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "generator already executing");
  return !ouro_vm_has_exception (vm);
}

/* StopIteration with what the generator returned. Takes the result over. */
static void
raise_stop (OuroVm *vm,
            OuroId  result)
{
  ouro_vm_hold (vm, result);
  ouro_vm_raise_with_args (vm, OURO_TYPE_STOP_ITERATION, &result, result != OURO_ID_NONE ? 1 : 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

/* gen_iternext: a generator that returns None ends without an exception. */
static OuroId
generator_next (OuroVm *vm,
                OuroId  self)
{
  OuroId result, yielded;

  if (!check_state (vm, self, OURO_ID_NONE) || get_state (vm, self) == STATE_FINISHED)
    return OURO_NO_ID;
  yielded = run (vm, self, OURO_ID_NONE, &result);
  if (result != OURO_NO_ID && result != OURO_ID_NONE)
    raise_stop (vm, result);
  return yielded;
}

static OuroId
generator_send (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId value = ouro_vm_argument (args, 0);
  OuroId result, yielded;

  if (!check_state (vm, self, value))
    return OURO_NO_ID;
  if (get_state (vm, self) == STATE_FINISHED)
    {
      raise_stop (vm, OURO_ID_NONE);
      return OURO_NO_ID;
    }
  yielded = run (vm, self, value, &result);
  if (result != OURO_NO_ID)
    raise_stop (vm, result);
  return yielded;
}

/* What "yield from" is waiting for; OURO_NO_ID when it is not. Borrowed. */
static OuroId
get_yield_from (const OuroVm *vm,
                OuroId        generator)
{
  const OuroCode *code = get_code (vm, generator);
  guint32         pc = get_number (vm, generator, GENERATOR_PC);
  guint           n_values = get_number (vm, generator, GENERATOR_N_VALUES);
  guint           depth = vm->profile->iterators_are_virtual ? 2 : 1;

  if (get_state (vm, generator) != STATE_SUSPENDED || ouro_instruction_get_op (code->instructions[pc]) != OURO_OP_RESUME || ouro_instruction_get_argument (code->instructions[pc]) != 2 || n_values < depth)
    return OURO_NO_ID;
  return ouro_heap_get_cell (vm->heap, generator, GENERATOR_FIRST_LOCAL + code->n_locals + n_values - depth) & OURO_CELL_ID_MASK;
}

/* "yield from" has got its result while the generator was suspended: it goes on behind the SEND. */
static void
finish_yield_from (OuroVm *vm,
                   OuroId  generator)
{
  const OuroCode *code = get_code (vm, generator);
  guint32         pc = get_number (vm, generator, GENERATOR_PC);
  guint32         send = ouro_instruction_get_argument (code->instructions[pc + 1]);

  set_number (vm, generator, GENERATOR_PC, ouro_instruction_get_argument (code->instructions[send]));
}

/* Runs the generator with the pending exception raised where it stands. */
static OuroId
run_with_exception (OuroVm *vm,
                    OuroId  generator)
{
  OuroId result, yielded;

  if (get_state (vm, generator) == STATE_FINISHED)
    return OURO_NO_ID;
  yielded = run (vm, generator, OURO_NO_ID, &result);
  if (result != OURO_NO_ID)
    raise_stop (vm, result);
  return yielded;
}

static OuroId throw_into (OuroVm *vm,
                          OuroId  generator,
                          OuroId  exception);

/* Passes an exception to what "yield from" waits for. */
static OuroId
throw_into_receiver (OuroVm *vm,
                     OuroId  generator,
                     OuroId  receiver,
                     OuroId  exception)
{
  OuroId method, yielded, value, result;

  if (vm->heap->rows[receiver].cls == OURO_TYPE_GENERATOR)
    {
      set_number (vm, generator, GENERATOR_STATE, STATE_RUNNING);
      yielded = ouro_vm_enter_recursion (vm, "") ? throw_into (vm, receiver, exception) : OURO_NO_ID;
      ouro_vm_leave_recursion (vm);
      set_number (vm, generator, GENERATOR_STATE, STATE_SUSPENDED);
    }
  else
    {
      method = ouro_vm_get_attribute_or_nothing (vm, receiver, ouro_vm_name (vm, OURO_NAME_throw));
      if (method == OURO_NO_ID)
        {
          ouro_vm_raise_object (vm, ouro_vm_new_reference (vm, exception));
          return run_with_exception (vm, generator);
        }
      ouro_vm_hold (vm, method);
      yielded = ouro_vm_call (vm, method, &exception, 1);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  if (yielded != OURO_NO_ID)
    return yielded;
  if (!ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
    return run_with_exception (vm, generator);
  value = ouro_vm_take_stop_value (vm);
  finish_yield_from (vm, generator);
  ouro_vm_hold (vm, value);
  yielded = run (vm, generator, value, &result);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (result != OURO_NO_ID)
    raise_stop (vm, result);
  return yielded;
}

static gboolean close_generator (OuroVm *vm,
                                 OuroId  generator,
                                 OuroId *result);

/* gen_close_iter */
static gboolean
close_receiver (OuroVm *vm,
                OuroId  receiver)
{
  OuroId   method, result;
  gboolean good;

  if (vm->heap->rows[receiver].cls == OURO_TYPE_GENERATOR)
    {
      good = ouro_vm_enter_recursion (vm, "") && close_generator (vm, receiver, NULL);
      ouro_vm_leave_recursion (vm);
      return good;
    }
  method = ouro_vm_get_attribute_or_nothing (vm, receiver, ouro_vm_name (vm, OURO_NAME_close));
  if (method == OURO_NO_ID)
    return !ouro_vm_has_exception (vm);
  ouro_vm_hold (vm, method);
  result = ouro_vm_call (vm, method, NULL, 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

static OuroId
throw_into (OuroVm *vm,
            OuroId  generator,
            OuroId  exception)
{
  OuroId receiver = get_yield_from (vm, generator);

  if (!check_state (vm, generator, OURO_ID_NONE))
    return OURO_NO_ID;
  if (receiver != OURO_NO_ID && !ouro_vm_is_instance (vm, exception, OURO_TYPE_GENERATOR_EXIT))
    return throw_into_receiver (vm, generator, receiver, exception);
  if (receiver != OURO_NO_ID && !close_receiver (vm, receiver))
    return run_with_exception (vm, generator);
  ouro_vm_raise_object (vm, ouro_vm_new_reference (vm, exception));
  return run_with_exception (vm, generator);
}

/* The exception that throw () means: an instance, or a class with a value. New reference. */
static OuroId
make_thrown (OuroVm        *vm,
             const guint32 *args,
             guint          n_args)
{
  OuroId           type = ouro_vm_argument (args, 0);
  OuroId           value = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_ID_NONE;
  g_autofree char *name = NULL;

  if (ouro_vm_is_instance (vm, type, OURO_TYPE_BASE_EXCEPTION))
    {
      if (value == OURO_ID_NONE)
        return ouro_vm_new_reference (vm, type);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "instance exception may not have a separate value");
      return OURO_NO_ID;
    }
  if (ouro_heap_get_kind (vm->heap, type) == OURO_KIND_CLASS && ouro_vm_is_subclass (vm, type, OURO_TYPE_BASE_EXCEPTION))
    {
      if (ouro_vm_is_instance (vm, value, type))
        return ouro_vm_new_reference (vm, value);
      return ouro_vm_call (vm, type, &value, value != OURO_ID_NONE ? 1 : 0);
    }
  name = ouro_vm_dup_type_name (vm, type);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "exceptions must be classes or instances deriving from BaseException, not %s", name);
  return OURO_NO_ID;
}

static OuroId
generator_throw (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId exception = make_thrown (vm, args, n_args);
  OuroId yielded;

  if (exception == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, exception);
  yielded = throw_into (vm, self, exception);
  if (yielded == OURO_NO_ID && !ouro_vm_has_exception (vm))
    ouro_vm_raise_object (vm, ouro_vm_new_reference (vm, exception));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return yielded;
}

/* Whether anything in the generator would notice GeneratorExit where it stands. */
static gboolean
has_handler (const OuroVm *vm,
             OuroId        generator)
{
  guint32 pc = get_number (vm, generator, GENERATOR_PC);

  return ouro_code_find_handler (get_code (vm, generator), pc > 0 ? pc - 1 : 0) != NULL;
}

static void
drop_cell (OuroVm *vm,
           OuroId  generator,
           guint   cell)
{
  guint32 content = ouro_heap_get_cell (vm->heap, generator, cell);

  ouro_heap_set_cell (vm->heap, generator, cell, 0);
  if (content != 0 && !(content & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    ouro_heap_decref (vm->heap, content & OURO_CELL_ID_MASK);
}

/* _PyFrame_ClearLocals: values from the top, then locals in the order of the version. */
static void
abandon (OuroVm *vm,
         OuroId  generator)
{
  guint  n_locals = get_code (vm, generator)->n_locals;
  guint  n_values = get_number (vm, generator, GENERATOR_N_VALUES);
  OuroId frame = ouro_heap_get_cell (vm->heap, generator, GENERATOR_FRAME);

  if (frame != OURO_NO_ID)
    ouro_py_frame_set_place (vm, frame, 0, OURO_NO_ID);
  set_number (vm, generator, GENERATOR_STATE, STATE_FINISHED);
  set_number (vm, generator, GENERATOR_N_VALUES, 0);
  for (guint i = n_values; i-- > 0;)
    drop_cell (vm, generator, GENERATOR_FIRST_LOCAL + n_locals + i);
  for (guint i = 0; i < n_locals; i++)
    drop_cell (vm, generator, GENERATOR_FIRST_LOCAL + (vm->profile->frame_releases_backward ? n_locals - 1 - i : i));
  if (!vm->profile->closing_keeps_function)
    drop_cell (vm, generator, GENERATOR_FUNCTION);
}

/* A generator that has not begun is over; 3.12 and 3.13 leave it what it holds until it dies. */
static void
close_unbegun (OuroVm *vm,
               OuroId  generator)
{
  if (vm->profile->closing_keeps_function)
    set_number (vm, generator, GENERATOR_STATE, STATE_FINISHED);
  else
    abandon (vm, generator);
}

/* generator.close (); result: what it returned on the way, or NULL. */
static gboolean
close_generator (OuroVm *vm,
                 OuroId  generator,
                 OuroId *result)
{
  OuroId   receiver = get_yield_from (vm, generator);
  OuroId   yielded, value;
  gboolean good = TRUE;

  if (result != NULL)
    *result = OURO_ID_NONE;
  if (get_state (vm, generator) == STATE_RUNNING)
    return check_state (vm, generator, OURO_ID_NONE);
  if (get_state (vm, generator) == STATE_CREATED)
    close_unbegun (vm, generator);
  if (get_state (vm, generator) == STATE_FINISHED)
    return TRUE;
  if (receiver != OURO_NO_ID)
    {
      set_number (vm, generator, GENERATOR_STATE, STATE_RUNNING);
      good = close_receiver (vm, receiver);
      set_number (vm, generator, GENERATOR_STATE, STATE_SUSPENDED);
    }
  if (good && receiver == OURO_NO_ID && !vm->profile->close_always_raises && !has_handler (vm, generator))
    {
      abandon (vm, generator);
      return TRUE;
    }
  if (good)
    ouro_vm_raise_with_args (vm, OURO_TYPE_GENERATOR_EXIT, NULL, 0);
  yielded = run_with_exception (vm, generator);
  if (yielded != OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, yielded);
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "generator ignored GeneratorExit");
      return FALSE;
    }
  if (ouro_vm_exception_is (vm, OURO_TYPE_GENERATOR_EXIT))
    {
      ouro_vm_clear_exception (vm);
      return TRUE;
    }
  value = ouro_vm_take_stop_value (vm);
  if (value == OURO_NO_ID)
    return FALSE;
  if (result != NULL && vm->profile->close_returns_value)
    *result = value;
  else
    ouro_heap_decref (vm->heap, value);
  return TRUE;
}

static OuroId
generator_close (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId result;

  return close_generator (vm, self, &result) ? result : OURO_NO_ID;
}

void
ouro_py_generator_finalize (OuroVm *vm,
                            OuroId  generator)
{
  /* A generator that holds a generator, and so on: one that would run no code lets go what it holds when it is freed. */
  if (ouro_vm_is_too_deep (vm) && (get_state (vm, generator) == STATE_CREATED || !has_handler (vm, generator)))
    return;
  vm->n_recursions++;
  if (!close_generator (vm, generator, NULL))
    ouro_vm_print_unraisable (vm, OURO_UNRAISABLE_GENERATOR, generator);
  vm->n_recursions--;
}

/* As an object -------------------------------------------------------------------------------- */

static OuroId
generator_repr (OuroVm *vm,
                OuroId  self)
{
  g_autofree char *name = ouro_vm_dup_text (vm, ouro_heap_get_cell (vm->heap, self, GENERATOR_QUALNAME));

  return ouro_vm_new_str (vm, "<generator object %s at 0x%" G_GINT64_MODIFIER "x>", name, ouro_identity (vm->heap, self));
}

static OuroId
generator_iter (OuroVm *vm,
                OuroId  self)
{
  return ouro_vm_new_reference (vm, self);
}

/* gi_frame: None once it has ended. */
static OuroId
get_frame (OuroVm *vm,
           OuroId  self)
{
  OuroId frame;

  if (get_state (vm, self) == STATE_FINISHED)
    return OURO_ID_NONE;
  if (get_state (vm, self) == STATE_RUNNING)
    {
      for (guint32 base = ouro_vm_get_base (vm); base != 0; base = ouro_frame_get (vm->heap, base, OURO_FRAME_BACK))
        if (get_owner (vm, base) == self)
          return ouro_vm_new_reference (vm, ouro_vm_get_frame_object (vm, base));
      return OURO_ID_NONE;
    }
  frame = ouro_heap_get_cell (vm->heap, self, GENERATOR_FRAME);
  if (frame == OURO_NO_ID)
    {
      frame = ouro_py_frame_new_for_generator (vm, self, ouro_heap_get_cell (vm->heap, self, GENERATOR_CODE),
                                               ouro_heap_get_cell (vm->heap, ouro_heap_get_cell (vm->heap, self, GENERATOR_FUNCTION), OURO_FUNCTION_GLOBALS));
      ouro_heap_set_cell (vm->heap, self, GENERATOR_FRAME, frame);
    }
  return ouro_vm_new_reference (vm, frame);
}

static OuroId
generator_get_attribute (OuroVm *vm,
                         OuroId  self,
                         OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  OuroId           receiver;

  if (name == ouro_vm_name (vm, OURO_NAME___name__))
    return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, self, GENERATOR_NAME));
  if (name == ouro_vm_name (vm, OURO_NAME___qualname__))
    return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, self, GENERATOR_QUALNAME));
  if (g_str_equal (text, "gi_running"))
    return ouro_vm_bool (get_state (vm, self) == STATE_RUNNING);
  if (g_str_equal (text, "gi_suspended"))
    return ouro_vm_bool (get_state (vm, self) == STATE_SUSPENDED);
  if (g_str_equal (text, "gi_code"))
    return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, self, GENERATOR_CODE));
  if (g_str_equal (text, "gi_frame"))
    return get_frame (vm, self);
  if (g_str_equal (text, "gi_yieldfrom"))
    {
      receiver = get_yield_from (vm, self);
      return ouro_vm_new_reference (vm, receiver != OURO_NO_ID ? receiver : OURO_ID_NONE);
    }
  return OURO_NO_ID;
}

static const OuroBuiltinDef generator_methods[] = {
  { "send", generator_send, 1, 1, 0 },
  { "throw", generator_throw, 1, 3, 0 },
  { "close", generator_close, 0, 0, 0 },
  { NULL },
};

void
ouro_py_generator_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_GENERATOR] = (OuroTypeSlots){
    .repr = generator_repr,
    .iter = generator_iter,
    .next = generator_next,
    .get_attribute = generator_get_attribute,
    .methods = generator_methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_GENERATOR);
}

/* gen_send_ex for generators, PyIter_Next or .send () for others (Python/ceval.c, SEND). */
OuroId
ouro_vm_send (OuroVm *vm,
              OuroId  receiver,
              OuroId  value)
{
  OuroId method, result;

  if (value == OURO_ID_NONE)
    return ouro_vm_next_keeping (vm, receiver);
  method = ouro_vm_get_attribute (vm, receiver, ouro_vm_name (vm, OURO_NAME_send));
  if (method == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, method);
  result = ouro_vm_call (vm, method, &value, 1);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}
