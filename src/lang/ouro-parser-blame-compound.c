/* ouro-parser-blame-compound.c - mistakes in statements with blocks, and in patterns
 *
 * Most are the same two: the colon is missing at the end of the line, or the block after it is not
 * indented.
 */
#include "ouro-parser-blame.h"

/* -- the two common ones -- */

G_NORETURN static void
raise_missing_colon (OuroParser *self)
{
  ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "expected ':'");
}

/* Stands behind a header. what: "'if' statement"; keyword is the token whose line is named. */
static void
blame_indent (OuroParser *self,
              const char *what,
              guint       keyword)
{
  if (ouro_parser_accept (self, OURO_TOKEN_COLON) && ouro_parser_accept (self, OURO_TOKEN_NEWLINE) &&
      !ouro_parser_at (self, OURO_TOKEN_INDENT))
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_INDENTATION, "expected an indented block after %s on line %u",
                            what, ouro_parser_get_token (self, keyword)->line + self->line_offset);
}

static void
blame_colon_and_indent (OuroParser *self,
                        const char *what,
                        guint       keyword)
{
  if (ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    raise_missing_colon (self);
  blame_indent (self, what, keyword);
}

/* invalid_block */
void
ouro_parser_blame_block (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_accept (self, OURO_TOKEN_NEWLINE) && !ouro_parser_at (self, OURO_TOKEN_INDENT))
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_INDENTATION, "expected an indented block");
  self->mark = start;
}

/* -- if, while, for -- */

/* invalid_if_stmt, invalid_elif_stmt, invalid_while_stmt */
void
ouro_parser_blame_branch (OuroParser   *self,
                          OuroTokenKind word)
{
  guint       start = self->mark;
  const char *what = word == OURO_TOKEN_IF     ? "'if' statement"
                     : word == OURO_TOKEN_ELIF ? "'elif' statement"
                                               : "'while' statement";

  if (ouro_parser_accept (self, word) && ouro_parser_read_named_expression (self) != NULL)
    blame_colon_and_indent (self, what, start);
  self->mark = start;
}

/* invalid_else_stmt */
void
ouro_parser_blame_else (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_accept (self, OURO_TOKEN_ELSE))
    {
      blame_indent (self, "'else' statement", start);
      self->mark = start + 1;
      if (ouro_parser_since (self, 14) && ouro_parser_accept (self, OURO_TOKEN_COLON) &&
          ouro_parser_read_block (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_ELIF))
        ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "'elif' block follows an 'else' block");
    }
  self->mark = start;
}

/* invalid_for_stmt */
void
ouro_parser_blame_for (OuroParser *self)
{
  guint start = self->mark, keyword;

  ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  keyword = self->mark;
  if (ouro_parser_accept (self, OURO_TOKEN_FOR) && ouro_parser_read_star_targets (self) != NULL &&
      ouro_parser_accept (self, OURO_TOKEN_IN) && ouro_parser_read_star_expressions (self) != NULL)
    blame_colon_and_indent (self, "'for' statement", keyword);
  self->mark = start;
}

/* -- with -- */

/* invalid_with_item */
void
ouro_parser_blame_with_item (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *target;

  if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_AS) &&
      (target = ouro_parser_read_expression (self)) != NULL &&
      (ouro_parser_at (self, OURO_TOKEN_COMMA) || ouro_parser_at (self, OURO_TOKEN_RIGHT_PAREN) ||
       ouro_parser_at (self, OURO_TOKEN_COLON)))
    ouro_parser_blame_target (self, target, OURO_TARGETS_STAR);
  self->mark = start;
}

/* (expression ['as' star_target]) (',' ...)*, without a comma at the end */
static gboolean
skip_with_items (OuroParser    *self,
                 OuroNodeReader read_item)
{
  guint before;

  if (read_item (self) == NULL)
    return FALSE;
  do
    {
      before = self->mark;
      if (!ouro_parser_accept (self, OURO_TOKEN_AS) || ouro_parser_read_star_target (self) == NULL)
        self->mark = before;
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && read_item (self) != NULL);
  self->mark = before;
  return TRUE;
}

/* Reads "with" and its items; keyword is the token "with". */
static gboolean
skip_with_header (OuroParser *self,
                  gboolean    in_brackets,
                  guint      *keyword)
{
  ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  *keyword = self->mark;
  if (!ouro_parser_accept (self, OURO_TOKEN_WITH))
    return FALSE;
  if (!in_brackets)
    return skip_with_items (self, ouro_parser_read_expression);
  if (!ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN) || !skip_with_items (self, ouro_parser_read_expressions))
    return FALSE;
  ouro_parser_accept (self, OURO_TOKEN_COMMA);
  return ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN);
}

