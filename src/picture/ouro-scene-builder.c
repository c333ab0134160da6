/* ouro-scene-builder.c - a moment of a heap as a scene: which objects are shown
 *
 * Names, locals and values are the first; what they lead to by references that people see
 * follows. Then comes what nothing leads to any more, without the machinery that hangs on it.
 */
#include "ouro-scene-draft-private.h"

#define DEFAULT_MAX_CARDS 60

/* Looking things up -----------------------------------------------------------------------------
 * */

static gint
compare_values (gconstpointer a,
                gconstpointer b)
{
  guint64 first = *(const guint64 *)a;
  guint64 second = *(const guint64 *)b;

  return first < second ? -1 : first > second;
}

gboolean
ouro_draft_has (const GArray *sorted,
                guint64       value)
{
  return sorted->len > 0 && g_array_binary_search ((GArray *)sorted, &value, compare_values, NULL);
}

gboolean
ouro_draft_is_changed_cell (const OuroDraft *self,
                            OuroId           owner,
                            guint32          cell)
{
  return ouro_draft_has (self->changed_cells, (guint64)ouro_heap_get_birth (self->heap, owner) << 32 | cell);
}

gboolean
ouro_draft_is_expanded (const OuroDraft *self,
                        guint64          key)
{
  for (guint i = 0; i < self->options.n_expanded; i++)
    if (self->options.expanded[i] == key)
      return TRUE;
  return FALSE;
}

/* What the interpreter had before the program has no place in the lists, but in CPython it is
 * tracked and in the oldest generation. */
static gboolean
is_tracked_outside (const OuroHeap *heap,
                    OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);

  return (ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE) &&
         (kind == OURO_KIND_LIST || kind == OURO_KIND_DICT || kind == OURO_KIND_MODULE || kind == OURO_KIND_BUILTIN);
}

OuroPaneId
ouro_scene_pane_of_object (const OuroHeap *heap,
                           OuroId          object)
{
  guint32    collecting = ouro_heap_get_word (heap, OURO_WORD_GC_COLLECTING);
  OuroPaneId oldest = ouro_heap_get_profile (heap)->is_free_threaded ? OURO_PANE_YOUNG : OURO_PANE_OLD;

  switch (ouro_heap_get_list (heap, object))
    {
    case OURO_LIST_YOUNG:
      return OURO_PANE_YOUNG;
    case OURO_LIST_MIDDLE:
      return OURO_PANE_MIDDLE;
    case OURO_LIST_OLD:
      return OURO_PANE_OLD;
    case OURO_LIST_PERMANENT:
      return OURO_PANE_FROZEN;
    case OURO_LIST_UNREACHABLE:
      /* In CPython this list is a variable of the collection that runs; its objects are of that
       * generation. */
      return collecting > 0 ? MIN ((OuroPaneId)(OURO_PANE_YOUNG + collecting - 1), oldest) : oldest;
    case OURO_LIST_NONE:
    default:
      return is_tracked_outside (heap, object) ? oldest : OURO_PANE_UNTRACKED;
    }
}

/* What is shown ---------------------------------------------------------------------------------
 * */

void
ouro_draft_show (OuroDraft *self,
                 OuroId     object,
                 guint8     why,
                 gboolean   forced)
{
  gboolean is_others = ouro_heap_get_flags (self->heap, object) & OURO_FLAG_OUTSIDE || object < OURO_N_TYPES;

  if (!forced && (is_others || (ouro_ways_is_atom (self->heap, object) && !self->options.atoms_as_cards)))
    return;
  if (!(self->shown[object] & OURO_SHOWN))
    g_array_append_val (self->objects, object);
  self->shown[object] |= OURO_SHOWN | why;
}

static gboolean
show_referent (const OuroWay *way,
               gpointer       user_data)
{
  ouro_draft_show (user_data, way->referent, 0, FALSE);
  return TRUE;
}

/* Everything that is shown from the given one on is looked into; more is appended meanwhile. */
static void
show_what_follows (OuroDraft *self,
                   guint      first)
{
  for (guint i = first; i < self->objects->len; i++)
    ouro_ways_foreach_shown (self->roots, g_array_index (self->objects, OuroId, i), show_referent, self);
}

/* Machinery of garbage ------------------------------------------------------------------------- */

typedef struct
{
  OuroDraft *draft;
  OuroKind   kind; /* of the object that is looked into */
} Machinery;

static void
mark_inner (OuroDraft *self,
            OuroId     object)
{
  self->shown[object] |= OURO_SHOWN_INNER;
}

