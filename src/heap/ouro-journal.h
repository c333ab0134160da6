/* ouro-journal.h - what can be undone, and how
 *
 * Three levels keep undoing exact and cheap, and a fourth makes far jumps quick.
 *
 * A transaction is an executed line, or part of a long one. Positions in history count transactions. Of each the journal
 *   keeps its line and flags.
 *
 * A group       is some hundred transactions, and what they change is kept for good. The first write to a
 *   place within a group saves what stood there. Undoing a group swaps saved and present contents; doing
 *   it again swaps them back, so the cursor moves both ways without running anything. Two rules make it small:
 *   - a place that held nothing when the group began (a fresh row, a cell past the end, the stack above its
 *     lowest point) may be written without saving;
 *   - a place that holds nothing any more when it ends is saved before it is given up.
 *   So what an undone group wrote into such places stays there until that group is done again.
 *   Inside a group the cursor moves by running the group anew (a hook of the heap's), with every write recorded: the
 *   virtual machine is deterministic, so it is the same each time.
 *
 * The record    is kept for what is under the cursor, while it is run anew: every single write, with
 *   what stood there before and after. These are the micro-events that people step through. A record is always taken back to
 *   its beginning before the journal moves again: it leaves no trace.
 *
 * A block      is many groups together, of which the first word saved of each place is kept once more: far jumps leap over it.
 *
 * Cost, in bytes for each executed line, measured by tests/heap/measure-history.c with 100,000 lines of four programs: a
 *   list that grows, a tree of instances, a function called again and again, cycles made and dropped
 *
 *              objects   journal   arena   lists     all   for each object
 *     append      0.49       4.3     2.6     0.0     6.9              14.1
 *     tree        0.06       5.0     0.0     0.0     5.0              77.6
 *     calls       0.49       4.9     0.0     0.0     4.9               9.9
 *     cycles      0.59      27.1    21.3     1.5    49.9              84.7
 *
 *   Of the journal 4 bytes are the line, 8 each saved word, 32 each object that dies in another group than it was made in. The
 *   arena's are cells of the dead and of what moved when it grew, the lists' are empty places: they stay, because they can come back.
 */
#pragma once

#include "ouro-heap.h"

/* The journal ------------------------------------------------------------------------------- */

typedef enum {
  OURO_TRANSACTION_CLEAN = 1 << 0, /* the machine can go on from its beginning: no function of ours was at work */
  OURO_TRANSACTION_PART = 1 << 1,  /* goes on with the line of the one before */
} OuroTransactionFlags;

/* Ends the transaction under way and begins one for the line (24 bits), the first of a group. Groups that are to hold more
 * than one must begin clean. */
void ouro_heap_begin (OuroHeap *self,
                      guint32   line,
                      guint32   flags);

/* Ends the transaction under way and begins another of its group. FALSE, and nothing is done, when none is under way or the
 * group holds enough. */
gboolean ouro_heap_go_on (OuroHeap *self,
                          guint32   line,
                          guint32   flags);

/* Ends the transaction under way, if there is one, and its group. */
void ouro_heap_commit (OuroHeap *self);

/* How many transactions there are, and how many of them hold now. */
guint32 ouro_heap_get_n_transactions (const OuroHeap *self);
guint32 ouro_heap_get_position (const OuroHeap *self);
guint32 ouro_heap_get_transaction_line (const OuroHeap *self,
                                        guint32         transaction);
guint32 ouro_heap_get_transaction_flags (const OuroHeap *self,
                                         guint32         transaction);

/* Moves to the moment at which so many transactions hold. None may be under way, no record may be open. Inside a group the
 * heap's hook runs it. */
void ouro_heap_seek (OuroHeap *self,
                     guint32   position);

/* For the hook: here the next of the transactions begins, or the last of them ends. */
void ouro_heap_note_line (OuroHeap *self);

/* Forgets the transactions after the present position: history goes on from here. */
void ouro_heap_truncate (OuroHeap *self);

/* Bytes that the journal takes; what dead and moved cells take besides is among OURO_WORD_CELLS_TOP. */
gsize ouro_heap_get_history_bytes (const OuroHeap *self);

/* Which objects a transaction touched: calls func for each row whose contents it changed (count, size, list ...), some more than once;
 * not for those it made, unless their rows had been in use before. Moves to some moment of its group. */
typedef void (*OuroTouchedFunc) (OuroId   object,
                                 gpointer user_data);
void ouro_heap_foreach_touched (OuroHeap       *self,
                                guint32         transaction,
                                OuroTouchedFunc func,
                                gpointer        user_data);

/* The record -------------------------------------------------------------------------------- */

