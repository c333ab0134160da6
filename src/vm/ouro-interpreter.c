/* ouro-interpreter.c - the bytecode loop
 *
 * One flat loop for all Python frames: a call pushes a frame and goes on, a return pops it and goes on. Only where a
 * function of ours calls Python (a __repr__, a sort key, a finalizer) does a new loop run inside it.
 *
 * The stack's end is in vm->end at every moment; the place in the code is in pc, and is written to the frame before
 * anything that may look at it.
 */
#include "ouro-vm-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In a line that is a long loop by itself, a new transaction begins after so many turns. */
#define TURNS_IN_TRANSACTION 256

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
} Interpreter;

/* What an instruction tells the loop. */
typedef enum {
  NEXT,
  ERROR,   /* an exception is pending, raised here */
  RERAISE, /* the same, but it has been here before */
  ENTER,   /* another frame is the innermost one now */
  LEAVE,   /* the run has ended */
} Outcome;

/* The stack --------------------------------------------------------------------------------- */

static inline void
push (Interpreter *self,
      guint32      cell)
{
  ouro_stack_push (self->heap, &self->vm->end, cell);
}

static inline guint32
pop (Interpreter *self)
{
  return ouro_stack_pop (self->heap, &self->vm->end);
}

static inline guint32
peek (const Interpreter *self,
      guint              depth)
{
  return self->heap->stack[self->vm->end - depth];
}

static inline OuroId
peek_object (const Interpreter *self,
             guint              depth)
{
  return peek (self, depth) & OURO_CELL_ID_MASK;
}

static inline void
drop_cell (Interpreter *self,
           guint32      cell)
{
  if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    ouro_heap_decref (self->heap, cell);
}

/* A reference of one's own from a cell that has left the stack. */
static inline OuroId
own (Interpreter *self,
     guint32      cell)
{
  if (cell & OURO_CELL_BORROWED)
    ouro_heap_incref (self->heap, cell & OURO_CELL_ID_MASK);
  return cell & OURO_CELL_ID_MASK;
}

/* The n operands on top make way for the result; they are dropped from the lowest, when it stands. */
static inline void
replace (Interpreter *self,
         guint        n,
         OuroId       result)
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
discard (Interpreter *self,
         guint        n)
{
  guint32 cells[4];

  for (guint i = n; i-- > 0;)
    cells[i] = pop (self);
  for (guint i = 0; i < n; i++)
    drop_cell (self, cells[i]);
}

static inline Outcome
replace_or_fail (Interpreter *self,
                 guint        n,
                 OuroId       result)
{
  if (result == OURO_NO_ID)
    return ERROR;
  replace (self, n, result);
  return NEXT;
}

/* Frames ------------------------------------------------------------------------------------ */

static inline void
save_pc (Interpreter *self)
{
  ouro_stack_set (self->heap, self->base + OURO_FRAME_PC, self->pc | OURO_CELL_INT);
}

static void
load_frame (Interpreter *self)
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
  self->constants = self->heap->cells + self->heap->rows[object].cells + 1;
  self->names = self->constants + entry->code->n_constants;
  self->pc = ouro_frame_get (self->heap, self->base, OURO_FRAME_PC);
}

static inline guint32
get_local_place (const Interpreter *self,
                 guint32            local)
{
  return self->base + OURO_FRAME_SIZE + local;
}

/* Lines ------------------------------------------------------------------------------------- */

/* Everything that goes on from here is in the heap. */
static void
write_registers (Interpreter *self)
{
  save_pc (self);
  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, self->vm->end);
}

static gboolean
is_out_of_limits (OuroVm *vm)
{
  guint64 n_lines = vm->heap->words[OURO_VM_WORD_N_LINES] | (guint64)vm->heap->words[OURO_VM_WORD_N_LINES + 1] << 32;

  if (vm->limits.max_lines > 0 && n_lines >= vm->limits.max_lines)
    ouro_vm_give_up (vm, ngettext ("it has run for %" G_GUINT64_FORMAT " line", "it has run for %" G_GUINT64_FORMAT " lines", vm->limits.max_lines), vm->limits.max_lines);
  if ((n_lines & 0xff) == 0)
    ouro_vm_check_limits (vm);
  return vm->is_stopping;
}

/* A new transaction, unless one is being recorded: then the one that ends may have been the last that was wanted. */
static Outcome
begin_transaction (Interpreter *self,
                   guint32      line,
                   guint32      flags)
{
  OuroVm *vm = self->vm;

  write_registers (self);
  if (G_UNLIKELY (self->heap->recording))
    {
      if (!vm->has_recorded && (--vm->record_left == 0 || ouro_heap_is_record_full (self->heap)))
        {
          /* What is still done on the way out does not belong to the line. */
          vm->has_recorded = TRUE;
          vm->n_recorded = ouro_heap_get_n_changes (self->heap);
          vm->is_stopping = TRUE;
        }
      return vm->is_stopping ? ERROR : NEXT;
    }
  if (vm->n_nested == 1)
    flags |= OURO_TRANSACTION_CLEAN;
  ouro_heap_begin (self->heap, line, flags);
  return NEXT;
}

static void
count_line (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  guint32   low = heap->words[OURO_VM_WORD_N_LINES] + 1;

  ouro_heap_set_word (heap, OURO_VM_WORD_N_LINES, low);
  if (G_UNLIKELY (low == 0))
    ouro_heap_set_word (heap, OURO_VM_WORD_N_LINES + 1, heap->words[OURO_VM_WORD_N_LINES + 1] + 1);
}

static Outcome
line (Interpreter *self,
      guint32      number)
{
  OuroVm *vm = self->vm;
  Outcome outcome;

  if (G_UNLIKELY (is_out_of_limits (vm)))
    return ERROR;
  /* A transaction goes on from the very instruction that begins it. */
  self->pc--;
  if (G_UNLIKELY (vm->n_nested == 1 && !self->heap->recording && vm->lines_left == 0))
    {
      write_registers (self);
      ouro_heap_commit (self->heap);
      return LEAVE;
    }
  outcome = vm->is_at_line ? NEXT : begin_transaction (self, number, 0);
  vm->is_at_line = FALSE;
  if (G_UNLIKELY (outcome != NEXT))
    return outcome;
  self->pc++;
  vm->lines_left--;
  self->turns = 0;
  count_line (vm);
  ouro_heap_mark (self->heap, OURO_MARK_LINE, OURO_NO_ID, number, (self->code->flags & OURO_CODE_MODULE) != 0);
  return NEXT;
}

