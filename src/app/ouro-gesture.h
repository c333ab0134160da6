/* ouro-gesture.h - what a hand asked for, until it has become a statement
 *
 * A gesture names objects by their birth numbers and names by their text, so it can wait while the program runs, and can be asked again
 * at another moment: the proposals of ouro-action.h are made from the run only when they are needed.
 */
#pragma once

#include <glib-object.h>

#include "ouro-action.h"

G_BEGIN_DECLS

typedef enum {
  OURO_GESTURE_CREATE,           /* what */
  OURO_GESTURE_REFER,            /* object, slot, to */
  OURO_GESTURE_NAME,             /* object */
  OURO_GESTURE_REBIND,           /* name, to */
  OURO_GESTURE_RENAME,           /* name */
  OURO_GESTURE_DELETE_NAME,      /* name */
  OURO_GESTURE_DELETE_REFERENCE, /* object, slot */
  OURO_GESTURE_DELETE_OBJECT,    /* object */
  OURO_GESTURE_COLLECT,          /* generation */
} OuroGestureKind;

typedef struct
{
  OuroGestureKind kind;
  OuroNew         what;
  guint           generation;
  guint32         object; /* birth number */
  int             slot;   /* row of the object's card, or -1 */
  guint32         to;     /* birth number */
  char           *name;
} OuroGesture;

OuroGesture *ouro_gesture_copy (const OuroGesture *self) G_GNUC_WARN_UNUSED_RESULT;
void         ouro_gesture_free (OuroGesture *self);

/* A palette's word ("list", "dict" ... "function") as a kind of object; FALSE when there is none such. */
gboolean ouro_gesture_find_new (const char *word,
                                OuroNew    *what);

/* What it can mean at the run's cursor: array of OuroProposal, the best first, never empty. */
GPtrArray *ouro_gesture_propose (const OuroGesture *self,
                                 OuroRun           *run) G_GNUC_WARN_UNUSED_RESULT;

/* A heading for the choice, translated: "New reference". Free with g_free (). */
char *ouro_gesture_dup_title (const OuroGesture *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroGesture, ouro_gesture_free)

G_END_DECLS
