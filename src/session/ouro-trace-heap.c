/* ouro-trace-heap.c - what a recorder would find in the heap, object by object */
#include "ouro-trace-heap.h"

#include <string.h>

#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-repr.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

/* The recorder cuts longer values. */
#define MAX_VALUE 300

/* How an object is shown. */
typedef enum {
  SHOWN_ATOM,
  SHOWN_CLASS,
  SHOWN_FUNCTION,
  SHOWN_MODULE,
  SHOWN_BUILTIN,
  SHOWN_OUTSIDE,
  SHOWN_LIBRARY, /* an instance of a class of the library that is written in Python */
  SHOWN_CODE,
  SHOWN_NODE,
} Shown;

typedef struct
{
  const OuroHeap *heap;
  GHashTable     *labels; /* object -> number */
  GArray         *order;  /* of OuroId */
  GHashTable     *quoted; /* str -> how many objects have it as their value */
} Walk;

static gboolean
is_flagged_outside (const OuroHeap *heap,
                    OuroId          object)
{
  return object < OURO_N_TYPES || (ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE);
}

static gboolean
is_exact_atom (const OuroHeap *heap,
               OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);

  return kind == OURO_KIND_RANGE || kind == OURO_KIND_BYTEARRAY || (ouro_kind_is_atom (kind) && kind != OURO_KIND_OBJECT);
}

static gboolean
is_of_library (const OuroHeap *heap,
               OuroId          object)
{
  OuroId cls = ouro_heap_get_class (heap, object);

  return cls >= OURO_N_TYPES && is_flagged_outside (heap, cls) && !is_flagged_outside (heap, object);
}

static Shown
get_shown (const OuroHeap *heap,
           OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);
  OuroId   self;

  if (is_exact_atom (heap, object))
    return SHOWN_ATOM;
  if (is_of_library (heap, object))
    return SHOWN_LIBRARY;
  switch ((guint)kind)
    {
    case OURO_KIND_CLASS:
      return SHOWN_CLASS;
    case OURO_KIND_FUNCTION:
      return SHOWN_FUNCTION;
    case OURO_KIND_MODULE:
      return SHOWN_MODULE;
    case OURO_KIND_CODE:
      return SHOWN_CODE;
    case OURO_KIND_BUILTIN:
      self = ouro_heap_get_cell (heap, object, 1) & OURO_CELL_ID_MASK;
      return self == OURO_NO_ID || ouro_heap_get_kind (heap, self) == OURO_KIND_MODULE || ouro_heap_get_kind (heap, self) == OURO_KIND_CLASS || is_flagged_outside (heap, self)
               ? SHOWN_BUILTIN
               : SHOWN_NODE;
    default:
      /* Constants of the program are there before it begins, and are a part of it. */
      return is_flagged_outside (heap, object) && kind != OURO_KIND_TUPLE ? SHOWN_OUTSIDE : SHOWN_NODE;
    }
}

/* Referents --------------------------------------------------------------------------------- */

/* What get_referents () gives besides what a trace leaves out: code, the module's namespace, builtins. */
static gboolean
is_left_out (const OuroHeap *heap,
             OuroId          object)
{
  if (ouro_heap_get_kind (heap, object) == OURO_KIND_CODE || object == ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE))
    return TRUE;
  return ouro_heap_get_kind (heap, object) == OURO_KIND_DICT && is_flagged_outside (heap, object);
}

typedef struct
{
  const OuroHeap *heap;
  OuroId          object;
  OuroId          dict;    /* of an instance: its values stand in its place */
  OuroId          payload; /* of an instance: likewise */
  gboolean        has_class;
  GArray         *referents;
} Gathering;

static void gather (OuroId   referent,
                    gpointer data);

static void
gather_values (Gathering *self,
               OuroId     dict)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (self->heap, dict); i++)
    {
      OuroId value = ouro_dict_get_value (self->heap, dict, i);

      if (value != OURO_NO_ID && !is_left_out (self->heap, value))
        g_array_append_val (self->referents, value);
    }
}

