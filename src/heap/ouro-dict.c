/* ouro-dict.c - the storage of a dict
 *
 * The row's aux is the place of a table block, 0 for the empty table that all empty dicts share:
 *   word 0        log2 of the number of places | flags
 *   word 1        entries in use
 *   word 2        the class whose shared keys it has, while it is split
 *   then          two words of hash for each entry
 *   then          for more than 8 places: the index, entry + 1 or 0; a deleted entry keeps its place
 * Up to 8 places the five entries are simply walked.
 */
#include "ouro-dict.h"

#include "ouro-hash.h"
#include "ouro-instance.h"
#include "ouro-text.h"

#define TABLE_SIZE   0
#define TABLE_USED   1
#define TABLE_CLASS  2
#define TABLE_HASHES 3

#define GENERAL (1u << 8) /* some key was no str */
#define SPLIT   (1u << 9) /* the dict of an instance: its keys are the shared keys of the class */

#define MINIMUM_LOG2  3
#define PERTURB_SHIFT 5

/* Objects/dictobject.c, log2_max_presize. */
#define MAXIMUM_PRESIZED_LOG2 17

/* The table --------------------------------------------------------------------------------- */

static inline guint32
get_table_word (const OuroHeap *heap,
                OuroId          dict,
                guint32         word)
{
  return heap->cells[heap->rows[dict].aux + word];
}

static inline void
set_table_word (OuroHeap *heap,
                OuroId    dict,
                guint32   word,
                guint32   value)
{
  ouro_heap_set_place (heap, dict, heap->rows[dict].aux + word, value);
}

static inline guint
get_log2 (const OuroHeap *heap,
          OuroId          dict)
{
  return get_table_word (heap, dict, TABLE_SIZE) & 0xff;
}

static gboolean
is_split (const OuroHeap *heap,
          OuroId          dict)
{
  return heap->rows[dict].aux != 0 && (get_table_word (heap, dict, TABLE_SIZE) & SPLIT);
}

/* The class whose shared keys a split dict has; OURO_NO_ID when it has died. What came into its row later is younger than
 * the dict. */
OuroId
ouro_dict_get_shared_class (const OuroHeap *heap,
                            OuroId          dict)
{
  OuroId cls = is_split (heap, dict) ? get_table_word (heap, dict, TABLE_CLASS) : OURO_NO_ID;

  return ouro_heap_get_birth (heap, cls) < ouro_heap_get_birth (heap, dict) ? cls : OURO_NO_ID;
}

/* USABLE_FRACTION. */
static inline guint32
get_usable (guint log2)
{
  return (2u << log2) / 3;
}

/* calculate_log2_keysize. To 3.12 its way of rounding up makes 16 places for 1 to 7, and twice as many for a power of two
 * above. */
static guint
get_log2_for (const OuroHeap *heap,
              guint64         minimum)
{
  if (heap->profile->dict_sizes_exact)
    return g_bit_storage (MAX (minimum, 8) - 1);
  return g_bit_storage (((minimum | 8) - 1) | 7);
}

static inline guint32
get_index_start (guint log2)
{
  return TABLE_HASHES + 2 * get_usable (log2);
}

static inline guint32
get_table_length (guint log2)
{
  return get_index_start (log2) + (log2 > MINIMUM_LOG2 ? 1u << log2 : 0);
}

gint64
ouro_dict_get_hash (const OuroHeap *heap,
                    OuroId          dict,
                    guint32         entry)
{
  guint32 place = heap->rows[dict].aux + TABLE_HASHES + 2 * entry;

  return (gint64)((guint64)heap->cells[place + 1] << 32 | heap->cells[place]);
}

/* The place of the index at which a new entry with this hash goes: find_empty_slot. */
static guint32
find_empty_place (const OuroHeap *heap,
                  guint32         index,
                  guint           log2,
                  gint64          hash)
{
  guint64 mask = (1ull << log2) - 1;
  guint64 perturb = (guint64)hash;
  guint64 i = perturb & mask;

  while (heap->cells[index + i] != 0)
    {
      perturb >>= PERTURB_SHIFT;
      i = (i * 5 + perturb + 1) & mask;
    }
  return index + (guint32)i;
}

