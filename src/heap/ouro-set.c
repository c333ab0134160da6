/* ouro-set.c - the storage of a set or frozenset
 *
 * The row's aux is the place of a table block: places ever filled, members, where pop () goes on, then
 * two words of hash for each place. A place whose member was taken out has LEFT_HASH, and is filled again.
 */
#include "ouro-set.h"

#include "ouro-text.h"

#define TABLE_FILL   0
#define TABLE_USED   1
#define TABLE_FINGER 2
#define TABLE_HASHES 3

#define MINIMUM_SIZE  8
#define LINEAR_PROBES 9
#define PERTURB_SHIFT 5

/* Of a place whose member was taken out; no member has it. */
#define LEFT_HASH -1

static inline guint32
get_word (const OuroHeap *heap,
          OuroId          set,
          guint32         word)
{
  return heap->cells[heap->rows[set].aux + word];
}

static inline void
set_word (OuroHeap *heap,
          OuroId    set,
          guint32   word,
          guint32   value)
{
  ouro_heap_set_place (heap, set, heap->rows[set].aux + word, value);
}

gint64
ouro_set_get_hash (const OuroHeap *heap,
                   OuroId          set,
                   guint32         place)
{
  guint32 word = heap->rows[set].aux + TABLE_HASHES + 2 * place;

  return (gint64)((guint64)heap->cells[word + 1] << 32 | heap->cells[word]);
}

static void
set_hash (OuroHeap *heap,
          OuroId    set,
          guint32   place,
          gint64    hash)
{
  set_word (heap, set, TABLE_HASHES + 2 * place, (guint32)hash);
  set_word (heap, set, TABLE_HASHES + 2 * place + 1, (guint32)((guint64)hash >> 32));
}

/* An empty table. Where pop () goes on stays as it was (set_table_resize and set_empty_to_minsize leave it alone). */
static void
put_table (OuroHeap *heap,
           OuroId    set,
           guint32   size)
{
  guint32 table = ouro_heap_new_block (heap, set, 0, TABLE_HASHES + 2 * size);
  guint32 old = heap->rows[set].aux;

  if (old != 0)
    ouro_heap_put_place (heap, set, table + TABLE_FINGER, heap->cells[old + TABLE_FINGER]);
  ouro_heap_replace_cells (heap, set, size, size);
  ouro_heap_set_row_word (heap, set, OURO_ROW_AUX, table);
  ouro_heap_free_block (heap, old);
}

void
ouro_set_initialise (OuroHeap *heap,
                     OuroId    set)
{
  put_table (heap, set, MINIMUM_SIZE);
}

guint32
ouro_set_get_length (const OuroHeap *heap,
                     OuroId          set)
{
  return get_word (heap, set, TABLE_USED);
}

/* The next group of places after the linear ones. */
static inline guint32
get_next (guint32  i,
          guint32  mask,
          guint64 *perturb)
{
  *perturb >>= PERTURB_SHIFT;
  return (guint32)(((guint64)i * 5 + 1 + *perturb) & mask);
}

/* set_insert_clean: the table has no member equal to this one and none was ever taken out. */
static void
insert_clean (OuroHeap *heap,
              OuroId    set,
              OuroId    key,
              gint64    hash)
{
  guint32 mask = heap->rows[set].n - 1;
  guint64 perturb = (guint64)hash;
  guint32 i = (guint32)hash & mask;

  while (TRUE)
    {
      guint probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;

      for (guint32 place = i; place <= i + probes; place++)
        if (ouro_heap_get_cell (heap, set, place) == OURO_NO_ID)
          {
            ouro_heap_set_cell (heap, set, place, key);
            set_hash (heap, set, place, hash);
            return;
          }
      i = get_next (i, mask, &perturb);
    }
}

/* set_table_resize. */
static void
resize (OuroHeap *heap,
        OuroId    set,
        guint32   minimum)
{
  guint32            old_size = heap->rows[set].n;
  guint32            used = get_word (heap, set, TABLE_USED);
  g_autofree OuroId *members = g_new (OuroId, used);
  g_autofree gint64 *hashes = g_new (gint64, used);
  guint32            size = MINIMUM_SIZE, n = 0;

  while (size <= minimum)
    size <<= 1;
  for (guint32 i = 0; i < old_size; i++)
    if (ouro_heap_get_cell (heap, set, i) != OURO_NO_ID)
      {
        members[n] = ouro_heap_get_cell (heap, set, i);
        hashes[n++] = ouro_set_get_hash (heap, set, i);
      }
  put_table (heap, set, size);
  for (guint32 i = 0; i < n; i++)
    insert_clean (heap, set, members[i], hashes[i]);
  set_word (heap, set, TABLE_FILL, used);
  set_word (heap, set, TABLE_USED, used);
}

