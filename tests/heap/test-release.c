/* test-release.c - what happens when the last reference goes, and in which order
 *
 * The orders are those of CPython's deallocators, the same in 3.8 to 3.15: Objects/listobject.c, list_dealloc;
 * tupleobject.c, tupledealloc; dictobject.c, dict_dealloc; typeobject.c, subtype_dealloc.
 */
#include "ouro-heap.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-hash.h"
#include "ouro-instance.h"
#include "ouro-set.h"
#include "ouro-weakref.h"

#define MILLION 1000000

/* Puts a new tagged object into a slot of its own: takes over the reference. */
static void
hang (Fixture    *fixture,
      OuroId      holder,
      const char *name,
      OuroId      object)
{
  fixture_set (fixture, holder, name, object);
  ouro_heap_decref (fixture->heap, object);
}

static void
test_a_list_drops_its_items_from_the_last (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroId list = fixture_keep (fixture, build_list (fixture->heap));

  for (guint i = 0; i < 4; i++)
    {
      char tag[] = { '0' + i, '\0' };

      build_append_new (fixture->heap, list, fixture_new_tagged (fixture, tag));
    }
  fixture_del (fixture, list);
  fixture_assert_log (fixture, "3 2 1 0");
}

static void
test_a_tuple_drops_its_items_from_the_last (Fixture      *fixture,
                                            gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    items[3] = { fixture_new_tagged (fixture, "a"), fixture_new_tagged (fixture, "b"), fixture_new_tagged (fixture, "c") };
  OuroId    tuple = fixture_keep (fixture, build_tuple_of (heap, 3, items));

  for (guint i = 0; i < 3; i++)
    ouro_heap_decref (heap, items[i]);
  fixture_del (fixture, tuple);
  fixture_assert_log (fixture, "c b a");
}

/* {tagged: tagged, tagged: tagged}, each key with the hash of its identity. */
static OuroId
new_dict_of_tagged (Fixture *fixture)
{
  static const char *const tags[] = { "k1", "v1", "k2", "v2", "k3", "v3" };
  OuroHeap                *heap = fixture->heap;
  OuroId                   dict = fixture_keep (fixture, ouro_dict_new (heap));

  for (guint i = 0; i < G_N_ELEMENTS (tags); i += 2)
    {
      OuroId key = fixture_new_tagged (fixture, tags[i]);
      OuroId value = fixture_new_tagged (fixture, tags[i + 1]);

      ouro_dict_add (heap, dict, key, ouro_hash_identity (heap, key), value);
      ouro_heap_decref (heap, key);
      ouro_heap_decref (heap, value);
    }
  return dict;
}

static void
test_a_dict_drops_each_key_before_its_value (Fixture      *fixture,
                                             gconstpointer version)
{
  fixture_del (fixture, new_dict_of_tagged (fixture));
  fixture_assert_log (fixture, "k1 v1 k2 v2 k3 v3");
}

static void
test_clearing_a_dict_drops_in_the_same_order (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroId dict = new_dict_of_tagged (fixture);

  ouro_dict_clear (fixture->heap, dict);
  fixture_assert_log (fixture, "k1 v1 k2 v2 k3 v3");
  g_assert_cmpuint (ouro_dict_get_length (fixture->heap, dict), ==, 0);
}

static void
test_a_set_drops_its_members_in_table_order (Fixture      *fixture,
                                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    set = fixture_keep (fixture, build_set (heap));
  const struct
  {
    const char *tag;
    gint64      hash;
  } members[] = { { "at 6", 6 }, { "at 1", 1 }, { "at 3", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      OuroId member = fixture_new_tagged (fixture, members[i].tag);

      g_assert_cmpint (ouro_set_add (heap, set, member, members[i].hash, NULL, NULL), ==, 1);
      ouro_heap_decref (heap, member);
    }
  fixture_del (fixture, set);
  fixture_assert_log (fixture, "at 1 at 3 at 6");
}

static void
test_an_instance_speaks_before_its_attributes (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroId outer = fixture_keep (fixture, fixture_new_tagged (fixture, "outer"));

  hang (fixture, outer, "x", fixture_new_tagged (fixture, "in1"));
  hang (fixture, outer, "y", fixture_new_tagged (fixture, "in2"));
  fixture_del (fixture, outer);
  fixture_assert_log (fixture, "outer in1 in2");
}

static void
test_slots_go_before_the_dict (Fixture      *fixture,
                               gconstpointer version)
{
  OuroHeap   *heap = fixture->heap;
  OuroId      cls = fixture_keep (fixture, build_class (heap, "A", 2, OURO_CLASS_HAS_DICT));
  OuroId      object = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));
  const char *tags[] = { "p", "q" };

  hang (fixture, object, "z", fixture_new_tagged (fixture, "z"));
  for (guint i = 0; i < 2; i++)
    {
      OuroId value = fixture_new_tagged (fixture, tags[i]);

      ouro_instance_set_slot (heap, object, i, value);
      ouro_heap_decref (heap, value);
    }
  fixture_del (fixture, object);
  fixture_assert_log (fixture, "p q z");
}

