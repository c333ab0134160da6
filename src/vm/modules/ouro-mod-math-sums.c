/* ouro-mod-math-sums.c - fsum, sumprod, prod, hypot, dist: many numbers together, with as little rounding as CPython's
 *
 * Source  J. R. Shewchuk, "Adaptive precision floating-point arithmetic", 1997 (fsum); T. Ogita, S. M. Rump, S. Oishi, "Accurate sum
 *         and dot product", SIAM J. Sci. Comput. 26, 2005 (sumprod); Modules/mathmodule.c: vector_norm (3.11 to 3.15)
 */
#include "ouro-mod-math-private.h"

#include <float.h>
#include <math.h>

/* A number as the sum of two doubles, the second what the first has lost. */
typedef struct
{
  double high;
  double low;
} Double;

/* |a| >= |b| */
static Double
add_ordered (double a,
             double b)
{
  double sum = a + b;

  return (Double){ sum, (a - sum) + b };
}

static Double
add (double a,
     double b)
{
  double sum = a + b;
  double part = sum - a;

  return (Double){ sum, (a - (sum - part)) + (b - part) };
}

static Double
multiply (double a,
          double b)
{
  double product = a * b;

  return (Double){ product, fma (a, b, -product) };
}

/* fsum ----------------------------------------------------------------------------------------- */

/* The sum so far: numbers of growing size whose bits do not overlap; apart from them what is not finite. */
typedef struct
{
  GArray *partials; /* of double */
  double  special;
  double  infinities;
} FullSum;

/* FALSE with OverflowError. */
static gboolean
add_to_full_sum (OuroVm  *vm,
                 FullSum *self,
                 double   value)
{
  double original = value;
  guint  n = 0;

  for (guint i = 0; i < self->partials->len; i++)
    {
      double partial = g_array_index (self->partials, double, i);
      Double sum = fabs (value) < fabs (partial) ? add_ordered (partial, value) : add_ordered (value, partial);

      if (sum.low != 0)
        g_array_index (self->partials, double, n++) = sum.low;
      value = sum.high;
    }
  g_array_set_size (self->partials, n);
  if (isfinite (value))
    {
      if (value != 0)
        g_array_append_val (self->partials, value);
      return TRUE;
    }
  if (isfinite (original))
    {
      ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "intermediate overflow in fsum");
      return FALSE;
    }
  if (isinf (original))
    self->infinities += original;
  self->special += original;
  g_array_set_size (self->partials, 0);
  return TRUE;
}

/* The partials from the largest down, rounded once; ties go by the sign of what is left. */
static double
round_full_sum (const FullSum *self)
{
  guint  n = self->partials->len;
  Double sum = { 0, 0 };

#define PARTIAL(i) g_array_index (self->partials, double, i)
  if (n == 0)
    return 0;
  sum.high = PARTIAL (--n);
  while (n > 0 && sum.low == 0)
    sum = add_ordered (sum.high, PARTIAL (--n));
  if (n > 0 && ((sum.low < 0 && PARTIAL (n - 1) < 0) || (sum.low > 0 && PARTIAL (n - 1) > 0)))
    {
      double twice = sum.low * 2;
      double rounded = sum.high + twice;

      if (twice == rounded - sum.high)
        sum.high = rounded;
    }
#undef PARTIAL
  return sum.high;
}

static gboolean
add_item (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  double value;

  return ouro_py_float_from_object (vm, item, &value) && add_to_full_sum (vm, data, value);
}

static OuroId
math_fsum (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  g_autoptr (GArray) partials = g_array_new (FALSE, FALSE, sizeof (double));
  FullSum sum = { .partials = partials };

  if (!ouro_mod_iterate (vm, ouro_vm_argument (args, 0), add_item, &sum))
    return OURO_NO_ID;
  if (sum.special == 0)
    return ouro_float_new (vm->heap, round_full_sum (&sum));
  if (!isnan (sum.infinities))
    return ouro_float_new (vm->heap, sum.special);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "-inf + inf in fsum");
  return OURO_NO_ID;
}

/* prod ----------------------------------------------------------------------------------------- */

/* data: the place of the product on the stack. */
static gboolean
multiply_by_item (OuroVm  *vm,
                  OuroId   item,
                  gpointer data)
{
  guint32 place = *(guint32 *)data;
  OuroId  product = vm->heap->stack[place] & OURO_CELL_ID_MASK;
  OuroId  result = ouro_vm_binary (vm, product, item, OURO_OPERATOR_MULT, FALSE);

  if (result == OURO_NO_ID)
    return FALSE;
  ouro_stack_set (vm->heap, place, result);
  ouro_heap_decref (vm->heap, product);
  return TRUE;
}

static OuroId
math_prod (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  static const OuroParameters parameters = { "prod", { "", "start" }, 2, 1, 1 };
  OuroId                      values[2];
  guint32                     place = vm->end;
  gboolean                    good;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, values[1] != OURO_NO_ID ? values[1] : OURO_ID_ZERO + 1));
  good = ouro_mod_iterate (vm, values[0], multiply_by_item, &place);
  if (good)
    return ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return OURO_NO_ID;
}

