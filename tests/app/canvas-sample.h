/* canvas-sample.h - scenes for the canvas: for its tests and for the eye */
#pragma once

#include "ouro-painter.h"

/* Keys of the scene below. */
enum {
  SAMPLE_KEY_KEEP = 1, /* list [1, 2] */
  SAMPLE_KEY_A,        /* list, holds B */
  SAMPLE_KEY_B,        /* list, holds A */
  SAMPLE_KEY_CACHE,    /* instance in generation 1 */
  SAMPLE_KEY_LONG,     /* list with a fold row, holds A and CACHE */
  SAMPLE_KEY_NAME_KEEP = 1000,
  SAMPLE_KEY_NAME_CACHE,
  SAMPLE_KEY_NAME_LONG,
};

/* Three panes, five cards, three names; routed. */
OuroScene *canvas_sample_cycle (OuroPainter *painter) G_GNUC_WARN_UNUSED_RESULT;

/* The same later: CACHE has been collected, A has moved to generation 1, and a dict is new. */
OuroScene *canvas_sample_later (OuroPainter *painter) G_GNUC_WARN_UNUSED_RESULT;

/* n cards and m arrows, routed. */
OuroScene *canvas_sample_crowd (OuroPainter *painter,
                                guint        n_cards,
                                guint        n_arrows) G_GNUC_WARN_UNUSED_RESULT;

/* Puts our own curves to all arrows. */
void canvas_sample_route (OuroScene   *scene,
                          OuroPainter *painter);

/* The index of a card by its key, which must be there. */
guint canvas_sample_find_card (const OuroScene *scene,
                               guint64          key);
