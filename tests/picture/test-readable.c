/* test-readable.c - any bytes become one line that can be shown */
#include "ouro-readable-private.h"

#include <string.h>

static void
assert_readable (const char *text,
                 const char *expected)
{
  g_autofree char *readable = ouro_readable_dup (text, 100);

  g_assert_cmpstr (readable, ==, expected);
}

static void
test_plain_text_stays (void)
{
  assert_readable ("", "");
  assert_readable ("list", "list");
  assert_readable ("C:\\dir", "C:\\dir");
  assert_readable ("größer, 漢字, עברית, 😀", "größer, 漢字, עברית, 😀");
}

static void
test_control_characters_are_escaped (void)
{
  assert_readable ("a\nb\tc\rd", "a\\nb\\tc\\rd");
  assert_readable ("\x1b[31m", "\\x1b[31m");
  assert_readable ("\x7f", "\\x7f");
  assert_readable ("\xc2\x85", "\\x85");
  assert_readable ("\xe2\x80\xa8", "\\u2028");
}

static void
test_direction_changes_are_escaped (void)
{
  assert_readable ("\xe2\x80\xae"
                   "abc",
                   "\\u202eabc");
  assert_readable ("\xe2\x81\xa6", "\\u2066");
  assert_readable ("\xf3\xa0\x81\xa7", "\\U000e0067");
}

static void
test_joiners_stay (void)
{
  assert_readable ("\xe2\x80\x8d\xe2\x80\x8c", "\xe2\x80\x8d\xe2\x80\x8c");
}

static void
test_invalid_bytes_are_escaped (void)
{
  assert_readable ("a\xff\xfe", "a\\xff\\xfe");
  assert_readable ("\xe2\x82", "\\xe2\\x82");
  assert_readable ("\xed\xa0\x80", "\\xed\\xa0\\x80"); /* half of a surrogate pair */
  assert_readable ("\xc0\x80", "\\xc0\\x80");          /* a long way to say 0 */
}

static void
test_long_text_loses_its_middle (void)
{
  g_autofree char *kept = ouro_readable_dup ("abcdefgh", 8);
  g_autofree char *cut = ouro_readable_dup ("abcdefghi", 8);

  g_assert_cmpstr (kept, ==, "abcdefgh");
  g_assert_cmpstr (cut, ==, "abcd…fghi");
}

static void
test_cuts_fall_between_characters (void)
{
  for (gsize n = 0; n < 40; n++)
    {
      g_autofree char *middle = ouro_readable_dup ("漢字漢字漢字😀😀😀😀漢字漢字", n);
      g_autofree char *start = ouro_readable_dup_start ("漢字😀漢字", strlen ("漢字😀漢字"), n);

      g_assert_null (strstr (middle, "\\x"));
      g_assert_null (strstr (start, "\\x"));
      g_assert_true (g_utf8_validate (middle, -1, NULL));
      g_assert_true (g_utf8_validate (start, -1, NULL));
    }
}

static void
test_megabytes_stay_short (void)
{
  g_autofree char *letters = g_strnfill (5 << 20, 'x');
  g_autofree char *noise = g_strnfill (5 << 20, '\x80');
  g_autofree char *breaks = g_strnfill (5 << 20, '\n');
  g_autofree char *a = ouro_readable_dup (letters, 100);
  g_autofree char *b = ouro_readable_dup (noise, 100);
  g_autofree char *c = ouro_readable_dup_lines (breaks, 100);

  g_assert_cmpuint (strlen (a), ==, 100 + strlen ("…"));
  g_assert_cmpuint (strlen (b), <=, 600);
  g_assert_cmpuint (strlen (c), <=, 100);
}

static void
test_lines_stay_where_wanted (void)
{
  g_autofree char *lines = ouro_readable_dup_lines ("one\ntwo\tthree\n\nfour", 100);
  g_autofree char *cut = ouro_readable_dup_lines ("one\ntwo three", 7);

  g_assert_cmpstr (lines, ==, "one\ntwo\\tthree\n\nfour");
  g_assert_cmpstr (cut, ==, "one\ntwo…");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/readable/plain-text-stays", test_plain_text_stays);
  g_test_add_func ("/readable/control-characters-are-escaped", test_control_characters_are_escaped);
  g_test_add_func ("/readable/direction-changes-are-escaped", test_direction_changes_are_escaped);
  g_test_add_func ("/readable/joiners-stay", test_joiners_stay);
  g_test_add_func ("/readable/invalid-bytes-are-escaped", test_invalid_bytes_are_escaped);
  g_test_add_func ("/readable/long-text-loses-its-middle", test_long_text_loses_its_middle);
  g_test_add_func ("/readable/cuts-fall-between-characters", test_cuts_fall_between_characters);
  g_test_add_func ("/readable/megabytes-stay-short", test_megabytes_stay_short);
  g_test_add_func ("/readable/lines-stay-where-wanted", test_lines_stay_where_wanted);

  return g_test_run ();
}
