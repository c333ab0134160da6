/* ouro-heap.c - rows, blocks of cells, the collector's lists
 *
 * The arrays are reserved as address space once and filled by the system page by page, so nothing
 * ever moves and a pointer into them stays good.
 */
#include "ouro-heap.h"

#include <string.h>

#include "ouro-atom.h"
#include "ouro-heap-private.h"
#include "ouro-instance.h"
#include "ouro-journal-private.h"
#include "ouro-journal.h"
#include "ouro-mark.h"
#include "ouro-memory.h"
#include "ouro-text.h"

#define ROWS_CAPACITY  (1u << 24)
#define CELLS_CAPACITY (1u << 28)
#define STACK_CAPACITY (1u << 24)
#define LISTS_CAPACITY (1u << 26)

/* Room kept free for what is under way when the end is near. */
#define ROWS_MARGIN  (1u << 20)
#define CELLS_MARGIN (1u << 24)

#define BLOCK_MAX_HIDDEN 15
#define N_POOLS          34
#define LARGE_POOL       (N_POOLS - 1)

/* Kinds ------------------------------------------------------------------------------------- */

static const struct
{
  OuroStorage storage;
  gboolean    is_backward;
} kinds[OURO_N_KINDS] = {
#define FORWARD                         FALSE
#define BACKWARD                        TRUE
#define OURO_KIND(NAME, storage, order) [OURO_KIND_##NAME] = { OURO_STORAGE_##storage, order },
#include "ouro-kinds.h"
#undef OURO_KIND
#undef FORWARD
#undef BACKWARD
};

static const struct
{
  const char *name;
  OuroKind    kind;
  OuroId      base;
} types[OURO_N_TYPES] = {
#define OURO_TYPE(NAME, python_name, KIND, BASE) [OURO_TYPE_##NAME] = { python_name, OURO_KIND_##KIND, OURO_TYPE_##BASE },
#include "ouro-builtin-types.h"
#undef OURO_TYPE
};

OuroStorage
ouro_kind_get_storage (OuroKind kind)
{
  return kinds[kind].storage;
}

gboolean
ouro_kind_is_backward (OuroKind kind)
{
  return kinds[kind].is_backward;
}

const char *
ouro_type_get_full_name (OuroId type)
{
  g_return_val_if_fail (type > OURO_TYPE_NOTHING && type < OURO_N_TYPES, NULL);
  return types[type].name;
}

const char *
ouro_type_get_name (OuroId type)
{
  const char *name = ouro_type_get_full_name (type);
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  return dot != NULL ? dot + 1 : name;
}

OuroId
ouro_type_get_base (OuroId type)
{
  g_return_val_if_fail (type > OURO_TYPE_NOTHING && type < OURO_N_TYPES, OURO_NO_ID);
  return type == OURO_TYPE_OBJECT ? OURO_NO_ID : types[type].base;
}

OuroKind
ouro_type_get_kind (OuroId type)
{
  g_return_val_if_fail (type > OURO_TYPE_NOTHING && type < OURO_N_TYPES, OURO_KIND_FREE);
  return types[type].kind;
}

/* Blocks of cells --------------------------------------------------------------------------- */

/* Without history blocks are used again; they come in sizes of 4, 8, 12 ... 64 words, then powers of two. */
static guint
get_block_class (guint32  words,
                 guint32 *rounded)
{
  guint bits;

  if (words <= 64)
    {
      *rounded = (words + 3) & ~3u;
      return *rounded / 4 - 1;
    }
  bits = g_bit_storage (words - 1);
  *rounded = 1u << bits;
  return 16 + bits - 7;
}

static guint32
take_block (OuroHeap *self,
            guint32   words)
{
  guint32 top = self->words[OURO_WORD_CELLS_TOP];

  if (!self->keeps_history)
    {
      guint class = get_block_class (words, &words);
      guint32 block = self->free_blocks[class];

      if (block != 0)
        {
          self->free_blocks[class] = self->cells[block];
          return block;
        }
    }
  if (G_UNLIKELY (words > self->cells_capacity - top))
    g_error ("The simulated heap needs more than its %u cells.", self->cells_capacity);
  ouro_heap_set_word (self, OURO_WORD_CELLS_TOP, top + words);
  return top;
}

