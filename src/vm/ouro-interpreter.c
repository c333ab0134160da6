/* ouro-interpreter.c - the bytecode loop
 *
 * One flat loop for all Python frames: a call pushes a frame and goes on, a return pops it and goes on. Only where a
 * function of ours calls Python (a __repr__, a sort key, a finalizer) does a new loop run inside it.
 *
 * The stack's end is in vm->end at every moment; the place in the code is in pc, and is written to the frame before
 * anything that may look at it.
 */
#include "ouro-interpreter-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-costs.h"

/* In a line that is a long loop by itself, a new transaction begins after so many turns. */
#define TURNS_IN_TRANSACTION 256

/* Frames ------------------------------------------------------------------------------------ */

void
ouro_interpreter_load_frame (OuroInterpreter *self)
{
  OuroVm              *vm = self->vm;
  OuroId               object;
  const OuroCodeEntry *entry;

  self->base = ouro_vm_get_base (vm);
  object = self->heap->stack[self->base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK;
  entry = ouro_vm_get_code (vm, object);
  self->code = entry->code;
  self->instructions = entry->code->instructions;
  self->hints = entry->hints;
  self->constants = ouro_vm_get_code_constants (vm, object, entry->code);
  self->names = self->heap->cells + self->heap->rows[object].cells + OURO_CODE_NAMES;
  self->pc = ouro_frame_get (self->heap, self->base, OURO_FRAME_PC);
}

/* Lines ------------------------------------------------------------------------------------- */

/* Everything that goes on from here is in the heap. */
static void
write_registers (OuroInterpreter *self)
{
  save_pc (self);
  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, self->vm->end);
  ouro_threads_write_registers (self->vm);
}

/* Limits are looked at once in a while, but for that of lines. */
#define LINES_BETWEEN_CHECKS 256

static void
check_limits (OuroVm *vm)
{
  guint64 n_lines = vm->heap->words[OURO_VM_WORD_N_LINES] | (guint64)vm->heap->words[OURO_VM_WORD_N_LINES + 1] << 32;

  if (vm->limits.max_lines > 0 && n_lines >= vm->limits.max_lines)
    ouro_vm_pass_limit (vm, OURO_VM_LIMIT_LINES, ngettext ("it has run for %" G_GUINT64_FORMAT " line", "it has run for %" G_GUINT64_FORMAT " lines", vm->limits.max_lines), vm->limits.max_lines);
  if (n_lines % LINES_BETWEEN_CHECKS == 0)
    ouro_vm_check_limits (vm);
}

static inline OuroOutcome
begin_transaction (OuroInterpreter *self,
                   guint32          line,
                   guint32          flags)
{
  save_pc (self);
  return ouro_vm_begin_transaction (self->vm, line, flags) ? OURO_NEXT : OURO_ERROR;
}

static inline void
count_line (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  guint32   low = heap->words[OURO_VM_WORD_N_LINES] + 1;

  ouro_heap_set_word (heap, OURO_VM_WORD_N_LINES, low);
  if (G_UNLIKELY (low == 0))
    ouro_heap_set_word (heap, OURO_VM_WORD_N_LINES + 1, heap->words[OURO_VM_WORD_N_LINES + 1] + 1);
}

static OuroOutcome
line (OuroInterpreter *self,
      guint32          number)
{
  OuroVm     *vm = self->vm;
  OuroOutcome outcome;

  if (G_UNLIKELY (vm->limits.max_lines > 0 || self->heap->words[OURO_VM_WORD_N_LINES] % LINES_BETWEEN_CHECKS == 0))
    check_limits (vm);
  if (G_UNLIKELY (vm->is_stopping))
    return OURO_ERROR;
  /* A transaction goes on from the very instruction that begins it. */
  self->pc--;
  if (G_UNLIKELY (vm->n_nested == 1 && !self->heap->recording && vm->lines_left == 0))
    {
      write_registers (self);
      ouro_heap_commit (self->heap);
      return OURO_LEAVE;
    }
  outcome = vm->is_at_line ? OURO_NEXT : begin_transaction (self, number, 0);
  vm->is_at_line = FALSE;
  if (G_UNLIKELY (outcome != OURO_NEXT))
    return outcome;
  self->pc++;
  vm->lines_left--;
  self->turns = 0;
  count_line (vm);
  ouro_heap_mark (self->heap, OURO_MARK_LINE, OURO_NO_ID, number, (self->code->flags & OURO_CODE_MODULE) != 0);
  return OURO_NEXT;
}

