/* ouro-py-bytes-methods.c - methods that only bytes and bytearray have, and their letters
 *
 * Source  Objects/bytesobject.c, bytes_methods.c; Python/pystrhex.c (3.11 to 3.15)
 */
#include "ouro-py-bytes-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-str-private.h"

/* decode -------------------------------------------------------------------------------------- */

static OuroId
bytes_decode (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  static const OuroParameters parameters = { "decode", { "encoding", "errors" }, 2, 0, 2 };
  OuroId                      values[2];

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) || !ouro_py_check_codec_arguments (vm, "decode", values[0], values[1]))
    return OURO_NO_ID;
  return ouro_py_decode (vm, self, values[0], values[1]);
}

/* hex, fromhex -------------------------------------------------------------------------------- */

/* The separator: one ASCII character; FALSE with an exception. */
static gboolean
get_separator (OuroVm *vm,
               OuroId  object,
               char   *separator)
{
  gint64     n = ouro_vm_length (vm, object);
  OuroPyText text;

  if (n < 0)
    return FALSE;
  if (n != 1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "sep must be length 1.");
  else if (!ouro_py_is_str (vm, object) && !ouro_py_is_bytes_like (vm, object))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "sep must be str or bytes.");
  else
    {
      ouro_py_text_get (vm, object, &text);
      if (ouro_py_text_at (&text, 0) < 0x80)
        {
          *separator = (char)ouro_py_text_at (&text, 0);
          return TRUE;
        }
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "sep must be ASCII.");
    }
  return FALSE;
}

static OuroId
bytes_hex (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  static const OuroParameters parameters = { "hex", { "sep", "bytes_per_sep" }, 2, 0, 2 };
  static const char           digits[] = "0123456789abcdef";
  OuroId                      values[2], result;
  OuroPyText                  text;
  GString                    *hex;
  char                        separator = 0;
  gint                        group = 1;
  gsize                       size;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) || (values[1] != OURO_NO_ID && !ouro_py_get_c_int (vm, values[1], &group)))
    return OURO_NO_ID;
  if (values[0] != OURO_NO_ID && !get_separator (vm, values[0], &separator))
    return OURO_NO_ID;
  size = (gsize)ABS ((gint64)group);
  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_has_room (vm, text.n))
    return OURO_NO_ID;
  hex = g_string_sized_new (text.n * 2);
  for (gsize i = 0; i < text.n; i++)
    {
      /* Groups are counted from the end, or from the beginning when their size is negative. */
      gsize place = group > 0 ? text.n - i : i;

      if (i > 0 && separator != 0 && size > 0 && place % size == 0)
        g_string_append_c (hex, separator);
      g_string_append_c (hex, digits[text.data[i] >> 4]);
      g_string_append_c (hex, digits[text.data[i] & 15]);
    }
  result = ouro_py_text_make_ascii (vm, OURO_KIND_STR, hex->str, hex->len);
  g_string_free (hex, TRUE);
  return result;
}

/* The place that is wrong, or -1. */
static gssize
read_hex (const OuroPyText *text,
          GByteArray       *bytes)
{
  for (gsize i = 0; i < text->n; i++)
    {
      gunichar high = ouro_py_text_at (text, i);
      gunichar low;
      guint8   byte;

      if (high == ' ' || (high >= '\t' && high <= '\r'))
        continue;
      if (high >= 0x80 || !g_ascii_isxdigit ((char)high))
        return (gssize)i;
      low = i + 1 < text->n ? ouro_py_text_at (text, i + 1) : 0;
      if (low >= 0x80 || !g_ascii_isxdigit ((char)low))
        return (gssize)i + 1;
      byte = (guint8)(g_ascii_xdigit_value ((char)high) << 4 | g_ascii_xdigit_value ((char)low));
      g_byte_array_append (bytes, &byte, 1);
      i++;
    }
  return -1;
}

