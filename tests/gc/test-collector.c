/* test-collector.c - gc.collect (): what it returns, in which order things happen, and when it happens by itself
 *
 * The expected numbers and orders are those of cpython.md 1.6, 3.3 to 3.10 and 11.3, measured on real interpreters.
 */
#include "ouro-collector.h"

#include "build.h"
#include "collecting.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"

static OuroId
new_class (Fixture *fixture)
{
  return fixture_keep (fixture, build_class (fixture->heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
}

/* What it returns (3.9) --------------------------------------------------------------------------- */

static void
test_a_list_in_itself_is_one (Fixture      *fixture,
                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = build_list (heap);

  build_append_new (heap, list, list); /* a = []; a.append (a); del a */
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
  g_assert_false (ouro_heap_is_alive (heap, list));
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 0);
}

static void
test_a_dict_in_itself_is_one (Fixture      *fixture,
                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = ouro_dict_new (heap);

  build_item (heap, dict, OURO_ID_ZERO, dict);
  ouro_heap_decref (heap, dict);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
}

static void
test_an_instance_counts_its_dict_only_if_there_is_one (Fixture      *fixture,
                                                       gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = new_class (fixture);
  OuroId    alone = ouro_instance_new (heap, cls, OURO_NO_ID);
  OuroId    with_dict = ouro_instance_new (heap, cls, OURO_NO_ID);

  collecting_hang (fixture, alone, "s", alone); /* a.s = a */
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
  ouro_instance_ensure_dict (heap, with_dict); /* a.__dict__ */
  collecting_hang (fixture, with_dict, "s", with_dict);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 2);
}

static void
test_two_instances_are_two_and_ten_are_ten (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = new_class (fixture);

  for (guint n = 2; n <= 10; n += 8)
    {
      OuroId objects[10];

      for (guint i = 0; i < n; i++)
        objects[i] = ouro_instance_new (heap, cls, OURO_NO_ID);
      for (guint i = 0; i < n; i++)
        {
          fixture_set (fixture, objects[i], "next", objects[(i + 1) % n]);
          fixture_set (fixture, objects[i], "previous", objects[(i + n - 1) % n]);
        }
      for (guint i = 0; i < n; i++)
        ouro_heap_decref (heap, objects[i]);
      g_assert_cmpuint (collecting_collect (fixture, 2), ==, n);
    }
}

static void
test_ten_that_had_no_room_for_their_attributes_are_twenty (Fixture      *fixture,
                                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = new_class (fixture);
  OuroId    objects[10];

  g_test_summary ("The class's shared keys are used up, so each instance has a dict");

  for (guint i = 0; i < 30; i++)
    ouro_heap_decref (heap, ouro_instance_new (heap, cls, OURO_NO_ID));
  for (guint i = 0; i < 10; i++)
    objects[i] = ouro_instance_new (heap, cls, OURO_NO_ID);
  for (guint i = 0; i < 10; i++)
    {
      fixture_set (fixture, objects[i], "next", objects[(i + 1) % 10]);
      fixture_set (fixture, objects[i], "previous", objects[(i + 9) % 10]);
    }
  for (guint i = 0; i < 10; i++)
    ouro_heap_decref (heap, objects[i]);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 20);
}

static void
test_a_tuple_falls_apart_with_its_list (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = build_list (heap);
  OuroId    tuple = build_tuple (heap, 1, list);

  build_append_new (heap, list, tuple); /* a = ([],); a[0].append (a); del a */
  ouro_heap_decref (heap, list);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 2);
  g_assert_false (ouro_heap_is_alive (heap, tuple));
}

static void
test_a_class_is_four_with_what_belongs_to_it (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = build_class (heap, "A", 0, OURO_CLASS_HAS_DICT);
  guint32   n_alive = ouro_heap_get_n_alive (heap);

  g_test_summary ("The class, its dict, mro and bases: 4 in 3.15, which has no descriptors in the dict as others have");

  ouro_heap_track (heap, ouro_heap_get_cell (heap, cls, OURO_CLASS_BASES)); /* as type_new () leaves it */
  ouro_heap_decref (heap, cls);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 4);
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), ==, n_alive - 4);
}

/* Generations and counts (3.5) ---------------------------------------------------------------------- */

