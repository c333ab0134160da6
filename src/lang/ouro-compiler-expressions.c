/* ouro-compiler-expressions.c - expressions, targets, tests */
#include "ouro-compiler-private.h"

#include <string.h>

/* CPython pushes no more than so many items for a display; longer ones are built by appending. */
#define STACK_USE_GUIDELINE 30

/* Names ------------------------------------------------------------------------------------- */

void
ouro_compiler_none (OuroCompiler *self)
{
  ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_none (self->unit));
}

/* In an inlined comprehension, the scope whose rules hold for the name. */
static const OuroScope *
get_scope_of_name (OuroCompiler *self,
                   const char   *name)
{
  const OuroScope *scope = self->function->scope;

  while (scope->is_inlined && !ouro_scope_is_bound_here (scope, name))
    scope = scope->parent;
  return scope;
}

static void
fast_name (OuroCompiler *self,
           const char   *name,
           OuroContext   context,
           guint8        flags)
{
  static const OuroOp ops[] = { OURO_OP_LOAD_FAST, OURO_OP_STORE_FAST, OURO_OP_DELETE_FAST };
  OuroEmitter        *emitter = ouro_compiler_emitter (self);
  gint                place = ouro_emitter_find_local (emitter, name, OURO_LOCAL_FAST);

  if (place < 0)
    place = (gint)ouro_emitter_add_local (emitter, name, flags);
  ouro_compiler_emit (self, ops[context], (guint32)place);
}

static void
cell_name (OuroCompiler    *self,
           const OuroScope *scope,
           const char      *name,
           OuroContext      context,
           guint8           flags)
{
  static const OuroOp ops[] = { OURO_OP_LOAD_DEREF, OURO_OP_STORE_DEREF, OURO_OP_DELETE_DEREF };
  gint                place = ouro_emitter_find_local (ouro_compiler_emitter (self), name, flags);
  OuroOp              op = ops[context];

  g_assert (place >= 0);
  if (scope->kind == OURO_SCOPE_CLASS && op == OURO_OP_LOAD_DEREF)
    op = OURO_OP_LOAD_CLASSDEREF;
  ouro_compiler_emit (self, op, (guint32)place);
}

void
ouro_compiler_name (OuroCompiler *self,
                    const char   *name,
                    OuroContext   context)
{
  static const OuroOp name_ops[] = { OURO_OP_LOAD_NAME, OURO_OP_STORE_NAME, OURO_OP_DELETE_NAME };
  static const OuroOp global_ops[] = { OURO_OP_LOAD_GLOBAL, OURO_OP_STORE_GLOBAL, OURO_OP_DELETE_GLOBAL };
  const char         *mangled = ouro_scopes_mangle (self->scopes, self->function->scope, name);
  const OuroScope    *scope = get_scope_of_name (self, mangled);
  OuroEmitter        *emitter = ouro_compiler_emitter (self);
  gboolean            is_fast = scope->kind == OURO_SCOPE_FUNCTION || scope->kind == OURO_SCOPE_COMPREHENSION;

  switch (ouro_scope_get_binding (scope, mangled))
    {
    case OURO_BINDING_LOCAL:
      if (is_fast)
        fast_name (self, mangled, context, OURO_LOCAL_FAST | (scope->is_inlined ? OURO_LOCAL_HIDDEN : 0));
      else
        ouro_emitter_emit_name (emitter, name_ops[context], mangled);
      break;
    case OURO_BINDING_CELL:
      cell_name (self, scope, mangled, context, OURO_LOCAL_CELL);
      break;
    case OURO_BINDING_FREE:
      cell_name (self, scope, mangled, context, OURO_LOCAL_FREE);
      break;
    case OURO_BINDING_GLOBAL:
      ouro_emitter_emit_name (emitter, global_ops[context], mangled);
      break;
    case OURO_BINDING_GLOBAL_IMPLICIT:
    default:
      ouro_emitter_emit_name (emitter, is_fast ? global_ops[context] : name_ops[context], mangled);
      break;
    }
}

/* Iterators --------------------------------------------------------------------------------- */

void
ouro_compiler_get_iter (OuroCompiler *self)
{
  ouro_compiler_emit (self, self->lowering->virtual_iterators ? OURO_OP_GET_ITER_VIRTUAL : OURO_OP_GET_ITER, 0);
}

guint
ouro_compiler_iterator_places (const OuroCompiler *self)
{
  return self->lowering->virtual_iterators ? 2 : 1;
}

