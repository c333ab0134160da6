/* ouro-py-type.c - type: what classes are as objects; and the read-only view of their namespace
 *
 * Records  mappingproxy: its dict.
 * Source   Objects/typeobject.c: type_getsets, type_repr, type___subclasses___impl; Objects/descrobject.c: mappingproxy
 *          (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"
#include "ouro-vm-private.h"

#include <string.h>

/* Names --------------------------------------------------------------------------------------- */

static gboolean
is_static (OuroId cls)
{
  return cls < OURO_N_TYPES;
}

/* What the namespace of a class has under a name; borrowed. */
static OuroId
get_own (const OuroVm *vm,
         OuroId        cls,
         OuroVmName    name)
{
  OuroId dict = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_DICT);
  gint64 entry = dict != OURO_NO_ID ? ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, name)) : OURO_DICT_ABSENT;

  return entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_NO_ID;
}

static char *
dup_qualname (const OuroVm *vm,
              OuroId        cls)
{
  if (is_static (cls))
    return g_strdup (cls == OURO_TYPE_UNION && vm->profile->union_is_typing ? "Union" : ouro_type_get_name (cls));
  return ouro_vm_dup_text (vm, ouro_class_get_private (vm->heap, cls, OURO_CLASS_QUALNAME));
}

/* The heap's table names the module that the types of the heap in 3.12 tell; static ones told another. */
static char *
dup_static_module (const OuroVm *vm,
                   OuroId        cls)
{
  const char *name = ouro_type_get_full_name (cls);
  const char *dot = strrchr (name, '.');

  if (!vm->profile->collections_types_on_heap && (cls == OURO_TYPE_DEQUE_ITERATOR || cls == OURO_TYPE_DEQUE_REVERSE_ITERATOR))
    return g_strdup ("_collections");
  if (vm->profile->union_is_typing && cls == OURO_TYPE_UNION)
    return g_strdup ("typing");
  return dot != NULL ? g_strndup (name, dot - name) : g_strdup ("builtins");
}

char *
ouro_vm_dup_qualified_class_name (const OuroVm *vm,
                                  OuroId        cls)
{
  g_autofree char *qualname = dup_qualname (vm, cls);
  OuroId           module = is_static (cls) ? OURO_NO_ID : get_own (vm, cls, OURO_NAME___module__);
  g_autofree char *text = NULL;

  if (is_static (cls))
    text = dup_static_module (vm, cls);
  else if (module != OURO_NO_ID && ouro_heap_get_kind (vm->heap, module) == OURO_KIND_STR)
    text = ouro_vm_dup_text (vm, module);
  if (text == NULL || g_str_equal (text, "builtins"))
    return g_steal_pointer (&qualname);
  return g_strconcat (text, ".", qualname, NULL);
}

static OuroId
type_repr (OuroVm *vm,
           OuroId  self)
{
  g_autofree char *name = ouro_vm_dup_qualified_class_name (vm, self);

  return ouro_vm_new_str (vm, "<class '%s'>", name);
}

/* Attributes ---------------------------------------------------------------------------------- */

/* type.__dict__ of a built-in type, made for the question. */
static OuroId
make_static_namespace (OuroVm *vm,
                       OuroId  cls)
{
  OuroId         dict = ouro_dict_new (vm->heap);
  GHashTableIter iter;
  gpointer       name, value;

  g_hash_table_iter_init (&iter, vm->type_attributes[cls]);
  while (g_hash_table_iter_next (&iter, &name, &value))
    ouro_dict_set_str (vm->heap, dict, GPOINTER_TO_UINT (name), GPOINTER_TO_UINT (value));
  return dict;
}

static OuroId
get_namespace (OuroVm *vm,
               OuroId  cls)
{
  OuroId dict = is_static (cls) ? make_static_namespace (vm, cls) : ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_DICT));
  OuroId proxy = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_MAPPINGPROXY, OURO_FREELIST_NONE, 40, 0, 1, 1);

  ouro_heap_set_cell (vm->heap, proxy, 0, dict);
  ouro_heap_track (vm->heap, proxy);
  return proxy;
}

static OuroId
get_bases (OuroVm *vm,
           OuroId  cls)
{
  OuroId base;

  if (!is_static (cls))
    return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_BASES));
  base = ouro_type_get_base (cls);
  return base != OURO_NO_ID ? ouro_py_tuple_pack (vm, &base, 1) : OURO_ID_EMPTY_TUPLE;
}

