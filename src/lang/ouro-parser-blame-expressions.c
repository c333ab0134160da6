/* ouro-parser-blame-expressions.c - mistakes inside expressions */
#include "ouro-parser-blame.h"

#include <string.h>

void
ouro_parser_blame_target (OuroParser     *self,
                          const OuroNode *node,
                          OuroTargets     targets)
{
  const OuroNode *invalid = ouro_node_find_invalid_target (node, targets);

  if (invalid != NULL)
    ouro_parser_raise (self, ouro_parser_node_span (invalid), "cannot %s %s",
                       targets == OURO_TARGETS_DEL ? "delete" : "assign to", ouro_node_get_expression_name (invalid));
}

static OuroSpan
join_nodes (const OuroNode *first,
            const OuroNode *last)
{
  return ouro_span_join (ouro_parser_node_span (first), ouro_parser_node_span (last));
}

/* -- expression -- */

/* expression_without_invalid */
static OuroNode *
read_without_blame (OuroParser *self)
{
  gboolean  blaming = self->blaming;
  OuroNode *node;

  self->blaming = FALSE;
  node = ouro_parser_read_if_expression (self);
  if (node == NULL)
    node = ouro_parser_read_disjunction (self);
  if (node == NULL)
    node = ouro_parser_read_lambda (self);
  self->blaming = blaming;
  return node;
}

static gboolean
is_legacy_name (const OuroNode *node)
{
  return node->kind == OURO_NODE_NAME && (strcmp (node->name.id, "print") == 0 || strcmp (node->name.id, "exec") == 0);
}

/* Before 3.14 CPython compares only as many letters as the name has, so that "c" passes for "case". */
static gboolean
is_soft_keyword (OuroParser *self,
                 const char *word)
{
  const OuroToken *token = ouro_parser_get_token (self, self->mark);
  gsize            length = token->end - token->start;

  return strncmp (word, self->text + token->start, length) == 0 &&
         (!ouro_parser_since (self, 14) || word[length] == '\0');
}

static gboolean
at_soft_keyword (OuroParser *self)
{
  return ouro_parser_at (self, OURO_TOKEN_NAME) &&
         (is_soft_keyword (self, "_") || is_soft_keyword (self, "case") || is_soft_keyword (self, "match") ||
          (self->dialect->type_statement && is_soft_keyword (self, "type")) ||
          (self->dialect->lazy_imports && is_soft_keyword (self, "lazy")));
}

/* Two expressions side by side, in brackets. Of a first one with several lines 3.15 shows the last. */
static void
blame_missing_comma (OuroParser     *self,
                     const OuroNode *first,
                     const OuroNode *second)
{
  OuroSpan span = join_nodes (first, second);

  if (is_legacy_name (first) || ouro_parser_get_token (self, self->mark - 1)->level == 0)
    return;
  if (ouro_parser_since (self, 15) && first->end_line > first->line)
    span = (OuroSpan){ first->end_line, first->column + 1, first->end_line, first->end_column + 1 };
  ouro_parser_raise (self, span, "invalid syntax. Perhaps you forgot a comma?");
}

/* STRING (!STRING expression_without_invalid)+ STRING */
static void
blame_broken_string (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *first = NULL, *last = NULL;

  if (!ouro_parser_accept (self, OURO_TOKEN_STRING))
    return;
  while (!ouro_parser_at (self, OURO_TOKEN_STRING))
    {
      OuroNode *node = read_without_blame (self);

      if (node == NULL)
        break;
      if (first == NULL)
        first = node;
      last = node;
    }
  if (first != NULL && ouro_parser_accept (self, OURO_TOKEN_STRING))
    ouro_parser_raise (self, join_nodes (first, last), "invalid syntax. Is this intended to be part of the string?");
  self->mark = start;
}

/* disjunction 'if' disjunction, with no "else" or nothing good behind it */
static void
blame_condition (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *body = ouro_parser_read_disjunction (self), *test;

  if (body != NULL && ouro_parser_accept (self, OURO_TOKEN_IF) && (test = ouro_parser_read_disjunction (self)) != NULL)
    {
      if (!ouro_parser_at (self, OURO_TOKEN_ELSE) && !ouro_parser_at (self, OURO_TOKEN_COLON))
        ouro_parser_raise (self, join_nodes (body, test), "expected 'else' after 'if' expression");
      if (ouro_parser_since (self, 14) && ouro_parser_accept (self, OURO_TOKEN_ELSE))
        {
          guint after = self->mark;

          if (ouro_parser_read_expression (self) == NULL)
            {
              self->mark = after;
              ouro_parser_raise_next (self, "expected expression after 'else', but statement is given");
            }
        }
    }
  self->mark = start;
}

