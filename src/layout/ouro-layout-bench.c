/* ouro-layout-bench.c - laying out DOT files from the command line, and how long that takes */

#include "ouro-layout-bench.h"

#include "ouro-layout-dot-file.h"
#include "ouro-layout-graphviz.h"
#include "ouro-layout-measure.h"
#include "ouro-layout-route.h"

#include <glib/gi18n-lib.h>

#define MAX_ROUNDS 10000

/* Nobody waits for a measurement to fall back. */
#define BENCH_TIME_LIMIT 120000

typedef struct
{
  double best; /* ms */
  double median;
} Times;

/* Milliseconds as every locale's programs read them; text has room for G_ASCII_DTOSTR_BUF_SIZE. */
static const char *
format_ms (char  *text,
           double ms)
{
  return g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.3f", ms);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return (one > other) - (one < other);
}

/* This very program: it is the helper in another role. */
static char *
get_program (void)
{
  return g_file_read_link ("/proc/self/exe", NULL);
}

static void
solve_here (OuroLayoutTask   task,
            OuroLayoutGraph *graph,
            gpointer         data)
{
  if (task == OURO_LAYOUT_ARRANGE)
    ouro_layout_graphviz_arrange (data, graph, OURO_LAYOUT_EFFORT_FULL);
  else
    ouro_layout_route (graph);
}

static void
solve_by_helper (OuroLayoutTask   task,
                 OuroLayoutGraph *graph,
                 gpointer         data)
{
  ouro_layout_solve (data, task, graph);
}

static void
lay_out (OuroLayoutPicture  *picture,
         OuroLayoutSolveFunc solve,
         gpointer            data)
{
  ouro_layout_picture_arrange (picture, solve, data);
  solve (OURO_LAYOUT_ROUTE, picture->graph, data);
}

/* The first round, which starts the helper and warms it, does not count. */
static Times
measure (OuroLayoutPicture  *picture,
         OuroLayoutSolveFunc solve,
         gpointer            data,
         int                 rounds)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  lay_out (picture, solve, data);
  for (int i = 0; i < rounds; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      double time;

      lay_out (picture, solve, data);
      time = (double)(g_get_monotonic_time () - begin) / 1000.0;
      g_array_append_val (times, time);
    }
  g_array_sort (times, compare_doubles);

  return (Times){ g_array_index (times, double, 0), g_array_index (times, double, times->len / 2) };
}

/* What dot makes of the panes, each by itself and with its default settings. */
typedef struct
{
  double time; /* ms; negative when it was not asked for */
  guint  crossings;
  guint  crossings_of_our_curves; /* between the same boxes in dot's places */
} Rival;

static Rival
measure_dot (const OuroLayoutPicture *picture)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  Rival rival = { 0 };

  for (guint32 pane = 0; pane < picture->n_panes; pane++)
    {
      g_autoptr (OuroLayoutGraph) graph = ouro_layout_picture_get_pane (picture, pane);
      gint64 begin = g_get_monotonic_time ();

      ouro_layout_graphviz_run_dot (graphviz, graph);
      rival.time += (double)(g_get_monotonic_time () - begin) / 1000.0;
      rival.crossings += ouro_layout_count_crossings (graph, NULL);
      ouro_layout_route (graph);
      rival.crossings_of_our_curves += ouro_layout_count_crossings (graph, NULL);
    }

  return rival;
}

/* Reads the arguments, all but the command's name and at most one file. */
static gboolean
parse_arguments (const char         *command,
                 const char         *usage,
                 const GOptionEntry *entries,
                 int                 argc,
                 char              **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_auto (GStrv) arguments = g_new0 (char *, argc + 1);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse_strv (context, &arguments, &error))
    return TRUE;

  g_printerr ("%s: %s\n", command, error->message);
  return FALSE;
}

static gboolean
check_rounds (const char *command,
              int         rounds)
{
  if (rounds >= 1 && rounds <= MAX_ROUNDS)
    return TRUE;

  g_printerr (_ ("%s: --rounds is a number from 1 to %d\n"), command, MAX_ROUNDS);
  return FALSE;
}

static OuroLayoutPicture *
read_picture (const char *command,
              const char *path)
{
  g_autoptr (GError) error = NULL;
  OuroLayoutPicture *picture = ouro_layout_picture_read (path, &error);

  if (picture == NULL)
    g_printerr ("%s: %s: %s\n", command, path, error->message);

  return picture;
}

