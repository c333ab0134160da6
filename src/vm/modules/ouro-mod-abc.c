/* ouro-mod-abc.c - _abc: what the modules abc and collections.abc have in C
 *
 * Source  Lib/_collections_abc.py: _check_methods (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"

/* Functions have no entry for it. */
static gboolean
is_called_by_itself (const OuroVm *vm,
                     OuroId        cls,
                     OuroId        name)
{
  if (cls >= OURO_N_TYPES || name != ouro_vm_name (vm, OURO_NAME___call__))
    return FALSE;
  return cls == OURO_TYPE_METHOD || ouro_type_get_kind (cls) == OURO_KIND_FUNCTION || ouro_type_get_kind (cls) == OURO_KIND_BUILTIN;
}

/* _has_methods (class, *names): True when the class or one of its bases has something other than None under each name, else
 * NotImplemented. */
static OuroId
abc_has_methods (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId cls = ouro_vm_argument (args, 0);

  if (ouro_heap_get_kind (vm->heap, cls) != OURO_KIND_CLASS)
    {
      ouro_py_raise_type (vm, "_has_methods() argument 1 must be a class, not ", cls, "");
      return OURO_NO_ID;
    }
  for (guint i = 1; i < n_args; i++)
    {
      OuroId name = ouro_mod_get_name (vm, ouro_vm_argument (args, i));
      OuroId method = name != OURO_NO_ID ? ouro_vm_lookup (vm, cls, name) : OURO_NO_ID;

      if (name == OURO_NO_ID)
        return OURO_NO_ID;
      if ((method == OURO_NO_ID || method == OURO_ID_NONE) && !is_called_by_itself (vm, cls, name))
        return OURO_ID_NOT_IMPLEMENTED;
    }
  return OURO_ID_TRUE;
}

static const OuroBuiltinDef functions[] = {
  { "_has_methods", abc_has_methods, 1, -1, 0 },
  { NULL },
};

void
ouro_mod_abc_add (OuroVm *vm,
                  OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
}
