/* ouro-journal.c - saving, undoing, recording
 *
 * The journal is two arrays. In `words` each entry is a key (segment and index) and a saved word; in `rows`
 * the whole row of an object that died. Within a transaction a row's words are saved one by one before
 * the row as a whole, never after, so undoing takes the rows back first and doing again takes them last.
 *
 * A commit leaves out what did not change in the end: a count that went up and down again costs nothing.
 */
#include "ouro-journal.h"

#include <string.h>

#include "ouro-journal-private.h"
#include "ouro-memory.h"

#define WORDS_CAPACITY        (1u << 28)
#define ROWS_CAPACITY         (1u << 26)
#define TRANSACTIONS_CAPACITY (1u << 27)

#define NOT_IN_TRANSACTION G_MAXUINT32

typedef struct
{
  guint32 key; /* segment << 28 | index */
  guint32 value;
} WordEntry;

typedef struct
{
  OuroId  object;
  guint32 refcount;
  guint32 words[6]; /* from OURO_ROW_HEAD on */
} RowEntry;

typedef struct
{
  guint32 words_end;
  guint32 rows_end;
  guint32 line : 24;
  guint32 flags : 8;
} Transaction;

struct _OuroJournal
{
  WordEntry   *words;
  RowEntry    *rows;
  Transaction *transactions;
  guint32      n_words;
  guint32      n_rows;
  guint32      n_transactions;
  guint32      position;
  gboolean     is_open;
  guint32      stamp; /* of the last transaction */

  GArray  *changes; /* the record */
  guint32  change_position;
  guint32  most_changes;
  gboolean is_record_full;
};

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

/* Makes every write take the slow way. */
static void
raise_floors (OuroHeap *self)
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

static void
set_floors (OuroHeap *self,
            guint32   transaction)
{
  self->transaction = transaction;
  self->epoch = transaction << 8;
  self->birth_stamp = self->epoch | OURO_ROW_ALL;
  self->cells_floor = self->words[OURO_WORD_CELLS_TOP];
  self->stack_low = self->words[OURO_WORD_STACK_END];
  for (guint i = 0; i < OURO_N_LISTS; i++)
    self->list_floor[i] = self->words[OURO_WORD_LIST_END + i];
}

/* The number of a transaction in stamps: from 1 to 2^24 - 2, then from 1 again with all stamps forgotten. */
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

OuroJournal *
ouro_journal_new (OuroHeap *heap)
{
  OuroJournal *self = g_new0 (OuroJournal, 1);

  self->most_changes = OURO_RECORD_MAX_CHANGES;
  lower_floors (heap);
  if (!heap->keeps_history)
    return self;
  self->words = ouro_memory_reserve (WORDS_CAPACITY * sizeof (WordEntry));
  self->rows = ouro_memory_reserve (ROWS_CAPACITY * sizeof (RowEntry));
  self->transactions = ouro_memory_reserve (TRANSACTIONS_CAPACITY * sizeof (Transaction));
  self->changes = g_array_new (FALSE, FALSE, sizeof (OuroChange));
  if (self->words == NULL || self->rows == NULL || self->transactions == NULL)
    g_error ("The system gives no address space for the history.");
  return self;
}

void
ouro_journal_free (OuroJournal *self)
{
  ouro_memory_release (self->words, WORDS_CAPACITY * sizeof (WordEntry));
  ouro_memory_release (self->rows, ROWS_CAPACITY * sizeof (RowEntry));
  ouro_memory_release (self->transactions, TRANSACTIONS_CAPACITY * sizeof (Transaction));
  g_clear_pointer (&self->changes, g_array_unref);
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
  if (G_UNLIKELY (journal->n_words == WORDS_CAPACITY))
    g_error ("The history needs more than its %u entries.", WORDS_CAPACITY);
  journal->words[journal->n_words++] = (WordEntry){ (guint32)segment << 28 | index, value };
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
  OuroJournal *journal = self->journal;
  OuroRow     *row = &self->rows[object];
  RowEntry    *entry;

  if (self->recording || row->stamp == (self->epoch | OURO_ROW_ALL) || !journal->is_open)
    return;
  if (G_UNLIKELY (journal->n_rows == ROWS_CAPACITY))
    g_error ("The history needs more than its %u rows.", ROWS_CAPACITY);
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
    save_word (self, OURO_SEGMENT_CELLS, place, self->cells[place]);
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
    save_word (self, OURO_SEGMENT_STACK, place, self->stack[place]);
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
  save_word (self, OURO_SEGMENT_STACK, place, self->stack[place]);
  self->stack_low = place;
}

