/* ouro-py-object.c - object, and the three objects that are one of a kind
 *
 * Source  Objects/typeobject.c: object_new, object_init, object_str, object_format; Objects/object.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

/* object () ----------------------------------------------------------------------------------- */

static gboolean
has_arguments (const OuroVm *vm,
               guint         n_args,
               OuroId        kwnames)
{
  return n_args > 0 || (kwnames != OURO_NO_ID && ouro_heap_get_n_cells (vm->heap, kwnames) > 0);
}

/* Whether a class takes the special method from object. */
static gboolean
uses_object_method (OuroVm    *vm,
                    OuroId     cls,
                    OuroVmName name)
{
  return ouro_vm_lookup (vm, cls, ouro_vm_name (vm, name)) == ouro_vm_lookup (vm, OURO_TYPE_OBJECT, ouro_vm_name (vm, name));
}

/* ", " or "', '" between the names of the methods, which stand in a set: they are sorted. */
static char *
dup_abstract_methods (OuroVm *vm,
                      OuroId  cls,
                      guint  *n)
{
  OuroId           set = ouro_vm_get_attribute (vm, cls, ouro_vm_name (vm, OURO_NAME___abstractmethods__));
  OuroId           list = set != OURO_NO_ID ? ouro_py_list_from (vm, set) : OURO_NO_ID;
  g_autofree char *separator = g_strdup (vm->profile->abstract_methods_are_quoted ? "', '" : ", ");
  GString         *text = g_string_new (NULL);

  if (set != OURO_NO_ID)
    ouro_heap_decref (vm->heap, set);
  if (list == OURO_NO_ID || !ouro_py_list_sort (vm, list, OURO_NO_ID, FALSE))
    return g_string_free (text, FALSE);
  *n = ouro_heap_get_n_cells (vm->heap, list);
  for (guint i = 0; i < *n; i++)
    {
      g_autofree char *name = ouro_vm_dup_text (vm, ouro_vm_value (vm, ouro_heap_get_cell (vm->heap, list, i)));

      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", name);
    }
  ouro_heap_decref (vm->heap, list);
  return g_string_free (text, FALSE);
}

static OuroId
refuse_abstract (OuroVm *vm,
                 OuroId  cls)
{
  guint            n = 0;
  g_autofree char *methods = dup_abstract_methods (vm, cls, &n);
  g_autofree char *name = ouro_vm_dup_class_name (vm, cls);

  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  if (vm->profile->abstract_methods_are_quoted)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Can't instantiate abstract class %s without an implementation for abstract method%s '%s'", name, n == 1 ? "" : "s", methods);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Can't instantiate abstract class %s with abstract method%s %s", name, n == 1 ? "" : "s", methods);
  return OURO_NO_ID;
}

static OuroId
object_construct (OuroVm        *vm,
                  OuroId         cls,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  if (has_arguments (vm, n_args, kwnames))
    {
      g_autofree char *name = ouro_vm_dup_class_name (vm, cls);

      if (!uses_object_method (vm, cls, OURO_NAME___new__))
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "object.__new__() takes exactly one argument (the type to instantiate)");
      else if (uses_object_method (vm, cls, OURO_NAME___init__))
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no arguments", name);
      if (ouro_vm_has_exception (vm))
        return OURO_NO_ID;
    }
  if (ouro_class_get_properties (vm->heap, cls) & OURO_CLASS_IS_ABSTRACT)
    return refuse_abstract (vm, cls);
  if (cls == OURO_TYPE_OBJECT)
    return ouro_heap_allocate (vm->heap, OURO_KIND_OBJECT, 0, cls, OURO_FREELIST_NONE, 16, 0, 0, 0);
  return ouro_vm_new_instance (vm, cls, OURO_NO_ID);
}

static gboolean
object_initialise (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroId cls = vm->heap->rows[self].cls;

  if (!has_arguments (vm, n_args, kwnames))
    return TRUE;
  if (!uses_object_method (vm, cls, OURO_NAME___init__))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "object.__init__() takes exactly one argument (the instance to initialize)");
  else if (uses_object_method (vm, cls, OURO_NAME___new__))
    {
      g_autofree char *name = ouro_vm_dup_class_name (vm, cls);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__init__() takes exactly one argument (the instance to initialize)", name);
    }
  return !ouro_vm_has_exception (vm);
}

