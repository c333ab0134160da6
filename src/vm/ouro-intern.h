/* ouro-intern.h - strings that exist once
 *
 * A table from text to the interned str of that text. The heap knows nothing of it: an entry is believed only if its
 * object lives, is interned and has the text, so the table need not follow the journal. Where history is kept, what has died
 * stays in the table, because it can come back.
 */
#pragma once

#include "ouro-heap.h"

typedef struct _OuroInterned OuroInterned;

OuroInterned *ouro_interned_new (void) G_GNUC_WARN_UNUSED_RESULT;
void          ouro_interned_free (OuroInterned *self);

/* The interned str equal to this one; borrowed; OURO_NO_ID when there is none. */
OuroId ouro_interned_find (const OuroInterned *self,
                           const OuroHeap     *heap,
                           OuroId              str);

/* Enters a str that has been marked as interned. */
void ouro_interned_add (OuroInterned   *self,
                        const OuroHeap *heap,
                        OuroId          str);
