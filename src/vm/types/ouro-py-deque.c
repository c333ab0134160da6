/* ouro-py-deque.c - deque: its making and its slots
 *
 * Source  Modules/_collectionsmodule.c (3.11 to 3.15)
 */
#include "ouro-py-deque-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* From so many items on, room is looked for before one more is added. */
#define LARGE_DEQUE (1u << 16)

/* Adding -------------------------------------------------------------------------------------- */

static gboolean
is_over_limit (const OuroVm *vm,
               OuroId        deque)
{
  gint64 limit = ouro_deque_get_limit (vm->heap, deque);

  return limit >= 0 && ouro_deque_get_length (vm->heap, deque) > limit;
}

void
ouro_py_deque_append (OuroVm *vm,
                      OuroId  deque,
                      OuroId  item)
{
  ouro_deque_append (vm->heap, deque, item);
  if (is_over_limit (vm, deque))
    ouro_heap_decref (vm->heap, ouro_deque_pop_left (vm->heap, deque));
}

void
ouro_py_deque_append_left (OuroVm *vm,
                           OuroId  deque,
                           OuroId  item)
{
  ouro_deque_append_left (vm->heap, deque, item);
  if (is_over_limit (vm, deque))
    ouro_heap_decref (vm->heap, ouro_deque_pop (vm->heap, deque));
}

/* Whether there is room for as many items again. */
static gboolean
has_room (OuroVm *vm,
          OuroId  deque)
{
  guint32 n = ouro_deque_get_length (vm->heap, deque);

  return n < LARGE_DEQUE || (n & (n - 1)) != 0 || ouro_py_has_room (vm, (guint64)n * 4);
}

static gboolean
extend_by_iterator (OuroVm  *vm,
                    OuroId   deque,
                    OuroId   iterator,
                    gboolean to_left)
{
  gboolean keeps_nothing = ouro_deque_get_limit (vm->heap, deque) == 0;
  guint64  turn = 0;
  OuroId   item;

  if (!keeps_nothing && ouro_deque_get_length (vm->heap, deque) == 0)
    ouro_deque_begin_at (vm->heap, deque, to_left ? OURO_DEQUE_LAST_PLACE : OURO_DEQUE_FIRST_PLACE);
  while ((item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      if (keeps_nothing)
        ouro_heap_decref (vm->heap, item);
      else if (to_left)
        ouro_py_deque_append_left (vm, deque, item);
      else
        ouro_py_deque_append (vm, deque, item);
      if (!ouro_vm_may_go_on (vm, turn++) || !has_room (vm, deque))
        return FALSE;
    }
  return !ouro_vm_has_exception (vm);
}

gboolean
ouro_py_deque_extend (OuroVm  *vm,
                      OuroId   self,
                      OuroId   iterable,
                      gboolean to_left)
{
  OuroId   copy = self == iterable ? ouro_py_list_from (vm, iterable) : ouro_vm_new_reference (vm, iterable);
  OuroId   iterator;
  gboolean good = FALSE;

  if (copy == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, copy);
  iterator = ouro_vm_iter (vm, copy);
  if (iterator != OURO_NO_ID)
    {
      ouro_vm_hold (vm, iterator);
      good = extend_by_iterator (vm, ouro_vm_value (vm, self), iterator, to_left);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* Making -------------------------------------------------------------------------------------- */

static OuroId
deque_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId deque = ouro_deque_new (vm->heap, cls == OURO_TYPE_DEQUE ? OURO_FLAG_GC : 0);

  if (cls != OURO_TYPE_DEQUE)
    return ouro_vm_wrap (vm, cls, deque);
  ouro_heap_track (vm->heap, deque);
  return deque;
}

static gboolean
get_limit (OuroVm *vm,
           OuroId  value,
           gint64 *limit)
{
  *limit = OURO_DEQUE_UNLIMITED;
  if (value == OURO_NO_ID || value == OURO_ID_NONE)
    return TRUE;
  if (!ouro_py_is_int (vm, value))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "an integer is required");
      return FALSE;
    }
  if (!ouro_py_get_ssize (vm, value, limit))
    return FALSE;
  if (*limit < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "maxlen must be non-negative");
  return *limit >= 0;
}

