/* ouro-heap-core.h - the arrays, and the few functions that must be inline
 *
 * Part of ouro-heap.h; for gc/ and vm/, which read and write millions of cells a second. Everybody else
 * uses the functions of ouro-heap.h. Writing to these arrays by hand breaks undo: use the functions below.
 *
 * How a write knows whether it must be saved
 *   rows     stamp holds the number of the group that last saved the row and one bit for each saved word;
 *   cells    below cells_floor they existed when the group began;
 *   stack    below stack_low it has been in use since the group began;
 *   lists    as cells, one floor for each;
 *   words    word_stamp holds the number of the group that last saved the word.
 * While recording, all of these are set so that every write takes the slow way, which records it.
 */
#pragma once

typedef struct
{
  guint32 refcount; /* immortal when the highest bit is set */
  guint32 stamp;    /* no state: see above */
  guint32 head;     /* kind | flags | free list << 16; of a free row: next free row << 8 */
  OuroId  cls;
  guint32 cells; /* where its cells begin; atoms: see ouro-atom.h */
  guint32 n;     /* how many cells are in use */
  guint32 aux;   /* the meaning depends on the kind: slots that CPython would have allocated, table ... */
  guint32 birth;
} OuroRow;

#define OURO_IMMORTAL 0x80000000u

/* Words of a row. */
enum {
  OURO_ROW_REFCOUNT,
  OURO_ROW_STAMP,
  OURO_ROW_HEAD,
  OURO_ROW_CLASS,
  OURO_ROW_CELLS,
  OURO_ROW_N,
  OURO_ROW_AUX,
  OURO_ROW_BIRTH,
};

#define OURO_ROW_ALL        0xffu
#define OURO_EPOCH_MASK     0xffffff00u
#define OURO_EPOCH_RECORD   0xffffff00u /* matches no stamp */
#define OURO_FREELIST_SHIFT 16

/* Where an object stands in the collector's lists: 0 for untracked, else list << 28 | place, plus 1 << 27. */
#define OURO_PLACE_TRACKED (1u << 27)
#define OURO_PLACE_MASK    (OURO_PLACE_TRACKED - 1)

/* An object whose last reference has gone: see ouro-release.c. */
typedef struct
{
  OuroId  object;
  guint32 stage : 1;
  guint32 index : 31; /* of the next cell, in the order of dropping */
} OuroDying;

typedef struct _OuroJournal OuroJournal;

struct _OuroHeap
{
  OuroRow *rows;
  guint32 *cells;
  guint32 *stack;
  guint32 *places; /* of each row in the lists; follows from the lists, so it is never saved */
  OuroId  *lists[OURO_N_LISTS];
  guint32 *gc_refs; /* of each row while a collection runs, with the marks of gc/ */
  guint32  words[OURO_N_WORDS];

  guint32  epoch;
  guint32  birth_stamp;
  guint32  transaction; /* number of the group under way; the stamp of words */
  guint32  cells_floor;
  guint32  stack_low;
  guint32  list_floor[OURO_N_LISTS];
  gboolean recording;
  gboolean keeps_history;
  guint32  word_stamp[OURO_N_WORDS];
  guint64 *saved_cells;  /* a bit for each cell that the group under way has saved; all 0 between groups, NULL without history */
  guint64 *saved_places; /* the same for the stack */

  guint32 rows_capacity;
  guint32 cells_capacity;
  guint32 stack_capacity;
  guint32 lists_capacity;

  const OuroProfile *profile;
  OuroHooks          hooks;
  OuroJournal       *journal;
  OuroDying         *dying; /* the work of ouro_heap_decref (): a stack */
  guint32            n_dying;
  guint32            dying_capacity;
  guint32            freelist_pool[OURO_N_FREELISTS]; /* the pool to which a full free list gives */
  guint32            free_blocks[64];                 /* without history: blocks of cells to use again, by size class */
};

/* The slow ways. */
void ouro_heap_save_row_word (OuroHeap *self,
                              OuroId    object,
                              guint     word,
                              guint32   value);
