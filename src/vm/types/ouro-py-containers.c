/* ouro-py-containers.c - what the files of containers and iterators share
 *
 * Source  Objects/abstract.c: PyNumber_AsSsize_t, PyObject_LengthHint, PySequence_Fast; Python/ceval.c, _PyEval_SliceIndex;
 *         Objects/listobject.c and tupleobject.c, which do the same with their items (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* What one container may have at most: a list of so many items fills the simulated memory. */
#define MAXIMUM_CELLS (1u << 27)

/* A text that would be longer is given up. */
#define MAXIMUM_TEXT (1u << 26)

/* How far ------------------------------------------------------------------------------------- */

gboolean
ouro_py_has_room (OuroVm *vm,
                  guint64 n_cells)
{
  OuroHeap *heap = vm->heap;
  guint64   left = heap->cells_capacity - heap->words[OURO_WORD_CELLS_TOP];

  if (n_cells < 1024 || (n_cells <= MAXIMUM_CELLS && n_cells * 2 <= left))
    return TRUE;
  ouro_py_raise_memory_error (vm);
  return FALSE;
}

/* Numbers ------------------------------------------------------------------------------------- */

gboolean
ouro_py_is_index (OuroVm *vm,
                  OuroId  object)
{
  OuroId cls = vm->heap->rows[object].cls;

  return ouro_py_is_int (vm, object) || (cls >= OURO_N_TYPES && ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___index__)) != OURO_NO_ID);
}

static gboolean
is_negative (const OuroVm *vm,
             OuroId        number)
{
  gboolean negative;
  mpz_t    value;

  mpz_init (value);
  ouro_int_get_mpz (vm->heap, number, value);
  negative = mpz_sgn (value) < 0;
  mpz_clear (value);
  return negative;
}

gboolean
ouro_py_get_index (OuroVm *vm,
                   OuroId  object,
                   OuroId  too_large,
                   gint64 *value)
{
  OuroId   number = ouro_py_index (vm, object);
  gboolean good = TRUE;

  if (number == OURO_NO_ID)
    return FALSE;
  if (!ouro_int_get (vm->heap, ouro_vm_value (vm, number), value))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, object);

      *value = is_negative (vm, ouro_vm_value (vm, number)) ? G_MININT64 : G_MAXINT64;
      good = too_large == OURO_NO_ID;
      if (!good)
        ouro_vm_raise (vm, too_large, "cannot fit '%s' into an index-sized integer", name);
    }
  ouro_heap_decref (vm->heap, number);
  return good;
}

gboolean
ouro_py_get_slice_index (OuroVm  *vm,
                         OuroId   object,
                         gboolean none_is_allowed,
                         gint64  *value)
{
  const char *words = none_is_allowed ? vm->profile->slice_index_words : "integers or have";

  if (object == OURO_ID_NONE && none_is_allowed)
    return TRUE;
  if (ouro_py_is_index (vm, object))
    return ouro_py_get_index (vm, object, OURO_NO_ID, value);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "slice indices must be %s an __index__ method", words);
  return FALSE;
}

static gboolean
get_search_end (OuroVm *vm,
                OuroId  object,
                guint32 length,
                gint64 *value)
{
  if (!ouro_py_get_slice_index (vm, object, FALSE, value))
    return FALSE;
  if (*value < 0)
    *value = MAX (*value + (gint64)length, 0);
  return TRUE;
}

gboolean
ouro_py_get_search_range (OuroVm        *vm,
                          const guint32 *args,
                          guint          n_args,
                          guint32        length,
                          gint64        *start,
                          gint64        *stop)
{
  *start = 0;
  *stop = G_MAXINT64;
  return (n_args < 2 || get_search_end (vm, ouro_vm_argument (args, 1), length, start)) && (n_args < 3 || get_search_end (vm, ouro_vm_argument (args, 2), length, stop));
}

static gboolean
has_special (OuroVm    *vm,
             OuroId     object,
             OuroVmName name)
{
  return ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, name)) != OURO_NO_ID;
}

