/* ouro-set.h - the storage of a set or frozenset: an open table, in CPython's order
 *
 * Cells   the places of the table, 0 where there is no member; their number is a power of two from 8 on.
 * Counts  each member is held by one reference; the functions take and drop it.
 * Source  Objects/setobject.c (3.11 to 3.15): linear probes, then perturbation; growing by 4 (by 2 above 50,000).
 */
#pragma once

#include "ouro-dict.h"

/* Gives an object of kind SET that has no cells yet its empty table. */
void ouro_set_initialise (OuroHeap *heap,
                          OuroId    set);

guint32 ouro_set_get_length (const OuroHeap *heap,
                             OuroId          set);

/* The place of a member, OURO_DICT_ABSENT or OURO_DICT_ERROR. */
gint64 ouro_set_find (OuroHeap     *heap,
                      OuroId        set,
                      OuroId        key,
                      gint64        hash,
                      OuroEqualFunc equal,
                      gpointer      data);

/* Adds a member that may be there already: 1 when it was added, 0 when it was there, -1 for an exception. */
int ouro_set_add (OuroHeap     *heap,
                  OuroId        set,
                  OuroId        key,
                  gint64        hash,
                  OuroEqualFunc equal,
                  gpointer      data);

/* Takes the member at a place out and hands its reference to the caller. */
OuroId ouro_set_remove (OuroHeap *heap,
                        OuroId    set,
                        guint32   place);

/* Any member, as set.pop () chooses it; OURO_NO_ID when there is none. The reference is the caller's. */
OuroId ouro_set_pop (OuroHeap *heap,
                     OuroId    set);

void ouro_set_clear (OuroHeap *heap,
                     OuroId    set);

/* Makes room as set_merge () does for the members of another set before they are added one by one. */
void ouro_set_reserve_for (OuroHeap *heap,
                           OuroId    set,
                           OuroId    other);

/* The same for so many members of a dict. */
void ouro_set_reserve (OuroHeap *heap,
                       OuroId    set,
                       guint32   n);

/* Two sets exchange their members. */
void ouro_set_swap (OuroHeap *heap,
                    OuroId    a,
                    OuroId    b);

/* A table that has lost many members gets smaller, as at the end of set_difference_update (). */
void ouro_set_compact (OuroHeap *heap,
                       OuroId    set);

/* set |= other, as set_merge () does it: what was empty becomes a true copy, with every member in the same place. So copies
 * are made, too. Takes references to what is added. -1 for an exception. */
int ouro_set_merge (OuroHeap     *heap,
                    OuroId        set,
                    OuroId        other,
                    OuroEqualFunc equal,
                    gpointer      data);

gint64 ouro_set_get_hash (const OuroHeap *heap,
                          OuroId          set,
                          guint32         place);
