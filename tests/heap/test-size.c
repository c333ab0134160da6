/* test-size.c - sys.getsizeof () by version: the table of cpython.md 1.7, measured on each */
#include "ouro-heap.h"

#include <string.h>

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-instance.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

#define N_VERSIONS 6

/* The column of the version in a table: 3.11, 3.12, 3.13, 3.14, 3.15, 3.13t. */
static guint
get_column (Fixture *fixture)
{
  const OuroProfile *profile = ouro_heap_get_profile (fixture->heap);

  return profile->is_free_threaded ? 5 : profile->minor - 11;
}

static void
assert_size (Fixture *fixture,
             OuroId   object,
             gsize    expected)
{
  g_assert_cmpuint (ouro_heap_get_size (fixture->heap, fixture_keep (fixture, object)), ==, expected);
}

static void
test_types_whose_objects_have_one_size (Fixture      *fixture,
                                        gconstpointer version)
{
  const struct
  {
    OuroId  type;
    guint16 bytes[N_VERSIONS];
  } rows[] = {
    { OURO_TYPE_SLICE, { 56, 56, 56, 56, 56, 56 } },
    { OURO_TYPE_FUNCTION, { 152, 160, 160, 168, 168, 160 } },
    { OURO_TYPE_CELL, { 40, 40, 40, 40, 40, 40 } },
    { OURO_TYPE_METHOD, { 64, 64, 64, 64, 64, 64 } },
    { OURO_TYPE_BUILTIN, { 72, 72, 72, 72, 72, 72 } },
    { OURO_TYPE_MEMORYVIEW, { 184, 184, 184, 184, 184, 184 } },
    { OURO_TYPE_TRACEBACK, { 56, 56, 56, 56, 56, 56 } },
    { OURO_TYPE_MODULE, { 72, 72, 72, 72, 120, 80 } },
    { OURO_TYPE_WEAKREF, { 80, 80, 80, 80, 80, 88 } },
    { OURO_TYPE_WEAKPROXY, { 80, 80, 80, 80, 80, 88 } },
    { OURO_TYPE_MAPPINGPROXY, { 40, 40, 40, 40, 40, 40 } },
    { OURO_TYPE_PROPERTY, { 80, 80, 80, 80, 80, 80 } },
    { OURO_TYPE_STATICMETHOD, { 48, 48, 48, 48, 48, 48 } },
    { OURO_TYPE_CLASSMETHOD, { 48, 48, 48, 48, 48, 48 } },
    { OURO_TYPE_SUPER, { 56, 56, 56, 56, 56, 56 } },
    { OURO_TYPE_LIST_ITERATOR, { 48, 48, 48, 48, 48, 48 } },
    { OURO_TYPE_TUPLE_ITERATOR, { 48, 48, 48, 48, 48, 48 } },
    { OURO_TYPE_STR_ASCII_ITERATOR, { 48, 48, 48, 48, 48, 48 } },
    { OURO_TYPE_RANGE_ITERATOR, { 48, 40, 40, 40, 40, 56 } },
    { OURO_TYPE_DICT_KEYITERATOR, { 72, 72, 72, 72, 72, 72 } },
    { OURO_TYPE_SET_ITERATOR, { 64, 64, 64, 64, 64, 64 } },
    { OURO_TYPE_DICT_ITEMS, { 40, 40, 40, 40, 40, 40 } },
    { OURO_TYPE_ENUMERATE, { 72, 72, 72, 72, 72, 72 } },
    { OURO_TYPE_ZIP, { 64, 64, 64, 64, 64, 64 } },
    { OURO_TYPE_MAP, { 48, 48, 48, 56, 56, 48 } },
    { OURO_TYPE_FILTER, { 48, 48, 48, 48, 48, 48 } },
    { OURO_TYPE_EXCEPTION, { 88, 88, 88, 88, 88, 88 } },
    { OURO_TYPE_VALUE_ERROR, { 88, 88, 88, 88, 88, 88 } },
    { OURO_TYPE_KEY_ERROR, { 88, 88, 88, 88, 88, 88 } },
    { OURO_TYPE_STOP_ITERATION, { 96, 96, 96, 96, 96, 96 } },
    { OURO_TYPE_NAME_ERROR, { 96, 96, 96, 96, 96, 96 } },
    { OURO_TYPE_ATTRIBUTE_ERROR, { 104, 104, 104, 104, 104, 104 } },
    { OURO_TYPE_IMPORT_ERROR, { 112, 120, 120, 120, 120, 120 } },
    { OURO_TYPE_OS_ERROR, { 128, 128, 128, 128, 128, 128 } },
    { OURO_TYPE_SYNTAX_ERROR, { 152, 152, 152, 160, 160, 152 } },
  };
  OuroHeap *heap = fixture->heap;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      OuroId   type = rows[i].type;
      OuroKind kind = ouro_type_get_kind (type);
      gsize    bytes = ouro_type_get_object_size (heap->profile, type);

      g_assert_cmpuint (bytes, ==, rows[i].bytes[get_column (fixture)]);
      assert_size (fixture, ouro_heap_allocate (heap, kind, OURO_FLAG_GC, type, OURO_FREELIST_NONE, bytes, 0, 4, 4), bytes);
    }
}