/* The flat array that a change was made in. */
typedef enum {
  OURO_SEGMENT_ROWS,                                       /* index: object * 8 + word of the row */
  OURO_SEGMENT_CELLS,                                      /* index: cell of the arena */
  OURO_SEGMENT_STACK,                                      /* index: place of the stack */
  OURO_SEGMENT_WORDS,                                      /* index: OuroWord */
  OURO_SEGMENT_LIST,                                       /* four of them: index: place in the list */
  OURO_SEGMENT_GC_REFS = OURO_SEGMENT_LIST + OURO_N_LISTS, /* index: object */
  OURO_SEGMENT_MARK,                                       /* no change of state: index is an OuroMark, before and after are its details */
} OuroSegment;

typedef struct
{
  guint32 segment : 4;
  guint32 index : 28;
  guint32 before;
  guint32 after;
  guint32 owner : 24; /* the object whose row, cell or count it is; 0 where none */
  guint32 fresh : 1;  /* the place held nothing before, whatever was written there in another life */
} OuroChange;

/* Recording begins at the present position, between two transactions. The caller runs what it wants to see and
 * stops; stop_record takes everything back, so that the journal finds the state as it left it. Returns FALSE when more
 * than OURO_RECORD_MAX_CHANGES were made: they could not be kept, so the heap must be made anew from the program. */
#define OURO_RECORD_MAX_CHANGES (32u * 1024 * 1024)

void     ouro_heap_start_record (OuroHeap *self);
gboolean ouro_heap_stop_record (OuroHeap *self) G_GNUC_WARN_UNUSED_RESULT;

/* Whether changes are being lost: the caller should stop running at the next chance. */
gboolean ouro_heap_is_record_full (const OuroHeap *self);

guint32           ouro_heap_get_n_changes (const OuroHeap *self);
const OuroChange *ouro_heap_get_change (const OuroHeap *self,
                                        guint32         index);

/* Moves within the record: so many of its changes hold. */
void    ouro_heap_seek_change (OuroHeap *self,
                               guint32   n_changes);
guint32 ouro_heap_get_change_position (const OuroHeap *self);

/* One more change in the record; the slow ways call it. */
void ouro_heap_record (OuroHeap   *self,
                       OuroSegment segment,
                       guint32     index,
                       guint32     before,
                       guint32     after,
                       OuroId      owner,
                       gboolean    fresh);

static inline gboolean
ouro_heap_is_recording (const OuroHeap *self)
{
  return self->recording;
}

/* Says something about the changes that follow: a phase of a collection, a call. Does nothing unless recording. */
static inline void
ouro_heap_mark (OuroHeap *self,
                guint     mark,
                OuroId    object,
                guint32   first,
                guint32   second)
{
  if (G_UNLIKELY (self->recording))
    ouro_heap_record (self, OURO_SEGMENT_MARK, mark, first, second, object, FALSE);
}

/* The stack --------------------------------------------------------------------------------- */

void ouro_stack_save (OuroHeap *self,
                      guint32   place,
                      guint32   value);

/* The slow way of a pop: what is given up was there when the transaction began. */
void ouro_stack_give_up (OuroHeap *self,
                         guint32   place);

static inline void
ouro_stack_set (OuroHeap *self,
                guint32   place,
                guint32   cell)
{
  if (place < self->stack_low && !ouro_heap_is_bit_set (self->saved_places, place))
    ouro_stack_save (self, place, cell);
  self->stack[place] = cell;
}

/* end: one past the last place in use. */
static inline void
ouro_stack_push (OuroHeap *self,
                 guint32  *end,
                 guint32   cell)
{
  guint32 place = (*end)++;

  /* Nothing stood there, so only a record wants to know. */
  if (G_UNLIKELY (place < self->stack_low))
    ouro_heap_record (self, OURO_SEGMENT_STACK, place, self->stack[place], cell, OURO_NO_ID, TRUE);
  self->stack[place] = cell;
}

static inline guint32
ouro_stack_pop (OuroHeap *self,
                guint32  *end)
{
  guint32 place = --*end;
  guint32 cell = self->stack[place];

  if (G_UNLIKELY (place < self->stack_low))
    ouro_stack_give_up (self, place);
  return cell;
}

/* Gives up the places from new_end to end; their references are the caller's. */
static inline void
ouro_stack_drop (OuroHeap *self,
                 guint32  *end,
                 guint32   new_end)
{
  if (G_LIKELY (new_end >= self->stack_low))
    *end = MIN (*end, new_end);
  else
    while (*end > new_end)
      ouro_stack_pop (self, end);
}
