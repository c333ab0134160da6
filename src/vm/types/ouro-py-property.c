/* ouro-py-property.c - what stands in classes and answers for attributes: property, staticmethod, classmethod, __slots__
 *
 * Records  property: getter, setter, deleter, doc, name. staticmethod, classmethod: function, dict.
 *          member: class, name (private), number of the slot. getset: class, name (private).
 * Source   Objects/descrobject.c; Objects/funcobject.c; Objects/typeobject.c: subtype_dict, subtype_getweakref (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

enum {
  PROPERTY_GET,
  PROPERTY_SET,
  PROPERTY_DELETE,
  PROPERTY_DOC,
  PROPERTY_NAME,
  PROPERTY_N_CELLS,
};

/* Of a staticmethod or classmethod. */
enum {
  WRAPPER_FUNCTION,
  WRAPPER_DICT,
  WRAPPER_N_CELLS,
};

enum {
  MEMBER_CLASS,
  MEMBER_NAME,
  MEMBER_SLOT,
  MEMBER_N_CELLS,
};

static OuroId
get_cell (const OuroVm *vm,
          OuroId        object,
          guint         cell)
{
  return ouro_heap_get_cell (vm->heap, ouro_vm_value (vm, object), cell) & OURO_CELL_ID_MASK;
}

static void
set_cell (OuroVm *vm,
          OuroId  object,
          guint   cell,
          OuroId  value) /* its reference is taken over */
{
  OuroId old = get_cell (vm, object, cell);

  ouro_heap_set_cell (vm->heap, ouro_vm_value (vm, object), cell, value);
  if (old != OURO_NO_ID)
    ouro_heap_decref (vm->heap, old);
}

static OuroId
or_none (OuroVm *vm,
         OuroId  object)
{
  return ouro_vm_new_reference (vm, object != OURO_NO_ID ? object : OURO_ID_NONE);
}

/* staticmethod, classmethod ------------------------------------------------------------------- */

/* An empty one; of a class made by a statement the instance is what the collector sees. */
static OuroId
new_record (OuroVm *vm,
            OuroId  cls,
            OuroId  type,
            gsize   size,
            guint   n_cells)
{
  OuroId record = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, cls == type ? OURO_FLAG_GC : 0, type, OURO_FREELIST_NONE, size, 0, n_cells, n_cells);

  if (cls == type)
    ouro_heap_track (vm->heap, record);
  return ouro_vm_wrap (vm, cls, record);
}

/* Borrowed. */
static OuroId
ensure_wrapper_dict (OuroVm *vm,
                     OuroId  self)
{
  if (get_cell (vm, self, WRAPPER_DICT) == OURO_NO_ID)
    set_cell (vm, self, WRAPPER_DICT, ouro_dict_new (vm->heap));
  return get_cell (vm, self, WRAPPER_DICT);
}

/* functools_wraps (): what the function is called goes into a dict of the wrapper's own. From 3.14 on its annotations do not. */
static void
copy_names (OuroVm *vm,
            OuroId  method)
{
  static const OuroVmName names[] = { OURO_NAME___module__, OURO_NAME___name__, OURO_NAME___qualname__, OURO_NAME___doc__, OURO_NAME___annotations__ };
  OuroHeap               *heap = vm->heap;
  guint                   n = vm->profile->annotations_are_lazy ? G_N_ELEMENTS (names) - 1 : G_N_ELEMENTS (names);

  for (guint i = 0; i < n; i++)
    {
      OuroId value = ouro_vm_get_attribute_or_nothing (vm, get_cell (vm, method, WRAPPER_FUNCTION), ouro_vm_name (vm, names[i]));

      if (value == OURO_NO_ID)
        continue;
      ouro_dict_set_str (heap, ensure_wrapper_dict (vm, method), ouro_vm_name (vm, names[i]), value);
      ouro_heap_decref (heap, value);
    }
}

static OuroId
new_wrapper (OuroVm *vm,
             OuroId  type,
             OuroId  function)
{
  OuroId method = new_record (vm, type, type, 48, WRAPPER_N_CELLS);

  set_cell (vm, method, WRAPPER_FUNCTION, ouro_vm_new_reference (vm, function));
  return method;
}

