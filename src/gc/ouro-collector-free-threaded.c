/* ouro-collector-free-threaded.c - the collector of builds without GIL
 *
 * There are no generations and no lists: the collector visits all blocks of memory that hold objects it knows, page by page, while
 * all other threads are stopped. So the order in which it meets them is that of addresses. What it finds unreachable
 * goes onto a stack, each with a reference of the collector's own: they are finalized and cleared from the last found to the first,
 * and none dies before its turn. Threads run again while finalizers do.
 *
 * Addresses   objects with a managed dict or list of weak references in front of them stand in a heap of their own, which comes
 *             second; in a heap pages go by the size of their blocks. Rows of one size are used from the lowest on and the
 *             most recently freed first, so that rows of one size go by address. (In CPython a heap that has lived for a
 *             while has holes that decide the order; no program can know it.)
 * List        what is tracked stands in the young list, in the order of birth.
 * Source      Python/gc_free_threading.c: gc_collect_internal, gc_visit_heaps, update_refs, scan_heap_visitor, clear_weakrefs,
 *             call_weakref_callbacks, finalize_garbage, handle_resurrected_objects, delete_garbage (3.13.5)
 */
#include "ouro-collector-private.h"

#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-mark.h"
#include "ouro-weakref.h"

/* The order of the heaps -------------------------------------------------------------------- */

/* Greater than any row. */
#define ROW_BITS 24

/* What stands in memory before the cells of an instance: two words, the header, and the order in which its values came. */
#define INSTANCE_BYTES 48

/* The block that the object was given. An instance that keeps its own values has room for one more than it may have.
 * Source: Objects/dictobject.c, _PyInlineValuesSize (3.13) */
static guint
get_block_bytes (const OuroHeap *heap,
                 OuroId          object)
{
  guint n_values = heap->rows[object].aux;

  if (ouro_heap_get_kind (heap, object) != OURO_KIND_INSTANCE || n_values == 0)
    return ouro_heap_get_object_pool (heap, object) * 16;
  return INSTANCE_BYTES + (n_values + 8) / 8 * 8 + (n_values + 2) * 8;
}

/* The size class: blocks of up to eight words go by two words, greater ones in four steps to the next power of two.
 * Source: Objects/mimalloc/page-queue.c, mi_bin (3.13) */
static guint
get_bin (guint bytes)
{
  guint words = (bytes + 7) / 8;
  guint bits;

  if (words <= 8)
    return (words + 1) & ~1u;
  words--;
  bits = g_bit_storage (words) - 1;
  return (bits << 2) + (words >> (bits - 2) & 3) - 3;
}

/* Of an object that stands in memory before another the key is smaller. */
static guint64
get_address_key (const OuroHeap *heap,
                 OuroId          object)
{
  guint64 second = ouro_instance_has_preheader (heap, object);

  return second << 32 | (guint64)get_bin (get_block_bytes (heap, object)) << ROW_BITS | object;
}

static gint
compare_keys (gconstpointer a,
              gconstpointer b)
{
  guint64 first = *(const guint64 *)a, second = *(const guint64 *)b;

  return (first > second) - (first < second);
}

void
ouro_collector_sort_by_address (const OuroHeap *heap,
                                GArray         *objects)
{
  g_autofree guint64 *keys = g_new (guint64, objects->len + 1);

  for (guint i = 0; i < objects->len; i++)
    keys[i] = get_address_key (heap, g_array_index (objects, OuroId, i));
  qsort (keys, objects->len, sizeof (guint64), compare_keys);
  for (guint i = 0; i < objects->len; i++)
    g_array_index (objects, OuroId, i) = (OuroId)(keys[i] & ((1u << ROW_BITS) - 1));
}

static void
reverse (GArray *objects)
{
  for (guint i = 0; i < objects->len / 2; i++)
    {
      OuroId *low = &g_array_index (objects, OuroId, i);
      OuroId *high = &g_array_index (objects, OuroId, objects->len - 1 - i);
      OuroId  swapped = *low;

      *low = *high;
      *high = swapped;
    }
}

/* The world --------------------------------------------------------------------------------- */

/* Other threads stop at their next poll, or are waiting anyway. */
static void
stop_the_world (OuroHeap *heap)
{
  ouro_heap_mark (heap, OURO_MARK_GC_STOPPED, OURO_NO_ID, 0, 0);
}

static void
start_the_world (OuroHeap *heap)
{
  ouro_heap_mark (heap, OURO_MARK_GC_STARTED, OURO_NO_ID, 0, 0);
}

/* Who is unreachable ------------------------------------------------------------------------ */

/* The beginning of update_refs: immortal objects leave for good; tuples and dicts that hold nothing to look at do, unless their count
 * is deferred. */
static gboolean
takes_part (OuroHeap *heap,
            OuroId    object)
{
  if (ouro_heap_is_immortal (heap, object))
    {
      ouro_heap_untrack (heap, object);
      return FALSE;
    }
  if (ouro_heap_get_flags (heap, object) & OURO_FLAG_DEFERRED)
    return TRUE;
  return !ouro_collector_untrack_if_idle (heap, object);
}

