/* ouro-weakref.c - weak references */
#include "ouro-weakref.h"

#include "ouro-dict.h"
#include "ouro-instance.h"

enum {
  CALLBACK,
  TARGET,
  NEXT,
  PREVIOUS,
  HASH, /* three numbers: the hash in pieces of 30 bits, then whether it is known */
  N_CELLS = HASH + 3,
};

G_STATIC_ASSERT (N_CELLS == OURO_WEAKREF_N_CELLS);

#define HASH_BITS  30
#define HASH_KNOWN (1u << 4) /* in the last piece, above the four bits that are left of 64 */

#define LIST_HEAD 0 /* hidden word of the target */

gboolean
ouro_heap_can_have_weakrefs (const OuroHeap *heap,
                             OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_WEAKREF:
      return row->cls >= OURO_N_TYPES && (ouro_class_get_properties (heap, row->cls) & OURO_CLASS_HAS_WEAKREFS);
    case OURO_KIND_INSTANCE:
      return (ouro_class_get_properties (heap, row->cls) & OURO_CLASS_HAS_WEAKREFS) != 0;
    case OURO_KIND_CLASS:
    case OURO_KIND_SET:
    case OURO_KIND_DEQUE:
    case OURO_KIND_FUNCTION:
    case OURO_KIND_BUILTIN:
    case OURO_KIND_MODULE:
    case OURO_KIND_GENERATOR:
    case OURO_KIND_CODE:
      return row->cells != 0 && heap->cells[row->cells - 1] >> 28 > LIST_HEAD;
    case OURO_KIND_RECORD:
      return row->cls == OURO_TYPE_METHOD || row->cls == OURO_TYPE_TEE || row->cls == OURO_TYPE_PARTIAL || row->cls == OURO_TYPE_LRU_CACHE;
    default:
      return FALSE;
    }
}

static OuroId
get_number (const OuroHeap *heap,
            OuroId          ref,
            guint           cell)
{
  return ouro_heap_get_cell (heap, ref, cell) & ~OURO_CELL_INT;
}

static void
set_number (OuroHeap *heap,
            OuroId    ref,
            guint     cell,
            OuroId    value)
{
  ouro_heap_set_cell (heap, ref, cell, value | OURO_CELL_INT);
}

OuroId
ouro_heap_get_first_weakref (const OuroHeap *heap,
                             OuroId          target)
{
  return ouro_heap_can_have_weakrefs (heap, target) ? ouro_heap_get_hidden (heap, target, LIST_HEAD) : OURO_NO_ID;
}

OuroId
ouro_weakref_get_next (const OuroHeap *heap,
                       OuroId          ref)
{
  return get_number (heap, ref, NEXT);
}

OuroId
ouro_weakref_get_target (const OuroHeap *heap,
                         OuroId          ref)
{
  return get_number (heap, ref, TARGET);
}

OuroId
ouro_weakref_get_callback (const OuroHeap *heap,
                           OuroId          ref)
{
  return ouro_heap_get_cell (heap, ref, CALLBACK);
}

OuroId
ouro_weakref_take_callback (OuroHeap *heap,
                            OuroId    ref)
{
  OuroId callback = ouro_weakref_get_callback (heap, ref);

  ouro_heap_set_cell (heap, ref, CALLBACK, OURO_NO_ID);
  return callback;
}

gboolean
ouro_weakref_is_plain (const OuroHeap *heap,
                       OuroId          ref)
{
  return heap->rows[ref].cls < OURO_N_TYPES && ouro_weakref_get_callback (heap, ref) == OURO_NO_ID;
}

/* Proxies of things that can be called are proxies all the same. */
static gboolean
is_proxy_type (OuroId type)
{
  return type == OURO_TYPE_WEAKPROXY || type == OURO_TYPE_WEAKCALLABLEPROXY;
}

static gboolean
is_plain (const OuroHeap *heap,
          OuroId          ref,
          gboolean        as_proxy)
{
  OuroId type;

  if (ref == OURO_NO_ID || ouro_weakref_get_callback (heap, ref) != OURO_NO_ID)
    return FALSE;
  type = heap->rows[ref].cls;
  return as_proxy ? is_proxy_type (type) : type == OURO_TYPE_WEAKREF;
}

/* get_basic_refs: the plain reference comes first, the plain proxy after it. */
static void
get_plain (const OuroHeap *heap,
           OuroId          target,
           OuroId         *ref,
           OuroId         *proxy)
{
  OuroId first = ouro_heap_get_first_weakref (heap, target);

  *ref = is_plain (heap, first, FALSE) ? first : OURO_NO_ID;
  if (*ref != OURO_NO_ID)
    first = ouro_weakref_get_next (heap, first);
  *proxy = is_plain (heap, first, TRUE) ? first : OURO_NO_ID;
}

