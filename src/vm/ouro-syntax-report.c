/* ouro-syntax-report.c - the lines of a SyntaxError: file, source and carets
 *
 * Up to 3.12 the interpreter prints them itself, from 3.13 on the library does; they differ in what is clipped and in tabs.
 * Source: Python/pythonrun.c (3.11, 3.12: parse_syntax_error, print_error_text), Lib/traceback.py (3.13 to 3.15:
 * _format_syntax_error)
 */
#include "ouro-syntax-report.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static void
append_many (GString *out,
             char     character,
             gint     n)
{
  for (gint i = 0; i < n; i++)
    g_string_append_c (out, character);
}

/* Up to 3.12 ---------------------------------------------------------------------------------- */

static void
append_as_interpreter (GString                *out,
                       const OuroSyntaxReport *self)
{
  gint        length = (gint)strlen (self->text);
  gboolean    has_end = self->type == OURO_SYNTAX_ERROR_SYNTAX;
  gint        end = has_end && self->end_line > self->line ? length : MIN (self->end_column, length + 1);
  gint        n = has_end && end > 0 && end > self->column ? end - self->column : 1;
  gint        indent = (gint)strspn (self->text, " \t\f");
  const char *line = self->text + indent;
  gint        line_length = (gint)strcspn (line, "\n");
  gint        column = MIN (self->column - 1 - indent, line_length);

  g_string_append_printf (out, "    %.*s\n", line_length, line);
  if (column < 0)
    return;
  g_string_append (out, "    ");
  append_many (out, ' ', column);
  append_many (out, '^', n);
  g_string_append_c (out, '\n');
}

/* From 3.13 on -------------------------------------------------------------------------------- */

/* The columns that some characters of a line take; beyond its end, one each. */
static gint
get_width (const OuroProfile *profile,
           const char        *line,
           gint               from,
           gint               to)
{
  const char *at = line;
  gint        width = 0;

  for (gint i = 0; i < to; i++)
    {
      if (i >= from)
        width += !profile->marks_take_no_room || *at == '\0' ? 1 : (gint)ouro_vm_get_character_width (profile, g_utf8_get_char (at));
      if (*at != '\0')
        at = g_utf8_next_char (at);
    }
  return width;
}

/* The blanks before the carets: up to 3.14 tabs stay tabs. */
static void
append_margin (GString           *out,
               const OuroProfile *profile,
               const char        *line,
               gint               column)
{
  const char *at = line;

  if (profile->marks_take_no_room)
    {
      append_many (out, ' ', get_width (profile, line, 0, column));
      return;
    }
  for (gint i = 0; i < column; i++)
    {
      g_string_append_c (out, *at == '\t' || *at == '\f' ? *at : ' ');
      if (*at != '\0')
        at = g_utf8_next_char (at);
    }
}

static void
append_as_library (GString                *out,
                   const OuroProfile      *profile,
                   const OuroSyntaxReport *self)
{
  g_autofree char *all = g_strndup (self->text, strcspn (self->text, "\n"));
  gint             indent = (gint)strspn (all, " \f");
  const char      *line = all + indent;
  gint             length = (gint)g_utf8_strlen (all, -1);
  gint             text_length = (gint)g_utf8_strlen (self->text, -1);
  gint             column = self->column;
  gint             end = self->end_line != self->line ? length + 1 : self->end_column;

  if (self->end_line == self->line && self->end_column == 0)
    end = column;
  if (column > text_length)
    column = length + 1;
  if (end > text_length)
    end = length + 1;
  if (column >= end || end < 0)
    end = column + 1;
  column -= 1 + indent;
  end -= 1 + indent;
  g_string_append_printf (out, "    %s\n", line);
  if (column < 0)
    return;
  g_string_append (out, "    ");
  append_margin (out, profile, line, column);
  append_many (out, '^', get_width (profile, line, column, end));
  g_string_append_c (out, '\n');
}

void
ouro_syntax_report_append (const OuroSyntaxReport *self,
                           const OuroProfile      *profile,
                           GString                *out)
{
  g_string_append_printf (out, "  File \"%s\", line %d\n", self->file, self->line);
  if (self->text == NULL)
    return;
  if (profile->tracebacks_show_all_lines)
    append_as_library (out, profile, self);
  else
    append_as_interpreter (out, self);
}

/* Warnings ------------------------------------------------------------------------------------ */

/* Python/_warnings.c, show_warning (to 3.12), Lib/warnings.py, _formatwarnmsg_impl (from 3.13): blanks before the line go, those
 * behind it only in the library. */
static void
append_source_line (const char        *line,
                    const OuroProfile *profile,
                    GString           *out)
{
  gsize length;

  if (g_str_has_prefix (line, BYTE_ORDER_MARK))
    line += strlen (BYTE_ORDER_MARK);
  line += strspn (line, " \t\f");
  length = strcspn (line, "\r\n");
  while (profile->warnings_show_line_stripped && length > 0 && strchr (" \t\f\v", line[length - 1]) != NULL)
    length--;
  if (length > 0)
    g_string_append_printf (out, "  %.*s\n", (int)length, line);
}

void
ouro_syntax_report_append_warnings (const GArray      *warnings,
                                    const char        *text,
                                    const char        *file,
                                    const OuroProfile *profile,
                                    GString           *out)
{
  g_auto (GStrv) lines = warnings->len > 0 ? g_strsplit (text, "\n", -1) : NULL;
  guint n_lines = lines != NULL ? g_strv_length (lines) : 0;

  for (guint i = 0; i < warnings->len; i++)
    {
      const OuroWarning *warning = &g_array_index (warnings, OuroWarning, i);

      g_string_append_printf (out, "%s:%u: SyntaxWarning: %s\n", file, warning->line, warning->message);
      if (warning->line > 0 && warning->line <= n_lines)
        append_source_line (lines[warning->line - 1], profile, out);
    }
}
