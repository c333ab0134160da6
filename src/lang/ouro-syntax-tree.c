/* ouro-syntax-tree.c - the tree as others see it: made, asked and freed */
#include "ouro-syntax-tree-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-parser-private.h"
#include "ouro-unicode.h"

#define obstack_chunk_alloc g_malloc
#define obstack_chunk_free  g_free

/* The arena grows in pieces that suit the text: a tree takes about ten bytes for each of it. */
#define MIN_ARENA_PIECE 4064
#define MAX_ARENA_PIECE (1024 * 1024)

struct _OuroSyntaxTree
{
  struct obstack  arena;
  OuroSource     *source;
  OuroDialect     dialect;
  const OuroNode *root;
  GArray         *warnings; /* OuroWarning */
};

G_DEFINE_QUARK (ouro - syntax - error, ouro_syntax_error)

void
ouro_syntax_problem_clear (OuroSyntaxProblem *problem)
{
  g_return_if_fail (problem != NULL);

  g_clear_pointer (&problem->message, g_free);
  g_clear_pointer (&problem->text, g_free);
  g_clear_pointer (&problem->warnings, g_array_unref);
}

static OuroSyntaxTree *
new_tree (const OuroDialect *dialect,
          gsize              length)
{
  OuroSyntaxTree *self = g_new0 (OuroSyntaxTree, 1);

  obstack_begin (&self->arena, CLAMP (4 * length, MIN_ARENA_PIECE, MAX_ARENA_PIECE));
  self->dialect = *dialect;
  self->warnings = ouro_warnings_new ();
  return self;
}

void
ouro_syntax_tree_free (OuroSyntaxTree *self)
{
  g_return_if_fail (self != NULL);

  obstack_free (&self->arena, NULL);
  g_clear_pointer (&self->source, ouro_source_free);
  g_array_unref (self->warnings);
  g_free (self);
}

/* Hands a problem to the caller, who may not want the whole of it. */
static void
report (OuroSyntaxProblem *found,
        OuroSyntaxProblem *problem,
        GError           **error)
{
  g_set_error (error, OURO_SYNTAX_ERROR, found->code, "%s", found->message);
  if (problem != NULL)
    *problem = *found;
  else
    ouro_syntax_problem_clear (found);
}

static gboolean
check_length (gsize              length,
              OuroSyntaxProblem *found)
{
  if (length <= OURO_SOURCE_MAX_BYTES)
    return TRUE;
  found->code = OURO_SYNTAX_ERROR_MEMORY;
  found->message = g_strdup_printf (_("the program has %" G_GSIZE_FORMAT " bytes; at most %u can be read"),
                                       length, OURO_SOURCE_MAX_BYTES);
  return FALSE;
}

static gboolean
read_root (OuroSyntaxTree    *self,
           OuroInput          input,
           OuroSyntaxProblem *found)
{
  OuroParser parser;

  ouro_parser_init (&parser, self->source, &self->dialect, input, &self->arena, self->warnings);
  self->root = ouro_parser_run (&parser);
  *found = parser.problem;
  ouro_parser_clear (&parser);
  ouro_warnings_sort (self->warnings);
  return self->root != NULL;
}

static OuroSyntaxTree *
parse (const char        *text,
       gsize              length,
       const OuroDialect *dialect,
       OuroInput          input,
       OuroSyntaxProblem *problem,
       GError           **error)
{
  OuroSyntaxProblem found = { 0 };
  g_autoptr (OuroSyntaxTree) self = NULL;

  if (problem != NULL)
    *problem = found;
  if (!check_length (length, &found))
    {
      report (&found, problem, error);
      return NULL;
    }

  self = new_tree (dialect, length);
  self->source = ouro_source_new (text, length, input == OURO_INPUT_FILE, &found.message, &found.line);
  if (self->source == NULL || !read_root (self, input, &found))
    {
      found.warnings = g_array_ref (self->warnings);
      report (&found, problem, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

OuroSyntaxTree *
ouro_syntax_tree_parse (const char        *text,
                        gsize              length,
                        const OuroDialect *dialect,
                        OuroSyntaxProblem *problem,
                        GError           **error)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return parse (text, length, dialect, OURO_INPUT_FILE, problem, error);
}

OuroSyntaxTree *
ouro_syntax_tree_parse_expression (const char        *text,
                                   gsize              length,
                                   const OuroDialect *dialect,
                                   OuroSyntaxProblem *problem,
                                   GError           **error)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return parse (text, length, dialect, OURO_INPUT_EXPRESSION, problem, error);
}

const OuroNode *
ouro_syntax_tree_get_root (const OuroSyntaxTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

const OuroSource *
ouro_syntax_tree_get_source (const OuroSyntaxTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source;
}

const OuroDialect *
ouro_syntax_tree_get_dialect (const OuroSyntaxTree *self)
{
  return &self->dialect;
}

guint
ouro_syntax_tree_get_n_warnings (const OuroSyntaxTree *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->warnings->len;
}

const char *
ouro_syntax_tree_get_warning (const OuroSyntaxTree *self,
                              guint                 index,
                              guint32              *line)
{
  const OuroWarning *warning;

  g_return_val_if_fail (self != NULL && index < self->warnings->len, NULL);

  warning = &g_array_index (self->warnings, OuroWarning, index);
  if (line != NULL)
    *line = warning->line;
  return warning->message;
}

/* -- words -- */

gboolean
ouro_dialect_is_keyword (const OuroDialect *dialect,
                         const char        *word)
{
  g_return_val_if_fail (dialect != NULL && word != NULL, FALSE);

  return ouro_token_kind_from_word (word, strlen (word)) != OURO_TOKEN_NAME;
}

gboolean
ouro_dialect_is_name (const OuroDialect *dialect,
                      const char        *word)
{
  gsize length;

  g_return_val_if_fail (dialect != NULL && word != NULL, FALSE);

  length = strlen (word);
  return length > 0 && ouro_unicode_scan_identifier (word, length) == length && !ouro_dialect_is_keyword (dialect, word);
}
