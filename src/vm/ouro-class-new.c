/* ouro-class-new.c - type.__new__: a class from its name, bases and namespace
 *
 * Source  Objects/typeobject.c: type_new, best_base, solid_base, type_new_slots, type_new_set_attrs, PyType_Ready
 *         (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

#define HEADER_GC     16
#define HEADER_OBJECT 16

/* A class on its way. The references are the caller's. */
typedef struct
{
  OuroVm  *vm;
  OuroId   metaclass;
  OuroId   name;
  OuroId   bases;     /* tuple */
  OuroId   dict;      /* the class's own */
  OuroId   base;      /* the one that decides how its instances are laid out */
  OuroId   slots;     /* tuple of the names in __slots__ in order, or OURO_NO_ID; held on the stack */
  gboolean has_slots; /* the namespace has __slots__ */
  gboolean adds_dict;
  gboolean adds_weakrefs;
} ClassPlan;

/* Bases ------------------------------------------------------------------------------------- */

/* Whether a class statement may derive from a built-in type. */
static gboolean
is_acceptable_base (OuroId type)
{
  switch (type)
    {
    case OURO_TYPE_OBJECT:
    case OURO_TYPE_TYPE:
    case OURO_TYPE_INT:
    case OURO_TYPE_FLOAT:
    case OURO_TYPE_COMPLEX:
    case OURO_TYPE_STR:
    case OURO_TYPE_BYTES:
    case OURO_TYPE_BYTEARRAY:
    case OURO_TYPE_TUPLE:
    case OURO_TYPE_LIST:
    case OURO_TYPE_DICT:
    case OURO_TYPE_SET:
    case OURO_TYPE_FROZENSET:
    case OURO_TYPE_DEQUE:
    case OURO_TYPE_ORDERED_DICT:
    case OURO_TYPE_DEFAULTDICT:
    case OURO_TYPE_WEAKREF:
    case OURO_TYPE_PARTIAL:
    case OURO_TYPE_PROPERTY:
    case OURO_TYPE_STATICMETHOD:
    case OURO_TYPE_CLASSMETHOD:
      return TRUE;
    default:
      if (type >= OURO_TYPE_ENUMERATE && type <= OURO_TYPE_GROUPBY)
        return TRUE;
      return ouro_type_get_kind (type) == OURO_KIND_EXCEPTION;
    }
}

/* solid_base: the class above, or this one, that last added something to the layout. */
static OuroId
get_solid_base (const OuroVm *vm,
                OuroId        cls)
{
  while (cls >= OURO_N_TYPES)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_BASE);

      if (ouro_class_get_n_slots (vm->heap, cls) > ouro_class_get_n_slots (vm->heap, base))
        return cls;
      cls = base;
    }
  /* Many exceptions have nothing of their own. */
  while (ouro_type_get_kind (cls) == OURO_KIND_EXCEPTION && cls != OURO_TYPE_BASE_EXCEPTION && ouro_type_get_object_size (vm->profile, cls) == ouro_type_get_object_size (vm->profile, ouro_type_get_base (cls)))
    cls = ouro_type_get_base (cls);
  return cls;
}

/* best_base */
static gboolean
choose_base (ClassPlan *plan)
{
  OuroVm *vm = plan->vm;
  OuroId  winner = OURO_NO_ID;

  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, plan->bases); i++)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, plan->bases, i);
      OuroId candidate;

      if (ouro_heap_get_kind (vm->heap, base) != OURO_KIND_CLASS)
        {
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "bases must be types");
          return FALSE;
        }
      if (base < OURO_N_TYPES && !is_acceptable_base (base))
        {
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "type '%s' is not an acceptable base type", ouro_type_get_full_name (base));
          return FALSE;
        }
      candidate = get_solid_base (vm, base);
      if (winner != OURO_NO_ID && ouro_vm_is_subclass (vm, winner, candidate))
        continue;
      if (winner != OURO_NO_ID && !ouro_vm_is_subclass (vm, candidate, winner))
        {
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "multiple bases have instance lay-out conflict");
          return FALSE;
        }
      winner = candidate;
      plan->base = base;
    }
  return TRUE;
}

static guint32
get_properties (const OuroVm *vm,
                OuroId        cls)
{
  return ouro_class_get_properties (vm->heap, cls);
}

