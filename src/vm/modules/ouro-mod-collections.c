/* ouro-mod-collections.c - _collections: what the module collections has in C
 *
 * Source  Modules/_collectionsmodule.c; Lib/collections/__init__.py, namedtuple (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <string.h>

#include "types/ouro-py-dict-private.h"

/* Counting ------------------------------------------------------------------------------------ */

/* One more of an element, in a dict that nobody has changed the ways of. */
static gboolean
count_in_dict (OuroVm  *vm,
               OuroId   element,
               gpointer data)
{
  OuroId   dict = ouro_vm_value (vm, *(OuroId *)data);
  OuroId   old = ouro_py_dict_get (vm, dict, element);
  OuroId   one, sum;
  gboolean good;

  if (ouro_vm_has_exception (vm))
    return FALSE;
  one = ouro_int_new (vm->heap, 1);
  sum = old != OURO_NO_ID ? ouro_vm_binary (vm, old, one, OURO_OPERATOR_ADD, FALSE) : ouro_vm_new_reference (vm, one);
  if (sum == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, sum);
  good = ouro_py_dict_set (vm, dict, element, sum);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good && ouro_vm_may_go_on (vm, ouro_dict_get_length (vm->heap, dict));
}

/* The same by mapping.get () and mapping[element] = count. */
static gboolean
count_in_mapping (OuroVm  *vm,
                  OuroId   element,
                  gpointer data)
{
  OuroId   mapping = *(OuroId *)data;
  OuroId   name = ouro_vm_intern (vm, "get", strlen ("get"));
  OuroId   get = ouro_vm_get_attribute (vm, mapping, name);
  OuroId   args[2] = { element, OURO_ID_ZERO };
  OuroId   old, sum;
  gboolean good;

  ouro_heap_decref (vm->heap, name);
  if (get == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, get);
  old = ouro_vm_call (vm, get, args, G_N_ELEMENTS (args));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (old == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, old);
  sum = ouro_vm_binary (vm, old, ouro_int_new (vm->heap, 1), OURO_OPERATOR_ADD, FALSE);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (sum == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, sum);
  good = ouro_vm_set_item (vm, mapping, element, sum);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static OuroId
collections_count_elements (OuroVm        *vm,
                            OuroId         self,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames)
{
  OuroId   mapping = ouro_vm_argument (args, 0);
  OuroId   cls = vm->heap->rows[mapping].cls;
  OuroId   get = ouro_vm_intern (vm, "get", strlen ("get"));
  gboolean is_plain = ouro_py_is_dict (vm, mapping) && ouro_vm_lookup (vm, cls, get) == ouro_vm_lookup (vm, OURO_TYPE_DICT, get) &&
                      ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___setitem__)) == ouro_vm_lookup (vm, OURO_TYPE_DICT, ouro_vm_name (vm, OURO_NAME___setitem__));

  ouro_heap_decref (vm->heap, get);
  return ouro_py_iterate (vm, ouro_vm_argument (args, 1), is_plain ? count_in_dict : count_in_mapping, &mapping) ? OURO_ID_NONE : OURO_NO_ID;
}

/* For namedtuple () --------------------------------------------------------------------------- */

/* __name__ of the code that called the library: the module of the new class. */
static OuroId
collections_caller_module (OuroVm        *vm,
                           OuroId         self,
                           const guint32 *args,
                           guint          n_args,
                           OuroId         kwnames)
{
  guint32 base = ouro_vm_get_base (vm);
  OuroId  globals, value;

  while (ouro_frame_get (vm->heap, base, OURO_FRAME_BACK) != 0 && (ouro_vm_get_code (vm, ouro_frame_get (vm->heap, base, OURO_FRAME_CODE) & OURO_CELL_ID_MASK)->code->flags & OURO_CODE_LIBRARY))
    base = ouro_frame_get (vm->heap, base, OURO_FRAME_BACK);
  globals = ouro_frame_get (vm->heap, base, OURO_FRAME_GLOBALS) & OURO_CELL_ID_MASK;
  value = ouro_py_dict_get (vm, globals, ouro_vm_name (vm, OURO_NAME___name__));
  return ouro_vm_new_reference (vm, value != OURO_NO_ID ? value : ouro_vm_name (vm, OURO_NAME___main__));
}

static const OuroBuiltinDef functions[] = {
  { "_caller_module", collections_caller_module, 0, 0, 0 },
  { "_count_elements", collections_count_elements, 2, 2, 0 },
  { NULL },
};

void
ouro_mod_collections_add (OuroVm *vm,
                          OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  ouro_mod_set (vm, module, "OrderedDict", OURO_TYPE_ORDERED_DICT);
  ouro_mod_set (vm, module, "defaultdict", OURO_TYPE_DEFAULTDICT);
  ouro_mod_set (vm, module, "deque", OURO_TYPE_DEQUE);
  ouro_mod_set (vm, module, "_has_replace", ouro_vm_bool (vm->profile->namedtuple_has_replace));
  ouro_mod_set (vm, module, "_unexpected_field_error", vm->profile->namedtuple_has_replace ? OURO_TYPE_TYPE_ERROR : OURO_TYPE_VALUE_ERROR);
}
