/* ouro-layout-search.c - the shortest ways from one box to another through the free space */

#include "ouro-layout-search.h"

#include <math.h>

/* Coming to a box from above or below counts as a detour: from the left is what readers expect.
 * The tip keeps this far from the corners, and there must be this much room for the last bend. */
#define UPRIGHT_DETOUR 40.0f
#define UPRIGHT_INSET  12.0f
#define UPRIGHT_ROOM   24.0f

/* No further way is longer than the shortest by more than this, in parts of it and in points. */
#define LONGER_PART   0.5f
#define LONGER_POINTS 150.0f

/* A search that goes on gives up after this many steps. */
#define MAX_STEPS 3000

/* One step of a search: into a cell, by a door or (the first steps) out of the box. */
typedef struct
{
  OuroLayoutPoint at;
  float           cost; /* length of the way so far */
  guint32         cell;
  guint32         door;
  guint32         before; /* the step before this one */
  OuroLayoutSide  side;   /* of the first step: leaves by; of the last: comes by */
  gboolean        last;   /* it ends at the target */
} Step;

/* A step that has not been followed yet. */
typedef struct
{
  float   estimate; /* of the whole way */
  guint32 step;
} Open;

/* Where lines may end along one side of the target: an x and a stretch in y for the left and the
 * right side, the other way round for top and bottom. */
typedef struct
{
  float at;
  float low;
  float high;
} End;

/* How often a cell was entered, and by which search. */
typedef struct
{
  guint32 number;
  guint32 n;
} Visits;

struct _OuroLayoutSearch
{
  const OuroLayoutSpace *space;

  guint32 to;       /* the target of the present search */
  End     ends[4];  /* for each side */
  guint   max_ways; /* through a cell */
  float   max_cost; /* of a way; known when there is one */

  guint32 number; /* of the present search */
  Visits *visits; /* for each cell */
  GArray *steps;  /* Step */
  GArray *open;   /* Open, a binary heap, the least estimate first */
  GArray *doors;  /* guint32: the doors of the way that was found */
  guint32 first;  /* its first and last step */
  guint32 last;
  float   distance; /* that its line keeps from the posts of doors */
  GArray *points;   /* OuroLayoutPoint: the line */
};

OuroLayoutSearch *
ouro_layout_search_new (const OuroLayoutSpace *space)
{
  OuroLayoutSearch *self = g_new0 (OuroLayoutSearch, 1);

  self->space = space;
  self->visits = g_new0 (Visits, space->n_cells);
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->open = g_array_new (FALSE, FALSE, sizeof (Open));
  self->doors = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->points = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint));

  return self;
}

void
ouro_layout_search_free (OuroLayoutSearch *self)
{
  g_free (self->visits);
  g_array_unref (self->steps);
  g_array_unref (self->open);
  g_array_unref (self->doors);
  g_array_unref (self->points);
  g_free (self);
}

static const Step *
get_step (const OuroLayoutSearch *self,
          guint32                 i)
{
  return &g_array_index (self->steps, Step, i);
}

