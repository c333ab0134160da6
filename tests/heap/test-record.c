/* test-record.c - the record: each write of a line, one by one, and not a trace of it afterwards */
#include "ouro-journal.h"

#include <string.h>

#include "build.h"
#include "fixture.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-hash.h"
#include "ouro-instance.h"
#include "ouro-journal-private.h"
#include "ouro-mark.h"
#include "random-operations.h"

/* The changes as text, a line each: what was changed, by name where it has one, and from what to what. */
static char *
dup_changes (OuroHeap *heap)
{
  static const char *const words[] = { "count", NULL, "head", "class", "cells", "n", "aux", "birth" };
  GString                 *text = g_string_new (NULL);

  for (guint32 i = 0; i < ouro_heap_get_n_changes (heap); i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);

      if (change->fresh && change->segment == OURO_SEGMENT_ROWS)
        continue; /* of a new object: the mark says so */
      if (change->segment == OURO_SEGMENT_ROWS)
        g_string_append_printf (text, "%s %u-%u\n", words[change->index % 8], change->before, change->after);
      else if (change->segment == OURO_SEGMENT_CELLS && change->before != change->after)
        g_string_append_printf (text, "cell %s\n", change->after != 0 ? "filled" : "emptied");
      else if (change->segment == OURO_SEGMENT_STACK)
        g_string_append_printf (text, "stack %s\n", change->after != 0 ? "filled" : "emptied");
      else if (change->segment == OURO_SEGMENT_MARK && change->index == OURO_MARK_BORN)
        g_string_append (text, "born\n");
      else if (change->segment == OURO_SEGMENT_MARK && change->index == OURO_MARK_FREED)
        g_string_append (text, "freed\n");
    }
  return g_string_free (text, FALSE);
}

static void
test_a_reference_taken_is_one_change (Fixture      *fixture,
                                      gconstpointer version)
{
  OuroHeap         *heap = fixture->heap;
  OuroId            list = fixture_keep (fixture, build_list (heap));
  const OuroChange *change;

  fixture_start_record (fixture);
  ouro_heap_incref (heap, list);
  g_assert_cmpuint (ouro_heap_get_n_changes (heap), ==, 1);
  change = ouro_heap_get_change (heap, 0);
  g_assert_cmpuint (change->segment, ==, OURO_SEGMENT_ROWS);
  g_assert_cmpuint (change->index, ==, list * 8 + OURO_ROW_REFCOUNT);
  g_assert_cmpuint (change->before, ==, 1);
  g_assert_cmpuint (change->after, ==, 2);
  g_assert_cmpuint (change->owner, ==, list);
  g_assert_false (change->fresh);
  ouro_heap_incref (heap, OURO_ID_NONE); /* immortal: nothing */
  g_assert_cmpuint (ouro_heap_get_n_changes (heap), ==, 1);
  fixture_stop_record (fixture);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 1);
}

static void
test_a_count_that_goes_up_and_down_is_two_changes (Fixture      *fixture,
                                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));

  fixture_start_record (fixture);
  ouro_heap_incref (heap, list);
  ouro_heap_decref (heap, list);
  g_assert_cmpuint (ouro_heap_get_n_changes (heap), ==, 2);
  fixture_stop_record (fixture);
}

static void
test_births_and_deaths_are_marked (Fixture      *fixture,
                                   gconstpointer version)
{
  OuroHeap         *heap = fixture->heap;
  const OuroChange *born = NULL, *freed = NULL;
  OuroId            list;
  guint32           birth;

  fixture_start_record (fixture);
  list = build_list (heap); /* [] */
  birth = ouro_heap_get_birth (heap, list);
  ouro_heap_decref (heap, list);
  for (guint32 i = 0; i < ouro_heap_get_n_changes (heap); i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);

      if (change->segment != OURO_SEGMENT_MARK)
        continue;
      g_assert_null (change->index == OURO_MARK_BORN ? born : freed);
      *(change->index == OURO_MARK_BORN ? &born : &freed) = change;
    }
  g_assert_true (born < freed);
  g_assert_cmpuint (born->owner, ==, list);
  g_assert_cmpuint (born->before, ==, birth);
  g_assert_cmpuint (freed->owner, ==, list);
  g_assert_cmpuint (freed->before, ==, birth);
  fixture_stop_record (fixture);
  g_assert_false (ouro_heap_is_alive (heap, list));
}

