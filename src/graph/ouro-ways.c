/* ouro-ways.c - what an object refers to, and how Python would say it */
#include "ouro-ways.h"

#include "ouro-atom.h"
#include "ouro-deque.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-order.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

/* How many items a tuple may have to be seen as one value. */
#define VALUE_ITEMS 8

typedef struct
{
  const OuroRoots *roots;
  const OuroHeap  *heap;
  OuroId           object;
  OuroWayFunc      func;
  gpointer         user_data;
  gboolean         is_over;
} Walk;

static void
give (Walk   *walk,
      OuroWay way)
{
  guint32 cell = way.referent;

  if (walk->is_over || cell == 0 || (cell & OURO_CELL_INT))
    return;
  way.referent = cell & OURO_CELL_ID_MASK;
  way.is_counted = !way.is_weak && !(cell & OURO_CELL_BORROWED);
  walk->is_over = !walk->func (&way, walk->user_data);
}

static void
give_cell (Walk       *walk,
           OuroWayKind kind,
           const char *field,
           guint32     cell)
{
  give (walk, (OuroWay){
                .kind = kind,
                .field = field,
                .referent = ouro_heap_get_cell (walk->heap, walk->object, cell),
                .owner = walk->object,
                .cell = cell,
              });
}

/* Containers ---------------------------------------------------------------------------------- */

/* first: the cell of the first item. */
static void
walk_items (Walk   *walk,
            OuroId  sequence,
            guint32 first)
{
  for (guint32 i = first; i < ouro_heap_get_n_cells (walk->heap, sequence) && !walk->is_over; i++)
    give (walk, (OuroWay){
                  .kind = OURO_WAY_INDEX,
                  .index = i - first,
                  .referent = ouro_heap_get_cell (walk->heap, sequence, i),
                  .owner = sequence,
                  .cell = i,
                });
}

static void
walk_members (Walk  *walk,
              OuroId set)
{
  for (guint32 i = 0; i < ouro_heap_get_n_cells (walk->heap, set) && !walk->is_over; i++)
    give (walk, (OuroWay){
                  .kind = OURO_WAY_MEMBER,
                  .referent = ouro_heap_get_cell (walk->heap, set, i),
                  .owner = set,
                  .cell = i,
                });
}

static void
walk_entry (Walk       *walk,
            OuroId      dict,
            guint32     entry,
            OuroWayKind kind)
{
  OuroId key = ouro_dict_get_key (walk->heap, dict, entry);

  give (walk, (OuroWay){ .kind = OURO_WAY_DICT_KEY, .name = key, .referent = key, .owner = dict, .cell = 2 * entry + 1 });
  give (walk, (OuroWay){
                .kind = kind,
                .name = key,
                .referent = ouro_dict_get_value (walk->heap, dict, entry),
                .owner = dict,
                .cell = 2 * entry,
              });
}

/* kind: what the values are called. */
static void
walk_dict (Walk       *walk,
           OuroId      dict,
           OuroWayKind kind)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (walk->heap, dict) && !walk->is_over; i++)
    walk_entry (walk, dict, i, kind);
}

/* The entries of an OrderedDict in its own order, which holds the keys once more. */
static void
walk_ordered_dict (Walk  *walk,
                   OuroId dict)
{
  const OuroHeap *heap = walk->heap;
  guint32         node = ouro_order_get_end_node (heap, walk->object, FALSE);

  for (; node != OURO_NO_NODE && !walk->is_over; node = ouro_order_get_neighbour (heap, walk->object, node, TRUE))
    {
      OuroId  key = ouro_order_get_key (heap, walk->object, node);
      guint32 entry = node - 1;

      give (walk, (OuroWay){ .kind = OURO_WAY_INNER, .field = "", .referent = key, .owner = ouro_order_get (heap, walk->object), .cell = ouro_order_get_key_cell (node) });
      if (entry < ouro_dict_get_n_entries (heap, dict) && ouro_dict_get_key (heap, dict, entry) == key)
        walk_entry (walk, dict, entry, OURO_WAY_KEY);
    }
}

