/* test-set.c - sets: the table's order and size, and what pop () takes
 *
 * The order after random operations is compared with a real interpreter in compare-with-python.py.
 */
#include "ouro-set.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-hash.h"

static OuroId
new_set (Fixture *fixture)
{
  return fixture_keep (fixture, build_set (fixture->heap));
}

static int
add_int (Fixture *fixture,
         OuroId   set,
         gint64   number)
{
  OuroId key = ouro_int_new (fixture->heap, number);
  int    added = ouro_set_add (fixture->heap, set, key, ouro_hash_int (fixture->heap, key), build_equal, NULL);

  ouro_heap_decref (fixture->heap, key);
  return added;
}

static gint64
find_int (Fixture *fixture,
          OuroId   set,
          gint64   number)
{
  OuroId key = ouro_int_new (fixture->heap, number);
  gint64 place = ouro_set_find (fixture->heap, set, key, ouro_hash_int (fixture->heap, key), build_equal, NULL);

  ouro_heap_decref (fixture->heap, key);
  return place;
}

static void
discard_int (Fixture *fixture,
             OuroId   set,
             gint64   number)
{
  ouro_heap_decref (fixture->heap, ouro_set_remove (fixture->heap, set, (guint32)find_int (fixture, set, number)));
}

static gint64
pop_int (Fixture *fixture,
         OuroId   set)
{
  OuroId member = ouro_set_pop (fixture->heap, set);
  gint64 value;

  g_assert_true (ouro_int_get (fixture->heap, member, &value));
  ouro_heap_decref (fixture->heap, member);
  return value;
}

/* The members as the set is walked. */
static void
assert_members (Fixture    *fixture,
                OuroId      set,
                const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 i = 0; i < ouro_heap_get_n_cells (fixture->heap, set); i++)
    {
      OuroId member = ouro_heap_get_cell (fixture->heap, set, i);
      gint64 value;

      if (member == OURO_NO_ID)
        continue;
      g_assert_true (ouro_int_get (fixture->heap, member, &value));
      g_string_append_printf (text, "%" G_GINT64_FORMAT " ", value);
    }
  g_assert_cmpstr (g_strchomp (text->str), ==, expected);
}

static void
test_sizes_step_up_as_members_are_added (Fixture      *fixture,
                                         gconstpointer version)
{
  const struct
  {
    guint n;
    gsize bytes;
  } steps[] = { { 0, 216 }, { 5, 728 }, { 19, 2264 }, { 77, 8408 }, { 307, 32984 }, { 1229, 131288 }, { 4915, 524504 }, { 19661, 2097368 }, { 78643, 4194520 }, { 157286, 8388824 } };
  OuroId set = new_set (fixture);

  g_test_summary ("Four times as many places as members, above 50,000 twice as many");

  for (guint n = 0, i = 0; n < 160000; n++)
    {
      if (i + 1 < G_N_ELEMENTS (steps) && n == steps[i + 1].n)
        i++;
      g_assert_cmpuint (ouro_heap_get_size (fixture->heap, set), ==, steps[i].bytes);
      g_assert_cmpint (add_int (fixture, set, n), ==, 1);
    }
  g_assert_cmpuint (ouro_set_get_length (fixture->heap, set), ==, 160000);
}

static void
test_merging_makes_room_at_once (Fixture      *fixture,
                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    constant = new_set (fixture);
  OuroId    set = new_set (fixture);

  g_test_summary ("{1, 2, 3, 4, 5}: 472 bytes, as set_merge () asks for more than twice the members, no more");

  for (guint i = 1; i <= 5; i++)
    add_int (fixture, constant, i);
  ouro_set_reserve_for (heap, set, constant);
  for (guint i = 1; i <= 5; i++)
    add_int (fixture, set, i);
  g_assert_cmpuint (ouro_heap_get_size (heap, set), ==, 472);
  g_assert_cmpuint (ouro_heap_get_size (heap, constant), ==, 728);
}

