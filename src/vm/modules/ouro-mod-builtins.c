/* ouro-mod-builtins.c - the module builtins: functions, types and constants that every program has
 *
 * Source  Python/bltinmodule.c: builtin_methods, _PyBuiltin_Init (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <string.h>

/* The types that Python's builtins shows under their names; exceptions come besides. */
static const OuroId types[] = {
  OURO_TYPE_OBJECT, OURO_TYPE_TYPE, OURO_TYPE_INT, OURO_TYPE_BOOL, OURO_TYPE_FLOAT, OURO_TYPE_COMPLEX,
  OURO_TYPE_STR, OURO_TYPE_BYTES, OURO_TYPE_BYTEARRAY, OURO_TYPE_TUPLE, OURO_TYPE_LIST, OURO_TYPE_DICT,
  OURO_TYPE_SET, OURO_TYPE_FROZENSET, OURO_TYPE_RANGE, OURO_TYPE_SLICE, OURO_TYPE_PROPERTY, OURO_TYPE_STATICMETHOD,
  OURO_TYPE_CLASSMETHOD, OURO_TYPE_SUPER, OURO_TYPE_ENUMERATE, OURO_TYPE_REVERSED, OURO_TYPE_ZIP, OURO_TYPE_MAP,
  OURO_TYPE_FILTER
};

static void
add_types (OuroVm *vm,
           OuroId  module)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    ouro_mod_set (vm, module, ouro_type_get_name (types[i]), types[i]);
  for (OuroId type = OURO_TYPE_BASE_EXCEPTION; type < OURO_N_TYPES; type++)
    if (ouro_type_get_kind (type) == OURO_KIND_EXCEPTION)
      ouro_mod_set (vm, module, ouro_type_get_name (type), type);
  ouro_mod_set (vm, module, "EnvironmentError", OURO_TYPE_OS_ERROR);
  ouro_mod_set (vm, module, "IOError", OURO_TYPE_OS_ERROR);
}

static void
add_constants (OuroVm *vm,
               OuroId  module)
{
  ouro_mod_set (vm, module, "None", OURO_ID_NONE);
  ouro_mod_set (vm, module, "Ellipsis", OURO_ID_ELLIPSIS);
  ouro_mod_set (vm, module, "NotImplemented", OURO_ID_NOT_IMPLEMENTED);
  ouro_mod_set (vm, module, "False", OURO_ID_FALSE);
  ouro_mod_set (vm, module, "True", OURO_ID_TRUE);
  ouro_mod_set (vm, module, "__debug__", OURO_ID_TRUE);
}

/* Borrowed. */
static OuroId
get_function (OuroVm    *vm,
              OuroId     dict,
              OuroVmName name)
{
  return ouro_dict_get_value (vm->heap, dict, (guint32)ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, name)));
}

void
ouro_mod_builtins_add (OuroVm *vm,
                       OuroId  module)
{
  static const OuroBuiltinDef *const functions[] = {
    ouro_mod_builtins_classes,
    ouro_mod_builtins_numbers,
    ouro_mod_builtins_iteration,
    ouro_mod_builtins_attributes,
    ouro_mod_builtins_print,
  };
  OuroId dict = ouro_py_module_get_dict (vm, module);

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    ouro_mod_add_functions (vm, module, functions[i]);
  add_constants (vm, module);
  add_types (vm, module);
  if (ouro_heap_get_root (vm->heap, OURO_VM_ROOT_BUILTINS) != OURO_NO_ID)
    return; /* imported anew: the interpreter goes on with those it has */
  vm->build_class = get_function (vm, dict, OURO_NAME___build_class__);
  vm->common_constants[OURO_COMMON_ALL] = get_function (vm, dict, OURO_NAME_all);
  vm->common_constants[OURO_COMMON_ANY] = get_function (vm, dict, OURO_NAME_any);
  vm->common_constants[OURO_COMMON_LIST] = OURO_TYPE_LIST;
  vm->common_constants[OURO_COMMON_SET] = OURO_TYPE_SET;
  vm->common_constants[OURO_COMMON_TUPLE] = OURO_TYPE_TUPLE;
  vm->common_constants[OURO_COMMON_NOT_IMPLEMENTED_ERROR] = OURO_TYPE_NOT_IMPLEMENTED_ERROR;
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_BUILTINS, ouro_vm_new_reference (vm, dict));
}
