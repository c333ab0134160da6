/* ouro-class.c - looking things up in classes, and attributes of objects
 *
 * Source  Objects/typeobject.c: _PyType_Lookup, super_getattro; Objects/object.c: _PyObject_GenericGetAttrWithDict,
 *         _PyObject_GetMethod, _PyObject_GenericSetAttrWithDict (3.11 to 3.15)
 */
#include "ouro-py-exception-private.h"
#include "ouro-vm-private.h"

#include <string.h>

/* Classes ----------------------------------------------------------------------------------- */

OuroId
ouro_vm_get_layout (const OuroVm *vm,
                    OuroId        object)
{
  return ouro_class_get_layout (vm->heap, vm->heap->rows[object].cls);
}

static gboolean
is_static (OuroId cls)
{
  return cls < OURO_N_TYPES;
}

gboolean
ouro_vm_is_subclass (const OuroVm *vm,
                     OuroId        cls,
                     OuroId        base)
{
  OuroId mro;

  while (is_static (cls))
    {
      if (cls == base)
        return TRUE;
      cls = ouro_type_get_base (cls);
      if (cls == OURO_NO_ID)
        return FALSE;
    }
  mro = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_MRO);
  if (mro == OURO_NO_ID)
    return cls == base;
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, mro); i++)
    if (ouro_heap_get_cell (vm->heap, mro, i) == base)
      return TRUE;
  return FALSE;
}

/* What one class of an mro has under the name; borrowed. */
static OuroId
get_own (const OuroVm *vm,
         OuroId        cls,
         OuroId        name)
{
  OuroId dict;
  gint64 entry;

  if (is_static (cls))
    return GPOINTER_TO_UINT (g_hash_table_lookup (vm->type_attributes[cls], GUINT_TO_POINTER (name)));
  dict = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_DICT);
  entry = dict != OURO_NO_ID ? ouro_dict_find_str (vm->heap, dict, name) : OURO_DICT_ABSENT;
  return entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_NO_ID;
}

static OuroId
walk_mro (const OuroVm *vm,
          OuroId        cls,
          OuroId        name,
          OuroId        after) /* only what comes behind this class; OURO_NO_ID for all */
{
  OuroId mro, found;

  if (is_static (cls))
    {
      for (; cls != OURO_NO_ID; cls = ouro_type_get_base (cls))
        {
          if (after == OURO_NO_ID && (found = get_own (vm, cls, name)) != OURO_NO_ID)
            return found;
          if (cls == after)
            after = OURO_NO_ID;
        }
      return OURO_NO_ID;
    }
  mro = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_MRO);
  for (guint32 i = 0; mro != OURO_NO_ID && i < ouro_heap_get_n_cells (vm->heap, mro); i++)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, mro, i);

      if (after == OURO_NO_ID && (found = get_own (vm, base, name)) != OURO_NO_ID)
        return found;
      if (base == after)
        after = OURO_NO_ID;
    }
  return OURO_NO_ID;
}

/* A name that only this call knows may die and another take its row: it is not remembered. */
static gboolean
can_be_remembered (const OuroVm *vm,
                   OuroId        name)
{
  const OuroRow *row = &vm->heap->rows[name];

  return (row->head & OURO_FLAG_INTERNED) && ((row->refcount & OURO_IMMORTAL) || row->refcount > 1);
}

OuroId
ouro_vm_lookup_anew (OuroVm *vm,
                     OuroId  cls,
                     OuroId  name)
{
  OuroId result = walk_mro (vm, cls, name, OURO_NO_ID);

  if (can_be_remembered (vm, name))
    ouro_lookup_cache_set (vm->lookups, vm->type_version, cls, name, result);
  return result;
}

char *
ouro_vm_dup_class_name (const OuroVm *vm,
                        OuroId        cls)
{
  if (is_static (cls))
    return ouro_vm_dup_qualified_class_name (vm, cls);
  return ouro_str_dup_utf8 (vm->heap, ouro_class_get_private (vm->heap, cls, OURO_CLASS_NAME), NULL);
}

char *
ouro_vm_dup_type_name (const OuroVm *vm,
                       OuroId        object)
{
  return ouro_vm_dup_class_name (vm, vm->heap->rows[object].cls);
}

/* Descriptors ------------------------------------------------------------------------------- */

