/* ouro-scope.c - which variable does a name mean? */
#include "ouro-scope.h"

#include <string.h>

typedef enum {
  BOUND = 1 << 0,
  PARAMETER = 1 << 1,
  USED = 1 << 2,
  GLOBAL = 1 << 3,
  NONLOCAL = 1 << 4,
  ANNOTATED = 1 << 5,
  ITERATED = 1 << 6, /* the target of a comprehension's for */
} Use;

typedef struct
{
  guint           uses;
  OuroBinding     binding;
  gboolean        is_resolved;
  const OuroNode *node; /* of a global or nonlocal statement, for errors */
} Symbol;

struct _OuroScopes
{
  GHashTable        *by_node; /* node -> scope, owns the scopes */
  GStringChunk      *names;
  OuroScope         *current;
  gboolean           inline_comprehensions;
  OuroSyntaxProblem *problem;
  gboolean           failed;
  gboolean           in_iterable; /* of a comprehension: no := there */
};

static void visit (OuroScopes     *self,
                   const OuroNode *node);

/* Errors ------------------------------------------------------------------------------------ */

static void fail (OuroScopes     *self,
                  const OuroNode *node,
                  const char     *format,
                  ...) G_GNUC_PRINTF (3, 4);

static void
fail (OuroScopes     *self,
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

static void
scope_free (gpointer data)
{
  OuroScope *self = data;

  g_ptr_array_unref (self->children);
  g_hash_table_unref (self->symbols);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->parameters);
  g_free (self);
}

static OuroScope *
enter (OuroScopes     *self,
       const OuroNode *node,
       OuroScopeKind   kind)
{
  OuroScope *scope = g_new0 (OuroScope, 1);

  scope->kind = kind;
  scope->node = node;
  scope->parent = self->current;
  scope->children = g_ptr_array_new ();
  scope->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  scope->order = g_ptr_array_new ();
  scope->parameters = g_ptr_array_new ();
  if (scope->parent != NULL)
    {
      g_ptr_array_add (scope->parent->children, scope);
      scope->class_name = scope->parent->class_name;
      scope->is_nested = scope->parent->is_nested || scope->parent->kind == OURO_SCOPE_FUNCTION || scope->parent->kind == OURO_SCOPE_COMPREHENSION;
    }
  g_hash_table_insert (self->by_node, (gpointer)node, scope);
  self->current = scope;
  return scope;
}

static void
leave (OuroScopes *self)
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

static Symbol *
get_symbol (OuroScopes *self,
            OuroScope  *scope,
            const char *name)
{
  const char *mangled = ouro_scopes_mangle (self, scope, name);
  Symbol     *symbol = g_hash_table_lookup (scope->symbols, mangled);

  if (symbol == NULL)
    {
      symbol = g_new0 (Symbol, 1);
      g_hash_table_insert (scope->symbols, (gpointer)mangled, symbol);
      g_ptr_array_add (scope->order, (gpointer)mangled);
    }
  return symbol;
}

static void
use_name (OuroScopes *self,
          const char *name,
          guint       use)
{
  get_symbol (self, self->current, name)->uses |= use;
}

/* Statements that declare ------------------------------------------------------------------- */

static void
declare (OuroScopes     *self,
         const OuroNode *node,
         const char     *name,
         guint           use)
{
  const char *word = use == GLOBAL ? "global" : "nonlocal";
  Symbol     *symbol = get_symbol (self, self->current, name);

  if (symbol->uses & PARAMETER)
    fail (self, node, "name '%s' is parameter and %s", name, word);
  else if (symbol->uses & ANNOTATED)
    fail (self, node, "annotated name '%s' can't be %s", name, word);
  else if (symbol->uses & BOUND)
    fail (self, node, "name '%s' is assigned to before %s declaration", name, word);
  else if (symbol->uses & USED)
    fail (self, node, "name '%s' is used prior to %s declaration", name, word);
  else if ((symbol->uses | use) & GLOBAL && (symbol->uses | use) & NONLOCAL)
    fail (self, node, "name '%s' is nonlocal and global", name);
  else if (use == NONLOCAL && self->current->kind == OURO_SCOPE_MODULE)
    fail (self, node, "nonlocal declaration not allowed at module level");
  symbol->uses |= use;
  symbol->node = node;
}

