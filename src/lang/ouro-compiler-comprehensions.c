/* ouro-compiler-comprehensions.c - iterators and comprehensions */
#include "ouro-compiler-private.h"

/* Iterators ---------------------------------------------------------------------------------- */

void
ouro_compiler_get_iter (OuroCompiler *self)
{
  ouro_compiler_emit (self, self->lowering->virtual_iterators ? OURO_OP_GET_ITER_VIRTUAL : OURO_OP_GET_ITER, 0);
}

guint
ouro_compiler_iterator_places (const OuroCompiler *self)
{
  return self->lowering->virtual_iterators ? 2 : 1;
}

void
ouro_compiler_for_iter (OuroCompiler *self,
                        OuroLabel     exit)
{
  OuroOp op = self->lowering->virtual_iterators ? OURO_OP_FOR_ITER_VIRTUAL : OURO_OP_FOR_ITER;

  ouro_emitter_emit_jump (ouro_compiler_emitter (self), op, exit);
}

void
ouro_compiler_iterable (OuroCompiler   *self,
                        const OuroNode *node)
{
  OuroConstant *constant = NULL;

  if (node->kind == OURO_NODE_LIST)
    constant = ouro_fold_items (self->unit, &node->sequence.elts, FALSE);
  else if (node->kind == OURO_NODE_SET)
    constant = ouro_fold_items (self->unit, &node->sequence.elts, TRUE);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  if (constant != NULL)
    ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
  else if (node->kind == OURO_NODE_LIST && !ouro_compiler_has_star (&node->sequence.elts))
    ouro_compiler_sequence (self, &node->sequence.elts, OURO_OP_BUILD_TUPLE);
  else
    ouro_compiler_expression (self, node);
}

/* Loops -------------------------------------------------------------------------------------- */

/* The key and the value; up to 3.11 the whole comprehension. */
static void
pair_place (OuroCompiler   *self,
            const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroPosition end;

  ouro_emitter_set_place (emitter, node->comp.value);
  end = emitter->position;
  ouro_emitter_set_place (emitter, self->lowering->inline_comprehensions ? node->comp.elt : node);
  if (!self->lowering->inline_comprehensions)
    return;
  emitter->position.end_line = end.end_line;
  emitter->position.end_column = end.end_column;
}

/* The innermost part: the element goes to what is being built, depth places below. */
static void
comprehension_element (OuroCompiler   *self,
                       const OuroNode *node,
                       guint           depth)
{
  ouro_compiler_expression (self, node->comp.elt);
  ouro_emitter_set_place (ouro_compiler_emitter (self), self->lowering->inline_comprehensions ? node->comp.elt : node);
  switch ((guint)node->kind)
    {
    case OURO_NODE_LIST_COMP:
      ouro_compiler_emit (self, OURO_OP_LIST_APPEND, depth);
      break;
    case OURO_NODE_SET_COMP:
      ouro_compiler_emit (self, OURO_OP_SET_ADD, depth);
      break;
    case OURO_NODE_DICT_COMP:
      ouro_compiler_expression (self, node->comp.value);
      pair_place (self, node);
      ouro_compiler_emit (self, OURO_OP_MAP_ADD, depth);
      break;
    default:
      ouro_compiler_emit (self, OURO_OP_YIELD_VALUE, 0);
      ouro_compiler_emit (self, OURO_OP_RESUME, 1);
      ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
      break;
    }
}

typedef struct
{
  OuroLabel start;
  OuroLabel again;
  OuroLabel end;
} Loop;

