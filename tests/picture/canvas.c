/* canvas.c - an image to draw into, whose pixels tests look at */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>

Canvas
canvas_new_transparent (int width,
                        int height,
                        int margin)
{
  Canvas self = { .width = width, .height = height };

  self.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  self.cr = cairo_create (self.surface);
  cairo_translate (self.cr, margin, margin);

  return self;
}

Canvas
canvas_new (int       width,
            int       height,
            int       margin,
            OuroTheme theme)
{
  Canvas     self = canvas_new_transparent (width, height, margin);
  OuroColour ground = ouro_palette_get (theme, OURO_ROLE_GROUND);

  cairo_set_source_rgb (self.cr, ground.red, ground.green, ground.blue);
  cairo_paint (self.cr);

  return self;
}

void
canvas_clear (Canvas *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
}

/* One row, from its first pixel on. */
static const guint32 *
get_row (Canvas *self,
         int     y)
{
  cairo_surface_flush (self->surface);

  return (const guint32 *)(void *)(cairo_image_surface_get_data (self->surface) +
                                   (gsize)y * cairo_image_surface_get_stride (self->surface));
}

guint32
canvas_get (Canvas *self,
            int     x,
            int     y)
{
  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x, <, self->width);
  g_assert_cmpint (y, <, self->height);

  return get_row (self, y)[x];
}

static guint32
pack (OuroColour colour)
{
  return 0xff000000 |
         (guint32)lround (colour.red * 255) << 16 |
         (guint32)lround (colour.green * 255) << 8 |
         (guint32)lround (colour.blue * 255);
}

guint32
canvas_pack_role (OuroRole role)
{
  return pack (ouro_palette_get (OURO_THEME_LIGHT, role));
}

guint32
canvas_pack_family (OuroFamily family)
{
  return pack (ouro_palette_get_family (OURO_THEME_LIGHT, family));
}

double
canvas_get_grey (Canvas *self,
                 int     x,
                 int     y)
{
  guint32 pixel = canvas_get (self, x, y);

  return (0.2126 * (pixel >> 16 & 0xff) +
          0.7152 * (pixel >> 8 & 0xff) +
          0.0722 * (pixel & 0xff)) /
         255;
}

guint
canvas_count_other (Canvas *self,
                    int     x,
                    int     y,
                    int     width,
                    int     height,
                    guint32 colour)
{
  guint n = 0;

  g_assert_cmpint (x + width, <=, self->width);
  g_assert_cmpint (y + height, <=, self->height);

  for (int row = y; row < y + height; row++)
    {
      const guint32 *pixels = get_row (self, row);

      for (int column = x; column < x + width; column++)
        n += pixels[column] != colour;
    }

  return n;
}

guint
canvas_count_like (Canvas *self,
                   int     x,
                   int     y,
                   int     width,
                   int     height,
                   guint32 colour)
{
  guint n = 0;

  for (int row = y; row < y + height; row++)
    for (int column = x; column < x + width; column++)
      {
        guint32 pixel = canvas_get (self, column, row);
        int     distance = 0;

        for (int shift = 0; shift < 24; shift += 8)
          {
            int a = pixel >> shift & 0xff;
            int b = colour >> shift & 0xff;

            distance = MAX (distance, abs (a - b));
          }
        n += distance < 24;
      }

  return n;
}

guint
canvas_count_grey_differences (Canvas *self,
                               Canvas *other)
{
  guint n = 0;

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      n += fabs (canvas_get_grey (self, x, y) - canvas_get_grey (other, x, y)) > 0.1;

  return n;
}

double
canvas_get_mean_grey (Canvas *self)
{
  double sum = 0;

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      sum += canvas_get_grey (self, x, y);

  return sum / self->width / self->height;
}
