/* ouro-parser-atoms.c - names, numbers, what stands in brackets, and what follows an atom
 *
 * A bracket can begin several things (a tuple, a group, a generator expression), which differ only
 * after their first item; each reader here reads that item once and then decides.
 */
#include "ouro-parser-private.h"

#include <string.h>

#include "ouro-parser-blame.h"

/* Include/internal/pycore_long.h: _PY_LONG_DEFAULT_MAX_STR_DIGITS */
#define MAX_DECIMAL_DIGITS 4300

/* -- names and numbers -- */

OuroNode *
ouro_parser_read_name_node (OuroParser *self)
{
  guint       start = self->mark;
  const char *id = ouro_parser_read_name (self);
  OuroNode   *node;

  if (id == NULL)
    return NULL;
  node = ouro_parser_new_node (self, OURO_NODE_NAME, start);
  node->name.id = id;
  node->name.ctx = OURO_CONTEXT_LOAD;
  return node;
}

static OuroNode *
new_constant (OuroParser      *self,
              OuroConstantKind kind,
              guint            start)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_CONSTANT, start);

  node->constant.kind = kind;
  return node;
}

OuroNode *
ouro_parser_read_singleton (OuroParser *self)
{
  guint start = self->mark;

  if (ouro_parser_accept (self, OURO_TOKEN_NONE))
    return new_constant (self, OURO_CONSTANT_NONE, start);
  if (ouro_parser_accept (self, OURO_TOKEN_TRUE))
    return new_constant (self, OURO_CONSTANT_TRUE, start);
  if (ouro_parser_accept (self, OURO_TOKEN_FALSE))
    return new_constant (self, OURO_CONSTANT_FALSE, start);
  return NULL;
}

static void
check_number_of_digits (OuroParser      *self,
                        const OuroToken *token,
                        gsize            n_digits)
{
  OuroSpan span = ouro_parser_token_span (self, token);

  if (n_digits <= MAX_DECIMAL_DIGITS)
    return;
  span.column = span.end_column = 0;
  ouro_parser_raise (self, span,
                     "Exceeds the limit (%d digits) for integer string conversion: value has %" G_GSIZE_FORMAT " digits; "
                     "use sys.set_int_max_str_digits() to increase the limit "
                     "- Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
                     MAX_DECIMAL_DIGITS, n_digits);
}

/* digits has no underscores and a prefix in lower case, if any. */
static void
set_number (OuroParser      *self,
            OuroNode        *node,
            const OuroToken *token,
            const char      *digits)
{
  gsize    length = strlen (digits);
  gboolean has_prefix = length > 1 && digits[0] == '0' && g_ascii_isalpha (digits[1]) && strchr ("xob", digits[1]) != NULL;

  if (!has_prefix && g_ascii_tolower (digits[length - 1]) == 'j')
    {
      node->constant.kind = OURO_CONSTANT_COMPLEX;
      node->constant.real = g_ascii_strtod (digits, NULL);
      return;
    }
  if (!has_prefix && strpbrk (digits, ".eE") != NULL)
    {
      node->constant.kind = OURO_CONSTANT_FLOAT;
      node->constant.real = g_ascii_strtod (digits, NULL);
      return;
    }

  node->constant.kind = OURO_CONSTANT_INT;
  if (!has_prefix)
    {
      while (digits[0] == '0' && digits[1] != '\0')
        digits++;
      length = strlen (digits);
      check_number_of_digits (self, token, length);
    }
  node->constant.text = ouro_parser_copy_text (self, digits, length);
  node->constant.length = length;
}

OuroNode *
ouro_parser_read_number (OuroParser *self)
{
  guint            start = self->mark;
  const OuroToken *token;
  OuroNode        *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_NUMBER))
    return NULL;

  token = ouro_parser_get_token (self, start);
  node = ouro_parser_new_node (self, OURO_NODE_CONSTANT, start);
  g_string_set_size (self->scratch, 0);
  for (guint32 i = token->start; i < token->end; i++)
    if (self->text[i] != '_')
      g_string_append_c (self->scratch, i == token->start + 1 ? g_ascii_tolower (self->text[i]) : self->text[i]);
  set_number (self, node, token, self->scratch->str);
  return node;
}

