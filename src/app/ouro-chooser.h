/* ouro-chooser.h - which of these statements?
 *
 * A popover with the proposals of ouro-action.h, each a button that says what it does and shows its Python; what has to be typed
 * first is typed there; what cannot be done shows the reason. It goes away by itself.
 *
 * Signals
 *   chosen (const char *statements)    whole lines of Python
 */
#pragma once

#include <adwaita.h>

#include "ouro-action.h"

G_BEGIN_DECLS

#define OURO_TYPE_CHOOSER (ouro_chooser_get_type ())
G_DECLARE_FINAL_TYPE (OuroChooser, ouro_chooser, OURO, CHOOSER, GtkPopover)

/* proposals: array of OuroProposal, taken. */
GtkWidget *ouro_chooser_new (const char *title,
                             GPtrArray  *proposals) G_GNUC_WARN_UNUSED_RESULT;

/* Shows it at a place of a widget, which owns it from now on until it is closed. area: NULL for the whole widget. */
void ouro_chooser_popup (OuroChooser        *self,
                         GtkWidget          *parent,
                         const GdkRectangle *area);

G_END_DECLS