static void
visit_declaration (OuroScopes     *self,
                   const OuroNode *node)
{
  for (guint i = 0; i < node->global.names.n; i++)
    declare (self, node, node->global.names.items[i], node->kind == OURO_NODE_GLOBAL ? GLOBAL : NONLOCAL);
}

static void
visit_import (OuroScopes     *self,
              const OuroNode *alias)
{
  const char      *name = alias->alias.asname != NULL ? alias->alias.asname : alias->alias.name;
  g_autofree char *first = NULL;

  if (g_str_equal (name, "*"))
    {
      if (self->current->kind != OURO_SCOPE_MODULE)
        fail (self, alias, "import * only allowed at module level");
      return;
    }
  if (alias->alias.asname == NULL && strchr (name, '.') != NULL)
    {
      first = g_strndup (name, strchr (name, '.') - name);
      name = first;
    }
  use_name (self, g_string_chunk_insert_const (self->names, name), BOUND);
}

/* Functions, classes, comprehensions -------------------------------------------------------- */

static void
visit_list (OuroScopes         *self,
            const OuroNodeList *list)
{
  for (guint i = 0; i < list->n && !self->failed; i++)
    if (list->items[i] != NULL)
      visit (self, list->items[i]);
}

static void
add_parameter (OuroScopes     *self,
               const OuroNode *arg)
{
  Symbol *symbol;

  if (arg == NULL)
    return;
  symbol = get_symbol (self, self->current, arg->arg.arg);
  if (symbol->uses & PARAMETER)
    fail (self, arg, "duplicate argument '%s' in function definition", arg->arg.arg);
  symbol->uses |= PARAMETER | BOUND;
  g_ptr_array_add (self->current->parameters, (gpointer)ouro_scopes_mangle (self, self->current, arg->arg.arg));
}

/* In the order in which they stand among the locals: positional, keyword-only, *args, **kwargs. */
static void
add_parameters (OuroScopes     *self,
                const OuroNode *args)
{
  for (guint i = 0; i < args->arguments.posonlyargs.n; i++)
    add_parameter (self, args->arguments.posonlyargs.items[i]);
  for (guint i = 0; i < args->arguments.args.n; i++)
    add_parameter (self, args->arguments.args.items[i]);
  for (guint i = 0; i < args->arguments.kwonlyargs.n; i++)
    add_parameter (self, args->arguments.kwonlyargs.items[i]);
  add_parameter (self, args->arguments.vararg);
  add_parameter (self, args->arguments.kwarg);
}

static void
visit_annotation (OuroScopes     *self,
                  const OuroNode *arg)
{
  if (arg != NULL && arg->arg.annotation != NULL)
    visit (self, arg->arg.annotation);
}

/* What is evaluated outside the function: defaults and annotations. */
static void
visit_outside (OuroScopes     *self,
               const OuroNode *args)
{
  const OuroNodeList *lists[] = { &args->arguments.posonlyargs, &args->arguments.args, &args->arguments.kwonlyargs };

  visit_list (self, &args->arguments.defaults);
  visit_list (self, &args->arguments.kw_defaults);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->n; j++)
      visit_annotation (self, lists[i]->items[j]);
  visit_annotation (self, args->arguments.vararg);
  visit_annotation (self, args->arguments.kwarg);
}

static void
visit_function (OuroScopes     *self,
                const OuroNode *node)
{
  OuroScope *scope;

  use_name (self, node->function_def.name, BOUND);
  visit_list (self, &node->function_def.decorators);
  visit_outside (self, node->function_def.args);
  if (node->function_def.returns != NULL)
    visit (self, node->function_def.returns);
  scope = enter (self, node, OURO_SCOPE_FUNCTION);
  scope->is_coroutine = node->kind == OURO_NODE_ASYNC_FUNCTION_DEF;
  add_parameters (self, node->function_def.args);
  visit_list (self, &node->function_def.body);
  leave (self);
}

static void
visit_lambda (OuroScopes     *self,
              const OuroNode *node)
{
  visit_outside (self, node->lambda.args);
  enter (self, node, OURO_SCOPE_FUNCTION);
  add_parameters (self, node->lambda.args);
  visit (self, node->lambda.body);
  leave (self);
}

static void
visit_class (OuroScopes     *self,
             const OuroNode *node)
{
  OuroScope *scope;

  use_name (self, node->class_def.name, BOUND);
  visit_list (self, &node->class_def.decorators);
  visit_list (self, &node->class_def.bases);
  visit_list (self, &node->class_def.keywords);
  scope = enter (self, node, OURO_SCOPE_CLASS);
  scope->class_name = node->class_def.name;
  visit_list (self, &node->class_def.body);
  leave (self);
}

