/* ouro-compiler-blocks.c - try and with, and what leaves them
 *
 * Nothing is done on entering a try: a table says which instructions a handler guards. A handler finds on
 * the stack what was there when the block began, the place of the instruction that raised where it is kept, and
 * the exception.
 */
#include "ouro-compiler-private.h"

/* Blocks ------------------------------------------------------------------------------------- */

/* Python/compile.c, CO_MAXBLOCKS: one more from 3.13 on, which nobody will miss. */
#define MAX_BLOCKS 20

OuroBlock *
ouro_compiler_push_block (OuroCompiler   *self,
                          OuroBlockKind   kind,
                          const OuroNode *node)
{
  GArray   *blocks = self->function->blocks;
  OuroBlock block = {
    .kind = kind,
    .start = OURO_NO_LABEL,
    .exit = OURO_NO_LABEL,
    .outer_handler = ouro_compiler_emitter (self)->handler,
    .node = node,
  };

  if (blocks->len >= MAX_BLOCKS)
    ouro_compiler_fail (self, node, "too many statically nested blocks");
  g_array_append_val (blocks, block);
  return &g_array_index (blocks, OuroBlock, blocks->len - 1);
}

void
ouro_compiler_pop_block (OuroCompiler *self)
{
  g_array_set_size (self->function->blocks, self->function->blocks->len - 1);
}

/* Leaving ------------------------------------------------------------------------------------ */

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

/* Calls __exit__ (None, None, None) and drops what it returns. */
static void
exit_with (OuroCompiler *self)
{
  if (!self->lowering->with_keeps_manager)
    ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  for (guint i = 0; i < 3; i++)
    ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_CALL, 3);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
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
  exit_with (self);
}

static void
forget_name (OuroCompiler *self,
             const char   *name)
{
  ouro_compiler_none (self);
  ouro_compiler_name (self, name, OURO_CONTEXT_STORE);
  ouro_compiler_name (self, name, OURO_CONTEXT_DEL);
}

static void
unwind_handler (OuroCompiler *self,
                const char   *name,
                gboolean      keeps_top)
{
  if (keeps_top)
    ouro_compiler_emit (self, OURO_OP_SWAP, 2);
  ouro_compiler_emit (self, OURO_OP_POP_EXCEPT, 0);
  if (name != NULL)
    forget_name (self, name);
}

/* compiler_unwind_fblock. The block has been taken off the list already. */
static void
unwind_block (OuroCompiler    *self,
              const OuroBlock *block,
              gboolean         keeps_top)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroPosition place = emitter->position;

  ouro_emitter_set_handler (emitter, block->outer_handler);
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
      ouro_emitter_set_place (emitter, block->node);
      unwind_with (self, keeps_top);
      emitter->position = place;
      break;
    case OURO_BLOCK_HANDLER:
      unwind_handler (self, block->name, keeps_top);
      break;
    case OURO_BLOCK_WHILE:
    case OURO_BLOCK_TRY:
    default:
      break;
    }
}

/* Leaves all blocks, or those inside the innermost loop, whose block is returned (NULL when there is none). */
static const OuroBlock *
unwind (OuroCompiler *self,
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

void
ouro_compiler_return (OuroCompiler   *self,
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
  unwind (self, FALSE, keeps_top);
  if (node->return_.value == NULL)
    ouro_compiler_none (self);
  else if (constant != NULL)
    ouro_emitter_emit_constant (emitter, constant);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  emitter->depth = depth;
  ouro_emitter_set_handler (emitter, handler);
}

void
ouro_compiler_break_or_continue (OuroCompiler   *self,
                                 const OuroNode *node)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  guint            depth = emitter->depth;
  gint             handler = emitter->handler;
  gboolean         is_break = node->kind == OURO_NODE_BREAK;
  const OuroBlock *loop = unwind (self, TRUE, FALSE);
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

/* try ---------------------------------------------------------------------------------------- */

/* The end of every handler that was itself interrupted: the exception handled before is handled again, and the new one goes
 * on. */
static void
emit_cleanup (OuroCompiler *self,
              OuroLabel     cleanup)
{
  ouro_emitter_place_handler (ouro_compiler_emitter (self), cleanup);
  ouro_compiler_emit (self, OURO_OP_COPY, 3);
  ouro_compiler_emit (self, OURO_OP_POP_EXCEPT, 0);
  ouro_compiler_emit (self, OURO_OP_RERAISE, 1);
}

/* except E as name: the name is gone after the body, however that ends. */
static void
named_handler (OuroCompiler   *self,
               const OuroNode *node,
               gint            outer,
               OuroLabel       end)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    cleanup = ouro_emitter_new_label (emitter);
  const char  *name = node->except_handler.name;
  OuroBlock   *block;
  gint         around;

  ouro_compiler_name (self, name, OURO_CONTEXT_STORE);
  block = ouro_compiler_push_block (self, OURO_BLOCK_HANDLER, node);
  block->outer_handler = outer;
  block->name = name;
  around = ouro_emitter_push_handler (emitter, cleanup, TRUE);
  ouro_compiler_body (self, &node->except_handler.body);
  ouro_compiler_pop_block (self);
  ouro_emitter_set_handler (emitter, outer);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_POP_EXCEPT, 0);
  forget_name (self, name);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);

  ouro_emitter_set_handler (emitter, around);
  ouro_emitter_place_handler (emitter, cleanup);
  forget_name (self, name);
  ouro_compiler_emit (self, OURO_OP_RERAISE, 1);
}