/* The beginning of one "for", with its ifs. The iterator of the first lies on the stack already. */
static void
begin_loop (OuroCompiler   *self,
            const OuroNode *node,
            const OuroNode *generator,
            gboolean        is_first,
            Loop           *loop)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  *loop = (Loop){ ouro_emitter_new_label (emitter), ouro_emitter_new_label (emitter), ouro_emitter_new_label (emitter) };
  if (!is_first)
    {
      ouro_compiler_iterable (self, generator->comprehension.iter);
      ouro_emitter_set_place (emitter, self->lowering->iteration_has_whole_place ? node : generator->comprehension.iter);
      ouro_compiler_get_iter (self);
    }
  ouro_emitter_place_label (emitter, loop->start);
  ouro_compiler_for_iter (self, loop->end);
  ouro_compiler_store (self, generator->comprehension.target);
  for (guint i = 0; i < generator->comprehension.ifs.n; i++)
    ouro_compiler_jump_if (self, generator->comprehension.ifs.items[i], loop->again, FALSE);
}

/* The loops, one inside the other, and the element. depth: of what is being built, below the first iterator. */
static void
comprehension_loops (OuroCompiler   *self,
                     const OuroNode *node,
                     guint           depth)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  guint            n = node->comp.generators.n;
  g_autofree Loop *loops = g_new (Loop, n);

  for (guint i = 0; i < n; i++)
    begin_loop (self, node, node->comp.generators.items[i], i == 0, &loops[i]);
  comprehension_element (self, node, depth + n * ouro_compiler_iterator_places (self));
  for (guint i = n; i-- > 0;)
    {
      ouro_emitter_place_label (emitter, loops[i].again);
      ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, loops[i].start);
      ouro_emitter_place_label (emitter, loops[i].end);
    }
}

static OuroOp
get_build_op (const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_LIST_COMP:
      return OURO_OP_BUILD_LIST;
    case OURO_NODE_SET_COMP:
      return OURO_OP_BUILD_SET;
    default:
      return OURO_OP_BUILD_MAP;
    }
}

/* Two ways ----------------------------------------------------------------------------------- */

/* What the first for goes over is evaluated outside. Where iterators are virtual it becomes one later, and a display is no
 * constant. */
static void
first_iterable (OuroCompiler   *self,
                const OuroNode *node)
{
  const OuroNode *iter = node->comp.generators.items[0]->comprehension.iter;

  if (self->lowering->virtual_iterators)
    ouro_compiler_expression (self, iter);
  else
    ouro_compiler_iterable (self, iter);
  ouro_emitter_set_place (ouro_compiler_emitter (self), self->lowering->iteration_has_whole_place ? node : iter);
}

/* The code of a function whose only argument is what the first "for" goes over: its iterator, or, where iterators are virtual,
 * the iterable itself, which a generator makes an iterator of before it is one (ouro_compiler_enter ()). */
static OuroConstant *
comprehension_code (OuroCompiler   *self,
                    const OuroNode *node)
{
  static const char *const names[] = { "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>" };
  gboolean                 is_generator = node->kind == OURO_NODE_GENERATOR_EXP;

  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, node), names[node->kind - OURO_NODE_LIST_COMP]);
  ouro_compiler_emitter (self)->code->n_args = 1;
  if (!is_generator)
    ouro_compiler_emit (self, get_build_op (node), 0);
  if (!is_generator || !self->lowering->virtual_iterators)
    ouro_compiler_name (self, ".0", OURO_CONTEXT_LOAD);
  if (!is_generator && self->lowering->virtual_iterators)
    ouro_compiler_get_iter (self);
  comprehension_loops (self, node, is_generator ? 0 : 1);
  if (is_generator)
    ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  return ouro_compiler_leave (self);
}

static void
call_comprehension (OuroCompiler   *self,
                    OuroConstant   *code,
                    const OuroNode *node)
{
  ouro_compiler_make_function (self, code, 0, node);
  first_iterable (self, node);
  if (!self->lowering->virtual_iterators)
    ouro_compiler_emit (self, OURO_OP_GET_ITER, 0);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_CALL, 0);
}

static void
comprehension_as_function (OuroCompiler   *self,
                           const OuroNode *node)
{
  OuroConstant *code = comprehension_code (self, node);

  if (code != NULL)
    call_comprehension (self, code, node);
}

