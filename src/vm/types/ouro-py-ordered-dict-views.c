/* ouro-py-ordered-dict-views.c - the iterator and the views of OrderedDict
 *
 * The iterator notes the next key, not its node, so that nothing that happens to the dict can lead it astray.
 * Source  Objects/odictobject.c: odictiter_new, odictiter_nextkey, odictkeys_iter ... (3.11 to 3.15)
 */
#include "ouro-py-ordered-dict-private.h"

#include "ouro-py-iterators-private.h"

/* The iterator -------------------------------------------------------------------------------- */

OuroId
ouro_py_odict_iterator_new (OuroVm *vm,
                            OuroId  self,
                            guint   way)
{
  OuroHeap *heap = vm->heap;
  OuroId    iterator = ouro_py_record_new (vm, OURO_TYPE_ODICT_ITERATOR, OURO_FREELIST_NONE, 0, OURO_ODICT_ITERATOR_N_CELLS);
  guint32   node;

  ouro_heap_set_cell (heap, iterator, OURO_ODICT_ITERATOR_DICT, ouro_vm_new_reference (vm, self));
  if ((way & OURO_ODICT_ITEMS) == OURO_ODICT_ITEMS)
    ouro_heap_set_cell (heap, iterator, OURO_ODICT_ITERATOR_PAIR, ouro_py_pair_new (vm));
  node = ouro_order_get_end_node (heap, self, (way & OURO_ODICT_REVERSED) != 0);
  if (node != OURO_NO_NODE)
    ouro_heap_set_cell (heap, iterator, OURO_ODICT_ITERATOR_KEY, ouro_vm_new_reference (vm, ouro_order_get_key (heap, self, node)));
  ouro_py_set_number (vm, iterator, OURO_ODICT_ITERATOR_WAY, way);
  ouro_py_set_number (vm, iterator, OURO_ODICT_ITERATOR_USED, ouro_dict_get_length (heap, ouro_vm_value (vm, self)));
  ouro_py_set_number (vm, iterator, OURO_ODICT_ITERATOR_STATE, ouro_order_get_state (heap, self));
  ouro_heap_track (heap, iterator);
  return iterator;
}

/* Whether the dict is as it was; the error is the iterator's last, or comes again. */
static gboolean
check_unchanged (OuroVm *vm,
                 OuroId  iterator,
                 OuroId  self)
{
  if (ouro_py_get_number (vm, iterator, OURO_ODICT_ITERATOR_STATE) != ouro_order_get_state (vm->heap, self))
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, OURO_ODICT_MUTATED);
      ouro_py_drop_cell (vm, iterator, OURO_ODICT_ITERATOR_DICT);
      return FALSE;
    }
  if (ouro_py_get_number (vm, iterator, OURO_ODICT_ITERATOR_USED) != ouro_dict_get_length (vm->heap, ouro_vm_value (vm, self)))
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "OrderedDict changed size during iteration");
      ouro_py_set_number (vm, iterator, OURO_ODICT_ITERATOR_USED, OURO_ITERATOR_INVALID);
      return FALSE;
    }
  return TRUE;
}

/* The key that comes next, with the iterator's reference, and its entry. */
static OuroId
next_key (OuroVm *vm,
          OuroId  iterator,
          OuroId  self,
          gint64 *entry)
{
  OuroHeap *heap = vm->heap;
  OuroId    key = ouro_heap_get_cell (heap, iterator, OURO_ODICT_ITERATOR_KEY);
  gboolean  forward = !(ouro_py_get_number (vm, iterator, OURO_ODICT_ITERATOR_WAY) & OURO_ODICT_REVERSED);
  guint32   node;

  if (key == OURO_NO_ID)
    {
      ouro_py_drop_cell (vm, iterator, OURO_ODICT_ITERATOR_DICT);
      return OURO_NO_ID;
    }
  if (!check_unchanged (vm, iterator, self))
    return OURO_NO_ID;
  node = ouro_py_ordered_dict_find (vm, self, key, entry);
  if (node == OURO_NO_NODE)
    {
      if (!ouro_vm_has_exception (vm))
        ouro_py_raise_key_error (vm, key);
      ouro_py_drop_cell (vm, iterator, OURO_ODICT_ITERATOR_KEY);
      return OURO_NO_ID;
    }
  node = ouro_order_get_neighbour (heap, self, node, forward);
  ouro_heap_set_cell (heap, iterator, OURO_ODICT_ITERATOR_KEY, node != OURO_NO_NODE ? ouro_vm_new_reference (vm, ouro_order_get_key (heap, self, node)) : OURO_NO_ID);
  return key;
}

static OuroId
odict_iterator_next (OuroVm *vm,
                     OuroId  iterator)
{
  OuroId self = ouro_heap_get_cell (vm->heap, iterator, OURO_ODICT_ITERATOR_DICT);
  guint  way = ouro_py_get_number (vm, iterator, OURO_ODICT_ITERATOR_WAY);
  gint64 entry;
  OuroId key, value;

  if (self == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, self));
  key = next_key (vm, iterator, self, &entry);
  value = key != OURO_NO_ID && (way & OURO_ODICT_VALUES) ? ouro_vm_new_reference (vm, ouro_dict_get_value (vm->heap, ouro_vm_value (vm, self), (guint32)entry)) : OURO_NO_ID;
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (key == OURO_NO_ID || value == OURO_NO_ID)
    return key;
  if (way & OURO_ODICT_KEYS)
    return ouro_py_pair_fill (vm, iterator, OURO_ODICT_ITERATOR_PAIR, key, value);
  ouro_heap_decref (vm->heap, key);
  return value;
}

/* Views --------------------------------------------------------------------------------------- */

static guint
get_way (const OuroVm *vm,
         OuroId        view)
{
  switch (vm->heap->rows[view].cls)
    {
    case OURO_TYPE_ODICT_KEYS:
      return OURO_ODICT_KEYS;
    case OURO_TYPE_ODICT_VALUES:
      return OURO_ODICT_VALUES;
    default:
      return OURO_ODICT_ITEMS;
    }
}

static OuroId
view_iter (OuroVm *vm,
           OuroId  self)
{
  return ouro_py_odict_iterator_new (vm, ouro_heap_get_cell (vm->heap, self, 0), get_way (vm, self));
}

static OuroId
view_reversed (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_py_odict_iterator_new (vm, ouro_heap_get_cell (vm->heap, self, 0), get_way (vm, self) | OURO_ODICT_REVERSED);
}

static const OuroBuiltinDef view_methods[] = {
  { "__reversed__", view_reversed, 0, 0, 0 },
  { NULL },
};

void
ouro_py_ordered_dict_views_add (OuroVm *vm)
{
  for (OuroId type = OURO_TYPE_ODICT_KEYS; type <= OURO_TYPE_ODICT_ITEMS; type++)
    {
      vm->slots[type] = (OuroTypeSlots){ .iter = view_iter, .methods = view_methods };
      ouro_vm_add_methods (vm, type);
    }
  vm->slots[OURO_TYPE_ODICT_ITERATOR] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = odict_iterator_next };
}
