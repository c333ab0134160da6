/* ouro-parser-compound.c - statements with blocks: if, while, for, with, try, def, class
 *
 * Where a rule of Grammar/python.gram has an invalid_ alternative in front, the reader looks for
 * that mistake before it reads the statement (in the second reading only).
 */
#include "ouro-parser-private.h"

#include "ouro-parser-blame.h"

/* -- blocks -- */

gboolean
ouro_parser_push_statements (OuroParser *self)
{
  if (!ouro_parser_push_statement (self))
    return FALSE;
  while (ouro_parser_push_statement (self))
    continue;
  return TRUE;
}

static gpointer
read_block (OuroParser *self)
{
  guint         start = self->mark, base = ouro_parser_begin_list (self);
  OuroNodeList *block;
  gboolean      ok;

  if (ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    ok = ouro_parser_accept (self, OURO_TOKEN_INDENT) && ouro_parser_push_statements (self) &&
         ouro_parser_accept (self, OURO_TOKEN_DEDENT);
  else
    ok = ouro_parser_push_simple_statements (self);

  if (!ok)
    {
      ouro_parser_drop_list (self, base);
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_block (self);
      return NULL;
    }
  block = obstack_alloc (self->arena, sizeof (OuroNodeList));
  *block = ouro_parser_end_list (self, base);
  return block;
}

OuroNodeList *
ouro_parser_read_block (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_BLOCK, read_block);
}

/* ':' block */
static OuroNodeList *
read_suite (OuroParser *self)
{
  return ouro_parser_accept (self, OURO_TOKEN_COLON) ? ouro_parser_read_block (self) : NULL;
}

/* [else_block] */
static OuroNodeList
read_else (OuroParser *self)
{
  guint         start = self->mark;
  OuroNodeList *block;

  if (self->blaming)
    ouro_parser_blame_else (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_ELSE))
    return (OuroNodeList){ 0 };

  ouro_parser_expect (self, OURO_TOKEN_COLON, ":");
  block = ouro_parser_read_block (self);
  if (block != NULL)
    return *block;
  self->mark = start;
  return (OuroNodeList){ 0 };
}

/* -- if and while -- */

/* The condition and the block of an "if" or "elif", which is pushed. */
static gboolean
push_branch (OuroParser   *self,
             OuroTokenKind word)
{
  guint         start = self->mark;
  OuroNode     *test, *node;
  OuroNodeList *body;

  if (self->blaming)
    ouro_parser_blame_branch (self, word);
  if (!ouro_parser_accept (self, word))
    return FALSE;

  if ((test = ouro_parser_read_named_expression (self)) == NULL || (body = read_suite (self)) == NULL)
    {
      self->mark = start;
      return FALSE;
    }
  node = ouro_parser_new_node (self, OURO_NODE_IF, start);
  node->if_.test = test;
  node->if_.body = *body;
  ouro_parser_push (self, node);
  return TRUE;
}

/* Each "elif" is the only statement in the "else" of the branch before it. They are read in a loop,
 * so that a long chain needs no deep C stack, and hung into each other from the last to the first. */
static OuroNode *
read_if (OuroParser *self)
{
  guint        start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode    *node = NULL, *whole;
  OuroNodeList orelse;

  if (!push_branch (self, OURO_TOKEN_IF))
    return NULL;
  while (push_branch (self, OURO_TOKEN_ELIF))
    continue;
  orelse = read_else (self);

  whole = ouro_parser_new_node (self, OURO_NODE_PASS, start); /* all branches end where it ends */
  for (guint i = ouro_parser_begin_list (self); i > base; i--)
    {
      node = self->pending->pdata[i - 1];
      node->if_.orelse = orelse;
      node->end_line = whole->end_line;
      node->end_column = whole->end_column;
      ouro_parser_push (self, node);
      orelse = ouro_parser_end_list (self, ouro_parser_begin_list (self) - 1);
    }
  ouro_parser_drop_list (self, base);
  return node;
}

static OuroNode *
read_while (OuroParser *self)
{
  guint         start = self->mark;
  OuroNode     *test, *node;
  OuroNodeList *body, orelse;

  if (self->blaming)
    ouro_parser_blame_branch (self, OURO_TOKEN_WHILE);
  self->mark++;
  if ((test = ouro_parser_read_named_expression (self)) == NULL || (body = read_suite (self)) == NULL)
    return NULL;
  orelse = read_else (self);
  node = ouro_parser_new_node (self, OURO_NODE_WHILE, start);
  node->while_.test = test;
  node->while_.body = *body;
  node->while_.orelse = orelse;
  return node;
}

/* -- for -- */