/* (pass_stmt | break_stmt | continue_stmt) 'if' disjunction 'else' simple_stmt */
static void
blame_conditional_statement (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (!ouro_parser_accept (self, OURO_TOKEN_PASS) && !ouro_parser_accept (self, OURO_TOKEN_BREAK) &&
      !ouro_parser_accept (self, OURO_TOKEN_CONTINUE))
    return;
  span = ouro_parser_last_span (self);
  if (ouro_parser_accept (self, OURO_TOKEN_IF) && ouro_parser_read_disjunction (self) != NULL &&
      ouro_parser_accept (self, OURO_TOKEN_ELSE) && ouro_parser_read_simple_statement (self) != NULL)
    ouro_parser_raise (self, span, "expected expression before 'if', but statement is given");
  self->mark = start;
}

/* The colon of a lambda without brackets in a field begins a format specification. */
static void
blame_lambda (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (!ouro_parser_accept (self, OURO_TOKEN_LAMBDA))
    return;
  span = ouro_parser_last_span (self);
  ouro_parser_read_lambda_parameters (self);
  if (ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      span = ouro_span_join (span, ouro_parser_last_span (self));
      if (ouro_parser_at (self, OURO_TOKEN_FSTRING_MIDDLE))
        ouro_parser_raise (self, span, "f-string: lambda expressions are not allowed without parentheses");
      if (ouro_parser_at (self, OURO_TOKEN_TSTRING_MIDDLE))
        ouro_parser_raise (self, span, "t-string: lambda expressions are not allowed without parentheses");
    }
  self->mark = start;
}

/* invalid_expression: when two expressions stand side by side, the other mistakes are not looked for. */
static void
blame_plain_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *first, *second;

  if (ouro_parser_since (self, 14))
    blame_broken_string (self);

  if (!ouro_parser_name_is_followed_by (self, OURO_TOKEN_STRING) && !at_soft_keyword (self))
    {
      first = ouro_parser_read_disjunction (self);
      second = first != NULL ? read_without_blame (self) : NULL;
      if (second != NULL)
        blame_missing_comma (self, first, second);
      self->mark = start;
      if (second != NULL)
        return;
    }
  blame_condition (self);
  if (ouro_parser_since (self, 14))
    blame_conditional_statement (self);
  if (self->dialect->nested_fstrings)
    blame_lambda (self);
}

/* invalid_legacy_expression */
static void
blame_legacy_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *name = ouro_parser_read_name_node (self), *rest;

  if (name != NULL && !ouro_parser_at (self, OURO_TOKEN_LEFT_PAREN) &&
      (rest = ouro_parser_read_star_expressions (self)) != NULL && is_legacy_name (name))
    ouro_parser_raise (self, join_nodes (name, rest), "Missing parentheses in call to '%s'. Did you mean %s(...)?",
                       name->name.id, name->name.id);
  self->mark = start;
}

/* invalid_if_expression */
static void
blame_unpacked_condition (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_read_disjunction (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_IF) &&
      ouro_parser_read_disjunction (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_ELSE))
    {
      if (ouro_parser_accept (self, OURO_TOKEN_STAR))
        ouro_parser_raise (self, ouro_parser_last_span (self), "cannot unpack only part of a conditional expression");
      if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
        ouro_parser_raise (self, ouro_parser_last_span (self),
                           "cannot use dict unpacking on only part of a conditional expression");
    }
  self->mark = start;
}

void
ouro_parser_blame_expression (OuroParser *self)
{
  if (ouro_parser_since (self, 15))
    blame_unpacked_condition (self);
  blame_plain_expression (self);
  blame_legacy_expression (self);
}

/* -- named_expression -- */

static gboolean
at_assign_or_walrus (OuroParser *self)
{
  return ouro_parser_at (self, OURO_TOKEN_ASSIGN) || ouro_parser_at (self, OURO_TOKEN_WALRUS);
}

