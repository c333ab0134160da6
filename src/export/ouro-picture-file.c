/* ouro-picture-file.c - scenes as the bytes of a PNG, SVG or PDF
 *
 * Cairo writes all three. What it puts into a file besides the picture - the date in a PDF, in an SVG a number that counts the
 * surfaces of the process - is taken out again, so that equal pictures are equal files.
 */

#include "ouro-picture-file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Cairo draws no image beyond this side; of pixels, four bytes each, no more than half a gigabyte makes sense. */
#define MAX_PIXELS_OF_SIDE 32767.0
#define MAX_PIXELS         134217728.0

/* A page may be 200 inches long. Source: PDF Reference 1.7, Appendix C.1 */
#define MAX_POINTS_OF_PDF 14400.0
#define MAX_POINTS_OF_SVG 200000.0

/* 960 x 1.1 is a little more than 1056 in floating point. */
#define ROUNDING 1e-6

struct _OuroPictureFile
{
  OuroPictureFormat format;
  double            scale;
  OuroPainter      *painter;
  OuroPainter      *own_painter; /* or NULL */
  GByteArray       *bytes;
  cairo_surface_t  *surface; /* NULL before the first page */
  char             *title;   /* of an SVG */
};

G_DEFINE_QUARK (ouro - picture - error - quark, ouro_picture_error)

gboolean
ouro_picture_format_from_path (const char        *path,
                               OuroPictureFormat *format,
                               GError           **error)
{
  static const char *const endings[OURO_N_PICTURE_FORMATS] = { ".png", ".svg", ".pdf" };
  g_autofree char         *lower = NULL;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < OURO_N_PICTURE_FORMATS; i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *format = (OuroPictureFormat)i;
        return TRUE;
      }

  g_set_error (error, OURO_PICTURE_ERROR, OURO_PICTURE_ERROR_UNKNOWN_FORMAT,
               _ ("%s: the name of a picture ends in .png, .svg or .pdf"), path);

  return FALSE;
}

OuroPictureFile *
ouro_picture_file_new (OuroPictureFormat format,
                       OuroTheme         theme,
                       double            scale,
                       OuroPainter      *painter)
{
  OuroPictureFile *self;

  g_return_val_if_fail (format < OURO_N_PICTURE_FORMATS && scale > 0, NULL);

  self = g_new0 (OuroPictureFile, 1);
  self->format = format;
  self->scale = scale;
  self->own_painter = painter == NULL ? ouro_painter_new () : NULL;
  self->painter = painter != NULL ? painter : self->own_painter;
  self->bytes = g_byte_array_new ();
  ouro_painter_set_theme (self->painter, theme);
  ouro_painter_set_for_file (self->painter, TRUE);

  return self;
}

void
ouro_picture_file_free (OuroPictureFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->surface, cairo_surface_destroy);
  ouro_painter_free (self->own_painter);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->title);
  g_free (self);
}

/* --- Surfaces ------------------------------------------------------------------------------- */

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static gboolean
is_too_large (const OuroPictureFile *self,
              double                 width,
              double                 height)
{
  switch (self->format)
    {
    case OURO_PICTURE_PNG:
      return MAX (width, height) > MAX_PIXELS_OF_SIDE || width * height > MAX_PIXELS;
    case OURO_PICTURE_SVG:
      return MAX (width, height) > MAX_POINTS_OF_SVG;
    case OURO_PICTURE_PDF:
      return MAX (width, height) > MAX_POINTS_OF_PDF;
    case OURO_N_PICTURE_FORMATS:
    default:
      g_assert_not_reached ();
    }
}

static void
make_surface (OuroPictureFile *self,
              double           width,
              double           height,
              gboolean         transparent)
{
  switch (self->format)
    {
    case OURO_PICTURE_PNG:
      self->surface = cairo_image_surface_create (transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                                  (int)width, (int)height);
      break;
    case OURO_PICTURE_SVG:
      self->surface = cairo_svg_surface_create_for_stream (write_cb, self->bytes, width, height);
      cairo_svg_surface_set_document_unit (self->surface, CAIRO_SVG_UNIT_PX);
      break;
    case OURO_PICTURE_PDF:
      self->surface = cairo_pdf_surface_create_for_stream (write_cb, self->bytes, width, height);
      cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
      break;
    case OURO_N_PICTURE_FORMATS:
    default:
      g_assert_not_reached ();
    }
}

