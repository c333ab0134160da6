/* ouro-compiler-warnings.c - what the compiler warns of: comparisons, calls, subscripts and assertions that cannot be meant
 *
 * Source  Python/compile.c, check_compare, check_caller, check_subscripter, check_index, infer_type (3.11 to 3.13);
 *         runs of 3.14 and 3.15
 */
#include "ouro-compiler-private.h"
#include "ouro-constants-private.h"

#include <string.h>

/* Warning ------------------------------------------------------------------------------------ */

static gboolean
has_said (const GArray *warnings,
          guint32       line,
          const char   *message)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      const OuroWarning *warning = &g_array_index (warnings, OuroWarning, i);

      if (warning->line == line && g_str_equal (warning->message, message))
        return TRUE;
    }
  return FALSE;
}

static void warn (OuroCompiler   *self,
                  const OuroNode *node,
                  const char     *format,
                  ...) G_GNUC_PRINTF (3, 4);

static void
warn (OuroCompiler   *self,
      const OuroNode *node,
      const char     *format,
      ...)
{
  GArray          *warnings = self->unit->warnings;
  g_autofree char *message = NULL;
  va_list          args;

  if (self->failed || self->is_silent || self->lowering->is_library || warnings->len >= OURO_MAX_WARNINGS)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (!self->lowering->warns_once_of_line || !has_said (warnings, node->line, message))
    ouro_warnings_add (warnings, node->line, 0, g_steal_pointer (&message));
}

/* Types that are plain to see ---------------------------------------------------------------- */

/* What CPython's optimiser has made a constant by the time it looks; from 3.14 on those are only literals and tuples of them. */
static gboolean
is_constant (const OuroCompiler *self,
             const OuroNode     *node)
{
  if (node->kind == OURO_NODE_CONSTANT)
    return TRUE;
  if (!self->lowering->warns_of_literals_only)
    return ouro_fold (self->unit, node) != NULL;
  if (node->kind != OURO_NODE_TUPLE)
    return FALSE;
  for (guint i = 0; i < node->sequence.elts.n; i++)
    if (!is_constant (self, node->sequence.elts.items[i]))
      return FALSE;
  return TRUE;
}

static const char *
get_atom_type (OuroConstantKind kind)
{
  switch ((guint)kind)
    {
    case OURO_CONSTANT_NONE:
      return "NoneType";
    case OURO_CONSTANT_TRUE:
    case OURO_CONSTANT_FALSE:
      return "bool";
    case OURO_CONSTANT_ELLIPSIS:
      return "ellipsis";
    case OURO_CONSTANT_INT:
      return "int";
    case OURO_CONSTANT_FLOAT:
      return "float";
    case OURO_CONSTANT_COMPLEX:
      return "complex";
    case OURO_CONSTANT_STR:
      return "str";
    default:
      return "bytes";
    }
}

/* Of what is folded. */
static const char *
get_constant_type (const OuroCompiler *self,
                   const OuroNode     *node)
{
  const OuroConstant *constant = self->lowering->warns_of_literals_only ? NULL : ouro_fold (self->unit, node);

  if (constant == NULL)
    return NULL;
  return constant->shape == OURO_VALUE_ATOM ? get_atom_type (constant->kind) : constant->shape == OURO_VALUE_TUPLE ? "tuple"
                                                                                                                   : NULL;
}

/* NULL when it cannot be told. */
static const char *
get_type (const OuroCompiler *self,
          const OuroNode     *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_TUPLE:
      return "tuple";
    case OURO_NODE_LIST:
    case OURO_NODE_LIST_COMP:
      return "list";
    case OURO_NODE_DICT:
    case OURO_NODE_DICT_COMP:
      return "dict";
    case OURO_NODE_SET:
    case OURO_NODE_SET_COMP:
      return "set";
    case OURO_NODE_GENERATOR_EXP:
      return "generator";
    case OURO_NODE_LAMBDA:
      return "function";
    case OURO_NODE_JOINED_STR:
    case OURO_NODE_FORMATTED_VALUE:
      return "str";
    case OURO_NODE_CONSTANT:
      return get_atom_type (node->constant.kind);
    default:
      return get_constant_type (self, node);
    }
}

static gboolean
is_one_of (const char        *type,
           const char *const *types)
{
  return type != NULL && g_strv_contains (types, type);
}

/* What is warned of -------------------------------------------------------------------------- */

/* None, True, False and ... are only one object each. */
static gboolean
may_be_identical (const OuroCompiler *self,
                  const OuroNode     *node)
{
  static const char *const single[] = { "NoneType", "bool", "ellipsis", NULL };

  return !is_constant (self, node) || is_one_of (get_type (self, node), single);
}

