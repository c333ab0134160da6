/* ouro-preferences.c - what is remembered from one start to the next
 *
 * g_settings_new () would end the program when the schema is not installed, so it is looked for first.
 */

#include "ouro-preferences.h"

#define SCHEMA "io.github.ouroboros.Ouroboros"

/* From ../data beside the program, where a build folder has it; NULL when it is not there. */
static GSettingsSchema *
find_uninstalled (GSettingsSchemaSource *installed)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *data = folder != NULL ? g_build_filename (folder, "..", "data", NULL) : NULL;
  g_autofree char *compiled = data != NULL ? g_build_filename (data, "gschemas.compiled", NULL) : NULL;
  g_autoptr (GSettingsSchemaSource) source = NULL;

  if (compiled == NULL || !g_file_test (compiled, G_FILE_TEST_IS_REGULAR))
    return NULL;

  source = g_settings_schema_source_new_from_directory (data, installed, FALSE, NULL);
  return source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, FALSE) : NULL;
}

GSettings *
ouro_preferences_new (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = find_uninstalled (installed);

  if (schema == NULL && installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