static gboolean
deque_initialise (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  static const OuroParameters parameters = { "deque", { "iterable", "maxlen" }, 2, 0, 2 };
  OuroId                      deque = ouro_vm_value (vm, self);
  OuroId                      values[2];
  gint64                      limit;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) || !get_limit (vm, values[1], &limit))
    return FALSE;
  ouro_deque_set_limit (vm->heap, deque, limit);
  ouro_deque_clear (vm->heap, deque);
  return values[0] == OURO_NO_ID || ouro_py_deque_extend (vm, self, values[0], FALSE);
}

static OuroId
copy_exact (OuroVm *vm,
            OuroId  self)
{
  OuroHeap *heap = vm->heap;
  OuroId    copy = deque_construct (vm, OURO_TYPE_DEQUE, NULL, 0, OURO_NO_ID);
  gboolean  good = TRUE;

  ouro_deque_set_limit (heap, copy, ouro_deque_get_limit (heap, self));
  ouro_vm_hold (vm, copy);
  if (ouro_deque_get_length (heap, self) == 1)
    ouro_py_deque_append (vm, copy, ouro_vm_new_reference (vm, ouro_deque_get (heap, self, 0)));
  else
    good = ouro_py_deque_extend (vm, copy, self, FALSE);
  ouro_vm_release (vm);
  if (good)
    return copy;
  ouro_heap_decref (heap, copy);
  return OURO_NO_ID;
}

OuroId
ouro_py_deque_copy (OuroVm *vm,
                    OuroId  self)
{
  OuroId           cls = vm->heap->rows[self].cls;
  gint64           limit = ouro_deque_get_limit (vm->heap, ouro_vm_value (vm, self));
  OuroId           args[2] = { self };
  g_autofree char *cls_name = NULL;
  g_autofree char *name = NULL;
  OuroId           copy;

  if (cls == OURO_TYPE_DEQUE)
    return copy_exact (vm, self);
  args[1] = limit >= 0 ? ouro_int_new (vm->heap, limit) : OURO_ID_NONE;
  ouro_vm_hold (vm, args[1]);
  copy = ouro_vm_call (vm, cls, args, limit >= 0 ? 2 : 1);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (copy == OURO_NO_ID || ouro_vm_is_instance (vm, copy, OURO_TYPE_DEQUE))
    return copy;
  cls_name = ouro_vm_dup_class_name (vm, cls);
  name = ouro_vm_dup_type_name (vm, copy);
  ouro_heap_decref (vm->heap, copy);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() must return a deque, not %s", cls_name, name);
  return OURO_NO_ID;
}

/* Looking ------------------------------------------------------------------------------------- */

gint64
ouro_py_deque_find (OuroVm *vm,
                    OuroId  deque,
                    OuroId  value,
                    gint64  start,
                    gint64  stop,
                    OuroId  mutation_error)
{
  guint32 state = ouro_deque_get_state (vm->heap, deque);

  stop = MIN (stop, ouro_deque_get_length (vm->heap, deque));
  for (gint64 i = start; i < stop; i++)
    {
      int equal = ouro_py_item_equals (vm, ouro_deque_get (vm->heap, deque, (guint32)i), value);

      if (equal < 0 || !ouro_vm_may_go_on (vm, (guint64)i))
        return -2;
      if (equal && mutation_error == OURO_TYPE_RUNTIME_ERROR)
        return i;
      if (state != ouro_deque_get_state (vm->heap, deque))
        {
          ouro_vm_raise (vm, mutation_error, OURO_DEQUE_MUTATED);
          return -2;
        }
      if (equal)
        return i;
    }
  return -1;
}

