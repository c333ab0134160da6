/* ouro-parser-match.c - the match statement and its patterns (PEP 634)
 *
 * "match" and "case" are names elsewhere, so the statement is only tried: when it does not fit, the
 * line is read again as whatever else it may be.
 */
#include "ouro-parser-private.h"

#include <string.h>

#include "ouro-parser-blame.h"

/* -- literals -- */

static OuroNode *
new_match_value (OuroParser *self,
                 guint       start,
                 OuroNode   *value)
{
  OuroNode *node;

  if (value == NULL)
    return NULL;
  node = ouro_parser_new_node (self, OURO_NODE_MATCH_VALUE, start);
  node->match_value.value = value;
  return node;
}

/* signed_number: 3.15 also takes a "+". */
static OuroNode *
read_signed_number (OuroParser *self)
{
  guint        start = self->mark;
  OuroOperator op = OURO_OPERATOR_U_SUB;
  OuroNode    *number, *node;

  if (self->dialect->signed_patterns && ouro_parser_accept (self, OURO_TOKEN_PLUS))
    op = OURO_OPERATOR_U_ADD;
  else if (!ouro_parser_accept (self, OURO_TOKEN_MINUS))
    return ouro_parser_read_number (self);

  number = ouro_parser_read_number (self);
  if (number == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_UNARY_OP, start);
  node->unary_op.op = op;
  node->unary_op.operand = number;
  return node;
}

static void
check_complex_part (OuroParser     *self,
                    const OuroNode *number,
                    gboolean        is_imaginary)
{
  if (number->kind == OURO_NODE_UNARY_OP)
    number = number->unary_op.operand;
  if ((number->constant.kind == OURO_CONSTANT_COMPLEX) != is_imaginary)
    ouro_parser_raise (self, ouro_parser_node_span (number), "%s number required in complex literal",
                       is_imaginary ? "imaginary" : "real");
}

/* A number, or a sum like 1 + 2j */
static OuroNode *
read_number_literal (OuroParser *self)
{
  guint         start = self->mark;
  OuroNode     *real = read_signed_number (self), *imaginary, *node;
  OuroTokenKind kind;

  if (real == NULL)
    return NULL;
  kind = ouro_parser_peek (self);
  if (kind != OURO_TOKEN_PLUS && kind != OURO_TOKEN_MINUS)
    return real;

  check_complex_part (self, real, FALSE);
  self->mark++;
  imaginary = ouro_parser_read_number (self);
  if (imaginary == NULL)
    {
      self->mark = start;
      return NULL;
    }
  check_complex_part (self, imaginary, TRUE);
  node = ouro_parser_new_node (self, OURO_NODE_BIN_OP, start);
  node->bin_op.left = real;
  node->bin_op.op = kind == OURO_TOKEN_PLUS ? OURO_OPERATOR_ADD : OURO_OPERATOR_SUB;
  node->bin_op.right = imaginary;
  return node;
}

/* -- names -- */

/* pattern_capture_target: a name that is not "_" and does not go on */
static const char *
read_capture_target (OuroParser *self)
{
  guint         start = self->mark;
  const char   *name;
  OuroTokenKind kind;

  if (ouro_parser_at_word (self, "_"))
    return NULL;
  name = ouro_parser_read_name (self);
  kind = ouro_parser_peek (self);
  if (name != NULL && kind != OURO_TOKEN_DOT && kind != OURO_TOKEN_LEFT_PAREN && kind != OURO_TOKEN_ASSIGN)
    return name;
  self->mark = start;
  return NULL;
}

OuroNode *
ouro_parser_read_name_or_attribute (OuroParser *self)
{
  guint       start = self->mark;
  OuroNode   *node = ouro_parser_read_name_node (self), *value;
  const char *name;

  for (guint before = self->mark; node != NULL && ouro_parser_accept (self, OURO_TOKEN_DOT); before = self->mark)
    {
      name = ouro_parser_read_name (self);
      if (name == NULL)
        {
          self->mark = before;
          break;
        }
      value = node;
      node = ouro_parser_new_node (self, OURO_NODE_ATTRIBUTE, start);
      node->attribute.value = value;
      node->attribute.attr = name;
      node->attribute.ctx = OURO_CONTEXT_LOAD;
    }
  return node;
}

