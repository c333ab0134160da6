/* test-scene.c - what a scene owns, says, and has under a point */
#include "ouro-scene.h"

#include <math.h>
#include <string.h>

#include "sample.h"

typedef struct
{
  OuroPainter *painter;
  OuroScene   *scene;
} Fixture;

static void
add_card (Fixture          *fixture,
          const SampleCard *sample,
          float             x,
          float             y)
{
  sample_add_card (fixture->scene, sample_card (fixture->painter, sample), x, y);
}

/* A list whose slot 1 holds a dict; the name x leads to the list. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const SampleCard list = {
    OURO_FAMILY_SEQUENCE, 0, "list", "88 B", "2", { "0", "10", "1", "•" }
  };
  static const SampleCard dict = { OURO_FAMILY_MAPPING, 0, "dict", "64 B", "1" };
  OuroArrow               held, named;

  fixture->painter = ouro_painter_new ();
  fixture->scene = ouro_scene_new ();
  add_card (fixture, &list, 100, 50);
  add_card (fixture, &dict, 400, 50);
  sample_add_pill (fixture->scene, sample_pill (fixture->painter, 0, "x"), 10, 50);

  held = sample_arrow (OURO_FAMILY_SEQUENCE, 0, 194, 109, 399, 63);
  held.from_card = 0;
  held.from_slot = 1;
  held.to_card = 1;
  sample_add_arrow (fixture->scene, held);

  named = sample_arrow (OURO_FAMILY_SEQUENCE, 0, 40, 62, 99, 62);
  named.from_pill = 0;
  named.to_card = 0;
  sample_add_arrow (fixture->scene, named);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  ouro_scene_free (fixture->scene);
  ouro_painter_free (fixture->painter);
}

static void
assert_description (Fixture    *fixture,
                    guint       card,
                    const char *expected)
{
  g_autofree char *description = ouro_scene_dup_card_description (fixture->scene, card);

  g_assert_cmpstr (description, ==, expected);
}

/* Ownership */

static void
test_clearing_twice_does_no_harm (Fixture      *fixture,
                                  gconstpointer data)
{
  ouro_card_clear (&fixture->scene->cards[0]);
  ouro_card_clear (&fixture->scene->cards[0]);
  ouro_pill_clear (&fixture->scene->pills[0]);
  ouro_pill_clear (&fixture->scene->pills[0]);
  ouro_arrow_clear (&fixture->scene->arrows[0]);
  ouro_arrow_clear (&fixture->scene->arrows[0]);

  g_assert_cmpuint (fixture->scene->cards[0].n_slots, ==, 0);
  g_assert_null (fixture->scene->cards[0].title);
  g_assert_cmpuint (fixture->scene->arrows[0].n_points, ==, 0);
}

static void
test_freeing_nothing_is_allowed (void)
{
  ouro_scene_free (NULL);
}

/* Words */

static void
test_card_is_described_in_words (Fixture      *fixture,
                                 gconstpointer data)
{
  assert_description (fixture, 0, "list, 2 references, 88 bytes; slot 0: 10; slot 1: arrow to dict; named x");
  assert_description (fixture, 1, "dict, 1 reference, 64 bytes");
}

static void
test_states_are_described (Fixture      *fixture,
                           gconstpointer data)
{
  OuroCard *card = &fixture->scene->cards[1];

  card->marks = OURO_MARK_UNREACHABLE;
  card->note = g_strdup ("gc_refs 2 → 1");
  assert_description (fixture, 1, "dict, 1 reference, 64 bytes, unreachable, gc_refs 2 → 1");

  card->marks = OURO_MARK_GHOST | OURO_MARK_UNREACHABLE;
  assert_description (fixture, 1, "dict, 1 reference, 64 bytes, freed in this step, gc_refs 2 → 1");

  g_clear_pointer (&card->note, g_free);
  card->marks = OURO_MARK_CHANGED | OURO_MARK_BADGE_CHANGED;
  assert_description (fixture, 1, "dict, 1 reference, 64 bytes, changed in this step, count changed in this step");
}

