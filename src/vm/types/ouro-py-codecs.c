/* ouro-py-codecs.c - str to bytes and back: UTF-8, ASCII, Latin-1, UTF-16, UTF-32
 *
 * Each encoding says which characters it has and how they are written, or how the next character is read. What happens to
 * the others is the same for all of them: the error handlers.
 * Source  Objects/unicodeobject.c; Objects/stringlib/codecs.h; Python/codecs.c; Lib/encodings/aliases.py (3.11 to 3.15)
 */
#include "ouro-py-str-private.h"

#include <string.h>
#include <uniname.h>
#include <unictype.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

/* Encodings ----------------------------------------------------------------------------------- */

typedef enum {
  FORM_ASCII,
  FORM_LATIN_1,
  FORM_UTF_8,
  FORM_UTF_16,
  FORM_UTF_32,
} Form;

typedef struct
{
  const char *aliases; /* between blanks, in small letters, with hyphens */
  const char *name;    /* in messages */
  Form        form;
  gboolean    big_endian;
  gboolean    has_mark; /* a byte order mark is written first, and looked for */
} Encoding;

static const Encoding encodings[] = {
  { " utf-8 utf8 u8 utf cp65001 utf8-ucs2 utf8-ucs4 ", "utf-8", FORM_UTF_8, FALSE, FALSE },
  { " utf-8-sig utf8-sig ", "utf-8", FORM_UTF_8, FALSE, TRUE },
  { " ascii us-ascii us 646 ansi-x3.4-1968 ansi-x3-4-1968 cp367 iso646-us iso-ir-6 iso-646.irv:1991 csascii ibm367 ", "ascii", FORM_ASCII, FALSE, FALSE },
  { " latin-1 latin1 latin l1 iso-8859-1 iso8859-1 8859 cp819 ibm819 iso-ir-100 csisolatin1 iso8859 ", "latin-1", FORM_LATIN_1, FALSE, FALSE },
  { " utf-16 utf16 u16 ", "utf-16", FORM_UTF_16, FALSE, TRUE },
  { " utf-16-le utf-16le unicodelittleunmarked ", "utf-16-le", FORM_UTF_16, FALSE, FALSE },
  { " utf-16-be utf-16be unicodebigunmarked ", "utf-16-be", FORM_UTF_16, TRUE, FALSE },
  { " utf-32 utf32 u32 ", "utf-32", FORM_UTF_32, FALSE, TRUE },
  { " utf-32-le utf-32le ", "utf-32-le", FORM_UTF_32, FALSE, FALSE },
  { " utf-32-be utf-32be ", "utf-32-be", FORM_UTF_32, TRUE, FALSE },
};

#define BYTE_ORDER_MARK       0xfeff
#define REPLACEMENT_CHARACTER 0xfffd

static const Encoding *
find_encoding (OuroVm *vm,
               OuroId  name)
{
  g_autofree char *text = name != OURO_NO_ID ? ouro_vm_dup_text (vm, name) : g_strdup ("utf-8");
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *word = g_strdup_printf (" %s ", g_strdelimit (lower, "_ ", '-'));

  for (guint i = 0; lower[0] != '\0' && i < G_N_ELEMENTS (encodings); i++)
    if (strstr (encodings[i].aliases, word) != NULL)
      return &encodings[i];
  ouro_vm_raise (vm, OURO_TYPE_LOOKUP_ERROR, "unknown encoding: %s", text);
  return NULL;
}

gboolean
ouro_py_check_codec_arguments (OuroVm     *vm,
                               const char *function,
                               OuroId      encoding,
                               OuroId      errors)
{
  if (encoding != OURO_NO_ID && !ouro_py_is_str (vm, encoding))
    ouro_py_raise_bad_argument (vm, function, "'encoding'", "str", encoding);
  else if (errors != OURO_NO_ID && !ouro_py_is_str (vm, errors))
    ouro_py_raise_bad_argument (vm, function, "'errors'", "str", errors);
  return !ouro_vm_has_exception (vm);
}

/* Errors -------------------------------------------------------------------------------------- */

typedef enum {
  HANDLER_STRICT,
  HANDLER_IGNORE,
  HANDLER_REPLACE,
  HANDLER_XMLCHARREFREPLACE,
  HANDLER_BACKSLASHREPLACE,
  HANDLER_NAMEREPLACE,
  HANDLER_SURROGATEESCAPE,
  HANDLER_SURROGATEPASS,
  N_HANDLERS,
} Handler;

