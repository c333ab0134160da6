/* test-random-graphs.c - thousands of collections, each predicted by the plain collector
 *
 * A graph of lists, tuples, dicts and instances is made at random, changed, and collected, in the heap and in the plain
 * collector alike (plain-collector.h). After every collection the order of all generations must agree, as must the
 * number found and the order in which finalizers ran. Each collection is done twice, first recorded and taken back, then
 * for good: both must lead to the same state. A heap without history, where memory is used again, goes through the same. Half of
 * the worlds are collected in the ways made for large heaps.
 */
#include "ouro-collector-private.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "plain-collector.h"

#define N_ROUNDS 12

/* One object, here and there. */
typedef struct
{
  PlainObject *plain;
  OuroId       id;
  guint32      birth;
  gboolean     is_named;
} Twin;

typedef struct
{
  Fixture        fixture;
  PlainMemory   *memory;
  OuroCollector *collector;
  GArray        *twins; /* of Twin; their numbers are those of the plain objects */
  GRand         *rand;
  OuroId         cls;
  guint          most;
  gboolean       keeps_history;
} World;

static const char *const attributes[PLAIN_N_ATTRIBUTES] = { "one", "two", "three", "four", "five" };

static Twin *
get_twin (World *world,
          guint  number)
{
  return &g_array_index (world->twins, Twin, number);
}

static gboolean
is_alive (World *world,
          guint  number)
{
  return get_twin (world, number)->plain->refcount > 0;
}

/* Numbers of live objects are hard to guess when most are dead: nothing after some tries. */
static Twin *
choose (World *world)
{
  for (guint i = 0; i < 20 && world->twins->len > 0; i++)
    {
      guint number = g_rand_int_range (world->rand, 0, world->twins->len);

      if (is_alive (world, number))
        return get_twin (world, number);
    }
  return NULL;
}

/* Making -------------------------------------------------------------------------------------- */

static void
add_twin (World       *world,
          PlainObject *plain,
          OuroId       id)
{
  Twin twin = { plain, id, ouro_heap_get_birth (world->fixture.heap, id), TRUE };

  fixture_keep (&world->fixture, id);
  plain_object_track (world->memory, plain);
  g_array_append_val (world->twins, twin);
}

static void
add_tuple (World *world)
{
  OuroId       items[4];
  guint        n = g_rand_int_range (world->rand, 1, 5);
  PlainObject *plain = plain_object_new (world->memory, PLAIN_TUPLE);

  for (guint i = 0; i < n; i++)
    {
      Twin *item = g_rand_int_range (world->rand, 0, 3) == 0 ? NULL : choose (world);

      items[i] = item != NULL ? item->id : OURO_ID_NONE;
      plain_object_put (world->memory, plain, i, item != NULL ? item->plain : NULL);
    }
  add_twin (world, plain, build_tuple_of (world->fixture.heap, n, items));
}

static void
add_instance (World *world)
{
  PlainObject *plain = plain_object_new (world->memory, PLAIN_INSTANCE);
  OuroId       id = ouro_instance_new (world->fixture.heap, world->cls, OURO_NO_ID);

  plain->has_finalizer = g_rand_boolean (world->rand);
  if (plain->has_finalizer)
    ouro_heap_set_flags (world->fixture.heap, id, OURO_FLAG_HAS_FINALIZER, TRUE);
  add_twin (world, plain, id);
}

static void
add_object (World *world)
{
  switch (g_rand_int_range (world->rand, 0, 4))
    {
    case 0:
      add_twin (world, plain_object_new (world->memory, PLAIN_LIST), build_list (world->fixture.heap));
      break;
    case 1:
      add_twin (world, plain_object_new (world->memory, PLAIN_DICT), ouro_dict_new (world->fixture.heap));
      break;
    case 2:
      add_tuple (world);
      break;
    default:
      add_instance (world);
      break;
    }
}

/* Changing ------------------------------------------------------------------------------------ */

/* list.append (value), list[i] = value, list.pop () */
static void
change_list (World *world,
             Twin  *list,
             Twin  *value)
{
  OuroHeap *heap = world->fixture.heap;
  guint32   n = ouro_heap_get_n_cells (heap, list->id);
  int       what = n > 0 ? g_rand_int_range (world->rand, 0, 6) : 5;
  guint32   place = what == 0 ? (guint32)g_rand_int_range (world->rand, 0, n) : n - 1;
  OuroId    old = n > 0 ? ouro_heap_get_cell (heap, list->id, place) : OURO_NO_ID;

  if (what == 0)
    {
      ouro_heap_incref (heap, value->id);
      ouro_heap_set_cell (heap, list->id, place, value->id);
      ouro_heap_decref (heap, old);
      plain_object_put (world->memory, list->plain, place, value->plain);
    }
  else if (what == 1)
    {
      ouro_heap_set_n_cells (heap, list->id, n - 1);
      ouro_heap_decref (heap, old);
      plain_object_remove (world->memory, list->plain, n - 1);
    }
  else
    {
      build_append (heap, list->id, value->id);
      plain_object_put (world->memory, list->plain, n, value->plain);
    }
}

