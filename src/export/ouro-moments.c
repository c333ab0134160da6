/* ouro-moments.c - the moments of a run as scenes that nobody has placed yet */

#include "ouro-moments.h"

#include "ouro-collector.h"
#include "ouro-run-roots.h"
#include "ouro-step.h"
#include "ouro-step-caption.h"

#define NOWHERE G_MAXUINT32

typedef struct
{
  OuroId     object;
  guint32    birth;
  char      *title;
  OuroFamily family;
  gsize      size;
  gboolean   is_unreachable;
} PastCard;

/* What there was at a position. */
typedef struct
{
  guint32       position; /* NOWHERE: nothing is known */
  OuroSnapshot *snapshot;
  GArray       *cards; /* of PastCard */
} Past;

struct _OuroMoments
{
  OuroRun     *run;
  OuroPainter *painter;
  Past         past[2]; /* the latest last */
  guint32      start_births;
  guint32      start_alive;
};

/* --- The past ------------------------------------------------------------------------------- */

static void
clear_past_card (gpointer data)
{
  g_free (((PastCard *)data)->title);
}

static void
past_clear (Past *past)
{
  past->position = NOWHERE;
  g_clear_pointer (&past->snapshot, ouro_snapshot_free);
  g_clear_pointer (&past->cards, g_array_unref);
}

static PastCard
make_past_card (const OuroHeap *heap,
                OuroId          object,
                const OuroCard *card)
{
  return (PastCard){
    .object = object,
    .birth = ouro_heap_get_birth (heap, object),
    .title = g_strdup (card->title),
    .family = card->family,
    .size = ouro_heap_get_size (heap, object),
    .is_unreachable = (card->marks & OURO_MARK_UNREACHABLE) != 0,
  };
}

/* The scene's objects that live, with their rows. */
static GArray *
list_cards (const OuroHeap  *heap,
            const OuroScene *scene)
{
  GArray *cards = g_array_new (FALSE, FALSE, sizeof (PastCard));
  g_autoptr (GHashTable) births = g_hash_table_new (NULL, NULL);

  g_array_set_clear_func (cards, clear_past_card);
  for (guint i = 0; i < scene->n_cards; i++)
    if (ouro_key_get_kind (scene->cards[i].key) == OURO_KEY_OBJECT && !(scene->cards[i].marks & OURO_MARK_GHOST))
      g_hash_table_insert (births, GSIZE_TO_POINTER (scene->cards[i].key), &scene->cards[i]);

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && !(ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE))
      {
        const OuroCard *card = g_hash_table_lookup (births, GSIZE_TO_POINTER (ouro_key_of_object (heap, object)));

        if (card != NULL)
          {
            PastCard past = make_past_card (heap, object, card);

            g_array_append_val (cards, past);
          }
      }

  return cards;
}

/* Keeps the moment at the cursor, of which scene is the picture, as a past for later ones. */
static Past *
remember (OuroMoments     *self,
          const OuroScene *scene)
{
  const OuroHeap *heap = ouro_run_get_heap (self->run);

  past_clear (&self->past[0]);
  self->past[0] = self->past[1];
  self->past[1] = (Past){
    .position = ouro_run_get_cursor (self->run).position,
    .snapshot = ouro_snapshot_new (heap),
    .cards = list_cards (heap, scene),
  };

  return &self->past[1];
}

static const Past *
find_past (const OuroMoments *self,
           guint32            position)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->past); i++)
    if (self->past[i].position == position)
      return &self->past[i];

  return NULL;
}

/* Good until another past is asked for. */
static const Past *
get_past (OuroMoments *self,
          guint32      position)
{
  OuroCursor  cursor = ouro_run_get_cursor (self->run);
  const Past *past = find_past (self, position);
  g_autoptr (OuroRunRoots) roots = NULL;
  g_autoptr (OuroScene) scene = NULL;
  OuroMoment moment = { 0 };

  if (past != NULL)
    return past;

  ouro_run_seek (self->run, (OuroCursor){ .position = position });
  roots = ouro_run_roots_new (self->run);
  moment.roots = *ouro_run_roots_get (roots);
  scene = ouro_scene_build (&moment, NULL, self->painter);
  past = remember (self, scene);
  ouro_run_seek (self->run, cursor);

  return past;
}

