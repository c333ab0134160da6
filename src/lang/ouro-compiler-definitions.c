/* ouro-compiler-definitions.c - functions, classes, comprehensions */
#include "ouro-compiler-private.h"

#include <string.h>

/* Flags of MAKE_FUNCTION. */
#define WITH_DEFAULTS    1
#define WITH_KW_DEFAULTS 2
#define WITH_ANNOTATIONS 4
#define WITH_CLOSURE     8

/* Closures ---------------------------------------------------------------------------------- */

/* The cells that the code takes with it, as a tuple, and the code; then the function. */
static void
make_function (OuroCompiler   *self,
               OuroConstant   *code,
               guint32         flags,
               const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroCode    *inner = code->code;

  for (guint i = inner->n_locals - inner->n_free; i < inner->n_locals; i++)
    {
      gint place = ouro_emitter_find_local (emitter, inner->locals[i], OURO_LOCAL_CELL | OURO_LOCAL_FREE);

      g_assert (place >= 0);
      ouro_compiler_emit (self, OURO_OP_LOAD_CLOSURE, (guint32)place);
    }
  if (inner->n_free > 0)
    {
      ouro_compiler_emit (self, OURO_OP_BUILD_TUPLE, inner->n_free);
      flags |= WITH_CLOSURE;
    }
  ouro_emitter_set_place (emitter, node);
  ouro_emitter_emit_constant (emitter, code);
  ouro_compiler_emit (self, OURO_OP_MAKE_FUNCTION, flags);
}

/* Parameters -------------------------------------------------------------------------------- */

static guint32
defaults (OuroCompiler   *self,
          const OuroNode *args)
{
  const OuroNodeList *list = &args->arguments.defaults;
  OuroConstant       *constant;

  if (list->n == 0)
    return 0;
  constant = ouro_fold_items (self->unit, list, FALSE);
  if (constant != NULL)
    ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
  else
    {
      for (guint i = 0; i < list->n; i++)
        ouro_compiler_expression (self, list->items[i]);
      ouro_compiler_emit (self, OURO_OP_BUILD_TUPLE, list->n);
    }
  return WITH_DEFAULTS;
}

static guint32
kw_defaults (OuroCompiler   *self,
             const OuroNode *args)
{
  guint n = 0;

  for (guint i = 0; i < args->arguments.kwonlyargs.n; i++)
    {
      const char *name = args->arguments.kwonlyargs.items[i]->arg.arg;

      if (args->arguments.kw_defaults.items[i] == NULL)
        continue;
      name = ouro_scopes_mangle (self->scopes, self->function->scope, name);
      ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, name, strlen (name)));
      ouro_compiler_expression (self, args->arguments.kw_defaults.items[i]);
      n++;
    }
  if (n == 0)
    return 0;
  ouro_compiler_emit (self, OURO_OP_BUILD_MAP, n);
  return WITH_KW_DEFAULTS;
}

static void
describe_parameters (OuroCode       *code,
                     const OuroNode *args)
{
  code->n_posonly_args = args->arguments.posonlyargs.n;
  code->n_args = args->arguments.posonlyargs.n + args->arguments.args.n;
  code->n_kwonly_args = args->arguments.kwonlyargs.n;
  if (args->arguments.vararg != NULL)
    code->flags |= OURO_CODE_VARARGS;
  if (args->arguments.kwarg != NULL)
    code->flags |= OURO_CODE_VARKEYWORDS;
}

/* Annotations: name, value, name, value ... as one tuple, where the version evaluates them. */
static void
annotation (OuroCompiler   *self,
            const char     *name,
            const OuroNode *node,
            guint          *n)
{
  if (node == NULL)
    return;
  name = ouro_scopes_mangle (self->scopes, self->function->scope, name);
  ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, name, strlen (name)));
  ouro_compiler_expression (self, node);
  *n += 2;
}

