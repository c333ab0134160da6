/* ouro-stage-view.c - the run's moment on the canvas
 *
 * Each moment is built twice at most: at once with simple curves, and again when the routes for it have come. Questions about a
 * moment that is no longer shown are cancelled.
 */

#include "ouro-stage-view.h"

#include <glib/gi18n-lib.h>

#include "ouro-places.h"

/* Smaller letters are no pleasure to read. */
#define MIN_FIRST_ZOOM 0.8

struct _OuroStageView
{
  GtkWidget parent_instance;

  OuroCanvas *canvas;
  GtkWidget  *hint;
  GtkLabel   *hint_title;
  GtkLabel   *hint_text;
  GtkButton  *zoom_button;

  OuroSession     *session;
  OuroStage       *stage; /* NULL before the first run */
  OuroLayout      *layout;
  GCancellable    *asking; /* for routes of the moment that is shown */
  OuroLayoutGraph *routes; /* of the moment that is shown, when they have come */
  GCancellable    *tidying;
  guint            fit_source;
  gboolean         fits_next;
};

G_DEFINE_FINAL_TYPE (OuroStageView, ouro_stage_view, GTK_TYPE_WIDGET)

/* Showing ----------------------------------------------------------------------------------- */

static void
stop_asking (OuroStageView *self)
{
  g_clear_pointer (&self->routes, ouro_layout_graph_free);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static gboolean
is_empty (const OuroScene *scene)
{
  return scene->n_cards == 0 && scene->n_pills == 0;
}

static void
update_hint (OuroStageView   *self,
             const OuroScene *scene)
{
  OuroRun   *run = ouro_session_get_run (self->session);
  OuroCursor cursor = ouro_run_get_cursor (run);

  gtk_widget_set_visible (self->hint, is_empty (scene));
  if (!is_empty (scene))
    return;

  if (ouro_run_get_n_statements (run) == 0)
    {
      gtk_label_set_text (self->hint_title, _("An empty memory"));
      gtk_label_set_text (self->hint_text, _("Press “list” to make the first object, or type Python on the left. "
                                             "Drag from one object to another to make a reference."));
    }
  else if (cursor.position == 0 && cursor.event == 0)
    {
      gtk_label_set_text (self->hint_title, _("The program has not begun"));
      gtk_label_set_text (self->hint_text, _("Press F10 to run one statement, or F5 to play. Ctrl+N begins with an empty memory."));
    }
  else
    {
      gtk_label_set_text (self->hint_title, _("Nothing here"));
      gtk_label_set_text (self->hint_text, _("No object and no name of the program is in memory at this moment."));
    }
}

static void
take_route_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (OuroStageView) self = OURO_STAGE_VIEW (data);
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_solve_finish (OURO_LAYOUT (source), result, NULL);
  OuroScene *scene;

  /* NULL: another moment is shown by now. */
  if (graph == NULL || self->stage == NULL || self->asking == NULL)
    return;

  g_clear_object (&self->asking);
  scene = ouro_stage_build (self->stage);
  if (!ouro_stage_take_route (self->stage, scene, graph))
    {
      ouro_scene_free (scene);
      return;
    }

  self->routes = g_steal_pointer (&graph);
  ouro_canvas_set_scene (self->canvas, scene, TRUE);
}

static void
ask_for_routes (OuroStageView   *self,
                const OuroScene *scene)
{
  if (scene->n_arrows == 0)
    return;

  self->asking = g_cancellable_new ();
  ouro_layout_solve_async (self->layout, OURO_LAYOUT_ROUTE, ouro_stage_prepare_route (self->stage, scene),
                           self->asking, take_route_cb, g_object_ref (self));
}

static void
show_moment (OuroStageView *self,
             gboolean       animate)
{
  OuroScene *scene;

  stop_asking (self);
  if (self->stage == NULL)
    return;

  scene = ouro_stage_build (self->stage);
  update_hint (self, scene);
  ask_for_routes (self, scene);
  ouro_canvas_set_scene (self->canvas, scene, animate);
}

/* When the canvas has its size. */
static gboolean
fit_cb (gpointer data)
{
  OuroStageView   *self = OURO_STAGE_VIEW (data);
  const OuroScene *scene = ouro_canvas_get_scene (self->canvas);
  double           width = gtk_widget_get_width (GTK_WIDGET (self));

  self->fit_source = 0;
  if (scene != NULL && scene->width > 0 && width > 0)
    ouro_canvas_set_zoom (self->canvas, CLAMP (width / scene->width, MIN_FIRST_ZOOM, 1.0));
  return G_SOURCE_REMOVE;
}

