/* ouro-canvas-panes.c - the panes on the canvas: columns with a head */
#include "ouro-canvas-panes.h"

#include <math.h>

typedef struct
{
  OuroScenePane  pane; /* x and width as they are seen */
  float          from_x;
  float          from_width;
  float          to_x;
  float          to_width;
  gboolean       is_last;
  GskRenderNode *node;
  int            node_height; /* the height of what is seen that it was drawn for */
} Shown;

struct _OuroCanvasPanes
{
  const OuroCanvasLook *look;
  GPtrArray            *shown;
};

static void
shown_free (gpointer data)
{
  Shown *self = data;

  ouro_scene_pane_clear (&self->pane);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self);
}

static Shown *
shown_new (const OuroScenePane *pane,
           gboolean             is_last)
{
  Shown *self = g_new0 (Shown, 1);

  self->pane = *pane;
  self->pane.title = g_strdup (pane->title);
  self->pane.subtitle = g_strdup (pane->subtitle);
  self->to_x = pane->x;
  self->to_width = pane->width;
  self->is_last = is_last;

  return self;
}

OuroCanvasPanes *
ouro_canvas_panes_new (const OuroCanvasLook *look)
{
  OuroCanvasPanes *self = g_new0 (OuroCanvasPanes, 1);

  self->look = look;
  self->shown = g_ptr_array_new_with_free_func (shown_free);

  return self;
}

void
ouro_canvas_panes_free (OuroCanvasPanes *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->shown);
  g_free (self);
}

/* The drawing is kept when nothing has changed. */
static void
take_over (Shown *self,
           Shown *before)
{
  self->pane.x = before->pane.x;
  self->pane.width = before->pane.width;
  if (self->pane.fill == before->pane.fill && self->is_last == before->is_last &&
      g_strcmp0 (self->pane.title, before->pane.title) == 0 &&
      g_strcmp0 (self->pane.subtitle, before->pane.subtitle) == 0)
    {
      self->node = g_steal_pointer (&before->node);
      self->node_height = before->node_height;
    }
}

void
ouro_canvas_panes_set_scene (OuroCanvasPanes *self,
                             const OuroScene *scene)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->shown);

  self->shown = g_ptr_array_new_full (scene->n_panes, shown_free);
  for (guint i = 0; i < scene->n_panes; i++)
    {
      Shown *shown = shown_new (&scene->panes[i], i + 1 == scene->n_panes);

      for (guint j = 0; j < before->len; j++)
        {
          Shown *old = g_ptr_array_index (before, j);

          if (old->pane.id == shown->pane.id)
            take_over (shown, old);
        }
      g_ptr_array_add (self->shown, shown);
    }
}

static void
set_place (Shown *shown,
           float  x,
           float  width)
{
  shown->pane.x = x;
  if (shown->pane.width == width)
    return;

  shown->pane.width = width;
  g_clear_pointer (&shown->node, gsk_render_node_unref);
}

void
ouro_canvas_panes_begin_glide (OuroCanvasPanes *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      shown->from_x = shown->pane.x;
      shown->from_width = shown->pane.width;
    }
}

void
ouro_canvas_panes_glide (OuroCanvasPanes *self,
                         double           t)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      set_place (shown, shown->from_x + (shown->to_x - shown->from_x) * t,
                 shown->from_width + (shown->to_width - shown->from_width) * t);
    }
}

void
ouro_canvas_panes_settle (OuroCanvasPanes *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      set_place (shown, shown->to_x, shown->to_width);
    }
}

void
ouro_canvas_panes_redraw (OuroCanvasPanes *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      g_clear_pointer (&shown->node, gsk_render_node_unref);
    }
}

/* At the origin. No line follows the last pane: its drawing ends before. */
static GskRenderNode *
draw (const OuroCanvasLook *look,
      const Shown          *shown,
      int                   height)
{
  OuroScenePane   pane = shown->pane;
  float           width = pane.width * look->zoom;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, shown->is_last ? width - 2 * look->zoom : width,
                                               height);
  GskRenderNode  *node = gsk_cairo_node_new (&bounds);
  cairo_t        *cr = gsk_cairo_node_get_draw_context (node);

  pane.x = 0;
  pane.y = 0;
  pane.height = height / look->zoom;
  ouro_painter_draw_pane (look->painter, cr, &pane);
  cairo_destroy (cr);

  return node;
}

void
ouro_canvas_panes_snapshot (OuroCanvasPanes *self,
                            GtkSnapshot     *snapshot,
                            int              height)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      if (shown->node_height != height)
        g_clear_pointer (&shown->node, gsk_render_node_unref);
      if (shown->node == NULL)
        shown->node = draw (self->look, shown, height);
      shown->node_height = height;

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT (roundf (shown->pane.x * self->look->zoom), 0));
      gtk_snapshot_append_node (snapshot, shown->node);
      gtk_snapshot_restore (snapshot);
    }
}

int
ouro_canvas_panes_get_head_height (OuroCanvasPanes *self)
{
  return self->shown->len > 0 ? (int)ceil (OURO_PANE_HEAD_HEIGHT * self->look->zoom) : 0;
}
