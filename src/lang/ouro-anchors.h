/* ouro-anchors.h - what a traceback points at within the code that raised
 *
 * Below a line of a traceback ^ stands under the code that raised, and where that is an operation, ~ under its operands:
 *
 *     total / count
 *     ~~~~~~^~~~~~~
 *
 * The code is read anew to find the operator or the bracket, as CPython does it: binary operators and subscripts, from 3.13
 * on calls, too, and code of more than one line.
 *
 * Places  lines count from 0 and columns, in bytes, from 0; both belong to the code handed in. An end is exclusive.
 * Source  Python/traceback.c (3.11, 3.12: extract_anchors_from_line), Lib/traceback.py (3.13 to 3.15:
 *         _extract_caret_anchors_from_line_segment, _should_show_carets)
 */
#pragma once

#include "ouro-dialect.h"

typedef struct
{
  guint line;
  guint column;
  guint end_line;
  guint end_column;
} OuroAnchors;

/* The operator or the brackets of an expression; FALSE when it is another kind of expression, or none. */
gboolean ouro_anchors_find (const char        *expression,
                            const OuroDialect *dialect,
                            OuroAnchors       *anchors);

/* The same as 3.11 and 3.12 do it: of one line, and with their slips about parentheses. */
gboolean ouro_anchors_find_in_line (const char        *expression,
                                    const OuroDialect *dialect,
                                    OuroAnchors       *anchors);

/* Whether a statement, of so many lines, is no more than "return f (...)" or "x = f (...)", its call from column to end_column:
 * nothing is pointed at there. */
gboolean ouro_anchors_is_mere_call (const char        *statement,
                                    guint              n_lines,
                                    guint              column,
                                    guint              end_column,
                                    const OuroDialect *dialect);