static void
test_counts_go_on_as_generations_are_collected (Fixture      *fixture,
                                                gconstpointer version)
{
  const struct
  {
    guint       generation;
    const char *count;
  } steps[] = {
    { 2, "0, 0, 0" },
    { 0, "0, 1, 0" },
    { 0, "0, 2, 0" },
    { 1, "0, 0, 1" },
    { 1, "0, 0, 2" },
    { 0, "0, 1, 2" },
    { 2, "0, 0, 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      collecting_collect (fixture, steps[i].generation);
      collecting_assert_count (fixture, steps[i].count);
    }
}

static void
test_survivors_grow_old (Fixture      *fixture,
                         gconstpointer version)
{
  const OuroListNumber after[3][2] = { { OURO_LIST_MIDDLE, OURO_LIST_OLD }, { OURO_LIST_OLD, OURO_LIST_OLD }, { OURO_LIST_OLD, OURO_LIST_OLD } };
  OuroHeap            *heap = fixture->heap;

  g_test_summary ("gc.collect (1) sends new objects straight to the oldest generation");

  for (guint generation = 0; generation < 3; generation++)
    {
      OuroId list = fixture_keep (fixture, build_list (heap));

      collecting_collect (fixture, generation);
      g_assert_cmpint (ouro_heap_get_list (heap, list), ==, after[generation][0]);
      collecting_collect (fixture, 1);
      g_assert_cmpint (ouro_heap_get_list (heap, list), ==, after[generation][1]);
    }
}

static void
test_garbage_in_an_older_generation_waits (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));

  collecting_collect (fixture, 0);
  build_append (heap, list, list);
  fixture_del (fixture, list);
  g_assert_cmpuint (collecting_collect (fixture, 0), ==, 0);
  g_assert_cmpuint (collecting_collect (fixture, 1), ==, 1);
}

static void
test_the_young_come_before_the_middle_ones (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           names[4] = { OURO_NO_ID };
  g_autofree char *order = NULL;

  g_test_summary ("A full collection appends generation 0, then generation 1, to generation 2 (3.5, step 4)");

  names[0] = fixture_keep (fixture, build_list (heap));
  collecting_collect (fixture, 2);
  names[1] = fixture_keep (fixture, build_list (heap));
  collecting_collect (fixture, 0);
  names[2] = fixture_keep (fixture, build_list (heap));
  collecting_collect (fixture, 2);
  order = fixture_dup_list (fixture, OURO_LIST_OLD, names);
  g_assert_cmpstr (order, ==, "acb");
}

static void
test_the_order_of_rescue_stays (Fixture      *fixture,
                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    names[4] = { OURO_NO_ID };

  g_test_summary ("C -> B -> A, made as A, B, C, held only through C: C, B, A, and later passes keep that");

  for (guint i = 0; i < 3; i++)
    names[i] = build_list (heap);
  fixture_keep (fixture, names[2]);
  build_append_new (heap, names[2], names[1]);
  build_append_new (heap, names[1], names[0]);
  for (guint generation = 0; generation < 3; generation++)
    {
      g_autofree char *order = NULL;

      collecting_collect (fixture, generation);
      order = fixture_dup_list (fixture, (OuroListNumber)MIN (generation + 1, 2), names);
      g_assert_cmpstr (order, ==, "cba");
    }
}

static void
test_statistics_count_what_was_collected (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  for (guint i = 0; i < 3; i++)
    {
      OuroId list = build_list (heap);

      build_append_new (heap, list, list);
      collecting_collect (fixture, 1);
    }
  collecting_collect (fixture, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_STATS + 3 * i), ==, i == 0 ? 0 : i == 1 ? 3
                                                                                                    : 1);
      g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_STATS + 3 * i + 1), ==, i == 1 ? 3 : 0);
      g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_STATS + 3 * i + 2), ==, 0);
    }
}

static void
test_only_a_full_collection_empties_free_lists (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  ouro_heap_decref (heap, build_list (heap));
  collecting_collect (fixture, 1);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_FREELIST_COUNT + OURO_FREELIST_LIST), ==, 1);
  collecting_collect (fixture, 2);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_FREELIST_COUNT + OURO_FREELIST_LIST), ==, 0);
  collecting_assert_count (fixture, "0, 0, 0");
}

/* Untracking (1.6) ------------------------------------------------------------------------------------ */