/* A new block, all of it 0 but its header. */
static void
record_block (OuroHeap *self,
              OuroId    owner,
              guint32   block,
              guint32   words,
              guint32   place,
              guint32   header)
{
  for (guint32 i = block; i < block + words; i++)
    if (i == place - 1)
      ouro_heap_record_place (self, owner, i, header);
    else if (self->cells[i] != 0)
      ouro_heap_record_place (self, owner, i, 0);
}

guint32
ouro_heap_new_block (OuroHeap *self,
                     OuroId    owner,
                     guint     n_hidden,
                     guint32   capacity)
{
  guint32 words = capacity + 1 + n_hidden;
  guint32 block = take_block (self, words);
  guint32 place = block + 1 + n_hidden;
  guint32 header = capacity | n_hidden << 28;

  g_assert (n_hidden <= BLOCK_MAX_HIDDEN);

  if (G_UNLIKELY (self->recording))
    record_block (self, owner, block, words, place, header);
  memset (self->cells + block, 0, words * sizeof (guint32));
  self->cells[place - 1] = header;
  return place;
}

void
ouro_heap_free_block (OuroHeap *self,
                      guint32   place)
{
  guint32 header, n_hidden, words, block;
  guint class;

  if (self->keeps_history || place == 0)
    return;
  header = self->cells[place - 1];
  n_hidden = header >> 28;
  block = place - 1 - n_hidden;
  class = get_block_class ((header & 0x0fffffffu) + 1 + n_hidden, &words);
  self->cells[block] = self->free_blocks[class];
  self->free_blocks[class] = block;
}

void
ouro_heap_retire_place (OuroHeap *self,
                        OuroId    owner,
                        guint32   place)
{
  if (place < self->cells_floor)
    ouro_heap_save_cell (self, owner, place, self->cells[place]);
}

/* Rows -------------------------------------------------------------------------------------- */

static guint
get_pool (gsize bytes)
{
  return bytes <= 512 ? (guint)(bytes + 15) / 16 : LARGE_POOL;
}

/* The first row of a chain of free ones. */
static OuroId
take_from_chain (OuroHeap *self,
                 guint     head_word)
{
  OuroId object = self->words[head_word];

  if (object != OURO_NO_ID)
    ouro_heap_set_word (self, head_word, self->rows[object].head >> 8);
  return object;
}

static void
put_on_chain (OuroHeap *self,
              guint     head_word,
              OuroId    object)
{
  ouro_heap_set_row_word (self, object, OURO_ROW_HEAD, ouro_heap_make_link (self->words[head_word]));
  ouro_heap_set_word (self, head_word, object);
}

static OuroId
take_row (OuroHeap *self,
          guint     pool)
{
  OuroId object = take_from_chain (self, OURO_WORD_POOL_HEAD + pool);

  if (object != OURO_NO_ID)
    return object;
  object = self->words[OURO_WORD_N_ROWS];
  if (G_UNLIKELY (object >= self->rows_capacity))
    g_error ("The simulated heap needs more than its %u objects.", self->rows_capacity);
  ouro_heap_set_word (self, OURO_WORD_N_ROWS, object + 1);
  self->rows[object].stamp = self->birth_stamp;
  return object;
}

/* The memory is there, the object is not yet: its head was at most a link in a chain of free rows. */
static void
set_head_of_unborn (OuroHeap *self,
                    OuroId    object,
                    guint32   head)
{
  OuroRow *row = &self->rows[object];

  if (G_UNLIKELY (self->recording))
    ouro_heap_record (self, OURO_SEGMENT_ROWS, object * 8 + OURO_ROW_HEAD, row->head, head, object, TRUE);
  else if (!ouro_heap_row_word_is_saved (self, row, OURO_ROW_HEAD))
    ouro_heap_save_row_word (self, object, OURO_ROW_HEAD, head);
  row->head = head;
}

