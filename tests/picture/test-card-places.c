/* test-card-places.c - how wide a card is, and that its words never meet */
#include "ouro-card-places-private.h"

#include <math.h>

#include "canvas.h"
#include "ouro-painter-private.h"
#include "sample.h"

#define MARGIN 20
#define SIDE   320

static void
test_card_has_room_for_its_words (SampleFixture *fixture,
                                  gconstpointer  data)
{
  for (guint i = 0; i < sample_n_texts; i++)
    {
      const SampleCard sample = { OURO_FAMILY_ATOM, 0, sample_texts[i], "64 B", "1", { sample_texts[i], sample_texts[i] } };
      OuroCard         card = sample_card (fixture->painter, &sample);

      g_assert_cmpfloat (card.width, >=, 108);
      g_assert_cmpfloat (card.width, <=, 220);
      g_assert_cmpfloat (card.height, ==, 26 + 22 + 2);
      ouro_card_clear (&card);
    }
}

static void
test_card_grows_with_its_words (SampleFixture *fixture,
                                gconstpointer  data)
{
  const SampleCard small_sample = { OURO_FAMILY_ATOM, 0, "list", "64 B", "1" };
  OuroCard         small = sample_card (fixture->painter, &small_sample);
  const SampleCard middle_sample = { OURO_FAMILY_ATOM, 0, "list", "64 B", "1", { "some_attribute", "'value'" } };
  OuroCard         middle = sample_card (fixture->painter, &middle_sample);
  const SampleCard large_sample = { OURO_FAMILY_ATOM, 0, "list", "64 B", "1", { "some_attribute", "'a value that is long'" } };
  OuroCard         large = sample_card (fixture->painter, &large_sample);

  g_assert_cmpfloat (small.width, ==, 108);
  g_assert_cmpfloat (middle.width, >, small.width);
  g_assert_cmpfloat (large.width, ==, 220);

  ouro_card_clear (&small);
  ouro_card_clear (&middle);
  ouro_card_clear (&large);
}

static void
test_size_follows_neither_zoom_nor_theme_nor_target (SampleFixture *fixture,
                                                     gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_INSTANCE, 0, "A_class_name", "64 B", "12", { "attribute", "'value'" } };
  OuroCard         card = sample_card (fixture->painter, &sample);
  float            width = card.width;

  for (double zoom = 0.1; zoom < 5; zoom *= 1.7)
    for (guint i = 0; i < 2 * OURO_N_THEMES; i++)
      {
        ouro_painter_set_zoom (fixture->painter, zoom);
        ouro_painter_set_theme (fixture->painter, i / 2);
        ouro_painter_set_for_file (fixture->painter, i % 2);
        ouro_painter_measure_card (fixture->painter, &card);
        g_assert_cmpfloat (card.width, ==, width);
      }

  ouro_card_clear (&card);
}

static void
assert_head_is_apart (SampleFixture  *fixture,
                      const OuroCard *card)
{
  OuroCardHead head = ouro_painter_place_head (fixture->painter, card);
  double       end = head.subtitle.x + head.subtitle.width;

  g_assert_cmpfloat (head.title.x, >=, 10);
  g_assert_cmpfloat (head.title.width, >=, 0);
  g_assert_cmpfloat (head.subtitle.width, >=, 0);
  g_assert_cmpfloat (head.title.x + head.title.width, <=, head.subtitle.x);
  if (head.badge.width > 0)
    {
      g_assert_cmpfloat (end, <=, head.badge.x - 5.9);
      g_assert_cmpfloat (head.badge.x + head.badge.width, <=, card->width - 5);
    }
  else
    g_assert_cmpfloat (end, <=, card->width - 9.9);
}

static void
assert_words_fit (SampleFixture *fixture,
                  const char    *words,
                  OuroFont       font,
                  OuroBox        box)
{
  const OuroText *text;

  if (words == NULL || *words == '\0' || box.width < 20)
    return;

  text = ouro_lettering_get_line (fixture->painter->lettering, words, font, box.width);
  g_assert_cmpfloat (text->width, <=, box.width + 0.5);
}

static void
assert_head_holds (SampleFixture *fixture,
                   const char    *title,
                   const char    *subtitle,
                   const char    *badge,
                   OuroMarks      marks)
{
  const SampleCard sample = { OURO_FAMILY_SET, marks, title, subtitle, badge };
  OuroCard         card = sample_card (fixture->painter, &sample);
  OuroCardHead     head = ouro_painter_place_head (fixture->painter, &card);

  assert_head_is_apart (fixture, &card);
  assert_words_fit (fixture, title, OURO_FONT_TITLE, head.title);
  assert_words_fit (fixture, subtitle, OURO_FONT_SUBTITLE, head.subtitle);
  ouro_card_clear (&card);
}

static void
test_badge_never_overlaps_the_title (SampleFixture *fixture,
                                     gconstpointer  data)
{
  static const char *const badges[] = {
    NULL, "", "1", "∞", "1,048,576", "123456789012345678901234567890"
  };
  static const char *const subtitles[] = { NULL, "", "88 B", "1,234,567,890,123 B" };

  for (guint i = 0; i < sample_n_texts; i++)
    for (guint j = 0; j < G_N_ELEMENTS (badges); j++)
      for (guint k = 0; k < G_N_ELEMENTS (subtitles); k++)
        assert_head_holds (fixture, sample_texts[i], subtitles[k], badges[j],
                           i % 2 ? OURO_MARK_FRAME : OURO_MARK_NONE);
}