static void
statement_end (OuroInterpreter *self,
               guint32          number)
{
  OuroVm *vm = self->vm;

  /* Those of a module beside the program are no statements of the program. */
  if (self->base != OURO_FRAME_FIRST)
    return;
  ouro_heap_set_word (self->heap, OURO_VM_WORD_LAST_STATEMENT, number);
  ouro_heap_set_word (self->heap, OURO_VM_WORD_N_STATEMENTS, self->heap->words[OURO_VM_WORD_N_STATEMENTS] + 1);
  if (vm->statement_func == NULL || self->heap->recording)
    return;
  if (vm->statement_looks)
    write_registers (self);
  vm->statement_func (vm, number, vm->statement_data);
}

/* A loop turns: the eval breaker is looked at, and a long line is cut. */
static OuroOutcome
turn (OuroInterpreter *self,
      guint32          target)
{
  OuroOutcome outcome;

  self->pc = target;
  save_pc (self);
  outcome = poll_eval_breaker (self, OURO_NEXT);
  if (outcome != OURO_NEXT || ++self->turns < TURNS_IN_TRANSACTION)
    return outcome;
  self->turns = 0;
  return begin_transaction (self, self->code->flags & OURO_CODE_LIBRARY ? ouro_vm_get_program_line (self->vm) : self->code->positions[target].line, OURO_TRANSACTION_PART);
}

/* Locals ------------------------------------------------------------------------------------ */

OuroOutcome
ouro_interpreter_unbound_local (OuroInterpreter *self,
                                guint32          local)
{
  ouro_vm_raise (self->vm, OURO_TYPE_UNBOUND_LOCAL_ERROR, "cannot access local variable '%s' where it is not associated with a value", self->code->locals[local]);
  return OURO_ERROR;
}

static inline OuroOutcome
load_fast (OuroInterpreter *self,
           guint32          local,
           gboolean         borrow)
{
  guint32 cell = self->heap->stack[get_local_place (self, local)];

  if (G_UNLIKELY (cell == 0))
    return ouro_interpreter_unbound_local (self, local);
  if (borrow)
    cell |= OURO_CELL_BORROWED;
  else if (!(cell & OURO_CELL_BORROWED))
    ouro_heap_incref (self->heap, cell);
  push (self, cell);
  return OURO_NEXT;
}

/* What is borrowed from a constant or from a local of the caller stays so: both live on as long as the frame. */
static inline void
store_fast (OuroInterpreter *self,
            guint32          local,
            guint32          cell)
{
  guint32 place = get_local_place (self, local);
  guint32 old = self->heap->stack[place];

  ouro_stack_set (self->heap, place, cell);
  ouro_heap_mark (self->heap, OURO_MARK_BIND, cell & OURO_CELL_ID_MASK, local, OURO_BOUND_LOCAL);
  drop_cell (self, old);
}

static OuroOutcome
delete_fast (OuroInterpreter *self,
             guint32          local)
{
  guint32 place = get_local_place (self, local);
  guint32 old = self->heap->stack[place];

  if (old == 0)
    return ouro_interpreter_unbound_local (self, local);
  ouro_stack_set (self->heap, place, 0);
  ouro_heap_mark (self->heap, OURO_MARK_UNBIND, old & OURO_CELL_ID_MASK, local, OURO_BOUND_LOCAL);
  drop_cell (self, old);
  return OURO_NEXT;
}

/* Names ------------------------------------------------------------------------------------- */

static inline gboolean
is_at_hint (const OuroInterpreter *self,
            OuroId                 dict,
            OuroId                 name,
            guint32                hint)
{
  return hint < ouro_dict_get_n_entries (self->heap, dict) && ouro_dict_get_key (self->heap, dict, hint) == name;
}

static G_GNUC_NO_INLINE OuroId
find_name_anew (OuroInterpreter *self,
                OuroId           dict,
                OuroId           name,
                guint32         *hint)
{
  gint64 entry = ouro_dict_find_str (self->heap, dict, name);

  if (entry < 0)
    return OURO_NO_ID;
  *hint = (guint32)entry;
  return ouro_dict_get_value (self->heap, dict, (guint32)entry);
}

/* The value of a name in a dict whose keys are strings; borrowed. The hint says where it was the last time. */
static inline __attribute__ ((always_inline)) OuroId
find_name (OuroInterpreter *self,
           OuroId           dict,
           OuroId           name,
           guint32         *hint)
{
  if (G_LIKELY (is_at_hint (self, dict, name, *hint)))
    return ouro_dict_get_value (self->heap, dict, *hint);
  return find_name_anew (self, dict, name, hint);
}

