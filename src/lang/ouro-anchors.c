/* ouro-anchors.c - what a traceback points at within the code that raised */
#include "ouro-anchors.h"

#include <string.h>

#include "ouro-parser.h"

static gboolean
is_blank (char character)
{
  return character == ' ' || character == '\t' || character == '\f';
}

static OuroSyntaxTree *
parse (const char        *text,
       const OuroDialect *dialect)
{
  return ouro_syntax_tree_parse (text, strlen (text), dialect, NULL, NULL);
}

/* The only expression in a tree; NULL when it is another statement, or more than one. */
static const OuroNode *
get_expression (const OuroSyntaxTree *tree)
{
  const OuroNodeList *body = &ouro_syntax_tree_get_root (tree)->module.body;

  return body->n == 1 && body->items[0]->kind == OURO_NODE_EXPR ? body->items[0]->expr.value : NULL;
}

/* In one line ------------------------------------------------------------------------------- */

/* The operator stands between the operands; one or two characters that are no blanks. */
static gboolean
find_operator_in_line (const char     *text,
                       const OuroNode *operation,
                       OuroAnchors    *anchors)
{
  guint end = operation->bin_op.right->column;

  for (guint i = operation->bin_op.left->end_column; i < end; i++)
    {
      if (is_blank (text[i]))
        continue;
      anchors->column = i;
      anchors->end_column = i + 1 < end && !is_blank (text[i + 1]) ? i + 2 : i + 1;
      if (i + 1 >= end || text[i] != ')')
        break;
    }
  return TRUE;
}

static gboolean
find_subscript_in_line (const char     *text,
                        const OuroNode *subscript,
                        OuroAnchors    *anchors)
{
  gsize length = strlen (text);
  gsize start = subscript->subscript.value->end_column;
  gsize end = subscript->subscript.slice->end_column + 1;

  start += strcspn (text + start, "[");
  if (end < length)
    end += strcspn (text + end, "]");
  anchors->column = (guint)start;
  anchors->end_column = (guint)(end < length ? end + 1 : end);
  return TRUE;
}

gboolean
ouro_anchors_find_in_line (const char        *expression,
                           const OuroDialect *dialect,
                           OuroAnchors       *anchors)
{
  g_autoptr (OuroSyntaxTree) tree = parse (expression, dialect);
  const OuroNode *node = tree != NULL ? get_expression (tree) : NULL;

  *anchors = (OuroAnchors){ 0 };
  if (node != NULL && node->kind == OURO_NODE_BIN_OP)
    return find_operator_in_line (expression, node, anchors);
  if (node != NULL && node->kind == OURO_NODE_SUBSCRIPT)
    return find_subscript_in_line (expression, node, anchors);
  return FALSE;
}

/* In lines ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *at;
  guint       line;
  guint       column;
} Place;

/* The end of a node. The text was read between parentheses on lines of their own, so its first line is the node's second. */
static Place
find_end (const char     *text,
          const OuroNode *node)
{
  Place place = { .at = text, .line = node->end_line - 2, .column = node->end_column };

  for (guint i = 0; i < place.line && *place.at != '\0'; i++)
    {
      place.at = strchrnul (place.at, '\n');
      place.at += *place.at == '\n';
    }
  place.at += MIN (place.column, strlen (place.at));
  return place;
}

static void
advance (Place *place)
{
  gboolean is_end_of_line = *place->at == '\n';

  place->at++;
  place->line += is_end_of_line;
  place->column = is_end_of_line ? 0 : place->column + 1;
}

/* Goes on to one of the characters wanted, or, when they are not wanted, to any other; past comments and joined lines. FALSE at
 * the end of the text. */
static gboolean
go_on (Place      *place,
       const char *characters,
       gboolean    are_wanted)
{
  while (*place->at != '\0')
    {
      if (*place->at == '\\' || *place->at == '#')
        while (*place->at != '\0' && *place->at != '\n')
          advance (place);
      else if ((strchr (characters, *place->at) != NULL) == are_wanted)
        return TRUE;
      else
        advance (place);
    }
  return FALSE;
}

static gboolean
find_operator (const char     *text,
               const OuroNode *operation,
               OuroAnchors    *anchors)
{
  const OuroNode *right = operation->bin_op.right;
  Place           place = find_end (text, operation->bin_op.left);
  char            second;
  gboolean        is_of_right;

  if (!go_on (&place, " \t\f\r\n)", FALSE))
    return FALSE;
  second = place.at[1];
  is_of_right = right->line - 2 == place.line && right->column <= place.column + 1;
  *anchors = (OuroAnchors){ .line = place.line, .column = place.column, .end_line = place.line, .end_column = place.column + 1 };
  if (second != '\0' && !is_of_right && !g_ascii_isspace (second) && second != '\\' && second != '#')
    anchors->end_column++;
  return TRUE;
}

/* From the bracket behind what is called or subscripted to the end. */
static gboolean
find_brackets (const char     *text,
               const OuroNode *whole,
               const OuroNode *object,
               const char     *bracket,
               OuroAnchors    *anchors)
{
  Place start = find_end (text, object);

  if (!go_on (&start, bracket, TRUE))
    return FALSE;
  *anchors = (OuroAnchors){ .line = start.line, .column = start.column, .end_line = whole->end_line - 2, .end_column = whole->end_column };
  return TRUE;
}

gboolean
ouro_anchors_find (const char        *expression,
                   const OuroDialect *dialect,
                   OuroAnchors       *anchors)
{
  g_autofree char *text = g_strdup_printf ("(\n%s\n)", expression);
  g_autoptr (OuroSyntaxTree) tree = parse (text, dialect);
  const OuroNode *node = tree != NULL ? get_expression (tree) : NULL;

  if (node == NULL)
    return FALSE;
  switch ((guint)node->kind)
    {
    case OURO_NODE_BIN_OP:
      return find_operator (expression, node, anchors);
    case OURO_NODE_SUBSCRIPT:
      return find_brackets (expression, node, node->subscript.value, "[", anchors);
    case OURO_NODE_CALL:
      return find_brackets (expression, node, node->call.func, "(", anchors);
    default:
      return FALSE;
    }
}

/* Statements -------------------------------------------------------------------------------- */

/* The call that is all that "return" or a single name gets; NULL for other statements. */
static const OuroNode *
get_mere_call (const OuroNode *statement)
{
  const OuroNode *value = NULL;

  if (statement->kind == OURO_NODE_RETURN)
    {
      value = statement->return_.value;
      if (value != NULL && (value->kind != OURO_NODE_CALL || value->call.func->kind != OURO_NODE_NAME))
        value = NULL;
    }
  else if (statement->kind == OURO_NODE_ASSIGN && statement->assign.targets.n == 1 && statement->assign.targets.items[0]->kind == OURO_NODE_NAME)
    value = statement->assign.value;
  return value != NULL && value->kind == OURO_NODE_CALL ? value : NULL;
}

gboolean
ouro_anchors_is_mere_call (const char        *statement,
                           guint              n_lines,
                           guint              column,
                           guint              end_column,
                           const OuroDialect *dialect)
{
  g_autoptr (OuroSyntaxTree) tree = parse (statement, dialect);
  const OuroNodeList *body = tree != NULL ? &ouro_syntax_tree_get_root (tree)->module.body : NULL;
  const OuroNode     *call = body != NULL && body->n > 0 ? get_mere_call (body->items[0]) : NULL;

  return call != NULL && call->line == 1 && call->end_line == n_lines && call->column == column && call->end_column == end_column;
}
