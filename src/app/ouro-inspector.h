/* ouro-inspector.h - all about the selected object
 *
 * Its count and who holds each unit of it, what it holds, where it stands with the collector, why it is alive, and the lines that
 * made and changed it. Each object that is named is a button that selects it; each line of the history one that goes there.
 *
 * Signals
 *   object-activated (guint birth)    a line that names another object was activated
 */
#pragma once

#include <adwaita.h>

#include "ouro-session.h"

G_BEGIN_DECLS

#define OURO_TYPE_INSPECTOR (ouro_inspector_get_type ())
G_DECLARE_FINAL_TYPE (OuroInspector, ouro_inspector, OURO, INSPECTOR, GtkWidget)

void ouro_inspector_set_session (OuroInspector *self,
                                 OuroSession   *session);

/* The object with this birth number; 0 for none. */
void ouro_inspector_set_object (OuroInspector *self,
                                guint32        birth);

G_END_DECLS