/* The number that __length_hint__ () has returned; -1 with an exception. */
static gint64
get_hint (OuroVm *vm,
          OuroId  object,
          OuroId  result)
{
  g_autofree char *cls = ouro_vm_dup_type_name (vm, object);
  g_autofree char *name = ouro_vm_dup_type_name (vm, result);
  gint64           hint;

  if (ouro_py_is_int (vm, result))
    {
      if (!ouro_py_get_ssize (vm, result, &hint))
        return -1;
      if (hint >= 0)
        return hint;
    }
  if (!vm->profile->results_are_named)
    ouro_vm_raise (vm, ouro_py_is_int (vm, result) ? OURO_TYPE_VALUE_ERROR : OURO_TYPE_TYPE_ERROR, ouro_py_is_int (vm, result) ? "__length_hint__() should return >= 0" : "__length_hint__ must be an integer, not %s", name);
  else if (ouro_py_is_int (vm, result))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s.__length_hint__() must return a non-negative int", cls);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__length_hint__() must return an int, not %s", cls, name);
  return -1;
}

/* What __length_hint__ () says, which is bound before it is called. */
static gint64
ask_length_hint (OuroVm *vm,
                 OuroId  object,
                 gint64  otherwise)
{
  gboolean found;
  guint32  place = vm->end;
  OuroId   method = ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, OURO_NAME___length_hint__));
  OuroId   result;
  gint64   hint = -1;

  if (method != OURO_NO_ID && vm->heap->rows[method].cls == OURO_TYPE_FUNCTION)
    ouro_vm_hold (vm, ouro_py_method_new (vm, method, object));
  result = ouro_vm_call_special (vm, object, OURO_NAME___length_hint__, NULL, 0, &found);
  ouro_vm_cut_stack (vm, place);

  if (result == OURO_ID_NOT_IMPLEMENTED)
    return otherwise;
  if (result == OURO_NO_ID)
    {
      if (found && ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
        {
          ouro_vm_clear_exception (vm);
          return otherwise;
        }
      return ouro_vm_has_exception (vm) ? -1 : otherwise;
    }
  hint = get_hint (vm, object, result);
  ouro_heap_decref (vm->heap, result);
  return hint;
}

/* _PyObject_LookupSpecial () binds __length_hint__ () to the iterator before it is called, in C as in Python. */
static void
pass_bound_hint (OuroVm *vm,
                 OuroId  iterator)
{
  OuroId method = ouro_vm_lookup (vm, vm->heap->rows[iterator].cls, ouro_vm_name (vm, OURO_NAME___length_hint__));

  ouro_heap_decref (vm->heap, ouro_py_builtin_bind (vm, method, iterator));
}

gint64
ouro_py_get_length_hint (OuroVm *vm,
                         OuroId  object,
                         gint64  otherwise)
{
  gint64 length;

  if (has_special (vm, object, OURO_NAME___len__))
    {
      length = ouro_vm_length (vm, object);
      if (length >= 0 || !ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
        return length;
      ouro_vm_clear_exception (vm);
    }
  if (!has_special (vm, object, OURO_NAME___length_hint__))
    return otherwise;
  if (vm->heap->rows[object].cls < OURO_N_TYPES)
    pass_bound_hint (vm, object);
  length = ouro_py_iterator_get_hint (vm, object);
  return length >= 0 ? length : ask_length_hint (vm, object, otherwise);
}

/* Sequences of cells -------------------------------------------------------------------------- */

/* Comparing such objects runs no code of the program. */
static inline gboolean
is_plain (const OuroVm *vm,
          OuroId        object)
{
  OuroId cls = vm->heap->rows[object].cls;

  return cls == OURO_TYPE_INT || cls == OURO_TYPE_STR || cls == OURO_TYPE_FLOAT || cls == OURO_TYPE_BOOL;
}

int
ouro_py_item_equals (OuroVm *vm,
                     OuroId  item,
                     OuroId  value)
{
  int equal;

  if (item == value)
    return 1;
  if (is_plain (vm, item) && is_plain (vm, value))
    return ouro_vm_equal (vm, item, value);
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, item));
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  equal = ouro_vm_equal (vm, item, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return equal;
}

gint64
ouro_py_find_cell (OuroVm *vm,
                   OuroId  cells,
                   OuroId  value,
                   gint64  start,
                   gint64  stop)
{
  for (gint64 i = start; i < stop && i < (gint64)vm->heap->rows[cells].n; i++)
    {
      int equal = ouro_py_item_equals (vm, ouro_heap_get_cell (vm->heap, cells, (guint32)i), value);

      if (equal != 0)
        return equal > 0 ? i : -2;
      if (!ouro_vm_may_go_on (vm, (guint64)i))
        return -2;
    }
  return -1;
}