/* list | tuple | genexp | 'True' | 'None' | 'False' */
static gboolean
at_display (OuroParser *self)
{
  guint         start = self->mark;
  OuroTokenKind kind = ouro_parser_peek (self);
  OuroNode     *node = NULL;

  if (kind == OURO_TOKEN_TRUE || kind == OURO_TOKEN_NONE || kind == OURO_TOKEN_FALSE)
    return TRUE;
  if (kind == OURO_TOKEN_LEFT_BRACKET)
    {
      node = ouro_parser_read_atom (self);
      if (node != NULL && node->kind != OURO_NODE_LIST)
        node = NULL;
    }
  else if (kind == OURO_TOKEN_LEFT_PAREN)
    {
      node = ouro_parser_read_tuple (self);
      if (node == NULL)
        node = ouro_parser_read_genexp (self);
    }
  self->mark = start;
  return node != NULL;
}

static gpointer
blame_named_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *target = ouro_parser_read_expression (self), *value;

  if (target != NULL && ouro_parser_accept (self, OURO_TOKEN_WALRUS) && ouro_parser_read_expression (self) != NULL)
    ouro_parser_raise (self, ouro_parser_node_span (target), "cannot use assignment expressions with %s",
                       ouro_node_get_expression_name (target));

  self->mark = start;
  target = ouro_parser_read_name_node (self);
  if (target != NULL && ouro_parser_accept (self, OURO_TOKEN_ASSIGN) &&
      (value = ouro_parser_read_bitwise_or (self)) != NULL && !at_assign_or_walrus (self))
    ouro_parser_raise (self, join_nodes (target, value), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");

  self->mark = start;
  if (!at_display (self) && (target = ouro_parser_read_bitwise_or (self)) != NULL &&
      ouro_parser_accept (self, OURO_TOKEN_ASSIGN) && ouro_parser_read_bitwise_or (self) != NULL &&
      !at_assign_or_walrus (self))
    ouro_parser_raise (self, ouro_parser_node_span (target), "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                       ouro_node_get_expression_name (target));
  self->mark = start;
  return NULL;
}

void
ouro_parser_blame_named_expression (OuroParser *self)
{
  ouro_parser_remember (self, OURO_RULE_BLAME_NAMED_EXPRESSION, blame_named_expression);
}

/* -- operators -- */

/* Stands behind an operator. */
void
ouro_parser_blame_arithmetic (OuroParser *self)
{
  guint     start = self->mark;
  OuroSpan  span;
  OuroNode *operand;

  if (!ouro_parser_since (self, 13) || !ouro_parser_accept (self, OURO_TOKEN_NOT))
    return;
  span = ouro_parser_last_span (self);
  operand = ouro_parser_read_inversion (self);
  if (operand != NULL)
    ouro_parser_raise (self, ouro_span_join (span, ouro_parser_node_span (operand)),
                       "'not' after an operator must be parenthesized");
  self->mark = start;
}

void
ouro_parser_blame_factor (OuroParser *self)
{
  guint     start = self->mark;
  OuroSpan  span;
  OuroNode *operand;

  if (!ouro_parser_since (self, 13))
    return;
  if ((ouro_parser_accept (self, OURO_TOKEN_PLUS) || ouro_parser_accept (self, OURO_TOKEN_MINUS) ||
       ouro_parser_accept (self, OURO_TOKEN_TILDE)) &&
      ouro_parser_accept (self, OURO_TOKEN_NOT))
    {
      span = ouro_parser_last_span (self);
      operand = ouro_parser_read_factor (self);
      if (operand != NULL)
        ouro_parser_raise (self, ouro_span_join (span, ouro_parser_node_span (operand)),
                           "'not' after an operator must be parenthesized");
    }
  self->mark = start;
}

/* -- brackets -- */

void
ouro_parser_blame_group (OuroParser *self)
{
  guint     start = self->mark++;
  OuroNode *starred = ouro_parser_read_starred_expression (self);
  OuroSpan  span;

  if (starred != NULL && ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    ouro_parser_raise (self, ouro_parser_node_span (starred), "cannot use starred expression here");

  self->mark = start + 1;
  if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
        ouro_parser_raise (self, span, "cannot use double starred expression here");
    }
  self->mark = start;
}

/* [a, b for a, b in c] */
static void
blame_bare_target (OuroParser *self)
{
  guint        start = self->mark++, base = ouro_parser_begin_list (self), after_comma;
  OuroNode    *first = ouro_parser_read_star_named_expression (self);
  OuroSpan     comma;
  OuroNodeList rest;

  if (first != NULL && ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      comma = ouro_parser_last_span (self);
      after_comma = self->mark;
      if (ouro_parser_push_star_named_expressions (self))
        {
          rest = ouro_parser_end_list (self, base);
          if (ouro_parser_read_for_if_clauses (self) != NULL)
            ouro_parser_raise (self, join_nodes (first, rest.items[rest.n - 1]),
                               "did you forget parentheses around the comprehension target?");
        }
      self->mark = after_comma;
      if (ouro_parser_read_for_if_clauses (self) != NULL)
        ouro_parser_raise (self, ouro_span_join (ouro_parser_node_span (first), comma),
                           "did you forget parentheses around the comprehension target?");
    }
  self->mark = start;
}

/* (**a for a in b): 3.15 knows why not */
static void
blame_double_starred_comprehension (OuroParser *self,
                                    const char *what)
{
  guint     start = self->mark++;
  OuroNode *value;
  OuroSpan  span;

  if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      span = ouro_parser_last_span (self);
      value = ouro_parser_read_expression (self);
      if (value != NULL && ouro_parser_read_for_if_clauses (self) != NULL)
        ouro_parser_raise (self, ouro_span_join (span, ouro_parser_node_span (value)),
                           "cannot use dict unpacking in %s", what);
    }
  self->mark = start;
}