/* Whether objects of a class have a place for any attribute. A class has its namespace. */
static gboolean
has_dict (const OuroVm *vm,
          OuroId        cls)
{
  return (get_properties (vm, cls) & OURO_CLASS_HAS_DICT) || ouro_type_get_kind (ouro_class_get_layout (vm->heap, cls)) == OURO_KIND_EXCEPTION || ouro_class_get_layout (vm->heap, cls) == OURO_TYPE_TYPE;
}

static gboolean
has_weakrefs (const OuroVm *vm,
              OuroId        cls)
{
  OuroId layout = ouro_class_get_layout (vm->heap, cls);

  return (get_properties (vm, cls) & OURO_CLASS_HAS_WEAKREFS) || layout == OURO_TYPE_SET || layout == OURO_TYPE_FROZENSET || layout == OURO_TYPE_DEQUE || layout == OURO_TYPE_TYPE;
}

/* tp_itemsize: objects that are longer or shorter. */
static gboolean
has_items (OuroId layout)
{
  return layout == OURO_TYPE_INT || layout == OURO_TYPE_TUPLE || layout == OURO_TYPE_BYTES || layout == OURO_TYPE_TYPE;
}

/* __slots__ --------------------------------------------------------------------------------- */

static gboolean
is_identifier (const char *text)
{
  if (!g_unichar_isalpha (g_utf8_get_char (text)) && *text != '_')
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && *p != '_')
      return FALSE;
  return TRUE;
}

/* _Py_Mangle: __name in a class C is _C__name. */
static OuroId
mangle (OuroVm *vm,
        OuroId  cls_name,
        OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  g_autofree char *cls = ouro_vm_dup_text (vm, cls_name);
  g_autofree char *mangled = NULL;
  const char      *stripped = cls + strspn (cls, "_");

  if (!g_str_has_prefix (text, "__") || g_str_has_suffix (text, "__") || *stripped == '\0')
    return ouro_vm_intern_str (vm, ouro_vm_value (vm, name));
  mangled = g_strconcat ("_", stripped, text, NULL);
  return ouro_vm_intern (vm, mangled, strlen (mangled));
}

/* One name of __slots__: __dict__ and __weakref__ are wishes, others are appended to the list. */
static gboolean
add_slot (ClassPlan *plan,
          OuroId     name,
          OuroId     list)
{
  OuroVm          *vm = plan->vm;
  g_autofree char *text = NULL;
  OuroId           mangled;
  gboolean        *wish = name == ouro_vm_name (vm, OURO_NAME___dict__) ? &plan->adds_dict : name == ouro_vm_name (vm, OURO_NAME___weakref__) ? &plan->adds_weakrefs
                                                                                                                                              : NULL;

  if (!ouro_vm_is_instance (vm, name, OURO_TYPE_STR))
    {
      text = ouro_vm_dup_type_name (vm, name);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__slots__ items must be strings, not '%s'", text);
      return FALSE;
    }
  text = ouro_vm_dup_text (vm, name);
  if (!is_identifier (text))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__slots__ must be identifiers");
      return FALSE;
    }
  if (wish != NULL)
    {
      if (*wish || (wish == &plan->adds_dict ? has_dict (vm, plan->base) : has_weakrefs (vm, plan->base)))
        {
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s slot disallowed: we already got one", text);
          return FALSE;
        }
      *wish = TRUE;
      return TRUE;
    }
  mangled = mangle (vm, plan->name, name);
  ouro_py_list_append_taking (vm, list, mangled);
  if (ouro_dict_find_str (vm->heap, plan->dict, mangled) >= 0 && mangled != ouro_vm_name (vm, OURO_NAME___qualname__))
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "'%s' in __slots__ conflicts with class variable", text);
      return FALSE;
    }
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      heap)
{
  return ouro_str_compare (heap, *(const guint32 *)a, *(const guint32 *)b);
}

/* The list sorted, as a tuple. The list goes. */
static OuroId
make_slots_tuple (OuroVm *vm,
                  OuroId  list)
{
  OuroHeap           *heap = vm->heap;
  guint32             n = ouro_heap_get_n_cells (heap, list);
  g_autofree guint32 *names = g_new (guint32, n + 1);
  OuroId              tuple;

  for (guint32 i = 0; i < n; i++)
    names[i] = ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, list, i));
  g_qsort_with_data (names, (gint)n, sizeof (guint32), compare_names, heap);
  tuple = n > 0 ? ouro_py_tuple_pack (vm, names, n) : OURO_ID_EMPTY_TUPLE;
  ouro_heap_decref (heap, list);
  return tuple;
}