gint64
ouro_py_count_cells (OuroVm *vm,
                     OuroId  cells,
                     OuroId  value)
{
  gint64 count = 0;

  for (guint32 i = 0; i < vm->heap->rows[cells].n; i++)
    {
      int equal = ouro_py_item_equals (vm, ouro_heap_get_cell (vm->heap, cells, i), value);

      if (equal < 0 || !ouro_vm_may_go_on (vm, i))
        return -1;
      count += equal;
    }
  return count;
}

OuroId
ouro_py_compare_lengths (gint64       a,
                         gint64       b,
                         OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_EQ:
      return ouro_vm_bool (a == b);
    case OURO_OPERATOR_NOT_EQ:
      return ouro_vm_bool (a != b);
    case OURO_OPERATOR_LT:
      return ouro_vm_bool (a < b);
    case OURO_OPERATOR_LT_E:
      return ouro_vm_bool (a <= b);
    case OURO_OPERATOR_GT:
      return ouro_vm_bool (a > b);
    default:
      return ouro_vm_bool (a >= b);
    }
}

/* Two items that are not equal decide. */
static OuroId
compare_items (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  OuroId result;

  if (op == OURO_OPERATOR_EQ || op == OURO_OPERATOR_NOT_EQ)
    return ouro_vm_bool (op == OURO_OPERATOR_NOT_EQ);
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, a));
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, b));
  result = ouro_vm_compare (vm, a, b, op);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

OuroId
ouro_py_compare_cells (OuroVm      *vm,
                       OuroId       a,
                       OuroId       b,
                       OuroOperator op)
{
  const OuroRow *row_a = &vm->heap->rows[a];
  const OuroRow *row_b = &vm->heap->rows[b];
  guint32        i;

  for (i = 0; i < row_a->n && i < row_b->n; i++)
    {
      int equal = ouro_py_item_equals (vm, ouro_heap_get_cell (vm->heap, a, i), ouro_heap_get_cell (vm->heap, b, i));

      if (equal < 0 || !ouro_vm_may_go_on (vm, i))
        return OURO_NO_ID;
      if (!equal)
        break;
    }
  if (i >= row_a->n || i >= row_b->n)
    return ouro_py_compare_lengths (row_a->n, row_b->n, op);
  return compare_items (vm, ouro_heap_get_cell (vm->heap, a, i), ouro_heap_get_cell (vm->heap, b, i), op);
}

