/* ouro-canvas-pointer.c - the canvas: what the pointer does
 *
 * A click and a drag of the primary button share one press (their gestures are grouped): what moves
 * less than the system's threshold is a click. What the drag does is decided when it begins, by what
 * was pressed. A scene may come in the middle of a drag; it goes on as long as its card is there.
 */
#include "ouro-canvas-private.h"

#include <math.h>

/* How near a pointer must be to an arrow, in pixels. */
#define ARROW_TOLERANCE 6.0

/* How long the pointer rests before neighbours are lit. */
#define REST_MS 700

/* One notch of the wheel. */
#define ZOOM_PER_NOTCH 1.1

typedef struct
{
  OuroCanvasTile *tile;  /* or NULL */
  int             slot;  /* of a card: -1 for its head, n_slots for the fold row */
  int             arrow; /* when there is no tile; or -1 */
} Pick;

/* What lies under the pointer */

static OuroCanvasTile *
find_tile (GPtrArray *tiles,
           double     x,
           double     y)
{
  for (guint i = tiles->len; i-- > 0;)
    {
      OuroCanvasTile *tile = g_ptr_array_index (tiles, i);

      if (ouro_canvas_tile_contains (tile, x, y))
        return tile;
    }

  return NULL;
}

/* The heads of the panes cover what was scrolled under them. */
static gboolean
is_under_heads (OuroCanvas *self,
                double      y)
{
  return ouro_canvas_get_offset_y (self) > 0 && y < ouro_canvas_panes_get_head_height (self->panes);
}

static Pick
pick (OuroCanvas *self,
      double      x,
      double      y)
{
  Pick   found = { NULL, -1, -1 };
  double scene_x, scene_y;

  if (is_under_heads (self, y))
    return found;

  ouro_canvas_get_scene_point (self, x, y, &scene_x, &scene_y);
  found.tile = find_tile (self->pills, scene_x, scene_y);
  if (found.tile == NULL)
    found.tile = find_tile (self->cards, scene_x, scene_y);

  /* The scene knows the rows of its cards; while the card glides it is seen elsewhere. */
  if (found.tile != NULL && found.tile->card != NULL)
    {
      int card;

      ouro_scene_pick (self->scene, scene_x - found.tile->x + found.tile->to_x,
                       scene_y - found.tile->y + found.tile->to_y, 0, &card, &found.slot, NULL, NULL);
      if (card != found.tile->index)
        found.slot = -1;
    }
  else if (found.tile == NULL)
    ouro_scene_pick (self->scene, scene_x, scene_y, ARROW_TOLERANCE / self->look.zoom, NULL, NULL,
                     NULL, &found.arrow);

  return found;
}

static gboolean
is_fold_row (const Pick *found)
{
  return found->tile != NULL && found->tile->card != NULL && found->tile->card->fold != NULL &&
         found->slot == (int)found->tile->card->n_slots;
}

static gboolean
contains (const GdkRectangle *area,
          double              x,
          double              y)
{
  return x >= area->x && x < area->x + area->width && y >= area->y && y < area->y + area->height;
}

static gboolean
is_on_grip (OuroCanvas *self,
            double      x,
            double      y)
{
  OuroCanvasTile *hover = ouro_canvas_get_tile (self, self->hands.hover);
  GdkRectangle    area;

  if (hover == NULL || hover->card == NULL)
    return FALSE;

  area = ouro_canvas_get_grip_area (self, hover);

  return contains (&area, x, y);
}

/* Hover and rest */

static void
set_lit (OuroCanvas *self,
         guint64     key)
{
  if (self->hands.lit == key)
    return;

  self->hands.lit = key;
  ouro_canvas_update_marks (self);
}

static gboolean
rest_cb (gpointer data)
{
  OuroCanvas *self = data;

  self->hands.rest_source = 0;
  set_lit (self, self->hands.hover);

  return G_SOURCE_REMOVE;
}

static void
set_hover (OuroCanvas *self,
           guint64     key)
{
  if (self->hands.hover == key)
    return;

  self->hands.hover = key;
  g_clear_handle_id (&self->hands.rest_source, g_source_remove);
  set_lit (self, 0);
  if (key != 0)
    self->hands.rest_source = g_timeout_add (REST_MS, rest_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           OuroCanvas               *self)
{
  Pick     found;
  gboolean on_grip;

  if (self->hands.x == x && self->hands.y == y)
    return;

  self->hands.x = x;
  self->hands.y = y;
  if (self->hands.drag_kind != OURO_CANVAS_DRAG_NONE)
    return;

  on_grip = is_on_grip (self, x, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   self->hands.space_is_down || on_grip ? "grab" : NULL);
  if (on_grip)
    return;

  found = pick (self, x, y);
  set_hover (self, found.tile != NULL ? found.tile->key : 0);
  if (ouro_canvas_is_referring (self) && found.tile != NULL && found.tile->card != NULL)
    ouro_canvas_show_target (self, found.tile);
}

static void
leave_cb (GtkEventControllerMotion *motion,
          OuroCanvas               *self)
{
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_NONE)
    set_hover (self, 0);
}

/* Clicks */

