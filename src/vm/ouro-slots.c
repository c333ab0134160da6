/* ouro-slots.c - what types have under their special names
 *
 * A built-in type answers through its slots; a program may ask for the same by name: list.__len__, super ().__init__ ().
 * Here each slot that a type fills gets a function under that name, and what it leaves empty is taken from its base.
 * Source  Objects/typeobject.c: slotdefs, inherit_slots (3.11 to 3.15)
 */
#include "ouro-modules.h"

#include <string.h>

/* The functions under special names ----------------------------------------------------------- */

/* The type whose method is being called: ouro_vm_call_builtin () says so just before. */
static const OuroTypeSlots *
get_slots (const OuroVm *vm)
{
  return &vm->slots[vm->called_type];
}

static OuroId
call_repr (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return get_slots (vm)->repr (vm, self);
}

static OuroId
call_str (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  return get_slots (vm)->str (vm, self);
}

static OuroId
call_hash (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  gint64 hash;

  return get_slots (vm)->hash (vm, self, &hash) ? ouro_int_new (vm->heap, hash) : OURO_NO_ID;
}

static OuroId
call_bool (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  int truth = get_slots (vm)->truth (vm, self);

  return truth < 0 ? OURO_NO_ID : ouro_vm_bool (truth);
}

static OuroId
call_len (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  gint64 length = get_slots (vm)->length (vm, self);

  return length < 0 ? OURO_NO_ID : ouro_int_new (vm->heap, length);
}

static OuroId
call_getitem (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return get_slots (vm)->get_item (vm, self, ouro_vm_argument (args, 0));
}

static OuroId
call_setitem (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return get_slots (vm)->set_item (vm, self, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1)) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
call_delitem (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return get_slots (vm)->set_item (vm, self, ouro_vm_argument (args, 0), OURO_NO_ID) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
call_contains (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  int contains = get_slots (vm)->contains (vm, self, ouro_vm_argument (args, 0));

  return contains < 0 ? OURO_NO_ID : ouro_vm_bool (contains);
}

static OuroId
call_iter (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return get_slots (vm)->iter (vm, self);
}

static OuroId
call_next (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId item = get_slots (vm)->next (vm, self);

  if (item == OURO_NO_ID && !ouro_vm_has_exception (vm))
    ouro_vm_raise_with_args (vm, OURO_TYPE_STOP_ITERATION, NULL, 0);
  return item;
}

static OuroId
call_call (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return get_slots (vm)->call (vm, self, args, n_args, kwnames);
}

static OuroId
call_init (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return get_slots (vm)->initialise (vm, self, args, n_args, kwnames) ? OURO_ID_NONE : OURO_NO_ID;
}

/* type.__new__ (cls, ...): tp_new_wrapper. */
static OuroId
call_new (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId           type = vm->called_type;
  const char      *type_name = ouro_type_get_name (type);
  g_autofree char *name = NULL;
  OuroId           cls, object;
  guint32          place;

  if (n_args == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__new__(): not enough arguments", type_name);
      return OURO_NO_ID;
    }
  cls = ouro_vm_argument (args, 0);
  if (ouro_heap_get_kind (vm->heap, cls) != OURO_KIND_CLASS)
    {
      name = ouro_vm_dup_type_name (vm, cls);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__new__(X): X is not a type object (%s)", type_name, name);
      return OURO_NO_ID;
    }
  if (!ouro_vm_is_subclass (vm, cls, type))
    {
      name = ouro_vm_dup_class_name (vm, cls);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__new__(%s): %s is not a subtype of %s", type_name, name, name, type_name);
      return OURO_NO_ID;
    }
  place = vm->end;
  vm->packed = ouro_vm_hold_packed (vm, args + 1, n_args - 1, OURO_NO_ID);
  object = vm->slots[type].construct (vm, cls, args + 1, n_args - 1, kwnames);
  ouro_vm_cut_stack (vm, place);
  return object;
}

#define COMPARISON(name, operator) \
  static OuroId call_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return get_slots (vm)->compare (vm, self, ouro_vm_argument (args, 0), operator); \
  }

COMPARISON (eq, OURO_OPERATOR_EQ)
COMPARISON (ne, OURO_OPERATOR_NOT_EQ)
COMPARISON (lt, OURO_OPERATOR_LT)
COMPARISON (le, OURO_OPERATOR_LT_E)
COMPARISON (gt, OURO_OPERATOR_GT)
COMPARISON (ge, OURO_OPERATOR_GT_E)