/* The dict of an instance by itself: its values in the order of the shared keys. */
static void
gather_shared_values (Gathering *self,
                      OuroId     cls)
{
  for (guint i = 0; i < ouro_class_get_n_keys (self->heap, cls); i++)
    {
      gint64 entry = ouro_dict_find_str (self->heap, self->object, ouro_class_get_key (self->heap, cls, i));
      OuroId value = entry >= 0 ? ouro_dict_get_value (self->heap, self->object, (guint32)entry) : OURO_NO_ID;

      if (value != OURO_NO_ID && !is_left_out (self->heap, value))
        g_array_append_val (self->referents, value);
    }
}

static void
gather_from_dict (Gathering *self)
{
  OuroId cls = ouro_dict_get_shared_class (self->heap, self->object);

  if (cls != OURO_NO_ID)
    gather_shared_values (self, cls);
  else if (ouro_dict_has_str_keys (self->heap, self->object))
    gather_values (self, self->object);
  else
    ouro_heap_foreach_referent (self->heap, self->object, gather, self);
}

/* What the base type of an instance holds. */
static void
gather_from_payload (Gathering *self)
{
  if (ouro_heap_get_kind (self->heap, self->payload) == OURO_KIND_DICT && ouro_dict_has_str_keys (self->heap, self->payload))
    gather_values (self, self->payload);
  else
    ouro_heap_foreach_referent (self->heap, self->payload, gather, self);
}

static void
gather (OuroId   referent,
        gpointer data)
{
  Gathering *self = data;

  if (referent == self->dict && self->dict != OURO_NO_ID)
    gather_values (self, self->dict);
  else if (referent == self->payload && self->payload != OURO_NO_ID)
    gather_from_payload (self);
  else if (self->has_class && referent == ouro_heap_get_class (self->heap, self->object))
    self->has_class = FALSE;
  else if (!is_left_out (self->heap, referent))
    g_array_append_val (self->referents, referent);
}

/* An instance of int or tuple with more attributes has in 3.11 its dict behind its items, where the recorder does not look. */
static OuroId
get_own_dict (const OuroHeap *heap,
              OuroId          object)
{
  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_INSTANCE:
      if (!(ouro_class_get_properties (heap, ouro_heap_get_class (heap, object)) & OURO_CLASS_HAS_SHARED_KEYS))
        return OURO_NO_ID;
      return ouro_instance_get_dict (heap, object);
    case OURO_KIND_EXCEPTION:
      return ouro_heap_get_cell (heap, object, ouro_heap_get_n_cells (heap, object) - OURO_EXCEPTION_N_COMMON + OURO_EXCEPTION_DICT) & OURO_CELL_ID_MASK;
    default:
      return OURO_NO_ID;
    }
}

/* What stands in "refs"; opaque objects have none. */
static GArray *
list_referents (const OuroHeap *heap,
                OuroId          object)
{
  GArray   *referents = g_array_new (FALSE, FALSE, sizeof (OuroId));
  Shown     shown = get_shown (heap, object);
  OuroId    payload = ouro_heap_get_kind (heap, object) == OURO_KIND_INSTANCE ? ouro_instance_get_payload (heap, object) : OURO_NO_ID;
  Gathering self = { heap, object, get_own_dict (heap, object), payload, (ouro_heap_get_flags (heap, object) & OURO_FLAG_OWNS_CLASS) != 0, referents };
  OuroId    receiver;

  if (shown != SHOWN_NODE)
    return referents;
  if (ouro_heap_get_kind (heap, object) == OURO_KIND_BUILTIN)
    {
      receiver = ouro_heap_get_cell (heap, object, 1) & OURO_CELL_ID_MASK;
      g_array_append_val (referents, receiver);
      return referents;
    }
  if (ouro_heap_get_kind (heap, object) == OURO_KIND_DICT)
    gather_from_dict (&self);
  else
    ouro_heap_foreach_referent (heap, object, gather, &self);
  return referents;
}