/* invalid_with_stmt_indent */
void
ouro_parser_blame_with_indent (OuroParser *self)
{
  guint start = self->mark, keyword;

  for (guint in_brackets = 0; in_brackets <= 1; in_brackets++)
    {
      if (skip_with_header (self, in_brackets, &keyword))
        blame_indent (self, "'with' statement", keyword);
      self->mark = start;
    }
}

/* invalid_with_stmt */
void
ouro_parser_blame_with (OuroParser *self)
{
  guint start = self->mark, keyword;

  if (ouro_parser_since (self, 15) && skip_with_header (self, FALSE, &keyword) && ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      OuroSpan comma = ouro_parser_last_span (self);

      if (ouro_parser_accept (self, OURO_TOKEN_COLON))
        ouro_parser_raise (self, comma, "the last 'with' item has a trailing comma");
    }
  self->mark = start;
  for (guint in_brackets = 0; in_brackets <= 1; in_brackets++)
    {
      if (skip_with_header (self, in_brackets, &keyword) && ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
        raise_missing_colon (self);
      self->mark = start;
    }
}

/* -- try -- */

static void
skip_blocks (OuroParser *self)
{
  while (ouro_parser_read_block (self) != NULL)
    continue;
}

static gboolean
skip_handlers (OuroParser    *self,
               OuroNodeReader read_handler)
{
  gboolean found = FALSE;

  while (ouro_parser_at (self, OURO_TOKEN_EXCEPT) && read_handler (self) != NULL)
    found = TRUE;
  return found;
}

/* ['as' NAME] */
static void
skip_as_name (OuroParser *self)
{
  guint before = self->mark;

  if (!ouro_parser_accept (self, OURO_TOKEN_AS) || !ouro_parser_accept (self, OURO_TOKEN_NAME))
    self->mark = before;
}

/* "except*" after "except", or the other way round */
static void
blame_mixed_handlers (OuroParser *self)
{
  guint    after_colon = self->mark;
  OuroSpan span;

  skip_blocks (self);
  if (skip_handlers (self, ouro_parser_read_except_block) && ouro_parser_accept (self, OURO_TOKEN_EXCEPT))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_accept (self, OURO_TOKEN_STAR))
        {
          span = ouro_span_join (span, ouro_parser_last_span (self));
          if (ouro_parser_read_expression (self) != NULL)
            {
              skip_as_name (self);
              if (ouro_parser_accept (self, OURO_TOKEN_COLON))
                ouro_parser_raise (self, span, "cannot have both 'except' and 'except*' on the same 'try'");
            }
        }
    }

  self->mark = after_colon;
  skip_blocks (self);
  if (skip_handlers (self, ouro_parser_read_except_star_block) && ouro_parser_accept (self, OURO_TOKEN_EXCEPT))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_read_expression (self) != NULL)
        skip_as_name (self);
      if (ouro_parser_accept (self, OURO_TOKEN_COLON))
        ouro_parser_raise (self, span, "cannot have both 'except' and 'except*' on the same 'try'");
    }
}

/* invalid_try_stmt */
void
ouro_parser_blame_try (OuroParser *self)
{
  guint start = self->mark++;

  blame_indent (self, "'try' statement", start);
  self->mark = start + 1;
  if (ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      if (ouro_parser_read_block (self) != NULL && !ouro_parser_at (self, OURO_TOKEN_EXCEPT) &&
          !ouro_parser_at (self, OURO_TOKEN_FINALLY))
        ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "expected 'except' or 'finally' block");
      self->mark = start + 2;
      blame_mixed_handlers (self);
    }
  self->mark = start;
}

/* invalid_finally_stmt */
void
ouro_parser_blame_finally (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_accept (self, OURO_TOKEN_FINALLY))
    blame_indent (self, "'finally' statement", start);
  self->mark = start;
}

/* invalid_except_stmt_indent, invalid_except_star_stmt_indent */
void
ouro_parser_blame_except_indent (OuroParser *self,
                                 gboolean    is_star)
{
  guint       start = self->mark;
  const char *what = is_star ? "'except*' statement" : "'except' statement";

  if (ouro_parser_accept (self, OURO_TOKEN_EXCEPT) && (!is_star || ouro_parser_accept (self, OURO_TOKEN_STAR)))
    {
      guint after = self->mark;

      if (ouro_parser_read_expression (self) != NULL)
        {
          skip_as_name (self);
          blame_indent (self, what, start);
        }
      self->mark = after;
      if (!is_star)
        blame_indent (self, what, start);
    }
  self->mark = start;
}

