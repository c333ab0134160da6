/* ouro-py-set-methods.c - the methods of set and frozenset
 *
 * Source  Objects/setobject.c (3.11 to 3.15)
 */
#include "ouro-py-set-private.h"

static OuroId
to_bool (int truth)
{
  return truth < 0 ? OURO_NO_ID : ouro_vm_bool (truth);
}

/* A method in C that takes any number of arguments may get them as a tuple, which is on the stack meanwhile. */
static OuroId
call_packed (OuroVm         *vm,
             OuroId          self,
             const guint32  *args,
             guint           n_args,
             OuroBuiltinFunc func)
{
  OuroId packed, result;

  if (!vm->profile->set_methods_pack_arguments)
    return func (vm, self, args, n_args, OURO_NO_ID);
  if (vm->profile->set_methods_copy_arguments)
    packed = ouro_py_pack_arguments (vm, args, n_args);
  else
    packed = ouro_py_take_packed (vm, args, n_args);
  ouro_vm_hold (vm, packed);
  result = func (vm, self, args, n_args, OURO_NO_ID);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

static OuroId
set_add (OuroVm        *vm,
         OuroId         self,
         const guint32 *args,
         guint          n_args,
         OuroId         kwnames)
{
  return ouro_py_set_add (vm, self, ouro_vm_argument (args, 0)) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
set_discard (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_py_set_discard (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0)) < 0 ? OURO_NO_ID : OURO_ID_NONE;
}

static OuroId
set_remove (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId key = ouro_vm_argument (args, 0);
  int    found = ouro_py_set_discard (vm, ouro_vm_value (vm, self), key);

  if (found == 0)
    ouro_vm_raise_with_args (vm, OURO_TYPE_KEY_ERROR, &key, 1);
  return found > 0 ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
set_pop (OuroVm        *vm,
         OuroId         self,
         const guint32 *args,
         guint          n_args,
         OuroId         kwnames)
{
  OuroId member = ouro_set_pop (vm->heap, ouro_vm_value (vm, self));

  if (member == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_KEY_ERROR, "pop from an empty set");
  return member;
}

static OuroId
set_clear (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  ouro_set_clear (vm->heap, ouro_vm_value (vm, self));
  return OURO_ID_NONE;
}

static OuroId
set_copy (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  if (vm->heap->rows[self].cls == OURO_TYPE_FROZENSET)
    return ouro_vm_new_reference (vm, self);
  return ouro_py_set_from (vm, ouro_vm_value_type (vm, self), self);
}

static OuroId
do_update (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  for (guint i = 0; i < n_args; i++)
    if (!ouro_py_set_update (vm, self, ouro_vm_argument (args, i)))
      return OURO_NO_ID;
  return OURO_ID_NONE;
}

static OuroId
set_update (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return call_packed (vm, self, args, n_args, do_update);
}

static OuroId
do_union (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId   result = ouro_py_set_from (vm, ouro_vm_value_type (vm, self), self);
  gboolean good = TRUE;

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  for (guint i = 0; good && i < n_args; i++)
    good = self == ouro_vm_argument (args, i) || ouro_py_set_update (vm, result, ouro_vm_argument (args, i));
  ouro_vm_release (vm);
  ouro_heap_track (vm->heap, result);
  if (good)
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
set_union (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return call_packed (vm, self, args, n_args, do_union);
}

/* A new set from this one and each of the arguments in turn. */
static OuroId
fold (OuroVm        *vm,
      OuroId         self,
      const guint32 *args,
      guint          n_args,
      OuroId (*func) (OuroVm *vm,
                      OuroId  type,
                      OuroId  self,
                      OuroId  other))
{
  OuroId type = ouro_vm_value_type (vm, self);
  OuroId result = ouro_vm_new_reference (vm, ouro_vm_value (vm, self));

  if (n_args == 0)
    {
      ouro_heap_decref (vm->heap, result);
      return ouro_py_set_from (vm, type, self);
    }
  for (guint i = 0; i < n_args && result != OURO_NO_ID; i++)
    {
      OuroId next;

      ouro_vm_hold (vm, result);
      next = func (vm, type, result, ouro_vm_argument (args, i));
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      result = next;
    }
  return result;
}

static OuroId
do_intersection (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return fold (vm, self, args, n_args, ouro_py_set_intersect);
}

static OuroId
set_intersection (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return call_packed (vm, self, args, n_args, do_intersection);
}

static OuroId
do_intersection_update (OuroVm        *vm,
                        OuroId         self,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames)
{
  OuroId result = fold (vm, self, args, n_args, ouro_py_set_intersect);

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_set_swap (vm->heap, ouro_vm_value (vm, self), result);
  ouro_heap_decref (vm->heap, result);
  return OURO_ID_NONE;
}

static OuroId
set_intersection_update (OuroVm        *vm,
                         OuroId         self,
                         const guint32 *args,
                         guint          n_args,
                         OuroId         kwnames)
{
  return call_packed (vm, self, args, n_args, do_intersection_update);
}

static OuroId
do_difference_update (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  for (guint i = 0; i < n_args; i++)
    if (!ouro_py_set_subtract_in_place (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, i)))
      return OURO_NO_ID;
  return OURO_ID_NONE;
}

static OuroId
set_difference_update (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  return call_packed (vm, self, args, n_args, do_difference_update);
}

static OuroId
do_difference (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId result, done;

  if (n_args == 0)
    return ouro_py_set_from (vm, ouro_vm_value_type (vm, self), self);
  result = ouro_py_set_subtract (vm, ouro_vm_value_type (vm, self), ouro_vm_value (vm, self), ouro_vm_argument (args, 0));
  if (result == OURO_NO_ID || n_args == 1)
    return result;
  ouro_vm_hold (vm, result);
  done = do_difference_update (vm, result, args + 1, n_args - 1, OURO_NO_ID);
  ouro_vm_release (vm);
  if (done != OURO_NO_ID)
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
set_difference (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return call_packed (vm, self, args, n_args, do_difference);
}

static OuroId
set_symmetric_difference (OuroVm        *vm,
                          OuroId         self,
                          const guint32 *args,
                          guint          n_args,
                          OuroId         kwnames)
{
  return ouro_py_set_exclude (vm, ouro_vm_value_type (vm, self), ouro_vm_value (vm, self), ouro_vm_argument (args, 0));
}

static OuroId
set_symmetric_difference_update (OuroVm        *vm,
                                 OuroId         self,
                                 const guint32 *args,
                                 guint          n_args,
                                 OuroId         kwnames)
{
  return ouro_py_set_exclude_in_place (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0)) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
set_issubset (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return to_bool (ouro_py_set_is_subset (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0)));
}

static OuroId
set_issuperset (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return to_bool (ouro_py_set_is_superset (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0)));
}

static OuroId
set_isdisjoint (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return to_bool (ouro_py_set_is_disjoint (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0)));
}

