/* ouro-compiler-calls.c - calls, attributes, and super () */
#include "ouro-compiler-private.h"

#include <string.h>

/* Arguments ---------------------------------------------------------------------------------- */

static gboolean
has_double_star (const OuroNodeList *keywords)
{
  for (guint i = 0; i < keywords->n; i++)
    if (keywords->items[i]->keyword.arg == NULL)
      return TRUE;
  return FALSE;
}

/* Python/compile.c, validate_keywords. */
void
ouro_compiler_check_keywords (OuroCompiler       *self,
                              const OuroNodeList *keywords)
{
  g_autoptr (GHashTable) seen = NULL;

  if (keywords->n < 2)
    return;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < keywords->n; i++)
    {
      const char *name = keywords->items[i]->keyword.arg;

      if (name != NULL && !g_hash_table_add (seen, (gpointer)name))
        ouro_compiler_fail (self, keywords->items[i], "keyword argument repeated: %s", name);
    }
}

/* compiler_subkwargs: a dict of the keywords from..to, merged into the one on the stack if there is one. */
static void
some_keywords (OuroCompiler       *self,
               const OuroNode     *node,
               const OuroNodeList *keywords,
               guint               from,
               guint               to,
               gboolean           *has_dict)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  gboolean     is_long = 2 * (to - from) > OURO_STACK_USE;

  if (from == to)
    return;
  if (is_long)
    ouro_compiler_emit (self, OURO_OP_BUILD_MAP, 0);
  for (guint i = from; i < to; i++)
    {
      const OuroNode *keyword = keywords->items[i];

      ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, keyword->keyword.arg, strlen (keyword->keyword.arg)));
      ouro_compiler_expression (self, keyword->keyword.value);
      ouro_emitter_set_place (emitter, node);
      if (is_long)
        ouro_compiler_emit (self, OURO_OP_MAP_ADD, 1);
    }
  if (!is_long)
    ouro_compiler_emit (self, OURO_OP_BUILD_MAP, to - from);
  if (*has_dict)
    ouro_compiler_emit (self, OURO_OP_DICT_MERGE, 1);
  *has_dict = TRUE;
}

/* The keywords of a call with ** as one dict. */
static void
keyword_dict (OuroCompiler       *self,
              const OuroNode     *node,
              const OuroNodeList *keywords)
{
  gboolean has_dict = FALSE;
  guint    from = 0;

  for (guint i = 0; i < keywords->n; i++)
    {
      if (keywords->items[i]->keyword.arg != NULL)
        continue;
      some_keywords (self, node, keywords, from, i, &has_dict);
      from = i + 1;
      if (!has_dict)
        ouro_compiler_emit (self, OURO_OP_BUILD_MAP, 0);
      has_dict = TRUE;
      ouro_compiler_expression (self, keywords->items[i]->keyword.value);
      ouro_emitter_set_place (ouro_compiler_emitter (self), node);
      ouro_compiler_emit (self, OURO_OP_DICT_MERGE, 1);
    }
  some_keywords (self, node, keywords, from, keywords->n, &has_dict);
}

/* With stars, or with many arguments: they come as a tuple and a dict. */
static void
call_by_tuple (OuroCompiler       *self,
               const OuroNode     *node,
               const OuroNodeList *args,
               const OuroNodeList *keywords)
{
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  if (args->n == 1 && args->items[0]->kind == OURO_NODE_STARRED)
    ouro_compiler_expression (self, args->items[0]->starred.value);
  else if (ouro_compiler_has_star (args) || args->n > OURO_STACK_USE || !ouro_compiler_constant_tuple (self, args))
    ouro_compiler_sequence (self, args, OURO_OP_BUILD_TUPLE);
  if (keywords->n > 0)
    keyword_dict (self, node, keywords);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_CALL_FUNCTION_EX, keywords->n > 0);
}

void
ouro_compiler_keyword_names (OuroCompiler  *self,
                             OuroConstant **names,
                             guint          n)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  gint         uncounted = self->lowering->keyword_names_on_stack ? 0 : 1;

  ouro_emitter_discount (emitter, uncounted);
  ouro_emitter_emit_constant (emitter, ouro_constant_tuple (self->unit, names, n));
  ouro_emitter_discount (emitter, -uncounted);
}