/* A handler may set another scene, so nothing that was found is good afterwards. */
static void
select_picked (OuroCanvas *self,
               const Pick *found)
{
  if (found->tile != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (found->tile));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));

  if (found->arrow >= 0)
    ouro_canvas_select_arrow (self, found->arrow);
  else
    ouro_canvas_select_tile (self, found->tile, found->slot);
}

static void
pressed_cb (GtkGestureClick *click,
            int              n_press,
            double           x,
            double           y,
            OuroCanvas      *self)
{
  OuroCanvasHands *hands = &self->hands;
  gboolean         on_grip = is_on_grip (self, x, y);
  Pick             found = pick (self, x, y);
  gboolean         on_fold;

  if (on_grip)
    found = (Pick){ ouro_canvas_get_tile (self, hands->hover), -1, -1 };

  on_fold = is_fold_row (&found);
  hands->was_dragged = FALSE;
  hands->on_grip = on_grip;
  hands->key = found.tile != NULL ? found.tile->key : 0;
  hands->slot = on_fold ? -1 : found.slot;
  hands->press_x = x;
  hands->press_y = y;

  /* The ground is let go of on release: it may be the begin of a pan. */
  if (ouro_canvas_is_referring (self) || hands->space_is_down || is_under_heads (self, y))
    return;
  if (found.tile != NULL || found.arrow >= 0)
    select_picked (self, &found);
  if (n_press == 2 && !on_fold)
    ouro_canvas_activate (self, hands->key);
}

static void
released_cb (GtkGestureClick *click,
             int              n_press,
             double           x,
             double           y,
             OuroCanvas      *self)
{
  Pick found = pick (self, x, y);

  if (self->hands.was_dragged || self->hands.space_is_down || is_under_heads (self, y))
    return;

  if (ouro_canvas_is_referring (self))
    {
      if (found.tile != NULL)
        ouro_canvas_refer_to (self, found.tile);
      else
        ouro_canvas_leave_reference (self);
    }
  else if (is_fold_row (&found) && found.tile->key != 0)
    g_signal_emit_by_name (self, "fold-activated", found.tile->key);
  else if (found.tile == NULL && found.arrow < 0)
    select_picked (self, &found);
}

void
ouro_canvas_show_menu (OuroCanvas *self,
                       double      x,
                       double      y)
{
  g_autoptr (OuroCanvasItem) item = ouro_canvas_item_copy (self->selection);
  GdkRectangle area = { (int)x, (int)y, 1, 1 };

  g_signal_emit_by_name (self, "context-menu", item, &area);
}

static void
menu_pressed_cb (GtkGestureClick *click,
                 int              n_press,
                 double           x,
                 double           y,
                 OuroCanvas      *self)
{
  Pick found;

  ouro_canvas_leave_reference (self);
  found = pick (self, x, y);
  select_picked (self, &found);
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  ouro_canvas_show_menu (self, x, y);
}

/* Drags */

