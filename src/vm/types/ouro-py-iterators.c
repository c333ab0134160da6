/* ouro-py-iterators.c - iterators over sequences, over what a function returns, and over ranges
 *
 * An iterator that has come to its end lets go of what it went over at once, as CPython's do.
 * Source  Objects/listobject.c, tupleobject.c, iterobject.c, rangeobject.c (3.11 to 3.15)
 */
#include "ouro-py-iterators-private.h"

#include "ouro-py-arguments-private.h"

static OuroId
get_sequence (const OuroVm *vm,
              OuroId        iterator)
{
  return ouro_heap_get_cell (vm->heap, iterator, OURO_INDEX_ITERATOR_SEQUENCE);
}

static guint32
get_index (const OuroVm *vm,
           OuroId        iterator)
{
  return ouro_py_get_number (vm, iterator, OURO_INDEX_ITERATOR_INDEX);
}

/* By index ------------------------------------------------------------------------------------ */

static OuroFreelist
get_freelist (OuroId type)
{
  return type == OURO_TYPE_LIST_ITERATOR    ? OURO_FREELIST_LIST_ITERATOR
         : type == OURO_TYPE_TUPLE_ITERATOR ? OURO_FREELIST_TUPLE_ITERATOR
                                            : OURO_FREELIST_NONE;
}

OuroId
ouro_py_index_iterator_new (OuroVm *vm,
                            OuroId  type,
                            OuroId  sequence)
{
  OuroId iterator = ouro_py_record_new (vm, type, get_freelist (type), 0, OURO_INDEX_ITERATOR_N_CELLS);

  ouro_heap_set_cell (vm->heap, iterator, OURO_INDEX_ITERATOR_SEQUENCE, ouro_vm_new_reference (vm, sequence));
  ouro_py_set_number (vm, iterator, OURO_INDEX_ITERATOR_INDEX, 0);
  ouro_heap_track (vm->heap, iterator);
  return iterator;
}

/* No list is so long: the index of an iterator that is at its end and keeps its list. */
#define INDEX_OF_END ((guint32)G_MAXINT32)

/* The items of a list or tuple. */
static OuroId
cells_next (OuroVm *vm,
            OuroId  self)
{
  OuroId  sequence = get_sequence (vm, self);
  guint32 index = get_index (vm, self);
  OuroId  item;

  if (sequence == OURO_NO_ID)
    return OURO_NO_ID;
  item = ouro_py_get_cell (vm, ouro_vm_value (vm, sequence), index);
  if (item == OURO_NO_ID && vm->profile->list_is_kept && vm->heap->rows[self].cls == OURO_TYPE_LIST_ITERATOR)
    {
      ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, INDEX_OF_END);
      return OURO_NO_ID;
    }
  if (item == OURO_NO_ID)
    {
      ouro_py_drop_cell (vm, self, OURO_INDEX_ITERATOR_SEQUENCE);
      return OURO_NO_ID;
    }
  ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, index + 1);
  return ouro_vm_new_reference (vm, item);
}

/* From the last item to the first; the index is one more than that of the next item. */
OuroId
ouro_py_list_reverse_iterator_new (OuroVm *vm,
                                   OuroId  list)
{
  OuroId iterator = ouro_py_index_iterator_new (vm, OURO_TYPE_LIST_REVERSE_ITERATOR, list);

  ouro_py_set_number (vm, iterator, OURO_INDEX_ITERATOR_INDEX, vm->heap->rows[ouro_vm_value (vm, list)].n);
  return iterator;
}

static OuroId
cells_reverse_next (OuroVm *vm,
                    OuroId  self)
{
  OuroId  sequence = get_sequence (vm, self);
  guint32 index = get_index (vm, self);
  OuroId  item;

  if (sequence == OURO_NO_ID)
    return OURO_NO_ID;
  if (index == 0 && vm->profile->reversed_list_is_kept)
    return OURO_NO_ID;
  item = ouro_py_get_cell (vm, ouro_vm_value (vm, sequence), (gint64)index - 1);
  if (item == OURO_NO_ID)
    {
      ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, 0);
      ouro_py_drop_cell (vm, self, OURO_INDEX_ITERATOR_SEQUENCE);
      return OURO_NO_ID;
    }
  ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, index - 1);
  return ouro_vm_new_reference (vm, item);
}

