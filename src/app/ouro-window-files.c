/* ouro-window-files.c - reads and writes documents, and loses nothing */

#include "ouro-window-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-document.h"
#include "ouro-places.h"

#define MAX_RECENT 8

/* Opening ----------------------------------------------------------------------------------- */

gboolean
ouro_window_is_pristine (OuroWindow *self)
{
  gboolean is_modified;

  g_return_val_if_fail (OURO_IS_WINDOW (self), FALSE);

  ouro_program_view_flush (self->program);
  g_object_get (self->session, "modified", &is_modified, NULL);
  return !is_modified && ouro_session_get_file (self->session) == NULL;
}

static OuroWindow *
get_window_for_document (OuroWindow *self)
{
  if (ouro_window_is_pristine (self))
    return self;

  return ouro_window_new (gtk_window_get_application (GTK_WINDOW (self)));
}

static void
set_document (OuroWindow *self,
              const char *text,
              GFile      *file,
              const char *example)
{
  ouro_window_forget_waiting (self);
  ouro_window_forget_check (self);
  g_free (self->example);
  self->example = g_strdup (example);
  ouro_stage_view_fit_next (self->stage);
  ouro_session_open_text (self->session, text, file, example != NULL);
  g_object_notify (G_OBJECT (self->session), "title");
}

/* A document on its way from or to a file. */
typedef struct
{
  OuroWindow *window;
  GFile      *file;
  char       *text; /* what is written */
} Transfer;

static Transfer *
transfer_new (OuroWindow *window,
              GFile      *file,
              const char *text)
{
  Transfer *self = g_new0 (Transfer, 1);

  self->window = g_object_ref (window);
  self->file = g_object_ref (file);
  self->text = g_strdup (text);
  return self;
}

static void
transfer_free (Transfer *self)
{
  g_object_unref (self->window);
  g_object_unref (self->file);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transfer, transfer_free)

static void
remember_file (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Transfer) transfer = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ouro_document_load_finish (result, &error);

  if (text == NULL)
    {
      ouro_window_explain (transfer->window, _("The program could not be opened"), error->message);
      return;
    }

  set_document (transfer->window, text, transfer->file, NULL);
  remember_file (transfer->file);
}

OuroWindow *
ouro_window_open_file (OuroWindow *self,
                       GFile      *file)
{
  OuroWindow *window;

  g_return_val_if_fail (OURO_IS_WINDOW (self) && G_IS_FILE (file), NULL);

  window = get_window_for_document (self);
  ouro_document_load_async (file, NULL, loaded_cb, transfer_new (window, file, NULL));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
ouro_window_open_example (OuroWindow *self,
                          const char *name)
{
  g_autofree char *place = g_build_filename ("examples", name, NULL);
  g_autofree char *path = ouro_places_dup_data (place);
  g_autofree char *text = NULL;

  g_return_if_fail (OURO_IS_WINDOW (self) && name != NULL);

  if (path != NULL && g_file_get_contents (path, &text, NULL, NULL) && g_utf8_validate (text, -1, NULL))
    set_document (self, text, NULL, name);
  else
    set_document (self, "", NULL, NULL);
}

static GtkFileChooserNative *
new_file_chooser (OuroWindow          *self,
                  const char          *title,
                  GtkFileChooserAction action,
                  const char          *accept)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, NULL);
  GtkFileFilter        *programs = gtk_file_filter_new ();
  GtkFileFilter        *all = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_filter_set_name (programs, _("Python programs"));
  gtk_file_filter_add_suffix (programs, "py");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), programs);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  g_object_unref (programs);
  g_object_unref (all);
  return chooser;
}