/* Bases besides the first may bring a dict or weak references. */
static void
look_at_other_bases (ClassPlan *plan)
{
  OuroVm *vm = plan->vm;

  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, plan->bases); i++)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, plan->bases, i);

      plan->adds_dict = plan->adds_dict || (has_dict (vm, base) && !has_dict (vm, plan->base));
      plan->adds_weakrefs = plan->adds_weakrefs || (has_weakrefs (vm, base) && !has_weakrefs (vm, plan->base));
    }
}

/* The names of __slots__ as a tuple of its own: a str is one name. */
static OuroId
get_slot_names (OuroVm *vm,
                OuroId  slots)
{
  if (ouro_vm_is_instance (vm, slots, OURO_TYPE_STR))
    {
      slots = ouro_vm_new_reference (vm, slots);
      return ouro_py_tuple_pack (vm, &slots, 1);
    }
  return ouro_py_tuple_from (vm, slots);
}

static gboolean
read_slots (ClassPlan *plan,
            OuroId     slots)
{
  OuroVm   *vm = plan->vm;
  OuroHeap *heap = vm->heap;
  OuroId    names = get_slot_names (vm, slots);
  OuroId    list;
  gboolean  good = TRUE;

  if (names == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, names);
  if (ouro_heap_get_n_cells (heap, names) > 0 && has_items (ouro_class_get_layout (heap, plan->base)))
    {
      g_autofree char *name = ouro_vm_dup_class_name (vm, plan->base);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s __slots__ not supported for subtype of '%s'", vm->profile->slots_words, name);
      good = FALSE;
    }
  list = ouro_py_list_new (vm, 0);
  for (guint32 i = 0; good && i < ouro_heap_get_n_cells (heap, names); i++)
    good = add_slot (plan, ouro_heap_get_cell (heap, names, i), list);
  ouro_vm_release (vm);
  ouro_heap_decref (heap, names);
  if (!good)
    {
      ouro_heap_decref (heap, list);
      return FALSE;
    }
  plan->slots = make_slots_tuple (vm, list);
  look_at_other_bases (plan);
  return TRUE;
}

static gboolean
plan_slots (ClassPlan *plan)
{
  OuroVm *vm = plan->vm;
  gint64  entry = ouro_dict_find_str (vm->heap, plan->dict, ouro_vm_name (vm, OURO_NAME___slots__));

  plan->has_slots = entry >= 0;
  if (plan->has_slots)
    return read_slots (plan, ouro_dict_get_value (vm->heap, plan->dict, (guint32)entry));
  plan->adds_dict = !has_dict (vm, plan->base);
  plan->adds_weakrefs = !has_weakrefs (vm, plan->base) && !has_items (ouro_class_get_layout (vm->heap, plan->base));
  return TRUE;
}

/* Layout ------------------------------------------------------------------------------------ */

/* What an object of the type takes without the collector's header and without its items. */
static guint32
get_basic_size (const OuroProfile *profile,
                OuroId             layout)
{
  switch (layout)
    {
    case OURO_TYPE_OBJECT:
      return HEADER_OBJECT;
    case OURO_TYPE_TYPE:
      return profile->size_class_slots - HEADER_GC;
    case OURO_TYPE_LIST:
      return 40;
    case OURO_TYPE_DICT:
      return 48;
    case OURO_TYPE_SET:
    case OURO_TYPE_FROZENSET:
      return 200;
    case OURO_TYPE_DEQUE:
      return OURO_DEQUE_BYTES - HEADER_GC;
    case OURO_TYPE_ORDERED_DICT:
      return OURO_ORDERED_DICT_BYTES - HEADER_GC;
    case OURO_TYPE_DEFAULTDICT:
      return OURO_DEFAULTDICT_BYTES - HEADER_GC;
    case OURO_TYPE_TUPLE:
      return profile->size_tuple - HEADER_GC;
    case OURO_TYPE_COMPLEX:
      return 32;
    case OURO_TYPE_STR:
      /* Its characters are not part of it; what the free-threaded build adds to all headers stands for the collector's. */
      return profile->size_str_other + 8 - (profile->size_header - HEADER_OBJECT);
    case OURO_TYPE_BYTES:
      return 33;
    case OURO_TYPE_BYTEARRAY:
      return 56;
    case OURO_TYPE_INT:
    case OURO_TYPE_FLOAT:
      return 24;
    default:
      return ouro_type_get_object_size (profile, layout) - HEADER_GC;
    }
}

