/* ouro-layout-curve.h - sides of boxes, tips of arrows, and the curves that need no search
 *
 * Shared by our own quick answers and by the router. A curve is 3k + 1 points of k Bezier pieces.
 */
#pragma once

#include "ouro-layout.h"

#define OURO_LAYOUT_MAX_SIMPLE_POINTS 7

typedef enum {
  OURO_LAYOUT_LEFT,
  OURO_LAYOUT_RIGHT,
  OURO_LAYOUT_TOP,
  OURO_LAYOUT_BOTTOM,
} OuroLayoutSide;

/* Arrows that run between the same two boxes are kept apart by their lanes: 0 … n - 1 among those
 * of one direction. */
typedef struct
{
  guint32  number;
  guint32  n;
  gboolean two_way; /* an arrow runs the other way as well */
} OuroLayoutLane;

/* One for each arrow of the graph, in its order; free with g_free (). */
OuroLayoutLane *ouro_layout_find_lanes (const OuroLayoutGraph *graph) G_GNUC_WARN_UNUSED_RESULT;

/* Where the arrow begins, in the picture: its start point, kept inside its box. */
OuroLayoutPoint ouro_layout_get_start (const OuroLayoutGraph *graph,
                                       const OuroLayoutArrow *arrow);

/* The unit vector that points out of a box at this side. */
OuroLayoutPoint ouro_layout_side_get_normal (OuroLayoutSide side);

/* The part of a side where tips may stand: it keeps away from the corners. */
void ouro_layout_side_get_band (const OuroLayoutBox *box,
                                OuroLayoutSide       side,
                                float               *low,
                                float               *high);

/* A tip on the side, as near to wanted (an x for top and bottom, a y for left and right) as its
 * lane and the band allow. */
OuroLayoutPoint ouro_layout_side_get_tip (const OuroLayoutBox  *box,
                                          OuroLayoutSide        side,
                                          float                 wanted,
                                          const OuroLayoutLane *lane);

/* TRUE when the point is on the border, give or take tolerance. */
gboolean ouro_layout_box_has_on_border (const OuroLayoutBox *box,
                                        OuroLayoutPoint      point,
                                        float                tolerance);

/* A point of one Bezier piece (four points); t from 0 to 1. */
OuroLayoutPoint ouro_layout_curve_get_point (const OuroLayoutPoint *piece,
                                             float                  t);

/* The curve that looks at no box but its own two; returns how many points it has. */
guint32 ouro_layout_make_simple_curve (const OuroLayoutGraph *graph,
                                       const OuroLayoutArrow *arrow,
                                       const OuroLayoutLane  *lane,
                                       OuroLayoutPoint       *points);
