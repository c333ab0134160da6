/* ouro-parser-blame-calls.c - mistakes in arguments and parameters */
#include "ouro-parser-blame.h"

/* -- arguments -- */

/* The end of a comprehension, where a mistake about it ends. */
static OuroSpan
get_comprehension_end (const OuroNodeList *clauses)
{
  const OuroNode     *last = clauses->items[clauses->n - 1];
  const OuroNodeList *ifs = &last->comprehension.ifs;

  return ouro_parser_node_span (ifs->n > 0 ? ifs->items[ifs->n - 1] : last->comprehension.iter);
}

G_NORETURN static void
raise_bare_genexp (OuroParser         *self,
                   const OuroNode     *element,
                   const OuroNodeList *clauses)
{
  ouro_parser_raise (self, ouro_span_join (ouro_parser_node_span (element), get_comprehension_end (clauses)),
                     "Generator expression must be parenthesized");
}

/* (',' starred_expression !'=')*: only to look as far as CPython does. */
static void
skip_starred_arguments (OuroParser *self)
{
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && ouro_parser_read_starred_expression (self) != NULL &&
         !ouro_parser_at (self, OURO_TOKEN_ASSIGN))
    continue;
}

/* Reads arguments that end in keywords, and a comma. */
static gboolean
skip_keywords_and_comma (OuroParser *self)
{
  guint    start = self->mark, base = ouro_parser_begin_list (self);
  gboolean found;

  found = ouro_parser_push_positional_arguments (self) && ouro_parser_accept (self, OURO_TOKEN_COMMA) &&
          ouro_parser_read_kwargs (self) != NULL;
  ouro_parser_drop_list (self, base);
  if (!found)
    {
      self->mark = start;
      found = ouro_parser_read_kwargs (self) != NULL;
    }
  return found && ouro_parser_accept (self, OURO_TOKEN_COMMA);
}

/* "*" after "**": 3.13 shows it from the comma on. */
static void
blame_star_order (OuroParser *self)
{
  static const char message[] = "iterable argument unpacking follows keyword argument unpacking";
  guint             start = self->mark;
  OuroSpan          comma;

  if (skip_keywords_and_comma (self))
    {
      comma = ouro_parser_last_span (self);
      if (!ouro_parser_since (self, 13) && ouro_parser_accept (self, OURO_TOKEN_STAR))
        ouro_parser_raise (self, ouro_parser_last_span (self), "%s", message);
      if (ouro_parser_since (self, 13) && ouro_parser_read_starred_expression (self) != NULL &&
          !ouro_parser_at (self, OURO_TOKEN_ASSIGN))
        {
          skip_starred_arguments (self);
          ouro_parser_raise (self, ouro_parser_span_to_here (self, comma), "%s", message);
        }
    }
  self->mark = start;
}

/* expression for_if_clauses ',' */
static void
blame_genexp_and_more (OuroParser *self)
{
  guint         start = self->mark;
  OuroNode     *element = ouro_parser_read_expression (self);
  OuroNodeList *clauses = element != NULL ? ouro_parser_read_for_if_clauses (self) : NULL;

  if (clauses != NULL && ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      /* [args | expression for_if_clauses]: may find mistakes of its own */
      if (ouro_parser_read_args (self) == NULL && ouro_parser_read_expression (self) != NULL)
        ouro_parser_read_for_if_clauses (self);
      raise_bare_genexp (self, element, clauses);
    }
  self->mark = start;
}

/* NAME '=' expression for_if_clauses */
static void
blame_named_genexp (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (ouro_parser_name_is_followed_by (self, OURO_TOKEN_ASSIGN))
    {
      self->mark += 2;
      span = ouro_span_join (ouro_parser_token_span (self, ouro_parser_get_token (self, start)), ouro_parser_last_span (self));
      if (ouro_parser_read_expression (self) != NULL && ouro_parser_read_for_if_clauses (self) != NULL)
        ouro_parser_raise (self, span, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
  self->mark = start;
}

/* (args ',')? NAME '=' &(',' | ')') */
static void
blame_missing_value (OuroParser *self)
{
  guint    start = self->mark, name;
  OuroSpan span;

  if (ouro_parser_read_args (self) == NULL || !ouro_parser_accept (self, OURO_TOKEN_COMMA))
    self->mark = start;
  name = self->mark;
  if (ouro_parser_name_is_followed_by (self, OURO_TOKEN_ASSIGN))
    {
      self->mark += 2;
      span = ouro_span_join (ouro_parser_token_span (self, ouro_parser_get_token (self, name)), ouro_parser_last_span (self));
      if (ouro_parser_at (self, OURO_TOKEN_COMMA) || ouro_parser_at (self, OURO_TOKEN_RIGHT_PAREN))
        ouro_parser_raise (self, span, "expected argument value expression");
    }
  self->mark = start;
}

G_NORETURN static void
raise_positional_after_keyword (OuroParser     *self,
                                const OuroNode *args)
{
  for (guint i = 0; i < args->call.keywords.n; i++)
    if (args->call.keywords.items[i]->keyword.arg == NULL)
      ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "positional argument follows keyword argument unpacking");
  ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "positional argument follows keyword argument");
}