static void
statement_end (Interpreter *self,
               guint32      number)
{
  OuroVm *vm = self->vm;

  ouro_heap_set_word (self->heap, OURO_VM_WORD_LAST_STATEMENT, number);
  ouro_heap_set_word (self->heap, OURO_VM_WORD_N_STATEMENTS, self->heap->words[OURO_VM_WORD_N_STATEMENTS] + 1);
  if (vm->statement_func == NULL || self->heap->recording)
    return;
  write_registers (self);
  vm->statement_func (vm, number, vm->statement_data);
}

/* A loop turns: the eval breaker is looked at, and a long line is cut. */
static Outcome
turn (Interpreter *self,
      guint32      target)
{
  self->pc = target;
  save_pc (self);
  if (!ouro_vm_poll (self->vm))
    return ERROR;
  if (++self->turns < TURNS_IN_TRANSACTION)
    return NEXT;
  self->turns = 0;
  return begin_transaction (self, self->code->positions[target].line, OURO_TRANSACTION_PART);
}

/* Locals ------------------------------------------------------------------------------------ */

static Outcome
unbound_local (Interpreter *self,
               guint32      local)
{
  ouro_vm_raise (self->vm, OURO_TYPE_UNBOUND_LOCAL_ERROR, "cannot access local variable '%s' where it is not associated with a value", self->code->locals[local]);
  return ERROR;
}

static inline Outcome
load_fast (Interpreter *self,
           guint32      local,
           gboolean     borrow)
{
  guint32 cell = self->heap->stack[get_local_place (self, local)];

  if (G_UNLIKELY (cell == 0))
    return unbound_local (self, local);
  if (borrow)
    {
      push (self, cell | OURO_CELL_BORROWED);
      return NEXT;
    }
  ouro_heap_incref (self->heap, cell & OURO_CELL_ID_MASK);
  push (self, cell & OURO_CELL_ID_MASK);
  return NEXT;
}

static inline void
store_fast (Interpreter *self,
            guint32      local,
            guint32      cell)
{
  guint32 place = get_local_place (self, local);
  guint32 old = self->heap->stack[place];

  ouro_stack_set (self->heap, place, cell != 0 ? own (self, cell) : 0);
  ouro_heap_mark (self->heap, OURO_MARK_BIND, cell & OURO_CELL_ID_MASK, local, OURO_BOUND_LOCAL);
  drop_cell (self, old);
}

static Outcome
delete_fast (Interpreter *self,
             guint32      local)
{
  guint32 place = get_local_place (self, local);
  guint32 old = self->heap->stack[place];

  if (old == 0)
    return unbound_local (self, local);
  ouro_stack_set (self->heap, place, 0);
  ouro_heap_mark (self->heap, OURO_MARK_UNBIND, old & OURO_CELL_ID_MASK, local, OURO_BOUND_LOCAL);
  drop_cell (self, old);
  return NEXT;
}

/* Names ------------------------------------------------------------------------------------- */

/* The value of a name in a dict whose keys are strings; borrowed. The hint says where it was the last time. */
static inline OuroId
find_name (Interpreter *self,
           OuroId       dict,
           OuroId       name,
           guint32     *hint)
{
  gint64 entry;

  if (G_LIKELY (*hint < ouro_dict_get_n_entries (self->heap, dict) && ouro_dict_get_key (self->heap, dict, *hint) == name))
    return ouro_dict_get_value (self->heap, dict, *hint);
  entry = ouro_dict_find_str (self->heap, dict, name);
  if (entry < 0)
    return OURO_NO_ID;
  *hint = (guint32)entry;
  return ouro_dict_get_value (self->heap, dict, (guint32)entry);
}

static OuroId
get_globals (const Interpreter *self)
{
  return self->heap->stack[self->base + OURO_FRAME_GLOBALS] & OURO_CELL_ID_MASK;
}

static OuroId
get_locals (const Interpreter *self)
{
  return self->heap->stack[self->base + OURO_FRAME_LOCALS] & OURO_CELL_ID_MASK;
}

static Outcome
name_error (Interpreter *self,
            OuroId       name)
{
  ouro_vm_raise_name_error (self->vm, name);
  return ERROR;
}

static inline Outcome
load_global (Interpreter *self,
             guint32      argument)
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
  return NEXT;
}

static inline Outcome
load_name (Interpreter *self,
           guint32      argument)
{
  OuroId locals = get_locals (self);
  OuroId name = self->names[argument];
  gint64 entry;

  if (locals == get_globals (self))
    return load_global (self, argument);
  entry = ouro_dict_find_str (self->heap, locals, name);
  if (entry < 0)
    return load_global (self, argument);
  push (self, ouro_vm_new_reference (self->vm, ouro_dict_get_value (self->heap, locals, (guint32)entry)));
  return NEXT;
}