/* except A, B: before 3.14 not without brackets, and since then not with "as" */
static void
blame_bare_types (OuroParser *self)
{
  guint     start = self->mark, after;
  OuroNode *first = ouro_parser_read_expression (self);

  if (first != NULL && ouro_parser_accept (self, OURO_TOKEN_COMMA) && ouro_parser_read_expressions (self) != NULL)
    {
      after = self->mark;
      skip_as_name (self);
      if ((self->mark > after || !self->dialect->unparenthesised_except) && ouro_parser_accept (self, OURO_TOKEN_COLON))
        ouro_parser_raise (self, ouro_parser_span_to_here (self, ouro_parser_node_span (first)),
                           self->dialect->unparenthesised_except ? "multiple exception types must be parenthesized when using 'as'"
                                                                 : "multiple exception types must be parenthesized");
    }
  self->mark = start;
}

/* except A as b.c: */
static void
blame_except_target (OuroParser *self,
                     gboolean    is_star)
{
  guint     start = self->mark;
  OuroNode *target;

  if (ouro_parser_since (self, 14) && ouro_parser_read_expression (self) != NULL &&
      ouro_parser_accept (self, OURO_TOKEN_AS) && (target = ouro_parser_read_expression (self)) != NULL &&
      ouro_parser_accept (self, OURO_TOKEN_COLON) && ouro_parser_read_block (self) != NULL)
    ouro_parser_raise (self, ouro_parser_node_span (target), "cannot use except%s statement with %s",
                       is_star ? "*" : "", ouro_node_get_expression_name (target));
  self->mark = start;
}

