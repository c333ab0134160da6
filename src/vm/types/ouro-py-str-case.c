/* ouro-py-str-case.c - upper, lower, title ... and the questions isalpha, isdigit ... of str
 *
 * libunistring maps whole strings as Unicode has it (special casing, final sigma) and knows the properties of Unicode 14, as
 * Python 3.11 does; later versions of Python know some thousand characters more. Text goes through it character by
 * character, except for the final sigma, so that lone surrogates come through unharmed.
 * Source  Objects/unicodeobject.c: do_upper, do_lower, handle_capital_sigma, do_title ...; Objects/unicodectype.c (3.11 to 3.15)
 */
#include "ouro-py-str-private.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "ouro-py-containers-private.h"
#include "ouro-unicode.h"

/* Mapping ------------------------------------------------------------------------------------- */

/* The characters that a character becomes; at most three. */
typedef gsize (*MapFunc) (gunichar  c,
                          gunichar *to);

#define MOST_MAPPED 8

/* libunistring's functions over UTF-32 for a single character. */
typedef uint32_t *(*LibraryFunc) (const uint32_t *s,
                                  size_t          n,
                                  const char     *language,
                                  uninorm_t       form,
                                  uint32_t       *result,
                                  size_t         *length);

static gsize
map_by_library (LibraryFunc func,
                gunichar    c,
                gunichar   *to)
{
  uint32_t  from = c;
  uint32_t  buffer[MOST_MAPPED];
  size_t    length = MOST_MAPPED;
  uint32_t *result;

  if (c >= 0xd800 && c < 0xe000)
    {
      to[0] = c;
      return 1;
    }
  result = func (&from, 1, "", NULL, buffer, &length);
  memcpy (to, result, length * sizeof (gunichar));
  if (result != buffer)
    free (result);
  return length;
}

static gsize
map_upper (gunichar  c,
           gunichar *to)
{
  to[0] = (gunichar)g_ascii_toupper ((gchar)c);
  return c < 0x80 ? 1 : map_by_library (u32_toupper, c, to);
}

static gsize
map_lower (gunichar  c,
           gunichar *to)
{
  to[0] = c == 0x3a3 ? 0x3c3 : (gunichar)g_ascii_tolower ((gchar)c);
  return c < 0x80 || c == 0x3a3 ? 1 : map_by_library (u32_tolower, c, to);
}

static gsize
map_title (gunichar  c,
           gunichar *to)
{
  to[0] = (gunichar)g_ascii_toupper ((gchar)c);
  return c < 0x80 ? 1 : map_by_library (u32_totitle, c, to);
}

static gsize
map_fold (gunichar  c,
          gunichar *to)
{
  to[0] = (gunichar)g_ascii_tolower ((gchar)c);
  return c < 0x80 ? 1 : map_by_library (u32_casefold, c, to);
}

static gsize
map_swapped (gunichar  c,
             gunichar *to)
{
  if (uc_is_property_uppercase (c))
    return map_lower (c, to);
  if (uc_is_property_lowercase (c))
    return map_upper (c, to);
  to[0] = c;
  return 1;
}

static gboolean
is_cased (gunichar c)
{
  return uc_is_property_cased (c);
}

/* handle_capital_sigma: at the end of a word a sigma has a form of its own. */
static gboolean
is_final_sigma (const OuroPyText *text,
                gsize             i)
{
  gssize before = (gssize)i - 1;
  gsize  after = i + 1;

  while (before >= 0 && uc_is_property_case_ignorable (ouro_py_text_at (text, (gsize)before)))
    before--;
  if (before < 0 || !is_cased (ouro_py_text_at (text, (gsize)before)))
    return FALSE;
  while (after < text->n && uc_is_property_case_ignorable (ouro_py_text_at (text, after)))
    after++;
  return after == text->n || !is_cased (ouro_py_text_at (text, after));
}

/* One character at its place. */
static void
add_mapped (GArray           *characters,
            const OuroPyText *text,
            gsize             i,
            MapFunc           func)
{
  gunichar c = ouro_py_text_at (text, i);
  gunichar to[MOST_MAPPED];
  gsize    n = func (c, to);

  if (c == 0x3a3 && to[0] == 0x3c3 && func != map_fold && is_final_sigma (text, i))
    to[0] = 0x3c2;
  g_array_append_vals (characters, to, (guint)n);
}

