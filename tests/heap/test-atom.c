/* test-atom.c - numbers: small, great, and those that exist once */
#include "ouro-atom.h"

#include <math.h>

#include "build.h"
#include "fixture.h"

static void
test_cached_ints_exist_once (Fixture      *fixture,
                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  gint32    last = heap->profile->small_int_max;
  OuroId    next = fixture_keep (fixture, ouro_int_new (heap, last + 1));
  OuroId    before = fixture_keep (fixture, ouro_int_new (heap, -6));

  g_test_summary ("-5 to 256, in 3.15 to 1024; beyond, each is a new object");

  g_assert_cmpuint (ouro_int_new (heap, -5), ==, OURO_ID_SMALL_INT_MINIMUM);
  g_assert_cmpuint (ouro_int_new (heap, 0), ==, OURO_ID_ZERO);
  g_assert_cmpuint (ouro_int_new (heap, last), ==, OURO_ID_ZERO + last);
  g_assert_cmpuint (fixture_keep (fixture, ouro_int_new (heap, last + 1)), !=, next);
  g_assert_cmpuint (fixture_keep (fixture, ouro_int_new (heap, -6)), !=, before);
  g_assert_false (ouro_heap_is_immortal (heap, next));
}

static void
test_ints_of_64_bits_stand_in_the_row (Fixture      *fixture,
                                       gconstpointer version)
{
  const gint64 values[] = { 257, 5000, -6, G_MAXINT32, G_MININT32, G_MAXINT64, G_MININT64, G_MININT64 + 1, 1ll << 30, 1ll << 60 };
  guint32      top = ouro_heap_get_word (fixture->heap, OURO_WORD_CELLS_TOP);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      OuroId object = fixture_keep (fixture, ouro_int_new (fixture->heap, values[i]));
      gint64 value;

      g_assert_true (ouro_int_get (fixture->heap, object, &value));
      g_assert_cmpint (value, ==, values[i]);
    }
  g_assert_cmpuint (ouro_heap_get_word (fixture->heap, OURO_WORD_CELLS_TOP), ==, top);
}

static void
test_great_ints_come_back_as_they_were (Fixture      *fixture,
                                        gconstpointer version)
{
  static const char *const digits[] = {
    "9223372036854775808", "-9223372036854775809", "18446744073709551616", "-340282366920938463463374607431768211456",
    "123456789012345678901234567890123456789012345678901234567890", "9223372036854775807", "-1", "0"
  };
  mpz_t value, back;

  mpz_init (back);
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      OuroId object;
      gint64 small;

      mpz_init_set_str (value, digits[i], 10);
      object = fixture_keep (fixture, ouro_int_new_from_mpz (fixture->heap, value));
      ouro_int_get_mpz (fixture->heap, object, back);
      g_assert_cmpint (mpz_cmp (value, back), ==, 0);
      g_assert_cmpint (ouro_int_get (fixture->heap, object, &small), ==, mpz_fits_slong_p (value) != 0);
      mpz_clear (value);
    }
  mpz_clear (back);
}

static void
test_digits_have_thirty_bits (Fixture      *fixture,
                              gconstpointer version)
{
  const struct
  {
    guint shift, n_digits;
  } powers[] = { { 0, 1 }, { 29, 1 }, { 30, 2 }, { 59, 2 }, { 60, 3 }, { 63, 3 }, { 89, 3 }, { 90, 4 }, { 3000, 101 } };
  mpz_t value;

  mpz_init (value);
  for (guint i = 0; i < G_N_ELEMENTS (powers); i++)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        OuroId object;

        mpz_ui_pow_ui (value, 2, powers[i].shift);
        mpz_mul_si (value, value, sign);
        object = fixture_keep (fixture, ouro_int_new_from_mpz (fixture->heap, value));
        g_assert_cmpuint (ouro_int_get_n_digits (fixture->heap, object), ==, powers[i].n_digits);
        g_assert_cmpuint (ouro_heap_get_size (fixture->heap, object), ==, 24 + 4 * powers[i].n_digits);
      }
  mpz_clear (value);
  g_assert_cmpuint (ouro_int_get_n_digits (fixture->heap, OURO_ID_ZERO), ==, 1);
}

