/* test-lettering.c - texts are set within their room, once, and not too many are kept */
#include <math.h>

#include "ouro-painter-private.h"
#include "sample.h"

static void
test_text_is_never_smaller_than_a_slide_needs (SampleFixture *fixture,
                                               gconstpointer  data)
{
  /* At 160 %, which a slide reaches, 18 pixels of 1080. */
  for (guint font = 0; font < OURO_N_FONTS; font++)
    {
      OuroLettering              *lettering = fixture->painter->lettering;
      PangoLayout                *layout = ouro_lettering_get_line (lettering, "x", font, -1)->layout;
      const PangoFontDescription *description = pango_layout_get_font_description (layout);

      g_assert_cmpfloat (1.6 * pango_font_description_get_size (description) / PANGO_SCALE, >=, 18);
    }
}

static void
test_long_text_is_shortened_to_its_room (SampleFixture *fixture,
                                         gconstpointer  data)
{
  OuroLettering *lettering = fixture->painter->lettering;
  const char    *words = "A_class_with_a_very_long_name_indeed";
  double         letter = ouro_lettering_get_line (lettering, "x", OURO_FONT_CODE, -1)->width;

  for (double room = 30; room < 150; room += 1.7)
    {
      const OuroText *text = ouro_lettering_get_line (lettering, words, OURO_FONT_CODE, room);

      g_assert_true (text->shortened);
      g_assert_cmpfloat (text->width, <=, room);
      /* Whole letters, with no hole beside the dots. */
      g_assert_cmpfloat (fabs (remainder (text->width, letter)), <=, 1.5);
    }
}

static void
test_text_is_as_wide_at_any_scale (SampleFixture *fixture,
                                   gconstpointer  data)
{
  OuroLettering *lettering = fixture->painter->lettering;
  const char    *words = "function area, 12.5 %";
  g_autoptr (PangoLayout) small = ouro_lettering_new_layout (lettering, words, OURO_FACE_WORDS, 11);
  g_autoptr (PangoLayout) large = ouro_lettering_new_layout (lettering, words, OURO_FACE_WORDS, 88);

  g_assert_cmpfloat_with_epsilon (ouro_layout_get_width (large) / ouro_layout_get_width (small), 8, 0.004);
}

static void
test_hinting_changes_no_width (SampleFixture *fixture,
                               gconstpointer  data)
{
  OuroLettering *lettering = fixture->painter->lettering;
  double         width = ouro_lettering_get_line (lettering, "set", OURO_FONT_TITLE, -1)->width;

  ouro_lettering_set_hinting (lettering, FALSE);
  g_assert_cmpfloat (ouro_lettering_get_line (lettering, "set", OURO_FONT_TITLE, -1)->width, ==, width);
}

static void
test_lines_are_bounded (SampleFixture *fixture,
                        gconstpointer  data)
{
  OuroLettering  *lettering = fixture->painter->lettering;
  const char     *words = "collections 0 of 10 · pending 1, long-lived 1 and much more";
  const OuroText *one, *two;

  one = ouro_lettering_get_lines (lettering, words, OURO_FONT_PANE_SUBTITLE, 100, 1);
  two = ouro_lettering_get_lines (lettering, words, OURO_FONT_PANE_SUBTITLE, 100, 2);

  g_assert_true (two->shortened);
  g_assert_cmpfloat (two->width, <=, 100);
  g_assert_cmpfloat (one->width, <=, 100);
  g_assert_cmpfloat_with_epsilon (two->height, 2 * one->height, 2);
}

static void
test_kept_texts_are_bounded (SampleFixture *fixture,
                             gconstpointer  data)
{
  OuroLettering  *lettering = fixture->painter->lettering;
  const OuroText *first = ouro_lettering_get_line (lettering, "first", OURO_FONT_CODE, -1);
  double          width = first->width;

  for (guint i = 0; i < 6 * OURO_LETTERING_MIN_KEPT; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);

      (void)ouro_lettering_get_line (lettering, text, OURO_FONT_CODE, -1);
      g_assert_cmpuint (ouro_lettering_get_n_kept (lettering), <=, 2 * OURO_LETTERING_MIN_KEPT);
      if (i % 500 == 0)
        g_assert_true (ouro_lettering_get_line (lettering, "first", OURO_FONT_CODE, -1) == first);
    }
  g_assert_cmpfloat (first->width, ==, width);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) \
  g_test_add ("/lettering/" path, SampleFixture, NULL, sample_set_up, function, sample_tear_down)
  TEST ("text-is-never-smaller-than-a-slide-needs", test_text_is_never_smaller_than_a_slide_needs);
  TEST ("long-text-is-shortened-to-its-room", test_long_text_is_shortened_to_its_room);
  TEST ("text-is-as-wide-at-any-scale", test_text_is_as_wide_at_any_scale);
  TEST ("hinting-changes-no-width", test_hinting_changes_no_width);
  TEST ("lines-are-bounded", test_lines_are_bounded);
  TEST ("kept-texts-are-bounded", test_kept_texts_are_bounded);

  return g_test_run ();
}