/* The value is taken off the stack when the dict holds it; then what it held before is dropped. */
static inline void
store_in_dict (Interpreter *self,
               OuroId       dict,
               guint32      argument)
{
  OuroId   name = self->names[argument];
  OuroId   value = peek_object (self, 1);
  guint32 *hint = &self->hints[2 * self->pc];

  ouro_heap_mark (self->heap, OURO_MARK_BIND, value, name, OURO_BOUND_GLOBAL);
  if (G_LIKELY (*hint < ouro_dict_get_n_entries (self->heap, dict) && ouro_dict_get_key (self->heap, dict, *hint) == name))
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

static Outcome
delete_from_dict (Interpreter *self,
                  OuroId       dict,
                  guint32      argument)
{
  OuroId name = self->names[argument];
  gint64 entry = ouro_dict_find_str (self->heap, dict, name);

  if (entry < 0)
    return name_error (self, name);
  ouro_heap_mark (self->heap, OURO_MARK_UNBIND, ouro_dict_get_value (self->heap, dict, (guint32)entry), name, OURO_BOUND_GLOBAL);
  ouro_dict_remove (self->heap, dict, (guint32)entry, NULL);
  return NEXT;
}

/* Cells ------------------------------------------------------------------------------------- */

static OuroId
get_cell_object (const Interpreter *self,
                 guint32            local)
{
  return self->heap->stack[get_local_place (self, local)] & OURO_CELL_ID_MASK;
}

static void
make_cell (Interpreter *self,
           guint32      local)
{
  guint32 place = get_local_place (self, local);
  guint32 content = self->heap->stack[place];
  OuroId  cell = ouro_py_cell_new (self->vm);

  if (content != 0)
    ouro_heap_set_cell (self->heap, cell, 0, own (self, content));
  ouro_stack_set (self->heap, place, cell);
}

static void
copy_free_vars (Interpreter *self,
                guint32      n)
{
  OuroId  function = self->heap->stack[self->base + OURO_FRAME_FUNCTION];
  OuroId  closure = ouro_heap_get_cell (self->heap, function, OURO_FUNCTION_CLOSURE);
  guint32 first = self->code->n_locals - n;

  for (guint32 i = 0; i < n; i++)
    ouro_stack_set (self->heap, get_local_place (self, first + i), ouro_vm_new_reference (self->vm, ouro_heap_get_cell (self->heap, closure, i)));
}

static Outcome
unbound_cell (Interpreter *self,
              guint32      local)
{
  if (self->code->local_flags[local] & OURO_LOCAL_FREE)
    ouro_vm_raise (self->vm, OURO_TYPE_NAME_ERROR, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", self->code->locals[local]);
  else
    unbound_local (self, local);
  return ERROR;
}

static Outcome
load_deref (Interpreter *self,
            guint32      local)
{
  OuroId value = ouro_heap_get_cell (self->heap, get_cell_object (self, local), 0);

  if (value == OURO_NO_ID)
    return unbound_cell (self, local);
  push (self, ouro_vm_new_reference (self->vm, value));
  return NEXT;
}

static void
store_deref (Interpreter *self,
             guint32      local)
{
  OuroId cell = get_cell_object (self, local);
  OuroId old = ouro_heap_get_cell (self->heap, cell, 0);

  ouro_heap_set_cell (self->heap, cell, 0, own (self, pop (self)));
  drop_cell (self, old);
}

static Outcome
delete_deref (Interpreter *self,
              guint32      local)
{
  OuroId cell = get_cell_object (self, local);
  OuroId old = ouro_heap_get_cell (self->heap, cell, 0);

  if (old == OURO_NO_ID)
    return unbound_cell (self, local);
  ouro_heap_set_cell (self->heap, cell, 0, OURO_NO_ID);
  drop_cell (self, old);
  return NEXT;
}

static Outcome
load_classderef (Interpreter *self,
                 guint32      local)
{
  const char *text = self->code->locals[local];
  OuroId      name = ouro_vm_intern (self->vm, text, strlen (text));
  gint64      entry = ouro_dict_find_str (self->heap, get_locals (self), name);

  ouro_heap_decref (self->heap, name);
  if (entry < 0)
    return load_deref (self, local);
  push (self, ouro_vm_new_reference (self->vm, ouro_dict_get_value (self->heap, get_locals (self), (guint32)entry)));
  return NEXT;
}

/* Displays ---------------------------------------------------------------------------------- */

/* Moves the n values on top into the cells of a new object. */
static void
move_into (Interpreter *self,
           OuroId       object,
           guint32      n)
{
  for (guint32 i = n; i-- > 0;)
    ouro_heap_set_cell (self->heap, object, i, own (self, pop (self)));
}

static Outcome
build_tuple (Interpreter *self,
             guint32      n)
{
  OuroId tuple = n > 0 ? ouro_py_tuple_new (self->vm, n) : OURO_ID_EMPTY_TUPLE;

  move_into (self, tuple, n);
  if (n > 0)
    ouro_py_tuple_track (self->vm, tuple);
  push (self, tuple);
  return NEXT;
}

static Outcome
build_list (Interpreter *self,
            guint32      n)
{
  OuroId list = ouro_py_list_new (self->vm, n);

  move_into (self, list, n);
  push (self, list);
  return NEXT;
}

static Outcome
build_set (Interpreter *self,
           guint32      n)
{
  OuroVm *vm = self->vm;
  OuroId  set = ouro_py_set_new (vm, OURO_TYPE_SET);

  push (self, set);
  for (guint32 i = 0; i < n; i++)
    if (!ouro_py_set_add (vm, set, peek_object (self, n + 1 - i)))
      return ERROR;
  pop (self);
  for (guint32 i = 0; i < n; i++)
    drop_cell (self, pop (self));
  push (self, set);
  return NEXT;
}

static gboolean
all_keys_are_str (const Interpreter *self,
                  guint32            n)
{
  for (guint32 i = 0; i < n; i++)
    if (self->heap->rows[peek_object (self, 2 * (n - i))].cls != OURO_TYPE_STR)
      return FALSE;
  return TRUE;
}

static Outcome
build_map (Interpreter *self,
           guint32      n)
{
  OuroVm *vm = self->vm;
  OuroId  dict = ouro_dict_new_presized (self->heap, n, all_keys_are_str (self, n));

  push (self, dict);
  for (guint32 i = 0; i < n; i++)
    if (!ouro_vm_set_item (vm, dict, peek_object (self, 2 * (n - i) + 1), peek_object (self, 2 * (n - i))))
      return ERROR;
  pop (self);
  for (guint32 i = 0; i < 2 * n; i++)
    drop_cell (self, pop (self));
  push (self, dict);
  return NEXT;
}

static Outcome
map_add (Interpreter *self,
         guint32      depth)
{
  if (!ouro_vm_set_item (self->vm, peek_object (self, depth + 2), peek_object (self, 2), peek_object (self, 1)))
    return ERROR;
  discard (self, 2);
  return NEXT;
}

static Outcome
set_add (Interpreter *self,
         guint32      depth)
{
  if (!ouro_py_set_add (self->vm, peek_object (self, depth + 1), peek_object (self, 1)))
    return ERROR;
  discard (self, 1);
  return NEXT;
}

static Outcome
extend (Interpreter *self,
        OuroOp       op,
        guint32      depth)
{
  OuroVm  *vm = self->vm;
  OuroId   target = peek_object (self, depth + 1);
  OuroId   source = peek_object (self, 1);
  gboolean good;

  switch ((guint)op)
    {
    case OURO_OP_LIST_EXTEND:
      good = ouro_py_list_extend_display (vm, target, source);
      break;
    case OURO_OP_SET_UPDATE:
      good = ouro_py_set_update (vm, target, source);
      break;
    case OURO_OP_DICT_UPDATE:
      good = ouro_py_dict_update_display (vm, target, source);
      break;
    default:
      good = ouro_py_dict_merge_keywords (vm, target, source);
      break;
    }
  if (!good)
    return ERROR;
  discard (self, 1);
  return NEXT;
}

static Outcome
build_slice (Interpreter *self,
             guint32      n)
{
  OuroId slice = ouro_py_slice_new (self->vm, peek_object (self, n), peek_object (self, n - 1), n == 3 ? peek_object (self, 1) : OURO_ID_NONE);

  replace (self, n, slice);
  return NEXT;
}

static Outcome
build_string (Interpreter *self,
              guint32      n)
{
  OuroId result = ouro_py_str_join_stack (self->vm, self->heap->stack + self->vm->end - n, n);

  for (guint32 i = 0; i < n; i++)
    drop_cell (self, pop (self));
  push (self, result);
  return NEXT;
}

/* Unpacking --------------------------------------------------------------------------------- */

static Outcome
unpack_sequence (Interpreter *self,
                 guint32      n)
{
  OuroId   sequence = peek_object (self, 1);
  OuroKind kind = ouro_heap_get_kind (self->heap, sequence);
  guint32  cell;

  if ((kind != OURO_KIND_TUPLE && kind != OURO_KIND_LIST) || ouro_heap_get_n_cells (self->heap, sequence) != n)
    return ouro_vm_unpack (self->vm, n, -1) ? NEXT : ERROR;
  cell = pop (self);
  for (guint32 i = n; i-- > 0;)
    push (self, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (self->heap, sequence, i)));
  drop_cell (self, cell);
  return NEXT;
}

/* Iteration --------------------------------------------------------------------------------- */

static Outcome
get_iter (Interpreter *self)
{
  return replace_or_fail (self, 1, ouro_vm_iter (self->vm, peek_object (self, 1)));
}

static Outcome
get_iter_virtual (Interpreter *self)
{
  OuroId object = peek_object (self, 1);
  OuroId cls = self->heap->rows[object].cls;

  if (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE)
    {
      push (self, 0 | OURO_CELL_INT);
      return NEXT;
    }
  if (get_iter (self) == ERROR)
    return ERROR;
  push (self, 0);
  return NEXT;
}

/* The iterator is exhausted: it goes, with its index where it has one. */
static Outcome
end_loop (Interpreter *self,
          guint        n,
          guint32      target)
{
  discard (self, n);
  self->pc = target;
  return NEXT;
}

/* Asks the iterator that lies so deep. A generator's frame is entered; its next value comes by YIELD_VALUE. */
static Outcome
next_item (Interpreter *self,
           guint        depth,
           guint        n,
           guint32      target)
{
  OuroVm *vm = self->vm;
  OuroId  iterator = peek_object (self, depth);
  OuroId  item;

  if (self->heap->rows[iterator].cls == OURO_TYPE_GENERATOR)
    {
      save_pc (self);
      if (ouro_py_generator_can_resume (vm, iterator))
        return ouro_py_generator_resume (vm, iterator, OURO_ID_NONE, 0) ? ENTER : ERROR;
    }
  item = ouro_vm_next (vm, iterator);
  if (item != OURO_NO_ID)
    {
      push (self, item);
      return NEXT;
    }
  if (ouro_vm_has_exception (vm))
    return ERROR;
  return end_loop (self, n, target);
}

static inline Outcome
for_iter_virtual (Interpreter *self,
                  guint32      target)
{
  guint32 index = peek (self, 1);
  OuroId  sequence = peek_object (self, 2);
  guint32 i = index & ~OURO_CELL_INT;

  if (!(index & OURO_CELL_INT))
    return next_item (self, 2, 2, target);
  if (i >= ouro_heap_get_n_cells (self->heap, sequence))
    return end_loop (self, 2, target);
  ouro_stack_set (self->heap, self->vm->end - 1, (i + 1) | OURO_CELL_INT);
  push (self, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (self->heap, sequence, i)));
  return NEXT;
}

