/* ouro-columns.c - what is free in a pane */
#include "ouro-columns-private.h"

/* Between cards side by side. */
#define GAP_X 22.0f

/* No pane has more columns: what is further to the right counts as being in the last. */
#define MAX_COLUMNS 10000u

typedef struct
{
  float top;
  float bottom;
  float left; /* of what stands there */
  float right;
} Stretch;

void
ouro_columns_init (OuroColumns *self,
                   float        pitch,
                   float        bottom)
{
  *self = (OuroColumns){ .pitch = pitch, .bottom = bottom };
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
}

void
ouro_columns_clear (OuroColumns *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
}

guint
ouro_columns_get_first (const OuroColumns *self,
                        float              x)
{
  float column = (x - OURO_COLUMN_LEFT) / self->pitch;

  if (!(column > 0))
    return 0;
  return column < MAX_COLUMNS ? (guint)column : MAX_COLUMNS - 1;
}

guint
ouro_columns_get_end (const OuroColumns *self,
                      const OuroSpot    *spot)
{
  return ouro_columns_get_first (self, spot->x + spot->width + GAP_X - 0.5f) + 1;
}

/* What is in the way of the spot in a column; NULL when nothing is. */
static const Stretch *
find_obstacle (const OuroColumns *self,
               guint              column,
               const OuroSpot    *spot,
               float              gap)
{
  const GArray *stretches;

  if (column >= self->columns->len)
    return NULL;
  stretches = g_ptr_array_index (self->columns, column);
  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (stretches, Stretch, i);

      if (spot->y < stretch->bottom + gap && spot->y + spot->height + gap > stretch->top &&
          spot->x < stretch->right && spot->x + spot->width > stretch->left)
        return stretch;
    }
  return NULL;
}

/* In all columns that it covers. */
static const Stretch *
find_any_obstacle (const OuroColumns *self,
                   const OuroSpot    *spot,
                   float              gap)
{
  guint          end = ouro_columns_get_end (self, spot);
  const Stretch *obstacle = NULL;

  for (guint i = ouro_columns_get_first (self, spot->x); i < end && obstacle == NULL; i++)
    obstacle = find_obstacle (self, i, spot, gap);
  return obstacle;
}

gboolean
ouro_columns_is_free (const OuroColumns *self,
                      const OuroSpot    *spot,
                      float              gap)
{
  return find_any_obstacle (self, spot, gap) == NULL;
}

void
ouro_columns_take (OuroColumns    *self,
                   const OuroSpot *spot)
{
  Stretch stretch = { spot->y, spot->y + spot->height, spot->x, spot->x + spot->width };
  guint   end = ouro_columns_get_end (self, spot);

  while (self->columns->len < end)
    g_ptr_array_add (self->columns, g_array_new (FALSE, FALSE, sizeof (Stretch)));
  for (guint i = ouro_columns_get_first (self, spot->x); i < end; i++)
    g_array_append_val (g_ptr_array_index (self->columns, i), stretch);
}

gboolean
ouro_columns_find_in (const OuroColumns *self,
                      guint              column,
                      float              from,
                      float              limit,
                      float              gap,
                      OuroSpot          *spot)
{
  float          x = OURO_COLUMN_LEFT + column * self->pitch;
  OuroSpot       wide = { x - GAP_X, from, spot->width + 2 * GAP_X, spot->height };
  const Stretch *obstacle;

  while ((obstacle = find_any_obstacle (self, &wide, gap)) != NULL)
    {
      wide.y = obstacle->bottom + gap;
      if (wide.y + wide.height > limit)
        return FALSE;
    }
  spot->x = x;
  spot->y = wide.y;
  return wide.y + wide.height <= limit;
}

/* From which column on there may be room. */
static guint
get_first_with_room (const OuroColumns *self,
                     float              gap,
                     const OuroSpot    *spot)
{
  if (spot->width < self->found.width || spot->height < self->found.height || gap < self->found_gap)
    return 0;
  return self->found_column;
}

void
ouro_columns_find (OuroColumns *self,
                   float        gap,
                   OuroSpot    *spot)
{
  float limit = MAX (self->bottom, OURO_COLUMN_TOP + spot->height);
  guint column = get_first_with_room (self, gap, spot);

  while (column < self->columns->len && !ouro_columns_find_in (self, column, OURO_COLUMN_TOP, limit, gap, spot))
    column++;
  if (column >= self->columns->len)
    {
      spot->x = OURO_COLUMN_LEFT + self->columns->len * self->pitch;
      spot->y = OURO_COLUMN_TOP;
    }
  self->found = *spot;
  self->found_gap = gap;
  self->found_column = column;
}
