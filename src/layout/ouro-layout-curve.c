/* ouro-layout-curve.c - sides of boxes, tips of arrows, and the curves that need no search */

#include "ouro-layout-curve.h"

#include <math.h>

/* Tips keep this far from corners, and this far from each other where there is room. */
#define CORNER_GAP 8.0f
#define LANE_GAP   8.0f

static gint64
pair_key (guint32 from,
          guint32 to)
{
  return (gint64)(((guint64)from << 32) | to);
}

/* Counts one more arrow of the pair and returns how many there were before. */
static guint32
count_pair (GHashTable *pairs,
            gint64      key)
{
  guint32 *n = g_hash_table_lookup (pairs, &key);

  if (n != NULL)
    return (*n)++;

  n = g_new (guint32, 1);
  *n = 1;
  g_hash_table_insert (pairs, g_memdup2 (&key, sizeof key), n);

  return 0;
}

OuroLayoutLane *
ouro_layout_find_lanes (const OuroLayoutGraph *graph)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                        g_free);
  OuroLayoutLane *lanes = g_new0 (OuroLayoutLane, MAX (graph->n_arrows, 1));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    lanes[i].number = count_pair (pairs, pair_key (graph->arrows[i].from, graph->arrows[i].to));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      gint64         there = pair_key (graph->arrows[i].from, graph->arrows[i].to);
      gint64         back = pair_key (graph->arrows[i].to, graph->arrows[i].from);
      const guint32 *n = g_hash_table_lookup (pairs, &there);

      lanes[i].n = *n;
      lanes[i].two_way = there != back && g_hash_table_contains (pairs, &back);
    }

  return lanes;
}

OuroLayoutPoint
ouro_layout_get_start (const OuroLayoutGraph *graph,
                       const OuroLayoutArrow *arrow)
{
  const OuroLayoutBox *box = &graph->boxes[arrow->from];

  return (OuroLayoutPoint){ box->x + CLAMP (arrow->start.x, 0.0f, box->width),
                            box->y + CLAMP (arrow->start.y, 0.0f, box->height) };
}

OuroLayoutPoint
ouro_layout_side_get_normal (OuroLayoutSide side)
{
  static const OuroLayoutPoint normals[] = {
    [OURO_LAYOUT_LEFT] = { -1.0f, 0.0f },
    [OURO_LAYOUT_RIGHT] = { 1.0f, 0.0f },
    [OURO_LAYOUT_TOP] = { 0.0f, -1.0f },
    [OURO_LAYOUT_BOTTOM] = { 0.0f, 1.0f },
  };

  return normals[side];
}

void
ouro_layout_side_get_band (const OuroLayoutBox *box,
                           OuroLayoutSide       side,
                           float               *low,
                           float               *high)
{
  gboolean upright = side == OURO_LAYOUT_LEFT || side == OURO_LAYOUT_RIGHT;
  float    begin = upright ? box->y : box->x;
  float    length = upright ? box->height : box->width;
  float    gap = MIN (CORNER_GAP, length / 4.0f);

  *low = begin + gap;
  *high = begin + length - gap;
}

OuroLayoutPoint
ouro_layout_side_get_tip (const OuroLayoutBox  *box,
                          OuroLayoutSide        side,
                          float                 wanted,
                          const OuroLayoutLane *lane)
{
  float low, high, step, reach;

  ouro_layout_side_get_band (box, side, &low, &high);
  step = lane->n > 1 ? MIN (LANE_GAP, (high - low) / (float)(lane->n - 1)) : 0.0f;
  reach = step * (float)(lane->n - 1) / 2.0f;
  wanted = CLAMP (wanted, low + reach, MAX (low + reach, high - reach));
  wanted += step * (float)lane->number - reach;

  switch (side)
    {
    case OURO_LAYOUT_LEFT:
      return (OuroLayoutPoint){ box->x, wanted };
    case OURO_LAYOUT_RIGHT:
      return (OuroLayoutPoint){ box->x + box->width, wanted };
    case OURO_LAYOUT_TOP:
      return (OuroLayoutPoint){ wanted, box->y };
    case OURO_LAYOUT_BOTTOM:
      return (OuroLayoutPoint){ wanted, box->y + box->height };
    default:
      g_assert_not_reached ();
    }
}

gboolean
ouro_layout_box_has_on_border (const OuroLayoutBox *box,
                               OuroLayoutPoint      point,
                               float                tolerance)
{
  float dx = fabsf (point.x - box->x - box->width / 2.0f) - box->width / 2.0f;
  float dy = fabsf (point.y - box->y - box->height / 2.0f) - box->height / 2.0f;

  return fabsf (MAX (dx, dy)) <= tolerance;
}