void
ouro_compiler_for_iter (OuroCompiler *self,
                        OuroLabel     exit)
{
  ouro_emitter_emit_jump (ouro_compiler_emitter (self), self->lowering->virtual_iterators ? OURO_OP_FOR_ITER_VIRTUAL : OURO_OP_FOR_ITER, exit);
}

void
ouro_compiler_iterable (OuroCompiler   *self,
                        const OuroNode *node)
{
  OuroConstant *constant = NULL;

  if (node->kind == OURO_NODE_LIST)
    constant = ouro_fold_items (self->unit, &node->sequence.elts, FALSE);
  else if (node->kind == OURO_NODE_SET)
    constant = ouro_fold_items (self->unit, &node->sequence.elts, TRUE);
  if (constant != NULL)
    ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
  else
    ouro_compiler_expression (self, node);
}

/* Displays ---------------------------------------------------------------------------------- */

static gboolean
has_star (const OuroNodeList *items)
{
  for (guint i = 0; i < items->n; i++)
    if (items->items[i]->kind == OURO_NODE_STARRED)
      return TRUE;
  return FALSE;
}

static void
expressions (OuroCompiler       *self,
             const OuroNodeList *items)
{
  for (guint i = 0; i < items->n; i++)
    ouro_compiler_expression (self, items->items[i]);
}

/* Appends items one by one, starred ones as a whole, to what lies on the stack. */
static void
extend_display (OuroCompiler       *self,
                const OuroNodeList *items,
                guint               from,
                gboolean            is_set)
{
  for (guint i = from; i < items->n; i++)
    {
      const OuroNode *item = items->items[i];

      if (item->kind == OURO_NODE_STARRED)
        {
          ouro_compiler_expression (self, item->starred.value);
          ouro_compiler_emit (self, is_set ? OURO_OP_SET_UPDATE : OURO_OP_LIST_EXTEND, 1);
        }
      else
        {
          ouro_compiler_expression (self, item);
          ouro_compiler_emit (self, is_set ? OURO_OP_SET_ADD : OURO_OP_LIST_APPEND, 1);
        }
    }
}

/* Python/compile.c, starunpack_helper. */
static void
sequence_display (OuroCompiler       *self,
                  const OuroNodeList *items,
                  OuroOp              build)
{
  OuroEmitter  *emitter = ouro_compiler_emitter (self);
  gboolean      is_set = build == OURO_OP_BUILD_SET;
  OuroConstant *constant = NULL;
  guint         n_before = 0;

  if (items->n > 2 && !has_star (items) && build != OURO_OP_BUILD_TUPLE)
    constant = ouro_fold_items (self->unit, items, is_set);
  if (constant != NULL)
    {
      ouro_compiler_emit (self, build, 0);
      ouro_emitter_emit_constant (emitter, constant);
      ouro_compiler_emit (self, is_set ? OURO_OP_SET_UPDATE : OURO_OP_LIST_EXTEND, 1);
      return;
    }
  if (!has_star (items) && items->n <= STACK_USE_GUIDELINE)
    {
      expressions (self, items);
      ouro_compiler_emit (self, build, items->n);
      return;
    }
  while (n_before < items->n && items->items[n_before]->kind != OURO_NODE_STARRED && has_star (items))
    ouro_compiler_expression (self, items->items[n_before++]);
  ouro_compiler_emit (self, is_set ? OURO_OP_BUILD_SET : OURO_OP_BUILD_LIST, n_before);
  extend_display (self, items, n_before, is_set);
  if (build == OURO_OP_BUILD_TUPLE)
    ouro_compiler_emit (self, OURO_OP_LIST_TO_TUPLE, 0);
}

/* At most 17 pairs at a time: Python/compile.c, compiler_dict. */
#define DICT_CHUNK 15

static void
flush_pairs (OuroCompiler *self,
             guint         n,
             gboolean     *has_dict)
{
  if (n == 0 && *has_dict)
    return;
  ouro_compiler_emit (self, OURO_OP_BUILD_MAP, n);
  if (*has_dict)
    ouro_compiler_emit (self, OURO_OP_DICT_UPDATE, 1);
  *has_dict = TRUE;
}

