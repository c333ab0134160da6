/* ouro-layout-route.c - curves round the boxes */

#include "ouro-layout-route.h"

#include "ouro-layout-crossings.h"
#include "ouro-layout-fit.h"
#include "ouro-layout-search.h"

#include <math.h>

/* A curve may come this near to a box: less than a line, more than the fitter overlooks. */
#define CURVE_CLEARANCE 3.0f

/* A tip stands this far from dots where arrows leave by the same side, or it would hide one. */
#define DOT_GAP 9.0f

/* Where others are crossed, this many ways may pass the same gap, and so many are tried at most:
 * fewer, the more are crossed, and none in a crowd, where no way is free and each costs much to
 * look at. */
#define MAX_WAYS        6
#define MAX_TRIALS      10
#define TRIALS_OF_CROWD 48
#define CROWD           12

/* Nobody follows an arrow that is longer than this, in points: it takes the shortest way. */
#define FAR 5000.0f

/* Each way is tried close to the corners that it goes round, and this much farther off. */
#define STAND_OFF 10.0f

/* A crossing is as bad as a detour of this many points; so is a turn, for each radian. */
#define CROSSING_COST 150.0f
#define TURN_COST     20.0f

/* No detour within reach is as bad as a curve that touches a box. */
#define TOUCHING_COST 1.0e5f

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

static const OuroLayoutPoint *
get_points (const GArray *points)
{
  return (const OuroLayoutPoint *)(gconstpointer)points->data;
}

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
            gboolean              keeps_to_way,
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

  line.points = get_points (self->line);
  line.n = self->line->len;
  line.leaves = ouro_layout_side_get_normal (found->leaves_by);
  line.comes = (OuroLayoutPoint){ -in.x, -in.y };
  line.keeps_to_way = keeps_to_way;
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

static float
measure_length (const GArray *line)
{
  const OuroLayoutPoint *points = get_points (line);
  float                  length = 0.0f;

  for (guint i = 0; i + 1 < line->len; i++)
    length += hypotf (points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);

  return length;
}

/* What it takes the eye to follow a curve that crosses no other: its length and its turns, those of
 * the chain of its points. */
static float
measure_effort (const GArray *curve)
{
  const OuroLayoutPoint *points = get_points (curve);
  float                  effort = 0.0f, before = 0.0f;
  gboolean               begun = FALSE;

  for (guint i = 0; i + 1 < curve->len; i++)
    {
      float dx = points[i + 1].x - points[i].x, dy = points[i + 1].y - points[i].y;
      float direction = atan2f (dy, dx), turn = fabsf (direction - before);

      if (dx == 0.0f && dy == 0.0f)
        continue;
      effort += hypotf (dx, dy);
      if (begun)
        effort += TURN_COST * MIN (turn, 2.0f * (float)G_PI - turn);
      before = direction;
      begun = TRUE;
    }

  return effort;
}

/* Counts about as far as the limit. */
static guint
count_crossings (Router       *self,
                 const GArray *curve,
                 guint         limit)
{
  return ouro_layout_crossings_count (self->crossings, get_points (curve), curve->len, 0, limit);
}

/* The best curve so far. */
typedef struct
{
  float cost;
  guint n_crossings;
} Best;

/* Takes the line, if its curve is better. */
static void
try_line (Router               *self,
          guint32               index,
          const OuroLayoutLine *line,
          Best                 *best)
{
  GArray *curve = self->trial;
  float   effort, spare;
  guint   n;

  if (measure_length (line->points) >= best->cost || !make_curve (self, index, line, TRUE, curve))
    return;
  effort = measure_effort (curve);
  spare = (best->cost - effort) / CROSSING_COST;
  if (spare <= 0.0f)
    return;
  n = count_crossings (self, curve, (guint)spare + 1);
  if ((float)n >= spare)
    return;

  *best = (Best){ effort + (float)n * CROSSING_COST, n };
  self->trial = self->best;
  self->best = curve;
}

/* Looks for a way that crosses fewer of the arrows that are routed already, and touches no box if
 * the shortest one does. */
