/* ouro-program.c - a program and the modules beside it, compiled */
#include "ouro-program-private.h"
#include "ouro-unsupported.h"

#include <string.h>

#include "ouro-modules.h"
#include "ouro-syntax-report.h"

struct _OuroProgram
{
  GPtrArray         *texts;   /* of OuroModuleText */
  GPtrArray         *library; /* of char *, ended by NULL when all is read */
  OuroReadModuleFunc read;
  gpointer           data;
};

G_DEFINE_QUARK (ouro - program - error - quark, ouro_program_error)

/* Sources ----------------------------------------------------------------------------------- */

static void
free_text (gpointer data)
{
  OuroModuleText *module = data;

  ouro_code_unit_free (module->unit);
  ouro_syntax_problem_clear (&module->problem);
  g_free (module->name);
  g_free (module->file);
  g_free (module->text);
  g_free (module->warnings);
  g_free (module);
}

static void
add_text (OuroProgram *self,
          const char  *name,
          char        *file,
          char        *text)
{
  OuroModuleText *module = g_new0 (OuroModuleText, 1);

  module->name = g_strdup (name);
  module->file = file;
  module->text = text;
  g_ptr_array_add (self->texts, module);
}

guint
ouro_program_get_n_texts (const OuroProgram *self)
{
  return self->texts->len;
}

OuroModuleText *
ouro_program_get_text (const OuroProgram *self,
                       guint              index)
{
  return g_ptr_array_index (self->texts, index);
}

OuroModuleText *
ouro_program_find_text (const OuroProgram *self,
                        const char        *name)
{
  for (guint i = 1; i < self->texts->len; i++)
    {
      OuroModuleText *module = g_ptr_array_index (self->texts, i);

      if (g_str_equal (module->name, name))
        return module;
    }
  return NULL;
}

const char *const *
ouro_program_get_library (const OuroProgram *self)
{
  return (const char *const *)self->library->pdata;
}

/* Importing --------------------------------------------------------------------------------- */

static void
add_library (OuroProgram *self,
             const char  *name)
{
  if (!g_ptr_array_find_with_equal_func (self->library, name, g_str_equal, NULL))
    g_ptr_array_add (self->library, g_strdup (name));
}

/* The library comes first: a file beside the program hides no module of it. */
static gboolean
find_module (const char *name,
             gpointer    data)
{
  OuroProgram     *self = data;
  g_autofree char *file = NULL;
  char            *text;

  if (ouro_vm_has_module (name, NULL))
    {
      add_library (self, name);
      return TRUE;
    }
  if (ouro_program_find_text (self, name) != NULL)
    return TRUE;
  if (self->read == NULL || strchr (name, '.') != NULL)
    return FALSE;
  text = self->read (name, &file, self->data);
  if (text == NULL)
    return FALSE;
  add_text (self, name, g_steal_pointer (&file), text);
  return TRUE;
}

/* What __import__ () may be given: strings of a text in which its name stands. */
static void
find_named (OuroProgram        *self,
            const OuroCodeUnit *unit)
{
  for (guint i = 0; i < ouro_code_unit_get_n_constants (unit); i++)
    {
      const OuroConstant *constant = ouro_code_unit_get_constant (unit, i);

      if (constant->shape == OURO_VALUE_ATOM && constant->kind == OURO_CONSTANT_STR)
        find_module (constant->text, self);
    }
}

/* Compiling --------------------------------------------------------------------------------- */

typedef struct
{
  const char        *text;
  const char        *file;
  const OuroProfile *profile;
  OuroProgram       *program; /* NULL for an expression */
} Job;

static OuroCodeUnit *
compile (const Job         *job,
         OuroSyntaxProblem *problem,
         GError           **error)
{
  g_autoptr (OuroSyntaxTree) tree = NULL;
  gsize        length = strlen (job->text);
  OuroDialect  dialect;
  OuroLowering lowering;

  ouro_vm_get_dialect (job->profile, &dialect);
  ouro_vm_get_lowering (job->profile, &lowering);
  if (job->program == NULL)
    {
      tree = ouro_syntax_tree_parse_expression (job->text, length, &dialect, problem, error);
      return tree != NULL ? ouro_compile_expression (tree, job->text, length, &dialect, &lowering, problem, error) : NULL;
    }
  lowering.has_module = find_module;
  lowering.has_module_data = job->program;
  lowering.dup_reason = ouro_unsupported_dup_reason;
  lowering.dup_reason_data = job->profile;
  tree = ouro_syntax_tree_parse (job->text, length, &dialect, problem, error);
  return tree != NULL ? ouro_compile (tree, job->text, length, &dialect, &lowering, problem, error) : NULL;
}

