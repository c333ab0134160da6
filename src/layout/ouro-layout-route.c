/* ouro-layout-route.c - curves round the boxes */

#include "ouro-layout-route.h"

#include "ouro-layout-fit.h"
#include "ouro-layout-search.h"

#include <math.h>

/* A curve may come this near to a box: less than a line, more than the fitter overlooks. */
#define CURVE_CLEARANCE 3.0f

/* A tip stands this far from dots where arrows leave by the same side, or it would hide one. */
#define DOT_GAP 9.0f

typedef struct
{
  OuroLayoutGraph *graph;
  /* for each box where its arrows begin in arrows_from; one more at the end */
  guint32          *first_from;
  guint32          *arrows_from;
  OuroLayoutSearch *search;
  OuroLayoutFit    *fit;
  GArray           *line;   /* OuroLayoutPoint: where the present arrow is to go */
  GArray           *points; /* OuroLayoutPoint: the answer */
} Router;

/* Slots have their dots near the right border; names may be left by either side. */
static guint
find_sides_to_leave_by (const OuroLayoutBox *box,
                        OuroLayoutPoint      start)
{
  float place = start.x - box->x;

  if (place > 0.6f * box->width)
    return 1 << OURO_LAYOUT_RIGHT;
  if (place < 0.4f * box->width)
    return 1 << OURO_LAYOUT_LEFT;
  return 1 << OURO_LAYOUT_LEFT | 1 << OURO_LAYOUT_RIGHT;
}

static void
sort_arrows_by_box (Router *self)
{
  const OuroLayoutGraph *graph = self->graph;
  g_autofree guint32    *next = NULL;

  self->first_from = g_new0 (guint32, graph->n_boxes + 1);
  self->arrows_from = g_new (guint32, graph->n_arrows);
  for (guint32 i = 0; i < graph->n_arrows; i++)
    self->first_from[graph->arrows[i].from + 1]++;
  for (guint32 i = 0; i < graph->n_boxes; i++)
    self->first_from[i + 1] += self->first_from[i];

  next = g_memdup2 (self->first_from, (graph->n_boxes + 1) * sizeof *next);
  for (guint32 i = 0; i < graph->n_arrows; i++)
    self->arrows_from[next[graph->arrows[i].from]++] = i;
}

/* Moves the height of a tip away from the nearest dot on its side of the box. */
static float
avoid_dots (const Router  *self,
            guint32        to,
            OuroLayoutSide side,
            float          y)
{
  const OuroLayoutBox *box = &self->graph->boxes[to];
  float                nearest = G_MAXFLOAT, low, high;
  gboolean             below;

  for (guint32 i = self->first_from[to]; i < self->first_from[to + 1]; i++)
    {
      OuroLayoutPoint start = ouro_layout_get_start (self->graph,
                                                     &self->graph->arrows[self->arrows_from[i]]);

      if ((find_sides_to_leave_by (box, start) & 1 << side) != 0 &&
          fabsf (start.y - y) < fabsf (nearest - y))
        nearest = start.y;
    }
  if (fabsf (nearest - y) >= DOT_GAP)
    return y;

  ouro_layout_side_get_band (box, side, &low, &high);
  below = nearest - DOT_GAP < low || (y >= nearest && nearest + DOT_GAP <= high);

  return below ? nearest + DOT_GAP : nearest - DOT_GAP;
}

/* Routes the arrow round the boxes. FALSE when they leave no way. */
static gboolean
route_round (Router                *self,
             const OuroLayoutArrow *arrow,
             const OuroLayoutLane  *lane)
{
  const OuroLayoutBox *from = &self->graph->boxes[arrow->from],
                      *to = &self->graph->boxes[arrow->to];
  OuroLayoutPoint   start = ouro_layout_get_start (self->graph, arrow), end, in;
  OuroLayoutLine    found;
  OuroLayoutFitLine line = { .from = arrow->from, .to = arrow->to };

  if (!ouro_layout_search_find (self->search, arrow->from, find_sides_to_leave_by (from, start),
                                start.y, arrow->to, &found))
    return FALSE;

  end = g_array_index (found.points, OuroLayoutPoint, found.points->len - 1);
  end.y = avoid_dots (self, arrow->to, found.comes_by, end.y);
  end = ouro_layout_side_get_tip (to, found.comes_by, end.y, lane);
  in = ouro_layout_side_get_normal (found.comes_by);

  g_array_set_size (self->line, 0);
  g_array_append_val (self->line, start);
  g_array_append_vals (self->line, found.points->data, found.points->len);
  if (found.points->len == 1)
    g_array_append_vals (self->line, found.points->data, 1);
  g_array_append_val (self->line, end);

  line.points = (const OuroLayoutPoint *)(gpointer)self->line->data;
  line.n = self->line->len;
  line.leaves = ouro_layout_side_get_normal (found.leaves_by);
  line.comes = (OuroLayoutPoint){ -in.x, -in.y };
  ouro_layout_fit_line (self->fit, &line, self->points);

  return TRUE;
}

static void
add_simple_curve (Router                *self,
                  const OuroLayoutArrow *arrow,
                  const OuroLayoutLane  *lane)
{
  OuroLayoutPoint points[OURO_LAYOUT_MAX_SIMPLE_POINTS];
  guint32         n = ouro_layout_make_simple_curve (self->graph, arrow, lane, points);

  g_array_append_vals (self->points, points, n);
}

void
ouro_layout_route (OuroLayoutGraph *graph)
{
  g_autofree OuroLayoutLane *lanes = ouro_layout_find_lanes (graph);
  g_autoptr (OuroLayoutNear) near = ouro_layout_near_new (graph->boxes, graph->n_boxes,
                                                          CURVE_CLEARANCE);
  g_autoptr (OuroLayoutSpace) space = ouro_layout_space_new (graph->boxes, graph->n_boxes);
  g_autoptr (OuroLayoutSearch) search = ouro_layout_search_new (space);
  g_autoptr (OuroLayoutFit) fit = ouro_layout_fit_new (graph->boxes, near);
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint));
  Router router = {
    .graph = graph,
    .search = search,
    .fit = fit,
    .line = line,
    .points = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint)),
  };

  sort_arrows_by_box (&router);

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      OuroLayoutArrow *arrow = &graph->arrows[i];

      arrow->first = router.points->len;
      if (arrow->from == arrow->to || !route_round (&router, arrow, &lanes[i]))
        add_simple_curve (&router, arrow, &lanes[i]);
      arrow->n = router.points->len - arrow->first;
    }

  g_free (router.first_from);
  g_free (router.arrows_from);
  g_free (graph->points);
  graph->n_points = router.points->len;
  graph->points = (OuroLayoutPoint *)(gpointer)g_array_free (router.points, FALSE);
  graph->fallback = FALSE;
}