/* Transactions ------------------------------------------------------------------------------ */

static gboolean
entry_changed_nothing (const OuroHeap  *self,
                       const WordEntry *entry)
{
  guint32 index = entry->key & 0x0fffffffu;

  switch (entry->key >> 28)
    {
    case OURO_SEGMENT_ROWS:
      /* A row that was saved whole later on needs what came before. */
      return ((const guint32 *)self->rows)[index] == entry->value && self->rows[index / 8].stamp != (self->epoch | OURO_ROW_ALL);
    case OURO_SEGMENT_WORDS:
      return self->words[index] == entry->value;
    default:
      /* The others may have several entries for one place, of which only all together could be left out. */
      return FALSE;
    }
}

void
ouro_heap_commit (OuroHeap *self)
{
  OuroJournal *journal = self->journal;
  Transaction *transaction;
  guint32      first, kept;

  if (!journal->is_open)
    return;
  first = journal->n_transactions > 0 ? journal->transactions[journal->n_transactions - 1].words_end : 0;
  kept = first;
  for (guint32 i = first; i < journal->n_words; i++)
    if (!entry_changed_nothing (self, &journal->words[i]))
      journal->words[kept++] = journal->words[i];
  journal->n_words = kept;
  transaction = &journal->transactions[journal->n_transactions++];
  transaction->words_end = journal->n_words;
  transaction->rows_end = journal->n_rows;
  journal->position = journal->n_transactions;
  journal->is_open = FALSE;
}

void
ouro_heap_begin (OuroHeap *self,
                 guint32   line,
                 guint32   flags)
{
  OuroJournal *journal = self->journal;
  Transaction *transaction;

  if (!self->keeps_history)
    return;
  g_return_if_fail (!self->recording && (journal->is_open || journal->position == journal->n_transactions));

  ouro_heap_commit (self);
  if (G_UNLIKELY (journal->n_transactions == TRANSACTIONS_CAPACITY))
    g_error ("The history needs more than its %u lines.", TRANSACTIONS_CAPACITY);
  transaction = &journal->transactions[journal->n_transactions];
  transaction->line = MIN (line, 0xffffffu);
  transaction->flags = flags;
  journal->is_open = TRUE;
  set_floors (self, next_stamp (self));
}

guint32
ouro_heap_get_n_transactions (const OuroHeap *self)
{
  return self->journal->n_transactions;
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
  g_return_val_if_fail (transaction < self->journal->n_transactions, 0);
  return self->journal->transactions[transaction].line;
}

guint32
ouro_heap_get_transaction_flags (const OuroHeap *self,
                                 guint32         transaction)
{
  g_return_val_if_fail (transaction < self->journal->n_transactions, 0);
  return self->journal->transactions[transaction].flags;
}

gsize
ouro_heap_get_history_bytes (const OuroHeap *self)
{
  const OuroJournal *journal = self->journal;

  return journal->n_words * sizeof (WordEntry) + journal->n_rows * sizeof (RowEntry) + journal->n_transactions * sizeof (Transaction);
}

