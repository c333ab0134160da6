/* test-stage.c - the moments of a run: what changed, what has gone, and that everything else stays where it was */

#include "ouro-stage.h"

#include <string.h>

static const char cycle[] =
  "import gc\n"
  "a = []\n"
  "b = [a]\n"
  "a.append(b)\n"
  "del a\n"
  "del b\n"
  "gc.collect()\n"
  "c = {'key': 1}\n";

typedef struct
{
  OuroRun   *run;
  OuroStage *stage;
} Fixture;

static OuroRun *
new_run (const char *text)
{
  g_autoptr (GError) error = NULL;
  OuroRun *run = ouro_run_new (text, "test.py", ouro_profile_get_default (), OURO_HISTORY_KEEP, &error);

  g_assert_no_error (error);
  ouro_run_execute (run);

  return run;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->run = new_run (data != NULL ? data : cycle);
  fixture->stage = ouro_stage_new (fixture->run, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  ouro_stage_free (fixture->stage);
  ouro_run_free (fixture->run);
}

static OuroScene *
build_after (Fixture *fixture,
             guint    n_statements)
{
  ouro_run_seek_statement (fixture->run, n_statements);

  return ouro_stage_build (fixture->stage);
}

/* The n-th card with the title; NULL when there are not so many. */
static const OuroCard *
find_card (const OuroScene *scene,
           const char      *title,
           guint            n)
{
  for (guint i = 0; i < scene->n_cards; i++)
    if (g_str_equal (scene->cards[i].title, title) && n-- == 0)
      return &scene->cards[i];

  return NULL;
}

static guint
count_marked (const OuroScene *scene,
              OuroMarks        mark)
{
  guint n = 0;

  for (guint i = 0; i < scene->n_cards; i++)
    n += (scene->cards[i].marks & mark) != 0;

  return n;
}

/* --- What a step did ------------------------------------------------------------------------ */

static void
test_what_was_made_is_marked (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (OuroScene) start = build_after (fixture, 0);
  g_autoptr (OuroScene) first = build_after (fixture, 2);
  g_autoptr (OuroScene) second = build_after (fixture, 3);

  g_assert_null (find_card (start, "list", 0));
  g_assert_cmpuint (count_marked (first, OURO_MARK_CHANGED), ==, 1);
  g_assert_nonnull (find_card (second, "list", 1));
  g_assert_true ((find_card (second, "list", 1)->marks & OURO_MARK_CHANGED) != 0);
  g_assert_cmpstr (find_card (second, "list", 0)->badge, ==, "2");
  g_assert_true ((find_card (second, "list", 0)->marks & OURO_MARK_BADGE_CHANGED) != 0);
}

static void
test_counts_and_names_are_told (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (OuroScene) first = build_after (fixture, 5);
  g_autoptr (OuroScene) second = build_after (fixture, 6);

  g_assert_nonnull (strstr (first->caption, "count 2 → 1"));
  g_assert_null (strstr (first->caption, "No name reaches"));
  g_assert_nonnull (strstr (second->caption, "No name reaches 2 objects any more"));
  g_assert_cmpuint (count_marked (first, OURO_MARK_UNREACHABLE), ==, 0);
  g_assert_cmpuint (count_marked (second, OURO_MARK_UNREACHABLE), ==, 2);
}

static void
test_what_was_freed_is_a_ghost_for_one_step (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (OuroScene) before = build_after (fixture, 6);
  g_autoptr (OuroScene) after = build_after (fixture, 7);
  g_autoptr (OuroScene) later = build_after (fixture, 8);

  g_assert_cmpuint (count_marked (before, OURO_MARK_GHOST), ==, 0);
  g_assert_cmpuint (count_marked (after, OURO_MARK_GHOST), ==, 2);
  g_assert_cmpuint (count_marked (later, OURO_MARK_GHOST), ==, 0);
  g_assert_null (find_card (later, "list", 0));
}

static void
test_deleted_names_are_ghosts (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (OuroScene) scene = build_after (fixture, 5);
  guint n = 0;

  for (guint i = 0; i < scene->n_pills; i++)
    if (scene->pills[i].marks & OURO_MARK_GHOST)
      {
        g_assert_cmpstr (scene->pills[i].name, ==, "a");
        n++;
      }
  g_assert_cmpuint (n, ==, 1);
}

/* Inside the line of gc.collect () the collector's own numbers stand on the cards, and the count of one goes to 0. */
static void
test_a_collection_can_be_watched (Fixture      *fixture,
                                  gconstpointer data)
{
  gboolean seen_note = FALSE, seen_zero = FALSE;

  ouro_run_seek_statement (fixture->run, 6);
  while (ouro_run_step_event (fixture->run, 1) && ouro_run_get_statement_index (fixture->run) == 6)
    {
      OuroCursor cursor = ouro_run_get_cursor (fixture->run);
      g_autoptr (OuroScene) scene = ouro_stage_build (fixture->stage);
      OuroCursor after = ouro_run_get_cursor (fixture->run);

      g_assert_cmpuint (cursor.position, ==, after.position);
      g_assert_cmpuint (cursor.event, ==, after.event);
      g_assert_nonnull (scene->caption);
      for (guint i = 0; i < scene->n_cards; i++)
        {
          seen_note |= scene->cards[i].note != NULL;
          seen_zero |= g_strcmp0 (scene->cards[i].note, "gc_refs 0") == 0;
        }
    }
  g_assert_true (seen_note);
  g_assert_true (seen_zero);
}

/* --- Places --------------------------------------------------------------------------------- */

static char *
dump (OuroScene *scene)
{
  char *text = ouro_scene_dump (scene);

  ouro_scene_free (scene);

  return text;
}

static void
test_places_do_not_depend_on_the_way (Fixture      *fixture,
                                      gconstpointer data)
{
  guint n = ouro_run_get_n_statements (fixture->run);
  g_autoptr (GPtrArray) forward = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= n; i++)
    g_ptr_array_add (forward, dump (build_after (fixture, i)));

  for (guint i = n + 1; i-- > 0;)
    {
      g_autoptr (OuroStage) fresh = ouro_stage_new (fixture->run, NULL);
      g_autofree char *backward = dump (build_after (fixture, i));
      g_autofree char *alone = dump (ouro_stage_build (fresh));

      g_assert_cmpstr (backward, ==, forward->pdata[i]);
      g_assert_cmpstr (alone, ==, forward->pdata[i]);
    }
}

