/* ouro-readable.c - any bytes as one line that can be shown
 *
 * Escaped are the categories that Python's repr () escapes and that would change a picture
 * without being seen: Cc, Cf, Zl and Zp of Unicode, save the two joiners that scripts and emoji
 * need. A byte that is not part of a character becomes \xNN.
 */
#include "ouro-readable-private.h"

#include <string.h>

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER     0x200d

static gboolean
is_hidden (gunichar c)
{
  switch ((int)g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    case G_UNICODE_FORMAT:
      return c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
    default:
      return FALSE;
    }
}

static void
append_escape (GString *out,
               gunichar c)
{
  switch (c)
    {
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    default:
      g_string_append_printf (out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x"
                                                                       : "\\U%08x",
                              c);
      break;
    }
}

static void
append_readable (GString    *out,
                 const char *text,
                 const char *end)
{
  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);

      if (c == (gunichar)-1 || c == (gunichar)-2 || c == 0)
        {
          append_escape (out, (guchar)*text);
          text++;
          continue;
        }
      if (is_hidden (c))
        append_escape (out, c);
      else
        g_string_append_unichar (out, c);
      text = g_utf8_next_char (text);
    }
}

/* Is this byte the second, third or fourth of a character? */
static gboolean
is_inside_character (char byte)
{
  return ((guchar)byte & 0xc0) == 0x80;
}

/* The end of the last whole character that ends at or before the given place. A character has at
 * most four bytes; where there are more that look like its inside, the text is no UTF-8 and may be
 * cut anywhere. */
static const char *
floor_character (const char *text,
                 const char *place)
{
  for (int i = 0; i < 3 && place > text && is_inside_character (*place); i++)
    place--;

  return place;
}

static const char *
ceil_character (const char *place,
                const char *end)
{
  for (int i = 0; i < 3 && place < end && is_inside_character (*place); i++)
    place++;

  return place;
}

char *
ouro_readable_dup (const char *text,
                   gsize       max_bytes)
{
  GString    *out = g_string_new (NULL);
  const char *end;

  if (text == NULL)
    text = "";
  end = text + strlen (text);

  if ((gsize)(end - text) <= max_bytes)
    append_readable (out, text, end);
  else
    {
      append_readable (out, text, floor_character (text, text + max_bytes / 2));
      g_string_append (out, "…");
      append_readable (out, ceil_character (end - max_bytes / 2, end), end);
    }

  return g_string_free (out, FALSE);
}

char *
ouro_readable_dup_start (const char *text,
                         gsize       length,
                         gsize       max_bytes)
{
  GString *out = g_string_new (NULL);

  if (length <= max_bytes)
    append_readable (out, text, text + length);
  else
    {
      append_readable (out, text, floor_character (text, text + max_bytes));
      g_string_append (out, "…");
    }

  return g_string_free (out, FALSE);
}

char *
ouro_readable_dup_lines (const char *text,
                         gsize       max_bytes)
{
  GString *out = g_string_new (NULL);
  gsize    left = max_bytes;

  for (;;)
    {
      gsize            length = strcspn (text, "\n");
      g_autofree char *line = ouro_readable_dup_start (text, length, left);

      g_string_append (out, line);
      if (text[length] == '\0' || length + 1 >= left)
        break;
      g_string_append_c (out, '\n');
      left -= length + 1;
      text += length + 1;
    }

  return g_string_free (out, FALSE);
}
