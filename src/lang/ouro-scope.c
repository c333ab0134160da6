/* ouro-scope.c - which variable does a name mean?
 *
 * Here are the scopes and the second pass, which decides; ouro-scope-uses.c has the first.
 */
#include "ouro-scope-private.h"

#include <string.h>

void
ouro_scopes_fail (OuroScopes     *self,
                  const OuroNode *node,
                  const char     *format,
                  ...)
{
  va_list args;

  if (self->failed)
    return;
  self->failed = TRUE;
  self->problem->code = OURO_SYNTAX_ERROR_SYNTAX;
  va_start (args, format);
  self->problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  self->problem->line = node->line;
  self->problem->column = node->column + 1;
  self->problem->end_line = node->end_line;
  self->problem->end_column = node->end_column + 1;
}

/* Scopes and symbols ------------------------------------------------------------------------ */

gboolean
ouro_scope_has_fast_locals (const OuroScope *self)
{
  return self->kind == OURO_SCOPE_FUNCTION || self->kind == OURO_SCOPE_COMPREHENSION || self->kind == OURO_SCOPE_ANNOTATION;
}

gboolean
ouro_scope_sees_class (const OuroScope *self)
{
  return self->kind == OURO_SCOPE_ANNOTATION && self->parent->kind == OURO_SCOPE_CLASS;
}

static void
scope_free (gpointer data)
{
  OuroScope *self = data;

  g_ptr_array_unref (self->children);
  g_hash_table_unref (self->symbols);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->parameters);
  g_clear_pointer (&self->annotated, g_ptr_array_unref);
  g_clear_pointer (&self->conditional, g_hash_table_unref);
  g_free (self);
}

OuroScope *
ouro_scopes_enter (OuroScopes     *self,
                   const OuroNode *node,
                   OuroScopeKind   kind)
{
  OuroScope *scope = g_new0 (OuroScope, 1);
  OuroScope *parent = self->current;

  scope->kind = kind;
  scope->node = node;
  scope->parent = parent;
  scope->children = g_ptr_array_new ();
  scope->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  scope->order = g_ptr_array_new ();
  scope->parameters = g_ptr_array_new ();
  if (parent != NULL)
    {
      g_ptr_array_add (parent->children, scope);
      scope->class_name = parent->class_name;
      scope->is_nested = parent->is_nested || ouro_scope_has_fast_locals (parent);
    }
  g_ptr_array_add (self->all, scope);
  if (kind != OURO_SCOPE_MODULE && kind != OURO_SCOPE_ANNOTATION)
    g_hash_table_insert (self->by_node, (gpointer)node, scope);
  self->current = scope;
  return scope;
}

void
ouro_scopes_leave (OuroScopes *self)
{
  self->current = self->current->parent;
}

/* Python/symtable.c, _Py_Mangle. */
const char *
ouro_scopes_mangle (OuroScopes      *self,
                    const OuroScope *scope,
                    const char      *name)
{
  const char      *class_name = scope->class_name;
  g_autofree char *mangled = NULL;

  if (class_name == NULL || !g_str_has_prefix (name, "__") || g_str_has_suffix (name, "__") || strchr (name, '.') != NULL)
    return g_string_chunk_insert_const (self->names, name);
  while (*class_name == '_')
    class_name++;
  if (*class_name == '\0')
    return g_string_chunk_insert_const (self->names, name);
  mangled = g_strconcat ("_", class_name, name, NULL);
  return g_string_chunk_insert_const (self->names, mangled);
}

OuroSymbol *
ouro_scopes_get_symbol (OuroScopes *self,
                        OuroScope  *scope,
                        const char *name)
{
  const char *mangled = ouro_scopes_mangle (self, scope, name);
  OuroSymbol *symbol = g_hash_table_lookup (scope->symbols, mangled);

  if (symbol == NULL)
    {
      symbol = g_new0 (OuroSymbol, 1);
      g_hash_table_insert (scope->symbols, (gpointer)mangled, symbol);
      g_ptr_array_add (scope->order, (gpointer)mangled);
    }
  return symbol;
}

/* The second pass --------------------------------------------------------------------------- */

/* Cells that a class has for what is inside it; where in it is noted that they are needed. NULL for other names. */
static gboolean *
find_class_cell (OuroScope *class,
                 const char *name)
{
  if (g_str_equal (name, "__class__"))
    return &class->needs_class_cell;
  if (g_str_equal (name, "__classdict__"))
    return &class->needs_class_dict;
  if (g_str_equal (name, "__conditional_annotations__"))
    return &class->needs_conditions;
  return NULL;
}