/* The alternatives of invalid_arguments that begin with args. A comprehension after a lone argument
 * is no mistake yet, and nothing else is then looked for. */
static void
blame_after_arguments (OuroParser *self)
{
  guint         start = self->mark, after_args;
  OuroNode     *args = ouro_parser_read_args (self), *element;
  OuroNodeList *clauses;

  after_args = self->mark;
  if (args != NULL && (clauses = ouro_parser_read_for_if_clauses (self)) != NULL)
    {
      if (args->call.args.n > 1)
        raise_bare_genexp (self, args->call.args.items[args->call.args.n - 1], clauses);
    }
  else if (args != NULL)
    {
      self->mark = after_args;
      if (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (element = ouro_parser_read_expression (self)) != NULL &&
          (clauses = ouro_parser_read_for_if_clauses (self)) != NULL)
        raise_bare_genexp (self, element, clauses);
      self->mark = after_args;
      if (ouro_parser_accept (self, OURO_TOKEN_COMMA) && ouro_parser_read_args (self) != NULL)
        raise_positional_after_keyword (self, args);
    }
  self->mark = start;
}

/* invalid_arguments */
void
ouro_parser_blame_arguments (OuroParser *self)
{
  blame_star_order (self);
  blame_genexp_and_more (self);
  blame_named_genexp (self);
  if (ouro_parser_since (self, 12))
    blame_missing_value (self);
  blame_after_arguments (self);
}

/* expression '=' where a keyword should be */
static void
blame_assignment_to_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *target;

  if (ouro_parser_name_is_followed_by (self, OURO_TOKEN_ASSIGN))
    return;
  target = ouro_parser_read_expression (self);
  if (target != NULL && ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    ouro_parser_raise (self, ouro_span_join (ouro_parser_node_span (target), ouro_parser_last_span (self)),
                       "expression cannot contain assignment, perhaps you meant \"==\"?");
  self->mark = start;
}

/* "*" or "**", an expression, '=' and another */
static void
blame_assignment_to_unpacking (OuroParser   *self,
                               OuroTokenKind star,
                               const char   *what)
{
  guint     start = self->mark;
  OuroSpan  span;
  OuroNode *value;

  if (ouro_parser_accept (self, star))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_read_expression (self) != NULL && ouro_parser_accept (self, OURO_TOKEN_ASSIGN) &&
          (value = ouro_parser_read_expression (self)) != NULL)
        ouro_parser_raise (self, ouro_span_join (span, ouro_parser_node_span (value)), "cannot assign to %s argument unpacking", what);
    }
  self->mark = start;
}

/* invalid_kwarg */
void
ouro_parser_blame_keyword (OuroParser *self)
{
  guint       start = self->mark;
  const char *name = ouro_parser_at (self, OURO_TOKEN_TRUE)    ? "True"
                     : ouro_parser_at (self, OURO_TOKEN_FALSE) ? "False"
                     : ouro_parser_at (self, OURO_TOKEN_NONE)  ? "None"
                                                               : NULL;
  OuroSpan    span;

  if (name != NULL)
    {
      self->mark++;
      span = ouro_parser_last_span (self);
      if (ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
        ouro_parser_raise (self, ouro_span_join (span, ouro_parser_last_span (self)), "cannot assign to %s", name);
    }
  self->mark = start;
  blame_named_genexp (self);
  blame_assignment_to_expression (self);
  if (ouro_parser_since (self, 12))
    blame_assignment_to_unpacking (self, OURO_TOKEN_DOUBLE_STAR, "keyword");
}

/* invalid_starred_expression_unpacking */
void
ouro_parser_blame_starred_unpacking (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value;
  OuroSpan  span;

  if (ouro_parser_since (self, 15) && ouro_parser_accept (self, OURO_TOKEN_STAR))
    {
      span = ouro_parser_last_span (self);
      value = ouro_parser_read_if_expression (self);
      if (value != NULL)
        ouro_parser_raise (self, ouro_span_join (span, ouro_parser_node_span (value)),
                           "invalid starred expression. Did you forget to wrap the conditional expression in parentheses?");
    }
  self->mark = start;
  if (ouro_parser_since (self, 12))
    blame_assignment_to_unpacking (self, OURO_TOKEN_STAR, "iterable");
}

/* A "*" that unpacks nothing. */
void
ouro_parser_blame_starred (OuroParser *self)
{
  if (ouro_parser_since (self, 13) && ouro_parser_at (self, OURO_TOKEN_STAR))
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "Invalid star expression");
}

