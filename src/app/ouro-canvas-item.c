/* ouro-canvas-item.c - one thing on the canvas, as a value */
#include "ouro-canvas.h"

G_DEFINE_BOXED_TYPE (OuroCanvasItem, ouro_canvas_item, ouro_canvas_item_copy, ouro_canvas_item_free)

OuroCanvasItem *
ouro_canvas_item_copy (const OuroCanvasItem *self)
{
  OuroCanvasItem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);

  return copy;
}

void
ouro_canvas_item_free (OuroCanvasItem *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

gboolean
ouro_canvas_item_equal (const OuroCanvasItem *a,
                        const OuroCanvasItem *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind && a->key == b->key && a->slot == b->slot && a->to == b->to &&
         g_strcmp0 (a->name, b->name) == 0;
}
