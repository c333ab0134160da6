/* test-journal.c - whatever was done can be undone, and done again */
#include "ouro-journal.h"

#include <string.h>

#include "ouro-atom.h"
#include "ouro-journal-private.h"
#include "random-operations.h"

#define OPERATIONS_IN_A_LINE 10

/* So few entries that there are many blocks. */
#define BLOCK_ENTRIES 2000

static OuroHeap *
new_heap (const char *version)
{
  OuroHeap *heap = ouro_heap_new (ouro_profile_find (version), OURO_HISTORY_KEEP);

  ouro_journal_limit_blocks (heap->journal, BLOCK_ENTRIES);
  return heap;
}

static void
assert_sound (OuroHeap *heap)
{
  g_autofree char *problem = NULL;

  ouro_heap_check (heap, &problem);
  g_assert_cmpstr (problem, ==, NULL);
}

/* A change as far as it means something: what stood in a fresh place does not, nor does emptying it. */
static guint
mix_changes (OuroHeap *heap)
{
  guint mix = 5381;

  for (guint32 i = 0; i < ouro_heap_get_n_changes (heap); i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);

      if (change->fresh && change->segment == OURO_SEGMENT_CELLS && change->after == 0)
        continue;
      mix = mix * 33 + change->segment;
      mix = mix * 33 + change->index;
      mix = mix * 33 + (change->fresh ? 0 : change->before);
      mix = mix * 33 + change->after;
      mix = mix * 33 + change->owner;
    }
  return mix;
}

/* One line's operations, recorded and taken back: before is the hash of the present state. */
static guint
record_line (OuroHeap *heap,
             GRand    *rand,
             guint64   before)
{
  g_autoptr (GRand) again = g_rand_copy (rand);
  guint mix;

  ouro_heap_start_record (heap);
  random_operations_run (heap, again, OPERATIONS_IN_A_LINE);
  mix = mix_changes (heap);
  g_assert_true (ouro_heap_stop_record (heap));
  g_assert_cmpuint (ouro_heap_hash (heap), ==, before);
  return mix;
}

typedef struct
{
  guint64 hash;
  guint   changes; /* 0 when they were not looked at */
  GRand  *rand;
} Line;

static void
line_clear (gpointer data)
{
  g_rand_free (((Line *)data)->rand);
}

/* Runs the lines; every line leaves the hash of the state before it, its changes, and the generator's state. */
static GArray *
run_lines (OuroHeap *heap,
           guint32   seed,
           guint     n_lines)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  for (guint i = 0; i < n_lines; i++)
    {
      Line line = { .hash = ouro_heap_hash (heap), .rand = g_rand_copy (rand) };

      line.changes = record_line (heap, rand, line.hash);
      ouro_heap_begin (heap, i + 1, OURO_TRANSACTION_CLEAN);
      random_operations_run (heap, rand, OPERATIONS_IN_A_LINE);
      ouro_heap_commit (heap);
      g_array_append_val (lines, line);
    }
  return lines;
}

static void
assert_line_again (OuroHeap   *heap,
                   const Line *line,
                   guint32     position)
{
  ouro_heap_seek (heap, position);
  g_assert_cmpuint (ouro_heap_hash (heap), ==, line->hash);
  g_assert_true (record_line (heap, line->rand, line->hash) == line->changes || line->changes == 0);
}

static void
test_any_moment_comes_back (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (OuroHeap) heap = new_heap (seed % 2 ? "3.11" : "3.15");
  g_autoptr (GRand) rand = g_rand_new_with_seed (~seed);
  g_autoptr (GArray) lines = NULL;
  guint64 end;

  g_test_summary ("100,000 operations; every moment has the same hash when it is visited again, and every line the same micro-events");

  lines = run_lines (heap, seed, 100000 / OPERATIONS_IN_A_LINE);
  end = ouro_heap_hash (heap);
  assert_sound (heap);

  ouro_heap_seek (heap, 0);
  g_assert_cmpuint (ouro_heap_hash (heap), ==, g_array_index (lines, Line, 0).hash);
  assert_sound (heap);
  ouro_heap_seek (heap, lines->len);
  g_assert_cmpuint (ouro_heap_hash (heap), ==, end);
  assert_sound (heap);

  for (guint i = 0; i < 300; i++)
    {
      guint32 position = g_rand_int_range (rand, 0, lines->len);

      assert_line_again (heap, &g_array_index (lines, Line, position), position);
      if (i % 50 == 0)
        assert_sound (heap);
    }
}

