/* test-layout-protocol.c - what goes through the pipe, and what must not get through */

#include "ouro-layout-protocol.h"

#include "layout-scenes.h"

#include <math.h>

#define HEAD OURO_LAYOUT_FRAME_LENGTH

static const OuroLayoutQuestion arrange_question = { 17, OURO_LAYOUT_ARRANGE,
                                                     OURO_LAYOUT_EFFORT_LOW, 900 };
static const OuroLayoutQuestion route_question = { 18, OURO_LAYOUT_ROUTE, OURO_LAYOUT_EFFORT_FULL,
                                                   1500 };

static const guint8 *
get_payload (GBytes *message,
             gsize  *length)
{
  const guint8 *data = g_bytes_get_data (message, length);
  GError       *error = NULL;
  gsize         told;

  g_assert_true (ouro_layout_protocol_read_frame (data, &told, &error));
  g_assert_no_error (error);
  *length -= HEAD;
  g_assert_cmpuint (told, ==, *length);

  return data + HEAD;
}

static void
test_a_question_arrives_as_it_was_sent (void)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (1, 20, 40);
  g_autoptr (GBytes) message = ouro_layout_protocol_write_question (&arrange_question, graph);
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroLayoutGraph) read = NULL;
  OuroLayoutQuestion question;
  gsize              length;
  const guint8      *payload = get_payload (message, &length);

  read = ouro_layout_protocol_read_question (payload, length, &question, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (question.number, ==, 17);
  g_assert_cmpint (question.task, ==, OURO_LAYOUT_ARRANGE);
  g_assert_cmpint (question.effort, ==, OURO_LAYOUT_EFFORT_LOW);
  g_assert_cmpuint (question.time_limit, ==, 900);
  layout_scene_assert_equal (graph, read);
}

static void
test_an_answer_arrives_as_it_was_sent (void)
{
  static const OuroLayoutQuestion *const questions[] = { &arrange_question, &route_question };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (OuroLayoutGraph) asked = layout_scene_new (2, 15, 30);
      g_autoptr (OuroLayoutGraph) answered = NULL;
      g_autoptr (GBytes) message = NULL;
      g_autoptr (GError) error = NULL;
      const guint8 *payload;
      gsize         length;
      guint32       memory = 0;

      answered = ouro_layout_graph_copy (asked);
      ouro_layout_solve_simply (questions[i]->task, answered);
      message = ouro_layout_protocol_write_answer (questions[i], answered, 12345);
      payload = get_payload (message, &length);

      asked->fallback = TRUE;
      g_assert_true (ouro_layout_protocol_read_answer (payload, length, questions[i], asked,
                                                       &memory, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (memory, ==, 12345);
      g_assert_false (asked->fallback);
      layout_scene_assert_equal (asked, answered);
    }
}

static void
test_an_empty_graph_is_a_question_too (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (0, 0);
  g_autoptr (GBytes) message = ouro_layout_protocol_write_question (&route_question, graph);
  g_autoptr (OuroLayoutGraph) read = NULL;
  OuroLayoutQuestion question;
  gsize              length;
  const guint8      *payload = get_payload (message, &length);

  read = ouro_layout_protocol_read_question (payload, length, &question, NULL);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->n_boxes, ==, 0);
}

static void
test_a_message_cut_anywhere_is_refused (void)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (3, 4, 5);
  g_autoptr (GBytes) sent = ouro_layout_protocol_write_question (&route_question, graph);
  g_autoptr (GBytes) back = NULL;
  gsize         sent_length, back_length;
  const guint8 *sent_payload = get_payload (sent, &sent_length), *back_payload;

  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  back = ouro_layout_protocol_write_answer (&route_question, graph, 0);
  back_payload = get_payload (back, &back_length);

  for (gsize cut = 0; cut < sent_length; cut++)
    {
      g_autofree guint8 *part = g_memdup2 (sent_payload, cut);
      g_autoptr (GError) error = NULL;
      OuroLayoutQuestion question;

      g_assert_null (ouro_layout_protocol_read_question (part, cut, &question, &error));
      g_assert_error (error, OURO_LAYOUT_PROTOCOL_ERROR, OURO_LAYOUT_PROTOCOL_ERROR_BROKEN);
    }
  for (gsize cut = 0; cut < back_length; cut++)
    {
      g_autofree guint8 *part = g_memdup2 (back_payload, cut);
      g_autoptr (GError) error = NULL;
      guint32 memory;

      g_assert_false (ouro_layout_protocol_read_answer (part, cut, &route_question, graph,
                                                        &memory, &error));
      g_assert_error (error, OURO_LAYOUT_PROTOCOL_ERROR, OURO_LAYOUT_PROTOCOL_ERROR_BROKEN);
    }
}

static void
change_a_byte (guint8 *bytes,
               gsize   length,
               GRand  *random)
{
  bytes[g_rand_int_range (random, 0, (gint32)length)] = (guint8)g_rand_int (random);
}

