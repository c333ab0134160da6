/* ouro-atom.c - numbers, and the objects that always exist */
#include "ouro-atom.h"

#include <string.h>

#include "ouro-text.h"

#define BIG      OURO_FLAG_OWN_1
#define NEGATIVE OURO_FLAG_OWN_2

#define DIGIT_BITS 30

gboolean
ouro_kind_is_atom (OuroKind kind)
{
  return kind >= OURO_KIND_SINGLETON && kind <= OURO_KIND_BYTES;
}

/* The value of an atom that fits stands where others have the place and number of their cells. */
static void
set_payload (OuroHeap *heap,
             OuroId    object,
             guint64   payload)
{
  ouro_heap_set_row_word (heap, object, OURO_ROW_CELLS, (guint32)payload);
  ouro_heap_set_row_word (heap, object, OURO_ROW_N, (guint32)(payload >> 32));
}

/* int --------------------------------------------------------------------------------------- */

static OuroId
new_int (OuroHeap *heap,
         gint64    value)
{
  guint64 magnitude = value < 0 ? -(guint64)value : (guint64)value;
  guint   digits = magnitude >> DIGIT_BITS == 0 ? 1 : magnitude >> (2 * DIGIT_BITS) == 0 ? 2
                                                                                         : 3;
  OuroId  object = ouro_heap_allocate (heap, OURO_KIND_INT, 0, OURO_TYPE_INT, digits == 1 ? OURO_FREELIST_INT : OURO_FREELIST_NONE, 24 + 4 * digits, 0, 0, 0);

  set_payload (heap, object, (guint64)value);
  return object;
}

OuroId
ouro_int_new (OuroHeap *heap,
              gint64    value)
{
  if (value >= -5 && value <= heap->profile->small_int_max)
    return OURO_ID_ZERO + (gint32)value;
  return new_int (heap, value);
}

static gboolean
mpz_fits_64 (mpz_srcptr value,
             gint64    *small)
{
  G_STATIC_ASSERT (sizeof (long) == sizeof (gint64));
  *small = mpz_get_si (value);
  return mpz_fits_slong_p (value);
}

OuroId
ouro_int_new_from_mpz (OuroHeap  *heap,
                       mpz_srcptr value)
{
  gint64  small;
  gsize   bits, n;
  OuroId  object;
  guint32 place;

  if (mpz_fits_64 (value, &small))
    return ouro_int_new (heap, small);
  bits = mpz_sizeinbase (value, 2);
  n = (bits + 31) / 32;
  object = ouro_heap_allocate (heap, OURO_KIND_INT, BIG | (mpz_sgn (value) < 0 ? NEGATIVE : 0), OURO_TYPE_INT, OURO_FREELIST_NONE, 24 + 4 * ((bits + DIGIT_BITS - 1) / DIGIT_BITS), 0, n, n);
  place = heap->rows[object].cells;
  for (gsize i = 0; i < n; i++)
    {
      mp_limb_t limb = mpz_getlimbn (value, i / 2);

      ouro_heap_put_place (heap, object, place + i, (guint32)(i % 2 ? limb >> 32 : limb));
    }
  return object;
}

void
ouro_int_get_mpz (const OuroHeap *heap,
                  OuroId          object,
                  mpz_ptr         value)
{
  const OuroRow *row = &heap->rows[object];
  gint64         small;

  if (ouro_int_get (heap, object, &small))
    {
      mpz_set_si (value, small);
      return;
    }
  mpz_import (value, row->n, -1, sizeof (guint32), 0, 0, heap->cells + row->cells);
  if (row->head & NEGATIVE)
    mpz_neg (value, value);
}

guint
ouro_int_get_n_digits (const OuroHeap *heap,
                       OuroId          object)
{
  const OuroRow *row = &heap->rows[object];
  gint64         small;
  guint          bits;

  if (ouro_int_get (heap, object, &small))
    bits = small == 0 ? 1 : 64 - __builtin_clzll (small < 0 ? -(guint64)small : (guint64)small);
  else
    bits = row->n * 32 - __builtin_clz (heap->cells[row->cells + row->n - 1]);
  return (bits + DIGIT_BITS - 1) / DIGIT_BITS;
}

/* float, complex ---------------------------------------------------------------------------- */

OuroId
ouro_float_new (OuroHeap *heap,
                double    value)
{
  OuroId  object = ouro_heap_allocate (heap, OURO_KIND_FLOAT, 0, OURO_TYPE_FLOAT, OURO_FREELIST_FLOAT, 24, 0, 0, 0);
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  set_payload (heap, object, bits);
  return object;
}

OuroId
ouro_complex_new (OuroHeap *heap,
                  double    real,
                  double    imaginary)
{
  OuroId  object = ouro_heap_allocate (heap, OURO_KIND_COMPLEX, 0, OURO_TYPE_COMPLEX, OURO_FREELIST_COMPLEX, 32, 0, 4, 4);
  guint32 words[4];

  memcpy (words, &real, sizeof real);
  memcpy (words + 2, &imaginary, sizeof imaginary);
  for (guint i = 0; i < 4; i++)
    ouro_heap_put_place (heap, object, heap->rows[object].cells + i, words[i]);
  return object;
}

void
ouro_complex_get (const OuroHeap *heap,
                  OuroId          object,
                  double         *real,
                  double         *imaginary)
{
  const guint32 *words = heap->cells + heap->rows[object].cells;

  memcpy (real, words, sizeof *real);
  memcpy (imaginary, words + 2, sizeof *imaginary);
}

/* The objects that always exist --------------------------------------------------------------- */

static void
add_singleton (OuroHeap *heap,
               OuroId    expected,
               OuroKind  kind,
               OuroId    cls,
               gint64    payload,
               gsize     bytes)
{
  OuroId object = ouro_heap_allocate (heap, kind, OURO_FLAG_OUTSIDE, cls, OURO_FREELIST_NONE, bytes, 0, 0, 0);

  g_assert (object == expected);
  set_payload (heap, object, (guint64)payload);
  ouro_heap_make_immortal (heap, object);
}

void
ouro_heap_add_singletons (OuroHeap *heap)
{
  gint32 last = heap->profile->small_int_max;

  add_singleton (heap, OURO_ID_NONE, OURO_KIND_SINGLETON, OURO_TYPE_NONE, 0, 16);
  add_singleton (heap, OURO_ID_FALSE, OURO_KIND_BOOL, OURO_TYPE_BOOL, 0, 28);
  add_singleton (heap, OURO_ID_TRUE, OURO_KIND_BOOL, OURO_TYPE_BOOL, 1, 28);
  add_singleton (heap, OURO_ID_ELLIPSIS, OURO_KIND_SINGLETON, OURO_TYPE_ELLIPSIS, 0, 16);
  add_singleton (heap, OURO_ID_NOT_IMPLEMENTED, OURO_KIND_SINGLETON, OURO_TYPE_NOT_IMPLEMENTED, 0, 16);
  add_singleton (heap, OURO_ID_EMPTY_TUPLE, OURO_KIND_TUPLE, OURO_TYPE_TUPLE, 0, 40);
  ouro_text_add_singletons (heap);
  for (gint32 i = -5; i <= last; i++)
    add_singleton (heap, OURO_ID_ZERO + i, OURO_KIND_INT, OURO_TYPE_INT, i, 28);
}
