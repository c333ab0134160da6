/* ouro-scope-uses.c - the first pass over names: what does each scope do with them?
 *
 * Walks the tree in the order of Python/symtable.c, because the order decides which mistake is found first.
 */
#include "ouro-scope-private.h"

#include <string.h>

#include "ouro-ast-private.h"
#include "ouro-syntax-words.h"

static void visit (OuroScopes     *self,
                   const OuroNode *node);

/* Uses -------------------------------------------------------------------------------------- */

static void
visit_list (OuroScopes         *self,
            const OuroNodeList *list)
{
  for (guint i = 0; i < list->n && !self->failed; i++)
    if (list->items[i] != NULL)
      visit (self, list->items[i]);
}

static void
visit_optional (OuroScopes     *self,
                const OuroNode *node)
{
  if (node != NULL)
    visit (self, node);
}

static void
use_name (OuroScopes *self,
          const char *name,
          guint       use)
{
  ouro_scopes_get_symbol (self, self->current, name)->uses |= use;
}

/* __debug__ is a constant of the interpreter: nothing gets that name (check_name). */
static void
check_name (OuroScopes     *self,
            const OuroNode *node,
            const char     *name,
            OuroContext     context)
{
  if (context != OURO_CONTEXT_LOAD && g_str_equal (name, "__debug__"))
    ouro_scopes_fail (self, node, context == OURO_CONTEXT_DEL ? "cannot delete __debug__" : "cannot assign to __debug__");
}

/* node: for the place of an error. */
static void
bind_name (OuroScopes     *self,
           const OuroNode *node,
           const char     *name)
{
  check_name (self, node, name, OURO_CONTEXT_STORE);
  use_name (self, name, OURO_USE_BOUND);
}

static void
visit_name (OuroScopes     *self,
            const OuroNode *node)
{
  const char *name = node->name.id;

  check_name (self, node, name, node->name.ctx);
  use_name (self, name, node->name.ctx == OURO_CONTEXT_LOAD ? OURO_USE_READ : OURO_USE_BOUND);
  /* super () without arguments needs the class, which is a cell of the class body. */
  if (node->name.ctx == OURO_CONTEXT_LOAD && ouro_scope_has_fast_locals (self->current) && g_str_equal (name, "super"))
    use_name (self, "__class__", OURO_USE_READ);
}

/* Annotations ------------------------------------------------------------------------------- */

/* One that is not evaluated has a scope of its own, which nothing refers to: its names make no closures. */
static void
visit_without_meaning (OuroScopes     *self,
                       const OuroNode *annotation)
{
  GPtrArray *children = self->current->children;

  ouro_scopes_enter (self, annotation, OURO_SCOPE_ANNOTATION);
  visit (self, annotation);
  ouro_scopes_leave (self);
  g_ptr_array_set_size (children, children->len - 1);
}

/* What is evaluated later is so by a function with one parameter, which no annotation can name. */
static OuroScope *
enter_later_scope (OuroScopes     *self,
                   const OuroNode *node)
{
  OuroScope *scope = ouro_scopes_enter (self, node, OURO_SCOPE_ANNOTATION);

  use_name (self, ".format", OURO_USE_PARAMETER | OURO_USE_BOUND);
  g_ptr_array_add (scope->parameters, (gpointer)g_string_chunk_insert_const (self->names, ".format"));
  if (ouro_scope_sees_class (scope))
    use_name (self, "__classdict__", OURO_USE_READ);
  return scope;
}

/* Of a parameter or what a function returns. */
static void
visit_annotation (OuroScopes     *self,
                  const OuroNode *annotation)
{
  if (annotation == NULL)
    return;
  if (self->lowering->annotations_are_strings)
    visit_without_meaning (self, annotation);
  else
    visit (self, annotation);
}

/* A statement of a class or module whose annotation is evaluated later. At the top of a module, too, it may not have been reached
 * when somebody asks. */
static void
note_annotated (OuroScopes     *self,
                const OuroNode *node)
{
  OuroScope *scope = self->current;
  gboolean   is_conditional = scope->in_conditional || scope->kind == OURO_SCOPE_MODULE;

  if (scope->annotated == NULL)
    scope->annotated = g_ptr_array_new ();
  g_ptr_array_add (scope->annotated, (gpointer)node);
  if (scope->annotations == NULL)
    {
      scope->annotations = enter_later_scope (self, scope->kind == OURO_SCOPE_CLASS ? scope->node : node);
      ouro_scopes_leave (self);
    }
  self->current = scope->annotations;
  if (is_conditional)
    {
      if (scope->conditional == NULL)
        scope->conditional = g_hash_table_new (NULL, NULL);
      g_hash_table_insert (scope->conditional, (gpointer)node, GUINT_TO_POINTER (g_hash_table_size (scope->conditional) + 1));
      use_name (self, "__conditional_annotations__", OURO_USE_READ);
    }
  visit (self, node->ann_assign.annotation);
  self->current = scope;
}