static guint32
annotations (OuroCompiler   *self,
             const OuroNode *args,
             const OuroNode *returns)
{
  const OuroNodeList *lists[] = { &args->arguments.posonlyargs, &args->arguments.args, &args->arguments.kwonlyargs };
  guint               n = 0;

  if (self->lowering->annotations_are_lazy)
    return 0;
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < lists[i]->n; j++)
      annotation (self, lists[i]->items[j]->arg.arg, lists[i]->items[j]->arg.annotation, &n);
  if (args->arguments.vararg != NULL)
    annotation (self, args->arguments.vararg->arg.arg, args->arguments.vararg->arg.annotation, &n);
  for (guint j = 0; j < lists[2]->n; j++)
    annotation (self, lists[2]->items[j]->arg.arg, lists[2]->items[j]->arg.annotation, &n);
  if (args->arguments.kwarg != NULL)
    annotation (self, args->arguments.kwarg->arg.arg, args->arguments.kwarg->arg.annotation, &n);
  annotation (self, "return", returns, &n);
  if (n == 0)
    return 0;
  ouro_compiler_emit (self, OURO_OP_BUILD_TUPLE, n);
  return WITH_ANNOTATIONS;
}

/* Functions --------------------------------------------------------------------------------- */

static const OuroNode *
get_docstring (const OuroNodeList *body)
{
  const OuroNode *first = body->n > 0 ? body->items[0] : NULL;

  if (first == NULL || first->kind != OURO_NODE_EXPR || first->expr.value->kind != OURO_NODE_CONSTANT || first->expr.value->constant.kind != OURO_CONSTANT_STR)
    return NULL;
  return first->expr.value;
}

/* CO_HAS_DOCSTRING: the docstring is the first constant; without one, None takes its place where the version has it so. */
static void
add_docstring (OuroCompiler       *self,
               const OuroNodeList *body)
{
  const OuroNode *doc = get_docstring (body);
  OuroEmitter    *emitter = ouro_compiler_emitter (self);

  if (doc != NULL)
    {
      ouro_emitter_add_constant (emitter, ouro_constant_str (self->unit, doc->constant.text, doc->constant.length));
      emitter->code->doc = ouro_code_unit_name (self->unit, doc->constant.text);
    }
  else if (self->lowering->functions_begin_with_none)
    ouro_emitter_add_constant (emitter, ouro_constant_none (self->unit));
}

static OuroConstant *
compile_function_body (OuroCompiler   *self,
                       const OuroNode *node)
{
  const OuroNodeList *body = &node->function_def.body;

  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, node), node->function_def.name);
  describe_parameters (ouro_compiler_emitter (self)->code, node->function_def.args);
  add_docstring (self, body);
  ouro_compiler_body (self, body);
  ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  return ouro_compiler_leave (self);
}

static void
decorators (OuroCompiler       *self,
            const OuroNodeList *list)
{
  for (guint i = 0; i < list->n; i++)
    {
      ouro_compiler_expression (self, list->items[i]);
      ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
    }
}

static void
apply_decorators (OuroCompiler       *self,
                  const OuroNodeList *list)
{
  for (guint i = list->n; i-- > 0;)
    {
      ouro_emitter_set_place (ouro_compiler_emitter (self), list->items[i]);
      ouro_compiler_emit (self, OURO_OP_CALL, 1);
    }
}

void
ouro_compiler_function_def (OuroCompiler   *self,
                            const OuroNode *node)
{
  const OuroNode *args = node->function_def.args;
  OuroConstant   *code;
  guint32         flags;

  decorators (self, &node->function_def.decorators);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  flags = defaults (self, args) | kw_defaults (self, args) | annotations (self, args, node->function_def.returns);
  code = compile_function_body (self, node);
  make_function (self, code, flags, node);
  apply_decorators (self, &node->function_def.decorators);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_name (self, node->function_def.name, OURO_CONTEXT_STORE);
}

void
ouro_compiler_lambda (OuroCompiler   *self,
                      const OuroNode *node)
{
  OuroConstant *code;
  guint32       flags = defaults (self, node->lambda.args) | kw_defaults (self, node->lambda.args);

  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, node), "<lambda>");
  describe_parameters (ouro_compiler_emitter (self)->code, node->lambda.args);
  if (self->lowering->functions_begin_with_none)
    ouro_emitter_add_constant (ouro_compiler_emitter (self), ouro_constant_none (self->unit));
  ouro_compiler_line (self, node->lambda.body);
  ouro_compiler_expression (self, node->lambda.body);
  if (self->function->scope->is_generator)
    {
      ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
      ouro_compiler_none (self);
    }
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  code = ouro_compiler_leave (self);
  make_function (self, code, flags, node);
}

