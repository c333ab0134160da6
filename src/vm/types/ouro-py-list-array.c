/* ouro-py-list-array.c - the array of a list: how it grows, copies of it, what extends it
 *
 * A list's cells are its items; row.aux says how many slots CPython's array would have, which is what
 * sys.getsizeof () shows and nothing else depends on.
 * Source  Objects/listobject.c: list_resize, list_extend, list_concat, list_repeat (3.11 to 3.15)
 */
#include "ouro-py-list-private.h"

#include <glib/gi18n-lib.h>

/* Lists that keep an array of up to so many slots (3.14). */
#define SMALL_ARRAY 32

/* From so many items on, room is looked for before one more is added. */
#define LARGE_LIST (1u << 20)

/* The array ----------------------------------------------------------------------------------- */

void
ouro_py_list_account_for (OuroVm *vm,
                          OuroId  list,
                          guint32 n)
{
  const OuroRow *row = &vm->heap->rows[list];
  guint64        allocated = row->aux == OURO_LIST_BEING_SORTED ? 0 : row->aux;
  gint64         new_allocated;

  if (row->aux != OURO_LIST_BEING_SORTED && allocated >= n && (n >= allocated >> 1 || (vm->profile->small_lists_keep_array && allocated <= SMALL_ARRAY)))
    return;
  new_allocated = ((gint64)n + (n >> 3) + 6) & ~3;
  if ((gint64)n - row->n > new_allocated - (gint64)n)
    new_allocated = ((gint64)n + 3) & ~3;
  ouro_heap_set_aux (vm->heap, list, n == 0 ? 0 : (guint32)new_allocated);
}

/* list_preallocate_exact. */
static void
allocate_exactly (OuroVm *vm,
                  OuroId  list,
                  guint32 n)
{
  ouro_heap_set_aux (vm->heap, list, (n + 1) & ~1u);
}

/* Whether it has never had an array, or no longer has one. */
static gboolean
has_no_array (const OuroVm *vm,
              OuroId        list)
{
  guint32 allocated = vm->heap->rows[list].aux;

  return allocated == 0 || allocated == OURO_LIST_BEING_SORTED;
}

static OuroId
allocate (OuroVm *vm)
{
  OuroId list = ouro_heap_allocate (vm->heap, OURO_KIND_LIST, OURO_FLAG_GC, OURO_TYPE_LIST, OURO_FREELIST_LIST, 56, 0, 0, 0);

  ouro_heap_track (vm->heap, list);
  return list;
}

OuroId
ouro_py_list_new (OuroVm *vm,
                  guint32 n)
{
  OuroId list = allocate (vm);

  ouro_heap_set_n_cells (vm->heap, list, n);
  ouro_heap_set_aux (vm->heap, list, n);
  return list;
}

OuroId
ouro_py_list_new_with_room (OuroVm *vm,
                            guint64 n)
{
  OuroId list;

  if (!ouro_py_has_room (vm, n))
    return OURO_NO_ID;
  list = allocate (vm);
  ouro_heap_reserve_cells (vm->heap, list, (guint32)n);
  ouro_heap_set_aux (vm->heap, list, (guint32)n);
  return list;
}

/* Takes the item over, without a look at the array. */
static inline void
put_item (OuroVm *vm,
          OuroId  list,
          OuroId  item)
{
  OuroHeap *heap = vm->heap;
  guint32   n = heap->rows[list].n;

  if (G_UNLIKELY (heap->rows[list].cells == 0 || n == ouro_heap_get_block_capacity (heap, heap->rows[list].cells)))
    ouro_heap_reserve_cells (heap, list, n + 1);
  ouro_heap_put_place (heap, list, heap->rows[list].cells + n, item);
  ouro_heap_set_row_word (heap, list, OURO_ROW_N, n + 1);
}

/* A list of so many items that the simulator has no room for twice as many: the program ends. */
static gboolean
is_too_long (OuroVm *vm,
             OuroId  list)
{
  const OuroRow *row = &vm->heap->rows[list];

  if (row->n < LARGE_LIST || row->n < ouro_heap_get_block_capacity (vm->heap, row->cells) || (guint64)row->n * 4 < vm->heap->cells_capacity - vm->heap->words[OURO_WORD_CELLS_TOP])
    return FALSE;
  ouro_vm_give_up (vm, "%s", _ ("a list has become longer than the simulator holds"));
  return TRUE;
}

