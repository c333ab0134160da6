/* ouro-text.c - str and bytes */
#include "ouro-text.h"

#include <string.h>

/* The block begins with the cached hash: two words, 0 while unknown. */
#define HASH_WORDS 2

#define KIND_SHIFT 24
#define KIND_MASK  (3u << KIND_SHIFT)

static const guint widths[] = { 1, 1, 2, 4 };

/* Blocks ------------------------------------------------------------------------------------ */

static gsize
get_size (const OuroHeap *heap,
          OuroTextKind    kind,
          gsize           n)
{
  if (kind == OURO_TEXT_ASCII)
    return heap->profile->size_str_ascii + n;
  return heap->profile->size_str_other + widths[kind] * (n + 1);
}

/* A str or bytes of n characters that are still 0. */
static OuroId
allocate (OuroHeap    *heap,
          OuroKind     kind,
          OuroId       cls,
          OuroTextKind text_kind,
          gsize        n,
          gsize        bytes)
{
  guint32 words = HASH_WORDS + (n * widths[text_kind] + sizeof (guint32) - 1) / sizeof (guint32);

  return ouro_heap_allocate (heap, kind, (guint32)text_kind << KIND_SHIFT, cls, OURO_FREELIST_NONE, bytes, 0, n, words);
}

static guint8 *
get_payload (const OuroHeap *heap,
             OuroId          object)
{
  return (guint8 *)(heap->cells + heap->rows[object].cells + HASH_WORDS);
}

/* Fills a new block; words that a recording has to know of go through the heap. */
static void
fill (OuroHeap     *heap,
      OuroId        object,
      gconstpointer data,
      gsize         size)
{
  guint8 *payload = get_payload (heap, object);

  if (G_UNLIKELY (heap->recording))
    for (gsize i = 0; i < size; i += sizeof (guint32))
      {
        guint32 word = 0;

        memcpy (&word, (const guint8 *)data + i, MIN (sizeof word, size - i));
        ouro_heap_put_place (heap, object, heap->rows[object].cells + HASH_WORDS + i / sizeof word, word);
      }
  else
    memcpy (payload, data, size);
}

/* str --------------------------------------------------------------------------------------- */

OuroId
ouro_str_new_from_data (OuroHeap     *heap,
                        OuroTextKind  kind,
                        gconstpointer data,
                        gsize         n)
{
  OuroId object;

  if (n == 0)
    return OURO_ID_EMPTY_STR;
  if (n == 1 && kind <= OURO_TEXT_LATIN)
    return OURO_ID_CHARACTER + *(const guint8 *)data;
  object = allocate (heap, OURO_KIND_STR, OURO_TYPE_STR, kind, n, get_size (heap, kind, n));
  fill (heap, object, data, n * widths[kind]);
  return object;
}

OuroId
ouro_text_unshare (OuroHeap *heap,
                   OuroId    text)
{
  gboolean     is_str = text >= OURO_ID_CHARACTER && text < OURO_ID_BYTE;
  OuroTextKind kind;
  OuroId       object;
  guint8       character;

  if (!is_str && !(text >= OURO_ID_BYTE && text < OURO_ID_BYTE + 256))
    return text;
  character = *get_payload (heap, text);
  kind = ouro_str_get_text_kind (heap, text);
  object = allocate (heap, is_str ? OURO_KIND_STR : OURO_KIND_BYTES, is_str ? OURO_TYPE_STR : OURO_TYPE_BYTES, kind, 1, is_str ? get_size (heap, kind, 1) : 34);
  fill (heap, object, &character, 1);
  return object;
}

static OuroTextKind
get_kind_for (gunichar maximum)
{
  return maximum < 0x80 ? OURO_TEXT_ASCII : maximum < 0x100   ? OURO_TEXT_LATIN
                                          : maximum < 0x10000 ? OURO_TEXT_2
                                                              : OURO_TEXT_4;
}

