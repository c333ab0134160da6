/* ouro-canvas-private.h - what the files of the canvas share
 *
 *   ouro-canvas.c            the widget: properties, allocation, drawing
 *   ouro-canvas-item.c       one thing on the canvas, as a value
 *   ouro-canvas-scene.c      from one scene to the next; gliding
 *   ouro-canvas-selection.c  what is selected and lit, and the words for assistive technology
 *   ouro-canvas-view.c       zoom and scrolling
 *   ouro-canvas-pointer.c    what the pointer does
 *   ouro-canvas-overlay.c    what is drawn for it: rubber arrow, target, grip
 *   ouro-canvas-keys.c       what keys do
 *   ouro-canvas-walk.c       where the focus goes
 *   ouro-canvas-refer.c      the reference mode
 */
#pragma once

#include <adwaita.h>

#include "ouro-canvas-arrows.h"
#include "ouro-canvas-panes.h"
#include "ouro-canvas-tile.h"
#include "ouro-canvas.h"

/* What the primary button does since it was pressed. */
typedef enum {
  OURO_CANVAS_DRAG_NONE,
  OURO_CANVAS_DRAG_PAN,
  OURO_CANVAS_DRAG_REFER, /* from a card or a pill */
  OURO_CANVAS_DRAG_MOVE,  /* a card */
} OuroCanvasDrag;

typedef struct
{
  OuroCanvasDrag drag_kind;
  gboolean       was_dragged; /* since the button was pressed: its release is no click */
  gboolean       space_is_down;
  gboolean       space_was_used; /* for a drag: its release activates nothing */

  /* Where the button was pressed, and what was there. */
  guint64  key; /* 0 for nothing */
  int      slot;
  gboolean on_grip;
  double   press_x;
  double   press_y;
  double   grab_x; /* from the card's corner; or the scrolling when a pan began */
  double   grab_y;
  gboolean has_left; /* the pointer has left the card where it was pressed */

  double  x; /* the pointer: canvas */
  double  y;
  guint64 target; /* of the reference in the making */
  guint64 hover;
  guint64 lit; /* after resting */
  guint   rest_source;
  double  pinch_zoom; /* when the pinch began */
} OuroCanvasHands;

/* One step of a walk along references, to come back by. */
typedef struct
{
  guint64 from;
  guint64 to;
  guint   nth; /* which of the references that leave "from" */
} OuroCanvasStep;

struct _OuroCanvas
{
  GtkWidget parent_instance;

  OuroScene     *scene; /* never NULL */
  OuroCanvasLook look;

  GPtrArray        *cards; /* tiles, as in the scene */
  GPtrArray        *pills;
  GPtrArray        *leaving; /* tiles that fade out */
  GHashTable       *tiles;   /* key to tile, lent by the arrays */
  OuroCanvasArrows *arrows;
  OuroCanvasPanes  *panes;
  AdwAnimation     *glide;    /* NULL at rest */
  guint             n_scenes; /* how many were set: tells whether a handler set one */

  GtkAdjustment      *hadjustment;
  GtkAdjustment      *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;
  gboolean            may_overscroll; /* a hand has zoomed or panned: the ground may show beyond the scene */
  gboolean            is_scrolling;   /* the adjustments are being set */

  OuroCanvasItem *selection; /* never NULL */
  OuroCanvasHands hands;
  GArray         *walk;       /* of OuroCanvasStep */
  guint64         refer_from; /* reference mode; 0 when off */
  char           *status;
};

/* ouro-canvas.c */
void            ouro_canvas_set_status (OuroCanvas *self,
                                        const char *status);
OuroCanvasTile *ouro_canvas_get_tile (OuroCanvas *self,
                                      guint64     key);

/* ouro-canvas-scene.c */
void ouro_canvas_begin_glide (OuroCanvas *self);

/* ouro-canvas-selection.c */
void ouro_canvas_update_marks (OuroCanvas *self);
void ouro_canvas_update_labels (OuroCanvas *self);
void ouro_canvas_select_tile (OuroCanvas     *self,
                              OuroCanvasTile *tile,
                              int             slot);
void ouro_canvas_select_arrow (OuroCanvas *self,
                               guint       arrow);
