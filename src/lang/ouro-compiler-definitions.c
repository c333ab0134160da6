/* ouro-compiler-definitions.c - functions and classes */
#include "ouro-compiler-private.h"

#include <string.h>

/* Flags of MAKE_FUNCTION. */
#define WITH_DEFAULTS    1
#define WITH_KW_DEFAULTS 2
#define WITH_CLOSURE     8

/* Closures ----------------------------------------------------------------------------------- */

void
ouro_compiler_make_function (OuroCompiler   *self,
                             OuroConstant   *code,
                             guint32         flags,
                             const OuroNode *node)
{
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  const OuroCode *inner;

  if (self->failed)
    return;
  inner = code->code;
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

/* Parameters --------------------------------------------------------------------------------- */

static guint32
defaults (OuroCompiler   *self,
          const OuroNode *args)
{
  const OuroNodeList *list = &args->arguments.defaults;

  if (list->n == 0)
    return 0;
  if (!ouro_compiler_constant_tuple (self, list))
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
      name = ouro_compiler_mangle (self, name);
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

/* Functions ---------------------------------------------------------------------------------- */

const OuroNode *
ouro_compiler_get_docstring (const OuroNodeList *body)
{
  const OuroNode *first = body->n > 0 ? body->items[0] : NULL;

  if (first == NULL || first->kind != OURO_NODE_EXPR || first->expr.value->kind != OURO_NODE_CONSTANT)
    return NULL;
  return first->expr.value->constant.kind == OURO_CONSTANT_STR ? first->expr.value : NULL;
}

void
ouro_compiler_body_after_docstring (OuroCompiler       *self,
                                    const OuroNodeList *body)
{
  OuroNodeList rest = *body;

  if (ouro_compiler_get_docstring (body) != NULL)
    {
      rest.items++;
      rest.n--;
    }
  ouro_compiler_body (self, &rest);
}

void
ouro_compiler_begin_namespace (OuroCompiler       *self,
                               const OuroNodeList *body)
{
  OuroEmitter    *emitter = ouro_compiler_emitter (self);
  const OuroNode *doc = ouro_compiler_get_docstring (body);

  ouro_compiler_begin_annotations (self);
  if (doc == NULL)
    return;
  ouro_compiler_line (self, doc);
  ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, doc->constant.text, doc->constant.length));
  ouro_emitter_emit_name (emitter, OURO_OP_STORE_NAME, "__doc__");
  ouro_compiler_statement_end (self, doc->line);
}

/* CO_HAS_DOCSTRING: the docstring is the first constant; without one, None takes its place where the version has it so. */
static void
add_docstring (OuroCompiler       *self,
               const OuroNodeList *body)
{
  const OuroNode *doc = ouro_compiler_get_docstring (body);
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
  ouro_compiler_body_after_docstring (self, body);
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
  flags = defaults (self, args) | kw_defaults (self, args) | ouro_compiler_annotations (self, node);
  code = compile_function_body (self, node);
  ouro_compiler_make_function (self, code, flags, node);
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
  ouro_compiler_make_function (self, code, flags, node);
}

/* Classes ------------------------------------------------------------------------------------ */

static void
store_in_class (OuroCompiler *self,
                const char   *name)
{
  ouro_emitter_emit_name (ouro_compiler_emitter (self), OURO_OP_STORE_NAME, name);
}

/* What every class body does before its own statements: Python/compile.c, compiler_class_body. */
static void
begin_class (OuroCompiler   *self,
             const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  const char  *qualname = self->function->qualname;

  ouro_emitter_emit_name (emitter, OURO_OP_LOAD_NAME, "__name__");
  store_in_class (self, "__module__");
  ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, qualname, strlen (qualname)));
  store_in_class (self, "__qualname__");
  if (self->lowering->classes_know_their_line)
    {
      ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, node->line));
      store_in_class (self, "__firstlineno__");
    }
  if (self->function->scope->needs_class_dict)
    {
      ouro_compiler_emit (self, OURO_OP_LOAD_LOCALS, 0);
      ouro_compiler_emit (self, OURO_OP_STORE_DEREF, (guint32)ouro_emitter_find_local (emitter, "__classdict__", OURO_LOCAL_CELL));
    }
  ouro_compiler_begin_namespace (self, &node->class_def.body);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The attributes that functions of the class store in self, as a sorted tuple. */
