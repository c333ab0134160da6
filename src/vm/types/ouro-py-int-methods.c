/* ouro-py-int-methods.c - the methods of int
 *
 * Source  Objects/longobject.c (3.11 to 3.15)
 */
#include "ouro-py-int-private.h"

#include <math.h>
#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-format-private.h"
#include "ouro-py-text-private.h"

/* An int of this many bytes is longer than any that can be computed. */
#define MOST_BYTES (1u << 25)

/* int (), float (), abs () -------------------------------------------------------------------- */

OuroId
ouro_py_int_exact (OuroVm *vm,
                   OuroId  object)
{
  gint64 small;
  mpz_t  value;

  if (vm->heap->rows[object].cls == OURO_TYPE_INT)
    return ouro_vm_new_reference (vm, object);
  if (ouro_py_int_get_small (vm, object, &small))
    return ouro_int_new (vm->heap, small);
  ouro_py_int_init_mpz (vm, object, value);
  return ouro_py_int_take_mpz (vm, value);
}

static OuroId
int_exact (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return ouro_py_int_exact (vm, self);
}

static OuroId
int_float (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  double value;

  return ouro_py_int_get_double (vm, self, &value) ? ouro_float_new (vm->heap, value) : OURO_NO_ID;
}

static OuroId
int_abs (OuroVm        *vm,
         OuroId         self,
         const guint32 *args,
         guint          n_args,
         OuroId         kwnames)
{
  mpz_t value;

  if (ouro_py_int_get_sign (vm, self) >= 0)
    return ouro_py_int_exact (vm, self);
  ouro_py_int_init_mpz (vm, self, value);
  mpz_neg (value, value);
  return ouro_py_int_take_mpz (vm, value);
}

static OuroId
int_divmod (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId other = ouro_vm_argument (args, 0);

  return ouro_py_is_int (vm, other) ? ouro_py_int_divmod (vm, self, other) : OURO_ID_NOT_IMPLEMENTED;
}

static OuroId
int_rdivmod (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId other = ouro_vm_argument (args, 0);

  return ouro_py_is_int (vm, other) ? ouro_py_int_divmod (vm, other, self) : OURO_ID_NOT_IMPLEMENTED;
}

/* Bits ---------------------------------------------------------------------------------------- */

static OuroId
int_bit_length (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  mpz_t  value;
  gint64 length;

  ouro_py_int_init_mpz (vm, self, value);
  length = mpz_sgn (value) == 0 ? 0 : (gint64)mpz_sizeinbase (value, 2);
  mpz_clear (value);
  return ouro_int_new (vm->heap, length);
}

static OuroId
int_bit_count (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  mpz_t  value;
  gint64 count;

  ouro_py_int_init_mpz (vm, self, value);
  mpz_abs (value, value);
  count = (gint64)mpz_popcount (value);
  mpz_clear (value);
  return ouro_int_new (vm->heap, count);
}

/* Fractions ----------------------------------------------------------------------------------- */

static OuroId
int_as_integer_ratio (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  OuroId items[] = { ouro_py_int_exact (vm, self), ouro_int_new (vm->heap, 1) };

  return ouro_py_tuple_take (vm, items, 2, FALSE);
}

static OuroId
int_is_integer (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return OURO_ID_TRUE;
}

/* The nearest multiple of 10 to so many places; of two that are as near, the even one. */
static OuroId
round_to (OuroVm *vm,
          OuroId  self,
          guint64 places)
{
  mpz_t value, unit, rest;
  int   order;

  ouro_py_int_init_mpz (vm, self, value);
  if (places > mpz_sizeinbase (value, 10) + 1)
    {
      mpz_clear (value);
      return OURO_ID_ZERO;
    }
  mpz_inits (unit, rest, NULL);
  mpz_ui_pow_ui (unit, 10, places);
  mpz_fdiv_qr (value, rest, value, unit);
  mpz_mul_2exp (rest, rest, 1);
  order = mpz_cmp (rest, unit);
  if (order > 0 || (order == 0 && mpz_odd_p (value)))
    mpz_add_ui (value, value, 1);
  mpz_mul (value, value, unit);
  mpz_clears (unit, rest, NULL);
  return ouro_py_int_take_mpz (vm, value);
}