void
ouro_heap_foreach_touched (const OuroHeap *self,
                           guint32         transaction,
                           OuroTouchedFunc func,
                           gpointer        user_data)
{
  const OuroJournal *journal = self->journal;
  const Transaction *end = &journal->transactions[transaction];
  guint32            first_word = transaction > 0 ? end[-1].words_end : 0;
  guint32            first_row = transaction > 0 ? end[-1].rows_end : 0;

  g_return_if_fail (transaction < journal->n_transactions);

  for (guint32 i = first_row; i < end->rows_end; i++)
    func (journal->rows[i].object, user_data);
  for (guint32 i = first_word; i < end->words_end; i++)
    if (journal->words[i].key >> 28 == OURO_SEGMENT_ROWS)
      func ((journal->words[i].key & 0x0fffffffu) / 8, user_data);
}

/* Half of what it can hold, so that what is being done can be finished. */
gboolean
ouro_journal_is_nearly_full (const OuroJournal *self)
{
  return self->n_words > WORDS_CAPACITY / 2 || self->n_rows > ROWS_CAPACITY / 2 || self->n_transactions > TRANSACTIONS_CAPACITY / 2;
}

/* Moving ------------------------------------------------------------------------------------ */

static guint32 *
get_place (OuroHeap *self,
           guint     segment,
           guint32   index)
{
  switch (segment)
    {
    case OURO_SEGMENT_ROWS:
      return (guint32 *)self->rows + index;
    case OURO_SEGMENT_CELLS:
      return self->cells + index;
    case OURO_SEGMENT_STACK:
      return self->stack + index;
    case OURO_SEGMENT_GC_REFS:
      return self->gc_refs + index;
    case OURO_SEGMENT_WORDS:
      return self->words + index;
    default:
      return self->lists[segment - OURO_SEGMENT_LIST] + index;
    }
}

static inline gboolean
is_list_segment (guint segment)
{
  return segment >= OURO_SEGMENT_LIST && segment < OURO_SEGMENT_LIST + OURO_N_LISTS;
}

static inline gboolean
is_list_word (guint32 word)
{
  return word >= OURO_WORD_LIST_BASE && word < OURO_WORD_LIST_HOLES;
}

/* Where an object stands in the lists follows from the lists. First all that have left a place forget it, unless they
 * have been put elsewhere meanwhile; then all that have come to one remember it. */
static void
leave_list_places (OuroHeap *self,
                   guint     list,
                   guint32   from,
                   guint32   to)
{
  for (guint32 i = from; i < to; i++)
    {
      OuroId object = self->lists[list][i];

      if (self->places[object] == (list << 28 | OURO_PLACE_TRACKED | i))
        self->places[object] = 0;
    }
}

static void
enter_list_places (OuroHeap *self,
                   guint     list,
                   guint32   from,
                   guint32   to)
{
  for (guint32 i = from; i < to; i++)
    if (self->lists[list][i] != OURO_NO_ID)
      self->places[self->lists[list][i]] = list << 28 | OURO_PLACE_TRACKED | i;
}

typedef struct
{
  guint32 base[OURO_N_LISTS];
  guint32 end[OURO_N_LISTS];
} Extents;

static void
get_extents (const OuroHeap *self,
             Extents        *extents)
{
  memcpy (extents->base, self->words + OURO_WORD_LIST_BASE, sizeof extents->base);
  memcpy (extents->end, self->words + OURO_WORD_LIST_END, sizeof extents->end);
}

/* The parts of one extent that are not in the other. */
static void
for_difference (OuroHeap      *self,
                const Extents *in,
                const Extents *not_in,
                void (*func) (OuroHeap *, guint, guint32, guint32))
{
  for (guint i = 0; i < OURO_N_LISTS; i++)
    {
      func (self, i, in->base[i], MIN (in->end[i], not_in->base[i]));
      func (self, i, MAX (in->base[i], not_in->end[i]), in->end[i]);
    }
}

