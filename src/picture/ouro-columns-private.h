/* ouro-columns-private.h - what is free in a pane
 *
 * A pane is cut into columns of equal width. Each knows which stretches of it are taken, so that
 * a free place is found without looking at every card. Places are relative to the pane.
 */
#pragma once

#include <glib.h>

#define OURO_COLUMN_LEFT 14.0f  /* of the first column, from the pane's border */
#define OURO_COLUMN_TOP  100.0f /* below the pane's head */

typedef struct
{
  float x;
  float y;
  float width;
  float height;
} OuroSpot;

typedef struct
{
  GPtrArray *columns; /* of GArray of stretches */
  float      pitch;   /* from column to column */
  float      bottom;  /* how far down a column is filled */

  /* The last search: what is as large or larger finds nothing before its column either, since
   * nothing is ever given back. */
  OuroSpot found;
  float    found_gap;
  guint    found_column;
} OuroColumns;

void ouro_columns_init (OuroColumns *self,
                        float        pitch,
                        float        bottom);
void ouro_columns_clear (OuroColumns *self);

/* Whether nothing is nearer than gap to the spot. */
gboolean ouro_columns_is_free (const OuroColumns *self,
                               const OuroSpot    *spot,
                               float              gap);
void     ouro_columns_take (OuroColumns    *self,
                            const OuroSpot *spot);

/* The first free place for something of this size in the column, from a height on; FALSE when it
 * would end below limit. */
gboolean ouro_columns_find_in (const OuroColumns *self,
                               guint              column,
                               float              from,
                               float              limit,
                               float              gap,
                               OuroSpot          *spot);

/* The first in any column. There always is one: what is too high for a column gets one that is
 * empty. */
void ouro_columns_find (OuroColumns *self,
                        float        gap,
                        OuroSpot    *spot);

/* The column in which a place begins, and the one after those that something there covers. */
guint ouro_columns_get_first (const OuroColumns *self,
                              float              x);
guint ouro_columns_get_end (const OuroColumns *self,
                            const OuroSpot    *spot);