/* -- comprehensions -- */

/* The rest of a clause after "for"; NULL when it does not fit. */
static OuroNode *
read_for_if_clause (OuroParser *self)
{
  guint        start = self->mark, base;
  gboolean     is_async = ouro_parser_accept (self, OURO_TOKEN_ASYNC);
  OuroNode    *target, *iter, *condition, *node;
  OuroNodeList ifs;

  if (!ouro_parser_accept (self, OURO_TOKEN_FOR) ||
      (target = ouro_parser_read_star_targets (self)) == NULL ||
      !ouro_parser_accept (self, OURO_TOKEN_IN))
    {
      self->mark = start;
      if (ouro_parser_is_eager (self))
        ouro_parser_blame_for_if_clause (self);
      return NULL;
    }

  iter = ouro_parser_read_disjunction (self);
  if (iter == NULL)
    {
      self->mark = start;
      return NULL;
    }
  base = ouro_parser_begin_list (self);
  for (guint before = self->mark; ouro_parser_accept (self, OURO_TOKEN_IF); before = self->mark)
    {
      condition = ouro_parser_read_disjunction (self);
      if (condition == NULL)
        {
          self->mark = before;
          break;
        }
      ouro_parser_push (self, condition);
    }
  ifs = ouro_parser_end_list (self, base);

  node = ouro_parser_new_node (self, OURO_NODE_COMPREHENSION, start);
  node->comprehension.target = target;
  node->comprehension.iter = iter;
  node->comprehension.ifs = ifs;
  node->comprehension.is_async = is_async;
  return node;
}

static gboolean
at_comprehension (OuroParser *self)
{
  OuroTokenKind kind = ouro_parser_peek (self);

  return kind == OURO_TOKEN_FOR || kind == OURO_TOKEN_ASYNC;
}

OuroNodeList *
ouro_parser_read_for_if_clauses (OuroParser *self)
{
  guint         base = ouro_parser_begin_list (self);
  OuroNodeList *clauses;
  OuroNode     *clause;

  while (at_comprehension (self) && (clause = read_for_if_clause (self)) != NULL)
    ouro_parser_push (self, clause);
  if (ouro_parser_begin_list (self) == base)
    return NULL;

  clauses = obstack_alloc (self->arena, sizeof (OuroNodeList));
  *clauses = ouro_parser_end_list (self, base);
  return clauses;
}

/* PEP 798: [*x for x in y] */
static gboolean
can_be_comprehended (OuroParser     *self,
                     const OuroNode *element)
{
  return element->kind != OURO_NODE_STARRED || self->dialect->comprehension_unpacking;
}

/* The rest of a comprehension, up to and with its bracket. */
static OuroNode *
finish_comprehension (OuroParser   *self,
                      OuroNodeKind  kind,
                      guint         start,
                      OuroNode     *element,
                      OuroNode     *value,
                      OuroTokenKind closing)
{
  OuroNodeList *clauses = ouro_parser_read_for_if_clauses (self);
  OuroNode     *node;

  if (clauses == NULL || !ouro_parser_accept (self, closing))
    return NULL;

  node = ouro_parser_new_node (self, kind, start);
  node->comp.elt = element;
  node->comp.value = value;
  node->comp.generators = *clauses;
  return node;
}

/* -- round brackets -- */

static OuroNode *
finish_sequence (OuroParser   *self,
                 OuroNodeKind  kind,
                 guint         start,
                 guint         base,
                 OuroTokenKind closing)
{
  OuroNode *node;

  if (!ouro_parser_accept (self, closing))
    {
      ouro_parser_drop_list (self, base);
      return NULL;
    }
  node = ouro_parser_new_node (self, kind, start);
  node->sequence.elts = ouro_parser_end_list (self, base);
  node->sequence.ctx = OURO_CONTEXT_LOAD;
  return node;
}

static OuroNode *
read_item (OuroParser *self)
{
  if (self->blaming)
    ouro_parser_blame_sequence_item (self);
  return ouro_parser_read_star_named_expression (self);
}

