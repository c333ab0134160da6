/* test-collector-free-threaded.c - the collector of the build without GIL: one list, order of addresses, counts in batches
 *
 * The facts are those of cpython.md 5, and of runs of 3.13.5 built with --disable-gil.
 */
#include "ouro-collector.h"

#include "build.h"
#include "collecting.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-instance.h"
#include "ouro-weakref.h"

#define BATCH 512

/* Objects with finalizers that refer to each other in a ring; no name leads to them. */
static void
make_ring (Fixture           *fixture,
           const char *const *tags,
           guint              n)
{
  OuroId objects[8];

  g_assert_cmpuint (n, <=, G_N_ELEMENTS (objects));
  for (guint i = 0; i < n; i++)
    objects[i] = fixture_new_tagged (fixture, tags[i]);
  for (guint i = 0; i < n; i++)
    fixture_set (fixture, objects[i], "next", objects[(i + 1) % n]);
  for (guint i = 0; i < n; i++)
    ouro_heap_decref (fixture->heap, objects[i]);
}

static OuroId
new_lonely_list (Fixture *fixture)
{
  OuroId list = build_list (fixture->heap);

  build_append_new (fixture->heap, list, list);
  return list;
}

/* What is collected, in which order ----------------------------------------------------------- */

static void
test_a_ring_is_finalized_from_the_largest_block_and_highest_address (Fixture      *fixture,
                                                                     gconstpointer version)
{
  static const char *const tags[] = { "a", "b", "c", "d" };

  g_test_summary ("Unreachable objects go onto a stack: the last that was visited comes first. The first instance of a class has the most room");

  make_ring (fixture, tags, 4);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 4);
  fixture_assert_log (fixture, "a d c b");
}

static void
test_larger_blocks_and_managed_objects_come_later_in_memory (Fixture      *fixture,
                                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    first = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID)); /* has the most room for attributes */
  OuroId    second = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    tuple = fixture_keep (fixture, build_tuple (heap, 9, list, list, list, list, list, list, list, list, list));
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (OuroId));
  const OuroId expected[] = { list, tuple, second, first };

  g_array_append_val (objects, first);
  g_array_append_val (objects, tuple);
  g_array_append_val (objects, second);
  g_array_append_val (objects, list);
  ouro_collector_sort_by_address (heap, objects);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (g_array_index (objects, OuroId, i), ==, expected[i]);
}

static void
test_every_collection_is_a_full_one (Fixture      *fixture,
                                     gconstpointer version)
{
  g_test_summary ("gc.collect (0) finds what has survived; count 1 tells that generation 0 was asked for");

  new_lonely_list (fixture);
  fixture_keep (fixture, build_list (fixture->heap));
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
  new_lonely_list (fixture);
  g_assert_cmpuint (collecting_collect (fixture, 0), ==, 1);
  collecting_assert_count (fixture, "0, 1, 0");
  g_assert_cmpuint (collecting_collect (fixture, 1), ==, 0);
  collecting_assert_count (fixture, "0, 0, 1");
  g_assert_cmpuint (ouro_heap_get_list_length (fixture->heap, OURO_LIST_OLD), ==, 0);
}

static void
test_a_tuple_of_atoms_in_the_trash_is_untracked_and_not_counted (Fixture      *fixture,
                                                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = new_lonely_list (fixture);

  build_append_new (heap, list, build_tuple (heap, 1, OURO_ID_ZERO));
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
}

/* Lives and dies ------------------------------------------------------------------------------ */

typedef struct
{
  Fixture *fixture;
  OuroId   saved;
} Saviour;

/* def __del__ (self): saved.append (self) */
static void
save (OuroHeap *heap,
      OuroId    object,
      gpointer  data)
{
  Saviour *self = data;

  build_append (heap, self->saved, object);
}

static guint32
collect_saving (Saviour *self)
{
  OuroCollectorHooks hooks = { .finalize = save, .data = self };
  g_autoptr (OuroCollector) collector = ouro_collector_new (self->fixture->heap, &hooks);

  return ouro_collector_collect (collector, 2);
}

