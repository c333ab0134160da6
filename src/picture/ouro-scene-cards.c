/* ouro-scene-cards.c - objects as cards: their slots, what stands in them, and the arrows that
 * begin there */
#include "ouro-scene-draft-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-scene-keys-private.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

/* Slots ---------------------------------------------------------------------------------------- */

/* What has no card of its own and never will: its words stand in the slot. */
char *
ouro_draft_dup_slot_value (const OuroDraft *self,
                           OuroId           object)
{
  if (self->shown[object] & OURO_SHOWN)
    if (!ouro_ways_is_atom (self->heap, object) || self->options.atoms_as_cards)
      return NULL;
  return ouro_title_dup_value (self->heap, object);
}

/* A key that is an object with contents is named as its card is, and by its birth, since there
 * may be many. */
static char *
dup_key_label (const OuroHeap *heap,
               OuroId          key)
{
  g_autofree char *title = NULL;

  if (ouro_ways_is_value (heap, key))
    return ouro_title_dup_value (heap, key);
  title = ouro_scene_dup_object_title (heap, key);
  return g_strdup_printf ("%s #%u", title, ouro_birth_get_number (ouro_heap_get_birth (heap, key)));
}

static char *
dup_label (const OuroHeap *heap,
           const OuroWay  *way)
{
  switch (way->kind)
    {
    case OURO_WAY_INDEX:
      return g_strdup_printf ("%u", way->index);
    case OURO_WAY_KEY:
      return dup_key_label (heap, way->name);
    case OURO_WAY_DICT_KEY:
      /* TRANSLATORS: label of a slot in a dict: the arrow leads to an object that is a key. */
      return g_strdup (_("key"));
    case OURO_WAY_ATTRIBUTE:
      if (ouro_heap_get_kind (heap, way->name) == OURO_KIND_STR)
        return ouro_title_dup_text (heap, way->name);
      return dup_key_label (heap, way->name);
    case OURO_WAY_FIELD:
      return g_strdup (way->field);
    case OURO_WAY_MEMBER:
    case OURO_WAY_CLASS:
    case OURO_WAY_INNER:
    default:
      return g_strdup ("");
    }
}

typedef struct
{
  OuroDraft *draft;
  GArray    *slots; /* of OuroCardSlot */
  guint      n_max;
  guint      n_more;
} Slots;

/* Takes the words. */
static void
append_slot (GArray  *slots,
             char    *label,
             char    *value,
             gboolean changed)
{
  OuroCardSlot slot = { label, value, changed };

  g_array_append_val (slots, slot);
}

static gboolean
add_slot (const OuroWay *way,
          gpointer       user_data)
{
  Slots     *slots = user_data;
  OuroDraft *draft = slots->draft;

  if (slots->slots->len < slots->n_max)
    append_slot (slots->slots, dup_label (draft->heap, way), ouro_draft_dup_slot_value (draft, way->referent),
                 ouro_draft_is_changed_cell (draft, way->owner, way->cell));
  else
    slots->n_more++;
  return TRUE;
}

static char *
dup_fold (guint n_more)
{
  g_autofree char *number = ouro_title_dup_number (n_more);

  /* TRANSLATORS: last row of a card that shows only its first slots. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "⋯ %s more", "⋯ %s more", n_more), number);
}

static guint
get_max_slots (const OuroDraft *self,
               const OuroCard  *card)
{
  return ouro_draft_is_expanded (self, card->key) ? OURO_SLOTS_EXPANDED : OURO_SLOTS_SHOWN;
}

static void
add_slots (OuroDraft *self,
           OuroCard  *card,
           OuroId     object)
{
  Slots slots = { .draft = self, .slots = g_array_new (FALSE, FALSE, sizeof (OuroCardSlot)) };
  char *line = NULL;

  slots.n_max = get_max_slots (self, card);
  ouro_ways_foreach_shown (self->roots, object, add_slot, &slots);
  if (slots.n_more > 0)
    card->fold = dup_fold (slots.n_more);
  else if (slots.slots->len > OURO_SLOTS_SHOWN)
    /* TRANSLATORS: last row of a card that shows all of its many slots: a click hides most of
     * them again. */
    card->fold = g_strdup (_("⋯ fewer"));
  if (self->moment->dup_line != NULL)
    line = self->moment->dup_line (self->heap, object, self->moment->data);
  if (line != NULL)
    append_slot (slots.slots, g_strdup (_("line")), line, FALSE);
  if (ouro_heap_get_kind (self->heap, object) == OURO_KIND_WEAKREF &&
      ouro_weakref_get_target (self->heap, object) == OURO_NO_ID)
    /* TRANSLATORS: a weak reference whose target has died. */
    append_slot (slots.slots, g_strdup ("target"), g_strdup (_("◌ gone")), FALSE);
  card->n_slots = slots.slots->len;
  card->slots = (OuroCardSlot *)(gpointer)g_array_free (slots.slots, FALSE);
}