/* -- parameters -- */

typedef enum {
  DEFAULT_NO,
  DEFAULT_YES,
  DEFAULT_MAYBE,
} Default;

/* param_no_default, param_with_default, param_maybe_default */
static gboolean
skip_parameter (OuroParser *self,
                gboolean    is_lambda,
                Default     wanted)
{
  guint     start = self->mark;
  gboolean  ok = ouro_parser_read_parameter (self, is_lambda) != NULL;
  OuroNode *value = ok && wanted != DEFAULT_NO ? ouro_parser_read_default (self) : NULL;

  ok = ok && (wanted != DEFAULT_YES || value != NULL) && ouro_parser_read_parameter_end (self, is_lambda);
  if (!ok)
    self->mark = start;
  return ok;
}

static gboolean
skip_parameters (OuroParser *self,
                 gboolean    is_lambda,
                 Default     wanted)
{
  gboolean found = FALSE;

  while (skip_parameter (self, is_lambda, wanted))
    found = TRUE;
  return found;
}

static gboolean
skip_slash (OuroParser *self,
            gboolean    is_lambda)
{
  return ouro_parser_accept (self, OURO_TOKEN_SLASH) && ouro_parser_read_parameter_end (self, is_lambda);
}

/* slash_no_default */
static gboolean
skip_up_to_slash_without_defaults (OuroParser *self,
                                   gboolean    is_lambda)
{
  guint start = self->mark;

  if (skip_parameters (self, is_lambda, DEFAULT_NO) && skip_slash (self, is_lambda))
    return TRUE;
  self->mark = start;
  return FALSE;
}

/* slash_with_default */
static gboolean
skip_up_to_slash_with_defaults (OuroParser *self,
                                gboolean    is_lambda)
{
  guint start = self->mark;

  skip_parameters (self, is_lambda, DEFAULT_NO);
  if (skip_parameters (self, is_lambda, DEFAULT_YES) && skip_slash (self, is_lambda))
    return TRUE;
  self->mark = start;
  return FALSE;
}

static gboolean
skip_up_to_slash (OuroParser *self,
                  gboolean    is_lambda)
{
  return skip_up_to_slash_without_defaults (self, is_lambda) || skip_up_to_slash_with_defaults (self, is_lambda);
}

/* One without a default after one with it. */
static void
blame_default_order (OuroParser *self,
                     gboolean    is_lambda)
{
  guint     start = self->mark;
  gboolean  has_default;
  OuroNode *parameter;

  if (ouro_parser_since (self, 12))
    skip_up_to_slash_without_defaults (self, is_lambda);
  skip_parameters (self, is_lambda, DEFAULT_NO);
  has_default = skip_up_to_slash_with_defaults (self, is_lambda) || skip_parameters (self, is_lambda, DEFAULT_YES);
  if (has_default && (parameter = ouro_parser_read_parameter (self, is_lambda)) != NULL &&
      ouro_parser_read_parameter_end (self, is_lambda))
    ouro_parser_raise (self, ouro_parser_node_span (parameter),
                       ouro_parser_since (self, 12) ? "parameter without a default follows parameter with a default"
                                                    : "non-default argument follows default argument");
  self->mark = start;
}

/* param (',' param)*, for lambda; for def each parameter has its own end. */
static gboolean
skip_bracketed_parameters (OuroParser *self,
                           gboolean    is_lambda)
{
  guint before;

  if (!is_lambda)
    return skip_parameters (self, FALSE, DEFAULT_NO);

  if (ouro_parser_read_parameter (self, TRUE) == NULL)
    return FALSE;
  do
    before = self->mark;
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && ouro_parser_read_parameter (self, TRUE) != NULL);
  self->mark = before;
  return TRUE;
}

