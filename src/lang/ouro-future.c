/* ouro-future.c - from __future__ import ...
 *
 * Everything that a program can ask for there has come true long ago, but for annotations as strings.
 * Source  Python/future.c (3.13)
 */
#include "ouro-compiler-private.h"

static void
read_feature (OuroCompiler   *self,
              const OuroNode *alias)
{
  static const char *const features[] = {
    "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
    "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations", NULL
  };
  const char *name = alias->alias.name;

  if (g_str_equal (name, "annotations"))
    {
      self->lowering->annotations_are_strings = TRUE;
      self->lowering->annotations_are_lazy = FALSE;
    }
  else if (g_str_equal (name, "braces"))
    ouro_compiler_fail (self, alias, "not a chance");
  else if (!g_strv_contains (features, name))
    ouro_compiler_fail (self, alias, "future feature %s is not defined", name);
}

gboolean
ouro_compiler_is_future (const OuroNode *node)
{
  return node->kind == OURO_NODE_IMPORT_FROM && node->import_from.level == 0 &&
         g_strcmp0 (node->import_from.module, "__future__") == 0;
}

gboolean
ouro_compiler_is_late_future (const OuroCompiler *self,
                              const OuroNode     *node)
{
  const OuroNode *last = self->last_future;

  if (!ouro_compiler_is_future (node))
    return FALSE;
  return last == NULL || node->line > last->line || (node->line == last->line && node->column > last->column);
}

/* Only a docstring may stand before them. */
void
ouro_compiler_read_futures (OuroCompiler       *self,
                            const OuroNodeList *body)
{
  for (guint i = ouro_compiler_get_docstring (body) != NULL; i < body->n; i++)
    {
      const OuroNode *node = body->items[i];

      if (!ouro_compiler_is_future (node))
        return;
      for (guint j = 0; j < node->import_from.names.n; j++)
        read_feature (self, node->import_from.names.items[j]);
      self->last_future = node;
    }
}
