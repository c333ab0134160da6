/* ouro-py-complex.c - complex
 *
 * Source  Objects/complexobject.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-format-private.h"
#include "ouro-py-int-private.h"

typedef struct
{
  double   real;
  double   imaginary;
  gboolean is_real; /* an int or float: it has no imaginary part */
} Number;

/* Up to this exponent a power is computed by multiplying: c_powi. */
#define LARGEST_MULTIPLIED_POWER 100

static Number
get_value (const OuroVm *vm,
           OuroId        self)
{
  Number number = { 0 };

  ouro_complex_get (vm->heap, ouro_vm_value (vm, self), &number.real, &number.imaginary);
  return number;
}

static gboolean
is_complex (const OuroVm *vm,
            OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object)) == OURO_KIND_COMPLEX;
}

/* An operand; FALSE when it is no number, or *error. */
static gboolean
get_operand (OuroVm   *vm,
             OuroId    object,
             Number   *number,
             gboolean *error)
{
  *error = FALSE;
  if (is_complex (vm, object))
    {
      *number = get_value (vm, object);
      return TRUE;
    }
  *number = (Number){ .is_real = TRUE };
  return ouro_py_float_get_number (vm, object, &number->real, error);
}

static OuroId
make (OuroVm *vm,
      double  real,
      double  imaginary)
{
  return ouro_complex_new (vm->heap, real, imaginary);
}

/* Operators ----------------------------------------------------------------------------------- */

static OuroId
raise_zero_division (OuroVm     *vm,
                     const char *words)
{
  ouro_vm_raise (vm, OURO_TYPE_ZERO_DIVISION_ERROR, "%s", words);
  return OURO_NO_ID;
}

/* An infinity becomes 1, all else 0; signs stay. */
static double
box (double value)
{
  return copysign (isinf (value) ? 1.0 : 0.0, value);
}

static gboolean
is_infinite (Number number)
{
  return isinf (number.real) || isinf (number.imaginary);
}

static gboolean
is_finite (Number number)
{
  return isfinite (number.real) && isfinite (number.imaginary);
}

static gboolean
is_nan (Number number)
{
  return isnan (number.real) && isnan (number.imaginary);
}

/* Since 3.14 an infinity stays one where the computation part by part makes NaN of it: C11, annex G.5.1, which the
 * compiler's own multiplication follows. */
static Number
multiply (const OuroVm *vm,
          Number        a,
          Number        b)
{
  Number result = { a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real };

  if (vm->profile->complex_keeps_reals && is_nan (result))
    {
      double complex left, right, product;

      /* Not a.real + a.imaginary * I, which makes infinities NaN; CMPLX () is not in every compiler. */
      memcpy (&left, &a, sizeof left);
      memcpy (&right, &b, sizeof right);
      product = left * right;
      result = (Number){ creal (product), cimag (product) };
    }
  return result;
}

/* Annex G.5.2. */
static Number
recover_quotient (Number a,
                  Number b)
{
  if (is_infinite (a) && is_finite (b))
    return (Number){ HUGE_VAL * (box (a.real) * b.real + box (a.imaginary) * b.imaginary), HUGE_VAL * (box (a.imaginary) * b.real - box (a.real) * b.imaginary) };
  if (is_infinite (b) && is_finite (a))
    return (Number){ 0.0 * (a.real * box (b.real) + a.imaginary * box (b.imaginary)), 0.0 * (a.imaginary * box (b.real) - a.real * box (b.imaginary)) };
  return (Number){ NAN, NAN };
}

