/* ouro-traceback.c - the frames of a traceback, with their lines and what stands below them
 *
 * Two manners, told apart by a field of the profile: up to 3.12 one line of an expression, with ~ and ^ under operators and
 * subscripts; from 3.13 on all its lines, or the most telling of them, and calls are pointed at, too.
 * Source: Python/traceback.c (3.11, 3.12), Lib/traceback.py (3.13 to 3.15: StackSummary.format_frame_summary)
 */
#include "ouro-vm-private.h"

#include <string.h>

#include "ouro-anchors.h"
#include "ouro-syntax-report.h"

/* Code longer than this is not read anew for what to point at. */
#define MAX_SEGMENT (64 * 1024)

/* Blanks of the compiler; those of other scripts stand in no code but in strings. */
#define BLANKS " \t\f"

/* The source --------------------------------------------------------------------------------- */

/* Where a line of a source begins; NULL when there is none. */
static const char *
find_line (const char *text,
           guint32     line)
{
  for (guint32 i = 1; i < line && text != NULL; i++)
    {
      text = strchr (text, '\n');
      if (text != NULL)
        text++;
    }
  return text;
}

static char *
dup_line (const char *text)
{
  return g_strndup (text, strcspn (text, "\n"));
}

/* Cut to the length of the line, so that what follows may rely on it. */
static gsize
get_offset (const char *line,
            guint       column)
{
  return MIN (column, strlen (line));
}

guint
ouro_vm_get_character_width (const OuroProfile *profile,
                             gunichar           character)
{
  if (g_unichar_iswide (character))
    return 2;
  return profile->marks_take_no_room && g_unichar_iszerowidth (character) ? 0 : 1;
}

/* The columns of a terminal that so many bytes of a line take. */
static gsize
get_width (const OuroVm *vm,
           const char   *line,
           gsize         length)
{
  gsize width = 0;

  for (const char *at = line; at < line + length; at = g_utf8_next_char (at))
    width += ouro_vm_get_character_width (vm->profile, g_utf8_get_char (at));
  return width;
}

static gsize
count_characters (const char *text,
                  gsize       length)
{
  return (gsize)g_utf8_strlen (text, (gssize)length);
}

static void
append_repeated (GString *out,
                 char     character,
                 gsize    n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (out, character);
}

/* One line, up to 3.12 ------------------------------------------------------------------------- */

/* What raised, as columns of its line; nothing when it would be all of the line and has no parts. */
static void
append_markers (OuroVm             *vm,
                GString            *out,
                const char         *line,
                const OuroPosition *position)
{
  gboolean         is_one_line = position->line == position->end_line;
  gsize            indent = strspn (line, BLANKS);
  gsize            start = get_offset (line, position->column);
  gsize            length = strlen (line);
  gsize            end = is_one_line ? get_offset (line, position->end_column) : length;
  g_autofree char *segment = NULL;
  OuroAnchors      anchors = { 0 };
  gboolean         has_parts;

  while (!is_one_line && end > 0 && strchr (BLANKS, line[end - 1]) != NULL)
    end--;
  if (start < indent || end <= start)
    return;
  segment = g_strndup (line + start, end - start);
  has_parts = is_one_line && end - start <= MAX_SEGMENT && ouro_anchors_find_in_line (segment, &vm->dialect, &anchors);
  if (start == indent && end == length && !has_parts)
    return;
  g_string_append (out, "    ");
  append_repeated (out, ' ', get_width (vm, line + indent, start - indent));
  if (!has_parts)
    append_repeated (out, '^', get_width (vm, segment, end - start));
  else
    {
      anchors.end_column = MIN (anchors.end_column, (guint)(end - start));
      append_repeated (out, '~', get_width (vm, segment, anchors.column));
      append_repeated (out, '^', get_width (vm, segment + anchors.column, anchors.end_column - anchors.column));
      append_repeated (out, '~', get_width (vm, segment + anchors.end_column, end - start - anchors.end_column));
    }
  g_string_append_c (out, '\n');
}

static void
append_one_line (OuroVm             *vm,
                 GString            *out,
                 const char         *text,
                 const OuroPosition *position,
                 gboolean            has_markers)
{
  const char      *start = find_line (text, position->line);
  g_autofree char *line = start != NULL ? dup_line (start) : NULL;

  if (line == NULL || *line == '\0')
    return;
  g_string_append_printf (out, "    %s\n", line + strspn (line, BLANKS));
  if (has_markers)
    append_markers (vm, out, line, position);
}

/* All lines, from 3.13 on ---------------------------------------------------------------------- */

/* The lines of what raised, from its start in the first to its end in the last, in bytes; what is pointed at in them. */
typedef struct
{
  GPtrArray  *lines; /* of char * */
  gsize       start;
  gsize       end;
  gboolean    has_markers;
  gboolean    has_anchors;
  OuroAnchors anchors; /* columns of the lines */
} Excerpt;

