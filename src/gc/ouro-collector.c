/* ouro-collector.c - one collection, and when it happens
 *
 * gc_refs of an object that takes part is its count so far << 2 | state; 0 when it takes no part.
 * CPython moves objects between linked lists; here a list is an array, walked from the front and
 * appended to at the end, which gives the same order with far fewer misses of the cache.
 */
#include "ouro-collector-private.h"

#include "ouro-dict.h"
#include "ouro-dissolve.h"
#include "ouro-journal.h"
#include "ouro-mark.h"
#include "ouro-weakref.h"

OuroCollector *
ouro_collector_new (OuroHeap                 *heap,
                    const OuroCollectorHooks *hooks)
{
  OuroCollector *self;

  g_return_val_if_fail (heap != NULL, NULL);

  self = g_new0 (OuroCollector, 1);
  self->heap = heap;
  if (hooks != NULL)
    self->hooks = *hooks;
  ouro_deduction_init (&self->deduction);
  return self;
}

void
ouro_collector_free (OuroCollector *self)
{
  if (self == NULL)
    return;
  ouro_deduction_clear (&self->deduction);
  g_free (self);
}

/* Counts and thresholds --------------------------------------------------------------------- */

int
ouro_collector_choose (const OuroHeap *heap)
{
  if (heap->profile->is_free_threaded)
    return ouro_heap_is_collection_due (heap) ? 0 : -1;
  for (int i = 2; i >= 0; i--)
    {
      if (ouro_heap_get_word (heap, OURO_WORD_COUNT + i) <= ouro_heap_get_word (heap, OURO_WORD_THRESHOLD + i))
        continue;
      if (i == 2 && ouro_heap_get_word (heap, OURO_WORD_LONG_LIVED_PENDING) < ouro_heap_get_word (heap, OURO_WORD_LONG_LIVED_TOTAL) / 4)
        continue;
      return i;
    }
  return -1;
}

void
ouro_collector_add_to_word (OuroHeap *heap,
                            guint     word,
                            guint32   amount)
{
  ouro_heap_set_word (heap, word, ouro_heap_get_word (heap, word) + amount);
}

void
ouro_collector_reset_counts (OuroHeap *heap,
                             guint     generation)
{
  if (generation < 2)
    ouro_collector_add_to_word (heap, OURO_WORD_COUNT + generation + 1, 1);
  for (guint i = 0; i <= generation; i++)
    ouro_heap_set_word (heap, OURO_WORD_COUNT + i, 0);
}

/* What survives ----------------------------------------------------------------------------- */

/* Whether every item is one the collector never looks at: _PyTuple_MaybeUntrack. */
static gboolean
items_are_untracked (const OuroHeap *heap,
                     OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  for (guint32 i = 0; i < row->n; i++)
    {
      OuroId item = heap->cells[row->cells + i];

      if (item == OURO_NO_ID || ouro_heap_may_be_tracked (heap, item))
        return FALSE;
    }
  return TRUE;
}

/* _PyDict_MaybeUntrack: a deleted entry is no obstacle. */
static gboolean
entries_are_untracked (const OuroHeap *heap,
                       OuroId          dict)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (heap, dict, i);

      if (key != OURO_NO_ID && (ouro_heap_may_be_tracked (heap, key) || ouro_heap_may_be_tracked (heap, ouro_dict_get_value (heap, dict, i))))
        return FALSE;
    }
  return TRUE;
}

gboolean
ouro_collector_untrack_if_idle (OuroHeap *heap,
                                OuroId    object)
{
  OuroId   cls = heap->rows[object].cls;
  gboolean is_idle = (cls == OURO_TYPE_TUPLE && items_are_untracked (heap, object)) || (cls == OURO_TYPE_DICT && entries_are_untracked (heap, object));

  if (is_idle)
    {
      ouro_heap_mark (heap, OURO_MARK_GC_UNTRACKED, object, 0, 0);
      ouro_heap_untrack (heap, object);
    }
  return is_idle;
}

/* Takes out of the survivors what need not be looked at again; the objects' places still are the old ones. */
static void
untrack_some (OuroHeap *heap,
              GArray   *survivors,
              OuroId    type,
              gboolean (*may_be_untracked) (const OuroHeap *, OuroId))
{
  guint kept = 0;

  for (guint i = 0; i < survivors->len; i++)
    {
      OuroId object = g_array_index (survivors, OuroId, i);

      if (heap->rows[object].cls == type && may_be_untracked (heap, object))
        {
          ouro_heap_mark (heap, OURO_MARK_GC_UNTRACKED, object, 0, 0);
          ouro_heap_untrack (heap, object);
        }
      else
        g_array_index (survivors, OuroId, kept++) = object;
    }
  g_array_set_size (survivors, kept);
}

