/* ouro-window.c - a document, its picture and its time: the shell and its actions */

#include "ouro-window-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-palette-bar.h"
#include "ouro-preferences.h"

/* A run that is over sooner shows no Stop button: it would only flicker. */
#define STOP_DELAY_MS 300

enum {
  PROP_0,
  PROP_PYTHON,
  PROP_SHOW_PROGRAM,
  PROP_SHOW_INSPECTOR,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (OuroWindow, ouro_window, ADW_TYPE_APPLICATION_WINDOW)

static GParamSpec *properties[N_PROPS];

/* Words to the user ------------------------------------------------------------------------- */

void
ouro_window_tell (OuroWindow *self,
                  const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

void
ouro_window_explain (OuroWindow *self,
                     const char *heading,
                     const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What is shown ----------------------------------------------------------------------------- */

static void
update_caption (OuroWindow *self)
{
  const char      *status = ouro_canvas_get_status (self->canvas);
  const OuroScene *scene = ouro_stage_view_get_scene (self->stage);

  if (status == NULL)
    status = scene != NULL && scene->caption != NULL ? scene->caption : "";
  gtk_label_set_text (self->caption, status);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), status);
}

static void
update_title (OuroWindow *self)
{
  GFile           *file = ouro_session_get_file (self->session);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *folder = NULL;
  gboolean         is_modified;

  g_object_get (self->session, "title", &name, "modified", &is_modified, NULL);
  if (file == NULL && self->example != NULL)
    {
      g_free (name);
      name = g_strdup (self->example);
    }

  if (file != NULL)
    {
      g_autoptr (GFile) parent = g_file_get_parent (file);

      folder = parent != NULL ? g_file_get_parse_name (parent) : NULL;
    }
  else if (self->example != NULL)
    folder = g_strdup (_("Example"));

  title = is_modified ? g_strconcat ("• ", name, NULL) : g_strdup (name);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, folder != NULL ? folder : "");
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* A tab that is not in front tells that there is more to read. */
static void
update_output_page (OuroWindow *self)
{
  gsize    n_bytes = ouro_output_view_get_n_bytes (self->output);
  gboolean is_seen = g_strcmp0 (gtk_stack_get_visible_child_name (self->texts), "output") == 0;

  if (is_seen)
    gtk_stack_page_set_needs_attention (self->output_page, FALSE);
  else if (n_bytes > self->n_printed)
    gtk_stack_page_set_needs_attention (self->output_page, TRUE);

  self->n_printed = n_bytes;
}

static void
update_actions (OuroWindow *self)
{
  gboolean can_undo;
  gboolean can_redo;

  g_object_get (self->session, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", can_redo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.stop", ouro_session_is_running (self->session));
  ouro_window_update_edit_actions (self);
}

static void
moved_cb (OuroSession *session,
          OuroWindow  *self)
{
  update_caption (self);
  update_output_page (self);
}

static void
run_changed_cb (OuroSession *session,
                OuroWindow  *self)
{
  update_caption (self);
  update_output_page (self);
  ouro_window_perform_waiting (self);
}

static void
text_changed_cb (OuroSession *session,
                 OuroWindow  *self)
{
  ouro_window_forget_check (self);
  ouro_window_keep_text (self);
}

static void
failed_cb (OuroSession *session,
           const char  *message,
           OuroWindow  *self)
{
  ouro_window_forget_waiting (self);
  gtk_stack_set_visible_child_name (self->texts, "program");
}

static void
modified_cb (OuroWindow *self)
{
  update_title (self);
  ouro_window_keep_text (self);
}

static gboolean
show_running_cb (gpointer data)
{
  OuroWindow *self = OURO_WINDOW (data);

  self->running_source = 0;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->running), TRUE);
  gtk_revealer_set_reveal_child (self->running, TRUE);
  return G_SOURCE_REMOVE;
}

static void
running_cb (OuroWindow *self)
{
  g_clear_handle_id (&self->running_source, g_source_remove);
  update_actions (self);

  if (ouro_session_is_running (self->session))
    {
      self->running_source = g_timeout_add (STOP_DELAY_MS, show_running_cb, self);
      return;
    }

  gtk_spinner_stop (self->spinner);
  gtk_revealer_set_reveal_child (self->running, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->running), FALSE);
}

