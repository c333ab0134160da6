/* test-collector-weakrefs.c - weak references in a collection: who is cleared when, and who is called
 *
 * The facts are those of cpython.md 3.8; they differ by version.
 */
#include "ouro-collector.h"

#include "build.h"
#include "collecting.h"
#include "fixture.h"
#include "ouro-instance.h"
#include "ouro-weakref.h"

static OuroId
refer (Fixture    *fixture,
       OuroId      target,
       const char *callback)
{
  return fixture_keep (fixture, ouro_weakref_new (fixture->heap, OURO_TYPE_WEAKREF, target, callback != NULL ? fixture_name (fixture, callback) : OURO_NO_ID));
}

/* A tagged object that refers to itself and has no name. */
static OuroId
new_garbage (Fixture    *fixture,
             const char *tag)
{
  OuroId object = fixture_new_tagged (fixture, tag);

  fixture_set (fixture, object, "me", object);
  ouro_heap_decref (fixture->heap, object);
  return object;
}

static void
test_callbacks_come_before_finalizers (Fixture      *fixture,
                                       gconstpointer version)
{
  OuroId object = new_garbage (fixture, "del");

  g_test_summary ("A cycle with two callbacks and __del__: 2, 1, del; a death by count has del first");

  refer (fixture, object, "1");
  refer (fixture, object, "2");
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 1);
  fixture_assert_log (fixture, "2 1 del");
}

static void
test_targets_come_in_order_and_the_newest_reference_first (Fixture      *fixture,
                                                           gconstpointer version)
{
  OuroId a = new_garbage (fixture, "a");
  OuroId b = new_garbage (fixture, "b");

  g_test_summary ("a and b in one collection, references made b1, a1, a2, b2: a2 a1 b2 b1, then a b");

  refer (fixture, b, "b1");
  refer (fixture, a, "a1");
  refer (fixture, a, "a2");
  refer (fixture, b, "b2");
  collecting_collect (fixture, 2);
  fixture_assert_log (fixture, "a2 a1 b2 b1 a b");
}

static void
test_a_reference_in_the_trash_never_calls (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    object = fixture_new_tagged (fixture, "a");
  OuroId    ref = ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, fixture_name (fixture, "called"));

  fixture_set (fixture, object, "me", object);
  collecting_hang (fixture, object, "ref", ref);
  ouro_heap_decref (heap, object);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 2);
  fixture_assert_log (fixture, "a");
  g_assert_false (ouro_heap_is_alive (heap, ref));
}

/* Finalizers that look ---------------------------------------------------------------------------- */

typedef struct
{
  Fixture *fixture;
  OuroId   ref;
  OuroId   saved; /* a list for those that are brought back */
} Looker;

static void
look_cb (OuroHeap *heap,
         OuroId    object,
         gpointer  data)
{
  Looker *self = data;

  g_string_append (self->fixture->log, ouro_weakref_get_target (heap, self->ref) != OURO_NO_ID ? "there " : "gone ");
  if (self->saved != OURO_NO_ID)
    build_append (heap, self->saved, object);
}

static guint32
collect_with (Fixture *fixture,
              Looker  *looker,
              void (*finalize) (OuroHeap *, OuroId, gpointer))
{
  OuroCollectorHooks hooks = { .call_back = fixture_call_back, .finalize = finalize, .data = looker };
  g_autoptr (OuroCollector) collector = ouro_collector_new (fixture->heap, &hooks);

  return ouro_collector_collect (collector, 2);
}

static void
test_a_plain_reference_in_a_finalizer (Fixture      *fixture,
                                       gconstpointer version)
{
  gboolean outlives = fixture->heap->profile->weakrefs_outlive_finalizers;
  OuroId   object = new_garbage (fixture, "a");
  Looker   looker = { fixture, refer (fixture, object, NULL), OURO_NO_ID };

  g_test_summary ("None up to 3.14, the object in 3.15; None in all once it is dead");

  collect_with (fixture, &looker, look_cb);
  fixture_assert_log (fixture, outlives ? "there" : "gone");
  g_assert_cmpuint (ouro_weakref_get_target (fixture->heap, looker.ref), ==, OURO_NO_ID);
}

static void
test_a_plain_reference_to_the_resurrected (Fixture      *fixture,
                                           gconstpointer version)
{
  gboolean outlives = fixture->heap->profile->weakrefs_outlive_finalizers;
  OuroId   object = new_garbage (fixture, "a");
  Looker   looker = { fixture, refer (fixture, object, NULL), fixture_keep (fixture, build_list (fixture->heap)) };

  g_test_summary ("Up to 3.14 it is dead for ever, although the object lives; in 3.15 it is still good");

  g_assert_cmpuint (collect_with (fixture, &looker, look_cb), ==, 0);
  fixture_assert_log (fixture, outlives ? "there" : "gone");
  g_assert_true (ouro_heap_is_alive (fixture->heap, object));
  g_assert_cmpuint (ouro_weakref_get_target (fixture->heap, looker.ref), ==, outlives ? object : OURO_NO_ID);
}

