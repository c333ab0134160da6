/* ouro-layout-parts.h - which boxes hang together, and how to stand things side by side
 *
 * A graph falls into parts: boxes that arrows join, whatever their direction. Arranging each part
 * by itself is what makes a thousand boxes fast, since the cost of a part grows faster than its
 * size. Parts are numbered by their first box, boxes within a part stand in the order of their
 * index: the same question has the same answer, and a box added at the end disturbs little.
 */
#pragma once

#include "ouro-layout.h"

/* Space between neighbours, in points. Boxes are never closer than OURO_LAYOUT_MIN_GAP. */
#define OURO_LAYOUT_MIN_GAP  12.0f
#define OURO_LAYOUT_BOX_GAP  20.0f
#define OURO_LAYOUT_PART_GAP 36.0f

typedef struct
{
  guint32  n_parts;
  guint32 *boxes;     /* indices of boxes, part after part */
  guint32 *first_box; /* n_parts + 1 positions in boxes */

  /* Indices of the arrows between two boxes of one part, part after part; in each the n - 1 arrows
   * that hold its n boxes together come first. */
  guint32 *arrows;
  guint32 *first_arrow; /* n_parts + 1 positions in arrows */
} OuroLayoutParts;

/* max_boxes: no part grows larger; an arrow that would make it so joins nothing. */
OuroLayoutParts *ouro_layout_parts_new (const OuroLayoutGraph *graph,
                                        guint32                max_boxes) G_GNUC_WARN_UNUSED_RESULT;
void             ouro_layout_parts_free (OuroLayoutParts *parts);

/* Both keep the order of the items, fill in x and y from (0, 0) on, and tell the space taken.
 * grid: columns and rows are aligned, for boxes of like size. shelves: rows of any things. */
void ouro_layout_stand_in_grid (OuroLayoutBox *items,
                                guint32        n,
                                OuroLayoutBox *space);
void ouro_layout_stand_on_shelves (OuroLayoutBox *items,
                                   guint32        n,
                                   OuroLayoutBox *space);

/* How one part is arranged: gives its boxes places from (0, 0) on, and tells the space taken. */
typedef void (*OuroLayoutPartFunc) (OuroLayoutGraph       *graph,
                                    const OuroLayoutParts *parts,
                                    guint32                part,
                                    OuroLayoutBox         *space,
                                    gpointer               data);

/* The simplest of them: a grid, in the order of the boxes. */
void ouro_layout_arrange_part_in_grid (OuroLayoutGraph       *graph,
                                       const OuroLayoutParts *parts,
                                       guint32                part,
                                       OuroLayoutBox         *space,
                                       gpointer               data);

/* Arranges the whole graph: each part of two boxes or more by the function, parts on shelves,
 * boxes without arrows in a grid after them. Fills in the places, width and height. */
void ouro_layout_arrange_parts (OuroLayoutGraph   *graph,
                                guint32            max_boxes,
                                OuroLayoutPartFunc arrange,
                                gpointer           data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutParts, ouro_layout_parts_free)