static void
fit_if_asked (OuroStageView *self)
{
  if (!self->fits_next)
    return;

  self->fits_next = FALSE;
  if (self->fit_source == 0)
    self->fit_source = g_idle_add_full (G_PRIORITY_LOW, fit_cb, self, NULL);
}

/* The old run is gone already, so of its stage only the places are used. */
static void
run_changed_cb (OuroSession   *session,
                OuroStageView *self)
{
  OuroRun *run = ouro_session_get_run (session);
  g_autoptr (OuroStage) before = g_steal_pointer (&self->stage);

  stop_asking (self);
  g_cancellable_cancel (self->tidying);
  if (run == NULL)
    return;

  self->stage = ouro_stage_new (run, NULL);
  if (before != NULL)
    ouro_stage_inherit (self->stage, before);
  ouro_stage_set_selected (self->stage, ouro_canvas_get_selected (self->canvas));
  show_moment (self, before != NULL);
  fit_if_asked (self);
}

static void
moved_cb (OuroSession   *session,
          OuroStageView *self)
{
  show_moment (self, TRUE);
}

/* Hands that change only the view ----------------------------------------------------------- */

static void
selection_changed_cb (OuroStageView *self)
{
  if (self->stage != NULL)
    ouro_stage_set_selected (self->stage, ouro_canvas_get_selected (self->canvas));
}

static void
fold_activated_cb (OuroStageView *self,
                   guint64        key)
{
  if (self->stage == NULL)
    return;

  ouro_stage_set_expanded (self->stage, key, !ouro_stage_is_expanded (self->stage, key));
  show_moment (self, TRUE);
}

/* What stands for many opens; an object is the window's affair. */
static void
activate_card_cb (OuroStageView *self,
                  guint64        key)
{
  OuroKeyKind kind = ouro_key_get_kind (key);

  if (kind == OURO_KEY_GROUP || kind == OURO_KEY_NAMES)
    fold_activated_cb (self, key);
}

static void
card_moved_cb (OuroStageView *self,
               guint64        key,
               double         x,
               double         y)
{
  if (self->stage == NULL)
    return;

  ouro_stage_pin (self->stage, ouro_canvas_get_scene (self->canvas), key, x, y);
  show_moment (self, TRUE);
}

static void
zoom_changed_cb (OuroStageView *self)
{
  /* Translators: the zoom */
  g_autofree char *text = g_strdup_printf (_("%.0f %%"), ouro_canvas_get_zoom (self->canvas) * 100);

  gtk_button_set_label (self->zoom_button, text);
}

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ouro_canvas_zoom_in (OURO_STAGE_VIEW (widget)->canvas);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ouro_canvas_zoom_out (OURO_STAGE_VIEW (widget)->canvas);
}

static void
zoom_normal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ouro_canvas_set_zoom (OURO_STAGE_VIEW (widget)->canvas, 1.0);
}

static void
zoom_fit_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ouro_canvas_zoom_to_fit (OURO_STAGE_VIEW (widget)->canvas);
}

/* Tidying up -------------------------------------------------------------------------------- */

/* Panes are asked about one after another, since a newer question replaces one that waits. */
typedef struct
{
  OuroStageView *view;
  GCancellable  *cancellable;
  GPtrArray     *graphs;
  guint          n_solved;
} Tidying;

static void
tidying_free (Tidying *self)
{
  g_object_unref (self->view);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->graphs);
  g_free (self);
}

static void tidy_next_pane (Tidying *self);

static void
take_pane_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Tidying         *self = data;
  OuroLayoutGraph *graph = ouro_layout_solve_finish (OURO_LAYOUT (source), result, NULL);

  if (graph == NULL)
    {
      tidying_free (self);
      return;
    }

  ouro_layout_graph_free (self->graphs->pdata[self->n_solved]);
  self->graphs->pdata[self->n_solved++] = graph;
  tidy_next_pane (self);
}

static void
finish_tidying (Tidying *self)
{
  OuroStageView *view = self->view;

  if (view->stage != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      ouro_stage_take_tidy (view->stage, ouro_canvas_get_scene (view->canvas), self->graphs);
      show_moment (view, TRUE);
    }
  tidying_free (self);
}

static void
tidy_next_pane (Tidying *self)
{
  while (self->n_solved < self->graphs->len && self->graphs->pdata[self->n_solved] == NULL)
    self->n_solved++;
  if (self->n_solved == self->graphs->len)
    {
      finish_tidying (self);
      return;
    }

  ouro_layout_solve_async (self->view->layout, OURO_LAYOUT_ARRANGE,
                           ouro_layout_graph_copy (self->graphs->pdata[self->n_solved]),
                           self->cancellable, take_pane_cb, self);
}

void
ouro_stage_view_fit_next (OuroStageView *self)
{
  g_return_if_fail (OURO_IS_STAGE_VIEW (self));

  self->fits_next = TRUE;
}

