/* ouro-scene-panes.c - the panes' heads: how many objects, and the collector's counters against
 * their thresholds
 *
 * Source  when a generation is collected: Modules/gcmodule.c (3.11), Python/gc.c (3.12 to 3.15),
 *         gc_select_generation: the old one only once long_lived_pending is more than a quarter
 *         of long_lived_total. Python/gc_free_threading.c (3.13), gc_should_collect: the one count is
 *         above its threshold and above that quarter.
 */
#include "ouro-scene-draft-private.h"

#include <glib/gi18n-lib.h>

guint
ouro_scene_panes_of_profile (const OuroProfile *profile)
{
  return profile->is_free_threaded ? OURO_PANES_UNFROZEN & ~(1u << OURO_PANE_MIDDLE | 1u << OURO_PANE_OLD) : OURO_PANES_UNFROZEN;
}

static char *
dup_plain_title (const OuroDraft *self,
                 guint            pane)
{
  switch ((OuroPaneId)pane)
    {
    case OURO_PANE_NAMES:
      return g_strdup (_("Names"));
    case OURO_PANE_YOUNG:
    case OURO_PANE_MIDDLE:
    case OURO_PANE_OLD:
      if (self->heap->profile->is_free_threaded)
        return g_strdup (_("Tracked"));
      return g_strdup_printf (_("Generation %u"), pane - OURO_PANE_YOUNG);
    case OURO_PANE_FROZEN:
      return g_strdup (_("Frozen"));
    case OURO_PANE_UNTRACKED:
      return g_strdup (_("Not tracked"));
    case OURO_PANE_FREED:
      return g_strdup (_("Freed"));
    case OURO_N_PANES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_title (const OuroDraft *self,
           guint            pane)
{
  g_autofree char *title = dup_plain_title (self, pane);
  g_autofree char *number = ouro_title_dup_number (self->n_objects[pane]);
  g_autofree char *objects = NULL;

  if (pane == OURO_PANE_NAMES || self->options.detail == OURO_DETAIL_NAMES)
    return g_steal_pointer (&title);
  objects = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s object", "%s objects", self->n_objects[pane]), number);
  return g_strdup_printf ("%s · %s", title, objects);
}

G_STATIC_ASSERT (OURO_LIST_PERMANENT - OURO_LIST_YOUNG == OURO_PANE_FROZEN - OURO_PANE_YOUNG);

/* Objects of a list that have no card: those that have no row, and machinery. */
static guint64
count_hidden (const OuroDraft *self,
              guint            pane)
{
  OuroListNumber list = (OuroListNumber)(OURO_LIST_YOUNG + pane - OURO_PANE_YOUNG);
  guint64        n = ouro_heap_get_list_length (self->heap, list);

  if (pane == (self->heap->profile->is_free_threaded ? OURO_PANE_YOUNG : OURO_PANE_OLD))
    n += ouro_heap_get_word (self->heap, OURO_WORD_BASE_OBJECTS);
  if (pane == OURO_PANE_FROZEN)
    n += ouro_heap_get_word (self->heap, OURO_WORD_FROZEN_BASE);
  if (ouro_heap_get_word (self->heap, OURO_WORD_GC_COLLECTING) == pane - OURO_PANE_YOUNG + 1)
    n += ouro_heap_get_list_length (self->heap, OURO_LIST_UNREACHABLE);
  return n - MIN (n, self->n_objects[pane]);
}

static void
append_part (GString *text,
             char    *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static void
append_counter (GString         *text,
                const OuroDraft *self,
                guint            generation)
{
  g_autofree char *count = ouro_title_dup_number (ouro_heap_get_word (self->heap, OURO_WORD_COUNT + generation));
  g_autofree char *threshold = ouro_title_dup_number (ouro_heap_get_word (self->heap,
                                                                          OURO_WORD_THRESHOLD + generation));

  /* TRANSLATORS: the collector's counters: allocations less deallocations, or collections of the
   * younger generation, against the threshold that starts a collection. */
  append_part (text, g_strdup_printf (generation == 0 ? _("count %s of %s") : _("collections %s of %s"), count, threshold));
}

/* Without generations: above this the one count starts a collection. */
static guint32
get_scaled_threshold (const OuroDraft *self)
{
  guint32 threshold = ouro_heap_get_word (self->heap, OURO_WORD_THRESHOLD);

  if (ouro_heap_get_word (self->heap, OURO_WORD_THRESHOLD + 1) == 0)
    return threshold;
  return MAX (threshold, ouro_heap_get_word (self->heap, OURO_WORD_LONG_LIVED_TOTAL) / 4);
}

static char *
dup_signed (guint32 word)
{
  g_autofree char *number = ouro_title_dup_number ((guint64)ABS ((gint64)(gint32)word));

  return g_strconcat ((gint32)word < 0 ? "−" : "", number, NULL);
}

static void
append_common_counter (GString         *text,
                       const OuroDraft *self)
{
  g_autofree char *count = dup_signed (ouro_heap_get_word (self->heap, OURO_WORD_COUNT));
  g_autofree char *threshold = ouro_title_dup_number (get_scaled_threshold (self));
  g_autofree char *local = dup_signed (ouro_heap_get_word (self->heap, OURO_WORD_LOCAL_COUNT));

  append_part (text, g_strdup_printf (_("count %s of %s"), count, threshold));
  /* TRANSLATORS: allocations less deallocations that the running thread has not yet added to the
   * count; it does so whenever there are so many. */
  append_part (text, g_strdup_printf (_("thread %s of %u"), local, self->heap->profile->count_batch));
}

static void
append_pending (GString         *text,
                const OuroDraft *self)
{
  g_autofree char *pending = ouro_title_dup_number (ouro_heap_get_word (self->heap, OURO_WORD_LONG_LIVED_PENDING));
  g_autofree char *quarter = ouro_title_dup_number (ouro_heap_get_word (self->heap, OURO_WORD_LONG_LIVED_TOTAL) / 4);

  /* TRANSLATORS: objects that have come into the old generation since it was last collected,
   * against a quarter of those that it held. */
  append_part (text, g_strdup_printf (_("pending %s of %s"), pending, quarter));
}

static void
append_hidden (GString         *text,
               const OuroDraft *self,
               guint            pane)
{
  guint64          n = count_hidden (self, pane);
  g_autofree char *number = ouro_title_dup_number (n);

  /* TRANSLATORS: tracked objects that are not shown, since they belong to the interpreter's
   * inside. Must be short. */
  if (n > 0)
    append_part (text, g_strdup_printf (_("+%s internal"), number));
}

static char *
dup_subtitle (const OuroDraft *self,
              guint            pane)
{
  GString *text = g_string_new (NULL);

  if (pane == OURO_PANE_NAMES)
    g_string_append (text, _("module __main__"));
  if (self->options.detail == OURO_DETAIL_COLLECTOR)
    {
      if (pane == OURO_PANE_YOUNG && self->heap->profile->is_free_threaded)
        append_common_counter (text, self);
      else if (pane >= OURO_PANE_YOUNG && pane <= OURO_PANE_OLD)
        append_counter (text, self, pane - OURO_PANE_YOUNG);
      if (pane == OURO_PANE_OLD)
        append_pending (text, self);
      if (pane >= OURO_PANE_YOUNG && pane <= OURO_PANE_FROZEN)
        append_hidden (text, self, pane);
    }
  if (pane == OURO_PANE_FREED && self->options.detail != OURO_DETAIL_NAMES)
    {
      g_autofree char *number = ouro_title_dup_number (self->moment->n_freed);

      append_part (text, g_strdup_printf (_("%s since the start"), number));
    }
  return g_string_free (text, FALSE);
}

static double
get_share (guint64 part,
           guint64 whole)
{
  return whole > 0 ? MIN ((double)part / whole, 1.0) : 0;
}

/* A generation is collected when its count is above the threshold; the old one only with enough
 * pending objects, so its bar shows the lesser of the two. */
static double
get_fill (const OuroDraft *self,
          guint            pane)
{
  guint  generation = pane - OURO_PANE_YOUNG;
  double share;

  if (self->options.detail != OURO_DETAIL_COLLECTOR || pane < OURO_PANE_YOUNG || pane > OURO_PANE_OLD)
    return -1;
  if (self->heap->profile->is_free_threaded)
    return get_share ((guint64)MAX ((gint32)ouro_heap_get_word (self->heap, OURO_WORD_COUNT), 0), get_scaled_threshold (self));
  share = get_share (ouro_heap_get_word (self->heap, OURO_WORD_COUNT + generation),
                     ouro_heap_get_word (self->heap, OURO_WORD_THRESHOLD + generation));
  if (pane != OURO_PANE_OLD)
    return share;
  return MIN (share, get_share (ouro_heap_get_word (self->heap, OURO_WORD_LONG_LIVED_PENDING),
                                ouro_heap_get_word (self->heap, OURO_WORD_LONG_LIVED_TOTAL) / 4));
}

static gboolean
has_cards (const OuroDraft *self,
           guint            pane)
{
  for (guint i = 0; i < self->card_array->len; i++)
    if (g_array_index (self->card_array, OuroCard, i).pane == pane)
      return TRUE;
  return FALSE;
}

void
ouro_draft_add_panes (OuroDraft *self)
{
  OuroScene *scene = self->scene;

  scene->panes = g_new0 (OuroScenePane, OURO_N_PANES);
  for (guint pane = 0; pane < OURO_N_PANES; pane++)
    {
      self->pane_index[pane] = scene->n_panes;
      if (!(self->options.panes & 1u << pane) && !has_cards (self, pane) &&
          (pane != OURO_PANE_NAMES || self->pill_array->len == 0))
        continue;
      scene->panes[scene->n_panes++] = (OuroScenePane){
        .id = pane,
        .title = dup_title (self, pane),
        .subtitle = dup_subtitle (self, pane),
        .fill = get_fill (self, pane),
      };
    }
  for (guint i = 0; i < self->card_array->len; i++)
    {
      OuroCard *card = &g_array_index (self->card_array, OuroCard, i);

      card->pane = self->pane_index[card->pane];
    }
}
