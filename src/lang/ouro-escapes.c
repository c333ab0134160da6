/* ouro-escapes.c - what the backslashes in a string literal mean */
#include "ouro-escapes.h"

#include <string.h>

#include "ouro-unicode.h"

typedef struct
{
  const char *start; /* of the whole text */
  const char *end;
  const char *pos;
  GString    *out;
  const char *bad_escape;
  char       *message;
} Decoder;

/* -- messages -- */

/* CPython first rewrites every character beyond ASCII as \UXXXXXXXX, and a backslash before one
 * as \u005c; the positions in its messages count that text. */
static gsize
get_rewritten_position (const Decoder *self,
                        const char    *place)
{
  gsize position = 0;

  for (const char *p = self->start; p < place; p = g_utf8_next_char (p))
    {
      if (p[0] == '\\' && p + 1 < self->end && (p[1] & 0x80))
        position += strlen ("\\u005c");
      else
        position += (p[0] & 0x80) ? strlen ("\\U00000000") : 1;
      if (p[0] == '\\' && p + 1 < place && !(p[1] & 0x80))
        {
          position++;
          p++;
        }
    }
  return position;
}

/* The escape runs from its backslash to end. */
static gboolean
fail (Decoder    *self,
      const char *escape,
      const char *end,
      const char *reason)
{
  gsize first = get_rewritten_position (self, escape);
  gsize last = get_rewritten_position (self, end) - 1;

  if (first == last)
    self->message = g_strdup_printf ("(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %" G_GSIZE_FORMAT ": %s",
                                     first, reason);
  else
    self->message = g_strdup_printf ("(unicode error) 'unicodeescape' codec can't decode bytes in position %" G_GSIZE_FORMAT
                                     "-%" G_GSIZE_FORMAT ": %s",
                                     first, last, reason);
  return FALSE;
}

/* -- escapes of text and bytes -- */

/* Escapes of one letter; '\0' when there is none. */
static char
get_simple_escape (char c)
{
  static const char letters[] = "\\'\"abfnrtv";
  static const char meanings[] = "\\'\"\a\b\f\n\r\t\v";
  const char       *found = c != '\0' ? strchr (letters, c) : NULL;

  return found != NULL ? meanings[found - letters] : '\0';
}

static gboolean
is_octal_digit (char c)
{
  return c >= '0' && c <= '7';
}

/* One to three octal digits. */
static guint
read_octal (Decoder *self)
{
  const char *start = self->pos;
  guint       value = 0;

  while (self->pos < self->end && self->pos < start + 3 && is_octal_digit (*self->pos))
    value = value * 8 + (*self->pos++ - '0');
  if (value > 0377 && self->bad_escape == NULL)
    self->bad_escape = start;
  return value;
}

/* Reads the escapes that text and bytes share; FALSE when this is none. */
static gboolean
read_common_escape (Decoder *self,
                    guint   *value)
{
  char c = *self->pos;

  if (is_octal_digit (c))
    {
      *value = read_octal (self);
      return TRUE;
    }
  *value = (guchar)get_simple_escape (c);
  if (*value == 0)
    return FALSE;
  self->pos++;
  return TRUE;
}

static void
keep_bad_escape (Decoder *self)
{
  if (self->bad_escape == NULL)
    self->bad_escape = self->pos;
  g_string_append_c (self->out, '\\');
  g_string_append_c (self->out, *self->pos++);
}

/* -- text -- */

/* g_string_append_unichar () with surrogates let through. */
static void
append_character (GString *out,
                  gunichar c)
{
  if (c >= 0xd800 && c <= 0xdfff)
    {
      g_string_append_c (out, 0xe0 | (c >> 12));
      g_string_append_c (out, 0x80 | ((c >> 6) & 0x3f));
      g_string_append_c (out, 0x80 | (c & 0x3f));
      return;
    }
  g_string_append_unichar (out, c);
}

static gboolean
read_hexadecimal (Decoder    *self,
                  const char *escape,
                  guint       n_digits,
                  const char *reason)
{
  gunichar value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (self->pos == self->end || !g_ascii_isxdigit (*self->pos))
        return fail (self, escape, self->pos, reason);
      value = value * 16 + g_ascii_xdigit_value (*self->pos++);
    }
  if (value > 0x10ffff)
    return fail (self, escape, self->pos, "illegal Unicode character");

  append_character (self->out, value);
  return TRUE;
}

