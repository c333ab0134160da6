/* test-card.c - what a card looks like
 *
 * No picture is compared with one drawn earlier: facts about looks are asked of pixels.
 */
#include <math.h>
#include <string.h>

#include "canvas.h"
#include "ouro-card-places-private.h"
#include "ouro-painter-private.h"
#include "sample.h"

#define MARGIN 20

/* A card has to be drawn into this at most. */
#define SIDE 320

static Canvas
draw_card_in (OuroPainter    *painter,
              const OuroCard *card,
              OuroTheme       theme)
{
  Canvas canvas = canvas_new (SIDE, SIDE, MARGIN, theme);

  ouro_painter_set_theme (painter, theme);
  ouro_painter_draw_card (painter, canvas.cr, card);

  return canvas;
}

static Canvas
draw_list (SampleFixture *fixture,
           OuroMarks      marks,
           OuroTheme      theme)
{
  OuroCard card = sample_list (fixture->painter, marks);
  Canvas   canvas = draw_card_in (fixture->painter, &card, theme);

  ouro_card_clear (&card);

  return canvas;
}

static void
test_marks_stay_within_the_margin (SampleFixture *fixture,
                                   gconstpointer  data)
{
  for (guint marks = 0; marks < 1 << 9; marks++)
    {
      const SampleCard sample = { OURO_FAMILY_SEQUENCE, marks, sample_texts[marks % sample_n_texts], "64 B", "1", { "0", "•" } };
      OuroCard         card = sample_card (fixture->painter, &sample);
      int              left = MARGIN - (int)OURO_CARD_MARGIN;
      int              right, bottom;
      guint32          ground = canvas_pack_role (OURO_ROLE_GROUND);

      card.note = g_strdup ("gc_refs 2 → 1 and a note that is far too long for a card");
      {
        g_auto (Canvas) canvas = draw_card_in (fixture->painter, &card, OURO_THEME_LIGHT);

        right = ceil (MARGIN + card.width + OURO_CARD_MARGIN);
        bottom = ceil (MARGIN + card.height + OURO_CARD_MARGIN);
        g_assert_cmpuint (canvas_count_other (&canvas, 0, 0, SIDE, left, ground), ==, 0);
        g_assert_cmpuint (canvas_count_other (&canvas, 0, 0, left, SIDE, ground), ==, 0);
        g_assert_cmpuint (canvas_count_other (&canvas, right, 0, SIDE - right, SIDE, ground), ==, 0);
        g_assert_cmpuint (canvas_count_other (&canvas, 0, bottom, SIDE, SIDE - bottom, ground), ==, 0);
      }
      ouro_card_clear (&card);
    }
}

static void
test_states_differ_without_colour (SampleFixture *fixture,
                                   gconstpointer  data)
{
  static const OuroMarks states[] = {
    OURO_MARK_NONE, OURO_MARK_SELECTED, OURO_MARK_CHANGED, OURO_MARK_UNREACHABLE,
    OURO_MARK_GHOST, OURO_MARK_FADED, OURO_MARK_FRAME, OURO_MARK_BADGE_CHANGED
  };

  for (guint theme = 0; theme < OURO_N_THEMES; theme++)
    for (guint i = 0; i < G_N_ELEMENTS (states); i++)
      for (guint j = 0; j < i; j++)
        {
          g_auto (Canvas) a = draw_list (fixture, states[i], theme);
          g_auto (Canvas) b = draw_list (fixture, states[j], theme);

          g_test_message ("theme %u, marks %u and %u", theme, states[i], states[j]);
          g_assert_cmpuint (canvas_count_grey_differences (&a, &b), >, 40);
        }
}

/* How often the upper border changes between line and gap, left of its round corners. */
static guint
count_border_changes (Canvas *canvas,
                      int     width)
{
  guint    n = 0;
  gboolean was_line = FALSE;

  for (int x = MARGIN + 12; x < MARGIN + width - 12; x++)
    {
      gboolean is_line = canvas_get_grey (canvas, x, MARGIN) < 0.8;

      n += is_line != was_line;
      was_line = is_line;
    }

  return n;
}

static void
test_unreachable_border_has_gaps (SampleFixture *fixture,
                                  gconstpointer  data)
{
  g_auto (Canvas) plain = draw_list (fixture, 0, OURO_THEME_LIGHT);
  g_auto (Canvas) dashed = draw_list (fixture, OURO_MARK_UNREACHABLE, OURO_THEME_LIGHT);
  g_auto (Canvas) dotted = draw_list (fixture, OURO_MARK_GHOST, OURO_THEME_LIGHT);

  g_assert_cmpuint (count_border_changes (&plain, 108), ==, 1);
  g_assert_cmpuint (count_border_changes (&dashed, 108), >=, 12);
  g_assert_cmpuint (count_border_changes (&dotted, 108), >=, 40);
}

