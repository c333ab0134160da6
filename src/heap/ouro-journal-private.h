/* ouro-journal-private.h - what the heap and its journal know of each other */
#pragma once

#include "ouro-heap.h"

OuroJournal *ouro_journal_new (OuroHeap *heap);
void         ouro_journal_free (OuroJournal *self);

void ouro_heap_save_row (OuroHeap *self,
                         OuroId    object);
void ouro_heap_save_list_place (OuroHeap      *self,
                                OuroListNumber list,
                                guint32        place,
                                OuroId         value);