static void
test_building_leaves_the_cursor_alone (Fixture      *fixture,
                                       gconstpointer data)
{
  for (guint32 position = 0; position <= ouro_run_get_n_positions (fixture->run); position++)
    {
      g_autoptr (OuroScene) scene = NULL;

      ouro_run_seek (fixture->run, (OuroCursor){ .position = position });
      scene = ouro_stage_build (fixture->stage);
      g_assert_cmpuint (ouro_run_get_cursor (fixture->run).position, ==, position);
      g_assert_cmpuint (ouro_run_get_cursor (fixture->run).event, ==, 0);
    }
}

static void
test_pins_win_until_they_are_drawn (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (OuroScene) before = build_after (fixture, 8);
  const OuroCard *dict = find_card (before, "dict", 0);
  g_autoptr (OuroScene) pinned = NULL;
  g_autofree char *one = ouro_scene_dump (before);
  g_autofree char *two = NULL;

  ouro_stage_pin (fixture->stage, before, dict->key, 500, 300);
  ouro_stage_pin (fixture->stage, before, 123456789, 1, 1); /* nobody's key */
  pinned = build_after (fixture, 8);
  g_assert_cmpfloat_with_epsilon (find_card (pinned, "dict", 0)->x, 500, 0.5);
  g_assert_cmpfloat_with_epsilon (find_card (pinned, "dict", 0)->y, 300, 0.5);
  ouro_stage_unpin_all (fixture->stage);
  two = dump (build_after (fixture, 8));
  g_assert_cmpstr (one, ==, two);
}

