/* ouro-lettering.c - sets words by Pango
 *
 * Pango's own default font map is used, which GTK uses as well, so that fonts are loaded once.
 * The resolution, the hinting and the rounding are set on our context alone and disturb nobody.
 */
#include "ouro-lettering-private.h"

#include <math.h>
#include <string.h>

#include "ouro-readable-private.h"

/* What is longer is cut before Pango sees it: a card shows about 30 letters. */
#define MAX_BYTES 240

/* Instead of a number of lines: one, shortened in its middle. */
#define IN_THE_MIDDLE 0

#define WORDS "Cantarell, sans"
#define CODE  "JetBrains Mono, DejaVu Sans Mono, monospace"

typedef struct
{
  const char *text; /* what was asked for, or a readable cut of it */
  OuroFont    font;
  int         width;   /* Pango units, or -1 */
  guint       n_lines; /* or IN_THE_MIDDLE */
} Key;

typedef struct
{
  Key      key;
  char    *key_text;
  OuroText text;
} Entry;

struct _OuroLettering
{
  PangoContext  *context;
  PangoAttrList *no_ligatures;
  double         cap_heights[OURO_N_FONTS]; /* 0: not measured yet; a font takes a millisecond to load */
  double         ellipsis_widths[OURO_N_FONTS];
  GHashTable    *young; /* Key within Entry → Entry; the tables own the entries */
  GHashTable    *old;
};

/* Sizes in points at 100 %. None is under 11.25: on a slide the picture is drawn at up to 160 %,
 * where that makes 18 points. A letter of code is 7 points wide in the first two monospaced
 * families, so that it falls on whole pixels. */
static const struct
{
  OuroFace face;
  double   size;
  OuroFont beside; /* on whose baseline it stands */
} fonts[OURO_N_FONTS] = {
  [OURO_FONT_TITLE] = { OURO_FACE_BOLD_WORDS, 12.5, OURO_FONT_TITLE },
  [OURO_FONT_SUBTITLE] = { OURO_FACE_WORDS, 11.25, OURO_FONT_TITLE },
  [OURO_FONT_BADGE] = { OURO_FACE_BOLD_WORDS, 12, OURO_FONT_BADGE },
  [OURO_FONT_CODE] = { OURO_FACE_CODE, 11.65, OURO_FONT_CODE },
  [OURO_FONT_FOLD] = { OURO_FACE_WORDS, 11.5, OURO_FONT_FOLD },
  [OURO_FONT_NOTE] = { OURO_FACE_BOLD_WORDS, 11.25, OURO_FONT_NOTE },
  [OURO_FONT_PILL] = { OURO_FACE_BOLD_CODE, 11.65, OURO_FONT_PILL },
  [OURO_FONT_PANE_TITLE] = { OURO_FACE_BOLD_WORDS, 13, OURO_FONT_PANE_TITLE },
  [OURO_FONT_PANE_SUBTITLE] = { OURO_FACE_WORDS, 11.5, OURO_FONT_PANE_SUBTITLE },
};

/* Keys and entries */

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) * 31 + key->font * 7 + (guint)key->width + key->n_lines;
}

static gboolean
keys_are_equal (gconstpointer a,
                gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  return left->font == right->font && left->width == right->width &&
         left->n_lines == right->n_lines && g_str_equal (left->text, right->text);
}

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->text.layout);
  g_free (entry->key_text);
  g_free (entry);
}

static GHashTable *
new_generation (void)
{
  return g_hash_table_new_full (hash_key, keys_are_equal, NULL, (GDestroyNotify)entry_free);
}

/* Fonts */

static PangoFontDescription *
new_description (OuroFace face,
                 double   size)
{
  PangoFontDescription *description = pango_font_description_new ();
  gboolean              is_code = face == OURO_FACE_CODE || face == OURO_FACE_BOLD_CODE;
  gboolean              is_bold = face == OURO_FACE_BOLD_WORDS || face == OURO_FACE_BOLD_CODE;

  pango_font_description_set_family_static (description, is_code ? CODE : WORDS);
  pango_font_description_set_weight (description,
                                     is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);

  return description;
}

/* Fonts for programmers draw "!=" as one sign; a learner must see the two that are typed. */
static PangoAttrList *
new_no_ligatures (void)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_font_features_new ("liga=0, calt=0"));

  return list;
}

static void
apply_hinting (OuroLettering *self,
               gboolean       hinting)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options,
                                     hinting ? CAIRO_HINT_STYLE_SLIGHT : CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
}

