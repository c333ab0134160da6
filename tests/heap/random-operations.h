/* random-operations.h - a heap driven at random, the same way for the same seed
 *
 * What is done next depends only on the heap and on the generator, so a stretch of operations can be done again from
 * any moment that the journal restores. The stack stands for names: each of its places holds one object.
 */
#pragma once

#include "ouro-heap.h"

/* Does n operations. */
void random_operations_run (OuroHeap *heap,
                            GRand    *rand,
                            guint     n);

/* Drops everything that the stack holds. */
void random_operations_clear (OuroHeap *heap);
