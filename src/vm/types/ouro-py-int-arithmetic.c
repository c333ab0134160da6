/* ouro-py-int-arithmetic.c - what can be computed with ints
 *
 * Numbers of 64 bits are computed with as such; greater ones by GMP. Floor division and remainder follow the sign of the
 * divisor, bit operations see two's complement without end, as in Objects/longobject.c (3.11 to 3.15).
 */
#include "ouro-py-int-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

/* Products, powers and quotients of so many bits still take less than a second. */
#define LONGEST_COMPUTATION (1u << 26)

/* All whole numbers up to this one are doubles. */
#define LAST_EXACT_DOUBLE (G_GINT64_CONSTANT (1) << 53)

static gboolean
is_exact_double (gint64 value)
{
  return value >= -LAST_EXACT_DOUBLE && value <= LAST_EXACT_DOUBLE;
}

/* Limits -------------------------------------------------------------------------------------- */

gboolean
ouro_py_int_is_too_long (OuroVm *vm,
                         guint64 n_bits)
{
  if (n_bits <= LONGEST_COMPUTATION)
    return FALSE;
  ouro_vm_give_up (vm, _ ("it computes with a number of more than %d million digits"), (int)(LONGEST_COMPUTATION * 0.30103 / 1e6));
  return TRUE;
}

OuroId
ouro_py_int_take_mpz (OuroVm *vm,
                      mpz_ptr value)
{
  OuroId result = ouro_py_has_room (vm, mpz_size (value) * 2) ? ouro_int_new_from_mpz (vm->heap, value) : OURO_NO_ID;

  mpz_clear (value);
  return result;
}

int
ouro_py_int_get_sign (const OuroVm *vm,
                      OuroId        object)
{
  gint64 small;
  mpz_t  value;
  int    sign;

  if (ouro_py_int_get_small (vm, object, &small))
    return small < 0 ? -1 : small > 0;
  ouro_py_int_init_mpz (vm, object, value);
  sign = mpz_sgn (value);
  mpz_clear (value);
  return sign;
}

/* Doubles ------------------------------------------------------------------------------------- */

/* Halves of the last place that a double keeps go to the even side; below the normal range it keeps fewer places. */
gboolean
ouro_py_mpz_get_double (mpz_srcptr value,
                        gint64     exponent,
                        double    *result)
{
  gint64 n_bits = (gint64)mpz_sizeinbase (value, 2);
  gint64 lowest = MAX (n_bits - 53, -1074 - exponent); /* the place of the last bit that is kept */
  mpz_t  kept;

  if (mpz_sgn (value) == 0 || n_bits + exponent < -1074)
    {
      *result = mpz_sgn (value) < 0 ? -0.0 : 0.0;
      return TRUE;
    }
  if (n_bits + exponent > 1024)
    return FALSE;
  mpz_init (kept);
  mpz_abs (kept, value);
  if (lowest > 0)
    {
      gboolean half = mpz_tstbit (kept, lowest - 1);
      gboolean more = half && (gint64)mpz_scan1 (kept, 0) < lowest - 1;

      mpz_tdiv_q_2exp (kept, kept, lowest);
      if (half && (more || mpz_odd_p (kept)))
        mpz_add_ui (kept, kept, 1);
      exponent += lowest;
    }
  *result = ldexp (mpz_get_d (kept), (int)exponent);
  if (mpz_sgn (value) < 0)
    *result = -*result;
  mpz_clear (kept);
  return !isinf (*result);
}

gboolean
ouro_py_int_get_double (OuroVm *vm,
                        OuroId  object,
                        double *result)
{
  gint64   small;
  gboolean fits;
  mpz_t    value;

  if (ouro_py_int_get_small (vm, object, &small))
    {
      *result = (double)small;
      return TRUE;
    }
  ouro_py_int_init_mpz (vm, object, value);
  fits = ouro_py_mpz_get_double (value, 0, result);
  mpz_clear (value);
  if (!fits)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "int too large to convert to float");
  return fits;
}

OuroId
ouro_py_int_from_double (OuroVm *vm,
                         double  value)
{
  mpz_t number;

  if (isnan (value))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "cannot convert float NaN to integer");
  else if (isinf (value))
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "cannot convert float infinity to integer");
  else if (fabs (value) < 9e18)
    return ouro_int_new (vm->heap, (gint64)value);
  else
    {
      mpz_init_set_d (number, value);
      return ouro_py_int_take_mpz (vm, number);
    }
  return OURO_NO_ID;
}

/* Comparing ----------------------------------------------------------------------------------- */

