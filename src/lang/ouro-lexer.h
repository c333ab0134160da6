/* ouro-lexer.h - the text as tokens
 *
 * Reads the whole text at once into one array. The array ends with an END token, or with an ERROR
 * token where CPython's tokenizer would give up; what was wrong is then in the error. Reading
 * everything first changes nothing: no token depends on what the parser thinks, and CPython too
 * reads on to the end of the file before it reports a syntax error, because a mistake of the
 * tokenizer further down (a string that never ends) explains more than "invalid syntax".
 *
 * Places  a token is a stretch of bytes of the text; line is that of its first byte, end_line that
 *         of its last. NEWLINE begins where its comment begins. INDENT, DEDENT and END have no
 *         extent and stand where the tokenizer stood when it noticed them.
 * Cost    linear; 20 bytes for each token.
 * Source  Parser/tokenizer.c (3.11), Parser/lexer/lexer.c (3.12 and later)
 */
#pragma once

#include "ouro-dialect.h"
#include "ouro-parser.h"
#include "ouro-source.h"

typedef enum {
  OURO_TOKEN_END,
  OURO_TOKEN_ERROR,
  OURO_TOKEN_NEWLINE,
  OURO_TOKEN_INDENT,
  OURO_TOKEN_DEDENT,
  OURO_TOKEN_NAME, /* soft keywords are names */
  OURO_TOKEN_NUMBER,
  OURO_TOKEN_STRING, /* with prefix and quotes; an f-string too, where the dialect does not nest them */
  OURO_TOKEN_FSTRING_START,
  OURO_TOKEN_FSTRING_MIDDLE, /* text between the fields; a doubled brace is the last thing in it */
  OURO_TOKEN_FSTRING_END,
  OURO_TOKEN_TSTRING_START,
  OURO_TOKEN_TSTRING_MIDDLE,
  OURO_TOKEN_TSTRING_END,

  OURO_TOKEN_LEFT_PAREN,
  OURO_TOKEN_RIGHT_PAREN,
  OURO_TOKEN_LEFT_BRACKET,
  OURO_TOKEN_RIGHT_BRACKET,
  OURO_TOKEN_LEFT_BRACE,
  OURO_TOKEN_RIGHT_BRACE,
  OURO_TOKEN_COLON,
  OURO_TOKEN_COMMA,
  OURO_TOKEN_SEMICOLON,
  OURO_TOKEN_DOT,
  OURO_TOKEN_ELLIPSIS,
  OURO_TOKEN_ARROW,
  OURO_TOKEN_WALRUS, /* := */
  OURO_TOKEN_EXCLAMATION,
  OURO_TOKEN_UNKNOWN, /* $ ? ` */
  OURO_TOKEN_PLUS,
  OURO_TOKEN_MINUS,
  OURO_TOKEN_STAR,
  OURO_TOKEN_DOUBLE_STAR,
  OURO_TOKEN_SLASH,
  OURO_TOKEN_DOUBLE_SLASH,
  OURO_TOKEN_PERCENT,
  OURO_TOKEN_AT,
  OURO_TOKEN_LEFT_SHIFT,
  OURO_TOKEN_RIGHT_SHIFT,
  OURO_TOKEN_AMPERSAND,
  OURO_TOKEN_BAR,
  OURO_TOKEN_CARET,
  OURO_TOKEN_TILDE,
  OURO_TOKEN_EQUAL, /* == */
  OURO_TOKEN_NOT_EQUAL,
  OURO_TOKEN_LESS_GREATER, /* <>, of which no rule knows; two tokens since 3.14 */
  OURO_TOKEN_LESS,
  OURO_TOKEN_LESS_EQUAL,
  OURO_TOKEN_GREATER,
  OURO_TOKEN_GREATER_EQUAL,
  OURO_TOKEN_ASSIGN,
  OURO_TOKEN_PLUS_ASSIGN, /* the augmented assignments, up to >>= */
  OURO_TOKEN_MINUS_ASSIGN,
  OURO_TOKEN_STAR_ASSIGN,
  OURO_TOKEN_DOUBLE_STAR_ASSIGN,
  OURO_TOKEN_SLASH_ASSIGN,
  OURO_TOKEN_DOUBLE_SLASH_ASSIGN,
  OURO_TOKEN_PERCENT_ASSIGN,
  OURO_TOKEN_AT_ASSIGN,
  OURO_TOKEN_AMPERSAND_ASSIGN,
  OURO_TOKEN_BAR_ASSIGN,
  OURO_TOKEN_CARET_ASSIGN,
  OURO_TOKEN_LEFT_SHIFT_ASSIGN,
  OURO_TOKEN_RIGHT_SHIFT_ASSIGN,

  OURO_TOKEN_AND, /* the keywords, up to YIELD */
  OURO_TOKEN_AS,
  OURO_TOKEN_ASSERT,
  OURO_TOKEN_ASYNC,
  OURO_TOKEN_AWAIT,
  OURO_TOKEN_BREAK,
  OURO_TOKEN_CLASS,
  OURO_TOKEN_CONTINUE,
  OURO_TOKEN_DEF,
  OURO_TOKEN_DEL,
  OURO_TOKEN_ELIF,
  OURO_TOKEN_ELSE,
  OURO_TOKEN_EXCEPT,
  OURO_TOKEN_FALSE,
  OURO_TOKEN_FINALLY,
  OURO_TOKEN_FOR,
  OURO_TOKEN_FROM,
  OURO_TOKEN_GLOBAL,
  OURO_TOKEN_IF,
  OURO_TOKEN_IMPORT,
  OURO_TOKEN_IN,
  OURO_TOKEN_IS,
  OURO_TOKEN_LAMBDA,
  OURO_TOKEN_NONE,
  OURO_TOKEN_NONLOCAL,
  OURO_TOKEN_NOT,
  OURO_TOKEN_OR,
  OURO_TOKEN_PASS,
  OURO_TOKEN_RAISE,
  OURO_TOKEN_RETURN,
  OURO_TOKEN_TRUE,
  OURO_TOKEN_TRY,
  OURO_TOKEN_WHILE,
  OURO_TOKEN_WITH,
  OURO_TOKEN_YIELD,
  OURO_N_TOKEN_KINDS,
} OuroTokenKind;

