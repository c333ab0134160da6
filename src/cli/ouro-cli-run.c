/* ouro-cli-run.c - the commands run and trace */

#include "ouro-cli-private.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ouro-trace.h"

/* Python has no limit; but what is printed is kept in memory. */
#define MAX_OUTPUT ((gsize)1 << 30)

/* How much of the program's output has been passed on. */
typedef struct
{
  gsize    n_output;
  gsize    n_errors;
  int      problem; /* errno, 0 while all goes well */
  OuroRun *run;
} Flow;

static void
pass_on (Flow       *flow,
         int         fd,
         const char *bytes,
         gsize       length,
         gsize      *n_passed)
{
  if (flow->problem == 0 && length > *n_passed && !ouro_cli_write (fd, bytes + *n_passed, length - *n_passed))
    flow->problem = errno;
  *n_passed = length;
}

static void
pass_on_all (Flow *flow)
{
  gsize       length;
  const char *bytes = ouro_run_get_output (flow->run, &length);

  pass_on (flow, STDOUT_FILENO, bytes, length, &flow->n_output);
  bytes = ouro_run_get_errors (flow->run, &length);
  pass_on (flow, STDERR_FILENO, bytes, length, &flow->n_errors);
}

static void
statement_cb (OuroRun             *run,
              const OuroStatement *statement,
              gpointer             data)
{
  Flow *flow = data;

  pass_on_all (flow);
  if (flow->problem != 0)
    ouro_run_stop (run);
}

/* A SyntaxError is shown as python3 shows it, everything else on one line. */
static int
fail_before_run (const GError *error)
{
  if (!g_error_matches (error, OURO_RUN_ERROR, OURO_RUN_ERROR_SYNTAX))
    return ouro_cli_fail ("%s", error->message);

  g_printerr ("%s%s", error->message, g_str_has_suffix (error->message, "\n") ? "" : "\n");

  return OURO_CLI_FAILED;
}

static int
run (const char        *text,
     const char        *file,
     const OuroProfile *profile)
{
  static const OuroVmLimits limits = { .max_output = MAX_OUTPUT };
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ouro_cli_dup_traceback_name (file);
  g_autoptr (OuroRun) program = ouro_run_new (text, name, profile, OURO_HISTORY_NONE, &error);
  Flow flow = { .run = program };

  if (program == NULL)
    return fail_before_run (error);

  ouro_run_set_limits (program, &limits);
  ouro_run_set_statement_func (program, statement_cb, &flow);
  ouro_run_execute (program);
  if (flow.problem == 0 && ouro_run_get_state (program) != OURO_VM_INTERRUPTED)
    ouro_run_shut_down (program);
  pass_on_all (&flow);

  errno = flow.problem;
  if (flow.problem != 0)
    return ouro_cli_fail_output ();
  if (ouro_run_get_interruption (program) != NULL)
    return ouro_cli_fail ("%s: %s", file, ouro_run_get_interruption (program));

  return ouro_run_get_exit_status (program);
}

static int
trace (const char        *text,
       const char        *file,
       const OuroProfile *profile)
{
  g_autoptr (GOutputStream) plain = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) stream = g_buffered_output_stream_new_sized (plain, 64 * 1024);
  g_autofree char *name = ouro_cli_dup_traceback_name (file);
  g_autoptr (GError) error = NULL;
  int status;

  if (ouro_trace_write (text, name, profile, stream, &status, &error) && g_output_stream_close (stream, NULL, &error))
    return status;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    {
      errno = EPIPE;
      return ouro_cli_fail_output ();
    }

  return fail_before_run (error);
}

static int
execute (int         argc,
         char      **argv,
         const char *purpose,
         int (*func) (const char        *text,
                      const char        *file,
                      const OuroProfile *profile))
{
  g_autofree char   *version = NULL;
  g_autofree char   *file = NULL;
  g_autofree char   *text = NULL;
  const OuroProfile *profile;
  const GOptionEntry options[] = {
    { "python", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("CPython version to be like (the newest)"), N_ ("VERSION") },
      { NULL },
    };

  if (!ouro_cli_parse (argc, argv, options, purpose, &file))
    return OURO_CLI_WRONG_USE;
  profile = ouro_cli_find_profile (version);
  if (profile == NULL)
    return OURO_CLI_WRONG_USE;
  text = ouro_cli_load (file);
  if (text == NULL)
    return OURO_CLI_FAILED;

  return func (text, file, profile);
}

int
ouro_cli_run (int    argc,
              char **argv)
{
  return execute (argc, argv, _ ("Runs a program in the simulation: output, errors and exit status are those of python3."), run);
}

int
ouro_cli_trace (int    argc,
                char **argv)
{
  return execute (argc, argv, _ ("Runs a program in the simulation and prints what each statement did, as JSON Lines."), trace);
}
