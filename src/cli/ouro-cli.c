/* ouro-cli.c - the command line: which command it is */

#include "ouro-cli.h"

#include <glib/gi18n-lib.h>

#include "ouro-cli-private.h"
#include "ouro-layout-bench.h"
#include "ouro-layout-helper.h"

static int
run_layout_helper (int    argc,
                   char **argv)
{
  return ouro_layout_helper_run ();
}

static int
print_help (int    argc,
            char **argv)
{
  g_print ("%s\n\n", _ ("Usage:"));
  g_print ("  ouroboros [FILE]...\n      %s\n", _ ("the window; without a display and without a file the first example in pictures"));
  g_print ("  ouroboros run FILE [--python VERSION]\n      %s\n", _ ("run a program in the simulation, as python3 would"));
  g_print ("  ouroboros trace FILE [--python VERSION]\n      %s\n", _ ("print what each statement did, as JSON Lines"));
  g_print ("  ouroboros export FILE -o OUT.{png,svg,pdf} [--at LINE | --event N | --all] [--slides]\n      %s\n", _ ("draw a moment of a program, or all of them"));
  g_print ("  ouroboros check FILE [--with PYTHON] [--python VERSION] [--yes]\n      %s\n", _ ("run a program for real as well, and compare"));
  g_print ("  ouroboros layout FILE\n      %s\n", _ ("arrange the boxes and arrows of a DOT file"));
  g_print ("  ouroboros bench gc | vm | layout\n      %s\n", _ ("measure the collector, the machine or the arranging"));
  g_print ("  ouroboros --version\n");
  g_print ("\n%s\n", _ ("Each command has a --help of its own. Nothing that is opened or typed is executed for real, unless by “check”, which asks first."));

  return OURO_CLI_DONE;
}

static int
print_version (int    argc,
               char **argv)
{
  g_print ("ouroboros %s\n", OURO_VERSION);

  return OURO_CLI_DONE;
}

static const struct
{
  const char *name;
  int (*func) (int    argc,
               char **argv);
} commands[] = {
  { "run", ouro_cli_run },
  { "trace", ouro_cli_trace },
  { "export", ouro_cli_export },
  { "check", ouro_cli_check },
  { "layout", ouro_layout_dot_run },
  { "bench", ouro_cli_bench },
  { "layout-helper", run_layout_helper },
  { "--help", print_help },
  { "-h", print_help },
  { "help", print_help },
  { "--version", print_version },
};

static gboolean
has_display (void)
{
  static const char *const names[] = { "WAYLAND_DISPLAY", "DISPLAY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL && value[0] != '\0')
        return TRUE;
    }

  return FALSE;
}

/* No command: files for the window. */
static int
open_files (int    n_files,
            char **files)
{
  if (files[0][0] == '-')
    return ouro_cli_refuse (_ ("there is no option %s (see ouroboros --help)"), files[0]);
  if (!g_file_test (files[0], G_FILE_TEST_EXISTS))
    return ouro_cli_refuse (_ ("%s is neither a command nor a file (see ouroboros --help)"), files[0]);
  if (!has_display ())
    return ouro_cli_refuse (_ ("there is no display for the window; without one: ouroboros run %s"), files[0]);

  return ouro_cli_window (n_files, files);
}

int
ouro_cli_main (int    argc,
               char **argv)
{
  g_return_val_if_fail (argc >= 1, OURO_CLI_WRONG_USE);

  if (argc == 1)
    return has_display () ? ouro_cli_window (0, argv + 1) : ouro_cli_tour (argv[0]);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].func (argc - 1, argv + 1);

  return open_files (argc - 1, argv + 1);
}
