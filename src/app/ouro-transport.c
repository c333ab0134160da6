/* ouro-transport.c - step, play and scrub
 *
 * The slider counts statements, or lines when steps are smaller. Dragging it asks for moments faster than they can be shown,
 * so only the latest is gone to, when there is time.
 */

#include "ouro-transport.h"

#include <glib/gi18n-lib.h>

/* How long a step stays when playing at 1x: time to read its sentence. */
#define STEP_MS 1100

struct _OuroTransport
{
  GtkWidget parent_instance;

  GtkWidget     *first_button;
  GtkWidget     *back_button;
  GtkWidget     *play_button;
  GtkWidget     *forward_button;
  GtkWidget     *last_button;
  GtkDropDown   *granularity;
  GtkDropDown   *speed;
  GtkWidget     *scrubber;
  GtkAdjustment *moment;
  GtkLabel      *counter;

  OuroSession *session;
  guint        play_source;
  guint        scrub_source;
  double       wanted; /* moment */
};

G_DEFINE_FINAL_TYPE (OuroTransport, ouro_transport, GTK_TYPE_WIDGET)

static OuroGranularity
get_granularity (OuroTransport *self)
{
  return gtk_drop_down_get_selected (self->granularity);
}

static gboolean
is_at_start (OuroRun *run)
{
  OuroCursor cursor = ouro_run_get_cursor (run);

  return cursor.position == 0 && cursor.event == 0;
}

/* The counter ------------------------------------------------------------------------------- */

static char *
dup_count (OuroTransport *self,
           OuroRun       *run,
           guint          at,
           guint          n)
{
  OuroCursor cursor = ouro_run_get_cursor (run);
  guint      n_events = 0;

  if (get_granularity (self) == OURO_GRANULARITY_EVENT || cursor.event > 0)
    ouro_run_get_events (run, &n_events);
  if (n_events > 0)
    /* Translators: the line that runs, of all; its event, of all of this line */
    return g_strdup_printf (_("%u / %u · event %u / %u"), at, n, cursor.event, n_events);

  return g_strdup_printf ("%u / %u", at, n);
}

static void
describe_moment (OuroTransport *self,
                 guint          at,
                 guint          n)
{
  g_autofree char *words = NULL;

  if (get_granularity (self) == OURO_GRANULARITY_STATEMENT)
    words = g_strdup_printf (_("After statement %u of %u"), at, n);
  else
    words = g_strdup_printf (_("After %u of %u lines"), at, n);

  gtk_widget_set_tooltip_text (self->scrubber, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrubber),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  -1);
}

static void
update (OuroTransport *self)
{
  OuroRun         *run = ouro_session_get_run (self->session);
  gboolean         counts_statements = get_granularity (self) == OURO_GRANULARITY_STATEMENT;
  gboolean         at_start = TRUE;
  gboolean         at_end = TRUE;
  guint            at = 0;
  guint            n = 0;
  g_autofree char *count = NULL;

  if (run != NULL)
    {
      at = counts_statements ? ouro_run_get_statement_index (run) : ouro_run_get_cursor (run).position;
      n = counts_statements ? ouro_run_get_n_statements (run) : ouro_run_get_n_positions (run);
      at_start = is_at_start (run);
      at_end = ouro_session_is_at_end (self->session);
      count = dup_count (self, run, at, n);
    }

  gtk_adjustment_set_upper (self->moment, MAX (n, 1));
  gtk_adjustment_set_value (self->moment, at);
  gtk_label_set_text (self->counter, count != NULL ? count : "");
  describe_moment (self, at, n);

  gtk_widget_set_sensitive (self->scrubber, n > 0);
  gtk_widget_set_sensitive (self->first_button, !at_start);
  gtk_widget_set_sensitive (self->back_button, !at_start);
  gtk_widget_set_sensitive (self->forward_button, !at_end);
  gtk_widget_set_sensitive (self->last_button, !at_end);
  gtk_widget_set_sensitive (self->play_button, !at_start || !at_end);
}

/* Playing ----------------------------------------------------------------------------------- */

