/* ouro-py-module.c - modules
 *
 * Cells   its dict.
 * Source  Objects/moduleobject.c (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"
#include "ouro-vm-private.h"

#include <string.h>

static void
set_name (OuroVm    *vm,
          OuroId     dict,
          OuroVmName name,
          OuroId     value)
{
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, name), value);
}

/* module_init_dict */
static OuroId
make_dict (OuroVm     *vm,
           const char *name)
{
  OuroId dict = ouro_dict_new (vm->heap);
  OuroId text = ouro_vm_intern (vm, name, strlen (name));

  set_name (vm, dict, OURO_NAME___name__, text);
  set_name (vm, dict, OURO_NAME___doc__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___package__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___loader__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___spec__, OURO_ID_NONE);
  ouro_heap_decref (vm->heap, text);
  return dict;
}

OuroId
ouro_py_module_new (OuroVm     *vm,
                    const char *name,
                    OuroId      dict)
{
  OuroId module = ouro_heap_allocate (vm->heap, OURO_KIND_MODULE, OURO_FLAG_GC, OURO_TYPE_MODULE, OURO_FREELIST_NONE, vm->profile->size_module, 1, 1, 1);

  if (dict == OURO_NO_ID)
    dict = make_dict (vm, name);
  ouro_heap_set_cell (vm->heap, module, 0, dict);
  ouro_heap_defer_count (vm->heap, dict);
  ouro_heap_track (vm->heap, module);
  ouro_heap_defer_count (vm->heap, module);
  return module;
}

OuroId
ouro_py_module_get_dict (const OuroVm *vm,
                         OuroId        module)
{
  return ouro_heap_get_cell (vm->heap, module, 0);
}

char *
ouro_py_module_dup_name (const OuroVm *vm,
                         OuroId        module)
{
  OuroId dict = ouro_py_module_get_dict (vm, module);
  gint64 entry = dict != OURO_NO_ID ? ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___name__)) : OURO_DICT_ABSENT;
  OuroId name = entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_ID_NONE;

  if (ouro_heap_get_kind (vm->heap, name) != OURO_KIND_STR)
    return g_strdup ("?");
  return ouro_vm_dup_text (vm, name);
}

/* importlib._bootstrap._module_repr: a module of a file names it. */
static OuroId
module_repr (OuroVm *vm,
             OuroId  self)
{
  g_autofree char *name = ouro_py_module_dup_name (vm, self);
  OuroId           dict = ouro_py_module_get_dict (vm, self);
  gint64           entry = ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___file__));
  OuroId           repr;
  g_autofree char *file = NULL;

  if (entry < 0)
    return ouro_vm_new_str (vm, "<module '%s' (built-in)>", name);
  repr = ouro_vm_repr (vm, ouro_dict_get_value (vm->heap, dict, (guint32)entry));
  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  file = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  return ouro_vm_new_str (vm, "<module '%s' from %s>", name, file);
}

/* Made when it is asked for, and kept among the module's variables. */
static OuroId
get_annotations (OuroVm *vm,
                 OuroId  self)
{
  OuroId dict = ouro_py_module_get_dict (vm, self);
  gint64 entry = vm->profile->annotations_are_lazy ? ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___annotate__)) : OURO_DICT_ABSENT;
  OuroId annotate = entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_ID_NONE;
  OuroId annotations = ouro_py_is_callable (vm, annotate) ? ouro_py_call_annotate (vm, annotate) : ouro_dict_new (vm->heap);

  if (annotations != OURO_NO_ID)
    set_name (vm, dict, OURO_NAME___annotations__, annotations);
  return annotations;
}

static OuroId
module_get_attribute (OuroVm *vm,
                      OuroId  self,
                      OuroId  name)
{
  if (name == ouro_vm_name (vm, OURO_NAME___dict__))
    return ouro_vm_new_reference (vm, ouro_py_module_get_dict (vm, self));
  if (name == ouro_vm_name (vm, OURO_NAME___annotations__))
    return get_annotations (vm, self);
  return OURO_NO_ID;
}

void
ouro_py_module_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_MODULE] = (OuroTypeSlots){ .repr = module_repr, .get_attribute = module_get_attribute };
}