static int
deque_contains (OuroVm *vm,
                OuroId  self,
                OuroId  value)
{
  gint64 place = ouro_py_deque_find (vm, ouro_vm_value (vm, self), value, 0, G_MAXINT64, OURO_TYPE_RUNTIME_ERROR);

  return place == -2 ? -1 : place >= 0;
}

static gint64
deque_length (OuroVm *vm,
              OuroId  self)
{
  return ouro_deque_get_length (vm->heap, ouro_vm_value (vm, self));
}

/* PySequence_GetItem () and its like: the place of an index. */
static gboolean
get_place (OuroVm  *vm,
           OuroId   deque,
           OuroId   key,
           guint32 *place)
{
  gint64 n = ouro_deque_get_length (vm->heap, deque);
  gint64 index;

  if (!ouro_py_is_index (vm, key))
    {
      ouro_py_raise_type (vm, "sequence index must be integer, not '", key, "'");
      return FALSE;
    }
  if (!ouro_py_get_index (vm, key, OURO_TYPE_INDEX_ERROR, &index))
    return FALSE;
  n = ouro_deque_get_length (vm->heap, deque);
  if (index < 0)
    index += n;
  if (index < 0 || index >= n)
    {
      ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "deque index out of range");
      return FALSE;
    }
  *place = (guint32)index;
  return TRUE;
}

static OuroId
deque_get_item (OuroVm *vm,
                OuroId  self,
                OuroId  key)
{
  OuroId  deque = ouro_vm_value (vm, self);
  guint32 place;

  return get_place (vm, deque, key, &place) ? ouro_vm_new_reference (vm, ouro_deque_get (vm->heap, deque, place)) : OURO_NO_ID;
}

void
ouro_py_deque_delete (OuroVm *vm,
                      OuroId  deque,
                      guint32 index)
{
  OuroId item;

  ouro_deque_rotate (vm->heap, deque, -(gint64)index);
  item = ouro_deque_pop_left (vm->heap, deque);
  ouro_deque_rotate (vm->heap, deque, index);
  ouro_heap_decref (vm->heap, item);
}

static gboolean
deque_set_item (OuroVm *vm,
                OuroId  self,
                OuroId  key,
                OuroId  value)
{
  OuroId  deque = ouro_vm_value (vm, self);
  guint32 place;

  if (!get_place (vm, deque, key, &place))
    return FALSE;
  if (value == OURO_NO_ID)
    ouro_py_deque_delete (vm, deque, place);
  else
    ouro_heap_decref (vm->heap, ouro_deque_replace (vm->heap, deque, place, ouro_vm_new_reference (vm, value)));
  return TRUE;
}

static OuroId
deque_iter (OuroVm *vm,
            OuroId  self)
{
  return ouro_py_deque_iterator_new (vm, OURO_TYPE_DEQUE_ITERATOR, self);
}

/* Text ---------------------------------------------------------------------------------------- */

/* _PyType_Name () */
static char *
dup_short_name (const OuroVm *vm,
                OuroId        self)
{
  return vm->heap->rows[self].cls < OURO_N_TYPES ? g_strdup ("deque") : ouro_vm_dup_type_name (vm, self);
}

static OuroId
deque_repr (OuroVm *vm,
            OuroId  self)
{
  gint64           limit = ouro_deque_get_limit (vm->heap, ouro_vm_value (vm, self));
  g_autofree char *name = dup_short_name (vm, self);
  g_autofree char *text = NULL;
  OuroId           list, repr;

  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "[...]");
  list = ouro_py_list_from (vm, self);
  repr = OURO_NO_ID;
  if (list != OURO_NO_ID)
    {
      ouro_vm_hold (vm, list);
      repr = ouro_vm_repr (vm, list);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_vm_repr_leave (vm, self);
  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  if (limit >= 0)
    return ouro_vm_new_str (vm, "%s(%s, maxlen=%" G_GINT64_FORMAT ")", name, text, limit);
  return ouro_vm_new_str (vm, "%s(%s)", name, text);
}

