/* ouro-parser-fstrings.c - f-strings and t-strings that the lexer has cut up (PEP 701, PEP 750)
 *
 * fstring: START (MIDDLE | field)* END. A field with "=" is two parts: its own text, and the value.
 */
#include "ouro-parser-strings-private.h"

#include <string.h>

#include "ouro-parser-blame.h"

static OuroTokenKind
get_middle (gboolean is_template)
{
  return is_template ? OURO_TOKEN_TSTRING_MIDDLE : OURO_TOKEN_FSTRING_MIDDLE;
}

static char
get_letter (gboolean is_template)
{
  return is_template ? 't' : 'f';
}

/* Pushes a MIDDLE token that is still to be decoded: it has no text yet, and its length is the number
 * of the token. Escapes are decoded when the whole string is read, since a broken one is reported
 * at its end. */
static void
push_middle (OuroParser *self)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_CONSTANT, self->mark - 1);

  ouro_node_set_span (node, ouro_parser_token_span (self, ouro_parser_get_token (self, self->mark - 1)));
  node->constant.kind = OURO_CONSTANT_STR;
  node->constant.length = self->mark - 1;
  ouro_parser_push (self, node);
}

/* Of a doubled brace at the end of the text one is left. */
static void
decode_middle (OuroParser *self,
               OuroNode   *node,
               gboolean    is_raw)
{
  const OuroToken *token = ouro_parser_get_token (self, node->constant.length);
  const char      *text = self->text + token->start;
  gsize            length = token->end - token->start;
  OuroNode        *decoded;

  if (length >= 2 && text[length - 1] == text[length - 2] && strchr ("{}", text[length - 1]) != NULL)
    length--;
  decoded = ouro_parser_decode (self, text, length, is_raw, FALSE, token);
  node->constant.text = decoded->constant.text;
  node->constant.length = decoded->constant.length;
}

static void
decode_middles (OuroParser *self,
                guint       base,
                gboolean    is_raw)
{
  for (guint i = base; i < self->pending->len; i++)
    {
      OuroNode *node = self->pending->pdata[i];

      if (node->kind == OURO_NODE_CONSTANT && node->constant.text == NULL)
        decode_middle (self, node, is_raw);
    }
}

/* -- fields -- */

/* The code from the token first up to the token end, with the blanks around it but without comments:
 * those stand in the gaps between tokens. */
static OuroNode *
new_code_text (OuroParser *self,
               guint       first,
               guint       end)
{
  GString *code = self->scratch;
  guint32  start = ouro_parser_get_token (self, first)->start;
  guint32  pos = ouro_parser_get_token (self, first - 1)->end;

  g_string_set_size (code, 0);
  for (guint i = first; i <= end; i++)
    {
      const OuroToken *token = ouro_parser_get_token (self, i);
      gboolean         in_comment = FALSE;

      for (start = token->start; pos < start; pos++)
        {
          in_comment = (in_comment || self->text[pos] == '#') && self->text[pos] != '\n';
          if (!in_comment)
            g_string_append_c (code, self->text[pos]);
        }
      if (i < end)
        g_string_append_len (code, self->text + pos, token->end - pos);
      pos = token->end;
    }
  return ouro_parser_new_text (self, code->str, code->len);
}

/* "!" and a letter right behind it; -1 when there is none. */
static int
read_conversion (OuroParser *self,
                 gboolean    is_template)
{
  guint     start = self->mark;
  OuroNode *name;
  OuroSpan  mark_span;

  if (!ouro_parser_accept (self, OURO_TOKEN_EXCLAMATION))
    return -1;
  name = ouro_parser_read_name_node (self);
  if (name == NULL)
    {
      self->mark = start;
      return -1;
    }

  mark_span = ouro_parser_token_span (self, ouro_parser_get_token (self, start));
  if (mark_span.line != name->line || mark_span.end_column != name->column + 1)
    ouro_parser_raise (self, ouro_span_join (mark_span, ouro_parser_node_span (name)),
                       "%c-string: conversion type must come right after the %s mark", get_letter (is_template),
                       ouro_parser_since (self, 14) ? "exclamation" : "exclamanation"); /* as CPython spelt it */
  return (guchar)name->name.id[0];
}

/* The conversion is checked only when the field is complete. */
static void
check_conversion (OuroParser *self,
                  gboolean    is_template,
                  guint       mark)
{
  const OuroToken *token = ouro_parser_get_token (self, mark + 1);
  const char      *name = self->text + token->start;

  if (token->end == token->start + 1 && strchr ("sra", *name) != NULL)
    return;
  ouro_parser_raise (self, ouro_parser_token_span (self, token),
                     "%c-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
                     get_letter (is_template), (int)(token->end - token->start), name);
}

static gboolean push_field (OuroParser *self,
                            gboolean    is_template,
                            gboolean    in_spec,
                            gboolean    is_raw);

