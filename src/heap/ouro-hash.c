/* ouro-hash.c - hash () of atoms */
#include "ouro-hash.h"

#include <math.h>
#include <string.h>

#include "ouro-atom.h"
#include "ouro-text.h"

#define HASH_BITS    61
#define HASH_MODULUS ((1ull << HASH_BITS) - 1)

/* -1 means an error to CPython, so no hash is -1. */
static gint64
avoid_minus_one (gint64 hash)
{
  return hash == -1 ? -2 : hash;
}

gint64
ouro_hash_int (const OuroHeap *heap,
               OuroId          object)
{
  gint64  small;
  guint64 rest;
  mpz_t   value;
  gint64  hash;

  if (ouro_int_get (heap, object, &small))
    {
      rest = (small < 0 ? -(guint64)small : (guint64)small) % HASH_MODULUS;
      return avoid_minus_one (small < 0 ? -(gint64)rest : (gint64)rest);
    }
  mpz_init (value);
  ouro_int_get_mpz (heap, object, value);
  rest = mpz_tdiv_ui (value, HASH_MODULUS);
  hash = mpz_sgn (value) < 0 ? -(gint64)rest : (gint64)rest;
  mpz_clear (value);
  return avoid_minus_one (hash);
}

/* Python/pyhash.c, _Py_HashDouble: the mantissa in chunks of 28 bits, modulo 2^61 - 1. */
gint64
ouro_hash_double (double value)
{
  int     exponent, sign = 1;
  double  mantissa;
  guint64 hash = 0;

  if (!isfinite (value))
    return isinf (value) ? (value > 0 ? 314159 : -314159) : 0;
  mantissa = frexp (value, &exponent);
  if (mantissa < 0)
    {
      sign = -1;
      mantissa = -mantissa;
    }
  while (mantissa != 0)
    {
      guint64 chunk;

      hash = ((hash << 28) & HASH_MODULUS) | hash >> (HASH_BITS - 28);
      mantissa *= 268435456.0; /* 2^28 */
      exponent -= 28;
      chunk = (guint64)mantissa;
      mantissa -= chunk;
      hash += chunk;
      if (hash >= HASH_MODULUS)
        hash -= HASH_MODULUS;
    }
  exponent = exponent >= 0 ? exponent % HASH_BITS : HASH_BITS - 1 - ((-1 - exponent) % HASH_BITS);
  if (exponent > 0)
    hash = ((hash << exponent) & HASH_MODULUS) | hash >> (HASH_BITS - exponent);
  return avoid_minus_one (sign * (gint64)hash);
}

/* SipHash --------------------------------------------------------------------------------- */

/* Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012, with one round a word and three at
 * the end. GLib has no such hash, and the order of sets depends on it. */
typedef struct
{
  guint64 v0, v1, v2, v3;
} Sip;

static inline guint64
rotate (guint64 x,
        guint   bits)
{
  return x << bits | x >> (64 - bits);
}

static inline void
sip_round (Sip *s)
{
  s->v0 += s->v1;
  s->v1 = rotate (s->v1, 13) ^ s->v0;
  s->v0 = rotate (s->v0, 32);
  s->v2 += s->v3;
  s->v3 = rotate (s->v3, 16) ^ s->v2;
  s->v0 += s->v3;
  s->v3 = rotate (s->v3, 21) ^ s->v0;
  s->v2 += s->v1;
  s->v1 = rotate (s->v1, 17) ^ s->v2;
  s->v2 = rotate (s->v2, 32);
}

static inline void
sip_word (Sip    *s,
          guint64 word)
{
  s->v3 ^= word;
  sip_round (s);
  s->v0 ^= word;
}

static guint64
siphash13 (const guint8 *data,
           gsize         length)
{
  Sip     s = { 0x736f6d6570736575ull, 0x646f72616e646f6dull, 0x6c7967656e657261ull, 0x7465646279746573ull };
  guint64 word;
  gsize   i;

  for (i = 0; i + 8 <= length; i += 8)
    {
      memcpy (&word, data + i, sizeof word);
      sip_word (&s, GUINT64_FROM_LE (word));
    }
  word = 0;
  memcpy (&word, data + i, length - i);
  sip_word (&s, GUINT64_FROM_LE (word) | (guint64)length << 56);
  s.v2 ^= 0xff;
  for (guint round = 0; round < 3; round++)
    sip_round (&s);
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

gint64
ouro_hash_text (const OuroHeap *heap,
                OuroId          object)
{
  static const guint widths[] = { 1, 1, 2, 4 };
  gsize              size = ouro_str_get_length (heap, object) * widths[ouro_str_get_text_kind (heap, object)];
  /* The cached hash follows from the text, so it is no state and needs no saving; but a record must not leave it behind
   * where another text may stand again. */
  guint32 *cache = heap->cells + heap->rows[object].cells;
  gint64   hash;

  if (size == 0)
    return 0;
  memcpy (&hash, cache, sizeof hash);
  if (hash == 0)
    {
      hash = avoid_minus_one ((gint64)siphash13 (ouro_str_get_data (heap, object), size));
      if (!heap->recording)
        memcpy (cache, &hash, sizeof hash);
    }
  return hash;
}

/* Rows stand for addresses: 16-byte steps from an address as Linux gives them. */
gint64
ouro_identity (const OuroHeap *heap,
               OuroId          object)
{
  return G_GINT64_CONSTANT (0x7ffff7000000) + (gint64)object * 16;
}

/* Python/pyhash.c, _Py_HashPointer: the low four bits are always 0, so they go to the top. */
gint64
ouro_hash_identity (const OuroHeap *heap,
                    OuroId          object)
{
  guint64 address = (guint64)ouro_identity (heap, object);

  return avoid_minus_one ((gint64)(address >> 4 | address << 60));
}
