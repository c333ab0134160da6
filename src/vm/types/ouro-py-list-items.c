/* ouro-py-list-items.c - list[index] and list[start:stop:step]: looking, assigning, deleting
 *
 * What has been taken out of a list is dropped when the list is whole again, in CPython's order.
 * Source  Objects/listobject.c: list_subscript, list_ass_subscript, list_ass_slice (3.11 to 3.15)
 */
#include "ouro-py-list-private.h"

OuroId
ouro_py_raise_index_error (OuroVm     *vm,
                           const char *words)
{
  ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "%s", words);
  return OURO_NO_ID;
}

/* Items ----------------------------------------------------------------------------------------- */

static void
raise_wrong_index (OuroVm *vm,
                   OuroId  key)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, key);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "list indices must be integers or slices, not %s", name);
}

/* An index from either end. */
static gboolean
get_place (OuroVm *vm,
           OuroId  list,
           OuroId  key,
           gint64 *index)
{
  if (!ouro_py_get_index (vm, key, OURO_TYPE_INDEX_ERROR, index))
    return FALSE;
  if (*index < 0)
    *index += vm->heap->rows[list].n;
  return TRUE;
}

OuroId
ouro_py_list_cut (OuroVm *vm,
                  OuroId  list,
                  gint64  start,
                  gint64  stop)
{
  gint64 n = ouro_py_slice_adjust (vm->heap->rows[list].n, &start, &stop, 1);

  return n > 0 ? ouro_py_list_slice (vm, list, (guint32)start, (guint32)stop) : ouro_py_list_new (vm, 0);
}

static OuroId
get_slice (OuroVm *vm,
           OuroId  list,
           OuroId  slice)
{
  gint64 start, stop, step, n;

  if (!ouro_py_slice_unpack (vm, slice, &start, &stop, &step))
    return OURO_NO_ID;
  if (step == 1)
    return ouro_py_list_cut (vm, list, start, stop);
  n = ouro_py_slice_adjust (vm->heap->rows[list].n, &start, &stop, step);
  if (n <= 0)
    return ouro_py_list_new (vm, 0);
  return ouro_py_list_slice_with_step (vm, list, start, step, n);
}

OuroId
ouro_py_list_get_item (OuroVm *vm,
                       OuroId  self,
                       OuroId  key)
{
  OuroId list = ouro_vm_value (vm, self);
  OuroId item;
  gint64 index;

  if (ouro_py_is_index (vm, key))
    {
      if (!get_place (vm, list, key, &index))
        return OURO_NO_ID;
      item = ouro_py_get_cell (vm, list, index);
      return item != OURO_NO_ID ? ouro_vm_new_reference (vm, item) : ouro_py_raise_index_error (vm, "list index out of range");
    }
  if (vm->heap->rows[key].cls == OURO_TYPE_SLICE)
    return get_slice (vm, list, key);
  raise_wrong_index (vm, key);
  return OURO_NO_ID;
}

/* Changing items ------------------------------------------------------------------------------ */

/* What has been taken out is dropped from the last to the first. */
static void
drop_backward (OuroVm       *vm,
               const OuroId *items,
               guint32       n)
{
  for (guint32 i = n; i-- > 0;)
    ouro_heap_decref (vm->heap, items[i]);
}

static OuroId *
dup_items (const OuroVm *vm,
           OuroId        list,
           guint32       start,
           guint32       n)
{
  return g_memdup2 (vm->heap->cells + vm->heap->rows[list].cells + start, n * sizeof (OuroId));
}

/* Makes room for, or closes up, the gap between two places. The cells of the gap are whatever they were. */
void
ouro_py_list_change_gap (OuroVm *vm,
                         OuroId  list,
                         guint32 low,
                         guint32 high,
                         guint32 n)
{
  OuroHeap *heap = vm->heap;
  guint32   length = heap->rows[list].n;
  guint32   new_length = length - (high - low) + n;

  ouro_py_list_account_for (vm, list, new_length);
  if (new_length > length)
    ouro_heap_set_n_cells (heap, list, new_length);
  ouro_heap_move_cells (heap, list, low + n, high, length - high);
  if (new_length < length)
    ouro_heap_set_n_cells (heap, list, new_length);
}

/* list_ass_slice: list[low:high] = the items of a list or tuple, or nothing to delete. */
gboolean
ouro_py_list_replace_items (OuroVm *vm,
                            OuroId  list,
                            guint32 low,
                            guint32 high,
                            OuroId  cells)
{
  guint32            n = cells != OURO_NO_ID ? vm->heap->rows[cells].n : 0;
  guint32            n_old = high - low;
  g_autofree OuroId *old = NULL;

  if (vm->heap->rows[list].n - n_old + n == 0)
    {
      ouro_py_list_clear (vm, list);
      return TRUE;
    }
  if (!ouro_py_has_room (vm, (guint64)vm->heap->rows[list].n + n))
    return FALSE;
  old = dup_items (vm, list, low, n_old);
  ouro_py_list_change_gap (vm, list, low, high, n);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, list, low + i, ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, cells, i)));
  drop_backward (vm, old, n_old);
  return TRUE;
}

/* del list[index], by version through list_ass_slice () or not. */
static void
delete_item (OuroVm *vm,
             OuroId  list,
             guint32 index)
{
  OuroHeap *heap = vm->heap;
  guint32   n = heap->rows[list].n;
  OuroId    old = ouro_heap_get_cell (heap, list, index);

  if (n == 1 && !vm->profile->deleting_item_keeps_array)
    {
      ouro_py_list_clear (vm, list);
      return;
    }
  if (vm->profile->deleting_item_shrinks)
    ouro_py_list_account_for (vm, list, n - 1);
  ouro_heap_move_cells (heap, list, index, index + 1, n - index - 1);
  ouro_heap_set_n_cells (heap, list, n - 1);
  ouro_heap_decref (heap, old);
}

