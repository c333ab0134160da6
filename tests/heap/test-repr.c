/* test-repr.c - atoms as repr () prints them; the words were printed by CPython 3.11
 *
 * Many more values are compared in compare-with-python.py.
 */
#include "ouro-repr.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-text.h"

static void
assert_repr (Fixture    *fixture,
             OuroId      object,
             gsize       limit,
             const char *expected)
{
  g_autofree char *repr = ouro_atom_dup_repr (fixture->heap, object, limit);

  g_assert_cmpstr (repr, ==, expected);
}

static void
assert_repr_of_text (Fixture    *fixture,
                     const char *utf8,
                     gsize       limit,
                     const char *expected)
{
  assert_repr (fixture, fixture_keep (fixture, ouro_str_new (fixture->heap, utf8, strlen (utf8))), limit, expected);
}

static void
test_constants_have_names (Fixture      *fixture,
                           gconstpointer version)
{
  assert_repr (fixture, OURO_ID_NONE, 0, "None");
  assert_repr (fixture, OURO_ID_ELLIPSIS, 0, "Ellipsis");
  assert_repr (fixture, OURO_ID_NOT_IMPLEMENTED, 0, "NotImplemented");
  assert_repr (fixture, OURO_ID_TRUE, 0, "True");
  assert_repr (fixture, OURO_ID_FALSE, 0, "False");
}

