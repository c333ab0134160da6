/* ouro-cli-window.c - starts the window, which is a program of its own: this one links no GTK */

#include "ouro-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "ouro-places.h"

int
ouro_cli_window (int    n_files,
                 char **files)
{
  g_autofree char  *program = ouro_places_dup_program ("ouroboros-window");
  g_autofree char **arguments = g_new0 (char *, n_files + 2);

  if (program == NULL)
    return ouro_cli_fail (_ ("the program of the window, ouroboros-window, is not installed"));

  arguments[0] = program;
  memcpy (arguments + 1, files, n_files * sizeof *files);
  execv (program, arguments);

  return ouro_cli_fail ("%s: %s", program, g_strerror (errno));
}
