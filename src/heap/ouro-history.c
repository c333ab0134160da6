/* ouro-history.c - moving in what the journal has saved
 *
 * From group to group by swapping what is saved with what stands there; over many groups by what was merged of them
 * (see ouro-blocks.c). To a line inside a group by running the group
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
swap_back (OuroHeap      *self,
           OuroWordEntry *words,
           guint32        n_words,
           OuroRowEntry  *rows,
           guint32        n_rows)
{
  gboolean    lists_changed = FALSE;
  OuroExtents before;

  ouro_journal_get_extents (self, &before);
  for (guint32 i = n_rows; i-- > 0;)
    swap_row (self, &rows[i]);
  for (guint32 i = n_words; i-- > 0;)
    lists_changed |= swap_entry (self, &words[i]);
  if (lists_changed)
    settle_lists (self, &before, words, n_words);
}

static void
swap_forth (OuroHeap      *self,
            OuroWordEntry *words,
            guint32        n_words,
            OuroRowEntry  *rows,
            guint32        n_rows)
{
  gboolean    lists_changed = FALSE;
  OuroExtents before;

  ouro_journal_get_extents (self, &before);
  for (guint32 i = 0; i < n_words; i++)
    lists_changed |= swap_entry (self, &words[i]);
  for (guint32 i = 0; i < n_rows; i++)
    swap_row (self, &rows[i]);
  if (lists_changed)
    settle_lists (self, &before, words, n_words);
}

/* Through groups that follow each other. */
static void
step_to_group (OuroHeap *self,
               guint32   group)
{
  OuroJournal *journal = self->journal;

  while (journal->group != group)
    {
      gboolean  is_back = journal->group > group;
      guint32   passed = is_back ? --journal->group : journal->group++;
      OuroGroup start = ouro_journal_get_start (journal, passed);
      OuroGroup end = journal->groups[passed];

      (is_back ? swap_back : swap_forth) (self, journal->words + start.words_end, end.words_end - start.words_end, journal->rows + start.rows_end, end.rows_end - start.rows_end);
    }
}

/* Over a whole block: the heap is at the end of it, or at its beginning. */
static void
leap (OuroHeap *self,
      guint32   block,
      gboolean  is_back)
{
  OuroJournal *journal = self->journal;
  OuroBlock    start = ouro_journal_get_block_start (journal, block);
  OuroBlock    end = journal->blocks[block];

  if (!end.is_merged)
    {
      step_to_group (self, is_back ? start.groups_end : end.groups_end);
      return;
    }
  (is_back ? swap_back : swap_forth) (self, journal->merged_words + start.words_end, end.words_end - start.words_end, journal->merged_rows + start.rows_end, end.rows_end - start.rows_end);
  journal->group = is_back ? start.groups_end : end.groups_end;
}

/* Groups of a block that has been leapt over know nothing of it, so a block is entered and left by its end only. */
static void
seek_group (OuroHeap *self,
            guint32   group)
{
  OuroJournal *journal = self->journal;
  guint32      from = ouro_journal_count_blocks (journal, journal->group);
  guint32      to = ouro_journal_count_blocks (journal, group);

  if (from != to)
    {
      from = MIN (from, journal->n_blocks);
      to = MIN (to, journal->n_blocks);
      step_to_group (self, ouro_journal_get_block_start (journal, from).groups_end);
      while (from > to)
        leap (self, --from, TRUE);
      while (from < to)
        leap (self, from++, FALSE);
    }
  step_to_group (self, group);
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

static void
keep_word (OuroJournal *self,
           GHashTable  *kept,
           guint32      key,
           guint32      value)
{
  if (g_hash_table_add (kept, GUINT_TO_POINTER (key)))
    self->words[self->n_words++] = (OuroWordEntry){ key, value };
}

/* What the record of a group says of its first lines becomes a group that is kept: of each place what stood there first. Rows that are
 * empty now are kept whole, because they may be filled without saving. */
static void
keep_group (OuroHeap *self)
{
  OuroJournal *journal = self->journal;
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  const OuroChange *changes = (const OuroChange *)journal->anew.changes->data;

  for (guint32 i = 0; i < journal->anew.position; i++)
    if (changes[i].segment != OURO_SEGMENT_MARK)
      keep_word (journal, kept, (guint32)changes[i].segment << 28 | changes[i].index, changes[i].before);
  for (guint32 i = 0; i < journal->anew.position; i++)
    if (changes[i].segment == OURO_SEGMENT_ROWS && !ouro_heap_is_alive (self, changes[i].index / 8))
      for (guint word = OURO_ROW_REFCOUNT; word <= OURO_ROW_BIRTH; word++)
        if (word != OURO_ROW_STAMP)
          keep_word (journal, kept, (changes[i].index & ~7u) + word, ((const guint32 *)self->rows)[(changes[i].index & ~7u) + word]);
  journal->groups[journal->n_groups++] = (OuroGroup){ journal->n_words, journal->n_rows, journal->position };
  journal->group = journal->n_groups;
  journal->is_anew = FALSE;
  ouro_journal_add_to_block (journal, self);
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
  ouro_journal_cut_blocks (journal);
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

/* Words of rows that are not what they were. What comes to be in a row that held nothing is of an object that was made; it
 * has taken the place of another where that one was seen before. */
static void
report_changes (OuroHeap       *self,
                guint32         from,
                guint32         to,
                OuroTouchedFunc func,
                gpointer        user_data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL); /* key: word of a row; the stamp's stands for the row */
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);

  for (guint32 i = from; i < to; i++)
    {
      const OuroChange *change = &g_array_index (self->journal->anew.changes, OuroChange, i);
      OuroId            object = change->index / 8;

      if (change->segment != OURO_SEGMENT_ROWS || g_hash_table_contains (made, GUINT_TO_POINTER (object)))
        continue;
      if (change->fresh && g_hash_table_contains (seen, GUINT_TO_POINTER (object * 8 + OURO_ROW_STAMP)))
        func (object, user_data);
      else if (change->fresh)
        g_hash_table_add (made, GUINT_TO_POINTER (object));
      else if (g_hash_table_add (seen, GUINT_TO_POINTER (change->index)) && ((const guint32 *)self->rows)[change->index] != change->before)
        func (object, user_data);
      g_hash_table_add (seen, GUINT_TO_POINTER (object * 8 + OURO_ROW_STAMP));
    }
}

