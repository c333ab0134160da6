/* test-heap.c - rows, cells, roots: what an object is, and whose memory it gets */
#include "ouro-heap.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-weakref.h"

static void
test_starts_with_the_interpreter_alone (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  g_test_summary ("Types and singletons have rows; the interpreter's own tracked objects are a number");

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    {
      g_assert_true (ouro_heap_is_alive (heap, object));
      g_assert_true (ouro_heap_is_immortal (heap, object));
      g_assert_true (ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE);
      g_assert_false (ouro_heap_is_tracked (heap, object));
    }
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), ==, ouro_heap_get_end (heap) - 1);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS), ==, ouro_heap_get_profile (heap)->base_objects);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_COUNT + i), ==, 0);
      g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_THRESHOLD + i), ==, ouro_heap_get_profile (heap)->threshold[i]);
    }
  g_assert_true (ouro_heap_get_word (heap, OURO_WORD_GC_ENABLED));
}

static void
test_constants_are_where_their_names_say (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  gint32    last = ouro_heap_get_profile (heap)->small_int_max;
  gint64    value;

  g_assert_cmpuint (ouro_heap_get_class (heap, OURO_ID_NONE), ==, OURO_TYPE_NONE);
  g_assert_cmpuint (ouro_heap_get_class (heap, OURO_ID_TRUE), ==, OURO_TYPE_BOOL);
  g_assert_cmpuint (ouro_heap_get_class (heap, OURO_ID_EMPTY_TUPLE), ==, OURO_TYPE_TUPLE);
  g_assert_cmpuint (ouro_heap_get_class (heap, OURO_ID_CHARACTER + 'a'), ==, OURO_TYPE_STR);
  g_assert_cmpuint (ouro_heap_get_class (heap, OURO_ID_BYTE + 255), ==, OURO_TYPE_BYTES);
  for (gint32 i = -5; i <= last; i++)
    {
      g_assert_true (ouro_int_get (heap, OURO_ID_ZERO + i, &value));
      g_assert_cmpint (value, ==, i);
    }
  g_assert_cmpuint (ouro_heap_get_end (heap), ==, OURO_ID_ZERO + last + 1);
}

static void
test_types_have_a_name_a_base_and_a_kind (void)
{
  g_assert_cmpstr (ouro_type_get_name (OURO_TYPE_BUILTIN), ==, "builtin_function_or_method");
  g_assert_cmpuint (ouro_type_get_base (OURO_TYPE_OBJECT), ==, OURO_NO_ID);
  g_assert_cmpuint (ouro_type_get_base (OURO_TYPE_BOOL), ==, OURO_TYPE_INT);
  g_assert_cmpuint (ouro_type_get_base (OURO_TYPE_KEY_ERROR), ==, OURO_TYPE_LOOKUP_ERROR);
  g_assert_cmpint (ouro_type_get_kind (OURO_TYPE_FROZENSET), ==, OURO_KIND_SET);
  g_assert_cmpint (ouro_type_get_kind (OURO_TYPE_KEY_ERROR), ==, OURO_KIND_EXCEPTION);
  for (OuroId type = OURO_TYPE_OBJECT + 1; type < OURO_N_TYPES; type++)
    g_assert_cmpuint (ouro_type_get_base (type), <, type);
}

static void
test_objects_know_the_name_of_their_type (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroId           cls = fixture_keep (fixture, build_class (fixture->heap, "Tür", 0, OURO_CLASS_HAS_DICT));
  OuroId           instance = fixture_keep (fixture, ouro_instance_new (fixture->heap, cls, OURO_NO_ID));
  OuroId           list = fixture_keep (fixture, build_list (fixture->heap));
  g_autofree char *of_list = ouro_heap_dup_type_name (fixture->heap, list);
  g_autofree char *of_instance = ouro_heap_dup_type_name (fixture->heap, instance);
  g_autofree char *of_class = ouro_heap_dup_type_name (fixture->heap, cls);

  g_assert_cmpstr (of_list, ==, "list");
  g_assert_cmpstr (of_instance, ==, "Tür");
  g_assert_cmpstr (of_class, ==, "type");
}

