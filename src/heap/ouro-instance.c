/* ouro-instance.c - the storage of classes and their instances
 *
 * Hidden words of a class: list of weak references, size of its instances, slots and properties, number of shared
 * keys, free places in their table, layout. Its aux is the block with the names.
 * Hidden words of an instance: list of weak references, number of inline values set, then their order, a
 * byte for each place.
 */
#include "ouro-instance.h"

#include "ouro-dict.h"
#include "ouro-weakref.h"
#include "ouro-hash.h"

enum {
  CLASS_WEAKREFS,
  CLASS_SIZE,
  CLASS_SLOTS, /* slots << 8 | properties */
  CLASS_N_KEYS,
  CLASS_USABLE,
  CLASS_LAYOUT,
  CLASS_N_HIDDEN,
};

enum {
  INSTANCE_WEAKREFS,
  INSTANCE_N_SET,
  INSTANCE_ORDER,
  INSTANCE_N_HIDDEN = INSTANCE_ORDER + (OURO_SHARED_KEYS_MAXIMUM + 3) / 4,
};

/* Classes ----------------------------------------------------------------------------------- */

OuroId
ouro_class_new (OuroHeap *heap,
                OuroId    metaclass,
                OuroId    layout,
                guint32   size,
                guint     n_slots,
                guint32   flags)
{
  gsize   bytes = flags & OURO_CLASS_HAS_SHARED_KEYS ? heap->profile->size_class : heap->profile->size_class_slots;
  OuroId  cls = ouro_heap_allocate (heap, OURO_KIND_CLASS, metaclass < OURO_N_TYPES ? OURO_FLAG_GC : OURO_FLAG_GC | OURO_FLAG_OWNS_CLASS, metaclass, OURO_FREELIST_NONE, bytes, CLASS_N_HIDDEN, OURO_CLASS_N_CELLS, OURO_CLASS_N_CELLS);
  guint32 keys = flags & OURO_CLASS_HAS_SHARED_KEYS ? ouro_heap_new_block (heap, cls, 0, OURO_SHARED_KEYS_MAXIMUM) : 0;

  ouro_heap_incref (heap, metaclass);
  ouro_heap_set_row_word (heap, cls, OURO_ROW_AUX, keys);
  ouro_heap_set_hidden (heap, cls, CLASS_SIZE, size);
  ouro_heap_set_hidden (heap, cls, CLASS_LAYOUT, layout);
  ouro_heap_set_hidden (heap, cls, CLASS_SLOTS, n_slots << 8 | flags);
  ouro_heap_set_hidden (heap, cls, CLASS_USABLE, flags & OURO_CLASS_HAS_SHARED_KEYS ? OURO_SHARED_KEYS_MAXIMUM : 0);
  return cls;
}

OuroId
ouro_class_get_private (const OuroHeap *heap,
                        OuroId          cls,
                        guint           cell)
{
  return ouro_heap_get_cell (heap, cls, cell) & OURO_CELL_ID_MASK;
}

void
ouro_class_set_private (OuroHeap *heap,
                        OuroId    cls,
                        guint     cell,
                        OuroId    value)
{
  OuroId old = ouro_class_get_private (heap, cls, cell);

  ouro_heap_set_cell (heap, cls, cell, value != OURO_NO_ID ? value | OURO_CELL_PRIVATE : 0);
  if (old != OURO_NO_ID)
    ouro_heap_decref (heap, old);
}

static inline gboolean
was_made_by_statement (const OuroHeap *heap,
                       OuroId          cls)
{
  return heap->rows[cls].cells != 0;
}

OuroId
ouro_class_get_layout (const OuroHeap *heap,
                       OuroId          cls)
{
  return was_made_by_statement (heap, cls) ? ouro_heap_get_hidden (heap, cls, CLASS_LAYOUT) : cls;
}

/* The two types that were not made by a statement and have instances all the same. */
static guint32
get_static_properties (OuroId cls)
{
  switch (cls)
    {
    case OURO_TYPE_ORDERED_DICT:
      return OURO_CLASS_HAS_PAYLOAD | OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS;
    case OURO_TYPE_DEFAULTDICT:
      return OURO_CLASS_HAS_PAYLOAD;
    default:
      return 0;
    }
}

