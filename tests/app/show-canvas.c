/* show-canvas.c - not a test: shows the canvas with a scene, for people to look at and to try
 *
 *   show-canvas [CARDS]
 *
 * Every signal is printed. Activating a card (Enter, double click) shows the next scene; a reference
 * that is asked for is drawn, a card that is moved stays where it is put.
 */
#include <adwaita.h>
#include <stdlib.h>

#include "canvas-sample.h"
#include "ouro-canvas.h"

typedef struct
{
  OuroPainter *painter;
  OuroCanvas  *canvas;
  GtkLabel    *status;
  int          n_cards; /* 0: the small scenes */
  gboolean     is_later;
} Show;

/* A scene of its own with the same contents, to be changed. */
static OuroScene *
make_scene (Show *show)
{
  if (show->n_cards > 0)
    return canvas_sample_crowd (show->painter, show->n_cards, show->n_cards * 3 / 2);

  return show->is_later ? canvas_sample_later (show->painter) : canvas_sample_cycle (show->painter);
}

static void
activate_cb (OuroCanvas *canvas,
             guint64     key,
             Show       *show)
{
  g_print ("activate-card %" G_GUINT64_FORMAT "\n", key);
  show->is_later = !show->is_later;
  ouro_canvas_set_scene (canvas, make_scene (show), TRUE);
}

static void
moved_cb (OuroCanvas *canvas,
          guint64     key,
          double      x,
          double      y,
          Show       *show)
{
  OuroScene *scene = make_scene (show);
  OuroCard  *card = &scene->cards[canvas_sample_find_card (scene, key)];

  g_print ("card-moved %" G_GUINT64_FORMAT " %.1f %.1f\n", key, x, y);
  card->x = x;
  card->y = y;
  canvas_sample_route (scene, show->painter);
  ouro_canvas_set_scene (canvas, scene, TRUE);
}

static void
reference_cb (OuroCanvas *canvas,
              guint64     from,
              int         slot,
              guint64     to,
              double      x,
              double      y,
              Show       *show)
{
  g_print ("reference-requested %" G_GUINT64_FORMAT " %d %" G_GUINT64_FORMAT " %.0f %.0f\n", from, slot, to, x, y);
}

static void
pill_reference_cb (OuroCanvas *canvas,
                   const char *name,
                   guint64     to,
                   double      x,
                   double      y,
                   Show       *show)
{
  g_print ("pill-reference-requested %s %" G_GUINT64_FORMAT " %.0f %.0f\n", name, to, x, y);
}

static void
fold_cb (OuroCanvas *canvas,
         guint64     key,
         Show       *show)
{
  g_print ("fold-activated %" G_GUINT64_FORMAT "\n", key);
}

static void
menu_cb (OuroCanvas     *canvas,
         OuroCanvasItem *item,
         GdkRectangle   *area,
         Show           *show)
{
  g_print ("context-menu %d %" G_GUINT64_FORMAT " %d %s at %d %d\n", item->kind, item->key, item->slot,
           item->name, area->x, area->y);
}

static void
selection_cb (OuroCanvas *canvas,
              Show       *show)
{
  const OuroCanvasItem *item = ouro_canvas_get_selection (canvas);

  g_print ("selection-changed %d %" G_GUINT64_FORMAT " %d\n", item->kind, item->key, item->slot);
}

static void
delete_cb (OuroCanvas *canvas,
           Show       *show)
{
  g_print ("delete-requested\n");
}

static void
rename_cb (OuroCanvas *canvas,
           const char *name,
           Show       *show)
{
  g_print ("rename-requested %s\n", name);
}

static void
follow_style (AdwStyleManager *style,
              GParamSpec      *pspec,
              OuroCanvas      *canvas)
{
  gboolean is_dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    ouro_canvas_set_theme (canvas, is_dark ? OURO_THEME_HIGH_CONTRAST_DARK : OURO_THEME_HIGH_CONTRAST);
  else
    ouro_canvas_set_theme (canvas, is_dark ? OURO_THEME_DARK : OURO_THEME_LIGHT);
}

static void
connect_canvas (Show *show)
{
  const struct
  {
    const char *signal;
    GCallback   callback;
  } signals[] = {
    { "selection-changed", G_CALLBACK (selection_cb) },
    { "activate-card", G_CALLBACK (activate_cb) },
    { "fold-activated", G_CALLBACK (fold_cb) },
    { "reference-requested", G_CALLBACK (reference_cb) },
    { "pill-reference-requested", G_CALLBACK (pill_reference_cb) },
    { "card-moved", G_CALLBACK (moved_cb) },
    { "delete-requested", G_CALLBACK (delete_cb) },
    { "rename-requested", G_CALLBACK (rename_cb) },
    { "context-menu", G_CALLBACK (menu_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (show->canvas, signals[i].signal, signals[i].callback, show);
}

static void
app_activate_cb (GtkApplication *app,
                 Show           *show)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  show->canvas = OURO_CANVAS (ouro_canvas_new ());
  show->status = GTK_LABEL (gtk_label_new (NULL));
  connect_canvas (show);
  g_object_bind_property (show->canvas, "status", show->status, "label", G_BINDING_SYNC_CREATE);
  follow_style (adw_style_manager_get_default (), NULL, show->canvas);
  g_signal_connect_object (adw_style_manager_get_default (), "notify", G_CALLBACK (follow_style), show->canvas, 0);
  ouro_canvas_set_scene (show->canvas, make_scene (show), FALSE);

  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (show->canvas));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (show->status));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Canvas");
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) app = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  Show show = { .painter = ouro_painter_new (), .n_cards = argc > 1 ? atoi (argv[1]) : 0 };
  int  status;

  setvbuf (stdout, NULL, _IONBF, 0);
  g_signal_connect (app, "activate", G_CALLBACK (app_activate_cb), &show);
  status = g_application_run (G_APPLICATION (app), 1, argv);
  ouro_painter_free (show.painter);

  return status;
}