int
ouro_layout_dot_run (int    argc,
                     char **argv)
{
  gboolean time = FALSE;
  int      rounds = 10;
  g_auto (GStrv) files = NULL;
  /* The formatter loses its place after N_ (). */
  /* clang-format off */
  const GOptionEntry entries[] = {
    { "time", 0, 0, G_OPTION_ARG_NONE, &time, N_ ("Print how long it takes, in ms"), NULL },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, N_ ("How often it is measured"), N_ ("N") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  /* clang-format on */
  g_autoptr (OuroLayoutPicture) picture = NULL;

  if (!parse_arguments (argv[0], _ ("FILE|-"), entries, argc, argv))
    return 2;
  if (files == NULL || g_strv_length (files) != 1)
    {
      g_printerr (_ ("%s: needs one DOT file, or - for standard input\n"), argv[0]);
      return 2;
    }
  if (!check_rounds (argv[0], rounds))
    return 2;
  picture = read_picture (argv[0], files[0]);
  if (picture == NULL)
    return 1;

  if (time)
    {
      g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
      char  best[G_ASCII_DTOSTR_BUF_SIZE], median[G_ASCII_DTOSTR_BUF_SIZE];
      Times times = measure (picture, solve_here, graphviz, rounds);

      g_print ("%u boxes, %u arrows: best ms %s, median ms %s\n",
               picture->graph->n_boxes, picture->graph->n_arrows,
               format_ms (best, times.best), format_ms (median, times.median));
    }
  else
    {
      g_autofree char *program = get_program ();
      g_autofree char *plain = NULL;
      g_autoptr (OuroLayout) layout = ouro_layout_new (program);

      lay_out (picture, solve_by_helper, layout);
      plain = ouro_layout_picture_to_plain (picture);
      g_print ("%s", plain);
    }

  return 0;
}

typedef struct
{
  const OuroLayoutGraph *graph;
  Times                  times;
  Rival                  rival;
  guint                  crossings;
  guint                  crossings_in_panes; /* of arrows within the same pane */
  guint                  close_boxes;
  guint                  boxes_crossed;
} Report;

static void
print_json (const Report *report)
{
  char best[G_ASCII_DTOSTR_BUF_SIZE], median[G_ASCII_DTOSTR_BUF_SIZE];
  char dot[G_ASCII_DTOSTR_BUF_SIZE];

  g_print ("{\"boxes\": %u, \"arrows\": %u, \"fallback\": %s, \"best_ms\": %s, \"median_ms\": %s, "
           "\"crossings\": %u, \"crossings_in_panes\": %u, \"close_boxes\": %u, "
           "\"boxes_crossed\": %u",
           report->graph->n_boxes, report->graph->n_arrows,
           report->graph->fallback ? "true" : "false",
           format_ms (best, report->times.best), format_ms (median, report->times.median),
           report->crossings, report->crossings_in_panes,
           report->close_boxes, report->boxes_crossed);
  if (report->rival.time >= 0.0)
    g_print (", \"dot_ms\": %s, \"dot_crossings_in_panes\": %u, \"dot_places_our_curves\": %u",
             format_ms (dot, report->rival.time), report->rival.crossings,
             report->rival.crossings_of_our_curves);
  g_print ("}\n");
}

static void
print_words (const Report *report)
{
  char best[G_ASCII_DTOSTR_BUF_SIZE], median[G_ASCII_DTOSTR_BUF_SIZE];
  char dot[G_ASCII_DTOSTR_BUF_SIZE];

  g_print ("%u boxes, %u arrows%s\n", report->graph->n_boxes, report->graph->n_arrows,
           report->graph->fallback ? ": the helper did not answer, these are our own places" : "");
  g_print ("boxes closer than %g points: %u; boxes crossed by arrows: %u\n", OURO_LAYOUT_MIN_GAP,
           report->close_boxes, report->boxes_crossed);
  g_print ("crossings: %u, of these inside panes: %u\n", report->crossings,
           report->crossings_in_panes);
  if (report->rival.time >= 0.0)
    g_print ("dot, each pane by itself: crossings inside panes: %u, with our curves in its places: "
             "%u; ms %s\n",
             report->rival.crossings, report->rival.crossings_of_our_curves,
             format_ms (dot, report->rival.time));
  g_print ("through the helper: best ms %s, median ms %s\n", format_ms (best, report->times.best),
           format_ms (median, report->times.median));
}

int
ouro_layout_bench_run (int    argc,
                       char **argv)
{
  gboolean         compare = FALSE, json = FALSE;
  int              rounds = 20;
  g_autofree char *path = NULL;
  /* clang-format off */
  const GOptionEntry entries[] = {
    { "dot", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("The graph; - is standard input"), "FILE" },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, N_ ("How often it is measured"), N_ ("N") },
    { "compare", 0, 0, G_OPTION_ARG_NONE, &compare, N_ ("Measure dot as well"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  /* clang-format on */
  g_autofree char    *program = get_program ();
  g_autofree guint32 *panes = NULL;
  g_autoptr (OuroLayoutPicture) picture = NULL;
  g_autoptr (OuroLayout) layout = NULL;
  Report report = { .rival.time = -1.0 };

  if (!parse_arguments (argv[0], NULL, entries, argc, argv))
    return 2;
  if (!check_rounds (argv[0], rounds))
    return 2;
  picture = read_picture (argv[0], path != NULL ? path : "-");
  if (picture == NULL)
    return 1;

  layout = ouro_layout_new (program);
  ouro_layout_set_time_limit (layout, BENCH_TIME_LIMIT);
  report.times = measure (picture, solve_by_helper, layout, rounds);
  report.graph = picture->graph;
  panes = ouro_layout_picture_get_panes_of_arrows (picture);
  report.crossings = ouro_layout_count_crossings (picture->graph, NULL);
  report.crossings_in_panes = ouro_layout_count_crossings (picture->graph, panes);
  report.close_boxes = ouro_layout_count_close_boxes (picture->graph, OURO_LAYOUT_MIN_GAP);
  report.boxes_crossed = ouro_layout_count_boxes_crossed (picture->graph);
  if (compare)
    report.rival = measure_dot (picture);
  if (json)
    print_json (&report);
  else
    print_words (&report);

  return 0;
}
