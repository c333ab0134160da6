/* ouro-journal.c - saving what a group of lines changes
 *
 * The journal is two arrays. In `words` each entry is a key (segment and index) and a saved word; in `rows`
 * the whole row of an object that died. Within a group a row's words are saved one by one before
 * the row as a whole, never after, so undoing takes the rows back first and doing again takes them last.
 *
 * A commit leaves out what did not change in the end: a count that went up and down again costs nothing.
 */
#include "ouro-journal.h"

#include <string.h>

#include "ouro-journal-private.h"
#include "ouro-memory.h"

/* A group is over when it has so many lines, or has saved or filled so much: then running it anew would take too long. */
#define GROUP_MAX_LINES 256u
#define GROUP_MAX_WORDS 4096u
#define GROUP_MAX_ROWS  1024u
#define GROUP_MAX_CELLS 16384u

#define NOT_IN_TRANSACTION G_MAXUINT32

/* Floors ------------------------------------------------------------------------------------ */

/* Lets writes pass without saving, as nothing that stands now has to come back. */
static void
lower_floors (OuroHeap *self)
{
  self->epoch = 0;
  self->birth_stamp = OURO_ROW_ALL;
  self->cells_floor = 0;
  self->stack_low = 0;
  memset (self->list_floor, 0, sizeof self->list_floor);
  self->transaction = 0;
  memset (self->word_stamp, 0, sizeof self->word_stamp);
}

void
ouro_journal_raise_floors (OuroHeap *self)
{
  self->epoch = OURO_EPOCH_RECORD;
  self->birth_stamp = 0;
  self->cells_floor = G_MAXUINT32;
  self->stack_low = G_MAXUINT32;
  memset (self->list_floor, 0xff, sizeof self->list_floor);
  self->transaction = NOT_IN_TRANSACTION;
}

/* Also those of rows that are there no longer and may come back: they have been born once. */
static void
forget_stamps (OuroHeap *self)
{
  for (guint32 i = 1; i < self->rows_capacity && self->rows[i].birth != 0; i++)
    self->rows[i].stamp = 0;
  memset (self->word_stamp, 0, sizeof self->word_stamp);
}

/* The number of a group in stamps: from 1 to 2^24 - 2, then from 1 again with all stamps forgotten. */
static guint32
next_stamp (OuroHeap *self)
{
  OuroJournal *journal = self->journal;

  if (++journal->stamp == OURO_EPOCH_RECORD >> 8)
    {
      forget_stamps (self);
      journal->stamp = 1;
    }
  return journal->stamp;
}

void
ouro_journal_set_floors (OuroHeap *self)
{
  guint32 transaction = next_stamp (self);

  self->transaction = transaction;
  self->epoch = transaction << 8;
  self->birth_stamp = self->epoch | OURO_ROW_ALL;
  self->cells_floor = self->words[OURO_WORD_CELLS_TOP];
  self->stack_low = self->words[OURO_WORD_STACK_END];
  for (guint i = 0; i < OURO_N_LISTS; i++)
    self->list_floor[i] = self->words[OURO_WORD_LIST_END + i];
}

static gsize
get_bitmap_size (guint32 n_bits)
{
  return ((gsize)n_bits + 63) / 64 * sizeof (guint64);
}

OuroJournal *
ouro_journal_new (OuroHeap *heap)
{
  OuroJournal *self = g_new0 (OuroJournal, 1);

  self->most_changes = OURO_RECORD_MAX_CHANGES;
  ouro_journal_limit_blocks (self, 0);
  lower_floors (heap);
  if (!heap->keeps_history)
    return self;
  self->words = ouro_memory_reserve (OURO_WORDS_CAPACITY * sizeof (OuroWordEntry));
  self->rows = ouro_memory_reserve (OURO_ROWS_CAPACITY * sizeof (OuroRowEntry));
  self->lines = ouro_memory_reserve (OURO_LINES_CAPACITY * sizeof (guint32));
  self->groups = ouro_memory_reserve (OURO_GROUPS_CAPACITY * sizeof (OuroGroup));
  self->blocks = ouro_memory_reserve (OURO_GROUPS_CAPACITY * sizeof (OuroBlock));
  self->merged_words = ouro_memory_reserve (OURO_WORDS_CAPACITY * sizeof (OuroWordEntry));
  self->merged_rows = ouro_memory_reserve (OURO_ROWS_CAPACITY * sizeof (OuroRowEntry));
  heap->saved_cells = ouro_memory_reserve (get_bitmap_size (heap->cells_capacity));
  heap->saved_places = ouro_memory_reserve (get_bitmap_size (heap->stack_capacity));
  ouro_record_init (&self->anew);
  ouro_record_init (&self->record);
  self->line_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (self->words == NULL || self->rows == NULL || self->lines == NULL || self->groups == NULL || self->blocks == NULL || self->merged_words == NULL || self->merged_rows == NULL || heap->saved_cells == NULL || heap->saved_places == NULL)
    g_error ("The system gives no address space for the history.");
  return self;
}

