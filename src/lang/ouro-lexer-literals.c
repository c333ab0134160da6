/* ouro-lexer-literals.c - numbers, strings and the text of f-strings
 *
 * Numbers follow the rules of PEP 515. A string runs from its prefix to its closing quotes; what
 * its escapes mean is found out later (ouro-escapes.h). An f-string that nests (PEP 701) is cut
 * into its start, pieces of text, the code of its fields, and its end: the lexer keeps a stack of
 * the f-strings it is in and goes to and fro between text and code.
 */
#include "ouro-lexer-private.h"

#include <string.h>

#include "ouro-escapes.h"

/* -- numbers -- */

static gboolean
is_followed_by_word (const char *text,
                     const char *word)
{
  return g_str_has_prefix (text, word) && !ouro_is_name_character (text[strlen (word)]);
}

/* "1if x else y" is still allowed, with a warning; other letters right after a number are not. */
static gboolean
check_number_end (OuroLexer  *self,
                  const char *kind)
{
  const char *rest = self->text + self->pos;

  if (is_followed_by_word (rest, "and") || is_followed_by_word (rest, "else") ||
      is_followed_by_word (rest, "for") || is_followed_by_word (rest, "or") ||
      is_followed_by_word (rest, "not") || (rest[0] == 'i' && rest[1] != '\0' && strchr ("fns", rest[1]) != NULL))
    {
      ouro_lexer_warn (self, g_strdup_printf ("invalid %s literal", kind));
      return TRUE;
    }
  if (!g_ascii_isalnum (rest[0]) && rest[0] != '_')
    return TRUE;

  ouro_lexer_fail (self, "invalid %s literal", kind);
  return FALSE;
}

static gboolean
is_digit_of (char  c,
             guint base)
{
  return g_ascii_isxdigit (c) && (guint)g_ascii_xdigit_value (c) < base;
}

/* After "0x", "0o" or "0b". */
static gboolean
read_digits_of (OuroLexer  *self,
                guint       base,
                const char *kind)
{
  const char *text = self->text;

  do
    {
      if (text[self->pos] == '_')
        self->pos++;
      if (!is_digit_of (text[self->pos], base) && !g_ascii_isdigit (text[self->pos]))
        {
          ouro_lexer_fail (self, "invalid %s literal", kind);
          return FALSE;
        }
      while (is_digit_of (text[self->pos], base))
        self->pos++;
      if (g_ascii_isdigit (text[self->pos]))
        {
          self->pos++;
          ouro_lexer_fail (self, "invalid digit '%c' in %s literal", text[self->pos - 1], kind);
          return FALSE;
        }
    }
  while (text[self->pos] == '_');

  return check_number_end (self, kind);
}

static gboolean
read_decimal_digits (OuroLexer *self)
{
  const char *text = self->text;

  for (;;)
    {
      while (g_ascii_isdigit (text[self->pos]))
        self->pos++;
      if (text[self->pos] != '_')
        return TRUE;
      self->pos++;
      if (!g_ascii_isdigit (text[self->pos]))
        {
          ouro_lexer_fail (self, "invalid decimal literal");
          return FALSE;
        }
    }
}

/* Reads zeros at the start; more digits after them are wrong unless the number turns out a float. */
static gboolean
read_whole_part (OuroLexer *self,
                 guint32   *zeros_end)
{
  const char *text = self->text;

  *zeros_end = 0;
  if (text[self->pos] != '0')
    return read_decimal_digits (self);

  while (text[self->pos] == '0' || (text[self->pos] == '_' && text[self->pos + 1] == '0'))
    self->pos++;
  if (g_ascii_isdigit (text[self->pos + (text[self->pos] == '_')]))
    {
      self->pos += text[self->pos] == '_';
      *zeros_end = self->pos + 1;
    }
  return read_decimal_digits (self);
}

/* Returns FALSE after a mistake; sets is_number_end when the "e" begins a word and no exponent. */
static gboolean
read_exponent (OuroLexer *self,
               gboolean  *is_number_end)
{
  const char *text = self->text;
  guint32     start = self->pos++;

  if (text[self->pos] == '+' || text[self->pos] == '-')
    {
      self->pos++;
      if (!g_ascii_isdigit (text[self->pos]))
        {
          ouro_lexer_fail (self, "invalid decimal literal");
          return FALSE;
        }
    }
  else if (!g_ascii_isdigit (text[self->pos]))
    {
      self->pos = start;
      *is_number_end = TRUE;
      return check_number_end (self, "decimal");
    }
  return read_decimal_digits (self);
}

