/* ouro-mod-operator.c - the operators as functions: the part of operator that is written in C
 *
 * Source  Modules/_operator.c; Objects/abstract.c: PySequence_Concat, _PySequence_IterSearch (3.11 to 3.15)
 */
#include "ouro-mod-operator-private.h"

/* A function of two arguments, a and b, and one of a alone. */
#define BINARY(name, result) \
  static OuroId \
    operator_##name (OuroVm        *vm, \
                     OuroId         self, \
                     const guint32 *args, \
                     guint          n_args, \
                     OuroId         kwnames) \
  { \
    const OuroId a = ouro_vm_argument (args, 0); \
    const OuroId b = ouro_vm_argument (args, 1); \
\
    return result; \
  }

#define UNARY(name, result) \
  static OuroId \
    operator_##name (OuroVm        *vm, \
                     OuroId         self, \
                     const guint32 *args, \
                     guint          n_args, \
                     OuroId         kwnames) \
  { \
    const OuroId a = ouro_vm_argument (args, 0); \
\
    return result; \
  }

/* What a question is answered with; -1 stands for an exception. */
static OuroId
answer (int truth)
{
  return truth < 0 ? OURO_NO_ID : ouro_vm_bool (truth != 0);
}

/* Arithmetic ---------------------------------------------------------------------------------- */

BINARY (add, ouro_vm_binary (vm, a, b, OURO_OPERATOR_ADD, FALSE))
BINARY (sub, ouro_vm_binary (vm, a, b, OURO_OPERATOR_SUB, FALSE))
BINARY (mul, ouro_vm_binary (vm, a, b, OURO_OPERATOR_MULT, FALSE))
BINARY (matmul, ouro_vm_binary (vm, a, b, OURO_OPERATOR_MAT_MULT, FALSE))
BINARY (truediv, ouro_vm_binary (vm, a, b, OURO_OPERATOR_DIV, FALSE))
BINARY (floordiv, ouro_vm_binary (vm, a, b, OURO_OPERATOR_FLOOR_DIV, FALSE))
BINARY (mod, ouro_vm_binary (vm, a, b, OURO_OPERATOR_MOD, FALSE))
BINARY (pow, ouro_vm_binary (vm, a, b, OURO_OPERATOR_POW, FALSE))
BINARY (lshift, ouro_vm_binary (vm, a, b, OURO_OPERATOR_L_SHIFT, FALSE))
BINARY (rshift, ouro_vm_binary (vm, a, b, OURO_OPERATOR_R_SHIFT, FALSE))
BINARY (and_, ouro_vm_binary (vm, a, b, OURO_OPERATOR_BIT_AND, FALSE))
BINARY (or_, ouro_vm_binary (vm, a, b, OURO_OPERATOR_BIT_OR, FALSE))
BINARY (xor, ouro_vm_binary (vm, a, b, OURO_OPERATOR_BIT_XOR, FALSE))

BINARY (iadd, ouro_vm_binary (vm, a, b, OURO_OPERATOR_ADD, TRUE))
BINARY (isub, ouro_vm_binary (vm, a, b, OURO_OPERATOR_SUB, TRUE))
BINARY (imul, ouro_vm_binary (vm, a, b, OURO_OPERATOR_MULT, TRUE))
BINARY (imatmul, ouro_vm_binary (vm, a, b, OURO_OPERATOR_MAT_MULT, TRUE))
BINARY (itruediv, ouro_vm_binary (vm, a, b, OURO_OPERATOR_DIV, TRUE))
BINARY (ifloordiv, ouro_vm_binary (vm, a, b, OURO_OPERATOR_FLOOR_DIV, TRUE))
BINARY (imod, ouro_vm_binary (vm, a, b, OURO_OPERATOR_MOD, TRUE))
BINARY (ipow, ouro_vm_binary (vm, a, b, OURO_OPERATOR_POW, TRUE))
BINARY (ilshift, ouro_vm_binary (vm, a, b, OURO_OPERATOR_L_SHIFT, TRUE))
BINARY (irshift, ouro_vm_binary (vm, a, b, OURO_OPERATOR_R_SHIFT, TRUE))
BINARY (iand, ouro_vm_binary (vm, a, b, OURO_OPERATOR_BIT_AND, TRUE))
BINARY (ior, ouro_vm_binary (vm, a, b, OURO_OPERATOR_BIT_OR, TRUE))
BINARY (ixor, ouro_vm_binary (vm, a, b, OURO_OPERATOR_BIT_XOR, TRUE))

UNARY (neg, ouro_vm_unary (vm, a, OURO_OPERATOR_U_SUB))
UNARY (pos, ouro_vm_unary (vm, a, OURO_OPERATOR_U_ADD))
UNARY (invert, ouro_vm_unary (vm, a, OURO_OPERATOR_INVERT))

