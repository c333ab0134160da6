/* ouro-py-float-methods.c - the methods of float, and how it is read from text
 *
 * Source  Objects/floatobject.c; Python/pystrtod.c; Python/pystrhex.c (3.11 to 3.15)
 */
#include "ouro-py-int-private.h"

#include <math.h>
#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-format-private.h"

/* Reading ------------------------------------------------------------------------------------- */

char *
ouro_py_dup_number_text (const char *text,
                         gsize       length)
{
  GString *result = g_string_sized_new (length);
  gboolean after_digit = FALSE;
  gboolean good = TRUE;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  /* Underscores stand between digits only: PEP 515. */
  for (gsize i = 0; good && i < length; i++)
    {
      if (text[i] == '\0')
        good = FALSE;
      else if (text[i] == '_')
        good = after_digit && i + 1 < length && g_ascii_isdigit (text[i + 1]);
      else
        g_string_append_c (result, text[i]);
      after_digit = g_ascii_isdigit (text[i]);
    }
  return g_string_free (result, !good);
}

static const char *
parse_word (const char *text,
            double     *value)
{
  gboolean    negative = *text == '-';
  const char *word = text + (*text == '-' || *text == '+');

  if (g_ascii_strncasecmp (word, "nan", 3) == 0)
    {
      *value = negative ? -NAN : NAN;
      return word + 3;
    }
  if (g_ascii_strncasecmp (word, "inf", 3) != 0)
    return NULL;
  *value = negative ? -HUGE_VAL : HUGE_VAL;
  return g_ascii_strncasecmp (word, "infinity", 8) == 0 ? word + 8 : word + 3;
}

const char *
ouro_py_parse_double (const char *text,
                      double     *value)
{
  const char *at = text + (*text == '-' || *text == '+');
  gsize       digits = strspn (at, "0123456789");
  char       *end;

  if (digits == 0 && !(*at == '.' && g_ascii_isdigit (at[1])))
    return parse_word (text, value);
  /* The C library reads hexadecimal numbers, too; Python does not. */
  if (*at == '0' && (at[1] == 'x' || at[1] == 'X'))
    {
      *value = *text == '-' ? -0.0 : 0.0;
      return at + 1;
    }
  *value = g_ascii_strtod (text, &end);
  return end;
}

/* Whole numbers ------------------------------------------------------------------------------- */

static double
get_value (const OuroVm *vm,
           OuroId        self)
{
  return ouro_float_get (vm->heap, ouro_vm_value (vm, self));
}

static OuroId
float_trunc (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_py_int_from_double (vm, get_value (vm, self));
}

static OuroId
float_floor (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_py_int_from_double (vm, floor (get_value (vm, self)));
}

static OuroId
float_ceil (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_py_int_from_double (vm, ceil (get_value (vm, self)));
}

static OuroId
float_is_integer (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  double value = get_value (vm, self);

  return ouro_vm_bool (isfinite (value) && floor (value) == value);
}

/* Halves go to the even neighbour. */
static double
round_to_whole (double value)
{
  double rounded = round (value);

  return fabs (value - rounded) == 0.5 ? 2.0 * round (value / 2.0) : rounded;
}

/* Places left of the point: the whole part is rounded as an int; a fraction only matters where it breaks a tie. */
static double
round_to_tens (double        value,
               unsigned long places)
{
  double result;
  mpz_t  number, unit, rest;
  int    order;

  mpz_init_set_d (number, trunc (fabs (value)));
  mpz_inits (unit, rest, NULL);
  mpz_ui_pow_ui (unit, 10, places);
  mpz_tdiv_qr (number, rest, number, unit);
  mpz_mul_2exp (rest, rest, 1);
  order = mpz_cmp (rest, unit);
  if (order > 0 || (order == 0 && (trunc (value) != value || mpz_odd_p (number))))
    mpz_add_ui (number, number, 1);
  mpz_mul (number, number, unit);
  if (!ouro_py_mpz_get_double (number, 0, &result))
    result = HUGE_VAL;
  mpz_clears (number, unit, rest, NULL);
  return copysign (result, value);
}

/* float___round___impl: the decimal digits are rounded as text, then read back, which is correct in all cases. */
static OuroId
round_to_places (OuroVm *vm,
                 double  value,
                 gint64  places)
{
  double result;

  if (!isfinite (value) || places > 323)
    return ouro_float_new (vm->heap, value);
  if (places < -308)
    return ouro_float_new (vm->heap, copysign (0.0, value));
  if (places < 0)
    result = round_to_tens (value, (unsigned long)-places);
  else
    {
      g_autofree char *text = ouro_py_double_dup_text (value, 'f', (guint)places, 0);

      ouro_py_parse_double (text, &result);
    }
  if (isfinite (result))
    return ouro_float_new (vm->heap, result);
  ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "rounded value too large to represent");
  return OURO_NO_ID;
}