void
ouro_set_reserve (OuroHeap *heap,
                  OuroId    set,
                  guint32   n)
{
  guint32 mask = heap->rows[set].n - 1;

  if ((guint64)(get_word (heap, set, TABLE_FILL) + n) * 5 >= (guint64)mask * 3)
    resize (heap, set, (ouro_set_get_length (heap, set) + n) * 2);
}

void
ouro_set_reserve_for (OuroHeap *heap,
                      OuroId    set,
                      OuroId    other)
{
  ouro_set_reserve (heap, set, ouro_set_get_length (heap, other));
}

static void
swap_row_word (OuroHeap *heap,
               OuroId    a,
               OuroId    b,
               guint     word,
               guint32   value)
{
  ouro_heap_set_row_word (heap, a, word, ((const guint32 *)&heap->rows[b])[word]);
  ouro_heap_set_row_word (heap, b, word, value);
}

void
ouro_set_swap (OuroHeap *heap,
               OuroId    a,
               OuroId    b)
{
  swap_row_word (heap, a, b, OURO_ROW_CELLS, heap->rows[a].cells);
  swap_row_word (heap, a, b, OURO_ROW_N, heap->rows[a].n);
  swap_row_word (heap, a, b, OURO_ROW_AUX, heap->rows[a].aux);
}

void
ouro_set_compact (OuroHeap *heap,
                  OuroId    set)
{
  guint32 used = get_word (heap, set, TABLE_USED);

  if (get_word (heap, set, TABLE_FILL) - used > (heap->rows[set].n - 1) / 4)
    resize (heap, set, used > 50000 ? used * 2 : used * 4);
}

/* A comparison ran code that changed the table: the search starts again (set_lookkey). */
#define TABLE_CHANGED -3

/* Whether the place has this member: 1, 0, OURO_DICT_ERROR or TABLE_CHANGED. */
static int
member_matches (OuroHeap     *heap,
                OuroId        set,
                guint32       place,
                OuroId        key,
                gint64        hash,
                OuroEqualFunc equal,
                gpointer      data)
{
  OuroId  present = ouro_heap_get_cell (heap, set, place);
  guint32 table = heap->rows[set].aux;
  int     matches;

  if (present == OURO_NO_ID || ouro_set_get_hash (heap, set, place) != hash)
    return 0;
  if (present == key)
    return 1;
  if (heap->rows[present].cls == OURO_TYPE_STR && heap->rows[key].cls == OURO_TYPE_STR)
    return ouro_str_equal (heap, present, key);
  if (equal == NULL)
    return 0;
  matches = equal (heap, present, key, data);
  if (matches < 0)
    return OURO_DICT_ERROR;
  return heap->rows[set].aux == table && ouro_heap_get_cell (heap, set, place) == present ? matches : TABLE_CHANGED;
}

static gint64
look_up_once (OuroHeap     *heap,
              OuroId        set,
              OuroId        key,
              gint64        hash,
              OuroEqualFunc equal,
              gpointer      data,
              gboolean     *found)
{
  guint32 mask = heap->rows[set].n - 1;
  guint64 perturb = (guint64)hash;
  guint32 i = (guint32)hash & mask;
  gint64  left = -1; /* the last place seen that a member has left */

  while (TRUE)
    {
      guint probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;

      for (guint32 place = i; place <= i + probes; place++)
        {
          gboolean is_empty = ouro_heap_get_cell (heap, set, place) == OURO_NO_ID;
          int      matches;

          *found = FALSE;
          if (is_empty && ouro_set_get_hash (heap, set, place) == 0)
            return left >= 0 ? left : place;
          if (is_empty)
            left = place;
          matches = member_matches (heap, set, place, key, hash, equal, data);
          *found = matches > 0;
          if (matches != 0)
            return matches > 0 ? (gint64)place : matches;
        }
      i = get_next (i, mask, &perturb);
    }
}

/* The place of the member, or the place at which it would go (with *found FALSE), or OURO_DICT_ERROR. */
static gint64
look_up (OuroHeap     *heap,
         OuroId        set,
         OuroId        key,
         gint64        hash,
         OuroEqualFunc equal,
         gpointer      data,
         gboolean     *found)
{
  gint64 place;

  do
    place = look_up_once (heap, set, key, hash, equal, data, found);
  while (place == TABLE_CHANGED);
  return place;
}

