/* test-deque.c - deques: both ends, rotation, and the blocks that sys.getsizeof () counts */
#include "ouro-deque.h"

#include "fixture.h"
#include "ouro-atom.h"

static OuroId
new_deque (Fixture *fixture)
{
  return fixture_keep (fixture, ouro_deque_new (fixture->heap, OURO_FLAG_GC));
}

static void
append (Fixture *fixture,
        OuroId   deque,
        gint64   number)
{
  ouro_deque_append (fixture->heap, deque, ouro_int_new (fixture->heap, number));
}

static void
append_left (Fixture *fixture,
             OuroId   deque,
             gint64   number)
{
  ouro_deque_append_left (fixture->heap, deque, ouro_int_new (fixture->heap, number));
}

static void
assert_number (Fixture *fixture,
               OuroId   item, /* taken over */
               gint64   expected)
{
  gint64 value;

  g_assert_true (ouro_int_get (fixture->heap, item, &value));
  g_assert_cmpint (value, ==, expected);
  ouro_heap_decref (fixture->heap, item);
}

static void
assert_items (Fixture    *fixture,
              OuroId      deque,
              const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 i = 0; i < ouro_deque_get_length (fixture->heap, deque); i++)
    {
      gint64 value;

      g_assert_true (ouro_int_get (fixture->heap, ouro_deque_get (fixture->heap, deque, i), &value));
      g_string_append_printf (text, "%" G_GINT64_FORMAT " ", value);
    }
  g_assert_cmpstr (g_strchomp (text->str), ==, expected);
}

static void
test_both_ends_grow_and_shrink (Fixture      *fixture,
                                gconstpointer version)
{
  OuroId deque = new_deque (fixture);

  for (gint64 i = 0; i < 3; i++)
    {
      append (fixture, deque, i);
      append_left (fixture, deque, -i - 1);
    }
  assert_items (fixture, deque, "-3 -2 -1 0 1 2");
  assert_number (fixture, ouro_deque_pop (fixture->heap, deque), 2);
  assert_number (fixture, ouro_deque_pop_left (fixture->heap, deque), -3);
  assert_items (fixture, deque, "-2 -1 0 1");
  ouro_deque_clear (fixture->heap, deque);
  assert_items (fixture, deque, "");
}

static void
test_a_rotation_goes_either_way (Fixture      *fixture,
                                 gconstpointer version)
{
  OuroId deque = new_deque (fixture);

  ouro_deque_rotate (fixture->heap, deque, 5);
  for (gint64 i = 0; i < 5; i++)
    append (fixture, deque, i);
  ouro_deque_rotate (fixture->heap, deque, 2);
  assert_items (fixture, deque, "3 4 0 1 2");
  ouro_deque_rotate (fixture->heap, deque, -3);
  assert_items (fixture, deque, "1 2 3 4 0");
  ouro_deque_rotate (fixture->heap, deque, 5 * 1000 + 1);
  assert_items (fixture, deque, "0 1 2 3 4");
}

static void
test_a_replaced_item_is_handed_out (Fixture      *fixture,
                                    gconstpointer version)
{
  OuroId deque = new_deque (fixture);

  append (fixture, deque, 1);
  append (fixture, deque, 2);
  assert_number (fixture, ouro_deque_replace (fixture->heap, deque, 1, ouro_int_new (fixture->heap, 3)), 2);
  assert_items (fixture, deque, "1 3");
}

static void
test_each_change_has_a_state_of_its_own (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroId  deque = new_deque (fixture);
  guint32 before = ouro_deque_get_state (fixture->heap, deque);

  append (fixture, deque, 1);
  g_assert_cmpuint (ouro_deque_get_state (fixture->heap, deque), !=, before);
  before = ouro_deque_get_state (fixture->heap, deque);
  assert_number (fixture, ouro_deque_pop_left (fixture->heap, deque), 1);
  g_assert_cmpuint (ouro_deque_get_state (fixture->heap, deque), !=, before);
}

/* sys.getsizeof (deque (range (n))) of CPython is 232 and 528 for each block of 64: 760 up to 63 items, then 1288. */
static void
test_blocks_hold_64_items (Fixture      *fixture,
                           gconstpointer version)
{
  OuroId deque = new_deque (fixture);
  gsize  one = ouro_deque_get_blocks_size (fixture->heap, deque);

  ouro_deque_begin_at (fixture->heap, deque, OURO_DEQUE_FIRST_PLACE);
  for (gint64 i = 0; i < 63; i++)
    append (fixture, deque, i);
  g_assert_cmpuint (ouro_deque_get_blocks_size (fixture->heap, deque), ==, one);
  append (fixture, deque, 63);
  g_assert_cmpuint (ouro_deque_get_blocks_size (fixture->heap, deque), ==, 2 * one);
}

static void
test_a_limit_is_remembered (Fixture      *fixture,
                            gconstpointer version)
{
  OuroId deque = new_deque (fixture);

  g_assert_cmpint (ouro_deque_get_limit (fixture->heap, deque), ==, OURO_DEQUE_UNLIMITED);
  ouro_deque_set_limit (fixture->heap, deque, 3);
  g_assert_cmpint (ouro_deque_get_limit (fixture->heap, deque), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/heap/deque/both-ends-grow-and-shrink", NULL, test_both_ends_grow_and_shrink);
  fixture_add_test ("/heap/deque/a-rotation-goes-either-way", NULL, test_a_rotation_goes_either_way);
  fixture_add_test ("/heap/deque/a-replaced-item-is-handed-out", NULL, test_a_replaced_item_is_handed_out);
  fixture_add_test ("/heap/deque/each-change-has-a-state-of-its-own", NULL, test_each_change_has_a_state_of_its_own);
  fixture_add_test ("/heap/deque/blocks-hold-64-items", NULL, test_blocks_hold_64_items);
  fixture_add_test ("/heap/deque/a-limit-is-remembered", NULL, test_a_limit_is_remembered);
  return g_test_run ();
}