#define UNARY(name, operator) \
  static OuroId call_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return get_slots (vm)->unary (vm, self, operator); \
  }

UNARY (neg, OURO_OPERATOR_U_SUB)
UNARY (pos, OURO_OPERATOR_U_ADD)
UNARY (invert, OURO_OPERATOR_INVERT)

#define BINARY(name, operator) \
  static OuroId call_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return get_slots (vm)->binary (vm, self, ouro_vm_argument (args, 0), operator); \
  } \
  static OuroId call_r##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return get_slots (vm)->binary (vm, ouro_vm_argument (args, 0), self, operator); \
  }

BINARY (add, OURO_OPERATOR_ADD)
BINARY (sub, OURO_OPERATOR_SUB)
BINARY (mul, OURO_OPERATOR_MULT)
BINARY (truediv, OURO_OPERATOR_DIV)
BINARY (floordiv, OURO_OPERATOR_FLOOR_DIV)
BINARY (mod, OURO_OPERATOR_MOD)
BINARY (pow, OURO_OPERATOR_POW)
BINARY (lshift, OURO_OPERATOR_L_SHIFT)
BINARY (rshift, OURO_OPERATOR_R_SHIFT)
BINARY (and, OURO_OPERATOR_BIT_AND)
BINARY (or, OURO_OPERATOR_BIT_OR)
BINARY (xor, OURO_OPERATOR_BIT_XOR)

#define INPLACE(name, operator) \
  static OuroId call_i##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return get_slots (vm)->inplace (vm, self, ouro_vm_argument (args, 0), operator); \
  }

INPLACE (add, OURO_OPERATOR_ADD)
INPLACE (sub, OURO_OPERATOR_SUB)
INPLACE (mul, OURO_OPERATOR_MULT)
INPLACE (and, OURO_OPERATOR_BIT_AND)
INPLACE (or, OURO_OPERATOR_BIT_OR)
INPLACE (xor, OURO_OPERATOR_BIT_XOR)

/* Which functions belong to which slot -------------------------------------------------------- */

typedef struct
{
  gsize          slot; /* offset in OuroTypeSlots */
  OuroBuiltinDef def;
} SlotMethod;

