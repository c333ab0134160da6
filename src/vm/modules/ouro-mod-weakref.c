/* ouro-mod-weakref.c - _weakref, the part of weakref that is in C
 *
 * Source  Modules/_weakref.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"
#include "ouro-py-containers-private.h"

static OuroId
weakref_getweakrefcount (OuroVm        *vm,
                         OuroId         self,
                         const guint32 *args,
                         guint          n_args,
                         OuroId         kwnames)
{
  gint64 n = 0;

  for (OuroId ref = ouro_heap_get_first_weakref (vm->heap, ouro_vm_argument (args, 0)); ref != OURO_NO_ID; ref = ouro_weakref_get_next (vm->heap, ref))
    n++;
  return ouro_int_new (vm->heap, n);
}

static OuroId
weakref_getweakrefs (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId list = ouro_py_list_new (vm, 0);

  for (OuroId ref = ouro_heap_get_first_weakref (vm->heap, ouro_vm_argument (args, 0)); ref != OURO_NO_ID; ref = ouro_weakref_get_next (vm->heap, ref))
    ouro_py_list_append (vm, list, ref);
  return list;
}

static OuroId
weakref_proxy (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId target = ouro_vm_argument (args, 0);

  return ouro_py_weakref_new (vm, ouro_py_is_callable (vm, target) ? OURO_TYPE_WEAKCALLABLEPROXY : OURO_TYPE_WEAKPROXY, target, n_args > 1 ? ouro_vm_argument (args, 1) : OURO_NO_ID);
}

/* Takes a key out of a dict if the weak reference there is dead: nothing else can happen between the two. */
static OuroId
weakref_remove_dead_weakref (OuroVm        *vm,
                             OuroId         self,
                             const guint32 *args,
                             guint          n_args,
                             OuroId         kwnames)
{
  OuroId dict = ouro_vm_argument (args, 0), key = ouro_vm_argument (args, 1);
  OuroId ref = ouro_py_dict_get (vm, dict, key);

  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  if (ref == OURO_NO_ID || ouro_heap_get_kind (vm->heap, ref) != OURO_KIND_WEAKREF || ouro_weakref_get_target (vm->heap, ref) != OURO_NO_ID)
    return OURO_ID_NONE;
  return ouro_vm_set_item (vm, dict, key, OURO_NO_ID) ? OURO_ID_NONE : OURO_NO_ID;
}

static const OuroBuiltinDef functions[] = {
  { "getweakrefcount", weakref_getweakrefcount, 1, 1, 0 },
  { "getweakrefs", weakref_getweakrefs, 1, 1, 0 },
  { "proxy", weakref_proxy, 1, 2, 0 },
  { "_remove_dead_weakref", weakref_remove_dead_weakref, 2, 2, 0 },
  { NULL },
};

void
ouro_mod_weakref_add (OuroVm *vm,
                      OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  ouro_mod_set (vm, module, "ref", OURO_TYPE_WEAKREF);
  ouro_mod_set (vm, module, "ReferenceType", OURO_TYPE_WEAKREF);
  ouro_mod_set (vm, module, "ProxyType", OURO_TYPE_WEAKPROXY);
  ouro_mod_set (vm, module, "CallableProxyType", OURO_TYPE_WEAKCALLABLEPROXY);
}
