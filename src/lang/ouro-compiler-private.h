/* ouro-compiler-private.h - what the files of the compiler share */
#pragma once

#include "ouro-compiler.h"
#include "ouro-emitter-private.h"
#include "ouro-scope.h"

/* CPython pushes about so many values at a time; longer displays and calls are built by appending (STACK_USE_GUIDELINE). */
#define OURO_STACK_USE 30

/* What a return, break or continue has to leave on its way out; the innermost last. */
typedef enum {
  OURO_BLOCK_WHILE,
  OURO_BLOCK_FOR,
  OURO_BLOCK_TRY,         /* the body of a try with except */
  OURO_BLOCK_FINALLY_TRY, /* the body of a try with finally */
  OURO_BLOCK_FINALLY_END, /* a finally body after an exception */
  OURO_BLOCK_WITH,
  OURO_BLOCK_HANDLER, /* an except body */
} OuroBlockKind;

typedef struct
{
  OuroBlockKind       kind;
  OuroLabel           start; /* of a loop: where continue goes */
  OuroLabel           exit;  /* of a loop: where break goes */
  gint                outer_handler;
  const OuroNodeList *finalbody;
  const char         *name; /* of a handler, or NULL */
  const OuroNode     *node; /* at whose place it is left */
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
  gboolean      is_module;        /* statements of this code are steps of the document */
  gboolean      is_comprehension; /* the code is that of a comprehension of its own, not inlined */
  GPtrArray    *self_attributes;  /* of a class: names that functions in it store in self, in the unit */
};

typedef struct
{
  OuroCodeUnit      *unit;
  OuroScopes        *scopes;
  OuroFunction      *function;
  const OuroDialect *dialect;
  OuroLowering      *lowering; /* a copy: "from __future__ import annotations" changes it */
  OuroSyntaxProblem *problem;
  const OuroNode    *last_future; /* the last "from __future__ import" that stands in its place, or NULL */
  gboolean           imports_all; /* a "from x import *" has been compiled: any name may come from there */
  guint              n_parser_warnings;
  gboolean           is_silent; /* no warnings */
  gboolean           failed;
  gboolean           is_unsupported;
} OuroCompiler;

/* The first error counts; nothing is emitted after it, and compilation soon comes to its end. */
void ouro_compiler_fail (OuroCompiler   *self,
                         const OuroNode *node,
                         const char     *format,
                         ...) G_GNUC_PRINTF (3, 4);

/* Python that the simulator does not run: why, as a sentence without a full stop. */
void ouro_compiler_refuse (OuroCompiler   *self,
                           const OuroNode *node,
                           const char     *format,
                           ...) G_GNUC_PRINTF (3, 4);

/* Whether a name means a builtin where the compiler is now, if it means anything: no variable of the program has it (ouro-compiler-names.c). */
gboolean ouro_compiler_is_builtin (OuroCompiler *self,
                                   const char   *name);

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

/* A name as it is stored where the compiler is now: with the class's name in front when it is private. */
static inline const char *
ouro_compiler_mangle (OuroCompiler *self,
                      const char   *name)
{
  return ouro_scopes_mangle (self->scopes, self->function->scope, name);
}

/* Codes (ouro-compiler.c): a new one, and back. scope: of the node. */
void ouro_compiler_enter (OuroCompiler *self,
                          OuroScope    *scope,
                          const char   *name);

/* Ends the code of the function and makes it a constant of the unit; NULL after an error. */
OuroConstant *ouro_compiler_leave (OuroCompiler *self);

/* Statements (ouro-compiler-statements.c) */
void ouro_compiler_body (OuroCompiler       *self,
                         const OuroNodeList *body);
void ouro_compiler_line (OuroCompiler   *self,
                         const OuroNode *node);

/* A statement that began in the line has finished; only those of the module are told. */
void ouro_compiler_statement_end (OuroCompiler *self,
                                  guint32       line);

/* Blocks (ouro-compiler-blocks.c) */
OuroBlock *ouro_compiler_push_block (OuroCompiler   *self,
                                     OuroBlockKind   kind,
                                     const OuroNode *node);
