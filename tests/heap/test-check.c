/* test-check.c - the checker finds what is broken, whichever way
 *
 * Each test breaks one thing by hand, sees it named, mends it, and sees the heap sound again.
 */
#include "ouro-heap.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-set.h"
#include "ouro-weakref.h"

/* A word of the heap gets another value; the checker must complain with this pattern, and no longer once it is put back. */
static void
assert_damage_is_found (Fixture    *fixture,
                        guint32    *word,
                        guint32     value,
                        const char *pattern)
{
  g_autofree char *problem = NULL;
  guint32          before = *word;

  fixture_assert_sound (fixture);
  *word = value;
  g_assert_false (ouro_heap_check (fixture->heap, &problem));
  if (!g_pattern_match_simple (pattern, problem))
    g_error ("“%s” is not “%s”", problem, pattern);
  g_assert_false (ouro_heap_check (fixture->heap, NULL));
  *word = before;
  fixture_assert_sound (fixture);
}

static guint32 *
get_cell_address (Fixture *fixture,
                  OuroId   object,
                  guint32  cell)
{
  return &fixture->heap->cells[fixture->heap->rows[object].cells + cell];
}

/* [None, []] */
static OuroId
new_list_of_two (Fixture *fixture)
{
  OuroId list = fixture_keep (fixture, build_list (fixture->heap));

  build_append (fixture->heap, list, OURO_ID_NONE);
  build_append_new (fixture->heap, list, build_list (fixture->heap));
  return list;
}

/* References ------------------------------------------------------------------------------------ */

static void
test_a_count_that_is_too_high (Fixture      *fixture,
                               gconstpointer version)
{
  OuroId list = new_list_of_two (fixture);

  assert_damage_is_found (fixture, &fixture->heap->rows[list].refcount, 2, "object * (list) has count 2 but 1 references\n");
}

static void
test_a_count_that_is_too_low (Fixture      *fixture,
                              gconstpointer version)
{
  OuroId list = new_list_of_two (fixture);

  build_append (fixture->heap, list, list);
  assert_damage_is_found (fixture, &fixture->heap->rows[list].refcount, 1, "object * (list) has count 1 but 2 references\n");
  ouro_heap_clear_object (fixture->heap, list);
}

static void
test_a_reference_to_the_dead (Fixture      *fixture,
                              gconstpointer version)
{
  OuroId list = new_list_of_two (fixture);
  OuroId dead = build_set (fixture->heap);

  ouro_heap_decref (fixture->heap, dead);
  assert_damage_is_found (fixture, get_cell_address (fixture, list, 0), dead, "object * refers to *, which is not alive\n");
  assert_damage_is_found (fixture, get_cell_address (fixture, list, 0), OURO_CELL_ID_MASK, "object * refers to 16777215, which is not alive\n");
}

static void
test_a_reference_that_nobody_counted (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = new_list_of_two (fixture);
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    instance = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));

  assert_damage_is_found (fixture, get_cell_address (fixture, list, 0), list, "object * (list) has count 1 but 2 references\n");
  assert_damage_is_found (fixture, &heap->words[OURO_WORD_ROOT + 3], list, "object * (list) has count 1 but 2 references\n");
  assert_damage_is_found (fixture, &heap->words[OURO_WORD_STACK_END], heap->words[OURO_WORD_STACK_END] - 1, "object * (A) has count 1 but 0 references\n");
  assert_damage_is_found (fixture, &heap->rows[instance].head, heap->rows[instance].head & ~OURO_FLAG_OWNS_CLASS, "object * (type) has count 3 but 2 references\n");
  fixture_set (fixture, instance, "spam", OURO_ID_NONE);
  assert_damage_is_found (fixture, &heap->cells[heap->rows[cls].aux], OURO_ID_NONE, "object * (str) has count 2 but 1 references\n");
}

static void
test_more_cells_than_there_is_room_for (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroId list = new_list_of_two (fixture);

  assert_damage_is_found (fixture, &fixture->heap->rows[list].n, 3, "object * has more cells than its block\n*");
}

