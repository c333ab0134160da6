/* read-python.c - what this floor makes of each file it is given, for compare-with-python.py
 *
 * Usage: read-python VERSION tree|expression|verdict|code FILE...    where VERSION is 3.11, 3.12, ...
 *
 * For each file, one line: "tree " and the tree with its places as ast.dump () prints it, or "error " and the mistake. verdict
 * compiles as well, and says "ok" instead of the tree. code prints the instructions, in many lines.
 */
#include <stdio.h>
#include <string.h>

#include "reading.h"

static char *
dump_tree (const char *text,
           gsize       length,
           guint       minor,
           gboolean    is_expression)
{
  OuroDialect dialect = get_dialect (minor);
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (OuroSyntaxTree) tree = NULL;
  g_autofree char *words = NULL;

  tree = is_expression ? ouro_syntax_tree_parse_expression (text, length, &dialect, &problem, NULL)
                       : ouro_syntax_tree_parse (text, length, &dialect, &problem, NULL);
  words = tree != NULL ? ouro_syntax_tree_dump (tree, TRUE) : describe_problem (&problem);
  return g_strconcat (tree != NULL ? "tree " : "error ", words, NULL);
}

static gboolean
print_file (const char *path,
            guint       minor,
            const char *kind)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return FALSE;
    }
  if (strcmp (kind, "verdict") == 0)
    words = read_verdict (text, length, minor);
  else if (strcmp (kind, "code") == 0)
    words = read_code (text, minor);
  else
    words = dump_tree (text, length, minor, strcmp (kind, "expression") == 0);
  puts (words);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  guint minor;

  if (argc < 3 || sscanf (argv[1], "3.%u", &minor) != 1)
    {
      fprintf (stderr, "usage: read-python VERSION tree|expression|verdict|code FILE...\n");
      return 2;
    }
  for (int i = 3; i < argc; i++)
    if (!print_file (argv[i], minor, argv[2]))
      return 1;
  return 0;
}
