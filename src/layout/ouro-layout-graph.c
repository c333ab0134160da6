/* ouro-layout-graph.c - the graph that is question and answer in one */

#include "ouro-layout.h"

#include <math.h>

static gboolean
is_place (float value)
{
  return fabsf (value) <= OURO_LAYOUT_MAX_PLACE; /* FALSE for what is no number, too */
}

OuroLayoutGraph *
ouro_layout_graph_new (guint32 n_boxes,
                       guint32 n_arrows)
{
  OuroLayoutGraph *graph = g_new0 (OuroLayoutGraph, 1);

  graph->n_boxes = n_boxes;
  graph->boxes = g_new0 (OuroLayoutBox, n_boxes);
  graph->n_arrows = n_arrows;
  graph->arrows = g_new0 (OuroLayoutArrow, n_arrows);

  return graph;
}

OuroLayoutGraph *
ouro_layout_graph_copy (const OuroLayoutGraph *graph)
{
  OuroLayoutGraph *copy = g_memdup2 (graph, sizeof *graph);

  copy->boxes = g_memdup2 (graph->boxes, graph->n_boxes * sizeof *graph->boxes);
  copy->arrows = g_memdup2 (graph->arrows, graph->n_arrows * sizeof *graph->arrows);
  copy->points = g_memdup2 (graph->points, graph->n_points * sizeof *graph->points);

  return copy;
}

void
ouro_layout_graph_free (OuroLayoutGraph *graph)
{
  if (graph == NULL)
    return;

  g_free (graph->boxes);
  g_free (graph->arrows);
  g_free (graph->points);
  g_free (graph);
}

gboolean
ouro_layout_graph_is_sound (const OuroLayoutGraph *graph)
{
  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      const OuroLayoutBox *box = &graph->boxes[i];

      if (!is_place (box->x) || !is_place (box->y) || !is_place (box->width) ||
          !is_place (box->height) || box->width < 0.0f || box->height < 0.0f)
        return FALSE;
    }

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      const OuroLayoutArrow *arrow = &graph->arrows[i];

      if (arrow->from >= graph->n_boxes || arrow->to >= graph->n_boxes ||
          !is_place (arrow->start.x) || !is_place (arrow->start.y))
        return FALSE;
    }

  return TRUE;
}
