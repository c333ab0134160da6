/* ouro-painter-arrow.c - draws a reference: Bezier pieces with a head at the tip
 *
 * The head has a fixed size and points along the curve; the line ends at its base, so that a
 * thick line does not show beside the point. For that the curve is cut where it enters a circle
 * round the tip with the head's length as its radius (de Casteljau's construction splits the
 * piece there).
 */
#include "ouro-painter-private.h"

#include <math.h>

#define LINE        1.8
#define STRONG_LINE 2.4
#define THICK_LINE  3.2

/* How far the arms of a cross reach. */
#define CROSS 4.5

/* How often the place of the cut is halved: to 1/4096 of a piece. */
#define N_HALVINGS 12

/* On each side of a selected arrow: a gap and a line. */
#define RING_GAP   1.5
#define RING_WIDTH 1.5

typedef struct
{
  OuroColour colour;
  double     width;
  OuroStroke stroke;
  double     head_length;
  double     head_half_width;
} Look;

/* A curve without its last bit: some whole pieces and one that is cut. */
typedef struct
{
  guint     n_whole;
  OuroPoint cut[4]; /* cut[3] is the base of the head */
} Shaft;

static Look
get_look (OuroPainter     *self,
          const OuroArrow *arrow)
{
  OuroMarks marks = arrow->marks;
  Look      look = { .width = LINE, .head_length = 10, .head_half_width = 4.2 };

  if (marks & OURO_MARK_GHOST)
    {
      look.colour = ouro_painter_get_colour (self, OURO_ROLE_GHOST, marks);
      look.stroke = OURO_STROKE_DOTTED;
    }
  else if (marks & OURO_MARK_TEMPORARY)
    {
      look.colour = ouro_painter_get_colour (self, OURO_ROLE_AMBER, marks);
      look.stroke = OURO_STROKE_DOTTED;
      look.width = STRONG_LINE;
    }
  else if (marks & OURO_MARK_WEAK)
    {
      look.colour = ouro_painter_get_colour (self, OURO_ROLE_DIM, marks);
      look.stroke = OURO_STROKE_DASHED;
    }
  else if (marks & OURO_MARK_UNREACHABLE)
    {
      look.colour = ouro_painter_get_colour (self, OURO_ROLE_UNREACHABLE, marks);
      look.width = STRONG_LINE;
    }
  else
    look.colour = ouro_painter_get_family_colour (self, arrow->family, marks);

  if (marks & OURO_MARK_CHANGED)
    {
      look.width = THICK_LINE;
      look.head_length = 13;
      look.head_half_width = 5.6;
    }

  return look;
}

static gboolean
is_drawable (const OuroArrow *arrow)
{
  if (arrow->n_points < 4)
    return FALSE;

  for (guint i = 0; i < arrow->n_points; i++)
    if (!ouro_is_drawable (arrow->points[i].x) || !ouro_is_drawable (arrow->points[i].y))
      return FALSE;

  return TRUE;
}

