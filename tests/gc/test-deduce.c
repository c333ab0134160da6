/* test-deduce.c - who can be reached from outside, on graphs small enough to follow by hand
 *
 * Objects are named a, b, c ... in order of their birth, which is the order of the young list.
 */
#include "ouro-deduce.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"

#define MOST 8

typedef struct
{
  OuroId        objects[MOST + 1];
  OuroDeduction deduction;
} Graph;

/* n empty lists, each held by a name. */
static void
add_lists (Fixture *fixture,
           Graph   *graph,
           guint    n)
{
  for (guint i = 0; i < MOST + 1; i++)
    graph->objects[i] = i < n ? fixture_keep (fixture, build_list (fixture->heap)) : OURO_NO_ID;
  ouro_deduction_init (&graph->deduction);
}

/* "ab bc": a refers to b, b to c. */
static void
refer (Fixture    *fixture,
       Graph      *graph,
       const char *references)
{
  for (const char *r = references; *r != '\0'; r += r[2] == ' ' ? 3 : 2)
    build_append (fixture->heap, graph->objects[r[0] - 'a'], graph->objects[r[1] - 'a']);
}

static void
del (Fixture    *fixture,
     Graph      *graph,
     const char *names)
{
  for (const char *n = names; *n != '\0'; n++)
    fixture_del (fixture, graph->objects[*n - 'a']);
}

static char *
dup_names (const Graph  *graph,
           const GArray *objects)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < objects->len; i++)
    for (guint k = 0; k < MOST; k++)
      if (g_array_index (objects, OuroId, i) == graph->objects[k])
        g_string_append_c (text, (char)('a' + k));
  return g_string_free (text, FALSE);
}

/* Deduces over the young list, compares, and gives the garbage back to the names so that the fixture can tear down. */
static void
assert_deduced (Fixture    *fixture,
                Graph      *graph,
                const char *reachable,
                const char *unreachable)
{
  g_autofree char *found_reachable = NULL;
  g_autofree char *found_unreachable = NULL;

  ouro_deduction_set_base_from_generations (&graph->deduction, fixture->heap, 0);
  ouro_deduce_unreachable (&graph->deduction, fixture->heap);
  found_reachable = dup_names (graph, graph->deduction.reachable);
  found_unreachable = dup_names (graph, graph->deduction.unreachable);
  g_assert_cmpstr (found_reachable, ==, reachable);
  g_assert_cmpstr (found_unreachable, ==, unreachable);
  ouro_deduction_forget (&graph->deduction, fixture->heap);
  for (OuroId object = 0; object < ouro_heap_get_end (fixture->heap); object++)
    g_assert_cmpuint (fixture->heap->gc_refs[object], ==, 0);
  ouro_deduction_clear (&graph->deduction);
}

static void
test_a_list_in_itself_is_unreachable (Fixture      *fixture,
                                      gconstpointer version)
{
  Graph graph;

  add_lists (fixture, &graph, 2);
  refer (fixture, &graph, "aa bb");
  del (fixture, &graph, "a");
  assert_deduced (fixture, &graph, "b", "a");
}

static void
test_what_is_held_only_through_the_last_comes_after_it (Fixture      *fixture,
                                                        gconstpointer version)
{
  Graph graph;

  g_test_summary ("C -> B -> A, made as A, B, C and held through C: suspects A and B are rescued (cpython.md 3.6)");

  add_lists (fixture, &graph, 3);
  refer (fixture, &graph, "cb ba");
  del (fixture, &graph, "ab");
  assert_deduced (fixture, &graph, "cba", "");
}

static void
test_objects_held_from_outside_keep_their_order (Fixture      *fixture,
                                                 gconstpointer version)
{
  Graph graph;

  add_lists (fixture, &graph, 4);
  refer (fixture, &graph, "da cb bd ac");
  assert_deduced (fixture, &graph, "abcd", "");
}

static void
test_the_holder_comes_first_unless_it_was_looked_at_before (Fixture      *fixture,
                                                            gconstpointer version)
{
  Graph graph;

  g_test_summary ("a holds b and c: they need no rescue, as a is looked at first");

  add_lists (fixture, &graph, 4);
  refer (fixture, &graph, "ac ab");
  del (fixture, &graph, "bc");
  assert_deduced (fixture, &graph, "abcd", "");
}

static void
test_a_list_rescues_its_last_item_first (Fixture      *fixture,
                                         gconstpointer version)
{
  Graph graph;

  add_lists (fixture, &graph, 4);
  refer (fixture, &graph, "da db dc");
  del (fixture, &graph, "abc");
  assert_deduced (fixture, &graph, "dcba", "");
}

