/* ouro-transport.h - step, play and scrub
 *
 * Buttons, a slider over the run and its counter. Everything moves the session's cursor and follows it.
 */
#pragma once

#include <adwaita.h>

#include "ouro-session.h"

G_BEGIN_DECLS

#define OURO_TYPE_TRANSPORT (ouro_transport_get_type ())
G_DECLARE_FINAL_TYPE (OuroTransport, ouro_transport, OURO, TRANSPORT, GtkWidget)

void ouro_transport_set_session (OuroTransport *self,
                                 OuroSession   *session);

/* Each stops playing. direction: 1 or -1. */
void ouro_transport_step (OuroTransport  *self,
                          OuroGranularity granularity,
                          int             direction);
void ouro_transport_go_first (OuroTransport *self);
void ouro_transport_go_last (OuroTransport *self);

/* From the end it plays from the beginning. */
void     ouro_transport_toggle_play (OuroTransport *self);
gboolean ouro_transport_is_playing (OuroTransport *self);

G_END_DECLS