static void
test_an_object_is_seen_to_let_go (Fixture      *fixture,
                                  gconstpointer version)
{
  OuroHeap        *heap = fixture->heap;
  OuroId           inner = build_list (heap);
  OuroId           outer = fixture_keep (fixture, build_list (heap));
  g_autofree char *changes = NULL;

  g_test_summary ("del outer, of [inner]: the name goes, outer's count, outer's item, inner's count; inner is freed first");

  build_append_new (heap, outer, inner);
  fixture_start_record (fixture);
  fixture_del (fixture, outer);
  changes = dup_changes (heap);
  g_assert_true (g_str_has_prefix (changes, "stack emptied\ncount 1-0\ncell emptied\ncount 1-0\nfreed\n"));
  g_assert_nonnull (strstr (strstr (changes, "freed\n") + 1, "freed\n"));
  fixture_stop_record (fixture);
  g_assert_true (ouro_heap_is_alive (heap, inner));
}

static void
test_a_line_can_be_walked_through (Fixture      *fixture,
                                   gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    first = fixture_keep (fixture, build_list (heap));
  OuroId    second = fixture_keep (fixture, build_list (heap));

  g_test_summary ("Both counts and the items at every step, forward, backward, and in leaps");

  fixture_start_record (fixture);
  build_append (heap, first, second); /* first.append (second) */
  ouro_heap_incref (heap, first);     /* second.append (first) */
  build_append_new (heap, second, first);
  g_assert_cmpuint (ouro_heap_get_change_position (heap), ==, ouro_heap_get_n_changes (heap));
  for (guint32 i = ouro_heap_get_n_changes (heap) + 1; i-- > 0;)
    {
      ouro_heap_seek_change (heap, i);
      g_assert_cmpuint (ouro_heap_get_change_position (heap), ==, i);
      g_assert_cmpuint (ouro_heap_get_refcount (heap, second), ==, i == 0 ? 1 : 2);
      g_assert_cmpuint (ouro_heap_get_n_cells (heap, first), <=, 1);
    }
  ouro_heap_seek_change (heap, ouro_heap_get_n_changes (heap));
  g_assert_cmpuint (ouro_heap_get_cell (heap, first, 0), ==, second);
  g_assert_cmpuint (ouro_heap_get_cell (heap, second, 0), ==, first);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, first), ==, 2);
  ouro_heap_seek_change (heap, 1);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, first), ==, 1);
  fixture_stop_record (fixture);
  g_assert_cmpuint (ouro_heap_get_n_cells (heap, first), ==, 0);
}

static void
test_the_lists_follow_every_step (Fixture      *fixture,
                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    names[4] = { fixture_keep (fixture, build_list (heap)), fixture_keep (fixture, build_list (heap)), OURO_NO_ID, OURO_NO_ID };
  g_autoptr (GString) seen = g_string_new (NULL);

  fixture_start_record (fixture);
  names[2] = build_list (heap);
  ouro_heap_untrack (heap, names[0]);
  ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_YOUNG);
  for (guint32 i = 0; i <= ouro_heap_get_n_changes (heap); i++)
    {
      g_autofree char *young = NULL;
      g_autofree char *old = NULL;
      g_autofree char *both = NULL;

      ouro_heap_seek_change (heap, i);
      young = fixture_dup_list (fixture, OURO_LIST_YOUNG, names);
      old = fixture_dup_list (fixture, OURO_LIST_OLD, names);
      both = g_strdup_printf (" %s|%s", young, old);
      if (!g_str_has_suffix (seen->str, both))
        g_string_append (seen, both);
    }
  g_assert_cmpstr (seen->str, ==, " ab| abc| bc| bc|b bc|bc |bc");
  for (guint k = 0; k < 3; k++)
    g_assert_cmpint (ouro_heap_get_list (heap, names[k]), ==, k == 0 ? OURO_LIST_NONE : OURO_LIST_OLD);
  fixture_stop_record (fixture);
  g_assert_cmpint (ouro_heap_get_list (heap, names[0]), ==, OURO_LIST_YOUNG);
  g_assert_cmpint (ouro_heap_get_list (heap, names[1]), ==, OURO_LIST_YOUNG);
}

/* What is left behind ----------------------------------------------------------------------------- */

static void
test_another_future_can_be_tried (Fixture      *fixture,
                                  gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 hash;

  g_test_summary ("In the past something is recorded that never happened: what did happen can be done again all the same");

  for (guint i = 0; i < 100; i++)
    {
      ouro_heap_begin (heap, i, 0);
      random_operations_run (heap, rand, 20);
      ouro_heap_commit (heap);
      hash = ouro_heap_hash (heap);
      g_array_append_val (hashes, hash);
    }
  for (gint32 position = 99; position > 0; position -= 7)
    {
      ouro_heap_seek (heap, position);
      ouro_heap_start_record (heap);
      random_operations_run (heap, rand, 100);
      g_assert_true (ouro_heap_stop_record (heap));
      for (gint32 i = position; i < 100; i++)
        {
          ouro_heap_seek (heap, i + 2); /* one for set-up, and one past the transaction itself */
          g_assert_cmpuint (ouro_heap_hash (heap), ==, g_array_index (hashes, guint64, i));
        }
    }
}

