/* ouro-collector-private.h - what the two collectors have in common */
#pragma once

#include "ouro-collector.h"
#include "ouro-deduce.h"

struct _OuroCollector
{
  OuroHeap          *heap;
  OuroCollectorHooks hooks;
  OuroDeduction      deduction;
  gboolean           ran_python; /* in this collection: something may have been brought back to life */
};

/* The free-threaded collector: everything, whatever generation is asked for. Returns what was collected. */
guint32 ouro_collector_collect_all (OuroCollector *self,
                                    guint          generation);

/* The next older generation has been collected one time more; counts begin anew. */
void ouro_collector_reset_counts (OuroHeap *heap,
                                  guint     generation);
void ouro_collector_add_to_word (OuroHeap *heap,
                                 guint     word,
                                 guint32   amount);

/* Takes a tuple or dict off its list if all that it holds are objects the collector never looks at. TRUE if it did. */
gboolean ouro_collector_untrack_if_idle (OuroHeap *heap,
                                         OuroId    object);
void     ouro_collector_clear_weakref (OuroHeap *heap,
                                       OuroId    ref);