static void
test_garbage_keeps_its_order (Fixture      *fixture,
                              gconstpointer version)
{
  Graph graph;

  g_test_summary ("A dead ring in whichever direction, with live objects between");

  add_lists (fixture, &graph, 7);
  refer (fixture, &graph, "ag gc ce ea bd db");
  del (fixture, &graph, "aceg");
  assert_deduced (fixture, &graph, "bdf", "aceg");
}

static void
test_who_is_held_by_the_dead_is_dead (Fixture      *fixture,
                                      gconstpointer version)
{
  Graph graph;

  add_lists (fixture, &graph, 5);
  refer (fixture, &graph, "bb ba bc cd");
  del (fixture, &graph, "abcd");
  assert_deduced (fixture, &graph, "e", "abcd");
}

static void
test_a_reference_from_another_generation_counts_as_outside (Fixture      *fixture,
                                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    old = fixture_keep (fixture, build_list (heap));
  Graph     graph;

  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  add_lists (fixture, &graph, 2);
  refer (fixture, &graph, "aa bb");
  build_append (heap, old, graph.objects[1]);
  del (fixture, &graph, "ab");
  assert_deduced (fixture, &graph, "b", "a");
}

static void
test_younger_generations_follow_in_order (Fixture      *fixture,
                                          gconstpointer version)
{
  const char *expected[] = { "c", "bc", "acb" };
  OuroHeap   *heap = fixture->heap;
  Graph       graph;

  g_test_summary ("A full collection looks at the old, then the young, then the middle ones");

  add_lists (fixture, &graph, 3);
  ouro_heap_set_list (heap, OURO_LIST_OLD, &graph.objects[0], 1);
  ouro_heap_set_list (heap, OURO_LIST_MIDDLE, &graph.objects[1], 1);
  ouro_heap_set_list (heap, OURO_LIST_YOUNG, &graph.objects[2], 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *names = NULL;

      ouro_deduction_set_base_from_generations (&graph.deduction, heap, i);
      names = dup_names (&graph, graph.deduction.base);
      g_assert_cmpstr (names, ==, expected[i]);
    }
  ouro_deduction_clear (&graph.deduction);
}

/* Kinds --------------------------------------------------------------------------------------- */

static void
test_an_untracked_object_stops_the_search (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Graph     graph;
  OuroId    cell;

  g_test_summary ("What it holds looks held from outside, so it is not collected: tracking too little leaks, but never kills");

  add_lists (fixture, &graph, 1);
  cell = build_cell (heap, graph.objects[0]);
  ouro_heap_untrack (heap, cell);
  build_append_new (heap, graph.objects[0], cell);
  del (fixture, &graph, "a");
  assert_deduced (fixture, &graph, "a", "");
}

static void
test_values_of_dicts_and_instances_are_followed (Fixture      *fixture,
                                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    inline_one = ouro_instance_new (heap, cls, OURO_NO_ID);
  OuroId    with_dict = ouro_instance_new (heap, cls, OURO_NO_ID);
  OuroId    dict = ouro_dict_new (heap);
  Graph     graph;

  add_lists (fixture, &graph, 1);
  build_item (heap, dict, OURO_ID_ZERO, inline_one);
  fixture_set (fixture, inline_one, "x", with_dict);
  ouro_instance_ensure_dict (heap, with_dict);
  fixture_set (fixture, with_dict, "x", dict);
  ouro_heap_decref (heap, inline_one);
  ouro_heap_decref (heap, with_dict);
  ouro_heap_decref (heap, dict);
  ouro_deduction_set_base_from_generations (&graph.deduction, heap, 0);
  ouro_deduce_unreachable (&graph.deduction, heap);
  g_assert_cmpuint (graph.deduction.unreachable->len, ==, 4); /* both instances, a dict of one's own, and the other */
  ouro_deduction_forget (&graph.deduction, heap);
  ouro_deduction_clear (&graph.deduction);
}

static void
test_a_payload_is_part_of_its_instance (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "L", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_PAYLOAD));
  OuroId    payload = build_list (heap);
  OuroId    instance;
  Graph     graph;

  ouro_heap_untrack (heap, payload);
  instance = ouro_instance_new (heap, cls, payload);
  build_append_new (heap, payload, instance); /* self.append (self) */
  add_lists (fixture, &graph, 1);
  ouro_deduction_set_base_from_generations (&graph.deduction, heap, 0);
  ouro_deduce_unreachable (&graph.deduction, heap);
  g_assert_cmpuint (graph.deduction.unreachable->len, ==, 1);
  g_assert_cmpuint (g_array_index (graph.deduction.unreachable, OuroId, 0), ==, instance);
  ouro_deduction_forget (&graph.deduction, heap);
  ouro_deduction_clear (&graph.deduction);
}

