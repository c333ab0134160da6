/* ouro-check.c - is the heap what it says it is? and is it the same as another?
 *
 * The checker trusts nothing but the cells themselves: it counts every reference anew, follows every chain of
 * free rows and every list, and compares.
 */
#include "ouro-heap.h"

#include <string.h>
#include <xxhash.h>

#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-set.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

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
    if (ouro_heap_is_alive (heap, object) && !ouro_heap_is_immortal (heap, object) && ouro_heap_get_real_count (heap, object) != check->counts[object])
      {
        g_autofree char *name = ouro_heap_dup_type_name (heap, object);

        COMPLAIN (check, "object %u (%s) has count %u but %u references\n", object, name, ouro_heap_get_real_count (heap, object), check->counts[object]);
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

/* Tables -------------------------------------------------------------------------------------- */

static void
check_dict (Check *check,
            OuroId dict)
{
  const OuroHeap *heap = check->heap;
  guint32         used = 0;

  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      gboolean has_key = ouro_dict_get_key (heap, dict, i) != OURO_NO_ID;

      if (has_key != (ouro_dict_get_value (heap, dict, i) != OURO_NO_ID))
        COMPLAIN (check, "entry %u of dict %u is half empty\n", i, dict);
      used += has_key;
    }
  if (used != ouro_dict_get_length (heap, dict))
    COMPLAIN (check, "dict %u has %u entries, not %u\n", dict, used, ouro_dict_get_length (heap, dict));
}

static void
check_set (Check *check,
           OuroId set)
{
  const OuroHeap *heap = check->heap;
  guint32         used = 0;

  for (guint32 i = 0; i < heap->rows[set].n; i++)
    used += ouro_heap_get_cell (heap, set, i) != OURO_NO_ID;
  if (used != ouro_set_get_length (heap, set))
    COMPLAIN (check, "set %u has %u members, not %u\n", set, used, ouro_set_get_length (heap, set));
}

/* Follows the list of weak references of a target. */
static void
check_weakrefs_of (Check  *check,
                   OuroId  target,
                   guint8 *seen)
{
  const OuroHeap *heap = check->heap;

  for (OuroId ref = ouro_heap_get_first_weakref (heap, target); ref != OURO_NO_ID; ref = ouro_weakref_get_next (heap, ref))
    {
      if (!ouro_heap_is_alive (heap, ref) || ouro_heap_get_kind (heap, ref) != OURO_KIND_WEAKREF || ouro_weakref_get_target (heap, ref) != target || seen[ref])
        {
          COMPLAIN (check, "the list of weak references to %u is broken at %u\n", target, ref);
          return;
        }
      seen[ref] = TRUE;
    }
}

static void
check_tables (Check *check)
{
  const OuroHeap    *heap = check->heap;
  g_autofree guint8 *seen = g_malloc0 (ouro_heap_get_end (heap) + 1);

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    {
      OuroKind kind = ouro_heap_get_kind (heap, object);

      check_weakrefs_of (check, object, seen);
      if (kind == OURO_KIND_DICT)
        check_dict (check, object);
      else if (kind == OURO_KIND_SET)
        check_set (check, object);
    }
  for (OuroId ref = 1; ref < ouro_heap_get_end (heap); ref++)
    if (ouro_heap_get_kind (heap, ref) == OURO_KIND_WEAKREF && ouro_weakref_get_target (heap, ref) != OURO_NO_ID && !seen[ref])
      COMPLAIN (check, "weak reference %u is unknown to its target\n", ref);
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
  check_tables (&check);
  g_free (check.counts);
  good = check.problem->len == 0;
  if (problem != NULL && !good)
    *problem = g_string_free (check.problem, FALSE);
  else
    g_string_free (check.problem, TRUE);
  return good;
}

/* The hash ---------------------------------------------------------------------------------- */

/* Little comes at a time: it is gathered, because each call of the library costs more than it hashes. */
typedef struct
{
  XXH3_state_t *state;
  guint32       words[1024];
  gsize         n_words;
} Hash;

static void
hash_gathered (Hash *hash)
{
  XXH3_64bits_update (hash->state, hash->words, hash->n_words * sizeof (guint32));
  hash->n_words = 0;
}

static void
hash_bytes (Hash         *hash,
            gconstpointer data,
            gsize         size)
{
  gsize n = (size + sizeof (guint32) - 1) / sizeof (guint32);

  if (n > G_N_ELEMENTS (hash->words) - hash->n_words)
    hash_gathered (hash);
  if (n > G_N_ELEMENTS (hash->words))
    XXH3_64bits_update (hash->state, data, size);
  else if (n > 0)
    {
      hash->words[hash->n_words + n - 1] = 0;
      memcpy (hash->words + hash->n_words, data, size);
      hash->n_words += n;
    }
}

