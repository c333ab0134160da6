/* ouro-lexer.c - lines, indentation, brackets, names and operators
 *
 * The lexer stands either in code or in the text of an f-string. In code it measures the
 * indentation at the start of a line, skips blanks and comments, and reads one token; numbers,
 * strings and the text of f-strings are in ouro-lexer-literals.c. Inside brackets the ends of lines
 * mean nothing; a line without code means nothing anywhere.
 */
#include "ouro-lexer-private.h"

#include <string.h>

#include "ouro-unicode.h"

#define TAB_SIZE 8

typedef struct
{
  const char   *word;
  OuroTokenKind kind;
} Word;

/* By length, so that a word is compared with few others. */
static const Word keywords_2[] = {
  { "as", OURO_TOKEN_AS },
  { "if", OURO_TOKEN_IF },
  { "in", OURO_TOKEN_IN },
  { "is", OURO_TOKEN_IS },
  { "or", OURO_TOKEN_OR },
  { NULL },
};
static const Word keywords_3[] = {
  { "and", OURO_TOKEN_AND },
  { "def", OURO_TOKEN_DEF },
  { "del", OURO_TOKEN_DEL },
  { "for", OURO_TOKEN_FOR },
  { "not", OURO_TOKEN_NOT },
  { "try", OURO_TOKEN_TRY },
  { NULL },
};
static const Word keywords_4[] = {
  { "None", OURO_TOKEN_NONE },
  { "True", OURO_TOKEN_TRUE },
  { "elif", OURO_TOKEN_ELIF },
  { "else", OURO_TOKEN_ELSE },
  { "from", OURO_TOKEN_FROM },
  { "pass", OURO_TOKEN_PASS },
  { "with", OURO_TOKEN_WITH },
  { NULL },
};
static const Word keywords_5[] = {
  { "False", OURO_TOKEN_FALSE },
  { "async", OURO_TOKEN_ASYNC },
  { "await", OURO_TOKEN_AWAIT },
  { "break", OURO_TOKEN_BREAK },
  { "class", OURO_TOKEN_CLASS },
  { "raise", OURO_TOKEN_RAISE },
  { "while", OURO_TOKEN_WHILE },
  { "yield", OURO_TOKEN_YIELD },
  { NULL },
};
static const Word keywords_6[] = {
  { "assert", OURO_TOKEN_ASSERT },
  { "except", OURO_TOKEN_EXCEPT },
  { "global", OURO_TOKEN_GLOBAL },
  { "import", OURO_TOKEN_IMPORT },
  { "lambda", OURO_TOKEN_LAMBDA },
  { "return", OURO_TOKEN_RETURN },
  { NULL },
};
static const Word keywords_7[] = {
  { "finally", OURO_TOKEN_FINALLY },
  { NULL },
};
static const Word keywords_8[] = {
  { "continue", OURO_TOKEN_CONTINUE },
  { "nonlocal", OURO_TOKEN_NONLOCAL },
  { NULL },
};

static const Word *const keywords[] = {
  NULL, NULL, keywords_2, keywords_3, keywords_4, keywords_5, keywords_6, keywords_7, keywords_8
};

/* Longest first, so that the first that fits is the token. */
static const Word operators[] = {
  { "**=", OURO_TOKEN_DOUBLE_STAR_ASSIGN },
  { "//=", OURO_TOKEN_DOUBLE_SLASH_ASSIGN },
  { "<<=", OURO_TOKEN_LEFT_SHIFT_ASSIGN },
  { ">>=", OURO_TOKEN_RIGHT_SHIFT_ASSIGN },
  { "...", OURO_TOKEN_ELLIPSIS },
  { "**", OURO_TOKEN_DOUBLE_STAR },
  { "*=", OURO_TOKEN_STAR_ASSIGN },
  { "//", OURO_TOKEN_DOUBLE_SLASH },
  { "/=", OURO_TOKEN_SLASH_ASSIGN },
  { "<<", OURO_TOKEN_LEFT_SHIFT },
  { "<=", OURO_TOKEN_LESS_EQUAL },
  { "<>", OURO_TOKEN_LESS_GREATER },
  { ">>", OURO_TOKEN_RIGHT_SHIFT },
  { ">=", OURO_TOKEN_GREATER_EQUAL },
  { "==", OURO_TOKEN_EQUAL },
  { "!=", OURO_TOKEN_NOT_EQUAL },
  { "->", OURO_TOKEN_ARROW },
  { ":=", OURO_TOKEN_WALRUS },
  { "+=", OURO_TOKEN_PLUS_ASSIGN },
  { "-=", OURO_TOKEN_MINUS_ASSIGN },
  { "%=", OURO_TOKEN_PERCENT_ASSIGN },
  { "@=", OURO_TOKEN_AT_ASSIGN },
  { "&=", OURO_TOKEN_AMPERSAND_ASSIGN },
  { "|=", OURO_TOKEN_BAR_ASSIGN },
  { "^=", OURO_TOKEN_CARET_ASSIGN },
};

