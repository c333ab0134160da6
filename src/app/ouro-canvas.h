/* ouro-canvas.h - the canvas: shows a scene, and tells what hands do to it
 *
 * The canvas shows one scene (ouro-scene.h) and knows neither session nor vm. It changes nothing of
 * what it shows: a gesture becomes a signal, the window makes a statement of it, and the scene that
 * follows shows what came of it.
 *
 * It scrolls by itself (GtkScrollable): put it into a GtkScrolledWindow.
 *
 * Places   "scene" means points at 100 %, as in ouro-scene.h; "canvas" means pixels of this widget,
 *          from its upper left corner, which is what a popover points to.
 * Keys     cards and pills are known by their keys, as in ouro-scene-builder.h; what has key 0 cannot be
 *          selected, and does not glide. Whether a key is an object, a group or a name is not asked
 *          here: a handler finds out by ouro_key_get_kind ().
 *
 * What hands do
 *   click                      selects a card, a name or an arrow; on empty ground, nothing
 *   click on a fold row        fold-activated
 *   double click               activate-card, for cards and names
 *   right click                selects and emits context-menu
 *   drag from a card           draws an arrow; dropped on a card or on empty ground, it emits
 *                              reference-requested. A card refers to itself when the pointer left it
 *                              and came back
 *   drag from a name           the same, as pill-reference-requested; only onto a card
 *   Alt+drag, or by the grip   moves the card (card-moved). The grip stands above the card under the
 *                              pointer
 *   drag of the empty ground, middle drag, Space+drag    pan
 *   scroll, Ctrl+scroll, pinch                           scroll, zoom about the pointer
 *   resting on a card          lights what it holds and what holds it, after a while
 *
 * What keys do (focus within the canvas; the selection follows the focus)
 *   Right, Left                along the first reference out of a card or name; back to where one came
 *                              from, else to what holds it. Right after Left takes the next reference
 *   Up, Down                   among the cards of a pane, among the names
 *   Tab, Shift+Tab             into the canvas: to the selection, or to the canvas as a whole; then names
 *                              and cards in reading order, then out
 *   Home, End                  the first and the last of them
 *   A                          the arrows that leave the selected card or name, one by one
 *   Enter, Space               activate-card
 *   E                          fold-activated, when the card has a fold row
 *   Delete, F2                 delete-requested, rename-requested
 *   Menu, Shift+F10            context-menu
 *   R                          reference mode: walk to another card, Enter makes the reference; so does
 *                              a click on it
 *   Alt+arrows                 move the card
 *   Ctrl with + - 0 1          zoom in, out, to fit, to 100 %
 *   Escape                     leaves a drag, the reference mode, or the selection
 *
 * Signals
 *   selection-changed ()
 *   activate-card (guint64 key)                        of a card or a pill
 *   fold-activated (guint64 key)
 *   reference-requested (guint64 from, int slot, guint64 to, double x, double y)
 *                              slot -1: of the card as a whole; to 0: on empty ground;
 *                              x, y: canvas, where it was dropped
 *   pill-reference-requested (const char *name, guint64 to, double x, double y)
 *   card-moved (guint64 key, double x, double y)       x, y: scene, its new upper left corner. When no
 *                              handler sets another scene, the card glides back.
 *   delete-requested ()        of the selection, which is something
 *   rename-requested (const char *name)
 *   context-menu (OuroCanvasItem *item, GdkRectangle *area)      area: canvas; the item may be NONE
 * Handlers may set another scene at once.
 *
 * Properties
 *   selected   guint64, read and write: the key of the selected card or pill, or 0
 *   zoom       double, read and write
 *   status     string, read: what is going on, in words to show and to read aloud ("Reference from
 *              list: go to its target ..."), or NULL
 */
#pragma once

#include <gtk/gtk.h>

#include "ouro-palette.h"
#include "ouro-scene.h"

G_BEGIN_DECLS

#define OURO_TYPE_CANVAS (ouro_canvas_get_type ())
G_DECLARE_FINAL_TYPE (OuroCanvas, ouro_canvas, OURO, CANVAS, GtkWidget)