/* textwrap.dedent (): the blanks that all lines begin with go; their number. */
static gsize
dedent (GPtrArray *lines)
{
  const char *margin = NULL;
  gsize       length = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      char *line = g_ptr_array_index (lines, i);
      gsize n = strspn (line, " \t");

      if (line[n] == '\0')
        *line = '\0';
      else if (margin == NULL)
        {
          margin = line;
          length = n;
        }
      else
        for (gsize j = 0; j < length; j++)
          if (j >= n || line[j] != margin[j])
            length = j;
    }
  if (length == 0)
    return 0;
  for (guint i = 0; i < lines->len; i++)
    {
      char *line = g_ptr_array_index (lines, i);

      if (*line != '\0')
        memmove (line, line + length, strlen (line + length) + 1);
    }
  return length;
}

static const char *
get_line (const Excerpt *self,
          guint          line)
{
  return g_ptr_array_index (self->lines, line);
}

static guint
get_last (const Excerpt *self)
{
  return self->lines->len - 1;
}

/* The text from start to end, its lines joined. */
static char *
dup_segment (const Excerpt *self)
{
  g_autoptr (GString) text = g_string_new (get_line (self, 0) + self->start);

  for (guint i = 1; i < self->lines->len; i++)
    g_string_append_printf (text, "\n%s", get_line (self, i));
  g_string_truncate (text, text->len - MIN (text->len, strlen (get_line (self, get_last (self))) - self->end));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
find_anchors (Excerpt           *self,
              const OuroDialect *dialect)
{
  g_autofree char *segment = dup_segment (self);

  self->has_anchors = strlen (segment) <= MAX_SEGMENT && ouro_anchors_find (segment, dialect, &self->anchors);
  if (!self->has_anchors)
    return;
  if (self->anchors.line == 0)
    self->anchors.column += (guint)self->start;
  if (self->anchors.end_line == 0)
    self->anchors.end_column += (guint)self->start;
}

/* Nothing is pointed at in a statement that only keeps what a call gives, nor where all would be. The reading of the statement
 * gives bytes, which Python compares with characters. */
static gboolean
has_markers (const Excerpt     *self,
             const OuroDialect *dialect)
{
  g_auto (GStrv) lines = g_new0 (char *, self->lines->len + 1);
  g_autofree char *statement = NULL;
  const char      *first = get_line (self, 0);
  const char      *last = get_line (self, get_last (self));

  for (guint i = 0; i < self->lines->len; i++)
    lines[i] = g_strdup (get_line (self, i));
  statement = g_strjoinv ("\n", lines);
  if (strlen (statement) <= MAX_SEGMENT && ouro_anchors_is_mere_call (statement, self->lines->len, (guint)count_characters (first, self->start), (guint)count_characters (last, self->end), dialect))
    return FALSE;
  return self->has_anchors || strspn (first, BLANKS) < self->start || last[self->end] != '\0';
}

/* The columns of a line that are in the operator or in the brackets. */
static void
get_anchored (const OuroVm  *vm,
              const Excerpt *self,
              guint          line,
              gsize         *from,
              gsize         *to)
{
  const OuroAnchors *anchors = &self->anchors;
  const char        *text = get_line (self, line);

  *from = 0;
  *to = G_MAXSIZE;
  if (!self->has_anchors)
    return;
  if (line < anchors->line || line > anchors->end_line)
    *to = 0;
  if (line == anchors->line)
    *from = get_width (vm, text, get_offset (text, anchors->column));
  if (line == anchors->end_line)
    *to = get_width (vm, text, get_offset (text, anchors->end_column));
}

static void
add_line (const OuroVm  *vm,
          const Excerpt *self,
          guint          line,
          GPtrArray     *shown)
{
  const char *text = get_line (self, line);
  gsize       indent = strspn (text, BLANKS);
  gsize       n = get_width (vm, text, line == get_last (self) ? self->end : strlen (text));
  gsize       start = line == 0 ? get_width (vm, text, self->start) : 0;
  gsize       from, to;
  g_autoptr (GString) markers = g_string_new (NULL);

  g_ptr_array_add (shown, g_strdup (text));
  if (!self->has_markers)
    return;
  get_anchored (vm, self, line, &from, &to);
  for (gsize i = 0; i < n; i++)
    if (i < indent || i < start)
      g_string_append_c (markers, ' ');
    else
      g_string_append_c (markers, i >= from && i < to ? '^' : '~');
  g_ptr_array_add (shown, g_string_free (g_steal_pointer (&markers), FALSE));
}

/* The first line and the last, and those around the ends of what is pointed at. */
static gboolean
is_telling (const Excerpt *self,
            guint          line)
{
  const OuroAnchors *anchors = &self->anchors;

  if (line == 0 || line == get_last (self))
    return TRUE;
  return self->has_anchors && (ABS ((gint)line - (gint)anchors->line) <= 1 || ABS ((gint)line - (gint)anchors->end_line) <= 1);
}

static GPtrArray *
list_shown (const OuroVm  *vm,
            const Excerpt *self)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_free);
  guint      last = 0;

  for (guint line = 0; line < self->lines->len; line++)
    {
      guint n = line - last;

      if (!is_telling (self, line))
        continue;
      if (n == 2)
        add_line (vm, self, line - 1, shown);
      else if (n > 2)
        g_ptr_array_add (shown, g_strdup_printf ("...<%u lines>...", n - 1));
      add_line (vm, self, line, shown);
      last = line;
    }
  return shown;
}

