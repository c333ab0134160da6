/* ouro-fold.c - expressions that are constant
 *
 * Numbers are computed by GMP and in doubles, as CPython would at run time; what would raise an exception is left to
 * run time. The limits keep "a = 'x' * 10 ** 9" from being computed when nobody runs it.
 */
#include "ouro-constants-private.h"

#include <gmp.h>
#include <math.h>
#include <string.h>

/* Python/ast_opt.c (3.11). */
#define MAX_INT_BITS        128
#define MAX_STR_SIZE        4096
#define MAX_COLLECTION_SIZE 256
#define MAX_TOTAL_ITEMS     1024

/* Ours: nobody sees whether what is larger was folded, and no program makes the compiler need much memory. */
#define MAX_INT_DIGITS   4300
#define MAX_SUM_SIZE     (64 * 1024)
#define MAX_SUM_ITEMS    (8 * 1024)
#define MAX_FOLDED_BYTES (64 * 1024 * 1024)

static OuroConstant *fold (OuroCodeUnit   *unit,
                           const OuroNode *node);

/* Numbers ----------------------------------------------------------------------------------- */

typedef struct
{
  gboolean is_float;
  double   real;
  mpz_t    integer;
} Number;

/* Digits with a prefix or without. GMP knows 0x and 0b, but takes 0 for octal, and not 0o. */
static void
read_integer (mpz_ptr     integer,
              const char *text)
{
  gboolean is_octal = text[0] == '0' && text[1] == 'o';

  mpz_set_str (integer, is_octal ? text + 2 : text, is_octal ? 8 : 0);
}

static gboolean
number_init (Number             *number,
             const OuroConstant *constant)
{
  if (constant->shape != OURO_VALUE_ATOM || constant->length > MAX_INT_DIGITS)
    return FALSE;
  number->is_float = constant->kind == OURO_CONSTANT_FLOAT;
  number->real = constant->real;
  switch ((guint)constant->kind)
    {
    case OURO_CONSTANT_INT:
      mpz_init (number->integer);
      read_integer (number->integer, constant->text);
      return TRUE;
    case OURO_CONSTANT_TRUE:
      mpz_init_set_ui (number->integer, 1);
      return TRUE;
    case OURO_CONSTANT_FALSE:
    case OURO_CONSTANT_FLOAT:
      mpz_init (number->integer);
      return TRUE;
    default:
      return FALSE;
    }
}

static OuroConstant *
make_int (OuroCodeUnit *unit,
          mpz_srcptr    value)
{
  g_autofree char *text = g_malloc (mpz_sizeinbase (value, 10) + 3);

  mpz_get_str (text, 10, value);
  return ouro_constant_atom (unit, OURO_CONSTANT_INT, text, strlen (text), 0);
}

static OuroConstant *
make_float (OuroCodeUnit *unit,
            double        value)
{
  return ouro_constant_atom (unit, OURO_CONSTANT_FLOAT, NULL, 0, value);
}

/* Objects/floatobject.c, _float_div_mod. */
static void
divide_floats (double  a,
               double  b,
               double *quotient,
               double *rest)
{
  double mod = fmod (a, b);
  double div = (a - mod) / b;

  if (mod != 0)
    {
      if ((b < 0) != (mod < 0))
        {
          mod += b;
          div -= 1.0;
        }
    }
  else
    mod = copysign (0.0, b);
  if (div != 0)
    {
      double floored = floor (div);

      *quotient = div - floored > 0.5 ? floored + 1.0 : floored;
    }
  else
    *quotient = copysign (0.0, a / b);
  *rest = mod;
}

static OuroConstant *
fold_floats (OuroCodeUnit *unit,
             OuroOperator  op,
             double        a,
             double        b)
{
  double quotient, rest;

  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      return make_float (unit, a + b);
    case OURO_OPERATOR_SUB:
      return make_float (unit, a - b);
    case OURO_OPERATOR_MULT:
      return make_float (unit, a * b);
    case OURO_OPERATOR_DIV:
      return b != 0 ? make_float (unit, a / b) : NULL;
    case OURO_OPERATOR_FLOOR_DIV:
    case OURO_OPERATOR_MOD:
      if (b == 0)
        return NULL;
      divide_floats (a, b, &quotient, &rest);
      return make_float (unit, op == OURO_OPERATOR_MOD ? rest : quotient);
    case OURO_OPERATOR_POW:
      if ((a == 0 && b < 0) || (a < 0 && b != floor (b)) || !isfinite (pow (a, b)))
        return NULL;
      return make_float (unit, pow (a, b));
    default:
      return NULL;
    }
}

