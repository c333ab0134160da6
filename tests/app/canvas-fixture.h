/* canvas-fixture.h - a canvas in a window, and what it says
 *
 * It shows canvas_sample_cycle () at 100 %, without animations.
 */
#pragma once

#include "hand.h"
#include "ouro-canvas.h"
#include "ouro-painter.h"

/* Of what is seen: less wide than the scene. */
#define CANVAS_WIDTH  640
#define CANVAS_HEIGHT 500

/* In the head of a card or in the middle of a name. */
#define CANVAS_HEAD_Y 12

/* What the canvas has said, one line a signal. */
typedef struct
{
  OuroPainter *painter;
  OuroCanvas  *canvas;
  GtkWidget   *widget; /* the same */
  GtkWidget   *window;
  GString     *heard;
} CanvasFixture;

void canvas_set_up (CanvasFixture *fixture,
                    gconstpointer  data);
void canvas_tear_down (CanvasFixture *fixture,
                       gconstpointer  data);
void canvas_set_animations (gboolean on);

/* What the canvas has said since the last time it was asked or told to forget. */
void canvas_assert_heard (CanvasFixture *fixture,
                          const char    *expected);
void canvas_forget (CanvasFixture *fixture);

/* Where a card or pill is, which must be there. */
GdkRectangle canvas_get_area (CanvasFixture *fixture,
                              guint64        key);

/* The head of a card, or a name. */
void canvas_press (CanvasFixture *fixture,
                   guint64        key);
void canvas_drag_onto (CanvasFixture *fixture,
                       guint64        key);
void canvas_click (CanvasFixture *fixture,
                   guint64        key,
                   const char    *button);

/* The widgets on the canvas: names, then cards. */
GtkWidget *canvas_get_child (CanvasFixture *fixture,
                             guint          place);
guint      canvas_count_children (CanvasFixture *fixture);

/* Where such a widget really is, in pixels. */
double canvas_get_left_of_child (CanvasFixture *fixture,
                                 guint          place);