void
ouro_py_list_append_taking (OuroVm *vm,
                            OuroId  list,
                            OuroId  item)
{
  const OuroRow *row = &vm->heap->rows[list];

  if (is_too_long (vm, list))
    {
      ouro_heap_decref (vm->heap, item);
      return;
    }
  if (row->n >= row->aux || row->aux == OURO_LIST_BEING_SORTED)
    ouro_py_list_account_for (vm, list, row->n + 1);
  put_item (vm, list, item);
}

void
ouro_py_list_append (OuroVm *vm,
                     OuroId  list,
                     OuroId  item)
{
  ouro_heap_incref (vm->heap, item);
  ouro_py_list_append_taking (vm, list, item);
}

void
ouro_py_list_clear (OuroVm *vm,
                    OuroId  list)
{
  OuroHeap *heap = vm->heap;
  guint32   cells = heap->rows[list].cells;
  guint32   n = heap->rows[list].n;

  if (has_no_array (vm, list))
    return;
  ouro_heap_set_row_word (heap, list, OURO_ROW_N, 0);
  ouro_heap_set_row_word (heap, list, OURO_ROW_CELLS, 0);
  ouro_heap_set_aux (heap, list, 0);
  for (guint32 i = n; i-- > 0;)
    ouro_heap_decref (heap, heap->cells[cells + i]);
  ouro_heap_free_block (heap, cells);
}

/* Copies of items ----------------------------------------------------------------------------- */

/* Appends items of any object with cells; they may be those of the list itself. */
static void
put_copies (OuroVm *vm,
            OuroId  list,
            OuroId  from,
            guint32 start,
            gint64  step,
            guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    {
      OuroId item = ouro_heap_get_cell (vm->heap, from, (guint32)(start + i * step));

      ouro_heap_incref (vm->heap, item);
      put_item (vm, list, item);
    }
}

OuroId
ouro_py_list_slice (OuroVm *vm,
                    OuroId  list,
                    guint32 low,
                    guint32 high)
{
  OuroId copy = ouro_py_list_new_with_room (vm, high > low ? high - low : 0);

  if (copy == OURO_NO_ID)
    return OURO_NO_ID;
  /* The allocation may have run a collection and a finalizer that shortened the list. */
  high = MIN (high, vm->heap->rows[list].n);
  if (high > low)
    put_copies (vm, copy, list, low, 1, high - low);
  return copy;
}

OuroId
ouro_py_list_slice_with_step (OuroVm *vm,
                              OuroId  list,
                              gint64  start,
                              gint64  step,
                              gint64  n)
{
  OuroId copy = ouro_py_list_new_with_room (vm, n);

  if (copy != OURO_NO_ID && ouro_py_get_cell (vm, list, start) != OURO_NO_ID && ouro_py_get_cell (vm, list, start + (n - 1) * step) != OURO_NO_ID)
    put_copies (vm, copy, list, (guint32)start, step, (guint32)n);
  return copy;
}

OuroId
ouro_py_list_concatenate (OuroVm *vm,
                          OuroId  a,
                          OuroId  b)
{
  OuroHeap *heap = vm->heap;
  OuroId    list = ouro_py_list_new_with_room (vm, (guint64)heap->rows[a].n + heap->rows[b].n);

  if (list == OURO_NO_ID)
    return OURO_NO_ID;
  put_copies (vm, list, a, 0, 1, heap->rows[a].n);
  put_copies (vm, list, b, 0, 1, heap->rows[b].n);
  return list;
}

