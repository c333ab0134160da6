/* ouro-cli-private.h - what the commands share, and the commands themselves */
#pragma once

#include <gio/gio.h>

#include "ouro-export.h"
#include "ouro-run.h"

/* What ouro_cli_main () returns. */
enum {
  OURO_CLI_DONE = 0,
  OURO_CLI_FAILED = 1,
  OURO_CLI_WRONG_USE = 2,
};

/* A slide is as large as a screen where nothing else is said. */
#define OURO_CLI_SLIDE_WIDTH  1920
#define OURO_CLI_SLIDE_HEIGHT 1080

/* "ouroboros: message", on one line of standard error. Return the exit status that goes with it. */
int ouro_cli_fail (const char *format,
                   ...) G_GNUC_PRINTF (1, 2);
int ouro_cli_refuse (const char *format,
                     ...) G_GNUC_PRINTF (1, 2);

/* A program that is refused: a SyntaxError is shown as python3 shows it, everything else on one line. Returns the exit status. */
int ouro_cli_fail_before_run (const GError *error);

/* Reads the options of a command, which may be NULL, and exactly one FILE, which the caller frees; none where file is NULL. purpose: for
 * --help, which prints and ends the process. FALSE after saying what is wrong. */
gboolean ouro_cli_parse (int                argc,
                         char             **argv,
                         const GOptionEntry options[],
                         const char        *purpose,
                         char             **file);

/* The profile of --python, NULL being the newest; NULL after saying which there are. */
const OuroProfile *ouro_cli_find_profile (const char *name);

/* A file of this machine, without the modules that a desktop adds to GIO: loading them takes longer than the work. */
GFile *ouro_cli_new_file (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* The program's text; NULL after saying why not. */
char *ouro_cli_load (const char *file);

/* The file as CPython names it in tracebacks. Source: Python/pathconfig.c, _Py_abspath (3.11): nothing but the folder before it. */
char *ouro_cli_dup_traceback_name (const char *file);

/* All bytes to a descriptor; FALSE and errno when it takes no more. */
gboolean ouro_cli_write (int         fd,
                         const char *bytes,
                         gsize       length);

/* Standard output takes no more (errno): says so, but for a reader who has gone, who wants no message. */
int ouro_cli_fail_output (void);

/* The commands. argv[0] is the command's own name. */
int ouro_cli_run (int    argc,
                  char **argv);
int ouro_cli_trace (int    argc,
                    char **argv);
int ouro_cli_export (int    argc,
                     char **argv);
int ouro_cli_check (int    argc,
                    char **argv);
int ouro_cli_bench (int    argc,
                    char **argv);

/* What bench measures. argv[0] is "bench gc" and so on. */
int ouro_cli_bench_gc (int    argc,
                       char **argv);
int ouro_cli_bench_vm (int    argc,
                       char **argv);

/* Processor time of this process in seconds: what else the machine does counts as little as can be. */
double ouro_cli_get_processor_time (void);

/* Sorts them; the median. */
double ouro_cli_find_median (double *values,
                             guint   n);

/* A stage for files; how, which may be used with it alone, is told its painter. */
OuroStage *ouro_cli_new_stage (OuroRun    *run,
                               OuroExport *how) G_GNUC_WARN_UNUSED_RESULT;

/* The window with these files; does not come back when it starts. */
int ouro_cli_window (int    n_files,
                     char **files);

/* The first example in pictures, where there is no display. program: as the user called it. */
int ouro_cli_tour (const char *program);