void
ouro_journal_free (OuroJournal    *self,
                   const OuroHeap *heap)
{
  ouro_memory_release (heap->saved_cells, get_bitmap_size (heap->cells_capacity));
  ouro_memory_release (heap->saved_places, get_bitmap_size (heap->stack_capacity));
  ouro_memory_release (self->words, OURO_WORDS_CAPACITY * sizeof (OuroWordEntry));
  ouro_memory_release (self->rows, OURO_ROWS_CAPACITY * sizeof (OuroRowEntry));
  ouro_memory_release (self->blocks, OURO_GROUPS_CAPACITY * sizeof (OuroBlock));
  ouro_memory_release (self->merged_words, OURO_WORDS_CAPACITY * sizeof (OuroWordEntry));
  ouro_memory_release (self->merged_rows, OURO_ROWS_CAPACITY * sizeof (OuroRowEntry));
  ouro_memory_release (self->lines, OURO_LINES_CAPACITY * sizeof (guint32));
  ouro_memory_release (self->groups, OURO_GROUPS_CAPACITY * sizeof (OuroGroup));
  ouro_record_clear (&self->anew);
  ouro_record_clear (&self->record);
  g_clear_pointer (&self->line_starts, g_array_unref);
  g_free (self);
}

/* Saving ------------------------------------------------------------------------------------ */

static void
save_word (OuroHeap   *self,
           OuroSegment segment,
           guint32     index,
           guint32     value)
{
  OuroJournal *journal = self->journal;

  if (!journal->is_open)
    return;
  if (G_UNLIKELY (journal->n_words == OURO_WORDS_CAPACITY))
    g_error ("The history needs more than its %u entries.", OURO_WORDS_CAPACITY);
  journal->words[journal->n_words++] = (OuroWordEntry){ (guint32)segment << 28 | index, value };
}

/* Cells and places of the stack, which have a bit each. */
static void
save_once (OuroHeap   *self,
           OuroSegment segment,
           guint64    *saved,
           guint32     index,
           guint32     value)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << index % 64;

  if (!self->journal->is_open || (saved[index / 64] & bit) != 0)
    return;
  saved[index / 64] |= bit;
  save_word (self, segment, index, value);
}

void
ouro_heap_save_row_word (OuroHeap *self,
                         OuroId    object,
                         guint     word,
                         guint32   value)
{
  OuroRow *row = &self->rows[object];
  guint32  before = ((guint32 *)row)[word];

  if (self->recording)
    {
      ouro_heap_record (self, OURO_SEGMENT_ROWS, object * 8 + word, before, value, object, FALSE);
      return;
    }
  save_word (self, OURO_SEGMENT_ROWS, object * 8 + word, before);
  if ((row->stamp & OURO_EPOCH_MASK) != self->epoch)
    row->stamp = self->epoch;
  row->stamp |= 1u << word;
}

void
ouro_heap_save_row (OuroHeap *self,
                    OuroId    object)
{
  OuroJournal  *journal = self->journal;
  OuroRow      *row = &self->rows[object];
  OuroRowEntry *entry;

  if (self->recording || row->stamp == (self->epoch | OURO_ROW_ALL) || !journal->is_open)
    return;
  if (G_UNLIKELY (journal->n_rows == OURO_ROWS_CAPACITY))
    g_error ("The history needs more than its %u rows.", OURO_ROWS_CAPACITY);
  entry = &journal->rows[journal->n_rows++];
  entry->object = object;
  entry->refcount = row->refcount;
  memcpy (entry->words, &row->head, sizeof entry->words);
  row->stamp = self->epoch | OURO_ROW_ALL;
}