static void
test_del_removes_one_reference (Fixture      *fixture,
                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap)); /* a = [] */

  g_test_summary ("del takes one reference away; the object lives while another remains");

  ouro_heap_incref (heap, list);
  fixture_keep (fixture, list); /* b = a */
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 2);
  fixture_del (fixture, list); /* del b */
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 1);
  g_assert_true (ouro_heap_is_alive (heap, list));
  fixture_del (fixture, list); /* del a */
  g_assert_false (ouro_heap_is_alive (heap, list));
  g_assert_false (ouro_heap_is_tracked (heap, list));
}

static void
test_immortal_objects_never_count (Fixture      *fixture,
                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  guint32   shown = ouro_heap_get_profile (heap)->immortal_count;
  OuroId    text = fixture_keep (fixture, build_name (heap, "spam"));

  for (guint i = 0; i < 5; i++)
    ouro_heap_decref (heap, OURO_ID_NONE);
  ouro_heap_incref (heap, OURO_ID_NONE);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, OURO_ID_NONE), ==, shown);

  ouro_heap_make_immortal (heap, text);
  ouro_heap_decref (heap, text);
  ouro_heap_decref (heap, text);
  g_assert_true (ouro_heap_is_alive (heap, text));
  g_assert_cmpuint (ouro_heap_get_refcount (heap, text), ==, shown);
}

static void
test_a_dead_list_gives_its_row_to_the_next (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    first = build_list (heap);
  guint32   birth = ouro_heap_get_birth (heap, first);
  OuroId    second;

  g_test_summary ("id ([]) == id ([]): the same memory, another object");

  ouro_heap_decref (heap, first);
  second = fixture_keep (fixture, build_list (heap));
  g_assert_cmpuint (second, ==, first);
  g_assert_cmpuint (ouro_heap_get_birth (heap, second), ==, birth + 1);
}

static void
test_rows_are_used_again_last_in_first_out (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    objects[4];

  for (guint i = 0; i < 4; i++)
    objects[i] = build_cell (heap, OURO_NO_ID);
  for (guint i = 0; i < 4; i++)
    ouro_heap_decref (heap, objects[i]);
  for (guint i = 4; i-- > 0;)
    g_assert_cmpuint (fixture_keep (fixture, build_cell (heap, OURO_NO_ID)), ==, objects[i]);
}

static void
test_rows_are_used_again_within_their_size (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cell = build_cell (heap, OURO_NO_ID);         /* 40 bytes: pool of 48 */
  OuroId    text = build_name (heap, "a text of a page"); /* more: another pool */
  OuroId    set;

  ouro_heap_decref (heap, cell);
  ouro_heap_decref (heap, text);
  set = fixture_keep (fixture, build_set (heap)); /* 216 bytes */
  g_assert_cmpuint (set, !=, cell);
  g_assert_cmpuint (set, !=, text);
  g_assert_cmpuint (fixture_keep (fixture, build_cell (heap, OURO_NO_ID)), ==, cell);
}

static void
test_cells_keep_their_contents_as_they_grow (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));
  guint32   top = ouro_heap_get_word (heap, OURO_WORD_CELLS_TOP);

  for (guint i = 0; i < 1000; i++)
    build_append (heap, list, OURO_ID_ZERO + i % 100);
  g_assert_cmpuint (ouro_heap_get_n_cells (heap, list), ==, 1000);
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_CELLS_TOP) - top, <, 4 * 1000); /* blocks double */
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (ouro_heap_get_cell (heap, list, i), ==, OURO_ID_ZERO + i % 100);

  ouro_heap_move_cells (heap, list, 0, 1, 999); /* del list[0] */
  ouro_heap_set_n_cells (heap, list, 999);
  g_assert_cmpuint (ouro_heap_get_cell (heap, list, 0), ==, OURO_ID_ZERO + 1);
  ouro_heap_set_n_cells (heap, list, 1000); /* list.insert (0, None) */
  ouro_heap_move_cells (heap, list, 1, 0, 999);
  ouro_heap_set_cell (heap, list, 0, OURO_ID_NONE);
  for (guint i = 1; i < 1000; i++)
    g_assert_cmpuint (ouro_heap_get_cell (heap, list, i), ==, OURO_ID_ZERO + i % 100);

  ouro_heap_replace_cells (heap, list, 3, 5);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (ouro_heap_get_cell (heap, list, i), ==, OURO_NO_ID);
  ouro_heap_set_n_cells (heap, list, 0);
}