static void
test_a_chain_dies_from_its_head (Fixture      *fixture,
                                 gconstpointer version)
{
  static const char *const tags[] = { "0", "1", "2", "3" };
  OuroId                   head = OURO_NO_ID;

  g_test_summary ("head 3 -> 2 -> 1 -> 0: depth first, 3 2 1 0");

  for (guint i = 0; i < 4; i++)
    {
      OuroId next = head;

      head = fixture_new_tagged (fixture, tags[i]);
      if (next != OURO_NO_ID)
        hang (fixture, head, "next", next);
    }
  fixture_del (fixture, fixture_keep (fixture, head));
  fixture_assert_log (fixture, "3 2 1 0");
}

static void
test_death_goes_depth_first (Fixture      *fixture,
                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    root = fixture_keep (fixture, fixture_new_tagged (fixture, "root"));
  OuroId    list = build_list (heap);

  hang (fixture, root, "first", list);
  build_append_new (heap, list, fixture_new_tagged (fixture, "b"));
  build_append_new (heap, list, fixture_new_tagged (fixture, "a"));
  hang (fixture, ouro_heap_get_cell (heap, list, 1), "child", fixture_new_tagged (fixture, "a.child"));
  hang (fixture, root, "second", fixture_new_tagged (fixture, "c"));
  fixture_del (fixture, root);
  fixture_assert_log (fixture, "root a a.child b c");
}

static void
test_a_shared_object_lives_on (Fixture      *fixture,
                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    shared = fixture_keep (fixture, fixture_new_tagged (fixture, "shared"));
  OuroId    list = fixture_keep (fixture, build_list (heap));

  build_append (heap, list, shared);
  build_append (heap, list, shared);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, shared), ==, 3);
  fixture_del (fixture, list);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, shared), ==, 1);
  fixture_assert_log (fixture, "");
}

static void
test_a_million_lists_in_a_chain_die (void)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (ouro_profile_get_default (), OURO_HISTORY_NONE);
  g_autofree char *problem = NULL;
  guint32          n_before = ouro_heap_get_n_alive (heap);
  OuroId           head = build_list (heap);

  g_test_summary ("No recursion: the stack of this program is not deep enough for a million frames");

  for (guint i = 1; i < MILLION; i++)
    {
      OuroId next = build_list (heap);

      build_append_new (heap, next, head);
      head = next;
    }
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), ==, n_before + MILLION);
  ouro_heap_decref (heap, head);
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), ==, n_before);
  g_assert_cmpuint (ouro_heap_get_list_length (heap, OURO_LIST_YOUNG), ==, 0);
  g_assert_true (ouro_heap_check (heap, &problem));
}

/* The class ----------------------------------------------------------------------------------- */

static void
test_the_last_instance_takes_its_class_along (Fixture      *fixture,
                                              gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    cls = build_class (heap, "A", 0, OURO_CLASS_HAS_DICT);
  OuroId    name = fixture_name (fixture, "colour"); /* one of a single letter would be immortal */
  guint32   n_names = ouro_heap_get_refcount (heap, name);
  OuroId    instance = fixture_keep (fixture, ouro_instance_new (heap, cls, OURO_NO_ID));

  ouro_instance_set (heap, instance, name, OURO_ID_NONE);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, name), ==, n_names + 1); /* in the shared keys */
  g_assert_cmpuint (ouro_heap_get_refcount (heap, cls), ==, 3);            /* here, in its mro, of its instance */
  ouro_heap_clear_object (heap, cls);                                      /* the mro goes */
  ouro_heap_decref (heap, cls);
  g_assert_true (ouro_heap_is_alive (heap, cls));
  fixture_del (fixture, instance);
  g_assert_false (ouro_heap_is_alive (heap, cls));
  g_assert_cmpuint (ouro_heap_get_refcount (heap, name), ==, n_names);
}

/* Finalizers ---------------------------------------------------------------------------------- */

typedef struct
{
  Fixture *fixture;
  OuroId   saved; /* where the finalizer puts its object, and how often it ran */
  guint    n_runs;
} Phoenix;

static void
save_cb (OuroHeap *heap,
         OuroId    object,
         gpointer  data)
{
  Phoenix *self = data;

  self->n_runs++;
  g_assert_cmpuint (ouro_heap_get_refcount (heap, object), ==, 1);
  g_assert_cmpint (ouro_heap_get_list (heap, object), ==, OURO_LIST_YOUNG);
  build_append (heap, self->saved, object);
}

