/* ouro-py-int-text.c - ints in digits, and back
 *
 * Source  Objects/longobject.c: PyLong_FromString, long_to_decimal_string; Objects/unicodeobject.c,
 *         _PyUnicode_TransformDecimalAndSpaceToASCII (3.11 to 3.15)
 */
#include "ouro-py-int-private.h"

#include <string.h>
#include <unictype.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-text-private.h"

#define DEFAULT_MAX_DIGITS 4300
#define LEAST_MAX_DIGITS   640

/* The limit ----------------------------------------------------------------------------------- */

void
ouro_py_int_add_limit (OuroVm *vm)
{
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_MAX_STR_DIGITS, DEFAULT_MAX_DIGITS);
}

gint
ouro_py_int_get_max_str_digits (const OuroVm *vm)
{
  return (gint)ouro_heap_get_word (vm->heap, OURO_VM_WORD_MAX_STR_DIGITS);
}

gboolean
ouro_py_int_set_max_str_digits (OuroVm *vm,
                                gint    maximum)
{
  if (maximum != 0 && maximum < LEAST_MAX_DIGITS)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s", vm->profile->max_digits_words);
      return FALSE;
    }
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_MAX_STR_DIGITS, (guint32)maximum);
  return TRUE;
}

static gboolean
is_over_limit (const OuroVm *vm,
               gsize         n_digits)
{
  gint maximum = ouro_py_int_get_max_str_digits (vm);

  return maximum > 0 && n_digits > (gsize)maximum;
}

static gboolean
check_digits (OuroVm *vm,
              gsize   n_digits)
{
  if (!is_over_limit (vm, n_digits))
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
                 ouro_py_int_get_max_str_digits (vm));
  return FALSE;
}

/* Digits -------------------------------------------------------------------------------------- */

char *
ouro_py_int_dup_digits (OuroVm *vm,
                        OuroId  object,
                        int     base)
{
  char  *digits;
  gint64 small;
  gsize  n;
  mpz_t  value;

  if (base == 10 && ouro_py_int_get_small (vm, object, &small))
    return g_strdup_printf ("%" G_GINT64_FORMAT, small);
  ouro_py_int_init_mpz (vm, object, value);
  /* The size may be one too great; then only the digits themselves tell. */
  n = mpz_sizeinbase (value, base);
  if ((base == 10 && !check_digits (vm, n - 1)) || (base == 10 && ouro_py_int_is_too_long (vm, (guint64)n * 16)))
    {
      mpz_clear (value);
      return NULL;
    }
  digits = g_malloc (n + 2);
  mpz_get_str (digits, base, value);
  mpz_clear (value);
  if (base == 10 && !check_digits (vm, strlen (digits) - (digits[0] == '-')))
    g_clear_pointer (&digits, g_free);
  return digits;
}

/* Reading ------------------------------------------------------------------------------------- */

typedef struct
{
  const char *at;
  const char *end;
  int         base;
  gboolean    is_zero_only; /* "007" in base 0 is an error, "000" is not */
  GString    *digits;       /* with the sign, without underscores */
} Reader;

static void
skip_spaces (Reader *self)
{
  while (self->at < self->end && g_ascii_isspace (*self->at))
    self->at++;
}

static int
get_prefix_base (const Reader *self)
{
  if (self->end - self->at < 2 || self->at[0] != '0')
    return 0;
  switch (g_ascii_tolower (self->at[1]))
    {
    case 'x':
      return 16;
    case 'o':
      return 8;
    case 'b':
      return 2;
    default:
      return 0;
    }
}

static void
read_prefix (Reader *self)
{
  int prefix = get_prefix_base (self);

  if (self->base == 0)
    {
      self->is_zero_only = prefix == 0 && self->at < self->end && *self->at == '0';
      self->base = prefix != 0 ? prefix : 10;
    }
  if (prefix != self->base)
    return;
  self->at += 2;
  if (self->at < self->end && *self->at == '_')
    self->at++;
}

