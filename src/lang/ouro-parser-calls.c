/* ouro-parser-calls.c - the arguments of a call or of a class
 *
 * Three stretches follow each other: positional arguments (also starred), then keywords (between
 * which starred ones may stand), then keywords and "**" (after which nothing else may come). They
 * are gathered into a CALL node without its function.
 */
#include "ouro-parser-private.h"

#include "ouro-parser-blame.h"

OuroNode *
ouro_parser_read_starred_expression (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value, *node;

  if (self->blaming)
    ouro_parser_blame_starred_unpacking (self);

  if (ouro_parser_accept (self, OURO_TOKEN_STAR) && (value = ouro_parser_read_expression (self)) != NULL)
    {
      node = ouro_parser_new_node (self, OURO_NODE_STARRED, start);
      node->starred.value = value;
      node->starred.ctx = OURO_CONTEXT_LOAD;
      return node;
    }
  self->mark = start;
  if (ouro_parser_is_eager (self))
    ouro_parser_blame_starred (self);
  return NULL;
}

/* starred_expression | (assignment_expression | expression !':=') !'=' */
OuroNode *
ouro_parser_read_positional_argument (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node;

  node = ouro_parser_peek (self) == OURO_TOKEN_STAR ? ouro_parser_read_starred_expression (self) : NULL;
  if (node != NULL)
    return node;

  node = ouro_parser_read_assignment_expression (self);
  if (node == NULL)
    {
      node = ouro_parser_read_expression (self);
      if (node != NULL && ouro_parser_peek (self) == OURO_TOKEN_WALRUS)
        node = NULL;
    }
  if (node != NULL && ouro_parser_peek (self) == OURO_TOKEN_ASSIGN)
    node = NULL;
  if (node == NULL)
    self->mark = start;
  return node;
}

/* item (',' item)*, without a comma at the end; pushes at least one, or nothing. */
static gboolean
push_separated (OuroParser    *self,
                OuroNodeReader read_item)
{
  OuroNode *item = read_item (self);
  guint     before = self->mark;

  if (item == NULL)
    return FALSE;
  while (item != NULL)
    {
      ouro_parser_push (self, item);
      before = self->mark;
      item = ouro_parser_accept (self, OURO_TOKEN_COMMA) ? read_item (self) : NULL;
    }
  self->mark = before;
  return TRUE;
}

gboolean
ouro_parser_push_positional_arguments (OuroParser *self)
{
  return push_separated (self, ouro_parser_read_positional_argument);
}

/* NAME '=' expression */
static OuroNode *
read_keyword (OuroParser *self)
{
  guint       start = self->mark;
  const char *name;
  OuroNode   *value, *node;

  if (!ouro_parser_name_is_followed_by (self, OURO_TOKEN_ASSIGN))
    return NULL;

  name = ouro_parser_read_name (self);
  self->mark++;
  value = ouro_parser_read_expression (self);
  if (value == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_KEYWORD, start);
  node->keyword.arg = name;
  node->keyword.value = value;
  return node;
}

static OuroNode *
read_keyword_or_starred (OuroParser *self)
{
  OuroNode *node;

  if (self->blaming)
    ouro_parser_blame_keyword (self);
  node = read_keyword (self);
  return node != NULL ? node : ouro_parser_read_starred_expression (self);
}

static OuroNode *
read_keyword_or_double_starred (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node, *value;

  if (self->blaming)
    ouro_parser_blame_keyword (self);
  node = read_keyword (self);
  if (node != NULL || !ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    return node;

  value = ouro_parser_read_expression (self);
  if (value == NULL)
    {
      self->mark = start;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_KEYWORD, start);
  node->keyword.value = value;
  return node;
}

/* kwargs: pushes at least one, or nothing. */
static gboolean
push_kwargs (OuroParser *self)
{
  guint before;

  if (!push_separated (self, read_keyword_or_starred))
    return push_separated (self, read_keyword_or_double_starred);

  before = self->mark;
  if (!ouro_parser_accept (self, OURO_TOKEN_COMMA) || !push_separated (self, read_keyword_or_double_starred))
    self->mark = before;
  return TRUE;
}

/* Sorts what was pushed since base: the keywords apart, each group in the order of the text. */
static OuroNode *
finish_call (OuroParser *self,
             guint       start,
             guint       base)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_CALL, start);
  guint     end = ouro_parser_begin_list (self);

  for (guint i = base; i < end; i++)
    if (((OuroNode *)self->pending->pdata[i])->kind == OURO_NODE_KEYWORD)
      ouro_parser_push (self, self->pending->pdata[i]);
  node->call.keywords = ouro_parser_end_list (self, end);
  for (guint i = base; i < end; i++)
    if (((OuroNode *)self->pending->pdata[i])->kind != OURO_NODE_KEYWORD)
      ouro_parser_push (self, self->pending->pdata[i]);
  node->call.args = ouro_parser_end_list (self, end);
  ouro_parser_drop_list (self, base);
  return node;
}

OuroNode *
ouro_parser_read_kwargs (OuroParser *self)
{
  guint start = self->mark, base = ouro_parser_begin_list (self);

  return push_kwargs (self) ? finish_call (self, start, base) : NULL;
}

OuroNode *
ouro_parser_read_args (OuroParser *self)
{
  guint start = self->mark, base = ouro_parser_begin_list (self), before;

  if (!ouro_parser_push_positional_arguments (self))
    return ouro_parser_read_kwargs (self);

  before = self->mark;
  if (!ouro_parser_accept (self, OURO_TOKEN_COMMA) || !push_kwargs (self))
    self->mark = before;
  return finish_call (self, start, base);
}

/* The first reading leaves it to the caller to find the bracket: a "for" may come before it. */
static gpointer
read_arguments (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = ouro_parser_read_args (self);

  if (node != NULL)
    {
      ouro_parser_accept (self, OURO_TOKEN_COMMA);
      if (!self->second_reading || ouro_parser_peek (self) == OURO_TOKEN_RIGHT_PAREN)
        return node;
    }
  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_arguments (self);
  return NULL;
}

OuroNode *
ouro_parser_read_arguments (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_ARGUMENTS, read_arguments);
}
