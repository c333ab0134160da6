/* ouro-painter-pane.c - draws the head of a pane and the line at its right border */
#include "ouro-painter-private.h"

#include <math.h>

#define PAD            12.0
#define SUBTITLE_LINES 2
#define BAR_GAP        6.0
#define BAR_HEIGHT     4.0
#define MIN_BAR        2.0

static void
draw_separator (OuroPainter         *self,
                cairo_t             *cr,
                const OuroScenePane *pane)
{
  double x = pane->x + pane->width - 0.5;

  cairo_move_to (cr, x, pane->y);
  cairo_line_to (cr, x, pane->y + pane->height);
  ouro_shape_stroke (cr, ouro_painter_get_colour (self, OURO_ROLE_LINE, OURO_MARK_NONE), 1,
                     OURO_STROKE_DASHED);
}

/* How far the collector's counter has come to its threshold. One that is not 0 shows at least a
 * little. */
static void
draw_bar (OuroPainter *self,
          cairo_t     *cr,
          OuroBox      box,
          double       fill)
{
  OuroBox done = box;

  ouro_shape_box (cr, box, BAR_HEIGHT / 2, OURO_CORNERS_ALL);
  ouro_shape_fill (cr, ouro_painter_get_colour (self, OURO_ROLE_LINE, OURO_MARK_NONE));
  if (fill <= 0)
    return;

  done.width = fmin (box.width, fmax (MIN_BAR, fill * box.width));
  ouro_shape_box (cr, done, BAR_HEIGHT / 2, OURO_CORNERS_ALL);
  ouro_shape_fill (cr, ouro_painter_get_colour (self, OURO_ROLE_ACCENT, OURO_MARK_NONE));
}

/* Returns the place below. */
static double
draw_lines (OuroPainter *self,
            cairo_t     *cr,
            const char  *words,
            OuroFont     font,
            OuroRole     role,
            OuroBox      box,
            guint        max_lines)
{
  const OuroText *text;

  if (words == NULL)
    return box.y;

  text = ouro_lettering_get_lines (self->lettering, words, font, box.width, max_lines);
  ouro_set_colour (cr, ouro_painter_get_colour (self, role, OURO_MARK_NONE));
  ouro_text_show (text, cr, box.x, box.y + text->baseline, box.y, box.y + text->height);

  return box.y + ceil (text->height);
}

static void
draw_head (OuroPainter         *self,
           cairo_t             *cr,
           const OuroScenePane *pane)
{
  OuroBox box = { pane->x + PAD, pane->y + PAD, pane->width - 2 * PAD, 0 };

  if (box.width <= 0)
    return;

  box.y = draw_lines (self, cr, pane->title, OURO_FONT_PANE_TITLE, OURO_ROLE_TEXT, box, 1);
  box.y = draw_lines (self, cr, pane->subtitle, OURO_FONT_PANE_SUBTITLE, OURO_ROLE_DIM, box,
                      SUBTITLE_LINES);
  if (pane->fill >= 0)
    {
      box.y += BAR_GAP;
      box.height = BAR_HEIGHT;
      draw_bar (self, cr, box, pane->fill);
    }
}

void
ouro_painter_draw_pane_part (OuroPainter         *self,
                             cairo_t             *cr,
                             const OuroScenePane *pane,
                             gboolean             with_separator)
{
  if (!ouro_is_drawable (pane->x) || !ouro_is_drawable (pane->y) ||
      !ouro_is_drawable_size (pane->width, pane->height))
    return;

  cairo_save (cr);
  cairo_scale (cr, self->zoom, self->zoom);
  if (with_separator)
    draw_separator (self, cr, pane);
  if (!ouro_painter_skips_text (self))
    draw_head (self, cr, pane);
  cairo_restore (cr);
}

void
ouro_painter_draw_pane (OuroPainter         *self,
                        cairo_t             *cr,
                        const OuroScenePane *pane)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (pane != NULL);

  ouro_painter_draw_pane_part (self, cr, pane, TRUE);
}
