/* ouro-step-caption.h - what a statement did, in a sentence or two */
#pragma once

#include "ouro-run.h"
#include "ouro-step.h"

/* "After “del b”: list #12: count 2 → 1. No name reaches 2 objects any more." The cursor of the run stands where a statement has just
 * finished; step is what it did, scene the picture of it. unreachable: the keys of what no name reached before. Translated;
 * free with g_free (). */
char *ouro_step_dup_caption (const OuroStep  *step,
                             OuroRun         *run,
                             const OuroScene *scene,
                             GHashTable      *unreachable) G_GNUC_WARN_UNUSED_RESULT;
