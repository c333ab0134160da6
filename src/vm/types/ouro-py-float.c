/* ouro-py-float.c - float: operators and construction
 *
 * Source  Objects/floatobject.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <errno.h>
#include <math.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-int-private.h"
#include "ouro-py-text-private.h"

/* Numbers ------------------------------------------------------------------------------------- */

gboolean
ouro_py_float_get_number (OuroVm   *vm,
                          OuroId    object,
                          double   *value,
                          gboolean *error)
{
  OuroId number = ouro_vm_value (vm, object);

  *error = FALSE;
  switch ((guint)ouro_heap_get_kind (vm->heap, number))
    {
    case OURO_KIND_FLOAT:
      *value = ouro_float_get (vm->heap, number);
      return TRUE;
    case OURO_KIND_INT:
    case OURO_KIND_BOOL:
      *error = !ouro_py_int_get_double (vm, number, value);
      return !*error;
    default:
      return FALSE;
    }
}

gboolean
ouro_py_float_from_object (OuroVm *vm,
                           OuroId  object,
                           double *value)
{
  gboolean error, found, good;
  OuroId   result;

  if (ouro_py_get_own_special (vm, object, OURO_NAME___float__) == OURO_NO_ID)
    {
      if (ouro_py_float_get_number (vm, object, value, &error))
        return TRUE;
      if (error || ouro_py_get_own_special (vm, object, OURO_NAME___index__) == OURO_NO_ID)
        {
          if (!error)
            ouro_py_raise_type (vm, "must be real number, not ", object, "");
          return FALSE;
        }
      result = ouro_py_index (vm, object);
      good = result != OURO_NO_ID && ouro_py_int_get_double (vm, result, value);
      if (result != OURO_NO_ID)
        ouro_heap_decref (vm->heap, result);
      return good;
    }
  result = ouro_vm_call_special (vm, object, OURO_NAME___float__, NULL, 0, &found);
  if (result == OURO_NO_ID)
    return FALSE;
  good = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, result)) == OURO_KIND_FLOAT;
  if (good)
    *value = ouro_float_get (vm->heap, ouro_vm_value (vm, result));
  else
    {
      g_autofree char *cls = ouro_vm_dup_type_name (vm, object);
      g_autofree char *name = ouro_vm_dup_type_name (vm, result);

      if (vm->profile->results_are_named)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__float__() must return a float, not %s", cls, name);
      else
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__float__ returned non-float (type %s)", cls, name);
    }
  ouro_heap_decref (vm->heap, result);
  return good;
}

/* Operators ----------------------------------------------------------------------------------- */

static OuroId
raise_zero_division (OuroVm     *vm,
                     const char *words)
{
  ouro_vm_raise (vm, OURO_TYPE_ZERO_DIVISION_ERROR, "%s", words);
  return OURO_NO_ID;
}

/* _float_div_mod: the quotient rounded down and what is left, which has the sign of the divisor. */
static void
divide (double  a,
        double  b,
        double *quotient,
        double *rest)
{
  double exact;

  *rest = fmod (a, b);
  exact = (a - *rest) / b;
  if (*rest == 0)
    *rest = copysign (0.0, b);
  else if ((b < 0) != (*rest < 0))
    {
      *rest += b;
      exact -= 1.0;
    }
  if (exact == 0)
    *quotient = copysign (0.0, a / b);
  else
    {
      *quotient = floor (exact);
      if (exact - *quotient > 0.5)
        *quotient += 1.0;
    }
}

static double
get_rest (double a,
          double b)
{
  double rest = fmod (a, b);

  if (rest == 0)
    return copysign (0.0, b);
  return (b < 0) != (rest < 0) ? rest + b : rest;
}

static OuroId
raise_to_complex (OuroVm *vm,
                  double  a,
                  double  b)
{
  OuroId base = ouro_complex_new (vm->heap, a, 0);
  OuroId exponent = ouro_complex_new (vm->heap, b, 0);
  OuroId result = ouro_vm_binary (vm, base, exponent, OURO_OPERATOR_POW, FALSE);

  ouro_heap_decref (vm->heap, base);
  ouro_heap_decref (vm->heap, exponent);
  return result;
}

/* "(34, 'Numerical result out of range')", as from errno. */
static OuroId
raise_out_of_range (OuroVm *vm)
{
  OuroId args[] = { ouro_int_new (vm->heap, ERANGE), ouro_vm_new_str (vm, "%s", "Numerical result out of range") };

  ouro_vm_raise_with_args (vm, OURO_TYPE_OVERFLOW_ERROR, args, 2);
  ouro_heap_decref (vm->heap, args[0]);
  ouro_heap_decref (vm->heap, args[1]);
  return OURO_NO_ID;
}

