/* ouro-deduce.c - who can be reached from outside?
 *
 * Here are the loops as CPython has them, for a record that shows every step; what gives the same answer when nobody
 * looks is in ouro-deduce-quick.c, and for large heaps in ouro-deduce-sweep.c.
 */
#include "ouro-deduce-private.h"

#include "ouro-mark.h"
#include "ouro-memory.h"

void
ouro_deduction_init (OuroDeduction *self)
{
  self->base = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->reachable = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->unreachable = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->n_own = 0;
  self->may_idle = TRUE;
  self->may_call = TRUE;
  self->starts = NULL;
  self->targets = NULL;
  self->starts_capacity = 0;
  self->targets_capacity = 0;
  self->n_targets = 0;
  self->n_unknown = 0;
  self->always_sweeps = FALSE;
  self->has_swept = FALSE;
  self->is_confirmed = FALSE;
}

void
ouro_deduction_clear (OuroDeduction *self)
{
  g_clear_pointer (&self->base, g_array_unref);
  g_clear_pointer (&self->reachable, g_array_unref);
  g_clear_pointer (&self->unreachable, g_array_unref);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->targets, g_free);
}

static void
append_places (GArray       *base,
               const OuroId *places,
               guint32       n)
{
  guint   kept = base->len;
  OuroId *objects;

  /* One more, as an empty place is written as well before the next one comes. */
  g_array_set_size (base, base->len + n + 1);
  ouro_memory_expect (base->data, base->len * sizeof (OuroId));
  objects = (OuroId *)(gpointer)base->data;
  for (guint32 i = 0; i < n; i++)
    {
      objects[kept] = places[i];
      kept += places[i] != OURO_NO_ID;
    }
  g_array_set_size (base, kept);
}

void
ouro_deduction_set_base (OuroDeduction  *self,
                         const OuroHeap *heap,
                         const OuroId   *places,
                         guint32         n)
{
  g_array_set_size (self->base, 0);
  append_places (self->base, places, n);
}

void
ouro_deduction_set_base_from_generations (OuroDeduction  *self,
                                          const OuroHeap *heap,
                                          guint           generation)
{
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (heap, (OuroListNumber)generation, &n);

  ouro_deduction_set_base (self, heap, places, n);
  for (guint i = 0; i < generation; i++)
    {
      places = ouro_heap_get_list_places (heap, (OuroListNumber)i, &n);
      append_places (self->base, places, n);
    }
}

/* update_refs ------------------------------------------------------------------------------- */

static void
copy_counts (OuroDeduction *self,
             OuroHeap      *heap,
             guint32        state)
{
  const OuroId *objects = (const OuroId *)(gpointer)self->base->data;

  for (guint i = 0; i < self->base->len; i++)
    set_gc_refs (heap, objects[i], get_first_refs (self, heap, objects[i], state), TRUE);
  self->may_idle = TRUE;
  ouro_heap_mark (heap, OURO_MARK_GC_COPIED, OURO_NO_ID, self->base->len, 0);
}

/* subtract_refs ----------------------------------------------------------------------------- */

static inline __attribute__ ((always_inline)) void
subtract (OuroDeduction *self,
          OuroHeap      *heap,
          OuroId         target,
          OuroId         holder,
          gboolean       recording)
{
  guint32 refs = heap->gc_refs[target];

  /* Only objects of the base: the others have 0, as has the row 0 that empty cells name. */
  if (refs != 0)
    {
      set_gc_refs (heap, target, refs - OURO_GC_ONE, TRUE);
      ouro_heap_mark (heap, OURO_MARK_GC_SUBTRACT, target, holder, 0);
    }
}

static void
subtract_references (OuroDeduction *self,
                     OuroHeap      *heap)
{
  const OuroId *objects = (const OuroId *)(gpointer)self->base->data;

  for (guint i = 0; i < self->base->len; i++)
    visit_referents (self, heap, objects[i], subtract, TRUE);
  ouro_heap_mark (heap, OURO_MARK_GC_SUBTRACTED, OURO_NO_ID, 0, 0);
}

/* move_unreachable -------------------------------------------------------------------------- */