/* Functions --------------------------------------------------------------------------------- */

static Outcome
make_function (Interpreter *self,
               guint32      flags)
{
  OuroVm *vm = self->vm;
  OuroId  code = peek_object (self, 1);
  OuroId  function = ouro_py_function_new (vm, code, get_globals (self));
  guint   depth = 2;

  /* From the top: closure, annotations, keyword defaults, defaults. */
  static const struct
  {
    guint32 flag;
    guint   cell;
  } parts[] = {
    { 8, OURO_FUNCTION_CLOSURE },
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
  return NEXT;
}

/* After a call of a function in C. */
static Outcome
poll_after_call (Interpreter *self,
                 gboolean     polls)
{
  if (!polls)
    return NEXT;
  save_pc (self);
  return ouro_vm_poll (self->vm) ? NEXT : ERROR;
}

/* The call's places, from the function to the last argument, make way for the result. */
static Outcome
finish_call (Interpreter *self,
             guint32      place,
             OuroId       result)
{
  OuroVm *vm = self->vm;

  if (result == OURO_NO_ID)
    return ERROR;
  ouro_vm_hold (vm, result);
  ouro_vm_drop_arguments (vm, place, vm->end - 1);
  /* The places below the result are empty now. */
  pop (self);
  ouro_stack_drop (self->heap, &vm->end, place);
  push (self, result);
  return NEXT;
}

static gboolean
polls_after (const Interpreter *self,
             OuroId             callable)
{
  if (self->vm->profile->polls_after_every_call)
    return TRUE;
  return ouro_heap_get_kind (self->heap, callable) != OURO_KIND_BUILTIN || !(ouro_vm_get_builtin (self->vm, callable)->flags & OURO_BUILTIN_NO_POLL);
}

/* A bound method on the stack makes way for its function and its self. */
static void
unpack_method (Interpreter *self,
               guint32      place)
{
  OuroHeap *heap = self->heap;
  guint32   method = heap->stack[place];
  OuroId    object = method & OURO_CELL_ID_MASK;

  ouro_stack_set (heap, place, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (heap, object, 0)));
  ouro_stack_set (heap, place + 1, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (heap, object, 1)));
  drop_cell (self, method);
}

static Outcome
call (Interpreter *self,
      guint32      n,
      OuroId       kwnames)
{
  OuroVm   *vm = self->vm;
  OuroHeap *heap = self->heap;
  guint32   place = vm->end - n - 2;
  OuroId    callable = heap->stack[place] & OURO_CELL_ID_MASK;
  OuroId    result;
  gboolean  polls;
  guint     has_self;

  save_pc (self);
  if (heap->rows[callable].cls == OURO_TYPE_METHOD && heap->stack[place + 1] == 0)
    {
      unpack_method (self, place);
      callable = heap->stack[place] & OURO_CELL_ID_MASK;
    }
  has_self = heap->stack[place + 1] != 0;
  if (ouro_heap_get_kind (heap, callable) == OURO_KIND_FUNCTION)
    return ouro_vm_enter_function (vm, place, n, kwnames, 0) ? ENTER : ERROR;
  if (ouro_heap_get_kind (heap, callable) == OURO_KIND_CLASS && !has_self)
    {
      int entered = ouro_vm_enter_init (vm, place, n, kwnames);

      if (entered != 0)
        return entered > 0 ? ENTER : ERROR;
    }
  polls = polls_after (self, callable);
  if (kwnames != OURO_NO_ID)
    n -= ouro_heap_get_n_cells (heap, kwnames);
  result = ouro_vm_call_with (vm, callable, heap->stack + place + 2 - has_self, n + has_self, kwnames);
  if (finish_call (self, place, result) == ERROR)
    return ERROR;
  return poll_after_call (self, polls);
}

