/* test-recovery.c - text that is in no file outlives the death of its window */

#include "ouro-recovery.h"

#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static OuroRecovery *
new_recovery (Folder *folder)
{
  g_autoptr (GFile) directory = folder_get_file (folder, "unsaved");

  return ouro_recovery_new (directory);
}

static GPtrArray *
list (Folder *folder)
{
  g_autoptr (GFile) directory = folder_get_file (folder, "unsaved");

  return ouro_recovery_list (directory);
}

/* Another process keeps a text and dies of a signal, without a word. */
static void
crash_with (Folder     *folder,
            const char *text)
{
  g_setenv ("CRASH_FOLDER", folder->path, TRUE);
  g_setenv ("CRASH_TEXT", text, TRUE);
  g_test_trap_subprocess ("/recovery/subprocess/crash", 0, 0);
  g_test_trap_assert_failed ();
}

static void
subprocess_crash (void)
{
  Folder        folder = { .path = (char *)g_getenv ("CRASH_FOLDER") };
  OuroRecovery *recovery;

  if (!g_test_subprocess ())
    {
      g_test_skip ("only for a process of its own");
      return;
    }
  recovery = new_recovery (&folder);
  ouro_recovery_keep (recovery, g_getenv ("CRASH_TEXT"), NULL);
  ouro_recovery_flush (recovery);
  raise (SIGKILL);
}

static void
test_text_is_offered_after_a_crash (Folder       *folder,
                                    gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  OuroRecovered *recovered;

  crash_with (folder, "a = []\r\nprint('\xc3\xa9')\n");
  found = list (folder);
  g_assert_cmpuint (found->len, ==, 1);
  recovered = found->pdata[0];
  g_assert_cmpstr (recovered->text, ==, "a = []\r\nprint('\xc3\xa9')\n");
  g_assert_null (recovered->file);
  g_assert_cmpint (ABS (g_date_time_to_unix (recovered->time) - g_get_real_time () / G_USEC_PER_SEC), <, 60);
}

static void
test_one_window_at_a_time_is_offered_it (Folder       *folder,
                                         gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  crash_with (folder, "a = 1\n");
  first = list (folder);
  second = list (folder);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 0);
  g_clear_pointer (&first, g_ptr_array_unref); /* left for later */
  third = list (folder);
  g_assert_cmpuint (third->len, ==, 1);
}

static void
test_what_was_refused_is_not_offered_again (Folder       *folder,
                                            gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GFile) directory = folder_get_file (folder, "unsaved");
  Folder inner = { .path = (char *)g_file_peek_path (directory) };

  crash_with (folder, "a = 1\n");
  first = list (folder);
  ouro_recovered_discard (first->pdata[0]);
  second = list (folder);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_cmpuint (folder_count (&inner), ==, 0);
}

static void
test_living_windows_are_left_alone (Folder       *folder,
                                    gconstpointer data)
{
  g_autoptr (OuroRecovery) one = new_recovery (folder);
  g_autoptr (OuroRecovery) other = new_recovery (folder);
  g_autoptr (GPtrArray) found = NULL;

  ouro_recovery_keep (one, "one\n", NULL);
  ouro_recovery_keep (other, "other\n", NULL);
  ouro_recovery_flush (one);
  ouro_recovery_flush (other);
  found = list (folder);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_saved_text_leaves_nothing (Folder       *folder,
                                gconstpointer data)
{
  g_autoptr (GFile) directory = folder_get_file (folder, "unsaved");
  Folder inner = { .path = (char *)g_file_peek_path (directory) };
  g_autoptr (OuroRecovery) recovery = new_recovery (folder);

  ouro_recovery_forget (recovery);
  g_assert_cmpuint (folder_count (folder), ==, 0); /* nothing was ever kept */
  ouro_recovery_keep (recovery, "a = 1\n", NULL);
  ouro_recovery_flush (recovery);
  g_assert_cmpuint (folder_count (&inner), ==, 2);
  ouro_recovery_forget (recovery);
  ouro_recovery_flush (recovery);
  g_assert_cmpuint (folder_count (&inner), ==, 0);
}

static void
test_the_latest_text_wins_and_the_file_is_known (Folder       *folder,
                                                 gconstpointer data)
{
  OuroRecovery *recovery = new_recovery (folder);
  g_autoptr (GFile) file = folder_get_file (folder, "a name with\nodd characters.py");
  g_autoptr (GPtrArray) found = NULL;
  OuroRecovered *recovered;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf ("a = %u\n", i);

      ouro_recovery_keep (recovery, text, file);
    }
  g_object_unref (recovery); /* closed without being saved: not lost either */

  found = list (folder);
  g_assert_cmpuint (found->len, ==, 1);
  recovered = found->pdata[0];
  g_assert_cmpstr (recovered->text, ==, "a = 999\n");
  g_assert_true (g_file_equal (recovered->file, file));
}