OuroId
ouro_py_bool_result (int          order,
                     OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_EQ:
      return ouro_vm_bool (order == 0);
    case OURO_OPERATOR_NOT_EQ:
      return ouro_vm_bool (order != 0);
    case OURO_OPERATOR_LT:
      return ouro_vm_bool (order < 0);
    case OURO_OPERATOR_LT_E:
      return ouro_vm_bool (order <= 0);
    case OURO_OPERATOR_GT:
      return ouro_vm_bool (order > 0);
    default:
      return ouro_vm_bool (order >= 0);
    }
}

OuroId
ouro_py_int_compare (OuroVm      *vm,
                     OuroId       a,
                     OuroId       b,
                     OuroOperator op)
{
  gint64 small_a, small_b;
  mpz_t  value_a, value_b;
  int    order;

  if (ouro_py_int_get_small (vm, a, &small_a) && ouro_py_int_get_small (vm, b, &small_b))
    return ouro_py_bool_result (small_a < small_b ? -1 : small_a > small_b, op);
  ouro_py_int_init_mpz (vm, a, value_a);
  ouro_py_int_init_mpz (vm, b, value_b);
  order = mpz_cmp (value_a, value_b);
  mpz_clears (value_a, value_b, NULL);
  return ouro_py_bool_result (order, op);
}

int
ouro_py_int_compare_double (const OuroVm *vm,
                            OuroId        object,
                            double        value)
{
  gint64 small;
  mpz_t  number;
  int    order;

  if (ouro_py_int_get_small (vm, object, &small) && is_exact_double (small))
    return (double)small < value ? -1 : (double)small > value;
  ouro_py_int_init_mpz (vm, object, number);
  order = mpz_cmp_d (number, value);
  mpz_clear (number);
  return order;
}

/* Division ------------------------------------------------------------------------------------ */

static OuroId
raise_zero_division (OuroVm     *vm,
                     const char *words)
{
  ouro_vm_raise (vm, OURO_TYPE_ZERO_DIVISION_ERROR, "%s", words);
  return OURO_NO_ID;
}

/* The quotient to 55 bits or more, its last bit set if anything is left over: rounding that to a double gives the nearest
 * one. */
static gboolean
divide_to_double (mpz_srcptr a,
                  mpz_srcptr b,
                  double    *result)
{
  gint64   shift = (gint64)mpz_sizeinbase (a, 2) - (gint64)mpz_sizeinbase (b, 2) - 56;
  gboolean fits;
  mpz_t    quotient, rest, divisor;

  mpz_inits (quotient, rest, divisor, NULL);
  /* A quotient that is too small to be a double is still rounded at the last place of the smallest. */
  shift = MAX (shift, -1074 - 60);
  mpz_set (divisor, b);
  mpz_set (rest, a);
  if (shift > 0)
    mpz_mul_2exp (divisor, divisor, shift);
  else
    mpz_mul_2exp (rest, rest, -shift);
  mpz_tdiv_qr (quotient, rest, rest, divisor);
  if (mpz_sgn (rest) != 0)
    {
      mpz_mul_2exp (quotient, quotient, 1);
      if (mpz_sgn (a) * mpz_sgn (b) < 0)
        mpz_sub_ui (quotient, quotient, 1);
      else
        mpz_add_ui (quotient, quotient, 1);
      shift--;
    }
  fits = ouro_py_mpz_get_double (quotient, shift, result);
  mpz_clears (quotient, rest, divisor, NULL);
  return fits;
}

static OuroId
divide_truly (OuroVm *vm,
              OuroId  a,
              OuroId  b)
{
  gint64   x, y;
  double   result;
  gboolean fits;
  mpz_t    value_a, value_b;

  if (ouro_py_int_get_sign (vm, b) == 0)
    return raise_zero_division (vm, "division by zero");
  if (ouro_py_int_get_small (vm, a, &x) && ouro_py_int_get_small (vm, b, &y) && is_exact_double (x) && is_exact_double (y))
    return ouro_float_new (vm->heap, (double)x / (double)y);
  if (ouro_py_int_get_sign (vm, a) == 0)
    return ouro_float_new (vm->heap, ouro_py_int_get_sign (vm, b) < 0 ? -0.0 : 0.0);
  ouro_py_int_init_mpz (vm, a, value_a);
  ouro_py_int_init_mpz (vm, b, value_b);
  fits = divide_to_double (value_a, value_b, &result);
  mpz_clears (value_a, value_b, NULL);
  if (fits)
    return ouro_float_new (vm->heap, result);
  ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "integer division result too large for a float");
  return OURO_NO_ID;
}

