/* ouro-unparse.c - how an expression reads: what "from __future__ import annotations" leaves of an annotation
 *
 * Spaces and parentheses are those that CPython puts, not those of the source. Each place of an expression says how tightly what
 * stands there must hold together; what holds less tightly gets parentheses.
 * Depth   that of the tree, which is limited (OURO_SYNTAX_MAX_DEPTH).
 * Source  Python/ast_unparse.c (3.11 to 3.15)
 */
#include "ouro-compiler-private.h"

#include "ouro-syntax-tree-private.h"

#include <math.h>
#include <string.h>

/* How tightly operators bind, loosest first. */
typedef enum {
  TIGHTNESS_TUPLE,
  TIGHTNESS_TEST, /* lambda, if - else */
  TIGHTNESS_OR,
  TIGHTNESS_AND,
  TIGHTNESS_NOT,
  TIGHTNESS_COMPARE,
  TIGHTNESS_BIT_OR,
  TIGHTNESS_BIT_XOR,
  TIGHTNESS_BIT_AND,
  TIGHTNESS_SHIFT,
  TIGHTNESS_SUM,
  TIGHTNESS_TERM,
  TIGHTNESS_SIGN,
  TIGHTNESS_POWER,
  TIGHTNESS_AWAIT,
  TIGHTNESS_ATOM,
} Tightness;

static void add (GString        *out,
                 const OuroNode *node,
                 Tightness       place);

static void
add_list (GString            *out,
          const OuroNodeList *items)
{
  for (guint i = 0; i < items->n; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      add (out, items->items[i], TIGHTNESS_TEST);
    }
}

/* Operators ---------------------------------------------------------------------------------- */

static void
begin_part (GString *out,
            gboolean needs_parentheses)
{
  if (needs_parentheses)
    g_string_append_c (out, '(');
}

static void
end_part (GString *out,
          gboolean needs_parentheses)
{
  if (needs_parentheses)
    g_string_append_c (out, ')');
}

static Tightness
get_tightness (OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_BIT_OR:
      return TIGHTNESS_BIT_OR;
    case OURO_OPERATOR_BIT_XOR:
      return TIGHTNESS_BIT_XOR;
    case OURO_OPERATOR_BIT_AND:
      return TIGHTNESS_BIT_AND;
    case OURO_OPERATOR_L_SHIFT:
    case OURO_OPERATOR_R_SHIFT:
      return TIGHTNESS_SHIFT;
    case OURO_OPERATOR_ADD:
    case OURO_OPERATOR_SUB:
      return TIGHTNESS_SUM;
    case OURO_OPERATOR_POW:
      return TIGHTNESS_POWER;
    default:
      return TIGHTNESS_TERM;
    }
}

static void
add_binary (GString        *out,
            const OuroNode *node,
            Tightness       place)
{
  Tightness own = get_tightness (node->bin_op.op);
  gboolean  binds_right = node->bin_op.op == OURO_OPERATOR_POW;

  begin_part (out, place > own);
  add (out, node->bin_op.left, binds_right ? own + 1 : own);
  g_string_append_printf (out, " %s ", ouro_operator_get_text (node->bin_op.op));
  add (out, node->bin_op.right, binds_right ? own : own + 1);
  end_part (out, place > own);
}

static void
add_unary (GString        *out,
           const OuroNode *node,
           Tightness       place)
{
  gboolean  is_not = node->unary_op.op == OURO_OPERATOR_NOT;
  Tightness own = is_not ? TIGHTNESS_NOT : TIGHTNESS_SIGN;

  begin_part (out, place > own);
  g_string_append (out, ouro_operator_get_text (node->unary_op.op));
  if (is_not)
    g_string_append_c (out, ' ');
  add (out, node->unary_op.operand, own);
  end_part (out, place > own);
}

static void
add_bool (GString        *out,
          const OuroNode *node,
          Tightness       place)
{
  Tightness own = node->bool_op.op == OURO_OPERATOR_AND ? TIGHTNESS_AND : TIGHTNESS_OR;

  begin_part (out, place > own);
  for (guint i = 0; i < node->bool_op.values.n; i++)
    {
      if (i > 0)
        g_string_append_printf (out, " %s ", ouro_operator_get_text (node->bool_op.op));
      add (out, node->bool_op.values.items[i], own + 1);
    }
  end_part (out, place > own);
}

static void
add_compare (GString        *out,
             const OuroNode *node,
             Tightness       place)
{
  begin_part (out, place > TIGHTNESS_COMPARE);
  add (out, node->compare.left, TIGHTNESS_COMPARE + 1);
  for (guint i = 0; i < node->compare.comparators.n; i++)
    {
      g_string_append_printf (out, " %s ", ouro_operator_get_text (node->compare.ops[i]));
      add (out, node->compare.comparators.items[i], TIGHTNESS_COMPARE + 1);
    }
  end_part (out, place > TIGHTNESS_COMPARE);
}