static const char *const handler_names[] = {
  "strict",
  "ignore",
  "replace",
  "xmlcharrefreplace",
  "backslashreplace",
  "namereplace",
  "surrogateescape",
  "surrogatepass",
};

/* Handlers are looked up only when they are needed. N_HANDLERS with LookupError. */
static Handler
find_handler (OuroVm *vm,
              OuroId  name)
{
  g_autofree char *text = NULL;

  if (name == OURO_NO_ID)
    return HANDLER_STRICT;
  for (guint i = 0; i < N_HANDLERS; i++)
    if (ouro_py_str_is (vm, name, handler_names[i]))
      return (Handler)i;
  text = ouro_vm_dup_text (vm, name);
  ouro_vm_raise (vm, OURO_TYPE_LOOKUP_ERROR, "unknown error handler name '%s'", text);
  return N_HANDLERS;
}

static gboolean
raise_unicode_error (OuroVm     *vm,
                     OuroId      type,
                     const char *encoding,
                     OuroId      object,
                     gsize       start,
                     gsize       end,
                     const char *reason)
{
  OuroId args[] = {
    ouro_vm_new_str (vm, "%s", encoding),
    ouro_vm_new_reference (vm, object),
    ouro_int_new (vm->heap, (gint64)start),
    ouro_int_new (vm->heap, (gint64)end),
    ouro_vm_new_str (vm, "%s", reason),
  };

  ouro_vm_raise_with_args (vm, type, args, G_N_ELEMENTS (args));
  for (guint i = 0; i < G_N_ELEMENTS (args); i++)
    ouro_heap_decref (vm->heap, args[i]);
  return FALSE;
}

/* Encoding ------------------------------------------------------------------------------------ */

typedef struct
{
  OuroVm         *vm;
  const Encoding *encoding;
  OuroId          object;
  OuroId          errors;
  OuroPyText      text;
  GString        *bytes;
} Encoder;

static gboolean
is_surrogate (gunichar c)
{
  return c >= 0xd800 && c < 0xe000;
}

static gboolean
can_encode (const Encoding *encoding,
            gunichar        c)
{
  switch (encoding->form)
    {
    case FORM_ASCII:
      return c < 0x80;
    case FORM_LATIN_1:
      return c < 0x100;
    case FORM_UTF_8:
    case FORM_UTF_16:
    case FORM_UTF_32:
    default:
      return !is_surrogate (c);
    }
}

static void
write_unit (const Encoder *self,
            guint32        unit,
            guint          size)
{
  for (guint i = 0; i < size; i++)
    g_string_append_c (self->bytes, (char)(unit >> 8 * (self->encoding->big_endian ? size - 1 - i : i)));
}

static void
write_utf_8 (GString *bytes,
             gunichar c)
{
  if (is_surrogate (c))
    {
      g_string_append_c (bytes, (char)(0xe0 | c >> 12));
      g_string_append_c (bytes, (char)(0x80 | (c >> 6 & 0x3f)));
      g_string_append_c (bytes, (char)(0x80 | (c & 0x3f)));
    }
  else
    g_string_append_unichar (bytes, c);
}

static void
write_character (const Encoder *self,
                 gunichar       c)
{
  switch (self->encoding->form)
    {
    case FORM_UTF_8:
      write_utf_8 (self->bytes, c);
      break;
    case FORM_UTF_16:
      if (c >= 0x10000)
        write_unit (self, 0xd800 + ((c - 0x10000) >> 10), 2);
      write_unit (self, c >= 0x10000 ? 0xdc00 + ((c - 0x10000) & 0x3ff) : c, 2);
      break;
    case FORM_UTF_32:
      write_unit (self, c, 4);
      break;
    case FORM_ASCII:
    case FORM_LATIN_1:
    default:
      g_string_append_c (self->bytes, (char)c);
      break;
    }
}

static void
write_text (const Encoder *self,
            const char    *ascii)
{
  for (; *ascii != '\0'; ascii++)
    write_character (self, (gunichar)*ascii);
}

static void
write_escape (const Encoder *self,
              gunichar       c)
{
  char text[16];

  g_snprintf (text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x"
                                                                     : "\\U%08x",
              c);
  write_text (self, text);
}

/* \N{name}; libunistring does not name ideographs, whose names follow a rule. */
static void
write_name (const Encoder *self,
            gunichar       c)
{
  char text[UNINAME_MAX + 8];
  char name[UNINAME_MAX];

  if (unicode_character_name (c, name) != NULL)
    g_snprintf (text, sizeof text, "\\N{%s}", name);
  else if (uc_is_property_unified_ideograph (c))
    g_snprintf (text, sizeof text, "\\N{CJK UNIFIED IDEOGRAPH-%X}", c);
  else
    {
      write_escape (self, c);
      return;
    }
  write_text (self, text);
}

