/* ouro-canvas.c - the canvas: the widget itself */
#include "ouro-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum {
  PROP_0,
  PROP_SELECTED,
  PROP_ZOOM,
  PROP_STATUS,
  N_PROPS,

  /* Of GtkScrollable. */
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (OuroCanvas, ouro_canvas, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static GParamSpec *properties[N_PROPS];

/* How little of the canvas is of use. */
#define MIN_SIZE     120
#define NATURAL_SIZE 400

/* Allocation */

static void
ouro_canvas_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = NATURAL_SIZE;
}

/* What is out of sight is not drawn; what has the focus must stay mapped to keep it. */
static void
allocate_tile (OuroCanvas         *self,
               OuroCanvasTile     *tile,
               const GdkRectangle *seen)
{
  GtkWidget   *widget = GTK_WIDGET (tile);
  GdkRectangle area = ouro_canvas_get_tile_area (self, tile);
  gboolean     is_seen = gdk_rectangle_intersect (&area, seen, NULL) || gtk_widget_has_focus (widget);

  gtk_widget_set_child_visible (widget, is_seen);
  if (!is_seen)
    return;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (widget, area.width, area.height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (area.x, area.y)));
}

static void
allocate_tiles (OuroCanvas *self,
                GPtrArray  *tiles,
                int         width,
                int         height)
{
  int          margin = (int)ceil (OURO_CARD_MARGIN * self->look.zoom);
  GdkRectangle seen = { -margin, -margin, width + 2 * margin, height + 2 * margin };

  for (guint i = 0; i < tiles->len; i++)
    allocate_tile (self, g_ptr_array_index (tiles, i), &seen);
}

static void
ouro_canvas_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  OuroCanvas *self = OURO_CANVAS (widget);

  if (self->hadjustment != NULL && self->vadjustment != NULL &&
      (gtk_adjustment_get_page_size (self->hadjustment) != width ||
       gtk_adjustment_get_page_size (self->vadjustment) != height))
    {
      self->may_overscroll = FALSE;
      ouro_canvas_update_adjustments (self);
    }

  allocate_tiles (self, self->cards, width, height);
  allocate_tiles (self, self->pills, width, height);
  allocate_tiles (self, self->leaving, width, height);
}

/* Drawing */

static void
append_colour (OuroCanvas  *self,
               GtkSnapshot *snapshot,
               OuroRole     role,
               float        y,
               float        height)
{
  OuroColour colour = ouro_palette_get (self->look.theme, role);
  GdkRGBA    rgba = { colour.red, colour.green, colour.blue, 1 };

  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT (0, y, gtk_widget_get_width (GTK_WIDGET (self)), height));
}

static void
snapshot_panes (OuroCanvas  *self,
                GtkSnapshot *snapshot)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-ouro_canvas_get_offset_x (self), 0));
  ouro_canvas_panes_snapshot (self->panes, snapshot, gtk_widget_get_height (GTK_WIDGET (self)));
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_arrows (OuroCanvas  *self,
                 GtkSnapshot *snapshot,
                 gboolean     on_top)
{
  graphene_rect_t seen = ouro_canvas_get_seen (self);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-ouro_canvas_get_offset_x (self),
                                                          -ouro_canvas_get_offset_y (self)));
  ouro_canvas_arrows_snapshot (self->arrows, snapshot, &seen, on_top);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_tiles (OuroCanvas  *self,
                GtkSnapshot *snapshot,
                GPtrArray   *tiles)
{
  for (guint i = 0; i < tiles->len; i++)
    gtk_widget_snapshot_child (GTK_WIDGET (self), g_ptr_array_index (tiles, i), snapshot);
}

/* What was scrolled up goes under the heads of the panes. */
static void
snapshot_heads (OuroCanvas  *self,
                GtkSnapshot *snapshot)
{
  int height = ouro_canvas_panes_get_head_height (self->panes);

  if (ouro_canvas_get_offset_y (self) <= 0 || height == 0)
    return;

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)), height));
  append_colour (self, snapshot, OURO_ROLE_GROUND, 0, height);
  snapshot_panes (self, snapshot);
  append_colour (self, snapshot, OURO_ROLE_LINE, height - 1, 1);
  gtk_snapshot_pop (snapshot);
}

static void
ouro_canvas_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  OuroCanvas *self = OURO_CANVAS (widget);

  append_colour (self, snapshot, OURO_ROLE_GROUND, 0, gtk_widget_get_height (widget));
  snapshot_panes (self, snapshot);
  snapshot_arrows (self, snapshot, FALSE);
  snapshot_tiles (self, snapshot, self->leaving);
  snapshot_tiles (self, snapshot, self->cards);
  snapshot_tiles (self, snapshot, self->pills);
  snapshot_arrows (self, snapshot, TRUE);
  ouro_canvas_snapshot_overlay (self, snapshot);
  snapshot_heads (self, snapshot);
}

/* Focus */

static gboolean
ouro_canvas_focus (GtkWidget       *widget,
                   GtkDirectionType direction)
{
  return ouro_canvas_move_focus (OURO_CANVAS (widget), direction);
}