/* How __sizeof__ counts the pointers that a class adds to its objects (cpython.md 1.4, 1.7; measured for each layout). */
static guint32
get_instance_size (const ClassPlan *plan,
                   guint32          properties,
                   guint            n_slots)
{
  const OuroProfile *profile = plan->vm->profile;
  OuroId             layout = ouro_class_get_layout (plan->vm->heap, plan->base);
  guint              n_layout_slots = ouro_class_get_n_slots (plan->vm->heap, layout);
  guint32            size = get_basic_size (profile, layout) + HEADER_GC + 8 * (n_slots - n_layout_slots);
  gboolean           owns_dict = (properties & OURO_CLASS_HAS_DICT) != 0;
  gboolean           owns_weakrefs = (properties & OURO_CLASS_HAS_WEAKREFS) != 0;

  /* An OrderedDict has both already. */
  if (layout == OURO_TYPE_ORDERED_DICT)
    return size;
  if (profile->weakref_is_managed)
    return size + (owns_dict || owns_weakrefs ? profile->size_managed : 0);
  if (layout == OURO_TYPE_INT)
    return size;
  if (has_items (layout))
    return size + (owns_dict ? 8 : 0);
  /* __sizeof__ of a str knows nothing of the pointer behind it. */
  return size + (owns_dict ? profile->size_managed : 0) + (owns_weakrefs && layout != OURO_TYPE_STR ? 8 : 0);
}

static gboolean
has_inline_values (const ClassPlan *plan,
                   guint            n_slots)
{
  const OuroProfile *profile = plan->vm->profile;
  OuroId             layout = ouro_class_get_layout (plan->vm->heap, plan->base);

  if (layout == OURO_TYPE_ORDERED_DICT || has_items (layout))
    return FALSE;
  if (profile->containers_have_inline_values)
    return TRUE;
  if (layout != OURO_TYPE_OBJECT)
    return FALSE;
  return n_slots == 0 || !profile->slots_prevent_inline_values;
}

static guint32
get_class_properties (const ClassPlan *plan,
                      guint            n_slots)
{
  OuroVm  *vm = plan->vm;
  OuroId   layout = ouro_class_get_layout (vm->heap, plan->base);
  OuroKind kind = ouro_type_get_kind (layout);
  guint32  properties = get_properties (vm, plan->base) & (OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS);

  if (plan->adds_dict)
    properties |= OURO_CLASS_HAS_DICT;
  if (plan->adds_weakrefs)
    properties |= OURO_CLASS_HAS_WEAKREFS;
  if ((properties & OURO_CLASS_HAS_DICT) && (vm->profile->weakref_is_managed || !has_items (layout)))
    properties |= OURO_CLASS_HAS_SHARED_KEYS | (has_inline_values (plan, n_slots) ? OURO_CLASS_HAS_INLINE_VALUES : 0);
  if (layout != OURO_TYPE_OBJECT && kind != OURO_KIND_EXCEPTION && kind != OURO_KIND_WEAKREF && kind != OURO_KIND_CLASS)
    properties |= OURO_CLASS_HAS_PAYLOAD;
  return properties;
}

/* _PyDict_NewKeysForClass (): what methods store in self has its place among the shared keys before any object has it. */
static void
add_static_keys (OuroVm *vm,
                 OuroId  cls,
                 OuroId  dict)
{
  gint64 entry = ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___static_attributes__));
  OuroId names = entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_NO_ID;

  if (names == OURO_NO_ID || vm->heap->rows[names].cls != OURO_TYPE_TUPLE)
    return;
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, names); i++)
    if (vm->heap->rows[ouro_heap_get_cell (vm->heap, names, i)].cls == OURO_TYPE_STR)
      ouro_class_ensure_key (vm->heap, cls, ouro_heap_get_cell (vm->heap, names, i));
}