static OuroId
float_round (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  double value = get_value (vm, self);
  gint64 places;

  if (n_args == 0 || ouro_vm_argument (args, 0) == OURO_ID_NONE)
    return ouro_py_int_from_double (vm, isfinite (value) ? round_to_whole (value) : value);
  if (!ouro_py_get_index (vm, ouro_vm_argument (args, 0), OURO_NO_ID, &places))
    return OURO_NO_ID;
  return round_to_places (vm, value, places);
}

/* Hexadecimal --------------------------------------------------------------------------------- */

#define MANTISSA_DIGITS 13 /* behind the point */

static OuroId
float_hex (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  double           value = get_value (vm, self);
  const char      *sign = signbit (value) ? "-" : "";
  g_autofree char *digits = NULL;
  int              exponent;
  double           mantissa;
  guint64          fraction;

  if (!isfinite (value))
    {
      digits = ouro_py_double_dup_text (value, 'r', 0, 0);
      return ouro_vm_new_str (vm, "%s", digits);
    }
  if (value == 0)
    return ouro_vm_new_str (vm, "%s0x0.0p+0", sign);
  /* A subnormal number keeps the least exponent and begins with 0. */
  mantissa = frexp (fabs (value), &exponent);
  exponent = MAX (exponent - 1, -1022);
  mantissa = ldexp (fabs (value), -exponent);
  fraction = (guint64)ldexp (mantissa - floor (mantissa), 4 * MANTISSA_DIGITS);
  return ouro_vm_new_str (vm, "%s0x%d.%013" G_GINT64_MODIFIER "xp%c%d", sign, (int)mantissa, fraction, exponent < 0 ? '-' : '+', ABS (exponent));
}

/* Reads hexadecimal digits with a point among them into a number; counts those behind the point. */
static const char *
read_hex_digits (const char *at,
                 GString    *digits,
                 gint64     *n_fraction)
{
  gboolean has_point = FALSE;

  for (*n_fraction = 0; g_ascii_isxdigit (*at) || (*at == '.' && !has_point); at++)
    if (*at == '.')
      has_point = TRUE;
    else
      {
        g_string_append_c (digits, *at);
        *n_fraction += has_point;
      }
  return at;
}

typedef enum {
  HEX_GOOD,
  HEX_INVALID,
  HEX_TOO_LARGE,
} HexResult;

static HexResult
compute_hex (const GString *digits,
             gint64         n_fraction,
             gint64         exponent,
             double        *value)
{
  mpz_t    number;
  gboolean fits;

  mpz_init (number);
  mpz_set_str (number, digits->str, 16);
  exponent = CLAMP (exponent, -G_MAXINT32, G_MAXINT32) - 4 * n_fraction;
  fits = ouro_py_mpz_get_double (number, exponent, value);
  mpz_clear (number);
  return fits ? HEX_GOOD : HEX_TOO_LARGE;
}

static HexResult
parse_hex (const char *text,
           double     *value)
{
  gboolean    negative = *text == '-';
  const char *at = text + (*text == '-' || *text == '+');
  GString    *digits;
  gint64      n_fraction;
  gint64      exponent = 0;
  HexResult   result = HEX_INVALID;
  char       *end;

  if (parse_word (text, value) != NULL)
    {
      const char *rest = parse_word (text, value);

      return *rest == '\0' ? HEX_GOOD : HEX_INVALID;
    }
  if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
    at += 2;
  digits = g_string_new (NULL);
  at = read_hex_digits (at, digits, &n_fraction);
  if (digits->len > 0 && (*at == 'p' || *at == 'P') && (g_ascii_isdigit (at[1]) || ((at[1] == '-' || at[1] == '+') && g_ascii_isdigit (at[2]))))
    {
      exponent = g_ascii_strtoll (at + 1, &end, 10);
      at = end;
    }
  if (digits->len > 0 && *at == '\0')
    result = compute_hex (digits, n_fraction, exponent, value);
  if (negative)
    *value = -*value;
  g_string_free (digits, TRUE);
  return result;
}

static OuroId
float_fromhex (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId           argument = ouro_vm_argument (args, 0);
  g_autofree char *text = NULL;
  double           value = 0;
  HexResult        result;

  if (!ouro_py_is_str (vm, argument))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "bad argument type for built-in operation");
      return OURO_NO_ID;
    }
  text = ouro_vm_dup_text (vm, argument);
  result = strlen (text) == ouro_str_get_length (vm->heap, ouro_vm_value (vm, argument)) ? parse_hex (g_strstrip (text), &value) : HEX_INVALID;
  if (result == HEX_GOOD)
    return ouro_py_convert_to_class (vm, self, OURO_TYPE_FLOAT, ouro_float_new (vm->heap, value));
  if (result == HEX_INVALID)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "invalid hexadecimal floating-point string");
  else
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "hexadecimal value too large to represent as a float");
  return OURO_NO_ID;
}

/* The rest ------------------------------------------------------------------------------------ */

