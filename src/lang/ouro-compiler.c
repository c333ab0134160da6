/* ouro-compiler.c - one code after the other, and the whole */
#include "ouro-compiler-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (OuroCompilerError, ouro_compiler_error)

/* Errors ------------------------------------------------------------------------------------- */

static void set_problem (OuroCompiler   *self,
                         const OuroNode *node,
                         const char     *format,
                         va_list         args) G_GNUC_PRINTF (3, 0);

static void
set_problem (OuroCompiler   *self,
             const OuroNode *node,
             const char     *format,
             va_list         args)
{
  if (self->failed)
    return;
  self->failed = TRUE;
  for (OuroFunction *function = self->function; function != NULL; function = function->outer)
    function->emitter->is_given_up = TRUE;
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

/* Codes -------------------------------------------------------------------------------------- */

/* Outer.<locals>.inner, Class.method, <listcomp>.inner: Python/compile.c, compiler_set_qualname. */
static char *
make_qualname (OuroCompiler    *self,
               const OuroScope *scope,
               const char      *name)
{
  const OuroFunction *outer = self->function;

  if (scope->kind == OURO_SCOPE_ANNOTATION && scope->node->kind == OURO_NODE_FUNCTION_DEF)
    {
      g_autofree char *function = make_qualname (self, scope->parent, scope->node->function_def.name);

      return g_strconcat (function, ".", name, NULL);
    }
  if (outer == NULL || outer->is_module)
    return g_strdup (name);
  if (scope->kind != OURO_SCOPE_COMPREHENSION && outer->scope->kind != OURO_SCOPE_COMPREHENSION &&
      ouro_scope_get_binding (outer->scope, name) == OURO_BINDING_GLOBAL)
    return g_strdup (name);
  if (outer->scope->kind == OURO_SCOPE_CLASS || outer->is_comprehension)
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

/* Those that a class or module has without naming them. */
static void
add_hidden_cells (const OuroScope *scope,
                  GPtrArray       *cells)
{
  if (scope->needs_class_cell)
    g_ptr_array_add (cells, (gpointer) "__class__");
  if (scope->needs_class_dict)
    g_ptr_array_add (cells, (gpointer) "__classdict__");
  if (scope->needs_conditions || (scope->kind == OURO_SCOPE_MODULE && scope->conditional != NULL))
    g_ptr_array_add (cells, (gpointer) "__conditional_annotations__");
}

/* Cells of the code's own, in order of their names. Those of parameters stand in the parameters' places. */
static void
make_cells (OuroCompiler *self)
{
  OuroEmitter     *emitter = ouro_compiler_emitter (self);
  const OuroScope *scope = self->function->scope;
  g_autoptr (GPtrArray) cells = ouro_scope_list (scope, OURO_BINDING_CELL);

  add_hidden_cells (scope, cells);
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
get_code_flags (const OuroScope *scope,
                gboolean         is_library)
{
  guint32 flags = (scope->is_nested ? OURO_CODE_NESTED : 0) | (is_library ? OURO_CODE_LIBRARY : 0);

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
  function->emitter->is_given_up = self->failed;
  function->scope = scope;
  function->blocks = g_array_new (FALSE, FALSE, sizeof (OuroBlock));
  function->is_module = scope->kind == OURO_SCOPE_MODULE;
  function->is_comprehension = scope->kind == OURO_SCOPE_COMPREHENSION;
  function->self_attributes = g_ptr_array_new ();
  self->function = function;

  code = function->emitter->code;
  code->name = g_strdup (name);
  code->qualname = g_strdup (function->qualname);
  code->flags = get_code_flags (scope, self->lowering->is_library);
  code->first_line = scope->node->line;
  ouro_emitter_set_place (function->emitter, scope->node);
  add_parameters (self);
  copy_free_vars (self);
  make_cells (self);
  if (scope->is_generator || scope->is_coroutine)
    {
      /* CPython's handler around the whole has the place and the exception on the stack. */
      gint n_handler = self->lowering->generators_have_handlers ? 2 : 0;

      if (scope->node->kind == OURO_NODE_GENERATOR_EXP && self->lowering->virtual_iterators)
        {
          ouro_compiler_name (self, ".0", OURO_CONTEXT_LOAD);
          ouro_compiler_get_iter (self);
        }
      ouro_emitter_discount (function->emitter, -n_handler);
      ouro_compiler_emit (self, OURO_OP_RETURN_GENERATOR, 0);
      ouro_emitter_discount (function->emitter, n_handler);
    }
  ouro_compiler_emit (self, OURO_OP_RESUME, 0);
}

OuroConstant *
ouro_compiler_leave (OuroCompiler *self)
{
  OuroFunction *function = self->function;
  OuroCode     *code = self->failed ? NULL : ouro_emitter_finish (function->emitter, self->lowering->borrow_locals);

  self->function = function->outer;
  ouro_emitter_free (function->emitter);
  g_array_unref (function->blocks);
  g_ptr_array_unref (function->self_attributes);
  g_free (function->qualname);
  g_free (function);
  return code != NULL ? ouro_constant_code (self->unit, code) : NULL;
}

/* The whole ---------------------------------------------------------------------------------- */

/* Columns of nodes are bytes; those of a problem are characters. */
static void
complete_problem (OuroSyntaxProblem *problem,
                  const OuroSource  *source)
{
  problem->text = ouro_source_dup_line (source, problem->line);
  problem->column = ouro_source_get_column (source, problem->line, problem->column - 1) + 1;
  problem->end_column = ouro_source_get_column (source, problem->end_line, problem->end_column - 1) + 1;
}

static void
set_error (const OuroCompiler *self,
           GError            **error)
{
  const char *message = self->problem->message;

  if (self->is_unsupported)
    g_set_error (error, OURO_COMPILER_ERROR, OURO_COMPILER_ERROR_UNSUPPORTED, _ ("The simulator does not run this: %s"), message);
  else
    g_set_error (error, OURO_SYNTAX_ERROR, OURO_SYNTAX_ERROR_SYNTAX, "%s", message);
}

static void
take_warnings (OuroCompiler         *self,
               const OuroSyntaxTree *tree)
{
  self->n_parser_warnings = ouro_syntax_tree_get_n_warnings (tree);
  for (guint i = 0; i < self->n_parser_warnings; i++)
    {
      guint32     line;
      const char *message = ouro_syntax_tree_get_warning (tree, i, &line);

      ouro_warnings_add (self->unit->warnings, line, 0, g_strdup (message));
    }
}

static void
compile_module (OuroCompiler   *self,
                const OuroNode *root)
{
  ouro_compiler_enter (self, ouro_scopes_get_module (self->scopes), "<module>");
  ouro_compiler_begin_namespace (self, &root->module.body);
  ouro_compiler_body_after_docstring (self, &root->module.body);
  ouro_compiler_none (self);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
}

static void
compile_expression (OuroCompiler   *self,
                    const OuroNode *root)
{
  ouro_compiler_enter (self, ouro_scopes_get_module (self->scopes), "<expression>");
  self->function->is_module = FALSE;
  ouro_compiler_expression (self, root);
  ouro_compiler_emit (self, OURO_OP_RETURN_VALUE, 0);
}

/* The passes, one after the other, until one fails. */
static void
run (OuroCompiler   *self,
     const OuroNode *root)
{
  OuroConstant *code;

  ouro_compiler_check_support (self, root);
  if (!self->failed && root->kind == OURO_NODE_MODULE)
    ouro_compiler_read_futures (self, &root->module.body);
  if (self->failed)
    return;
  self->scopes = ouro_scopes_new (root, self->dialect, self->lowering, self->problem);
  self->failed = self->scopes == NULL;
  if (self->failed)
    return;
  if (root->kind == OURO_NODE_MODULE)
    compile_module (self, root);
  else
    compile_expression (self, root);
  code = ouro_compiler_leave (self);
  if (code == NULL)
    return;
  /* The main code belongs to the unit itself, not to a constant. */
  self->unit->main = g_steal_pointer (&code->code);
  g_ptr_array_set_size (self->unit->constants, self->unit->constants->len - 1);
}

static OuroCodeUnit *
compile (const OuroSyntaxTree *tree,
         const OuroDialect    *dialect,
         const OuroLowering   *lowering,
         OuroSyntaxProblem    *problem,
         GError              **error)
{
  g_auto (OuroSyntaxProblem) own_problem = { 0 };
  OuroLowering own_lowering = *lowering;
  OuroCompiler self = {
    .dialect = dialect,
    .lowering = &own_lowering,
    .problem = problem != NULL ? problem : &own_problem,
  };

  self.unit = ouro_code_unit_new ();
  take_warnings (&self, tree);
  run (&self, ouro_syntax_tree_get_root (tree));
  ouro_scopes_free (self.scopes);
  ouro_code_unit_end_folding (self.unit);
  if (!self.failed)
    return self.unit;
  complete_problem (self.problem, ouro_syntax_tree_get_source (tree));
  self.problem->warnings = g_array_ref (self.unit->warnings);
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
  return compile (tree, dialect, lowering, problem, error);
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
  return compile (tree, dialect, lowering, problem, error);
}
