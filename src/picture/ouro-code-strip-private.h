/* ouro-code-strip-private.h - the program beside the picture of a slide
 *
 * Lines with their numbers; the current one has a ground and a bar, those that come later are
 * dim. What does not fit is set smaller first, then lines far from the current one give way to
 * "⋯", and a line that is too long ends in "…".
 *
 * Units  those of a slide: 1920 by 1080 fill it.
 */
#pragma once

#include "ouro-painter.h"

typedef struct _OuroCodeStrip OuroCodeStrip;

/* Keeps the text, which must outlive it. line: the current one, from 1; 0 for none. */
OuroCodeStrip *ouro_code_strip_new (OuroPainter *painter,
                                    const char  *text,
                                    guint        line) G_GNUC_WARN_UNUSED_RESULT;
void           ouro_code_strip_free (OuroCodeStrip *self);

/* Choose the letters and the lines for a place of that size at most; width and height are what
 * they then take. A strip is never less than one line high. */
void ouro_code_strip_fit (OuroCodeStrip *self,
                          double         max_width,
                          double         max_height,
                          double        *width,
                          double        *height);

void ouro_code_strip_draw (OuroCodeStrip *self,
                           cairo_t       *cr,
                           double         x,
                           double         y);

/* For tests: the size of its letters, and the first and last line that are shown in full. */
double ouro_code_strip_get_font_size (const OuroCodeStrip *self);
void   ouro_code_strip_get_range (const OuroCodeStrip *self,
                                  guint               *first,
                                  guint               *last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroCodeStrip, ouro_code_strip_free)