static OuroId
bytes_fromhex (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId      argument = ouro_vm_argument (args, 0);
  OuroId      type = ouro_class_get_layout (vm->heap, self);
  OuroKind    kind = ouro_type_get_kind (type);
  GByteArray *bytes;
  OuroPyText  text;
  gssize      wrong;
  OuroId      result = OURO_NO_ID;

  if (!ouro_py_is_str (vm, argument) && !(vm->profile->fromhex_takes_bytes && ouro_py_is_bytes_like (vm, argument)))
    {
      ouro_py_raise_bad_argument (vm, "fromhex", NULL, vm->profile->fromhex_takes_bytes ? "str or bytes-like" : "str", argument);
      return OURO_NO_ID;
    }
  ouro_py_text_get (vm, argument, &text);
  bytes = g_byte_array_new ();
  wrong = read_hex (&text, bytes);
  if (wrong < 0)
    result = ouro_py_text_make_ascii (vm, kind, (const char *)bytes->data, bytes->len);
  else if (wrong == (gssize)text.n && vm->profile->fromhex_takes_bytes)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "fromhex() arg must contain an even number of hexadecimal digits");
  else
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "non-hexadecimal number found in fromhex() arg at position %" G_GSSIZE_FORMAT, wrong);
  g_byte_array_unref (bytes);
  return ouro_py_convert_to_class (vm, self, type, result);
}

/* translate, maketrans ------------------------------------------------------------------------ */

/* The table of translate (), or none; FALSE with an exception. */
static gboolean
get_table (OuroVm        *vm,
           OuroId         argument,
           const guint8 **table)
{
  OuroPyText self = { .kind = OURO_KIND_BYTES };
  OuroPyText text;

  *table = NULL;
  if (argument == OURO_ID_NONE)
    return TRUE;
  if (!ouro_py_text_get_argument (vm, &self, argument, NULL, NULL, &text))
    return FALSE;
  *table = text.data;
  if (text.n == 256)
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "translation table must be 256 characters long");
  return FALSE;
}

static OuroId
bytes_translate (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  static const OuroParameters parameters = { "translate", { "", "delete" }, 2, 1, 2 };
  OuroId                      values[2];
  const guint8               *table;
  OuroPyText                  text, deleted = { 0 };
  gboolean                    is_deleted[256] = { FALSE };
  g_autofree guint8          *data = NULL;
  gsize                       n = 0;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) || !get_table (vm, values[0], &table))
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &text);
  if (values[1] != OURO_NO_ID && !ouro_py_text_get_argument (vm, &text, values[1], NULL, NULL, &deleted))
    return OURO_NO_ID;
  for (gsize i = 0; i < deleted.n; i++)
    is_deleted[deleted.data[i]] = TRUE;
  data = g_malloc (text.n + 1);
  for (gsize i = 0; i < text.n; i++)
    if (!is_deleted[text.data[i]])
      data[n++] = table != NULL ? table[text.data[i]] : text.data[i];
  /* What is not changed stays the same object. */
  if (n != text.n || memcmp (data, text.data, n) != 0)
    text = ouro_py_text_of (text.kind, 1, data, n);
  return ouro_py_text_make (vm, &text);
}

static OuroId
bytes_maketrans (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroPyText kind = { .kind = OURO_KIND_BYTES };
  OuroPyText from, to;
  guint8     table[256];

  if (!ouro_py_text_get_argument (vm, &kind, ouro_vm_argument (args, 0), NULL, NULL, &from) || !ouro_py_text_get_argument (vm, &kind, ouro_vm_argument (args, 1), NULL, NULL, &to))
    return OURO_NO_ID;
  if (from.n != to.n)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "maketrans arguments must have same length");
      return OURO_NO_ID;
    }
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    table[i] = (guint8)i;
  for (gsize i = 0; i < from.n; i++)
    table[from.data[i]] = to.data[i];
  return ouro_bytes_new (vm->heap, table, sizeof table);
}

const OuroBuiltinDef ouro_py_bytes_shared_methods[] = {
  { "decode", bytes_decode, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "hex", bytes_hex, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "fromhex", bytes_fromhex, 1, 1, OURO_BUILTIN_CLASS },
  { "translate", bytes_translate, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "maketrans", bytes_maketrans, 2, 2, OURO_BUILTIN_STATIC },
  { NULL },
};

/* Letters ------------------------------------------------------------------------------------- */

typedef guint8 (*MapFunc) (guint8   c,
                           gboolean in_word);

static guint8
map_upper (guint8   c,
           gboolean in_word)
{
  return (guint8)g_ascii_toupper ((char)c);
}

static guint8
map_lower (guint8   c,
           gboolean in_word)
{
  return (guint8)g_ascii_tolower ((char)c);
}

static guint8
map_swapped (guint8   c,
             gboolean in_word)
{
  return g_ascii_isupper ((char)c) ? map_lower (c, FALSE) : map_upper (c, FALSE);
}

static guint8
map_title (guint8   c,
           gboolean in_word)
{
  return in_word ? map_lower (c, FALSE) : map_upper (c, FALSE);
}

