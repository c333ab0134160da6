/* ouro-application.h - the program with windows
 *
 * One window for each document. Without a file the first example is opened at its beginning, so that a learner can step
 * through it. Files come from the command line or the desktop; one program serves all windows.
 *
 * Actions   app.about, app.quit
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OURO_TYPE_APPLICATION (ouro_application_get_type ())
G_DECLARE_FINAL_TYPE (OuroApplication, ouro_application, OURO, APPLICATION, AdwApplication)

OuroApplication *ouro_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
