/* test-places.c - the program finds what belongs to it */

#include "ouro-places.h"

#include <string.h>

static void
test_data_of_the_source_folder_is_found (void)
{
  g_autofree char *path = ouro_places_dup_data ("examples/cycle.py");

  g_assert_nonnull (path);
  g_assert_true (g_path_is_absolute (path));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_null (strstr (path, "/../"));
}

static void
test_what_is_not_there_is_not_found (void)
{
  g_assert_null (ouro_places_dup_data ("examples/no-such-example.py"));
  g_assert_null (ouro_places_dup_data ("examples"));
  g_assert_null (ouro_places_dup_program ("no-such-program-of-ours"));
}

static void
test_programs_are_found_beside_ours_then_in_the_path (void)
{
  g_autofree char *itself = ouro_places_dup_program ("test-places");
  g_autofree char *shell = ouro_places_dup_program ("sh");

  g_assert_nonnull (itself);
  g_assert_nonnull (shell);
  g_assert_true (g_str_has_suffix (shell, "/sh"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/places/data-of-the-source-folder-is-found", test_data_of_the_source_folder_is_found);
  g_test_add_func ("/places/what-is-not-there-is-not-found", test_what_is_not_there_is_not_found);
  g_test_add_func ("/places/programs-are-found-beside-ours-then-in-the-path", test_programs_are_found_beside_ours_then_in_the_path);

  return g_test_run ();
}
