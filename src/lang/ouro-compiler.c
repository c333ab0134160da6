/* ouro-compiler.c - statements, and the whole */
#include "ouro-compiler-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (OuroCompilerError, ouro_compiler_error)

static void statement (OuroCompiler   *self,
                       const OuroNode *node);

/* Errors ------------------------------------------------------------------------------------ */

static void
set_problem (OuroCompiler   *self,
             const OuroNode *node,
             const char     *format,
             va_list         args)
{
  if (self->failed)
    return;
  self->failed = TRUE;
  self->problem->code = OURO_SYNTAX_ERROR_SYNTAX;
  self->problem->message = g_strdup_vprintf (format, args);
  self->problem->line = node->line;
  self->problem->column = node->column + 1;
  self->problem->end_line = node->end_line;
  self->problem->end_column = node->end_column + 1;
}

void
ouro_compiler_fail (OuroCompiler   *self,
                    const OuroNode *node,
                    const char     *format,
                    ...)
{
  va_list args;

  va_start (args, format);
  set_problem (self, node, format, args);
  va_end (args);
}

void
ouro_compiler_refuse (OuroCompiler   *self,
                      const OuroNode *node,
                      const char     *format,
                      ...)
{
  va_list args;

  if (self->failed)
    return;
  self->is_unsupported = TRUE;
  va_start (args, format);
  set_problem (self, node, format, args);
  va_end (args);
}

/* Codes ------------------------------------------------------------------------------------- */

/* Outer.<locals>.inner, Class.method: Python/compile.c, compiler_set_qualname. */
static char *
make_qualname (OuroCompiler    *self,
               const OuroScope *scope,
               const char      *name)
{
  const OuroFunction *outer = self->function;

  if (outer == NULL || outer->is_module)
    return g_strdup (name);
  if (scope->kind != OURO_SCOPE_COMPREHENSION && !scope->is_inlined && outer->scope->kind != OURO_SCOPE_COMPREHENSION && ouro_scope_get_binding (outer->scope, name) == OURO_BINDING_GLOBAL)
    return g_strdup (name);
  if (outer->scope->kind == OURO_SCOPE_CLASS)
    return g_strconcat (outer->qualname, ".", name, NULL);
  return g_strconcat (outer->qualname, ".<locals>.", name, NULL);
}

static void
add_parameters (OuroCompiler *self)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  const OuroScope *scope = self->function->scope;

  for (guint i = 0; i < scope->parameters->len; i++)
    {
      const char *name = g_ptr_array_index (scope->parameters, i);
      gboolean    is_cell = ouro_scope_get_binding (scope, name) == OURO_BINDING_CELL;

      ouro_emitter_add_local (emitter, name, OURO_LOCAL_FAST | (is_cell ? OURO_LOCAL_CELL : 0));
    }
}

/* Cells of the code's own, in order of their names. Those of parameters stand in the parameters' places. */
static void
make_cells (OuroCompiler *self)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  const OuroScope *scope = self->function->scope;
  g_autoptr (GPtrArray) cells = ouro_scope_list (scope, OURO_BINDING_CELL);

  if (scope->needs_class_cell)
    g_ptr_array_add (cells, (gpointer) "__class__");
  for (guint i = 0; i < cells->len; i++)
    {
      const char *name = g_ptr_array_index (cells, i);
      gint        place = ouro_emitter_find_local (emitter, name, OURO_LOCAL_CELL);

      if (place < 0)
        place = (gint)ouro_emitter_add_local (emitter, name, OURO_LOCAL_CELL);
      ouro_compiler_emit (self, OURO_OP_MAKE_CELL, (guint32)place);
    }
}

static void
copy_free_vars (OuroCompiler *self)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  g_autoptr (GPtrArray) free_vars = ouro_scope_list (self->function->scope, OURO_BINDING_FREE);

  for (guint i = 0; i < free_vars->len; i++)
    ouro_emitter_add_local (emitter, g_ptr_array_index (free_vars, i), OURO_LOCAL_FREE);
  emitter->code->n_free = free_vars->len;
  if (free_vars->len > 0)
    ouro_compiler_emit (self, OURO_OP_COPY_FREE_VARS, free_vars->len);
}