/* Labels ------------------------------------------------------------------------------------ */

static void
meet (Walk  *walk,
      OuroId object)
{
  if (object == OURO_NO_ID || g_hash_table_contains (walk->labels, GUINT_TO_POINTER (object)))
    return;
  g_array_append_val (walk->order, object);
  g_hash_table_insert (walk->labels, GUINT_TO_POINTER (object), GUINT_TO_POINTER (walk->order->len));
}

/* Breadth first from what has been met since the place. */
static void
walk_from (Walk *walk,
           guint place)
{
  for (; place < walk->order->len; place++)
    {
      OuroId object = g_array_index (walk->order, OuroId, place);
      g_autoptr (GArray) referents = list_referents (walk->heap, object);

      for (guint i = 0; i < referents->len; i++)
        meet (walk, g_array_index (referents, OuroId, i));
      if (get_shown (walk->heap, object) == SHOWN_NODE)
        meet (walk, get_own_dict (walk->heap, object));
    }
}

static void
set_label (JsonBuilder *builder,
           guint        label)
{
  g_autofree char *text = g_strdup_printf ("o%u", label);

  json_builder_add_string_value (builder, text);
}

static guint
get_label (const Walk *walk,
           OuroId      object)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (walk->labels, GUINT_TO_POINTER (object)));
}

static void
add_label (JsonBuilder *builder,
           const Walk  *walk,
           OuroId       object)
{
  guint label = get_label (walk, object);

  if (label > 0)
    set_label (builder, label);
  else
    json_builder_add_null_value (builder);
}

/* Names ------------------------------------------------------------------------------------- */

static gboolean
is_dunder (const char *name)
{
  return g_str_has_prefix (name, "__") && g_str_has_suffix (name, "__");
}

/* The name of an entry of the namespace that a trace shows; NULL for others. */
static char *
dup_name (const OuroHeap *heap,
          OuroId          dict,
          guint32         entry)
{
  OuroId           key = ouro_dict_get_key (heap, dict, entry);
  g_autofree char *name = NULL;

  if (key == OURO_NO_ID || ouro_heap_get_kind (heap, key) != OURO_KIND_STR)
    return NULL;
  name = ouro_str_dup_utf8 (heap, key, NULL);
  return is_dunder (name) ? NULL : g_steal_pointer (&name);
}

static void
meet_names (Walk *walk)
{
  OuroId dict = ouro_heap_get_root (walk->heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; i < ouro_dict_get_n_entries (walk->heap, dict); i++)
    {
      g_autofree char *name = dup_name (walk->heap, dict, i);

      if (name != NULL)
        meet (walk, ouro_dict_get_value (walk->heap, dict, i));
    }
  walk_from (walk, 0);
}

static void
add_names (JsonBuilder *builder,
           const Walk  *walk)
{
  OuroId dict = ouro_heap_get_root (walk->heap, OURO_ROOT_NAMESPACE);

  json_builder_set_member_name (builder, "names");
  json_builder_begin_object (builder);
  for (guint32 i = 0; i < ouro_dict_get_n_entries (walk->heap, dict); i++)
    {
      g_autofree char *name = dup_name (walk->heap, dict, i);

      if (name == NULL)
        continue;
      json_builder_set_member_name (builder, name);
      add_label (builder, walk, ouro_dict_get_value (walk->heap, dict, i));
    }
  json_builder_end_object (builder);
}

/* Garbage ----------------------------------------------------------------------------------- */

static void
hide (OuroId   object,
      gpointer data)
{
  Walk *hidden = data;

  if (!is_flagged_outside (hidden->heap, object) && object != ouro_heap_get_root (hidden->heap, OURO_ROOT_NAMESPACE))
    meet (hidden, object);
}

