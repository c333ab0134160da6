/* ouro-window-hands.c - what hands do on the canvas and the palette, as gestures
 *
 * The canvas tells by keys what was dragged, deleted or asked about; here it is found out what that stands for.
 */

#include "ouro-window-private.h"

#include <glib/gi18n-lib.h>

/* The canvas -------------------------------------------------------------------------------- */

/* FALSE, with an explanation, when the key stands for no object. */
static gboolean
find_object (OuroWindow *self,
             guint64     key,
             guint32    *birth)
{
  switch (ouro_key_get_kind (key))
    {
    case OURO_KEY_OBJECT:
      *birth = key;
      return key != 0;
    case OURO_KEY_FRAME:
      ouro_window_tell (self, _("This is a function that runs: only its own code binds its names"));
      return FALSE;
    case OURO_KEY_GROUP:
      ouro_window_tell (self, _("This stands for many objects: open it first (Enter)"));
      return FALSE;
    case OURO_KEY_NAME:
    case OURO_KEY_NAMES:
    default:
      return FALSE;
    }
}

static void
reference_requested_cb (OuroWindow *self,
                        guint64     from,
                        int         slot,
                        guint64     to,
                        double      x,
                        double      y)
{
  OuroGesture  gesture = { .kind = OURO_GESTURE_REFER, .slot = slot };
  GdkRectangle area = { x, y, 1, 1 };

  if (to == 0)
    ouro_window_tell (self, _("Drop the arrow on the object that it shall refer to"));
  else if (find_object (self, from, &gesture.object) && find_object (self, to, &gesture.to))
    ouro_window_perform (self, &gesture, &area);
}

static void
pill_reference_requested_cb (OuroWindow *self,
                             const char *name,
                             guint64     to,
                             double      x,
                             double      y)
{
  OuroGesture  gesture = { .kind = OURO_GESTURE_REBIND, .name = (char *)name };
  GdkRectangle area = { x, y, 1, 1 };

  if (find_object (self, to, &gesture.to))
    ouro_window_perform (self, &gesture, &area);
}

static void
rename_requested_cb (OuroWindow *self,
                     const char *name)
{
  OuroGesture gesture = { .kind = OURO_GESTURE_RENAME, .name = (char *)name };

  ouro_window_perform (self, &gesture, NULL);
}

static void
delete_selection (OuroWindow *self)
{
  const OuroCanvasItem *item = ouro_canvas_get_selection (self->canvas);
  OuroGesture           gesture = { .slot = item->slot, .name = item->name };

  if (item->kind == OURO_CANVAS_ITEM_NONE)
    return;

  if (item->name != NULL)
    gesture.kind = OURO_GESTURE_DELETE_NAME;
  else if (!find_object (self, item->key, &gesture.object))
    return;
  else if (item->kind == OURO_CANVAS_ITEM_ARROW)
    gesture.kind = OURO_GESTURE_DELETE_REFERENCE;
  else
    gesture.kind = OURO_GESTURE_DELETE_OBJECT;

  /* The selection may change while the gesture is performed. */
  gesture.name = g_strdup (gesture.name);
  ouro_window_perform (self, &gesture, NULL);
  g_free (gesture.name);
}

/* What can be done with one thing of the picture. */
static GMenu *
new_context_menu (const OuroCanvasItem *item)
{
  GMenu *menu = g_menu_new ();

  switch (item->kind)
    {
    case OURO_CANVAS_ITEM_CARD:
      g_menu_append (menu, _("_Inspect"), "win.inspect");
      g_menu_append (menu, _("Give It a _Name…"), "win.name");
      g_menu_append (menu, _("_Refer to Another Object"), "win.refer");
      g_menu_append (menu, _("_Delete…"), "win.delete");
      break;
    case OURO_CANVAS_ITEM_PILL:
      g_menu_append (menu, _("_Rename…"), "win.name");
      g_menu_append (menu, _("_Bind to Another Object"), "win.refer");
      g_menu_append (menu, _("_Delete the Name"), "win.delete");
      break;
    case OURO_CANVAS_ITEM_ARROW:
      g_menu_append (menu, _("_Take the Reference Away…"), "win.delete");
      break;
    case OURO_CANVAS_ITEM_NONE:
    default:
      g_menu_append (menu, _("New _List"), "win.create('list')");
      g_menu_append (menu, _("New _Dictionary"), "win.create('dict')");
      g_menu_append (menu, _("New _Object"), "win.create('object')");
      g_menu_append (menu, _("_Tidy Up"), "win.tidy-up");
      g_menu_append (menu, _("_Save Picture…"), "win.save-picture");
      g_menu_append (menu, _("_Copy Picture"), "win.copy-picture");
    }

  return menu;
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
  return G_SOURCE_REMOVE;
}

/* Not at once: its action is yet to come. */
static void
menu_closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
context_menu_cb (OuroWindow         *self,
                 OuroCanvasItem     *item,
                 const GdkRectangle *area)
{
  g_autoptr (GMenu) menu = new_context_menu (item);
  GtkWidget   *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  GdkRectangle place = ouro_window_area_on_stage (self, area);

  gtk_widget_set_parent (popover, GTK_WIDGET (self->stage));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
ouro_window_connect_canvas (OuroWindow *self)
{
  g_signal_connect_swapped (self->canvas, "reference-requested", G_CALLBACK (reference_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "pill-reference-requested", G_CALLBACK (pill_reference_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "rename-requested", G_CALLBACK (rename_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "delete-requested", G_CALLBACK (delete_selection), self);
  g_signal_connect_swapped (self->canvas, "context-menu", G_CALLBACK (context_menu_cb), self);
}

/* Actions ----------------------------------------------------------------------------------- */

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  OuroGesture gesture = { .kind = OURO_GESTURE_CREATE };

  if (ouro_gesture_find_new (g_variant_get_string (parameter, NULL), &gesture.what))
    ouro_window_perform (OURO_WINDOW (widget), &gesture, NULL);
}

static void
collect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  OuroGesture gesture = { .kind = OURO_GESTURE_COLLECT, .generation = g_variant_get_int32 (parameter) };

  ouro_window_perform (OURO_WINDOW (widget), &gesture, NULL);
}

static void
name_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  OuroWindow           *self = OURO_WINDOW (widget);
  const OuroCanvasItem *item = ouro_canvas_get_selection (self->canvas);
  OuroGesture           gesture = { .kind = OURO_GESTURE_NAME };

  if (item->kind == OURO_CANVAS_ITEM_PILL)
    rename_requested_cb (self, item->name);
  else if (item->kind == OURO_CANVAS_ITEM_CARD && find_object (self, item->key, &gesture.object))
    ouro_window_perform (self, &gesture, NULL);
}

static void
refer_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  ouro_canvas_begin_reference (self->canvas);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  delete_selection (OURO_WINDOW (widget));
}

void
ouro_window_install_edit_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.create", "s", create_action);
  gtk_widget_class_install_action (widget_class, "win.collect", "i", collect_action);
  gtk_widget_class_install_action (widget_class, "win.name", NULL, name_action);
  gtk_widget_class_install_action (widget_class, "win.refer", NULL, refer_action);
  gtk_widget_class_install_action (widget_class, "win.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "win.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "win.name", NULL);
}

void
ouro_window_update_edit_actions (OuroWindow *self)
{
  OuroCanvasItemKind kind = ouro_canvas_get_selection (self->canvas)->kind;
  gboolean           is_thing = kind == OURO_CANVAS_ITEM_CARD || kind == OURO_CANVAS_ITEM_PILL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.name", is_thing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refer", is_thing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delete", kind != OURO_CANVAS_ITEM_NONE);
}
