/* ouro-parser-strings.c - string literals, and neighbours that become one
 *
 * "a" "b" is one constant; with an f-string among them the whole is a JoinedStr whose parts are
 * folded: neighbouring constants become one, empty ones vanish. 3.12 decodes each literal as it
 * comes upon it, 3.11 all of them after the last: this decides where an error is placed.
 */
#include "ouro-parser-strings-private.h"

#include <string.h>

#include "ouro-escapes.h"
#include "ouro-parser-blame.h"

void
ouro_node_set_span (OuroNode *node,
                    OuroSpan  span)
{
  node->line = span.line;
  node->column = span.column - 1;
  node->end_line = span.end_line;
  node->end_column = span.end_column - 1;
}

OuroLiteral
ouro_parser_open_literal (OuroParser      *self,
                          const OuroToken *token)
{
  const char *text = self->text + token->start, *end = self->text + token->end;
  OuroLiteral literal = { .has_u = *text == 'u' };
  guint       quote_size;

  for (; *text != '"' && *text != '\''; text++)
    {
      char letter = g_ascii_tolower (*text);

      literal.is_bytes |= letter == 'b';
      literal.is_raw |= letter == 'r';
      literal.is_fstring |= letter == 'f';
      literal.is_template |= letter == 't';
    }
  quote_size = end - text >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
  literal.text = text + quote_size;
  literal.length = MAX (end - quote_size - literal.text, 0);
  return literal;
}

/* -- constants -- */

OuroNode *
ouro_parser_new_text (OuroParser *self,
                      const char *text,
                      gsize       length)
{
  OuroNode *node = ouro_parser_new_node (self, OURO_NODE_CONSTANT, self->mark);

  node->constant.kind = OURO_CONSTANT_STR;
  node->constant.text = ouro_parser_copy_text (self, text, length);
  node->constant.length = length;
  return node;
}

static void
warn_of_escape (OuroParser      *self,
                const char      *text,
                const char      *escape,
                const OuroToken *token)
{
  guint32 line = token->line + self->line_offset;

  if (self->second_reading || !self->dialect->invalid_escape_warns)
    return;
  if (ouro_parser_since (self, 14))
    for (const char *p = text; p < escape; p++)
      line += *p == '\n';
  ouro_warnings_add (self->warnings, line, token->start, ouro_escapes_describe_bad (escape, self->dialect->minor));
}

/* Reported where the parser has got to; since 3.14 in an f-string where it is. */
G_NORETURN static void
raise_broken_escape (OuroParser      *self,
                     const OuroToken *token,
                     char            *message)
{
  g_string_assign (self->scratch, message); /* nobody frees it after a mistake */
  g_free (message);
  if (ouro_parser_since (self, 14) && token->kind != OURO_TOKEN_STRING)
    ouro_parser_raise (self, ouro_parser_token_span (self, token), "%s", self->scratch->str);
  ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "%s", self->scratch->str);
}

OuroNode *
ouro_parser_decode (OuroParser      *self,
                    const char      *text,
                    gsize            length,
                    gboolean         is_raw,
                    gboolean         is_bytes,
                    const OuroToken *token)
{
  const char *bad_escape = NULL;
  char       *message = NULL;
  OuroNode   *node;
  gboolean    ok;

  g_string_set_size (self->scratch, 0);
  if (is_raw)
    g_string_append_len (self->scratch, text, length), ok = TRUE;
  else if (is_bytes)
    ok = ouro_escapes_decode_bytes (text, length, self->scratch, &bad_escape, &message);
  else
    ok = ouro_escapes_decode_text (text, length, self->scratch, &bad_escape, &message);

  if (!ok)
    raise_broken_escape (self, token, message);
  if (bad_escape != NULL)
    warn_of_escape (self, text, bad_escape, token);

  node = ouro_parser_new_text (self, self->scratch->str, self->scratch->len);
  if (is_bytes)
    node->constant.kind = OURO_CONSTANT_BYTES;
  return node;
}