static OuroId
allocate_class (const ClassPlan *plan)
{
  OuroVm *vm = plan->vm;
  guint   n_own = plan->slots != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, plan->slots) : 0;
  guint   n_slots = ouro_class_get_n_slots (vm->heap, plan->base) + n_own;
  guint32 properties = get_class_properties (plan, n_slots);
  OuroId  cls = ouro_class_new (vm->heap, plan->metaclass, ouro_class_get_layout (vm->heap, plan->base), get_instance_size (plan, properties, n_slots), n_slots, properties);

  ouro_heap_set_cell (vm->heap, cls, OURO_CLASS_DICT, ouro_vm_new_reference (vm, plan->dict));
  if (vm->profile->static_attributes_are_keys && (properties & OURO_CLASS_HAS_SHARED_KEYS))
    add_static_keys (vm, cls, plan->dict);
  ouro_heap_set_cell (vm->heap, cls, OURO_CLASS_BASES, ouro_vm_new_reference (vm, plan->bases));
  ouro_heap_set_cell (vm->heap, cls, OURO_CLASS_BASE, ouro_vm_new_reference (vm, plan->base));
  ouro_class_set_private (vm->heap, cls, OURO_CLASS_NAME, ouro_vm_new_reference (vm, plan->name));
  if (plan->slots != OURO_NO_ID)
    ouro_class_set_private (vm->heap, cls, OURO_CLASS_SLOTS, ouro_vm_new_reference (vm, plan->slots));
  ouro_heap_track (vm->heap, cls);
  ouro_heap_defer_count (vm->heap, cls);
  return cls;
}

/* The namespace ------------------------------------------------------------------------------- */

static OuroId
find_name (const OuroVm *vm,
           OuroId        dict,
           OuroVmName    name)
{
  gint64 entry = ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, name));

  return entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_NO_ID;
}

static void
remove_name (OuroVm    *vm,
             OuroId     dict,
             OuroVmName name)
{
  gint64 entry = ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, name));

  if (entry >= 0)
    ouro_dict_remove (vm->heap, dict, (guint32)entry, NULL);
}

static void
set_name (OuroVm    *vm,
          OuroId     dict,
          OuroVmName name,
          OuroId     value)
{
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, name), value);
}

/* __module__ from the code that makes the class. */
static void
set_module (OuroVm *vm,
            OuroId  dict)
{
  OuroId globals = vm->heap->stack[ouro_vm_get_base (vm) + OURO_FRAME_GLOBALS] & OURO_CELL_ID_MASK;
  OuroId module = find_name (vm, globals, OURO_NAME___name__);

  if (find_name (vm, dict, OURO_NAME___module__) == OURO_NO_ID && module != OURO_NO_ID)
    set_name (vm, dict, OURO_NAME___module__, module);
}

static gboolean
set_qualname (OuroVm *vm,
              OuroId  cls,
              OuroId  dict)
{
  OuroId qualname = find_name (vm, dict, OURO_NAME___qualname__);

  if (qualname != OURO_NO_ID && !ouro_vm_is_instance (vm, qualname, OURO_TYPE_STR))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, qualname);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "type __qualname__ must be a str, not %s", name);
      return FALSE;
    }
  ouro_class_set_private (vm->heap, cls, OURO_CLASS_QUALNAME,
                          ouro_vm_new_reference (vm, qualname != OURO_NO_ID ? qualname : ouro_class_get_private (vm->heap, cls, OURO_CLASS_NAME)));
  if (qualname != OURO_NO_ID)
    remove_name (vm, dict, OURO_NAME___qualname__);
  return TRUE;
}

/* __new__ is a static method, __init_subclass__ and __class_getitem__ are class methods, without a decorator. */
static void
wrap_function (OuroVm    *vm,
               OuroId     dict,
               OuroVmName name,
               OuroId     type)
{
  OuroId function = find_name (vm, dict, name);
  OuroId wrapped;

  if (function == OURO_NO_ID || ouro_heap_get_kind (vm->heap, function) != OURO_KIND_FUNCTION)
    return;
  wrapped = ouro_py_wrapper_method_new (vm, type, function);
  set_name (vm, dict, name, wrapped);
  ouro_heap_decref (vm->heap, wrapped);
}