static void
plain_handler (OuroCompiler   *self,
               const OuroNode *node,
               gint            outer,
               OuroLabel       end)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  gint         around = emitter->handler;

  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  ouro_compiler_push_block (self, OURO_BLOCK_HANDLER, node)->outer_handler = outer;
  ouro_compiler_body (self, &node->except_handler.body);
  ouro_compiler_pop_block (self);
  ouro_emitter_set_handler (emitter, outer);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_POP_EXCEPT, 0);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_set_handler (emitter, around);
}

static void
handlers (OuroCompiler       *self,
          const OuroNodeList *list,
          gint                outer,
          OuroLabel           end)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  for (guint i = 0; i < list->n && !self->failed; i++)
    {
      const OuroNode *node = list->items[i];
      OuroLabel       next = ouro_emitter_new_label (emitter);

      if (node->except_handler.type == NULL && i + 1 < list->n)
        ouro_compiler_fail (self, node, "default 'except:' must be last");
      ouro_compiler_line (self, node);
      if (node->except_handler.type != NULL)
        {
          ouro_compiler_expression (self, node->except_handler.type);
          ouro_emitter_set_place (emitter, node);
          ouro_compiler_emit (self, OURO_OP_CHECK_EXC_MATCH, 0);
          ouro_emitter_emit_jump (emitter, OURO_OP_POP_JUMP_IF_FALSE, next);
        }
      if (node->except_handler.name != NULL)
        named_handler (self, node, outer, end);
      else
        plain_handler (self, node, outer, end);
      ouro_emitter_place_label (emitter, next);
    }
}

static void
try_except (OuroCompiler   *self,
            const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    except = ouro_emitter_new_label (emitter);
  OuroLabel    cleanup = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);
  gint         outer;

  ouro_compiler_push_block (self, OURO_BLOCK_TRY, node);
  outer = ouro_emitter_push_handler (emitter, except, FALSE);
  ouro_compiler_emit (self, OURO_OP_NOP, 0);
  ouro_compiler_body (self, &node->try_.body);
  ouro_compiler_pop_block (self);
  ouro_emitter_set_handler (emitter, outer);
  ouro_compiler_body (self, &node->try_.orelse);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);

  ouro_emitter_place_handler (emitter, except);
  ouro_emitter_push_handler (emitter, cleanup, TRUE);
  ouro_compiler_emit (self, OURO_OP_PUSH_EXC_INFO, 0);
  handlers (self, &node->try_.handlers, outer, end);
  ouro_compiler_emit (self, OURO_OP_RERAISE, 0);
  ouro_emitter_set_handler (emitter, outer);
  emit_cleanup (self, cleanup);
  ouro_emitter_place_label (emitter, end);
}

