/* ouro-support.c - Python that the simulator does not run
 *
 * It is refused when the program is read, with its place and the reason, so that nothing runs half. The walk
 * goes over every node by the table of shapes, so a new kind of node cannot be forgotten.
 */
#include "ouro-compiler-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-ast-private.h"

/* Why no node of a kind is run; NULL where it is, or where it depends. */
static const char *
get_reason (OuroNodeKind kind)
{
  switch ((guint)kind)
    {
    case OURO_NODE_ASYNC_FUNCTION_DEF:
      return _ ("“async def”: coroutines are not simulated");
    case OURO_NODE_ASYNC_FOR:
      return _ ("“async for”: coroutines are not simulated");
    case OURO_NODE_ASYNC_WITH:
      return _ ("“async with”: coroutines are not simulated");
    case OURO_NODE_AWAIT:
      return _ ("“await”: coroutines are not simulated");
    case OURO_NODE_MATCH:
      return _ ("“match”: pattern matching is not simulated");
    case OURO_NODE_TRY_STAR:
      return _ ("“except*”: exception groups are not simulated");
    case OURO_NODE_TYPE_ALIAS:
      return _ ("“type”: type aliases are not simulated");
    case OURO_NODE_TYPE_VAR:
    case OURO_NODE_PARAM_SPEC:
    case OURO_NODE_TYPE_VAR_TUPLE:
      return _ ("type parameters are not simulated");
    case OURO_NODE_TEMPLATE_STR:
      return _ ("template strings are not simulated");
    default:
      return NULL;
    }
}

/* Imports ----------------------------------------------------------------------------------- */

gboolean
ouro_compiler_has_module (const OuroCompiler *self,
                          const char         *name)
{
  return self->lowering->has_module == NULL || self->lowering->has_module (name, self->lowering->has_module_data);
}

static void
check_module (OuroCompiler   *self,
              const OuroNode *node,
              const char     *name)
{
  if (!ouro_compiler_has_module (self, name))
    ouro_compiler_refuse (self, node, _ ("“import %s”: this module is not simulated"), name);
}

static void
check_import (OuroCompiler   *self,
              const OuroNode *node)
{
  const OuroNodeList *names = &node->import.names;

  if (node->import.is_lazy)
    ouro_compiler_refuse (self, node, "%s", _ ("“lazy import” is not simulated"));
  for (guint i = 0; i < names->n; i++)
    check_module (self, names->items[i], names->items[i]->alias.name);
}

static void
check_import_from (OuroCompiler   *self,
                   const OuroNode *node)
{
  if (node->import_from.is_lazy)
    ouro_compiler_refuse (self, node, "%s", _ ("“lazy import” is not simulated"));
  if (node->import_from.level > 0)
    ouro_compiler_refuse (self, node, "%s", _ ("a program is a single file: there is no package to import from"));
  else
    check_module (self, node, node->import_from.module);
}

/* Builtins ---------------------------------------------------------------------------------- */

void
ouro_compiler_check_builtin (OuroCompiler   *self,
                             const OuroNode *node)
{
  g_autofree char *reason = NULL;

  if (self->failed || self->lowering->dup_reason == NULL)
    return;
  reason = self->lowering->dup_reason (node->name.id, self->lowering->dup_reason_data);
  if (reason != NULL && ouro_compiler_is_builtin (self, node->name.id))
    ouro_compiler_refuse (self, node, "%s", reason);
}

/* The name that __import__ () is given, or NULL: then Python complains. */
static const OuroNode *
get_imported_name (const OuroNode *call)
{
  if (call->call.args.n > 0)
    return call->call.args.items[0];
  for (guint i = 0; i < call->call.keywords.n; i++)
    {
      const OuroNode *keyword = call->call.keywords.items[i];

      if (keyword->keyword.arg == NULL || g_str_equal (keyword->keyword.arg, "name"))
        return keyword->keyword.value;
    }
  return NULL;
}