static void
test_unreachable_says_the_word (SampleFixture *fixture,
                                gconstpointer  data)
{
  OuroCard card = sample_list (fixture->painter, OURO_MARK_UNREACHABLE);
  g_auto (Canvas) canvas = draw_card_in (fixture->painter, &card, OURO_THEME_LIGHT);

  g_assert_cmpuint (canvas_count_like (&canvas, MARGIN, MARGIN + card.height + 1, card.width, 12,
                                       canvas_pack_role (OURO_ROLE_UNREACHABLE)),
                    >, 60);
  ouro_card_clear (&card);
}

static void
test_ghost_is_pale_and_struck_through (SampleFixture *fixture,
                                       gconstpointer  data)
{
  OuroCard     card = sample_list (fixture->painter, OURO_MARK_GHOST);
  OuroCardHead head = ouro_painter_place_head (fixture->painter, &card);
  g_auto (Canvas) plain = draw_list (fixture, 0, OURO_THEME_LIGHT);
  g_auto (Canvas) ghost = draw_card_in (fixture->painter, &card, OURO_THEME_LIGHT);

  g_assert_cmpfloat (canvas_get_mean_grey (&ghost), >, canvas_get_mean_grey (&plain));
  /* From the first letter of the title on, with no gap between title and size. */
  for (int x = head.title.x; x < head.subtitle.x + head.subtitle.width; x++)
    g_assert_cmpfloat (canvas_get_grey (&ghost, MARGIN + x, MARGIN + 13), <, 0.6);
  ouro_card_clear (&card);
}

static void
test_faded_is_fainter_than_a_ghost (SampleFixture *fixture,
                                    gconstpointer  data)
{
  g_auto (Canvas) faded = draw_list (fixture, OURO_MARK_FADED, OURO_THEME_LIGHT);
  g_auto (Canvas) plain = draw_list (fixture, 0, OURO_THEME_LIGHT);

  /* Three tenths are left. */
  g_assert_cmpfloat_with_epsilon (1 - canvas_get_mean_grey (&faded),
                                  0.3 * (1 - canvas_get_mean_grey (&plain)), 0.001);
}

static void
test_dark_is_dark (SampleFixture *fixture,
                   gconstpointer  data)
{
  g_auto (Canvas) light = draw_list (fixture, 0, OURO_THEME_LIGHT);
  g_auto (Canvas) dark = draw_list (fixture, 0, OURO_THEME_DARK);

  g_assert_cmpfloat (canvas_get_mean_grey (&light), >, 0.9);
  g_assert_cmpfloat (canvas_get_mean_grey (&dark), <, 0.2);
}

static void
test_changed_slot_has_a_ground (SampleFixture *fixture,
                                gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_SEQUENCE, 0, "list", "72 B", "2", { "0", "1", "1", "2" } };
  OuroCard         card = sample_card (fixture->painter, &sample);

  guint32 ground = canvas_pack_role (OURO_ROLE_CHANGED_GROUND);

  card.slots[0].changed = TRUE;
  {
    g_auto (Canvas) canvas = draw_card_in (fixture->painter, &card, OURO_THEME_LIGHT);

    g_assert_cmpuint (canvas_count_like (&canvas, MARGIN + 4, MARGIN + 28, 100, 19, ground), >, 1500);
    g_assert_cmpuint (canvas_count_like (&canvas, MARGIN + 4, MARGIN + 50, 100, 19, ground), ==, 0);
  }
  ouro_card_clear (&card);
}

static void
test_selected_has_a_ring (SampleFixture *fixture,
                          gconstpointer  data)
{
  g_auto (Canvas) canvas = draw_list (fixture, OURO_MARK_SELECTED, OURO_THEME_LIGHT);

  for (int x = MARGIN + 20; x < MARGIN + 80; x++)
    g_assert_cmphex (canvas_get (&canvas, x, MARGIN - 4), ==, canvas_pack_role (OURO_ROLE_ACCENT));
}

static void
test_frame_has_a_bar (SampleFixture *fixture,
                      gconstpointer  data)
{
  g_auto (Canvas) plain = draw_list (fixture, 0, OURO_THEME_LIGHT);
  g_auto (Canvas) frame = draw_list (fixture, OURO_MARK_FRAME, OURO_THEME_LIGHT);
  guint32 colour = canvas_pack_family (OURO_FAMILY_SEQUENCE);

  g_assert_cmphex (canvas_get (&frame, MARGIN + 3, MARGIN + 30), ==, colour);
  g_assert_cmphex (canvas_get (&plain, MARGIN + 3, MARGIN + 30), !=, colour);
}

