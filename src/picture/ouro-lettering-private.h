/* ouro-lettering-private.h - sets words by Pango
 *
 * One Pango context at 72 dpi, without rounding of letter places, so a text is as wide on the
 * screen, in PNG, SVG and PDF, and at any scale of the cairo context: a layout serves all zooms.
 *
 * Texts of cards, names and panes are kept between drawings, in two generations: a text that is
 * asked for moves to the young one; when that is full it becomes the old one, and what nobody
 * asked for meanwhile is dropped.
 *
 * Units    points at 100 %.
 * Threads  a lettering belongs to one thread.
 */
#pragma once

#include <pango/pangocairo.h>

typedef enum {
  OURO_FONT_TITLE,    /* of a card */
  OURO_FONT_SUBTITLE, /* beside it */
  OURO_FONT_BADGE,
  OURO_FONT_CODE, /* labels and values of slots */
  OURO_FONT_FOLD,
  OURO_FONT_NOTE, /* and the word "unreachable" */
  OURO_FONT_PILL,
  OURO_FONT_PANE_TITLE,
  OURO_FONT_PANE_SUBTITLE,
  OURO_N_FONTS,
} OuroFont;

/* A face without a size, for what is not kept. */
typedef enum {
  OURO_FACE_WORDS,
  OURO_FACE_BOLD_WORDS,
  OURO_FACE_CODE,
  OURO_FACE_BOLD_CODE,
} OuroFace;

/* A text that has been set. */
typedef struct
{
  PangoLayout *layout;
  double       width;
  double       height;
  double       baseline;    /* of the first line, from the top */
  double       ink_ascent;  /* from the baseline to the highest ink: stacked marks reach far */
  double       ink_descent; /* and to the lowest */
  gboolean     shortened;
} OuroText;

typedef struct _OuroLettering OuroLettering;

OuroLettering *ouro_lettering_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           ouro_lettering_free (OuroLettering *self);

/* Horizontal strokes stand on whole pixels (for screens; the default), or where they belong (for
 * files). */
void ouro_lettering_set_hinting (OuroLettering *self,
                                 gboolean       hinting);

/* One line of any bytes, not wider than max_width (with "…" in its middle when it would be);
 * max_width < 0: no limit. The answer belongs to the lettering, and holds until
 * OURO_LETTERING_MIN_KEPT further questions were asked. */
#define OURO_LETTERING_MIN_KEPT 1024
const OuroText *ouro_lettering_get_line (OuroLettering *self,
                                         const char    *text,
                                         OuroFont       font,
                                         double         max_width);

/* The same over at most max_lines lines, with "…" at the end when that is not enough. */
const OuroText *ouro_lettering_get_lines (OuroLettering *self,
                                          const char    *text,
                                          OuroFont       font,
                                          double         max_width,
                                          guint          max_lines);

/* Where the baseline is when capitals stand in the middle of a row; whole points. */
double ouro_lettering_get_baseline (OuroLettering *self,
                                    OuroFont       font,
                                    double         middle);

/* In the colour of the context; x is the left end. What reaches above top or below bottom is cut
 * off. */
void ouro_text_show (const OuroText *text,
                     cairo_t        *cr,
                     double          x,
                     double          baseline,
                     double          top,
                     double          bottom);

/* A new layout, not kept, of a text that is readable already. Free with g_object_unref (). */
PangoLayout *ouro_lettering_new_layout (OuroLettering *self,
                                        const char    *text,
                                        OuroFace       face,
                                        double         size) G_GNUC_WARN_UNUSED_RESULT;

/* Its size and the baseline of its first line, as Pango has them logically, in points. */
double ouro_layout_get_width (PangoLayout *layout);
double ouro_layout_get_height (PangoLayout *layout);
double ouro_layout_get_baseline (PangoLayout *layout);

/* In the colour of the context; x and y are of the upper left corner. */
void ouro_layout_show (PangoLayout *layout,
                       cairo_t     *cr,
                       double       x,
                       double       y);

/* How many texts are kept, for tests: never more than twice OURO_LETTERING_MIN_KEPT. */
guint ouro_lettering_get_n_kept (const OuroLettering *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLettering, ouro_lettering_free)