/* The function around the scope that binds the name, or the class that has such a cell; NULL when there is none. */
static OuroScope *
find_owner (const OuroScope *scope,
            const char      *name)
{
  for (OuroScope *owner = scope->parent; owner != NULL; owner = owner->parent)
    {
      const OuroSymbol *symbol = g_hash_table_lookup (owner->symbols, name);

      if (owner->kind == OURO_SCOPE_CLASS && find_class_cell (owner, name) != NULL)
        return owner;
      if (!ouro_scope_has_fast_locals (owner) || symbol == NULL)
        continue;
      if (symbol->uses & OURO_USE_GLOBAL)
        return NULL;
      if ((symbol->uses & OURO_USES_THAT_BIND) && !(symbol->uses & OURO_USE_NONLOCAL))
        return owner;
    }
  return NULL;
}

/* Makes the name free in the scope and in all between it and the one that binds it, where it becomes a cell. FALSE when no
 * function around binds it. */
static gboolean
resolve_outward (OuroScopes *self,
                 OuroScope  *scope,
                 const char *name)
{
  OuroScope *owner = find_owner (scope, name);

  if (owner == NULL)
    return FALSE;
  if (owner->kind == OURO_SCOPE_CLASS)
    *find_class_cell (owner, name) = TRUE;
  else
    ouro_scopes_get_symbol (self, owner, name)->binding = OURO_BINDING_CELL;
  for (OuroScope *between = scope; between != owner; between = between->parent)
    {
      OuroSymbol *symbol;

      /* What is inlined has no closure of its own. */
      if (between->is_inlined)
        continue;
      symbol = ouro_scopes_get_symbol (self, between, name);
      /* A class may have a name of its own and yet hand the variable of that name on to its methods. */
      if (between != scope && (symbol->uses & (OURO_USES_THAT_BIND | OURO_USE_GLOBAL)) && !(symbol->uses & OURO_USE_NONLOCAL))
        {
          symbol->is_handed_on = TRUE;
          continue;
        }
      symbol->binding = OURO_BINDING_FREE;
      symbol->is_resolved = TRUE;
    }
  return TRUE;
}

static void resolve (OuroScopes *self,
                     OuroScope  *scope,
                     const char *name,
                     OuroSymbol *symbol);

/* In an inlined comprehension a name that is not its own means what it means in the scope around; around a class, if that is a
 * class: inline_comprehension () in Python/symtable.c, which lets no __class__ through. */
static void
resolve_around (OuroScopes *self,
                OuroScope  *scope,
                const char *name,
                OuroSymbol *symbol)
{
  OuroSymbol *outer;

  if (scope->parent->kind == OURO_SCOPE_CLASS)
    {
      gboolean is_free = !g_str_equal (name, "__class__") && resolve_outward (self, scope, name);

      symbol->binding = is_free ? OURO_BINDING_FREE : OURO_BINDING_GLOBAL_IMPLICIT;
      return;
    }
  outer = ouro_scopes_get_symbol (self, scope->parent, name);
  outer->uses |= OURO_USE_READ;
  resolve (self, scope->parent, name, outer);
  symbol->binding = outer->binding;
}

static void
resolve_nonlocal (OuroScopes *self,
                  OuroScope  *scope,
                  const char *name,
                  OuroSymbol *symbol)
{
  if (scope->kind == OURO_SCOPE_MODULE)
    ouro_scopes_fail (self, symbol->declaration, "nonlocal declaration not allowed at module level");
  else if (!resolve_outward (self, scope, name))
    ouro_scopes_fail (self, symbol->declaration, "no binding for nonlocal '%s' found", name);
}

/* A name that the class around the annotation has of its own: it is looked for there, then among the globals. */
static gboolean
is_of_class_around (const OuroScope *scope,
                    const char      *name)
{
  const OuroSymbol *symbol = ouro_scope_sees_class (scope) ? g_hash_table_lookup (scope->parent->symbols, name) : NULL;

  return symbol != NULL && ((symbol->uses & OURO_USE_GLOBAL) || ((symbol->uses & OURO_USES_THAT_BIND) && !(symbol->uses & OURO_USE_NONLOCAL)));
}

