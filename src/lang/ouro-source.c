/* ouro-source.c - the text of a program, in lines
 *
 * The bytes go through three stages: find the encoding (byte order mark, coding cookie), make
 * them UTF-8, copy them line by line with every end of line turned into "\n".
 */
#include "ouro-source.h"

#include <string.h>

struct _OuroSource
{
  GString *text;
  GArray  *line_starts; /* guint32; line 1 at index 0 */
};

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

void
ouro_source_free (OuroSource *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->text, TRUE);
  g_array_unref (self->line_starts);
  g_free (self);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\f';
}

static gboolean
is_in_encoding_name (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.';
}

static const char *
find_line_end (const char *start,
               const char *end)
{
  while (start < end && *start != '\n' && *start != '\r')
    start++;
  return start;
}

/* The name after "coding:" or "coding=" in a line that holds nothing but a comment. */
static char *
find_cookie (const char *start,
             const char *end)
{
  while (start < end && is_blank (*start))
    start++;
  if (start == end || *start != '#')
    return NULL;

  for (const char *p = start; p + 7 < end; p++)
    {
      const char *name = p + 7;
      const char *name_end;

      if (memcmp (p, "coding", 6) != 0 || (p[6] != ':' && p[6] != '='))
        continue;
      while (name < end && (*name == ' ' || *name == '\t'))
        name++;
      name_end = name;
      while (name_end < end && is_in_encoding_name (*name_end))
        name_end++;
      if (name_end > name)
        return g_strndup (name, name_end - name);
    }
  return NULL;
}

/* CPython knows the two commonest encodings by many names; the others go to iconv as they are. */
static const char *
normalise_encoding (const char *name)
{
  static const char *const latin_names[] = { "latin-1", "iso-8859-1", "iso-latin-1" };
  g_autofree char         *lower = g_strdelimit (g_ascii_strdown (name, -1), "_", '-');

  if (g_str_equal (lower, "utf-8") || g_str_has_prefix (lower, "utf-8-"))
    return "utf-8";

  for (guint i = 0; i < G_N_ELEMENTS (latin_names); i++)
    {
      gsize length = strlen (latin_names[i]);

      if (g_str_has_prefix (lower, latin_names[i]) && (lower[length] == '\0' || lower[length] == '-'))
        return "iso-8859-1";
    }
  return name;
}

/* The cookie stands in the first line, or in the second when the first is blank or a comment. */
static char *
find_encoding (const char *start,
               const char *end)
{
  for (guint line = 1; line <= 2 && start < end; line++)
    {
      const char      *line_end = find_line_end (start, end);
      g_autofree char *cookie = find_cookie (start, line_end);

      if (cookie != NULL)
        return g_strdup (normalise_encoding (cookie));
      while (start < line_end && is_blank (*start))
        start++;
      if (start < line_end && *start != '#')
        return NULL;
      start = line_end;
      if (start < end)
        start += (start[0] == '\r' && start + 1 < end && start[1] == '\n') ? 2 : 1;
    }
  return NULL;
}

static guint32
count_line (const char *start,
            const char *place)
{
  guint32 line = 1;

  for (const char *p = start; p < place; p++)
    if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
      line++;
  return line;
}

static gboolean
check_utf8 (const char *start,
            const char *end,
            char      **message,
            guint32    *line)
{
  const char *bad;

  if (g_utf8_validate_len (start, end - start, &bad))
    return TRUE;

  *line = count_line (start, bad);
  if (*bad == '\0')
    *message = g_strdup ("source code cannot contain null bytes");
  else
    *message = g_strdup_printf ("Non-UTF-8 code starting with '\\x%02x' on line %u, but no encoding declared; "
                                "see https://peps.python.org/pep-0263/ for details",
                                (guchar)*bad, *line);
  return FALSE;
}