void
ouro_compiler_warn_of_compare (OuroCompiler   *self,
                               const OuroNode *node)
{
  const OuroNode *left = node->compare.left;

  for (guint i = 0; i < node->compare.comparators.n; i++)
    {
      const OuroNode *right = node->compare.comparators.items[i];
      gboolean        is_not = node->compare.ops[i] == OURO_OPERATOR_IS_NOT;
      const OuroNode *literal;

      if (is_not || node->compare.ops[i] == OURO_OPERATOR_IS)
        {
          literal = !may_be_identical (self, left) ? left : !may_be_identical (self, right) ? right
                                                                                            : NULL;
          if (literal != NULL)
            {
              g_autofree char *type = g_strdup_printf ("'%s'", get_type (self, literal));

              warn (self, node, "\"%s\" with %s literal. Did you mean \"%s\"?", is_not ? "is not" : "is",
                    self->lowering->warns_of_type ? type : "a", is_not ? "!=" : "==");
              return;
            }
        }
      left = right;
    }
}

void
ouro_compiler_warn_of_call (OuroCompiler   *self,
                            const OuroNode *func)
{
  const char *type = get_type (self, func);

  if (type != NULL && func->kind != OURO_NODE_LAMBDA)
    warn (self, func, "'%s' object is not callable; perhaps you missed a comma?", type);
}

void
ouro_compiler_warn_of_subscript (OuroCompiler   *self,
                                 const OuroNode *value,
                                 const OuroNode *index)
{
  static const char *const closed[] = { "NoneType", "ellipsis", "int", "bool", "float", "complex", "set", "generator", "function", NULL };
  static const char *const sequences[] = { "str", "bytes", "tuple", "list", NULL };
  static const char *const numbers[] = { "int", "bool", NULL };
  const char              *type = get_type (self, value);
  const char              *index_type;

  if (type == NULL)
    return;
  if (is_one_of (type, closed))
    warn (self, value, "'%s' object is not subscriptable; perhaps you missed a comma?", type);
  index_type = is_one_of (type, sequences) ? get_type (self, index) : NULL;
  if (index_type != NULL && !is_one_of (index_type, numbers))
    warn (self, value, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type, index_type);
}

void
ouro_compiler_warn_of_assertion (OuroCompiler   *self,
                                 const OuroNode *node)
{
  const OuroNode *test = node->assert_.test;

  if (test->kind == OURO_NODE_TUPLE && test->sequence.elts.n > 0)
    warn (self, node, "assertion is always true, perhaps remove parentheses?");
}

/* Leaving "finally" -------------------------------------------------------------------------- */

/* In the order of the text, behind what the parser has said. */
static void
warn_of_exit (OuroCompiler   *self,
              const OuroNode *node,
              const char     *word)
{
  GArray *warnings = self->unit->warnings;
  guint   n = warnings->len;

  warn (self, node, "'%s' in a 'finally' block", word);
  for (guint i = n; i > self->n_parser_warnings && i < warnings->len; i--)
    {
      OuroWarning *before = &g_array_index (warnings, OuroWarning, i - 1);
      OuroWarning  later = before[0];

      if (before[0].line <= before[1].line)
        break;
      before[0] = before[1];
      before[1] = later;
    }
}

/* What stands in loops, functions and "finally" inside does not leave this one, or is seen to for itself. */
static void
warn_of_exits_in (OuroCompiler       *self,
                  const OuroNodeList *body)
{
  for (guint i = 0; i < body->n; i++)
    {
      const OuroNode *node = body->items[i];

      switch ((guint)node->kind)
        {
        case OURO_NODE_RETURN:
          warn_of_exit (self, node, "return");
          break;
        case OURO_NODE_BREAK:
          warn_of_exit (self, node, "break");
          break;
        case OURO_NODE_CONTINUE:
          warn_of_exit (self, node, "continue");
          break;
        case OURO_NODE_IF:
          warn_of_exits_in (self, &node->if_.body);
          warn_of_exits_in (self, &node->if_.orelse);
          break;
        case OURO_NODE_FOR:
          warn_of_exits_in (self, &node->for_.orelse);
          break;
        case OURO_NODE_WHILE:
          warn_of_exits_in (self, &node->while_.orelse);
          break;
        case OURO_NODE_WITH:
          warn_of_exits_in (self, &node->with.body);
          break;
        case OURO_NODE_TRY:
          warn_of_exits_in (self, &node->try_.body);
          for (guint j = 0; j < node->try_.handlers.n; j++)
            warn_of_exits_in (self, &node->try_.handlers.items[j]->except_handler.body);
          warn_of_exits_in (self, &node->try_.orelse);
          break;
        default:
          break;
        }
    }
}

void
ouro_compiler_warn_of_exits (OuroCompiler   *self,
                             const OuroNode *node)
{
  if (self->lowering->finally_warns_of_exits)
    warn_of_exits_in (self, &node->try_.finalbody);
}