OuroId
ouro_py_wrapper_method_new (OuroVm *vm,
                            OuroId  type,
                            OuroId  function)
{
  OuroId method = new_wrapper (vm, type, function);

  if (vm->profile->new_wrappers_copy_names)
    copy_names (vm, method);
  return method;
}

static OuroId
wrapper_construct (OuroVm        *vm,
                   OuroId         cls,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return new_record (vm, cls, ouro_class_get_layout (vm->heap, cls), 48, WRAPPER_N_CELLS);
}

static gboolean
wrapper_initialise (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  if (n_args == 1 && (kwnames == OURO_NO_ID || ouro_heap_get_n_cells (vm->heap, kwnames) == 0))
    {
      set_cell (vm, self, WRAPPER_FUNCTION, ouro_vm_new_reference (vm, ouro_vm_argument (args, 0)));
      copy_names (vm, self);
      return TRUE;
    }
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected 1 argument, got %u", ouro_type_get_name (ouro_vm_value_type (vm, self)), n_args);
  return FALSE;
}

static OuroId
wrapper_repr (OuroVm *vm,
              OuroId  self)
{
  OuroId           repr = ouro_vm_repr (vm, get_cell (vm, self, 0));
  g_autofree char *type = ouro_vm_dup_type_name (vm, self);
  g_autofree char *text = NULL;

  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  return ouro_vm_new_str (vm, "<%s(%s)>", type, text);
}

/* _PyObject_IsAbstract () */
static gboolean
is_abstract (OuroVm *vm,
             OuroId  function)
{
  OuroId   value = function != OURO_NO_ID ? ouro_vm_get_attribute_or_nothing (vm, function, ouro_vm_name (vm, OURO_NAME___isabstractmethod__)) : OURO_NO_ID;
  gboolean abstract = value != OURO_NO_ID && ouro_vm_truth (vm, value) > 0;

  if (value != OURO_NO_ID)
    ouro_heap_decref (vm->heap, value);
  return abstract;
}

/* __func__, __wrapped__; everything else is the function's own. */
static OuroId
wrapper_get_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name)
{
  OuroId function = get_cell (vm, self, WRAPPER_FUNCTION);

  if (name == ouro_vm_name (vm, OURO_NAME___dict__))
    return ouro_vm_new_reference (vm, ensure_wrapper_dict (vm, self));
  if (name == ouro_vm_name (vm, OURO_NAME___func__) || name == ouro_vm_name (vm, OURO_NAME___wrapped__))
    return ouro_vm_new_reference (vm, function);
  if (name == ouro_vm_name (vm, OURO_NAME___name__) || name == ouro_vm_name (vm, OURO_NAME___qualname__) || name == ouro_vm_name (vm, OURO_NAME___doc__) || name == ouro_vm_name (vm, OURO_NAME___module__) ||
      name == ouro_vm_name (vm, OURO_NAME___annotations__) || name == ouro_vm_name (vm, OURO_NAME___annotate__))
    return ouro_vm_get_attribute_or_nothing (vm, function, name);
  if (name == ouro_vm_name (vm, OURO_NAME___isabstractmethod__))
    return ouro_vm_bool (is_abstract (vm, function));
  return OURO_NO_ID;
}

/* A staticmethod can be called as such. */
static OuroId
staticmethod_call (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return ouro_vm_call_with (vm, get_cell (vm, self, 0), args, n_args, kwnames);
}

/* property ------------------------------------------------------------------------------------ */

/* The getter's docstring becomes the property's. */
static OuroId
get_doc_of (OuroVm *vm,
            OuroId  getter)
{
  OuroId doc;

  if (getter == OURO_NO_ID || getter == OURO_ID_NONE)
    return OURO_ID_NONE;
  doc = ouro_vm_get_attribute_or_nothing (vm, getter, ouro_vm_name (vm, OURO_NAME___doc__));
  return doc != OURO_NO_ID ? doc : OURO_ID_NONE;
}

static OuroId
property_construct (OuroVm        *vm,
                    OuroId         cls,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  return new_record (vm, cls, OURO_TYPE_PROPERTY, 80, PROPERTY_N_CELLS);
}

/* Of an instance of a class made by a statement, the docstring is an attribute like any other: its class has one, too. */
static void
set_doc (OuroVm *vm,
         OuroId  self,
         OuroId  doc) /* taken over */
{
  if (vm->heap->rows[self].cls != OURO_TYPE_PROPERTY)
    ouro_instance_set (vm->heap, self, ouro_vm_name (vm, OURO_NAME___doc__), doc);
  set_cell (vm, self, PROPERTY_DOC, doc);
}