void
ouro_heap_save_cell (OuroHeap *self,
                     OuroId    owner,
                     guint32   place,
                     guint32   value)
{
  if (self->recording)
    ouro_heap_record (self, OURO_SEGMENT_CELLS, place, self->cells[place], value, owner, FALSE);
  else
    save_once (self, OURO_SEGMENT_CELLS, self->saved_cells, place, self->cells[place]);
}

void
ouro_heap_record_place (OuroHeap *self,
                        OuroId    owner,
                        guint32   place,
                        guint32   value)
{
  ouro_heap_record (self, OURO_SEGMENT_CELLS, place, self->cells[place], value, owner, TRUE);
}

void
ouro_heap_save_word (OuroHeap *self,
                     guint     word,
                     guint32   value)
{
  if (self->recording)
    {
      ouro_heap_record (self, OURO_SEGMENT_WORDS, word, self->words[word], value, OURO_NO_ID, FALSE);
      return;
    }
  save_word (self, OURO_SEGMENT_WORDS, word, self->words[word]);
  self->word_stamp[word] = self->transaction;
}

void
ouro_heap_save_list_place (OuroHeap      *self,
                           OuroListNumber list,
                           guint32        place,
                           OuroId         value)
{
  if (self->recording)
    ouro_heap_record (self, (OuroSegment)(OURO_SEGMENT_LIST + list), place, self->lists[list][place], value, self->lists[list][place], FALSE);
  else
    save_word (self, (OuroSegment)(OURO_SEGMENT_LIST + list), place, self->lists[list][place]);
}

void
ouro_stack_save (OuroHeap *self,
                 guint32   place,
                 guint32   value)
{
  if (self->recording)
    ouro_heap_record (self, OURO_SEGMENT_STACK, place, self->stack[place], value, OURO_NO_ID, FALSE);
  else
    save_once (self, OURO_SEGMENT_STACK, self->saved_places, place, self->stack[place]);
}

void
ouro_stack_give_up (OuroHeap *self,
                    guint32   place)
{
  if (self->recording)
    {
      ouro_heap_record (self, OURO_SEGMENT_STACK, place, self->stack[place], 0, OURO_NO_ID, FALSE);
      self->stack[place] = 0;
      return;
    }
  save_once (self, OURO_SEGMENT_STACK, self->saved_places, place, self->stack[place]);
  self->stack_low = place;
}

/* Transactions ------------------------------------------------------------------------------ */

static gboolean
entry_changed_nothing (const OuroHeap      *self,
                       const OuroWordEntry *entry)
{
  guint32 index = entry->key & 0x0fffffffu;

  switch (entry->key >> 28)
    {
    case OURO_SEGMENT_ROWS:
      /* A row that was saved whole later on needs what came before. */
      return ((const guint32 *)self->rows)[index] == entry->value && self->rows[index / 8].stamp != (self->epoch | OURO_ROW_ALL);
    case OURO_SEGMENT_WORDS:
      return self->words[index] == entry->value;
    case OURO_SEGMENT_STACK:
      /* One that was given up may be written to without saving later on. */
      return index < self->stack_low && self->stack[index] == entry->value;
    default:
      /* So may be a cell. A list may have several entries for one place, of which only all together could be left out. */
      return FALSE;
    }
}

/* What is under way becomes a line of the history; it goes on to be saved in the same group. */
static inline void
end_line (OuroJournal *journal)
{
  journal->n_lines++;
  journal->position = journal->n_lines;
}

static inline void
start_line (OuroJournal *journal,
            guint32      line,
            guint32      flags)
{
  if (G_UNLIKELY (journal->n_lines == OURO_LINES_CAPACITY))
    g_error ("The history needs more than its %u lines.", OURO_LINES_CAPACITY);
  journal->lines[journal->n_lines] = MIN (line, (1u << OURO_LINE_BITS) - 1) | flags << OURO_LINE_BITS;
}

