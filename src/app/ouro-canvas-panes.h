/* ouro-canvas-panes.h - the panes on the canvas: columns with a head
 *
 * The head of a pane stays at the upper border of what is seen, however far one scrolls down, and its
 * line reaches to the lower border. Places are points of the scene at 100 %.
 */
#pragma once

#include <gtk/gtk.h>

#include "ouro-canvas-tile.h"

typedef struct _OuroCanvasPanes OuroCanvasPanes;

/* The look is lent. */
OuroCanvasPanes *ouro_canvas_panes_new (const OuroCanvasLook *look) G_GNUC_WARN_UNUSED_RESULT;
void             ouro_canvas_panes_free (OuroCanvasPanes *self);

/* As in ouro-canvas-arrows.h; a pane is known by its id. */
void ouro_canvas_panes_set_scene (OuroCanvasPanes *self,
                                  const OuroScene *scene);
void ouro_canvas_panes_begin_glide (OuroCanvasPanes *self);
void ouro_canvas_panes_glide (OuroCanvasPanes *self,
                              double           t);
void ouro_canvas_panes_settle (OuroCanvasPanes *self);
void ouro_canvas_panes_redraw (OuroCanvasPanes *self);

/* In pixels, with the upper border of what is seen at 0; as high as what is seen. */
void ouro_canvas_panes_snapshot (OuroCanvasPanes *self,
                                 GtkSnapshot     *snapshot,
                                 int              height);

/* How much of the upper border the heads take, in pixels; 0 when there are none. */
int ouro_canvas_panes_get_head_height (OuroCanvasPanes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroCanvasPanes, ouro_canvas_panes_free)