static void
test_a_finalizer_can_bring_its_object_back_once (Fixture      *fixture,
                                                 gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Phoenix   phoenix = { fixture, fixture_keep (fixture, build_list (heap)), 0 };
  OuroHooks hooks = { .finalize = save_cb, .data = &phoenix };
  OuroId    object = fixture_keep (fixture, fixture_new_tagged (fixture, "phoenix"));

  g_test_summary ("The flag stays set: the second death is final (PEP 442)");

  hang (fixture, object, "x", build_list (heap));
  ouro_heap_set_hooks (heap, &hooks);
  fixture_del (fixture, object);
  g_assert_true (ouro_heap_is_alive (heap, object));
  g_assert_cmpuint (ouro_heap_get_refcount (heap, object), ==, 1);
  g_assert_true (ouro_heap_get_flags (heap, object) & OURO_FLAG_FINALIZED);
  g_assert_cmpuint (ouro_instance_get (heap, object, fixture_name (fixture, "x")), !=, OURO_NO_ID);

  ouro_heap_clear_object (heap, phoenix.saved);
  g_assert_false (ouro_heap_is_alive (heap, object));
  g_assert_cmpuint (phoenix.n_runs, ==, 1);
}

static void
test_a_finalizer_sees_its_object_in_the_young_list (Fixture      *fixture,
                                                    gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Phoenix   phoenix = { fixture, fixture_keep (fixture, build_list (heap)), 0 };
  OuroHooks hooks = { .finalize = save_cb, .data = &phoenix };
  OuroId    object = fixture_keep (fixture, fixture_new_tagged (fixture, "old"));

  g_test_summary ("subtype_dealloc untracks and tracks again: what comes back to life is young, wherever it was");

  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  g_assert_cmpint (ouro_heap_get_list (heap, object), ==, OURO_LIST_OLD);
  ouro_heap_set_hooks (heap, &hooks);
  fixture_del (fixture, object); /* save_cb () looks */
  g_assert_cmpint (ouro_heap_get_list (heap, object), ==, OURO_LIST_YOUNG);
}

static void
test_a_finalizer_sees_the_attributes (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    object = fixture_keep (fixture, fixture_new_tagged (fixture, "whole"));
  OuroId    held = build_list (heap);

  hang (fixture, object, "x", held);
  fixture_del (fixture, object);
  fixture_assert_log (fixture, "whole"); /* the tag is an attribute */
  g_assert_false (ouro_heap_is_alive (heap, held));
}

/* What a finalizer drops of its own dies within it. */
static void
drop_more_cb (OuroHeap *heap,
              OuroId    object,
              gpointer  data)
{
  Phoenix *self = data;

  fixture_finalize (heap, object, self->fixture);
  if (self->saved != OURO_NO_ID)
    {
      OuroId other = self->saved;

      self->saved = OURO_NO_ID;
      fixture_del (self->fixture, other);
      fixture_finalize (heap, object, self->fixture);
    }
}

static void
test_deaths_within_a_finalizer_are_over_when_it_returns (Fixture      *fixture,
                                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    outer = fixture_keep (fixture, fixture_new_tagged (fixture, "outer"));
  OuroId    other = fixture_keep (fixture, fixture_new_tagged (fixture, "other"));
  Phoenix   data = { fixture, other, 0 };
  OuroHooks hooks = { .finalize = drop_more_cb, .data = &data };

  hang (fixture, outer, "x", fixture_new_tagged (fixture, "x"));
  hang (fixture, other, "y", fixture_new_tagged (fixture, "y"));
  ouro_heap_set_hooks (heap, &hooks);
  fixture_del (fixture, outer);
  fixture_assert_log (fixture, "outer other y outer x");
}

/* Weak references ----------------------------------------------------------------------------- */

static void
test_callbacks_come_after_the_finalizer (Fixture      *fixture,
                                         gconstpointer version)
{
  static const char *const words[] = { "1", "2", "3" };
  OuroHeap                *heap = fixture->heap;
  OuroId                   object = fixture_keep (fixture, fixture_new_tagged (fixture, "del"));

  g_test_summary ("del, then the callbacks from the newest: 3 2 1; then the attributes");

  hang (fixture, object, "x", fixture_new_tagged (fixture, "x"));
  for (guint i = 0; i < 3; i++)
    fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, fixture_name (fixture, words[i])));
  fixture_del (fixture, object);
  fixture_assert_log (fixture, "del 3 2 1 x");
}

