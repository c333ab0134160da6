/* window-fixture.h - the real window on a screen, for tests that use it as people do */
#pragma once

#include "hand.h"
#include "ouro-application.h"
#include "ouro-canvas.h"
#include "ouro-window.h"

typedef struct
{
  OuroApplication *application;
  OuroWindow      *window;
  OuroSession     *session;
  OuroCanvas      *canvas;
} WindowFixture;

/* An empty document in a window of 1270 by 790, its first run ended. */
void window_set_up (WindowFixture *fixture,
                    gconstpointer  data);
void window_tear_down (WindowFixture *fixture,
                       gconstpointer  data);

/* Waits until nothing runs and the text is this one. */
void window_wait_for_text (WindowFixture *fixture,
                           const char    *text);

/* The first widget of a type in the window whose property has this value; it must be there. */
GtkWidget *window_find (WindowFixture *fixture,
                        GType          type,
                        const char    *property,
                        const char    *value);

/* Whether there is such a widget, and it can be seen. */
gboolean window_has (WindowFixture *fixture,
                     GType          type,
                     const char    *property,
                     const char    *value);

/* A click on the button with this label. */
void window_press (WindowFixture *fixture,
                   const char    *label);

/* A caption or any other label that begins so can be read, by and by. */
void window_wait_for_label (WindowFixture *fixture,
                            const char    *start);

/* The card that the module's name leads to; it must be there. */
const OuroCard *window_get_card (WindowFixture *fixture,
                                 const char    *name);

/* How many live cards of this title there are. */
guint window_count_cards (WindowFixture *fixture,
                          const char    *title);

/* The middle of a card's head, in pixels of the canvas. */
void window_get_head (WindowFixture *fixture,
                      guint64        key,
                      double        *x,
                      double        *y);