#define OURO_CANVAS_MIN_ZOOM 0.25
#define OURO_CANVAS_MAX_ZOOM 4.0

typedef enum {
  OURO_CANVAS_ITEM_NONE,
  OURO_CANVAS_ITEM_CARD,
  OURO_CANVAS_ITEM_PILL,
  OURO_CANVAS_ITEM_ARROW,
} OuroCanvasItemKind;

/* One thing on the canvas, by what stays the same from scene to scene. */
typedef struct
{
  OuroCanvasItemKind kind;
  guint64            key;  /* of the card or pill; of an arrow, the card or pill that it leaves */
  int                slot; /* of an arrow; of a card, the row that was meant; -1 for the whole */
  char              *name; /* of the pill; of an arrow, the name that it leaves; or NULL */
  guint64            to;   /* of an arrow: the card that it reaches */
} OuroCanvasItem;

#define OURO_TYPE_CANVAS_ITEM (ouro_canvas_item_get_type ())
GType           ouro_canvas_item_get_type (void);
OuroCanvasItem *ouro_canvas_item_copy (const OuroCanvasItem *self) G_GNUC_WARN_UNUSED_RESULT;
void            ouro_canvas_item_free (OuroCanvasItem *self);
gboolean        ouro_canvas_item_equal (const OuroCanvasItem *a,
                                        const OuroCanvasItem *b);

GtkWidget *ouro_canvas_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the scene, or NULL for an empty one. With animate, what is in both scenes glides to its new
 * place (if the user has not switched animations off), what is new fades in, what is gone fades out.
 * Focus, selection and scrolling stay; a selection that is gone becomes none. */
void             ouro_canvas_set_scene (OuroCanvas *self,
                                        OuroScene  *scene,
                                        gboolean    animate);
const OuroScene *ouro_canvas_get_scene (OuroCanvas *self);

/* Default: light. The window follows the system's style and tells. */
void ouro_canvas_set_theme (OuroCanvas *self,
                            OuroTheme   theme);

/* The selection is of kind NONE when nothing is; it belongs to the canvas and is good until it
 * changes. Selecting what is not there selects nothing. selection-changed follows each change. */
const OuroCanvasItem *ouro_canvas_get_selection (OuroCanvas *self);
void                  ouro_canvas_select (OuroCanvas           *self,
                                          const OuroCanvasItem *item);
guint64               ouro_canvas_get_selected (OuroCanvas *self);
void                  ouro_canvas_set_selected (OuroCanvas *self,
                                                guint64     key);

/* 1.0 is 100 %; set_zoom keeps the middle of what is seen, the others step through round numbers.
 * To fit: the whole scene is seen, at 200 % at most. */
double ouro_canvas_get_zoom (OuroCanvas *self);
void   ouro_canvas_set_zoom (OuroCanvas *self,
                             double      zoom);
void   ouro_canvas_zoom_in (OuroCanvas *self);
void   ouro_canvas_zoom_out (OuroCanvas *self);
void   ouro_canvas_zoom_to_fit (OuroCanvas *self);

/* Where a card, at rest, is on the canvas. FALSE when there is none of that key. */
gboolean ouro_canvas_get_card_area (OuroCanvas   *self,
                                    guint64       key,
                                    GdkRectangle *area);

/* Scroll until the card is seen, no further than needed. */
void ouro_canvas_reveal (OuroCanvas *self,
                         guint64     key);

/* From canvas to scene, for instance to place a new object where the pointer is. */
void ouro_canvas_get_scene_point (OuroCanvas *self,
                                  double      x,
                                  double      y,
                                  double     *scene_x,
                                  double     *scene_y);

/* Begin the reference mode from the selected card or name, as R does. FALSE when none is selected. */
gboolean    ouro_canvas_begin_reference (OuroCanvas *self);
const char *ouro_canvas_get_status (OuroCanvas *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroCanvasItem, ouro_canvas_item_free)

G_END_DECLS
