/* ouro-layout-simple.c - our own answers, for a drag and for when Graphviz does not answer */

#include "ouro-layout-curve.h"
#include "ouro-layout-parts.h"

static void
route_simply (OuroLayoutGraph *graph)
{
  g_autofree OuroLayoutLane *lanes = ouro_layout_find_lanes (graph);

  g_free (graph->points);
  graph->points = g_new (OuroLayoutPoint, (gsize)graph->n_arrows * OURO_LAYOUT_MAX_SIMPLE_POINTS);
  graph->n_points = 0;

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      OuroLayoutArrow *arrow = &graph->arrows[i];

      arrow->first = graph->n_points;
      arrow->n = ouro_layout_make_simple_curve (graph, arrow, &lanes[i],
                                                graph->points + arrow->first);
      graph->n_points += arrow->n;
    }
}

void
ouro_layout_solve_simply (OuroLayoutTask   task,
                          OuroLayoutGraph *graph)
{
  g_return_if_fail (graph != NULL && ouro_layout_graph_is_sound (graph));

  if (task == OURO_LAYOUT_ARRANGE)
    ouro_layout_arrange_parts (graph, G_MAXUINT32, ouro_layout_arrange_part_in_grid, NULL);
  else
    route_simply (graph);
  graph->fallback = TRUE;
}
