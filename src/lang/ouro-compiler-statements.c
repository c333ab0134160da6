/* ouro-compiler-statements.c - assignments, loops, imports: all statements but definitions, try and with */
#include "ouro-compiler-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void statement (OuroCompiler   *self,
                       const OuroNode *node);

/* Lines -------------------------------------------------------------------------------------- */

void
ouro_compiler_line (OuroCompiler   *self,
                    const OuroNode *node)
{
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  if (!self->lowering->is_library)
    ouro_compiler_emit (self, OURO_OP_LINE, node->line);
}

void
ouro_compiler_statement_end (OuroCompiler *self,
                             guint32       line)
{
  if (self->function->is_module && !self->lowering->is_library)
    ouro_compiler_emit (self, OURO_OP_STATEMENT_END, line);
}

static gboolean
can_finish (const OuroNode *node)
{
  return node->kind != OURO_NODE_BREAK && node->kind != OURO_NODE_CONTINUE && node->kind != OURO_NODE_RAISE &&
         node->kind != OURO_NODE_RETURN;
}

void
ouro_compiler_body (OuroCompiler       *self,
                    const OuroNodeList *body)
{
  for (guint i = 0; i < body->n && !self->failed; i++)
    {
      const OuroNode *node = body->items[i];

      if (self->unit->n_instructions > OURO_MAX_INSTRUCTIONS)
        ouro_compiler_refuse (self, node, _ ("it is too large: more than %u instructions"), OURO_MAX_INSTRUCTIONS);
      if (node->kind != OURO_NODE_GLOBAL && node->kind != OURO_NODE_NONLOCAL)
        ouro_compiler_line (self, node);
      statement (self, node);
      if (self->function->is_module && can_finish (node))
        {
          ouro_emitter_set_place (ouro_compiler_emitter (self), node);
          ouro_compiler_statement_end (self, node->line);
        }
    }
}

/* Assignments -------------------------------------------------------------------------------- */

/* Whether a, = x, or a, b = x, y or a, b, c = x, y, z goes without a tuple. */
static gboolean
is_swap (OuroCompiler   *self,
         const OuroNode *target,
         const OuroNode *value)
{
  if ((target->kind != OURO_NODE_TUPLE && target->kind != OURO_NODE_LIST) || value->kind != OURO_NODE_TUPLE)
    return FALSE;
  if (target->sequence.elts.n != value->sequence.elts.n || value->sequence.elts.n < 1 || value->sequence.elts.n > 3)
    return FALSE;
  return !ouro_compiler_has_star (&target->sequence.elts) && !ouro_compiler_has_star (&value->sequence.elts) &&
         (self->lowering->swap_constants || ouro_fold (self->unit, value) == NULL);
}

/* A fast local. */
static gboolean
is_plain_local (OuroCompiler   *self,
                const OuroNode *node)
{
  const OuroScope *scope = self->function->scope;

  return node->kind == OURO_NODE_NAME && scope->kind == OURO_SCOPE_FUNCTION &&
         ouro_scope_get_binding (scope, node->name.id) == OURO_BINDING_LOCAL;
}

/* Whether the stores are turned round instead of the values: all are fast locals, and no two the same (Python/flowgraph.c, apply_static_swaps). */
static gboolean
stores_backward (OuroCompiler       *self,
                 const OuroNodeList *targets)
{
  for (guint i = 0; i < targets->n; i++)
    {
      if (!is_plain_local (self, targets->items[i]))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (targets->items[i]->name.id, targets->items[j]->name.id))
          return FALSE;
    }
  return TRUE;
}

/* No tuple is built; which target is stored first depends on the targets. TRUE when it was such. */
static gboolean
swap_assignment (OuroCompiler   *self,
                 const OuroNode *target,
                 const OuroNode *value)
{
  const OuroNodeList *targets = &target->sequence.elts;
  gboolean            backward;

  if (!is_swap (self, target, value))
    return FALSE;
  backward = stores_backward (self, targets);
  ouro_compiler_expressions (self, &value->sequence.elts);
  if (!backward && targets->n > 1)
    ouro_compiler_emit (self, OURO_OP_SWAP, targets->n);
  for (guint i = 0; i < targets->n; i++)
    ouro_compiler_store (self, targets->items[backward ? targets->n - 1 - i : i]);
  return TRUE;
}

