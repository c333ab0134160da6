/* ouro-window-actions.c - the window's actions of text, time and view, and their keys
 *
 * Keys that work everywhere are accelerators of the application; here are those that whoever has the focus may want first.
 */

#include "ouro-window-private.h"

/* In an entry of a popover the keys of undo are the entry's. */
static gboolean
undo_in_entry (OuroWindow *self,
               const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return GTK_IS_TEXT (focus) && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);

  if (undo_in_entry (self, "text.undo"))
    return;

  ouro_program_view_flush (self->program);
  ouro_session_undo (self->session);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);

  if (undo_in_entry (self, "text.redo"))
    return;

  ouro_program_view_flush (self->program);
  ouro_session_redo (self->session);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ouro_session_stop (OURO_WINDOW (widget)->session);
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  OuroWindow     *self = OURO_WINDOW (widget);
  OuroGranularity granularity = OURO_GRANULARITY_STATEMENT;
  const char     *word;
  int             direction;

  g_variant_get (parameter, "(&si)", &word, &direction);
  if (g_strcmp0 (word, "event") == 0)
    granularity = OURO_GRANULARITY_EVENT;
  else if (g_strcmp0 (word, "line") == 0)
    granularity = OURO_GRANULARITY_LINE;

  ouro_program_view_flush (self->program);
  ouro_transport_step (self->transport, granularity, direction);
}

static void
play_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ouro_program_view_flush (OURO_WINDOW (widget)->program);
  ouro_transport_toggle_play (OURO_WINDOW (widget)->transport);
}

static void
first_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ouro_transport_go_first (OURO_WINDOW (widget)->transport);
}

static void
last_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ouro_transport_go_last (OURO_WINDOW (widget)->transport);
}

static void
inspect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  adw_flap_set_reveal_flap (OURO_WINDOW (widget)->flap, TRUE);
}

static void
tidy_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ouro_stage_view_tidy_up (OURO_WINDOW (widget)->stage);
}

/* win.zoom-in is stage.zoom-in, for keys that work wherever the focus is. */
static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *action = g_strconcat ("stage.", name + strlen ("win."), NULL);

  gtk_widget_activate_action (GTK_WIDGET (OURO_WINDOW (widget)->stage), action, NULL);
}

/* Built when it is asked for: it is large. */
static void
show_shortcuts_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/ouroboros/Ouroboros/ui/ouro-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

void
ouro_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "win.step", "(si)", step_action);
  gtk_widget_class_install_action (widget_class, "win.play", NULL, play_action);
  gtk_widget_class_install_action (widget_class, "win.first", NULL, first_action);
  gtk_widget_class_install_action (widget_class, "win.last", NULL, last_action);
  gtk_widget_class_install_action (widget_class, "win.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "win.tidy-up", NULL, tidy_up_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-normal", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, show_shortcuts_action);

  /* Keys that whoever has the focus may want first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "win.play", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_CONTROL_MASK, "win.first", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, GDK_CONTROL_MASK, "win.last", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "win.step", "(si)", "statement", -1);
}

/* Keys that mean something else to the canvas, or to what scrolls it. */
void
ouro_window_add_canvas_keys (OuroWindow *self)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_Home, GDK_CONTROL_MASK, "win.first" },
    { GDK_KEY_End, GDK_CONTROL_MASK, "win.last" },
    { GDK_KEY_F2, 0, "win.name" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers);
      GtkShortcut        *shortcut = gtk_shortcut_new (trigger, gtk_named_action_new (keys[i].action));

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), controller);
}
