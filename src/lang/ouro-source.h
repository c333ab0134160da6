/* ouro-source.h - the text of a program, in lines
 *
 * Takes the bytes of a file as they lie on disk and makes of them what CPython's tokenizer sees:
 * UTF-8 without a byte order mark, "\n" at the end of every line, no null bytes. A coding cookie (PEP 263) is obeyed
 * when iconv knows the encoding.
 *
 * Units   lines count from 1; columns are bytes, from 0.
 * Errors  a message in CPython's words, and the line it is about (0: the file as a whole).
 * Cost    linear, one copy of the text and four bytes for each line.
 * Source  Parser/tokenizer.c (3.11): translate_newlines, check_bom, get_coding_spec, get_normal_name
 */
#pragma once

#include <glib.h>

typedef struct _OuroSource OuroSource;

/* A last line without a newline gets one if it is to be completed: CPython does so with the text of
 * a program, not with that of an expression. Returns NULL and sets message (free it with g_free ())
 * and line when the bytes are no text. */
OuroSource *ouro_source_new (const char *bytes,
                             gsize       length,
                             gboolean    complete,
                             char      **message,
                             guint32    *line) G_GNUC_WARN_UNUSED_RESULT;
void        ouro_source_free (OuroSource *self);

/* The whole text, '\0'-terminated. */
const char *ouro_source_get_text (const OuroSource *self);
gsize       ouro_source_get_length (const OuroSource *self);

guint ouro_source_get_n_lines (const OuroSource *self);

/* Where a line begins in the text, in bytes. The line after the last begins at the end. */
gsize ouro_source_get_line_start (const OuroSource *self,
                                  guint32           line);

/* One line with its newline, as a new string; NULL when there is no such line. */
char *ouro_source_dup_line (const OuroSource *self,
                            guint32           line) G_GNUC_WARN_UNUSED_RESULT;

/* Turns the column of a node, in bytes, into characters: how many stand before it in its line. */
guint32 ouro_source_get_column (const OuroSource *self,
                                guint32           line,
                                guint32           byte_column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroSource, ouro_source_free)