/* A dict in a cell of the object whose entries are its attributes. */
static void
walk_inner_dict (Walk   *walk,
                 guint32 cell)
{
  OuroId dict = ouro_heap_get_cell (walk->heap, walk->object, cell) & OURO_CELL_ID_MASK;

  if (dict != OURO_NO_ID && ouro_heap_get_kind (walk->heap, dict) == OURO_KIND_DICT)
    walk_dict (walk, dict, OURO_WAY_ATTRIBUTE);
  give_cell (walk, OURO_WAY_INNER, "__dict__", cell);
}

static void
walk_contents (Walk  *walk,
               OuroId container)
{
  switch ((guint)ouro_heap_get_kind (walk->heap, container))
    {
    case OURO_KIND_LIST:
    case OURO_KIND_TUPLE:
      walk_items (walk, container, 0);
      break;
    case OURO_KIND_DEQUE:
      walk_items (walk, container, ouro_heap_get_n_cells (walk->heap, container) - ouro_deque_get_length (walk->heap, container));
      break;
    case OURO_KIND_DICT:
      walk_dict (walk, container, OURO_WAY_KEY);
      break;
    case OURO_KIND_SET:
      walk_members (walk, container);
      break;
    default:
      break;
    }
}

/* Instances ----------------------------------------------------------------------------------- */

/* The name of a value of __slots__: those of the bases come first. */
static OuroId
get_slot_name (const OuroHeap *heap,
               OuroId          cls,
               guint           slot)
{
  OuroId names;

  while (cls >= OURO_N_TYPES && ouro_class_get_n_slots (heap, ouro_heap_get_cell (heap, cls, OURO_CLASS_BASE)) > slot)
    cls = ouro_heap_get_cell (heap, cls, OURO_CLASS_BASE);
  if (cls < OURO_N_TYPES)
    return OURO_NO_ID;
  names = ouro_class_get_private (heap, cls, OURO_CLASS_SLOTS);
  slot -= ouro_class_get_n_slots (heap, ouro_heap_get_cell (heap, cls, OURO_CLASS_BASE));
  if (names == OURO_NO_ID || slot >= ouro_heap_get_n_cells (heap, names))
    return OURO_NO_ID;
  return ouro_heap_get_cell (heap, names, slot);
}

static void
walk_slots (Walk *walk)
{
  OuroId cls = ouro_heap_get_class (walk->heap, walk->object);

  for (guint i = 0; i < ouro_class_get_n_slots (walk->heap, cls); i++)
    {
      guint32 cell = ouro_heap_get_cell (walk->heap, walk->object, i);
      OuroId  name = get_slot_name (walk->heap, cls, i);

      give (walk, (OuroWay){
                    .kind = name != OURO_NO_ID                ? OURO_WAY_ATTRIBUTE
                            : (cell & OURO_CELL_PRIVATE) != 0 ? OURO_WAY_INNER
                                                              : OURO_WAY_FIELD,
                    .name = name,
                    .field = ouro_class_get_layout (walk->heap, cls) == OURO_TYPE_DEFAULTDICT ? "default_factory" : "",
                    .referent = cell & OURO_CELL_ID_MASK,
                    .owner = walk->object,
                    .cell = i,
                  });
    }
}

/* The cell of an inline value, by its name. */
static guint32
find_inline_cell (const OuroHeap *heap,
                  OuroId          instance,
                  OuroId          name)
{
  OuroId cls = ouro_heap_get_class (heap, instance);
  guint  place = 0;

  while (ouro_class_get_key (heap, cls, place) != name)
    place++;
  return ouro_class_get_n_slots (heap, cls) + 1 + place;
}

static void
walk_inline_values (Walk *walk)
{
  OuroId names[OURO_SHARED_KEYS_MAXIMUM], values[OURO_SHARED_KEYS_MAXIMUM];
  guint  n = ouro_instance_get_inline (walk->heap, walk->object, names, values);

  for (guint i = 0; i < n && !walk->is_over; i++)
    give (walk, (OuroWay){
                  .kind = OURO_WAY_ATTRIBUTE,
                  .name = names[i],
                  .referent = values[i],
                  .owner = walk->object,
                  .cell = find_inline_cell (walk->heap, walk->object, names[i]),
                });
}

