/* ouro-painter.c - draws a scene to a cairo context: what all its parts share, and their order
 *
 * Cards, arrows, pills and panes have files of their own. All lengths are points at 100 %; each
 * public function scales its context by the zoom on its own account, so that what it records is
 * at its final size.
 */
#include "ouro-painter-private.h"

#include <math.h>

#define MIN_ZOOM 0.02
#define MAX_ZOOM 32.0

/* Letters of 12 points are less than 5 pixels high below this zoom. */
#define MIN_TEXT_ZOOM 0.42

/* What is left of a colour that is faded. */
#define FADED 0.3

#define RING_WIDTH 3.0
#define RING_GAP   2.0

#define STRIKE_WIDTH 1.25
#define STRIKE_REACH 2.0 /* beyond the words on each side */

OuroPainter *
ouro_painter_new (void)
{
  OuroPainter *self = g_new0 (OuroPainter, 1);

  self->lettering = ouro_lettering_new ();
  self->theme = OURO_THEME_LIGHT;
  self->zoom = 1;

  return self;
}

void
ouro_painter_free (OuroPainter *self)
{
  if (self == NULL)
    return;

  ouro_lettering_free (self->lettering);
  g_free (self);
}

void
ouro_painter_set_theme (OuroPainter *self,
                        OuroTheme    theme)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint)theme < OURO_N_THEMES);

  self->theme = theme;
}

void
ouro_painter_set_zoom (OuroPainter *self,
                       double       zoom)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (zoom > 0);

  self->zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
}

void
ouro_painter_set_for_file (OuroPainter *self,
                           gboolean     for_file)
{
  g_return_if_fail (self != NULL);

  if (self->for_file == for_file)
    return;

  self->for_file = for_file;
  ouro_lettering_set_hinting (self->lettering, !for_file);
}

/* What all parts use */

static OuroColour
fade (const OuroPainter *self,
      OuroColour         colour,
      OuroMarks          marks)
{
  OuroColour ground;

  if (!(marks & OURO_MARK_FADED))
    return colour;

  ground = ouro_palette_get (self->theme, OURO_ROLE_GROUND);

  return (OuroColour){
    ground.red + FADED * (colour.red - ground.red),
    ground.green + FADED * (colour.green - ground.green),
    ground.blue + FADED * (colour.blue - ground.blue),
  };
}

OuroColour
ouro_painter_get_colour (const OuroPainter *self,
                         OuroRole           role,
                         OuroMarks          marks)
{
  return fade (self, ouro_palette_get (self->theme, role), marks);
}

OuroColour
ouro_painter_get_family_colour (const OuroPainter *self,
                                OuroFamily         family,
                                OuroMarks          marks)
{
  return fade (self, ouro_palette_get_family (self->theme, family), marks);
}

gboolean
ouro_painter_skips_text (const OuroPainter *self)
{
  return self->zoom < MIN_TEXT_ZOOM && !self->for_file;
}

void
ouro_painter_show_line (const OuroPainter *self,
                        cairo_t           *cr,
                        const char        *text,
                        OuroFont           font,
                        OuroColour         colour,
                        OuroBox            box,
                        OuroAlign          align)
{
  const OuroText *line;
  double          baseline;

  if (text == NULL || *text == '\0' || box.width <= 0)
    return;

  line = ouro_lettering_get_line (self->lettering, text, font, box.width);
  baseline = ouro_lettering_get_baseline (self->lettering, font, box.y + box.height / 2);
  if (align == OURO_ALIGN_CENTRE)
    box.x += (box.width - line->width) / 2;
  else if (align == OURO_ALIGN_RIGHT)
    box.x += box.width - line->width;

  ouro_set_colour (cr, colour);
  ouro_text_show (line, cr, box.x, baseline, box.y, box.y + box.height);
}

void
ouro_painter_strike_through (const OuroPainter *self,
                             cairo_t           *cr,
                             OuroColour         colour,
                             OuroBox            box)
{
  box = ouro_box_grow (box, STRIKE_REACH);
  cairo_rectangle (cr, box.x, box.y + box.height / 2, box.width, STRIKE_WIDTH);
  ouro_shape_fill (cr, colour);
}

void
ouro_painter_draw_ring (const OuroPainter *self,
                        cairo_t           *cr,
                        OuroBox            box,
                        double             radius,
                        OuroMarks          marks)
{
  const double reach = RING_GAP + RING_WIDTH;

  ouro_shape_inner_box (cr, ouro_box_grow (box, reach), radius + reach, RING_WIDTH);
  ouro_shape_stroke (cr, ouro_painter_get_colour (self, OURO_ROLE_ACCENT, marks), RING_WIDTH,
                     OURO_STROKE_SOLID);
}

