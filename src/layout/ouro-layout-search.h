/* ouro-layout-search.h - the shortest ways from one box to another through the free space
 *
 * A* finds which cells to pass, the funnel method then draws the string tight through their doors.
 * The line is the shortest through those cells, and near the shortest of all. Going on with the
 * search gives the next longer ways: others round the boxes, or to another side of the target.
 *
 * Cost     each search enters a cell at most as often as it is told to; one search after another
 *          uses the same memory.
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

/* Begins to look for lines that leave box "from" by its left or right side near height y and come
 * to a side of another box. sides: by which they may leave, the bits 1 << OURO_LAYOUT_LEFT and
 * 1 << OURO_LAYOUT_RIGHT. max_ways: how many may pass the same cell; 1 when only the shortest is
 * wanted. */
void ouro_layout_search_begin (OuroLayoutSearch *self,
                               guint32           from,
                               guint             sides,
                               float             y,
                               guint32           to,
                               guint             max_ways);

/* The shortest line, then each time the next longer one. Its ends stand OURO_LAYOUT_CLEARANCE off
 * the two sides. FALSE when there is no other that is not much longer, or when boxes that stand too
 * close leave no way at all. */
gboolean ouro_layout_search_next (OuroLayoutSearch *self,
                                  OuroLayoutLine   *line);

/* The line that was found last, drawn this much farther off the corners that it goes round, as far as
 * there is room: for an arrow that shall not lie on another one. */
void ouro_layout_search_redraw (OuroLayoutSearch *self,
                                float             distance,
                                OuroLayoutLine   *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutSearch, ouro_layout_search_free)