/* A cell that the class body has left in the namespace for the functions inside it. */
static void
fill_cell (OuroVm    *vm,
           OuroId     dict,
           OuroVmName name,
           OuroId     content)
{
  OuroId cell = find_name (vm, dict, name);
  OuroId old;

  if (cell == OURO_NO_ID || vm->heap->rows[cell].cls != OURO_TYPE_CELL)
    return;
  old = ouro_heap_get_cell (vm->heap, cell, 0);
  ouro_heap_set_cell (vm->heap, cell, 0, ouro_vm_new_reference (vm, content));
  if (old != OURO_NO_ID)
    ouro_heap_decref (vm->heap, old);
  remove_name (vm, dict, name);
}

/* The descriptors of __slots__, then those of __dict__ and __weakref__ where the class brings them. */
static void
add_descriptors (const ClassPlan *plan,
                 OuroId           cls)
{
  OuroVm *vm = plan->vm;
  guint   n = plan->slots != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, plan->slots) : 0;
  guint   first = ouro_class_get_n_slots (vm->heap, plan->base);

  for (guint i = 0; i < n; i++)
    {
      OuroId name = ouro_heap_get_cell (vm->heap, plan->slots, i);
      OuroId member = ouro_py_member_new (vm, cls, name, first + i);

      ouro_dict_set_str (vm->heap, plan->dict, name, member);
      ouro_heap_decref (vm->heap, member);
    }
  if (plan->adds_dict)
    ouro_py_getset_add (vm, cls, plan->dict, OURO_NAME___dict__);
  if (plan->adds_weakrefs)
    ouro_py_getset_add (vm, cls, plan->dict, OURO_NAME___weakref__);
}

static gboolean
set_attributes (const ClassPlan *plan,
                OuroId           cls)
{
  OuroVm *vm = plan->vm;
  OuroId  dict = plan->dict;

  set_module (vm, dict);
  if (!set_qualname (vm, cls, dict))
    return FALSE;
  wrap_function (vm, dict, OURO_NAME___new__, OURO_TYPE_STATICMETHOD);
  wrap_function (vm, dict, OURO_NAME___init_subclass__, OURO_TYPE_CLASSMETHOD);
  wrap_function (vm, dict, OURO_NAME___class_getitem__, OURO_TYPE_CLASSMETHOD);
  fill_cell (vm, dict, OURO_NAME___classcell__, cls);
  fill_cell (vm, dict, OURO_NAME___classdictcell__, dict);
  if (!ouro_vm_set_mro (vm, cls))
    return FALSE;
  add_descriptors (plan, cls);
  if (find_name (vm, dict, OURO_NAME___doc__) == OURO_NO_ID)
    set_name (vm, dict, OURO_NAME___doc__, OURO_ID_NONE);
  if (find_name (vm, dict, OURO_NAME___eq__) != OURO_NO_ID && find_name (vm, dict, OURO_NAME___hash__) == OURO_NO_ID)
    set_name (vm, dict, OURO_NAME___hash__, OURO_ID_NONE);
  ouro_vm_enter_in_bases (vm, cls);
  return TRUE;
}

/* Telling the others -------------------------------------------------------------------------- */

/* To 3.11 another exception is raised because of the pending one; later that gets a note. */
static void
explain_set_name_error (OuroVm *vm,
                        OuroId  cls,
                        OuroId  name,
                        OuroId  value)
{
  OuroId           cause;
  g_autofree char *type = ouro_vm_dup_type_name (vm, value);
  g_autofree char *class_name = ouro_vm_dup_class_name (vm, cls);
  g_autofree char *name_text = ouro_vm_dup_text (vm, name);
  g_autofree char *text = g_strdup_printf ("Error calling __set_name__ on '%s' instance '%s' in '%s'", type, name_text, class_name);

  if (vm->profile->set_name_errors_are_noted)
    {
      ouro_py_exception_add_note (vm, text);
      return;
    }
  cause = ouro_vm_take_exception (vm);
  ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "%s", text);
  ouro_py_exception_set_cause (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION), ouro_vm_new_reference (vm, cause));
  ouro_py_exception_set_context (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION), cause);
}

