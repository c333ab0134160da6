/* ouro-parser-fields.c - f-strings before 3.12
 *
 * The lexer sees only one string token. Its text is gone through here: literal text, and fields in
 * braces. The code of a field may hold no backslash, no comment and not the quotes of its string;
 * once its end is found it is put in brackets and handed to a parser of its own, whose mistakes are
 * then shown in that little text. The places of its nodes are worked out as 3.11 does it, which for
 * a field that begins on a later line of its string is not quite the truth.
 *
 * Source: Parser/string_parser.c (3.11)
 */
#include "ouro-parser-strings-private.h"

#include <string.h>

#define MAX_BRACKETS 200
#define MAX_NESTING  2

typedef struct
{
  OuroParser      *parser;
  const OuroToken *token;
  OuroSpan         whole; /* of all strings that this one stands among */
  gboolean         is_raw;
  const char      *pos;
  const char      *end; /* of the text between the quotes */

  /* How far the lines of the token have been counted, so that each is counted once. */
  const char *counted;
  const char *line_start; /* or the start of the token */
  guint32     n_lines;
} Scanner;

static void push_text_and_fields (Scanner *self,
                                  guint    nesting);

G_NORETURN static void G_GNUC_PRINTF (2, 3)
  fail (Scanner    *self,
        const char *format,
        ...)
{
  GString *message = self->parser->scratch;
  va_list  args;

  va_start (args, format);
  g_string_vprintf (message, format, args);
  va_end (args);
  ouro_parser_raise_here (self->parser, OURO_SYNTAX_ERROR_SYNTAX, "f-string: %s", message->str);
}

/* -- literal text -- */

static void
push_text (Scanner    *self,
           const char *start,
           const char *end)
{
  OuroNode *node;

  if (start == end)
    return;
  node = ouro_parser_decode (self->parser, start, end - start,
                             self->is_raw || memchr (start, '\\', end - start) == NULL, FALSE, self->token);
  ouro_node_set_span (node, self->whole);
  ouro_parser_push (self->parser, node);
}

/* pos stands behind a backslash. The braces of \N{name} are no field. */
static void
skip_escape (Scanner *self)
{
  if (self->pos == self->end || *self->pos == '{' || *self->pos == '}')
    return;
  if (*self->pos++ != 'N' || self->pos == self->end || *self->pos != '{')
    return;
  while (self->pos < self->end && *self->pos++ != '}')
    continue;
}

/* Pushes text up to a field, to the end of a format specification, or to the end. */
static void
push_literal (Scanner *self,
              guint    nesting)
{
  const char *start = self->pos;

  while (self->pos < self->end)
    {
      char c = *self->pos;

      if (c != '{' && c != '}')
        {
          self->pos++;
          if (c == '\\' && !self->is_raw)
            skip_escape (self);
          continue;
        }
      if (nesting > 0)
        break;
      if (self->pos + 1 < self->end && self->pos[1] == c) /* a doubled brace */
        {
          push_text (self, start, self->pos + 1);
          self->pos += 2;
          start = self->pos;
          continue;
        }
      if (c == '}')
        fail (self, "single '}' is not allowed");
      break;
    }
  push_text (self, start, self->pos);
}

/* -- the code of a field -- */

typedef struct
{
  char  quote; /* '\0' outside strings */
  guint quote_size;
  char  brackets[MAX_BRACKETS];
  guint n_brackets;
} CodeState;

static gboolean
starts_with_three (const char *pos,
                   const char *end)
{
  return end - pos >= 3 && pos[1] == pos[0] && pos[2] == pos[0];
}

/* Steps over a quote, or over what stands between quotes. */
static void
skip_in_string (Scanner   *self,
                CodeState *state)
{
  if (state->quote == '\0')
    {
      state->quote = *self->pos;
      state->quote_size = starts_with_three (self->pos, self->end) ? 3 : 1;
      self->pos += state->quote_size;
      return;
    }
  if (*self->pos == state->quote && (state->quote_size == 1 || starts_with_three (self->pos, self->end)))
    {
      self->pos += state->quote_size;
      state->quote = '\0';
      return;
    }
  self->pos++;
}