/* A true int, also of a bool or of a class that derives from int. */
static OuroId
operator_index (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId index = ouro_py_index (vm, ouro_vm_argument (args, 0));
  OuroId value;

  if (index == OURO_NO_ID || vm->heap->rows[index].cls == OURO_TYPE_INT)
    return index;
  value = index == OURO_ID_TRUE || index == OURO_ID_FALSE ? ouro_int_new (vm->heap, index == OURO_ID_TRUE) : ouro_vm_new_reference (vm, ouro_vm_value (vm, index));
  ouro_heap_decref (vm->heap, index);
  return value;
}

/* Questions ----------------------------------------------------------------------------------- */

BINARY (eq, ouro_vm_compare (vm, a, b, OURO_OPERATOR_EQ))
BINARY (ne, ouro_vm_compare (vm, a, b, OURO_OPERATOR_NOT_EQ))
BINARY (lt, ouro_vm_compare (vm, a, b, OURO_OPERATOR_LT))
BINARY (le, ouro_vm_compare (vm, a, b, OURO_OPERATOR_LT_E))
BINARY (gt, ouro_vm_compare (vm, a, b, OURO_OPERATOR_GT))
BINARY (ge, ouro_vm_compare (vm, a, b, OURO_OPERATOR_GT_E))

BINARY (is_, ouro_vm_bool (a == b))
BINARY (is_not, ouro_vm_bool (a != b))
UNARY (is_none, ouro_vm_bool (a == OURO_ID_NONE))
UNARY (is_not_none, ouro_vm_bool (a != OURO_ID_NONE))
UNARY (truth, answer (ouro_vm_truth (vm, a)))

static OuroId
operator_not_ (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  int truth = ouro_vm_truth (vm, ouro_vm_argument (args, 0));

  return answer (truth < 0 ? -1 : !truth);
}

/* Containers ---------------------------------------------------------------------------------- */

BINARY (getitem, ouro_vm_get_item (vm, a, b))
BINARY (delitem, ouro_vm_set_item (vm, a, b, OURO_NO_ID) ? OURO_ID_NONE : OURO_NO_ID)
BINARY (contains, answer (ouro_vm_contains (vm, a, b)))

static OuroId
operator_setitem (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return ouro_vm_set_item (vm, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1), ouro_vm_argument (args, 2)) ? OURO_ID_NONE : OURO_NO_ID;
}

/* Built-in sequences say themselves what they cannot be joined with; classes must have items on both sides. */
static OuroId
concatenate (OuroVm  *vm,
             OuroId   a,
             OuroId   b,
             gboolean inplace)
{
  if (ouro_py_is_sequence (vm, a) && (vm->heap->rows[a].cls < OURO_N_TYPES || ouro_py_is_sequence (vm, b)))
    return ouro_vm_binary (vm, a, b, OURO_OPERATOR_ADD, inplace);
  ouro_py_raise_type (vm, "'", a, "' object can't be concatenated");
  return OURO_NO_ID;
}

BINARY (concat, concatenate (vm, a, b, FALSE))
BINARY (iconcat, concatenate (vm, a, b, TRUE))

typedef struct
{
  OuroId   value;
  gboolean is_counting; /* otherwise the first place ends the search */
  gint64   n_seen;
  gint64   n_equal;
} Search;

static gboolean
search_item (OuroVm  *vm,
             OuroId   item,
             gpointer data)
{
  Search *self = data;
  int     equal = ouro_vm_equal (vm, item, self->value);

  self->n_seen++;
  self->n_equal += equal > 0;
  return equal == 0 || (equal > 0 && self->is_counting);
}

/* FALSE with an exception. */
static gboolean
search (OuroVm *vm,
        OuroId  iterable,
        Search *self)
{
  if (ouro_mod_iterate (vm, iterable, search_item, self))
    return TRUE;
  if (self->n_seen == 0 && ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
    {
      ouro_vm_clear_exception (vm);
      ouro_py_raise_type (vm, "argument of type '", iterable, "' is not iterable");
    }
  return FALSE;
}

static OuroId
operator_countOf (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  Search count = { .value = ouro_vm_argument (args, 1), .is_counting = TRUE };

  return search (vm, ouro_vm_argument (args, 0), &count) ? ouro_int_new (vm->heap, count.n_equal) : OURO_NO_ID;
}

static OuroId
operator_indexOf (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  Search first = { .value = ouro_vm_argument (args, 1) };

  if (!search (vm, ouro_vm_argument (args, 0), &first))
    return OURO_NO_ID;
  if (first.n_equal > 0)
    return ouro_int_new (vm->heap, first.n_seen - 1);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "sequence.index(x): x not in sequence");
  return OURO_NO_ID;
}

