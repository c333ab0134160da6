/* ouro-compiler-annotations.c - annotations, in the three ways in which they are read
 *
 * To 3.13 they are evaluated where they stand. From 3.14 (PEP 649) they become a function of their own, __annotate__, which is
 * called when somebody asks. After "from __future__ import annotations" they become strings.
 * Source  Python/codegen.c: codegen_annotations, codegen_annassign, codegen_process_deferred_annotations (3.14);
 *         Python/compile.c: compiler_visit_annotations, compiler_annassign (3.11)
 */
#include "ouro-compiler-private.h"

#include <string.h>

/* Flags of MAKE_FUNCTION. */
#define WITH_ANNOTATIONS 4
#define WITH_ANNOTATE    16

/* What annotationlib calls VALUE_WITH_FAKE_GLOBALS: a compiled __annotate__ knows no format beyond it. */
#define LAST_FORMAT 2

static void
load_name_constant (OuroCompiler *self,
                    const char   *name)
{
  name = ouro_compiler_mangle (self, name);
  ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, name, strlen (name)));
}

/* The value of an annotation: what it is, or how it reads. */
static void
load_value (OuroCompiler   *self,
            const OuroNode *node)
{
  if (self->lowering->annotations_are_strings)
    {
      g_autofree char *text = ouro_unparse (node);

      ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, text, strlen (text)));
    }
  else if (node->kind == OURO_NODE_STARRED) /* *args: *Ts */
    {
      ouro_compiler_expression (self, node->starred.value);
      ouro_compiler_emit (self, OURO_OP_UNPACK_SEQUENCE, 1);
    }
  else
    ouro_compiler_expression (self, node);
}

/* Of functions ------------------------------------------------------------------------------- */

/* Calls func for each annotation of a function in the order of the language: name and annotation. */
typedef void (*AnnotationFunc) (OuroCompiler   *self,
                                const char     *name,
                                const OuroNode *annotation,
                                gpointer        data);

static void
for_each_of (OuroCompiler       *self,
             const OuroNodeList *args,
             AnnotationFunc      func,
             gpointer            data)
{
  for (guint i = 0; i < args->n; i++)
    if (args->items[i]->arg.annotation != NULL)
      func (self, args->items[i]->arg.arg, args->items[i]->arg.annotation, data);
}

static void
for_each_annotation (OuroCompiler   *self,
                     const OuroNode *function,
                     AnnotationFunc  func,
                     gpointer        data)
{
  const OuroNode *args = function->function_def.args;
  const OuroNode *vararg = args->arguments.vararg;
  const OuroNode *kwarg = args->arguments.kwarg;

  for_each_of (self, &args->arguments.posonlyargs, func, data);
  for_each_of (self, &args->arguments.args, func, data);
  if (vararg != NULL && vararg->arg.annotation != NULL)
    func (self, vararg->arg.arg, vararg->arg.annotation, data);
  for_each_of (self, &args->arguments.kwonlyargs, func, data);
  if (kwarg != NULL && kwarg->arg.annotation != NULL)
    func (self, kwarg->arg.arg, kwarg->arg.annotation, data);
  if (function->function_def.returns != NULL)
    func (self, "return", function->function_def.returns, data);
}

static void
load_pair (OuroCompiler   *self,
           const char     *name,
           const OuroNode *annotation,
           gpointer        n_pairs)
{
  load_name_constant (self, name);
  load_value (self, annotation);
  *(guint *)n_pairs += 1;
}

/* Name and text are constants, and so is the tuple of all. */
static void
add_constant_pair (OuroCompiler   *self,
                   const char     *name,
                   const OuroNode *annotation,
                   gpointer        constants)
{
  g_autofree char *text = ouro_unparse (annotation);

  name = ouro_compiler_mangle (self, name);
  g_ptr_array_add (constants, ouro_constant_str (self->unit, name, strlen (name)));
  g_ptr_array_add (constants, ouro_constant_str (self->unit, text, strlen (text)));
}

/* if format > LAST_FORMAT: raise NotImplementedError */
static void
check_format (OuroCompiler *self)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroLabel    known = ouro_emitter_new_label (emitter);

  ouro_compiler_name (self, ".format", OURO_CONTEXT_LOAD);
  ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, LAST_FORMAT));
  ouro_compiler_emit (self, OURO_OP_COMPARE_OP, OURO_OPERATOR_GT);
  ouro_emitter_emit_jump (emitter, OURO_OP_POP_JUMP_IF_FALSE, known);
  ouro_compiler_emit (self, OURO_OP_LOAD_COMMON_CONSTANT, OURO_COMMON_NOT_IMPLEMENTED_ERROR);
  ouro_compiler_emit (self, OURO_OP_RAISE_VARARGS, 1);
  ouro_emitter_place_label (emitter, known);
}

static void
enter_annotate (OuroCompiler *self,
                OuroScope    *scope)
{
  ouro_compiler_enter (self, scope, "__annotate__");
  ouro_compiler_emitter (self)->code->n_args = 1;
  ouro_compiler_emitter (self)->code->n_posonly_args = 1;
  check_format (self);
}

guint32
ouro_compiler_annotations (OuroCompiler   *self,
                           const OuroNode *function)
{
  OuroScope    *scope = ouro_scopes_get_annotations (self->scopes, function);
  OuroConstant *code;
  guint         n = 0;

  if (self->lowering->annotations_are_strings)
    {
      g_autoptr (GPtrArray) constants = g_ptr_array_new ();

      for_each_annotation (self, function, add_constant_pair, constants);
      if (constants->len > 0)
        ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_tuple (self->unit, (OuroConstant **)constants->pdata, constants->len));
      return constants->len > 0 ? WITH_ANNOTATIONS : 0;
    }
  if (!self->lowering->annotations_are_lazy)
    {
      for_each_annotation (self, function, load_pair, &n);
      if (n > 0)
        ouro_compiler_emit (self, OURO_OP_BUILD_TUPLE, 2 * n);
      return n > 0 ? WITH_ANNOTATIONS : 0;
    }
  if (scope == NULL)
    return 0;
  enter_annotate (self, scope);
  for_each_annotation (self, function, load_pair, &n);
  ouro_compiler_emit (self, OURO_OP_BUILD_MAP, n);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  code = ouro_compiler_leave (self);
  ouro_compiler_make_function (self, code, 0, function);
  return WITH_ANNOTATE;
}

