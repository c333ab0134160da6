/* ouro-placement-arrange.c - tidying up: one pane as a question for Graphviz, and its answer as
 * places */
#include "ouro-placement-private.h"

/* The cards of a pane that are not pinned. */
static GArray *
find_loose_cards (const OuroPlacement *self,
                  const OuroScene     *scene,
                  guint                pane)
{
  GArray *cards = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < scene->n_cards; i++)
    {
      const OuroPin *pin = g_hash_table_lookup (self->pins, &scene->cards[i].key);

      if (scene->cards[i].pane == pane && (pin == NULL || pin->pane != scene->panes[pane].id))
        g_array_append_val (cards, i);
    }
  return cards;
}

/* Numbers of the pane's cards in the graph: 1 + index; 0 for the others. */
static guint32 *
number_cards (const OuroScene *scene,
              const GArray    *cards)
{
  guint32 *numbers = g_new0 (guint32, scene->n_cards + 1);

  for (guint i = 0; i < cards->len; i++)
    numbers[g_array_index (cards, guint, i)] = i + 1;
  return numbers;
}

static gboolean
is_within (const OuroArrow *arrow,
           const guint32   *numbers)
{
  return arrow->from_card >= 0 && numbers[arrow->from_card] != 0 && numbers[arrow->to_card] != 0;
}

OuroLayoutGraph *
ouro_placement_to_arrange (OuroPlacement   *self,
                           const OuroScene *scene,
                           guint            pane)
{
  g_autoptr (GArray) cards = NULL;
  g_autofree guint32 *numbers = NULL;
  OuroLayoutGraph    *graph;
  guint               n_arrows = 0;

  g_return_val_if_fail (pane < scene->n_panes, NULL);

  cards = find_loose_cards (self, scene, pane);
  if (cards->len < 2)
    return NULL;
  numbers = number_cards (scene, cards);
  for (guint i = 0; i < scene->n_arrows; i++)
    n_arrows += is_within (&scene->arrows[i], numbers);
  graph = ouro_layout_graph_new (cards->len, n_arrows);
  for (guint i = 0; i < cards->len; i++)
    {
      const OuroCard *card = &scene->cards[g_array_index (cards, guint, i)];

      graph->boxes[i] = (OuroLayoutBox){ .width = card->width, .height = card->height };
    }
  n_arrows = 0;
  for (guint i = 0; i < scene->n_arrows; i++)
    if (is_within (&scene->arrows[i], numbers))
      {
        const OuroCard *from = &scene->cards[scene->arrows[i].from_card];

        graph->arrows[n_arrows++] = (OuroLayoutArrow){
          .from = numbers[scene->arrows[i].from_card] - 1,
          .to = numbers[scene->arrows[i].to_card] - 1,
          .start = { from->width, from->height / 2 },
        };
      }
  return graph;
}

void
ouro_placement_take_arranged (OuroPlacement         *self,
                              const OuroScene       *scene,
                              guint                  pane,
                              const OuroLayoutGraph *graph,
                              guint                  step)
{
  g_autoptr (GArray) cards = NULL;

  g_return_if_fail (pane < scene->n_panes);

  cards = find_loose_cards (self, scene, pane);
  if (cards->len != graph->n_boxes)
    return;
  for (guint i = 0; i < cards->len; i++)
    {
      const OuroCard *card = &scene->cards[g_array_index (cards, guint, i)];
      OuroPlaceEntry *entry;

      if (card->key == 0)
        continue;
      entry = ouro_placement_ensure_entry (self, card->key);
      entry->is_tidied = TRUE;
      entry->tidied = (OuroPlace){ step, ouro_placement_clamp_pane (scene->panes[pane].id),
                                   OURO_COLUMN_LEFT + graph->boxes[i].x, OURO_COLUMN_TOP + graph->boxes[i].y };
      entry->last_seen = MAX (entry->last_seen, step);
    }
}
