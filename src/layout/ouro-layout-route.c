/* ouro-layout-route.c - curves round the boxes */

#include "ouro-layout-route.h"

#include "ouro-layout-crossings.h"
#include "ouro-layout-fit.h"
#include "ouro-layout-search.h"

#include <math.h>
#include <string.h>

/* A curve may come this near to a box: less than a line, more than the fitter overlooks. */
#define CURVE_CLEARANCE 3.0f

/* A tip stands this far from dots where arrows leave by the same side, or it would hide one. */
#define DOT_GAP 9.0f

/* Where others are crossed, this many ways may pass the same gap, and so many are tried at most:
 * fewer, the more are crossed, since in a crowd no way is free and each costs more to look at. */
#define MAX_WAYS        6
#define MAX_TRIALS      16
#define TRIALS_OF_CROWD 64
#define CROWD           16

typedef struct
{
  OuroLayoutGraph      *graph;
  const OuroLayoutLane *lanes;
  /* for each box where its arrows begin in arrows_from; one more at the end */
  guint32             *first_from;
  guint32             *arrows_from;
  OuroLayoutSearch    *search;
  OuroLayoutFit       *fit;
  OuroLayoutCrossings *crossings; /* of the arrows that are routed already */
  GArray              *line;      /* OuroLayoutPoint: where the present arrow is to go */
  GArray              *best;      /* OuroLayoutPoint: its best curve so far */
  GArray              *trial;     /* OuroLayoutPoint: another */
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

/* Makes a curve of the line that was found. FALSE when it touches a box. */
static gboolean
make_curve (Router               *self,
            guint32               index,
            const OuroLayoutLine *found,
            GArray               *curve)
{
  const OuroLayoutArrow *arrow = &self->graph->arrows[index];
  OuroLayoutPoint        start = ouro_layout_get_start (self->graph, arrow), end, in;
  OuroLayoutFitLine      line = { .from = arrow->from, .to = arrow->to };
  float                  wanted;

  end = g_array_index (found->points, OuroLayoutPoint, found->points->len - 1);
  wanted = end.x;
  if (found->comes_by == OURO_LAYOUT_LEFT || found->comes_by == OURO_LAYOUT_RIGHT)
    wanted = avoid_dots (self, arrow->to, found->comes_by, end.y);
  end = ouro_layout_side_get_tip (&self->graph->boxes[arrow->to], found->comes_by, wanted,
                                  &self->lanes[index]);
  in = ouro_layout_side_get_normal (found->comes_by);

  g_array_set_size (self->line, 0);
  g_array_append_val (self->line, start);
  g_array_append_vals (self->line, found->points->data, found->points->len);
  if (found->points->len == 1)
    g_array_append_vals (self->line, found->points->data, 1);
  g_array_append_val (self->line, end);

  line.points = (const OuroLayoutPoint *)(gpointer)self->line->data;
  line.n = self->line->len;
  line.leaves = ouro_layout_side_get_normal (found->leaves_by);
  line.comes = (OuroLayoutPoint){ -in.x, -in.y };
  g_array_set_size (curve, 0);

  return ouro_layout_fit_line (self->fit, &line, curve);
}

static void
begin_search (Router *self,
              guint32 index,
              guint   max_ways)
{
  const OuroLayoutArrow *arrow = &self->graph->arrows[index];
  OuroLayoutPoint        start = ouro_layout_get_start (self->graph, arrow);
  guint                  sides = find_sides_to_leave_by (&self->graph->boxes[arrow->from], start);

  ouro_layout_search_begin (self->search, arrow->from, sides, start.y, arrow->to, max_ways);
}

static guint
count_crossings (Router       *self,
                 const GArray *curve,
                 guint         limit)
{
  return ouro_layout_crossings_count (self->crossings, (const OuroLayoutPoint *)(gpointer)curve->data, curve->len, 0, limit);
}

/* Looks for a way that crosses fewer of the arrows that are routed already. */
static void
look_for_a_better_way (Router *self,
                       guint32 index)
{
  guint          n = count_crossings (self, self->best, CROWD + 1), n_trials;
  OuroLayoutLine found;

  n_trials = MIN (MAX_TRIALS, TRIALS_OF_CROWD / MAX (n, 1));
  if (n == 0 || n > CROWD)
    return;

  begin_search (self, index, MAX_WAYS);
  for (guint i = 0; n > 0 && i < n_trials; i++)
    {
      guint n_here;

      if (!ouro_layout_search_next (self->search, &found))
        return;
      if (!make_curve (self, index, &found, self->trial))
        continue;
      n_here = count_crossings (self, self->trial, n);
      if (n_here < n)
        {
          GArray *swapped = self->best;

          self->best = self->trial;
          self->trial = swapped;
          n = n_here;
        }
    }
}

static void
find_curve (Router *self,
            guint32 index)
{
  const OuroLayoutArrow *arrow = &self->graph->arrows[index];
  OuroLayoutLine         found;

  if (arrow->from != arrow->to)
    {
      begin_search (self, index, 1);
      if (ouro_layout_search_next (self->search, &found))
        {
          make_curve (self, index, &found, self->best);
          look_for_a_better_way (self, index);
          return;
        }
    }
  g_array_set_size (self->best, OURO_LAYOUT_MAX_SIMPLE_POINTS);
  g_array_set_size (self->best, ouro_layout_make_simple_curve (self->graph, arrow, &self->lanes[index],
                                                               (OuroLayoutPoint *)(gpointer)self->best->data));
}

/* The arrow's place in the order of routing. */
typedef struct
{
  float   distance;
  guint32 index;
} Turn;

static int
compare_turns (gconstpointer a,
               gconstpointer b)
{
  const Turn *one = a, *other = b;

  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;
  return (one->index > other->index) - (one->index < other->index);
}

/* From where it begins to the nearest place of its target. */
static float
measure_distance (const OuroLayoutGraph *graph,
                  const OuroLayoutArrow *arrow)
{
  const OuroLayoutBox *to = &graph->boxes[arrow->to];
  OuroLayoutPoint      start = ouro_layout_get_start (graph, arrow);

  return hypotf (start.x - CLAMP (start.x, to->x, to->x + to->width),
                 start.y - CLAMP (start.y, to->y, to->y + to->height));
}

static Turn *
order_arrows (const OuroLayoutGraph *graph)
{
  Turn *turns = g_new (Turn, MAX (graph->n_arrows, 1));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    turns[i] = (Turn){ measure_distance (graph, &graph->arrows[i]), i };
  qsort (turns, graph->n_arrows, sizeof *turns, compare_turns);

  return turns;
}

static void
route_arrows (Router *self)
{
  OuroLayoutGraph *graph = self->graph;
  g_autofree Turn *turns = order_arrows (graph);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      OuroLayoutArrow *arrow = &graph->arrows[turns[i].index];

      find_curve (self, turns[i].index);
      arrow->first = points->len;
      arrow->n = self->best->len;
      g_array_append_vals (points, self->best->data, self->best->len);
      ouro_layout_crossings_add (self->crossings, (const OuroLayoutPoint *)(gpointer)self->best->data, self->best->len, 0);
    }

  g_free (graph->points);
  graph->points = g_new (OuroLayoutPoint, MAX (points->len, 1));
  graph->n_points = 0;
  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      OuroLayoutArrow *arrow = &graph->arrows[i];

      memcpy (graph->points + graph->n_points, (OuroLayoutPoint *)(gpointer)points->data + arrow->first, arrow->n * sizeof (OuroLayoutPoint));
      arrow->first = graph->n_points;
      graph->n_points += arrow->n;
    }
}

static OuroLayoutBox
find_area (const OuroLayoutGraph *graph)
{
  float left = 0, right = 0, top = 0, bottom = 0;

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      const OuroLayoutBox *box = &graph->boxes[i];

      left = i == 0 ? box->x : MIN (left, box->x);
      top = i == 0 ? box->y : MIN (top, box->y);
      right = i == 0 ? box->x + box->width : MAX (right, box->x + box->width);
      bottom = i == 0 ? box->y + box->height : MAX (bottom, box->y + box->height);
    }

  return (OuroLayoutBox){ left, top, right - left, bottom - top };
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
  OuroLayoutBox area = find_area (graph);
  g_autoptr (OuroLayoutCrossings) crossings = ouro_layout_crossings_new (&area, graph->n_arrows);
  Router router = {
    .graph = graph,
    .lanes = lanes,
    .search = search,
    .fit = fit,
    .crossings = crossings,
    .line = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint)),
    .best = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint)),
    .trial = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint)),
  };

  sort_arrows_by_box (&router);
  route_arrows (&router);
  graph->fallback = FALSE;

  g_free (router.first_from);
  g_free (router.arrows_from);
  g_array_unref (router.line);
  g_array_unref (router.best);
  g_array_unref (router.trial);
}
