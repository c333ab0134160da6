/* ouro-painter-pill.c - draws a name */
#include "ouro-painter-private.h"

#include <math.h>

#define HEIGHT    24.0
#define PAD       11.0
#define MIN_WIDTH 28.0
#define MAX_WIDTH 180.0
#define LINE      1.5

/* Between a pill and the outline round it. */
#define OUTLINE_GAP 2.0

void
ouro_painter_measure_pill (OuroPainter *self,
                           OuroPill    *pill)
{
  const OuroText *text;

  g_return_if_fail (self != NULL);
  g_return_if_fail (pill != NULL && pill->name != NULL);

  text = ouro_lettering_get_line (self->lettering, pill->name, OURO_FONT_PILL,
                                  MAX_WIDTH - 2 * PAD);
  pill->width = fmax (MIN_WIDTH, ceil (text->width) + 2 * PAD);
  pill->height = HEIGHT;
}

/* A name that was bound in this step has a second outline, as a changed badge has. */
static void
draw_outline (OuroPainter *self,
              cairo_t     *cr,
              OuroBox      box,
              OuroMarks    marks)
{
  OuroBox outline = ouro_box_grow (box, OUTLINE_GAP + LINE);

  ouro_shape_inner_box (cr, outline, outline.height / 2, LINE);
  ouro_shape_fill_and_stroke (cr, ouro_painter_get_colour (self, OURO_ROLE_CHANGED_GROUND, marks),
                              ouro_painter_get_colour (self, OURO_ROLE_PILL, marks), LINE,
                              OURO_STROKE_SOLID);
}

static void
draw_ground (OuroPainter *self,
             cairo_t     *cr,
             OuroBox      box,
             OuroMarks    marks)
{
  if (marks & OURO_MARK_GHOST)
    {
      ouro_shape_inner_box (cr, box, box.height / 2, LINE);
      ouro_shape_fill_and_stroke (cr, ouro_painter_get_colour (self, OURO_ROLE_GROUND, marks),
                                  ouro_painter_get_colour (self, OURO_ROLE_GHOST, marks), LINE,
                                  OURO_STROKE_DOTTED);
      return;
    }

  ouro_shape_box (cr, box, box.height / 2, OURO_CORNERS_ALL);
  ouro_shape_fill (cr, ouro_painter_get_colour (self, OURO_ROLE_PILL, marks));
}

static void
draw_name (OuroPainter    *self,
           cairo_t        *cr,
           const OuroPill *pill,
           OuroBox         box)
{
  gboolean   is_ghost = (pill->marks & OURO_MARK_GHOST) != 0;
  OuroRole   role = is_ghost ? OURO_ROLE_GHOST : OURO_ROLE_PILL_TEXT;
  OuroColour colour = ouro_painter_get_colour (self, role, pill->marks);

  box.x += PAD;
  box.width -= 2 * PAD;
  ouro_painter_show_line (self, cr, pill->name, OURO_FONT_PILL, colour, box, OURO_ALIGN_CENTRE);
  if (is_ghost)
    ouro_painter_strike_through (self, cr, colour, box);
}

void
ouro_painter_draw_pill (OuroPainter    *self,
                        cairo_t        *cr,
                        const OuroPill *pill)
{
  OuroBox box;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (pill != NULL);

  if (!ouro_is_drawable_size (pill->width, pill->height))
    return;

  box = (OuroBox){ 0, 0, pill->width, pill->height };
  cairo_save (cr);
  cairo_scale (cr, self->zoom, self->zoom);

  if (pill->marks & OURO_MARK_SELECTED)
    ouro_painter_draw_ring (self, cr, box, box.height / 2, pill->marks);
  else if (pill->marks & OURO_MARK_CHANGED && !(pill->marks & OURO_MARK_GHOST))
    draw_outline (self, cr, box, pill->marks);
  draw_ground (self, cr, box, pill->marks);
  if (!ouro_painter_skips_text (self))
    draw_name (self, cr, pill, box);

  cairo_restore (cr);
}
