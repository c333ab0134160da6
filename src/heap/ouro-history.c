/* ouro-history.c - moving in what the journal has saved
 *
 * From group to group by swapping what is saved with what stands there. To a line inside a group by running the group
 * anew from its beginning with every write recorded, and then moving in that record; it is taken back to its beginning
 * before another group is gone to, so that even places which held nothing are as the journal left them.
 */
#include "ouro-journal.h"

#include <string.h>

#include "ouro-journal-private.h"

/* Places ------------------------------------------------------------------------------------ */

guint32 *
ouro_journal_get_place (OuroHeap *self,
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

void
ouro_journal_leave_list_places (OuroHeap *self,
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

void
ouro_journal_enter_list_places (OuroHeap *self,
                                guint     list,
                                guint32   from,
                                guint32   to)
{
  for (guint32 i = from; i < to; i++)
    if (self->lists[list][i] != OURO_NO_ID)
      self->places[self->lists[list][i]] = list << 28 | OURO_PLACE_TRACKED | i;
}

void
ouro_journal_get_extents (const OuroHeap *self,
                          OuroExtents    *extents)
{
  memcpy (extents->base, self->words + OURO_WORD_LIST_BASE, sizeof extents->base);
  memcpy (extents->end, self->words + OURO_WORD_LIST_END, sizeof extents->end);
}

/* The parts of one extent that are not in the other. */
static void
for_difference (OuroHeap          *self,
                const OuroExtents *in,
                const OuroExtents *not_in,
                void (*func) (OuroHeap *, guint, guint32, guint32))
{
  for (guint i = 0; i < OURO_N_LISTS; i++)
    {
      func (self, i, in->base[i], MIN (in->end[i], not_in->base[i]));
      func (self, i, MAX (in->base[i], not_in->end[i]), in->end[i]);
    }
}

static void
settle_lists (OuroHeap            *self,
              const OuroExtents   *before,
              const OuroWordEntry *entries,
              guint32              n)
{
  OuroExtents after;

  ouro_journal_get_extents (self, &after);
  for_difference (self, before, &after, ouro_journal_leave_list_places);
  for (guint32 i = 0; i < n; i++)
    if (ouro_segment_is_list (entries[i].key >> 28))
      {
        guint32 place = entries[i].key & 0x0fffffffu;
        guint   list = (entries[i].key >> 28) - OURO_SEGMENT_LIST;

        if (self->places[entries[i].value] == (list << 28 | OURO_PLACE_TRACKED | place))
          self->places[entries[i].value] = 0;
      }
  for_difference (self, &after, before, ouro_journal_enter_list_places);
  for (guint32 i = 0; i < n; i++)
    if (ouro_segment_is_list (entries[i].key >> 28))
      {
        guint32 place = entries[i].key & 0x0fffffffu;
        guint   list = (entries[i].key >> 28) - OURO_SEGMENT_LIST;

        if (place >= after.base[list] && place < after.end[list])
          ouro_journal_enter_list_places (self, list, place, place + 1);
      }
}

/* TRUE when the lists need settling. */
static inline gboolean
swap_entry (OuroHeap      *self,
            OuroWordEntry *entry)
{
  guint    segment = entry->key >> 28;
  guint32  index = entry->key & 0x0fffffffu;
  guint32 *place = ouro_journal_get_place (self, segment, index);
  guint32  old = *place;

  *place = entry->value;
  entry->value = old;
  return ouro_segment_is_list (segment) || (segment == OURO_SEGMENT_WORDS && ouro_word_is_of_list (index));
}

static void
swap_row (OuroHeap     *self,
          OuroRowEntry *entry)
{
  OuroRow     *row = &self->rows[entry->object];
  OuroRowEntry present = { .object = entry->object, .refcount = row->refcount };

  memcpy (present.words, &row->head, sizeof present.words);
  row->refcount = entry->refcount;
  memcpy (&row->head, entry->words, sizeof entry->words);
  *entry = present;
}

void
ouro_journal_settle_extents (OuroHeap          *self,
                             const OuroExtents *before,
                             const OuroExtents *after)
{
  for_difference (self, before, after, ouro_journal_leave_list_places);
  for_difference (self, after, before, ouro_journal_enter_list_places);
}

/* From group to group ------------------------------------------------------------------------- */

static void
undo (OuroHeap *self,
      guint32   group)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start = ouro_journal_get_start (journal, group);
  OuroGroup    end = journal->groups[group];
  gboolean     lists_changed = FALSE;
  OuroExtents  before;

  ouro_journal_get_extents (self, &before);
  for (guint32 i = end.rows_end; i-- > start.rows_end;)
    swap_row (self, &journal->rows[i]);
  for (guint32 i = end.words_end; i-- > start.words_end;)
    lists_changed |= swap_entry (self, &journal->words[i]);
  if (lists_changed)
    settle_lists (self, &before, journal->words + start.words_end, end.words_end - start.words_end);
}

static void
redo (OuroHeap *self,
      guint32   group)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start = ouro_journal_get_start (journal, group);
  OuroGroup    end = journal->groups[group];
  gboolean     lists_changed = FALSE;
  OuroExtents  before;

  ouro_journal_get_extents (self, &before);
  for (guint32 i = start.words_end; i < end.words_end; i++)
    lists_changed |= swap_entry (self, &journal->words[i]);
  for (guint32 i = start.rows_end; i < end.rows_end; i++)
    swap_row (self, &journal->rows[i]);
  if (lists_changed)
    settle_lists (self, &before, journal->words + start.words_end, end.words_end - start.words_end);
}

