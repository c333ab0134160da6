/* ouro-paths.c - the shortest path from a root to an object: breadth first
 *
 * Each object that is met remembers who led to it; the ways themselves are asked for again once
 * the path is known.
 */
#include "ouro-paths.h"

#include "ouro-reach.h"

/* Led to by a root: the number of the start follows. */
#define FROM_START 0x80000000u

typedef struct
{
  const OuroRoots *roots;
  OuroId           object;    /* what is looked for */
  gboolean         machinery; /* may be passed through */
  guint32         *from;      /* for each row: 0, the object that led to it, or FROM_START and a number */
  GArray          *queue;     /* of OuroId */
  GArray          *starts;    /* of OuroHold */
  OuroId           current;
} Search;

static void
meet (Search *search,
      OuroId  object,
      guint32 from)
{
  if (object == OURO_NO_ID || search->from[object] != 0)
    return;
  search->from[object] = from;
  g_array_append_val (search->queue, object);
}

/* Roots --------------------------------------------------------------------------------------- */

static void
start_from (Search         *search,
            OuroId          object,
            const OuroHold *hold)
{
  meet (search, object, FROM_START | search->starts->len);
  g_array_append_val (search->starts, *hold);
}

static gboolean
start_from_name (const OuroWay *way,
                 gpointer       user_data)
{
  OuroHold hold = { .kind = OURO_HOLD_NAME, .holder = way->owner, .way = *way };

  if (way->kind == OURO_WAY_KEY)
    start_from (user_data, way->referent, &hold);
  return TRUE;
}

static void
start_from_names (Search *search)
{
  OuroId namespace = ouro_heap_get_root (search->roots->heap, OURO_ROOT_NAMESPACE);

  if (namespace != OURO_NO_ID)
    ouro_ways_foreach (search->roots, namespace, start_from_name, search);
}

static void
start_from_locals (Search *search)
{
  for (guint i = 0; i < search->roots->n_frames; i++)
    for (guint j = 0; j < search->roots->frames[i].n_locals; j++)
      {
        const OuroLocal *local = &search->roots->frames[i].locals[j];
        OuroHold         hold = { .kind = OURO_HOLD_LOCAL, .name = local->name, .frame = i, .place = local->place };

        start_from (search, local->object, &hold);
      }
}

static gboolean
is_value (const OuroRoots *roots,
          guint32          place,
          guint           *frame)
{
  for (guint i = 0; i < roots->n_frames; i++)
    if (place >= roots->frames[i].first_value && place < roots->frames[i].end)
      {
        *frame = i;
        return TRUE;
      }
  return roots->n_frames == 0;
}

static void
start_from_stack (Search      *search,
                  OuroHoldKind kind)
{
  for (guint32 place = 0; place < search->roots->stack_end; place++)
    {
      guint32  cell = search->roots->heap->stack[place];
      OuroHold hold = { .kind = kind, .place = place };

      if (cell != 0 && !(cell & OURO_CELL_INT) &&
          is_value (search->roots, place, &hold.frame) == (kind == OURO_HOLD_VALUE))
        start_from (search, cell & OURO_CELL_ID_MASK, &hold);
    }
}

static void
start_from_roots (Search *search)
{
  for (guint i = 0; i < OURO_N_ROOTS; i++)
    {
      OuroHold hold = { .kind = OURO_HOLD_ROOT, .place = i };

      hold.name = search->roots->root_names != NULL ? search->roots->root_names[i] : NULL;
      start_from (search, ouro_heap_get_root (search->roots->heap, i), &hold);
    }
}

static void
start_from_passing (Search *search)
{
  g_autoptr (OuroReach) reach = ouro_reach_new (search->roots, OURO_REACH_ALL);
  OuroHold      hold = { .kind = OURO_HOLD_PASSING };
  guint         n;
  const OuroId *passing = ouro_reach_get_passing (reach, &n);

  for (guint i = 0; i < n; i++)
    start_from (search, passing[i], &hold);
}

/* Looking ------------------------------------------------------------------------------------- */

static gboolean
is_passed (const Search  *search,
           const OuroWay *way)
{
  if (way->is_weak)
    return FALSE;
  return search->machinery || (way->kind != OURO_WAY_INNER && way->kind != OURO_WAY_CLASS);
}

static gboolean
meet_referent (const OuroWay *way,
               gpointer       user_data)
{
  Search *search = user_data;

  if (is_passed (search, way))
    meet (search, way->referent, search->current);
  return search->from[search->object] == 0;
}

static void
look (Search *search)
{
  for (guint i = 0; i < search->queue->len && search->from[search->object] == 0; i++)
    {
      search->current = g_array_index (search->queue, OuroId, i);
      ouro_ways_foreach (search->roots, search->current, meet_referent, search);
    }
}

/* The answer ---------------------------------------------------------------------------------- */

typedef struct
{
  const Search *search;
  OuroId        referent;
  OuroWay       way;
} Step;

static gboolean
take_step (const OuroWay *way,
           gpointer       user_data)
{
  Step *step = user_data;

  if (way->referent != step->referent || !is_passed (step->search, way))
    return TRUE;
  step->way = *way;
  return FALSE;
}

static void
reverse (GArray *ways)
{
  for (guint i = 0, j = ways->len; i + 1 < j; i++)
    {
      OuroWay way = g_array_index (ways, OuroWay, i);

      j--;
      g_array_index (ways, OuroWay, i) = g_array_index (ways, OuroWay, j);
      g_array_index (ways, OuroWay, j) = way;
    }
}

static OuroPath *
make_path (const Search *search)
{
  OuroPath *path = g_new0 (OuroPath, 1);
  OuroId    object = search->object;

  path->ways = g_array_new (FALSE, FALSE, sizeof (OuroWay));
  while (!(search->from[object] & FROM_START))
    {
      Step step = { .search = search, .referent = object };

      ouro_ways_foreach (search->roots, search->from[object], take_step, &step);
      g_array_append_val (path->ways, step.way);
      object = search->from[object];
    }
  reverse (path->ways);
  path->first = object;
  path->start = g_array_index (search->starts, OuroHold, search->from[object] & ~FROM_START);
  return path;
}

static OuroPath *
find_path (const OuroRoots *roots,
           OuroId           object,
           OuroPathKind     kind,
           gboolean         machinery)
{
  Search search = {
    .roots = roots,
    .object = object,
    .machinery = machinery,
    .from = g_new0 (guint32, ouro_heap_get_end (roots->heap) + 1),
    .queue = g_array_new (FALSE, FALSE, sizeof (OuroId)),
    .starts = g_array_new (FALSE, FALSE, sizeof (OuroHold)),
  };
  OuroPath *path = NULL;

  start_from_names (&search);
  if (kind == OURO_PATH_ANY)
    {
      start_from_locals (&search);
      start_from_stack (&search, OURO_HOLD_VALUE);
      start_from_stack (&search, OURO_HOLD_FRAME);
      start_from_roots (&search);
    }
  look (&search);
  if (search.from[object] == 0 && machinery)
    {
      start_from_passing (&search);
      look (&search);
    }
  if (search.from[object] != 0)
    path = make_path (&search);
  g_free (search.from);
  g_array_unref (search.queue);
  g_array_unref (search.starts);
  return path;
}

OuroPath *
ouro_path_find (const OuroRoots *roots,
                OuroId           object,
                OuroPathKind     kind)
{
  OuroPath *path = find_path (roots, object, kind, FALSE);

  if (path == NULL && kind == OURO_PATH_ANY)
    path = find_path (roots, object, kind, TRUE);
  return path;
}

void
ouro_path_free (OuroPath *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ways);
  g_free (self);
}