static OuroNode *
read_for (OuroParser *self)
{
  guint         start = self->mark;
  gboolean      is_async;
  OuroNode     *target, *iter, *node;
  OuroNodeList *body, orelse;

  if (self->blaming)
    ouro_parser_blame_for (self);

  is_async = ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  if (!ouro_parser_accept (self, OURO_TOKEN_FOR) ||
      (target = ouro_parser_read_star_targets (self)) == NULL || !ouro_parser_accept (self, OURO_TOKEN_IN))
    {
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_for_target (self);
      return NULL;
    }
  if ((iter = ouro_parser_read_star_expressions (self)) == NULL || (body = read_suite (self)) == NULL)
    return NULL;
  orelse = read_else (self);

  node = ouro_parser_new_node (self, is_async ? OURO_NODE_ASYNC_FOR : OURO_NODE_FOR, start);
  node->for_.target = target;
  node->for_.iter = iter;
  node->for_.body = *body;
  node->for_.orelse = orelse;
  return node;
}

/* -- with -- */

static OuroNode *
read_with_item (OuroParser *self)
{
  guint         start = self->mark, before;
  OuroNode     *expr = ouro_parser_read_expression (self), *vars = NULL, *node;
  OuroTokenKind kind;

  before = self->mark;
  if (expr != NULL && ouro_parser_accept (self, OURO_TOKEN_AS))
    {
      vars = ouro_parser_read_star_target (self);
      kind = ouro_parser_peek (self);
      if (vars != NULL && kind != OURO_TOKEN_COMMA && kind != OURO_TOKEN_RIGHT_PAREN && kind != OURO_TOKEN_COLON)
        vars = NULL;
    }
  if (vars == NULL)
    {
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_with_item (self);
      self->mark = before;
    }
  if (expr == NULL)
    return NULL;

  node = ouro_parser_new_node (self, OURO_NODE_WITH_ITEM, start);
  node->with_item.context_expr = expr;
  node->with_item.optional_vars = vars;
  return node;
}

/* item (',' item)*; pushes at least one, or nothing. */
static gboolean
push_with_items (OuroParser *self)
{
  OuroNode *item = read_with_item (self);
  guint     before;

  if (item == NULL)
    return FALSE;
  do
    {
      ouro_parser_push (self, item);
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (item = read_with_item (self)) != NULL);
  self->mark = before;
  return TRUE;
}

/* Reads the items, with or without brackets round them, and the colon; pushes the items. */
static gboolean
push_with_header (OuroParser *self,
                  gboolean    in_brackets)
{
  guint    start = self->mark, base = ouro_parser_begin_list (self);
  gboolean ok;

  if (in_brackets)
    {
      ok = ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN) && push_with_items (self);
      if (ok)
        ouro_parser_accept (self, OURO_TOKEN_COMMA);
      ok = ok && ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN);
    }
  else
    {
      ok = push_with_items (self);
    }
  if (ok && ouro_parser_accept (self, OURO_TOKEN_COLON))
    return TRUE;
  ouro_parser_drop_list (self, base);
  self->mark = start;
  return FALSE;
}

/* The items may stand in brackets; what looks so may also be one item that is an expression in
 * brackets. When the block is broken the second attempt would find it broken again, and in nested
 * statements that doubles the time at each level, unless results are remembered. */
static OuroNodeList *
read_with_items_and_block (OuroParser *self)
{
  guint         start = self->mark, base = ouro_parser_begin_list (self);
  OuroNodeList *body;

  if (push_with_header (self, TRUE))
    {
      body = ouro_parser_read_block (self);
      if (body != NULL || !self->second_reading)
        return body;
      ouro_parser_drop_list (self, base);
      self->mark = start;
    }
  return push_with_header (self, FALSE) ? ouro_parser_read_block (self) : NULL;
}

static OuroNode *
read_with (OuroParser *self)
{
  guint         start = self->mark, base = ouro_parser_begin_list (self);
  gboolean      is_async;
  OuroNodeList *body = NULL;
  OuroNode     *node;

  if (self->blaming)
    ouro_parser_blame_with_indent (self);

  is_async = ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  if (ouro_parser_accept (self, OURO_TOKEN_WITH))
    body = read_with_items_and_block (self);
  if (body == NULL)
    {
      self->mark = start;
      if (self->blaming)
        ouro_parser_blame_with (self);
      return NULL;
    }
  node = ouro_parser_new_node (self, is_async ? OURO_NODE_ASYNC_WITH : OURO_NODE_WITH, start);
  node->with.items = ouro_parser_end_list (self, base);
  node->with.body = *body;
  return node;
}

/* -- try -- */

/* What an "except" catches, and the name it gives it. Several types need no brackets when there is
 * no name (PEP 758). */
