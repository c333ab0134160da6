/* ouro-escapes.h - what the backslashes in a string literal mean
 *
 * Decodes what stands between the quotes. A backslash before anything that is no escape stays, and
 * the first such place is reported, for the warning.
 *
 * Text    UTF-8 in and out; a lone surrogate ("\ud800") comes out in the three bytes that UTF-8 would
 *         give it.
 * Errors  the message CPython gives, "(unicode error) 'unicodeescape' codec can't decode bytes ...".
 * Source  Objects/unicodeobject.c, _PyUnicode_DecodeUnicodeEscapeInternal; Objects/bytesobject.c,
 *         _PyBytes_DecodeEscape; Parser/string_parser.c, decode_unicode_with_escapes (3.11)
 */
#pragma once

#include <glib.h>

/* Appends to out. Returns FALSE and sets message (free it with g_free ()) when an escape is broken.
 * bad_escape points behind the backslash of the first escape that is none, or is NULL. */
gboolean ouro_escapes_decode_text (const char  *text,
                                   gsize        length,
                                   GString     *out,
                                   const char **bad_escape,
                                   char       **message);

/* The same for a bytes literal. */
gboolean ouro_escapes_decode_bytes (const char  *text,
                                    gsize        length,
                                    GString     *out,
                                    const char **bad_escape,
                                    char       **message);

/* The warning about a bad escape in the words of Python 3.minor; escape points behind its
 * backslash. Free with g_free (). */
char *ouro_escapes_describe_bad (const char *escape,
                                 guint       minor) G_GNUC_WARN_UNUSED_RESULT;