static void
test_tuples_of_atoms_are_untracked_in_one_pass (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    t = fixture_keep (fixture, build_tuple (heap, 2, OURO_ID_NONE, OURO_ID_ZERO + 2));
  OuroId    u = fixture_keep (fixture, build_tuple (heap, 2, t, OURO_ID_ZERO + 3));
  OuroId    w = fixture_keep (fixture, build_tuple (heap, 2, u, OURO_ID_ZERO + 4));
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    with_list = fixture_keep (fixture, build_tuple (heap, 1, list));
  gboolean  at_birth = heap->profile->tuple_tracked_at_birth;

  g_test_summary ("t = (None, 2); u = (t, 3); w = (u, 4): one gc.collect (0), as the inner ones are older; from 3.14 on at birth");

  g_assert_cmpint (ouro_heap_is_tracked (heap, w), ==, at_birth);
  collecting_collect (fixture, 0);
  g_assert_false (ouro_heap_is_tracked (heap, t));
  g_assert_false (ouro_heap_is_tracked (heap, u));
  g_assert_false (ouro_heap_is_tracked (heap, w));
  g_assert_true (ouro_heap_is_tracked (heap, with_list));
}

static void
test_dicts_are_untracked_by_a_full_collection_only (Fixture      *fixture,
                                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  gboolean  untracks = heap->profile->full_collection_untracks_dicts;
  OuroId    list = build_list (heap);
  OuroId    dict = fixture_keep (fixture, ouro_dict_new (heap));
  OuroId    of_tuples = fixture_keep (fixture, ouro_dict_new (heap));
  OuroId    tuple = build_tuple (heap, 1, list);

  g_test_summary ("3.11 to 3.13; tuples come first, so a dict of such tuples goes with them");

  build_item (heap, dict, OURO_ID_ZERO, list);
  build_item (heap, dict, OURO_ID_ZERO, OURO_ID_NONE);
  ouro_heap_decref (heap, tuple);
  tuple = build_tuple (heap, 1, OURO_ID_NONE);
  build_item (heap, of_tuples, OURO_ID_ZERO, list);
  build_item (heap, of_tuples, OURO_ID_ZERO, tuple);
  ouro_heap_decref (heap, tuple);
  ouro_heap_decref (heap, list);

  collecting_collect (fixture, 1);
  g_assert_true (ouro_heap_is_tracked (heap, dict));
  collecting_collect (fixture, 2);
  g_assert_cmpint (ouro_heap_is_tracked (heap, dict), ==, !untracks);
  g_assert_cmpint (ouro_heap_is_tracked (heap, of_tuples), ==, !untracks);
  build_item (heap, dict, OURO_ID_ZERO, dict); /* the next store of something trackable */
  g_assert_true (ouro_heap_is_tracked (heap, dict));
  build_item (heap, dict, OURO_ID_ZERO, OURO_ID_NONE);
}

static void
test_a_dict_in_a_dict_stays_tracked (Fixture      *fixture,
                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    outer = fixture_keep (fixture, ouro_dict_new (heap));
  OuroId    inner = ouro_dict_new (heap);

  build_item (heap, outer, OURO_ID_ZERO, inner); /* {'d': {}} */
  ouro_heap_decref (heap, inner);
  for (guint i = 0; i < 3; i++)
    collecting_collect (fixture, 2);
  g_assert_true (ouro_heap_is_tracked (heap, outer));
  g_assert_cmpint (ouro_heap_is_tracked (heap, inner), ==, heap->profile->dict_tracked_at_birth);
}

/* Finalizers (3.5, 11.3) ------------------------------------------------------------------------------ */

static void
test_finalizers_of_a_ring_run_in_order_of_birth (Fixture      *fixture,
                                                 gconstpointer version)
{
  static const char *const tags[] = { "0", "1", "2", "3", "4" };

  g_test_summary ("Whatever the direction of the links");

  for (int direction = 1; direction <= 4; direction += 3)
    {
      OuroId ring[5];

      for (guint i = 0; i < 5; i++)
        ring[i] = fixture_new_tagged (fixture, tags[i]);
      for (guint i = 0; i < 5; i++)
        fixture_set (fixture, ring[i], "next", ring[(i + direction) % 5]);
      for (guint i = 0; i < 5; i++)
        ouro_heap_decref (fixture->heap, ring[i]);
      g_assert_cmpuint (collecting_collect (fixture, 2), ==, 5);
      fixture_assert_log (fixture, "0 1 2 3 4");
    }
}

