/* ouro-compiler.h - syntax tree in, bytecode out
 *
 * The compiler knows no versions: how the chosen CPython compiles is a row of facts (OuroLowering), filled by the
 * floor above. It refuses, before anything runs, what CPython refuses after parsing ('return' outside
 * function ...) and what the virtual machine cannot run.
 *
 * Errors  OURO_SYNTAX_ERROR as the parser (with the problem filled); OURO_COMPILER_ERROR_UNSUPPORTED for what is
 *         Python but not ours: the message says what and why, the problem says where. So is a program of more
 *         than OURO_MAX_INSTRUCTIONS: "finally" is compiled twice, so that nested ones double and double.
 * Cost    linear in the size of the tree.
 * Source  Python/symtable.c, compile.c, flowgraph.c, future.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-code.h"
#include "ouro-parser.h"

#define OURO_MAX_INSTRUCTIONS (4u * 1024 * 1024)

/* The compiler says no more than so many. */
#define OURO_MAX_WARNINGS 10000u

#define OURO_COMPILER_ERROR (ouro_compiler_error_quark ())

typedef enum {
  OURO_COMPILER_ERROR_UNSUPPORTED,
} OuroCompilerError;

GQuark ouro_compiler_error_quark (void);

typedef struct
{
  gboolean inline_comprehensions;     /* 3.12, PEP 709 */
  gboolean virtual_iterators;         /* 3.15 */
  gboolean borrow_locals;             /* 3.14 */
  gboolean swap_constants;            /* 3.14: a, b = 1, 2 makes no tuple either */
  gboolean with_keeps_manager;        /* 3.14 */
  gboolean super_without_object;      /* 3.12: LOAD_SUPER_ATTR */
  gboolean slices_without_object;     /* 3.12: BINARY_SLICE */
  gboolean slices_are_constants;      /* 3.14: those of literals */
  gboolean functions_begin_with_none; /* to 3.13: the first constant of a function without docstring is None */
  gboolean classes_know_their_line;   /* 3.13: __firstlineno__, __static_attributes__ */
  gboolean annotations_are_lazy;      /* 3.14, PEP 649 */
  gboolean annotations_are_strings;   /* not of the version: the program says "from __future__ import annotations" */
  gboolean generators_have_handlers;  /* 3.12: around a whole generator, and around each yield from */
  gboolean keyword_names_on_stack;    /* 3.13: of a call */
  gboolean reductions_are_inlined;    /* 3.14: any (), all () and tuple () of a generator expression loop over it themselves */
  gboolean containers_are_inlined;    /* 3.15: so do list () and set () */
  gboolean iteration_has_whole_place; /* to 3.12: what asks for an iterator or enters "with" stands at all of its statement */
  gboolean assertion_has_whole_place; /* 3.12: so does what raises AssertionError */
  gboolean warns_of_type;             /* 3.12: '"is" with 'int' literal' */
  gboolean warns_once_of_line;        /* 3.13: not again in the same words */
  gboolean warns_of_literals_only;    /* 3.14: what is folded is not yet constant */
  gboolean copies_are_silent;         /* 3.14: the "finally" after an exception and the second test of "while" warn of nothing */
  gboolean finally_warns_of_exits;    /* 3.14, PEP 765 */
  gboolean folded_items_stay;         /* 3.11: items of a tuple that the compiler itself makes one constant are constants, too */
  gboolean keys_are_one_constant;     /* to 3.13: those of a display of a dict that are all constant */

  gboolean is_library; /* the text is no program's own: its lines and statements are not stepped */

  /* Whether there is a module of that name, dots and all; others cannot be imported. NULL: all names go. */
  gboolean (*has_module) (const char *name, gpointer data);
  gpointer has_module_data;

  /* Why the simulator does not have the builtin of that name, as a sentence without a full stop; NULL when Python has none either, or
   * both have it. NULL instead of the function: all names go. */
  char *(*dup_reason) (const char *builtin, gconstpointer data);
  gconstpointer dup_reason_data;
} OuroLowering;

/* Compiles a module. text is what the tree was made from. The unit owns all that was made and needs neither tree nor text. */
OuroCodeUnit *ouro_compile (const OuroSyntaxTree *tree,
                            const char           *text,
                            gsize                 length,
                            const OuroDialect    *dialect,
                            const OuroLowering   *lowering,
                            OuroSyntaxProblem    *problem,
                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Compiles one expression to a code that returns its value, in the scope of the module. */
OuroCodeUnit *ouro_compile_expression (const OuroSyntaxTree *tree,
                                       const char           *text,
                                       gsize                 length,
                                       const OuroDialect    *dialect,
                                       const OuroLowering   *lowering,
                                       OuroSyntaxProblem    *problem,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