static void
dict_display (OuroCompiler   *self,
              const OuroNode *node)
{
  guint    n = 0;
  gboolean has_dict = FALSE;

  for (guint i = 0; i < node->dict.values.n; i++)
    {
      if (node->dict.keys.items[i] == NULL)
        {
          if (n > 0 || !has_dict)
            flush_pairs (self, n, &has_dict);
          n = 0;
          ouro_compiler_expression (self, node->dict.values.items[i]);
          ouro_compiler_emit (self, OURO_OP_DICT_UPDATE, 1);
          continue;
        }
      ouro_compiler_expression (self, node->dict.keys.items[i]);
      ouro_compiler_expression (self, node->dict.values.items[i]);
      if (++n > DICT_CHUNK)
        {
          flush_pairs (self, n, &has_dict);
          n = 0;
        }
    }
  if (n > 0 || !has_dict)
    flush_pairs (self, n, &has_dict);
}

/* Operators --------------------------------------------------------------------------------- */

/* A long sum is a deep tree to the left: it is walked, not descended. */
static void
binary_operator (OuroCompiler   *self,
                 const OuroNode *node)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  while (node->kind == OURO_NODE_BIN_OP && ouro_fold (self->unit, node) == NULL)
    {
      g_ptr_array_add (chain, (gpointer)node);
      node = node->bin_op.left;
    }
  ouro_compiler_expression (self, node);
  for (guint i = chain->len; i-- > 0;)
    {
      node = g_ptr_array_index (chain, i);
      ouro_compiler_expression (self, node->bin_op.right);
      ouro_emitter_set_place (ouro_compiler_emitter (self), node);
      ouro_compiler_emit (self, OURO_OP_BINARY_OP, node->bin_op.op);
    }
}

static void
unary_operator (OuroCompiler   *self,
                const OuroNode *node)
{
  static const OuroOp ops[] = { OURO_OP_UNARY_INVERT, OURO_OP_UNARY_NOT, OURO_OP_UNARY_POSITIVE, OURO_OP_UNARY_NEGATIVE };

  ouro_compiler_expression (self, node->unary_op.operand);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, ops[node->unary_op.op - OURO_OPERATOR_INVERT], 0);
}

static void
bool_operator (OuroCompiler   *self,
               const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    end = ouro_emitter_new_label (emitter);
  OuroOp       op = node->bool_op.op == OURO_OPERATOR_AND ? OURO_OP_JUMP_IF_FALSE_OR_POP : OURO_OP_JUMP_IF_TRUE_OR_POP;

  for (guint i = 0; i < node->bool_op.values.n; i++)
    {
      ouro_compiler_expression (self, node->bool_op.values.items[i]);
      if (i + 1 < node->bool_op.values.n)
        ouro_emitter_emit_jump (emitter, op, end);
    }
  ouro_emitter_place_label (emitter, end);
}

static void
compare_operator (OuroCompiler *self,
                  OuroOperator  op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_IS:
    case OURO_OPERATOR_IS_NOT:
      ouro_compiler_emit (self, OURO_OP_IS_OP, op == OURO_OPERATOR_IS_NOT);
      break;
    case OURO_OPERATOR_IN:
    case OURO_OPERATOR_NOT_IN:
      ouro_compiler_emit (self, OURO_OP_CONTAINS_OP, op == OURO_OPERATOR_NOT_IN);
      break;
    default:
      ouro_compiler_emit (self, OURO_OP_COMPARE_OP, op);
      break;
    }
}

/* What "in" looks through: a display of constants is a constant. */
static void
comparator (OuroCompiler   *self,
            const OuroNode *node,
            OuroOperator    op)
{
  if (op == OURO_OPERATOR_IN || op == OURO_OPERATOR_NOT_IN)
    ouro_compiler_iterable (self, node);
  else
    ouro_compiler_expression (self, node);
}

/* All but the last comparison of a chain: when one fails, its result is the result. */
static void
compare_chain (OuroCompiler   *self,
               const OuroNode *node,
               OuroLabel       cleanup)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  guint        n = node->compare.comparators.n;

  for (guint i = 0; i + 1 < n; i++)
    {
      comparator (self, node->compare.comparators.items[i], node->compare.ops[i]);
      ouro_emitter_set_place (emitter, node);
      ouro_compiler_emit (self, OURO_OP_SWAP, 2);
      ouro_compiler_emit (self, OURO_OP_COPY, 2);
      compare_operator (self, node->compare.ops[i]);
      ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_IF_FALSE_OR_POP, cleanup);
    }
  comparator (self, node->compare.comparators.items[n - 1], node->compare.ops[n - 1]);
  ouro_emitter_set_place (emitter, node);
  compare_operator (self, node->compare.ops[n - 1]);
}

