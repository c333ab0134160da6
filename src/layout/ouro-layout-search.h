/* ouro-layout-search.h - the shortest way from one box to another through the free space
 *
 * A* finds which cells to pass, the funnel method then draws the string tight through their doors.
 * The line is the shortest through those cells, and near the shortest of all.
 *
 * Cost     each search enters a cell at most once; one search after another uses the same memory.
 * Source   P. Hart, N. Nilsson, B. Raphael: "A formal basis for the heuristic determination of
 *          minimum cost paths", IEEE Transactions SSC 4(2), 1968; D. T. Lee, F. P. Preparata:
 *          "Euclidean shortest paths in the presence of rectilinear barriers", Networks 14, 1984
 *          (the funnel).
 */
#pragma once

#include "ouro-layout-space.h"

typedef struct _OuroLayoutSearch OuroLayoutSearch;

/* space is lent: it must outlive the search. */
OuroLayoutSearch *ouro_layout_search_new (const OuroLayoutSpace *space) G_GNUC_WARN_UNUSED_RESULT;
void              ouro_layout_search_free (OuroLayoutSearch *self);

typedef struct
{
  GArray        *points; /* OuroLayoutPoint, at least one; the search's own, until the next one */
  OuroLayoutSide leaves_by;
  OuroLayoutSide comes_by;
} OuroLayoutLine;

/* Looks for a line that leaves box "from" by its left or right side near height y and comes to the
 * left or right side of another box. sides: by which it may leave, the bits 1 << OURO_LAYOUT_LEFT
 * and 1 << OURO_LAYOUT_RIGHT. The line's ends stand OURO_LAYOUT_CLEARANCE off the two sides. FALSE
 * when boxes that stand too close leave no way. */
gboolean ouro_layout_search_find (OuroLayoutSearch *self,
                                  guint32           from,
                                  guint             sides,
                                  float             y,
                                  guint32           to,
                                  OuroLayoutLine   *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutSearch, ouro_layout_search_free)
