/* ouro-program-view.h - the program's text, editable, with the moment marked
 *
 * The line that runs next is marked by its background and an arrow, the statement that ran last by a tick, the lines of a
 * traceback or of a mistake by a sign; under the text stands where the cursor is, or the traceback of the exception that ended
 * the program there, or what is wrong with the text.
 *
 * What is typed goes to the session when nobody has typed for a while, or at once with flush (). The editor itself is made
 * after the view has first been seen, since that takes long.
 */
#pragma once

#include <adwaita.h>

#include "ouro-session.h"

G_BEGIN_DECLS

#define OURO_TYPE_PROGRAM_VIEW (ouro_program_view_get_type ())
G_DECLARE_FINAL_TYPE (OuroProgramView, ouro_program_view, OURO, PROGRAM_VIEW, GtkWidget)

void ouro_program_view_set_session (OuroProgramView *self,
                                    OuroSession     *session);

/* What was typed becomes the session's text now. Before anything that uses the session's text. */
void ouro_program_view_flush (OuroProgramView *self);

G_END_DECLS