/* Puts the variables' old values back; the result lies on top. */
static void
restore_locals (OuroCompiler *self,
                const GArray *places)
{
  for (guint i = places->len; i-- > 0;)
    {
      ouro_compiler_emit (self, OURO_OP_SWAP, 2);
      ouro_compiler_emit (self, OURO_OP_STORE_FAST_MAYBE_NULL, g_array_index (places, guint, i));
    }
}

/* The comprehension's variables take over their places among the locals: the old values go to the stack. */
static void
save_locals (OuroCompiler *self,
             GArray       *places)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  const OuroScope *scope = self->function->scope;

  for (guint i = 0; i < scope->order->len; i++)
    {
      const char *name = g_ptr_array_index (scope->order, i);
      OuroBinding binding = ouro_scope_get_binding (scope, name);
      guint8      flag = binding == OURO_BINDING_CELL ? OURO_LOCAL_CELL : OURO_LOCAL_FAST;
      gint        place;

      if (!ouro_scope_is_bound_here (scope, name))
        continue;
      place = ouro_emitter_find_local (emitter, name, flag);
      if (place < 0)
        place = (gint)ouro_emitter_add_local (emitter, name, flag | OURO_LOCAL_HIDDEN);
      ouro_compiler_emit (self, OURO_OP_LOAD_FAST_AND_CLEAR, (guint32)place);
      if (binding == OURO_BINDING_CELL)
        ouro_compiler_emit (self, OURO_OP_MAKE_CELL, (guint32)place);
      g_array_append_val (places, place);
    }
}

/* Inside the code around it (PEP 709): its variables give back their places after. */
static void
comprehension_inline (OuroCompiler   *self,
                      const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroScope   *around = self->function->scope;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  OuroLabel cleanup = ouro_emitter_new_label (emitter);
  OuroLabel end = ouro_emitter_new_label (emitter);
  gboolean  is_virtual = self->lowering->virtual_iterators;
  gint      outer;

  first_iterable (self, node);
  if (!is_virtual)
    ouro_compiler_emit (self, OURO_OP_GET_ITER, 0);
  self->function->scope = ouro_scopes_get (self->scopes, node);
  save_locals (self, places);
  /* The iterator, or what it will be made from, comes back to the top. */
  if (places->len > 0)
    ouro_compiler_emit (self, OURO_OP_ROTATE, places->len + 1);
  outer = ouro_emitter_push_handler_below (emitter, cleanup, FALSE, 1);
  ouro_compiler_emit (self, get_build_op (node), 0);
  ouro_compiler_emit (self, OURO_OP_SWAP, 2);
  if (is_virtual)
    ouro_compiler_get_iter (self);
  comprehension_loops (self, node, 1);
  ouro_emitter_set_handler (emitter, outer);
  restore_locals (self, places);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_handler (emitter, cleanup);
  restore_locals (self, places);
  ouro_compiler_emit (self, OURO_OP_RERAISE, 0);
  ouro_emitter_place_label (emitter, end);
  self->function->scope = around;
}

void
ouro_compiler_comprehension (OuroCompiler   *self,
                             const OuroNode *node)
{
  if (ouro_scopes_get (self->scopes, node)->is_inlined)
    comprehension_inline (self, node);
  else
    comprehension_as_function (self, node);
}

/* Built-ins that loop themselves ---------------------------------------------------------------- */

/* The generator on the stack gives its values to the container below. */
static void
gather_values (OuroCompiler *self,
               OuroOp        add)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    loop = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  ouro_emitter_place_label (emitter, loop);
  ouro_compiler_for_iter (self, end);
  ouro_compiler_emit (self, add, 1 + ouro_compiler_iterator_places (self));
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, loop);
  ouro_emitter_place_label (emitter, end);
}

