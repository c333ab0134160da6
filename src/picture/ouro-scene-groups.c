/* ouro-scene-groups.c - which objects of a pane have cards of their own, and which share one
 *
 * In a crowded pane the objects that matter keep their own cards, up to the limit; the others
 * stand in groups by type. An open group shows its members, or its parts when they are many,
 * below its own card.
 */
#include "ouro-scene-draft-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-scene-keys-private.h"

typedef struct
{
  OuroId   type; /* OURO_NO_ID for various types */
  gboolean is_unreachable;
  GArray  *members; /* of OuroId, by birth */
} Bucket;

static Bucket *
bucket_new (OuroId   type,
            gboolean is_unreachable)
{
  Bucket *bucket = g_new0 (Bucket, 1);

  bucket->type = type;
  bucket->is_unreachable = is_unreachable;
  bucket->members = g_array_new (FALSE, FALSE, sizeof (OuroId));
  return bucket;
}

static void
bucket_free (gpointer data)
{
  Bucket *bucket = data;

  g_array_unref (bucket->members);
  g_free (bucket);
}

/* Single cards ----------------------------------------------------------------------------------
 * */

static void
add_single (OuroDraft *self,
            OuroId     object)
{
  OuroCard card = ouro_draft_make_card (self, object);

  self->shown[object] |= OURO_SHOWN_SINGLE;
  self->cards[object] = 1 + ouro_draft_add_card (self, &card, (OuroCardSource){ .object = object });
}

/* What matters most comes first: as many as the limit allows. */
static void
add_singles_that_matter (OuroDraft    *self,
                         const GArray *objects)
{
  static const OuroShown reasons[] = { OURO_SHOWN_SELECTED, OURO_SHOWN_CHANGED, OURO_SHOWN_NEAR, OURO_SHOWN_NAMED };
  guint                  n_left = self->options.max_cards;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    for (guint j = 0; j < objects->len && n_left > 0; j++)
      {
        OuroId object = g_array_index (objects, OuroId, j);

        if ((self->shown[object] & reasons[i]) && !(self->shown[object] & OURO_SHOWN_SINGLE))
          {
            add_single (self, object);
            n_left--;
          }
      }
}

/* Groups ----------------------------------------------------------------------------------------
 * */

static gint
compare_buckets (gconstpointer a,
                 gconstpointer b)
{
  const Bucket *first = *(Bucket *const *)a;
  const Bucket *second = *(Bucket *const *)b;

  if (first->members->len != second->members->len)
    return first->members->len > second->members->len ? -1 : 1;
  if (first->type != second->type)
    return first->type < second->type ? -1 : 1;
  return first->is_unreachable - second->is_unreachable;
}

static GPtrArray *
sort_into_buckets (OuroDraft    *self,
                   const GArray *objects)
{
  g_autoptr (GHashTable) by_type = g_hash_table_new (NULL, NULL);
  GPtrArray *buckets = g_ptr_array_new_with_free_func (bucket_free);

  for (guint i = 0; i < objects->len; i++)
    {
      OuroId   object = g_array_index (objects, OuroId, i);
      OuroId   type = ouro_heap_get_class (self->heap, object);
      gboolean is_unreachable = (self->shown[object] & OURO_SHOWN_UNREACHABLE) != 0;
      gpointer key = GUINT_TO_POINTER (type << 1 | (guint)is_unreachable);
      Bucket  *bucket = g_hash_table_lookup (by_type, key);

      if (self->shown[object] & OURO_SHOWN_SINGLE)
        continue;
      if (bucket == NULL)
        {
          bucket = bucket_new (type, is_unreachable);
          g_hash_table_insert (by_type, key, bucket);
          g_ptr_array_add (buckets, bucket);
        }
      g_array_append_val (bucket->members, object);
    }
  g_ptr_array_sort (buckets, compare_buckets);
  return buckets;
}

static gint
compare_births (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const OuroHeap *heap = user_data;
  guint64         first = ouro_key_of_object (heap, *(const OuroId *)a);
  guint64         second = ouro_key_of_object (heap, *(const OuroId *)b);

  return first < second ? -1 : first > second;
}

