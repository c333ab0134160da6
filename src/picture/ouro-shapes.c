/* ouro-shapes.c - the few shapes that pictures are made of, as cairo paths and strokes
 *
 * Round corners are single Bezier pieces: a quarter of a circle to within 0.03 %, and much
 * cheaper than cairo_arc (), which a picture of a thousand corners notices.
 */
#include "ouro-shapes-private.h"

/* How far the handles of a quarter circle of radius 1 reach: 4 (√2 − 1) / 3. */
#define QUARTER 0.5522847498

void
ouro_shape_box (cairo_t    *cr,
                OuroBox     box,
                double      radius,
                OuroCorners corners)
{
  double r = MIN (radius, MIN (box.width, box.height) / 2);
  double h = r * (1 - QUARTER);
  double x = box.x;
  double y = box.y;
  double right = x + box.width;
  double bottom = y + box.height;

  cairo_move_to (cr, corners & OURO_CORNER_TOP_LEFT ? x + r : x, y);
  cairo_line_to (cr, corners & OURO_CORNER_TOP_RIGHT ? right - r : right, y);
  if (corners & OURO_CORNER_TOP_RIGHT)
    cairo_curve_to (cr, right - h, y, right, y + h, right, y + r);
  cairo_line_to (cr, right, corners & OURO_CORNER_BOTTOM_RIGHT ? bottom - r : bottom);
  if (corners & OURO_CORNER_BOTTOM_RIGHT)
    cairo_curve_to (cr, right, bottom - h, right - h, bottom, right - r, bottom);
  cairo_line_to (cr, corners & OURO_CORNER_BOTTOM_LEFT ? x + r : x, bottom);
  if (corners & OURO_CORNER_BOTTOM_LEFT)
    cairo_curve_to (cr, x + h, bottom, x, bottom - h, x, bottom - r);
  cairo_line_to (cr, x, corners & OURO_CORNER_TOP_LEFT ? y + r : y);
  if (corners & OURO_CORNER_TOP_LEFT)
    cairo_curve_to (cr, x, y + h, x + h, y, x + r, y);
  cairo_close_path (cr);
}

void
ouro_shape_inner_box (cairo_t *cr,
                      OuroBox  box,
                      double   radius,
                      double   line_width)
{
  ouro_shape_box (cr, ouro_box_grow (box, -line_width / 2), radius - line_width / 2,
                  OURO_CORNERS_ALL);
}

void
ouro_shape_circle (cairo_t  *cr,
                   OuroPoint middle,
                   double    radius)
{
  ouro_shape_box (cr, ouro_box_grow ((OuroBox){ middle.x, middle.y, 0, 0 }, radius), radius,
                  OURO_CORNERS_ALL);
}

static void
set_pen (cairo_t   *cr,
         double     line_width,
         OuroStroke stroke)
{
  const double dashes[] = { 5, 4 };
  /* Not quite nothing: some viewers of PDF leave out dots of no length. */
  const double dots[] = { 0.01, 2.1 * line_width };

  cairo_set_line_width (cr, line_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  switch (stroke)
    {
    case OURO_STROKE_DASHED:
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      break;
    case OURO_STROKE_DOTTED:
      cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      break;
    case OURO_STROKE_SOLID:
    default:
      cairo_set_dash (cr, NULL, 0, 0);
      break;
    }
}

void
ouro_shape_fill (cairo_t   *cr,
                 OuroColour colour)
{
  ouro_set_colour (cr, colour);
  cairo_fill (cr);
}

void
ouro_shape_stroke (cairo_t   *cr,
                   OuroColour colour,
                   double     line_width,
                   OuroStroke stroke)
{
  ouro_set_colour (cr, colour);
  set_pen (cr, line_width, stroke);
  cairo_stroke (cr);
}

void
ouro_shape_fill_and_stroke (cairo_t   *cr,
                            OuroColour ground,
                            OuroColour colour,
                            double     line_width,
                            OuroStroke stroke)
{
  ouro_set_colour (cr, ground);
  cairo_fill_preserve (cr);
  ouro_shape_stroke (cr, colour, line_width, stroke);
}
