/* ouro-parser-expressions.c - from "yield" and "," down to the operators
 *
 * The rules of Grammar/python.gram from star_expressions to power, each one function, except that
 * the binary operators are read by precedence climbing. When the operand after an operator is
 * missing, the reader stands before the operator again and returns what it has: so do the rules of
 * CPython, and whoever called complains.
 */
#include "ouro-parser-private.h"

#include "ouro-parser-blame.h"

typedef struct
{
  guint8 precedence; /* 0: no binary operator */
  guint8 op;
} BinaryOperator;

enum {
  PRECEDENCE_BIT_OR = 1,
  PRECEDENCE_BIT_XOR,
  PRECEDENCE_BIT_AND,
  PRECEDENCE_SHIFT,
  PRECEDENCE_SUM,
  PRECEDENCE_TERM,
  PRECEDENCE_FACTOR,
};

static const BinaryOperator binary_operators[OURO_N_TOKEN_KINDS] = {
  [OURO_TOKEN_BAR] = { PRECEDENCE_BIT_OR, OURO_OPERATOR_BIT_OR },
  [OURO_TOKEN_CARET] = { PRECEDENCE_BIT_XOR, OURO_OPERATOR_BIT_XOR },
  [OURO_TOKEN_AMPERSAND] = { PRECEDENCE_BIT_AND, OURO_OPERATOR_BIT_AND },
  [OURO_TOKEN_LEFT_SHIFT] = { PRECEDENCE_SHIFT, OURO_OPERATOR_L_SHIFT },
  [OURO_TOKEN_RIGHT_SHIFT] = { PRECEDENCE_SHIFT, OURO_OPERATOR_R_SHIFT },
  [OURO_TOKEN_PLUS] = { PRECEDENCE_SUM, OURO_OPERATOR_ADD },
  [OURO_TOKEN_MINUS] = { PRECEDENCE_SUM, OURO_OPERATOR_SUB },
  [OURO_TOKEN_STAR] = { PRECEDENCE_TERM, OURO_OPERATOR_MULT },
  [OURO_TOKEN_SLASH] = { PRECEDENCE_TERM, OURO_OPERATOR_DIV },
  [OURO_TOKEN_DOUBLE_SLASH] = { PRECEDENCE_TERM, OURO_OPERATOR_FLOOR_DIV },
  [OURO_TOKEN_PERCENT] = { PRECEDENCE_TERM, OURO_OPERATOR_MOD },
  [OURO_TOKEN_AT] = { PRECEDENCE_TERM, OURO_OPERATOR_MAT_MULT },
};

/* -- operators -- */

/* await_primary */
static OuroNode *
read_await_primary (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value, *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_AWAIT))
    return ouro_parser_read_primary (self);

  value = ouro_parser_read_primary (self);
  if (value == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_AWAIT, start);
  node->expr.value = value;
  return node;
}

/* power */
static OuroNode *
read_power (OuroParser *self)
{
  guint     start = self->mark, before;
  OuroNode *left = read_await_primary (self);
  OuroNode *right, *node;

  if (left == NULL || ouro_parser_peek (self) != OURO_TOKEN_DOUBLE_STAR)
    return left;

  before = self->mark++;
  ouro_parser_enter (self);
  right = ouro_parser_read_factor (self);
  ouro_parser_leave (self);
  if (right == NULL)
    {
      self->mark = before;
      return left;
    }
  node = ouro_parser_new_node (self, OURO_NODE_BIN_OP, start);
  node->bin_op.left = left;
  node->bin_op.op = OURO_OPERATOR_POW;
  node->bin_op.right = right;
  return node;
}

static OuroNode *
read_unary (OuroParser    *self,
            OuroOperator   op,
            OuroNodeReader read_operand)
{
  guint     start = self->mark++;
  OuroNode *operand, *node;

  ouro_parser_enter (self);
  operand = read_operand (self);
  ouro_parser_leave (self);
  if (operand == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_UNARY_OP, start);
  node->unary_op.op = op;
  node->unary_op.operand = operand;
  return node;
}

OuroNode *
ouro_parser_read_factor (OuroParser *self)
{
  OuroTokenKind kind = ouro_parser_peek (self);

  if (kind == OURO_TOKEN_PLUS)
    return read_unary (self, OURO_OPERATOR_U_ADD, ouro_parser_read_factor);
  if (kind == OURO_TOKEN_MINUS)
    return read_unary (self, OURO_OPERATOR_U_SUB, ouro_parser_read_factor);
  if (kind == OURO_TOKEN_TILDE)
    return read_unary (self, OURO_OPERATOR_INVERT, ouro_parser_read_factor);
  return read_power (self);
}

