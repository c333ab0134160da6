/* dump-ast.c - prints the tree of each file it is given, for compare-ast.py
 *
 * Usage: dump-ast VERSION KIND FILE...    where VERSION is 3.11, 3.12, ... and KIND is file or eval.
 *
 * For each file, one line: "tree " and the tree with its places as ast.dump () prints it, or
 * "error " and type, message, line, column, end line and end column, with tabs between.
 */
#include <stdio.h>
#include <string.h>

#include "ouro-parser.h"

static gboolean
get_dialect (const char  *version,
             OuroDialect *dialect)
{
  guint minor;

  if (sscanf (version, "3.%u", &minor) != 1)
    return FALSE;
  *dialect = (OuroDialect){
    .minor = minor,
    .nested_fstrings = minor >= 12,
    .type_statement = minor >= 12,
    .type_parameter_defaults = minor >= 13,
    .unparenthesised_except = minor >= 14,
    .template_strings = minor >= 14,
    .lazy_imports = minor >= 15,
    .comprehension_unpacking = minor >= 15,
    .signed_patterns = minor >= 15,
    .invalid_escape_warns = minor >= 12,
  };
  return TRUE;
}

static const char *
get_type_name (OuroSyntaxErrorCode code)
{
  static const char *const names[] = { "SyntaxError", "IndentationError", "TabError", "MemoryError" };

  return names[code];
}

static void
print_file (const char        *path,
            const OuroDialect *dialect,
            gboolean           is_expression)
{
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (OuroSyntaxTree) tree = NULL;
  g_autofree char *text = NULL;
  g_autofree char *dump = NULL;
  gsize            length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      printf ("error\tOSError\n");
      return;
    }
  tree = is_expression ? ouro_syntax_tree_parse_expression (text, length, dialect, &problem, NULL)
                       : ouro_syntax_tree_parse (text, length, dialect, &problem, NULL);
  if (tree == NULL)
    {
      printf ("error\t%s\t%s\t%u\t%u\t%u\t%u\n", get_type_name (problem.code), problem.message,
              problem.line, problem.column, problem.end_line, problem.end_column);
      return;
    }
  dump = ouro_syntax_tree_dump (tree, TRUE);
  printf ("tree %s\n", dump);
}

int
main (int   argc,
      char *argv[])
{
  OuroDialect dialect;

  if (argc < 3 || !get_dialect (argv[1], &dialect))
    {
      fprintf (stderr, "usage: dump-ast VERSION file|eval FILE...\n");
      return 2;
    }
  for (int i = 3; i < argc; i++)
    print_file (argv[i], &dialect, strcmp (argv[2], "eval") == 0);
  return 0;
}