void       ouro_compiler_pop_block (OuroCompiler *self);
void       ouro_compiler_return (OuroCompiler   *self,
                                 const OuroNode *node);
void       ouro_compiler_break_or_continue (OuroCompiler   *self,
                                            const OuroNode *node);
void       ouro_compiler_try (OuroCompiler   *self,
                              const OuroNode *node);
void       ouro_compiler_with (OuroCompiler   *self,
                               const OuroNode *node);

/* Functions and classes (ouro-compiler-definitions.c) */
void ouro_compiler_function_def (OuroCompiler   *self,
                                 const OuroNode *node);
void ouro_compiler_class_def (OuroCompiler   *self,
                              const OuroNode *node);
void ouro_compiler_lambda (OuroCompiler   *self,
                           const OuroNode *node);

/* The string that a module, class or function begins with, or NULL. */
const OuroNode *ouro_compiler_get_docstring (const OuroNodeList *body);
void            ouro_compiler_body_after_docstring (OuroCompiler       *self,
                                                    const OuroNodeList *body);

/* What a module or class does before its own statements: __annotations__ and __doc__. */
void ouro_compiler_begin_namespace (OuroCompiler       *self,
                                    const OuroNodeList *body);

/* The cells that the code takes with it, as a tuple, and the code; then the function. flags as below. */
void ouro_compiler_make_function (OuroCompiler   *self,
                                  OuroConstant   *code,
                                  guint32         flags,
                                  const OuroNode *node);

/* Annotations (ouro-compiler-annotations.c): of a function, below its closure and code; returns the flags of MAKE_FUNCTION. */
guint32 ouro_compiler_annotations (OuroCompiler   *self,
                                   const OuroNode *function);

/* Of the variables of a class or module: before its statements, at each ANN_ASSIGN, and behind the statements of a class. */
void ouro_compiler_begin_annotations (OuroCompiler *self);
void ouro_compiler_variable_annotation (OuroCompiler   *self,
                                        const OuroNode *node);
void ouro_compiler_end_annotations (OuroCompiler *self);

/* How an expression reads, in CPython's way of writing it (ouro-unparse.c). */
char *ouro_unparse (const OuroNode *node) G_GNUC_WARN_UNUSED_RESULT;

/* Comprehensions (ouro-compiler-comprehensions.c) */
void ouro_compiler_comprehension (OuroCompiler   *self,
                                  const OuroNode *node);

/* A call of any (), all (), tuple (), list () or set () with a generator expression, where the version has no call made of it as
 * long as the name stands for the built-in. FALSE: it is an ordinary call. */
gboolean ouro_compiler_reduction (OuroCompiler   *self,
                                  const OuroNode *node);

/* An iterable becomes an iterator; how many places of the stack it takes. */
void  ouro_compiler_get_iter (OuroCompiler *self);
guint ouro_compiler_iterator_places (const OuroCompiler *self);
void  ouro_compiler_for_iter (OuroCompiler *self,
                              OuroLabel     exit);

/* Pushes the items as a constant tuple, as the optimiser makes of BUILD_TUPLE; FALSE when one is not constant. */
gboolean ouro_compiler_constant_tuple (OuroCompiler       *self,
                                       const OuroNodeList *items);

/* The iterable of a for: a display of constants is a constant tuple. */
void ouro_compiler_iterable (OuroCompiler   *self,
                             const OuroNode *node);

/* Names and targets (ouro-compiler-names.c): loads, stores or deletes a name as the scope has it. */
void ouro_compiler_name (OuroCompiler *self,
                         const char   *name,
                         OuroContext   context);

/* Stores the top of the stack in a target. */
void ouro_compiler_store (OuroCompiler   *self,
                          const OuroNode *target);
void ouro_compiler_delete (OuroCompiler   *self,
                           const OuroNode *target);

/* Expressions (ouro-compiler-expressions.c) */
void ouro_compiler_expression (OuroCompiler   *self,
                               const OuroNode *node);