static void
assign (OuroCompiler   *self,
        const OuroNode *node)
{
  const OuroNodeList *targets = &node->assign.targets;

  if (targets->n == 1 && swap_assignment (self, targets->items[0], node->assign.value))
    return;
  ouro_compiler_expression (self, node->assign.value);
  for (guint i = 0; i < targets->n; i++)
    {
      if (i + 1 < targets->n)
        ouro_compiler_emit (self, OURO_OP_COPY, 1);
      ouro_compiler_store (self, targets->items[i]);
    }
}

static void
augment_value (OuroCompiler   *self,
               const OuroNode *node)
{
  ouro_compiler_expression (self, node->aug_assign.value);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_INPLACE_OP, node->aug_assign.op);
}

static void
augment_attribute (OuroCompiler   *self,
                   const OuroNode *node)
{
  const OuroNode *target = node->aug_assign.target;
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  const char     *name = ouro_compiler_mangle (self, target->attribute.attr);

  ouro_compiler_expression (self, target->attribute.value);
  ouro_emitter_set_place_of_name (emitter, target, target);
  ouro_compiler_emit (self, OURO_OP_COPY, 1);
  ouro_emitter_emit_name (emitter, OURO_OP_LOAD_ATTR, name);
  augment_value (self, node);
  ouro_emitter_set_place_of_name (emitter, target, target);
  ouro_compiler_emit (self, OURO_OP_SWAP, 2);
  ouro_emitter_emit_name (emitter, OURO_OP_STORE_ATTR, name);
}

/* Container and key, or container and two bounds, are there twice: to read and to store. */
static void
augment_subscript (OuroCompiler   *self,
                   const OuroNode *node)
{
  const OuroNode *target = node->aug_assign.target;
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  gboolean        is_slice = ouro_compiler_is_plain_slice (self, target->subscript.slice);
  guint           n = is_slice ? 3 : 2;

  ouro_compiler_expression (self, target->subscript.value);
  if (is_slice)
    ouro_compiler_slice_bounds (self, target->subscript.slice);
  else
    ouro_compiler_expression (self, target->subscript.slice);
  ouro_emitter_set_place (emitter, target);
  for (guint i = 0; i < n; i++)
    ouro_compiler_emit (self, OURO_OP_COPY, n);
  ouro_compiler_emit (self, is_slice ? OURO_OP_BINARY_SLICE : OURO_OP_BINARY_SUBSCR, 0);
  augment_value (self, node);
  ouro_emitter_set_place (emitter, target);
  for (guint i = n + 1; i >= 2; i--)
    ouro_compiler_emit (self, OURO_OP_SWAP, i);
  ouro_compiler_emit (self, is_slice ? OURO_OP_STORE_SLICE : OURO_OP_STORE_SUBSCR, 0);
}

static void
aug_assign (OuroCompiler   *self,
            const OuroNode *node)
{
  const OuroNode *target = node->aug_assign.target;

  switch ((guint)target->kind)
    {
    case OURO_NODE_NAME:
      ouro_emitter_set_place (ouro_compiler_emitter (self), target);
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_LOAD);
      augment_value (self, node);
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_STORE);
      break;
    case OURO_NODE_ATTRIBUTE:
      augment_attribute (self, node);
      break;
    case OURO_NODE_SUBSCRIPT:
      augment_subscript (self, node);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Evaluated and forgotten: a wrong name in it is an error all the same. */
static void
check_expression (OuroCompiler   *self,
                  const OuroNode *node)
{
  ouro_compiler_expression (self, node);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
}