static void
visit_comprehension_target (OuroScopes     *self,
                            const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_NAME:
      use_name (self, node->name.id, BOUND | ITERATED);
      break;
    case OURO_NODE_TUPLE:
    case OURO_NODE_LIST:
      for (guint i = 0; i < node->sequence.elts.n; i++)
        visit_comprehension_target (self, node->sequence.elts.items[i]);
      break;
    case OURO_NODE_STARRED:
      visit_comprehension_target (self, node->starred.value);
      break;
    default:
      visit (self, node);
      break;
    }
}

static void
visit_iterable (OuroScopes     *self,
                const OuroNode *node)
{
  gboolean outer = self->in_iterable;

  self->in_iterable = TRUE;
  visit (self, node);
  self->in_iterable = outer;
}

/* The first iterable belongs to the scope around, everything else to the comprehension's own. */
static void
visit_comprehension (OuroScopes     *self,
                     const OuroNode *node)
{
  const OuroNodeList *generators = &node->comp.generators;
  OuroScope          *scope;

  visit_iterable (self, generators->items[0]->comprehension.iter);
  scope = enter (self, node, OURO_SCOPE_COMPREHENSION);
  scope->is_generator = node->kind == OURO_NODE_GENERATOR_EXP;
  scope->is_inlined = self->inline_comprehensions && !scope->is_generator && scope->parent->kind != OURO_SCOPE_CLASS;
  if (!scope->is_inlined)
    {
      use_name (self, ".0", PARAMETER | BOUND);
      g_ptr_array_add (scope->parameters, (gpointer)g_string_chunk_insert_const (self->names, ".0"));
    }
  for (guint i = 0; i < generators->n && !self->failed; i++)
    {
      const OuroNode *generator = generators->items[i];

      visit_comprehension_target (self, generator->comprehension.target);
      if (i > 0)
        visit_iterable (self, generator->comprehension.iter);
      visit_list (self, &generator->comprehension.ifs);
    }
  if (node->comp.value != NULL)
    visit (self, node->comp.value);
  visit (self, node->comp.elt);
  leave (self);
}

/* x := value inside a comprehension binds x around it. */
static void
visit_named_expr (OuroScopes     *self,
                  const OuroNode *node)
{
  const char *name = node->named_expr.target->name.id;
  OuroScope  *scope = self->current;

  if (self->in_iterable)
    fail (self, node, "assignment expression cannot be used in a comprehension iterable expression");
  for (; scope->kind == OURO_SCOPE_COMPREHENSION; scope = scope->parent)
    {
      if (get_symbol (self, scope, name)->uses & ITERATED)
        fail (self, node, "assignment expression cannot rebind comprehension iteration variable '%s'", name);
      get_symbol (self, scope, name)->uses |= scope->parent->kind == OURO_SCOPE_MODULE ? GLOBAL : NONLOCAL;
    }
  if (scope != self->current && scope->kind == OURO_SCOPE_CLASS)
    fail (self, node, "assignment expression within a comprehension cannot be used in a class body");
  /* A chain of comprehensions in the module: all of them mean the global. */
  if (scope->kind == OURO_SCOPE_MODULE)
    for (OuroScope *inner = self->current; inner != scope; inner = inner->parent)
      {
        get_symbol (self, inner, name)->uses &= ~NONLOCAL;
        get_symbol (self, inner, name)->uses |= GLOBAL;
      }
  get_symbol (self, scope, name)->uses |= BOUND;
  visit (self, node->named_expr.value);
}

static void
visit_yield (OuroScopes     *self,
             const OuroNode *node)
{
  if (self->current->kind == OURO_SCOPE_COMPREHENSION)
    {
      static const char *const words[] = { "list comprehension", "set comprehension", "dict comprehension", "generator expression" };

      fail (self, node, "'yield' inside %s", words[self->current->node->kind - OURO_NODE_LIST_COMP]);
    }
  self->current->is_generator = TRUE;
  if (node->expr.value != NULL)
    visit (self, node->expr.value);
}

static void
visit_name (OuroScopes     *self,
            const OuroNode *node)
{
  use_name (self, node->name.id, node->name.ctx == OURO_CONTEXT_LOAD ? USED : BOUND);
  /* super () without arguments needs the class, which is a cell of the class body. */
  if (node->name.ctx == OURO_CONTEXT_LOAD && self->current->kind == OURO_SCOPE_FUNCTION && g_str_equal (node->name.id, "super"))
    use_name (self, "__class__", USED);
}

