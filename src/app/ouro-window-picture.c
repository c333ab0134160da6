/* ouro-window-picture.c - the picture as a file, and on the clipboard
 *
 * A picture does not follow the desktop's style: it is light, since most slides and papers are.
 */

#include "ouro-window-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-document.h"
#include "ouro-picture-file.h"

/* Pixels of a PNG for a point of the picture. */
#define PNG_SCALE 2.0

/* The picture alone, or in the frame of a slide with its program and its sentence. */
static GBytes *
paint (OuroWindow       *self,
       OuroPictureFormat format,
       gboolean          as_slide,
       GError          **error)
{
  OuroRun         *run = ouro_session_get_run (self->session);
  g_autofree char *stamp = g_strdup_printf ("CPython %s", ouro_session_get_profile (self->session)->name);
  g_autoptr (OuroScene) scene = ouro_stage_view_dup_scene (self->stage);
  g_autoptr (OuroPictureFile) file = ouro_picture_file_new (format, OURO_THEME_LIGHT, format == OURO_PICTURE_PNG ? PNG_SCALE : 1.0, NULL);
  OuroSlide slide = { 0 };

  if (as_slide)
    slide = (OuroSlide){
      .code = ouro_session_get_text (self->session),
      .line = ouro_run_get_line (run),
      .caption = scene->caption,
      .stamp = stamp,
      .width = 1920 / PNG_SCALE,
      .height = 1080 / PNG_SCALE,
    };

  return ouro_picture_file_add (file, scene, &slide, error) ? ouro_picture_file_finish (file, error) : NULL;
}

static gboolean
has_picture (OuroWindow *self)
{
  if (ouro_stage_view_get_scene (self->stage) != NULL)
    return TRUE;

  ouro_window_tell (self, _("There is no picture yet"));
  return FALSE;
}

/* Saving ------------------------------------------------------------------------------------ */

static void
save_picture (OuroWindow *self,
              GFile      *file,
              gboolean    as_slide)
{
  g_autofree char  *name = g_file_get_basename (file);
  g_autofree char  *words = NULL;
  OuroPictureFormat format;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (!ouro_picture_format_from_path (name, &format, &error) || (bytes = paint (self, format, as_slide, &error)) == NULL || !ouro_document_write (file, bytes, &error))
    {
      ouro_window_explain (self, _("The picture could not be saved"), error->message);
      return;
    }

  /* Translators: %s is the name of a file */
  words = g_strdup_printf (_("Picture saved as “%s”"), name);
  ouro_window_tell (self, words);
}

static void
picture_response_cb (GtkNativeDialog *chooser,
                     int              response,
                     OuroWindow      *self)
{
  g_autoptr (GFile) file = NULL;
  const char *frame = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (chooser), "frame");

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    save_picture (self, file, g_strcmp0 (frame, "slide") == 0);
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooser *chooser)
{
  static const char *const suffixes[] = { "png", "svg", "pdf" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("PNG, SVG and PDF: by the end of the name"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
save_picture_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  OuroWindow           *self = OURO_WINDOW (widget);
  GtkFileChooserNative *native;
  GtkFileChooser       *chooser;
  const char           *frames[] = { "picture", "slide", NULL };
  const char           *labels[] = { _("Picture only"), _("Slide, 16:9, with program and sentence"), NULL };

  if (!has_picture (self))
    return;

  native = gtk_file_chooser_native_new (_("Save the Picture"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  chooser = GTK_FILE_CHOOSER (native);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  add_filter (chooser);
  gtk_file_chooser_add_choice (chooser, "frame", _("Frame"), frames, labels);
  gtk_file_chooser_set_choice (chooser, "frame", "picture");
  /* Translators: the name of a picture's file; keep the end */
  gtk_file_chooser_set_current_name (chooser, _("picture.png"));
  g_signal_connect_object (native, "response", G_CALLBACK (picture_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* Copying ----------------------------------------------------------------------------------- */

static void
copy_picture_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_picture (self))
    return;

  bytes = paint (self, OURO_PICTURE_PNG, FALSE, &error);
  if (bytes != NULL)
    texture = gdk_texture_new_from_bytes (bytes, &error);
  if (texture == NULL)
    {
      ouro_window_explain (self, _("The picture could not be copied"), error->message);
      return;
    }

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  ouro_window_tell (self, _("Picture copied"));
}

void
ouro_window_install_picture_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save-picture", NULL, save_picture_action);
  gtk_widget_class_install_action (widget_class, "win.copy-picture", NULL, copy_picture_action);
}