static gboolean
property_initialise (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  static const OuroVmName names[] = { OURO_NAME_fget, OURO_NAME_fset, OURO_NAME_fdel, OURO_NAME_doc };
  OuroId                  values[G_N_ELEMENTS (names)];

  if (n_args > G_N_ELEMENTS (names))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "property expected at most 4 arguments, got %u", n_args);
      return FALSE;
    }
  if (!ouro_vm_check_keywords (vm, "property", kwnames, OURO_NAME_fget, OURO_NAME_fset, OURO_NAME_fdel, OURO_NAME_doc, -1))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    values[i] = i < n_args ? ouro_vm_argument (args, i) : ouro_vm_get_keyword (vm, args, n_args, kwnames, names[i]);
  for (guint i = PROPERTY_GET; i <= PROPERTY_DELETE; i++)
    set_cell (vm, self, i, values[i] != OURO_NO_ID && values[i] != OURO_ID_NONE ? ouro_vm_new_reference (vm, values[i]) : OURO_NO_ID);
  set_doc (vm, self, values[PROPERTY_DOC] != OURO_NO_ID ? ouro_vm_new_reference (vm, values[PROPERTY_DOC]) : get_doc_of (vm, values[PROPERTY_GET]));
  return TRUE;
}

/* property_copy: the same, of the same class, which is called, with one function exchanged. */
static OuroId
copy_with (OuroVm *vm,
           OuroId  self,
           guint   cell,
           OuroId  function)
{
  OuroId name = get_cell (vm, self, PROPERTY_NAME);
  OuroId args[4];
  OuroId copy;

  for (guint i = 0; i < G_N_ELEMENTS (args); i++)
    args[i] = i == cell ? function : get_cell (vm, self, i);
  for (guint i = 0; i < G_N_ELEMENTS (args); i++)
    if (args[i] == OURO_NO_ID)
      args[i] = OURO_ID_NONE;
  copy = ouro_vm_call (vm, vm->heap->rows[self].cls, args, G_N_ELEMENTS (args));
  if (copy != OURO_NO_ID && name != OURO_NO_ID && ouro_vm_is_instance (vm, copy, OURO_TYPE_PROPERTY))
    set_cell (vm, copy, PROPERTY_NAME, ouro_vm_new_reference (vm, name) | OURO_CELL_PRIVATE);
  return copy;
}

static OuroId
property_getter (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return copy_with (vm, self, PROPERTY_GET, ouro_vm_argument (args, 0));
}

static OuroId
property_setter (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return copy_with (vm, self, PROPERTY_SET, ouro_vm_argument (args, 0));
}

static OuroId
property_deleter (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return copy_with (vm, self, PROPERTY_DELETE, ouro_vm_argument (args, 0));
}

/* One of the methods that get their arguments in a tuple (METH_VARARGS). */
static OuroId
property_set_name (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroPacked packed;

  ouro_vm_pack_arguments (vm, args, n_args, kwnames, &packed);
  set_cell (vm, self, PROPERTY_NAME, ouro_vm_new_reference (vm, ouro_vm_argument (args, 1)) | OURO_CELL_PRIVATE);
  ouro_vm_drop_packed (vm, &packed);
  return OURO_ID_NONE;
}

static const OuroBuiltinDef property_methods[] = {
  { "getter", property_getter, 1, 1, 0 },
  { "setter", property_setter, 1, 1, 0 },
  { "deleter", property_deleter, 1, 1, 0 },
  { "__set_name__", property_set_name, 2, 2, 0 },
  { NULL },
};

static OuroId
property_get_attribute (OuroVm *vm,
                        OuroId  self,
                        OuroId  name)
{
  if (name == ouro_vm_name (vm, OURO_NAME_fget))
    return or_none (vm, get_cell (vm, self, PROPERTY_GET));
  if (name == ouro_vm_name (vm, OURO_NAME___isabstractmethod__))
    return ouro_vm_bool (is_abstract (vm, get_cell (vm, self, PROPERTY_GET)) || is_abstract (vm, get_cell (vm, self, PROPERTY_SET)) || is_abstract (vm, get_cell (vm, self, PROPERTY_DELETE)));
  if (name == ouro_vm_name (vm, OURO_NAME_fset))
    return or_none (vm, get_cell (vm, self, PROPERTY_SET));
  if (name == ouro_vm_name (vm, OURO_NAME_fdel))
    return or_none (vm, get_cell (vm, self, PROPERTY_DELETE));
  if (name == ouro_vm_name (vm, OURO_NAME___doc__))
    return or_none (vm, get_cell (vm, self, PROPERTY_DOC));
  return OURO_NO_ID;
}