static guint32
get_code_flags (const OuroScope *scope)
{
  guint32 flags = scope->is_nested ? OURO_CODE_NESTED : 0;

  if (scope->kind == OURO_SCOPE_MODULE)
    flags |= OURO_CODE_MODULE;
  else if (scope->kind == OURO_SCOPE_CLASS)
    flags |= OURO_CODE_CLASS;
  else
    flags |= OURO_CODE_OPTIMISED;
  if (scope->is_generator)
    flags |= OURO_CODE_GENERATOR;
  if (scope->is_coroutine)
    flags |= OURO_CODE_COROUTINE;
  return flags;
}

void
ouro_compiler_enter (OuroCompiler *self,
                     OuroScope    *scope,
                     const char   *name)
{
  OuroFunction *function = g_new0 (OuroFunction, 1);
  OuroCode     *code;

  function->qualname = make_qualname (self, scope, name);
  function->outer = self->function;
  function->emitter = ouro_emitter_new (self->unit);
  function->scope = scope;
  function->blocks = g_array_new (FALSE, FALSE, sizeof (OuroBlock));
  function->is_module = scope->kind == OURO_SCOPE_MODULE;
  self->function = function;

  code = function->emitter->code;
  code->name = g_strdup (name);
  code->qualname = g_strdup (function->qualname);
  code->flags = get_code_flags (scope);
  code->first_line = scope->node->line;
  ouro_emitter_set_place (function->emitter, scope->node);
  add_parameters (self);
  copy_free_vars (self);
  make_cells (self);
  if (scope->is_generator || scope->is_coroutine)
    ouro_compiler_emit (self, OURO_OP_RETURN_GENERATOR, 0);
  ouro_compiler_emit (self, OURO_OP_RESUME, 0);
}

OuroConstant *
ouro_compiler_leave (OuroCompiler *self)
{
  OuroFunction *function = self->function;
  OuroCode     *code = ouro_emitter_finish (function->emitter, self->lowering->borrow_locals);

  self->function = function->outer;
  ouro_emitter_free (function->emitter);
  g_array_unref (function->blocks);
  g_free (function->qualname);
  g_free (function);
  return ouro_constant_code (self->unit, code);
}

/* Lines ------------------------------------------------------------------------------------- */

void
ouro_compiler_line (OuroCompiler   *self,
                    const OuroNode *node)
{
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_LINE, node->line);
}

static gboolean
can_finish (const OuroNode *node)
{
  return node->kind != OURO_NODE_BREAK && node->kind != OURO_NODE_CONTINUE && node->kind != OURO_NODE_RAISE && node->kind != OURO_NODE_RETURN;
}

void
ouro_compiler_body (OuroCompiler       *self,
                    const OuroNodeList *body)
{
  for (guint i = 0; i < body->n && !self->failed; i++)
    {
      const OuroNode *node = body->items[i];

      if (node->kind != OURO_NODE_GLOBAL && node->kind != OURO_NODE_NONLOCAL)
        ouro_compiler_line (self, node);
      statement (self, node);
      if (self->function->is_module && can_finish (node))
        {
          ouro_emitter_set_place (ouro_compiler_emitter (self), node);
          ouro_compiler_emit (self, OURO_OP_STATEMENT_END, node->line);
        }
    }
}

/* Blocks ------------------------------------------------------------------------------------ */

OuroBlock *
ouro_compiler_push_block (OuroCompiler *self,
                          OuroBlockKind kind)
{
  OuroBlock block = { .kind = kind, .start = OURO_NO_LABEL, .exit = OURO_NO_LABEL, .outer_handler = ouro_compiler_emitter (self)->handler };

  g_array_append_val (self->function->blocks, block);
  return &g_array_index (self->function->blocks, OuroBlock, self->function->blocks->len - 1);
}

void
ouro_compiler_pop_block (OuroCompiler *self)
{
  g_array_set_size (self->function->blocks, self->function->blocks->len - 1);
}

void
ouro_compiler_exit_with (OuroCompiler *self)
{
  if (!self->lowering->with_keeps_manager)
    ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  for (guint i = 0; i < 3; i++)
    ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_CALL, 3);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
}