static void
test_hidden_words_stay_with_the_object (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    record = fixture_keep (fixture, ouro_heap_allocate (heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_MAP, OURO_FREELIST_NONE, 48, 3, 0, 0));

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (ouro_heap_get_hidden (heap, record, i), ==, 0);
      ouro_heap_set_hidden (heap, record, i, 100 + i);
    }
  ouro_heap_set_n_cells (heap, record, 50);
  ouro_heap_replace_cells (heap, record, 2, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (ouro_heap_get_hidden (heap, record, i), ==, 100 + i);
}

static void
test_a_root_holds_its_object (Fixture      *fixture,
                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    names = ouro_dict_new (heap);

  ouro_heap_set_root (heap, OURO_ROOT_NAMESPACE, names);
  g_assert_cmpuint (ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE), ==, names);
  fixture_assert_sound (fixture);
  ouro_heap_set_root (heap, OURO_ROOT_NAMESPACE, OURO_NO_ID);
  g_assert_false (ouro_heap_is_alive (heap, names));
}

/* Referents ----------------------------------------------------------------------------------- */

static void
append_referent_cb (OuroId   referent,
                    gpointer text)
{
  g_string_append_printf (text, "%d ", (int)referent - (int)OURO_ID_ZERO);
}

/* Referents as numbers, counted from the int 0. */
static void
assert_referents (OuroHeap   *heap,
                  OuroId      object,
                  const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ouro_heap_foreach_referent (heap, object, append_referent_cb, text);
  g_assert_cmpstr (g_strchomp (text->str), ==, expected);
}

static void
test_referents_come_in_the_order_of_traverse (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    tuple = fixture_keep (fixture, build_tuple (heap, 3, OURO_ID_ZERO + 1, OURO_ID_ZERO + 2, OURO_ID_ZERO + 3));
  OuroId    dict = fixture_keep (fixture, ouro_dict_new (heap));

  g_test_summary ("Lists and tuples from the last item, dicts value before key (list_traverse, tupletraverse, dict_traverse of 3.11)");

  for (guint i = 1; i <= 3; i++)
    {
      build_append (heap, list, OURO_ID_ZERO + i);
      build_item (heap, dict, OURO_ID_ZERO + i, OURO_ID_ZERO + 10 * i);
    }
  assert_referents (heap, list, "3 2 1");
  assert_referents (heap, tuple, "3 2 1");
  assert_referents (heap, dict, "10 1 20 2 30 3");
  ouro_dict_remove (heap, dict, 1, NULL);
  assert_referents (heap, dict, "10 1 30 3");
  assert_referents (heap, OURO_ID_TRUE, "");
}

static void
test_an_instance_refers_to_its_class_last (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           cls = fixture_keep (fixture, build_class (heap, "A", 1, OURO_CLASS_HAS_DICT));
  OuroId           instance = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  g_autofree char *expected = g_strdup_printf ("7 1 2 %d", (int)cls - (int)OURO_ID_ZERO);

  fixture_set (fixture, instance, "x", OURO_ID_ZERO + 1);
  fixture_set (fixture, instance, "y", OURO_ID_ZERO + 2);
  ouro_instance_set_slot (heap, instance, 0, OURO_ID_ZERO + 7);
  assert_referents (heap, instance, expected);
}

static void
test_a_weak_reference_refers_to_its_callback_only (Fixture      *fixture,
                                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));

  assert_referents (heap, fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, cls, OURO_ID_ZERO + 9)), "9");
  assert_referents (heap, fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, cls, OURO_NO_ID)), "");
}

static void
test_a_private_reference_counts_but_is_not_shown (Fixture      *fixture,
                                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    record = fixture_keep (fixture, ouro_heap_allocate (heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_MAP, OURO_FREELIST_NONE, 48, 0, 3, 3));

  g_test_summary ("A class holds its name so: tp_traverse passes it over");

  ouro_heap_incref (heap, list);
  ouro_heap_set_cell (heap, record, 0, list | OURO_CELL_PRIVATE);
  ouro_heap_set_cell (heap, record, 1, OURO_ID_ZERO + 4);
  ouro_heap_set_cell (heap, record, 2, OURO_CELL_INT | 77);
  assert_referents (heap, record, "4");
  fixture_assert_sound (fixture);
  fixture_del (fixture, record);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 1);
}

