/* ouro-cli-bench-vm.c - bench vm: how many lines a second are executed with every change kept
 *
 * Four programs: a list that grows, insertions into a binary tree of instances, a small function called, cycles of two made and dropped; or any file.
 * What is measured is the whole way from the first line to the last, history included. JSON tells the size of the history as well, and
 * how long jumps to moments drawn by lot take.
 */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ouro-cli-private.h"

#define MAX_LINES 10000000
#define N_JUMPS   1000
#define SEED      1

typedef struct
{
  const char *name;
  double      lines_per_turn; /* about */
  const char *text;           /* %d: turns */
} Sample;

static const Sample samples[] = {
  { "append", 2.0,
    "numbers = []\n"
    "for i in range(%d):\n"
    "    numbers.append(i)\n" },
  { "tree", 40.0,
    "class Node:\n"
    "    def __init__(self, key):\n"
    "        self.key = key\n"
    "        self.left = None\n"
    "        self.right = None\n"
    "def insert(root, key):\n"
    "    while True:\n"
    "        if key < root.key:\n"
    "            if root.left is None:\n"
    "                root.left = Node(key)\n"
    "                return\n"
    "            root = root.left\n"
    "        else:\n"
    "            if root.right is None:\n"
    "                root.right = Node(key)\n"
    "                return\n"
    "            root = root.right\n"
    "root = Node(500000)\n"
    "key = 1\n"
    "for i in range(%d):\n"
    "    key = (key * 7919 + 13) %% 1000003\n"
    "    insert(root, key)\n" },
  { "calls", 4.0,
    "def add(a, b):\n"
    "    c = a + b\n"
    "    return c\n"
    "total = 0\n"
    "for i in range(%d):\n"
    "    total = add(total, i)\n" },
  { "cycles", 5.0,
    "class Node:\n"
    "    pass\n"
    "for i in range(%d):\n"
    "    a = Node()\n"
    "    b = Node()\n"
    "    a.other = b\n"
    "    b.other = a\n" },
};

typedef struct
{
  guint32 lines;
  double  seconds; /* median of the rounds */
  double  bytes;   /* of history for each line */
  double  worst_jump;
  double  median_jump; /* in seconds, as the other */
} Report;

static char *
dup_sample (const char *name,
            int         lines)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_str_equal (samples[i].name, name))
      {
        g_autofree char *turns = g_strdup_printf ("%d", MAX (1, (int)(lines / samples[i].lines_per_turn)));
        g_autoptr (GString) text = g_string_new (samples[i].text);

        g_string_replace (text, "%d", turns, 0);
        g_string_replace (text, "%%", "%", 0);
        return g_string_free (g_steal_pointer (&text), FALSE);
      }

  ouro_cli_refuse ("%s", _ ("--program takes append, tree, calls or cycles"));
  return NULL;
}

/* A jump is measured by the clock on the wall: that is what one waits for. */
static void
measure_jumps (OuroRun *run,
               Report  *report)
{
  g_autofree double *seconds = g_new (double, N_JUMPS);
  GRand             *random = g_rand_new_with_seed (SEED);
  guint32            n_positions = ouro_run_get_n_positions (run);

  for (guint i = 0; i < N_JUMPS; i++)
    {
      OuroCursor cursor = { .position = g_rand_int_range (random, 0, n_positions + 1) };
      gint64     start = g_get_monotonic_time ();

      ouro_run_seek (run, cursor);
      seconds[i] = (g_get_monotonic_time () - start) * 1e-6;
    }
  g_rand_free (random);
  report->median_jump = ouro_cli_find_median (seconds, N_JUMPS);
  report->worst_jump = seconds[N_JUMPS - 1];
}

