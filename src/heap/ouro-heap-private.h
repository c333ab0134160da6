/* ouro-heap-private.h - what the files of the heap know of dying */
#pragma once

#include "ouro-heap.h"

/* In the third byte of a row's head: the pool of its size, or its free list above this. */
#define OURO_HOME_FREELIST 128u

/* The head of a row that waits to be used again, before the one that came there last. */
static inline guint32
ouro_heap_make_link (OuroId next)
{
  return next << 8 | OURO_KIND_FREE;
}

/* Which cell is dropped as the i-th of n: lists and tuples go backward; of a dict's entry the key goes first. */
static inline guint32
ouro_heap_get_dropped_cell (OuroKind kind,
                            gboolean is_backward,
                            guint32  i,
                            guint32  n)
{
  if (is_backward)
    return n - 1 - i;
  return kind == OURO_KIND_DICT ? i ^ 1 : i;
}

/* Without history: the blocks of an object that dies. */
void ouro_heap_free_blocks_of (OuroHeap *self,
                               OuroId    object);
