/* test-collector-record.c - a collection step by step: its marks, gc_refs as they are copied and subtracted */
#include "ouro-collector.h"

#include "build.h"
#include "collecting.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-mark.h"

static const char *const mark_names[OURO_N_MARKS] = {
#define OURO_MARK(NAME) #NAME,
#include "ouro-marks.h"
#undef OURO_MARK
};

/* The letter of an object in names, "-" for none. */
static char
get_letter (const OuroId *names,
            OuroId        object)
{
  for (guint i = 0; names[i] != OURO_NO_ID; i++)
    if (names[i] == object)
      return (char)('a' + i);
  return object == OURO_NO_ID ? '-' : '?';
}

/* All marks of the record, a line each: "NAME object first second"; details that are objects by their letter. */
static char *
dup_marks (OuroHeap     *heap,
           const OuroId *names)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < ouro_heap_get_n_changes (heap); i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);
      gboolean          is_holder = change->index == OURO_MARK_GC_SUBTRACT || change->index == OURO_MARK_GC_RESCUED || change->index == OURO_MARK_GC_WEAKREF;

      if (change->segment != OURO_SEGMENT_MARK)
        continue;
      g_string_append_printf (text, "%s %c ", mark_names[change->index], get_letter (names, change->owner));
      if (is_holder)
        g_string_append_printf (text, "%c\n", get_letter (names, change->before));
      else if (change->index == OURO_MARK_FREED)
        g_string_append (text, "\n"); /* the birth number depends on what the version has */
      else
        g_string_append_printf (text, "%u %u\n", change->before, change->after);
    }
  return g_string_free (text, FALSE);
}

/* a = [b]; b = [a]; c = []; del a, b */
static void
add_cycle_and_more (Fixture *fixture,
                    OuroId   names[4])
{
  OuroHeap *heap = fixture->heap;

  for (guint i = 0; i < 3; i++)
    names[i] = build_list (heap);
  names[3] = OURO_NO_ID;
  fixture_keep (fixture, names[2]);
  build_append (heap, names[0], names[1]);
  build_append (heap, names[1], names[0]);
  ouro_heap_decref (heap, names[0]);
  ouro_heap_decref (heap, names[1]);
}

static void
test_the_marks_of_two_lists_in_a_cycle (Fixture      *fixture,
                                        gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           names[4];
  g_autofree char *marks = NULL;

  add_cycle_and_more (fixture, names);
  fixture_start_record (fixture);
  g_assert_cmpuint (collecting_collect (fixture, 0), ==, 2);
  marks = dup_marks (heap, names);
  g_assert_cmpstr (marks, ==,
                   "GC_START - 0 0\n"
                   "GC_MERGED - 0 3\n"
                   "GC_COPIED - 3 0\n"
                   "GC_SUBTRACT b a\n"
                   "GC_SUBTRACT a b\n"
                   "GC_SUBTRACTED - 0 0\n"
                   "GC_SUSPECT a 0 0\n"
                   "GC_SUSPECT b 0 0\n"
                   "GC_REACHABLE c 1 0\n"
                   "GC_DIVIDED - 2 0\n"
                   "GC_PROMOTED - 1 1\n"
                   "GC_CLEAR a 0 0\n"
                   "FREED b \n"
                   "FREED a \n"
                   "GC_END - 2 0\n");
  fixture_stop_record (fixture);
  g_assert_true (ouro_heap_is_alive (heap, names[0]));
}

