/* ouro-canvas-keys.c - the canvas: what keys do
 *
 * Space is a key of its own: held down it makes a drag a pan, so what it activates is activated when
 * it comes up. What assistive technology asks for goes the same ways.
 */
#include "ouro-canvas-private.h"

#include <math.h>

/* How far one key moves a card, in points. */
#define NUDGE 10.0

static gboolean
walk_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  OuroCanvas     *self = OURO_CANVAS (widget);
  OuroCanvasTile *tile = ouro_canvas_get_current (self), *next;

  next = tile != NULL ? ouro_canvas_find_next (self, tile, g_variant_get_uint32 (args))
                      : ouro_canvas_find_first (self);
  if (next != NULL)
    ouro_canvas_focus_tile (self, next);
  else
    gtk_widget_error_bell (widget);

  return GDK_EVENT_STOP;
}

static gboolean
end_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   data)
{
  g_autoptr (GPtrArray) order = ouro_canvas_dup_reading_order (OURO_CANVAS (widget));

  if (order->len > 0)
    ouro_canvas_focus_tile (OURO_CANVAS (widget),
                            g_ptr_array_index (order, g_variant_get_boolean (args) ? order->len - 1 : 0));

  return GDK_EVENT_STOP;
}

static gboolean
is_selected (OuroCanvas      *self,
             const OuroArrow *arrow)
{
  const OuroCanvasItem *selection = self->selection;

  return selection->kind == OURO_CANVAS_ITEM_ARROW && selection->slot == arrow->from_slot &&
         selection->to == ouro_canvas_get_arrow_to (self, arrow);
}

/* The next arrow that leaves what is selected, going round; of those that are alike in all, one. */
static gboolean
next_arrow_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   data)
{
  OuroCanvas *self = OURO_CANVAS (widget);
  int         selected = ouro_canvas_find_arrow (self, self->selection);
  guint       n = self->scene->n_arrows;

  for (guint i = 1; i <= n && self->selection->key != 0; i++)
    {
      guint            index = (selected + i) % n;
      const OuroArrow *arrow = &self->scene->arrows[index];

      if (ouro_canvas_get_arrow_from (self, arrow) == self->selection->key && !is_selected (self, arrow))
        {
          ouro_canvas_select_arrow (self, index);
          return GDK_EVENT_STOP;
        }
    }
  gtk_widget_error_bell (widget);

  return GDK_EVENT_STOP;
}

/* Deeds */

void
ouro_canvas_activate (OuroCanvas *self,
                      guint64     key)
{
  if (ouro_canvas_get_selected (self) != key)
    ouro_canvas_set_selected (self, key);
  if (key != 0 && ouro_canvas_get_selected (self) == key)
    g_signal_emit_by_name (self, "activate-card", key);
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  OuroCanvas     *self = OURO_CANVAS (widget);
  OuroCanvasTile *tile = ouro_canvas_get_focus_tile (self);

  if (tile == NULL)
    return GDK_EVENT_PROPAGATE;

  if (ouro_canvas_is_referring (self))
    ouro_canvas_refer_to (self, tile);
  else
    ouro_canvas_activate (self, tile->key);

  return GDK_EVENT_STOP;
}

static gboolean
unfold_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  OuroCanvas     *self = OURO_CANVAS (widget);
  OuroCanvasTile *tile = ouro_canvas_get_current (self);

  if (tile == NULL || tile->card == NULL || tile->card->fold == NULL || tile->key == 0)
    gtk_widget_error_bell (widget);
  else
    g_signal_emit_by_name (self, "fold-activated", tile->key);

  return GDK_EVENT_STOP;
}

static gboolean
delete_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  OuroCanvas *self = OURO_CANVAS (widget);

  if (self->selection->kind == OURO_CANVAS_ITEM_NONE)
    gtk_widget_error_bell (widget);
  else
    g_signal_emit_by_name (self, "delete-requested");

  return GDK_EVENT_STOP;
}