static OuroId
map_all (OuroVm  *vm,
         OuroId   self,
         MapFunc  func,
         gboolean first_only)
{
  OuroPyText         text;
  g_autofree guint8 *data = NULL;
  gboolean           in_word = FALSE;

  ouro_py_text_get (vm, self, &text);
  data = g_malloc (text.n + 1);
  for (gsize i = 0; i < text.n; i++)
    {
      data[i] = func (text.data[i], first_only ? i > 0 : in_word);
      in_word = g_ascii_isalpha ((char)text.data[i]);
    }
  text = ouro_py_text_of (text.kind, 1, data, text.n);
  return ouro_py_text_make (vm, &text);
}

#define MAP(name, func, first_only) \
  static OuroId bytes_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return map_all (vm, self, func, first_only); \
  }

MAP (upper, map_upper, FALSE)
MAP (lower, map_lower, FALSE)
MAP (swapcase, map_swapped, FALSE)
MAP (title, map_title, FALSE)
MAP (capitalize, map_title, TRUE)

static gboolean
is_alpha (guint8 c)
{
  return g_ascii_isalpha ((char)c);
}

static gboolean
is_digit (guint8 c)
{
  return g_ascii_isdigit ((char)c);
}

static gboolean
is_alnum (guint8 c)
{
  return g_ascii_isalnum ((char)c);
}

static gboolean
is_space (guint8 c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static OuroId
test_all (OuroVm *vm,
          OuroId  self,
          gboolean (*func) (guint8 c))
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  for (gsize i = 0; i < text.n; i++)
    if (!func (text.data[i]))
      return OURO_ID_FALSE;
  return ouro_vm_bool (text.n > 0);
}

#define TEST(name, func) \
  static OuroId bytes_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return test_all (vm, self, func); \
  }

TEST (isalpha, is_alpha)
TEST (isdigit, is_digit)
TEST (isalnum, is_alnum)
TEST (isspace, is_space)

static OuroId
bytes_isascii (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  for (gsize i = 0; i < text.n; i++)
    if (text.data[i] >= 0x80)
      return OURO_ID_FALSE;
  return OURO_ID_TRUE;
}

/* At least one letter, and none of the other case. */
static OuroId
has_only_case (OuroVm  *vm,
               OuroId   self,
               gboolean upper)
{
  OuroPyText text;
  gboolean   found = FALSE;

  ouro_py_text_get (vm, self, &text);
  for (gsize i = 0; i < text.n; i++)
    {
      gboolean is_upper = g_ascii_isupper ((char)text.data[i]);
      gboolean is_lower = g_ascii_islower ((char)text.data[i]);

      if (upper ? is_lower : is_upper)
        return OURO_ID_FALSE;
      found = found || is_upper || is_lower;
    }
  return ouro_vm_bool (found);
}

static OuroId
bytes_isupper (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return has_only_case (vm, self, TRUE);
}

static OuroId
bytes_islower (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return has_only_case (vm, self, FALSE);
}

static OuroId
bytes_istitle (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroPyText text;
  gboolean   found = FALSE;
  gboolean   in_word = FALSE;

  ouro_py_text_get (vm, self, &text);
  for (gsize i = 0; i < text.n; i++)
    {
      if (g_ascii_isupper ((char)text.data[i]) ? in_word : g_ascii_islower ((char)text.data[i]) && !in_word)
        return OURO_ID_FALSE;
      in_word = g_ascii_isalpha ((char)text.data[i]);
      found = found || in_word;
    }
  return ouro_vm_bool (found);
}

const OuroBuiltinDef ouro_py_bytes_case_methods[] = {
  { "upper", bytes_upper, 0, 0, OURO_BUILTIN_NO_POLL },
  { "lower", bytes_lower, 0, 0, OURO_BUILTIN_NO_POLL },
  { "swapcase", bytes_swapcase, 0, 0, OURO_BUILTIN_NO_POLL },
  { "title", bytes_title, 0, 0, OURO_BUILTIN_NO_POLL },
  { "capitalize", bytes_capitalize, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isalpha", bytes_isalpha, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isdigit", bytes_isdigit, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isalnum", bytes_isalnum, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isspace", bytes_isspace, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isascii", bytes_isascii, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isupper", bytes_isupper, 0, 0, OURO_BUILTIN_NO_POLL },
  { "islower", bytes_islower, 0, 0, OURO_BUILTIN_NO_POLL },
  { "istitle", bytes_istitle, 0, 0, OURO_BUILTIN_NO_POLL },
  { NULL },
};
