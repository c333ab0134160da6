/* ouro-parser-private.h - what the files of the parser share
 *
 * The parser is recursive descent over an array of tokens. A function that reads a rule of the
 * grammar returns a node and stands behind it, or returns NULL and stands where it stood: "not
 * here". It may have looked further; CPython reports a plain "invalid syntax" at the furthest token
 * anyone looked at, so that place is kept.
 *
 * A text is read once, quickly. Only when that fails is the failing statement read a second time,
 * and then each rule first looks for the mistakes people make there (the invalid_ rules of
 * Grammar/python.gram; here ouro-parser-blame-*.c). The first mistake found is reported; when there
 * is none, it is "invalid syntax" where the first reading stopped. The order in which CPython tries
 * things decides which of several mistakes is named, so the second reading keeps to that order, and
 * it remembers what each rule found at each token, for it would otherwise take exponential time.
 *
 * A mistake ends the reading at once by longjmp () to ouro_parser_run (): no reader has anything to
 * free, since nodes, strings and lists live in the arena and in the parser itself.
 */
#pragma once

#include <obstack.h>
#include <setjmp.h>

#include "ouro-ast-private.h"
#include "ouro-lexer.h"
#include "ouro-parser.h"

/* The rules whose results the second reading remembers: at most 16. */
typedef enum {
  OURO_RULE_ARGUMENTS,
  OURO_RULE_BITWISE_OR,
  OURO_RULE_BLAME_NAMED_EXPRESSION,
  OURO_RULE_BLOCK,
  OURO_RULE_CLOSED_PATTERN,
  OURO_RULE_DISJUNCTION,
  OURO_RULE_EXPRESSION,
  OURO_RULE_PRIMARY,
  OURO_RULE_SIMPLE_STATEMENT,
  OURO_RULE_STAR_TARGET,
  OURO_RULE_STRINGS,
  OURO_RULE_TARGET_PRIMARY,
  OURO_RULE_TYPE_PARAM,
} OuroRule;

typedef struct _OuroParser OuroParser;
typedef struct _OuroMemo   OuroMemo;

typedef gpointer (*OuroReader) (OuroParser *self);
typedef OuroNode *(*OuroNodeReader) (OuroParser *self);

/* What the parser is asked for. */
typedef enum {
  OURO_INPUT_FILE,
  OURO_INPUT_EXPRESSION,
  OURO_INPUT_FIELD, /* the code in an f-string that does not nest, in brackets of its own */
} OuroInput;

struct _OuroParser
{
  const OuroDialect *dialect;
  const OuroSource  *source;
  const char        *text;
  OuroTokens         tokens;
  OuroInput          input;

  guint mark;    /* the token to read next */
  guint n_seen;  /* how many tokens were looked at: up to and with the furthest */
  guint restart; /* where the last module-level statement begins that was read: an "else" may belong to it */

  gboolean   has_broken_dict; /* the first reading has looked for mistakes in a dict */
  gboolean   second_reading;
  gboolean   blaming; /* look for mistakes; off inside what is itself tried as part of one */
  OuroMemo **memos;   /* for each token, in the second reading */
  guint16   *failed;  /* for each token, in the first reading: a bit for each rule that was tried there in vain */

  guint           depth;   /* of the recursion, to keep the C stack small */
  struct obstack *arena;   /* nodes, lists, strings; what the second reading makes is thrown away */
  GPtrArray      *pending; /* items of the lists being read, innermost last */
  GString        *scratch; /* for the text of one string literal */
  GArray         *warnings;

  /* The places of a field's code, which is lexed apart: its first line stands at this line and
   * column of the program. Both 0 for a whole text. */
  guint32 line_offset;
  guint32 first_column;

  jmp_buf           failure;
  OuroSyntaxProblem problem;
  gboolean          is_final; /* no mistake of the lexer further down is preferred to it */
};

/* -- places -- */

/* Where a mistake is: lines and bytes, both from 1; 0 is unknown. */
typedef struct
{
  guint32 line;
  guint32 column;
  guint32 end_line;
  guint32 end_column;
} OuroSpan;

OuroSpan ouro_parser_token_span (OuroParser      *self,
                                 const OuroToken *token);
