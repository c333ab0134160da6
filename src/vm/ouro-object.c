/* ouro-object.c - what every object can do: repr, hash, compare, iterate ...
 *
 * Built-in types answer through their slots; classes made by a class statement through special methods, unless
 * they have none of their own, when the slots of the type they are laid out as answer.
 * Source  Objects/object.c, Objects/abstract.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <stdarg.h>
#include <string.h>

/* Helpers ----------------------------------------------------------------------------------- */

OuroId
ouro_vm_new_str (OuroVm     *vm,
                 const char *format,
                 ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return ouro_str_new (vm->heap, text, strlen (text));
}

char *
ouro_vm_dup_text (const OuroVm *vm,
                  OuroId        str)
{
  return ouro_str_dup_utf8 (vm->heap, ouro_vm_value (vm, str), NULL);
}

/* The special method of a class made by a class statement, when it is one written in Python or otherwise its own;
 * OURO_NO_ID when a slot of a built-in type answers. */
static OuroId
get_own_special (OuroVm    *vm,
                 OuroId     object,
                 OuroVmName name)
{
  OuroId cls = vm->heap->rows[object].cls;
  OuroId method;

  if (cls < OURO_N_TYPES)
    return OURO_NO_ID;
  method = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, name));
  if (method == OURO_NO_ID || vm->heap->rows[method].cls == OURO_TYPE_WRAPPER_DESCRIPTOR)
    return OURO_NO_ID;
  return method;
}

static OuroId
call_special (OuroVm       *vm,
              OuroId        object,
              OuroVmName    name,
              const OuroId *args,
              guint         n_args)
{
  gboolean found;

  return ouro_vm_call_special (vm, object, name, args, n_args, &found);
}

static const OuroTypeSlots *
get_slots (const OuroVm *vm,
           OuroId        object)
{
  return &vm->slots[ouro_vm_value_type (vm, object)];
}

/* repr, str --------------------------------------------------------------------------------- */

/* A special method has given something of the wrong type; format: what the versions say that do not name its class. */
static void
raise_wrong_result (OuroVm     *vm,
                    OuroId      object,
                    OuroId      result,
                    const char *method,
                    const char *wanted,
                    const char *format)
{
  g_autofree char *cls = ouro_vm_dup_type_name (vm, object);
  g_autofree char *name = ouro_vm_dup_type_name (vm, result);

  if (vm->profile->results_are_named)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.%s() must return %s, not %s", cls, method, wanted, name);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, format, name);
}

static OuroId
check_str (OuroVm     *vm,
           OuroId      object,
           OuroId      result,
           const char *method,
           const char *format)
{
  if (result == OURO_NO_ID || ouro_vm_is_instance (vm, result, OURO_TYPE_STR))
    return result;
  raise_wrong_result (vm, object, result, method, "a str", format);
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

OuroId
ouro_vm_default_repr (OuroVm *vm,
                      OuroId  object)
{
  g_autofree char *name = ouro_vm_dup_qualified_class_name (vm, vm->heap->rows[object].cls);

  return ouro_vm_new_str (vm, "<%s object at 0x%" G_GINT64_MODIFIER "x>", name, ouro_identity (vm->heap, object));
}

OuroId
ouro_vm_repr (OuroVm *vm,
              OuroId  object)
{
  if (get_own_special (vm, object, OURO_NAME___repr__) != OURO_NO_ID)
    return check_str (vm, object, call_special (vm, object, OURO_NAME___repr__, NULL, 0), "__repr__", "__repr__ returned non-string (type %s)");
  for (OuroId type = ouro_vm_value_type (vm, object); type != OURO_NO_ID; type = ouro_type_get_base (type))
    if (vm->slots[type].repr != NULL)
      return vm->slots[type].repr (vm, object);
  return ouro_vm_default_repr (vm, object);
}

OuroId
ouro_vm_str (OuroVm *vm,
             OuroId  object)
{
  if (vm->heap->rows[object].cls == OURO_TYPE_STR)
    return ouro_vm_new_reference (vm, object);
  if (get_own_special (vm, object, OURO_NAME___str__) != OURO_NO_ID)
    return check_str (vm, object, call_special (vm, object, OURO_NAME___str__, NULL, 0), "__str__", "__str__ returned non-string (type %s)");
  for (OuroId type = ouro_vm_value_type (vm, object); type != OURO_NO_ID; type = ouro_type_get_base (type))
    if (vm->slots[type].str != NULL)
      return vm->slots[type].str (vm, object);
  return ouro_vm_repr (vm, object);
}

/* Py_ReprEnter: objects being shown are found on a list that lives only while something is shown. */
gboolean
ouro_vm_repr_enter (OuroVm *vm,
                    OuroId  object)
{
  for (guint i = 0; i < vm->showing->len; i++)
    if (g_array_index (vm->showing, OuroId, i) == object)
      return FALSE;
  g_array_append_val (vm->showing, object);
  return TRUE;
}

void
ouro_vm_repr_leave (OuroVm *vm,
                    OuroId  object)
{
  for (guint i = vm->showing->len; i-- > 0;)
    if (g_array_index (vm->showing, OuroId, i) == object)
      {
        g_array_remove_index (vm->showing, i);
        return;
      }
}

/* hash -------------------------------------------------------------------------------------- */

gboolean
ouro_vm_unhashable (OuroVm *vm,
                    OuroId  object,
                    gint64 *hash)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, object);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unhashable type: '%s'", name);
  return FALSE;
}