static OuroOutcome
name_error (OuroInterpreter *self,
            OuroId           name)
{
  ouro_vm_raise_name_error (self->vm, name);
  return OURO_ERROR;
}

static inline __attribute__ ((always_inline)) OuroOutcome
load_global (OuroInterpreter *self,
             guint32          argument)
{
  OuroId   name = self->names[argument];
  guint32 *hint = &self->hints[2 * self->pc];
  OuroId   value = find_name (self, get_globals (self), name, hint);

  if (value == OURO_NO_ID)
    value = find_name (self, ouro_heap_get_root (self->heap, OURO_VM_ROOT_BUILTINS), name, hint + 1);
  if (G_UNLIKELY (value == OURO_NO_ID))
    return name_error (self, name);
  ouro_heap_incref (self->heap, value);
  push (self, value);
  return OURO_NEXT;
}

/* In a class body. */
static OuroOutcome
load_name_of_locals (OuroInterpreter *self,
                     guint32          argument)
{
  OuroId locals = get_locals (self);
  OuroId name = self->names[argument];
  gint64 entry;

  if (G_UNLIKELY (!ouro_interpreter_is_plain_dict (self, locals)))
    {
      OuroId value = ouro_interpreter_find_in_mapping (self, locals, name);

      if (value != OURO_NO_ID)
        push (self, value);
      return value != OURO_NO_ID ? OURO_NEXT : ouro_vm_has_exception (self->vm) ? OURO_ERROR
                                                                                : load_global (self, argument);
    }
  entry = ouro_dict_find_str (self->heap, locals, name);
  if (entry < 0)
    return load_global (self, argument);
  push (self, ouro_vm_new_reference (self->vm, ouro_dict_get_value (self->heap, locals, (guint32)entry)));
  return OURO_NEXT;
}

static inline OuroOutcome
load_name (OuroInterpreter *self,
           guint32          argument)
{
  return G_LIKELY (get_locals (self) == get_globals (self)) ? load_global (self, argument) : load_name_of_locals (self, argument);
}

/* The value is taken off the stack when the dict holds it; then what it held before is dropped. */
static inline void
store_in_dict (OuroInterpreter *self,
               OuroId           dict,
               guint32          argument)
{
  OuroId   name = self->names[argument];
  OuroId   value = peek_object (self, 1);
  guint32 *hint = &self->hints[2 * self->pc];

  ouro_heap_mark (self->heap, OURO_MARK_BIND, value, name, OURO_BOUND_GLOBAL);
  if (G_LIKELY (is_at_hint (self, dict, name, *hint)))
    ouro_dict_replace (self->heap, dict, *hint, value);
  else
    {
      gint64 entry;

      ouro_dict_set_str (self->heap, dict, name, value);
      entry = ouro_dict_find_str (self->heap, dict, name);
      *hint = entry >= 0 ? (guint32)entry : 0;
    }
  drop_cell (self, pop (self));
}

/* Jumps ------------------------------------------------------------------------------------- */

static inline int
truth_of_top (OuroInterpreter *self)
{
  OuroId object = peek_object (self, 1);

  if (object == OURO_ID_TRUE)
    return 1;
  if (object == OURO_ID_FALSE || object == OURO_ID_NONE)
    return 0;
  return ouro_vm_truth (self->vm, object);
}

static inline OuroOutcome
pop_jump_if (OuroInterpreter *self,
             guint32          target,
             gboolean         wanted)
{
  int truth = truth_of_top (self);

  if (truth < 0)
    return OURO_ERROR;
  discard (self, 1);
  if (truth == wanted)
    self->pc = target;
  return OURO_NEXT;
}

static OuroOutcome
jump_if_or_pop (OuroInterpreter *self,
                guint32          target,
                gboolean         wanted)
{
  int truth = truth_of_top (self);

  if (truth < 0)
    return OURO_ERROR;
  if (truth == wanted)
    self->pc = target;
  else
    discard (self, 1);
  return OURO_NEXT;
}

static OuroOutcome
pop_jump_if_none (OuroInterpreter *self,
                  guint32          target,
                  gboolean         wanted)
{
  gboolean is_none = peek_object (self, 1) == OURO_ID_NONE;

  discard (self, 1);
  if (is_none == wanted)
    self->pc = target;
  return OURO_NEXT;
}

/* Shuffling --------------------------------------------------------------------------------- */

static void
copy (OuroInterpreter *self,
      guint32          depth)
{
  guint32 cell = peek (self, depth);

  if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    ouro_heap_incref (self->heap, cell);
  push (self, cell);
}