static void
static_attributes (OuroCompiler *self)
{
  GPtrArray                *names = self->function->self_attributes;
  g_autofree OuroConstant **items = g_new (OuroConstant *, names->len + 1);

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    items[i] = ouro_constant_str (self->unit, g_ptr_array_index (names, i), strlen (g_ptr_array_index (names, i)));
  ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_tuple (self->unit, items, names->len));
}

/* And after them: the cell of super () is returned. */
static void
end_class (OuroCompiler   *self,
           const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  ouro_emitter_set_place (emitter, node);
  ouro_compiler_end_annotations (self);
  if (self->lowering->classes_know_their_line)
    {
      static_attributes (self);
      store_in_class (self, "__static_attributes__");
    }
  if (self->function->scope->needs_class_dict)
    {
      ouro_compiler_emit (self, OURO_OP_LOAD_CLOSURE, (guint32)ouro_emitter_find_local (emitter, "__classdict__", OURO_LOCAL_CELL));
      store_in_class (self, "__classdictcell__");
    }
  if (self->function->scope->needs_class_cell)
    {
      ouro_compiler_emit (self, OURO_OP_LOAD_CLOSURE, (guint32)ouro_emitter_find_local (emitter, "__class__", OURO_LOCAL_CELL));
      ouro_compiler_emit (self, OURO_OP_COPY, 1);
      store_in_class (self, "__classcell__");
    }
  else
    ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
}

static OuroConstant *
compile_class_body (OuroCompiler   *self,
                    const OuroNode *node)
{
  ouro_compiler_enter (self, ouro_scopes_get (self->scopes, node), node->class_def.name);
  begin_class (self, node);
  ouro_compiler_body_after_docstring (self, &node->class_def.body);
  end_class (self, node);
  return ouro_compiler_leave (self);
}

/* The keywords of a class; their names as a tuple on top. Returns how many there are. */
static guint
class_keywords (OuroCompiler       *self,
                const OuroNodeList *keywords)
{
  g_autofree OuroConstant **names = g_new (OuroConstant *, keywords->n + 1);

  ouro_compiler_check_keywords (self, keywords);
  for (guint i = 0; i < keywords->n; i++)
    {
      const char *name = keywords->items[i]->keyword.arg;

      ouro_compiler_expression (self, keywords->items[i]->keyword.value);
      names[i] = ouro_constant_str (self->unit, name, strlen (name));
    }
  if (keywords->n > 0)
    ouro_compiler_keyword_names (self, names, keywords->n);
  return keywords->n;
}

void
ouro_compiler_class_def (OuroCompiler   *self,
                         const OuroNode *node)
{
  OuroEmitter  *emitter = ouro_compiler_emitter (self);
  const char   *name = node->class_def.name;
  OuroConstant *code;
  guint         n_keywords;

  decorators (self, &node->class_def.decorators);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_LOAD_BUILD_CLASS, 0);
  ouro_compiler_emit (self, OURO_OP_PUSH_NULL, 0);
  code = compile_class_body (self, node);
  ouro_compiler_make_function (self, code, 0, node);
  ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, name, strlen (name)));
  ouro_compiler_expressions (self, &node->class_def.bases);
  n_keywords = class_keywords (self, &node->class_def.keywords);
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, n_keywords > 0 ? OURO_OP_CALL_KW : OURO_OP_CALL, 2 + node->class_def.bases.n + n_keywords);
  apply_decorators (self, &node->class_def.decorators);
  ouro_compiler_name (self, name, OURO_CONTEXT_STORE);
}
