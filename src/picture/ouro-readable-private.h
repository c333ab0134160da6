/* ouro-readable-private.h - any bytes as one line that can be shown
 *
 * Words in a picture may come from a program somebody wrote to annoy: control characters, text
 * that turns the reading direction, bytes that are no UTF-8, megabytes. What comes out is valid
 * UTF-8 of bounded length in which all of that is visible, written as Python's repr () would.
 */
#pragma once

#include <glib.h>

/* At most max_bytes of the text are read: of a longer one the first and the last half, with "…"
 * between. Escapes may make the result four times as long, so it is bounded as well. NULL counts
 * as empty. */
char *ouro_readable_dup (const char *text,
                         gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;

/* The same of length bytes, of which those beyond max_bytes are left out at the end. */
char *ouro_readable_dup_start (const char *text,
                               gsize       length,
                               gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;

/* The same for running text: its line breaks stay. */
char *ouro_readable_dup_lines (const char *text,
                               gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;
