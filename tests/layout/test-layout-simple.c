/* test-layout-simple.c - our own answers, parts and shelves */

#include "ouro-layout-curve.h"
#include "ouro-layout-parts.h"

#include "layout-scenes.h"

static void
test_no_two_boxes_are_too_close (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (seed, 1 + seed % 60, seed % 70);

      ouro_layout_solve_simply (OURO_LAYOUT_ARRANGE, graph);
      layout_scene_assert_arranged (graph, OURO_LAYOUT_MIN_GAP);
      g_assert_true (graph->fallback);
    }
}

static void
test_curves_keep_their_promises (void)
{
  for (guint32 seed = 0; seed < 300; seed++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (seed, 1 + seed % 40, seed % 90);

      /* Boxes that overlap, too. */
      layout_scene_place (graph, seed, seed % 3 == 0 ? -40.0f : 12.0f);
      ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
      layout_scene_assert_routed (graph);
    }
}

static void
test_the_same_question_has_the_same_answer (void)
{
  g_autoptr (OuroLayoutGraph) one = layout_scene_new (11, 50, 60);
  g_autoptr (OuroLayoutGraph) other = layout_scene_new (11, 50, 60);

  ouro_layout_solve_simply (OURO_LAYOUT_ARRANGE, one);
  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, one);
  ouro_layout_solve_simply (OURO_LAYOUT_ARRANGE, other);
  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, other);
  layout_scene_assert_equal (one, other);
}

static void
test_nothing_is_arranged_and_routed (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (0, 0);

  ouro_layout_solve_simply (OURO_LAYOUT_ARRANGE, graph);
  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  g_assert_cmpuint (graph->n_points, ==, 0);
  g_assert_cmpfloat (graph->width, ==, 0.0f);
}

/* Where the curve is half way. */
static OuroLayoutPoint
get_middle (const OuroLayoutGraph *graph,
            guint32                arrow)
{
  return ouro_layout_curve_get_point (graph->points + graph->arrows[arrow].first, 0.5f);
}

static void
test_arrows_between_the_same_boxes_are_told_apart (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (2, 5);

  graph->boxes[0] = (OuroLayoutBox){ 0.0f, 0.0f, 80.0f, 40.0f };
  graph->boxes[1] = (OuroLayoutBox){ 200.0f, 0.0f, 80.0f, 40.0f };
  graph->arrows[0] = (OuroLayoutArrow){ .from = 0, .to = 1, .start = { 40.0f, 20.0f } };
  graph->arrows[1] = graph->arrows[0];
  graph->arrows[2] = (OuroLayoutArrow){ .from = 1, .to = 0, .start = { 40.0f, 20.0f } };
  graph->arrows[3] = (OuroLayoutArrow){ .from = 0, .to = 0, .start = { 70.0f, 30.0f } };
  graph->arrows[4] = graph->arrows[3];
  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);

  layout_scene_assert_routed (graph);
  g_assert_cmpfloat (ABS (get_middle (graph, 0).y - get_middle (graph, 1).y), >=, 3.0f);
  g_assert_cmpfloat (ABS (get_middle (graph, 0).y - get_middle (graph, 2).y), >=, 6.0f);
  g_assert_cmpfloat (ABS (get_middle (graph, 1).y - get_middle (graph, 2).y), >=, 6.0f);
  g_assert_cmpfloat (get_middle (graph, 4).x - get_middle (graph, 3).x, >=, 3.0f);
}

static void
test_an_arrow_leaves_to_the_side_that_faces_its_target (void)
{
  static const OuroLayoutPoint targets[] = {
    { 300.0f, 0.0f },
    { -300.0f, 0.0f },
    { 0.0f, 300.0f },
    { 0.0f, -300.0f },
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (2, 1);
      OuroLayoutPoint out;

      graph->boxes[0] = (OuroLayoutBox){ 0.0f, 0.0f, 100.0f, 60.0f };
      graph->boxes[1] = (OuroLayoutBox){ targets[i].x, targets[i].y, 100.0f, 60.0f };
      graph->arrows[0] = (OuroLayoutArrow){ .from = 0, .to = 1, .start = { 50.0f, 30.0f } };
      ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);

      out = graph->points[1];
      g_assert_cmpfloat ((out.x - 50.0f) * targets[i].x + (out.y - 30.0f) * targets[i].y, >, 0.0f);
    }
}

