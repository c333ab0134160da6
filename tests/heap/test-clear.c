/* test-clear.c - tp_clear: what each kind drops when the collector takes it apart, and in which order
 *
 * Source of the orders: list_clear, dict_tp_clear, subtype_clear, func_clear, type_clear ... (3.11 to 3.15)
 */
#include "ouro-heap.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-weakref.h"

/* Hands the reference of a new tagged object over to a cell. */
static void
fill_cell (Fixture    *fixture,
           OuroId      object,
           guint       cell,
           const char *tag)
{
  ouro_heap_set_cell (fixture->heap, object, cell, fixture_new_tagged (fixture, tag));
}

static OuroId
new_record (Fixture *fixture,
            OuroId   type,
            guint    n)
{
  return fixture_keep (fixture, ouro_heap_allocate (fixture->heap, ouro_type_get_kind (type), OURO_FLAG_GC, type, OURO_FREELIST_NONE, 48, 1, n, n));
}

static void
test_a_list_is_empty_before_it_drops (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));

  ouro_heap_clear_object (heap, list); /* nothing to do */
  build_append_new (heap, list, fixture_new_tagged (fixture, "0"));
  build_append_new (heap, list, fixture_new_tagged (fixture, "1"));
  ouro_heap_clear_object (heap, list);
  fixture_assert_log (fixture, "1 0");
  g_assert_cmpuint (ouro_heap_get_n_cells (heap, list), ==, 0);
  g_assert_cmpuint (ouro_heap_get_size (heap, list), ==, 56);
  build_append (heap, list, OURO_ID_NONE);
}

static void
test_tuples_and_methods_stay_whole (Fixture      *fixture,
                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));
  OuroId    tuple = fixture_keep (fixture, build_tuple (heap, 1, list));
  OuroId    method = new_record (fixture, OURO_TYPE_METHOD, 2);

  fill_cell (fixture, method, 0, "function");
  ouro_heap_clear_object (heap, tuple);
  ouro_heap_clear_object (heap, method);
  g_assert_cmpuint (ouro_heap_get_cell (heap, tuple, 0), ==, list);
  fixture_assert_log (fixture, "");
}

static void
test_an_instance_loses_slots_and_values (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 1, OURO_CLASS_HAS_DICT));
  OuroId    instance = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  OuroId    value = fixture_new_tagged (fixture, "x");

  fixture_set (fixture, instance, "x", value);
  ouro_heap_decref (heap, value);
  fill_cell (fixture, instance, 0, "slot");
  ouro_heap_clear_object (heap, instance);
  fixture_assert_log (fixture, "slot x");
  g_assert_cmpuint (ouro_instance_get (heap, instance, fixture_name (fixture, "x")), ==, OURO_NO_ID);
  g_assert_cmpuint (ouro_heap_get_class (heap, instance), ==, cls);
  fixture_set (fixture, instance, "x", OURO_ID_NONE); /* it can be used on, as after a resurrection */
  g_assert_cmpuint (ouro_instance_get (heap, instance, fixture_name (fixture, "x")), ==, OURO_ID_NONE);
}

static void
test_an_instance_drops_its_dict (Fixture      *fixture,
                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    instance = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  OuroId    dict = ouro_instance_ensure_dict (heap, instance);

  ouro_heap_clear_object (heap, instance);
  g_assert_false (ouro_heap_is_alive (heap, dict));
}

static void
test_a_payload_is_cleared_but_stays (Fixture      *fixture,
                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "L", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_PAYLOAD));
  OuroId    payload = build_list (heap);
  OuroId    instance;

  ouro_heap_untrack (heap, payload);
  instance = fixture_keep (fixture, ouro_instance_new (heap, cls, payload));
  build_append_new (heap, payload, fixture_new_tagged (fixture, "item"));
  ouro_heap_clear_object (heap, instance);
  fixture_assert_log (fixture, "item");
  g_assert_cmpuint (ouro_instance_get_payload (heap, instance), ==, payload);
  g_assert_true (ouro_heap_is_alive (heap, payload));
}

static void
test_a_class_loses_namespace_and_mro (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId    dict = ouro_heap_get_cell (heap, cls, OURO_CLASS_DICT);

  ouro_dict_set_str (heap, dict, fixture_name (fixture, "method"), OURO_ID_NONE);
  ouro_heap_clear_object (heap, cls);
  g_assert_cmpuint (ouro_dict_get_length (heap, dict), ==, 0);
  g_assert_cmpuint (ouro_heap_get_cell (heap, cls, OURO_CLASS_MRO), ==, OURO_NO_ID);
  g_assert_cmpuint (ouro_heap_get_cell (heap, cls, OURO_CLASS_BASES), !=, OURO_NO_ID);
  g_assert_cmpuint (ouro_heap_get_cell (heap, cls, OURO_CLASS_BASE), ==, OURO_TYPE_OBJECT);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, cls), ==, 1); /* its mro held it */
}

static void
test_a_function_keeps_what_it_needs_to_be_called (Fixture      *fixture,
                                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    function = fixture_keep (fixture, ouro_heap_allocate (heap, OURO_KIND_FUNCTION, OURO_FLAG_GC, OURO_TYPE_FUNCTION, OURO_FREELIST_NONE, 152, 1, OURO_FUNCTION_N_CELLS, OURO_FUNCTION_N_CELLS));

  fill_cell (fixture, function, OURO_FUNCTION_CODE, "code");
  fill_cell (fixture, function, OURO_FUNCTION_GLOBALS, "globals");
  fill_cell (fixture, function, OURO_FUNCTION_CLOSURE, "closure");
  fill_cell (fixture, function, OURO_FUNCTION_DEFAULTS, "defaults");
  ouro_heap_clear_object (heap, function);
  fixture_assert_log (fixture, "defaults closure");
  g_assert_cmpuint (ouro_heap_get_cell (heap, function, OURO_FUNCTION_CODE), !=, OURO_NO_ID);
}