static gboolean
hash_by_method (OuroVm *vm,
                OuroId  object,
                gint64 *hash)
{
  OuroId result = call_special (vm, object, OURO_NAME___hash__, NULL, 0);

  if (result == OURO_NO_ID)
    return FALSE;
  if (!ouro_vm_is_instance (vm, result, OURO_TYPE_INT))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__hash__ method should return an integer");
      ouro_heap_decref (vm->heap, result);
      return FALSE;
    }
  /* Objects/typeobject.c, slot_tp_hash: a value that fits is the hash, a greater one is reduced. */
  if (!ouro_int_get (vm->heap, ouro_vm_value (vm, result), hash))
    *hash = ouro_hash_int (vm->heap, ouro_vm_value (vm, result));
  if (*hash == -1)
    *hash = -2;
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

gboolean
ouro_vm_hash (OuroVm *vm,
              OuroId  object,
              gint64 *hash)
{
  OuroId cls = vm->heap->rows[object].cls;
  OuroId own;

  if (cls == OURO_TYPE_STR)
    {
      *hash = ouro_hash_text (vm->heap, object);
      return TRUE;
    }
  if (cls >= OURO_N_TYPES)
    {
      own = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___hash__));
      if (own == OURO_ID_NONE)
        return ouro_vm_unhashable (vm, object, hash);
      if (own != OURO_NO_ID && vm->heap->rows[own].cls != OURO_TYPE_WRAPPER_DESCRIPTOR)
        return hash_by_method (vm, object, hash);
    }
  for (OuroId type = ouro_vm_value_type (vm, object); type != OURO_NO_ID; type = ouro_type_get_base (type))
    if (vm->slots[type].hash != NULL)
      return vm->slots[type].hash (vm, object, hash);
  return ouro_vm_unhashable (vm, object, hash);
}

gboolean
ouro_vm_hash_by_identity (OuroVm *vm,
                          OuroId  object,
                          gint64 *hash)
{
  *hash = ouro_hash_identity (vm->heap, object);
  return TRUE;
}

/* Truth and length -------------------------------------------------------------------------- */

static int
truth_by_method (OuroVm *vm,
                 OuroId  object)
{
  OuroId result = call_special (vm, object, OURO_NAME___bool__, NULL, 0);
  int    truth;

  if (result == OURO_NO_ID)
    return -1;
  truth = result == OURO_ID_TRUE;
  if (result != OURO_ID_TRUE && result != OURO_ID_FALSE)
    {
      raise_wrong_result (vm, object, result, "__bool__", "a bool", "__bool__ should return bool, returned %s");
      truth = -1;
    }
  ouro_heap_decref (vm->heap, result);
  return truth;
}

int
ouro_vm_truth (OuroVm *vm,
               OuroId  object)
{
  const OuroTypeSlots *slots;
  gint64               length;

  if (object == OURO_ID_TRUE || object == OURO_ID_FALSE || object == OURO_ID_NONE)
    return object == OURO_ID_TRUE;
  if (get_own_special (vm, object, OURO_NAME___bool__) != OURO_NO_ID)
    return truth_by_method (vm, object);
  slots = get_slots (vm, object);
  if (slots->truth != NULL)
    return slots->truth (vm, object);
  if (slots->length == NULL && get_own_special (vm, object, OURO_NAME___len__) == OURO_NO_ID)
    return 1;
  length = ouro_vm_length (vm, object);
  return length < 0 ? -1 : length > 0;
}