/* A table of its own with room, and cells to match, in place of the present ones; the entries move over without holes. */
static void
resize (OuroHeap *heap,
        OuroId    dict,
        guint     log2,
        guint32   flags)
{
  guint32 old_table = heap->rows[dict].aux;
  guint32 old_cells = heap->rows[dict].cells;
  guint32 n_old = heap->rows[dict].n / 2;
  guint32 usable = get_usable (log2);
  guint32 table = ouro_heap_new_block (heap, dict, 0, get_table_length (log2));
  guint32 cells = ouro_heap_new_block (heap, dict, 0, 2 * usable);
  guint32 n = 0;

  for (guint32 i = 0; i < n_old; i++)
    {
      gint64 hash;

      if (heap->cells[old_cells + 2 * i + 1] == 0)
        continue;
      hash = ouro_dict_get_hash (heap, dict, i);
      ouro_heap_put_place (heap, dict, cells + 2 * n, heap->cells[old_cells + 2 * i]);
      ouro_heap_put_place (heap, dict, cells + 2 * n + 1, heap->cells[old_cells + 2 * i + 1]);
      ouro_heap_put_place (heap, dict, table + TABLE_HASHES + 2 * n, (guint32)hash);
      ouro_heap_put_place (heap, dict, table + TABLE_HASHES + 2 * n + 1, (guint32)((guint64)hash >> 32));
      n++;
      if (log2 > MINIMUM_LOG2)
        ouro_heap_put_place (heap, dict, find_empty_place (heap, table + get_index_start (log2), log2, hash), n);
    }
  ouro_heap_put_place (heap, dict, table + TABLE_SIZE, log2 | flags);
  ouro_heap_put_place (heap, dict, table + TABLE_USED, n);
  ouro_heap_set_row_word (heap, dict, OURO_ROW_CELLS, cells);
  ouro_heap_set_row_word (heap, dict, OURO_ROW_N, 2 * n);
  ouro_heap_set_row_word (heap, dict, OURO_ROW_AUX, table);
  ouro_heap_free_block (heap, old_table);
  ouro_heap_free_block (heap, old_cells);
}

/* Making ------------------------------------------------------------------------------------ */

static OuroId
allocate (OuroHeap    *heap,
          OuroFreelist freelist)
{
  OuroId dict = ouro_heap_allocate (heap, OURO_KIND_DICT, OURO_FLAG_GC, OURO_TYPE_DICT, freelist, 64, 0, 0, 0);

  if (heap->profile->dict_tracked_at_birth)
    ouro_heap_track (heap, dict);
  return dict;
}

OuroId
ouro_dict_new (OuroHeap *heap)
{
  return allocate (heap, OURO_FREELIST_DICT);
}

OuroId
ouro_dict_new_presized (OuroHeap *heap,
                        guint32   n,
                        gboolean  all_str)
{
  OuroId dict = ouro_dict_new (heap);

  if (n > get_usable (MINIMUM_LOG2))
    resize (heap, dict, MIN (get_log2_for (heap, ((guint64)n * 3 + 1) / 2), MAXIMUM_PRESIZED_LOG2), all_str ? 0 : GENERAL);
  return dict;
}

static void
copy_words (OuroHeap *heap,
            OuroId    owner,
            guint32   to,
            guint32   from,
            guint32   n)
{
  for (guint32 i = 0; i < n; i++)
    ouro_heap_put_place (heap, owner, to + i, heap->cells[from + i]);
}

