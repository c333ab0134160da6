/* test-dict.c - dicts: entries in order, sizes as sys.getsizeof () reports them, and when one is tracked
 *
 * What random operations do is compared with a real interpreter in compare-with-python.py; here are the rules.
 */
#include "ouro-dict.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-hash.h"
#include "ouro-instance.h"

static OuroId
new_dict (Fixture *fixture)
{
  return fixture_keep (fixture, ouro_dict_new (fixture->heap));
}

/* dict[number] = value, with a new int for numbers that are not cached. */
static void
set_int (Fixture *fixture,
         OuroId   dict,
         gint64   number,
         OuroId   value)
{
  OuroId key = ouro_int_new (fixture->heap, number);

  build_item (fixture->heap, dict, key, value);
  ouro_heap_decref (fixture->heap, key);
}

static void
set_str (Fixture *fixture,
         OuroId   dict,
         guint    number,
         OuroId   value)
{
  g_autofree char *text = g_strdup_printf ("key %u", number);
  OuroId           key = build_name (fixture->heap, text);

  ouro_dict_set_str (fixture->heap, dict, key, value);
  ouro_heap_decref (fixture->heap, key);
}

static gint64
find_int (Fixture *fixture,
          OuroId   dict,
          gint64   number)
{
  OuroId key = ouro_int_new (fixture->heap, number);
  gint64 entry = ouro_dict_find (fixture->heap, dict, key, ouro_hash_int (fixture->heap, key), build_equal, NULL);

  ouro_heap_decref (fixture->heap, key);
  return entry;
}

/* Sizes --------------------------------------------------------------------------------------- */

typedef struct
{
  guint n;
  gsize bytes;
} SizeStep;

/* From n entries on, so many bytes. */
static void
assert_sizes (Fixture        *fixture,
              const SizeStep *steps,
              void (*set) (Fixture *, OuroId, gint64))
{
  OuroId dict = new_dict (fixture);

  for (guint n = 0, i = 0; steps[i].bytes != 0; n++)
    {
      if (steps[i + 1].bytes != 0 && n == steps[i + 1].n)
        i++;
      g_assert_cmpuint (ouro_heap_get_size (fixture->heap, dict), ==, steps[i].bytes);
      if (steps[i + 1].bytes == 0 && n > steps[i].n)
        break;
      set (fixture, dict, n);
    }
}

static void
set_nth_str (Fixture *fixture,
             OuroId   dict,
             gint64   n)
{
  set_str (fixture, dict, n, OURO_ID_NONE);
}

static void
set_nth_int (Fixture *fixture,
             OuroId   dict,
             gint64   n)
{
  set_int (fixture, dict, n, OURO_ID_NONE);
}

static void
test_sizes_step_up_as_str_keys_are_added (Fixture      *fixture,
                                          gconstpointer version)
{
  const SizeStep steps[] = { { 0, 64 }, { 1, 184 }, { 6, 272 }, { 11, 464 }, { 22, 832 }, { 43, 1584 }, { 86, 3328 }, { 171, 6576 }, { 342, 13056 }, { 0 } };

  assert_sizes (fixture, steps, set_nth_str);
}

static void
test_sizes_step_up_as_other_keys_are_added (Fixture      *fixture,
                                            gconstpointer version)
{
  const SizeStep steps[] = { { 0, 64 }, { 1, 224 }, { 6, 352 }, { 11, 632 }, { 22, 1168 }, { 43, 2264 }, { 86, 4688 }, { 171, 9304 }, { 342, 18512 }, { 0 } };

  assert_sizes (fixture, steps, set_nth_int);
}

static void
test_the_first_other_key_makes_entries_wider (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);

  g_assert_true (ouro_dict_has_str_keys (heap, dict));
  set_str (fixture, dict, 1, OURO_ID_NONE);
  g_assert_true (ouro_dict_has_str_keys (heap, dict));
  g_assert_cmpuint (ouro_heap_get_size (heap, dict), ==, 184);
  set_int (fixture, dict, 1, OURO_ID_NONE);
  g_assert_false (ouro_dict_has_str_keys (heap, dict));
  /* To 3.12 that makes a table for ten. */
  g_assert_cmpuint (ouro_heap_get_size (heap, dict), ==, heap->profile->dict_sizes_exact ? 224 : 352);
  ouro_dict_remove (heap, dict, (guint32)find_int (fixture, dict, 1), NULL); /* the table stays as it is */
  g_assert_false (ouro_dict_has_str_keys (heap, dict));
}