/* Hands on the canvas and in the inspector --------------------------------------------------- */

static void
selection_changed_cb (OuroWindow *self)
{
  guint64 key = ouro_canvas_get_selected (self->canvas);

  if (ouro_key_get_kind (key) != OURO_KEY_OBJECT)
    key = 0;
  ouro_inspector_set_object (self->inspector, key);
  ouro_window_update_edit_actions (self);
}

static void
activate_card_cb (OuroWindow *self,
                  guint64     key)
{
  if (ouro_key_get_kind (key) == OURO_KEY_OBJECT)
    adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
object_activated_cb (OuroWindow *self,
                     guint       birth)
{
  ouro_canvas_set_selected (self->canvas, birth);
  if (ouro_canvas_get_selected (self->canvas) == birth)
    ouro_canvas_reveal (self->canvas, birth);
  else
    ouro_inspector_set_object (self->inspector, birth); /* it is not in the picture */
}

static void
open_menu_mapped_cb (OuroWindow *self)
{
  ouro_window_fill_open_menu (self);
}

/* Properties -------------------------------------------------------------------------------- */

static void
set_python (OuroWindow *self,
            const char *version)
{
  const OuroProfile *profile = ouro_profile_find (version);
  g_autofree char   *label = NULL;

  if (profile == NULL)
    return;

  ouro_program_view_flush (self->program);
  ouro_session_set_profile (self->session, profile);
  label = g_strdup_printf ("CPython %s", profile->name);
  gtk_menu_button_set_label (self->version_button, label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PYTHON]);
}

static void
ouro_window_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  OuroWindow *self = OURO_WINDOW (object);

  switch (id)
    {
    case PROP_PYTHON:
      g_value_set_string (value, ouro_session_get_profile (self->session)->name);
      break;
    case PROP_SHOW_PROGRAM:
      g_value_set_boolean (value, self->shows_program);
      break;
    case PROP_SHOW_INSPECTOR:
      g_value_set_boolean (value, self->shows_inspector);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ouro_window_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  OuroWindow *self = OURO_WINDOW (object);

  switch (id)
    {
    case PROP_PYTHON:
      set_python (self, g_value_get_string (value));
      break;
    case PROP_SHOW_PROGRAM:
      self->shows_program = g_value_get_boolean (value);
      gtk_widget_set_visible (self->program_pane, self->shows_program);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SHOW_INSPECTOR:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
inspector_revealed_cb (OuroWindow *self)
{
  self->shows_inspector = adw_flap_get_reveal_flap (self->flap);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_INSPECTOR]);
}

/* Size -------------------------------------------------------------------------------------- */

static void
restore_size (OuroWindow *self)
{
  g_autoptr (GSettings) preferences = ouro_preferences_new ();

  if (preferences == NULL)
    return;

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (preferences, "window-width"),
                               g_settings_get_int (preferences, "window-height"));
  if (g_settings_get_boolean (preferences, "window-maximised"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
remember_size (OuroWindow *self)
{
  g_autoptr (GSettings) preferences = ouro_preferences_new ();
  int width;
  int height;

  if (preferences == NULL)
    return;

  /* The default size follows the window, but not while it is maximised. */
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (preferences, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (preferences, "window-height", CLAMP (height, 294, 16384));
  g_settings_set_boolean (preferences, "window-maximised", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
ouro_window_close_request (GtkWindow *window)
{
  OuroWindow *self = OURO_WINDOW (window);

  if (ouro_window_ask_before_closing (self))
    return TRUE;

  remember_size (self);
  return GTK_WINDOW_CLASS (ouro_window_parent_class)->close_request (window);
}

/* The window -------------------------------------------------------------------------------- */

static void
ouro_window_dispose (GObject *object)
{
  OuroWindow *self = OURO_WINDOW (object);

  g_clear_handle_id (&self->running_source, g_source_remove);
  ouro_window_forget_waiting (self);
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->check, ouro_reality_free);
  if (self->session != NULL)
    ouro_session_stop (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->recovery);
  g_clear_pointer (&self->example, g_free);

  G_OBJECT_CLASS (ouro_window_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /* The version whose memory manager is simulated: "3.15". */
  properties[PROP_PYTHON] = g_param_spec_string ("python", NULL, NULL, NULL, flags);
  properties[PROP_SHOW_PROGRAM] = g_param_spec_boolean ("show-program", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_INSPECTOR] = g_param_spec_boolean ("show-inspector", NULL, NULL, TRUE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, title);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, open_menu);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, check_button);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, check_stack);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, check_spinner);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, version_button);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, program_pane);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, texts);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, output_page);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, program);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, output);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, caption);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, running);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, OuroWindow, transport);
  gtk_widget_class_bind_template_callback (widget_class, object_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_menu_mapped_cb);
}