static gint64
length_by_method (OuroVm *vm,
                  OuroId  object)
{
  OuroId result = call_special (vm, object, OURO_NAME___len__, NULL, 0);
  gint64 length;

  if (result == OURO_NO_ID)
    return -1;
  if (!ouro_vm_get_index (vm, result, &length))
    length = -1;
  else if (length < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "__len__() should return >= 0");
      length = -1;
    }
  ouro_heap_decref (vm->heap, result);
  return length;
}

gint64
ouro_vm_length (OuroVm *vm,
                OuroId  object)
{
  const OuroTypeSlots *slots = get_slots (vm, object);
  g_autofree char     *name = NULL;

  if (get_own_special (vm, object, OURO_NAME___len__) != OURO_NO_ID)
    return length_by_method (vm, object);
  if (slots->length != NULL)
    return slots->length (vm, object);
  name = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "object of type '%s' has no len()", name);
  return -1;
}

/* Comparing --------------------------------------------------------------------------------- */

static const OuroVmName   compare_names[] = { OURO_NAME___eq__, OURO_NAME___ne__, OURO_NAME___lt__, OURO_NAME___le__, OURO_NAME___gt__, OURO_NAME___ge__ };
static const OuroOperator reflected[] = { OURO_OPERATOR_EQ, OURO_OPERATOR_NOT_EQ, OURO_OPERATOR_GT, OURO_OPERATOR_GT_E, OURO_OPERATOR_LT, OURO_OPERATOR_LT_E };

/* One side's answer; may be NotImplemented. */
static OuroId
compare_one_way (OuroVm      *vm,
                 OuroId       a,
                 OuroId       b,
                 OuroOperator op)
{
  guint                index = op - OURO_OPERATOR_EQ;
  const OuroTypeSlots *slots = get_slots (vm, a);
  OuroId               result;

  if (get_own_special (vm, a, compare_names[index]) != OURO_NO_ID)
    return call_special (vm, a, compare_names[index], &b, 1);
  /* object.__ne__ inverts __eq__. */
  if (op == OURO_OPERATOR_NOT_EQ && get_own_special (vm, a, OURO_NAME___eq__) != OURO_NO_ID)
    {
      int truth;

      result = call_special (vm, a, OURO_NAME___eq__, &b, 1);
      if (result == OURO_NO_ID || result == OURO_ID_NOT_IMPLEMENTED)
        return result;
      truth = ouro_vm_truth (vm, result);
      ouro_heap_decref (vm->heap, result);
      return truth < 0 ? OURO_NO_ID : ouro_vm_bool (!truth);
    }
  return slots->compare != NULL ? slots->compare (vm, a, b, op) : OURO_ID_NOT_IMPLEMENTED;
}

static const char *
get_compare_text (OuroOperator op)
{
  return ouro_operator_get_text (op);
}

static gboolean
enter_recursion (OuroVm     *vm,
                 const char *where)
{
  OuroHeap *heap = vm->heap;

  if (heap->words[OURO_VM_WORD_DEPTH] >= heap->words[OURO_VM_WORD_RECURSION_LIMIT] || ouro_vm_is_too_deep (vm))
    {
      ouro_vm_raise (vm, OURO_TYPE_RECURSION_ERROR, "maximum recursion depth exceeded%s", where);
      return FALSE;
    }
  vm->n_recursions++;
  ouro_heap_set_word (heap, OURO_VM_WORD_DEPTH, heap->words[OURO_VM_WORD_DEPTH] + 1);
  return TRUE;
}

static void
leave_recursion (OuroVm *vm)
{
  vm->n_recursions--;
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_DEPTH, vm->heap->words[OURO_VM_WORD_DEPTH] - 1);
}

gboolean
ouro_vm_enter_recursion (OuroVm     *vm,
                         const char *where)
{
  return enter_recursion (vm, where);
}

void
ouro_vm_leave_recursion (OuroVm *vm)
{
  leave_recursion (vm);
}