static void
test_all_finalizers_run_before_anything_is_cleared (Fixture      *fixture,
                                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = build_list (heap);

  g_test_summary ("L = [F (0) ... F (4)]; L.append (L); del L: 0 1 2 3 4, although a list drops its items from the last; returns 6");

  for (guint i = 0; i < 5; i++)
    {
      char tag[] = { '0' + i, '\0' };

      build_append_new (heap, list, fixture_new_tagged (fixture, tag));
    }
  build_append_new (heap, list, list);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 6);
  fixture_assert_log (fixture, "0 1 2 3 4");
}

static void
test_what_is_held_by_garbage_is_garbage_in_its_own_order (Fixture      *fixture,
                                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    kids = build_list (heap);
  OuroId    a;

  g_test_summary ("a.x = a; a.kids = [F (0), F (1), F (2)], the kids made first: 0 1 2 a, returns 5");

  for (guint i = 0; i < 3; i++)
    {
      char tag[] = { '0' + i, '\0' };

      build_append_new (heap, kids, fixture_new_tagged (fixture, tag));
    }
  a = fixture_new_tagged (fixture, "a");
  fixture_set (fixture, a, "x", a);
  collecting_hang (fixture, a, "kids", kids);
  ouro_heap_decref (heap, a);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 5);
  fixture_assert_log (fixture, "0 1 2 a");
}

static void
test_a_root_that_overflows_counts_its_dict (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    root, first = fixture_new_tagged (fixture, "none");

  g_test_summary ("A self-link and attributes k0 to k3 on a class whose shared keys are used up: root 0 1 2 3, returns 6");

  for (guint i = 0; i < 30; i++)
    ouro_heap_decref (heap, ouro_instance_new (heap, fixture->finalizable, OURO_NO_ID));
  ouro_heap_decref (heap, first);
  fixture_assert_log (fixture, "none");
  root = fixture_new_tagged (fixture, "root");
  fixture_set (fixture, root, "me", root);
  for (guint i = 0; i < 4; i++)
    {
      char tag[] = { '0' + i, '\0' };
      char name[] = { 'k', '0' + i, '\0' };

      collecting_hang (fixture, root, name, fixture_new_tagged (fixture, tag));
    }
  ouro_heap_decref (heap, root);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 6);
  fixture_assert_log (fixture, "root 0 1 2 3");
}

/* Puts the object into a list, once. */
typedef struct
{
  Fixture *fixture;
  OuroId   saved;
  guint    n_runs;
} Phoenix;

static void
save_cb (OuroHeap *heap,
         OuroId    object,
         gpointer  data)
{
  Phoenix *self = data;

  self->n_runs++;
  build_append (heap, self->saved, object);
}

static void
test_a_finalizer_can_bring_a_whole_cycle_back (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap          *heap = fixture->heap;
  Phoenix            phoenix = { fixture, fixture_keep (fixture, build_list (heap)), 0 };
  OuroCollectorHooks hooks = { .finalize = save_cb, .data = &phoenix };
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, &hooks);
  OuroId a = fixture_new_tagged (fixture, "a");
  OuroId list = build_list (heap);
  OuroId other = build_list (heap);

  g_test_summary ("What it reaches lives on in the older generation, the rest dies; the next time nobody is asked");

  build_append (heap, list, a);
  collecting_hang (fixture, a, "list", list);
  ouro_heap_decref (heap, a);
  build_append_new (heap, other, other); /* garbage that nobody saves */
  g_assert_cmpuint (ouro_collector_collect (collector, 0), ==, 1);
  g_assert_true (ouro_heap_is_alive (heap, a));
  g_assert_true (ouro_heap_is_alive (heap, list));
  g_assert_false (ouro_heap_is_alive (heap, other));
  g_assert_cmpint (ouro_heap_get_list (heap, a), ==, OURO_LIST_MIDDLE);
  g_assert_cmpint (ouro_heap_get_list (heap, list), ==, OURO_LIST_MIDDLE);
  g_assert_true (ouro_heap_get_flags (heap, a) & OURO_FLAG_FINALIZED);

  ouro_heap_clear_object (heap, phoenix.saved);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 2);
  g_assert_cmpuint (phoenix.n_runs, ==, 1);
}

/* The finalizer of "a" frees "b", of the same garbage, by breaking the link. */
static void
break_link_cb (OuroHeap *heap,
               OuroId    object,
               gpointer  data)
{
  Phoenix *self = data;

  fixture_finalize (heap, object, self->fixture);
  if (self->n_runs++ == 0)
    ouro_instance_delete (heap, object, fixture_name (self->fixture, "other"));
}

