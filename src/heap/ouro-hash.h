/* ouro-hash.h - hash () of atoms
 *
 * Source  Python/pyhash.c (3.11 to 3.15): SipHash-1-3 with the key that PYTHONHASHSEED=0 gives (all zero);
 *         numbers modulo 2^61 - 1, so that equal numbers of different types hash alike.
 */
#pragma once

#include "ouro-heap.h"

gint64 ouro_hash_int (const OuroHeap *heap,
                      OuroId          object);

/* Not for NaN, whose hash is that of its address. */
gint64 ouro_hash_double (double value);

/* str or bytes; the result is kept with the object. */
gint64 ouro_hash_text (const OuroHeap *heap,
                       OuroId          object);

/* As the hash of an object without __hash__: of its simulated address. */
gint64 ouro_hash_identity (const OuroHeap *heap,
                           OuroId          object);

/* The address that id () shows. */
gint64 ouro_identity (const OuroHeap *heap,
                      OuroId          object);