static void
test_a_member_stands_where_its_hash_says (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroId set = new_set (fixture);

  g_test_summary ("{8, 0, 3}: 8 modulo 8 is 0, so 0 goes to another place; it stays there when 8 goes");

  add_int (fixture, set, 8);
  add_int (fixture, set, 0);
  add_int (fixture, set, 3);
  g_assert_cmpint (find_int (fixture, set, 8), ==, 0);
  assert_members (fixture, set, "8 0 3"); /* no nine places in a row are left, so the next is 0 * 5 + 1 + (0 >> 5) */
  discard_int (fixture, set, 8);
  g_assert_cmpint (find_int (fixture, set, 8), ==, OURO_DICT_ABSENT);
  assert_members (fixture, set, "0 3");
}

static void
test_a_place_that_was_left_is_filled_again (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroId set = new_set (fixture);

  g_test_summary ("The last such place before the first that was never used, so three that come for one hash stand backward");

  for (guint i = 0; i < 5; i++)
    add_int (fixture, set, i); /* 32 places */
  for (guint i = 0; i < 5; i++)
    discard_int (fixture, set, i);
  add_int (fixture, set, 32);
  add_int (fixture, set, 64);
  add_int (fixture, set, 96);
  assert_members (fixture, set, "96 64 32");
  for (guint i = 0; i < 1000; i++)
    {
      add_int (fixture, set, 1000);
      discard_int (fixture, set, 1000);
    }
  g_assert_cmpuint (ouro_heap_get_size (fixture->heap, set), ==, 728);
}

static void
test_a_merge_into_an_empty_set_is_a_true_copy (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);
  OuroId    copy = new_set (fixture);
  OuroId    again = new_set (fixture);

  for (guint i = 1; i <= 5; i++)
    add_int (fixture, set, i);
  add_int (fixture, set, 31);
  add_int (fixture, set, 63); /* both want the same place */
  assert_members (fixture, set, "1 2 3 4 5 63 31");
  g_assert_cmpint (ouro_set_merge (heap, copy, set, build_equal, NULL), ==, 0);
  assert_members (fixture, copy, "1 2 3 4 5 31 63"); /* 16 places, each anew */
  g_assert_cmpint (ouro_set_merge (heap, again, copy, build_equal, NULL), ==, 0);
  assert_members (fixture, again, "1 2 3 4 5 31 63");
  g_assert_cmpuint (ouro_heap_get_size (heap, again), ==, 472);
  g_assert_cmpint (ouro_set_merge (heap, set, again, build_equal, NULL), ==, 0);
  g_assert_cmpuint (ouro_set_get_length (heap, set), ==, 7);
}

static void
test_a_member_is_added_once (Fixture      *fixture,
                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);
  OuroId    number = fixture_keep (fixture, ouro_int_new (heap, 123456));

  g_assert_cmpint (add_int (fixture, set, 123456), ==, 1);
  g_assert_cmpint (ouro_set_add (heap, set, number, ouro_hash_int (heap, number), build_equal, NULL), ==, 0);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, number), ==, 1);
  g_assert_cmpuint (ouro_set_get_length (heap, set), ==, 1);
}

static void
test_pop_goes_on_where_it_stopped (Fixture      *fixture,
                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);

  g_test_summary ("The finger stays when the table grows, and when it is cleared (setobject.c, set_pop)");

  g_assert_cmpuint (ouro_set_pop (heap, set), ==, OURO_NO_ID);
  for (guint i = 0; i < 4; i++)
    add_int (fixture, set, i);
  g_assert_cmpint (pop_int (fixture, set), ==, 0);
  g_assert_cmpint (pop_int (fixture, set), ==, 1);
  add_int (fixture, set, 0);
  g_assert_cmpint (pop_int (fixture, set), ==, 2);
  for (guint i = 4; i < 10; i++)
    add_int (fixture, set, i); /* grows to 32 places */
  g_assert_cmpint (pop_int (fixture, set), ==, 3);
  ouro_set_clear (heap, set);
  add_int (fixture, set, 2);
  add_int (fixture, set, 5);
  g_assert_cmpint (pop_int (fixture, set), ==, 5);
  g_assert_cmpint (pop_int (fixture, set), ==, 2);
  g_assert_cmpuint (ouro_set_get_length (heap, set), ==, 0);
}

