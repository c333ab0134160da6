/* ouro-shapes-private.h - the few shapes that pictures are made of, as cairo paths and strokes */
#pragma once

#include <cairo.h>

#include "ouro-palette.h"

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} OuroBox;

typedef enum {
  OURO_CORNER_TOP_LEFT = 1 << 0,
  OURO_CORNER_TOP_RIGHT = 1 << 1,
  OURO_CORNER_BOTTOM_RIGHT = 1 << 2,
  OURO_CORNER_BOTTOM_LEFT = 1 << 3,
  OURO_CORNERS_NONE = 0,
  OURO_CORNERS_RIGHT = OURO_CORNER_TOP_RIGHT | OURO_CORNER_BOTTOM_RIGHT,
  OURO_CORNERS_BOTTOM = OURO_CORNER_BOTTOM_RIGHT | OURO_CORNER_BOTTOM_LEFT,
  OURO_CORNERS_ALL = OURO_CORNERS_RIGHT | OURO_CORNER_BOTTOM_LEFT | OURO_CORNER_TOP_LEFT,
} OuroCorners;

typedef enum {
  OURO_STROKE_SOLID,
  OURO_STROKE_DASHED,
  OURO_STROKE_DOTTED, /* round dots as wide as the line */
} OuroStroke;

static inline OuroBox
ouro_box_grow (OuroBox box,
               double  by)
{
  return (OuroBox){ box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by };
}

static inline void
ouro_set_colour (cairo_t   *cr,
                 OuroColour colour)
{
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
}

/* Adds a box to the path; the corners named are round, their radius at most half of a side. */
void ouro_shape_box (cairo_t    *cr,
                     OuroBox     box,
                     double      radius,
                     OuroCorners corners);

/* Adds a box with round corners, so much smaller that a stroke of the given width stays within the
 * one given. */
void ouro_shape_inner_box (cairo_t *cr,
                           OuroBox  box,
                           double   radius,
                           double   line_width);

void ouro_shape_circle (cairo_t  *cr,
                        OuroPoint middle,
                        double    radius);

/* These use up the path. */
void ouro_shape_fill (cairo_t   *cr,
                      OuroColour colour);
void ouro_shape_stroke (cairo_t   *cr,
                        OuroColour colour,
                        double     line_width,
                        OuroStroke stroke);

/* Both; the ground first. */
void ouro_shape_fill_and_stroke (cairo_t   *cr,
                                 OuroColour ground,
                                 OuroColour colour,
                                 double     line_width,
                                 OuroStroke stroke);