/* Of a variable. */
static void
visit_variable_annotation (OuroScopes     *self,
                           const OuroNode *node)
{
  gboolean is_fast = ouro_scope_has_fast_locals (self->current);

  if (!self->lowering->annotations_are_lazy)
    visit_annotation (self, node->ann_assign.annotation);
  else if (is_fast || !node->ann_assign.simple)
    visit_without_meaning (self, node->ann_assign.annotation);
  else
    note_annotated (self, node);
}

/* Statements that declare ------------------------------------------------------------------- */

static void
declare (OuroScopes     *self,
         const OuroNode *node,
         const char     *name,
         OuroUse         use)
{
  const char *word = use == OURO_USE_GLOBAL ? "global" : "nonlocal";
  OuroSymbol *symbol = ouro_scopes_get_symbol (self, self->current, name);

  if (symbol->uses & OURO_USE_PARAMETER)
    ouro_scopes_fail (self, node, "name '%s' is parameter and %s", name, word);
  else if (symbol->uses & OURO_USE_READ)
    ouro_scopes_fail (self, node, "name '%s' is used prior to %s declaration", name, word);
  else if (symbol->uses & OURO_USE_ANNOTATED)
    ouro_scopes_fail (self, node, "annotated name '%s' can't be %s", name, word);
  else if (symbol->uses & OURO_USE_BOUND)
    ouro_scopes_fail (self, node, "name '%s' is assigned to before %s declaration", name, word);
  symbol->uses |= use;
  if (symbol->declaration == NULL)
    symbol->declaration = node;
}

static void
visit_declaration (OuroScopes     *self,
                   const OuroNode *node)
{
  for (guint i = 0; i < node->global.names.n; i++)
    declare (self, node, node->global.names.items[i], node->kind == OURO_NODE_GLOBAL ? OURO_USE_GLOBAL : OURO_USE_NONLOCAL);
}

static void
visit_alias (OuroScopes     *self,
             const OuroNode *alias)
{
  const char      *name = alias->alias.asname != NULL ? alias->alias.asname : alias->alias.name;
  g_autofree char *first = g_strndup (name, strcspn (name, "."));

  check_name (self, alias, first, OURO_CONTEXT_STORE);
  if (!g_str_equal (name, "*"))
    use_name (self, first, OURO_USE_IMPORTED);
  else if (self->current->kind != OURO_SCOPE_MODULE)
    ouro_scopes_fail (self, alias, "import * only allowed at module level");
}

static void
annotate_name (OuroScopes     *self,
               const OuroNode *node)
{
  const OuroNode *target = node->ann_assign.target;
  const char     *name = target->name.id;
  OuroSymbol     *symbol = ouro_scopes_get_symbol (self, self->current, name);
  guint           declared = symbol->uses & (OURO_USE_GLOBAL | OURO_USE_NONLOCAL);

  check_name (self, target, name, OURO_CONTEXT_STORE);
  if (node->ann_assign.simple && declared != 0 && self->current->kind != OURO_SCOPE_MODULE)
    ouro_scopes_fail (self, node, "annotated name '%s' can't be %s", name, declared & OURO_USE_GLOBAL ? "global" : "nonlocal");
  if (node->ann_assign.simple)
    symbol->uses |= OURO_USE_ANNOTATED | OURO_USE_BOUND;
  else if (node->ann_assign.value != NULL)
    symbol->uses |= OURO_USE_BOUND;
}

static void
visit_ann_assign (OuroScopes     *self,
                  const OuroNode *node)
{
  self->current->has_annotations = TRUE;
  if (node->ann_assign.target->kind == OURO_NODE_NAME)
    annotate_name (self, node);
  else
    visit (self, node->ann_assign.target);
  visit_variable_annotation (self, node);
  visit_optional (self, node->ann_assign.value);
}

/* Functions and classes --------------------------------------------------------------------- */

