/* ouro-deque.h - the storage of a deque: items with room at both ends
 *
 * Cells    0 for each empty place before the first item, then the items. How many places are empty says row.aux; modulo
 *          64 it is the place of the first item in its block as CPython has blocks, so that sys.getsizeof () agrees.
 * Counts   each item's cell holds a reference; the functions take it over and hand it out.
 * Source   Modules/_collectionsmodule.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-heap.h"

/* As sys.getsizeof () shows it without its blocks. */
#define OURO_DEQUE_BYTES 232

#define OURO_DEQUE_UNLIMITED -1

/* Where an empty deque begins in its block, and where one that is filled at one end only. */
enum {
  OURO_DEQUE_LAST_PLACE = 63,
  OURO_DEQUE_MIDDLE_PLACE = 32,
  OURO_DEQUE_FIRST_PLACE = 1,
};

/* An empty one without limit, not tracked; flags: OURO_FLAG_GC or nothing. */
OuroId ouro_deque_new (OuroHeap *heap,
                       guint32   flags);

guint32 ouro_deque_get_length (const OuroHeap *heap,
                               OuroId          deque);
OuroId  ouro_deque_get (const OuroHeap *heap,
                        OuroId          deque,
                        guint32         index);

/* Its maxlen. */
gint64 ouro_deque_get_limit (const OuroHeap *heap,
                             OuroId          deque);
void   ouro_deque_set_limit (OuroHeap *heap,
                             OuroId    deque,
                             gint64    limit);

/* A number that is another one after every change. */
guint32 ouro_deque_get_state (const OuroHeap *heap,
                              OuroId          deque);

/* An empty deque will have its first item at this place of its block. */
void ouro_deque_begin_at (OuroHeap *heap,
                          OuroId    deque,
                          guint     place);

void ouro_deque_append (OuroHeap *heap,
                        OuroId    deque,
                        OuroId    item);
void ouro_deque_append_left (OuroHeap *heap,
                             OuroId    deque,
                             OuroId    item);

/* Of a deque that is not empty. */
OuroId ouro_deque_pop (OuroHeap *heap,
                       OuroId    deque);
OuroId ouro_deque_pop_left (OuroHeap *heap,
                            OuroId    deque);

/* So many items from the right end to the left one; a negative number the other way. */
void ouro_deque_rotate (OuroHeap *heap,
                        OuroId    deque,
                        gint64    n);

/* Another item in a place; the old one is the caller's. */
OuroId ouro_deque_replace (OuroHeap *heap,
                           OuroId    deque,
                           guint32   index,
                           OuroId    item);

/* Empty before anything is dropped. */
void ouro_deque_clear (OuroHeap *heap,
                       OuroId    deque);

/* What its blocks take, in bytes. */
gsize ouro_deque_get_blocks_size (const OuroHeap *heap,
                                  OuroId          deque);