static void
test_another_program_inherits_the_places (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autofree char *text = g_strconcat (cycle, "d = [c]\n", NULL);
  Fixture          after = { .run = new_run (text) };
  g_autoptr (OuroScene) before = build_after (fixture, 8);
  g_autoptr (OuroScene) inherited = NULL;
  const OuroCard *old, *new;

  after.stage = ouro_stage_new (after.run, NULL);
  ouro_stage_set_expanded (fixture->stage, 77, TRUE);
  ouro_stage_pin (fixture->stage, before, find_card (before, "dict", 0)->key, 500, 300);
  ouro_stage_inherit (after.stage, fixture->stage);
  g_assert_true (ouro_stage_is_expanded (after.stage, 77));
  inherited = build_after (&after, 9);
  old = find_card (before, "dict", 0);
  new = find_card (inherited, "dict", 0);
  g_assert_cmpuint (old->key, ==, new->key);
  g_assert_cmpfloat_with_epsilon (new->x, 500, 0.5); /* the pin */
  g_assert_cmpfloat_with_epsilon (new->y, 300, 0.5);
  g_assert_nonnull (find_card (inherited, "list", 0));
  tear_down (&after, NULL);
}

/* Inherited or made anew: the same program has the same picture. */
static void
test_inherited_places_are_those_of_a_new_stage (Fixture      *fixture,
                                                gconstpointer data)
{
  static const char *const texts[] = {
    "import gc\na = []\nb = [a]\na.append(b)\n",
    "import gc\na = []\nb = {'x': a}\na.append(b)\nc = [a, b]\n",
    "def f(x):\n    y = []\n    x.append(y)\na = []\nf(a)\nb = [a]\n",
    "def f(x):\n    y = {}\n    x.append(y)\na = []\nf(a)\nb = [a]\n",
    "def f(x):\n    y = {}\n    x.append(y)\na = []\nf(a)\nb = [a]\nc = (a, [b])\n",
    "a = [[],\n[],\n[]]\nb = [a]\nc = []\n",
    "a = [[],\n{},\n[]]\nb = [a]\nc = []\n",
    "for i in range(3):\n    a = []\n    b = [a]\n",
    "for i in range(3):\n    a = []\n    b = (a,)\n",
    "import gc\na = []\n",
    "",
  };
  OuroStage *stage = fixture->stage;
  OuroRun   *run = fixture->run;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      OuroRun         *other = new_run (texts[i]);
      OuroStage       *heir = ouro_stage_new (other, NULL);
      OuroStage       *alone = ouro_stage_new (other, NULL);
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;

      ouro_scene_free (ouro_stage_build (stage));
      ouro_run_free (run); /* a session frees it before anybody can ask */
      ouro_stage_inherit (heir, stage);
      one = dump (ouro_stage_build (heir));
      two = dump (ouro_stage_build (alone));
      g_assert_cmpstr (one, ==, two);
      ouro_stage_free (alone);
      ouro_stage_free (stage);
      stage = heir;
      run = other;
    }
  fixture->stage = stage;
  fixture->run = run;
}

static const char crowd[] =
  "keep = []\n"
  "for i in range(30):\n"
  "    keep.append([i])\n";

/* A pane that becomes wider carries along those to its right. */
static float
get_place_in_pane (const OuroScene *scene,
                   guint            card)
{
  return scene->cards[card].x - scene->panes[scene->cards[card].pane].x;
}

static void
test_unfolding_one_card_moves_no_other (Fixture      *fixture,
                                        gconstpointer data)
{
  guint n = ouro_run_get_n_statements (fixture->run);
  g_autoptr (OuroScene) folded = build_after (fixture, n);
  const OuroCard *keep = find_card (folded, "list", 0);
  g_autoptr (OuroScene) unfolded = NULL;

  for (guint i = 0; i < folded->n_cards; i++)
    if (folded->cards[i].fold != NULL)
      keep = &folded->cards[i];
  g_assert_nonnull (keep->fold);
  ouro_stage_set_expanded (fixture->stage, keep->key, TRUE);
  unfolded = build_after (fixture, n);
  g_assert_cmpuint (unfolded->n_cards, ==, folded->n_cards);
  for (guint i = 0; i < folded->n_cards; i++)
    if (folded->cards[i].key != keep->key)
      {
        g_assert_cmpuint (unfolded->cards[i].key, ==, folded->cards[i].key);
        g_assert_cmpfloat (get_place_in_pane (unfolded, i), ==, get_place_in_pane (folded, i));
        g_assert_cmpfloat (unfolded->cards[i].y, ==, folded->cards[i].y);
      }
}

