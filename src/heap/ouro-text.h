/* ouro-text.h - str and bytes
 *
 * str      as in PEP 393: 1, 2 or 4 bytes a character, the smallest that fits, in a block that begins
 *          with the cached hash. A lone surrogate is a character like any other.
 * bytes    as a str of 1-byte characters.
 *
 * Counts  every function that returns an OuroId returns a new reference. '' and the strings of one character up to
 *         U+00FF, b'' and the bytes of length one exist once and are immortal.
 */
#pragma once

#include "ouro-heap.h"

/* '', b'' and all texts of one character or byte; in the order of their rows. */
void ouro_text_add_singletons (OuroHeap *heap);

/* Characters per byte and whether all are ASCII; the smallest that fits. */
typedef enum {
  OURO_TEXT_ASCII,
  OURO_TEXT_LATIN,
  OURO_TEXT_2,
  OURO_TEXT_4,
} OuroTextKind;

/* From UTF-8, in which lone surrogates may stand as three bytes. length in bytes. */
OuroId ouro_str_new (OuroHeap   *heap,
                     const char *utf8,
                     gsize       length);

/* From n characters of a width. They are narrowed to the smallest kind that fits. */
OuroId ouro_str_new_from_characters (OuroHeap       *heap,
                                     const gunichar *characters,
                                     gsize           n);

/* From characters that already have the smallest kind that fits; data may be NULL, then the caller fills it. */
OuroId ouro_str_new_from_data (OuroHeap     *heap,
                               OuroTextKind  kind,
                               gconstpointer data,
                               gsize         n);

/* For the results of functions that make a new object even of a single character, as str (5) and 'A'.lower () do: in place of a shared
 * text of one character or byte, which is taken over, one of its own. Other texts come back. */
OuroId ouro_text_unshare (OuroHeap *heap,
                          OuroId    text);

OuroTextKind ouro_str_get_text_kind (const OuroHeap *heap,
                                     OuroId          object);

/* The characters, in 1, 1, 2 or 4 bytes each. The pointer stays good as long as the object lives. */
gpointer ouro_str_get_data (const OuroHeap *heap,
                            OuroId          object);

static inline gsize
ouro_str_get_length (const OuroHeap *heap,
                     OuroId          object)
{
  return heap->rows[object].n;
}

gunichar ouro_str_get_character (const OuroHeap *heap,
                                 OuroId          object,
                                 gsize           index);

/* UTF-8 with lone surrogates as three bytes; length may be NULL. Free with g_free (). */
char *ouro_str_dup_utf8 (const OuroHeap *heap,
                         OuroId          object,
                         gsize          *length) G_GNUC_WARN_UNUSED_RESULT;

gboolean ouro_str_equal (const OuroHeap *heap,
                         OuroId          a,
                         OuroId          b);

/* As strcmp (), by code points. */
int ouro_str_compare (const OuroHeap *heap,
                      OuroId          a,
                      OuroId          b);

OuroId        ouro_bytes_new (OuroHeap     *heap,
                              const guint8 *data,
                              gsize         length);
const guint8 *ouro_bytes_get (const OuroHeap *heap,
                              OuroId          object,
                              gsize          *length);
