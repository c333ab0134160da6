/* ouro-canvas-overlay.c - the canvas: what is drawn for hands: rubber arrow, target, grip */
#include "ouro-canvas-private.h"

#include "ouro-layout.h"

/* The grip stands above the card; it does not grow with the zoom, hands do not either. */
#define GRIP_WIDTH  36
#define GRIP_HEIGHT 14
#define GRIP_DOT    1.5f
#define GRIP_STEP   6

/* How much of the accent lies over the card that a reference would reach. */
#define TARGET_ALPHA  0.16f
#define CARD_RADIUS   8.0f
#define POINTER_WIDTH 2.0f

static GdkRGBA
get_colour (OuroCanvas *self,
            OuroRole    role,
            float       alpha)
{
  OuroColour colour = ouro_palette_get (self->look.theme, role);

  return (GdkRGBA){ colour.red, colour.green, colour.blue, alpha };
}

GdkRectangle
ouro_canvas_get_grip_area (OuroCanvas     *self,
                           OuroCanvasTile *tile)
{
  GdkRectangle area = ouro_canvas_get_tile_area (self, tile);

  return (GdkRectangle){ area.x + (area.width - GRIP_WIDTH) / 2, area.y - GRIP_HEIGHT, GRIP_WIDTH,
                         GRIP_HEIGHT };
}

static void
append_round (GtkSnapshot *snapshot,
              float        x,
              float        y,
              float        width,
              float        height,
              float        radius,
              GdkRGBA      colour)
{
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &colour, &box.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Two rows of three dots on a tab. */
static void
snapshot_grip (OuroCanvas     *self,
               GtkSnapshot    *snapshot,
               OuroCanvasTile *tile)
{
  GdkRectangle area = ouro_canvas_get_grip_area (self, tile);
  GdkRGBA      dot = get_colour (self, OURO_ROLE_DIM, 1);

  append_round (snapshot, area.x, area.y, area.width, area.height, 6,
                get_colour (self, OURO_ROLE_LINE, 1));
  for (int i = 0; i < 6; i++)
    append_round (snapshot,
                  area.x + area.width / 2.0f + (i % 3 - 1) * GRIP_STEP - GRIP_DOT,
                  area.y + area.height / 2.0f + (i / 3 - 0.5f) * GRIP_STEP - GRIP_DOT,
                  2 * GRIP_DOT, 2 * GRIP_DOT, GRIP_DOT, dot);
}

static void
snapshot_target (OuroCanvas     *self,
                 GtkSnapshot    *snapshot,
                 OuroCanvasTile *tile)
{
  GdkRectangle area = ouro_canvas_get_tile_area (self, tile);

  append_round (snapshot, area.x, area.y, area.width, area.height,
                MIN (CARD_RADIUS * self->look.zoom, area.height / 2.0f),
                get_colour (self, OURO_ROLE_ACCENT, TARGET_ALPHA));
}

static OuroLayoutBox
get_box (OuroCanvasTile *tile)
{
  return (OuroLayoutBox){ tile->x, tile->y, tile->width, tile->height };
}

/* Our own curve from the source to a box: the target, or the pointer. */
static OuroArrow
make_rubber (OuroCanvas     *self,
             OuroCanvasTile *from,
             OuroCanvasTile *to,
             OuroLayoutBox   box)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (2, 1);
  gboolean  to_itself = from == to;
  OuroArrow arrow = {
    .marks = OURO_MARK_CHANGED,
    .family = from->card != NULL ? from->card->family : to != NULL && to->card != NULL ? to->card->family
                                                                                       : OURO_FAMILY_ATOM,
  };
  OuroPoint start = { from->width, from->height / 2 };

  if (from->card != NULL)
    start = ouro_painter_get_slot_start (self->look.painter, from->card, self->hands.slot);
  graph->boxes[0] = get_box (from);
  graph->boxes[1] = box;
  graph->arrows[0] = (OuroLayoutArrow){ .from = 0, .to = to_itself ? 0 : 1, .start = { start.x, start.y } };
  if (!ouro_layout_graph_is_sound (graph))
    return arrow;

  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  arrow.n_points = graph->arrows[0].n;
  arrow.points = g_new (OuroPoint, arrow.n_points);
  for (guint i = 0; i < arrow.n_points; i++)
    {
      OuroLayoutPoint point = graph->points[graph->arrows[0].first + i];

      arrow.points[i] = (OuroPoint){ point.x, point.y };
    }

  return arrow;
}

static void
snapshot_rubber (OuroCanvas     *self,
                 GtkSnapshot    *snapshot,
                 OuroCanvasTile *from,
                 OuroCanvasTile *to)
{
  OuroLayoutBox box = { .width = POINTER_WIDTH, .height = POINTER_WIDTH };
  OuroArrow     arrow;
  double        x, y;

  ouro_canvas_get_scene_point (self, self->hands.x, self->hands.y, &x, &y);
  box.x = x - POINTER_WIDTH / 2;
  box.y = y - POINTER_WIDTH / 2;
  arrow = make_rubber (self, from, to, to != NULL ? get_box (to) : box);
  if (arrow.n_points > 0)
    {
      GskRenderNode *node = ouro_canvas_arrow_draw (&self->look, &arrow);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-ouro_canvas_get_offset_x (self),
                                                              -ouro_canvas_get_offset_y (self)));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
      gsk_render_node_unref (node);
    }
  ouro_arrow_clear (&arrow);
}

/* Round the whole canvas, when it has the focus itself and keys are in use. */
static void
snapshot_focus (OuroCanvas  *self,
                GtkSnapshot *snapshot)
{
  GtkWidget     *widget = GTK_WIDGET (self);
  GtkRoot       *root = gtk_widget_get_root (widget);
  int            width = gtk_widget_get_width (widget);
  int            height = gtk_widget_get_height (widget);
  GdkRGBA        colour = get_colour (self, OURO_ROLE_ACCENT, 1);
  GskRoundedRect border;

  if (!gtk_widget_has_focus (widget) || !GTK_IS_WINDOW (root) ||
      !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    return;

  gsk_rounded_rect_init_from_rect (&border, &GRAPHENE_RECT_INIT (0, 0, width, height), 0);
  gtk_snapshot_append_border (snapshot, &border, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
}

void
ouro_canvas_snapshot_overlay (OuroCanvas  *self,
                              GtkSnapshot *snapshot)
{
  OuroCanvasTile *target = ouro_canvas_get_tile (self, self->hands.target);
  OuroCanvasTile *hover = ouro_canvas_get_tile (self, self->hands.hover);
  OuroCanvasTile *pressed = ouro_canvas_get_tile (self, self->hands.key);

  snapshot_focus (self, snapshot);
  if (target != NULL)
    snapshot_target (self, snapshot, target);
  if (self->hands.drag_kind == OURO_CANVAS_DRAG_REFER && pressed != NULL)
    snapshot_rubber (self, snapshot, pressed, target);
  else if (self->hands.drag_kind == OURO_CANVAS_DRAG_NONE && hover != NULL && hover->card != NULL)
    snapshot_grip (self, snapshot, hover);
}
