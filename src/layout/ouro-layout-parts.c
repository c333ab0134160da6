/* ouro-layout-parts.c - which boxes hang together, and how to stand things side by side */

#include "ouro-layout-parts.h"

#include <math.h>

/* The box that stands for the part of this one; the way there is halved on each visit. */
static guint32
find_root (guint32 *parent,
           guint32  box)
{
  while (parent[box] != box)
    {
      parent[box] = parent[parent[box]];
      box = parent[box];
    }

  return box;
}

/* Joins what arrows join; the root of a part is its first box. Tells which arrows did it: they
 * alone hold the parts together. */
static guint32 *
join_boxes (const OuroLayoutGraph *graph,
            guint32                max_boxes,
            gboolean              *joins)
{
  guint32            *parent = g_new (guint32, graph->n_boxes);
  g_autofree guint32 *size = g_new (guint32, graph->n_boxes);

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      parent[i] = i;
      size[i] = 1;
    }

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      guint32 a = find_root (parent, graph->arrows[i].from);
      guint32 b = find_root (parent, graph->arrows[i].to);
      guint32 root = MIN (a, b);

      joins[i] = a != b && size[a] + size[b] <= max_boxes;
      if (!joins[i])
        continue;
      parent[MAX (a, b)] = root;
      size[root] = size[a] + size[b];
    }

  return parent;
}

/* Counting sort: sorts the items 0 … n-1 by group, keeping their order; items of no group
 * (G_MAXUINT32) are left out. */
static guint32 *
sort_by_group (const guint32 *groups,
               guint32        n,
               guint32        n_groups,
               guint32      **first)
{
  guint32            *sorted = g_new (guint32, MAX (n, 1));
  g_autofree guint32 *next = NULL;

  *first = g_new0 (guint32, n_groups + 1);
  for (guint32 i = 0; i < n; i++)
    if (groups[i] != G_MAXUINT32)
      (*first)[groups[i] + 1]++;
  for (guint32 group = 0; group < n_groups; group++)
    (*first)[group + 1] += (*first)[group];

  next = g_memdup2 (*first, (n_groups + 1) * sizeof **first);
  for (guint32 i = 0; i < n; i++)
    if (groups[i] != G_MAXUINT32)
      sorted[next[groups[i]]++] = i;

  return sorted;
}

OuroLayoutParts *
ouro_layout_parts_new (const OuroLayoutGraph *graph,
                       guint32                max_boxes)
{
  OuroLayoutParts     *parts = g_new0 (OuroLayoutParts, 1);
  g_autofree gboolean *joins = g_new (gboolean, graph->n_arrows);
  g_autofree guint32  *parent = join_boxes (graph, max_boxes, joins);
  g_autofree guint32  *part_of_box = g_new (guint32, graph->n_boxes);
  g_autofree guint32  *group_of_arrow = g_new (guint32, graph->n_arrows);

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      guint32 root = find_root (parent, i);

      part_of_box[i] = root == i ? parts->n_parts++ : part_of_box[root];
    }
  parts->boxes = sort_by_group (part_of_box, graph->n_boxes, parts->n_parts, &parts->first_box);

  /* Two groups for each part: the arrows that join it, the others. */
  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      guint32  from = graph->arrows[i].from, to = graph->arrows[i].to;
      gboolean inside = from != to && part_of_box[from] == part_of_box[to];

      group_of_arrow[i] = inside ? 2 * part_of_box[from] + !joins[i] : G_MAXUINT32;
    }
  parts->arrows = sort_by_group (group_of_arrow, graph->n_arrows, 2 * parts->n_parts,
                                 &parts->first_arrow);
  for (guint32 part = 0; part <= parts->n_parts; part++)
    parts->first_arrow[part] = parts->first_arrow[2 * part];

  return parts;
}

void
ouro_layout_parts_free (OuroLayoutParts *parts)
{
  g_free (parts->boxes);
  g_free (parts->first_box);
  g_free (parts->arrows);
  g_free (parts->first_arrow);
  g_free (parts);
}

/* A row ends where the whole would become wider than high. */
static float
choose_width (const OuroLayoutBox *items,
              guint32              n,
              float                gap)
{
  double area = 0.0;
  float  widest = 0.0f;

  for (guint32 i = 0; i < n; i++)
    {
      area += ((double)items[i].width + gap) * ((double)items[i].height + gap);
      widest = MAX (widest, items[i].width);
    }

  return MAX (widest, (float)sqrt (area));
}