static void
set_base (OuroCollector *self)
{
  OuroHeap     *heap = self->heap;
  GArray       *base = self->deduction.base;
  guint32       n;
  guint         kept = 0;
  const OuroId *places = ouro_heap_get_list_places (heap, OURO_LIST_YOUNG, &n);

  ouro_deduction_set_base (&self->deduction, heap, places, n);
  ouro_collector_sort_by_address (heap, base);
  ouro_heap_mark (heap, OURO_MARK_GC_VISITED, OURO_NO_ID, base->len, 0);
  for (guint i = 0; i < base->len; i++)
    {
      OuroId object = g_array_index (base, OuroId, i);

      if (takes_part (heap, object))
        g_array_index (base, OuroId, kept++) = object;
    }
  g_array_set_size (base, kept);
}

/* The unreachable objects leave the list; what stays keeps its order. */
static void
part_lists (OuroCollector *self,
            const GArray  *unreachable)
{
  OuroHeap          *heap = self->heap;
  guint32            n;
  const OuroId      *places = ouro_heap_get_list_places (heap, OURO_LIST_YOUNG, &n);
  g_autofree OuroId *reachable = g_new (OuroId, n + 1);
  guint32            kept = 0;

  if (unreachable->len == 0)
    return;
  for (guint32 i = 0; i < n; i++)
    if (places[i] != OURO_NO_ID && heap->gc_refs[places[i]] == 0)
      reachable[kept++] = places[i];
  ouro_heap_set_list (heap, OURO_LIST_YOUNG, reachable, kept);
  ouro_heap_set_list (heap, OURO_LIST_UNREACHABLE, (const OuroId *)(gpointer)unreachable->data, unreachable->len);
}

/* scan_heap_visitor: their counts are merged, no longer deferred, and one higher. */
static void
hold (OuroHeap     *heap,
      const GArray *objects)
{
  for (guint i = 0; i < objects->len; i++)
    {
      OuroId object = g_array_index (objects, OuroId, i);

      if (ouro_heap_get_flags (heap, object) & OURO_FLAG_DEFERRED)
        ouro_heap_set_flags (heap, object, OURO_FLAG_DEFERRED, FALSE);
      else
        ouro_heap_incref (heap, object);
      ouro_heap_set_flags (heap, object, OURO_FLAG_MERGED, TRUE);
    }
}

/* Answers the stack of unreachable objects, the one to be taken first at the beginning. */
static GArray *
find_unreachable (OuroCollector *self)
{
  OuroHeap *heap = self->heap;
  GArray   *found = g_array_new (FALSE, FALSE, sizeof (OuroId));

  set_base (self);
  ouro_deduce_by_marking (&self->deduction, heap);
  ouro_heap_mark (heap, OURO_MARK_GC_DIVIDED, OURO_NO_ID, self->deduction.unreachable->len, 0);
  g_array_append_vals (found, self->deduction.unreachable->data, self->deduction.unreachable->len);
  reverse (found);
  part_lists (self, found);
  ouro_deduction_forget (&self->deduction, heap);
  hold (heap, found);
  ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_TOTAL, self->deduction.reachable->len + ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS));
  return found;
}

/* Weak references --------------------------------------------------------------------------- */

static gboolean
is_unreachable (const OuroHeap *heap,
                OuroId          object)
{
  return ouro_heap_get_list (heap, object) == OURO_LIST_UNREACHABLE;
}

static void
clear_weakrefs_of (OuroHeap *heap,
                   OuroId    object,
                   GArray   *to_call)
{
  OuroId ref = ouro_heap_get_first_weakref (heap, object);

  while (ref != OURO_NO_ID)
    {
      OuroId next = ouro_weakref_get_next (heap, ref);

      ouro_collector_clear_weakref (heap, ref);
      if (ouro_weakref_get_callback (heap, ref) != OURO_NO_ID && !is_unreachable (heap, ref))
        {
          ouro_heap_incref (heap, ref);
          ouro_heap_set_flags (heap, ref, OURO_FLAG_MERGED, TRUE);
          g_array_append_val (to_call, ref);
        }
      ref = next;
    }
}

static void
clear_weakrefs (OuroHeap     *heap,
                const GArray *unreachable,
                GArray       *to_call)
{
  for (guint i = 0; i < unreachable->len; i++)
    {
      OuroId object = g_array_index (unreachable, OuroId, i);

      if (ouro_heap_get_kind (heap, object) == OURO_KIND_WEAKREF)
        ouro_weakref_clear (heap, object);
      if (ouro_heap_get_flags (heap, object) & OURO_FLAG_WEAKREFS)
        clear_weakrefs_of (heap, object, to_call);
    }
}

/* The last found is called first. */
static void
call_callbacks (OuroCollector *self,
                const GArray  *to_call)
{
  for (guint i = to_call->len; i-- > 0;)
    {
      OuroId ref = g_array_index (to_call, OuroId, i);

      ouro_heap_mark (self->heap, OURO_MARK_GC_CALLBACK, ref, 0, 0);
      self->ran_python = TRUE;
      if (self->hooks.call_back != NULL)
        self->hooks.call_back (self->heap, ref, self->hooks.data);
      ouro_heap_decref (self->heap, ref);
    }
}