/* bitwise_or, bitwise_xor, bitwise_and, shift_expr, sum and term: the lowest precedence tells which */
static OuroNode *
read_binary (OuroParser *self,
             guint       lowest)
{
  guint     start = self->mark;
  OuroNode *left;

  if (self->blaming && lowest <= PRECEDENCE_TERM)
    ouro_parser_blame_factor (self);

  left = ouro_parser_read_factor (self);
  while (left != NULL)
    {
      BinaryOperator op = binary_operators[ouro_parser_peek (self)];
      guint          before = self->mark;
      OuroNode      *right, *node;

      if (op.precedence == 0 || op.precedence < lowest)
        break;
      self->mark++;
      right = op.precedence == PRECEDENCE_TERM ? ouro_parser_read_factor (self) : read_binary (self, op.precedence + 1);
      if (right == NULL)
        {
          if (self->blaming && lowest <= PRECEDENCE_SHIFT && op.precedence >= PRECEDENCE_SUM)
            ouro_parser_blame_arithmetic (self);
          self->mark = before;
          break;
        }
      node = ouro_parser_new_node (self, OURO_NODE_BIN_OP, start);
      node->bin_op.left = left;
      node->bin_op.op = op.op;
      node->bin_op.right = right;
      left = node;
    }
  return left;
}

static gpointer
read_bitwise_or (OuroParser *self)
{
  return read_binary (self, PRECEDENCE_BIT_OR);
}

OuroNode *
ouro_parser_read_bitwise_or (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_BITWISE_OR, read_bitwise_or);
}

/* Reads a comparison operator: "not in" and "is not" are two tokens. */
static gboolean
read_comparison_operator (OuroParser   *self,
                          OuroOperator *op)
{
  guint start = self->mark;

  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_EQUAL:
      *op = OURO_OPERATOR_EQ;
      break;
    case OURO_TOKEN_NOT_EQUAL:
      *op = OURO_OPERATOR_NOT_EQ;
      break;
    case OURO_TOKEN_LESS:
      *op = OURO_OPERATOR_LT;
      break;
    case OURO_TOKEN_LESS_EQUAL:
      *op = OURO_OPERATOR_LT_E;
      break;
    case OURO_TOKEN_GREATER:
      *op = OURO_OPERATOR_GT;
      break;
    case OURO_TOKEN_GREATER_EQUAL:
      *op = OURO_OPERATOR_GT_E;
      break;
    case OURO_TOKEN_IN:
      *op = OURO_OPERATOR_IN;
      break;
    case OURO_TOKEN_IS:
      self->mark++;
      *op = ouro_parser_accept (self, OURO_TOKEN_NOT) ? OURO_OPERATOR_IS_NOT : OURO_OPERATOR_IS;
      return TRUE;
    case OURO_TOKEN_NOT:
      self->mark++;
      *op = OURO_OPERATOR_NOT_IN;
      if (ouro_parser_accept (self, OURO_TOKEN_IN))
        return TRUE;
      self->mark = start;
      return FALSE;
    default:
      return FALSE;
    }
  self->mark++;
  return TRUE;
}

/* comparison */
static OuroNode *
read_comparison (OuroParser *self)
{
  guint           start = self->mark, base = ouro_parser_begin_list (self), n_ops = 0;
  OuroNode       *left = ouro_parser_read_bitwise_or (self), *node;
  OuroNodeList    operands;
  OuroOperator    op;
  struct obstack *arena = self->arena;

  if (left == NULL)
    return NULL;

  for (guint before = self->mark; read_comparison_operator (self, &op); before = self->mark)
    {
      OuroNode *right = ouro_parser_read_bitwise_or (self);

      if (right == NULL)
        {
          self->mark = before;
          break;
        }
      ouro_parser_push (self, GINT_TO_POINTER (op));
      ouro_parser_push (self, right);
      n_ops++;
    }
  if (n_ops == 0)
    return left;

  /* Operators and operands were pushed in turn. */
  node = ouro_parser_new_node (self, OURO_NODE_COMPARE, start);
  node->compare.left = left;
  node->compare.ops = obstack_alloc (arena, n_ops * sizeof (OuroOperator));
  operands = (OuroNodeList){ obstack_alloc (arena, n_ops * sizeof (OuroNode *)), n_ops };
  for (guint i = 0; i < n_ops; i++)
    {
      node->compare.ops[i] = GPOINTER_TO_INT (self->pending->pdata[base + 2 * i]);
      operands.items[i] = self->pending->pdata[base + 2 * i + 1];
    }
  node->compare.comparators = operands;
  ouro_parser_drop_list (self, base);
  return node;
}