static void
test_a_wrong_number_of_live_objects (Fixture      *fixture,
                                     gconstpointer version)
{
  guint32 *n_alive = &fixture->heap->words[OURO_WORD_N_ALIVE];

  assert_damage_is_found (fixture, n_alive, *n_alive + 1, "* objects are alive, not *\n");
}

/* Chains ---------------------------------------------------------------------------------------- */

typedef struct
{
  OuroId rows[3]; /* freed in this order: the last is the first of the chain */
} Chain;

static Chain
free_three_sets (Fixture *fixture)
{
  Chain chain;

  for (guint i = 0; i < 3; i++)
    chain.rows[i] = build_set (fixture->heap);
  for (guint i = 0; i < 3; i++)
    ouro_heap_decref (fixture->heap, chain.rows[i]);
  return chain;
}

static void
test_a_chain_that_bites_its_tail (Fixture      *fixture,
                                  gconstpointer version)
{
  Chain chain = free_three_sets (fixture);

  assert_damage_is_found (fixture, &fixture->heap->rows[chain.rows[0]].head, chain.rows[2] << 8, "the chain of free rows is broken at *\n");
}

static void
test_a_chain_that_leads_to_the_living (Fixture      *fixture,
                                       gconstpointer version)
{
  Chain  chain = free_three_sets (fixture);
  OuroId list = new_list_of_two (fixture);

  assert_damage_is_found (fixture, &fixture->heap->rows[chain.rows[0]].head, list << 8, "the chain of free rows is broken at *\n");
  assert_damage_is_found (fixture, &fixture->heap->rows[chain.rows[0]].head, 0xffffffu << 8, "the chain of free rows is broken at 16777215\n");
}

static void
test_a_chain_that_ends_too_early (Fixture      *fixture,
                                  gconstpointer version)
{
  Chain chain = free_three_sets (fixture);

  assert_damage_is_found (fixture, &fixture->heap->rows[chain.rows[2]].head, 0, "row * is neither alive nor free\nrow * is neither alive nor free\n");
}

static void
test_a_free_list_with_a_wrong_count (Fixture      *fixture,
                                     gconstpointer version)
{
  ouro_heap_decref (fixture->heap, build_list (fixture->heap));
  assert_damage_is_found (fixture, &fixture->heap->words[OURO_WORD_FREELIST_COUNT + OURO_FREELIST_LIST], 2, "free list * has 1 objects, not 2\n");
}

/* Lists ----------------------------------------------------------------------------------------- */

static guint32 *
get_young_place (Fixture *fixture,
                 guint32  i)
{
  return &fixture->heap->lists[OURO_LIST_YOUNG][fixture->heap->words[OURO_WORD_LIST_BASE + OURO_LIST_YOUNG] + i];
}

static void
test_a_list_that_holds_somebody_twice (Fixture      *fixture,
                                       gconstpointer version)
{
  OuroId list = new_list_of_two (fixture);

  assert_damage_is_found (fixture, get_young_place (fixture, 1), list, "place 1 of list 0 holds object *, which is elsewhere\nobject * is not where it says in the lists\n");
}

static void
test_a_list_with_a_hole_that_nobody_counted (Fixture      *fixture,
                                             gconstpointer version)
{
  new_list_of_two (fixture);
  assert_damage_is_found (fixture, get_young_place (fixture, 0), OURO_NO_ID, "list 0 has 1 holes, not 0\nobject * is not where it says in the lists\n");
}

static void
test_a_list_that_holds_the_dead (Fixture      *fixture,
                                 gconstpointer version)
{
  Chain chain = free_three_sets (fixture);

  new_list_of_two (fixture);
  assert_damage_is_found (fixture, get_young_place (fixture, 1), chain.rows[0], "place 1 of list 0 holds object *, which is elsewhere\n*");
}

static void
test_an_object_that_thinks_it_is_tracked (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = new_list_of_two (fixture);

  assert_damage_is_found (fixture, &heap->places[OURO_ID_NONE], heap->places[list], "object * is not where it says in the lists\n*");
  assert_damage_is_found (fixture, &heap->rows[list].head, heap->rows[list].head & ~OURO_FLAG_GC, "object * is tracked but has no collector's header\n");
}

