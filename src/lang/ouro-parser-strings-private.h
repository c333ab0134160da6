/* ouro-parser-strings-private.h - what the three files about strings share
 *
 * ouro-parser-strings.c reads plain literals and joins neighbours; ouro-parser-fstrings.c reads
 * f-strings and t-strings that the lexer has cut into tokens (3.12 and later); ouro-parser-fields.c
 * takes an f-string apart itself, as 3.11 does. All three push the parts of a string, constants and
 * fields, as pending items.
 */
#pragma once

#include "ouro-parser-private.h"

/* A string token taken apart; the text is what stands between the quotes. */
typedef struct
{
  const char *text;
  gsize       length;
  gboolean    is_bytes;
  gboolean    is_raw;
  gboolean    is_fstring;
  gboolean    is_template;
  gboolean    has_u; /* ast.Constant.kind is "u" only for the small letter */
} OuroLiteral;

OuroLiteral ouro_parser_open_literal (OuroParser      *self,
                                      const OuroToken *token);

/* A string constant with the escapes of the text decoded; the token is where a warning about an
 * escape that is none belongs. The place of the constant is the caller's to set. */
OuroNode *ouro_parser_decode (OuroParser      *self,
                              const char      *text,
                              gsize            length,
                              gboolean         is_raw,
                              gboolean         is_bytes,
                              const OuroToken *token);

/* A constant of a text taken as it is. */
OuroNode *ouro_parser_new_text (OuroParser *self,
                                const char *text,
                                gsize       length);

void ouro_node_set_span (OuroNode *node,
                         OuroSpan  span);

/* Joins neighbouring constants among the parts pushed since base, and drops empty ones. */
void ouro_parser_fold_parts (OuroParser *self,
                             guint       base);

/* ouro-parser-fstrings.c: from its start token to its end token. */
OuroNode *ouro_parser_read_fstring (OuroParser *self);

/* ouro-parser-fields.c: pushes the parts of an f-string token; first and last are the tokens of all
 * the strings that it stands among. */
void ouro_parser_push_fields (OuroParser      *self,
                              const OuroToken *token,
                              OuroSpan         whole);