/* The title of an SVG is that of its one picture, that of a PDF what its first page says. */
static void
set_title (OuroPictureFile *self,
           const OuroScene *scene,
           const OuroSlide *slide)
{
  const char *words = slide->caption != NULL ? slide->caption : scene->caption;

  if (self->format == OURO_PICTURE_SVG && words != NULL)
    self->title = g_utf8_make_valid (words, -1);
  if (self->format == OURO_PICTURE_PDF && slide->title != NULL)
    {
      g_autofree char *title = g_utf8_make_valid (slide->title, -1);

      cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
    }
}

static gboolean
check (cairo_status_t status,
       GError       **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, OURO_PICTURE_ERROR, OURO_PICTURE_ERROR_FAILED,
               _ ("the picture could not be drawn: %s"), cairo_status_to_string (status));

  return FALSE;
}

gboolean
ouro_picture_file_add (OuroPictureFile *self,
                       const OuroScene *scene,
                       const OuroSlide *slide,
                       GError         **error)
{
  double   width, height;
  cairo_t *cr;
  gboolean drawn;

  g_return_val_if_fail (self != NULL && scene != NULL && slide != NULL, FALSE);
  g_return_val_if_fail (self->surface == NULL || self->format == OURO_PICTURE_PDF, FALSE);

  ouro_slide_get_size (slide, self->painter, scene, &width, &height);
  width = ceil (width * self->scale - ROUNDING);
  height = ceil (height * self->scale - ROUNDING);
  if (is_too_large (self, width, height))
    {
      g_set_error (error, OURO_PICTURE_ERROR, OURO_PICTURE_ERROR_TOO_LARGE,
                   _ ("a picture of %.0f x %.0f is too large; choose a smaller size or scale"), width, height);
      return FALSE;
    }

  if (self->surface == NULL)
    {
      make_surface (self, width, height, slide->transparent);
      set_title (self, scene, slide);
    }
  else
    cairo_pdf_surface_set_size (self->surface, width, height);

  cr = cairo_create (self->surface);
  cairo_scale (cr, self->scale, self->scale);
  ouro_slide_draw (slide, self->painter, scene, cr);
  cairo_show_page (cr);
  drawn = check (cairo_status (cr), error);
  cairo_destroy (cr);

  return drawn;
}

/* --- Finishing ------------------------------------------------------------------------------ */

/* Cairo counts the surfaces of the process: <g id="surface17">, <use xlink:href="#surface17">. Ours are counted from 1 in each
 * file. */
static GString *
count_surfaces_anew (const char *text,
                     gsize       length)
{
  static const char word[] = "surface";
  GString          *counted = g_string_sized_new (length);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  const char *rest = text, *found;

  while ((found = g_strstr_len (rest, text + length - rest, word)) != NULL)
    {
      const char *digits = found + strlen (word);
      char       *end;
      guint64     number = g_ascii_strtoull (digits, &end, 10);
      gpointer    key = GSIZE_TO_POINTER (number);

      g_string_append_len (counted, rest, digits - rest);
      if (end > digits)
        {
          if (!g_hash_table_contains (numbers, key))
            g_hash_table_insert (numbers, key, GUINT_TO_POINTER (g_hash_table_size (numbers) + 1));
          g_string_append_printf (counted, "%u", GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key)));
        }
      rest = end;
    }
  g_string_append_len (counted, rest, text + length - rest);

  return counted;
}

static void
insert_title (GString    *text,
              const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  char            *svg = strstr (text->str, "<svg ");
  char            *end = svg != NULL ? strstr (svg, ">\n") : NULL;
  g_autofree char *element = g_strdup_printf ("<title>%s</title>\n", escaped);

  if (end != NULL)
    g_string_insert (text, end + 2 - text->str, element);
}

static GBytes *
finish_svg (OuroPictureFile *self)
{
  GString *text;

  g_byte_array_append (self->bytes, (const guint8 *)"", 1); /* for those who look for numbers in it */
  text = count_surfaces_anew ((const char *)self->bytes->data, self->bytes->len - 1);
  if (self->title != NULL)
    insert_title (text, self->title);

  return g_string_free_to_bytes (text);
}

GBytes *
ouro_picture_file_finish (OuroPictureFile *self,
                          GError         **error)
{
  cairo_status_t status;

  g_return_val_if_fail (self != NULL && self->surface != NULL, NULL);

  if (self->format == OURO_PICTURE_PNG)
    status = cairo_surface_write_to_png_stream (self->surface, write_cb, self->bytes);
  else
    {
      cairo_surface_finish (self->surface);
      status = cairo_surface_status (self->surface);
    }
  if (!check (status, error))
    return NULL;

  g_clear_pointer (&self->surface, cairo_surface_destroy);
  if (self->format == OURO_PICTURE_SVG)
    return finish_svg (self);

  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}
