/* ouro-layout-space.c - the free space between boxes, cut into cells
 *
 * A sweep from left to right keeps the free intervals of a vertical line, from top to bottom.
 * Where a box begins or ends some intervals change: the cells of the old ones end there, the cells
 * of the new ones begin, and where an old and a new one overlap there is a door between their
 * cells.
 */

#include "ouro-layout-space.h"

/* Room to go round the outermost boxes, and the narrowest gap or door that is used. */
#define MARGIN    80.0f
#define NARROWEST 0.5f

/* The line comes to one side of a box. */
typedef struct
{
  float    x;
  guint32  box;
  gboolean begins;
} Event;

/* What is free of the line between two boxes, or between a box and the outside. */
typedef struct
{
  float   top;
  float   bottom;
  guint32 above; /* the boxes; OURO_LAYOUT_NONE outside */
  guint32 below;
  guint32 cell;
} Interval;

typedef struct
{
  OuroLayoutSpace *space;
  GArray          *cells;   /* OuroLayoutCell; these three become the space's own */
  GArray          *doors;   /* OuroLayoutDoor */
  GArray          *besides; /* OuroLayoutBeside */
  GArray          *active;  /* guint32: the boxes that the line cuts, from top to bottom */
  GArray          *before;  /* Interval: what is free before the events at an x */
  GArray          *after;   /* Interval: what is free after them */
} Sweep;

static float
get_top (const OuroLayoutSpace *space,
         guint32                box)
{
  return ouro_layout_space_get_side (space, box, OURO_LAYOUT_TOP);
}

static float
get_bottom (const OuroLayoutSpace *space,
            guint32                box)
{
  return ouro_layout_space_get_side (space, box, OURO_LAYOUT_BOTTOM);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *one = a, *other = b;

  if (one->x != other->x)
    return one->x < other->x ? -1 : 1;
  return (one->box > other->box) - (one->box < other->box);
}

static GArray *
list_events (const OuroLayoutSpace *space)
{
  GArray *events = g_array_sized_new (FALSE, FALSE, sizeof (Event), 2 * space->n_boxes);

  for (guint32 i = 0; i < space->n_boxes; i++)
    {
      Event begin = { ouro_layout_space_get_side (space, i, OURO_LAYOUT_LEFT), i, TRUE };
      Event end = { ouro_layout_space_get_side (space, i, OURO_LAYOUT_RIGHT), i, FALSE };

      g_array_append_val (events, begin);
      g_array_append_val (events, end);
    }
  g_array_sort (events, compare_events);

  return events;
}

static void
activate (Sweep  *sweep,
          guint32 box)
{
  guint position = sweep->active->len;

  for (; position > 0; position--)
    {
      guint32 above = g_array_index (sweep->active, guint32, position - 1);

      if (get_top (sweep->space, above) <= get_top (sweep->space, box))
        break;
    }
  g_array_insert_val (sweep->active, position, box);
}

static void
deactivate (Sweep  *sweep,
            guint32 box)
{
  for (guint i = 0; i < sweep->active->len; i++)
    if (g_array_index (sweep->active, guint32, i) == box)
      {
        g_array_remove_index (sweep->active, i);
        return;
      }
}

static void
add_interval (GArray *intervals,
              float   top,
              guint32 above,
              float   bottom,
              guint32 below)
{
  Interval interval = { top, bottom, above, below, OURO_LAYOUT_NONE };

  if (bottom - top >= NARROWEST)
    g_array_append_val (intervals, interval);
}

static void
find_free_intervals (Sweep *sweep,
                     float  top,
                     float  bottom)
{
  guint32 above = OURO_LAYOUT_NONE;

  g_array_set_size (sweep->after, 0);
  for (guint i = 0; i < sweep->active->len; i++)
    {
      guint32 box = g_array_index (sweep->active, guint32, i);

      add_interval (sweep->after, top, above, get_top (sweep->space, box), box);
      if (get_bottom (sweep->space, box) > top)
        {
          top = get_bottom (sweep->space, box);
          above = box;
        }
    }
  add_interval (sweep->after, top, above, bottom, OURO_LAYOUT_NONE);
}

