/* ouro-place-round.c - one scene being placed
 *
 * First what is pinned, then what has a place, last what needs one. Each takes its place in the
 * columns of its pane (ouro-columns-private.h), so that nothing comes to stand on anything else.
 */
#include "ouro-placement-private.h"

#include <math.h>

#include "ouro-card-rows-private.h"

#define GAP_CARD    26.0f /* below a card: its marks reach outside, and arrows pass */
#define GAP_PILL    12.0f
#define GAP_KEPT    6.0f /* what has grown may come so near to the next */
#define PITCH       160.0f
#define PITCH_NAMES 138.0f
#define BOTTOM      720.0f
#define FOOT        28.0f /* below the lowest card */
#define PANE_WIDTH  172.0f
#define NAMES_WIDTH 140.0f
#define PANE_STEP   40.0f
#define MIN_HEIGHT  380.0f

/* A card has room for three slots; one that did not fit any more gets room for as many as are
 * ever shown, so it moves but once. */
#define ROOM_CARD  (OURO_CARD_HEAD_HEIGHT + 3 * OURO_CARD_ROW_HEIGHT + OURO_CARD_FOOT_HEIGHT)
#define ROOM_GROWN (OURO_CARD_HEAD_HEIGHT + (OURO_SLOTS_SHOWN + 1) * OURO_CARD_ROW_HEIGHT + OURO_CARD_FOOT_HEIGHT)

/* What a card holds stands to its right, if this is not too far down or too far to the right. */
#define LINK_DROP    180.0f
#define LINK_COLUMNS 5

/* A scene as items ------------------------------------------------------------------------------
 * */

/* Pills belong to the first pane. */
static guint
get_pane_id (const OuroScene *scene,
             guint            index)
{
  return index < scene->n_panes ? ouro_placement_clamp_pane (scene->panes[index].id) : 0;
}

/* Atoms, ghosts and groups never grow. */
static float
get_room (const OuroCard *card)
{
  if (card->family == OURO_FAMILY_ATOM || (card->marks & (OURO_MARK_GHOST | OURO_MARK_FRAME)) || card->fold != NULL)
    return card->height;
  return MAX (card->height, (float)ROOM_CARD);
}

static void
fill_items (OuroPlaceRound *round)
{
  const OuroScene *scene = round->scene;

  for (guint i = 0; i < scene->n_cards; i++)
    {
      const OuroCard *card = &scene->cards[i];

      round->items[i] = (OuroPlaceItem){
        .key = card->key,
        .pane = get_pane_id (scene, card->pane),
        .spot = { .width = card->width, .height = card->height },
        .gap = GAP_CARD,
        .room = get_room (card),
        .holder = -1,
        .target = -1,
      };
    }
  for (guint i = 0; i < scene->n_pills; i++)
    {
      const OuroPill *pill = &scene->pills[i];

      round->items[scene->n_cards + i] = (OuroPlaceItem){
        .key = pill->key,
        .pane = OURO_PANE_NAMES,
        .spot = { .width = pill->width, .height = pill->height },
        .gap = GAP_PILL,
        .is_pill = TRUE,
        .holder = -1,
        .target = -1,
      };
    }
}

static void
link_items (OuroPlaceRound *round)
{
  const OuroScene *scene = round->scene;

  for (guint i = 0; i < scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &scene->arrows[i];
      OuroPlaceItem   *to = &round->items[arrow->to_card];

      if (arrow->from_pill >= 0)
        {
          OuroPlaceItem *pill = &round->items[scene->n_cards + arrow->from_pill];

          if (pill->target < 0)
            pill->target = arrow->to_card;
        }
      else if (to->holder < 0 && arrow->from_card != arrow->to_card &&
               round->items[arrow->from_card].pane == to->pane)
        to->holder = arrow->from_card;
    }
}

