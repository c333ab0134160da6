/* layout-helper-for-tests.c - plays the roles of the helper and of the command line */

#include "ouro-layout-bench.h"
#include "ouro-layout-helper.h"

#include <glib.h>

int
main (int    argc,
      char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "layout-helper"))
    return ouro_layout_helper_run ();
  if (argc >= 2 && g_str_equal (argv[1], "layout"))
    return ouro_layout_dot_run (argc - 1, argv + 1);
  if (argc >= 3 && g_str_equal (argv[1], "bench") && g_str_equal (argv[2], "layout"))
    return ouro_layout_bench_run (argc - 2, argv + 2);

  return 2;
}