static void
test_deleting_does_not_shrink_but_clearing_does (Fixture      *fixture,
                                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);

  for (guint i = 0; i < 50; i++)
    set_int (fixture, dict, i, OURO_ID_NONE);
  for (guint i = 0; i < 50; i++)
    ouro_dict_remove (heap, dict, i, NULL);
  g_assert_cmpuint (ouro_dict_get_length (heap, dict), ==, 0);
  g_assert_cmpuint (ouro_heap_get_size (heap, dict), ==, 2264);
  ouro_dict_clear (heap, dict);
  g_assert_cmpuint (ouro_heap_get_size (heap, dict), ==, 64);
}

static void
test_a_display_makes_room_at_once (Fixture      *fixture,
                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  g_assert_cmpuint (ouro_heap_get_size (heap, fixture_keep (fixture, ouro_dict_new_presized (heap, 5, TRUE))), ==, 64);
  g_assert_cmpuint (ouro_heap_get_size (heap, fixture_keep (fixture, ouro_dict_new_presized (heap, 6, TRUE))), ==, 272);
  g_assert_cmpuint (ouro_heap_get_size (heap, fixture_keep (fixture, ouro_dict_new_presized (heap, 10, FALSE))), ==, 352);
  g_assert_cmpuint (ouro_heap_get_size (heap, fixture_keep (fixture, ouro_dict_new_presized (heap, 15, TRUE))), ==, 464);
}

/* Entries ------------------------------------------------------------------------------------- */

static void
test_entries_stay_in_order_of_insertion (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  guint     k = 0;

  for (guint i = 0; i < 40; i++)
    set_int (fixture, dict, 1000 - 17 * (gint64)i, OURO_ID_ZERO + i);
  for (guint i = 0; i < 40; i += 2)
    ouro_dict_remove (heap, dict, (guint32)find_int (fixture, dict, 1000 - 17 * (gint64)i), NULL);
  for (guint i = 40; i < 80; i++)
    set_int (fixture, dict, 1000 - 17 * (gint64)i, OURO_ID_ZERO + i); /* the table grows, deleted entries go */
  for (guint32 entry = 0; entry < ouro_dict_get_n_entries (heap, dict); entry++)
    if (ouro_dict_get_key (heap, dict, entry) != OURO_NO_ID)
      {
        guint expected = k < 20 ? 2 * k + 1 : k + 20;

        g_assert_cmpuint (ouro_dict_get_value (heap, dict, entry), ==, OURO_ID_ZERO + expected);
        g_assert_cmpint (find_int (fixture, dict, 1000 - 17 * (gint64)expected), ==, entry);
        k++;
      }
  g_assert_cmpuint (k, ==, 60);
  g_assert_cmpuint (ouro_dict_get_length (heap, dict), ==, 60);
  g_assert_cmpint (find_int (fixture, dict, 1000), ==, OURO_DICT_ABSENT);
}

static void
test_a_replaced_value_keeps_the_first_key (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  OuroId    old = fixture_keep (fixture, build_list (heap));
  OuroId new = fixture_keep (fixture, build_list (heap));
  OuroId first_key;

  set_str (fixture, dict, 1, old);
  first_key = ouro_dict_get_key (heap, dict, 0);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, old), ==, 2);
  set_str (fixture, dict, 1, new);
  g_assert_cmpuint (ouro_dict_get_key (heap, dict, 0), ==, first_key);
  g_assert_cmpuint (ouro_dict_get_value (heap, dict, 0), ==, new);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, old), ==, 1);
}