/* The docstring can be changed. */
static int
property_set_attribute (OuroVm *vm,
                        OuroId  self,
                        OuroId  name,
                        OuroId  value)
{
  if (name != ouro_vm_name (vm, OURO_NAME___doc__))
    return 0;
  set_cell (vm, self, PROPERTY_DOC, value != OURO_NO_ID ? ouro_vm_new_reference (vm, value) : OURO_NO_ID);
  return 1;
}

/* "property 'p' of 'A' object has no setter" */
static void
raise_no_function (OuroVm     *vm,
                   OuroId      property,
                   OuroId      object,
                   const char *what)
{
  g_autofree char *type = ouro_vm_dup_type_name (vm, object);
  OuroId           name = get_cell (vm, property, PROPERTY_NAME);
  g_autofree char *text = name != OURO_NO_ID ? ouro_vm_dup_text (vm, name) : NULL;

  if (text != NULL)
    ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "property '%s' of '%s' object has no %s", text, type, what);
  else
    ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "property of '%s' object has no %s", type, what);
}

static OuroId
get_property (OuroVm *vm,
              OuroId  property,
              OuroId  object)
{
  OuroId getter = get_cell (vm, property, PROPERTY_GET);

  if (getter != OURO_NO_ID)
    return ouro_vm_call (vm, getter, &object, 1);
  raise_no_function (vm, property, object, "getter");
  return OURO_NO_ID;
}

static gboolean
set_property (OuroVm *vm,
              OuroId  property,
              OuroId  object,
              OuroId  value)
{
  OuroId function = get_cell (vm, property, value != OURO_NO_ID ? PROPERTY_SET : PROPERTY_DELETE);
  OuroId args[2] = { object, value };
  OuroId result;

  if (function == OURO_NO_ID)
    {
      raise_no_function (vm, property, object, value != OURO_NO_ID ? "setter" : "deleter");
      return FALSE;
    }
  result = ouro_vm_call (vm, function, args, value != OURO_NO_ID ? 2 : 1);
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

/* Members of __slots__, __dict__, __weakref__ --------------------------------------------------- */

static OuroId
new_descriptor (OuroVm *vm,
                OuroId  type,
                OuroId  cls,
                OuroId  name,
                guint   slot)
{
  gsize  size = ouro_type_get_object_size (vm->profile, type);
  OuroId descriptor = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, type, OURO_FREELIST_NONE, size, 0, MEMBER_N_CELLS, MEMBER_N_CELLS);

  ouro_heap_set_cell (vm->heap, descriptor, MEMBER_CLASS, ouro_vm_new_reference (vm, cls));
  ouro_heap_set_cell (vm->heap, descriptor, MEMBER_NAME, ouro_vm_new_reference (vm, name) | OURO_CELL_PRIVATE);
  ouro_heap_set_cell (vm->heap, descriptor, MEMBER_SLOT, slot | OURO_CELL_INT);
  ouro_heap_track (vm->heap, descriptor);
  ouro_heap_defer_count (vm->heap, descriptor);
  return descriptor;
}

OuroId
ouro_py_member_new (OuroVm *vm,
                    OuroId  cls,
                    OuroId  name,
                    guint   slot)
{
  return new_descriptor (vm, OURO_TYPE_MEMBER_DESCRIPTOR, cls, name, slot);
}

void
ouro_py_getset_add (OuroVm    *vm,
                    OuroId     cls,
                    OuroId     dict,
                    OuroVmName name)
{
  OuroId str = ouro_vm_name (vm, name);
  OuroId descriptor;

  if (vm->profile->descriptors_are_shared)
    {
      ouro_dict_set_str (vm->heap, dict, str, name == OURO_NAME___dict__ ? vm->dict_descriptor : vm->weakref_descriptor);
      return;
    }
  descriptor = new_descriptor (vm, OURO_TYPE_GETSET_DESCRIPTOR, cls, str, 0);
  ouro_dict_set_str (vm->heap, dict, str, descriptor);
  ouro_heap_decref (vm->heap, descriptor);
}