static gint64
floor_divide (gint64 x,
              gint64 y)
{
  gint64 quotient = x / y;

  return quotient * y != x && (x < 0) != (y < 0) ? quotient - 1 : quotient;
}

static gint64
get_rest (gint64 x,
          gint64 y)
{
  gint64 rest = x % y;

  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

OuroId
ouro_py_int_divmod (OuroVm *vm,
                    OuroId  a,
                    OuroId  b)
{
  OuroId items[2];
  gint64 x, y;
  mpz_t  value_a, value_b;

  if (ouro_py_int_get_sign (vm, b) == 0)
    return raise_zero_division (vm, vm->profile->int_division_words);
  if (ouro_py_int_get_small (vm, a, &x) && ouro_py_int_get_small (vm, b, &y) && y != -1)
    {
      items[0] = ouro_int_new (vm->heap, floor_divide (x, y));
      items[1] = ouro_int_new (vm->heap, get_rest (x, y));
      return ouro_py_tuple_take (vm, items, 2, !vm->profile->divmod_untracked);
    }
  ouro_py_int_init_mpz (vm, a, value_a);
  ouro_py_int_init_mpz (vm, b, value_b);
  if (ouro_py_int_is_too_long (vm, mpz_sizeinbase (value_a, 2)))
    {
      mpz_clears (value_a, value_b, NULL);
      return OURO_NO_ID;
    }
  mpz_fdiv_qr (value_a, value_b, value_a, value_b);
  items[0] = ouro_py_int_take_mpz (vm, value_a);
  items[1] = ouro_py_int_take_mpz (vm, value_b);
  return ouro_py_tuple_take (vm, items, 2, !vm->profile->divmod_untracked);
}

/* Powers -------------------------------------------------------------------------------------- */

/* A negative exponent: the result is a float, or so CPython has it. */
static OuroId
raise_to_negative (OuroVm *vm,
                   OuroId  a,
                   OuroId  b)
{
  double x, y;
  OuroId base, exponent, result;

  if (!ouro_py_int_get_double (vm, a, &x) || !ouro_py_int_get_double (vm, b, &y))
    return OURO_NO_ID;
  base = ouro_float_new (vm->heap, x);
  exponent = ouro_float_new (vm->heap, y);
  result = ouro_py_float_binary (vm, base, exponent, OURO_OPERATOR_POW);
  ouro_heap_decref (vm->heap, base);
  ouro_heap_decref (vm->heap, exponent);
  return result;
}

static gboolean
raise_small (gint64  base,
             gint64  exponent,
             gint64 *result)
{
  for (*result = 1; exponent > 0; exponent >>= 1)
    {
      if ((exponent & 1) && __builtin_mul_overflow (*result, base, result))
        return FALSE;
      if (exponent > 1 && __builtin_mul_overflow (base, base, &base))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_unit (gint64 value)
{
  return value >= -1 && value <= 1;
}

static OuroId
raise_to (OuroVm *vm,
          OuroId  a,
          OuroId  b)
{
  gint64   base = 2, exponent, result;
  gboolean is_small = ouro_py_int_get_small (vm, a, &base);
  mpz_t    value;

  if (ouro_py_int_get_sign (vm, b) < 0)
    return raise_to_negative (vm, a, b);
  if (!ouro_py_int_get_small (vm, b, &exponent))
    {
      /* Of such an exponent only its last bit matters, or nobody can wait for the result. */
      ouro_py_int_init_mpz (vm, b, value);
      exponent = mpz_odd_p (value) ? 1 : 2;
      mpz_clear (value);
      if (!(is_small && is_unit (base)) && ouro_py_int_is_too_long (vm, G_MAXUINT64))
        return OURO_NO_ID;
    }
  if (is_small && is_unit (base))
    exponent = exponent > 2 ? 2 - (exponent & 1) : exponent;
  if (is_small && raise_small (base, exponent, &result))
    return ouro_int_new (vm->heap, result);
  ouro_py_int_init_mpz (vm, a, value);
  if (ouro_py_int_is_too_long (vm, (guint64)MIN ((double)mpz_sizeinbase (value, 2) * (double)exponent, 1e18)))
    {
      mpz_clear (value);
      return OURO_NO_ID;
    }
  mpz_pow_ui (value, value, (unsigned long)exponent);
  return ouro_py_int_take_mpz (vm, value);
}

/* Squarings of a number of so many bits; each takes about the power 1.6 of its words. */
static gboolean
takes_too_long (OuroVm    *vm,
                mpz_srcptr exponent,
                mpz_srcptr modulus)
{
  double words = (double)mpz_size (modulus);

  return ouro_py_int_is_too_long (vm, (double)mpz_sizeinbase (exponent, 2) * pow (words, 1.6) > 1e8 ? G_MAXUINT64 : 0);
}

static OuroId
raise_modulo (OuroVm *vm,
              OuroId  a,
              OuroId  b,
              OuroId  c)
{
  gboolean good = FALSE;
  mpz_t    base, exponent, modulus;

  ouro_py_int_init_mpz (vm, a, base);
  ouro_py_int_init_mpz (vm, b, exponent);
  ouro_py_int_init_mpz (vm, c, modulus);
  if (mpz_sgn (modulus) == 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "pow() 3rd argument cannot be 0");
  else if (mpz_sgn (exponent) < 0 && mpz_cmpabs_ui (modulus, 1) != 0 && !mpz_invert (base, base, modulus))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "base is not invertible for the given modulus");
  else if (!takes_too_long (vm, exponent, modulus))
    {
      mpz_abs (exponent, exponent);
      if (mpz_cmpabs_ui (modulus, 1) == 0)
        mpz_set_ui (base, 0);
      else
        mpz_powm (base, base, exponent, modulus);
      if (mpz_sgn (modulus) < 0 && mpz_sgn (base) > 0)
        mpz_add (base, base, modulus);
      good = TRUE;
    }
  mpz_clears (exponent, modulus, NULL);
  if (good)
    return ouro_py_int_take_mpz (vm, base);
  mpz_clear (base);
  return OURO_NO_ID;
}

/* Objects/abstract.c, ternary_op: the first of the three that is a number decides what is said. */
static void
raise_no_power (OuroVm       *vm,
                const OuroId *operands)
{
  g_autofree char *names[3] = { NULL };

  for (guint i = 0; i < 3; i++)
    switch ((guint)ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, operands[i])))
      {
      case OURO_KIND_FLOAT:
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "pow() 3rd argument not allowed unless all arguments are integers");
        return;
      case OURO_KIND_COMPLEX:
        ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "complex modulo");
        return;
      default:
        break;
      }
  for (guint i = 0; i < 3; i++)
    names[i] = ouro_vm_dup_type_name (vm, operands[i]);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", names[0], names[1], names[2]);
}