static OuroId
float_exact (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return vm->heap->rows[self].cls == OURO_TYPE_FLOAT ? ouro_vm_new_reference (vm, self) : ouro_float_new (vm->heap, get_value (vm, self));
}

static OuroId
float_abs (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return ouro_float_new (vm->heap, fabs (get_value (vm, self)));
}

static OuroId
float_as_integer_ratio (OuroVm        *vm,
                        OuroId         self,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames)
{
  double value = get_value (vm, self);
  int    exponent;
  double mantissa = isfinite (value) ? frexp (value, &exponent) : 0;
  mpz_t  numerator, denominator;
  OuroId items[2];

  if (isinf (value))
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
  else if (isnan (value))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "cannot convert NaN to integer ratio");
  if (!isfinite (value))
    return OURO_NO_ID;
  for (; mantissa != floor (mantissa); exponent--)
    mantissa *= 2;
  mpz_init_set_d (numerator, mantissa);
  mpz_init_set_ui (denominator, 1);
  if (exponent > 0)
    mpz_mul_2exp (numerator, numerator, (mp_bitcnt_t)exponent);
  else
    mpz_mul_2exp (denominator, denominator, (mp_bitcnt_t)-exponent);
  items[0] = ouro_py_int_take_mpz (vm, numerator);
  items[1] = ouro_py_int_take_mpz (vm, denominator);
  return ouro_py_tuple_take (vm, items, 2, FALSE);
}

static OuroId
divmod (OuroVm *vm,
        OuroId  a,
        OuroId  b)
{
  double   x, y;
  gboolean error;

  if (!ouro_py_float_get_number (vm, a, &x, &error) || !ouro_py_float_get_number (vm, b, &y, &error))
    return error ? OURO_NO_ID : OURO_ID_NOT_IMPLEMENTED;
  return ouro_py_float_divmod (vm, x, y);
}

static OuroId
float_divmod (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return divmod (vm, self, ouro_vm_argument (args, 0));
}

static OuroId
float_rdivmod (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return divmod (vm, ouro_vm_argument (args, 0), self);
}

static OuroId
float_getnewargs (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId item = ouro_float_new (vm->heap, get_value (vm, self));

  return ouro_py_tuple_take (vm, &item, 1, TRUE);
}

static OuroId
float_getformat (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId argument = ouro_vm_argument (args, 0);

  if (!ouro_py_is_str (vm, argument))
    ouro_py_raise_bad_argument (vm, "__getformat__", NULL, "str", argument);
  else if (ouro_py_str_is (vm, argument, "double") || ouro_py_str_is (vm, argument, "float"))
    return ouro_vm_new_str (vm, "IEEE, little-endian");
  else
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "__getformat__() argument 1 must be 'double' or 'float'");
  return OURO_NO_ID;
}

static OuroId
float_format (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return ouro_py_format_method (vm, self, args, ouro_py_format_float);
}

static OuroId
float_from_number (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroId argument = ouro_vm_argument (args, 0);
  double value;

  if (self == OURO_TYPE_FLOAT && vm->heap->rows[argument].cls == OURO_TYPE_FLOAT)
    return ouro_vm_new_reference (vm, argument);
  if (!ouro_py_float_from_object (vm, argument, &value))
    return OURO_NO_ID;
  return ouro_py_convert_to_class (vm, self, OURO_TYPE_FLOAT, ouro_float_new (vm->heap, value));
}

const OuroBuiltinDef ouro_py_float_methods[] = {
  { "conjugate", float_exact, 0, 0, OURO_BUILTIN_NO_POLL },
  { "is_integer", float_is_integer, 0, 0, OURO_BUILTIN_NO_POLL },
  { "as_integer_ratio", float_as_integer_ratio, 0, 0, OURO_BUILTIN_NO_POLL },
  { "hex", float_hex, 0, 0, OURO_BUILTIN_NO_POLL },
  { "fromhex", float_fromhex, 1, 1, OURO_BUILTIN_CLASS },
  { "__getformat__", float_getformat, 1, 1, OURO_BUILTIN_CLASS },
  { "__trunc__", float_trunc, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__floor__", float_floor, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__ceil__", float_ceil, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__round__", float_round, 0, 1, OURO_BUILTIN_NO_POLL },
  { "__getnewargs__", float_getnewargs, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__format__", float_format, 1, 1, OURO_BUILTIN_NO_POLL },
  { "__int__", float_trunc, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__float__", float_exact, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__abs__", float_abs, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__divmod__", float_divmod, 1, 1, OURO_BUILTIN_WRAPPER },
  { "__rdivmod__", float_rdivmod, 1, 1, OURO_BUILTIN_WRAPPER },
  { NULL },
};

const OuroBuiltinDef ouro_py_float_new_methods[] = {
  { "from_number", float_from_number, 1, 1, OURO_BUILTIN_CLASS },
  { NULL },
};