/* _Py_c_quot: Smith's method, which divides by the greater part first. */
static Number
divide (const OuroVm *vm,
        Number        a,
        Number        b)
{
  Number result = { NAN, NAN };

  if (fabs (b.real) >= fabs (b.imaginary))
    {
      double ratio = b.imaginary / b.real;
      double denominator = b.real + b.imaginary * ratio;

      result = (Number){ (a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator };
    }
  else if (fabs (b.imaginary) >= fabs (b.real))
    {
      double ratio = b.real / b.imaginary;
      double denominator = b.real * ratio + b.imaginary;

      result = (Number){ (a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator };
    }
  return vm->profile->complex_keeps_reals && is_nan (result) ? recover_quotient (a, b) : result;
}

/* _Py_rc_quot (3.14): the same without an imaginary part above the line. */
static Number
divide_real (double a,
             Number b)
{
  Number result = { NAN, NAN };

  if (fabs (b.real) >= fabs (b.imaginary))
    {
      double ratio = b.imaginary / b.real;
      double denominator = b.real + b.imaginary * ratio;

      result = (Number){ a / denominator, (-a * ratio) / denominator };
    }
  else if (fabs (b.imaginary) >= fabs (b.real))
    {
      double ratio = b.real / b.imaginary;
      double denominator = b.real * ratio + b.imaginary;

      result = (Number){ (a * ratio) / denominator, (-a) / denominator };
    }
  if (is_nan (result) && isfinite (a) && is_infinite (b))
    result = (Number){ 0.0 * (a * box (b.real)), 0.0 * (-a * box (b.imaginary)) };
  return result;
}

static Number
multiply_by_whole (const OuroVm *vm,
                   Number        base,
                   gint64        exponent)
{
  Number result = { 1, 0 };

  for (gint64 left = ABS (exponent); left > 0; left >>= 1)
    {
      if (left & 1)
        result = multiply (vm, result, base);
      if (left > 1)
        base = multiply (vm, base, base);
    }
  return exponent > 0 ? result : divide (vm, (Number){ 1, 0 }, result);
}

/* _Py_c_pow, by absolute value and angle. */
static Number
raise_by_angle (const OuroVm *vm,
                Number        a,
                Number        b,
                gboolean     *is_defined)
{
  double length = hypot (a.real, a.imaginary);
  double angle = atan2 (a.imaginary, a.real);
  double result_length = pow (length, b.real);
  double result_angle = angle * b.real;

  if (b.imaginary != 0)
    {
      if (vm->profile->complex_power_divides)
        result_length /= exp (angle * b.imaginary);
      else
        result_length *= exp (-angle * b.imaginary);
      result_angle += b.imaginary * log (length);
    }
  /* An infinite angle has no sine. */
  *is_defined = !isinf (result_angle);
  return (Number){ result_length * cos (result_angle), result_length * sin (result_angle) };
}

static OuroId
raise_to (OuroVm *vm,
          Number  a,
          Number  b)
{
  gboolean is_small = b.imaginary == 0 && b.real == floor (b.real) && fabs (b.real) <= LARGEST_MULTIPLIED_POWER;
  gboolean is_defined = TRUE;
  Number   result = { 0 };

  if (a.real == 0 && a.imaginary == 0 && (b.imaginary != 0 || b.real < 0))
    return raise_zero_division (vm, vm->profile->complex_power_words);
  if (is_small)
    result = multiply_by_whole (vm, a, (gint64)b.real);
  else if (a.real != 0 || a.imaginary != 0)
    result = raise_by_angle (vm, a, b, &is_defined);
  if (!is_defined)
    return raise_zero_division (vm, vm->profile->complex_power_words);
  if (!isinf (result.real) && !isinf (result.imaginary))
    return make (vm, result.real, result.imaginary);
  ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "complex exponentiation");
  return OURO_NO_ID;
}

static OuroId
multiply_operands (OuroVm *vm,
                   Number  a,
                   Number  b)
{
  gboolean mixes = vm->profile->complex_keeps_reals;
  Number   result;

  if (mixes && a.is_real)
    return make (vm, a.real * b.real, a.real * b.imaginary);
  if (mixes && b.is_real)
    return make (vm, a.real * b.real, a.imaginary * b.real);
  result = multiply (vm, a, b);
  return make (vm, result.real, result.imaginary);
}

static OuroId
divide_operands (OuroVm *vm,
                 Number  a,
                 Number  b)
{
  Number result;

  if (b.real == 0 && b.imaginary == 0)
    return raise_zero_division (vm, vm->profile->complex_division_words);
  if (vm->profile->complex_keeps_reals && b.is_real)
    return make (vm, a.real / b.real, a.imaginary / b.real);
  result = vm->profile->complex_keeps_reals && a.is_real ? divide_real (a.real, b) : divide (vm, a, b);
  return make (vm, result.real, result.imaginary);
}

/* A real operand leaves the sign of the other's imaginary part alone since 3.14. */
static OuroId
add_operands (OuroVm *vm,
              Number  a,
              Number  b)
{
  if (vm->profile->complex_keeps_reals && a.is_real)
    return make (vm, a.real + b.real, b.imaginary);
  if (vm->profile->complex_keeps_reals && b.is_real)
    return make (vm, a.real + b.real, a.imaginary);
  return make (vm, a.real + b.real, a.imaginary + b.imaginary);
}

static OuroId
subtract_operands (OuroVm *vm,
                   Number  a,
                   Number  b)
{
  if (vm->profile->complex_keeps_reals && a.is_real)
    return make (vm, a.real - b.real, -b.imaginary);
  if (vm->profile->complex_keeps_reals && b.is_real)
    return make (vm, a.real - b.real, a.imaginary);
  return make (vm, a.real - b.real, a.imaginary - b.imaginary);
}

static OuroId
complex_binary (OuroVm      *vm,
                OuroId       a,
                OuroId       b,
                OuroOperator op)
{
  Number   x, y;
  gboolean error;

  if (op != OURO_OPERATOR_ADD && op != OURO_OPERATOR_SUB && op != OURO_OPERATOR_MULT && op != OURO_OPERATOR_DIV && op != OURO_OPERATOR_POW)
    return OURO_ID_NOT_IMPLEMENTED;
  if (!get_operand (vm, a, &x, &error) || !get_operand (vm, b, &y, &error))
    return error ? OURO_NO_ID : OURO_ID_NOT_IMPLEMENTED;
  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      return add_operands (vm, x, y);
    case OURO_OPERATOR_SUB:
      return subtract_operands (vm, x, y);
    case OURO_OPERATOR_MULT:
      return multiply_operands (vm, x, y);
    case OURO_OPERATOR_DIV:
      return divide_operands (vm, x, y);
    default:
      return raise_to (vm, x, y);
    }
}

