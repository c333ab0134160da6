/* ouro-parser-simple.c - statements of one line
 *
 * Assignments of all kinds begin like an expression, and what follows tells them apart. The others
 * begin with a word of their own.
 */
#include "ouro-parser-private.h"

#include "ouro-parser-blame.h"

typedef enum {
  NO_ASSIGNMENT,
  ASSIGNMENT_READ,
  ASSIGNMENT_BROKEN, /* "x += " and no expression: nothing else is tried */
} AssignmentResult;

static gboolean
is_augmented_assign (OuroTokenKind kind)
{
  return kind >= OURO_TOKEN_PLUS_ASSIGN && kind <= OURO_TOKEN_RIGHT_SHIFT_ASSIGN;
}

static const guint8 augmented_operators[OURO_N_TOKEN_KINDS] = {
  [OURO_TOKEN_PLUS_ASSIGN] = OURO_OPERATOR_ADD,
  [OURO_TOKEN_MINUS_ASSIGN] = OURO_OPERATOR_SUB,
  [OURO_TOKEN_STAR_ASSIGN] = OURO_OPERATOR_MULT,
  [OURO_TOKEN_DOUBLE_STAR_ASSIGN] = OURO_OPERATOR_POW,
  [OURO_TOKEN_SLASH_ASSIGN] = OURO_OPERATOR_DIV,
  [OURO_TOKEN_DOUBLE_SLASH_ASSIGN] = OURO_OPERATOR_FLOOR_DIV,
  [OURO_TOKEN_PERCENT_ASSIGN] = OURO_OPERATOR_MOD,
  [OURO_TOKEN_AT_ASSIGN] = OURO_OPERATOR_MAT_MULT,
  [OURO_TOKEN_AMPERSAND_ASSIGN] = OURO_OPERATOR_BIT_AND,
  [OURO_TOKEN_BAR_ASSIGN] = OURO_OPERATOR_BIT_OR,
  [OURO_TOKEN_CARET_ASSIGN] = OURO_OPERATOR_BIT_XOR,
  [OURO_TOKEN_LEFT_SHIFT_ASSIGN] = OURO_OPERATOR_L_SHIFT,
  [OURO_TOKEN_RIGHT_SHIFT_ASSIGN] = OURO_OPERATOR_R_SHIFT,
};

/* -- assignments and expressions -- */

/* ':' expression ['=' annotated_rhs], after the target */
static OuroNode *
read_annotated_assignment (OuroParser *self,
                           guint       start,
                           OuroNode   *target)
{
  guint     before = self->mark;
  OuroNode *annotation, *value = NULL, *node;

  self->mark++;
  annotation = ouro_parser_read_expression (self);
  if (annotation == NULL)
    {
      self->mark = before;
      return NULL;
    }
  before = self->mark;
  if (ouro_parser_accept (self, OURO_TOKEN_ASSIGN) && (value = ouro_parser_read_annotated_rhs (self)) == NULL)
    self->mark = before;

  ouro_node_set_context (target, OURO_CONTEXT_STORE);
  node = ouro_parser_new_node (self, OURO_NODE_ANN_ASSIGN, start);
  node->ann_assign.target = target;
  node->ann_assign.annotation = annotation;
  node->ann_assign.value = value;
  node->ann_assign.simple = ouro_parser_get_token (self, start)->kind == OURO_TOKEN_NAME && target->kind == OURO_NODE_NAME;
  return node;
}

/* CPython tries first whether targets come, and finds the mistakes in them. */
static void
try_targets (OuroParser *self)
{
  guint start = self->mark;

  if (self->second_reading)
    ouro_parser_read_star_targets (self);
  self->mark = start;
}

