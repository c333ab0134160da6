/* ouro-slide.h - a scene in a frame: title, code, picture and caption
 *
 * What design/slide.png of the first sketches showed: the title above, the code with its current
 * line at the left, the panes at the right, the sentence of the step below, the version and step
 * number in the corner. Without title, code and caption it is the picture alone with a margin.
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
  double      height;
  gboolean    transparent;
} OuroSlide;

/* The size that draw will fill, in points. */
void ouro_slide_get_size (const OuroSlide *self,
                          OuroPainter     *painter,
                          const OuroScene *scene,
                          double          *width,
                          double          *height);

/* Scales the scene down (never up beyond 1.6) to fit; keeps text readable by shortening the code around its line. */
void ouro_slide_draw (const OuroSlide *self,
                      OuroPainter     *painter,
                      const OuroScene *scene,
                      cairo_t         *cr);