/* The two that all classes share belong to object. */
static gboolean
is_of_type (const OuroVm *vm,
            OuroId        descriptor)
{
  OuroId cls = get_cell (vm, descriptor, MEMBER_CLASS);

  return cls < OURO_N_TYPES && cls != OURO_TYPE_OBJECT;
}

OuroId
ouro_py_getset_new (OuroVm *vm,
                    OuroId  type,
                    OuroId  name)
{
  OuroId descriptor = new_descriptor (vm, OURO_TYPE_GETSET_DESCRIPTOR, type, name, 0);

  ouro_heap_make_immortal (vm->heap, descriptor);
  return descriptor;
}

static OuroId
get_member (OuroVm *vm,
            OuroId  member,
            OuroId  object)
{
  guint            slot = ouro_heap_get_cell (vm->heap, member, MEMBER_SLOT) & ~OURO_CELL_INT;
  OuroId           value = ouro_instance_get_slot (vm->heap, object, slot);
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;

  if (value != OURO_NO_ID)
    return ouro_vm_new_reference (vm, value);
  name = ouro_vm_dup_text (vm, get_cell (vm, member, MEMBER_NAME));
  type = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'%s' object has no attribute '%s'", type, name);
  return OURO_NO_ID;
}

static gboolean
set_member (OuroVm *vm,
            OuroId  member,
            OuroId  object,
            OuroId  value)
{
  guint            slot = ouro_heap_get_cell (vm->heap, member, MEMBER_SLOT) & ~OURO_CELL_INT;
  g_autofree char *name = NULL;

  if (value == OURO_NO_ID && ouro_instance_get_slot (vm->heap, object, slot) == OURO_NO_ID)
    {
      name = ouro_vm_dup_text (vm, get_cell (vm, member, MEMBER_NAME));
      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "%s", name);
      return FALSE;
    }
  ouro_instance_set_slot (vm->heap, object, slot, value);
  return TRUE;
}

/* Those of one class that have a value. */
static void
add_slot_values (OuroVm *vm,
                 OuroId  cls,
                 OuroId  object,
                 OuroId *values)
{
  OuroHeap *heap = vm->heap;
  OuroId    dict = ouro_heap_get_cell (heap, cls, OURO_CLASS_DICT);

  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId member = ouro_dict_get_key (heap, dict, i) != OURO_NO_ID ? ouro_dict_get_value (heap, dict, i) : OURO_NO_ID;
      OuroId value = OURO_NO_ID;

      if (member != OURO_NO_ID && heap->rows[member].cls == OURO_TYPE_MEMBER_DESCRIPTOR)
        value = ouro_instance_get_slot (heap, object, ouro_heap_get_cell (heap, member, MEMBER_SLOT) & ~OURO_CELL_INT);
      if (value == OURO_NO_ID)
        continue;
      if (*values == OURO_NO_ID)
        *values = ouro_dict_new (heap);
      ouro_dict_set_str (heap, *values, get_cell (vm, member, MEMBER_NAME), value);
    }
}

OuroId
ouro_py_list_slot_values (OuroVm *vm,
                          OuroId  object)
{
  OuroId cls = vm->heap->rows[object].cls;
  OuroId mro = cls >= OURO_N_TYPES && ouro_heap_get_kind (vm->heap, object) == OURO_KIND_INSTANCE ? ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_MRO) : OURO_NO_ID;
  OuroId values = OURO_NO_ID;

  for (guint32 i = 0; mro != OURO_NO_ID && i < ouro_heap_get_n_cells (vm->heap, mro); i++)
    if (ouro_heap_get_cell (vm->heap, mro, i) >= OURO_N_TYPES)
      add_slot_values (vm, ouro_heap_get_cell (vm->heap, mro, i), object, &values);
  return values;
}