static void
compare (OuroCompiler   *self,
         const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    cleanup, end;

  ouro_compiler_expression (self, node->compare.left);
  if (node->compare.comparators.n == 1)
    {
      comparator (self, node->compare.comparators.items[0], node->compare.ops[0]);
      ouro_emitter_set_place (emitter, node);
      compare_operator (self, node->compare.ops[0]);
      return;
    }
  cleanup = ouro_emitter_new_label (emitter);
  end = ouro_emitter_new_label (emitter);
  compare_chain (self, node, cleanup);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_label (emitter, cleanup);
  ouro_compiler_emit (self, OURO_OP_SWAP, 2);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  ouro_emitter_place_label (emitter, end);
}

static void
if_expression (OuroCompiler   *self,
               const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    orelse = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  ouro_compiler_jump_if (self, node->if_exp.test, orelse, FALSE);
  ouro_compiler_expression (self, node->if_exp.body);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_label (emitter, orelse);
  ouro_compiler_expression (self, node->if_exp.orelse);
  ouro_emitter_place_label (emitter, end);
}

/* Tests ------------------------------------------------------------------------------------- */

static void
jump_if_bool_operator (OuroCompiler   *self,
                       const OuroNode *test,
                       OuroLabel       label,
                       gboolean        wanted)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  gboolean     ends_with = test->bool_op.op == OURO_OPERATOR_OR;
  OuroLabel    next = ends_with == wanted ? label : ouro_emitter_new_label (emitter);
  guint        n = test->bool_op.values.n;

  for (guint i = 0; i + 1 < n; i++)
    ouro_compiler_jump_if (self, test->bool_op.values.items[i], next, ends_with);
  ouro_compiler_jump_if (self, test->bool_op.values.items[n - 1], label, wanted);
  if (next != label)
    ouro_emitter_place_label (emitter, next);
}

static void
jump_if_if_expression (OuroCompiler   *self,
                       const OuroNode *test,
                       OuroLabel       label,
                       gboolean        wanted)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    orelse = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  ouro_compiler_jump_if (self, test->if_exp.test, orelse, FALSE);
  ouro_compiler_jump_if (self, test->if_exp.body, label, wanted);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_label (emitter, orelse);
  ouro_compiler_jump_if (self, test->if_exp.orelse, label, wanted);
  ouro_emitter_place_label (emitter, end);
}

static void
jump_if_chain (OuroCompiler   *self,
               const OuroNode *test,
               OuroLabel       label,
               gboolean        wanted)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    cleanup = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  ouro_compiler_expression (self, test->compare.left);
  compare_chain (self, test, cleanup);
  ouro_emitter_emit_jump (emitter, wanted ? OURO_OP_POP_JUMP_IF_TRUE : OURO_OP_POP_JUMP_IF_FALSE, label);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_label (emitter, cleanup);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  if (!wanted)
    ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, label);
  ouro_emitter_place_label (emitter, end);
}

/* x is None, x is not None: an instruction of their own. */
static gboolean
jump_if_none (OuroCompiler   *self,
              const OuroNode *test,
              OuroLabel       label,
              gboolean        wanted)
{
  const OuroNode *right;
  gboolean        is_not;

  if (test->kind != OURO_NODE_COMPARE || test->compare.comparators.n != 1)
    return FALSE;
  right = test->compare.comparators.items[0];
  if (right->kind != OURO_NODE_CONSTANT || right->constant.kind != OURO_CONSTANT_NONE || (test->compare.ops[0] != OURO_OPERATOR_IS && test->compare.ops[0] != OURO_OPERATOR_IS_NOT))
    return FALSE;
  is_not = test->compare.ops[0] == OURO_OPERATOR_IS_NOT;
  ouro_compiler_expression (self, test->compare.left);
  ouro_emitter_set_place (ouro_compiler_emitter (self), test);
  ouro_emitter_emit_jump (ouro_compiler_emitter (self), is_not == wanted ? OURO_OP_POP_JUMP_IF_NOT_NONE : OURO_OP_POP_JUMP_IF_NONE, label);
  return TRUE;
}

