/* ouro-collector.h - the cyclic garbage collector
 *
 * One collection of a generation, step by step as CPython's gc_collect_main () does it, and the rules of when
 * one happens. What differs between versions comes from the heap's profile.
 *
 * State   everything is in the heap: lists, counts, thresholds, statistics, and while a collection runs
 *         gc_refs and the list of unreachable objects. So a collection can be undone, and stepped while recording:
 *         marks (ouro-mark.h) name its phases.
 * Python  code (finalizers, callbacks of weak references, gc.callbacks) is run by hooks.
 * Cost    O(objects of the generation and what they refer to); no recursion. Two words of memory for each object, kept
 *         between collections.
 * Source  Modules/gcmodule.c (3.11), Python/gc.c (3.12 to 3.15): gc_collect_main, deduce_unreachable,
 *         move_unreachable, handle_weakrefs, finalize_garbage, handle_resurrected_objects, delete_garbage.
 *         The free-threaded build (profile.is_free_threaded) has a collector of its own behind this same header, in
 *         ouro-collector-free-threaded.c: every collection is a full one, and its generation only says which counts begin anew.
 */
#pragma once

#include "ouro-heap.h"

typedef struct
{
  /* gc.callbacks: before and after a collection. */
  void (*notify) (OuroHeap *heap,
                  gboolean  is_start,
                  guint     generation,
                  guint32   collected,
                  guint32   uncollectable,
                  gpointer  data);
  /* Calls the callback of a weak reference that has been cleared. */
  void (*call_back) (OuroHeap *heap,
                     OuroId    weakref,
                     gpointer  data);
  /* Runs the finalizer of an object with OURO_FLAG_HAS_FINALIZER; its flag FINALIZED is set already. */
  void (*finalize) (OuroHeap *heap,
                    OuroId    object,
                    gpointer  data);
  /* gc.DEBUG_SAVEALL: keeps the object in gc.garbage instead of clearing it. FALSE to clear it. */
  gboolean (*save) (OuroHeap *heap,
                    OuroId    object,
                    gpointer  data);
  /* Whether save wants to be asked for each object now; NULL if it always does. Many that need not be asked for die faster. */
  gboolean (*watches) (OuroHeap *heap,
                       gpointer  data);
  gpointer data;
} OuroCollectorHooks;

typedef struct _OuroCollector OuroCollector;

/* hooks may be NULL. The heap must outlive the collector. */
OuroCollector *ouro_collector_new (OuroHeap                 *heap,
                                   const OuroCollectorHooks *hooks) G_GNUC_WARN_UNUSED_RESULT;
void           ouro_collector_free (OuroCollector *self);

/* gc.collect (generation): what it returns. 0 at once when a collection is running. */
guint32 ouro_collector_collect (OuroCollector *self,
                                guint          generation);

/* What the allocation (3.11) or the eval breaker (3.12 and later) does: collects the oldest generation whose count has
 * passed its threshold, if the old one has grown by a quarter. Clears OURO_WORD_GC_SCHEDULED. */
void ouro_collector_run (OuroCollector *self);

/* Which generation ouro_collector_run () would collect now; -1 for none. */
int ouro_collector_choose (const OuroHeap *heap);

/* gc.freeze (), gc.unfreeze (). */
void ouro_collector_freeze (OuroCollector *self);
void ouro_collector_unfreeze (OuroCollector *self);

/* Sorts objects (of OuroId) in the order in which the free-threaded collector meets them: see ouro-collector-free-threaded.c. */
void ouro_collector_sort_by_address (const OuroHeap *heap,
                                     GArray         *objects);

/* For views: an object's gc_refs while a collection runs, and whether it has one. */
gboolean ouro_collector_get_gc_refs (const OuroHeap *heap,
                                     OuroId          object,
                                     guint32        *gc_refs,
                                     gboolean       *is_suspect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroCollector, ouro_collector_free)