static void
visit_ann_assign (OuroScopes     *self,
                  const OuroNode *node)
{
  const OuroNode *target = node->ann_assign.target;

  if (target->kind == OURO_NODE_NAME)
    {
      Symbol *symbol = get_symbol (self, self->current, target->name.id);

      if (symbol->uses & (GLOBAL | NONLOCAL) && self->current->kind != OURO_SCOPE_MODULE && node->ann_assign.simple)
        fail (self, node, "annotated name '%s' can't be %s", target->name.id, symbol->uses & GLOBAL ? "global" : "nonlocal");
      if (node->ann_assign.simple)
        symbol->uses |= ANNOTATED | BOUND;
      else if (node->ann_assign.value != NULL)
        symbol->uses |= BOUND;
    }
  else
    visit (self, target);
  visit (self, node->ann_assign.annotation);
  if (node->ann_assign.value != NULL)
    visit (self, node->ann_assign.value);
}

/* The rest: every child in turn ------------------------------------------------------------ */

static void
visit_optional (OuroScopes     *self,
                const OuroNode *node)
{
  if (node != NULL)
    visit (self, node);
}

static void
visit_handler (OuroScopes     *self,
               const OuroNode *node)
{
  visit_optional (self, node->except_handler.type);
  if (node->except_handler.name != NULL)
    use_name (self, node->except_handler.name, BOUND);
  visit_list (self, &node->except_handler.body);
}

static void
visit_statement (OuroScopes     *self,
                 const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_RETURN:
      visit_optional (self, node->return_.value);
      break;
    case OURO_NODE_DELETE:
      visit_list (self, &node->delete_.targets);
      break;
    case OURO_NODE_ASSIGN:
      visit_list (self, &node->assign.targets);
      visit (self, node->assign.value);
      break;
    case OURO_NODE_AUG_ASSIGN:
      visit (self, node->aug_assign.target);
      visit (self, node->aug_assign.value);
      break;
    case OURO_NODE_FOR:
    case OURO_NODE_ASYNC_FOR:
      visit (self, node->for_.target);
      visit (self, node->for_.iter);
      visit_list (self, &node->for_.body);
      visit_list (self, &node->for_.orelse);
      break;
    case OURO_NODE_WHILE:
      visit (self, node->while_.test);
      visit_list (self, &node->while_.body);
      visit_list (self, &node->while_.orelse);
      break;
    case OURO_NODE_IF:
      /* An elif is an if alone in orelse: a long chain is walked, not descended. */
      while (TRUE)
        {
          visit (self, node->if_.test);
          visit_list (self, &node->if_.body);
          if (node->if_.orelse.n != 1 || node->if_.orelse.items[0]->kind != OURO_NODE_IF)
            break;
          node = node->if_.orelse.items[0];
        }
      visit_list (self, &node->if_.orelse);
      break;
    case OURO_NODE_WITH:
    case OURO_NODE_ASYNC_WITH:
      visit_list (self, &node->with.items);
      visit_list (self, &node->with.body);
      break;
    case OURO_NODE_RAISE:
      visit_optional (self, node->raise.exc);
      visit_optional (self, node->raise.cause);
      break;
    case OURO_NODE_TRY:
    case OURO_NODE_TRY_STAR:
      visit_list (self, &node->try_.body);
      for (guint i = 0; i < node->try_.handlers.n; i++)
        visit_handler (self, node->try_.handlers.items[i]);
      visit_list (self, &node->try_.orelse);
      visit_list (self, &node->try_.finalbody);
      break;
    case OURO_NODE_ASSERT:
      visit (self, node->assert_.test);
      visit_optional (self, node->assert_.msg);
      break;
    case OURO_NODE_IMPORT:
      for (guint i = 0; i < node->import.names.n; i++)
        visit_import (self, node->import.names.items[i]);
      break;
    case OURO_NODE_IMPORT_FROM:
      for (guint i = 0; i < node->import_from.names.n; i++)
        visit_import (self, node->import_from.names.items[i]);
      break;
    case OURO_NODE_EXPR:
      visit (self, node->expr.value);
      break;
    default:
      break;
    }
}

