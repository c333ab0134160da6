/* ouro-parser.h - text in, syntax tree out
 *
 * Reads the whole grammar of Python 3.11 to 3.15 (Grammar/python.gram of each), as far as the
 * dialect allows it. What the simulator cannot run is refused later, by the compiler, which
 * knows the reasons; the parser refuses only what CPython's own parser refuses, in its words.
 *
 * Errors  OURO_SYNTAX_ERROR. The message is CPython's, without "SyntaxError: "; the place and the
 *         subclass are in the OuroSyntaxProblem. Among them: more than 200 nested brackets
 *         ("too many nested parentheses"), more than 100 levels of indentation, a tree deeper
 *         than OURO_SYNTAX_MAX_DEPTH, text that is not UTF-8, a null byte, a source of more than
 *         OURO_SOURCE_MAX_BYTES.
 * Cost    linear in the length of the text.
 * Source  Grammar/python.gram, Parser/tokenizer.c (3.11), Parser/lexer (3.12 and later), Parser/pegen_errors.c
 */
#pragma once

#include "ouro-ast.h"
#include "ouro-dialect.h"
#include "ouro-source.h"
#include "ouro-warnings.h"

#define OURO_SOURCE_MAX_BYTES (16u * 1024 * 1024)

#define OURO_SYNTAX_ERROR (ouro_syntax_error_quark ())

typedef enum {
  OURO_SYNTAX_ERROR_SYNTAX,      /* SyntaxError */
  OURO_SYNTAX_ERROR_INDENTATION, /* IndentationError */
  OURO_SYNTAX_ERROR_TAB,         /* TabError */
  OURO_SYNTAX_ERROR_MEMORY,      /* MemoryError: a tree too deep for CPython as well */
} OuroSyntaxErrorCode;

GQuark ouro_syntax_error_quark (void);

/* Where and what: fills a traceback's last lines as CPython prints them. */
typedef struct
{
  OuroSyntaxErrorCode code;
  char               *message;    /* "invalid syntax. Perhaps you forgot a comma?" */
  guint32             line;       /* from 1 */
  guint32             column;     /* from 1, in characters, as SyntaxError.offset; 0 when unknown */
  guint32             end_line;   /* 0 when unknown */
  guint32             end_column; /* from 1, in characters, exclusive */
  char               *text;       /* the line of the source, with its newline; NULL when there is none */
  GArray             *warnings;   /* of OuroWarning: what was said before; NULL when the text was not read at all */
} OuroSyntaxProblem;

void ouro_syntax_problem_clear (OuroSyntaxProblem *problem);

typedef struct _OuroSyntaxTree OuroSyntaxTree;

/* Parses a whole file. Returns NULL, sets error and fills problem (which may be NULL; clear it
 * afterwards) when CPython would refuse the text. length is in bytes; the text need not end in '\0'. */
OuroSyntaxTree *ouro_syntax_tree_parse (const char        *text,
                                        gsize              length,
                                        const OuroDialect *dialect,
                                        OuroSyntaxProblem *problem,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Parses one expression, as eval () would: the tree's root is the expression. Blanks in front of it
 * do no harm; columns count them. For predictions, claims, watches and edited values. */
OuroSyntaxTree *ouro_syntax_tree_parse_expression (const char        *text,
                                                   gsize              length,
                                                   const OuroDialect *dialect,
                                                   OuroSyntaxProblem *problem,
                                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;

void            ouro_syntax_tree_free (OuroSyntaxTree *self);
const OuroNode *ouro_syntax_tree_get_root (const OuroSyntaxTree *self);

/* The text the tree was made from: its lines and columns are those of the nodes. */
const OuroSource *ouro_syntax_tree_get_source (const OuroSyntaxTree *self);

/* What CPython says while reading without failing ("invalid escape sequence '\d'"): line, column
 * as in OuroSyntaxProblem, message. */
guint       ouro_syntax_tree_get_n_warnings (const OuroSyntaxTree *self);
const char *ouro_syntax_tree_get_warning (const OuroSyntaxTree *self,
                                          guint                 index,
                                          guint32              *line);

/* The tree as ast.dump (tree, include_attributes=attributes) of the standard library prints it; for tests
 * and for a look. Free with g_free (). */
char *ouro_syntax_tree_dump (const OuroSyntaxTree *self,
                             gboolean              attributes) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the word is a keyword that cannot be a name. Soft keywords are names. */
gboolean ouro_dialect_is_keyword (const OuroDialect *dialect,
                                  const char        *word);

/* Whether the whole word is an identifier (letters of any script as PEP 3131 has them) and no keyword. */
gboolean ouro_dialect_is_name (const OuroDialect *dialect,
                               const char        *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroSyntaxTree, ouro_syntax_tree_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OuroSyntaxProblem, ouro_syntax_problem_clear)