/* What python3 prints for a program that is none (Python/pythonrun.c, Lib/traceback.py). */
static char *
dup_syntax_message (const OuroSyntaxProblem *problem,
                    const char              *file,
                    const OuroProfile       *profile)
{
  static const char *const names[] = { "SyntaxError", "IndentationError", "TabError", "MemoryError" };
  OuroSyntaxReport         report = {
            .type = problem->code,
            .file = file,
            .line = (gint)problem->line,
            .column = (gint)problem->column,
            .end_line = (gint)(problem->end_line != 0 ? problem->end_line : problem->line),
            .end_column = (gint)problem->end_column,
            .text = problem->text,
  };
  g_autoptr (GString) out = g_string_new (NULL);

  ouro_syntax_report_append (&report, profile, out);
  g_string_append_printf (out, "%s: %s", names[MIN (problem->code, G_N_ELEMENTS (names) - 1)], problem->message);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_warnings (const GArray      *warnings,
              const char        *text,
              const char        *file,
              const OuroProfile *profile)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (warnings != NULL)
    ouro_syntax_report_append_warnings (warnings, text, file, profile, out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
set_error (GError                 **error,
           const GError            *cause,
           const OuroSyntaxProblem *problem,
           const char              *warnings,
           const char              *file,
           const OuroProfile       *profile)
{
  if (cause->domain == OURO_SYNTAX_ERROR)
    {
      g_autofree char *message = dup_syntax_message (problem, file, profile);

      g_set_error (error, OURO_PROGRAM_ERROR, OURO_PROGRAM_ERROR_SYNTAX, "%s%s", warnings, message);
    }
  else
    g_set_error (error, OURO_PROGRAM_ERROR, OURO_PROGRAM_ERROR_UNSUPPORTED, "%s:%u:%u: %s", file, problem->line, problem->column, cause->message);
}

static gboolean
compile_text (OuroProgram       *self,
              OuroModuleText    *module,
              const OuroProfile *profile,
              GError           **error)
{
  g_autoptr (GError) cause = NULL;
  Job      job = { module->text, module->file, profile, self };
  gboolean is_main = g_ptr_array_index (self->texts, 0) == module;

  module->unit = compile (&job, &module->problem, &cause);
  module->warnings = dup_warnings (module->unit != NULL ? ouro_code_unit_get_warnings (module->unit) : module->problem.warnings,
                                   module->text, module->file, profile);
  if (module->unit != NULL)
    {
      if (strstr (module->text, "__import__") != NULL)
        find_named (self, module->unit);
      return TRUE;
    }
  if (!is_main && cause->domain == OURO_SYNTAX_ERROR)
    return TRUE;
  set_error (error, cause, &module->problem, module->warnings, module->file, profile);
  return FALSE;
}

OuroProgram *
ouro_program_new (const char        *text,
                  const char        *file,
                  const OuroProfile *profile,
                  OuroReadModuleFunc read,
                  gpointer           data,
                  GError           **error)
{
  g_autoptr (OuroProgram) self = g_new0 (OuroProgram, 1);

  g_return_val_if_fail (text != NULL && file != NULL && profile != NULL, NULL);

  self->texts = g_ptr_array_new_with_free_func (free_text);
  self->library = g_ptr_array_new_with_free_func (g_free);
  self->read = read;
  self->data = data;
  add_text (self, "__main__", g_strdup (file), g_strdup (text));
  /* Compiling one may add others. */
  for (guint i = 0; i < self->texts->len; i++)
    if (!compile_text (self, g_ptr_array_index (self->texts, i), profile, error))
      return NULL;
  g_ptr_array_add (self->library, NULL);
  return g_steal_pointer (&self);
}

void
ouro_program_free (OuroProgram *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->library);
  g_free (self);
}

OuroCodeUnit *
ouro_program_compile_expression (const char        *text,
                                 const OuroProfile *profile,
                                 GError           **error)
{
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (GError) cause = NULL;
  Job           job = { text, "<expression>", profile, NULL };
  OuroCodeUnit *unit = compile (&job, &problem, &cause);

  if (unit == NULL)
    set_error (error, cause, &problem, "", job.file, profile);
  return unit;
}