/* A tuple whose first item, if it has one, is read. */
static OuroNode *
finish_tuple (OuroParser *self,
              guint       start,
              OuroNode   *first)
{
  guint base = ouro_parser_begin_list (self);

  if (first != NULL)
    {
      ouro_parser_push (self, first);
      if (!ouro_parser_push_commas (self, read_item))
        {
          ouro_parser_drop_list (self, base);
          return NULL;
        }
    }
  return finish_sequence (self, OURO_NODE_TUPLE, start, base, OURO_TOKEN_RIGHT_PAREN);
}

OuroNode *
ouro_parser_read_tuple (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = NULL;

  if (ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    node = finish_tuple (self, start, read_item (self));
  if (node == NULL)
    self->mark = start;
  return node;
}

/* group */
static OuroNode *
read_group (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node;

  self->mark++;
  if (ouro_parser_peek (self) == OURO_TOKEN_YIELD)
    node = ouro_parser_read_yield_expression (self);
  else
    node = ouro_parser_read_named_expression (self);
  if (node != NULL && ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    return node;

  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_group (self);
  return NULL;
}

OuroNode *
ouro_parser_read_genexp (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *element, *node = NULL;

  if (!ouro_parser_accept (self, OURO_TOKEN_LEFT_PAREN))
    return NULL;

  element = ouro_parser_read_assignment_expression (self);
  if (element == NULL)
    element = ouro_parser_read_expression (self);
  if (element == NULL && self->dialect->comprehension_unpacking)
    element = ouro_parser_read_starred_expression (self);
  if (element != NULL && ouro_parser_peek (self) != OURO_TOKEN_WALRUS)
    node = finish_comprehension (self, OURO_NODE_GENERATOR_EXP, start, element, NULL, OURO_TOKEN_RIGHT_PAREN);
  if (node != NULL)
    return node;

  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_comprehension (self);
  return NULL;
}

/* The second reading tries one after the other what the first decides at once. */
static OuroNode *
read_round_one_by_one (OuroParser *self)
{
  OuroNode *node = NULL;

  if (self->dialect->comprehension_unpacking)
    node = ouro_parser_read_genexp (self);
  if (node == NULL)
    node = ouro_parser_read_tuple (self);
  if (node == NULL)
    node = read_group (self);
  if (node == NULL && !self->dialect->comprehension_unpacking)
    node = ouro_parser_read_genexp (self);
  return node;
}

static OuroNode *
read_round (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *first, *node = NULL;

  if (self->second_reading)
    return read_round_one_by_one (self);

  self->mark++;
  if (ouro_parser_peek (self) == OURO_TOKEN_YIELD)
    {
      self->mark = start;
      return read_group (self);
    }
  first = ouro_parser_read_star_named_expression (self);
  if (first == NULL || ouro_parser_peek (self) == OURO_TOKEN_COMMA)
    node = finish_tuple (self, start, first);
  else if (at_comprehension (self) && can_be_comprehended (self, first))
    node = finish_comprehension (self, OURO_NODE_GENERATOR_EXP, start, first, NULL, OURO_TOKEN_RIGHT_PAREN);
  else if (first->kind != OURO_NODE_STARRED && ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    node = first;

  if (node == NULL)
    self->mark = start;
  return node;
}

/* -- square brackets -- */

/* list, whose first item, if it has one, is read */
static OuroNode *
finish_list (OuroParser *self,
             guint       start,
             OuroNode   *first)
{
  guint base = ouro_parser_begin_list (self);

  if (first != NULL)
    {
      ouro_parser_push (self, first);
      ouro_parser_push_commas (self, read_item);
    }
  return finish_sequence (self, OURO_NODE_LIST, start, base, OURO_TOKEN_RIGHT_BRACKET);
}

/* listcomp, setcomp: the same but for the brackets */
static OuroNode *
read_comprehension (OuroParser   *self,
                    OuroNodeKind  kind,
                    OuroTokenKind closing)
{
  guint     start = self->mark++;
  OuroNode *element = ouro_parser_read_star_named_expression (self), *node = NULL;

  if (element != NULL && can_be_comprehended (self, element))
    node = finish_comprehension (self, kind, start, element, NULL, closing);
  if (node != NULL)
    return node;

  self->mark = start;
  if (self->blaming)
    ouro_parser_blame_comprehension (self);
  return NULL;
}

/* Since 3.15 a comprehension is tried before a list. */
static OuroNode *
read_square_one_by_one (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = NULL;

  if (self->dialect->comprehension_unpacking)
    node = read_comprehension (self, OURO_NODE_LIST_COMP, OURO_TOKEN_RIGHT_BRACKET);
  if (node == NULL)
    {
      self->mark++;
      node = finish_list (self, start, read_item (self));
    }
  if (node != NULL)
    return node;

  self->mark = start;
  if (!self->dialect->comprehension_unpacking)
    node = read_comprehension (self, OURO_NODE_LIST_COMP, OURO_TOKEN_RIGHT_BRACKET);
  return node;
}

static OuroNode *
read_square (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *first, *node;

  if (self->second_reading)
    return read_square_one_by_one (self);

  self->mark++;
  first = ouro_parser_read_star_named_expression (self);
  if (first != NULL && at_comprehension (self) && can_be_comprehended (self, first))
    node = finish_comprehension (self, OURO_NODE_LIST_COMP, start, first, NULL, OURO_TOKEN_RIGHT_BRACKET);
  else
    node = finish_list (self, start, first);
  if (node == NULL)
    self->mark = start;
  return node;
}

/* -- curly brackets -- */

/* A key and a value, or "**" and a mapping: pushes the key, which may be NULL, and returns the value. */
OuroNode *
ouro_parser_read_double_starred_pair (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *key = NULL, *value;

  if (ouro_parser_accept (self, OURO_TOKEN_DOUBLE_STAR))
    {
      value = ouro_parser_read_bitwise_or (self);
    }
  else
    {
      key = ouro_parser_read_expression (self);
      value = key != NULL && ouro_parser_accept (self, OURO_TOKEN_COLON) ? ouro_parser_read_expression (self) : NULL;
    }
  if (value == NULL)
    {
      self->mark = start;
      return NULL;
    }
  ouro_parser_push (self, key);
  return value;
}

/* Keys and values were pushed in turn. */
static OuroNode *
finish_dict (OuroParser *self,
             guint       start,
             guint       base)
{
  guint     n = (ouro_parser_begin_list (self) - base) / 2;
  OuroNode *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACE))
    {
      ouro_parser_drop_list (self, base);
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_DICT, start);
  if (n > 0)
    {
      node->dict.keys = (OuroNodeList){ obstack_alloc (self->arena, n * sizeof (OuroNode *)), n };
      node->dict.values = (OuroNodeList){ obstack_alloc (self->arena, n * sizeof (OuroNode *)), n };
    }
  for (guint i = 0; i < n; i++)
    {
      node->dict.keys.items[i] = self->pending->pdata[base + 2 * i];
      node->dict.values.items[i] = self->pending->pdata[base + 2 * i + 1];
    }
  ouro_parser_drop_list (self, base);
  return node;
}

/* {**x for x in y}: PEP 798. Stands at the "**". */
static OuroNode *
read_unpacking_comprehension (OuroParser *self,
                              guint       start)
{
  guint     before = self->mark++;
  OuroNode *element, *node = NULL;

  if (self->dialect->comprehension_unpacking && (element = ouro_parser_read_expression (self)) != NULL &&
      at_comprehension (self))
    node = finish_comprehension (self, OURO_NODE_DICT_COMP, start, element, NULL, OURO_TOKEN_RIGHT_BRACE);
  if (node == NULL)
    self->mark = before;
  return node;
}

/* dict, dictcomp: stands at the "**" or the ":" of the first pair, whose key is then read. */
static OuroNode *
finish_pairs (OuroParser *self,
              guint       start,
              OuroNode   *key)
{
  guint     base = ouro_parser_begin_list (self);
  OuroNode *value, *node;

  if (key == NULL)
    {
      node = read_unpacking_comprehension (self, start);
      if (node != NULL)
        return node;
      value = ouro_parser_read_double_starred_pair (self);
    }
  else
    {
      self->mark++;
      value = ouro_parser_read_expression (self);
      if (value != NULL && at_comprehension (self))
        return finish_comprehension (self, OURO_NODE_DICT_COMP, start, key, value, OURO_TOKEN_RIGHT_BRACE);
      ouro_parser_push (self, key);
    }
  if (value == NULL)
    {
      ouro_parser_drop_list (self, base);
      return NULL;
    }
  ouro_parser_push (self, value);
  ouro_parser_push_commas (self, ouro_parser_read_double_starred_pair);
  return finish_dict (self, start, base);
}

/* set, whose first item is read */
static OuroNode *
finish_set (OuroParser *self,
            guint       start,
            OuroNode   *first)
{
  guint     base = ouro_parser_begin_list (self);
  OuroNode *node = NULL;

  if (first != NULL)
    {
      ouro_parser_push (self, first);
      ouro_parser_push_commas (self, read_item);
      node = finish_sequence (self, OURO_NODE_SET, start, base, OURO_TOKEN_RIGHT_BRACE);
    }
  if (node == NULL)
    self->mark = start;
  return node;
}

static OuroNode *
read_dict (OuroParser *self)
{
  guint     start = self->mark++;
  OuroNode *key, *node = NULL;

  if (ouro_parser_peek (self) == OURO_TOKEN_RIGHT_BRACE)
    node = finish_dict (self, start, ouro_parser_begin_list (self));
  else if (ouro_parser_peek (self) == OURO_TOKEN_DOUBLE_STAR)
    node = finish_pairs (self, start, NULL);
  else if ((key = ouro_parser_read_expression (self)) != NULL && ouro_parser_peek (self) == OURO_TOKEN_COLON)
    node = finish_pairs (self, start, key);
  if (node == NULL)
    self->mark = start;
  return node;
}

/* The order of 3.15 and that of the versions before it. */
static OuroNode *
read_curly_one_by_one (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *node = read_dict (self);

  if (node == NULL && self->dialect->comprehension_unpacking)
    node = read_comprehension (self, OURO_NODE_SET_COMP, OURO_TOKEN_RIGHT_BRACE);
  if (node == NULL)
    {
      ouro_parser_blame_dict (self);
      self->mark++;
      node = finish_set (self, start, read_item (self));
    }
  if (node == NULL && !self->dialect->comprehension_unpacking)
    {
      if (self->blaming)
        ouro_parser_blame_dict_comprehension (self);
      node = read_comprehension (self, OURO_NODE_SET_COMP, OURO_TOKEN_RIGHT_BRACE);
    }
  return node;
}

/* What is wrong in a dict CPython says already in the first reading. The displays round it have then
 * nothing to add. */
static void
blame_dict_once (OuroParser *self)
{
  if (self->has_broken_dict)
    return;
  self->has_broken_dict = TRUE;
  ouro_parser_blame_dict (self);
}

/* Neither "*x" nor "x := y"; in brackets of its own the latter is an expression like any other. */
static gboolean
can_be_key (OuroParser     *self,
            const OuroNode *node,
            guint           start)
{
  return node->kind != OURO_NODE_STARRED &&
         !(node->kind == OURO_NODE_NAMED_EXPR && ouro_parser_get_token (self, start)->kind == OURO_TOKEN_NAME);
}

static OuroNode *
read_curly (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *first = NULL, *node;
  gboolean  is_dict;

  if (self->second_reading)
    return read_curly_one_by_one (self);

  self->mark++;
  if (ouro_parser_peek (self) == OURO_TOKEN_RIGHT_BRACE)
    return finish_dict (self, start, ouro_parser_begin_list (self));

  is_dict = ouro_parser_peek (self) == OURO_TOKEN_DOUBLE_STAR;
  if (!is_dict)
    {
      first = ouro_parser_read_star_named_expression (self);
      is_dict = first != NULL && can_be_key (self, first, start + 1) && ouro_parser_peek (self) == OURO_TOKEN_COLON;
    }
  if (is_dict)
    node = finish_pairs (self, start, first);
  else if (first != NULL && at_comprehension (self) && can_be_comprehended (self, first))
    node = finish_comprehension (self, OURO_NODE_SET_COMP, start, first, NULL, OURO_TOKEN_RIGHT_BRACE);
  else
    node = finish_set (self, start, first);

  if (node == NULL)
    {
      self->mark = start;
      if (is_dict)
        blame_dict_once (self);
    }
  return node;
}

/* -- atoms -- */

OuroNode *
ouro_parser_read_atom (OuroParser *self)
{
  guint start = self->mark;

  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_NAME:
      return ouro_parser_read_name_node (self);
    case OURO_TOKEN_NUMBER:
      return ouro_parser_read_number (self);
    case OURO_TOKEN_STRING:
    case OURO_TOKEN_FSTRING_START:
    case OURO_TOKEN_TSTRING_START:
      return ouro_parser_read_strings (self);
    case OURO_TOKEN_NONE:
    case OURO_TOKEN_TRUE:
    case OURO_TOKEN_FALSE:
      return ouro_parser_read_singleton (self);
    case OURO_TOKEN_ELLIPSIS:
      self->mark++;
      return new_constant (self, OURO_CONSTANT_ELLIPSIS, start);
    case OURO_TOKEN_LEFT_PAREN:
      return read_round (self);
    case OURO_TOKEN_LEFT_BRACKET:
      return read_square (self);
    case OURO_TOKEN_LEFT_BRACE:
      return read_curly (self);
    default:
      return NULL;
    }
}