static OuroId
raise_to (OuroVm *vm,
          double  a,
          double  b)
{
  double result;

  if (a == 0 && b < 0 && isfinite (b))
    return raise_zero_division (vm, vm->profile->zero_power_words);
  if (a == 0 && isinf (b) && b < 0)
    return ouro_float_new (vm->heap, HUGE_VAL);
  if (isfinite (a) && a < 0 && isfinite (b) && b != floor (b))
    return raise_to_complex (vm, a, b);
  result = pow (a, b);
  if (isinf (result) && isfinite (a) && isfinite (b))
    return raise_out_of_range (vm);
  return ouro_float_new (vm->heap, result);
}

OuroId
ouro_py_float_divmod (OuroVm *vm,
                      double  a,
                      double  b)
{
  double quotient, rest;
  OuroId items[2];

  if (b == 0)
    return raise_zero_division (vm, vm->profile->float_divmod_words);
  divide (a, b, &quotient, &rest);
  items[0] = ouro_float_new (vm->heap, quotient);
  items[1] = ouro_float_new (vm->heap, rest);
  return ouro_py_tuple_take (vm, items, 2, TRUE);
}

static OuroId
compute (OuroVm      *vm,
         double       a,
         double       b,
         OuroOperator op)
{
  double quotient, rest;

  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      return ouro_float_new (vm->heap, a + b);
    case OURO_OPERATOR_SUB:
      return ouro_float_new (vm->heap, a - b);
    case OURO_OPERATOR_MULT:
      return ouro_float_new (vm->heap, a * b);
    case OURO_OPERATOR_DIV:
      return b != 0 ? ouro_float_new (vm->heap, a / b) : raise_zero_division (vm, vm->profile->float_division_words);
    case OURO_OPERATOR_MOD:
      return b != 0 ? ouro_float_new (vm->heap, get_rest (a, b)) : raise_zero_division (vm, vm->profile->float_modulo_words);
    case OURO_OPERATOR_FLOOR_DIV:
      if (b == 0)
        return raise_zero_division (vm, vm->profile->float_floor_words);
      divide (a, b, &quotient, &rest);
      return ouro_float_new (vm->heap, quotient);
    case OURO_OPERATOR_POW:
      return raise_to (vm, a, b);
    default:
      return OURO_ID_NOT_IMPLEMENTED;
    }
}

static gboolean
is_computable (OuroOperator op)
{
  return op == OURO_OPERATOR_ADD || op == OURO_OPERATOR_SUB || op == OURO_OPERATOR_MULT || op == OURO_OPERATOR_DIV || op == OURO_OPERATOR_MOD || op == OURO_OPERATOR_FLOOR_DIV || op == OURO_OPERATOR_POW;
}

OuroId
ouro_py_float_binary (OuroVm      *vm,
                      OuroId       a,
                      OuroId       b,
                      OuroOperator op)
{
  double   x, y;
  gboolean error;

  if (!is_computable (op))
    return OURO_ID_NOT_IMPLEMENTED;
  if (!ouro_py_float_get_number (vm, a, &x, &error) || !ouro_py_float_get_number (vm, b, &y, &error))
    return error ? OURO_NO_ID : OURO_ID_NOT_IMPLEMENTED;
  return compute (vm, x, y, op);
}

static OuroId
float_unary (OuroVm      *vm,
             OuroId       self,
             OuroOperator op)
{
  double value = ouro_float_get (vm->heap, ouro_vm_value (vm, self));

  if (op == OURO_OPERATOR_INVERT)
    return OURO_ID_NOT_IMPLEMENTED;
  if (op == OURO_OPERATOR_U_ADD && vm->heap->rows[self].cls == OURO_TYPE_FLOAT)
    return ouro_vm_new_reference (vm, self);
  return ouro_float_new (vm->heap, op == OURO_OPERATOR_U_SUB ? -value : value);
}

static OuroId
float_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  double value = ouro_float_get (vm->heap, ouro_vm_value (vm, a));
  double other = 0;
  OuroId number = ouro_vm_value (vm, b);

  if (ouro_py_is_int (vm, b))
    return isnan (value) ? ouro_vm_bool (op == OURO_OPERATOR_NOT_EQ) : ouro_py_bool_result (-ouro_py_int_compare_double (vm, b, value), op);
  if (ouro_heap_get_kind (vm->heap, number) != OURO_KIND_FLOAT)
    return OURO_ID_NOT_IMPLEMENTED;
  other = ouro_float_get (vm->heap, number);
  if (isnan (value) || isnan (other))
    return ouro_vm_bool (op == OURO_OPERATOR_NOT_EQ);
  return ouro_py_bool_result (value < other ? -1 : value > other, op);
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
float_repr (OuroVm *vm,
            OuroId  self)
{
  char buffer[40];

  ouro_double_repr (ouro_float_get (vm->heap, ouro_vm_value (vm, self)), buffer);
  return ouro_vm_new_str (vm, "%s", buffer);
}

