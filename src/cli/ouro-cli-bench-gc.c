/* ouro-cli-bench-gc.c - bench gc: how long one full collection of a known graph takes
 *
 * The shapes are those that CPython is measured with, made of the same random numbers (Python's random.Random (12345)), so that the same
 * objects are collected:
 *   ring      one ring of lists, alive               rand3     each list holds 2, 3 or 4 others, alive
 *   cyc3      rings of three lists, alive            half3     two halves made so; one of them is garbage
 *   tree      binary tree, alive                     allcyc3   rings of three lists, all garbage
 */

#include <glib/gi18n-lib.h>

#include "ouro-cli-private.h"
#include "ouro-collector.h"

#define SEED        12345
#define MAX_OBJECTS 10000000

/* Which lists each list holds: those of list i are targets[starts[i]] up to targets[starts[i + 1]]. */
typedef struct
{
  guint32 n;
  GArray *starts;
  GArray *targets;
} Graph;

typedef enum {
  KEEP_FIRST,
  KEEP_ALL,
  KEEP_HALF,
  KEEP_NONE,
} Keep;

typedef struct
{
  const char *name;
  void (*draw) (Graph *graph);
  Keep     keep;
  gboolean has_garbage;
} Shape;

/* Shapes ------------------------------------------------------------------------------------ */

static void
add_target (Graph  *graph,
            guint32 target)
{
  g_array_append_val (graph->targets, target);
}

static void
end_list (Graph *graph)
{
  g_array_append_val (graph->starts, graph->targets->len);
}

static void
draw_ring (Graph *graph)
{
  for (guint32 i = 0; i < graph->n; i++)
    {
      add_target (graph, (i + 1) % graph->n);
      end_list (graph);
    }
}

static void
draw_rings_of_three (Graph *graph)
{
  graph->n -= graph->n % 3;
  for (guint32 i = 0; i < graph->n; i++)
    {
      add_target (graph, i % 3 == 2 ? i - 2 : i + 1);
      end_list (graph);
    }
}

static void
draw_tree (Graph *graph)
{
  for (guint32 i = 0; i < graph->n; i++)
    {
      for (guint32 child = 2 * i + 1; child <= 2 * i + 2; child++)
        if (child < graph->n)
          add_target (graph, child);
      end_list (graph);
    }
}

/* random.choice ((2, 3, 4)): two bits, until they say 0, 1 or 2. Source: Lib/random.py, _randbelow_with_getrandbits (3.11 to 3.15) */
static guint
draw_degree (GRand *random)
{
  guint bits;

  do
    bits = g_rand_int (random) >> 30;
  while (bits == 3);
  return 2 + bits;
}

/* random.random (). Source: Modules/_randommodule.c (3.11 to 3.15) */
static double
draw_fraction (GRand *random)
{
  guint32 a = g_rand_int (random) >> 5;
  guint32 b = g_rand_int (random) >> 6;

  return (a * 67108864.0 + b) / 9007199254740992.0;
}

/* Lists up to the first half hold such; those of the second half hold such as well. */
static void
draw_random_up_to (Graph  *graph,
                   guint32 half)
{
  const guint32 seed[] = { SEED };
  GRand        *random = g_rand_new_with_seed_array (seed, G_N_ELEMENTS (seed));

  for (guint32 i = 0; i < graph->n; i++)
    {
      guint32 from = i < half ? 0 : half;
      guint32 to = i < half ? half : graph->n;

      for (guint left = draw_degree (random); left > 0; left--)
        add_target (graph, from + (guint32)(draw_fraction (random) * (to - from)));
      end_list (graph);
    }
  g_rand_free (random);
}

static void
draw_random (Graph *graph)
{
  draw_random_up_to (graph, graph->n);
}

static void
draw_random_halves (Graph *graph)
{
  draw_random_up_to (graph, graph->n / 2);
}

