/* test-layout-crossings.c - arrows cross few others, and give way to those that were there */

#include "ouro-layout-crossings.h"
#include "ouro-layout-graphviz.h"
#include "ouro-layout-measure.h"
#include "ouro-layout-route.h"
#include "ouro-layout-search.h"

#include "layout-scenes.h"

#include <math.h>

/* --- beside dot ----------------------------------------------------------------------------- */

/* How often arrows cross in many heaps of n_boxes: in our pictures of them and in dot's. */
static void
count_in_heaps (guint32 n_boxes,
                guint32 n_heaps,
                guint  *ours,
                guint  *dots)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();

  *ours = *dots = 0;
  for (guint32 seed = 0; seed < n_heaps; seed++)
    {
      g_autoptr (OuroLayoutGraph) graph = layout_scene_new_heap (seed, n_boxes);
      g_autoptr (OuroLayoutGraph) rival = ouro_layout_graph_copy (graph);

      ouro_layout_graphviz_arrange (graphviz, graph, OURO_LAYOUT_EFFORT_FULL);
      ouro_layout_route (graph);
      ouro_layout_graphviz_run_dot (graphviz, rival);
      g_assert_cmpuint (ouro_layout_count_boxes_crossed (graph), ==, 0);
      *ours += ouro_layout_count_crossings (graph, NULL);
      *dots += ouro_layout_count_crossings (rival, NULL);
    }
  g_test_message ("%u heaps of %u boxes: %u crossings, dot %u", n_heaps, n_boxes, *ours, *dots);
}