OuroLayoutPoint
ouro_layout_curve_get_point (const OuroLayoutPoint *piece,
                             float                  t)
{
  float s = 1.0f - t;
  float a = s * s * s, b = 3.0f * s * s * t, c = 3.0f * s * t * t, d = t * t * t;

  return (OuroLayoutPoint){ a * piece[0].x + b * piece[1].x + c * piece[2].x + d * piece[3].x,
                            a * piece[0].y + b * piece[1].y + c * piece[2].y + d * piece[3].y };
}

/* A loop that leaves on the right and comes back to the right side near the top; where the start
 * is too near for that, over the top right corner. Further lanes lie outside of the former. */
static guint32
make_loop (const OuroLayoutBox  *box,
           OuroLayoutPoint       start,
           const OuroLayoutLane *lane,
           OuroLayoutPoint      *points)
{
  float           right = box->x + box->width;
  float           out = 20.0f + 6.0f * (float)(lane->number % 16);
  OuroLayoutPoint tip = ouro_layout_side_get_tip (box, OURO_LAYOUT_RIGHT, box->y, lane);

  points[0] = start;
  if (start.y - tip.y >= 14.0f)
    {
      points[1] = (OuroLayoutPoint){ right + out, start.y };
      points[2] = (OuroLayoutPoint){ right + out, tip.y };
      points[3] = tip;
      return 4;
    }

  tip = ouro_layout_side_get_tip (box, OURO_LAYOUT_TOP, right - 12.0f, lane);
  points[3] = (OuroLayoutPoint){ right + out * 0.6f, box->y - out * 0.5f };
  points[1] = (OuroLayoutPoint){ right + out * 0.3f, start.y };
  points[2] = (OuroLayoutPoint){ right + out * 0.9f, box->y };
  points[4] = (OuroLayoutPoint){ 2.0f * points[3].x - points[2].x,
                                 2.0f * points[3].y - points[2].y };
  points[5] = (OuroLayoutPoint){ tip.x, box->y - out * 0.8f };
  points[6] = tip;
  return 7;
}

/* The side of one box that faces the other: where the wider gap is. */
static OuroLayoutSide
find_facing_side (const OuroLayoutBox *box,
                  const OuroLayoutBox *other)
{
  float right = other->x - box->x - box->width, left = box->x - other->x - other->width;
  float below = other->y - box->y - box->height, above = box->y - other->y - other->height;
  float widest = MAX (MAX (right, left), MAX (below, above));

  if (widest == right)
    return OURO_LAYOUT_RIGHT;
  if (widest == left)
    return OURO_LAYOUT_LEFT;
  return widest == below ? OURO_LAYOUT_BOTTOM : OURO_LAYOUT_TOP;
}

static OuroLayoutSide
find_opposite_side (OuroLayoutSide side)
{
  static const OuroLayoutSide opposites[] = {
    [OURO_LAYOUT_LEFT] = OURO_LAYOUT_RIGHT,
    [OURO_LAYOUT_RIGHT] = OURO_LAYOUT_LEFT,
    [OURO_LAYOUT_TOP] = OURO_LAYOUT_BOTTOM,
    [OURO_LAYOUT_BOTTOM] = OURO_LAYOUT_TOP,
  };

  return opposites[side];
}

guint32
ouro_layout_make_simple_curve (const OuroLayoutGraph *graph,
                               const OuroLayoutArrow *arrow,
                               const OuroLayoutLane  *lane,
                               OuroLayoutPoint       *points)
{
  const OuroLayoutBox *from = &graph->boxes[arrow->from], *to = &graph->boxes[arrow->to];
  OuroLayoutPoint      start = ouro_layout_get_start (graph, arrow), normal, tip;
  OuroLayoutSide       side;
  float                reach, bow;

  if (arrow->from == arrow->to)
    return make_loop (to, start, lane, points);

  side = find_facing_side (from, to);
  normal = ouro_layout_side_get_normal (side);
  tip = ouro_layout_side_get_tip (to, find_opposite_side (side),
                                  normal.x != 0.0f ? start.y : start.x, lane);

  /* An arrow and the one that runs back bow to different sides: their normals are opposite. */
  reach = CLAMP (0.4f * hypotf (tip.x - start.x, tip.y - start.y), 12.0f, 90.0f);
  bow = lane->two_way ? 0.3f * reach : 0.0f;
  points[0] = start;
  points[1] = (OuroLayoutPoint){ start.x + normal.x * reach - normal.y * bow,
                                 start.y + normal.y * reach + normal.x * bow };
  points[2] = (OuroLayoutPoint){ tip.x - normal.x * reach - normal.y * bow,
                                 tip.y - normal.y * reach + normal.x * bow };
  points[3] = tip;

  return 4;
}