/* do_richcompare. */
static OuroId
compare_both_ways (OuroVm      *vm,
                   OuroId       a,
                   OuroId       b,
                   OuroOperator op)
{
  OuroHeap    *heap = vm->heap;
  OuroOperator back = reflected[op - OURO_OPERATOR_EQ];
  gboolean     right_first = heap->rows[a].cls != heap->rows[b].cls && heap->rows[b].cls >= OURO_N_TYPES && ouro_vm_is_instance (vm, b, heap->rows[a].cls);
  OuroId       result = OURO_ID_NOT_IMPLEMENTED;

  if (right_first)
    result = compare_one_way (vm, b, a, back);
  if (result == OURO_ID_NOT_IMPLEMENTED)
    result = compare_one_way (vm, a, b, op);
  if (result == OURO_ID_NOT_IMPLEMENTED && !right_first)
    result = compare_one_way (vm, b, a, back);
  if (result != OURO_ID_NOT_IMPLEMENTED)
    return result;
  if (op == OURO_OPERATOR_EQ || op == OURO_OPERATOR_NOT_EQ)
    return ouro_vm_bool ((a == b) == (op == OURO_OPERATOR_EQ));
  {
    g_autofree char *name_a = ouro_vm_dup_type_name (vm, a);
    g_autofree char *name_b = ouro_vm_dup_type_name (vm, b);

    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' not supported between instances of '%s' and '%s'", get_compare_text (op), name_a, name_b);
  }
  return OURO_NO_ID;
}

OuroId
ouro_vm_compare (OuroVm      *vm,
                 OuroId       a,
                 OuroId       b,
                 OuroOperator op)
{
  OuroId result;

  if (vm->heap->rows[a].cls == OURO_TYPE_INT && vm->heap->rows[b].cls == OURO_TYPE_INT)
    return ouro_py_int_compare (vm, a, b, op);
  if (!enter_recursion (vm, " in comparison"))
    return OURO_NO_ID;
  result = compare_both_ways (vm, a, b, op);
  leave_recursion (vm);
  return result;
}

int
ouro_vm_compare_truth (OuroVm      *vm,
                       OuroId       a,
                       OuroId       b,
                       OuroOperator op)
{
  OuroId result = ouro_vm_compare (vm, a, b, op);
  int    truth;

  if (result == OURO_NO_ID)
    return -1;
  truth = ouro_vm_truth (vm, result);
  ouro_heap_decref (vm->heap, result);
  return truth;
}

int
ouro_vm_equal (OuroVm *vm,
               OuroId  a,
               OuroId  b)
{
  return a == b ? 1 : ouro_vm_compare_truth (vm, a, b, OURO_OPERATOR_EQ);
}

int
ouro_vm_keys_equal (OuroHeap *heap,
                    OuroId    a,
                    OuroId    b,
                    gpointer  vm)
{
  int equal;

  /* The key in the table may be taken out by what the comparison runs. */
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, a));
  equal = ouro_vm_equal (vm, a, b);
  ouro_vm_release (vm);
  ouro_heap_decref (heap, a);
  return equal;
}

/* Operators --------------------------------------------------------------------------------- */

typedef struct
{
  OuroVmName left;
  OuroVmName right;
  OuroVmName inplace;
} OperatorNames;

static const OperatorNames operator_names[] = {
  [OURO_OPERATOR_ADD] = { OURO_NAME___add__, OURO_NAME___radd__, OURO_NAME___iadd__ },
  [OURO_OPERATOR_SUB] = { OURO_NAME___sub__, OURO_NAME___rsub__, OURO_NAME___isub__ },
  [OURO_OPERATOR_MULT] = { OURO_NAME___mul__, OURO_NAME___rmul__, OURO_NAME___imul__ },
  [OURO_OPERATOR_MAT_MULT] = { OURO_NAME___matmul__, OURO_NAME___rmatmul__, OURO_NAME___imatmul__ },
  [OURO_OPERATOR_DIV] = { OURO_NAME___truediv__, OURO_NAME___rtruediv__, OURO_NAME___itruediv__ },
  [OURO_OPERATOR_MOD] = { OURO_NAME___mod__, OURO_NAME___rmod__, OURO_NAME___imod__ },
  [OURO_OPERATOR_POW] = { OURO_NAME___pow__, OURO_NAME___rpow__, OURO_NAME___ipow__ },
  [OURO_OPERATOR_L_SHIFT] = { OURO_NAME___lshift__, OURO_NAME___rlshift__, OURO_NAME___ilshift__ },
  [OURO_OPERATOR_R_SHIFT] = { OURO_NAME___rshift__, OURO_NAME___rrshift__, OURO_NAME___irshift__ },
  [OURO_OPERATOR_BIT_OR] = { OURO_NAME___or__, OURO_NAME___ror__, OURO_NAME___ior__ },
  [OURO_OPERATOR_BIT_XOR] = { OURO_NAME___xor__, OURO_NAME___rxor__, OURO_NAME___ixor__ },
  [OURO_OPERATOR_BIT_AND] = { OURO_NAME___and__, OURO_NAME___rand__, OURO_NAME___iand__ },
  [OURO_OPERATOR_FLOOR_DIV] = { OURO_NAME___floordiv__, OURO_NAME___rfloordiv__, OURO_NAME___ifloordiv__ },
};

