/* ouro-palette-bar.h - what can be made, as buttons
 *
 * A bar of buttons and menus for the window's actions win.create ("list" ...), win.collect (generation), win.name, win.refer and
 * win.delete. It holds nothing and knows nobody.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OURO_TYPE_PALETTE_BAR (ouro_palette_bar_get_type ())
G_DECLARE_FINAL_TYPE (OuroPaletteBar, ouro_palette_bar, OURO, PALETTE_BAR, GtkWidget)

G_END_DECLS