/* sequence[index], with the sequence held. */
static OuroId
get_indexed_item (OuroVm *vm,
                  OuroId  sequence,
                  guint32 index)
{
  OuroId number, item;

  ouro_vm_hold (vm, ouro_vm_new_reference (vm, sequence));
  number = ouro_int_new (vm->heap, index);
  ouro_vm_hold (vm, number);
  item = ouro_vm_get_item (vm, sequence, number);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return item;
}

/* IndexError and StopIteration are the end of a sequence; they are taken away. */
static gboolean
is_at_end (OuroVm *vm)
{
  if (!ouro_vm_exception_is (vm, OURO_TYPE_INDEX_ERROR) && !ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
    return FALSE;
  ouro_vm_clear_exception (vm);
  return TRUE;
}

/* What has __getitem__ () and nothing else. */
static OuroId
sequence_next (OuroVm *vm,
               OuroId  self)
{
  OuroId  sequence = get_sequence (vm, self);
  guint32 index = get_index (vm, self);
  OuroId  item;

  if (sequence == OURO_NO_ID)
    return OURO_NO_ID;
  item = get_indexed_item (vm, sequence, index);
  if (item != OURO_NO_ID)
    ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, index + 1);
  else if (is_at_end (vm))
    ouro_py_drop_cell (vm, self, OURO_INDEX_ITERATOR_SEQUENCE);
  return item;
}

/* reversed () of a sequence: the index is one more than that of the next item. */
static OuroId
reversed_next (OuroVm *vm,
               OuroId  self)
{
  OuroId  sequence, item;
  guint32 index;

  self = ouro_vm_value (vm, self);
  sequence = get_sequence (vm, self);
  index = get_index (vm, self);
  if (sequence == OURO_NO_ID)
    return OURO_NO_ID;
  if (index > 0)
    {
      item = get_indexed_item (vm, sequence, index - 1);
      if (item != OURO_NO_ID)
        {
          ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, index - 1);
          return item;
        }
      if (!is_at_end (vm))
        return OURO_NO_ID;
    }
  ouro_py_set_number (vm, self, OURO_INDEX_ITERATOR_INDEX, 0);
  ouro_py_drop_cell (vm, self, OURO_INDEX_ITERATOR_SEQUENCE);
  return OURO_NO_ID;
}

/* iter (callable, sentinel) ------------------------------------------------------------------- */

enum {
  CALLABLE_FUNCTION,
  CALLABLE_SENTINEL,
  CALLABLE_N_CELLS,
};

OuroId
ouro_py_callable_iterator_new (OuroVm *vm,
                               OuroId  callable,
                               OuroId  sentinel)
{
  OuroId iterator = ouro_py_record_new (vm, OURO_TYPE_CALLABLE_ITERATOR, OURO_FREELIST_NONE, 0, CALLABLE_N_CELLS);

  ouro_heap_set_cell (vm->heap, iterator, CALLABLE_FUNCTION, ouro_vm_new_reference (vm, callable));
  ouro_heap_set_cell (vm->heap, iterator, CALLABLE_SENTINEL, ouro_vm_new_reference (vm, sentinel));
  ouro_heap_track (vm->heap, iterator);
  return iterator;
}

static void
end_calls (OuroVm *vm,
           OuroId  self)
{
  ouro_py_drop_cell (vm, self, CALLABLE_FUNCTION);
  ouro_py_drop_cell (vm, self, CALLABLE_SENTINEL);
}

static OuroId
callable_next (OuroVm *vm,
               OuroId  self)
{
  OuroId callable = ouro_heap_get_cell (vm->heap, self, CALLABLE_FUNCTION);
  OuroId sentinel, result;
  int    equal;

  if (callable == OURO_NO_ID)
    return OURO_NO_ID;
  result = ouro_vm_call (vm, callable, NULL, 0);
  if (result == OURO_NO_ID)
    {
      if (ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
        {
          ouro_vm_clear_exception (vm);
          end_calls (vm, self);
        }
      return OURO_NO_ID;
    }
  /* The call may have ended the iterator. */
  sentinel = ouro_heap_get_cell (vm->heap, self, CALLABLE_SENTINEL);
  if (sentinel != OURO_NO_ID)
    {
      ouro_vm_hold (vm, result);
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, sentinel));
      equal = ouro_vm_equal (vm, sentinel, result);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      ouro_vm_release (vm);
      if (equal == 0)
        return result;
      if (equal > 0)
        end_calls (vm, self);
    }
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

