/* ouro-stage-view.h - the run's moment on the canvas
 *
 * Shows the moment at the session's cursor and follows it. Curves are simple at first; better ones come from the layout's
 * helper when it has them, and nothing ever waits for it. What hands do is told by the canvas, except what changes only the
 * view (unfolding, moving a card, zooming), which happens here.
 *
 * Actions   stage.zoom-in, stage.zoom-out, stage.zoom-normal, stage.zoom-fit
 */
#pragma once

#include <adwaita.h>

#include "ouro-canvas.h"
#include "ouro-session.h"
#include "ouro-stage.h"

G_BEGIN_DECLS

#define OURO_TYPE_STAGE_VIEW (ouro_stage_view_get_type ())
G_DECLARE_FINAL_TYPE (OuroStageView, ouro_stage_view, OURO, STAGE_VIEW, GtkWidget)

void        ouro_stage_view_set_session (OuroStageView *self,
                                         OuroSession   *session);
OuroCanvas *ouro_stage_view_get_canvas (OuroStageView *self);

/* The scene as it is shown, with its routes; NULL before the first run has ended. */
const OuroScene *ouro_stage_view_get_scene (OuroStageView *self);

/* The same anew, for a file: without a selection. The caller owns it; NULL before the first run has ended. */
OuroScene *ouro_stage_view_dup_scene (OuroStageView *self) G_GNUC_WARN_UNUSED_RESULT;

/* Another document: its first picture is shown as a whole where that leaves letters readable. */
void ouro_stage_view_fit_next (OuroStageView *self);

/* Arranges all panes anew; cards that were moved by hand go as well. */
void ouro_stage_view_tidy_up (OuroStageView *self);

G_END_DECLS