/* All modules of a program are read before it runs. */
void
ouro_compiler_check_call (OuroCompiler   *self,
                          const OuroNode *call)
{
  const OuroNode *func = call->call.func;
  const OuroNode *name;

  if (func->kind != OURO_NODE_NAME || !g_str_equal (func->name.id, "__import__") || self->lowering->is_library)
    return;
  name = get_imported_name (call);
  if (name != NULL && name->kind != OURO_NODE_CONSTANT && ouro_compiler_is_builtin (self, func->name.id))
    ouro_compiler_refuse (self, name, "%s", _ ("“__import__ ()” is simulated only for a name that is written out: which modules a program has must be known before it runs"));
}

/* Classes ----------------------------------------------------------------------------------- */

static void
check_class (OuroCompiler   *self,
             const OuroNode *node)
{
  const OuroNodeList *bases = &node->class_def.bases;
  const OuroNodeList *keywords = &node->class_def.keywords;

  for (guint i = 0; i < bases->n; i++)
    if (bases->items[i]->kind == OURO_NODE_STARRED)
      ouro_compiler_refuse (self, bases->items[i], "%s", _ ("“*” among the bases of a class is not simulated"));
  for (guint i = 0; i < keywords->n; i++)
    if (keywords->items[i]->keyword.arg == NULL)
      ouro_compiler_refuse (self, keywords->items[i], "%s", _ ("“**” among the bases of a class is not simulated"));
}

/* All --------------------------------------------------------------------------------------- */

static void
check_comprehension (OuroCompiler   *self,
                     const OuroNode *node)
{
  gboolean is_dict = node->kind == OURO_NODE_DICT_COMP;

  if (is_dict ? node->comp.value == NULL : node->comp.elt->kind == OURO_NODE_STARRED)
    ouro_compiler_refuse (self, node->comp.elt, "%s", _ ("unpacking in a comprehension is not simulated"));
}

static void
check_node (OuroCompiler   *self,
            const OuroNode *node)
{
  const char *reason = get_reason (node->kind);

  if (reason != NULL)
    ouro_compiler_refuse (self, node, "%s", reason);
  switch ((guint)node->kind)
    {
    case OURO_NODE_IMPORT:
      check_import (self, node);
      break;
    case OURO_NODE_IMPORT_FROM:
      check_import_from (self, node);
      break;
    case OURO_NODE_TRY:
      ouro_compiler_warn_of_exits (self, node);
      break;
    case OURO_NODE_CLASS_DEF:
      check_class (self, node);
      break;
    case OURO_NODE_LIST_COMP:
    case OURO_NODE_SET_COMP:
    case OURO_NODE_DICT_COMP:
    case OURO_NODE_GENERATOR_EXP:
      check_comprehension (self, node);
      break;
    case OURO_NODE_COMPREHENSION:
      if (node->comprehension.is_async)
        ouro_compiler_refuse (self, node->comprehension.target, "%s", get_reason (OURO_NODE_ASYNC_FOR));
      break;
    default:
      break;
    }
}

static void
push_children (const OuroNode *node,
               GPtrArray      *work)
{
  const OuroNodeShape *shape = ouro_node_kind_get_shape (node->kind);
  guint                n = work->len;

  for (guint i = 0; i < OURO_MAX_FIELDS && shape->fields[i].kind != OURO_FIELD_END; i++)
    {
      gconstpointer field = (const char *)node + shape->fields[i].offset;

      switch ((guint)shape->fields[i].kind)
        {
        case OURO_FIELD_NODE:
        case OURO_FIELD_OPTIONAL_NODE:
          g_ptr_array_add (work, *(OuroNode *const *)field);
          break;
        case OURO_FIELD_NODES:
        case OURO_FIELD_TYPE_PARAMS:
          for (guint j = 0; j < ((const OuroNodeList *)field)->n; j++)
            g_ptr_array_add (work, ((const OuroNodeList *)field)->items[j]);
          break;
        default:
          break;
        }
    }
  /* The first child comes off first, so that the first mistake of the text is the one that is told. */
  for (guint last = work->len; n + 1 < last; n++, last--)
    {
      gpointer first = work->pdata[n];

      work->pdata[n] = work->pdata[last - 1];
      work->pdata[last - 1] = first;
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

      if (node == NULL)
        continue;
      check_node (self, node);
      push_children (node, work);
    }
}