static OuroId
get_mro (OuroVm *vm,
         OuroId  cls)
{
  OuroId items[8];
  guint  n = 0;

  if (!is_static (cls))
    return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_MRO));
  for (; cls != OURO_NO_ID && n < G_N_ELEMENTS (items); cls = ouro_type_get_base (cls))
    items[n++] = cls;
  return ouro_py_tuple_pack (vm, items, n);
}

static OuroId
get_base (OuroVm *vm,
          OuroId  cls)
{
  OuroId base = is_static (cls) ? ouro_type_get_base (cls) : ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_BASE);

  return base != OURO_NO_ID ? ouro_vm_new_reference (vm, base) : OURO_ID_NONE;
}

static OuroId
get_module (OuroVm *vm,
            OuroId  cls)
{
  OuroId module = is_static (cls) ? OURO_NO_ID : get_own (vm, cls, OURO_NAME___module__);

  if (is_static (cls))
    {
      g_autofree char *name = dup_static_module (vm, cls);

      return ouro_vm_new_str (vm, "%s", name);
    }
  return module != OURO_NO_ID ? ouro_vm_new_reference (vm, module) : OURO_NO_ID;
}

static OuroId
get_doc (OuroVm *vm,
         OuroId  cls)
{
  OuroId doc = is_static (cls) ? OURO_NO_ID : get_own (vm, cls, OURO_NAME___doc__);

  return doc != OURO_NO_ID ? ouro_vm_new_reference (vm, doc) : OURO_ID_NONE;
}

static OuroId
set_own (OuroVm    *vm,
         OuroId     cls,
         OuroVmName name,
         OuroId     value)
{
  ouro_dict_set_str (vm->heap, ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_DICT), ouro_vm_name (vm, name), value);
  return value;
}

/* type.__annotate__: what makes the annotations of the class, or None, which is then remembered. */
static OuroId
get_annotate (OuroVm *vm,
              OuroId  cls)
{
  OuroId annotate;

  if (is_static (cls))
    return OURO_NO_ID;
  annotate = get_own (vm, cls, OURO_NAME___annotate__);
  if (annotate == OURO_NO_ID)
    annotate = get_own (vm, cls, OURO_NAME___annotate_func__);
  return ouro_vm_new_reference (vm, annotate != OURO_NO_ID ? annotate : set_own (vm, cls, OURO_NAME___annotate_func__, OURO_ID_NONE));
}

/* type.__annotations__: the dict comes into being when it is asked for. */
static OuroId
get_annotations (OuroVm *vm,
                 OuroId  cls)
{
  gboolean   is_lazy = vm->profile->annotations_are_lazy;
  OuroVmName place = is_lazy ? OURO_NAME___annotations_cache__ : OURO_NAME___annotations__;
  OuroId     dict, annotate;

  if (is_static (cls))
    return OURO_NO_ID;
  dict = get_own (vm, cls, OURO_NAME___annotations__);
  if (dict == OURO_NO_ID)
    dict = get_own (vm, cls, place);
  if (dict != OURO_NO_ID)
    return ouro_vm_new_reference (vm, dict);
  annotate = is_lazy ? get_annotate (vm, cls) : OURO_ID_NONE;
  if (annotate != OURO_ID_NONE && ouro_py_is_callable (vm, annotate))
    {
      ouro_vm_hold (vm, annotate);
      dict = ouro_py_call_annotate (vm, annotate);
      ouro_vm_release (vm);
    }
  else
    dict = ouro_dict_new (vm->heap);
  ouro_heap_decref (vm->heap, annotate);
  return dict != OURO_NO_ID ? set_own (vm, cls, place, dict) : OURO_NO_ID;
}

/* Only what the class itself has under the name. */
static OuroId
get_abstract_methods (OuroVm *vm,
                      OuroId  cls)
{
  OuroId methods = get_own (vm, cls, OURO_NAME___abstractmethods__);

  if (methods != OURO_NO_ID)
    return ouro_vm_new_reference (vm, methods);
  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "__abstractmethods__");
  return OURO_NO_ID;
}

static OuroId
get_text (OuroVm *vm,
          OuroId  cls,
          guint   cell)
{
  if (is_static (cls))
    return ouro_vm_new_str (vm, "%s", ouro_type_get_name (cls));
  return ouro_vm_new_reference (vm, ouro_class_get_private (vm->heap, cls, cell));
}