/* What hangs on a function is seen with it: the tuple of its cells, and these. */
static void
mark_closure (OuroDraft *self,
              OuroId     object)
{
  mark_inner (self, object);
  if (ouro_heap_get_kind (self->heap, object) == OURO_KIND_TUPLE)
    for (guint32 i = 0; i < ouro_heap_get_n_cells (self->heap, object); i++)
      mark_inner (self, ouro_heap_get_cell (self->heap, object, i));
}

/* What a class statement makes besides the class: methods, descriptors, names with two
 * underscores. */
static gboolean
is_part_of_class (const OuroDraft *self,
                  const OuroWay   *way)
{
  switch ((guint)ouro_heap_get_kind (self->heap, way->referent))
    {
    case OURO_KIND_FUNCTION:
    case OURO_KIND_BUILTIN:
    case OURO_KIND_RECORD:
      return TRUE;
    case OURO_KIND_CLASS:
    case OURO_KIND_INSTANCE:
      return FALSE;
    default:
      return ouro_ways_is_dunder (self->heap, way->name);
    }
}

static gboolean
mark_machinery (const OuroWay *way,
                gpointer       user_data)
{
  Machinery *machinery = user_data;
  OuroDraft *self = machinery->draft;

  if (way->kind == OURO_WAY_INNER)
    mark_inner (self, way->referent);
  else if (machinery->kind == OURO_KIND_FUNCTION && way->kind == OURO_WAY_FIELD)
    mark_closure (self, way->referent);
  else if (machinery->kind == OURO_KIND_CLASS && way->kind == OURO_WAY_ATTRIBUTE && is_part_of_class (self, way))
    mark_inner (self, way->referent);
  return TRUE;
}

static void
show_unreachable (OuroDraft *self)
{
  guint         n, first = self->objects->len;
  const OuroId *unreachable = ouro_reach_get_unreachable (self->reach, &n);

  for (guint i = 0; i < n; i++)
    {
      Machinery machinery = { self, ouro_heap_get_kind (self->heap, unreachable[i]) };

      ouro_ways_foreach (self->roots, unreachable[i], mark_machinery, &machinery);
    }
  for (guint i = 0; i < n; i++)
    if (!(self->shown[unreachable[i]] & OURO_SHOWN_INNER) &&
        ouro_heap_get_kind (self->heap, unreachable[i]) != OURO_KIND_CODE)
      ouro_draft_show (self, unreachable[i], OURO_SHOWN_UNREACHABLE, FALSE);
  show_what_follows (self, first);
  for (guint i = first; i < self->objects->len; i++)
    if (!ouro_reach_contains (self->reach, g_array_index (self->objects, OuroId, i)))
      self->shown[g_array_index (self->objects, OuroId, i)] |= OURO_SHOWN_UNREACHABLE;
}

static gint
compare_births (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  guint64 first = ouro_key_of_object (user_data, *(const OuroId *)a);
  guint64 second = ouro_key_of_object (user_data, *(const OuroId *)b);

  return first < second ? -1 : first > second;
}

static void
find_objects (OuroDraft *self)
{
  ouro_draft_show_named (self);
  show_what_follows (self, 0);
  show_unreachable (self);
  g_array_sort_with_data (self->objects, compare_births, (gpointer)self->heap);
  for (guint i = 0; i < self->objects->len; i++)
    {
      OuroId object = g_array_index (self->objects, OuroId, i);

      if (ouro_key_of_object (self->heap, object) == self->options.selected)
        self->shown[object] |= OURO_SHOWN_SELECTED;
      if (ouro_draft_has (self->changed, ouro_heap_get_birth (self->heap, object)))
        self->shown[object] |= OURO_SHOWN_CHANGED;
    }
}

/* The scene -------------------------------------------------------------------------------------
 * */

guint
ouro_draft_add_card (OuroDraft      *self,
                     const OuroCard *card,
                     OuroCardSource  source)
{
  g_array_append_val (self->card_array, *card);
  g_array_append_val (self->sources, source);
  ouro_painter_measure_card (self->painter, &g_array_index (self->card_array, OuroCard, self->card_array->len - 1));
  return self->card_array->len - 1;
}

guint
ouro_draft_add_pill (OuroDraft      *self,
                     const OuroPill *pill)
{
  g_array_append_val (self->pill_array, *pill);
  ouro_painter_measure_pill (self->painter, &g_array_index (self->pill_array, OuroPill, self->pill_array->len - 1));
  return self->pill_array->len - 1;
}

OuroArrow
ouro_draft_new_arrow (OuroFamily family,
                      OuroMarks  marks,
                      guint      to_card)
{
  return (OuroArrow){ .from_card = -1, .from_slot = -1, .from_pill = -1, .to_card = to_card, .family = family, .marks = marks };
}