static void
fail_with_zeros (OuroLexer *self,
                 guint32    start,
                 guint32    zeros_end)
{
  const char *line = self->text + self->line_start;

  /* Up to 3.13 these are bytes. */
  guint32 column = start - self->line_start, end = zeros_end - self->line_start;

  if (self->dialect->minor >= 14)
    {
      column = g_utf8_strlen (line, column);
      end = g_utf8_strlen (line, end);
    }
  ouro_lexer_fail_range (self, column + 1, end,
                         "leading zeros in decimal integer literals are not permitted; "
                         "use an 0o prefix for octal integers");
}

static gboolean
read_decimal (OuroLexer *self,
              guint32    start)
{
  const char *text = self->text;
  gboolean    is_integer = TRUE, is_number_end = FALSE;
  guint32     zeros_end = 0;

  if (text[self->pos] != '.' && !read_whole_part (self, &zeros_end))
    return FALSE;

  if (text[self->pos] == '.')
    {
      is_integer = FALSE;
      self->pos++;
      if (g_ascii_isdigit (text[self->pos]) && !read_decimal_digits (self))
        return FALSE;
    }
  if (text[self->pos] == 'e' || text[self->pos] == 'E')
    {
      is_integer = FALSE;
      if (!read_exponent (self, &is_number_end))
        return FALSE;
      if (is_number_end)
        return TRUE;
    }
  if (text[self->pos] == 'j' || text[self->pos] == 'J')
    {
      self->pos++;
      return check_number_end (self, "imaginary");
    }
  if (is_integer && zeros_end != 0)
    {
      fail_with_zeros (self, start, zeros_end);
      return FALSE;
    }
  return check_number_end (self, "decimal");
}

void
ouro_lexer_read_number (OuroLexer *self,
                        guint32    start)
{
  char     second = g_ascii_tolower (self->text[start + 1]);
  guint    base = second == 'x' ? 16 : second == 'o' ? 8
                                                     : 2;
  gboolean ok;

  if (self->text[start] == '0' && second != '\0' && strchr ("xob", second) != NULL)
    {
      self->pos = start + 2;
      ok = read_digits_of (self, base, base == 16 ? "hexadecimal" : base == 8 ? "octal"
                                                                              : "binary");
    }
  else
    {
      ok = read_decimal (self, start);
    }

  if (ok)
    ouro_lexer_emit (self, OURO_TOKEN_NUMBER, start, self->line);
}

/* -- strings -- */

static guint
read_opening_quotes (OuroLexer *self)
{
  const char *text = self->text + self->pos;

  if (text[1] == text[0] && text[2] == text[0])
    {
      self->pos += 3;
      return 3;
    }
  self->pos++;
  return 1;
}

/* What looks like a string in the code of a field is the end of the f-string round it. */
static void
fail_in_field (OuroLexer            *self,
               const OuroStringMode *mode)
{
  const OuroBracket *opening = &self->brackets[self->level - 1];
  const char         letter = mode->is_template ? 't' : 'f';

  if (self->dialect->minor >= 15 && opening->line != self->line)
    ouro_lexer_fail (self, "%c-string: expecting '}' to close '%c' on line %u", letter, opening->character, opening->line);
  else
    ouro_lexer_fail (self, "%c-string: expecting '}'", letter);
}

/* The place reported is the first character of the token. */
static void
fail_unterminated (OuroLexer *self,
                   guint32    start,
                   guint32    line,
                   guint32    line_start,
                   char       quote,
                   guint      quote_size,
                   gboolean   escaped_quote)
{
  const OuroStringMode *mode = ouro_lexer_get_mode (self);
  const guint32         last_line = self->line;

  self->pos = start + 1;
  self->line = line;
  self->line_start = line_start;

  if (mode != NULL && mode->quote == quote && mode->quote_size == quote_size)
    fail_in_field (self, mode);
  else if (quote_size == 3)
    ouro_lexer_fail (self, "unterminated triple-quoted string literal (detected at line %u)", last_line);
  else if (escaped_quote && self->dialect->minor >= 13)
    ouro_lexer_fail (self, "unterminated string literal (detected at line %u); perhaps you escaped the end quote?", last_line);
  else
    ouro_lexer_fail (self, "unterminated string literal (detected at line %u)", last_line);
}

