/* ouro-canvas-selection.c - the canvas: what is selected and lit, and the words for assistive technology */
#include "ouro-canvas-private.h"

#include <glib/gi18n-lib.h>

/* Arrows and their ends */

guint64
ouro_canvas_get_arrow_from (OuroCanvas      *self,
                            const OuroArrow *arrow)
{
  const OuroScene *scene = self->scene;

  if (arrow->from_pill >= 0)
    return (guint)arrow->from_pill < scene->n_pills ? scene->pills[arrow->from_pill].key : 0;

  return arrow->from_card >= 0 && (guint)arrow->from_card < scene->n_cards ? scene->cards[arrow->from_card].key : 0;
}

guint64
ouro_canvas_get_arrow_to (OuroCanvas      *self,
                          const OuroArrow *arrow)
{
  const OuroScene *scene = self->scene;

  return arrow->to_card >= 0 && (guint)arrow->to_card < scene->n_cards ? scene->cards[arrow->to_card].key : 0;
}

int
ouro_canvas_find_arrow (OuroCanvas           *self,
                        const OuroCanvasItem *item)
{
  if (item->kind != OURO_CANVAS_ITEM_ARROW)
    return -1;

  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];

      if (ouro_canvas_get_arrow_from (self, arrow) == item->key && arrow->from_slot == item->slot &&
          ouro_canvas_get_arrow_to (self, arrow) == item->to)
        return i;
    }

  return -1;
}

/* Marks */

/* The tiles that stay lit while the pointer rests on one: itself, what it holds, what holds it. */
static GHashTable *
find_neighbours (OuroCanvas *self,
                 guint64     key)
{
  GHashTable *found = g_hash_table_new (NULL, NULL);

  g_hash_table_add (found, ouro_canvas_get_tile (self, key));
  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];
      guint64          from = ouro_canvas_get_arrow_from (self, arrow);
      guint64          to = ouro_canvas_get_arrow_to (self, arrow);

      if (from == key || to == key)
        g_hash_table_add (found, ouro_canvas_get_tile (self, from == key ? to : from));
    }

  return found;
}

static void
mark_tiles (OuroCanvas *self,
            GPtrArray  *tiles,
            GHashTable *lit)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      OuroCanvasTile *tile = g_ptr_array_index (tiles, i);
      gboolean        is_selected = tile->key != 0 && tile->key == ouro_canvas_get_selected (self);
      OuroMarks       marks = OURO_MARK_NONE;

      if (is_selected || (tile->key != 0 && tile->key == self->hands.target))
        marks |= OURO_MARK_SELECTED;
      if (lit != NULL && !g_hash_table_contains (lit, tile))
        marks |= OURO_MARK_FADED;
      ouro_canvas_tile_set_added_marks (tile, marks);
    }
}

static void
mark_arrows (OuroCanvas *self,
             guint64     lit)
{
  int selected = ouro_canvas_find_arrow (self, self->selection);

  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];
      gboolean         is_lit = ouro_canvas_get_arrow_from (self, arrow) == lit ||
                        ouro_canvas_get_arrow_to (self, arrow) == lit;
      OuroMarks marks = (int)i == selected ? OURO_MARK_SELECTED : OURO_MARK_NONE;

      if (lit != 0)
        marks |= is_lit ? OURO_MARK_CHANGED : OURO_MARK_FADED;
      ouro_canvas_arrows_set_added_marks (self->arrows, i, marks);
    }
}