/* 3.11: the collection does not see the object, whose memory is there already. */
static void
collect_before_birth (OuroHeap *self,
                      OuroId    object)
{
  set_head_of_unborn (self, object, OURO_KIND_FREE);
  if (self->hooks.collect != NULL)
    self->hooks.collect (self, self->hooks.data);
}

static void
fill_row (OuroHeap *self,
          OuroId    object,
          guint32   head,
          OuroId    cls,
          guint32   cells,
          guint32   n)
{
  OuroRow *row = &self->rows[object];
  guint32  birth = self->words[OURO_WORD_BIRTHS] + 1;

  ouro_heap_set_word (self, OURO_WORD_BIRTHS, birth);
  ouro_heap_set_word (self, OURO_WORD_N_ALIVE, self->words[OURO_WORD_N_ALIVE] + 1);
  set_head_of_unborn (self, object, head);
  if (G_UNLIKELY (self->recording))
    {
      const guint32 values[] = { 1, 0, head, cls, cells, n, 0, birth };

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        if (i != 1)
          ouro_heap_record (self, OURO_SEGMENT_ROWS, object * 8 + i, ((guint32 *)row)[i], values[i], object, TRUE);
    }
  ouro_heap_mark (self, OURO_MARK_BORN, object, birth, 0);
  *row = (OuroRow){ .refcount = 1, .stamp = self->birth_stamp, .head = head, .cls = cls, .cells = cells, .n = n, .birth = birth };
  self->places[object] = 0;
}

OuroId
ouro_heap_allocate (OuroHeap    *self,
                    OuroKind     kind,
                    guint32      flags,
                    OuroId       cls,
                    OuroFreelist freelist,
                    gsize        bytes,
                    guint        n_hidden,
                    guint32      n,
                    guint32      capacity)
{
  OuroId  object = OURO_NO_ID;
  guint   pool = get_pool (bytes);
  guint32 home = freelist != OURO_FREELIST_NONE ? OURO_HOME_FREELIST + freelist : pool;
  guint32 cells;

  if (freelist != OURO_FREELIST_NONE)
    {
      self->freelist_pool[freelist] = pool;
      object = take_from_chain (self, OURO_WORD_FREELIST_HEAD + freelist);
    }
  if (object != OURO_NO_ID)
    ouro_heap_set_word (self, OURO_WORD_FREELIST_COUNT + freelist, self->words[OURO_WORD_FREELIST_COUNT + freelist] - 1);
  else
    {
      object = take_row (self, pool);
      if ((flags & OURO_FLAG_GC) && ouro_heap_count_allocation (self))
        collect_before_birth (self, object);
    }
  cells = capacity + n_hidden > 0 ? ouro_heap_new_block (self, object, n_hidden, capacity) : 0;
  fill_row (self, object, kind | flags | home << OURO_FREELIST_SHIFT, cls, cells, n);
  return object;
}

void
ouro_heap_set_home (OuroHeap    *self,
                    OuroId       object,
                    OuroFreelist freelist,
                    gsize        bytes)
{
  guint   pool = get_pool (bytes);
  guint32 home = freelist != OURO_FREELIST_NONE ? OURO_HOME_FREELIST + freelist : pool;
  guint32 head = (self->rows[object].head & ~(0xffu << OURO_FREELIST_SHIFT)) | home << OURO_FREELIST_SHIFT;

  if (freelist != OURO_FREELIST_NONE)
    self->freelist_pool[freelist] = pool;
  if (head != self->rows[object].head)
    ouro_heap_set_row_word (self, object, OURO_ROW_HEAD, head);
}

/* Whether the row goes to a free list. Source: list_dealloc () and its like (3.11). */
static gboolean
put_on_freelist (OuroHeap *self,
                 OuroId    object,
                 guint     freelist)
{
  guint32 count = self->words[OURO_WORD_FREELIST_COUNT + freelist];

  if (count >= self->profile->freelist[freelist])
    return FALSE;
  put_on_chain (self, OURO_WORD_FREELIST_HEAD + freelist, object);
  ouro_heap_set_word (self, OURO_WORD_FREELIST_COUNT + freelist, count + 1);
  return TRUE;
}

