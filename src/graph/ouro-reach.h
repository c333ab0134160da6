/* ouro-reach.h - what can be reached, and what cannot
 *
 * Follows every counted reference from the roots on. What the program has made, is alive and is
 * not reached can be freed by the collector alone: a cycle, or what a cycle holds.
 *
 * Between two events of one line the machine's own code may hold an object for a moment that
 * nothing else holds yet, or any more: its count says so. Such an object is reached as well, when
 * everything is asked for (OURO_REACH_ALL).
 *
 * Cost  O(objects and references) once; an answer is then a look into a bit field. No recursion.
 */
#pragma once

#include "ouro-roots.h"

/* Where to begin. What was there before the program and what never dies is always reached. */
typedef enum {
  OURO_REACH_NAMES = 1 << 0, /* the names of the module */
  OURO_REACH_STACK = 1 << 1, /* the stack: locals and values under evaluation */
  OURO_REACH_ROOTS = 1 << 2, /* what else the machine holds: sys.modules, a pending exception ... */
  OURO_REACH_ALL = (1 << 3) - 1,
} OuroReachFrom;

typedef struct _OuroReach OuroReach;

/* The answer is about this moment of the heap, which must not change meanwhile. */
OuroReach *ouro_reach_new (const OuroRoots *roots,
                           OuroReachFrom    from) G_GNUC_WARN_UNUSED_RESULT;
void       ouro_reach_free (OuroReach *self);

gboolean ouro_reach_contains (const OuroReach *self,
                              OuroId           object);

/* Objects with a collector's header that the program made, are alive and are not reached, in the
 * order of their rows. */
const OuroId *ouro_reach_get_unreachable (const OuroReach *self,
                                          guint           *n);

/* Objects that the machine's own code alone holds for the moment, or is just freeing; they are
 * reached. */
const OuroId *ouro_reach_get_passing (const OuroReach *self,
                                      guint           *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroReach, ouro_reach_free)
