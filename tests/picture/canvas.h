/* canvas.h - an image to draw into, whose pixels tests look at */
#pragma once

#include <cairo.h>

#include "ouro-palette.h"

typedef struct
{
  cairo_surface_t *surface;
  cairo_t         *cr;
  int              width;
  int              height;
} Canvas;

/* Filled with the theme's ground, or transparent; the origin lies margin pixels inside. */
Canvas canvas_new (int       width,
                   int       height,
                   int       margin,
                   OuroTheme theme);
Canvas canvas_new_transparent (int width,
                               int height,
                               int margin);
void   canvas_clear (Canvas *self);

/* 0xAARRGGBB, counted from the corner of the image. */
guint32 canvas_get (Canvas *self,
                    int     x,
                    int     y);

/* The same number for a colour of the light theme. */
guint32 canvas_pack_role (OuroRole role);
guint32 canvas_pack_family (OuroFamily family);

/* 0 for black to 1 for white. */
double canvas_get_grey (Canvas *self,
                        int     x,
                        int     y);

/* How many pixels of a rectangle are not as given. */
guint canvas_count_other (Canvas *self,
                          int     x,
                          int     y,
                          int     width,
                          int     height,
                          guint32 colour);

/* How many pixels of a rectangle are about of that colour. */
guint canvas_count_like (Canvas *self,
                         int     x,
                         int     y,
                         int     width,
                         int     height,
                         guint32 colour);

/* In how many pixels two images of one size differ in lightness, visibly. */
guint canvas_count_grey_differences (Canvas *self,
                                     Canvas *other);

/* The mean of all pixels. */
double canvas_get_mean_grey (Canvas *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Canvas, canvas_clear)