/* Notes that the cell of the interval lies along this side of the box. */
static void
note_beside (Sweep          *sweep,
             guint32         box,
             OuroLayoutSide  side,
             const Interval *interval)
{
  guint32         *first = &sweep->space->first_beside[4 * box + side];
  OuroLayoutBeside beside = { interval->cell, *first };

  *first = sweep->besides->len;
  g_array_append_val (sweep->besides, beside);
}

static void
begin_cell (Sweep    *sweep,
            float     x,
            Interval *interval)
{
  OuroLayoutCell cell = {
    .left = x,
    .right = G_MAXFLOAT,
    .top = interval->top,
    .bottom = interval->bottom,
    .first_door = OURO_LAYOUT_NONE,
  };

  interval->cell = sweep->cells->len;
  g_array_append_val (sweep->cells, cell);
  if (interval->above != OURO_LAYOUT_NONE)
    note_beside (sweep, interval->above, OURO_LAYOUT_BOTTOM, interval);
  if (interval->below != OURO_LAYOUT_NONE)
    note_beside (sweep, interval->below, OURO_LAYOUT_TOP, interval);
}

/* Intervals that stay keep their cell; the others get a new one. */
static void
make_cells (Sweep *sweep,
            float  x)
{
  guint old = 0;

  for (guint i = 0; i < sweep->before->len; i++)
    {
      guint32 cell = g_array_index (sweep->before, Interval, i).cell;

      g_array_index (sweep->cells, OuroLayoutCell, cell).right = x;
    }

  for (guint i = 0; i < sweep->after->len; i++)
    {
      Interval *interval = &g_array_index (sweep->after, Interval, i);

      while (old < sweep->before->len &&
             g_array_index (sweep->before, Interval, old).top < interval->top)
        old++;
      if (old < sweep->before->len &&
          g_array_index (sweep->before, Interval, old).top == interval->top &&
          g_array_index (sweep->before, Interval, old).bottom == interval->bottom)
        {
          interval->cell = g_array_index (sweep->before, Interval, old).cell;
          g_array_index (sweep->cells, OuroLayoutCell, interval->cell).right = G_MAXFLOAT;
          continue;
        }
      begin_cell (sweep, x, interval);
    }
}

static void
add_door (Sweep          *sweep,
          float           x,
          const Interval *from,
          const Interval *to,
          gboolean        rightward)
{
  OuroLayoutCell *cell = &g_array_index (sweep->cells, OuroLayoutCell, from->cell);
  OuroLayoutDoor  door = {
     .x = x,
     .top = MAX (from->top, to->top),
     .bottom = MIN (from->bottom, to->bottom),
     .to = to->cell,
     .rightward = rightward,
     .next = cell->first_door,
  };

  cell->first_door = sweep->doors->len;
  g_array_append_val (sweep->doors, door);
}

static void
make_doors (Sweep *sweep,
            float  x)
{
  guint i = 0, j = 0;

  while (i < sweep->before->len && j < sweep->after->len)
    {
      const Interval *old = &g_array_index (sweep->before, Interval, i);
      const Interval *new = &g_array_index (sweep->after, Interval, j);

      if (old->cell != new->cell &&
          MIN (old->bottom, new->bottom) - MAX (old->top, new->top) >= NARROWEST)
        {
          add_door (sweep, x, old, new, TRUE);
          add_door (sweep, x, new, old, FALSE);
        }
      if (old->bottom < new->bottom)
        i++;
      else
        j++;
    }
}

/* Notes which of the intervals lie along the side that the line has come to. */
static void
note_besides (Sweep        *sweep,
              const Event  *event,
              const GArray *intervals)
{
  OuroLayoutSide side = event->begins ? OURO_LAYOUT_LEFT : OURO_LAYOUT_RIGHT;

  for (guint i = 0; i < intervals->len; i++)
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);

      if (interval->top >= get_bottom (sweep->space, event->box))
        break;
      if (interval->bottom <= get_top (sweep->space, event->box))
        continue;
      note_beside (sweep, event->box, side, interval);
    }
}

