/* test-text.c - str and bytes: characters in the smallest width that fits */
#include "ouro-text.h"

#include <string.h>

#include "fixture.h"

#define LONE_SURROGATE "\xed\xb2\x80" /* U+DC80 */

static OuroId
new_str (Fixture    *fixture,
         const char *utf8)
{
  return fixture_keep (fixture, ouro_str_new (fixture->heap, utf8, strlen (utf8)));
}

static void
assert_round_trip (Fixture     *fixture,
                   const char  *utf8,
                   OuroTextKind kind,
                   gsize        n)
{
  OuroId           object = new_str (fixture, utf8);
  gsize            length;
  g_autofree char *back = ouro_str_dup_utf8 (fixture->heap, object, &length);

  g_assert_cmpstr (back, ==, utf8);
  g_assert_cmpuint (length, ==, strlen (utf8));
  g_assert_cmpint (ouro_str_get_text_kind (fixture->heap, object), ==, kind);
  g_assert_cmpuint (ouro_str_get_length (fixture->heap, object), ==, n);
}

static void
test_the_widest_character_decides (Fixture      *fixture,
                                   gconstpointer version)
{
  assert_round_trip (fixture, "spam and eggs", OURO_TEXT_ASCII, 13);
  assert_round_trip (fixture, "cafés", OURO_TEXT_LATIN, 5);
  assert_round_trip (fixture, "ÿĀ", OURO_TEXT_2, 2);
  assert_round_trip (fixture, "naïve €", OURO_TEXT_2, 7);
  assert_round_trip (fixture, "snake 🐍!", OURO_TEXT_4, 8);
  assert_round_trip (fixture, "\xf4\x8f\xbf\xbf", OURO_TEXT_4, 1); /* the last character of all */
}

static void
test_a_lone_surrogate_is_a_character (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroId object = new_str (fixture, "a" LONE_SURROGATE "b");

  assert_round_trip (fixture, "a" LONE_SURROGATE "b", OURO_TEXT_2, 3);
  g_assert_cmpuint (ouro_str_get_character (fixture->heap, object, 1), ==, 0xdc80);
}

static void
test_bytes_that_are_no_utf_8_stand_for_themselves (Fixture      *fixture,
                                                   gconstpointer version)
{
  const struct
  {
    const char *text;
    gunichar    characters[5];
  } cases[] = {
    { "\xff", { 0xff } },
    { "a\x80z", { 'a', 0x80, 'z' } },
    { "\xc3", { 0xc3 } },                              /* cut off */
    { "\xe2\x82", { 0xe2, 0x82 } },                    /* cut off */
    { "\xe2(\xa1", { 0xe2, '(', 0xa1 } },              /* no continuation */
    { "\xc0\xaf", { 0xc0, 0xaf } },                    /* longer than need be */
    { "\xf7\xbf\xbf\xbf", { 0xf7, 0xbf, 0xbf, 0xbf } } /* beyond U+10FFFF */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OuroId object = new_str (fixture, cases[i].text);

      for (guint k = 0; cases[i].characters[k] != 0; k++)
        g_assert_cmpuint (ouro_str_get_character (fixture->heap, object, k), ==, cases[i].characters[k]);
      g_assert_cmpuint (ouro_str_get_length (fixture->heap, object), ==, strlen (cases[i].text));
    }
}

static void
test_a_null_character_is_a_character (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroId           object = fixture_keep (fixture, ouro_str_new (fixture->heap, "a\0b", 3));
  gsize            length;
  g_autofree char *back = ouro_str_dup_utf8 (fixture->heap, object, &length);

  g_assert_cmpmem (back, length, "a\0b", 3);
}

static void
test_short_texts_exist_once (Fixture      *fixture,
                             gconstpointer version)
{
  OuroHeap    *heap = fixture->heap;
  const guint8 byte = 200;

  g_assert_cmpuint (new_str (fixture, ""), ==, OURO_ID_EMPTY_STR);
  g_assert_cmpuint (new_str (fixture, "a"), ==, OURO_ID_CHARACTER + 'a');
  g_assert_cmpuint (new_str (fixture, "é"), ==, OURO_ID_CHARACTER + 0xe9);
  g_assert_cmpuint (new_str (fixture, "€"), !=, new_str (fixture, "€"));
  g_assert_cmpuint (ouro_bytes_new (heap, NULL, 0), ==, OURO_ID_EMPTY_BYTES);
  g_assert_cmpuint (ouro_bytes_new (heap, &byte, 1), ==, OURO_ID_BYTE + 200);
}