static OuroId
take_characters (OuroVm *vm,
                 GArray *characters)
{
  OuroId result = ouro_str_new_from_characters (vm->heap, (const gunichar *)(gconstpointer)characters->data, characters->len);

  g_array_unref (characters);
  return ouro_text_unshare (vm->heap, result);
}

static OuroId
map_all (OuroVm *vm,
         OuroId  self,
         MapFunc func)
{
  OuroPyText text;
  GArray    *characters;

  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_has_room (vm, text.n))
    return OURO_NO_ID;
  characters = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), (guint)text.n);
  for (gsize i = 0; i < text.n; i++)
    add_mapped (characters, &text, i, func);
  return take_characters (vm, characters);
}

static OuroId
str_upper (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return map_all (vm, self, map_upper);
}

static OuroId
str_lower (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return map_all (vm, self, map_lower);
}

static OuroId
str_casefold (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return map_all (vm, self, map_fold);
}

static OuroId
str_swapcase (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return map_all (vm, self, map_swapped);
}

static OuroId
str_capitalize (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroPyText text;
  GArray    *characters;

  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_has_room (vm, text.n))
    return OURO_NO_ID;
  characters = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), (guint)text.n);
  for (gsize i = 0; i < text.n; i++)
    add_mapped (characters, &text, i, i == 0 ? map_title : map_lower);
  return take_characters (vm, characters);
}

static OuroId
str_title (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroPyText text;
  GArray    *characters;
  gboolean   in_word = FALSE;

  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_has_room (vm, text.n))
    return OURO_NO_ID;
  characters = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), (guint)text.n);
  for (gsize i = 0; i < text.n; i++)
    {
      add_mapped (characters, &text, i, in_word ? map_lower : map_title);
      in_word = is_cased (ouro_py_text_at (&text, i));
    }
  return take_characters (vm, characters);
}

/* Questions about all characters --------------------------------------------------------------- */

typedef gboolean (*TestFunc) (gunichar c);

static OuroId
test_all (OuroVm  *vm,
          OuroId   self,
          TestFunc func)
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  for (gsize i = 0; i < text.n; i++)
    if (!func (ouro_py_text_at (&text, i)))
      return OURO_ID_FALSE;
  return ouro_vm_bool (text.n > 0);
}

static gboolean
is_alpha (gunichar c)
{
  return uc_is_general_category_withtable (c, UC_CATEGORY_MASK_L);
}

static gboolean
is_decimal (gunichar c)
{
  return uc_decimal_value (c) >= 0;
}

static gboolean
is_digit (gunichar c)
{
  return uc_digit_value (c) >= 0;
}

/* Ideographs that stand for numbers: Unicode 14, Unihan_NumericValues.txt. */
static const gunichar numeric_ideographs[] = {
  0x3405,
  0x3483,
  0x382a,
  0x3b4d,
  0x4e00,
  0x4e03,
  0x4e07,
  0x4e09,
  0x4e5d,
  0x4e8c,
  0x4e94,
  0x4e96,
  0x4ebf,
  0x4ec0,
  0x4edf,
  0x4ee8,
  0x4f0d,
  0x4f70,
  0x5104,
  0x5146,
  0x5169,
  0x516b,
  0x516d,
  0x5341,
  0x5343,
  0x5344,
  0x5345,
  0x534c,
  0x53c1,
  0x53c2,
  0x53c3,
  0x53c4,
  0x56db,
  0x58f1,
  0x58f9,
  0x5e7a,
  0x5efe,
  0x5eff,
  0x5f0c,
  0x5f0d,
  0x5f0e,
  0x5f10,
  0x62fe,
  0x634c,
  0x67d2,
  0x6f06,
  0x7396,
  0x767e,
  0x8086,
  0x842c,
  0x8cae,
  0x8cb3,
  0x8d30,
  0x9621,
  0x9646,
  0x964c,
  0x9678,
  0x96f6,
  0xf96b,
  0xf973,
  0xf978,
  0xf9b2,
  0xf9d1,
  0xf9d3,
  0xf9fd,
  0x20001,
  0x20064,
  0x200e2,
  0x20121,
  0x2092a,
  0x20983,
  0x2098c,
  0x2099c,
  0x20aea,
  0x20afd,
  0x20b19,
  0x22390,
  0x22998,
  0x23b1b,
  0x2626d,
  0x2f890,
};