/* How instances of a class are laid out: slots << 8 | properties. The first slot of an OrderedDict is its order, that of a defaultdict
 * its factory. */
static inline guint32
get_shape (const OuroHeap *heap,
           OuroId          cls)
{
  guint32 properties;

  if (G_LIKELY (was_made_by_statement (heap, cls)))
    return ouro_heap_get_hidden (heap, cls, CLASS_SLOTS);
  properties = get_static_properties (cls);
  return properties | (properties != 0) << 8;
}

guint32
ouro_class_get_properties (const OuroHeap *heap,
                           OuroId          cls)
{
  return get_shape (heap, cls) & 0xff;
}

void
ouro_class_set_abstract (OuroHeap *heap,
                         OuroId    cls,
                         gboolean  is_abstract)
{
  guint32 word = ouro_heap_get_hidden (heap, cls, CLASS_SLOTS);

  ouro_heap_set_hidden (heap, cls, CLASS_SLOTS, is_abstract ? word | OURO_CLASS_IS_ABSTRACT : word & ~(guint32)OURO_CLASS_IS_ABSTRACT);
}

guint
ouro_class_get_n_slots (const OuroHeap *heap,
                        OuroId          cls)
{
  return get_shape (heap, cls) >> 8;
}

guint32
ouro_class_get_instance_size (const OuroHeap *heap,
                              OuroId          cls)
{
  if (!was_made_by_statement (heap, cls))
    return cls == OURO_TYPE_ORDERED_DICT ? OURO_ORDERED_DICT_BYTES : OURO_DEFAULTDICT_BYTES;
  return ouro_heap_get_hidden (heap, cls, CLASS_SIZE);
}

guint
ouro_class_get_n_keys (const OuroHeap *heap,
                       OuroId          cls)
{
  return ouro_heap_get_hidden (heap, cls, CLASS_N_KEYS);
}

OuroId
ouro_class_get_key (const OuroHeap *heap,
                    OuroId          cls,
                    guint           index)
{
  return heap->cells[heap->rows[cls].aux + index];
}

guint
ouro_class_get_n_usable (const OuroHeap *heap,
                         OuroId          cls)
{
  return ouro_heap_get_hidden (heap, cls, CLASS_USABLE);
}

static inline int
find_key (const OuroHeap *heap,
          OuroId          cls,
          OuroId          name)
{
  const guint32 *keys = heap->cells + heap->rows[cls].aux;
  guint          n = ouro_class_get_n_keys (heap, cls);

  for (guint i = 0; i < n; i++)
    if (keys[i] == name)
      return i;
  return -1;
}

/* insert_into_dictkeys: the place of a name, new if there is room; -1 when the table is full. Names are interned. */
static int
ensure_key (OuroHeap *heap,
            OuroId    cls,
            OuroId    name)
{
  int   index = find_key (heap, cls, name);
  guint n;

  if (index >= 0)
    return index;
  if (ouro_class_get_n_usable (heap, cls) == 0 || !(ouro_heap_get_flags (heap, name) & OURO_FLAG_INTERNED))
    return -1;
  n = ouro_class_get_n_keys (heap, cls);
  ouro_heap_incref (heap, name);
  ouro_heap_put_place (heap, cls, heap->rows[cls].aux + n, name);
  ouro_heap_set_hidden (heap, cls, CLASS_N_KEYS, n + 1);
  ouro_heap_set_hidden (heap, cls, CLASS_USABLE, ouro_class_get_n_usable (heap, cls) - 1);
  return n;
}

static gboolean
is_living_class (const OuroHeap *heap,
                 OuroId          cls)
{
  return ouro_heap_is_alive (heap, cls) && ouro_heap_get_kind (heap, cls) == OURO_KIND_CLASS && was_made_by_statement (heap, cls);
}

gboolean
ouro_class_ensure_key (OuroHeap *heap,
                       OuroId    cls,
                       OuroId    name)
{
  return is_living_class (heap, cls) && ensure_key (heap, cls, name) >= 0;
}

guint
ouro_class_get_n_places (const OuroHeap *heap,
                         OuroId          cls)
{
  return is_living_class (heap, cls) ? ouro_class_get_n_keys (heap, cls) + ouro_class_get_n_usable (heap, cls) : 0;
}

