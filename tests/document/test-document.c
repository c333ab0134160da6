/* test-document.c - files are read with one clear message, and written whole or not at all */

#include "ouro-document.h"

#include "folder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Reading -------------------------------------------------------------------------------- */

/* Loads in vain and says why. */
static GError *
load_in_vain (GFile *file)
{
  GError          *error = NULL;
  g_autofree char *text = ouro_document_load (file, &error);
  g_autofree char *name = g_file_get_parse_name (file);

  g_assert_null (text);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_null (strchr (error->message, '\n'));

  return error;
}

static void
test_text_comes_as_it_is (Folder       *folder,
                          gconstpointer data)
{
  static const char *const texts[] = { "", "a = 1", "\xef\xbb\xbf# bom\r\nprint('\xc3\xa9')\r\n", "a\rb\n\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GFile) file = folder_get_file (folder, "text.py");
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      folder_fill (folder, "text.py", texts[i], -1);
      text = ouro_document_load (file, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_what_is_no_text_is_named_by_line_and_byte (Folder       *folder,
                                                gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gssize      length;
    const char *place;
  } cases[] = {
    { "a = 1\nb = '\xe9'\n", -1, "line 2, byte 0xe9" },
    { "a\0b", 3, "line 1, byte 0x00" },
    { "\n\n\xf0\x9f\x92", 5, "line 3, byte 0xf0" },
    { "\xff\xfe"
      "a\0",
      4, "line 1, byte 0xff" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = folder_get_file (folder, "latin.py");
      g_autoptr (GError) error = NULL;

      folder_fill (folder, "latin.py", cases[i].bytes, cases[i].length);
      error = load_in_vain (file);
      g_assert_error (error, OURO_DOCUMENT_ERROR, OURO_DOCUMENT_ERROR_NOT_TEXT);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

static void
test_missing_files_folders_and_circles_have_a_message (Folder       *folder,
                                                       gconstpointer data)
{
  g_autoptr (GFile) missing = folder_get_file (folder, "missing.py");
  g_autoptr (GFile) circle = folder_get_file (folder, "circle.py");
  g_autoptr (GFile) itself = g_file_new_for_path (folder->path);
  g_autoptr (GError) no_file = load_in_vain (missing);
  g_autoptr (GError) no_folder = load_in_vain (itself);
  g_autoptr (GError) no_end = NULL;

  g_assert_error (no_file, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_error (no_folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpint (symlink ("circle.py", g_file_peek_path (circle)), ==, 0);
  no_end = load_in_vain (circle);
  g_assert_error (no_end, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
}

static void
test_a_locked_file_has_a_message (Folder       *folder,
                                  gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "locked.py");
  g_autoptr (GError) error = NULL;

  folder_fill (folder, "locked.py", "a = 1\n", -1);
  g_chmod (g_file_peek_path (file), 0);
  folder_drop_privileges (folder);
  error = load_in_vain (file);
  folder_restore_privileges (folder);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static void
test_endless_files_are_refused_at_the_limit (Folder       *folder,
                                             gconstpointer data)
{
  g_autoptr (GFile) zero = g_file_new_for_path ("/dev/zero");
  g_autoptr (GFile) large = folder_get_file (folder, "large.py");
  g_autofree char *text = g_malloc (OURO_DOCUMENT_MAX_BYTES + 1);
  g_autofree char *loaded = NULL;
  g_autoptr (GError) endless = load_in_vain (zero);
  g_autoptr (GError) too_large = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_error (endless, OURO_DOCUMENT_ERROR, OURO_DOCUMENT_ERROR_TOO_LARGE);

  memset (text, 'a', OURO_DOCUMENT_MAX_BYTES + 1);
  folder_fill (folder, "large.py", text, OURO_DOCUMENT_MAX_BYTES + 1);
  too_large = load_in_vain (large);
  g_assert_error (too_large, OURO_DOCUMENT_ERROR, OURO_DOCUMENT_ERROR_TOO_LARGE);

  folder_fill (folder, "large.py", text, OURO_DOCUMENT_MAX_BYTES);
  loaded = ouro_document_load (large, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (loaded), ==, OURO_DOCUMENT_MAX_BYTES);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_loading_can_be_given_up (Folder       *folder,
                              gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "pipe");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int              writer;

  g_assert_cmpint (mkfifo (g_file_peek_path (file), 0600), ==, 0);
  ouro_document_load_async (file, cancellable, finished_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  text = ouro_document_load_finish (result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  writer = g_open (g_file_peek_path (file), O_RDWR, 0); /* lets the thread go, if it has begun */
  close (writer);
}

static void
test_a_pipe_is_read_to_its_end (Folder       *folder,
                                gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "pipe");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int              writer;

  g_assert_cmpint (mkfifo (g_file_peek_path (file), 0600), ==, 0);
  ouro_document_load_async (file, NULL, finished_cb, &result);
  writer = g_open (g_file_peek_path (file), O_WRONLY, 0);
  g_assert_cmpint (write (writer, "a = 1\n", 6), ==, 6);
  close (writer);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  text = ouro_document_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "a = 1\n");
}

/* --- Writing -------------------------------------------------------------------------------- */

static gboolean
save (GFile      *file,
      const char *text,
      GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *copy = g_strdup (text);

  ouro_document_save_async (file, copy, NULL, finished_cb, &result);
  memset (copy, 'x', strlen (copy));
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return ouro_document_save_finish (result, error);
}

static GError *
save_in_vain (GFile *file)
{
  GError          *error = NULL;
  g_autofree char *name = g_file_get_parse_name (file);

  g_assert_false (save (file, "new\n", &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_null (strchr (error->message, '\n'));

  return error;
}

static guint
get_mode (GFile *file)
{
  GStatBuf there;

  g_assert_cmpint (g_stat (g_file_peek_path (file), &there), ==, 0);

  return there.st_mode & 07777;
}

static void
test_saved_text_replaces_what_was_there (Folder       *folder,
                                         gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "new.py");
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  save (file, "a = 1\nb = 2\n", &error);
  g_assert_no_error (error);
  first = folder_read (folder, "new.py");
  g_assert_cmpstr (first, ==, "a = 1\nb = 2\n");

  save (file, "", &error);
  g_assert_no_error (error);
  second = folder_read (folder, "new.py");
  g_assert_cmpstr (second, ==, "");
  g_assert_cmpuint (folder_count (folder), ==, 1);
}

static void
test_permissions_are_kept (Folder       *folder,
                           gconstpointer data)
{
  static const guint modes[] = { 0600, 0664, 0755, 0640 };
  g_autoptr (GFile) file = folder_get_file (folder, "script.py");
  mode_t before = umask (0077);

  folder_fill (folder, "script.py", "old\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_chmod (g_file_peek_path (file), modes[i]);
      save (file, "new\n", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (get_mode (file), ==, modes[i]);
    }
  umask (before);
}

static void
test_links_are_followed (Folder       *folder,
                         gconstpointer data)
{
  g_autoptr (GFile) link = folder_get_file (folder, "link.py");
  g_autoptr (GFile) second = folder_get_file (folder, "second.py");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (symlink ("second.py", g_file_peek_path (link)), ==, 0);
  g_assert_cmpint (symlink ("not-yet-there.py", g_file_peek_path (second)), ==, 0);
  save (link, "new\n", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (g_file_peek_path (link), G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (g_file_peek_path (second), G_FILE_TEST_IS_SYMLINK));
  text = folder_read (folder, "not-yet-there.py");
  g_assert_cmpstr (text, ==, "new\n");
}

static void
test_folders_circles_and_missing_folders_have_a_message (Folder       *folder,
                                                         gconstpointer data)
{
  g_autoptr (GFile) itself = g_file_new_for_path (folder->path);
  g_autoptr (GFile) nowhere = folder_get_file (folder, "nowhere/new.py");
  g_autoptr (GFile) below = folder_get_file (folder, "plain.py/new.py");
  g_autoptr (GFile) circle = folder_get_file (folder, "circle.py");
  g_autoptr (GError) is_folder = save_in_vain (itself);
  g_autoptr (GError) no_folder = save_in_vain (nowhere);
  g_autoptr (GError) no_end = NULL;
  g_autoptr (GError) plain = NULL;

  g_assert_error (is_folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_error (no_folder, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_assert_cmpint (symlink ("circle.py", g_file_peek_path (circle)), ==, 0);
  no_end = save_in_vain (circle);
  g_assert_error (no_end, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);

  folder_fill (folder, "plain.py", "", 0);
  plain = save_in_vain (below);
  g_assert_error (plain, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

static void
test_what_is_locked_stays_as_it_was (Folder       *folder,
                                     gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "locked.py");
  g_autoptr (GError) locked_file = NULL;
  g_autoptr (GError) locked_folder = NULL;
  g_autofree char *text = NULL;

  folder_drop_privileges (folder);
  folder_fill (folder, "locked.py", "old\n", -1);
  g_chmod (g_file_peek_path (file), 0444);
  locked_file = save_in_vain (file);
  g_chmod (g_file_peek_path (file), 0644);
  g_chmod (folder->path, 0500);
  locked_folder = save_in_vain (file);
  g_chmod (folder->path, 0700);
  folder_restore_privileges (folder);

  g_assert_error (locked_file, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_error (locked_folder, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  text = folder_read (folder, "locked.py");
  g_assert_cmpstr (text, ==, "old\n");
}

static void
test_a_full_disk_has_a_message (Folder       *folder,
                                gconstpointer data)
{
  g_autoptr (GFile) link = folder_get_file (folder, "full.py");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("/dev/full", g_file_peek_path (link)), ==, 0);
  error = save_in_vain (link);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_true (g_file_test ("/dev/full", G_FILE_TEST_EXISTS));
}

/* The file system takes no more than a few bytes: the new text does not fit, the old one must stay. */
static void
test_a_write_that_fails_midway_costs_nothing (Folder       *folder,
                                              gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "kept.py");
  g_autofree char *large = g_strnfill (1 << 20, 'x');
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit before, little;

  folder_fill (folder, "kept.py", "old\n", -1);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  little = (struct rlimit){ .rlim_cur = 4096, .rlim_max = before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  g_assert_false (save (file, large, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_nonnull (error);
  text = folder_read (folder, "kept.py");
  g_assert_cmpstr (text, ==, "old\n");
  g_assert_cmpuint (folder_count (folder), ==, 1);
}

/* Whoever reads meanwhile sees the old text or the new one. */
static void
test_readers_never_see_half_a_file (Folder       *folder,
                                    gconstpointer data)
{
  g_autoptr (GFile) file = folder_get_file (folder, "watched.py");
  g_autofree char *old = g_strnfill (1 << 20, 'o');
  g_autofree char *new = g_strnfill (1 << 20, 'n');
  guint n_seen = 0;

  folder_fill (folder, "watched.py", old, -1);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      ouro_document_save_async (file, i % 2 == 0 ? new : old, NULL, finished_cb, &result);
      do
        {
          g_autofree char *seen = folder_read (folder, "watched.py");

          g_assert_true (g_str_equal (seen, old) || g_str_equal (seen, new));
          n_seen++;
        }
      while (!g_main_context_iteration (NULL, FALSE) || result == NULL);
      g_assert_true (ouro_document_save_finish (result, NULL));
    }
  g_assert_cmpuint (n_seen, >=, 6);
}

static void
test_any_bytes_can_be_written (Folder       *folder,
                               gconstpointer data)
{
  static const char bytes[] = "\x89PNG\r\n\0\xff";
  g_autoptr (GFile) file = folder_get_file (folder, "picture.png");
  g_autoptr (GBytes) contents = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (GBytes) nothing = g_bytes_new_static (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  gsize            size;

  ouro_document_write (file, contents, &error);
  g_assert_no_error (error);
  g_file_get_contents (g_file_peek_path (file), &written, &size, NULL);
  g_assert_cmpmem (written, size, bytes, sizeof bytes);

  ouro_document_write (file, nothing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_mode (file) & 0400, ==, 0400);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/document/" name, Folder, NULL, folder_set_up, func, folder_tear_down)
  ADD ("text-comes-as-it-is", test_text_comes_as_it_is);
  ADD ("what-is-no-text-is-named-by-line-and-byte", test_what_is_no_text_is_named_by_line_and_byte);
  ADD ("missing-files-folders-and-circles-have-a-message", test_missing_files_folders_and_circles_have_a_message);
  ADD ("a-locked-file-has-a-message", test_a_locked_file_has_a_message);
  ADD ("endless-files-are-refused-at-the-limit", test_endless_files_are_refused_at_the_limit);
  ADD ("loading-can-be-given-up", test_loading_can_be_given_up);
  ADD ("a-pipe-is-read-to-its-end", test_a_pipe_is_read_to_its_end);
  ADD ("saved-text-replaces-what-was-there", test_saved_text_replaces_what_was_there);
  ADD ("permissions-are-kept", test_permissions_are_kept);
  ADD ("links-are-followed", test_links_are_followed);
  ADD ("folders-circles-and-missing-folders-have-a-message", test_folders_circles_and_missing_folders_have_a_message);
  ADD ("what-is-locked-stays-as-it-was", test_what_is_locked_stays_as_it_was);
  ADD ("a-full-disk-has-a-message", test_a_full_disk_has_a_message);
  ADD ("a-write-that-fails-midway-costs-nothing", test_a_write_that_fails_midway_costs_nothing);
  ADD ("readers-never-see-half-a-file", test_readers_never_see_half_a_file);
  ADD ("any-bytes-can-be-written", test_any_bytes_can_be_written);

  return g_test_run ();
}
