/* ouro-mod-builtins-numbers.c - numbers, characters, identity: abs, divmod, pow, round, chr, ord, bin, oct, hex, hash, id
 *
 * Source  Python/bltinmodule.c; Objects/abstract.c: PyNumber_Absolute, ternary_op (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-int-private.h"

/* Arithmetic ---------------------------------------------------------------------------------- */

OuroId
ouro_mod_builtin_abs (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  OuroId           object = ouro_vm_argument (args, 0);
  gboolean         found;
  OuroId           result = ouro_vm_call_special (vm, object, OURO_NAME___abs__, NULL, 0, &found);
  g_autofree char *type = NULL;

  if (found)
    return result;
  type = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "bad operand type for abs(): '%s'", type);
  return OURO_NO_ID;
}

/* One side's answer; NotImplemented when it has none. */
static OuroId
ask_divmod (OuroVm    *vm,
            OuroId     object,
            OuroVmName name,
            OuroId     other)
{
  gboolean found;
  OuroId   result = ouro_vm_call_special (vm, object, name, &other, 1, &found);

  return found ? result : OURO_ID_NOT_IMPLEMENTED;
}

static gboolean
has_divmod (OuroVm    *vm,
            OuroId     object,
            OuroVmName name)
{
  return ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, name)) != OURO_NO_ID;
}

static OuroId
builtin_divmod (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId           a = ouro_vm_argument (args, 0);
  OuroId           b = ouro_vm_argument (args, 1);
  OuroId           type_a = vm->heap->rows[a].cls;
  OuroId           type_b = vm->heap->rows[b].cls;
  gboolean         right_first = type_a != type_b && ouro_vm_is_subclass (vm, type_b, type_a) && has_divmod (vm, b, OURO_NAME___rdivmod__);
  OuroId           result = OURO_ID_NOT_IMPLEMENTED;
  g_autofree char *name_a = NULL;
  g_autofree char *name_b = NULL;

  if (right_first)
    result = ask_divmod (vm, b, OURO_NAME___rdivmod__, a);
  if (result == OURO_ID_NOT_IMPLEMENTED)
    result = ask_divmod (vm, a, OURO_NAME___divmod__, b);
  if (result == OURO_ID_NOT_IMPLEMENTED && !right_first && type_a != type_b)
    result = ask_divmod (vm, b, OURO_NAME___rdivmod__, a);
  if (result != OURO_ID_NOT_IMPLEMENTED)
    return result;
  name_a = ouro_vm_dup_type_name (vm, a);
  name_b = ouro_vm_dup_type_name (vm, b);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unsupported operand type(s) for divmod(): '%s' and '%s'", name_a, name_b);
  return OURO_NO_ID;
}

/* pow () of three that are not all ints. */
static OuroId
power_of_others (OuroVm       *vm,
                 const OuroId *values)
{
  OuroId   result = OURO_ID_NOT_IMPLEMENTED;
  gboolean found;

  if (ouro_py_get_own_special (vm, values[0], OURO_NAME___pow__) != OURO_NO_ID)
    result = ouro_vm_call_special (vm, values[0], OURO_NAME___pow__, values + 1, 2, &found);
  if (result != OURO_ID_NOT_IMPLEMENTED)
    return result;
  for (guint i = 0; i < 3; i++)
    {
      OuroId type = ouro_vm_value_type (vm, values[i]);

      if (type == OURO_TYPE_FLOAT || type == OURO_TYPE_COMPLEX)
        {
          if (type == OURO_TYPE_FLOAT)
            ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "pow() 3rd argument not allowed unless all arguments are integers");
          else
            ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "complex modulo");
          return OURO_NO_ID;
        }
    }
  {
    g_autofree char *name_a = ouro_vm_dup_type_name (vm, values[0]);
    g_autofree char *name_b = ouro_vm_dup_type_name (vm, values[1]);
    g_autofree char *name_c = ouro_vm_dup_type_name (vm, values[2]);

    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", name_a, name_b, name_c);
  }
  return OURO_NO_ID;
}

static OuroId
builtin_pow (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  static const OuroParameters parameters = { "pow", { "base", "exp", "mod" }, 3, 2, 3 };
  OuroId                      values[3];

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[2] == OURO_NO_ID || values[2] == OURO_ID_NONE)
    return ouro_vm_binary (vm, values[0], values[1], OURO_OPERATOR_POW, FALSE);
  if (ouro_py_is_int (vm, values[0]) && ouro_py_is_int (vm, values[1]) && ouro_py_is_int (vm, values[2]) && ouro_py_get_own_special (vm, values[0], OURO_NAME___pow__) == OURO_NO_ID)
    return ouro_py_int_pow_mod (vm, values[0], values[1], values[2]);
  return power_of_others (vm, values);
}

