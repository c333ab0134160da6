/* window-fixture.c - the real window on a screen, for tests that use it as people do */
#include "window-fixture.h"

#include "ouro-scene-builder.h"

static gboolean
is_idle (gpointer session)
{
  return !ouro_session_is_running (session) && ouro_session_get_run (session) != NULL;
}

static gboolean
is_mapped (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

static GtkWidget *
find_below (GtkWidget  *widget,
            GType       type,
            const char *property,
            const char *value)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    {
      g_autofree char *found = NULL;

      if (property == NULL)
        return widget;
      g_object_get (widget, property, &found, NULL);
      if (found != NULL && g_str_has_prefix (found, value))
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, type, property, value);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
window_find (WindowFixture *fixture,
             GType          type,
             const char    *property,
             const char    *value)
{
  GtkWidget *found = find_below (GTK_WIDGET (fixture->window), type, property, value);

  if (found == NULL)
    g_error ("there is no %s with %s “%s”", g_type_name (type), property, value);
  return found;
}

gboolean
window_has (WindowFixture *fixture,
            GType          type,
            const char    *property,
            const char    *value)
{
  return find_below (GTK_WIDGET (fixture->window), type, property, value) != NULL;
}

void
window_set_up (WindowFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  /* What glides is not yet where it will be clicked. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  fixture->application = ouro_application_new ();
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);

  fixture->window = ouro_window_new (GTK_APPLICATION (fixture->application));
  fixture->session = ouro_window_get_session (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1270, 790);
  ouro_session_open_text (fixture->session, "", NULL, FALSE);
  gtk_window_present (GTK_WINDOW (fixture->window));

  hand_wait (is_mapped, fixture->window);
  hand_wait (is_idle, fixture->session);
  fixture->canvas = OURO_CANVAS (window_find (fixture, OURO_TYPE_CANVAS, NULL, NULL));
  hand_settle (GTK_WIDGET (fixture->window));
}

void
window_tear_down (WindowFixture *fixture,
                  gconstpointer  data)
{
  hand_wait (is_idle, fixture->session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_application_quit (G_APPLICATION (fixture->application));
  g_clear_object (&fixture->application);
}

typedef struct
{
  WindowFixture *fixture;
  const char    *words;
} Awaited;

static gboolean
has_text (gpointer data)
{
  Awaited *awaited = data;
  OuroRun *run = ouro_session_get_run (awaited->fixture->session);

  return is_idle (awaited->fixture->session) && g_strcmp0 (ouro_session_get_text (awaited->fixture->session), awaited->words) == 0 && g_strcmp0 (ouro_run_get_text (run), awaited->words) == 0;
}

void
window_wait_for_text (WindowFixture *fixture,
                      const char    *text)
{
  Awaited awaited = { fixture, text };

  g_test_message ("waiting for the program:\n%s", text);
  hand_wait (has_text, &awaited);
  hand_settle (GTK_WIDGET (fixture->window));
}

static gboolean
has_label (gpointer data)
{
  Awaited *awaited = data;

  return find_below (GTK_WIDGET (awaited->fixture->window), GTK_TYPE_LABEL, "label", awaited->words) != NULL;
}

void
window_wait_for_label (WindowFixture *fixture,
                       const char    *start)
{
  Awaited awaited = { fixture, start };

  g_test_message ("waiting for “%s”", start);
  hand_wait (has_label, &awaited);
}

void
window_press (WindowFixture *fixture,
              const char    *label)
{
  GtkWidget *button = window_find (fixture, GTK_TYPE_BUTTON, "label", label);

  hand_click (button, gtk_widget_get_width (button) / 2.0, gtk_widget_get_height (button) / 2.0, "1");
}

const OuroCard *
window_get_card (WindowFixture *fixture,
                 const char    *name)
{
  const OuroScene *scene = ouro_canvas_get_scene (fixture->canvas);

  for (guint i = 0; i < scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &scene->arrows[i];

      if (arrow->from_pill >= 0 && g_strcmp0 (scene->pills[arrow->from_pill].name, name) == 0)
        return &scene->cards[arrow->to_card];
    }

  g_error ("no name %s is in the picture", name);
}

guint
window_count_cards (WindowFixture *fixture,
                    const char    *title)
{
  const OuroScene *scene = ouro_canvas_get_scene (fixture->canvas);
  guint            n = 0;

  for (guint i = 0; i < scene->n_cards; i++)
    if (g_strcmp0 (scene->cards[i].title, title) == 0 && !(scene->cards[i].marks & OURO_MARK_GHOST))
      n++;

  return n;
}

void
window_get_head (WindowFixture *fixture,
                 guint64        key,
                 double        *x,
                 double        *y)
{
  GdkRectangle area;

  g_assert_true (ouro_canvas_get_card_area (fixture->canvas, key, &area));
  *x = area.x + area.width / 3.0;
  *y = area.y + 10 * ouro_canvas_get_zoom (fixture->canvas);
}
