/* ouro-places.c - where the program's own files are, installed or in the build folder */

#include "ouro-places.h"

/* The folder of the program that runs; NULL where the system does not tell. */
static char *
get_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* Takes the path; NULL when there is no such file. */
static char *
take_existing (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return path;

  g_free (path);
  return NULL;
}

char *
ouro_places_dup_data (const char *name)
{
  g_autofree char   *folder = get_folder ();
  const char *const *shared = g_get_system_data_dirs ();
  char              *path = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (folder != NULL && g_str_has_prefix (folder, OURO_BUILD_FOLDER "/"))
    path = take_existing (g_build_filename (OURO_SOURCE_DATA, name, NULL));
  if (path == NULL && folder != NULL)
    path = take_existing (g_build_filename (folder, "..", "share", "ouroboros", name, NULL));
  for (guint i = 0; path == NULL && shared[i] != NULL; i++)
    path = take_existing (g_build_filename (shared[i], "ouroboros", name, NULL));

  if (path != NULL)
    {
      g_autofree char *untidy = path;

      path = g_canonicalize_filename (untidy, NULL);
    }

  return path;
}

char *
ouro_places_dup_program (const char *name)
{
  g_autofree char *folder = get_folder ();
  char            *path = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (folder != NULL)
    path = take_existing (g_build_filename (folder, name, NULL));

  return path != NULL ? path : g_find_program_in_path (name);
}
