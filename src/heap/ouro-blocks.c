/* ouro-blocks.c - far jumps: what many groups of the journal change, merged
 *
 * A block is a row of groups that together have saved some ten thousands of words. Most programs write to the same places again
 * and again; of each place it is enough to know what the first group found there. Undoing the merged entries leaves
 * memory as undoing group after group does, also what is no state; except for rows and cells that are new in the block, which
 * are left as they are, because nothing before the block has them.
 *
 * The groups of the block do not notice: what they have saved is of use only to one who comes from the end of the block. Where
 * merging would leave nearly everything, nothing is kept of it, and the groups are gone through.
 */
#include <string.h>

#include "ouro-journal-private.h"

/* What a block's groups hold: so much is undone in well under a millisecond. A group by itself counts, too. */
#define BLOCK_ENTRIES 131072u
#define GROUP_ENTRIES 64u

#define NO_KEY G_MAXUINT32

/* Keys seen: open addressing. The stamp of a row is no state and never saved: its key stands for the row as a whole. */
typedef struct
{
  guint32 *keys;
  guint    log2;
} Seen;

static void
seen_init (Seen   *self,
           guint32 n)
{
  gsize size;

  self->log2 = g_bit_storage (n) + 1;
  size = sizeof (guint32) << self->log2;
  self->keys = memset (g_malloc (size), 0xff, size);
}

/* Where the key is, or would be. */
static guint32 *
seen_find (const Seen *self,
           guint32     key)
{
  guint32 mask = (1u << self->log2) - 1;
  guint32 i = key * 0x9e3779b1u >> (32 - self->log2);

  while (self->keys[i] != NO_KEY && self->keys[i] != key)
    i = (i + 1) & mask;
  return &self->keys[i];
}

/* FALSE when it was there already. */
static gboolean
seen_add (Seen   *self,
          guint32 key)
{
  guint32 *place = seen_find (self, key);

  if (*place == key)
    return FALSE;
  *place = key;
  return TRUE;
}

/* Merging ------------------------------------------------------------------------------------- */

static guint32
count_words (guint32 n_words,
             guint32 n_rows)
{
  return n_words + n_rows * (sizeof (OuroRowEntry) / sizeof (OuroWordEntry));
}

typedef struct
{
  OuroJournal *journal;
  OuroBlock    block; /* so far */
  guint32      n_rows;
  guint32      cells_top;
  Seen         seen;
} Merger;

static gboolean
takes_word (Merger *self,
            guint32 key)
{
  guint32 index = key & 0x0fffffffu;

  if (key >> 28 == OURO_SEGMENT_CELLS && index >= self->cells_top)
    return FALSE;
  if (key >> 28 == OURO_SEGMENT_ROWS && (index / 8 >= self->n_rows || *seen_find (&self->seen, (key & ~7u) | OURO_ROW_STAMP) != NO_KEY))
    return FALSE;
  return seen_add (&self->seen, key);
}

static gboolean
takes_row (Merger *self,
           OuroId  object)
{
  return object < self->n_rows && seen_add (&self->seen, object * 8 | OURO_ROW_STAMP);
}

/* Within a group words are saved before rows. */
static void
merge_group (Merger *self,
             guint32 group)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start = ouro_journal_get_start (journal, group);

  for (guint32 i = start.words_end; i < journal->groups[group].words_end; i++)
    if (takes_word (self, journal->words[i].key))
      journal->merged_words[self->block.words_end++] = journal->words[i];
  for (guint32 i = start.rows_end; i < journal->groups[group].rows_end; i++)
    if (takes_row (self, journal->rows[i].object))
      journal->merged_rows[self->block.rows_end++] = journal->rows[i];
}

/* FALSE when that leaves too much. The first block knows no rows and cells of before. */
static gboolean
merge (OuroJournal *self,
       OuroBlock   *block,
       guint32      n_entries)
{
  OuroBlock start = *block;
  Merger    merger = { self, *block, G_MAXUINT32, G_MAXUINT32, { 0 } };

  if (self->n_groups - start.groups_end < 2)
    return FALSE;
  if (start.groups_end > 0)
    {
      merger.n_rows = start.n_rows;
      merger.cells_top = start.cells_top;
    }
  seen_init (&merger.seen, n_entries);
  for (guint32 group = start.groups_end; group < self->n_groups; group++)
    merge_group (&merger, group);
  g_free (merger.seen.keys);
  if (count_words (merger.block.words_end - start.words_end, merger.block.rows_end - start.rows_end) > n_entries / 4 * 3)
    return FALSE;
  *block = merger.block;
  return TRUE;
}

void
ouro_journal_add_to_block (OuroJournal    *self,
                           const OuroHeap *heap)
{
  OuroBlock block = ouro_journal_get_block_start (self, self->n_blocks);
  OuroGroup start = ouro_journal_get_start (self, block.groups_end);
  OuroGroup end = self->groups[self->n_groups - 1];
  guint32   n_entries = count_words (end.words_end - start.words_end, end.rows_end - start.rows_end);

  if (n_entries + GROUP_ENTRIES * (self->n_groups - block.groups_end) < self->block_entries)
    return;
  block.is_merged = merge (self, &block, n_entries);
  block.groups_end = self->n_groups;
  block.n_rows = heap->words[OURO_WORD_N_ROWS];
  block.cells_top = heap->words[OURO_WORD_CELLS_TOP];
  self->blocks[self->n_blocks++] = block;
}

void
ouro_journal_limit_blocks (OuroJournal *self,
                           guint32      n_entries)
{
  self->block_entries = n_entries != 0 ? n_entries : BLOCK_ENTRIES;
}

guint32
ouro_journal_count_blocks (const OuroJournal *self,
                           guint32            n_groups)
{
  guint32 low = 0, high = self->n_blocks + 1;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (ouro_journal_get_block_start (self, middle).groups_end < n_groups)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
ouro_journal_cut_blocks (OuroJournal *self)
{
  while (self->n_blocks > 0 && self->blocks[self->n_blocks - 1].groups_end > self->n_groups)
    self->n_blocks--;
}