static void
visit_expression (OuroScopes     *self,
                  const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_BOOL_OP:
      visit_list (self, &node->bool_op.values);
      break;
    case OURO_NODE_BIN_OP:
      visit (self, node->bin_op.left);
      visit (self, node->bin_op.right);
      break;
    case OURO_NODE_UNARY_OP:
      visit (self, node->unary_op.operand);
      break;
    case OURO_NODE_IF_EXP:
      visit (self, node->if_exp.test);
      visit (self, node->if_exp.body);
      visit (self, node->if_exp.orelse);
      break;
    case OURO_NODE_DICT:
      visit_list (self, &node->dict.keys);
      visit_list (self, &node->dict.values);
      break;
    case OURO_NODE_SET:
    case OURO_NODE_LIST:
    case OURO_NODE_TUPLE:
      visit_list (self, &node->sequence.elts);
      break;
    case OURO_NODE_AWAIT:
      visit (self, node->expr.value);
      break;
    case OURO_NODE_COMPARE:
      visit (self, node->compare.left);
      visit_list (self, &node->compare.comparators);
      break;
    case OURO_NODE_CALL:
      visit (self, node->call.func);
      visit_list (self, &node->call.args);
      visit_list (self, &node->call.keywords);
      break;
    case OURO_NODE_FORMATTED_VALUE:
    case OURO_NODE_INTERPOLATION:
      visit (self, node->formatted_value.value);
      visit_optional (self, node->formatted_value.format_spec);
      break;
    case OURO_NODE_JOINED_STR:
    case OURO_NODE_TEMPLATE_STR:
      visit_list (self, &node->joined_str.values);
      break;
    case OURO_NODE_ATTRIBUTE:
      visit (self, node->attribute.value);
      break;
    case OURO_NODE_SUBSCRIPT:
      visit (self, node->subscript.value);
      visit (self, node->subscript.slice);
      break;
    case OURO_NODE_STARRED:
      visit (self, node->starred.value);
      break;
    case OURO_NODE_SLICE:
      visit_optional (self, node->slice.lower);
      visit_optional (self, node->slice.upper);
      visit_optional (self, node->slice.step);
      break;
    case OURO_NODE_KEYWORD:
      visit (self, node->keyword.value);
      break;
    case OURO_NODE_WITH_ITEM:
      visit (self, node->with_item.context_expr);
      visit_optional (self, node->with_item.optional_vars);
      break;
    default:
      break;
    }
}

static void
visit (OuroScopes     *self,
       const OuroNode *node)
{
  if (self->failed)
    return;
  switch ((guint)node->kind)
    {
    case OURO_NODE_FUNCTION_DEF:
    case OURO_NODE_ASYNC_FUNCTION_DEF:
      visit_function (self, node);
      break;
    case OURO_NODE_CLASS_DEF:
      visit_class (self, node);
      break;
    case OURO_NODE_LAMBDA:
      visit_lambda (self, node);
      break;
    case OURO_NODE_LIST_COMP:
    case OURO_NODE_SET_COMP:
    case OURO_NODE_DICT_COMP:
    case OURO_NODE_GENERATOR_EXP:
      visit_comprehension (self, node);
      break;
    case OURO_NODE_NAMED_EXPR:
      visit_named_expr (self, node);
      break;
    case OURO_NODE_YIELD:
    case OURO_NODE_YIELD_FROM:
      visit_yield (self, node);
      break;
    case OURO_NODE_NAME:
      visit_name (self, node);
      break;
    case OURO_NODE_GLOBAL:
    case OURO_NODE_NONLOCAL:
      visit_declaration (self, node);
      break;
    case OURO_NODE_ANN_ASSIGN:
      visit_ann_assign (self, node);
      break;
    default:
      if (node->kind <= OURO_NODE_CONTINUE)
        visit_statement (self, node);
      else
        visit_expression (self, node);
      break;
    }
}

/* The second pass --------------------------------------------------------------------------- */

static gboolean
is_function_like (const OuroScope *scope)
{
  return scope->kind == OURO_SCOPE_FUNCTION || scope->kind == OURO_SCOPE_COMPREHENSION;
}

/* Makes the name free in the scope and in all between it and the one that binds it, where it becomes a cell. FALSE when
 * no function around binds it. */
