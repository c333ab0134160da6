/* ouro-canvas-walk.c - the canvas: where the focus goes
 *
 * The focus walks over the tiles, and the selection follows it; in the reference mode the focus looks
 * for a target, and the selection stays.
 */
#include "ouro-canvas-private.h"

#include <math.h>

/* So many steps of a walk are remembered. */
#define MAX_WALK 1000

OuroCanvasTile *
ouro_canvas_get_focus_tile (OuroCanvas *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return focus != NULL && OURO_IS_CANVAS_TILE (focus) ? OURO_CANVAS_TILE (focus) : NULL;
}

void
ouro_canvas_focus_tile (OuroCanvas     *self,
                        OuroCanvasTile *tile)
{
  ouro_canvas_forget_rest (self);

  /* What is out of sight is not mapped, and takes no focus. */
  ouro_canvas_reveal_tile (self, tile);
  gtk_widget_set_child_visible (GTK_WIDGET (tile), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (tile));

  if (!ouro_canvas_is_referring (self))
    ouro_canvas_select_tile (self, tile, -1);
  else if (tile->card != NULL)
    ouro_canvas_show_target (self, tile);
}

/* Where a key begins: at the focus, else at the selection. */
OuroCanvasTile *
ouro_canvas_get_current (OuroCanvas *self)
{
  OuroCanvasTile *tile = ouro_canvas_get_focus_tile (self);

  return tile != NULL ? tile : ouro_canvas_get_tile (self, self->selection->key);
}

/* Reading order: names, then pane by pane, each from top to bottom. */

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const OuroCanvasTile *one = *(OuroCanvasTile **)a, *other = *(OuroCanvasTile **)b;
  guint                 one_pane = one->card != NULL ? one->card->pane : 0;
  guint                 other_pane = other->card != NULL ? other->card->pane : 0;

  if ((one->card == NULL) != (other->card == NULL))
    return one->card == NULL ? -1 : 1;
  if (one_pane != other_pane)
    return one_pane < other_pane ? -1 : 1;
  if (one->to_y != other->to_y)
    return one->to_y < other->to_y ? -1 : 1;

  return one->to_x < other->to_x ? -1 : one->to_x > other->to_x;
}

GPtrArray *
ouro_canvas_dup_reading_order (OuroCanvas *self)
{
  GPtrArray *order = g_ptr_array_sized_new (self->pills->len + self->cards->len);

  g_ptr_array_extend (order, self->pills, NULL, NULL);
  g_ptr_array_extend (order, self->cards, NULL, NULL);
  g_ptr_array_sort (order, compare_places);

  return order;
}

OuroCanvasTile *
ouro_canvas_find_first (OuroCanvas *self)
{
  g_autoptr (GPtrArray) order = ouro_canvas_dup_reading_order (self);

  return order->len > 0 ? g_ptr_array_index (order, 0) : NULL;
}

/* From outside to the selection, or, since nothing is selected unasked, to the canvas as a whole; from
 * there to the first tile, or out again. */
static gboolean
enter (OuroCanvas      *self,
       GPtrArray       *order,
       GtkDirectionType direction)
{
  OuroCanvasTile *selected = ouro_canvas_get_tile (self, self->selection->key);
  gboolean        is_inside = gtk_widget_has_focus (GTK_WIDGET (self));

  if (selected == NULL && !is_inside)
    return gtk_widget_grab_focus (GTK_WIDGET (self));
  if (is_inside && (order->len == 0 || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;

  ouro_canvas_focus_tile (self, selected != NULL ? selected : g_ptr_array_index (order, 0));

  return TRUE;
}

gboolean
ouro_canvas_move_focus (OuroCanvas      *self,
                        GtkDirectionType direction)
{
  g_autoptr (GPtrArray) order = ouro_canvas_dup_reading_order (self);
  OuroCanvasTile *current = ouro_canvas_get_focus_tile (self);
  guint           place;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;

  if (current == NULL)
    return enter (self, order, direction);

  if (!g_ptr_array_find (order, current, &place))
    return FALSE;
  if (direction == GTK_DIR_TAB_FORWARD ? place + 1 == order->len : place == 0)
    return FALSE;

  place += direction == GTK_DIR_TAB_FORWARD ? 1 : -1;
  ouro_canvas_focus_tile (self, g_ptr_array_index (order, place));

  return TRUE;
}

/* Walking along references */

/* The key that the nth reference out of a tile reaches, going round; 0 when there is none. Those to
 * itself are no way to walk. */
static guint64
find_reference (OuroCanvas *self,
                guint64     from,
                guint      *nth)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];
      guint64          to = ouro_canvas_get_arrow_to (self, arrow);

      if (ouro_canvas_get_arrow_from (self, arrow) == from && to != 0 && to != from)
        g_array_append_val (found, to);
    }
  if (found->len == 0)
    return 0;
  *nth %= found->len;

  return g_array_index (found, guint64, *nth);
}