void
ouro_stage_view_tidy_up (OuroStageView *self)
{
  const OuroScene *scene = ouro_canvas_get_scene (self->canvas);
  Tidying         *tidying;

  g_return_if_fail (OURO_IS_STAGE_VIEW (self));

  if (self->stage == NULL || scene == NULL)
    return;

  g_cancellable_cancel (self->tidying);
  g_clear_object (&self->tidying);
  self->tidying = g_cancellable_new ();

  ouro_stage_unpin_all (self->stage);
  tidying = g_new0 (Tidying, 1);
  tidying->view = g_object_ref (self);
  tidying->cancellable = g_object_ref (self->tidying);
  tidying->graphs = ouro_stage_prepare_tidy (self->stage, scene);
  tidy_next_pane (tidying);
}

/* The widget -------------------------------------------------------------------------------- */

static void
follow_style (OuroStageView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean         is_dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    ouro_canvas_set_theme (self->canvas, is_dark ? OURO_THEME_HIGH_CONTRAST_DARK : OURO_THEME_HIGH_CONTRAST);
  else
    ouro_canvas_set_theme (self->canvas, is_dark ? OURO_THEME_DARK : OURO_THEME_LIGHT);
}

static gboolean
ouro_stage_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OURO_STAGE_VIEW (widget)->canvas));
}

static void
ouro_stage_view_dispose (GObject *object)
{
  OuroStageView *self = OURO_STAGE_VIEW (object);
  GtkWidget     *child;

  stop_asking (self);
  g_clear_handle_id (&self->fit_source, g_source_remove);
  g_cancellable_cancel (self->tidying);
  g_clear_object (&self->tidying);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->stage, ouro_stage_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ouro_stage_view_parent_class)->dispose (object);
}

static void
ouro_stage_view_class_init (OuroStageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ouro_stage_view_dispose;
  widget_class->grab_focus = ouro_stage_view_grab_focus;

  g_type_ensure (OURO_TYPE_CANVAS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-stage-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroStageView, canvas);
  gtk_widget_class_bind_template_child (widget_class, OuroStageView, hint);
  gtk_widget_class_bind_template_child (widget_class, OuroStageView, hint_title);
  gtk_widget_class_bind_template_child (widget_class, OuroStageView, hint_text);
  gtk_widget_class_bind_template_child (widget_class, OuroStageView, zoom_button);

  gtk_widget_class_install_action (widget_class, "stage.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "stage.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "stage.zoom-normal", NULL, zoom_normal_action);
  gtk_widget_class_install_action (widget_class, "stage.zoom-fit", NULL, zoom_fit_action);
}

static void
ouro_stage_view_init (OuroStageView *self)
{
  g_autofree char *helper = ouro_places_dup_program ("ouroboros");
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->layout = ouro_layout_new (helper);

  g_signal_connect_swapped (self->canvas, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->canvas, "fold-activated", G_CALLBACK (fold_activated_cb), self);
  g_signal_connect_swapped (self->canvas, "activate-card", G_CALLBACK (activate_card_cb), self);
  g_signal_connect_swapped (self->canvas, "card-moved", G_CALLBACK (card_moved_cb), self);
  g_signal_connect_swapped (self->canvas, "notify::zoom", G_CALLBACK (zoom_changed_cb), self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  follow_style (self);
  zoom_changed_cb (self);
}

void
ouro_stage_view_set_session (OuroStageView *self,
                             OuroSession   *session)
{
  g_return_if_fail (OURO_IS_STAGE_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (session, "moved", G_CALLBACK (moved_cb), self, 0);
  if (ouro_session_get_run (session) != NULL)
    run_changed_cb (session, self);
}

OuroCanvas *
ouro_stage_view_get_canvas (OuroStageView *self)
{
  g_return_val_if_fail (OURO_IS_STAGE_VIEW (self), NULL);

  return self->canvas;
}

const OuroScene *
ouro_stage_view_get_scene (OuroStageView *self)
{
  g_return_val_if_fail (OURO_IS_STAGE_VIEW (self), NULL);

  return ouro_canvas_get_scene (self->canvas);
}

OuroScene *
ouro_stage_view_dup_scene (OuroStageView *self)
{
  OuroScene *scene;

  g_return_val_if_fail (OURO_IS_STAGE_VIEW (self), NULL);

  if (self->stage == NULL)
    return NULL;

  ouro_stage_set_selected (self->stage, 0);
  scene = ouro_stage_build (self->stage);
  if (self->routes != NULL)
    ouro_stage_take_route (self->stage, scene, self->routes);
  ouro_stage_set_selected (self->stage, ouro_canvas_get_selected (self->canvas));
  return scene;
}