static const Shape shapes[] = {
  { "ring", draw_ring, KEEP_FIRST, FALSE },
  { "cyc3", draw_rings_of_three, KEEP_ALL, FALSE },
  { "tree", draw_tree, KEEP_FIRST, FALSE },
  { "rand3", draw_random, KEEP_ALL, FALSE },
  { "half3", draw_random_halves, KEEP_HALF, TRUE },
  { "allcyc3", draw_rings_of_three, KEEP_NONE, TRUE },
};

static const Shape *
find_shape (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (shapes); i++)
    if (g_str_equal (shapes[i].name, name))
      return &shapes[i];

  ouro_cli_refuse ("%s", _ ("--shape takes ring, cyc3, tree, rand3, half3 or allcyc3"));
  return NULL;
}

static void
graph_init (Graph       *graph,
            const Shape *shape,
            guint32      n)
{
  guint32 first = 0;

  graph->n = n;
  graph->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  graph->targets = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (graph->starts, first);
  shape->draw (graph);
}

static void
graph_clear (Graph *graph)
{
  g_array_unref (graph->starts);
  g_array_unref (graph->targets);
}

/* The heap ---------------------------------------------------------------------------------- */

static OuroId
make_list (OuroHeap *heap)
{
  OuroId list = ouro_heap_allocate (heap, OURO_KIND_LIST, OURO_FLAG_GC, OURO_TYPE_LIST, OURO_FREELIST_LIST, 56, 0, 0, 0);

  ouro_heap_track (heap, list);
  return list;
}

/* The list takes references of its own. items[first] and so on, by number where targets are given. */
static void
fill_list (OuroHeap      *heap,
           OuroId         list,
           const OuroId  *items,
           const guint32 *targets,
           guint32        n)
{
  ouro_heap_replace_cells (heap, list, n, n);
  ouro_heap_set_aux (heap, list, n);
  for (guint32 i = 0; i < n; i++)
    {
      OuroId item = items[targets != NULL ? targets[i] : i];

      ouro_heap_incref (heap, item);
      ouro_heap_set_cell (heap, list, i, item);
    }
}

/* What the program keeps of the lists; it holds the only other references. */
static void
keep (OuroHeap     *heap,
      const OuroId *items,
      guint32       n,
      Keep          what)
{
  OuroId kept = OURO_NO_ID;

  if (what == KEEP_FIRST)
    {
      kept = items[0];
      ouro_heap_incref (heap, kept);
    }
  else if (what != KEEP_NONE)
    {
      kept = make_list (heap);
      fill_list (heap, kept, items, NULL, what == KEEP_HALF ? n / 2 : n);
    }
  ouro_heap_set_root (heap, OURO_ROOT_NAMESPACE, kept);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_decref (heap, items[i]);
}

static void
build (OuroHeap    *heap,
       const Graph *graph,
       Keep         what)
{
  const guint32     *starts = (const guint32 *)(gpointer)graph->starts->data;
  const guint32     *targets = (const guint32 *)(gpointer)graph->targets->data;
  g_autofree OuroId *items = g_new (OuroId, graph->n);

  for (guint32 i = 0; i < graph->n; i++)
    items[i] = make_list (heap);
  for (guint32 i = 0; i < graph->n; i++)
    fill_list (heap, items[i], items, targets + starts[i], starts[i + 1] - starts[i]);
  keep (heap, items, graph->n, what);
}

/* Measuring --------------------------------------------------------------------------------- */

typedef struct
{
  const OuroProfile *profile;
  const Shape       *shape;
  const Graph       *graph;
  guint              rounds;
  double            *seconds;   /* one for each round */
  guint32            collected; /* in the last round */
} Bench;