/* The target of a reachable object is reachable: it comes back from among the suspects, or will not become one. */
static inline __attribute__ ((always_inline)) void
rescue (OuroDeduction *self,
        OuroHeap      *heap,
        OuroId         target,
        OuroId         holder,
        gboolean       recording)
{
  guint32 refs = heap->gc_refs[target];

  if ((refs & OURO_GC_STATE_MASK) == OURO_GC_SUSPECT)
    {
      set_gc_refs (heap, target, OURO_GC_REACHED, TRUE);
      g_array_append_val (self->base, target);
      ouro_heap_mark (heap, OURO_MARK_GC_RESCUED, target, holder, 0);
    }
  else if (refs == OURO_GC_IN_BASE)
    set_gc_refs (heap, target, OURO_GC_REACHED, TRUE);
}

static void
divide (OuroDeduction *self,
        OuroHeap      *heap)
{
  /* The base grows meanwhile: what is rescued is looked at again at its end. */
  for (guint i = 0; i < self->base->len; i++)
    {
      OuroId  object = g_array_index (self->base, OuroId, i);
      guint32 refs = heap->gc_refs[object];

      if (refs >> OURO_GC_REFS_SHIFT == 0)
        {
          set_gc_refs (heap, object, OURO_GC_SUSPECT, TRUE);
          g_array_append_val (self->unreachable, object);
          ouro_heap_mark (heap, OURO_MARK_GC_SUSPECT, object, 0, 0);
          continue;
        }
      ouro_heap_mark (heap, OURO_MARK_GC_REACHABLE, object, refs >> OURO_GC_REFS_SHIFT, 0);
      visit_referents (self, heap, object, rescue, TRUE);
      set_gc_refs (heap, object, 0, TRUE);
      g_array_append_val (self->reachable, object);
    }
}

/* Those that were rescued have left; the rest keeps its order. */
static void
keep_suspects (OuroDeduction *self,
               OuroHeap      *heap)
{
  OuroId *objects = (OuroId *)(gpointer)self->unreachable->data;
  guint   kept = 0;

  for (guint i = 0; i < self->unreachable->len; i++)
    if (heap->gc_refs[objects[i]] == OURO_GC_SUSPECT)
      objects[kept++] = objects[i];
  g_array_set_size (self->unreachable, kept);
}

/* The base itself is the answer. */
static void
accept_all (OuroDeduction *self)
{
  GArray *base = self->base;

  self->base = self->reachable;
  self->reachable = base;
}

static void
deduce_quickly (OuroDeduction *self,
                OuroHeap      *heap)
{
  if (ouro_deduction_count (self, heap))
    {
      if (ouro_deduction_divide (self, heap))
        keep_suspects (self, heap);
      return;
    }
  for (guint i = 0; i < self->base->len; i++)
    heap->gc_refs[g_array_index (self->base, OuroId, i)] = 0;
  accept_all (self);
}

static void
sweep (OuroDeduction *self,
       OuroHeap      *heap)
{
  if (!self->has_swept)
    self->is_confirmed = ouro_deduction_sweep_count (self, heap, (const OuroId *)(gpointer)self->base->data, self->base->len);
  if (self->is_confirmed)
    accept_all (self);
  else if (ouro_deduction_sweep_divide (self, heap))
    keep_suspects (self, heap);
}

gboolean
ouro_deduction_confirm_oldest (OuroDeduction *self,
                               OuroHeap      *heap)
{
  guint32       n;
  const OuroId *objects = ouro_heap_get_list_places (heap, OURO_LIST_OLD, &n);

  if (heap->recording || !ouro_deduction_is_worth_sweeping (self, heap, n) || ouro_heap_get_list_length (heap, OURO_LIST_OLD) != n)
    return FALSE;
  if (ouro_heap_get_list_length (heap, OURO_LIST_YOUNG) != 0 || ouro_heap_get_list_length (heap, OURO_LIST_MIDDLE) != 0)
    return FALSE;
  self->is_confirmed = ouro_deduction_sweep_count (self, heap, objects, n);
  if (!self->is_confirmed || self->may_idle)
    return FALSE;
  ouro_deduction_forget (self, heap);
  return TRUE;
}

void
ouro_deduction_forget (OuroDeduction *self,
                       OuroHeap      *heap)
{
  if (self->has_swept)
    {
      ouro_deduction_sweep_forget (self, heap);
      return;
    }
  for (guint i = 0; i < self->unreachable->len; i++)
    {
      OuroId object = g_array_index (self->unreachable, OuroId, i);

      if (heap->gc_refs[object] != 0)
        set_gc_refs (heap, object, 0, heap->recording);
    }
}