static OuroId
int_round (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId number;
  gint64 places = G_MININT64;

  if (n_args == 0 || (ouro_vm_argument (args, 0) == OURO_ID_NONE && vm->profile->int_rounds_to_none))
    return ouro_py_int_exact (vm, self);
  number = ouro_py_index (vm, ouro_vm_argument (args, 0));
  if (number == OURO_NO_ID)
    return OURO_NO_ID;
  if (ouro_py_int_get_sign (vm, number) >= 0)
    places = 0;
  else if (!ouro_py_int_get_small (vm, number, &places))
    places = G_MININT64 + 1;
  ouro_heap_decref (vm->heap, number);
  return places == 0 ? ouro_py_int_exact (vm, self) : round_to (vm, self, (guint64)-places);
}

/* Bytes --------------------------------------------------------------------------------------- */

/* "big" or "little"; -1 with an exception. */
static int
is_little_endian (OuroVm     *vm,
                  const char *function,
                  OuroId      byteorder)
{
  if (byteorder == OURO_NO_ID)
    return FALSE;
  if (!ouro_py_is_str (vm, byteorder))
    {
      ouro_py_raise_bad_argument (vm, function, "'byteorder'", "str", byteorder);
      return -1;
    }
  if (ouro_py_str_is (vm, byteorder, "little"))
    return TRUE;
  if (ouro_py_str_is (vm, byteorder, "big"))
    return FALSE;
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "byteorder must be either 'little' or 'big'");
  return -1;
}

/* Two's complement in so many bytes, the lowest first; FALSE with OverflowError. */
static gboolean
write_bytes (OuroVm  *vm,
             OuroId   self,
             guint8  *bytes,
             gsize    length,
             gboolean is_signed)
{
  gboolean fits = FALSE;
  mpz_t    value;

  ouro_py_int_init_mpz (vm, self, value);
  if (mpz_sgn (value) < 0 && !is_signed)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "can't convert negative int to unsigned");
  else
    {
      gboolean is_negative = mpz_sgn (value) < 0;

      /* Of a negative number the bits of its complement have to fit. */
      if (is_negative)
        mpz_com (value, value);
      fits = mpz_sgn (value) == 0 ? length > 0 || !is_negative || vm->profile->zero_bytes_hold_minus_one : mpz_sizeinbase (value, 2) + is_signed <= length * 8;
      if (fits)
        mpz_export (bytes, NULL, -1, 1, 0, 0, value);
      else
        ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "int too big to convert");
      for (gsize i = 0; fits && is_negative && i < length; i++)
        bytes[i] = (guint8)~bytes[i];
    }
  mpz_clear (value);
  return fits;
}

static void
reverse_bytes (guint8 *bytes,
               gsize   n)
{
  for (gsize i = 0; i < n / 2; i++)
    {
      guint8 byte = bytes[i];

      bytes[i] = bytes[n - 1 - i];
      bytes[n - 1 - i] = byte;
    }
}

static OuroId
int_to_bytes (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  static const OuroParameters parameters = { "to_bytes", { "length", "byteorder", "signed" }, 3, 0, 2 };
  g_autofree guint8          *bytes = NULL;
  OuroId                      values[3];
  gint64                      length = 1;
  int                         is_little, is_signed;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[0] != OURO_NO_ID && !ouro_py_get_ssize (vm, values[0], &length))
    return OURO_NO_ID;
  if (length < 0 && vm->profile->to_bytes_checks_length_first)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "length cannot be negative");
      return OURO_NO_ID;
    }
  is_little = is_little_endian (vm, "to_bytes", values[1]);
  is_signed = is_little < 0 ? -1 : values[2] == OURO_NO_ID ? 0
                                                           : ouro_vm_truth (vm, values[2]);
  if (is_signed < 0)
    return OURO_NO_ID;
  if (length < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "length argument must be non-negative");
  if (length < 0 || !ouro_py_has_room (vm, (guint64)length / 4))
    return OURO_NO_ID;
  bytes = g_malloc0 (MAX (length, 1));
  if (!write_bytes (vm, self, bytes, (gsize)length, is_signed))
    return OURO_NO_ID;
  if (!is_little)
    reverse_bytes (bytes, (gsize)length);
  return ouro_bytes_new (vm->heap, bytes, (gsize)length);
}

