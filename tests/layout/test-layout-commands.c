/* test-layout-commands.c - DOT files, the commands, and the helper as a process */

#include "ouro-layout-dot-file.h"
#include "ouro-layout-protocol.h"

#include "layout-scenes.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#define PIPES \
  (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | \
   G_SUBPROCESS_FLAGS_STDERR_PIPE)

/* --- DOT files ------------------------------------------------------------------------------ */

static void
test_a_file_becomes_boxes_and_arrows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroLayoutPicture) picture = ouro_layout_picture_parse (
    "digraph { node [shape=record];\n"
    "  a; b [label=\"{list #5|{<s0> 0|<s1> 1}}\"]; c [width=2 height=1];\n"
    "  a -> b; b:s1 -> c; b:s0 -> b; subgraph other { c } }",
    &error);
  const OuroLayoutGraph *graph;

  g_assert_no_error (error);
  graph = picture->graph;
  g_assert_cmpuint (graph->n_boxes, ==, 3);
  g_assert_cmpuint (graph->n_arrows, ==, 3);
  g_assert_cmpuint (picture->n_panes, ==, 1);
  g_assert_cmpstr (picture->names[1], ==, "b");
  g_assert_cmpfloat (graph->boxes[1].height, ==, 60.0f);
  g_assert_cmpfloat (graph->boxes[2].width, ==, 144.0f);
  g_assert_cmpfloat (graph->boxes[2].height, ==, 72.0f);
  for (guint32 i = 0; i < 3; i++)
    if (graph->arrows[i].from == 1)
      g_assert_cmpfloat (graph->arrows[i].start.y, ==, graph->arrows[i].to == 2 ? 50.0f : 30.0f);
}

static void
test_clusters_are_panes (void)
{
  g_autoptr (OuroLayoutPicture) picture = ouro_layout_picture_parse (
    "digraph { subgraph cluster_one { a b } subgraph cluster_two { b c } d; a -> b; a -> c; }",
    NULL);
  g_autofree guint32 *panes = NULL;
  g_autoptr (OuroLayoutGraph) pane = NULL;

  g_assert_nonnull (picture);
  g_assert_cmpuint (picture->n_panes, ==, 3);
  g_assert_cmpmem (picture->pane_of_box, 4 * sizeof (guint32), ((guint32[]){ 1, 1, 2, 0 }),
                   4 * sizeof (guint32));
  panes = ouro_layout_picture_get_panes_of_arrows (picture);
  g_assert_cmpuint (panes[0], ==, 1);
  g_assert_cmpuint (panes[1], ==, G_MAXUINT32);
  pane = ouro_layout_picture_get_pane (picture, 1);
  g_assert_cmpuint (pane->n_boxes, ==, 2);
  g_assert_cmpuint (pane->n_arrows, ==, 1);
}

static void
solve_simply (OuroLayoutTask   task,
              OuroLayoutGraph *graph,
              gpointer         data)
{
  ouro_layout_solve_simply (task, graph);
}

static void
test_panes_stand_side_by_side (void)
{
  g_autoptr (OuroLayoutPicture) picture = ouro_layout_picture_parse (
    "digraph { subgraph cluster_a { a1 a2 a3 a4 } subgraph cluster_b { b1 b2 b3 } "
    "subgraph cluster_c { c1 } }",
    NULL);
  const OuroLayoutBox *boxes = picture->graph->boxes;

  ouro_layout_picture_arrange (picture, solve_simply, NULL);
  layout_scene_assert_arranged (picture->graph, 12.0f);
  for (guint32 i = 0; i < picture->graph->n_boxes; i++)
    for (guint32 j = 0; j < picture->graph->n_boxes; j++)
      if (picture->pane_of_box[i] < picture->pane_of_box[j])
        g_assert_cmpfloat (boxes[i].x + boxes[i].width, <, boxes[j].x);
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ouro_layout_picture_parse (text, &error));
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
}

static char *
repeat (const char *before,
        const char *what,
        guint       n,
        const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
  g_string_append (text, after);

  return g_string_free (text, FALSE);
}

static void
test_what_is_no_graph_is_one_clear_error (void)
{
  g_autofree char *deep = repeat ("digraph {", "{", 200000, "");
  g_autofree char *nested = repeat ("digraph {", "subgraph cluster_x {", 50000, "a");
  g_autofree char *long_chain = repeat ("digraph { a", " -> a", 50000, "}");
  g_autofree char *many = repeat ("graph {", "a--b;", 200001, "}");

  assert_refused ("");
  assert_refused ("digraph { a -> ");
  assert_refused ("def main():\n    pass\n");
  assert_refused ("digraph { \xff\xfe\x01 \"");
  assert_refused (deep);
  assert_refused (nested);
  assert_refused (long_chain);
  assert_refused (many);

  /* An error leaves the reader fit for the next file. */
  test_clusters_are_panes ();
}