static OuroId
complex_unary (OuroVm      *vm,
               OuroId       self,
               OuroOperator op)
{
  Number value = get_value (vm, self);

  if (op == OURO_OPERATOR_INVERT)
    return OURO_ID_NOT_IMPLEMENTED;
  if (op == OURO_OPERATOR_U_SUB)
    return make (vm, -value.real, -value.imaginary);
  return vm->heap->rows[self].cls == OURO_TYPE_COMPLEX ? ouro_vm_new_reference (vm, self) : make (vm, value.real, value.imaginary);
}

static OuroId
complex_compare (OuroVm      *vm,
                 OuroId       a,
                 OuroId       b,
                 OuroOperator op)
{
  Number   x = get_value (vm, a);
  gboolean equal;

  if (op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ)
    return OURO_ID_NOT_IMPLEMENTED;
  if (is_complex (vm, b))
    {
      Number y = get_value (vm, b);

      equal = x.real == y.real && x.imaginary == y.imaginary;
    }
  else if (ouro_py_is_int (vm, b))
    equal = x.imaginary == 0 && !isnan (x.real) && ouro_py_int_compare_double (vm, b, x.real) == 0;
  else if (ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, b)) == OURO_KIND_FLOAT)
    equal = x.imaginary == 0 && x.real == ouro_float_get (vm->heap, ouro_vm_value (vm, b));
  else
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_vm_bool (equal == (op == OURO_OPERATOR_EQ));
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
complex_repr (OuroVm *vm,
              OuroId  self)
{
  g_autofree char *text = ouro_atom_dup_repr (vm->heap, ouro_vm_value (vm, self), 0);

  return ouro_vm_new_str (vm, "%s", text);
}

/* complex_hash: the parts' hashes together, the imaginary one multiplied. */
static gboolean
complex_hash (OuroVm *vm,
              OuroId  self,
              gint64 *hash)
{
  static const guint64 imaginary_factor = 1000003;
  Number               value = get_value (vm, self);
  gint64               identity = ouro_hash_identity (vm->heap, self);
  guint64              real = (guint64)(isnan (value.real) ? identity : ouro_hash_double (value.real));
  guint64              imaginary = (guint64)(isnan (value.imaginary) ? identity : ouro_hash_double (value.imaginary));

  *hash = (gint64)(real + imaginary_factor * imaginary);
  if (*hash == -1)
    *hash = -2;
  return TRUE;
}

static int
complex_truth (OuroVm *vm,
               OuroId  self)
{
  Number value = get_value (vm, self);

  return value.real != 0 || value.imaginary != 0;
}

static OuroId
complex_get_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name)
{
  Number value = get_value (vm, self);

  if (ouro_py_str_is (vm, name, "real"))
    return ouro_float_new (vm->heap, value.real);
  return ouro_py_str_is (vm, name, "imag") ? ouro_float_new (vm->heap, value.imaginary) : OURO_NO_ID;
}

static int
complex_set_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name,
                       OuroId  value)
{
  return ouro_py_str_is (vm, name, "real") || ouro_py_str_is (vm, name, "imag") ? ouro_py_refuse_attribute (vm) : 0;
}

/* complex (...) ------------------------------------------------------------------------------- */