/* int op int with an int result; FALSE when it is left to run time. */
static gboolean
compute_ints (OuroOperator op,
              mpz_ptr      result,
              mpz_srcptr   a,
              mpz_srcptr   b)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      mpz_add (result, a, b);
      return TRUE;
    case OURO_OPERATOR_SUB:
      mpz_sub (result, a, b);
      return TRUE;
    case OURO_OPERATOR_MULT:
      if (mpz_sgn (a) != 0 && mpz_sgn (b) != 0 && mpz_sizeinbase (a, 2) + mpz_sizeinbase (b, 2) > MAX_INT_BITS)
        return FALSE;
      mpz_mul (result, a, b);
      return TRUE;
    case OURO_OPERATOR_FLOOR_DIV:
      if (mpz_sgn (b) == 0)
        return FALSE;
      mpz_fdiv_q (result, a, b);
      return TRUE;
    case OURO_OPERATOR_MOD:
      if (mpz_sgn (b) == 0)
        return FALSE;
      mpz_fdiv_r (result, a, b);
      return TRUE;
    case OURO_OPERATOR_POW:
      if (mpz_sgn (b) < 0 || mpz_cmp_ui (b, MAX_INT_BITS) > 0)
        return FALSE;
      if (mpz_sizeinbase (a, 2) * MAX (mpz_get_ui (b), 1) > MAX_INT_BITS)
        return FALSE;
      mpz_pow_ui (result, a, mpz_get_ui (b));
      return TRUE;
    case OURO_OPERATOR_L_SHIFT:
      if (mpz_sgn (b) < 0 || mpz_cmp_ui (b, MAX_INT_BITS) > 0 || mpz_sizeinbase (a, 2) + mpz_get_ui (b) > MAX_INT_BITS)
        return FALSE;
      mpz_mul_2exp (result, a, mpz_get_ui (b));
      return TRUE;
    case OURO_OPERATOR_R_SHIFT:
      if (mpz_sgn (b) < 0 || !mpz_fits_ulong_p (b))
        return FALSE;
      mpz_fdiv_q_2exp (result, a, mpz_get_ui (b));
      return TRUE;
    case OURO_OPERATOR_BIT_AND:
      mpz_and (result, a, b);
      return TRUE;
    case OURO_OPERATOR_BIT_OR:
      mpz_ior (result, a, b);
      return TRUE;
    case OURO_OPERATOR_BIT_XOR:
      mpz_xor (result, a, b);
      return TRUE;
    default:
      return FALSE;
    }
}

static double
get_double (const Number *number)
{
  return number->is_float ? number->real : mpz_get_d (number->integer);
}

/* A quotient of ints that doubles hold exactly is the quotient of the doubles; others are left to run time. */
static gboolean
fits_double (mpz_srcptr value)
{
  return mpz_sizeinbase (value, 2) <= 53;
}

static gboolean
is_bool (const OuroConstant *constant)
{
  return constant->kind == OURO_CONSTANT_TRUE || constant->kind == OURO_CONSTANT_FALSE;
}

static gboolean
is_bitwise (OuroOperator op)
{
  return op == OURO_OPERATOR_BIT_AND || op == OURO_OPERATOR_BIT_OR || op == OURO_OPERATOR_BIT_XOR;
}

static OuroConstant *
fold_numbers (OuroCodeUnit       *unit,
              OuroOperator        op,
              const OuroConstant *left,
              const OuroConstant *right)
{
  Number        a, b;
  OuroConstant *result = NULL;
  mpz_t         value;

  if (!number_init (&a, left))
    return NULL;
  if (!number_init (&b, right))
    {
      mpz_clear (a.integer);
      return NULL;
    }
  mpz_init (value);
  if (a.is_float || b.is_float)
    {
      if ((a.is_float || fits_double (a.integer)) && (b.is_float || fits_double (b.integer)))
        result = fold_floats (unit, op, get_double (&a), get_double (&b));
    }
  else if (op == OURO_OPERATOR_DIV)
    {
      if (mpz_sgn (b.integer) != 0 && fits_double (a.integer) && fits_double (b.integer))
        result = make_float (unit, mpz_get_d (a.integer) / mpz_get_d (b.integer));
    }
  else if (compute_ints (op, value, a.integer, b.integer))
    {
      if (is_bool (left) && is_bool (right) && is_bitwise (op))
        result = ouro_constant_bool (unit, mpz_sgn (value) != 0);
      else
        result = make_int (unit, value);
    }
  mpz_clears (value, a.integer, b.integer, NULL);
  return result;
}

