/* test-layout.c - the client: helpers that answer, hang, die and lie
 */

#include "ouro-layout.h"

#include "layout-scenes.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define GAP 12.0f

typedef struct
{
  OuroLayout *layout;
  char       *folder; /* for the notes of fake helpers */
  char       *once;
  char       *starts;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer how)
{
  g_autofree char *program = layout_scene_get_program ("fake-layout-helper");

  fixture->folder = g_dir_make_tmp ("ouro-layout-XXXXXX", NULL);
  fixture->once = g_build_filename (fixture->folder, "once", NULL);
  fixture->starts = g_build_filename (fixture->folder, "starts", NULL);
  g_setenv ("OURO_FAKE_STARTS", fixture->starts, TRUE);
  g_unsetenv ("OURO_FAKE_ONCE");
  if (how != NULL)
    g_setenv ("OURO_FAKE_HELPER", how, TRUE);
  else
    g_unsetenv ("OURO_FAKE_HELPER");
  fixture->layout = ouro_layout_new (program);
}

static void
set_up_once (Fixture      *fixture,
             gconstpointer how)
{
  set_up (fixture, how);
  g_setenv ("OURO_FAKE_ONCE", fixture->once, TRUE);
}

/* Whatever a test does, no process is left behind. */
static void
tear_down (Fixture      *fixture,
           gconstpointer how)
{
  g_assert_finalize_object (fixture->layout);
  layout_scene_wait (layout_scene_has_no_children, NULL);

  g_unlink (fixture->once);
  g_unlink (fixture->starts);
  g_rmdir (fixture->folder);
  g_free (fixture->once);
  g_free (fixture->starts);
  g_free (fixture->folder);
}

static gsize
count_starts (Fixture *fixture)
{
  g_autofree char *text = NULL;
  gsize            n = 0;

  g_file_get_contents (fixture->starts, &text, &n, NULL);

  return n;
}

/* What came of a question that was asked without waiting. */
typedef struct
{
  OuroLayoutGraph *graph;
  GError          *error;
} Reply;

static void
solved_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Reply *reply = user_data;

  reply->graph = ouro_layout_solve_finish (OURO_LAYOUT (source), result, &reply->error);
}

static gboolean
is_answered (gpointer data)
{
  const Reply *reply = data;

  return reply->graph != NULL || reply->error != NULL;
}

static void
clear_reply (Reply *reply)
{
  g_clear_pointer (&reply->graph, ouro_layout_graph_free);
  g_clear_error (&reply->error);
}

static void
ask (Fixture         *fixture,
     OuroLayoutTask   task,
     OuroLayoutGraph *graph,
     Reply           *reply)
{
  ouro_layout_solve_async (fixture->layout, task, graph, NULL, solved_cb, reply);
}

static void
test_a_helper_answers_both_questions (Fixture      *fixture,
                                      gconstpointer data)
{
  Reply arranged = { NULL }, routed = { NULL };

  ask (fixture, OURO_LAYOUT_ARRANGE, layout_scene_new (1, 30, 40), &arranged);
  layout_scene_wait (is_answered, &arranged);
  g_assert_no_error (arranged.error);
  g_assert_false (arranged.graph->fallback);
  layout_scene_assert_arranged (arranged.graph, GAP);

  ask (fixture, OURO_LAYOUT_ROUTE, ouro_layout_graph_copy (arranged.graph), &routed);
  layout_scene_wait (is_answered, &routed);
  g_assert_no_error (routed.error);
  g_assert_false (routed.graph->fallback);
  layout_scene_assert_routed (routed.graph);
  g_assert_cmpmem (arranged.graph->boxes, 30 * sizeof (OuroLayoutBox), routed.graph->boxes,
                   30 * sizeof (OuroLayoutBox));
  g_assert_cmpuint (count_starts (fixture), ==, 1);

  clear_reply (&arranged);
  clear_reply (&routed);
}

