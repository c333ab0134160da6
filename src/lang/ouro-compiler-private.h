/* ouro-compiler-private.h - what the files of the compiler share */
#pragma once

#include "ouro-compiler.h"
#include "ouro-emitter-private.h"
#include "ouro-scope.h"

/* What a return, break or continue has to leave on its way out; the innermost last. */
typedef enum {
  OURO_BLOCK_WHILE,
  OURO_BLOCK_FOR,
  OURO_BLOCK_TRY,         /* the body of a try with except */
  OURO_BLOCK_FINALLY_TRY, /* the body of a try with finally */
  OURO_BLOCK_FINALLY_END, /* a finally body after an exception */
  OURO_BLOCK_WITH,
  OURO_BLOCK_HANDLER, /* an except body */
  OURO_BLOCK_INLINED, /* an inlined comprehension: nothing leaves it */
} OuroBlockKind;

typedef struct
{
  OuroBlockKind       kind;
  OuroLabel           start; /* of a loop: where continue goes */
  OuroLabel           exit;  /* of a loop: where break goes */
  gint                outer_handler;
  const OuroNodeList *finalbody;
  const char         *name; /* of a handler, or NULL */
  const OuroNode     *node;
} OuroBlock;

/* One code being compiled. */
typedef struct _OuroFunction OuroFunction;

struct _OuroFunction
{
  OuroFunction *outer;
  OuroEmitter  *emitter;
  OuroScope    *scope;  /* of the code; that of an inlined comprehension while it is compiled */
  GArray       *blocks; /* of OuroBlock */
  char         *qualname;
  gboolean      is_module; /* statements of this code are steps of the document */
  guint32       line;      /* of the last LINE */
};

typedef struct
{
  OuroCodeUnit       *unit;
  OuroScopes         *scopes;
  OuroFunction       *function;
  const OuroDialect  *dialect;
  const OuroLowering *lowering;
  OuroSyntaxProblem  *problem;
  gboolean            failed;
  gboolean            is_unsupported;
} OuroCompiler;

/* The first error counts; compilation goes on to its end without harm. */
void ouro_compiler_fail (OuroCompiler   *self,
                         const OuroNode *node,
                         const char     *format,
                         ...) G_GNUC_PRINTF (3, 4);

/* Python that the simulator does not run: why, as a sentence without a full stop. */
void ouro_compiler_refuse (OuroCompiler   *self,
                           const OuroNode *node,
                           const char     *format,
                           ...) G_GNUC_PRINTF (3, 4);

static inline OuroEmitter *
ouro_compiler_emitter (OuroCompiler *self)
{
  return self->function->emitter;
}

static inline void
ouro_compiler_emit (OuroCompiler *self,
                    OuroOp        op,
                    guint32       argument)
{
  ouro_emitter_emit (self->function->emitter, op, argument);
}

/* Functions: a new code, and back. scope: of the node. */
void ouro_compiler_enter (OuroCompiler *self,
                          OuroScope    *scope,
                          const char   *name);

/* Ends the code of the function and makes it a constant of the unit. */
OuroConstant *ouro_compiler_leave (OuroCompiler *self);

/* Statements */
void       ouro_compiler_body (OuroCompiler       *self,
                               const OuroNodeList *body);
void       ouro_compiler_line (OuroCompiler   *self,
                               const OuroNode *node);
OuroBlock *ouro_compiler_push_block (OuroCompiler *self,
                                     OuroBlockKind kind);
void       ouro_compiler_pop_block (OuroCompiler *self);

/* Leaves all blocks, or those inside the innermost loop, whose block is returned (NULL when there is none). */
const OuroBlock *ouro_compiler_unwind (OuroCompiler *self,
                                       gboolean      to_loop,
                                       gboolean      keeps_top);
/* Calls __exit__ (None, None, None) and drops what it returns. */
void ouro_compiler_exit_with (OuroCompiler *self);
void ouro_compiler_try (OuroCompiler   *self,
                        const OuroNode *node);
void ouro_compiler_with (OuroCompiler   *self,
                         const OuroNode *node);

/* Definitions */
void ouro_compiler_function_def (OuroCompiler   *self,
                                 const OuroNode *node);
void ouro_compiler_class_def (OuroCompiler   *self,
                              const OuroNode *node);
void ouro_compiler_lambda (OuroCompiler   *self,
                           const OuroNode *node);
void ouro_compiler_comprehension (OuroCompiler   *self,
                                  const OuroNode *node);

/* Expressions */
void ouro_compiler_expression (OuroCompiler   *self,
                               const OuroNode *node);

/* Stores the top of the stack in a target. */
void ouro_compiler_store (OuroCompiler   *self,
                          const OuroNode *target);
void ouro_compiler_delete (OuroCompiler   *self,
                           const OuroNode *target);

/* Jumps to the label when the test comes out as wanted. */
void ouro_compiler_jump_if (OuroCompiler   *self,
                            const OuroNode *test,
                            OuroLabel       label,
                            gboolean        wanted);

/* Loads, stores or deletes a name as the scope has it. */
void ouro_compiler_name (OuroCompiler *self,
                         const char   *name,
                         OuroContext   context);
void ouro_compiler_none (OuroCompiler *self);

/* An iterable becomes an iterator; how many places of the stack it takes. */
void  ouro_compiler_get_iter (OuroCompiler *self);
guint ouro_compiler_iterator_places (const OuroCompiler *self);
void  ouro_compiler_for_iter (OuroCompiler *self,
                              OuroLabel     exit);

/* The iterable of a for: a display of constants is a constant tuple. */
void ouro_compiler_iterable (OuroCompiler   *self,
                             const OuroNode *node);

/* Finds what cannot run before anything is compiled (ouro-support.c). */
void ouro_compiler_check_support (OuroCompiler   *self,
                                  const OuroNode *root);