/* What a handler writes for a character that the encoding has not; FALSE when it does not know what to do with it. */
static gboolean
write_replacement (const Encoder *self,
                   Handler        handler,
                   gunichar       c)
{
  gboolean is_bytewise = self->encoding->form != FORM_UTF_16 && self->encoding->form != FORM_UTF_32;
  char     text[16];

  switch ((guint)handler)
    {
    case HANDLER_IGNORE:
      return TRUE;
    case HANDLER_REPLACE:
      write_text (self, "?");
      return TRUE;
    case HANDLER_XMLCHARREFREPLACE:
      g_snprintf (text, sizeof text, "&#%u;", c);
      write_text (self, text);
      return TRUE;
    case HANDLER_NAMEREPLACE:
      write_name (self, c);
      return TRUE;
    case HANDLER_BACKSLASHREPLACE:
      write_escape (self, c);
      return TRUE;
    case HANDLER_SURROGATEESCAPE:
      if (c < 0xdc80 || c > 0xdcff || !is_bytewise)
        return FALSE;
      g_string_append_c (self->bytes, (char)(c - 0xdc00));
      return TRUE;
    case HANDLER_SURROGATEPASS:
      if (!is_surrogate (c) || self->encoding->form < FORM_UTF_8)
        return FALSE;
      write_character (self, c);
      return TRUE;
    default:
      return FALSE;
    }
}

static const char *
get_encode_reason (const Encoding *encoding)
{
  if (encoding->form == FORM_ASCII)
    return "ordinal not in range(128)";
  return encoding->form == FORM_LATIN_1 ? "ordinal not in range(256)" : "surrogates not allowed";
}

/* Characters that the encoding has not, all up to the next that it has. */
static gboolean
handle_run (const Encoder *self,
            gsize          start,
            gsize          end)
{
  Handler handler = find_handler (self->vm, self->errors);

  if (handler == N_HANDLERS)
    return FALSE;
  for (gsize i = start; i < end; i++)
    if (!write_replacement (self, handler, ouro_py_text_at (&self->text, i)))
      return raise_unicode_error (self->vm, OURO_TYPE_UNICODE_ENCODE_ERROR, self->encoding->name, self->object, handler == HANDLER_STRICT ? start : i, end, get_encode_reason (self->encoding));
  return TRUE;
}

static gboolean
encode_all (const Encoder *self)
{
  const OuroPyText *text = &self->text;
  gsize             i = 0;

  while (i < text->n)
    {
      gsize start = i;

      if (can_encode (self->encoding, ouro_py_text_at (text, i)))
        {
          write_character (self, ouro_py_text_at (text, i++));
          continue;
        }
      while (i < text->n && !can_encode (self->encoding, ouro_py_text_at (text, i)))
        i++;
      if (!handle_run (self, start, i))
        return FALSE;
    }
  return TRUE;
}

OuroId
ouro_py_encode (OuroVm *vm,
                OuroId  str,
                OuroId  encoding,
                OuroId  errors)
{
  Encoder self = { .vm = vm, .encoding = find_encoding (vm, encoding), .object = str, .errors = errors };
  OuroId  result = OURO_NO_ID;

  if (self.encoding == NULL)
    return OURO_NO_ID;
  ouro_py_text_get (vm, str, &self.text);
  /* Nothing takes more room than the longest replacement of each character: "\N{...}" and "&#1114111;" are rare enough. */
  if (!ouro_py_has_room (vm, self.text.n * 2))
    return OURO_NO_ID;
  self.bytes = g_string_sized_new (self.text.n + 4);
  if (self.encoding->has_mark)
    write_character (&self, BYTE_ORDER_MARK);
  if (encode_all (&self) && ouro_py_has_room (vm, self.bytes->len / 4))
    result = ouro_bytes_new (vm->heap, (const guint8 *)self.bytes->str, self.bytes->len);
  g_string_free (self.bytes, TRUE);
  return result;
}

/* Decoding ------------------------------------------------------------------------------------ */

typedef struct
{
  OuroVm         *vm;
  const Encoding *encoding;
  const char     *name;
  gboolean        big_endian;
  OuroId          object;
  OuroId          errors;
  OuroPyText      text;
  GArray         *characters;
} Decoder;