/* pos stands at the opening quote, after the prefix. */
void
ouro_lexer_read_string (OuroLexer *self,
                        guint32    start)
{
  const char   *text = self->text;
  const guint32 line = self->line, line_start = self->line_start;
  const char    quote = text[self->pos];
  const guint   quote_size = read_opening_quotes (self);
  guint         n_quotes = 0;
  gboolean      escaped_quote = FALSE;

  while (n_quotes < quote_size)
    {
      char c = text[self->pos];

      if (self->pos == self->length || (c == '\n' && quote_size == 1))
        {
          fail_unterminated (self, start, line, line_start, quote, quote_size, escaped_quote);
          return;
        }
      self->pos++;
      n_quotes = c == quote ? n_quotes + 1 : 0;
      if (c == '\\' && self->pos < self->length)
        {
          c = text[self->pos++];
          escaped_quote |= c == quote;
        }
      if (c == '\n')
        ouro_lexer_cross_line (self);
    }
  ouro_lexer_emit (self, OURO_TOKEN_STRING, start, line);
}

/* -- the text of f-strings -- */

void
ouro_lexer_open_fstring (OuroLexer *self,
                         guint32    start,
                         gboolean   raw,
                         gboolean   is_template)
{
  const char      quote = self->text[self->pos];
  const guint     quote_size = read_opening_quotes (self);
  OuroStringMode *mode;

  if (self->n_modes == OURO_MAX_STRING_MODES)
    {
      ouro_lexer_fail (self, "too many nested f-strings%s", self->dialect->template_strings ? " or t-strings" : "");
      return;
    }

  mode = &self->modes[self->n_modes++];
  *mode = (OuroStringMode){
    .quote = quote,
    .quote_size = quote_size,
    .raw = raw,
    .is_template = is_template,
    .in_text = TRUE,
    .field_depth = -1,
    .start = start,
    .line = self->line,
    .line_start = self->line_start,
  };
  ouro_lexer_emit (self, is_template ? OURO_TOKEN_TSTRING_START : OURO_TOKEN_FSTRING_START, start, self->line);
}

static gboolean
is_at_closing_quotes (OuroLexer            *self,
                      const OuroStringMode *mode)
{
  const char *text = self->text + self->pos;

  for (guint i = 0; i < mode->quote_size; i++)
    if (text[i] != mode->quote)
      return FALSE;
  return TRUE;
}

static void
emit_text (OuroLexer            *self,
           const OuroStringMode *mode,
           guint32               start,
           guint32               start_line)
{
  ouro_lexer_emit (self, mode->is_template ? OURO_TOKEN_TSTRING_MIDDLE : OURO_TOKEN_FSTRING_MIDDLE, start, start_line);
}

/* A "{" that is not doubled: code follows. */
static gboolean
open_field (OuroLexer      *self,
            OuroStringMode *mode)
{
  mode->field_depth++;
  if (mode->field_depth >= OURO_MAX_FIELD_NESTING)
    {
      ouro_lexer_fail (self, "%c-string: expressions nested too deeply", mode->is_template ? 't' : 'f');
      return FALSE;
    }
  mode->in_text = FALSE;
  return TRUE;
}

static void
fail_in_text (OuroLexer            *self,
              const OuroStringMode *mode)
{
  const guint32 last_line = self->line;
  const char    letter = mode->is_template ? 't' : 'f';

  self->pos = mode->start + 1;
  self->line = mode->line;
  self->line_start = mode->line_start;
  if (mode->quote_size == 3)
    ouro_lexer_fail (self, "unterminated triple-quoted %c-string literal (detected at line %u)", letter, last_line);
  else
    ouro_lexer_fail (self, "unterminated %c-string literal (detected at line %u)", letter, last_line);
}