/* The object */

static void
ouro_canvas_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  OuroCanvas *self = OURO_CANVAS (object);

  switch (id)
    {
    case PROP_SELECTED:
      g_value_set_uint64 (value, ouro_canvas_get_selected (self));
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->look.zoom);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ouro_canvas_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  OuroCanvas *self = OURO_CANVAS (object);

  switch (id)
    {
    case PROP_SELECTED:
      ouro_canvas_set_selected (self, g_value_get_uint64 (value));
      break;
    case PROP_ZOOM:
      ouro_canvas_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_HADJUSTMENT:
      ouro_canvas_set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      ouro_canvas_set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ouro_canvas_dispose (GObject *object)
{
  OuroCanvas *self = OURO_CANVAS (object);
  GtkWidget  *child;

  g_clear_handle_id (&self->hands.rest_source, g_source_remove);
  if (self->glide != NULL)
    g_signal_handlers_disconnect_by_data (self->glide, self);
  g_clear_object (&self->glide);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->hadjustment, self);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);

  g_ptr_array_set_size (self->cards, 0);
  g_ptr_array_set_size (self->pills, 0);
  g_ptr_array_set_size (self->leaving, 0);
  g_hash_table_remove_all (self->tiles);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ouro_canvas_parent_class)->dispose (object);
}

static void
ouro_canvas_finalize (GObject *object)
{
  OuroCanvas *self = OURO_CANVAS (object);

  ouro_canvas_arrows_free (self->arrows);
  ouro_canvas_panes_free (self->panes);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->pills);
  g_ptr_array_unref (self->leaving);
  g_hash_table_unref (self->tiles);
  g_array_unref (self->walk);
  ouro_scene_free (self->scene);
  ouro_painter_free (self->look.painter);
  ouro_canvas_item_free (self->selection);
  g_free (self->status);

  G_OBJECT_CLASS (ouro_canvas_parent_class)->finalize (object);
}

static void
add_properties (GObjectClass *object_class)
{
  properties[PROP_SELECTED] =
    g_param_spec_uint64 ("selected", NULL, NULL, 0, G_MAXUINT64, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, OURO_CANVAS_MIN_ZOOM, OURO_CANVAS_MAX_ZOOM, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
add_signals (GType type)
{
  const GSignalFlags last = G_SIGNAL_RUN_LAST;

  g_signal_new ("selection-changed", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("activate-card", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  g_signal_new ("fold-activated", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  g_signal_new ("reference-requested", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                G_TYPE_UINT64, G_TYPE_INT, G_TYPE_UINT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("pill-reference-requested", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                G_TYPE_STRING, G_TYPE_UINT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("card-moved", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT64,
                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("delete-requested", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("rename-requested", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("context-menu", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                OURO_TYPE_CANVAS_ITEM, GDK_TYPE_RECTANGLE);
}

static void
ouro_canvas_class_init (OuroCanvasClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ouro_canvas_get_property;
  object_class->set_property = ouro_canvas_set_property;
  object_class->dispose = ouro_canvas_dispose;
  object_class->finalize = ouro_canvas_finalize;

  widget_class->measure = ouro_canvas_measure;
  widget_class->size_allocate = ouro_canvas_size_allocate;
  widget_class->snapshot = ouro_canvas_snapshot;
  widget_class->focus = ouro_canvas_focus;

  add_properties (object_class);
  add_signals (G_TYPE_FROM_CLASS (klass));
  ouro_canvas_class_add_keys (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "canvas");
}

static void
ouro_canvas_init (OuroCanvas *self)
{
  const OuroCanvasItem none = { .slot = -1 };

  self->scene = ouro_scene_new ();
  self->look = (OuroCanvasLook){ ouro_painter_new (), OURO_THEME_LIGHT, 1 };
  self->cards = g_ptr_array_new ();
  self->pills = g_ptr_array_new ();
  self->leaving = g_ptr_array_new ();
  self->tiles = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->arrows = ouro_canvas_arrows_new (&self->look);
  self->panes = ouro_canvas_panes_new (&self->look);
  self->selection = ouro_canvas_item_copy (&none);
  self->walk = g_array_new (FALSE, FALSE, sizeof (OuroCanvasStep));

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Objects and references"), -1);
  ouro_canvas_add_pointer (self);
  ouro_canvas_add_keys (self);
}

GtkWidget *
ouro_canvas_new (void)
{
  return g_object_new (OURO_TYPE_CANVAS, NULL);
}

const char *
ouro_canvas_get_status (OuroCanvas *self)
{
  g_return_val_if_fail (OURO_IS_CANVAS (self), NULL);

  return self->status;
}

void
ouro_canvas_set_status (OuroCanvas *self,
                        const char *status)
{
  if (g_strcmp0 (self->status, status) == 0)
    return;

  g_free (self->status);
  self->status = g_strdup (status);
  if (status != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, status, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

OuroCanvasTile *
ouro_canvas_get_tile (OuroCanvas *self,
                      guint64     key)
{
  return key != 0 ? g_hash_table_lookup (self->tiles, &key) : NULL;
}