OuroId
ouro_py_as_cells (OuroVm     *vm,
                  OuroId      iterable,
                  const char *message)
{
  OuroId cls = vm->heap->rows[iterable].cls;
  OuroId iterator, list;

  if (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE)
    return ouro_vm_new_reference (vm, iterable);
  iterator = ouro_vm_iter (vm, iterable);
  if (iterator == OURO_NO_ID)
    {
      if (message != NULL && ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
        {
          ouro_vm_clear_exception (vm);
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", message);
        }
      return OURO_NO_ID;
    }
  ouro_vm_hold (vm, iterator);
  list = ouro_py_list_from (vm, iterator);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return list;
}

gboolean
ouro_py_iterate (OuroVm      *vm,
                 OuroId       iterable,
                 OuroItemFunc func,
                 gpointer     data)
{
  OuroId   iterator = ouro_vm_iter (vm, iterable);
  OuroId   item;
  gboolean good = TRUE;

  if (iterator == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, iterator);
  while (good && (item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      ouro_vm_hold (vm, item);
      good = func (vm, item, data);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good && !ouro_vm_has_exception (vm);
}

/* Keys ---------------------------------------------------------------------------------------- */

/* str (object) as UTF-8; NULL with an exception. */
static char *
dup_str_of (OuroVm *vm,
            OuroId  object)
{
  OuroId str = ouro_vm_str (vm, object);
  char  *text = str != OURO_NO_ID ? ouro_vm_dup_text (vm, str) : NULL;

  if (str != OURO_NO_ID)
    ouro_heap_decref (vm->heap, str);
  return text;
}

gboolean
ouro_py_hash_key (OuroVm     *vm,
                  OuroId      key,
                  const char *role,
                  gint64     *hash)
{
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;
  OuroId           error;

  if (ouro_vm_hash (vm, key, hash))
    return TRUE;
  if (!vm->profile->unhashable_key_is_named || !ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
    return FALSE;
  error = ouro_vm_take_exception (vm);
  ouro_vm_hold (vm, error); /* it lives until the other one has been raised */
  reason = dup_str_of (vm, error);
  if (reason != NULL)
    {
      name = ouro_vm_dup_type_name (vm, key);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot use '%s' as a %s (%s)", name, role, reason);
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return FALSE;
}

/* repr () ------------------------------------------------------------------------------------- */

gboolean
ouro_py_text_add_repr (OuroTextBuilder *text,
                       OuroVm          *vm,
                       OuroId           object)
{
  OuroId repr;

  if (!ouro_vm_enter_recursion (vm, " while getting the repr of an object"))
    return FALSE;
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, object));
  repr = ouro_vm_repr (vm, object);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_vm_leave_recursion (vm);
  if (repr == OURO_NO_ID)
    return FALSE;
  ouro_text_builder_add (text, vm, repr);
  ouro_heap_decref (vm->heap, repr);
  if (text->characters->len <= MAXIMUM_TEXT)
    return ouro_vm_may_go_on (vm, text->characters->len | 0x3ff);
  ouro_py_raise_memory_error (vm);
  return FALSE;
}

OuroId
ouro_py_text_end (OuroTextBuilder *text,
                  OuroVm          *vm,
                  gboolean         good)
{
  if (good)
    return ouro_text_builder_finish (text, vm);
  g_clear_pointer (&text->characters, g_array_unref);
  return OURO_NO_ID;
}

gboolean
ouro_py_text_add_cells (OuroTextBuilder *text,
                        OuroVm          *vm,
                        OuroId           cells)
{
  for (guint32 i = 0; i < vm->heap->rows[cells].n; i++)
    {
      if (i > 0)
        ouro_text_builder_add_utf8 (text, ", ");
      if (!ouro_py_text_add_repr (text, vm, ouro_heap_get_cell (vm->heap, cells, i)))
        return FALSE;
    }
  return TRUE;
}

/* Arguments ----------------------------------------------------------------------------------- */

gboolean
ouro_py_has_keywords (const OuroVm *vm,
                      OuroId        kwnames)
{
  return kwnames != OURO_NO_ID && ouro_heap_get_n_cells (vm->heap, kwnames) > 0;
}

gboolean
ouro_py_check_arguments (OuroVm     *vm,
                         const char *name,
                         guint       n_args,
                         OuroId      kwnames,
                         guint       min,
                         guint       max)
{
  guint wanted = n_args < min ? min : max;

  if (ouro_py_has_keywords (vm, kwnames))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no keyword arguments", name);
      return FALSE;
    }
  if (n_args >= min && n_args <= max)
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected %s%u argument%s, got %u", name, min == max ? "" : n_args < min ? "at least "
                                                                                                                       : "at most ",
                 wanted, wanted == 1 ? "" : "s", n_args);
  return FALSE;
}

/* Records ------------------------------------------------------------------------------------- */

OuroId
ouro_py_record_new (OuroVm      *vm,
                    OuroId       type,
                    OuroFreelist freelist,
                    guint        n_hidden,
                    guint32      n)
{
  return ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, type, freelist, ouro_type_get_object_size (vm->profile, type), n_hidden, n, n);
}

void
ouro_py_drop_cell (OuroVm *vm,
                   OuroId  record,
                   guint32 cell)
{
  OuroId held = ouro_heap_get_cell (vm->heap, record, cell);

  if (held == OURO_NO_ID)
    return;
  ouro_heap_set_cell (vm->heap, record, cell, OURO_NO_ID);
  ouro_heap_decref (vm->heap, held);
}

OuroId
ouro_py_iterator_iter (OuroVm *vm,
                       OuroId  self)
{
  return ouro_vm_new_reference (vm, self);
}

int
ouro_py_refuse_attribute (OuroVm *vm)
{
  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "readonly attribute");
  return -1;
}

/* Pairs that are used again ------------------------------------------------------------------- */

OuroId
ouro_py_pair_new (OuroVm *vm)
{
  const OuroId nothing[] = { OURO_ID_NONE, OURO_ID_NONE };

  return ouro_py_tuple_pack (vm, nothing, 2);
}

OuroId
ouro_py_pair_pack (OuroVm *vm,
                   OuroId  first,
                   OuroId  second)
{
  const OuroId items[] = { ouro_vm_new_reference (vm, first), ouro_vm_new_reference (vm, second) };

  return ouro_py_tuple_pack (vm, items, G_N_ELEMENTS (items));
}