static void
make_reference_cb (OuroHeap *heap,
                   OuroId    object,
                   gpointer  data)
{
  Looker *self = data;

  self->ref = fixture_keep (self->fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, fixture_name (self->fixture, "late")));
}

static void
test_a_reference_made_by_a_finalizer (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroId object = new_garbage (fixture, "a");
  Looker looker = { fixture, OURO_NO_ID, OURO_NO_ID };

  g_test_summary ("3.14.4 and later clear it before the cycle is taken apart; earlier it is called when its target dies");

  collect_with (fixture, &looker, make_reference_cb);
  g_assert_false (ouro_heap_is_alive (fixture->heap, object));
  g_assert_cmpuint (ouro_weakref_get_target (fixture->heap, looker.ref), ==, OURO_NO_ID);
  fixture_assert_log (fixture, fixture->heap->profile->clears_weakrefs_after_finalizers ? "" : "late");
}

/* What becomes of the references -------------------------------------------------------------------- */

static void
drop_reference_cb (OuroHeap *heap,
                   OuroId    ref,
                   gpointer  data)
{
  Looker *self = data;

  fixture_call_back (heap, ref, self->fixture);
  fixture_del (self->fixture, ref);
}

static void
test_a_reference_that_dies_of_its_callback_is_counted (Fixture      *fixture,
                                                       gconstpointer version)
{
  OuroHeap          *heap = fixture->heap;
  Looker             data = { fixture, OURO_NO_ID, OURO_NO_ID };
  OuroCollectorHooks hooks = { .call_back = drop_reference_cb, .data = &data };
  g_autoptr (OuroCollector) collector = ouro_collector_new (heap, &hooks);
  OuroId object = build_set (heap);
  OuroId list = build_list (heap);
  OuroId ref;

  build_append (heap, list, list);
  build_append_new (heap, list, object);
  ref = refer (fixture, object, "called");
  ouro_heap_decref (heap, list);
  g_assert_cmpuint (ouro_collector_collect (collector, 2), ==, 3); /* the list, the set, the reference */
  g_assert_false (ouro_heap_is_alive (heap, ref));
  fixture_assert_log (fixture, "called");
}

static void
test_a_reference_that_was_called_joins_the_older_generation (Fixture      *fixture,
                                                             gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           object = fixture_new_tagged (fixture, "a");
  OuroId           names[4] = { OURO_NO_ID };
  g_autofree char *order = NULL;

  g_test_summary ("At its end, and even from an older one: it stood in a list of its own meanwhile (handle_weakrefs)");

  names[0] = refer (fixture, object, "called");
  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  ouro_heap_untrack (heap, object);
  ouro_heap_track (heap, object);
  names[1] = refer (fixture, object, NULL);
  names[2] = fixture_keep (fixture, build_list (heap));
  fixture_set (fixture, object, "me", object);
  ouro_heap_decref (heap, object);
  collecting_collect (fixture, 0);
  g_assert_cmpint (ouro_heap_get_list (heap, names[0]), ==, OURO_LIST_MIDDLE);
  order = fixture_dup_list (fixture, OURO_LIST_MIDDLE, names);
  g_assert_cmpstr (order, ==, "bca");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_generation_tests ("/collector-weakrefs/callbacks-come-before-finalizers", test_callbacks_come_before_finalizers);
  fixture_add_generation_tests ("/collector-weakrefs/targets-come-in-order-and-the-newest-reference-first", test_targets_come_in_order_and_the_newest_reference_first);
  fixture_add_tests ("/collector-weakrefs/a-reference-in-the-trash-never-calls", test_a_reference_in_the_trash_never_calls);
  fixture_add_tests ("/collector-weakrefs/a-plain-reference-in-a-finalizer", test_a_plain_reference_in_a_finalizer);
  fixture_add_tests ("/collector-weakrefs/a-plain-reference-to-the-resurrected", test_a_plain_reference_to_the_resurrected);
  fixture_add_tests ("/collector-weakrefs/a-reference-made-by-a-finalizer", test_a_reference_made_by_a_finalizer);
  fixture_add_generation_tests ("/collector-weakrefs/a-reference-that-dies-of-its-callback-is-counted", test_a_reference_that_dies_of_its_callback_is_counted);
  fixture_add_generation_tests ("/collector-weakrefs/a-reference-that-was-called-joins-the-older-generation", test_a_reference_that_was_called_joins_the_older_generation);
  return g_test_run ();
}