static void
test_garbage_that_dies_in_a_finalizer_is_not_counted (Fixture      *fixture,
                                                      gconstpointer version)
{
  OuroHeap          *heap = fixture->heap;
  Phoenix            data = { fixture, OURO_NO_ID, 0 };
  OuroCollectorHooks hooks = { .finalize = break_link_cb, .data = &data };
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, &hooks);
  OuroId a = fixture_new_tagged (fixture, "a");
  OuroId b = fixture_new_tagged (fixture, "b");

  g_test_summary ("a.self = a; a.other = b: b dies of a's __del__, so that one object is left to collect");

  fixture_set (fixture, a, "self", a);
  collecting_hang (fixture, a, "other", b);
  ouro_heap_decref (heap, a);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 1);
  fixture_assert_log (fixture, "a b");
}

static gboolean
save_in_list_cb (OuroHeap *heap,
                 OuroId    object,
                 gpointer  data)
{
  Phoenix *self = data;

  build_append (heap, self->saved, object);
  return TRUE;
}

static void
test_what_is_saved_is_counted_and_found_again (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap          *heap = fixture->heap;
  Phoenix            data = { fixture, fixture_keep (fixture, build_list (heap)), 0 };
  OuroCollectorHooks hooks = { .save = save_in_list_cb, .data = &data };
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, &hooks);
  OuroId lists[3];

  g_test_summary ("gc.DEBUG_SAVEALL: nothing is cleared, garbage is in order, and garbage again when gc.garbage is emptied");

  for (guint i = 0; i < 3; i++)
    lists[i] = build_list (heap);
  for (guint i = 0; i < 3; i++)
    build_append (heap, lists[i], lists[(i + 1) % 3]);
  for (guint i = 0; i < 3; i++)
    ouro_heap_decref (heap, lists[i]);
  g_assert_cmpuint (ouro_collector_collect (collector, 0), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (ouro_heap_get_cell (heap, data.saved, i), ==, lists[i]);
      g_assert_cmpint (ouro_heap_get_list (heap, lists[i]), ==, OURO_LIST_MIDDLE);
    }
  ouro_heap_clear_object (heap, data.saved);
  g_assert_cmpuint (ouro_collector_collect (collector, 1), ==, 3);
  ouro_heap_clear_object (heap, data.saved);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 3);
}

/* Callbacks of gc.callbacks -------------------------------------------------------------------------- */

typedef struct
{
  Fixture       *fixture;
  OuroCollector *collector;
} Notified;

static void
notify_cb (OuroHeap *heap,
           gboolean  is_start,
           guint     generation,
           guint32   collected,
           guint32   uncollectable,
           gpointer  data)
{
  Notified *self = data;

  g_string_append_printf (self->fixture->log, "%s-%u-%u-%u(%u,%u,%u) ", is_start ? "start" : "stop", generation, collected, uncollectable,
                          ouro_heap_get_word (heap, OURO_WORD_COUNT), ouro_heap_get_word (heap, OURO_WORD_COUNT + 1), ouro_heap_get_word (heap, OURO_WORD_COUNT + 2));
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_GC_COLLECTING), ==, generation + 1);
  g_assert_cmpuint (ouro_collector_collect (self->collector, 2), ==, 0);
}

static void
test_callbacks_see_the_counts_before_and_after (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap          *heap = fixture->heap;
  Notified           data = { fixture, NULL };
  OuroCollectorHooks hooks = { .notify = notify_cb, .data = &data };
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, &hooks);
  OuroId list = build_list (heap);

  g_test_summary ("A collection within a collection returns 0 at once");

  data.collector = collector;
  build_append_new (heap, list, list);
  fixture_keep (fixture, build_set (heap));
  ouro_collector_collect (collector, 0);
  fixture_assert_log (fixture, "start-0-0-0(2,0,0) stop-0-1-0(0,1,0)");
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_GC_COLLECTING), ==, 0);
}

/* By itself (3.3, 3.4) --------------------------------------------------------------------------------- */

static void
record_run_cb (OuroHeap *heap,
               gboolean  is_start,
               guint     generation,
               guint32   collected,
               guint32   uncollectable,
               gpointer  log)
{
  if (is_start)
    g_string_append_printf (log, "%u", generation);
}

static void
collect_in_allocation_cb (OuroHeap *heap,
                          gpointer  collector)
{
  ouro_collector_run (collector);
}

