/* ouro-router.h - the curves of a placed scene's arrows
 *
 * Boxes of the graph are the scene's cards, then its pills, then the heads of its panes, which are
 * only in the way; its arrows are the scene's, in the same order.
 */
#pragma once

#include "ouro-layout.h"
#include "ouro-painter.h"

/* A question for OURO_LAYOUT_ROUTE. */
OuroLayoutGraph *ouro_scene_to_route (const OuroScene *scene,
                                      OuroPainter     *painter) G_GNUC_WARN_UNUSED_RESULT;

/* The answer. The scene must have the same cards, pills, panes and arrows as when it was asked;
 * otherwise nothing is taken and FALSE is returned. */
gboolean ouro_scene_take_routes (OuroScene             *scene,
                                 const OuroLayoutGraph *graph);

/* Our own curves, at once. */
void ouro_scene_route_simply (OuroScene   *scene,
                              OuroPainter *painter);