/* Links the reference in after another one of the target, or as the first. */
static void
link_after (OuroHeap *heap,
            OuroId    target,
            OuroId    ref,
            OuroId    previous)
{
  OuroId next = previous != OURO_NO_ID ? ouro_weakref_get_next (heap, previous) : ouro_heap_get_first_weakref (heap, target);

  set_number (heap, ref, TARGET, target);
  set_number (heap, ref, NEXT, next);
  set_number (heap, ref, PREVIOUS, previous);
  if (next != OURO_NO_ID)
    set_number (heap, next, PREVIOUS, ref);
  if (previous != OURO_NO_ID)
    set_number (heap, previous, NEXT, ref);
  else
    ouro_heap_set_hidden (heap, target, LIST_HEAD, ref);
}

/* One of a class made by a statement holds its class, and has room for the attributes. */
static OuroId
allocate (OuroHeap *heap,
          OuroId    type)
{
  gboolean is_static = type < OURO_N_TYPES;
  guint    n = N_CELLS + (is_static ? 0 : ouro_class_get_n_slots (heap, type) + 1);
  gsize    size = is_static ? 80 : ouro_class_get_instance_size (heap, type);
  OuroId   ref = ouro_heap_allocate (heap, OURO_KIND_WEAKREF, OURO_FLAG_GC | (is_static ? 0 : OURO_FLAG_OWNS_CLASS), type, OURO_FREELIST_NONE, size, is_static ? 0 : 1, n, n);

  for (guint i = TARGET; i < N_CELLS; i++)
    set_number (heap, ref, i, 0);
  if (!is_static)
    ouro_heap_incref (heap, type);
  return ref;
}

OuroId
ouro_weakref_get_dict (const OuroHeap *heap,
                       OuroId          ref)
{
  return heap->rows[ref].cls < OURO_N_TYPES ? OURO_NO_ID : ouro_heap_get_cell (heap, ref, ouro_heap_get_n_cells (heap, ref) - 1);
}

OuroId
ouro_weakref_ensure_dict (OuroHeap *heap,
                          OuroId    ref)
{
  OuroId dict = ouro_weakref_get_dict (heap, ref);

  if (dict != OURO_NO_ID)
    return dict;
  dict = ouro_dict_new (heap);
  ouro_heap_set_cell (heap, ref, ouro_heap_get_n_cells (heap, ref) - 1, dict);
  return dict;
}

gboolean
ouro_weakref_get_hash (const OuroHeap *heap,
                       OuroId          ref,
                       gint64         *hash)
{
  guint32 last = get_number (heap, ref, HASH + 2);

  *hash = (gint64)(get_number (heap, ref, HASH) | (guint64)get_number (heap, ref, HASH + 1) << HASH_BITS | (guint64)(last & (HASH_KNOWN - 1)) << (2 * HASH_BITS));
  return (last & HASH_KNOWN) != 0;
}

void
ouro_weakref_set_hash (OuroHeap *heap,
                       OuroId    ref,
                       gint64    hash)
{
  const guint32 mask = (1u << HASH_BITS) - 1;

  set_number (heap, ref, HASH, (guint64)hash & mask);
  set_number (heap, ref, HASH + 1, (guint64)hash >> HASH_BITS & mask);
  set_number (heap, ref, HASH + 2, (guint64)hash >> (2 * HASH_BITS) | HASH_KNOWN);
}

OuroId
ouro_weakref_new (OuroHeap *heap,
                  OuroId    type,
                  OuroId    target,
                  OuroId    callback)
{
  OuroId plain_ref, plain_proxy, present, ref;

  get_plain (heap, target, &plain_ref, &plain_proxy);
  if (type == OURO_TYPE_WEAKREF)
    present = plain_ref;
  else
    present = is_proxy_type (type) ? plain_proxy : OURO_NO_ID;
  if (callback == OURO_NO_ID && present != OURO_NO_ID)
    {
      ouro_heap_incref (heap, present);
      return present;
    }
  ref = allocate (heap, type);
  if (callback != OURO_NO_ID)
    ouro_heap_incref (heap, callback);
  ouro_heap_set_cell (heap, ref, CALLBACK, callback);
  ouro_heap_set_flags (heap, target, OURO_FLAG_WEAKREFS, TRUE);
  if (callback == OURO_NO_ID && type == OURO_TYPE_WEAKREF)
    link_after (heap, target, ref, OURO_NO_ID);
  else if (callback == OURO_NO_ID && is_proxy_type (type))
    link_after (heap, target, ref, plain_ref);
  else
    link_after (heap, target, ref, plain_proxy != OURO_NO_ID ? plain_proxy : plain_ref);
  ouro_heap_track (heap, ref);
  return ref;
}

void
ouro_weakref_clear (OuroHeap *heap,
                    OuroId    ref)
{
  OuroId target = ouro_weakref_get_target (heap, ref);
  OuroId next = ouro_weakref_get_next (heap, ref);
  OuroId previous = get_number (heap, ref, PREVIOUS);

  if (target == OURO_NO_ID)
    return;
  if (next != OURO_NO_ID)
    set_number (heap, next, PREVIOUS, previous);
  if (previous != OURO_NO_ID)
    set_number (heap, previous, NEXT, next);
  else
    ouro_heap_set_hidden (heap, target, LIST_HEAD, next);
  set_number (heap, ref, TARGET, OURO_NO_ID);
  set_number (heap, ref, NEXT, OURO_NO_ID);
  set_number (heap, ref, PREVIOUS, OURO_NO_ID);
}