/* Whether what a class has under a name goes before what the instance has. */
static gboolean
is_data_descriptor (OuroVm *vm,
                    OuroId  descriptor)
{
  OuroId cls = vm->heap->rows[descriptor].cls;

  switch (cls)
    {
    case OURO_TYPE_PROPERTY:
    case OURO_TYPE_MEMBER_DESCRIPTOR:
    case OURO_TYPE_GETSET_DESCRIPTOR:
      return TRUE;
    default:
      if (is_static (cls))
        return FALSE;
      return ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___set__)) != OURO_NO_ID || ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___delete__)) != OURO_NO_ID;
    }
}

OuroId
ouro_vm_bind_descriptor (OuroVm *vm,
                         OuroId  descriptor,
                         OuroId  object,
                         OuroId  cls)
{
  OuroHeap *heap = vm->heap;
  OuroId    type = heap->rows[descriptor].cls;
  gboolean  found;
  OuroId    args[2] = { object != OURO_NO_ID ? object : OURO_ID_NONE, cls };
  OuroId    result;

  switch (type)
    {
    case OURO_TYPE_FUNCTION:
      return object != OURO_NO_ID ? ouro_py_method_new (vm, descriptor, object) : ouro_vm_new_reference (vm, descriptor);
    case OURO_TYPE_METHOD_DESCRIPTOR:
    case OURO_TYPE_WRAPPER_DESCRIPTOR:
      return object != OURO_NO_ID ? ouro_py_builtin_bind (vm, descriptor, object) : descriptor;
    case OURO_TYPE_BUILTIN:
      if (ouro_vm_get_builtin (vm, descriptor)->flags & OURO_BUILTIN_CLASS)
        return ouro_py_builtin_bind (vm, descriptor, cls);
      return ouro_vm_new_reference (vm, descriptor);
    case OURO_TYPE_STATICMETHOD:
      return ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, descriptor, 0));
    case OURO_TYPE_CLASSMETHOD:
      return ouro_py_method_new (vm, ouro_heap_get_cell (heap, descriptor, 0), cls);
    case OURO_TYPE_LRU_CACHE:
      return object != OURO_NO_ID ? ouro_py_method_new (vm, descriptor, object) : ouro_vm_new_reference (vm, descriptor);
    case OURO_TYPE_PARTIAL:
      return object != OURO_NO_ID && vm->profile->partial_is_method ? ouro_py_method_new (vm, descriptor, object) : ouro_vm_new_reference (vm, descriptor);
    case OURO_TYPE_PROPERTY:
    case OURO_TYPE_MEMBER_DESCRIPTOR:
    case OURO_TYPE_GETSET_DESCRIPTOR:
      return object != OURO_NO_ID ? ouro_py_descriptor_get (vm, descriptor, object) : ouro_vm_new_reference (vm, descriptor);
    default:
      if (is_static (type))
        return ouro_vm_new_reference (vm, descriptor);
      result = ouro_vm_call_special (vm, descriptor, OURO_NAME___get__, args, 2, &found);
      return found ? result : ouro_vm_new_reference (vm, descriptor);
    }
}

/* Attributes of classes ----------------------------------------------------------------------- */

/* The pending AttributeError learns what it is about. */
static void
note_attribute (OuroVm *vm,
                OuroId  object,
                OuroId  name)
{
  OuroId exception = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);

  if (!ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    return;
  ouro_py_exception_set_name (vm, exception, name);
  ouro_py_exception_set_object (vm, exception, object);
}

/* There is nothing to delete. */
static void
raise_cannot_delete (OuroVm *vm,
                     OuroId  object,
                     OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  g_autofree char *type = ouro_vm_dup_type_name (vm, object);
  gboolean         is_inline = ouro_heap_get_kind (vm->heap, object) == OURO_KIND_INSTANCE && ouro_instance_is_inline (vm->heap, object);

  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'%s' object has no attribute '%s'", type, text);
  if (vm->profile->setting_errors_know_object && !(is_inline && vm->profile->deleting_errors_know_nothing))
    note_attribute (vm, object, name);
}

static void
raise_no_attribute (OuroVm *vm,
                    OuroId  object,
                    OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  g_autofree char *type = NULL;

  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS)
    {
      type = ouro_vm_dup_class_name (vm, object);
      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "type object '%s' has no attribute '%s'", type, text);
    }
  else if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_MODULE)
    {
      type = ouro_py_module_dup_name (vm, object);
      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "module '%s' has no attribute '%s'", type, text);
    }
  else
    {
      type = ouro_vm_dup_type_name (vm, object);
      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'%s' object has no attribute '%s'", type, text);
    }
  note_attribute (vm, object, name);
}