/* --- What the step is ----------------------------------------------------------------------- */

gboolean
ouro_moment_ends_statement (const OuroRun *run)
{
  OuroCursor cursor = ouro_run_get_cursor (run);
  guint      n = ouro_run_get_statement_index (run);

  return cursor.event == 0 && n > 0 && ouro_run_get_statement (run, n - 1)->position == cursor.position;
}

/* The position from which the statement that has just finished, or that is under way, began. */
static guint32
get_statement_start (const OuroRun *run)
{
  OuroCursor cursor = ouro_run_get_cursor (run);

  for (guint n = ouro_run_get_statement_index (run); n > 0; n--)
    {
      guint32 position = ouro_run_get_statement (run, n - 1)->position;

      if (position < cursor.position || cursor.event > 0)
        return position;
    }

  return 0;
}

static OuroStep *
new_step_of_event (OuroRun *run,
                   guint32  event)
{
  guint            n_events;
  const OuroEvent *events = ouro_run_get_events (run, &n_events);

  if (events == NULL || event > n_events)
    return ouro_step_new ();

  return ouro_step_new_of_changes (ouro_run_get_heap (run), event > 1 ? events[event - 2].n_changes : 0, events[event - 1].n_changes);
}

/* What the step at the cursor changed. */
static OuroStep *
new_step (OuroMoments *self)
{
  OuroCursor cursor = ouro_run_get_cursor (self->run);
  guint32    start;

  if (cursor.event > 0)
    return new_step_of_event (self->run, cursor.event);
  if (cursor.position == 0)
    return ouro_step_new ();

  start = ouro_moment_ends_statement (self->run) ? get_statement_start (self->run) : cursor.position - 1;

  return ouro_step_new_since (get_past (self, start)->snapshot, ouro_run_get_heap (self->run));
}

/* The keys of what no name reached. */
static GHashTable *
list_unreachable (const Past *past)
{
  GHashTable *keys = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < past->cards->len; i++)
    if (g_array_index (past->cards, PastCard, i).is_unreachable)
      g_hash_table_add (keys, GSIZE_TO_POINTER ((gsize)g_array_index (past->cards, PastCard, i).birth));

  return keys;
}

static char *
dup_caption (const OuroMoments *self,
             const OuroStep    *step,
             const Past        *past,
             const OuroScene   *scene)
{
  g_autoptr (GHashTable) unreachable = NULL;

  if (!ouro_moment_ends_statement (self->run))
    return ouro_run_dup_caption (self->run);

  unreachable = list_unreachable (past);

  return ouro_step_dup_caption (step, self->run, scene, unreachable);
}

/* --- Moments -------------------------------------------------------------------------------- */

static char *
dup_note (const OuroHeap *heap,
          OuroId          object,
          gpointer        data)
{
  gboolean is_suspect;
  guint32  gc_refs;

  if (!ouro_collector_get_gc_refs (heap, object, &gc_refs, &is_suspect))
    return NULL;

  return g_strdup_printf ("gc_refs %u", gc_refs);
}

/* What lived at the start of the statement and is gone. Its words are the past's. */
static GArray *
list_ghosts (const Past     *past,
             const OuroHeap *heap)
{
  GArray *ghosts = g_array_new (FALSE, FALSE, sizeof (OuroGhost));

  for (guint i = 0; i < past->cards->len; i++)
    {
      const PastCard *card = &g_array_index (past->cards, PastCard, i);
      OuroGhost       ghost = { .birth = card->birth, .type = card->title, .family = card->family, .size = card->size };

      if (!ouro_heap_is_alive (heap, card->object) || ouro_heap_get_birth (heap, card->object) != card->birth)
        g_array_append_val (ghosts, ghost);
    }

  return ghosts;
}

static GArray *
list_counted (const OuroStep *step)
{
  GArray *births = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < step->counts->len; i++)
    g_array_append_val (births, g_array_index (step->counts, OuroCountChange, i).birth);

  return births;
}