static void
test_what_is_brought_back_belongs_to_no_thread (Fixture      *fixture,
                                                gconstpointer version)
{
  static const char *const tags[] = { "a" };
  OuroHeap                *heap = fixture->heap;
  Saviour                  saviour = { fixture, fixture_keep (fixture, build_list (heap)) };
  guint32                  local, shared;
  OuroId                   object;

  make_ring (fixture, tags, 1);
  g_assert_cmpuint (collect_saving (&saviour), ==, 0);
  object = ouro_heap_get_cell (heap, saviour.saved, 0);
  g_assert_true (ouro_heap_is_alive (heap, object));
  g_assert_cmpint (ouro_heap_get_list (heap, object), ==, OURO_LIST_YOUNG);
  g_assert_false (ouro_heap_get_biased_counts (heap, object, &local, &shared));
  g_assert_cmpuint (local, ==, 0);
  g_assert_cmpuint (shared, ==, 2); /* its own, and that of the list */
  g_assert_true (ouro_heap_get_biased_counts (heap, saviour.saved, &local, &shared));
  g_assert_cmpuint (local, ==, 1);
}

/* def __del__ (self): self.next = None */
static void
let_go (OuroHeap *heap,
        OuroId    object,
        gpointer  data)
{
  fixture_set (data, object, "next", OURO_ID_NONE);
}

static void
test_what_a_finalizer_takes_apart_is_counted_all_the_same (Fixture      *fixture,
                                                           gconstpointer version)
{
  static const char *const tags[] = { "a", "b" };
  OuroCollectorHooks       hooks = { .finalize = let_go, .data = fixture };
  g_autoptr (OuroCollector) collector = ouro_collector_new (fixture->heap, &hooks);

  g_test_summary ("The collector holds what it has found; other builds count what the finalizers have left");

  make_ring (fixture, tags, 2);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 2);
}

static void
test_a_deferred_object_waits_for_a_collection (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = build_list (heap);

  ouro_heap_defer_count (heap, list);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 2);
  g_assert_cmpuint (ouro_heap_get_real_count (heap, list), ==, 1);
  ouro_heap_decref (heap, list);
  g_assert_true (ouro_heap_is_alive (heap, list));
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
  g_assert_false (ouro_heap_is_alive (heap, list));
}

static void
test_the_first_thread_makes_deferred_objects_immortal (Fixture      *fixture,
                                                       gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    before = build_list (heap);
  OuroId    after;

  ouro_heap_defer_count (heap, before);
  ouro_heap_immortalize_deferred (heap);
  after = build_list (heap);
  ouro_heap_defer_count (heap, after);
  g_assert_true (ouro_heap_is_immortal (heap, before) && ouro_heap_is_immortal (heap, after));
  g_assert_true (ouro_heap_is_tracked (heap, before));
  g_assert_false (ouro_heap_is_tracked (heap, after));
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 0);
  g_assert_false (ouro_heap_is_tracked (heap, before));
}

static void
test_frozen_objects_are_left_alone (Fixture      *fixture,
                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  g_autoptr (OuroCollector) collector = collecting_new (fixture);
  OuroId list = new_lonely_list (fixture);

  ouro_heap_set_word (heap, OURO_WORD_COUNT, 7);
  ouro_collector_freeze (collector);
  collecting_assert_count (fixture, "7, 0, 0");
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 0);
  ouro_collector_unfreeze (collector);
  g_assert_cmpint (ouro_heap_get_list (heap, list), ==, OURO_LIST_YOUNG);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 1);
}

/* Weak references ----------------------------------------------------------------------------- */

static void
test_callbacks_are_called_from_the_last_found (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    object = fixture_new_tagged (fixture, "del");

  g_test_summary ("They go onto a stack, too: of one object the oldest is called first, and all before __del__");

  fixture_set (fixture, object, "me", object);
  fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, fixture_name (fixture, "1")));
  fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, fixture_name (fixture, "2")));
  ouro_heap_decref (heap, object);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
  fixture_assert_log (fixture, "1 2 del");
}

/* When it happens ----------------------------------------------------------------------------- */

static void
keep_lists (Fixture *fixture,
            guint    n)
{
  for (guint i = 0; i < n; i++)
    fixture_keep (fixture, build_list (fixture->heap));
}

