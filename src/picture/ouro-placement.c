/* ouro-placement.c - where cards and names stand, and that they stay there: what is remembered
 *
 * For each key there are the places where it has stood, each with the moment from which on.
 */
#include "ouro-placement-private.h"

#include <math.h>

/* A card that moves more often forgets where it stood at first. */
#define MAX_PLACES 64

/* Memory ----------------------------------------------------------------------------------------
 * */

static void
entry_free (gpointer data)
{
  OuroPlaceEntry *entry = data;

  g_array_unref (entry->places);
  g_free (entry);
}

OuroPlacement *
ouro_placement_new (void)
{
  OuroPlacement *self = g_new0 (OuroPlacement, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  self->pins = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->widths = g_array_new (FALSE, FALSE, sizeof (OuroPaneWidth));
  return self;
}

void
ouro_placement_free (OuroPlacement *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->pins);
  g_array_unref (self->widths);
  g_free (self);
}

OuroPlaceEntry *
ouro_placement_ensure_entry (OuroPlacement *self,
                             guint64        key)
{
  OuroPlaceEntry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry == NULL)
    {
      entry = g_new0 (OuroPlaceEntry, 1);
      entry->key = key;
      entry->places = g_array_new (FALSE, FALSE, sizeof (OuroPlace));
      g_hash_table_insert (self->entries, &entry->key, entry);
    }
  return entry;
}

const OuroPlace *
ouro_placement_find_place (const OuroPlacement *self,
                           guint64              key,
                           guint                pane,
                           guint                step)
{
  const OuroPlaceEntry *entry = g_hash_table_lookup (self->entries, &key);
  const OuroPlace      *found = NULL;

  if (entry == NULL)
    return NULL;
  if (entry->is_tidied && entry->tidied.pane == pane && entry->tidied.step <= step)
    return &entry->tidied;
  for (guint i = entry->places->len; i-- > 0;)
    {
      const OuroPlace *place = &g_array_index (entry->places, OuroPlace, i);

      if (place->pane == pane && place->step <= step + 1)
        found = place;
      if (place->step <= step)
        break;
    }
  return found;
}

static void
remember_place (OuroPlacement       *self,
                const OuroPlaceItem *item,
                guint                step)
{
  OuroPlaceEntry *entry = ouro_placement_ensure_entry (self, item->key);
  OuroPlace       place = { step, item->pane, item->spot.x, item->spot.y, item->spot.width,
                            MAX (item->spot.height, item->room) };
  OuroPlace      *last = entry->places->len > 0 ? &g_array_index (entry->places, OuroPlace,
                                                                  entry->places->len - 1)
                                                : NULL;

  entry->last_seen = step;
  if (last != NULL && last->pane == place.pane && last->x == place.x && last->y == place.y)
    {
      last->width = MAX (last->width, place.width);
      last->height = MAX (last->height, place.height);
      return;
    }
  if (entry->places->len == MAX_PLACES)
    g_array_remove_index (entry->places, 0);
  g_array_append_val (entry->places, place);
}

static gint
compare_steps (gconstpointer a,
               gconstpointer b)
{
  guint first = *(const guint *)a;
  guint second = *(const guint *)b;

  return first < second ? -1 : first > second;
}

/* Half of what is known is enough to go on with: what was seen last. */
static void
forget_old_entries (OuroPlacement *self)
{
  g_autoptr (GArray) seen = NULL;
  GHashTableIter iter;
  gpointer       value;
  guint          horizon;

  if (g_hash_table_size (self->entries) <= OURO_PLACEMENT_MAX_KEYS)
    return;
  seen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_val (seen, ((OuroPlaceEntry *)value)->last_seen);
  g_array_sort (seen, compare_steps);
  horizon = MIN (g_array_index (seen, guint, seen->len / 2), self->n_steps);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((OuroPlaceEntry *)value)->last_seen < horizon)
      g_hash_table_iter_remove (&iter);
}

guint
ouro_placement_get_n_steps (const OuroPlacement *self)
{
  return self->n_steps;
}

static gboolean
truncate_entry (gpointer key,
                gpointer value,
                gpointer user_data)
{
  OuroPlaceEntry *entry = value;
  guint           n_steps = GPOINTER_TO_UINT (user_data);

  while (entry->places->len > 0 && g_array_index (entry->places, OuroPlace, entry->places->len - 1).step >= n_steps)
    g_array_set_size (entry->places, entry->places->len - 1);
  if (entry->is_tidied && entry->tidied.step >= n_steps)
    entry->is_tidied = FALSE;
  entry->last_seen = MIN (entry->last_seen, n_steps);
  return entry->places->len == 0 && !entry->is_tidied;
}