void ouro_compiler_expressions (OuroCompiler       *self,
                                const OuroNodeList *items);
void ouro_compiler_none (OuroCompiler *self);

/* x[a:b] without a step, where no slice object is made for it; then its bounds are pushed alone. */
gboolean ouro_compiler_is_plain_slice (const OuroCompiler *self,
                                       const OuroNode     *node);
void     ouro_compiler_slice_bounds (OuroCompiler   *self,
                                     const OuroNode *slice);

/* Displays (ouro-compiler-displays.c). build is BUILD_LIST, BUILD_TUPLE or BUILD_SET. */
gboolean ouro_compiler_has_star (const OuroNodeList *items);
void     ouro_compiler_sequence (OuroCompiler       *self,
                                 const OuroNodeList *items,
                                 OuroOp              build);
void     ouro_compiler_dict (OuroCompiler   *self,
                             const OuroNode *node);
void     ouro_compiler_formatted_value (OuroCompiler   *self,
                                        const OuroNode *node);
void     ouro_compiler_joined_str (OuroCompiler   *self,
                                   const OuroNode *node);

/* Calls and attributes (ouro-compiler-calls.c) */
void ouro_compiler_call (OuroCompiler   *self,
                         const OuroNode *node);
void ouro_compiler_attribute (OuroCompiler   *self,
                              const OuroNode *node);

/* No two keywords of a call or class are the same. */
void ouro_compiler_check_keywords (OuroCompiler       *self,
                                   const OuroNodeList *keywords);

/* The names of the keywords go on top of the stack, as a tuple. */
void ouro_compiler_keyword_names (OuroCompiler  *self,
                                  OuroConstant **names,
                                  guint          n);

/* Conditions (ouro-compiler-conditions.c) */
void ouro_compiler_bool_operator (OuroCompiler   *self,
                                  const OuroNode *node);
void ouro_compiler_compare (OuroCompiler   *self,
                            const OuroNode *node);
void ouro_compiler_if_expression (OuroCompiler   *self,
                                  const OuroNode *node);

/* Jumps to the label when the test comes out as wanted. */
void ouro_compiler_jump_if (OuroCompiler   *self,
                            const OuroNode *test,
                            OuroLabel       label,
                            gboolean        wanted);

/* Warnings (ouro-compiler-warnings.c), as CPython has them for a COMPARE, what is called, what is subscripted, an ASSERT, and a TRY
 * whose "finally" is left by return, break or continue. */
void ouro_compiler_warn_of_compare (OuroCompiler   *self,
                                    const OuroNode *node);
void ouro_compiler_warn_of_call (OuroCompiler   *self,
                                 const OuroNode *func);
void ouro_compiler_warn_of_subscript (OuroCompiler   *self,
                                      const OuroNode *value,
                                      const OuroNode *index);
void ouro_compiler_warn_of_assertion (OuroCompiler   *self,
                                      const OuroNode *node);
void ouro_compiler_warn_of_exits (OuroCompiler   *self,
                                  const OuroNode *node);

/* Reads the "from __future__ import" at the beginning of a module (ouro-future.c). */
void ouro_compiler_read_futures (OuroCompiler       *self,
                                 const OuroNodeList *body);

/* Whether a statement is one, and whether such a one stands too far down. */
gboolean ouro_compiler_is_future (const OuroNode *node);
gboolean ouro_compiler_is_late_future (const OuroCompiler *self,
                                       const OuroNode     *node);

/* Whether a module can be imported (ouro-support.c). */
gboolean ouro_compiler_has_module (const OuroCompiler *self,
                                   const char         *name);

/* Finds what cannot run before anything is compiled. */
void ouro_compiler_check_support (OuroCompiler   *self,
                                  const OuroNode *root);

/* A NAME that is read where the compiler is now: refused when it means a builtin that is not simulated. */
void ouro_compiler_check_builtin (OuroCompiler   *self,
                                  const OuroNode *node);

/* Refuses __import__ (name) of a name that can be known only while the program runs. */
void ouro_compiler_check_call (OuroCompiler   *self,
                               const OuroNode *call);