/* Cards ---------------------------------------------------------------------------------------- */

/* "2", or "0+2" where not all references are the owning thread's own. */
static char *
dup_count (const OuroHeap *heap,
           OuroId          object)
{
  guint32 local, shared;

  ouro_heap_get_biased_counts (heap, object, &local, &shared);
  if (shared == 0)
    return ouro_title_dup_number (ouro_heap_get_refcount (heap, object));
  return g_strdup_printf ("%u+%u", local, shared);
}

/* "∞" where the version has objects that never die (PEP 683): their counts have the highest bit.
 * Nothing where the count says nothing about the program. */
static char *
dup_badge (const OuroHeap *heap,
           OuroId          object)
{
  if (ouro_heap_is_immortal (heap, object))
    return heap->profile->immortal_count > G_MAXINT32 ? g_strdup ("∞") : NULL;
  if (ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE)
    return NULL;
  return dup_count (heap, object);
}

static OuroMarks
get_marks (const OuroDraft *self,
           OuroId           object)
{
  OuroMarks marks = OURO_MARK_NONE;
  guint8    shown = self->shown[object];

  if (shown & OURO_SHOWN_SELECTED)
    marks |= OURO_MARK_SELECTED;
  if (shown & OURO_SHOWN_CHANGED)
    marks |= OURO_MARK_CHANGED;
  if (shown & OURO_SHOWN_UNREACHABLE)
    marks |= OURO_MARK_UNREACHABLE;
  /* It is being freed just now. */
  if (ouro_heap_get_refcount (self->heap, object) == 0)
    marks |= OURO_MARK_GHOST;
  if (self->options.detail >= OURO_DETAIL_COUNTS &&
      ouro_draft_has (self->changed_counts, ouro_heap_get_birth (self->heap, object)))
    marks |= OURO_MARK_BADGE_CHANGED;
  return marks;
}

OuroCard
ouro_draft_make_card (OuroDraft *self,
                      OuroId     object)
{
  OuroCard card = {
    .key = ouro_key_of_object (self->heap, object),
    .family = ouro_family_of_object (self->heap, object),
    .marks = get_marks (self, object),
    .title = ouro_scene_dup_object_title (self->heap, object),
    .pane = ouro_scene_pane_of_object (self->heap, object),
  };

  if (self->options.detail >= OURO_DETAIL_COUNTS)
    {
      gsize size = ouro_heap_get_size (self->heap, object);

      card.subtitle = size > 0 ? ouro_title_dup_size (size) : NULL;
      card.badge = dup_badge (self->heap, object);
    }
  if (self->options.detail >= OURO_DETAIL_COLLECTOR && self->moment->dup_note != NULL)
    card.note = self->moment->dup_note (self->heap, object, self->moment->data);
  add_slots (self, &card, object);
  return card;
}

/* Arrows --------------------------------------------------------------------------------------- */

typedef struct
{
  OuroDraft      *draft;
  const OuroCard *card;
  int             index; /* of the card */
  guint           slot;
  guint           n_own; /* slots of the card that stand for ways: the first ones */
  gboolean        is_group;
} From;