OuroId
ouro_py_int_pow_mod (OuroVm *vm,
                     OuroId  a,
                     OuroId  b,
                     OuroId  c)
{
  OuroId   operands[] = { a, b, c };
  OuroId   result = OURO_ID_NOT_IMPLEMENTED;
  gboolean found;

  if (ouro_py_get_own_special (vm, a, OURO_NAME___pow__) != OURO_NO_ID)
    result = ouro_vm_call_special (vm, a, OURO_NAME___pow__, operands + 1, 2, &found);
  if (result != OURO_ID_NOT_IMPLEMENTED)
    return result;
  if (ouro_py_is_int (vm, a) && ouro_py_is_int (vm, b) && ouro_py_is_int (vm, c))
    return raise_modulo (vm, a, b, c);
  raise_no_power (vm, operands);
  return OURO_NO_ID;
}

/* Shifts -------------------------------------------------------------------------------------- */

static OuroId
shift_left (OuroVm *vm,
            OuroId  a,
            OuroId  b)
{
  gint64 x, places;
  mpz_t  value;

  if (ouro_py_int_get_sign (vm, a) == 0)
    return OURO_ID_ZERO;
  if (!ouro_py_int_get_small (vm, b, &places))
    {
      ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "too many digits in integer");
      return OURO_NO_ID;
    }
  if (places < 62 && ouro_py_int_get_small (vm, a, &x) && !__builtin_mul_overflow (x, G_GINT64_CONSTANT (1) << places, &x))
    return ouro_int_new (vm->heap, x);
  if (!ouro_py_has_room (vm, (guint64)places / 32))
    return OURO_NO_ID;
  ouro_py_int_init_mpz (vm, a, value);
  mpz_mul_2exp (value, value, (mp_bitcnt_t)places);
  return ouro_py_int_take_mpz (vm, value);
}

static OuroId
shift_right (OuroVm *vm,
             OuroId  a,
             OuroId  b)
{
  gint64 x, places;
  mpz_t  value;

  if (!ouro_py_int_get_small (vm, b, &places))
    places = G_MAXINT64;
  if (ouro_py_int_get_small (vm, a, &x))
    return ouro_int_new (vm->heap, x >> MIN (places, 63));
  ouro_py_int_init_mpz (vm, a, value);
  mpz_fdiv_q_2exp (value, value, (mp_bitcnt_t)places);
  return ouro_py_int_take_mpz (vm, value);
}