/* The scene */

typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} Extents;

/* What has to be drawn at all, in points of the scene. */
static Extents
get_visible (OuroPainter *self,
             cairo_t     *cr)
{
  Extents extents;

  cairo_clip_extents (cr, &extents.left, &extents.top, &extents.right, &extents.bottom);
  extents.left = extents.left / self->zoom - OURO_CARD_MARGIN;
  extents.top = extents.top / self->zoom - OURO_CARD_MARGIN;
  extents.right = extents.right / self->zoom + OURO_CARD_MARGIN;
  extents.bottom = extents.bottom / self->zoom + OURO_CARD_MARGIN;

  return extents;
}

static gboolean
is_visible (const Extents *visible,
            float          x,
            float          y,
            float          width,
            float          height)
{
  return x <= visible->right && x + width >= visible->left &&
         y <= visible->bottom && y + height >= visible->top &&
         ouro_is_drawable (x) && ouro_is_drawable (y);
}

/* A curve lies within the box round its points. */
static gboolean
arrow_is_visible (const Extents   *visible,
                  const OuroArrow *arrow)
{
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

  for (guint i = 0; i < arrow->n_points; i++)
    {
      left = fmin (left, arrow->points[i].x);
      right = fmax (right, arrow->points[i].x);
      top = fmin (top, arrow->points[i].y);
      bottom = fmax (bottom, arrow->points[i].y);
    }

  return left <= visible->right && right >= visible->left &&
         top <= visible->bottom && bottom >= visible->top;
}

/* Those whose marks, of the ones in the mask, are just those wanted. */
static void
draw_arrows (OuroPainter     *self,
             cairo_t         *cr,
             const OuroScene *scene,
             const Extents   *visible,
             OuroMarks        mask,
             OuroMarks        wanted)
{
  for (guint i = 0; i < scene->n_arrows; i++)
    if ((scene->arrows[i].marks & mask) == wanted && arrow_is_visible (visible, &scene->arrows[i]))
      ouro_painter_draw_arrow (self, cr, &scene->arrows[i]);
}

static void
draw_cards (OuroPainter     *self,
            cairo_t         *cr,
            const OuroScene *scene,
            const Extents   *visible)
{
  for (guint i = 0; i < scene->n_cards; i++)
    {
      const OuroCard *card = &scene->cards[i];

      if (!is_visible (visible, card->x, card->y, card->width, card->height))
        continue;
      cairo_save (cr);
      cairo_translate (cr, card->x * self->zoom, card->y * self->zoom);
      ouro_painter_draw_card (self, cr, card);
      cairo_restore (cr);
    }
}

static void
draw_pills (OuroPainter     *self,
            cairo_t         *cr,
            const OuroScene *scene,
            const Extents   *visible)
{
  for (guint i = 0; i < scene->n_pills; i++)
    {
      const OuroPill *pill = &scene->pills[i];

      if (!is_visible (visible, pill->x, pill->y, pill->width, pill->height))
        continue;
      cairo_save (cr);
      cairo_translate (cr, pill->x * self->zoom, pill->y * self->zoom);
      ouro_painter_draw_pill (self, cr, pill);
      cairo_restore (cr);
    }
}

void
ouro_painter_draw_scene (OuroPainter     *self,
                         cairo_t         *cr,
                         const OuroScene *scene,
                         gboolean         with_ground)
{
  Extents visible;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (scene != NULL);

  visible = get_visible (self, cr);
  if (with_ground)
    {
      ouro_set_colour (cr, ouro_painter_get_colour (self, OURO_ROLE_GROUND, OURO_MARK_NONE));
      cairo_paint (cr);
    }

  /* The lines stand between panes: after the last one there is none. */
  for (guint i = 0; i < scene->n_panes; i++)
    ouro_painter_draw_pane_part (self, cr, &scene->panes[i], i + 1 < scene->n_panes);
  draw_arrows (self, cr, scene, &visible, OURO_MARK_FADED, OURO_MARK_FADED);
  draw_arrows (self, cr, scene, &visible, OURO_MARK_FADED | OURO_MARK_CHANGED, OURO_MARK_NONE);
  draw_cards (self, cr, scene, &visible);
  draw_pills (self, cr, scene, &visible);
  draw_arrows (self, cr, scene, &visible, OURO_MARK_FADED | OURO_MARK_CHANGED, OURO_MARK_CHANGED);
}