static OuroId
object_compare (OuroVm      *vm,
                OuroId       a,
                OuroId       b,
                OuroOperator op)
{
  OuroId result;

  if (op == OURO_OPERATOR_EQ)
    return a == b ? OURO_ID_TRUE : OURO_ID_NOT_IMPLEMENTED;
  if (op != OURO_OPERATOR_NOT_EQ)
    return OURO_ID_NOT_IMPLEMENTED;
  result = ouro_vm_compare (vm, a, b, OURO_OPERATOR_EQ);
  if (result == OURO_ID_TRUE || result == OURO_ID_FALSE)
    return ouro_vm_bool (result == OURO_ID_FALSE);
  return result;
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
object_getattribute (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  return ouro_vm_get_plain_attribute (vm, self, ouro_vm_argument (args, 0));
}

static OuroId
object_setattr (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_vm_set_plain_attribute (vm, self, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1)) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
object_delattr (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_vm_set_plain_attribute (vm, self, ouro_vm_argument (args, 0), OURO_NO_ID) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
object_format (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId           spec = ouro_vm_argument (args, 0);
  g_autofree char *name = NULL;

  if (ouro_vm_is_instance (vm, spec, OURO_TYPE_STR) && ouro_str_get_length (vm->heap, ouro_vm_value (vm, spec)) == 0)
    return ouro_vm_str (vm, self);
  name = ouro_vm_dup_type_name (vm, self);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unsupported format string passed to %s.__format__", name);
  return OURO_NO_ID;
}

static OuroId
object_sizeof (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_int_new (vm->heap, (gint64)ouro_heap_get_size (vm->heap, self) - ouro_vm_get_header_size (vm, self));
}

static OuroId
object_dir (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_vm_list_attributes (vm, self);
}

static OuroId
object_init_subclass (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  g_autofree char *name = NULL;

  if (!has_arguments (vm, n_args, kwnames))
    return OURO_ID_NONE;
  name = ouro_vm_dup_class_name (vm, self);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__init_subclass__() takes no keyword arguments", name);
  return OURO_NO_ID;
}

static OuroId
object_subclasshook (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  return OURO_ID_NOT_IMPLEMENTED;
}

/* What copy () copies unless a class says otherwise: the attributes, and those of __slots__ in a dict beside them. */
static OuroId
object_getstate (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId dict = ouro_vm_get_instance_dict (vm, self);
  OuroId slots = ouro_py_list_slot_values (vm, self);
  OuroId state[2] = { OURO_ID_NONE, slots };

  if (dict != OURO_NO_ID && ouro_dict_get_length (vm->heap, dict) > 0)
    state[0] = ouro_vm_new_reference (vm, dict);
  return slots != OURO_NO_ID ? ouro_py_tuple_pack (vm, state, 2) : state[0];
}

static const OuroBuiltinDef object_methods[] = {
  { "__getstate__", object_getstate, 0, 0, 0 },
  { "__getattribute__", object_getattribute, 1, 1, OURO_BUILTIN_WRAPPER },
  { "__setattr__", object_setattr, 2, 2, OURO_BUILTIN_WRAPPER },
  { "__delattr__", object_delattr, 1, 1, OURO_BUILTIN_WRAPPER },
  { "__format__", object_format, 1, 1, 0 },
  { "__sizeof__", object_sizeof, 0, 0, 0 },
  { "__dir__", object_dir, 0, 0, 0 },
  { "__init_subclass__", object_init_subclass, 0, 0, OURO_BUILTIN_CLASS | OURO_BUILTIN_KEYWORDS },
  { "__subclasshook__", object_subclasshook, 0, -1, OURO_BUILTIN_CLASS },
  { NULL },
};

/* Attributes ---------------------------------------------------------------------------------- */

static OuroId
object_get_attribute (OuroVm *vm,
                      OuroId  self,
                      OuroId  name)
{
  OuroId dict;

  if (name == ouro_vm_name (vm, OURO_NAME___class__))
    return ouro_vm_new_reference (vm, vm->heap->rows[self].cls);
  if (name == ouro_vm_name (vm, OURO_NAME___doc__) && vm->heap->rows[self].cls < OURO_N_TYPES)
    return OURO_ID_NONE;
  if (name != ouro_vm_name (vm, OURO_NAME___dict__))
    return OURO_NO_ID;
  dict = ouro_vm_get_instance_dict (vm, self);
  return dict != OURO_NO_ID ? ouro_vm_new_reference (vm, dict) : OURO_NO_ID;
}

static int
set_dict (OuroVm *vm,
          OuroId  self,
          OuroId  value)
{
  g_autofree char *name = NULL;

  if (value == OURO_NO_ID || !ouro_vm_is_instance (vm, value, OURO_TYPE_DICT))
    {
      name = value != OURO_NO_ID ? ouro_vm_dup_type_name (vm, value) : NULL;
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, value != OURO_NO_ID ? "__dict__ must be set to a dictionary, not a '%s'" : "cannot delete __dict__", name);
      return -1;
    }
  ouro_instance_set_dict (vm->heap, self, ouro_vm_new_reference (vm, value));
  return 1;
}

static int
object_set_attribute (OuroVm *vm,
                      OuroId  self,
                      OuroId  name,
                      OuroId  value)
{
  if (name == ouro_vm_name (vm, OURO_NAME___class__))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__class__ assignment only supported for mutable types or ModuleType subclasses");
      return -1;
    }
  if (name == ouro_vm_name (vm, OURO_NAME___dict__) && ouro_heap_get_kind (vm->heap, self) == OURO_KIND_INSTANCE && ouro_instance_ensure_dict (vm->heap, self) != OURO_NO_ID)
    return set_dict (vm, self, value);
  return 0;
}