static void
walk_instance (Walk *walk)
{
  OuroId payload = ouro_instance_get_payload (walk->heap, walk->object);

  walk_slots (walk);
  walk_inline_values (walk);
  if (ouro_instance_get_dict (walk->heap, walk->object) != OURO_NO_ID)
    walk_inner_dict (walk, ouro_class_get_n_slots (walk->heap, ouro_heap_get_class (walk->heap, walk->object)));
  if (payload != OURO_NO_ID)
    {
      if (ouro_order_get (walk->heap, walk->object) != OURO_NO_ID)
        walk_ordered_dict (walk, payload);
      else
        walk_contents (walk, payload);
      give_cell (walk, OURO_WAY_INNER, "", ouro_heap_get_n_cells (walk->heap, walk->object) - 1);
    }
}

/* Of the interpreter's own kinds -------------------------------------------------------------- */

static void
walk_class (Walk *walk)
{
  if (ouro_heap_get_n_cells (walk->heap, walk->object) < OURO_CLASS_N_CELLS)
    return;
  walk_inner_dict (walk, OURO_CLASS_DICT);
  give_cell (walk, OURO_WAY_FIELD, "__base__", OURO_CLASS_BASE);
  give_cell (walk, OURO_WAY_INNER, "__mro__", OURO_CLASS_MRO);
  give_cell (walk, OURO_WAY_INNER, "__bases__", OURO_CLASS_BASES);
  for (guint i = OURO_CLASS_FIRST_PRIVATE; i < OURO_CLASS_N_CELLS; i++)
    give_cell (walk, OURO_WAY_INNER, "", i);
}

static void
walk_function (Walk *walk)
{
  static const char *const fields[OURO_FUNCTION_N_CELLS] = {
    [OURO_FUNCTION_DEFAULTS] = "__defaults__",
    [OURO_FUNCTION_KWDEFAULTS] = "__kwdefaults__",
    [OURO_FUNCTION_CLOSURE] = "__closure__",
  };

  for (guint i = 0; i < ouro_heap_get_n_cells (walk->heap, walk->object); i++)
    if (i == OURO_FUNCTION_DICT)
      walk_inner_dict (walk, i);
    else
      give_cell (walk, fields[i] != NULL ? OURO_WAY_FIELD : OURO_WAY_INNER, fields[i] != NULL ? fields[i] : "", i);
}

static const char *
get_cell_name (Walk   *walk,
               guint32 cell)
{
  return walk->roots->get_cell_name != NULL ? walk->roots->get_cell_name (walk->heap, walk->object, cell,
                                                                          walk->roots->data)
                                            : NULL;
}

/* The fields of its type, then those that all exceptions have. */
static void
walk_exception (Walk *walk)
{
  static const char *const fields[OURO_EXCEPTION_N_COMMON] = {
    [OURO_EXCEPTION_ARGS] = "args",
    [OURO_EXCEPTION_TRACEBACK] = "__traceback__",
    [OURO_EXCEPTION_CAUSE] = "__cause__",
    [OURO_EXCEPTION_CONTEXT] = "__context__",
  };
  guint32 n = ouro_heap_get_n_cells (walk->heap, walk->object);
  guint32 n_own = n - MIN (n, OURO_EXCEPTION_N_COMMON);

  for (guint32 i = n_own; i < n; i++)
    if (i - n_own == OURO_EXCEPTION_DICT)
      walk_inner_dict (walk, i);
    else
      give_cell (walk, OURO_WAY_FIELD, fields[i - n_own], i);
  for (guint32 i = 0; i < n_own; i++)
    {
      const char *name = get_cell_name (walk, i);

      give_cell (walk, OURO_WAY_FIELD, name != NULL ? name : "", i);
    }
}

static void
walk_weakref (Walk *walk)
{
  give (walk, (OuroWay){
                .kind = OURO_WAY_FIELD,
                .field = "target",
                .referent = ouro_weakref_get_target (walk->heap, walk->object),
                .owner = walk->object,
                .cell = OURO_NO_CELL,
                .is_weak = TRUE,
              });
  give_cell (walk, OURO_WAY_FIELD, "callback", 0);
}

