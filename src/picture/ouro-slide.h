/* ouro-slide.h - a scene in a frame: title, code, picture and caption
 *
 * The title above, the code with its current line at the left, the panes at the right, the
 * sentence of the step below, the version and step number in the corner. Without title, code and
 * caption it is the picture alone with a margin.
 *
 * Frame  a slide looks alike at every size; its lengths are those of one of 1920 by 1080 points.
 *        There letters have 18 points or more, and the scene is drawn at up to 160 %; a scene that
 *        is too large for its place is made smaller, letters and all. In a tall frame, and with a
 *        very wide scene, the code stands above the picture.
 * Size   without width and height the scene is drawn at 100 %, with a margin of 16 points when
 *        there are no words; where one of them is given, the other follows.
 */
#pragma once

#include <cairo.h>

#include "ouro-painter.h"

typedef struct
{
  const char *title;    /* or NULL */
  const char *subtitle; /* or NULL */
  const char *stamp;    /* "CPython 3.15 · step 7 of 9", or NULL */
  const char *code;     /* the program, or NULL */
  guint       line;     /* the current line of the code, from 1; 0 for none */
  const char *caption;  /* or NULL */
  double      width;    /* of the frame, in points; 0: as large as it needs */
  double      height;   /* likewise */
  gboolean    transparent;
} OuroSlide;

/* The size that draw will fill, in points. */
void ouro_slide_get_size (const OuroSlide *self,
                          OuroPainter     *painter,
                          const OuroScene *scene,
                          double          *width,
                          double          *height);

/* In the painter's theme; its zoom does not matter. Nothing is drawn outside of the frame, whose
 * upper left corner is the origin. Long words wrap, then shrink, and end in "…" at last; long code
 * shrinks, then keeps the lines round the current one. */
void ouro_slide_draw (const OuroSlide *self,
                      OuroPainter     *painter,
                      const OuroScene *scene,
                      cairo_t         *cr);
