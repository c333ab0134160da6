/* main.c - the program ouroboros: the command line and the layout helper; it starts the window, but links no GTK */

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "ouro-cli.h"

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C"); /* numbers are for programs to read */
  bindtextdomain (GETTEXT_PACKAGE, OURO_LOCALE_FOLDER);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return ouro_cli_main (argc, argv);
}