/* -- what follows an atom -- */

static OuroNode *
read_attribute (OuroParser *self,
                guint       start,
                OuroNode   *value)
{
  guint       before = self->mark++;
  const char *name = ouro_parser_read_name (self);
  OuroNode   *node;

  if (name == NULL)
    {
      self->mark = before;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_ATTRIBUTE, start);
  node->attribute.value = value;
  node->attribute.attr = name;
  node->attribute.ctx = OURO_CONTEXT_LOAD;
  return node;
}

/* The only argument turns out to be the element of a generator expression without brackets of its own. */
static OuroNode *
read_lone_genexp (OuroParser *self,
                  guint       start,
                  OuroNode   *arguments)
{
  OuroNodeList args;

  if (arguments == NULL || self->second_reading || !at_comprehension (self) ||
      ouro_parser_get_token (self, self->mark - 1)->kind == OURO_TOKEN_COMMA)
    return NULL;
  args = arguments->call.args;
  if (args.n != 1 || arguments->call.keywords.n != 0 || !can_be_comprehended (self, args.items[0]))
    return NULL;
  return finish_comprehension (self, OURO_NODE_GENERATOR_EXP, start, args.items[0], NULL, OURO_TOKEN_RIGHT_PAREN);
}

static OuroNode *
new_call (OuroParser *self,
          guint       start,
          OuroNode   *func,
          OuroNode   *genexp)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_CALL, start);

  node->call.func = func;
  if (genexp != NULL)
    {
      node->call.args = (OuroNodeList){ obstack_alloc (self->arena, sizeof (OuroNode *)), 1 };
      node->call.args.items[0] = genexp;
    }
  return node;
}