void ouro_canvas_drop_lost_selection (OuroCanvas *self);
int  ouro_canvas_find_arrow (OuroCanvas           *self,
                             const OuroCanvasItem *item);

/* Of an arrow of the scene; 0 when it leaves or reaches nothing that is shown. */
guint64 ouro_canvas_get_arrow_from (OuroCanvas      *self,
                                    const OuroArrow *arrow);
guint64 ouro_canvas_get_arrow_to (OuroCanvas      *self,
                                  const OuroArrow *arrow);

/* ouro-canvas-view.c */
void            ouro_canvas_update_adjustments (OuroCanvas *self);
void            ouro_canvas_set_adjustment (OuroCanvas     *self,
                                            GtkAdjustment **place,
                                            GtkAdjustment  *adjustment);
int             ouro_canvas_get_offset_x (OuroCanvas *self);
int             ouro_canvas_get_offset_y (OuroCanvas *self);
void            ouro_canvas_zoom_about (OuroCanvas *self,
                                        double      zoom,
                                        double      x,
                                        double      y);
void            ouro_canvas_scroll_to (OuroCanvas *self,
                                       double      x,
                                       double      y);
graphene_rect_t ouro_canvas_get_seen (OuroCanvas *self);
GdkRectangle    ouro_canvas_get_tile_area (OuroCanvas     *self,
                                           OuroCanvasTile *tile);
void            ouro_canvas_reveal_tile (OuroCanvas     *self,
                                         OuroCanvasTile *tile);

/* ouro-canvas-pointer.c */
void     ouro_canvas_add_pointer (OuroCanvas *self);
void     ouro_canvas_forget_rest (OuroCanvas *self);
void     ouro_canvas_hold_card (OuroCanvas *self);
void     ouro_canvas_follow_drag (OuroCanvas *self);
gboolean ouro_canvas_cancel_drag (OuroCanvas *self);
void     ouro_canvas_show_menu (OuroCanvas *self,
                                double      x,
                                double      y);

/* ouro-canvas-overlay.c */
void         ouro_canvas_snapshot_overlay (OuroCanvas  *self,
                                           GtkSnapshot *snapshot);
GdkRectangle ouro_canvas_get_grip_area (OuroCanvas     *self,
                                        OuroCanvasTile *tile);

/* ouro-canvas-keys.c */
void ouro_canvas_add_keys (OuroCanvas *self);
void ouro_canvas_class_add_keys (GtkWidgetClass *widget_class);
void ouro_canvas_activate (OuroCanvas *self,
                           guint64     key);
void ouro_canvas_tile_acted_cb (OuroCanvasTile   *tile,
                                OuroCanvasTileAct act,
                                OuroCanvas       *self);

/* ouro-canvas-walk.c */
gboolean   ouro_canvas_move_focus (OuroCanvas      *self,
                                   GtkDirectionType direction);
void       ouro_canvas_focus_tile (OuroCanvas     *self,
                                   OuroCanvasTile *tile);
GPtrArray *ouro_canvas_dup_reading_order (OuroCanvas *self) G_GNUC_WARN_UNUSED_RESULT;

/* Tiles, or NULL: the one with the focus; where a key begins (the focus, else the selection); the
 * first one; and where an arrow key (GDK_KEY_Right ...) leads from a tile. */
OuroCanvasTile *ouro_canvas_get_focus_tile (OuroCanvas *self);
OuroCanvasTile *ouro_canvas_get_current (OuroCanvas *self);
OuroCanvasTile *ouro_canvas_find_first (OuroCanvas *self);
OuroCanvasTile *ouro_canvas_find_next (OuroCanvas     *self,
                                       OuroCanvasTile *tile,
                                       guint           key);

/* ouro-canvas-refer.c */
gboolean ouro_canvas_is_referring (OuroCanvas *self);
char    *ouro_canvas_dup_title (OuroCanvasTile *tile);
void     ouro_canvas_leave_reference (OuroCanvas *self);
void     ouro_canvas_show_target (OuroCanvas     *self,
                                  OuroCanvasTile *tile);
void     ouro_canvas_refer_to (OuroCanvas     *self,
                               OuroCanvasTile *tile);
void     ouro_canvas_request_reference (OuroCanvas *self,
                                        guint64     from,
                                        int         slot,
                                        guint64     to,
                                        double      x,
                                        double      y);