static void
test_waiting_for_an_answer_gives_the_same_one (Fixture      *fixture,
                                               gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (2, 30, 40);
  OuroLayoutBox *boxes = graph->boxes;
  Reply          reply = { NULL };

  ask (fixture, OURO_LAYOUT_ARRANGE, ouro_layout_graph_copy (graph), &reply);
  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
  g_assert_false (graph->fallback);
  g_assert_true (graph->boxes == boxes);

  layout_scene_wait (is_answered, &reply);
  layout_scene_assert_equal (reply.graph, graph);
  clear_reply (&reply);
}

/* Large messages do not fit into a pipe at once. */
static void
test_large_graphs_go_through_the_pipe (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (3, 6000, 0);

  ouro_layout_set_time_limit (fixture->layout, 20000);
  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
  g_assert_false (graph->fallback);
}

static void
test_a_bad_helper_makes_us_answer_ourselves (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) arranged = layout_scene_new (4, 20, 25);
  Reply reply = { NULL };

  ouro_layout_set_time_limit (fixture->layout, 150);
  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, arranged);
  g_assert_true (arranged->fallback);
  layout_scene_assert_arranged (arranged, GAP);

  ask (fixture, OURO_LAYOUT_ROUTE, ouro_layout_graph_copy (arranged), &reply);
  layout_scene_wait (is_answered, &reply);
  g_assert_no_error (reply.error);
  g_assert_true (reply.graph->fallback);
  layout_scene_assert_routed (reply.graph);
  clear_reply (&reply);
}

static void
test_the_next_helper_makes_it_good (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (5, 20, 25);

  ouro_layout_set_time_limit (fixture->layout, 6000);
  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
  g_assert_false (graph->fallback);
  layout_scene_assert_arranged (graph, GAP);
  g_assert_cmpuint (count_starts (fixture), ==, 1);
}

static void
test_the_time_limit_is_kept (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (6, 20, 25);
  gint64 begin = g_get_monotonic_time ();
  double seconds;

  ouro_layout_set_time_limit (fixture->layout, 200);
  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ROUTE, graph);
  seconds = (double)(g_get_monotonic_time () - begin) / G_USEC_PER_SEC;

  g_assert_cmpfloat (seconds, >=, 0.19);
  /* a busy machine may be late, but not by as much as a hang */
  g_assert_cmpfloat (seconds, <, 2.0);
}

static gboolean
count_cb (gpointer user_data)
{
  ++*(guint *)user_data;

  return G_SOURCE_CONTINUE;
}

static void
test_the_main_loop_keeps_turning (Fixture      *fixture,
                                  gconstpointer data)
{
  guint n_turns = 0;
  guint source = g_timeout_add (1, count_cb, &n_turns);
  Reply reply = { NULL };

  ouro_layout_set_time_limit (fixture->layout, 300);
  ask (fixture, OURO_LAYOUT_ARRANGE, layout_scene_new (7, 20, 25), &reply);
  layout_scene_wait (is_answered, &reply);
  g_assert_true (reply.graph->fallback);
  g_assert_cmpuint (n_turns, >, 20);

  g_source_remove (source);
  clear_reply (&reply);
}

/* More than a pipe holds, to a helper that is not there any more: the signal that this raises does
 * not end us. */
static void
test_a_pipe_may_break_while_it_is_written_to (Fixture      *fixture,
                                              gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (18, 9000, 0);

  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
  g_assert_true (graph->fallback);
}

static void
test_a_helper_that_is_missing_is_no_error (void)
{
  static const char *const paths[] = { NULL, "/nonexistent/ouroboros", "/dev/null" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (OuroLayout) layout = ouro_layout_new (paths[i]);
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (8, 20, 25);
      Reply reply = { NULL };

      ouro_layout_solve (layout, OURO_LAYOUT_ARRANGE, graph);
      g_assert_true (graph->fallback);
      layout_scene_assert_arranged (graph, GAP);

      ouro_layout_solve_async (layout, OURO_LAYOUT_ROUTE, ouro_layout_graph_copy (graph), NULL,
                               solved_cb, &reply);
      layout_scene_wait (is_answered, &reply);
      g_assert_true (reply.graph->fallback);
      clear_reply (&reply);
    }
}