OuroId
ouro_str_new_from_characters (OuroHeap       *heap,
                              const gunichar *characters,
                              gsize           n)
{
  g_autofree guint8 *narrow = NULL;
  gunichar           maximum = 0;
  OuroTextKind       kind;

  for (gsize i = 0; i < n; i++)
    maximum |= characters[i];
  kind = get_kind_for (maximum);
  if (kind == OURO_TEXT_4)
    return ouro_str_new_from_data (heap, kind, characters, n);
  narrow = g_malloc (n * widths[kind] + 1);
  for (gsize i = 0; i < n; i++)
    if (kind == OURO_TEXT_2)
      ((guint16 *)(gpointer)narrow)[i] = characters[i];
    else
      narrow[i] = characters[i];
  return ouro_str_new_from_data (heap, kind, narrow, n);
}

/* One character of UTF-8; surrogates come through. Bytes that are no UTF-8 stand for themselves. */
static gunichar
read_character (const guint8 **at,
                const guint8  *end)
{
  static const gunichar least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  const guint8         *p = *at;
  guint                 length = p[0] < 0x80 ? 1 : (p[0] & 0xe0) == 0xc0 ? 2
                                                 : (p[0] & 0xf0) == 0xe0 ? 3
                                                 : (p[0] & 0xf8) == 0xf0 ? 4
                                                                         : 1;
  gunichar              c = length == 1 ? p[0] : p[0] & (0x7f >> length);
  guint                 i = 1;

  while (i < length && p + i < end && (p[i] & 0xc0) == 0x80)
    c = c << 6 | (p[i++] & 0x3f);
  if (i < length || c < least[length] || c > 0x10ffff)
    {
      length = 1;
      c = p[0];
    }
  *at += length;
  return c;
}

OuroId
ouro_str_new (OuroHeap   *heap,
              const char *utf8,
              gsize       length)
{
  const guint8        *at = (const guint8 *)utf8;
  const guint8        *end = at + length;
  g_autofree gunichar *characters = NULL;
  gsize                n = 0;

  while (at < end && *at < 0x80)
    at++;
  if (at == end)
    return ouro_str_new_from_data (heap, OURO_TEXT_ASCII, utf8, length);
  characters = g_new (gunichar, length);
  for (at = (const guint8 *)utf8; at < end;)
    characters[n++] = read_character (&at, end);
  return ouro_str_new_from_characters (heap, characters, n);
}

OuroTextKind
ouro_str_get_text_kind (const OuroHeap *heap,
                        OuroId          object)
{
  return (OuroTextKind)((heap->rows[object].head & KIND_MASK) >> KIND_SHIFT);
}

gpointer
ouro_str_get_data (const OuroHeap *heap,
                   OuroId          object)
{
  return get_payload (heap, object);
}

gunichar
ouro_str_get_character (const OuroHeap *heap,
                        OuroId          object,
                        gsize           index)
{
  gconstpointer data = get_payload (heap, object);

  switch (ouro_str_get_text_kind (heap, object))
    {
    case OURO_TEXT_2:
      return ((const guint16 *)data)[index];
    case OURO_TEXT_4:
      return ((const gunichar *)data)[index];
    case OURO_TEXT_ASCII:
    case OURO_TEXT_LATIN:
    default:
      return ((const guint8 *)data)[index];
    }
}

static void
append_character (GString *text,
                  gunichar c)
{
  if (c >= 0xd800 && c < 0xe000)
    {
      g_string_append_c (text, (char)(0xe0 | c >> 12));
      g_string_append_c (text, (char)(0x80 | (c >> 6 & 0x3f)));
      g_string_append_c (text, (char)(0x80 | (c & 0x3f)));
    }
  else
    g_string_append_unichar (text, c);
}