static void
test_changed_bytes_never_break_a_promise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (4, 6, 9);
  g_autoptr (GBytes) sent = ouro_layout_protocol_write_question (&route_question, graph);
  g_autoptr (GBytes) back = NULL;
  gsize         sent_length, back_length;
  const guint8 *sent_payload = get_payload (sent, &sent_length), *back_payload;

  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  back = ouro_layout_protocol_write_answer (&route_question, graph, 0);
  back_payload = get_payload (back, &back_length);

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree guint8 *changed_sent = g_memdup2 (sent_payload, sent_length);
      g_autofree guint8 *changed_back = g_memdup2 (back_payload, back_length);
      g_autoptr (OuroLayoutGraph) read = NULL;
      g_autoptr (OuroLayoutGraph) asked = ouro_layout_graph_copy (graph);
      OuroLayoutQuestion question;
      guint32            memory;

      for (guint i = 0; i < 3; i++)
        {
          change_a_byte (changed_sent, sent_length, random);
          change_a_byte (changed_back, back_length, random);
        }

      read = ouro_layout_protocol_read_question (changed_sent, sent_length, &question, NULL);
      if (read != NULL)
        {
          g_assert_true (ouro_layout_protocol_accepts (read));
          g_assert_cmpint (question.task, <=, OURO_LAYOUT_ROUTE);
        }
      if (ouro_layout_protocol_read_answer (changed_back, back_length, &route_question, asked,
                                            &memory, NULL))
        for (guint32 i = 0; i < asked->n_arrows; i++)
          g_assert_cmpuint (asked->arrows[i].first + asked->arrows[i].n, <=, asked->n_points);
      else
        layout_scene_assert_equal (asked, graph);
    }
}

static void
test_frames_of_others_and_frames_too_long_are_refused (void)
{
  guint32 other[] = { 0x12345678, 4 }, too_long[] = { 0x314c554f, OURO_LAYOUT_MAX_PAYLOAD + 1 };
  gsize   length;

  g_assert_false (ouro_layout_protocol_read_frame ((const guint8 *)other, &length, NULL));
  g_assert_false (ouro_layout_protocol_read_frame ((const guint8 *)too_long, &length, NULL));
}

static void
test_only_sound_graphs_are_accepted (void)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (5, 3, 2);

  g_assert_true (ouro_layout_protocol_accepts (graph));

  graph->arrows[0].to = 3;
  g_assert_false (ouro_layout_protocol_accepts (graph));
  graph->arrows[0].to = 2;
  graph->arrows[1].start.x = NAN;
  g_assert_false (ouro_layout_protocol_accepts (graph));
  graph->arrows[1].start.x = 0.0f;
  graph->boxes[1].width = -1.0f;
  g_assert_false (ouro_layout_protocol_accepts (graph));
  graph->boxes[1].width = INFINITY;
  g_assert_false (ouro_layout_protocol_accepts (graph));
  graph->boxes[1].width = 1.0f;
  graph->boxes[2].y = 2.0f * OURO_LAYOUT_MAX_PLACE;
  g_assert_false (ouro_layout_protocol_accepts (graph));
}

static void
test_an_answer_to_another_question_is_refused (void)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (6, 3, 2);
  g_autoptr (OuroLayoutGraph) other = layout_scene_new (6, 4, 2);
  g_autoptr (GBytes) message = ouro_layout_protocol_write_answer (&arrange_question, graph, 0);
  OuroLayoutQuestion later = arrange_question;
  gsize              length;
  const guint8      *payload = get_payload (message, &length);
  guint32            memory;

  later.number++;
  g_assert_false (ouro_layout_protocol_read_answer (payload, length, &later, graph, &memory, NULL));
  g_assert_false (ouro_layout_protocol_read_answer (payload, length, &arrange_question, other,
                                                    &memory, NULL));
  g_assert_true (ouro_layout_protocol_read_answer (payload, length, &arrange_question, graph,
                                                   &memory, NULL));
}

/* A curve that begins elsewhere, or whose tip is off its target, is not what was promised. */
static void
test_a_curve_that_goes_elsewhere_is_refused (void)
{
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (7, 5, 3);

  layout_scene_place (graph, 7, 12.0f);
  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  for (guint end = 0; end < 2; end++)
    {
      g_autoptr (OuroLayoutGraph) wrong = ouro_layout_graph_copy (graph);
      g_autoptr (GBytes) message = NULL;
      const OuroLayoutArrow *arrow = &wrong->arrows[1];
      const guint8          *payload;
      gsize                  length;
      guint32                memory;

      wrong->points[end == 0 ? arrow->first : arrow->first + arrow->n - 1].x += 5000.0f;
      message = ouro_layout_protocol_write_answer (&route_question, wrong, 0);
      payload = get_payload (message, &length);
      g_assert_false (ouro_layout_protocol_read_answer (payload, length, &route_question, graph,
                                                        &memory, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/protocol/a-question-arrives-as-it-was-sent",
                   test_a_question_arrives_as_it_was_sent);
  g_test_add_func ("/layout/protocol/an-answer-arrives-as-it-was-sent",
                   test_an_answer_arrives_as_it_was_sent);
  g_test_add_func ("/layout/protocol/an-empty-graph-is-a-question-too",
                   test_an_empty_graph_is_a_question_too);
  g_test_add_func ("/layout/protocol/a-message-cut-anywhere-is-refused",
                   test_a_message_cut_anywhere_is_refused);
  g_test_add_func ("/layout/protocol/changed-bytes-never-break-a-promise",
                   test_changed_bytes_never_break_a_promise);
  g_test_add_func ("/layout/protocol/frames-of-others-and-frames-too-long-are-refused",
                   test_frames_of_others_and_frames_too_long_are_refused);
  g_test_add_func ("/layout/protocol/only-sound-graphs-are-accepted",
                   test_only_sound_graphs_are_accepted);
  g_test_add_func ("/layout/protocol/an-answer-to-another-question-is-refused",
                   test_an_answer_to_another_question_is_refused);
  g_test_add_func ("/layout/protocol/a-curve-that-goes-elsewhere-is-refused",
                   test_a_curve_that_goes_elsewhere_is_refused);

  return g_test_run ();
}