void
ouro_compiler_jump_if (OuroCompiler   *self,
                       const OuroNode *test,
                       OuroLabel       label,
                       gboolean        wanted)
{
  OuroEmitter  *emitter = ouro_compiler_emitter (self);
  OuroConstant *constant = ouro_fold (self->unit, test);

  if (constant != NULL)
    {
      if (ouro_constant_is_true (constant) == wanted)
        ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, label);
      return;
    }
  if (test->kind == OURO_NODE_UNARY_OP && test->unary_op.op == OURO_OPERATOR_NOT)
    ouro_compiler_jump_if (self, test->unary_op.operand, label, !wanted);
  else if (test->kind == OURO_NODE_BOOL_OP)
    jump_if_bool_operator (self, test, label, wanted);
  else if (test->kind == OURO_NODE_IF_EXP)
    jump_if_if_expression (self, test, label, wanted);
  else if (test->kind == OURO_NODE_COMPARE && test->compare.comparators.n > 1)
    jump_if_chain (self, test, label, wanted);
  else if (!jump_if_none (self, test, label, wanted))
    {
      ouro_compiler_expression (self, test);
      ouro_emitter_emit_jump (emitter, wanted ? OURO_OP_POP_JUMP_IF_TRUE : OURO_OP_POP_JUMP_IF_FALSE, label);
    }
}

/* Calls ------------------------------------------------------------------------------------- */

static gboolean
has_double_star (const OuroNodeList *keywords)
{
  for (guint i = 0; i < keywords->n; i++)
    if (keywords->items[i]->keyword.arg == NULL)
      return TRUE;
  return FALSE;
}

/* The keywords of a call with ** as one dict. */
static void
keyword_dict (OuroCompiler       *self,
              const OuroNodeList *keywords)
{
  gboolean has_dict = FALSE;
  guint    n = 0;

  for (guint i = 0; i <= keywords->n; i++)
    {
      const OuroNode *keyword = i < keywords->n ? keywords->items[i] : NULL;

      if (keyword != NULL && keyword->keyword.arg != NULL)
        {
          ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, keyword->keyword.arg, strlen (keyword->keyword.arg)));
          ouro_compiler_expression (self, keyword->keyword.value);
          n++;
          continue;
        }
      if (n > 0 || (!has_dict && keyword != NULL))
        {
          ouro_compiler_emit (self, OURO_OP_BUILD_MAP, n);
          if (has_dict)
            ouro_compiler_emit (self, OURO_OP_DICT_MERGE, 1);
          has_dict = TRUE;
          n = 0;
        }
      if (keyword != NULL)
        {
          ouro_compiler_expression (self, keyword->keyword.value);
          ouro_compiler_emit (self, OURO_OP_DICT_MERGE, 1);
        }
    }
}

static void
call_with_stars (OuroCompiler       *self,
                 const OuroNode     *node,
                 const OuroNodeList *args,
                 const OuroNodeList *keywords)
{
  if (args->n == 1 && args->items[0]->kind == OURO_NODE_STARRED)
    ouro_compiler_expression (self, args->items[0]->starred.value);
  else
    sequence_display (self, args, OURO_OP_BUILD_TUPLE);
  if (keywords->n > 0)
    keyword_dict (self, keywords);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_CALL_FUNCTION_EX, keywords->n > 0);
}

/* The function and self, or 0, lie on the stack. */
static void
call_arguments (OuroCompiler       *self,
                const OuroNode     *node,
                const OuroNodeList *args,
                const OuroNodeList *keywords)
{
  OuroEmitter              *emitter = ouro_compiler_emitter (self);
  g_autofree OuroConstant **names = g_new (OuroConstant *, keywords->n + 1);

  if (has_star (args) || has_double_star (keywords))
    {
      call_with_stars (self, node, args, keywords);
      return;
    }
  expressions (self, args);
  for (guint i = 0; i < keywords->n; i++)
    {
      const OuroNode *keyword = keywords->items[i];

      ouro_compiler_expression (self, keyword->keyword.value);
      names[i] = ouro_constant_str (self->unit, keyword->keyword.arg, strlen (keyword->keyword.arg));
    }
  if (keywords->n > 0)
    ouro_emitter_emit_constant (emitter, ouro_constant_tuple (self->unit, names, keywords->n));
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, keywords->n > 0 ? OURO_OP_CALL_KW : OURO_OP_CALL, args->n + keywords->n);
}

