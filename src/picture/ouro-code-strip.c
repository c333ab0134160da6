/* ouro-code-strip.c - the program beside the picture of a slide
 *
 * Only the lines that are shown are ever set, so a program of a million lines costs one search
 * for its line ends.
 */
#include "ouro-code-strip-private.h"

#include <math.h>
#include <string.h>

#include "ouro-painter-private.h"
#include "ouro-readable-private.h"

#define PAD_X      26.0
#define PAD_Y      18.0
#define RADIUS     18.0
#define NUMBER_GAP 22.0
#define BAR_WIDTH  6.0
#define LINE_SPACE 1.6  /* of the font size */
#define BASELINE   1.16 /* likewise, below the top of a row */
#define MAX_BYTES  240  /* of one line */

/* A tabulator moves to the next multiple of this many columns: The Python Language Reference,
 * "Indentation". */
#define TAB_COLUMNS 8

/* Tried in this order until all lines fit as they are; then come FALLBACK_SIZE and fewer lines. */
static const double sizes[] = { 26, 22, 18 };
#define FALLBACK_SIZE 20.0

typedef struct
{
  guint        number; /* 0: a row of dots, for lines that are left out */
  PangoLayout *layout;
  PangoLayout *number_layout;
} Row;

struct _OuroCodeStrip
{
  OuroPainter *painter;
  const char  *text;
  guint        n_lines;
  guint        current;

  double  size;
  double  width;
  double  height;
  double  number_width;
  GArray *rows;
};

/* Lines */

static guint
count_lines (const char *text)
{
  guint n = 0;

  while (*text != '\0' && n < G_MAXUINT - 1)
    {
      const char *end = strchrnul (text, '\n');

      n++;
      text = *end == '\n' ? end + 1 : end;
    }

  return n;
}

static const char *
skip_lines (const char *text,
            guint       n)
{
  for (guint i = 0; i < n && *text != '\0'; i++)
    {
      text = strchrnul (text, '\n');
      if (*text == '\n')
        text++;
    }

  return text;
}

static char *
dup_line (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gsize length = strcspn (text, "\r\n");
  gsize column = 0;

  for (gsize i = 0; i < MIN (length, MAX_BYTES + 1); i++)
    {
      guint n = text[i] == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : 1;

      for (guint j = 0; j < n; j++)
        g_string_append_c (line, text[i] == '\t' ? ' ' : text[i]);
      /* The second and later bytes of a character take no column. */
      column += ((guchar)text[i] & 0xc0) == 0x80 ? 0 : n;
    }

  return ouro_readable_dup_start (line->str, line->len, MAX_BYTES);
}

/* Rows */

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_clear_object (&row->layout);
  g_clear_object (&row->number_layout);
}

static PangoLayout *
new_layout (OuroCodeStrip *self,
            const char    *text)
{
  PangoLayout *layout;

  layout = ouro_lettering_new_layout (self->painter->lettering, text, OURO_FACE_CODE, self->size);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

static void
append_row (OuroCodeStrip *self,
            guint          number,
            const char    *text)
{
  Row row = { .number = number };

  if (number == 0)
    row.layout = new_layout (self, "⋯");
  else
    {
      g_autofree char *line = dup_line (text);
      g_autofree char *digits = g_strdup_printf ("%u", number);

      row.layout = new_layout (self, line);
      row.number_layout = new_layout (self, digits);
    }
  g_array_append_val (self->rows, row);
}

/* All lines, or as many as there is room for with the current one near the middle. A row of dots
 * takes the place of the first or last of them when lines are missing there. */
static void
choose_rows (OuroCodeStrip *self,
             guint          max_rows)
{
  guint       n = MIN (self->n_lines, MAX (max_rows, 1));
  guint       middle = CLAMP (self->current, 1, MAX (self->n_lines, 1));
  guint       first = middle > n / 2 ? middle - n / 2 : 1;
  const char *text;

  first = MIN (first, self->n_lines - n + 1);
  text = skip_lines (self->text, first - 1);

  g_array_set_size (self->rows, 0);
  for (guint number = first; number < first + n; number++, text = skip_lines (text, 1))
    {
      gboolean is_cut = n > 2 && ((number == first && first > 1) ||
                                  (number == first + n - 1 && number < self->n_lines));

      append_row (self, is_cut ? 0 : number, text);
    }
}

static double
measure_rows (OuroCodeStrip *self)
{
  double width = 0;

  self->number_width = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      width = fmax (width, ouro_layout_get_width (row->layout));
      if (row->number_layout != NULL)
        self->number_width = fmax (self->number_width, ouro_layout_get_width (row->number_layout));
    }

  return 2 * PAD_X + self->number_width + NUMBER_GAP + width;
}

static void
shorten_rows (OuroCodeStrip *self,
              double         max_width)
{
  double room = fmax (0, max_width - 2 * PAD_X - self->number_width - NUMBER_GAP);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      pango_layout_set_width (row->layout, room * PANGO_SCALE);
      pango_layout_set_ellipsize (row->layout, PANGO_ELLIPSIZE_END);
    }
}