static OuroNode *
read_call (OuroParser *self,
           guint       start,
           OuroNode   *func)
{
  guint     before = self->mark;
  OuroNode *arguments, *genexp, *node;

  if (self->second_reading && (genexp = ouro_parser_read_genexp (self)) != NULL)
    return new_call (self, start, func, genexp);

  self->mark = before + 1;
  arguments = ouro_parser_read_arguments (self);
  genexp = read_lone_genexp (self, before, arguments);
  if (genexp != NULL)
    return new_call (self, start, func, genexp);
  if (!ouro_parser_accept (self, OURO_TOKEN_RIGHT_PAREN))
    {
      self->mark = before;
      return NULL;
    }

  node = new_call (self, start, func, NULL);
  if (arguments != NULL)
    {
      node->call.args = arguments->call.args;
      node->call.keywords = arguments->call.keywords;
    }
  return node;
}

/* slice */
static OuroNode *
read_slice (OuroParser *self)
{
  guint     start = self->mark;
  OuroNode *lower = NULL, *upper, *step = NULL, *node;

  if (ouro_parser_peek (self) != OURO_TOKEN_COLON)
    lower = ouro_parser_read_expression (self);
  if (!ouro_parser_accept (self, OURO_TOKEN_COLON))
    {
      if (lower != NULL && !self->second_reading && ouro_parser_peek (self) != OURO_TOKEN_WALRUS)
        return lower;
      self->mark = start;
      return ouro_parser_read_named_expression (self);
    }

  upper = ouro_parser_read_expression (self);
  if (ouro_parser_accept (self, OURO_TOKEN_COLON))
    step = ouro_parser_read_expression (self);
  node = ouro_parser_new_node (self, OURO_NODE_SLICE, start);
  node->slice.lower = lower;
  node->slice.upper = upper;
  node->slice.step = step;
  return node;
}

