/* ouro-help-window.c - the help, to be read offline */

#include "ouro-help-window.h"

#include "ouro-help-page.h"

struct _OuroHelpWindow
{
  AdwWindow parent_instance;

  AdwLeaflet        *leaflet;
  GtkListBox        *list;
  GtkScrolledWindow *scrolled;
  GtkTextView       *text;
  GPtrArray         *pages; /* of OuroHelpPage, in the order of the list */
};

G_DEFINE_FINAL_TYPE (OuroHelpWindow, ouro_help_window, ADW_TYPE_WINDOW)

/* Text -------------------------------------------------------------------------------------- */

/* What stands in front of a block, and the name of its tag. */
static const struct
{
  const char *tag;
  const char *start;
} looks[] = {
  [OURO_HELP_HEADING] = { "heading", "" },
  [OURO_HELP_PARAGRAPH] = { "paragraph", "" },
  [OURO_HELP_ITEM] = { "item", "•\u2002" },
  [OURO_HELP_CODE] = { "code", "" },
};

/* Grey that is seen on light and dark ground. */
static void
add_tags (GtkTextBuffer *buffer)
{
  const GdkRGBA ground = { 0.5, 0.5, 0.5, 0.15 };

  gtk_text_buffer_create_tag (buffer, "title", "scale", 1.6, "weight", PANGO_WEIGHT_BOLD, "pixels-below-lines", 12, NULL);
  gtk_text_buffer_create_tag (buffer, "heading", "scale", 1.15, "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 18, "pixels-below-lines", 8, NULL);
  gtk_text_buffer_create_tag (buffer, "paragraph", "pixels-above-lines", 3, "pixels-below-lines", 10, NULL);
  gtk_text_buffer_create_tag (buffer, "item", "left-margin", 40, "indent", -16, "pixels-below-lines", 6, NULL);
  gtk_text_buffer_create_tag (buffer, "code", "family", "monospace", "paragraph-background-rgba", &ground, "wrap-mode", GTK_WRAP_WORD_CHAR,
                              "left-margin", 36, NULL);
}

/* One line end after each block, none after the last. */
static void
append (GtkTextBuffer *buffer,
        const char    *tag,
        const char    *start,
        const char    *markup)
{
  g_autofree char *whole = g_strconcat (gtk_text_buffer_get_char_count (buffer) > 0 ? "\n" : "", start, markup, NULL);
  GtkTextIter      begin, end;
  int              offset = gtk_text_buffer_get_char_count (buffer);

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_markup (buffer, &end, whole, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &begin, offset > 0 ? offset + 1 : 0);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_apply_tag_by_name (buffer, tag, &begin, &end);
}

static void
show_page (OuroHelpWindow     *self,
           const OuroHelpPage *page)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *title = g_markup_escape_text (page->title, -1);
  GtkTextIter      start;

  gtk_text_buffer_set_text (buffer, "", 0);
  append (buffer, "title", "", title);
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const OuroHelpBlock *block = page->blocks->pdata[i];
      g_autofree char     *code = block->kind == OURO_HELP_CODE ? g_markup_escape_text (block->text, -1) : NULL;

      append (buffer, looks[block->kind].tag, looks[block->kind].start, code != NULL ? code : block->text);
    }

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, page->title, -1);
}

/* Pages ------------------------------------------------------------------------------------- */

static void
row_selected_cb (OuroHelpWindow *self,
                 GtkListBoxRow  *row)
{
  if (row != NULL)
    show_page (self, self->pages->pdata[gtk_list_box_row_get_index (row)]);
}

static void
row_activated_cb (OuroHelpWindow *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
back_clicked_cb (OuroHelpWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* The pages are a part of the program, and a test reads them all. */
static void
add_pages (OuroHelpWindow *self)
{
  const char *const *names = ouro_help_page_list ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      OuroHelpPage *page = ouro_help_page_load (names[i], &error);
      GtkWidget    *label;

      if (page == NULL)
        {
          g_critical ("%s.page: %s", names[i], error->message);
          continue;
        }
      g_ptr_array_add (self->pages, page);
      label = gtk_label_new (page->title);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_list_box_append (self->list, label);
    }
}

/* The widget ---------------------------------------------------------------------------------- */

static void
ouro_help_window_finalize (GObject *object)
{
  g_ptr_array_unref (OURO_HELP_WINDOW (object)->pages);

  G_OBJECT_CLASS (ouro_help_window_parent_class)->finalize (object);
}

static void
ouro_help_window_class_init (OuroHelpWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ouro_help_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroHelpWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, OuroHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, OuroHelpWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, OuroHelpWindow, text);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
ouro_help_window_init (OuroHelpWindow *self)
{
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_help_page_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_tags (gtk_text_view_get_buffer (self->text));
  add_pages (self);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

OuroHelpWindow *
ouro_help_window_new (void)
{
  return g_object_new (OURO_TYPE_HELP_WINDOW, NULL);
}
