/* ouro-holders.c - who holds an object
 *
 * First all cells are compared with the object; few are equal, and only their owners are asked
 * what the cell is called. An owner that is a container may be the inside of an instance, class
 * or module: a second walk finds of whom.
 */
#include "ouro-holders.h"

#include "ouro-instance.h"

typedef struct
{
  const OuroRoots *roots;
  const OuroHeap  *heap;
  OuroId           object;
  OuroId           holder;
  GHashTable      *seen;  /* cells that have been told, as owner and cell */
  GArray          *holds; /* the answer */
} Search;

static gboolean
is_counted (guint32 cell,
            OuroId  object)
{
  return !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)) && (cell & OURO_CELL_ID_MASK) == object;
}

/* The stack and the roots --------------------------------------------------------------------- */

static void
search_roots (Search *search)
{
  for (guint i = 0; i < OURO_N_ROOTS; i++)
    if (ouro_heap_get_root (search->heap, i) == search->object)
      {
        OuroHold hold = { .kind = OURO_HOLD_ROOT, .place = i };

        hold.name = search->roots->root_names != NULL ? search->roots->root_names[i] : NULL;
        g_array_append_val (search->holds, hold);
      }
}

/* What a place of the stack is, as the frames say. */
static OuroHold
name_place (const OuroRoots *roots,
            guint32          place)
{
  OuroHold hold = { .kind = OURO_HOLD_FRAME, .place = place };

  for (guint i = 0; i < roots->n_frames; i++)
    {
      const OuroFrameNames *frame = &roots->frames[i];

      if (place >= frame->first_value && place < frame->end)
        {
          hold.kind = OURO_HOLD_VALUE;
          hold.frame = i;
        }
      for (guint j = 0; j < frame->n_locals; j++)
        if (frame->locals[j].place == place)
          {
            hold.kind = OURO_HOLD_LOCAL;
            hold.frame = i;
            hold.name = frame->locals[j].name;
          }
    }
  if (roots->n_frames == 0)
    hold.kind = OURO_HOLD_VALUE;
  return hold;
}

static void
search_stack (Search      *search,
              OuroHoldKind kind)
{
  for (guint32 place = 0; place < search->roots->stack_end; place++)
    if (is_counted (search->heap->stack[place], search->object))
      {
        OuroHold hold = name_place (search->roots, place);

        if (hold.kind == kind)
          g_array_append_val (search->holds, hold);
      }
}

/* Objects ------------------------------------------------------------------------------------- */

static guint64
make_cell_key (OuroId  owner,
               guint32 cell)
{
  return (guint64)owner << 32 | cell;
}

static void
add_way (Search        *search,
         const OuroWay *way)
{
  guint64  key = make_cell_key (way->owner, way->cell);
  OuroHold hold = { .kind = OURO_HOLD_OBJECT, .holder = search->holder, .way = *way };

  if (search->holder == ouro_heap_get_root (search->heap, OURO_ROOT_NAMESPACE) && way->kind == OURO_WAY_KEY)
    hold.kind = OURO_HOLD_NAME;
  if (g_hash_table_add (search->seen, g_memdup2 (&key, sizeof key)))
    g_array_append_val (search->holds, hold);
}

static gboolean
take_way (const OuroWay *way,
          gpointer       user_data)
{
  Search *search = user_data;

  if (way->referent == search->object && way->is_counted)
    add_way (search, way);
  return TRUE;
}

static gboolean
has_cell_with (const OuroHeap *heap,
               OuroId          owner,
               OuroId          object)
{
  if (ouro_kind_get_storage (ouro_heap_get_kind (heap, owner)) != OURO_STORAGE_ATOM)
    for (guint32 i = 0; i < ouro_heap_get_n_cells (heap, owner); i++)
      if (is_counted (ouro_heap_get_cell (heap, owner, i), object))
        return TRUE;
  return (ouro_heap_get_flags (heap, owner) & OURO_FLAG_OWNS_CLASS) && ouro_heap_get_class (heap, owner) == object;
}

/* The table of shared keys of a class holds names. */
static void
search_shared_keys (Search *search,
                    OuroId  cls)
{
  for (guint i = 0; i < ouro_class_get_n_keys (search->heap, cls); i++)
    if (ouro_class_get_key (search->heap, cls, i) == search->object)
      {
        OuroWay way = { .kind = OURO_WAY_INNER, .field = "", .referent = search->object, .owner = cls, .is_counted = TRUE };

        way.cell = OURO_NO_CELL - 1 - i;
        add_way (search, &way);
      }
}

