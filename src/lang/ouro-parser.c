/* ouro-parser.c - the two readings, and what every reader needs: tokens, nodes, mistakes
 *
 * The idea of the parser is told in ouro-parser-private.h. How CPython words and places errors is
 * in Parser/pegen_errors.c; how it runs twice in Parser/pegen.c, _PyPegen_run_parser.
 */
#include "ouro-parser-private.h"

#include <string.h>

#include "ouro-parser-blame.h"
#include "ouro-unicode.h"

/* A longer statement is read once only and its mistake reported plainly: the second reading takes
 * about half a kilobyte and two microseconds for each token. */
#define MAX_TOKENS_READ_TWICE 1000000

struct _OuroMemo
{
  OuroMemo *next; /* another rule at the same token */
  OuroRule  rule;
  guint     end; /* the token after what was read */
  gpointer  result;
};

static const OuroToken *
get_furthest (OuroParser *self)
{
  return &self->tokens.items[MAX (self->n_seen, 1) - 1];
}

/* -- places -- */

static gboolean
has_extent (const OuroToken *token)
{
  return token->kind != OURO_TOKEN_INDENT && token->kind != OURO_TOKEN_DEDENT &&
         token->kind != OURO_TOKEN_END && token->kind != OURO_TOKEN_ERROR;
}

static guint32
get_column (OuroParser *self,
            guint32     place,
            guint32     line,
            guint32     token_end_line)
{
  guint32 column = place - ouro_source_get_line_start (self->source, line);

  return token_end_line == 1 ? column + self->first_column : column;
}

/* Where the lexer stands after it has read the token. */
static guint32
get_lexer_column (OuroParser      *self,
                  const OuroToken *token)
{
  guint32 end = token->kind == OURO_TOKEN_NEWLINE ? token->end + 1 : token->end;

  return end - ouro_source_get_line_start (self->source, token->end_line);
}

OuroSpan
ouro_parser_token_span (OuroParser      *self,
                        const OuroToken *token)
{
  OuroSpan span = { token->line + self->line_offset, 0, token->end_line + self->line_offset, 0 };
  guint32  end = token->end;

  if (!has_extent (token))
    return span;

  /* 3.12 counts the newline itself to its token. */
  if (token->kind == OURO_TOKEN_NEWLINE && ouro_parser_since (self, 12))
    end++;
  span.column = get_column (self, token->start, token->line, token->end_line) + 1;
  span.end_column = get_column (self, end, token->end_line, token->end_line) + 1;
  return span;
}

OuroSpan
ouro_parser_node_span (const OuroNode *node)
{
  return (OuroSpan){ node->line, node->column + 1, node->end_line, node->end_column + 1 };
}

OuroSpan
ouro_span_join (OuroSpan first,
                OuroSpan last)
{
  return (OuroSpan){ first.line, first.column, last.end_line, last.end_column };
}

OuroSpan
ouro_parser_span_to_here (OuroParser *self,
                          OuroSpan    first)
{
  const OuroToken *last = get_furthest (self);

  first.end_line = last->end_line + self->line_offset;
  first.end_column = get_lexer_column (self, last);
  return first;
}

/* -- mistakes -- */

/* Where the text begins that CPython looks up a column in while the lexer is in this line. In 3.11 it
 * begins with the string, maybe some lines before, that ends in the line. */
static gsize
get_buffer_start (OuroParser *self,
                  guint32     line)
{
  if (!ouro_parser_since (self, 12))
    for (const OuroToken *token = get_furthest (self); token >= self->tokens.items && token->end_line >= line; token--)
      line = MIN (line, token->line);
  return ouro_source_get_line_start (self->source, line);
}

/* Bytes to characters, both from 1, in the line where the mistake begins: CPython looks up the end
 * of a mistake there too, even when it ends in another line. Behind the end of the line everything
 * is the place just after it. The newline belongs to the line as long as the lexer has not gone on. */