static void
measure_font (OuroLettering *self,
              OuroFont       font)
{
  OuroFace       face = fonts[font].face;
  double         size = fonts[font].size;
  PangoRectangle ink;
  g_autoptr (PangoLayout) capital = NULL;
  g_autoptr (PangoLayout) ellipsis = NULL;

  if (self->cap_heights[font] > 0)
    return;

  capital = ouro_lettering_new_layout (self, "H", face, size);
  ellipsis = ouro_lettering_new_layout (self, "…", face, size);
  pango_layout_get_extents (capital, &ink, NULL);
  self->cap_heights[font] = (double)ink.height / PANGO_SCALE;
  self->ellipsis_widths[font] = ouro_layout_get_width (ellipsis);
}

/* Setting a text */

static void
limit_layout (PangoLayout *layout,
              const Key   *key)
{
  if (key->width < 0)
    return;

  pango_layout_set_width (layout, key->width);
  if (key->n_lines == IN_THE_MIDDLE)
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  else
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -(int)key->n_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
}

/* Pango makes "…" as wide as the letters that no longer fit, which leaves a hole behind it in the
 * middle of a text; a narrower line has no hole. */
static void
close_hole (PangoLayout *layout,
            double       ellipsis_width)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);

  for (GSList *l = line->runs; l != NULL; l = l->next)
    {
      const PangoGlyphItem *run = l->data;

      if (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS)
        {
          double hole = pango_glyph_string_get_width (run->glyphs) -
                        ceil (ellipsis_width) * PANGO_SCALE;

          if (hole > 0)
            pango_layout_set_width (layout, pango_layout_get_width (layout) - (int)hole);
          return;
        }
    }
}

static void
measure_text (OuroText *text)
{
  PangoRectangle ink;

  pango_layout_get_extents (text->layout, &ink, NULL);
  text->width = ouro_layout_get_width (text->layout);
  text->height = ouro_layout_get_height (text->layout);
  text->baseline = ouro_layout_get_baseline (text->layout);
  text->ink_ascent = text->baseline - (double)ink.y / PANGO_SCALE;
  text->ink_descent = (double)(ink.y + ink.height) / PANGO_SCALE - text->baseline;
  text->shortened = pango_layout_is_ellipsized (text->layout);
}

static Entry *
new_entry (OuroLettering *self,
           const Key     *key)
{
  Entry           *entry = g_new0 (Entry, 1);
  g_autofree char *readable = ouro_readable_dup (key->text, MAX_BYTES);
  PangoLayout     *layout;

  layout = ouro_lettering_new_layout (self, readable, fonts[key->font].face, fonts[key->font].size);
  /* Words of a program keep their order: a name in Hebrew does not move the dots beside it. */
  pango_layout_set_auto_dir (layout, FALSE);
  limit_layout (layout, key);
  if (key->n_lines == IN_THE_MIDDLE && pango_layout_is_ellipsized (layout))
    {
      measure_font (self, key->font);
      close_hole (layout, self->ellipsis_widths[key->font]);
    }

  entry->key = *key;
  entry->key_text = g_strdup (key->text);
  entry->key.text = entry->key_text;
  entry->text.layout = layout;
  measure_text (&entry->text);

  return entry;
}

static const OuroText *
keep_young (OuroLettering *self,
            Entry         *entry)
{
  if (g_hash_table_size (self->young) >= OURO_LETTERING_MIN_KEPT)
    {
      g_hash_table_unref (self->old);
      self->old = self->young;
      self->young = new_generation ();
    }
  g_hash_table_insert (self->young, &entry->key, entry);

  return &entry->text;
}

static const OuroText *
find_key_or_set (OuroLettering *self,
                 const Key     *key)
{
  Entry *entry = g_hash_table_lookup (self->young, key);

  if (entry != NULL)
    return &entry->text;

  if (g_hash_table_steal_extended (self->old, key, NULL, (gpointer *)&entry))
    return keep_young (self, entry);

  return keep_young (self, new_entry (self, key));
}

static const OuroText *
find_or_set (OuroLettering *self,
             const char    *text,
             OuroFont       font,
             double         max_width,
             guint          n_lines)
{
  Key              key = { text, font, -1, n_lines };
  g_autofree char *readable = NULL;

  if (max_width >= 0)
    key.width = (int)(fmin (max_width, G_MAXINT16) * PANGO_SCALE);

  /* A long text is never a key: to look it up would be to read all of it. */
  if (strnlen (text, MAX_BYTES + 1) > MAX_BYTES)
    {
      readable = ouro_readable_dup (text, MAX_BYTES);
      key.text = readable;
    }

  return find_key_or_set (self, &key);
}

/* Showing */

