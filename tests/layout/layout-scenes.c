/* layout-scenes.c - boxes and arrows for the tests, and what every answer must keep */

#include "layout-scenes.h"

#include <errno.h>
#include <math.h>
#include <sys/wait.h>

#define DEADLINE_SECONDS 10

OuroLayoutGraph *
layout_scene_new (guint32 seed,
                  guint32 n_boxes,
                  guint32 n_arrows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  OuroLayoutGraph *graph = ouro_layout_graph_new (n_boxes, n_arrows);

  for (guint32 i = 0; i < n_boxes; i++)
    {
      graph->boxes[i].width = (float)g_rand_int_range (random, 30, 200);
      graph->boxes[i].height = 20.0f * (float)g_rand_int_range (random, 1, 9);
    }
  for (guint32 i = 0; i < n_arrows; i++)
    {
      OuroLayoutArrow     *arrow = &graph->arrows[i];
      const OuroLayoutBox *box;
      gint32               row;

      arrow->from = (guint32)g_rand_int_range (random, 0, (gint32)n_boxes);
      arrow->to = (guint32)g_rand_int_range (random, 0, (gint32)n_boxes);
      box = &graph->boxes[arrow->from];
      arrow->start.x = box->width - 10.0f;
      if (g_rand_boolean (random))
        arrow->start.x = (float)g_rand_double_range (random, 0.0, box->width);
      row = g_rand_int_range (random, 0, (gint32)(box->height / 20.0f));
      arrow->start.y = 10.0f + 20.0f * (float)row;
    }

  return graph;
}

/* Arrows leave their box by one row after the other. */
static void
add_reference (OuroLayoutGraph *graph,
               guint32          from,
               guint32          to)
{
  OuroLayoutBox   *box = &graph->boxes[from];
  OuroLayoutArrow *arrow = &graph->arrows[graph->n_arrows++];

  box->height += 20.0f;
  *arrow = (OuroLayoutArrow){ .from = from, .to = to };
  arrow->start = (OuroLayoutPoint){ box->width - 10.0f, box->height - 10.0f };
}

OuroLayoutGraph *
layout_scene_new_heap (guint32 seed,
                       guint32 n_boxes)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  OuroLayoutGraph *graph = ouro_layout_graph_new (n_boxes, 2 * n_boxes);
  gint32           n_names = (gint32)MAX (n_boxes / 12, 2), last = 0;

  graph->n_arrows = 0;
  for (guint32 i = 0; i < n_boxes; i++)
    {
      graph->boxes[i].width = (float)g_rand_int_range (random, 54, 90);
      graph->boxes[i].height = 20.0f;
    }
  for (gint32 i = n_names; i < (gint32)n_boxes; i++)
    {
      gboolean has_name = g_rand_int_range (random, 0, 5) == 0 || last < n_names;

      /* about each other one is a leaf */
      add_reference (graph, (guint32)(has_name ? g_rand_int_range (random, 0, n_names) : g_rand_int_range (random, MAX (n_names, last - 8), last + 1)), (guint32)i);
      if (g_rand_boolean (random))
        last = i;
      if (last >= n_names && g_rand_int_range (random, 0, 10) < 3)
        add_reference (graph, (guint32)last, (guint32)g_rand_int_range (random, MAX (n_names, i - 30), i + 1));
    }

  return graph;
}

void
layout_scene_place (OuroLayoutGraph *graph,
                    guint32          seed,
                    float            gap)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  float x = -300.0f, y = -200.0f, row = 0.0f;

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      OuroLayoutBox *box = &graph->boxes[i];

      if (x > 900.0f)
        {
          x = -300.0f + (float)g_rand_int_range (random, 0, 60);
          y += row + gap;
          row = 0.0f;
        }
      box->x = x;
      box->y = y + (float)g_rand_int_range (random, 0, 30);
      x += box->width + gap + (float)g_rand_int_range (random, 0, 40);
      row = MAX (row, box->y - y + box->height);
    }
}

