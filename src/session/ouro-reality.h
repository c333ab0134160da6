/* ouro-reality.h - a program run for real and in the simulation, compared statement by statement
 *
 * Order     the simulation comes first, under the interpreter's version: what it refuses, or cannot bring to an end, is never run for real.
 * Copy      the text is run as it stands, saved or not, from a private copy under its own name, with copies of those modules beside the document that
 *           it imports; the document's folder is not seen.
 * Judge     data/python/record.py writes what the real heap looked like after each statement of the module, data/python/compare.py compares, both run by
 *           the interpreter itself; the same pair judges the simulator's tests (tests/fidelity).
 * Errors    why there could be no comparison: OURO_REALITY_ERROR, OURO_PYTHON_ERROR, OURO_RUN_ERROR, G_IO_ERROR.
 * Threads   the asynchronous calls work in a thread of their own and call back in the caller's main context; the others wait.
 */
#pragma once

#include "ouro-python.h"

#define OURO_REALITY_ERROR (ouro_reality_error_quark ())
GQuark ouro_reality_error_quark (void);

typedef enum {
  OURO_REALITY_ERROR_NO_VERDICT, /* the comparison itself failed */
} OuroRealityError;

/* What was found. Of the first difference: statements count from 1, those of the module in the order in which they finish. */
typedef struct
{
  gboolean           agrees;
  gboolean           is_outcome;      /* only what is printed and how it ends was compared: there is too much, or the build is free-threaded */
  gboolean           has_counts;      /* pending objects, garbage and collections were compared: nothing is imported from the disk */
  guint              n_statements;    /* that finished and were compared; 0 for an outcome */
  char              *release;         /* of the real one: "3.11.2" */
  const OuroProfile *profile;         /* under which was simulated */
  gboolean           is_same_release; /* which is the one that the profile was measured on */

  guint statement; /* 0: none in particular */
  guint line;      /* 0: none in particular */
  char *field;     /* as in tests/fidelity/FORMAT.md */
  char *where;     /* the object, as Python would write it: "a[0]"; NULL: none in particular */
  char *expected;  /* Python's value; NULL: only the message tells */
  char *actual;    /* ours */
  char *message;   /* all of that in a few words, not translated */
} OuroReality;

/* Finds the interpreter (ouro_python_find ()). */
void        ouro_reality_find_async (const char         *program,
                                     const OuroProfile  *wanted,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
OuroPython *ouro_reality_find_finish (GAsyncResult *result,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* name: of the file, without its folder. document: where it lies, for the modules beside it; may be NULL. seconds: how long it may run for real. The interpreter must live until the end. */
OuroReality *ouro_reality_run (const OuroPython *python,
                               const char       *text,
                               const char       *name,
                               GFile            *document,
                               double            seconds,
                               GCancellable     *cancellable,
                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void         ouro_reality_run_async (const OuroPython   *python,
                                     const char         *text,
                                     const char         *name,
                                     GFile              *document,
                                     double              seconds,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
OuroReality *ouro_reality_run_finish (GAsyncResult *result,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         ouro_reality_free (OuroReality *self);

/* How long a program may run for real where nothing else is said. */
#define OURO_REALITY_SECONDS 20.0

/* Words for people, the same on the command line and in the window; to be freed. ------------- */

/* What is about to happen: "It is run by CPython 3.11.2 (/usr/bin/python3) ...". */
char *ouro_reality_dup_question (const OuroPython *python) G_GNUC_WARN_UNUSED_RESULT;

/* "Agrees with CPython 3.11.2: 34 statements", or where and in what it differs. */
char *ouro_reality_dup_verdict (const OuroReality *self) G_GNUC_WARN_UNUSED_RESULT;

/* The two values of the difference, a line each; NULL where there is none. */
char *ouro_reality_dup_values (const OuroReality *self) G_GNUC_WARN_UNUSED_RESULT;

/* That the simulation was of another version than the document's or of another release than measured, or the heaps were not compared; NULL where nothing is
 * to be said. wanted: may be NULL. */
char *ouro_reality_dup_note (const OuroReality *self,
                             const OuroProfile *wanted) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroReality, ouro_reality_free)