/* Python 2 could take tuples apart here. */
static void
blame_brackets (OuroParser *self,
                gboolean    is_lambda)
{
  guint    start = self->mark;
  OuroSpan span;

  skip_parameters (self, is_lambda, DEFAULT_NO);
  if (ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    {
      span = ouro_parser_last_span (self);
      if (skip_bracketed_parameters (self, is_lambda))
        {
          ouro_parser_accept (self, OURO_TOKEN_COMMA);
          if (ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
            ouro_parser_raise (self, ouro_span_join (span, ouro_parser_last_span (self)),
                               is_lambda ? "Lambda expression parameters cannot be parenthesized"
                                         : "Function parameters cannot be parenthesized");
        }
    }
  self->mark = start;
}

static void
blame_first_slash (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (ouro_parser_accept (self, OURO_TOKEN_SLASH))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_accept (self, OURO_TOKEN_COMMA))
        ouro_parser_raise (self, span, "at least one %s must precede /",
                           ouro_parser_since (self, 15) ? "parameter" : "argument");
    }
  self->mark = start;
}

static void
blame_second_slash (OuroParser *self,
                    gboolean    is_lambda)
{
  guint start = self->mark;

  if (skip_up_to_slash (self, is_lambda))
    {
      skip_parameters (self, is_lambda, DEFAULT_MAYBE);
      if (ouro_parser_accept (self, OURO_TOKEN_SLASH))
        ouro_parser_raise (self, ouro_parser_last_span (self), "/ may appear only once");
    }
  self->mark = start;
}

static void
blame_slash_after_star (OuroParser *self,
                        gboolean    is_lambda)
{
  guint start = self->mark;

  skip_up_to_slash (self, is_lambda);
  skip_parameters (self, is_lambda, DEFAULT_MAYBE);
  if (ouro_parser_accept (self, OURO_TOKEN_STAR) &&
      (ouro_parser_accept (self, OURO_TOKEN_COMMA) || skip_parameter (self, is_lambda, DEFAULT_NO)))
    {
      skip_parameters (self, is_lambda, DEFAULT_MAYBE);
      if (ouro_parser_accept (self, OURO_TOKEN_SLASH))
        ouro_parser_raise (self, ouro_parser_last_span (self), "/ must be ahead of *");
    }
  self->mark = start;
}

static void
blame_slash_star (OuroParser *self,
                  gboolean    is_lambda)
{
  guint start = self->mark;

  if (skip_parameters (self, is_lambda, DEFAULT_MAYBE) && ouro_parser_accept (self, OURO_TOKEN_SLASH) &&
      ouro_parser_accept (self, OURO_TOKEN_STAR))
    ouro_parser_raise (self, ouro_parser_last_span (self), "expected comma between / and *");
  self->mark = start;
}

/* invalid_parameters, invalid_lambda_parameters: 3.12 asks in another order */
void
ouro_parser_blame_parameters (OuroParser *self,
                              gboolean    is_lambda)
{
  if (!ouro_parser_since (self, 12))
    {
      blame_default_order (self, is_lambda);
      blame_brackets (self, is_lambda);
    }
  blame_first_slash (self);
  blame_second_slash (self, is_lambda);
  if (ouro_parser_since (self, 12))
    {
      blame_default_order (self, is_lambda);
      blame_brackets (self, is_lambda);
    }
  blame_slash_after_star (self, is_lambda);
  blame_slash_star (self, is_lambda);
}

/* invalid_default */
void
ouro_parser_blame_default (OuroParser *self)
{
  guint    start = self->mark;
  OuroSpan span;

  if (ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    {
      span = ouro_parser_last_span (self);
      if (ouro_parser_at (self, OURO_TOKEN_RIGHT_PAREN) || ouro_parser_at (self, OURO_TOKEN_COMMA))
        ouro_parser_raise (self, span, "expected default value expression");
    }
  self->mark = start;
}

/* A "*" with nothing, or only "**", behind it. */
static void
blame_bare_star (OuroParser *self,
                 gboolean    is_lambda)
{
  guint         start = self->mark++;
  OuroTokenKind closing = is_lambda ? OURO_TOKEN_COLON : OURO_TOKEN_RIGHT_PAREN;
  gboolean      is_bare = ouro_parser_accept (self, closing);
  const char   *word = ouro_parser_since (self, 15) ? "parameters" : "arguments";

  if (!is_bare)
    is_bare = ouro_parser_accept (self, OURO_TOKEN_COMMA) &&
              (ouro_parser_accept (self, closing) || ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR));
  if (is_bare && is_lambda)
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "named %s must follow bare *", word);
  if (is_bare)
    ouro_parser_raise (self, ouro_parser_token_span (self, ouro_parser_get_token (self, start)),
                       "named %s must follow bare *", word);
  self->mark = start;
}