/* Takes the line over all events at one x. */
static void
sweep_over (Sweep       *sweep,
            const Event *events,
            guint        n,
            float        top,
            float        bottom)
{
  GArray *swapped;

  for (guint i = 0; i < n; i++)
    if (events[i].begins)
      activate (sweep, events[i].box);
  for (guint i = 0; i < n; i++)
    if (!events[i].begins)
      deactivate (sweep, events[i].box);

  find_free_intervals (sweep, top, bottom);
  make_cells (sweep, events[0].x);
  make_doors (sweep, events[0].x);
  for (guint i = 0; i < n; i++)
    note_besides (sweep, &events[i], events[i].begins ? sweep->before : sweep->after);

  swapped = sweep->before;
  sweep->before = sweep->after;
  sweep->after = swapped;
}

static void
sweep_over_all (Sweep *sweep)
{
  g_autoptr (GArray) events = list_events (sweep->space);
  float top = 0.0f, bottom = 0.0f;

  for (guint32 i = 0; i < sweep->space->n_boxes; i++)
    {
      top = i == 0 ? get_top (sweep->space, i) : MIN (top, get_top (sweep->space, i));
      bottom = i == 0 ? get_bottom (sweep->space, i) : MAX (bottom, get_bottom (sweep->space, i));
    }
  top -= MARGIN;
  bottom += MARGIN;

  find_free_intervals (sweep, top, bottom);
  make_cells (sweep, -G_MAXFLOAT);
  g_array_append_vals (sweep->before, sweep->after->data, sweep->after->len);

  for (guint first = 0, end; first < events->len; first = end)
    {
      const Event *event = &g_array_index (events, Event, first);

      for (end = first; end < events->len && event[end - first].x == event->x; end++)
        ;
      sweep_over (sweep, event, end - first, top, bottom);
    }
}

OuroLayoutSpace *
ouro_layout_space_new (const OuroLayoutBox *boxes,
                       guint32              n_boxes)
{
  OuroLayoutSpace *self = g_new0 (OuroLayoutSpace, 1);
  Sweep            sweep = {
               .space = self,
               .cells = g_array_new (FALSE, FALSE, sizeof (OuroLayoutCell)),
               .doors = g_array_new (FALSE, FALSE, sizeof (OuroLayoutDoor)),
               .besides = g_array_new (FALSE, FALSE, sizeof (OuroLayoutBeside)),
               .active = g_array_new (FALSE, FALSE, sizeof (guint32)),
               .before = g_array_new (FALSE, FALSE, sizeof (Interval)),
               .after = g_array_new (FALSE, FALSE, sizeof (Interval)),
  };

  self->boxes = boxes;
  self->n_boxes = n_boxes;
  self->first_beside = g_new (guint32, 4 * (gsize)n_boxes);
  for (gsize i = 0; i < 4 * (gsize)n_boxes; i++)
    self->first_beside[i] = OURO_LAYOUT_NONE;

  sweep_over_all (&sweep);

  self->n_cells = sweep.cells->len;
  self->cells = (OuroLayoutCell *)(gpointer)g_array_free (sweep.cells, FALSE);
  self->doors = (OuroLayoutDoor *)(gpointer)g_array_free (sweep.doors, FALSE);
  self->besides = (OuroLayoutBeside *)(gpointer)g_array_free (sweep.besides, FALSE);
  g_array_unref (sweep.active);
  g_array_unref (sweep.before);
  g_array_unref (sweep.after);

  return self;
}

void
ouro_layout_space_free (OuroLayoutSpace *self)
{
  g_free (self->cells);
  g_free (self->doors);
  g_free (self->besides);
  g_free (self->first_beside);
  g_free (self);
}
