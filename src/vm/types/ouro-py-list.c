/* ouro-py-list.c - list: its slots and methods
 *
 * The array is in ouro-py-list-array.c, indexing in ouro-py-list-items.c.
 * Source  Objects/listobject.c (3.11 to 3.15)
 */
#include "ouro-py-list-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
list_repr (OuroVm *vm,
           OuroId  self)
{
  OuroId          list = ouro_vm_value (vm, self);
  OuroTextBuilder text;
  gboolean        good;

  if (vm->heap->rows[list].n == 0)
    return ouro_vm_new_str (vm, "[]");
  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "[...]");
  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "[");
  good = ouro_py_text_add_cells (&text, vm, list);
  ouro_text_builder_add_utf8 (&text, "]");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

static OuroId
list_compare (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  const OuroHeap *heap = vm->heap;

  if (ouro_vm_value_type (vm, a) != OURO_TYPE_LIST || ouro_vm_value_type (vm, b) != OURO_TYPE_LIST)
    return OURO_ID_NOT_IMPLEMENTED;
  a = ouro_vm_value (vm, a);
  b = ouro_vm_value (vm, b);
  if (heap->rows[a].n != heap->rows[b].n && (op == OURO_OPERATOR_EQ || op == OURO_OPERATOR_NOT_EQ))
    return ouro_vm_bool (op == OURO_OPERATOR_NOT_EQ);
  return ouro_py_compare_cells (vm, a, b, op);
}

static OuroId
list_binary (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  gboolean is_left = ouro_vm_value_type (vm, a) == OURO_TYPE_LIST;
  OuroId   list = ouro_vm_value (vm, is_left ? a : b);
  OuroId   other = is_left ? b : a;
  gint64   times;

  if (op == OURO_OPERATOR_ADD && is_left && ouro_vm_value_type (vm, b) == OURO_TYPE_LIST)
    return ouro_py_list_concatenate (vm, list, ouro_vm_value (vm, b));
  if (op != OURO_OPERATOR_MULT || !ouro_py_is_index (vm, other))
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_py_get_index (vm, other, OURO_TYPE_OVERFLOW_ERROR, &times) ? ouro_py_list_repeat (vm, list, times) : OURO_NO_ID;
}

static OuroId
list_inplace (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  gboolean good;
  gint64   times;

  if (op == OURO_OPERATOR_ADD)
    good = ouro_py_list_extend (vm, a, b);
  else if (op == OURO_OPERATOR_MULT && ouro_py_is_index (vm, b))
    good = ouro_py_get_index (vm, b, OURO_TYPE_OVERFLOW_ERROR, &times) && ouro_py_list_repeat_in_place (vm, ouro_vm_value (vm, a), times);
  else
    return OURO_ID_NOT_IMPLEMENTED;
  return good ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
}

static gint64
list_length (OuroVm *vm,
             OuroId  self)
{
  return vm->heap->rows[ouro_vm_value (vm, self)].n;
}

static int
list_contains (OuroVm *vm,
               OuroId  self,
               OuroId  value)
{
  gint64 place = ouro_py_find_cell (vm, ouro_vm_value (vm, self), value, 0, G_MAXINT64);

  return place == -2 ? -1 : place >= 0;
}

static OuroId
list_iter (OuroVm *vm,
           OuroId  self)
{
  return ouro_py_index_iterator_new (vm, OURO_TYPE_LIST_ITERATOR, self);
}

/* PyType_GenericAlloc () does not look into the free list that the list dies into. */
static OuroId
list_construct (OuroVm        *vm,
                OuroId         cls,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  gboolean is_list = cls == OURO_TYPE_LIST;
  OuroId   list = ouro_heap_allocate (vm->heap, OURO_KIND_LIST, is_list ? OURO_FLAG_GC : 0, OURO_TYPE_LIST, OURO_FREELIST_NONE, 56, 0, 0, 0);

  if (!is_list)
    return ouro_vm_wrap (vm, cls, list);
  ouro_heap_set_home (vm->heap, list, OURO_FREELIST_LIST, 56);
  ouro_heap_track (vm->heap, list);
  return list;
}

static gboolean
list_initialise (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  if (!ouro_py_check_arguments (vm, "list", n_args, kwnames, 0, 1))
    return FALSE;
  ouro_py_list_clear (vm, ouro_vm_value (vm, self));
  return n_args == 0 || ouro_py_list_extend (vm, self, ouro_vm_argument (args, 0));
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
list_append (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  ouro_py_list_append (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0));
  return OURO_ID_NONE;
}