char *
ouro_str_dup_utf8 (const OuroHeap *heap,
                   OuroId          object,
                   gsize          *length)
{
  gsize    n = ouro_str_get_length (heap, object);
  GString *text = g_string_sized_new (n + 1);

  if (ouro_str_get_text_kind (heap, object) == OURO_TEXT_ASCII)
    g_string_append_len (text, ouro_str_get_data (heap, object), n);
  else
    for (gsize i = 0; i < n; i++)
      append_character (text, ouro_str_get_character (heap, object, i));
  if (length != NULL)
    *length = text->len;
  return g_string_free (text, FALSE);
}

gboolean
ouro_str_equal (const OuroHeap *heap,
                OuroId          a,
                OuroId          b)
{
  gsize        n = ouro_str_get_length (heap, a);
  OuroTextKind kind = ouro_str_get_text_kind (heap, a);

  return a == b || (n == ouro_str_get_length (heap, b) && kind == ouro_str_get_text_kind (heap, b) && memcmp (get_payload (heap, a), get_payload (heap, b), n * widths[kind]) == 0);
}

int
ouro_str_compare (const OuroHeap *heap,
                  OuroId          a,
                  OuroId          b)
{
  gsize n_a = ouro_str_get_length (heap, a);
  gsize n_b = ouro_str_get_length (heap, b);

  for (gsize i = 0; i < MIN (n_a, n_b); i++)
    {
      gunichar c_a = ouro_str_get_character (heap, a, i);
      gunichar c_b = ouro_str_get_character (heap, b, i);

      if (c_a != c_b)
        return c_a < c_b ? -1 : 1;
    }
  return n_a < n_b ? -1 : n_a > n_b ? 1
                                    : 0;
}

/* bytes ------------------------------------------------------------------------------------- */

OuroId
ouro_bytes_new (OuroHeap     *heap,
                const guint8 *data,
                gsize         length)
{
  OuroId object;

  if (length == 0)
    return OURO_ID_EMPTY_BYTES;
  if (length == 1)
    return OURO_ID_BYTE + data[0];
  object = allocate (heap, OURO_KIND_BYTES, OURO_TYPE_BYTES, OURO_TEXT_LATIN, length, 33 + length);
  fill (heap, object, data, length);
  return object;
}

const guint8 *
ouro_bytes_get (const OuroHeap *heap,
                OuroId          object,
                gsize          *length)
{
  *length = heap->rows[object].n;
  return get_payload (heap, object);
}

/* What always exists ------------------------------------------------------------------------ */

static void
add_singleton (OuroHeap    *heap,
               OuroId       expected,
               OuroKind     kind,
               OuroTextKind text_kind,
               gsize        n,
               guint8       character)
{
  gboolean is_str = kind == OURO_KIND_STR;
  OuroId   object = allocate (heap, kind, is_str ? OURO_TYPE_STR : OURO_TYPE_BYTES, text_kind, n, is_str ? get_size (heap, text_kind, n) : 33 + n);

  g_assert (object == expected);
  fill (heap, object, &character, n);
  ouro_heap_set_flags (heap, object, OURO_FLAG_OUTSIDE | (is_str ? OURO_FLAG_INTERNED : 0), TRUE);
  ouro_heap_make_immortal (heap, object);
}

void
ouro_text_add_singletons (OuroHeap *heap)
{
  add_singleton (heap, OURO_ID_EMPTY_STR, OURO_KIND_STR, OURO_TEXT_ASCII, 0, 0);
  add_singleton (heap, OURO_ID_EMPTY_BYTES, OURO_KIND_BYTES, OURO_TEXT_LATIN, 0, 0);
  for (guint i = 0; i < 256; i++)
    add_singleton (heap, OURO_ID_CHARACTER + i, OURO_KIND_STR, i < 0x80 ? OURO_TEXT_ASCII : OURO_TEXT_LATIN, 1, i);
  for (guint i = 0; i < 256; i++)
    add_singleton (heap, OURO_ID_BYTE + i, OURO_KIND_BYTES, OURO_TEXT_LATIN, 1, i);
}