static void
settle_lists (OuroHeap        *self,
              const Extents   *before,
              const WordEntry *entries,
              guint32          n)
{
  Extents after;

  get_extents (self, &after);
  for_difference (self, before, &after, leave_list_places);
  for (guint32 i = 0; i < n; i++)
    if (is_list_segment (entries[i].key >> 28))
      {
        guint32 place = entries[i].key & 0x0fffffffu;
        guint   list = (entries[i].key >> 28) - OURO_SEGMENT_LIST;

        if (self->places[entries[i].value] == (list << 28 | OURO_PLACE_TRACKED | place))
          self->places[entries[i].value] = 0;
      }
  for_difference (self, &after, before, enter_list_places);
  for (guint32 i = 0; i < n; i++)
    if (is_list_segment (entries[i].key >> 28))
      {
        guint32 place = entries[i].key & 0x0fffffffu;
        guint   list = (entries[i].key >> 28) - OURO_SEGMENT_LIST;

        if (place >= after.base[list] && place < after.end[list])
          enter_list_places (self, list, place, place + 1);
      }
}

/* TRUE when the lists need settling. */
static inline gboolean
swap_entry (OuroHeap  *self,
            WordEntry *entry)
{
  guint    segment = entry->key >> 28;
  guint32  index = entry->key & 0x0fffffffu;
  guint32 *place = get_place (self, segment, index);
  guint32  old = *place;

  *place = entry->value;
  entry->value = old;
  return is_list_segment (segment) || (segment == OURO_SEGMENT_WORDS && is_list_word (index));
}

static void
swap_row (OuroHeap *self,
          RowEntry *entry)
{
  OuroRow *row = &self->rows[entry->object];
  RowEntry present = { .object = entry->object, .refcount = row->refcount };

  memcpy (present.words, &row->head, sizeof present.words);
  row->refcount = entry->refcount;
  memcpy (&row->head, entry->words, sizeof entry->words);
  *entry = present;
}

static void
get_extent (const OuroJournal *journal,
            guint32            transaction,
            guint32           *first_word,
            guint32           *first_row)
{
  *first_word = transaction > 0 ? journal->transactions[transaction - 1].words_end : 0;
  *first_row = transaction > 0 ? journal->transactions[transaction - 1].rows_end : 0;
}

static void
undo (OuroHeap *self,
      guint32   transaction)
{
  OuroJournal *journal = self->journal;
  gboolean     lists_changed = FALSE;
  guint32      first_word, first_row;
  Extents      before;

  get_extents (self, &before);
  get_extent (journal, transaction, &first_word, &first_row);
  for (guint32 i = journal->transactions[transaction].rows_end; i-- > first_row;)
    swap_row (self, &journal->rows[i]);
  for (guint32 i = journal->transactions[transaction].words_end; i-- > first_word;)
    lists_changed |= swap_entry (self, &journal->words[i]);
  if (lists_changed)
    settle_lists (self, &before, journal->words + first_word, journal->transactions[transaction].words_end - first_word);
}

static void
redo (OuroHeap *self,
      guint32   transaction)
{
  OuroJournal *journal = self->journal;
  gboolean     lists_changed = FALSE;
  guint32      first_word, first_row;
  Extents      before;

  get_extents (self, &before);
  get_extent (journal, transaction, &first_word, &first_row);
  for (guint32 i = first_word; i < journal->transactions[transaction].words_end; i++)
    lists_changed |= swap_entry (self, &journal->words[i]);
  for (guint32 i = first_row; i < journal->transactions[transaction].rows_end; i++)
    swap_row (self, &journal->rows[i]);
  if (lists_changed)
    settle_lists (self, &before, journal->words + first_word, journal->transactions[transaction].words_end - first_word);
}

void
ouro_heap_seek (OuroHeap *self,
                guint32   position)
{
  OuroJournal *journal = self->journal;

  g_return_if_fail (!journal->is_open && !self->recording && position <= journal->n_transactions);

  while (journal->position > position)
    undo (self, --journal->position);
  while (journal->position < position)
    redo (self, journal->position++);
}