static Outcome
call_kw (Interpreter *self,
         guint32      n)
{
  /* The tuple is a constant of this very code, so it lives on when it leaves the stack. */
  guint32 kwnames = pop (self);

  drop_cell (self, kwnames);
  return call (self, n, kwnames & OURO_CELL_ID_MASK);
}

static Outcome
call_function_ex (Interpreter *self,
                  gboolean     has_dict)
{
  OuroId  kwnames;
  guint   n;
  Outcome outcome;

  save_pc (self);
  if (!ouro_vm_spread_arguments (self->vm, has_dict, &n, &kwnames))
    return ERROR;
  outcome = call (self, n, kwnames);
  if (kwnames != OURO_NO_ID)
    ouro_heap_decref (self->heap, kwnames);
  return outcome;
}

static Outcome leave_generator (Interpreter *self,
                                OuroId       value);

/* The frame has ended with a value; what becomes of it depends on who called. */
static Outcome
return_value (Interpreter *self,
              OuroId       value)
{
  OuroVm  *vm = self->vm;
  guint32  flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
  gboolean is_generator = ouro_frame_get (self->heap, self->base, OURO_FRAME_OWNER) != OURO_NO_ID;

  if (is_generator)
    return leave_generator (self, value);
  ouro_vm_hold (vm, value);
  ouro_vm_pop_frame_keeping_top (vm);
  ouro_heap_mark (self->heap, OURO_MARK_RETURN, value, 0, 0);
  if (flags & OURO_FRAME_IS_INIT)
    {
      ouro_vm_release (vm);
      if (value != OURO_ID_NONE)
        {
          g_autofree char *name = ouro_vm_dup_type_name (vm, value);

          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__init__() should return None, not '%s'", name);
          ouro_heap_decref (self->heap, value);
          load_frame (self);
          return ERROR;
        }
      load_frame (self);
      if (vm->profile->polls_after_every_call && !ouro_vm_poll (vm))
        return ERROR;
      return ENTER;
    }
  if (!(flags & OURO_FRAME_IS_ENTRY))
    return ENTER;
  self->result = ouro_vm_release (vm);
  return LEAVE;
}

/* Generators -------------------------------------------------------------------------------- */

/* A generator's frame has ended: its caller is a for, a yield from, or a function of ours. */
static Outcome
leave_generator (Interpreter *self,
                 OuroId       value)
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
      return LEAVE;
    }
  load_frame (self);
  instruction = self->instructions[self->pc - 1];
  if (ouro_instruction_get_op (instruction) == OURO_OP_SEND)
    {
      /* receiver, sent value, result: the result takes the sent value's place. */
      guint32 result = pop (self);
      guint32 sent = pop (self);

      push (self, result);
      drop_cell (self, sent);
      self->pc = ouro_instruction_get_argument (instruction);
      return NEXT;
    }
  drop_cell (self, pop (self));
  return end_loop (self, ouro_instruction_get_op (instruction) == OURO_OP_FOR_ITER ? 1 : 2, ouro_instruction_get_argument (instruction));
}

static Outcome
yield_value (Interpreter *self)
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
      return LEAVE;
    }
  load_frame (self);
  if (ouro_instruction_get_op (self->instructions[self->pc - 1]) == OURO_OP_SEND)
    {
      guint32 sent = pop (self);

      push (self, value);
      drop_cell (self, sent);
      return NEXT;
    }
  push (self, value);
  return NEXT;
}

static Outcome
return_generator (Interpreter *self)
{
  OuroVm *vm = self->vm;
  guint32 flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
  OuroId  generator;

  save_pc (self);
  generator = ouro_py_generator_new (vm, self->base);
  if (flags & OURO_FRAME_IS_ENTRY)
    {
      self->result = generator;
      return LEAVE;
    }
  load_frame (self);
  push (self, generator);
  return NEXT;
}

/* yield from: the receiver gets the value on top. */
static Outcome
send (Interpreter *self,
      guint32      target)
{
  OuroVm *vm = self->vm;
  OuroId  receiver = peek_object (self, 2);
  OuroId  value = peek_object (self, 1);
  OuroId  result;

  save_pc (self);
  if (self->heap->rows[receiver].cls == OURO_TYPE_GENERATOR && ouro_py_generator_can_resume (vm, receiver))
    return ouro_py_generator_resume (vm, receiver, value, 0) ? ENTER : ERROR;
  result = ouro_vm_send (vm, receiver, value);
  if (result != OURO_NO_ID)
    {
      replace (self, 1, result);
      return NEXT;
    }
  result = ouro_vm_take_stop_value (vm);
  if (result == OURO_NO_ID)
    return ERROR;
  replace (self, 1, result);
  self->pc = target;
  return NEXT;
}

/* Exceptions -------------------------------------------------------------------------------- */

static Outcome
raise_varargs (Interpreter *self,
               guint32      n)
{
  OuroVm  *vm = self->vm;
  OuroId   exception = n > 0 ? peek_object (self, n) : OURO_NO_ID;
  OuroId   cause = n > 1 ? peek_object (self, 1) : OURO_NO_ID;
  gboolean again;

  save_pc (self);
  again = ouro_vm_do_raise (vm, exception, cause);
  for (guint32 i = 0; i < n; i++)
    drop_cell (self, pop (self));
  return again ? RERAISE : ERROR;
}

/* The exception on top is being handled; the one before goes below it. */
static Outcome
push_exc_info (Interpreter *self)
{
  OuroVm *vm = self->vm;
  OuroId  exception = own (self, pop (self));
  OuroId  before = ouro_heap_get_root (self->heap, OURO_VM_ROOT_HANDLED);

  push (self, before != OURO_NO_ID ? before : OURO_ID_NONE);
  ouro_heap_set_word (self->heap, OURO_WORD_ROOT + OURO_VM_ROOT_HANDLED, ouro_vm_new_reference (vm, exception));
  push (self, exception);
  return NEXT;
}