/* The top of the stack is to be returned: what lies below it goes first. */
static void
drop_below (OuroCompiler *self,
            guint         n,
            gboolean      keeps_top)
{
  for (guint i = 0; i < n; i++)
    {
      if (keeps_top)
        ouro_compiler_emit (self, OURO_OP_SWAP, 2);
      ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
    }
}

static void
unwind_with (OuroCompiler *self,
             gboolean      keeps_top)
{
  /* What __exit__ needs comes up to the top: two places where the manager is kept. */
  if (keeps_top && self->lowering->with_keeps_manager)
    ouro_compiler_emit (self, OURO_OP_SWAP, 3);
  if (keeps_top)
    ouro_compiler_emit (self, OURO_OP_SWAP, 2);
  ouro_compiler_exit_with (self);
}

static void
unwind_handler (OuroCompiler *self,
                const char   *name,
                gboolean      keeps_top)
{
  if (keeps_top)
    ouro_compiler_emit (self, OURO_OP_SWAP, 2);
  ouro_compiler_emit (self, OURO_OP_POP_EXCEPT, 0);
  if (name == NULL)
    return;
  ouro_compiler_none (self);
  ouro_compiler_name (self, name, OURO_CONTEXT_STORE);
  ouro_compiler_name (self, name, OURO_CONTEXT_DEL);
}

/* compiler_unwind_fblock. The block has been taken off the list already. */
static void
unwind_block (OuroCompiler    *self,
              const OuroBlock *block,
              gboolean         keeps_top)
{
  ouro_emitter_set_handler (ouro_compiler_emitter (self), block->outer_handler);
  switch (block->kind)
    {
    case OURO_BLOCK_FOR:
      drop_below (self, ouro_compiler_iterator_places (self), keeps_top);
      break;
    case OURO_BLOCK_FINALLY_TRY:
      ouro_compiler_body (self, block->finalbody);
      break;
    case OURO_BLOCK_FINALLY_END:
      drop_below (self, 1, keeps_top);
      unwind_handler (self, NULL, keeps_top);
      break;
    case OURO_BLOCK_WITH:
      unwind_with (self, keeps_top);
      break;
    case OURO_BLOCK_HANDLER:
      unwind_handler (self, block->name, keeps_top);
      break;
    case OURO_BLOCK_WHILE:
    case OURO_BLOCK_TRY:
    case OURO_BLOCK_INLINED:
    default:
      break;
    }
}

const OuroBlock *
ouro_compiler_unwind (OuroCompiler *self,
                      gboolean      to_loop,
                      gboolean      keeps_top)
{
  GArray               *blocks = self->function->blocks;
  g_autofree OuroBlock *saved = g_memdup2 (blocks->data, blocks->len * sizeof (OuroBlock));
  guint                 n = blocks->len;
  const OuroBlock      *loop = NULL;

  /* A finally body that is copied here must not see the blocks that have been left. */
  while (blocks->len > 0 && loop == NULL)
    {
      const OuroBlock *block = &saved[blocks->len - 1];

      if (to_loop && (block->kind == OURO_BLOCK_FOR || block->kind == OURO_BLOCK_WHILE))
        loop = block;
      else
        {
          g_array_set_size (blocks, blocks->len - 1);
          unwind_block (self, block, keeps_top);
        }
    }
  g_array_set_size (blocks, 0);
  g_array_append_vals (blocks, saved, n);
  return loop != NULL ? &g_array_index (blocks, OuroBlock, loop - saved) : NULL;
}

/* Simple statements ------------------------------------------------------------------------- */

static void
return_statement (OuroCompiler   *self,
                  const OuroNode *node)
{
  OuroEmitter  *emitter = ouro_compiler_emitter (self);
  guint         depth = emitter->depth;
  gint          handler = emitter->handler;
  OuroConstant *constant = NULL;
  gboolean      keeps_top;

  if (self->function->scope->kind != OURO_SCOPE_FUNCTION)
    {
      ouro_compiler_fail (self, node, "'return' outside function");
      return;
    }
  if (node->return_.value != NULL)
    constant = ouro_fold (self->unit, node->return_.value);
  keeps_top = node->return_.value != NULL && constant == NULL;
  if (keeps_top)
    ouro_compiler_expression (self, node->return_.value);
  ouro_compiler_unwind (self, FALSE, keeps_top);
  if (node->return_.value == NULL)
    ouro_compiler_none (self);
  else if (constant != NULL)
    ouro_emitter_emit_constant (emitter, constant);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  emitter->depth = depth;
  ouro_emitter_set_handler (emitter, handler);
}