/* complex_from_string_inner: real, imaginary with j, or both; in parentheses if need be. */
static gboolean
parse (const char *text,
       Number     *number)
{
  const char *at = text;
  const char *end;
  gboolean    in_parentheses = *at == '(';

  at += in_parentheses;
  at += strspn (at, " \t\n\v\f\r");
  *number = (Number){ 0 };
  end = ouro_py_parse_double (at, &number->real);
  if (end != NULL)
    {
      at = end;
      if (*at == '+' || *at == '-')
        {
          end = ouro_py_parse_double (at, &number->imaginary);
          if (end == NULL)
            {
              number->imaginary = *at == '-' ? -1 : 1;
              end = at + 1;
            }
          at = end;
          if (*at != 'j' && *at != 'J')
            return FALSE;
          at++;
        }
      else if (*at == 'j' || *at == 'J')
        {
          *number = (Number){ 0, number->real };
          at++;
        }
    }
  else
    {
      number->imaginary = *at == '-' ? -1 : 1;
      at += *at == '+' || *at == '-';
      if (*at != 'j' && *at != 'J')
        return FALSE;
      at++;
    }
  at += strspn (at, " \t\n\v\f\r");
  return in_parentheses ? at[0] == ')' && at[1] == '\0' : *at == '\0';
}

static gboolean
from_text (OuroVm *vm,
           OuroId  str,
           Number *number)
{
  gsize            length;
  g_autofree char *ascii = ouro_py_str_dup_ascii_number (vm, str, &length);
  g_autofree char *text = ouro_py_dup_number_text (ascii, length);

  if (text != NULL && parse (text, number))
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "complex() arg is a malformed string");
  return FALSE;
}

static gboolean
by_special (OuroVm *vm,
            OuroId  object,
            Number *number)
{
  gboolean found;
  OuroId   result = ouro_vm_call_special (vm, object, OURO_NAME___complex__, NULL, 0, &found);

  if (result == OURO_NO_ID)
    return FALSE;
  if (!is_complex (vm, result))
    {
      ouro_py_refuse_result (vm, object, result, "__complex__", "a complex", "non-complex");
      return FALSE;
    }
  *number = get_value (vm, result);
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

/* Whether the object stands for a real number. */
static gboolean
is_real (OuroVm *vm,
         OuroId  object)
{
  return ouro_py_is_int (vm, object) || ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object)) == OURO_KIND_FLOAT || ouro_py_get_own_special (vm, object, OURO_NAME___float__) != OURO_NO_ID || ouro_py_get_own_special (vm, object, OURO_NAME___index__) != OURO_NO_ID;
}

/* Which argument was wrong, as each version has it. */
typedef enum {
  ARGUMENT_ONLY,
  ARGUMENT_REAL,
  ARGUMENT_IMAGINARY,
} Argument;

static gboolean
raise_wrong_argument (OuroVm  *vm,
                      Argument which,
                      OuroId   object)
{
  if (!vm->profile->complex_arguments_are_named && which == ARGUMENT_IMAGINARY)
    ouro_py_raise_type (vm, "complex() second argument must be a number, not '", object, "'");
  else if (!vm->profile->complex_arguments_are_named)
    ouro_py_raise_type (vm, "complex() first argument must be a string or a number, not '", object, "'");
  else if (which == ARGUMENT_ONLY)
    ouro_py_raise_type (vm, "complex() argument must be a string or a number, not ", object, "");
  else
    ouro_py_raise_type (vm, which == ARGUMENT_REAL ? "complex() argument 'real' must be a real number, not " : "complex() argument 'imag' must be a real number, not ", object, "");
  return FALSE;
}

static gboolean
get_argument (OuroVm  *vm,
              OuroId   object,
              Argument which,
              Number  *number)
{
  *number = (Number){ .is_real = TRUE };
  if (which != ARGUMENT_IMAGINARY && ouro_py_get_own_special (vm, object, OURO_NAME___complex__) != OURO_NO_ID)
    return by_special (vm, object, number);
  if (is_complex (vm, object))
    {
      *number = get_value (vm, object);
      return TRUE;
    }
  if (!is_real (vm, object))
    return raise_wrong_argument (vm, which, object);
  return ouro_py_float_from_object (vm, object, &number->real);
}