/* What a program hung on the modules that were there before it: sys.modules is the root that leads to them. */
static void
hide_contents_of_modules (Walk *hidden)
{
  const OuroHeap *heap = hidden->heap;

  for (guint root = OURO_ROOT_VM; root < OURO_N_ROOTS; root++)
    {
      OuroId modules = ouro_heap_get_root (heap, root);

      if (modules == OURO_NO_ID || ouro_heap_get_kind (heap, modules) != OURO_KIND_DICT)
        continue;
      for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, modules); i++)
        {
          OuroId module = ouro_dict_get_value (heap, modules, i);
          OuroId dict = module != OURO_NO_ID && ouro_heap_get_kind (heap, module) == OURO_KIND_MODULE ? ouro_heap_get_cell (heap, module, 0) & OURO_CELL_ID_MASK : OURO_NO_ID;

          if (dict != OURO_NO_ID && dict != ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE))
            ouro_heap_foreach_referent (heap, dict, hide, hidden);
        }
    }
}

/* What can be reached only through opaque objects is neither shown nor garbage. */
static GHashTable *
find_hidden (const Walk *walk)
{
  Walk hidden = { walk->heap, g_hash_table_new (NULL, NULL), g_array_new (FALSE, FALSE, sizeof (OuroId)), NULL };

  for (guint i = 0; i < walk->order->len; i++)
    {
      OuroId object = g_array_index (walk->order, OuroId, i);
      Shown  shown = get_shown (walk->heap, object);

      if ((shown == SHOWN_CLASS || shown == SHOWN_FUNCTION || shown == SHOWN_MODULE || shown == SHOWN_LIBRARY) && !is_flagged_outside (walk->heap, object))
        ouro_heap_foreach_referent (walk->heap, object, hide, &hidden);
    }
  hide_contents_of_modules (&hidden);
  for (guint i = 0; i < hidden.order->len; i++)
    ouro_heap_foreach_referent (walk->heap, g_array_index (hidden.order, OuroId, i), hide, &hidden);
  g_array_unref (hidden.order);
  return hidden.labels;
}

static void
add_plumbing (GHashTable *plumbing,
              OuroId      object)
{
  if (object != OURO_NO_ID)
    g_hash_table_add (plumbing, GUINT_TO_POINTER (object));
}

/* What a class is made of besides what its statement says. */
static void
note_class (const OuroHeap *heap,
            OuroId          cls,
            GHashTable     *plumbing)
{
  OuroId dict = ouro_heap_get_cell (heap, cls, OURO_CLASS_DICT) & OURO_CELL_ID_MASK;

  add_plumbing (plumbing, dict);
  add_plumbing (plumbing, ouro_heap_get_cell (heap, cls, OURO_CLASS_MRO) & OURO_CELL_ID_MASK);
  add_plumbing (plumbing, ouro_heap_get_cell (heap, cls, OURO_CLASS_BASES) & OURO_CELL_ID_MASK);
  add_plumbing (plumbing, ouro_class_get_private (heap, cls, OURO_CLASS_SLOTS));
  for (guint32 i = 0; dict != OURO_NO_ID && i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId           value = ouro_dict_get_value (heap, dict, i);
      OuroId           key = ouro_dict_get_key (heap, dict, i);
      OuroId           type = value != OURO_NO_ID ? ouro_heap_get_class (heap, value) : OURO_NO_ID;
      g_autofree char *name = value != OURO_NO_ID && ouro_heap_get_kind (heap, key) == OURO_KIND_STR ? ouro_str_dup_utf8 (heap, key, NULL) : NULL;

      if (type == OURO_TYPE_GETSET_DESCRIPTOR || type == OURO_TYPE_MEMBER_DESCRIPTOR || g_strcmp0 (name, "__static_attributes__") == 0)
        add_plumbing (plumbing, value);
    }
}

static gboolean
is_class_weakref (const OuroHeap *heap,
                  OuroId          object)
{
  OuroId target;

  if (ouro_heap_get_kind (heap, object) != OURO_KIND_WEAKREF)
    return FALSE;
  target = ouro_weakref_get_target (heap, object);
  return target != OURO_NO_ID && ouro_heap_get_kind (heap, target) == OURO_KIND_CLASS;
}