/* Texts and tuples -------------------------------------------------------------------------- */

static gboolean
is_text (const OuroConstant *constant)
{
  return constant->shape == OURO_VALUE_ATOM && (constant->kind == OURO_CONSTANT_STR || constant->kind == OURO_CONSTANT_BYTES);
}

/* A small count to repeat by; -1 when it is none. */
static gint64
get_count (const OuroConstant *constant)
{
  if (constant->shape != OURO_VALUE_ATOM || constant->kind != OURO_CONSTANT_INT || constant->length > 6)
    return -1;
  return MAX (g_ascii_strtoll (constant->text, NULL, 0), 0);
}

static OuroConstant *
repeat_text (OuroCodeUnit       *unit,
             const OuroConstant *text,
             gint64              count)
{
  g_autoptr (GString) result = g_string_new (NULL);

  if (count < 0 || text->length * (gsize)count > MAX_STR_SIZE)
    return NULL;
  for (gint64 i = 0; i < count; i++)
    g_string_append_len (result, text->text, text->length);
  return ouro_constant_atom (unit, text->kind, result->str, result->len, 0);
}

/* Whether a constant has no more items than so many, those of its items included (check_complexity). */
static gboolean
is_within (const OuroConstant *constant,
           gint64              limit)
{
  limit -= constant->n_items;
  for (guint i = 0; i < constant->n_items && limit >= 0; i++)
    {
      if (!is_within (constant->items[i], limit))
        return FALSE;
      limit -= constant->items[i]->n_items;
    }
  return limit >= 0;
}

static OuroConstant *
repeat_tuple (OuroCodeUnit       *unit,
              const OuroConstant *tuple,
              gint64              count)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (count < 0 || tuple->n_items * (gsize)count > MAX_COLLECTION_SIZE)
    return NULL;
  if (count > 0 && !is_within (tuple, MAX_TOTAL_ITEMS / count))
    return NULL;
  for (gint64 i = 0; i < count; i++)
    for (guint j = 0; j < tuple->n_items; j++)
      g_ptr_array_add (items, tuple->items[j]);
  return ouro_constant_tuple (unit, (OuroConstant **)items->pdata, items->len);
}

static OuroConstant *
concatenate (OuroCodeUnit       *unit,
             const OuroConstant *left,
             const OuroConstant *right)
{
  if (is_text (left) && is_text (right) && left->kind == right->kind && left->length + right->length <= MAX_SUM_SIZE)
    {
      g_autoptr (GString) text = g_string_new_len (left->text, left->length);

      g_string_append_len (text, right->text, right->length);
      return ouro_constant_atom (unit, left->kind, text->str, text->len, 0);
    }
  if (left->shape == OURO_VALUE_TUPLE && right->shape == OURO_VALUE_TUPLE && left->n_items + right->n_items <= MAX_SUM_ITEMS)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new ();

      for (guint i = 0; i < left->n_items; i++)
        g_ptr_array_add (items, left->items[i]);
      for (guint i = 0; i < right->n_items; i++)
        g_ptr_array_add (items, right->items[i]);
      return ouro_constant_tuple (unit, (OuroConstant **)items->pdata, items->len);
    }
  return NULL;
}

static OuroConstant *
repeat (OuroCodeUnit       *unit,
        const OuroConstant *left,
        const OuroConstant *right)
{
  if (is_text (left))
    return repeat_text (unit, left, get_count (right));
  if (is_text (right))
    return repeat_text (unit, right, get_count (left));
  if (left->shape == OURO_VALUE_TUPLE)
    return repeat_tuple (unit, left, get_count (right));
  if (right->shape == OURO_VALUE_TUPLE)
    return repeat_tuple (unit, right, get_count (left));
  return NULL;
}

/* Nodes ------------------------------------------------------------------------------------- */