static const guint8 single_characters[128] = {
  ['('] = OURO_TOKEN_LEFT_PAREN,
  [')'] = OURO_TOKEN_RIGHT_PAREN,
  ['['] = OURO_TOKEN_LEFT_BRACKET,
  [']'] = OURO_TOKEN_RIGHT_BRACKET,
  ['{'] = OURO_TOKEN_LEFT_BRACE,
  ['}'] = OURO_TOKEN_RIGHT_BRACE,
  [':'] = OURO_TOKEN_COLON,
  [','] = OURO_TOKEN_COMMA,
  [';'] = OURO_TOKEN_SEMICOLON,
  ['.'] = OURO_TOKEN_DOT,
  ['!'] = OURO_TOKEN_EXCLAMATION,
  ['+'] = OURO_TOKEN_PLUS,
  ['-'] = OURO_TOKEN_MINUS,
  ['*'] = OURO_TOKEN_STAR,
  ['/'] = OURO_TOKEN_SLASH,
  ['%'] = OURO_TOKEN_PERCENT,
  ['@'] = OURO_TOKEN_AT,
  ['&'] = OURO_TOKEN_AMPERSAND,
  ['|'] = OURO_TOKEN_BAR,
  ['^'] = OURO_TOKEN_CARET,
  ['~'] = OURO_TOKEN_TILDE,
  ['<'] = OURO_TOKEN_LESS,
  ['>'] = OURO_TOKEN_GREATER,
  ['='] = OURO_TOKEN_ASSIGN,
  ['$'] = OURO_TOKEN_UNKNOWN,
  ['?'] = OURO_TOKEN_UNKNOWN,
  ['`'] = OURO_TOKEN_UNKNOWN,
};

OuroTokenKind
ouro_token_kind_from_word (const char *word,
                           gsize       length)
{
  if (length >= G_N_ELEMENTS (keywords) || keywords[length] == NULL)
    return OURO_TOKEN_NAME;

  for (const Word *keyword = keywords[length]; keyword->word != NULL; keyword++)
    if (keyword->word[0] == word[0] && memcmp (keyword->word, word, length) == 0)
      return keyword->kind;
  return OURO_TOKEN_NAME;
}

void
ouro_lexer_emit (OuroLexer    *self,
                 OuroTokenKind kind,
                 guint32       start,
                 guint32       start_line)
{
  OuroToken token = { kind, self->level, start, self->pos, start_line, self->line };

  g_array_append_val (self->tokens, token);
}

static void
emit_mark (OuroLexer    *self,
           OuroTokenKind kind)
{
  ouro_lexer_emit (self, kind, self->pos, self->line);
}

/* pos stands after the newline. The line is counted only when it has a first character: at the end
 * of the text CPython still is in the last line. */
void
ouro_lexer_cross_line (OuroLexer *self)
{
  if (self->pos < self->length)
    {
      self->line++;
      self->line_start = self->pos;
    }
}

/* -- mistakes -- */

/* Ends the tokens; the caller has still to say what was wrong. */
static OuroLexerError *
stop (OuroLexer *self)
{
  OuroLexerError *error = &self->result->error;

  emit_mark (self, OURO_TOKEN_ERROR);
  *error = (OuroLexerError){ .line = self->line, .in_fstring = self->n_modes > 0 };
  if (self->level > 0)
    {
      const OuroBracket *bracket = &self->brackets[self->level - 1];
      const char        *line_start = self->text + bracket->place;

      while (line_start > self->text && line_start[-1] != '\n')
        line_start--;
      error->open_bracket = bracket->character;
      error->open_line = bracket->line;
      error->open_column = g_utf8_strlen (line_start, self->text + bracket->place - line_start) + 1;
    }
  return error;
}

void
ouro_lexer_fail (OuroLexer  *self,
                 const char *format,
                 ...)
{
  OuroLexerError *error = stop (self);
  va_list         args;

  va_start (args, format);
  error->message = g_strdup_vprintf (format, args);
  va_end (args);
  error->column = error->end_column = g_utf8_strlen (self->text + self->line_start, self->pos - self->line_start);
}

