/* ouro-cli-check.c - the command check: a program run for real and in the simulation, compared */

#include "ouro-cli-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ouro-reality.h"

/* Everybody who answers neither y nor yes has said no. */
static gboolean
ask (const char       *file,
     const OuroPython *python)
{
  g_autofree char *question = ouro_reality_dup_question (python);
  char             answer[16] = "";

  g_printerr ("%s: %s\n", file, question);
  /* Translators: y is for yes, N, which holds where nothing is answered, for no; they cannot be translated */
  g_printerr ("%s ", _ ("Run it? [y/N]"));
  if (fgets (answer, sizeof answer, stdin) == NULL)
    g_printerr ("\n");
  g_strstrip (answer);
  return g_ascii_strcasecmp (answer, "y") == 0 || g_ascii_strcasecmp (answer, "yes") == 0;
}

static int
print (const char        *file,
       const OuroReality *check,
       const OuroProfile *wanted)
{
  g_autofree char *verdict = ouro_reality_dup_verdict (check);
  g_autofree char *values = ouro_reality_dup_values (check);
  g_autofree char *note = ouro_reality_dup_note (check, wanted);

  g_print ("%s: %s\n", file, verdict);
  if (values != NULL)
    g_print ("%s\n", values);
  if (note != NULL)
    g_print ("%s\n", note);
  return check->agrees ? OURO_CLI_DONE : OURO_CLI_FAILED;
}

/* What refuses a program names it already. */
static int
fail (const char   *file,
      const GError *error)
{
  if (error->domain == OURO_RUN_ERROR && error->code != OURO_RUN_ERROR_STOPPED)
    return ouro_cli_fail_before_run (error);
  return ouro_cli_fail ("%s: %s", file, error->message);
}

int
ouro_cli_check (int    argc,
                char **argv)
{
  gboolean           is_agreed = FALSE;
  g_autofree char   *program = NULL;
  g_autofree char   *version = NULL;
  g_autofree char   *file = NULL;
  g_autofree char   *text = NULL;
  g_autofree char   *name = NULL;
  const OuroProfile *wanted = NULL;
  g_autoptr (GFile) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroPython) python = NULL;
  g_autoptr (OuroReality) check = NULL;
  const GOptionEntry options[] = {
    { "with", 0, 0, G_OPTION_ARG_FILENAME, &program, N_ ("The interpreter (python3)"), N_ ("PYTHON") },
      { "python", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("CPython version to look for, as python3.13 (any that is simulated)"), N_ ("VERSION") },
        { "yes", 0, 0, G_OPTION_ARG_NONE, &is_agreed, N_ ("Do not ask before the program is run for real"), NULL },
          { NULL },
       };

  if (!ouro_cli_parse (argc, argv, options, _ ("Runs a program for real and in the simulation, and compares the two statement by statement."), &file))
    return OURO_CLI_WRONG_USE;
  if (version != NULL && (wanted = ouro_cli_find_profile (version)) == NULL)
    return OURO_CLI_WRONG_USE;
  if (!is_agreed && !isatty (STDIN_FILENO))
    return ouro_cli_refuse (_ ("%s would be run for real, and nobody can be asked: --yes allows it"), file);
  text = ouro_cli_load (file);
  if (text == NULL)
    return OURO_CLI_FAILED;
  python = ouro_python_find (program, wanted, NULL, &error);
  if (python == NULL)
    return ouro_cli_fail ("%s", error->message);
  if (is_agreed && python->danger != NULL)
    /* Translators: the second %s is a reason: “bubblewrap (bwrap) is not installed” */
    ouro_cli_fail (_ ("%s is run without a sandbox: %s"), file, python->danger);
  if (!is_agreed && !ask (file, python))
    return ouro_cli_fail (_ ("%s was not run"), file);

  name = g_path_get_basename (file);
  document = ouro_cli_new_file (file);
  check = ouro_reality_run (python, text, name, document, OURO_REALITY_SECONDS, NULL, &error);
  return check != NULL ? print (file, check, wanted) : fail (file, error);
}
