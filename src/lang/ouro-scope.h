/* ouro-scope.h - which variable does a name mean?
 *
 * Every module, class, function, lambda, comprehension and generator expression is a scope. The first
 * pass over the tree notes what each scope does with its names; the second decides for each name
 * whether it is a local, a cell (a local that an inner scope uses), free (a local of an outer scope) or global.
 *
 * Names   are as written, private ones mangled (__x in class C is _C__x).
 * Errors  OURO_SYNTAX_ERROR, in CPython's words ("name 'x' is parameter and global").
 * Source  Python/symtable.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-compiler.h"

typedef enum {
  OURO_SCOPE_MODULE,
  OURO_SCOPE_CLASS,
  OURO_SCOPE_FUNCTION, /* and lambda */
  OURO_SCOPE_COMPREHENSION,
  OURO_SCOPE_ANNOTATION, /* of all annotations of a function, class or module that are evaluated later (3.14); or of one that never is: it is only
                          * looked through for mistakes */
} OuroScopeKind;

typedef enum {
  OURO_BINDING_LOCAL,
  OURO_BINDING_CELL,
  OURO_BINDING_FREE,
  OURO_BINDING_GLOBAL,          /* by a global statement */
  OURO_BINDING_GLOBAL_IMPLICIT, /* because nobody binds it */
} OuroBinding;

typedef struct _OuroScope OuroScope;

struct _OuroScope
{
  OuroScopeKind   kind;
  const OuroNode *node;
  OuroScope      *parent;
  GPtrArray      *children;   /* of OuroScope */
  GHashTable     *symbols;    /* name -> Symbol; see the functions below */
  GPtrArray      *order;      /* names in order of first appearance */
  GPtrArray      *parameters; /* names, in order */
  const char     *class_name; /* for mangling: of the innermost class, or NULL */
  gboolean        is_generator;
  gboolean        is_coroutine;
  gboolean        is_nested;        /* inside a function */
  gboolean        needs_class_cell; /* a class: a method uses super () or __class__ */
  gboolean        is_inlined;       /* a comprehension that is compiled into the scope around it */
  gboolean        has_annotations;  /* a variable is annotated in it */

  /* Where annotations are evaluated later, of a class or module: */
  OuroScope  *annotations;      /* the scope of its variables' annotations, or NULL */
  GPtrArray  *annotated;        /* of const OuroNode *, their ANN_ASSIGN nodes; NULL when there are none */
  GHashTable *conditional;      /* node -> its number, from 1: those that may never be reached; or NULL */
  gboolean    in_conditional;   /* what is being looked at may never be reached */
  gboolean    needs_class_dict; /* a class: annotations see its names */
  gboolean    needs_conditions; /* a class: notes which annotations have been reached */
};

typedef struct _OuroScopes OuroScopes;

/* Scopes of a whole tree; NULL after an error, which is then in problem (columns in bytes). The tree, dialect and lowering must
 * outlive them. */
OuroScopes *ouro_scopes_new (const OuroNode     *root,
                             const OuroDialect  *dialect,
                             const OuroLowering *lowering,
                             OuroSyntaxProblem  *problem) G_GNUC_WARN_UNUSED_RESULT;
void        ouro_scopes_free (OuroScopes *self);

/* The scope of the root, whether that is a module or an expression. */
OuroScope *ouro_scopes_get_module (const OuroScopes *self);

/* The scope that a node begins: CLASS_DEF, FUNCTION_DEF, LAMBDA, *_COMP, GENERATOR_EXP. */
OuroScope *ouro_scopes_get (const OuroScopes *self,
                            const OuroNode   *node);

/* The scope of a function's annotations, where they are evaluated later; NULL when it has none. */
OuroScope *ouro_scopes_get_annotations (const OuroScopes *self,
                                        const OuroNode   *function);

/* Whether the names of a class around it are seen from the scope although it is not the class itself. */
gboolean ouro_scope_sees_class (const OuroScope *self);

/* A function, lambda, comprehension or annotation: its names stand in a row, not in a dict. */
gboolean ouro_scope_has_fast_locals (const OuroScope *self);

/* Whether some scope makes the name a variable of the module. */
gboolean ouro_scopes_bind_global (const OuroScopes *self,
                                  const char       *name);

/* What the (mangled) name means in the scope. */
OuroBinding ouro_scope_get_binding (const OuroScope *self,
                                    const char      *name);

/* Whether the scope itself binds the name (a class body's own names are neither cells nor fast). */
gboolean ouro_scope_is_bound_here (const OuroScope *self,
                                   const char      *name);

/* Names of the binding, sorted, as cellvars and freevars are. Free the array, not the names. */
GPtrArray *ouro_scope_list (const OuroScope *self,
                            OuroBinding      binding) G_GNUC_WARN_UNUSED_RESULT;

/* The name as it is stored: with the class's name in front when it is private. Belongs to the scopes. */
const char *ouro_scopes_mangle (OuroScopes      *self,
                                const OuroScope *scope,
                                const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroScopes, ouro_scopes_free)