/* Tracked objects of the program that neither names nor opaque objects lead to, the young list first. */
static GArray *
list_left_over (const Walk *walk)
{
  const OuroHeap *heap = walk->heap;
  GArray         *left = g_array_new (FALSE, FALSE, sizeof (OuroId));
  GArray         *garbage = g_array_new (FALSE, FALSE, sizeof (OuroId));
  g_autoptr (GHashTable) hidden = find_hidden (walk);
  g_autoptr (GHashTable) plumbing = g_hash_table_new (NULL, NULL);

  for (OuroListNumber list = OURO_LIST_YOUNG; list <= OURO_LIST_OLD; list++)
    {
      guint32       n;
      const OuroId *places = ouro_heap_get_list_places (heap, list, &n);

      for (guint32 i = 0; i < n; i++)
        {
          OuroId object = places[i];

          /* The tuple of slot names is a class's own, also where the class is alive. */
          if (object != OURO_NO_ID && ouro_heap_get_kind (heap, object) == OURO_KIND_CLASS)
            add_plumbing (plumbing, ouro_class_get_private (heap, object, OURO_CLASS_SLOTS));
          if (object == OURO_NO_ID || is_flagged_outside (heap, object) || get_label (walk, object) > 0 || g_hash_table_contains (hidden, GUINT_TO_POINTER (object)))
            continue;
          if (ouro_heap_get_kind (heap, object) == OURO_KIND_CLASS)
            note_class (heap, object, plumbing);
          if (!is_class_weakref (heap, object))
            g_array_append_val (left, object);
        }
    }
  for (guint i = 0; i < left->len; i++)
    if (!g_hash_table_contains (plumbing, GUINT_TO_POINTER (g_array_index (left, OuroId, i))))
      g_array_append_val (garbage, g_array_index (left, OuroId, i));
  g_array_unref (left);
  return garbage;
}

static void
add_garbage (JsonBuilder  *builder,
             const Walk   *walk,
             const GArray *garbage)
{
  json_builder_set_member_name (builder, "garbage");
  json_builder_begin_array (builder);
  for (guint i = 0; i < garbage->len; i++)
    add_label (builder, walk, g_array_index (garbage, OuroId, i));
  json_builder_end_array (builder);
}

/* Objects ----------------------------------------------------------------------------------- */

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_number_or_null (JsonBuilder *builder,
                    const char  *member,
                    gboolean     has_number,
                    gint64       number)
{
  json_builder_set_member_name (builder, member);
  if (has_number)
    json_builder_add_int_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

/* Objects whose number of references means nothing. */
static gboolean
has_count (const OuroHeap *heap,
           OuroId          object)
{
  const OuroProfile *profile = ouro_heap_get_profile (heap);
  gint64             value;

  if (ouro_heap_is_immortal (heap, object))
    return FALSE;
  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_INT:
      return !ouro_int_get (heap, object, &value) || value < -5 || value > profile->small_int_max;
    case OURO_KIND_STR:
      return ouro_str_get_length (heap, object) > 1 && !(ouro_heap_get_flags (heap, object) & OURO_FLAG_INTERNED);
    case OURO_KIND_BOOL:
    case OURO_KIND_SINGLETON:
      return FALSE;
    default:
      return TRUE;
    }
}

/* The str that str (exception) itself returns; OURO_NO_ID when a new one is made. */
static OuroId
get_text_of_exception (const OuroHeap *heap,
                       OuroId          object)
{
  OuroId args, layout;

  layout = ouro_class_get_layout (heap, ouro_heap_get_class (heap, object));
  if (layout == OURO_TYPE_KEY_ERROR || layout == OURO_TYPE_SYNTAX_ERROR)
    return OURO_NO_ID;
  args = ouro_heap_get_cell (heap, object, ouro_heap_get_n_cells (heap, object) - OURO_EXCEPTION_N_COMMON + OURO_EXCEPTION_ARGS) & OURO_CELL_ID_MASK;
  if (args == OURO_NO_ID || ouro_heap_get_n_cells (heap, args) != 1)
    return OURO_NO_ID;
  args = ouro_heap_get_cell (heap, args, 0);
  return ouro_heap_get_class (heap, args) == OURO_TYPE_STR ? args : OURO_NO_ID;
}