static gboolean
resolve_outward (OuroScopes *self,
                 OuroScope  *scope,
                 const char *name)
{
  OuroScope *owner = scope->parent;
  Symbol    *symbol = NULL;

  for (; owner != NULL; owner = owner->parent)
    {
      symbol = g_hash_table_lookup (owner->symbols, name);
      if (owner->kind == OURO_SCOPE_CLASS && g_str_equal (name, "__class__"))
        {
          owner->needs_class_cell = TRUE;
          break;
        }
      if (!is_function_like (owner) || symbol == NULL)
        continue;
      if (symbol->uses & GLOBAL)
        return FALSE;
      if ((symbol->uses & BOUND) && !(symbol->uses & NONLOCAL))
        {
          symbol->binding = OURO_BINDING_CELL;
          break;
        }
    }
  if (owner == NULL)
    return FALSE;
  for (OuroScope *between = scope; between != owner; between = between->parent)
    {
      /* What is inlined has no closure of its own. */
      if (between->is_inlined)
        continue;
      symbol = get_symbol (self, between, name);
      symbol->binding = OURO_BINDING_FREE;
      symbol->is_resolved = TRUE;
    }
  return TRUE;
}

static void resolve (OuroScopes *self,
                     OuroScope  *scope,
                     const char *name,
                     Symbol     *symbol);

/* In an inlined comprehension a name that is not its own means what it means in the scope around. */
static void
resolve_around (OuroScopes *self,
                OuroScope  *scope,
                const char *name,
                Symbol     *symbol)
{
  Symbol *outer = get_symbol (self, scope->parent, name);

  outer->uses |= USED;
  resolve (self, scope->parent, name, outer);
  symbol->binding = outer->binding;
}

static void
resolve (OuroScopes *self,
         OuroScope  *scope,
         const char *name,
         Symbol     *symbol)
{
  if (symbol->is_resolved)
    return;
  symbol->is_resolved = TRUE;
  if (symbol->uses & GLOBAL)
    symbol->binding = OURO_BINDING_GLOBAL;
  else if (scope->is_inlined && !ouro_scope_is_bound_here (scope, name))
    resolve_around (self, scope, name, symbol);
  else if (symbol->uses & NONLOCAL)
    {
      if (!resolve_outward (self, scope, name) && symbol->node != NULL)
        fail (self, symbol->node, "no binding for nonlocal '%s' found", name);
    }
  else if (symbol->uses & BOUND)
    {
      if (symbol->binding != OURO_BINDING_CELL)
        symbol->binding = OURO_BINDING_LOCAL;
    }
  else if (!resolve_outward (self, scope, name))
    {
      Symbol *outer = scope->parent != NULL ? g_hash_table_lookup (scope->parent->symbols, name) : NULL;

      symbol->binding = outer != NULL && (outer->uses & GLOBAL) ? OURO_BINDING_GLOBAL : OURO_BINDING_GLOBAL_IMPLICIT;
    }
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
ouro_scopes_get (const OuroScopes *self,
                 const OuroNode   *node)
{
  return g_hash_table_lookup (self->by_node, node);
}

OuroBinding
ouro_scope_get_binding (const OuroScope *self,
                        const char      *name)
{
  const Symbol *symbol = g_hash_table_lookup (self->symbols, name);

  return symbol != NULL ? symbol->binding : OURO_BINDING_GLOBAL_IMPLICIT;
}

gboolean
ouro_scope_is_bound_here (const OuroScope *self,
                          const char      *name)
{
  const Symbol *symbol = g_hash_table_lookup (self->symbols, name);

  return symbol != NULL && (symbol->uses & BOUND) && !(symbol->uses & (GLOBAL | NONLOCAL));
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
      const char *name = g_ptr_array_index (self->order, i);

      if (ouro_scope_get_binding (self, name) == binding)
        g_ptr_array_add (names, (gpointer)name);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

OuroScopes *
ouro_scopes_new (const OuroNode    *root,
                 gboolean           inline_comprehensions,
                 OuroSyntaxProblem *problem)
{
  OuroScopes *self = g_new0 (OuroScopes, 1);

  self->by_node = g_hash_table_new_full (NULL, NULL, NULL, scope_free);
  self->names = g_string_chunk_new (1024);
  self->inline_comprehensions = inline_comprehensions;
  self->problem = problem;
  enter (self, root, OURO_SCOPE_MODULE);
  if (root->kind == OURO_NODE_MODULE)
    visit_list (self, &root->module.body);
  else
    visit (self, root);
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
  g_hash_table_unref (self->by_node);
  g_string_chunk_free (self->names);
  g_free (self);
}