/* (star_targets '=')+ annotated_rhs !'=', after the first target */
static OuroNode *
read_plain_assignment (OuroParser *self,
                       guint       start,
                       OuroNode   *target)
{
  guint        base = ouro_parser_begin_list (self);
  OuroNode    *value = target, *node;
  OuroNodeList targets;

  while (value != NULL && ouro_node_can_be_assigned (value) && ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
    {
      ouro_node_set_context (value, OURO_CONTEXT_STORE);
      ouro_parser_push (self, value);
      try_targets (self);
      value = ouro_parser_read_annotated_rhs (self);
    }
  if (value == NULL || ouro_parser_peek (self) == OURO_TOKEN_ASSIGN)
    {
      ouro_parser_drop_list (self, base);
      return NULL;
    }
  targets = ouro_parser_end_list (self, base);
  node = ouro_parser_new_node (self, OURO_NODE_ASSIGN, start);
  node->assign.targets = targets;
  node->assign.value = value;
  return node;
}

static OuroNode *
read_augmented_assignment (OuroParser *self,
                           guint       start,
                           OuroNode   *target)
{
  OuroTokenKind kind = ouro_parser_peek (self);
  OuroNode     *value, *node;

  self->mark++;
  value = ouro_parser_read_annotated_rhs (self);
  if (value == NULL)
    return NULL;

  ouro_node_set_context (target, OURO_CONTEXT_STORE);
  node = ouro_parser_new_node (self, OURO_NODE_AUG_ASSIGN, start);
  node->aug_assign.target = target;
  node->aug_assign.op = augmented_operators[kind];
  node->aug_assign.value = value;
  return node;
}

/* Whether what was read as an expression may stand before ":": a name, an attribute or a subscript,
 * also in brackets. */
static AssignmentResult
read_assignment (OuroParser *self,
                 guint       start,
                 OuroNode   *target,
                 OuroNode  **node)
{
  OuroTokenKind kind = ouro_parser_peek (self);

  *node = NULL;
  if (kind == OURO_TOKEN_COLON && ouro_node_can_be_single_target (target))
    *node = read_annotated_assignment (self, start, target);
  else if (kind == OURO_TOKEN_ASSIGN && ouro_node_can_be_assigned (target))
    *node = read_plain_assignment (self, start, target);
  else if (is_augmented_assign (kind) && ouro_node_can_be_single_target (target))
    {
      *node = read_augmented_assignment (self, start, target);
      if (*node == NULL)
        return ASSIGNMENT_BROKEN;
    }
  return *node != NULL ? ASSIGNMENT_READ : NO_ASSIGNMENT;
}

/* assignment | star_expressions */
static OuroNode *
read_expression_statement (OuroParser *self)
{
  guint            start = self->mark, end;
  OuroNode        *value, *node = NULL;
  AssignmentResult result = NO_ASSIGNMENT;

  try_targets (self);
  value = ouro_parser_read_star_expressions (self);
  end = self->mark;
  if (value != NULL)
    {
      result = read_assignment (self, start, value, &node);
      if (node != NULL)
        return node;
    }
  self->mark = start;
  if (self->blaming && result == NO_ASSIGNMENT)
    ouro_parser_blame_assignment (self);
  if (value == NULL)
    return NULL;

  self->mark = end;
  node = ouro_parser_new_node (self, OURO_NODE_EXPR, start);
  node->expr.value = value;
  return node;
}

/* -- import -- */

/* dotted_name */
const char *
ouro_parser_read_dotted_name (OuroParser *self)
{
  guint       start = self->mark;
  const char *first = ouro_parser_read_name (self), *part;

  if (first == NULL || ouro_parser_peek (self) != OURO_TOKEN_DOT)
    return first;

  /* The names are read again into one text; each is normalised by itself. */
  self->mark = start;
  g_string_assign (self->scratch, ouro_parser_read_name (self));
  for (guint before = self->mark; ouro_parser_accept (self, OURO_TOKEN_DOT); before = self->mark)
    {
      part = ouro_parser_read_name (self);
      if (part == NULL)
        {
          self->mark = before;
          break;
        }
      g_string_append_c (self->scratch, '.');
      g_string_append (self->scratch, part);
    }
  return ouro_parser_copy_text (self, self->scratch->str, self->scratch->len);
}

static OuroNode *
finish_alias (OuroParser *self,
              guint       start,
              const char *name)
{
  guint       before = self->mark;
  const char *asname = NULL;
  OuroNode   *node;

  if (ouro_parser_accept (self, OURO_TOKEN_AS) && (asname = ouro_parser_read_name (self)) == NULL)
    self->mark = before;
  node = ouro_parser_new_node (self, OURO_NODE_ALIAS, start);
  node->alias.name = name;
  node->alias.asname = asname;
  return node;
}

/* dotted_as_name */
static OuroNode *
read_dotted_alias (OuroParser *self)
{
  guint       start = self->mark;
  const char *name;

  if (self->blaming)
    ouro_parser_blame_alias (self, TRUE);
  name = ouro_parser_read_dotted_name (self);
  return name != NULL ? finish_alias (self, start, name) : NULL;
}

/* import_from_as_name */
static OuroNode *
read_plain_alias (OuroParser *self)
{
  guint       start = self->mark;
  const char *name;

  if (self->blaming)
    ouro_parser_blame_alias (self, FALSE);
  name = ouro_parser_read_name (self);
  return name != NULL ? finish_alias (self, start, name) : NULL;
}

/* name (',' name)*, without a comma at the end; pushes at least one, or nothing. */
static gboolean
push_aliases (OuroParser    *self,
              OuroNodeReader read_alias)
{
  OuroNode *alias = read_alias (self);
  guint     before;

  if (alias == NULL)
    return FALSE;
  do
    {
      ouro_parser_push (self, alias);
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (alias = read_alias (self)) != NULL);
  self->mark = before;
  return TRUE;
}

gboolean
ouro_parser_push_import_names (OuroParser *self)
{
  return push_aliases (self, read_plain_alias);
}

static OuroNode *
read_import_name (OuroParser *self,
                  guint       start,
                  gboolean    is_lazy)
{
  guint     base = ouro_parser_begin_list (self);
  OuroNode *node;

  self->mark++;
  if (!push_aliases (self, read_dotted_alias))
    return NULL;
  node = ouro_parser_new_node (self, OURO_NODE_IMPORT, start);
  node->import.names = ouro_parser_end_list (self, base);
  node->import.is_lazy = is_lazy;
  return node;
}

/* import_from_targets: pushes the names. */
static gboolean
push_import_targets (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *star;

  if (ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    {
      if (ouro_parser_push_import_names (self))
        {
          ouro_parser_accept (self, OURO_TOKEN_COMMA);
          if (ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
            return TRUE;
        }
    }
  else if (ouro_parser_accept (self, OURO_TOKEN_STAR))
    {
      star = ouro_parser_new_node (self, OURO_NODE_ALIAS, start);
      star->alias.name = "*";
      ouro_parser_push (self, star);
      return TRUE;
    }
  else if (ouro_parser_push_import_names (self) && ouro_parser_peek (self) != OURO_TOKEN_COMMA)
    {
      return TRUE;
    }

  ouro_parser_drop_list (self, base);
  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_import_targets (self);
  return FALSE;
}

static OuroNode *
read_import_from (OuroParser *self,
                  guint       start,
                  gboolean    is_lazy)
{
  guint       base = ouro_parser_begin_list (self), level = 0;
  const char *module;
  OuroNode   *node;

  self->mark++;
  for (;;)
    if (ouro_parser_accept (self, OURO_TOKEN_DOT))
      level++;
    else if (ouro_parser_accept (self, OURO_TOKEN_ELLIPSIS))
      level += 3;
    else
      break;

  module = ouro_parser_read_dotted_name (self);
  if ((module == NULL && level == 0) || !ouro_parser_accept (self, OURO_TOKEN_IMPORT) || !push_import_targets (self))
    return NULL;
  node = ouro_parser_new_node (self, OURO_NODE_IMPORT_FROM, start);
  node->import_from.module = module;
  node->import_from.names = ouro_parser_end_list (self, base);
  node->import_from.level = level;
  node->import_from.is_lazy = is_lazy;
  return node;
}

static gboolean
at_lazy_import (OuroParser *self)
{
  return self->dialect->lazy_imports && ouro_parser_at_word (self, "lazy") &&
         (ouro_parser_name_is_followed_by (self, OURO_TOKEN_IMPORT) ||
          ouro_parser_name_is_followed_by (self, OURO_TOKEN_FROM));
}

static OuroNode *
read_import (OuroParser *self)
{
  guint    start = self->mark;
  gboolean is_lazy = at_lazy_import (self);

  if (self->blaming)
    ouro_parser_blame_import (self);
  if (is_lazy)
    self->mark++;
  if (ouro_parser_peek (self) == OURO_TOKEN_IMPORT)
    return read_import_name (self, start, is_lazy);
  return read_import_from (self, start, is_lazy);
}

/* -- statements with a word of their own -- */

static OuroNode *
read_bare (OuroParser  *self,
           OuroNodeKind kind)
{
  guint start = self->mark++;

  return ouro_parser_new_node (self, kind, start);
}

static OuroNode *
read_return (OuroParser *self)
{
  guint     start = self->mark++;
  OuroNode *value = ouro_parser_read_star_expressions (self);
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_RETURN, start);

  node->return_.value = value;
  return node;
}

static OuroNode *
read_raise (OuroParser *self)
{
  guint     start = self->mark, before;
  OuroNode *exc, *cause = NULL, *node;

  if (self->blaming)
    ouro_parser_blame_raise (self);
  self->mark++;
  exc = ouro_parser_read_expression (self);
  before = self->mark;
  if (exc != NULL && ouro_parser_accept (self, OURO_TOKEN_FROM) && (cause = ouro_parser_read_expression (self)) == NULL)
    self->mark = before;
  node = ouro_parser_new_node (self, OURO_NODE_RAISE, start);
  node->raise.exc = exc;
  node->raise.cause = cause;
  return node;
}

static OuroNode *
read_del (OuroParser *self)
{
  guint         start = self->mark++, base = ouro_parser_begin_list (self);
  OuroNode     *first = ouro_parser_read_del_target (self), *node;
  OuroTokenKind kind;

  if (first != NULL)
    {
      ouro_parser_push (self, first);
      ouro_parser_push_commas (self, ouro_parser_read_del_target);
      kind = ouro_parser_peek (self);
      if (kind == OURO_TOKEN_SEMICOLON || kind == OURO_TOKEN_NEWLINE)
        {
          node = ouro_parser_new_node (self, OURO_NODE_DELETE, start);
          node->delete_.targets = ouro_parser_end_list (self, base);
          return node;
        }
    }
  ouro_parser_drop_list (self, base);
  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_del (self);
  return NULL;
}

static OuroNode *
read_assert (OuroParser *self)
{
  guint     start = self->mark, before;
  OuroNode *test, *msg = NULL, *node;

  if (self->blaming)
    ouro_parser_blame_assert (self);
  self->mark++;
  test = ouro_parser_read_expression (self);
  if (test == NULL)
    return NULL;
  before = self->mark;
  if (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (msg = ouro_parser_read_expression (self)) == NULL)
    self->mark = before;
  node = ouro_parser_new_node (self, OURO_NODE_ASSERT, start);
  node->assert_.test = test;
  node->assert_.msg = msg;
  return node;
}

/* global_stmt, nonlocal_stmt */
static OuroNode *
read_global (OuroParser  *self,
             OuroNodeKind kind)
{
  guint       start = self->mark++, base = ouro_parser_begin_list (self), before;
  const char *name = ouro_parser_read_name (self);
  OuroNode   *node;

  if (name == NULL)
    return NULL;
  do
    {
      ouro_parser_push (self, (gpointer)name);
      before = self->mark;
    }
  while (ouro_parser_accept (self, OURO_TOKEN_COMMA) && (name = ouro_parser_read_name (self)) != NULL);
  self->mark = before;

  node = ouro_parser_new_node (self, kind, start);
  node->global.names = ouro_parser_end_names (self, base);
  return node;
}

static OuroNode *
read_yield_statement (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *value = ouro_parser_read_yield_expression (self);
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_EXPR, start);

  node->expr.value = value;
  return node;
}

/* type_alias */
static OuroNode *
read_type_alias (OuroParser *self)
{
  guint        start = self->mark++;
  OuroNode    *name = ouro_parser_read_name_node (self), *value, *node;
  OuroNodeList type_params;

  type_params = ouro_parser_read_type_params (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_ASSIGN) || (value = ouro_parser_read_expression (self)) == NULL)
    return NULL;
  name->name.ctx = OURO_CONTEXT_STORE;
  node = ouro_parser_new_node (self, OURO_NODE_TYPE_ALIAS, start);
  node->type_alias.name = name;
  node->type_alias.type_params = type_params;
  node->type_alias.value = value;
  return node;
}