static void
check_subscript (OuroCompiler   *self,
                 const OuroNode *slice)
{
  const OuroNode *bounds[] = { slice->slice.lower, slice->slice.upper, slice->slice.step };

  if (slice->kind == OURO_NODE_TUPLE)
    for (guint i = 0; i < slice->sequence.elts.n; i++)
      check_subscript (self, slice->sequence.elts.items[i]);
  else if (slice->kind != OURO_NODE_SLICE)
    check_expression (self, slice);
  else
    for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
      if (bounds[i] != NULL)
        check_expression (self, bounds[i]);
}

/* Python/compile.c, compiler_annassign. */
static void
ann_assign (OuroCompiler   *self,
            const OuroNode *node)
{
  const OuroNode *target = node->ann_assign.target;

  if (node->ann_assign.value != NULL)
    {
      ouro_compiler_expression (self, node->ann_assign.value);
      ouro_compiler_store (self, target);
    }
  else if (target->kind == OURO_NODE_ATTRIBUTE)
    check_expression (self, target->attribute.value);
  else if (target->kind == OURO_NODE_SUBSCRIPT)
    {
      check_expression (self, target->subscript.value);
      check_subscript (self, target->subscript.slice);
    }
  /* Functions do not evaluate the annotations of their variables. */
  if (ouro_scope_has_fast_locals (self->function->scope))
    return;
  ouro_compiler_variable_annotation (self, node);
  if (!node->ann_assign.simple && !self->lowering->annotations_are_lazy && !self->lowering->annotations_are_strings)
    check_expression (self, node->ann_assign.annotation);
}

/* Other simple statements -------------------------------------------------------------------- */

static void
expression_statement (OuroCompiler   *self,
                      const OuroNode *node)
{
  /* A constant alone does nothing: Python/compile.c, compiler_visit_stmt_expr. */
  if (node->expr.value->kind == OURO_NODE_CONSTANT)
    {
      ouro_compiler_emit (self, OURO_OP_NOP, 0);
      return;
    }
  ouro_compiler_expression (self, node->expr.value);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
}

static void
assert_statement (OuroCompiler   *self,
                  const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  ouro_compiler_warn_of_assertion (self, node);
  ouro_compiler_jump_if (self, node->assert_.test, end, TRUE);
  ouro_compiler_emit (self, OURO_OP_LOAD_ASSERTION_ERROR, 0);
  if (node->assert_.msg != NULL)
    {
      /* CPython calls the type with the message in the place of self. */
      ouro_emitter_discount (emitter, 1);
      ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
      ouro_compiler_expression (self, node->assert_.msg);
      ouro_emitter_set_place (emitter, node);
      ouro_compiler_emit (self, OURO_OP_CALL, 1);
      ouro_emitter_discount (emitter, -1);
    }
  ouro_emitter_set_place (emitter, self->lowering->assertion_has_whole_place ? node : node->assert_.test);
  ouro_compiler_emit (self, OURO_OP_RAISE_VARARGS, 1);
  ouro_emitter_place_label (emitter, end);
}

static void
raise_statement (OuroCompiler   *self,
                 const OuroNode *node)
{
  guint n = 0;

  if (node->raise.exc != NULL)
    {
      ouro_compiler_expression (self, node->raise.exc);
      n++;
      if (node->raise.cause != NULL)
        {
          ouro_compiler_expression (self, node->raise.cause);
          n++;
        }
    }
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_RAISE_VARARGS, n);
}

/* Imports ------------------------------------------------------------------------------------ */

/* import a.b.c as d: the last module, reached through the first. */
static void
import_as (OuroCompiler *self,
           const char   *name,
           const char   *asname)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_FROM, parts[i]);
      ouro_compiler_emit (self, OURO_OP_SWAP, 2);
      ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
    }
  ouro_compiler_name (self, asname, OURO_CONTEXT_STORE);
}

static void
import_statement (OuroCompiler   *self,
                  const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  for (guint i = 0; i < node->import.names.n; i++)
    {
      const OuroNode  *alias = node->import.names.items[i];
      g_autofree char *first = g_strndup (alias->alias.name, strcspn (alias->alias.name, "."));

      ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, 0));
      ouro_compiler_none (self);
      ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_NAME, alias->alias.name);
      if (alias->alias.asname != NULL)
        {
          import_as (self, alias->alias.name, alias->alias.asname);
          continue;
        }
      ouro_compiler_name (self, first, OURO_CONTEXT_STORE);
    }
}

