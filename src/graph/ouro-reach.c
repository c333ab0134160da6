/* ouro-reach.c - what can be reached, and what cannot */
#include "ouro-reach.h"

#include "ouro-instance.h"

struct _OuroReach
{
  const OuroHeap *heap;
  guint8         *reached; /* for each row */
  GArray         *work;    /* of OuroId: reached, but not yet looked into */
  GArray         *passing;
  GArray         *unreachable;
};

static inline void
reach (OuroReach *self,
       guint32    cell)
{
  OuroId object = cell & OURO_CELL_ID_MASK;

  if (cell == 0 || (cell & OURO_CELL_INT) || self->reached[object])
    return;
  self->reached[object] = TRUE;
  g_array_append_val (self->work, object);
}

static void
look_into (OuroReach *self,
           OuroId     object)
{
  const OuroHeap *heap = self->heap;
  OuroKind        kind = ouro_heap_get_kind (heap, object);

  if (ouro_kind_get_storage (kind) != OURO_STORAGE_ATOM)
    for (guint32 i = 0; i < ouro_heap_get_n_cells (heap, object); i++)
      reach (self, ouro_heap_get_cell (heap, object, i));
  if (ouro_heap_get_flags (heap, object) & OURO_FLAG_OWNS_CLASS)
    reach (self, ouro_heap_get_class (heap, object));
  if (kind == OURO_KIND_CLASS && object >= OURO_N_TYPES)
    for (guint i = 0; i < ouro_class_get_n_keys (heap, object); i++)
      reach (self, ouro_class_get_key (heap, object, i));
}

static void
reach_roots (OuroReach       *self,
             const OuroRoots *roots,
             OuroReachFrom    from)
{
  const OuroHeap *heap = roots->heap;

  if (from & OURO_REACH_NAMES)
    reach (self, ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE));
  if (from & OURO_REACH_ROOTS)
    for (guint i = OURO_ROOT_VM; i < OURO_N_ROOTS; i++)
      reach (self, ouro_heap_get_root (heap, i));
  if (from & OURO_REACH_STACK)
    for (guint32 i = 0; i < roots->stack_end; i++)
      reach (self, heap->stack[i]);
  if (from & OURO_REACH_STACK)
    for (guint i = 0; i < roots->n_frames; i++)
      for (guint j = 0; j < roots->frames[i].n_locals; j++)
        reach (self, roots->frames[i].locals[j].object);
}

/* The namespace was made before the program, but it is reached by being asked for, not by its
 * age. */
static gboolean
is_always_there (const OuroHeap *heap,
                 OuroId          object)
{
  if (object == ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE))
    return FALSE;
  return ouro_heap_is_immortal (heap, object) || (ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE);
}

static void
find_unreachable (OuroReach *self)
{
  const OuroHeap *heap = self->heap;

  g_array_set_size (self->unreachable, 0);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (!self->reached[object] && ouro_heap_is_alive (heap, object) &&
        (ouro_heap_get_flags (heap, object) & OURO_FLAG_GC) && object != ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE))
      g_array_append_val (self->unreachable, object);
}

static void
follow (OuroReach *self)
{
  while (self->work->len > 0)
    {
      OuroId object = g_array_index (self->work, OuroId, self->work->len - 1);

      g_array_set_size (self->work, self->work->len - 1);
      look_into (self, object);
    }
}

/* What the machine holds for the moment ------------------------------------------------------- */

static void
count (guint32 *counts,
       guint32  cell)
{
  if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    counts[cell & OURO_CELL_ID_MASK]++;
}

static void
count_references (const OuroReach *self,
                  OuroId           object,
                  guint32         *counts)
{
  const OuroHeap *heap = self->heap;

  if (ouro_kind_get_storage (ouro_heap_get_kind (heap, object)) != OURO_STORAGE_ATOM)
    for (guint32 i = 0; i < ouro_heap_get_n_cells (heap, object); i++)
      count (counts, ouro_heap_get_cell (heap, object, i));
  if (ouro_heap_get_flags (heap, object) & OURO_FLAG_OWNS_CLASS)
    count (counts, ouro_heap_get_class (heap, object));
}

/* What is reached refers to nothing that is not, so only those that are not can hold each other.
 * What the collector itself holds of its garbage while it clears that does not count. */
static void
find_passing (OuroReach *self)
{
  const OuroHeap     *heap = self->heap;
  g_autofree guint32 *counts = g_new0 (guint32, ouro_heap_get_end (heap) + 1);

  for (guint i = 0; i < self->unreachable->len; i++)
    count_references (self, g_array_index (self->unreachable, OuroId, i), counts);
  for (guint i = 0; i < self->unreachable->len; i++)
    {
      OuroId  object = g_array_index (self->unreachable, OuroId, i);
      guint32 refcount = ouro_heap_get_real_count (heap, object);

      if ((refcount == 0 || refcount > counts[object]) && ouro_heap_get_list (heap, object) != OURO_LIST_UNREACHABLE)
        g_array_append_val (self->passing, object);
    }
  for (guint i = 0; i < self->passing->len; i++)
    reach (self, g_array_index (self->passing, OuroId, i));
}

OuroReach *
ouro_reach_new (const OuroRoots *roots,
                OuroReachFrom    from)
{
  OuroReach *self = g_new0 (OuroReach, 1);

  self->heap = roots->heap;
  self->reached = g_malloc0 (ouro_heap_get_end (self->heap) + 1);
  self->work = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->passing = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->unreachable = g_array_new (FALSE, FALSE, sizeof (OuroId));

  reach_roots (self, roots, from);
  for (OuroId object = 1; object < ouro_heap_get_end (self->heap); object++)
    if (ouro_heap_is_alive (self->heap, object) && is_always_there (self->heap, object))
      reach (self, object);
  follow (self);
  find_unreachable (self);
  if (from == OURO_REACH_ALL && self->unreachable->len > 0)
    {
      find_passing (self);
      follow (self);
      find_unreachable (self);
    }
  return self;
}

void
ouro_reach_free (OuroReach *self)
{
  if (self == NULL)
    return;
  g_free (self->reached);
  g_array_unref (self->work);
  g_array_unref (self->passing);
  g_array_unref (self->unreachable);
  g_free (self);
}

gboolean
ouro_reach_contains (const OuroReach *self,
                     OuroId           object)
{
  return object != OURO_NO_ID && object < ouro_heap_get_end (self->heap) && self->reached[object];
}

const OuroId *
ouro_reach_get_unreachable (const OuroReach *self,
                            guint           *n)
{
  *n = self->unreachable->len;
  return (const OuroId *)(gpointer)self->unreachable->data;
}

const OuroId *
ouro_reach_get_passing (const OuroReach *self,
                        guint           *n)
{
  *n = self->passing->len;
  return (const OuroId *)(gpointer)self->passing->data;
}