static void
test_history_can_branch (void)
{
  g_autoptr (OuroHeap) heap = new_heap ("3.15");
  g_autoptr (GArray) first = run_lines (heap, 1, 500);
  g_autoptr (GArray) second = NULL;
  guint64 at_200 = g_array_index (first, Line, 200).hash;

  g_test_summary ("From the middle another future is run, again and again, and the past stays what it was");

  for (guint branch = 0; branch < 5; branch++)
    {
      ouro_heap_seek (heap, 200);
      ouro_heap_truncate (heap);
      g_clear_pointer (&second, g_array_unref);
      second = run_lines (heap, 100 + branch, 300);
      assert_sound (heap);
      g_assert_cmpuint (ouro_heap_get_n_transactions (heap), ==, 500);
      for (guint32 i = 499; i > 200; i -= 23)
        assert_line_again (heap, &g_array_index (second, Line, i - 200), i);
      for (gint32 i = 200; i >= 0; i -= 17)
        assert_line_again (heap, &g_array_index (first, Line, i), i);
    }
  ouro_heap_seek (heap, 200);
  g_assert_cmpuint (ouro_heap_hash (heap), ==, at_200);
}

/* Several lines in one group ------------------------------------------------------------------ */

static void
run_lines_anew_cb (OuroHeap *heap,
                   guint32   n_lines,
                   gpointer  lines)
{
  guint32 position = ouro_heap_get_position (heap);

  for (guint32 i = 0; i < n_lines; i++)
    {
      g_autoptr (GRand) rand = g_rand_copy (g_array_index ((GArray *)lines, Line, position + i).rand);

      random_operations_run (heap, rand, OPERATIONS_IN_A_LINE);
      ouro_heap_note_line (heap);
    }
}

/* Adds lines, in groups as large as they may be. */
static void
run_groups (OuroHeap *heap,
            GArray   *lines,
            guint32   seed,
            guint     n_lines)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n_lines; i++)
    {
      Line line = { .hash = ouro_heap_hash (heap), .rand = g_rand_copy (rand) };

      if (!ouro_heap_go_on (heap, i + 1, OURO_TRANSACTION_CLEAN))
        ouro_heap_begin (heap, i + 1, OURO_TRANSACTION_CLEAN);
      random_operations_run (heap, rand, OPERATIONS_IN_A_LINE);
      g_array_append_val (lines, line);
    }
  ouro_heap_commit (heap);
}

static void
test_a_line_inside_a_group_comes_back (void)
{
  g_autoptr (OuroHeap) heap = new_heap ("3.15");
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  OuroHooks hooks = { .run_anew = run_lines_anew_cb, .data = lines };

  g_test_summary ("History kept in groups of lines is the same at each line, also where it has been cut inside a group and another future run");

  g_array_set_clear_func (lines, line_clear);
  ouro_heap_set_hooks (heap, &hooks);
  for (guint branch = 0; branch < 20; branch++)
    {
      run_groups (heap, lines, branch, 1000);
      g_assert_cmpuint (heap->journal->n_groups, <, 1 + lines->len / 4);
      for (guint i = 0; i < 100; i++)
        {
          guint32 position = g_rand_int_range (rand, 0, lines->len);

          assert_line_again (heap, &g_array_index (lines, Line, position), position);
        }
      assert_sound (heap);
      ouro_heap_truncate (heap);
      g_array_set_size (lines, ouro_heap_get_position (heap));
    }
}

/* What a line touched is the same whether it has a group of its own or not. */
static void
note_touched_cb (OuroId   object,
                 gpointer touched)
{
  g_hash_table_add (touched, GUINT_TO_POINTER (object));
}

static GHashTable *
list_touched (OuroHeap *heap,
              guint32   line)
{
  GHashTable *touched = g_hash_table_new (NULL, NULL);

  ouro_heap_foreach_touched (heap, line, note_touched_cb, touched);
  return touched;
}

static void
test_what_a_line_touched_does_not_depend_on_its_group (void)
{
  g_autoptr (OuroHeap) single = new_heap ("3.15");
  g_autoptr (OuroHeap) grouped = new_heap ("3.15");
  g_autoptr (GArray) single_lines = run_lines (single, 7, 600);
  g_autoptr (GArray) grouped_lines = g_array_new (FALSE, FALSE, sizeof (Line));
  OuroHooks hooks = { .run_anew = run_lines_anew_cb, .data = grouped_lines };

  g_array_set_clear_func (grouped_lines, line_clear);
  ouro_heap_set_hooks (grouped, &hooks);
  run_groups (grouped, grouped_lines, 7, 600);
  for (guint32 line = 600; line-- > 0;)
    {
      g_autoptr (GHashTable) expected = list_touched (single, line);
      g_autoptr (GHashTable) found = list_touched (grouped, line);
      GHashTableIter iter;
      gpointer       object;

      ouro_heap_seek (single, line);
      g_hash_table_iter_init (&iter, expected);
      while (g_hash_table_iter_next (&iter, &object, NULL))
        g_assert_true (g_hash_table_remove (found, object) || !ouro_heap_is_alive (single, GPOINTER_TO_UINT (object)));
      g_assert_cmpuint (g_hash_table_size (found), ==, 0);
    }
}

