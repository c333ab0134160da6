/* ouro-mod-math-pairs.c - functions of math of two numbers and more, and those that take a number apart
 *
 * Source  Modules/mathmodule.c: math_2, math_fmod, math_pow, math_ldexp, math_nextafter, math_isclose (3.11 to 3.15)
 */
#include "ouro-mod-math-private.h"

#include <limits.h>
#include <math.h>

gboolean
ouro_mod_math_get_pair (OuroVm        *vm,
                        const guint32 *args,
                        double        *x,
                        double        *y)
{
  return ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), x) && ouro_py_float_from_object (vm, ouro_vm_argument (args, 1), y);
}

/* A function that the C library has; NaN for numbers is outside its domain. */
static OuroId
apply (OuroVm        *vm,
       const guint32 *args,
       double (*func) (double x, double y))
{
  double x, y, result;

  if (!ouro_mod_math_get_pair (vm, args, &x, &y))
    return OURO_NO_ID;
  result = func (x, y);
  if (isnan (result) && !isnan (x) && !isnan (y))
    return ouro_mod_math_refuse (vm, NULL, x);
  return ouro_float_new (vm->heap, result);
}

#define FUNCTION(name) \
  static OuroId math_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return apply (vm, args, name); \
  }

FUNCTION (atan2)
FUNCTION (copysign)
FUNCTION (fmax)
FUNCTION (fmin)
FUNCTION (fmod)
FUNCTION (remainder)

static OuroId
math_pow (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  double x, y, result;

  if (!ouro_mod_math_get_pair (vm, args, &x, &y))
    return OURO_NO_ID;
  result = pow (x, y);
  if (isfinite (x) && isfinite (y) && !isfinite (result))
    return isnan (result) || x == 0 ? ouro_mod_math_refuse (vm, NULL, x) : ouro_mod_math_raise_range_error (vm);
  return ouro_float_new (vm->heap, result);
}

static OuroId
math_fma (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  double x, y, z, result;

  if (!ouro_mod_math_get_pair (vm, args, &x, &y) || !ouro_py_float_from_object (vm, ouro_vm_argument (args, 2), &z))
    return OURO_NO_ID;
  result = fma (x, y, z);
  if (isnan (result) && !isnan (x) && !isnan (y) && !isnan (z))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "invalid operation in fma");
  else if (isinf (result) && isfinite (x) && isfinite (y) && isfinite (z))
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "overflow in fma");
  else
    return ouro_float_new (vm->heap, result);
  return OURO_NO_ID;
}

/* A number and its parts ---------------------------------------------------------------------- */

static OuroId
math_frexp (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  double x;
  int    exponent = 0;
  OuroId items[2];

  if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x))
    return OURO_NO_ID;
  if (isfinite (x))
    x = frexp (x, &exponent);
  items[0] = ouro_float_new (vm->heap, x);
  items[1] = ouro_int_new (vm->heap, exponent);
  return ouro_py_tuple_take (vm, items, 2, !vm->profile->divmod_untracked);
}

static OuroId
math_modf (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  double x, whole, fraction;
  OuroId items[2];

  if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x))
    return OURO_NO_ID;
  fraction = modf (x, &whole);
  items[0] = ouro_float_new (vm->heap, fraction);
  items[1] = ouro_float_new (vm->heap, whole);
  return ouro_py_tuple_take (vm, items, 2, !vm->profile->divmod_untracked);
}

/* An int as the nearest one of the machine. */
static gint64
get_clamped (const OuroVm *vm,
             OuroId        object)
{
  gint64 value;

  if (ouro_py_int_get_small (vm, object, &value))
    return value;
  return ouro_py_int_get_sign (vm, object) < 0 ? G_MININT64 : G_MAXINT64;
}

static OuroId
math_ldexp (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId exponent = ouro_vm_argument (args, 1);
  double x, result;

  if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x))
    return OURO_NO_ID;
  if (!ouro_py_is_int (vm, exponent))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Expected an int as second argument to ldexp.");
      return OURO_NO_ID;
    }
  result = ldexp (x, (int)CLAMP (get_clamped (vm, exponent), INT_MIN, INT_MAX));
  return isinf (result) && isfinite (x) ? ouro_mod_math_raise_range_error (vm) : ouro_float_new (vm->heap, result);
}