static OuroConstant *
fold_binary (OuroCodeUnit   *unit,
             const OuroNode *node)
{
  OuroConstant *left = fold (unit, node->bin_op.left);
  OuroConstant *right = left != NULL ? fold (unit, node->bin_op.right) : NULL;
  OuroConstant *result = NULL;

  if (right == NULL)
    return NULL;
  if (node->bin_op.op == OURO_OPERATOR_ADD)
    result = concatenate (unit, left, right);
  else if (node->bin_op.op == OURO_OPERATOR_MULT)
    result = repeat (unit, left, right);
  return result != NULL ? result : fold_numbers (unit, node->bin_op.op, left, right);
}

static OuroConstant *
fold_unary (OuroCodeUnit   *unit,
            const OuroNode *node)
{
  OuroConstant *operand = fold (unit, node->unary_op.operand);
  OuroConstant *result = NULL;
  Number        number;

  if (operand == NULL)
    return NULL;
  if (node->unary_op.op == OURO_OPERATOR_NOT)
    return ouro_constant_bool (unit, !ouro_constant_is_true (operand));
  if (operand->shape == OURO_VALUE_ATOM && operand->kind == OURO_CONSTANT_COMPLEX && node->unary_op.op == OURO_OPERATOR_U_ADD)
    return operand;
  if (!number_init (&number, operand))
    return NULL;
  if (number.is_float)
    {
      if (node->unary_op.op != OURO_OPERATOR_INVERT)
        result = make_float (unit, node->unary_op.op == OURO_OPERATOR_U_SUB ? -number.real : number.real);
    }
  else if (!is_bool (operand) || node->unary_op.op != OURO_OPERATOR_INVERT)
    {
      if (node->unary_op.op == OURO_OPERATOR_U_SUB)
        mpz_neg (number.integer, number.integer);
      else if (node->unary_op.op == OURO_OPERATOR_INVERT)
        mpz_com (number.integer, number.integer);
      result = make_int (unit, number.integer);
    }
  mpz_clear (number.integer);
  return result;
}

static OuroConstant *
fold_items (OuroCodeUnit       *unit,
            const OuroNodeList *items,
            gboolean            as_frozenset)
{
  g_autofree OuroConstant **folded = g_new (OuroConstant *, items->n + 1);

  for (guint i = 0; i < items->n; i++)
    if ((folded[i] = fold (unit, items->items[i])) == NULL)
      return NULL;
  return as_frozenset ? ouro_constant_frozenset (unit, folded, items->n) : ouro_constant_tuple (unit, folded, items->n);
}

/* (1, 2)[0] and "ab"[1] with ASCII text. */
static OuroConstant *
fold_subscript (OuroCodeUnit   *unit,
                const OuroNode *node)
{
  OuroConstant *value = fold (unit, node->subscript.value);
  OuroConstant *index = value != NULL ? fold (unit, node->subscript.slice) : NULL;
  gint64        n, i;

  if (index == NULL || index->shape != OURO_VALUE_ATOM || index->kind != OURO_CONSTANT_INT || index->length > 6)
    return NULL;
  i = g_ascii_strtoll (index->text, NULL, 0);
  if (value->shape == OURO_VALUE_TUPLE)
    n = value->n_items;
  else if (is_text (value) && value->kind == OURO_CONSTANT_STR && g_str_is_ascii (value->text))
    n = strlen (value->text);
  else
    return NULL;
  if (i < 0)
    i += n;
  if (i < 0 || i >= n)
    return NULL;
  return value->shape == OURO_VALUE_TUPLE ? value->items[i] : ouro_constant_str (unit, value->text + i, 1);
}

/* 0x10 and 16 are one constant. Long ones keep a base in which they are read and written in linear time. */
static OuroConstant *
fold_constant (OuroCodeUnit   *unit,
               const OuroNode *node)
{
  const char   *text = node->constant.text;
  OuroConstant *constant;
  mpz_t         value;

  if (node->constant.kind != OURO_CONSTANT_INT || text[0] != '0' || node->constant.length == 1)
    return ouro_constant_atom (unit, node->constant.kind, text, node->constant.length, node->constant.real);
  mpz_init (value);
  read_integer (value, text);
  if (node->constant.length > MAX_INT_DIGITS)
    {
      g_autofree char *digits = mpz_get_str (NULL, 16, value);
      g_autofree char *hexadecimal = g_strconcat ("0x", digits, NULL);

      constant = ouro_constant_atom (unit, OURO_CONSTANT_INT, hexadecimal, strlen (hexadecimal), 0);
    }
  else
    constant = make_int (unit, value);
  mpz_clear (value);
  return constant;
}