static guint64
find_holder (OuroCanvas *self,
             guint64     to)
{
  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];
      guint64          from = ouro_canvas_get_arrow_from (self, arrow);

      if (ouro_canvas_get_arrow_to (self, arrow) == to && from != 0 && from != to)
        return from;
    }

  return 0;
}

/* A step back is kept as well, as one that has been walked already: to is 0. */
static void
remember (OuroCanvas *self,
          guint64     from,
          guint64     to,
          guint       nth)
{
  OuroCanvasStep step = { from, to, nth };

  if (self->walk->len >= MAX_WALK)
    g_array_remove_index (self->walk, 0);
  g_array_append_val (self->walk, step);
}

/* The last step when it is one of this tile: as its end, or as its begin after a step back. */
static gboolean
take_last (OuroCanvas     *self,
           guint64         from,
           guint64         to,
           OuroCanvasStep *step)
{
  if (self->walk->len == 0)
    return FALSE;

  *step = g_array_index (self->walk, OuroCanvasStep, self->walk->len - 1);
  if ((from != 0 && (step->from != from || step->to != 0)) || (to != 0 && step->to != to))
    return FALSE;
  g_array_set_size (self->walk, self->walk->len - 1);

  return TRUE;
}

static OuroCanvasTile *
step_out (OuroCanvas     *self,
          OuroCanvasTile *tile)
{
  OuroCanvasStep before;
  guint          nth = take_last (self, tile->key, 0, &before) ? before.nth + 1 : 0;
  guint64        to = find_reference (self, tile->key, &nth);

  if (to != 0)
    remember (self, tile->key, to, nth);

  return ouro_canvas_get_tile (self, to);
}

static OuroCanvasTile *
step_back (OuroCanvas     *self,
           OuroCanvasTile *tile)
{
  OuroCanvasStep  step;
  OuroCanvasTile *back = NULL;

  /* Another step back forgets which reference the one before had taken. */
  (void)take_last (self, tile->key, 0, &step);
  if (take_last (self, 0, tile->key, &step))
    back = ouro_canvas_get_tile (self, step.from);
  if (back != NULL)
    remember (self, step.from, 0, step.nth);
  else
    back = ouro_canvas_get_tile (self, find_holder (self, tile->key));

  return back;
}

/* Names among themselves, cards within their pane. */
static gboolean
are_neighbours (const OuroCanvasTile *a,
                const OuroCanvasTile *b)
{
  if (a->card == NULL || b->card == NULL)
    return a->card == NULL && b->card == NULL;

  return a->card->pane == b->card->pane;
}

/* The nearest one above or below; what stands aside is twice as far. */
static OuroCanvasTile *
find_beside (OuroCanvas     *self,
             OuroCanvasTile *tile,
             gboolean        below)
{
  GPtrArray      *tiles = tile->card != NULL ? self->cards : self->pills;
  OuroCanvasTile *nearest = NULL;
  double          least = INFINITY;

  for (guint i = 0; i < tiles->len; i++)
    {
      OuroCanvasTile *other = g_ptr_array_index (tiles, i);
      double          down = below ? other->to_y - tile->to_y : tile->to_y - other->to_y;
      double          cost = down + 2 * fabs (other->to_x - tile->to_x);

      if (down > 0 && cost < least && are_neighbours (tile, other))
        {
          nearest = other;
          least = cost;
        }
    }

  return nearest;
}

/* From a selected arrow one goes to its ends. */
OuroCanvasTile *
ouro_canvas_find_next (OuroCanvas     *self,
                       OuroCanvasTile *tile,
                       guint           key)
{
  gboolean on_arrow = self->selection->kind == OURO_CANVAS_ITEM_ARROW && !ouro_canvas_is_referring (self);

  switch (key)
    {
    case GDK_KEY_Right:
      return on_arrow ? ouro_canvas_get_tile (self, self->selection->to) : step_out (self, tile);
    case GDK_KEY_Left:
      return on_arrow ? ouro_canvas_get_tile (self, self->selection->key) : step_back (self, tile);
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return find_beside (self, tile, key == GDK_KEY_Down);
    default:
      g_return_val_if_reached (NULL);
    }
}