/* Comparing ----------------------------------------------------------------------------------- */

static gboolean
is_deque (const OuroVm *vm,
          OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object)) == OURO_KIND_DEQUE;
}

/* What the two next items say: NotImplemented when they are equal and the next ones have to be asked. */
static OuroId
compare_next (OuroVm      *vm,
              OuroId       iterator_a,
              OuroId       iterator_b,
              OuroOperator op)
{
  OuroId a = ouro_vm_next (vm, iterator_a);
  OuroId b = ouro_vm_has_exception (vm) ? OURO_NO_ID : ouro_vm_next (vm, iterator_b);
  OuroId result = OURO_ID_NOT_IMPLEMENTED;
  int    truth;

  ouro_vm_hold (vm, a);
  ouro_vm_hold (vm, b);
  if (ouro_vm_has_exception (vm))
    result = OURO_NO_ID;
  else if (a == OURO_NO_ID || b == OURO_NO_ID)
    result = ouro_py_compare_lengths (a != OURO_NO_ID, b != OURO_NO_ID, op);
  else
    {
      truth = ouro_vm_equal (vm, a, b);
      if (truth == 0)
        truth = ouro_vm_compare_truth (vm, a, b, op);
      else if (truth > 0)
        truth = 2;
      result = truth < 0 ? OURO_NO_ID : truth == 2 ? OURO_ID_NOT_IMPLEMENTED
                                                   : ouro_vm_bool (truth);
    }
  for (guint i = 0; i < 2; i++)
    {
      OuroId item = ouro_vm_release (vm);

      if (item != OURO_NO_ID)
        ouro_heap_decref (vm->heap, item);
    }
  return result;
}

static OuroId
compare_items (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  OuroId  result = OURO_ID_NOT_IMPLEMENTED;
  guint64 turn = 0;
  OuroId  iterator_a, iterator_b;

  iterator_a = ouro_vm_iter (vm, a);
  if (iterator_a == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, iterator_a);
  iterator_b = ouro_vm_iter (vm, b);
  ouro_vm_hold (vm, iterator_b);
  while (iterator_b != OURO_NO_ID && result == OURO_ID_NOT_IMPLEMENTED)
    result = ouro_vm_may_go_on (vm, turn++) ? compare_next (vm, iterator_a, iterator_b, op) : OURO_NO_ID;
  ouro_vm_release (vm);
  if (iterator_b != OURO_NO_ID)
    ouro_heap_decref (vm->heap, iterator_b);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return iterator_b != OURO_NO_ID ? result : OURO_NO_ID;
}