/* Makes lists and keeps them, looking at the eval breaker after each; the generations collected, a digit each, and after
 * which allocation the last one was. */
static char *
run_loop (Fixture *fixture,
          guint    n,
          guint   *last)
{
  OuroHeap          *heap = fixture->heap;
  GString           *runs = g_string_new (NULL);
  OuroCollectorHooks collector_hooks = { .notify = record_run_cb, .data = runs };
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, &collector_hooks);
  OuroHooks hooks = { .collect = collect_in_allocation_cb, .data = collector };
  gsize     length = 0;

  ouro_heap_set_hooks (heap, &hooks);
  for (guint i = 1; i <= n; i++)
    {
      fixture_keep (fixture, build_list (heap));
      if (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED))
        ouro_collector_run (collector);
      if (runs->len > length)
        *last = i;
      length = runs->len;
    }
  hooks.collect = NULL;
  ouro_heap_set_hooks (heap, &hooks);
  return g_string_free (runs, FALSE);
}

static void
test_collections_come_at_every_threshold (Fixture      *fixture,
                                          gconstpointer version)
{
  guint            threshold = ouro_heap_get_profile (fixture->heap)->threshold[0];
  guint            last = 0;
  g_autofree char *runs = run_loop (fixture, 3 * (threshold + 1) + threshold, &last);

  g_test_summary ("Every 701 (from 3.13 on 2001) fresh lists");

  g_assert_cmpstr (runs, ==, "000");
  g_assert_cmpuint (last, ==, 3 * (threshold + 1));
}

static void
test_every_twelfth_is_of_generation_one (Fixture      *fixture,
                                         gconstpointer version)
{
  guint            last = 0;
  g_autofree char *runs = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);

  g_test_summary ("Its count must be 11; the 133rd is a full one: list 13433 with a threshold of 100");

  ouro_heap_set_word (fixture->heap, OURO_WORD_THRESHOLD, 100);
  ouro_heap_set_word (fixture->heap, OURO_WORD_LONG_LIVED_TOTAL, 4);
  runs = run_loop (fixture, 133 * 101, &last);
  for (guint i = 1; i <= 133; i++)
    g_string_append (expected, i == 133 ? "2" : i % 12 == 0 ? "1"
                                                            : "0");
  g_assert_cmpstr (runs, ==, expected->str);
  g_assert_cmpuint (last, ==, 13433);
  collecting_assert_count (fixture, "0, 0, 0");
}

static void
test_thresholds_of_zero_alternate (Fixture      *fixture,
                                   gconstpointer version)
{
  guint            last = 0;
  g_autofree char *runs = NULL;

  ouro_heap_set_word (fixture->heap, OURO_WORD_THRESHOLD, 100);
  ouro_heap_set_word (fixture->heap, OURO_WORD_THRESHOLD + 1, 0);
  ouro_heap_set_word (fixture->heap, OURO_WORD_THRESHOLD + 2, 0);
  runs = run_loop (fixture, 8 * 101, &last); /* far from a quarter of 16,000 */
  g_assert_cmpstr (runs, ==, "01010101");
}

static void
test_a_full_one_waits_until_a_quarter_is_new (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  g_test_summary ("long_lived_pending < long_lived_total / 4, in integers: the old generation is left alone");

  for (guint i = 0; i < 3; i++)
    ouro_heap_set_word (heap, OURO_WORD_COUNT + i, 11);
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 10000);
  ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_TOTAL, 16003);
  ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_PENDING, 3999);
  g_assert_cmpint (ouro_collector_choose (heap), ==, 1);
  ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_PENDING, 4000);
  g_assert_cmpint (ouro_collector_choose (heap), ==, 2);
  ouro_heap_set_word (heap, OURO_WORD_COUNT + 2, 10);
  g_assert_cmpint (ouro_collector_choose (heap), ==, 1);
  ouro_heap_set_word (heap, OURO_WORD_COUNT + 1, 10);
  g_assert_cmpint (ouro_collector_choose (heap), ==, 0);
  ouro_heap_set_word (heap, OURO_WORD_COUNT, ouro_heap_get_word (heap, OURO_WORD_THRESHOLD));
  g_assert_cmpint (ouro_collector_choose (heap), ==, -1);
}