/* The generator on the stack is asked until a value is as wanted. */
static void
search_values (OuroCompiler *self,
               gboolean      wanted)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    loop = ouro_emitter_new_label (emitter);
  OuroLabel    found = ouro_emitter_new_label (emitter);
  OuroLabel    exhausted = ouro_emitter_new_label (emitter);
  OuroLabel    end = ouro_emitter_new_label (emitter);

  ouro_emitter_place_label (emitter, loop);
  ouro_compiler_for_iter (self, exhausted);
  ouro_emitter_emit_jump (emitter, wanted ? OURO_OP_POP_JUMP_IF_TRUE : OURO_OP_POP_JUMP_IF_FALSE, found);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, loop);
  ouro_emitter_place_label (emitter, found);
  for (guint i = 0; i < ouro_compiler_iterator_places (self); i++)
    ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  ouro_emitter_emit_constant (emitter, ouro_constant_bool (self->unit, wanted));
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_label (emitter, exhausted);
  ouro_emitter_emit_constant (emitter, ouro_constant_bool (self->unit, !wanted));
  ouro_emitter_place_label (emitter, end);
}

static void
loop_over_generator (OuroCompiler      *self,
                     OuroCommonConstant which,
                     OuroConstant      *code,
                     const OuroNode    *call)
{
  gboolean is_search = which == OURO_COMMON_ALL || which == OURO_COMMON_ANY;

  if (!is_search)
    ouro_compiler_emit (self, which == OURO_COMMON_SET ? OURO_OP_BUILD_SET : OURO_OP_BUILD_LIST, 0);
  call_comprehension (self, code, call->call.args.items[0]);
  ouro_emitter_set_place (ouro_compiler_emitter (self), call->call.func);
  if (self->lowering->virtual_iterators)
    ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  if (is_search)
    search_values (self, which == OURO_COMMON_ANY);
  else
    gather_values (self, which == OURO_COMMON_SET ? OURO_OP_SET_ADD : OURO_OP_LIST_APPEND);
  if (which == OURO_COMMON_TUPLE)
    ouro_compiler_emit (self, OURO_OP_LIST_TO_TUPLE, 0);
}

/* Which built-in a call looks as if it were of, with a generator expression as its only argument; -1 for none. */
static gint
find_reduction (const OuroCompiler *self,
                const OuroNode     *node)
{
  static const char *const names[] = { "all", "any", "list", "set", "tuple" };
  const OuroNode          *func = node->call.func;

  if (func->kind != OURO_NODE_NAME || node->call.args.n != 1 || node->call.keywords.n > 0)
    return -1;
  if (node->call.args.items[0]->kind != OURO_NODE_GENERATOR_EXP || ouro_scopes_get (self->scopes, node->call.args.items[0])->is_coroutine)
    return -1;
  for (gint i = 0; i < (gint)G_N_ELEMENTS (names); i++)
    if (g_str_equal (func->name.id, names[i]))
      return (i == OURO_COMMON_LIST || i == OURO_COMMON_SET ? self->lowering->containers_are_inlined : self->lowering->reductions_are_inlined) ? i : -1;
  return -1;
}

gboolean
ouro_compiler_reduction (OuroCompiler   *self,
                         const OuroNode *node)
{
  OuroEmitter  *emitter = ouro_compiler_emitter (self);
  gint          which = find_reduction (self, node);
  OuroConstant *code = which >= 0 ? comprehension_code (self, node->call.args.items[0]) : NULL;
  OuroLabel     otherwise, end;

  if (code == NULL)
    return FALSE;
  otherwise = ouro_emitter_new_label (emitter);
  end = ouro_emitter_new_label (emitter);
  ouro_compiler_expression (self, node->call.func);
  ouro_compiler_emit (self, OURO_OP_COPY, 1);
  ouro_compiler_emit (self, OURO_OP_LOAD_COMMON_CONSTANT, (guint32)which);
  ouro_compiler_emit (self, OURO_OP_IS_OP, 0);
  ouro_emitter_emit_jump (emitter, OURO_OP_POP_JUMP_IF_FALSE, otherwise);
  ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
  loop_over_generator (self, (OuroCommonConstant)which, code, node);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_FORWARD, end);
  ouro_emitter_place_label (emitter, otherwise);
  ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  call_comprehension (self, code, node->call.args.items[0]);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_CALL, 1);
  ouro_emitter_place_label (emitter, end);
  return TRUE;
}