static void
test_a_line_can_be_stepped_change_by_change (void)
{
  g_autoptr (OuroHeap) heap = new_heap ("3.15");
  g_autoptr (GArray) lines = run_lines (heap, 7, 200);
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  const Line *line = &g_array_index (lines, Line, 150);
  guint32     n;

  ouro_heap_seek (heap, 150);
  ouro_heap_start_record (heap);
  random_operations_run (heap, line->rand, OPERATIONS_IN_A_LINE);
  n = ouro_heap_get_n_changes (heap);
  g_assert_cmpuint (n, >, 20);
  for (guint32 i = n + 1; i-- > 0;)
    {
      guint64 hash;

      ouro_heap_seek_change (heap, i);
      hash = ouro_heap_hash (heap);
      g_array_append_val (hashes, hash);
    }
  g_assert_cmpuint (g_array_index (hashes, guint64, n), ==, line->hash);
  for (guint32 i = 0; i <= n; i++)
    {
      ouro_heap_seek_change (heap, i);
      g_assert_cmpuint (ouro_heap_hash (heap), ==, g_array_index (hashes, guint64, n - i));
    }
  g_assert_true (ouro_heap_stop_record (heap));
  ouro_heap_seek (heap, 200);
  assert_sound (heap);
}

static void
test_without_history_memory_is_used_again (void)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (ouro_profile_find ("3.15"), OURO_HISTORY_NONE);
  guint32 top = 0;

  for (guint round = 0; round < 1000; round++)
    {
      OuroId list = ouro_heap_allocate (heap, OURO_KIND_LIST, OURO_FLAG_GC, OURO_TYPE_LIST, OURO_FREELIST_LIST, 56, 0, 0, 0);

      ouro_heap_track (heap, list);
      for (guint i = 0; i < 100; i++)
        {
          ouro_heap_set_n_cells (heap, list, i + 1);
          ouro_heap_set_cell (heap, list, i, ouro_int_new (heap, 1000000 * round + i));
        }
      ouro_heap_decref (heap, list);
      if (round == 0)
        top = heap->words[OURO_WORD_CELLS_TOP];
    }
  g_assert_cmpuint (heap->words[OURO_WORD_CELLS_TOP], ==, top);
  assert_sound (heap);
}

static void
test_history_changes_nothing (void)
{
  g_autoptr (OuroHeap) with = new_heap ("3.15");
  g_autoptr (OuroHeap) without = ouro_heap_new (ouro_profile_find ("3.15"), OURO_HISTORY_NONE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GRand) same = g_rand_new_with_seed (11);

  for (guint i = 0; i < 2000; i++)
    {
      ouro_heap_begin (with, i, 0);
      random_operations_run (with, rand, 10);
      random_operations_run (without, same, 10);
    }
  ouro_heap_commit (with);
  g_assert_cmpuint (ouro_heap_hash (with), ==, ouro_heap_hash (without));
}

static void
test_everything_dies_in_the_end (void)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (ouro_profile_find ("3.15"), OURO_HISTORY_NONE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint32 n_at_start = ouro_heap_get_n_alive (heap);
  guint32 n_cyclic = 0;

  random_operations_run (heap, rand, 20000);
  random_operations_clear (heap);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && ouro_heap_is_tracked (heap, object))
      n_cyclic++;
  assert_sound (heap);
  /* What is left are cycles and what they hold. */
  g_assert_cmpuint (n_cyclic, >, 0);
  g_assert_cmpuint (ouro_heap_get_n_alive (heap), >=, n_at_start + n_cyclic);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/journal/any-moment-comes-back/seed-%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_any_moment_comes_back);
    }
  g_test_add_func ("/journal/history-can-branch", test_history_can_branch);
  g_test_add_func ("/journal/a-line-inside-a-group-comes-back", test_a_line_inside_a_group_comes_back);
  g_test_add_func ("/journal/what-a-line-touched-does-not-depend-on-its-group", test_what_a_line_touched_does_not_depend_on_its_group);
  g_test_add_func ("/journal/a-line-can-be-stepped-change-by-change", test_a_line_can_be_stepped_change_by_change);
  g_test_add_func ("/journal/without-history-memory-is-used-again", test_without_history_memory_is_used_again);
  g_test_add_func ("/journal/history-changes-nothing", test_history_changes_nothing);
  g_test_add_func ("/journal/everything-dies-in-the-end", test_everything_dies_in_the_end);
  return g_test_run ();
}
