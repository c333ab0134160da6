/* ouro-parser-parameters.c - parameters of functions and lambdas, type parameters
 *
 * One reader goes through the parameters of a function or a lambda and keeps track of what has
 * come: a default, "/", "*". The two differ only in what ends them and in annotations. While they
 * are read, each parameter is pushed together with its default, or NULL; the lists of the node are
 * picked from these pairs at the end.
 */
#include "ouro-parser-private.h"

#include "ouro-parser-blame.h"

typedef struct
{
  gboolean is_lambda;
  guint    base;      /* where the pairs begin among the pending items */
  guint    n_posonly; /* pairs before "/"; 0 when there was none */
  guint    n_positional;
  gboolean has_default;
} Parameters;

static guint
count_pairs (OuroParser       *self,
             const Parameters *parameters)
{
  return (ouro_parser_begin_list (self) - parameters->base) / 2;
}

OuroNode *
ouro_parser_new_empty_parameters (OuroParser *self)
{
  return ouro_parser_new_node (self, OURO_NODE_ARGUMENTS, self->mark);
}

/* -- one parameter -- */

static OuroNode *
read_parameter (OuroParser    *self,
                OuroNodeReader read_annotation)
{
  guint       start = self->mark, before;
  const char *name = ouro_parser_read_name (self);
  OuroNode   *annotation = NULL, *node;

  if (name == NULL)
    return NULL;

  before = self->mark;
  if (read_annotation != NULL && ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      annotation = read_annotation (self);
      if (annotation == NULL)
        self->mark = before;
    }
  node = ouro_parser_new_node (self, OURO_NODE_ARG, start);
  node->arg.arg = name;
  node->arg.annotation = annotation;
  return node;
}

/* param, lambda_param */
OuroNode *
ouro_parser_read_parameter (OuroParser *self,
                            gboolean    is_lambda)
{
  return read_parameter (self, is_lambda ? NULL : ouro_parser_read_expression);
}

