/* ouro-inspector.c - all about the selected object
 *
 * The facts come from ouro-inspect.h and are asked for only while the inspector can be seen. Sections are made anew each
 * time; a long one is cut, with a line that says how much is left out.
 */

#include "ouro-inspector.h"

#include <glib/gi18n-lib.h>

#include "ouro-inspect.h"

#define MAX_LINES 60

struct _OuroInspector
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkBox   *sections;

  OuroSession *session;
  guint32      birth;
};

enum {
  SIGNAL_OBJECT_ACTIVATED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (OuroInspector, ouro_inspector, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Rows -------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A section with its heading, at the end of the inspector. */
static GtkBox *
add_section (OuroInspector *self,
             const char    *heading)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (section, "inspector-section");
  gtk_box_append (GTK_BOX (section), new_label (heading, "caption-heading"));
  gtk_widget_add_css_class (gtk_widget_get_first_child (section), "dim-label");
  gtk_box_append (self->sections, section);
  return GTK_BOX (section);
}

/* "References held on it        2" */
static void
add_fact (GtkBox     *section,
          const char *name,
          const char *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name_label = new_label (name, NULL);
  GtkWidget *value_label = new_label (value, "numeric");

  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_set_valign (name_label, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (value_label), 1);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_focusable (value_label, FALSE);
  gtk_widget_add_css_class (value_label, "fact");

  gtk_box_append (GTK_BOX (row), name_label);
  gtk_box_append (GTK_BOX (row), value_label);
  gtk_box_append (section, row);
}

static GtkWidget *
new_link (const char *text,
          const char *icon,
          const char *tooltip)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = new_label (text, "monospace");

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name (icon));

  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "inspector-link");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip,
                                  -1);
  return button;
}

static void
object_clicked_cb (GtkButton     *button,
                   OuroInspector *self)
{
  guint birth = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "birth"));

  g_signal_emit (self, signals[SIGNAL_OBJECT_ACTIVATED], 0, birth);
}

static void
add_line (OuroInspector         *self,
          GtkBox                *section,
          const OuroInspectLine *line)
{
  GtkWidget *button;

  if (line->birth == 0)
    {
      gtk_box_append (section, new_label (line->text, "monospace"));
      return;
    }

  button = new_link (line->text, "go-next-symbolic", _("Select this object"));
  g_object_set_data (G_OBJECT (button), "birth", GUINT_TO_POINTER (line->birth));
  g_signal_connect (button, "clicked", G_CALLBACK (object_clicked_cb), self);
  gtk_box_append (section, button);
}

static void
add_rest (GtkBox *section,
          guint   n_left)
{
  g_autofree char *text = NULL;

  if (n_left == 0)
    return;

  text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_left), n_left);
  gtk_box_append (section, new_label (text, "dim-label"));
}

static void
add_lines (OuroInspector *self,
           const char    *heading,
           GArray        *lines,
           const char    *words_for_none)
{
  GtkBox *section = add_section (self, heading);
  guint   n = MIN (lines->len, MAX_LINES);

  if (lines->len == 0)
    gtk_box_append (section, new_label (words_for_none, "dim-label"));
  for (guint i = 0; i < n; i++)
    add_line (self, section, &g_array_index (lines, OuroInspectLine, i));
  add_rest (section, lines->len - n);
}

/* The history ------------------------------------------------------------------------------- */

static void
moment_clicked_cb (GtkButton     *button,
                   OuroInspector *self)
{
  const OuroCursor *cursor = g_object_get_data (G_OBJECT (button), "cursor");

  /* The history knows where the line begins; what it did is seen after it. */
  ouro_session_seek (self->session, (OuroCursor){ .position = cursor->position + 1 });
}

/* The statement of the module that runs at a moment; NULL when it is after all of them. */
static const OuroStatement *
find_statement (OuroRun *run,
                guint32  position)
{
  guint low = 0;
  guint high = ouro_run_get_n_statements (run);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (ouro_run_get_statement (run, middle)->position <= position)
        low = middle + 1;
      else
        high = middle;
    }

  return low < ouro_run_get_n_statements (run) ? ouro_run_get_statement (run, low) : NULL;
}

/* A line of the program without its indentation; line: from 1. */
static char *
dup_source_line (OuroRun *run,
                 guint32  line)
{
  const char *from = ouro_run_get_text (run);
  const char *end;
  char       *text;

  for (guint32 i = 1; i < line && from != NULL; i++)
    {
      from = strchr (from, '\n');
      if (from != NULL)
        from++;
    }
  if (from == NULL)
    return g_strdup ("");

  end = strchrnul (from, '\n');
  text = g_strndup (from, end - from);
  return g_strstrip (text);
}

static char *
dup_moment (OuroRun   *run,
            OuroCursor cursor)
{
  const OuroStatement *statement = find_statement (run, cursor.position);
  g_autofree char     *source = NULL;

  if (statement == NULL)
    return g_strdup (_("at the end"));

  source = dup_source_line (run, statement->line);
  return g_strdup_printf ("%u  %s", statement->line, source);
}