static OuroNode *
read_slice_or_starred (OuroParser *self)
{
  OuroNode *node;

  if (!self->second_reading && ouro_parser_peek (self) == OURO_TOKEN_STAR)
    return ouro_parser_read_starred_expression (self);
  node = read_slice (self);
  return node != NULL ? node : ouro_parser_read_starred_expression (self);
}

/* slices: also a tuple of one when it is starred */
static OuroNode *
read_slices (OuroParser *self)
{
  guint        start = self->mark, base;
  OuroNode    *first = read_slice_or_starred (self), *node;
  OuroNodeList items;

  if (first == NULL || (first->kind != OURO_NODE_STARRED && ouro_parser_peek (self) != OURO_TOKEN_COMMA))
    return first;

  base = ouro_parser_begin_list (self);
  ouro_parser_push (self, first);
  ouro_parser_push_commas (self, read_slice_or_starred);
  items = ouro_parser_end_list (self, base);
  node = ouro_parser_new_node (self, OURO_NODE_TUPLE, start);
  node->sequence.elts = items;
  node->sequence.ctx = OURO_CONTEXT_LOAD;
  return node;
}

static OuroNode *
read_subscript (OuroParser *self,
                guint       start,
                OuroNode   *value)
{
  guint     before = self->mark++;
  OuroNode *slice = read_slices (self), *node;

  if (slice == NULL || !ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACKET))
    {
      self->mark = before;
      return NULL;
    }
  node = ouro_parser_new_node (self, OURO_NODE_SUBSCRIPT, start);
  node->subscript.value = value;
  node->subscript.slice = slice;
  node->subscript.ctx = OURO_CONTEXT_LOAD;
  return node;
}