/* \N{name} */
static gboolean
read_name (Decoder    *self,
           const char *escape)
{
  const char *name, *name_end;
  gunichar    c;

  if (self->pos == self->end || *self->pos != '{')
    return fail (self, escape, self->pos, "malformed \\N character escape");

  name = self->pos + 1;
  name_end = memchr (name, '}', self->end - name);
  if (name_end == NULL)
    return fail (self, escape, self->end, "malformed \\N character escape");
  if (name_end == name)
    return fail (self, escape, name_end, "malformed \\N character escape");
  if (!ouro_unicode_find_name (name, name_end - name, &c))
    return fail (self, escape, name_end + 1, "unknown Unicode character name");

  append_character (self->out, c);
  self->pos = name_end + 1;
  return TRUE;
}

/* pos stands behind the backslash. */
static gboolean
read_text_escape (Decoder *self)
{
  const char *escape = self->pos - 1;
  guint       value;

  if (self->pos == self->end || (*self->pos & 0x80))
    {
      g_string_append_c (self->out, '\\');
      return TRUE;
    }
  if (read_common_escape (self, &value))
    {
      append_character (self->out, value);
      return TRUE;
    }

  switch (*self->pos)
    {
    case '\n':
      self->pos++;
      return TRUE;
    case 'x':
      self->pos++;
      return read_hexadecimal (self, escape, 2, "truncated \\xXX escape");
    case 'u':
      self->pos++;
      return read_hexadecimal (self, escape, 4, "truncated \\uXXXX escape");
    case 'U':
      self->pos++;
      return read_hexadecimal (self, escape, 8, "truncated \\UXXXXXXXX escape");
    case 'N':
      self->pos++;
      return read_name (self, escape);
    default:
      keep_bad_escape (self);
      return TRUE;
    }
}

/* -- bytes -- */

static gboolean
read_byte_escape (Decoder *self)
{
  const char *escape = self->pos - 1;
  guint       value;

  if (read_common_escape (self, &value))
    {
      g_string_append_c (self->out, value & 0xff);
      return TRUE;
    }
  if (*self->pos == '\n')
    {
      self->pos++;
      return TRUE;
    }
  if (*self->pos != 'x')
    {
      keep_bad_escape (self);
      return TRUE;
    }
  if (self->end - self->pos < 3 || !g_ascii_isxdigit (self->pos[1]) || !g_ascii_isxdigit (self->pos[2]))
    {
      self->message = g_strdup_printf ("(value error) invalid \\x escape at position %" G_GSIZE_FORMAT,
                                       (gsize)(escape - self->start));
      return FALSE;
    }
  g_string_append_c (self->out, g_ascii_xdigit_value (self->pos[1]) * 16 + g_ascii_xdigit_value (self->pos[2]));
  self->pos += 3;
  return TRUE;
}

/* -- both -- */

static gboolean
decode (const char  *text,
        gsize        length,
        GString     *out,
        const char **bad_escape,
        char       **message,
        gboolean (*read_escape) (Decoder *self))
{
  Decoder decoder = { .start = text, .end = text + length, .pos = text, .out = out };

  *bad_escape = NULL;
  while (decoder.pos < decoder.end)
    {
      const char *backslash = memchr (decoder.pos, '\\', decoder.end - decoder.pos);
      const char *stop = backslash != NULL ? backslash : decoder.end;

      g_string_append_len (out, decoder.pos, stop - decoder.pos);
      if (backslash == NULL)
        break;
      decoder.pos = backslash + 1;
      if (!read_escape (&decoder))
        {
          *message = decoder.message;
          return FALSE;
        }
    }
  *bad_escape = decoder.bad_escape;
  return TRUE;
}

gboolean
ouro_escapes_decode_text (const char  *text,
                          gsize        length,
                          GString     *out,
                          const char **bad_escape,
                          char       **message)
{
  g_return_val_if_fail (text != NULL && out != NULL && bad_escape != NULL && message != NULL, FALSE);

  return decode (text, length, out, bad_escape, message, read_text_escape);
}

gboolean
ouro_escapes_decode_bytes (const char  *text,
                           gsize        length,
                           GString     *out,
                           const char **bad_escape,
                           char       **message)
{
  g_return_val_if_fail (text != NULL && out != NULL && bad_escape != NULL && message != NULL, FALSE);

  return decode (text, length, out, bad_escape, message, read_byte_escape);
}

char *
ouro_escapes_describe_bad (const char *escape,
                           guint       minor)
{
  gboolean    is_octal = is_octal_digit (escape[0]);
  int         length = is_octal ? 3 : 1;
  const char *octal = is_octal ? "octal " : "";

  if (minor < 14)
    return g_strdup_printf ("invalid %sescape sequence '\\%.*s'", octal, length, escape);
  return g_strdup_printf ("\"\\%.*s\" is an invalid %sescape sequence. Such sequences will not work in the future. "
                          "Did you mean \"\\\\%.*s\"? A raw string is also an option.",
                          length, escape, octal, length, escape);
}