static void
test_the_count_hears_of_allocations_in_batches (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  keep_lists (fixture, BATCH - 1);
  collecting_assert_count (fixture, "0, 0, 0");
  keep_lists (fixture, 1);
  collecting_assert_count (fixture, "512, 0, 0");
  keep_lists (fixture, 3);
  ouro_heap_flush_count (heap);
  collecting_assert_count (fixture, "515, 0, 0");
}

static void
test_the_count_may_be_negative (Fixture      *fixture,
                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = build_set (heap);

  ouro_heap_flush_count (heap);
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 0);
  ouro_heap_decref (heap, set);
  ouro_heap_flush_count (heap);
  g_assert_cmpint ((gint32)ouro_heap_get_word (heap, OURO_WORD_COUNT), ==, -1);
}

static void
assert_scheduled_after (Fixture *fixture,
                        guint    n_batches)
{
  OuroHeap *heap = fixture->heap;

  for (guint i = 1; i <= n_batches; i++)
    {
      g_assert_false (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED));
      keep_lists (fixture, BATCH);
    }
  g_assert_true (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED));
  g_assert_cmpint (ouro_collector_choose (heap), ==, 0);
}

static void
test_a_collection_is_due_with_the_batch_that_passes_the_threshold (Fixture      *fixture,
                                                                   gconstpointer version)
{
  assert_scheduled_after (fixture, 4); /* 2,048 are more than 2,000 */
}

static void
test_many_live_objects_raise_the_threshold_to_their_quarter (Fixture      *fixture,
                                                             gconstpointer version)
{
  ouro_heap_set_word (fixture->heap, OURO_WORD_LONG_LIVED_TOTAL, 12000);
  assert_scheduled_after (fixture, 6); /* 3,072 are more than 3,000 */
}

static void
test_a_second_threshold_of_zero_forgets_the_quarter (Fixture      *fixture,
                                                     gconstpointer version)
{
  ouro_heap_set_word (fixture->heap, OURO_WORD_THRESHOLD, 100);
  ouro_heap_set_word (fixture->heap, OURO_WORD_THRESHOLD + 1, 0);
  assert_scheduled_after (fixture, 1);
}

static void
add (const char *name,
     FixtureTest test)
{
  g_autofree char *path = g_strconcat ("/collector-free-threaded/", name, NULL);

  fixture_add_test (path, "3.13t", test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("a-ring-is-finalized-from-the-largest-block-and-highest-address", test_a_ring_is_finalized_from_the_largest_block_and_highest_address);
  add ("larger-blocks-and-managed-objects-come-later-in-memory", test_larger_blocks_and_managed_objects_come_later_in_memory);
  add ("every-collection-is-a-full-one", test_every_collection_is_a_full_one);
  add ("a-tuple-of-atoms-in-the-trash-is-untracked-and-not-counted", test_a_tuple_of_atoms_in_the_trash_is_untracked_and_not_counted);
  add ("what-is-brought-back-belongs-to-no-thread", test_what_is_brought_back_belongs_to_no_thread);
  add ("what-a-finalizer-takes-apart-is-counted-all-the-same", test_what_a_finalizer_takes_apart_is_counted_all_the_same);
  add ("a-deferred-object-waits-for-a-collection", test_a_deferred_object_waits_for_a_collection);
  add ("the-first-thread-makes-deferred-objects-immortal", test_the_first_thread_makes_deferred_objects_immortal);
  add ("frozen-objects-are-left-alone", test_frozen_objects_are_left_alone);
  add ("callbacks-are-called-from-the-last-found", test_callbacks_are_called_from_the_last_found);
  add ("the-count-hears-of-allocations-in-batches", test_the_count_hears_of_allocations_in_batches);
  add ("the-count-may-be-negative", test_the_count_may_be_negative);
  add ("a-collection-is-due-with-the-batch-that-passes-the-threshold", test_a_collection_is_due_with_the_batch_that_passes_the_threshold);
  add ("many-live-objects-raise-the-threshold-to-their-quarter", test_many_live_objects_raise_the_threshold_to_their_quarter);
  add ("a-second-threshold-of-zero-forgets-the-quarter", test_a_second_threshold_of_zero_forgets_the_quarter);
  return g_test_run ();
}