/* clone_combined_dict: the table as it is, with deleted entries. A split one shares its keys with the copy. */
static void
clone_table (OuroHeap *heap,
             OuroId    copy,
             OuroId    dict)
{
  guint   log2 = get_log2 (heap, dict);
  guint32 n = heap->rows[dict].n;
  guint32 old_table = heap->rows[dict].aux;
  guint32 table = ouro_heap_new_block (heap, copy, 0, get_table_length (log2));
  guint32 cells = ouro_heap_new_block (heap, copy, 0, 2 * get_usable (log2));
  guint32 index = get_index_start (log2);

  copy_words (heap, copy, table, old_table, TABLE_HASHES + n);
  copy_words (heap, copy, table + index, old_table + index, get_table_length (log2) - index);
  copy_words (heap, copy, cells, heap->rows[dict].cells, n);
  for (guint32 i = 0; i < n; i++)
    if (heap->cells[cells + i] != OURO_NO_ID)
      ouro_heap_incref (heap, heap->cells[cells + i]);
  ouro_heap_set_row_word (heap, copy, OURO_ROW_CELLS, cells);
  ouro_heap_set_row_word (heap, copy, OURO_ROW_N, n);
  ouro_heap_set_row_word (heap, copy, OURO_ROW_AUX, table);
  if (ouro_heap_is_tracked (heap, dict) && (heap->rows[copy].head & OURO_FLAG_GC))
    ouro_heap_track (heap, copy);
}

OuroId
ouro_dict_copy (OuroHeap *heap,
                OuroId    dict)
{
  guint32 n = ouro_dict_get_n_entries (heap, dict);
  guint32 used = ouro_dict_get_length (heap, dict);
  OuroId  copy;

  /* One that shares its keys does not come from the free list, but goes there. */
  if (used > 0 && is_split (heap, dict) && ouro_dict_get_shared_class (heap, dict) != OURO_NO_ID)
    {
      copy = allocate (heap, OURO_FREELIST_NONE);
      ouro_heap_set_home (heap, copy, OURO_FREELIST_DICT, 64);
    }
  else
    copy = ouro_dict_new (heap);
  if (used == 0)
    return copy;
  /* PyDict_Copy: a table that is well filled is cloned. */
  if (is_split (heap, dict) ? ouro_dict_get_shared_class (heap, dict) != OURO_NO_ID : used >= n * 2 / 3)
    {
      clone_table (heap, copy, dict);
      return copy;
    }
  resize (heap, copy, get_log2_for (heap, ((guint64)used * 3 + 1) / 2), ouro_dict_has_str_keys (heap, dict) ? 0 : GENERAL);
  for (guint32 i = 0; i < n; i++)
    if (ouro_dict_get_key (heap, dict, i) != OURO_NO_ID)
      ouro_dict_add (heap, copy, ouro_dict_get_key (heap, dict, i), ouro_dict_get_hash (heap, dict, i), ouro_dict_get_value (heap, dict, i));
  return copy;
}

void
ouro_dict_reserve (OuroHeap *heap,
                   OuroId    dict,
                   guint32   n,
                   gboolean  all_str)
{
  resize (heap, dict, get_log2_for (heap, ((guint64)n * 3 + 1) / 2), all_str ? 0 : GENERAL);
}

/* dict_merge. */
gboolean
ouro_dict_begin_merge (OuroHeap *heap,
                       OuroId    dict,
                       OuroId    other)
{
  guint32 used = ouro_dict_get_length (heap, dict);
  guint32 n = ouro_dict_get_length (heap, other);
  guint   log2;

  if (n == 0)
    return TRUE;
  log2 = get_log2 (heap, other);
  if (used == 0 && !is_split (heap, dict) && !is_split (heap, other) && n == ouro_dict_get_n_entries (heap, other) && (log2 == MINIMUM_LOG2 || get_usable (log2 - 1) < n))
    {
      ouro_dict_clear (heap, dict);
      clone_table (heap, dict, other);
      return TRUE;
    }
  if (get_usable (heap->rows[dict].aux != 0 ? get_log2 (heap, dict) : 0) < n && !is_split (heap, dict))
    resize (heap, dict, get_log2_for (heap, ((guint64)(used + n) * 3 + 1) / 2), ouro_dict_has_str_keys (heap, dict) && ouro_dict_has_str_keys (heap, other) ? 0 : GENERAL);
  return FALSE;
}

/* Looking ----------------------------------------------------------------------------------- */