static OuroNode *
new_match_as (OuroParser *self,
              guint       start,
              OuroNode   *pattern,
              const char *name)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_MATCH_AS, start);

  node->match_as.pattern = pattern;
  node->match_as.name = name;
  return node;
}

/* -- sequences -- */

/* star_pattern */
static OuroNode *
read_star_pattern (OuroParser *self)
{
  guint       start = self->mark++;
  const char *name = NULL;
  OuroNode   *node;

  if (ouro_parser_at_word (self, "_"))
    self->mark++;
  else if ((name = read_capture_target (self)) == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_MATCH_STAR, start);
  node->match_star.name = name;
  return node;
}

static OuroNode *
read_maybe_star_pattern (OuroParser *self)
{
  if (ouro_parser_peek (self) == OURO_TOKEN_STAR)
    return read_star_pattern (self);
  return ouro_parser_read_pattern (self);
}

/* The rest of a sequence whose items since base are pushed. */
static OuroNode *
finish_sequence (OuroParser *self,
                 guint       start,
                 guint       base)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_MATCH_SEQUENCE, start);

  node->match_sequence.patterns = ouro_parser_end_list (self, base);
  return node;
}

/* group_pattern, sequence_pattern */
static OuroNode *
read_bracketed_pattern (OuroParser   *self,
                        OuroTokenKind closing)
{
  guint     start = self->mark++, base = ouro_parser_begin_list (self);
  OuroNode *first = read_maybe_star_pattern (self);
  gboolean  has_comma = FALSE;

  if (first != NULL)
    {
      ouro_parser_push (self, first);
      has_comma = ouro_parser_push_commas (self, read_maybe_star_pattern);
    }
  if (ouro_parser_accept (self, closing))
    {
      if (closing == OURO_TOKEN_RIGHT_BRACKET || first == NULL || has_comma)
        return finish_sequence (self, start, base);
      if (first->kind != OURO_NODE_MATCH_STAR)
        {
          ouro_parser_drop_list (self, base);
          return first;
        }
    }
  ouro_parser_drop_list (self, base);
  self->mark = start;
  return NULL;
}

/* -- mappings -- */

/* literal_expr | attr */
static OuroNode *
read_mapping_key (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *key;

  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_STRING:
    case OURO_TOKEN_FSTRING_START:
    case OURO_TOKEN_TSTRING_START:
      return ouro_parser_read_strings (self);
    case OURO_TOKEN_NONE:
    case OURO_TOKEN_TRUE:
    case OURO_TOKEN_FALSE:
      return ouro_parser_read_singleton (self);
    case OURO_TOKEN_NAME:
      key = ouro_parser_read_name_or_attribute (self);
      if (key->kind == OURO_NODE_ATTRIBUTE)
        return key;
      self->mark = start;
      return NULL;
    default:
      return read_number_literal (self);
    }
}

/* key ':' pattern: pushes the key and returns the pattern. */
static OuroNode *
read_key_and_pattern (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *key = read_mapping_key (self), *pattern = NULL;

  if (key != NULL && ouro_parser_accept (self, OURO_TOKEN_COLON))
    pattern = ouro_parser_read_pattern (self);
  if (pattern == NULL)
    {
      self->mark = start;
      return NULL;
    }
  ouro_parser_push (self, key);
  return pattern;
}

/* key ':' pattern (',' key ':' pattern)*, pushed in pairs; a comma at the end is left. */
gboolean
ouro_parser_push_mapping_items (OuroParser *self)
{
  OuroNode *pattern = read_key_and_pattern (self);
  guint     before;

  if (pattern == NULL)
    return FALSE;
  do
    {
      ouro_parser_push (self, pattern);
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (pattern = read_key_and_pattern (self)) != NULL);
  self->mark = before;
  return TRUE;
}