static gboolean
rename_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  OuroCanvas *self = OURO_CANVAS (widget);

  if (self->selection->kind == OURO_CANVAS_ITEM_PILL)
    g_signal_emit_by_name (self, "rename-requested", self->selection->name);
  else
    gtk_widget_error_bell (widget);

  return GDK_EVENT_STOP;
}

static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  OuroCanvas     *self = OURO_CANVAS (widget);
  OuroCanvasTile *tile = ouro_canvas_get_tile (self, self->selection->key);
  GdkRectangle    area = { 0 };

  if (tile != NULL)
    area = ouro_canvas_get_tile_area (self, tile);
  ouro_canvas_show_menu (self, area.x + area.width / 2.0, area.y + area.height / 2.0);

  return GDK_EVENT_STOP;
}

static gboolean
refer_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  if (!ouro_canvas_begin_reference (OURO_CANVAS (widget)))
    gtk_widget_error_bell (widget);

  return GDK_EVENT_STOP;
}

static gboolean
nudge_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  OuroCanvas     *self = OURO_CANVAS (widget);
  OuroCanvasTile *tile = ouro_canvas_get_current (self);
  guint           key = g_variant_get_uint32 (args);
  double          dx = key == GDK_KEY_Left ? -NUDGE : key == GDK_KEY_Right ? NUDGE
                                                                           : 0;
  double          dy = key == GDK_KEY_Up ? -NUDGE : key == GDK_KEY_Down ? NUDGE
                                                                        : 0;

  if (tile == NULL || tile->card == NULL)
    gtk_widget_error_bell (widget);
  else
    g_signal_emit_by_name (self, "card-moved", tile->key, fmax (0, tile->to_x + dx),
                           fmax (0, tile->to_y + dy));

  return GDK_EVENT_STOP;
}

static gboolean
zoom_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  OuroCanvas *self = OURO_CANVAS (widget);

  switch (g_variant_get_uint32 (args))
    {
    case GDK_KEY_plus:
      ouro_canvas_zoom_in (self);
      break;
    case GDK_KEY_minus:
      ouro_canvas_zoom_out (self);
      break;
    case GDK_KEY_1:
      ouro_canvas_set_zoom (self, 1);
      break;
    default:
      ouro_canvas_zoom_to_fit (self);
    }

  return GDK_EVENT_STOP;
}

/* Leaves the innermost of what is going on. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  OuroCanvas *self = OURO_CANVAS (widget);

  if (ouro_canvas_cancel_drag (self))
    return GDK_EVENT_STOP;
  if (ouro_canvas_is_referring (self))
    {
      guint64         key = self->refer_from;
      OuroCanvasTile *from;

      ouro_canvas_leave_reference (self);
      from = ouro_canvas_get_tile (self, key);
      if (from != NULL)
        ouro_canvas_focus_tile (self, from);
      return GDK_EVENT_STOP;
    }
  if (self->selection->kind == OURO_CANVAS_ITEM_NONE)
    return GDK_EVENT_PROPAGATE;

  ouro_canvas_select_tile (self, NULL, -1);

  return GDK_EVENT_STOP;
}

/* Assistive technology asks for the same deeds. */
void
ouro_canvas_tile_acted_cb (OuroCanvasTile   *tile,
                           OuroCanvasTileAct act,
                           OuroCanvas       *self)
{
  ouro_canvas_focus_tile (self, tile);

  switch (act)
    {
    case OURO_CANVAS_TILE_SELECT:
      break;
    case OURO_CANVAS_TILE_ACTIVATE:
      activate_cb (GTK_WIDGET (self), NULL, NULL);
      break;
    case OURO_CANVAS_TILE_REFER:
      refer_cb (GTK_WIDGET (self), NULL, NULL);
      break;
    case OURO_CANVAS_TILE_DELETE:
      delete_cb (GTK_WIDGET (self), NULL, NULL);
      break;
    case OURO_CANVAS_TILE_MENU:
      menu_cb (GTK_WIDGET (self), NULL, NULL);
      break;
    default:
      g_return_if_reached ();
    }
}