static guint32
convert_column (OuroParser *self,
                guint32     line,
                guint32     column)
{
  gsize start = ouro_source_get_line_start (self->source, line);
  gsize end = ouro_source_get_line_start (self->source, line + 1);

  if (column == 0)
    return 0;
  if (get_furthest (self)->end_line <= line)
    start = get_buffer_start (self, line);
  else if (end > start)
    end--;
  return g_utf8_strlen (self->text + start, MIN (column - 1, end - start)) + 1;
}

/* The code of a field is shown, and its columns are counted, as if it were a text of its own. */
static void
set_problem (OuroParser         *self,
             OuroSyntaxErrorCode code,
             OuroSpan            span,
             char               *message)
{
  OuroSyntaxProblem *problem = &self->problem;
  guint32            own_line = span.line - self->line_offset;

  if (self->input == OURO_INPUT_FIELD)
    {
      char *prefixed = g_strconcat ("f-string: ", message, NULL);

      g_free (message);
      message = prefixed;
      span.column -= MIN (span.column, self->first_column);
      span.end_column -= MIN (span.end_column, self->first_column);
    }

  problem->code = code;
  problem->message = message;
  problem->line = span.line;
  problem->column = convert_column (self, own_line, span.column);
  problem->end_line = span.end_line;
  problem->end_column = convert_column (self, own_line, span.end_column);
  problem->text = ouro_source_dup_line (self->source, own_line);
}

void
ouro_parser_raise (OuroParser *self,
                   OuroSpan    span,
                   const char *format,
                   ...)
{
  va_list args;
  char   *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  set_problem (self, OURO_SYNTAX_ERROR_SYNTAX, span, message);
  longjmp (self->failure, 1);
}

/* Takes the message. */
G_NORETURN static void
raise_at_token (OuroParser         *self,
                OuroSyntaxErrorCode code,
                const OuroToken    *token,
                char               *message)
{
  OuroSpan span = ouro_parser_token_span (self, token);

  if (!has_extent (token))
    span.column = get_lexer_column (self, token);
  set_problem (self, code, span, message);
  longjmp (self->failure, 1);
}

void
ouro_parser_raise_here (OuroParser         *self,
                        OuroSyntaxErrorCode code,
                        const char         *format,
                        ...)
{
  va_list args;
  char   *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  raise_at_token (self, code, get_furthest (self), message);
}

void
ouro_parser_raise_next (OuroParser *self,
                        const char *format,
                        ...)
{
  va_list args;
  char   *message;

  ouro_parser_peek (self);
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  raise_at_token (self, OURO_SYNTAX_ERROR_SYNTAX, &self->tokens.items[self->mark], message);
}

static void
set_lexer_problem (OuroParser *self)
{
  OuroLexerError *error = &self->tokens.error;

  self->problem = (OuroSyntaxProblem){
    .code = error->code,
    .message = g_strdup (error->message),
    .line = error->line + self->line_offset,
    .column = error->column,
    .end_line = error->line + self->line_offset,
    .end_column = error->end_column,
    .text = ouro_source_dup_line (self->source, error->line),
  };
}

void
ouro_parser_raise_lexer_error (OuroParser *self)
{
  set_lexer_problem (self);
  longjmp (self->failure, 1);
}

void
ouro_parser_raise_too_deep (OuroParser *self)
{
  self->problem = (OuroSyntaxProblem){
    .code = OURO_SYNTAX_ERROR_MEMORY,
    .message = g_strdup ("too complex: nested too deeply for the parser"),
    .line = get_furthest (self)->line + self->line_offset,
  };
  self->is_final = TRUE;
  longjmp (self->failure, 1);
}

void
ouro_parser_raise_problem (OuroParser        *self,
                           OuroSyntaxProblem *problem)
{
  self->problem = *problem;
  *problem = (OuroSyntaxProblem){ 0 };
  longjmp (self->failure, 1);
}

