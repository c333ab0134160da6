/* ouro-canvas-view.c - the canvas: zoom and scrolling
 *
 * The adjustments count pixels of the scene at the current zoom. Where a hand zooms about the pointer
 * or pans, the ground may show beyond the borders of the scene, else the point under the pointer could
 * not stay; once the scrolling is back within the borders, it stays within.
 */
#include "ouro-canvas-private.h"

#include <math.h>

/* Round the scene, in pixels. */
#define PAD 24.0

/* Beside a card that is revealed. */
#define REVEAL_MARGIN 20

#define MAX_FIT_ZOOM 2.0

static const double zoom_steps[] = {
  0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0
};

/* Scrolling */

static void
configure (OuroCanvas    *self,
           GtkAdjustment *adjustment,
           double         value,
           double         content,
           double         page)
{
  double farthest = fmax (0, content - page);

  if (!self->may_overscroll)
    value = CLAMP (value, 0, farthest);
  value = round (value);
  gtk_adjustment_configure (adjustment, value, fmin (0, value), fmax (fmax (content, page), value + page),
                            0.1 * page, 0.9 * page, page);
}

static void
set_offset (OuroCanvas *self,
            double      x,
            double      y)
{
  if (self->hadjustment == NULL || self->vadjustment == NULL)
    return;

  self->is_scrolling = TRUE;
  configure (self, self->hadjustment, x, self->scene->width * self->look.zoom + PAD,
             gtk_widget_get_width (GTK_WIDGET (self)));
  configure (self, self->vadjustment, y, self->scene->height * self->look.zoom + PAD,
             gtk_widget_get_height (GTK_WIDGET (self)));
  self->is_scrolling = FALSE;

  ouro_canvas_follow_drag (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ouro_canvas_update_adjustments (OuroCanvas *self)
{
  set_offset (self, ouro_canvas_get_offset_x (self), ouro_canvas_get_offset_y (self));
}

static gboolean
is_within (GtkAdjustment *adjustment,
           double         content)
{
  double farthest = fmax (0, content - gtk_adjustment_get_page_size (adjustment));
  double value = gtk_adjustment_get_value (adjustment);

  return value >= 0 && value <= farthest;
}

/* Scrolled from outside: by the wheel or a scroll bar. */
static void
value_changed_cb (GtkAdjustment *adjustment,
                  OuroCanvas    *self)
{
  if (self->is_scrolling)
    return;

  if (self->may_overscroll && is_within (self->hadjustment, self->scene->width * self->look.zoom + PAD) &&
      is_within (self->vadjustment, self->scene->height * self->look.zoom + PAD))
    {
      self->may_overscroll = FALSE;
      ouro_canvas_update_adjustments (self);
    }
  ouro_canvas_follow_drag (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ouro_canvas_set_adjustment (OuroCanvas     *self,
                            GtkAdjustment **place,
                            GtkAdjustment  *adjustment)
{
  if (adjustment != NULL && *place == adjustment)
    return;

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, value_changed_cb, self);
  g_clear_object (place);

  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  *place = g_object_ref_sink (adjustment);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  ouro_canvas_update_adjustments (self);
}

int
ouro_canvas_get_offset_x (OuroCanvas *self)
{
  return self->hadjustment != NULL ? (int)round (gtk_adjustment_get_value (self->hadjustment)) : 0;
}

int
ouro_canvas_get_offset_y (OuroCanvas *self)
{
  return self->vadjustment != NULL ? (int)round (gtk_adjustment_get_value (self->vadjustment)) : 0;
}

/* By a hand; beyond the borders where it wants. */
void
ouro_canvas_scroll_to (OuroCanvas *self,
                       double      x,
                       double      y)
{
  self->may_overscroll = TRUE;
  set_offset (self, x, y);
}

/* Places */

void
ouro_canvas_get_scene_point (OuroCanvas *self,
                             double      x,
                             double      y,
                             double     *scene_x,
                             double     *scene_y)
{
  g_return_if_fail (OURO_IS_CANVAS (self));
  g_return_if_fail (scene_x != NULL && scene_y != NULL);

  *scene_x = (x + ouro_canvas_get_offset_x (self)) / self->look.zoom;
  *scene_y = (y + ouro_canvas_get_offset_y (self)) / self->look.zoom;
}

graphene_rect_t
ouro_canvas_get_seen (OuroCanvas *self)
{
  double zoom = self->look.zoom;

  return GRAPHENE_RECT_INIT (ouro_canvas_get_offset_x (self) / zoom,
                             ouro_canvas_get_offset_y (self) / zoom,
                             gtk_widget_get_width (GTK_WIDGET (self)) / zoom,
                             gtk_widget_get_height (GTK_WIDGET (self)) / zoom);
}

static GdkRectangle
get_area (OuroCanvas *self,
          float       x,
          float       y,
          float       width,
          float       height)
{
  double zoom = self->look.zoom;

  return (GdkRectangle){
    (int)round (x * zoom) - ouro_canvas_get_offset_x (self),
    (int)round (y * zoom) - ouro_canvas_get_offset_y (self),
    (int)ceil (width * zoom),
    (int)ceil (height * zoom),
  };
}

GdkRectangle
ouro_canvas_get_tile_area (OuroCanvas     *self,
                           OuroCanvasTile *tile)
{
  return get_area (self, tile->x, tile->y, tile->width, tile->height);
}

gboolean
ouro_canvas_get_card_area (OuroCanvas   *self,
                           guint64       key,
                           GdkRectangle *area)
{
  OuroCanvasTile *tile;

  g_return_val_if_fail (OURO_IS_CANVAS (self), FALSE);
  g_return_val_if_fail (area != NULL, FALSE);

  tile = ouro_canvas_get_tile (self, key);
  if (tile == NULL)
    return FALSE;

  *area = get_area (self, tile->to_x, tile->to_y, tile->width, tile->height);

  return TRUE;
}

/* The offset nearest to the present one at which a span is seen; its beginning when it is too long. */
static double
bring_in (double offset,
          double page,
          double begin,
          double end)
{
  if (end - begin > page || begin < offset)
    return begin;

  return end > offset + page ? end - page : offset;
}

void
ouro_canvas_reveal_tile (OuroCanvas     *self,
                         OuroCanvasTile *tile)
{
  int    offset_x = ouro_canvas_get_offset_x (self), offset_y = ouro_canvas_get_offset_y (self);
  int    head = ouro_canvas_panes_get_head_height (self->panes);
  double left = tile->to_x * self->look.zoom - REVEAL_MARGIN;
  double top = tile->to_y * self->look.zoom - REVEAL_MARGIN;
  double right = left + tile->width * self->look.zoom + 2 * REVEAL_MARGIN;
  double bottom = top + tile->height * self->look.zoom + 2 * REVEAL_MARGIN;
  double x = bring_in (offset_x, gtk_widget_get_width (GTK_WIDGET (self)), left, right);
  double y = bring_in (offset_y + head, gtk_widget_get_height (GTK_WIDGET (self)) - head, top, bottom) - head;

  if (x != offset_x || y != offset_y)
    set_offset (self, x, y);
}

void
ouro_canvas_reveal (OuroCanvas *self,
                    guint64     key)
{
  OuroCanvasTile *tile;

  g_return_if_fail (OURO_IS_CANVAS (self));

  tile = ouro_canvas_get_tile (self, key);
  if (tile != NULL)
    ouro_canvas_reveal_tile (self, tile);
}

/* Zoom */

double
ouro_canvas_get_zoom (OuroCanvas *self)
{
  g_return_val_if_fail (OURO_IS_CANVAS (self), 1);

  return self->look.zoom;
}

static void
redraw_all (OuroCanvas *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    ouro_canvas_tile_redraw (g_ptr_array_index (self->cards, i));
  for (guint i = 0; i < self->pills->len; i++)
    ouro_canvas_tile_redraw (g_ptr_array_index (self->pills, i));
  ouro_canvas_arrows_redraw (self->arrows);
  ouro_canvas_panes_redraw (self->panes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
apply_zoom (OuroCanvas *self,
            double      zoom)
{
  zoom = CLAMP (zoom, OURO_CANVAS_MIN_ZOOM, OURO_CANVAS_MAX_ZOOM);
  if (zoom == self->look.zoom)
    return FALSE;

  self->look.zoom = zoom;
  ouro_painter_set_zoom (self->look.painter, zoom);
  redraw_all (self);

  return TRUE;
}

void
ouro_canvas_set_theme (OuroCanvas *self,
                       OuroTheme   theme)
{
  g_return_if_fail (OURO_IS_CANVAS (self));
  g_return_if_fail ((guint)theme < OURO_N_THEMES);

  if (self->look.theme == theme)
    return;

  self->look.theme = theme;
  ouro_painter_set_theme (self->look.painter, theme);
  redraw_all (self);
}

void
ouro_canvas_zoom_about (OuroCanvas *self,
                        double      zoom,
                        double      x,
                        double      y)
{
  double scene_x, scene_y;

  ouro_canvas_get_scene_point (self, x, y, &scene_x, &scene_y);
  if (!apply_zoom (self, zoom))
    return;

  ouro_canvas_scroll_to (self, scene_x * self->look.zoom - x, scene_y * self->look.zoom - y);
  g_object_notify (G_OBJECT (self), "zoom");
}

void
ouro_canvas_set_zoom (OuroCanvas *self,
                      double      zoom)
{
  double scene_x, scene_y;
  int    width, height;

  g_return_if_fail (OURO_IS_CANVAS (self));
  g_return_if_fail (zoom > 0);

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  ouro_canvas_get_scene_point (self, width / 2.0, height / 2.0, &scene_x, &scene_y);
  if (!apply_zoom (self, zoom))
    return;

  self->may_overscroll = FALSE;
  set_offset (self, scene_x * self->look.zoom - width / 2.0, scene_y * self->look.zoom - height / 2.0);
  g_object_notify (G_OBJECT (self), "zoom");
}

void
ouro_canvas_zoom_in (OuroCanvas *self)
{
  g_return_if_fail (OURO_IS_CANVAS (self));

  for (guint i = 0; i < G_N_ELEMENTS (zoom_steps); i++)
    if (zoom_steps[i] > self->look.zoom * 1.02)
      {
        ouro_canvas_set_zoom (self, zoom_steps[i]);
        return;
      }
}

void
ouro_canvas_zoom_out (OuroCanvas *self)
{
  g_return_if_fail (OURO_IS_CANVAS (self));

  for (guint i = G_N_ELEMENTS (zoom_steps); i-- > 0;)
    if (zoom_steps[i] < self->look.zoom / 1.02)
      {
        ouro_canvas_set_zoom (self, zoom_steps[i]);
        return;
      }
}

void
ouro_canvas_zoom_to_fit (OuroCanvas *self)
{
  int width, height;

  g_return_if_fail (OURO_IS_CANVAS (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  if (!(self->scene->width > 0) || !(self->scene->height > 0) || width <= PAD || height <= PAD)
    return;

  ouro_canvas_set_zoom (self, fmin (MAX_FIT_ZOOM, fmin ((width - PAD) / self->scene->width,
                                                        (height - PAD) / self->scene->height)));
  self->may_overscroll = FALSE;
  set_offset (self, 0, 0);
}