/* An attribute of a built-in type. */
static OuroId
get_of_type (OuroVm *vm,
             OuroId  descriptor,
             OuroId  object)
{
  OuroId name = get_cell (vm, descriptor, MEMBER_NAME);
  OuroId value = OURO_NO_ID;

  for (OuroId type = get_cell (vm, descriptor, MEMBER_CLASS); value == OURO_NO_ID && type != OURO_NO_ID && !ouro_vm_has_exception (vm); type = ouro_type_get_base (type))
    if (vm->slots[type].get_attribute != NULL)
      value = vm->slots[type].get_attribute (vm, object, name);
  if (value == OURO_NO_ID && !ouro_vm_has_exception (vm))
    {
      g_autofree char *text = ouro_vm_dup_text (vm, name);
      g_autofree char *type = ouro_vm_dup_type_name (vm, object);

      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "'%s' object has no attribute '%s'", type, text);
    }
  return value;
}

/* __dict__ or __weakref__ of an instance. */
static OuroId
get_getset (OuroVm *vm,
            OuroId  descriptor,
            OuroId  object)
{
  OuroId found;

  if (is_of_type (vm, descriptor))
    return get_of_type (vm, descriptor, object);
  if (get_cell (vm, descriptor, MEMBER_NAME) == ouro_vm_name (vm, OURO_NAME___dict__))
    found = ouro_vm_get_instance_dict (vm, object);
  else
    found = ouro_heap_can_have_weakrefs (vm->heap, object) ? ouro_heap_get_first_weakref (vm->heap, object) : OURO_NO_ID;
  return or_none (vm, found);
}

OuroId
ouro_vm_get_instance_dict (OuroVm *vm,
                           OuroId  object)
{
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_INSTANCE)
    return ouro_instance_ensure_dict (vm->heap, object);
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_EXCEPTION)
    return ouro_py_exception_ensure_dict (vm, object);
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_WEAKREF && ouro_vm_has_weakref_dict (vm, object))
    return ouro_weakref_ensure_dict (vm->heap, object);
  return OURO_NO_ID;
}

/* A descriptor of one class asked for an object of another. */
static gboolean
check_object (OuroVm *vm,
              OuroId  descriptor,
              OuroId  object)
{
  OuroId           cls = get_cell (vm, descriptor, MEMBER_CLASS);
  g_autofree char *name = NULL;
  g_autofree char *class_name = NULL;
  g_autofree char *type = NULL;

  if (ouro_vm_is_instance (vm, object, cls))
    return TRUE;
  name = ouro_vm_dup_text (vm, get_cell (vm, descriptor, MEMBER_NAME));
  class_name = ouro_vm_dup_class_name (vm, cls);
  type = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, class_name, type);
  return FALSE;
}

static gboolean
set_of_type (OuroVm *vm,
             OuroId  descriptor,
             OuroId  object,
             OuroId  value)
{
  OuroId           cls = get_cell (vm, descriptor, MEMBER_CLASS);
  OuroId           name = get_cell (vm, descriptor, MEMBER_NAME);
  int              known = 0;
  g_autofree char *text = NULL;

  for (OuroId type = cls; known == 0 && type != OURO_NO_ID; type = ouro_type_get_base (type))
    if (vm->slots[type].set_attribute != NULL)
      known = vm->slots[type].set_attribute (vm, object, name, value);

  if (known != 0)
    return known > 0;
  text = ouro_vm_dup_text (vm, name);
  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "attribute '%s' of '%s' objects is not writable", text, ouro_type_get_name (cls));
  return FALSE;
}

OuroId
ouro_py_descriptor_get (OuroVm *vm,
                        OuroId  descriptor,
                        OuroId  object)
{
  switch (ouro_vm_value_type (vm, descriptor))
    {
    case OURO_TYPE_PROPERTY:
      return get_property (vm, descriptor, object);
    case OURO_TYPE_MEMBER_DESCRIPTOR:
      return check_object (vm, descriptor, object) ? get_member (vm, descriptor, object) : OURO_NO_ID;
    default:
      return check_object (vm, descriptor, object) ? get_getset (vm, descriptor, object) : OURO_NO_ID;
    }
}

