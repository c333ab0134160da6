/* ouro-canvas-tile.h - a card or a name on the canvas, as a light widget
 *
 * A widget because assistive technology and the keyboard reach widgets only; light because there may
 * be a thousand. It draws through the painter of the canvas and keeps the drawing until words, marks,
 * zoom or theme change. It moves nothing and decides nothing: hands are the business of the canvas.
 */
#pragma once

#include <gtk/gtk.h>

#include "ouro-painter.h"

/* How everything on a canvas is drawn; lent to its parts, which hear when it has changed. */
typedef struct
{
  OuroPainter *painter;
  OuroTheme    theme;
  double       zoom; /* what the painter is set to */
} OuroCanvasLook;

#define OURO_TYPE_CANVAS_TILE (ouro_canvas_tile_get_type ())
G_DECLARE_FINAL_TYPE (OuroCanvasTile, ouro_canvas_tile, OURO, CANVAS_TILE, GtkWidget)

/* What assistive technology asks a tile to do: the argument of the signal "acted". */
typedef enum {
  OURO_CANVAS_TILE_SELECT,
  OURO_CANVAS_TILE_ACTIVATE,
  OURO_CANVAS_TILE_REFER,
  OURO_CANVAS_TILE_DELETE,
  OURO_CANVAS_TILE_MENU,
} OuroCanvasTileAct;

/* Open to the files of the canvas, which place it; points at 100 %, of the scene. */
struct _OuroCanvasTile
{
  GtkWidget parent_instance;

  guint64 key;
  int     index; /* in the cards or the pills of the scene; -1 when it is leaving */
  float   x;     /* where it is seen */
  float   y;
  float   from_x; /* where it glides from */
  float   from_y;
  float   to_x;
  float   to_y;
  float   width;
  float   height;
  double  from_opacity;

  const OuroCard *card; /* what it shows: one of both, or neither */
  const OuroPill *pill;

  /* Private to the tile. */
  const OuroCanvasLook *look;
  OuroMarks             added;
  GskRenderNode        *node;
  char                 *label;
  char                 *hint;
};

/* The look is that of the canvas, which outlives its tiles. */
OuroCanvasTile *ouro_canvas_tile_new (const OuroCanvasLook *look) G_GNUC_WARN_UNUSED_RESULT;

/* What it shows from now on, lent until the next call; the drawing is kept when nothing that is seen
 * has changed. The card or pill shown before must still be there. With neither it shows its last
 * drawing, and neither keyboard nor pointer reach it. */
void ouro_canvas_tile_set_card (OuroCanvasTile *self,
                                const OuroCard *card);
void ouro_canvas_tile_set_pill (OuroCanvasTile *self,
                                const OuroPill *pill);
void ouro_canvas_tile_set_nothing (OuroCanvasTile *self);

/* Marks beside those of the scene: selected, faded. */
void ouro_canvas_tile_set_added_marks (OuroCanvasTile *self,
                                       OuroMarks       added);

/* The look has changed. */
void ouro_canvas_tile_redraw (OuroCanvasTile *self);

/* Its name for assistive technology, and what can be done with it now, or NULL. */
void ouro_canvas_tile_set_label (OuroCanvasTile *self,
                                 const char     *label);
void ouro_canvas_tile_set_hint (OuroCanvasTile *self,
                                const char     *hint);

/* Whether a point of the scene lies on it, as it is seen now. */
gboolean ouro_canvas_tile_contains (OuroCanvasTile *self,
                                    double          x,
                                    double          y);
