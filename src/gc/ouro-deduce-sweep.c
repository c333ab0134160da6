/* ouro-deduce-sweep.c - the same answer, when much of a large heap takes part
 *
 * Adding an object's count and subtracting the references to it may be done in any order, so one walk over the rows and their cells does
 * both. It notes, too, which objects nothing before them refers to. If each of those is held from outside, then CPython's
 * last walk would find all objects reachable in the order in which they stand, so it need not be made; after a first
 * collection this is how lists usually are.
 *
 * Objects outside the base are subtracted from as well, which saves asking what is in it; afterwards the whole array of gc_refs is
 * emptied, which is cheap where much of it is in use. The time goes into waiting for memory, so all of it is asked for early: rows,
 * then cells, then the counts of what they name.
 */
#include "ouro-deduce-private.h"

#include "ouro-memory.h"

#include <string.h>

/* Fewer objects are not worth the emptying. */
#define LEAST_SWEEP 20000

/* So many objects are looked at together: what they name is put together first, and then counted. */
#define BLOCK 64

/* Most lists are as short as this: so many cells are copied at once, whether or not they are all there. */
#define SHORT 4
#define LONG  (SHORT + 1)

/* How many objects ahead each kind of memory is asked for. */
#define ROWS_AHEAD  80
#define CELLS_AHEAD 48
#define REFS_AHEAD  32

/* What the objects of a block say. */
typedef struct
{
  OuroId  targets[BLOCK][SHORT];
  guint32 first_refs[BLOCK];
  guint8  n[BLOCK]; /* LONG for any object that is no short list */
} Block;

gboolean
ouro_deduction_is_worth_sweeping (const OuroDeduction *self,
                                  const OuroHeap      *heap,
                                  guint32              n)
{
  return self->always_sweeps || n >= MAX (LEAST_SWEEP, ouro_heap_get_end (heap) / 4);
}

/* The array has to be filled with that many. */
static OuroId *
make_room (GArray *array,
           guint   n)
{
  g_array_set_size (array, n);
  ouro_memory_expect (array->data, n * sizeof (OuroId));
  return (OuroId *)(gpointer)array->data;
}

/* Counting ---------------------------------------------------------------------------------- */

/* Four cells from its last one backward can be read, and are all there is. */
static inline gboolean
is_short_list (const OuroRow *row)
{
  const guint32 special = OURO_FLAG_OWNS_CLASS | OURO_FLAG_WEAKREFS | OURO_FLAG_HAS_FINALIZER;

  return (row->head & (0xff | special)) == OURO_KIND_LIST && row->n <= SHORT && row->cells >= SHORT;
}

/* What a short list names, from the last; the list itself where there is no more. Lengths are hard to foresee, so nothing depends on a
 * branch. */
static inline OuroId
get_item (const guint32 *end,
          guint32        n,
          guint32        i,
          OuroId         object)
{
  return object ^ ((object ^ end[-1 - (gssize)i]) & -(guint32)(i < n));
}

static inline void
look_at_items (const OuroHeap *heap,
               OuroId         *targets,
               const guint32  *end,
               guint32         n,
               OuroId          object)
{
  if (n <= 1)
    {
      targets[0] = n == 1 ? end[-1] : object;
      __builtin_prefetch (&heap->gc_refs[targets[0]], 1);
      return;
    }
#pragma GCC unroll 4
  for (guint32 i = 0; i < SHORT; i++)
    {
      targets[i] = get_item (end, n, i, object);
      __builtin_prefetch (&heap->gc_refs[targets[i]], 1);
    }
}

static inline void
look_at (OuroDeduction  *self,
         const OuroHeap *heap,
         Block          *block,
         guint           i,
         OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  block->first_refs[i] = get_first_refs (self, heap, object, OURO_GC_IN_BASE);
  if (G_UNLIKELY (!is_short_list (row)))
    {
      note_nature (self, row);
      block->n[i] = LONG;
      return;
    }
  block->n[i] = (guint8)row->n;
  look_at_items (heap, block->targets[i], heap->cells + row->cells + row->n, row->n, object);
}

static inline __attribute__ ((always_inline)) void
subtract (OuroDeduction *self,
          OuroHeap      *heap,
          OuroId         target,
          OuroId         holder,
          gboolean       recording)
{
  heap->gc_refs[target] -= OURO_GC_ONE;
}

static inline void
subtract_short (guint32      *gc_refs,
                const OuroId *targets,
                guint32       n)
{
  gc_refs[targets[0]] -= (guint32)(n > 0) * OURO_GC_ONE;
  if (n > 1)
#pragma GCC unroll 4
    for (guint32 k = 1; k < SHORT; k++)
      gc_refs[targets[k]] -= (guint32)(k < n) * OURO_GC_ONE;
}

/* Answers how many objects are doubtful now. */
static guint
count_block (OuroDeduction *self,
             OuroHeap      *heap,
             const Block   *block,
             const OuroId  *objects,
             guint          n,
             guint          n_doubtful)
{
  guint32 *gc_refs = heap->gc_refs;
  OuroId  *doubtful = (OuroId *)(gpointer)self->unreachable->data;

  for (guint i = 0; i < n; i++)
    {
      guint32 refs = gc_refs[objects[i]];

      doubtful[n_doubtful] = objects[i];
      n_doubtful += refs == 0;
      gc_refs[objects[i]] = refs + block->first_refs[i];
      if (G_LIKELY (block->n[i] <= SHORT))
        subtract_short (gc_refs, block->targets[i], block->n[i]);
      else
        visit_referents (self, heap, objects[i], subtract, FALSE);
    }
  return n_doubtful;
}