static gboolean
measure (const char        *text,
         const char        *name,
         const OuroProfile *profile,
         int                rounds,
         gboolean           jumps,
         Report            *report)
{
  static const OuroVmLimits none = { 0 };
  g_autofree double        *seconds = g_new (double, rounds);

  for (int round = 0; round < rounds; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroRun) run = ouro_run_new (text, name, profile, OURO_HISTORY_KEEP, &error);
      double start;

      if (run == NULL)
        {
          ouro_cli_fail ("%s", error->message);
          return FALSE;
        }
      ouro_run_set_limits (run, &none);
      start = ouro_cli_get_processor_time ();
      ouro_run_execute (run);
      seconds[round] = ouro_cli_get_processor_time () - start;
      report->lines = ouro_run_get_n_positions (run);
      report->bytes = (double)ouro_heap_get_history_bytes (ouro_run_get_heap (run)) / MAX (report->lines, 1);
      if (jumps && round == 0)
        measure_jumps (run, report);
    }
  report->seconds = ouro_cli_find_median (seconds, rounds);
  return TRUE;
}

static void
print (const Report      *report,
       const OuroProfile *profile,
       gboolean           json)
{
  char   bytes[G_ASCII_DTOSTR_BUF_SIZE], seconds[G_ASCII_DTOSTR_BUF_SIZE];
  char   median[G_ASCII_DTOSTR_BUF_SIZE], worst[G_ASCII_DTOSTR_BUF_SIZE];
  double rate = report->lines / fmax (report->seconds, 1e-9);

  g_ascii_formatd (bytes, sizeof bytes, "%.1f", report->bytes);
  g_ascii_formatd (seconds, sizeof seconds, "%.4f", report->seconds);
  g_ascii_formatd (median, sizeof median, "%.3f", report->median_jump * 1e3);
  g_ascii_formatd (worst, sizeof worst, "%.3f", report->worst_jump * 1e3);
  if (json)
    g_print ("{\"python\": \"%s\", \"lines\": %u, \"seconds\": %s, \"lines_per_second\": %.0f, \"bytes_per_line\": %s, \"jump_ms_median\": %s, \"jump_ms_worst\": %s}\n",
             profile->name, report->lines, seconds, rate, bytes, median, worst);
  else
    g_print ("%u lines in %s s, %s bytes of history each; lines per second: %.0f\n", report->lines, seconds, bytes, rate);
}

int
ouro_cli_bench_vm (int    argc,
                   char **argv)
{
  g_autofree char   *program = NULL;
  g_autofree char   *file = NULL;
  g_autofree char   *version = NULL;
  g_autofree char   *text = NULL;
  gboolean           json = FALSE;
  int                lines = 1000000;
  int                rounds = 3;
  Report             report = { 0 };
  const OuroProfile *profile;
  const GOptionEntry options[] = {
    { "program", 0, 0, G_OPTION_ARG_STRING, &program, N_ ("append, tree, calls or cycles (append)"), N_ ("NAME") },
      { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("A program of one's own"), N_ ("FILE") },
        { "lines", 0, 0, G_OPTION_ARG_INT, &lines, N_ ("About how many lines the program executes (1000000)"), N_ ("N") },
          { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, N_ ("How often it is measured (3)"), N_ ("N") },
            { "python", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("CPython version to be like (the newest)"), N_ ("VERSION") },
              { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, with the time that jumps in history take"), NULL },
                { NULL },
             };

  if (!ouro_cli_parse (argc, argv, options, _ ("Measures how many lines a second are executed so that each can be undone."), NULL))
    return OURO_CLI_WRONG_USE;
  profile = ouro_cli_find_profile (version);
  if (profile == NULL)
    return OURO_CLI_WRONG_USE;
  if (lines < 1 || lines > MAX_LINES || rounds < 1 || rounds > 1000)
    return ouro_cli_refuse (_ ("--lines goes from 1 to %d, --rounds from 1 to 1000"), MAX_LINES);

  text = file != NULL ? ouro_cli_load (file) : dup_sample (program != NULL ? program : "append", lines);
  if (text == NULL)
    return file != NULL ? OURO_CLI_FAILED : OURO_CLI_WRONG_USE;
  if (!measure (text, file != NULL ? file : "bench.py", profile, rounds, json, &report))
    return OURO_CLI_FAILED;

  print (&report, profile, json);
  return OURO_CLI_DONE;
}