void
ouro_lexer_fail_range (OuroLexer  *self,
                       guint32     column,
                       guint32     end_column,
                       const char *format,
                       ...)
{
  OuroLexerError *error = stop (self);
  va_list         args;

  va_start (args, format);
  error->message = g_strdup_vprintf (format, args);
  va_end (args);
  error->column = column;
  error->end_column = end_column;
}

/* A mistake that CPython's tokenizer notes only as a status, which nobody looks at when the parser
 * has stopped before. */
static void
fail_quietly (OuroLexer          *self,
              OuroSyntaxErrorCode code,
              guint32             column,
              const char         *message)
{
  OuroLexerError *error = stop (self);

  error->code = code;
  error->message = g_strdup (message);
  error->column = column;
  error->only_when_reached = TRUE;
}

static guint32
count_line_characters (OuroLexer *self)
{
  guint32 end = self->line_start;

  while (end < self->length && self->text[end] != '\n')
    end++;
  return g_utf8_strlen (self->text + self->line_start, end - self->line_start) + (end < self->length);
}

static void
fail_at_end (OuroLexer *self)
{
  if (self->level > 0)
    {
      OuroLexerError *error;

      fail_quietly (self, OURO_SYNTAX_ERROR_SYNTAX, 0, NULL);
      error = &self->result->error;
      error->message = g_strdup_printf ("'%c' was never closed", error->open_bracket);
      error->line = error->open_line;
      error->column = error->open_column;
    }
  else
    {
      fail_quietly (self, OURO_SYNTAX_ERROR_SYNTAX, count_line_characters (self), "unexpected EOF while parsing");
    }
}

static void
fail_with_tabs (OuroLexer *self)
{
  fail_quietly (self, OURO_SYNTAX_ERROR_TAB, 1, "inconsistent use of tabs and spaces in indentation");
}

void
ouro_lexer_warn (OuroLexer *self,
                 char      *message)
{
  ouro_warnings_add (self->warnings, self->line, self->pos, message);
}

/* -- lines -- */

/* CPython counts this column in bytes from where its buffer begins, which may be some joined lines
 * before, and turns it into characters in a text that begins there, or since 3.14 in the last line. */
static guint32
get_joined_column (OuroLexer *self,
                   guint32    place)
{
  guint32 line_start = self->dialect->minor < 14 ? self->buffer_start : self->line_start;
  guint32 column = place - self->buffer_start, length;

  length = self->line_start + strcspn (self->text + self->line_start, "\n") - line_start;
  length += self->text[line_start + length] == '\n';
  return g_utf8_strlen (self->text + line_start, MIN (column, length)) + 1;
}

/* Steps over a backslash and the newline that must follow it. */
static gboolean
join_lines (OuroLexer *self)
{
  if (self->text[self->pos + 1] == '\n')
    {
      self->pos += 2;
      if (self->pos == self->length)
        {
          fail_at_end (self);
          return FALSE;
        }
      ouro_lexer_cross_line (self);
      return TRUE;
    }

  /* The character after the backslash counts as read, if there is one. */
  fail_quietly (self, OURO_SYNTAX_ERROR_SYNTAX, get_joined_column (self, MIN (self->pos + 1, self->length - 1)),
                "unexpected character after line continuation character");
  return FALSE;
}

static gboolean
indent (OuroLexer *self,
        guint      column,
        guint      alternative)
{
  if (self->n_indents + 1 >= OURO_MAX_INDENTS)
    {
      fail_quietly (self, OURO_SYNTAX_ERROR_INDENTATION, 1, "too many levels of indentation");
      return FALSE;
    }
  if (alternative <= self->alternatives[self->n_indents])
    {
      fail_with_tabs (self);
      return FALSE;
    }

  self->n_indents++;
  self->indents[self->n_indents] = column;
  self->alternatives[self->n_indents] = alternative;
  emit_mark (self, OURO_TOKEN_INDENT);
  return TRUE;
}

static gboolean
dedent (OuroLexer *self,
        guint      column,
        guint      alternative)
{
  guint n = self->n_indents;

  while (n > 0 && column < self->indents[n])
    n--;
  if (column != self->indents[n])
    {
      fail_quietly (self, OURO_SYNTAX_ERROR_INDENTATION, count_line_characters (self),
                    "unindent does not match any outer indentation level");
      return FALSE;
    }
  if (alternative != self->alternatives[n])
    {
      fail_with_tabs (self);
      return FALSE;
    }

  for (; self->n_indents > n; self->n_indents--)
    emit_mark (self, OURO_TOKEN_DEDENT);
  return TRUE;
}