/* Nobody had anything better to say about the first reading, which stopped at last. */
G_NORETURN static void
raise_plainly (OuroParser *self,
               guint       last)
{
  const OuroToken *token = &self->tokens.items[last];

  self->is_final = token->kind == OURO_TOKEN_INDENT || token->kind == OURO_TOKEN_DEDENT;
  if (token->kind == OURO_TOKEN_INDENT)
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_INDENTATION, "unexpected indent");
  if (token->kind == OURO_TOKEN_DEDENT)
    ouro_parser_raise_here (self, OURO_SYNTAX_ERROR_INDENTATION, "unexpected unindent");
  if (ouro_parser_since (self, 14) && token->kind == OURO_TOKEN_GREATER && last > 0 &&
      token[-1].kind == OURO_TOKEN_LESS && token[-1].end == token->start)
    ouro_parser_raise (self, ouro_span_join (ouro_parser_token_span (self, token - 1), ouro_parser_token_span (self, token)),
                       "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
  ouro_parser_raise (self, ouro_parser_token_span (self, token), "invalid syntax");
}

/* After a mistake of grammar CPython reads on to the end of the text; a mistake of the lexer
 * further down, or a bracket left open before, explains more and is reported instead. */
static void
prefer_lexer_error (OuroParser *self)
{
  OuroLexerError  *error = &self->tokens.error;
  const OuroToken *furthest = get_furthest (self);

  if (error->message == NULL || furthest->kind == OURO_TOKEN_ERROR || self->is_final)
    return;

  if (error->only_when_reached)
    {
      if (error->open_bracket == '\0' || furthest->line <= error->open_line)
        return;
      g_free (error->message);
      error->code = OURO_SYNTAX_ERROR_SYNTAX;
      error->message = g_strdup_printf ("'%c' was never closed", error->open_bracket);
      error->line = error->open_line;
      error->column = error->open_column;
      error->end_column = 0;
    }
  else if (error->in_fstring)
    {
      return;
    }

  ouro_syntax_problem_clear (&self->problem);
  set_lexer_problem (self);
}

/* -- running -- */

void
ouro_parser_init (OuroParser        *self,
                  const OuroSource  *source,
                  const OuroDialect *dialect,
                  OuroInput          input,
                  struct obstack    *arena,
                  GArray            *warnings)
{
  memset (self, 0, sizeof (OuroParser));
  self->dialect = dialect;
  self->source = source;
  self->text = ouro_source_get_text (source);
  self->input = input;
  self->arena = arena;
  self->warnings = warnings;
  self->pending = g_ptr_array_new ();
  self->scratch = g_string_new (NULL);
  ouro_tokens_read (&self->tokens, source, dialect, input == OURO_INPUT_EXPRESSION, warnings);
  self->failed = g_new0 (guint16, self->tokens.n);
}

void
ouro_parser_clear (OuroParser *self)
{
  ouro_tokens_clear (&self->tokens);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_string_free (self->scratch, TRUE);
  g_free (self->memos);
  g_free (self->failed);
}

OuroNode *
ouro_parser_read_part (OuroParser        *self,
                       const char        *code,
                       guint32            line_offset,
                       guint32            first_column,
                       OuroSyntaxProblem *problem)
{
  OuroSource *source;
  OuroParser  part;
  OuroNode   *root;
  char       *message = NULL;
  guint32     line;

  source = ouro_source_new (code, strlen (code), TRUE, &message, &line);
  g_assert (source != NULL); /* a piece of a text that is in order */

  ouro_parser_init (&part, source, self->dialect, OURO_INPUT_FIELD, self->arena, self->warnings);
  part.depth = self->depth;
  part.line_offset = line_offset;
  part.first_column = first_column;
  root = ouro_parser_run (&part);
  *problem = part.problem;
  ouro_parser_clear (&part);
  ouro_source_free (source);
  return root;
}