/* Ranges -------------------------------------------------------------------------------------- */

enum {
  RANGE_NEXT = 0,
  RANGE_STEP = 2,
  RANGE_LEFT = 4,
  RANGE_N_HIDDEN = 6,
};

/* The cells of an iterator over large numbers. */
enum {
  LONGRANGE_NEXT,
  LONGRANGE_STEP,
  LONGRANGE_LEFT,
  LONGRANGE_N_CELLS,
};

OuroId
ouro_py_range_iterator_new (OuroVm *vm,
                            gint64  start,
                            gint64  step,
                            gint64  n)
{
  OuroId iterator = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, 0, OURO_TYPE_RANGE_ITERATOR, OURO_FREELIST_RANGE_ITERATOR, vm->profile->size_range_iterator, RANGE_N_HIDDEN, 0, 0);

  ouro_py_set_hidden_number (vm, iterator, RANGE_NEXT, start);
  ouro_py_set_hidden_number (vm, iterator, RANGE_STEP, step);
  ouro_py_set_hidden_number (vm, iterator, RANGE_LEFT, n);
  return iterator;
}

static OuroId
range_next (OuroVm *vm,
            OuroId  self)
{
  gint64 left = ouro_py_get_hidden_number (vm, self, RANGE_LEFT);
  gint64 value = ouro_py_get_hidden_number (vm, self, RANGE_NEXT);
  gint64 step = ouro_py_get_hidden_number (vm, self, RANGE_STEP);

  if (left <= 0)
    return OURO_NO_ID;
  /* The value after the last may not fit; nobody will see it. */
  ouro_py_set_hidden_number (vm, self, RANGE_NEXT, (gint64)((guint64)value + (guint64)step));
  ouro_py_set_hidden_number (vm, self, RANGE_LEFT, left - 1);
  return ouro_int_new (vm->heap, value);
}

OuroId
ouro_py_longrange_iterator_new (OuroVm *vm,
                                OuroId  start,
                                OuroId  step,
                                OuroId  n)
{
  const OuroId values[] = { start, step, n };
  OuroId       iterator = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, 0, OURO_TYPE_LONGRANGE_ITERATOR, OURO_FREELIST_NONE, 40, 0, LONGRANGE_N_CELLS, LONGRANGE_N_CELLS);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    ouro_heap_set_cell (vm->heap, iterator, i, values[i] | OURO_CELL_PRIVATE);
  return iterator;
}

static OuroId
get_private (const OuroVm *vm,
             OuroId        iterator,
             guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, iterator, cell) & OURO_CELL_ID_MASK;
}

/* Takes the value over. */
static void
set_private (OuroVm *vm,
             OuroId  iterator,
             guint32 cell,
             OuroId  value)
{
  OuroId old = get_private (vm, iterator, cell);

  ouro_heap_set_cell (vm->heap, iterator, cell, value | OURO_CELL_PRIVATE);
  ouro_heap_decref (vm->heap, old);
}

static OuroId
longrange_next (OuroVm *vm,
                OuroId  self)
{
  OuroId value = get_private (vm, self, LONGRANGE_NEXT);
  OuroId one, left, next;

  if (ouro_py_int_compare (vm, get_private (vm, self, LONGRANGE_LEFT), OURO_ID_ZERO, OURO_OPERATOR_GT) != OURO_ID_TRUE)
    return OURO_NO_ID;
  next = ouro_py_int_binary (vm, value, get_private (vm, self, LONGRANGE_STEP), OURO_OPERATOR_ADD);
  if (next == OURO_NO_ID)
    return OURO_NO_ID;
  one = ouro_int_new (vm->heap, 1);
  left = ouro_py_int_binary (vm, get_private (vm, self, LONGRANGE_LEFT), one, OURO_OPERATOR_SUB);
  ouro_heap_incref (vm->heap, value);
  set_private (vm, self, LONGRANGE_NEXT, next);
  set_private (vm, self, LONGRANGE_LEFT, left);
  return value;
}

/* How much is left ---------------------------------------------------------------------------- */