static OuroId
operator_length_hint (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  gint64 otherwise = 0, length;

  if (n_args > 1 && !ouro_py_get_ssize (vm, ouro_vm_argument (args, 1), &otherwise))
    return OURO_NO_ID;
  length = ouro_py_get_length_hint (vm, ouro_vm_argument (args, 0), otherwise);
  return length < 0 && ouro_vm_has_exception (vm) ? OURO_NO_ID : ouro_int_new (vm->heap, length);
}

/* call (function, ...) */
static OuroId
operator_call (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_vm_call_with (vm, ouro_vm_argument (args, 0), args + 1, n_args - 1, kwnames);
}

/* The module ---------------------------------------------------------------------------------- */

static const OuroBuiltinDef functions[] = {
  { "abs", ouro_mod_builtin_abs, 1, 1, 0 },
  { "add", operator_add, 2, 2, 0 },
  { "and_", operator_and_, 2, 2, 0 },
  { "call", operator_call, 1, -1, OURO_BUILTIN_KEYWORDS },
  { "concat", operator_concat, 2, 2, 0 },
  { "contains", operator_contains, 2, 2, 0 },
  { "countOf", operator_countOf, 2, 2, 0 },
  { "delitem", operator_delitem, 2, 2, 0 },
  { "eq", operator_eq, 2, 2, 0 },
  { "floordiv", operator_floordiv, 2, 2, 0 },
  { "ge", operator_ge, 2, 2, 0 },
  { "getitem", operator_getitem, 2, 2, 0 },
  { "gt", operator_gt, 2, 2, 0 },
  { "iadd", operator_iadd, 2, 2, 0 },
  { "iand", operator_iand, 2, 2, 0 },
  { "iconcat", operator_iconcat, 2, 2, 0 },
  { "ifloordiv", operator_ifloordiv, 2, 2, 0 },
  { "ilshift", operator_ilshift, 2, 2, 0 },
  { "imatmul", operator_imatmul, 2, 2, 0 },
  { "imod", operator_imod, 2, 2, 0 },
  { "imul", operator_imul, 2, 2, 0 },
  { "index", operator_index, 1, 1, 0 },
  { "indexOf", operator_indexOf, 2, 2, 0 },
  { "inv", operator_invert, 1, 1, 0 },
  { "invert", operator_invert, 1, 1, 0 },
  { "ior", operator_ior, 2, 2, 0 },
  { "ipow", operator_ipow, 2, 2, 0 },
  { "irshift", operator_irshift, 2, 2, 0 },
  { "is_", operator_is_, 2, 2, 0 },
  { "is_not", operator_is_not, 2, 2, 0 },
  { "isub", operator_isub, 2, 2, 0 },
  { "itruediv", operator_itruediv, 2, 2, 0 },
  { "ixor", operator_ixor, 2, 2, 0 },
  { "le", operator_le, 2, 2, 0 },
  { "length_hint", operator_length_hint, 1, 2, 0 },
  { "lshift", operator_lshift, 2, 2, 0 },
  { "lt", operator_lt, 2, 2, 0 },
  { "matmul", operator_matmul, 2, 2, 0 },
  { "mod", operator_mod, 2, 2, 0 },
  { "mul", operator_mul, 2, 2, 0 },
  { "ne", operator_ne, 2, 2, 0 },
  { "neg", operator_neg, 1, 1, 0 },
  { "not_", operator_not_, 1, 1, 0 },
  { "or_", operator_or_, 2, 2, 0 },
  { "pos", operator_pos, 1, 1, 0 },
  { "pow", operator_pow, 2, 2, 0 },
  { "rshift", operator_rshift, 2, 2, 0 },
  { "setitem", operator_setitem, 3, 3, 0 },
  { "sub", operator_sub, 2, 2, 0 },
  { "truediv", operator_truediv, 2, 2, 0 },
  { "truth", operator_truth, 1, 1, 0 },
  { "xor", operator_xor, 2, 2, 0 },
  { NULL },
};

static const OuroBuiltinDef none_functions[] = {
  { "is_none", operator_is_none, 1, 1, 0 },
  { "is_not_none", operator_is_not_none, 1, 1, 0 },
  { NULL },
};

void
ouro_mod_operator_add_types (OuroVm *vm)
{
  ouro_operator_add_getters (vm);
}

void
ouro_mod_operator_add (OuroVm *vm,
                       OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  if (vm->profile->operator_asks_for_none)
    ouro_mod_add_functions (vm, module, none_functions);
  for (OuroId type = OURO_TYPE_ITEMGETTER; type <= OURO_TYPE_METHODCALLER; type++)
    ouro_mod_set (vm, module, ouro_type_get_name (type), type);
}