/* Do all lines fit with letters of this size? */
static gboolean
try_size (OuroCodeStrip *self,
          double         size,
          double         max_width,
          double         max_height)
{
  double max_rows = floor ((max_height - 2 * PAD_Y) / (size * LINE_SPACE));

  self->size = size;
  choose_rows (self, CLAMP (max_rows, 1, G_MAXUINT16));
  self->width = ceil (measure_rows (self));
  self->height = 2 * PAD_Y + self->rows->len * size * LINE_SPACE;

  return self->n_lines <= max_rows && self->width <= max_width;
}

OuroCodeStrip *
ouro_code_strip_new (OuroPainter *painter,
                     const char  *text,
                     guint        line)
{
  OuroCodeStrip *self = g_new0 (OuroCodeStrip, 1);

  self->painter = painter;
  self->text = text;
  self->n_lines = count_lines (text);
  self->current = line <= self->n_lines ? line : 0;
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);

  return self;
}

void
ouro_code_strip_free (OuroCodeStrip *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_free (self);
}

void
ouro_code_strip_fit (OuroCodeStrip *self,
                     double         max_width,
                     double         max_height,
                     double        *width,
                     double        *height)
{
  gboolean fits = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (sizes) && !fits; i++)
    fits = try_size (self, sizes[i], max_width, max_height);
  if (!fits && !try_size (self, FALLBACK_SIZE, max_width, max_height) && self->width > max_width)
    {
      shorten_rows (self, max_width);
      self->width = max_width;
    }

  *width = self->width;
  *height = self->height;
}

static OuroColour
get_colour (const OuroCodeStrip *self,
            OuroRole             role)
{
  return ouro_painter_get_colour (self->painter, role, OURO_MARK_NONE);
}

static void
draw_ground (OuroCodeStrip *self,
             cairo_t       *cr)
{
  ouro_shape_box (cr, (OuroBox){ 0, 0, self->width, self->height }, RADIUS, OURO_CORNERS_ALL);
  ouro_shape_fill (cr, get_colour (self, OURO_ROLE_STRIP));
}

static void
draw_current_ground (OuroCodeStrip *self,
                     cairo_t       *cr,
                     double         top)
{
  cairo_rectangle (cr, 0, top, self->width, self->size * LINE_SPACE);
  ouro_shape_fill (cr, get_colour (self, OURO_ROLE_CHANGED_GROUND));
  cairo_rectangle (cr, 0, top, BAR_WIDTH, self->size * LINE_SPACE);
  ouro_shape_fill (cr, get_colour (self, OURO_ROLE_ACCENT));
}

static void
show_at_baseline (cairo_t     *cr,
                  PangoLayout *layout,
                  OuroColour   colour,
                  double       x,
                  double       baseline)
{
  ouro_set_colour (cr, colour);
  ouro_layout_show (layout, cr, x, baseline - ouro_layout_get_baseline (layout));
}

static OuroRole
get_text_role (const OuroCodeStrip *self,
               const Row           *row)
{
  if (row->number == 0)
    return OURO_ROLE_DIM;
  if (row->number == self->current)
    return OURO_ROLE_CHANGED_TEXT;

  return self->current != 0 && row->number > self->current ? OURO_ROLE_DIM : OURO_ROLE_TEXT;
}

static void
draw_row (OuroCodeStrip *self,
          cairo_t       *cr,
          const Row     *row,
          double         top)
{
  OuroRole role = get_text_role (self, row);
  double   baseline = top + self->size * BASELINE;
  double   number_right = PAD_X + self->number_width;

  if (role == OURO_ROLE_CHANGED_TEXT)
    draw_current_ground (self, cr, top);
  if (row->number_layout != NULL)
    show_at_baseline (cr, row->number_layout,
                      get_colour (self, role == OURO_ROLE_CHANGED_TEXT ? role : OURO_ROLE_DIM),
                      number_right - ouro_layout_get_width (row->number_layout), baseline);
  show_at_baseline (cr, row->layout, get_colour (self, role), number_right + NUMBER_GAP, baseline);
}

void
ouro_code_strip_draw (OuroCodeStrip *self,
                      cairo_t       *cr,
                      double         x,
                      double         y)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  draw_ground (self, cr);
  for (guint i = 0; i < self->rows->len; i++)
    draw_row (self, cr, &g_array_index (self->rows, Row, i), PAD_Y + i * self->size * LINE_SPACE);
  cairo_restore (cr);
}

double
ouro_code_strip_get_font_size (const OuroCodeStrip *self)
{
  return self->size;
}

void
ouro_code_strip_get_range (const OuroCodeStrip *self,
                           guint               *first,
                           guint               *last)
{
  *first = 0;
  *last = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      guint number = g_array_index (self->rows, Row, i).number;

      if (number == 0)
        continue;
      if (*first == 0)
        *first = number;
      *last = number;
    }
}
