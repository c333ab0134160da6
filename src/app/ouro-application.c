/* ouro-application.c - the program with windows */

#include "ouro-application.h"

#include <glib/gi18n-lib.h>

#include "ouro-help-window.h"
#include "ouro-window.h"

#define FIRST_EXAMPLE "cycle.py"

struct _OuroApplication
{
  AdwApplication parent_instance;

  gboolean   has_offered_recovery;
  GtkWindow *help; /* weak: the window of the help while it is open */
};

G_DEFINE_FINAL_TYPE (OuroApplication, ouro_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *keys[3];
} Accelerator;

/* Keys that the focus may want for itself (Space, Delete, Ctrl+Home) are not here but with the window. */
static const Accelerator accelerators[] = {
  { "app.quit", { "<control>q" } },
  { "app.help", { "F1" } },
  { "win.new", { "<control>n" } },
  { "win.open", { "<control>o" } },
  { "win.save", { "<control>s" } },
  { "win.save-as", { "<control><shift>s" } },
  { "win.close", { "<control>w" } },
  { "win.undo", { "<control>z" } },
  { "win.redo", { "<control><shift>z", "<control>y" } },
  { "win.play", { "F5" } },
  { "win.step(('statement', 1))", { "F10" } },
  { "win.step(('statement', -1))", { "<control>F10" } },
  { "win.step(('event', 1))", { "F11" } },
  { "win.step(('event', -1))", { "<control>F11", "<shift>F11" } },
  { "win.stop", { "<control>period" } },
  { "win.save-picture", { "<control>e" } },
  { "win.copy-picture", { "<control><shift>c" } },
  { "win.check", { "<control><shift>r" } },
  { "win.show-program", { "F9" } },
  { "win.show-inspector", { "<control>F9" } },
  { "win.show-shortcuts", { "<control>question" } },
  { "win.zoom-in", { "<control>plus", "<control>equal" } },
  { "win.zoom-out", { "<control>minus" } },
  { "win.zoom-fit", { "<control>0" } },
  { "win.zoom-normal", { "<control>1" } },
};

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (data)),
                         "application-name", "Ouroboros",
                         "application-icon", "io.github.ouroboros.Ouroboros",
                         "comments", _("See how Python manages memory, step by step. What runs here is a simulation of "
                                       "CPython: a program never touches your files."),
                                        "license-type", GTK_LICENSE_GPL_3_0, "version", OURO_VERSION, NULL);
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  OuroApplication *self = OURO_APPLICATION (data);

  if (self->help == NULL)
    g_set_weak_pointer (&self->help, GTK_WINDOW (ouro_help_window_new ()));

  gtk_window_present (self->help);
}

/* Each window asks about its own changes; the last that goes ends the program. */
static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *node = windows; node != NULL; node = node->next)
    if (OURO_IS_WINDOW (node->data))
      gtk_window_close (GTK_WINDOW (node->data));
}

static const GActionEntry actions[] = {
  { "about", about_action },
  { "help", help_action },
  { "quit", quit_action },
};

static void
present (OuroApplication *self,
         OuroWindow      *window)
{
  gtk_window_present (GTK_WINDOW (window));
  if (self->has_offered_recovery)
    return;

  self->has_offered_recovery = TRUE;
  ouro_window_offer_recovery (window);
}

static void
ouro_application_activate (GApplication *application)
{
  OuroApplication *self = OURO_APPLICATION (application);
  GtkWindow       *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  window = GTK_WINDOW (ouro_window_new (GTK_APPLICATION (application)));
  ouro_window_open_example (OURO_WINDOW (window), FIRST_EXAMPLE);
  present (self, OURO_WINDOW (window));
}

static void
ouro_application_open (GApplication *application,
                       GFile       **files,
                       int           n_files,
                       const char   *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      OuroWindow *window = ouro_window_new (GTK_APPLICATION (application));

      ouro_window_open_file (window, files[i]);
      present (OURO_APPLICATION (application), window);
    }
}

static void
ouro_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ouro_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action, accelerators[i].keys);
}

static void
ouro_application_shutdown (GApplication *application)
{
  OuroApplication *self = OURO_APPLICATION (application);

  if (self->help != NULL)
    gtk_window_destroy (self->help);

  G_APPLICATION_CLASS (ouro_application_parent_class)->shutdown (application);
}

static void
ouro_application_finalize (GObject *object)
{
  g_clear_weak_pointer (&OURO_APPLICATION (object)->help);

  G_OBJECT_CLASS (ouro_application_parent_class)->finalize (object);
}

static void
ouro_application_class_init (OuroApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ouro_application_finalize;

  application_class->activate = ouro_application_activate;
  application_class->open = ouro_application_open;
  application_class->startup = ouro_application_startup;
  application_class->shutdown = ouro_application_shutdown;
}

static void
ouro_application_init (OuroApplication *self)
{
}

OuroApplication *
ouro_application_new (void)
{
  return g_object_new (OURO_TYPE_APPLICATION,
                       "application-id", "io.github.ouroboros.Ouroboros",
                       "resource-base-path", "/io/github/ouroboros/Ouroboros",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
