/* ouro-compiler-conditions.c - comparisons, and, or, if: as values and as jumps */
#include "ouro-compiler-private.h"

/* Values ------------------------------------------------------------------------------------- */

void
ouro_compiler_bool_operator (OuroCompiler   *self,
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

void
ouro_compiler_compare (OuroCompiler   *self,
                       const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    cleanup, end;

  ouro_compiler_warn_of_compare (self, node);
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

void
ouro_compiler_if_expression (OuroCompiler   *self,
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

/* Jumps -------------------------------------------------------------------------------------- */

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

  ouro_compiler_warn_of_compare (self, test);
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

static gboolean
is_none (const OuroNode *node)
{
  return node->kind == OURO_NODE_CONSTANT && node->constant.kind == OURO_CONSTANT_NONE;
}

/* x is None, x is not None: an instruction of their own. TRUE when it was such. */
static gboolean
jump_if_none (OuroCompiler   *self,
              const OuroNode *test,
              OuroLabel       label,
              gboolean        wanted)
{
  OuroOperator op;
  OuroOp       jump;

  if (test->kind != OURO_NODE_COMPARE || test->compare.comparators.n != 1 || !is_none (test->compare.comparators.items[0]))
    return FALSE;
  op = test->compare.ops[0];
  if (op != OURO_OPERATOR_IS && op != OURO_OPERATOR_IS_NOT)
    return FALSE;
  jump = (op == OURO_OPERATOR_IS_NOT) == wanted ? OURO_OP_POP_JUMP_IF_NOT_NONE : OURO_OP_POP_JUMP_IF_NONE;
  ouro_compiler_expression (self, test->compare.left);
  ouro_emitter_set_place (ouro_compiler_emitter (self), test);
  ouro_emitter_emit_jump (ouro_compiler_emitter (self), jump, label);
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