/* One character read, or what is wrong. */
typedef struct
{
  gunichar    c;
  gsize       n;      /* how many bytes it takes, or are wrong */
  const char *reason; /* NULL when all is well */
} Reading;

static gboolean
is_continuation (guint8 byte)
{
  return (byte & 0xc0) == 0x80;
}

/* Whether the second byte of a sequence suits the first: no overlong forms, no surrogates, nothing above U+10FFFF. */
static gboolean
is_second_byte (guint8 first,
                guint8 second)
{
  if (!is_continuation (second))
    return FALSE;
  switch (first)
    {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
    default:
      return TRUE;
    }
}

static Reading
read_utf_8 (const guint8 *at,
            gsize         left)
{
  gsize    n = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0
                                : at[0] < 0xe0 ? 2
                                : at[0] < 0xf0 ? 3
                                : at[0] < 0xf5 ? 4
                                               : 0;
  gunichar c = n == 1 ? at[0] : at[0] & (0x7f >> n);

  if (n == 0)
    return (Reading){ 0, 1, "invalid start byte" };
  for (gsize i = 1; i < n; i++)
    {
      if (i == left)
        return (Reading){ 0, left, "unexpected end of data" };
      if (i == 1 ? !is_second_byte (at[0], at[1]) : !is_continuation (at[i]))
        return (Reading){ 0, i, "invalid continuation byte" };
      c = c << 6 | (at[i] & 0x3f);
    }
  return (Reading){ c, n, NULL };
}

static guint32
read_unit (const Decoder *self,
           const guint8  *at,
           guint          size)
{
  guint32 unit = 0;

  for (guint i = 0; i < size; i++)
    unit = unit << 8 | at[self->big_endian ? i : size - 1 - i];
  return unit;
}

static Reading
read_utf_16 (const Decoder *self,
             const guint8  *at,
             gsize          left)
{
  guint32 first, second;

  if (left < 2)
    return (Reading){ 0, left, "truncated data" };
  first = read_unit (self, at, 2);
  if (!is_surrogate (first))
    return (Reading){ first, 2, NULL };
  if (first >= 0xdc00)
    return (Reading){ 0, 2, "illegal encoding" };
  if (left < 4)
    return (Reading){ 0, left, "unexpected end of data" };
  second = read_unit (self, at + 2, 2);
  if (second < 0xdc00 || second >= 0xe000)
    return (Reading){ 0, 2, "illegal UTF-16 surrogate" };
  return (Reading){ 0x10000 + ((first - 0xd800) << 10 | (second - 0xdc00)), 4, NULL };
}

static Reading
read_utf_32 (const Decoder *self,
             const guint8  *at,
             gsize          left)
{
  guint32 unit;

  if (left < 4)
    return (Reading){ 0, left, "truncated data" };
  unit = read_unit (self, at, 4);
  if (is_surrogate (unit))
    return (Reading){ 0, 4, "code point in surrogate code point range(0xd800, 0xe000)" };
  if (unit > 0x10ffff)
    return (Reading){ 0, 4, "code point not in range(0x110000)" };
  return (Reading){ unit, 4, NULL };
}

static Reading
read_character (const Decoder *self,
                gsize          place)
{
  const guint8 *at = self->text.data + place;
  gsize         left = self->text.n - place;

  switch (self->encoding->form)
    {
    case FORM_ASCII:
      return (Reading){ *at, 1, *at < 0x80 ? NULL : "ordinal not in range(128)" };
    case FORM_UTF_8:
      return read_utf_8 (at, left);
    case FORM_UTF_16:
      return read_utf_16 (self, at, left);
    case FORM_UTF_32:
      return read_utf_32 (self, at, left);
    case FORM_LATIN_1:
    default:
      return (Reading){ *at, 1, NULL };
    }
}

static void
add_character (const Decoder *self,
               gunichar       c)
{
  g_array_append_val (self->characters, c);
}

/* One surrogate in three bytes of UTF-8; 0 when it is none. */
static gunichar
read_surrogate (const Decoder *self,
                gsize          place)
{
  const guint8 *at = self->text.data + place;

  if (self->encoding->form != FORM_UTF_8 || self->text.n - place < 3 || at[0] != 0xed || (at[1] & 0xe0) != 0xa0 || !is_continuation (at[2]))
    return 0;
  return 0xd000u | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);
}