static guint64
count_freed (const OuroMoments *self)
{
  const OuroHeap *heap = ouro_run_get_heap (self->run);
  gint64          n_made = (gint64)ouro_heap_get_word (heap, OURO_WORD_BIRTHS) - self->start_births;
  gint64          n_more = (gint64)ouro_heap_get_n_alive (heap) - self->start_alive;

  return MAX (n_made - n_more, 0);
}

static OuroScene *
build (OuroMoments            *self,
       const OuroStep         *step,
       const Past             *past,
       const OuroSceneOptions *options)
{
  const OuroHeap *heap = ouro_run_get_heap (self->run);
  g_autoptr (OuroRunRoots) roots = ouro_run_roots_new (self->run);
  g_autoptr (GPtrArray) deleted = ouro_snapshot_list_deleted (past->snapshot, heap);
  g_autoptr (GArray) ghosts = list_ghosts (past, heap);
  g_autoptr (GArray) counted = list_counted (step);
  OuroMoment moment = { .roots = *ouro_run_roots_get (roots), .n_freed = count_freed (self) };

  moment.changed = (const guint32 *)step->changed->data;
  moment.n_changed = step->changed->len;
  moment.changed_cells = (const OuroChangedCell *)step->cells->data;
  moment.n_changed_cells = step->cells->len;
  moment.changed_counts = (const guint32 *)counted->data;
  moment.n_changed_counts = counted->len;
  moment.changed_places = (const guint32 *)step->places->data;
  moment.n_changed_places = step->places->len;
  moment.ghosts = (const OuroGhost *)ghosts->data;
  moment.n_ghosts = ghosts->len;
  moment.ghost_names = (const char *const *)deleted->pdata;
  moment.n_ghost_names = deleted->len;
  if (ouro_heap_get_word (heap, OURO_WORD_GC_COLLECTING) != 0)
    moment.dup_note = dup_note;

  return ouro_scene_build (&moment, options, self->painter);
}

/* Which cards stand alone beside a group depends on what has changed, is selected and unfolded: such a scene is no past for everybody. */
static gboolean
has_groups (const OuroScene *scene)
{
  for (guint i = 0; i < scene->n_cards; i++)
    if (ouro_key_get_kind (scene->cards[i].key) == OURO_KEY_GROUP)
      return TRUE;

  return FALSE;
}

OuroScene *
ouro_moments_build (OuroMoments            *self,
                    const OuroSceneOptions *options)
{
  g_autoptr (OuroStep) step = NULL;
  const Past *past;
  OuroScene  *scene;

  g_return_val_if_fail (self != NULL, NULL);

  step = new_step (self);
  past = get_past (self, get_statement_start (self->run));
  scene = build (self, step, past, options);
  g_free (scene->caption);
  scene->caption = dup_caption (self, step, past, scene);
  if (ouro_moment_ends_statement (self->run) && find_past (self, ouro_run_get_cursor (self->run).position) == NULL && !has_groups (scene))
    remember (self, scene);

  return scene;
}

static void
learn_start (OuroMoments *self)
{
  const OuroHeap *heap = ouro_run_get_heap (self->run);
  OuroCursor      cursor = ouro_run_get_cursor (self->run);

  ouro_run_seek (self->run, (OuroCursor){ 0 });
  self->start_births = ouro_heap_get_word (heap, OURO_WORD_BIRTHS);
  self->start_alive = ouro_heap_get_n_alive (heap);
  ouro_run_seek (self->run, cursor);
}

OuroMoments *
ouro_moments_new (OuroRun     *run,
                  OuroPainter *painter)
{
  OuroMoments *self;

  g_return_val_if_fail (run != NULL && painter != NULL, NULL);

  self = g_new0 (OuroMoments, 1);
  self->run = run;
  self->painter = painter;
  self->past[0].position = NOWHERE;
  self->past[1].position = NOWHERE;
  learn_start (self);

  return self;
}

void
ouro_moments_free (OuroMoments *self)
{
  if (self == NULL)
    return;

  past_clear (&self->past[0]);
  past_clear (&self->past[1]);
  g_free (self);
}

guint32
ouro_moments_get_start_births (const OuroMoments *self)
{
  return self->start_births;
}

guint32
ouro_moments_get_start_alive (const OuroMoments *self)
{
  return self->start_alive;
}
