/* ouro-canvas-scene.c - the canvas: from one scene to the next; gliding
 *
 * Tiles are kept by key, so focus, hover and drawing stay with an object while it moves. Whatever is
 * seen when another scene comes, in mid-glide too, is where the next glide begins.
 */
#include "ouro-canvas-private.h"

#define GLIDE_MS 200

/* Gliding */

static void
move_tiles (GPtrArray *tiles,
            double     t)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      OuroCanvasTile *tile = g_ptr_array_index (tiles, i);

      tile->x = tile->from_x + (tile->to_x - tile->from_x) * t;
      tile->y = tile->from_y + (tile->to_y - tile->from_y) * t;
      if (tile->from_opacity < 1)
        gtk_widget_set_opacity (GTK_WIDGET (tile), tile->from_opacity + (1 - tile->from_opacity) * t);
    }
}

static void
settle_tiles (GPtrArray *tiles)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      OuroCanvasTile *tile = g_ptr_array_index (tiles, i);

      tile->x = tile->to_x;
      tile->y = tile->to_y;
      tile->from_opacity = 1;
      gtk_widget_set_opacity (GTK_WIDGET (tile), 1);
    }
}

static void
glide_cb (double   t,
          gpointer data)
{
  OuroCanvas *self = data;

  move_tiles (self->cards, t);
  move_tiles (self->pills, t);
  for (guint i = 0; i < self->leaving->len; i++)
    {
      OuroCanvasTile *tile = g_ptr_array_index (self->leaving, i);

      gtk_widget_set_opacity (GTK_WIDGET (tile), tile->from_opacity * (1 - t));
    }
  ouro_canvas_arrows_glide (self->arrows, t);
  ouro_canvas_panes_glide (self->panes, t);
  ouro_canvas_hold_card (self);

  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The last one stands in front, see order_tiles (). */
static void
drop_leaving (OuroCanvas *self)
{
  for (guint i = self->leaving->len; i-- > 0;)
    gtk_widget_unparent (g_ptr_array_index (self->leaving, i));
  g_ptr_array_set_size (self->leaving, 0);
}

/* Everything is where it shall be. */
static void
settle (OuroCanvas *self)
{
  g_clear_object (&self->glide);
  settle_tiles (self->cards);
  settle_tiles (self->pills);
  drop_leaving (self);
  ouro_canvas_arrows_settle (self->arrows);
  ouro_canvas_panes_settle (self->panes);
  ouro_canvas_hold_card (self);

  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
glide_done_cb (AdwAnimation *animation,
               OuroCanvas   *self)
{
  if (animation == self->glide)
    settle (self);
}

static void
begin_tiles (GPtrArray *tiles)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      OuroCanvasTile *tile = g_ptr_array_index (tiles, i);

      tile->from_x = tile->x;
      tile->from_y = tile->y;
      tile->from_opacity = gtk_widget_get_opacity (GTK_WIDGET (tile));
    }
}

/* Where everything is now is where the next glide begins. */
static void
drop_glide (OuroCanvas *self)
{
  if (self->glide == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->glide, self);
  adw_animation_pause (self->glide);
  g_clear_object (&self->glide);
}

void
ouro_canvas_begin_glide (OuroCanvas *self)
{
  drop_glide (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !adw_get_enable_animations (GTK_WIDGET (self)))
    {
      settle (self);
      return;
    }

  begin_tiles (self->cards);
  begin_tiles (self->pills);
  begin_tiles (self->leaving);
  ouro_canvas_arrows_begin_glide (self->arrows);
  ouro_canvas_panes_begin_glide (self->panes);

  self->glide = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, GLIDE_MS,
                                         adw_callback_animation_target_new (glide_cb, self, NULL));
  g_signal_connect (self->glide, "done", G_CALLBACK (glide_done_cb), self);
  adw_animation_play (self->glide);
}

/* From scene to scene */

/* The tile of this key in the old scene, unless it is taken; else a new one. A pill never becomes a
 * card: their keys differ. */
static OuroCanvasTile *
take_tile (OuroCanvas *self,
           GHashTable *old,
           guint64     key,
           float       x,
           float       y)
{
  OuroCanvasTile *tile = g_hash_table_lookup (old, &key);

  if (tile != NULL && key != 0)
    {
      g_hash_table_remove (old, &key);
      return tile;
    }

  tile = ouro_canvas_tile_new (&self->look);
  tile->x = x;
  tile->y = y;
  gtk_widget_set_opacity (GTK_WIDGET (tile), 0);
  g_signal_connect_object (tile, "acted", G_CALLBACK (ouro_canvas_tile_acted_cb), self, 0);

  return tile;
}

