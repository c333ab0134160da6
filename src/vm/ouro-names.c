/* ouro-names.c - which names an object has, and how errors name things
 *
 * Source  Objects/typeobject.c: object___dir___impl, merge_class_dict; Objects/moduleobject.c: module_dir; Objects/object.c:
 *         _PyObject_GenericSetAttrWithDict; Python/pythonrun.c: print_exception_message (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

#include "modules/ouro-mod-private.h"

/* dir () -------------------------------------------------------------------------------------- */

/* What is answered without standing in a type's table, and what CPython's types have besides. */
static const struct
{
  OuroId      type;
  const char *names; /* separated by blanks */
  gsize       since; /* a gboolean of the profile that says whether the version knows them; 0 for all */
} further_names[] = {
  { OURO_TYPE_OBJECT,
    "__class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ "
    "__ne__ __new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__" },
  { OURO_TYPE_TYPE,
    "__abstractmethods__ __annotations__ __base__ __bases__ __basicsize__ __dict__ __dictoffset__ __flags__ __instancecheck__ __itemsize__ __module__ "
    "__mro__ __name__ __or__ __qualname__ __ror__ __subclasscheck__ __text_signature__ __weakrefoffset__" },
  { OURO_TYPE_TYPE, "__type_params__", G_STRUCT_OFFSET (OuroProfile, type_statement) },
  { OURO_TYPE_TYPE, "__annotate__", G_STRUCT_OFFSET (OuroProfile, annotations_are_lazy) },
  { OURO_TYPE_NOT_IMPLEMENTED, "__bool__" },
  { OURO_TYPE_BUILTIN, "__call__ __module__ __name__ __qualname__" },
  { OURO_TYPE_METHOD_DESCRIPTOR, "__call__ __name__ __qualname__" },
  { OURO_TYPE_WRAPPER_DESCRIPTOR, "__call__ __name__ __qualname__" },
  { OURO_TYPE_MEMBER_DESCRIPTOR, "__name__ __qualname__" },
  { OURO_TYPE_GETSET_DESCRIPTOR, "__name__ __qualname__" },
  { OURO_TYPE_FUNCTION, "__call__ __dict__ __module__ __name__ __qualname__" },
  { OURO_TYPE_METHOD, "__call__" },
  { OURO_TYPE_MODULE, "__annotations__ __dict__" },
  { OURO_TYPE_MODULE, "__annotate__", G_STRUCT_OFFSET (OuroProfile, annotations_are_lazy) },
  { OURO_TYPE_GENERATOR, "__del__ __name__ __qualname__" },
  { OURO_TYPE_STATICMETHOD, "__annotations__ __dict__ __module__ __name__ __qualname__" },
  { OURO_TYPE_CLASSMETHOD, "__annotations__ __dict__ __module__ __name__ __qualname__" },
  { OURO_TYPE_SUPER, "__get__" },
  { OURO_TYPE_TUPLE, "__getnewargs__" },
  { OURO_TYPE_LIST_ITERATOR, "__setstate__" },
  { OURO_TYPE_TUPLE_ITERATOR, "__setstate__" },
  { OURO_TYPE_ZIP, "__setstate__" },
  { OURO_TYPE_BASE_EXCEPTION, "__dict__ __setstate__" },
};

static void
add_name (OuroVm *vm,
          OuroId  dict,
          OuroId  name)
{
  if (ouro_dict_find_str (vm->heap, dict, name) < 0)
    ouro_dict_set_str (vm->heap, dict, name, OURO_ID_NONE);
}

static void
add_further_names (OuroVm *vm,
                   OuroId  dict,
                   OuroId  type)
{
  for (guint i = 0; i < G_N_ELEMENTS (further_names); i++)
    if (further_names[i].type == type && (further_names[i].since == 0 || G_STRUCT_MEMBER (gboolean, vm->profile, further_names[i].since)))
      {
        g_auto (GStrv) names = g_strsplit (further_names[i].names, " ", 0);

        for (guint j = 0; names[j] != NULL; j++)
          {
            OuroId name = ouro_vm_intern (vm, names[j], strlen (names[j]));

            add_name (vm, dict, name);
            ouro_heap_decref (vm->heap, name);
          }
      }
}

static void
merge_static_type (OuroVm *vm,
                   OuroId  dict,
                   OuroId  type)
{
  GHashTableIter iter;
  gpointer       name;

  g_hash_table_iter_init (&iter, vm->type_attributes[type]);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    add_name (vm, dict, GPOINTER_TO_UINT (name));
  add_further_names (vm, dict, type);
}