/* Classes ----------------------------------------------------------------------------------- */

static void
store_in_class (OuroCompiler *self,
                const char   *name)
{
  ouro_emitter_emit_name (ouro_compiler_emitter (self), OURO_OP_STORE_NAME, name);
}

static OuroConstant *
compile_class_body (OuroCompiler   *self,
                    const OuroNode *node)
{
  OuroScope      *scope = ouro_scopes_get (self->scopes, node);
  const OuroNode *doc = get_docstring (&node->class_def.body);
  OuroEmitter    *emitter;

  ouro_compiler_enter (self, scope, node->class_def.name);
  emitter = ouro_compiler_emitter (self);
  ouro_emitter_emit_name (emitter, OURO_OP_LOAD_NAME, "__name__");
  store_in_class (self, "__module__");
  ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, self->function->qualname, strlen (self->function->qualname)));
  store_in_class (self, "__qualname__");
  if (self->lowering->classes_know_their_line)
    {
      ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, node->line));
      store_in_class (self, "__firstlineno__");
    }
  if (doc != NULL)
    {
      ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, doc->constant.text, doc->constant.length));
      store_in_class (self, "__doc__");
    }
  ouro_compiler_body (self, &node->class_def.body);
  ouro_emitter_set_place (emitter, node);
  if (self->lowering->classes_know_their_line)
    {
      ouro_emitter_emit_constant (emitter, ouro_constant_tuple (self->unit, NULL, 0));
      store_in_class (self, "__static_attributes__");
    }
  if (scope->needs_class_cell)
    {
      ouro_compiler_emit (self, OURO_OP_LOAD_CLOSURE, (guint32)ouro_emitter_find_local (emitter, "__class__", OURO_LOCAL_CELL));
      ouro_compiler_emit (self, OURO_OP_COPY, 1);
      store_in_class (self, "__classcell__");
    }
  else
    ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  return ouro_compiler_leave (self);
}

void
ouro_compiler_class_def (OuroCompiler   *self,
                         const OuroNode *node)
{
  OuroEmitter              *emitter = ouro_compiler_emitter (self);
  const OuroNodeList       *keywords = &node->class_def.keywords;
  const char               *name = node->class_def.name;
  g_autofree OuroConstant **names = g_new (OuroConstant *, keywords->n + 1);
  OuroConstant             *code;

  decorators (self, &node->class_def.decorators);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_LOAD_BUILD_CLASS, 0);
  ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  code = compile_class_body (self, node);
  make_function (self, code, 0, node);
  ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, name, strlen (name)));
  for (guint i = 0; i < node->class_def.bases.n; i++)
    ouro_compiler_expression (self, node->class_def.bases.items[i]);
  for (guint i = 0; i < keywords->n; i++)
    {
      const OuroNode *keyword = keywords->items[i];

      ouro_compiler_expression (self, keyword->keyword.value);
      names[i] = ouro_constant_str (self->unit, keyword->keyword.arg, strlen (keyword->keyword.arg));
    }
  if (keywords->n > 0)
    ouro_emitter_emit_constant (emitter, ouro_constant_tuple (self->unit, names, keywords->n));
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, keywords->n > 0 ? OURO_OP_CALL_KW : OURO_OP_CALL, 2 + node->class_def.bases.n + keywords->n);
  apply_decorators (self, &node->class_def.decorators);
  ouro_compiler_name (self, name, OURO_CONTEXT_STORE);
}

/* Comprehensions ---------------------------------------------------------------------------- */

static void comprehension_loops (OuroCompiler   *self,
                                 const OuroNode *node,
                                 guint           index,
                                 guint           depth);

/* The innermost part: the element goes to what is being built, depth places below. */
static void
comprehension_element (OuroCompiler   *self,
                       const OuroNode *node,
                       guint           depth)
{
  ouro_compiler_expression (self, node->comp.elt);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node->comp.elt);
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
      ouro_compiler_emit (self, OURO_OP_MAP_ADD, depth);
      break;
    default:
      ouro_compiler_emit (self, OURO_OP_YIELD_VALUE, 0);
      ouro_compiler_emit (self, OURO_OP_RESUME, 1);
      ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
      break;
    }
}

