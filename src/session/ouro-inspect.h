/* ouro-inspect.h - one object of a run, for the inspector
 *
 * Facts at the cursor in words for people, translated; Python's own words (types, names, repr) stay as they are.
 */
#pragma once

#include "ouro-run.h"

typedef struct
{
  char   *text;  /* "name a", "item [0] of list #4", "the evaluation stack" */
  guint32 birth; /* of the other object; 0 when it is none */
} OuroInspectLine;

typedef struct
{
  guint32  birth;
  gboolean is_alive;
  char    *type;         /* "list" */
  char    *repr;         /* shortened */
  char    *identity;     /* "0x7f..." as id () prints it, in hex */
  char    *count;        /* "2", "immortal"; with biased counts "2: local 2, shared 0" */
  char    *generation;   /* "Generation 0", "Tracked", "Not tracked" */
  gsize    size;         /* sys.getsizeof () */
  GArray  *held_by;      /* of OuroInspectLine: one for each unit of the count */
  GArray  *holds;        /* of OuroInspectLine, in the order of gc.get_referents () */
  GArray  *path;         /* of OuroInspectLine: from a root to it, the shortest; empty when nothing reaches it */
  char    *verdict;      /* why it is alive, or that nothing reaches it, in a sentence */
  guint    n_freed_with; /* how many objects would be freed at once if its names went, itself included; 0 when others hold it */
  GArray  *history;      /* of OuroCursor: positions before the lines that made it, changed it or its count; the latest first */
} OuroInspection;

/* NULL when the run has never had such an object up to the cursor. */
OuroInspection *ouro_inspect (OuroRun *run,
                              guint32  birth) G_GNUC_WARN_UNUSED_RESULT;
void            ouro_inspection_free (OuroInspection *self);

/* The live object with this birth number; OURO_NO_ID for none. */
OuroId ouro_run_find_object (OuroRun *run,
                             guint32  birth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroInspection, ouro_inspection_free)