static void
add_if (GString        *out,
        const OuroNode *node,
        Tightness       place)
{
  begin_part (out, place > TIGHTNESS_TEST);
  add (out, node->if_exp.body, TIGHTNESS_TEST + 1);
  g_string_append (out, " if ");
  add (out, node->if_exp.test, TIGHTNESS_TEST + 1);
  g_string_append (out, " else ");
  add (out, node->if_exp.orelse, TIGHTNESS_TEST);
  end_part (out, place > TIGHTNESS_TEST);
}

/* Lambda ------------------------------------------------------------------------------------- */

static void
add_comma (GString  *out,
           gboolean *is_first)
{
  if (!*is_first)
    g_string_append (out, ", ");
  *is_first = FALSE;
}

static void
add_parameter (GString        *out,
               const OuroNode *arg,
               const OuroNode *value)
{
  g_string_append (out, arg->arg.arg);
  if (value == NULL)
    return;
  g_string_append_c (out, '=');
  add (out, value, TIGHTNESS_TEST);
}

static void
add_positional_parameters (GString        *out,
                           const OuroNode *args,
                           gboolean       *is_first)
{
  guint n_posonly = args->arguments.posonlyargs.n;
  guint n = n_posonly + args->arguments.args.n;
  guint n_bare = n - args->arguments.defaults.n;

  for (guint i = 0; i < n; i++)
    {
      add_comma (out, is_first);
      add_parameter (out, i < n_posonly ? args->arguments.posonlyargs.items[i] : args->arguments.args.items[i - n_posonly],
                     i < n_bare ? NULL : args->arguments.defaults.items[i - n_bare]);
      if (i + 1 == n_posonly)
        g_string_append (out, ", /");
    }
}

static void
add_parameters (GString        *out,
                const OuroNode *args)
{
  gboolean is_first = TRUE;

  add_positional_parameters (out, args, &is_first);
  if (args->arguments.vararg != NULL || args->arguments.kwonlyargs.n > 0)
    {
      add_comma (out, &is_first);
      g_string_append_printf (out, "*%s", args->arguments.vararg != NULL ? args->arguments.vararg->arg.arg : "");
    }
  for (guint i = 0; i < args->arguments.kwonlyargs.n; i++)
    {
      add_comma (out, &is_first);
      add_parameter (out, args->arguments.kwonlyargs.items[i], args->arguments.kw_defaults.items[i]);
    }
  if (args->arguments.kwarg != NULL)
    {
      add_comma (out, &is_first);
      g_string_append_printf (out, "**%s", args->arguments.kwarg->arg.arg);
    }
}

static void
add_lambda (GString        *out,
            const OuroNode *node,
            Tightness       place)
{
  gsize before;

  begin_part (out, place > TIGHTNESS_TEST);
  g_string_append (out, "lambda ");
  before = out->len;
  add_parameters (out, node->lambda.args);
  if (out->len == before)
    g_string_truncate (out, before - 1);
  g_string_append (out, ": ");
  add (out, node->lambda.body, TIGHTNESS_TEST);
  end_part (out, place > TIGHTNESS_TEST);
}

/* Displays and comprehensions ---------------------------------------------------------------- */

static void
add_dict (GString        *out,
          const OuroNode *node)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < node->dict.values.n; i++)
    {
      const OuroNode *key = node->dict.keys.items[i];

      if (i > 0)
        g_string_append (out, ", ");
      if (key != NULL)
        {
          add (out, key, TIGHTNESS_TEST);
          g_string_append (out, ": ");
          add (out, node->dict.values.items[i], TIGHTNESS_TEST);
        }
      else
        {
          g_string_append (out, "**");
          add (out, node->dict.values.items[i], TIGHTNESS_BIT_OR);
        }
    }
  g_string_append_c (out, '}');
}

static void
add_display (GString        *out,
             const OuroNode *node,
             const char     *brackets)
{
  g_string_append_c (out, brackets[0]);
  add_list (out, &node->sequence.elts);
  g_string_append_c (out, brackets[1]);
}

static void
add_tuple (GString        *out,
           const OuroNode *node,
           Tightness       place)
{
  guint    n = node->sequence.elts.n;
  gboolean needs_parentheses = place > TIGHTNESS_TUPLE || n == 0;

  begin_part (out, needs_parentheses);
  add_list (out, &node->sequence.elts);
  if (n == 1)
    g_string_append_c (out, ',');
  end_part (out, needs_parentheses);
}