void
ouro_place_round_init (OuroPlaceRound      *round,
                       const OuroPlacement *placement,
                       OuroScene           *scene)
{
  *round = (OuroPlaceRound){ .placement = placement, .scene = scene, .n_items = scene->n_cards + scene->n_pills };
  round->items = g_new0 (OuroPlaceItem, MAX (round->n_items, 1));
  fill_items (round);
  link_items (round);
  for (guint i = 0; i < OURO_PLACEMENT_PANES; i++)
    ouro_columns_init (&round->columns[i], i == OURO_PANE_NAMES ? PITCH_NAMES : PITCH, BOTTOM);
}

void
ouro_place_round_clear (OuroPlaceRound *round)
{
  for (guint i = 0; i < OURO_PLACEMENT_PANES; i++)
    ouro_columns_clear (&round->columns[i]);
  g_free (round->items);
}

static void
settle (OuroPlaceRound *round,
        OuroPlaceItem  *item)
{
  ouro_columns_take (&round->columns[item->pane], &item->spot);
  item->is_placed = TRUE;
}

/* From now on nothing comes to stand where the item may grow. */
static void
take_room (OuroPlaceRound      *round,
           const OuroPlaceItem *item)
{
  OuroSpot spot = item->spot;

  spot.height = item->room;
  if (item->room > item->spot.height)
    ouro_columns_take (&round->columns[item->pane], &spot);
}

/* What has a place ------------------------------------------------------------------------------
 * */

static void
place_pinned (OuroPlaceRound *round)
{
  for (guint i = 0; i < round->n_items; i++)
    {
      OuroPlaceItem *item = &round->items[i];
      const OuroPin *pin = g_hash_table_lookup (round->placement->pins, &item->key);

      if (pin == NULL || ouro_placement_clamp_pane (pin->pane) != item->pane)
        continue;
      item->spot.x = pin->x;
      item->spot.y = pin->y;
      settle (round, item);
    }
}

typedef enum {
  KNOWN_TIDIED, /* their places are younger than those of the others */
  KNOWN_KEPT,
  KNOWN_GROWN, /* they have become larger, so it is for them to move */
  KNOWN_BACK,  /* they were away for a while */
  N_KNOWN,
} Known;

static Known
get_known (const OuroPlaceRound *round,
           const OuroPlaceItem  *item,
           const OuroPlace      *place,
           guint                 step)
{
  const OuroPlaceEntry *entry = g_hash_table_lookup (round->placement->entries, &item->key);

  if (place == &entry->tidied)
    return KNOWN_TIDIED;
  if (round->is_next && entry->last_seen + 1 < step)
    return KNOWN_BACK;
  return item->spot.width <= place->width && item->spot.height <= place->height ? KNOWN_KEPT : KNOWN_GROWN;
}

static void
place_known (OuroPlaceRound *round,
             guint           step,
             Known           known)
{
  for (guint i = 0; i < round->n_items; i++)
    {
      OuroPlaceItem   *item = &round->items[i];
      const OuroPlace *place = NULL;

      if (!item->is_placed)
        place = ouro_placement_find_place (round->placement, item->key, item->pane, step);
      if (place == NULL || get_known (round, item, place, step) != known)
        continue;
      item->spot.x = place->x;
      item->spot.y = place->y;
      if (ouro_columns_is_free (&round->columns[item->pane], &item->spot, GAP_KEPT))
        {
          item->room = MAX (item->room, place->height);
          settle (round, item);
        }
      else if (item->room > item->spot.height || item->spot.height > ROOM_CARD)
        item->room = MAX (item->room, (float)ROOM_GROWN);
    }
}

/* Only when all of them stand: where they really are comes before where they might grow. */
static void
take_rooms (OuroPlaceRound *round)
{
  for (guint i = 0; i < round->n_items; i++)
    if (round->items[i].is_placed)
      take_room (round, &round->items[i]);
}

/* What needs one --------------------------------------------------------------------------------
 * */

