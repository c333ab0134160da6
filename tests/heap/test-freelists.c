/* test-freelists.c - gc.get_count ()[0], and the free lists that let allocations go uncounted
 *
 * The figures are those of cpython.md 3.2, 3.3 and 10, measured on each version: what a statement adds to the count
 * when the free lists are empty, how many objects each free list holds, and when a collection is due.
 */
#include "ouro-heap.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"

static guint32
get_count (Fixture *fixture)
{
  return ouro_heap_get_word (fixture->heap, OURO_WORD_COUNT);
}

static void
test_the_count_rises_with_objects_of_the_collector (Fixture      *fixture,
                                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls;

  fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (get_count (fixture), ==, 1);
  fixture_keep (fixture, ouro_dict_new (heap)); /* tracked or not */
  g_assert_cmpuint (get_count (fixture), ==, 2);
  fixture_keep (fixture, build_tuple (heap, 2, OURO_ID_ZERO, OURO_ID_NONE));
  g_assert_cmpuint (get_count (fixture), ==, 3);
  fixture_keep (fixture, ouro_int_new (heap, 5000));
  fixture_keep (fixture, ouro_float_new (heap, 1.5));
  fixture_keep (fixture, build_name (heap, "spam"));
  g_assert_cmpuint (get_count (fixture), ==, 3);
  cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  g_assert_cmpuint (get_count (fixture), ==, 7); /* the class, its dict, mro and bases */
  fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  g_assert_cmpuint (get_count (fixture), ==, 8);
}

static void
test_a_list_made_and_dropped_leaves_one (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  g_test_summary ("The dead list is parked, and the next one is no allocation; the same for dict and tuple");

  ouro_heap_decref (heap, build_list (heap));
  g_assert_cmpuint (get_count (fixture), ==, 1);
  ouro_heap_decref (heap, build_list (heap));
  g_assert_cmpuint (get_count (fixture), ==, 1);
  ouro_heap_decref (heap, ouro_dict_new (heap));
  ouro_heap_decref (heap, ouro_dict_new (heap));
  g_assert_cmpuint (get_count (fixture), ==, 2);
  ouro_heap_decref (heap, build_tuple (heap, 1, OURO_ID_NONE));
  ouro_heap_decref (heap, build_tuple (heap, 1, OURO_ID_NONE));
  ouro_heap_decref (heap, build_tuple (heap, 2, OURO_ID_NONE, OURO_ID_NONE)); /* another length, another free list */
  g_assert_cmpuint (get_count (fixture), ==, 4);
}

static void
test_what_has_no_free_list_leaves_nothing (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    nones[21];
  guint32   count = get_count (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (nones); i++)
    nones[i] = OURO_ID_NONE;
  ouro_heap_decref (heap, build_set (heap));
  ouro_heap_decref (heap, build_cell (heap, OURO_ID_NONE));
  ouro_heap_decref (heap, ouro_instance_new (heap, cls, OURO_NO_ID));
  ouro_heap_decref (heap, build_tuple_of (heap, 21, nones));
  g_assert_cmpuint (get_count (fixture), ==, count);
  ouro_heap_decref (heap, build_tuple_of (heap, 20, nones));
  g_assert_cmpuint (get_count (fixture), ==, count + 1);
}

static void
test_the_count_is_never_negative (Fixture      *fixture,
                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    sets[3];

  for (guint i = 0; i < 3; i++)
    sets[i] = build_set (heap);
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 1); /* as after a collection of the young */
  for (guint i = 0; i < 3; i++)
    ouro_heap_decref (heap, sets[i]);
  g_assert_cmpuint (get_count (fixture), ==, 0);
}

/* Capacities ---------------------------------------------------------------------------------- */

/* Makes n objects of a free list, drops them, and says how many were parked there. */
static guint
park (Fixture     *fixture,
      OuroFreelist freelist,
      guint        n)
{
  OuroHeap          *heap = fixture->heap;
  g_autofree OuroId *objects = g_new (OuroId, n);

  for (guint i = 0; i < n; i++)
    objects[i] = ouro_heap_allocate (heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_MAP, freelist, 48, 0, 1, 1);
  for (guint i = 0; i < n; i++)
    ouro_heap_decref (heap, objects[i]);
  return ouro_heap_get_word (heap, OURO_WORD_FREELIST_COUNT + freelist);
}