static void
test_strange_graphs_are_read (void)
{
  static const char *const texts[] = {
    "digraph {}",
    "graph { a -- b -- a -- a }",
    "strict digraph \"\" { \"\" -> \"\" }",
    "digraph { a [label=\"\"]; b [label=\"|||<x|>\"]; c [label=\"\\\\\"]; "
    "b:x -> c; b:nowhere:se -> a:b:c }",
    "digraph { a [width=\"nan\" height=\"-inf\"]; b [width=\"1e300\" height=0]; a -> b }",
    "digraph { a [label=<<b>x</b>>]; a -> a }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroLayoutPicture) picture = ouro_layout_picture_parse (texts[i], &error);

      g_assert_no_error (error);
      g_assert_true (ouro_layout_protocol_accepts (picture->graph));
      for (guint32 k = 0; k < picture->graph->n_arrows; k++)
        {
          const OuroLayoutArrow *arrow = &picture->graph->arrows[k];

          g_assert_cmpfloat (arrow->start.x, >=, 0.0f);
          g_assert_cmpfloat (arrow->start.x, <=, picture->graph->boxes[arrow->from].width);
          g_assert_cmpfloat (arrow->start.y, >=, 0.0f);
          g_assert_cmpfloat (arrow->start.y, <=, picture->graph->boxes[arrow->from].height);
        }
    }
}

/* --- the commands --------------------------------------------------------------------------- */

typedef struct
{
  int   status;
  char *out;
  char *err;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_free (outcome->out);
  g_free (outcome->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/* arguments: as a shell would read them. */
static Outcome
run (const char *arguments,
     const char *input)
{
  g_autofree char *program = layout_scene_get_program ("layout-helper-for-tests");
  g_autofree char *line = g_strdup_printf ("'%s' %s", program, arguments);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Outcome outcome = { -1, NULL, NULL };

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *)argv,
                               PIPES, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, &outcome.out,
                                 &outcome.err, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_exited (process))
    outcome.status = g_subprocess_get_exit_status (process);

  return outcome;
}

static void
test_places_are_printed_as_dot_prints_them (void)
{
  g_auto (Outcome) outcome = run ("layout -", "digraph { a -> b; a -> \"two words\" }");
  g_auto (GStrv) lines = g_strsplit (outcome.out, "\n", -1);

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpstr (outcome.err, ==, "");
  g_assert_cmpuint (g_strv_length (lines), ==, 8);
  g_assert_true (g_str_has_prefix (lines[0], "graph 1 "));
  g_assert_true (g_str_has_prefix (lines[1], "node a "));
  g_assert_true (g_str_has_prefix (lines[3], "node \"two words\" "));
  g_assert_true (g_str_has_prefix (lines[4], "edge a b 4 "));
  g_assert_true (g_str_has_prefix (lines[5], "edge a \"two words\" 4 "));
  g_assert_cmpstr (lines[6], ==, "stop");
}

static void
assert_last_word_is_a_number (const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));
  const char      *word = strrchr (line, ' ');
  char            *end;

  g_assert_nonnull (word);
  g_assert_cmpfloat (g_ascii_strtod (word + 1, &end), >, 0.0);
  g_assert_cmpstr (end, ==, "");
}

static void
test_times_are_the_last_word (void)
{
  const char *text =
    "digraph { subgraph cluster_a { a -> b } subgraph cluster_b { c -> d } a -> c }";
  g_auto (Outcome) time = run ("layout - --time --rounds 2", text);
  g_auto (Outcome) bench = run ("bench layout --rounds 2 --compare", text);
  g_auto (Outcome) json = run ("bench layout --rounds 2 --json", text);

  g_assert_cmpint (time.status, ==, 0);
  assert_last_word_is_a_number (time.out);
  g_assert_cmpint (bench.status, ==, 0);
  assert_last_word_is_a_number (bench.out);
  g_assert_cmpint (json.status, ==, 0);
  g_assert_nonnull (strstr (json.out, "\"boxes\": 4, \"arrows\": 3, \"fallback\": false"));
}

