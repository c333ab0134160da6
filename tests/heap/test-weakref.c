/* test-weakref.c - the list of weak references that each target has
 *
 * Source of the orders: Objects/weakrefobject.c, get_basic_refs and insert_after (3.11 to 3.15).
 */
#include "ouro-weakref.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"

static OuroId
new_target (Fixture *fixture)
{
  return fixture_keep (fixture, build_set (fixture->heap));
}

static OuroId
refer (Fixture    *fixture,
       OuroId      target,
       const char *callback)
{
  OuroId text = callback != NULL ? fixture_name (fixture, callback) : OURO_NO_ID;

  return fixture_keep (fixture, ouro_weakref_new (fixture->heap, OURO_TYPE_WEAKREF, target, text));
}

/* The list of a target, by the objects' numbers in names. */
static void
assert_weakrefs (Fixture      *fixture,
                 OuroId        target,
                 const OuroId *names,
                 const char   *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (OuroId ref = ouro_heap_get_first_weakref (fixture->heap, target); ref != OURO_NO_ID; ref = ouro_weakref_get_next (fixture->heap, ref))
    for (guint i = 0; names[i] != OURO_NO_ID; i++)
      if (names[i] == ref)
        g_string_append_c (text, (char)('a' + i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_a_weak_reference_is_no_reference (Fixture      *fixture,
                                       gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = new_target (fixture);
  OuroId    ref = refer (fixture, target, NULL);

  g_assert_cmpuint (ouro_heap_get_refcount (heap, target), ==, 1);
  g_assert_cmpuint (ouro_weakref_get_target (heap, ref), ==, target);
  g_assert_true (ouro_heap_is_tracked (heap, ref));
  fixture_del (fixture, target);
  g_assert_false (ouro_heap_is_alive (heap, target));
  g_assert_cmpuint (ouro_weakref_get_target (heap, ref), ==, OURO_NO_ID);
}

static void
test_the_plain_one_is_shared (Fixture      *fixture,
                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = new_target (fixture);
  OuroId    ref = refer (fixture, target, NULL);
  OuroId    proxy = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKPROXY, target, OURO_NO_ID));

  g_test_summary ("weakref.ref (x) is weakref.ref (x); the proxy is another object, and one with a callback is always new");

  g_assert_cmpuint (refer (fixture, target, NULL), ==, ref);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, ref), ==, 2);
  g_assert_cmpuint (proxy, !=, ref);
  g_assert_cmpuint (fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKPROXY, target, OURO_NO_ID)), ==, proxy);
  g_assert_cmpuint (refer (fixture, target, "called"), !=, refer (fixture, target, "called"));
}

static void
test_the_plain_ones_come_first_then_the_newest (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = new_target (fixture);
  OuroId    a = refer (fixture, target, "1");
  OuroId    b = refer (fixture, target, "2");
  OuroId    c = refer (fixture, target, NULL);
  OuroId    d = refer (fixture, target, "3");
  OuroId    e = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKPROXY, target, OURO_NO_ID));
  OuroId    f = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKPROXY, target, OURO_ID_NONE));

  assert_weakrefs (fixture, target, (OuroId[]){ a, b, c, d, e, f, OURO_NO_ID }, "cefdba");
}

static void
test_clearing_takes_one_out_of_the_list (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = new_target (fixture);
  OuroId    names[] = { refer (fixture, target, "1"), refer (fixture, target, "2"), refer (fixture, target, "3"), OURO_NO_ID };

  ouro_weakref_clear (heap, names[1]); /* from the middle */
  assert_weakrefs (fixture, target, names, "ca");
  ouro_weakref_clear (heap, names[1]); /* does nothing */
  ouro_weakref_clear (heap, names[2]); /* from the front */
  assert_weakrefs (fixture, target, names, "a");
  ouro_weakref_clear (heap, names[0]);
  assert_weakrefs (fixture, target, names, "");
  g_assert_cmpuint (ouro_weakref_get_callback (heap, names[0]), ==, fixture_name (fixture, "1"));
}

static void
test_a_weak_reference_that_dies_leaves_the_list (Fixture      *fixture,
                                                 gconstpointer version)
{
  OuroId target = new_target (fixture);
  OuroId names[] = { refer (fixture, target, "1"), refer (fixture, target, "2"), refer (fixture, target, "3"), OURO_NO_ID };

  g_test_summary ("Its callback is not called: nobody is left to be told (weakref_dealloc)");

  fixture_del (fixture, names[1]);
  assert_weakrefs (fixture, target, names, "ca");
  fixture_del (fixture, names[2]);
  assert_weakrefs (fixture, target, names, "a");
  fixture_del (fixture, target);
  fixture_assert_log (fixture, "1");
}

static void
test_the_callback_is_held (Fixture      *fixture,
                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    target = new_target (fixture);
  OuroId    callback = fixture_keep (fixture, build_list (heap));
  OuroId    ref = fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, target, callback));

  g_assert_cmpuint (ouro_heap_get_refcount (heap, callback), ==, 2);
  fixture_del (fixture, ref);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, callback), ==, 1);
}

static void
test_not_everything_can_be_referred_to_weakly (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    plain = fixture_keep (fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
  OuroId    slots = fixture_keep (fixture, build_class (heap, "S", 1, 0));
  OuroId    can[] = { plain, fixture_keep (fixture, ouro_instance_new (heap, plain, OURO_NO_ID)), new_target (fixture) };
  OuroId    cannot[] = { fixture_keep (fixture, ouro_instance_new (heap, slots, OURO_NO_ID)), fixture_keep (fixture, build_list (heap)),
                         fixture_keep (fixture, ouro_dict_new (heap)), fixture_keep (fixture, build_tuple (heap, 1, plain)), OURO_ID_ZERO, OURO_ID_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (can); i++)
    g_assert_true (ouro_heap_can_have_weakrefs (heap, can[i]));
  for (guint i = 0; i < G_N_ELEMENTS (cannot); i++)
    {
      g_assert_false (ouro_heap_can_have_weakrefs (heap, cannot[i]));
      g_assert_cmpuint (ouro_heap_get_first_weakref (heap, cannot[i]), ==, OURO_NO_ID);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/weakref/a-weak-reference-is-no-reference", NULL, test_a_weak_reference_is_no_reference);
  fixture_add_test ("/weakref/the-plain-one-is-shared", NULL, test_the_plain_one_is_shared);
  fixture_add_test ("/weakref/the-plain-ones-come-first-then-the-newest", NULL, test_the_plain_ones_come_first_then_the_newest);
  fixture_add_test ("/weakref/clearing-takes-one-out-of-the-list", NULL, test_clearing_takes_one_out_of_the_list);
  fixture_add_test ("/weakref/a-weak-reference-that-dies-leaves-the-list", NULL, test_a_weak_reference_that_dies_leaves_the_list);
  fixture_add_test ("/weakref/the-callback-is-held", NULL, test_the_callback_is_held);
  fixture_add_test ("/weakref/not-everything-can-be-referred-to-weakly", NULL, test_not_everything_can_be_referred_to_weakly);
  return g_test_run ();
}
