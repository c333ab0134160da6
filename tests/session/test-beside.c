/* test-beside.c - modules that lie beside a document, and all that is not one */
#include "ouro-beside.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char  *folder;
  GFile *document;
} Fixture;

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("ouro-beside-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "program.py", NULL);
  fixture->document = g_file_new_for_path (path);
  write_file (fixture, "helper.py", "x = 1\n");
  write_file (fixture, "a-b.py", "x = 2\n");
  write_file (fixture, "größe.py", "x = 3\n");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  static const char *const names[] = { "helper.py", "a-b.py", "größe.py", "link.py", "folder.py" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_object_unref (fixture->document);
}

static void
test_a_module_is_read_with_its_name (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *other = NULL;
  g_autofree char *text = ouro_beside_read ("helper", &file, fixture->document);
  g_autofree char *foreign = ouro_beside_read ("größe", &other, fixture->document);

  g_assert_cmpstr (text, ==, "x = 1\n");
  g_assert_cmpstr (file, ==, "helper.py");
  g_assert_cmpstr (foreign, ==, "x = 3\n");
}

static void
test_nothing_else_of_the_file_system_is_read (Fixture      *fixture,
                                              gconstpointer data)
{
  static const char *const names[] = { "missing", "a-b", "", "1", "../helper", "helper/..", "/etc/passwd", ".", "helper.py", "link", "folder" };
  g_autofree char         *link = g_build_filename (fixture->folder, "link.py", NULL);
  g_autofree char         *folder = g_build_filename (fixture->folder, "folder.py", NULL);

  g_assert_cmpint (symlink ("helper.py", link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *file = NULL;

      g_assert_null (ouro_beside_read (names[i], &file, fixture->document));
      g_assert_null (file);
    }
}

static void
test_a_document_without_a_place_has_none_beside_it (void)
{
  char *file = NULL;

  g_assert_null (ouro_beside_read ("helper", &file, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/beside/a-module-is-read-with-its-name", Fixture, NULL, set_up, test_a_module_is_read_with_its_name, tear_down);
  g_test_add ("/session/beside/nothing-else-of-the-file-system-is-read", Fixture, NULL, set_up, test_nothing_else_of_the_file_system_is_read, tear_down);
  g_test_add_func ("/session/beside/a-document-without-a-place-has-none-beside-it", test_a_document_without_a_place_has_none_beside_it);
  return g_test_run ();
}
