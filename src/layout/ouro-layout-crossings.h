/* ouro-layout-crossings.h - curves that lie already, and how often a further one would cross them
 *
 * Curves are taken as chains of short straight pieces, which stand in a grid of squares. Where two
 * curves come together does not count as a crossing: 10 points round the ends of both.
 */
#pragma once

#include "ouro-layout.h"

typedef struct _OuroLayoutCrossings OuroLayoutCrossings;

/* For curves of the graph's arrows, round its boxes; none lies there yet. */
OuroLayoutCrossings *ouro_layout_crossings_new (const OuroLayoutGraph *graph) G_GNUC_WARN_UNUSED_RESULT;
void                 ouro_layout_crossings_free (OuroLayoutCrossings *self);

/* n: 3k + 1 points of k Bezier pieces. Only curves of the same group are held against each other.
 * Counts to about the limit: who has enough need not know how many more there are. */
void  ouro_layout_crossings_add (OuroLayoutCrossings   *self,
                                 const OuroLayoutPoint *points,
                                 guint32                n,
                                 guint32                group);
guint ouro_layout_crossings_count (const OuroLayoutCrossings *self,
                                   const OuroLayoutPoint     *points,
                                   guint32                    n,
                                   guint32                    group,
                                   guint                      limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutCrossings, ouro_layout_crossings_free)
