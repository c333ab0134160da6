/* ouro-painter.h - draws a scene to a cairo context
 *
 * The same code paints the screen, PNG, SVG and PDF. Text is measured and set by a Pango context of
 * its own at 72 dpi, never by a widget's, so sizes do not follow a screen. A card's size depends on
 * its words alone, not on theme or zoom: measure once, at 100 %.
 *
 * Zoom     is baked into the geometry: pass zoom to the painter instead of scaling the context,
 *          so that GTK sees translations only and repaints no more than what changed. Below 42 %
 *          letters are too small to be read; on a screen they are left out.
 * Fonts    Cantarell for words and a monospaced family for Python; what is missing falls back.
 * Words    may be any bytes: what cannot be shown is escaped, what is too long is shortened.
 * Numbers  an element whose place or size cairo cannot draw (not a number, beyond a million) is
 *          left out.
 * Threads  a painter belongs to one thread. It keeps its Pango layouts, so drawing again is cheap.
 */
#pragma once

#include <cairo.h>

#include "ouro-palette.h"
#include "ouro-scene.h"

typedef struct _OuroPainter OuroPainter;

OuroPainter *ouro_painter_new (void) G_GNUC_WARN_UNUSED_RESULT;
void         ouro_painter_free (OuroPainter *self);

/* How it draws from now on. zoom: 1.0 is 100 %. */
void ouro_painter_set_theme (OuroPainter *self,
                             OuroTheme    theme);
void ouro_painter_set_zoom (OuroPainter *self,
                            double       zoom);

/* For files: no hinting, so that text stands alike at every scale. Default FALSE. */
void ouro_painter_set_for_file (OuroPainter *self,
                                gboolean     for_file);

/* Set width and height from the words, in points at 100 %. */
void ouro_painter_measure_card (OuroPainter *self,
                                OuroCard    *card);
void ouro_painter_measure_pill (OuroPainter *self,
                                OuroPill    *pill);

/* Where the arrow of a slot begins: at its dot; for a slot that is folded away, in the fold row;
 * for slot -1, in the middle of the right border. From the card's upper left corner, at 100 %. */
OuroPoint ouro_painter_get_slot_start (OuroPainter    *self,
                                       const OuroCard *card,
                                       int             slot);

/* Draw one element at the origin: (0, 0) is its own upper left corner. Marks may reach a little
 * outside (focus ring, note, the word "unreachable"): at most OURO_CARD_MARGIN points at 100 %. */
#define OURO_CARD_MARGIN 14.0f
void ouro_painter_draw_card (OuroPainter    *self,
                             cairo_t        *cr,
                             const OuroCard *card);
void ouro_painter_draw_pill (OuroPainter    *self,
                             cairo_t        *cr,
                             const OuroPill *pill);

/* Draw in the scene's own places. */
void ouro_painter_draw_arrow (OuroPainter     *self,
                              cairo_t         *cr,
                              const OuroArrow *arrow);

/* The head of a pane (title, two lines of subtitle and the bar) takes this much of its height, in
 * points at 100 %. */
#define OURO_PANE_HEAD_HEIGHT 76.0f
void ouro_painter_draw_pane (OuroPainter         *self,
                             cairo_t             *cr,
                             const OuroScenePane *pane);

/* Everything, in the order panes, faded and plain arrows, cards, pills, changed arrows; what the
 * clip of the context leaves out is passed over. The ground only when with_ground is set. No line
 * follows the last pane. The caption is not drawn: see ouro-slide.h. */
void ouro_painter_draw_scene (OuroPainter     *self,
                              cairo_t         *cr,
                              const OuroScene *scene,
                              gboolean         with_ground);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroPainter, ouro_painter_free)
