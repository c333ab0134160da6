/* test-lists.c - the collector's lists: order, empty places, and where each object stands */
#include "ouro-heap.h"

#include "build.h"
#include "fixture.h"

#define N_LETTERS 5

typedef struct
{
  OuroId objects[N_LETTERS + 1]; /* a, b, c, d, e; then OURO_NO_ID */
} Letters;

static void
add_letters (Fixture *fixture,
             Letters *letters)
{
  for (guint i = 0; i < N_LETTERS; i++)
    letters->objects[i] = fixture_keep (fixture, build_list (fixture->heap));
  letters->objects[N_LETTERS] = OURO_NO_ID;
}

static void
assert_list (Fixture       *fixture,
             const Letters *letters,
             OuroListNumber list,
             const char    *expected)
{
  g_autofree char *text = fixture_dup_list (fixture, list, letters->objects);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (ouro_heap_get_list_length (fixture->heap, list), ==, strlen (expected));
}

static void
test_a_tracked_object_is_the_last_of_the_young (Fixture      *fixture,
                                                gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Letters   l;

  add_letters (fixture, &l);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "abcde");
  ouro_heap_track (heap, l.objects[0]); /* it is already */
  assert_list (fixture, &l, OURO_LIST_YOUNG, "abcde");
  ouro_heap_untrack (heap, l.objects[1]);
  ouro_heap_untrack (heap, l.objects[1]);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "acde");
  g_assert_cmpint (ouro_heap_get_list (heap, l.objects[1]), ==, OURO_LIST_NONE);
  ouro_heap_track (heap, l.objects[1]);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "acdeb");
}

static void
test_the_end_can_be_taken_off_again_and_again (Fixture      *fixture,
                                               gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Letters   l;

  add_letters (fixture, &l);
  ouro_heap_untrack (heap, l.objects[3]);
  ouro_heap_untrack (heap, l.objects[4]); /* the empty place before it goes, too */
  assert_list (fixture, &l, OURO_LIST_YOUNG, "abc");
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LIST_HOLES + OURO_LIST_YOUNG), ==, 0);
  for (guint i = 0; i < 3; i++)
    ouro_heap_untrack (heap, l.objects[i]);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "");
  ouro_heap_track (heap, l.objects[4]);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "e");
}

static void
test_a_list_moves_to_the_end_of_another (Fixture      *fixture,
                                         gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Letters   l;

  add_letters (fixture, &l);
  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  ouro_heap_untrack (heap, l.objects[0]);
  ouro_heap_untrack (heap, l.objects[2]);
  ouro_heap_track (heap, l.objects[0]);
  ouro_heap_track (heap, l.objects[2]);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "ac");
  assert_list (fixture, &l, OURO_LIST_OLD, "bde");
  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "");
  assert_list (fixture, &l, OURO_LIST_OLD, "bdeac");
  g_assert_cmpint (ouro_heap_get_list (heap, l.objects[2]), ==, OURO_LIST_OLD);
}

static void
test_a_list_can_be_set (Fixture      *fixture,
                        gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  Letters   l;
  guint32   base;

  add_letters (fixture, &l);
  ouro_heap_set_list (heap, OURO_LIST_OLD, (OuroId[]){ l.objects[2], l.objects[0] }, 2);
  ouro_heap_set_list (heap, OURO_LIST_YOUNG, (OuroId[]){ l.objects[4], l.objects[3], l.objects[1] }, 3);
  assert_list (fixture, &l, OURO_LIST_OLD, "ca");
  assert_list (fixture, &l, OURO_LIST_YOUNG, "edb");

  /* What only grows stays where it is, and what stays the same costs nothing. */
  base = ouro_heap_get_word (heap, OURO_WORD_LIST_BASE + OURO_LIST_OLD);
  ouro_heap_set_list (heap, OURO_LIST_YOUNG, (OuroId[]){ l.objects[4], l.objects[3] }, 2);
  ouro_heap_set_list (heap, OURO_LIST_OLD, (OuroId[]){ l.objects[2], l.objects[0], l.objects[1] }, 3);
  assert_list (fixture, &l, OURO_LIST_YOUNG, "ed");
  assert_list (fixture, &l, OURO_LIST_OLD, "cab");
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LIST_BASE + OURO_LIST_OLD), ==, base);

  ouro_heap_append_objects (heap, OURO_LIST_OLD, (OuroId[]){ l.objects[4], l.objects[3] }, 2);
  ouro_heap_empty_list (heap, OURO_LIST_YOUNG);
  assert_list (fixture, &l, OURO_LIST_OLD, "cabed");
  assert_list (fixture, &l, OURO_LIST_YOUNG, "");
  ouro_heap_set_list (heap, OURO_LIST_MIDDLE, NULL, 0);
  assert_list (fixture, &l, OURO_LIST_MIDDLE, "");
}

static void
test_empty_places_are_left_out_when_they_are_many (Fixture      *fixture,
                                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    objects[4000];
  guint32   n;

  g_test_summary ("A list takes no more than about twice the places that it has objects, and keeps its order");

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    objects[i] = fixture_keep (fixture, build_list (heap));
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    if (i % 10 != 0)
      ouro_heap_untrack (heap, objects[i]);
  g_assert_cmpuint (ouro_heap_get_list_length (heap, OURO_LIST_YOUNG), ==, 400);
  ouro_heap_get_list_places (heap, OURO_LIST_YOUNG, &n);
  g_assert_cmpuint (n, <, 400 * 2 + 1100);
  for (guint i = 0, place = 0; i < G_N_ELEMENTS (objects); i += 10, place++)
    {
      const OuroId *places = ouro_heap_get_list_places (heap, OURO_LIST_YOUNG, &n);

      while (places[place] == OURO_NO_ID)
        place++;
      g_assert_cmpuint (places[place], ==, objects[i]);
    }
}

static void
test_without_history_a_list_begins_anew_at_its_beginning (void)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (ouro_profile_get_default (), OURO_HISTORY_NONE);
  OuroId object = build_list (heap);

  for (guint i = 0; i < 100; i++)
    {
      ouro_heap_append_list (heap, OURO_LIST_MIDDLE, OURO_LIST_YOUNG);
      ouro_heap_append_list (heap, OURO_LIST_YOUNG, OURO_LIST_MIDDLE);
    }
  g_assert_cmpuint (ouro_heap_get_word (heap, OURO_WORD_LIST_BASE + OURO_LIST_YOUNG), ==, 0);
  g_assert_cmpint (ouro_heap_get_list (heap, object), ==, OURO_LIST_YOUNG);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/lists/a-tracked-object-is-the-last-of-the-young", NULL, test_a_tracked_object_is_the_last_of_the_young);
  fixture_add_test ("/lists/the-end-can-be-taken-off-again-and-again", NULL, test_the_end_can_be_taken_off_again_and_again);
  fixture_add_test ("/lists/a-list-moves-to-the-end-of-another", NULL, test_a_list_moves_to_the_end_of_another);
  fixture_add_test ("/lists/a-list-can-be-set", NULL, test_a_list_can_be_set);
  fixture_add_test ("/lists/empty-places-are-left-out-when-they-are-many", NULL, test_empty_places_are_left_out_when_they_are_many);
  g_test_add_func ("/lists/without-history-a-list-begins-anew-at-its-beginning", test_without_history_a_list_begins_anew_at_its_beginning);
  return g_test_run ();
}