static gint64
count_left_of_sequence (const OuroVm *vm,
                        OuroId        iterator)
{
  OuroId  sequence = get_sequence (vm, iterator);
  guint32 index = get_index (vm, iterator);
  guint32 n;

  if (sequence == OURO_NO_ID)
    return 0;
  n = vm->heap->rows[ouro_vm_value (vm, sequence)].n;
  return index < n ? n - index : 0;
}

static gint64
count_left_of_dict (const OuroVm *vm,
                    OuroId        iterator)
{
  OuroId dict = ouro_heap_get_cell (vm->heap, iterator, OURO_DICT_ITERATOR_DICT);

  if (dict == OURO_NO_ID || ouro_dict_get_length (vm->heap, ouro_vm_value (vm, dict)) != ouro_py_get_number (vm, iterator, OURO_DICT_ITERATOR_USED))
    return 0;
  return ouro_py_get_number (vm, iterator, OURO_DICT_ITERATOR_LEFT);
}

static gint64
count_left_of_set (const OuroVm *vm,
                   OuroId        iterator)
{
  OuroId set = ouro_heap_get_cell (vm->heap, iterator, OURO_SET_ITERATOR_SET);

  if (set == OURO_NO_ID || ouro_set_get_length (vm->heap, ouro_vm_value (vm, set)) != ouro_py_get_number (vm, iterator, OURO_SET_ITERATOR_USED))
    return 0;
  return ouro_py_get_number (vm, iterator, OURO_SET_ITERATOR_LEFT);
}

gint64
ouro_py_iterator_get_hint (const OuroVm *vm,
                           OuroId        iterator)
{
  gint64 left = 0;

  switch (vm->heap->rows[iterator].cls)
    {
    case OURO_TYPE_LIST_ITERATOR:
    case OURO_TYPE_TUPLE_ITERATOR:
    case OURO_TYPE_STR_ITERATOR:
    case OURO_TYPE_STR_ASCII_ITERATOR:
    case OURO_TYPE_BYTES_ITERATOR:
    case OURO_TYPE_BYTEARRAY_ITERATOR:
      return count_left_of_sequence (vm, iterator);
    case OURO_TYPE_LIST_REVERSE_ITERATOR:
      return get_sequence (vm, iterator) != OURO_NO_ID && vm->heap->rows[ouro_vm_value (vm, get_sequence (vm, iterator))].n >= get_index (vm, iterator) ? get_index (vm, iterator) : 0;
    case OURO_TYPE_DICT_KEYITERATOR:
    case OURO_TYPE_DICT_VALUEITERATOR:
    case OURO_TYPE_DICT_ITEMITERATOR:
    case OURO_TYPE_DICT_REVERSEKEYITERATOR:
    case OURO_TYPE_DICT_REVERSEVALUEITERATOR:
    case OURO_TYPE_DICT_REVERSEITEMITERATOR:
      return count_left_of_dict (vm, iterator);
    case OURO_TYPE_DEQUE_ITERATOR:
    case OURO_TYPE_DEQUE_REVERSE_ITERATOR:
      return ouro_py_get_number (vm, iterator, OURO_DEQUE_ITERATOR_LEFT);
    case OURO_TYPE_SET_ITERATOR:
      return count_left_of_set (vm, iterator);
    case OURO_TYPE_RANGE_ITERATOR:
      return ouro_py_get_hidden_number (vm, iterator, RANGE_LEFT);
    case OURO_TYPE_REPEAT:
      return ouro_py_get_hidden_number (vm, iterator, OURO_REPEAT_LEFT);
    case OURO_TYPE_LONGRANGE_ITERATOR:
      return ouro_int_get (vm->heap, get_private (vm, iterator, LONGRANGE_LEFT), &left) ? left : -1;
    default:
      return -1;
    }
}

/* sequence iterators and reversed () ask their sequence, which may be written in Python. */
static gint64
ask_sequence (OuroVm *vm,
              OuroId  iterator)
{
  OuroId sequence = get_sequence (vm, iterator);
  gint64 n, index = get_index (vm, iterator);

  if (sequence == OURO_NO_ID)
    return 0;
  n = ouro_vm_length (vm, sequence);
  if (n < 0)
    return -1;
  if (vm->heap->rows[iterator].cls == OURO_TYPE_REVERSED)
    return n < index ? 0 : index;
  return MAX (n - index, 0);
}