static void
test_long_lived_totals_include_the_interpreter (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  for (guint i = 0; i < 10; i++)
    fixture_keep (fixture, build_list (heap));
  collecting_collect (fixture, 0);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LONG_LIVED_PENDING), ==, 0);
  collecting_collect (fixture, 1);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LONG_LIVED_PENDING), ==, 10);
  collecting_collect (fixture, 2);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LONG_LIVED_PENDING), ==, 0);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LONG_LIVED_TOTAL), ==, ouro_heap_get_profile (heap)->base_objects + 10);
}

static void
test_a_run_that_was_disabled_meanwhile_does_nothing (Fixture      *fixture,
                                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  g_autoptr (OuroCollector) collector = collecting_new (fixture);
  OuroId list = build_list (heap);

  g_test_summary ("gc.disable () between the allocation and the poll; gc.collect () runs all the same");

  build_append_new (heap, list, list);
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 10000);
  ouro_heap_set_word (heap, OURO_WORD_GC_SCHEDULED, TRUE);
  ouro_heap_set_word (heap, OURO_WORD_GC_ENABLED, FALSE);
  ouro_collector_run (collector);
  g_assert_true (ouro_heap_is_alive (heap, list));
  g_assert_false (ouro_heap_get_word (heap, OURO_WORD_GC_SCHEDULED));
  g_assert_cmpuint (ouro_collector_collect (collector, 0), ==, 1);
}

/* Freezing (3.10) -------------------------------------------------------------------------------------- */

static void
test_frozen_objects_are_left_alone (Fixture      *fixture,
                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  g_autoptr (OuroCollector) collector = collecting_new (fixture);
  OuroId garbage = build_list (heap);
  OuroId held = build_list (heap);

  g_test_summary ("Frozen garbage stays and holds what it holds; after gc.unfreeze () the next full collection finds both");

  build_append (heap, garbage, garbage);
  build_append (heap, garbage, held);
  ouro_collector_freeze (collector);
  g_assert_cmpint (ouro_heap_get_list (heap, garbage), ==, OURO_LIST_PERMANENT);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS), ==, 0);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_FROZEN_BASE), ==, ouro_heap_get_profile (heap)->base_objects);
  collecting_assert_count (fixture, "0, 0, 0");
  ouro_heap_decref (heap, garbage);
  ouro_heap_decref (heap, held);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 0);

  ouro_collector_unfreeze (collector);
  g_assert_cmpint (ouro_heap_get_list (heap, garbage), ==, OURO_LIST_OLD);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS), ==, ouro_heap_get_profile (heap)->base_objects);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 2);
}

static void
test_freezing_takes_the_generations_in_order (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  g_autoptr (OuroCollector) collector = collecting_new (fixture);
  OuroId           names[4] = { OURO_NO_ID };
  g_autofree char *frozen = NULL;
  g_autofree char *thawed = NULL;

  names[0] = fixture_keep (fixture, build_list (heap));
  collecting_collect (fixture, 2);
  names[1] = fixture_keep (fixture, build_list (heap));
  collecting_collect (fixture, 0);
  names[2] = fixture_keep (fixture, build_list (heap));
  ouro_collector_freeze (collector);
  frozen = fixture_dup_list (fixture, OURO_LIST_PERMANENT, names);
  g_assert_cmpstr (frozen, ==, "cba");
  ouro_collector_unfreeze (collector);
  thawed = fixture_dup_list (fixture, OURO_LIST_OLD, names);
  g_assert_cmpstr (thawed, ==, "cba");
}

/* Size --------------------------------------------------------------------------------------------------- */