static void
seek_group (OuroHeap *self,
            guint32   group)
{
  OuroJournal *journal = self->journal;

  while (journal->group > group)
    undo (self, --journal->group);
  while (journal->group < group)
    redo (self, journal->group++);
  journal->position = ouro_journal_get_start (journal, group).lines_end;
}

/* The last group that begins at a position or before it: so many groups have ended there. */
static guint32
find_group (const OuroJournal *journal,
            guint32            position)
{
  guint32 low = 0, high = journal->n_groups;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (journal->groups[middle].lines_end <= position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Inside a group ------------------------------------------------------------------------------ */

static void
close_group (OuroHeap *self)
{
  OuroJournal *journal = self->journal;

  if (!journal->is_anew)
    return;
  ouro_record_seek (&journal->anew, self, 0);
  journal->is_anew = FALSE;
  journal->position = ouro_journal_get_start (journal, journal->group).lines_end;
}

/* Runs so many lines of the group at whose beginning the heap is. */
static void
open_group (OuroHeap *self,
            guint32   n_lines)
{
  OuroJournal *journal = self->journal;

  g_return_if_fail (self->hooks.run_anew != NULL);

  g_array_set_size (journal->line_starts, 0);
  ouro_record_start (&journal->anew, self);
  self->hooks.run_anew (self, n_lines, self->hooks.data);
  ouro_record_pause (&journal->anew, self);
  journal->is_anew = TRUE;
}

void
ouro_heap_note_line (OuroHeap *self)
{
  OuroJournal *journal = self->journal;

  if (journal->under_way == &journal->anew)
    g_array_append_val (journal->line_starts, journal->anew.changes->len);
}

static void
seek_line (OuroHeap *self,
           guint32   position)
{
  OuroJournal *journal = self->journal;
  guint32      n_lines = position - ouro_journal_get_start (journal, journal->group).lines_end;

  g_return_if_fail (n_lines <= journal->line_starts->len);

  ouro_record_seek (&journal->anew, self, n_lines > 0 ? g_array_index (journal->line_starts, guint32, n_lines - 1) : 0);
  journal->position = position;
}

/* Which of the lines of a group is the last costs as much as it likes, so the group ends with it and it is not run. */
static guint32
count_inner_lines (const OuroJournal *journal,
                   guint32            group)
{
  return journal->groups[group].lines_end - ouro_journal_get_start (journal, group).lines_end - 1;
}

void
ouro_heap_seek (OuroHeap *self,
                guint32   position)
{
  OuroJournal *journal = self->journal;
  guint32      group;

  g_return_if_fail (!journal->is_open && !self->recording && position <= journal->n_lines);

  group = find_group (journal, position);
  if (group != journal->group || ouro_journal_get_start (journal, group).lines_end == position)
    {
      close_group (self);
      seek_group (self, group);
    }
  if (journal->position == position)
    return;
  if (!journal->is_anew)
    open_group (self, count_inner_lines (journal, group));
  seek_line (self, position);
}

/* What the record of a group says of its first lines becomes a group that is kept: of each place what stood there first. */
static void
keep_group (OuroHeap *self)
{
  OuroJournal *journal = self->journal;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint32 i = 0; i < journal->anew.position; i++)
    {
      const OuroChange *change = &g_array_index (journal->anew.changes, OuroChange, i);
      guint32           key = (guint32)change->segment << 28 | change->index;

      if (change->segment != OURO_SEGMENT_MARK && g_hash_table_add (seen, GUINT_TO_POINTER (key)))
        journal->words[journal->n_words++] = (OuroWordEntry){ key, change->before };
    }
  journal->groups[journal->n_groups++] = (OuroGroup){ journal->n_words, journal->n_rows, journal->position };
  journal->group = journal->n_groups;
  journal->is_anew = FALSE;
}

void
ouro_heap_truncate (OuroHeap *self)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start;

  g_return_if_fail (!journal->is_open && !self->recording);

  start = ouro_journal_get_start (journal, journal->group);
  journal->n_words = start.words_end;
  journal->n_rows = start.rows_end;
  journal->n_groups = journal->group;
  journal->n_lines = journal->position;
  if (journal->is_anew)
    keep_group (self);
}