void ouro_heap_save_cell (OuroHeap *self,
                          OuroId    owner,
                          guint32   place,
                          guint32   value);
void ouro_heap_save_word (OuroHeap *self,
                          guint     word,
                          guint32   value);
void ouro_heap_release (OuroHeap *self,
                        OuroId    object);

/* Saves a place whose contents are given up, so that it may be written to without saving from now on. */
void ouro_heap_retire_place (OuroHeap *self,
                             OuroId    owner,
                             guint32   place);

/* A block of the arena with capacity cells and hidden words before them, all 0; the cells' place. */
guint32 ouro_heap_new_block (OuroHeap *self,
                             OuroId    owner,
                             guint     n_hidden,
                             guint32   capacity);

/* The block is no longer used: without history its memory is used again. */
void ouro_heap_free_block (OuroHeap *self,
                           guint32   place);

static inline guint32
ouro_heap_get_block_capacity (const OuroHeap *self,
                              guint32         place)
{
  return self->cells[place - 1] & 0x0fffffffu;
}

/* What an allocation and its end do to the first count (see ouro-counting.c). The first says whether the allocation has to run a
 * collection itself. */
gboolean ouro_heap_count_allocation (OuroHeap *self);
void     ouro_heap_uncount_allocation (OuroHeap *self);

/* The pool of an object's size: among objects of one pool the order of rows is that of their addresses. */
guint ouro_heap_get_object_pool (const OuroHeap *self,
                                 OuroId          object);

/* The row of an object that is dead: to its free list, or to the pool of its size. */
void ouro_heap_bury (OuroHeap *self,
                     OuroId    object);

static inline gboolean
ouro_heap_row_word_is_saved (const OuroHeap *self,
                             const OuroRow  *row,
                             guint           word)
{
  return (row->stamp & (OURO_EPOCH_MASK | 1u << word)) == (self->epoch | 1u << word);
}

/* word is a constant everywhere, so this is one store. */
static inline void
ouro_heap_set_row_word (OuroHeap *self,
                        OuroId    object,
                        guint     word,
                        guint32   value)
{
  OuroRow *row = &self->rows[object];

  if (G_UNLIKELY (!ouro_heap_row_word_is_saved (self, row, word)))
    ouro_heap_save_row_word (self, object, word, value);
  ((guint32 *)row)[word] = value;
}

static inline void
ouro_heap_incref (OuroHeap *self,
                  OuroId    object)
{
  OuroRow *row = &self->rows[object];

  if (row->refcount & OURO_IMMORTAL)
    return;
  if (G_UNLIKELY (!ouro_heap_row_word_is_saved (self, row, OURO_ROW_REFCOUNT)))
    ouro_heap_save_row_word (self, object, OURO_ROW_REFCOUNT, row->refcount + 1);
  row->refcount++;
}

static inline void
ouro_heap_decref (OuroHeap *self,
                  OuroId    object)
{
  OuroRow *row = &self->rows[object];

  if (row->refcount & OURO_IMMORTAL)
    return;
  if (row->refcount == 1)
    {
      ouro_heap_release (self, object);
      return;
    }
  if (G_UNLIKELY (!ouro_heap_row_word_is_saved (self, row, OURO_ROW_REFCOUNT)))
    ouro_heap_save_row_word (self, object, OURO_ROW_REFCOUNT, row->refcount - 1);
  row->refcount--;
}

static inline OuroId
ouro_heap_get_end (const OuroHeap *self)
{
  return self->words[OURO_WORD_N_ROWS];
}

static inline OuroKind
ouro_heap_get_kind (const OuroHeap *self,
                    OuroId          object)
{
  return (OuroKind)(self->rows[object].head & 0xff);
}

static inline gboolean
ouro_heap_is_alive (const OuroHeap *self,
                    OuroId          object)
{
  return object != OURO_NO_ID && object < ouro_heap_get_end (self) && ouro_heap_get_kind (self, object) != OURO_KIND_FREE;
}

static inline OuroId
ouro_heap_get_class (const OuroHeap *self,
                     OuroId          object)
{
  return self->rows[object].cls;
}