/* The str that an object shows as its value without making one. */
static OuroId
get_quoted (const OuroHeap *heap,
            OuroId          object)
{
  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_EXCEPTION:
      return get_text_of_exception (heap, object);
    case OURO_KIND_FUNCTION:
      return ouro_heap_get_cell (heap, object, OURO_FUNCTION_QUALNAME) & OURO_CELL_ID_MASK;
    case OURO_KIND_GENERATOR:
      return ouro_heap_get_cell (heap, object, OURO_GENERATOR_QUALNAME) & OURO_CELL_ID_MASK;
    default:
      return OURO_NO_ID;
    }
}

/* The recorder writes down what str () or __qualname__ returned before it counts: where that is what the object itself holds,
 * format 1 has one reference more. */
static void
note_quoted (Walk *walk)
{
  for (guint i = 0; i < walk->order->len; i++)
    {
      OuroId text = get_quoted (walk->heap, g_array_index (walk->order, OuroId, i));
      guint  n = GPOINTER_TO_UINT (g_hash_table_lookup (walk->quoted, GUINT_TO_POINTER (text)));

      if (text != OURO_NO_ID)
        g_hash_table_insert (walk->quoted, GUINT_TO_POINTER (text), GUINT_TO_POINTER (n + 1));
    }
}

static void
add_state (JsonBuilder *builder,
           const Walk  *walk,
           OuroId       object,
           Shown        shown)
{
  const OuroHeap *heap = walk->heap;
  gboolean        is_opaque = shown != SHOWN_ATOM && shown != SHOWN_NODE;
  gboolean        is_mine = ouro_heap_is_tracked (heap, object) && (shown == SHOWN_FUNCTION || shown == SHOWN_CLASS || shown == SHOWN_LIBRARY) && !is_flagged_outside (heap, object);
  OuroListNumber  list = ouro_heap_get_list (heap, object);
  /* The recorder's list of generation 2 is still there when it counts: format 1 has one more for each object in it. */
  guint32 count = ouro_heap_get_real_count (heap, object) + (list == OURO_LIST_OLD) + GPOINTER_TO_UINT (g_hash_table_lookup (walk->quoted, GUINT_TO_POINTER (object)));

  add_number_or_null (builder, "rc", is_opaque ? is_mine && shown != SHOWN_CLASS : has_count (heap, object), count);
  json_builder_set_member_name (builder, "tracked");
  if (!is_opaque || is_mine)
    json_builder_add_boolean_value (builder, ouro_heap_is_tracked (heap, object));
  else
    json_builder_add_null_value (builder);
  add_number_or_null (builder, "gen", (!is_opaque || is_mine) && list <= OURO_LIST_OLD, list);
  add_number_or_null (builder, "size", !is_opaque || (is_mine && shown == SHOWN_FUNCTION), ouro_heap_get_size (heap, object));
}

/* "keys" of a dict: the repr of each. */
static void
add_keys (JsonBuilder    *builder,
          const OuroHeap *heap,
          OuroId          dict)
{
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_array (builder);
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId           key = ouro_dict_get_key (heap, dict, i);
      g_autofree char *type = NULL;
      g_autofree char *text = NULL;

      if (key == OURO_NO_ID)
        continue;
      type = ouro_heap_dup_type_name (heap, key);
      text = is_exact_atom (heap, key) ? ouro_atom_dup_repr (heap, key, 0) : g_strdup_printf ("<%s>", type);
      json_builder_add_string_value (builder, text);
    }
  json_builder_end_array (builder);
}