/* a.__op__ (b), or what a's slot says. */
static OuroId
ask_left (OuroVm      *vm,
          OuroId       a,
          OuroId       b,
          OuroOperator op)
{
  const OuroTypeSlots *slots = get_slots (vm, a);

  if (get_own_special (vm, a, operator_names[op].left) != OURO_NO_ID)
    return call_special (vm, a, operator_names[op].left, &b, 1);
  return slots->binary != NULL ? slots->binary (vm, a, b, op) : OURO_ID_NOT_IMPLEMENTED;
}

/* b.__rop__ (a), or what b's slot says when it is another type's. */
static OuroId
ask_right (OuroVm      *vm,
           OuroId       a,
           OuroId       b,
           OuroOperator op)
{
  const OuroTypeSlots *slots = get_slots (vm, b);

  if (get_own_special (vm, b, operator_names[op].right) != OURO_NO_ID)
    return call_special (vm, b, operator_names[op].right, &a, 1);
  if (slots->binary == NULL || slots->binary == get_slots (vm, a)->binary)
    return OURO_ID_NOT_IMPLEMENTED;
  return slots->binary (vm, a, b, op);
}

static void
raise_unsupported (OuroVm      *vm,
                   OuroId       a,
                   OuroId       b,
                   OuroOperator op,
                   gboolean     inplace)
{
  g_autofree char *name_a = ouro_vm_dup_type_name (vm, a);
  g_autofree char *name_b = ouro_vm_dup_type_name (vm, b);

  if (op == OURO_OPERATOR_POW && !inplace)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unsupported operand type(s) for ** or pow(): '%s' and '%s'", name_a, name_b);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unsupported operand type(s) for %s%s: '%s' and '%s'", ouro_operator_get_text (op), inplace ? "=" : "", name_a, name_b);
}

/* Whether b belongs to a class that derives from that of a and does the operation in its own way. */
static gboolean
right_goes_first (OuroVm      *vm,
                  OuroId       a,
                  OuroId       b,
                  OuroOperator op)
{
  OuroId cls = vm->heap->rows[a].cls;
  OuroId (*own) (OuroVm *, OuroId, OuroId, OuroOperator) = get_slots (vm, b)->binary;

  if (cls == vm->heap->rows[b].cls || !ouro_vm_is_instance (vm, b, cls))
    return FALSE;
  return get_own_special (vm, b, operator_names[op].right) != OURO_NO_ID || (own != NULL && own != get_slots (vm, a)->binary);
}

static OuroId
binary_both_ways (OuroVm      *vm,
                  OuroId       a,
                  OuroId       b,
                  OuroOperator op)
{
  OuroHeap *heap = vm->heap;
  gboolean  right_first = right_goes_first (vm, a, b, op);
  OuroId    result = OURO_ID_NOT_IMPLEMENTED;

  if (right_first)
    result = ask_right (vm, a, b, op);
  if (result == OURO_ID_NOT_IMPLEMENTED)
    result = ask_left (vm, a, b, op);
  if (result == OURO_ID_NOT_IMPLEMENTED && !right_first && (heap->rows[a].cls != heap->rows[b].cls || heap->rows[a].cls < OURO_N_TYPES))
    result = ask_right (vm, a, b, op);
  return result;
}