static void
test_a_removed_value_can_be_handed_over (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  OuroId    list = build_list (heap);
  OuroId    popped;

  set_int (fixture, dict, 1, list);
  ouro_heap_decref (heap, list);
  ouro_dict_remove (heap, dict, 0, &popped);
  g_assert_cmpuint (popped, ==, list);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 1);
  ouro_heap_decref (heap, popped);
}

static void
test_a_finalizer_sees_the_new_value (Fixture      *fixture,
                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  OuroId    tagged = fixture_new_tagged (fixture, "old");

  g_test_summary ("The old value is dropped last: its __del__ already finds the new one (cpython.md 2.3)");

  set_int (fixture, dict, 1, tagged);
  fixture_set (fixture, tagged, "dict", dict);
  ouro_heap_decref (heap, tagged);
  ouro_dict_replace (heap, dict, 0, OURO_ID_NONE);
  fixture_assert_log (fixture, "old");
  g_assert_cmpuint (ouro_dict_get_value (heap, dict, 0), ==, OURO_ID_NONE);
}

/* Equality ------------------------------------------------------------------------------------ */

typedef struct
{
  OuroId   dict; /* what the first comparison changes, if not OURO_NO_ID */
  guint    n_calls;
  int      answer;
  gboolean removes; /* the entry compared, instead of clearing */
} Equality;

static int
answer_cb (OuroHeap *heap,
           OuroId    a,
           OuroId    b,
           gpointer  data)
{
  Equality *self = data;

  self->n_calls++;
  if (self->dict != OURO_NO_ID)
    {
      OuroId dict = self->dict;

      self->dict = OURO_NO_ID;
      if (self->removes)
        ouro_dict_remove (heap, dict, (guint32)ouro_dict_find (heap, dict, a, 77, NULL, NULL), NULL);
      else
        ouro_dict_clear (heap, dict);
    }
  return self->answer;
}

static void
test_only_equal_hashes_are_compared (Fixture      *fixture,
                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  Equality  equality = { OURO_NO_ID, 0, 1 };

  ouro_dict_add (heap, dict, OURO_ID_ZERO, 77, OURO_ID_NONE);
  g_assert_cmpint (ouro_dict_find (heap, dict, OURO_ID_TRUE, 78, answer_cb, &equality), ==, OURO_DICT_ABSENT);
  g_assert_cmpuint (equality.n_calls, ==, 0);
  g_assert_cmpint (ouro_dict_find (heap, dict, OURO_ID_TRUE, 77, answer_cb, &equality), ==, 0);
  g_assert_cmpuint (equality.n_calls, ==, 1);
  g_assert_cmpint (ouro_dict_find (heap, dict, OURO_ID_ZERO, 77, answer_cb, &equality), ==, 0); /* the same object */
  g_assert_cmpuint (equality.n_calls, ==, 1);
}

static void
test_an_exception_in_equality_comes_through (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  Equality  equality = { OURO_NO_ID, 0, -1 };

  for (guint n = 0; n < 12; n++) /* small, then with an index */
    {
      ouro_dict_add (heap, dict, OURO_ID_ZERO + n, 77, OURO_ID_NONE);
      g_assert_cmpint (ouro_dict_find (heap, dict, OURO_ID_TRUE, 77, answer_cb, &equality), ==, OURO_DICT_ERROR);
    }
}

static void
test_a_search_begins_anew_when_the_table_changes (Fixture      *fixture,
                                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);

  g_test_summary ("An __eq__ that clears the dict: the search finds nothing, and does not touch freed memory");

  for (guint n = 1; n <= 12; n += 11)
    {
      Equality equality = { dict, 0, 1 };

      for (guint i = 0; i < n; i++)
        ouro_dict_add (heap, dict, OURO_ID_ZERO + i, 77, OURO_ID_NONE);
      g_assert_cmpint (ouro_dict_find (heap, dict, OURO_ID_TRUE, 77, answer_cb, &equality), ==, OURO_DICT_ABSENT);
      g_assert_cmpuint (equality.n_calls, ==, 1);
    }
}