static void
swap (OuroInterpreter *self,
      guint32          depth)
{
  guint32 end = self->vm->end;
  guint32 top = self->heap->stack[end - 1];
  guint32 deep = self->heap->stack[end - depth];

  ouro_stack_set (self->heap, end - depth, top);
  ouro_stack_set (self->heap, end - 1, deep);
}

static void
rotate (OuroInterpreter *self,
        guint32          depth)
{
  guint32 end = self->vm->end;
  guint32 deep = self->heap->stack[end - depth];

  for (guint32 i = depth; i > 1; i--)
    ouro_stack_set (self->heap, end - i, self->heap->stack[end - i + 1]);
  ouro_stack_set (self->heap, end - 1, deep);
}

/* The loop ---------------------------------------------------------------------------------- */

static inline OuroOutcome
load_const (OuroInterpreter *self,
            guint32          argument)
{
  guint32 constant = self->constants[argument];

  if (self->vm->profile->constants_are_borrowed)
    {
      push (self, constant | OURO_CELL_BORROWED);
      return OURO_NEXT;
    }
  ouro_heap_incref (self->heap, constant);
  push (self, constant);
  return OURO_NEXT;
}

/* The result on top takes the place of the receiver and of what goes with it. */
static OuroOutcome
end_send (OuroInterpreter *self,
          guint            n)
{
  guint32 result = pop (self);
  guint32 receiver = peek (self, n);

  for (guint i = 0; i < n; i++)
    pop (self);
  push (self, result);
  drop_cell (self, receiver);
  return OURO_NEXT;
}

static inline OuroOutcome
for_iter_virtual (OuroInterpreter *self,
                  guint32          target)
{
  guint32 index = peek (self, 1);
  OuroId  sequence = peek_object (self, 2);
  OuroId  item;

  if (!(index & OURO_CELL_INT))
    return ouro_interpreter_next_item (self, 2, 2, target);
  item = ouro_interpreter_get_virtual_item (self, sequence, index & ~OURO_CELL_INT);
  if (item == OURO_NO_ID)
    return end_loop (self, 2, target);
  ouro_stack_set (self->heap, self->vm->end - 1, index + 1);
  push (self, item);
  return OURO_NEXT;
}

static inline OuroOutcome
binary_op (OuroInterpreter *self,
           OuroOperator     op,
           gboolean         inplace)
{
  return replace_or_fail (self, 2, ouro_vm_binary (self->vm, peek_object (self, 2), peek_object (self, 1), op, inplace));
}

static inline OuroOutcome
load_attr (OuroInterpreter *self,
           guint32          argument)
{
  save_pc (self);
  return replace_or_fail (self, 1, ouro_vm_get_attribute (self->vm, peek_object (self, 1), self->names[argument]));
}

static OuroOutcome
load_method (OuroInterpreter *self,
             guint32          argument)
{
  OuroId receiver;
  OuroId function;

  save_pc (self);
  function = ouro_vm_get_method (self->vm, peek_object (self, 1), self->names[argument], &receiver);
  if (function == OURO_NO_ID)
    return OURO_ERROR;
  if (receiver != OURO_NO_ID)
    {
      /* The object moves to the place of self; its reference with it. */
      guint32 cell = pop (self);

      push (self, function);
      push (self, cell);
      ouro_heap_decref (self->heap, receiver);
      return OURO_NEXT;
    }
  replace (self, 1, function);
  push (self, 0);
  return OURO_NEXT;
}

static OuroOutcome
store_attr (OuroInterpreter *self,
            guint32          argument)
{
  save_pc (self);
  if (!ouro_vm_set_attribute (self->vm, peek_object (self, 1), self->names[argument], peek_object (self, 2)))
    return OURO_ERROR;
  discard (self, 2);
  return OURO_NEXT;
}

static OuroOutcome
delete_attr (OuroInterpreter *self,
             guint32          argument)
{
  save_pc (self);
  if (!ouro_vm_set_attribute (self->vm, peek_object (self, 1), self->names[argument], OURO_NO_ID))
    return OURO_ERROR;
  discard (self, 1);
  return OURO_NEXT;
}

static OuroOutcome
store_subscr (OuroInterpreter *self)
{
  save_pc (self);
  if (!ouro_vm_set_item (self->vm, peek_object (self, 2), peek_object (self, 1), peek_object (self, 3)))
    return OURO_ERROR;
  discard (self, 3);
  return OURO_NEXT;
}

static OuroOutcome
delete_subscr (OuroInterpreter *self)
{
  save_pc (self);
  if (!ouro_vm_set_item (self->vm, peek_object (self, 2), peek_object (self, 1), OURO_NO_ID))
    return OURO_ERROR;
  discard (self, 2);
  return OURO_NEXT;
}

