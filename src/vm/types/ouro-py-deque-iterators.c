/* ouro-py-deque-iterators.c - iterators over a deque
 *
 * Unlike those over lists they hold their deque to the last, and they notice every change.
 * Source  Modules/_collectionsmodule.c: dequeiter_next, dequereviter_next (3.11 to 3.15)
 */
#include "ouro-py-deque-private.h"

#include "ouro-py-iterators-private.h"

OuroId
ouro_py_deque_iterator_new (OuroVm *vm,
                            OuroId  type,
                            OuroId  deque)
{
  OuroId storage = ouro_vm_value (vm, deque);
  OuroId iterator = ouro_py_record_new (vm, type, OURO_FREELIST_NONE, 0, OURO_DEQUE_ITERATOR_N_CELLS);

  ouro_heap_set_cell (vm->heap, iterator, OURO_DEQUE_ITERATOR_DEQUE, ouro_vm_new_reference (vm, deque));
  ouro_py_set_number (vm, iterator, OURO_DEQUE_ITERATOR_STATE, ouro_deque_get_state (vm->heap, storage));
  ouro_py_set_number (vm, iterator, OURO_DEQUE_ITERATOR_LEFT, ouro_deque_get_length (vm->heap, storage));
  ouro_heap_track (vm->heap, iterator);
  return iterator;
}

static OuroId
deque_iterator_next (OuroVm *vm,
                     OuroId  self)
{
  OuroId  deque = ouro_vm_value (vm, ouro_heap_get_cell (vm->heap, self, OURO_DEQUE_ITERATOR_DEQUE));
  guint32 left = ouro_py_get_number (vm, self, OURO_DEQUE_ITERATOR_LEFT);
  guint32 index;

  if (ouro_py_get_number (vm, self, OURO_DEQUE_ITERATOR_STATE) != ouro_deque_get_state (vm->heap, deque))
    {
      ouro_py_set_number (vm, self, OURO_DEQUE_ITERATOR_LEFT, 0);
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, OURO_DEQUE_MUTATED);
      return OURO_NO_ID;
    }
  if (left == 0)
    return OURO_NO_ID;
  index = vm->heap->rows[self].cls == OURO_TYPE_DEQUE_ITERATOR ? ouro_deque_get_length (vm->heap, deque) - left : left - 1;
  ouro_py_set_number (vm, self, OURO_DEQUE_ITERATOR_LEFT, left - 1);
  return ouro_vm_new_reference (vm, ouro_deque_get (vm->heap, deque, index));
}

void
ouro_py_deque_iterators_add (OuroVm *vm)
{
  ouro_py_iterator_add_type (vm, OURO_TYPE_DEQUE_ITERATOR, deque_iterator_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_DEQUE_REVERSE_ITERATOR, deque_iterator_next);
}