static void
assert_capacity (Fixture     *fixture,
                 OuroFreelist freelist,
                 guint        capacity)
{
  guint32 count;

  ouro_heap_clear_freelists (fixture->heap);
  ouro_heap_set_word (fixture->heap, OURO_WORD_COUNT, 0);
  g_assert_cmpuint (park (fixture, freelist, capacity + 7), ==, capacity);
  count = get_count (fixture);
  g_assert_cmpuint (count, ==, capacity);
}

static void
test_free_lists_hold_so_many (Fixture      *fixture,
                              gconstpointer version)
{
  gboolean is_new = g_str_equal (version, "3.14") || g_str_equal (version, "3.15");

  g_test_summary ("cpython.md 3.2, measured by making and dropping 5, 150 and 3000 objects of each type");

  assert_capacity (fixture, OURO_FREELIST_LIST, 80);
  assert_capacity (fixture, OURO_FREELIST_DICT, 80);
  assert_capacity (fixture, OURO_FREELIST_TUPLE_1, 2000);
  assert_capacity (fixture, OURO_FREELIST_TUPLE_20, 2000);
  assert_capacity (fixture, OURO_FREELIST_SLICE, 1);
  assert_capacity (fixture, OURO_FREELIST_LIST_ITERATOR, is_new ? 10 : 0);
  assert_capacity (fixture, OURO_FREELIST_TUPLE_ITERATOR, is_new ? 10 : 0);
  assert_capacity (fixture, OURO_FREELIST_METHOD, is_new ? 20 : 0);
  assert_capacity (fixture, OURO_FREELIST_BUILTIN, is_new ? 16 : 0);
}

static void
test_emptying_them_gives_the_allocations_back (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  fixture_keep (fixture, build_set (heap));
  park (fixture, OURO_FREELIST_LIST, 30);
  park (fixture, OURO_FREELIST_TUPLE_1, 30);
  park (fixture, OURO_FREELIST_FLOAT, 30); /* of a type without the collector's header: never counted */
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 61);
  ouro_heap_clear_freelists (heap);
  g_assert_cmpuint (get_count (fixture), ==, 1);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_FREELIST_COUNT + OURO_FREELIST_LIST), ==, 0);
  fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (get_count (fixture), ==, 2);
}

static void
test_a_free_list_gives_the_latest_first (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    first = build_list (heap);
  OuroId    second = build_list (heap);

  ouro_heap_decref (heap, first);
  ouro_heap_decref (heap, second);
  g_assert_cmpuint (fixture_keep (fixture, build_list (heap)), ==, second);
  g_assert_cmpuint (fixture_keep (fixture, build_list (heap)), ==, first);
}

/* When a collection is due ---------------------------------------------------------------------- */

static void
count_collection_cb (OuroHeap *heap,
                     gpointer  n_collections)
{
  ++*(guint *)n_collections;
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 0);
}

static void
test_a_collection_is_due_when_the_count_passes_the_threshold (Fixture      *fixture,
                                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  guint     n_collections = 0;
  OuroHooks hooks = { .collect = count_collection_cb, .data = &n_collections };
  gboolean  at_once = g_str_equal (version, "3.11");

  g_test_summary ("3.11 collects within the 101st allocation, 3.12 and later only note that it is due (threshold 100)");

  ouro_heap_set_hooks (heap, &hooks);
  ouro_heap_set_word (heap, OURO_WORD_THRESHOLD, 100);
  for (guint i = 0; i < 100; i++)
    fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (n_collections, ==, 0);
  g_assert_false (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED));
  fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (n_collections, ==, at_once ? 1 : 0);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED), ==, at_once ? 0 : 1);
  for (guint i = 0; i < 300; i++)
    fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (n_collections, ==, at_once ? 3 : 0); /* 201, 302, 403 allocations are needed for 2, 3, 4 */
}

static void
assert_all_tracked_cb (OuroHeap *heap,
                       gpointer  n_alive)
{
  guint32 n_tracked = 0;

  g_assert_cmpuint (ouro_heap_get_n_alive (heap), ==, *(guint32 *)n_alive);
  for (OuroId object = OURO_N_TYPES; object < ouro_heap_get_end (heap); object++)
    n_tracked += ouro_heap_is_tracked (heap, object);
  g_assert_cmpuint (n_tracked, ==, 2);
  *(guint32 *)n_alive = 0;
}