/* super ().name (...) and super (C, self).name without a super object, where the version has it so. */
static gboolean
super_attribute (OuroCompiler   *self,
                 const OuroNode *node,
                 OuroOp          op)
{
  const OuroNode  *call = node->attribute.value;
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  const OuroScope *scope = self->function->scope;

  if (!self->lowering->super_without_object || call->kind != OURO_NODE_CALL || call->call.func->kind != OURO_NODE_NAME || !g_str_equal (call->call.func->name.id, "super") || call->call.args.n > 0 || call->call.keywords.n > 0 || scope->kind != OURO_SCOPE_FUNCTION || scope->parameters->len == 0 || ouro_scope_get_binding (scope, "__class__") != OURO_BINDING_FREE || ouro_scope_get_binding (scope, "super") != OURO_BINDING_GLOBAL_IMPLICIT)
    return FALSE;
  ouro_emitter_set_place (emitter, call->call.func);
  ouro_compiler_name (self, "super", OURO_CONTEXT_LOAD);
  ouro_emitter_set_place (emitter, call);
  ouro_compiler_name (self, "__class__", OURO_CONTEXT_LOAD);
  ouro_compiler_name (self, g_ptr_array_index (scope->parameters, 0), OURO_CONTEXT_LOAD);
  ouro_emitter_set_place (emitter, node);
  ouro_emitter_emit_name (emitter, op, ouro_scopes_mangle (self->scopes, scope, node->attribute.attr));
  return TRUE;
}

/* object.name (...): no bound method is made, unless there are stars. */
static gboolean
method_call (OuroCompiler   *self,
             const OuroNode *node)
{
  const OuroNode *func = node->call.func;
  OuroEmitter    *emitter = ouro_compiler_emitter (self);

  if (func->kind != OURO_NODE_ATTRIBUTE || has_star (&node->call.args) || has_double_star (&node->call.keywords))
    return FALSE;
  if (!super_attribute (self, func, OURO_OP_LOAD_SUPER_METHOD))
    {
      ouro_compiler_expression (self, func->attribute.value);
      ouro_emitter_set_place (emitter, func);
      ouro_emitter_emit_name (emitter, OURO_OP_LOAD_METHOD, ouro_scopes_mangle (self->scopes, self->function->scope, func->attribute.attr));
    }
  call_arguments (self, node, &node->call.args, &node->call.keywords);
  return TRUE;
}

static void
call (OuroCompiler   *self,
      const OuroNode *node)
{
  if (method_call (self, node))
    return;
  ouro_compiler_expression (self, node->call.func);
  ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  call_arguments (self, node, &node->call.args, &node->call.keywords);
}

/* Strings with fields ------------------------------------------------------------------------ */

static void
formatted_value (OuroCompiler   *self,
                 const OuroNode *node)
{
  static const char conversions[] = { 's', 'r', 'a' };
  guint32           flags = 0;

  ouro_compiler_expression (self, node->formatted_value.value);
  for (guint i = 0; i < G_N_ELEMENTS (conversions); i++)
    if (node->formatted_value.conversion == conversions[i])
      flags = i + 1;
  if (node->formatted_value.format_spec != NULL)
    {
      ouro_compiler_expression (self, node->formatted_value.format_spec);
      flags |= 4;
    }
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_FORMAT_VALUE, flags);
}

static void
joined_str (OuroCompiler   *self,
            const OuroNode *node)
{
  guint n = node->joined_str.values.n;

  if (n == 0)
    {
      ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, "", 0));
      return;
    }
  expressions (self, &node->joined_str.values);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  if (n > 1)
    ouro_compiler_emit (self, OURO_OP_BUILD_STRING, n);
}

/* Subscripts -------------------------------------------------------------------------------- */

static void
slice_bounds (OuroCompiler   *self,
              const OuroNode *slice)
{
  const OuroNode *bounds[] = { slice->slice.lower, slice->slice.upper };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i] != NULL)
      ouro_compiler_expression (self, bounds[i]);
    else
      ouro_compiler_none (self);
}

static void
slice (OuroCompiler   *self,
       const OuroNode *node)
{
  slice_bounds (self, node);
  if (node->slice.step != NULL)
    ouro_compiler_expression (self, node->slice.step);
  ouro_compiler_emit (self, OURO_OP_BUILD_SLICE, node->slice.step != NULL ? 3 : 2);
}

/* x[a:b] without a step, where no slice object is made for it. */
static gboolean
is_plain_slice (const OuroCompiler *self,
                const OuroNode     *node)
{
  return self->lowering->slices_without_object && node->kind == OURO_NODE_SLICE && node->slice.step == NULL;
}

