/* ouro-beside.c - the modules that lie beside a document */
#include "ouro-beside.h"

#include "ouro-document.h"

/* Letters of other alphabets may be in a name; what separates folders may not. */
static gboolean
is_identifier (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || *name == '\0' || g_ascii_isdigit (*name))
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '_' && !g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

char *
ouro_beside_read (const char *name,
                  char      **file,
                  gpointer    document)
{
  g_autoptr (GFile) folder = document != NULL ? g_file_get_parent (document) : NULL;
  g_autofree char *base = g_strconcat (name, ".py", NULL);
  g_autoptr (GFile) module = NULL;
  char *text;

  if (folder == NULL || !is_identifier (name))
    return NULL;
  module = g_file_get_child (folder, base);
  if (g_file_query_file_type (module, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) != G_FILE_TYPE_REGULAR)
    return NULL;
  text = ouro_document_load (module, NULL);
  if (text != NULL)
    *file = g_steal_pointer (&base);
  return text;
}