static void
test_numbers (Fixture      *fixture,
              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  gsize     more = heap->profile->is_free_threaded ? 16 : 0;

  assert_size (fixture, OURO_ID_NONE, 16 + more);
  assert_size (fixture, OURO_ID_ELLIPSIS, 16 + more);
  assert_size (fixture, OURO_ID_TRUE, 28 + more);
  assert_size (fixture, OURO_ID_ZERO, 28 + more);
  assert_size (fixture, ouro_int_new (heap, (1 << 30) - 1), 28 + more);
  assert_size (fixture, ouro_int_new (heap, -(1 << 30)), 32 + more);
  assert_size (fixture, ouro_int_new (heap, (1ll << 60) - 1), 32 + more);
  assert_size (fixture, ouro_int_new (heap, 1ll << 60), 36 + more);
  assert_size (fixture, ouro_float_new (heap, 1), 24 + more);
  assert_size (fixture, ouro_complex_new (heap, 1, 1), 32 + more);
}

static void
test_texts (Fixture      *fixture,
            gconstpointer version)
{
  const struct
  {
    const char *text;
    guint16     bytes[N_VERSIONS];
  } rows[] = {
    { "", { 49, 41, 41, 41, 41, 57 } },
    { "0123456789", { 59, 51, 51, 51, 51, 67 } },
    { "éééééééééé", { 83, 67, 67, 67, 67, 83 } },
    { "€€€€€€€€€€", { 94, 78, 78, 78, 78, 94 } },
    { "🐍🐍🐍🐍🐍🐍🐍🐍🐍🐍", { 116, 100, 100, 100, 100, 116 } },
  };

  const gsize more = fixture->heap->profile->is_free_threaded ? 16 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_size (fixture, ouro_str_new (fixture->heap, rows[i].text, strlen (rows[i].text)), rows[i].bytes[get_column (fixture)]);
  assert_size (fixture, OURO_ID_EMPTY_BYTES, 33 + more);
  assert_size (fixture, ouro_bytes_new (fixture->heap, (const guint8 *)"0123456789", 10), 43 + more);
}

static void
test_containers (Fixture      *fixture,
                 gconstpointer version)
{
  const guint16 empty_tuple[N_VERSIONS] = { 40, 40, 40, 48, 48, 40 };
  OuroHeap     *heap = fixture->heap;
  OuroId        list = fixture_keep (fixture, build_list (heap));

  g_assert_cmpuint (ouro_heap_get_size (heap, list), ==, 56);
  for (guint i = 0; i < 3; i++)
    build_append (heap, list, OURO_ID_ZERO + i);
  g_assert_cmpuint (ouro_heap_get_size (heap, list), ==, 88); /* [i for i in range (3)]: room for four */
  assert_size (fixture, OURO_ID_EMPTY_TUPLE, empty_tuple[get_column (fixture)]);
  assert_size (fixture, build_tuple (heap, 3, OURO_ID_ZERO, OURO_ID_ZERO, OURO_ID_ZERO), empty_tuple[get_column (fixture)] + 24);
  assert_size (fixture, build_set (heap), 216);
  assert_size (fixture, ouro_heap_allocate (heap, OURO_KIND_RANGE, 0, OURO_TYPE_RANGE, OURO_FREELIST_NONE, 48, 0, 4, 4), heap->profile->is_free_threaded ? 64 : 48);
}

static void
test_growing_lists_have_room_for_more (Fixture      *fixture,
                                       gconstpointer version)
{
  static const guint lengths[] = { 1, 5, 9, 17, 25, 33, 41, 53, 65, 77, 93, 109, 129, 149, 173, G_MAXUINT };
  static const guint slots[] = { 4, 8, 16, 24, 32, 40, 52, 64, 76, 92, 108, 128, 148, 172, 200 };
  OuroHeap          *heap = fixture->heap;
  OuroId             list = fixture_keep (fixture, build_list (heap));

  g_test_summary ("56 + 8 * slots; the slots of cpython.md 1.2");

  for (guint n = 1, i = 0; n <= 200; n++)
    {
      build_append (heap, list, OURO_ID_NONE);
      if (n == lengths[i + 1])
        i++;
      g_assert_cmpuint (ouro_heap_get_size (heap, list), ==, 56 + 8 * slots[i]);
    }
}

static void
test_classes_and_instances (Fixture      *fixture,
                            gconstpointer version)
{
  const guint16 with_dict[N_VERSIONS] = { 1688, 1704, 1712, 1720, 1728, 1712 };
  const guint16 with_slots[N_VERSIONS] = { 920, 936, 944, 952, 960, 944 };
  const guint16 instance[N_VERSIONS] = { 56, 48, 48, 48, 48, 48 };
  OuroHeap     *heap = fixture->heap;
  OuroId        cls = build_class (heap, "A", 0, OURO_CLASS_HAS_DICT);
  OuroId        slots = build_class (heap, "S", 2, 0);

  assert_size (fixture, cls, with_dict[get_column (fixture)]);
  assert_size (fixture, slots, with_slots[get_column (fixture)]);
  assert_size (fixture, ouro_instance_new (heap, cls, OURO_NO_ID), instance[get_column (fixture)]);
  assert_size (fixture, ouro_instance_new (heap, slots, OURO_NO_ID), 48);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/size/types-whose-objects-have-one-size", test_types_whose_objects_have_one_size);
  fixture_add_tests ("/size/numbers", test_numbers);
  fixture_add_tests ("/size/texts", test_texts);
  fixture_add_tests ("/size/containers", test_containers);
  fixture_add_test ("/size/growing-lists-have-room-for-more", NULL, test_growing_lists_have_room_for_more);
  fixture_add_tests ("/size/classes-and-instances", test_classes_and_instances);
  return g_test_run ();
}
