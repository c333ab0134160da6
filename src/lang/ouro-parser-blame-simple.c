/* ouro-parser-blame-simple.c - mistakes in statements of one line */
#include "ouro-parser-blame.h"

/* -- assignments -- */

/* invalid_ann_assign_target: a list or a tuple, also in brackets */
static OuroNode *
read_unannotatable_target (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = NULL;

  if (ouro_parser_at (self, OURO_TOKEN_LEFT_BRACKET))
    {
      node = ouro_parser_read_atom (self);
      return node != NULL && node->kind == OURO_NODE_LIST ? node : NULL;
    }
  if (!ouro_parser_at (self, OURO_TOKEN_LEFT_PAREN))
    return NULL;

  node = ouro_parser_read_tuple (self);
  if (node != NULL)
    return node;
  self->mark = start + 1;
  ouro_parser_enter (self);
  node = read_unannotatable_target (self);
  ouro_parser_leave (self);
  return node != NULL && ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN) ? node : NULL;
}

/* ':' expression */
static gboolean
skip_annotation (OuroParser *self)
{
  return ouro_parser_accept (self, OURO_TOKEN_COLON) && ouro_parser_read_expression (self) != NULL;
}

static void
blame_annotation (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *target = read_unannotatable_target (self);

  if (target != NULL && skip_annotation (self))
    ouro_parser_raise (self, ouro_parser_node_span (target), "only single target (not %s) can be annotated",
                       ouro_node_get_expression_name (target));

  self->mark = start;
  target = ouro_parser_read_star_named_expression (self);
  if (target != NULL && ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      while (ouro_parser_push_star_named_expressions (self))
        continue;
      ouro_parser_drop_list (self, base);
      if (skip_annotation (self))
        ouro_parser_raise (self, ouro_parser_node_span (target), "only single target (not tuple) can be annotated");
    }

  self->mark = start;
  target = ouro_parser_read_expression (self);
  if (target != NULL && skip_annotation (self))
    ouro_parser_raise (self, ouro_parser_node_span (target), "illegal target for annotation");
  self->mark = start;
}