static const OuroId *
get_objects (const GArray *array)
{
  return (const OuroId *)(gpointer)array->data;
}

static OuroListNumber
get_older (guint generation)
{
  return generation < 2 ? (OuroListNumber)(generation + 1) : OURO_LIST_OLD;
}

static void
count_survivors (OuroHeap *heap,
                 guint     generation,
                 guint32   n)
{
  if (generation == 1)
    ouro_collector_add_to_word (heap, OURO_WORD_LONG_LIVED_PENDING, n);
  else if (generation == 2)
    {
      ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_PENDING, 0);
      ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_TOTAL, n + ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS));
    }
}

/* The survivors move on, the rest goes to the list of unreachable objects. */
static void
promote (OuroCollector *self,
         guint          generation)
{
  OuroHeap      *heap = self->heap;
  GArray        *survivors = self->deduction.reachable;
  OuroListNumber older = get_older (generation);

  if (self->deduction.may_idle)
    untrack_some (heap, survivors, OURO_TYPE_TUPLE, items_are_untracked);
  if (self->deduction.may_idle && generation == 2 && heap->profile->full_collection_untracks_dicts)
    untrack_some (heap, survivors, OURO_TYPE_DICT, entries_are_untracked);
  for (guint i = 0; i <= generation; i++)
    if (older != (OuroListNumber)i)
      ouro_heap_empty_list (heap, (OuroListNumber)i);
  if (generation < 2)
    ouro_heap_append_objects (heap, older, get_objects (survivors), survivors->len);
  else
    ouro_heap_set_list (heap, older, get_objects (survivors), survivors->len);
  ouro_heap_set_list (heap, OURO_LIST_UNREACHABLE, get_objects (self->deduction.unreachable), self->deduction.unreachable->len);
  count_survivors (heap, generation, survivors->len);
  ouro_heap_mark (heap, OURO_MARK_GC_PROMOTED, OURO_NO_ID, MIN (generation + 1, 2), survivors->len);
}

/* Weak references --------------------------------------------------------------------------- */

static gboolean
is_unreachable (const OuroHeap *heap,
                OuroId          object)
{
  return ouro_heap_get_list (heap, object) == OURO_LIST_UNREACHABLE;
}

void
ouro_collector_clear_weakref (OuroHeap *heap,
                              OuroId    ref)
{
  ouro_heap_mark (heap, OURO_MARK_GC_WEAKREF, ref, ouro_weakref_get_target (heap, ref), 0);
  ouro_weakref_clear (heap, ref);
}

/* Clears the weak references to one unreachable object; those whose callback has to be called are held
 * meanwhile, in no list. */
static void
clear_weakrefs_of (OuroCollector *self,
                   OuroId         object,
                   gboolean       only_with_callback,
                   GArray        *to_call)
{
  OuroHeap *heap = self->heap;
  OuroId    ref = ouro_heap_get_first_weakref (heap, object);

  while (ref != OURO_NO_ID)
    {
      OuroId   next = ouro_weakref_get_next (heap, ref);
      gboolean has_callback = ouro_weakref_get_callback (heap, ref) != OURO_NO_ID;

      if (has_callback || !only_with_callback)
        ouro_collector_clear_weakref (heap, ref);
      if (has_callback && to_call != NULL && !is_unreachable (heap, ref))
        {
          ouro_heap_incref (heap, ref);
          ouro_heap_untrack (heap, ref);
          g_array_append_val (to_call, ref);
        }
      ref = next;
    }
}

/* An unreachable object: its weak references, and itself if it is one. */
static void
clear_weakrefs_at (OuroCollector *self,
                   OuroId         object,
                   gboolean       only_with_callback,
                   GArray        *to_call)
{
  OuroHeap *heap = self->heap;

  if (ouro_heap_get_kind (heap, object) == OURO_KIND_WEAKREF && !only_with_callback)
    ouro_weakref_clear (heap, object);
  if (ouro_heap_get_flags (heap, object) & OURO_FLAG_WEAKREFS)
    clear_weakrefs_of (self, object, only_with_callback, to_call);
}