static gboolean
raise_decode_error (const Decoder *self,
                    gsize          place,
                    const Reading *reading)
{
  OuroVm  *vm = self->vm;
  OuroId   object = ouro_vm_value (vm, self->object);
  gboolean is_bytes = ouro_heap_get_kind (vm->heap, object) == OURO_KIND_BYTES;
  OuroId   bytes = is_bytes ? ouro_vm_new_reference (vm, object) : ouro_bytes_new (vm->heap, self->text.data, self->text.n);

  raise_unicode_error (vm, OURO_TYPE_UNICODE_DECODE_ERROR, self->name, bytes, place, place + reading->n, reading->reason);
  ouro_heap_decref (vm->heap, bytes);
  return FALSE;
}

/* Bytes that are no character; how many are done with is in *n. */
static gboolean
handle_bytes (const Decoder *self,
              gsize          place,
              const Reading *reading,
              gsize         *n)
{
  Handler       handler = find_handler (self->vm, self->errors);
  const guint8 *at = self->text.data + place;
  char          text[8];
  gunichar      surrogate;

  *n = reading->n;
  switch ((guint)handler)
    {
    case HANDLER_IGNORE:
      return TRUE;
    case HANDLER_REPLACE:
      add_character (self, REPLACEMENT_CHARACTER);
      return TRUE;
    case HANDLER_BACKSLASHREPLACE:
      for (gsize i = 0; i < *n; i++)
        {
          g_snprintf (text, sizeof text, "\\x%02x", at[i]);
          for (guint k = 0; k < 4; k++)
            add_character (self, (gunichar)text[k]);
        }
      return TRUE;
    case HANDLER_SURROGATEESCAPE:
      if (at[0] < 0x80)
        return raise_decode_error (self, place, reading);
      for (*n = 0; *n < reading->n && at[*n] >= 0x80; ++*n)
        add_character (self, 0xdc00u + at[*n]);
      return TRUE;
    case HANDLER_SURROGATEPASS:
      surrogate = read_surrogate (self, place);
      if (surrogate == 0)
        return raise_decode_error (self, place, reading);
      add_character (self, surrogate);
      *n = 3;
      return TRUE;
    case HANDLER_XMLCHARREFREPLACE:
    case HANDLER_NAMEREPLACE:
      ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "don't know how to handle UnicodeDecodeError in error callback");
      return FALSE;
    case HANDLER_STRICT:
      return raise_decode_error (self, place, reading);
    default:
      return FALSE;
    }
}

/* A byte order mark says which end comes first, and is no character. */
static gsize
skip_mark (Decoder *self)
{
  const guint8 *at = self->text.data;
  gboolean      is_16 = self->encoding->form == FORM_UTF_16;
  guint         size = is_16 ? 2 : 4;
  gsize         found = 0;

  if (!self->encoding->has_mark)
    return 0;
  if (self->encoding->form == FORM_UTF_8)
    return self->text.n >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (self->text.n >= size && read_unit (self, at, size) == BYTE_ORDER_MARK)
    found = size;
  else if (self->text.n >= size)
    {
      self->big_endian = TRUE;
      if (read_unit (self, at, size) == BYTE_ORDER_MARK)
        found = size;
      else
        self->big_endian = FALSE;
    }
  if (self->big_endian)
    self->name = is_16 ? "utf-16-be" : "utf-32-be";
  else
    self->name = is_16 ? "utf-16-le" : "utf-32-le";
  return found;
}

static gboolean
decode_all (Decoder *self)
{
  gsize place = skip_mark (self);

  while (place < self->text.n)
    {
      Reading reading = read_character (self, place);
      gsize   n = reading.n;

      if (reading.reason == NULL)
        add_character (self, reading.c);
      else if (!handle_bytes (self, place, &reading, &n))
        return FALSE;
      place += n;
    }
  return TRUE;
}

OuroId
ouro_py_decode (OuroVm *vm,
                OuroId  bytes,
                OuroId  encoding,
                OuroId  errors)
{
  Decoder self = { .vm = vm, .encoding = find_encoding (vm, encoding), .object = bytes, .errors = errors };
  OuroId  result = OURO_NO_ID;

  if (self.encoding == NULL)
    return OURO_NO_ID;
  self.name = self.encoding->name;
  self.big_endian = self.encoding->big_endian;
  ouro_py_text_get (vm, bytes, &self.text);
  if (!ouro_py_has_room (vm, self.text.n))
    return OURO_NO_ID;
  self.characters = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), (guint)self.text.n);
  if (decode_all (&self) && ouro_py_has_room (vm, self.characters->len))
    result = ouro_str_new_from_characters (vm->heap, (const gunichar *)(gconstpointer)self.characters->data, self.characters->len);
  g_array_unref (self.characters);
  return result;
}