/* sumprod -------------------------------------------------------------------------------------- */

/* The total lies on the stack; floats are summed up in three doubles until something else comes. */
typedef struct
{
  OuroVm  *vm;
  guint32  place; /* of the total; the iterators lie below it */
  gboolean takes_floats;
  gboolean has_floats;
  double   high, low, tiny;
} Dot;

static gboolean
add_to_total (Dot   *self,
              OuroId term)
{
  OuroVm *vm = self->vm;
  OuroId  total = vm->heap->stack[self->place] & OURO_CELL_ID_MASK;
  OuroId  sum = ouro_vm_binary (vm, total, term, OURO_OPERATOR_ADD, FALSE);

  if (sum == OURO_NO_ID)
    return FALSE;
  ouro_stack_set (vm->heap, self->place, sum);
  ouro_heap_decref (vm->heap, total);
  return TRUE;
}

/* Two floats, or a float and an int: their values. */
static gboolean
get_floats (OuroVm *vm,
            OuroId  a,
            OuroId  b,
            double *x,
            double *y)
{
  OuroId   cls_a = vm->heap->rows[a].cls;
  OuroId   cls_b = vm->heap->rows[b].cls;
  gboolean is_int_a = cls_a == OURO_TYPE_INT || cls_a == OURO_TYPE_BOOL;
  gboolean is_int_b = cls_b == OURO_TYPE_INT || cls_b == OURO_TYPE_BOOL;
  gboolean error;

  if (!((cls_a == OURO_TYPE_FLOAT && (cls_b == OURO_TYPE_FLOAT || is_int_b)) || (cls_b == OURO_TYPE_FLOAT && is_int_a)))
    return FALSE;
  if (ouro_py_float_get_number (vm, a, x, &error) && ouro_py_float_get_number (vm, b, y, &error))
    return TRUE;
  ouro_vm_clear_exception (vm);
  return FALSE;
}

static gboolean
add_floats (Dot   *self,
            OuroId a,
            OuroId b)
{
  double x, y;
  Double product, sum, low, rest;

  if (!get_floats (self->vm, a, b, &x, &y))
    return FALSE;
  product = multiply (x, y);
  sum = add (self->high, product.high);
  if (!isfinite (sum.high))
    return FALSE;
  low = add (self->low, product.low);
  rest = add (low.high, sum.low);
  self->tiny = self->tiny + low.low + rest.low;
  self->high = sum.high;
  self->low = rest.high;
  self->has_floats = TRUE;
  return TRUE;
}

static gboolean
finish_floats (Dot *self)
{
  Double   last = add (self->low, self->high);
  OuroId   term;
  gboolean good;

  self->takes_floats = FALSE;
  if (!self->has_floats)
    return TRUE;
  term = ouro_float_new (self->vm->heap, self->tiny + last.low + last.high);
  good = add_to_total (self, term);
  ouro_heap_decref (self->vm->heap, term);
  return good;
}

