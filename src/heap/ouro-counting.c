/* ouro-counting.c - the collector's count of allocations, and counts of references that are not what they seem
 *
 * The count rises with every real allocation of an object that the collector knows, and the collection is scheduled, or in 3.11 run,
 * when it passes the threshold. In the free-threaded build each thread counts for itself and tells the others once in a
 * while; such a count may be negative.
 * Source  Modules/gcmodule.c, _PyObject_GC_Link (3.12); Python/gc_free_threading.c, record_allocation, record_deallocation (3.13)
 */
#include "ouro-heap.h"

/* Allocations -------------------------------------------------------------------------------- */

void
ouro_heap_flush_count (OuroHeap *self)
{
  guint32 local = self->words[OURO_WORD_LOCAL_COUNT];

  if (local == 0)
    return;
  ouro_heap_set_word (self, OURO_WORD_COUNT, self->words[OURO_WORD_COUNT] + local);
  ouro_heap_set_word (self, OURO_WORD_LOCAL_COUNT, 0);
}

gboolean
ouro_heap_is_collection_due (const OuroHeap *self)
{
  gint32 count = (gint32)self->words[OURO_WORD_COUNT];
  gint32 threshold = (gint32)self->words[OURO_WORD_THRESHOLD];

  if (count <= threshold || threshold == 0 || !self->words[OURO_WORD_GC_ENABLED])
    return FALSE;
  return count > (gint32)(self->words[OURO_WORD_LONG_LIVED_TOTAL] / 4) || self->words[OURO_WORD_THRESHOLD + 1] == 0;
}

/* change is 1 or -1. */
static void
count_for_thread (OuroHeap *self,
                  gint32    change)
{
  gint32 local = (gint32)self->words[OURO_WORD_LOCAL_COUNT] + change;

  ouro_heap_set_word (self, OURO_WORD_LOCAL_COUNT, (guint32)local);
  if (ABS (local) < (gint32)self->profile->count_batch)
    return;
  ouro_heap_flush_count (self);
  if (change > 0 && !self->words[OURO_WORD_GC_COLLECTING] && ouro_heap_is_collection_due (self))
    ouro_heap_set_word (self, OURO_WORD_GC_SCHEDULED, TRUE);
}

gboolean
ouro_heap_count_allocation (OuroHeap *self)
{
  guint32 count;

  if (self->profile->count_batch > 0)
    {
      count_for_thread (self, 1);
      return FALSE;
    }
  count = self->words[OURO_WORD_COUNT] + 1;
  ouro_heap_set_word (self, OURO_WORD_COUNT, count);
  if (G_LIKELY (count <= self->words[OURO_WORD_THRESHOLD]))
    return FALSE;
  if (self->words[OURO_WORD_THRESHOLD] == 0 || !self->words[OURO_WORD_GC_ENABLED] || self->words[OURO_WORD_GC_COLLECTING])
    return FALSE;
  if (self->profile->collects_in_allocation)
    return TRUE;
  ouro_heap_set_word (self, OURO_WORD_GC_SCHEDULED, TRUE);
  return FALSE;
}

void
ouro_heap_uncount_allocation (OuroHeap *self)
{
  if (self->profile->count_batch > 0)
    count_for_thread (self, -1);
  else if (self->words[OURO_WORD_COUNT] > 0)
    ouro_heap_set_word (self, OURO_WORD_COUNT, self->words[OURO_WORD_COUNT] - 1);
}

/* References --------------------------------------------------------------------------------- */

void
ouro_heap_make_immortal (OuroHeap *self,
                         OuroId    object)
{
  ouro_heap_set_row_word (self, object, OURO_ROW_REFCOUNT, OURO_IMMORTAL);
}

void
ouro_heap_defer_count (OuroHeap *self,
                       OuroId    object)
{
  if (!self->profile->counts_are_biased || ouro_heap_is_immortal (self, object))
    return;
  if (self->words[OURO_WORD_IMMORTALIZES])
    {
      ouro_heap_untrack (self, object);
      ouro_heap_make_immortal (self, object);
      return;
    }
  ouro_heap_set_flags (self, object, OURO_FLAG_DEFERRED, TRUE);
  ouro_heap_incref (self, object);
}

gboolean
ouro_heap_get_biased_counts (const OuroHeap *self,
                             OuroId          object,
                             guint32        *local,
                             guint32        *shared)
{
  gboolean is_owned = !(ouro_heap_get_flags (self, object) & OURO_FLAG_MERGED);
  guint32  count = self->rows[object].refcount;

  *local = is_owned ? count : 0;
  *shared = is_owned ? 0 : count;
  return is_owned;
}

void
ouro_heap_immortalize_deferred (OuroHeap *self)
{
  if (!self->profile->counts_are_biased || self->words[OURO_WORD_IMMORTALIZES])
    return;
  ouro_heap_set_word (self, OURO_WORD_IMMORTALIZES, TRUE);
  for (OuroId object = 1; object < ouro_heap_get_end (self); object++)
    if (ouro_heap_is_alive (self, object) && (ouro_heap_get_flags (self, object) & OURO_FLAG_DEFERRED))
      {
        ouro_heap_set_flags (self, object, OURO_FLAG_DEFERRED, FALSE);
        ouro_heap_make_immortal (self, object);
      }
}