static void
try_finally (OuroCompiler   *self,
             const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    end = ouro_emitter_new_label (emitter);
  OuroLabel    cleanup = ouro_emitter_new_label (emitter);
  OuroLabel    exit = ouro_emitter_new_label (emitter);
  gboolean     was_silent = self->is_silent;
  gint         outer;

  ouro_compiler_push_block (self, OURO_BLOCK_FINALLY_TRY, node)->finalbody = &node->try_.finalbody;
  outer = ouro_emitter_push_handler (emitter, end, FALSE);
  ouro_compiler_emit (self, OURO_OP_NOP, 0);
  if (node->try_.handlers.n > 0)
    try_except (self, node);
  else
    ouro_compiler_body (self, &node->try_.body);
  ouro_compiler_pop_block (self);
  ouro_emitter_set_handler (emitter, outer);
  ouro_compiler_body (self, &node->try_.finalbody);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, exit);

  ouro_emitter_place_handler (emitter, end);
  ouro_emitter_push_handler (emitter, cleanup, TRUE);
  ouro_compiler_emit (self, OURO_OP_PUSH_EXC_INFO, 0);
  ouro_compiler_push_block (self, OURO_BLOCK_FINALLY_END, node)->outer_handler = outer;
  self->is_silent = was_silent || self->lowering->copies_are_silent;
  ouro_compiler_body (self, &node->try_.finalbody);
  self->is_silent = was_silent;
  ouro_compiler_pop_block (self);
  ouro_compiler_emit (self, OURO_OP_RERAISE, 0);
  ouro_emitter_set_handler (emitter, outer);
  emit_cleanup (self, cleanup);
  ouro_emitter_place_label (emitter, exit);
}

void
ouro_compiler_try (OuroCompiler   *self,
                   const OuroNode *node)
{
  if (node->try_.finalbody.n > 0)
    try_finally (self, node);
  else
    try_except (self, node);
}

/* with --------------------------------------------------------------------------------------- */

/* __exit__ is told of the exception; it goes on unless __exit__ returns something true. */
static void
with_exception (OuroCompiler   *self,
                const OuroNode *node,
                OuroLabel       final,
                OuroLabel       exit,
                gint            outer)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    cleanup = ouro_emitter_new_label (emitter);
  OuroLabel    suppress = ouro_emitter_new_label (emitter);

  ouro_emitter_place_handler (emitter, final);
  ouro_emitter_set_place (emitter, node);
  ouro_emitter_push_handler (emitter, cleanup, TRUE);
  ouro_compiler_emit (self, OURO_OP_PUSH_EXC_INFO, 0);
  ouro_compiler_emit (self, OURO_OP_WITH_EXCEPT_START, self->lowering->with_keeps_manager);
  ouro_emitter_emit_jump (emitter, OURO_OP_POP_JUMP_IF_TRUE, suppress);
  ouro_compiler_emit (self, OURO_OP_RERAISE, 2);
  ouro_emitter_place_label (emitter, suppress);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  ouro_emitter_set_handler (emitter, outer);
  ouro_compiler_emit (self, OURO_OP_POP_EXCEPT, 0);
  for (guint i = 0; i < 2 + (guint)self->lowering->with_keeps_manager; i++)
    ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, exit);
  emit_cleanup (self, cleanup);
}

static void
with_item (OuroCompiler   *self,
           const OuroNode *node,
           guint           index)
{
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  const OuroNode *item = node->with.items.items[index];
  const OuroNode *place = self->lowering->iteration_has_whole_place ? node : item->with_item.context_expr;
  OuroLabel       final = ouro_emitter_new_label (emitter);
  OuroLabel       exit = ouro_emitter_new_label (emitter);
  gint            outer;

  if (self->failed)
    return;
  ouro_compiler_expression (self, item->with_item.context_expr);
  ouro_emitter_set_place (emitter, place);
  ouro_compiler_emit (self, self->lowering->with_keeps_manager ? OURO_OP_BEFORE_WITH_MANAGER : OURO_OP_BEFORE_WITH, 0);
  ouro_compiler_push_block (self, OURO_BLOCK_WITH, place);
  outer = ouro_emitter_push_handler_below (emitter, final, TRUE, 1);
  if (item->with_item.optional_vars != NULL)
    ouro_compiler_store (self, item->with_item.optional_vars);
  else
    ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  if (index + 1 < node->with.items.n)
    with_item (self, node, index + 1);
  else
    ouro_compiler_body (self, &node->with.body);
  ouro_compiler_pop_block (self);
  ouro_emitter_set_handler (emitter, outer);
  ouro_emitter_set_place (emitter, place);
  exit_with (self);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, exit);
  with_exception (self, place, final, exit, outer);
  ouro_emitter_place_label (emitter, exit);
}

void
ouro_compiler_with (OuroCompiler   *self,
                    const OuroNode *node)
{
  with_item (self, node, 0);
}