static void
test_the_world_is_stopped_while_heaps_are_visited (Fixture      *fixture,
                                                   gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           names[4];
  g_autofree char *marks = NULL;

  g_test_summary ("All are suspects until something reaches them; clearing goes on while other threads run");

  add_cycle_and_more (fixture, names);
  fixture_start_record (fixture);
  g_assert_cmpuint (collecting_collect (fixture, 2), ==, 2);
  marks = dup_marks (heap, names);
  g_assert_cmpstr (marks, ==,
                   "GC_START - 2 0\n"
                   "GC_STOPPED - 0 0\n"
                   "GC_VISITED - 3 0\n"
                   "GC_COPIED - 3 0\n"
                   "GC_SUBTRACT b a\n"
                   "GC_SUBTRACT a b\n"
                   "GC_SUBTRACTED - 0 0\n"
                   "GC_REACHABLE c 1 0\n"
                   "GC_LEFT a 0 0\n"
                   "GC_LEFT b 0 0\n"
                   "GC_DIVIDED - 2 0\n"
                   "GC_STARTED - 0 0\n"
                   "GC_STOPPED - 0 0\n"
                   "GC_STARTED - 0 0\n"
                   "GC_CLEAR b 0 0\n"
                   "GC_CLEAR a 0 0\n"
                   "FREED b \n"
                   "FREED a \n"
                   "GC_END - 2 0\n");
  fixture_stop_record (fixture);
}

static void
test_a_rescue_names_the_rescuer (Fixture      *fixture,
                                 gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           names[3] = { build_list (heap), build_list (heap), OURO_NO_ID };
  g_autofree char *marks = NULL;

  fixture_keep (fixture, names[1]);
  build_append_new (heap, names[1], names[0]); /* b = [a] */
  fixture_start_record (fixture);
  collecting_collect (fixture, 2);
  marks = dup_marks (heap, names);
  g_assert_cmpstr (marks, ==,
                   "GC_START - 2 0\n"
                   "GC_MERGED - 2 2\n"
                   "GC_COPIED - 2 0\n"
                   "GC_SUBTRACT a b\n"
                   "GC_SUBTRACTED - 0 0\n"
                   "GC_SUSPECT a 0 0\n"
                   "GC_REACHABLE b 1 0\n"
                   "GC_RESCUED a b\n"
                   "GC_REACHABLE a 1 0\n"
                   "GC_DIVIDED - 0 0\n"
                   "GC_PROMOTED - 2 2\n"
                   "GC_END - 0 0\n");
  fixture_stop_record (fixture);
}

static void
test_finalizers_untracking_and_resurrection_are_marked (Fixture      *fixture,
                                                        gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           names[3] = { fixture_new_tagged (fixture, "x"), fixture_keep (fixture, build_tuple (heap, 1, OURO_ID_NONE)), OURO_NO_ID };
  g_autofree char *marks = NULL;

  fixture_set (fixture, names[0], "me", names[0]);
  ouro_heap_decref (heap, names[0]);
  fixture_start_record (fixture);
  collecting_collect (fixture, 2);
  marks = dup_marks (heap, names);
  g_assert_nonnull (strstr (marks, "GC_UNTRACKED b 0 0\n"));
  g_assert_nonnull (strstr (marks, "GC_FINALIZE a 0 0\nGC_COPIED - 1 0\nGC_SUBTRACT a a\nGC_SUBTRACTED - 0 0\nGC_SUSPECT a 0 0\nGC_RESURRECTED - 0 0\nGC_CLEAR a 0 0\nFREED a"));
  g_assert_null (strstr (marks, "GC_CALLBACK"));
  fixture_stop_record (fixture);
}

/* The first change after the one with this mark. */
static guint32
find_mark (OuroHeap *heap,
           OuroMark  mark)
{
  for (guint32 i = 0; i < ouro_heap_get_n_changes (heap); i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);

      if (change->segment == OURO_SEGMENT_MARK && change->index == mark)
        return i + 1;
    }
  g_assert_not_reached ();
}

static void
assert_gc_refs (OuroHeap *heap,
                OuroId    object,
                gboolean  has_some,
                guint32   expected,
                gboolean  is_suspect)
{
  guint32  gc_refs;
  gboolean suspect;

  g_assert_cmpint (ouro_collector_get_gc_refs (heap, object, &gc_refs, &suspect), ==, has_some);
  g_assert_cmpuint (gc_refs, ==, expected);
  g_assert_cmpint (suspect, ==, is_suspect);
}