static OuroConstant *
fold_composite (OuroCodeUnit   *unit,
                const OuroNode *node)
{
  switch ((guint)node->kind)
    {
    case OURO_NODE_UNARY_OP:
      return fold_unary (unit, node);
    case OURO_NODE_BIN_OP:
      return fold_binary (unit, node);
    case OURO_NODE_TUPLE:
      return node->sequence.ctx == OURO_CONTEXT_LOAD ? fold_items (unit, &node->sequence.elts, FALSE) : NULL;
    case OURO_NODE_SUBSCRIPT:
      return node->subscript.ctx == OURO_CONTEXT_LOAD ? fold_subscript (unit, node) : NULL;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_composite (const OuroNode *node)
{
  return node->kind == OURO_NODE_UNARY_OP || node->kind == OURO_NODE_BIN_OP || node->kind == OURO_NODE_TUPLE ||
         node->kind == OURO_NODE_SUBSCRIPT;
}

/* Inside one expression: the value may live in a scratch unit. What has none is not looked into again. */
static OuroConstant *
fold (OuroCodeUnit   *unit,
      const OuroNode *node)
{
  OuroConstant *constant;

  if (node->kind == OURO_NODE_CONSTANT)
    return fold_constant (unit, node);
  if (node->kind == OURO_NODE_NAME)
    return g_str_equal (node->name.id, "__debug__") ? ouro_constant_bool (unit, TRUE) : NULL;
  if (!is_composite (node) || g_hash_table_contains (unit->not_constant, node))
    return NULL;
  constant = fold_composite (unit, node);
  if (constant == NULL)
    g_hash_table_add (unit->not_constant, (gpointer)node);
  return constant;
}

/* What the results of folding need, about. */
static gsize
get_size (const OuroConstant *constant)
{
  gsize size = sizeof *constant + constant->length;

  for (guint i = 0; i < constant->n_items; i++)
    size += sizeof (gpointer) + get_size (constant->items[i]);
  return size;
}

/* The unit for values on the way, which no code will hold; a new one when the old one has become large. */
static OuroCodeUnit *
get_scratch (OuroCodeUnit *unit)
{
  if (unit->not_constant == NULL)
    unit->not_constant = g_hash_table_new (NULL, NULL);
  if (unit->scratch != NULL && unit->scratch->constants->len > 1000)
    {
      unit->scratch->not_constant = NULL;
      g_clear_pointer (&unit->scratch, ouro_code_unit_free);
    }
  if (unit->scratch == NULL)
    unit->scratch = ouro_code_unit_new ();
  unit->scratch->not_constant = unit->not_constant;
  return unit->scratch;
}

void
ouro_code_unit_end_folding (OuroCodeUnit *self)
{
  if (self->scratch != NULL)
    self->scratch->not_constant = NULL;
  g_clear_pointer (&self->scratch, ouro_code_unit_free);
  g_clear_pointer (&self->not_constant, g_hash_table_unref);
}

OuroConstant *
ouro_fold (OuroCodeUnit   *unit,
           const OuroNode *node)
{
  OuroConstant *constant;

  if (!is_composite (node))
    return fold (unit, node);
  if (unit->n_folded_bytes > MAX_FOLDED_BYTES)
    return NULL;
  constant = fold (get_scratch (unit), node);
  if (constant == NULL)
    return NULL;
  unit->n_folded_bytes += get_size (constant);
  return ouro_constant_copy (unit, constant);
}

OuroConstant *
ouro_fold_items (OuroCodeUnit       *unit,
                 const OuroNodeList *items,
                 gboolean            as_frozenset)
{
  g_autofree OuroConstant **folded = g_new (OuroConstant *, items->n + 1);

  for (guint i = 0; i < items->n; i++)
    if ((folded[i] = ouro_fold (unit, items->items[i])) == NULL)
      return NULL;
  return as_frozenset ? ouro_constant_frozenset (unit, folded, items->n) : ouro_constant_tuple (unit, folded, items->n);
}
