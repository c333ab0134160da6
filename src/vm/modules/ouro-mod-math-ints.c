/* ouro-mod-math-ints.c - functions of math whose results are ints
 *
 * GMP computes what is large.
 * Source  Modules/mathmodule.c: math_floor, math_gcd, math_lcm, math_factorial, math_comb, math_perm, math_isqrt (3.11 to 3.15)
 */
#include "ouro-mod-math-private.h"

#include <math.h>

/* Rounding ------------------------------------------------------------------------------------- */

/* A special method that the object's class has; func for floats and all that can become one. */
static OuroId
round_by (OuroVm    *vm,
          OuroId     object,
          OuroVmName special,
          double (*func) (double x))
{
  gboolean found = FALSE;
  double   x;
  OuroId   result;

  if (vm->heap->rows[object].cls != OURO_TYPE_FLOAT)
    {
      result = ouro_vm_call_special (vm, object, special, NULL, 0, &found);
      if (found || ouro_vm_has_exception (vm))
        return result;
    }
  return ouro_py_float_from_object (vm, object, &x) ? ouro_py_int_from_double (vm, func (x)) : OURO_NO_ID;
}

static OuroId
math_floor (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return round_by (vm, ouro_vm_argument (args, 0), OURO_NAME___floor__, floor);
}

static OuroId
math_ceil (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return round_by (vm, ouro_vm_argument (args, 0), OURO_NAME___ceil__, ceil);
}

static OuroId
math_trunc (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId   object = ouro_vm_argument (args, 0);
  gboolean found = FALSE;
  OuroId   result;

  if (vm->heap->rows[object].cls == OURO_TYPE_FLOAT)
    return ouro_py_int_from_double (vm, ouro_float_get (vm->heap, object));
  result = ouro_vm_call_special (vm, object, OURO_NAME___trunc__, NULL, 0, &found);
  if (!found && !ouro_vm_has_exception (vm))
    ouro_py_raise_type (vm, "type ", object, " doesn't define __trunc__ method");
  return result;
}

/* Divisors ------------------------------------------------------------------------------------- */

/* All arguments one after the other into the result, which begins as given; result is cleared when there is an exception. */
static OuroId
fold (OuroVm        *vm,
      const guint32 *args,
      guint          n_args,
      guint          start,
      void (*func) (mpz_ptr    result,
                    mpz_srcptr a,
                    mpz_srcptr b))
{
  mpz_t result, value;

  mpz_init_set_ui (result, start);
  for (guint i = 0; i < n_args; i++)
    {
      OuroId index = ouro_py_index (vm, ouro_vm_argument (args, i));

      if (index == OURO_NO_ID)
        {
          mpz_clear (result);
          return OURO_NO_ID;
        }
      ouro_py_int_init_mpz (vm, index, value);
      ouro_heap_decref (vm->heap, index);
      func (result, result, value);
      mpz_clear (value);
      if (ouro_py_int_is_too_long (vm, mpz_sizeinbase (result, 2)))
        {
          mpz_clear (result);
          return OURO_NO_ID;
        }
    }
  mpz_abs (result, result);
  return ouro_py_int_take_mpz (vm, result);
}

static OuroId
math_gcd (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  return fold (vm, args, n_args, 0, mpz_gcd);
}

static OuroId
math_lcm (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  return fold (vm, args, n_args, 1, mpz_lcm);
}

static OuroId
math_isqrt (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId index = ouro_py_index (vm, ouro_vm_argument (args, 0));
  mpz_t  value;

  if (index == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_py_int_init_mpz (vm, index, value);
  ouro_heap_decref (vm->heap, index);
  if (mpz_sgn (value) < 0)
    {
      mpz_clear (value);
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "isqrt() argument must be nonnegative");
      return OURO_NO_ID;
    }
  mpz_sqrt (value, value);
  return ouro_py_int_take_mpz (vm, value);
}

/* Arrangements -------------------------------------------------------------------------------- */

/* About so many bits has the product of k numbers up to n. */
static guint64
estimate_bits (guint64 n,
               guint64 k)
{
  double bits = (double)k * log2 ((double)n + 2);

  return bits < 1e18 ? (guint64)bits : G_MAXINT64;
}