static void
forget_saved (OuroHeap            *self,
              const OuroWordEntry *entry)
{
  guint32 index = entry->key & 0x0fffffffu;

  if (entry->key >> 28 == OURO_SEGMENT_CELLS)
    self->saved_cells[index / 64] = 0;
  else if (entry->key >> 28 == OURO_SEGMENT_STACK)
    self->saved_places[index / 64] = 0;
}

void
ouro_heap_commit (OuroHeap *self)
{
  OuroJournal *journal = self->journal;
  guint32      kept;

  if (!journal->is_open)
    return;
  kept = ouro_journal_get_start (journal, journal->n_groups).words_end;
  for (guint32 i = kept; i < journal->n_words; i++)
    {
      OuroWordEntry entry = journal->words[i];

      forget_saved (self, &entry);
      if (!entry_changed_nothing (self, &entry))
        journal->words[kept++] = entry;
    }
  journal->n_words = kept;
  end_line (journal);
  journal->groups[journal->n_groups++] = (OuroGroup){ journal->n_words, journal->n_rows, journal->n_lines };
  journal->group = journal->n_groups;
  journal->is_open = FALSE;
  ouro_journal_add_to_block (journal, self);
}

static void
set_limits (OuroHeap *self)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start = ouro_journal_get_start (journal, journal->n_groups);

  journal->full = (OuroGroup){ start.words_end + GROUP_MAX_WORDS, start.rows_end + GROUP_MAX_ROWS, start.lines_end + GROUP_MAX_LINES };
  journal->full_cells = self->cells_floor + GROUP_MAX_CELLS;
}

void
ouro_heap_begin (OuroHeap *self,
                 guint32   line,
                 guint32   flags)
{
  OuroJournal *journal = self->journal;

  if (!self->keeps_history)
    return;
  g_return_if_fail (!self->recording && (journal->is_open || journal->position == journal->n_lines));

  ouro_heap_commit (self);
  start_line (journal, line, flags);
  journal->is_open = TRUE;
  ouro_journal_set_floors (self);
  set_limits (self);
}

static inline gboolean
is_group_full (const OuroHeap *self)
{
  const OuroJournal *journal = self->journal;

  return journal->n_lines + 1 >= journal->full.lines_end || journal->n_words >= journal->full.words_end || journal->n_rows >= journal->full.rows_end || self->words[OURO_WORD_CELLS_TOP] >= journal->full_cells;
}

gboolean
ouro_heap_go_on (OuroHeap *self,
                 guint32   line,
                 guint32   flags)
{
  OuroJournal *journal = self->journal;

  if (!journal->is_open || is_group_full (self))
    return FALSE;
  end_line (journal);
  start_line (journal, line, flags);
  return TRUE;
}

guint32
ouro_heap_get_n_transactions (const OuroHeap *self)
{
  return self->journal->n_lines;
}

guint32
ouro_heap_get_position (const OuroHeap *self)
{
  return self->journal->position;
}

guint32
ouro_heap_get_transaction_line (const OuroHeap *self,
                                guint32         transaction)
{
  g_return_val_if_fail (transaction < self->journal->n_lines, 0);
  return self->journal->lines[transaction] & ((1u << OURO_LINE_BITS) - 1);
}

guint32
ouro_heap_get_transaction_flags (const OuroHeap *self,
                                 guint32         transaction)
{
  g_return_val_if_fail (transaction < self->journal->n_lines, 0);
  return self->journal->lines[transaction] >> OURO_LINE_BITS;
}

gsize
ouro_heap_get_history_bytes (const OuroHeap *self)
{
  const OuroJournal *journal = self->journal;
  OuroBlock          merged = ouro_journal_get_block_start (journal, journal->n_blocks);

  return (journal->n_words + merged.words_end) * sizeof (OuroWordEntry) + (journal->n_rows + merged.rows_end) * sizeof (OuroRowEntry) + journal->n_lines * sizeof (guint32) + journal->n_groups * sizeof (OuroGroup) + journal->n_blocks * sizeof (OuroBlock);
}

/* Half of what it can hold, so that what is being done can be finished. */
gboolean
ouro_journal_is_nearly_full (const OuroJournal *self)
{
  return self->n_words > OURO_WORDS_CAPACITY / 2 || self->n_rows > OURO_ROWS_CAPACITY / 2 || self->n_lines > OURO_LINES_CAPACITY / 2;
}