/* double_star_pattern */
const char *
ouro_parser_read_double_star_pattern (OuroParser *self)
{
  guint       start = self->mark;
  const char *name;

  if (!ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    return NULL;
  name = read_capture_target (self);
  if (name == NULL)
    self->mark = start;
  return name;
}

/* Splits the pairs pushed since base into two lists. */
static void
end_pairs (OuroParser   *self,
           guint         base,
           OuroNodeList *firsts,
           OuroNodeList *seconds)
{
  guint n = (ouro_parser_begin_list (self) - base) / 2;

  *firsts = *seconds = (OuroNodeList){ 0 };
  if (n > 0)
    {
      *firsts = (OuroNodeList){ obstack_alloc (self->arena, n * sizeof (OuroNode *)), n };
      *seconds = (OuroNodeList){ obstack_alloc (self->arena, n * sizeof (OuroNode *)), n };
    }
  for (guint i = 0; i < n; i++)
    {
      firsts->items[i] = self->pending->pdata[base + 2 * i];
      seconds->items[i] = self->pending->pdata[base + 2 * i + 1];
    }
  ouro_parser_drop_list (self, base);
}

static OuroNode *
read_mapping_pattern (OuroParser *self)
{
  guint       start = self->mark++, base = ouro_parser_begin_list (self);
  gboolean    may_go_on = TRUE;
  const char *rest = NULL;
  OuroNode   *node;

  if (ouro_parser_push_mapping_items (self))
    may_go_on = ouro_parser_accept (self, OURO_TOKEN_COMMA);
  if (may_go_on && (rest = ouro_parser_read_double_star_pattern (self)) != NULL)
    ouro_parser_accept (self, OURO_TOKEN_COMMA);
  if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACE))
    {
      ouro_parser_drop_list (self, base);
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_mapping_pattern (self);
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_MATCH_MAPPING, start);
  end_pairs (self, base, &node->match_mapping.keys, &node->match_mapping.patterns);
  node->match_mapping.rest = rest;
  return node;
}

/* -- classes -- */

/* NAME '=' pattern: pushes the name and returns the pattern. */
static OuroNode *
read_keyword_pattern (OuroParser *self)
{
  guint       start = self->mark;
  const char *name;
  OuroNode   *pattern;

  if (!ouro_parser_name_is_followed_by (self, OURO_TOKEN_ASSIGN))
    return NULL;
  name = ouro_parser_read_name (self);
  self->mark++;
  pattern = ouro_parser_read_pattern (self);
  if (pattern == NULL)
    {
      self->mark = start;
      return NULL;
    }
  ouro_parser_push (self, (gpointer)name);
  return pattern;
}

/* positional_patterns or keyword_patterns; a comma at the end is left. */
static gboolean
push_patterns (OuroParser    *self,
               OuroNodeReader read_one)
{
  OuroNode *pattern = read_one (self);
  guint     before;

  if (pattern == NULL)
    return FALSE;
  do
    {
      ouro_parser_push (self, pattern);
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (pattern = read_one (self)) != NULL);
  self->mark = before;
  return TRUE;
}

gboolean
ouro_parser_push_positional_patterns (OuroParser *self)
{
  return push_patterns (self, ouro_parser_read_pattern);
}

gboolean
ouro_parser_push_keyword_patterns (OuroParser *self)
{
  return push_patterns (self, read_keyword_pattern);
}

/* The rest after the class and "(". */
static OuroNode *
finish_class_pattern (OuroParser *self,
                      guint       start,
                      OuroNode   *cls)
{
  guint        base = ouro_parser_begin_list (self), keywords_base, before;
  OuroNodeList patterns, names, kwd_patterns;
  OuroNode    *node;
  gboolean     has_any = ouro_parser_push_positional_patterns (self);

  before = self->mark;
  patterns = ouro_parser_end_list (self, base);
  keywords_base = ouro_parser_begin_list (self);
  if ((has_any && !ouro_parser_accept (self, OURO_TOKEN_COMMA)) || !ouro_parser_push_keyword_patterns (self))
    self->mark = before;
  else
    has_any = TRUE;
  end_pairs (self, keywords_base, &names, &kwd_patterns);

  if (has_any)
    ouro_parser_accept (self, OURO_TOKEN_COMMA);
  if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    {
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_class_pattern (self);
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_MATCH_CLASS, start);
  node->match_class.cls = cls;
  node->match_class.patterns = patterns;
  node->match_class.kwd_attrs = (OuroNameList){ (const char **)names.items, names.n };
  node->match_class.kwd_patterns = kwd_patterns;
  return node;
}