void
layout_scene_assert_arranged (const OuroLayoutGraph *graph,
                              float                  gap)
{
  float width = 0.0f, height = 0.0f;

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      const OuroLayoutBox *a = &graph->boxes[i];

      g_assert_cmpfloat (a->x, >=, 0.0f);
      g_assert_cmpfloat (a->y, >=, 0.0f);
      width = MAX (width, a->x + a->width);
      height = MAX (height, a->y + a->height);
      for (guint32 j = 0; j < i; j++)
        {
          const OuroLayoutBox *b = &graph->boxes[j];
          float                dx = MAX (a->x - b->x - b->width, b->x - a->x - a->width);
          float                dy = MAX (a->y - b->y - b->height, b->y - a->y - a->height);

          g_assert_cmpfloat (MAX (dx, dy), >=, gap - 0.01f);
        }
    }
  g_assert_cmpfloat_with_epsilon (graph->width, width, 0.01f);
  g_assert_cmpfloat_with_epsilon (graph->height, height, 0.01f);
}

void
layout_scene_assert_routed (const OuroLayoutGraph *graph)
{
  guint32 n = 0;

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      const OuroLayoutArrow *arrow = &graph->arrows[i];
      const OuroLayoutBox   *from = &graph->boxes[arrow->from], *to = &graph->boxes[arrow->to];
      OuroLayoutPoint        first, last;
      float                  dx, dy;

      g_assert_cmpuint (arrow->first, ==, n);
      g_assert_cmpuint (arrow->n, >=, 4);
      g_assert_cmpuint (arrow->n % 3, ==, 1);
      n += arrow->n;
      g_assert_cmpuint (n, <=, graph->n_points);

      first = graph->points[arrow->first];
      last = graph->points[arrow->first + arrow->n - 1];
      g_assert_cmpfloat_with_epsilon (first.x, from->x + arrow->start.x, 0.01f);
      g_assert_cmpfloat_with_epsilon (first.y, from->y + arrow->start.y, 0.01f);
      dx = fabsf (last.x - to->x - to->width / 2.0f) - to->width / 2.0f;
      dy = fabsf (last.y - to->y - to->height / 2.0f) - to->height / 2.0f;
      g_assert_cmpfloat_with_epsilon (MAX (dx, dy), 0.0f, 0.01f);
    }
  g_assert_cmpuint (n, ==, graph->n_points);

  for (guint32 i = 0; i < graph->n_points; i++)
    g_assert_true (isfinite (graph->points[i].x) && isfinite (graph->points[i].y));
}

void
layout_scene_assert_equal (const OuroLayoutGraph *a,
                           const OuroLayoutGraph *b)
{
  g_assert_cmpmem (a->boxes, a->n_boxes * sizeof *a->boxes, b->boxes,
                   b->n_boxes * sizeof *b->boxes);
  g_assert_cmpmem (a->arrows, a->n_arrows * sizeof *a->arrows, b->arrows,
                   b->n_arrows * sizeof *b->arrows);
  g_assert_cmpmem (a->points, a->n_points * sizeof *a->points, b->points,
                   b->n_points * sizeof *b->points);
}

char *
layout_scene_get_program (const char *name)
{
  return g_test_build_filename (G_TEST_BUILT, "layout", name, NULL);
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
layout_scene_wait (gboolean (*condition) (gpointer data),
                   gpointer data)
{
  gboolean late = FALSE;
  guint    deadline = g_timeout_add_seconds (DEADLINE_SECONDS, set_true_cb, &late);
  guint    wake = g_timeout_add (2, wake_cb, NULL);

  while (!condition (data))
    {
      g_assert_false (late);
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (deadline);
  g_source_remove (wake);
}

gboolean
layout_scene_has_no_children (gpointer unused)
{
  siginfo_t info = { 0 };

  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == ECHILD;
}
