/* ouro-deduce-private.h - what both ways of deducing have in common: gc_refs, and the walk over an object's references
 *
 * The walk is inlined with what is to be done at each target, so the compiler makes a loop of its own for each use, with or
 * without recording.
 */
#pragma once

#include "ouro-deduce.h"
#include "ouro-instance.h"
#include "ouro-journal.h"

/* How many objects ahead memory is asked for. */
#define OURO_DEDUCTION_AHEAD 8

/* A count of 1, alone and in an object of the base. */
#define OURO_GC_ONE     (1u << OURO_GC_REFS_SHIFT)
#define OURO_GC_REACHED (OURO_GC_ONE | OURO_GC_IN_BASE)

/* Copies the counts and subtracts the references from inside, unrecorded. FALSE when that is enough to know that all are reachable, in the
 * order in which they stand. States are for ouro_deduction_set_states () to set. */
gboolean ouro_deduction_count (OuroDeduction *self,
                               OuroHeap      *heap);
void     ouro_deduction_set_states (OuroDeduction *self,
                                    OuroHeap      *heap,
                                    guint32        state);

/* Divides the base after ouro_deduction_count (). TRUE when there are objects among the unreachable ones that came back. */
gboolean ouro_deduction_divide (OuroDeduction *self,
                                OuroHeap      *heap);

/* The same for much of a large heap: whether that is what there is to do; counting; dividing; emptying gc_refs. */
gboolean ouro_deduction_is_worth_sweeping (const OuroDeduction *self,
                                           const OuroHeap      *heap,
                                           guint32              n);
gboolean ouro_deduction_sweep_count (OuroDeduction *self,
                                     OuroHeap      *heap,
                                     const OuroId  *objects,
                                     guint32        n);
gboolean ouro_deduction_sweep_divide (OuroDeduction *self,
                                      OuroHeap      *heap);
void     ouro_deduction_sweep_forget (OuroDeduction *self,
                                      OuroHeap      *heap);

static inline guint32
get_first_refs (const OuroDeduction *self,
                const OuroHeap      *heap,
                OuroId               object,
                guint32              state)
{
  return ((ouro_heap_get_real_count (heap, object) & ~OURO_IMMORTAL) - self->n_own) << OURO_GC_REFS_SHIFT | state;
}

/* What the answers may_idle and may_call have to know of any object but a short list. */
static inline void
note_nature (OuroDeduction *self,
             const OuroRow *row)
{
  self->may_idle |= row->cls == OURO_TYPE_TUPLE || row->cls == OURO_TYPE_DICT;
  self->may_call |= (row->head & (OURO_FLAG_WEAKREFS | OURO_FLAG_HAS_FINALIZER)) || (row->head & 0xff) == OURO_KIND_WEAKREF;
}

/* gc_refs ----------------------------------------------------------------------------------- */

static inline void
set_gc_refs (OuroHeap *heap,
             OuroId    object,
             guint32   value,
             gboolean  recording)
{
  if (recording)
    ouro_heap_record (heap, OURO_SEGMENT_GC_REFS, object, heap->gc_refs[object], value, object, FALSE);
  heap->gc_refs[object] = value;
}

/* What a reference from inside does to its target: the step of each of the loops. */
typedef void (*VisitFunc) (OuroDeduction *self,
                           OuroHeap      *heap,
                           OuroId         target,
                           OuroId         holder,
                           gboolean       recording);

/* tp_traverse. Payloads of instances are part of them. */
static inline __attribute__ ((always_inline)) void
visit_cells (OuroDeduction *self,
             OuroHeap      *heap,
             OuroId         object,
             OuroId         holder,
             VisitFunc      visit,
             gboolean       recording)
{
  const OuroRow *row = &heap->rows[object];
  OuroKind       kind = (OuroKind)(row->head & 0xff);
  const guint32 *cells = heap->cells + row->cells;
  guint32        n = row->n;

  if (kind == OURO_KIND_LIST || kind == OURO_KIND_TUPLE)
    {
      while (n-- > 0)
        visit (self, heap, cells[n], holder, recording);
      return;
    }
  for (guint32 i = 0; i < n; i++)
    if (!(cells[i] & OURO_CELL_TAGS))
      visit (self, heap, cells[i], holder, recording);
}

static inline __attribute__ ((always_inline)) void
visit_referents (OuroDeduction *self,
                 OuroHeap      *heap,
                 OuroId         object,
                 VisitFunc      visit,
                 gboolean       recording)
{
  const OuroRow *row = &heap->rows[object];

  visit_cells (self, heap, object, object, visit, recording);
  if ((row->head & OURO_INSTANCE_HAS_PAYLOAD) && (row->head & 0xff) == OURO_KIND_INSTANCE)
    {
      guint32 first = heap->cells[row->cells];
      OuroId  payload = heap->cells[row->cells + row->n - 1];

      /* The order of an OrderedDict. */
      if (first & OURO_CELL_PRIVATE)
        visit_cells (self, heap, first & OURO_CELL_ID_MASK, object, visit, recording);
      /* A number or a text has no cells to look at. */
      if (ouro_kind_get_storage (ouro_heap_get_kind (heap, payload)) != OURO_STORAGE_ATOM)
        visit_cells (self, heap, payload, object, visit, recording);
    }
  if (row->head & OURO_FLAG_OWNS_CLASS)
    visit (self, heap, row->cls, object, recording);
}

static inline void
ask_for_memory (const OuroDeduction *self,
                const OuroHeap      *heap,
                guint                i)
{
  const OuroId *objects = (const OuroId *)(gpointer)self->base->data;

  if (i + 2 * OURO_DEDUCTION_AHEAD < self->base->len)
    __builtin_prefetch (&heap->rows[objects[i + 2 * OURO_DEDUCTION_AHEAD]]);
  if (i + OURO_DEDUCTION_AHEAD < self->base->len)
    __builtin_prefetch (&heap->cells[heap->rows[objects[i + OURO_DEDUCTION_AHEAD]].cells]);
}
