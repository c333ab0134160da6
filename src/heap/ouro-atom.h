/* ouro-atom.h - numbers, and the objects that always exist
 *
 * int      a value of 64 bits stands in the row; a greater one in a block of 32-bit digits.
 * float    in the row.
 * complex  two doubles in a block.
 *
 * Errors  none: limits are the caller's to check (ouro_heap_is_exhausted ()) before it asks for much.
 * Counts  every function that returns an OuroId returns a new reference; small ints are immortal, so nobody need care.
 */
#pragma once

#include <gmp.h>

#include "ouro-heap.h"

/* Fills an empty heap's fixed rows: None, True, (), '', the cached ints ... */
void ouro_heap_add_singletons (OuroHeap *heap);

/* int --------------------------------------------------------------------------------------- */

OuroId ouro_int_new (OuroHeap *heap,
                     gint64    value);
OuroId ouro_int_new_from_mpz (OuroHeap  *heap,
                              mpz_srcptr value);

/* Whether the value fits; True and False are ints, too. */
static inline gboolean
ouro_int_get (const OuroHeap *heap,
              OuroId          object,
              gint64         *value)
{
  const OuroRow *row = &heap->rows[object];

  *value = (gint64)((guint64)row->n << 32 | row->cells);
  return !(row->head & OURO_FLAG_OWN_1);
}

/* Any value, into a number that the caller has initialised. */
void ouro_int_get_mpz (const OuroHeap *heap,
                       OuroId          object,
                       mpz_ptr         value);

/* How many digits of 30 bits CPython would use, at least 1. */
guint ouro_int_get_n_digits (const OuroHeap *heap,
                             OuroId          object);

/* float, complex ------------------------------------------------------------------------------ */

OuroId ouro_float_new (OuroHeap *heap,
                       double    value);

static inline double
ouro_float_get (const OuroHeap *heap,
                OuroId          object)
{
  const OuroRow *row = &heap->rows[object];
  union
  {
    guint64 bits;
    double  value;
  } number = { .bits = (guint64)row->n << 32 | row->cells };

  return number.value;
}

OuroId ouro_complex_new (OuroHeap *heap,
                         double    real,
                         double    imaginary);
void   ouro_complex_get (const OuroHeap *heap,
                         OuroId          object,
                         double         *real,
                         double         *imaginary);

/* Whether objects of the kind refer to nothing and never change: these, texts, None and the like. */
gboolean ouro_kind_is_atom (OuroKind kind);
