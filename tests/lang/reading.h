/* reading.h - a text as a tree, as instructions, or as what is wrong with it: in words, to be compared */
#pragma once

#include "versions.h"

/* The tree as ast.dump () prints it without places, or the mistake (see describe_problem ()). */
char *read_tree (const char *text,
                 guint       minor);

/* The instructions of the module and of all codes in it. refused: "refused: " and the compiler's message, with its place. */
char *read_code (const char *text,
                 guint       minor);

/* "ok", a mistake, or "refused LINE:COLUMN-LINE:COLUMN REASON" for what only the compiler does not run. */
char *read_verdict (const char *text,
                    gsize       length,
                    guint       minor);

/* "SyntaxError 1:5-1:8 invalid syntax". What is unknown is 0. */
char *describe_problem (const OuroSyntaxProblem *problem);