static inline guint32
ouro_heap_get_flags (const OuroHeap *self,
                     OuroId          object)
{
  return self->rows[object].head;
}

static inline gboolean
ouro_heap_is_immortal (const OuroHeap *self,
                       OuroId          object)
{
  return (self->rows[object].refcount & OURO_IMMORTAL) != 0;
}

static inline guint32
ouro_heap_get_refcount (const OuroHeap *self,
                        OuroId          object)
{
  return ouro_heap_is_immortal (self, object) ? self->profile->immortal_count : self->rows[object].refcount;
}

static inline guint32
ouro_heap_get_real_count (const OuroHeap *self,
                          OuroId          object)
{
  return self->rows[object].refcount - ((self->rows[object].head & OURO_FLAG_DEFERRED) != 0);
}

static inline guint32
ouro_heap_get_birth (const OuroHeap *self,
                     OuroId          object)
{
  return self->rows[object].birth;
}

static inline guint32
ouro_heap_get_n_cells (const OuroHeap *self,
                       OuroId          object)
{
  return self->rows[object].n;
}

static inline guint32
ouro_heap_get_cell (const OuroHeap *self,
                    OuroId          object,
                    guint32         index)
{
  return self->cells[self->rows[object].cells + index];
}

static inline guint32
ouro_heap_get_word (const OuroHeap *self,
                    guint           word)
{
  return self->words[word];
}

static inline void
ouro_heap_set_word (OuroHeap *self,
                    guint     word,
                    guint32   value)
{
  if (G_UNLIKELY (self->word_stamp[word] != self->transaction))
    ouro_heap_save_word (self, word, value);
  self->words[word] = value;
}

/* A place of the arena that held nothing until now: past the end of what its owner uses, or in a new block. Saved by nobody. */
void ouro_heap_record_place (OuroHeap *self,
                             OuroId    owner,
                             guint32   place,
                             guint32   value);

static inline void
ouro_heap_put_place (OuroHeap *self,
                     OuroId    owner,
                     guint32   place,
                     guint32   value)
{
  if (G_UNLIKELY (self->recording))
    ouro_heap_record_place (self, owner, place, value);
  self->cells[place] = value;
}

/* Cells and places of the stack have no stamps, but a bit each. */
static inline gboolean
ouro_heap_is_bit_set (const guint64 *bits,
                      guint32        index)
{
  return (bits[index / 64] >> index % 64 & 1) != 0;
}

/* A place of the arena; owner says for whom. */
static inline void
ouro_heap_set_place (OuroHeap *self,
                     OuroId    owner,
                     guint32   place,
                     guint32   value)
{
  if (place < self->cells_floor && !ouro_heap_is_bit_set (self->saved_cells, place))
    ouro_heap_save_cell (self, owner, place, value);
  self->cells[place] = value;
}

static inline void
ouro_heap_set_cell (OuroHeap *self,
                    OuroId    object,
                    guint32   index,
                    guint32   value)
{
  ouro_heap_set_place (self, object, self->rows[object].cells + index, value);
}

static inline guint32
ouro_heap_get_hidden (const OuroHeap *self,
                      OuroId          object,
                      guint           index)
{
  return self->cells[self->rows[object].cells - 2 - index];
}

static inline void
ouro_heap_set_hidden (OuroHeap *self,
                      OuroId    object,
                      guint     index,
                      guint32   value)
{
  ouro_heap_set_place (self, object, self->rows[object].cells - 2 - index, value);
}

static inline OuroId
ouro_heap_get_root (const OuroHeap *self,
                    guint           root)
{
  return self->words[OURO_WORD_ROOT + root];
}

static inline gboolean
ouro_heap_is_tracked (const OuroHeap *self,
                      OuroId          object)
{
  return self->places[object] != 0;
}

static inline const OuroId *
ouro_heap_get_list_places (const OuroHeap *self,
                           OuroListNumber  list,
                           guint32        *n_places)
{
  *n_places = self->words[OURO_WORD_LIST_END + list] - self->words[OURO_WORD_LIST_BASE + list];
  return self->lists[list] + self->words[OURO_WORD_LIST_BASE + list];
}