/* Both items lie on the stack. */
static gboolean
add_product (Dot   *self,
             OuroId a,
             OuroId b)
{
  OuroVm  *vm = self->vm;
  gboolean are_ints = vm->heap->rows[a].cls == OURO_TYPE_INT && vm->heap->rows[b].cls == OURO_TYPE_INT && !self->has_floats;
  gboolean good;
  OuroId   term;

  if (self->takes_floats && !are_ints)
    {
      if (add_floats (self, a, b))
        return TRUE;
      if (!finish_floats (self))
        return FALSE;
    }
  else if (self->takes_floats && self->has_floats && !finish_floats (self))
    return FALSE;
  term = ouro_vm_binary (vm, a, b, OURO_OPERATOR_MULT, FALSE);
  if (term == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, term);
  good = add_to_total (self, term);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* TRUE until both iterators have come to their end, or something has failed. */
static gboolean
take_step (Dot *self)
{
  OuroVm  *vm = self->vm;
  OuroId   a = ouro_vm_next (vm, vm->heap->stack[self->place - 2] & OURO_CELL_ID_MASK);
  OuroId   b;
  gboolean good = FALSE;

  if (a == OURO_NO_ID && ouro_vm_has_exception (vm))
    return FALSE;
  ouro_vm_hold (vm, a != OURO_NO_ID ? a : OURO_ID_NONE);
  b = ouro_vm_next (vm, vm->heap->stack[self->place - 1] & OURO_CELL_ID_MASK);
  ouro_vm_hold (vm, b != OURO_NO_ID ? b : OURO_ID_NONE);
  if (!ouro_vm_has_exception (vm) && (a == OURO_NO_ID) != (b == OURO_NO_ID))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Inputs are not the same length");
  else if (a != OURO_NO_ID && b != OURO_NO_ID)
    good = add_product (self, a, b);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static OuroId
math_sumprod (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  guint32 first = vm->end;
  Dot     dot = { .vm = vm, .place = first + 2, .takes_floats = TRUE };
  guint64 turn = 0;
  OuroId  result = OURO_NO_ID;

  for (guint i = 0; i < 2; i++)
    {
      OuroId iterator = ouro_vm_iter (vm, ouro_vm_argument (args, i));

      if (iterator == OURO_NO_ID)
        {
          ouro_vm_cut_stack (vm, first);
          return OURO_NO_ID;
        }
      ouro_vm_hold (vm, iterator);
    }
  ouro_vm_hold (vm, OURO_ID_ZERO);
  while (take_step (&dot) && ouro_vm_may_go_on (vm, turn++))
    ;
  if (!ouro_vm_has_exception (vm) && finish_floats (&dot))
    result = ouro_vm_new_reference (vm, vm->heap->stack[dot.place] & OURO_CELL_ID_MASK);
  ouro_vm_cut_stack (vm, first);
  return result;
}

/* hypot, dist ---------------------------------------------------------------------------------- */

/* The numbers scaled to below 1, squares without loss, and at last one correction of the square root. */
static double
scale_and_sum (const double *numbers,
               guint         n,
               double        factor,
               double        root_of)
{
  double scale = ldexp (1, -(int)root_of);
  double sum = 1, low_products = 0, low_sums = 0;
  double root, rest;
  Double square, next;

  for (guint i = 0; i < n; i++)
    {
      double x = numbers[i] / factor * scale;

      square = multiply (x, x);
      next = add_ordered (sum, square.high);
      sum = next.high;
      low_products += square.low;
      low_sums += next.low;
    }
  root = sqrt (sum - 1 + (low_products + low_sums));
  square = multiply (-root, root);
  next = add_ordered (sum, square.high);
  low_products += square.low;
  low_sums += next.low;
  rest = next.high - 1 + (low_products + low_sums);
  return (root + rest / (2 * root)) / scale;
}

static double
get_norm (const double *numbers,
          guint         n)
{
  double   maximum = 0;
  gboolean has_nan = FALSE;
  int      exponent;

  for (guint i = 0; i < n; i++)
    {
      has_nan |= isnan (numbers[i]);
      maximum = numbers[i] > maximum ? numbers[i] : maximum;
    }
  if (isinf (maximum))
    return maximum;
  if (has_nan)
    return NAN;
  if (maximum == 0 || n <= 1)
    return maximum;
  frexp (maximum, &exponent);
  if (exponent >= -1023)
    return scale_and_sum (numbers, n, 1, exponent);
  frexp (maximum / DBL_MIN, &exponent);
  return DBL_MIN * scale_and_sum (numbers, n, DBL_MIN, exponent);
}

static OuroId
math_hypot (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  g_autofree double *numbers = g_new (double, n_args);

  for (guint i = 0; i < n_args; i++)
    {
      if (!ouro_py_float_from_object (vm, ouro_vm_argument (args, i), &numbers[i]))
        return OURO_NO_ID;
      numbers[i] = fabs (numbers[i]);
    }
  return ouro_float_new (vm->heap, get_norm (numbers, n_args));
}

/* Both points are tuples and lie on the stack. */
static OuroId
get_distance (OuroVm *vm,
              OuroId  p,
              OuroId  q)
{
  guint32            n = vm->heap->rows[p].n;
  g_autofree double *numbers = g_new (double, n);

  if (n != vm->heap->rows[q].n)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "both points must have the same number of dimensions");
      return OURO_NO_ID;
    }
  for (guint32 i = 0; i < n; i++)
    {
      double x, y;

      if (!ouro_py_float_from_object (vm, ouro_heap_get_cell (vm->heap, p, i), &x) || !ouro_py_float_from_object (vm, ouro_heap_get_cell (vm->heap, q, i), &y))
        return OURO_NO_ID;
      numbers[i] = fabs (x - y);
    }
  return ouro_float_new (vm->heap, get_norm (numbers, n));
}

static OuroId
math_dist (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId p = ouro_py_tuple_from (vm, ouro_vm_argument (args, 0));
  OuroId q, result = OURO_NO_ID;

  if (p == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, p);
  q = ouro_py_tuple_from (vm, ouro_vm_argument (args, 1));
  if (q != OURO_NO_ID)
    {
      ouro_vm_hold (vm, q);
      result = get_distance (vm, ouro_vm_value (vm, p), ouro_vm_value (vm, q));
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

const OuroBuiltinDef ouro_mod_math_sums[] = {
  { "dist", math_dist, 2, 2, 0 },
  { "fsum", math_fsum, 1, 1, 0 },
  { "hypot", math_hypot, 0, -1, 0 },
  { "prod", math_prod, 0, -1, OURO_BUILTIN_KEYWORDS },
  { NULL },
};

const OuroBuiltinDef ouro_mod_math_sumprod[] = {
  { "sumprod", math_sumprod, 2, 2, 0 },
  { NULL },
};
