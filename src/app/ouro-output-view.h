/* ouro-output-view.h - what the program has printed up to the cursor
 *
 * Standard output, then what stands on standard error, a traceback for instance. Of a very long output only the end
 * is shown.
 */
#pragma once

#include <adwaita.h>

#include "ouro-session.h"

G_BEGIN_DECLS

#define OURO_TYPE_OUTPUT_VIEW (ouro_output_view_get_type ())
G_DECLARE_FINAL_TYPE (OuroOutputView, ouro_output_view, OURO, OUTPUT_VIEW, GtkWidget)

void ouro_output_view_set_session (OuroOutputView *self,
                                   OuroSession    *session);

/* How much has been printed up to the cursor, in bytes. */
gsize ouro_output_view_get_n_bytes (OuroOutputView *self);

G_END_DECLS