static void
look_for_a_better_way (Router  *self,
                       guint32  index,
                       gboolean touches)
{
  Best           best = { .n_crossings = count_crossings (self, self->best, CROWD + 1) };
  guint          n_trials = MIN (MAX_TRIALS, TRIALS_OF_CROWD / MAX (best.n_crossings, 1));
  OuroLayoutLine line;

  if (!touches && (best.n_crossings == 0 || best.n_crossings > CROWD))
    return;

  best.cost = measure_effort (self->best) + (float)best.n_crossings * CROSSING_COST +
              (touches ? TOUCHING_COST : 0.0f);
  begin_search (self, index, MAX_WAYS);
  for (guint i = 0; (best.n_crossings > 0 || best.cost >= TOUCHING_COST) && i < n_trials; i++)
    {
      if (!ouro_layout_search_next (self->search, &line))
        return;
      if (i > 0) /* the first is the one that is to be bettered */
        try_line (self, index, &line, &best);
      if (line.points->len == 2) /* no corner to stand off */
        continue;
      ouro_layout_search_redraw (self->search, STAND_OFF, &line);
      try_line (self, index, &line, &best);
    }
}

/* The curve that looks at no other boxes: for arrows to their own box, and where there is no way. */
static void
make_simple_curve (Router *self,
                   guint32 index)
{
  OuroLayoutPoint points[OURO_LAYOUT_MAX_SIMPLE_POINTS];
  guint32         n = ouro_layout_make_simple_curve (self->graph, &self->graph->arrows[index],
                                                     &self->lanes[index], points);

  g_array_set_size (self->best, 0);
  g_array_append_vals (self->best, points, n);
}

static void
find_curve (Router  *self,
            guint32  index,
            gboolean far)
{
  const OuroLayoutArrow *arrow = &self->graph->arrows[index];
  OuroLayoutLine         line;

  if (arrow->from != arrow->to)
    {
      begin_search (self, index, 1);
      if (ouro_layout_search_next (self->search, &line))
        {
          gboolean touches = !make_curve (self, index, &line, FALSE, self->best);

          if (!far)
            look_for_a_better_way (self, index, touches);
          return;
        }
    }
  make_simple_curve (self, index);
}

typedef struct
{
  float   distance;
  guint32 index; /* of an arrow */
} Distance;

static int
compare_distances (gconstpointer a,
                   gconstpointer b)
{
  const Distance *one = a, *other = b;

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

/* The shorter ones first. */
static Distance *
order_arrows (const OuroLayoutGraph *graph)
{
  Distance *order = g_new (Distance, MAX (graph->n_arrows, 1));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    order[i] = (Distance){ measure_distance (graph, &graph->arrows[i]), i };
  qsort (order, graph->n_arrows, sizeof *order, compare_distances);

  return order;
}

/* The curves stand in the order in which they were made; the answer has them in that of the arrows. */
static void
take_curves (OuroLayoutGraph *graph,
             const GArray    *curves)
{
  const OuroLayoutPoint *points = get_points (curves);

  g_free (graph->points);
  graph->points = g_new (OuroLayoutPoint, MAX (curves->len, 1));
  graph->n_points = 0;
  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      OuroLayoutArrow *arrow = &graph->arrows[i];

      for (guint32 p = 0; p < arrow->n; p++)
        graph->points[graph->n_points + p] = points[arrow->first + p];
      arrow->first = graph->n_points;
      graph->n_points += arrow->n;
    }
}

static void
route_arrows (Router *self)
{
  OuroLayoutGraph     *graph = self->graph;
  g_autofree Distance *order = order_arrows (graph);
  g_autoptr (GArray) curves = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      OuroLayoutArrow *arrow = &graph->arrows[order[i].index];

      find_curve (self, order[i].index, order[i].distance > FAR);
      if (order[i].distance <= FAR) /* or all others are routed */
        ouro_layout_crossings_add (self->crossings, get_points (self->best), self->best->len, 0);
      arrow->first = curves->len;
      arrow->n = self->best->len;
      g_array_append_vals (curves, self->best->data, self->best->len);
    }
  take_curves (graph, curves);
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
  g_autoptr (OuroLayoutCrossings) crossings = ouro_layout_crossings_new (graph);
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