void
ouro_layout_stand_in_grid (OuroLayoutBox *items,
                           guint32        n,
                           OuroLayoutBox *space)
{
  float   limit = choose_width (items, n, OURO_LAYOUT_BOX_GAP);
  float   cell = 0.0f;
  guint32 n_columns;

  *space = (OuroLayoutBox){ 0 };
  for (guint32 i = 0; i < n; i++)
    cell = MAX (cell, items[i].width);
  n_columns = MAX (1, (guint32)((limit + OURO_LAYOUT_BOX_GAP) / (cell + OURO_LAYOUT_BOX_GAP)));

  for (guint32 row = 0; row < n; row += n_columns)
    {
      float y = row == 0 ? 0.0f : space->height + OURO_LAYOUT_BOX_GAP;

      for (guint32 i = row; i < MIN (n, row + n_columns); i++)
        {
          items[i].x = (float)(i - row) * (cell + OURO_LAYOUT_BOX_GAP);
          items[i].y = y;
          space->width = MAX (space->width, items[i].x + items[i].width);
          space->height = MAX (space->height, items[i].y + items[i].height);
        }
    }
}

void
ouro_layout_stand_on_shelves (OuroLayoutBox *items,
                              guint32        n,
                              OuroLayoutBox *space)
{
  float limit = choose_width (items, n, OURO_LAYOUT_PART_GAP);
  float x = 0.0f, y = 0.0f;

  *space = (OuroLayoutBox){ 0 };
  for (guint32 i = 0; i < n; i++)
    {
      if (x > 0.0f && x + items[i].width > limit)
        {
          x = 0.0f;
          y = space->height + OURO_LAYOUT_PART_GAP;
        }
      items[i].x = x;
      items[i].y = y;
      x += items[i].width + OURO_LAYOUT_PART_GAP;
      space->width = MAX (space->width, items[i].x + items[i].width);
      space->height = MAX (space->height, items[i].y + items[i].height);
    }
}

void
ouro_layout_arrange_part_in_grid (OuroLayoutGraph       *graph,
                                  const OuroLayoutParts *parts,
                                  guint32                part,
                                  OuroLayoutBox         *space,
                                  gpointer               data)
{
  const guint32            *members = parts->boxes + parts->first_box[part];
  guint32                   n = parts->first_box[part + 1] - parts->first_box[part];
  g_autofree OuroLayoutBox *boxes = g_new (OuroLayoutBox, n);

  for (guint32 i = 0; i < n; i++)
    boxes[i] = graph->boxes[members[i]];
  ouro_layout_stand_in_grid (boxes, n, space);
  for (guint32 i = 0; i < n; i++)
    graph->boxes[members[i]] = boxes[i];
}

/* Sets the boxes that are parts by themselves in a grid; returns how many there are. */
static guint32
arrange_singles (OuroLayoutGraph       *graph,
                 const OuroLayoutParts *parts,
                 OuroLayoutBox         *space)
{
  g_autofree OuroLayoutBox *singles = g_new (OuroLayoutBox, parts->n_parts);
  guint32                   n = 0;

  for (guint32 part = 0; part < parts->n_parts; part++)
    if (parts->first_box[part + 1] - parts->first_box[part] == 1)
      singles[n++] = graph->boxes[parts->boxes[parts->first_box[part]]];

  ouro_layout_stand_in_grid (singles, n, space);

  n = 0;
  for (guint32 part = 0; part < parts->n_parts; part++)
    if (parts->first_box[part + 1] - parts->first_box[part] == 1)
      graph->boxes[parts->boxes[parts->first_box[part]]] = singles[n++];

  return n;
}

static void
move_boxes (OuroLayoutGraph     *graph,
            const guint32       *boxes,
            guint32              n,
            const OuroLayoutBox *by)
{
  for (guint32 i = 0; i < n; i++)
    {
      graph->boxes[boxes[i]].x += by->x;
      graph->boxes[boxes[i]].y += by->y;
    }
}

void
ouro_layout_arrange_parts (OuroLayoutGraph   *graph,
                           guint32            max_boxes,
                           OuroLayoutPartFunc arrange,
                           gpointer           data)
{
  g_autoptr (OuroLayoutParts) parts = ouro_layout_parts_new (graph, max_boxes);
  g_autofree OuroLayoutBox *spaces = g_new0 (OuroLayoutBox, parts->n_parts + 1);
  OuroLayoutBox             whole, *singles_space;
  guint32                   n_spaces = 0, n_singles;

  for (guint32 part = 0; part < parts->n_parts; part++)
    if (parts->first_box[part + 1] - parts->first_box[part] > 1)
      arrange (graph, parts, part, &spaces[n_spaces++], data);
  singles_space = &spaces[n_spaces];
  n_singles = arrange_singles (graph, parts, singles_space);

  ouro_layout_stand_on_shelves (spaces, n_spaces + (n_singles > 0), &whole);

  n_spaces = 0;
  for (guint32 part = 0; part < parts->n_parts; part++)
    {
      guint32 first = parts->first_box[part];
      guint32 n = parts->first_box[part + 1] - first;

      move_boxes (graph, parts->boxes + first, n, n > 1 ? &spaces[n_spaces++] : singles_space);
    }

  graph->width = whole.width;
  graph->height = whole.height;
}
