/* ouro-help-window.h - the help, to be read offline
 *
 * The pages on the left, the chosen one on the right; where there is room for one only, one after the other. The window does not keep the program
 * alive.
 */
#pragma once

#include <adwaita.h>

#define OURO_TYPE_HELP_WINDOW (ouro_help_window_get_type ())
G_DECLARE_FINAL_TYPE (OuroHelpWindow, ouro_help_window, OURO, HELP_WINDOW, AdwWindow)

/* Shows the first page. */
OuroHelpWindow *ouro_help_window_new (void);
