/* ouro-trace.h - what a run did, statement by statement, as JSON Lines
 *
 * The format in which recorded traces of real interpreters are compared with ours: a header, a record for each
 * finished statement of the module, an exit record.
 */
#pragma once

#include <gio/gio.h>

#include "ouro-profile.h"
#include "ouro-vm.h"

/* Runs the program and writes its trace. document: for the modules beside it, may be NULL. limits: NULL for none. Returns FALSE and an error when the program is refused, reaches a limit or is
 * cancelled (from any thread), or when the stream cannot be written. status: the exit status that python3 would give. */
gboolean ouro_trace_write (const char         *text,
                           const char         *file,
                           GFile              *document,
                           const OuroProfile  *profile,
                           const OuroVmLimits *limits,
                           GOutputStream      *stream,
                           GCancellable       *cancellable,
                           int                *status,
                           GError            **error);