static void
test_parts_are_what_arrows_join (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (6, 5);
  g_autoptr (OuroLayoutParts) parts = NULL;

  graph->arrows[0] = (OuroLayoutArrow){ .from = 4, .to = 1 };
  graph->arrows[1] = (OuroLayoutArrow){ .from = 4, .to = 1 };
  graph->arrows[2] = (OuroLayoutArrow){ .from = 5, .to = 4 };
  graph->arrows[3] = (OuroLayoutArrow){ .from = 2, .to = 2 };
  graph->arrows[4] = (OuroLayoutArrow){ .from = 0, .to = 3 };
  parts = ouro_layout_parts_new (graph, G_MAXUINT32);

  g_assert_cmpuint (parts->n_parts, ==, 3);
  g_assert_cmpmem (parts->boxes, 6 * sizeof (guint32), ((guint32[]){ 0, 3, 1, 4, 5, 2 }),
                   6 * sizeof (guint32));
  g_assert_cmpmem (parts->first_box, 4 * sizeof (guint32), ((guint32[]){ 0, 2, 5, 6 }),
                   4 * sizeof (guint32));
  /* Those that hold a part together come first; the second arrow from 4 to 1 adds nothing, and one
   * to itself is none. */
  g_assert_cmpmem (parts->arrows, 4 * sizeof (guint32), ((guint32[]){ 4, 0, 2, 1 }),
                   4 * sizeof (guint32));
  g_assert_cmpmem (parts->first_arrow, 4 * sizeof (guint32), ((guint32[]){ 0, 1, 4, 4 }),
                   4 * sizeof (guint32));
}

static void
test_no_part_grows_beyond_its_limit (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (1000, 999);
  g_autoptr (OuroLayoutParts) parts = NULL;

  for (guint32 i = 0; i < 999; i++)
    graph->arrows[i] = (OuroLayoutArrow){ .from = i, .to = i + 1 };
  parts = ouro_layout_parts_new (graph, 300);

  g_assert_cmpuint (parts->n_parts, ==, 4);
  for (guint32 part = 0; part < parts->n_parts; part++)
    g_assert_cmpuint (parts->first_box[part + 1] - parts->first_box[part], <=, 300);
}

static void
test_many_boxes_make_no_long_row (void)
{
  OuroLayoutBox items[400], space;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = (OuroLayoutBox){ .width = 60.0f, .height = 20.0f };
  ouro_layout_stand_in_grid (items, G_N_ELEMENTS (items), &space);
  g_assert_cmpfloat (space.width / space.height, <, 2.0f);
  g_assert_cmpfloat (space.width / space.height, >, 0.5f);

  ouro_layout_stand_on_shelves (items, G_N_ELEMENTS (items), &space);
  g_assert_cmpfloat (space.width / space.height, <, 2.0f);
  g_assert_cmpfloat (space.width / space.height, >, 0.5f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/simple/no-two-boxes-are-too-close", test_no_two_boxes_are_too_close);
  g_test_add_func ("/layout/simple/curves-keep-their-promises", test_curves_keep_their_promises);
  g_test_add_func ("/layout/simple/the-same-question-has-the-same-answer",
                   test_the_same_question_has_the_same_answer);
  g_test_add_func ("/layout/simple/nothing-is-arranged-and-routed",
                   test_nothing_is_arranged_and_routed);
  g_test_add_func ("/layout/simple/arrows-between-the-same-boxes-are-told-apart",
                   test_arrows_between_the_same_boxes_are_told_apart);
  g_test_add_func ("/layout/simple/an-arrow-leaves-to-the-side-that-faces-its-target",
                   test_an_arrow_leaves_to_the_side_that_faces_its_target);
  g_test_add_func ("/layout/parts/parts-are-what-arrows-join", test_parts_are_what_arrows_join);
  g_test_add_func ("/layout/parts/no-part-grows-beyond-its-limit",
                   test_no_part_grows_beyond_its_limit);
  g_test_add_func ("/layout/parts/many-boxes-make-no-long-row", test_many_boxes_make_no_long_row);

  return g_test_run ();
}