static OuroNode *
decode_token (OuroParser      *self,
              const OuroToken *token)
{
  OuroLiteral literal = ouro_parser_open_literal (self, token);
  OuroNode   *node;

  for (gsize i = 0; literal.is_bytes && i < literal.length; i++)
    if (literal.text[i] & 0x80)
      ouro_parser_raise (self, ouro_parser_token_span (self, token), "bytes can only contain ASCII literal characters");

  node = ouro_parser_decode (self, literal.text, literal.length, literal.is_raw, literal.is_bytes, token);
  node->constant.u_prefix = literal.has_u;
  ouro_node_set_span (node, ouro_parser_token_span (self, token));
  return node;
}

/* -- joining -- */

static gboolean
is_text (const OuroNode *node)
{
  return node->kind == OURO_NODE_CONSTANT;
}

/* One constant of the pending items from first up to end, which are all constants. */
static OuroNode *
join_constants (OuroParser *self,
                guint       first,
                guint       end)
{
  gpointer *items = self->pending->pdata;
  OuroNode *start = items[first], *last = items[end - 1], *node;

  if (end == first + 1)
    return start;

  g_string_set_size (self->scratch, 0);
  for (guint i = first; i < end; i++)
    {
      const OuroNode *item = items[i];

      g_string_append_len (self->scratch, item->constant.text, item->constant.length);
    }
  node = ouro_parser_new_node_at (self, OURO_NODE_CONSTANT, start, last);
  node->constant.kind = start->constant.kind;
  node->constant.u_prefix = start->constant.u_prefix;
  node->constant.text = ouro_parser_copy_text (self, self->scratch->str, self->scratch->len);
  node->constant.length = self->scratch->len;
  return node;
}

void
ouro_parser_fold_parts (OuroParser *self,
                        guint       base)
{
  guint n = base, end = self->pending->len;

  for (guint i = base, next; i < end; i = next)
    {
      OuroNode *part = self->pending->pdata[i];

      next = i + 1;
      if (is_text (part))
        {
          while (next < end && is_text (self->pending->pdata[next]))
            next++;
          part = join_constants (self, i, next);
          if (part->constant.length == 0)
            continue;
        }
      self->pending->pdata[n++] = part;
    }
  ouro_parser_drop_list (self, n);
}

/* A node of all parts since base. */
static OuroNode *
finish_joined (OuroParser  *self,
               OuroNodeKind kind,
               guint        base,
               OuroSpan     whole)
{
  OuroNode *node = ouro_parser_new_node (self, kind, self->mark);

  ouro_parser_fold_parts (self, base);
  node->joined_str.values = ouro_parser_end_list (self, base);
  ouro_node_set_span (node, whole);
  return node;
}

static OuroNode *
finish_constant (OuroParser *self,
                 guint       base,
                 OuroSpan    whole)
{
  OuroNode *node = join_constants (self, base, self->pending->len);

  ouro_parser_drop_list (self, base);
  ouro_node_set_span (node, whole);
  return node;
}

static void
check_mixture (OuroParser *self,
               gboolean    has_bytes,
               gboolean    has_text)
{
  if (has_bytes && has_text)
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_SYNTAX, "cannot mix bytes and nonbytes literals");
}

static OuroSpan
get_span_of_tokens (OuroParser *self,
                    guint       first,
                    guint       end)
{
  return ouro_span_join (ouro_parser_token_span (self, ouro_parser_get_token (self, first)),
                         ouro_parser_token_span (self, ouro_parser_get_token (self, end - 1)));
}

/* Pushes the parts of an f-string, which is then no longer needed. */
static void
push_parts (OuroParser     *self,
            const OuroNode *joined)
{
  for (guint i = 0; i < joined->joined_str.values.n; i++)
    ouro_parser_push (self, joined->joined_str.values.items[i]);
}