static void
close_bracket (Scanner   *self,
               CodeState *state,
               char       c)
{
  char opening;

  if (state->n_brackets == 0)
    fail (self, "unmatched '%c'", c);
  opening = state->brackets[--state->n_brackets];
  if ((opening == '(' && c != ')') || (opening == '[' && c != ']') || (opening == '{' && c != '}'))
    fail (self, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, opening);
  self->pos++;
}

static void
open_bracket (Scanner   *self,
              CodeState *state)
{
  if (state->n_brackets == MAX_BRACKETS)
    fail (self, "too many nested parenthesis");
  state->brackets[state->n_brackets++] = *self->pos++;
}

/* Outside brackets "!", ":", "=" and "}" end the code, but "!=", "==", "<=" and ">=" are operators. */
static gboolean
is_at_code_end (const Scanner   *self,
                const CodeState *state)
{
  char c = *self->pos;

  if (state->n_brackets > 0 || strchr ("!:=}", c) == NULL)
    return FALSE;
  return c == ':' || c == '}' || self->pos + 1 == self->end || self->pos[1] != '=';
}

/* Steps to the end of the code. */
static void
find_code_end (Scanner *self)
{
  CodeState state = { 0 };

  while (self->pos < self->end)
    {
      char c = *self->pos;

      if (c == '\\')
        ouro_parser_raise_here (self->parser, OURO_SYNTAX_ERROR_SYNTAX,
                                "f-string expression part cannot include a backslash");
      if (state.quote != '\0' || c == '\'' || c == '"')
        skip_in_string (self, &state);
      else if (strchr ("([{", c) != NULL)
        open_bracket (self, &state);
      else if (c == '#')
        ouro_parser_raise_here (self->parser, OURO_SYNTAX_ERROR_SYNTAX, "f-string expression part cannot include '#'");
      else if (is_at_code_end (self, &state))
        break;
      else if (strchr (")]}", c) != NULL)
        close_bracket (self, &state, c);
      else
        self->pos += strchr ("!=<>", c) != NULL && self->pos + 1 < self->end && self->pos[1] == '=' ? 2 : 1;
    }

  if (state.quote != '\0')
    fail (self, "unterminated string");
  if (state.n_brackets > 0)
    fail (self, "unmatched '%c'", state.brackets[state.n_brackets - 1]);
  if (self->pos >= self->end)
    fail (self, "expecting '}'");
}

/* Where 3.11 believes the code to stand: which line after that of the string, and after which column. */
static void
locate_code (Scanner    *self,
             const char *brace,
             guint32    *column)
{
  const char *first = brace + 1;

  for (; self->counted < brace; self->counted++)
    if (*self->counted == '\n')
      {
        self->n_lines++;
        self->line_start = self->counted + 1;
      }

  while (*first == ' ' || *first == '\t' || *first == '\f')
    first++;
  *column = *first != '\n' && *first != '}' ? brace - self->line_start : 0;
  if (self->n_lines == 0)
    *column += ouro_parser_token_span (self->parser, self->token).column - 1;
}

/* Reads the code between a brace and pos by a parser of its own. */
static OuroNode *
read_code (Scanner    *self,
           const char *brace)
{
  OuroParser       *parser = self->parser;
  OuroSyntaxProblem problem = { 0 };
  OuroNode         *node;
  guint32           column;
  char             *code;

  locate_code (self, brace, &column);
  code = g_strdup_printf ("(%.*s)", (int)(self->pos - brace - 1), brace + 1);
  node = ouro_parser_read_part (parser, code, self->token->line + parser->line_offset + self->n_lines - 1, column, &problem);
  g_free (code);
  if (node == NULL)
    ouro_parser_raise_problem (parser, &problem);
  return node;
}

static gboolean
is_empty (const char *start,
          const char *end)
{
  return start + strspn (start, " \t\n\f") >= end;
}

/* -- fields -- */

