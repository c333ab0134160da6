/* ouro-library.c - the modules of the library that are written in Python */
#include "ouro-library.h"

#include <gio/gio.h>

#include "ouro-library-resources.h"
#include "ouro-modules.h"

#define FOLDER "/io/github/ouroboros/library/"

static char *
dup_path (const char *name)
{
  return g_strconcat (FOLDER, name, ".py", NULL);
}

gboolean
ouro_library_has (const char *name)
{
  g_autofree char *path = dup_path (name);

  return g_resource_get_info (ouro_library_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL);
}

const char *
ouro_library_get_file (const char *name)
{
  g_autofree char *file = g_strdup_printf ("<frozen %s>", name);

  return g_intern_string (file);
}

static gboolean
note_import (const char *name,
             gpointer    imports)
{
  if (!ouro_vm_has_module (name, NULL))
    return FALSE;
  g_ptr_array_add (imports, g_strdup (name));
  return TRUE;
}

OuroCodeUnit *
ouro_library_compile (const char        *name,
                      const OuroProfile *profile,
                      GPtrArray         *imports,
                      GError           **error)
{
  g_autofree char *path = dup_path (name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (ouro_library_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (OuroSyntaxTree) tree = NULL;
  const char  *text;
  gsize        length;
  OuroDialect  dialect;
  OuroLowering lowering;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  ouro_vm_get_dialect (profile, &dialect);
  ouro_vm_get_lowering (profile, &lowering);
  lowering.is_library = TRUE;
  lowering.has_module = note_import;
  lowering.has_module_data = imports;
  tree = ouro_syntax_tree_parse (text, length, &dialect, NULL, error);
  return tree != NULL ? ouro_compile (tree, text, length, &dialect, &lowering, NULL, error) : NULL;
}