/* (star_targets '=')* */
static void
skip_targets (OuroParser *self)
{
  for (guint before = self->mark;; before = self->mark)
    if (ouro_parser_read_star_targets (self) == NULL || !ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
      {
        self->mark = before;
        return;
      }
}

/* The alternatives of invalid_assignment that end in '='. */
static void
blame_assigned_to (OuroParser *self)
{
  guint     start = self->mark, after_targets;
  OuroNode *target;

  skip_targets (self);
  after_targets = self->mark;
  target = ouro_parser_read_star_expressions (self);
  if (target != NULL && ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    {
      ouro_parser_blame_target (self, target, OURO_TARGETS_STAR);
      self->mark = start;
      return;
    }
  self->mark = after_targets;
  target = ouro_parser_read_yield_expression (self);
  if (target != NULL && ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    ouro_parser_raise (self, ouro_parser_node_span (target), "assignment to yield expression not possible");
  self->mark = start;
}

static void
blame_augmented_assignment (OuroParser *self)
{
  guint         start = self->mark;
  OuroNode     *target = ouro_parser_read_star_expressions (self);
  OuroTokenKind kind = ouro_parser_peek (self);

  if (target != NULL && kind >= OURO_TOKEN_PLUS_ASSIGN && kind <= OURO_TOKEN_RIGHT_SHIFT_ASSIGN)
    {
      self->mark++;
      if (ouro_parser_read_annotated_rhs (self) != NULL)
        ouro_parser_raise (self, ouro_parser_node_span (target), "'%s' is an illegal expression for augmented assignment",
                           ouro_node_get_expression_name (target));
    }
  self->mark = start;
}

/* invalid_assignment */
void
ouro_parser_blame_assignment (OuroParser *self)
{
  blame_annotation (self);
  blame_assigned_to (self);
  blame_augmented_assignment (self);
}

/* -- import -- */

/* dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) expression: 3.14 names what it finds. */
void
ouro_parser_blame_alias (OuroParser *self,
                         gboolean    may_be_dotted)
{
  guint       start = self->mark, after_as;
  const char *name;
  OuroNode   *target;

  if (!ouro_parser_since (self, 14))
    return;
  name = may_be_dotted ? ouro_parser_read_dotted_name (self) : ouro_parser_read_name (self);
  if (name != NULL && ouro_parser_accept (self, OURO_TOKEN_AS))
    {
      after_as = self->mark;
      if (!ouro_parser_accept (self, OURO_TOKEN_NAME) ||
          (!ouro_parser_at (self, OURO_TOKEN_COMMA) && !ouro_parser_at (self, OURO_TOKEN_RIGHT_PAREN) &&
           !ouro_parser_at (self, OURO_TOKEN_SEMICOLON) && !ouro_parser_at (self, OURO_TOKEN_NEWLINE)))
        {
          self->mark = after_as;
          target = ouro_parser_read_expression (self);
          if (target != NULL)
            ouro_parser_raise (self, ouro_parser_node_span (target), "cannot use %s as import target",
                               ouro_node_get_expression_name (target));
        }
    }
  self->mark = start;
}

G_NORETURN static void
raise_no_names (OuroParser *self)
{
  ouro_parser_raise (self, ouro_parser_span_to_here (self, ouro_parser_last_span (self)),
                     "Expected one or more names after 'import'");
}

/* dotted_name (',' dotted_name)* */
static gboolean
skip_dotted_names (OuroParser *self)
{
  guint before;

  if (ouro_parser_read_dotted_name (self) == NULL)
    return FALSE;
  do
    before = self->mark;
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && ouro_parser_read_dotted_name (self) != NULL);
  self->mark = before;
  return TRUE;
}

/* from a lazy import b */
static void
blame_late_lazy (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_accept (self, OURO_TOKEN_FROM))
    {
      while (ouro_parser_accept (self, OURO_TOKEN_DOT) || ouro_parser_accept (self, OURO_TOKEN_ELLIPSIS))
        continue;
      ouro_parser_read_dotted_name (self);
      if (ouro_parser_at_word (self, "lazy"))
        {
          self->mark++;
          if (ouro_parser_at (self, OURO_TOKEN_IMPORT))
            ouro_parser_raise (self, ouro_parser_last_span (self), "use 'lazy from ... ' instead of 'from ... lazy import'");
        }
    }
  self->mark = start;
}

/* invalid_import */
void
ouro_parser_blame_import (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (self->dialect->lazy_imports)
    blame_late_lazy (self);
  if (!ouro_parser_since (self, 12) || !ouro_parser_accept (self, OURO_TOKEN_IMPORT))
    return;
  span = ouro_parser_last_span (self);
  if (skip_dotted_names (self) && ouro_parser_accept (self, OURO_TOKEN_FROM) && ouro_parser_read_dotted_name (self) != NULL)
    ouro_parser_raise (self, ouro_parser_span_to_here (self, span), "Did you mean to use 'from ... import ...' instead?");

  self->mark = start + 1;
  if (ouro_parser_since (self, 13) && ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    raise_no_names (self);
  self->mark = start;
}

/* invalid_import_from_targets */
void
ouro_parser_blame_import_targets (OuroParser *self)
{
  guint start = self->mark, base = ouro_parser_begin_list (self);

  if (ouro_parser_push_import_names (self) && ouro_parser_accept (self, OURO_TOKEN_COMMA) &&
      ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "trailing comma not allowed without surrounding parentheses");
  ouro_parser_drop_list (self, base);

  self->mark = start;
  if (ouro_parser_since (self, 13) && ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    raise_no_names (self);
  self->mark = start;
}

/* -- others -- */

/* invalid_raise_stmt, of 3.15 */
void
ouro_parser_blame_raise (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (!ouro_parser_since (self, 15))
    return;
  self->mark++;
  span = ouro_parser_last_span (self);
  if (ouro_parser_accept (self, OURO_TOKEN_FROM))
    ouro_parser_raise (self, ouro_span_join (span, ouro_parser_last_span (self)),
                       "did you forget an expression between 'raise' and 'from'?");
  if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_FROM))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_read_expression (self) == NULL)
        ouro_parser_raise (self, span, "did you forget an expression after 'from'?");
    }
  self->mark = start;
}

/* invalid_del_stmt */
void
ouro_parser_blame_del (OuroParser *self)
{
  guint     start = self->mark++;
  OuroNode *targets = ouro_parser_read_star_expressions (self);

  if (targets != NULL)
    ouro_parser_blame_target (self, targets, OURO_TARGETS_DEL);
  self->mark = start;
}

/* An assignment where the condition or the message of an assert should be. */
static void
blame_assert_part (OuroParser   *self,
                   OuroTokenKind assign)
{
  guint     start = self->mark;
  OuroNode *target = ouro_parser_read_expression (self), *value;

  if (target != NULL && ouro_parser_accept (self, assign) && (value = ouro_parser_read_expression (self)) != NULL)
    {
      OuroSpan span = ouro_span_join (ouro_parser_node_span (target), ouro_parser_node_span (value));

      if (assign == OURO_TOKEN_WALRUS)
        ouro_parser_raise (self, span, "cannot use named expression without parentheses here");
      ouro_parser_raise (self, span, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                         ouro_node_get_expression_name (target));
    }
  self->mark = start;
}

/* invalid_assert_stmt, of 3.15 */
void
ouro_parser_blame_assert (OuroParser *self)
{
  static const OuroTokenKind assigns[] = { OURO_TOKEN_ASSIGN, OURO_TOKEN_WALRUS };
  guint                      start = self->mark;

  if (!ouro_parser_since (self, 15))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (assigns); i++)
    {
      self->mark = start + 1;
      blame_assert_part (self, assigns[i]);
      if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_COMMA))
        blame_assert_part (self, assigns[i]);
    }
  self->mark = start;
}