/* type.__getattribute__: data descriptors of the metaclass, then the class itself, then the metaclass. */
static OuroId
get_class_attribute (OuroVm *vm,
                     OuroId  cls,
                     OuroId  name)
{
  OuroId meta = vm->heap->rows[cls].cls;
  OuroId of_meta = is_static (meta) ? OURO_NO_ID : ouro_vm_lookup (vm, meta, name);
  OuroId own, special;

  if (of_meta != OURO_NO_ID && is_data_descriptor (vm, of_meta))
    return ouro_vm_bind_descriptor (vm, of_meta, cls, meta);
  special = vm->slots[OURO_TYPE_TYPE].get_attribute (vm, cls, name);
  if (special != OURO_NO_ID || ouro_vm_has_exception (vm))
    return special;
  own = ouro_vm_lookup (vm, cls, name);
  if (own != OURO_NO_ID)
    return ouro_vm_bind_descriptor (vm, own, OURO_NO_ID, cls);
  of_meta = ouro_vm_lookup (vm, meta, name);
  return of_meta != OURO_NO_ID ? ouro_vm_bind_descriptor (vm, of_meta, cls, meta) : OURO_NO_ID;
}

/* Attributes of anything -------------------------------------------------------------------- */

/* The dict of attributes that a record has as its last cell; OURO_NO_ID when it has none. */
static OuroId
get_record_dict (const OuroVm *vm,
                 OuroId        record)
{
  const OuroRow *row = &vm->heap->rows[record];

  return row->cls == OURO_TYPE_PARTIAL || row->cls == OURO_TYPE_LRU_CACHE ? ouro_heap_get_cell (vm->heap, record, row->n - 1) : OURO_NO_ID;
}

/* What the object itself has under the name, apart from its class; borrowed. */
static OuroId
get_own_attribute (const OuroVm *vm,
                   OuroId        object,
                   OuroId        name)
{
  OuroId dict = OURO_NO_ID;
  gint64 entry;

  switch ((guint)ouro_heap_get_kind (vm->heap, object))
    {
    case OURO_KIND_INSTANCE:
      return ouro_instance_get (vm->heap, object, name);
    case OURO_KIND_MODULE:
      dict = ouro_py_module_get_dict (vm, object);
      break;
    case OURO_KIND_FUNCTION:
      dict = ouro_heap_get_cell (vm->heap, object, OURO_FUNCTION_DICT);
      break;
    case OURO_KIND_EXCEPTION:
      dict = ouro_py_exception_get_dict (vm, object);
      break;
    case OURO_KIND_WEAKREF:
      dict = ouro_weakref_get_dict (vm->heap, object);
      break;
    case OURO_KIND_RECORD:
      dict = get_record_dict (vm, object);
      break;
    default:
      break;
    }
  entry = dict != OURO_NO_ID ? ouro_dict_find_str (vm->heap, dict, name) : OURO_DICT_ABSENT;
  return entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_NO_ID;
}

/* What the type's own C code answers: __class__, func.__name__, exception.args ... New reference. */
static OuroId
get_built_in_attribute (OuroVm *vm,
                        OuroId  object,
                        OuroId  name)
{
  OuroId type = ouro_vm_value_type (vm, object);

  for (; type != OURO_NO_ID; type = ouro_type_get_base (type))
    if (vm->slots[type].get_attribute != NULL)
      {
        OuroId value = vm->slots[type].get_attribute (vm, object, name);

        if (value != OURO_NO_ID || ouro_vm_has_exception (vm))
          return value;
      }
  return OURO_NO_ID;
}

