/* ouro-deduce.h - who can be reached from outside?
 *
 * The heart of the collector: given a list of objects (the base), which of them are referred to only by each
 * other? Counts are copied to gc_refs, references from inside are subtracted, and what is left above 0
 * is held from outside; it and everything it reaches stays.
 *
 * Order   of both results is CPython's: reachable objects in the order in which they were found to be, so that one held
 *         only through another comes after it; unreachable ones in the order of the base.
 * Cost    O(objects and references), no recursion.
 * Source  Modules/gcmodule.c (3.11): deduce_unreachable, update_refs, subtract_refs, move_unreachable.
 */
#pragma once

#include "ouro-heap.h"

/* In heap->gc_refs: 0 for objects that take no part, else the count << 2 | state. */
#define OURO_GC_REFS_SHIFT 2
#define OURO_GC_STATE_MASK 3u
#define OURO_GC_IN_BASE    1u
#define OURO_GC_SUSPECT    2u /* moved to the unreachable ones for now */

typedef struct
{
  GArray  *base;        /* of OuroId, as are the others */
  GArray  *reachable;   /* an answer */
  GArray  *unreachable; /* an answer */
  guint32  n_own;       /* so many references to each object are the collector's own: they do not count */
  gboolean may_idle;    /* an answer: there may be tuples or dicts in the base */
  gboolean may_call;    /* an answer: there may be weak references or finalizers in the base */

  /* What the objects of the base refer to: those of the i-th are targets[starts[i]] up to targets[starts[i + 1]]. Only while
   * nothing is recorded. */
  guint32 *starts;
  OuroId  *targets;
  gsize    starts_capacity;
  gsize    targets_capacity;
  guint32  n_targets;
  guint    n_unknown; /* so many objects of the base are neither held from outside nor reached yet */

  gboolean always_sweeps; /* for tests, whose heaps are small: see ouro-deduce-sweep.c */
  gboolean has_swept;     /* gc_refs are counted already, and will be emptied as a whole */
  gboolean is_confirmed;  /* the sweep has found all objects to be reachable, in the order in which they stand */
} OuroDeduction;

void ouro_deduction_init (OuroDeduction *self);
void ouro_deduction_clear (OuroDeduction *self);

/* The objects of some places of a list; empty places are left out. */
void ouro_deduction_set_base (OuroDeduction  *self,
                              const OuroHeap *heap,
                              const OuroId   *places,
                              guint32         n);

/* The objects of a generation, then those of the younger ones, from the youngest. */
void ouro_deduction_set_base_from_generations (OuroDeduction  *self,
                                               const OuroHeap *heap,
                                               guint           generation);

/* Whether all objects of the oldest generation, which are all that there is to look at, can be reached from outside in the order in
 * which they stand. FALSE when they cannot or when that is not known so easily; go on with the two functions around this one then. */
gboolean ouro_deduction_confirm_oldest (OuroDeduction *self,
                                        OuroHeap      *heap);

/* Answers. All gc_refs are 0 before; afterwards those of the unreachable objects say that they are suspects, until
 * ouro_deduction_forget (). */
void ouro_deduce_unreachable (OuroDeduction *self,
                              OuroHeap      *heap);

/* The same answer as the free-threaded collector finds it: all objects of the base are suspects from the beginning, and what is
 * held from outside takes what it reaches along, depth first. The unreachable ones are in the order of the base.
 * Source: Python/gc_free_threading.c, update_refs, mark_heap_visitor, mark_reachable (3.13) */
void ouro_deduce_by_marking (OuroDeduction *self,
                             OuroHeap      *heap);

/* Sets the gc_refs that are left to 0. */
void ouro_deduction_forget (OuroDeduction *self,
                            OuroHeap      *heap);
