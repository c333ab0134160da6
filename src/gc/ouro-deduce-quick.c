/* ouro-deduce-quick.c - the same answer, when no step has to be shown
 *
 * Nearly all of the time goes into waiting for memory, so it is walked over less often and asked for earlier. The first walk reads the
 * rows and cells, copies the counts and writes what every object refers to into one flat array. The second goes along that array, where
 * the counts that are needed next are known long before, and subtracts. It notes, too, which objects are referred to from an object
 * that stands before them. If each of those that are not held from outside is, then CPython's last walk would find all of them
 * reachable in the order in which they stand, so it need not be made; after a first collection this is how lists usually
 * are. Otherwise it goes along the flat array as well, and ends as soon as nothing is left that might be unreachable.
 */
#include "ouro-deduce-private.h"

#include <string.h>

/* How many references ahead their counts are asked for. */
#define REFERENCES_AHEAD 24

/* States while references are subtracted: not visited yet, visited without having been referred to before, referred to before. */
#define NOT_VISITED OURO_GC_IN_BASE
#define VISITED     2u
#define REFERRED_TO 3u

/* Most lists are as short as this: so many cells are copied at once, whether or not they are all there. */
#define SHORT 4

/* Counting ---------------------------------------------------------------------------------- */

static void
reserve_starts (OuroDeduction *self)
{
  if (self->base->len < self->starts_capacity)
    return;
  self->starts_capacity = self->base->len + 1;
  g_free (self->starts);
  self->starts = g_new (guint32, self->starts_capacity);
}

static void
grow_targets (OuroDeduction *self,
              gsize          n)
{
  self->targets_capacity = MAX (n, 2 * self->targets_capacity);
  self->targets = g_renew (OuroId, self->targets, self->targets_capacity);
}

static inline void
reserve_targets (OuroDeduction *self,
                 gsize          n)
{
  if (G_UNLIKELY (n > self->targets_capacity))
    grow_targets (self, n);
}

static inline __attribute__ ((always_inline)) void
gather (OuroDeduction *self,
        OuroHeap      *heap,
        OuroId         target,
        OuroId         holder,
        gboolean       recording)
{
  reserve_targets (self, (gsize)self->n_targets + 1);
  self->targets[self->n_targets++] = target;
}

/* Four cells from its last one backward can be read, and are all there is. */
static inline gboolean
is_short_list (const OuroRow *row)
{
  return (row->head & (0xff | OURO_FLAG_OWNS_CLASS)) == OURO_KIND_LIST && row->n <= SHORT && row->cells >= SHORT;
}

static inline void
copy_backward (OuroId        *targets,
               const guint32 *end)
{
  for (guint i = 0; i < SHORT; i++)
    targets[i] = end[-1 - (gssize)i];
}

/* Any other object: how many targets there are with its own. */
static guint32
gather_others (OuroDeduction *self,
               OuroHeap      *heap,
               OuroId         object,
               guint32        n_targets)
{
  note_nature (self, &heap->rows[object]);
  self->n_targets = n_targets;
  visit_referents (self, heap, object, gather, FALSE);
  return self->n_targets;
}

static void
copy_counts (OuroDeduction *self,
             OuroHeap      *heap)
{
  const OuroId *objects = (const OuroId *)(gpointer)self->base->data;
  guint32      *starts;
  guint32       n_targets = 0;
  guint         n = self->base->len;

  reserve_starts (self);
  starts = self->starts;
  self->may_idle = FALSE;
  self->may_call = FALSE;
  for (guint i = 0; i < n; i++)
    {
      OuroId         object = objects[i];
      const OuroRow *row = &heap->rows[object];

      ask_for_memory (self, heap, i);
      heap->gc_refs[object] = get_first_refs (self, heap, object, NOT_VISITED);
      starts[i] = n_targets;
      if (G_LIKELY (is_short_list (row)))
        {
          reserve_targets (self, (gsize)n_targets + SHORT);
          copy_backward (self->targets + n_targets, heap->cells + row->cells + row->n);
          n_targets += row->n;
        }
      else
        n_targets = gather_others (self, heap, object, n_targets);
    }
  starts[n] = n_targets;
  self->n_targets = n_targets;
  /* What is looked at ahead of the last one. */
  reserve_targets (self, (gsize)n_targets + REFERENCES_AHEAD);
  memset (self->targets + n_targets, 0, REFERENCES_AHEAD * sizeof (OuroId));
}

/* Objects outside the base have 0 and keep it, as does the row 0 that empty cells name. */
static inline guint32
subtract (guint32 refs)
{
  return (refs - (refs != 0 ? OURO_GC_ONE : 0)) | ((refs & OURO_GC_STATE_MASK) == NOT_VISITED ? REFERRED_TO : 0);
}