static OuroId
type_get_attribute (OuroVm *vm,
                    OuroId  self,
                    OuroId  name)
{
  if (name == ouro_vm_name (vm, OURO_NAME___name__))
    return get_text (vm, self, OURO_CLASS_NAME);
  if (name == ouro_vm_name (vm, OURO_NAME___qualname__))
    return get_text (vm, self, OURO_CLASS_QUALNAME);
  if (name == ouro_vm_name (vm, OURO_NAME___dict__))
    return get_namespace (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___bases__))
    return get_bases (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___mro__))
    return get_mro (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___base__))
    return get_base (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___module__))
    return get_module (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___doc__))
    return get_doc (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___annotations__))
    return get_annotations (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___annotate__) && vm->profile->annotations_are_lazy)
    return get_annotate (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___class__))
    return ouro_vm_new_reference (vm, vm->heap->rows[self].cls);
  if (name == ouro_vm_name (vm, OURO_NAME___abstractmethods__) && !is_static (self))
    return get_abstract_methods (vm, self);
  return OURO_NO_ID;
}

static int
set_text (OuroVm     *vm,
          OuroId      cls,
          guint       cell,
          const char *name,
          OuroId      value)
{
  g_autofree char *class_name = ouro_vm_dup_class_name (vm, cls);
  g_autofree char *type = value != OURO_NO_ID ? ouro_vm_dup_type_name (vm, value) : NULL;

  if (value == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot delete '%s' attribute of type '%s'", name, class_name);
  else if (!ouro_vm_is_instance (vm, value, OURO_TYPE_STR))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can only assign string to %s.%s, not '%s'", class_name, name, type);
  else
    ouro_class_set_private (vm->heap, cls, cell, ouro_vm_new_reference (vm, value));
  return ouro_vm_has_exception (vm) ? -1 : 1;
}

static int
type_set_attribute (OuroVm *vm,
                    OuroId  self,
                    OuroId  name,
                    OuroId  value)
{
  static const OuroVmName fixed[] = { OURO_NAME___mro__, OURO_NAME___base__, OURO_NAME___dict__ };

  if (is_static (self))
    return 0;
  if (name == ouro_vm_name (vm, OURO_NAME___name__))
    return set_text (vm, self, OURO_CLASS_NAME, "__name__", value);
  if (name == ouro_vm_name (vm, OURO_NAME___qualname__))
    return set_text (vm, self, OURO_CLASS_QUALNAME, "__qualname__", value);
  if (name == ouro_vm_name (vm, OURO_NAME___abstractmethods__))
    {
      int truth = value != OURO_NO_ID ? ouro_vm_truth (vm, value) : 0;

      if (truth >= 0)
        ouro_class_set_abstract (vm->heap, self, truth);
      return truth < 0 ? -1 : 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (name == ouro_vm_name (vm, fixed[i]))
      {
        ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "readonly attribute");
        return -1;
      }
  if (name == ouro_vm_name (vm, OURO_NAME___bases__) || name == ouro_vm_name (vm, OURO_NAME___class__))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "assigning to __bases__ or __class__ of a class is not simulated");
      return -1;
    }
  return 0;
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
type_prepare (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return ouro_dict_new (vm->heap);
}

static OuroId
type_mro (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId mro = get_mro (vm, self);
  OuroId list = ouro_py_list_from (vm, mro);

  ouro_heap_decref (vm->heap, mro);
  return list;
}

static OuroId
type_subclasses (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return ouro_vm_list_subclasses (vm, self);
}

static OuroId
type_instancecheck (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  int answer = ouro_vm_ask_instance (vm, ouro_vm_argument (args, 0), self);

  return answer < 0 ? OURO_NO_ID : ouro_vm_bool (answer);
}

static OuroId
type_subclasscheck (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  int answer = ouro_vm_ask_subclass (vm, ouro_vm_argument (args, 0), self);

  return answer < 0 ? OURO_NO_ID : ouro_vm_bool (answer);
}

static const OuroBuiltinDef type_methods[] = {
  { "__prepare__", type_prepare, 0, -1, OURO_BUILTIN_CLASS | OURO_BUILTIN_KEYWORDS },
  { "__instancecheck__", type_instancecheck, 1, 1, 0 },
  { "__subclasscheck__", type_subclasscheck, 1, 1, 0 },
  { "mro", type_mro, 0, 0, 0 },
  { "__subclasses__", type_subclasses, 0, 0, 0 },
  { NULL },
};

static OuroId
type_call (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return ouro_vm_instantiate (vm, self, vm->packed, args, n_args, kwnames);
}