static void
blame_starred_comprehension (OuroParser *self)
{
  guint     start = self->mark++;
  OuroNode *element = ouro_parser_read_starred_expression (self);

  if (element != NULL && ouro_parser_read_for_if_clauses (self) != NULL)
    ouro_parser_raise (self, ouro_parser_node_span (element), "iterable unpacking cannot be used in comprehension");
  self->mark = start;
}

/* Stands at any opening bracket. */
void
ouro_parser_blame_comprehension (OuroParser *self)
{
  OuroTokenKind kind = ouro_parser_peek (self);

  if (!self->dialect->comprehension_unpacking)
    blame_starred_comprehension (self);
  else if (kind == OURO_TOKEN_LEFT_BRACKET)
    blame_double_starred_comprehension (self, "list comprehension");
  else if (kind == OURO_TOKEN_LEFT_PAREN)
    blame_double_starred_comprehension (self, "generator expression");

  if (kind != OURO_TOKEN_LEFT_PAREN)
    blame_bare_target (self);
}

/* invalid_dict_comprehension, before 3.15 */
void
ouro_parser_blame_dict_comprehension (OuroParser *self)
{
  guint    start = self->mark++;
  OuroSpan span;

  if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_read_bitwise_or (self) != NULL && ouro_parser_read_for_if_clauses (self) != NULL &&
          ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACE))
        ouro_parser_raise (self, span, "dict unpacking cannot be used in dict comprehension");
    }
  self->mark = start;
}

/* invalid_starred_expression_unpacking_sequence */
void
ouro_parser_blame_sequence_item (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (!ouro_parser_since (self, 15))
    return;
  if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_read_bitwise_or (self) != NULL)
        ouro_parser_raise (self, span, "cannot use dict unpacking here");
    }
  self->mark = start;
  ouro_parser_blame_starred_unpacking (self);
}

/* -- dict displays -- */

/* "*" or "**" where a key or a value should be; whole: the span reaches over what it unpacks. */
static void
blame_unpacking (OuroParser   *self,
                 OuroTokenKind star,
                 gboolean      is_value,
                 gboolean      whole)
{
  guint     start = self->mark;
  OuroNode *value;
  OuroSpan  span;

  if (!ouro_parser_accept (self, star))
    return;
  span = ouro_parser_last_span (self);
  value = ouro_parser_read_bitwise_or (self);
  if (value != NULL && (is_value || (ouro_parser_accept (self, OURO_TOKEN_COLON) && ouro_parser_read_expression (self) != NULL)))
    ouro_parser_raise (self, whole ? ouro_span_join (span, ouro_parser_node_span (value)) : ouro_parser_span_to_here (self, span),
                       "cannot use %s in a dictionary %s",
                       star == OURO_TOKEN_STAR ? "a starred expression" : "dict unpacking", is_value ? "value" : "key");
  self->mark = start;
}

