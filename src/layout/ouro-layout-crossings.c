/* ouro-layout-crossings.c - curves that lie already, and how often a further one would cross them
 */

#include "ouro-layout-crossings.h"

#include "ouro-layout-curve.h"

#include <math.h>

#define STEPS   12 /* straight pieces in a Bezier piece */
#define END_GAP 10.0f

/* Squares have about this side; when that makes too many of them they are larger. */
#define SQUARE            80.0f
#define SQUARES_PER_CURVE 8
#define NO_MEMBER         G_MAXUINT32

/* A piece also stands in the squares that it only nearly comes to, in points: what is computed of
 * where it crosses another is not exact. */
#define ROUNDING 0.5f

typedef struct
{
  OuroLayoutPoint first;
  OuroLayoutPoint last;
  guint32         group;
} Curve;

/* A straight piece in the list of a square. */
typedef struct
{
  OuroLayoutPoint a;
  OuroLayoutPoint b;
  guint32         curve;
  guint32         next;
} Member;

/* The squares that a straight piece runs through: some in each of its rows. */
typedef struct
{
  OuroLayoutPoint upper; /* its ends */
  OuroLayoutPoint lower;
  guint32         first_row;
  guint32         last_row;
  guint32         first_column; /* in the present row */
  guint32         last_column;
} Walk;

struct _OuroLayoutCrossings
{
  OuroLayoutPoint origin;
  float           squares_per_point;
  guint32         n_columns;
  guint32         n_rows;
  guint32        *first;   /* for each square, the first of its members */
  GArray         *members; /* Member */
  GArray         *curves;  /* Curve */
};

/* The grid lies over the boxes. */
static void
measure_grid (OuroLayoutCrossings   *self,
              const OuroLayoutGraph *graph)
{
  OuroLayoutPoint low = { G_MAXFLOAT, G_MAXFLOAT }, high = { -G_MAXFLOAT, -G_MAXFLOAT };
  float           n = (float)SQUARES_PER_CURVE * (float)MAX (graph->n_arrows, 1), square = SQUARE;

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      const OuroLayoutBox *box = &graph->boxes[i];

      low = (OuroLayoutPoint){ MIN (low.x, box->x), MIN (low.y, box->y) };
      high = (OuroLayoutPoint){ MAX (high.x, box->x + box->width),
                                MAX (high.y, box->y + box->height) };
    }
  if (graph->n_boxes > 0)
    {
      square = MAX (square, sqrtf ((high.x - low.x) / n) * sqrtf (high.y - low.y));
      square = MAX (square, MAX (high.x - low.x, high.y - low.y) / n);
      self->n_columns = (guint32)((high.x - low.x) / square);
      self->n_rows = (guint32)((high.y - low.y) / square);
    }
  self->origin = low;
  self->squares_per_point = 1.0f / square;
  self->n_columns++;
  self->n_rows++;
}

OuroLayoutCrossings *
ouro_layout_crossings_new (const OuroLayoutGraph *graph)
{
  OuroLayoutCrossings *self = g_new0 (OuroLayoutCrossings, 1);
  gsize                n_squares;

  measure_grid (self, graph);
  n_squares = (gsize)self->n_columns * self->n_rows;
  self->first = g_new (guint32, n_squares);
  for (gsize i = 0; i < n_squares; i++)
    self->first[i] = NO_MEMBER;
  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  self->curves = g_array_new (FALSE, FALSE, sizeof (Curve));

  return self;
}

void
ouro_layout_crossings_free (OuroLayoutCrossings *self)
{
  g_free (self->first);
  g_array_unref (self->members);
  g_array_unref (self->curves);
  g_free (self);
}

/* The row or column at this distance from the first one; those outside belong to the outermost. */
static guint32
find_place (const OuroLayoutCrossings *self,
            float                      offset,
            guint32                    n)
{
  return (guint32)CLAMP (offset * self->squares_per_point, 0.0f, (float)(n - 1));
}

static guint32
find_square (const OuroLayoutCrossings *self,
             OuroLayoutPoint            at)
{
  return find_place (self, at.y - self->origin.y, self->n_rows) * self->n_columns +
         find_place (self, at.x - self->origin.x, self->n_columns);
}

static void
begin_walk (const OuroLayoutCrossings *self,
            OuroLayoutPoint            a,
            OuroLayoutPoint            b,
            Walk                      *walk)
{
  walk->upper = a.y <= b.y ? a : b;
  walk->lower = a.y <= b.y ? b : a;
  walk->first_row = find_place (self, walk->upper.y - self->origin.y, self->n_rows);
  walk->last_row = find_place (self, walk->lower.y - self->origin.y, self->n_rows);
}

/* Where the piece is at this height. */
static float
get_x (const Walk *walk,
       float       y)
{
  float part = (y - walk->upper.y) / (walk->lower.y - walk->upper.y);

  return walk->upper.x + CLAMP (part, 0.0f, 1.0f) * (walk->lower.x - walk->upper.x);
}

