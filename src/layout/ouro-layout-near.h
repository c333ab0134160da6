/* ouro-layout-near.h - which boxes lie under a point
 *
 * A grid of squares, each with the list of the boxes that reach into it.
 */
#pragma once

#include "ouro-layout.h"

typedef struct _OuroLayoutNear OuroLayoutNear;

/* Boxes count as larger by margin on every side. They are lent: they must outlive the grid. */
OuroLayoutNear *ouro_layout_near_new (const OuroLayoutBox *boxes,
                                      guint32              n_boxes,
                                      float                margin) G_GNUC_WARN_UNUSED_RESULT;
void            ouro_layout_near_free (OuroLayoutNear *self);

/* A box under the point that is neither of the two; G_MAXUINT32 when there is none. */
guint32 ouro_layout_near_find (const OuroLayoutNear *self,
                               OuroLayoutPoint       point,
                               guint32               except,
                               guint32               except_too);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutNear, ouro_layout_near_free)