/* A literal, an f-string or a t-string, without its neighbours (3.12 and later). */
OuroNode *
ouro_parser_read_one_string (OuroParser *self)
{
  if (ouro_parser_accept (self, OURO_TOKEN_STRING))
    return decode_token (self, ouro_parser_get_token (self, self->mark - 1));
  if (ouro_parser_peek (self) == OURO_TOKEN_FSTRING_START || ouro_parser_peek (self) == OURO_TOKEN_TSTRING_START)
    return ouro_parser_read_fstring (self);
  return NULL;
}

/* 3.12 and later */
static OuroNode *
read_decoding_each (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  gboolean  has_bytes = FALSE, has_text = FALSE, has_fstring = FALSE;
  OuroNode *node;
  OuroSpan  whole;

  while (ouro_parser_peek (self) != OURO_TOKEN_TSTRING_START && (node = ouro_parser_read_one_string (self)) != NULL)
    if (node->kind == OURO_NODE_CONSTANT)
      {
        has_bytes |= node->constant.kind == OURO_CONSTANT_BYTES;
        has_text |= node->constant.kind == OURO_CONSTANT_STR;
        ouro_parser_push (self, node);
      }
    else
      {
        has_text = has_fstring = TRUE;
        push_parts (self, node);
      }
  if (self->mark == start)
    return NULL;

  check_mixture (self, has_bytes, has_text);
  whole = get_span_of_tokens (self, start, self->mark);
  if (has_fstring)
    return finish_joined (self, OURO_NODE_JOINED_STR, base, whole);
  return finish_constant (self, base, whole);
}

static OuroNode *
read_templates (OuroParser *self)
{
  guint     start = self->mark, base = ouro_parser_begin_list (self);
  OuroNode *node;

  while (ouro_parser_peek (self) == OURO_TOKEN_TSTRING_START && (node = ouro_parser_read_fstring (self)) != NULL)
    push_parts (self, node);
  if (self->mark == start)
    return NULL;
  return finish_joined (self, OURO_NODE_TEMPLATE_STR, base, get_span_of_tokens (self, start, self->mark));
}

/* 3.11: every part has the place of the whole. */
static OuroNode *
read_decoding_after (OuroParser *self)
{
  guint    start = self->mark, base = ouro_parser_begin_list (self), end;
  gboolean has_fstring = FALSE, is_bytes = FALSE, has_u;
  OuroSpan whole;

  while (ouro_parser_accept (self, OURO_TOKEN_STRING))
    continue;
  end = self->mark;
  whole = get_span_of_tokens (self, start, end);
  has_u = ouro_parser_open_literal (self, ouro_parser_get_token (self, start)).has_u;

  for (guint i = start; i < end; i++)
    {
      const OuroToken *token = ouro_parser_get_token (self, i);
      OuroLiteral      literal = ouro_parser_open_literal (self, token);
      OuroNode        *node = literal.is_fstring ? NULL : decode_token (self, token);

      if (i > start && is_bytes != literal.is_bytes)
        check_mixture (self, TRUE, TRUE);
      is_bytes = literal.is_bytes;
      has_fstring |= literal.is_fstring;
      if (literal.is_fstring)
        {
          ouro_parser_push_fields (self, token, whole);
          continue;
        }
      ouro_node_set_span (node, whole);
      ouro_parser_push (self, node);
    }

  for (guint i = base; i < self->pending->len; i++)
    {
      OuroNode *part = self->pending->pdata[i];

      if (is_text (part) && !is_bytes)
        part->constant.u_prefix = has_u;
    }
  if (has_fstring)
    return finish_joined (self, OURO_NODE_JOINED_STR, base, whole);
  return finish_constant (self, base, whole);
}

static gpointer
read_strings (OuroParser *self)
{
  OuroNode *node;

  if (!self->dialect->nested_fstrings)
    return read_decoding_after (self);

  if (self->blaming && self->dialect->template_strings)
    ouro_parser_blame_strings (self);
  node = read_decoding_each (self);
  return node != NULL ? node : read_templates (self);
}

OuroNode *
ouro_parser_read_strings (OuroParser *self)
{
  return ouro_parser_remember (self, OURO_RULE_STRINGS, read_strings);
}