static void
add_tile (OuroCanvas     *self,
          GPtrArray      *tiles,
          OuroCanvasTile *tile)
{
  tile->index = tiles->len;
  g_ptr_array_add (tiles, tile);
  if (!g_hash_table_contains (self->tiles, &tile->key))
    g_hash_table_insert (self->tiles, &tile->key, tile);
}

/* Assistive technology finds the tiles in the order of the scene. They are put in from the last to the
 * first because GTK tells it the index of each, which it counts from the front (GTK 4.8,
 * gtkatspicontext.c, get_index_in_parent): of 1,000 at once that would be half a million steps.
 * Returns the first one. */
static GtkWidget *
order_tiles (OuroCanvas *self,
             GPtrArray  *tiles,
             GtkWidget  *next)
{
  for (guint i = tiles->len; i-- > 0;)
    {
      GtkWidget *tile = g_ptr_array_index (tiles, i);

      if (gtk_widget_get_parent (tile) == NULL || gtk_widget_get_next_sibling (tile) != next)
        gtk_widget_insert_before (tile, GTK_WIDGET (self), next);
      next = tile;
    }

  return next;
}

/* What the new scene does not have goes to the front, out of the way of the order. */
static void
let_go (OuroCanvas *self,
        GPtrArray  *tiles,
        GHashTable *kept)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      OuroCanvasTile *tile = g_ptr_array_index (tiles, i);

      if (g_hash_table_contains (kept, tile))
        continue;
      if (gtk_widget_has_focus (GTK_WIDGET (tile)))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      ouro_canvas_tile_set_nothing (tile);
      g_ptr_array_add (self->leaving, tile);
      gtk_widget_insert_after (GTK_WIDGET (tile), GTK_WIDGET (self), NULL);
    }
}

static void
replace_tiles (OuroCanvas *self,
               OuroScene  *scene)
{
  g_autoptr (GPtrArray) old_cards = g_steal_pointer (&self->cards);
  g_autoptr (GPtrArray) old_pills = g_steal_pointer (&self->pills);
  g_autoptr (GHashTable) old = g_steal_pointer (&self->tiles);
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);

  self->cards = g_ptr_array_sized_new (scene->n_cards);
  self->pills = g_ptr_array_sized_new (scene->n_pills);
  self->tiles = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < scene->n_pills; i++)
    {
      const OuroPill *pill = &scene->pills[i];
      OuroCanvasTile *tile = take_tile (self, old, pill->key, pill->x, pill->y);

      ouro_canvas_tile_set_pill (tile, pill);
      g_hash_table_add (kept, tile);
      add_tile (self, self->pills, tile);
    }
  for (guint i = 0; i < scene->n_cards; i++)
    {
      const OuroCard *card = &scene->cards[i];
      OuroCanvasTile *tile = take_tile (self, old, card->key, card->x, card->y);

      ouro_canvas_tile_set_card (tile, card);
      g_hash_table_add (kept, tile);
      add_tile (self, self->cards, tile);
    }
  let_go (self, old_pills, kept);
  let_go (self, old_cards, kept);
  order_tiles (self, self->pills, order_tiles (self, self->cards, NULL));
}

void
ouro_canvas_set_scene (OuroCanvas *self,
                       OuroScene  *scene,
                       gboolean    animate)
{
  g_return_if_fail (OURO_IS_CANVAS (self));

  if (scene == NULL)
    scene = ouro_scene_new ();

  self->n_scenes++;
  ouro_canvas_forget_rest (self);
  replace_tiles (self, scene);
  ouro_canvas_arrows_set_scene (self->arrows, scene);
  ouro_canvas_panes_set_scene (self->panes, scene);
  ouro_scene_free (self->scene);
  self->scene = scene;

  ouro_canvas_update_adjustments (self);
  if (animate)
    ouro_canvas_begin_glide (self);
  else
    {
      drop_glide (self);
      settle (self);
    }
  if (ouro_canvas_get_tile (self, self->refer_from) == NULL)
    ouro_canvas_leave_reference (self);
  ouro_canvas_drop_lost_selection (self);
  ouro_canvas_update_marks (self);
  ouro_canvas_update_labels (self);
}

const OuroScene *
ouro_canvas_get_scene (OuroCanvas *self)
{
  g_return_val_if_fail (OURO_IS_CANVAS (self), NULL);

  return self->scene;
}
