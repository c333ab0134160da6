/* ouro-card-places.c - how wide a card is, and where its words stand */
#include "ouro-card-places-private.h"

#include <math.h>

#include "ouro-painter-private.h"

#define HEAD_GAP     6.0 /* between title, size and badge */
#define SLOT_GAP     10.0
#define MAX_SUBTITLE 84.0
#define BADGE_HEIGHT 18.0
#define BADGE_RIGHT  6.0
#define MIN_BADGE    22.0
#define MAX_BADGE    72.0

/* Of what the badge leaves, the size may take this part when the title is long. */
#define SUBTITLE_SHARE 0.4

static double
measure_line (OuroPainter *self,
              const char  *text,
              OuroFont     font,
              double       max_width)
{
  if (text == NULL || *text == '\0')
    return 0;

  return ouro_lettering_get_line (self->lettering, text, font, max_width)->width;
}

static double
measure_badge (OuroPainter *self,
               const char  *badge)
{
  const double pads = 2 * OURO_CARD_BADGE_PAD;

  if (badge == NULL)
    return 0;

  return fmax (MIN_BADGE,
               ceil (measure_line (self, badge, OURO_FONT_BADGE, MAX_BADGE - pads)) + pads);
}

/* A value, or the dot that stands in its place. */
static double
measure_value (OuroPainter        *self,
               const OuroCardSlot *slot)
{
  if (slot->value == NULL)
    return 2 * OURO_CARD_DOT_RADIUS;

  return measure_line (self, slot->value, OURO_FONT_CODE, -1);
}

static double
get_left (const OuroCard *card)
{
  if (card->marks & OURO_MARK_FRAME)
    return OURO_CARD_PAD + OURO_CARD_FRAME_BAR - OURO_CARD_BORDER;

  return OURO_CARD_PAD;
}

static double
measure_head (OuroPainter    *self,
              const OuroCard *card)
{
  double title = measure_line (self, card->title, OURO_FONT_TITLE, -1);
  double subtitle = measure_line (self, card->subtitle, OURO_FONT_SUBTITLE, MAX_SUBTITLE);
  double badge = measure_badge (self, card->badge);

  return get_left (card) + title + (subtitle > 0 ? HEAD_GAP + subtitle : 0) +
         (badge > 0 ? HEAD_GAP + badge + BADGE_RIGHT : OURO_CARD_PAD);
}

static double
measure_slot (OuroPainter        *self,
              const OuroCard     *card,
              const OuroCardSlot *slot)
{
  double label = measure_line (self, slot->label, OURO_FONT_CODE, -1);
  double gap = label > 0 ? SLOT_GAP : 0;

  return get_left (card) + label + gap + measure_value (self, slot) + OURO_CARD_PAD;
}

static double
measure_fold (OuroPainter    *self,
              const OuroCard *card)
{
  double fold = measure_line (self, card->fold, OURO_FONT_FOLD, -1);

  return get_left (card) + fold + OURO_CARD_PAD;
}

void
ouro_painter_measure_card (OuroPainter *self,
                           OuroCard    *card)
{
  double width;

  g_return_if_fail (self != NULL);
  g_return_if_fail (card != NULL);

  width = fmax (measure_head (self, card), measure_fold (self, card));
  for (guint i = 0; i < card->n_slots && width < OURO_CARD_MAX_WIDTH; i++)
    width = fmax (width, measure_slot (self, card, &card->slots[i]));

  card->width = CLAMP (ceil (width), OURO_CARD_MIN_WIDTH, OURO_CARD_MAX_WIDTH);
  card->height = ouro_card_get_natural_height (card);
}

OuroPoint
ouro_painter_get_slot_start (OuroPainter    *self,
                             const OuroCard *card,
                             int             slot)
{
  guint row;

  g_return_val_if_fail (self != NULL, (OuroPoint){ 0 });
  g_return_val_if_fail (card != NULL, (OuroPoint){ 0 });

  row = MIN ((guint)slot, card->n_slots);
  if (slot < 0 || row >= ouro_card_get_n_rows (card))
    return (OuroPoint){ card->width, card->height / 2 };

  return (OuroPoint){
    card->width - OURO_CARD_PAD - OURO_CARD_DOT_RADIUS,
    ouro_card_get_row_top (row) + OURO_CARD_ROW_HEIGHT / 2,
  };
}

OuroBox
ouro_card_get_box (const OuroCard *card)
{
  return (OuroBox){ 0, 0, card->width, card->height };
}

OuroBox
ouro_card_get_row_box (const OuroCard *card,
                       guint           row)
{
  double left = get_left (card);

  return (OuroBox){
    left,
    ouro_card_get_row_top (row),
    fmax (0, card->width - OURO_CARD_PAD - left),
    OURO_CARD_ROW_HEIGHT,
  };
}

OuroCardHead
ouro_painter_place_head (OuroPainter    *self,
                         const OuroCard *card)
{
  const double height = OURO_CARD_HEAD_HEIGHT;
  double       title = measure_line (self, card->title, OURO_FONT_TITLE, -1);
  double       subtitle = measure_line (self, card->subtitle, OURO_FONT_SUBTITLE, MAX_SUBTITLE);
  double       badge = measure_badge (self, card->badge);
  double       badge_left = card->width - BADGE_RIGHT - badge;
  double       left = get_left (card);
  double       right = badge > 0 ? badge_left - HEAD_GAP : card->width - OURO_CARD_PAD;
  double       gap = subtitle > 0 ? HEAD_GAP : 0;
  double       room = fmax (0, right - left - gap);

  if (title + subtitle > room)
    {
      subtitle = fmin (subtitle, fmax (SUBTITLE_SHARE * room, room - title));
      title = fmax (0, room - subtitle);
    }

  return (OuroCardHead){
    .title = { left, 0, title, height },
    .subtitle = { left + title + gap, 0, subtitle, height },
    .badge = { badge_left, (height - BADGE_HEIGHT) / 2, badge, BADGE_HEIGHT },
  };
}

/* The label keeps up to half of the row, and all that the value leaves. */
OuroCardSlotPlace
ouro_painter_place_slot (OuroPainter    *self,
                         const OuroCard *card,
                         guint           slot)
{
  double            label = measure_line (self, card->slots[slot].label, OURO_FONT_CODE, -1);
  double            value = measure_value (self, &card->slots[slot]);
  OuroBox           row = ouro_card_get_row_box (card, slot);
  double            room = fmax (0, row.width - (label > 0 ? SLOT_GAP : 0));
  OuroCardSlotPlace place = { row, row };

  if (label + value > room)
    {
      label = fmin (label, fmax (room / 2, room - value));
      value = room - label;
    }
  place.label.width = label;
  place.value.x = row.x + row.width - value;
  place.value.width = value;

  return place;
}