static void
test_a_collection_does_not_meet_the_object_being_allocated (Fixture      *fixture,
                                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  guint32   n_alive;
  OuroHooks hooks = { .collect = assert_all_tracked_cb, .data = &n_alive };

  ouro_heap_set_word (heap, OURO_WORD_THRESHOLD, 2);
  ouro_heap_set_hooks (heap, &hooks);
  fixture_keep (fixture, build_list (heap));
  fixture_keep (fixture, build_list (heap));
  n_alive = ouro_heap_get_n_alive (heap);
  fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (n_alive, ==, 0); /* it was called */
}

static void
assert_not_alive_cb (OuroHeap *heap,
                     gpointer  object)
{
  g_assert_false (ouro_heap_is_alive (heap, *(OuroId *)object));
  *(OuroId *)object = OURO_NO_ID;
}

static void
test_nor_what_stood_there_in_another_future (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    object;
  OuroHooks hooks = { .collect = assert_not_alive_cb, .data = &object };

  ouro_heap_begin (heap, 2, 0);
  object = build_list (heap);
  ouro_heap_commit (heap);
  ouro_heap_seek (heap, 1);
  ouro_heap_truncate (heap);
  ouro_heap_begin (heap, 2, 0);
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 10000);
  ouro_heap_set_hooks (heap, &hooks);
  fixture_keep (fixture, build_list (heap)); /* in the same row */
  g_assert_cmpuint (object, ==, OURO_NO_ID); /* it was called */
}

static void
test_nothing_is_due_while_it_makes_no_sense (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  guint     n_collections = 0;
  OuroHooks hooks = { .collect = count_collection_cb, .data = &n_collections };
  const struct
  {
    OuroWord word;
    guint32  value, restored;
  } reasons[] = {
    { OURO_WORD_GC_ENABLED, FALSE, TRUE }, /* gc.disable () */
    { OURO_WORD_THRESHOLD, 0, 5 },         /* gc.set_threshold (0) */
    { OURO_WORD_GC_COLLECTING, 1, FALSE }, /* one is running */
  };

  ouro_heap_set_hooks (heap, &hooks);
  ouro_heap_set_word (heap, OURO_WORD_THRESHOLD, 5);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      ouro_heap_set_word (heap, reasons[i].word, reasons[i].value);
      for (guint k = 0; k < 20; k++)
        fixture_keep (fixture, build_list (heap));
      g_assert_cmpuint (n_collections, ==, 0);
      g_assert_false (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED));
      ouro_heap_set_word (heap, reasons[i].word, reasons[i].restored);
    }
  fixture_keep (fixture, build_list (heap)); /* the first real allocation afterwards */
  g_assert_true (n_collections == 1 || ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_generation_tests ("/freelists/the-count-rises-with-objects-of-the-collector", test_the_count_rises_with_objects_of_the_collector);
  fixture_add_generation_tests ("/freelists/a-list-made-and-dropped-leaves-one", test_a_list_made_and_dropped_leaves_one);
  fixture_add_generation_tests ("/freelists/what-has-no-free-list-leaves-nothing", test_what_has_no_free_list_leaves_nothing);
  fixture_add_test ("/freelists/the-count-is-never-negative", NULL, test_the_count_is_never_negative);
  fixture_add_generation_tests ("/freelists/free-lists-hold-so-many", test_free_lists_hold_so_many);
  fixture_add_generation_tests ("/freelists/emptying-them-gives-the-allocations-back", test_emptying_them_gives_the_allocations_back);
  fixture_add_test ("/freelists/a-free-list-gives-the-latest-first", NULL, test_a_free_list_gives_the_latest_first);
  fixture_add_generation_tests ("/freelists/a-collection-is-due-when-the-count-passes-the-threshold", test_a_collection_is_due_when_the_count_passes_the_threshold);
  fixture_add_test ("/freelists/a-collection-does-not-meet-the-object-being-allocated", "3.11", test_a_collection_does_not_meet_the_object_being_allocated);
  fixture_add_test ("/freelists/nor-what-stood-there-in-another-future", "3.11", test_nor_what_stood_there_in_another_future);
  fixture_add_generation_tests ("/freelists/nothing-is-due-while-it-makes-no-sense", test_nothing_is_due_while_it_makes_no_sense);
  return g_test_run ();
}
