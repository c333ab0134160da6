/* test-hash.c - hash () of atoms; the figures were printed by CPython 3.11 with PYTHONHASHSEED=0
 *
 * Many more values are compared in compare-with-python.py.
 */
#include "ouro-hash.h"

#include <math.h>
#include <string.h>

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-text.h"

static gint64
hash_decimal (Fixture    *fixture,
              const char *digits)
{
  OuroId object;
  mpz_t  value;

  mpz_init_set_str (value, digits, 10);
  object = fixture_keep (fixture, ouro_int_new_from_mpz (fixture->heap, value));
  mpz_clear (value);
  return ouro_hash_int (fixture->heap, object);
}

static void
test_ints_hash_modulo_a_prime (Fixture      *fixture,
                               gconstpointer version)
{
  g_test_summary ("2^61 - 1; and never -1, which means an error");

  g_assert_cmpint (hash_decimal (fixture, "0"), ==, 0);
  g_assert_cmpint (hash_decimal (fixture, "-1"), ==, -2);
  g_assert_cmpint (hash_decimal (fixture, "-2"), ==, -2);
  g_assert_cmpint (hash_decimal (fixture, "2305843009213693951"), ==, 0);
  g_assert_cmpint (hash_decimal (fixture, "2305843009213693952"), ==, 1);
  g_assert_cmpint (hash_decimal (fixture, "-2305843009213693952"), ==, -2);
  g_assert_cmpint (hash_decimal (fixture, "18446744073709551616"), ==, 8);
  g_assert_cmpint (hash_decimal (fixture, "10000000000000000000000000000000000000000"), ==, 1388497483929617590);
  g_assert_cmpint (hash_decimal (fixture, "-10000000000000000000000000000000000000000"), ==, -1388497483929617590);
  g_assert_cmpint (hash_decimal (fixture, "-9223372036854775808"), ==, -4);
  g_assert_cmpint (ouro_hash_int (fixture->heap, OURO_ID_TRUE), ==, 1);
}

static void
test_equal_numbers_hash_alike (Fixture      *fixture,
                               gconstpointer version)
{
  const gint64 values[] = { 0, 1, -1, 7, -12345, 1ll << 53, -(1ll << 60), 1ll << 62 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      OuroId object = fixture_keep (fixture, ouro_int_new (fixture->heap, values[i]));

      g_assert_cmpint (ouro_hash_int (fixture->heap, object), ==, ouro_hash_double ((double)values[i]));
    }
  g_assert_cmpint (ouro_hash_double (-0.0), ==, 0);
}

static void
test_floats_hash_as_fractions (void)
{
  g_assert_cmpint (ouro_hash_double (0.5), ==, 1152921504606846976);
  g_assert_cmpint (ouro_hash_double (-1.5), ==, -1152921504606846977);
  g_assert_cmpint (ouro_hash_double (0.1), ==, 230584300921369408);
  g_assert_cmpint (ouro_hash_double (1e300), ==, 1224995262755759164);
  g_assert_cmpint (ouro_hash_double (5e-324), ==, 16777216);
  g_assert_cmpint (ouro_hash_double (INFINITY), ==, 314159);
  g_assert_cmpint (ouro_hash_double (-INFINITY), ==, -314159);
}

static void
test_texts_hash_by_siphash (Fixture      *fixture,
                            gconstpointer version)
{
  const struct
  {
    const char *text;
    gint64      hash;
  } cases[] = {
    { "", 0 },
    { "a", 4644417185603328019 },
    { "spam", -7643603308804133256 },
    { "spam and eggs", -1835052400639646948 },
    { "cafés", 8033307706311147903 },
    { "€uro", 7542247858446192590 },
    { "🐍", 5216893564587608945 },
    { "\xed\xb2\x80x", 8334736155318599875 }, /* a lone surrogate */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OuroId text = fixture_keep (fixture, ouro_str_new (fixture->heap, cases[i].text, strlen (cases[i].text)));

      g_assert_cmpint (ouro_hash_text (fixture->heap, text), ==, cases[i].hash);
      g_assert_cmpint (ouro_hash_text (fixture->heap, text), ==, cases[i].hash); /* from the cache */
    }
  g_assert_cmpint (ouro_hash_text (fixture->heap, OURO_ID_EMPTY_BYTES), ==, 0);
  g_assert_cmpint (ouro_hash_text (fixture->heap, OURO_ID_BYTE + 'a'), ==, 4644417185603328019);
  g_assert_cmpint (ouro_hash_text (fixture->heap, fixture_keep (fixture, ouro_bytes_new (fixture->heap, (const guint8 *)"spam", 4))), ==, -7643603308804133256);
}

static void
test_the_cached_hash_is_no_state (Fixture      *fixture,
                                  gconstpointer version)
{
  OuroId  text = fixture_keep (fixture, build_name (fixture->heap, "spam"));
  guint64 state = ouro_heap_hash (fixture->heap);

  ouro_hash_text (fixture->heap, text);
  g_assert_cmpuint (ouro_heap_hash (fixture->heap), ==, state);
}

static void
test_the_hash_of_an_identity_is_its_address_turned (Fixture      *fixture,
                                                    gconstpointer version)
{
  OuroId list = fixture_keep (fixture, build_list (fixture->heap));
  OuroId other = fixture_keep (fixture, build_list (fixture->heap));

  g_assert_cmpint (ouro_identity (fixture->heap, list), !=, ouro_identity (fixture->heap, other));
  g_assert_cmpint (ouro_identity (fixture->heap, list) % 16, ==, 0);
  g_assert_cmpint (ouro_hash_identity (fixture->heap, list), ==, ouro_identity (fixture->heap, list) / 16);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/hash/ints-hash-modulo-a-prime", NULL, test_ints_hash_modulo_a_prime);
  fixture_add_test ("/hash/equal-numbers-hash-alike", NULL, test_equal_numbers_hash_alike);
  g_test_add_func ("/hash/floats-hash-as-fractions", test_floats_hash_as_fractions);
  fixture_add_test ("/hash/texts-hash-by-siphash", NULL, test_texts_hash_by_siphash);
  fixture_add_test ("/hash/the-cached-hash-is-no-state", NULL, test_the_cached_hash_is_no_state);
  fixture_add_test ("/hash/the-hash-of-an-identity-is-its-address-turned", NULL, test_the_hash_of_an_identity_is_its_address_turned);
  return g_test_run ();
}
