/* canvas-fixture.c - a canvas in a window, and what it says */
#include "canvas-fixture.h"

#include "canvas-sample.h"

static void
hear_selection (OuroCanvas    *canvas,
                CanvasFixture *fixture)
{
  const OuroCanvasItem *item = ouro_canvas_get_selection (canvas);

  g_string_append_printf (fixture->heard, "selection %d %" G_GUINT64_FORMAT "\n", item->kind, item->key);
}

static void
hear_activate (OuroCanvas    *canvas,
               guint64        key,
               CanvasFixture *fixture)
{
  g_string_append_printf (fixture->heard, "activate %" G_GUINT64_FORMAT "\n", key);
}

static void
hear_fold (OuroCanvas    *canvas,
           guint64        key,
           CanvasFixture *fixture)
{
  g_string_append_printf (fixture->heard, "fold %" G_GUINT64_FORMAT "\n", key);
}

static void
hear_reference (OuroCanvas    *canvas,
                guint64        from,
                int            slot,
                guint64        to,
                double         x,
                double         y,
                CanvasFixture *fixture)
{
  g_string_append_printf (fixture->heard, "reference %" G_GUINT64_FORMAT " %d %" G_GUINT64_FORMAT "\n", from, slot, to);
}

static void
hear_pill_reference (OuroCanvas    *canvas,
                     const char    *name,
                     guint64        to,
                     double         x,
                     double         y,
                     CanvasFixture *fixture)
{
  g_string_append_printf (fixture->heard, "name %s %" G_GUINT64_FORMAT "\n", name, to);
}

static void
hear_moved (OuroCanvas    *canvas,
            guint64        key,
            double         x,
            double         y,
            CanvasFixture *fixture)
{
  g_string_append_printf (fixture->heard, "moved %" G_GUINT64_FORMAT " %.0f %.0f\n", key, x, y);
}

static void
hear_delete (OuroCanvas    *canvas,
             CanvasFixture *fixture)
{
  g_string_append (fixture->heard, "delete\n");
}

static void
hear_rename (OuroCanvas    *canvas,
             const char    *name,
             CanvasFixture *fixture)
{
  g_string_append_printf (fixture->heard, "rename %s\n", name);
}

static void
hear_menu (OuroCanvas     *canvas,
           OuroCanvasItem *item,
           GdkRectangle   *area,
           CanvasFixture  *fixture)
{
  g_string_append_printf (fixture->heard, "menu %d %" G_GUINT64_FORMAT "\n", item->kind, item->key);
}

static void
listen (CanvasFixture *fixture)
{
  const struct
  {
    const char *signal;
    GCallback   callback;
  } signals[] = {
    { "selection-changed", G_CALLBACK (hear_selection) },
    { "activate-card", G_CALLBACK (hear_activate) },
    { "fold-activated", G_CALLBACK (hear_fold) },
    { "reference-requested", G_CALLBACK (hear_reference) },
    { "pill-reference-requested", G_CALLBACK (hear_pill_reference) },
    { "card-moved", G_CALLBACK (hear_moved) },
    { "delete-requested", G_CALLBACK (hear_delete) },
    { "rename-requested", G_CALLBACK (hear_rename) },
    { "context-menu", G_CALLBACK (hear_menu) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (fixture->canvas, signals[i].signal, signals[i].callback, fixture);
}

void
canvas_set_animations (gboolean on)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", on, NULL);
}

void
canvas_set_up (CanvasFixture *fixture,
               gconstpointer  data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  canvas_set_animations (FALSE);
  fixture->painter = ouro_painter_new ();
  fixture->heard = g_string_new (NULL);
  fixture->widget = ouro_canvas_new ();
  fixture->canvas = OURO_CANVAS (fixture->widget);
  g_object_add_weak_pointer (G_OBJECT (fixture->canvas), (gpointer *)&fixture->canvas);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), fixture->widget);
  ouro_canvas_set_scene (fixture->canvas, canvas_sample_cycle (fixture->painter), FALSE);
  listen (fixture);

  hand_do ("mousemove", "1200", "700", NULL);
  fixture->window = hand_show (scrolled, CANVAS_WIDTH, CANVAS_HEIGHT);
}

void
canvas_tear_down (CanvasFixture *fixture,
                  gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->canvas);
  g_string_free (fixture->heard, TRUE);
  ouro_painter_free (fixture->painter);
}

void
canvas_assert_heard (CanvasFixture *fixture,
                     const char    *expected)
{
  hand_settle (fixture->widget);
  g_assert_cmpstr (fixture->heard->str, ==, expected);
  g_string_truncate (fixture->heard, 0);
}

void
canvas_forget (CanvasFixture *fixture)
{
  hand_settle (fixture->widget);
  g_string_truncate (fixture->heard, 0);
}

GdkRectangle
canvas_get_area (CanvasFixture *fixture,
                 guint64        key)
{
  GdkRectangle area;

  g_assert_true (ouro_canvas_get_card_area (fixture->canvas, key, &area));

  return area;
}

void
canvas_press (CanvasFixture *fixture,
              guint64        key)
{
  GdkRectangle area = canvas_get_area (fixture, key);

  hand_press (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y);
}

void
canvas_drag_onto (CanvasFixture *fixture,
                  guint64        key)
{
  GdkRectangle area = canvas_get_area (fixture, key);

  hand_drag_to (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y);
}

void
canvas_click (CanvasFixture *fixture,
              guint64        key,
              const char    *button)
{
  GdkRectangle area = canvas_get_area (fixture, key);

  hand_click (fixture->widget, area.x + 30, area.y + CANVAS_HEAD_Y, button);
}

GtkWidget *
canvas_get_child (CanvasFixture *fixture,
                  guint          place)
{
  GtkWidget *child = gtk_widget_get_first_child (fixture->widget);

  while (child != NULL && place-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

guint
canvas_count_children (CanvasFixture *fixture)
{
  guint n = 0;

  while (canvas_get_child (fixture, n) != NULL)
    n++;

  return n;
}

double
canvas_get_left_of_child (CanvasFixture *fixture,
                          guint          place)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (canvas_get_child (fixture, place), fixture->widget, &bounds));

  return bounds.origin.x;
}
