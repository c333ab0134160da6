/* ouro-constants-private.h - the constants of one compilation, and expressions that are constant
 *
 * Equal constants of the same type are one, across all codes of the unit (Python/compile.c,
 * merge_const_one). Expressions of constants are computed as CPython's optimiser computes them, within its limits,
 * because a program can see the difference: a folded value is shared and held by its code.
 * Source  Python/ast_opt.c (3.11 to 3.13), Python/flowgraph.c (3.14)
 */
#pragma once

#include "ouro-code.h"

struct _OuroCodeUnit
{
  OuroCode     *main;
  GPtrArray    *constants; /* of OuroConstant, owned */
  GHashTable   *known;     /* of OuroConstant, by value; codes are not in it */
  GStringChunk *names;
  GArray       *warnings;       /* of OuroWarning */
  guint64       n_instructions; /* emitted so far, in all codes */

  /* For folding, until the compilation ends. */
  OuroCodeUnit *scratch;        /* where values on the way to a result live, or NULL */
  GHashTable   *not_constant;   /* nodes known to have no constant value */
  gsize         n_folded_bytes; /* of the results so far */
};

OuroCodeUnit *ouro_code_unit_new (void);
void          ouro_code_free (OuroCode *code);

/* Interns a name for the life of the unit. */
const char *ouro_code_unit_name (OuroCodeUnit *self,
                                 const char   *name);

OuroConstant *ouro_constant_none (OuroCodeUnit *unit);
OuroConstant *ouro_constant_bool (OuroCodeUnit *unit,
                                  gboolean      value);
OuroConstant *ouro_constant_int (OuroCodeUnit *unit,
                                 gint64        value);
OuroConstant *ouro_constant_str (OuroCodeUnit *unit,
                                 const char   *text,
                                 gsize         length);
OuroConstant *ouro_constant_tuple (OuroCodeUnit  *unit,
                                   OuroConstant **items,
                                   guint          n);
OuroConstant *ouro_constant_frozenset (OuroCodeUnit  *unit,
                                       OuroConstant **items,
                                       guint          n);
/* Start, stop and step. */
OuroConstant *ouro_constant_slice (OuroCodeUnit  *unit,
                                   OuroConstant **items);
/* Takes the code. Codes are never merged. */
OuroConstant *ouro_constant_code (OuroCodeUnit *unit,
                                  OuroCode     *code);
OuroConstant *ouro_constant_atom (OuroCodeUnit    *unit,
                                  OuroConstantKind kind,
                                  const char      *text,
                                  gsize            length,
                                  double           real);

/* The same constant in another unit. */
OuroConstant *ouro_constant_copy (OuroCodeUnit       *unit,
                                  const OuroConstant *constant);

/* The value of an expression that is constant, or NULL. */
OuroConstant *ouro_fold (OuroCodeUnit   *unit,
                         const OuroNode *node);

/* The items of a list, tuple or set display as a tuple, when all are constant; else NULL. */
OuroConstant *ouro_fold_items (OuroCodeUnit       *unit,
                               const OuroNodeList *items,
                               gboolean            as_frozenset);

/* Forgets what folding knows of the tree's nodes. */
void ouro_code_unit_end_folding (OuroCodeUnit *self);

/* The truth of a constant. */
gboolean ouro_constant_is_true (const OuroConstant *constant);