guint
ouro_heap_get_object_pool (const OuroHeap *self,
                           OuroId          object)
{
  guint home = self->rows[object].head >> OURO_FREELIST_SHIFT & 0xff;

  return home >= OURO_HOME_FREELIST ? self->freelist_pool[home - OURO_HOME_FREELIST] : home;
}

void
ouro_heap_bury (OuroHeap *self,
                OuroId    object)
{
  guint32  head = self->rows[object].head;
  guint    home = head >> OURO_FREELIST_SHIFT & 0xff;
  gboolean is_listed = FALSE;

  ouro_heap_set_word (self, OURO_WORD_N_ALIVE, self->words[OURO_WORD_N_ALIVE] - 1);
  if (home >= OURO_HOME_FREELIST)
    {
      is_listed = put_on_freelist (self, object, home - OURO_HOME_FREELIST);
      home = self->freelist_pool[home - OURO_HOME_FREELIST];
    }
  if (is_listed)
    return;
  if (head & OURO_FLAG_GC)
    ouro_heap_uncount_allocation (self);
  put_on_chain (self, OURO_WORD_POOL_HEAD + home, object);
}

static gboolean
freelist_is_counted (guint freelist)
{
  return freelist < OURO_FREELIST_FLOAT || freelist >= OURO_FREELIST_TUPLE_1;
}

void
ouro_heap_clear_freelists (OuroHeap *self)
{
  for (guint i = 1; i < OURO_N_FREELISTS; i++)
    {
      OuroId object;

      if (self->words[OURO_WORD_FREELIST_COUNT + i] == 0 || (i == OURO_FREELIST_SLICE && self->profile->slice_is_kept))
        continue;
      while ((object = take_from_chain (self, OURO_WORD_FREELIST_HEAD + i)) != OURO_NO_ID)
        {
          put_on_chain (self, OURO_WORD_POOL_HEAD + self->freelist_pool[i], object);
          if (freelist_is_counted (i))
            ouro_heap_uncount_allocation (self);
        }
      ouro_heap_set_word (self, OURO_WORD_FREELIST_COUNT + i, 0);
    }
}

/* Cells of an object ------------------------------------------------------------------------ */

void
ouro_heap_replace_cells (OuroHeap *self,
                         OuroId    object,
                         guint32   n,
                         guint32   capacity)
{
  guint32 old = self->rows[object].cells;
  guint   n_hidden = old != 0 ? self->cells[old - 1] >> 28 : 0;
  guint32 place = capacity + n_hidden > 0 ? ouro_heap_new_block (self, object, n_hidden, capacity) : 0;

  for (guint i = 0; i < n_hidden; i++)
    ouro_heap_put_place (self, object, place - 2 - i, self->cells[old - 2 - i]);
  ouro_heap_set_row_word (self, object, OURO_ROW_CELLS, place);
  ouro_heap_set_row_word (self, object, OURO_ROW_N, n);
  ouro_heap_free_block (self, old);
}

void
ouro_heap_reserve_cells (OuroHeap *self,
                         OuroId    object,
                         guint32   capacity)
{
  guint32 old = self->rows[object].cells;
  guint32 n = self->rows[object].n;
  guint32 present = old != 0 ? ouro_heap_get_block_capacity (self, old) : 0;
  guint   n_hidden = old != 0 ? self->cells[old - 1] >> 28 : 0;
  guint32 place;

  if (capacity <= present)
    return;
  if (present > 0)
    capacity = MAX (capacity, present * 2);
  place = ouro_heap_new_block (self, object, n_hidden, capacity);
  for (guint i = 0; i < n_hidden; i++)
    ouro_heap_put_place (self, object, place - 2 - i, self->cells[old - 2 - i]);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_put_place (self, object, place + i, self->cells[old + i]);
  ouro_heap_set_row_word (self, object, OURO_ROW_CELLS, place);
  ouro_heap_free_block (self, old);
}

