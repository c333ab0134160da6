/* ouro-cli-bench.c - the command bench: what is to be measured, and what measuring needs
 *
 * Each prints its figure as the last word of its last line, or all that was measured as JSON.
 */

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <time.h>

#include "ouro-cli-private.h"
#include "ouro-layout-bench.h"

double
ouro_cli_get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

double
ouro_cli_find_median (double *values,
                      guint   n)
{
  qsort (values, n, sizeof *values, compare_values);
  return values[n / 2];
}

int
ouro_cli_bench (int    argc,
                char **argv)
{
  static const struct
  {
    const char *name;
    const char *command;
    int (*func) (int    argc,
                 char **argv);
  } subjects[] = {
    { "gc", "bench gc", ouro_cli_bench_gc },
    { "vm", "bench vm", ouro_cli_bench_vm },
    { "layout", "layout", ouro_layout_bench_run },
  };

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (subjects); i++)
    if (g_str_equal (argv[1], subjects[i].name))
      {
        argv[1] = (char *)subjects[i].command;
        return subjects[i].func (argc - 1, argv + 1);
      }

  return ouro_cli_refuse ("%s", _ ("ouroboros bench takes what is to be measured: gc, vm or layout"));
}