static void
break_or_continue (OuroCompiler   *self,
                   const OuroNode *node)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  guint            depth = emitter->depth;
  gint             handler = emitter->handler;
  gboolean         is_break = node->kind == OURO_NODE_BREAK;
  const OuroBlock *loop = ouro_compiler_unwind (self, TRUE, FALSE);
  OuroBlock        copy;

  if (loop == NULL)
    {
      ouro_compiler_fail (self, node, is_break ? "'break' outside loop" : "'continue' not properly in loop");
      return;
    }
  copy = *loop;
  if (is_break)
    {
      if (copy.kind == OURO_BLOCK_FOR)
        drop_below (self, ouro_compiler_iterator_places (self), FALSE);
      ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, copy.exit);
    }
  else
    ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, copy.start);
  emitter->depth = depth;
  ouro_emitter_set_handler (emitter, handler);
}

/* a, b = x, y: no tuple is built; which target is stored first depends on the version. TRUE when it was such. */
static gboolean
swap_assignment (OuroCompiler   *self,
                 const OuroNode *target,
                 const OuroNode *value)
{
  guint    n;
  gboolean all_fast = TRUE;

  if ((target->kind != OURO_NODE_TUPLE && target->kind != OURO_NODE_LIST) || value->kind != OURO_NODE_TUPLE)
    return FALSE;
  n = target->sequence.elts.n;
  if (n != value->sequence.elts.n || n < 2 || n > 3 || ouro_fold (self->unit, value) != NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const OuroNode *item = target->sequence.elts.items[i];

      if (item->kind == OURO_NODE_STARRED || value->sequence.elts.items[i]->kind == OURO_NODE_STARRED)
        return FALSE;
      all_fast = all_fast && item->kind == OURO_NODE_NAME && (self->function->scope->kind == OURO_SCOPE_FUNCTION || self->lowering->swap_stores) && ouro_scope_get_binding (self->function->scope, item->name.id) == OURO_BINDING_LOCAL;
    }
  for (guint i = 0; i < n; i++)
    ouro_compiler_expression (self, value->sequence.elts.items[i]);
  if (!all_fast)
    ouro_compiler_emit (self, OURO_OP_SWAP, n);
  for (guint i = 0; i < n; i++)
    ouro_compiler_store (self, target->sequence.elts.items[all_fast ? n - 1 - i : i]);
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
aug_assign (OuroCompiler   *self,
            const OuroNode *node)
{
  const OuroNode *target = node->aug_assign.target;
  OuroEmitter    *emitter = ouro_compiler_emitter (self);

  switch ((guint)target->kind)
    {
    case OURO_NODE_NAME:
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_LOAD);
      augment_value (self, node);
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_STORE);
      break;
    case OURO_NODE_ATTRIBUTE:
      ouro_compiler_expression (self, target->attribute.value);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_COPY, 1);
      ouro_emitter_emit_name (emitter, OURO_OP_LOAD_ATTR, ouro_scopes_mangle (self->scopes, self->function->scope, target->attribute.attr));
      augment_value (self, node);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_SWAP, 2);
      ouro_emitter_emit_name (emitter, OURO_OP_STORE_ATTR, ouro_scopes_mangle (self->scopes, self->function->scope, target->attribute.attr));
      break;
    case OURO_NODE_SUBSCRIPT:
      ouro_compiler_expression (self, target->subscript.value);
      ouro_compiler_expression (self, target->subscript.slice);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_COPY, 2);
      ouro_compiler_emit (self, OURO_OP_COPY, 2);
      ouro_compiler_emit (self, OURO_OP_BINARY_SUBSCR, 0);
      augment_value (self, node);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_SWAP, 3);
      ouro_compiler_emit (self, OURO_OP_SWAP, 2);
      ouro_compiler_emit (self, OURO_OP_STORE_SUBSCR, 0);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Annotations are read and ignored; the value and the target are not. */
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
}

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

  ouro_compiler_jump_if (self, node->assert_.test, end, TRUE);
  ouro_compiler_emit (self, OURO_OP_LOAD_ASSERTION_ERROR, 0);
  if (node->assert_.msg != NULL)
    {
      ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
      ouro_compiler_expression (self, node->assert_.msg);
      ouro_emitter_set_place (emitter, node);
      ouro_compiler_emit (self, OURO_OP_CALL, 1);
    }
  ouro_emitter_set_place (emitter, node->assert_.test);
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

