/* ouro-palette-bar.c - what can be made, as buttons
 *
 * All that can be seen, and the names of the actions, are in ouro-palette-bar.ui.
 */

#include "ouro-palette-bar.h"

struct _OuroPaletteBar
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (OuroPaletteBar, ouro_palette_bar, GTK_TYPE_WIDGET)

static void
ouro_palette_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ouro_palette_bar_parent_class)->dispose (object);
}

static void
ouro_palette_bar_class_init (OuroPaletteBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ouro_palette_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-palette-bar.ui");
}

static void
ouro_palette_bar_init (OuroPaletteBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