/* The rest after an atom. For a primary CPython looks for a generator expression before a subscript,
 * for a target (t_primary) after it, and so finds mistakes in another order. */
static OuroNode *
read_trailer (OuroParser *self,
              guint       start,
              OuroNode   *node,
              gboolean    is_target)
{
  OuroNode *longer;

  switch ((int)ouro_parser_peek (self))
    {
    case OURO_TOKEN_DOT:
      return read_attribute (self, start, node);
    case OURO_TOKEN_LEFT_PAREN:
      return read_call (self, start, node);
    case OURO_TOKEN_LEFT_BRACKET:
      if (self->blaming && !is_target)
        ouro_parser_blame_comprehension (self);
      longer = read_subscript (self, start, node);
      if (longer == NULL && self->blaming && is_target)
        ouro_parser_blame_comprehension (self);
      return longer;
    case OURO_TOKEN_LEFT_BRACE:
      if (self->blaming && !is_target)
        ouro_parser_blame_comprehension (self);
      return NULL;
    default:
      return NULL;
    }
}

static OuroNode *
read_with_trailers (OuroParser *self,
                    gboolean    is_target)
{
  guint     start = self->mark;
  OuroNode *node = ouro_parser_read_atom (self), *longer = node;

  while (longer != NULL)
    {
      node = longer;
      longer = read_trailer (self, start, node, is_target);
    }
  return node;
}

static gpointer
read_primary (OuroParser *self)
{
  return read_with_trailers (self, FALSE);
}

OuroNode *
ouro_parser_read_primary (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_PRIMARY, read_primary);
}

static gpointer
read_target_primary (OuroParser *self)
{
  return read_with_trailers (self, TRUE);
}

OuroNode *
ouro_parser_read_target_primary (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_TARGET_PRIMARY, read_target_primary);
}
