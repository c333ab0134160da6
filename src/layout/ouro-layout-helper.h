/* ouro-layout-helper.h - the process in which Graphviz runs
 *
 * The command-line program in another role. It reads questions from standard input and writes
 * answers to standard output until the input ends; nothing else holds state, so killing it
 * loses nothing. Only programs that play this role link Graphviz.
 */
#pragma once

/* Answers questions until standard input ends. Returns the exit status: 0, or 1 when what came was
 * no question. Standard error is closed to all, the process may take 1 GiB of memory, and a
 * question that takes twice its time limit ends it (SIGALRM), should the one who asked be gone. */
int ouro_layout_helper_run (void);