static OuroPoint
mix (OuroPoint a,
     OuroPoint b,
     double    t)
{
  return (OuroPoint){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

static double
get_distance (OuroPoint a,
              OuroPoint b)
{
  return hypot ((double)a.x - b.x, (double)a.y - b.y);
}

static guint
get_n_pieces (const OuroArrow *arrow)
{
  return (arrow->n_points - 1) / 3;
}

/* The four points of a piece; of the one after the last, only the first, which is the tip. */
static const OuroPoint *
get_piece (const OuroArrow *arrow,
           gsize            index)
{
  return &arrow->points[3 * index];
}

static OuroPoint
get_tip (const OuroArrow *arrow)
{
  return *get_piece (arrow, get_n_pieces (arrow));
}

/* The part of a Bezier piece from its start to the place t. */
static void
cut_piece (const OuroPoint *piece,
           double           t,
           OuroPoint       *cut)
{
  OuroPoint a = mix (piece[0], piece[1], t);
  OuroPoint b = mix (piece[1], piece[2], t);
  OuroPoint c = mix (piece[2], piece[3], t);
  OuroPoint ab = mix (a, b, t);
  OuroPoint bc = mix (b, c, t);

  cut[0] = piece[0];
  cut[1] = a;
  cut[2] = ab;
  cut[3] = mix (ab, bc, t);
}

/* Leaves out what lies within the head. Pieces that begin there are dropped; if even the first
 * does, no line is left and the head alone is drawn. */
static Shaft
cut_shaft (const OuroArrow *arrow,
           double           head_length)
{
  OuroPoint        tip = get_tip (arrow);
  Shaft            shaft = { .n_whole = get_n_pieces (arrow) - 1 };
  const OuroPoint *piece;
  double           low = 0, high = 1;

  while (shaft.n_whole > 0 && get_distance (*get_piece (arrow, shaft.n_whole), tip) < head_length)
    shaft.n_whole--;

  piece = get_piece (arrow, shaft.n_whole);
  for (int i = 0; i < N_HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      cut_piece (piece, middle, shaft.cut);
      if (get_distance (shaft.cut[3], tip) >= head_length)
        low = middle;
      else
        high = middle;
    }
  cut_piece (piece, low, shaft.cut);

  return shaft;
}

static void
trace_shaft (cairo_t         *cr,
             const OuroArrow *arrow,
             const Shaft     *shaft)
{
  const OuroPoint *p = arrow->points;

  cairo_move_to (cr, p[0].x, p[0].y);
  for (guint i = 0; i < shaft->n_whole; i++, p += 3)
    cairo_curve_to (cr, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
  cairo_curve_to (cr, shaft->cut[1].x, shaft->cut[1].y, shaft->cut[2].x, shaft->cut[2].y,
                  shaft->cut[3].x, shaft->cut[3].y);
}

/* A wide line, with a narrower one in the colour of the ground on it. */
static void
draw_ring (OuroPainter     *self,
           cairo_t         *cr,
           const OuroArrow *arrow,
           const Shaft     *shaft,
           const Look      *look)
{
  trace_shaft (cr, arrow, shaft);
  ouro_shape_stroke (cr, ouro_painter_get_colour (self, OURO_ROLE_ACCENT, arrow->marks),
                     look->width + 2 * (RING_GAP + RING_WIDTH), OURO_STROKE_SOLID);
  trace_shaft (cr, arrow, shaft);
  ouro_shape_stroke (cr, ouro_painter_get_colour (self, OURO_ROLE_GROUND, arrow->marks),
                     look->width + 2 * RING_GAP, OURO_STROKE_SOLID);
}

static void
draw_head (cairo_t    *cr,
           OuroPoint   base,
           OuroPoint   tip,
           const Look *look)
{
  double length = get_distance (base, tip);
  double ux = length > 0 ? (tip.x - base.x) / length : 1;
  double uy = length > 0 ? (tip.y - base.y) / length : 0;
  double back_x = tip.x - ux * look->head_length;
  double back_y = tip.y - uy * look->head_length;

  cairo_move_to (cr, tip.x, tip.y);
  cairo_line_to (cr, back_x - uy * look->head_half_width, back_y + ux * look->head_half_width);
  cairo_line_to (cr, back_x + uy * look->head_half_width, back_y - ux * look->head_half_width);
  cairo_close_path (cr);
  ouro_shape_fill (cr, look->colour);
}

/* In the middle of a reference that is gone. */
static void
draw_cross (cairo_t         *cr,
            const OuroArrow *arrow,
            const Look      *look)
{
  guint            n_pieces = get_n_pieces (arrow);
  const OuroPoint *piece = get_piece (arrow, n_pieces / 2);
  OuroPoint        cut[4];

  cut_piece (piece, n_pieces % 2 == 1 ? 0.5 : 0, cut);

  cairo_move_to (cr, cut[3].x - CROSS, cut[3].y - CROSS);
  cairo_line_to (cr, cut[3].x + CROSS, cut[3].y + CROSS);
  cairo_move_to (cr, cut[3].x - CROSS, cut[3].y + CROSS);
  cairo_line_to (cr, cut[3].x + CROSS, cut[3].y - CROSS);
  ouro_shape_stroke (cr, look->colour, look->width, OURO_STROKE_SOLID);
}

void
ouro_painter_draw_arrow (OuroPainter     *self,
                         cairo_t         *cr,
                         const OuroArrow *arrow)
{
  Look  look;
  Shaft shaft;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (arrow != NULL);

  if (!is_drawable (arrow))
    return;

  look = get_look (self, arrow);
  shaft = cut_shaft (arrow, look.head_length);
  cairo_save (cr);
  cairo_scale (cr, self->zoom, self->zoom);

  if (arrow->marks & OURO_MARK_SELECTED)
    draw_ring (self, cr, arrow, &shaft, &look);
  trace_shaft (cr, arrow, &shaft);
  ouro_shape_stroke (cr, look.colour, look.width, look.stroke);
  draw_head (cr, shaft.cut[3], get_tip (arrow), &look);
  if (arrow->marks & OURO_MARK_GHOST)
    draw_cross (cr, arrow, &look);

  cairo_restore (cr);
}