static void
resolve (OuroScopes *self,
         OuroScope  *scope,
         const char *name,
         OuroSymbol *symbol)
{
  if (symbol->is_resolved)
    return;
  symbol->is_resolved = TRUE;
  if ((symbol->uses & OURO_USE_GLOBAL) && (symbol->uses & OURO_USE_NONLOCAL))
    ouro_scopes_fail (self, symbol->declaration, "name '%s' is nonlocal and global", name);
  else if (symbol->uses & OURO_USE_GLOBAL)
    symbol->binding = OURO_BINDING_GLOBAL;
  else if (scope->is_inlined && !ouro_scope_is_bound_here (scope, name))
    resolve_around (self, scope, name, symbol);
  else if (symbol->uses & OURO_USE_NONLOCAL)
    resolve_nonlocal (self, scope, name, symbol);
  else if (symbol->uses & OURO_USES_THAT_BIND)
    symbol->binding = symbol->binding == OURO_BINDING_CELL ? OURO_BINDING_CELL : OURO_BINDING_LOCAL;
  else if (is_of_class_around (scope, name) || !resolve_outward (self, scope, name))
    symbol->binding = OURO_BINDING_GLOBAL_IMPLICIT;
}

static void
resolve_scope (OuroScopes *self,
               OuroScope  *scope)
{
  for (guint i = 0; i < scope->order->len; i++)
    {
      const char *name = g_ptr_array_index (scope->order, i);

      resolve (self, scope, name, g_hash_table_lookup (scope->symbols, name));
    }
  for (guint i = 0; i < scope->children->len; i++)
    resolve_scope (self, g_ptr_array_index (scope->children, i));
}

/* Asking ------------------------------------------------------------------------------------ */

OuroScope *
ouro_scopes_get_module (const OuroScopes *self)
{
  return g_ptr_array_index (self->all, 0);
}

OuroScope *
ouro_scopes_get (const OuroScopes *self,
                 const OuroNode   *node)
{
  return g_hash_table_lookup (self->by_node, node);
}

OuroScope *
ouro_scopes_get_annotations (const OuroScopes *self,
                             const OuroNode   *function)
{
  return g_hash_table_lookup (self->of_annotations, function);
}

OuroBinding
ouro_scope_get_binding (const OuroScope *self,
                        const char      *name)
{
  const OuroSymbol *symbol = g_hash_table_lookup (self->symbols, name);

  return symbol != NULL ? symbol->binding : OURO_BINDING_GLOBAL_IMPLICIT;
}

gboolean
ouro_scope_is_bound_here (const OuroScope *self,
                          const char      *name)
{
  const OuroSymbol *symbol = g_hash_table_lookup (self->symbols, name);

  return symbol != NULL && (symbol->uses & OURO_USES_THAT_BIND) && !(symbol->uses & (OURO_USE_GLOBAL | OURO_USE_NONLOCAL));
}

gboolean
ouro_scopes_bind_global (const OuroScopes *self,
                         const char       *name)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const OuroScope  *scope = self->all->pdata[i];
      const OuroSymbol *symbol = g_hash_table_lookup (scope->symbols, name);

      if (symbol != NULL && (symbol->uses & OURO_USES_THAT_BIND) && (i == 0 || (symbol->uses & OURO_USE_GLOBAL)))
        return TRUE;
    }
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
ouro_scope_list (const OuroScope *self,
                 OuroBinding      binding)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < self->order->len; i++)
    {
      const char       *name = g_ptr_array_index (self->order, i);
      const OuroSymbol *symbol = g_hash_table_lookup (self->symbols, name);

      if (symbol->binding == binding || (binding == OURO_BINDING_FREE && symbol->is_handed_on))
        g_ptr_array_add (names, (gpointer)name);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

OuroScopes *
ouro_scopes_new (const OuroNode     *root,
                 const OuroDialect  *dialect,
                 const OuroLowering *lowering,
                 OuroSyntaxProblem  *problem)
{
  OuroScopes *self = g_new0 (OuroScopes, 1);

  self->all = g_ptr_array_new_with_free_func (scope_free);
  self->by_node = g_hash_table_new (NULL, NULL);
  self->of_annotations = g_hash_table_new (NULL, NULL);
  self->names = g_string_chunk_new (1024);
  self->dialect = dialect;
  self->lowering = lowering;
  self->problem = problem;
  ouro_scopes_enter (self, root, OURO_SCOPE_MODULE);
  ouro_scopes_collect (self, root);
  if (!self->failed)
    resolve_scope (self, self->current);
  if (self->failed)
    g_clear_pointer (&self, ouro_scopes_free);
  return self;
}

void
ouro_scopes_free (OuroScopes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->all);
  g_hash_table_unref (self->by_node);
  g_hash_table_unref (self->of_annotations);
  g_string_chunk_free (self->names);
  g_free (self);
}