#define SLOT(slot) G_STRUCT_OFFSET (OuroTypeSlots, slot)
#define SPECIAL(slot, name, n) \
  { \
    SLOT (slot), { "__" #name "__", call_##name, n, n, OURO_BUILTIN_WRAPPER } \
  }

static const SlotMethod slot_methods[] = {
  SPECIAL (repr, repr, 0),
  SPECIAL (str, str, 0),
  SPECIAL (hash, hash, 0),
  SPECIAL (compare, eq, 1),
  SPECIAL (compare, ne, 1),
  SPECIAL (compare, lt, 1),
  SPECIAL (compare, le, 1),
  SPECIAL (compare, gt, 1),
  SPECIAL (compare, ge, 1),
  SPECIAL (truth, bool, 0),
  SPECIAL (length, len, 0),
  SPECIAL (get_item, getitem, 1),
  SPECIAL (set_item, setitem, 2),
  SPECIAL (set_item, delitem, 1),
  SPECIAL (contains, contains, 1),
  SPECIAL (iter, iter, 0),
  SPECIAL (next, next, 0),
  SPECIAL (unary, neg, 0),
  SPECIAL (unary, pos, 0),
  SPECIAL (unary, invert, 0),
  { SLOT (call), { "__call__", call_call, 0, -1, OURO_BUILTIN_WRAPPER | OURO_BUILTIN_KEYWORDS } },
  { SLOT (initialise), { "__init__", call_init, 0, -1, OURO_BUILTIN_WRAPPER | OURO_BUILTIN_KEYWORDS } },
  { SLOT (construct), { "__new__", call_new, 0, -1, OURO_BUILTIN_STATIC | OURO_BUILTIN_TUPLE | OURO_BUILTIN_KEYWORDS } },
};

/* Operators do not all belong to a type that has some of them. */
typedef struct
{
  OuroId      type;
  const char *names; /* between blanks */
} OperatorList;

static const OperatorList operator_lists[] = {
  { OURO_TYPE_INT, " add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow lshift rlshift rshift rrshift and rand or ror xor rxor " },
  { OURO_TYPE_BOOL, " and rand or ror xor rxor " },
  { OURO_TYPE_FLOAT, " add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow " },
  { OURO_TYPE_COMPLEX, " add radd sub rsub mul rmul truediv rtruediv pow rpow " },
  { OURO_TYPE_STR, " add mul rmul mod rmod " },
  { OURO_TYPE_BYTES, " add mul rmul mod rmod " },
  { OURO_TYPE_BYTEARRAY, " add mul rmul mod rmod iadd imul " },
  { OURO_TYPE_TUPLE, " add mul rmul " },
  { OURO_TYPE_LIST, " add mul rmul iadd imul " },
  { OURO_TYPE_DEQUE, " add mul rmul iadd imul " },
  { OURO_TYPE_DICT, " or ror ior " },
  { OURO_TYPE_ORDERED_DICT, " or ror ior " },
  { OURO_TYPE_DEFAULTDICT, " or ror " },
  { OURO_TYPE_SET, " sub rsub and rand or ror xor rxor isub iand ior ixor " },
  { OURO_TYPE_FROZENSET, " sub rsub and rand or ror xor rxor " },
  { OURO_TYPE_DICT_KEYS, " sub rsub and rand or ror xor rxor " },
  { OURO_TYPE_DICT_ITEMS, " sub rsub and rand or ror xor rxor " },
  { OURO_TYPE_MAPPINGPROXY, " or ror " },
};

#define OPERATOR(name) \
  { "__" #name "__", call_##name, 1, 1, OURO_BUILTIN_WRAPPER }, \
  { \
    "__r" #name "__", call_r##name, 1, 1, OURO_BUILTIN_WRAPPER \
  }
#define INPLACE_OPERATOR(name) \
  { \
    "__i" #name "__", call_i##name, 1, 1, OURO_BUILTIN_WRAPPER \
  }

static const OuroBuiltinDef operator_methods[] = {
  OPERATOR (add),
  OPERATOR (sub),
  OPERATOR (mul),
  OPERATOR (truediv),
  OPERATOR (floordiv),
  OPERATOR (mod),
  OPERATOR (pow),
  OPERATOR (lshift),
  OPERATOR (rshift),
  OPERATOR (and),
  OPERATOR (or),
  OPERATOR (xor),
  INPLACE_OPERATOR (add),
  INPLACE_OPERATOR (sub),
  INPLACE_OPERATOR (mul),
  INPLACE_OPERATOR (and),
  INPLACE_OPERATOR (or),
  INPLACE_OPERATOR (xor),
};

/* Special methods that are no slot wrappers but methods (METH_COEXIST), so that a call makes no tuple. */
typedef struct
{
  OuroId         type;
  OuroBuiltinDef def;
} CoexistingMethod;

static const CoexistingMethod coexisting_methods[] = {
  { OURO_TYPE_LIST, { "__getitem__", call_getitem, 1, 1, 0 } },
  { OURO_TYPE_DICT, { "__getitem__", call_getitem, 1, 1, 0 } },
  { OURO_TYPE_DICT, { "__contains__", call_contains, 1, 1, 0 } },
  { OURO_TYPE_SET, { "__contains__", call_contains, 1, 1, 0 } },
  { OURO_TYPE_FROZENSET, { "__contains__", call_contains, 1, 1, 0 } },
};

/* Registering --------------------------------------------------------------------------------- */

void
ouro_vm_add_type_attribute (OuroVm     *vm,
                            OuroId      type,
                            const char *name,
                            OuroId      value)
{
  OuroId str = ouro_vm_intern (vm, name, strlen (name));

  ouro_heap_make_immortal (vm->heap, str);
  if (!g_hash_table_contains (vm->type_attributes[type], GUINT_TO_POINTER (str)))
    g_hash_table_insert (vm->type_attributes[type], GUINT_TO_POINTER (str), GUINT_TO_POINTER (value));
}

void
ouro_vm_add_methods (OuroVm *vm,
                     OuroId  type)
{
  const OuroBuiltinDef *methods = vm->slots[type].methods;

  for (guint i = 0; methods != NULL && methods[i].name != NULL; i++)
    ouro_vm_add_type_attribute (vm, type, methods[i].name, ouro_vm_add_builtin (vm, &methods[i], type));
}

static gboolean
has_slot (const OuroTypeSlots *slots,
          gsize                offset)
{
  return *(gpointer const *)(gconstpointer)((const char *)slots + offset) != NULL;
}

static void
add_slot_methods (OuroVm *vm,
                  OuroId  type)
{
  for (guint i = 0; i < G_N_ELEMENTS (slot_methods); i++)
    if (has_slot (&vm->slots[type], slot_methods[i].slot))
      {
        gboolean is_unhashable = slot_methods[i].slot == SLOT (hash) && vm->slots[type].hash == ouro_vm_unhashable;

        ouro_vm_add_type_attribute (vm, type, slot_methods[i].def.name, is_unhashable ? OURO_ID_NONE : ouro_vm_add_builtin (vm, &slot_methods[i].def, type));
      }
}

static void
add_operator_methods (OuroVm             *vm,
                      const OperatorList *list)
{
  for (guint i = 0; i < G_N_ELEMENTS (operator_methods); i++)
    {
      const OuroBuiltinDef *def = &operator_methods[i];
      g_autofree char      *word = g_strdup_printf (" %.*s ", (int)strlen (def->name) - 4, def->name + 2);

      if (strstr (list->names, word) != NULL)
        ouro_vm_add_type_attribute (vm, list->type, def->name, ouro_vm_add_builtin (vm, def, list->type));
    }
}

/* What a type leaves empty, but not what stands for its attributes: those are asked type by type. A type that nobody can
 * make objects of does not get object's __new__. */
static void
inherit (OuroVm *vm,
         OuroId  type)
{
  OuroTypeSlots       *slots = &vm->slots[type];
  OuroId               base = ouro_type_get_base (type);
  const OuroTypeSlots *base_slots = &vm->slots[base];

  for (gsize offset = 0; offset < SLOT (get_attribute); offset += sizeof (gpointer))
    if (!has_slot (slots, offset) && !(offset == SLOT (construct) && base == OURO_TYPE_OBJECT))
      memcpy ((char *)slots + offset, (const char *)base_slots + offset, sizeof (gpointer));
}

static void
add_generic_types (OuroVm *vm)
{
  static const OuroId types[] = { OURO_TYPE_LIST, OURO_TYPE_TUPLE, OURO_TYPE_DICT, OURO_TYPE_SET, OURO_TYPE_FROZENSET, OURO_TYPE_ENUMERATE, OURO_TYPE_DEQUE, OURO_TYPE_DEFAULTDICT, OURO_TYPE_WEAKREF };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    ouro_vm_add_type_attribute (vm, types[i], ouro_py_class_getitem.name, ouro_vm_add_builtin (vm, &ouro_py_class_getitem, types[i]));
}

void
ouro_vm_add_types (OuroVm *vm)
{
  static void (*const adders[]) (OuroVm * vm) = {
    ouro_py_object_add,
    ouro_py_int_add,
    ouro_py_float_add,
    ouro_py_complex_add,
    ouro_py_str_add,
    ouro_py_bytes_add,
    ouro_py_bytearray_add,
    ouro_py_list_add,
    ouro_py_tuple_add,
    ouro_py_dict_add,
    ouro_py_dict_views_add,
    ouro_py_set_add_type,
    ouro_py_deque_add,
    ouro_py_ordered_dict_add,
    ouro_py_defaultdict_add,
    ouro_py_range_add,
    ouro_py_slice_add,
    ouro_py_iterators_add,
    ouro_py_itertools_builtins_add,
    ouro_py_function_add,
    ouro_py_type_add,
    ouro_py_module_add,
    ouro_py_exception_add,
    ouro_py_frame_add,
    ouro_py_lock_add,
    ouro_py_generator_add,
    ouro_py_property_add,
    ouro_py_super_add,
    ouro_py_generic_add,
    ouro_py_weakref_add,
    ouro_mod_itertools_add_types,
    ouro_mod_functools_add_types,
    ouro_mod_operator_add_types,
    ouro_py_members_add,
  };

  for (OuroId type = 1; type < OURO_N_TYPES; type++)
    vm->type_attributes[type] = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (adders); i++)
    adders[i](vm);
  for (guint i = 0; i < G_N_ELEMENTS (coexisting_methods); i++)
    {
      const CoexistingMethod *method = &coexisting_methods[i];

      ouro_vm_add_type_attribute (vm, method->type, method->def.name, ouro_vm_add_builtin (vm, &method->def, method->type));
    }
  add_generic_types (vm);
  for (OuroId type = 1; type < OURO_N_TYPES; type++)
    add_slot_methods (vm, type);
  for (guint i = 0; i < G_N_ELEMENTS (operator_lists); i++)
    add_operator_methods (vm, &operator_lists[i]);
  for (OuroId type = OURO_TYPE_OBJECT + 1; type < OURO_N_TYPES; type++)
    inherit (vm, type);
}
