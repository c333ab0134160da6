/* ouro-holders.h - who holds an object: every single reference that its count counts
 *
 * Cost  looks at every cell of the heap once or twice: some ms for a million.
 */
#pragma once

#include "ouro-ways.h"

typedef enum {
  OURO_HOLD_NAME,     /* a name of the module: way.name */
  OURO_HOLD_LOCAL,    /* a local of a frame: name, frame */
  OURO_HOLD_VALUE,    /* the evaluation stack of a frame, or an argument on its way: frame */
  OURO_HOLD_FRAME,    /* a frame itself, or machinery on the stack: a running function, the namespace of a class body */
  OURO_HOLD_ROOT,     /* the machine: root, name if there is one */
  OURO_HOLD_OBJECT,   /* another object: way says how */
  OURO_HOLD_PASSING,  /* the machine's own code, for the moment: there are such between the events of one line */
  OURO_HOLD_DEFERRED, /* nobody: the count is one too high so that only a collection frees the object (3.13t) */
} OuroHoldKind;

typedef struct
{
  OuroHoldKind kind;
  OuroId       holder; /* OBJECT: who; what stands inside an instance (its dict) counts as the instance */
  OuroWay      way;    /* OBJECT, NAME */
  const char  *name;   /* LOCAL, ROOT: or NULL */
  guint        frame;  /* index in OuroRoots.frames */
  guint32      place;  /* LOCAL, VALUE, FRAME: of the stack; ROOT: its number */
} OuroHold;

/* Array of OuroHold: names first, then locals, values, the machine, objects by their rows. As
 * many as the count says, unless the object is immortal. Names of the array are lent by the
 * roots. */
GArray *ouro_holders_find (const OuroRoots *roots,
                           OuroId           object) G_GNUC_WARN_UNUSED_RESULT;