static void
test_characters_are_narrowed (Fixture      *fixture,
                              gconstpointer version)
{
  const gunichar ascii[] = { 's', 'p', 'a', 'm' };
  const gunichar wide[] = { 's', 0x20ac };
  OuroHeap      *heap = fixture->heap;
  OuroId         narrowed = fixture_keep (fixture, ouro_str_new_from_characters (heap, ascii, 4));
  OuroId         euro = fixture_keep (fixture, ouro_str_new_from_characters (heap, wide, 2));

  g_assert_cmpint (ouro_str_get_text_kind (heap, narrowed), ==, OURO_TEXT_ASCII);
  g_assert_true (ouro_str_equal (heap, narrowed, new_str (fixture, "spam")));
  g_assert_cmpint (ouro_str_get_text_kind (heap, euro), ==, OURO_TEXT_2);
  g_assert_true (ouro_str_equal (heap, euro, new_str (fixture, "s€")));
  g_assert_cmpuint (ouro_str_new_from_characters (heap, ascii, 0), ==, OURO_ID_EMPTY_STR);
}

static void
test_texts_compare_by_code_points (Fixture      *fixture,
                                   gconstpointer version)
{
  static const char *const sorted[] = { "", "A", "B", "a", "ab", "abc", "b", "é", "z\xed\xa0\x80", "zz", "ÿ", "Ā", "€", "🐍" };
  OuroHeap                *heap = fixture->heap;
  OuroId                   a = new_str (fixture, "spam and eggs");
  OuroId                   b = new_str (fixture, "spam and eggs");

  g_assert_true (ouro_str_equal (heap, a, b));
  g_assert_cmpint (ouro_str_compare (heap, a, b), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (guint k = 0; k < G_N_ELEMENTS (sorted); k++)
      {
        OuroId left = new_str (fixture, sorted[i]);
        OuroId right = new_str (fixture, sorted[k]);
        glong  n_left = ouro_str_get_length (heap, left), n_right = ouro_str_get_length (heap, right);
        int    expected = 0;

        for (glong c = 0; expected == 0 && c < MIN (n_left, n_right); c++)
          expected = (int)ouro_str_get_character (heap, left, c) - (int)ouro_str_get_character (heap, right, c);
        if (expected == 0)
          expected = (int)(n_left - n_right);
        g_assert_cmpint (CLAMP (ouro_str_compare (heap, left, right), -1, 1), ==, CLAMP (expected, -1, 1));
        g_assert_cmpint (ouro_str_equal (heap, left, right), ==, i == k);
      }
}

static void
test_bytes_come_back (Fixture      *fixture,
                      gconstpointer version)
{
  guint8        data[256];
  const guint8 *back;
  gsize         length;
  OuroId        object;

  for (guint i = 0; i < 256; i++)
    data[i] = i;
  object = fixture_keep (fixture, ouro_bytes_new (fixture->heap, data, 256));
  back = ouro_bytes_get (fixture->heap, object, &length);
  g_assert_cmpmem (back, length, data, 256);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/text/the-widest-character-decides", NULL, test_the_widest_character_decides);
  fixture_add_test ("/text/a-lone-surrogate-is-a-character", NULL, test_a_lone_surrogate_is_a_character);
  fixture_add_test ("/text/bytes-that-are-no-utf-8-stand-for-themselves", NULL, test_bytes_that_are_no_utf_8_stand_for_themselves);
  fixture_add_test ("/text/a-null-character-is-a-character", NULL, test_a_null_character_is_a_character);
  fixture_add_test ("/text/short-texts-exist-once", NULL, test_short_texts_exist_once);
  fixture_add_test ("/text/characters-are-narrowed", NULL, test_characters_are_narrowed);
  fixture_add_test ("/text/texts-compare-by-code-points", NULL, test_texts_compare_by_code_points);
  fixture_add_test ("/text/bytes-come-back", NULL, test_bytes_come_back);
  return g_test_run ();
}