static OuroId
shift (OuroVm      *vm,
       OuroId       a,
       OuroId       b,
       OuroOperator op)
{
  if (ouro_py_int_get_sign (vm, b) < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "negative shift count");
      return OURO_NO_ID;
    }
  return op == OURO_OPERATOR_L_SHIFT ? shift_left (vm, a, b) : shift_right (vm, a, b);
}

/* All operators ------------------------------------------------------------------------------- */

/* FALSE when the result takes more than 64 bits or the operator is none of the simple ones. */
static gboolean
compute_small (gint64       x,
               gint64       y,
               OuroOperator op,
               gint64      *result)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      return !__builtin_add_overflow (x, y, result);
    case OURO_OPERATOR_SUB:
      return !__builtin_sub_overflow (x, y, result);
    case OURO_OPERATOR_MULT:
      return !__builtin_mul_overflow (x, y, result);
    case OURO_OPERATOR_FLOOR_DIV:
      *result = y != 0 && y != -1 ? floor_divide (x, y) : 0;
      return y != 0 && y != -1;
    case OURO_OPERATOR_MOD:
      *result = y != 0 && y != -1 ? get_rest (x, y) : 0;
      return y != 0 && y != -1;
    case OURO_OPERATOR_BIT_AND:
      *result = x & y;
      return TRUE;
    case OURO_OPERATOR_BIT_OR:
      *result = x | y;
      return TRUE;
    case OURO_OPERATOR_BIT_XOR:
      *result = x ^ y;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_too_long (OuroVm      *vm,
             mpz_srcptr   a,
             mpz_srcptr   b,
             OuroOperator op)
{
  guint64 bits_a = mpz_sizeinbase (a, 2);
  guint64 bits_b = mpz_sizeinbase (b, 2);

  if (op == OURO_OPERATOR_MULT)
    return ouro_py_int_is_too_long (vm, bits_a + bits_b);
  return (op == OURO_OPERATOR_FLOOR_DIV || op == OURO_OPERATOR_MOD) && ouro_py_int_is_too_long (vm, bits_a);
}

static void
compute_big (mpz_ptr      a,
             mpz_srcptr   b,
             OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      mpz_add (a, a, b);
      break;
    case OURO_OPERATOR_SUB:
      mpz_sub (a, a, b);
      break;
    case OURO_OPERATOR_MULT:
      mpz_mul (a, a, b);
      break;
    case OURO_OPERATOR_FLOOR_DIV:
      mpz_fdiv_q (a, a, b);
      break;
    case OURO_OPERATOR_MOD:
      mpz_fdiv_r (a, a, b);
      break;
    case OURO_OPERATOR_BIT_AND:
      mpz_and (a, a, b);
      break;
    case OURO_OPERATOR_BIT_OR:
      mpz_ior (a, a, b);
      break;
    default:
      mpz_xor (a, a, b);
      break;
    }
}

static OuroId
binary_big (OuroVm      *vm,
            OuroId       a,
            OuroId       b,
            OuroOperator op)
{
  mpz_t    value_a, value_b;
  gboolean good;

  if ((op == OURO_OPERATOR_FLOOR_DIV || op == OURO_OPERATOR_MOD) && ouro_py_int_get_sign (vm, b) == 0)
    return raise_zero_division (vm, op == OURO_OPERATOR_MOD ? vm->profile->int_modulo_words : vm->profile->int_division_words);
  ouro_py_int_init_mpz (vm, a, value_a);
  ouro_py_int_init_mpz (vm, b, value_b);
  good = !is_too_long (vm, value_a, value_b, op);
  if (good)
    compute_big (value_a, value_b, op);
  mpz_clear (value_b);
  if (good)
    return ouro_py_int_take_mpz (vm, value_a);
  mpz_clear (value_a);
  return OURO_NO_ID;
}

OuroId
ouro_py_int_binary (OuroVm      *vm,
                    OuroId       a,
                    OuroId       b,
                    OuroOperator op)
{
  gint64 x, y, result;

  if (ouro_py_int_get_small (vm, a, &x) && ouro_py_int_get_small (vm, b, &y) && compute_small (x, y, op, &result))
    return ouro_int_new (vm->heap, result);
  switch ((guint)op)
    {
    case OURO_OPERATOR_DIV:
      return divide_truly (vm, a, b);
    case OURO_OPERATOR_POW:
      return raise_to (vm, a, b);
    case OURO_OPERATOR_L_SHIFT:
    case OURO_OPERATOR_R_SHIFT:
      return shift (vm, a, b, op);
    case OURO_OPERATOR_MAT_MULT:
      return OURO_ID_NOT_IMPLEMENTED;
    default:
      return binary_big (vm, a, b, op);
    }
}