/* "type" and "lazy" begin statements of their own only when nothing else fits. */
static OuroNode *
read_soft_statement (OuroParser    *self,
                     OuroNodeReader read_statement)
{
  guint     start = self->mark;
  OuroNode *node;

  if (self->second_reading)
    {
      node = read_expression_statement (self);
      if (node != NULL && node->kind != OURO_NODE_EXPR)
        return node;
      self->mark = start;
    }
  node = read_statement (self);
  if (node != NULL)
    return node;
  self->mark = start;
  return read_expression_statement (self);
}

static OuroNode *
read_name_statement (OuroParser *self)
{
  if (self->dialect->type_statement && ouro_parser_at_word (self, "type") &&
      ouro_parser_name_is_followed_by (self, OURO_TOKEN_NAME))
    return read_soft_statement (self, read_type_alias);
  if (at_lazy_import (self))
    return read_soft_statement (self, read_import);
  return read_expression_statement (self);
}

static OuroNode *
read_keyword_statement (OuroParser *self)
{
  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_NAME:
      return read_name_statement (self);
    case OURO_TOKEN_RETURN:
      return read_return (self);
    case OURO_TOKEN_IMPORT:
    case OURO_TOKEN_FROM:
      return read_import (self);
    case OURO_TOKEN_RAISE:
      return read_raise (self);
    case OURO_TOKEN_PASS:
      return read_bare (self, OURO_NODE_PASS);
    case OURO_TOKEN_DEL:
      return read_del (self);
    case OURO_TOKEN_YIELD:
      return read_yield_statement (self);
    case OURO_TOKEN_ASSERT:
      return read_assert (self);
    case OURO_TOKEN_BREAK:
      return read_bare (self, OURO_NODE_BREAK);
    case OURO_TOKEN_CONTINUE:
      return read_bare (self, OURO_NODE_CONTINUE);
    case OURO_TOKEN_GLOBAL:
      return read_global (self, OURO_NODE_GLOBAL);
    case OURO_TOKEN_NONLOCAL:
      return read_global (self, OURO_NODE_NONLOCAL);
    default:
      return read_expression_statement (self);
    }
}

/* Words that could be taken for the beginning of an assignment or an expression. */
static gboolean
is_like_expression (OuroTokenKind kind)
{
  return kind == OURO_TOKEN_YIELD || kind == OURO_TOKEN_PASS || kind == OURO_TOKEN_BREAK || kind == OURO_TOKEN_CONTINUE;
}

static gpointer
read_simple_statement (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node;

  if (self->blaming && is_like_expression (ouro_parser_peek (self)))
    ouro_parser_blame_assignment (self);
  node = read_keyword_statement (self);
  if (node == NULL)
    self->mark = start;
  return node;
}

OuroNode *
ouro_parser_read_simple_statement (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_SIMPLE_STATEMENT, read_simple_statement);
}

/* simple_stmts: pushes at least one, or nothing. */
gboolean
ouro_parser_push_simple_statements (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *statement;

  do
    {
      statement = ouro_parser_read_simple_statement (self);
      if (statement == NULL)
        break;
      ouro_parser_push (self, statement);
    }
  while (ouro_parser_accept (self, OURO_TOKEN_SEMICOLON));

  if (ouro_parser_begin_list (self) > base && ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    return TRUE;
  ouro_parser_drop_list (self, base);
  self->mark = start;
  return FALSE;
}