static OuroId
deque_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  gboolean asks_equality = op == OURO_OPERATOR_EQ || op == OURO_OPERATOR_NOT_EQ;

  if (!is_deque (vm, a) || !is_deque (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  if (asks_equality && a == b)
    return ouro_vm_bool (op == OURO_OPERATOR_EQ);
  if (asks_equality && deque_length (vm, a) != deque_length (vm, b))
    return ouro_vm_bool (op == OURO_OPERATOR_NOT_EQ);
  return compare_items (vm, a, b, op);
}

/* Operators ----------------------------------------------------------------------------------- */

/* The only item once more, so many times. */
static gboolean
repeat_item (OuroVm *vm,
             OuroId  deque,
             gint64  times)
{
  OuroId item = ouro_deque_get (vm->heap, deque, 0);

  if (!ouro_py_has_room (vm, (guint64)MIN (times, G_MAXUINT32) * 2))
    return FALSE;
  for (gint64 i = 1; i < times; i++)
    ouro_deque_append (vm->heap, deque, ouro_vm_new_reference (vm, item));
  return TRUE;
}

gboolean
ouro_py_deque_repeat (OuroVm *vm,
                      OuroId  self,
                      gint64  times)
{
  OuroId   deque = ouro_vm_value (vm, self);
  gint64   n = ouro_deque_get_length (vm->heap, deque);
  gint64   limit = ouro_deque_get_limit (vm->heap, deque);
  OuroId   list;
  gboolean good = TRUE;

  if (n == 0 || times == 1)
    return TRUE;
  if (times <= 0)
    {
      ouro_deque_clear (vm->heap, deque);
      return TRUE;
    }
  if (limit >= 0)
    times = MIN (times, (limit + n - 1) / n);
  if (n == 1)
    return repeat_item (vm, deque, times);
  if (!ouro_py_has_room (vm, times > G_MAXUINT32 ? G_MAXUINT64 : (guint64)n * times * 2))
    return FALSE;
  list = ouro_py_list_from (vm, self);
  if (list == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, list);
  for (gint64 i = 1; good && i < times; i++)
    good = ouro_py_deque_extend (vm, self, list, FALSE);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* deque + deque, or so many times deque. */
static OuroId
change_copy (OuroVm *vm,
             OuroId  self,
             OuroId  other,
             gint64  times)
{
  OuroId   copy = ouro_py_deque_copy (vm, self);
  gboolean good;

  if (copy == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, copy);
  good = other != OURO_NO_ID ? ouro_py_deque_extend (vm, copy, other, FALSE) : ouro_py_deque_repeat (vm, copy, times);
  ouro_vm_release (vm);
  if (good)
    return copy;
  ouro_heap_decref (vm->heap, copy);
  return OURO_NO_ID;
}

static OuroId
deque_binary (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  gboolean is_left = is_deque (vm, a);
  gint64   times;

  if (op == OURO_OPERATOR_ADD && is_left && is_deque (vm, b))
    return change_copy (vm, a, b, 0);
  if (op != OURO_OPERATOR_MULT || !ouro_py_is_index (vm, is_left ? b : a))
    return OURO_ID_NOT_IMPLEMENTED;
  if (!ouro_py_get_index (vm, is_left ? b : a, OURO_TYPE_OVERFLOW_ERROR, &times))
    return OURO_NO_ID;
  return change_copy (vm, is_left ? a : b, OURO_NO_ID, times);
}

static OuroId
deque_inplace (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  gboolean good;
  gint64   times;

  if (op == OURO_OPERATOR_ADD)
    good = ouro_py_deque_extend (vm, a, b, FALSE);
  else if (op == OURO_OPERATOR_MULT && ouro_py_is_index (vm, b))
    good = ouro_py_get_index (vm, b, OURO_TYPE_OVERFLOW_ERROR, &times) && ouro_py_deque_repeat (vm, a, times);
  else
    return OURO_ID_NOT_IMPLEMENTED;
  return good ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
}

/* Attributes ---------------------------------------------------------------------------------- */

static OuroId
deque_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  gint64 limit = ouro_deque_get_limit (vm->heap, ouro_vm_value (vm, self));

  if (name != ouro_vm_name (vm, OURO_NAME_maxlen))
    return OURO_NO_ID;
  return limit >= 0 ? ouro_int_new (vm->heap, limit) : OURO_ID_NONE;
}

static int
deque_set_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name,
                     OuroId  value)
{
  if (name != ouro_vm_name (vm, OURO_NAME_maxlen))
    return 0;
  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "attribute 'maxlen' of 'collections.deque' objects is not writable");
  return -1;
}

void
ouro_py_deque_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_DEQUE] = (OuroTypeSlots){
    .repr = deque_repr,
    .hash = ouro_vm_unhashable,
    .compare = deque_compare,
    .binary = deque_binary,
    .inplace = deque_inplace,
    .length = deque_length,
    .get_item = deque_get_item,
    .set_item = deque_set_item,
    .contains = deque_contains,
    .iter = deque_iter,
    .construct = deque_construct,
    .initialise = deque_initialise,
    .get_attribute = deque_get_attribute,
    .set_attribute = deque_set_attribute,
    .methods = ouro_py_deque_methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_DEQUE);
  ouro_py_deque_iterators_add (vm);
}
