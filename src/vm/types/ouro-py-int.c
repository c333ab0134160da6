/* ouro-py-int.c - int and bool
 *
 * Source  Objects/longobject.c, boolobject.c (3.11 to 3.15)
 */
#include "ouro-py-int-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-text-private.h"

/* int (...) ----------------------------------------------------------------------------------- */

static OuroId
parse_object (OuroVm *vm,
              OuroId  object,
              int     base)
{
  g_autofree char *ascii = NULL;
  OuroPyText       text;
  gsize            length;

  ouro_py_text_get (vm, object, &text);
  if (text.kind != OURO_KIND_STR)
    return ouro_py_int_parse (vm, (const char *)text.data, text.n, base, object);
  ascii = ouro_py_str_dup_ascii_number (vm, object, &length);
  return ouro_py_int_parse (vm, ascii, length, base, object);
}

/* What a special method has returned has to be an int; the result is one and nothing more. */
static OuroId
take_int (OuroVm     *vm,
          OuroId      object,
          OuroId      result,
          const char *method)
{
  OuroId exact;

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  if (!ouro_py_is_int (vm, result))
    return ouro_py_refuse_result (vm, object, result, method, "an int", "non-int");
  exact = ouro_py_int_exact (vm, result);
  ouro_heap_decref (vm->heap, result);
  return exact;
}

/* To 3.13 int () asked for __trunc__, too. */
static OuroId
convert_by_trunc (OuroVm *vm,
                  OuroId  object)
{
  gboolean         found;
  OuroId           result = ouro_vm_call_special (vm, object, OURO_NAME___trunc__, NULL, 0, &found);
  OuroId           index;
  g_autofree char *name = NULL;

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  index = ouro_py_is_index (vm, result) ? ouro_py_index (vm, result) : OURO_NO_ID;
  if (index == OURO_NO_ID && !ouro_vm_has_exception (vm))
    {
      name = ouro_vm_dup_type_name (vm, result);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__trunc__ returned non-Integral (type %s)", name);
    }
  ouro_heap_decref (vm->heap, result);
  return take_int (vm, object, index, "__trunc__");
}

/* PyNumber_Long (): int (object). */
static OuroId
convert (OuroVm *vm,
         OuroId  object)
{
  OuroKind kind = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object));
  gboolean found;

  if (ouro_py_get_own_special (vm, object, OURO_NAME___int__) != OURO_NO_ID)
    return take_int (vm, object, ouro_vm_call_special (vm, object, OURO_NAME___int__, NULL, 0, &found), "__int__");
  if (kind == OURO_KIND_INT || kind == OURO_KIND_BOOL)
    return ouro_py_int_exact (vm, object);
  if (kind == OURO_KIND_FLOAT)
    return ouro_py_int_from_double (vm, ouro_float_get (vm->heap, ouro_vm_value (vm, object)));
  if (ouro_py_get_own_special (vm, object, OURO_NAME___index__) != OURO_NO_ID)
    return take_int (vm, object, ouro_py_index (vm, object), "__index__");
  if (vm->profile->int_asks_trunc && ouro_py_get_own_special (vm, object, OURO_NAME___trunc__) != OURO_NO_ID)
    return convert_by_trunc (vm, object);
  if (ouro_py_is_str (vm, object) || ouro_py_is_bytes_like (vm, object))
    return parse_object (vm, object, 10);
  ouro_py_raise_type (vm, "int() argument must be a string, a bytes-like object or a real number, not '", object, "'");
  return OURO_NO_ID;
}

static OuroId
convert_with_base (OuroVm *vm,
                   OuroId  object,
                   OuroId  base)
{
  gint64 number;

  if (!ouro_py_get_index (vm, base, OURO_NO_ID, &number))
    return OURO_NO_ID;
  if (number != 0 && (number < 2 || number > 36))
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "int() base must be >= 2 and <= 36, or 0");
      return OURO_NO_ID;
    }
  if (ouro_py_is_str (vm, object) || ouro_py_is_bytes_like (vm, object))
    return parse_object (vm, object, (int)number);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "int() can't convert non-string with explicit base");
  return OURO_NO_ID;
}

/* The value itself, or an instance that holds it: then it must be an int that nobody else holds. Takes over the value. */
static OuroId
wrap_int (OuroVm *vm,
          OuroId  cls,
          OuroId  value)
{
  OuroId own = value;
  mpz_t  number;

  if (value == OURO_NO_ID || cls == OURO_TYPE_INT)
    return value;
  if (!ouro_heap_is_immortal (vm->heap, value) && vm->heap->rows[value].refcount > 1)
    {
      ouro_py_int_init_mpz (vm, value, number);
      own = ouro_py_int_take_mpz (vm, number);
      ouro_heap_decref (vm->heap, value);
    }
  return own == OURO_NO_ID ? OURO_NO_ID : ouro_vm_wrap (vm, cls, own);
}

static OuroId
int_construct (OuroVm        *vm,
               OuroId         cls,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  static const OuroParameters parameters = { "int", { "", "base" }, 2, 0, 2 };
  OuroId                      values[2];

  if (n_args > 2 && vm->profile->int_counts_positional)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "int expected at most 2 arguments, got %u", n_args);
      return OURO_NO_ID;
    }
  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[0] == OURO_NO_ID && values[1] != OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "int() missing string argument");
      return OURO_NO_ID;
    }
  if (values[0] == OURO_NO_ID)
    return wrap_int (vm, cls, OURO_ID_ZERO);
  return wrap_int (vm, cls, values[1] != OURO_NO_ID ? convert_with_base (vm, values[0], values[1]) : convert (vm, values[0]));
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
int_repr (OuroVm *vm,
          OuroId  self)
{
  g_autofree char *digits = ouro_py_int_dup_digits (vm, self, 10);

  return digits != NULL ? ouro_text_unshare (vm->heap, ouro_vm_new_str (vm, "%s", digits)) : OURO_NO_ID;
}