/* type (name, bases, namespace) */
static OuroId
type_construct (OuroVm        *vm,
                OuroId         cls,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  static const OuroId types[] = { OURO_TYPE_STR, OURO_TYPE_TUPLE, OURO_TYPE_DICT };

  OuroId metaclass;

  if (n_args != 3)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, cls == OURO_TYPE_TYPE ? "type() takes 1 or 3 arguments" : "type.__new__() takes exactly 3 arguments (%u given)", n_args);
      return OURO_NO_ID;
    }
  for (guint i = 0; i < 3; i++)
    if (!ouro_vm_is_instance (vm, ouro_vm_argument (args, i), types[i]))
      {
        g_autofree char *name = ouro_vm_dup_type_name (vm, ouro_vm_argument (args, i));

        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "type.__new__() argument %u must be %s, not %s", i + 1, ouro_type_get_name (types[i]), name);
        return OURO_NO_ID;
      }
  metaclass = ouro_vm_find_metaclass (vm, cls, ouro_vm_value (vm, ouro_vm_argument (args, 1)));
  if (metaclass == OURO_NO_ID)
    return OURO_NO_ID;
  if (metaclass != cls && ouro_vm_has_python_new (vm, metaclass))
    return ouro_vm_call_new (vm, metaclass, args, n_args, kwnames);
  return ouro_vm_new_class (vm, metaclass, ouro_vm_argument (args, 0), ouro_vm_value (vm, ouro_vm_argument (args, 1)), ouro_vm_argument (args, 2), args + n_args, kwnames);
}

/* A class has been made whole by __new__. */
static gboolean
type_initialise (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return TRUE;
}

OuroId
ouro_vm_class_get_item (OuroVm   *vm,
                        OuroId    cls,
                        OuroId    key,
                        gboolean *found)
{
  OuroId method = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___class_getitem__));
  OuroId bound, result;

  *found = method != OURO_NO_ID || cls == OURO_TYPE_TYPE;
  if (method == OURO_NO_ID)
    return *found ? ouro_py_generic_alias_new (vm, cls, key) : OURO_NO_ID;
  bound = ouro_vm_get_attribute (vm, cls, ouro_vm_name (vm, OURO_NAME___class_getitem__));
  if (bound == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, bound);
  result = ouro_vm_call (vm, bound, &key, 1);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

/* mappingproxy -------------------------------------------------------------------------------- */

static OuroId
get_mapping (const OuroVm *vm,
             OuroId        self)
{
  return ouro_heap_get_cell (vm->heap, self, 0);
}

static OuroId
proxy_repr (OuroVm *vm,
            OuroId  self)
{
  OuroId           repr = ouro_vm_repr (vm, get_mapping (vm, self));
  g_autofree char *text = NULL;

  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  return ouro_vm_new_str (vm, "mappingproxy(%s)", text);
}

static OuroId
proxy_str (OuroVm *vm,
           OuroId  self)
{
  return ouro_vm_str (vm, get_mapping (vm, self));
}

static gint64
proxy_length (OuroVm *vm,
              OuroId  self)
{
  return ouro_vm_length (vm, get_mapping (vm, self));
}

static OuroId
proxy_get_item (OuroVm *vm,
                OuroId  self,
                OuroId  key)
{
  return ouro_vm_get_item (vm, get_mapping (vm, self), key);
}

static int
proxy_contains (OuroVm *vm,
                OuroId  self,
                OuroId  value)
{
  return ouro_vm_contains (vm, get_mapping (vm, self), value);
}

static OuroId
proxy_iter (OuroVm *vm,
            OuroId  self)
{
  return ouro_vm_iter (vm, get_mapping (vm, self));
}

static OuroId
proxy_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  return ouro_vm_compare (vm, get_mapping (vm, a), b, op);
}

/* The methods that only read are the dict's own. */
static OuroId
proxy_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  static const char *const names[] = { "get", "keys", "values", "items", "copy" };
  g_autofree char         *text = ouro_vm_dup_text (vm, name);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      return ouro_vm_get_attribute_or_nothing (vm, get_mapping (vm, self), name);
  return OURO_NO_ID;
}

void
ouro_py_type_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_TYPE] = (OuroTypeSlots){
    .repr = type_repr,
    .binary = ouro_py_union_binary,
    .call = type_call,
    .construct = type_construct,
    .initialise = type_initialise,
    .get_attribute = type_get_attribute,
    .set_attribute = type_set_attribute,
    .methods = type_methods,
  };
  vm->slots[OURO_TYPE_MAPPINGPROXY] = (OuroTypeSlots){
    .repr = proxy_repr,
    .str = proxy_str,
    .compare = proxy_compare,
    .hash = ouro_vm_unhashable,
    .length = proxy_length,
    .get_item = proxy_get_item,
    .contains = proxy_contains,
    .iter = proxy_iter,
    .get_attribute = proxy_get_attribute,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_TYPE);
}