/* default: '=' expression */
OuroNode *
ouro_parser_read_default (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value = NULL;

  if (ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    value = ouro_parser_read_expression (self);
  if (value != NULL)
    return value;

  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_default (self);
  return NULL;
}

/* A parameter ends with a comma, or right before what ends them all. */
gboolean
ouro_parser_read_parameter_end (OuroParser *self,
                                gboolean    is_lambda)
{
  return ouro_parser_accept (self, OURO_TOKEN_COMMA) ||
         ouro_parser_peek (self) == (is_lambda ? OURO_TOKEN_COLON : OURO_TOKEN_RIGHT_PAREN);
}

/* Reads a parameter, its default if it has one, and its end; pushes the pair. */
static gboolean
push_parameter (OuroParser *self,
                Parameters *parameters,
                gboolean    must_have_default)
{
  guint     start = self->mark;
  OuroNode *parameter = ouro_parser_read_parameter (self, parameters->is_lambda);
  OuroNode *value;

  if (parameter == NULL)
    return FALSE;
  value = ouro_parser_read_default (self);
  if (!ouro_parser_read_parameter_end (self, parameters->is_lambda) || (value == NULL && must_have_default))
    {
      self->mark = start;
      return FALSE;
    }
  parameters->has_default |= value != NULL;
  ouro_parser_push (self, parameter);
  ouro_parser_push (self, value);
  return TRUE;
}

/* -- all parameters -- */

static gboolean
read_slash (OuroParser *self,
            Parameters *parameters)
{
  guint start = self->mark, n = count_pairs (self, parameters);

  if (n == 0 || parameters->n_posonly > 0 || !ouro_parser_accept (self, OURO_TOKEN_SLASH))
    return FALSE;
  if (!ouro_parser_read_parameter_end (self, parameters->is_lambda))
    {
      self->mark = start;
      return FALSE;
    }
  parameters->n_posonly = n;
  return TRUE;
}

/* kwds: '**' param_no_default */
static OuroNode *
read_double_starred (OuroParser *self,
                     gboolean    is_lambda)
{
  guint     start = self->mark;
  OuroNode *node;

  if (self->blaming)
    ouro_parser_blame_double_starred_parameter (self, is_lambda);
  if (!ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    return NULL;

  node = ouro_parser_read_parameter (self, is_lambda);
  if (node == NULL || !ouro_parser_read_parameter_end (self, is_lambda))
    {
      self->mark = start;
      return NULL;
    }
  return node;
}

/* "*args", or a bare "*" before parameters that have only a name; sets vararg for the former. */
static gboolean
read_star (OuroParser *self,
           Parameters *parameters,
           OuroNode  **vararg)
{
  guint start = self->mark;

  if (!ouro_parser_accept (self, OURO_TOKEN_STAR))
    return FALSE;

  if (ouro_parser_accept (self, OURO_TOKEN_COMMA))
    {
      if (push_parameter (self, parameters, FALSE))
        return TRUE;
    }
  else
    {
      *vararg = read_parameter (self, parameters->is_lambda ? NULL : ouro_parser_read_star_expression);
      if (*vararg != NULL && ouro_parser_read_parameter_end (self, parameters->is_lambda))
        return TRUE;
    }
  *vararg = NULL;
  self->mark = start;
  return FALSE;
}

/* Takes the parameters of some pairs (which = 0) or their defaults (which = 1). */
static OuroNodeList
pick (OuroParser *self,
      Parameters *parameters,
      guint       from,
      guint       to,
      guint       which,
      gboolean    with_nulls)
{
  guint base = ouro_parser_begin_list (self);

  for (guint i = from; i < to; i++)
    {
      gpointer item = self->pending->pdata[parameters->base + 2 * i + which];

      if (item != NULL || with_nulls)
        ouro_parser_push (self, item);
    }
  return ouro_parser_end_list (self, base);
}

static OuroNode *
finish_parameters (OuroParser *self,
                   Parameters *parameters,
                   guint       start,
                   OuroNode   *vararg,
                   OuroNode   *kwarg)
{
  guint     n = count_pairs (self, parameters), n_positional = parameters->n_positional;
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_ARGUMENTS, start);

  node->arguments.posonlyargs = pick (self, parameters, 0, parameters->n_posonly, 0, FALSE);
  node->arguments.args = pick (self, parameters, parameters->n_posonly, n_positional, 0, FALSE);
  node->arguments.defaults = pick (self, parameters, 0, n_positional, 1, FALSE);
  node->arguments.vararg = vararg;
  node->arguments.kwonlyargs = pick (self, parameters, n_positional, n, 0, FALSE);
  node->arguments.kw_defaults = pick (self, parameters, n_positional, n, 1, TRUE);
  node->arguments.kwarg = kwarg;
  ouro_parser_drop_list (self, parameters->base);
  return node;
}

/* parameters, lambda_parameters */
static OuroNode *
read_parameters (OuroParser *self,
                 gboolean    is_lambda)
{
  guint      start = self->mark;
  Parameters parameters = { .is_lambda = is_lambda, .base = ouro_parser_begin_list (self) };
  OuroNode  *vararg = NULL, *kwarg;

  if (self->blaming)
    ouro_parser_blame_parameters (self, is_lambda);

  while (push_parameter (self, &parameters, parameters.has_default) || read_slash (self, &parameters))
    continue;
  parameters.n_positional = count_pairs (self, &parameters);

  if (self->blaming)
    ouro_parser_blame_star_parameter (self, is_lambda);
  if (read_star (self, &parameters, &vararg))
    while (push_parameter (self, &parameters, FALSE))
      continue;
  kwarg = read_double_starred (self, is_lambda);

  if (self->mark == start)
    return NULL;
  return finish_parameters (self, &parameters, start, vararg, kwarg);
}

OuroNode *
ouro_parser_read_parameters (OuroParser *self)
{
  return read_parameters (self, FALSE);
}

OuroNode *
ouro_parser_read_lambda_parameters (OuroParser *self)
{
  return read_parameters (self, TRUE);
}

/* -- type parameters (PEP 695, 696) -- */

static OuroNode *
read_after (OuroParser    *self,
            OuroTokenKind  kind,
            OuroNodeReader read_value)
{
  guint     before = self->mark;
  OuroNode *value;

  if (!ouro_parser_accept (self, kind))
    return NULL;
  value = read_value (self);
  if (value == NULL)
    self->mark = before;
  return value;
}

static gpointer
read_type_param (OuroParser *self)
{
  guint          start = self->mark;
  OuroNodeKind   kind = OURO_NODE_TYPE_VAR;
  OuroNodeReader read_default_value = ouro_parser_read_expression;
  OuroNode      *bound = NULL, *default_value = NULL, *node;
  const char    *name;

  if (self->blaming || !ouro_parser_since (self, 14)) /* before 3.14 also in the first reading */
    ouro_parser_blame_type_param (self);

  if (ouro_parser_accept (self, OURO_TOKEN_STAR))
    {
      kind = OURO_NODE_TYPE_VAR_TUPLE;
      read_default_value = ouro_parser_read_star_expression;
    }
  else if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      kind = OURO_NODE_PARAM_SPEC;
    }
  name = ouro_parser_read_name (self);
  if (name == NULL)
    {
      self->mark = start;
      return NULL;
    }

  if (kind == OURO_NODE_TYPE_VAR)
    bound = read_after (self, OURO_TOKEN_COLON, ouro_parser_read_expression);
  if (self->dialect->type_parameter_defaults)
    default_value = read_after (self, OURO_TOKEN_ASSIGN, read_default_value);
  node = ouro_parser_new_node (self, kind, start);
  node->type_param.name = name;
  node->type_param.bound = bound;
  node->type_param.default_value = default_value;
  return node;
}

static OuroNode *
read_remembered_type_param (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_TYPE_PARAM, read_type_param);
}

OuroNodeList
ouro_parser_read_type_params (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *first;

  if (!self->dialect->type_statement || !ouro_parser_accept (self, OURO_TOKEN_LEFT_BRACKET))
    return (OuroNodeList){ 0 };

  if (self->blaming)
    ouro_parser_blame_type_params (self);
  first = read_remembered_type_param (self);
  if (first != NULL)
    {
      ouro_parser_push (self, first);
      ouro_parser_push_commas (self, read_remembered_type_param);
      if (ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACKET))
        return ouro_parser_end_list (self, base);
    }
  ouro_parser_drop_list (self, base);
  self->mark = start;
  return (OuroNodeList){ 0 };
}