/* The items once more, so many times. */
static gboolean
put_repeats (OuroVm *vm,
             OuroId  list,
             OuroId  from,
             guint32 n,
             gint64  times)
{
  for (gint64 i = 0; i < times; i++)
    {
      put_copies (vm, list, from, 0, 1, n);
      if (!ouro_vm_may_go_on (vm, (guint64)i))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_room_for_repeats (OuroVm *vm,
                      guint32 n,
                      gint64  times)
{
  return ouro_py_has_room (vm, n > 0 && times > G_MAXUINT32 ? G_MAXUINT64 : (guint64)n * times);
}

OuroId
ouro_py_list_repeat (OuroVm *vm,
                     OuroId  list,
                     gint64  times)
{
  guint32 n = vm->heap->rows[list].n;
  OuroId  result;

  times = n == 0 ? 0 : MAX (times, 0);
  if (!has_room_for_repeats (vm, n, times))
    return OURO_NO_ID;
  result = ouro_py_list_new_with_room (vm, (guint64)n * times);
  if (result != OURO_NO_ID && !put_repeats (vm, result, list, MIN (n, vm->heap->rows[list].n), times))
    {
      ouro_heap_decref (vm->heap, result);
      return OURO_NO_ID;
    }
  return result;
}

gboolean
ouro_py_list_repeat_in_place (OuroVm *vm,
                              OuroId  list,
                              gint64  times)
{
  guint32 n = vm->heap->rows[list].n;

  if (n == 0 || times == 1)
    return TRUE;
  if (times < 1)
    {
      ouro_py_list_clear (vm, list);
      return TRUE;
    }
  if (!has_room_for_repeats (vm, n, times))
    return FALSE;
  ouro_py_list_account_for (vm, list, (guint32)(n * times));
  return put_repeats (vm, list, list, n, times - 1);
}

/* extend -------------------------------------------------------------------------------------- */

/* From a list or tuple, or the cells of another object. */
static gboolean
extend_by_cells (OuroVm *vm,
                 OuroId  list,
                 OuroId  cells)
{
  guint32 n = vm->heap->rows[cells].n;

  if (n == 0)
    return TRUE;
  if (!ouro_py_has_room (vm, (guint64)vm->heap->rows[list].n + n))
    return FALSE;
  if (has_no_array (vm, list))
    allocate_exactly (vm, list, n);
  else
    ouro_py_list_account_for (vm, list, vm->heap->rows[list].n + n);
  put_copies (vm, list, cells, 0, 1, n);
  return TRUE;
}

/* Room for so many items as are expected. */
static gboolean
make_room (OuroVm *vm,
           OuroId  list,
           gint64  expected)
{
  if (expected < 0)
    return FALSE;
  if (expected > G_MAXINT64 - (gint64)vm->heap->rows[list].n)
    return TRUE;
  if (!ouro_py_has_room (vm, (guint64)vm->heap->rows[list].n + expected))
    return FALSE;
  if (!has_no_array (vm, list))
    ouro_py_list_account_for (vm, list, (guint32)(vm->heap->rows[list].n + expected));
  else if (expected > 0)
    allocate_exactly (vm, list, (guint32)expected);
  return TRUE;
}

/* list_extend_iter; the iterator is held by the caller. */
static gboolean
extend_by_iterator (OuroVm *vm,
                    OuroId  list,
                    OuroId  iterable,
                    OuroId  iterator)
{
  const OuroRow *row = &vm->heap->rows[list];
  OuroId         item;

  if (!make_room (vm, list, ouro_py_get_length_hint (vm, iterable, 8)))
    return FALSE;
  while ((item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      ouro_py_list_append_taking (vm, list, item);
      if (!ouro_vm_may_go_on (vm, row->n))
        return FALSE;
    }
  if (ouro_vm_has_exception (vm))
    return FALSE;
  if (row->n < row->aux && row->aux != OURO_LIST_BEING_SORTED)
    ouro_py_list_account_for (vm, list, row->n);
  return TRUE;
}

static gboolean
extend_by_iterable (OuroVm *vm,
                    OuroId  list,
                    OuroId  iterable)
{
  OuroId   iterator = ouro_vm_iter (vm, iterable);
  gboolean good;

  if (iterator == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, iterator);
  good = extend_by_iterator (vm, list, iterable, iterator);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* list_extend_set, list_extend_dict (3.13): what has a table is read without an iterator. */
static gboolean
extend_by_table (OuroVm *vm,
                 OuroId  list,
                 OuroId  table,
                 guint   first,
                 guint   step)
{
  const OuroRow *row = &vm->heap->rows[table];
  guint32        n = 0;

  for (guint32 i = first; i < row->n; i += step)
    n += ouro_heap_get_cell (vm->heap, table, i) != OURO_NO_ID;
  if (!ouro_py_has_room (vm, (guint64)vm->heap->rows[list].n + n))
    return FALSE;
  ouro_py_list_account_for (vm, list, vm->heap->rows[list].n + n);
  for (guint32 i = first; i < row->n; i += step)
    {
      OuroId item = ouro_heap_get_cell (vm->heap, table, i);

      if (item == OURO_NO_ID)
        continue;
      ouro_heap_incref (vm->heap, item);
      put_item (vm, list, item);
    }
  return TRUE;
}

static gboolean
extend_by_items (OuroVm *vm,
                 OuroId  list,
                 OuroId  dict)
{
  OuroHeap *heap = vm->heap;

  if (!ouro_py_has_room (vm, (guint64)heap->rows[list].n + ouro_dict_get_length (heap, dict)))
    return FALSE;
  ouro_py_list_account_for (vm, list, heap->rows[list].n + ouro_dict_get_length (heap, dict));
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (heap, dict, i);

      if (key != OURO_NO_ID)
        put_item (vm, list, ouro_py_pair_pack (vm, key, ouro_dict_get_value (heap, dict, i)));
      if (!ouro_vm_may_go_on (vm, i))
        return FALSE;
    }
  return TRUE;
}

/* The storage of what a view shows. */
static OuroId
get_dict_of_view (const OuroVm *vm,
                  OuroId        view)
{
  return ouro_vm_value (vm, ouro_heap_get_cell (vm->heap, view, 0));
}

gboolean
ouro_py_list_extend (OuroVm *vm,
                     OuroId  list,
                     OuroId  iterable)
{
  OuroId storage = ouro_vm_value (vm, list);
  OuroId cls = vm->heap->rows[iterable].cls;

  if (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE)
    return extend_by_cells (vm, storage, iterable);
  if (list == iterable)
    return ouro_py_list_repeat_in_place (vm, storage, 2);
  if (!vm->profile->lists_read_tables)
    return extend_by_iterable (vm, storage, iterable);
  switch (cls)
    {
    case OURO_TYPE_SET:
    case OURO_TYPE_FROZENSET:
      return extend_by_table (vm, storage, iterable, 0, 1);
    case OURO_TYPE_DICT:
      return extend_by_table (vm, storage, iterable, 1, 2);
    case OURO_TYPE_DICT_KEYS:
      return extend_by_table (vm, storage, get_dict_of_view (vm, iterable), 1, 2);
    case OURO_TYPE_DICT_VALUES:
      return extend_by_table (vm, storage, get_dict_of_view (vm, iterable), 0, 2);
    case OURO_TYPE_DICT_ITEMS:
      return extend_by_items (vm, storage, get_dict_of_view (vm, iterable));
    default:
      return extend_by_iterable (vm, storage, iterable);
    }
}

gboolean
ouro_py_list_extend_display (OuroVm *vm,
                             OuroId  list,
                             OuroId  iterable)
{
  if (ouro_py_list_extend (vm, list, iterable))
    return TRUE;
  if (ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR) && ouro_vm_is_not_iterable (vm, iterable))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, iterable);

      ouro_vm_clear_exception (vm);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Value after * must be an iterable, not %s", name);
    }
  return FALSE;
}

OuroId
ouro_py_list_from (OuroVm *vm,
                   OuroId  iterable)
{
  OuroId   list = ouro_py_list_new (vm, 0);
  gboolean good;

  ouro_vm_hold (vm, list);
  good = ouro_py_list_extend (vm, list, iterable);
  ouro_vm_release (vm);
  if (good)
    return list;
  ouro_heap_decref (vm->heap, list);
  return OURO_NO_ID;
}

OuroId
ouro_py_list_as_tuple (OuroVm *vm,
                       OuroId  list)
{
  return ouro_py_tuple_from_cells (vm, ouro_vm_value (vm, list));
}