/* "=" and the blanks after it: pushes the text of the field so far. */
static gboolean
push_own_text (Scanner    *self,
               const char *start)
{
  OuroNode *node;

  if (*self->pos != '=')
    return FALSE;

  self->pos++;
  while (self->pos < self->end && g_ascii_isspace (*self->pos))
    self->pos++;
  if (self->pos >= self->end)
    fail (self, "expecting '}'");
  node = ouro_parser_new_text (self->parser, start, self->pos - start);
  ouro_node_set_span (node, self->whole);
  ouro_parser_push (self->parser, node);
  return TRUE;
}

static int
read_conversion (Scanner *self)
{
  int conversion = -1;

  if (*self->pos == '!')
    {
      self->pos++;
      if (self->pos >= self->end)
        fail (self, "expecting '}'");
      conversion = (guchar)*self->pos++;
      if (strchr ("sra", conversion) == NULL)
        fail (self, "invalid conversion character: expected 's', 'r', or 'a'");
    }
  if (self->pos >= self->end)
    fail (self, "expecting '}'");
  return conversion;
}

/* The last text of a specification has the place of its own string, not of the whole: so has 3.11. */
static OuroNode *
read_format_spec (Scanner *self,
                  guint    nesting)
{
  OuroParser *parser = self->parser;
  guint       base = ouro_parser_begin_list (parser), end;
  OuroSpan    own = ouro_parser_token_span (parser, self->token);
  OuroNode   *node;

  if (*self->pos != ':')
    return NULL;

  self->pos++;
  if (self->pos >= self->end)
    fail (self, "expecting '}'");
  push_text_and_fields (self, nesting + 1);
  end = ouro_parser_begin_list (parser);
  if (end > base && ((OuroNode *)parser->pending->pdata[end - 1])->kind == OURO_NODE_CONSTANT)
    ouro_node_set_span (parser->pending->pdata[end - 1], own);

  node = ouro_parser_new_node (parser, OURO_NODE_JOINED_STR, parser->mark);
  ouro_parser_fold_parts (parser, base);
  node->joined_str.values = ouro_parser_end_list (parser, base);
  ouro_node_set_span (node, own);
  return node;
}

static void
push_field (Scanner *self,
            guint    nesting)
{
  OuroParser *parser = self->parser;
  const char *brace = self->pos++;
  gboolean    has_own_text;
  OuroNode   *value, *node;

  if (nesting >= MAX_NESTING)
    fail (self, "expressions nested too deeply");
  find_code_end (self);
  if (is_empty (brace + 1, self->pos) && *self->pos == '}')
    fail (self, "empty expression not allowed");
  if (is_empty (brace + 1, self->pos))
    fail (self, "expression required before '%c'", *self->pos);
  value = read_code (self, brace);
  has_own_text = push_own_text (self, brace + 1);

  node = ouro_parser_new_node (parser, OURO_NODE_FORMATTED_VALUE, parser->mark);
  ouro_node_set_span (node, self->whole);
  node->formatted_value.value = value;
  node->formatted_value.conversion = read_conversion (self);
  node->formatted_value.format_spec = read_format_spec (self, nesting);
  if (self->pos >= self->end || *self->pos != '}')
    fail (self, "expecting '}'");
  self->pos++;
  if (has_own_text && node->formatted_value.format_spec == NULL && node->formatted_value.conversion == -1)
    node->formatted_value.conversion = 'r';
  ouro_parser_push (parser, node);
}

/* Up to the end of the string, or in a specification to its "}". */
static void
push_text_and_fields (Scanner *self,
                      guint    nesting)
{
  for (;;)
    {
      push_literal (self, nesting);
      if (self->pos >= self->end || *self->pos == '}')
        break;
      push_field (self, nesting);
    }
  if (nesting > 0 && self->pos >= self->end)
    fail (self, "expecting '}'");
}

void
ouro_parser_push_fields (OuroParser      *self,
                         const OuroToken *token,
                         OuroSpan         whole)
{
  OuroLiteral literal = ouro_parser_open_literal (self, token);
  Scanner     scanner = {
        .parser = self,
        .token = token,
        .whole = whole,
        .is_raw = literal.is_raw,
        .pos = literal.text,
        .end = literal.text + literal.length,
        .counted = self->text + token->start,
        .line_start = self->text + token->start,
  };

  push_text_and_fields (&scanner, 0);
}
