/* folder.c - a folder of its own for each test, with everything in it removed afterwards */

#include "folder.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define NOBODY 65534

void
folder_set_up (Folder       *folder,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("ouroboros-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
      const char *name;

      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *inner = g_build_filename (path, name, NULL);

          remove_all (inner);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
folder_tear_down (Folder       *folder,
                  gconstpointer data)
{
  g_chmod (folder->path, 0700);
  remove_all (folder->path);
  g_free (folder->path);
}

GFile *
folder_get_file (Folder     *folder,
                 const char *name)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);

  return g_file_new_for_path (path);
}

void
folder_fill (Folder     *folder,
             const char *name,
             const char *contents,
             gssize      length)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
}

char *
folder_read (Folder     *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  char            *contents = NULL;

  g_file_get_contents (path, &contents, NULL, NULL);

  return contents;
}

guint
folder_count (Folder *folder)
{
  g_autoptr (GDir) open = g_dir_open (folder->path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (open) != NULL)
    n++;

  return n;
}

void
folder_drop_privileges (Folder *folder)
{
  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (folder->path, NOBODY, NOBODY), ==, 0);
  g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

void
folder_restore_privileges (Folder *folder)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}