static void
add_parameter (OuroScopes     *self,
               const OuroNode *arg)
{
  const char *word = ouro_dialect_get_parameter_word (self->dialect);
  const char *name;
  OuroSymbol *symbol;

  if (arg == NULL)
    return;
  name = arg->arg.arg;
  symbol = ouro_scopes_get_symbol (self, self->current, name);
  if (symbol->uses & OURO_USE_PARAMETER)
    ouro_scopes_fail (self, arg, "duplicate %s '%s' in function definition", word, name);
  check_name (self, arg, name, OURO_CONTEXT_STORE);
  symbol->uses |= OURO_USE_PARAMETER | OURO_USE_BOUND;
  g_ptr_array_add (self->current->parameters, (gpointer)ouro_scopes_mangle (self, self->current, name));
}

/* In the order in which they stand among the locals: positional, keyword-only, *args, **kwargs. */
static void
add_parameters (OuroScopes     *self,
                const OuroNode *args)
{
  const OuroNodeList *lists[] = { &args->arguments.posonlyargs, &args->arguments.args, &args->arguments.kwonlyargs };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->n; j++)
      add_parameter (self, lists[i]->items[j]);
  add_parameter (self, args->arguments.vararg);
  add_parameter (self, args->arguments.kwarg);
}

static void
visit_annotations (OuroScopes         *self,
                   const OuroNodeList *args)
{
  for (guint i = 0; i < args->n; i++)
    visit_annotation (self, args->items[i]->arg.annotation);
}

static void
visit_all_annotations (OuroScopes     *self,
                       const OuroNode *function)
{
  const OuroNode *args = function->function_def.args;
  const OuroNode *vararg = args->arguments.vararg;
  const OuroNode *kwarg = args->arguments.kwarg;

  visit_annotations (self, &args->arguments.posonlyargs);
  visit_annotations (self, &args->arguments.args);
  if (vararg != NULL)
    visit_annotation (self, vararg->arg.annotation);
  visit_annotations (self, &args->arguments.kwonlyargs);
  if (kwarg != NULL)
    visit_annotation (self, kwarg->arg.annotation);
  visit_annotation (self, function->function_def.returns);
}

