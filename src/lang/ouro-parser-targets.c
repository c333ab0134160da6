/* ouro-parser-targets.c - what can be assigned to, looped over or deleted
 *
 * A target is read as the primary expression it looks like, and then checked and marked as stored
 * or deleted. Names, attributes, subscripts and lists and tuples of targets will do.
 */
#include "ouro-parser-private.h"

gboolean
ouro_node_can_be_single_target (const OuroNode *node)
{
  return node->kind == OURO_NODE_NAME || node->kind == OURO_NODE_ATTRIBUTE || node->kind == OURO_NODE_SUBSCRIPT;
}

static gboolean
is_target (const OuroNode *node,
           gboolean        may_be_starred)
{
  if (ouro_node_can_be_single_target (node))
    return TRUE;
  if (node->kind == OURO_NODE_STARRED && may_be_starred)
    return node->starred.value->kind != OURO_NODE_STARRED && is_target (node->starred.value, TRUE);
  if (node->kind != OURO_NODE_TUPLE && node->kind != OURO_NODE_LIST)
    return FALSE;

  for (guint i = 0; i < node->sequence.elts.n; i++)
    if (!is_target (node->sequence.elts.items[i], may_be_starred))
      return FALSE;
  return TRUE;
}

gboolean
ouro_node_can_be_assigned (const OuroNode *node)
{
  return is_target (node, TRUE);
}

void
ouro_node_set_context (OuroNode   *node,
                       OuroContext context)
{
  switch ((int)node->kind)
    {
    case OURO_NODE_NAME:
      node->name.ctx = context;
      break;
    case OURO_NODE_ATTRIBUTE:
      node->attribute.ctx = context;
      break;
    case OURO_NODE_SUBSCRIPT:
      node->subscript.ctx = context;
      break;
    case OURO_NODE_STARRED:
      node->starred.ctx = context;
      ouro_node_set_context (node->starred.value, context);
      break;
    case OURO_NODE_TUPLE:
    case OURO_NODE_LIST:
      node->sequence.ctx = context;
      for (guint i = 0; i < node->sequence.elts.n; i++)
        ouro_node_set_context (node->sequence.elts.items[i], context);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gpointer
read_star_target (OuroParser *self)
{
  guint     start = self->mark;
  gboolean  is_starred = ouro_parser_accept (self, OURO_TOKEN_STAR);
  OuroNode *target = ouro_parser_read_target_primary (self), *node;

  if (target == NULL || !ouro_node_can_be_assigned (target))
    {
      self->mark = start;
      return NULL;
    }
  ouro_node_set_context (target, OURO_CONTEXT_STORE);
  if (!is_starred)
    return target;

  node = ouro_parser_new_node (self, OURO_NODE_STARRED, start);
  node->starred.value = target;
  node->starred.ctx = OURO_CONTEXT_STORE;
  return node;
}

OuroNode *
ouro_parser_read_star_target (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_STAR_TARGET, read_star_target);
}

OuroNode *
ouro_parser_read_star_targets (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = ouro_parser_finish_tuple (self, start, ouro_parser_read_star_target (self), ouro_parser_read_star_target);

  if (node != NULL && node->kind == OURO_NODE_TUPLE)
    node->sequence.ctx = OURO_CONTEXT_STORE;
  return node;
}

OuroNode *
ouro_parser_read_del_target (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *target = ouro_parser_read_target_primary (self);

  if (target == NULL || !is_target (target, FALSE))
    {
      self->mark = start;
      return NULL;
    }
  ouro_node_set_context (target, OURO_CONTEXT_DEL);
  return target;
}

/* Parser/action_helpers.c, _PyPegen_get_invalid_target: the first part that cannot be a target. */
const OuroNode *
ouro_node_find_invalid_target (const OuroNode *node,
                               OuroTargets     targets)
{
  switch ((int)node->kind)
    {
    case OURO_NODE_LIST:
    case OURO_NODE_TUPLE:
      for (guint i = 0; i < node->sequence.elts.n; i++)
        {
          const OuroNode *invalid = ouro_node_find_invalid_target (node->sequence.elts.items[i], targets);

          if (invalid != NULL)
            return invalid;
        }
      return NULL;
    case OURO_NODE_STARRED:
      return targets == OURO_TARGETS_DEL ? node : ouro_node_find_invalid_target (node->starred.value, targets);
    case OURO_NODE_COMPARE: /* "for a in b" was read as a comparison */
      if (targets != OURO_TARGETS_FOR)
        return node;
      return node->compare.ops[0] == OURO_OPERATOR_IN ? ouro_node_find_invalid_target (node->compare.left, targets) : NULL;
    case OURO_NODE_NAME:
    case OURO_NODE_SUBSCRIPT:
    case OURO_NODE_ATTRIBUTE:
      return NULL;
    default:
      return node;
    }
}

static const char *
get_constant_name (const OuroNode *node)
{
  switch ((int)node->constant.kind)
    {
    case OURO_CONSTANT_NONE:
      return "None";
    case OURO_CONSTANT_TRUE:
      return "True";
    case OURO_CONSTANT_FALSE:
      return "False";
    case OURO_CONSTANT_ELLIPSIS:
      return "ellipsis";
    default:
      return "literal";
    }
}

/* Parser/action_helpers.c, _PyPegen_get_expr_name */
const char *
ouro_node_get_expression_name (const OuroNode *node)
{
  switch ((int)node->kind)
    {
    case OURO_NODE_ATTRIBUTE:
      return "attribute";
    case OURO_NODE_SUBSCRIPT:
      return "subscript";
    case OURO_NODE_STARRED:
      return "starred";
    case OURO_NODE_NAME:
      return "name";
    case OURO_NODE_LIST:
      return "list";
    case OURO_NODE_TUPLE:
      return "tuple";
    case OURO_NODE_LAMBDA:
      return "lambda";
    case OURO_NODE_CALL:
      return "function call";
    case OURO_NODE_BOOL_OP:
    case OURO_NODE_BIN_OP:
    case OURO_NODE_UNARY_OP:
      return "expression";
    case OURO_NODE_GENERATOR_EXP:
      return "generator expression";
    case OURO_NODE_YIELD:
    case OURO_NODE_YIELD_FROM:
      return "yield expression";
    case OURO_NODE_AWAIT:
      return "await expression";
    case OURO_NODE_LIST_COMP:
      return "list comprehension";
    case OURO_NODE_SET_COMP:
      return "set comprehension";
    case OURO_NODE_DICT_COMP:
      return "dict comprehension";
    case OURO_NODE_DICT:
      return "dict literal";
    case OURO_NODE_SET:
      return "set display";
    case OURO_NODE_JOINED_STR:
    case OURO_NODE_FORMATTED_VALUE:
      return "f-string expression";
    case OURO_NODE_TEMPLATE_STR:
    case OURO_NODE_INTERPOLATION:
      return "t-string expression";
    case OURO_NODE_CONSTANT:
      return get_constant_name (node);
    case OURO_NODE_COMPARE:
      return "comparison";
    case OURO_NODE_IF_EXP:
      return "conditional expression";
    case OURO_NODE_NAMED_EXPR:
      return "named expression";
    default:
      g_assert_not_reached ();
    }
}