/* Objects that nothing before them refers to are noted among the unreachable ones. */
static void
subtract_targets (OuroDeduction *self,
                  guint32       *gc_refs)
{
  const OuroId  *objects = (const OuroId *)(gpointer)self->base->data;
  OuroId        *doubtful = (OuroId *)(gpointer)self->unreachable->data;
  const OuroId  *targets = self->targets;
  const guint32 *starts = self->starts;
  guint          n = self->base->len, n_doubtful = 0;

  for (guint i = 0; i < n; i++)
    {
      OuroId   object = objects[i];
      gboolean is_first = (gc_refs[object] & OURO_GC_STATE_MASK) == NOT_VISITED;

      gc_refs[object] += is_first;
      doubtful[n_doubtful] = object;
      n_doubtful += is_first;
      for (guint32 k = starts[i]; k < starts[i + 1]; k++)
        {
          __builtin_prefetch (&gc_refs[targets[k + REFERENCES_AHEAD]], 1);
          gc_refs[targets[k]] = subtract (gc_refs[targets[k]]);
        }
    }
  g_array_set_size (self->unreachable, n_doubtful);
}

gboolean
ouro_deduction_count (OuroDeduction *self,
                      OuroHeap      *heap)
{
  guint n_doubtful = 0;

  copy_counts (self, heap);
  g_array_set_size (self->unreachable, self->base->len + 1);
  subtract_targets (self, heap->gc_refs);
  for (guint i = 0; i < self->unreachable->len; i++)
    n_doubtful += heap->gc_refs[g_array_index (self->unreachable, OuroId, i)] < OURO_GC_ONE;
  g_array_set_size (self->unreachable, 0);
  return n_doubtful > 0;
}

void
ouro_deduction_set_states (OuroDeduction *self,
                           OuroHeap      *heap,
                           guint32        state)
{
  const OuroId *objects = (const OuroId *)(gpointer)self->base->data;
  guint         n_unknown = 0;

  for (guint i = 0; i < self->base->len; i++)
    {
      guint32 refs = heap->gc_refs[objects[i]];

      n_unknown += refs < OURO_GC_ONE;
      heap->gc_refs[objects[i]] = (refs & ~OURO_GC_STATE_MASK) | state;
    }
  self->n_unknown = n_unknown;
}

/* Dividing ---------------------------------------------------------------------------------- */

/* Of an object that is neither held from outside nor reached yet, it is known now that it is reachable. Suspects come back: they will be
 * looked at again at the end of the base. */
static inline guint
reach (OuroDeduction *self,
       guint32       *gc_refs,
       OuroId         target)
{
  guint32 refs = gc_refs[target];

  if (refs != OURO_GC_IN_BASE && (refs & OURO_GC_STATE_MASK) != OURO_GC_SUSPECT)
    return 0;
  if (refs != OURO_GC_IN_BASE)
    g_array_append_val (self->base, target);
  gc_refs[target] = OURO_GC_REACHED;
  return 1;
}

static inline __attribute__ ((always_inline)) void
reach_from (OuroDeduction *self,
            OuroHeap      *heap,
            OuroId         target,
            OuroId         holder,
            gboolean       recording)
{
  self->n_unknown -= reach (self, heap->gc_refs, target);
}

/* Divides the objects that were in the base at first; answers how many it needed to look at. */
static guint
divide_base (OuroDeduction *self,
             OuroHeap      *heap)
{
  guint32       *gc_refs = heap->gc_refs;
  const guint32 *starts = self->starts;
  const OuroId  *targets = self->targets;
  OuroId        *reachable = (OuroId *)(gpointer)self->reachable->data;
  OuroId        *unreachable = (OuroId *)(gpointer)self->unreachable->data;
  guint          n = self->base->len, n_reachable = 0, n_unreachable = 0, n_unknown = self->n_unknown, i;

  for (i = 0; i < n && n_unknown > 0; i++)
    {
      OuroId object = g_array_index (self->base, OuroId, i);

      if (gc_refs[object] >> OURO_GC_REFS_SHIFT == 0)
        {
          gc_refs[object] = OURO_GC_SUSPECT;
          unreachable[n_unreachable++] = object;
          continue;
        }
      for (guint32 k = starts[i]; k < starts[i + 1]; k++)
        {
          __builtin_prefetch (&gc_refs[targets[k + REFERENCES_AHEAD]], 1);
          n_unknown -= reach (self, gc_refs, targets[k]);
        }
      gc_refs[object] = 0;
      reachable[n_reachable++] = object;
    }
  self->n_unknown = n_unknown;
  g_array_set_size (self->reachable, n_reachable);
  g_array_set_size (self->unreachable, n_unreachable);
  return i;
}

/* All that is left of the base is reachable. */
static void
accept (OuroDeduction *self,
        OuroHeap      *heap,
        guint          from)
{
  const OuroId *objects = (const OuroId *)(gpointer)self->base->data;

  for (guint i = from; i < self->base->len; i++)
    heap->gc_refs[objects[i]] = 0;
  g_array_append_vals (self->reachable, objects + from, self->base->len - from);
}

gboolean
ouro_deduction_divide (OuroDeduction *self,
                       OuroHeap      *heap)
{
  guint n = self->base->len;
  guint i;

  ouro_deduction_set_states (self, heap, OURO_GC_IN_BASE);
  g_array_set_size (self->reachable, n);
  g_array_set_size (self->unreachable, n);
  for (i = divide_base (self, heap); i < self->base->len && self->n_unknown > 0; i++)
    {
      OuroId object = g_array_index (self->base, OuroId, i);

      ask_for_memory (self, heap, i);
      visit_referents (self, heap, object, reach_from, FALSE);
      heap->gc_refs[object] = 0;
      g_array_append_val (self->reachable, object);
    }
  accept (self, heap, i);
  return self->base->len > n;
}