static int
compare_characters (gconstpointer a,
                    gconstpointer b)
{
  gunichar c_a = *(const gunichar *)a;
  gunichar c_b = *(const gunichar *)b;

  return c_a < c_b ? -1 : c_a > c_b;
}

static gboolean
is_numeric (gunichar c)
{
  return uc_numeric_value (c).denominator != 0 || bsearch (&c, numeric_ideographs, G_N_ELEMENTS (numeric_ideographs), sizeof c, compare_characters) != NULL;
}

static gboolean
is_alnum (gunichar c)
{
  return is_alpha (c) || is_decimal (c) || is_digit (c) || is_numeric (c);
}

#define TEST(name, func) \
  static OuroId str_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return test_all (vm, self, func); \
  }

TEST (isalpha, is_alpha)
TEST (isdecimal, is_decimal)
TEST (isdigit, is_digit)
TEST (isnumeric, is_numeric)
TEST (isalnum, is_alnum)
TEST (isspace, ouro_py_is_space)

/* These hold for '', too. */

static OuroId
str_isascii (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_vm_bool (ouro_str_get_text_kind (vm->heap, ouro_vm_value (vm, self)) == OURO_TEXT_ASCII);
}

static OuroId
str_isprintable (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  for (gsize i = 0; i < text.n; i++)
    if (!ouro_unicode_is_printable (ouro_py_text_at (&text, i)))
      return OURO_ID_FALSE;
  return OURO_ID_TRUE;
}

static OuroId
str_isidentifier (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  gsize            length;
  g_autofree char *text = ouro_str_dup_utf8 (vm->heap, ouro_vm_value (vm, self), &length);

  return ouro_vm_bool (length > 0 && ouro_unicode_scan_identifier (text, length) == length);
}

/* Questions about case ------------------------------------------------------------------------ */

/* At least one cased character, and none of the other case. */
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
      gunichar c = ouro_py_text_at (&text, i);
      gboolean is_upper = uc_is_property_uppercase (c);
      gboolean is_lower = uc_is_property_lowercase (c);

      if ((upper ? is_lower : is_upper) || uc_is_general_category (c, UC_TITLECASE_LETTER))
        return OURO_ID_FALSE;
      found = found || (upper ? is_upper : is_lower);
    }
  return ouro_vm_bool (found);
}

static OuroId
str_isupper (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return has_only_case (vm, self, TRUE);
}

static OuroId
str_islower (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return has_only_case (vm, self, FALSE);
}

static OuroId
str_istitle (OuroVm        *vm,
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
      gunichar c = ouro_py_text_at (&text, i);
      gboolean begins = uc_is_property_uppercase (c) || uc_is_general_category (c, UC_TITLECASE_LETTER);
      gboolean goes_on = uc_is_property_lowercase (c);

      if ((begins && in_word) || (goes_on && !in_word && !begins))
        return OURO_ID_FALSE;
      in_word = begins || goes_on;
      found = found || in_word;
    }
  return ouro_vm_bool (found);
}

const OuroBuiltinDef ouro_py_str_case_methods[] = {
  { "upper", str_upper, 0, 0, OURO_BUILTIN_NO_POLL },
  { "lower", str_lower, 0, 0, OURO_BUILTIN_NO_POLL },
  { "casefold", str_casefold, 0, 0, OURO_BUILTIN_NO_POLL },
  { "swapcase", str_swapcase, 0, 0, OURO_BUILTIN_NO_POLL },
  { "capitalize", str_capitalize, 0, 0, OURO_BUILTIN_NO_POLL },
  { "title", str_title, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isalpha", str_isalpha, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isdecimal", str_isdecimal, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isdigit", str_isdigit, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isnumeric", str_isnumeric, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isalnum", str_isalnum, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isspace", str_isspace, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isascii", str_isascii, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isprintable", str_isprintable, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isidentifier", str_isidentifier, 0, 0, OURO_BUILTIN_NO_POLL },
  { "isupper", str_isupper, 0, 0, OURO_BUILTIN_NO_POLL },
  { "islower", str_islower, 0, 0, OURO_BUILTIN_NO_POLL },
  { "istitle", str_istitle, 0, 0, OURO_BUILTIN_NO_POLL },
  { NULL },
};