/* Imports ----------------------------------------------------------------------------------- */

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
      g_autofree char *first = g_strdup (alias->alias.name);

      ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, 0));
      ouro_compiler_none (self);
      ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_NAME, alias->alias.name);
      if (alias->alias.asname != NULL)
        {
          import_as (self, alias->alias.name, alias->alias.asname);
          continue;
        }
      if (strchr (first, '.') != NULL)
        *strchr (first, '.') = '\0';
      ouro_compiler_name (self, first, OURO_CONTEXT_STORE);
    }
}

static void
import_from_statement (OuroCompiler   *self,
                       const OuroNode *node)
{
  OuroEmitter              *emitter = ouro_compiler_emitter (self);
  const OuroNodeList       *names = &node->import_from.names;
  g_autofree OuroConstant **items = g_new (OuroConstant *, names->n);

  ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, node->import_from.level));
  for (guint i = 0; i < names->n; i++)
    items[i] = ouro_constant_str (self->unit, names->items[i]->alias.name, strlen (names->items[i]->alias.name));
  ouro_emitter_emit_constant (emitter, ouro_constant_tuple (self->unit, items, names->n));
  ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_NAME, node->import_from.module != NULL ? node->import_from.module : "");
  for (guint i = 0; i < names->n; i++)
    {
      const OuroNode *alias = names->items[i];

      if (g_str_equal (alias->alias.name, "*"))
        {
          ouro_compiler_emit (self, OURO_OP_IMPORT_STAR, 0);
          return;
        }
      ouro_emitter_emit_name (emitter, OURO_OP_IMPORT_FROM, alias->alias.name);
      ouro_compiler_name (self, alias->alias.asname != NULL ? alias->alias.asname : alias->alias.name, OURO_CONTEXT_STORE);
    }
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
}

/* Compound statements ----------------------------------------------------------------------- */

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
      if (i > 0 && self->function->is_module)
        ouro_compiler_emit (self, OURO_OP_STATEMENT_END, g_array_index (lines, guint32, i));
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
  OuroBlock   *block = ouro_compiler_push_block (self, OURO_BLOCK_WHILE);

  block->start = again;
  block->exit = exit;
  ouro_compiler_jump_if (self, node->while_.test, orelse, FALSE);
  ouro_emitter_place_label (emitter, body);
  ouro_compiler_body (self, &node->while_.body);
  /* The test stands a second time at the bottom, as CPython has it: the loop turns after it. */
  ouro_emitter_place_label (emitter, again);
  ouro_compiler_line (self, node);
  ouro_compiler_jump_if (self, node->while_.test, orelse, FALSE);
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
  ouro_emitter_set_place (emitter, node->for_.iter);
  ouro_compiler_get_iter (self);
  block = ouro_compiler_push_block (self, OURO_BLOCK_FOR);
  block->start = again;
  block->exit = exit;
  ouro_emitter_place_label (emitter, start);
  ouro_compiler_for_iter (self, orelse);
  ouro_emitter_set_place (emitter, node->for_.target);
  ouro_compiler_store (self, node->for_.target);
  ouro_compiler_body (self, &node->for_.body);
  ouro_emitter_place_label (emitter, again);
  ouro_compiler_line (self, node);
  ouro_emitter_set_place (emitter, node->for_.iter);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, start);
  ouro_compiler_pop_block (self);
  ouro_emitter_place_label (emitter, orelse);
  ouro_compiler_body (self, &node->for_.orelse);
  ouro_emitter_place_label (emitter, exit);
}

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
      return_statement (self, node);
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
      break_or_continue (self, node);
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

/* The whole --------------------------------------------------------------------------------- */