/* After a key and its colon. */
static void
blame_value (OuroParser *self,
             OuroSpan    colon)
{
  blame_unpacking (self, OURO_TOKEN_STAR, TRUE, FALSE);
  if (ouro_parser_since (self, 15))
    blame_unpacking (self, OURO_TOKEN_DOUBLE_STAR, TRUE, FALSE);
  if (ouro_parser_at (self, OURO_TOKEN_RIGHT_BRACE) || ouro_parser_at (self, OURO_TOKEN_COMMA))
    ouro_parser_raise (self, colon, "expression expected after dictionary key and ':'");
}

/* invalid_kvpair_unpacking, of 3.15 */
static void
blame_pair_unpacking (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value;
  OuroSpan  span;

  if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      span = ouro_parser_last_span (self);
      value = ouro_parser_read_if_expression (self);
      if (value != NULL)
        ouro_parser_raise (self, ouro_span_join (span, ouro_parser_node_span (value)),
                           "invalid double starred expression. Did you forget to wrap the conditional expression in parentheses?");
    }
  self->mark = start;
  blame_unpacking (self, OURO_TOKEN_STAR, FALSE, TRUE);
  blame_unpacking (self, OURO_TOKEN_DOUBLE_STAR, FALSE, TRUE);
  if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      blame_unpacking (self, OURO_TOKEN_STAR, TRUE, TRUE);
      blame_unpacking (self, OURO_TOKEN_DOUBLE_STAR, TRUE, TRUE);
    }
  self->mark = start;
}

/* invalid_kvpair */
static void
blame_pair (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *key = ouro_parser_read_expression (self);

  if (key != NULL && !ouro_parser_at (self, OURO_TOKEN_COLON))
    ouro_parser_raise (self, (OuroSpan){ key->line, key->end_column, key->end_line, 0 }, "':' expected after dictionary key");
  if (key != NULL && ouro_parser_accept (self, OURO_TOKEN_COLON))
    blame_value (self, ouro_parser_last_span (self));
  self->mark = start;
}

/* double_starred_kvpair (',' double_starred_kvpair)*, without a comma at the end */
static gboolean
skip_pairs (OuroParser *self)
{
  guint     base = ouro_parser_begin_list (self), before = self->mark;
  gboolean  found = FALSE;
  OuroNode *value = ouro_parser_read_double_starred_pair (self);

  while (value != NULL)
    {
      found = TRUE;
      before = self->mark;
      value = ouro_parser_accept (self, OURO_TOKEN_COMMA) ? ouro_parser_read_double_starred_pair (self) : NULL;
    }
  ouro_parser_drop_list (self, base);
  self->mark = before;
  return found;
}

/* invalid_double_starred_kvpairs: most of it is looked for even where no mistakes are */
void
ouro_parser_blame_dict (OuroParser *self)
{
  guint start = self->mark;

  self->mark = start + 1;
  if (ouro_parser_since (self, 15))
    blame_pair_unpacking (self);

  if ((self->blaming || !ouro_parser_since (self, 15)) && skip_pairs (self) && ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      blame_pair (self);
      if (ouro_parser_since (self, 15))
        blame_pair_unpacking (self);
    }

  self->mark = start + 1;
  if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_COLON))
    blame_value (self, ouro_parser_last_span (self));
  self->mark = start;
}

/* -- comprehensions -- */

void
ouro_parser_blame_for_target (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *targets;

  ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  if (ouro_parser_accept (self, OURO_TOKEN_FOR) && (targets = ouro_parser_read_star_expressions (self)) != NULL)
    ouro_parser_blame_target (self, targets, OURO_TARGETS_FOR);
  self->mark = start;
}

/* 'async'? 'for' (bitwise_or (',' bitwise_or)* [',']) !'in' */
static void
blame_missing_in (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *first;

  ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  if (ouro_parser_accept (self, OURO_TOKEN_FOR) && (first = ouro_parser_read_bitwise_or (self)) != NULL)
    {
      ouro_parser_push_commas (self, ouro_parser_read_bitwise_or);
      ouro_parser_drop_list (self, base);
      if (!ouro_parser_at (self, OURO_TOKEN_IN))
        ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "'in' expected after for-loop variables");
    }
  self->mark = start;
}

void
ouro_parser_blame_for_if_clause (OuroParser *self)
{
  if (ouro_parser_since (self, 13))
    blame_missing_in (self);
  if (self->blaming)
    ouro_parser_blame_for_target (self);
}