static void
test_arrows_are_described (Fixture      *fixture,
                           gconstpointer data)
{
  static const struct
  {
    OuroMarks   marks;
    const char *words;
  } cases[] = {
    { OURO_MARK_WEAK, "weak arrow to dict" },
    { OURO_MARK_TEMPORARY, "temporary arrow to dict" },
    { OURO_MARK_CHANGED, "new arrow to dict" },
    { OURO_MARK_GHOST, "arrow to dict, taken away in this step" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = NULL;

      expected = g_strdup_printf ("list, 2 references, 88 bytes; slot 0: 10; slot 1: %s; named x",
                                  cases[i].words);

      fixture->scene->arrows[0].marks = cases[i].marks;
      assert_description (fixture, 0, expected);
    }
}

static void
test_arrow_of_the_whole_card_is_described (Fixture      *fixture,
                                           gconstpointer data)
{
  fixture->scene->arrows[0].from_slot = -1;
  assert_description (fixture, 0,
                      "list, 2 references, 88 bytes; slot 0: 10; slot 1: an object that is not shown; arrow to dict; named x");
}

static void
test_large_numbers_are_described (Fixture      *fixture,
                                  gconstpointer data)
{
  OuroCard *card = &fixture->scene->cards[1];

  g_free (card->subtitle);
  g_free (card->badge);
  card->subtitle = g_strdup ("8,056 B");
  card->badge = g_strdup ("∞");
  card->fold = g_strdup ("⋯ 998 more");
  assert_description (fixture, 1, "dict, immortal, 8,056 bytes; 998 more");

  g_free (card->subtitle);
  card->subtitle = g_strdup ("2 of 4 slots");
  assert_description (fixture, 1, "dict, immortal, 2 of 4 slots; 998 more");

  g_free (card->subtitle);
  card->subtitle = g_strdup ("1 B");
  assert_description (fixture, 1, "dict, immortal, 1 byte; 998 more");
}

static void
test_members_of_a_set_have_no_slot_name (Fixture      *fixture,
                                         gconstpointer data)
{
  add_card (fixture, &(SampleCard){ OURO_FAMILY_SET, 0, "set", NULL, NULL, { "", "3" } }, 0, 0);
  fixture->scene->cards[2].slots[0].changed = TRUE;
  assert_description (fixture, 2, "set; item: 3, changed in this step");
}

static void
test_hostile_words_are_made_readable (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autofree char *megabyte = g_strnfill (1 << 20, 'x');
  g_autofree char *description = NULL;

  add_card (fixture, &(SampleCard){ OURO_FAMILY_ATOM, 0, "a\xff\n", NULL, NULL, { "k", megabyte } }, 0, 0);
  description = ouro_scene_dup_card_description (fixture->scene, 2);
  g_assert_true (g_str_has_prefix (description, "a\\xff\\n; slot k: xxx"));
  g_assert_cmpuint (strlen (description), <, 300);
}

static void
test_broken_indices_do_no_harm (Fixture      *fixture,
                                gconstpointer data)
{
  fixture->scene->arrows[0].to_card = 77;
  fixture->scene->arrows[1].from_pill = 77;
  assert_description (fixture, 0, "list, 2 references, 88 bytes; slot 0: 10; slot 1: arrow to an object that is not shown");
}

static void
test_dump_names_every_element (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *dump = NULL;

  sample_add_pane (fixture->scene, "Generation 0", "count 3 of 2000", 0.5, 0, 300, 200);
  fixture->scene->cards[1].marks = OURO_MARK_UNREACHABLE | OURO_MARK_SELECTED;
  fixture->scene->cards[1].note = g_strdup ("gc_refs 1");
  fixture->scene->cards[0].slots[0].changed = TRUE;
  fixture->scene->caption = g_strdup ("one\ntwo");
  fixture->scene->pills[0].width = 29; /* whatever the font */

  dump = ouro_scene_dump (fixture->scene);
  g_assert_cmpstr (dump, ==,
                   "scene 524x200 \"one\\ntwo\"\n"
                   "pane 0 \"Generation 0\" \"count 3 of 2000\" fill 0.50 at 0,0 size 300x200\n"
                   "card 0 key 1 sequence \"list\" \"88 B\" badge \"2\" pane 0 at 100,50 size 108x72 [0: 10 changed] [1: →]\n"
                   "card 1 key 2 mapping \"dict\" \"64 B\" badge \"1\" note \"gc_refs 1\" pane 0 at 400,50 size 108x28 selected unreachable\n"
                   "pill 0 \"x\" at 10,50 size 29x24\n"
                   "arrow 0 from card 0 slot 1 to card 1 sequence 194,109 296,109 296,63 399,63\n"
                   "arrow 1 from pill 0 to card 0 sequence 40,62 70,62 70,62 99,62\n");
}

/* Picking */

typedef struct
{
  int card;
  int slot;
  int pill;
  int arrow;
} Picked;

static Picked
pick (Fixture *fixture,
      double   x,
      double   y)
{
  Picked picked = { 99, 99, 99, 99 };

  ouro_scene_pick (fixture->scene, x, y, 4,
                   &picked.card, &picked.slot, &picked.pill, &picked.arrow);

  return picked;
}

static void
assert_picked (Picked picked,
               int    card,
               int    slot,
               int    pill,
               int    arrow)
{
  g_assert_cmpint (picked.card, ==, card);
  g_assert_cmpint (picked.slot, ==, slot);
  g_assert_cmpint (picked.pill, ==, pill);
  g_assert_cmpint (picked.arrow, ==, arrow);
}

static void
test_pick_finds_head_and_slots (Fixture      *fixture,
                                gconstpointer data)
{
  assert_picked (pick (fixture, 101, 51), 0, -1, -1, -1);
  assert_picked (pick (fixture, 150, 50 + 25), 0, -1, -1, -1);
  assert_picked (pick (fixture, 150, 50 + 26 + 1), 0, 0, -1, -1);
  assert_picked (pick (fixture, 150, 50 + 26 + 22 + 1), 0, 1, -1, -1);
  assert_picked (pick (fixture, 150, 50 + 71), 0, 1, -1, -1);
  assert_picked (pick (fixture, 450, 60), 1, -1, -1, -1);
}

static void
test_pick_finds_the_fold_row (Fixture      *fixture,
                              gconstpointer data)
{
  OuroCard *card = &fixture->scene->cards[0];

  card->fold = g_strdup ("⋯ 998 more");
  ouro_painter_measure_card (fixture->painter, card);
  assert_picked (pick (fixture, 150, 50 + 26 + 2 * 22 + 1), 0, 2, -1, -1);
}

static void
test_pick_finds_a_name (Fixture      *fixture,
                        gconstpointer data)
{
  assert_picked (pick (fixture, 20, 60), -1, -1, 0, -1);
}

static void
test_pick_finds_an_arrow_near_its_curve (Fixture      *fixture,
                                         gconstpointer data)
{
  assert_picked (pick (fixture, 296.5, 86), -1, -1, -1, 0);
  assert_picked (pick (fixture, 296.5 - 3, 86), -1, -1, -1, 0);
  assert_picked (pick (fixture, 260, 70), -1, -1, -1, -1);
  assert_picked (pick (fixture, 70, 62 + 3.5), -1, -1, -1, 1);
}

static void
test_pick_finds_the_nearest_arrow (Fixture      *fixture,
                                   gconstpointer data)
{
  sample_add_arrow (fixture->scene, sample_arrow (OURO_FAMILY_ATOM, 0, 40, 66, 99, 66));
  assert_picked (pick (fixture, 70, 63), -1, -1, -1, 1);
  assert_picked (pick (fixture, 70, 65), -1, -1, -1, 2);
}

static void
test_pick_prefers_what_is_on_top (Fixture      *fixture,
                                  gconstpointer data)
{
  add_card (fixture, &(SampleCard){ OURO_FAMILY_SET, 0, "set", NULL, NULL }, 120, 60);
  assert_picked (pick (fixture, 130, 70), 2, -1, -1, -1);
  sample_add_pill (fixture->scene, sample_pill (fixture->painter, 0, "y"), 120, 60);
  assert_picked (pick (fixture, 130, 70), -1, -1, 1, -1);
}

static void
test_pick_prefers_a_slot_to_its_arrow (Fixture      *fixture,
                                       gconstpointer data)
{
  assert_picked (pick (fixture, 195, 109), 0, 1, -1, -1);
}

static void
test_pick_finds_nothing_in_the_open (Fixture      *fixture,
                                     gconstpointer data)
{
  assert_picked (pick (fixture, 5, 300), -1, -1, -1, -1);
  assert_picked (pick (fixture, NAN, 60), -1, -1, -1, -1);
  assert_picked (pick (fixture, INFINITY, -INFINITY), -1, -1, -1, -1);
  ouro_scene_pick (fixture->scene, 110, 60, 4, NULL, NULL, NULL, NULL);
}

static void
test_pick_passes_over_arrows_without_a_route (Fixture      *fixture,
                                              gconstpointer data)
{
  fixture->scene->arrows[1].n_points = 3;
  assert_picked (pick (fixture, 70, 62), -1, -1, -1, -1);
  ouro_arrow_clear (&fixture->scene->arrows[1]);
  assert_picked (pick (fixture, 70, 62), -1, -1, -1, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) g_test_add ("/scene/" path, Fixture, NULL, set_up, function, tear_down)
  TEST ("clearing-twice-does-no-harm", test_clearing_twice_does_no_harm);
  TEST ("card-is-described-in-words", test_card_is_described_in_words);
  TEST ("states-are-described", test_states_are_described);
  TEST ("arrows-are-described", test_arrows_are_described);
  TEST ("arrow-of-the-whole-card-is-described", test_arrow_of_the_whole_card_is_described);
  TEST ("large-numbers-are-described", test_large_numbers_are_described);
  TEST ("members-of-a-set-have-no-slot-name", test_members_of_a_set_have_no_slot_name);
  TEST ("hostile-words-are-made-readable", test_hostile_words_are_made_readable);
  TEST ("broken-indices-do-no-harm", test_broken_indices_do_no_harm);
  TEST ("dump-names-every-element", test_dump_names_every_element);
  TEST ("pick-finds-head-and-slots", test_pick_finds_head_and_slots);
  TEST ("pick-finds-the-fold-row", test_pick_finds_the_fold_row);
  TEST ("pick-finds-a-name", test_pick_finds_a_name);
  TEST ("pick-finds-an-arrow-near-its-curve", test_pick_finds_an_arrow_near_its_curve);
  TEST ("pick-finds-the-nearest-arrow", test_pick_finds_the_nearest_arrow);
  TEST ("pick-prefers-what-is-on-top", test_pick_prefers_what_is_on_top);
  TEST ("pick-prefers-a-slot-to-its-arrow", test_pick_prefers_a_slot_to_its_arrow);
  TEST ("pick-finds-nothing-in-the-open", test_pick_finds_nothing_in_the_open);
  TEST ("pick-passes-over-arrows-without-a-route", test_pick_passes_over_arrows_without_a_route);
  g_test_add_func ("/scene/freeing-nothing-is-allowed", test_freeing_nothing_is_allowed);

  return g_test_run ();
}