static void
test_records_are_cleared_by_their_type (Fixture      *fixture,
                                        gconstpointer version)
{
  const OuroId cleared[] = { OURO_TYPE_CELL, OURO_TYPE_TRACEBACK, OURO_TYPE_STATICMETHOD, OURO_TYPE_CLASSMETHOD, OURO_TYPE_MODULE, OURO_TYPE_VALUE_ERROR };
  const OuroId kept[] = { OURO_TYPE_LIST_ITERATOR, OURO_TYPE_METHOD, OURO_TYPE_PROPERTY, OURO_TYPE_ENUMERATE, OURO_TYPE_GENERATOR };

  for (guint i = 0; i < G_N_ELEMENTS (cleared); i++)
    {
      OuroId object = new_record (fixture, cleared[i], 2);

      fill_cell (fixture, object, 0, "first");
      fill_cell (fixture, object, 1, "second");
      ouro_heap_clear_object (fixture->heap, object);
      fixture_assert_log (fixture, "first second");
    }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      OuroId object = new_record (fixture, kept[i], 1);

      fill_cell (fixture, object, 0, "content");
      ouro_heap_clear_object (fixture->heap, object);
      fixture_assert_log (fixture, "");
    }
}

static void
test_a_frame_keeps_what_it_runs (Fixture      *fixture,
                                 gconstpointer version)
{
  OuroId frame = new_record (fixture, OURO_TYPE_FRAME, OURO_FRAME_FIRST_CLEARED + 2);

  g_test_summary ("Its locals and stack go, not its code and what else it needs; from 3.14 on the last goes first (frame_tp_clear)");

  fill_cell (fixture, frame, 0, "kept");
  fill_cell (fixture, frame, OURO_FRAME_FIRST_CLEARED - 1, "kept, too");
  fill_cell (fixture, frame, OURO_FRAME_FIRST_CLEARED, "first");
  fill_cell (fixture, frame, OURO_FRAME_FIRST_CLEARED + 1, "second");
  ouro_heap_clear_object (fixture->heap, frame);
  fixture_assert_log (fixture, fixture->heap->profile->frame_releases_backward ? "second first" : "first second");
}

static void
test_numbers_in_cells_are_left_alone (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    frame = new_record (fixture, OURO_TYPE_FRAME, OURO_FRAME_FIRST_CLEARED + 2);
  OuroId    list = fixture_keep (fixture, build_list (heap));

  ouro_heap_set_cell (heap, frame, OURO_FRAME_FIRST_CLEARED, 77 | OURO_CELL_INT);
  ouro_heap_set_cell (heap, frame, OURO_FRAME_FIRST_CLEARED + 1, list | OURO_CELL_BORROWED);
  ouro_heap_clear_object (heap, frame);
  g_assert_cmpuint (ouro_heap_get_cell (heap, frame, OURO_FRAME_FIRST_CLEARED), ==, 77 | OURO_CELL_INT);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 1);
}

static void
test_a_weak_reference_lets_go_of_target_and_callback (Fixture      *fixture,
                                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = fixture_keep (fixture, build_set (heap));
  OuroId    callback = fixture_keep (fixture, build_list (heap));
  OuroId    ref = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, target, callback));

  ouro_heap_clear_object (heap, ref);
  g_assert_cmpuint (ouro_weakref_get_target (heap, ref), ==, OURO_NO_ID);
  g_assert_cmpuint (ouro_heap_get_first_weakref (heap, target), ==, OURO_NO_ID);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, callback), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/clear/a-list-is-empty-before-it-drops", NULL, test_a_list_is_empty_before_it_drops);
  fixture_add_test ("/clear/tuples-and-methods-stay-whole", NULL, test_tuples_and_methods_stay_whole);
  fixture_add_test ("/clear/an-instance-loses-slots-and-values", NULL, test_an_instance_loses_slots_and_values);
  fixture_add_test ("/clear/an-instance-drops-its-dict", NULL, test_an_instance_drops_its_dict);
  fixture_add_test ("/clear/a-payload-is-cleared-but-stays", NULL, test_a_payload_is_cleared_but_stays);
  fixture_add_test ("/clear/a-class-loses-namespace-and-mro", NULL, test_a_class_loses_namespace_and_mro);
  fixture_add_test ("/clear/a-function-keeps-what-it-needs-to-be-called", NULL, test_a_function_keeps_what_it_needs_to_be_called);
  fixture_add_test ("/clear/records-are-cleared-by-their-type", NULL, test_records_are_cleared_by_their_type);
  fixture_add_tests ("/clear/a-frame-keeps-what-it-runs", test_a_frame_keeps_what_it_runs);
  fixture_add_test ("/clear/numbers-in-cells-are-left-alone", NULL, test_numbers_in_cells_are_left_alone);
  fixture_add_test ("/clear/a-weak-reference-lets-go-of-target-and-callback", NULL, test_a_weak_reference_lets_go_of_target_and_callback);
  return g_test_run ();
}