gint64
ouro_set_find (OuroHeap     *heap,
               OuroId        set,
               OuroId        key,
               gint64        hash,
               OuroEqualFunc equal,
               gpointer      data)
{
  gboolean found;
  gint64   place = look_up (heap, set, key, hash, equal, data, &found);

  return place < 0 || found ? place : OURO_DICT_ABSENT;
}

int
ouro_set_add (OuroHeap     *heap,
              OuroId        set,
              OuroId        key,
              gint64        hash,
              OuroEqualFunc equal,
              gpointer      data)
{
  gboolean found;
  gint64   place = look_up (heap, set, key, hash, equal, data, &found);
  gboolean was_left;
  guint32  used, fill;

  if (place < 0)
    return -1;
  if (found)
    return 0;
  was_left = ouro_set_get_hash (heap, set, (guint32)place) == LEFT_HASH;
  ouro_heap_incref (heap, key);
  ouro_heap_set_cell (heap, set, (guint32)place, key);
  set_hash (heap, set, (guint32)place, hash);
  used = get_word (heap, set, TABLE_USED) + 1;
  set_word (heap, set, TABLE_USED, used);
  if (was_left)
    return 1;
  fill = get_word (heap, set, TABLE_FILL) + 1;
  set_word (heap, set, TABLE_FILL, fill);
  if ((guint64)fill * 5 >= (guint64)(heap->rows[set].n - 1) * 3)
    resize (heap, set, used > 50000 ? used * 2 : used * 4);
  return 1;
}

/* An empty table of the same size as another one from which nothing was taken: each member goes to the same place. */
static void
copy_table (OuroHeap *heap,
            OuroId    set,
            OuroId    other)
{
  for (guint32 i = 0; i < heap->rows[other].n; i++)
    {
      OuroId member = ouro_heap_get_cell (heap, other, i);

      if (member == OURO_NO_ID)
        continue;
      ouro_heap_incref (heap, member);
      ouro_heap_set_cell (heap, set, i, member);
      set_hash (heap, set, i, ouro_set_get_hash (heap, other, i));
    }
  set_word (heap, set, TABLE_FILL, get_word (heap, other, TABLE_FILL));
  set_word (heap, set, TABLE_USED, get_word (heap, other, TABLE_USED));
}

int
ouro_set_merge (OuroHeap     *heap,
                OuroId        set,
                OuroId        other,
                OuroEqualFunc equal,
                gpointer      data)
{
  if (set == other || ouro_set_get_length (heap, other) == 0)
    return 0;
  ouro_set_reserve_for (heap, set, other);
  if (get_word (heap, set, TABLE_FILL) == 0 && heap->rows[set].n == heap->rows[other].n && get_word (heap, other, TABLE_FILL) == ouro_set_get_length (heap, other))
    {
      copy_table (heap, set, other);
      return 0;
    }
  /* An __eq__ may change the other set meanwhile. */
  for (guint32 i = 0; i < heap->rows[other].n; i++)
    if (ouro_heap_get_cell (heap, other, i) != OURO_NO_ID && ouro_set_add (heap, set, ouro_heap_get_cell (heap, other, i), ouro_set_get_hash (heap, other, i), equal, data) < 0)
      return -1;
  return 0;
}

OuroId
ouro_set_remove (OuroHeap *heap,
                 OuroId    set,
                 guint32   place)
{
  OuroId member = ouro_heap_get_cell (heap, set, place);

  ouro_heap_set_cell (heap, set, place, OURO_NO_ID);
  set_hash (heap, set, place, LEFT_HASH);
  set_word (heap, set, TABLE_USED, get_word (heap, set, TABLE_USED) - 1);
  return member;
}

OuroId
ouro_set_pop (OuroHeap *heap,
              OuroId    set)
{
  guint32 mask = heap->rows[set].n - 1;
  guint32 place = get_word (heap, set, TABLE_FINGER) & mask;

  if (ouro_set_get_length (heap, set) == 0)
    return OURO_NO_ID;
  while (ouro_heap_get_cell (heap, set, place) == OURO_NO_ID)
    place = (place + 1) & mask;
  set_word (heap, set, TABLE_FINGER, place + 1);
  return ouro_set_remove (heap, set, place);
}

void
ouro_set_clear (OuroHeap *heap,
                OuroId    set)
{
  guint32            size = heap->rows[set].n;
  g_autofree OuroId *members = g_new (OuroId, size);
  guint32            n = 0;

  if (get_word (heap, set, TABLE_FILL) == 0)
    return;
  for (guint32 i = 0; i < size; i++)
    if (ouro_heap_get_cell (heap, set, i) != OURO_NO_ID)
      members[n++] = ouro_heap_get_cell (heap, set, i);
  put_table (heap, set, MINIMUM_SIZE);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_decref (heap, members[i]);
}