static OuroId
make_pair (OuroVm *vm,
           OuroId  first,
           OuroId  second)
{
  OuroId pair = ouro_py_tuple_new (vm, 2);

  ouro_heap_set_cell (vm->heap, pair, 0, first);
  ouro_heap_set_cell (vm->heap, pair, 1, second);
  if (vm->profile->iterator_pairs_untracked)
    ouro_py_tuple_track (vm, pair);
  else
    ouro_heap_track (vm->heap, pair);
  return pair;
}

OuroId
ouro_py_pair_fill (OuroVm *vm,
                   OuroId  record,
                   guint32 cell,
                   OuroId  first,
                   OuroId  second)
{
  OuroHeap *heap = vm->heap;
  OuroId    pair = ouro_heap_get_cell (heap, record, cell);
  OuroId    old_first, old_second;

  if (heap->rows[pair].refcount != 1)
    return make_pair (vm, first, second);
  ouro_heap_incref (heap, pair);
  old_first = ouro_heap_get_cell (heap, pair, 0);
  old_second = ouro_heap_get_cell (heap, pair, 1);
  ouro_heap_set_cell (heap, pair, 0, first);
  ouro_heap_set_cell (heap, pair, 1, second);
  ouro_heap_decref (heap, old_first);
  ouro_heap_decref (heap, old_second);
  ouro_heap_track (heap, pair);
  return pair;
}

/* Calls and types ----------------------------------------------------------------------------- */

OuroId
ouro_py_call_bound (OuroVm *vm,
                    OuroId  method,
                    OuroId  object)
{
  OuroId   bound, result;
  gboolean found;

  switch ((guint)ouro_heap_get_kind (vm->heap, method))
    {
    case OURO_KIND_BUILTIN:
      bound = ouro_py_builtin_bind (vm, method, object);
      break;
    case OURO_KIND_FUNCTION:
      bound = ouro_py_method_new (vm, method, object);
      break;
    default:
      return ouro_vm_call_special (vm, object, OURO_NAME___reversed__, NULL, 0, &found);
    }
  ouro_vm_hold (vm, bound);
  result = ouro_vm_call (vm, bound, NULL, 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

OuroId
ouro_py_take_packed (OuroVm        *vm,
                     const guint32 *args,
                     guint          n_args)
{
  return vm->packed != OURO_NO_ID ? ouro_vm_new_reference (vm, vm->packed) : ouro_py_pack_arguments (vm, args, n_args);
}

OuroId
ouro_py_pack_arguments (OuroVm        *vm,
                        const guint32 *args,
                        guint          n_args)
{
  g_autofree OuroId *items = g_new (OuroId, n_args);

  for (guint i = 0; i < n_args; i++)
    items[i] = ouro_vm_new_reference (vm, ouro_vm_argument (args, i));
  return n_args > 0 ? ouro_py_tuple_pack (vm, items, n_args) : OURO_ID_EMPTY_TUPLE;
}

gboolean
ouro_py_is_callable (OuroVm *vm,
                     OuroId  object)
{
  OuroId type = vm->heap->rows[object].cls;

  if (type >= OURO_N_TYPES)
    return ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS || ouro_vm_lookup (vm, type, ouro_vm_name (vm, OURO_NAME___call__)) != OURO_NO_ID;
  switch ((guint)ouro_heap_get_kind (vm->heap, object))
    {
    case OURO_KIND_FUNCTION:
    case OURO_KIND_BUILTIN:
    case OURO_KIND_CLASS:
      return TRUE;
    default:
      return type == OURO_TYPE_METHOD || vm->slots[type].call != NULL;
    }
}

gboolean
ouro_py_is_sequence (OuroVm *vm,
                     OuroId  object)
{
  switch (ouro_vm_value_type (vm, object))
    {
    case OURO_TYPE_LIST:
    case OURO_TYPE_TUPLE:
    case OURO_TYPE_RANGE:
    case OURO_TYPE_STR:
    case OURO_TYPE_BYTES:
    case OURO_TYPE_BYTEARRAY:
    case OURO_TYPE_DEQUE:
      return TRUE;
    case OURO_TYPE_DICT:
    case OURO_TYPE_MAPPINGPROXY:
      return FALSE;
    default:
      return ouro_py_get_own_special (vm, object, OURO_NAME___getitem__) != OURO_NO_ID;
    }
}
