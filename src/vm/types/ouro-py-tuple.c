/* ouro-py-tuple.c - tuple
 *
 * Source  Objects/tupleobject.c; Objects/abstract.c, PySequence_Tuple (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"

#include "ouro-py-arguments-private.h"

/* Tuples of more items have no free list. */
#define MAXIMUM_LISTED 20

/* What an iterable gets at first that does not say how long it is, and by how much that grows. */
#define EXPECTED_ITEMS 10

/* PySequence_Tuple () (3.14): so many items are gathered before a list is made for more. */
#define GATHERED_ITEMS 8
#define GATHERED_ROOM  16

/* Making -------------------------------------------------------------------------------------- */

static OuroFreelist
get_freelist (guint32 n)
{
  return n <= MAXIMUM_LISTED ? (OuroFreelist)(OURO_FREELIST_TUPLE_1 + n - 1) : OURO_FREELIST_NONE;
}

static gsize
get_bytes (const OuroVm *vm,
           guint32       n)
{
  return vm->profile->size_tuple + 8 * (gsize)n;
}

OuroId
ouro_py_tuple_new (OuroVm *vm,
                   guint32 n)
{
  return ouro_heap_allocate (vm->heap, OURO_KIND_TUPLE, OURO_FLAG_GC, OURO_TYPE_TUPLE, get_freelist (n), get_bytes (vm, n), 0, n, n);
}

/* Whether the collector can look at objects of its type, be this one tracked or not (maybe_tracked (), 3.14). */
static gboolean
has_collected_type (const OuroHeap *heap,
                    OuroId          item)
{
  return ouro_heap_may_be_tracked (heap, item) || heap->rows[item].cls == OURO_TYPE_TUPLE || ouro_heap_get_kind (heap, item) == OURO_KIND_CLASS;
}

void
ouro_py_tuple_track (OuroVm *vm,
                     OuroId  tuple)
{
  OuroHeap *heap = vm->heap;
  gboolean  is_needed = vm->profile->tuple_tracked_at_birth;

  for (guint32 i = 0; !is_needed && i < heap->rows[tuple].n; i++)
    is_needed = has_collected_type (heap, ouro_heap_get_cell (heap, tuple, i));
  if (is_needed)
    ouro_heap_track (heap, tuple);
}

OuroId
ouro_py_tuple_pack (OuroVm       *vm,
                    const OuroId *items,
                    guint         n)
{
  OuroId tuple = ouro_py_tuple_new (vm, n);

  for (guint i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, tuple, i, items[i]);
  ouro_py_tuple_track (vm, tuple);
  return tuple;
}

/* Puts n items of another tuple or a list, every step-th from start on, into cells. */
static void
copy_cells (OuroVm *vm,
            OuroId  tuple,
            guint32 to,
            OuroId  from,
            gint64  start,
            gint64  step,
            guint32 n)
{
  OuroHeap *heap = vm->heap;

  for (guint32 i = 0; i < n; i++)
    ouro_heap_set_cell (heap, tuple, to + i, ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, from, (guint32)(start + i * step))));
}

OuroId
ouro_py_tuple_from_cells (OuroVm *vm,
                          OuroId  cells)
{
  guint32 n = vm->heap->rows[cells].n;
  OuroId  tuple;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  if (!ouro_py_has_room (vm, n))
    return OURO_NO_ID;
  tuple = ouro_py_tuple_new (vm, n);
  /* A collection in the allocation may have shortened a list. */
  copy_cells (vm, tuple, 0, cells, 0, 1, MIN (n, vm->heap->rows[cells].n));
  ouro_py_tuple_track (vm, tuple);
  return tuple;
}

/* From an iterator ---------------------------------------------------------------------------- */

/* _PyTuple_Resize (): the tuple, or another one where () comes in. */
static OuroId
resize (OuroVm *vm,
        OuroId  tuple,
        guint32 n)
{
  OuroHeap *heap = vm->heap;

  if (tuple == OURO_ID_EMPTY_TUPLE)
    tuple = ouro_py_tuple_new (vm, n);
  else if (n == 0)
    {
      ouro_heap_decref (heap, tuple);
      return OURO_ID_EMPTY_TUPLE;
    }
  else
    {
      ouro_heap_untrack (heap, tuple);
      ouro_heap_set_n_cells (heap, tuple, n);
      ouro_heap_set_home (heap, tuple, get_freelist (n), get_bytes (vm, n));
    }
  ouro_heap_track (heap, tuple);
  return tuple;
}