gboolean
ouro_deduction_sweep_count (OuroDeduction *self,
                            OuroHeap      *heap,
                            const OuroId  *objects,
                            guint32        n)
{
  Block block;
  guint n_doubtful = 0, n_unheld = 0;

  self->may_idle = FALSE;
  self->may_call = FALSE;
  self->has_swept = TRUE;
  make_room (self->unreachable, n + 1);
  for (guint32 from = 0; from < n; from += BLOCK)
    {
      guint32 n_here = MIN (n - from, BLOCK);

      for (guint32 i = 0; i < n_here; i++)
        {
          if (from + i + ROWS_AHEAD < n)
            {
              __builtin_prefetch (&heap->rows[objects[from + i + ROWS_AHEAD]]);
              __builtin_prefetch (&heap->cells[heap->rows[objects[from + i + CELLS_AHEAD]].cells]);
            }
          look_at (self, heap, &block, i, objects[from + i]);
        }
      n_doubtful = count_block (self, heap, &block, objects + from, n_here, n_doubtful);
    }
  for (guint i = 0; i < n_doubtful; i++)
    n_unheld += heap->gc_refs[g_array_index (self->unreachable, OuroId, i)] < OURO_GC_ONE;
  g_array_set_size (self->unreachable, 0);
  return n_unheld == 0;
}

/* Dividing ---------------------------------------------------------------------------------- */

/* Of an object that is neither held from outside nor reached yet, it is known now that it is reachable. Suspects come back: they will be
 * looked at again at the end of the base, which has room for them. */
static inline __attribute__ ((always_inline)) void
reach (OuroDeduction *self,
       OuroHeap      *heap,
       OuroId         target,
       OuroId         holder,
       gboolean       recording)
{
  guint32 refs = heap->gc_refs[target];

  if (G_LIKELY (refs != OURO_GC_IN_BASE && refs != OURO_GC_SUSPECT))
    return;
  heap->gc_refs[target] = OURO_GC_REACHED;
  self->n_unknown--;
  if (refs == OURO_GC_SUSPECT)
    ((OuroId *)(gpointer)self->base->data)[self->base->len++] = target;
}

static inline void
reach_from (OuroDeduction *self,
            OuroHeap      *heap,
            OuroId         object)
{
  const OuroRow *row = &heap->rows[object];

  if (G_UNLIKELY (!is_short_list (row)))
    {
      visit_referents (self, heap, object, reach, FALSE);
      return;
    }
#pragma GCC unroll 4
  for (guint32 i = 0; i < SHORT; i++)
    reach (self, heap, get_item (heap->cells + row->cells + row->n, row->n, i, object), object, FALSE);
}

/* What is not known to be reachable yet will most likely not be looked into. */
static inline gboolean
will_be_visited (const OuroHeap *heap,
                 OuroId          object)
{
  return heap->gc_refs[object] >= OURO_GC_ONE;
}

static inline void
ask_for_more (const OuroHeap *heap,
              const OuroId   *objects)
{
  const OuroRow *row;

  if (will_be_visited (heap, objects[ROWS_AHEAD]))
    __builtin_prefetch (&heap->rows[objects[ROWS_AHEAD]]);
  if (will_be_visited (heap, objects[CELLS_AHEAD]))
    __builtin_prefetch (&heap->cells[heap->rows[objects[CELLS_AHEAD]].cells]);
  if (!will_be_visited (heap, objects[REFS_AHEAD]))
    return;
  row = &heap->rows[objects[REFS_AHEAD]];
  if (is_short_list (row))
    for (guint k = 0; k < SHORT; k++)
      __builtin_prefetch (&heap->gc_refs[heap->cells[row->cells + k] & OURO_CELL_ID_MASK], 1);
}

static guint32
count_unknown (const OuroHeap *heap)
{
  guint32 n = 0;

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    n += heap->gc_refs[object] == OURO_GC_IN_BASE;
  return n;
}

gboolean
ouro_deduction_sweep_divide (OuroDeduction *self,
                             OuroHeap      *heap)
{
  guint         n = self->base->len;
  guint         n_reachable = 0, n_unreachable = 0, i;
  OuroId       *reachable, *unreachable;
  const OuroId *base;

  self->n_unknown = count_unknown (heap);
  /* Room for those that come back. */
  base = make_room (self->base, n + self->n_unknown);
  g_array_set_size (self->base, n);
  reachable = make_room (self->reachable, n);
  unreachable = make_room (self->unreachable, n + 1);
  for (i = 0; i < self->base->len && self->n_unknown > 0; i++)
    {
      OuroId object = base[i];

      if (i + ROWS_AHEAD < self->base->len)
        ask_for_more (heap, base + i);
      if (heap->gc_refs[object] < OURO_GC_ONE)
        {
          heap->gc_refs[object] = OURO_GC_SUSPECT;
          unreachable[n_unreachable++] = object;
          continue;
        }
      reach_from (self, heap, object);
      reachable[n_reachable++] = object;
    }
  memcpy (reachable + n_reachable, base + i, (self->base->len - i) * sizeof (OuroId));
  g_array_set_size (self->reachable, n_reachable + self->base->len - i);
  g_array_set_size (self->unreachable, n_unreachable);
  return self->base->len > n;
}

void
ouro_deduction_sweep_forget (OuroDeduction *self,
                             OuroHeap      *heap)
{
  memset (heap->gc_refs, 0, ouro_heap_get_end (heap) * sizeof *heap->gc_refs);
  self->has_swept = FALSE;
}