OuroSpan ouro_parser_node_span (const OuroNode *node);

/* From the start of the first to the end of the last. */
OuroSpan ouro_span_join (OuroSpan first,
                         OuroSpan last);

/* From the start of first to where the lexer stands: behind the furthest token. */
OuroSpan ouro_parser_span_to_here (OuroParser *self,
                                   OuroSpan    first);

/* -- mistakes -- */

G_NORETURN void ouro_parser_raise (OuroParser *self,
                                   OuroSpan    span,
                                   const char *format,
                                   ...) G_GNUC_PRINTF (3, 4);

/* At the furthest token that was looked at. */
G_NORETURN void ouro_parser_raise_here (OuroParser         *self,
                                        OuroSyntaxErrorCode code,
                                        const char         *format,
                                        ...) G_GNUC_PRINTF (3, 4);

/* At the token to be read next. */
G_NORETURN void ouro_parser_raise_next (OuroParser *self,
                                        const char *format,
                                        ...) G_GNUC_PRINTF (2, 3);

G_NORETURN void ouro_parser_raise_lexer_error (OuroParser *self);
G_NORETURN void ouro_parser_raise_too_deep (OuroParser *self);

/* Ends the reading with the problem of a parser for a part of the text. */
G_NORETURN void ouro_parser_raise_problem (OuroParser        *self,
                                           OuroSyntaxProblem *problem);

/* Whether the version spoken is 3.minor or later: chooses among wordings of messages. */
static inline gboolean
ouro_parser_since (OuroParser *self,
                   guint       minor)
{
  return self->dialect->minor >= minor;
}

/* -- running -- */

/* What the parser makes goes into the arena and the warnings of its caller. */
void ouro_parser_init (OuroParser        *self,
                       const OuroSource  *source,
                       const OuroDialect *dialect,
                       OuroInput          input,
                       struct obstack    *arena,
                       GArray            *warnings);
void ouro_parser_clear (OuroParser *self);

/* Returns the root, or NULL with problem filled, which is then the caller's to clear. */
OuroNode *ouro_parser_run (OuroParser *self);

/* Reads the code of a field with a parser of its own: the first line of the code counts as the one
 * after line_offset, and as beginning at first_column. */
OuroNode *ouro_parser_read_part (OuroParser        *self,
                                 const char        *code,
                                 guint32            line_offset,
                                 guint32            first_column,
                                 OuroSyntaxProblem *problem);

/* -- tokens -- */

/* Looks at the token to be read next for the first time. */
void ouro_parser_reach (OuroParser *self);

static inline OuroTokenKind
ouro_parser_peek (OuroParser *self)
{
  if (self->mark >= self->n_seen)
    ouro_parser_reach (self);
  return self->tokens.items[self->mark].kind;
}

static inline const OuroToken *
ouro_parser_get_token (OuroParser *self,
                       guint       index)
{
  return &self->tokens.items[index];
}

static inline gboolean
ouro_parser_accept (OuroParser   *self,
                    OuroTokenKind kind)
{
  if (ouro_parser_peek (self) != kind)
    return FALSE;
  self->mark++;
  return TRUE;
}

/* Whether the token after the next is of that kind; looks at it only when the next one is a name. */
gboolean ouro_parser_name_is_followed_by (OuroParser   *self,
                                          OuroTokenKind kind);

/* Whether the next token is the name word: a soft keyword. */
gboolean ouro_parser_at_word (OuroParser *self,
                              const char *word);

/* A token that must come: "expected ':'". */
void ouro_parser_expect (OuroParser   *self,
                         OuroTokenKind kind,
                         const char   *text);

/* -- the arena -- */

/* A node that begins at the token start and ends with the last one read. */
OuroNode *ouro_parser_new_node (OuroParser  *self,
                                OuroNodeKind kind,
                                guint        start);

/* The same at a given place. */
OuroNode *ouro_parser_new_node_at (OuroParser     *self,
                                   OuroNodeKind    kind,
                                   const OuroNode *first,
                                   const OuroNode *last);

const char *ouro_parser_copy_text (OuroParser *self,
                                   const char *text,
                                   gsize       length);

/* Reads a name and normalises it (PEP 3131); NULL when there is none. */
const char *ouro_parser_read_name (OuroParser *self);