/* The names of a "from ... import" as a tuple. */
static OuroConstant *
get_import_list (OuroCompiler       *self,
                 const OuroNodeList *names)
{
  g_autofree OuroConstant **items = g_new (OuroConstant *, names->n);

  for (guint i = 0; i < names->n; i++)
    items[i] = ouro_constant_str (self->unit, names->items[i]->alias.name, strlen (names->items[i]->alias.name));
  return ouro_constant_tuple (self->unit, items, names->n);
}

static void
import_from_statement (OuroCompiler   *self,
                       const OuroNode *node)
{
  OuroEmitter        *emitter = ouro_compiler_emitter (self);
  const OuroNodeList *names = &node->import_from.names;
  const char         *module = node->import_from.module;

  if (ouro_compiler_is_late_future (self, node))
    ouro_compiler_fail (self, node, "from __future__ imports must occur at the beginning of the file");
  ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, node->import_from.level));
  ouro_emitter_emit_constant (emitter, get_import_list (self, names));
  ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_NAME, module != NULL ? module : "");
  for (guint i = 0; i < names->n; i++)
    {
      const OuroNode *alias = names->items[i];

      if (g_str_equal (alias->alias.name, "*"))
        {
          ouro_compiler_emit (self, OURO_OP_IMPORT_STAR, 0);
          self->imports_all = TRUE;
          return;
        }
      ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_FROM, alias->alias.name);
      ouro_compiler_name (self, alias->alias.asname != NULL ? alias->alias.asname : alias->alias.name, OURO_CONTEXT_STORE);
    }
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
}

/* Compound statements ------------------------------------------------------------------------ */

/* A long chain of elif is walked, not descended. Each if of it is a statement of its own that finishes. */
static void
if_statement (OuroCompiler   *self,
              const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (OuroLabel));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (TRUE)
    {
      const OuroNodeList *orelse = &node->if_.orelse;
      OuroLabel           end = ouro_emitter_new_label (emitter);
      OuroLabel           next = orelse->n > 0 ? ouro_emitter_new_label (emitter) : end;

      g_array_append_val (ends, end);
      g_array_append_val (lines, node->line);
      ouro_compiler_jump_if (self, node->if_.test, next, FALSE);
      ouro_compiler_body (self, &node->if_.body);
      if (orelse->n == 0)
        break;
      ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
      ouro_emitter_place_label (emitter, next);
      if (orelse->n != 1 || orelse->items[0]->kind != OURO_NODE_IF || self->failed)
        {
          ouro_compiler_body (self, orelse);
          break;
        }
      node = orelse->items[0];
      ouro_compiler_line (self, node);
    }
  for (guint i = ends->len; i-- > 0;)
    {
      ouro_emitter_place_label (emitter, g_array_index (ends, OuroLabel, i));
      if (i > 0)
        ouro_compiler_statement_end (self, g_array_index (lines, guint32, i));
    }
}

static void
while_statement (OuroCompiler   *self,
                 const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    body = ouro_emitter_new_label (emitter);
  OuroLabel    again = ouro_emitter_new_label (emitter);
  OuroLabel    orelse = ouro_emitter_new_label (emitter);
  OuroLabel    exit = ouro_emitter_new_label (emitter);
  OuroBlock   *block = ouro_compiler_push_block (self, OURO_BLOCK_WHILE, node);
  gboolean     was_silent = self->is_silent;

  block->start = again;
  block->exit = exit;
  ouro_compiler_jump_if (self, node->while_.test, orelse, FALSE);
  ouro_emitter_place_label (emitter, body);
  ouro_compiler_body (self, &node->while_.body);
  /* The test stands a second time at the bottom, as CPython has it: the loop turns after it. */
  ouro_emitter_place_label (emitter, again);
  ouro_compiler_line (self, node);
  self->is_silent = was_silent || self->lowering->copies_are_silent;
  ouro_compiler_jump_if (self, node->while_.test, orelse, FALSE);
  self->is_silent = was_silent;
  ouro_emitter_set_place (emitter, node);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, body);
  ouro_compiler_pop_block (self);
  ouro_emitter_place_label (emitter, orelse);
  ouro_compiler_body (self, &node->while_.orelse);
  ouro_emitter_place_label (emitter, exit);
}