/* "a" + 1 and [] * "x" have messages of their own: Objects/abstract.c, PyNumber_Add, PyNumber_Multiply. */
static gboolean
raise_sequence_message (OuroVm      *vm,
                        OuroId       a,
                        OuroId       b,
                        OuroOperator op)
{
  OuroId           type_a = ouro_vm_value_type (vm, a);
  OuroId           type_b = ouro_vm_value_type (vm, b);
  g_autofree char *name = ouro_vm_dup_type_name (vm, b);
  g_autofree char *name_a = ouro_vm_dup_type_name (vm, a);

  if (op == OURO_OPERATOR_ADD && (type_a == OURO_TYPE_LIST || type_a == OURO_TYPE_TUPLE || type_a == OURO_TYPE_STR || type_a == OURO_TYPE_DEQUE))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can only concatenate %s (not \"%s\") to %s", ouro_type_get_name (type_a), name, ouro_type_get_name (type_a));
      return TRUE;
    }
  if (op == OURO_OPERATOR_ADD && type_a == OURO_TYPE_BYTES)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't concat %s to bytes", name);
      return TRUE;
    }
  if (op == OURO_OPERATOR_MULT && (type_a == OURO_TYPE_LIST || type_a == OURO_TYPE_TUPLE || type_a == OURO_TYPE_STR || type_a == OURO_TYPE_BYTES || type_a == OURO_TYPE_DEQUE))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't multiply sequence by non-int of type '%s'", name);
      return TRUE;
    }
  if (op == OURO_OPERATOR_MULT && (type_b == OURO_TYPE_LIST || type_b == OURO_TYPE_TUPLE || type_b == OURO_TYPE_STR || type_b == OURO_TYPE_BYTES || type_b == OURO_TYPE_DEQUE))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't multiply sequence by non-int of type '%s'", name_a);
      return TRUE;
    }
  return FALSE;
}

static OuroId
inplace_operation (OuroVm      *vm,
                   OuroId       a,
                   OuroId       b,
                   OuroOperator op)
{
  const OuroTypeSlots *slots = get_slots (vm, a);

  if (get_own_special (vm, a, operator_names[op].inplace) != OURO_NO_ID)
    return call_special (vm, a, operator_names[op].inplace, &b, 1);
  return slots->inplace != NULL ? slots->inplace (vm, a, b, op) : OURO_ID_NOT_IMPLEMENTED;
}

OuroId
ouro_vm_binary (OuroVm      *vm,
                OuroId       a,
                OuroId       b,
                OuroOperator op,
                gboolean     inplace)
{
  OuroId result = OURO_ID_NOT_IMPLEMENTED;

  if (vm->heap->rows[a].cls == OURO_TYPE_INT && vm->heap->rows[b].cls == OURO_TYPE_INT)
    result = ouro_py_int_binary (vm, a, b, op);
  if (inplace && result == OURO_ID_NOT_IMPLEMENTED)
    result = inplace_operation (vm, a, b, op);
  if (result == OURO_ID_NOT_IMPLEMENTED)
    result = binary_both_ways (vm, a, b, op);
  if (result != OURO_ID_NOT_IMPLEMENTED)
    return result;
  if (!raise_sequence_message (vm, a, b, op))
    raise_unsupported (vm, a, b, op, inplace);
  return OURO_NO_ID;
}

OuroId
ouro_vm_unary (OuroVm      *vm,
               OuroId       object,
               OuroOperator op)
{
  OuroVmName           name = op == OURO_OPERATOR_U_SUB ? OURO_NAME___neg__ : op == OURO_OPERATOR_U_ADD ? OURO_NAME___pos__
                                                                                                        : OURO_NAME___invert__;
  const OuroTypeSlots *slots = get_slots (vm, object);
  g_autofree char     *type = NULL;
  OuroId               result = OURO_ID_NOT_IMPLEMENTED;

  if (get_own_special (vm, object, name) != OURO_NO_ID)
    return call_special (vm, object, name, NULL, 0);
  if (slots->unary != NULL)
    result = slots->unary (vm, object, op);
  if (result != OURO_ID_NOT_IMPLEMENTED)
    return result;
  type = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "bad operand type for unary %s: '%s'", ouro_operator_get_text (op), type);
  return OURO_NO_ID;
}

/* Items ------------------------------------------------------------------------------------- */

OuroId
ouro_vm_get_item (OuroVm *vm,
                  OuroId  object,
                  OuroId  key)
{
  const OuroTypeSlots *slots = get_slots (vm, object);
  g_autofree char     *name = NULL;
  gboolean             found;
  OuroId               result;

  if (get_own_special (vm, object, OURO_NAME___getitem__) != OURO_NO_ID)
    return call_special (vm, object, OURO_NAME___getitem__, &key, 1);
  if (slots->get_item != NULL)
    return slots->get_item (vm, object, key);
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS)
    {
      result = ouro_vm_class_get_item (vm, object, key, &found);
      if (found)
        return result;
      name = ouro_vm_dup_class_name (vm, object);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "type '%s' is not subscriptable", name);
      return OURO_NO_ID;
    }
  name = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object is not subscriptable", name);
  return OURO_NO_ID;
}

