/* hand.c - a hand for tests of widgets: real pointer and key events through the X server */
#include "hand.h"

#include <math.h>

/* The steps of a drag, so that every widget on the way hears of it. */
#define N_STEPS 6

#define PATIENCE_SECONDS 10

static double hand_x, hand_y;

static gboolean
is_mapped (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

GtkWidget *
hand_show (GtkWidget *child,
           int        width,
           int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  hand_wait (is_mapped, window);
  hand_settle (window);

  return window;
}

void
hand_wait (HandCondition condition,
           gpointer      data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
count_frame_cb (GdkFrameClock *clock,
                int           *n_frames)
{
  *n_frames += 1;
}

static gboolean
two_frames_have_passed (gpointer n_frames)
{
  return *(int *)n_frames >= 2;
}

/* A frame that had begun before may leave something out; the next one does not. */
void
hand_settle (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  int            n_frames = 0;
  gulong         handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);

  gdk_frame_clock_begin_updating (clock);
  hand_wait (two_frames_have_passed, &n_frames);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
}

static void
done_cb (GObject      *process,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
run (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, done_cb, &done);
  hand_wait (is_true, &done);
}

/* The server answers in order, so after a round trip the events are in our queue. */
static void
take_events (void)
{
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
hand_do (const char *word,
         ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;

  g_ptr_array_add (words, (gpointer) "xdotool");
  va_start (args, word);
  for (; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer)word);
  va_end (args);
  g_ptr_array_add (words, NULL);

  run ((const char *const *)words->pdata);
  take_events ();
}

static void
move_to (double x,
         double y)
{
  g_autofree char *x_word = g_strdup_printf ("%.0f", x);
  g_autofree char *y_word = g_strdup_printf ("%.0f", y);

  hand_do ("mousemove", x_word, y_word, NULL);
  hand_x = x;
  hand_y = y;
}

static void
find_on_screen (GtkWidget *widget,
                double     x,
                double     y,
                double    *screen_x,
                double    *screen_y)
{
  GtkNative       *native = gtk_widget_get_native (widget);
  graphene_point_t point;
  double           surface_x, surface_y;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT (x, y), &point));
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  *screen_x = round (point.x + surface_x);
  *screen_y = round (point.y + surface_y);
}

void
hand_move (GtkWidget *widget,
           double     x,
           double     y)
{
  find_on_screen (widget, x, y, &x, &y);
  move_to (x, y);
}

void
hand_click (GtkWidget  *widget,
            double      x,
            double      y,
            const char *button)
{
  hand_move (widget, x, y);
  hand_do ("click", button, NULL);
  hand_settle (widget);
}

void
hand_press (GtkWidget *widget,
            double     x,
            double     y)
{
  hand_move (widget, x, y);
  hand_do ("mousedown", "1", NULL);
}

void
hand_drag_to (GtkWidget *widget,
              double     x,
              double     y)
{
  double from_x = hand_x, from_y = hand_y;

  find_on_screen (widget, x, y, &x, &y);
  for (int i = 1; i <= N_STEPS; i++)
    move_to (from_x + (x - from_x) * i / N_STEPS, from_y + (y - from_y) * i / N_STEPS);
}

void
hand_release (void)
{
  hand_do ("mouseup", "1", NULL);
}

void
hand_key (const char *key)
{
  hand_do ("key", key, NULL);
}