/* Copies, turning "\r\n" and "\r" into "\n", and notes where the lines begin. */
static void
take_lines (OuroSource *self,
            const char *start,
            const char *end,
            gboolean    complete)
{
  while (start < end)
    {
      const char *line_end = find_line_end (start, end);
      guint32     line_start = self->text->len;

      g_array_append_val (self->line_starts, line_start);
      g_string_append_len (self->text, start, line_end - start);
      if (line_end < end || complete)
        g_string_append_c (self->text, '\n');

      start = line_end;
      if (start < end)
        start += (start[0] == '\r' && start + 1 < end && start[1] == '\n') ? 2 : 1;
    }
}

static char *
convert (const char *start,
         const char *end,
         const char *encoding,
         gsize      *length,
         char      **message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdelimit (g_strdup (encoding), "_", '-');
  char            *converted = g_convert (start, end - start, "UTF-8", name, NULL, length, &error);
  const char      *reason = "unknown encoding";

  if (converted != NULL)
    return converted;

  if (g_error_matches (error, G_CONVERT_ERROR, G_CONVERT_ERROR_ILLEGAL_SEQUENCE) ||
      g_error_matches (error, G_CONVERT_ERROR, G_CONVERT_ERROR_PARTIAL_INPUT))
    reason = "encoding problem";
  *message = g_strdup_printf ("%s: %s", reason, encoding);
  return NULL;
}

OuroSource *
ouro_source_new (const char *bytes,
                 gsize       length,
                 gboolean    complete,
                 char      **message,
                 guint32    *line)
{
  const char      *end = bytes + length;
  g_autofree char *encoding = NULL;
  g_autofree char *converted = NULL;
  g_autoptr (OuroSource) self = NULL;
  gboolean has_mark;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);
  g_return_val_if_fail (message != NULL && line != NULL, NULL);

  *line = 0;
  has_mark = length >= 3 && memcmp (bytes, BYTE_ORDER_MARK, 3) == 0;
  if (has_mark)
    bytes += 3;

  encoding = find_encoding (bytes, end);
  if (encoding != NULL && !g_str_equal (encoding, "utf-8"))
    {
      if (has_mark)
        {
          *message = g_strdup_printf ("encoding problem: %s with BOM", encoding);
          return NULL;
        }
      converted = convert (bytes, end, encoding, &length, message);
      if (converted == NULL)
        return NULL;
      bytes = converted;
      end = converted + length;
    }

  if (!check_utf8 (bytes, end, message, line))
    return NULL;

  self = g_new0 (OuroSource, 1);
  self->text = g_string_sized_new (end - bytes + 2);
  self->line_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  take_lines (self, bytes, end, complete);
  return g_steal_pointer (&self);
}

const char *
ouro_source_get_text (const OuroSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text->str;
}

gsize
ouro_source_get_length (const OuroSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->text->len;
}

guint
ouro_source_get_n_lines (const OuroSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line_starts->len;
}

gsize
ouro_source_get_line_start (const OuroSource *self,
                            guint32           line)
{
  g_return_val_if_fail (self != NULL, 0);

  if (line == 0)
    return 0;
  if (line > self->line_starts->len)
    return self->text->len;
  return g_array_index (self->line_starts, guint32, line - 1);
}

char *
ouro_source_dup_line (const OuroSource *self,
                      guint32           line)
{
  gsize start, end;

  g_return_val_if_fail (self != NULL, NULL);

  if (line == 0 || line > self->line_starts->len)
    return NULL;
  start = ouro_source_get_line_start (self, line);
  end = ouro_source_get_line_start (self, line + 1);
  return g_strndup (self->text->str + start, end - start);
}

guint32
ouro_source_get_column (const OuroSource *self,
                        guint32           line,
                        guint32           byte_column)
{
  gsize start, end;

  g_return_val_if_fail (self != NULL, 0);

  start = ouro_source_get_line_start (self, line);
  end = ouro_source_get_line_start (self, line + 1);
  return g_utf8_strlen (self->text->str + start, MIN (byte_column, end - start));
}
