/* ouro-warnings.h - what CPython says about a text without refusing it
 *
 * A SyntaxWarning ("invalid decimal literal", '"is" with a literal') has a line and a message. They are kept in the order in which
 * CPython comes upon them: those of the text first, then those of its meaning.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 line;    /* from 1 */
  guint32 start;   /* of the token, in bytes of the text; 0 when the compiler warns */
  char   *message; /* without "SyntaxWarning: " */
} OuroWarning;

/* An empty array of OuroWarning; unref it with g_array_unref (). */
GArray *ouro_warnings_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the message. */
void ouro_warnings_add (GArray *self,
                        guint32 line,
                        guint32 start,
                        char   *message);

/* Tokens are read ahead of the strings among them: in the order of the text again. */
void ouro_warnings_sort (GArray *self);