static void
end_drag (OuroCanvas *self)
{
  self->hands.drag_kind = OURO_CANVAS_DRAG_NONE;
  ouro_canvas_show_target (self, NULL);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The card under the hand is where the hand is, whatever else glides. */
void
ouro_canvas_hold_card (OuroCanvas *self)
{
  OuroCanvasTile *tile = ouro_canvas_get_tile (self, self->hands.key);
  double          x, y;

  if (self->hands.drag_kind != OURO_CANVAS_DRAG_MOVE || tile == NULL)
    return;

  ouro_canvas_get_scene_point (self, self->hands.x, self->hands.y, &x, &y);
  tile->x = fmax (0, x - self->hands.grab_x);
  tile->y = fmax (0, y - self->hands.grab_y);
  ouro_canvas_arrows_follow (self->arrows, self->scene, self->cards, self->pills, tile->index);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
begin_pan (OuroCanvas *self)
{
  self->hands.drag_kind = OURO_CANVAS_DRAG_PAN;
  self->hands.grab_x = ouro_canvas_get_offset_x (self);
  self->hands.grab_y = ouro_canvas_get_offset_y (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
begin_move (OuroCanvas     *self,
            OuroCanvasTile *tile)
{
  double x, y;

  ouro_canvas_get_scene_point (self, self->hands.press_x, self->hands.press_y, &x, &y);
  self->hands.drag_kind = OURO_CANVAS_DRAG_MOVE;
  self->hands.grab_x = x - tile->x;
  self->hands.grab_y = y - tile->y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
begin_drag (OuroCanvas     *self,
            GdkModifierType modifiers)
{
  OuroCanvasHands *hands = &self->hands;
  OuroCanvasTile  *tile = ouro_canvas_get_tile (self, hands->key);

  hands->was_dragged = TRUE;
  hands->has_left = FALSE;
  set_hover (self, 0);

  if (hands->space_is_down || tile == NULL)
    {
      hands->space_was_used = hands->space_is_down;
      begin_pan (self);
    }
  else if (tile->card != NULL && (hands->on_grip || modifiers & GDK_ALT_MASK))
    begin_move (self, tile);
  else
    {
      ouro_canvas_leave_reference (self);
      hands->drag_kind = OURO_CANVAS_DRAG_REFER;
    }
}

/* The target is the card under the pointer; the card where the drag began, only after the pointer
 * has left it: a short slip of the hand is no reference. */
static void
update_target (OuroCanvas *self)
{
  Pick found = pick (self, self->hands.x, self->hands.y);

  if (found.tile == NULL || found.tile->key != self->hands.key)
    self->hands.has_left = TRUE;
  if (found.tile != NULL && (found.tile->card == NULL || !self->hands.has_left))
    found.tile = NULL;
  ouro_canvas_show_target (self, found.tile);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_update_cb (GtkGestureDrag *drag,
                double          dx,
                double          dy,
                OuroCanvas     *self)
{
  OuroCanvasHands *hands = &self->hands;

  if (hands->drag_kind == OURO_CANVAS_DRAG_NONE)
    {
      if (hands->was_dragged || !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)dx, (int)dy))
        return;
      begin_drag (self, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag)));
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
    }

  hands->x = hands->press_x + dx;
  hands->y = hands->press_y + dy;
  if (hands->drag_kind == OURO_CANVAS_DRAG_PAN)
    ouro_canvas_scroll_to (self, hands->grab_x - dx, hands->grab_y - dy);
  else if (hands->drag_kind == OURO_CANVAS_DRAG_MOVE)
    ouro_canvas_hold_card (self);
  else
    update_target (self);
}

/* When no handler shows another scene, the card goes back. */
static void
drop_card (OuroCanvas *self)
{
  OuroCanvasTile *tile = ouro_canvas_get_tile (self, self->hands.key);
  guint           n_scenes = self->n_scenes;

  end_drag (self);
  if (tile == NULL)
    return;

  g_signal_emit_by_name (self, "card-moved", tile->key, (double)tile->x, (double)tile->y);
  if (self->n_scenes == n_scenes)
    ouro_canvas_begin_glide (self);
}

static void
drop_reference (OuroCanvas *self)
{
  guint64 target = self->hands.target;
  Pick    found = pick (self, self->hands.x, self->hands.y);

  end_drag (self);
  if (target != 0 || found.tile == NULL)
    ouro_canvas_request_reference (self, self->hands.key, self->hands.slot, target, self->hands.x,
                                   self->hands.y);
}

static void
drag_end_cb (GtkGestureDrag *drag,
             double          dx,
             double          dy,
             OuroCanvas     *self)
{
  switch (self->hands.drag_kind)
    {
    case OURO_CANVAS_DRAG_MOVE:
      drop_card (self);
      break;
    case OURO_CANVAS_DRAG_REFER:
      drop_reference (self);
      break;
    case OURO_CANVAS_DRAG_PAN:
      end_drag (self);
      break;
    case OURO_CANVAS_DRAG_NONE:
    default:
      break;
    }
}

gboolean
ouro_canvas_cancel_drag (OuroCanvas *self)
{
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_NONE)
    return FALSE;

  end_drag (self);
  ouro_canvas_begin_glide (self);

  return TRUE;
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                OuroCanvas       *self)
{
  ouro_canvas_cancel_drag (self);
}

static void
pan_begin_cb (GtkGestureDrag *drag,
              double          x,
              double          y,
              OuroCanvas     *self)
{
  begin_pan (self);
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pan_update_cb (GtkGestureDrag *drag,
               double          dx,
               double          dy,
               OuroCanvas     *self)
{
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_PAN)
    ouro_canvas_scroll_to (self, self->hands.grab_x - dx, self->hands.grab_y - dy);
}

/* Another scene is about to come, or the eyes follow the keys: what the pointer rests on does not
 * matter any more. */
void
ouro_canvas_forget_rest (OuroCanvas *self)
{
  g_clear_handle_id (&self->hands.rest_source, g_source_remove);
  set_lit (self, 0);
}

/* The scene has been scrolled under the pointer. */
void
ouro_canvas_follow_drag (OuroCanvas *self)
{
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_MOVE)
    ouro_canvas_hold_card (self);
  else if (self->hands.drag_kind == OURO_CANVAS_DRAG_REFER)
    update_target (self);
}

/* Wheel and pinch */

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           OuroCanvas               *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if (!(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  ouro_canvas_zoom_about (self, self->look.zoom * pow (ZOOM_PER_NOTCH, -dy), self->hands.x, self->hands.y);

  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture       *pinch,
                GdkEventSequence *sequence,
                OuroCanvas       *self)
{
  ouro_canvas_cancel_drag (self);
  self->hands.pinch_zoom = self->look.zoom;
}

static void
pinch_cb (GtkGestureZoom *pinch,
          double          scale,
          OuroCanvas     *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y))
    ouro_canvas_zoom_about (self, self->hands.pinch_zoom * scale, x, y);
}

static void
add_buttons (OuroCanvas *self)
{
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));

  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_group (drag, click);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect (pan, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect (pan, "drag-update", G_CALLBACK (pan_update_cb), self);
  g_signal_connect (pan, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pan));
}

void
ouro_canvas_add_pointer (OuroCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture         *pinch = gtk_gesture_zoom_new ();

  add_buttons (self);

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}
