/* ouro-journal-private.h - what the heap, its journal and its records know of each other
 *
 * ouro-journal.c saves; ouro-history.c moves in what has been saved; ouro-record.c keeps single writes.
 */
#pragma once

#include "ouro-heap.h"
#include "ouro-journal.h"

#define OURO_WORDS_CAPACITY  (1u << 28)
#define OURO_ROWS_CAPACITY   (1u << 26)
#define OURO_LINES_CAPACITY  (1u << 27)
#define OURO_GROUPS_CAPACITY OURO_LINES_CAPACITY

#define OURO_LINE_BITS 24

typedef struct
{
  guint32 key; /* segment << 28 | index */
  guint32 value;
} OuroWordEntry;

typedef struct
{
  OuroId  object;
  guint32 refcount;
  guint32 words[6]; /* from OURO_ROW_HEAD on */
} OuroRowEntry;

/* Where a group ends: its beginning is the end of the one before. */
typedef struct
{
  guint32 words_end;
  guint32 rows_end;
  guint32 lines_end;
} OuroGroup;

/* Where a block of groups ends, and what is merged of them. */
typedef struct
{
  guint32  groups_end;
  guint32  words_end;
  guint32  rows_end;
  gboolean is_merged;
  guint32  n_rows; /* how many rows and cells there were at its end: they never become fewer */
  guint32  cells_top;
} OuroBlock;

/* Every single write of something that was run anew. */
typedef struct
{
  GArray  *changes;
  guint32  position; /* so many of them hold */
  gboolean is_full;
} OuroRecord;

struct _OuroJournal
{
  OuroWordEntry *words;
  OuroRowEntry  *rows;
  guint32       *lines; /* of each transaction: flags << OURO_LINE_BITS | line */
  OuroGroup     *groups;
  guint32        n_words;
  guint32        n_rows;
  guint32        n_lines;  /* that have ended */
  guint32        n_groups; /* the same */
  guint32        position; /* in lines */
  guint32        group;    /* so many groups hold */
  gboolean       is_open;
  guint32        stamp; /* of the last group */
  OuroGroup      full;  /* where the group under way holds enough */
  guint32        full_cells;
  OuroBlock     *blocks; /* of finished ones */
  OuroWordEntry *merged_words;
  OuroRowEntry  *merged_rows;
  guint32        n_blocks;
  guint32        block_entries; /* that end one */

  OuroRecord  anew;         /* of the group in which the position lies, if that is not between two groups */
  gboolean    is_anew;      /* there is one */
  GArray     *line_starts;  /* where in it each but the first of its lines begins (guint32) */
  OuroRecord  record;       /* what callers ask for */
  OuroRecord *under_way;    /* the one that writes go to */
  guint32     most_changes; /* that one may hold */
};

OuroJournal *ouro_journal_new (OuroHeap *heap);
void         ouro_journal_free (OuroJournal *self, const OuroHeap *heap);

/* Whether the program must be stopped before the history has no room for what it does. */
gboolean ouro_journal_is_nearly_full (const OuroJournal *self);

/* How many changes a record may hold: OURO_RECORD_MAX_CHANGES, or fewer for a test of what happens then. */
void ouro_journal_limit_record (OuroJournal *self,
                                guint32      n_changes);

void ouro_heap_save_row (OuroHeap *self,
                         OuroId    object);
void ouro_heap_save_list_place (OuroHeap      *self,
                                OuroListNumber list,
                                guint32        place,
                                OuroId         value);

/* How writes are met: each takes the slow way, or only those to what stood there when a group begins now. */
void ouro_journal_raise_floors (OuroHeap *heap);
void ouro_journal_set_floors (OuroHeap *heap);

/* Where the entries and lines of a group begin. */
static inline OuroGroup
ouro_journal_get_start (const OuroJournal *self,
                        guint32            group)
{
  return group > 0 ? self->groups[group - 1] : (OuroGroup){ 0 };
}

/* Blocks: ouro-blocks.c ------------------------------------------------------------------------ */

static inline OuroBlock
ouro_journal_get_block_start (const OuroJournal *self,
                              guint32            block)
{
  return block > 0 ? self->blocks[block - 1] : (OuroBlock){ 0 };
}

/* A group has been finished: ends the block, when its groups hold enough. */
void ouro_journal_add_to_block (OuroJournal    *self,
                                const OuroHeap *heap);

/* How much ends a block; 0 for as much as is good. Less is for tests. */
void ouro_journal_limit_blocks (OuroJournal *self,
                                guint32      n_entries);

/* How many blocks begin before so many groups have ended: 0 at the very beginning, 1 to the end of the first block ... One more than
 * there are for the groups after the last block. */
guint32 ouro_journal_count_blocks (const OuroJournal *self,
                                   guint32            n_groups);

/* Forgets the blocks that have lost groups. */
void ouro_journal_cut_blocks (OuroJournal *self);

/* Places of arrays: ouro-history.c ------------------------------------------------------------- */

/* What of the collector's lists is in use. */
typedef struct
{
  guint32 base[OURO_N_LISTS];
  guint32 end[OURO_N_LISTS];
} OuroExtents;

static inline gboolean
ouro_segment_is_list (guint segment)
{
  return segment >= OURO_SEGMENT_LIST && segment < OURO_SEGMENT_LIST + OURO_N_LISTS;
}

static inline gboolean
ouro_word_is_of_list (guint32 word)
{
  return word >= OURO_WORD_LIST_BASE && word < OURO_WORD_LIST_HOLES;
}

guint32 *ouro_journal_get_place (OuroHeap *heap,
                                 guint     segment,
                                 guint32   index);
void     ouro_journal_get_extents (const OuroHeap *heap,
                                   OuroExtents    *extents);

/* Where an object stands in the lists follows from the lists. What has left a place forgets it, unless it has been put
 * elsewhere meanwhile; what has come to one remembers it. */
void ouro_journal_leave_list_places (OuroHeap *heap,
                                     guint     list,
                                     guint32   from,
                                     guint32   to);
void ouro_journal_enter_list_places (OuroHeap *heap,
                                     guint     list,
                                     guint32   from,
                                     guint32   to);
void ouro_journal_settle_extents (OuroHeap          *heap,
                                  const OuroExtents *before,
                                  const OuroExtents *after);

/* Records: ouro-record.c ----------------------------------------------------------------------- */

void ouro_record_init (OuroRecord *self);
void ouro_record_clear (OuroRecord *self);

/* Writes go to the record from now on, until finish () or anything else of the journal sets floors. */
void ouro_record_start (OuroRecord *self,
                        OuroHeap   *heap);
void ouro_record_pause (OuroRecord *self,
                        OuroHeap   *heap);
void ouro_record_seek (OuroRecord *self,
                       OuroHeap   *heap,
                       guint32     n_changes);
