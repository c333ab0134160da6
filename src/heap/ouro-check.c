/* ouro-check.c - is the heap what it says it is? and is it the same as another?
 *
 * The checker trusts nothing but the cells themselves: it counts every reference anew, follows every chain of
 * free rows and every list, and compares.
 */
#include "ouro-heap.h"

#include <string.h>
#include <xxhash.h>

#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-text.h"

typedef struct
{
  const OuroHeap *heap;
  guint32        *counts;
  GString        *problem;
} Check;

#define COMPLAIN(check, ...) \
  G_STMT_START \
  { \
    if ((check)->problem->len < 2000) \
      g_string_append_printf ((check)->problem, __VA_ARGS__); \
  } \
  G_STMT_END

static void
count_cell (Check  *check,
            guint32 cell,
            OuroId  holder)
{
  OuroId object = cell & OURO_CELL_ID_MASK;

  if (cell == 0 || (cell & OURO_CELL_INT))
    return;
  if (!ouro_heap_is_alive (check->heap, object))
    COMPLAIN (check, "object %u refers to %u, which is not alive\n", holder, object);
  else if (!(cell & OURO_CELL_BORROWED))
    check->counts[object]++;
}

static void
count_object (Check *check,
              OuroId object)
{
  const OuroHeap *heap = check->heap;
  const OuroRow  *row = &heap->rows[object];
  OuroKind        kind = ouro_heap_get_kind (heap, object);

  if (ouro_kind_get_storage (kind) != OURO_STORAGE_ATOM)
    {
      if (row->n > 0 && row->n > ouro_heap_get_block_capacity (heap, row->cells))
        COMPLAIN (check, "object %u has more cells than its block\n", object);
      for (guint32 i = 0; i < row->n; i++)
        count_cell (check, heap->cells[row->cells + i], object);
    }
  if (row->head & OURO_FLAG_OWNS_CLASS)
    count_cell (check, row->cls, object);
  if (kind == OURO_KIND_CLASS && row->cells != 0)
    for (guint i = 0; i < ouro_class_get_n_keys (heap, object); i++)
      count_cell (check, ouro_class_get_key (heap, object, i), object);
}

static void
check_counts (Check *check)
{
  const OuroHeap *heap = check->heap;
  guint32         n_alive = 0;

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object))
      {
        n_alive++;
        count_object (check, object);
      }
  for (guint i = 0; i < OURO_N_ROOTS; i++)
    count_cell (check, heap->words[OURO_WORD_ROOT + i], OURO_NO_ID);
  for (guint32 i = 0; i < heap->words[OURO_WORD_STACK_END]; i++)
    count_cell (check, heap->stack[i], OURO_NO_ID);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && !ouro_heap_is_immortal (heap, object) && heap->rows[object].refcount != check->counts[object])
      {
        g_autofree char *name = ouro_heap_dup_type_name (heap, object);

        COMPLAIN (check, "object %u (%s) has count %u but %u references\n", object, name, heap->rows[object].refcount, check->counts[object]);
      }
  if (n_alive != heap->words[OURO_WORD_N_ALIVE])
    COMPLAIN (check, "%u objects are alive, not %u\n", n_alive, heap->words[OURO_WORD_N_ALIVE]);
}

/* Follows a chain of free rows; returns how many it has. */
static guint32
follow_chain (Check  *check,
              OuroId  object,
              guint8 *seen)
{
  const OuroHeap *heap = check->heap;
  guint32         n = 0;

  for (; object != OURO_NO_ID; object = heap->rows[object].head >> 8)
    {
      if (object >= ouro_heap_get_end (heap) || seen[object] || ouro_heap_get_kind (heap, object) != OURO_KIND_FREE)
        {
          COMPLAIN (check, "the chain of free rows is broken at %u\n", object);
          return n;
        }
      seen[object] = TRUE;
      n++;
    }
  return n;
}

static void
check_chains (Check *check)
{
  const OuroHeap    *heap = check->heap;
  g_autofree guint8 *seen = g_malloc0 (ouro_heap_get_end (heap) + 1);

  for (guint i = 0; i < 34; i++)
    follow_chain (check, heap->words[OURO_WORD_POOL_HEAD + i], seen);
  for (guint i = 1; i < OURO_N_FREELISTS; i++)
    {
      guint32 n = follow_chain (check, heap->words[OURO_WORD_FREELIST_HEAD + i], seen);

      if (n != heap->words[OURO_WORD_FREELIST_COUNT + i] || n > heap->profile->freelist[i])
        COMPLAIN (check, "free list %u has %u objects, not %u\n", i, n, heap->words[OURO_WORD_FREELIST_COUNT + i]);
    }
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (!seen[object] && !ouro_heap_is_alive (heap, object))
      COMPLAIN (check, "row %u is neither alive nor free\n", object);
}

static void
check_list (Check *check,
            guint  list)
{
  const OuroHeap *heap = check->heap;
  guint32         n, holes = 0;
  const OuroId   *places = ouro_heap_get_list_places (heap, (OuroListNumber)list, &n);

  for (guint32 i = 0; i < n; i++)
    if (places[i] == OURO_NO_ID)
      holes++;
    else if (!ouro_heap_is_alive (heap, places[i]) || heap->places[places[i]] != (list << 28 | OURO_PLACE_TRACKED | (heap->words[OURO_WORD_LIST_BASE + list] + i)))
      COMPLAIN (check, "place %u of list %u holds object %u, which is elsewhere\n", i, list, places[i]);
  if (holes != heap->words[OURO_WORD_LIST_HOLES + list])
    COMPLAIN (check, "list %u has %u holes, not %u\n", list, holes, heap->words[OURO_WORD_LIST_HOLES + list]);
}