static void
test_a_hash_cached_meanwhile_is_forgotten (Fixture      *fixture,
                                           gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    eggs, spam;

  ouro_heap_begin (heap, 2, 0);
  eggs = fixture_keep (fixture, build_name (heap, "eggs"));
  ouro_heap_commit (heap);
  ouro_heap_seek (heap, 1);
  ouro_heap_start_record (heap);
  spam = build_name (heap, "spam"); /* where "eggs" will stand again */
  g_assert_cmpint (ouro_hash_text (heap, spam), ==, -7643603308804133256);
  g_assert_true (ouro_heap_stop_record (heap));
  ouro_heap_seek (heap, 2);
  ouro_heap_begin (heap, 3, 0);
  spam = fixture_keep (fixture, build_name (heap, "spam"));
  g_assert_cmpint (ouro_hash_text (heap, eggs), !=, ouro_hash_text (heap, spam));
}

/* The heap's arrays as far as the journal may need them: everything up to the furthest place of the history. */
static GBytes *
dup_memory (OuroHeap *heap,
            guint32   n_rows,
            guint32   n_cells)
{
  GByteArray *bytes = g_byte_array_new ();

  for (guint32 i = 0; i < n_rows; i++)
    {
      OuroRow row = heap->rows[i];

      row.stamp = 0; /* no state */
      g_byte_array_append (bytes, (const guint8 *)&row, sizeof row);
    }
  g_byte_array_append (bytes, (const guint8 *)heap->cells, n_cells * sizeof (guint32));
  g_byte_array_append (bytes, (const guint8 *)heap->stack, 1000 * sizeof (guint32));
  g_byte_array_append (bytes, (const guint8 *)heap->places, n_rows * sizeof (guint32));
  g_byte_array_append (bytes, (const guint8 *)heap->words, sizeof heap->words);
  for (guint i = 0; i < OURO_N_LISTS; i++)
    g_byte_array_append (bytes, (const guint8 *)heap->lists[i], 20000 * sizeof (OuroId));
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_memory_is_left_as_it_was_found (Fixture      *fixture,
                                     gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  guint32 n_rows, n_cells;

  g_test_summary ("Every word of it: also of places that hold nothing now, but will again");

  for (guint i = 0; i < 60; i++)
    {
      ouro_heap_begin (heap, i, 0);
      random_operations_run (heap, rand, 30);
    }
  ouro_heap_commit (heap);
  n_rows = ouro_heap_get_end (heap);
  n_cells = ouro_heap_get_word (heap, OURO_WORD_CELLS_TOP);
  for (gint32 position = 60; position > 0; position -= 6)
    {
      g_autoptr (GBytes) before = NULL;
      g_autoptr (GBytes) after = NULL;

      ouro_heap_seek (heap, position);
      before = dup_memory (heap, n_rows, n_cells);
      ouro_heap_start_record (heap);
      random_operations_run (heap, rand, 200);
      g_assert_true (ouro_heap_stop_record (heap));
      after = dup_memory (heap, n_rows, n_cells);
      g_assert_true (g_bytes_equal (before, after));
    }
  ouro_heap_seek (heap, 61);
}

/* Limits ------------------------------------------------------------------------------------------ */

static void
test_a_full_record_says_so (void)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (ouro_profile_get_default (), OURO_HISTORY_KEEP);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  g_test_summary ("What is lost cannot be taken back: the caller learns of it, and nothing crashes");

  ouro_journal_limit_record (heap->journal, 1000);
  ouro_heap_begin (heap, 1, 0);
  random_operations_run (heap, rand, 2000);
  ouro_heap_commit (heap);
  ouro_heap_start_record (heap);
  while (ouro_heap_get_n_changes (heap) < 900)
    {
      random_operations_run (heap, rand, 1);
      g_assert_false (ouro_heap_is_record_full (heap));
    }
  random_operations_run (heap, rand, 2000);
  g_assert_true (ouro_heap_is_record_full (heap));
  g_assert_cmpuint (ouro_heap_get_n_changes (heap), ==, 1000);
  g_assert_false (ouro_heap_stop_record (heap));
  g_assert_false (ouro_heap_is_recording (heap));
}

static void
test_a_record_that_just_fits_is_not_full (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list = fixture_keep (fixture, build_list (heap));

  ouro_journal_limit_record (heap->journal, 10);
  fixture_start_record (fixture);
  for (guint i = 0; i < 10; i++)
    ouro_heap_incref (heap, list);
  g_assert_false (ouro_heap_is_record_full (heap));
  fixture_stop_record (fixture);
  ouro_heap_commit (heap);
  ouro_heap_start_record (heap); /* the next begins with none */
  g_assert_cmpuint (ouro_heap_get_n_changes (heap), ==, 0);
  fixture_stop_record (fixture);
}