/* -- lists: begin, push the items as they are read, end (or drop, to go back) -- */

static inline guint
ouro_parser_begin_list (OuroParser *self)
{
  return self->pending->len;
}

static inline void
ouro_parser_push (OuroParser *self,
                  gpointer    item)
{
  g_ptr_array_add (self->pending, item);
}

static inline void
ouro_parser_drop_list (OuroParser *self,
                       guint       base)
{
  g_ptr_array_set_size (self->pending, base);
}

OuroNodeList ouro_parser_end_list (OuroParser *self,
                                   guint       base);
OuroNameList ouro_parser_end_names (OuroParser *self,
                                    guint       base);

/* -- recursion and memory of the second reading -- */

static inline void
ouro_parser_enter (OuroParser *self)
{
  /* Brackets deepen the recursion but not always the tree. */
  if (++self->depth > OURO_SYNTAX_MAX_DEPTH + 500)
    ouro_parser_raise_too_deep (self);
}

static inline void
ouro_parser_leave (OuroParser *self)
{
  self->depth--;
}

gpointer ouro_parser_recall (OuroParser *self,
                             OuroRule    rule,
                             OuroReader  reader);

/* Reads a rule; in the second reading only the first time it is tried at this token. The first reading remembers only what is not
 * there: nested brackets with a mistake inside would be tried in several ways at each depth, for ever. */
static inline gpointer
ouro_parser_remember (OuroParser *self,
                      OuroRule    rule,
                      OuroReader  reader)
{
  guint    start = self->mark;
  gpointer result;

  if (self->second_reading)
    return ouro_parser_recall (self, rule, reader);

  if (self->failed[start] & 1u << rule)
    return NULL;
  result = reader (self);
  if (result == NULL)
    self->failed[start] |= 1u << rule;
  return result;
}

/* -- ouro-parser-expressions.c -- */

OuroNode *ouro_parser_read_expression (OuroParser *self);
OuroNode *ouro_parser_read_expressions (OuroParser *self); /* a, b: a tuple */
OuroNode *ouro_parser_read_star_expression (OuroParser *self);
OuroNode *ouro_parser_read_star_expressions (OuroParser *self);
OuroNode *ouro_parser_read_named_expression (OuroParser *self);
OuroNode *ouro_parser_read_star_named_expression (OuroParser *self);
OuroNode *ouro_parser_read_assignment_expression (OuroParser *self);
OuroNode *ouro_parser_read_yield_expression (OuroParser *self);
OuroNode *ouro_parser_read_annotated_rhs (OuroParser *self); /* yield or star expressions */
OuroNode *ouro_parser_read_disjunction (OuroParser *self);
OuroNode *ouro_parser_read_inversion (OuroParser *self);
OuroNode *ouro_parser_read_bitwise_or (OuroParser *self);
OuroNode *ouro_parser_read_factor (OuroParser *self);
OuroNode *ouro_parser_read_if_expression (OuroParser *self);
OuroNode *ouro_parser_read_lambda (OuroParser *self);
gboolean  ouro_parser_push_star_named_expressions (OuroParser *self);
OuroNode *ouro_parser_finish_tuple (OuroParser    *self,
                                    guint          start,
                                    OuroNode      *first,
                                    OuroNodeReader read_item);
gboolean  ouro_parser_push_commas (OuroParser    *self,
                                   OuroNodeReader read_item);

/* -- ouro-parser-atoms.c -- */

OuroNode     *ouro_parser_read_primary (OuroParser *self);
OuroNode     *ouro_parser_read_target_primary (OuroParser *self);
OuroNode     *ouro_parser_read_atom (OuroParser *self);
OuroNode     *ouro_parser_read_name_node (OuroParser *self);
OuroNode     *ouro_parser_read_number (OuroParser *self);
OuroNode     *ouro_parser_read_singleton (OuroParser *self); /* None, True, False */
OuroNode     *ouro_parser_read_genexp (OuroParser *self);
OuroNode     *ouro_parser_read_tuple (OuroParser *self);
OuroNode     *ouro_parser_read_double_starred_pair (OuroParser *self);
OuroNodeList *ouro_parser_read_for_if_clauses (OuroParser *self);