/* The smallest share a bucket when there are too many types for each to have one. */
static void
unite_small_buckets (OuroDraft *self,
                     GPtrArray *buckets)
{
  guint   n_max = MAX (self->options.max_cards / 2, 1);
  Bucket *various[2] = { NULL };

  if (buckets->len <= n_max)
    return;
  for (guint i = n_max; i < buckets->len; i++)
    {
      Bucket *bucket = g_ptr_array_index (buckets, i);

      if (various[bucket->is_unreachable] == NULL)
        various[bucket->is_unreachable] = bucket_new (OURO_NO_ID, bucket->is_unreachable);
      g_array_append_vals (various[bucket->is_unreachable]->members, bucket->members->data, bucket->members->len);
    }
  g_ptr_array_set_size (buckets, n_max);
  for (guint i = 0; i < G_N_ELEMENTS (various); i++)
    if (various[i] != NULL)
      {
        g_array_sort_with_data (various[i]->members, compare_births, (gpointer)self->heap);
        g_ptr_array_add (buckets, various[i]);
      }
}

static char *
dup_group_title (OuroDraft          *self,
                 const Bucket       *bucket,
                 const OuroGroupKey *key,
                 guint32             first,
                 guint32             n)
{
  g_autofree char *type = NULL;
  g_autofree char *number = ouro_title_dup_number (n);
  g_autofree char *from = ouro_title_dup_number ((guint64)first + 1);
  g_autofree char *to = ouro_title_dup_number ((guint64)first + n);

  if (bucket->type == OURO_NO_ID)
    /* TRANSLATORS: a group of objects of many types. */
    type = g_strdup (_("objects"));
  else
    type = ouro_heap_dup_type_name (self->heap, g_array_index (bucket->members, OuroId, first));
  if (key->level == OURO_GROUP_WHOLE)
    return g_strdup_printf ("%s × %s", type, number);
  return g_strdup_printf ("%s %s–%s", type, from, to);
}

static OuroCard
make_group_card (OuroDraft          *self,
                 const Bucket       *bucket,
                 const OuroGroupKey *key,
                 guint32             first,
                 guint32             n)
{
  OuroId   example = g_array_index (bucket->members, OuroId, first);
  OuroCard card = {
    .key = ouro_group_key_pack (key),
    .family = bucket->type != OURO_NO_ID ? ouro_family_of_object (self->heap, example) : OURO_FAMILY_MODULE,
    .marks = bucket->is_unreachable ? OURO_MARK_UNREACHABLE : OURO_MARK_NONE,
    .title = dup_group_title (self, bucket, key, first, n),
    .pane = key->pane,
  };

  if (card.key == self->options.selected)
    card.marks |= OURO_MARK_SELECTED;
  /* TRANSLATORS: last row of a card that stands for a group of objects: a click shows them one by
   * one, or no longer. */
  card.fold = g_strdup (ouro_draft_is_expanded (self, card.key) ? _("⋯ hide") : _("⋯ show"));
  return card;
}

static void
add_closed_group (OuroDraft    *self,
                  OuroCard     *card,
                  const Bucket *bucket,
                  guint32       first,
                  guint32       n)
{
  OuroCardSource source = { .members = g_array_sized_new (FALSE, FALSE, sizeof (OuroId), n) };
  guint          index;

  g_array_append_vals (source.members, &g_array_index (bucket->members, OuroId, first), n);
  for (guint32 i = 0; i < n; i++)
    if (self->shown[g_array_index (source.members, OuroId, i)] & OURO_SHOWN_CHANGED)
      card->marks |= OURO_MARK_CHANGED;
  index = ouro_draft_add_card (self, card, source);
  for (guint32 i = 0; i < n; i++)
    self->cards[g_array_index (source.members, OuroId, i)] = 1 + index;
}

static guint
get_part_level (guint32 n)
{
  guint level = 0;

  while (ouro_group_get_span (level + 1) < n)
    level++;
  return level;
}

/* A group or a part of one. It calls itself for the parts of an open one, at most once for each
 * level. */