static OuroMarks
get_arrow_marks (const From    *from,
                 const OuroWay *way)
{
  OuroMarks marks = OURO_MARK_NONE;

  if (from->card->marks & OURO_MARK_UNREACHABLE)
    marks |= OURO_MARK_UNREACHABLE;
  if (way->is_weak)
    marks = OURO_MARK_WEAK;
  if (ouro_draft_is_changed_cell (from->draft, way->owner, way->cell))
    marks |= OURO_MARK_CHANGED;
  return marks;
}

/* Arrows of shown slots begin there, each for itself; those of the fold row and of a group are
 * drawn once for each card they lead to. */
static gboolean
add_arrow (const OuroWay *way,
           gpointer       user_data)
{
  From      *from = user_data;
  OuroDraft *draft = from->draft;
  guint      slot = from->slot++;
  int        to = ouro_draft_get_card (draft, way->referent);
  gboolean   is_own = !from->is_group && slot < from->n_own;
  OuroArrow  arrow;

  if (to < 0 || (ouro_ways_is_atom (draft->heap, way->referent) && !draft->options.atoms_as_cards))
    return TRUE;
  arrow = ouro_draft_new_arrow (from->card->family, get_arrow_marks (from, way), to);
  arrow.from_card = from->index;
  if (is_own)
    {
      arrow.from_slot = slot;
      g_array_append_val (draft->arrow_array, arrow);
    }
  else if (!from->is_group || to != from->index)
    {
      arrow.from_slot = from->is_group ? -1 : (int)from->card->n_slots;
      ouro_draft_add_arrow_once (draft, &arrow);
    }
  return TRUE;
}

void
ouro_draft_add_arrows (OuroDraft *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const OuroCardSource *source = &g_array_index (self->sources, OuroCardSource, i);
      From                  from = { .draft = self, .card = &g_array_index (self->card_array, OuroCard, i), .index = i };

      from.n_own = MIN (from.card->n_slots, get_max_slots (self, from.card));
      ouro_draft_next_stamp (self);
      if (source->object != OURO_NO_ID)
        ouro_ways_foreach_shown (self->roots, source->object, add_arrow, &from);
      from.is_group = TRUE;
      for (guint j = 0; source->members != NULL && j < source->members->len; j++)
        ouro_ways_foreach_shown (self->roots, g_array_index (source->members, OuroId, j), add_arrow, &from);
    }
}

/* Ghosts --------------------------------------------------------------------------------------- */

static void
add_ghost (OuroDraft       *self,
           const OuroGhost *ghost)
{
  OuroCard card = {
    .key = ghost->birth,
    .family = ghost->family,
    .marks = OURO_MARK_GHOST,
    .title = g_strdup (ghost->type),
    .pane = OURO_PANE_FREED,
  };

  if (self->options.detail >= OURO_DETAIL_COUNTS)
    {
      card.badge = g_strdup ("0");
      card.subtitle = ghost->size > 0 ? ouro_title_dup_size (ghost->size) : NULL;
    }
  ouro_draft_add_card (self, &card, (OuroCardSource){ 0 });
}

/* One card for those that are too many to be shown. */
static void
add_more_ghosts (OuroDraft *self,
                 guint      n)
{
  g_autofree char *number = ouro_title_dup_number (n);
  OuroCard         card = {
            .family = OURO_FAMILY_MODULE,
            .marks = OURO_MARK_GHOST,
            .title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "⋯ %s more", "⋯ %s more", n), number),
            .pane = OURO_PANE_FREED,
  };

  card.key = ouro_key_of_more_ghosts ();
  ouro_draft_add_card (self, &card, (OuroCardSource){ 0 });
}

void
ouro_draft_add_ghosts (OuroDraft *self)
{
  guint n = MIN (self->moment->n_ghosts, self->options.max_cards);

  for (guint i = 0; i < n; i++)
    add_ghost (self, &self->moment->ghosts[i]);
  if (n < self->moment->n_ghosts)
    add_more_ghosts (self, self->moment->n_ghosts - n);
  self->n_objects[OURO_PANE_FREED] = self->moment->n_ghosts;
}