/* -- ouro-parser-calls.c: arguments and parameters -- */

OuroNode *ouro_parser_read_arguments (OuroParser *self); /* a CALL without its func */
OuroNode *ouro_parser_read_args (OuroParser *self);
gboolean  ouro_parser_push_positional_arguments (OuroParser *self);
OuroNode *ouro_parser_read_positional_argument (OuroParser *self);
OuroNode *ouro_parser_read_kwargs (OuroParser *self);
OuroNode *ouro_parser_read_starred_expression (OuroParser *self);

/* -- ouro-parser-parameters.c -- */

OuroNode    *ouro_parser_read_parameters (OuroParser *self); /* of def, up to ")" */
OuroNode    *ouro_parser_read_lambda_parameters (OuroParser *self);
OuroNode    *ouro_parser_new_empty_parameters (OuroParser *self);
OuroNode    *ouro_parser_read_parameter (OuroParser *self,
                                         gboolean    is_lambda);
OuroNode    *ouro_parser_read_default (OuroParser *self);
gboolean     ouro_parser_read_parameter_end (OuroParser *self,
                                             gboolean    is_lambda);
OuroNodeList ouro_parser_read_type_params (OuroParser *self); /* none where there are none */

/* -- ouro-parser-strings.c, ouro-parser-fstrings.c, ouro-parser-fields.c -- */

OuroNode *ouro_parser_read_strings (OuroParser *self);
OuroNode *ouro_parser_read_one_string (OuroParser *self);
void      ouro_parser_skip_format_spec (OuroParser *self, /* after the ":", up to the "}" */
                                        gboolean    is_template);

/* -- ouro-parser-targets.c -- */

/* Whom the target is for, which decides how a bad one is described. */
typedef enum {
  OURO_TARGETS_STAR,
  OURO_TARGETS_DEL,
  OURO_TARGETS_FOR,
} OuroTargets;

OuroNode       *ouro_parser_read_star_target (OuroParser *self);
OuroNode       *ouro_parser_read_star_targets (OuroParser *self);
OuroNode       *ouro_parser_read_del_target (OuroParser *self);
gboolean        ouro_node_can_be_assigned (const OuroNode *node);
gboolean        ouro_node_can_be_single_target (const OuroNode *node);
void            ouro_node_set_context (OuroNode   *node,
                                       OuroContext context);
const OuroNode *ouro_node_find_invalid_target (const OuroNode *node,
                                               OuroTargets     targets);
const char     *ouro_node_get_expression_name (const OuroNode *node);

/* -- ouro-parser-simple.c -- */

OuroNode   *ouro_parser_read_simple_statement (OuroParser *self);
gboolean    ouro_parser_push_simple_statements (OuroParser *self);
const char *ouro_parser_read_dotted_name (OuroParser *self);
gboolean    ouro_parser_push_import_names (OuroParser *self);

/* -- ouro-parser-compound.c -- */

gboolean      ouro_parser_push_statement (OuroParser *self);
gboolean      ouro_parser_push_statements (OuroParser *self);
OuroNodeList *ouro_parser_read_block (OuroParser *self);
OuroNode     *ouro_parser_read_except_block (OuroParser *self);
OuroNode     *ouro_parser_read_except_star_block (OuroParser *self);

/* -- ouro-parser-match.c -- */

OuroNode   *ouro_parser_read_match (OuroParser *self);
OuroNode   *ouro_parser_read_subject (OuroParser *self);
OuroNode   *ouro_parser_read_patterns (OuroParser *self);
OuroNode   *ouro_parser_read_pattern (OuroParser *self);
OuroNode   *ouro_parser_read_or_pattern (OuroParser *self);
OuroNode   *ouro_parser_read_guard (OuroParser *self);
OuroNode   *ouro_parser_read_name_or_attribute (OuroParser *self);
const char *ouro_parser_read_double_star_pattern (OuroParser *self);
gboolean    ouro_parser_push_mapping_items (OuroParser *self);
gboolean    ouro_parser_push_positional_patterns (OuroParser *self);
gboolean    ouro_parser_push_keyword_patterns (OuroParser *self); /* in pairs with their names */