/* None and the like --------------------------------------------------------------------------- */

static OuroId
singleton_repr (OuroVm *vm,
                OuroId  self)
{
  g_autofree char *text = ouro_atom_dup_repr (vm->heap, self, 0);

  return ouro_str_new (vm->heap, text, strlen (text));
}

/* Objects/object.c, none_hash (): the same in every run from 3.12 on. */
static gboolean
none_hash (OuroVm *vm,
           OuroId  self,
           gint64 *hash)
{
  if (!vm->profile->none_has_fixed_hash)
    return ouro_vm_hash_by_identity (vm, self, hash);
  *hash = 0xfca86420;
  return TRUE;
}

static int
none_truth (OuroVm *vm,
            OuroId  self)
{
  return 0;
}

/* type (None) () gives None again. */
static OuroId
singleton_construct (OuroVm        *vm,
                     OuroId         cls,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  if (has_arguments (vm, n_args, kwnames))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s takes no arguments", ouro_type_get_name (cls));
      return OURO_NO_ID;
    }
  return cls == OURO_TYPE_NONE ? OURO_ID_NONE : cls == OURO_TYPE_ELLIPSIS ? OURO_ID_ELLIPSIS
                                                                          : OURO_ID_NOT_IMPLEMENTED;
}

void
ouro_py_object_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_OBJECT] = (OuroTypeSlots){
    .repr = ouro_vm_default_repr,
    .str = ouro_vm_repr,
    .hash = ouro_vm_hash_by_identity,
    .compare = object_compare,
    .construct = object_construct,
    .initialise = object_initialise,
    .get_attribute = object_get_attribute,
    .set_attribute = object_set_attribute,
    .methods = object_methods,
  };
  vm->slots[OURO_TYPE_NONE] = (OuroTypeSlots){ .repr = singleton_repr, .truth = none_truth, .hash = none_hash, .construct = singleton_construct };
  vm->slots[OURO_TYPE_ELLIPSIS] = (OuroTypeSlots){ .repr = singleton_repr, .construct = singleton_construct };
  vm->slots[OURO_TYPE_NOT_IMPLEMENTED] = (OuroTypeSlots){ .repr = singleton_repr, .construct = singleton_construct };
  ouro_vm_add_methods (vm, OURO_TYPE_OBJECT);
}