static void
test_a_ring_of_a_million_is_collected (void)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (ouro_profile_get_default (), OURO_HISTORY_NONE);
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, NULL);
  g_autofree char *problem = NULL;
  guint32          n_before = ouro_heap_get_n_alive (heap);
  OuroId           first = build_list (heap);
  OuroId           last = first;

  g_test_summary ("One after the other, without recursion");

  for (guint i = 1; i < 1000000; i++)
    {
      OuroId next = build_list (heap);

      build_append_new (heap, next, last);
      last = next;
    }
  build_append_new (heap, first, last);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 1000000);
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), ==, n_before);
  g_assert_true (ouro_heap_check (heap, &problem));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/collector/a-list-in-itself-is-one", test_a_list_in_itself_is_one);
  fixture_add_tests ("/collector/a-dict-in-itself-is-one", test_a_dict_in_itself_is_one);
  fixture_add_tests ("/collector/an-instance-counts-its-dict-only-if-there-is-one", test_an_instance_counts_its_dict_only_if_there_is_one);
  fixture_add_tests ("/collector/two-instances-are-two-and-ten-are-ten", test_two_instances_are_two_and_ten_are_ten);
  fixture_add_tests ("/collector/ten-that-had-no-room-for-their-attributes-are-twenty", test_ten_that_had_no_room_for_their_attributes_are_twenty);
  fixture_add_tests ("/collector/a-tuple-falls-apart-with-its-list", test_a_tuple_falls_apart_with_its_list);
  fixture_add_test ("/collector/a-class-is-four-with-what-belongs-to-it", "3.15", test_a_class_is_four_with_what_belongs_to_it);
  fixture_add_generation_tests ("/collector/counts-go-on-as-generations-are-collected", test_counts_go_on_as_generations_are_collected);
  fixture_add_test ("/collector/survivors-grow-old", NULL, test_survivors_grow_old);
  fixture_add_test ("/collector/garbage-in-an-older-generation-waits", NULL, test_garbage_in_an_older_generation_waits);
  fixture_add_test ("/collector/the-young-come-before-the-middle-ones", NULL, test_the_young_come_before_the_middle_ones);
  fixture_add_test ("/collector/the-order-of-rescue-stays", NULL, test_the_order_of_rescue_stays);
  fixture_add_test ("/collector/statistics-count-what-was-collected", NULL, test_statistics_count_what_was_collected);
  fixture_add_test ("/collector/only-a-full-collection-empties-free-lists", NULL, test_only_a_full_collection_empties_free_lists);
  fixture_add_generation_tests ("/collector/tuples-of-atoms-are-untracked-in-one-pass", test_tuples_of_atoms_are_untracked_in_one_pass);
  fixture_add_generation_tests ("/collector/dicts-are-untracked-by-a-full-collection-only", test_dicts_are_untracked_by_a_full_collection_only);
  fixture_add_tests ("/collector/a-dict-in-a-dict-stays-tracked", test_a_dict_in_a_dict_stays_tracked);
  fixture_add_generation_tests ("/collector/finalizers-of-a-ring-run-in-order-of-birth", test_finalizers_of_a_ring_run_in_order_of_birth);
  fixture_add_test ("/collector/all-finalizers-run-before-anything-is-cleared", NULL, test_all_finalizers_run_before_anything_is_cleared);
  fixture_add_test ("/collector/what-is-held-by-garbage-is-garbage-in-its-own-order", NULL, test_what_is_held_by_garbage_is_garbage_in_its_own_order);
  fixture_add_generation_tests ("/collector/a-root-that-overflows-counts-its-dict", test_a_root_that_overflows_counts_its_dict);
  fixture_add_generation_tests ("/collector/a-finalizer-can-bring-a-whole-cycle-back", test_a_finalizer_can_bring_a_whole_cycle_back);
  fixture_add_test ("/collector/garbage-that-dies-in-a-finalizer-is-not-counted", NULL, test_garbage_that_dies_in_a_finalizer_is_not_counted);
  fixture_add_test ("/collector/what-is-saved-is-counted-and-found-again", NULL, test_what_is_saved_is_counted_and_found_again);
  fixture_add_test ("/collector/callbacks-see-the-counts-before-and-after", NULL, test_callbacks_see_the_counts_before_and_after);
  fixture_add_generation_tests ("/collector/collections-come-at-every-threshold", test_collections_come_at_every_threshold);
  fixture_add_generation_tests ("/collector/every-twelfth-is-of-generation-one", test_every_twelfth_is_of_generation_one);
  fixture_add_generation_tests ("/collector/thresholds-of-zero-alternate", test_thresholds_of_zero_alternate);
  fixture_add_test ("/collector/a-full-one-waits-until-a-quarter-is-new", NULL, test_a_full_one_waits_until_a_quarter_is_new);
  fixture_add_test ("/collector/long-lived-totals-include-the-interpreter", NULL, test_long_lived_totals_include_the_interpreter);
  fixture_add_test ("/collector/a-run-that-was-disabled-meanwhile-does-nothing", NULL, test_a_run_that_was_disabled_meanwhile_does_nothing);
  fixture_add_test ("/collector/frozen-objects-are-left-alone", NULL, test_frozen_objects_are_left_alone);
  fixture_add_test ("/collector/freezing-takes-the-generations-in-order", NULL, test_freezing_takes_the_generations_in_order);
  g_test_add_func ("/collector/a-ring-of-a-million-is-collected", test_a_ring_of_a_million_is_collected);
  return g_test_run ();
}
