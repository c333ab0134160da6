/* ouro-slide.c - a scene in a frame: title, code, picture and caption
 *
 * A slide is composed on a sheet whose unit is a pixel of 1920 by 1080, whatever its real size:
 * the whole is scaled at the end, so a page of paper and a screen look alike. Title and stamp
 * take what they need at the top, the caption at the bottom; the code gets its share of what
 * remains, and the picture the rest.
 */
#include "ouro-slide.h"

#include <math.h>

#include "ouro-code-strip-private.h"
#include "ouro-painter-private.h"
#include "ouro-readable-private.h"

#define SHEET_WIDTH  1920.0
#define SHEET_HEIGHT 1080.0

/* No picture is enlarged beyond this, on a sheet. */
#define MAX_ZOOM 1.6

/* A slide without a size has its picture at 100 %, and the rest in proportion. */
#define NATURAL_UNIT (1 / MAX_ZOOM)

/* The longest side that a frame may have, in points. */
#define MAX_FRAME 32000.0

#define MARGIN_X       80.0
#define MARGIN_Y       56.0
#define NATURAL_MARGIN 48.0
#define BARE_MARGIN    (16.0 / NATURAL_UNIT) /* 16 points round a picture alone */

#define HEADER_GAP 40.0 /* below title and subtitle, and above the caption */
#define TITLE_GAP  6.0
#define STAMP_GAP  48.0
#define BODY_GAP   64.0 /* between code and picture */

/* The code's part of the width, or of the height when it stands above the picture: at least what
 * the first says; up to what the second says when the picture does not need it. */
#define MIN_CODE_SHARE 0.34
#define MAX_CODE_SHARE 0.6

/* The code moves above a wide picture when that makes the picture larger by this factor. */
#define STACKING_GAIN 1.25

/* The stamp's part of the width, at most. */
#define STAMP_SHARE 0.4

/* What a slide without a size may be widened to for the sake of its title, caption and code. */
#define MAX_TITLE_ROOM   1200.0
#define MAX_CAPTION_ROOM 1000.0
#define MAX_CODE_ROOM    1100.0

/* How words are set: as large as they can be for their place. */
typedef struct
{
  OuroFace face;
  double   size;
  double   min_size;
  double   share; /* of the frame's height, at most, where the frame has one */
  gsize    max_bytes;
} Style;

static const Style title_style = { OURO_FACE_BOLD_WORDS, 52, 32, 0.13, 400 };
static const Style subtitle_style = { OURO_FACE_WORDS, 26, 20, 0.08, 400 };
static const Style stamp_style = { OURO_FACE_WORDS, 22, 18, 0.08, 200 };
static const Style caption_style = { OURO_FACE_BOLD_WORDS, 32, 20, 0.22, 3000 };

typedef struct
{
  const OuroSlide *slide;
  OuroPainter     *painter;
  const OuroScene *scene;

  double unit; /* points */
  double width;
  double height; /* 0 while it is not known */
  double margin_x;
  double margin_y;

  PangoLayout   *title;
  PangoLayout   *subtitle;
  PangoLayout   *stamp;
  PangoLayout   *caption;
  OuroCodeStrip *strip;

  double  subtitle_y;
  double  caption_y;
  OuroBox code;
  OuroBox picture;
  double  zoom; /* of the picture, on the sheet */
} Sheet;

