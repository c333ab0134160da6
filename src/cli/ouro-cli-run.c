/* ouro-cli-run.c - the commands run and trace */

#include "ouro-cli-private.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ouro-trace.h"

/* What a program may use where the options do not say otherwise, in their units. */
#define MAX_SECONDS 10.0
#define MAX_MEMORY  1024.0 /* MiB */
#define MAX_OUTPUT  10.0   /* MB */

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

/* One line that says why, and how a limit is lifted. */
static int
fail_interrupted (const char    *file,
                  const OuroRun *run)
{
  static const char *const options[] = {
    [OURO_VM_LIMIT_OUTPUT] = "--max-output=0",
    [OURO_VM_LIMIT_MEMORY] = "--max-memory=0",
    [OURO_VM_LIMIT_SECONDS] = "--max-seconds=0",
  };
  OuroVmLimit limit = ouro_vm_get_limit (ouro_run_get_vm (run));

  if (limit >= G_N_ELEMENTS (options) || options[limit] == NULL)
    return ouro_cli_fail ("%s: %s", file, ouro_run_get_interruption (run));

  /* Translators: a program, why it was stopped, and an option of the command line */
  return ouro_cli_fail (_ ("%s: stopped because %s (%s lifts the limit)"), file, ouro_run_get_interruption (run), options[limit]);
}

static int
run (const char         *text,
     const char         *file,
     const OuroProfile  *profile,
     const OuroVmLimits *limits)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ouro_cli_dup_traceback_name (file);
  g_autoptr (GFile) document = g_file_new_for_commandline_arg (file);
  g_autoptr (OuroRun) program = ouro_run_new_for_document (text, name, document, profile, OURO_HISTORY_NONE, &error);
  Flow flow = { .run = program };

  if (program == NULL)
    return ouro_cli_fail_before_run (error);

  ouro_run_set_limits (program, limits);
  ouro_run_set_statement_func (program, statement_cb, &flow);
  ouro_run_execute (program);
  if (flow.problem == 0 && ouro_run_get_state (program) != OURO_VM_INTERRUPTED)
    ouro_run_shut_down (program);
  pass_on_all (&flow);

  errno = flow.problem;
  if (flow.problem != 0)
    return ouro_cli_fail_output ();
  if (ouro_run_get_interruption (program) != NULL)
    return fail_interrupted (file, program);

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
  g_autoptr (GFile) location = ouro_cli_new_file (file);
  g_autoptr (GError) error = NULL;
  int status;

  if (ouro_trace_write (text, name, location, profile, NULL, stream, NULL, &status, &error) && g_output_stream_close (stream, NULL, &error))
    return status;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    {
      errno = EPIPE;
      return ouro_cli_fail_output ();
    }

  return ouro_cli_fail_before_run (error);
}

/* The program and the version that the options name; FALSE after saying what is wrong, and the exit status. */
static gboolean
read_program (const char         *file,
              const char         *version,
              char              **text,
              const OuroProfile **profile,
              int                *status)
{
  *status = OURO_CLI_WRONG_USE;
  *profile = ouro_cli_find_profile (version);
  if (*profile == NULL)
    return FALSE;

  *status = OURO_CLI_FAILED;
  *text = ouro_cli_load (file);
  return *text != NULL;
}

/* In the units of the options; 0 is no limit. FALSE after saying which is none. */
static gboolean
make_limits (double        seconds,
             double        memory,
             double        output,
             OuroVmLimits *limits)
{
  const double values[] = { seconds, memory, output };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (!(values[i] >= 0 && values[i] <= 1e6))
      {
        ouro_cli_refuse ("%s", _ ("a limit is a number from 0, for none, to 1000000"));
        return FALSE;
      }

  *limits = (OuroVmLimits){ .max_seconds = seconds, .max_memory = memory * 1024 * 1024, .max_output = output * 1000 * 1000 };
  return TRUE;
}

int
ouro_cli_run (int    argc,
              char **argv)
{
  double             seconds = MAX_SECONDS;
  double             memory = MAX_MEMORY;
  double             output = MAX_OUTPUT;
  g_autofree char   *version = NULL;
  g_autofree char   *file = NULL;
  g_autofree char   *text = NULL;
  const OuroProfile *profile;
  OuroVmLimits       limits;
  int                status;
  const GOptionEntry options[] = {
    { "python", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("CPython version to be like (the newest)"), N_ ("VERSION") },
      { "max-seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, N_ ("Real time it may take (10); 0 for as long as it likes"), N_ ("SECONDS") },
        { "max-memory", 0, 0, G_OPTION_ARG_DOUBLE, &memory, N_ ("Memory that its objects may take (1024)"), N_ ("MIB") },
          { "max-output", 0, 0, G_OPTION_ARG_DOUBLE, &output, N_ ("How much it may print (10)"), N_ ("MB") },
            { NULL },
          };

  if (!ouro_cli_parse (argc, argv, options, _ ("Runs a program in the simulation: output, errors and exit status are those of python3."), &file))
    return OURO_CLI_WRONG_USE;
  if (!make_limits (seconds, memory, output, &limits))
    return OURO_CLI_WRONG_USE;
  if (!read_program (file, version, &text, &profile, &status))
    return status;

  return run (text, file, profile, &limits);
}

int
ouro_cli_trace (int    argc,
                char **argv)
{
  g_autofree char   *version = NULL;
  g_autofree char   *file = NULL;
  g_autofree char   *text = NULL;
  const OuroProfile *profile;
  int                status;
  const GOptionEntry options[] = {
    { "python", 0, 0, G_OPTION_ARG_STRING, &version, N_ ("CPython version to be like (the newest)"), N_ ("VERSION") },
      { NULL },
    };

  if (!ouro_cli_parse (argc, argv, options, _ ("Runs a program in the simulation and prints what each statement did, as JSON Lines."), &file))
    return OURO_CLI_WRONG_USE;
  if (!read_program (file, version, &text, &profile, &status))
    return status;

  return trace (text, file, profile);
}