static void
open_response_cb (GtkNativeDialog *chooser,
                  int              response,
                  OuroWindow      *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    ouro_window_open_file (self, file);
  g_object_unref (chooser);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GtkFileChooserNative *chooser = new_file_chooser (OURO_WINDOW (widget), _("Open a Program"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  OuroWindow *window = get_window_for_document (OURO_WINDOW (widget));

  set_document (window, "", NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_recent_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  ouro_window_open_file (OURO_WINDOW (widget), file);
}

static void
open_example_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  OuroWindow *window = get_window_for_document (OURO_WINDOW (widget));

  ouro_window_open_example (window, g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

/* The menu of examples and recent files ------------------------------------------------------ */

static int
compare_recent (gconstpointer a,
                gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *)b), gtk_recent_info_get_modified ((GtkRecentInfo *)a));
}

static void
append_target (GMenu      *menu,
               const char *label,
               const char *action,
               const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, escaped);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenu *
new_recent_menu (void)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_recent);
  GMenu *menu = g_menu_new ();
  guint  n = 0;

  for (GList *node = items; node != NULL && n < MAX_RECENT; node = node->next)
    if (gtk_recent_info_has_application (node->data, g_get_application_name ()) && gtk_recent_info_exists (node->data))
      {
        append_target (menu, gtk_recent_info_get_display_name (node->data), "win.open-recent", gtk_recent_info_get_uri (node->data));
        n++;
      }

  g_list_free_full (items, (GDestroyNotify)gtk_recent_info_unref);
  return menu;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static GMenu *
new_examples_menu (void)
{
  g_autofree char *first = ouro_places_dup_data ("examples/cycle.py");
  g_autofree char *folder = first != NULL ? g_path_get_dirname (first) : NULL;
  g_autoptr (GDir) directory = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GMenu      *menu = g_menu_new ();
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".py"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    append_target (menu, names->pdata[i], "win.open-example", names->pdata[i]);

  return menu;
}

void
ouro_window_fill_open_menu (OuroWindow *self)
{
  g_autoptr (GMenu) recent = new_recent_menu ();
  g_autoptr (GMenu) examples = new_examples_menu ();
  GMenu *menu = G_MENU (gtk_popover_menu_get_menu_model (self->open_menu));

  g_menu_remove_all (menu);
  if (g_menu_model_get_n_items (G_MENU_MODEL (recent)) > 0)
    g_menu_append_section (menu, _("Recent"), G_MENU_MODEL (recent));
  if (g_menu_model_get_n_items (G_MENU_MODEL (examples)) > 0)
    g_menu_append_section (menu, _("Examples"), G_MENU_MODEL (examples));
}

/* Saving ------------------------------------------------------------------------------------ */

static void save_to (OuroWindow *self, GFile *file);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Transfer) transfer = data;
  OuroWindow *self = transfer->window;
  g_autoptr (GError) error = NULL;

  if (!ouro_document_save_finish (result, &error))
    {
      self->is_closing = FALSE;
      ouro_window_explain (self, _("The program could not be saved"), error->message);
      return;
    }

  ouro_program_view_flush (self->program);
  if (g_strcmp0 (transfer->text, ouro_session_get_text (self->session)) != 0)
    {
      save_to (self, transfer->file); /* it has changed meanwhile */
      return;
    }

  g_clear_pointer (&self->example, g_free);
  ouro_session_set_saved (self->session, transfer->file);
  remember_file (transfer->file);
  if (self->is_closing)
    gtk_window_close (GTK_WINDOW (self));
}

static void
save_to (OuroWindow *self,
         GFile      *file)
{
  ouro_program_view_flush (self->program);
  ouro_document_save_async (file, ouro_session_get_text (self->session), NULL, saved_cb,
                            transfer_new (self, file, ouro_session_get_text (self->session)));
}

static void
save_response_cb (GtkNativeDialog *chooser,
                  int              response,
                  OuroWindow      *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    save_to (self, file);
  else
    self->is_closing = FALSE;
  g_object_unref (chooser);
}

static void
ask_where_to_save (OuroWindow *self)
{
  GtkFileChooserNative *chooser = new_file_chooser (self, _("Save the Program"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));
  GFile                *file = ouro_session_get_file (self->session);

  if (file != NULL)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
  else
    /* Translators: the name of a file without a name; keep the end */
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), self->example != NULL ? self->example : _("untitled.py"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save (OuroWindow *self)
{
  GFile *file = ouro_session_get_file (self->session);

  if (file != NULL)
    save_to (self, file);
  else
    ask_where_to_save (self);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (OURO_WINDOW (widget));
}

static void
save_as_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ask_where_to_save (OURO_WINDOW (widget));
}

/* Unsaved changes --------------------------------------------------------------------------- */