static gboolean
skip_parameter_or_comma (OuroParser *self,
                         gboolean    is_lambda)
{
  return skip_parameter (self, is_lambda, DEFAULT_NO) || ouro_parser_accept (self, OURO_TOKEN_COMMA);
}

/* invalid_star_etc, invalid_lambda_star_etc */
void
ouro_parser_blame_star_parameter (OuroParser *self,
                                  gboolean    is_lambda)
{
  guint    start = self->mark;
  OuroSpan span;

  if (!ouro_parser_at (self, OURO_TOKEN_STAR))
    return;

  blame_bare_star (self, is_lambda);
  self->mark = start + 1;
  if (ouro_parser_read_parameter (self, is_lambda) != NULL && ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    ouro_parser_raise (self, ouro_parser_last_span (self), "var-positional %s cannot have default value",
                       ouro_parser_since (self, 15) ? "parameter" : "argument");
  self->mark = start + 1;
  if (skip_parameter_or_comma (self, is_lambda))
    {
      skip_parameters (self, is_lambda, DEFAULT_MAYBE);
      if (ouro_parser_accept (self, OURO_TOKEN_STAR))
        {
          span = ouro_parser_last_span (self);
          if (skip_parameter_or_comma (self, is_lambda))
            ouro_parser_raise (self, span, ouro_parser_since (self, 15) ? "* may appear only once" : "* argument may appear only once");
        }
    }
  self->mark = start;
}

/* invalid_kwds, invalid_lambda_kwds */
void
ouro_parser_blame_double_starred_parameter (OuroParser *self,
                                            gboolean    is_lambda)
{
  guint       start = self->mark;
  gboolean    is_new = ouro_parser_since (self, 15);
  const char *follow = is_new ? "parameters cannot follow var-keyword parameter" : "arguments cannot follow var-keyword argument";
  OuroNode   *parameter;

  if (!ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    return;

  if (ouro_parser_read_parameter (self, is_lambda) != NULL)
    {
      if (ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
        ouro_parser_raise (self, ouro_parser_last_span (self), "var-keyword %s cannot have default value",
                           is_new ? "parameter" : "argument");
      if (ouro_parser_accept (self, OURO_TOKEN_COMMA))
        {
          if ((parameter = ouro_parser_read_parameter (self, is_lambda)) != NULL)
            ouro_parser_raise (self, ouro_parser_node_span (parameter), "%s", follow);
          if (ouro_parser_accept (self, OURO_TOKEN_STAR) || ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR) ||
              ouro_parser_accept (self, OURO_TOKEN_SLASH))
            ouro_parser_raise (self, ouro_parser_last_span (self), "%s", follow);
        }
    }
  self->mark = start;
}

/* -- type parameters -- */

/* Stands behind the "[". */
void
ouro_parser_blame_type_params (OuroParser *self)
{
  if (ouro_parser_since (self, 13) && ouro_parser_at (self, OURO_TOKEN_RIGHT_BRACKET))
    {
      self->mark++;
      ouro_parser_raise (self, ouro_parser_span_to_here (self, ouro_parser_last_span (self)),
                         "Type parameter list cannot be empty");
    }
}

/* invalid_type_param */
void
ouro_parser_blame_type_param (OuroParser *self)
{
  guint     start = self->mark;
  gboolean  is_tuple = ouro_parser_accept (self, OURO_TOKEN_STAR);
  OuroSpan  colon;
  OuroNode *bound;

  if ((is_tuple || ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR)) &&
      ouro_parser_accept (self, OURO_TOKEN_NAME) && ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      colon = ouro_parser_last_span (self);
      bound = ouro_parser_read_expression (self);
      if (bound != NULL)
        ouro_parser_raise (self, ouro_parser_span_to_here (self, colon), "cannot use %s with %s",
                           bound->kind == OURO_NODE_TUPLE ? "constraints" : "bound",
                           is_tuple ? "TypeVarTuple" : "ParamSpec");
    }
  self->mark = start;
}