static OuroId
list_extend (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_py_list_extend (vm, self, ouro_vm_argument (args, 0)) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
list_insert (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId list = ouro_vm_value (vm, self);
  gint64 n, index;

  if (!ouro_vm_get_index (vm, ouro_vm_argument (args, 0), &index))
    return OURO_NO_ID;
  n = vm->heap->rows[list].n;
  index = index < 0 ? MAX (index + n, 0) : MIN (index, n);
  ouro_py_list_change_gap (vm, list, (guint32)index, (guint32)index, 1);
  ouro_heap_set_cell (vm->heap, list, (guint32)index, ouro_vm_new_reference (vm, ouro_vm_argument (args, 1)));
  return OURO_ID_NONE;
}

static OuroId
list_pop (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId list = ouro_vm_value (vm, self);
  gint64 index = -1;
  gint64 n;
  OuroId item;

  if (n_args > 0 && !ouro_vm_get_index (vm, ouro_vm_argument (args, 0), &index))
    return OURO_NO_ID;
  n = vm->heap->rows[list].n;
  if (n == 0)
    return ouro_py_raise_index_error (vm, "pop from empty list");
  if (index < 0)
    index += n;
  item = ouro_py_get_cell (vm, list, index);
  if (item == OURO_NO_ID)
    return ouro_py_raise_index_error (vm, "pop index out of range");
  /* Its reference goes to the caller. */
  ouro_py_list_change_gap (vm, list, (guint32)index, (guint32)index + 1, 0);
  if (n == 1 && vm->profile->popping_frees_array)
    ouro_heap_set_aux (vm->heap, list, 0);
  return item;
}

static OuroId
list_remove (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId list = ouro_vm_value (vm, self);
  gint64 place = ouro_py_find_cell (vm, list, ouro_vm_argument (args, 0), 0, G_MAXINT64);

  if (place == -1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "list.remove(x): x not in list");
  if (place < 0)
    return OURO_NO_ID;
  /* The comparison may have changed the list: what stands there now goes. */
  if (place < (gint64)vm->heap->rows[list].n)
    ouro_py_list_replace_items (vm, list, (guint32)place, (guint32)place + 1, OURO_NO_ID);
  return OURO_ID_NONE;
}

static OuroId
list_clear (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  ouro_py_list_clear (vm, ouro_vm_value (vm, self));
  return OURO_ID_NONE;
}

static OuroId
list_copy (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId list = ouro_vm_value (vm, self);

  return ouro_py_list_slice (vm, list, 0, vm->heap->rows[list].n);
}

static OuroId
list_index (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId           list = ouro_vm_value (vm, self);
  OuroId           value = ouro_vm_argument (args, 0);
  gint64           start, stop, place;
  OuroId           repr;
  g_autofree char *text = NULL;

  if (!ouro_py_get_search_range (vm, args, n_args, vm->heap->rows[list].n, &start, &stop))
    return OURO_NO_ID;
  place = ouro_py_find_cell (vm, list, value, start, stop);
  if (place >= 0)
    return ouro_int_new (vm->heap, place);
  if (place == -2)
    return OURO_NO_ID;
  if (!vm->profile->missing_item_is_shown)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "list.index(x): x not in list");
      return OURO_NO_ID;
    }
  repr = ouro_vm_repr (vm, value);
  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s is not in list", text);
  return OURO_NO_ID;
}

static OuroId
list_count (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  gint64 count = ouro_py_count_cells (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0));

  return count >= 0 ? ouro_int_new (vm->heap, count) : OURO_NO_ID;
}

static OuroId
list_reverse (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroHeap *heap = vm->heap;
  OuroId    list = ouro_vm_value (vm, self);
  guint32   n = heap->rows[list].n;

  for (guint32 i = 0; i < n / 2; i++)
    {
      OuroId item = ouro_heap_get_cell (heap, list, i);

      ouro_heap_set_cell (heap, list, i, ouro_heap_get_cell (heap, list, n - 1 - i));
      ouro_heap_set_cell (heap, list, n - 1 - i, item);
    }
  return OURO_ID_NONE;
}

static OuroId
list_sort (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return ouro_py_list_sort_by_arguments (vm, self, args, n_args, kwnames) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
list_reversed (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_py_list_reverse_iterator_new (vm, self);
}

static const OuroBuiltinDef methods[] = {
  { "__reversed__", list_reversed, 0, 0, 0 },
  { "append", list_append, 1, 1, OURO_BUILTIN_NO_POLL },
  { "clear", list_clear, 0, 0, 0 },
  { "copy", list_copy, 0, 0, 0 },
  { "count", list_count, 1, 1, 0 },
  { "extend", list_extend, 1, 1, 0 },
  { "index", list_index, 1, 3, 0 },
  { "insert", list_insert, 2, 2, 0 },
  { "pop", list_pop, 0, 1, 0 },
  { "remove", list_remove, 1, 1, 0 },
  { "reverse", list_reverse, 0, 0, 0 },
  { "sort", list_sort, 0, -1, OURO_BUILTIN_KEYWORDS },
  { NULL },
};

void
ouro_py_list_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_LIST] = (OuroTypeSlots){
    .repr = list_repr,
    .hash = ouro_vm_unhashable,
    .compare = list_compare,
    .binary = list_binary,
    .inplace = list_inplace,
    .length = list_length,
    .get_item = ouro_py_list_get_item,
    .set_item = ouro_py_list_set_item,
    .contains = list_contains,
    .iter = list_iter,
    .construct = list_construct,
    .initialise = list_initialise,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_LIST);
}
