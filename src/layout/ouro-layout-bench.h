/* ouro-layout-bench.h - laying out DOT files from the command line, and how long that takes
 *
 *   layout FILE|- [--time] [--rounds R]
 *     prints places in the manner of dot -Tplain, found by a helper within its time limit; with
 *     --time nothing but how long it takes in this process, without a limit
 *   bench layout [--dot FILE] [--rounds R] [--compare] [--json]
 *     how long it takes through the pipe to a helper, as in the window; with --compare also what
 *     dot makes of each pane with its own default settings, in time and in crossings
 *
 * Both return the exit status: 0, 1 when the file is no good, 2 when the arguments are not. The
 * figure, in milliseconds (median), is the last word printed. argv[0] is the name of the command
 * as the user typed it.
 */
#pragma once

int ouro_layout_dot_run (int    argc,
                         char **argv);
int ouro_layout_bench_run (int    argc,
                           char **argv);