/* Has it letters with colours of their own, as emoji are? */
static gboolean
has_colours (PangoLayout *layout)
{
  for (GSList *lines = pango_layout_get_lines_readonly (layout); lines != NULL; lines = lines->next)
    for (GSList *runs = ((PangoLayoutLine *)lines->data)->runs; runs != NULL; runs = runs->next)
      {
        const PangoGlyphString *glyphs = ((PangoGlyphItem *)runs->data)->glyphs;

        for (int i = 0; i < glyphs->num_glyphs; i++)
          if (glyphs->glyphs[i].attr.is_color)
            return TRUE;
      }

  return FALSE;
}

/* On pixels cairo 1.16 moves every letter to a whole one, which at 100 % makes words gape and
 * spaces vanish; letters drawn as shapes stand where they belong. In PDF and SVG they stay
 * letters. */
static gboolean
wants_shapes (cairo_t *cr)
{
  switch ((int)cairo_surface_get_type (cairo_get_group_target (cr)))
    {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_PS:
    case CAIRO_SURFACE_TYPE_SVG:
      return FALSE;
    default:
      return TRUE;
    }
}

OuroLettering *
ouro_lettering_new (void)
{
  OuroLettering *self = g_new0 (OuroLettering, 1);

  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  apply_hinting (self, TRUE);

  self->no_ligatures = new_no_ligatures ();
  self->young = new_generation ();
  self->old = new_generation ();

  return self;
}

void
ouro_lettering_free (OuroLettering *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  pango_attr_list_unref (self->no_ligatures);
  g_object_unref (self->context);
  g_free (self);
}

void
ouro_lettering_set_hinting (OuroLettering *self,
                            gboolean       hinting)
{
  g_hash_table_remove_all (self->young);
  g_hash_table_remove_all (self->old);
  apply_hinting (self, hinting);
}

const OuroText *
ouro_lettering_get_line (OuroLettering *self,
                         const char    *text,
                         OuroFont       font,
                         double         max_width)
{
  const OuroText *natural = find_or_set (self, text, font, -1, IN_THE_MIDDLE);

  /* Sums of widths may come out a hair below what they were made of. */
  if (max_width < 0 || natural->width <= max_width + 0.01)
    return natural;

  return find_or_set (self, text, font, max_width, IN_THE_MIDDLE);
}

const OuroText *
ouro_lettering_get_lines (OuroLettering *self,
                          const char    *text,
                          OuroFont       font,
                          double         max_width,
                          guint          max_lines)
{
  return find_or_set (self, text, font, max_width, max_lines);
}

double
ouro_lettering_get_baseline (OuroLettering *self,
                             OuroFont       font,
                             double         middle)
{
  measure_font (self, fonts[font].beside);

  return round (middle + self->cap_heights[fonts[font].beside] / 2);
}

void
ouro_text_show (const OuroText *text,
                cairo_t        *cr,
                double          x,
                double          baseline,
                double          top,
                double          bottom)
{
  gboolean overflows = baseline - text->ink_ascent < top || baseline + text->ink_descent > bottom;

  if (overflows)
    {
      cairo_save (cr);
      cairo_rectangle (cr, x - 2, top, text->width + 4, bottom - top);
      cairo_clip (cr);
    }
  ouro_layout_show (text->layout, cr, x, baseline - text->baseline);
  if (overflows)
    cairo_restore (cr);
}

PangoLayout *
ouro_lettering_new_layout (OuroLettering *self,
                           const char    *text,
                           OuroFace       face,
                           double         size)
{
  PangoLayout          *layout = pango_layout_new (self->context);
  PangoFontDescription *description = new_description (face, size);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  if (face == OURO_FACE_CODE || face == OURO_FACE_BOLD_CODE)
    pango_layout_set_attributes (layout, self->no_ligatures);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

double
ouro_layout_get_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);

  return (double)logical.width / PANGO_SCALE;
}

double
ouro_layout_get_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);

  return (double)logical.height / PANGO_SCALE;
}

double
ouro_layout_get_baseline (PangoLayout *layout)
{
  return (double)pango_layout_get_baseline (layout) / PANGO_SCALE;
}

void
ouro_layout_show (PangoLayout *layout,
                  cairo_t     *cr,
                  double       x,
                  double       y)
{
  cairo_move_to (cr, x, y);
  if (wants_shapes (cr) && !has_colours (layout))
    {
      pango_cairo_layout_path (cr, layout);
      cairo_fill (cr);
    }
  else
    pango_cairo_show_layout (cr, layout);
}

guint
ouro_lettering_get_n_kept (const OuroLettering *self)
{
  return g_hash_table_size (self->young) + g_hash_table_size (self->old);
}
