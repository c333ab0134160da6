/* test-layout-engine.c - places by dot, ways through the free space, and the curves along them */

#include "ouro-layout-graphviz.h"
#include "ouro-layout-measure.h"
#include "ouro-layout-route.h"
#include "ouro-layout-search.h"

#include "layout-scenes.h"

/* --- arrange -------------------------------------------------------------------------------- */

static void
test_no_two_boxes_are_too_close (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();

  for (guint32 seed = 0; seed < 300; seed++)
    {
      static const OuroLayoutEffort efforts[] = { OURO_LAYOUT_EFFORT_FULL, OURO_LAYOUT_EFFORT_LOW };

      guint32 n = 1 + seed % 50;
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (seed, n, n * (seed % 4) / 2);

      ouro_layout_graphviz_arrange (graphviz, graph, efforts[seed % 5 == 0]);
      layout_scene_assert_arranged (graph, OURO_LAYOUT_MIN_GAP);
      g_assert_cmpuint (ouro_layout_count_close_boxes (graph, OURO_LAYOUT_MIN_GAP), ==, 0);
      g_assert_false (graph->fallback);
    }
}

static void
test_the_same_question_has_the_same_answer (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  g_autoptr (OuroLayoutGraphviz) fresh = NULL;
  g_autoptr (OuroLayoutGraph) one = layout_scene_new (1, 80, 100);
  g_autoptr (OuroLayoutGraph) other = layout_scene_new (1, 80, 100);
  g_autoptr (OuroLayoutGraph) between = layout_scene_new (2, 30, 40);

  ouro_layout_graphviz_arrange (graphviz, one, OURO_LAYOUT_EFFORT_FULL);
  ouro_layout_route (one);
  ouro_layout_graphviz_arrange (graphviz, between, OURO_LAYOUT_EFFORT_FULL);
  fresh = ouro_layout_graphviz_new ();
  ouro_layout_graphviz_arrange (fresh, other, OURO_LAYOUT_EFFORT_FULL);
  ouro_layout_route (other);

  layout_scene_assert_equal (one, other);
}

static void
test_arrows_run_from_left_to_right (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (10, 9);

  for (guint32 i = 0; i < 10; i++)
    graph->boxes[i] = (OuroLayoutBox){ .width = 80.0f, .height = 40.0f };
  for (guint32 i = 0; i < 9; i++)
    graph->arrows[i] = (OuroLayoutArrow){ .from = i / 2, .to = i + 1, .start = { 70.0f, 30.0f } };
  ouro_layout_graphviz_arrange (graphviz, graph, OURO_LAYOUT_EFFORT_FULL);

  for (guint32 i = 0; i < 9; i++)
    g_assert_cmpfloat (graph->boxes[i / 2].x + 80.0f, <, graph->boxes[i + 1].x);
}

static void
test_boxes_without_arrows_make_no_long_row (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (200, 1);

  for (guint32 i = 0; i < 200; i++)
    graph->boxes[i] = (OuroLayoutBox){ .width = 80.0f, .height = 40.0f };
  graph->arrows[0] = (OuroLayoutArrow){ .from = 5, .to = 5, .start = { 70.0f, 30.0f } };
  ouro_layout_graphviz_arrange (graphviz, graph, OURO_LAYOUT_EFFORT_FULL);

  layout_scene_assert_arranged (graph, OURO_LAYOUT_MIN_GAP);
  g_assert_cmpfloat (graph->width, <, 2.5f * graph->height);
  g_assert_cmpfloat (graph->height, <, 2.5f * graph->width);
}

static void
test_strange_sizes_are_arranged (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  g_autoptr (OuroLayoutGraph) graph = layout_scene_new (3, 6, 8);

  graph->boxes[0] = (OuroLayoutBox){ .width = 0.0f, .height = 0.0f };
  graph->boxes[1] = (OuroLayoutBox){ .width = 0.01f, .height = 9000.0f };
  graph->boxes[2] = (OuroLayoutBox){ .width = 12000.0f, .height = 0.3f };
  for (guint32 i = 0; i < graph->n_arrows; i++)
    graph->arrows[i].start = (OuroLayoutPoint){ 0.0f, 0.0f };
  ouro_layout_graphviz_arrange (graphviz, graph, OURO_LAYOUT_EFFORT_FULL);
  layout_scene_assert_arranged (graph, OURO_LAYOUT_MIN_GAP);
  ouro_layout_route (graph);
  layout_scene_assert_routed (graph);
}

/* Many arrows are what dot cannot bear: with low effort it sees only those that hold a part
 * together. */
