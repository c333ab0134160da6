/* ouro-lexer-private.h - the state of the lexer, shared by its two files */
#pragma once

#include "ouro-lexer.h"

/* Parser/lexer/state.h: MAXINDENT, MAXLEVEL, MAXFSTRINGLEVEL, MAX_EXPR_NESTING */
#define OURO_MAX_INDENTS       100
#define OURO_MAX_BRACKETS      200
#define OURO_MAX_STRING_MODES  149
#define OURO_MAX_FIELD_NESTING 3

typedef struct
{
  char    character;
  guint32 line;
  guint32 place; /* byte of the text */
} OuroBracket;

/* An f-string or t-string that is open: its text and its fields are tokens of their own (PEP 701). */
typedef struct
{
  char     quote;
  guint    quote_size; /* 1 or 3 */
  gboolean raw;
  gboolean is_template;
  gboolean in_text; /* between fields, or in a format specification; else in the code of a field */
  gboolean in_format_spec;
  int      depth;       /* brackets open in the code of fields */
  int      field_depth; /* fields open, one in the format specification of the other; -1 is none */
  guint32  start;       /* of the prefix, in bytes of the text */
  guint32  line;
  guint32  line_start;
} OuroStringMode;

typedef struct
{
  OuroTokens        *result;
  const OuroDialect *dialect;
  GArray            *tokens;   /* OuroToken */
  GArray            *warnings; /* OuroWarning */
  const char        *text;
  guint32            length;

  guint32 pos;
  guint32 line; /* 0 before the first line */
  guint32 line_start;
  guint32 buffer_start; /* the start of this line, or of those that "\" joins to it */

  gboolean at_line_start;
  gboolean skip_blanks; /* in front of the first line */
  gboolean is_blank;    /* the line holds no code: its end is no NEWLINE */

  guint indents[OURO_MAX_INDENTS];      /* columns with a tab going to the next multiple of 8 */
  guint alternatives[OURO_MAX_INDENTS]; /* and with a tab counting as one, to find mixtures */
  guint n_indents;                      /* beyond the first, which is 0 */

  OuroBracket brackets[OURO_MAX_BRACKETS];
  guint       level;

  OuroStringMode modes[OURO_MAX_STRING_MODES];
  guint          n_modes;
} OuroLexer;

static inline OuroStringMode *
ouro_lexer_get_mode (OuroLexer *self)
{
  return self->n_modes > 0 ? &self->modes[self->n_modes - 1] : NULL;
}

/* Ends a token at pos. */
void ouro_lexer_emit (OuroLexer    *self,
                      OuroTokenKind kind,
                      guint32       start,
                      guint32       start_line);

/* Steps over a newline inside a token, or between the tokens of one logical line. */
void ouro_lexer_cross_line (OuroLexer *self);

/* Ends the reading with a mistake that is reported whatever else is wrong; its column is that of
 * the last character before pos. */
void ouro_lexer_fail (OuroLexer  *self,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

/* The same with columns given, characters from 1. */
void ouro_lexer_fail_range (OuroLexer  *self,
                            guint32     column,
                            guint32     end_column,
                            const char *format,
                            ...) G_GNUC_PRINTF (4, 5);

void ouro_lexer_warn (OuroLexer *self,
                      char      *message);

/* ouro-lexer-literals.c; start is where the token begins. */
void ouro_lexer_read_number (OuroLexer *self,
                             guint32    start);
void ouro_lexer_read_string (OuroLexer *self,
                             guint32    start);
void ouro_lexer_open_fstring (OuroLexer *self,
                              guint32    start,
                              gboolean   raw,
                              gboolean   is_template);
void ouro_lexer_read_fstring_text (OuroLexer *self);

static inline gboolean
ouro_is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || (c & 0x80);
}

static inline gboolean
ouro_is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (c & 0x80);
}