static OuroId
from_parts (OuroVm *vm,
            OuroId  cls,
            OuroId  real,
            OuroId  imaginary)
{
  Number a = { .is_real = TRUE };
  Number b = { .is_real = TRUE };

  if (!vm->profile->complex_arguments_are_named && real != OURO_NO_ID && ouro_py_is_str (vm, real))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "complex() can't take second arg if first is a string");
      return OURO_NO_ID;
    }
  if (!vm->profile->complex_arguments_are_named && ouro_py_is_str (vm, imaginary))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "complex() second arg can't be a string");
      return OURO_NO_ID;
    }
  if (real != OURO_NO_ID && !get_argument (vm, real, ARGUMENT_REAL, &a))
    return OURO_NO_ID;
  if (!get_argument (vm, imaginary, ARGUMENT_IMAGINARY, &b))
    return OURO_NO_ID;
  /* real + imag * 1j, where either may be complex. */
  if (!b.is_real)
    a.real -= b.imaginary;
  return ouro_vm_wrap (vm, cls, make (vm, a.real, a.is_real ? b.real : a.imaginary + b.real));
}

static OuroId
complex_construct (OuroVm        *vm,
                   OuroId         cls,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  static const OuroParameters parameters = { "complex", { "real", "imag" }, 2, 0, 2 };
  OuroId                      values[2];
  Number                      number = { 0 };
  gboolean                    good = TRUE;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[1] != OURO_NO_ID)
    return from_parts (vm, cls, values[0], values[1]);
  if (values[0] != OURO_NO_ID && cls == OURO_TYPE_COMPLEX && vm->heap->rows[values[0]].cls == OURO_TYPE_COMPLEX)
    return ouro_vm_new_reference (vm, values[0]);
  if (values[0] != OURO_NO_ID)
    good = ouro_py_is_str (vm, values[0]) ? from_text (vm, values[0], &number) : get_argument (vm, values[0], ARGUMENT_ONLY, &number);
  return good ? ouro_vm_wrap (vm, cls, make (vm, number.real, number.imaginary)) : OURO_NO_ID;
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
complex_conjugate (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  Number value = get_value (vm, self);

  return make (vm, value.real, -value.imaginary);
}

static OuroId
complex_abs (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  Number value = get_value (vm, self);
  double length = hypot (value.real, value.imaginary);

  if (!isinf (length) || isinf (value.real) || isinf (value.imaginary))
    return ouro_float_new (vm->heap, length);
  ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "absolute value too large");
  return OURO_NO_ID;
}

static OuroId
complex_exact (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return complex_unary (vm, self, OURO_OPERATOR_U_ADD);
}

static OuroId
complex_getnewargs (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  Number value = get_value (vm, self);
  OuroId items[] = { ouro_float_new (vm->heap, value.real), ouro_float_new (vm->heap, value.imaginary) };

  return ouro_py_tuple_take (vm, items, 2, TRUE);
}

static OuroId
complex_format (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_py_format_method (vm, self, args, ouro_py_format_complex);
}

static OuroId
complex_from_number (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId argument = ouro_vm_argument (args, 0);
  Number number;

  if (self == OURO_TYPE_COMPLEX && vm->heap->rows[argument].cls == OURO_TYPE_COMPLEX)
    return ouro_vm_new_reference (vm, argument);
  if (!is_complex (vm, argument) && !is_real (vm, argument) && ouro_py_get_own_special (vm, argument, OURO_NAME___complex__) == OURO_NO_ID)
    {
      ouro_py_raise_type (vm, "must be real number, not ", argument, "");
      return OURO_NO_ID;
    }
  if (!get_argument (vm, argument, ARGUMENT_ONLY, &number))
    return OURO_NO_ID;
  return ouro_py_convert_to_class (vm, self, OURO_TYPE_COMPLEX, make (vm, number.real, number.imaginary));
}

static const OuroBuiltinDef complex_methods[] = {
  { "conjugate", complex_conjugate, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__complex__", complex_exact, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__getnewargs__", complex_getnewargs, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__format__", complex_format, 1, 1, OURO_BUILTIN_NO_POLL },
  { "__abs__", complex_abs, 0, 0, OURO_BUILTIN_WRAPPER },
  { NULL },
};

static const OuroBuiltinDef complex_new_methods[] = {
  { "from_number", complex_from_number, 1, 1, OURO_BUILTIN_CLASS },
  { NULL },
};

void
ouro_py_complex_add (OuroVm *vm)
{
  const OuroBuiltinDef *const tables[] = { complex_methods, vm->profile->numbers_convert_numbers ? complex_new_methods : NULL, NULL };

  vm->slots[OURO_TYPE_COMPLEX] = (OuroTypeSlots){
    .repr = complex_repr,
    .hash = complex_hash,
    .compare = complex_compare,
    .binary = complex_binary,
    .unary = complex_unary,
    .truth = complex_truth,
    .construct = complex_construct,
    .get_attribute = complex_get_attribute,
    .set_attribute = complex_set_attribute,
  };
  ouro_py_add_method_tables (vm, OURO_TYPE_COMPLEX, tables);
}