static void
test_an_entry_removed_while_it_is_compared_is_not_found (Fixture      *fixture,
                                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);

  for (guint n = 2; n <= 14; n += 12)
    {
      Equality equality = { dict, 0, 1, TRUE };

      ouro_dict_clear (heap, dict);
      for (guint i = 0; i < n; i++)
        ouro_dict_add (heap, dict, OURO_ID_ZERO + i, 77, OURO_ID_NONE);
      g_assert_cmpint (ouro_dict_find (heap, dict, OURO_ID_TRUE, 77, answer_cb, &equality), ==, 1); /* the next one is */
      g_assert_cmpuint (equality.n_calls, ==, 2);
    }
}

/* Copies -------------------------------------------------------------------------------------- */

static void
test_a_copy_of_a_full_table_is_its_clone (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  OuroId    copy;

  g_test_summary ("The clone has the deleted entries, too, so it grows when the original would (clone_combined_dict)");

  for (guint i = 0; i < 10; i++)
    set_int (fixture, dict, i, OURO_ID_NONE);
  for (guint i = 0; i < 3; i++)
    ouro_dict_remove (heap, dict, i, NULL);
  copy = fixture_keep (fixture, ouro_dict_copy (heap, dict));
  g_assert_cmpuint (ouro_dict_get_length (heap, copy), ==, 7);
  g_assert_cmpuint (ouro_heap_get_size (heap, copy), ==, 352);
  g_assert_cmpint (find_int (fixture, copy, 9), ==, 9);
  set_int (fixture, copy, 100, OURO_ID_NONE);
  g_assert_cmpuint (ouro_heap_get_size (heap, copy), ==, 632); /* 3.11 says so, too */
  g_assert_cmpint (find_int (fixture, copy, 100), ==, 7);
}

static void
test_a_copy_of_a_sparse_table_is_as_small_as_can_be (Fixture      *fixture,
                                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  OuroId    copy;

  for (guint i = 0; i < 40; i++)
    set_int (fixture, dict, i, OURO_ID_NONE);
  for (guint i = 0; i < 35; i++)
    ouro_dict_remove (heap, dict, i, NULL);
  copy = fixture_keep (fixture, ouro_dict_copy (heap, dict));
  g_assert_cmpuint (ouro_heap_get_size (heap, copy), ==, 224);
  g_assert_cmpint (find_int (fixture, copy, 38), ==, 3);
  g_assert_cmpuint (ouro_heap_get_size (heap, fixture_keep (fixture, ouro_dict_copy (heap, new_dict (fixture)))), ==, 64);
}

static void
test_a_copy_holds_what_it_has (Fixture      *fixture,
                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    dict = new_dict (fixture);
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    copy;

  set_str (fixture, dict, 1, list);
  copy = fixture_keep (fixture, ouro_dict_copy (heap, dict));
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 3);
  g_assert_true (ouro_heap_is_tracked (heap, copy));
  ouro_dict_clear (heap, copy);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 2);
  g_assert_cmpuint (ouro_dict_get_length (heap, dict), ==, 1);
}

static void
test_the_copy_of_an_instance_dict_is_split_too (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    instance = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  OuroId    copy;

  fixture_set (fixture, instance, "x", OURO_ID_ZERO);
  copy = fixture_keep (fixture, ouro_dict_copy (heap, ouro_instance_ensure_dict (heap, instance)));
  g_assert_cmpuint (ouro_heap_get_size (heap, copy), ==, 296);
  g_assert_cmpint (ouro_dict_find_str (heap, copy, fixture_name (fixture, "x")), ==, 0);
}

/* Tracking (cpython.md 1.6) --------------------------------------------------------------------- */

