/* ouro-stage.h - the moments of a run as placed scenes
 *
 * Joins what session/ knows (frames, what the step changed, what it freed) with what picture/ can (build, place and route a
 * scene). One stage belongs to one run and keeps its placement, so that objects stay where they are from moment to moment; screen and
 * files use the same one, so an export equals the window.
 *
 * Step     what a scene marks as changed: at the end of a statement of the module what that statement did, inside of it what the last
 *          line did, inside a line the last event. What the statement under way has freed so far stays as a ghost.
 * Places   follow from the program, its version and the pins alone, whichever way the cursor came. To know them the stage looks once
 *          at the moments before (all of the first 256 statements, then fewer and fewer).
 * Cursor   every call may move the cursor of the run and brings it back.
 */
#pragma once

#include "ouro-layout.h"
#include "ouro-painter.h"
#include "ouro-run.h"
#include "ouro-scene-builder.h"

typedef struct _OuroStage OuroStage;

/* Finds the curves of the arrows, as OURO_LAYOUT_ROUTE does. */
typedef void (*OuroStageRouteFunc) (OuroLayoutGraph *graph);

/* The run must outlive the stage. route: for a command line, which may wait; NULL: simple curves, at once, for a window, which asks a
 * layout for better ones without waiting: prepare_route (). */
OuroStage *ouro_stage_new (OuroRun           *run,
                           OuroStageRouteFunc route) G_GNUC_WARN_UNUSED_RESULT;
void       ouro_stage_free (OuroStage *self);

/* Takes over the places of another stage, that of the run before an edit, which may be gone already: what the two programs have in
 * common need not be placed again, pins and what is expanded stay, as far as objects have the same birth numbers. Only before the
 * first scene. The other stage forgets its places. */
void ouro_stage_inherit (OuroStage *self,
                         OuroStage *before);

/* Default: all details, nothing selected, nothing expanded. Keys are those of cards and pills, see ouro-scene-builder.h. */
void     ouro_stage_set_detail (OuroStage *self,
                                OuroDetail detail);
void     ouro_stage_set_selected (OuroStage *self,
                                  guint64    key);
void     ouro_stage_set_expanded (OuroStage *self,
                                  guint64    key,
                                  gboolean   expanded);
gboolean ouro_stage_is_expanded (const OuroStage *self,
                                 guint64          key);

/* The card or pill with the key has its upper left corner there from now on, in points of the scene, which is one of this stage. */
void ouro_stage_pin (OuroStage       *self,
                     const OuroScene *scene,
                     guint64          key,
                     float            x,
                     float            y);
void ouro_stage_unpin_all (OuroStage *self);

/* The scene at the run's cursor, placed and routed; its caption says what the step did, translated. The caller owns it. */
OuroScene *ouro_stage_build (OuroStage *self) G_GNUC_WARN_UNUSED_RESULT;

/* A question for OURO_LAYOUT_ROUTE about a scene, and its answer taken over; the caller owns the graphs. FALSE: the answer is about
 * another scene. */
OuroLayoutGraph *ouro_stage_prepare_route (OuroStage       *self,
                                           const OuroScene *scene) G_GNUC_WARN_UNUSED_RESULT;
gboolean         ouro_stage_take_route (OuroStage             *self,
                                        OuroScene             *scene,
                                        const OuroLayoutGraph *graph);

/* "Tidy up": questions for OURO_LAYOUT_ARRANGE, one for each pane of the scene, NULL where there is nothing to arrange. The answers, in
 * the same order, become the places from the moment of the cursor on; then build again. */
GPtrArray *ouro_stage_prepare_tidy (OuroStage       *self,
                                    const OuroScene *scene) G_GNUC_WARN_UNUSED_RESULT;
void       ouro_stage_take_tidy (OuroStage       *self,
                                 const OuroScene *scene,
                                 const GPtrArray *graphs);

/* The painter whose measures the stage uses; borrowed. */
OuroPainter *ouro_stage_get_painter (OuroStage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroStage, ouro_stage_free)