void
ouro_deduce_unreachable (OuroDeduction *self,
                         OuroHeap      *heap)
{
  g_array_set_size (self->reachable, 0);
  g_array_set_size (self->unreachable, 0);
  if (!self->has_swept)
    self->may_call = TRUE;
  if (G_LIKELY (!heap->recording))
    {
      if (self->has_swept || ouro_deduction_is_worth_sweeping (self, heap, self->base->len))
        sweep (self, heap);
      else
        deduce_quickly (self, heap);
      return;
    }
  copy_counts (self, heap, OURO_GC_IN_BASE);
  subtract_references (self, heap);
  divide (self, heap);
  keep_suspects (self, heap);
}

/* mark_reachable ---------------------------------------------------------------------------- */

/* A suspect that is referred to from a reachable object is none: it will be looked into, last come first. */
static inline __attribute__ ((always_inline)) void
acquit (OuroDeduction *self,
        OuroHeap      *heap,
        OuroId         target,
        OuroId         holder,
        gboolean       recording)
{
  if ((heap->gc_refs[target] & OURO_GC_STATE_MASK) != OURO_GC_SUSPECT)
    return;
  set_gc_refs (heap, target, OURO_GC_IN_BASE, recording);
  g_array_append_val (self->unreachable, target);
  if (recording)
    ouro_heap_mark (heap, OURO_MARK_GC_RESCUED, target, holder, 0);
}

/* The list of unreachable objects is not needed yet, so it serves as the stack of what is to be looked into. */
static inline __attribute__ ((always_inline)) void
mark_reachable (OuroDeduction *self,
                OuroHeap      *heap,
                OuroId         object,
                gboolean       recording)
{
  set_gc_refs (heap, object, OURO_GC_IN_BASE, recording);
  g_array_append_val (self->unreachable, object);
  while (self->unreachable->len > 0)
    {
      OuroId next = g_array_index (self->unreachable, OuroId, self->unreachable->len - 1);

      g_array_set_size (self->unreachable, self->unreachable->len - 1);
      g_array_append_val (self->reachable, next);
      visit_referents (self, heap, next, acquit, recording);
    }
}

static inline __attribute__ ((always_inline)) void
mark_all (OuroDeduction *self,
          OuroHeap      *heap,
          gboolean       recording)
{
  for (guint i = 0; i < self->base->len; i++)
    {
      OuroId  object = g_array_index (self->base, OuroId, i);
      guint32 refs = heap->gc_refs[object];

      ask_for_memory (self, heap, i);
      if ((refs & OURO_GC_STATE_MASK) != OURO_GC_SUSPECT || refs >> OURO_GC_REFS_SHIFT == 0)
        continue;
      if (recording)
        ouro_heap_mark (heap, OURO_MARK_GC_REACHABLE, object, refs >> OURO_GC_REFS_SHIFT, 0);
      mark_reachable (self, heap, object, recording);
    }
}

/* scan_heap_visitor: who is still a suspect? */
static void
divide_marked (OuroDeduction *self,
               OuroHeap      *heap)
{
  for (guint i = 0; i < self->base->len; i++)
    {
      OuroId object = g_array_index (self->base, OuroId, i);

      if (heap->gc_refs[object] == OURO_GC_SUSPECT)
        {
          g_array_append_val (self->unreachable, object);
          ouro_heap_mark (heap, OURO_MARK_GC_LEFT, object, 0, 0);
        }
      else
        set_gc_refs (heap, object, 0, heap->recording);
    }
}

void
ouro_deduce_by_marking (OuroDeduction *self,
                        OuroHeap      *heap)
{
  g_array_set_size (self->reachable, 0);
  g_array_set_size (self->unreachable, 0);
  if (G_UNLIKELY (heap->recording))
    {
      copy_counts (self, heap, OURO_GC_SUSPECT);
      subtract_references (self, heap);
      mark_all (self, heap, TRUE);
    }
  else
    {
      ouro_deduction_count (self, heap);
      ouro_deduction_set_states (self, heap, OURO_GC_SUSPECT);
      mark_all (self, heap, FALSE);
    }
  divide_marked (self, heap);
}