/* ":" and what follows it, up to the "}"; NULL when there is none. */
static OuroNode *
read_format_spec (OuroParser *self,
                  gboolean    is_template,
                  gboolean    is_raw)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *node;

  if (!ouro_parser_accept (self, OURO_TOKEN_COLON))
    return NULL;

  for (;;)
    if (ouro_parser_accept (self, get_middle (is_template)))
      push_middle (self);
    else if (!push_field (self, is_template, TRUE, is_raw))
      break;
  decode_middles (self, base, is_raw);
  node = ouro_parser_new_node (self, OURO_NODE_JOINED_STR, start);
  ouro_parser_fold_parts (self, base);
  node->joined_str.values = ouro_parser_end_list (self, base);
  return node;
}

/* Pushes the text of a field that has "=". */
static void
push_own_text (OuroParser *self,
               guint       first,
               guint       end)
{
  OuroNode *text = new_code_text (self, first, end);
  OuroSpan  open = ouro_parser_token_span (self, ouro_parser_get_token (self, first - 1));
  OuroSpan  close = ouro_parser_token_span (self, ouro_parser_get_token (self, end));

  ouro_node_set_span (text, (OuroSpan){ open.line, open.end_column, close.line, close.column });
  ouro_parser_push (self, text);
}

typedef struct
{
  guint     start;      /* the "{" */
  guint     equals;     /* the "=", or 0 */
  guint     value_end;  /* the token after the expression and "=" */
  int       conversion; /* -1: none */
  OuroNode *value;
  OuroNode *spec;
} Field;

static void
push_finished_field (OuroParser  *self,
                     const Field *field,
                     OuroNodeKind kind,
                     gboolean     is_template)
{
  OuroNode *node;

  if (field->conversion != -1)
    check_conversion (self, is_template, field->value_end);
  if (field->equals != 0)
    push_own_text (self, field->start + 1, field->value_end);

  node = ouro_parser_new_node (self, kind, field->start);
  node->formatted_value.value = field->value;
  node->formatted_value.conversion = field->conversion;
  node->formatted_value.format_spec = field->spec;
  if (field->equals != 0 && field->conversion == -1 && field->spec == NULL)
    node->formatted_value.conversion = 'r';
  if (kind == OURO_NODE_INTERPOLATION)
    node->formatted_value.text = new_code_text (self, field->start + 1,
                                                field->equals != 0 ? field->equals : field->value_end)
                                   ->constant.text;
  ouro_parser_push (self, node);
}

/* A field in braces: pushes its parts. Fields in the format specification of a t-string are plain ones. */
static gboolean
push_field (OuroParser *self,
            gboolean    is_template,
            gboolean    in_spec,
            gboolean    is_raw)
{
  Field field = { .start = self->mark };

  if (!ouro_parser_accept (self, OURO_TOKEN_LEFT_BRACE))
    return FALSE;

  ouro_parser_enter (self);
  field.value = ouro_parser_read_annotated_rhs (self);
  if (field.value != NULL)
    {
      if (ouro_parser_accept (self, OURO_TOKEN_ASSIGN))
        field.equals = self->mark - 1;
      field.value_end = self->mark;
      field.conversion = read_conversion (self, is_template);
      field.spec = read_format_spec (self, is_template, is_raw);
    }
  ouro_parser_leave (self);

  if (field.value == NULL || !ouro_parser_accept (self, OURO_TOKEN_RIGHT_BRACE))
    {
      self->mark = field.start;
      if (self->blaming)
        ouro_parser_blame_field (self, is_template);
      return FALSE;
    }
  push_finished_field (self, &field, is_template && !in_spec ? OURO_NODE_INTERPOLATION : OURO_NODE_FORMATTED_VALUE, is_template);
  return TRUE;
}

void
ouro_parser_skip_format_spec (OuroParser *self,
                              gboolean    is_template)
{
  guint base = ouro_parser_begin_list (self);

  while (ouro_parser_accept (self, get_middle (is_template)) || push_field (self, is_template, TRUE, FALSE))
    continue;
  ouro_parser_drop_list (self, base);
}

/* -- whole strings -- */

/* Pushes the parts up to the end token. */
static gboolean
push_parts (OuroParser *self,
            gboolean    is_template,
            gboolean    is_raw)
{
  for (;;)
    if (ouro_parser_accept (self, get_middle (is_template)))
      push_middle (self);
    else if (!push_field (self, is_template, FALSE, is_raw))
      return ouro_parser_accept (self, is_template ? OURO_TOKEN_TSTRING_END : OURO_TOKEN_FSTRING_END);
}

OuroNode *
ouro_parser_read_fstring (OuroParser *self)
{
  guint            start = self->mark, base = ouro_parser_begin_list (self);
  const OuroToken *token = ouro_parser_get_token (self, start);
  gboolean         is_template = token->kind == OURO_TOKEN_TSTRING_START;
  gboolean         is_raw = FALSE;
  OuroNode        *node;

  for (guint32 i = token->start; i < token->end; i++)
    is_raw |= g_ascii_tolower (self->text[i]) == 'r';

  self->mark++;
  if (!push_parts (self, is_template, is_raw))
    {
      ouro_parser_drop_list (self, base);
      self->mark = start;
      return NULL;
    }
  decode_middles (self, base, is_raw);
  node = ouro_parser_new_node (self, OURO_NODE_JOINED_STR, start);
  node->joined_str.values = ouro_parser_end_list (self, base);
  return node;
}