static void
test_numbers_and_borrowed_references_are_not_subtracted (Fixture      *fixture,
                                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    frame = fixture_keep (fixture, ouro_heap_allocate (heap, OURO_KIND_FRAME, OURO_FLAG_GC, OURO_TYPE_FRAME, OURO_FREELIST_NONE, 184, 0, 3, 3));
  Graph     graph;

  ouro_heap_track (heap, frame);
  add_lists (fixture, &graph, 2);
  ouro_heap_set_cell (heap, frame, 0, graph.objects[0] | OURO_CELL_INT);
  ouro_heap_set_cell (heap, frame, 1, graph.objects[1] | OURO_CELL_BORROWED);
  assert_deduced (fixture, &graph, "ab", "");
}

static void
test_a_private_reference_holds_from_outside (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Graph     graph;
  OuroId    frame;

  add_lists (fixture, &graph, 2);
  frame = ouro_heap_allocate (heap, OURO_KIND_FRAME, OURO_FLAG_GC, OURO_TYPE_FRAME, OURO_FREELIST_NONE, 184, 0, 2, 2);
  ouro_heap_incref (heap, graph.objects[0]);
  ouro_heap_set_cell (heap, frame, 0, graph.objects[0] | OURO_CELL_PRIVATE);
  ouro_heap_incref (heap, graph.objects[1]);
  ouro_heap_set_cell (heap, frame, 1, graph.objects[1]);
  ouro_heap_track (heap, frame);
  build_append (heap, graph.objects[0], frame);
  build_append_new (heap, graph.objects[1], frame);
  del (fixture, &graph, "ab");
  assert_deduced (fixture, &graph, "ab", "");
}

static void
test_suspects_are_known_until_they_are_forgotten (Fixture      *fixture,
                                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Graph     graph;

  add_lists (fixture, &graph, 2);
  refer (fixture, &graph, "aa");
  del (fixture, &graph, "a");
  ouro_deduction_set_base_from_generations (&graph.deduction, heap, 0);
  ouro_deduce_unreachable (&graph.deduction, heap);
  g_assert_cmpuint (heap->gc_refs[graph.objects[0]], ==, OURO_GC_SUSPECT);
  g_assert_cmpuint (heap->gc_refs[graph.objects[1]], ==, 0);
  ouro_deduction_forget (&graph.deduction, heap);
  g_assert_cmpuint (heap->gc_refs[graph.objects[0]], ==, 0);
  ouro_deduction_clear (&graph.deduction);
}

static void
test_empty_places_are_no_objects (Fixture      *fixture,
                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Graph     graph;

  add_lists (fixture, &graph, 4);
  ouro_heap_untrack (heap, graph.objects[1]);
  assert_deduced (fixture, &graph, "acd", "");
  ouro_deduction_init (&graph.deduction);
  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  assert_deduced (fixture, &graph, "", "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/deduce/a-list-in-itself-is-unreachable", NULL, test_a_list_in_itself_is_unreachable);
  fixture_add_test ("/deduce/what-is-held-only-through-the-last-comes-after-it", NULL, test_what_is_held_only_through_the_last_comes_after_it);
  fixture_add_test ("/deduce/objects-held-from-outside-keep-their-order", NULL, test_objects_held_from_outside_keep_their_order);
  fixture_add_test ("/deduce/the-holder-comes-first-unless-it-was-looked-at-before", NULL, test_the_holder_comes_first_unless_it_was_looked_at_before);
  fixture_add_test ("/deduce/a-list-rescues-its-last-item-first", NULL, test_a_list_rescues_its_last_item_first);
  fixture_add_test ("/deduce/garbage-keeps-its-order", NULL, test_garbage_keeps_its_order);
  fixture_add_test ("/deduce/who-is-held-by-the-dead-is-dead", NULL, test_who_is_held_by_the_dead_is_dead);
  fixture_add_test ("/deduce/a-reference-from-another-generation-counts-as-outside", NULL, test_a_reference_from_another_generation_counts_as_outside);
  fixture_add_test ("/deduce/younger-generations-follow-in-order", NULL, test_younger_generations_follow_in_order);
  fixture_add_test ("/deduce/an-untracked-object-stops-the-search", NULL, test_an_untracked_object_stops_the_search);
  fixture_add_tests ("/deduce/values-of-dicts-and-instances-are-followed", test_values_of_dicts_and_instances_are_followed);
  fixture_add_test ("/deduce/a-payload-is-part-of-its-instance", NULL, test_a_payload_is_part_of_its_instance);
  fixture_add_test ("/deduce/numbers-and-borrowed-references-are-not-subtracted", NULL, test_numbers_and_borrowed_references_are_not_subtracted);
  fixture_add_test ("/deduce/a-private-reference-holds-from-outside", NULL, test_a_private_reference_holds_from_outside);
  fixture_add_test ("/deduce/suspects-are-known-until-they-are-forgotten", NULL, test_suspects_are_known_until_they_are_forgotten);
  fixture_add_test ("/deduce/empty-places-are-no-objects", NULL, test_empty_places_are_no_objects);
  return g_test_run ();
}