static void
comprehension_loops (OuroCompiler   *self,
                     const OuroNode *node,
                     guint           index,
                     guint           depth)
{
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  const OuroNode *generator = node->comp.generators.items[index];
  OuroLabel       start = ouro_emitter_new_label (emitter);
  OuroLabel       again = ouro_emitter_new_label (emitter);
  OuroLabel       end = ouro_emitter_new_label (emitter);

  if (index > 0)
    {
      ouro_compiler_iterable (self, generator->comprehension.iter);
      ouro_emitter_set_place (emitter, generator->comprehension.iter);
      ouro_compiler_get_iter (self);
    }
  depth += ouro_compiler_iterator_places (self);
  ouro_emitter_place_label (emitter, start);
  ouro_compiler_for_iter (self, end);
  ouro_compiler_store (self, generator->comprehension.target);
  for (guint i = 0; i < generator->comprehension.ifs.n; i++)
    ouro_compiler_jump_if (self, generator->comprehension.ifs.items[i], again, FALSE);
  if (index + 1 < node->comp.generators.n)
    comprehension_loops (self, node, index + 1, depth);
  else
    comprehension_element (self, node, depth);
  ouro_emitter_place_label (emitter, again);
  ouro_emitter_emit_jump (emitter, OURO_OP_JUMP_BACKWARD, start);
  ouro_emitter_place_label (emitter, end);
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

/* As a function of its own, whose only argument is the iterator. */
static void
comprehension_as_function (OuroCompiler   *self,
                           const OuroNode *node)
{
  static const char *const names[] = { "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>" };
  OuroEmitter             *emitter;
  OuroConstant            *code;
  gboolean                 is_generator = node->kind == OURO_NODE_GENERATOR_EXP;

  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, node), names[node->kind - OURO_NODE_LIST_COMP]);
  emitter = ouro_compiler_emitter (self);
  emitter->code->n_args = 1;
  if (!is_generator)
    ouro_compiler_emit (self, get_build_op (node), 0);
  ouro_compiler_name (self, ".0", OURO_CONTEXT_LOAD);
  if (self->lowering->virtual_iterators)
    ouro_compiler_get_iter (self);
  comprehension_loops (self, node, 0, is_generator ? 0 : 1);
  if (is_generator)
    ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  code = ouro_compiler_leave (self);

  make_function (self, code, 0, node);
  ouro_compiler_iterable (self, node->comp.generators.items[0]->comprehension.iter);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node->comp.generators.items[0]->comprehension.iter);
  if (!self->lowering->virtual_iterators)
    ouro_compiler_emit (self, OURO_OP_GET_ITER, 0);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_CALL, 0);
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

/* Inside the code around it (PEP 709): its variables take over their places among the locals and give them back after. */
static void
comprehension_inline (OuroCompiler   *self,
                      const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroScope   *scope = ouro_scopes_get (self->scopes, node);
  OuroScope   *around = self->function->scope;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  OuroLabel cleanup = ouro_emitter_new_label (emitter);
  OuroLabel end = ouro_emitter_new_label (emitter);
  guint     n_iterator = ouro_compiler_iterator_places (self);
  gint      outer;

  ouro_compiler_iterable (self, node->comp.generators.items[0]->comprehension.iter);
  ouro_emitter_set_place (emitter, node->comp.generators.items[0]->comprehension.iter);
  ouro_compiler_get_iter (self);
  self->function->scope = scope;
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
  /* The iterator comes back to the top. */
  for (guint i = 0; i < n_iterator && places->len > 0; i++)
    ouro_compiler_emit (self, OURO_OP_ROTATE, places->len + n_iterator);
  outer = ouro_emitter_push_handler_below (emitter, cleanup, FALSE, n_iterator);
  ouro_compiler_emit (self, get_build_op (node), 0);
  for (guint i = 0; i < n_iterator; i++)
    ouro_compiler_emit (self, OURO_OP_ROTATE, 1 + n_iterator);
  comprehension_loops (self, node, 0, 1);
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