/* After a backslash. Returns whether it begins \N{name}, whose braces are no field. */
static gboolean
skip_escape (OuroLexer            *self,
             const OuroStringMode *mode)
{
  char c = self->text[self->pos];

  if (c == '{' || c == '}')
    {
      if (!mode->raw && self->dialect->invalid_escape_warns)
        ouro_lexer_warn (self, ouro_escapes_describe_bad (self->text + self->pos, self->dialect->minor));
      return FALSE;
    }
  if (self->pos < self->length)
    self->pos++;
  if (c == '\n')
    ouro_lexer_cross_line (self);
  if (c == 'N' && !mode->raw && self->text[self->pos] == '{')
    {
      self->pos++;
      return TRUE;
    }
  return FALSE;
}

typedef enum {
  TEXT_GOES_ON,
  TEXT_ENDS, /* pos stands after the token */
  TEXT_FAILED,
} TextState;

static TextState
read_opening_brace (OuroLexer      *self,
                    OuroStringMode *mode,
                    gboolean        in_format_spec)
{
  if (self->text[self->pos + 1] == '{' && !in_format_spec)
    {
      self->pos += 2;
      return TEXT_ENDS;
    }
  if (!open_field (self, mode))
    return TEXT_FAILED;
  mode->in_format_spec = FALSE;
  return TEXT_ENDS;
}

static TextState
read_closing_brace (OuroLexer      *self,
                    OuroStringMode *mode,
                    gboolean        in_format_spec)
{
  if (self->text[self->pos + 1] == '}' && !in_format_spec && mode->depth == 0)
    {
      self->pos += 2;
      return TEXT_ENDS;
    }
  mode->in_text = FALSE;
  mode->in_format_spec = FALSE;
  return TEXT_ENDS;
}

/* A newline where none is allowed, or the end of the file. */
static TextState
read_text_end (OuroLexer      *self,
               OuroStringMode *mode,
               gboolean        in_format_spec)
{
  if (!in_format_spec || self->pos == self->length)
    {
      fail_in_text (self, mode);
      return TEXT_FAILED;
    }
  if (mode->quote_size == 1 && self->dialect->minor >= 13)
    {
      self->pos++;
      ouro_lexer_fail (self, "%c-string: newlines are not allowed in format specifiers for single quoted %c-strings",
                       mode->is_template ? 't' : 'f', mode->is_template ? 't' : 'f');
      return TEXT_FAILED;
    }
  mode->in_text = FALSE;
  mode->in_format_spec = FALSE;
  return TEXT_ENDS;
}

/* Takes the next character or escape of the text. */
static TextState
read_text_character (OuroLexer      *self,
                     OuroStringMode *mode,
                     gboolean       *in_name)
{
  const gboolean in_format_spec = mode->in_format_spec && mode->field_depth >= 0;
  const char     c = self->text[self->pos];

  if (self->pos == self->length || (c == '\n' && mode->quote_size == 1))
    return read_text_end (self, mode, in_format_spec);
  if (is_at_closing_quotes (self, mode))
    return TEXT_ENDS;
  if (c == '{')
    return read_opening_brace (self, mode, in_format_spec);
  if (c == '}' && *in_name)
    {
      self->pos++;
      return TEXT_ENDS;
    }
  if (c == '}')
    return read_closing_brace (self, mode, in_format_spec);

  self->pos++;
  if (c == '\n')
    ouro_lexer_cross_line (self);
  if (c == '\\')
    *in_name |= skip_escape (self, mode);
  return TEXT_GOES_ON;
}

void
ouro_lexer_read_fstring_text (OuroLexer *self)
{
  OuroStringMode *mode = ouro_lexer_get_mode (self);
  const guint32   start = self->pos, line = self->line;
  gboolean        in_name = FALSE;
  TextState       state = TEXT_GOES_ON;

  if (self->text[start] == '{' && self->text[start + 1] != '{')
    {
      open_field (self, mode); /* no text before it */
      return;
    }
  if (is_at_closing_quotes (self, mode))
    {
      self->pos += mode->quote_size;
      self->n_modes--;
      ouro_lexer_emit (self, mode->is_template ? OURO_TOKEN_TSTRING_END : OURO_TOKEN_FSTRING_END, start, line);
      return;
    }

  while (state == TEXT_GOES_ON)
    state = read_text_character (self, mode, &in_name);
  if (state == TEXT_ENDS)
    emit_text (self, mode, start, line);
}