typedef struct
{
  guint8  kind;  /* OuroTokenKind */
  guint8  level; /* brackets that are open after it */
  guint32 start; /* bytes of the text */
  guint32 end;
  guint32 line;
  guint32 end_line;
} OuroToken;

/* Why the tokens end early. Columns are characters from 1, 0 when unknown, as SyntaxError has them. */
typedef struct
{
  OuroSyntaxErrorCode code;
  char               *message; /* NULL: there was no error */
  guint32             line;
  guint32             column;
  guint32             end_column;
  gboolean            only_when_reached; /* an earlier mistake of grammar is reported instead */
  gboolean            in_fstring;        /* between the quotes of an f-string that nests */
  char                open_bracket;      /* the innermost bracket that is open here, or '\0' */
  guint32             open_line;
  guint32             open_column; /* characters from 1 */
} OuroLexerError;

typedef struct
{
  OuroToken     *items;
  guint          n;
  OuroLexerError error;
} OuroTokens;

/* Reads all tokens of the source; blanks in front of its first line are no indentation if they are to
 * be skipped. Warnings ("invalid decimal literal") are appended to warnings, an array of OuroWarning
 * whose messages belong to it. */
void ouro_tokens_read (OuroTokens        *self,
                       const OuroSource  *source,
                       const OuroDialect *dialect,
                       gboolean           skip_blanks,
                       GArray            *warnings);
void ouro_tokens_clear (OuroTokens *self);

/* The token of a word: that of a keyword, or NAME. */
OuroTokenKind ouro_token_kind_from_word (const char *word,
                                         gsize       length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OuroTokens, ouro_tokens_clear)