static void
test_floats_have_the_fewest_digits_that_read_back (Fixture      *fixture,
                                                   gconstpointer version)
{
  const struct
  {
    double      value;
    const char *repr;
  } cases[] = {
    { 0.0, "0.0" },
    { -0.0, "-0.0" },
    { 1.0, "1.0" },
    { 0.1, "0.1" },
    { 100.0, "100.0" },
    { 1.0 / 3, "0.3333333333333333" },
    { -9.5, "-9.5" },
    { 0.0001, "0.0001" },
    { 0.00001, "1e-05" },
    { 0.00012345, "0.00012345" },
    { 1e15, "1000000000000000.0" },
    { 1e16, "1e+16" },
    { 1e22, "1e+22" },
    { 123456789012345.6, "123456789012345.6" },
    { 9007199254740993.0, "9007199254740992.0" },
    { 5e-324, "5e-324" },
    { 2.2250738585072014e-308, "2.2250738585072014e-308" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { 0x1p-44, "5.684341886080802e-14" }, /* the nearest of 16 digits, ...801, does not read back */
    { 0x1p1023, "8.98846567431158e+307" },
    { INFINITY, "inf" },
    { -INFINITY, "-inf" },
    { NAN, "nan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_repr (fixture, fixture_keep (fixture, ouro_float_new (fixture->heap, cases[i].value)), 0, cases[i].repr);
}

static void
test_complex_numbers_leave_out_what_they_can (Fixture      *fixture,
                                              gconstpointer version)
{
  const struct
  {
    double      real, imaginary;
    const char *repr;
  } cases[] = {
    { 0.0, 1, "1j" },
    { 0.0, -0.0, "-0j" },
    { -0.0, -1, "(-0-1j)" },
    { -0.0, 2, "(-0+2j)" },
    { 1, 0, "(1+0j)" },
    { 1.5, -2.5, "(1.5-2.5j)" },
    { INFINITY, NAN, "(inf+nanj)" },
    { NAN, -INFINITY, "(nan-infj)" },
    { 1e16, 1, "(1e+16+1j)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_repr (fixture, fixture_keep (fixture, ouro_complex_new (fixture->heap, cases[i].real, cases[i].imaginary)), 0, cases[i].repr);
}

static void
test_texts_choose_their_quotes_and_escapes (Fixture      *fixture,
                                            gconstpointer version)
{
  const guint8 bytes[] = "\0it's\xff\t\"";

  assert_repr_of_text (fixture, "", 0, "''");
  assert_repr_of_text (fixture, "it's", 0, "\"it's\"");
  assert_repr_of_text (fixture, "\"", 0, "'\"'");
  assert_repr_of_text (fixture, "both ' \"", 0, "'both \\' \"'");
  assert_repr_of_text (fixture, "\t\n\r\\", 0, "'\\t\\n\\r\\\\'");
  assert_repr_of_text (fixture, "\x01\x1f\x7f"
                                "\xc2\x80\u00a0\u00ad",
                       0, "'\\x01\\x1f\\x7f\\x80\\xa0\\xad'");
  assert_repr_of_text (fixture, "é€🐍\u2028\xed\xb2\x80\U000e0001", 0, "'é€🐍\\u2028\\udc80\\U000e0001'");
  assert_repr (fixture, fixture_keep (fixture, ouro_bytes_new (fixture->heap, bytes, sizeof bytes - 1)), 0, "b'\\x00it\\'s\\xff\\t\"'");
  assert_repr (fixture, OURO_ID_EMPTY_BYTES, 0, "b''");
  assert_repr (fixture, OURO_ID_BYTE + 0x7f, 0, "b'\\x7f'");
}

static void
test_ints_of_any_size_are_printed (Fixture      *fixture,
                                   gconstpointer version)
{
  static const char *const digits[] = { "0", "-5", "123456789", "-9223372036854775808", "9223372036854775808", "-123456789012345678901234567890123456789012345678901234567890" };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      mpz_t value;

      mpz_init_set_str (value, digits[i], 10);
      assert_repr (fixture, fixture_keep (fixture, ouro_int_new_from_mpz (fixture->heap, value)), 0, digits[i]);
      mpz_clear (value);
    }
}

/* Limits -------------------------------------------------------------------------------------- */

static void
test_a_long_text_is_cut_at_a_character (Fixture      *fixture,
                                        gconstpointer version)
{
  g_autofree char *text = g_strnfill (100000, 'x');

  assert_repr_of_text (fixture, text, 10, "'xxxxxx…");
  assert_repr_of_text (fixture, "spam", 6, "'spam'");
  assert_repr_of_text (fixture, "spam!", 6, "'sp…");
  assert_repr_of_text (fixture, "€€€€€", 10, "'€€…"); /* 10 bytes */
  assert_repr_of_text (fixture, "€€€€€", 9, "'€…");
  assert_repr_of_text (fixture, "a🐍🐍🐍", 9, "'a🐍…");
}

static void
test_what_is_cut_is_never_longer_than_the_limit (Fixture      *fixture,
                                                 gconstpointer version)
{
  static const char *const texts[] = { "aé€🐍aé€🐍aé€🐍", "\n\n\n\n\n\n\n\n", "\xed\xb2\x80\xed\xb2\x80\xed\xb2\x80", "it's it's it's it's" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize limit = 3; limit < 40; limit++)
      {
        OuroId           object = fixture_keep (fixture, ouro_str_new (fixture->heap, texts[i], strlen (texts[i])));
        g_autofree char *cut = ouro_atom_dup_repr (fixture->heap, object, limit);
        g_autofree char *whole = ouro_atom_dup_repr (fixture->heap, object, 0);

        g_assert_cmpuint (strlen (cut), <=, limit);
        g_assert_true (g_utf8_validate (cut, -1, NULL));
        if (strlen (whole) <= limit)
          g_assert_cmpstr (cut, ==, whole);
        else
          {
            g_assert_true (g_str_has_suffix (cut, "…"));
            g_assert_cmpmem (cut, strlen (cut) - strlen ("…"), whole, strlen (cut) - strlen ("…"));
          }
      }
}

static void
test_only_the_first_digits_of_a_huge_int_are_computed (Fixture      *fixture,
                                                       gconstpointer version)
{
  mpz_t  value;
  OuroId object;

  mpz_init (value);
  mpz_ui_pow_ui (value, 7, 5000000); /* 4.2 million digits, of which printing all would take seconds */
  mpz_neg (value, value);
  object = fixture_keep (fixture, ouro_int_new_from_mpz (fixture->heap, value));
  mpz_clear (value);
  assert_repr (fixture, object, 12, "-15851533…");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/repr/constants-have-names", NULL, test_constants_have_names);
  fixture_add_test ("/repr/floats-have-the-fewest-digits-that-read-back", NULL, test_floats_have_the_fewest_digits_that_read_back);
  fixture_add_test ("/repr/complex-numbers-leave-out-what-they-can", NULL, test_complex_numbers_leave_out_what_they_can);
  fixture_add_test ("/repr/texts-choose-their-quotes-and-escapes", NULL, test_texts_choose_their_quotes_and_escapes);
  fixture_add_test ("/repr/ints-of-any-size-are-printed", NULL, test_ints_of_any_size_are_printed);
  fixture_add_test ("/repr/a-long-text-is-cut-at-a-character", NULL, test_a_long_text_is_cut_at_a_character);
  fixture_add_test ("/repr/what-is-cut-is-never-longer-than-the-limit", NULL, test_what_is_cut_is_never_longer_than_the_limit);
  fixture_add_test ("/repr/only-the-first-digits-of-a-huge-int-are-computed", NULL, test_only_the_first_digits_of_a_huge_int_are_computed);
  return g_test_run ();
}
