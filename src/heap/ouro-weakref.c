/* ouro-weakref.c - weak references */
#include "ouro-weakref.h"

#include "ouro-instance.h"

enum {
  CALLBACK,
  TARGET,
  NEXT,
  PREVIOUS,
  N_CELLS,
};

#define LIST_HEAD 0 /* hidden word of the target */

gboolean
ouro_heap_can_have_weakrefs (const OuroHeap *heap,
                             OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  switch ((guint)ouro_heap_get_kind (heap, object))
    {
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
      return row->cls == OURO_TYPE_METHOD;
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

static gboolean
is_plain (const OuroHeap *heap,
          OuroId          ref,
          OuroId          type)
{
  return ref != OURO_NO_ID && heap->rows[ref].cls == type && ouro_weakref_get_callback (heap, ref) == OURO_NO_ID;
}

/* get_basic_refs: the plain reference comes first, the plain proxy after it. */
static void
get_plain (const OuroHeap *heap,
           OuroId          target,
           OuroId         *ref,
           OuroId         *proxy)
{
  OuroId first = ouro_heap_get_first_weakref (heap, target);

  *ref = is_plain (heap, first, OURO_TYPE_WEAKREF) ? first : OURO_NO_ID;
  if (*ref != OURO_NO_ID)
    first = ouro_weakref_get_next (heap, first);
  *proxy = is_plain (heap, first, OURO_TYPE_WEAKPROXY) ? first : OURO_NO_ID;
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

OuroId
ouro_weakref_new (OuroHeap *heap,
                  OuroId    type,
                  OuroId    target,
                  OuroId    callback)
{
  OuroId plain_ref, plain_proxy, present, ref;

  get_plain (heap, target, &plain_ref, &plain_proxy);
  present = type == OURO_TYPE_WEAKREF ? plain_ref : type == OURO_TYPE_WEAKPROXY ? plain_proxy
                                                                                : OURO_NO_ID;
  if (callback == OURO_NO_ID && present != OURO_NO_ID)
    {
      ouro_heap_incref (heap, present);
      return present;
    }
  ref = ouro_heap_allocate (heap, OURO_KIND_WEAKREF, OURO_FLAG_GC, type, OURO_FREELIST_NONE, 80, 0, N_CELLS, N_CELLS);
  if (callback != OURO_NO_ID)
    ouro_heap_incref (heap, callback);
  ouro_heap_set_cell (heap, ref, CALLBACK, callback);
  ouro_heap_set_flags (heap, target, OURO_FLAG_WEAKREFS, TRUE);
  if (callback == OURO_NO_ID && type == OURO_TYPE_WEAKREF)
    link_after (heap, target, ref, OURO_NO_ID);
  else if (callback == OURO_NO_ID && type == OURO_TYPE_WEAKPROXY)
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