/* capture_pattern, wildcard_pattern, value_pattern, class_pattern */
static OuroNode *
read_name_pattern (OuroParser *self)
{
  guint       start = self->mark;
  const char *name;
  OuroNode   *node;

  name = read_capture_target (self);
  if (name != NULL)
    return new_match_as (self, start, NULL, name);
  if (ouro_parser_at_word (self, "_"))
    {
      self->mark++;
      return new_match_as (self, start, NULL, NULL);
    }

  node = ouro_parser_read_name_or_attribute (self);
  if (ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    return finish_class_pattern (self, start, node);
  if (node->kind == OURO_NODE_ATTRIBUTE && ouro_parser_peek (self) != OURO_TOKEN_DOT &&
      ouro_parser_peek (self) != OURO_TOKEN_ASSIGN)
    return new_match_value (self, start, node);
  self->mark = start;
  return NULL;
}

/* -- patterns -- */

static gpointer
read_closed_pattern (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value, *node;

  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_NUMBER:
    case OURO_TOKEN_MINUS:
    case OURO_TOKEN_PLUS:
      return new_match_value (self, start, read_number_literal (self));
    case OURO_TOKEN_STRING:
    case OURO_TOKEN_FSTRING_START:
    case OURO_TOKEN_TSTRING_START:
      return new_match_value (self, start, ouro_parser_read_strings (self));
    case OURO_TOKEN_NONE:
    case OURO_TOKEN_TRUE:
    case OURO_TOKEN_FALSE:
      value = ouro_parser_read_singleton (self);
      node = ouro_parser_new_node (self, OURO_NODE_MATCH_SINGLETON, start);
      node->match_value.value = value;
      return node;
    case OURO_TOKEN_NAME:
      return read_name_pattern (self);
    case OURO_TOKEN_LEFT_PAREN:
      return read_bracketed_pattern (self, OURO_TOKEN_RIGHT_PAREN);
    case OURO_TOKEN_LEFT_BRACKET:
      return read_bracketed_pattern (self, OURO_TOKEN_RIGHT_BRACKET);
    case OURO_TOKEN_LEFT_BRACE:
      return read_mapping_pattern (self);
    default:
      return NULL;
    }
}

OuroNode *
ouro_parser_read_or_pattern (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self), before;
  OuroNode *pattern = ouro_parser_remember (self, OURO_RULE_CLOSED_PATTERN, read_closed_pattern), *node;

  if (pattern == NULL || ouro_parser_peek (self) != OURO_TOKEN_BAR)
    return pattern;
  do
    {
      ouro_parser_push (self, pattern);
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_BAR) &&
         (pattern = ouro_parser_remember (self, OURO_RULE_CLOSED_PATTERN, read_closed_pattern)) != NULL);
  self->mark = before;

  if (ouro_parser_begin_list (self) == base + 1)
    {
      pattern = self->pending->pdata[base];
      ouro_parser_drop_list (self, base);
      return pattern;
    }
  node = ouro_parser_new_node (self, OURO_NODE_MATCH_OR, start);
  node->match_sequence.patterns = ouro_parser_end_list (self, base);
  return node;
}

/* as_pattern | or_pattern */
OuroNode *
ouro_parser_read_pattern (OuroParser *self)
{
  guint       start = self->mark, before;
  OuroNode   *pattern;
  const char *name;

  ouro_parser_enter (self);
  pattern = ouro_parser_read_or_pattern (self);
  ouro_parser_leave (self);

  before = self->mark;
  if (pattern == NULL || !ouro_parser_accept (self, OURO_TOKEN_AS))
    return pattern;
  name = read_capture_target (self);
  if (name != NULL)
    return new_match_as (self, start, pattern, name);

  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_as_pattern (self);
  self->mark = before;
  return pattern;
}