static void
test_bools_are_ints (Fixture      *fixture,
                     gconstpointer version)
{
  gint64 value;

  g_assert_true (ouro_int_get (fixture->heap, OURO_ID_TRUE, &value));
  g_assert_cmpint (value, ==, 1);
  g_assert_true (ouro_int_get (fixture->heap, OURO_ID_FALSE, &value));
  g_assert_cmpint (value, ==, 0);
}

static void
test_floats_keep_every_bit (Fixture      *fixture,
                            gconstpointer version)
{
  const double values[] = { 0.0, 1.5, -2.0 / 3, 5e-324, 1.7976931348623157e308, INFINITY, -INFINITY };
  OuroId       minus_zero = fixture_keep (fixture, ouro_float_new (fixture->heap, -0.0));

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (ouro_float_get (fixture->heap, fixture_keep (fixture, ouro_float_new (fixture->heap, values[i]))) == values[i]);
  g_assert_true (signbit (ouro_float_get (fixture->heap, minus_zero)));
  g_assert_true (isnan (ouro_float_get (fixture->heap, fixture_keep (fixture, ouro_float_new (fixture->heap, NAN)))));
}

static void
test_complex_numbers_have_two_parts (Fixture      *fixture,
                                     gconstpointer version)
{
  OuroId object = fixture_keep (fixture, ouro_complex_new (fixture->heap, -0.0, 2.5));
  double real, imaginary;

  ouro_complex_get (fixture->heap, object, &real, &imaginary);
  g_assert_true (real == 0 && signbit (real));
  g_assert_cmpfloat (imaginary, ==, 2.5);
}

static void
test_numbers_are_no_allocations_of_the_collector (Fixture      *fixture,
                                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  fixture_keep (fixture, ouro_int_new (heap, 5000));
  fixture_keep (fixture, ouro_float_new (heap, 1));
  fixture_keep (fixture, ouro_complex_new (heap, 1, 1));
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_COUNT), ==, 0);
}

static void
test_atoms_are_what_refers_to_nothing_and_never_changes (void)
{
  const OuroKind atoms[] = { OURO_KIND_SINGLETON, OURO_KIND_BOOL, OURO_KIND_INT, OURO_KIND_FLOAT, OURO_KIND_COMPLEX, OURO_KIND_STR, OURO_KIND_BYTES };
  const OuroKind others[] = { OURO_KIND_FREE, OURO_KIND_BYTEARRAY, OURO_KIND_OBJECT, OURO_KIND_TUPLE, OURO_KIND_RANGE, OURO_KIND_RECORD };

  for (guint i = 0; i < G_N_ELEMENTS (atoms); i++)
    g_assert_true (ouro_kind_is_atom (atoms[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ouro_kind_is_atom (others[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/atom/cached-ints-exist-once", test_cached_ints_exist_once);
  fixture_add_test ("/atom/ints-of-64-bits-stand-in-the-row", NULL, test_ints_of_64_bits_stand_in_the_row);
  fixture_add_test ("/atom/great-ints-come-back-as-they-were", NULL, test_great_ints_come_back_as_they_were);
  fixture_add_test ("/atom/digits-have-thirty-bits", NULL, test_digits_have_thirty_bits);
  fixture_add_test ("/atom/bools-are-ints", NULL, test_bools_are_ints);
  fixture_add_test ("/atom/floats-keep-every-bit", NULL, test_floats_keep_every_bit);
  fixture_add_test ("/atom/complex-numbers-have-two-parts", NULL, test_complex_numbers_have_two_parts);
  fixture_add_test ("/atom/numbers-are-no-allocations-of-the-collector", NULL, test_numbers_are_no_allocations_of_the_collector);
  g_test_add_func ("/atom/atoms-are-what-refers-to-nothing-and-never-changes", test_atoms_are_what_refers_to_nothing_and_never_changes);
  return g_test_run ();
}