static void
test_gc_refs_can_be_watched (Fixture      *fixture,
                             gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    names[4];

  g_test_summary ("Copied, subtracted, taken for suspects; no trace of them before and after");

  add_cycle_and_more (fixture, names);
  fixture_start_record (fixture);
  collecting_collect (fixture, 0);
  for (guint i = 0; i < 3; i++)
    assert_gc_refs (heap, names[i], FALSE, 0, FALSE);

  ouro_heap_seek_change (heap, find_mark (heap, OURO_MARK_GC_COPIED));
  for (guint i = 0; i < 3; i++)
    assert_gc_refs (heap, names[i], TRUE, 1, FALSE);

  ouro_heap_seek_change (heap, find_mark (heap, OURO_MARK_GC_SUBTRACTED));
  assert_gc_refs (heap, names[0], TRUE, 0, FALSE);
  assert_gc_refs (heap, names[1], TRUE, 0, FALSE);
  assert_gc_refs (heap, names[2], TRUE, 1, FALSE);

  ouro_heap_seek_change (heap, find_mark (heap, OURO_MARK_GC_DIVIDED));
  assert_gc_refs (heap, names[0], TRUE, 0, TRUE);
  assert_gc_refs (heap, names[1], TRUE, 0, TRUE);
  assert_gc_refs (heap, names[2], FALSE, 0, FALSE);
  g_assert_cmpint (ouro_heap_get_list (heap, names[0]), ==, OURO_LIST_YOUNG);

  ouro_heap_seek_change (heap, find_mark (heap, OURO_MARK_GC_PROMOTED));
  g_assert_cmpint (ouro_heap_get_list (heap, names[0]), ==, OURO_LIST_UNREACHABLE);
  g_assert_cmpint (ouro_heap_get_list (heap, names[2]), ==, OURO_LIST_MIDDLE);

  ouro_heap_seek_change (heap, 0);
  for (guint i = 0; i < 3; i++)
    assert_gc_refs (heap, names[i], FALSE, 0, FALSE);
  fixture_stop_record (fixture);
}

static void
test_a_collection_of_a_line_can_be_undone (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    names[4];
  guint64   before, after;

  add_cycle_and_more (fixture, names);
  ouro_heap_begin (heap, 2, OURO_TRANSACTION_CLEAN);
  before = ouro_heap_hash (heap);
  collecting_collect (fixture, 2);
  ouro_heap_commit (heap);
  after = ouro_heap_hash (heap);
  for (guint i = 0; i < 3; i++)
    {
      ouro_heap_seek (heap, 1);
      g_assert_cmpuint (ouro_heap_hash (heap), ==, before);
      g_assert_true (ouro_heap_is_alive (heap, names[0]));
      ouro_heap_seek (heap, 2);
      g_assert_cmpuint (ouro_heap_hash (heap), ==, after);
      g_assert_false (ouro_heap_is_alive (heap, names[0]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_generation_tests ("/collector-record/the-marks-of-two-lists-in-a-cycle", test_the_marks_of_two_lists_in_a_cycle);
  fixture_add_test ("/collector-record/the-world-is-stopped-while-heaps-are-visited", "3.13t", test_the_world_is_stopped_while_heaps_are_visited);
  fixture_add_generation_tests ("/collector-record/a-rescue-names-the-rescuer", test_a_rescue_names_the_rescuer);
  fixture_add_test ("/collector-record/finalizers-untracking-and-resurrection-are-marked", "3.13", test_finalizers_untracking_and_resurrection_are_marked);
  fixture_add_test ("/collector-record/gc-refs-can-be-watched", NULL, test_gc_refs_can_be_watched);
  fixture_add_generation_tests ("/collector-record/a-collection-of-a-line-can-be-undone", test_a_collection_of_a_line_can_be_undone);
  return g_test_run ();
}