static void
check_places (Check *check)
{
  const OuroHeap *heap = check->heap;

  for (guint list = 0; list < OURO_N_LISTS; list++)
    check_list (check, list);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    {
      guint32 where = heap->places[object];

      if (where == 0 || !ouro_heap_is_alive (heap, object))
        continue;
      if (heap->lists[where >> 28][where & OURO_PLACE_MASK] != object || (where & OURO_PLACE_MASK) >= heap->words[OURO_WORD_LIST_END + (where >> 28)])
        COMPLAIN (check, "object %u is not where it says in the lists\n", object);
      if (!(heap->rows[object].head & OURO_FLAG_GC))
        COMPLAIN (check, "object %u is tracked but has no collector's header\n", object);
    }
}

gboolean
ouro_heap_check (const OuroHeap *self,
                 char          **problem)
{
  Check    check = { .heap = self, .counts = g_new0 (guint32, ouro_heap_get_end (self) + 1), .problem = g_string_new (NULL) };
  gboolean good;

  check_counts (&check);
  check_chains (&check);
  check_places (&check);
  g_free (check.counts);
  good = check.problem->len == 0;
  if (problem != NULL && !good)
    *problem = g_string_free (check.problem, FALSE);
  else
    g_string_free (check.problem, TRUE);
  return good;
}

/* The hash ---------------------------------------------------------------------------------- */

static void
hash_words (XXH3_state_t  *state,
            const guint32 *words,
            gsize          n)
{
  XXH3_64bits_update (state, words, n * sizeof (guint32));
}

/* What an atom holds outside its row; not the cached hash of a text. */
static void
hash_payload (XXH3_state_t   *state,
              const OuroHeap *heap,
              OuroId          object)
{
  static const guint widths[] = { 1, 1, 2, 4 };
  const OuroRow     *row = &heap->rows[object];

  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
      XXH3_64bits_update (state, ouro_str_get_data (heap, object), (gsize)row->n * widths[ouro_str_get_text_kind (heap, object)]);
      break;
    case OURO_KIND_BYTEARRAY:
      XXH3_64bits_update (state, heap->cells + row->cells, row->n);
      break;
    case OURO_KIND_INT:
      if (!(row->head & OURO_FLAG_OWN_1))
        hash_words (state, &row->cells, 1);
      else
        hash_words (state, heap->cells + row->cells, row->n);
      break;
    case OURO_KIND_COMPLEX:
      hash_words (state, heap->cells + row->cells, row->n);
      break;
    default:
      hash_words (state, &row->cells, 1);
      break;
    }
}

static void
hash_cells (XXH3_state_t   *state,
            const OuroHeap *heap,
            OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  if (row->cells == 0)
    return;
  hash_words (state, heap->cells + row->cells, row->n);
  for (guint i = 0; i < heap->cells[row->cells - 1] >> 28; i++)
    hash_words (state, heap->cells + row->cells - 2 - i, 1);
}

static void
hash_object (XXH3_state_t   *state,
             const OuroHeap *heap,
             OuroId          object)
{
  const OuroRow *row = &heap->rows[object];
  OuroKind       kind = ouro_heap_get_kind (heap, object);
  gboolean       aux_is_place = kind == OURO_KIND_DICT || kind == OURO_KIND_SET || kind == OURO_KIND_CLASS;
  guint32        words[] = { object, row->refcount, row->head, row->cls, row->n, aux_is_place ? 0 : row->aux, row->birth };

  hash_words (state, words, G_N_ELEMENTS (words));
  if (ouro_kind_get_storage (kind) == OURO_STORAGE_ATOM)
    hash_payload (state, heap, object);
  else
    hash_cells (state, heap, object);
  /* Of a dict or set: its size and how much of it is in use. */
  if ((kind == OURO_KIND_DICT || kind == OURO_KIND_SET) && row->aux != 0)
    hash_words (state, heap->cells + row->aux, 3);
  if (kind == OURO_KIND_CLASS && row->cells != 0 && row->aux != 0)
    hash_words (state, heap->cells + row->aux, ouro_class_get_n_keys (heap, object));
}

static gboolean
word_is_position (guint word)
{
  return word == OURO_WORD_CELLS_TOP || (word >= OURO_WORD_LIST_BASE && word < OURO_WORD_FREELIST_COUNT);
}

guint64
ouro_heap_hash (const OuroHeap *self)
{
  XXH3_state_t *state = XXH3_createState ();
  guint64       hash;

  XXH3_64bits_reset (state);
  for (OuroId object = 1; object < ouro_heap_get_end (self); object++)
    if (ouro_heap_is_alive (self, object))
      hash_object (state, self, object);
    else
      hash_words (state, &self->rows[object].head, 1);
  for (guint list = 0; list < OURO_N_LISTS; list++)
    {
      guint32       n;
      const OuroId *places = ouro_heap_get_list_places (self, (OuroListNumber)list, &n);

      for (guint32 i = 0; i < n; i++)
        if (places[i] != OURO_NO_ID)
          hash_words (state, &places[i], 1);
      hash_words (state, &list, 1);
    }
  hash_words (state, self->stack, self->words[OURO_WORD_STACK_END]);
  for (guint i = 0; i < OURO_N_WORDS; i++)
    if (!word_is_position (i))
      hash_words (state, &self->words[i], 1);
  hash = XXH3_64bits_digest (state);
  XXH3_freeState (state);
  return hash;
}