static OuroOutcome
contains_op (OuroInterpreter *self,
             gboolean         negate)
{
  int contains = ouro_vm_contains (self->vm, peek_object (self, 1), peek_object (self, 2));

  if (contains < 0)
    return OURO_ERROR;
  replace (self, 2, ouro_vm_bool (contains != negate));
  return OURO_NEXT;
}

static OuroOutcome
is_op (OuroInterpreter *self,
       gboolean         negate)
{
  gboolean same = peek_object (self, 1) == peek_object (self, 2);

  replace (self, 2, ouro_vm_bool (same != negate));
  return OURO_NEXT;
}

static OuroOutcome
unary_not (OuroInterpreter *self)
{
  int truth = truth_of_top (self);

  if (truth < 0)
    return OURO_ERROR;
  replace (self, 1, ouro_vm_bool (!truth));
  return OURO_NEXT;
}

static OuroOutcome
resume (OuroInterpreter *self,
        guint32          kind)
{
  if (kind >= 2)
    return OURO_NEXT;
  save_pc (self);
  return poll_eval_breaker (self, OURO_NEXT);
}

/* Instructions that are seldom met: kept apart so that the others stay together. */
static OuroOutcome
execute_seldom (OuroInterpreter *self,
                OuroOp           op,
                guint32          argument)
{
  OuroVm *vm = self->vm;

  switch ((guint)op)
    {
    case OURO_OP_LOAD_FAST_AND_CLEAR:
      push (self, self->heap->stack[get_local_place (self, argument)]);
      ouro_stack_set (self->heap, get_local_place (self, argument), 0);
      return OURO_NEXT;
    case OURO_OP_STORE_FAST_MAYBE_NULL:
      store_fast (self, argument, pop (self));
      return OURO_NEXT;
    case OURO_OP_DELETE_FAST:
      return delete_fast (self, argument);
    case OURO_OP_DELETE_NAME:
      if (G_UNLIKELY (!ouro_interpreter_is_plain_dict (self, get_locals (self))))
        return ouro_interpreter_delete_from_mapping (self, argument);
      return ouro_interpreter_delete_from_dict (self, get_locals (self), argument);
    case OURO_OP_DELETE_GLOBAL:
      return ouro_interpreter_delete_from_dict (self, get_globals (self), argument);
    case OURO_OP_MAKE_CELL:
      ouro_interpreter_make_cell (self, argument);
      return OURO_NEXT;
    case OURO_OP_COPY_FREE_VARS:
      ouro_interpreter_copy_free_vars (self, argument);
      return OURO_NEXT;
    case OURO_OP_LOAD_CLOSURE:
      push (self, ouro_vm_new_reference (vm, ouro_interpreter_get_cell_object (self, argument)));
      return OURO_NEXT;
    case OURO_OP_DELETE_DEREF:
      return ouro_interpreter_delete_deref (self, argument);
    case OURO_OP_LOAD_CLASSDEREF:
      return ouro_interpreter_load_classderef (self, argument);
    case OURO_OP_LOAD_LOCALS:
      return ouro_interpreter_load_locals (self);
    case OURO_OP_LOAD_FROM_DICT_OR_GLOBALS:
      return ouro_interpreter_load_from_dict_or_globals (self, argument);
    case OURO_OP_LOAD_FROM_DICT_OR_DEREF:
      return ouro_interpreter_load_from_dict_or_deref (self, argument);
    case OURO_OP_LOAD_BUILD_CLASS:
      push (self, vm->build_class);
      return OURO_NEXT;
    case OURO_OP_LOAD_ASSERTION_ERROR:
      push (self, OURO_TYPE_ASSERTION_ERROR);
      return OURO_NEXT;
    case OURO_OP_LOAD_COMMON_CONSTANT:
      push (self, vm->common_constants[argument]);
      return OURO_NEXT;
    case OURO_OP_SETUP_ANNOTATIONS:
      return ouro_interpreter_setup_annotations (self);
    case OURO_OP_SETTLE:
      return ouro_interpreter_settle (self);
    case OURO_OP_LOAD_SUPER_ATTR:
      return ouro_interpreter_load_super (self, argument, FALSE);
    case OURO_OP_LOAD_SUPER_METHOD:
      return ouro_interpreter_load_super (self, argument, TRUE);
    case OURO_OP_BINARY_SLICE:
      save_pc (self);
      return replace_or_fail (self, 3, ouro_vm_get_slice (vm, peek_object (self, 3), peek_object (self, 2), peek_object (self, 1)));
    case OURO_OP_STORE_SLICE:
      save_pc (self);
      if (!ouro_vm_set_slice (vm, peek_object (self, 3), peek_object (self, 2), peek_object (self, 1), peek_object (self, 4)))
        return OURO_ERROR;
      discard (self, 4);
      return OURO_NEXT;
    case OURO_OP_BUILD_SLICE:
      return ouro_interpreter_build_slice (self, argument);
    case OURO_OP_UNARY_NEGATIVE:
      return replace_or_fail (self, 1, ouro_vm_unary (vm, peek_object (self, 1), OURO_OPERATOR_U_SUB));
    case OURO_OP_UNARY_POSITIVE:
      return replace_or_fail (self, 1, ouro_vm_unary (vm, peek_object (self, 1), OURO_OPERATOR_U_ADD));
    case OURO_OP_UNARY_INVERT:
      return replace_or_fail (self, 1, ouro_vm_unary (vm, peek_object (self, 1), OURO_OPERATOR_INVERT));
    case OURO_OP_FORMAT_VALUE:
      save_pc (self);
      return replace_or_fail (self, argument & 4 ? 2 : 1, ouro_vm_format_value (vm, peek_object (self, argument & 4 ? 2 : 1), argument & 3, argument & 4 ? peek_object (self, 1) : OURO_NO_ID));
    case OURO_OP_LIST_TO_TUPLE:
      return replace_or_fail (self, 1, ouro_py_list_as_tuple (vm, peek_object (self, 1)));
    case OURO_OP_UNPACK_EX:
      save_pc (self);
      return ouro_vm_unpack (vm, argument & 0xff, (gint)(argument >> 8)) ? OURO_NEXT : OURO_ERROR;
    case OURO_OP_CALL_FUNCTION_EX:
      return ouro_interpreter_call_function_ex (self, argument & 1);
    case OURO_OP_RETURN_GENERATOR:
      return ouro_interpreter_return_generator (self);
    case OURO_OP_YIELD_VALUE:
      return ouro_interpreter_yield_value (self);
    case OURO_OP_GET_YIELD_FROM_ITER:
      save_pc (self);
      if (self->heap->rows[peek_object (self, 1)].cls == OURO_TYPE_GENERATOR)
        return OURO_NEXT;
      return ouro_interpreter_get_iter (self);
    case OURO_OP_GET_YIELD_FROM_ITER_VIRTUAL:
      save_pc (self);
      return ouro_interpreter_get_yield_from_iter_virtual (self);
    case OURO_OP_SEND:
      return ouro_interpreter_send (self, 2, argument);
    case OURO_OP_SEND_VIRTUAL:
      return ouro_interpreter_send_virtual (self, argument);
    case OURO_OP_END_SEND:
      return end_send (self, 1);
    case OURO_OP_END_SEND_VIRTUAL:
      return end_send (self, 2);
    case OURO_OP_RAISE_VARARGS:
      return ouro_interpreter_raise_varargs (self, argument);
    case OURO_OP_PUSH_EXC_INFO:
      return ouro_interpreter_push_exc_info (self);
    case OURO_OP_CHECK_EXC_MATCH:
      save_pc (self);
      return ouro_interpreter_check_exc_match (self);
    case OURO_OP_POP_EXCEPT:
      return ouro_interpreter_pop_except (self);
    case OURO_OP_RERAISE:
      return ouro_interpreter_reraise (self, argument);
    case OURO_OP_BEFORE_WITH:
      return ouro_interpreter_before_with (self, FALSE);
    case OURO_OP_BEFORE_WITH_MANAGER:
      return ouro_interpreter_before_with (self, TRUE);
    case OURO_OP_WITH_EXCEPT_START:
      return ouro_interpreter_with_except_start (self, argument);
    case OURO_OP_IMPORT_NAME:
      return ouro_interpreter_import_name (self, argument);
    case OURO_OP_IMPORT_FROM:
      {
        OuroId value;

        save_pc (self);
        value = ouro_vm_import_from (vm, peek_object (self, 1), self->names[argument]);
        if (value == OURO_NO_ID)
          return OURO_ERROR;
        push (self, value);
        return OURO_NEXT;
      }
    case OURO_OP_IMPORT_STAR:
      save_pc (self);
      if (!ouro_vm_import_star (vm, peek_object (self, 1), get_locals (self)))
        return OURO_ERROR;
      discard (self, 1);
      return OURO_NEXT;
    default:
      g_assert_not_reached ();
    }
}

