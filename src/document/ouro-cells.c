/* ouro-cells.c - the cells of a program in the percent format */

#include "ouro-cells.h"

#include <string.h>

#define MARKDOWN "[markdown]"

typedef struct
{
  const char *start;
  gsize       length; /* without its end */
} Line;

/* The next line of a text; FALSE at the end. Lines end by \n, \r\n or \r, as Python's do. */
static gboolean
next_line (const char **rest,
           const char  *end,
           Line        *line)
{
  gsize n;

  if (*rest >= end)
    return FALSE;

  n = 0;
  while (*rest + n < end && (*rest)[n] != '\n' && (*rest)[n] != '\r')
    n++;
  *line = (Line){ .start = *rest, .length = n };
  *rest += n;
  if (*rest < end && (*rest)[0] == '\r' && *rest + 1 < end && (*rest)[1] == '\n')
    (*rest)++;
  if (*rest < end)
    (*rest)++;

  return TRUE;
}

/* What stands after "# %%"; NULL when the line is no marker. Free with g_free (). */
static char *
read_marker (Line line)
{
  const char *text = line.start;
  const char *end = line.start + line.length;

  if (text == end || *text != '#')
    return NULL;
  text++;
  while (text < end && *text == ' ')
    text++;
  if (end - text < 2 || text[0] != '%' || text[1] != '%')
    return NULL;
  text += 2;
  if (text < end && *text != ' ' && *text != '\t') /* "#%%time" and the like are something else */
    return NULL;

  return g_strstrip (g_strndup (text, end - text));
}

static void
clear_cell (gpointer data)
{
  OuroCell *cell = data;

  g_free (cell->metadata);
}

/* Ends the last cell before a place of the text. */
static void
end_cell (GArray     *cells,
          const char *place,
          guint       line)
{
  OuroCell *cell = &g_array_index (cells, OuroCell, cells->len - 1);

  cell->length = place - cell->text;
  cell->end_line = line;
}

/* marker: what its first line says. */
static void
begin_cell (GArray     *cells,
            const char *marker,
            const char *place,
            guint       line)
{
  gboolean is_text = g_str_has_prefix (marker, MARKDOWN);
  OuroCell cell = {
    .kind = is_text ? OURO_CELL_TEXT : OURO_CELL_CODE,
    .first_line = line,
    .text = place,
    .metadata = g_strstrip (g_strdup (is_text ? marker + strlen (MARKDOWN) : marker)),
  };

  g_array_append_val (cells, cell);
}

GArray *
ouro_cells_new (const char *text)
{
  GArray     *cells;
  const char *rest = text, *end;
  Line        line;
  guint       number = 0;

  g_return_val_if_fail (text != NULL, NULL);

  cells = g_array_new (FALSE, TRUE, sizeof (OuroCell));
  end = text + strlen (text);
  g_array_set_clear_func (cells, clear_cell);
  begin_cell (cells, "", text, 1);
  while (next_line (&rest, end, &line))
    {
      g_autofree char *marker = read_marker (line);

      number++;
      if (marker != NULL)
        {
          end_cell (cells, line.start, number);
          begin_cell (cells, marker, rest, number + 1);
        }
    }
  end_cell (cells, end, number + 1);

  return cells;
}

char *
ouro_cell_dup_value (const OuroCell *cell,
                     const char     *key)
{
  gsize       length;
  const char *text;

  g_return_val_if_fail (cell != NULL && key != NULL, NULL);

  length = strlen (key);
  text = cell->metadata;
  while (*text != '\0')
    {
      const char *name = text;
      const char *value, *end;

      text += strcspn (text, "= \t");
      if (text[0] != '=' || text[1] != '"')
        {
          text += strspn (text, "= \t");
          continue;
        }
      value = text + 2;
      end = strchr (value, '"');
      if (end == NULL)
        return NULL;
      if ((gsize)(text - name) == length && strncmp (name, key, length) == 0)
        return g_strndup (value, end - value);
      text = end + 1;
      text += strspn (text, " \t");
    }

  return NULL;
}

char *
ouro_cells_dup_title (const GArray *cells)
{
  g_return_val_if_fail (cells != NULL, NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      const OuroCell *cell = &g_array_index (cells, OuroCell, i);
      const char     *rest = cell->text;
      Line            line;

      while (cell->kind == OURO_CELL_TEXT && next_line (&rest, cell->text + cell->length, &line))
        {
          g_autofree char *words = g_strstrip (g_strndup (line.start, line.length));

          if (g_str_has_prefix (words, "# # "))
            return g_strdup (g_strchug (words + strlen ("# # ")));
        }
    }

  return NULL;
}

static gboolean
is_empty (Line line)
{
  for (gsize i = 0; i < line.length; i++)
    if (!g_ascii_isspace (line.start[i]))
      return FALSE;

  return TRUE;
}

char *
ouro_cells_dup_code (const GArray *cells,
                     guint        *line)
{
  GString *code;
  guint    n_lines = 0, found = 0;
  gboolean gap = FALSE; /* an empty line waits to be written */

  g_return_val_if_fail (cells != NULL && line != NULL, NULL);

  code = g_string_new (NULL);
  for (guint i = 0; i < cells->len; i++)
    {
      const OuroCell *cell = &g_array_index (cells, OuroCell, i);
      const char     *rest = cell->text;
      guint           number = cell->first_line;
      Line            one;

      for (; cell->kind == OURO_CELL_CODE && next_line (&rest, cell->text + cell->length, &one); number++)
        if (is_empty (one))
          gap = code->len > 0;
        else
          {
            if (gap)
              g_string_append_c (code, '\n');
            n_lines += gap ? 2 : 1;
            gap = FALSE;
            g_string_append_len (code, one.start, one.length);
            g_string_append_c (code, '\n');
            if (number == *line)
              found = n_lines;
          }
      gap = code->len > 0;
    }
  *line = found;

  return g_string_free (code, FALSE);
}