static void
test_a_graph_too_large_is_answered_by_us (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (60000, 0);

  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
  g_assert_true (graph->fallback);
  g_assert_cmpuint (count_starts (fixture), ==, 0);
}

static void
test_a_newer_question_replaces_one_that_waits (Fixture      *fixture,
                                               gconstpointer data)
{
  Reply first = { NULL }, older = { NULL }, newer = { NULL }, other = { NULL };

  ask (fixture, OURO_LAYOUT_ARRANGE, layout_scene_new (9, 10, 12), &first);
  ask (fixture, OURO_LAYOUT_ARRANGE, layout_scene_new (10, 11, 12), &older);
  ask (fixture, OURO_LAYOUT_ROUTE, layout_scene_new (11, 12, 12), &other);
  ask (fixture, OURO_LAYOUT_ARRANGE, layout_scene_new (12, 13, 12), &newer);
  layout_scene_wait (is_answered, &newer);
  layout_scene_wait (is_answered, &other);
  layout_scene_wait (is_answered, &first);
  layout_scene_wait (is_answered, &older);

  g_assert_error (older.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (older.graph);
  g_assert_cmpuint (first.graph->n_boxes, ==, 10);
  g_assert_cmpuint (other.graph->n_boxes, ==, 12);
  g_assert_cmpuint (newer.graph->n_boxes, ==, 13);
  g_assert_false (first.graph->fallback || other.graph->fallback || newer.graph->fallback);

  clear_reply (&first);
  clear_reply (&older);
  clear_reply (&newer);
  clear_reply (&other);
}

static void
test_a_cancelled_question_ends_with_that_error (Fixture      *fixture,
                                                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reply cancelled = { NULL }, next = { NULL };

  g_cancellable_cancel (cancellable);
  ouro_layout_solve_async (fixture->layout, OURO_LAYOUT_ARRANGE, layout_scene_new (13, 10, 12),
                           cancellable, solved_cb, &cancelled);
  ask (fixture, OURO_LAYOUT_ROUTE, layout_scene_new (14, 10, 12), &next);
  layout_scene_wait (is_answered, &cancelled);
  layout_scene_wait (is_answered, &next);

  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (next.graph->fallback);
  clear_reply (&cancelled);
  clear_reply (&next);
}

/* A callback may ask again at once. */
static void
ask_again_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  guint *n_left = user_data;
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_solve_finish (OURO_LAYOUT (source), result, NULL);

  g_assert_nonnull (graph);
  if (--*n_left > 0)
    ouro_layout_solve_async (OURO_LAYOUT (source), OURO_LAYOUT_ARRANGE, g_steal_pointer (&graph),
                             NULL, ask_again_cb, n_left);
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *)data == 0;
}

static void
test_a_callback_may_ask_again (Fixture      *fixture,
                               gconstpointer data)
{
  guint n_left = 50;

  ouro_layout_solve_async (fixture->layout, OURO_LAYOUT_ARRANGE, layout_scene_new (15, 5, 6),
                           NULL, ask_again_cb, &n_left);
  layout_scene_wait (is_zero, &n_left);
}

static void
test_helpers_are_replaced_after_a_while (Fixture      *fixture,
                                         gconstpointer data)
{
  for (guint i = 0; i < 1100; i++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (i, 2, 1);

      ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
      g_assert_false (graph->fallback);
    }
  g_assert_cmpuint (count_starts (fixture), ==, 3);
}

static pid_t
find_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  return (pid_t)g_ascii_strtoll (text, NULL, 10);
}