/* The function and self, or 0, lie on the stack. method: the attribute that is called, or NULL. */
static void
call_arguments (OuroCompiler       *self,
                const OuroNode     *node,
                const OuroNode     *method,
                const OuroNodeList *args,
                const OuroNodeList *keywords)
{
  OuroEmitter              *emitter = ouro_compiler_emitter (self);
  g_autofree OuroConstant **names = g_new (OuroConstant *, keywords->n + 1);

  ouro_compiler_check_keywords (self, keywords);
  if (ouro_compiler_has_star (args) || has_double_star (keywords) || args->n + 2 * keywords->n > OURO_STACK_USE)
    {
      call_by_tuple (self, node, args, keywords);
      return;
    }
  ouro_compiler_expressions (self, args);
  for (guint i = 0; i < keywords->n; i++)
    {
      const OuroNode *keyword = keywords->items[i];

      ouro_compiler_expression (self, keyword->keyword.value);
      names[i] = ouro_constant_str (self->unit, keyword->keyword.arg, strlen (keyword->keyword.arg));
    }
  if (keywords->n > 0)
    ouro_compiler_keyword_names (self, names, keywords->n);
  if (method != NULL)
    ouro_emitter_set_place_of_name (emitter, node, method);
  else
    ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, keywords->n > 0 ? OURO_OP_CALL_KW : OURO_OP_CALL, args->n + keywords->n);
}

/* Attributes --------------------------------------------------------------------------------- */

/* super () without arguments, in a method, where "super" and "__class__" are what they seem (can_optimize_super_call). */
static gboolean
is_plain_super (const OuroCompiler *self,
                const OuroNode     *node)
{
  const OuroScope *scope = self->function->scope;
  const OuroNode  *func;

  if (node->kind != OURO_NODE_CALL || node->call.args.n > 0 || node->call.keywords.n > 0)
    return FALSE;
  func = node->call.func;
  return func->kind == OURO_NODE_NAME && g_str_equal (func->name.id, "super") &&
         scope->kind == OURO_SCOPE_FUNCTION && scope->parameters->len > 0 &&
         ouro_scope_get_binding (scope, "__class__") == OURO_BINDING_FREE &&
         ouro_scope_get_binding (scope, "super") == OURO_BINDING_GLOBAL_IMPLICIT;
}

/* super ().name and super ().name (...) without a super object, where the version has it so. */
static gboolean
super_attribute (OuroCompiler   *self,
                 const OuroNode *node,
                 OuroOp          op)
{
  const OuroNode  *call = node->attribute.value;
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  const OuroScope *scope = self->function->scope;

  if (!self->lowering->super_without_object || !is_plain_super (self, call))
    return FALSE;
  ouro_emitter_set_place (emitter, call->call.func);
  ouro_compiler_name (self, "super", OURO_CONTEXT_LOAD);
  ouro_emitter_set_place (emitter, call);
  ouro_compiler_name (self, "__class__", OURO_CONTEXT_LOAD);
  ouro_compiler_name (self, g_ptr_array_index (scope->parameters, 0), OURO_CONTEXT_LOAD);
  ouro_emitter_set_place_of_name (emitter, node, node);
  ouro_emitter_emit_name (emitter, op, ouro_compiler_mangle (self, node->attribute.attr));
  return TRUE;
}

void
ouro_compiler_attribute (OuroCompiler   *self,
                         const OuroNode *node)
{
  if (super_attribute (self, node, OURO_OP_LOAD_SUPER_ATTR))
    return;
  ouro_compiler_expression (self, node->attribute.value);
  ouro_emitter_set_place_of_name (ouro_compiler_emitter (self), node, node);
  ouro_emitter_emit_name (ouro_compiler_emitter (self), OURO_OP_LOAD_ATTR, ouro_compiler_mangle (self, node->attribute.attr));
}

/* Calls -------------------------------------------------------------------------------------- */

/* object.name (...): no bound method is made, unless there are stars or many arguments (maybe_optimize_method_call). */
static gboolean
method_call (OuroCompiler   *self,
             const OuroNode *node)
{
  const OuroNode *func = node->call.func;
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  guint           n = node->call.args.n + node->call.keywords.n + (node->call.keywords.n > 0);

  if (func->kind != OURO_NODE_ATTRIBUTE || n >= OURO_STACK_USE)
    return FALSE;
  if (ouro_compiler_has_star (&node->call.args) || has_double_star (&node->call.keywords))
    return FALSE;
  if (!super_attribute (self, func, OURO_OP_LOAD_SUPER_METHOD))
    {
      ouro_compiler_expression (self, func->attribute.value);
      ouro_emitter_set_place_of_name (emitter, func, func);
      ouro_emitter_emit_name (emitter, OURO_OP_LOAD_METHOD, ouro_compiler_mangle (self, func->attribute.attr));
    }
  call_arguments (self, node, func, &node->call.args, &node->call.keywords);
  return TRUE;
}

void
ouro_compiler_call (OuroCompiler   *self,
                    const OuroNode *node)
{
  if (method_call (self, node) || ouro_compiler_reduction (self, node))
    return;
  ouro_compiler_check_call (self, node);
  ouro_compiler_warn_of_call (self, node->call.func);
  ouro_compiler_expression (self, node->call.func);
  ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  call_arguments (self, node, NULL, &node->call.args, &node->call.keywords);
}
