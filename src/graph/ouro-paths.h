/* ouro-paths.h - why is it alive? the shortest path from a root to an object
 *
 * Among paths of one length the one wins that begins with the earlier kind of root (name, local,
 * value, machine) and, of these, with the earlier one; then ways in their order. Machinery (code,
 * namespaces of classes, classes themselves) is passed through only when there is no path without.
 *
 * Cost  O(objects and references) for each question; no recursion.
 */
#pragma once

#include "ouro-holders.h"

typedef struct
{
  OuroHold start; /* what holds the first object: a NAME, LOCAL, VALUE, FRAME, ROOT or PASSING */
  OuroId   first; /* what it holds */
  GArray  *ways;  /* of OuroWay: from there on; empty when the root holds the object itself */
} OuroPath;

typedef enum {
  OURO_PATH_ANY,
  OURO_PATH_NAMES, /* only from names of the module, and without machinery: for what a statement can say */
} OuroPathKind;

/* NULL when no root reaches the object. */
OuroPath *ouro_path_find (const OuroRoots *roots,
                          OuroId           object,
                          OuroPathKind     kind) G_GNUC_WARN_UNUSED_RESULT;
void      ouro_path_free (OuroPath *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroPath, ouro_path_free)