static gboolean
take_indentation (OuroLexer *self,
                  guint      column,
                  guint      alternative)
{
  if (column > self->indents[self->n_indents])
    return indent (self, column, alternative);
  if (column < self->indents[self->n_indents])
    return dedent (self, column, alternative);
  if (alternative == self->alternatives[self->n_indents])
    return TRUE;

  fail_with_tabs (self);
  return FALSE;
}

/* Measures the blanks at the start of a line. Where a backslash stands among them, the column
 * of the first one counts, and the line goes on below. */
static gboolean
begin_line (OuroLexer *self)
{
  guint column = 0, alternative = 0, joined = 0;

  ouro_lexer_cross_line (self);
  self->buffer_start = self->line_start;
  self->at_line_start = FALSE;
  if (self->skip_blanks && self->line == 1)
    self->pos += strspn (self->text, " \t");

  for (gboolean measuring = TRUE; measuring;)
    switch (self->text[self->pos])
      {
      case ' ':
        column++, alternative++, self->pos++;
        break;
      case '\t':
        column = (column / TAB_SIZE + 1) * TAB_SIZE;
        alternative++, self->pos++;
        break;
      case '\f':
        column = alternative = 0;
        self->pos++;
        break;
      case '\\':
        joined = joined > 0 ? joined : column;
        if (!join_lines (self))
          return FALSE;
        self->buffer_start = self->line_start;
        break;
      default:
        measuring = FALSE;
        break;
      }

  self->is_blank = self->text[self->pos] == '#' || self->text[self->pos] == '\n';
  if (self->is_blank || self->level > 0)
    return TRUE;
  return take_indentation (self, joined > 0 ? joined : column, joined > 0 ? joined : alternative);
}

static void
read_newline (OuroLexer *self,
              guint32    start)
{
  if (!self->is_blank && self->level == 0)
    ouro_lexer_emit (self, OURO_TOKEN_NEWLINE, start, self->line);
  self->pos++;
  self->at_line_start = TRUE;
}

/* -- names -- */

static void
fail_with_character (OuroLexer *self,
                     guint32    place)
{
  gunichar c = g_utf8_get_char (self->text + place);
  char     shown[7] = { 0 };

  self->pos = g_utf8_next_char (self->text + place) - self->text;
  if (!ouro_unicode_is_printable (c))
    {
      ouro_lexer_fail (self, "invalid non-printable character U+%04X", c);
      return;
    }
  g_unichar_to_utf8 (c, shown);
  ouro_lexer_fail (self, "invalid character '%s' (U+%04X)", shown, c);
}

/* Which letters stand in a prefix: one bit for each of "bfrtu". */
static guint
read_prefix (OuroLexer  *self,
             const char *word,
             gsize       length)
{
  static const char letters[] = "bfrtu";
  guint             prefix = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *letter = strchr (letters, g_ascii_tolower (word[i]));
      guint       bit;

      if (letter == NULL || (*letter == 't' && !self->dialect->template_strings))
        return 0;
      bit = 1u << (letter - letters);
      if (prefix & bit)
        return 0;
      prefix |= bit;
    }
  return prefix;
}

enum {
  PREFIX_B = 1 << 0,
  PREFIX_F = 1 << 1,
  PREFIX_R = 1 << 2,
  PREFIX_T = 1 << 3,
  PREFIX_U = 1 << 4,
};

static gboolean
is_string_prefix (guint prefix)
{
  switch (prefix)
    {
    case PREFIX_B:
    case PREFIX_F:
    case PREFIX_R:
    case PREFIX_T:
    case PREFIX_U:
    case PREFIX_B | PREFIX_R:
    case PREFIX_F | PREFIX_R:
    case PREFIX_T | PREFIX_R:
      return TRUE;
    default:
      return FALSE;
    }
}