static void
test_text_is_written_without_being_asked (Folder       *folder,
                                          gconstpointer data)
{
  g_autoptr (OuroRecovery) recovery = new_recovery (folder);
  g_autoptr (GFile) directory = folder_get_file (folder, "unsaved");
  Folder inner = { .path = (char *)g_file_peek_path (directory) };
  gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  ouro_recovery_keep (recovery, "a = 1\n", NULL);
  while ((!g_file_query_exists (directory, NULL) || folder_count (&inner) < 2) && g_get_monotonic_time () < end)
    g_usleep (1000);
  g_assert_cmpuint (folder_count (&inner), ==, 2);
}

static void
test_foreign_files_are_passed_over (Folder       *folder,
                                    gconstpointer data)
{
  g_autoptr (GFile) directory = folder_get_file (folder, "unsaved");
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (g_file_make_directory (directory, NULL, NULL));
  folder_fill (folder, "unsaved/1.journal", "", 0);
  folder_fill (folder, "unsaved/2.journal", "ouroboros-unsaved 1\n", -1);
  folder_fill (folder, "unsaved/3.journal", "ouroboros-unsaved 1\n\n\xff\xfe", -1);
  folder_fill (folder, "unsaved/4.journal", "ouroboros-unsaved 2\n\na = 1\n", -1);
  folder_fill (folder, "unsaved/5.journal", "ouroboros-unsaved 1\nno uri\nb = 1\n", -1);
  folder_fill (folder, "unsaved/6.txt", "ouroboros-unsaved 1\n\na = 1\n", -1);
  found = list (folder);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((OuroRecovered *)found->pdata[0])->text, ==, "b = 1\n");
}

static void
test_a_problem_is_told_and_goes_away (Folder       *folder,
                                      gconstpointer data)
{
  g_autoptr (OuroRecovery) recovery = new_recovery (folder);
  g_autofree char *problem = NULL;
  g_autofree char *solved = NULL;

  folder_fill (folder, "unsaved", "a file where the folder should be", -1);
  ouro_recovery_keep (recovery, "a = 1\n", NULL);
  ouro_recovery_flush (recovery);
  problem = ouro_recovery_dup_problem (recovery);
  g_assert_nonnull (problem);
  g_assert_null (strchr (problem, '\n'));

  {
    g_autoptr (GFile) file = folder_get_file (folder, "unsaved");

    g_assert_true (g_file_delete (file, NULL, NULL));
  }
  ouro_recovery_keep (recovery, "a = 2\n", NULL);
  ouro_recovery_flush (recovery);
  solved = ouro_recovery_dup_problem (recovery);
  g_assert_null (solved);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/recovery/" name, Folder, NULL, folder_set_up, func, folder_tear_down)
  g_test_add_func ("/recovery/subprocess/crash", subprocess_crash);
  ADD ("text-is-offered-after-a-crash", test_text_is_offered_after_a_crash);
  ADD ("one-window-at-a-time-is-offered-it", test_one_window_at_a_time_is_offered_it);
  ADD ("what-was-refused-is-not-offered-again", test_what_was_refused_is_not_offered_again);
  ADD ("living-windows-are-left-alone", test_living_windows_are_left_alone);
  ADD ("saved-text-leaves-nothing", test_saved_text_leaves_nothing);
  ADD ("the-latest-text-wins-and-the-file-is-known", test_the_latest_text_wins_and_the_file_is_known);
  ADD ("text-is-written-without-being-asked", test_text_is_written_without_being_asked);
  ADD ("foreign-files-are-passed-over", test_foreign_files_are_passed_over);
  ADD ("a-problem-is-told-and-goes-away", test_a_problem_is_told_and_goes_away);

  return g_test_run ();
}
