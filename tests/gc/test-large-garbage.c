/* test-large-garbage.c - garbage that dies together is as dead as if it had died one by one
 *
 * Random graphs of some hundred lists, tuples, dicts and instances, which share atoms. The second half becomes garbage, all of which
 * holds one list, and some of which holds objects of the first half, that may live on. It is collected in the ways that are made for large heaps, and recorded,
 * which takes it apart one by one: the heap must come out the same, down to the order in which rows will be used again.
 */
#include "ouro-collector-private.h"

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"

#define N_OBJECTS 800
#define POPULAR   (N_OBJECTS - 7)
#define N_ATOMS   40
#define N_SEEDS   20

typedef struct
{
  Fixture *fixture;
  GRand   *rand;
  OuroId   cls;
  OuroId   objects[N_OBJECTS];
  OuroId   atoms[N_ATOMS];
} Graph;

/* Something for an object to hold; the first half holds nothing of the second. */
static OuroId
choose (Graph *graph,
        guint  holder,
        guint  n)
{
  guint from = g_rand_int_range (graph->rand, 0, 10) == 0 ? 0 : N_OBJECTS / 2;
  guint to = MIN (n, N_OBJECTS);

  if (g_rand_int_range (graph->rand, 0, 6) == 0)
    return graph->atoms[g_rand_int_range (graph->rand, 0, N_ATOMS)];
  if (holder < N_OBJECTS / 2)
    {
      from = 0;
      to = MIN (n, N_OBJECTS / 2);
    }
  return to > from ? graph->objects[g_rand_int_range (graph->rand, from, to)] : OURO_ID_NONE;
}

static OuroId
make_tuple (Graph *graph,
            guint  n)
{
  OuroId items[6];
  guint  length = g_rand_int_range (graph->rand, 1, 7);

  for (guint i = 0; i < length; i++)
    items[i] = choose (graph, n, n);
  return build_tuple_of (graph->fixture->heap, length, items);
}

static OuroId
make_object (Graph *graph,
             guint  n)
{
  OuroHeap *heap = graph->fixture->heap;

  switch (g_rand_int_range (graph->rand, 0, 8))
    {
    case 0:
      return make_tuple (graph, n);
    case 1:
      return ouro_dict_new (heap);
    case 2:
      return ouro_instance_new (heap, graph->cls, OURO_NO_ID);
    default:
      return build_list (heap);
    }
}

static void
put (Graph *graph,
     OuroId holder,
     OuroId item)
{
  OuroHeap *heap = graph->fixture->heap;

  if (ouro_heap_get_kind (heap, holder) == OURO_KIND_LIST)
    build_append (heap, holder, item);
  else if (ouro_heap_get_kind (heap, holder) == OURO_KIND_DICT)
    build_item (heap, holder, OURO_ID_ZERO + g_rand_int_range (graph->rand, 0, 8), item);
  else if (ouro_heap_get_kind (heap, holder) == OURO_KIND_INSTANCE)
    ouro_instance_set (heap, holder, fixture_name (graph->fixture, g_rand_boolean (graph->rand) ? "one" : "two"), item);
}

/* [] many times, all gone again: the free list is full. */
static void
fill_freelist (Graph *graph)
{
  OuroHeap *heap = graph->fixture->heap;

  for (guint i = 0; i < N_OBJECTS; i++)
    graph->objects[i] = build_list (heap);
  for (guint i = 0; i < N_OBJECTS; i++)
    ouro_heap_decref (heap, graph->objects[i]);
}

static void
connect (Graph *graph)
{
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      for (guint left = g_rand_int_range (graph->rand, 0, 7); left > 0; left--)
        put (graph, graph->objects[i], choose (graph, i, N_OBJECTS));
      if (i >= N_OBJECTS / 2)
        put (graph, graph->objects[i], graph->objects[POPULAR]);
    }
}

/* Some objects of the first half and some atoms are held by names; of half of the graphs nothing is. */
static void
make_graph (Graph   *graph,
            gboolean keeps_some)
{
  OuroHeap *heap = graph->fixture->heap;

  for (guint i = 0; i < N_ATOMS; i++)
    graph->atoms[i] = i % 2 ? ouro_int_new (heap, 1000000 + i) : ouro_float_new (heap, i);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      graph->objects[i] = i == POPULAR ? build_list (heap) : make_object (graph, i);
      ouro_heap_track (heap, graph->objects[i]);
    }
  connect (graph);
  for (guint i = 0; i < N_OBJECTS; i++)
    if (keeps_some && i % 20 == 5 && i < N_OBJECTS / 2)
      fixture_keep (graph->fixture, graph->objects[i]);
    else
      ouro_heap_decref (heap, graph->objects[i]);
  for (guint i = 0; i < N_ATOMS; i++)
    if (keeps_some && i % 3 == 0)
      fixture_keep (graph->fixture, graph->atoms[i]);
    else
      ouro_heap_decref (heap, graph->atoms[i]);
}

static void
assert_collected_alike (Fixture       *fixture,
                        OuroCollector *collector,
                        guint          generation)
{
  OuroHeap *heap = fixture->heap;
  guint64   expected;
  guint32   n_alive;

  fixture_start_record (fixture);
  ouro_collector_collect (collector, generation);
  expected = ouro_heap_hash (heap);
  n_alive = ouro_heap_get_n_alive (heap);
  fixture_stop_record (fixture);
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), >, n_alive);
  ouro_collector_collect (collector, generation);
  g_assert_cmpuint (ouro_heap_hash (heap), ==, expected);
  fixture_assert_sound (fixture);
}

static void
test_garbage_dies_together (Fixture      *fixture,
                            gconstpointer version)
{
  g_autoptr (OuroCollector) collector = ouro_collector_new (fixture->heap, NULL);
  Graph graph = { .fixture = fixture };

  collector->deduction.always_sweeps = TRUE;
  graph.cls = fixture_keep (fixture, build_class (fixture->heap, "A", 0, OURO_CLASS_HAS_DICT));
  for (guint32 seed = 1; seed <= N_SEEDS; seed++)
    {
      graph.rand = g_rand_new_with_seed (seed);
      if (seed % 2)
        fill_freelist (&graph);
      make_graph (&graph, seed % 4 < 2);
      assert_collected_alike (fixture, collector, seed % 3);
      g_rand_free (graph.rand);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_generation_tests ("/large-garbage/dies-together-as-it-does-one-by-one", test_garbage_dies_together);
  return g_test_run ();
}