static gboolean
float_hash (OuroVm *vm,
            OuroId  self,
            gint64 *hash)
{
  double value = ouro_float_get (vm->heap, ouro_vm_value (vm, self));

  *hash = isnan (value) ? ouro_hash_identity (vm->heap, self) : ouro_hash_double (value);
  return TRUE;
}

static int
float_truth (OuroVm *vm,
             OuroId  self)
{
  return ouro_float_get (vm->heap, ouro_vm_value (vm, self)) != 0;
}

/* float (...) --------------------------------------------------------------------------------- */

static OuroId
raise_not_a_float (OuroVm *vm,
                   OuroId  object)
{
  OuroId           repr = ouro_vm_repr (vm, object);
  g_autofree char *text = NULL;

  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "could not convert string to float: %s", text);
  return OURO_NO_ID;
}

static gboolean
parse_object (OuroVm *vm,
              OuroId  object,
              double *value)
{
  g_autofree char *ascii = NULL;
  g_autofree char *number = NULL;
  const char      *end;
  OuroPyText       text;
  gsize            length;

  ouro_py_text_get (vm, object, &text);
  if (text.kind == OURO_KIND_STR)
    {
      ascii = ouro_py_str_dup_ascii_number (vm, object, &length);
      number = ouro_py_dup_number_text (ascii, length);
    }
  else
    number = ouro_py_dup_number_text ((const char *)text.data, text.n);
  end = number != NULL ? ouro_py_parse_double (number, value) : NULL;
  if (end != NULL && *end == '\0')
    return TRUE;
  raise_not_a_float (vm, object);
  return FALSE;
}

static gboolean
convert (OuroVm *vm,
         OuroId  object,
         double *value)
{
  OuroKind kind = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object));

  if (kind == OURO_KIND_STR || kind == OURO_KIND_BYTES || kind == OURO_KIND_BYTEARRAY)
    return parse_object (vm, object, value);
  if (kind != OURO_KIND_FLOAT && !ouro_py_is_int (vm, object) && ouro_py_get_own_special (vm, object, OURO_NAME___float__) == OURO_NO_ID && ouro_py_get_own_special (vm, object, OURO_NAME___index__) == OURO_NO_ID)
    {
      ouro_py_raise_type (vm, "float() argument must be a string or a real number, not '", object, "'");
      return FALSE;
    }
  return ouro_py_float_from_object (vm, object, value);
}

static OuroId
float_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  double value = 0;

  if (ouro_py_has_keywords (vm, kwnames))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "float() takes no keyword arguments");
      return OURO_NO_ID;
    }
  if (!ouro_py_check_arguments (vm, "float", n_args, OURO_NO_ID, 0, 1))
    return OURO_NO_ID;
  /* An exact float is the result itself. */
  if (n_args > 0 && cls == OURO_TYPE_FLOAT && vm->heap->rows[ouro_vm_argument (args, 0)].cls == OURO_TYPE_FLOAT)
    return ouro_vm_new_reference (vm, ouro_vm_argument (args, 0));
  if (n_args > 0 && !convert (vm, ouro_vm_argument (args, 0), &value))
    return OURO_NO_ID;
  return ouro_vm_wrap (vm, cls, ouro_float_new (vm->heap, value));
}

static OuroId
float_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  if (ouro_py_str_is (vm, name, "real"))
    return float_unary (vm, self, OURO_OPERATOR_U_ADD);
  return ouro_py_str_is (vm, name, "imag") ? ouro_float_new (vm->heap, 0) : OURO_NO_ID;
}

static int
float_set_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name,
                     OuroId  value)
{
  if (!ouro_py_str_is (vm, name, "real") && !ouro_py_str_is (vm, name, "imag"))
    return 0;
  ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "attribute '%s' of 'float' objects is not writable", ouro_py_str_is (vm, name, "real") ? "real" : "imag");
  return -1;
}

void
ouro_py_float_add (OuroVm *vm)
{
  const OuroBuiltinDef *const tables[] = { ouro_py_float_methods, vm->profile->numbers_convert_numbers ? ouro_py_float_new_methods : NULL, NULL };

  vm->slots[OURO_TYPE_FLOAT] = (OuroTypeSlots){
    .repr = float_repr,
    .hash = float_hash,
    .compare = float_compare,
    .binary = ouro_py_float_binary,
    .unary = float_unary,
    .truth = float_truth,
    .construct = float_construct,
    .get_attribute = float_get_attribute,
    .set_attribute = float_set_attribute,
  };
  ouro_py_add_method_tables (vm, OURO_TYPE_FLOAT, tables);
}