#define COMMON_METHODS \
  { "copy", set_copy, 0, 0, 0 }, \
    { "difference", set_difference, 0, -1, 0 }, \
    { "intersection", set_intersection, 0, -1, 0 }, \
    { "isdisjoint", set_isdisjoint, 1, 1, 0 }, \
    { "issubset", set_issubset, 1, 1, 0 }, \
    { "issuperset", set_issuperset, 1, 1, 0 }, \
    { "symmetric_difference", set_symmetric_difference, 1, 1, 0 }, \
  { \
    "union", set_union, 0, -1, 0 \
  }

const OuroBuiltinDef ouro_py_frozenset_methods[] = {
  COMMON_METHODS,
  { NULL },
};

const OuroBuiltinDef ouro_py_set_methods[] = {
  { "add", set_add, 1, 1, 0 },
  { "clear", set_clear, 0, 0, 0 },
  { "difference_update", set_difference_update, 0, -1, 0 },
  { "discard", set_discard, 1, 1, 0 },
  { "intersection_update", set_intersection_update, 0, -1, 0 },
  { "pop", set_pop, 0, 0, 0 },
  { "remove", set_remove, 1, 1, 0 },
  { "symmetric_difference_update", set_symmetric_difference_update, 1, 1, 0 },
  { "update", set_update, 0, -1, 0 },
  COMMON_METHODS,
  { NULL },
};