static void
add_attribute (JsonBuilder *builder,
               const Walk  *walk,
               OuroId       name,
               OuroId       value)
{
  g_autofree char *text = NULL;

  if (value == OURO_NO_ID || get_label (walk, value) == 0)
    return;
  text = ouro_str_dup_utf8 (walk->heap, name, NULL);
  json_builder_set_member_name (builder, text);
  add_label (builder, walk, value);
}

static void
add_slot_attributes (JsonBuilder *builder,
                     const Walk  *walk,
                     OuroId       object)
{
  const OuroHeap *heap = walk->heap;
  OuroId          mro = ouro_heap_get_cell (heap, ouro_heap_get_class (heap, object), OURO_CLASS_MRO) & OURO_CELL_ID_MASK;

  for (guint32 i = 0; i < ouro_heap_get_n_cells (heap, mro); i++)
    {
      OuroId cls = ouro_heap_get_cell (heap, mro, i);
      OuroId slots = cls >= OURO_N_TYPES ? ouro_class_get_private (heap, cls, OURO_CLASS_SLOTS) : OURO_NO_ID;
      OuroId base = slots != OURO_NO_ID ? ouro_heap_get_cell (heap, cls, OURO_CLASS_BASE) & OURO_CELL_ID_MASK : OURO_NO_ID;
      guint  first = base >= OURO_N_TYPES ? ouro_class_get_n_slots (heap, base) : 0;

      for (guint32 j = 0; slots != OURO_NO_ID && j < ouro_heap_get_n_cells (heap, slots); j++)
        add_attribute (builder, walk, ouro_heap_get_cell (heap, slots, j), ouro_instance_get_slot (heap, object, first + j));
    }
}

static void
add_dict_attributes (JsonBuilder *builder,
                     const Walk  *walk,
                     OuroId       dict)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (walk->heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (walk->heap, dict, i);

      if (key != OURO_NO_ID && ouro_heap_get_kind (walk->heap, key) == OURO_KIND_STR)
        add_attribute (builder, walk, key, ouro_dict_get_value (walk->heap, dict, i));
    }
}

static void
add_inline_attributes (JsonBuilder *builder,
                       const Walk  *walk,
                       OuroId       object)
{
  OuroId names[OURO_SHARED_KEYS_MAXIMUM];
  OuroId values[OURO_SHARED_KEYS_MAXIMUM];
  guint  n = ouro_instance_get_inline (walk->heap, object, names, values);

  for (guint i = 0; i < n; i++)
    add_attribute (builder, walk, names[i], values[i]);
}

/* "dict", "attrs" and "dictobj" of what has attributes of its own. */
static void
add_attributes (JsonBuilder *builder,
                const Walk  *walk,
                OuroId       object)
{
  OuroId   dict = get_own_dict (walk->heap, object);
  gboolean is_instance = ouro_heap_get_kind (walk->heap, object) == OURO_KIND_INSTANCE;
  gboolean is_inline = is_instance && dict == OURO_NO_ID && ouro_instance_is_inline (walk->heap, object);

  if (!is_instance && ouro_heap_get_kind (walk->heap, object) != OURO_KIND_EXCEPTION)
    return;
  json_builder_set_member_name (builder, "dict");
  if (dict != OURO_NO_ID || is_inline)
    json_builder_add_string_value (builder, is_inline ? "inline" : "dict");
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "attrs");
  json_builder_begin_object (builder);
  if (is_instance)
    add_slot_attributes (builder, walk, object);
  if (dict != OURO_NO_ID)
    add_dict_attributes (builder, walk, dict);
  else if (is_inline)
    add_inline_attributes (builder, walk, object);
  json_builder_end_object (builder);
  if (dict == OURO_NO_ID)
    return;
  json_builder_set_member_name (builder, "dictobj");
  add_label (builder, walk, dict);
}

static void
add_weakref (JsonBuilder *builder,
             const Walk  *walk,
             OuroId       object)
{
  OuroId target = ouro_weakref_get_target (walk->heap, object);

  add_string (builder, "value", target != OURO_NO_ID ? "alive" : "dead");
  if (target == OURO_NO_ID)
    return;
  json_builder_set_member_name (builder, "weak");
  add_label (builder, walk, target);
}

