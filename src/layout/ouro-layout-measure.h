/* ouro-layout-measure.h - how good a picture is, counted
 */
#pragma once

#include "ouro-layout.h"

/* Places where the curves of two arrows cross; where they leave or come together (10 pt from an
 * end) does not count. groups: one number for each arrow; only arrows of the same group are held
 * against each other, and those of G_MAXUINT32 against none. NULL: all against all. */
guint ouro_layout_count_crossings (const OuroLayoutGraph *graph,
                                   const guint32         *groups);

/* Pairs of boxes that are closer than gap. */
guint ouro_layout_count_close_boxes (const OuroLayoutGraph *graph,
                                     float                  gap);

/* Pairs of an arrow and a box, neither its own nor its target, that the curve passes through. */
guint ouro_layout_count_boxes_crossed (const OuroLayoutGraph *graph);