void
ouro_class_release_keys (OuroHeap *heap,
                         OuroId    cls)
{
  guint n;

  if (!was_made_by_statement (heap, cls) || heap->rows[cls].aux == 0)
    return;
  n = ouro_class_get_n_keys (heap, cls);
  for (guint i = 0; i < n; i++)
    ouro_heap_decref (heap, ouro_class_get_key (heap, cls, i));
  ouro_heap_free_block (heap, heap->rows[cls].aux);
}

/* Instances --------------------------------------------------------------------------------- */

/* Each creation lowers the number of free places until one is left (Objects/dictobject.c, init_inline_values). */
static guint
get_n_places (OuroHeap *heap,
              OuroId    cls)
{
  guint usable = ouro_class_get_n_usable (heap, cls);

  if (usable > 1)
    ouro_heap_set_hidden (heap, cls, CLASS_USABLE, --usable);
  return ouro_class_get_n_keys (heap, cls) + usable;
}

OuroId
ouro_instance_new (OuroHeap *heap,
                   OuroId    cls,
                   OuroId    payload)
{
  guint32 properties = ouro_class_get_properties (heap, cls);
  guint   n_slots = ouro_class_get_n_slots (heap, cls);
  guint   n_values = properties & OURO_CLASS_HAS_INLINE_VALUES ? get_n_places (heap, cls) : 0;
  guint   n = n_slots + (properties & OURO_CLASS_HAS_DICT ? 1 + n_values : 0) + (payload != OURO_NO_ID);
  OuroId  instance = ouro_heap_allocate (heap, OURO_KIND_INSTANCE, was_made_by_statement (heap, cls) ? OURO_FLAG_GC | OURO_FLAG_OWNS_CLASS : OURO_FLAG_GC, cls, OURO_FREELIST_NONE,
                                         ouro_class_get_instance_size (heap, cls), INSTANCE_N_HIDDEN, n, n);

  ouro_heap_incref (heap, cls);
  if (payload != OURO_NO_ID)
    {
      ouro_heap_set_cell (heap, instance, n - 1, payload);
      ouro_heap_set_flags (heap, instance, OURO_INSTANCE_HAS_PAYLOAD, TRUE);
    }
  ouro_heap_set_row_word (heap, instance, OURO_ROW_AUX, n_values);
  ouro_heap_track (heap, instance);
  return instance;
}

