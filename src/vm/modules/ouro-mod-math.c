/* ouro-mod-math.c - the module math, and its functions of one number
 *
 * The functions of the C library, with what is outside their domain as an exception.
 * Source  Modules/mathmodule.c: math_1, is_error, loghelper (3.11 to 3.15)
 */
#include "ouro-mod-math-private.h"

#include <float.h>
#include <math.h>

/* Errors -------------------------------------------------------------------------------------- */

/* The words are format strings without anything but one %s. */
OuroId
ouro_mod_math_refuse (OuroVm     *vm,
                      const char *words,
                      double      argument)
{
  g_auto (GStrv) parts = words != NULL ? g_strsplit (words, "%s", 2) : NULL;
  g_autofree char *text = NULL;
  OuroId           number, repr;

  if (parts == NULL || !vm->profile->math_errors_show_argument)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "math domain error");
      return OURO_NO_ID;
    }
  number = ouro_float_new (vm->heap, argument);
  repr = ouro_vm_repr (vm, number);
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  ouro_heap_decref (vm->heap, number);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s%s", parts[0], parts[1] != NULL ? text : "");
  return OURO_NO_ID;
}

OuroId
ouro_mod_math_raise_range_error (OuroVm *vm)
{
  ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "math range error");
  return OURO_NO_ID;
}

/* Functions of one number --------------------------------------------------------------------- */

/* math_1 () */
static OuroId
apply (OuroVm        *vm,
       const guint32 *args,
       double (*func) (double x),
       gboolean    can_overflow,
       const char *words)
{
  double x, result;

  if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x))
    return OURO_NO_ID;
  result = func (x);
  if (isnan (result) && !isnan (x))
    return ouro_mod_math_refuse (vm, words, x);
  if (isinf (result) && isfinite (x))
    return can_overflow ? ouro_mod_math_raise_range_error (vm) : ouro_mod_math_refuse (vm, words, x);
  return ouro_float_new (vm->heap, result);
}

#define FUNCTION(name, can_overflow, words) \
  static OuroId math_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return apply (vm, args, name, can_overflow, words); \
  }

#define FINITE_WORDS   "expected a finite input, got %s"
#define RANGE_WORDS    "expected a number in range from -1 up to 1, got %s"
#define POSITIVE_WORDS "expected a positive input, got %s"
#define GAMMA_WORDS    "expected a noninteger or positive integer, got %s"

FUNCTION (acos, FALSE, RANGE_WORDS)
FUNCTION (acosh, FALSE, "expected argument value not less than 1, got %s")
FUNCTION (asin, FALSE, RANGE_WORDS)
FUNCTION (asinh, FALSE, NULL)
FUNCTION (atan, FALSE, NULL)
FUNCTION (atanh, FALSE, "expected a number between -1 and 1, got %s")
FUNCTION (cbrt, FALSE, NULL)
FUNCTION (cos, FALSE, FINITE_WORDS)
FUNCTION (cosh, TRUE, NULL)
FUNCTION (erf, FALSE, NULL)
FUNCTION (erfc, FALSE, NULL)
FUNCTION (exp, TRUE, NULL)
FUNCTION (exp2, TRUE, NULL)
FUNCTION (expm1, TRUE, NULL)
FUNCTION (fabs, FALSE, NULL)
FUNCTION (log1p, FALSE, "expected argument value > -1, got %s")
FUNCTION (sin, FALSE, FINITE_WORDS)
FUNCTION (sinh, TRUE, NULL)
FUNCTION (sqrt, FALSE, "expected a nonnegative input, got %s")
FUNCTION (tan, FALSE, FINITE_WORDS)
FUNCTION (tanh, FALSE, NULL)