void
ouro_heap_set_n_cells (OuroHeap *self,
                       OuroId    object,
                       guint32   n)
{
  guint32 old = self->rows[object].n;
  guint32 place;

  ouro_heap_reserve_cells (self, object, n);
  place = self->rows[object].cells;
  for (guint32 i = n; i < old; i++)
    ouro_heap_retire_place (self, object, place + i);
  for (guint32 i = old; i < n; i++)
    ouro_heap_put_place (self, object, place + i, 0);
  ouro_heap_set_row_word (self, object, OURO_ROW_N, n);
}

void
ouro_heap_move_cells (OuroHeap *self,
                      OuroId    object,
                      guint32   to,
                      guint32   from,
                      guint32   count)
{
  guint32 place = self->rows[object].cells;

  if (to < from)
    for (guint32 i = 0; i < count; i++)
      ouro_heap_set_place (self, object, place + to + i, self->cells[place + from + i]);
  else if (to > from)
    for (guint32 i = count; i-- > 0;)
      ouro_heap_set_place (self, object, place + to + i, self->cells[place + from + i]);
}

void
ouro_heap_set_aux (OuroHeap *self,
                   OuroId    object,
                   guint32   aux)
{
  ouro_heap_set_row_word (self, object, OURO_ROW_AUX, aux);
}

void
ouro_heap_set_class (OuroHeap *self,
                     OuroId    object,
                     OuroId    cls)
{
  ouro_heap_set_row_word (self, object, OURO_ROW_CLASS, cls);
}

void
ouro_heap_set_flags (OuroHeap *self,
                     OuroId    object,
                     guint32   flags,
                     gboolean  set)
{
  guint32 head = self->rows[object].head;
  guint32 changed = set ? head | flags : head & ~flags;

  if (changed != head)
    ouro_heap_set_row_word (self, object, OURO_ROW_HEAD, changed);
}

void
ouro_heap_set_root (OuroHeap *self,
                    guint     root,
                    OuroId    object)
{
  OuroId old = self->words[OURO_WORD_ROOT + root];

  g_return_if_fail (root < OURO_N_ROOTS);

  ouro_heap_set_word (self, OURO_WORD_ROOT + root, object);
  if (old != OURO_NO_ID)
    ouro_heap_decref (self, old);
}

void
ouro_heap_foreach_referent (const OuroHeap  *self,
                            OuroId           object,
                            OuroReferentFunc func,
                            gpointer         user_data)
{
  const OuroRow *row = &self->rows[object];
  OuroKind       kind = ouro_heap_get_kind (self, object);
  gboolean       backward = kinds[kind].is_backward;

  if (kinds[kind].storage != OURO_STORAGE_ATOM)
    for (guint32 i = 0; i < row->n; i++)
      {
        guint32 cell = self->cells[row->cells + (backward ? row->n - 1 - i : i)];

        if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_PRIVATE)))
          func (cell & OURO_CELL_ID_MASK, user_data);
      }
  if (row->head & OURO_FLAG_OWNS_CLASS)
    func (row->cls, user_data);
}

/* The collector's lists --------------------------------------------------------------------- */

static void
set_list_place (OuroHeap      *self,
                OuroListNumber list,
                guint32        place,
                OuroId         object)
{
  if (place < self->list_floor[list])
    ouro_heap_save_list_place (self, list, place, object);
  self->lists[list][place] = object;
}

static void
append_to_list (OuroHeap      *self,
                OuroListNumber list,
                OuroId         object)
{
  guint32 end = self->words[OURO_WORD_LIST_END + list];

  if (G_UNLIKELY (end >= self->lists_capacity))
    g_error ("The simulated collector needs more than its %u places.", self->lists_capacity);
  if (G_UNLIKELY (self->recording))
    ouro_heap_record (self, (OuroSegment)(OURO_SEGMENT_LIST + list), end, self->lists[list][end], object, object, TRUE);
  self->lists[list][end] = object;
  ouro_heap_set_word (self, OURO_WORD_LIST_END + list, end + 1);
  self->places[object] = (guint32)list << 28 | OURO_PLACE_TRACKED | end;
}