/* Which of the entries that are not deleted this one is. */
static guint
count_entries_before (OuroHeap *heap,
                      OuroId    dict,
                      gint64    entry)
{
  guint n = 0;

  for (gint64 i = 0; i < entry; i++)
    n += ouro_dict_get_key (heap, dict, (guint32)i) != OURO_NO_ID;
  return n;
}

/* dict[key] = value, del dict[key] */
static void
change_dict (World *world,
             Twin  *dict,
             Twin  *value)
{
  OuroHeap *heap = world->fixture.heap;
  OuroId    key = OURO_ID_ZERO + g_rand_int_range (world->rand, 0, 8);
  gint64    entry = ouro_dict_find (heap, dict->id, key, build_hash (heap, key), build_equal, NULL);
  guint     place = entry >= 0 ? count_entries_before (heap, dict->id, entry) : ouro_dict_get_length (heap, dict->id);

  if (entry >= 0 && g_rand_int_range (world->rand, 0, 3) == 0)
    {
      ouro_dict_remove (heap, dict->id, (guint32)entry, NULL);
      plain_object_remove (world->memory, dict->plain, place);
    }
  else
    {
      /* Sometimes an atom, so that there are dicts that need not be tracked. */
      gboolean is_atom = g_rand_int_range (world->rand, 0, 3) == 0;

      build_item (heap, dict->id, key, is_atom ? OURO_ID_NONE : value->id);
      plain_object_put (world->memory, dict->plain, place, is_atom ? NULL : value->plain);
    }
}

/* instance.name = value, del instance.name */
static void
change_instance (World *world,
                 Twin  *instance,
                 Twin  *value)
{
  guint  place = g_rand_int_range (world->rand, 0, PLAIN_N_ATTRIBUTES);
  OuroId name = fixture_name (&world->fixture, attributes[place]);

  if (g_rand_int_range (world->rand, 0, 5) == 0)
    {
      ouro_instance_delete (world->fixture.heap, instance->id, name);
      plain_object_put (world->memory, instance->plain, place, NULL);
    }
  else
    {
      ouro_instance_set (world->fixture.heap, instance->id, name, value->id);
      plain_object_put (world->memory, instance->plain, place, value->plain);
    }
}

static void
del_name (World *world,
          Twin  *twin)
{
  if (!twin->is_named)
    return;
  twin->is_named = FALSE;
  fixture_del (&world->fixture, twin->id);
  plain_object_unref (world->memory, twin->plain);
}

static void
change_something (World *world)
{
  Twin *twin = choose (world);
  Twin *value = choose (world);

  if (twin == NULL || value == NULL)
    return;
  if (g_rand_int_range (world->rand, 0, 4) == 0)
    del_name (world, twin);
  else if (twin->plain->kind == PLAIN_LIST)
    change_list (world, twin, value);
  else if (twin->plain->kind == PLAIN_DICT)
    change_dict (world, twin, value);
  else if (twin->plain->kind == PLAIN_INSTANCE)
    change_instance (world, twin, value);
}

/* Comparing ----------------------------------------------------------------------------------- */

static void
finalize_cb (OuroHeap *heap,
             OuroId    object,
             gpointer  data)
{
  World  *world = data;
  guint32 birth = ouro_heap_get_birth (heap, object);

  for (guint i = 0; i < world->twins->len; i++)
    if (get_twin (world, i)->birth == birth)
      g_string_append_printf (world->fixture.log, "%u ", i);
}

static void
assert_lists_agree (World *world,
                    guint  generation)
{
  OuroHeap     *heap = world->fixture.heap;
  GList        *l = world->memory->generations[generation].head;
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (heap, (OuroListNumber)generation, &n);

  for (guint32 i = 0; i < n; i++)
    if (places[i] != OURO_NO_ID)
      {
        g_assert_nonnull (l);
        g_assert_cmpuint (places[i], ==, get_twin (world, ((PlainObject *)l->data)->number)->id);
        l = l->next;
      }
  g_assert_null (l);
}

static void
assert_worlds_agree (World *world)
{
  g_assert_cmpstr (world->fixture.log->str, ==, world->memory->log->str);
  for (guint i = 0; i < 3; i++)
    assert_lists_agree (world, i);
  for (guint i = 0; i < world->twins->len; i++)
    if (is_alive (world, i))
      {
        const Twin *twin = get_twin (world, i);

        g_assert_cmpuint (ouro_heap_get_birth (world->fixture.heap, twin->id), ==, twin->birth);
        g_assert_cmpuint (ouro_heap_get_refcount (world->fixture.heap, twin->id), ==, twin->plain->refcount);
        g_assert_cmpint (ouro_heap_is_tracked (world->fixture.heap, twin->id), ==, twin->plain->list != NULL);
      }
  for (OuroId object = 0; object < ouro_heap_get_end (world->fixture.heap); object++)
    g_assert_cmpuint (world->fixture.heap->gc_refs[object], ==, 0);
  fixture_assert_sound (&world->fixture);
}