static inline void
hash_word (Hash   *hash,
           guint32 word)
{
  if (hash->n_words == G_N_ELEMENTS (hash->words))
    hash_gathered (hash);
  hash->words[hash->n_words++] = word;
}

static inline void
hash_words (Hash          *hash,
            const guint32 *words,
            gsize          n)
{
  hash_bytes (hash, words, n * sizeof (guint32));
}

/* What an atom holds outside its row; not the cached hash of a text. */
static void
hash_payload (Hash           *hash,
              const OuroHeap *heap,
              OuroId          object)
{
  static const guint widths[] = { 1, 1, 2, 4 };
  const OuroRow     *row = &heap->rows[object];

  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
      hash_bytes (hash, ouro_str_get_data (heap, object), (gsize)row->n * widths[ouro_str_get_text_kind (heap, object)]);
      break;
    case OURO_KIND_BYTEARRAY:
      hash_bytes (hash, heap->cells + row->cells, row->n);
      break;
    case OURO_KIND_INT:
      if (!(row->head & OURO_FLAG_OWN_1))
        hash_word (hash, row->cells);
      else
        hash_words (hash, heap->cells + row->cells, row->n);
      break;
    case OURO_KIND_COMPLEX:
      hash_words (hash, heap->cells + row->cells, row->n);
      break;
    default:
      hash_word (hash, row->cells);
      break;
    }
}

static void
hash_cells (Hash           *hash,
            const OuroHeap *heap,
            OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  if (row->cells == 0)
    return;
  hash_words (hash, heap->cells + row->cells, row->n);
  for (guint i = 0; i < heap->cells[row->cells - 1] >> 28; i++)
    hash_word (hash, heap->cells[row->cells - 2 - i]);
}

static void
hash_object (Hash           *hash,
             const OuroHeap *heap,
             OuroId          object)
{
  const OuroRow *row = &heap->rows[object];
  OuroKind       kind = ouro_heap_get_kind (heap, object);
  gboolean       aux_is_place = kind == OURO_KIND_DICT || kind == OURO_KIND_SET || kind == OURO_KIND_CLASS;

  hash_word (hash, object);
  hash_word (hash, row->refcount);
  hash_word (hash, row->head);
  hash_word (hash, row->cls);
  hash_word (hash, row->n);
  hash_word (hash, aux_is_place ? 0 : row->aux);
  hash_word (hash, row->birth);
  if (ouro_kind_get_storage (kind) == OURO_STORAGE_ATOM)
    hash_payload (hash, heap, object);
  else
    hash_cells (hash, heap, object);
  /* The table of a dict or set: its size, how much of it is in use, and two words of hash for each entry or place,
   * which say where something was taken out. The index of a dict follows from these. */
  if ((kind == OURO_KIND_DICT || kind == OURO_KIND_SET) && row->aux != 0)
    hash_words (hash, heap->cells + row->aux, 3 + (gsize)row->n * (kind == OURO_KIND_SET ? 2 : 1));
  if (kind == OURO_KIND_CLASS && row->cells != 0 && row->aux != 0)
    hash_words (hash, heap->cells + row->aux, ouro_class_get_n_keys (heap, object));
}

static gboolean
word_is_position (guint word)
{
  return word == OURO_WORD_CELLS_TOP || (word >= OURO_WORD_LIST_BASE && word < OURO_WORD_FREELIST_COUNT);
}

guint64
ouro_heap_hash (const OuroHeap *self)
{
  Hash    hash = { .state = XXH3_createState () };
  guint64 result;

  XXH3_64bits_reset (hash.state);
  for (OuroId object = 1; object < ouro_heap_get_end (self); object++)
    if (ouro_heap_is_alive (self, object))
      hash_object (&hash, self, object);
    else
      hash_word (&hash, self->rows[object].head);
  for (guint list = 0; list < OURO_N_LISTS; list++)
    {
      guint32       n;
      const OuroId *places = ouro_heap_get_list_places (self, (OuroListNumber)list, &n);

      for (guint32 i = 0; i < n; i++)
        if (places[i] != OURO_NO_ID)
          hash_word (&hash, places[i]);
      hash_word (&hash, list);
    }
  hash_words (&hash, self->stack, self->words[OURO_WORD_STACK_END]);
  for (guint i = 0; i < OURO_N_WORDS; i++)
    if (!word_is_position (i))
      hash_word (&hash, self->words[i]);
  hash_gathered (&hash);
  result = XXH3_64bits_digest (hash.state);
  XXH3_freeState (hash.state);
  return result;
}