static void
test_errors_are_one_line_and_a_status (void)
{
  static const struct
  {
    const char *arguments;
    const char *input;
    int         status;
  } cases[] = {
    { "layout -", "digraph {", 1 },
    { "layout -", "", 1 },
    { "layout /nonexistent.dot", NULL, 1 },
    { "layout /", NULL, 1 },
    { "layout", NULL, 2 },
    { "layout a b", NULL, 2 },
    { "layout - --rounds 0", NULL, 2 },
    { "layout - --nonsense", NULL, 2 },
    { "bench layout --dot /nonexistent.dot", NULL, 1 },
    { "bench layout --rounds -1", NULL, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Outcome) outcome = run (cases[i].arguments, cases[i].input);

      g_assert_cmpint (outcome.status, ==, cases[i].status);
      g_assert_cmpstr (outcome.out, ==, "");
      g_assert_cmpuint (strlen (outcome.err), >, 0);
      g_assert_true (strchr (outcome.err, '\n') == outcome.err + strlen (outcome.err) - 1);
    }
}

/* --- the helper as a process ---------------------------------------------------------------- */

static GSubprocess *
start_helper (void)
{
  g_autofree char *program = layout_scene_get_program ("layout-helper-for-tests");

  return g_subprocess_new (PIPES, NULL, program, "layout-helper", NULL);
}

static void
test_a_helper_ends_with_its_input (void)
{
  g_autoptr (GSubprocess) helper = start_helper ();
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;

  g_assert_true (g_subprocess_communicate (helper, nothing, NULL, &out, &err, NULL));
  g_assert_true (g_subprocess_get_if_exited (helper));
  g_assert_cmpuint (g_bytes_get_size (out), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (err), ==, 0);
}

static void
test_a_helper_survives_or_ends_whatever_it_is_sent (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint round = 0; round < 60; round++)
    {
      OuroLayoutQuestion question = { round, round % 2, OURO_LAYOUT_EFFORT_FULL, 5000 };
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (round, 8, 10);
      g_autoptr (GBytes) sound = ouro_layout_protocol_write_question (&question, graph);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GBytes) out = NULL;
      g_autoptr (GBytes) err = NULL;
      g_autoptr (GSubprocess) helper = start_helper ();
      gsize   length;
      guint8 *bytes = g_bytes_unref_to_data (g_bytes_ref (sound), &length);

      for (guint i = 0; i < 3; i++)
        {
          gint32 at = g_rand_int_range (random, round % 3 == 0 ? 0 : 12, (gint32)length);

          bytes[at] = (guint8)g_rand_int (random);
        }
      changed = g_bytes_new_take (bytes, length);

      g_assert_true (g_subprocess_communicate (helper, changed, NULL, &out, &err, NULL));
      /* A question whose time limit was changed may end it by the alarm; nothing else may. */
      if (!g_subprocess_get_if_exited (helper))
        g_assert_cmpint (g_subprocess_get_term_sig (helper), ==, SIGALRM);
      g_assert_cmpuint (g_bytes_get_size (err), ==, 0);
    }
}

static void
test_a_helper_ends_itself_when_nobody_else_does (void)
{
  OuroLayoutQuestion question = { 1, OURO_LAYOUT_ARRANGE, OURO_LAYOUT_EFFORT_FULL, 50 };
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (1, 900, 3600); /* dot would take minutes */
  g_autoptr (GBytes) sent = ouro_layout_protocol_write_question (&question, graph);
  g_autoptr (GSubprocess) helper = start_helper ();

  g_subprocess_communicate (helper, sent, NULL, NULL, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (helper));
  g_assert_cmpint (g_subprocess_get_term_sig (helper), ==, SIGALRM);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/dot-file/a-file-becomes-boxes-and-arrows",
                   test_a_file_becomes_boxes_and_arrows);
  g_test_add_func ("/layout/dot-file/clusters-are-panes", test_clusters_are_panes);
  g_test_add_func ("/layout/dot-file/panes-stand-side-by-side", test_panes_stand_side_by_side);
  g_test_add_func ("/layout/dot-file/what-is-no-graph-is-one-clear-error",
                   test_what_is_no_graph_is_one_clear_error);
  g_test_add_func ("/layout/dot-file/strange-graphs-are-read", test_strange_graphs_are_read);
  g_test_add_func ("/layout/commands/places-are-printed-as-dot-prints-them",
                   test_places_are_printed_as_dot_prints_them);
  g_test_add_func ("/layout/commands/times-are-the-last-word", test_times_are_the_last_word);
  g_test_add_func ("/layout/commands/errors-are-one-line-and-a-status",
                   test_errors_are_one_line_and_a_status);
  g_test_add_func ("/layout/helper/ends-with-its-input", test_a_helper_ends_with_its_input);
  g_test_add_func ("/layout/helper/survives-or-ends-whatever-it-is-sent",
                   test_a_helper_survives_or_ends_whatever_it_is_sent);
  g_test_add_func ("/layout/helper/ends-itself-when-nobody-else-does",
                   test_a_helper_ends_itself_when_nobody_else_does);

  return g_test_run ();
}