static Outcome
pop_except (Interpreter *self)
{
  OuroId before = own (self, pop (self));

  ouro_heap_set_root (self->heap, OURO_VM_ROOT_HANDLED, before != OURO_ID_NONE ? before : OURO_NO_ID);
  return NEXT;
}

static Outcome
check_exc_match (Interpreter *self)
{
  int matches = ouro_vm_exception_matches (self->vm, peek_object (self, 2), peek_object (self, 1));

  if (matches < 0)
    return ERROR;
  replace (self, 1, ouro_vm_bool (matches));
  return NEXT;
}

static Outcome
reraise (Interpreter *self,
         guint32      depth)
{
  if (depth > 0)
    ouro_stack_set (self->heap, self->base + OURO_FRAME_PC, peek (self, depth + 1));
  ouro_vm_raise_object (self->vm, own (self, pop (self)));
  return RERAISE;
}

/* with -------------------------------------------------------------------------------------- */

static Outcome
before_with (Interpreter *self,
             gboolean     keeps_manager)
{
  OuroVm *vm = self->vm;
  OuroId  manager = peek_object (self, 1);
  OuroId  exit, result;

  save_pc (self);
  if (!ouro_vm_enter_context (vm, manager, keeps_manager, &exit, &result))
    return ERROR;
  if (keeps_manager)
    {
      guint32 cell = pop (self);

      push (self, exit);
      push (self, own (self, cell));
    }
  else
    replace (self, 1, exit);
  push (self, result);
  return NEXT;
}

/* Below: __exit__ (and its manager), the place, the exception handled before; on top: the exception. */
static Outcome
with_except_start (Interpreter *self,
                   gboolean     keeps_manager)
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
    return ERROR;
  push (self, result);
  return NEXT;
}

/* Jumps ------------------------------------------------------------------------------------- */

static inline int
truth_of_top (Interpreter *self)
{
  OuroId object = peek_object (self, 1);

  if (object == OURO_ID_TRUE)
    return 1;
  if (object == OURO_ID_FALSE || object == OURO_ID_NONE)
    return 0;
  return ouro_vm_truth (self->vm, object);
}

static inline Outcome
pop_jump_if (Interpreter *self,
             guint32      target,
             gboolean     wanted)
{
  int truth = truth_of_top (self);

  if (truth < 0)
    return ERROR;
  discard (self, 1);
  if (truth == wanted)
    self->pc = target;
  return NEXT;
}

static Outcome
jump_if_or_pop (Interpreter *self,
                guint32      target,
                gboolean     wanted)
{
  int truth = truth_of_top (self);

  if (truth < 0)
    return ERROR;
  if (truth == wanted)
    self->pc = target;
  else
    discard (self, 1);
  return NEXT;
}

static Outcome
pop_jump_if_none (Interpreter *self,
                  guint32      target,
                  gboolean     wanted)
{
  gboolean is_none = peek_object (self, 1) == OURO_ID_NONE;

  discard (self, 1);
  if (is_none == wanted)
    self->pc = target;
  return NEXT;
}

/* Shuffling --------------------------------------------------------------------------------- */

static void
copy (Interpreter *self,
      guint32      depth)
{
  guint32 cell = peek (self, depth);

  if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    ouro_heap_incref (self->heap, cell);
  push (self, cell);
}

static void
swap (Interpreter *self,
      guint32      depth)
{
  guint32 end = self->vm->end;
  guint32 top = self->heap->stack[end - 1];
  guint32 deep = self->heap->stack[end - depth];

  ouro_stack_set (self->heap, end - depth, top);
  ouro_stack_set (self->heap, end - 1, deep);
}

static void
rotate (Interpreter *self,
        guint32      depth)
{
  guint32 end = self->vm->end;
  guint32 deep = self->heap->stack[end - depth];

  for (guint32 i = depth; i > 1; i--)
    ouro_stack_set (self->heap, end - i, self->heap->stack[end - i + 1]);
  ouro_stack_set (self->heap, end - 1, deep);
}

/* The loop ---------------------------------------------------------------------------------- */

static inline Outcome
binary_op (Interpreter *self,
           OuroOperator op,
           gboolean     inplace)
{
  return replace_or_fail (self, 2, ouro_vm_binary (self->vm, peek_object (self, 2), peek_object (self, 1), op, inplace));
}

static inline Outcome
load_attr (Interpreter *self,
           guint32      argument)
{
  save_pc (self);
  return replace_or_fail (self, 1, ouro_vm_get_attribute (self->vm, peek_object (self, 1), self->names[argument]));
}

static Outcome
load_method (Interpreter *self,
             guint32      argument)
{
  OuroId receiver;
  OuroId function;

  save_pc (self);
  function = ouro_vm_get_method (self->vm, peek_object (self, 1), self->names[argument], &receiver);
  if (function == OURO_NO_ID)
    return ERROR;
  if (receiver != OURO_NO_ID)
    {
      /* The object moves to the place of self; its reference with it. */
      guint32 cell = pop (self);

      push (self, function);
      push (self, cell);
      ouro_heap_decref (self->heap, receiver);
      return NEXT;
    }
  replace (self, 1, function);
  push (self, 0);
  return NEXT;
}

static Outcome
load_super (Interpreter *self,
            guint32      argument,
            gboolean     is_method)
{
  OuroId receiver = OURO_NO_ID;
  OuroId result;

  save_pc (self);
  result = ouro_vm_get_super_attribute (self->vm, peek_object (self, 3), peek_object (self, 2), peek_object (self, 1), self->names[argument],
                                        is_method ? &receiver : NULL);
  if (result == OURO_NO_ID)
    return ERROR;
  replace (self, 3, result);
  if (is_method)
    push (self, receiver);
  return NEXT;
}

static Outcome
store_attr (Interpreter *self,
            guint32      argument)
{
  save_pc (self);
  if (!ouro_vm_set_attribute (self->vm, peek_object (self, 1), self->names[argument], peek_object (self, 2)))
    return ERROR;
  discard (self, 2);
  return NEXT;
}

static Outcome
delete_attr (Interpreter *self,
             guint32      argument)
{
  save_pc (self);
  if (!ouro_vm_set_attribute (self->vm, peek_object (self, 1), self->names[argument], OURO_NO_ID))
    return ERROR;
  discard (self, 1);
  return NEXT;
}

static Outcome
store_subscr (Interpreter *self)
{
  save_pc (self);
  if (!ouro_vm_set_item (self->vm, peek_object (self, 2), peek_object (self, 1), peek_object (self, 3)))
    return ERROR;
  discard (self, 3);
  return NEXT;
}