static OuroId
builtin_round (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  static const OuroParameters parameters = { "round", { "number", "ndigits" }, 2, 1, 2 };
  OuroId                      values[2], result;
  gboolean                    found;
  g_autofree char            *type = NULL;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  result = ouro_vm_call_special (vm, values[0], OURO_NAME___round__, values + 1, values[1] == OURO_NO_ID || values[1] == OURO_ID_NONE ? 0 : 1, &found);
  if (found)
    return result;
  type = ouro_vm_dup_type_name (vm, values[0]);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "type %s doesn't define __round__ method", type);
  return OURO_NO_ID;
}

/* Digits -------------------------------------------------------------------------------------- */

static OuroId
show_in_base (OuroVm     *vm,
              OuroId      object,
              int         base,
              const char *prefix)
{
  OuroId           number = ouro_py_index (vm, object);
  g_autofree char *digits = NULL;
  gboolean         is_negative;

  if (number == OURO_NO_ID)
    return OURO_NO_ID;
  digits = ouro_py_int_dup_digits (vm, number, base);
  ouro_heap_decref (vm->heap, number);
  if (digits == NULL)
    return OURO_NO_ID;
  is_negative = digits[0] == '-';
  return ouro_vm_new_str (vm, "%s%s%s", is_negative ? "-" : "", prefix, digits + is_negative);
}

static OuroId
builtin_bin (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return show_in_base (vm, ouro_vm_argument (args, 0), 2, "0b");
}

static OuroId
builtin_oct (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return show_in_base (vm, ouro_vm_argument (args, 0), 8, "0o");
}

static OuroId
builtin_hex (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return show_in_base (vm, ouro_vm_argument (args, 0), 16, "0x");
}

/* Characters ---------------------------------------------------------------------------------- */

/* The number that chr () gets; FALSE with an exception. What does not fit into a C int is an error of its own up to 3.12. */
static gboolean
get_code_point (OuroVm *vm,
                OuroId  object,
                gint64 *value)
{
  OuroId number;
  gint   small;

  if (!vm->profile->chr_takes_any_int)
    {
      if (!ouro_py_get_c_int (vm, object, &small))
        return FALSE;
      *value = small;
      return TRUE;
    }
  number = ouro_py_index (vm, object);
  if (number == OURO_NO_ID)
    return FALSE;
  if (!ouro_int_get (vm->heap, ouro_vm_value (vm, number), value))
    *value = -1;
  ouro_heap_decref (vm->heap, number);
  return TRUE;
}

static OuroId
builtin_chr (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  gint64   value;
  gunichar character;

  if (!get_code_point (vm, ouro_vm_argument (args, 0), &value))
    return OURO_NO_ID;
  if (value < 0 || value > 0x10ffff)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "chr() arg not in range(0x110000)");
      return OURO_NO_ID;
    }
  character = (gunichar)value;
  return ouro_str_new_from_characters (vm->heap, &character, 1);
}

static OuroId
builtin_ord (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId           object = ouro_vm_argument (args, 0);
  OuroId           value = ouro_vm_value (vm, object);
  g_autofree char *type = NULL;
  gint64           length;

  if (!ouro_py_is_str (vm, value) && !ouro_py_is_bytes_like (vm, value))
    {
      type = ouro_vm_dup_type_name (vm, object);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "ord() expected string of length 1, but %s found", type);
      return OURO_NO_ID;
    }
  length = vm->heap->rows[value].n;
  if (length != 1)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "ord() expected a character, but string of length %" G_GINT64_FORMAT " found", length);
      return OURO_NO_ID;
    }
  if (!ouro_py_is_str (vm, value))
    return ouro_vm_get_item (vm, value, OURO_ID_ZERO);
  return ouro_int_new (vm->heap, ouro_str_get_character (vm->heap, value, 0));
}

/* Identity ------------------------------------------------------------------------------------ */

static OuroId
builtin_hash (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  gint64 hash;

  return ouro_vm_hash (vm, ouro_vm_argument (args, 0), &hash) ? ouro_int_new (vm->heap, hash) : OURO_NO_ID;
}

static OuroId
builtin_id (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_int_new (vm->heap, ouro_identity (vm->heap, ouro_vm_argument (args, 0)));
}

const OuroBuiltinDef ouro_mod_builtins_numbers[] = {
  { "abs", ouro_mod_builtin_abs, 1, 1, 0 },
  { "divmod", builtin_divmod, 2, 2, 0 },
  { "pow", builtin_pow, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "round", builtin_round, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "bin", builtin_bin, 1, 1, 0 },
  { "oct", builtin_oct, 1, 1, 0 },
  { "hex", builtin_hex, 1, 1, 0 },
  { "chr", builtin_chr, 1, 1, 0 },
  { "ord", builtin_ord, 1, 1, 0 },
  { "hash", builtin_hash, 1, 1, 0 },
  { "id", builtin_id, 1, 1, 0 },
  { NULL },
};