/* Limits -------------------------------------------------------------------------------------- */

static void
test_the_end_is_told_in_time (Fixture      *fixture,
                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  guint32   n_rows = ouro_heap_get_end (heap);
  guint32   top = ouro_heap_get_word (heap, OURO_WORD_CELLS_TOP);

  g_assert_false (ouro_heap_is_exhausted (heap));
  heap->words[OURO_WORD_N_ROWS] = heap->rows_capacity - 1000;
  g_assert_true (ouro_heap_is_exhausted (heap));
  heap->words[OURO_WORD_N_ROWS] = n_rows;
  heap->words[OURO_WORD_CELLS_TOP] = heap->cells_capacity - 1000;
  g_assert_true (ouro_heap_is_exhausted (heap));
  heap->words[OURO_WORD_CELLS_TOP] = top;
}

static void
test_two_heaps_live_side_by_side (void)
{
  g_autoptr (OuroHeap) old = ouro_heap_new (ouro_profile_find ("3.11"), OURO_HISTORY_NONE);
  g_autoptr (OuroHeap) new = ouro_heap_new (ouro_profile_find ("3.15"), OURO_HISTORY_NONE);
  OuroId in_old = ouro_dict_new (old);
  OuroId in_new = ouro_dict_new (new);

  g_assert_false (ouro_heap_is_tracked (old, in_old));
  g_assert_true (ouro_heap_is_tracked (new, in_new));
  ouro_heap_decref (old, in_old);
  g_assert_true (ouro_heap_is_alive (new, in_new));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/heap/starts-with-the-interpreter-alone", test_starts_with_the_interpreter_alone);
  fixture_add_tests ("/heap/constants-are-where-their-names-say", test_constants_are_where_their_names_say);
  g_test_add_func ("/heap/types-have-a-name-a-base-and-a-kind", test_types_have_a_name_a_base_and_a_kind);
  fixture_add_test ("/heap/objects-know-the-name-of-their-type", NULL, test_objects_know_the_name_of_their_type);
  fixture_add_tests ("/heap/del-removes-one-reference", test_del_removes_one_reference);
  fixture_add_tests ("/heap/immortal-objects-never-count", test_immortal_objects_never_count);
  fixture_add_tests ("/heap/a-dead-list-gives-its-row-to-the-next", test_a_dead_list_gives_its_row_to_the_next);
  fixture_add_test ("/heap/rows-are-used-again-last-in-first-out", NULL, test_rows_are_used_again_last_in_first_out);
  fixture_add_test ("/heap/rows-are-used-again-within-their-size", NULL, test_rows_are_used_again_within_their_size);
  fixture_add_test ("/heap/cells-keep-their-contents-as-they-grow", NULL, test_cells_keep_their_contents_as_they_grow);
  fixture_add_test ("/heap/hidden-words-stay-with-the-object", NULL, test_hidden_words_stay_with_the_object);
  fixture_add_test ("/heap/a-root-holds-its-object", NULL, test_a_root_holds_its_object);
  fixture_add_test ("/heap/referents-come-in-the-order-of-traverse", NULL, test_referents_come_in_the_order_of_traverse);
  fixture_add_test ("/heap/an-instance-refers-to-its-class-last", NULL, test_an_instance_refers_to_its_class_last);
  fixture_add_test ("/heap/a-weak-reference-refers-to-its-callback-only", NULL, test_a_weak_reference_refers_to_its_callback_only);
  fixture_add_test ("/heap/a-private-reference-counts-but-is-not-shown", NULL, test_a_private_reference_counts_but_is_not_shown);
  fixture_add_test ("/heap/the-end-is-told-in-time", NULL, test_the_end_is_told_in_time);
  g_test_add_func ("/heap/two-heaps-live-side-by-side", test_two_heaps_live_side_by_side);
  return g_test_run ();
}