/* __set_name__ of what stands in the namespace. It may change the namespace, so a copy is walked. */
static gboolean
tell_names (OuroVm *vm,
            OuroId  cls,
            OuroId  dict)
{
  OuroHeap *heap = vm->heap;
  OuroId    copy = ouro_dict_copy (heap, dict);
  gboolean  good = TRUE;

  ouro_vm_hold (vm, copy);
  for (guint32 i = 0; good && i < ouro_dict_get_n_entries (heap, copy); i++)
    {
      OuroId   name = ouro_dict_get_key (heap, copy, i);
      OuroId   args[2] = { cls, name };
      gboolean found;
      OuroId   result;

      if (name == OURO_NO_ID)
        continue;
      result = ouro_vm_call_special (vm, ouro_dict_get_value (heap, copy, i), OURO_NAME___set_name__, args, 2, &found);
      good = !found || result != OURO_NO_ID;
      if (!good && !vm->is_stopping)
        explain_set_name_error (vm, cls, name, ouro_dict_get_value (heap, copy, i));
      if (result != OURO_NO_ID)
        ouro_heap_decref (heap, result);
    }
  ouro_vm_release (vm);
  ouro_heap_decref (heap, copy);
  return good;
}

/* super (cls, cls).__init_subclass__ (**keywords) */
static gboolean
tell_bases (OuroVm        *vm,
            OuroId         cls,
            const guint32 *keywords,
            OuroId         kwnames)
{
  OuroId method = ouro_vm_get_super_attribute (vm, OURO_TYPE_SUPER, cls, cls, ouro_vm_name (vm, OURO_NAME___init_subclass__), NULL);
  OuroId result;

  if (method == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, method);
  result = ouro_vm_call_with (vm, method, keywords, 0, kwnames);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, method);
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

/* type.__new__ -------------------------------------------------------------------------------- */

static OuroId
finish_class (ClassPlan     *plan,
              const guint32 *keywords,
              OuroId         kwnames)
{
  OuroVm  *vm = plan->vm;
  OuroId   cls;
  gboolean good;

  if (!plan_slots (plan))
    return OURO_NO_ID;
  if (plan->slots != OURO_NO_ID)
    ouro_vm_hold (vm, plan->slots);
  cls = allocate_class (plan);
  ouro_vm_hold (vm, cls);
  vm->type_version++;
  good = set_attributes (plan, cls) && tell_names (vm, cls, plan->dict) && tell_bases (vm, cls, keywords, kwnames);
  ouro_vm_release (vm);
  if (plan->slots != OURO_NO_ID)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (good)
    return cls;
  ouro_heap_decref (vm->heap, cls);
  return OURO_NO_ID;
}

/* The tuple of bases of a class that names none. */
static OuroId
get_bases (OuroVm *vm,
           OuroId  bases)
{
  OuroId object = OURO_TYPE_OBJECT;

  if (ouro_heap_get_n_cells (vm->heap, bases) > 0)
    return ouro_vm_new_reference (vm, bases);
  return ouro_py_tuple_pack (vm, &object, 1);
}

/* _PyType_CalculateMetaclass () */
OuroId
ouro_vm_find_metaclass (OuroVm *vm,
                        OuroId  metaclass,
                        OuroId  bases)
{
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, bases); i++)
    {
      OuroId of_base = vm->heap->rows[ouro_heap_get_cell (vm->heap, bases, i)].cls;

      if (ouro_vm_is_subclass (vm, metaclass, of_base))
        continue;
      if (!ouro_vm_is_subclass (vm, of_base, metaclass))
        {
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
          return OURO_NO_ID;
        }
      metaclass = of_base;
    }
  return metaclass;
}

OuroId
ouro_vm_new_class (OuroVm *vm,
                   OuroId  metaclass,
                   OuroId  name,
                   OuroId  bases,
                   OuroId namespace,
                   const guint32 *keywords,
                   OuroId         kwnames)
{
  ClassPlan plan = { .vm = vm, .metaclass = metaclass, .name = ouro_vm_value (vm, name), .base = OURO_NO_ID };
  OuroId    cls = OURO_NO_ID;

  plan.bases = get_bases (vm, bases);
  ouro_vm_hold (vm, plan.bases);
  if (choose_base (&plan))
    {
      plan.dict = ouro_dict_copy (vm->heap, ouro_vm_value (vm, namespace));
      ouro_vm_hold (vm, plan.dict);
      cls = finish_class (&plan, keywords, kwnames);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return cls;
}