static void
subscript (OuroCompiler   *self,
           const OuroNode *node)
{
  ouro_compiler_expression (self, node->subscript.value);
  if (is_plain_slice (self, node->subscript.slice))
    {
      slice_bounds (self, node->subscript.slice);
      ouro_emitter_set_place (ouro_compiler_emitter (self), node);
      ouro_compiler_emit (self, OURO_OP_BINARY_SLICE, 0);
      return;
    }
  ouro_compiler_expression (self, node->subscript.slice);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_BINARY_SUBSCR, 0);
}

/* Generators -------------------------------------------------------------------------------- */

static void
yield_expression (OuroCompiler   *self,
                  const OuroNode *node)
{
  if (self->function->scope->kind != OURO_SCOPE_FUNCTION)
    {
      ouro_compiler_fail (self, node, "'yield' outside function");
      return;
    }
  if (node->expr.value != NULL)
    ouro_compiler_expression (self, node->expr.value);
  else
    ouro_compiler_none (self);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_YIELD_VALUE, 0);
  ouro_compiler_emit (self, OURO_OP_RESUME, 1);
}

static void
yield_from_expression (OuroCompiler   *self,
                       const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    send = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  if (self->function->scope->kind != OURO_SCOPE_FUNCTION)
    {
      ouro_compiler_fail (self, node, "'yield' outside function");
      return;
    }
  ouro_compiler_expression (self, node->expr.value);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_GET_YIELD_FROM_ITER, 0);
  ouro_compiler_none (self);
  ouro_emitter_place_label (emitter, send);
  ouro_emitter_emit_jump (emitter, OURO_OP_SEND, end);
  ouro_compiler_emit (self, OURO_OP_YIELD_VALUE, 0);
  ouro_compiler_emit (self, OURO_OP_RESUME, 2);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD_NO_INTERRUPT, send);
  ouro_emitter_place_label (emitter, end);
  ouro_compiler_emit (self, OURO_OP_END_SEND, 0);
}

/* All --------------------------------------------------------------------------------------- */

static void
attribute (OuroCompiler   *self,
           const OuroNode *node)
{
  if (super_attribute (self, node, OURO_OP_LOAD_SUPER_ATTR))
    return;
  ouro_compiler_expression (self, node->attribute.value);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_emitter_emit_name (ouro_compiler_emitter (self), OURO_OP_LOAD_ATTR, ouro_scopes_mangle (self->scopes, self->function->scope, node->attribute.attr));
}

static void
compile_by_kind (OuroCompiler   *self,
                 const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_NAME:
      ouro_compiler_name (self, node->name.id, OURO_CONTEXT_LOAD);
      break;
    case OURO_NODE_BOOL_OP:
      bool_operator (self, node);
      break;
    case OURO_NODE_NAMED_EXPR:
      ouro_compiler_expression (self, node->named_expr.value);
      ouro_compiler_emit (self, OURO_OP_COPY, 1);
      ouro_compiler_store (self, node->named_expr.target);
      break;
    case OURO_NODE_BIN_OP:
      binary_operator (self, node);
      break;
    case OURO_NODE_UNARY_OP:
      unary_operator (self, node);
      break;
    case OURO_NODE_LAMBDA:
      ouro_compiler_lambda (self, node);
      break;
    case OURO_NODE_IF_EXP:
      if_expression (self, node);
      break;
    case OURO_NODE_DICT:
      dict_display (self, node);
      break;
    case OURO_NODE_SET:
      sequence_display (self, &node->sequence.elts, OURO_OP_BUILD_SET);
      break;
    case OURO_NODE_LIST:
      sequence_display (self, &node->sequence.elts, OURO_OP_BUILD_LIST);
      break;
    case OURO_NODE_TUPLE:
      sequence_display (self, &node->sequence.elts, OURO_OP_BUILD_TUPLE);
      break;
    case OURO_NODE_LIST_COMP:
    case OURO_NODE_SET_COMP:
    case OURO_NODE_DICT_COMP:
    case OURO_NODE_GENERATOR_EXP:
      ouro_compiler_comprehension (self, node);
      break;
    case OURO_NODE_YIELD:
      yield_expression (self, node);
      break;
    case OURO_NODE_YIELD_FROM:
      yield_from_expression (self, node);
      break;
    case OURO_NODE_COMPARE:
      compare (self, node);
      break;
    case OURO_NODE_CALL:
      call (self, node);
      break;
    case OURO_NODE_FORMATTED_VALUE:
      formatted_value (self, node);
      break;
    case OURO_NODE_JOINED_STR:
      joined_str (self, node);
      break;
    case OURO_NODE_ATTRIBUTE:
      attribute (self, node);
      break;
    case OURO_NODE_SUBSCRIPT:
      subscript (self, node);
      break;
    case OURO_NODE_SLICE:
      slice (self, node);
      break;
    case OURO_NODE_STARRED:
      ouro_compiler_fail (self, node, "can't use starred expression here");
      break;
    default:
      g_assert_not_reached ();
    }
}