/* What a line has touched ---------------------------------------------------------------------- */

static void
report_group (OuroHeap       *self,
              guint32         group,
              OuroTouchedFunc func,
              gpointer        user_data)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start = ouro_journal_get_start (journal, group);

  for (guint32 i = start.rows_end; i < journal->groups[group].rows_end; i++)
    func (journal->rows[i].object, user_data);
  for (guint32 i = start.words_end; i < journal->groups[group].words_end; i++)
    if (journal->words[i].key >> 28 == OURO_SEGMENT_ROWS)
      func ((journal->words[i].key & 0x0fffffffu) / 8, user_data);
}

/* The words of rows that are not what they were. What comes to be in a row that held nothing is of an object that was made. */
static void
report_changes (OuroHeap       *self,
                guint32         from,
                guint32         to,
                OuroTouchedFunc func,
                gpointer        user_data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);

  for (guint32 i = from; i < to; i++)
    {
      const OuroChange *change = &g_array_index (self->journal->anew.changes, OuroChange, i);

      if (change->segment != OURO_SEGMENT_ROWS)
        continue;
      if (change->fresh)
        g_hash_table_add (made, GUINT_TO_POINTER (change->index / 8));
      else if (!g_hash_table_contains (made, GUINT_TO_POINTER (change->index / 8)) && g_hash_table_add (seen, GUINT_TO_POINTER (change->index)) && ((const guint32 *)self->rows)[change->index] != change->before)
        func (change->index / 8, user_data);
    }
}

void
ouro_heap_foreach_touched (OuroHeap       *self,
                           guint32         transaction,
                           OuroTouchedFunc func,
                           gpointer        user_data)
{
  OuroJournal *journal = self->journal;
  guint32      group, n_lines, line;

  g_return_if_fail (!journal->is_open && !self->recording && transaction < journal->n_lines);

  group = find_group (journal, transaction);
  n_lines = count_inner_lines (journal, group) + 1;
  if (n_lines == 1)
    {
      report_group (self, group, func, user_data);
      return;
    }
  if (!journal->is_anew || journal->group != group || journal->line_starts->len < n_lines)
    {
      close_group (self);
      seek_group (self, group);
      open_group (self, n_lines);
    }
  seek_line (self, transaction + 1);
  line = transaction - ouro_journal_get_start (journal, group).lines_end;
  report_changes (self, line > 0 ? g_array_index (journal->line_starts, guint32, line - 1) : 0, journal->anew.position, func, user_data);
}