static void
clear_sheet (Sheet *sheet)
{
  g_clear_object (&sheet->title);
  g_clear_object (&sheet->subtitle);
  g_clear_object (&sheet->stamp);
  g_clear_object (&sheet->caption);
  g_clear_pointer (&sheet->strip, ouro_code_strip_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, clear_sheet)

/* Words */

static double
get_width (PangoLayout *layout)
{
  return layout != NULL ? ouro_layout_get_width (layout) : 0;
}

static double
get_height (PangoLayout *layout)
{
  return layout != NULL ? ceil (ouro_layout_get_height (layout)) : 0;
}

static PangoLayout *
new_wrapped (const Sheet *sheet,
             const char  *text,
             OuroFace     face,
             double       size,
             double       width)
{
  PangoLayout *layout = ouro_lettering_new_layout (sheet->painter->lettering, text, face, size);

  pango_layout_set_width (layout, fmax (0, width) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return layout;
}

/* What is too large even with the smallest letters is cut with "…". */
static PangoLayout *
new_fitted (const Sheet *sheet,
            const char  *text,
            const Style *style,
            double       width)
{
  double           max_height = sheet->height > 0 ? style->share * sheet->height : INFINITY;
  double           size = style->size;
  g_autofree char *readable = NULL;
  PangoLayout     *layout;

  if (text == NULL || *text == '\0')
    return NULL;

  readable = ouro_readable_dup_lines (text, style->max_bytes);
  layout = new_wrapped (sheet, readable, style->face, size, width);
  while (get_height (layout) > max_height && size > style->min_size)
    {
      g_object_unref (layout);
      size = fmax (style->min_size, size - 4);
      layout = new_wrapped (sheet, readable, style->face, size, width);
    }
  if (get_height (layout) > max_height)
    {
      pango_layout_set_height (layout, max_height * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }

  return layout;
}

/* How wide a text would like to be. */
static double
measure_words (const Sheet *sheet,
               const char  *text,
               const Style *style)
{
  g_autofree char *readable = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL)
    return 0;

  readable = ouro_readable_dup_lines (text, style->max_bytes);
  layout = ouro_lettering_new_layout (sheet->painter->lettering, readable, style->face,
                                      style->size);

  return ceil (get_width (layout));
}

/* The frame */

static gboolean
has_words (const OuroSlide *slide)
{
  return slide->title != NULL || slide->subtitle != NULL || slide->stamp != NULL ||
         slide->code != NULL || slide->caption != NULL;
}

static double
clean_length (double length)
{
  return length > 0 ? fmin (length, MAX_FRAME) : 0;
}

static double
choose_unit (double width,
             double height)
{
  if (width > 0 && height > 0)
    return fmin (fmax (width, height) / SHEET_WIDTH, fmin (width, height) / SHEET_HEIGHT);
  if (width > 0)
    return width / SHEET_WIDTH;
  if (height > 0)
    return height / SHEET_HEIGHT;

  return NATURAL_UNIT;
}

static double
get_scene_width (const Sheet *sheet)
{
  return ouro_is_drawable (sheet->scene->width) ? fmax (0, sheet->scene->width) : 0;
}

static double
get_scene_height (const Sheet *sheet)
{
  return ouro_is_drawable (sheet->scene->height) ? fmax (0, sheet->scene->height) : 0;
}

/* To whole points, so that the frame ends on a pixel. */
static double
round_up (const Sheet *sheet,
          double       length)
{
  return ceil (length * sheet->unit - 1e-6) / sheet->unit;
}

static double
get_natural_width (const Sheet *sheet)
{
  const OuroSlide *slide = sheet->slide;
  double           picture = get_scene_width (sheet) * MAX_ZOOM;
  double           title = fmax (measure_words (sheet, slide->title, &title_style),
                                 measure_words (sheet, slide->subtitle, &subtitle_style));
  double           stamp = measure_words (sheet, slide->stamp, &stamp_style);
  double           caption = measure_words (sheet, slide->caption, &caption_style);
  double           code = 0, code_height;
  double           width;

  if (sheet->strip != NULL)
    {
      ouro_code_strip_fit (sheet->strip, MAX_CODE_ROOM, MAX_CODE_ROOM, &code, &code_height);
      code += BODY_GAP;
    }
  if (stamp > 0)
    stamp += STAMP_GAP;

  width = fmax (code + picture, fmin (title + stamp, MAX_TITLE_ROOM));
  width = fmax (width, fmin (caption, MAX_CAPTION_ROOM));

  return round_up (sheet, width + 2 * sheet->margin_x);
}

static void
choose_frame (Sheet *sheet)
{
  double   width = clean_length (sheet->slide->width);
  double   height = clean_length (sheet->slide->height);
  gboolean is_natural = width <= 0 || height <= 0;

  sheet->unit = choose_unit (width, height);
  sheet->margin_x = is_natural ? NATURAL_MARGIN : MARGIN_X;
  sheet->margin_y = is_natural ? NATURAL_MARGIN : MARGIN_Y;
  if (is_natural && !has_words (sheet->slide))
    sheet->margin_x = sheet->margin_y = BARE_MARGIN;

  sheet->height = height / sheet->unit;
  sheet->width = width > 0 ? width / sheet->unit : get_natural_width (sheet);
}

/* Places */

/* Returns where the body may begin. */
static double
place_header (Sheet *sheet)
{
  const OuroSlide *slide = sheet->slide;
  double           room = sheet->width - 2 * sheet->margin_x;
  double           bottom;

  sheet->stamp = new_fitted (sheet, slide->stamp, &stamp_style, STAMP_SHARE * room);
  if (sheet->stamp != NULL)
    room -= get_width (sheet->stamp) + STAMP_GAP;
  sheet->title = new_fitted (sheet, slide->title, &title_style, room);
  sheet->subtitle = new_fitted (sheet, slide->subtitle, &subtitle_style, room);

  sheet->subtitle_y = sheet->margin_y;
  if (sheet->title != NULL)
    sheet->subtitle_y += get_height (sheet->title) + TITLE_GAP;
  bottom = fmax (sheet->margin_y + get_height (sheet->stamp),
                 sheet->subtitle_y + get_height (sheet->subtitle));

  return bottom > sheet->margin_y ? bottom + HEADER_GAP : bottom;
}

/* Returns what it takes of the height, with the gap above it. */
static double
place_caption (Sheet *sheet)
{
  double room = sheet->width - 2 * sheet->margin_x;

  sheet->caption = new_fitted (sheet, sheet->slide->caption, &caption_style, room);

  return sheet->caption != NULL ? get_height (sheet->caption) + HEADER_GAP : 0;
}

/* How large the picture can be in a place of that size. */
static double
get_zoom (const Sheet *sheet,
          double       width,
          double       height)
{
  double scene_width = get_scene_width (sheet);
  double scene_height = get_scene_height (sheet);

  if (scene_width <= 0 || scene_height <= 0 || width <= 0 || height <= 0)
    return 0;

  return fmin (MAX_ZOOM, fmin (width / scene_width, height / scene_height));
}

/* The code stands above the picture in a tall frame; in another one only when a wide picture could
 * hardly be read beside it and gains by that. */
static gboolean
should_stack (const Sheet *sheet,
              OuroBox      body)
{
  const double rest = 1 - MIN_CODE_SHARE;
  double       beside, below;

  if (sheet->height <= 0)
    return FALSE;
  if (sheet->height > sheet->width)
    return TRUE;

  beside = get_zoom (sheet, body.width * rest - BODY_GAP, body.height);
  below = get_zoom (sheet, body.width, body.height * rest - BODY_GAP);

  return beside < 1 && below > STACKING_GAIN * beside;
}

/* What the code may have of a length of which the picture wants a part. */
static double
get_code_room (double length,
               double picture)
{
  return CLAMP (length - BODY_GAP - picture, MIN_CODE_SHARE * length, MAX_CODE_SHARE * length);
}

/* Takes its part of the body away from it. */
static void
place_code (Sheet   *sheet,
            OuroBox *body)
{
  gboolean stacked = should_stack (sheet, *body);
  double   max_width = body->width;
  double   max_height = body->height;

  if (sheet->strip == NULL)
    return;

  if (stacked)
    max_height = get_code_room (body->height, get_scene_height (sheet) *
                                                get_zoom (sheet, body->width, body->height));
  else
    max_width = get_code_room (body->width, get_scene_width (sheet) * MAX_ZOOM);

  sheet->code = *body;
  ouro_code_strip_fit (sheet->strip, max_width, max_height,
                       &sheet->code.width, &sheet->code.height);
  if (stacked)
    {
      body->y += sheet->code.height + BODY_GAP;
      body->height -= sheet->code.height + BODY_GAP;
    }
  else
    {
      body->x += sheet->code.width + BODY_GAP;
      body->width -= sheet->code.width + BODY_GAP;
    }
}

/* In the middle from left to right; from top to bottom only when it stands alone. */
static void
place_picture (Sheet  *sheet,
               OuroBox body)
{
  double gap;

  sheet->zoom = get_zoom (sheet, body.width, body.height);
  gap = (body.height - get_scene_height (sheet) * sheet->zoom) / 2;
  if (!has_words (sheet->slide))
    {
      body.y += gap;
      body.height -= 2 * gap;
    }
  body.x += (body.width - get_scene_width (sheet) * sheet->zoom) / 2;
  sheet->picture = body;
}

/* A slide without a height is as high as its contents. Returns the height of the body. */
static double
choose_height (Sheet         *sheet,
               const OuroBox *body,
               double         caption)
{
  double picture = get_scene_height (sheet) * get_zoom (sheet, body->width, INFINITY);
  double others = body->y + caption + sheet->margin_y;

  sheet->height = round_up (sheet, others + fmax (sheet->code.height, picture));

  return sheet->height - others;
}

static void
compose (Sheet           *sheet,
         const OuroSlide *slide,
         OuroPainter     *painter,
         const OuroScene *scene)
{
  OuroBox body = { 0 };
  double  caption;

  *sheet = (Sheet){ .slide = slide, .painter = painter, .scene = scene };
  if (slide->code != NULL && *slide->code != '\0')
    sheet->strip = ouro_code_strip_new (painter, slide->code, slide->line);
  choose_frame (sheet);

  body.x = sheet->margin_x;
  body.y = place_header (sheet);
  caption = place_caption (sheet);
  body.width = sheet->width - 2 * sheet->margin_x;
  body.height = MAX_CODE_ROOM;
  if (sheet->height > 0)
    body.height = sheet->height - sheet->margin_y - caption - body.y;

  place_code (sheet, &body);
  if (sheet->height <= 0)
    body.height = choose_height (sheet, &body, caption);
  place_picture (sheet, body);
  sheet->caption_y = sheet->height - sheet->margin_y - get_height (sheet->caption);
}

/* Drawing */

static void
show_words (const Sheet *sheet,
            cairo_t     *cr,
            PangoLayout *layout,
            OuroRole     role,
            double       x,
            double       y)
{
  if (layout == NULL)
    return;

  ouro_set_colour (cr, ouro_palette_get (sheet->painter->theme, role));
  ouro_layout_show (layout, cr, x, y);
}

static void
draw_words (const Sheet *sheet,
            cairo_t     *cr)
{
  double left = sheet->margin_x;
  double top = sheet->margin_y;
  double stamp_left = sheet->width - sheet->margin_x - get_width (sheet->stamp);
  double stamp_top = top;

  /* The stamp stands on the title's baseline. */
  if (sheet->stamp != NULL && sheet->title != NULL)
    stamp_top += fmax (0, ouro_layout_get_baseline (sheet->title) -
                            ouro_layout_get_baseline (sheet->stamp));

  show_words (sheet, cr, sheet->title, OURO_ROLE_TEXT, left, top);
  show_words (sheet, cr, sheet->subtitle, OURO_ROLE_DIM, left, sheet->subtitle_y);
  show_words (sheet, cr, sheet->stamp, OURO_ROLE_DIM, stamp_left, stamp_top);
  show_words (sheet, cr, sheet->caption, OURO_ROLE_TEXT, left, sheet->caption_y);
}

/* The lines between panes reach down to where the picture may, however short the scene is. */
static OuroScenePane *
dup_stretched_panes (const Sheet *sheet)
{
  guint          n = sheet->scene->n_panes;
  OuroScenePane *panes = g_memdup2 (sheet->scene->panes, n * sizeof (OuroScenePane));

  for (guint i = 0; i < n; i++)
    panes[i].height = fmax (panes[i].height, sheet->picture.height / sheet->zoom - panes[i].y);

  return panes;
}

static void
draw_picture (const Sheet *sheet,
              cairo_t     *cr)
{
  g_autofree OuroScenePane *panes = NULL;
  OuroScene                 scene = *sheet->scene;
  double                    zoom = sheet->painter->zoom;

  if (sheet->zoom <= 0)
    return;

  scene.panes = panes = dup_stretched_panes (sheet);
  cairo_save (cr);
  cairo_translate (cr, sheet->picture.x, sheet->picture.y);
  sheet->painter->zoom = sheet->zoom;
  ouro_painter_draw_scene (sheet->painter, cr, &scene, FALSE);
  sheet->painter->zoom = zoom;
  cairo_restore (cr);
}

void
ouro_slide_get_size (const OuroSlide *self,
                     OuroPainter     *painter,
                     const OuroScene *scene,
                     double          *width,
                     double          *height)
{
  g_auto (Sheet) sheet = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (painter != NULL);
  g_return_if_fail (scene != NULL);
  g_return_if_fail (width != NULL && height != NULL);

  compose (&sheet, self, painter, scene);
  *width = sheet.width * sheet.unit;
  *height = sheet.height * sheet.unit;
}

void
ouro_slide_draw (const OuroSlide *self,
                 OuroPainter     *painter,
                 const OuroScene *scene,
                 cairo_t         *cr)
{
  g_auto (Sheet) sheet = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (painter != NULL);
  g_return_if_fail (scene != NULL);
  g_return_if_fail (cr != NULL);

  compose (&sheet, self, painter, scene);
  cairo_save (cr);
  cairo_scale (cr, sheet.unit, sheet.unit);

  if (!self->transparent)
    {
      cairo_rectangle (cr, 0, 0, sheet.width, sheet.height);
      ouro_shape_fill (cr, ouro_palette_get (painter->theme, OURO_ROLE_GROUND));
    }
  draw_words (&sheet, cr);
  if (sheet.strip != NULL)
    ouro_code_strip_draw (sheet.strip, cr, sheet.code.x, sheet.code.y);
  draw_picture (&sheet, cr);

  cairo_restore (cr);
}