guint32
ouro_dict_get_length (const OuroHeap *heap,
                      OuroId          dict)
{
  return heap->rows[dict].aux != 0 ? get_table_word (heap, dict, TABLE_USED) : 0;
}

gboolean
ouro_dict_has_str_keys (const OuroHeap *heap,
                        OuroId          dict)
{
  return heap->rows[dict].aux == 0 || !(get_table_word (heap, dict, TABLE_SIZE) & GENERAL);
}

static inline gboolean
is_str (const OuroHeap *heap,
        OuroId          object)
{
  return heap->rows[object].cls == OURO_TYPE_STR;
}

/* A comparison ran code that changed the table: the search starts again (dictkeys_generic_lookup). */
#define TABLE_CHANGED -3

/* Whether the entry has this key: 1, 0, OURO_DICT_ERROR or TABLE_CHANGED. */
static int
entry_matches (OuroHeap     *heap,
               OuroId        dict,
               guint32       entry,
               OuroId        key,
               gint64        hash,
               OuroEqualFunc equal,
               gpointer      data)
{
  OuroId  present = ouro_dict_get_key (heap, dict, entry);
  guint32 table = heap->rows[dict].aux;
  int     matches;

  if (present == key)
    return 1;
  if (present == OURO_NO_ID || ouro_dict_get_hash (heap, dict, entry) != hash)
    return 0;
  if (is_str (heap, present) && is_str (heap, key))
    return ouro_str_equal (heap, present, key);
  if (equal == NULL)
    return 0;
  matches = equal (heap, present, key, data);
  if (matches < 0)
    return OURO_DICT_ERROR;
  return heap->rows[dict].aux == table && ouro_dict_get_key (heap, dict, entry) == present ? matches : TABLE_CHANGED;
}

static gint64
find_by_walking (OuroHeap     *heap,
                 OuroId        dict,
                 OuroId        key,
                 gint64        hash,
                 OuroEqualFunc equal,
                 gpointer      data)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      int matches = entry_matches (heap, dict, i, key, hash, equal, data);

      if (matches != 0)
        return matches > 0 ? (gint64)i : matches;
    }
  return OURO_DICT_ABSENT;
}

static gint64
find_by_index (OuroHeap     *heap,
               OuroId        dict,
               OuroId        key,
               gint64        hash,
               OuroEqualFunc equal,
               gpointer      data)
{
  guint   log2 = get_log2 (heap, dict);
  guint32 index = heap->rows[dict].aux + get_index_start (log2);
  guint64 mask = (1ull << log2) - 1;
  guint64 perturb = (guint64)hash;

  for (guint64 i = perturb & mask; heap->cells[index + i] != 0; i = (i * 5 + perturb + 1) & mask)
    {
      guint32 entry = heap->cells[index + i] - 1;
      int     matches = entry_matches (heap, dict, entry, key, hash, equal, data);

      if (matches != 0)
        return matches > 0 ? (gint64)entry : matches;
      perturb >>= PERTURB_SHIFT;
    }
  return OURO_DICT_ABSENT;
}

gint64
ouro_dict_find (OuroHeap     *heap,
                OuroId        dict,
                OuroId        key,
                gint64        hash,
                OuroEqualFunc equal,
                gpointer      data)
{
  gint64 entry;

  do
    {
      if (heap->rows[dict].aux == 0)
        return OURO_DICT_ABSENT;
      if (get_log2 (heap, dict) == MINIMUM_LOG2)
        entry = find_by_walking (heap, dict, key, hash, equal, data);
      else
        entry = find_by_index (heap, dict, key, hash, equal, data);
    }
  while (entry == TABLE_CHANGED);
  return entry;
}

gint64
ouro_dict_find_str (const OuroHeap *heap,
                    OuroId          dict,
                    OuroId          key)
{
  /* Without a function to ask for equality nothing is changed. */
  return ouro_dict_find ((OuroHeap *)heap, dict, key, ouro_hash_text (heap, key), NULL, NULL);
}

/* Changing ---------------------------------------------------------------------------------- */