/* Columns of nodes are bytes; a problem has characters, and the line. */
static void
complete_problem (OuroSyntaxProblem *problem,
                  const char        *text,
                  gsize              length)
{
  const char *line = text;
  const char *end = text + length;
  const char *newline;
  gsize       n;

  for (guint32 i = 1; i < problem->line && line != NULL; i++)
    {
      line = memchr (line, '\n', end - line);
      line = line != NULL ? line + 1 : NULL;
    }
  if (line == NULL || problem->line == 0)
    return;
  newline = memchr (line, '\n', end - line);
  n = (newline != NULL ? newline : end) - line;
  problem->text = g_strdup_printf ("%.*s\n", (int)n, line);
  problem->column = g_utf8_strlen (line, MIN (problem->column - 1, n)) + 1;
  if (problem->end_line == problem->line)
    problem->end_column = g_utf8_strlen (line, MIN (problem->end_column - 1, n)) + 1;
}

static void
set_error (const OuroCompiler *self,
           GError            **error)
{
  if (self->is_unsupported)
    g_set_error (error, OURO_COMPILER_ERROR, OURO_COMPILER_ERROR_UNSUPPORTED, _ ("The simulator does not run this: %s"), self->problem->message);
  else
    g_set_error (error, OURO_SYNTAX_ERROR, OURO_SYNTAX_ERROR_SYNTAX, "%s", self->problem->message);
}

static void
compile_module (OuroCompiler   *self,
                const OuroNode *root)
{
  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, root), "<module>");
  ouro_compiler_body (self, &root->module.body);
  ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
}

static void
compile_expression (OuroCompiler   *self,
                    const OuroNode *root)
{
  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, root), "<expression>");
  self->function->is_module = FALSE;
  ouro_compiler_expression (self, root);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
}

static OuroCodeUnit *
compile (const OuroSyntaxTree *tree,
         const char           *text,
         gsize                 length,
         const OuroDialect    *dialect,
         const OuroLowering   *lowering,
         OuroSyntaxProblem    *problem,
         GError              **error)
{
  const OuroNode *root = ouro_syntax_tree_get_root (tree);
  g_auto (OuroSyntaxProblem) own_problem = { 0 };
  OuroCompiler self = { .dialect = dialect, .lowering = lowering, .problem = problem != NULL ? problem : &own_problem };

  self.unit = ouro_code_unit_new ();
  ouro_compiler_check_support (&self, root);
  if (!self.failed)
    {
      self.scopes = ouro_scopes_new (root, lowering->inline_comprehensions, self.problem);
      self.failed = self.scopes == NULL;
    }
  if (!self.failed)
    {
      if (root->kind == OURO_NODE_MODULE)
        compile_module (&self, root);
      else
        compile_expression (&self, root);
      /* The main code belongs to the unit itself, not to a constant. */
      self.unit->main = g_steal_pointer (&ouro_compiler_leave (&self)->code);
      g_ptr_array_set_size (self.unit->constants, self.unit->constants->len - 1);
    }
  ouro_scopes_free (self.scopes);
  if (!self.failed)
    return self.unit;
  complete_problem (self.problem, text, length);
  set_error (&self, error);
  ouro_code_unit_free (self.unit);
  return NULL;
}

OuroCodeUnit *
ouro_compile (const OuroSyntaxTree *tree,
              const char           *text,
              gsize                 length,
              const OuroDialect    *dialect,
              const OuroLowering   *lowering,
              OuroSyntaxProblem    *problem,
              GError              **error)
{
  g_return_val_if_fail (tree != NULL && text != NULL && dialect != NULL && lowering != NULL, NULL);
  return compile (tree, text, length, dialect, lowering, problem, error);
}

OuroCodeUnit *
ouro_compile_expression (const OuroSyntaxTree *tree,
                         const char           *text,
                         gsize                 length,
                         const OuroDialect    *dialect,
                         const OuroLowering   *lowering,
                         OuroSyntaxProblem    *problem,
                         GError              **error)
{
  g_return_val_if_fail (tree != NULL && text != NULL && dialect != NULL && lowering != NULL, NULL);
  return compile (tree, text, length, dialect, lowering, problem, error);
}
