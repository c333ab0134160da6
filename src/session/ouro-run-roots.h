/* ouro-run-roots.h - from where the heap of a run is looked at: its frames and their locals, as graph/ wants them
 *
 * Valid until the cursor of the run moves.
 */
#pragma once

#include "ouro-roots.h"
#include "ouro-run.h"

typedef struct _OuroRunRoots OuroRunRoots;

OuroRunRoots *ouro_run_roots_new (const OuroRun *run) G_GNUC_WARN_UNUSED_RESULT;
void          ouro_run_roots_free (OuroRunRoots *self);

const OuroRoots *ouro_run_roots_get (const OuroRunRoots *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroRunRoots, ouro_run_roots_free)