static OuroId
math_factorial (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId   index = ouro_py_index (vm, ouro_vm_argument (args, 0));
  gint64   n = 0;
  gboolean is_small, is_negative;
  mpz_t    result;

  if (index == OURO_NO_ID)
    return OURO_NO_ID;
  is_small = ouro_py_int_get_small (vm, index, &n);
  is_negative = ouro_py_int_get_sign (vm, index) < 0;
  ouro_heap_decref (vm->heap, index);
  if (is_negative)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "factorial() not defined for negative values");
  else if (!is_small)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "factorial() argument should not exceed %" G_GINT64_FORMAT, G_MAXINT64);
  if (ouro_vm_has_exception (vm) || ouro_py_int_is_too_long (vm, estimate_bits ((guint64)n, (guint64)n)))
    return OURO_NO_ID;
  mpz_init (result);
  mpz_fac_ui (result, (unsigned long)n);
  return ouro_py_int_take_mpz (vm, result);
}

/* Both arguments as numbers that are not negative; initialised when it succeeds. */
static gboolean
get_n_and_k (OuroVm        *vm,
             const guint32 *args,
             mpz_ptr        n,
             mpz_ptr        k)
{
  OuroId first = ouro_py_index (vm, ouro_vm_argument (args, 0));
  OuroId second;

  if (first == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, first);
  second = ouro_py_index (vm, ouro_vm_argument (args, 1));
  ouro_vm_release (vm);
  if (second != OURO_NO_ID && (ouro_py_int_get_sign (vm, first) < 0 || ouro_py_int_get_sign (vm, second) < 0))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s must be a non-negative integer", ouro_py_int_get_sign (vm, first) < 0 ? "n" : "k");
  else if (second != OURO_NO_ID)
    {
      ouro_py_int_init_mpz (vm, first, n);
      ouro_py_int_init_mpz (vm, second, k);
    }
  ouro_mod_drop (vm, second);
  ouro_heap_decref (vm->heap, first);
  return !ouro_vm_has_exception (vm);
}

/* n * (n - 1) * ... of k factors, or that divided by k! */
static OuroId
choose (OuroVm  *vm,
        mpz_ptr  n,
        mpz_ptr  k,
        gboolean in_order)
{
  mpz_t   result, rest;
  guint64 count;

  mpz_inits (result, rest, NULL);
  mpz_sub (rest, n, k);
  if (!in_order && mpz_cmp (rest, k) < 0)
    mpz_swap (rest, k);
  if (mpz_sgn (in_order ? rest : k) < 0)
    goto done;
  if (!mpz_fits_ulong_p (k) || ouro_py_int_is_too_long (vm, mpz_sizeinbase (n, 2) * mpz_get_ui (k)))
    {
      if (!ouro_vm_has_exception (vm))
        ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "%s must not exceed %" G_GINT64_FORMAT, in_order ? "k" : "min(n - k, k)", G_MAXINT64);
      goto done;
    }
  count = mpz_get_ui (k);
  if (!in_order)
    mpz_bin_ui (result, n, count);
  else
    {
      mpz_set_ui (result, 1);
      for (guint64 i = 0; i < count; i++, mpz_sub_ui (n, n, 1))
        mpz_mul (result, result, n);
    }
done:
  mpz_clears (n, k, rest, NULL);
  if (!ouro_vm_has_exception (vm))
    return ouro_py_int_take_mpz (vm, result);
  mpz_clear (result);
  return OURO_NO_ID;
}

static OuroId
math_comb (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  mpz_t n, k;

  return get_n_and_k (vm, args, n, k) ? choose (vm, n, k, FALSE) : OURO_NO_ID;
}

static OuroId
math_perm (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  mpz_t n, k;

  if (n_args == 1 || ouro_vm_argument (args, 1) == OURO_ID_NONE)
    return math_factorial (vm, self, args, 1, OURO_NO_ID);
  return get_n_and_k (vm, args, n, k) ? choose (vm, n, k, TRUE) : OURO_NO_ID;
}

const OuroBuiltinDef ouro_mod_math_ints[] = {
  { "ceil", math_ceil, 1, 1, 0 },
  { "comb", math_comb, 2, 2, 0 },
  { "factorial", math_factorial, 1, 1, 0 },
  { "floor", math_floor, 1, 1, 0 },
  { "gcd", math_gcd, 0, -1, 0 },
  { "isqrt", math_isqrt, 1, 1, 0 },
  { "lcm", math_lcm, 0, -1, 0 },
  { "perm", math_perm, 1, 2, 0 },
  { "trunc", math_trunc, 1, 1, 0 },
  { NULL },
};
