/* ouro-step.h - what a step changed
 *
 * A snapshot keeps what a heap was like; compared with the heap at a later moment it tells what has been made, changed,
 * counted anew and deleted since. For a single event the record of its line tells the same without a snapshot.
 *
 * Cost  a copy of all rows and cells in use; 100,000 objects take a few ms.
 */
#pragma once

#include "ouro-journal.h"
#include "ouro-mark.h"
#include "ouro-scene-builder.h"

typedef struct _OuroSnapshot OuroSnapshot;

OuroSnapshot *ouro_snapshot_new (const OuroHeap *heap) G_GNUC_WARN_UNUSED_RESULT;
void          ouro_snapshot_free (OuroSnapshot *self);

/* The names of the module that there were then and are no longer: array of char *, which it frees. */
GPtrArray *ouro_snapshot_list_deleted (const OuroSnapshot *self,
                                       const OuroHeap     *heap) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  guint32 birth;
  guint32 before;
  guint32 after;
} OuroCountChange;

typedef struct
{
  GArray *made;    /* guint32: births, in the order of their rows */
  GArray *changed; /* guint32: births of objects that were made or whose contents changed */
  GArray *cells;   /* OuroChangedCell */
  GArray *counts;  /* OuroCountChange, of objects that were there before */
  GArray *places;  /* guint32: of the stack */
} OuroStep;

OuroStep *ouro_step_new (void) G_GNUC_WARN_UNUSED_RESULT;
void      ouro_step_free (OuroStep *self);

/* What is different in the heap as it is now. */
OuroStep *ouro_step_new_since (const OuroSnapshot *before,
                               const OuroHeap     *heap) G_GNUC_WARN_UNUSED_RESULT;

/* What the changes from first to end (exclusive) of the open record did, at the moment after them. */
OuroStep *ouro_step_new_of_changes (const OuroHeap *heap,
                                    guint32         first,
                                    guint32         end) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroSnapshot, ouro_snapshot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroStep, ouro_step_free)