/* 3.14 names the first pair of letters, in this order, that do not go together. */
static void
fail_with_prefix (OuroLexer *self,
                  guint32    start,
                  guint      prefix)
{
  static const char *const pairs[] = { "ub", "ur", "uf", "ut", "bf", "bt", "ft" };
  static const char        letters[] = "bfrtu";

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      guint first = 1u << (strchr (letters, pairs[i][0]) - letters);
      guint second = 1u << (strchr (letters, pairs[i][1]) - letters);

      if ((prefix & first) && (prefix & second))
        {
          guint32 column = g_utf8_strlen (self->text + self->line_start, start - self->line_start) + 1;

          ouro_lexer_fail_range (self, column, column + self->pos - start,
                                 "'%c' and '%c' prefixes are incompatible", pairs[i][0], pairs[i][1]);
          return;
        }
    }
  g_assert_not_reached ();
}

/* Whether the word before a quote was its prefix, or a mistake. */
static gboolean
read_prefixed_string (OuroLexer *self,
                      guint32    start)
{
  guint prefix = read_prefix (self, self->text + start, self->pos - start);

  if (prefix == 0)
    return FALSE;
  if (!is_string_prefix (prefix))
    {
      if (self->dialect->minor < 14)
        return FALSE;
      fail_with_prefix (self, start, prefix);
      return TRUE;
    }

  if (self->dialect->nested_fstrings && (prefix & (PREFIX_F | PREFIX_T)))
    ouro_lexer_open_fstring (self, start, (prefix & PREFIX_R) != 0, (prefix & PREFIX_T) != 0);
  else
    ouro_lexer_read_string (self, start);
  return TRUE;
}

static void
read_word (OuroLexer *self,
           guint32    start)
{
  guint32 length;
  guchar  seen = 0;

  while (ouro_is_name_character (self->text[self->pos]))
    seen |= self->text[self->pos++];
  length = self->pos - start;

  if ((self->text[self->pos] == '"' || self->text[self->pos] == '\'') && length <= 5 &&
      read_prefixed_string (self, start))
    return;

  if (seen & 0x80)
    {
      gsize valid = ouro_unicode_scan_identifier (self->text + start, length);

      if (valid < length)
        {
          fail_with_character (self, start + valid);
          return;
        }
    }
  ouro_lexer_emit (self, ouro_token_kind_from_word (self->text + start, length), start, self->line);
}

/* -- operators and brackets -- */

static gboolean
open_bracket (OuroLexer *self,
              char       c)
{
  OuroStringMode *mode = ouro_lexer_get_mode (self);

  if (self->level >= OURO_MAX_BRACKETS)
    {
      ouro_lexer_fail (self, "too many nested parentheses");
      return FALSE;
    }
  self->brackets[self->level++] = (OuroBracket){ c, self->line, self->pos - 1 };
  if (mode != NULL)
    mode->depth++;
  return TRUE;
}

static gboolean
brackets_match (char opening,
                char closing)
{
  return (opening == '(' && closing == ')') || (opening == '[' && closing == ']') || (opening == '{' && closing == '}');
}

static void
fail_with_mismatch (OuroLexer         *self,
                    const OuroBracket *opening,
                    char               c)
{
  const OuroStringMode *mode = ouro_lexer_get_mode (self);

  if (mode != NULL && opening->character == '{' && mode->depth - 1 == mode->field_depth)
    ouro_lexer_fail (self, "%c-string: unmatched '%c'", mode->is_template ? 't' : 'f', c);
  else if (opening->line != self->line)
    ouro_lexer_fail (self, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u",
                     c, opening->character, opening->line);
  else
    ouro_lexer_fail (self, "closing parenthesis '%c' does not match opening parenthesis '%c'",
                     c, opening->character);
}

static gboolean
close_bracket (OuroLexer *self,
               char       c)
{
  OuroStringMode    *mode = ouro_lexer_get_mode (self);
  const OuroBracket *opening;

  if (mode != NULL && mode->depth == 0 && c == '}')
    {
      ouro_lexer_fail (self, "%c-string: single '}' is not allowed", mode->is_template ? 't' : 'f');
      return FALSE;
    }
  if (self->level == 0)
    {
      ouro_lexer_fail (self, "unmatched '%c'", c);
      return FALSE;
    }

  opening = &self->brackets[--self->level];
  if (!brackets_match (opening->character, c))
    {
      fail_with_mismatch (self, opening, c);
      return FALSE;
    }

  if (mode == NULL)
    return TRUE;
  mode->depth--;
  if (mode->depth < 0)
    {
      ouro_lexer_fail (self, "%c-string: unmatched '%c'", mode->is_template ? 't' : 'f', c);
      return FALSE;
    }
  if (c == '}' && mode->depth == mode->field_depth)
    {
      mode->field_depth--;
      mode->in_text = TRUE;
      mode->in_format_spec = FALSE;
    }
  return TRUE;
}

