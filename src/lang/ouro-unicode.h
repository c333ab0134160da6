/* ouro-unicode.h - what Python asks of Unicode
 *
 * Identifiers (PEP 3131), names of characters (\N{...}) and which characters a message or repr ()
 * may print. Properties and most names come from libunistring 1.0, which knows Unicode 14 as Python
 * 3.11 does; normalisation comes from GLib.
 */
#pragma once

#include <glib.h>

/* What \N{name} stands for; FALSE when Python knows no such name. Upper and lower case are the same. */
gboolean ouro_unicode_find_name (const char *name,
                                 gsize       length,
                                 gunichar   *character);

/* How many bytes of the text form an identifier: all of them when it is one. */
gsize ouro_unicode_scan_identifier (const char *text,
                                    gsize       length);

/* The NFKC form of an identifier; free with g_free (). */
char *ouro_unicode_normalise (const char *text,
                              gsize       length) G_GNUC_WARN_UNUSED_RESULT;

/* str.isprintable () of one character. */
gboolean ouro_unicode_is_printable (gunichar character);