static void
assert_untracked_cb (OuroHeap *heap,
                     OuroId    object,
                     gpointer  data)
{
  Phoenix *self = data;

  self->n_runs++;
  g_assert_false (ouro_heap_is_tracked (heap, object));
  ouro_weakref_clear (heap, ouro_heap_get_first_weakref (heap, object));
}

static void
test_callbacks_do_not_see_the_object_in_the_lists (Fixture      *fixture,
                                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Phoenix   data = { fixture, OURO_NO_ID, 0 };
  OuroHooks hooks = { .finalize = fixture_finalize, .clear_weakrefs = assert_untracked_cb, .data = &data };
  OuroId    object = fixture_keep (fixture, build_set (heap));

  g_test_summary ("Every deallocator untracks first, so a collection in a callback does not meet the dying object");

  fixture_keep (fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, OURO_ID_NONE));
  ouro_heap_set_hooks (heap, &hooks);
  fixture_del (fixture, object);
  g_assert_cmpuint (data.n_runs, ==, 1);
}

static void
make_weakref_cb (OuroHeap *heap,
                 OuroId    object,
                 gpointer  data)
{
  Phoenix *self = data;

  self->saved = fixture_keep (self->fixture, ouro_weakref_new (heap, OURO_TYPE_WEAKREF, object, fixture_name (self->fixture, "late")));
}

static void
clear_weakrefs_cb (OuroHeap *heap,
                   OuroId    object,
                   gpointer  data)
{
  Phoenix *self = data;

  fixture_clear_weakrefs (heap, object, self->fixture);
}

static void
test_a_weak_reference_made_by_the_finalizer_is_cleared (Fixture      *fixture,
                                                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    object = fixture_keep (fixture, fixture_new_tagged (fixture, "a"));
  Phoenix   data = { fixture, OURO_NO_ID, 0 };
  OuroHooks hooks = { .finalize = make_weakref_cb, .clear_weakrefs = clear_weakrefs_cb, .data = &data };

  ouro_heap_set_hooks (heap, &hooks);
  fixture_del (fixture, object);
  g_assert_cmpuint (ouro_weakref_get_target (heap, data.saved), ==, OURO_NO_ID);
  fixture_assert_log (fixture, "late");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/release/a-list-drops-its-items-from-the-last", NULL, test_a_list_drops_its_items_from_the_last);
  fixture_add_test ("/release/a-tuple-drops-its-items-from-the-last", NULL, test_a_tuple_drops_its_items_from_the_last);
  fixture_add_test ("/release/a-dict-drops-each-key-before-its-value", NULL, test_a_dict_drops_each_key_before_its_value);
  fixture_add_test ("/release/clearing-a-dict-drops-in-the-same-order", NULL, test_clearing_a_dict_drops_in_the_same_order);
  fixture_add_test ("/release/a-set-drops-its-members-in-table-order", NULL, test_a_set_drops_its_members_in_table_order);
  fixture_add_test ("/release/an-instance-speaks-before-its-attributes", NULL, test_an_instance_speaks_before_its_attributes);
  fixture_add_test ("/release/slots-go-before-the-dict", NULL, test_slots_go_before_the_dict);
  fixture_add_test ("/release/a-chain-dies-from-its-head", NULL, test_a_chain_dies_from_its_head);
  fixture_add_test ("/release/death-goes-depth-first", NULL, test_death_goes_depth_first);
  fixture_add_test ("/release/a-shared-object-lives-on", NULL, test_a_shared_object_lives_on);
  g_test_add_func ("/release/a-million-lists-in-a-chain-die", test_a_million_lists_in_a_chain_die);
  fixture_add_test ("/release/the-last-instance-takes-its-class-along", NULL, test_the_last_instance_takes_its_class_along);
  fixture_add_test ("/release/a-finalizer-can-bring-its-object-back-once", NULL, test_a_finalizer_can_bring_its_object_back_once);
  fixture_add_test ("/release/a-finalizer-sees-its-object-in-the-young-list", NULL, test_a_finalizer_sees_its_object_in_the_young_list);
  fixture_add_test ("/release/a-finalizer-sees-the-attributes", NULL, test_a_finalizer_sees_the_attributes);
  fixture_add_test ("/release/deaths-within-a-finalizer-are-over-when-it-returns", NULL, test_deaths_within_a_finalizer_are_over_when_it_returns);
  fixture_add_test ("/release/callbacks-come-after-the-finalizer", NULL, test_callbacks_come_after_the_finalizer);
  fixture_add_test ("/release/callbacks-do-not-see-the-object-in-the-lists", NULL, test_callbacks_do_not_see_the_object_in_the_lists);
  fixture_add_test ("/release/a-weak-reference-made-by-the-finalizer-is-cleared", NULL, test_a_weak_reference_made_by_the_finalizer_is_cleared);
  return g_test_run ();
}