OuroNode *
ouro_parser_read_inversion (OuroParser *self)
{
  if (ouro_parser_peek (self) == OURO_TOKEN_NOT)
    return read_unary (self, OURO_OPERATOR_NOT, ouro_parser_read_inversion);
  return read_comparison (self);
}

/* conjunction and disjunction: operands between the same word */
static OuroNode *
read_bool_op (OuroParser    *self,
              OuroTokenKind  word,
              OuroOperator   op,
              OuroNodeReader read_operand)
{
  guint     start = self->mark, base;
  OuroNode *first = read_operand (self), *node;

  if (first == NULL || ouro_parser_peek (self) != word)
    return first;

  base = ouro_parser_begin_list (self);
  ouro_parser_push (self, first);
  for (guint before = self->mark; ouro_parser_accept (self, word); before = self->mark)
    {
      OuroNode *operand = read_operand (self);

      if (operand == NULL)
        {
          self->mark = before;
          break;
        }
      ouro_parser_push (self, operand);
    }
  if (ouro_parser_begin_list (self) == base + 1)
    {
      ouro_parser_drop_list (self, base);
      return first;
    }

  node = ouro_parser_new_node (self, OURO_NODE_BOOL_OP, start);
  node->bool_op.op = op;
  node->bool_op.values = ouro_parser_end_list (self, base);
  return node;
}

static OuroNode *
read_conjunction (OuroParser *self)
{
  return read_bool_op (self, OURO_TOKEN_AND, OURO_OPERATOR_AND, ouro_parser_read_inversion);
}

static gpointer
read_disjunction (OuroParser *self)
{
  return read_bool_op (self, OURO_TOKEN_OR, OURO_OPERATOR_OR, read_conjunction);
}

OuroNode *
ouro_parser_read_disjunction (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_DISJUNCTION, read_disjunction);
}

/* -- expressions -- */

/* lambdef */
OuroNode *
ouro_parser_read_lambda (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *parameters, *body, *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_LAMBDA))
    return NULL;

  parameters = ouro_parser_read_lambda_parameters (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_COLON) || (body = ouro_parser_read_expression (self)) == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_LAMBDA, start);
  node->lambda.args = parameters != NULL ? parameters : ouro_parser_new_empty_parameters (self);
  node->lambda.body = body;
  return node;
}

/* The rest of "body if test else orelse"; NULL, standing before the "if", when it is not complete. */
static OuroNode *
read_condition (OuroParser *self,
                guint       start,
                OuroNode   *body)
{
  guint     before = self->mark;
  OuroNode *test, *orelse, *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_IF))
    return NULL;

  if ((test = ouro_parser_read_disjunction (self)) == NULL ||
      !ouro_parser_accept (self, OURO_TOKEN_ELSE) ||
      (orelse = ouro_parser_read_expression (self)) == NULL)
    {
      self->mark = before;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_IF_EXP, start);
  node->if_exp.test = test;
  node->if_exp.body = body;
  node->if_exp.orelse = orelse;
  return node;
}

OuroNode *
ouro_parser_read_if_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *body = ouro_parser_read_disjunction (self);
  OuroNode *node = body != NULL ? read_condition (self, start, body) : NULL;

  if (node == NULL)
    self->mark = start;
  return node;
}

static gpointer
read_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *body, *condition;

  if (self->blaming)
    ouro_parser_blame_expression (self);

  if (ouro_parser_peek (self) == OURO_TOKEN_LAMBDA)
    return ouro_parser_read_lambda (self);
  body = ouro_parser_read_disjunction (self);
  if (body == NULL || ouro_parser_peek (self) != OURO_TOKEN_IF)
    return body;
  condition = read_condition (self, start, body);
  return condition != NULL ? condition : body;
}

OuroNode *
ouro_parser_read_expression (OuroParser *self)
{
  OuroNode *node;

  ouro_parser_enter (self);
  node = ouro_parser_remember (self, OURO_RULE_EXPRESSION, read_expression);
  ouro_parser_leave (self);
  return node;
}

/* Pushes what follows each ",", if anything: (',' item)* [',']. Returns whether there was a comma. */
gboolean
ouro_parser_push_commas (OuroParser    *self,
                         OuroNodeReader read_item)
{
  gboolean found = FALSE;

  while (ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      OuroNode *item = read_item (self);

      found = TRUE;
      if (item == NULL)
        break;
      ouro_parser_push (self, item);
    }
  return found;
}