static OuroNode *
read_file (OuroParser *self)
{
  guint     base = ouro_parser_begin_list (self), before = self->mark;
  OuroNode *module;

  while (ouro_parser_push_statement (self))
    {
      if (!self->second_reading)
        self->restart = before;
      before = self->mark;
    }
  if (!ouro_parser_accept (self, OURO_TOKEN_END))
    {
      ouro_parser_drop_list (self, base);
      return NULL;
    }

  module = ouro_parser_new_node (self, OURO_NODE_MODULE, 0);
  module->module.body = ouro_parser_end_list (self, base);
  return module;
}

static OuroNode *
read_lone_expression (OuroParser *self)
{
  OuroNode *node = ouro_parser_read_expressions (self);

  if (node == NULL)
    return NULL;
  while (ouro_parser_accept (self, OURO_TOKEN_NEWLINE))
    continue;
  return ouro_parser_accept (self, OURO_TOKEN_END) ? node : NULL;
}

static OuroNode *
read_input (OuroParser *self)
{
  switch (self->input)
    {
    case OURO_INPUT_FILE:
      return read_file (self);
    case OURO_INPUT_EXPRESSION:
      return read_lone_expression (self);
    case OURO_INPUT_FIELD:
      return ouro_parser_read_star_expressions (self);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_too_deep (const OuroNode *node,
             guint           depth)
{
  const OuroField *field;

  if (node == NULL)
    return FALSE;
  if (depth > OURO_SYNTAX_MAX_DEPTH)
    return TRUE;

  for (field = ouro_node_kind_get_shape (node->kind)->fields; field->kind != OURO_FIELD_END; field++)
    if (field->kind == OURO_FIELD_NODE || field->kind == OURO_FIELD_OPTIONAL_NODE)
      {
        if (is_too_deep (G_STRUCT_MEMBER (OuroNode *, node, field->offset), depth + 1))
          return TRUE;
      }
    else if (field->kind == OURO_FIELD_NODES || field->kind == OURO_FIELD_TYPE_PARAMS)
      {
        const OuroNodeList *list = G_STRUCT_MEMBER_P (node, field->offset);

        for (guint i = 0; i < list->n; i++)
          if (is_too_deep (list->items[i], depth + 1))
            return TRUE;
      }
  return FALSE;
}

/* Both readings; comes back only with a tree. */
static OuroNode *
read_twice (OuroParser *self)
{
  OuroNode *root = read_input (self);
  guint     last;

  if (root != NULL)
    {
      if (is_too_deep (root, 1))
        ouro_parser_raise_too_deep (self);
      return root;
    }

  last = get_furthest (self) - self->tokens.items;
  if (last - self->restart > MAX_TOKENS_READ_TWICE)
    raise_plainly (self, last);
  self->mark = self->restart;
  self->second_reading = self->blaming = TRUE;
  self->memos = g_new0 (OuroMemo *, self->tokens.n);
  read_input (self);
  raise_plainly (self, last);
}

OuroNode *
ouro_parser_run (OuroParser *self)
{
  if (setjmp (self->failure) == 0)
    return read_twice (self);

  prefer_lexer_error (self);
  return NULL;
}

/* -- tokens -- */

void
ouro_parser_reach (OuroParser *self)
{
  self->n_seen = self->mark + 1;
  if (self->tokens.items[self->mark].kind == OURO_TOKEN_ERROR)
    ouro_parser_raise_lexer_error (self);
}

gboolean
ouro_parser_name_is_followed_by (OuroParser   *self,
                                 OuroTokenKind kind)
{
  gboolean follows;

  if (!ouro_parser_accept (self, OURO_TOKEN_NAME))
    return FALSE;
  follows = ouro_parser_peek (self) == kind;
  self->mark--;
  return follows;
}

gboolean
ouro_parser_at_word (OuroParser *self,
                     const char *word)
{
  const OuroToken *token;

  if (ouro_parser_peek (self) != OURO_TOKEN_NAME)
    return FALSE;
  token = &self->tokens.items[self->mark];
  return strlen (word) == token->end - token->start && memcmp (self->text + token->start, word, token->end - token->start) == 0;
}

void
ouro_parser_expect (OuroParser   *self,
                    OuroTokenKind kind,
                    const char   *text)
{
  if (!ouro_parser_accept (self, kind))
    ouro_parser_raise (self, ouro_parser_token_span (self, &self->tokens.items[self->mark]), "expected '%s'", text);
}

/* -- the arena -- */

static OuroNode *
allocate_node (OuroParser  *self,
               OuroNodeKind kind)
{
  gsize     size = ouro_node_kind_get_shape (kind)->size;
  OuroNode *node = obstack_alloc (self->arena, size);

  memset (node, 0, size);
  node->kind = kind;
  return node;
}

OuroNode *
ouro_parser_new_node (OuroParser  *self,
                      OuroNodeKind kind,
                      guint        start)
{
  OuroNode        *node = allocate_node (self, kind);
  const OuroToken *first = &self->tokens.items[start];
  const OuroToken *last = &self->tokens.items[self->mark > start ? self->mark - 1 : start];

  while (last > first && (last->kind == OURO_TOKEN_END || last->kind == OURO_TOKEN_NEWLINE ||
                          last->kind == OURO_TOKEN_INDENT || last->kind == OURO_TOKEN_DEDENT))
    last--;

  node->line = first->line + self->line_offset;
  node->column = get_column (self, first->start, first->line, first->end_line);
  node->end_line = last->end_line + self->line_offset;
  node->end_column = get_column (self, last->end, last->end_line, last->end_line);
  return node;
}

OuroNode *
ouro_parser_new_node_at (OuroParser     *self,
                         OuroNodeKind    kind,
                         const OuroNode *first,
                         const OuroNode *last)
{
  OuroNode *node = allocate_node (self, kind);

  node->line = first->line;
  node->column = first->column;
  node->end_line = last->end_line;
  node->end_column = last->end_column;
  return node;
}

const char *
ouro_parser_copy_text (OuroParser *self,
                       const char *text,
                       gsize       length)
{
  return obstack_copy0 (self->arena, text, length);
}

const char *
ouro_parser_read_name (OuroParser *self)
{
  const OuroToken *token;
  const char      *text;
  guint            length;

  if (!ouro_parser_accept (self, OURO_TOKEN_NAME))
    return NULL;

  token = &self->tokens.items[self->mark - 1];
  text = self->text + token->start;
  length = token->end - token->start;
  for (guint i = 0; i < length; i++)
    if (text[i] & 0x80)
      {
        g_autofree char *normal = ouro_unicode_normalise (text, length);

        return ouro_parser_copy_text (self, normal, strlen (normal));
      }
  return ouro_parser_copy_text (self, text, length);
}

static gpointer
take_pending (OuroParser *self,
              guint       base)
{
  guint    n = self->pending->len - base;
  gpointer items = NULL;

  if (n > 0)
    items = obstack_copy (self->arena, self->pending->pdata + base, n * sizeof (gpointer));
  ouro_parser_drop_list (self, base);
  return items;
}

OuroNodeList
ouro_parser_end_list (OuroParser *self,
                      guint       base)
{
  guint n = self->pending->len - base;

  return (OuroNodeList){ take_pending (self, base), n };
}

OuroNameList
ouro_parser_end_names (OuroParser *self,
                       guint       base)
{
  guint n = self->pending->len - base;

  return (OuroNameList){ take_pending (self, base), n };
}

/* -- memory of the second reading -- */

gpointer
ouro_parser_recall (OuroParser *self,
                    OuroRule    rule,
                    OuroReader  reader)
{
  guint     start = self->mark;
  OuroMemo *memo;
  gpointer  result;

  ouro_parser_peek (self);
  for (memo = self->memos[start]; memo != NULL; memo = memo->next)
    if (memo->rule == rule)
      {
        self->mark = memo->end;
        return memo->result;
      }

  result = reader (self);
  memo = obstack_alloc (self->arena, sizeof (OuroMemo));
  *memo = (OuroMemo){ self->memos[start], rule, self->mark, result };
  self->memos[start] = memo;
  return result;
}
