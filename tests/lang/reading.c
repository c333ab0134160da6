/* reading.c - a text as a tree, as instructions, or as what is wrong with it: in words, to be compared */
#include "reading.h"

#include <string.h>

char *
describe_problem (const OuroSyntaxProblem *problem)
{
  static const char *const names[] = { "SyntaxError", "IndentationError", "TabError", "MemoryError" };

  return g_strdup_printf ("%s %u:%u-%u:%u %s", names[problem->code], problem->line, problem->column, problem->end_line,
                          problem->end_column, problem->message);
}

char *
read_tree (const char *text,
           guint       minor)
{
  OuroDialect dialect = get_dialect (minor);
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, strlen (text), &dialect, &problem, NULL);

  return tree != NULL ? ouro_syntax_tree_dump (tree, FALSE) : describe_problem (&problem);
}

/* Reads and compiles. When that fails, what is wrong is in words and the result is NULL. */
static OuroCodeUnit *
compile_text (const char *text,
              gsize       length,
              guint       minor,
              char      **words)
{
  OuroDialect  dialect = get_dialect (minor);
  OuroLowering lowering = get_lowering (minor);
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, length, &dialect, &problem, &error);
  OuroCodeUnit *unit = NULL;

  if (tree != NULL)
    unit = ouro_compile (tree, text, length, &dialect, &lowering, &problem, &error);
  if (unit != NULL)
    g_assert_no_error (error);
  else if (g_error_matches (error, OURO_COMPILER_ERROR, OURO_COMPILER_ERROR_UNSUPPORTED))
    *words = g_strdup_printf ("refused %u:%u-%u:%u %s", problem.line, problem.column, problem.end_line, problem.end_column, problem.message);
  else
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == OURO_SYNTAX_ERROR);
      *words = describe_problem (&problem);
    }
  return unit;
}

char *
read_code (const char *text,
           guint       minor)
{
  char *words = NULL;
  g_autoptr (OuroCodeUnit) unit = compile_text (text, strlen (text), minor, &words);

  return unit != NULL ? ouro_code_disassemble (ouro_code_unit_get_main (unit)) : words;
}

char *
read_verdict (const char *text,
              gsize       length,
              guint       minor)
{
  char *words = NULL;
  g_autoptr (OuroCodeUnit) unit = compile_text (text, length, minor, &words);

  return unit != NULL ? g_strdup ("ok") : words;
}