/* Tables ---------------------------------------------------------------------------------------- */

static void
test_a_dict_with_a_wrong_length (Fixture      *fixture,
                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = fixture_keep (fixture, ouro_dict_new (heap));

  build_item (heap, dict, OURO_ID_ZERO, OURO_ID_NONE);
  build_item (heap, dict, OURO_ID_ZERO + 1, OURO_ID_NONE);
  assert_damage_is_found (fixture, &heap->cells[heap->rows[dict].aux + 1], 3, "dict * has 2 entries, not 3\n");
  assert_damage_is_found (fixture, get_cell_address (fixture, dict, 0), OURO_NO_ID, "entry 0 of dict * is half empty\n");
}

static void
test_a_set_with_a_wrong_length (Fixture      *fixture,
                                gconstpointer version)
{
  OuroId set = fixture_keep (fixture, build_set (fixture->heap));

  ouro_set_add (fixture->heap, set, OURO_ID_ZERO, 0, NULL, NULL);
  assert_damage_is_found (fixture, get_cell_address (fixture, set, 5), OURO_ID_NONE, "set * has 2 members, not 1\n");
}

static void
test_a_list_of_weak_references_that_is_broken (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = fixture_keep (fixture, build_set (heap));
  OuroId    old = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, target, OURO_ID_NONE));
  OuroId new = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, target, OURO_ID_NONE));

  assert_damage_is_found (fixture, get_cell_address (fixture, new, 2), OURO_CELL_INT, "weak reference * is unknown to its target\n");
  assert_damage_is_found (fixture, get_cell_address (fixture, old, 2), new | OURO_CELL_INT, "the list of weak references to * is broken at *\n");
  assert_damage_is_found (fixture, get_cell_address (fixture, new, 2), target | OURO_CELL_INT, "the list of weak references to * is broken at *\n*");
  assert_damage_is_found (fixture, get_cell_address (fixture, old, 1), OURO_CELL_INT, "the list of weak references to * is broken at *\n");
}

/* The report is for people: it must not grow without bounds. */
static void
test_the_report_is_short (Fixture      *fixture,
                          gconstpointer version)
{
  g_autofree char *problem = NULL;
  OuroId           list = new_list_of_two (fixture);

  for (guint i = 0; i < 1000; i++)
    build_append_new (fixture->heap, list, build_set (fixture->heap));
  fixture->heap->rows[list].n = 0;
  g_assert_false (ouro_heap_check (fixture->heap, &problem));
  g_assert_cmpuint (strlen (problem), <, 2200);
  fixture->heap->rows[list].n = 1002;
}

/* The hash -------------------------------------------------------------------------------------- */

static void
assert_hash_sees (Fixture *fixture,
                  guint32 *word)
{
  guint64 hash = ouro_heap_hash (fixture->heap);

  *word ^= 1 << 20;
  g_assert_cmpuint (ouro_heap_hash (fixture->heap), !=, hash);
  *word ^= 1 << 20;
  g_assert_cmpuint (ouro_heap_hash (fixture->heap), ==, hash);
}