static void
test_a_helper_that_dies_between_questions_is_replaced (Fixture      *fixture,
                                                       gconstpointer data)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (16, 20, 25);
  pid_t child;

  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ARRANGE, graph);
  child = find_child ();
  if (child == 0)
    {
      g_test_skip ("the system does not list the children of a process");
      return;
    }

  kill (child, SIGKILL);
  ouro_layout_solve (fixture->layout, OURO_LAYOUT_ROUTE, graph);
  g_assert_false (graph->fallback);
  layout_scene_assert_routed (graph);
  g_assert_cmpuint (count_starts (fixture), ==, 2);
}

static void
test_a_layout_may_be_dropped_while_it_is_asked (Fixture      *fixture,
                                                gconstpointer data)
{
  g_autofree char *program = layout_scene_get_program ("fake-layout-helper");
  OuroLayout      *layout = ouro_layout_new (program);
  Reply            reply = { NULL };

  ouro_layout_solve_async (layout, OURO_LAYOUT_ARRANGE, layout_scene_new (17, 20, 25), NULL,
                           solved_cb, &reply);
  g_object_unref (layout);
  layout_scene_wait (is_answered, &reply);
  g_assert_no_error (reply.error);
  g_assert_false (reply.graph->fallback);
  clear_reply (&reply);
}

#define ADD(path, how, set_up_func, test) \
  g_test_add ("/layout/" path, Fixture, how, set_up_func, test, tear_down)

static void
add_misbehaviours (void)
{
  static const char bad[] = "/layout/a-bad-helper-makes-us-answer-ourselves/";
  static const char good[] = "/layout/the-next-helper-makes-it-good/";

  static const char *const ways[] = {
    "gone",
    "hang",
    "crash",
    "exit",
    "garbage",
    "endless-garbage",
    "half",
    "long",
    "other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *always = g_strconcat (bad, ways[i], NULL);
      g_autofree char *once = g_strconcat (good, ways[i], NULL);

      g_test_add (always, Fixture, ways[i], set_up,
                  test_a_bad_helper_makes_us_answer_ourselves, tear_down);
      g_test_add (once, Fixture, ways[i], set_up_once,
                  test_the_next_helper_makes_it_good, tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_DFL); /* whoever started us may have ignored it */
  g_test_init (&argc, &argv, NULL);

  ADD ("a-helper-answers-both-questions", NULL, set_up, test_a_helper_answers_both_questions);
  ADD ("waiting-for-an-answer-gives-the-same-one", NULL, set_up,
       test_waiting_for_an_answer_gives_the_same_one);
  ADD ("large-graphs-go-through-the-pipe", NULL, set_up, test_large_graphs_go_through_the_pipe);
  add_misbehaviours ();
  ADD ("the-time-limit-is-kept", "hang", set_up, test_the_time_limit_is_kept);
  ADD ("the-main-loop-keeps-turning", "hang", set_up, test_the_main_loop_keeps_turning);
  ADD ("a-pipe-may-break-while-it-is-written-to", "gone", set_up,
       test_a_pipe_may_break_while_it_is_written_to);
  g_test_add_func ("/layout/a-helper-that-is-missing-is-no-error",
                   test_a_helper_that_is_missing_is_no_error);
  ADD ("a-graph-too-large-is-answered-by-us", NULL, set_up,
       test_a_graph_too_large_is_answered_by_us);
  ADD ("a-newer-question-replaces-one-that-waits", NULL, set_up,
       test_a_newer_question_replaces_one_that_waits);
  ADD ("a-cancelled-question-ends-with-that-error", NULL, set_up,
       test_a_cancelled_question_ends_with_that_error);
  ADD ("a-callback-may-ask-again", NULL, set_up, test_a_callback_may_ask_again);
  ADD ("helpers-are-replaced-after-a-while", NULL, set_up, test_helpers_are_replaced_after_a_while);
  ADD ("a-helper-that-dies-between-questions-is-replaced", NULL, set_up,
       test_a_helper_that_dies_between_questions_is_replaced);
  ADD ("a-layout-may-be-dropped-while-it-is-asked", NULL, set_up,
       test_a_layout_may_be_dropped_while_it_is_asked);

  return g_test_run ();
}
