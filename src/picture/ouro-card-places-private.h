/* ouro-card-places-private.h - how wide a card is, and where its words stand
 *
 * Everything is in points at 100 % from the card's upper left corner. Measuring makes room for
 * all words up to a limit; placing shares out whatever width a card has, so that words which do
 * not fit are shortened and nothing ever overlaps.
 */
#pragma once

#include "ouro-card-rows-private.h"
#include "ouro-painter.h"
#include "ouro-shapes-private.h"

#define OURO_CARD_MIN_WIDTH 108.0
#define OURO_CARD_MAX_WIDTH 220.0

#define OURO_CARD_BORDER     1.5
#define OURO_CARD_FRAME_BAR  5.0  /* at the left of a frame */
#define OURO_CARD_PAD        10.0 /* between the border and words or dots */
#define OURO_CARD_DOT_RADIUS 4.0
#define OURO_CARD_BADGE_PAD  6.0 /* between the badge's ends and its words */

/* Boxes in which words may stand. One without a width has no words, or no room for them. */
typedef struct
{
  OuroBox title;
  OuroBox subtitle;
  OuroBox badge; /* of the filled shape */
} OuroCardHead;

typedef struct
{
  OuroBox label;
  OuroBox value; /* stands against its right border */
} OuroCardSlotPlace;

/* The whole card, and one of its rows between the pads. */
OuroBox ouro_card_get_box (const OuroCard *card);
OuroBox ouro_card_get_row_box (const OuroCard *card,
                               guint           row);

OuroCardHead      ouro_painter_place_head (OuroPainter    *self,
                                           const OuroCard *card);
OuroCardSlotPlace ouro_painter_place_slot (OuroPainter    *self,
                                           const OuroCard *card,
                                           guint           slot);
