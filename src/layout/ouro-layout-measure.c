/* ouro-layout-measure.c - how good a picture is, counted
 *
 * Curves are taken as chains of short straight pieces. A sweep from left to right holds each piece
 * against those that it overlaps in x.
 */

#include "ouro-layout-measure.h"

#include "ouro-layout-curve.h"
#include "ouro-layout-near.h"

#include <math.h>

#define STEPS    12
#define END_GAP  10.0f
#define ROUNDING 0.05f

typedef struct
{
  OuroLayoutPoint a;
  OuroLayoutPoint b;
  guint32         arrow;
} Piece;

static GArray *
cut_into_pieces (const OuroLayoutGraph *graph)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      const OuroLayoutArrow *arrow = &graph->arrows[i];
      const OuroLayoutPoint *points = graph->points + arrow->first;

      for (guint32 p = 0; p + 3 < arrow->n; p += 3)
        for (guint step = 0; step < STEPS; step++)
          {
            Piece piece = {
              ouro_layout_curve_get_point (points + p, (float)step / STEPS),
              ouro_layout_curve_get_point (points + p, (float)(step + 1) / STEPS),
              i,
            };

            g_array_append_val (pieces, piece);
          }
    }

  return pieces;
}

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const Piece *one = a, *other = b;
  float        x = MIN (one->a.x, one->b.x), y = MIN (other->a.x, other->b.x);

  return (x > y) - (x < y);
}

static float
turn (OuroLayoutPoint a,
      OuroLayoutPoint b,
      OuroLayoutPoint c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* TRUE when the two cross, and where. */
static gboolean
find_crossing (const Piece     *one,
               const Piece     *other,
               OuroLayoutPoint *at)
{
  float a = turn (other->a, other->b, one->a), b = turn (other->a, other->b, one->b);
  float c = turn (one->a, one->b, other->a), d = turn (one->a, one->b, other->b);

  if (a * b >= 0.0f || c * d >= 0.0f)
    return FALSE;
  at->x = one->a.x + (one->b.x - one->a.x) * a / (a - b);
  at->y = one->a.y + (one->b.y - one->a.y) * a / (a - b);

  return TRUE;
}

static gboolean
is_near_an_end (const OuroLayoutGraph *graph,
                guint32                i,
                OuroLayoutPoint        at)
{
  const OuroLayoutArrow *arrow = &graph->arrows[i];
  OuroLayoutPoint        first = graph->points[arrow->first];
  OuroLayoutPoint        last = graph->points[arrow->first + arrow->n - 1];

  return hypotf (at.x - first.x, at.y - first.y) < END_GAP ||
         hypotf (at.x - last.x, at.y - last.y) < END_GAP;
}

/* TRUE when the two cross where it counts. */
static gboolean
do_cross (const OuroLayoutGraph *graph,
          const guint32         *groups,
          const Piece           *one,
          const Piece           *other)
{
  OuroLayoutPoint at;

  if (one->arrow == other->arrow)
    return FALSE;
  if (groups != NULL &&
      (groups[one->arrow] == G_MAXUINT32 || groups[one->arrow] != groups[other->arrow]))
    return FALSE;

  return find_crossing (one, other, &at) &&
         !is_near_an_end (graph, one->arrow, at) &&
         !is_near_an_end (graph, other->arrow, at);
}

/* Counts the crossings of one piece with those in active, and forgets those that end before it
 * begins. */
static guint
count_with_active (const OuroLayoutGraph *graph,
                   const guint32         *groups,
                   const Piece           *piece,
                   GPtrArray             *active)
{
  float x = MIN (piece->a.x, piece->b.x);
  guint n = 0;

  for (guint i = active->len; i-- > 0;)
    {
      const Piece *other = g_ptr_array_index (active, i);

      if (MAX (other->a.x, other->b.x) < x)
        g_ptr_array_remove_index_fast (active, i);
      else
        n += do_cross (graph, groups, piece, other);
    }

  return n;
}

guint
ouro_layout_count_crossings (const OuroLayoutGraph *graph,
                             const guint32         *groups)
{
  g_autoptr (GArray) pieces = cut_into_pieces (graph);
  g_autoptr (GPtrArray) active = g_ptr_array_new ();
  guint n = 0;

  g_array_sort (pieces, compare_pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);

      n += count_with_active (graph, groups, piece, active);
      g_ptr_array_add (active, piece);
    }

  return n;
}

static int
compare_boxes (gconstpointer a,
               gconstpointer b)
{
  const OuroLayoutBox *one = *(OuroLayoutBox *const *)a, *other = *(OuroLayoutBox *const *)b;

  return (one->x > other->x) - (one->x < other->x);
}

guint
ouro_layout_count_close_boxes (const OuroLayoutGraph *graph,
                               float                  gap)
{
  g_autoptr (GPtrArray) boxes = g_ptr_array_new ();
  guint n = 0;

  for (guint32 i = 0; i < graph->n_boxes; i++)
    g_ptr_array_add (boxes, &graph->boxes[i]);
  g_ptr_array_sort (boxes, compare_boxes);

  for (guint i = 0; i < boxes->len; i++)
    for (guint j = i + 1; j < boxes->len; j++)
      {
        const OuroLayoutBox *a = g_ptr_array_index (boxes, i), *b = g_ptr_array_index (boxes, j);

        if (b->x >= a->x + a->width + gap - ROUNDING)
          break;
        n += b->y < a->y + a->height + gap - ROUNDING && a->y < b->y + b->height + gap - ROUNDING;
      }

  return n;
}

guint
ouro_layout_count_boxes_crossed (const OuroLayoutGraph *graph)
{
  g_autoptr (OuroLayoutNear) near = ouro_layout_near_new (graph->boxes, graph->n_boxes, -ROUNDING);
  g_autoptr (GArray) pieces = cut_into_pieces (graph);
  guint64 last = G_MAXUINT64;
  guint   n = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece           *piece = &g_array_index (pieces, Piece, i);
      const OuroLayoutArrow *arrow = &graph->arrows[piece->arrow];
      guint32                box = ouro_layout_near_find (near, piece->b, arrow->from, arrow->to);
      guint64                pair = (guint64)piece->arrow << 32 | box;

      if (box == G_MAXUINT32 || pair == last)
        continue;
      last = pair;
      n++;
    }

  return n;
}