/* To 3.13: a tuple of the length that is expected is filled, made longer, and cut at the end. It is on top of the stack. */
static gboolean
fill (OuroVm  *vm,
      OuroId   iterator,
      OuroId  *tuple,
      guint32 *n)
{
  OuroId item;

  while ((item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      guint64 room = vm->heap->rows[*tuple].n;

      if (*n >= room)
        {
          room += 10;
          room += room >> 2;
          ouro_vm_release (vm);
          if (ouro_py_has_room (vm, room))
            *tuple = resize (vm, *tuple, (guint32)room);
          ouro_vm_hold (vm, *tuple);
        }
      if (ouro_vm_has_exception (vm))
        {
          ouro_heap_decref (vm->heap, item);
          return FALSE;
        }
      ouro_heap_set_cell (vm->heap, *tuple, (*n)++, item);
      if (!ouro_vm_may_go_on (vm, *n))
        return FALSE;
    }
  return !ouro_vm_has_exception (vm);
}

static OuroId
make_by_filling (OuroVm *vm,
                 OuroId  iterable,
                 OuroId  iterator)
{
  gint64   expected = ouro_py_get_length_hint (vm, iterable, EXPECTED_ITEMS);
  OuroId   tuple;
  guint32  n = 0;
  gboolean good;

  if (expected < 0 || !ouro_py_has_room (vm, expected))
    return OURO_NO_ID;
  tuple = expected > 0 ? ouro_py_tuple_new (vm, (guint32)expected) : OURO_ID_EMPTY_TUPLE;
  if (expected > 0)
    ouro_heap_track (vm->heap, tuple);
  ouro_vm_hold (vm, tuple);
  good = fill (vm, iterator, &tuple, &n);
  ouro_vm_release (vm);
  if (good)
    return n < vm->heap->rows[tuple].n ? resize (vm, tuple, n) : tuple;
  ouro_heap_decref (vm->heap, tuple);
  return OURO_NO_ID;
}

/* Takes n items off the stack into a new tuple. */
static OuroId
take_from_stack (OuroVm *vm,
                 guint   n)
{
  OuroId tuple;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  tuple = ouro_py_tuple_new (vm, n);
  while (n-- > 0)
    ouro_heap_set_cell (vm->heap, tuple, n, ouro_vm_release (vm));
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

/* The rest of a long iterable goes into a list with the items that lie on the stack. */
static OuroId
make_through_list (OuroVm *vm,
                   OuroId  iterator)
{
  OuroId   list = ouro_py_list_new (vm, GATHERED_ITEMS);
  OuroId   tuple = OURO_NO_ID;
  OuroId   item;
  guint32  n = GATHERED_ITEMS;
  gboolean good = TRUE;

  for (guint32 i = n; i-- > 0;)
    ouro_heap_set_cell (vm->heap, list, i, ouro_vm_release (vm));
  ouro_heap_set_aux (vm->heap, list, GATHERED_ROOM);
  ouro_vm_hold (vm, list);
  while (good && (item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      ouro_py_list_append_taking (vm, list, item);
      good = ouro_py_has_room (vm, ++n) && ouro_vm_may_go_on (vm, n);
    }
  if (good && !ouro_vm_has_exception (vm))
    {
      tuple = ouro_py_tuple_new (vm, n);
      copy_cells (vm, tuple, 0, list, 0, 1, n);
      ouro_heap_track (vm->heap, tuple);
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return tuple;
}

/* From 3.14 on: the tuple is made when its items are known. */
static OuroId
make_by_gathering (OuroVm *vm,
                   OuroId  iterator)
{
  OuroId item;
  guint  n = 0;

  while (n < GATHERED_ITEMS && (item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      ouro_vm_hold (vm, item);
      n++;
    }
  if (!ouro_vm_has_exception (vm))
    return n < GATHERED_ITEMS ? take_from_stack (vm, n) : make_through_list (vm, iterator);
  while (n-- > 0)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return OURO_NO_ID;
}

OuroId
ouro_py_tuple_from (OuroVm *vm,
                    OuroId  iterable)
{
  OuroId iterator, tuple;

  if (vm->heap->rows[iterable].cls == OURO_TYPE_TUPLE)
    return ouro_vm_new_reference (vm, iterable);
  if (vm->heap->rows[iterable].cls == OURO_TYPE_LIST)
    return ouro_py_tuple_from_cells (vm, iterable);
  iterator = ouro_vm_iter (vm, iterable);
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, iterator);
  tuple = vm->profile->tuple_gathers_items ? make_by_gathering (vm, iterator) : make_by_filling (vm, iterable, iterator);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return tuple;
}

/* Copies -------------------------------------------------------------------------------------- */

static OuroId
concatenate (OuroVm *vm,
             OuroId  a,
             OuroId  b)
{
  OuroId  cells_a = ouro_vm_value (vm, a);
  OuroId  cells_b = ouro_vm_value (vm, b);
  guint32 n_a = vm->heap->rows[cells_a].n;
  guint32 n_b = vm->heap->rows[cells_b].n;
  OuroId  tuple;

  if (n_a == 0 && vm->heap->rows[b].cls == OURO_TYPE_TUPLE)
    return ouro_vm_new_reference (vm, b);
  if (n_b == 0 && vm->heap->rows[a].cls == OURO_TYPE_TUPLE)
    return ouro_vm_new_reference (vm, a);
  if (n_a + n_b == 0)
    return OURO_ID_EMPTY_TUPLE;
  if (!ouro_py_has_room (vm, (guint64)n_a + n_b))
    return OURO_NO_ID;
  tuple = ouro_py_tuple_new (vm, n_a + n_b);
  copy_cells (vm, tuple, 0, cells_a, 0, 1, n_a);
  copy_cells (vm, tuple, n_a, cells_b, 0, 1, n_b);
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

static OuroId
repeat (OuroVm *vm,
        OuroId  self,
        gint64  times)
{
  OuroId  cells = ouro_vm_value (vm, self);
  guint32 n = vm->heap->rows[cells].n;
  OuroId  tuple;

  if ((n == 0 || times == 1) && vm->heap->rows[self].cls == OURO_TYPE_TUPLE)
    return ouro_vm_new_reference (vm, self);
  if (n == 0 || times <= 0)
    return OURO_ID_EMPTY_TUPLE;
  if (!ouro_py_has_room (vm, times > G_MAXUINT32 ? G_MAXUINT64 : (guint64)n * times))
    return OURO_NO_ID;
  tuple = ouro_py_tuple_new (vm, (guint32)(n * times));
  for (gint64 i = 0; i < times; i++)
    copy_cells (vm, tuple, (guint32)(i * n), cells, 0, 1, n);
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

static OuroId
cut (OuroVm *vm,
     OuroId  self,
     gint64  start,
     gint64  stop,
     gint64  step)
{
  OuroId  cells = ouro_vm_value (vm, self);
  guint32 length = vm->heap->rows[cells].n;
  gint64  n = ouro_py_slice_adjust (length, &start, &stop, step);
  OuroId  tuple;

  if (n <= 0)
    return OURO_ID_EMPTY_TUPLE;
  if (start == 0 && step == 1 && n == length && vm->heap->rows[self].cls == OURO_TYPE_TUPLE)
    return ouro_vm_new_reference (vm, self);
  tuple = ouro_py_tuple_new (vm, (guint32)n);
  copy_cells (vm, tuple, 0, cells, start, step, (guint32)n);
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

OuroId
ouro_py_tuple_cut (OuroVm *vm,
                   OuroId  tuple,
                   gint64  start,
                   gint64  stop)
{
  return cut (vm, tuple, start, stop, 1);
}

static OuroId
get_slice (OuroVm *vm,
           OuroId  self,
           OuroId  slice)
{
  gint64 start, stop, step;

  return ouro_py_slice_unpack (vm, slice, &start, &stop, &step) ? cut (vm, self, start, stop, step) : OURO_NO_ID;
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
tuple_repr (OuroVm *vm,
            OuroId  self)
{
  OuroId          cells = ouro_vm_value (vm, self);
  OuroTextBuilder text;
  gboolean        good;

  if (vm->heap->rows[cells].n == 0)
    return ouro_vm_new_str (vm, "()");
  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "(...)");
  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "(");
  good = ouro_py_text_add_cells (&text, vm, cells);
  ouro_text_builder_add_utf8 (&text, vm->heap->rows[cells].n == 1 ? ",)" : ")");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

/* xxHash of the items' hashes. */
static gboolean
tuple_hash (OuroVm *vm,
            OuroId  self,
            gint64 *hash)
{
  const guint64 prime_1 = 11400714785074694791ull, prime_2 = 14029467366897019727ull, prime_5 = 2870177450012600261ull;
  OuroId        cells = ouro_vm_value (vm, self);
  guint32       n = vm->heap->rows[cells].n;
  guint64       sum = prime_5;
  gboolean      good = TRUE;

  if (!ouro_vm_enter_recursion (vm, ""))
    return FALSE;
  for (guint32 i = 0; good && i < n; i++)
    {
      gint64 item;

      good = ouro_vm_hash (vm, ouro_heap_get_cell (vm->heap, cells, i), &item) && ouro_vm_may_go_on (vm, i);
      if (!good)
        break;
      sum += (guint64)item * prime_2;
      sum = sum << 31 | sum >> 33;
      sum *= prime_1;
    }
  ouro_vm_leave_recursion (vm);
  sum += n ^ (prime_5 ^ 3527539ull);
  *hash = sum == G_MAXUINT64 ? 1546275796 : (gint64)sum;
  return good;
}

static OuroId
tuple_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  if (ouro_vm_value_type (vm, a) != OURO_TYPE_TUPLE || ouro_vm_value_type (vm, b) != OURO_TYPE_TUPLE)
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_py_compare_cells (vm, ouro_vm_value (vm, a), ouro_vm_value (vm, b), op);
}

static OuroId
tuple_binary (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  gboolean is_left = ouro_vm_value_type (vm, a) == OURO_TYPE_TUPLE;
  OuroId   other = is_left ? b : a;
  gint64   times;

  if (op == OURO_OPERATOR_ADD && is_left && ouro_vm_value_type (vm, b) == OURO_TYPE_TUPLE)
    return concatenate (vm, a, b);
  if (op != OURO_OPERATOR_MULT || !ouro_py_is_index (vm, other))
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_py_get_index (vm, other, OURO_TYPE_OVERFLOW_ERROR, &times) ? repeat (vm, is_left ? a : b, times) : OURO_NO_ID;
}

static gint64
tuple_length (OuroVm *vm,
              OuroId  self)
{
  return vm->heap->rows[ouro_vm_value (vm, self)].n;
}

static OuroId
tuple_get_item (OuroVm *vm,
                OuroId  self,
                OuroId  key)
{
  OuroId cells = ouro_vm_value (vm, self);
  gint64 index;
  OuroId item;

  if (vm->heap->rows[key].cls == OURO_TYPE_SLICE)
    return get_slice (vm, self, key);
  if (!ouro_py_is_index (vm, key))
    {
      ouro_py_raise_type (vm, "tuple indices must be integers or slices, not ", key, "");
      return OURO_NO_ID;
    }
  if (!ouro_py_get_index (vm, key, OURO_TYPE_INDEX_ERROR, &index))
    return OURO_NO_ID;
  item = ouro_py_get_cell (vm, cells, index < 0 ? index + vm->heap->rows[cells].n : index);
  if (item != OURO_NO_ID)
    return ouro_vm_new_reference (vm, item);
  ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "tuple index out of range");
  return OURO_NO_ID;
}

static int
tuple_contains (OuroVm *vm,
                OuroId  self,
                OuroId  value)
{
  gint64 place = ouro_py_find_cell (vm, ouro_vm_value (vm, self), value, 0, G_MAXINT64);

  return place == -2 ? -1 : place >= 0;
}

static OuroId
tuple_iter (OuroVm *vm,
            OuroId  self)
{
  return ouro_py_index_iterator_new (vm, OURO_TYPE_TUPLE_ITERATOR, self);
}

static OuroId
tuple_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId  items, payload;
  guint32 n;

  if (!ouro_py_check_arguments (vm, "tuple", n_args, cls == OURO_TYPE_TUPLE ? kwnames : OURO_NO_ID, 0, 1))
    return OURO_NO_ID;
  items = n_args > 0 ? ouro_py_tuple_from (vm, ouro_vm_argument (args, 0)) : OURO_ID_EMPTY_TUPLE;
  if (items == OURO_NO_ID || cls == OURO_TYPE_TUPLE)
    return items;
  n = vm->heap->rows[items].n;
  payload = ouro_heap_allocate (vm->heap, OURO_KIND_TUPLE, 0, OURO_TYPE_TUPLE, OURO_FREELIST_NONE, get_bytes (vm, n), 0, n, n);
  copy_cells (vm, payload, 0, items, 0, 1, n);
  ouro_heap_decref (vm->heap, items);
  return ouro_vm_wrap (vm, cls, payload);
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
tuple_index (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId cells = ouro_vm_value (vm, self);
  gint64 start, stop, place;

  if (!ouro_py_get_search_range (vm, args, n_args, vm->heap->rows[cells].n, &start, &stop))
    return OURO_NO_ID;
  place = ouro_py_find_cell (vm, cells, ouro_vm_argument (args, 0), start, stop);
  if (place == -1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "tuple.index(x): x not in tuple");
  return place >= 0 ? ouro_int_new (vm->heap, place) : OURO_NO_ID;
}

static OuroId
tuple_count (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  gint64 count = ouro_py_count_cells (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0));

  return count >= 0 ? ouro_int_new (vm->heap, count) : OURO_NO_ID;
}

static const OuroBuiltinDef methods[] = {
  { "count", tuple_count, 1, 1, 0 },
  { "index", tuple_index, 1, 3, 0 },
  { NULL },
};

void
ouro_py_tuple_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_TUPLE] = (OuroTypeSlots){
    .repr = tuple_repr,
    .hash = tuple_hash,
    .compare = tuple_compare,
    .binary = tuple_binary,
    .length = tuple_length,
    .get_item = tuple_get_item,
    .contains = tuple_contains,
    .iter = tuple_iter,
    .construct = tuple_construct,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_TUPLE);
}