/* A shape with garbage is built anew for each round; the others are collected once before, as after a while in a program. */
static gboolean
measure (Bench *bench)
{
  g_autoptr (OuroHeap) heap = NULL;
  g_autoptr (OuroCollector) collector = NULL;

  for (guint round = 0; round < bench->rounds; round++)
    {
      double start;

      if (heap == NULL || bench->shape->has_garbage)
        {
          g_clear_pointer (&collector, ouro_collector_free);
          g_clear_pointer (&heap, ouro_heap_free);
          heap = ouro_heap_new (bench->profile, OURO_HISTORY_NONE);
          if (heap == NULL)
            return FALSE;
          collector = ouro_collector_new (heap, NULL);
          build (heap, bench->graph, bench->shape->keep);
          if (!bench->shape->has_garbage)
            ouro_collector_collect (collector, 2);
        }
      start = ouro_cli_get_processor_time ();
      bench->collected = ouro_collector_collect (collector, 2);
      bench->seconds[round] = ouro_cli_get_processor_time () - start;
    }
  return TRUE;
}

static void
print (const Bench *bench,
       gboolean     json)
{
  char   best[G_ASCII_DTOSTR_BUF_SIZE], median[G_ASCII_DTOSTR_BUF_SIZE], worst[G_ASCII_DTOSTR_BUF_SIZE];
  double scale = 1e9 / bench->graph->n;

  g_ascii_formatd (median, sizeof median, "%.2f", ouro_cli_find_median (bench->seconds, bench->rounds) * scale);
  g_ascii_formatd (best, sizeof best, "%.2f", bench->seconds[0] * scale);
  g_ascii_formatd (worst, sizeof worst, "%.2f", bench->seconds[bench->rounds - 1] * scale);
  if (json)
    g_print ("{\"python\": \"%s\", \"shape\": \"%s\", \"objects\": %u, \"references\": %u, \"ns_per_object\": %s, \"best\": %s, \"worst\": %s, \"collected\": %u}\n",
             bench->profile->name, bench->shape->name, bench->graph->n, bench->graph->targets->len, median, best, worst, bench->collected);
  else
    /* The figure is the last word. */
    g_print ("%u of %u objects collected; ns per object: %s\n", bench->collected, bench->graph->n, median);
}

int
ouro_cli_bench_gc (int    argc,
                   char **argv)
{
  g_autofree char   *shape_name = NULL;
  g_autofree char   *version = NULL;
  g_autofree double *seconds = NULL;
  gboolean           json = FALSE;
  int                n = 1000000;
  int                rounds = 5;
  int                status = OURO_CLI_DONE;
  Bench              bench = { 0 };
  Graph              graph;
  const GOptionEntry options[] = {
    { "shape", 0, 0, G_OPTION_ARG_STRING, &shape_name, N_ ("ring, cyc3, tree, rand3, half3 or allcyc3"), N_ ("SHAPE") },
      { "objects", 0, 0, G_OPTION_ARG_INT, &n, N_ ("How many lists it is made of (1000000)"), N_ ("N") },
        { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, N_ ("How often it is measured (5)"), N_ ("N") },
          { "python", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("CPython version to be like (the newest)"), N_ ("VERSION") },
            { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
              { NULL },
           };

  if (!ouro_cli_parse (argc, argv, options, _ ("Measures one full collection of a known graph, as CPython's gc.collect ()."), NULL))
    return OURO_CLI_WRONG_USE;
  bench.profile = ouro_cli_find_profile (version);
  bench.shape = find_shape (shape_name);
  if (bench.profile == NULL || bench.shape == NULL)
    return OURO_CLI_WRONG_USE;
  if (n < 3 || n > MAX_OBJECTS || rounds < 1 || rounds > 1000)
    return ouro_cli_refuse (_ ("--objects goes from 3 to %d, --rounds from 1 to 1000"), MAX_OBJECTS);

  graph_init (&graph, bench.shape, n);
  bench.graph = &graph;
  bench.rounds = rounds;
  bench.seconds = seconds = g_new (double, rounds);
  if (measure (&bench))
    print (&bench, json);
  else
    status = ouro_cli_fail ("%s", _ ("the system gives no memory for a heap"));
  graph_clear (&graph);
  return status;
}