static void
add_comprehension (GString        *out,
                   const OuroNode *node,
                   const char     *brackets)
{
  g_string_append_c (out, brackets[0]);
  add (out, node->comp.elt, TIGHTNESS_TEST);
  if (node->comp.value != NULL)
    {
      g_string_append (out, ": ");
      add (out, node->comp.value, TIGHTNESS_TEST);
    }
  for (guint i = 0; i < node->comp.generators.n; i++)
    {
      const OuroNode *generator = node->comp.generators.items[i];

      g_string_append (out, generator->comprehension.is_async ? " async for " : " for ");
      add (out, generator->comprehension.target, TIGHTNESS_TUPLE);
      g_string_append (out, " in ");
      add (out, generator->comprehension.iter, TIGHTNESS_TEST + 1);
      for (guint j = 0; j < generator->comprehension.ifs.n; j++)
        {
          g_string_append (out, " if ");
          add (out, generator->comprehension.ifs.items[j], TIGHTNESS_TEST + 1);
        }
    }
  g_string_append_c (out, brackets[1]);
}

/* Strings with fields ------------------------------------------------------------------------ */

static void add_field (GString        *out,
                       const OuroNode *node);

static void
add_fstring_body (GString            *out,
                  const OuroNodeList *values)
{
  for (guint i = 0; i < values->n; i++)
    {
      const OuroNode *value = values->items[i];

      if (value->kind == OURO_NODE_FORMATTED_VALUE || value->kind == OURO_NODE_INTERPOLATION)
        add_field (out, value);
      else if (value->kind == OURO_NODE_JOINED_STR)
        add_fstring_body (out, &value->joined_str.values);
      else
        for (gsize j = 0; j < value->constant.length; j++)
          {
            char c = value->constant.text[j];

            g_string_append_c (out, c);
            if (c == '{' || c == '}')
              g_string_append_c (out, c);
          }
    }
}

static void
add_field (GString        *out,
           const OuroNode *node)
{
  g_autoptr (GString) value = g_string_new (NULL);

  add (value, node->formatted_value.value, TIGHTNESS_TEST + 1);
  g_string_append_printf (out, value->str[0] == '{' ? "{ %s" : "{%s", value->str);
  if (node->formatted_value.conversion > 0)
    g_string_append_printf (out, "!%c", (char)node->formatted_value.conversion);
  if (node->formatted_value.format_spec != NULL)
    {
      g_string_append_c (out, ':');
      add_fstring_body (out, &node->formatted_value.format_spec->joined_str.values);
    }
  g_string_append_c (out, '}');
}

static void
add_fstring (GString        *out,
             const OuroNode *node,
             const char     *prefix)
{
  g_autoptr (GString) body = g_string_new (NULL);

  add_fstring_body (body, &node->joined_str.values);
  g_string_append (out, prefix);
  ouro_syntax_dump_text (out, body->str, body->len);
}

/* Atoms and what follows them ---------------------------------------------------------------- */

static void
add_constant (GString        *out,
              const OuroNode *node)
{
  gboolean is_number = node->constant.kind == OURO_CONSTANT_FLOAT || node->constant.kind == OURO_CONSTANT_COMPLEX;

  if (node->constant.kind == OURO_CONSTANT_ELLIPSIS)
    g_string_append (out, "...");
  else if (is_number && isinf (node->constant.real))
    g_string_append (out, node->constant.kind == OURO_CONSTANT_FLOAT ? "1e309" : "1e309j");
  else
    {
      if (node->constant.u_prefix)
        g_string_append_c (out, 'u');
      ouro_syntax_dump_constant (out, node);
    }
}

static void
add_call (GString        *out,
          const OuroNode *node)
{
  const OuroNodeList *args = &node->call.args;
  const OuroNodeList *keywords = &node->call.keywords;

  add (out, node->call.func, TIGHTNESS_ATOM);
  if (args->n == 1 && keywords->n == 0 && args->items[0]->kind == OURO_NODE_GENERATOR_EXP)
    {
      add (out, args->items[0], TIGHTNESS_TEST);
      return;
    }
  g_string_append_c (out, '(');
  add_list (out, args);
  for (guint i = 0; i < keywords->n; i++)
    {
      const OuroNode *keyword = keywords->items[i];

      if (args->n + i > 0)
        g_string_append (out, ", ");
      if (keyword->keyword.arg != NULL)
        g_string_append_printf (out, "%s=", keyword->keyword.arg);
      else
        g_string_append (out, "**");
      add (out, keyword->keyword.value, TIGHTNESS_TEST);
    }
  g_string_append_c (out, ')');
}