void
ouro_window_keep_text (OuroWindow *self)
{
  gboolean is_modified;

  g_object_get (self->session, "modified", &is_modified, NULL);
  if (is_modified)
    ouro_recovery_keep (self->recovery, ouro_session_get_text (self->session), ouro_session_get_file (self->session));
  else
    ouro_recovery_forget (self->recovery);
}

static void
close_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   OuroWindow       *self)
{
  if (g_strcmp0 (response, "discard") == 0)
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_strcmp0 (response, "save") == 0)
    {
      self->is_closing = TRUE;
      save (self);
    }
}

static void
ask_about_changes (OuroWindow *self)
{
  g_autofree char  *name = NULL;
  GtkWidget        *widget = adw_message_dialog_new (GTK_WINDOW (self), _("Save the changes?"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  g_object_get (self->session, "title", &name, NULL);
  /* Translators: %s is the name of the document */
  adw_message_dialog_format_body (dialog, _("“%s” has changes that are in no file. What is not saved is lost."), name);
  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
ouro_window_ask_before_closing (OuroWindow *self)
{
  gboolean is_modified;

  ouro_program_view_flush (self->program);
  g_object_get (self->session, "modified", &is_modified, NULL);
  if (is_modified && !self->may_close)
    {
      ask_about_changes (self);
      return TRUE;
    }

  ouro_recovery_forget (self->recovery);
  return FALSE;
}

/* After a crash ----------------------------------------------------------------------------- */

/* What is in the file now is the text before the changes, so that one undo shows it. */
static void
restore (OuroWindow    *self,
         OuroRecovered *recovered)
{
  OuroWindow      *window = get_window_for_document (self);
  g_autofree char *saved = NULL;

  if (recovered->file != NULL)
    saved = ouro_document_load (recovered->file, NULL);
  set_document (window, saved != NULL ? saved : "", recovered->file, NULL);
  ouro_session_set_text (window->session, recovered->text);
  ouro_window_keep_text (window);
  ouro_recovery_flush (window->recovery);
  ouro_recovered_discard (recovered);
  gtk_window_present (GTK_WINDOW (window));
}

static void
recovery_response_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      OuroWindow       *self)
{
  GPtrArray *all = g_object_get_data (G_OBJECT (dialog), "recovered");

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (response, "restore") == 0)
      restore (self, all->pdata[i]);
    else if (g_strcmp0 (response, "discard") == 0)
      ouro_recovered_discard (all->pdata[i]);
}

static char *
describe (OuroRecovered *recovered)
{
  g_autofree char *name = recovered->file != NULL ? g_file_get_parse_name (recovered->file) : g_strdup (_("Untitled"));
  g_autofree char *time = g_date_time_format (recovered->time, "%x %H:%M");

  return g_strdup_printf ("%s, %s", name, time);
}

static gboolean
offer_recovery_cb (gpointer data)
{
  OuroWindow *self = OURO_WINDOW (data);
  GPtrArray  *all = ouro_recovery_list (NULL);
  g_autoptr (GString) body = g_string_new (_("The program ended before these texts were saved:"));
  AdwMessageDialog *dialog;

  if (all->len == 0)
    {
      g_ptr_array_unref (all);
      return G_SOURCE_REMOVE;
    }

  g_string_append (body, "\n");
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *line = describe (all->pdata[i]);

      g_string_append_printf (body, "\n%s", line);
    }

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Unsaved work was found"), body->str));
  adw_message_dialog_add_responses (dialog,
                                    "later", _("Not _Now"), "discard", _("_Discard"), "restore", _("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "restore", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "restore");
  adw_message_dialog_set_close_response (dialog, "later");
  g_object_set_data_full (G_OBJECT (dialog), "recovered", all, (GDestroyNotify)g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (recovery_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return G_SOURCE_REMOVE;
}

/* Not before the window is there: it reads files. */
void
ouro_window_offer_recovery (OuroWindow *self)
{
  g_return_if_fail (OURO_IS_WINDOW (self));

  g_idle_add_full (G_PRIORITY_LOW, offer_recovery_cb, g_object_ref (self), g_object_unref);
}

void
ouro_window_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (widget_class, "win.open-example", "s", open_example_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_action);
}