static inline __attribute__ ((always_inline)) OuroOutcome
execute (OuroInterpreter *self,
         OuroOp           op,
         guint32          argument)
{
  OuroVm *vm = self->vm;

  switch ((guint)op)
    {
    case OURO_OP_LINE:
      return line (self, argument);
    case OURO_OP_STATEMENT_END:
      statement_end (self, argument);
      return OURO_NEXT;
    case OURO_OP_RESUME:
      return resume (self, argument);
    case OURO_OP_NOP:
      return OURO_NEXT;
    case OURO_OP_POP_TOP:
      drop_cell (self, pop (self));
      return OURO_NEXT;
    case OURO_OP_PUSH_NULL:
      push (self, 0);
      return OURO_NEXT;
    case OURO_OP_COPY:
      copy (self, argument);
      return OURO_NEXT;
    case OURO_OP_SWAP:
      swap (self, argument);
      return OURO_NEXT;
    case OURO_OP_ROTATE:
      rotate (self, argument);
      return OURO_NEXT;
    case OURO_OP_LOAD_CONST:
      return load_const (self, argument);
    case OURO_OP_LOAD_FAST:
    case OURO_OP_LOAD_FAST_CHECK:
      return load_fast (self, argument, FALSE);
    case OURO_OP_LOAD_FAST_BORROW:
      return load_fast (self, argument, TRUE);
    case OURO_OP_STORE_FAST:
      store_fast (self, argument, pop (self));
      return OURO_NEXT;
    case OURO_OP_LOAD_NAME:
      return load_name (self, argument);
    case OURO_OP_STORE_NAME:
      if (G_UNLIKELY (!ouro_interpreter_is_plain_dict (self, get_locals (self))))
        return ouro_interpreter_store_in_mapping (self, argument);
      store_in_dict (self, get_locals (self), argument);
      return OURO_NEXT;
    case OURO_OP_LOAD_GLOBAL:
      return load_global (self, argument);
    case OURO_OP_STORE_GLOBAL:
      store_in_dict (self, get_globals (self), argument);
      return OURO_NEXT;
    case OURO_OP_LOAD_DEREF:
      return ouro_interpreter_load_deref (self, argument);
    case OURO_OP_STORE_DEREF:
      ouro_interpreter_store_deref (self, argument);
      return OURO_NEXT;
    case OURO_OP_LOAD_ATTR:
      return load_attr (self, argument);
    case OURO_OP_LOAD_METHOD:
      return load_method (self, argument);
    case OURO_OP_STORE_ATTR:
      return store_attr (self, argument);
    case OURO_OP_DELETE_ATTR:
      return delete_attr (self, argument);
    case OURO_OP_BINARY_SUBSCR:
      save_pc (self);
      return replace_or_fail (self, 2, ouro_vm_get_item (vm, peek_object (self, 2), peek_object (self, 1)));
    case OURO_OP_STORE_SUBSCR:
      return store_subscr (self);
    case OURO_OP_DELETE_SUBSCR:
      return delete_subscr (self);
    case OURO_OP_UNARY_NOT:
      return unary_not (self);
    case OURO_OP_BINARY_OP:
      save_pc (self);
      return binary_op (self, (OuroOperator)argument, FALSE);
    case OURO_OP_INPLACE_OP:
      save_pc (self);
      return binary_op (self, (OuroOperator)argument, TRUE);
    case OURO_OP_COMPARE_OP:
      save_pc (self);
      return replace_or_fail (self, 2, ouro_vm_compare (vm, peek_object (self, 2), peek_object (self, 1), (OuroOperator)argument));
    case OURO_OP_IS_OP:
      return is_op (self, argument);
    case OURO_OP_CONTAINS_OP:
      save_pc (self);
      return contains_op (self, argument);
    case OURO_OP_BUILD_TUPLE:
      return ouro_interpreter_build_tuple (self, argument);
    case OURO_OP_BUILD_LIST:
      return ouro_interpreter_build_list (self, argument);
    case OURO_OP_BUILD_SET:
      save_pc (self);
      return ouro_interpreter_build_set (self, argument);
    case OURO_OP_BUILD_MAP:
      save_pc (self);
      return ouro_interpreter_build_map (self, argument);
    case OURO_OP_BUILD_CONST_KEY_MAP:
      save_pc (self);
      return ouro_interpreter_build_const_key_map (self, argument);
    case OURO_OP_BUILD_STRING:
      return ouro_interpreter_build_string (self, argument);
    case OURO_OP_LIST_APPEND:
      {
        guint32 cell = pop (self);

        ouro_py_list_append_taking (vm, peek_object (self, argument), own (self, cell));
        return OURO_NEXT;
      }
    case OURO_OP_SET_ADD:
      save_pc (self);
      return ouro_interpreter_set_add (self, argument);
    case OURO_OP_MAP_ADD:
      save_pc (self);
      return ouro_interpreter_map_add (self, argument);
    case OURO_OP_LIST_EXTEND:
    case OURO_OP_SET_UPDATE:
    case OURO_OP_DICT_UPDATE:
    case OURO_OP_DICT_MERGE:
      save_pc (self);
      return ouro_interpreter_extend (self, op, argument);
    case OURO_OP_UNPACK_SEQUENCE:
      save_pc (self);
      return ouro_interpreter_unpack_sequence (self, argument);
    case OURO_OP_JUMP_FORWARD:
    case OURO_OP_JUMP_BACKWARD_NO_INTERRUPT:
      self->pc = argument;
      return OURO_NEXT;
    case OURO_OP_JUMP_BACKWARD:
      return turn (self, argument);
    case OURO_OP_POP_JUMP_IF_FALSE:
      return pop_jump_if (self, argument, FALSE);
    case OURO_OP_POP_JUMP_IF_TRUE:
      return pop_jump_if (self, argument, TRUE);
    case OURO_OP_POP_JUMP_IF_NONE:
      return pop_jump_if_none (self, argument, TRUE);
    case OURO_OP_POP_JUMP_IF_NOT_NONE:
      return pop_jump_if_none (self, argument, FALSE);
    case OURO_OP_JUMP_IF_FALSE_OR_POP:
      return jump_if_or_pop (self, argument, FALSE);
    case OURO_OP_JUMP_IF_TRUE_OR_POP:
      return jump_if_or_pop (self, argument, TRUE);
    case OURO_OP_GET_ITER:
      save_pc (self);
      return ouro_interpreter_get_iter (self);
    case OURO_OP_GET_ITER_VIRTUAL:
      save_pc (self);
      return ouro_interpreter_get_iter_virtual (self);
    case OURO_OP_FOR_ITER:
      save_pc (self);
      return ouro_interpreter_next_item (self, 1, 1, argument);
    case OURO_OP_FOR_ITER_VIRTUAL:
      save_pc (self);
      return for_iter_virtual (self, argument);
    case OURO_OP_MAKE_FUNCTION:
      return ouro_interpreter_make_function (self, argument);
    case OURO_OP_CALL:
      return ouro_interpreter_call (self, argument);
    case OURO_OP_CALL_KW:
      return ouro_interpreter_call_kw (self, argument);
    case OURO_OP_RETURN_VALUE:
      return ouro_interpreter_return_value (self, own (self, pop (self)));
    default:
      return execute_seldom (self, op, argument);
    }
}