static int
get_digit (char c)
{
  if (g_ascii_isdigit (c))
    return c - '0';
  return g_ascii_isalpha (c) ? g_ascii_tolower (c) - 'a' + 10 : 99;
}

/* FALSE unless digits come now, with single underscores between them. */
static gboolean
read_digits (Reader *self)
{
  gboolean may_end = FALSE;

  for (; self->at < self->end; self->at++)
    if (*self->at == '_' && may_end)
      may_end = FALSE;
    else if (get_digit (*self->at) < self->base)
      {
        g_string_append_c (self->digits, *self->at);
        may_end = TRUE;
      }
    else
      break;
  return may_end;
}

static gboolean
read_number (Reader *self)
{
  skip_spaces (self);
  if (self->at < self->end && (*self->at == '-' || *self->at == '+'))
    {
      if (*self->at == '-')
        g_string_append_c (self->digits, '-');
      self->at++;
    }
  read_prefix (self);
  if (!read_digits (self))
    return FALSE;
  skip_spaces (self);
  return self->at == self->end && !(self->is_zero_only && strpbrk (self->digits->str, "123456789") != NULL);
}

static OuroId
raise_invalid (OuroVm *vm,
               int     base,
               OuroId  original)
{
  OuroId           repr = ouro_vm_repr (vm, original);
  g_autofree char *text = NULL;

  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_py_text_dup_start (vm, repr, 200);
  ouro_heap_decref (vm->heap, repr);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "invalid literal for int() with base %d: %s", base, text);
  return OURO_NO_ID;
}

static OuroId
make_int (OuroVm       *vm,
          const Reader *reader)
{
  gsize    n = reader->digits->len - (reader->digits->str[0] == '-');
  gboolean is_power_of_two = (reader->base & (reader->base - 1)) == 0;
  mpz_t    value;

  if (!is_power_of_two && is_over_limit (vm, n))
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Exceeds the limit (%d digits) for integer string conversion: value has %" G_GSIZE_FORMAT " digits; use sys.set_int_max_str_digits() to increase the limit",
                     ouro_py_int_get_max_str_digits (vm), n);
      return OURO_NO_ID;
    }
  if (reader->base == 10 && n <= 18)
    return ouro_int_new (vm->heap, g_ascii_strtoll (reader->digits->str, NULL, 10));
  if (!is_power_of_two && ouro_py_int_is_too_long (vm, (guint64)n * 16))
    return OURO_NO_ID;
  mpz_init (value);
  mpz_set_str (value, reader->digits->str, reader->base);
  return ouro_py_int_take_mpz (vm, value);
}

OuroId
ouro_py_int_parse (OuroVm     *vm,
                   const char *text,
                   gsize       length,
                   int         base,
                   OuroId      original)
{
  Reader reader = { .at = text, .end = text + length, .base = base, .digits = g_string_new (NULL) };
  OuroId result = read_number (&reader) ? make_int (vm, &reader) : raise_invalid (vm, base, original);

  g_string_free (reader.digits, TRUE);
  return result;
}

char *
ouro_py_str_dup_ascii_number (const OuroVm *vm,
                              OuroId        str,
                              gsize        *length)
{
  OuroId   object = ouro_vm_value (vm, str);
  gsize    n = ouro_str_get_length (vm->heap, object);
  gboolean is_ascii = ouro_str_get_text_kind (vm->heap, object) == OURO_TEXT_ASCII;
  char    *text = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    {
      gunichar c = ouro_str_get_character (vm->heap, object, i);

      if (is_ascii || (c < 0x7f && !ouro_py_is_space (c)))
        text[i] = (char)c;
      else if (ouro_py_is_space (c))
        text[i] = ' ';
      else
        text[i] = uc_decimal_value (c) >= 0 ? (char)('0' + uc_decimal_value (c)) : '?';
    }
  text[n] = '\0';
  *length = n;
  return text;
}
