/* ouro-support.c - Python that the simulator does not run
 *
 * It is refused when the program is read, with its place and the reason, so that nothing runs half. The walk
 * goes over every node by the table of shapes, so a new kind of node cannot be forgotten.
 */
#include "ouro-compiler-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-ast-private.h"

static const struct
{
  OuroNodeKind kind;
  const char  *reason;
} refused[] = {
  { OURO_NODE_ASYNC_FUNCTION_DEF, N_ ("“async def”: coroutines are not simulated") },
    { OURO_NODE_ASYNC_FOR, N_ ("“async for”: coroutines are not simulated") },
      { OURO_NODE_ASYNC_WITH, N_ ("“async with”: coroutines are not simulated") },
        { OURO_NODE_AWAIT, N_ ("“await”: coroutines are not simulated") },
          { OURO_NODE_MATCH, N_ ("“match”: structural pattern matching is not simulated") },
            { OURO_NODE_TRY_STAR, N_ ("“except*”: exception groups are not simulated") },
              { OURO_NODE_TYPE_ALIAS, N_ ("“type”: type aliases are not simulated") },
                { OURO_NODE_TYPE_VAR, N_ ("type parameters are not simulated") },
                  { OURO_NODE_PARAM_SPEC, N_ ("type parameters are not simulated") },
                    { OURO_NODE_TYPE_VAR_TUPLE, N_ ("type parameters are not simulated") },
                      { OURO_NODE_TEMPLATE_STR, N_ ("template strings are not simulated") },
                    };

static void
check_node (OuroCompiler   *self,
            const OuroNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (node->kind == refused[i].kind)
      ouro_compiler_refuse (self, node, "%s", _ (refused[i].reason));
  if ((node->kind == OURO_NODE_IMPORT && node->import.is_lazy) || (node->kind == OURO_NODE_IMPORT_FROM && node->import_from.is_lazy))
    ouro_compiler_refuse (self, node, "%s", _ ("“lazy import” is not simulated"));
  if (node->kind == OURO_NODE_COMPREHENSION && node->comprehension.is_async)
    ouro_compiler_refuse (self, node, "%s", _ ("“async for”: coroutines are not simulated"));
  if (node->kind == OURO_NODE_CLASS_DEF)
    for (guint i = 0; i < node->class_def.keywords.n; i++)
      if (node->class_def.keywords.items[i]->keyword.arg == NULL)
        ouro_compiler_refuse (self, node, "%s", _ ("“**” among the bases of a class"));
}

static void
push_children (const OuroNode *node,
               GPtrArray      *work)
{
  const OuroNodeShape *shape = ouro_node_kind_get_shape (node->kind);

  for (guint i = 0; i < OURO_MAX_FIELDS && shape->fields[i].kind != OURO_FIELD_END; i++)
    {
      gconstpointer field = (const char *)node + shape->fields[i].offset;

      switch ((guint)shape->fields[i].kind)
        {
        case OURO_FIELD_NODE:
        case OURO_FIELD_OPTIONAL_NODE:
          if (*(OuroNode *const *)field != NULL)
            g_ptr_array_add (work, *(OuroNode *const *)field);
          break;
        case OURO_FIELD_NODES:
        case OURO_FIELD_TYPE_PARAMS:
          {
            const OuroNodeList *list = field;

            for (guint j = list->n; j-- > 0;)
              if (list->items[j] != NULL)
                g_ptr_array_add (work, list->items[j]);
            break;
          }
        default:
          break;
        }
    }
}

void
ouro_compiler_check_support (OuroCompiler   *self,
                             const OuroNode *root)
{
  g_autoptr (GPtrArray) work = g_ptr_array_new ();

  g_ptr_array_add (work, (gpointer)root);
  while (work->len > 0 && !self->failed)
    {
      const OuroNode *node = g_ptr_array_steal_index (work, work->len - 1);

      check_node (self, node);
      push_children (node, work);
    }
}