static const char *
get_shown_type (Shown shown)
{
  switch ((guint)shown)
    {
    case SHOWN_CLASS:
      return "class";
    case SHOWN_FUNCTION:
      return "function";
    case SHOWN_MODULE:
      return "module";
    case SHOWN_BUILTIN:
      return "builtin";
    default:
      return NULL;
    }
}

static void
add_value (JsonBuilder      *builder,
           const Walk       *walk,
           OuroId            object,
           Shown             shown,
           OuroTraceWordFunc func,
           gpointer          data)
{
  g_autofree char *value = NULL;

  if (shown == SHOWN_OUTSIDE || shown == SHOWN_LIBRARY)
    value = g_strdup (shown == SHOWN_LIBRARY ? "<library>" : "<outside>");
  else
    value = func (object, data);
  if (value == NULL)
    return;
  if (shown == SHOWN_ATOM && g_utf8_strlen (value, -1) > MAX_VALUE)
    {
      char *cut = g_utf8_substring (value, 0, MAX_VALUE);

      g_free (value);
      value = g_strconcat (cut, "...", NULL);
      g_free (cut);
    }
  add_string (builder, "value", value);
}

static void
add_references (JsonBuilder *builder,
                const Walk  *walk,
                OuroId       object)
{
  g_autoptr (GArray) referents = list_referents (walk->heap, object);

  json_builder_set_member_name (builder, "refs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < referents->len; i++)
    add_label (builder, walk, g_array_index (referents, OuroId, i));
  json_builder_end_array (builder);
}

static void
add_object (JsonBuilder      *builder,
            const Walk       *walk,
            OuroId            object,
            OuroTraceWordFunc func,
            gpointer          data)
{
  Shown            shown = get_shown (walk->heap, object);
  const char      *type = get_shown_type (shown);
  g_autofree char *name = ouro_heap_dup_type_name (walk->heap, object);

  json_builder_begin_object (builder);
  add_string (builder, "type", type != NULL ? type : name);
  if (ouro_heap_get_kind (walk->heap, object) == OURO_KIND_WEAKREF && shown == SHOWN_NODE)
    add_weakref (builder, walk, object);
  else
    add_value (builder, walk, object, shown, func, data);
  add_state (builder, walk, object, shown);
  add_references (builder, walk, object);
  if (ouro_heap_get_class (walk->heap, object) == OURO_TYPE_DICT)
    add_keys (builder, walk->heap, object);
  if (shown == SHOWN_NODE)
    add_attributes (builder, walk, object);
  json_builder_end_object (builder);
}

void
ouro_trace_add_heap (JsonBuilder      *builder,
                     const OuroHeap   *heap,
                     gboolean          with_garbage,
                     OuroTraceWordFunc func,
                     gpointer          data)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (OuroId));
  g_autoptr (GArray) garbage = NULL;
  g_autoptr (GHashTable) quoted = g_hash_table_new (NULL, NULL);
  Walk  walk = { heap, labels, order, quoted };
  guint n_named;

  meet_names (&walk);
  n_named = order->len;
  garbage = with_garbage ? list_left_over (&walk) : g_array_new (FALSE, FALSE, sizeof (OuroId));
  for (guint i = 0; i < garbage->len; i++)
    meet (&walk, g_array_index (garbage, OuroId, i));
  walk_from (&walk, n_named);
  note_quoted (&walk);
  add_names (builder, &walk);
  json_builder_set_member_name (builder, "objects");
  json_builder_begin_object (builder);
  for (guint i = 0; i < order->len; i++)
    {
      g_autofree char *label = g_strdup_printf ("o%u", i + 1);

      json_builder_set_member_name (builder, label);
      add_object (builder, &walk, g_array_index (order, OuroId, i), func, data);
    }
  json_builder_end_object (builder);
  add_garbage (builder, &walk, garbage);
}
