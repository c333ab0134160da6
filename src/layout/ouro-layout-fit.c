/* ouro-layout-fit.c - a line with corners becomes a smooth curve that touches no box */

#include "ouro-layout-fit.h"

#include "ouro-layout-curve.h"

#include <math.h>

/* Handles are this long, in parts of the line's length, but on long lines not much longer than
 * LONG_HANDLE. */
static const float handles[] = { 0.4f, 0.28f, 0.18f, 0.1f };

#define LONG_HANDLE 50.0f
#define LONG_PART   0.18f

/* Where there is no corner left to cut at: nearly a straight line at last, in points. */
static const float short_handles[] = { 24.0f, 10.0f, 3.0f };

/* A curve is looked at in steps of about this length; a step that cuts a corner goes no deeper
 * than half of it. */
#define STEP      4.0f
#define MIN_STEPS 6
#define MAX_STEPS 1000

/* Where a piece passes a corner is looked for in so many steps. */
#define CORNER_STEPS 16

/* A stretch of the line that is still to be fitted: from one of its points to a later one. */
typedef struct
{
  guint           first;
  guint           last;
  OuroLayoutPoint leaves;
  OuroLayoutPoint comes;
  float           length;
} Stretch;

struct _OuroLayoutFit
{
  const OuroLayoutBox  *boxes;
  const OuroLayoutNear *near;
  GArray               *stretches; /* Stretch: a stack */
};

OuroLayoutFit *
ouro_layout_fit_new (const OuroLayoutBox  *boxes,
                     const OuroLayoutNear *near)
{
  OuroLayoutFit *self = g_new0 (OuroLayoutFit, 1);

  self->boxes = boxes;
  self->near = near;
  self->stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));

  return self;
}

void
ouro_layout_fit_free (OuroLayoutFit *self)
{
  g_array_unref (self->stretches);
  g_free (self);
}

static float
measure (const OuroLayoutFitLine *line,
         guint                    first,
         guint                    last)
{
  float length = 0.0f;

  for (guint i = first; i < last; i++)
    length += hypotf (line->points[i + 1].x - line->points[i].x,
                      line->points[i + 1].y - line->points[i].y);

  return length;
}

static OuroLayoutPoint
get_direction (OuroLayoutPoint a,
               OuroLayoutPoint b)
{
  float length = hypotf (b.x - a.x, b.y - a.y);

  if (length <= 0.0f)
    return (OuroLayoutPoint){ 0 };
  return (OuroLayoutPoint){ (b.x - a.x) / length, (b.y - a.y) / length };
}

/* Positive when the way turns to the right, from a direction to another (y grows downward). */
static float
turn (OuroLayoutPoint before,
      OuroLayoutPoint after)
{
  return before.x * after.y - before.y * after.x;
}

/* At a corner the curve goes half way between the directions before and after it. */
static OuroLayoutPoint
find_tangent (const OuroLayoutFitLine *line,
              guint                    i)
{
  OuroLayoutPoint before = get_direction (line->points[i - 1], line->points[i]);
  OuroLayoutPoint after = get_direction (line->points[i], line->points[i + 1]);

  OuroLayoutPoint both = { before.x + after.x, before.y + after.y };

  return get_direction ((OuroLayoutPoint){ 0 }, both);
}

static gboolean
is_inside (const OuroLayoutBox *box,
           OuroLayoutPoint      point)
{
  return point.x > box->x && point.x < box->x + box->width && point.y > box->y &&
         point.y < box->y + box->height;
}

/* TRUE when the point lies beyond the side by which the line leaves its box. */
static gboolean
is_beyond (const OuroLayoutBox *box,
           OuroLayoutPoint      leaves,
           OuroLayoutPoint      point)
{
  return leaves.x > 0.0f ? point.x >= box->x + box->width : point.x <= box->x;
}

/* How many of the n steps of the piece it takes to leave the box it begins in; 0 when it leaves by
 * a wrong side. */
static guint
count_steps_inside (const OuroLayoutFit     *self,
                    const OuroLayoutFitLine *line,
                    const OuroLayoutPoint   *piece,
                    guint                    n)
{
  const OuroLayoutBox *from = &self->boxes[line->from];

  for (guint i = 1; i < n; i++)
    {
      OuroLayoutPoint at = ouro_layout_curve_get_point (piece, (float)i / (float)n);

      if (!is_inside (from, at))
        return is_beyond (from, line->leaves, at) ? i : 0;
    }

  return n;
}

/* TRUE when the piece touches a box, its own and its target included. Looks at every eighth step
 * first, since where one step touches a box its neighbours mostly do, too. */
static gboolean
touches_a_box (const OuroLayoutFit     *self,
               const OuroLayoutFitLine *line,
               const OuroLayoutPoint   *piece,
               gboolean                 begins_inside,
               float                    length)
{
  const OuroLayoutBox *from = &self->boxes[line->from], *to = &self->boxes[line->to];
  guint                n = CLAMP ((guint)(length / STEP), MIN_STEPS, MAX_STEPS);
  guint                first = begins_inside ? count_steps_inside (self, line, piece, n) : 1;

  if (first == 0)
    return TRUE;

  for (guint stride = 8; stride > 0; stride /= 2)
    for (guint i = first + (stride == 8 ? 0 : stride); i < n; i += stride == 8 ? 8 : 2 * stride)
      {
        OuroLayoutPoint at = ouro_layout_curve_get_point (piece, (float)i / (float)n);

        if (is_inside (from, at) || is_inside (to, at) ||
            ouro_layout_near_find (self->near, at, line->from, line->to) != G_MAXUINT32)
          return TRUE;
      }

  return FALSE;
}