OuroNode *
ouro_parser_read_patterns (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *first = read_maybe_star_pattern (self);

  if (first == NULL)
    return NULL;
  ouro_parser_push (self, first);
  if (ouro_parser_push_commas (self, read_maybe_star_pattern))
    return finish_sequence (self, start, base);
  ouro_parser_drop_list (self, base);
  if (first->kind != OURO_NODE_MATCH_STAR)
    return first;
  self->mark = start;
  return NULL;
}

/* -- the statement -- */

OuroNode *
ouro_parser_read_guard (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *guard;

  if (!ouro_parser_accept (self, OURO_TOKEN_IF))
    return NULL;
  guard = ouro_parser_read_named_expression (self);
  if (guard == NULL)
    self->mark = start;
  return guard;
}

/* case_block */
static OuroNode *
read_case (OuroParser *self)
{
  guint         start = self->mark;
  OuroNode     *pattern, *guard, *node;
  OuroNodeList *body;

  if (self->blaming)
    ouro_parser_blame_case (self);
  if (!ouro_parser_at_word (self, "case"))
    return NULL;

  self->mark++;
  pattern = ouro_parser_read_patterns (self);
  guard = pattern != NULL ? ouro_parser_read_guard (self) : NULL;
  if (pattern == NULL || !ouro_parser_accept (self, OURO_TOKEN_COLON) || (body = ouro_parser_read_block (self)) == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_MATCH_CASE, start);
  node->match_case.pattern = pattern;
  node->match_case.guard = guard;
  node->match_case.body = *body;
  return node;
}

/* subject_expr */
OuroNode *
ouro_parser_read_subject (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *first = ouro_parser_read_star_named_expression (self);

  if (first != NULL && first->kind == OURO_NODE_STARRED && ouro_parser_peek (self) != OURO_TOKEN_COMMA)
    {
      self->mark = start;
      return NULL;
    }
  return ouro_parser_finish_tuple (self, start, first, ouro_parser_read_star_named_expression);
}

/* Whether a subject may follow "match": spares most statements that begin with the name the attempt. */
static gboolean
may_begin_subject (OuroTokenKind kind)
{
  switch ((int)kind)
    {
    case OURO_TOKEN_NAME:
    case OURO_TOKEN_NUMBER:
    case OURO_TOKEN_STRING:
    case OURO_TOKEN_FSTRING_START:
    case OURO_TOKEN_TSTRING_START:
    case OURO_TOKEN_LEFT_PAREN:
    case OURO_TOKEN_LEFT_BRACKET:
    case OURO_TOKEN_LEFT_BRACE:
    case OURO_TOKEN_ELLIPSIS:
    case OURO_TOKEN_PLUS:
    case OURO_TOKEN_MINUS:
    case OURO_TOKEN_TILDE:
    case OURO_TOKEN_STAR:
    case OURO_TOKEN_AWAIT:
    case OURO_TOKEN_LAMBDA:
    case OURO_TOKEN_NOT:
    case OURO_TOKEN_NONE:
    case OURO_TOKEN_TRUE:
    case OURO_TOKEN_FALSE:
      return TRUE;
    default:
      return FALSE;
    }
}

static OuroNode *
read_match (OuroParser *self,
            guint       start)
{
  guint     base = ouro_parser_begin_list (self);
  OuroNode *subject, *match_case, *node;

  self->mark++;
  subject = may_begin_subject (ouro_parser_peek (self)) ? ouro_parser_read_subject (self) : NULL;
  if (subject == NULL || !ouro_parser_accept (self, OURO_TOKEN_COLON) ||
      !ouro_parser_accept (self, OURO_TOKEN_NEWLINE) || !ouro_parser_accept (self, OURO_TOKEN_INDENT))
    return NULL;
  while ((match_case = read_case (self)) != NULL)
    ouro_parser_push (self, match_case);
  if (ouro_parser_begin_list (self) == base || !ouro_parser_accept (self, OURO_TOKEN_DEDENT))
    {
      ouro_parser_drop_list (self, base);
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_MATCH, start);
  node->match.subject = subject;
  node->match.cases = ouro_parser_end_list (self, base);
  return node;
}

OuroNode *
ouro_parser_read_match (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = NULL;

  if (ouro_parser_at_word (self, "match"))
    node = read_match (self, start);
  if (node == NULL)
    {
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_match (self);
    }
  return node;
}