gboolean
ouro_vm_set_item (OuroVm *vm,
                  OuroId  object,
                  OuroId  key,
                  OuroId  value)
{
  OuroVmName           special = value != OURO_NO_ID ? OURO_NAME___setitem__ : OURO_NAME___delitem__;
  const OuroTypeSlots *slots = get_slots (vm, object);
  OuroId               args[2] = { key, value };
  g_autofree char     *name = NULL;
  OuroId               result;

  if (get_own_special (vm, object, special) != OURO_NO_ID)
    {
      result = call_special (vm, object, special, args, value != OURO_NO_ID ? 2 : 1);
      if (result == OURO_NO_ID)
        return FALSE;
      ouro_heap_decref (vm->heap, result);
      return TRUE;
    }
  if (slots->set_item != NULL)
    return slots->set_item (vm, object, key, value);
  name = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object %s", name, value != OURO_NO_ID ? "does not support item assignment" : "doesn't support item deletion");
  return FALSE;
}

OuroId
ouro_vm_get_slice (OuroVm *vm,
                   OuroId  object,
                   OuroId  start,
                   OuroId  stop)
{
  OuroId cls = vm->heap->rows[object].cls;
  OuroId slice, result;

  if (vm->profile->sequences_are_cut && (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE || cls == OURO_TYPE_STR))
    return ouro_py_sequence_cut (vm, object, start, stop);
  slice = ouro_py_slice_new (vm, start, stop, OURO_ID_NONE);
  ouro_vm_hold (vm, slice);
  result = ouro_vm_get_item (vm, object, slice);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, slice);
  return result;
}

gboolean
ouro_vm_set_slice (OuroVm *vm,
                   OuroId  object,
                   OuroId  start,
                   OuroId  stop,
                   OuroId  value)
{
  OuroId   slice = ouro_py_slice_new (vm, start, stop, OURO_ID_NONE);
  gboolean good;

  ouro_vm_hold (vm, slice);
  good = ouro_vm_set_item (vm, object, slice, value);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, slice);
  return good;
}

typedef struct
{
  OuroId value;
  int    result;
} Search;

static gboolean
is_sought (OuroVm  *vm,
           OuroId   item,
           gpointer data)
{
  Search *search = data;

  search->result = ouro_vm_equal (vm, item, search->value);
  return search->result == 0;
}

int
ouro_vm_contains (OuroVm *vm,
                  OuroId  container,
                  OuroId  value)
{
  const OuroTypeSlots *slots = get_slots (vm, container);
  Search               search = { .value = value };
  OuroId               result;
  int                  truth;

  if (get_own_special (vm, container, OURO_NAME___contains__) != OURO_NO_ID)
    {
      result = call_special (vm, container, OURO_NAME___contains__, &value, 1);
      if (result == OURO_NO_ID)
        return -1;
      truth = ouro_vm_truth (vm, result);
      ouro_heap_decref (vm->heap, result);
      return truth;
    }
  if (slots->contains != NULL && get_own_special (vm, container, OURO_NAME___iter__) == OURO_NO_ID)
    return slots->contains (vm, container, value);
  if (ouro_vm_is_not_iterable (vm, container))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, container);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "argument of type '%s' is not %s", name, vm->profile->not_a_container_words);
      return -1;
    }
  if (ouro_vm_for_each (vm, container, is_sought, &search))
    return 0;
  return ouro_vm_has_exception (vm) ? -1 : search.result;
}

/* Iterating --------------------------------------------------------------------------------- */

gboolean
ouro_vm_is_not_iterable (OuroVm *vm,
                         OuroId  object)
{
  return get_slots (vm, object)->iter == NULL && get_own_special (vm, object, OURO_NAME___iter__) == OURO_NO_ID && get_own_special (vm, object, OURO_NAME___getitem__) == OURO_NO_ID;
}

static gboolean
is_iterator (OuroVm *vm,
             OuroId  object)
{
  return get_slots (vm, object)->next != NULL || get_own_special (vm, object, OURO_NAME___next__) != OURO_NO_ID;
}

OuroId
ouro_vm_iter (OuroVm *vm,
              OuroId  object)
{
  const OuroTypeSlots *slots = get_slots (vm, object);
  g_autofree char     *name = NULL;
  OuroId               iterator;

  if (get_own_special (vm, object, OURO_NAME___iter__) != OURO_NO_ID)
    {
      iterator = call_special (vm, object, OURO_NAME___iter__, NULL, 0);
      if (iterator == OURO_NO_ID || is_iterator (vm, iterator))
        return iterator;
      raise_wrong_result (vm, object, iterator, "__iter__", "an iterator", "iter() returned non-iterator of type '%s'");
      ouro_heap_decref (vm->heap, iterator);
      return OURO_NO_ID;
    }
  if (slots->iter != NULL)
    return slots->iter (vm, object);
  if (get_own_special (vm, object, OURO_NAME___getitem__) != OURO_NO_ID)
    return ouro_py_index_iterator_new (vm, OURO_TYPE_SEQUENCE_ITERATOR, object);
  name = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object is not iterable", name);
  return OURO_NO_ID;
}