static void
show_play_button (OuroTransport *self)
{
  gboolean is_playing = self->play_source != 0;

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            is_playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, is_playing ? _("Pause (Space, F5)") : _("Play (Space, F5)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, is_playing ? _("Pause") : _("Play"), -1);
}

static void
pause_playing (OuroTransport *self)
{
  if (self->play_source == 0)
    return;

  g_clear_handle_id (&self->play_source, g_source_remove);
  show_play_button (self);
}

static guint
get_interval (OuroTransport *self)
{
  static const double factors[] = { 0.5, 1.0, 2.0, 4.0 };

  return STEP_MS / factors[MIN (gtk_drop_down_get_selected (self->speed), G_N_ELEMENTS (factors) - 1)];
}

static gboolean
play_cb (gpointer data)
{
  OuroTransport *self = OURO_TRANSPORT (data);

  if (!ouro_session_is_running (self->session) && (!ouro_session_step (self->session, get_granularity (self), 1) || ouro_session_is_at_end (self->session)))
    {
      self->play_source = 0;
      show_play_button (self);
      return G_SOURCE_REMOVE;
    }

  /* Anew each time, since the speed may have changed. */
  self->play_source = g_timeout_add (get_interval (self), play_cb, self);
  return G_SOURCE_REMOVE;
}

void
ouro_transport_toggle_play (OuroTransport *self)
{
  g_return_if_fail (OURO_IS_TRANSPORT (self));

  if (self->play_source != 0)
    {
      pause_playing (self);
      return;
    }
  if (ouro_session_get_run (self->session) == NULL)
    return;

  if (ouro_session_is_at_end (self->session))
    ouro_session_go_to_start (self->session);
  else
    ouro_session_step (self->session, get_granularity (self), 1);
  self->play_source = g_timeout_add (get_interval (self), play_cb, self);
  show_play_button (self);
}

gboolean
ouro_transport_is_playing (OuroTransport *self)
{
  g_return_val_if_fail (OURO_IS_TRANSPORT (self), FALSE);

  return self->play_source != 0;
}

/* Moving ------------------------------------------------------------------------------------ */

void
ouro_transport_step (OuroTransport  *self,
                     OuroGranularity granularity,
                     int             direction)
{
  g_return_if_fail (OURO_IS_TRANSPORT (self));

  pause_playing (self);
  ouro_session_step (self->session, granularity, direction);
}

void
ouro_transport_go_first (OuroTransport *self)
{
  g_return_if_fail (OURO_IS_TRANSPORT (self));

  pause_playing (self);
  ouro_session_go_to_start (self->session);
}

void
ouro_transport_go_last (OuroTransport *self)
{
  g_return_if_fail (OURO_IS_TRANSPORT (self));

  pause_playing (self);
  ouro_session_go_to_end (self->session);
}

static void
back_clicked_cb (OuroTransport *self)
{
  ouro_transport_step (self, get_granularity (self), -1);
}

static void
forward_clicked_cb (OuroTransport *self)
{
  ouro_transport_step (self, get_granularity (self), 1);
}

/* The moment that a value of the slider means. */
static OuroCursor
get_cursor_at (OuroTransport *self,
               OuroRun       *run,
               double         value)
{
  OuroCursor cursor = { 0 };
  guint      at = value;

  if (get_granularity (self) != OURO_GRANULARITY_STATEMENT)
    cursor.position = at;
  else if (at > 0)
    cursor.position = ouro_run_get_statement (run, MIN (at, ouro_run_get_n_statements (run)) - 1)->position;

  return cursor;
}

static gboolean
scrub_cb (gpointer data)
{
  OuroTransport *self = OURO_TRANSPORT (data);
  OuroRun       *run = ouro_session_get_run (self->session);

  self->scrub_source = 0;
  if (run != NULL)
    ouro_session_seek (self->session, get_cursor_at (self, run, self->wanted));
  return G_SOURCE_REMOVE;
}

static gboolean
scrubbed_cb (GtkRange     *range,
             GtkScrollType scroll,
             double        value,
             gpointer      data)
{
  OuroTransport *self = OURO_TRANSPORT (data);

  pause_playing (self);
  self->wanted = CLAMP (value + 0.5, 0, gtk_adjustment_get_upper (self->moment));
  if (self->scrub_source == 0)
    self->scrub_source = g_idle_add (scrub_cb, self);
  return FALSE;
}

static void
granularity_changed_cb (OuroTransport *self)
{
  if (self->session != NULL)
    update (self);
}

static void
run_changed_cb (OuroSession   *session,
                OuroTransport *self)
{
  update (self);
}

static void
moved_cb (OuroSession   *session,
          OuroTransport *self)
{
  update (self);
}

static void
ouro_transport_dispose (GObject *object)
{
  OuroTransport *self = OURO_TRANSPORT (object);
  GtkWidget     *child;

  g_clear_handle_id (&self->play_source, g_source_remove);
  g_clear_handle_id (&self->scrub_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ouro_transport_parent_class)->dispose (object);
}

static void
ouro_transport_class_init (OuroTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ouro_transport_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, first_button);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, back_button);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, forward_button);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, last_button);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, granularity);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, speed);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, scrubber);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, moment);
  gtk_widget_class_bind_template_child (widget_class, OuroTransport, counter);
  gtk_widget_class_bind_template_callback (widget_class, ouro_transport_go_first);
  gtk_widget_class_bind_template_callback (widget_class, ouro_transport_go_last);
  gtk_widget_class_bind_template_callback (widget_class, ouro_transport_toggle_play);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrubbed_cb);
  gtk_widget_class_bind_template_callback (widget_class, granularity_changed_cb);
}

static void
ouro_transport_init (OuroTransport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_play_button (self);
}

void
ouro_transport_set_session (OuroTransport *self,
                            OuroSession   *session)
{
  g_return_if_fail (OURO_IS_TRANSPORT (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (session, "moved", G_CALLBACK (moved_cb), self, 0);
  update (self);
}
