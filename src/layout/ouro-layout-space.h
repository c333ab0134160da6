/* ouro-layout-space.h - the free space between boxes, cut into cells
 *
 * The space that no box takes is cut by a vertical line at the left and at the right side of every
 * box (each line as long as the free space allows), which leaves at most 3n + 1 upright
 * rectangles, the cells. Where two cells meet there is a door, a stretch of such a line.
 *
 * Boxes count as larger by OURO_LAYOUT_CLEARANCE on every side; they may overlap.
 * Cost     O(n log n + n a), a being how many boxes a vertical line cuts.
 */
#pragma once

#include "ouro-layout-curve.h"

/* Lines through the space keep this far from boxes. */
#define OURO_LAYOUT_CLEARANCE 5.0f

/* No cell, no door, end of a chain. */
#define OURO_LAYOUT_NONE G_MAXUINT32

typedef struct
{
  float   left;
  float   right;
  float   top;
  float   bottom;
  guint32 first_door; /* of a chain */
} OuroLayoutCell;

/* Each door is there twice, once for each direction. */
typedef struct
{
  float    x;
  float    top;
  float    bottom;
  guint32  to; /* the cell behind it */
  gboolean rightward;
  guint32  next;
} OuroLayoutDoor;

/* Says that a cell lies along one side of a box. */
typedef struct
{
  guint32 cell;
  guint32 next;
} OuroLayoutBeside;

typedef struct
{
  const OuroLayoutBox *boxes;
  guint32              n_boxes;

  OuroLayoutCell   *cells;
  guint32           n_cells;
  OuroLayoutDoor   *doors;
  OuroLayoutBeside *besides;
  guint32          *first_beside; /* for box i and a side: 4 i + side */
} OuroLayoutSpace;

/* boxes are lent: they must outlive the space. */
OuroLayoutSpace *ouro_layout_space_new (const OuroLayoutBox *boxes,
                                        guint32              n_boxes) G_GNUC_WARN_UNUSED_RESULT;
void             ouro_layout_space_free (OuroLayoutSpace *self);

/* The chain of cells along one side of a box. Above and below it those are left out that other boxes
 * come as near to. */
static inline guint32
ouro_layout_space_get_first_beside (const OuroLayoutSpace *self,
                                    guint32                box,
                                    OuroLayoutSide         side)
{
  return self->first_beside[4 * box + side];
}

/* Where the free space along one side of a box begins: an x for left and right, else a y. */
static inline float
ouro_layout_space_get_side (const OuroLayoutSpace *self,
                            guint32                box,
                            OuroLayoutSide         side)
{
  const OuroLayoutBox *b = &self->boxes[box];

  switch (side)
    {
    case OURO_LAYOUT_LEFT:
      return b->x - OURO_LAYOUT_CLEARANCE;
    case OURO_LAYOUT_RIGHT:
      return b->x + b->width + OURO_LAYOUT_CLEARANCE;
    case OURO_LAYOUT_TOP:
      return b->y - OURO_LAYOUT_CLEARANCE;
    case OURO_LAYOUT_BOTTOM:
      return b->y + b->height + OURO_LAYOUT_CLEARANCE;
    default:
      g_assert_not_reached ();
    }
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutSpace, ouro_layout_space_free)