void
ouro_heap_truncate (OuroHeap *self)
{
  OuroJournal *journal = self->journal;

  g_return_if_fail (!journal->is_open && !self->recording);

  journal->n_transactions = journal->position;
  get_extent (journal, journal->position, &journal->n_words, &journal->n_rows);
}

/* The record -------------------------------------------------------------------------------- */

void
ouro_heap_start_record (OuroHeap *self)
{
  g_return_if_fail (self->keeps_history && !self->recording && !self->journal->is_open);

  self->recording = TRUE;
  self->journal->is_record_full = FALSE;
  self->journal->change_position = 0;
  g_array_set_size (self->journal->changes, 0);
  raise_floors (self);
}

gboolean
ouro_heap_stop_record (OuroHeap *self)
{
  g_return_val_if_fail (self->recording, FALSE);

  ouro_heap_seek_change (self, 0);
  self->recording = FALSE;
  g_array_set_size (self->journal->changes, 0);
  set_floors (self, next_stamp (self));
  return !self->journal->is_record_full;
}

void
ouro_journal_limit_record (OuroJournal *self,
                           guint32      n_changes)
{
  self->most_changes = n_changes;
}

gboolean
ouro_heap_is_record_full (const OuroHeap *self)
{
  return self->journal->is_record_full;
}

void
ouro_heap_record (OuroHeap   *self,
                  OuroSegment segment,
                  guint32     index,
                  guint32     before,
                  guint32     after,
                  OuroId      owner,
                  gboolean    fresh)
{
  OuroJournal *journal = self->journal;
  OuroChange   change = { segment, index, before, after, owner, fresh };

  if (journal->changes->len >= journal->most_changes)
    {
      journal->is_record_full = TRUE;
      return;
    }
  g_array_append_val (journal->changes, change);
  journal->change_position = journal->changes->len;
}

guint32
ouro_heap_get_n_changes (const OuroHeap *self)
{
  return self->journal->changes->len;
}

const OuroChange *
ouro_heap_get_change (const OuroHeap *self,
                      guint32         index)
{
  g_return_val_if_fail (index < self->journal->changes->len, NULL);
  return &g_array_index (self->journal->changes, OuroChange, index);
}

guint32
ouro_heap_get_change_position (const OuroHeap *self)
{
  return self->journal->change_position;
}

static void
put_list_word (OuroHeap *self,
               guint32   word,
               guint32   value)
{
  Extents before, after;

  get_extents (self, &before);
  self->words[word] = value;
  get_extents (self, &after);
  for_difference (self, &before, &after, leave_list_places);
  for_difference (self, &after, &before, enter_list_places);
}

static void
put_list_place (OuroHeap *self,
                guint     list,
                guint32   place,
                OuroId    object)
{
  leave_list_places (self, list, place, place + 1);
  self->lists[list][place] = object;
  enter_list_places (self, list, place, place + 1);
}

/* What stands in a fresh place before or after its time is no state: it only has to be there again. */
static void
put_change (OuroHeap         *self,
            const OuroChange *change,
            guint32           value)
{
  if (change->segment == OURO_SEGMENT_MARK)
    return;
  if (change->segment == OURO_SEGMENT_WORDS && is_list_word (change->index))
    put_list_word (self, change->index, value);
  else if (is_list_segment (change->segment) && !change->fresh)
    put_list_place (self, change->segment - OURO_SEGMENT_LIST, change->index, value);
  else
    *get_place (self, change->segment, change->index) = value;
}

void
ouro_heap_seek_change (OuroHeap *self,
                       guint32   n_changes)
{
  OuroJournal *journal = self->journal;

  g_return_if_fail (self->recording && n_changes <= journal->changes->len);

  while (journal->change_position > n_changes)
    {
      const OuroChange *change = &g_array_index (journal->changes, OuroChange, --journal->change_position);

      put_change (self, change, change->before);
    }
  while (journal->change_position < n_changes)
    {
      const OuroChange *change = &g_array_index (journal->changes, OuroChange, journal->change_position++);

      put_change (self, change, change->after);
    }
}