/* The first item has been read; a comma after it makes a tuple. */
OuroNode *
ouro_parser_finish_tuple (OuroParser    *self,
                          guint          start,
                          OuroNode      *first,
                          OuroNodeReader read_item)
{
  guint        base;
  OuroNodeList items;
  OuroNode    *node;

  if (first == NULL || ouro_parser_peek (self) != OURO_TOKEN_COMMA)
    return first;

  base = ouro_parser_begin_list (self);
  ouro_parser_push (self, first);
  ouro_parser_push_commas (self, read_item);
  items = ouro_parser_end_list (self, base);

  node = ouro_parser_new_node (self, OURO_NODE_TUPLE, start);
  node->sequence.elts = items;
  node->sequence.ctx = OURO_CONTEXT_LOAD;
  return node;
}

OuroNode *
ouro_parser_read_expressions (OuroParser *self)
{
  guint start = self->mark;

  return ouro_parser_finish_tuple (self, start, ouro_parser_read_expression (self), ouro_parser_read_expression);
}

/* "*" and what it unpacks */
static OuroNode *
read_starred (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value, *node;

  self->mark++;
  value = ouro_parser_read_bitwise_or (self);
  if (value == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_STARRED, start);
  node->starred.value = value;
  node->starred.ctx = OURO_CONTEXT_LOAD;
  return node;
}

OuroNode *
ouro_parser_read_star_expression (OuroParser *self)
{
  if (ouro_parser_peek (self) == OURO_TOKEN_STAR)
    return read_starred (self);
  return ouro_parser_read_expression (self);
}

OuroNode *
ouro_parser_read_star_expressions (OuroParser *self)
{
  guint start = self->mark;

  return ouro_parser_finish_tuple (self, start, ouro_parser_read_star_expression (self), ouro_parser_read_star_expression);
}

OuroNode *
ouro_parser_read_assignment_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *target, *value, *node;

  if (!ouro_parser_name_is_followed_by (self, OURO_TOKEN_WALRUS))
    return NULL;

  target = ouro_parser_read_name_node (self);
  self->mark++;
  value = ouro_parser_read_expression (self);
  if (value == NULL)
    {
      self->mark = start;
      return NULL;
    }
  target->name.ctx = OURO_CONTEXT_STORE;
  node = ouro_parser_new_node (self, OURO_NODE_NAMED_EXPR, start);
  node->named_expr.target = target;
  node->named_expr.value = value;
  return node;
}

OuroNode *
ouro_parser_read_named_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = ouro_parser_read_assignment_expression (self);

  if (node != NULL)
    return node;
  if (self->blaming)
    ouro_parser_blame_named_expression (self);

  node = ouro_parser_read_expression (self);
  if (node != NULL && ouro_parser_peek (self) == OURO_TOKEN_WALRUS)
    {
      self->mark = start;
      return NULL;
    }
  return node;
}

OuroNode *
ouro_parser_read_star_named_expression (OuroParser *self)
{
  if (ouro_parser_peek (self) == OURO_TOKEN_STAR)
    return read_starred (self);
  return ouro_parser_read_named_expression (self);
}

/* star_named_expressions: pushes at least one, or nothing. */
gboolean
ouro_parser_push_star_named_expressions (OuroParser *self)
{
  OuroNode *first = ouro_parser_read_star_named_expression (self);

  if (first == NULL)
    return FALSE;
  ouro_parser_push (self, first);
  ouro_parser_push_commas (self, ouro_parser_read_star_named_expression);
  return TRUE;
}

OuroNode *
ouro_parser_read_yield_expression (OuroParser *self)
{
  guint        start = self->mark;
  OuroNodeKind kind = OURO_NODE_YIELD;
  OuroNode    *value, *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_YIELD))
    return NULL;

  if (ouro_parser_accept (self, OURO_TOKEN_FROM))
    {
      kind = OURO_NODE_YIELD_FROM;
      value = ouro_parser_read_expression (self);
      if (value == NULL) /* "yield" alone is complete; the "from" is what does not fit */
        {
          self->mark = start + 1;
          kind = OURO_NODE_YIELD;
        }
    }
  else
    {
      value = ouro_parser_read_star_expressions (self);
    }
  node = ouro_parser_new_node (self, kind, start);
  node->expr.value = value;
  return node;
}

OuroNode *
ouro_parser_read_annotated_rhs (OuroParser *self)
{
  if (ouro_parser_peek (self) == OURO_TOKEN_YIELD)
    return ouro_parser_read_yield_expression (self);
  return ouro_parser_read_star_expressions (self);
}