static void
test_low_effort_leaves_most_arrows_out (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  g_autoptr (OuroLayoutGraph) few = layout_scene_new (4, 200, 199);
  g_autoptr (OuroLayoutGraph) many = layout_scene_new (4, 200, 20000);

  for (guint32 i = 0; i < 199; i++)
    few->arrows[i] = many->arrows[i] = (OuroLayoutArrow){ .from = i / 3, .to = i + 1 };
  for (guint32 i = 0; i < 200; i++)
    many->boxes[i] = few->boxes[i];
  ouro_layout_graphviz_arrange (graphviz, few, OURO_LAYOUT_EFFORT_LOW);
  ouro_layout_graphviz_arrange (graphviz, many, OURO_LAYOUT_EFFORT_LOW);

  layout_scene_assert_arranged (many, OURO_LAYOUT_MIN_GAP);
  g_assert_cmpmem (few->boxes, 200 * sizeof (OuroLayoutBox), many->boxes,
                   200 * sizeof (OuroLayoutBox));
}

/* --- route ---------------------------------------------------------------------------------- */

static void
test_curves_keep_their_promises (void)
{
  for (guint32 seed = 0; seed < 400; seed++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (seed, 1 + seed % 60, seed % 120);

      /* Also boxes that touch, and boxes on top of each other. */
      layout_scene_place (graph, seed, seed % 4 == 0 ? 0.0f : seed % 4 == 1 ? -50.0f
                                                                            : 12.0f);
      ouro_layout_route (graph);
      layout_scene_assert_routed (graph);
      g_assert_false (graph->fallback);
    }
}

static void
test_no_curve_passes_through_a_box (void)
{
  for (guint32 seed = 0; seed < 400; seed++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (seed, 2 + seed % 60, seed % 120);

      /* An arrow to its own box is not led round others. */
      for (guint32 i = 0; i < graph->n_arrows; i++)
        if (graph->arrows[i].to == graph->arrows[i].from)
          graph->arrows[i].to = (graph->arrows[i].from + 1) % graph->n_boxes;
      layout_scene_place (graph, seed, 12.0f);
      ouro_layout_route (graph);
      g_assert_cmpuint (ouro_layout_count_boxes_crossed (graph), ==, 0);
    }
}

static OuroLayoutGraph *
make_pair (void)
{
  OuroLayoutGraph *graph = ouro_layout_graph_new (2, 1);

  graph->boxes[0] = (OuroLayoutBox){ 0.0f, 0.0f, 100.0f, 80.0f };
  graph->boxes[1] = (OuroLayoutBox){ 300.0f, 0.0f, 100.0f, 80.0f };
  graph->arrows[0] = (OuroLayoutArrow){ .from = 0, .to = 1, .start = { 90.0f, 30.0f } };

  return graph;
}