/* To the right of what holds it, or below. */
static gboolean
place_beside_holder (const OuroPlaceRound *round,
                     const OuroPlaceItem  *item,
                     OuroSpot             *spot)
{
  const OuroPlaceItem *holder = item->holder >= 0 ? &round->items[item->holder] : NULL;
  const OuroColumns   *columns = &round->columns[item->pane];
  guint                column;
  float                from, limit;

  if (holder == NULL || !holder->is_placed)
    return FALSE;
  column = ouro_columns_get_end (columns, &holder->spot);
  from = MAX (holder->spot.y, OURO_COLUMN_TOP);
  limit = MIN (from, BOTTOM) + LINK_DROP + spot->height;
  if (column < LINK_COLUMNS && ouro_columns_find_in (columns, column, from, limit, item->gap, spot))
    return TRUE;
  return ouro_columns_find_in (columns, ouro_columns_get_first (columns, holder->spot.x), from,
                               MIN (limit + LINK_DROP, BOTTOM), item->gap, spot);
}

/* A name stands at the height of what it refers to, or below. */
static gboolean
place_before_target (const OuroPlaceRound *round,
                     const OuroPlaceItem  *item,
                     OuroSpot             *spot)
{
  const OuroPlaceItem *target = item->target >= 0 ? &round->items[item->target] : NULL;
  float                from;

  if (target == NULL || !target->is_placed)
    return FALSE;
  from = MAX (target->spot.y, OURO_COLUMN_TOP);
  return ouro_columns_find_in (&round->columns[item->pane], 0, from, MAX (BOTTOM, from + LINK_DROP), item->gap, spot);
}

static void
place_new (OuroPlaceRound *round,
           OuroPlaceItem  *item)
{
  OuroSpot spot = item->spot;
  gboolean is_done;

  spot.height = MAX (spot.height, item->room);
  is_done = item->is_pill ? place_before_target (round, item, &spot) : place_beside_holder (round, item, &spot);
  if (!is_done)
    ouro_columns_find (&round->columns[item->pane], item->gap, &spot);
  item->spot.x = spot.x;
  item->spot.y = spot.y;
  settle (round, item);
  take_room (round, item);
}

static gboolean
waits_for_holder (const OuroPlaceRound *round,
                  const OuroPlaceItem  *item)
{
  return item->holder >= 0 && !round->items[item->holder].is_placed;
}

/* The arrows of each item's card, as a list of the items that it holds: first[i] to first[i + 1]
 * in held. */
typedef struct
{
  guint32 *first;
  guint32 *held;
} Held;

static void
held_init (Held                 *self,
           const OuroPlaceRound *round)
{
  self->first = g_new0 (guint32, round->n_items + 2);
  self->held = g_new0 (guint32, MAX (round->n_items, 1));
  for (guint i = 0; i < round->n_items; i++)
    if (round->items[i].holder >= 0)
      self->first[round->items[i].holder + 2]++;
  for (guint i = 2; i < round->n_items + 2; i++)
    self->first[i] += self->first[i - 1];
  for (guint i = 0; i < round->n_items; i++)
    if (round->items[i].holder >= 0)
      self->held[self->first[round->items[i].holder + 1]++] = i;
}

static void
held_clear (Held *self)
{
  g_free (self->first);
  g_free (self->held);
}

/* One item, then what it holds, level by level. */
static void
place_with_held (OuroPlaceRound *round,
                 const Held     *held,
                 guint           index)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (queue, index);
  for (guint i = 0; i < queue->len; i++)
    {
      guint current = g_array_index (queue, guint, i);

      if (!round->items[current].is_placed)
        place_new (round, &round->items[current]);
      for (guint j = held->first[current]; j < held->first[current + 1]; j++)
        if (!round->items[held->held[j]].is_placed)
          g_array_append_val (queue, held->held[j]);
    }
}

