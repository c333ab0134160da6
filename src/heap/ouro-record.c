/* ouro-record.c - every single write, to and fro
 *
 * There may be two records at a time: that of the group in which the position lies, and on top of it the one that somebody
 * has asked for. Each is taken back as a whole.
 */
#include "ouro-journal.h"

#include "ouro-journal-private.h"

/* One record ---------------------------------------------------------------------------------- */

void
ouro_record_init (OuroRecord *self)
{
  self->changes = g_array_new (FALSE, FALSE, sizeof (OuroChange));
}

void
ouro_record_clear (OuroRecord *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
}

void
ouro_record_start (OuroRecord *self,
                   OuroHeap   *heap)
{
  self->is_full = FALSE;
  self->position = 0;
  g_array_set_size (self->changes, 0);
  heap->journal->under_way = self;
  heap->recording = TRUE;
  ouro_journal_raise_floors (heap);
}

void
ouro_record_pause (OuroRecord *self,
                   OuroHeap   *heap)
{
  heap->recording = FALSE;
  heap->journal->under_way = NULL;
  ouro_journal_set_floors (heap);
}

static void
put_list_word (OuroHeap *self,
               guint32   word,
               guint32   value)
{
  OuroExtents before, after;

  ouro_journal_get_extents (self, &before);
  self->words[word] = value;
  ouro_journal_get_extents (self, &after);
  ouro_journal_settle_extents (self, &before, &after);
}

static void
put_list_place (OuroHeap *self,
                guint     list,
                guint32   place,
                OuroId    object)
{
  ouro_journal_leave_list_places (self, list, place, place + 1);
  self->lists[list][place] = object;
  ouro_journal_enter_list_places (self, list, place, place + 1);
}

/* What stands in a fresh place before or after its time is no state: it only has to be there again. */
static void
put_change (OuroHeap         *self,
            const OuroChange *change,
            guint32           value)
{
  if (change->segment == OURO_SEGMENT_MARK)
    return;
  if (change->segment == OURO_SEGMENT_WORDS && ouro_word_is_of_list (change->index))
    put_list_word (self, change->index, value);
  else if (ouro_segment_is_list (change->segment) && !change->fresh)
    put_list_place (self, change->segment - OURO_SEGMENT_LIST, change->index, value);
  else
    *ouro_journal_get_place (self, change->segment, change->index) = value;
}

void
ouro_record_seek (OuroRecord *self,
                  OuroHeap   *heap,
                  guint32     n_changes)
{
  const OuroChange *changes = (const OuroChange *)self->changes->data;

  while (self->position > n_changes)
    {
      self->position--;
      put_change (heap, &changes[self->position], changes[self->position].before);
    }
  while (self->position < n_changes)
    {
      put_change (heap, &changes[self->position], changes[self->position].after);
      self->position++;
    }
}

/* The one that is asked for ------------------------------------------------------------------- */

void
ouro_heap_start_record (OuroHeap *self)
{
  g_return_if_fail (self->keeps_history && !self->recording && !self->journal->is_open);

  ouro_record_start (&self->journal->record, self);
}

gboolean
ouro_heap_stop_record (OuroHeap *self)
{
  OuroRecord *record = &self->journal->record;

  g_return_val_if_fail (self->recording, FALSE);

  ouro_record_seek (record, self, 0);
  g_array_set_size (record->changes, 0);
  ouro_record_pause (record, self);
  return !record->is_full;
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
  const OuroRecord *record = self->journal->under_way;

  return record != NULL && record->is_full;
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
  OuroRecord *record = self->journal->under_way;
  OuroChange  change = { segment, index, before, after, owner, fresh };

  if (record->changes->len >= self->journal->most_changes)
    {
      record->is_full = TRUE;
      return;
    }
  g_array_append_val (record->changes, change);
  record->position = record->changes->len;
}

guint32
ouro_heap_get_n_changes (const OuroHeap *self)
{
  const OuroRecord *record = self->journal->under_way;

  return record != NULL ? record->changes->len : 0;
}

const OuroChange *
ouro_heap_get_change (const OuroHeap *self,
                      guint32         index)
{
  const OuroRecord *record = &self->journal->record;

  g_return_val_if_fail (index < record->changes->len, NULL);
  return &g_array_index (record->changes, OuroChange, index);
}

guint32
ouro_heap_get_change_position (const OuroHeap *self)
{
  return self->journal->record.position;
}

void
ouro_heap_seek_change (OuroHeap *self,
                       guint32   n_changes)
{
  g_return_if_fail (self->recording && n_changes <= self->journal->record.changes->len);

  ouro_record_seek (&self->journal->record, self, n_changes);
}