/* invalid_except_stmt; since 3.14 "except*" has a rule of its own */
void
ouro_parser_blame_except (OuroParser *self,
                          gboolean    is_star)
{
  guint    start = self->mark, after;
  gboolean has_star = FALSE;

  if (!ouro_parser_accept (self, OURO_TOKEN_EXCEPT))
    return;
  if (is_star || !ouro_parser_since (self, 14))
    has_star = ouro_parser_accept (self, OURO_TOKEN_STAR);
  if (is_star && !has_star && ouro_parser_since (self, 14))
    {
      self->mark = start;
      return;
    }
  after = self->mark;

  blame_bare_types (self);
  if (ouro_parser_read_expression (self) != NULL)
    {
      skip_as_name (self);
      if (ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
        raise_missing_colon (self);
    }
  self->mark = after;
  if (!has_star && ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    raise_missing_colon (self);
  if (has_star && (ouro_parser_accept (self, OURO_TOKEN_NEWLINE) || ouro_parser_accept (self, OURO_TOKEN_COLON)))
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "expected one or more exception types");
  blame_except_target (self, is_star);
  self->mark = start;
}

/* -- def and class -- */

/* ['async'] 'def' NAME [type_params] */
static gboolean
skip_def_name (OuroParser *self,
               guint      *keyword)
{
  ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  *keyword = self->mark;
  if (!ouro_parser_accept (self, OURO_TOKEN_DEF) || !ouro_parser_accept (self, OURO_TOKEN_NAME))
    return FALSE;
  ouro_parser_read_type_params (self);
  return TRUE;
}

/* [params] ')' ['->' expression], after "(" */
static gboolean
skip_signature (OuroParser *self)
{
  guint before;

  ouro_parser_read_parameters (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    return FALSE;
  before = self->mark;
  if (!ouro_parser_accept (self, OURO_TOKEN_ARROW) || ouro_parser_read_expression (self) == NULL)
    self->mark = before;
  return TRUE;
}

/* invalid_def_raw */
void
ouro_parser_blame_def (OuroParser *self)
{
  guint start = self->mark, keyword;

  if (skip_def_name (self, &keyword) && ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN) && skip_signature (self))
    blame_indent (self, "function definition", keyword);

  self->mark = start;
  if (ouro_parser_since (self, 13) && skip_def_name (self, &keyword))
    {
      ouro_parser_expect (self, OURO_TOKEN_LEFT_PAREN, "(");
      if (skip_signature (self))
        {
          ouro_parser_expect (self, OURO_TOKEN_COLON, ":");
          ouro_parser_read_block (self);
        }
    }
  self->mark = start;
}

/* invalid_class_def_raw */
void
ouro_parser_blame_class (OuroParser *self)
{
  guint start = self->mark++, before;

  if (ouro_parser_accept (self, OURO_TOKEN_NAME))
    {
      ouro_parser_read_type_params (self);
      before = self->mark;
      if (ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
        {
          ouro_parser_read_arguments (self);
          if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
            self->mark = before;
        }
      blame_colon_and_indent (self, "class definition", start);
    }
  self->mark = start;
}

/* -- match -- */

/* patterns guard? */
static gboolean
skip_patterns_and_guard (OuroParser *self)
{
  if (ouro_parser_read_patterns (self) == NULL)
    return FALSE;
  ouro_parser_read_guard (self);
  return TRUE;
}

/* invalid_match_stmt */
void
ouro_parser_blame_match (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (ouro_parser_at_word (self, "match"))
    {
      self->mark++;
      if (ouro_parser_read_subject (self) != NULL)
        blame_colon_and_indent (self, "'match' statement", start);
    }
  self->mark = start;
  if (ouro_parser_since (self, 15) && ouro_parser_at_word (self, "case"))
    {
      self->mark++;
      span = ouro_parser_last_span (self);
      if (skip_patterns_and_guard (self) && ouro_parser_accept (self, OURO_TOKEN_COLON))
        {
          span = ouro_span_join (span, ouro_parser_last_span (self));
          if (ouro_parser_read_block (self) != NULL)
            ouro_parser_raise (self, span, "case statement must be inside match statement");
        }
    }
  self->mark = start;
}

/* invalid_case_block */
void
ouro_parser_blame_case (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_at_word (self, "case"))
    {
      self->mark++;
      if (skip_patterns_and_guard (self))
        blame_colon_and_indent (self, "'case' statement", start);
    }
  self->mark = start;
}

/* invalid_as_pattern */
void
ouro_parser_blame_as_pattern (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *target;

  if (ouro_parser_read_or_pattern (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_AS))
    {
      if (ouro_parser_at_word (self, "_"))
        {
          self->mark++;
          ouro_parser_raise (self, ouro_parser_last_span (self), "cannot use '_' as a target");
        }
      if ((ouro_parser_since (self, 14) || !ouro_parser_at (self, OURO_TOKEN_NAME)) &&
          (target = ouro_parser_read_expression (self)) != NULL)
        {
          if (!ouro_parser_since (self, 14))
            ouro_parser_raise (self, ouro_parser_node_span (target), "invalid pattern target");
          ouro_parser_raise (self, ouro_parser_node_span (target), "cannot use %s as pattern target",
                             ouro_node_get_expression_name (target));
        }
    }
  self->mark = start;
}

/* invalid_class_pattern: positional patterns after keyword patterns */
void
ouro_parser_blame_class_pattern (OuroParser *self)
{
  guint        start = self->mark, base = ouro_parser_begin_list (self), before;
  OuroNodeList late;

  if (ouro_parser_read_name_or_attribute (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    {
      before = self->mark;
      if (!ouro_parser_push_positional_patterns (self) || !ouro_parser_accept (self, OURO_TOKEN_COMMA))
        self->mark = before;
      if (ouro_parser_push_keyword_patterns (self) && ouro_parser_accept (self, OURO_TOKEN_COMMA))
        {
          ouro_parser_drop_list (self, base);
          if (ouro_parser_push_positional_patterns (self))
            {
              late = ouro_parser_end_list (self, base);
              ouro_parser_raise (self, ouro_span_join (ouro_parser_node_span (late.items[0]), ouro_parser_node_span (late.items[late.n - 1])),
                                 "positional patterns follow keyword patterns");
            }
        }
    }
  ouro_parser_drop_list (self, base);
  self->mark = start;
}

/* invalid_mapping_pattern, of 3.15 */
void
ouro_parser_blame_mapping_pattern (OuroParser *self)
{
  guint    start = self->mark, base = ouro_parser_begin_list (self);
  OuroSpan span;

  if (!ouro_parser_since (self, 15))
    return;
  self->mark++;
  if (!ouro_parser_push_mapping_items (self) || !ouro_parser_accept (self, OURO_TOKEN_COMMA))
    self->mark = start + 1;
  if (ouro_parser_read_double_star_pattern (self) != NULL)
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_accept (self, OURO_TOKEN_COMMA) && ouro_parser_push_mapping_items (self))
        {
          ouro_parser_accept (self, OURO_TOKEN_COMMA);
          if (ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACE))
            ouro_parser_raise (self, span, "double star pattern must be the last (right-most) subpattern in the mapping pattern");
        }
    }
  ouro_parser_drop_list (self, base);
  self->mark = start;
}