/* Within a moment that is only passed through, cards come and go and hold now this, now that:
 * there each takes the next place, whatever holds it, so that the others stay. */
static void
forget_holders (OuroPlaceRound *round)
{
  for (guint i = 0; i < round->n_items; i++)
    round->items[i].holder = -1;
}

/* Cards that nothing new holds come first, then those of cycles, in the order of the scene; names
 * last. */
static void
place_unknown (OuroPlaceRound *round)
{
  Held held;

  if (!round->is_next && round->placement->n_steps > 0)
    forget_holders (round);
  held_init (&held, round);
  for (guint i = 0; i < round->scene->n_cards; i++)
    if (!round->items[i].is_placed && !waits_for_holder (round, &round->items[i]))
      place_with_held (round, &held, i);
  for (guint i = 0; i < round->n_items; i++)
    if (!round->items[i].is_placed)
      place_with_held (round, &held, i);
  held_clear (&held);
}

/* Panes -----------------------------------------------------------------------------------------
 * */

/* A pane becomes wider by steps, so that it does so seldom. */
static float
round_width (float width,
             float least)
{
  return least + MAX (ceilf ((width - least) / PANE_STEP), 0) * PANE_STEP;
}

void
ouro_place_round_get_widths (const OuroPlaceRound *round,
                             float                 needed[OURO_PLACEMENT_PANES])
{
  float least[OURO_PLACEMENT_PANES];

  for (guint i = 0; i < OURO_PLACEMENT_PANES; i++)
    needed[i] = least[i] = i == OURO_PANE_NAMES ? NAMES_WIDTH : PANE_WIDTH;
  for (guint i = 0; i < round->n_items; i++)
    {
      const OuroPlaceItem *item = &round->items[i];
      float                width = item->spot.x + item->spot.width + OURO_COLUMN_LEFT;

      needed[item->pane] = MAX (needed[item->pane], round_width (width, least[item->pane]));
    }
}

static float
get_height (const OuroPlaceRound *round)
{
  float height = MIN_HEIGHT;

  for (guint i = 0; i < round->n_items; i++)
    height = MAX (height, round->items[i].spot.y + round->items[i].spot.height + FOOT);
  return ceilf (height);
}

static void
place_panes (OuroPlaceRound *round,
             guint           step)
{
  OuroScene *scene = round->scene;
  float      needed[OURO_PLACEMENT_PANES];
  float      x = 0;

  ouro_place_round_get_widths (round, needed);
  scene->height = get_height (round);
  for (guint i = 0; i < scene->n_panes; i++)
    {
      guint pane = get_pane_id (scene, i);

      scene->panes[i].x = x;
      scene->panes[i].y = 0;
      scene->panes[i].width = MAX (needed[pane], ouro_placement_get_width (round->placement, pane, step));
      scene->panes[i].height = scene->height;
      x += scene->panes[i].width;
    }
  scene->width = x;
}

static void
write_places (OuroPlaceRound *round)
{
  OuroScene *scene = round->scene;

  for (guint i = 0; i < scene->n_cards; i++)
    {
      OuroCard *card = &scene->cards[i];

      card->x = (card->pane < scene->n_panes ? scene->panes[card->pane].x : 0) + round->items[i].spot.x;
      card->y = round->items[i].spot.y;
    }
  for (guint i = 0; i < scene->n_pills; i++)
    {
      scene->pills[i].x = (scene->n_panes > 0 ? scene->panes[0].x : 0) + round->items[scene->n_cards + i].spot.x;
      scene->pills[i].y = round->items[scene->n_cards + i].spot.y;
    }
}

void
ouro_place_round_run (OuroPlaceRound *round,
                      guint           step)
{
  place_pinned (round);
  for (Known known = 0; known < N_KNOWN; known++)
    place_known (round, step, known);
  take_rooms (round);
  place_unknown (round);
  place_panes (round, step);
  write_places (round);
}