/* Recorded and taken back; returns the hash that the state had. */
static guint64
rehearse (World *world,
          guint  generation)
{
  OuroHeap *heap = world->fixture.heap;
  gsize     length = world->fixture.log->len;
  guint64   before = ouro_heap_hash (heap);
  guint64   after;

  ouro_heap_start_record (heap);
  ouro_collector_collect (world->collector, generation);
  after = ouro_heap_hash (heap);
  g_assert_true (ouro_heap_stop_record (heap));
  g_assert_cmpuint (ouro_heap_hash (heap), ==, before);
  g_string_truncate (world->fixture.log, length);
  return after;
}

static void
collect_both (World *world,
              guint  generation)
{
  OuroHeap *heap = world->fixture.heap;
  guint64   expected;

  ouro_heap_commit (heap);
  expected = world->keeps_history ? rehearse (world, generation) : 0;
  ouro_heap_begin (heap, 1, 0);
  g_assert_cmpuint (ouro_collector_collect (world->collector, generation), ==, plain_memory_collect (world->memory, generation));
  if (world->keeps_history)
    g_assert_cmpuint (ouro_heap_hash (heap), ==, expected);
  assert_worlds_agree (world);
}

/* The world ----------------------------------------------------------------------------------- */

/* The class is held by a name and not in the lists; its keys are in the order of the attributes. */
static void
prepare_class (World *world)
{
  OuroHeap *heap = world->fixture.heap;
  OuroId    first;

  world->cls = fixture_keep (&world->fixture, build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  first = ouro_instance_new (heap, world->cls, OURO_NO_ID);
  for (guint i = 0; i < PLAIN_N_ATTRIBUTES; i++)
    ouro_instance_set (heap, first, fixture_name (&world->fixture, attributes[i]), OURO_ID_NONE);
  ouro_heap_decref (heap, first);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    ouro_heap_untrack (heap, object);
}

static World *
world_new (const OuroProfile *profile,
           OuroHistory        history,
           guint32            seed)
{
  World             *world = g_new0 (World, 1);
  OuroCollectorHooks collector_hooks = { .finalize = finalize_cb, .data = world };
  OuroHooks          hooks = { .finalize = finalize_cb, .data = world };

  world->keeps_history = history == OURO_HISTORY_KEEP;
  fixture_set_up_with (&world->fixture, profile->name, history);
  ouro_heap_set_hooks (world->fixture.heap, &hooks);
  world->collector = ouro_collector_new (world->fixture.heap, &collector_hooks);
  world->collector->deduction.always_sweeps = seed % 2 == 0;
  world->memory = plain_memory_new (profile->minor);
  world->twins = g_array_new (FALSE, FALSE, sizeof (Twin));
  world->rand = g_rand_new_with_seed (seed);
  world->most = g_rand_int_range (world->rand, 3, 61);
  prepare_class (world);
  return world;
}

static void
world_free (World             *world,
            const OuroProfile *profile)
{
  fixture_tear_down (&world->fixture, profile->name);
  ouro_collector_free (world->collector);
  plain_memory_free (world->memory);
  g_array_unref (world->twins);
  g_rand_free (world->rand);
  g_free (world);
}

static void
run (const OuroProfile *profile,
     OuroHistory        history,
     guint32            seed)
{
  World *world = world_new (profile, history, seed);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint n = g_rand_int_range (world->rand, 1, world->most);

      for (guint i = 0; i < n; i++)
        {
          if (g_rand_int_range (world->rand, 0, 3) == 0)
            add_object (world);
          change_something (world);
          change_something (world);
        }
      collect_both (world, g_rand_int_range (world->rand, 0, 3));
      /* All are in the oldest generation after the first of these two. */
      for (guint i = 0; i < 2 && round % 4 == 3; i++)
        collect_both (world, 2);
    }
  for (guint i = 0; i < world->twins->len; i++)
    del_name (world, get_twin (world, i));
  collect_both (world, 2);
  for (guint i = 0; i < world->twins->len; i++)
    g_assert_false (is_alive (world, i));
  world_free (world, profile);
}

static void
test_random_graphs (gconstpointer data)
{
  const OuroProfile *profile = data;

  for (guint32 seed = 1; seed <= 150; seed++)
    run (profile, OURO_HISTORY_KEEP, seed);
}

static void
test_without_history (gconstpointer data)
{
  const OuroProfile *profile = data;

  for (guint32 seed = 1; seed <= 150; seed++)
    run (profile, OURO_HISTORY_NONE, seed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const OuroProfile *const *profile = ouro_profile_list (); *profile != NULL; profile++)
    {
      g_autofree char *path = g_strdup_printf ("/random-graphs/are-collected-as-the-plain-collector-does/%s", (*profile)->name);
      g_autofree char *without = g_strdup_printf ("/random-graphs/are-collected-so-without-history/%s", (*profile)->name);

      /* The plain collector knows generations. */
      if (!(*profile)->is_free_threaded)
        {
          g_test_add_data_func (path, *profile, test_random_graphs);
          g_test_add_data_func (without, *profile, test_without_history);
        }
    }
  return g_test_run ();
}
