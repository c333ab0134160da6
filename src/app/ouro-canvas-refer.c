/* ouro-canvas-refer.c - the canvas: making references
 *
 * Hands drag; the keyboard, and hands that cannot drag, use the reference mode: say where from, go to
 * the target, make it. What is going on is said in the status.
 */
#include "ouro-canvas-private.h"

#include <glib/gi18n-lib.h>

/* Python's words may be any bytes, and long. */
#define MAX_TITLE 40

/* What people call a card or a name. */
char *
ouro_canvas_dup_title (OuroCanvasTile *tile)
{
  const char      *title = tile->pill != NULL ? tile->pill->name : tile->card->title;
  g_autofree char *valid = g_utf8_make_valid (title != NULL ? title : "", -1);

  if (g_utf8_strlen (valid, -1) <= MAX_TITLE)
    return g_steal_pointer (&valid);

  return g_utf8_substring (valid, 0, MAX_TITLE);
}

gboolean
ouro_canvas_is_referring (OuroCanvas *self)
{
  return self->refer_from != 0;
}

gboolean
ouro_canvas_begin_reference (OuroCanvas *self)
{
  OuroCanvasTile  *tile;
  g_autofree char *title = NULL;
  g_autofree char *status = NULL;

  g_return_val_if_fail (OURO_IS_CANVAS (self), FALSE);

  tile = ouro_canvas_get_tile (self, ouro_canvas_get_selected (self));
  if (tile == NULL)
    return FALSE;

  ouro_canvas_cancel_drag (self);
  self->refer_from = tile->key;
  title = ouro_canvas_dup_title (tile);
  status = g_strdup_printf (_("Reference from %s: go to its target with the arrow keys or Tab and "
                              "press Enter, or click it. Escape leaves."),
                               title);
  ouro_canvas_focus_tile (self, tile);
  ouro_canvas_set_status (self, status);

  return TRUE;
}

void
ouro_canvas_leave_reference (OuroCanvas *self)
{
  if (self->refer_from == 0)
    return;

  ouro_canvas_show_target (self, NULL);
  self->refer_from = 0;
  ouro_canvas_set_status (self, NULL);
}

/* Light the target of a reference in the making, and say so; NULL for none. */
void
ouro_canvas_show_target (OuroCanvas     *self,
                         OuroCanvasTile *tile)
{
  OuroCanvasTile *before = ouro_canvas_get_tile (self, self->hands.target);
  guint64         key = tile != NULL ? tile->key : 0;

  if (self->hands.target == key)
    return;

  if (before != NULL)
    ouro_canvas_tile_set_hint (before, NULL);
  self->hands.target = key;
  if (tile != NULL)
    ouro_canvas_tile_set_hint (tile, _("Target of the reference; Enter makes it, Escape leaves"));
  ouro_canvas_update_marks (self);
}

/* From a card or a pill, which says what is asked for. */
void
ouro_canvas_request_reference (OuroCanvas *self,
                               guint64     from,
                               int         slot,
                               guint64     to,
                               double      x,
                               double      y)
{
  OuroCanvasTile *tile = ouro_canvas_get_tile (self, from);

  if (tile == NULL)
    return;

  if (tile->card != NULL)
    g_signal_emit_by_name (self, "reference-requested", from, slot, to, x, y);
  else if (to != 0)
    g_signal_emit_by_name (self, "pill-reference-requested", tile->pill->name, to, x, y);
}

void
ouro_canvas_refer_to (OuroCanvas     *self,
                      OuroCanvasTile *tile)
{
  guint64      from = self->refer_from;
  guint64      to = tile->key;
  GdkRectangle area = ouro_canvas_get_tile_area (self, tile);

  if (tile->card == NULL)
    return;

  ouro_canvas_leave_reference (self);
  ouro_canvas_request_reference (self, from, -1, to, area.x + area.width / 2.0,
                                 area.y + area.height / 2.0);
}
