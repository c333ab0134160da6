/* ouro-layout-measure.c - how good a picture is, counted */

#include "ouro-layout-measure.h"

#include "ouro-layout-crossings.h"
#include "ouro-layout-curve.h"
#include "ouro-layout-near.h"

#define ROUNDING 0.05f
#define STEPS    12

guint
ouro_layout_count_crossings (const OuroLayoutGraph *graph,
                             const guint32         *groups)
{
  g_autoptr (OuroLayoutCrossings) crossings = ouro_layout_crossings_new (graph);
  guint n = 0;

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      const OuroLayoutPoint *points = graph->points + graph->arrows[i].first;
      guint32                group = groups != NULL ? groups[i] : 0;

      if (group == G_MAXUINT32)
        continue;
      n += ouro_layout_crossings_count (crossings, points, graph->arrows[i].n, group, G_MAXUINT);
      ouro_layout_crossings_add (crossings, points, graph->arrows[i].n, group);
    }

  return n;
}

static int
compare_boxes (gconstpointer a,
               gconstpointer b)
{
  const OuroLayoutBox *one = *(OuroLayoutBox *const *)a, *other = *(OuroLayoutBox *const *)b;

  return (one->x > other->x) - (one->x < other->x);
}

guint
ouro_layout_count_close_boxes (const OuroLayoutGraph *graph,
                               float                  gap)
{
  g_autoptr (GPtrArray) boxes = g_ptr_array_new ();
  guint n = 0;

  for (guint32 i = 0; i < graph->n_boxes; i++)
    g_ptr_array_add (boxes, &graph->boxes[i]);
  g_ptr_array_sort (boxes, compare_boxes);

  for (guint i = 0; i < boxes->len; i++)
    for (guint j = i + 1; j < boxes->len; j++)
      {
        const OuroLayoutBox *a = g_ptr_array_index (boxes, i), *b = g_ptr_array_index (boxes, j);

        if (b->x >= a->x + a->width + gap - ROUNDING)
          break;
        n += b->y < a->y + a->height + gap - ROUNDING && a->y < b->y + b->height + gap - ROUNDING;
      }

  return n;
}

/* How many boxes the curve passes through, its own two left out; box after box. */
static guint
count_boxes_in_the_way (const OuroLayoutGraph *graph,
                        const OuroLayoutNear  *near,
                        const OuroLayoutArrow *arrow)
{
  const OuroLayoutPoint *points = graph->points + arrow->first;
  guint32                last = G_MAXUINT32;
  guint                  n = 0;

  for (guint32 p = 0; p + 3 < arrow->n; p += 3)
    for (guint step = 1; step <= STEPS; step++)
      {
        OuroLayoutPoint at = ouro_layout_curve_get_point (points + p, (float)step / STEPS);
        guint32         box = ouro_layout_near_find (near, at, arrow->from, arrow->to);

        if (box == G_MAXUINT32 || box == last)
          continue;
        last = box;
        n++;
      }

  return n;
}

guint
ouro_layout_count_boxes_crossed (const OuroLayoutGraph *graph)
{
  g_autoptr (OuroLayoutNear) near = ouro_layout_near_new (graph->boxes, graph->n_boxes, -ROUNDING);
  guint n = 0;

  for (guint32 i = 0; i < graph->n_arrows; i++)
    n += count_boxes_in_the_way (graph, near, &graph->arrows[i]);

  return n;
}