static void
test_a_dict_is_tracked_when_it_may_take_part_in_a_cycle (Fixture      *fixture,
                                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  gboolean  at_birth = heap->profile->dict_tracked_at_birth;
  OuroId    dict = new_dict (fixture);
  OuroId    other = new_dict (fixture);
  OuroId    tuple = fixture_keep (fixture, build_tuple (heap, 1, OURO_ID_ZERO));

  g_test_summary ("3.11 to 3.13: atoms and untracked tuples leave it alone; a dict inside does not, tracked or not");

  g_assert_cmpint (ouro_heap_is_tracked (heap, dict), ==, at_birth);
  set_int (fixture, dict, 1, OURO_ID_NONE);
  set_str (fixture, dict, 1, OURO_TYPE_INT); /* a static type */
  ouro_heap_untrack (heap, tuple);
  set_int (fixture, dict, 2, tuple);
  g_assert_cmpint (ouro_heap_is_tracked (heap, dict), ==, at_birth);
  set_int (fixture, dict, 3, other);
  g_assert_true (ouro_heap_is_tracked (heap, dict));
  g_assert_cmpint (ouro_heap_is_tracked (heap, other), ==, at_birth);
}

static void
test_a_tracked_tuple_as_key_or_new_value_tracks (Fixture      *fixture,
                                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    tuple = fixture_keep (fixture, build_tuple (heap, 1, list));
  OuroId    by_key = new_dict (fixture);
  OuroId    by_value = new_dict (fixture);

  ouro_dict_add (heap, by_key, tuple, 77, OURO_ID_NONE);
  g_assert_true (ouro_heap_is_tracked (heap, by_key));
  set_int (fixture, by_value, 1, OURO_ID_NONE);
  set_int (fixture, by_value, 1, list);
  g_assert_true (ouro_heap_is_tracked (heap, by_value));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/dict/sizes-step-up-as-str-keys-are-added", test_sizes_step_up_as_str_keys_are_added);
  fixture_add_tests ("/dict/sizes-step-up-as-other-keys-are-added", test_sizes_step_up_as_other_keys_are_added);
  fixture_add_test ("/dict/the-first-other-key-makes-entries-wider", NULL, test_the_first_other_key_makes_entries_wider);
  fixture_add_test ("/dict/deleting-does-not-shrink-but-clearing-does", NULL, test_deleting_does_not_shrink_but_clearing_does);
  fixture_add_test ("/dict/a-display-makes-room-at-once", NULL, test_a_display_makes_room_at_once);
  fixture_add_test ("/dict/entries-stay-in-order-of-insertion", NULL, test_entries_stay_in_order_of_insertion);
  fixture_add_test ("/dict/a-replaced-value-keeps-the-first-key", NULL, test_a_replaced_value_keeps_the_first_key);
  fixture_add_test ("/dict/a-removed-value-can-be-handed-over", NULL, test_a_removed_value_can_be_handed_over);
  fixture_add_test ("/dict/a-finalizer-sees-the-new-value", NULL, test_a_finalizer_sees_the_new_value);
  fixture_add_test ("/dict/only-equal-hashes-are-compared", NULL, test_only_equal_hashes_are_compared);
  fixture_add_test ("/dict/an-exception-in-equality-comes-through", NULL, test_an_exception_in_equality_comes_through);
  fixture_add_test ("/dict/a-search-begins-anew-when-the-table-changes", NULL, test_a_search_begins_anew_when_the_table_changes);
  fixture_add_test ("/dict/an-entry-removed-while-it-is-compared-is-not-found", NULL, test_an_entry_removed_while_it_is_compared_is_not_found);
  fixture_add_test ("/dict/a-copy-of-a-full-table-is-its-clone", NULL, test_a_copy_of_a_full_table_is_its_clone);
  fixture_add_test ("/dict/a-copy-of-a-sparse-table-is-as-small-as-can-be", NULL, test_a_copy_of_a_sparse_table_is_as_small_as_can_be);
  fixture_add_tests ("/dict/a-copy-holds-what-it-has", test_a_copy_holds_what_it_has);
  fixture_add_test ("/dict/the-copy-of-an-instance-dict-is-split-too", NULL, test_the_copy_of_an_instance_dict_is_split_too);
  fixture_add_tests ("/dict/a-dict-is-tracked-when-it-may-take-part-in-a-cycle", test_a_dict_is_tracked_when_it_may_take_part_in_a_cycle);
  fixture_add_tests ("/dict/a-tracked-tuple-as-key-or-new-value-tracks", test_a_tracked_tuple_as_key_or_new_value_tracks);
  return g_test_run ();
}