static OuroId
iterator_length_hint (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  OuroId cls;
  gint64 hint;

  self = ouro_vm_value (vm, self);
  cls = vm->heap->rows[self].cls;
  if (cls == OURO_TYPE_LONGRANGE_ITERATOR)
    return ouro_vm_new_reference (vm, get_private (vm, self, LONGRANGE_LEFT));
  hint = cls == OURO_TYPE_SEQUENCE_ITERATOR || cls == OURO_TYPE_REVERSED ? ask_sequence (vm, self) : ouro_py_iterator_get_hint (vm, self);
  return hint >= 0 ? ouro_int_new (vm->heap, hint) : OURO_NO_ID;
}

static const OuroBuiltinDef iterator_methods[] = {
  { "__length_hint__", iterator_length_hint, 0, 0, 0 },
  { NULL },
};

/* Iterators that can be derived from --------------------------------------------------------- */

OuroId
ouro_py_iterator_allocate (OuroVm *vm,
                           OuroId  cls,
                           OuroId  type,
                           guint   n_hidden,
                           guint32 n)
{
  return ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, cls == type ? OURO_FLAG_GC : 0, type, OURO_FREELIST_NONE, ouro_type_get_object_size (vm->profile, type), n_hidden, n, n);
}

OuroId
ouro_py_iterator_finish (OuroVm *vm,
                         OuroId  cls,
                         OuroId  iterator)
{
  if (cls >= OURO_N_TYPES)
    return ouro_vm_wrap (vm, cls, iterator);
  ouro_heap_track (vm->heap, iterator);
  return iterator;
}

static OuroId
reversed_construct (OuroVm        *vm,
                    OuroId         cls,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  OuroId iterator, sequence, method;
  gint64 n;

  if (!ouro_py_check_arguments (vm, "reversed", n_args, kwnames, 1, 1))
    return OURO_NO_ID;
  sequence = ouro_vm_argument (args, 0);
  method = ouro_vm_lookup (vm, vm->heap->rows[sequence].cls, ouro_vm_name (vm, OURO_NAME___reversed__));
  if (method != OURO_NO_ID && method != OURO_ID_NONE)
    return ouro_py_call_bound (vm, method, sequence);
  if (method == OURO_ID_NONE || !ouro_py_is_sequence (vm, sequence))
    {
      ouro_py_raise_type (vm, "'", sequence, "' object is not reversible");
      return OURO_NO_ID;
    }
  n = ouro_vm_length (vm, sequence);
  if (n < 0)
    return OURO_NO_ID;
  iterator = ouro_py_iterator_allocate (vm, cls, OURO_TYPE_REVERSED, 0, OURO_INDEX_ITERATOR_N_CELLS);
  ouro_heap_set_cell (vm->heap, iterator, OURO_INDEX_ITERATOR_SEQUENCE, ouro_vm_new_reference (vm, sequence));
  ouro_py_set_number (vm, iterator, OURO_INDEX_ITERATOR_INDEX, (guint32)MIN (n, G_MAXINT32));
  return ouro_py_iterator_finish (vm, cls, iterator);
}

/* Types --------------------------------------------------------------------------------------- */

void
ouro_py_iterator_add_type (OuroVm *vm,
                           OuroId  type,
                           OuroId (*next) (OuroVm *vm,
                                           OuroId  self))
{
  vm->slots[type] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = next, .methods = iterator_methods };
  ouro_vm_add_methods (vm, type);
}

void
ouro_py_iterators_add (OuroVm *vm)
{
  ouro_py_iterator_add_type (vm, OURO_TYPE_LIST_ITERATOR, cells_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_LIST_REVERSE_ITERATOR, cells_reverse_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_TUPLE_ITERATOR, cells_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_SEQUENCE_ITERATOR, sequence_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_RANGE_ITERATOR, range_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_LONGRANGE_ITERATOR, longrange_next);
  vm->slots[OURO_TYPE_CALLABLE_ITERATOR] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = callable_next };
  ouro_py_iterator_add_type (vm, OURO_TYPE_REVERSED, reversed_next);
  vm->slots[OURO_TYPE_REVERSED].construct = reversed_construct;
}