/* Calls what has to be called, then lets go. A weak reference that lives on joins the older generation, wherever it was.
 * Returns how many died. */
static guint32
call_callbacks (OuroCollector *self,
                const GArray  *to_call,
                guint          generation)
{
  OuroHeap *heap = self->heap;
  guint32   n_freed = 0;

  for (guint i = 0; i < to_call->len; i++)
    {
      OuroId ref = g_array_index (to_call, OuroId, i);

      ouro_heap_mark (heap, OURO_MARK_GC_CALLBACK, ref, 0, 0);
      self->ran_python = TRUE;
      if (self->hooks.call_back != NULL)
        self->hooks.call_back (heap, ref, self->hooks.data);
      if (heap->rows[ref].refcount == 1)
        n_freed++;
      else
        ouro_heap_append_objects (heap, get_older (generation), &ref, 1);
      ouro_heap_decref (heap, ref);
    }
  return n_freed;
}

/* handle_weakrefs: returns how many weak references died of being called back. */
static guint32
handle_weakrefs (OuroCollector *self,
                 guint          generation)
{
  OuroHeap *heap = self->heap;
  gboolean  keep_plain = heap->profile->weakrefs_outlive_finalizers;
  g_autoptr (GArray) to_call = g_array_new (FALSE, FALSE, sizeof (OuroId));
  guint32       n;
  const OuroId *objects = ouro_heap_get_list_places (heap, OURO_LIST_UNREACHABLE, &n);

  for (guint32 i = 0; i < n; i++)
    if (objects[i] != OURO_NO_ID)
      clear_weakrefs_at (self, objects[i], keep_plain, to_call);
  return call_callbacks (self, to_call, generation);
}

/* 3.14.4 and later: those that finalizers made, or (3.15) all that are left. */
static void
clear_weakrefs_after_finalizers (OuroCollector *self)
{
  OuroHeap     *heap = self->heap;
  guint32       n;
  const OuroId *objects = ouro_heap_get_list_places (heap, OURO_LIST_UNREACHABLE, &n);

  for (guint32 i = 0; i < n; i++)
    if (objects[i] != OURO_NO_ID)
      clear_weakrefs_at (self, objects[i], FALSE, NULL);
}

/* Finalizers -------------------------------------------------------------------------------- */

static void
finalize_garbage (OuroCollector *self)
{
  OuroHeap     *heap = self->heap;
  guint32       n;
  const OuroId *objects = ouro_heap_get_list_places (heap, OURO_LIST_UNREACHABLE, &n);

  for (guint32 i = 0; i < n; i++)
    {
      OuroId  object = objects[i];
      guint32 flags = object != OURO_NO_ID ? ouro_heap_get_flags (heap, object) : 0;

      if (!(flags & OURO_FLAG_HAS_FINALIZER) || (flags & OURO_FLAG_FINALIZED))
        continue;
      ouro_heap_mark (heap, OURO_MARK_GC_FINALIZE, object, 0, 0);
      ouro_heap_set_flags (heap, object, OURO_FLAG_FINALIZED, TRUE);
      ouro_heap_incref (heap, object);
      self->ran_python = TRUE;
      if (self->hooks.finalize != NULL)
        self->hooks.finalize (heap, object, self->hooks.data);
      ouro_heap_decref (heap, object);
    }
}

/* handle_resurrected_objects: what the finalizers made reachable again joins the older generation. */
static void
handle_resurrected (OuroCollector *self,
                    guint          generation)
{
  OuroHeap     *heap = self->heap;
  guint32       n;
  guint         n_before;
  const OuroId *places;

  if (!self->ran_python)
    return;
  places = ouro_heap_get_list_places (heap, OURO_LIST_UNREACHABLE, &n);
  ouro_deduction_set_base (&self->deduction, heap, places, n);
  n_before = self->deduction.base->len;
  ouro_deduce_unreachable (&self->deduction, heap);
  ouro_deduction_forget (&self->deduction, heap);
  ouro_heap_append_objects (heap, get_older (generation), get_objects (self->deduction.reachable), self->deduction.reachable->len);
  ouro_heap_set_list (heap, OURO_LIST_UNREACHABLE, get_objects (self->deduction.unreachable), self->deduction.unreachable->len);
  ouro_heap_mark (heap, OURO_MARK_GC_RESURRECTED, OURO_NO_ID, n_before - self->deduction.unreachable->len, 0);
}