static gboolean
read_caught (OuroParser  *self,
             OuroNode   **type,
             const char **name)
{
  guint start = self->mark;

  *type = ouro_parser_read_expression (self);
  *name = NULL;
  if (*type == NULL)
    return FALSE;
  if (ouro_parser_accept (self, OURO_TOKEN_AS))
    return (*name = ouro_parser_read_name (self)) != NULL;
  if (self->dialect->unparenthesised_except)
    *type = ouro_parser_finish_tuple (self, start, *type, ouro_parser_read_expression);
  return TRUE;
}

/* "except", or "except" and "*", has been read. */
static OuroNode *
read_handler (OuroParser *self,
              guint       start,
              gboolean    needs_type)
{
  OuroNode     *type = NULL, *node;
  const char   *name = NULL;
  OuroNodeList *body;

  if ((needs_type || ouro_parser_peek (self) != OURO_TOKEN_COLON) && !read_caught (self, &type, &name))
    return NULL;
  body = read_suite (self);
  if (body == NULL)
    return NULL;

  node = ouro_parser_new_node (self, OURO_NODE_EXCEPT_HANDLER, start);
  node->except_handler.type = type;
  node->except_handler.name = name;
  node->except_handler.body = *body;
  return node;
}

OuroNode *
ouro_parser_read_except_block (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = NULL;

  if (self->blaming)
    ouro_parser_blame_except_indent (self, FALSE);
  if (ouro_parser_accept (self, OURO_TOKEN_EXCEPT))
    node = read_handler (self, start, FALSE);
  if (node != NULL)
    return node;
  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_except (self, FALSE);
  return NULL;
}

OuroNode *
ouro_parser_read_except_star_block (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = NULL;

  if (self->blaming)
    ouro_parser_blame_except_indent (self, TRUE);
  if (ouro_parser_accept (self, OURO_TOKEN_EXCEPT) && ouro_parser_accept (self, OURO_TOKEN_STAR))
    node = read_handler (self, start, TRUE);
  if (node != NULL)
    return node;
  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_except (self, TRUE);
  return NULL;
}

/* finally_block; FALSE when there is none */
static gboolean
read_finally (OuroParser   *self,
              OuroNodeList *block)
{
  guint         start = self->mark;
  OuroNodeList *body;

  *block = (OuroNodeList){ 0 };
  if (self->blaming)
    ouro_parser_blame_finally (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_FINALLY))
    return FALSE;

  ouro_parser_expect (self, OURO_TOKEN_COLON, ":");
  body = ouro_parser_read_block (self);
  if (body == NULL)
    {
      self->mark = start;
      return FALSE;
    }
  *block = *body;
  return TRUE;
}

/* Pushes handlers of one sort: at least one, or nothing. */
static gboolean
push_handlers (OuroParser    *self,
               OuroNodeReader read_one)
{
  guint     base = ouro_parser_begin_list (self);
  OuroNode *handler;

  while (ouro_parser_peek (self) == OURO_TOKEN_EXCEPT && (handler = read_one (self)) != NULL)
    ouro_parser_push (self, handler);
  return ouro_parser_begin_list (self) > base;
}

static OuroNode *
read_try (OuroParser *self)
{
  guint         start = self->mark, base = ouro_parser_begin_list (self);
  OuroNodeKind  kind = OURO_NODE_TRY;
  OuroNodeList *body, orelse = { 0 }, finalbody;
  OuroNode     *node;

  if (self->blaming)
    ouro_parser_blame_try (self);
  self->mark++;
  ouro_parser_expect (self, OURO_TOKEN_COLON, ":");
  body = ouro_parser_read_block (self);
  if (body == NULL)
    return NULL;

  if (!read_finally (self, &finalbody))
    {
      if (!push_handlers (self, ouro_parser_read_except_block))
        {
          kind = OURO_NODE_TRY_STAR;
          if (!push_handlers (self, ouro_parser_read_except_star_block))
            return NULL;
        }
      orelse = read_else (self);
      read_finally (self, &finalbody);
    }
  node = ouro_parser_new_node (self, kind, start);
  node->try_.body = *body;
  node->try_.handlers = ouro_parser_end_list (self, base);
  node->try_.orelse = orelse;
  node->try_.finalbody = finalbody;
  return node;
}

/* -- def and class -- */

/* Up to 3.12 some tokens of a header must come, without a second reading. */
static void
demand_before_13 (OuroParser   *self,
                  OuroTokenKind kind,
                  const char   *text)
{
  if (!ouro_parser_since (self, 13))
    {
      ouro_parser_expect (self, kind, text);
      self->mark--;
    }
}

/* ['->' expression] */
static OuroNode *
read_return_annotation (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *annotation = NULL;

  if (ouro_parser_accept (self, OURO_TOKEN_ARROW) && (annotation = ouro_parser_read_expression (self)) == NULL)
    self->mark = start;
  return annotation;
}