/* What the classes behind a super object have under the name goes before super's own. */
static OuroId
ask_super (OuroVm *vm,
           OuroId  super,
           OuroId  name)
{
  OuroId value = vm->slots[OURO_TYPE_SUPER].get_attribute (vm, super, name);

  if (value == OURO_NO_ID && ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    ouro_vm_clear_exception (vm);
  return value;
}

/* object.__getattribute__ without the error. */
static OuroId
get_generic_attribute (OuroVm *vm,
                       OuroId  object,
                       OuroId  name)
{
  OuroId cls = vm->heap->rows[object].cls;
  OuroId of_class, own;

  if (G_UNLIKELY (ouro_py_is_weakproxy (vm, object)))
    return ouro_py_weakproxy_get_attribute (vm, object, name);
  if (cls == OURO_TYPE_SUPER)
    {
      own = ask_super (vm, object, name);
      if (own != OURO_NO_ID || ouro_vm_has_exception (vm))
        return own;
    }
  of_class = ouro_vm_lookup (vm, cls, name);
  if (of_class != OURO_NO_ID && is_data_descriptor (vm, of_class))
    return ouro_vm_bind_descriptor (vm, of_class, object, cls);
  own = get_own_attribute (vm, object, name);
  if (own != OURO_NO_ID)
    return ouro_vm_new_reference (vm, own);
  if (of_class != OURO_NO_ID)
    return ouro_vm_bind_descriptor (vm, of_class, object, cls);
  return get_built_in_attribute (vm, object, name);
}

static gboolean
takes_over_access (OuroVm    *vm,
                   OuroId     object,
                   OuroVmName name)
{
  OuroId cls = vm->heap->rows[object].cls;

  return !is_static (cls) && ouro_vm_lookup (vm, cls, ouro_vm_name (vm, name)) != ouro_vm_lookup (vm, OURO_TYPE_OBJECT, ouro_vm_name (vm, name));
}

/* __getattr__, when everything else has failed. */
static OuroId
ask_getattr (OuroVm *vm,
             OuroId  object,
             OuroId  name)
{
  gboolean found;
  OuroId   cls = vm->heap->rows[object].cls;

  if (is_static (cls) || (ouro_vm_has_exception (vm) && !ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR)) || ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___getattr__)) == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_clear_exception (vm);
  return ouro_vm_call_special (vm, object, OURO_NAME___getattr__, &name, 1, &found);
}

OuroId
ouro_vm_get_attribute_or_nothing (OuroVm *vm,
                                  OuroId  object,
                                  OuroId  name)
{
  gboolean found;
  OuroId   value;

  if (takes_over_access (vm, object, OURO_NAME___getattribute__))
    value = ouro_vm_call_special (vm, object, OURO_NAME___getattribute__, &name, 1, &found);
  else if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS)
    value = get_class_attribute (vm, object, name);
  else
    value = get_generic_attribute (vm, object, name);
  if (value == OURO_NO_ID)
    value = ask_getattr (vm, object, name);
  if (value == OURO_NO_ID && ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    ouro_vm_clear_exception (vm);
  return value;
}

/* set_attribute_error_context (): an AttributeError of a descriptor or of Python code that names neither object nor attribute gets
 * both. */
static void
complete_attribute_error (OuroVm *vm,
                          OuroId  object,
                          OuroId  name)
{
  OuroId exception;

  if (vm->is_stopping || !ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    return;
  exception = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);
  if (ouro_py_exception_get_field (vm, exception, "name") != OURO_NO_ID || ouro_py_exception_get_field (vm, exception, "obj") != OURO_NO_ID)
    return;
  ouro_py_exception_set_name (vm, exception, name);
  ouro_py_exception_set_object (vm, exception, object);
}

OuroId
ouro_vm_get_attribute (OuroVm *vm,
                       OuroId  object,
                       OuroId  name)
{
  gboolean found;
  OuroId   value;

  if (takes_over_access (vm, object, OURO_NAME___getattribute__))
    value = ouro_vm_call_special (vm, object, OURO_NAME___getattribute__, &name, 1, &found);
  else if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS)
    value = get_class_attribute (vm, object, name);
  else
    value = get_generic_attribute (vm, object, name);
  if (value == OURO_NO_ID)
    value = ask_getattr (vm, object, name);
  if (value == OURO_NO_ID && !ouro_vm_has_exception (vm))
    raise_no_attribute (vm, object, name);
  else if (value == OURO_NO_ID)
    complete_attribute_error (vm, object, name);
  return value;
}

OuroId
ouro_vm_get_plain_attribute (OuroVm *vm,
                             OuroId  object,
                             OuroId  name)
{
  OuroId value = ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS ? get_class_attribute (vm, object, name) : get_generic_attribute (vm, object, name);

  if (value == OURO_NO_ID && !ouro_vm_has_exception (vm))
    raise_no_attribute (vm, object, name);
  return value;
}

static gboolean
is_method_like (const OuroVm *vm,
                OuroId        descriptor)
{
  OuroId type = vm->heap->rows[descriptor].cls;

  return type == OURO_TYPE_FUNCTION || type == OURO_TYPE_METHOD_DESCRIPTOR || type == OURO_TYPE_WRAPPER_DESCRIPTOR || type == OURO_TYPE_LRU_CACHE;
}

/* Whether something else than its class is asked first for an object's attributes. */
static gboolean
answers_first (const OuroVm *vm,
               OuroId        object)
{
  return vm->heap->rows[object].cls == OURO_TYPE_SUPER || ouro_py_is_weakproxy (vm, object);
}

