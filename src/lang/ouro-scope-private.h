/* ouro-scope-private.h - what the two passes over names share */
#pragma once

#include "ouro-scope.h"

/* What a scope does with a name. */
typedef enum {
  OURO_USE_BOUND = 1 << 0,
  OURO_USE_PARAMETER = 1 << 1,
  OURO_USE_READ = 1 << 2,
  OURO_USE_GLOBAL = 1 << 3,
  OURO_USE_NONLOCAL = 1 << 4,
  OURO_USE_ANNOTATED = 1 << 5,
  OURO_USE_ITERATED = 1 << 6, /* the target of a comprehension's for */
  OURO_USE_IMPORTED = 1 << 7, /* binds like BOUND, but "global" may still follow */
} OuroUse;

#define OURO_USES_THAT_BIND (OURO_USE_BOUND | OURO_USE_IMPORTED)

typedef struct
{
  guint           uses; /* OuroUse */
  OuroBinding     binding;
  gboolean        is_resolved;
  gboolean        is_handed_on; /* in a class: a free variable of its methods as well */
  const OuroNode *declaration;  /* the first global or nonlocal statement about it, or NULL */
} OuroSymbol;

struct _OuroScopes
{
  GPtrArray          *all;            /* owns the scopes; the module's is the first */
  GHashTable         *by_node;        /* node -> scope, of those that are compiled by their node */
  GHashTable         *of_annotations; /* function -> scope of its annotations */
  GStringChunk       *names;
  OuroScope          *current;
  const OuroDialect  *dialect;
  const OuroLowering *lowering;
  OuroSyntaxProblem  *problem;
  gboolean            failed;
  gboolean            in_iterable; /* of a comprehension: no := there */
};

/* The first error counts. */
void ouro_scopes_fail (OuroScopes     *self,
                       const OuroNode *node,
                       const char     *format,
                       ...) G_GNUC_PRINTF (3, 4);

/* A scope inside the current one becomes the current one. MODULE and ANNOTATION may begin at the node of another scope. */
OuroScope *ouro_scopes_enter (OuroScopes     *self,
                              const OuroNode *node,
                              OuroScopeKind   kind);
void       ouro_scopes_leave (OuroScopes *self);

/* What is known of the name in the scope; made when it is new there. */
OuroSymbol *ouro_scopes_get_symbol (OuroScopes *self,
                                    OuroScope  *scope,
                                    const char *name);

/* Notes what the current scope and all in it do with their names (ouro-scope-uses.c). */
void ouro_scopes_collect (OuroScopes     *self,
                          const OuroNode *root);