static OuroNode *
read_def (OuroParser *self)
{
  guint        start = self->mark;
  gboolean     is_async;
  const char  *name;
  OuroNodeList type_params, *body;
  OuroNode    *args, *returns = NULL, *node;

  if (self->blaming)
    ouro_parser_blame_def (self);

  is_async = ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  if (!ouro_parser_accept (self, OURO_TOKEN_DEF) || (name = ouro_parser_read_name (self)) == NULL)
    return NULL;
  type_params = ouro_parser_read_type_params (self);
  demand_before_13 (self, OURO_TOKEN_LEFT_PAREN, "(");
  if (!ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    return NULL;
  args = ouro_parser_read_parameters (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    return NULL;
  returns = read_return_annotation (self);
  demand_before_13 (self, OURO_TOKEN_COLON, ":");
  body = read_suite (self);
  if (body == NULL)
    return NULL;

  node = ouro_parser_new_node (self, is_async ? OURO_NODE_ASYNC_FUNCTION_DEF : OURO_NODE_FUNCTION_DEF, start);
  node->function_def.name = name;
  node->function_def.args = args != NULL ? args : ouro_parser_new_empty_parameters (self);
  node->function_def.body = *body;
  node->function_def.returns = returns;
  node->function_def.type_params = type_params;
  return node;
}

static OuroNode *
read_class (OuroParser *self)
{
  guint        start = self->mark;
  const char  *name;
  OuroNodeList type_params, *body;
  OuroNode    *arguments = NULL, *node;

  if (self->blaming)
    ouro_parser_blame_class (self);

  self->mark++;
  name = ouro_parser_read_name (self);
  if (name == NULL)
    return NULL;
  type_params = ouro_parser_read_type_params (self);
  if (ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    {
      arguments = ouro_parser_read_arguments (self);
      if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
        return NULL;
    }
  body = read_suite (self);
  if (body == NULL)
    return NULL;

  node = ouro_parser_new_node (self, OURO_NODE_CLASS_DEF, start);
  node->class_def.name = name;
  if (arguments != NULL)
    {
      node->class_def.bases = arguments->call.args;
      node->class_def.keywords = arguments->call.keywords;
    }
  node->class_def.body = *body;
  node->class_def.type_params = type_params;
  return node;
}

/* "@" and an expression, each on a line of its own, and then a function or a class */
static OuroNode *
read_decorated (OuroParser *self)
{
  guint         base = ouro_parser_begin_list (self);
  OuroNode     *decorator, *node = NULL;
  OuroNodeList  decorators;
  OuroTokenKind kind;

  while (ouro_parser_accept (self, OURO_TOKEN_AT))
    {
      decorator = ouro_parser_read_named_expression (self);
      if (decorator == NULL || !ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
        return NULL;
      ouro_parser_push (self, decorator);
    }
  decorators = ouro_parser_end_list (self, base);

  kind = ouro_parser_peek (self);
  if (kind == OURO_TOKEN_DEF || kind == OURO_TOKEN_ASYNC)
    {
      node = read_def (self);
      if (node != NULL)
        node->function_def.decorators = decorators;
    }
  else if (kind == OURO_TOKEN_CLASS)
    {
      node = read_class (self);
      if (node != NULL)
        node->class_def.decorators = decorators;
    }
  return node;
}

/* -- statements -- */

static OuroNode *
read_async (OuroParser *self)
{
  OuroTokenKind kind;

  self->mark++;
  kind = ouro_parser_peek (self);
  self->mark--;
  if (kind == OURO_TOKEN_DEF)
    return read_def (self);
  if (kind == OURO_TOKEN_WITH)
    return read_with (self);
  if (kind == OURO_TOKEN_FOR)
    return read_for (self);
  return NULL;
}

/* compound_stmt */
static OuroNode *
read_compound_statement (OuroParser *self)
{
  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_DEF:
      return read_def (self);
    case OURO_TOKEN_AT:
      return read_decorated (self);
    case OURO_TOKEN_ASYNC:
      return read_async (self);
    case OURO_TOKEN_IF:
      return read_if (self);
    case OURO_TOKEN_CLASS:
      return read_class (self);
    case OURO_TOKEN_WITH:
      return read_with (self);
    case OURO_TOKEN_FOR:
      return read_for (self);
    case OURO_TOKEN_TRY:
      return read_try (self);
    case OURO_TOKEN_WHILE:
      return read_while (self);
    case OURO_TOKEN_NAME:
      return ouro_parser_read_match (self);
    default:
      return NULL;
    }
}

/* Pushes the one compound statement, or the simple ones of a line. */
gboolean
ouro_parser_push_statement (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *node;

  ouro_parser_enter (self);
  node = read_compound_statement (self);
  ouro_parser_leave (self);
  if (node != NULL)
    {
      ouro_parser_push (self, node);
      return TRUE;
    }
  self->mark = start;
  ouro_parser_drop_list (self, base);
  return ouro_parser_push_simple_statements (self);
}