static void
merge_dict (OuroVm *vm,
            OuroId  dict,
            OuroId  other)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, other); i++)
    {
      OuroId key = ouro_dict_get_key (vm->heap, other, i);

      if (key != OURO_NO_ID && vm->heap->rows[key].cls == OURO_TYPE_STR)
        add_name (vm, dict, key);
    }
}

/* What CPython makes on the way from a class's __dict__ to its keys, and drops again: a list of them and its iterator, before
 * that a bound __length_hint__ (). */
static void
pass_keys (OuroVm *vm,
           OuroId  dict)
{
  OuroId keys;

  ouro_mod_pass_bound_method (vm, dict);
  keys = ouro_py_list_new (vm, 0);
  ouro_mod_drop (vm, ouro_vm_iter (vm, keys));
  ouro_heap_decref (vm->heap, keys);
}

/* The class and all its bases. */
static void
merge_class (OuroVm *vm,
             OuroId  dict,
             OuroId  cls)
{
  OuroId mro;

  if (cls < OURO_N_TYPES)
    {
      for (; cls != OURO_NO_ID; cls = ouro_type_get_base (cls))
        {
          merge_static_type (vm, dict, cls);
          pass_keys (vm, dict);
        }
      return;
    }
  mro = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_MRO);
  for (guint32 i = 0; mro != OURO_NO_ID && i < ouro_heap_get_n_cells (vm->heap, mro); i++)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, mro, i);

      if (base < OURO_N_TYPES)
        merge_static_type (vm, dict, base);
      else if (ouro_heap_get_cell (vm->heap, base, OURO_CLASS_DICT) != OURO_NO_ID)
        merge_dict (vm, dict, ouro_heap_get_cell (vm->heap, base, OURO_CLASS_DICT));
      pass_keys (vm, dict);
    }
}

/* A copy of the object's own __dict__, or an empty dict. */
static OuroId
copy_own_dict (OuroVm *vm,
               OuroId  object)
{
  OuroId own = ouro_vm_get_attribute_or_nothing (vm, object, ouro_vm_name (vm, OURO_NAME___dict__));
  OuroId copy;

  if (own == OURO_NO_ID)
    return ouro_vm_has_exception (vm) ? OURO_NO_ID : ouro_dict_new (vm->heap);
  if (ouro_heap_get_kind (vm->heap, own) == OURO_KIND_DICT)
    copy = ouro_dict_copy (vm->heap, own);
  else
    copy = ouro_dict_new (vm->heap);
  ouro_heap_decref (vm->heap, own);
  return copy;
}

OuroId
ouro_vm_list_attributes (OuroVm *vm,
                         OuroId  object)
{
  OuroKind kind = ouro_heap_get_kind (vm->heap, object);
  OuroId   dict, names;

  if (kind == OURO_KIND_MODULE)
    return ouro_mod_list_keys (vm, ouro_py_module_get_dict (vm, object));
  dict = kind == OURO_KIND_CLASS ? ouro_dict_new (vm->heap) : copy_own_dict (vm, object);
  if (dict == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, dict);
  merge_class (vm, dict, kind == OURO_KIND_CLASS ? object : vm->heap->rows[object].cls);
  names = ouro_mod_list_keys (vm, dict);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return names;
}

/* Errors -------------------------------------------------------------------------------------- */

char *
ouro_vm_dup_exception_name (OuroVm *vm,
                            OuroId  exception)
{
  char       *name = ouro_vm_dup_qualified_class_name (vm, vm->heap->rows[exception].cls);
  const char *prefix = "__main__.";

  if (g_str_has_prefix (name, prefix))
    memmove (name, name + strlen (prefix), strlen (name) - strlen (prefix) + 1);
  return name;
}

/* Whether the object could have attributes of any name. */
static gboolean
has_dict (const OuroVm *vm,
          OuroId        object)
{
  OuroId cls = vm->heap->rows[object].cls;

  return cls >= OURO_N_TYPES && (ouro_class_get_properties (vm->heap, cls) & OURO_CLASS_HAS_DICT);
}

void
ouro_vm_raise_cannot_set (OuroVm *vm,
                          OuroId  object,
                          OuroId  name)
{
  g_autofree char *type = ouro_vm_dup_type_name (vm, object);
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'%s' object has no attribute '%s'%s", type, text, has_dict (vm, object) ? "" : vm->profile->no_dict_words);
  if (vm->profile->setting_errors_know_object && ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    {
      OuroId exception = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);

      ouro_py_exception_set_name (vm, exception, name);
      ouro_py_exception_set_object (vm, exception, object);
    }
}
