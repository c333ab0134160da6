/* ouro-painter-private.h - what the parts of the painter share */
#pragma once

#include "ouro-lettering-private.h"
#include "ouro-painter.h"
#include "ouro-shapes-private.h"

struct _OuroPainter
{
  OuroLettering *lettering;
  OuroTheme      theme;
  double         zoom;
  gboolean       for_file;
};

typedef enum {
  OURO_ALIGN_LEFT,
  OURO_ALIGN_CENTRE,
  OURO_ALIGN_RIGHT,
} OuroAlign;

/* Colours in the painter's theme; what is faded is mixed with the ground, of which 70 % come in.
 * Mixing instead of transparency keeps the picture free of it: some readers of SVG and PDF
 * cannot show it. */
OuroColour ouro_painter_get_colour (const OuroPainter *self,
                                    OuroRole           role,
                                    OuroMarks          marks);
OuroColour ouro_painter_get_family_colour (const OuroPainter *self,
                                           OuroFamily         family,
                                           OuroMarks          marks);

/* Are letters too small to be read on a screen? They are left out then: they cost most. */
gboolean ouro_painter_skips_text (const OuroPainter *self);

/* One line in the colour given, its capitals in the middle of the box; shortened in its own
 * middle when it is too long. Nothing, when there is no text or no room. */
void ouro_painter_show_line (const OuroPainter *self,
                             cairo_t           *cr,
                             const char        *text,
                             OuroFont           font,
                             OuroColour         colour,
                             OuroBox            box,
                             OuroAlign          align);

/* The line through what is gone, over the middle of a box. */
void ouro_painter_strike_through (const OuroPainter *self,
                                  cairo_t           *cr,
                                  OuroColour         colour,
                                  OuroBox            box);

/* A focus ring round a box, just outside of it. */
void ouro_painter_draw_ring (const OuroPainter *self,
                             cairo_t           *cr,
                             OuroBox            box,
                             double             radius,
                             OuroMarks          marks);

/* The head of a pane, and the line at its right border when it is wanted. */
void ouro_painter_draw_pane_part (OuroPainter         *self,
                                  cairo_t             *cr,
                                  const OuroScenePane *pane,
                                  gboolean             with_separator);

/* Can cairo draw there? (Its own numbers are 24.8 bits wide.) Not for one that is none. */
static inline gboolean
ouro_is_drawable (double number)
{
  return number > -1e6 && number < 1e6;
}

static inline gboolean
ouro_is_drawable_size (double width,
                       double height)
{
  return width > 0 && height > 0 && ouro_is_drawable (width) && ouro_is_drawable (height);
}