void
ouro_draft_next_stamp (OuroDraft *self)
{
  if (self->stamps == NULL)
    self->stamps = g_new0 (guint32, self->card_array->len + 1);
  self->stamp++;
}

void
ouro_draft_add_arrow_once (OuroDraft       *self,
                           const OuroArrow *arrow)
{
  if (self->stamps[arrow->to_card] == self->stamp)
    return;
  self->stamps[arrow->to_card] = self->stamp;
  g_array_append_val (self->arrow_array, *arrow);
}

static GArray *
copy_births (const guint32 *births,
             guint          n)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n);

  for (guint i = 0; i < n; i++)
    {
      guint64 birth = births[i];

      g_array_append_val (copy, birth);
    }
  g_array_sort (copy, compare_values);
  return copy;
}

static GArray *
copy_cells (const OuroChangedCell *cells,
            guint                  n)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n);

  for (guint i = 0; i < n; i++)
    {
      guint64 cell = (guint64)cells[i].birth << 32 | cells[i].cell;

      g_array_append_val (copy, cell);
    }
  g_array_sort (copy, compare_values);
  return copy;
}

static void
draft_init (OuroDraft              *self,
            const OuroMoment       *moment,
            const OuroSceneOptions *options,
            OuroPainter            *painter)
{
  const OuroHeap *heap = moment->roots.heap;
  guint32         n_rows = ouro_heap_get_end (heap);

  *self = (OuroDraft){ .moment = moment, .roots = &moment->roots, .heap = heap, .painter = painter };
  self->options = options != NULL ? *options : (OuroSceneOptions){ .detail = OURO_DETAIL_COLLECTOR };
  if (self->options.max_cards == 0)
    self->options.max_cards = DEFAULT_MAX_CARDS;
  if (self->options.panes == 0)
    self->options.panes = ouro_scene_panes_of_profile (ouro_heap_get_profile (self->heap));
  self->reach = ouro_reach_new (&moment->roots, OURO_REACH_ALL);
  self->shown = g_new0 (guint8, n_rows + 1);
  self->cards = g_new0 (guint32, n_rows + 1);
  self->objects = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->changed = copy_births (moment->changed, moment->n_changed);
  self->changed_counts = copy_births (moment->changed_counts, moment->n_changed_counts);
  self->changed_cells = copy_cells (moment->changed_cells, moment->n_changed_cells);
  self->scene = ouro_scene_new ();
  self->sources = g_array_new (FALSE, FALSE, sizeof (OuroCardSource));
  self->card_array = g_array_new (FALSE, FALSE, sizeof (OuroCard));
  self->pill_array = g_array_new (FALSE, FALSE, sizeof (OuroPill));
  self->arrow_array = g_array_new (FALSE, FALSE, sizeof (OuroArrow));
}

static void
draft_clear (OuroDraft *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    g_clear_pointer (&g_array_index (self->sources, OuroCardSource, i).members, g_array_unref);
  g_array_unref (self->sources);
  g_array_unref (self->changed);
  g_array_unref (self->changed_counts);
  g_array_unref (self->changed_cells);
  g_array_unref (self->objects);
  g_free (self->shown);
  g_free (self->cards);
  g_free (self->stamps);
  ouro_reach_free (self->reach);
}

static OuroScene *
finish (OuroDraft *self)
{
  OuroScene *scene = self->scene;

  scene->n_cards = self->card_array->len;
  scene->cards = (OuroCard *)(gpointer)g_array_free (self->card_array, FALSE);
  scene->n_pills = self->pill_array->len;
  scene->pills = (OuroPill *)(gpointer)g_array_free (self->pill_array, FALSE);
  scene->n_arrows = self->arrow_array->len;
  scene->arrows = (OuroArrow *)(gpointer)g_array_free (self->arrow_array, FALSE);
  draft_clear (self);
  return scene;
}

OuroScene *
ouro_scene_build (const OuroMoment       *moment,
                  const OuroSceneOptions *options,
                  OuroPainter            *painter)
{
  OuroDraft draft;

  g_return_val_if_fail (moment != NULL && moment->roots.heap != NULL, NULL);
  g_return_val_if_fail (painter != NULL, NULL);

  draft_init (&draft, moment, options, painter);
  find_objects (&draft);
  ouro_draft_add_objects (&draft);
  ouro_draft_add_ghosts (&draft);
  ouro_draft_add_arrows (&draft);
  ouro_draft_add_names (&draft);
  ouro_draft_add_panes (&draft);
  return finish (&draft);
}