static void
test_tidied_places_stay (Fixture      *fixture,
                         gconstpointer data)
{
  guint n = ouro_run_get_n_statements (fixture->run);
  g_autoptr (OuroScene) before = build_after (fixture, n);
  g_autoptr (GPtrArray) graphs = ouro_stage_prepare_tidy (fixture->stage, before);
  g_autofree char *tidied = NULL;
  g_autofree char *again = NULL;
  guint            n_graphs = 0;

  g_assert_cmpuint (graphs->len, ==, before->n_panes);
  for (guint i = 0; i < graphs->len; i++)
    if (graphs->pdata[i] != NULL)
      {
        ouro_layout_solve_simply (OURO_LAYOUT_ARRANGE, graphs->pdata[i]);
        n_graphs++;
      }
  g_assert_cmpuint (n_graphs, >, 0);
  ouro_stage_take_tidy (fixture->stage, before, graphs);
  tidied = dump (build_after (fixture, n));
  ouro_scene_free (build_after (fixture, 0));
  again = dump (build_after (fixture, n));
  g_assert_cmpstr (tidied, ==, again);
}

/* A loop of many statements: places are known without a look at each of them. */
static void
test_long_programs_are_placed_in_bounded_time (Fixture      *fixture,
                                               gconstpointer data)
{
  OuroRun   *run = new_run ("a = []\nfor i in range(100000):\n    a = [a, i][:1]\n    b = i\n");
  OuroStage *stage = ouro_stage_new (run, NULL);
  gint64     start = g_get_monotonic_time ();

  ouro_scene_free (ouro_stage_build (stage));
  g_test_message ("%u statements placed in %.0f ms", ouro_run_get_n_statements (run), (g_get_monotonic_time () - start) / 1e3);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_TIME_SPAN_SECOND);
  ouro_stage_free (stage);
  ouro_run_free (run);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, program, func) g_test_add ("/stage/" name, Fixture, program, set_up, func, tear_down)
  ADD ("what-was-made-is-marked", NULL, test_what_was_made_is_marked);
  ADD ("counts-and-names-are-told", NULL, test_counts_and_names_are_told);
  ADD ("what-was-freed-is-a-ghost-for-one-step", NULL, test_what_was_freed_is_a_ghost_for_one_step);
  ADD ("deleted-names-are-ghosts", NULL, test_deleted_names_are_ghosts);
  ADD ("a-collection-can-be-watched", NULL, test_a_collection_can_be_watched);
  ADD ("places-do-not-depend-on-the-way", NULL, test_places_do_not_depend_on_the_way);
  ADD ("places-of-a-crowd-do-not-depend-on-the-way", crowd, test_places_do_not_depend_on_the_way);
  ADD ("building-leaves-the-cursor-alone", crowd, test_building_leaves_the_cursor_alone);
  ADD ("pins-win-until-they-are-drawn", NULL, test_pins_win_until_they_are_drawn);
  ADD ("another-program-inherits-the-places", NULL, test_another_program_inherits_the_places);
  ADD ("inherited-places-are-those-of-a-new-stage", NULL, test_inherited_places_are_those_of_a_new_stage);
  ADD ("unfolding-one-card-moves-no-other", crowd, test_unfolding_one_card_moves_no_other);
  ADD ("tidied-places-stay", crowd, test_tidied_places_stay);
  ADD ("long-programs-are-placed-in-bounded-time", NULL, test_long_programs_are_placed_in_bounded_time);

  return g_test_run ();
}
