/* ouro-consent.c - which documents the user allows to be run for real */

#include "ouro-consent.h"

#include "ouro-document.h"

/* The oldest are forgotten. */
#define MAX_DOCUMENTS 500

static GFile *
get_file (GFile *directory)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "ouroboros", NULL);
  g_autoptr (GFile) folder = directory != NULL ? g_object_ref (directory) : g_file_new_for_path (path);

  return g_file_get_child (folder, "may-run-for-real");
}

/* What has been allowed so far; empty where there is no such file, or one of somebody else's making. */
static GStrv
load (GFile *file)
{
  g_autofree char *text = ouro_document_load (file, NULL);

  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

gboolean
ouro_consent_is_given (GFile *directory,
                       GFile *document)
{
  g_autoptr (GFile) file = get_file (directory);
  g_autofree char *uri = g_file_get_uri (document);
  g_auto (GStrv) all = load (file);

  return g_strv_contains ((const char *const *)all, uri);
}

gboolean
ouro_consent_give (GFile   *directory,
                   GFile   *document,
                   GError **error)
{
  g_autoptr (GFile) file = get_file (directory);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (document);
  g_auto (GStrv) all = load (file);
  guint n = g_strv_length (all);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = n >= MAX_DOCUMENTS ? n - MAX_DOCUMENTS + 1 : 0; i < n; i++)
    if (*all[i] != '\0' && !g_str_equal (all[i], uri))
      g_string_append_printf (text, "%s\n", all[i]);
  g_string_append_printf (text, "%s\n", uri);

  g_file_make_directory_with_parents (folder, NULL, NULL); /* it is there, or writing says why not */
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return ouro_document_write (file, bytes, error);
}