/* Clearing ---------------------------------------------------------------------------------- */

/* How many objects ahead memory is asked for: for the row, the cells, then what they name. */
#define AHEAD 6

/* Fewer objects are taken apart one by one. */
#define LEAST_DISSOLVED 64

/* Most of the time of freeing is spent waiting for counts. */
static inline void
ask_for_memory (const OuroHeap *heap,
                const OuroId   *objects,
                guint32         n)
{
  const OuroRow *row;

  if (n <= 3 * AHEAD)
    return;
  __builtin_prefetch (&heap->rows[objects[3 * AHEAD]], 1);
  __builtin_prefetch (&heap->cells[heap->rows[objects[2 * AHEAD]].cells]);
  row = &heap->rows[objects[AHEAD]];
  if ((row->head & 0xff) == OURO_KIND_LIST)
    for (guint32 i = 0; i < MIN (row->n, 8); i++)
      __builtin_prefetch (&heap->rows[heap->cells[row->cells + i]], 1);
}

/* Takes one object apart; it lives on in the older generation if it does not die of it. */
static void
clear (OuroCollector *self,
       const OuroId  *place,
       guint          generation)
{
  OuroHeap *heap = self->heap;
  OuroId    object = *place;

  if (self->hooks.save == NULL || !self->hooks.save (heap, object, self->hooks.data))
    {
      ouro_heap_mark (heap, OURO_MARK_GC_CLEAR, object, 0, 0);
      ouro_heap_incref (heap, object);
      ouro_heap_clear_object (heap, object);
      ouro_heap_decref (heap, object);
    }
  if (*place == object)
    ouro_heap_append_objects (heap, get_older (generation), &object, 1);
}

/* delete_garbage: takes the objects apart, from the first on. Returns how many there were. */
static guint32
delete_garbage (OuroCollector *self,
                guint          generation)
{
  OuroHeap     *heap = self->heap;
  guint32       n, collected = ouro_heap_get_list_length (heap, OURO_LIST_UNREACHABLE);
  const OuroId *objects = ouro_heap_get_list_places (heap, OURO_LIST_UNREACHABLE, &n);
  gboolean      is_watched = self->hooks.save != NULL && (self->hooks.watches == NULL || self->hooks.watches (heap, self->hooks.data));

  if (!is_watched && (n >= LEAST_DISSOLVED || self->deduction.always_sweeps) && ouro_heap_dissolve_unreachable (heap))
    return collected;
  for (guint32 i = 0; i < n; i++)
    {
      ask_for_memory (heap, objects + i, n - i);
      if (objects[i] != OURO_NO_ID)
        clear (self, objects + i, generation);
    }
  ouro_heap_set_list (heap, OURO_LIST_UNREACHABLE, NULL, 0);
  return collected;
}

/* The whole --------------------------------------------------------------------------------- */

static void
notify (OuroCollector *self,
        gboolean       is_start,
        guint          generation,
        guint32        collected)
{
  if (self->hooks.notify != NULL)
    self->hooks.notify (self->heap, is_start, generation, collected, 0, self->hooks.data);
}

/* Steps 3 to 7 of the reference: who is reachable, and where the survivors go. */
static void
divide (OuroCollector *self,
        guint          generation)
{
  OuroHeap *heap = self->heap;

  ouro_collector_reset_counts (heap, generation);
  if (generation == 2 && ouro_deduction_confirm_oldest (&self->deduction, heap))
    {
      count_survivors (heap, generation, ouro_heap_get_list_length (heap, OURO_LIST_OLD));
      return;
    }
  ouro_deduction_set_base_from_generations (&self->deduction, heap, generation);
  ouro_heap_mark (heap, OURO_MARK_GC_MERGED, OURO_NO_ID, generation, self->deduction.base->len);
  ouro_deduce_unreachable (&self->deduction, heap);
  ouro_heap_mark (heap, OURO_MARK_GC_DIVIDED, OURO_NO_ID, self->deduction.unreachable->len, 0);
  promote (self, generation);
  ouro_deduction_forget (&self->deduction, heap);
}

/* Weak references and finalizers. Returns how many weak references died of it. */
static guint32
call_before_clearing (OuroCollector *self,
                      guint          generation)
{
  guint32 collected = handle_weakrefs (self, generation);

  finalize_garbage (self);
  handle_resurrected (self, generation);
  if (self->heap->profile->clears_weakrefs_after_finalizers)
    clear_weakrefs_after_finalizers (self);
  return collected;
}