gboolean
ouro_heap_may_be_tracked (const OuroHeap *heap,
                          OuroId          object)
{
  const OuroRow *row = &heap->rows[object];

  /* Functions in C that the interpreter begins with are not counted, but have a header. */
  if (ouro_heap_get_kind (heap, object) == OURO_KIND_BUILTIN)
    return TRUE;
  return (row->head & OURO_FLAG_GC) && (row->cls != OURO_TYPE_TUPLE || heap->places[object] != 0);
}

/* Dicts that were there before the program, its namespace among them, are in no list. */
static inline void
maintain_tracking (OuroHeap *heap,
                   OuroId    dict,
                   OuroId    key,
                   OuroId    value)
{
  if (heap->places[dict] == 0 && (heap->rows[dict].head & (OURO_FLAG_GC | OURO_FLAG_OUTSIDE)) == OURO_FLAG_GC && heap->rows[dict].cls == OURO_TYPE_DICT && (ouro_heap_may_be_tracked (heap, key) || ouro_heap_may_be_tracked (heap, value)))
    ouro_heap_track (heap, dict);
}

void
ouro_dict_make_split (OuroHeap *heap,
                      OuroId    dict,
                      OuroId    cls)
{
  g_return_if_fail (heap->rows[dict].aux == 0);

  /* Room for all shared keys, so that a split dict never grows. */
  resize (heap, dict, get_log2_for (heap, OURO_SHARED_KEYS_MAXIMUM * 3 / 2), SPLIT);
  ouro_heap_put_place (heap, dict, heap->rows[dict].aux + TABLE_CLASS, cls);
}

static gboolean
is_full (const OuroHeap *heap,
         OuroId          dict)
{
  return ouro_dict_get_n_entries (heap, dict) >= get_usable (get_log2 (heap, dict));
}

/* A split dict has room for all shared keys, but deleted entries fill it in time. */
static void
compact_split (OuroHeap *heap,
               OuroId    dict)
{
  OuroId cls = get_table_word (heap, dict, TABLE_CLASS);

  resize (heap, dict, get_log2 (heap, dict), SPLIT);
  ouro_heap_put_place (heap, dict, heap->rows[dict].aux + TABLE_CLASS, cls);
}

/* Room for one more entry: insertion_resize with GROWTH_RATE = used * 3. */
static void
make_room (OuroHeap *heap,
           OuroId    dict,
           OuroId    key)
{
  guint32 flags = is_str (heap, key) && ouro_dict_has_str_keys (heap, dict) ? 0 : GENERAL;

  if (heap->rows[dict].aux == 0)
    resize (heap, dict, MINIMUM_LOG2, flags);
  else if (is_split (heap, dict) && flags == 0 && ouro_class_ensure_key (heap, ouro_dict_get_shared_class (heap, dict), key))
    {
      if (is_full (heap, dict))
        compact_split (heap, dict);
    }
  else if (is_split (heap, dict) || is_full (heap, dict) || (flags != 0 && ouro_dict_has_str_keys (heap, dict)))
    resize (heap, dict, get_log2_for (heap, (guint64)ouro_dict_get_length (heap, dict) * 3), flags);
}

void
ouro_dict_add (OuroHeap *heap,
               OuroId    dict,
               OuroId    key,
               gint64    hash,
               OuroId    value)
{
  guint32 n, cells, hashes;
  guint   log2;

  maintain_tracking (heap, dict, key, value);
  make_room (heap, dict, key);
  n = ouro_dict_get_n_entries (heap, dict);
  cells = heap->rows[dict].cells + 2 * n;
  hashes = heap->rows[dict].aux + TABLE_HASHES + 2 * n;
  log2 = get_log2 (heap, dict);

  ouro_heap_incref (heap, key);
  ouro_heap_incref (heap, value);
  if (log2 > MINIMUM_LOG2)
    ouro_heap_set_place (heap, dict, find_empty_place (heap, heap->rows[dict].aux + get_index_start (log2), log2, hash), n + 1);
  ouro_heap_put_place (heap, dict, hashes, (guint32)hash);
  ouro_heap_put_place (heap, dict, hashes + 1, (guint32)((guint64)hash >> 32));
  ouro_heap_put_place (heap, dict, cells + 1, key);
  ouro_heap_put_place (heap, dict, cells, value);
  set_table_word (heap, dict, TABLE_USED, get_table_word (heap, dict, TABLE_USED) + 1);
  ouro_heap_set_row_word (heap, dict, OURO_ROW_N, 2 * (n + 1));
}