static void
append_excerpt (OuroVm  *vm,
                GString *out,
                Excerpt *self)
{
  g_autoptr (GPtrArray) shown = NULL;

  find_anchors (self, &vm->dialect);
  self->has_markers = has_markers (self, &vm->dialect);
  shown = list_shown (vm, self);
  dedent (shown);
  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (out, "    %s\n", (const char *)g_ptr_array_index (shown, i));
}

static void
append_all_lines (OuroVm             *vm,
                  GString            *out,
                  const char         *text,
                  const OuroPosition *position)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  Excerpt excerpt = { .lines = lines };
  gsize   margin;

  text = find_line (text, position->line);
  for (guint32 line = position->line; line <= position->end_line && text != NULL; line++)
    {
      char *source = dup_line (text);

      g_ptr_array_add (lines, g_strchomp (source));
      text = find_line (text, 2);
    }
  if (lines->len == 0)
    return;
  excerpt.start = get_offset (get_line (&excerpt, 0), position->column);
  excerpt.end = get_offset (get_line (&excerpt, get_last (&excerpt)), position->end_column);
  margin = dedent (lines);
  if (*get_line (&excerpt, 0) == '\0')
    return;
  excerpt.start -= MIN (excerpt.start, margin);
  excerpt.end -= MIN (excerpt.end, margin);
  append_excerpt (vm, out, &excerpt);
}

/* Frames --------------------------------------------------------------------------------------- */

static void
append_entry (OuroVm  *vm,
              GString *out,
              OuroId   traceback,
              gboolean has_markers)
{
  const OuroCodeEntry *entry = ouro_py_traceback_get_code (vm, traceback);
  guint32              pc = ouro_py_traceback_get_pc (vm, traceback);
  OuroPosition         position = entry->code->positions[pc > 0 ? pc - 1 : 0];

  position.line = ouro_py_traceback_get_line (vm, traceback);
  position.end_line = MAX (position.end_line, position.line);
  g_string_append_printf (out, "  File \"%s\", line %u, in %s\n", entry->file, position.line, entry->code->name);
  /* Sources cannot be opened any more once the modules have gone. */
  if (entry->text == NULL || ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES) == OURO_NO_ID)
    return;
  if (has_markers && vm->profile->tracebacks_show_all_lines)
    append_all_lines (vm, out, entry->text, &position);
  else
    append_one_line (vm, out, entry->text, &position, has_markers);
}

/* Equal entries after the third are counted only: Python/traceback.c, TB_RECURSIVE_CUTOFF. */
#define RECURSIVE_CUTOFF 3

static void
append_repetition (GString *out,
                   guint    n)
{
  if (n <= RECURSIVE_CUTOFF)
    return;
  n -= RECURSIVE_CUTOFF;
  g_string_append_printf (out, n > 1 ? "  [Previous line repeated %u more times]\n" : "  [Previous line repeated %u more time]\n", n);
}

static gboolean
is_same (const OuroCodeEntry *a,
         const OuroCodeEntry *b)
{
  return a == b || (a != NULL && b != NULL && g_str_equal (a->file, b->file) && g_str_equal (a->code->name, b->code->name));
}

void
ouro_vm_append_traceback (OuroVm  *vm,
                          GString *out,
                          OuroId   traceback,
                          gboolean has_markers)
{
  const OuroCodeEntry *last = NULL;
  guint32              last_line = 0;
  guint                n = 0;

  if (traceback == OURO_ID_NONE)
    return;
  g_string_append (out, "Traceback (most recent call last):\n");
  for (; traceback != OURO_ID_NONE; traceback = ouro_py_traceback_get_next (vm, traceback))
    {
      const OuroCodeEntry *entry = ouro_py_traceback_get_code (vm, traceback);
      guint32              line = ouro_py_traceback_get_line (vm, traceback);

      if (!is_same (entry, last) || line != last_line)
        {
          append_repetition (out, n);
          last = entry;
          last_line = line;
          n = 0;
        }
      if (++n <= RECURSIVE_CUTOFF)
        append_entry (vm, out, traceback, has_markers);
    }
  append_repetition (out, n);
}