static void
add_attribute (GString        *out,
               const OuroNode *node)
{
  const OuroNode *value = node->attribute.value;

  add (out, value, TIGHTNESS_ATOM);
  /* "1.real" would be a number. */
  if (value->kind == OURO_NODE_CONSTANT && value->constant.kind == OURO_CONSTANT_INT)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, ".%s", node->attribute.attr);
}

static void
add_slice (GString        *out,
           const OuroNode *node)
{
  if (node->slice.lower != NULL)
    add (out, node->slice.lower, TIGHTNESS_TEST);
  g_string_append_c (out, ':');
  if (node->slice.upper != NULL)
    add (out, node->slice.upper, TIGHTNESS_TEST);
  if (node->slice.step == NULL)
    return;
  g_string_append_c (out, ':');
  add (out, node->slice.step, TIGHTNESS_TEST);
}

static void
add_subscript (GString        *out,
               const OuroNode *node)
{
  add (out, node->subscript.value, TIGHTNESS_ATOM);
  g_string_append_c (out, '[');
  add (out, node->subscript.slice, TIGHTNESS_TUPLE);
  g_string_append_c (out, ']');
}

static void
add_with_word (GString        *out,
               const OuroNode *value,
               const char     *word,
               gboolean        needs_parentheses,
               Tightness       place_of_value)
{
  begin_part (out, needs_parentheses);
  g_string_append (out, word);
  if (value != NULL)
    {
      g_string_append_c (out, ' ');
      add (out, value, place_of_value);
    }
  end_part (out, needs_parentheses);
}

static void
add_named (GString        *out,
           const OuroNode *node,
           Tightness       place)
{
  begin_part (out, place > TIGHTNESS_TUPLE);
  add (out, node->named_expr.target, TIGHTNESS_ATOM);
  g_string_append (out, " := ");
  add (out, node->named_expr.value, TIGHTNESS_ATOM);
  end_part (out, place > TIGHTNESS_TUPLE);
}

static void
add (GString        *out,
     const OuroNode *node,
     Tightness       place)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_BOOL_OP:
      add_bool (out, node, place);
      break;
    case OURO_NODE_NAMED_EXPR:
      add_named (out, node, place);
      break;
    case OURO_NODE_BIN_OP:
      add_binary (out, node, place);
      break;
    case OURO_NODE_UNARY_OP:
      add_unary (out, node, place);
      break;
    case OURO_NODE_LAMBDA:
      add_lambda (out, node, place);
      break;
    case OURO_NODE_IF_EXP:
      add_if (out, node, place);
      break;
    case OURO_NODE_DICT:
      add_dict (out, node);
      break;
    case OURO_NODE_SET:
      add_display (out, node, "{}");
      break;
    case OURO_NODE_LIST:
      add_display (out, node, "[]");
      break;
    case OURO_NODE_TUPLE:
      add_tuple (out, node, place);
      break;
    case OURO_NODE_LIST_COMP:
      add_comprehension (out, node, "[]");
      break;
    case OURO_NODE_SET_COMP:
    case OURO_NODE_DICT_COMP:
      add_comprehension (out, node, "{}");
      break;
    case OURO_NODE_GENERATOR_EXP:
      add_comprehension (out, node, "()");
      break;
    case OURO_NODE_AWAIT:
      add_with_word (out, node->expr.value, "await", place > TIGHTNESS_AWAIT, TIGHTNESS_ATOM);
      break;
    case OURO_NODE_YIELD:
      add_with_word (out, node->expr.value, "yield", TRUE, TIGHTNESS_TUPLE);
      break;
    case OURO_NODE_YIELD_FROM:
      add_with_word (out, node->expr.value, "yield from", TRUE, TIGHTNESS_TEST);
      break;
    case OURO_NODE_COMPARE:
      add_compare (out, node, place);
      break;
    case OURO_NODE_CALL:
      add_call (out, node);
      break;
    case OURO_NODE_JOINED_STR:
      add_fstring (out, node, "f");
      break;
    case OURO_NODE_TEMPLATE_STR:
      add_fstring (out, node, "t");
      break;
    case OURO_NODE_CONSTANT:
      add_constant (out, node);
      break;
    case OURO_NODE_ATTRIBUTE:
      add_attribute (out, node);
      break;
    case OURO_NODE_SUBSCRIPT:
      add_subscript (out, node);
      break;
    case OURO_NODE_STARRED:
      g_string_append_c (out, '*');
      add (out, node->starred.value, TIGHTNESS_BIT_OR);
      break;
    case OURO_NODE_NAME:
      g_string_append (out, node->name.id);
      break;
    case OURO_NODE_SLICE:
      add_slice (out, node);
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
ouro_unparse (const OuroNode *node)
{
  GString *out = g_string_new (NULL);

  add (out, node, TIGHTNESS_TEST);
  return g_string_free (out, FALSE);
}