static void
test_the_hash_sees_every_word_of_state (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = new_list_of_two (fixture);
  OuroId    number = fixture_keep (fixture, ouro_float_new (heap, 1.5));
  OuroId    text = fixture_keep (fixture, build_name (heap, "spam and eggs"));
  OuroId    dict = fixture_keep (fixture, ouro_dict_new (heap));
  OuroId    set = fixture_keep (fixture, build_set (heap));

  build_item (heap, dict, OURO_ID_ZERO, OURO_ID_NONE);
  for (guint word = 0; word < 8; word++)
    if (word != 1 && word != OURO_ROW_CELLS) /* the stamp is no state, and where cells lie is none */
      assert_hash_sees (fixture, (guint32 *)&heap->rows[number] + word);
  assert_hash_sees (fixture, &heap->rows[number].cells); /* of an atom it is half of its value */
  assert_hash_sees (fixture, get_cell_address (fixture, list, 1));
  assert_hash_sees (fixture, get_cell_address (fixture, set, 3));
  assert_hash_sees (fixture, get_cell_address (fixture, set, 0) - 2);        /* hidden: its list of weak references */
  assert_hash_sees (fixture, get_cell_address (fixture, text, 4));           /* after the cached hash */
  assert_hash_sees (fixture, &heap->cells[heap->rows[dict].aux + 3]);        /* the hash of the first key */
  assert_hash_sees (fixture, &heap->cells[heap->rows[set].aux + 3 + 2 * 7]); /* the hash of the last place */
  assert_hash_sees (fixture, get_young_place (fixture, 0));
  assert_hash_sees (fixture, &heap->stack[0]);
  assert_hash_sees (fixture, &heap->words[OURO_WORD_COUNT]);
  assert_hash_sees (fixture, &heap->words[OURO_WORD_VM + 47]);
}

static void
test_the_hash_does_not_see_where_things_lie (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = new_list_of_two (fixture);
  OuroId    other = fixture_keep (fixture, build_list (heap));
  guint64   hash;

  ouro_heap_untrack (heap, list); /* leaves a hole */
  hash = ouro_heap_hash (heap);
  ouro_heap_reserve_cells (heap, list, 100);
  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  ouro_heap_append_list (heap, OURO_LIST_YOUNG, OURO_LIST_OLD);
  g_assert_cmpuint (ouro_heap_hash (heap), ==, hash);
  g_assert_true (ouro_heap_is_tracked (heap, other));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/check/a-count-that-is-too-high", NULL, test_a_count_that_is_too_high);
  fixture_add_test ("/check/a-count-that-is-too-low", NULL, test_a_count_that_is_too_low);
  fixture_add_test ("/check/a-reference-to-the-dead", NULL, test_a_reference_to_the_dead);
  fixture_add_test ("/check/a-reference-that-nobody-counted", NULL, test_a_reference_that_nobody_counted);
  fixture_add_test ("/check/more-cells-than-there-is-room-for", NULL, test_more_cells_than_there_is_room_for);
  fixture_add_test ("/check/a-wrong-number-of-live-objects", NULL, test_a_wrong_number_of_live_objects);
  fixture_add_test ("/check/a-chain-that-bites-its-tail", NULL, test_a_chain_that_bites_its_tail);
  fixture_add_test ("/check/a-chain-that-leads-to-the-living", NULL, test_a_chain_that_leads_to_the_living);
  fixture_add_test ("/check/a-chain-that-ends-too-early", NULL, test_a_chain_that_ends_too_early);
  fixture_add_test ("/check/a-free-list-with-a-wrong-count", NULL, test_a_free_list_with_a_wrong_count);
  fixture_add_test ("/check/a-list-that-holds-somebody-twice", NULL, test_a_list_that_holds_somebody_twice);
  fixture_add_test ("/check/a-list-with-a-hole-that-nobody-counted", NULL, test_a_list_with_a_hole_that_nobody_counted);
  fixture_add_test ("/check/a-list-that-holds-the-dead", NULL, test_a_list_that_holds_the_dead);
  fixture_add_test ("/check/an-object-that-thinks-it-is-tracked", NULL, test_an_object_that_thinks_it_is_tracked);
  fixture_add_test ("/check/a-dict-with-a-wrong-length", NULL, test_a_dict_with_a_wrong_length);
  fixture_add_test ("/check/a-set-with-a-wrong-length", NULL, test_a_set_with_a_wrong_length);
  fixture_add_test ("/check/a-list-of-weak-references-that-is-broken", NULL, test_a_list_of_weak_references_that_is_broken);
  fixture_add_test ("/check/the-report-is-short", NULL, test_the_report_is_short);
  fixture_add_test ("/check/the-hash-sees-every-word-of-state", NULL, test_the_hash_sees_every_word_of_state);
  fixture_add_test ("/check/the-hash-does-not-see-where-things-lie", NULL, test_the_hash_does_not_see_where_things_lie);
  return g_test_run ();
}
