/* ouro-chooser.c - which of these statements?
 *
 * A statement that needs nothing typed is a button; one that does is an entry with its own button, and shows what is wrong with
 * the input under itself.
 */

#include "ouro-chooser.h"

#include <glib/gi18n-lib.h>

/* Room for a line of words; else a popover is as narrow as its longest word. */
#define MIN_WIDTH 320

struct _OuroChooser
{
  GtkPopover parent_instance;

  GtkWidget *rows;
  GPtrArray *proposals;
};

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (OuroChooser, ouro_chooser, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

/* The row of a statement that needs input. */
typedef struct
{
  OuroChooser        *chooser;
  const OuroProposal *proposal;
  GtkEditable        *entry;
  GtkLabel           *code; /* the statement, as it would be */
  GtkLabel           *problem;
} InputRow;

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
choose (OuroChooser *self,
        const char  *statements)
{
  g_autofree char *kept = g_strdup (statements);

  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, kept);
  g_object_unref (self);
}

/* The Python of a proposal as it is shown: without the last newline, with what has been typed so far. */
static char *
dup_code (const OuroProposal *proposal,
          const char         *input)
{
  g_auto (GStrv) parts = g_strsplit (proposal->statements, "{}", -1);

  return g_strchomp (g_strjoinv (*input != '\0' ? input : "…", parts));
}

static GtkWidget *
new_code_label (const OuroProposal *proposal)
{
  g_autofree char *code = dup_code (proposal, "");
  GtkWidget       *label = new_label (code, "monospace");

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* What it is, its Python (code may be NULL) and its reason. */
static GtkWidget *
new_words (const OuroProposal *proposal,
           GtkWidget          *code)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  if (proposal->label != NULL)
    gtk_box_append (GTK_BOX (words), new_label (proposal->label, NULL));
  if (code != NULL)
    gtk_box_append (GTK_BOX (words), code);
  if (proposal->reason != NULL)
    gtk_box_append (GTK_BOX (words), new_label (proposal->reason, "dim-label"));

  return words;
}

static void
button_clicked_cb (GtkButton   *button,
                   OuroChooser *self)
{
  const OuroProposal *proposal = g_object_get_data (G_OBJECT (button), "proposal");

  choose (self, proposal->statements);
}

static GtkWidget *
new_button_row (OuroChooser  *self,
                OuroProposal *proposal)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), new_words (proposal, new_code_label (proposal)));
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "proposal");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, proposal->label != NULL ? proposal->label : proposal->statements,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, proposal->statements,
                                  -1);
  g_object_set_data (G_OBJECT (button), "proposal", proposal);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  return button;
}

static void
input_entered_cb (InputRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *statements = ouro_proposal_fill (row->proposal, gtk_editable_get_text (row->entry), &error);

  if (statements != NULL)
    {
      choose (row->chooser, statements);
      return;
    }

  gtk_label_set_text (row->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (row->problem), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->entry), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row->entry));
}

static void
input_changed_cb (InputRow *row)
{
  g_autofree char *code = dup_code (row->proposal, gtk_editable_get_text (row->entry));

  gtk_label_set_text (row->code, code);
  gtk_widget_set_visible (GTK_WIDGET (row->problem), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (row->entry), "error");
}

static GtkWidget *
new_input_line (InputRow *row)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Add"));

  row->entry = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), row->proposal->needs_input);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, row->proposal->needs_input,
                                  -1);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (input_entered_cb), row);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (input_changed_cb), row);
  if (row->proposal->suggestion != NULL)
    gtk_editable_set_text (row->entry, row->proposal->suggestion);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (input_entered_cb), row);

  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), button);
  return line;
}

static GtkWidget *
new_input_row (OuroChooser        *self,
               const OuroProposal *proposal)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *code = new_code_label (proposal);
  GtkWidget *problem = new_label ("", "error");
  InputRow  *row = g_new0 (InputRow, 1);

  row->chooser = self;
  row->proposal = proposal;
  row->code = GTK_LABEL (code);
  row->problem = GTK_LABEL (problem);
  gtk_widget_set_visible (problem, FALSE);

  gtk_box_append (GTK_BOX (box), new_words (proposal, code));
  gtk_box_append (GTK_BOX (box), new_input_line (row));
  gtk_box_append (GTK_BOX (box), problem);
  gtk_widget_add_css_class (box, "proposal");
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free);
  return box;
}

static void
add_row (OuroChooser  *self,
         OuroProposal *proposal)
{
  GtkWidget *row;

  if (proposal->statements == NULL)
    {
      row = new_words (proposal, NULL);
      gtk_widget_add_css_class (row, "proposal");
    }
  else if (proposal->needs_input != NULL)
    row = new_input_row (self, proposal);
  else
    row = new_button_row (self, proposal);

  gtk_box_append (GTK_BOX (self->rows), row);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (data));
  return G_SOURCE_REMOVE;
}

/* Not at once: the popover is still at work. */
static void
ouro_chooser_closed (GtkPopover *popover)
{
  if (gtk_widget_get_parent (GTK_WIDGET (popover)) != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
ouro_chooser_dispose (GObject *object)
{
  OuroChooser *self = OURO_CHOOSER (object);

  gtk_popover_set_child (GTK_POPOVER (self), NULL);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);

  G_OBJECT_CLASS (ouro_chooser_parent_class)->dispose (object);
}

static void
ouro_chooser_class_init (OuroChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ouro_chooser_dispose;
  GTK_POPOVER_CLASS (klass)->closed = ouro_chooser_closed;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ouro_chooser_init (OuroChooser *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_size_request (self->rows, MIN_WIDTH, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->rows);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}

GtkWidget *
ouro_chooser_new (const char *title,
                  GPtrArray  *proposals)
{
  OuroChooser *self = g_object_new (OURO_TYPE_CHOOSER, NULL);
  GtkWidget   *heading = new_label (title, "heading");

  self->proposals = proposals;
  gtk_widget_set_margin_start (heading, 8);
  gtk_widget_set_margin_end (heading, 8);
  gtk_widget_set_margin_top (heading, 4);
  gtk_box_append (GTK_BOX (self->rows), heading);
  for (guint i = 0; i < proposals->len; i++)
    add_row (self, proposals->pdata[i]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
ouro_chooser_popup (OuroChooser        *self,
                    GtkWidget          *parent,
                    const GdkRectangle *area)
{
  g_return_if_fail (OURO_IS_CHOOSER (self) && GTK_IS_WIDGET (parent));

  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  if (area != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_popover_popup (GTK_POPOVER (self));
}