void
ouro_canvas_update_marks (OuroCanvas *self)
{
  guint64 lit = ouro_canvas_get_tile (self, self->hands.lit) != NULL ? self->hands.lit : 0;
  g_autoptr (GHashTable) neighbours = lit != 0 ? find_neighbours (self, lit) : NULL;

  mark_tiles (self, self->cards, neighbours);
  mark_tiles (self, self->pills, neighbours);
  mark_arrows (self, lit);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Selection */

/* The focus stays at the card while its arrows are selected one by one, so the status says which. */
static void
say_arrow (OuroCanvas *self)
{
  OuroCanvasTile  *from = ouro_canvas_get_tile (self, self->selection->key);
  OuroCanvasTile  *to = ouro_canvas_get_tile (self, self->selection->to);
  g_autofree char *from_title = NULL, *to_title = NULL, *status = NULL;

  if (ouro_canvas_is_referring (self))
    return;

  if (self->selection->kind == OURO_CANVAS_ITEM_ARROW && from != NULL && to != NULL)
    {
      from_title = ouro_canvas_dup_title (from);
      to_title = ouro_canvas_dup_title (to);
      status = g_strdup_printf (_("Reference from %s to %s"), from_title, to_title);
    }
  ouro_canvas_set_status (self, status);
}

static void
take_selection (OuroCanvas     *self,
                OuroCanvasItem *item)
{
  guint64 before = ouro_canvas_get_selected (self);

  if (ouro_canvas_item_equal (self->selection, item))
    {
      ouro_canvas_item_free (item);
      return;
    }

  ouro_canvas_item_free (self->selection);
  self->selection = item;
  ouro_canvas_update_marks (self);
  say_arrow (self);
  if (ouro_canvas_get_selected (self) != before)
    g_object_notify (G_OBJECT (self), "selected");
  g_signal_emit_by_name (self, "selection-changed");
}

/* The same thing by what is shown now; of kind NONE when it is not there. */
static OuroCanvasItem *
find_item (OuroCanvas           *self,
           const OuroCanvasItem *item)
{
  OuroCanvasItem  none = { .slot = -1 };
  OuroCanvasTile *tile = ouro_canvas_get_tile (self, item->key);

  if (item->kind == OURO_CANVAS_ITEM_NONE || tile == NULL ||
      (item->kind == OURO_CANVAS_ITEM_ARROW && ouro_canvas_find_arrow (self, item) < 0))
    return ouro_canvas_item_copy (&none);

  none.kind = item->kind;
  if (item->kind != OURO_CANVAS_ITEM_ARROW)
    none.kind = tile->pill != NULL ? OURO_CANVAS_ITEM_PILL : OURO_CANVAS_ITEM_CARD;
  none.key = item->key;
  none.slot = item->slot;
  none.to = item->kind == OURO_CANVAS_ITEM_ARROW ? item->to : 0;
  none.name = tile->pill != NULL ? tile->pill->name : NULL;

  return ouro_canvas_item_copy (&none);
}

const OuroCanvasItem *
ouro_canvas_get_selection (OuroCanvas *self)
{
  g_return_val_if_fail (OURO_IS_CANVAS (self), NULL);

  return self->selection;
}

void
ouro_canvas_select (OuroCanvas           *self,
                    const OuroCanvasItem *item)
{
  g_return_if_fail (OURO_IS_CANVAS (self));
  g_return_if_fail (item != NULL);

  take_selection (self, find_item (self, item));
}

guint64
ouro_canvas_get_selected (OuroCanvas *self)
{
  g_return_val_if_fail (OURO_IS_CANVAS (self), 0);

  if (self->selection->kind == OURO_CANVAS_ITEM_CARD || self->selection->kind == OURO_CANVAS_ITEM_PILL)
    return self->selection->key;

  return 0;
}

void
ouro_canvas_set_selected (OuroCanvas *self,
                          guint64     key)
{
  OuroCanvasItem item = { OURO_CANVAS_ITEM_CARD, key, -1, NULL, 0 };

  g_return_if_fail (OURO_IS_CANVAS (self));

  ouro_canvas_select (self, &item);
}

void
ouro_canvas_select_tile (OuroCanvas     *self,
                         OuroCanvasTile *tile,
                         int             slot)
{
  OuroCanvasItem item = { OURO_CANVAS_ITEM_CARD, tile != NULL ? tile->key : 0, slot, NULL, 0 };

  ouro_canvas_select (self, &item);
}

void
ouro_canvas_select_arrow (OuroCanvas *self,
                          guint       arrow)
{
  const OuroArrow *selected = &self->scene->arrows[arrow];
  OuroCanvasItem   item = {
      OURO_CANVAS_ITEM_ARROW,
      ouro_canvas_get_arrow_from (self, selected),
      selected->from_slot,
      NULL,
      ouro_canvas_get_arrow_to (self, selected),
  };

  ouro_canvas_select (self, &item);
}

void
ouro_canvas_drop_lost_selection (OuroCanvas *self)
{
  take_selection (self, find_item (self, self->selection));
}

/* Words */

/* "x, name of list" */
static char *
dup_pill_label (OuroCanvas *self,
                guint       pill)
{
  const char *name = self->scene->pills[pill].name;

  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];

      if (arrow->from_pill == (int)pill && !(arrow->marks & OURO_MARK_GHOST) && arrow->to_card >= 0 &&
          (guint)arrow->to_card < self->scene->n_cards)
        return g_strdup_printf (_("%s, name of %s"), name, self->scene->cards[arrow->to_card].title);
    }

  if (self->scene->pills[pill].marks & OURO_MARK_GHOST)
    return g_strdup_printf (_("%s, name deleted in this step"), name);

  return g_strdup_printf (_("%s, name"), name);
}

void
ouro_canvas_update_labels (OuroCanvas *self)
{
  for (guint i = 0; i < self->pills->len; i++)
    {
      g_autofree char *label = dup_pill_label (self, i);

      ouro_canvas_tile_set_label (g_ptr_array_index (self->pills, i), label);
    }
  for (guint i = 0; i < self->cards->len; i++)
    {
      g_autofree char *label = ouro_scene_dup_card_description (self->scene, i);

      ouro_canvas_tile_set_label (g_ptr_array_index (self->cards, i), label);
    }
}