/* Begins the list anew behind its end, or where it can, at the beginning of its array. */
static void
restart_list (OuroHeap      *self,
              OuroListNumber list)
{
  guint32 end = self->keeps_history ? self->words[OURO_WORD_LIST_END + list] : 0;

  ouro_heap_set_word (self, OURO_WORD_LIST_BASE + list, end);
  ouro_heap_set_word (self, OURO_WORD_LIST_END + list, end);
  ouro_heap_set_word (self, OURO_WORD_LIST_HOLES + list, 0);
}

/* Leaves the empty places out once they are more than the full ones. */
static void
compact_list (OuroHeap      *self,
              OuroListNumber list)
{
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (self, list, &n);

  /* A collection walks over the unreachable ones while they die. */
  if (list == OURO_LIST_UNREACHABLE || self->words[OURO_WORD_LIST_HOLES + list] <= n / 2 + 512)
    return;
  restart_list (self, list);
  for (guint32 i = 0; i < n; i++)
    if (places[i] != OURO_NO_ID)
      append_to_list (self, list, places[i]);
}

void
ouro_heap_track (OuroHeap *self,
                 OuroId    object)
{
  if (self->places[object] != 0)
    return;
  append_to_list (self, OURO_LIST_YOUNG, object);
}

/* Gives up the last place, and empty ones before it. */
static void
shorten_list (OuroHeap      *self,
              OuroListNumber list)
{
  guint32 base = self->words[OURO_WORD_LIST_BASE + list];
  guint32 end = self->words[OURO_WORD_LIST_END + list];
  guint32 holes = self->words[OURO_WORD_LIST_HOLES + list];

  set_list_place (self, list, --end, OURO_NO_ID);
  while (end > base && holes > 0 && self->lists[list][end - 1] == OURO_NO_ID)
    {
      set_list_place (self, list, --end, OURO_NO_ID);
      holes--;
    }
  ouro_heap_set_word (self, OURO_WORD_LIST_END + list, end);
  if (holes != self->words[OURO_WORD_LIST_HOLES + list])
    ouro_heap_set_word (self, OURO_WORD_LIST_HOLES + list, holes);
}

void
ouro_heap_untrack (OuroHeap *self,
                   OuroId    object)
{
  guint32        where = self->places[object];
  OuroListNumber list = (OuroListNumber)(where >> 28);
  guint32        place = where & OURO_PLACE_MASK;

  if (where == 0)
    return;
  self->places[object] = 0;
  if (place + 1 == self->words[OURO_WORD_LIST_END + list])
    {
      shorten_list (self, list);
      return;
    }
  set_list_place (self, list, place, OURO_NO_ID);
  ouro_heap_set_word (self, OURO_WORD_LIST_HOLES + list, self->words[OURO_WORD_LIST_HOLES + list] + 1);
  compact_list (self, list);
}

OuroListNumber
ouro_heap_get_list (const OuroHeap *self,
                    OuroId          object)
{
  return self->places[object] != 0 ? (OuroListNumber)(self->places[object] >> 28) : OURO_LIST_NONE;
}

guint32
ouro_heap_get_list_length (const OuroHeap *self,
                           OuroListNumber  list)
{
  return self->words[OURO_WORD_LIST_END + list] - self->words[OURO_WORD_LIST_BASE + list] - self->words[OURO_WORD_LIST_HOLES + list];
}

static gboolean
list_is_exactly (const OuroHeap *self,
                 OuroListNumber  list,
                 const OuroId   *objects,
                 guint32         n)
{
  guint32       n_places;
  const OuroId *places = ouro_heap_get_list_places (self, list, &n_places);

  return n_places == n && (n == 0 || memcmp (places, objects, n * sizeof (OuroId)) == 0);
}

