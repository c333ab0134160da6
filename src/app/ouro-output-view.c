/* ouro-output-view.c - what the program has printed up to the cursor
 *
 * The text is set when the view is seen and the number of bytes differs from what it shows: within one run the same
 * number means the same text.
 */

#include "ouro-output-view.h"

#include <glib/gi18n-lib.h>

#include "ouro-palette.h"

/* A text view takes this much in a few milliseconds; nobody reads more. */
#define MAX_SHOWN 100000

struct _OuroOutputView
{
  GtkWidget parent_instance;

  GtkStack    *stack;
  GtkTextView *view;

  OuroSession *session;
  gsize        n_output; /* of what is shown */
  gsize        n_errors;
  gboolean     is_stale; /* what is shown belongs to another run */
};

G_DEFINE_FINAL_TYPE (OuroOutputView, ouro_output_view, GTK_TYPE_WIDGET)

/* The last bytes of a text, from the beginning of a line where there is one. */
static char *
dup_end (const char *text,
         gsize       length)
{
  const char *from = text;
  const char *line;

  if (length > MAX_SHOWN)
    {
      from = text + length - MAX_SHOWN;
      line = memchr (from, '\n', MAX_SHOWN);
      if (line != NULL)
        from = line + 1;
    }

  return g_utf8_make_valid (from, text + length - from);
}

static void
insert_end (GtkTextBuffer *buffer,
            const char    *text,
            gsize          length,
            const char    *tag)
{
  g_autofree char *end = dup_end (text, length);
  GtkTextIter      iter;

  gtk_text_buffer_get_end_iter (buffer, &iter);
  if (length > MAX_SHOWN)
    {
      /* Translators: stands in front of the end of a very long output */
      gtk_text_buffer_insert_with_tags_by_name (buffer, &iter, _("… only the end is shown\n"), -1, "note", NULL);
    }
  gtk_text_buffer_insert_with_tags_by_name (buffer, &iter, end, -1, tag, NULL);
}

static void
show_text (OuroOutputView *self,
           OuroRun        *run)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gsize          n_output;
  gsize          n_errors;
  const char    *output = ouro_run_get_output (run, &n_output);
  const char    *errors = ouro_run_get_errors (run, &n_errors);

  if (!self->is_stale && n_output == self->n_output && n_errors == self->n_errors)
    return;

  gtk_text_buffer_set_text (buffer, "", 0);
  if (n_output > 0)
    insert_end (buffer, output, n_output, "output");
  if (n_errors > 0)
    insert_end (buffer, errors, n_errors, "error");

  gtk_stack_set_visible_child_name (self->stack, n_output + n_errors > 0 ? "text" : "empty");
  self->n_output = n_output;
  self->n_errors = n_errors;
  self->is_stale = FALSE;
}

static void
update (OuroOutputView *self)
{
  OuroRun *run = ouro_session_get_run (self->session);

  if (run != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_text (self, run);
}

static void
run_changed_cb (OuroSession    *session,
                OuroOutputView *self)
{
  self->is_stale = TRUE;
  update (self);
}

static void
moved_cb (OuroSession    *session,
          OuroOutputView *self)
{
  update (self);
}

static void
follow_style (OuroOutputView *self)
{
  gboolean       is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  OuroColour     colour = ouro_palette_get (is_dark ? OURO_THEME_DARK : OURO_THEME_LIGHT, OURO_ROLE_UNREACHABLE);
  const GdkRGBA  red = { colour.red, colour.green, colour.blue, 1.0 };
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextTag    *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "error");

  g_object_set (tag, "foreground-rgba", &red, NULL);
}

static void
ouro_output_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ouro_output_view_parent_class)->map (widget);

  if (OURO_OUTPUT_VIEW (widget)->session != NULL)
    update (OURO_OUTPUT_VIEW (widget));
}

static void
ouro_output_view_dispose (GObject *object)
{
  OuroOutputView *self = OURO_OUTPUT_VIEW (object);
  GtkWidget      *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ouro_output_view_parent_class)->dispose (object);
}

static void
ouro_output_view_class_init (OuroOutputViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ouro_output_view_dispose;
  widget_class->map = ouro_output_view_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-output-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroOutputView, stack);
  gtk_widget_class_bind_template_child (widget_class, OuroOutputView, view);
}

static void
ouro_output_view_init (OuroOutputView *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_create_tag (buffer, "output", NULL);
  gtk_text_buffer_create_tag (buffer, "error", NULL);
  gtk_text_buffer_create_tag (buffer, "note", "style", PANGO_STYLE_ITALIC, NULL);

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  follow_style (self);
}

void
ouro_output_view_set_session (OuroOutputView *self,
                              OuroSession    *session)
{
  g_return_if_fail (OURO_IS_OUTPUT_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->is_stale = TRUE;
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (session, "moved", G_CALLBACK (moved_cb), self, 0);
}

gsize
ouro_output_view_get_n_bytes (OuroOutputView *self)
{
  OuroRun *run = ouro_session_get_run (self->session);
  gsize    n_output = 0;
  gsize    n_errors = 0;

  if (run != NULL)
    {
      ouro_run_get_output (run, &n_output);
      ouro_run_get_errors (run, &n_errors);
    }
  return n_output + n_errors;
}
