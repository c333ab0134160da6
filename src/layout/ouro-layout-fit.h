/* ouro-layout-fit.h - a line with corners becomes a smooth curve that touches no box
 *
 * From the top down: one Bezier piece for the whole line, with shorter and shorter handles; if
 * every one of them touches a box, the line is cut at its farthest corner and both halves are
 * fitted, with a common tangent there.
 *
 * Source  P. Schneider: "An algorithm for automatically fitting digitized curves", Graphics Gems,
 *         1990. The fitter of Graphviz, lib/pathplan/route.c, does the same; it solves a cubic
 *         equation for each side of each box near the line, which took four fifths of the time
 *         that routing took (2.42; 70 ms of 87 ms for 365 arrows).
 */
#pragma once

#include "ouro-layout-near.h"

typedef struct _OuroLayoutFit OuroLayoutFit;

/* All are lent; near holds the boxes with the clearance that curves shall keep. */
OuroLayoutFit *ouro_layout_fit_new (const OuroLayoutBox  *boxes,
                                    const OuroLayoutNear *near) G_GNUC_WARN_UNUSED_RESULT;
void           ouro_layout_fit_free (OuroLayoutFit *self);

typedef struct
{
  /* At least four: begins in box from, ends on the border of box to; the second and the last but
   * one stand just outside of them. */
  const OuroLayoutPoint *points;
  guint                  n;
  guint32                from;
  guint32                to;
  OuroLayoutPoint        leaves; /* unit vectors: the way at the beginning and at the end */
  OuroLayoutPoint        comes;
  gboolean               keeps_to_way; /* the curve passes each corner on the side on which the line does */
} OuroLayoutFitLine;

/* Appends the 3k + 1 points of the curve to an array of OuroLayoutPoint. FALSE when the best that
 * was found touches a box. */
gboolean ouro_layout_fit_line (OuroLayoutFit           *self,
                               const OuroLayoutFitLine *line,
                               GArray                  *curve);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutFit, ouro_layout_fit_free)
