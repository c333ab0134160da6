/* ouro-journal-private.h - what the heap and its journal know of each other */
#pragma once

#include "ouro-heap.h"

OuroJournal *ouro_journal_new (OuroHeap *heap);
void         ouro_journal_free (OuroJournal *self);

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