static gboolean
has_annotation (const OuroNodeList *args)
{
  for (guint i = 0; i < args->n; i++)
    if (args->items[i]->arg.annotation != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_annotated (const OuroNode *function)
{
  const OuroNode *args = function->function_def.args;
  const OuroNode *vararg = args->arguments.vararg;
  const OuroNode *kwarg = args->arguments.kwarg;

  return function->function_def.returns != NULL || has_annotation (&args->arguments.posonlyargs) || has_annotation (&args->arguments.args) ||
         has_annotation (&args->arguments.kwonlyargs) || (vararg != NULL && vararg->arg.annotation != NULL) || (kwarg != NULL && kwarg->arg.annotation != NULL);
}

static void
visit_function_annotations (OuroScopes     *self,
                            const OuroNode *function)
{
  if (!self->lowering->annotations_are_lazy)
    visit_all_annotations (self, function);
  else if (is_annotated (function))
    {
      g_hash_table_insert (self->of_annotations, (gpointer)function, enter_later_scope (self, function));
      visit_all_annotations (self, function);
      ouro_scopes_leave (self);
    }
}

static void
visit_defaults (OuroScopes     *self,
                const OuroNode *args)
{
  visit_list (self, &args->arguments.defaults);
  visit_list (self, &args->arguments.kw_defaults);
}

static void
visit_function (OuroScopes     *self,
                const OuroNode *node)
{
  OuroScope *scope;

  bind_name (self, node, node->function_def.name);
  visit_list (self, &node->function_def.decorators);
  visit_defaults (self, node->function_def.args);
  visit_function_annotations (self, node);
  scope = ouro_scopes_enter (self, node, OURO_SCOPE_FUNCTION);
  scope->is_coroutine = node->kind == OURO_NODE_ASYNC_FUNCTION_DEF;
  add_parameters (self, node->function_def.args);
  visit_list (self, &node->function_def.body);
  ouro_scopes_leave (self);
}

static void
visit_lambda (OuroScopes     *self,
              const OuroNode *node)
{
  visit_defaults (self, node->lambda.args);
  ouro_scopes_enter (self, node, OURO_SCOPE_FUNCTION);
  add_parameters (self, node->lambda.args);
  visit (self, node->lambda.body);
  ouro_scopes_leave (self);
}

static void
visit_class (OuroScopes     *self,
             const OuroNode *node)
{
  OuroScope *scope;

  bind_name (self, node, node->class_def.name);
  visit_list (self, &node->class_def.decorators);
  visit_list (self, &node->class_def.bases);
  visit_list (self, &node->class_def.keywords);
  scope = ouro_scopes_enter (self, node, OURO_SCOPE_CLASS);
  scope->class_name = node->class_def.name;
  visit_list (self, &node->class_def.body);
  ouro_scopes_leave (self);
}

/* Comprehensions ---------------------------------------------------------------------------- */

static void
visit_comprehension_target (OuroScopes     *self,
                            const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_NAME:
      bind_name (self, node, node->name.id);
      use_name (self, node->name.id, OURO_USE_ITERATED);
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

static void
visit_generators (OuroScopes         *self,
                  const OuroNodeList *generators)
{
  for (guint i = 0; i < generators->n && !self->failed; i++)
    {
      const OuroNode *generator = generators->items[i];

      visit_comprehension_target (self, generator->comprehension.target);
      if (i > 0)
        visit_iterable (self, generator->comprehension.iter);
      visit_list (self, &generator->comprehension.ifs);
    }
}

/* The first iterable belongs to the scope around, everything else to the comprehension's own. */
static void
visit_comprehension (OuroScopes     *self,
                     const OuroNode *node)
{
  const OuroNodeList *generators = &node->comp.generators;
  OuroScope          *scope;

  visit_iterable (self, generators->items[0]->comprehension.iter);
  scope = ouro_scopes_enter (self, node, OURO_SCOPE_COMPREHENSION);
  scope->is_generator = node->kind == OURO_NODE_GENERATOR_EXP;
  scope->is_inlined = self->lowering->inline_comprehensions && !scope->is_generator && !ouro_scope_sees_class (scope->parent);
  if (!scope->is_inlined)
    {
      use_name (self, ".0", OURO_USE_PARAMETER | OURO_USE_BOUND);
      g_ptr_array_add (scope->parameters, (gpointer)g_string_chunk_insert_const (self->names, ".0"));
    }
  visit_generators (self, generators);
  visit_optional (self, node->comp.value);
  visit (self, node->comp.elt);
  ouro_scopes_leave (self);
}

/* x := value inside a comprehension binds x around it (symtable_extend_namedexpr_scope). */
static void
bind_around_comprehension (OuroScopes     *self,
                           const OuroNode *target)
{
  const char *name = target->name.id;
  OuroScope  *scope = self->current;
  OuroSymbol *inner = ouro_scopes_get_symbol (self, scope, name);
  OuroSymbol *outer;

  for (; scope->kind == OURO_SCOPE_COMPREHENSION; scope = scope->parent)
    if (ouro_scopes_get_symbol (self, scope, name)->uses & OURO_USE_ITERATED)
      ouro_scopes_fail (self, target, "assignment expression cannot rebind comprehension iteration variable '%s'", name);
  if (scope->kind == OURO_SCOPE_CLASS)
    ouro_scopes_fail (self, target, "assignment expression within a comprehension cannot be used in a class body");
  outer = ouro_scopes_get_symbol (self, scope, name);
  outer->uses |= OURO_USE_BOUND;
  inner->uses |= scope->kind == OURO_SCOPE_MODULE || (outer->uses & OURO_USE_GLOBAL) ? OURO_USE_GLOBAL : OURO_USE_NONLOCAL;
}

static void
visit_named_expr (OuroScopes     *self,
                  const OuroNode *node)
{
  const OuroNode *target = node->named_expr.target;

  if (self->current->kind == OURO_SCOPE_ANNOTATION)
    ouro_scopes_fail (self, node, "named expression cannot be used within an annotation");
  if (self->in_iterable)
    ouro_scopes_fail (self, node, "assignment expression cannot be used in a comprehension iterable expression");
  check_name (self, target, target->name.id, OURO_CONTEXT_STORE);
  if (self->current->kind == OURO_SCOPE_COMPREHENSION)
    bind_around_comprehension (self, target);
  else
    use_name (self, target->name.id, OURO_USE_BOUND);
  visit (self, node->named_expr.value);
}

/* The rest ---------------------------------------------------------------------------------- */

static void
visit_yield (OuroScopes     *self,
             const OuroNode *node)
{
  static const char *const words[] = { "list comprehension", "set comprehension", "dict comprehension", "generator expression" };
  OuroScope               *scope = self->current;

  if (scope->kind == OURO_SCOPE_ANNOTATION)
    ouro_scopes_fail (self, node, "yield expression cannot be used within an annotation");
  if (scope->kind == OURO_SCOPE_COMPREHENSION)
    ouro_scopes_fail (self, node, "'yield' inside %s", words[scope->node->kind - OURO_NODE_LIST_COMP]);
  scope->is_generator = TRUE;
  visit_optional (self, node->expr.value);
}

/* An elif is an if alone in orelse: a long chain is walked, not descended. */
static void
visit_if (OuroScopes     *self,
          const OuroNode *node)
{
  while (!self->failed)
    {
      visit (self, node->if_.test);
      visit_list (self, &node->if_.body);
      if (node->if_.orelse.n != 1 || node->if_.orelse.items[0]->kind != OURO_NODE_IF)
        break;
      node = node->if_.orelse.items[0];
    }
  visit_list (self, &node->if_.orelse);
}

/* Children in the order of their fields. */
static void
visit_children (OuroScopes     *self,
                const OuroNode *node)
{
  const OuroNodeShape *shape = ouro_node_kind_get_shape (node->kind);

  for (guint i = 0; i < OURO_MAX_FIELDS && shape->fields[i].kind != OURO_FIELD_END; i++)
    {
      gconstpointer field = (const char *)node + shape->fields[i].offset;

      switch ((guint)shape->fields[i].kind)
        {
        case OURO_FIELD_NODE:
        case OURO_FIELD_OPTIONAL_NODE:
          visit_optional (self, *(OuroNode *const *)field);
          break;
        case OURO_FIELD_NODES:
          visit_list (self, field);
          break;
        default:
          break;
        }
    }
}

/* What stands in the statement may never be reached. */
static gboolean
is_conditional (const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_IF:
    case OURO_NODE_FOR:
    case OURO_NODE_WHILE:
    case OURO_NODE_TRY:
    case OURO_NODE_TRY_STAR:
    case OURO_NODE_WITH:
    case OURO_NODE_MATCH:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Kinds that name something outside a NAME, then their children. */
static void
visit_other (OuroScopes     *self,
             const OuroNode *node)
{
  if (node->kind == OURO_NODE_ATTRIBUTE)
    check_name (self, node, node->attribute.attr, node->attribute.ctx);
  else if (node->kind == OURO_NODE_KEYWORD && node->keyword.arg != NULL)
    check_name (self, node, node->keyword.arg, OURO_CONTEXT_STORE);
  else if (node->kind == OURO_NODE_EXCEPT_HANDLER && node->except_handler.name != NULL)
    bind_name (self, node, node->except_handler.name);
  visit_children (self, node);
}

static void
visit (OuroScopes     *self,
       const OuroNode *node)
{
  static void (*const visitors[OURO_N_NODE_KINDS]) (OuroScopes *, const OuroNode *) = {
    [OURO_NODE_FUNCTION_DEF] = visit_function,
    [OURO_NODE_ASYNC_FUNCTION_DEF] = visit_function,
    [OURO_NODE_CLASS_DEF] = visit_class,
    [OURO_NODE_IF] = visit_if,
    [OURO_NODE_ALIAS] = visit_alias,
    [OURO_NODE_GLOBAL] = visit_declaration,
    [OURO_NODE_NONLOCAL] = visit_declaration,
    [OURO_NODE_ANN_ASSIGN] = visit_ann_assign,
    [OURO_NODE_LAMBDA] = visit_lambda,
    [OURO_NODE_LIST_COMP] = visit_comprehension,
    [OURO_NODE_SET_COMP] = visit_comprehension,
    [OURO_NODE_DICT_COMP] = visit_comprehension,
    [OURO_NODE_GENERATOR_EXP] = visit_comprehension,
    [OURO_NODE_NAMED_EXPR] = visit_named_expr,
    [OURO_NODE_YIELD] = visit_yield,
    [OURO_NODE_YIELD_FROM] = visit_yield,
    [OURO_NODE_NAME] = visit_name,
  };

  OuroScope *scope = self->current;
  gboolean   was_conditional = scope->in_conditional;

  if (self->failed)
    return;
  scope->in_conditional = was_conditional || is_conditional (node);
  if (visitors[node->kind] != NULL)
    visitors[node->kind](self, node);
  else
    visit_other (self, node);
  scope->in_conditional = was_conditional;
}

void
ouro_scopes_collect (OuroScopes     *self,
                     const OuroNode *root)
{
  if (root->kind == OURO_NODE_MODULE)
    visit_list (self, &root->module.body);
  else
    visit (self, root);
}