static gboolean
set_one_item (OuroVm *vm,
              OuroId  list,
              OuroId  key,
              OuroId  value)
{
  OuroId old;
  gint64 index;

  if (!get_place (vm, list, key, &index))
    return FALSE;
  old = ouro_py_get_cell (vm, list, index);
  if (old == OURO_NO_ID)
    {
      ouro_py_raise_index_error (vm, "list assignment index out of range");
      return FALSE;
    }
  if (value == OURO_NO_ID)
    {
      delete_item (vm, list, (guint32)index);
      return TRUE;
    }
  ouro_heap_set_cell (vm->heap, list, (guint32)index, ouro_vm_new_reference (vm, value));
  ouro_heap_decref (vm->heap, old);
  return TRUE;
}

/* Deletes every step-th item; they are dropped from the first to the last. */
static void
delete_with_step (OuroVm *vm,
                  OuroId  list,
                  guint32 start,
                  guint32 step,
                  guint32 n)
{
  OuroHeap          *heap = vm->heap;
  guint32            length = heap->rows[list].n;
  g_autofree OuroId *old = g_new (OuroId, n);

  for (guint32 i = 0; i < n; i++)
    {
      guint32 place = start + i * step;
      guint32 next = i + 1 < n ? place + step : length;

      old[i] = ouro_heap_get_cell (heap, list, place);
      ouro_heap_move_cells (heap, list, place - i, place + 1, next - place - 1);
    }
  /* list_resize () is told when the length has been changed already. */
  ouro_heap_set_n_cells (heap, list, length - n);
  ouro_py_list_account_for (vm, list, length - n);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_decref (heap, old[i]);
}

static void
delete_slice (OuroVm *vm,
              OuroId  list,
              gint64  start,
              gint64  stop,
              gint64  step,
              gint64  n)
{
  if (step == 1)
    ouro_py_list_replace_items (vm, list, (guint32)start, (guint32)MAX (start, stop), OURO_NO_ID);
  else if (n > 0 && step < 0)
    delete_with_step (vm, list, (guint32)(start + (n - 1) * step), (guint32)MIN (-(guint64)step, G_MAXINT32), (guint32)n);
  else if (n > 0)
    delete_with_step (vm, list, (guint32)start, (guint32)MIN (step, G_MAXINT32), (guint32)n);
}

/* Replaces every step-th item by one of the cells; the old ones are dropped from the first to the last. */
static gboolean
assign_with_step (OuroVm *vm,
                  OuroId  list,
                  gint64  start,
                  gint64  step,
                  gint64  n,
                  OuroId  cells)
{
  OuroHeap          *heap = vm->heap;
  g_autofree OuroId *old = NULL;

  if (heap->rows[cells].n != n)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "attempt to assign sequence of size %u to extended slice of size %" G_GINT64_FORMAT, heap->rows[cells].n, n);
      return FALSE;
    }
  old = g_new (OuroId, n);
  for (gint64 i = 0; i < n; i++)
    {
      guint32 place = (guint32)(start + i * step);

      old[i] = ouro_heap_get_cell (heap, list, place);
      ouro_heap_set_cell (heap, list, place, ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, cells, (guint32)i)));
    }
  for (gint64 i = 0; i < n; i++)
    ouro_heap_decref (heap, old[i]);
  return TRUE;
}

/* The items to be assigned: a copy when they are the list's own. */
static OuroId
get_source (OuroVm *vm,
            OuroId  self,
            OuroId  value,
            gint64  step)
{
  OuroId list = ouro_vm_value (vm, self);

  if (value == self)
    return ouro_py_list_slice (vm, list, 0, vm->heap->rows[list].n);
  return ouro_py_as_cells (vm, value, step == 1 ? vm->profile->slice_source_words : "must assign iterable to extended slice");
}

static gboolean
set_slice (OuroVm *vm,
           OuroId  self,
           OuroId  slice,
           OuroId  value)
{
  OuroId   list = ouro_vm_value (vm, self);
  OuroId   source = OURO_NO_ID;
  gint64   start, stop, step, n;
  gboolean good = TRUE;

  if (!ouro_py_slice_unpack (vm, slice, &start, &stop, &step))
    return FALSE;
  if (value != OURO_NO_ID)
    {
      source = get_source (vm, self, value, step);
      if (source == OURO_NO_ID)
        return FALSE;
      ouro_vm_hold (vm, source);
    }
  /* Only now, for taking the items may have changed the list. */
  n = ouro_py_slice_adjust (vm->heap->rows[list].n, &start, &stop, step);
  if (value == OURO_NO_ID)
    {
      delete_slice (vm, list, start, stop, step, n);
      return TRUE;
    }
  if (step == 1)
    good = ouro_py_list_replace_items (vm, list, (guint32)start, (guint32)MAX (start, stop), source);
  else
    good = assign_with_step (vm, list, start, step, n, source);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

gboolean
ouro_py_list_set_item (OuroVm *vm,
                       OuroId  self,
                       OuroId  key,
                       OuroId  value)
{
  if (ouro_py_is_index (vm, key))
    return set_one_item (vm, ouro_vm_value (vm, self), key, value);
  if (vm->heap->rows[key].cls == OURO_TYPE_SLICE)
    return set_slice (vm, self, key, value);
  raise_wrong_index (vm, key);
  return FALSE;
}