/* Finds the columns of one of the piece's rows. */
static void
walk_row (const OuroLayoutCrossings *self,
          guint32                    row,
          Walk                      *walk)
{
  float top = self->origin.y + (float)row / self->squares_per_point;
  float bottom = self->origin.y + (float)(row + 1) / self->squares_per_point;
  float x = row == walk->first_row ? walk->upper.x : get_x (walk, top);
  float next = row == walk->last_row ? walk->lower.x : get_x (walk, bottom);

  walk->first_column = find_place (self, MIN (x, next) - ROUNDING - self->origin.x, self->n_columns);
  walk->last_column = find_place (self, MAX (x, next) + ROUNDING - self->origin.x, self->n_columns);
}

static void
add_piece (OuroLayoutCrossings *self,
           OuroLayoutPoint      a,
           OuroLayoutPoint      b)
{
  Member member = { a, b, self->curves->len - 1, NO_MEMBER };
  Walk   walk;

  begin_walk (self, a, b, &walk);
  for (guint32 row = walk.first_row; row <= walk.last_row; row++)
    {
      walk_row (self, row, &walk);
      for (guint32 column = walk.first_column; column <= walk.last_column; column++)
        {
          guint32 *first = &self->first[row * self->n_columns + column];

          member.next = *first;
          *first = self->members->len;
          g_array_append_val (self->members, member);
        }
    }
}

void
ouro_layout_crossings_add (OuroLayoutCrossings   *self,
                           const OuroLayoutPoint *points,
                           guint32                n,
                           guint32                group)
{
  Curve curve = { .group = group };

  if (n == 0)
    return;
  curve.first = points[0];
  curve.last = points[n - 1];
  g_array_append_val (self->curves, curve);

  for (guint32 p = 0; p + 3 < n; p += 3)
    for (guint step = 0; step < STEPS; step++)
      add_piece (self, ouro_layout_curve_get_point (points + p, (float)step / STEPS),
                 ouro_layout_curve_get_point (points + p, (float)(step + 1) / STEPS));
}

static float
turn (OuroLayoutPoint a,
      OuroLayoutPoint b,
      OuroLayoutPoint c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* TRUE when the piece from a to b crosses the member, and where. */
static gboolean
find_crossing (OuroLayoutPoint  a,
               OuroLayoutPoint  b,
               const Member    *member,
               OuroLayoutPoint *at)
{
  float side_a = turn (member->a, member->b, a), side_b = turn (member->a, member->b, b);

  if (side_a * side_b >= 0.0f || turn (a, b, member->a) * turn (a, b, member->b) >= 0.0f)
    return FALSE;
  at->x = a.x + (b.x - a.x) * side_a / (side_a - side_b);
  at->y = a.y + (b.y - a.y) * side_a / (side_a - side_b);

  return TRUE;
}

static gboolean
is_near_an_end (const Curve    *curve,
                OuroLayoutPoint at)
{
  return hypotf (at.x - curve->first.x, at.y - curve->first.y) < END_GAP ||
         hypotf (at.x - curve->last.x, at.y - curve->last.y) < END_GAP;
}

/* Counts where the piece from a to b of a curve crosses the members of one square, in it: two
 * pieces may meet in several squares, but cross in one. */
static guint
count_in_square (const OuroLayoutCrossings *self,
                 guint32                    square,
                 const Curve               *curve,
                 OuroLayoutPoint            a,
                 OuroLayoutPoint            b)
{
  guint n = 0;

  for (guint32 i = self->first[square]; i != NO_MEMBER;)
    {
      const Member   *member = &g_array_index (self->members, Member, i);
      const Curve    *other = &g_array_index (self->curves, Curve, member->curve);
      OuroLayoutPoint at;

      n += other->group == curve->group && find_crossing (a, b, member, &at) &&
           find_square (self, at) == square && !is_near_an_end (curve, at) &&
           !is_near_an_end (other, at);
      i = member->next;
    }

  return n;
}

static guint
count_for_piece (const OuroLayoutCrossings *self,
                 const Curve               *curve,
                 OuroLayoutPoint            a,
                 OuroLayoutPoint            b)
{
  Walk  walk;
  guint n = 0;

  begin_walk (self, a, b, &walk);
  for (guint32 row = walk.first_row; row <= walk.last_row; row++)
    {
      walk_row (self, row, &walk);
      for (guint32 column = walk.first_column; column <= walk.last_column; column++)
        n += count_in_square (self, row * self->n_columns + column, curve, a, b);
    }

  return n;
}

guint
ouro_layout_crossings_count (const OuroLayoutCrossings *self,
                             const OuroLayoutPoint     *points,
                             guint32                    n,
                             guint32                    group,
                             guint                      limit)
{
  Curve curve = { .group = group };
  guint n_crossings = 0;

  if (n == 0)
    return 0;
  curve.first = points[0];
  curve.last = points[n - 1];

  for (guint32 p = 0; p + 3 < n; p += 3)
    for (guint step = 0; step < STEPS && n_crossings < limit; step++)
      n_crossings += count_for_piece (
        self, &curve, ouro_layout_curve_get_point (points + p, (float)step / STEPS),
        ouro_layout_curve_get_point (points + p, (float)(step + 1) / STEPS));

  return n_crossings;
}