/* Whether the list already begins with what it has now and only grows. */
static gboolean
list_only_grows (const OuroHeap *self,
                 OuroListNumber  list,
                 const OuroId   *objects,
                 guint32         n)
{
  guint32       n_places;
  const OuroId *places = ouro_heap_get_list_places (self, list, &n_places);

  return n_places <= n && (n_places == 0 || memcmp (places, objects, n_places * sizeof (OuroId)) == 0);
}

void
ouro_heap_set_list (OuroHeap      *self,
                    OuroListNumber list,
                    const OuroId  *objects,
                    guint32        n)
{
  guint32 n_places = self->words[OURO_WORD_LIST_END + list] - self->words[OURO_WORD_LIST_BASE + list];

  if (list_is_exactly (self, list, objects, n))
    return;
  if (!list_only_grows (self, list, objects, n))
    {
      restart_list (self, list);
      n_places = 0;
    }
  ouro_heap_append_objects (self, list, objects + n_places, n - n_places);
}

void
ouro_heap_empty_list (OuroHeap      *self,
                      OuroListNumber list)
{
  if (self->words[OURO_WORD_LIST_END + list] != self->words[OURO_WORD_LIST_BASE + list])
    restart_list (self, list);
}

void
ouro_heap_append_objects (OuroHeap      *self,
                          OuroListNumber list,
                          const OuroId  *objects,
                          guint32        n)
{
  guint32 end = self->words[OURO_WORD_LIST_END + list];

  if (self->recording || n > self->lists_capacity - end)
    {
      for (guint32 i = 0; i < n; i++)
        append_to_list (self, list, objects[i]);
      return;
    }
  if (n == 0)
    return;
  memmove (self->lists[list] + end, objects, n * sizeof (OuroId));
  for (guint32 i = 0; i < n; i++)
    self->places[self->lists[list][end + i]] = (guint32)list << 28 | OURO_PLACE_TRACKED | (end + i);
  ouro_heap_set_word (self, OURO_WORD_LIST_END + list, end + n);
}

void
ouro_heap_append_list (OuroHeap      *self,
                       OuroListNumber to,
                       OuroListNumber from)
{
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (self, from, &n);

  for (guint32 i = 0; i < n; i++)
    if (places[i] != OURO_NO_ID)
      append_to_list (self, to, places[i]);
  restart_list (self, from);
}

/* The heap itself --------------------------------------------------------------------------- */

/* Where the system is strict about address space, a smaller heap is better than none. */
static gboolean
reserve_all (OuroHeap *self,
             guint     shift)
{
  gboolean complete = TRUE;

  self->rows_capacity = ROWS_CAPACITY >> shift;
  self->cells_capacity = CELLS_CAPACITY >> shift;
  self->stack_capacity = STACK_CAPACITY >> shift;
  self->lists_capacity = LISTS_CAPACITY >> shift;
  self->rows = ouro_memory_reserve (self->rows_capacity * sizeof (OuroRow));
  self->places = ouro_memory_reserve (self->rows_capacity * sizeof (guint32));
  self->gc_refs = ouro_memory_reserve (self->rows_capacity * sizeof (guint32));
  self->cells = ouro_memory_reserve (self->cells_capacity * sizeof (guint32));
  self->stack = ouro_memory_reserve (self->stack_capacity * sizeof (guint32));
  for (guint i = 0; i < OURO_N_LISTS; i++)
    {
      self->lists[i] = ouro_memory_reserve (self->lists_capacity * sizeof (OuroId));
      complete = complete && self->lists[i] != NULL;
    }
  return complete && self->rows != NULL && self->places != NULL && self->gc_refs != NULL && self->cells != NULL && self->stack != NULL;
}

static void
release_all (OuroHeap *self)
{
  ouro_memory_release (self->rows, self->rows_capacity * sizeof (OuroRow));
  ouro_memory_release (self->places, self->rows_capacity * sizeof (guint32));
  ouro_memory_release (self->gc_refs, self->rows_capacity * sizeof (guint32));
  ouro_memory_release (self->cells, self->cells_capacity * sizeof (guint32));
  ouro_memory_release (self->stack, self->stack_capacity * sizeof (guint32));
  for (guint i = 0; i < OURO_N_LISTS; i++)
    ouro_memory_release (self->lists[i], self->lists_capacity * sizeof (OuroId));
}

