/* ouro-moments.h - the moments of a run as scenes that nobody has placed yet
 *
 * Fills what picture/ asks of a moment: frames, what the step changed, what it freed. To say that it looks at the moment before: a
 * snapshot of the heap, and which cards there were. The last two of these are kept, so stepping on costs one look each.
 */
#pragma once

#include "ouro-run.h"
#include "ouro-scene-builder.h"

typedef struct _OuroMoments OuroMoments;

/* Run and painter must outlive it. */
OuroMoments *ouro_moments_new (OuroRun     *run,
                               OuroPainter *painter) G_GNUC_WARN_UNUSED_RESULT;
void         ouro_moments_free (OuroMoments *self);

/* The scene at the run's cursor, measured, with caption. options: NULL for what everybody sees, whatever one user has selected or
 * unfolded. The cursor may move and comes back. */
OuroScene *ouro_moments_build (OuroMoments            *self,
                               const OuroSceneOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* How many objects had been born before the program began: births of two programs can be compared where this is the same. */
guint32 ouro_moments_get_start_births (const OuroMoments *self);

/* How many objects there were then: those of the interpreter. */
guint32 ouro_moments_get_start_alive (const OuroMoments *self);

/* Whether a statement of the module has just finished at the cursor. */
gboolean ouro_moment_ends_statement (const OuroRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroMoments, ouro_moments_free)