static void
add_moment (OuroInspector *self,
            GtkBox        *section,
            OuroRun       *run,
            OuroCursor     cursor)
{
  g_autofree char *text = dup_moment (run, cursor);
  GtkWidget       *button = new_link (text, "find-location-symbolic", _("Go to the moment after this line"));

  g_object_set_data_full (G_OBJECT (button), "cursor", g_memdup2 (&cursor, sizeof cursor), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (moment_clicked_cb), self);
  gtk_box_append (section, button);
}

static void
add_history (OuroInspector *self,
             OuroRun       *run,
             GArray        *history)
{
  GtkBox *section;
  guint   n = MIN (history->len, MAX_LINES);

  if (history->len == 0)
    return;

  section = add_section (self, _("History"));
  for (guint i = 0; i < n; i++)
    add_moment (self, section, run, g_array_index (history, OuroCursor, i));
  add_rest (section, history->len - n);
}

/* All of it --------------------------------------------------------------------------------- */

/* "list a", "int 3" */
static char *
dup_heading (const OuroInspection *object)
{
  if (g_str_has_prefix (object->repr, object->type))
    return g_strdup (object->repr);

  return g_strdup_printf ("%s %s", object->type, object->repr);
}

static void
add_facts (OuroInspector        *self,
           const OuroInspection *object)
{
  g_autofree char *size = g_strdup_printf (ngettext ("%" G_GSIZE_FORMAT " byte", "%" G_GSIZE_FORMAT " bytes", object->size),
                                           object->size);
  g_autofree char *heading = dup_heading (object);
  GtkBox          *section = add_section (self, _("Selected Object"));

  gtk_box_append (section, new_label (heading, "heading"));
  if (!object->is_alive)
    {
      gtk_box_append (section, new_label (_("It has been freed, or has not been made yet, at this moment."), NULL));
      return;
    }

  add_fact (section, _("References held on it"), object->count);
  add_fact (section, _("Collector"), object->generation);
  add_fact (section, "sys.getsizeof()", size);
  if (object->identity != NULL)
    add_fact (section, "id()", object->identity);
}

static void
add_verdict (OuroInspector        *self,
             const OuroInspection *object)
{
  GtkBox *section = add_section (self, _("Why Is It Still Alive?"));

  if (object->verdict != NULL)
    gtk_box_append (section, new_label (object->verdict, NULL));
  for (guint i = 0; i < MIN (object->path->len, MAX_LINES); i++)
    add_line (self, section, &g_array_index (object->path, OuroInspectLine, i));

  if (object->n_freed_with > 1)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (ngettext ("%u object would be freed if its names went.",
                                        "%u objects would be freed if its names went, it included.", object->n_freed_with),
                              object->n_freed_with);
      gtk_box_append (section, new_label (text, "dim-label"));
    }
}

static void
add_sections (OuroInspector        *self,
              OuroRun              *run,
              const OuroInspection *object)
{
  add_facts (self, object);
  if (object->is_alive)
    {
      add_lines (self, _("Held By"), object->held_by, _("Nothing."));
      add_lines (self, _("Holds"), object->holds, _("Nothing."));
      add_verdict (self, object);
    }
  add_history (self, run, object->history);
}

static void
update (OuroInspector *self)
{
  OuroRun *run = self->session != NULL ? ouro_session_get_run (self->session) : NULL;
  g_autoptr (OuroInspection) object = NULL;
  GtkWidget *child;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))))
    gtk_box_remove (self->sections, child);

  if (run != NULL && self->birth != 0)
    object = ouro_inspect (run, self->birth);
  if (object != NULL)
    add_sections (self, run, object);
  gtk_stack_set_visible_child_name (self->stack, object != NULL ? "object" : "empty");
}

static void
session_changed_cb (OuroSession   *session,
                    OuroInspector *self)
{
  update (self);
}

static void
ouro_inspector_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ouro_inspector_parent_class)->map (widget);

  update (OURO_INSPECTOR (widget));
}

static void
ouro_inspector_dispose (GObject *object)
{
  OuroInspector *self = OURO_INSPECTOR (object);
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ouro_inspector_parent_class)->dispose (object);
}

static void
ouro_inspector_class_init (OuroInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ouro_inspector_dispose;
  widget_class->map = ouro_inspector_map;

  signals[SIGNAL_OBJECT_ACTIVATED] =
    g_signal_new ("object-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, OuroInspector, sections);
}

static void
ouro_inspector_init (OuroInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Inspector"), -1);
}

void
ouro_inspector_set_session (OuroInspector *self,
                            OuroSession   *session)
{
  g_return_if_fail (OURO_IS_INSPECTOR (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (session_changed_cb), self, 0);
  g_signal_connect_object (session, "moved", G_CALLBACK (session_changed_cb), self, 0);
}

void
ouro_inspector_set_object (OuroInspector *self,
                           guint32        birth)
{
  g_return_if_fail (OURO_IS_INSPECTOR (self));

  if (birth == self->birth)
    return;

  self->birth = birth;
  update (self);
}