void
ouro_canvas_class_add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    GtkShortcutFunc callback;
    guint           means; /* 0: the key itself */
  } keys[] = {
    { GDK_KEY_Right, 0, walk_cb },
    { GDK_KEY_Left, 0, walk_cb },
    { GDK_KEY_Up, 0, walk_cb },
    { GDK_KEY_Down, 0, walk_cb },
    { GDK_KEY_KP_Right, 0, walk_cb, GDK_KEY_Right },
    { GDK_KEY_KP_Left, 0, walk_cb, GDK_KEY_Left },
    { GDK_KEY_KP_Up, 0, walk_cb, GDK_KEY_Up },
    { GDK_KEY_KP_Down, 0, walk_cb, GDK_KEY_Down },
    { GDK_KEY_Right, GDK_ALT_MASK, nudge_cb },
    { GDK_KEY_Left, GDK_ALT_MASK, nudge_cb },
    { GDK_KEY_Up, GDK_ALT_MASK, nudge_cb },
    { GDK_KEY_Down, GDK_ALT_MASK, nudge_cb },
    { GDK_KEY_Return, 0, activate_cb },
    { GDK_KEY_KP_Enter, 0, activate_cb },
    { GDK_KEY_ISO_Enter, 0, activate_cb },
    { GDK_KEY_a, 0, next_arrow_cb },
    { GDK_KEY_e, 0, unfold_cb },
    { GDK_KEY_r, 0, refer_cb },
    { GDK_KEY_Delete, 0, delete_cb },
    { GDK_KEY_KP_Delete, 0, delete_cb },
    { GDK_KEY_F2, 0, rename_cb },
    { GDK_KEY_Menu, 0, menu_cb },
    { GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb },
    { GDK_KEY_Escape, 0, escape_cb },
    { GDK_KEY_plus, GDK_CONTROL_MASK, zoom_cb },
    { GDK_KEY_equal, GDK_CONTROL_MASK, zoom_cb, GDK_KEY_plus },
    { GDK_KEY_KP_Add, GDK_CONTROL_MASK, zoom_cb, GDK_KEY_plus },
    { GDK_KEY_minus, GDK_CONTROL_MASK, zoom_cb },
    { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, zoom_cb, GDK_KEY_minus },
    { GDK_KEY_0, GDK_CONTROL_MASK, zoom_cb },
    { GDK_KEY_KP_0, GDK_CONTROL_MASK, zoom_cb, GDK_KEY_0 },
    { GDK_KEY_1, GDK_CONTROL_MASK, zoom_cb },
    { GDK_KEY_KP_1, GDK_CONTROL_MASK, zoom_cb, GDK_KEY_1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, keys[i].callback, "u",
                                  keys[i].means != 0 ? keys[i].means : keys[i].key);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_cb, "b", TRUE);
}

/* Space */

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                OuroCanvas            *self)
{
  if (key != GDK_KEY_space || state & gtk_accelerator_get_default_mod_mask ())
    return GDK_EVENT_PROPAGATE;

  if (!self->hands.space_is_down)
    self->hands.space_was_used = FALSE;
  self->hands.space_is_down = TRUE;
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_NONE)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");

  return GDK_EVENT_STOP;
}

static void
release_space (OuroCanvas *self)
{
  self->hands.space_is_down = FALSE;
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_NONE)
    gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        state,
                 OuroCanvas            *self)
{
  if (key != GDK_KEY_space || !self->hands.space_is_down)
    return;

  release_space (self);
  if (!self->hands.space_was_used)
    activate_cb (GTK_WIDGET (self), NULL, NULL);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               OuroCanvas              *self)
{
  release_space (self);
}

void
ouro_canvas_add_keys (OuroCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