static void
test_an_arrow_to_a_neighbour_on_the_right_is_straight (void)
{
  g_autoptr (OuroLayoutGraph) graph = make_pair ();

  ouro_layout_route (graph);
  g_assert_cmpuint (graph->n_points, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (graph->points[i].y, 30.0f, 0.01f);
  g_assert_cmpfloat (graph->points[3].x, ==, 300.0f);
}

/* The dot is on the right of its card, the target on the left: the curve bends round the card. */
static void
test_an_arrow_to_the_left_does_not_cross_its_own_card (void)
{
  g_autoptr (OuroLayoutGraph) graph = make_pair ();
  gboolean outside = FALSE;

  graph->arrows[0] = (OuroLayoutArrow){ .from = 1, .to = 0, .start = { 90.0f, 30.0f } };
  ouro_layout_route (graph);
  layout_scene_assert_routed (graph);

  for (guint32 p = 0; p + 3 < graph->n_points; p += 3)
    for (guint step = 0; step <= 20; step++)
      {
        OuroLayoutPoint at = ouro_layout_curve_get_point (graph->points + p, (float)step / 20.0f);
        gboolean        inside = at.x > 300.0f && at.x < 400.0f && at.y > 0.0f && at.y < 80.0f;

        g_assert_false (outside && inside);
        outside |= at.x >= 400.0f;
        g_assert_true (inside || outside);
      }
}

static OuroLayoutPoint
get_tip (const OuroLayoutGraph *graph,
         guint32                arrow)
{
  return graph->points[graph->arrows[arrow].first + graph->arrows[arrow].n - 1];
}

static void
test_arrows_between_the_same_boxes_are_told_apart (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (2, 3);

  graph->boxes[0] = (OuroLayoutBox){ 0.0f, 0.0f, 100.0f, 80.0f };
  graph->boxes[1] = (OuroLayoutBox){ 300.0f, 0.0f, 100.0f, 80.0f };
  for (guint32 i = 0; i < 3; i++)
    graph->arrows[i] = (OuroLayoutArrow){ .from = 0, .to = 1, .start = { 90.0f, 30.0f } };
  ouro_layout_route (graph);

  layout_scene_assert_routed (graph);
  for (guint32 i = 1; i < 3; i++)
    g_assert_cmpfloat (get_tip (graph, i).y - get_tip (graph, i - 1).y, >=, 4.0f);
}

/* The target has dots on the side that the arrow comes to. */
static void
test_a_tip_hides_no_dot (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (2, 5);

  graph->boxes[0] = (OuroLayoutBox){ 0.0f, 0.0f, 100.0f, 100.0f };
  graph->boxes[1] = (OuroLayoutBox){ 300.0f, 200.0f, 100.0f, 100.0f };
  graph->arrows[0] = (OuroLayoutArrow){ .from = 1, .to = 0, .start = { 10.0f, 30.0f } };
  for (guint32 i = 1; i < 5; i++)
    {
      graph->arrows[i] = (OuroLayoutArrow){ .from = 0, .to = 1 };
      graph->arrows[i].start = (OuroLayoutPoint){ 90.0f, 10.0f + 20.0f * (float)i };
    }
  ouro_layout_route (graph);

  layout_scene_assert_routed (graph);
  g_assert_cmpfloat (get_tip (graph, 0).x, ==, 100.0f);
  for (guint32 i = 1; i < 5; i++)
    g_assert_cmpfloat (ABS (get_tip (graph, 0).y - graph->arrows[i].start.y), >=, 9.0f);
}

/* --- the free space ------------------------------------------------------------------------- */

/* A box in the way of two others; the shortest line touches two corners of it, off by the
 * clearance. */
static void
test_the_line_round_one_box_has_two_corners (void)
{
  static const OuroLayoutBox boxes[] = {
    { 0.0f, 0.0f, 100.0f, 20.0f },
    { 400.0f, 0.0f, 100.0f, 20.0f },
    { 200.0f, -40.0f, 100.0f, 300.0f },
  };
  g_autoptr (OuroLayoutSpace) space = ouro_layout_space_new (boxes, G_N_ELEMENTS (boxes));
  g_autoptr (OuroLayoutSearch) search = ouro_layout_search_new (space);
  const OuroLayoutPoint *points;
  OuroLayoutLine         line;

  ouro_layout_search_begin (search, 0, 1 << OURO_LAYOUT_RIGHT, 10.0f, 1, 1);
  g_assert_true (ouro_layout_search_next (search, &line));
  g_assert_cmpuint (line.points->len, ==, 4);
  g_assert_cmpint (line.leaves_by, ==, OURO_LAYOUT_RIGHT);
  g_assert_cmpint (line.comes_by, ==, OURO_LAYOUT_LEFT);
  points = (const OuroLayoutPoint *)(gpointer)line.points->data;
  g_assert_cmpfloat (points[0].x, ==, 105.0f);
  g_assert_cmpfloat (points[1].x, ==, 195.0f);
  g_assert_cmpfloat (points[1].y, ==, -45.0f);
  g_assert_cmpfloat (points[2].x, ==, 305.0f);
  g_assert_cmpfloat (points[2].y, ==, -45.0f);
  g_assert_cmpfloat (points[3].x, ==, 395.0f);
}

static void
test_a_box_walled_in_cannot_be_left (void)
{
  static const OuroLayoutBox boxes[] = {
    { 0.0f, 0.0f, 50.0f, 20.0f },
    { 400.0f, 0.0f, 50.0f, 20.0f },
    { -60.0f, -60.0f, 170.0f, 20.0f },
    { -60.0f, 60.0f, 170.0f, 20.0f },
    { -80.0f, -60.0f, 20.0f, 140.0f },
    { 110.0f, -60.0f, 20.0f, 140.0f },
  };
  g_autoptr (OuroLayoutSpace) space = ouro_layout_space_new (boxes, G_N_ELEMENTS (boxes));
  g_autoptr (OuroLayoutSearch) search = ouro_layout_search_new (space);
  guint          sides = 1 << OURO_LAYOUT_LEFT | 1 << OURO_LAYOUT_RIGHT;
  OuroLayoutLine line;

  ouro_layout_search_begin (search, 0, sides, 10.0f, 1, 1);
  g_assert_false (ouro_layout_search_next (search, &line));
}

/* The number of cells is what makes searches fast. */
static void
test_there_are_few_cells (void)
{
  for (guint32 seed = 0; seed < 50; seed++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new (seed, 100, 0);
      g_autoptr (OuroLayoutSpace) space = NULL;

      layout_scene_place (graph, seed, seed % 2 == 0 ? 12.0f : -30.0f);
      space = ouro_layout_space_new (graph->boxes, graph->n_boxes);
      g_assert_cmpuint (space->n_cells, <=, 3 * graph->n_boxes + 1);
    }
}

/* --- what is counted ------------------------------------------------------------------------ */

static void
test_crossings_are_counted (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (4, 2);
  guint32 apart[] = { 0, 1 };

  for (guint32 i = 0; i < 4; i++)
    graph->boxes[i] = (OuroLayoutBox){ i % 2 == 0 ? 0.0f : 400.0f, i < 2 ? 0.0f : 200.0f, 50.0f,
                                       20.0f };
  graph->arrows[0] = (OuroLayoutArrow){ .from = 0, .to = 3, .start = { 45.0f, 10.0f } };
  graph->arrows[1] = (OuroLayoutArrow){ .from = 2, .to = 1, .start = { 45.0f, 10.0f } };
  ouro_layout_route (graph);
  g_assert_cmpuint (ouro_layout_count_crossings (graph, NULL), ==, 1);
  g_assert_cmpuint (ouro_layout_count_crossings (graph, apart), ==, 0);

  graph->arrows[0].to = 1;
  graph->arrows[1].to = 3;
  ouro_layout_route (graph);
  g_assert_cmpuint (ouro_layout_count_crossings (graph, NULL), ==, 0);
  g_assert_cmpuint (ouro_layout_count_boxes_crossed (graph), ==, 0);

  /* set down on the curve of the first arrow */
  graph->boxes[2] = (OuroLayoutBox){ 120.0f, 0.0f, 200.0f, 20.0f };
  g_assert_cmpuint (ouro_layout_count_boxes_crossed (graph), ==, 1);
}

static void
test_close_boxes_are_counted (void)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (3, 0);

  for (guint32 i = 0; i < 3; i++)
    graph->boxes[i] = (OuroLayoutBox){ (float)i * 60.0f, 0.0f, 50.0f, 20.0f };
  g_assert_cmpuint (ouro_layout_count_close_boxes (graph, 10.0f), ==, 0);
  g_assert_cmpuint (ouro_layout_count_close_boxes (graph, 12.0f), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/arrange/no-two-boxes-are-too-close", test_no_two_boxes_are_too_close);
  g_test_add_func ("/layout/arrange/the-same-question-has-the-same-answer",
                   test_the_same_question_has_the_same_answer);
  g_test_add_func ("/layout/arrange/arrows-run-from-left-to-right",
                   test_arrows_run_from_left_to_right);
  g_test_add_func ("/layout/arrange/boxes-without-arrows-make-no-long-row",
                   test_boxes_without_arrows_make_no_long_row);
  g_test_add_func ("/layout/arrange/strange-sizes-are-arranged", test_strange_sizes_are_arranged);
  g_test_add_func ("/layout/arrange/low-effort-leaves-most-arrows-out",
                   test_low_effort_leaves_most_arrows_out);
  g_test_add_func ("/layout/route/curves-keep-their-promises", test_curves_keep_their_promises);
  g_test_add_func ("/layout/route/no-curve-passes-through-a-box",
                   test_no_curve_passes_through_a_box);
  g_test_add_func ("/layout/route/an-arrow-to-a-neighbour-on-the-right-is-straight",
                   test_an_arrow_to_a_neighbour_on_the_right_is_straight);
  g_test_add_func ("/layout/route/an-arrow-to-the-left-does-not-cross-its-own-card",
                   test_an_arrow_to_the_left_does_not_cross_its_own_card);
  g_test_add_func ("/layout/route/arrows-between-the-same-boxes-are-told-apart",
                   test_arrows_between_the_same_boxes_are_told_apart);
  g_test_add_func ("/layout/route/a-tip-hides-no-dot", test_a_tip_hides_no_dot);
  g_test_add_func ("/layout/space/the-line-round-one-box-has-two-corners",
                   test_the_line_round_one_box_has_two_corners);
  g_test_add_func ("/layout/space/a-box-walled-in-cannot-be-left",
                   test_a_box_walled_in_cannot_be_left);
  g_test_add_func ("/layout/space/there-are-few-cells", test_there_are_few_cells);
  g_test_add_func ("/layout/measure/crossings-are-counted", test_crossings_are_counted);
  g_test_add_func ("/layout/measure/close-boxes-are-counted", test_close_boxes_are_counted);

  return g_test_run ();
}