/* Records whose cells have names in Python; of the others the virtual machine is asked. */
static const char *
get_record_field (OuroId  cls,
                  guint32 cell)
{
  static const char *const method_fields[] = { "__func__", "__self__" };
  static const char *const traceback_fields[] = { "tb_next", "tb_frame" };
  static const char *const property_fields[] = { "fget", "fset", "fdel", "__doc__" };

  if (cls == OURO_TYPE_CELL)
    return "cell_contents";
  if (cls == OURO_TYPE_METHOD && cell < G_N_ELEMENTS (method_fields))
    return method_fields[cell];
  if (cls == OURO_TYPE_TRACEBACK && cell < G_N_ELEMENTS (traceback_fields))
    return traceback_fields[cell];
  if (cls == OURO_TYPE_PROPERTY && cell < G_N_ELEMENTS (property_fields))
    return property_fields[cell];
  return "";
}

/* When the virtual machine cannot be asked: what a frame holds besides objects of the program's
 * is taken for its own. */
static gboolean
is_likely_local (const OuroHeap *heap,
                 guint32         cell)
{
  OuroId   object = cell & OURO_CELL_INT ? OURO_NO_ID : cell & OURO_CELL_ID_MASK;
  OuroKind kind = ouro_heap_get_kind (heap, object);

  return object != OURO_NO_ID && !(ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE) &&
         !ouro_kind_is_atom (kind) && kind != OURO_KIND_CODE && kind != OURO_KIND_FUNCTION;
}

static void
walk_cells (Walk *walk)
{
  OuroKind kind = ouro_heap_get_kind (walk->heap, walk->object);
  OuroId   cls = ouro_heap_get_class (walk->heap, walk->object);

  for (guint32 i = 0; i < ouro_heap_get_n_cells (walk->heap, walk->object) && !walk->is_over; i++)
    {
      const char *name = get_cell_name (walk, i);

      if (name != NULL)
        give_cell (walk, OURO_WAY_FIELD, name, i);
      else if (kind == OURO_KIND_RECORD)
        give_cell (walk, OURO_WAY_FIELD, get_record_field (cls, i), i);
      else if (walk->roots->get_cell_name == NULL &&
               is_likely_local (walk->heap, ouro_heap_get_cell (walk->heap, walk->object, i)))
        give_cell (walk, OURO_WAY_FIELD, "", i);
      else
        give_cell (walk, OURO_WAY_INNER, "", i);
    }
}

static void
walk_object (Walk *walk)
{
  OuroKind kind = ouro_heap_get_kind (walk->heap, walk->object);

  switch ((guint)kind)
    {
    case OURO_KIND_LIST:
    case OURO_KIND_TUPLE:
    case OURO_KIND_DICT:
    case OURO_KIND_SET:
    case OURO_KIND_DEQUE:
      walk_contents (walk, walk->object);
      break;
    case OURO_KIND_INSTANCE:
      walk_instance (walk);
      break;
    case OURO_KIND_CLASS:
      walk_class (walk);
      break;
    case OURO_KIND_FUNCTION:
      walk_function (walk);
      break;
    case OURO_KIND_MODULE:
      if (ouro_heap_get_n_cells (walk->heap, walk->object) > 0)
        walk_inner_dict (walk, 0);
      break;
    case OURO_KIND_EXCEPTION:
      walk_exception (walk);
      break;
    case OURO_KIND_WEAKREF:
      walk_weakref (walk);
      break;
    default:
      if (ouro_kind_get_storage (kind) != OURO_STORAGE_ATOM)
        walk_cells (walk);
      break;
    }
}

void
ouro_ways_foreach (const OuroRoots *roots,
                   OuroId           object,
                   OuroWayFunc      func,
                   gpointer         user_data)
{
  Walk walk = { .roots = roots, .heap = roots->heap, .object = object, .func = func, .user_data = user_data };

  walk_object (&walk);
  if (ouro_heap_get_flags (roots->heap, object) & OURO_FLAG_OWNS_CLASS)
    give (&walk, (OuroWay){
                   .kind = OURO_WAY_CLASS,
                   .referent = ouro_heap_get_class (roots->heap, object),
                   .owner = object,
                   .cell = OURO_NO_CELL,
                 });
}

/* What people are shown ----------------------------------------------------------------------- */

gboolean
ouro_ways_is_atom (const OuroHeap *heap,
                   OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);

  return ouro_kind_is_atom (kind) || kind == OURO_KIND_RANGE;
}

