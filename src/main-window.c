/* main-window.c - the program with windows: ouroboros-window */

#include <locale.h>

#include <glib/gi18n.h>

#include "ouro-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (OuroApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, OURO_LOCALE_FOLDER);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Ouroboros");

  application = ouro_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