gboolean
ouro_py_descriptor_set (OuroVm *vm,
                        OuroId  descriptor,
                        OuroId  object,
                        OuroId  value)
{
  OuroVmName name = value != OURO_NO_ID ? OURO_NAME___set__ : OURO_NAME___delete__;
  OuroId     args[2] = { object, value };
  gboolean   found;
  OuroId     result;

  switch (vm->heap->rows[descriptor].cls)
    {
    case OURO_TYPE_PROPERTY:
      return set_property (vm, descriptor, object, value);
    case OURO_TYPE_MEMBER_DESCRIPTOR:
      return check_object (vm, descriptor, object) && set_member (vm, descriptor, object, value);
    case OURO_TYPE_GETSET_DESCRIPTOR:
      if (is_of_type (vm, descriptor))
        return check_object (vm, descriptor, object) && set_of_type (vm, descriptor, object, value);
      return vm->slots[OURO_TYPE_OBJECT].set_attribute (vm, object, get_cell (vm, descriptor, MEMBER_NAME), value) > 0;
    default:
      break;
    }
  result = ouro_vm_call_special (vm, descriptor, name, args, value != OURO_NO_ID ? 2 : 1, &found);
  if (!found)
    ouro_vm_raise_with_args (vm, OURO_TYPE_ATTRIBUTE_ERROR, (const OuroId[]){ ouro_vm_name (vm, name) }, 1);
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

static OuroId
descriptor_repr (OuroVm *vm,
                 OuroId  self)
{
  g_autofree char *name = ouro_vm_dup_text (vm, get_cell (vm, self, MEMBER_NAME));
  g_autofree char *cls = ouro_vm_dup_class_name (vm, get_cell (vm, self, MEMBER_CLASS));

  return ouro_vm_new_str (vm, "<%s '%s' of '%s' objects>", vm->heap->rows[self].cls == OURO_TYPE_MEMBER_DESCRIPTOR ? "member" : "attribute", name, cls);
}

static OuroId
dup_qualname (OuroVm *vm,
              OuroId  self)
{
  g_autofree char *cls = ouro_vm_dup_class_name (vm, get_cell (vm, self, MEMBER_CLASS));
  g_autofree char *name = ouro_vm_dup_text (vm, get_cell (vm, self, MEMBER_NAME));

  return ouro_vm_new_str (vm, "%s.%s", cls, name);
}

static OuroId
descriptor_get_attribute (OuroVm *vm,
                          OuroId  self,
                          OuroId  name)
{
  if (name == ouro_vm_name (vm, OURO_NAME___name__))
    return ouro_vm_new_reference (vm, get_cell (vm, self, MEMBER_NAME));
  if (name == ouro_vm_name (vm, OURO_NAME___objclass__))
    return ouro_vm_new_reference (vm, get_cell (vm, self, MEMBER_CLASS));
  if (name == ouro_vm_name (vm, OURO_NAME___qualname__))
    return dup_qualname (vm, self);
  return OURO_NO_ID;
}

void
ouro_py_property_add (OuroVm *vm)
{
  OuroTypeSlots wrapper = { .repr = wrapper_repr, .construct = wrapper_construct, .initialise = wrapper_initialise, .get_attribute = wrapper_get_attribute };
  OuroTypeSlots descriptor = { .repr = descriptor_repr, .get_attribute = descriptor_get_attribute };

  vm->slots[OURO_TYPE_CLASSMETHOD] = wrapper;
  wrapper.call = staticmethod_call;
  vm->slots[OURO_TYPE_STATICMETHOD] = wrapper;
  vm->slots[OURO_TYPE_PROPERTY] = (OuroTypeSlots){
    .construct = property_construct,
    .initialise = property_initialise,
    .get_attribute = property_get_attribute,
    .set_attribute = property_set_attribute,
    .methods = property_methods,
  };
  vm->slots[OURO_TYPE_MEMBER_DESCRIPTOR] = descriptor;
  vm->slots[OURO_TYPE_GETSET_DESCRIPTOR] = descriptor;
  ouro_vm_add_methods (vm, OURO_TYPE_PROPERTY);
  vm->dict_descriptor = new_descriptor (vm, OURO_TYPE_GETSET_DESCRIPTOR, OURO_TYPE_OBJECT, ouro_vm_name (vm, OURO_NAME___dict__), 0);
  vm->weakref_descriptor = new_descriptor (vm, OURO_TYPE_GETSET_DESCRIPTOR, OURO_TYPE_OBJECT, ouro_vm_name (vm, OURO_NAME___weakref__), 0);
  ouro_heap_make_immortal (vm->heap, vm->dict_descriptor);
  ouro_heap_make_immortal (vm->heap, vm->weakref_descriptor);
}