/* The ":" after the expression of a field begins its format specification. */
static gboolean
read_format_colon (OuroLexer *self)
{
  OuroStringMode *mode = ouro_lexer_get_mode (self);

  if (mode == NULL || mode->field_depth < 0 || mode->depth - 1 != mode->field_depth)
    return FALSE;

  mode->in_text = TRUE;
  mode->in_format_spec = TRUE;
  self->pos++;
  ouro_lexer_emit (self, OURO_TOKEN_COLON, self->pos - 1, self->line);
  return TRUE;
}

static const Word *
find_operator (OuroLexer  *self,
               const char *text)
{
  if (text[1] == '\0' || strchr ("=*/<>.", text[1]) == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].word[0] == text[0] && strncmp (operators[i].word, text, strlen (operators[i].word)) == 0)
      return operators[i].kind == OURO_TOKEN_LESS_GREATER && self->dialect->minor >= 14 ? NULL : &operators[i];
  return NULL;
}

static void
read_operator (OuroLexer *self)
{
  const guint32 start = self->pos;
  const char    c = self->text[start];
  const Word   *longer;

  if (c == ':' && read_format_colon (self))
    return;

  longer = find_operator (self, self->text + start);
  if (longer != NULL)
    {
      self->pos += strlen (longer->word);
      ouro_lexer_emit (self, longer->kind, start, self->line);
      return;
    }

  self->pos++;
  if (strchr ("([{", c) != NULL && !open_bracket (self, c))
    return;
  if (strchr (")]}", c) != NULL && !close_bracket (self, c))
    return;
  if (single_characters[(guchar)c] == 0)
    fail_with_character (self, start);
  else
    ouro_lexer_emit (self, single_characters[(guchar)c], start, self->line);
}

/* -- tokens -- */

static void
read_end (OuroLexer *self)
{
  if (self->level > 0)
    fail_at_end (self);
  else
    emit_mark (self, OURO_TOKEN_END);
}

static void
read_code (OuroLexer *self)
{
  const char *text = self->text;
  guint32     start;
  char        c;

  if (self->at_line_start && !begin_line (self))
    return;

  while (text[self->pos] == ' ' || text[self->pos] == '\t' || text[self->pos] == '\f')
    self->pos++;
  start = self->pos;
  if (text[start] == '#')
    self->pos += strcspn (text + start, "\n");

  c = text[self->pos];
  if (ouro_is_name_start (c))
    read_word (self, start);
  else if (c == '\n')
    read_newline (self, start);
  else if (g_ascii_isdigit (c) || (c == '.' && g_ascii_isdigit (text[start + 1])))
    ouro_lexer_read_number (self, start);
  else if (c == '"' || c == '\'')
    ouro_lexer_read_string (self, start);
  else if (c == '\\')
    join_lines (self);
  else if (c == '\0')
    read_end (self);
  else
    read_operator (self);
}

static gboolean
has_ended (OuroLexer *self)
{
  const OuroToken *last;

  if (self->tokens->len == 0)
    return FALSE;
  last = &g_array_index (self->tokens, OuroToken, self->tokens->len - 1);
  return last->kind == OURO_TOKEN_END || last->kind == OURO_TOKEN_ERROR;
}

void
ouro_tokens_read (OuroTokens        *self,
                  const OuroSource  *source,
                  const OuroDialect *dialect,
                  gboolean           skip_blanks,
                  GArray            *warnings)
{
  OuroLexer lexer = {
    .result = self,
    .dialect = dialect,
    .tokens = g_array_new (FALSE, FALSE, sizeof (OuroToken)),
    .warnings = warnings,
    .text = ouro_source_get_text (source),
    .length = ouro_source_get_length (source),
    .at_line_start = TRUE,
    .skip_blanks = skip_blanks,
  };

  g_return_if_fail (self != NULL && source != NULL && dialect != NULL && warnings != NULL);

  *self = (OuroTokens){ 0 };
  while (!has_ended (&lexer))
    if (lexer.n_modes > 0 && ouro_lexer_get_mode (&lexer)->in_text)
      ouro_lexer_read_fstring_text (&lexer);
    else
      read_code (&lexer);

  self->n = lexer.tokens->len;
  self->items = (gpointer)g_array_free (lexer.tokens, FALSE);
}

void
ouro_tokens_clear (OuroTokens *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->items, g_free);
  g_clear_pointer (&self->error.message, g_free);
  self->n = 0;
}