void
ouro_compiler_expression (OuroCompiler   *self,
                          const OuroNode *node)
{
  OuroConstant *constant;

  if (self->failed)
    return;
  constant = ouro_fold (self->unit, node);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  if (constant != NULL)
    ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
  else
    compile_by_kind (self, node);
}

/* Targets ----------------------------------------------------------------------------------- */

/* a, *b, c = ... */
static void
unpack (OuroCompiler   *self,
        const OuroNode *target)
{
  const OuroNodeList *items = &target->sequence.elts;
  gint                star = -1;

  for (guint i = 0; i < items->n; i++)
    if (items->items[i]->kind == OURO_NODE_STARRED)
      {
        if (star >= 0)
          ouro_compiler_fail (self, target, "multiple starred expressions in assignment");
        star = (gint)i;
      }
  if (star >= 256 || (star >= 0 && items->n - (guint)star >= (1u << 16)))
    ouro_compiler_fail (self, target, "too many expressions in star-unpacking assignment");
  if (star >= 0)
    ouro_compiler_emit (self, OURO_OP_UNPACK_EX, (guint32)star | (items->n - 1 - (guint)star) << 8);
  else
    ouro_compiler_emit (self, OURO_OP_UNPACK_SEQUENCE, items->n);
  for (guint i = 0; i < items->n && !self->failed; i++)
    ouro_compiler_store (self, (gint)i == star ? items->items[i]->starred.value : items->items[i]);
}

void
ouro_compiler_store (OuroCompiler   *self,
                     const OuroNode *target)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  if (self->failed)
    return;
  ouro_emitter_set_place (emitter, target);
  switch ((guint)target->kind)
    {
    case OURO_NODE_NAME:
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_STORE);
      break;
    case OURO_NODE_ATTRIBUTE:
      ouro_compiler_expression (self, target->attribute.value);
      ouro_emitter_set_place (emitter, target);
      ouro_emitter_emit_name (emitter, OURO_OP_STORE_ATTR, ouro_scopes_mangle (self->scopes, self->function->scope, target->attribute.attr));
      break;
    case OURO_NODE_SUBSCRIPT:
      ouro_compiler_expression (self, target->subscript.value);
      if (is_plain_slice (self, target->subscript.slice))
        {
          slice_bounds (self, target->subscript.slice);
          ouro_emitter_set_place (emitter, target);
          ouro_compiler_emit (self, OURO_OP_STORE_SLICE, 0);
          break;
        }
      ouro_compiler_expression (self, target->subscript.slice);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_STORE_SUBSCR, 0);
      break;
    case OURO_NODE_TUPLE:
    case OURO_NODE_LIST:
      unpack (self, target);
      break;
    case OURO_NODE_STARRED:
      ouro_compiler_fail (self, target, "starred assignment target must be in a list or tuple");
      break;
    default:
      g_assert_not_reached ();
    }
}

void
ouro_compiler_delete (OuroCompiler   *self,
                      const OuroNode *target)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  if (self->failed)
    return;
  ouro_emitter_set_place (emitter, target);
  switch ((guint)target->kind)
    {
    case OURO_NODE_NAME:
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_DEL);
      break;
    case OURO_NODE_ATTRIBUTE:
      ouro_compiler_expression (self, target->attribute.value);
      ouro_emitter_set_place (emitter, target);
      ouro_emitter_emit_name (emitter, OURO_OP_DELETE_ATTR, ouro_scopes_mangle (self->scopes, self->function->scope, target->attribute.attr));
      break;
    case OURO_NODE_SUBSCRIPT:
      ouro_compiler_expression (self, target->subscript.value);
      ouro_compiler_expression (self, target->subscript.slice);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_DELETE_SUBSCR, 0);
      break;
    case OURO_NODE_TUPLE:
    case OURO_NODE_LIST:
      for (guint i = 0; i < target->sequence.elts.n; i++)
        ouro_compiler_delete (self, target->sequence.elts.items[i]);
      break;
    default:
      g_assert_not_reached ();
    }
}