static void
ouro_window_class_init (OuroWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ouro_window_dispose;
  object_class->get_property = ouro_window_get_property;
  object_class->set_property = ouro_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = ouro_window_close_request;

  g_type_ensure (OURO_TYPE_INSPECTOR);
  g_type_ensure (OURO_TYPE_OUTPUT_VIEW);
  g_type_ensure (OURO_TYPE_PALETTE_BAR);
  g_type_ensure (OURO_TYPE_PROGRAM_VIEW);
  g_type_ensure (OURO_TYPE_STAGE_VIEW);
  g_type_ensure (OURO_TYPE_TRANSPORT);

  install_properties (object_class);
  bind_template (widget_class);
  ouro_window_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "win.python", "python");
  gtk_widget_class_install_property_action (widget_class, "win.show-program", "show-program");
  gtk_widget_class_install_property_action (widget_class, "win.show-inspector", "show-inspector");
  ouro_window_install_check_actions (widget_class);
  ouro_window_install_edit_actions (widget_class);
  ouro_window_install_file_actions (widget_class);
  ouro_window_install_picture_actions (widget_class);
}

static void
fill_version_menu (OuroWindow *self)
{
  const OuroProfile *const *profiles = ouro_profile_list ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; profiles[i] != NULL; i++)
    {
      g_autofree char *label = g_strdup_printf ("CPython %s", profiles[i]->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.python", "s", profiles[i]->name);
      g_menu_prepend_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->version_button, G_MENU_MODEL (menu));
}

static void
connect_session (OuroWindow *self)
{
  const char *const states[] = { "notify::can-undo", "notify::can-redo" };

  /* The parts hear first: the window looks at what they show. */
  ouro_program_view_set_session (self->program, self->session);
  ouro_output_view_set_session (self->output, self->session);
  ouro_stage_view_set_session (self->stage, self->session);
  ouro_inspector_set_session (self->inspector, self->session);
  ouro_transport_set_session (self->transport, self->session);

  g_signal_connect_object (self->session, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (self->session, "run-changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (self->session, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->session, "notify::running", G_CALLBACK (running_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::title", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::modified", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_signal_connect_object (self->session, states[i], G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
}

static void
ouro_window_init (OuroWindow *self)
{
  self->session = ouro_session_new ();
  self->recovery = ouro_recovery_new (NULL);
  g_queue_init (&self->waiting);
  self->shows_program = TRUE;
  self->shows_inspector = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->canvas = ouro_stage_view_get_canvas (self->stage);
  gtk_widget_set_visible (GTK_WIDGET (self->running), FALSE);

  connect_session (self);
  ouro_window_connect_canvas (self);
  ouro_window_add_canvas_keys (self);
  g_signal_connect_swapped (self->canvas, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->canvas, "activate-card", G_CALLBACK (activate_card_cb), self);
  g_signal_connect_swapped (self->canvas, "notify::status", G_CALLBACK (update_caption), self);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (inspector_revealed_cb), self);
  g_signal_connect_swapped (self->texts, "notify::visible-child", G_CALLBACK (update_output_page), self);

  fill_version_menu (self);
  set_python (self, ouro_session_get_profile (self->session)->name);
  restore_size (self);
  update_title (self);
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->stage));
}

OuroWindow *
ouro_window_new (GtkApplication *application)
{
  return g_object_new (OURO_TYPE_WINDOW, "application", application, NULL);
}

OuroSession *
ouro_window_get_session (OuroWindow *self)
{
  g_return_val_if_fail (OURO_IS_WINDOW (self), NULL);

  return self->session;
}
