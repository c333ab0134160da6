/* ouro-py-deque-methods.c - the methods of deque
 *
 * insert (), remove () and del turn the deque round until the place is at its end, as CPython does, for that decides which
 * blocks it has afterwards.
 * Source  Modules/_collectionsmodule.c (3.11 to 3.15)
 */
#include "ouro-py-deque-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

#define METHOD(name) \
  static OuroId deque_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames)

METHOD (append)
{
  ouro_py_deque_append (vm, ouro_vm_value (vm, self), ouro_vm_new_reference (vm, ouro_vm_argument (args, 0)));
  return OURO_ID_NONE;
}

METHOD (appendleft)
{
  ouro_py_deque_append_left (vm, ouro_vm_value (vm, self), ouro_vm_new_reference (vm, ouro_vm_argument (args, 0)));
  return OURO_ID_NONE;
}

METHOD (extend)
{
  return ouro_py_deque_extend (vm, self, ouro_vm_argument (args, 0), FALSE) ? OURO_ID_NONE : OURO_NO_ID;
}

METHOD (extendleft)
{
  return ouro_py_deque_extend (vm, self, ouro_vm_argument (args, 0), TRUE) ? OURO_ID_NONE : OURO_NO_ID;
}

static gboolean
check_not_empty (OuroVm *vm,
                 OuroId  self)
{
  if (ouro_deque_get_length (vm->heap, ouro_vm_value (vm, self)) > 0)
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "pop from an empty deque");
  return FALSE;
}

METHOD (pop)
{
  return check_not_empty (vm, self) ? ouro_deque_pop (vm->heap, ouro_vm_value (vm, self)) : OURO_NO_ID;
}

METHOD (popleft)
{
  return check_not_empty (vm, self) ? ouro_deque_pop_left (vm->heap, ouro_vm_value (vm, self)) : OURO_NO_ID;
}

METHOD (clear)
{
  ouro_deque_clear (vm->heap, ouro_vm_value (vm, self));
  return OURO_ID_NONE;
}

METHOD (copy)
{
  return ouro_py_deque_copy (vm, self);
}

METHOD (count)
{
  OuroId  deque = ouro_vm_value (vm, self);
  guint32 state = ouro_deque_get_state (vm->heap, deque);
  guint32 n = ouro_deque_get_length (vm->heap, deque);
  gint64  count = 0;

  for (guint32 i = 0; i < n; i++)
    {
      int equal = ouro_py_item_equals (vm, ouro_deque_get (vm->heap, deque, i), ouro_vm_argument (args, 0));

      if (equal < 0 || !ouro_vm_may_go_on (vm, i))
        return OURO_NO_ID;
      count += equal;
      if (state != ouro_deque_get_state (vm->heap, deque))
        {
          ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, OURO_DEQUE_MUTATED);
          return OURO_NO_ID;
        }
    }
  return ouro_int_new (vm->heap, count);
}

/* ValueError: method is "remove" or "index". Always OURO_NO_ID. */
static OuroId
raise_not_found (OuroVm     *vm,
                 OuroId      value,
                 const char *method)
{
  g_autofree char *text = NULL;
  OuroId           repr;

  if (!vm->profile->missing_item_is_shown)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "deque.%s(x): x not in deque", method);
      return OURO_NO_ID;
    }
  repr = ouro_vm_repr (vm, value);
  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s is not in deque", text);
  return OURO_NO_ID;
}

METHOD (index)
{
  OuroId deque = ouro_vm_value (vm, self);
  OuroId value = ouro_vm_argument (args, 0);
  gint64 start, stop, place;

  if (!ouro_py_get_search_range (vm, args, n_args, ouro_deque_get_length (vm->heap, deque), &start, &stop))
    return OURO_NO_ID;
  place = ouro_py_deque_find (vm, deque, value, start, stop, OURO_TYPE_RUNTIME_ERROR);
  if (place >= 0)
    return ouro_int_new (vm->heap, place);
  return place == -1 ? raise_not_found (vm, value, "index") : OURO_NO_ID;
}

METHOD (remove)
{
  OuroId deque = ouro_vm_value (vm, self);
  OuroId value = ouro_vm_argument (args, 0);
  gint64 place = ouro_py_deque_find (vm, deque, value, 0, G_MAXINT64, OURO_TYPE_INDEX_ERROR);

  if (place < 0)
    return place == -1 ? raise_not_found (vm, value, "remove") : OURO_NO_ID;
  ouro_py_deque_delete (vm, deque, (guint32)place);
  return OURO_ID_NONE;
}

METHOD (insert)
{
  OuroHeap *heap = vm->heap;
  OuroId    deque = ouro_vm_value (vm, self);
  gint64    n, index;
  OuroId    value = ouro_vm_argument (args, 1);

  if (!ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &index))
    return OURO_NO_ID;
  n = ouro_deque_get_length (heap, deque);
  if (ouro_deque_get_limit (heap, deque) == n)
    {
      ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "deque already at its maximum size");
      return OURO_NO_ID;
    }
  ouro_heap_incref (heap, value);
  if (index >= n)
    ouro_deque_append (heap, deque, value);
  else if (index <= -n || index == 0)
    ouro_deque_append_left (heap, deque, value);
  else
    {
      ouro_deque_rotate (heap, deque, -index);
      if (index < 0)
        ouro_deque_append (heap, deque, value);
      else
        ouro_deque_append_left (heap, deque, value);
      ouro_deque_rotate (heap, deque, index);
    }
  return OURO_ID_NONE;
}

METHOD (rotate)
{
  gint64 n = 1;

  if (n_args > 0 && !ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &n))
    return OURO_NO_ID;
  ouro_deque_rotate (vm->heap, ouro_vm_value (vm, self), n);
  return OURO_ID_NONE;
}

METHOD (reverse)
{
  OuroHeap *heap = vm->heap;
  OuroId    deque = ouro_vm_value (vm, self);
  guint32   n = ouro_deque_get_length (heap, deque);

  for (guint32 i = 0; i < n / 2; i++)
    {
      OuroId item = ouro_deque_get (heap, deque, n - 1 - i);

      ouro_deque_replace (heap, deque, n - 1 - i, ouro_deque_replace (heap, deque, i, item));
    }
  return OURO_ID_NONE;
}

METHOD (reversed)
{
  return ouro_py_deque_iterator_new (vm, OURO_TYPE_DEQUE_REVERSE_ITERATOR, self);
}

const OuroBuiltinDef ouro_py_deque_methods[] = {
  { "__copy__", deque_copy, 0, 0, 0 },
  { "__reversed__", deque_reversed, 0, 0, 0 },
  { "append", deque_append, 1, 1, 0 },
  { "appendleft", deque_appendleft, 1, 1, 0 },
  { "clear", deque_clear, 0, 0, 0 },
  { "copy", deque_copy, 0, 0, 0 },
  { "count", deque_count, 1, 1, 0 },
  { "extend", deque_extend, 1, 1, 0 },
  { "extendleft", deque_extendleft, 1, 1, 0 },
  { "index", deque_index, 1, 3, 0 },
  { "insert", deque_insert, 2, 2, 0 },
  { "pop", deque_pop, 0, 0, 0 },
  { "popleft", deque_popleft, 0, 0, 0 },
  { "remove", deque_remove, 1, 1, 0 },
  { "reverse", deque_reverse, 0, 0, 0 },
  { "rotate", deque_rotate, 0, 1, 0 },
  { NULL },
};