void
ouro_dict_replace (OuroHeap *heap,
                   OuroId    dict,
                   guint32   entry,
                   OuroId    value)
{
  OuroId old = ouro_dict_get_value (heap, dict, entry);

  maintain_tracking (heap, dict, ouro_dict_get_key (heap, dict, entry), value);
  ouro_heap_incref (heap, value);
  ouro_heap_set_cell (heap, dict, 2 * entry, value);
  ouro_heap_decref (heap, old);
}

void
ouro_dict_set_str (OuroHeap *heap,
                   OuroId    dict,
                   OuroId    key,
                   OuroId    value)
{
  gint64 entry = ouro_dict_find_str (heap, dict, key);

  if (entry >= 0)
    ouro_dict_replace (heap, dict, (guint32)entry, value);
  else
    ouro_dict_add (heap, dict, key, ouro_hash_text (heap, key), value);
}

void
ouro_dict_remove (OuroHeap *heap,
                  OuroId    dict,
                  guint32   entry,
                  OuroId   *value)
{
  OuroId old_key = ouro_dict_get_key (heap, dict, entry);
  OuroId old_value = ouro_dict_get_value (heap, dict, entry);

  set_table_word (heap, dict, TABLE_USED, get_table_word (heap, dict, TABLE_USED) - 1);
  ouro_heap_set_cell (heap, dict, 2 * entry + 1, OURO_NO_ID);
  ouro_heap_set_cell (heap, dict, 2 * entry, OURO_NO_ID);
  ouro_heap_decref (heap, old_key);
  if (value != NULL)
    *value = old_value;
  else
    ouro_heap_decref (heap, old_value);
}

void
ouro_dict_clear (OuroHeap *heap,
                 OuroId    dict)
{
  guint32 cells = heap->rows[dict].cells;
  guint32 n = heap->rows[dict].n;
  guint32 table = heap->rows[dict].aux;

  if (table == 0)
    return;
  ouro_heap_set_row_word (heap, dict, OURO_ROW_N, 0);
  ouro_heap_set_row_word (heap, dict, OURO_ROW_CELLS, 0);
  ouro_heap_set_row_word (heap, dict, OURO_ROW_AUX, 0);
  for (guint32 i = 0; i < n; i += 2)
    if (heap->cells[cells + i + 1] != OURO_NO_ID)
      {
        ouro_heap_decref (heap, heap->cells[cells + i + 1]);
        ouro_heap_decref (heap, heap->cells[cells + i]);
      }
  ouro_heap_free_block (heap, cells);
  ouro_heap_free_block (heap, table);
}

guint32
ouro_dict_get_n_places (const OuroHeap *heap,
                        OuroId          dict)
{
  return heap->rows[dict].aux != 0 ? 1u << get_log2 (heap, dict) : 0;
}

gsize
ouro_dict_get_table_size (const OuroHeap *heap,
                          OuroId          dict)
{
  guint log2;
  gsize places, index_width;

  if (heap->rows[dict].aux == 0)
    return 0;
  if (is_split (heap, dict))
    return 8 * MAX (ouro_class_get_n_places (heap, ouro_dict_get_shared_class (heap, dict)), ouro_dict_get_length (heap, dict));
  log2 = get_log2 (heap, dict);
  places = (gsize)1 << log2;
  index_width = log2 <= 7 ? 1 : log2 <= 15 ? 2
                                           : 4;
  return 32 + places * index_width + (gsize)get_usable (log2) * (ouro_dict_has_str_keys (heap, dict) ? 16 : 24);
}
