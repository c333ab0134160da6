/* ouro-card-rows-private.h - where the rows of a card stand
 *
 * A card is a head, one row for each slot, perhaps a fold row, and a foot that leaves room for
 * the round corners. All rows are alike whatever their words, so that what lies under a point
 * can be told without a font. Points at 100 %, from the card's upper left corner.
 */
#pragma once

#include "ouro-scene.h"

#define OURO_CARD_HEAD_HEIGHT 26.0
#define OURO_CARD_ROW_HEIGHT  22.0
#define OURO_CARD_FOOT_HEIGHT 2.0

static inline guint
ouro_card_get_n_rows (const OuroCard *card)
{
  return card->n_slots + (card->fold != NULL ? 1 : 0);
}

/* Row n_slots is the fold row. */
static inline double
ouro_card_get_row_top (guint row)
{
  return OURO_CARD_HEAD_HEIGHT + OURO_CARD_ROW_HEIGHT * row;
}

static inline double
ouro_card_get_natural_height (const OuroCard *card)
{
  return ouro_card_get_row_top (ouro_card_get_n_rows (card)) + OURO_CARD_FOOT_HEIGHT;
}

/* The row at a height within the card, or -1 in its head. The foot belongs to the last row. */
static inline int
ouro_card_get_row_at (const OuroCard *card,
                      double          y)
{
  double row = (y - OURO_CARD_HEAD_HEIGHT) / OURO_CARD_ROW_HEIGHT;
  guint  n_rows = ouro_card_get_n_rows (card);

  if (n_rows == 0 || !(row >= 0))
    return -1;

  return row < n_rows ? (int)row : (int)n_rows - 1;
}