/* Of variables ------------------------------------------------------------------------------- */

/* The set of the numbers of those that have been reached. */
static void
load_conditions (OuroCompiler *self,
                 gboolean      is_inside)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  gint         place = ouro_emitter_find_local (emitter, "__conditional_annotations__", is_inside ? OURO_LOCAL_FREE : OURO_LOCAL_CELL);

  if (place >= 0 && !self->function->is_module)
    ouro_compiler_emit (self, OURO_OP_LOAD_DEREF, (guint32)place);
  else
    ouro_emitter_emit_name (emitter, is_inside ? OURO_OP_LOAD_GLOBAL : OURO_OP_LOAD_NAME, "__conditional_annotations__");
}

static guint
get_condition (const OuroScope *scope,
               const OuroNode  *node)
{
  return scope->conditional != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (scope->conditional, node)) : 0;
}

/* annotations[name] = value, if the statement has been reached. */
static void
add_variable (OuroCompiler    *self,
              const OuroScope *scope,
              const OuroNode  *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  guint        condition = get_condition (scope, node);
  OuroLabel    next = ouro_emitter_new_label (emitter);

  ouro_emitter_set_place (emitter, node);
  if (condition > 0)
    {
      ouro_emitter_emit_constant (emitter, ouro_constant_int (self->unit, condition - 1));
      load_conditions (self, TRUE);
      ouro_compiler_emit (self, OURO_OP_CONTAINS_OP, 0);
      ouro_emitter_emit_jump (emitter, OURO_OP_POP_JUMP_IF_FALSE, next);
    }
  ouro_compiler_expression (self, node->ann_assign.annotation);
  ouro_compiler_emit (self, OURO_OP_COPY, 2);
  load_name_constant (self, node->ann_assign.target->name.id);
  ouro_compiler_emit (self, OURO_OP_STORE_SUBSCR, 0);
  ouro_emitter_place_label (emitter, next);
}

/* The function of a class's or module's variables, on top of the stack. */
static void
make_annotate (OuroCompiler *self)
{
  const OuroScope *scope = self->function->scope;
  OuroConstant    *code;

  enter_annotate (self, scope->annotations);
  ouro_compiler_emit (self, OURO_OP_BUILD_MAP, 0);
  for (guint i = 0; i < scope->annotated->len; i++)
    add_variable (self, scope, g_ptr_array_index (scope->annotated, i));
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
  code = ouro_compiler_leave (self);
  ouro_compiler_make_function (self, code, 0, scope->annotations->node);
}

/* The set of a class is a cell's, that of a module a global variable. */
static void
make_conditions (OuroCompiler *self)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  ouro_compiler_emit (self, OURO_OP_BUILD_SET, 0);
  if (self->function->is_module)
    ouro_emitter_emit_name (emitter, OURO_OP_STORE_NAME, "__conditional_annotations__");
  else
    ouro_compiler_emit (self, OURO_OP_STORE_DEREF, (guint32)ouro_emitter_find_local (emitter, "__conditional_annotations__", OURO_LOCAL_CELL));
}

void
ouro_compiler_begin_annotations (OuroCompiler *self)
{
  const OuroScope *scope = self->function->scope;
  gboolean         is_module = self->function->is_module;

  if (!scope->has_annotations)
    return;
  if (!self->lowering->annotations_are_lazy)
    ouro_compiler_emit (self, OURO_OP_SETUP_ANNOTATIONS, 0);
  if (is_module && scope->annotations != NULL)
    {
      make_annotate (self);
      ouro_emitter_emit_name (ouro_compiler_emitter (self), OURO_OP_STORE_NAME, "__annotate__");
    }
  if (scope->conditional != NULL)
    make_conditions (self);
  if (is_module)
    ouro_compiler_emit (self, OURO_OP_SETTLE, 0);
}

void
ouro_compiler_end_annotations (OuroCompiler *self)
{
  if (self->function->scope->annotations == NULL)
    return;
  make_annotate (self);
  ouro_emitter_emit_name (ouro_compiler_emitter (self), OURO_OP_STORE_NAME, "__annotate_func__");
}

/* The annotation goes into __annotations__. */
static void
store_annotation (OuroCompiler   *self,
                  const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  load_value (self, node->ann_assign.annotation);
  ouro_emitter_set_place (emitter, node);
  ouro_emitter_emit_name (emitter, OURO_OP_LOAD_NAME, "__annotations__");
  load_name_constant (self, node->ann_assign.target->name.id);
  ouro_compiler_emit (self, OURO_OP_STORE_SUBSCR, 0);
}

void
ouro_compiler_variable_annotation (OuroCompiler   *self,
                                   const OuroNode *node)
{
  guint condition = get_condition (self->function->scope, node);

  if (condition > 0)
    {
      load_conditions (self, FALSE);
      ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_int (self->unit, condition - 1));
      ouro_compiler_emit (self, OURO_OP_SET_ADD, 1);
      ouro_compiler_emit (self, OURO_OP_POP_TOP, 0);
    }
  else if (!self->lowering->annotations_are_lazy && node->ann_assign.simple)
    store_annotation (self, node);
}