static void
add_type_rows (OuroHeap *self)
{
  for (OuroId type = 1; type < OURO_N_TYPES; type++)
    {
      OuroId object = ouro_heap_allocate (self, OURO_KIND_CLASS, OURO_FLAG_OUTSIDE, OURO_TYPE_TYPE, OURO_FREELIST_NONE, 416, 0, 0, 0);

      g_assert (object == type);
      ouro_heap_make_immortal (self, object);
    }
}

static void
set_start_state (OuroHeap *self)
{
  self->words[OURO_WORD_N_ROWS] = 1;
  self->words[OURO_WORD_CELLS_TOP] = 1;
  for (guint i = 0; i < 3; i++)
    self->words[OURO_WORD_THRESHOLD + i] = self->profile->threshold[i];
  self->words[OURO_WORD_BASE_OBJECTS] = self->profile->base_objects;
  self->words[OURO_WORD_LONG_LIVED_TOTAL] = self->profile->base_objects;
  add_type_rows (self);
  ouro_heap_add_singletons (self);
  self->words[OURO_WORD_GC_ENABLED] = TRUE;
}

OuroHeap *
ouro_heap_new (const OuroProfile *profile,
               OuroHistory        history)
{
  OuroHeap *self;
  guint     shift = 0;

  g_return_val_if_fail (profile != NULL, NULL);

  self = g_new0 (OuroHeap, 1);
  while (!reserve_all (self, shift))
    {
      release_all (self);
      if ((shift += 2) > 4)
        {
          g_free (self);
          return NULL;
        }
    }
  self->profile = profile;
  self->birth_stamp = OURO_ROW_ALL;
  set_start_state (self);
  self->keeps_history = history == OURO_HISTORY_KEEP;
  self->journal = ouro_journal_new (self);
  return self;
}

void
ouro_heap_free (OuroHeap *self)
{
  if (self == NULL)
    return;
  ouro_journal_free (self->journal, self);
  g_free (self->dying);
  release_all (self);
  g_free (self);
}

void
ouro_heap_set_hooks (OuroHeap        *self,
                     const OuroHooks *hooks)
{
  g_return_if_fail (self != NULL && hooks != NULL);
  self->hooks = *hooks;
}

const OuroProfile *
ouro_heap_get_profile (const OuroHeap *self)
{
  return self->profile;
}

gboolean
ouro_heap_is_exhausted (const OuroHeap *self)
{
  return self->words[OURO_WORD_N_ROWS] > self->rows_capacity - MIN (ROWS_MARGIN, self->rows_capacity / 2) || self->words[OURO_WORD_CELLS_TOP] > self->cells_capacity - MIN (CELLS_MARGIN, self->cells_capacity / 2) || ouro_journal_is_nearly_full (self->journal);
}

gsize
ouro_heap_get_memory (const OuroHeap *self)
{
  gsize rows = (gsize)self->words[OURO_WORD_N_ROWS] * (sizeof (OuroRow) + sizeof *self->places);
  gsize cells = (gsize)self->words[OURO_WORD_CELLS_TOP] * sizeof *self->cells;

  return rows + cells + ouro_heap_get_history_bytes (self);
}

char *
ouro_heap_dup_type_name (const OuroHeap *self,
                         OuroId          object)
{
  OuroId cls = self->rows[object].cls;

  if (cls < OURO_N_TYPES)
    return g_strdup (ouro_type_get_name (cls));
  return ouro_str_dup_utf8 (self, ouro_class_get_private (self, cls, OURO_CLASS_NAME), NULL);
}

guint32
ouro_heap_get_n_alive (const OuroHeap *self)
{
  return self->words[OURO_WORD_N_ALIVE];
}
