/* ouro-py-dict-iterators.c - iterators over keys, values and items, forward and backward
 *
 * Source  Objects/dictobject.c: dictiter_new, dictiter_iternextkey ..., dictreviter_iternext (3.11 to 3.15)
 */
#include "ouro-py-dict-private.h"

#include "ouro-py-iterators-private.h"

static gboolean
is_backward (OuroId type)
{
  return type == OURO_TYPE_DICT_REVERSEKEYITERATOR || type == OURO_TYPE_DICT_REVERSEVALUEITERATOR || type == OURO_TYPE_DICT_REVERSEITEMITERATOR;
}

OuroId
ouro_py_dict_iterator_new (OuroVm *vm,
                           OuroId  type,
                           OuroId  dict)
{
  OuroHeap *heap = vm->heap;
  OuroId    storage = ouro_vm_value (vm, dict);
  OuroId    iterator = ouro_py_record_new (vm, type, OURO_FREELIST_NONE, 0, OURO_DICT_ITERATOR_N_CELLS);

  ouro_heap_set_cell (heap, iterator, OURO_DICT_ITERATOR_DICT, ouro_vm_new_reference (vm, dict));
  ouro_py_set_number (vm, iterator, OURO_DICT_ITERATOR_USED, ouro_dict_get_length (heap, storage));
  ouro_py_set_number (vm, iterator, OURO_DICT_ITERATOR_LEFT, ouro_dict_get_length (heap, storage));
  ouro_py_set_number (vm, iterator, OURO_DICT_ITERATOR_ENTRY, is_backward (type) ? ouro_dict_get_n_entries (heap, storage) : 0);
  if (type == OURO_TYPE_DICT_ITEMITERATOR || type == OURO_TYPE_DICT_REVERSEITEMITERATOR)
    ouro_heap_set_cell (heap, iterator, OURO_DICT_ITERATOR_PAIR, ouro_py_pair_new (vm));
  ouro_heap_track (heap, iterator);
  return iterator;
}

/* Steps ahead to the next entry there is; FALSE at the end. */
static gboolean
find_next_entry (const OuroVm *vm,
                 OuroId        iterator,
                 OuroId        dict,
                 guint32      *entry)
{
  guint32 n = ouro_dict_get_n_entries (vm->heap, dict);

  *entry = ouro_py_get_number (vm, iterator, OURO_DICT_ITERATOR_ENTRY);
  while (*entry < n && ouro_dict_get_key (vm->heap, dict, *entry) == OURO_NO_ID)
    (*entry)++;
  return *entry < n;
}

static gboolean
find_previous_entry (const OuroVm *vm,
                     OuroId        iterator,
                     OuroId        dict,
                     guint32      *entry)
{
  *entry = MIN (ouro_py_get_number (vm, iterator, OURO_DICT_ITERATOR_ENTRY), ouro_dict_get_n_entries (vm->heap, dict));
  while (*entry > 0 && ouro_dict_get_key (vm->heap, dict, *entry - 1) == OURO_NO_ID)
    (*entry)--;
  return (*entry)-- > 0;
}

/* The dict and its next entry; FALSE at the end or with an exception. */
static gboolean
advance (OuroVm  *vm,
         OuroId   self,
         OuroId  *dict,
         guint32 *entry)
{
  gboolean backward = is_backward (vm->heap->rows[self].cls);
  guint32  left = ouro_py_get_number (vm, self, OURO_DICT_ITERATOR_LEFT);
  gboolean found;

  *dict = ouro_heap_get_cell (vm->heap, self, OURO_DICT_ITERATOR_DICT);
  if (*dict == OURO_NO_ID)
    return FALSE;
  *dict = ouro_vm_value (vm, *dict);
  if (ouro_py_get_number (vm, self, OURO_DICT_ITERATOR_USED) != ouro_dict_get_length (vm->heap, *dict))
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "dictionary changed size during iteration");
      ouro_py_set_number (vm, self, OURO_DICT_ITERATOR_USED, OURO_ITERATOR_INVALID);
      return FALSE;
    }
  found = backward ? find_previous_entry (vm, self, *dict, entry) : find_next_entry (vm, self, *dict, entry);
  if (found && left == 0 && !backward)
    ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "dictionary keys changed during iteration");
  if (!found || (left == 0 && !backward))
    {
      ouro_py_drop_cell (vm, self, OURO_DICT_ITERATOR_DICT);
      return FALSE;
    }
  ouro_py_set_number (vm, self, OURO_DICT_ITERATOR_ENTRY, backward ? *entry : *entry + 1);
  ouro_py_set_number (vm, self, OURO_DICT_ITERATOR_LEFT, left > 0 ? left - 1 : 0);
  return TRUE;
}

static OuroId
next_key (OuroVm *vm,
          OuroId  self)
{
  OuroId  dict;
  guint32 entry;

  return advance (vm, self, &dict, &entry) ? ouro_vm_new_reference (vm, ouro_dict_get_key (vm->heap, dict, entry)) : OURO_NO_ID;
}

static OuroId
next_value (OuroVm *vm,
            OuroId  self)
{
  OuroId  dict;
  guint32 entry;

  return advance (vm, self, &dict, &entry) ? ouro_vm_new_reference (vm, ouro_dict_get_value (vm->heap, dict, entry)) : OURO_NO_ID;
}

static OuroId
next_item (OuroVm *vm,
           OuroId  self)
{
  OuroId  dict, key, value;
  guint32 entry;

  if (!advance (vm, self, &dict, &entry))
    return OURO_NO_ID;
  key = ouro_vm_new_reference (vm, ouro_dict_get_key (vm->heap, dict, entry));
  value = ouro_vm_new_reference (vm, ouro_dict_get_value (vm->heap, dict, entry));
  return ouro_py_pair_fill (vm, self, OURO_DICT_ITERATOR_PAIR, key, value);
}

void
ouro_py_dict_iterators_add (OuroVm *vm)
{
  ouro_py_iterator_add_type (vm, OURO_TYPE_DICT_KEYITERATOR, next_key);
  ouro_py_iterator_add_type (vm, OURO_TYPE_DICT_REVERSEKEYITERATOR, next_key);
  ouro_py_iterator_add_type (vm, OURO_TYPE_DICT_VALUEITERATOR, next_value);
  ouro_py_iterator_add_type (vm, OURO_TYPE_DICT_REVERSEVALUEITERATOR, next_value);
  ouro_py_iterator_add_type (vm, OURO_TYPE_DICT_ITEMITERATOR, next_item);
  ouro_py_iterator_add_type (vm, OURO_TYPE_DICT_REVERSEITEMITERATOR, next_item);
}