static void
for_statement (OuroCompiler   *self,
               const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    start = ouro_emitter_new_label (emitter);
  OuroLabel    again = ouro_emitter_new_label (emitter);
  OuroLabel    orelse = ouro_emitter_new_label (emitter);
  OuroLabel    exit = ouro_emitter_new_label (emitter);
  OuroBlock   *block;

  ouro_compiler_iterable (self, node->for_.iter);
  ouro_emitter_set_place (emitter, self->lowering->iteration_has_whole_place ? node : node->for_.iter);
  ouro_compiler_get_iter (self);
  block = ouro_compiler_push_block (self, OURO_BLOCK_FOR, node);
  block->start = again;
  block->exit = exit;
  ouro_emitter_place_label (emitter, start);
  ouro_compiler_for_iter (self, orelse);
  ouro_emitter_set_place (emitter, node->for_.target);
  ouro_compiler_store (self, node->for_.target);
  ouro_compiler_body (self, &node->for_.body);
  ouro_emitter_place_label (emitter, again);
  ouro_compiler_line (self, node);
  ouro_emitter_set_place (emitter, self->lowering->iteration_has_whole_place ? node : node->for_.iter);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, start);
  ouro_compiler_pop_block (self);
  ouro_emitter_place_label (emitter, orelse);
  ouro_compiler_body (self, &node->for_.orelse);
  ouro_emitter_place_label (emitter, exit);
}

/* All ---------------------------------------------------------------------------------------- */

static void
statement (OuroCompiler   *self,
           const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_FUNCTION_DEF:
      ouro_compiler_function_def (self, node);
      break;
    case OURO_NODE_CLASS_DEF:
      ouro_compiler_class_def (self, node);
      break;
    case OURO_NODE_RETURN:
      ouro_compiler_return (self, node);
      break;
    case OURO_NODE_DELETE:
      for (guint i = 0; i < node->delete_.targets.n; i++)
        ouro_compiler_delete (self, node->delete_.targets.items[i]);
      break;
    case OURO_NODE_ASSIGN:
      assign (self, node);
      break;
    case OURO_NODE_AUG_ASSIGN:
      aug_assign (self, node);
      break;
    case OURO_NODE_ANN_ASSIGN:
      ann_assign (self, node);
      break;
    case OURO_NODE_FOR:
      for_statement (self, node);
      break;
    case OURO_NODE_WHILE:
      while_statement (self, node);
      break;
    case OURO_NODE_IF:
      if_statement (self, node);
      break;
    case OURO_NODE_WITH:
      ouro_compiler_with (self, node);
      break;
    case OURO_NODE_RAISE:
      raise_statement (self, node);
      break;
    case OURO_NODE_TRY:
      ouro_compiler_try (self, node);
      break;
    case OURO_NODE_ASSERT:
      assert_statement (self, node);
      break;
    case OURO_NODE_IMPORT:
      import_statement (self, node);
      break;
    case OURO_NODE_IMPORT_FROM:
      import_from_statement (self, node);
      break;
    case OURO_NODE_EXPR:
      expression_statement (self, node);
      break;
    case OURO_NODE_BREAK:
    case OURO_NODE_CONTINUE:
      ouro_compiler_break_or_continue (self, node);
      break;
    case OURO_NODE_PASS:
      ouro_compiler_emit (self, OURO_OP_NOP, 0);
      break;
    case OURO_NODE_GLOBAL:
    case OURO_NODE_NONLOCAL:
      break;
    default:
      g_assert_not_reached ();
    }
}