static OuroId
read_bytes (OuroVm  *vm,
            OuroId   bytes,
            gboolean is_little,
            gboolean is_signed)
{
  OuroPyText text;
  gboolean   is_negative;
  mpz_t      value;

  ouro_py_text_get (vm, bytes, &text);
  if (text.n > MOST_BYTES)
    {
      ouro_py_raise_memory_error (vm);
      return OURO_NO_ID;
    }
  mpz_init (value);
  mpz_import (value, text.n, is_little ? -1 : 1, 1, 0, 0, text.data);
  is_negative = is_signed && text.n > 0 && (text.data[is_little ? text.n - 1 : 0] & 0x80);
  if (is_negative)
    {
      mpz_t top;

      mpz_init (top);
      mpz_setbit (top, text.n * 8);
      mpz_sub (value, value, top);
      mpz_clear (top);
    }
  return ouro_py_int_take_mpz (vm, value);
}

/* What is not bytes becomes so, as by bytes (object). */
static OuroId
get_bytes (OuroVm *vm,
           OuroId  object)
{
  gboolean is_iterable = !ouro_vm_is_not_iterable (vm, object);

  if (ouro_py_is_bytes_like (vm, object))
    return ouro_vm_new_reference (vm, object);
  if (ouro_py_is_str (vm, object) || (!is_iterable && ouro_py_get_own_special (vm, object, OURO_NAME___bytes__) == OURO_NO_ID))
    {
      ouro_py_raise_type (vm, "cannot convert '", object, "' object to bytes");
      return OURO_NO_ID;
    }
  return ouro_vm_call (vm, OURO_TYPE_BYTES, &object, 1);
}

static OuroId
int_from_bytes (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  static const OuroParameters parameters = { "from_bytes", { "bytes", "byteorder", "signed" }, 3, 1, 2 };
  OuroId                      values[3], bytes, result;
  int                         is_little, is_signed;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  is_little = is_little_endian (vm, "from_bytes", values[1]);
  is_signed = is_little < 0 ? -1 : values[2] == OURO_NO_ID ? 0
                                                           : ouro_vm_truth (vm, values[2]);
  if (is_signed < 0)
    return OURO_NO_ID;
  bytes = get_bytes (vm, values[0]);
  if (bytes == OURO_NO_ID)
    return OURO_NO_ID;
  result = read_bytes (vm, bytes, is_little, is_signed);
  ouro_heap_decref (vm->heap, bytes);
  return ouro_py_convert_to_class (vm, self, OURO_TYPE_INT, result);
}

/* The rest ------------------------------------------------------------------------------------ */

static OuroId
int_getnewargs (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId item = ouro_py_int_exact (vm, self);

  return ouro_py_tuple_take (vm, &item, 1, TRUE);
}

static OuroId
int_format (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_py_format_method (vm, self, args, ouro_py_format_int);
}

const OuroBuiltinDef ouro_py_int_methods[] = {
  { "conjugate", int_exact, 0, 0, OURO_BUILTIN_NO_POLL },
  { "bit_length", int_bit_length, 0, 0, OURO_BUILTIN_NO_POLL },
  { "bit_count", int_bit_count, 0, 0, OURO_BUILTIN_NO_POLL },
  { "to_bytes", int_to_bytes, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "from_bytes", int_from_bytes, 0, -1, OURO_BUILTIN_CLASS | OURO_BUILTIN_KEYWORDS },
  { "as_integer_ratio", int_as_integer_ratio, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__trunc__", int_exact, 0, 0, 0 },
  { "__floor__", int_exact, 0, 0, 0 },
  { "__ceil__", int_exact, 0, 0, 0 },
  { "__round__", int_round, 0, 1, 0 },
  { "__getnewargs__", int_getnewargs, 0, 0, 0 },
  { "__format__", int_format, 1, 1, 0 },
  { "__int__", int_exact, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__index__", int_exact, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__float__", int_float, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__abs__", int_abs, 0, 0, OURO_BUILTIN_WRAPPER },
  { "__divmod__", int_divmod, 1, 1, OURO_BUILTIN_WRAPPER },
  { "__rdivmod__", int_rdivmod, 1, 1, OURO_BUILTIN_WRAPPER },
  { NULL },
};

const OuroBuiltinDef ouro_py_int_new_methods[] = {
  { "is_integer", int_is_integer, 0, 0, OURO_BUILTIN_NO_POLL },
  { NULL },
};