static OuroId
apply_gamma (OuroVm        *vm,
             const guint32 *args,
             gboolean       logarithm)
{
  double x, result;

  if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x))
    return OURO_NO_ID;
  if ((x <= 0 && x == floor (x)) && !(logarithm && isinf (x)))
    return ouro_mod_math_refuse (vm, GAMMA_WORDS, x);
  result = logarithm ? ouro_mod_math_log_gamma (x) : ouro_mod_math_gamma (x);
  return isinf (result) && isfinite (x) ? ouro_mod_math_raise_range_error (vm) : ouro_float_new (vm->heap, result);
}

static OuroId
math_gamma (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return apply_gamma (vm, args, FALSE);
}

static OuroId
math_lgamma (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return apply_gamma (vm, args, TRUE);
}

static OuroId
math_degrees (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  double x;

  return ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x) ? ouro_float_new (vm->heap, x * (180 / G_PI)) : OURO_NO_ID;
}

static OuroId
math_radians (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  double x;

  return ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x) ? ouro_float_new (vm->heap, x * (G_PI / 180)) : OURO_NO_ID;
}

static OuroId
math_ulp (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  double x, next;

  if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x))
    return OURO_NO_ID;
  x = fabs (x);
  next = nextafter (x, INFINITY);
  if (isfinite (x))
    x = isinf (next) ? x - nextafter (x, -INFINITY) : next - x;
  return ouro_float_new (vm->heap, x);
}

/* Logarithms: of ints of any size, too -------------------------------------------------------- */

static OuroId
get_logarithm (OuroVm *vm,
               OuroId  object,
               double (*func) (double x))
{
  guint32 args[] = { object };
  double  x;
  mpz_t   value;
  long    exponent;

  if (!ouro_py_is_int (vm, object))
    return apply (vm, args, func, FALSE, POSITIVE_WORDS);
  if (ouro_py_int_get_sign (vm, object) <= 0)
    {
      double none = 0;

      return ouro_mod_math_refuse (vm, "expected a positive input", none);
    }
  ouro_py_int_init_mpz (vm, object, value);
  if (ouro_py_mpz_get_double (value, 0, &x))
    x = func (x);
  else
    {
      exponent = (long)mpz_sizeinbase (value, 2);
      if (ouro_py_mpz_get_double (value, -exponent, &x))
        x = vm->profile->large_logarithm_is_fused ? fma (func (2), (double)exponent, func (x)) : func (x) + func (2) * (double)exponent;
    }
  mpz_clear (value);
  return ouro_float_new (vm->heap, x);
}

static OuroId
math_log2 (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return get_logarithm (vm, ouro_vm_argument (args, 0), log2);
}

static OuroId
math_log10 (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return get_logarithm (vm, ouro_vm_argument (args, 0), log10);
}

static OuroId
math_log (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId number, base, quotient;

  if (n_args < 1 || n_args > 2)
    {
      if (!vm->profile->log_counts_arguments)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "math.log requires 1 to 2 arguments");
      else
        ouro_py_check_arguments (vm, "log", n_args, OURO_NO_ID, 1, 2);
      return OURO_NO_ID;
    }
  number = get_logarithm (vm, ouro_vm_argument (args, 0), log);
  if (number == OURO_NO_ID || n_args == 1)
    return number;
  ouro_vm_hold (vm, number);
  base = get_logarithm (vm, ouro_vm_argument (args, 1), log);
  ouro_vm_release (vm);
  quotient = base != OURO_NO_ID ? ouro_py_float_binary (vm, number, base, OURO_OPERATOR_DIV) : OURO_NO_ID;
  ouro_mod_drop (vm, base);
  ouro_heap_decref (vm->heap, number);
  return quotient;
}

/* Questions ----------------------------------------------------------------------------------- */

#define QUESTION(name, expression) \
  static OuroId math_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    double x; \
\
    return ouro_py_float_from_object (vm, ouro_vm_argument (args, 0), &x) ? ouro_vm_bool (expression) : OURO_NO_ID; \
  }