static Outcome
delete_subscr (Interpreter *self)
{
  save_pc (self);
  if (!ouro_vm_set_item (self->vm, peek_object (self, 2), peek_object (self, 1), OURO_NO_ID))
    return ERROR;
  discard (self, 2);
  return NEXT;
}

static Outcome
contains_op (Interpreter *self,
             gboolean     negate)
{
  int contains = ouro_vm_contains (self->vm, peek_object (self, 1), peek_object (self, 2));

  if (contains < 0)
    return ERROR;
  replace (self, 2, ouro_vm_bool (contains != negate));
  return NEXT;
}

static Outcome
is_op (Interpreter *self,
       gboolean     negate)
{
  gboolean same = peek_object (self, 1) == peek_object (self, 2);

  replace (self, 2, ouro_vm_bool (same != negate));
  return NEXT;
}

static Outcome
unary_not (Interpreter *self)
{
  int truth = truth_of_top (self);

  if (truth < 0)
    return ERROR;
  replace (self, 1, ouro_vm_bool (!truth));
  return NEXT;
}

static Outcome
resume (Interpreter *self,
        guint32      kind)
{
  if (kind >= 2)
    return NEXT;
  save_pc (self);
  return ouro_vm_poll (self->vm) ? NEXT : ERROR;
}

/* Instructions that are seldom met: kept apart so that the others stay together. */
static Outcome
execute_seldom (Interpreter *self,
                OuroOp       op,
                guint32      argument)
{
  OuroVm *vm = self->vm;

  switch ((guint)op)
    {
    case OURO_OP_LOAD_FAST_AND_CLEAR:
      push (self, self->heap->stack[get_local_place (self, argument)]);
      ouro_stack_set (self->heap, get_local_place (self, argument), 0);
      return NEXT;
    case OURO_OP_STORE_FAST_MAYBE_NULL:
      store_fast (self, argument, pop (self));
      return NEXT;
    case OURO_OP_DELETE_FAST:
      return delete_fast (self, argument);
    case OURO_OP_DELETE_NAME:
      return delete_from_dict (self, get_locals (self), argument);
    case OURO_OP_DELETE_GLOBAL:
      return delete_from_dict (self, get_globals (self), argument);
    case OURO_OP_MAKE_CELL:
      make_cell (self, argument);
      return NEXT;
    case OURO_OP_COPY_FREE_VARS:
      copy_free_vars (self, argument);
      return NEXT;
    case OURO_OP_LOAD_CLOSURE:
      push (self, ouro_vm_new_reference (vm, get_cell_object (self, argument)));
      return NEXT;
    case OURO_OP_DELETE_DEREF:
      return delete_deref (self, argument);
    case OURO_OP_LOAD_CLASSDEREF:
      return load_classderef (self, argument);
    case OURO_OP_LOAD_LOCALS:
      push (self, ouro_vm_new_reference (vm, get_locals (self)));
      return NEXT;
    case OURO_OP_LOAD_BUILD_CLASS:
      push (self, vm->build_class);
      return NEXT;
    case OURO_OP_LOAD_ASSERTION_ERROR:
      push (self, OURO_TYPE_ASSERTION_ERROR);
      return NEXT;
    case OURO_OP_SETUP_ANNOTATIONS:
      return NEXT;
    case OURO_OP_LOAD_SUPER_ATTR:
      return load_super (self, argument, FALSE);
    case OURO_OP_LOAD_SUPER_METHOD:
      return load_super (self, argument, TRUE);
    case OURO_OP_BINARY_SLICE:
      save_pc (self);
      return replace_or_fail (self, 3, ouro_vm_get_slice (vm, peek_object (self, 3), peek_object (self, 2), peek_object (self, 1)));
    case OURO_OP_STORE_SLICE:
      save_pc (self);
      if (!ouro_vm_set_slice (vm, peek_object (self, 3), peek_object (self, 2), peek_object (self, 1), peek_object (self, 4)))
        return ERROR;
      discard (self, 4);
      return NEXT;
    case OURO_OP_BUILD_SLICE:
      return build_slice (self, argument);
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
      return ouro_vm_unpack (vm, argument & 0xff, (gint)(argument >> 8)) ? NEXT : ERROR;
    case OURO_OP_CALL_FUNCTION_EX:
      return call_function_ex (self, argument & 1);
    case OURO_OP_RETURN_GENERATOR:
      return return_generator (self);
    case OURO_OP_YIELD_VALUE:
      return yield_value (self);
    case OURO_OP_GET_YIELD_FROM_ITER:
      save_pc (self);
      if (self->heap->rows[peek_object (self, 1)].cls == OURO_TYPE_GENERATOR)
        return NEXT;
      return get_iter (self);
    case OURO_OP_SEND:
      return send (self, argument);
    case OURO_OP_END_SEND:
      {
        guint32 result = pop (self);
        guint32 receiver = pop (self);

        push (self, result);
        drop_cell (self, receiver);
        return NEXT;
      }
    case OURO_OP_RAISE_VARARGS:
      return raise_varargs (self, argument);
    case OURO_OP_PUSH_EXC_INFO:
      return push_exc_info (self);
    case OURO_OP_CHECK_EXC_MATCH:
      save_pc (self);
      return check_exc_match (self);
    case OURO_OP_POP_EXCEPT:
      return pop_except (self);
    case OURO_OP_RERAISE:
      return reraise (self, argument);
    case OURO_OP_BEFORE_WITH:
      return before_with (self, FALSE);
    case OURO_OP_BEFORE_WITH_MANAGER:
      return before_with (self, TRUE);
    case OURO_OP_WITH_EXCEPT_START:
      return with_except_start (self, argument);
    case OURO_OP_IMPORT_NAME:
      save_pc (self);
      return replace_or_fail (self, 2, ouro_vm_import_name (vm, self->names[argument], peek_object (self, 2), peek_object (self, 1)));
    case OURO_OP_IMPORT_FROM:
      {
        OuroId value;

        save_pc (self);
        value = ouro_vm_import_from (vm, peek_object (self, 1), self->names[argument]);
        if (value == OURO_NO_ID)
          return ERROR;
        push (self, value);
        return NEXT;
      }
    case OURO_OP_IMPORT_STAR:
      save_pc (self);
      if (!ouro_vm_import_star (vm, peek_object (self, 1), get_locals (self)))
        return ERROR;
      discard (self, 1);
      return NEXT;
    default:
      g_assert_not_reached ();
    }
}