static void
test_marks_are_made_while_recording_only (Fixture      *fixture,
                                          gconstpointer version)
{
  OuroHeap *heap = fixture->heap;

  ouro_heap_mark (heap, OURO_MARK_LINE, OURO_NO_ID, 7, 1);
  fixture_start_record (fixture);
  g_assert_true (ouro_heap_is_recording (heap));
  ouro_heap_mark (heap, OURO_MARK_LINE, OURO_ID_NONE, 7, 1);
  g_assert_cmpuint (ouro_heap_get_n_changes (heap), ==, 1);
  g_assert_cmpuint (ouro_heap_get_change (heap, 0)->segment, ==, OURO_SEGMENT_MARK);
  g_assert_cmpuint (ouro_heap_get_change (heap, 0)->index, ==, OURO_MARK_LINE);
  g_assert_cmpuint (ouro_heap_get_change (heap, 0)->owner, ==, OURO_ID_NONE);
  g_assert_cmpuint (ouro_heap_get_change (heap, 0)->before, ==, 7);
  g_assert_cmpuint (ouro_heap_get_change (heap, 0)->after, ==, 1);
  fixture_stop_record (fixture);
}

static void
test_nothing_is_recorded_in_between (Fixture      *fixture,
                                     gconstpointer version)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (guint i = 0; i < 50; i++)
    {
      ouro_heap_begin (fixture->heap, i, 0);
      random_operations_run (fixture->heap, rand, 50);
    }
  g_assert_cmpuint (ouro_heap_get_n_changes (fixture->heap), ==, 0);
}

/* Stamps have 24 bits. When they begin anew, rows that exist only in what was undone must not be taken for saved. */
static void
test_stamps_that_come_round_again_save_nothing_twice (Fixture      *fixture,
                                                      gconstpointer version)
{
  OuroHeap *heap = fixture->heap;
  OuroId    list;

  ouro_heap_begin (heap, 2, 0); /* its stamp is 2 */
  list = fixture_keep (fixture, build_list (heap));
  ouro_heap_commit (heap);
  ouro_heap_seek (heap, 1);
  for (guint32 i = 0; i < (1u << 24) - 3; i++) /* to the stamp 1 of the next round */
    {
      ouro_heap_start_record (heap);
      g_assert_true (ouro_heap_stop_record (heap));
    }
  ouro_heap_seek (heap, 2);
  ouro_heap_begin (heap, 3, 0); /* its stamp is 2 */
  ouro_heap_incref (heap, list);
  ouro_heap_commit (heap);
  ouro_heap_seek (heap, 2);
  g_assert_cmpuint (ouro_heap_get_refcount (heap, list), ==, 1);
  ouro_heap_truncate (heap);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add_test ("/record/a-reference-taken-is-one-change", NULL, test_a_reference_taken_is_one_change);
  fixture_add_test ("/record/a-count-that-goes-up-and-down-is-two-changes", NULL, test_a_count_that_goes_up_and_down_is_two_changes);
  fixture_add_test ("/record/births-and-deaths-are-marked", NULL, test_births_and_deaths_are_marked);
  fixture_add_test ("/record/an-object-is-seen-to-let-go", NULL, test_an_object_is_seen_to_let_go);
  fixture_add_test ("/record/a-line-can-be-walked-through", NULL, test_a_line_can_be_walked_through);
  fixture_add_test ("/record/the-lists-follow-every-step", NULL, test_the_lists_follow_every_step);
  fixture_add_test ("/record/another-future-can-be-tried", NULL, test_another_future_can_be_tried);
  fixture_add_test ("/record/a-hash-cached-meanwhile-is-forgotten", NULL, test_a_hash_cached_meanwhile_is_forgotten);
  fixture_add_test ("/record/memory-is-left-as-it-was-found", NULL, test_memory_is_left_as_it_was_found);
  g_test_add_func ("/record/a-full-record-says-so", test_a_full_record_says_so);
  fixture_add_test ("/record/a-record-that-just-fits-is-not-full", NULL, test_a_record_that_just_fits_is_not_full);
  fixture_add_test ("/record/marks-are-made-while-recording-only", NULL, test_marks_are_made_while_recording_only);
  fixture_add_test ("/record/nothing-is-recorded-in-between", NULL, test_nothing_is_recorded_in_between);
  fixture_add_test ("/record/stamps-that-come-round-again-save-nothing-twice", NULL, test_stamps_that_come_round_again_save_nothing_twice);
  return g_test_run ();
}