QUESTION (isfinite, isfinite (x))
QUESTION (isinf, isinf (x))
QUESTION (isnan, isnan (x))
QUESTION (isnormal, isnormal (x))
QUESTION (issubnormal, fpclassify (x) == FP_SUBNORMAL)
QUESTION (signbit, signbit (x))

const OuroBuiltinDef ouro_mod_math_floats[] = {
  { "acos", math_acos, 1, 1, 0 },
  { "acosh", math_acosh, 1, 1, 0 },
  { "asin", math_asin, 1, 1, 0 },
  { "asinh", math_asinh, 1, 1, 0 },
  { "atan", math_atan, 1, 1, 0 },
  { "atanh", math_atanh, 1, 1, 0 },
  { "cbrt", math_cbrt, 1, 1, 0 },
  { "cos", math_cos, 1, 1, 0 },
  { "cosh", math_cosh, 1, 1, 0 },
  { "degrees", math_degrees, 1, 1, 0 },
  { "erf", math_erf, 1, 1, 0 },
  { "erfc", math_erfc, 1, 1, 0 },
  { "exp", math_exp, 1, 1, 0 },
  { "exp2", math_exp2, 1, 1, 0 },
  { "expm1", math_expm1, 1, 1, 0 },
  { "fabs", math_fabs, 1, 1, 0 },
  { "gamma", math_gamma, 1, 1, 0 },
  { "isfinite", math_isfinite, 1, 1, 0 },
  { "isinf", math_isinf, 1, 1, 0 },
  { "isnan", math_isnan, 1, 1, 0 },
  { "lgamma", math_lgamma, 1, 1, 0 },
  { "log", math_log, 0, -1, 0 },
  { "log10", math_log10, 1, 1, 0 },
  { "log1p", math_log1p, 1, 1, 0 },
  { "log2", math_log2, 1, 1, 0 },
  { "radians", math_radians, 1, 1, 0 },
  { "sin", math_sin, 1, 1, 0 },
  { "sinh", math_sinh, 1, 1, 0 },
  { "sqrt", math_sqrt, 1, 1, 0 },
  { "tan", math_tan, 1, 1, 0 },
  { "tanh", math_tanh, 1, 1, 0 },
  { "ulp", math_ulp, 1, 1, 0 },
  { NULL },
};

static const OuroBuiltinDef question_functions[] = {
  { "isnormal", math_isnormal, 1, 1, 0 },
  { "issubnormal", math_issubnormal, 1, 1, 0 },
  { "signbit", math_signbit, 1, 1, 0 },
  { NULL },
};

static void
add_constant (OuroVm     *vm,
              OuroId      module,
              const char *name,
              double      value)
{
  OuroId number = ouro_float_new (vm->heap, value);

  ouro_heap_set_flags (vm->heap, number, OURO_FLAG_OUTSIDE, TRUE);
  ouro_mod_set (vm, module, name, number);
}

void
ouro_mod_math_add (OuroVm *vm,
                   OuroId  module)
{
  add_constant (vm, module, "pi", G_PI);
  add_constant (vm, module, "e", G_E);
  add_constant (vm, module, "tau", 2 * G_PI);
  add_constant (vm, module, "inf", INFINITY);
  add_constant (vm, module, "nan", NAN);
  ouro_mod_add_functions (vm, module, ouro_mod_math_floats);
  ouro_mod_add_functions (vm, module, ouro_mod_math_pairs);
  ouro_mod_add_functions (vm, module, ouro_mod_math_ints);
  ouro_mod_add_functions (vm, module, ouro_mod_math_sums);
  if (vm->profile->math_has_sumprod)
    ouro_mod_add_functions (vm, module, ouro_mod_math_sumprod);
  if (vm->profile->math_has_fma)
    ouro_mod_add_functions (vm, module, ouro_mod_math_fma);
  if (vm->profile->math_has_fmax)
    {
      ouro_mod_add_functions (vm, module, ouro_mod_math_classes);
      ouro_mod_add_functions (vm, module, question_functions);
    }
}
