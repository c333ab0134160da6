/* ouro-py-defaultdict.c - defaultdict: a dict that makes what is missing
 *
 * An instance whose payload is a dict; its only slot holds the factory.
 * Source  Modules/_collectionsmodule.c: defdict_missing, defdict_init, defdict_or ... (3.11 to 3.15)
 */
#include "ouro-py-dict-private.h"

#include "ouro-py-arguments-private.h"

#define FACTORY 0

static OuroId
get_factory (const OuroVm *vm,
             OuroId        self)
{
  OuroId factory = ouro_instance_get_slot (vm->heap, self, FACTORY);

  return factory != OURO_NO_ID ? factory : OURO_ID_NONE;
}

static gboolean
defaultdict_initialise (OuroVm        *vm,
                        OuroId         self,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames)
{
  OuroId factory = n_args > 0 ? ouro_vm_argument (args, 0) : OURO_NO_ID;

  if (factory != OURO_NO_ID && factory != OURO_ID_NONE && !ouro_py_is_callable (vm, factory))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "first argument must be callable or None");
      return FALSE;
    }
  ouro_instance_set_slot (vm->heap, self, FACTORY, factory);
  return vm->slots[OURO_TYPE_DICT].initialise (vm, self, args + (n_args > 0), n_args - (n_args > 0), kwnames);
}

/* The same class with the same factory and the entries of a mapping. */
static OuroId
make_like (OuroVm *vm,
           OuroId  self,
           OuroId  mapping)
{
  OuroId args[2] = { get_factory (vm, self), mapping };

  return ouro_vm_call (vm, vm->heap->rows[self].cls, args, G_N_ELEMENTS (args));
}

static OuroId
defaultdict_binary (OuroVm      *vm,
                    OuroId       a,
                    OuroId       b,
                    OuroOperator op)
{
  gboolean is_left = ouro_vm_is_instance (vm, a, OURO_TYPE_DEFAULTDICT);
  OuroId   result;
  gboolean good;

  if (op != OURO_OPERATOR_BIT_OR || !ouro_py_is_dict (vm, a) || !ouro_py_is_dict (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  result = make_like (vm, is_left ? a : b, a);
  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  good = ouro_py_dict_update (vm, ouro_vm_value (vm, result), b);
  ouro_vm_release (vm);
  if (good)
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

/* repr () of the factory, which may show the defaultdict again. */
static char *
dup_factory_repr (OuroVm *vm,
                  OuroId  factory)
{
  OuroId repr;
  char  *text;

  if (!ouro_vm_repr_enter (vm, factory))
    return g_strdup ("...");
  repr = ouro_vm_repr (vm, factory);
  ouro_vm_repr_leave (vm, factory);
  if (repr == OURO_NO_ID)
    return NULL;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  return text;
}

static OuroId
defaultdict_repr (OuroVm *vm,
                  OuroId  self)
{
  g_autofree char *name = vm->heap->rows[self].cls == OURO_TYPE_DEFAULTDICT ? g_strdup ("defaultdict") : ouro_vm_dup_type_name (vm, self);
  OuroId           entries = vm->slots[OURO_TYPE_DICT].repr (vm, self);
  g_autofree char *text = NULL;
  g_autofree char *factory = NULL;

  if (entries == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, entries);
  ouro_heap_decref (vm->heap, entries);
  factory = dup_factory_repr (vm, get_factory (vm, self));
  return factory != NULL ? ouro_vm_new_str (vm, "%s(%s, %s)", name, factory, text) : OURO_NO_ID;
}

static OuroId
defaultdict_missing (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId   key = ouro_vm_argument (args, 0);
  OuroId   factory = get_factory (vm, self);
  OuroId   value;
  gboolean good;

  if (factory == OURO_ID_NONE)
    {
      ouro_py_raise_key_error (vm, key);
      return OURO_NO_ID;
    }
  value = ouro_vm_call (vm, factory, NULL, 0);
  if (value == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, value);
  good = ouro_vm_set_item (vm, self, key, value);
  ouro_vm_release (vm);
  if (good)
    return value;
  ouro_heap_decref (vm->heap, value);
  return OURO_NO_ID;
}

static OuroId
defaultdict_copy (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return make_like (vm, self, self);
}

static OuroId
defaultdict_get_attribute (OuroVm *vm,
                           OuroId  self,
                           OuroId  name)
{
  return name == ouro_vm_name (vm, OURO_NAME_default_factory) ? ouro_vm_new_reference (vm, get_factory (vm, self)) : OURO_NO_ID;
}

static int
defaultdict_set_attribute (OuroVm *vm,
                           OuroId  self,
                           OuroId  name,
                           OuroId  value)
{
  if (name != ouro_vm_name (vm, OURO_NAME_default_factory))
    return 0;
  ouro_instance_set_slot (vm->heap, self, FACTORY, value);
  return 1;
}

/* How another is made: the class, the factory, nothing, nothing, and the items. */
static OuroId
defaultdict_reduce (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  OuroId   factory = ouro_vm_new_reference (vm, get_factory (vm, self));
  gboolean found;
  OuroId   items = ouro_vm_call_special (vm, self, OURO_NAME_items, NULL, 0, &found);
  OuroId   parts[] = { ouro_vm_new_reference (vm, vm->heap->rows[self].cls), OURO_ID_EMPTY_TUPLE, OURO_ID_NONE, OURO_ID_NONE, OURO_NO_ID };

  parts[4] = items != OURO_NO_ID ? ouro_vm_iter (vm, items) : OURO_NO_ID;
  if (items != OURO_NO_ID)
    ouro_heap_decref (vm->heap, items);
  if (factory != OURO_ID_NONE)
    parts[1] = ouro_py_tuple_pack (vm, &factory, 1);
  if (parts[4] != OURO_NO_ID)
    return ouro_py_tuple_pack (vm, parts, G_N_ELEMENTS (parts));
  ouro_heap_decref (vm->heap, parts[0]);
  ouro_heap_decref (vm->heap, parts[1]);
  return OURO_NO_ID;
}

static const OuroBuiltinDef methods[] = {
  { "__copy__", defaultdict_copy, 0, 0, 0 },
  { "__missing__", defaultdict_missing, 1, 1, 0 },
  { "__reduce__", defaultdict_reduce, 0, 0, 0 },
  { "copy", defaultdict_copy, 0, 0, 0 },
  { NULL },
};

void
ouro_py_defaultdict_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_DEFAULTDICT] = (OuroTypeSlots){
    .repr = defaultdict_repr,
    .binary = defaultdict_binary,
    .initialise = defaultdict_initialise,
    .get_attribute = defaultdict_get_attribute,
    .set_attribute = defaultdict_set_attribute,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_DEFAULTDICT);
}