/* The corner to cut at: the one farthest from the straight way. The two points just outside of the
 * boxes are no corners while there are others. Returns first when there is none. */
static guint
find_corner (const OuroLayoutFitLine *line,
             const Stretch           *stretch)
{
  OuroLayoutPoint a = line->points[stretch->first];
  OuroLayoutPoint way = get_direction (a, line->points[stretch->last]);
  guint           corner = stretch->first;
  float           farthest = -G_MAXFLOAT;

  for (guint i = stretch->first + 1; i < stretch->last; i++)
    {
      OuroLayoutPoint p = line->points[i];
      float           distance = fabsf (way.x * (p.y - a.y) - way.y * (p.x - a.x));

      if (i == 1 || i == line->n - 2)
        distance = -1.0f;
      if (distance > farthest)
        {
          farthest = distance;
          corner = i;
        }
    }

  return corner;
}

/* TRUE when the piece passes the corner on the other side than the line does: where it comes nearest
 * to it, the corner lies on the wrong hand. */
static gboolean
cuts_off_corner (const OuroLayoutFitLine *line,
                 guint                    i,
                 const OuroLayoutPoint   *piece)
{
  OuroLayoutPoint corner = line->points[i], nearest = piece[0], way = { 0 }, last = piece[0];
  float           distance = G_MAXFLOAT;

  for (guint step = 1; step <= CORNER_STEPS; step++)
    {
      OuroLayoutPoint at = ouro_layout_curve_get_point (piece, (float)step / CORNER_STEPS);
      float           dx = at.x - corner.x, dy = at.y - corner.y;

      if (dx * dx + dy * dy < distance)
        {
          distance = dx * dx + dy * dy; /* squared */
          nearest = at;
          way = (OuroLayoutPoint){ at.x - last.x, at.y - last.y };
        }
      last = at;
    }

  return turn (way, get_direction (nearest, corner)) *
           turn (get_direction (line->points[i - 1], corner),
                 get_direction (corner, line->points[i + 1])) <
         0.0f;
}

static gboolean
leaves_way (const OuroLayoutFitLine *line,
            const Stretch           *stretch,
            const OuroLayoutPoint   *piece)
{
  for (guint i = MAX (stretch->first + 1, 2); i < MIN (stretch->last, line->n - 2); i++)
    if (cuts_off_corner (line, i, piece))
      return TRUE;

  return FALSE;
}

/* Makes one piece of the stretch; FALSE when it touches a box. */
static gboolean
try_handle (const OuroLayoutFit     *self,
            const OuroLayoutFitLine *line,
            const Stretch           *stretch,
            float                    handle,
            OuroLayoutPoint         *piece)
{
  OuroLayoutPoint from = line->points[stretch->first], to = line->points[stretch->last];

  piece[0] = from;
  piece[1] = (OuroLayoutPoint){ from.x + stretch->leaves.x * handle,
                                from.y + stretch->leaves.y * handle };
  piece[2] = (OuroLayoutPoint){ to.x - stretch->comes.x * handle,
                                to.y - stretch->comes.y * handle };
  piece[3] = to;

  return !(line->keeps_to_way && leaves_way (line, stretch, piece)) &&
         !touches_a_box (self, line, piece, stretch->first == 0, stretch->length);
}

static gboolean
try_handles (const OuroLayoutFit     *self,
             const OuroLayoutFitLine *line,
             const Stretch           *stretch,
             OuroLayoutPoint         *piece)
{
  float longest = LONG_HANDLE + LONG_PART * stretch->length;

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    if (try_handle (self, line, stretch, MIN (handles[i] * stretch->length, longest), piece))
      return TRUE;

  return FALSE;
}

static void
push_stretch (OuroLayoutFit  *self,
              guint           first,
              guint           last,
              OuroLayoutPoint leaves,
              OuroLayoutPoint comes)
{
  Stretch stretch = { first, last, leaves, comes, 0.0f };

  g_array_append_val (self->stretches, stretch);
}

/* Fits one piece, or cuts the stretch in two. FALSE when the piece touches a box. */
static gboolean
fit_stretch (OuroLayoutFit           *self,
             const OuroLayoutFitLine *line,
             Stretch                  stretch,
             GArray                  *curve)
{
  guint           corner;
  OuroLayoutPoint piece[4], tangent;
  gboolean        fits;

  stretch.length = measure (line, stretch.first, stretch.last);
  fits = try_handles (self, line, &stretch, piece);
  if (!fits)
    {
      corner = find_corner (line, &stretch);
      if (corner != stretch.first)
        {
          tangent = find_tangent (line, corner);
          push_stretch (self, corner, stretch.last, tangent, stretch.comes);
          push_stretch (self, stretch.first, corner, stretch.leaves, tangent);
          return TRUE;
        }
      for (guint i = 0; !fits && i < G_N_ELEMENTS (short_handles); i++)
        fits = try_handle (self, line, &stretch, MIN (short_handles[i], 0.1f * stretch.length),
                           piece);
    }

  g_array_append_vals (curve, piece + 1, 3);
  return fits;
}

gboolean
ouro_layout_fit_line (OuroLayoutFit           *self,
                      const OuroLayoutFitLine *line,
                      GArray                  *curve)
{
  gboolean fits = TRUE;

  g_array_append_val (curve, line->points[0]);
  push_stretch (self, 0, line->n - 1, line->leaves, line->comes);
  while (self->stretches->len > 0)
    {
      Stretch stretch = g_array_index (self->stretches, Stretch, self->stretches->len - 1);
      g_array_set_size (self->stretches, self->stretches->len - 1);
      fits = fit_stretch (self, line, stretch, curve) && fits;
    }

  return fits;
}