OuroId
ouro_vm_next (OuroVm *vm,
              OuroId  iterator)
{
  OuroId item = ouro_vm_next_keeping (vm, iterator);

  if (item == OURO_NO_ID && ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
    ouro_vm_clear_exception (vm);
  return item;
}

static void
raise_no_iterator (OuroVm *vm,
                   OuroId  object)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, object);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object is not an iterator", name);
}

OuroId
ouro_vm_next_keeping (OuroVm *vm,
                      OuroId  iterator)
{
  const OuroTypeSlots *slots = get_slots (vm, iterator);
  OuroId               item;

  if (get_own_special (vm, iterator, OURO_NAME___next__) != OURO_NO_ID)
    return call_special (vm, iterator, OURO_NAME___next__, NULL, 0);
  if (slots->next != NULL)
    {
      /* An iterator may ask another one. */
      if (G_UNLIKELY (ouro_vm_is_too_deep (vm)))
        {
          ouro_vm_raise (vm, OURO_TYPE_RECURSION_ERROR, "maximum recursion depth exceeded");
          return OURO_NO_ID;
        }
      vm->n_recursions++;
      item = slots->next (vm, iterator);
      vm->n_recursions--;
      return item;
    }
  raise_no_iterator (vm, iterator);
  return OURO_NO_ID;
}

/* Lists and tuples are walked by index: what CPython's C functions do with them, too. */
static gboolean
for_each_cell (OuroVm      *vm,
               OuroId       sequence,
               OuroItemFunc func,
               gpointer     data)
{
  gboolean good = TRUE;

  for (guint32 i = 0; good && i < ouro_heap_get_n_cells (vm->heap, sequence); i++)
    {
      OuroId item = ouro_heap_get_cell (vm->heap, sequence, i);

      ouro_vm_hold (vm, ouro_vm_new_reference (vm, item));
      good = func (vm, item, data);
      ouro_vm_release (vm);
      ouro_heap_decref (vm->heap, item);
    }
  return good;
}

gboolean
ouro_vm_for_each (OuroVm      *vm,
                  OuroId       iterable,
                  OuroItemFunc func,
                  gpointer     data)
{
  OuroId   cls = vm->heap->rows[iterable].cls;
  OuroId   iterator, item;
  gboolean good = TRUE;
  guint64  turn = 0;

  if (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE)
    return for_each_cell (vm, iterable, func, data);
  iterator = ouro_vm_iter (vm, iterable);
  if (iterator == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, iterator);
  while (good && (item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      ouro_vm_hold (vm, item);
      good = func (vm, item, data) && ouro_vm_may_go_on (vm, turn++);
      ouro_vm_release (vm);
      ouro_heap_decref (vm->heap, item);
    }
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, iterator);
  return good && !ouro_vm_has_exception (vm);
}

/* Numbers ----------------------------------------------------------------------------------- */

gboolean
ouro_vm_get_index (OuroVm *vm,
                   OuroId  object,
                   gint64 *value)
{
  OuroId           number = ouro_vm_value (vm, object);
  g_autofree char *name = NULL;
  OuroId           result;
  gboolean         good;

  if (ouro_heap_get_kind (vm->heap, number) == OURO_KIND_INT || ouro_heap_get_kind (vm->heap, number) == OURO_KIND_BOOL)
    {
      if (ouro_int_get (vm->heap, number, value))
        return TRUE;
      ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
      return FALSE;
    }
  if (get_own_special (vm, object, OURO_NAME___index__) != OURO_NO_ID)
    {
      result = call_special (vm, object, OURO_NAME___index__, NULL, 0);
      if (result == OURO_NO_ID)
        return FALSE;
      good = ouro_vm_is_instance (vm, result, OURO_TYPE_INT) && ouro_vm_get_index (vm, result, value);
      ouro_heap_decref (vm->heap, result);
      if (!good && !ouro_vm_has_exception (vm))
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__index__ returned non-int");
      return good;
    }
  name = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object cannot be interpreted as an integer", name);
  return FALSE;
}