/* Finalizers -------------------------------------------------------------------------------- */

static void
finalize (OuroCollector *self,
          const GArray  *unreachable)
{
  OuroHeap *heap = self->heap;

  for (guint i = 0; i < unreachable->len; i++)
    {
      OuroId  object = g_array_index (unreachable, OuroId, i);
      guint32 flags = ouro_heap_get_flags (heap, object);

      if (!(flags & OURO_FLAG_HAS_FINALIZER) || (flags & OURO_FLAG_FINALIZED))
        continue;
      ouro_heap_mark (heap, OURO_MARK_GC_FINALIZE, object, 0, 0);
      ouro_heap_set_flags (heap, object, OURO_FLAG_FINALIZED, TRUE);
      self->ran_python = TRUE;
      if (self->hooks.finalize != NULL)
        self->hooks.finalize (heap, object, self->hooks.data);
    }
}

/* An object that is to live on leaves the list of the unreachable ones. */
static void
give_back (OuroHeap *heap,
           OuroId    object)
{
  if (!is_unreachable (heap, object))
    return;
  ouro_heap_untrack (heap, object);
  ouro_heap_track (heap, object);
}

/* What finalizers made reachable leaves the stack, as does what they untracked; that is only let go of, later. */
static void
handle_resurrected (OuroCollector *self,
                    GArray        *unreachable,
                    GArray        *to_drop)
{
  OuroHeap *heap = self->heap;
  guint     n = unreachable->len, kept = 0;

  if (!self->ran_python)
    return;
  g_array_set_size (self->deduction.base, 0);
  for (guint i = 0; i < n; i++)
    g_array_append_val (is_unreachable (heap, g_array_index (unreachable, OuroId, i)) ? self->deduction.base : to_drop, g_array_index (unreachable, OuroId, i));
  self->deduction.n_own = 1;
  ouro_deduce_by_marking (&self->deduction, heap);
  self->deduction.n_own = 0;
  for (guint i = 0; i < n; i++)
    if (heap->gc_refs[g_array_index (unreachable, OuroId, i)] != 0)
      g_array_index (unreachable, OuroId, kept++) = g_array_index (unreachable, OuroId, i);
  g_array_set_size (unreachable, kept);
  ouro_deduction_forget (&self->deduction, heap);
  for (guint i = 0; i < self->deduction.reachable->len; i++)
    {
      give_back (heap, g_array_index (self->deduction.reachable, OuroId, i));
      ouro_heap_decref (heap, g_array_index (self->deduction.reachable, OuroId, i));
    }
  ouro_heap_mark (heap, OURO_MARK_GC_RESURRECTED, OURO_NO_ID, self->deduction.reachable->len, 0);
}

/* Clearing ---------------------------------------------------------------------------------- */

/* Takes the objects apart one by one; one that another has untracked meanwhile is only let go of, and not counted. */
static guint32
delete_garbage (OuroCollector *self,
                const GArray  *unreachable,
                const GArray  *to_drop)
{
  OuroHeap *heap = self->heap;
  guint32   collected = 0;

  for (guint i = to_drop->len; i-- > 0;)
    ouro_heap_decref (heap, g_array_index (to_drop, OuroId, i));
  for (guint i = 0; i < unreachable->len; i++)
    {
      OuroId object = g_array_index (unreachable, OuroId, i);

      give_back (heap, object);
      if (ouro_heap_is_tracked (heap, object))
        {
          collected++;
          if (self->hooks.save == NULL || !self->hooks.save (heap, object, self->hooks.data))
            {
              ouro_heap_mark (heap, OURO_MARK_GC_CLEAR, object, 0, 0);
              ouro_heap_clear_object (heap, object);
            }
        }
      ouro_heap_decref (heap, object);
    }
  return collected;
}

/* The whole --------------------------------------------------------------------------------- */

guint32
ouro_collector_collect_all (OuroCollector *self,
                            guint          generation)
{
  OuroHeap *heap = self->heap;
  g_autoptr (GArray) unreachable = NULL;
  g_autoptr (GArray) to_call = g_array_new (FALSE, FALSE, sizeof (OuroId));
  g_autoptr (GArray) to_drop = g_array_new (FALSE, FALSE, sizeof (OuroId));
  guint32 collected;

  stop_the_world (heap);
  ouro_collector_reset_counts (heap, generation);
  unreachable = find_unreachable (self);
  clear_weakrefs (heap, unreachable, to_call);
  start_the_world (heap);
  call_callbacks (self, to_call);
  finalize (self, unreachable);
  stop_the_world (heap);
  handle_resurrected (self, unreachable, to_drop);
  ouro_heap_clear_freelists (heap);
  start_the_world (heap);
  collected = delete_garbage (self, unreachable, to_drop);
  ouro_heap_clear_freelists (heap);
  return collected;
}