static gboolean
int_hash (OuroVm *vm,
          OuroId  self,
          gint64 *hash)
{
  *hash = ouro_hash_int (vm->heap, ouro_vm_value (vm, self));
  return TRUE;
}

static OuroId
int_compare (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  return ouro_py_is_int (vm, b) ? ouro_py_int_compare (vm, a, b, op) : OURO_ID_NOT_IMPLEMENTED;
}

static OuroId
int_binary (OuroVm      *vm,
            OuroId       a,
            OuroId       b,
            OuroOperator op)
{
  return ouro_py_is_int (vm, a) && ouro_py_is_int (vm, b) ? ouro_py_int_binary (vm, a, b, op) : OURO_ID_NOT_IMPLEMENTED;
}

static OuroId
int_unary (OuroVm      *vm,
           OuroId       self,
           OuroOperator op)
{
  gint64 small;
  mpz_t  value;

  if (op == OURO_OPERATOR_U_ADD)
    return ouro_py_int_exact (vm, self);
  if (ouro_py_int_get_small (vm, self, &small) && small != G_MININT64)
    return ouro_int_new (vm->heap, op == OURO_OPERATOR_U_SUB ? -small : ~small);
  ouro_py_int_init_mpz (vm, self, value);
  if (op == OURO_OPERATOR_U_SUB)
    mpz_neg (value, value);
  else
    mpz_com (value, value);
  return ouro_py_int_take_mpz (vm, value);
}

static int
int_truth (OuroVm *vm,
           OuroId  self)
{
  return ouro_py_int_get_sign (vm, self) != 0;
}

/* real, imag, numerator, denominator. */
static OuroId
int_get_attribute (OuroVm *vm,
                   OuroId  self,
                   OuroId  name)
{
  if (ouro_py_str_is (vm, name, "real") || ouro_py_str_is (vm, name, "numerator"))
    return ouro_py_int_exact (vm, self);
  if (ouro_py_str_is (vm, name, "imag"))
    return OURO_ID_ZERO;
  return ouro_py_str_is (vm, name, "denominator") ? ouro_int_new (vm->heap, 1) : OURO_NO_ID;
}

static int
int_set_attribute (OuroVm *vm,
                   OuroId  self,
                   OuroId  name,
                   OuroId  value)
{
  static const char *const names[] = { "real", "imag", "numerator", "denominator" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (ouro_py_str_is (vm, name, names[i]))
      {
        ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "attribute '%s' of 'int' objects is not writable", names[i]);
        return -1;
      }
  return 0;
}

/* bool ---------------------------------------------------------------------------------------- */

static OuroId
bool_repr (OuroVm *vm,
           OuroId  self)
{
  return ouro_vm_intern (vm, self == OURO_ID_TRUE ? "True" : "False", self == OURO_ID_TRUE ? 4 : 5);
}

static OuroId
bool_binary (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  gboolean are_bools = vm->heap->rows[a].cls == OURO_TYPE_BOOL && vm->heap->rows[b].cls == OURO_TYPE_BOOL;

  switch ((guint)op)
    {
    case OURO_OPERATOR_BIT_AND:
      return are_bools ? ouro_vm_bool (a == OURO_ID_TRUE && b == OURO_ID_TRUE) : int_binary (vm, a, b, op);
    case OURO_OPERATOR_BIT_OR:
      return are_bools ? ouro_vm_bool (a == OURO_ID_TRUE || b == OURO_ID_TRUE) : int_binary (vm, a, b, op);
    case OURO_OPERATOR_BIT_XOR:
      return are_bools ? ouro_vm_bool (a != b) : int_binary (vm, a, b, op);
    default:
      return int_binary (vm, a, b, op);
    }
}

static OuroId
bool_construct (OuroVm        *vm,
                OuroId         cls,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  int truth = 0;

  if (ouro_py_has_keywords (vm, kwnames))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "bool() takes no keyword arguments");
      return OURO_NO_ID;
    }
  if (!ouro_py_check_arguments (vm, "bool", n_args, OURO_NO_ID, 0, 1))
    return OURO_NO_ID;
  if (n_args > 0)
    truth = ouro_vm_truth (vm, ouro_vm_argument (args, 0));
  return truth < 0 ? OURO_NO_ID : ouro_vm_bool (truth);
}

void
ouro_py_int_add (OuroVm *vm)
{
  const OuroBuiltinDef *const tables[] = { ouro_py_int_methods, vm->profile->int_has_is_integer ? ouro_py_int_new_methods : NULL, NULL };

  vm->slots[OURO_TYPE_INT] = (OuroTypeSlots){
    .repr = int_repr,
    .hash = int_hash,
    .compare = int_compare,
    .binary = int_binary,
    .unary = int_unary,
    .truth = int_truth,
    .construct = int_construct,
    .get_attribute = int_get_attribute,
    .set_attribute = int_set_attribute,
  };
  vm->slots[OURO_TYPE_BOOL] = (OuroTypeSlots){
    .repr = bool_repr,
    .binary = bool_binary,
    .construct = bool_construct,
  };
  ouro_py_add_method_tables (vm, OURO_TYPE_INT, tables);
  ouro_py_int_add_limit (vm);
}