static void
test_there_are_about_as_few_as_in_the_pictures_of_dot (void)
{
  static const struct
  {
    guint32 n_boxes;
    guint32 n_heaps;
  } sizes[] = { { 20, 60 }, { 50, 20 }, { 150, 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint ours, dots;

      count_in_heaps (sizes[i].n_boxes, sizes[i].n_heaps, &ours, &dots);
      g_assert_cmpuint (dots, >, 100); /* or there is nothing to be compared */
      g_assert_cmpfloat ((double)ours, <=, 1.2 * dots);
    }
}

/* --- which way an arrow takes --------------------------------------------------------------- */

/* A short arrow downward in the middle, and a long one from left to right whose straight way it
 * bars. The upper one of the boxes in the middle reaches up to top. */
static OuroLayoutGraph *
make_barred_way (float top)
{
  OuroLayoutGraph *graph = ouro_layout_graph_new (4, 2);

  graph->boxes[0] = (OuroLayoutBox){ 0.0f, 70.0f, 60.0f, 40.0f };
  graph->boxes[1] = (OuroLayoutBox){ 600.0f, 70.0f, 60.0f, 40.0f };
  graph->boxes[2] = (OuroLayoutBox){ 240.0f, top, 60.0f, 80.0f - top };
  graph->boxes[3] = (OuroLayoutBox){ 320.0f, 160.0f, 60.0f, 700.0f };
  graph->arrows[0] = (OuroLayoutArrow){ .from = 0, .to = 1, .start = { 55.0f, 20.0f } };
  graph->arrows[1] = (OuroLayoutArrow){ .from = 2, .to = 3, .start = { 55.0f, 70.0f - top } };
  ouro_layout_route (graph);

  return graph;
}

static void
test_an_arrow_goes_round_a_shorter_one (void)
{
  g_autoptr (OuroLayoutGraph) graph = make_barred_way (40.0f);

  g_assert_cmpuint (ouro_layout_count_crossings (graph, NULL), ==, 0);
  g_assert_cmpuint (ouro_layout_count_boxes_crossed (graph), ==, 0);
}

static void
test_a_crossing_is_better_than_a_long_detour (void)
{
  g_autoptr (OuroLayoutGraph) graph = make_barred_way (-900.0f);

  g_assert_cmpuint (ouro_layout_count_crossings (graph, NULL), ==, 1);
}

static float
measure_line (const OuroLayoutLine *line)
{
  const OuroLayoutPoint *points = (const OuroLayoutPoint *)(gpointer)line->points->data;
  float                  length = 0.0f;

  for (guint i = 0; i + 1 < line->points->len; i++)
    length += hypotf (points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);

  return length;
}

/* One box in the way: over it and under it, and to each side of the target. */
static void
test_the_next_ways_are_other_and_longer_ones (void)
{
  static const OuroLayoutBox boxes[] = {
    { 0.0f, 0.0f, 100.0f, 60.0f },
    { 400.0f, 0.0f, 100.0f, 60.0f },
    { 200.0f, -40.0f, 100.0f, 140.0f },
  };
  g_autoptr (OuroLayoutSpace) space = ouro_layout_space_new (boxes, G_N_ELEMENTS (boxes));
  g_autoptr (OuroLayoutSearch) search = ouro_layout_search_new (space);
  OuroLayoutLine line;
  guint          n = 0, comes_by[4] = { 0 };
  float          shortest = 0.0f;

  ouro_layout_search_begin (search, 0, 1 << OURO_LAYOUT_RIGHT, 30.0f, 1, 6);
  for (; ouro_layout_search_next (search, &line); n++)
    {
      if (n == 0)
        shortest = measure_line (&line);
      g_assert_cmpfloat (measure_line (&line), >=, shortest);
      comes_by[line.comes_by]++;
      g_assert_cmpuint (n, <, 100);
    }

  g_assert_cmpuint (comes_by[OURO_LAYOUT_LEFT], ==, 2);
  g_assert_cmpuint (comes_by[OURO_LAYOUT_TOP], >=, 1);
  g_assert_cmpuint (comes_by[OURO_LAYOUT_BOTTOM], >=, 1);
  g_assert_cmpuint (comes_by[OURO_LAYOUT_RIGHT], >=, 2);
}

static void
test_a_line_can_stand_off_corners (void)
{
  static const OuroLayoutBox boxes[] = {
    { 0.0f, 0.0f, 100.0f, 20.0f },
    { 400.0f, 0.0f, 100.0f, 20.0f },
    { 200.0f, -40.0f, 100.0f, 300.0f },
  };
  g_autoptr (OuroLayoutSpace) space = ouro_layout_space_new (boxes, G_N_ELEMENTS (boxes));
  g_autoptr (OuroLayoutSearch) search = ouro_layout_search_new (space);
  OuroLayoutLine line;

  ouro_layout_search_begin (search, 0, 1 << OURO_LAYOUT_RIGHT, 10.0f, 1, 1);
  g_assert_true (ouro_layout_search_next (search, &line));
  ouro_layout_search_redraw (search, 10.0f, &line);
  g_assert_cmpuint (line.points->len, ==, 4);
  g_assert_cmpfloat (g_array_index (line.points, OuroLayoutPoint, 1).y, ==, -55.0f);
  g_assert_cmpfloat (g_array_index (line.points, OuroLayoutPoint, 2).y, ==, -55.0f);
}

/* --- what stays ----------------------------------------------------------------------------- */

static float
measure_distance (const OuroLayoutGraph *graph,
                  const OuroLayoutArrow *arrow)
{
  const OuroLayoutBox *from = &graph->boxes[arrow->from], *to = &graph->boxes[arrow->to];
  float                x = from->x + arrow->start.x, y = from->y + arrow->start.y;

  return hypotf (x - CLAMP (x, to->x, to->x + to->width), y - CLAMP (y, to->y, to->y + to->height));
}

static gboolean
has_same_curve (const OuroLayoutGraph *a,
                const OuroLayoutGraph *b,
                guint32                i)
{
  const OuroLayoutArrow *one = &a->arrows[i], *other = &b->arrows[i];

  return one->n == other->n && memcmp (a->points + one->first, b->points + other->first,
                                       one->n * sizeof (OuroLayoutPoint)) == 0;
}

/* The same boxes and one arrow more: the curves of shorter arrows stay, but those of its
 * neighbours, which make room for it; those of longer ones mostly stay. */
static void
test_another_arrow_changes_no_shorter_curve (void)
{
  g_autoptr (OuroLayoutGraphviz) graphviz = ouro_layout_graphviz_new ();
  guint n = 0, n_changed = 0;

  for (guint32 seed = 0; seed < 40; seed++)
    {
      g_autoptr (OuroLayoutGraph) more = layout_scene_new_heap (seed, 40);
      g_autoptr (OuroLayoutGraph) fewer = NULL;
      OuroLayoutArrow *last = &more->arrows[more->n_arrows - 1];

      ouro_layout_graphviz_arrange (graphviz, more, OURO_LAYOUT_EFFORT_FULL);
      fewer = ouro_layout_graph_copy (more);
      fewer->n_arrows--;
      ouro_layout_route (more);
      ouro_layout_route (fewer);

      for (guint32 i = 0; i < fewer->n_arrows; i++)
        if (fewer->arrows[i].to != last->from && fewer->arrows[i].to != last->to)
          {
            gboolean changed = !has_same_curve (fewer, more, i);

            if (measure_distance (more, &more->arrows[i]) <= measure_distance (more, last))
              g_assert_false (changed);
            n_changed += changed;
            n++;
          }
    }

  g_test_message ("%u of %u curves changed", n_changed, n);
  g_assert_cmpuint (50 * n_changed, <, n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/crossings/there-are-about-as-few-as-in-the-pictures-of-dot",
                   test_there_are_about_as_few_as_in_the_pictures_of_dot);
  g_test_add_func ("/layout/crossings/an-arrow-goes-round-a-shorter-one",
                   test_an_arrow_goes_round_a_shorter_one);
  g_test_add_func ("/layout/crossings/a-crossing-is-better-than-a-long-detour",
                   test_a_crossing_is_better_than_a_long_detour);
  g_test_add_func ("/layout/crossings/the-next-ways-are-other-and-longer-ones",
                   test_the_next_ways_are_other_and_longer_ones);
  g_test_add_func ("/layout/crossings/a-line-can-stand-off-corners",
                   test_a_line_can_stand_off_corners);
  g_test_add_func ("/layout/crossings/another-arrow-changes-no-shorter-curve",
                   test_another_arrow_changes_no_shorter_curve);

  return g_test_run ();
}