static void
test_title_is_whole_when_there_is_room (SampleFixture *fixture,
                                        gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_FUNCTION, 0, "function area", "160 B", "1" };
  OuroCard         card = sample_card (fixture->painter, &sample);
  OuroCardHead     head = ouro_painter_place_head (fixture->painter, &card);
  OuroLettering   *lettering = fixture->painter->lettering;
  const OuroText  *text;

  text = ouro_lettering_get_line (lettering, card.title, OURO_FONT_TITLE, head.title.width);
  g_assert_false (text->shortened);
  text = ouro_lettering_get_line (lettering, card.subtitle, OURO_FONT_SUBTITLE, head.subtitle.width);
  g_assert_false (text->shortened);
  ouro_card_clear (&card);
}

static void
assert_slot_holds (SampleFixture *fixture,
                   const char    *label,
                   const char    *value,
                   OuroMarks      marks)
{
  const SampleCard  sample = { OURO_FAMILY_SET, marks, "x", NULL, NULL, { label, value } };
  OuroCard          card = sample_card (fixture->painter, &sample);
  OuroCardSlotPlace place = ouro_painter_place_slot (fixture->painter, &card, 0);
  double            gap = place.label.width > 0 ? 9.9 : 0;

  g_assert_cmpfloat (place.label.x + place.label.width, <=, place.value.x - gap);
  g_assert_cmpfloat_with_epsilon (place.value.x + place.value.width, card.width - 10, 0.01);
  assert_words_fit (fixture, card.slots[0].label, OURO_FONT_CODE, place.label);
  assert_words_fit (fixture, card.slots[0].value, OURO_FONT_CODE, place.value);
  ouro_card_clear (&card);
}

static void
test_label_never_overlaps_its_value (SampleFixture *fixture,
                                     gconstpointer  data)
{
  for (guint i = 0; i < sample_n_texts; i++)
    {
      OuroMarks marks = i % 2 ? OURO_MARK_FRAME : OURO_MARK_NONE;

      for (guint j = 0; j < sample_n_texts; j++)
        assert_slot_holds (fixture, sample_texts[i], sample_texts[j], marks);
      assert_slot_holds (fixture, sample_texts[i], "•", marks);
    }
}

static void
test_slot_arrows_start_on_their_row (SampleFixture *fixture,
                                     gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_SEQUENCE, 0, "list", "88 B", "1", { "0", "•", "1", "•", "2", "•" } };
  OuroCard         card = sample_card (fixture->painter, &sample);

  for (int slot = 0; slot < 3; slot++)
    {
      OuroPoint start = ouro_painter_get_slot_start (fixture->painter, &card, slot);

      g_assert_cmpint (ouro_card_get_row_at (&card, start.y), ==, slot);
      g_assert_cmpfloat (start.x, >, card.width / 2);
      g_assert_cmpfloat (start.x, <, card.width);
    }
  ouro_card_clear (&card);
}

static void
test_slot_arrows_start_at_the_dot (SampleFixture *fixture,
                                   gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_SEQUENCE, 0, "list", "88 B", "1", { "0", "•" } };
  OuroCard         card = sample_card (fixture->painter, &sample);
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);
  OuroPoint start = ouro_painter_get_slot_start (fixture->painter, &card, 0);

  ouro_painter_draw_card (fixture->painter, canvas.cr, &card);
  g_assert_cmphex (canvas_get (&canvas, MARGIN + start.x, MARGIN + start.y), ==,
                   canvas_pack_family (OURO_FAMILY_SEQUENCE));
  ouro_card_clear (&card);
}

static void
test_other_arrows_have_a_start_too (SampleFixture *fixture,
                                    gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_SEQUENCE, 0, "list", "88 B", "1", { "0", "•" } };
  OuroCard         card = sample_card (fixture->painter, &sample);
  OuroPoint        whole = ouro_painter_get_slot_start (fixture->painter, &card, -1);
  OuroPoint        missing = ouro_painter_get_slot_start (fixture->painter, &card, 500);
  OuroPoint        folded;

  g_assert_cmpfloat (whole.x, ==, card.width);
  g_assert_cmpfloat (whole.y, ==, card.height / 2);
  g_assert_cmpfloat (missing.y, ==, whole.y);

  card.fold = g_strdup ("⋯ 998 more");
  ouro_painter_measure_card (fixture->painter, &card);
  folded = ouro_painter_get_slot_start (fixture->painter, &card, 500);
  g_assert_cmpint (ouro_card_get_row_at (&card, folded.y), ==, 1);
  ouro_card_clear (&card);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) \
  g_test_add ("/card-places/" path, SampleFixture, NULL, sample_set_up, function, sample_tear_down)
  TEST ("card-has-room-for-its-words", test_card_has_room_for_its_words);
  TEST ("card-grows-with-its-words", test_card_grows_with_its_words);
  TEST ("size-follows-neither-zoom-nor-theme-nor-target", test_size_follows_neither_zoom_nor_theme_nor_target);
  TEST ("badge-never-overlaps-the-title", test_badge_never_overlaps_the_title);
  TEST ("title-is-whole-when-there-is-room", test_title_is_whole_when_there_is_room);
  TEST ("label-never-overlaps-its-value", test_label_never_overlaps_its_value);
  TEST ("slot-arrows-start-on-their-row", test_slot_arrows_start_on_their_row);
  TEST ("slot-arrows-start-at-the-dot", test_slot_arrows_start_at_the_dot);
  TEST ("other-arrows-have-a-start-too", test_other_arrows_have_a_start_too);

  return g_test_run ();
}
