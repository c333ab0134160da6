/* ouro-canvas-arrows.h - the arrows on the canvas
 *
 * Keeps one drawing for each arrow until its curve, its marks, zoom or theme change, so that a frame
 * in which one card moves draws the arrows of that card alone. From scene to scene an arrow is known
 * by the keys at both ends and its slot; it changes its curve point by point while cards glide.
 *
 * Places are points of the scene at 100 %.
 */
#pragma once

#include <gtk/gtk.h>

#include "ouro-canvas-tile.h"

typedef struct _OuroCanvasArrows OuroCanvasArrows;

/* The look is lent. */
OuroCanvasArrows *ouro_canvas_arrows_new (const OuroCanvasLook *look) G_GNUC_WARN_UNUSED_RESULT;
void              ouro_canvas_arrows_free (OuroCanvasArrows *self);

/* Shows the arrows of a scene. Those that were there before keep their curves until they glide or
 * settle; those that are gone fade while the others glide. The scene is not kept. */
void ouro_canvas_arrows_set_scene (OuroCanvasArrows *self,
                                   const OuroScene  *scene);

/* From the curves that are seen to those of the scene: begin, then move to t from 0 to 1, then
 * settle. Settle alone shows the curves of the scene at once. */
void ouro_canvas_arrows_begin_glide (OuroCanvasArrows *self);
void ouro_canvas_arrows_glide (OuroCanvasArrows *self,
                               double            t);
void ouro_canvas_arrows_settle (OuroCanvasArrows *self);

/* While the hand moves a card, its arrows follow with curves of our own; the others stay. */
void ouro_canvas_arrows_follow (OuroCanvasArrows *self,
                                const OuroScene  *scene,
                                GPtrArray        *cards,
                                GPtrArray        *pills,
                                int               card);

/* Marks beside those of the scene: selected, lit, faded. */
void ouro_canvas_arrows_set_added_marks (OuroCanvasArrows *self,
                                         guint             arrow,
                                         OuroMarks         added);

/* The look has changed. */
void ouro_canvas_arrows_redraw (OuroCanvasArrows *self);

/* Draws in pixels of the scene at the look's zoom what touches the part that is seen (of the scene, at
 * 100 %): below the cards, or the changed and lit ones, which lie on top of them. */
void ouro_canvas_arrows_snapshot (OuroCanvasArrows      *self,
                                  GtkSnapshot           *snapshot,
                                  const graphene_rect_t *seen,
                                  gboolean               on_top);

/* A drawing of one arrow, wherever it is: for arrows in the making. */
GskRenderNode *ouro_canvas_arrow_draw (const OuroCanvasLook *look,
                                       const OuroArrow      *arrow) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroCanvasArrows, ouro_canvas_arrows_free)