/* nextafter (), so many steps at once: finite numbers of one sign lie in the order of their bits. */
static double
step (double  x,
      double  y,
      guint64 n)
{
  union
  {
    double  number;
    guint64 bits;
  } from = { x }, to = { y };
  const guint64 sign = (guint64)1 << 63;
  guint64       from_zero = from.bits & ~sign;
  guint64       to_zero = to.bits & ~sign;

  if (n == 0 || isnan (x) || from.bits == to.bits)
    return x;
  if (isnan (y))
    return y;
  if ((from.bits ^ to.bits) & sign)
    {
      if (from_zero + to_zero <= n)
        return y;
      if (from_zero < n)
        from.bits = (to.bits & sign) | (n - from_zero);
      else
        from.bits -= n;
      return from.number;
    }
  if ((from_zero > to_zero ? from_zero - to_zero : to_zero - from_zero) < n)
    return y;
  from.bits = from_zero > to_zero ? from.bits - n : from.bits + n;
  return from.number;
}

/* The argument steps: FALSE with an exception. */
static gboolean
get_steps (OuroVm  *vm,
           OuroId   argument,
           guint64 *n)
{
  OuroId index;

  *n = 1;
  if (argument == OURO_NO_ID || argument == OURO_ID_NONE)
    return TRUE;
  index = ouro_py_index (vm, argument);
  if (index == OURO_NO_ID)
    return FALSE;
  *n = (guint64)get_clamped (vm, index);
  if (ouro_py_int_get_sign (vm, index) < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "steps must be a non-negative integer");
  ouro_heap_decref (vm->heap, index);
  return !ouro_vm_has_exception (vm);
}

static OuroId
math_nextafter (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  static const OuroParameters parameters = { "nextafter", { "", "", "steps" }, 3, 2, 2 };
  OuroId                      values[3] = { OURO_NO_ID, OURO_NO_ID, OURO_NO_ID };
  double                      x, y;
  guint64                     n;

  if (vm->profile->nextafter_has_steps)
    {
      if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
        return OURO_NO_ID;
    }
  else if (ouro_py_has_keywords (vm, kwnames))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "math.nextafter() takes no keyword arguments");
      return OURO_NO_ID;
    }
  else if (!ouro_py_check_arguments (vm, "nextafter", n_args, OURO_NO_ID, 2, 2))
    return OURO_NO_ID;
  if (!ouro_mod_math_get_pair (vm, args, &x, &y) || !get_steps (vm, values[2], &n))
    return OURO_NO_ID;
  return ouro_float_new (vm->heap, n == 1 ? nextafter (x, y) : step (x, y, n));
}

/* Comparing ----------------------------------------------------------------------------------- */

static gboolean
are_close (double a,
           double b,
           double relative,
           double absolute)
{
  double difference = fabs (b - a);

  if (a == b)
    return TRUE;
  if (isinf (a) || isinf (b))
    return FALSE;
  return difference <= fabs (relative * b) || difference <= fabs (relative * a) || difference <= absolute;
}

static OuroId
math_isclose (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  static const OuroParameters parameters = { "isclose", { "a", "b", "rel_tol", "abs_tol" }, 4, 2, 2 };
  OuroId                      values[4];
  double                      numbers[4] = { 0, 0, 1e-9, 0 };

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (values[i] != OURO_NO_ID && !ouro_py_float_from_object (vm, values[i], &numbers[i]))
      return OURO_NO_ID;
  if (numbers[2] < 0 || numbers[3] < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "tolerances must be non-negative");
      return OURO_NO_ID;
    }
  return ouro_vm_bool (are_close (numbers[0], numbers[1], numbers[2], numbers[3]));
}

const OuroBuiltinDef ouro_mod_math_pairs[] = {
  { "atan2", math_atan2, 2, 2, 0 },
  { "copysign", math_copysign, 2, 2, 0 },
  { "fmod", math_fmod, 2, 2, 0 },
  { "frexp", math_frexp, 1, 1, 0 },
  { "isclose", math_isclose, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "ldexp", math_ldexp, 2, 2, 0 },
  { "modf", math_modf, 1, 1, 0 },
  { "nextafter", math_nextafter, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "pow", math_pow, 2, 2, 0 },
  { "remainder", math_remainder, 2, 2, 0 },
  { NULL },
};

const OuroBuiltinDef ouro_mod_math_fma[] = {
  { "fma", math_fma, 3, 3, 0 },
  { NULL },
};

const OuroBuiltinDef ouro_mod_math_classes[] = {
  { "fmax", math_fmax, 2, 2, 0 },
  { "fmin", math_fmin, 2, 2, 0 },
  { NULL },
};