gboolean
ouro_instance_has_preheader (const OuroHeap *heap,
                             OuroId          object)
{
  return (heap->rows[object].head & OURO_FLAG_OWNS_CLASS) &&
         (ouro_class_get_properties (heap, heap->rows[object].cls) & (OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
}

static gboolean
can_have_dict (const OuroHeap *heap,
               OuroId          instance)
{
  return (get_shape (heap, heap->rows[instance].cls) & OURO_CLASS_HAS_DICT) != 0;
}

/* Behind the slots; the inline values follow it. */
static inline guint
get_dict_cell (const OuroHeap *heap,
               OuroId          instance)
{
  return get_shape (heap, heap->rows[instance].cls) >> 8;
}

OuroId
ouro_instance_get_dict (const OuroHeap *heap,
                        OuroId          instance)
{
  guint32 shape = get_shape (heap, heap->rows[instance].cls);

  return shape & OURO_CLASS_HAS_DICT ? ouro_heap_get_cell (heap, instance, shape >> 8) : OURO_NO_ID;
}

OuroId
ouro_instance_get_payload (const OuroHeap *heap,
                           OuroId          instance)
{
  if (!(ouro_class_get_properties (heap, heap->rows[instance].cls) & OURO_CLASS_HAS_PAYLOAD))
    return OURO_NO_ID;
  return ouro_heap_get_cell (heap, instance, heap->rows[instance].n - 1);
}

gboolean
ouro_instance_is_inline (const OuroHeap *heap,
                         OuroId          instance)
{
  return (ouro_class_get_properties (heap, heap->rows[instance].cls) & OURO_CLASS_HAS_INLINE_VALUES) && ouro_instance_get_dict (heap, instance) == OURO_NO_ID;
}

/* The order in which inline values were set. */
static guint
get_order (const OuroHeap *heap,
           OuroId          instance,
           guint           position)
{
  return ouro_heap_get_hidden (heap, instance, INSTANCE_ORDER + position / 4) >> (position % 4 * 8) & 0xff;
}

static void
set_order (OuroHeap *heap,
           OuroId    instance,
           guint     position,
           guint     place)
{
  guint   index = INSTANCE_ORDER + position / 4;
  guint   shift = position % 4 * 8;
  guint32 word = ouro_heap_get_hidden (heap, instance, index);

  ouro_heap_set_hidden (heap, instance, index, (word & ~(0xffu << shift)) | place << shift);
}

static void
append_to_order (OuroHeap *heap,
                 OuroId    instance,
                 guint     place)
{
  guint n = ouro_heap_get_hidden (heap, instance, INSTANCE_N_SET);

  set_order (heap, instance, n, place);
  ouro_heap_set_hidden (heap, instance, INSTANCE_N_SET, n + 1);
}

static void
remove_from_order (OuroHeap *heap,
                   OuroId    instance,
                   guint     place)
{
  guint n = ouro_heap_get_hidden (heap, instance, INSTANCE_N_SET);
  guint i = 0;

  while (get_order (heap, instance, i) != place)
    i++;
  for (; i + 1 < n; i++)
    set_order (heap, instance, i, get_order (heap, instance, i + 1));
  ouro_heap_set_hidden (heap, instance, INSTANCE_N_SET, n - 1);
}

guint
ouro_instance_get_inline (const OuroHeap *heap,
                          OuroId          instance,
                          OuroId          names[OURO_SHARED_KEYS_MAXIMUM],
                          OuroId          values[OURO_SHARED_KEYS_MAXIMUM])
{
  guint n, first;

  if (!ouro_instance_is_inline (heap, instance))
    return 0;
  n = ouro_heap_get_hidden (heap, instance, INSTANCE_N_SET);
  first = get_dict_cell (heap, instance) + 1;
  for (guint i = 0; i < n; i++)
    {
      guint place = get_order (heap, instance, i);

      names[i] = ouro_class_get_key (heap, heap->rows[instance].cls, place);
      values[i] = ouro_heap_get_cell (heap, instance, first + place);
    }
  return n;
}

void
ouro_instance_forget_order (OuroHeap *heap,
                            OuroId    instance)
{
  if (can_have_dict (heap, instance))
    ouro_heap_set_hidden (heap, instance, INSTANCE_N_SET, 0);
}

/* make_dict_from_instance_attributes: the values move, their references with them. */
OuroId
ouro_instance_ensure_dict (OuroHeap *heap,
                           OuroId    instance)
{
  OuroId names[OURO_SHARED_KEYS_MAXIMUM], values[OURO_SHARED_KEYS_MAXIMUM];
  OuroId dict;
  guint  n, first;

  if (!can_have_dict (heap, instance) || ouro_instance_get_dict (heap, instance) != OURO_NO_ID)
    return ouro_instance_get_dict (heap, instance);
  n = ouro_instance_get_inline (heap, instance, names, values);
  first = get_dict_cell (heap, instance) + 1;
  dict = ouro_dict_new (heap);
  if (ouro_class_get_properties (heap, heap->rows[instance].cls) & OURO_CLASS_HAS_SHARED_KEYS)
    ouro_dict_make_split (heap, dict, heap->rows[instance].cls);
  for (guint i = 0; i < n; i++)
    ouro_dict_add (heap, dict, names[i], ouro_hash_text (heap, names[i]), values[i]);
  for (guint32 i = 0; i < heap->rows[instance].aux; i++)
    {
      OuroId value = ouro_heap_get_cell (heap, instance, first + i);

      ouro_heap_set_cell (heap, instance, first + i, OURO_NO_ID);
      if (value != OURO_NO_ID)
        ouro_heap_decref (heap, value);
    }
  ouro_heap_set_hidden (heap, instance, INSTANCE_N_SET, 0);
  ouro_heap_set_cell (heap, instance, first - 1, dict);
  return dict;
}

void
ouro_instance_set_dict (OuroHeap *heap,
                        OuroId    instance,
                        OuroId    dict)
{
  OuroId old = ouro_instance_ensure_dict (heap, instance);

  ouro_heap_set_cell (heap, instance, get_dict_cell (heap, instance), dict);
  ouro_heap_decref (heap, old);
}

OuroId
ouro_instance_get (const OuroHeap *heap,
                   OuroId          instance,
                   OuroId          name)
{
  OuroId  cls = heap->rows[instance].cls;
  guint32 shape = get_shape (heap, cls);
  OuroId  dict = shape & OURO_CLASS_HAS_DICT ? ouro_heap_get_cell (heap, instance, shape >> 8) : OURO_NO_ID;
  gint64  entry;
  int     place;

  if (dict != OURO_NO_ID)
    {
      entry = ouro_dict_find_str (heap, dict, name);
      return entry >= 0 ? ouro_dict_get_value (heap, dict, (guint32)entry) : OURO_NO_ID;
    }
  if (!(shape & OURO_CLASS_HAS_INLINE_VALUES))
    return OURO_NO_ID;
  place = find_key (heap, cls, name);
  if (place < 0 || place >= (int)heap->rows[instance].aux)
    return OURO_NO_ID;
  return ouro_heap_get_cell (heap, instance, (shape >> 8) + 1 + place);
}

/* dict_cell: where the dict would be. */
static void
set_inline (OuroHeap *heap,
            OuroId    instance,
            guint     dict_cell,
            guint     place,
            OuroId    value)
{
  guint  cell = dict_cell + 1 + place;
  OuroId old = ouro_heap_get_cell (heap, instance, cell);

  ouro_heap_incref (heap, value);
  ouro_heap_set_cell (heap, instance, cell, value);
  if (old == OURO_NO_ID)
    append_to_order (heap, instance, place);
  else
    ouro_heap_decref (heap, old);
}

gboolean
ouro_instance_set (OuroHeap *heap,
                   OuroId    instance,
                   OuroId    name,
                   OuroId    value)
{
  OuroId  cls = heap->rows[instance].cls;
  guint32 shape = get_shape (heap, cls);
  OuroId  dict;
  int     place;

  if (!(shape & OURO_CLASS_HAS_DICT))
    return FALSE;
  dict = ouro_heap_get_cell (heap, instance, shape >> 8);
  if (dict == OURO_NO_ID)
    {
      place = shape & OURO_CLASS_HAS_INLINE_VALUES ? ensure_key (heap, cls, name) : -1;
      if (place >= 0 && place < (int)heap->rows[instance].aux)
        {
          set_inline (heap, instance, shape >> 8, place, value);
          return TRUE;
        }
      dict = ouro_instance_ensure_dict (heap, instance);
    }
  ouro_dict_set_str (heap, dict, name, value);
  return TRUE;
}

gboolean
ouro_instance_delete (OuroHeap *heap,
                      OuroId    instance,
                      OuroId    name)
{
  OuroId dict = ouro_instance_get_dict (heap, instance);
  OuroId old;
  gint64 entry;
  int    place;

  if (dict != OURO_NO_ID)
    {
      entry = ouro_dict_find_str (heap, dict, name);
      if (entry >= 0)
        ouro_dict_remove (heap, dict, (guint32)entry, NULL);
      return entry >= 0;
    }
  old = ouro_instance_get (heap, instance, name);
  if (old == OURO_NO_ID)
    return FALSE;
  place = find_key (heap, heap->rows[instance].cls, name);
  ouro_heap_set_cell (heap, instance, get_dict_cell (heap, instance) + 1 + place, OURO_NO_ID);
  remove_from_order (heap, instance, place);
  ouro_heap_decref (heap, old);
  return TRUE;
}

/* A weak reference has other things before its slots. */
static guint
get_slot_place (const OuroHeap *heap,
                OuroId          instance,
                guint           slot)
{
  return ouro_heap_get_kind (heap, instance) == OURO_KIND_WEAKREF ? OURO_WEAKREF_N_CELLS + slot : slot;
}

OuroId
ouro_instance_get_slot (const OuroHeap *heap,
                        OuroId          instance,
                        guint           slot)
{
  return ouro_heap_get_cell (heap, instance, get_slot_place (heap, instance, slot));
}

void
ouro_instance_set_slot (OuroHeap *heap,
                        OuroId    instance,
                        guint     slot,
                        OuroId    value)
{
  guint  place = get_slot_place (heap, instance, slot);
  OuroId old = ouro_heap_get_cell (heap, instance, place);

  if (value != OURO_NO_ID)
    ouro_heap_incref (heap, value);
  ouro_heap_set_cell (heap, instance, place, value);
  if (old != OURO_NO_ID)
    ouro_heap_decref (heap, old);
}