/* Of those, some stand inside others. */
static gboolean
is_container (const OuroHeap *heap,
              OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);

  return kind == OURO_KIND_DICT || kind == OURO_KIND_LIST || kind == OURO_KIND_TUPLE || kind == OURO_KIND_SET ||
         kind == OURO_KIND_DEQUE || ouro_heap_get_class (heap, object) == OURO_TYPE_ORDER;
}

/* Whether the inside of such objects may be a container. */
static gboolean
may_have_inside (OuroKind kind)
{
  return kind == OURO_KIND_INSTANCE || kind == OURO_KIND_CLASS || kind == OURO_KIND_MODULE ||
         kind == OURO_KIND_FUNCTION || kind == OURO_KIND_EXCEPTION;
}

static gboolean
holds_one_of (const OuroHeap *heap,
              OuroId          owner,
              const guint8   *set)
{
  for (guint32 i = 0; i < ouro_heap_get_n_cells (heap, owner); i++)
    {
      guint32 cell = ouro_heap_get_cell (heap, owner, i);

      if (!(cell & OURO_CELL_INT) && set[cell & OURO_CELL_ID_MASK])
        return TRUE;
    }
  return FALSE;
}

static void
ask (Search *search,
     OuroId  owner)
{
  search->holder = owner;
  ouro_ways_foreach (search->roots, owner, take_way, search);
}

/* Those that have a container inside which holds the object come first: their words for the same
 * cell are better. */
static void
ask_outer_holders (Search       *search,
                   const GArray *owners)
{
  g_autofree guint8 *containers = g_malloc0 (ouro_heap_get_end (search->heap) + 1);
  gboolean           has_any = FALSE;

  for (guint i = 0; i < owners->len; i++)
    {
      OuroId owner = g_array_index (owners, OuroId, i);

      containers[owner] = is_container (search->heap, owner) &&
                          owner != ouro_heap_get_root (search->heap, OURO_ROOT_NAMESPACE);
      has_any = has_any || containers[owner];
    }
  if (!has_any)
    return;
  for (OuroId holder = 1; holder < ouro_heap_get_end (search->heap); holder++)
    if (ouro_heap_is_alive (search->heap, holder) && may_have_inside (ouro_heap_get_kind (search->heap, holder)) &&
        holds_one_of (search->heap, holder, containers))
      ask (search, holder);
}

static void
search_objects (Search *search)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (OuroId));

  for (OuroId owner = 1; owner < ouro_heap_get_end (search->heap); owner++)
    if (ouro_heap_is_alive (search->heap, owner) && has_cell_with (search->heap, owner, search->object))
      g_array_append_val (owners, owner);
  ask_outer_holders (search, owners);
  for (guint i = 0; i < owners->len; i++)
    ask (search, g_array_index (owners, OuroId, i));
  for (OuroId cls = OURO_N_TYPES; cls < ouro_heap_get_end (search->heap); cls++)
    if (ouro_heap_get_kind (search->heap, cls) == OURO_KIND_CLASS)
      search_shared_keys (search, cls);
}

/* What is missing to the count is held by the machine's own code. */
static void
add_passing (Search *search)
{
  OuroHold hold = { .kind = OURO_HOLD_PASSING };
  OuroHold deferred = { .kind = OURO_HOLD_DEFERRED };

  if (ouro_heap_get_flags (search->heap, search->object) & OURO_FLAG_DEFERRED)
    g_array_append_val (search->holds, deferred);
  if (!ouro_heap_is_immortal (search->heap, search->object))
    while (search->holds->len < ouro_heap_get_refcount (search->heap, search->object))
      g_array_append_val (search->holds, hold);
}

/* Objects by their rows; the search found the outer ones first. */
static gint
compare_holds (gconstpointer a,
               gconstpointer b)
{
  const OuroHold *first = a;
  const OuroHold *second = b;

  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (first->holder != second->holder)
    return first->holder < second->holder ? -1 : 1;
  if (first->way.cell != second->way.cell)
    return first->way.cell < second->way.cell ? -1 : 1;
  return first->place < second->place ? -1 : first->place > second->place;
}

GArray *
ouro_holders_find (const OuroRoots *roots,
                   OuroId           object)
{
  Search search = {
    .roots = roots,
    .heap = roots->heap,
    .object = object,
    .seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .holds = g_array_new (FALSE, FALSE, sizeof (OuroHold)),
  };

  search_stack (&search, OURO_HOLD_LOCAL);
  search_stack (&search, OURO_HOLD_VALUE);
  search_stack (&search, OURO_HOLD_FRAME);
  search_roots (&search);
  search_objects (&search);
  add_passing (&search);
  g_array_sort (search.holds, compare_holds);
  g_hash_table_unref (search.seen);
  return search.holds;
}