static guint32
collect_generation (OuroCollector *self,
                    guint          generation)
{
  OuroHeap *heap = self->heap;
  guint32   collected = 0;

  divide (self, generation);
  if (self->deduction.may_call)
    collected = call_before_clearing (self, generation);
  collected += delete_garbage (self, generation);
  if (generation == 2)
    ouro_heap_clear_freelists (heap);
  return collected;
}

static guint32
collect (OuroCollector *self,
         guint          generation,
         gboolean       is_automatic)
{
  OuroHeap *heap = self->heap;
  guint32   collected;

  ouro_heap_set_word (heap, OURO_WORD_GC_COLLECTING, generation + 1);
  if (!ouro_heap_get_word (heap, OURO_WORD_GC_FIRST))
    ouro_heap_set_word (heap, OURO_WORD_GC_FIRST, generation + 1);
  ouro_heap_mark (heap, OURO_MARK_GC_START, OURO_NO_ID, generation, is_automatic);
  self->ran_python = FALSE;
  notify (self, TRUE, generation, 0);
  collected = heap->profile->is_free_threaded ? ouro_collector_collect_all (self, generation) : collect_generation (self, generation);
  ouro_collector_add_to_word (heap, OURO_WORD_STATS + 3 * generation, 1);
  ouro_collector_add_to_word (heap, OURO_WORD_STATS + 3 * generation + 1, collected);
  ouro_heap_mark (heap, OURO_MARK_GC_END, OURO_NO_ID, collected, 0);
  notify (self, FALSE, generation, collected);
  ouro_heap_set_word (heap, OURO_WORD_GC_COLLECTING, 0);
  return collected;
}

guint32
ouro_collector_collect (OuroCollector *self,
                        guint          generation)
{
  g_return_val_if_fail (self != NULL && generation <= 2, 0);

  if (ouro_heap_get_word (self->heap, OURO_WORD_GC_COLLECTING))
    return 0;
  return collect (self, generation, FALSE);
}

void
ouro_collector_run (OuroCollector *self)
{
  OuroHeap *heap = self->heap;
  int       generation;

  if (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED))
    ouro_heap_set_word (heap, OURO_WORD_GC_SCHEDULED, FALSE);
  if (ouro_heap_get_word (heap, OURO_WORD_GC_COLLECTING))
    return;
  if (!ouro_heap_get_word (heap, OURO_WORD_GC_ENABLED) && !ouro_heap_get_profile (heap)->scheduled_runs_disabled)
    return;
  generation = ouro_collector_choose (heap);
  if (generation >= 0)
    collect (self, generation, TRUE);
}

void
ouro_collector_freeze (OuroCollector *self)
{
  OuroHeap *heap = self->heap;

  for (guint i = 0; i < 3; i++)
    {
      ouro_heap_append_list (heap, OURO_LIST_PERMANENT, (OuroListNumber)i);
      if (!heap->profile->is_free_threaded)
        ouro_heap_set_word (heap, OURO_WORD_COUNT + i, 0);
    }
  ouro_collector_add_to_word (heap, OURO_WORD_FROZEN_BASE, ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS));
  ouro_heap_set_word (heap, OURO_WORD_BASE_OBJECTS, 0);
}

void
ouro_collector_unfreeze (OuroCollector *self)
{
  OuroHeap *heap = self->heap;

  ouro_heap_append_list (heap, heap->profile->is_free_threaded ? OURO_LIST_YOUNG : OURO_LIST_OLD, OURO_LIST_PERMANENT);
  ouro_collector_add_to_word (heap, OURO_WORD_BASE_OBJECTS, ouro_heap_get_word (heap, OURO_WORD_FROZEN_BASE));
  ouro_heap_set_word (heap, OURO_WORD_FROZEN_BASE, 0);
}

gboolean
ouro_collector_get_gc_refs (const OuroHeap *heap,
                            OuroId          object,
                            guint32        *gc_refs,
                            gboolean       *is_suspect)
{
  guint32 refs = heap->gc_refs[object];

  *gc_refs = refs >> OURO_GC_REFS_SHIFT;
  *is_suspect = (refs & OURO_GC_STATE_MASK) == OURO_GC_SUSPECT;
  return refs != 0;
}