OuroId
ouro_vm_get_method (OuroVm *vm,
                    OuroId  object,
                    OuroId  name,
                    OuroId *self)
{
  OuroId of_class;

  *self = OURO_NO_ID;
  if (ouro_heap_get_kind (vm->heap, object) != OURO_KIND_CLASS && !takes_over_access (vm, object, OURO_NAME___getattribute__) && !answers_first (vm, object))
    {
      of_class = ouro_vm_lookup (vm, vm->heap->rows[object].cls, name);
      if (of_class != OURO_NO_ID && is_method_like (vm, of_class) && get_own_attribute (vm, object, name) == OURO_NO_ID)
        {
          *self = ouro_vm_new_reference (vm, object);
          return ouro_vm_new_reference (vm, of_class);
        }
    }
  return ouro_vm_get_attribute (vm, object, name);
}

OuroId
ouro_vm_get_super_attribute (OuroVm *vm,
                             OuroId  super,
                             OuroId  cls,
                             OuroId  object,
                             OuroId  name,
                             OuroId *receiver)
{
  gboolean is_class = ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS && ouro_vm_is_subclass (vm, object, cls);
  OuroId   start = is_class ? object : vm->heap->rows[object].cls;
  OuroId   found;

  if (receiver != NULL)
    *receiver = OURO_NO_ID;
  if (super != OURO_TYPE_SUPER || ouro_heap_get_kind (vm->heap, cls) != OURO_KIND_CLASS || !ouro_vm_is_subclass (vm, start, cls))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "super(type, obj): obj must be an instance or subtype of type");
      return OURO_NO_ID;
    }
  found = walk_mro (vm, start, name, cls);
  if (found == OURO_NO_ID)
    {
      g_autofree char *text = ouro_vm_dup_text (vm, name);

      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'super' object has no attribute '%s'", text);
      return OURO_NO_ID;
    }
  if (receiver != NULL && !is_class && is_method_like (vm, found))
    {
      *receiver = ouro_vm_new_reference (vm, object);
      return ouro_vm_new_reference (vm, found);
    }
  return ouro_vm_bind_descriptor (vm, found, is_class ? OURO_NO_ID : object, start);
}

/* Setting ----------------------------------------------------------------------------------- */

static gboolean
set_in_class (OuroVm *vm,
              OuroId  cls,
              OuroId  name,
              OuroId  value)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  g_autofree char *class_name = ouro_vm_dup_class_name (vm, cls);
  OuroId           dict;
  gint64           entry;

  if (is_static (cls))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot set '%s' attribute of immutable type '%s'", text, class_name);
      return FALSE;
    }
  vm->type_version++;
  dict = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_DICT);
  if (value != OURO_NO_ID)
    {
      ouro_dict_set_str (vm->heap, dict, name, value);
      ouro_vm_update_class_flags (vm, cls, name);
      return TRUE;
    }
  entry = ouro_dict_find_str (vm->heap, dict, name);
  if (entry < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "type object '%s' has no attribute '%s'", class_name, text);
      if (vm->profile->setting_errors_know_object)
        note_attribute (vm, cls, name);
      return FALSE;
    }
  ouro_dict_remove (vm->heap, dict, (guint32)entry, NULL);
  return TRUE;
}

static gboolean
set_in_dict (OuroVm *vm,
             OuroId  object,
             OuroId  dict,
             OuroId  name,
             OuroId  value)
{
  gint64 entry;

  if (value != OURO_NO_ID)
    {
      ouro_dict_set_str (vm->heap, dict, name, value);
      return TRUE;
    }
  entry = ouro_dict_find_str (vm->heap, dict, name);
  if (entry < 0)
    {
      raise_cannot_delete (vm, object, name);
      return FALSE;
    }
  ouro_dict_remove (vm->heap, dict, (guint32)entry, NULL);
  return TRUE;
}