static void
test_clearing_empties_before_it_drops (Fixture      *fixture,
                                       gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);
  OuroId    tagged = fixture_new_tagged (fixture, "gone");

  ouro_set_add (heap, set, tagged, ouro_hash_identity (heap, tagged), NULL, NULL);
  for (guint i = 0; i < 10; i++)
    add_int (fixture, set, i);
  ouro_heap_decref (heap, tagged);
  ouro_set_clear (heap, set);
  fixture_assert_log (fixture, "gone");
  g_assert_cmpuint (ouro_set_get_length (heap, set), ==, 0);
  g_assert_cmpuint (ouro_heap_get_size (heap, set), ==, 216);
}

static int
fail_cb (OuroHeap *heap,
         OuroId    a,
         OuroId    b,
         gpointer  unused)
{
  return -1;
}

static void
test_an_exception_in_equality_comes_through (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);

  ouro_set_add (heap, set, OURO_ID_ZERO, 77, NULL, NULL);
  g_assert_cmpint (ouro_set_add (heap, set, OURO_ID_TRUE, 77, fail_cb, NULL), ==, -1);
  g_assert_cmpint (ouro_set_find (heap, set, OURO_ID_TRUE, 77, fail_cb, NULL), ==, OURO_DICT_ERROR);
  g_assert_cmpint (ouro_set_find (heap, set, OURO_ID_TRUE, 78, fail_cb, NULL), ==, OURO_DICT_ABSENT);
}

static int
clear_cb (OuroHeap *heap,
          OuroId    a,
          OuroId    b,
          gpointer  set)
{
  ouro_set_clear (heap, *(OuroId *)set);
  return 1;
}

static void
test_a_search_begins_anew_when_the_table_changes (Fixture      *fixture,
                                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);

  ouro_set_add (heap, set, OURO_ID_ZERO, 77, NULL, NULL);
  g_assert_cmpint (ouro_set_find (heap, set, OURO_ID_TRUE, 77, clear_cb, &set), ==, OURO_DICT_ABSENT);
}

static int
remove_cb (OuroHeap *heap,
           OuroId    a,
           OuroId    b,
           gpointer  set)
{
  ouro_heap_decref (heap, ouro_set_remove (heap, *(OuroId *)set, (guint32)ouro_set_find (heap, *(OuroId *)set, a, 77, NULL, NULL)));
  return 1;
}

static void
test_a_member_removed_while_it_is_compared_is_not_found (Fixture      *fixture,
                                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = new_set (fixture);

  ouro_set_add (heap, set, OURO_ID_ZERO, 77, NULL, NULL);
  g_assert_cmpint (ouro_set_find (heap, set, OURO_ID_TRUE, 77, remove_cb, &set), ==, OURO_DICT_ABSENT);
  g_assert_cmpint (ouro_set_add (heap, set, OURO_ID_TRUE, 77, fail_cb, NULL), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/set/sizes-step-up-as-members-are-added", NULL, test_sizes_step_up_as_members_are_added);
  fixture_add_test ("/set/merging-makes-room-at-once", NULL, test_merging_makes_room_at_once);
  fixture_add_test ("/set/a-member-stands-where-its-hash-says", NULL, test_a_member_stands_where_its_hash_says);
  fixture_add_test ("/set/a-place-that-was-left-is-filled-again", NULL, test_a_place_that_was_left_is_filled_again);
  fixture_add_test ("/set/a-merge-into-an-empty-set-is-a-true-copy", NULL, test_a_merge_into_an_empty_set_is_a_true_copy);
  fixture_add_test ("/set/a-member-is-added-once", NULL, test_a_member_is_added_once);
  fixture_add_test ("/set/pop-goes-on-where-it-stopped", NULL, test_pop_goes_on_where_it_stopped);
  fixture_add_test ("/set/clearing-empties-before-it-drops", NULL, test_clearing_empties_before_it_drops);
  fixture_add_test ("/set/an-exception-in-equality-comes-through", NULL, test_an_exception_in_equality_comes_through);
  fixture_add_test ("/set/a-search-begins-anew-when-the-table-changes", NULL, test_a_search_begins_anew_when_the_table_changes);
  fixture_add_test ("/set/a-member-removed-while-it-is-compared-is-not-found", NULL, test_a_member_removed_while_it_is_compared_is_not_found);
  return g_test_run ();
}