gboolean
ouro_ways_is_value (const OuroHeap *heap,
                    OuroId          object)
{
  guint32 n = ouro_heap_get_n_cells (heap, object);

  if (ouro_ways_is_atom (heap, object))
    return TRUE;
  if (ouro_heap_get_kind (heap, object) != OURO_KIND_TUPLE || n > VALUE_ITEMS)
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      OuroId item = ouro_heap_get_cell (heap, object, i);

      if (item != OURO_NO_ID && !ouro_ways_is_atom (heap, item))
        return FALSE;
    }
  return TRUE;
}

gboolean
ouro_ways_is_dunder (const OuroHeap *heap,
                     OuroId          name)
{
  gsize n;

  if (ouro_heap_get_kind (heap, name) != OURO_KIND_STR)
    return FALSE;
  n = ouro_str_get_length (heap, name);
  return n > 4 && ouro_str_get_character (heap, name, 0) == '_' && ouro_str_get_character (heap, name, 1) == '_' &&
         ouro_str_get_character (heap, name, n - 1) == '_' && ouro_str_get_character (heap, name, n - 2) == '_';
}

typedef struct
{
  const OuroHeap *heap;
  OuroKind        kind; /* of the object */
  OuroWayFunc     func;
  gpointer        user_data;
} Shown;

/* Methods, properties and the like are what a class is made of, not what it holds for its user. */
static gboolean
is_data (const OuroHeap *heap,
         const OuroWay  *way)
{
  OuroId cls = ouro_heap_get_class (heap, way->referent);

  switch ((guint)ouro_heap_get_kind (heap, way->referent))
    {
    case OURO_KIND_FUNCTION:
    case OURO_KIND_BUILTIN:
      return FALSE;
    case OURO_KIND_RECORD:
      return cls != OURO_TYPE_PROPERTY && cls != OURO_TYPE_STATICMETHOD && cls != OURO_TYPE_CLASSMETHOD &&
             cls != OURO_TYPE_GETSET_DESCRIPTOR && cls != OURO_TYPE_MEMBER_DESCRIPTOR;
    default:
      return !ouro_ways_is_dunder (heap, way->name);
    }
}

static gboolean
is_shown (const Shown   *shown,
          const OuroWay *way)
{
  switch (way->kind)
    {
    case OURO_WAY_CLASS:
    case OURO_WAY_INNER:
      return FALSE;
    case OURO_WAY_DICT_KEY:
      return !ouro_ways_is_value (shown->heap, way->referent);
    case OURO_WAY_ATTRIBUTE:
      return shown->kind != OURO_KIND_CLASS || is_data (shown->heap, way);
    case OURO_WAY_FIELD:
      return shown->kind != OURO_KIND_CLASS || way->referent >= OURO_N_TYPES;
    case OURO_WAY_INDEX:
    case OURO_WAY_KEY:
    case OURO_WAY_MEMBER:
    default:
      return TRUE;
    }
}

static gboolean
pass_shown (const OuroWay *way,
            gpointer       user_data)
{
  Shown *shown = user_data;

  return !is_shown (shown, way) || shown->func (way, shown->user_data);
}

void
ouro_ways_foreach_shown (const OuroRoots *roots,
                         OuroId           object,
                         OuroWayFunc      func,
                         gpointer         user_data)
{
  Shown shown = { roots->heap, ouro_heap_get_kind (roots->heap, object), func, user_data };

  if (ouro_ways_is_atom (roots->heap, object) || shown.kind == OURO_KIND_MODULE || shown.kind == OURO_KIND_BUILTIN ||
      shown.kind == OURO_KIND_CODE)
    return;
  ouro_ways_foreach (roots, object, pass_shown, &shown);
}

typedef struct
{
  guint    left;
  OuroWay *way;
  gboolean found;
} Nth;

static gboolean
take_nth (const OuroWay *way,
          gpointer       user_data)
{
  Nth *nth = user_data;

  if (nth->left-- > 0)
    return TRUE;
  *nth->way = *way;
  nth->found = TRUE;
  return FALSE;
}

gboolean
ouro_ways_get_shown (const OuroRoots *roots,
                     OuroId           object,
                     guint            slot,
                     OuroWay         *way)
{
  Nth nth = { .left = slot, .way = way };

  ouro_ways_foreach_shown (roots, object, take_nth, &nth);
  return nth.found;
}