static void
test_zoom_is_in_the_geometry (SampleFixture *fixture,
                              gconstpointer  data)
{
  OuroCard card = sample_list (fixture->painter, 0);
  g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);
  guint32        ground = canvas_pack_role (OURO_ROLE_GROUND);
  cairo_matrix_t before, after;

  cairo_get_matrix (canvas.cr, &before);
  ouro_painter_set_zoom (fixture->painter, 2);
  ouro_painter_draw_card (fixture->painter, canvas.cr, &card);
  cairo_get_matrix (canvas.cr, &after);

  g_assert_cmphex (canvas_get (&canvas, MARGIN + 2 * card.width - 1, MARGIN + card.height), !=, ground);
  g_assert_cmphex (canvas_get (&canvas, MARGIN + 2 * card.width, MARGIN + card.height), ==, ground);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  ouro_card_clear (&card);
}

static void
test_tiny_letters_are_left_out_on_a_screen (SampleFixture *fixture,
                                            gconstpointer  data)
{
  OuroCard card = sample_list (fixture->painter, 0);
  g_auto (Canvas) screen = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);
  g_auto (Canvas) file = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);

  ouro_painter_set_zoom (fixture->painter, 0.3);
  ouro_painter_draw_card (fixture->painter, screen.cr, &card);
  ouro_painter_set_for_file (fixture->painter, TRUE);
  ouro_painter_draw_card (fixture->painter, file.cr, &card);

  g_assert_cmpfloat (canvas_get_mean_grey (&file), <, canvas_get_mean_grey (&screen) - 0.0002);
  ouro_card_clear (&card);
}

static void
test_stacked_marks_stay_in_their_row (SampleFixture *fixture,
                                      gconstpointer  data)
{
  g_autoptr (GString) tower = g_string_new ("x");
  OuroCard card;

  for (guint i = 0; i < 60; i++)
    g_string_append (tower, "\xcc\x82");
  card = sample_card (fixture->painter,
                      &(SampleCard){ OURO_FAMILY_ATOM, 0, "x", NULL, NULL, { "a", "b", "a", tower->str } });
  {
    const SampleCard plain_sample = { OURO_FAMILY_ATOM, 0, "x", NULL, NULL, { "a", "b", "a", "x" } };
    OuroCard         plain = sample_card (fixture->painter, &plain_sample);
    g_auto (Canvas) with_tower = draw_card_in (fixture->painter, &card, OURO_THEME_LIGHT);
    g_auto (Canvas) without = draw_card_in (fixture->painter, &plain, OURO_THEME_LIGHT);

    for (int y = MARGIN; y < MARGIN + 26 + 22; y++)
      for (int x = MARGIN; x < MARGIN + 108; x++)
        g_assert_cmphex (canvas_get (&with_tower, x, y), ==, canvas_get (&without, x, y));
    ouro_card_clear (&plain);
  }
  ouro_card_clear (&card);
}

static void
test_narrow_cards_do_no_harm (SampleFixture *fixture,
                              gconstpointer  data)
{
  const SampleCard sample = { OURO_FAMILY_SET, 0, "a long title", "88 B", "1,000", { "label", "'value'", "next", "•" } };
  OuroCard         card = sample_card (fixture->painter, &sample);

  for (float width = -10; width < 120; width += 7)
    {
      g_auto (Canvas) canvas = canvas_new (SIDE, SIDE, MARGIN, OURO_THEME_LIGHT);

      card.width = width;
      card.marks = OURO_MARK_UNREACHABLE;
      ouro_painter_draw_card (fixture->painter, canvas.cr, &card);
      g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
    }
  ouro_card_clear (&card);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) \
  g_test_add ("/card/" path, SampleFixture, NULL, sample_set_up, function, sample_tear_down)
  TEST ("marks-stay-within-the-margin", test_marks_stay_within_the_margin);
  TEST ("states-differ-without-colour", test_states_differ_without_colour);
  TEST ("unreachable-border-has-gaps", test_unreachable_border_has_gaps);
  TEST ("unreachable-says-the-word", test_unreachable_says_the_word);
  TEST ("ghost-is-pale-and-struck-through", test_ghost_is_pale_and_struck_through);
  TEST ("faded-is-fainter-than-a-ghost", test_faded_is_fainter_than_a_ghost);
  TEST ("dark-is-dark", test_dark_is_dark);
  TEST ("changed-slot-has-a-ground", test_changed_slot_has_a_ground);
  TEST ("selected-has-a-ring", test_selected_has_a_ring);
  TEST ("frame-has-a-bar", test_frame_has_a_bar);
  TEST ("zoom-is-in-the-geometry", test_zoom_is_in_the_geometry);
  TEST ("tiny-letters-are-left-out-on-a-screen", test_tiny_letters_are_left_out_on_a_screen);
  TEST ("stacked-marks-stay-in-their-row", test_stacked_marks_stay_in_their_row);
  TEST ("narrow-cards-do-no-harm", test_narrow_cards_do_no_harm);

  return g_test_run ();
}
