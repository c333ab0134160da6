/* ouro-cli.h - the command line
 *
 *   ouroboros [FILE]...                       the window; without a display and without a file a tour in pictures
 *   ouroboros run FILE                        what python3 would print
 *   ouroboros trace FILE                      what each statement did, as JSON Lines
 *   ouroboros export FILE -o OUT.{png,svg,pdf}   pictures and slides
 *   ouroboros check FILE                      the same program for real: does the simulation agree?
 *   ouroboros layout, bench layout            how boxes are arranged, and how fast (ouro-layout-bench.h)
 *   ouroboros layout-helper                   the process in which Graphviz runs; only for the program itself
 *
 * Every command has --help. An error is one line on standard error that names the file, the line where there is one, and the
 * reason; only a SyntaxError under "run" is shown in several lines, as python3 does.
 *
 * Exit status  0; 1 when the program or what was asked of it failed (run: the status of the program); 2 when the command
 *              line was wrong.
 */
#pragma once

/* The whole program: dispatches, returns the exit status. */
int ouro_cli_main (int    argc,
                   char **argv);