static inline Outcome
execute (Interpreter *self,
         OuroOp       op,
         guint32      argument)
{
  OuroVm *vm = self->vm;

  switch ((guint)op)
    {
    case OURO_OP_LINE:
      return line (self, argument);
    case OURO_OP_STATEMENT_END:
      statement_end (self, argument);
      return NEXT;
    case OURO_OP_RESUME:
      return resume (self, argument);
    case OURO_OP_NOP:
      return NEXT;
    case OURO_OP_POP_TOP:
      drop_cell (self, pop (self));
      return NEXT;
    case OURO_OP_PUSH_NULL:
      push (self, 0);
      return NEXT;
    case OURO_OP_COPY:
      copy (self, argument);
      return NEXT;
    case OURO_OP_SWAP:
      swap (self, argument);
      return NEXT;
    case OURO_OP_ROTATE:
      rotate (self, argument);
      return NEXT;
    case OURO_OP_LOAD_CONST:
      ouro_heap_incref (self->heap, self->constants[argument]);
      push (self, self->constants[argument]);
      return NEXT;
    case OURO_OP_LOAD_FAST:
    case OURO_OP_LOAD_FAST_CHECK:
      return load_fast (self, argument, FALSE);
    case OURO_OP_LOAD_FAST_BORROW:
      return load_fast (self, argument, TRUE);
    case OURO_OP_STORE_FAST:
      store_fast (self, argument, pop (self));
      return NEXT;
    case OURO_OP_LOAD_NAME:
      return load_name (self, argument);
    case OURO_OP_STORE_NAME:
      store_in_dict (self, get_locals (self), argument);
      return NEXT;
    case OURO_OP_LOAD_GLOBAL:
      return load_global (self, argument);
    case OURO_OP_STORE_GLOBAL:
      store_in_dict (self, get_globals (self), argument);
      return NEXT;
    case OURO_OP_LOAD_DEREF:
      return load_deref (self, argument);
    case OURO_OP_STORE_DEREF:
      store_deref (self, argument);
      return NEXT;
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
      return build_tuple (self, argument);
    case OURO_OP_BUILD_LIST:
      return build_list (self, argument);
    case OURO_OP_BUILD_SET:
      save_pc (self);
      return build_set (self, argument);
    case OURO_OP_BUILD_MAP:
      save_pc (self);
      return build_map (self, argument);
    case OURO_OP_BUILD_STRING:
      return build_string (self, argument);
    case OURO_OP_LIST_APPEND:
      {
        guint32 cell = pop (self);

        ouro_py_list_append_taking (vm, peek_object (self, argument), own (self, cell));
        return NEXT;
      }
    case OURO_OP_SET_ADD:
      save_pc (self);
      return set_add (self, argument);
    case OURO_OP_MAP_ADD:
      save_pc (self);
      return map_add (self, argument);
    case OURO_OP_LIST_EXTEND:
    case OURO_OP_SET_UPDATE:
    case OURO_OP_DICT_UPDATE:
    case OURO_OP_DICT_MERGE:
      save_pc (self);
      return extend (self, op, argument);
    case OURO_OP_UNPACK_SEQUENCE:
      save_pc (self);
      return unpack_sequence (self, argument);
    case OURO_OP_JUMP_FORWARD:
    case OURO_OP_JUMP_BACKWARD_NO_INTERRUPT:
      self->pc = argument;
      return NEXT;
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
      return get_iter (self);
    case OURO_OP_GET_ITER_VIRTUAL:
      save_pc (self);
      return get_iter_virtual (self);
    case OURO_OP_FOR_ITER:
      save_pc (self);
      return next_item (self, 1, 1, argument);
    case OURO_OP_FOR_ITER_VIRTUAL:
      save_pc (self);
      return for_iter_virtual (self, argument);
    case OURO_OP_MAKE_FUNCTION:
      return make_function (self, argument);
    case OURO_OP_CALL:
      return call (self, argument, OURO_NO_ID);
    case OURO_OP_CALL_KW:
      return call_kw (self, argument);
    case OURO_OP_RETURN_VALUE:
      return return_value (self, own (self, pop (self)));
    default:
      return execute_seldom (self, op, argument);
    }
}

/* Looks for a handler, frame by frame. FALSE when the run ends with the exception. */
static gboolean
unwind (Interpreter *self,
        gboolean     has_been_here)
{
  OuroVm *vm = self->vm;
  guint32 reraised = has_been_here ? self->pc : 0;

  while (TRUE)
    {
      const OuroHandler *handler;
      guint32            pc;
      guint32            flags;

      /* The moment before is brought back by the journal. */
      if (vm->is_stopping)
        return FALSE;
      load_frame (self);
      /* RERAISE sets the place for f_lineno back, but handlers are looked for where it stands itself. */
      pc = reraised > 0 ? reraised : self->pc;
      pc -= pc > 0;
      reraised = 0;
      if (!has_been_here)
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
          return TRUE;
        }
      flags = ouro_frame_get (self->heap, self->base, OURO_FRAME_FLAGS);
      if (ouro_frame_get (self->heap, self->base, OURO_FRAME_OWNER) != OURO_NO_ID)
        {
          ouro_py_generator_convert_stop (vm, self->base);
          ouro_py_generator_finish (vm, self->base);
        }
      ouro_vm_pop_frame (vm);
      if (flags & OURO_FRAME_IS_ENTRY)
        return FALSE;
    }
}

OuroId
ouro_vm_interpret (OuroVm *vm)
{
  Interpreter self = { .vm = vm, .heap = vm->heap };

  vm->n_nested++;
  load_frame (&self);
  if (G_UNLIKELY (ouro_vm_is_too_deep (vm)) && !ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_RECURSION_ERROR, "maximum recursion depth exceeded");
  /* generator.throw () comes with an exception, too. */
  if (G_UNLIKELY (ouro_vm_has_exception (vm)) && !unwind (&self, FALSE))
    {
      vm->n_nested--;
      return OURO_NO_ID;
    }
  while (TRUE)
    {
      guint32 instruction = self.instructions[self.pc++];
      Outcome outcome = execute (&self, ouro_instruction_get_op (instruction), ouro_instruction_get_argument (instruction));

      if (G_LIKELY (outcome == NEXT))
        continue;
      if (outcome == ENTER)
        {
          load_frame (&self);
          continue;
        }
      if (outcome == LEAVE)
        break;
      if (outcome == ERROR)
        save_pc (&self);
      if (!unwind (&self, outcome == RERAISE))
        {
          self.result = OURO_NO_ID;
          break;
        }
    }
  vm->n_nested--;
  return self.result;
}