void
ouro_placement_truncate (OuroPlacement *self,
                         guint          n_steps)
{
  if (n_steps >= self->n_steps)
    return;
  g_hash_table_foreach_remove (self->entries, truncate_entry, GUINT_TO_POINTER (n_steps));
  while (self->widths->len > 0 && g_array_index (self->widths, OuroPaneWidth, self->widths->len - 1).step >= n_steps)
    g_array_set_size (self->widths, self->widths->len - 1);
  self->n_steps = n_steps;
}

float
ouro_placement_get_width (const OuroPlacement *self,
                          guint                pane,
                          guint                step)
{
  float width = 0;

  for (guint i = 0; i < self->widths->len && g_array_index (self->widths, OuroPaneWidth, i).step <= step; i++)
    if (g_array_index (self->widths, OuroPaneWidth, i).pane == pane)
      width = MAX (width, g_array_index (self->widths, OuroPaneWidth, i).width);
  return width;
}

/* Placing ---------------------------------------------------------------------------------------
 * */

static void
remember_widths (OuroPlacement        *self,
                 const OuroPlaceRound *round,
                 guint                 step)
{
  float needed[OURO_PLACEMENT_PANES];

  ouro_place_round_get_widths (round, needed);
  for (guint i = 0; i < OURO_PLACEMENT_PANES; i++)
    if (needed[i] > ouro_placement_get_width (self, i, step))
      {
        OuroPaneWidth width = { step, i, needed[i] };

        g_array_append_val (self->widths, width);
      }
}

void
ouro_placement_advance (OuroPlacement *self,
                        OuroScene     *scene)
{
  guint          step;
  OuroPlaceRound round;

  g_return_if_fail (self != NULL);
  g_return_if_fail (scene != NULL);

  step = self->n_steps++;
  ouro_place_round_init (&round, self, scene);
  round.is_next = TRUE;
  ouro_place_round_run (&round, step);
  for (guint i = 0; i < round.n_items; i++)
    if (round.items[i].key != 0)
      remember_place (self, &round.items[i], step);
  remember_widths (self, &round, step);
  ouro_place_round_clear (&round);
  forget_old_entries (self);
}

void
ouro_placement_apply (OuroPlacement *self,
                      OuroScene     *scene,
                      guint          step)
{
  OuroPlaceRound round;

  g_return_if_fail (self != NULL);
  g_return_if_fail (scene != NULL);

  ouro_place_round_init (&round, self, scene);
  ouro_place_round_run (&round, step);
  ouro_place_round_clear (&round);
}

/* Pins ------------------------------------------------------------------------------------------
 * */

void
ouro_placement_pin (OuroPlacement *self,
                    const OuroPin *pin)
{
  OuroPin *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (pin != NULL && pin->key != 0);
  g_return_if_fail (isfinite (pin->x) && isfinite (pin->y));

  copy = g_memdup2 (pin, sizeof *pin);
  copy->x = CLAMP (copy->x, 0, OURO_LAYOUT_MAX_PLACE / 4);
  copy->y = CLAMP (copy->y, 0, OURO_LAYOUT_MAX_PLACE / 4);
  g_hash_table_replace (self->pins, &copy->key, copy);
}

void
ouro_placement_unpin (OuroPlacement *self,
                      guint64        key)
{
  GHashTableIter iter;
  gpointer       value;

  if (key != 0)
    {
      OuroPlaceEntry *entry = g_hash_table_lookup (self->entries, &key);

      g_hash_table_remove (self->pins, &key);
      if (entry != NULL)
        entry->is_tidied = FALSE;
      return;
    }
  g_hash_table_remove_all (self->pins);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((OuroPlaceEntry *)value)->is_tidied = FALSE;
}

static gint
compare_pins (gconstpointer a,
              gconstpointer b)
{
  guint64 first = ((const OuroPin *)a)->key;
  guint64 second = ((const OuroPin *)b)->key;

  return first < second ? -1 : first > second;
}

GArray *
ouro_placement_dup_pins (const OuroPlacement *self)
{
  GArray        *pins = g_array_new (FALSE, FALSE, sizeof (OuroPin));
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->pins);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_val (pins, *(OuroPin *)value);
  g_array_sort (pins, compare_pins);
  return pins;
}

OuroPin
ouro_placement_make_pin (const OuroScene *scene,
                         int              card,
                         int              pill,
                         float            x,
                         float            y)
{
  guint   index = card >= 0 ? scene->cards[card].pane : 0;
  OuroPin pin = { .key = card >= 0 ? scene->cards[card].key : scene->pills[pill].key, .x = x, .y = y };

  if (index < scene->n_panes)
    {
      pin.pane = scene->panes[index].id;
      pin.x -= scene->panes[index].x;
    }
  return pin;
}