static void
add_group (OuroDraft          *self,
           const Bucket       *bucket,
           const OuroGroupKey *key,
           guint32             first,
           guint32             n)
{
  OuroCard     card = make_group_card (self, bucket, key, first, n);
  OuroGroupKey part = *key;
  guint32      span;

  if (!ouro_draft_is_expanded (self, card.key))
    {
      add_closed_group (self, &card, bucket, first, n);
      return;
    }
  ouro_draft_add_card (self, &card, (OuroCardSource){ 0 });
  if (n <= OURO_GROUP_PAGE)
    {
      for (guint32 i = first; i < first + n; i++)
        add_single (self, g_array_index (bucket->members, OuroId, i));
      return;
    }
  part.level = get_part_level (n);
  span = (guint32)ouro_group_get_span (part.level);
  for (guint32 i = first; i < first + n; i += span)
    {
      part.index = i / span;
      add_group (self, bucket, &part, i, MIN (span, first + n - i));
    }
}

static void
add_groups (OuroDraft    *self,
            guint         pane,
            const GArray *objects)
{
  g_autoptr (GPtrArray) buckets = sort_into_buckets (self, objects);

  unite_small_buckets (self, buckets);
  for (guint i = 0; i < buckets->len; i++)
    {
      const Bucket *bucket = g_ptr_array_index (buckets, i);
      OuroGroupKey  key = { pane, bucket->type, bucket->is_unreachable, OURO_GROUP_WHOLE, 0 };

      if (bucket->members->len == 1)
        add_single (self, g_array_index (bucket->members, OuroId, 0));
      else
        add_group (self, bucket, &key, 0, bucket->members->len);
    }
}

/* Panes -----------------------------------------------------------------------------------------
 * */

typedef struct
{
  OuroDraft *draft;
  OuroId     object;
  OuroId     selected;
} Nearness;

static gboolean
mark_near (const OuroWay *way,
           gpointer       user_data)
{
  Nearness *nearness = user_data;

  if (nearness->object == nearness->selected)
    nearness->draft->shown[way->referent] |= OURO_SHOWN_NEAR;
  else if (way->referent == nearness->selected)
    nearness->draft->shown[nearness->object] |= OURO_SHOWN_NEAR;
  return TRUE;
}

static void
mark_neighbours (OuroDraft *self)
{
  Nearness nearness = { .draft = self };

  for (guint i = 0; i < self->objects->len; i++)
    if (self->shown[g_array_index (self->objects, OuroId, i)] & OURO_SHOWN_SELECTED)
      nearness.selected = g_array_index (self->objects, OuroId, i);
  if (nearness.selected == OURO_NO_ID)
    return;
  for (guint i = 0; i < self->objects->len; i++)
    {
      nearness.object = g_array_index (self->objects, OuroId, i);
      ouro_ways_foreach_shown (self->roots, nearness.object, mark_near, &nearness);
    }
}

void
ouro_draft_add_objects (OuroDraft *self)
{
  GArray  *panes[OURO_N_PANES];
  gboolean is_crowded = FALSE;

  for (guint pane = 0; pane < OURO_N_PANES; pane++)
    panes[pane] = g_array_new (FALSE, FALSE, sizeof (OuroId));
  for (guint i = 0; i < self->objects->len; i++)
    {
      OuroId object = g_array_index (self->objects, OuroId, i);

      g_array_append_val (panes[ouro_scene_pane_of_object (self->heap, object)], object);
    }
  for (guint pane = 0; pane < OURO_N_PANES; pane++)
    is_crowded = is_crowded || panes[pane]->len > self->options.max_cards;
  if (is_crowded)
    mark_neighbours (self);
  for (guint pane = 0; pane < OURO_N_PANES; pane++)
    {
      self->n_objects[pane] = panes[pane]->len;
      if (panes[pane]->len <= self->options.max_cards)
        for (guint i = 0; i < panes[pane]->len; i++)
          add_single (self, g_array_index (panes[pane], OuroId, i));
      else
        {
          add_singles_that_matter (self, panes[pane]);
          add_groups (self, pane, panes[pane]);
        }
      g_array_unref (panes[pane]);
    }
}
