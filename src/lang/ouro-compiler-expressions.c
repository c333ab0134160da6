/* ouro-compiler-expressions.c - operators, subscripts, yield, and which file knows the rest */
#include "ouro-compiler-private.h"

/* Operators ---------------------------------------------------------------------------------- */

void
ouro_compiler_none (OuroCompiler *self)
{
  ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_none (self->unit));
}

void
ouro_compiler_expressions (OuroCompiler       *self,
                           const OuroNodeList *items)
{
  for (guint i = 0; i < items->n; i++)
    ouro_compiler_expression (self, items->items[i]);
}

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

/* Subscripts --------------------------------------------------------------------------------- */

void
ouro_compiler_slice_bounds (OuroCompiler   *self,
                            const OuroNode *slice)
{
  const OuroNode *bounds[] = { slice->slice.lower, slice->slice.upper };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i] != NULL)
      ouro_compiler_expression (self, bounds[i]);
    else
      ouro_compiler_none (self);
}

/* A slice whose bounds are literals, where the version has slices among its constants; else NULL. */
static OuroConstant *
fold_slice (const OuroCompiler *self,
            const OuroNode     *node)
{
  const OuroNode *const bounds[] = { node->slice.lower, node->slice.upper, node->slice.step };
  OuroConstant         *items[3];

  if (!self->lowering->slices_are_constants)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i] != NULL && bounds[i]->kind != OURO_NODE_CONSTANT)
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    items[i] = bounds[i] != NULL ? ouro_fold (self->unit, bounds[i]) : ouro_constant_none (self->unit);
  return ouro_constant_slice (self->unit, items);
}

/* (slice (1, 2), 3), where slices are constants. */
static OuroConstant *
fold_tuple_with_slices (const OuroCompiler *self,
                        const OuroNodeList *items)
{
  g_autofree OuroConstant **folded = g_new (OuroConstant *, items->n + 1);

  for (guint i = 0; i < items->n; i++)
    {
      const OuroNode *item = items->items[i];

      folded[i] = item->kind == OURO_NODE_SLICE ? fold_slice (self, item) : ouro_fold (self->unit, item);
      if (folded[i] == NULL)
        return NULL;
    }
  return ouro_constant_tuple (self->unit, folded, items->n);
}

static void
tuple (OuroCompiler   *self,
       const OuroNode *node)
{
  OuroConstant *constant = fold_tuple_with_slices (self, &node->sequence.elts);

  if (constant != NULL)
    ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
  else
    ouro_compiler_sequence (self, &node->sequence.elts, OURO_OP_BUILD_TUPLE);
}

static void
slice (OuroCompiler   *self,
       const OuroNode *node)
{
  OuroConstant *constant = fold_slice (self, node);

  if (constant != NULL)
    {
      ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
      return;
    }
  ouro_compiler_slice_bounds (self, node);
  if (node->slice.step != NULL)
    ouro_compiler_expression (self, node->slice.step);
  ouro_compiler_emit (self, OURO_OP_BUILD_SLICE, node->slice.step != NULL ? 3 : 2);
}

/* x[a:b] without a step, where no slice object is made for it. */
gboolean
ouro_compiler_is_plain_slice (const OuroCompiler *self,
                              const OuroNode     *node)
{
  return self->lowering->slices_without_object && node->kind == OURO_NODE_SLICE && node->slice.step == NULL && fold_slice (self, node) == NULL;
}

static void
subscript (OuroCompiler   *self,
           const OuroNode *node)
{
  ouro_compiler_warn_of_subscript (self, node->subscript.value, node->subscript.slice);
  ouro_compiler_expression (self, node->subscript.value);
  if (ouro_compiler_is_plain_slice (self, node->subscript.slice))
    {
      ouro_compiler_slice_bounds (self, node->subscript.slice);
      ouro_emitter_set_place (ouro_compiler_emitter (self), node);
      ouro_compiler_emit (self, OURO_OP_BINARY_SLICE, 0);
      return;
    }
  ouro_compiler_expression (self, node->subscript.slice);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_BINARY_SUBSCR, 0);
}

/* Generators --------------------------------------------------------------------------------- */

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
  gboolean     is_virtual = self->lowering->virtual_iterators;
  gint         n_more = self->lowering->generators_have_handlers; /* CPython's own handler has the exception on top */

  if (self->function->scope->kind != OURO_SCOPE_FUNCTION)
    {
      ouro_compiler_fail (self, node, "'yield' outside function");
      return;
    }
  if (is_virtual)
    ouro_compiler_iterable (self, node->expr.value);
  else
    ouro_compiler_expression (self, node->expr.value);
  ouro_emitter_discount (emitter, -n_more);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, is_virtual ? OURO_OP_GET_YIELD_FROM_ITER_VIRTUAL : OURO_OP_GET_YIELD_FROM_ITER, 0);
  ouro_compiler_none (self);
  ouro_emitter_place_label (emitter, send);
  ouro_emitter_emit_jump (emitter, is_virtual ? OURO_OP_SEND_VIRTUAL : OURO_OP_SEND, end);
  ouro_compiler_emit (self, OURO_OP_YIELD_VALUE, 0);
  ouro_compiler_emit (self, OURO_OP_RESUME, 2);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD_NO_INTERRUPT, send);
  ouro_emitter_place_label (emitter, end);
  ouro_compiler_emit (self, is_virtual ? OURO_OP_END_SEND_VIRTUAL : OURO_OP_END_SEND, 0);
  ouro_emitter_discount (emitter, n_more);
}

/* All ---------------------------------------------------------------------------------------- */

static void
compile_by_kind (OuroCompiler   *self,
                 const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_NAME:
      ouro_compiler_check_builtin (self, node);
      ouro_compiler_name (self, node->name.id, OURO_CONTEXT_LOAD);
      break;
    case OURO_NODE_BOOL_OP:
      ouro_compiler_bool_operator (self, node);
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
      ouro_compiler_if_expression (self, node);
      break;
    case OURO_NODE_DICT:
      ouro_compiler_dict (self, node);
      break;
    case OURO_NODE_SET:
      ouro_compiler_sequence (self, &node->sequence.elts, OURO_OP_BUILD_SET);
      break;
    case OURO_NODE_LIST:
      ouro_compiler_sequence (self, &node->sequence.elts, OURO_OP_BUILD_LIST);
      break;
    case OURO_NODE_TUPLE:
      tuple (self, node);
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
      ouro_compiler_compare (self, node);
      break;
    case OURO_NODE_CALL:
      ouro_compiler_call (self, node);
      break;
    case OURO_NODE_FORMATTED_VALUE:
      ouro_compiler_formatted_value (self, node);
      break;
    case OURO_NODE_JOINED_STR:
      ouro_compiler_joined_str (self, node);
      break;
    case OURO_NODE_ATTRIBUTE:
      ouro_compiler_attribute (self, node);
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
