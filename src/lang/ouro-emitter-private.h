/* ouro-emitter-private.h - where the instructions of one code come together
 *
 * The compiler emits instructions one after the other, jumps to labels, and handlers of exceptions. The
 * emitter knows the depth of the stack at every moment, so it can say how much of it a handler keeps, and
 * in the end writes the OuroCode.
 */
#pragma once

#include "ouro-constants-private.h"

#define OURO_N_LOCAL_KINDS 3

typedef guint OuroLabel;
#define OURO_NO_LABEL G_MAXUINT

typedef struct
{
  OuroOp       op;
  guint32      argument; /* a label until the code is finished, for jumps */
  OuroPosition position;
  gint         handler; /* index of the handler in force; -1 for none */
  guint        depth;   /* of the stack before it */
} OuroInstruction;

typedef struct
{
  OuroLabel target;
  guint     depth;
  gboolean  keeps_place;
  gboolean  is_unreachable; /* nothing is guarded by it, because nothing leads there */
} OuroEmittedHandler;

typedef struct
{
  OuroCodeUnit *unit;
  OuroCode     *code;
  GArray       *instructions; /* of OuroInstruction */
  GArray       *labels;       /* of gint: the instruction, or -1 */
  GArray       *label_depths; /* of gint: -1 while unknown */
  GArray       *handlers;     /* of OuroEmittedHandler */
  GPtrArray    *constants;
  GPtrArray    *names;
  GHashTable   *name_index;
  GHashTable   *constant_index;
  GPtrArray    *locals;                          /* names, in the order of their first use */
  GArray       *local_flags;                     /* of guint8 */
  GHashTable   *local_index[OURO_N_LOCAL_KINDS]; /* name -> place, for FAST, CELL and FREE */
  gint          handler;
  guint         depth;
  guint         max_depth;
  guint         max_counted;    /* of what CPython has on its stack at the same time */
  gint          uncounted;      /* how many places are used now that CPython does not use; may be negative */
  gboolean      is_unreachable; /* behind a jump that is always taken */
  gboolean      is_given_up;    /* there was an error: nothing is emitted any more */
  OuroPosition  position;
} OuroEmitter;

OuroEmitter *ouro_emitter_new (OuroCodeUnit *unit);
void         ouro_emitter_free (OuroEmitter *self);

/* From now on so many places more are used here than by CPython, whose sizes of frames and generators are told by its own
 * use of the stack. */
void ouro_emitter_discount (OuroEmitter *self,
                            gint         n);

/* The place in the source of what is emitted from now on. */
void ouro_emitter_set_place (OuroEmitter    *self,
                             const OuroNode *node);

/* The same for an attribute, or for a call of one: in a chain over many lines it begins at the name. */
void ouro_emitter_set_place_of_name (OuroEmitter    *self,
                                     const OuroNode *node,
                                     const OuroNode *attribute);

void ouro_emitter_emit (OuroEmitter *self,
                        OuroOp       op,
                        guint32      argument);
void ouro_emitter_emit_constant (OuroEmitter  *self,
                                 OuroConstant *constant);
void ouro_emitter_emit_name (OuroEmitter *self,
                             OuroOp       op,
                             const char  *name);

OuroLabel ouro_emitter_new_label (OuroEmitter *self);
void      ouro_emitter_emit_jump (OuroEmitter *self,
                                  OuroOp       op,
                                  OuroLabel    label);
/* The label is here. */
void ouro_emitter_place_label (OuroEmitter *self,
                               OuroLabel    label);

/* What is emitted until the handler is set back is guarded by it: on an exception the stack is cut to its present depth (plus
 * the place, when it is kept), the exception is pushed, and execution goes on at target. Returns the handler in force before. */
gint ouro_emitter_push_handler (OuroEmitter *self,
                                OuroLabel    target,
                                gboolean     keeps_place);
/* The same, but so many places of the present depth are cut off as well. */
gint ouro_emitter_push_handler_below (OuroEmitter *self,
                                      OuroLabel    target,
                                      gboolean     keeps_place,
                                      guint        n);
void ouro_emitter_set_handler (OuroEmitter *self,
                               gint         handler);

/* Begins a handler: the label is here, and the stack has what the handler finds on it. */
void ouro_emitter_place_handler (OuroEmitter *self,
                                 OuroLabel    target);

/* The place of a local of that name that has one of the flags; -1 when there is none. Places are the final ones only after
 * finish (). */
gint  ouro_emitter_find_local (const OuroEmitter *self,
                               const char        *name,
                               guint8             flags);
guint ouro_emitter_add_local (OuroEmitter *self,
                              const char  *name,
                              guint8       flags);
guint ouro_emitter_add_constant (OuroEmitter  *self,
                                 OuroConstant *constant);

/* Whether an instruction is never followed by the one behind it. */
gboolean ouro_op_never_goes_on (OuroOp op);

/* Writes the code; the emitter is empty afterwards. borrow as in OuroLowering. */
OuroCode *ouro_emitter_finish (OuroEmitter *self,
                               gboolean     borrow);

/* LOAD_FAST becomes LOAD_FAST_BORROW where the local outlives the value on the stack (ouro-borrow.c). */
void ouro_emitter_borrow_locals (OuroEmitter *self);
