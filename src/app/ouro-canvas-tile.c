/* ouro-canvas-tile.c - a card or a name on the canvas, as a light widget */
#include "ouro-canvas-tile.h"

G_DEFINE_FINAL_TYPE (OuroCanvasTile, ouro_canvas_tile, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ACTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* For assistive technology; their names are what it reads out. */
static const struct
{
  const char       *name;
  OuroCanvasTileAct act;
} acts[] = {
  { "card.select", OURO_CANVAS_TILE_SELECT },
  { "card.activate", OURO_CANVAS_TILE_ACTIVATE },
  { "card.make-reference", OURO_CANVAS_TILE_REFER },
  { "card.delete", OURO_CANVAS_TILE_DELETE },
  { "card.open-menu", OURO_CANVAS_TILE_MENU },
};

/* Does it look the same? */

static gboolean
slots_look_the_same (const OuroCard *a,
                     const OuroCard *b)
{
  if (a->n_slots != b->n_slots)
    return FALSE;

  for (guint i = 0; i < a->n_slots; i++)
    if (a->slots[i].changed != b->slots[i].changed ||
        g_strcmp0 (a->slots[i].label, b->slots[i].label) != 0 ||
        g_strcmp0 (a->slots[i].value, b->slots[i].value) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
cards_look_the_same (const OuroCard *a,
                     const OuroCard *b)
{
  return a->family == b->family && a->marks == b->marks &&
         a->width == b->width && a->height == b->height &&
         g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->subtitle, b->subtitle) == 0 &&
         g_strcmp0 (a->badge, b->badge) == 0 &&
         g_strcmp0 (a->note, b->note) == 0 &&
         g_strcmp0 (a->fold, b->fold) == 0 &&
         slots_look_the_same (a, b);
}

static gboolean
pills_look_the_same (const OuroPill *a,
                     const OuroPill *b)
{
  return a->marks == b->marks && a->width == b->width && a->height == b->height &&
         g_strcmp0 (a->name, b->name) == 0;
}

/* Drawing */

/* The selection is the canvas' own: the scene's mark of it is left out. */
static OuroMarks
get_marks (OuroCanvasTile *self,
           OuroMarks       marks)
{
  return (marks & ~OURO_MARK_SELECTED) | self->added;
}

static GskRenderNode *
draw (OuroCanvasTile *self)
{
  float           zoom = self->look->zoom;
  float           margin = OURO_CARD_MARGIN * zoom;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-margin, -margin, self->width * zoom + 2 * margin,
                                               self->height * zoom + 2 * margin);
  GskRenderNode  *node = gsk_cairo_node_new (&bounds);
  cairo_t        *cr = gsk_cairo_node_get_draw_context (node);

  if (self->card != NULL)
    {
      OuroCard card = *self->card;

      card.marks = get_marks (self, card.marks);
      ouro_painter_draw_card (self->look->painter, cr, &card);
    }
  else if (self->pill != NULL)
    {
      OuroPill pill = *self->pill;

      pill.marks = get_marks (self, pill.marks);
      ouro_painter_draw_pill (self->look->painter, cr, &pill);
    }
  cairo_destroy (cr);

  return node;
}

static void
ouro_canvas_tile_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  OuroCanvasTile *self = OURO_CANVAS_TILE (widget);

  if (self->node == NULL)
    self->node = draw (self);
  gtk_snapshot_append_node (snapshot, self->node);
}

static void
acted (GtkWidget  *widget,
       const char *action_name,
       GVariant   *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (action_name, acts[i].name))
      g_signal_emit (widget, signals[SIGNAL_ACTED], 0, (int)acts[i].act);
}

static void
ouro_canvas_tile_finalize (GObject *object)
{
  OuroCanvasTile *self = OURO_CANVAS_TILE (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->hint, g_free);

  G_OBJECT_CLASS (ouro_canvas_tile_parent_class)->finalize (object);
}

static void
ouro_canvas_tile_class_init (OuroCanvasTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ouro_canvas_tile_finalize;
  widget_class->snapshot = ouro_canvas_tile_snapshot;

  signals[SIGNAL_ACTED] =
    g_signal_new ("acted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].name, NULL, acted);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_css_name (widget_class, "canvas-tile");
}

static void
ouro_canvas_tile_init (OuroCanvasTile *self)
{
  self->index = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
}

OuroCanvasTile *
ouro_canvas_tile_new (const OuroCanvasLook *look)
{
  OuroCanvasTile *self = g_object_new (OURO_TYPE_CANVAS_TILE, NULL);

  self->look = look;

  return self;
}

void
ouro_canvas_tile_set_card (OuroCanvasTile *self,
                           const OuroCard *card)
{
  gboolean same = self->card != NULL && cards_look_the_same (self->card, card);

  self->card = card;
  self->pill = NULL;
  self->key = card->key;
  self->width = card->width;
  self->height = card->height;
  self->to_x = card->x;
  self->to_y = card->y;
  if (!same)
    ouro_canvas_tile_redraw (self);
}

void
ouro_canvas_tile_set_pill (OuroCanvasTile *self,
                           const OuroPill *pill)
{
  gboolean same = self->pill != NULL && pills_look_the_same (self->pill, pill);

  self->pill = pill;
  self->card = NULL;
  self->key = pill->key;
  self->width = pill->width;
  self->height = pill->height;
  self->to_x = pill->x;
  self->to_y = pill->y;
  if (!same)
    ouro_canvas_tile_redraw (self);
}

void
ouro_canvas_tile_set_nothing (OuroCanvasTile *self)
{
  if (self->node == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->node = draw (self);

  self->card = NULL;
  self->pill = NULL;
  self->index = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

void
ouro_canvas_tile_set_added_marks (OuroCanvasTile *self,
                                  OuroMarks       added)
{
  gboolean was_selected = (self->added & OURO_MARK_SELECTED) != 0;
  gboolean is_selected = (added & OURO_MARK_SELECTED) != 0;

  if (self->added == added)
    return;

  self->added = added;
  if (was_selected != is_selected)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                                 GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
  ouro_canvas_tile_redraw (self);
}

void
ouro_canvas_tile_redraw (OuroCanvasTile *self)
{
  /* What is leaving has nothing left to be drawn from. */
  if (self->card == NULL && self->pill == NULL)
    return;

  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ouro_canvas_tile_set_label (OuroCanvasTile *self,
                            const char     *label)
{
  if (g_strcmp0 (self->label, label) == 0)
    return;

  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
ouro_canvas_tile_set_hint (OuroCanvasTile *self,
                           const char     *hint)
{
  if (g_strcmp0 (self->hint, hint) == 0)
    return;

  g_free (self->hint);
  self->hint = g_strdup (hint);
  if (hint != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

gboolean
ouro_canvas_tile_contains (OuroCanvasTile *self,
                           double          x,
                           double          y)
{
  return x >= self->x && x < self->x + self->width &&
         y >= self->y && y < self->y + self->height;
}