/* A word of a row before the last line of its group. */
static void
note_word (OuroHeap   *self,
           GHashTable *words,
           guint32     index)
{
  g_hash_table_insert (words, GUINT_TO_POINTER (index), GUINT_TO_POINTER (((const guint32 *)self->rows)[index]));
}

/* The last line may be long, so it is not run: it can only have touched what the group has saved, or what the lines before it
 * have touched. */
static void
report_last_line (OuroHeap       *self,
                  guint32         group,
                  OuroTouchedFunc func,
                  gpointer        user_data)
{
  OuroJournal *journal = self->journal;
  OuroGroup    start = ouro_journal_get_start (journal, group);
  OuroGroup    end = journal->groups[group];
  g_autoptr (GHashTable) words = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer       index, before;

  for (guint32 i = start.words_end; i < end.words_end; i++)
    if (journal->words[i].key >> 28 == OURO_SEGMENT_ROWS && ouro_heap_is_alive (self, journal->words[i].key / 8))
      note_word (self, words, journal->words[i].key);
  for (guint32 i = start.rows_end; i < end.rows_end; i++)
    for (guint word = OURO_ROW_HEAD; word <= OURO_ROW_BIRTH && ouro_heap_is_alive (self, journal->rows[i].object); word++)
      note_word (self, words, journal->rows[i].object * 8 + word);
  for (guint32 i = 0; i < journal->anew.position; i++)
    {
      const OuroChange *change = &g_array_index (journal->anew.changes, OuroChange, i);

      if (change->segment == OURO_SEGMENT_ROWS && ouro_heap_is_alive (self, change->index / 8))
        note_word (self, words, change->index);
    }
  close_group (self);
  seek_group (self, group + 1);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &index, &before))
    if (((const guint32 *)self->rows)[GPOINTER_TO_UINT (index)] != GPOINTER_TO_UINT (before))
      func (GPOINTER_TO_UINT (index) / 8, user_data);
}

void
ouro_heap_foreach_touched (OuroHeap       *self,
                           guint32         transaction,
                           OuroTouchedFunc func,
                           gpointer        user_data)
{
  OuroJournal *journal = self->journal;
  guint32      group, line, n_inner;

  g_return_if_fail (!journal->is_open && !self->recording && transaction < journal->n_lines);

  group = find_group (journal, transaction);
  line = transaction - ouro_journal_get_start (journal, group).lines_end;
  n_inner = count_inner_lines (journal, group);
  if (n_inner == 0)
    report_group (self, group, func, user_data);
  else if (line < n_inner)
    {
      ouro_heap_seek (self, transaction + 1);
      report_changes (self, line > 0 ? g_array_index (journal->line_starts, guint32, line - 1) : 0, journal->anew.position, func, user_data);
    }
  else
    {
      ouro_heap_seek (self, transaction);
      report_last_line (self, group, func, user_data);
    }
}
