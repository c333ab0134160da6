/* ouro-layout-near.c - which boxes lie under a point */

#include "ouro-layout-near.h"

#include <math.h>

/* No more squares than this for each box, however far the boxes stand apart. */
#define SQUARES_PER_BOX 8

/* A box in the list of a square, with the margin. */
typedef struct
{
  float   left;
  float   top;
  float   right;
  float   bottom;
  guint32 box;
} Member;

struct _OuroLayoutNear
{
  const OuroLayoutBox *boxes;
  guint32              n_boxes;
  float                margin;

  float    x; /* of the first square */
  float    y;
  float    square; /* its side */
  float    squares_per_point;
  guint32  n_columns;
  guint32  n_rows;
  guint32 *first; /* for each square, where its boxes begin in members; one more at the end */
  Member  *members;
};

/* The row or column at this distance from the first one. */
static guint32
find_place (const OuroLayoutNear *self,
            float                 offset,
            guint32               n)
{
  return (guint32)CLAMP (offset * self->squares_per_point, 0.0f, (float)(n - 1));
}

static Member
make_member (const OuroLayoutNear *self,
             guint32               i)
{
  const OuroLayoutBox *box = &self->boxes[i];

  return (Member){ box->x - self->margin, box->y - self->margin,
                   box->x + box->width + self->margin, box->y + box->height + self->margin, i };
}

static void
measure_grid (OuroLayoutNear *self)
{
  float  right = -G_MAXFLOAT, bottom = -G_MAXFLOAT, width, height;
  double sides = 0.0;
  float  n_squares = (float)SQUARES_PER_BOX * (float)self->n_boxes;

  self->x = self->y = G_MAXFLOAT;
  for (guint32 i = 0; i < self->n_boxes; i++)
    {
      Member member = make_member (self, i);

      self->x = MIN (self->x, member.left);
      self->y = MIN (self->y, member.top);
      right = MAX (right, member.right);
      bottom = MAX (bottom, member.bottom);
      sides += (self->boxes[i].width + self->boxes[i].height) / 2.0;
    }
  width = right - self->x;
  height = bottom - self->y;

  /* Squares are about as large as boxes, unless that makes too many of them. */
  self->square = MAX ((float)(sides / self->n_boxes), 1.0f);
  self->square = MAX (self->square, sqrtf (width / n_squares) * sqrtf (height));
  self->square = MAX (self->square, MAX (width, height) / n_squares);
  self->squares_per_point = 1.0f / self->square;
  self->n_columns = (guint32)(width / self->square) + 1;
  self->n_rows = (guint32)(height / self->square) + 1;
}

/* Once to count (members is NULL), once to fill in; next[] moves along. */
static void
enter_boxes (OuroLayoutNear *self,
             guint32        *next)
{
  for (guint32 i = 0; i < self->n_boxes; i++)
    {
      Member  member = make_member (self, i);
      guint32 first_row = find_place (self, member.top - self->y, self->n_rows);
      guint32 last_row = find_place (self, member.bottom - self->y, self->n_rows);
      guint32 first_column = find_place (self, member.left - self->x, self->n_columns);
      guint32 last_column = find_place (self, member.right - self->x, self->n_columns);

      for (guint32 row = first_row; row <= last_row; row++)
        for (guint32 column = first_column; column <= last_column; column++)
          {
            guint32 position = next[row * self->n_columns + column]++;

            if (self->members != NULL)
              self->members[position] = member;
          }
    }
}

OuroLayoutNear *
ouro_layout_near_new (const OuroLayoutBox *boxes,
                      guint32              n_boxes,
                      float                margin)
{
  OuroLayoutNear     *self = g_new0 (OuroLayoutNear, 1);
  g_autofree guint32 *next = NULL;
  guint32             n_squares;

  self->boxes = boxes;
  self->n_boxes = n_boxes;
  self->margin = margin;
  if (n_boxes == 0)
    return self;

  measure_grid (self);
  n_squares = self->n_columns * self->n_rows;

  self->first = g_new0 (guint32, n_squares + 1);
  enter_boxes (self, self->first + 1);
  for (guint32 i = 0; i < n_squares; i++)
    self->first[i + 1] += self->first[i];

  self->members = g_new (Member, self->first[n_squares]);
  next = g_memdup2 (self->first, n_squares * sizeof *next);
  enter_boxes (self, next);

  return self;
}

void
ouro_layout_near_free (OuroLayoutNear *self)
{
  g_free (self->first);
  g_free (self->members);
  g_free (self);
}

guint32
ouro_layout_near_find (const OuroLayoutNear *self,
                       OuroLayoutPoint       point,
                       guint32               except,
                       guint32               except_too)
{
  guint32 row, square;

  if (self->n_boxes == 0)
    return G_MAXUINT32;

  row = find_place (self, point.y - self->y, self->n_rows);
  square = row * self->n_columns + find_place (self, point.x - self->x, self->n_columns);
  for (guint32 i = self->first[square]; i < self->first[square + 1]; i++)
    {
      const Member *member = &self->members[i];

      if (point.x > member->left && point.x < member->right && point.y > member->top &&
          point.y < member->bottom && member->box != except && member->box != except_too)
        return member->box;
    }

  return G_MAXUINT32;
}