/* What an instruction tells besides that all is well: TRUE when the loop goes on. */
static gboolean
go_on (OuroInterpreter *self,
       OuroOutcome      outcome)
{
  if (outcome == OURO_ERROR || outcome == OURO_RERAISE)
    {
      if (outcome == OURO_ERROR)
        save_pc (self);
      outcome = ouro_interpreter_unwind (self, outcome == OURO_RERAISE);
    }
  if (outcome == OURO_SWITCH)
    {
      self->turns = 0;
      outcome = !self->vm->is_stopping && ouro_threads_switch (self->vm) ? OURO_ENTER : OURO_LEAVE;
    }
  if (outcome == OURO_ENTER)
    ouro_interpreter_load_frame (self);
  return outcome != OURO_LEAVE;
}

OuroId
ouro_vm_interpret (OuroVm *vm)
{
  OuroInterpreter self = { .vm = vm, .heap = vm->heap };
  OuroOutcome     outcome = OURO_NEXT;

  vm->n_nested++;
  vm->may_wait = FALSE;
  ouro_interpreter_load_frame (&self);
  if (G_UNLIKELY (ouro_vm_is_too_deep (vm)) && !ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_RECURSION_ERROR, "maximum recursion depth exceeded");
  /* generator.throw () comes with an exception, too. */
  if (G_UNLIKELY (ouro_vm_has_exception (vm)))
    outcome = OURO_ERROR;
  while (outcome == OURO_NEXT || go_on (&self, outcome))
    {
      guint32 instruction = self.instructions[self.pc++];
      OuroOp  op = ouro_instruction_get_op (instruction);

      vm->clock += ouro_costs[op];
      outcome = execute (&self, op, ouro_instruction_get_argument (instruction));
    }
  vm->n_nested--;
  return self.result;
}