static float
measure (OuroLayoutPoint a,
         OuroLayoutPoint b)
{
  return sqrtf ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

static void
push_open (OuroLayoutSearch *self,
           Open              entry)
{
  guint i = self->open->len;

  g_array_append_val (self->open, entry);
  while (i > 0 && g_array_index (self->open, Open, (i - 1) / 2).estimate > entry.estimate)
    {
      g_array_index (self->open, Open, i) = g_array_index (self->open, Open, (i - 1) / 2);
      i = (i - 1) / 2;
    }
  g_array_index (self->open, Open, i) = entry;
}

static guint32
pop_open (OuroLayoutSearch *self)
{
  Open   *heap = (Open *)(gpointer)self->open->data;
  guint32 least = heap[0].step;
  guint   n = self->open->len - 1, i = 0, child;
  Open    entry = heap[n];

  while ((child = 2 * i + 1) < n)
    {
      if (child + 1 < n && heap[child + 1].estimate < heap[child].estimate)
        child++;
      if (heap[child].estimate >= entry.estimate)
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = entry;
  g_array_set_size (self->open, n);

  return least;
}

static gboolean
is_upright (OuroLayoutSide side)
{
  return side == OURO_LAYOUT_TOP || side == OURO_LAYOUT_BOTTOM;
}

static void
set_target (OuroLayoutSearch *self,
            guint32           to)
{
  self->to = to;
  for (OuroLayoutSide side = OURO_LAYOUT_LEFT; side <= OURO_LAYOUT_BOTTOM; side++)
    {
      End  *end = &self->ends[side];
      float inset;

      ouro_layout_side_get_band (&self->space->boxes[to], side, &end->low, &end->high);
      end->at = ouro_layout_space_get_side (self->space, to, side);
      inset = is_upright (side) ? MIN (UPRIGHT_INSET, (end->high - end->low) / 2.0f) : 0.0f;
      end->low += inset;
      end->high -= inset;
    }
}

/* The nearest place of the nearer one of the left and right ends. */
static OuroLayoutPoint
find_aim (const OuroLayoutSearch *self,
          OuroLayoutPoint         at)
{
  const End *left = &self->ends[OURO_LAYOUT_LEFT], *right = &self->ends[OURO_LAYOUT_RIGHT];
  const End *end = fabsf (right->at - at.x) < fabsf (left->at - at.x) ? right : left;

  return (OuroLayoutPoint){ end->at, CLAMP (at.y, end->low, end->high) };
}

static void
add_step (OuroLayoutSearch *self,
          const Step       *step)
{
  OuroLayoutPoint aim = find_aim (self, step->at);
  float           rest = step->last ? 0.0f : measure (step->at, aim);

  push_open (self, (Open){ step->cost + rest, self->steps->len });
  g_array_append_val (self->steps, *step);
}

/* Steps out of the box into the cells along one of its sides. */
static void
add_first_steps (OuroLayoutSearch *self,
                 guint32           from,
                 OuroLayoutSide    side,
                 float             y)
{
  const OuroLayoutSpace *space = self->space;
  guint32                i = ouro_layout_space_get_first_beside (space, from, side);

  for (; i != OURO_LAYOUT_NONE; i = space->besides[i].next)
    {
      const OuroLayoutCell *cell = &space->cells[space->besides[i].cell];
      float                 near = CLAMP (y, cell->top, cell->bottom);
      Step                  step = {
                         .at = { ouro_layout_space_get_side (space, from, side), near },
                         .cost = fabsf (near - y),
                         .cell = space->besides[i].cell,
                         .door = OURO_LAYOUT_NONE,
                         .before = OURO_LAYOUT_NONE,
                         .side = side,
      };

      add_step (self, &step);
    }
}

/* Where a way comes to this side of the target from within a cell along it. FALSE when there is too
 * little room. */
static gboolean
find_end (const OuroLayoutSearch *self,
          const Step             *from,
          OuroLayoutSide          side,
          OuroLayoutPoint        *at)
{
  const OuroLayoutCell *cell = &self->space->cells[from->cell];
  const End            *end = &self->ends[side];
  float                 low, high;

  if (!is_upright (side))
    {
      at->x = end->at;
      at->y = CLAMP (from->at.y, end->low, end->high);
      at->y = CLAMP (at->y, cell->top, cell->bottom);
      return TRUE;
    }
  low = MAX (end->low, cell->left);
  high = MIN (end->high, cell->right);
  if (low > high || cell->bottom - cell->top < UPRIGHT_ROOM)
    return FALSE;
  at->x = CLAMP (from->at.x, low, high);
  at->y = end->at;

  return TRUE;
}

/* A step to the target, when the cell lies along this side of it. */
static void
add_last_step (OuroLayoutSearch *self,
               guint32           before,
               OuroLayoutSide    side)
{
  const OuroLayoutSpace *space = self->space;
  Step                   from = *get_step (self, before);
  guint32                i = ouro_layout_space_get_first_beside (space, self->to, side);

  for (; i != OURO_LAYOUT_NONE; i = space->besides[i].next)
    if (space->besides[i].cell == from.cell)
      {
        Step step = { .door = OURO_LAYOUT_NONE, .before = before, .side = side, .last = TRUE };

        if (!find_end (self, &from, side, &step.at))
          return;
        step.cost = from.cost + measure (from.at, step.at);
        if (is_upright (side))
          step.cost += UPRIGHT_DETOUR;
        add_step (self, &step);
        return;
      }
}

/* Where a straight way to the aim goes through the door, or the end of the door that is nearest to
 * it. */
static OuroLayoutPoint
find_way_through (const OuroLayoutDoor *door,
                  OuroLayoutPoint       at,
                  OuroLayoutPoint       aim)
{
  float y = at.y;

  if ((door->x - at.x) * (aim.x - door->x) > 0.0f)
    y += (aim.y - at.y) * (door->x - at.x) / (aim.x - at.x);

  return (OuroLayoutPoint){ door->x, CLAMP (y, door->top, door->bottom) };
}

/* TRUE when the search may not come there (again). */
static gboolean
is_used_up (const OuroLayoutSearch *self,
            guint32                 cell)
{
  const Visits *visits = &self->visits[cell];

  return visits->number == self->number && visits->n >= self->max_ways;
}

/* Counts one more visit; FALSE when there were enough. */
static gboolean
visit (OuroLayoutSearch *self,
       guint32           cell)
{
  Visits *visits = &self->visits[cell];

  if (is_used_up (self, cell))
    return FALSE;
  if (visits->number != self->number)
    *visits = (Visits){ self->number, 0 };
  visits->n++;

  return TRUE;
}

/* TRUE when the way to this step has passed the cell. */
static gboolean
has_passed (const OuroLayoutSearch *self,
            guint32                 step,
            guint32                 cell)
{
  for (; step != OURO_LAYOUT_NONE; step = get_step (self, step)->before)
    if (get_step (self, step)->cell == cell)
      return TRUE;

  return FALSE;
}

static void
add_next_steps (OuroLayoutSearch *self,
                guint32           before)
{
  const OuroLayoutSpace *space = self->space;
  Step                   from = *get_step (self, before);
  OuroLayoutPoint        aim = find_aim (self, from.at);

  for (OuroLayoutSide side = OURO_LAYOUT_LEFT; side <= OURO_LAYOUT_BOTTOM; side++)
    add_last_step (self, before, side);

  for (guint32 i = space->cells[from.cell].first_door;
       i != OURO_LAYOUT_NONE;
       i = space->doors[i].next)
    {
      const OuroLayoutDoor *door = &space->doors[i];
      Step                  step = { .cell = door->to, .door = i, .before = before };

      if (is_used_up (self, door->to) ||
          (self->max_ways > 1 && has_passed (self, before, door->to)))
        continue;
      step.at = find_way_through (door, from.at, aim);
      step.cost = from.cost + measure (from.at, step.at);
      add_step (self, &step);
    }
}

/* Returns the last step of the way, or OURO_LAYOUT_NONE. */
static guint32
find_way (OuroLayoutSearch *self)
{
  while (self->open->len > 0)
    {
      guint32 i = pop_open (self);
      Step    step = *get_step (self, i);

      if (step.cost > self->max_cost || (self->max_ways > 1 && self->steps->len > MAX_STEPS))
        return OURO_LAYOUT_NONE;
      if (step.last)
        return i;
      if (visit (self, step.cell))
        add_next_steps (self, i);
    }

  return OURO_LAYOUT_NONE;
}

/* Positive when c lies to the right of the way from a to b (y grows downward). */
static double
turn (OuroLayoutPoint a,
      OuroLayoutPoint b,
      OuroLayoutPoint c)
{
  return ((double)b.x - a.x) * ((double)c.y - a.y) - ((double)b.y - a.y) * ((double)c.x - a.x);
}

static void
add_point (GArray         *points,
           OuroLayoutPoint point)
{
  if (points->len > 0)
    {
      const OuroLayoutPoint *last = &g_array_index (points, OuroLayoutPoint, points->len - 1);

      if (last->x == point.x && last->y == point.y)
        return;
    }
  g_array_append_val (points, point);
}

/* The end of door i that is on the left hand, or on the right hand, of whoever walks through it.
 * Past the last door, the end of the way. */
static OuroLayoutPoint
get_post (const OuroLayoutSearch *self,
          guint                   i,
          gboolean                left,
          OuroLayoutPoint         end)
{
  const OuroLayoutDoor *door;
  float                 distance;

  if (i >= self->doors->len)
    return end;
  door = &self->space->doors[g_array_index (self->doors, guint32, i)];
  distance = MIN (self->distance, (door->bottom - door->top) / 2.0f);

  return (OuroLayoutPoint){ door->x, door->rightward == left ? door->top + distance
                                                             : door->bottom - distance };
}

/* The funnel: from the apex, left and right are the outermost directions in which all doors seen
 * so far can be passed. A door that closes the funnel makes the post on that side the next bend,
 * and the next apex. */
static void
draw_string (OuroLayoutSearch *self,
             OuroLayoutPoint   start,
             OuroLayoutPoint   end)
{
  OuroLayoutPoint apex = start, left = start, right = start;
  guint           i_left = 0, i_right = 0;

  g_array_set_size (self->points, 0);
  add_point (self->points, start);

  for (guint i = 0; i <= self->doors->len; i++)
    {
      OuroLayoutPoint new_left = get_post (self, i, TRUE, end);
      OuroLayoutPoint new_right = get_post (self, i, FALSE, end);
      gboolean        right_narrows = turn (apex, right, new_right) <= 0.0;
      gboolean        left_narrows = turn (apex, left, new_left) >= 0.0;
      gboolean        right_open = right.x == apex.x && right.y == apex.y;
      gboolean        left_open = left.x == apex.x && left.y == apex.y;

      if (right_narrows && !right_open && turn (apex, left, new_right) < 0.0)
        {
          add_point (self->points, left);
          apex = right = left;
          i = i_right = i_left;
          continue;
        }
      if (left_narrows && !left_open && turn (apex, new_left, right) < 0.0)
        {
          add_point (self->points, right);
          apex = left = right;
          i = i_left = i_right;
          continue;
        }
      if (right_narrows)
        {
          right = new_right;
          i_right = i;
        }
      if (left_narrows)
        {
          left = new_left;
          i_left = i;
        }
    }

  add_point (self->points, end);
}

/* Lists the doors from the first to the last and returns the first step. */
static guint32
collect_doors (OuroLayoutSearch *self,
               guint32           last)
{
  guint32 step = last, n = 0;

  for (guint32 i = last; i != OURO_LAYOUT_NONE; i = get_step (self, i)->before)
    n++;

  /* The first step came by no door, nor did the last. */
  g_array_set_size (self->doors, n - 2);
  for (guint32 i = n - 2; i > 0; i--)
    {
      step = get_step (self, step)->before;
      g_array_index (self->doors, guint32, i - 1) = get_step (self, step)->door;
    }

  return get_step (self, step)->before;
}

void
ouro_layout_search_begin (OuroLayoutSearch *self,
                          guint32           from,
                          guint             sides,
                          float             y,
                          guint32           to,
                          guint             max_ways)
{
  self->number++;
  self->max_ways = max_ways;
  self->max_cost = G_MAXFLOAT;
  set_target (self, to);
  g_array_set_size (self->steps, 0);
  g_array_set_size (self->open, 0);
  if (sides & 1 << OURO_LAYOUT_LEFT)
    add_first_steps (self, from, OURO_LAYOUT_LEFT, y);
  if (sides & 1 << OURO_LAYOUT_RIGHT)
    add_first_steps (self, from, OURO_LAYOUT_RIGHT, y);
}

gboolean
ouro_layout_search_next (OuroLayoutSearch *self,
                         OuroLayoutLine   *line)
{
  self->last = find_way (self);
  if (self->last == OURO_LAYOUT_NONE)
    return FALSE;

  self->first = collect_doors (self, self->last);
  if (self->max_cost == G_MAXFLOAT)
    self->max_cost = get_step (self, self->last)->cost * (1.0f + LONGER_PART) + LONGER_POINTS;
  ouro_layout_search_redraw (self, 0.0f, line);

  return TRUE;
}

void
ouro_layout_search_redraw (OuroLayoutSearch *self,
                           float             distance,
                           OuroLayoutLine   *line)
{
  const Step *first = get_step (self, self->first), *last = get_step (self, self->last);

  self->distance = distance;
  draw_string (self, first->at, last->at);
  line->points = self->points;
  line->leaves_by = first->side;
  line->comes_by = last->side;
}