/* -- strings -- */

/* Skips strings of one sort; returns where the last of them begins, or 0 when there is none. */
static guint
skip_strings (OuroParser *self,
              gboolean    templates)
{
  guint last = 0, before = self->mark;

  while (templates ? ouro_parser_at (self, OURO_TOKEN_TSTRING_START)
                   : ouro_parser_at (self, OURO_TOKEN_STRING) || ouro_parser_at (self, OURO_TOKEN_FSTRING_START))
    {
      OuroNode *node = ouro_parser_read_one_string (self);

      if (node == NULL)
        break;
      last = before;
      before = self->mark;
    }
  return last;
}

/* invalid_string_tstring_concat */
void
ouro_parser_blame_strings (OuroParser *self)
{
  guint    start = self->mark, last, end;
  gboolean templates = ouro_parser_at (self, OURO_TOKEN_TSTRING_START);

  last = skip_strings (self, templates);
  end = self->mark;
  if (end > start && ouro_parser_read_one_string (self) != NULL)
    ouro_parser_raise (self, ouro_span_join (ouro_parser_token_span (self, ouro_parser_get_token (self, last)), ouro_parser_last_span (self)),
                       "cannot mix t-string literals with string or bytes literals");
  self->mark = start;
}

/* invalid_fstring_conversion_character: stands before the "!" */
static void
blame_conversion (OuroParser *self,
                  char        letter)
{
  guint start = self->mark;

  if (ouro_parser_accept (self, OURO_TOKEN_EXCLAMATION))
    {
      if (ouro_parser_at (self, OURO_TOKEN_COLON) || ouro_parser_at (self, OURO_TOKEN_RIGHT_BRACE))
        ouro_parser_raise_next (self, "%c-string: missing conversion character", letter);
      if (!ouro_parser_at (self, OURO_TOKEN_NAME))
        ouro_parser_raise_next (self, "%c-string: invalid conversion character", letter);
    }
  self->mark = start;
}

/* Nothing, or something wrong, right after the "{". */
static void
blame_field_value (OuroParser *self,
                   char        letter)
{
  static const OuroTokenKind ends[] = { OURO_TOKEN_ASSIGN, OURO_TOKEN_EXCLAMATION, OURO_TOKEN_COLON, OURO_TOKEN_RIGHT_BRACE };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ouro_parser_accept (self, ends[i]))
      ouro_parser_raise (self, ouro_parser_last_span (self), "%c-string: valid expression required before '%c'",
                         letter, "=!:}"[i]);
}

/* invalid_replacement_field: what stands there instead of what should come next */
void
ouro_parser_blame_field (OuroParser *self,
                         gboolean    is_template)
{
  const guint start = self->mark;
  const char  letter = is_template ? 't' : 'f';
  gboolean    has_equals;

  self->mark++;
  blame_field_value (self, letter);
  if (ouro_parser_read_annotated_rhs (self) == NULL)
    {
      self->mark = start + 1;
      ouro_parser_raise_next (self, "%c-string: expecting a valid expression after '{'", letter);
    }

  has_equals = ouro_parser_accept (self, OURO_TOKEN_ASSIGN);
  if (!ouro_parser_at (self, OURO_TOKEN_EXCLAMATION) && !ouro_parser_at (self, OURO_TOKEN_COLON) &&
      !ouro_parser_at (self, OURO_TOKEN_RIGHT_BRACE))
    ouro_parser_raise_next (self, has_equals ? "%c-string: expecting '!', or ':', or '}'" : "%c-string: expecting '=', or '!', or ':', or '}'",
                            letter);
  blame_conversion (self, letter);

  if (ouro_parser_accept (self, OURO_TOKEN_EXCLAMATION))
    self->mark++;
  if (!ouro_parser_at (self, OURO_TOKEN_COLON) && !ouro_parser_at (self, OURO_TOKEN_RIGHT_BRACE))
    ouro_parser_raise_next (self, "%c-string: expecting ':' or '}'", letter);
  if (ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      ouro_parser_skip_format_spec (self, is_template);
      if (!ouro_parser_at (self, OURO_TOKEN_RIGHT_BRACE))
        ouro_parser_raise_next (self, "%c-string: expecting '}', or format specs", letter);
    }
  self->mark = start;
}
