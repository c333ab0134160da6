/* ouro-python.h - a real interpreter of this machine, and the cage in which it runs what is not trusted
 *
 * Cage     bubblewrap, where it is there and works: a process sees /usr and the interpreter's own folders, all read-only, an empty
 *          /tmp in memory and the one folder it is given; no home, no network, no other processes, none of the user's environment.
 * Limits   with and without a cage: memory, processor time, size of files, and a time after which it is killed with all that it has started.
 * Threads  these calls wait: they are for threads that may.
 */
#pragma once

#include <gio/gio.h>

#include "ouro-profile.h"

#define OURO_PYTHON_ERROR (ouro_python_error_quark ())
GQuark ouro_python_error_quark (void);

typedef enum {
  OURO_PYTHON_ERROR_NONE,          /* there is no interpreter, or it does not answer as one */
  OURO_PYTHON_ERROR_NOT_SIMULATED, /* it is no CPython, or of a version that has no profile */
  OURO_PYTHON_ERROR_TIMEOUT,
  OURO_PYTHON_ERROR_FAILED,
} OuroPythonError;

typedef struct
{
  char              *path;    /* what is started */
  char              *release; /* "3.11.2" */
  const OuroProfile *profile; /* of its version */
  char              *danger;  /* why no cage holds it, in words that end a sentence; NULL: one does */
  GPtrArray         *cage;    /* private: the words before the interpreter's, of char * */
} OuroPython;

/* program: a name in PATH or a file; NULL for the "python3.12" of the version that is wanted, else python3. What stands before an interpreter
 * (pyenv's shims) is looked through where the cage needs it. */
OuroPython *ouro_python_find (const char        *program,
                              const OuroProfile *wanted,
                              GCancellable      *cancellable,
                              GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void        ouro_python_free (OuroPython *self);

/* Runs one of our scripts (data/python) with arguments in a folder; standard output goes to a file. The script sees the folder as shown: its files
 * can be read, and what is written there is gone afterwards (without a cage it stays). TRUE when it ends with one of the exit statuses 0 to max_status;
 * otherwise the error's message is the last line that it has written to standard error. */
gboolean ouro_python_run (const OuroPython  *self,
                          const char        *script,
                          const char *const *arguments,
                          const char        *folder,
                          const char        *output,
                          double             seconds,
                          int                max_status,
                          GCancellable      *cancellable,
                          GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroPython, ouro_python_free)