static gboolean
set_in_object (OuroVm *vm,
               OuroId  object,
               OuroId  name,
               OuroId  value)
{
  switch ((guint)ouro_heap_get_kind (vm->heap, object))
    {
    case OURO_KIND_INSTANCE:
      if (value != OURO_NO_ID ? ouro_instance_set (vm->heap, object, name, value) : ouro_instance_delete (vm->heap, object, name))
        return TRUE;
      if (value == OURO_NO_ID && (ouro_class_get_properties (vm->heap, vm->heap->rows[object].cls) & OURO_CLASS_HAS_DICT))
        {
          raise_cannot_delete (vm, object, name);
          return FALSE;
        }
      break;
    case OURO_KIND_MODULE:
      return set_in_dict (vm, object, ouro_py_module_get_dict (vm, object), name, value);
    case OURO_KIND_FUNCTION:
      return set_in_dict (vm, object, ouro_py_function_ensure_dict (vm, object), name, value);
    case OURO_KIND_EXCEPTION:
      return set_in_dict (vm, object, ouro_py_exception_ensure_dict (vm, object), name, value);
    case OURO_KIND_WEAKREF:
      if (ouro_vm_has_weakref_dict (vm, object))
        return set_in_dict (vm, object, ouro_weakref_ensure_dict (vm->heap, object), name, value);
      break;
    case OURO_KIND_RECORD:
      if (vm->heap->rows[object].cls != OURO_TYPE_PARTIAL && vm->heap->rows[object].cls != OURO_TYPE_LRU_CACHE)
        break;
      if (get_record_dict (vm, object) == OURO_NO_ID)
        ouro_heap_set_cell (vm->heap, object, vm->heap->rows[object].n - 1, ouro_dict_new (vm->heap));
      return set_in_dict (vm, object, get_record_dict (vm, object), name, value);
    default:
      break;
    }
  if (ouro_vm_lookup (vm, vm->heap->rows[object].cls, name) != OURO_NO_ID && value != OURO_NO_ID)
    {
      g_autofree char *type = ouro_vm_dup_type_name (vm, object);
      g_autofree char *text = ouro_vm_dup_text (vm, name);

      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'%s' object attribute '%s' is read-only", type, text);
      return FALSE;
    }
  ouro_vm_raise_cannot_set (vm, object, name);
  return FALSE;
}

gboolean
ouro_vm_set_plain_attribute (OuroVm *vm,
                             OuroId  object,
                             OuroId  name,
                             OuroId  value)
{
  OuroId of_class;
  int    done = 0;

  if (G_UNLIKELY (ouro_py_is_weakproxy (vm, object)))
    return ouro_py_weakproxy_set_attribute (vm, object, name, value);
  of_class = ouro_vm_lookup (vm, vm->heap->rows[object].cls, name);
  if (of_class != OURO_NO_ID && is_data_descriptor (vm, of_class))
    return ouro_py_descriptor_set (vm, of_class, object, value);
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS)
    {
      done = vm->slots[OURO_TYPE_TYPE].set_attribute (vm, object, name, value);
      return done != 0 ? done > 0 : set_in_class (vm, object, name, value);
    }
  for (OuroId type = ouro_vm_value_type (vm, object); type != OURO_NO_ID && done == 0; type = ouro_type_get_base (type))
    if (vm->slots[type].set_attribute != NULL)
      done = vm->slots[type].set_attribute (vm, object, name, value);
  if (done != 0)
    return done > 0;
  return set_in_object (vm, object, name, value);
}

gboolean
ouro_vm_set_attribute (OuroVm *vm,
                       OuroId  object,
                       OuroId  name,
                       OuroId  value)
{
  OuroVmName special = value != OURO_NO_ID ? OURO_NAME___setattr__ : OURO_NAME___delattr__;
  OuroId     args[2] = { name, value };
  gboolean   found;
  OuroId     result;

  if (!takes_over_access (vm, object, special))
    return ouro_vm_set_plain_attribute (vm, object, name, value);
  result = ouro_vm_call_special (vm, object, special, args, value != OURO_NO_ID ? 2 : 1, &found);
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

/* Python/sysmodule.c, _PySys_GetSizeOf: the collector's header, and what a managed dict adds before it. */
gsize
ouro_vm_get_header_size (OuroVm *vm,
                         OuroId  object)
{
  const OuroHeap *heap = vm->heap;
  gsize           size = heap->rows[object].head & OURO_FLAG_GC ? 16 : 0;
  guint32         properties;

  if (ouro_heap_get_kind (heap, object) != OURO_KIND_INSTANCE || ouro_class_get_layout (heap, heap->rows[object].cls) == OURO_TYPE_ORDERED_DICT)
    return size;
  properties = ouro_class_get_properties (heap, heap->rows[object].cls);
  if ((properties & OURO_CLASS_HAS_DICT) || ((properties & OURO_CLASS_HAS_WEAKREFS) && vm->profile->weakref_is_managed))
    size += vm->profile->size_managed;
  return size;
}
