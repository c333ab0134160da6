/* ouro-mod-builtins-iteration.c - what walks over iterables: len, iter, next, min, max, sum, sorted, any, all
 *
 * Source  Python/bltinmodule.c: min_max, builtin_sum_impl, builtin_sorted, builtin_iter, builtin_next (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <math.h>

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"

static OuroId
builtin_len (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  gint64 length = ouro_vm_length (vm, ouro_vm_argument (args, 0));

  return length < 0 ? OURO_NO_ID : ouro_int_new (vm->heap, length);
}

/* iter, next ---------------------------------------------------------------------------------- */

static OuroId
builtin_callable (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return ouro_vm_bool (ouro_py_is_callable (vm, ouro_vm_argument (args, 0)));
}

static OuroId
builtin_iter (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId object = ouro_vm_argument (args, 0);

  if (n_args == 1)
    return ouro_vm_iter (vm, object);
  if (ouro_py_is_callable (vm, object))
    return ouro_py_callable_iterator_new (vm, object, ouro_vm_argument (args, 1));
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", vm->profile->iter_words);
  return OURO_NO_ID;
}

static OuroId
builtin_next (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId item = ouro_vm_next_keeping (vm, ouro_vm_argument (args, 0));

  if (item != OURO_NO_ID || vm->is_stopping)
    return item;
  if (ouro_vm_has_exception (vm) && (n_args == 1 || !ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION)))
    return OURO_NO_ID;
  if (n_args > 1)
    {
      ouro_vm_clear_exception (vm);
      return ouro_vm_new_reference (vm, ouro_vm_argument (args, 1));
    }
  ouro_vm_raise_with_args (vm, OURO_TYPE_STOP_ITERATION, NULL, 0);
  return OURO_NO_ID;
}

/* any, all ------------------------------------------------------------------------------------ */

typedef struct
{
  int sought; /* truth that decides */
  int found;  /* 1 once it has been met, -1 for an exception */
} TruthSearch;

static gboolean
is_undecided (OuroVm  *vm,
              OuroId   item,
              gpointer data)
{
  TruthSearch *search = data;
  int          truth = ouro_vm_truth (vm, item);

  search->found = truth < 0 ? -1 : truth == search->sought;
  return search->found == 0;
}

static OuroId
search_truth (OuroVm *vm,
              OuroId  iterable,
              int     sought)
{
  TruthSearch search = { sought, 0 };

  if (!ouro_mod_iterate (vm, iterable, is_undecided, &search))
    return OURO_NO_ID;
  return ouro_vm_bool (search.found == sought);
}

static OuroId
builtin_any (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return search_truth (vm, ouro_vm_argument (args, 0), 1);
}

static OuroId
builtin_all (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return search_truth (vm, ouro_vm_argument (args, 0), 0);
}

/* min, max ------------------------------------------------------------------------------------ */

typedef struct
{
  const char  *name;
  OuroOperator op;
  OuroId       key;   /* OURO_NO_ID for none */
  guint32      place; /* of the stack: the best item so far, and above it what key () said of it */
} Extreme;

static void
set_place (OuroVm *vm,
           guint32 place,
           OuroId  object)
{
  OuroId old = vm->heap->stack[place] & OURO_CELL_ID_MASK;

  ouro_stack_set (vm->heap, place, object);
  ouro_mod_drop (vm, old);
}

/* Keeps the item when it is better than the one before. */
static gboolean
consider (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  Extreme *self = data;
  OuroId   value = self->key != OURO_NO_ID ? ouro_vm_call (vm, self->key, &item, 1) : ouro_vm_new_reference (vm, item);
  OuroId   best = vm->heap->stack[self->place + 1] & OURO_CELL_ID_MASK;
  int      is_better = 1;

  if (value == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, value);
  if (best != OURO_NO_ID)
    is_better = ouro_vm_compare_truth (vm, value, best, self->op);
  ouro_vm_release (vm);
  if (is_better > 0)
    {
      set_place (vm, self->place + 1, value);
      set_place (vm, self->place, ouro_vm_new_reference (vm, item));
    }
  else
    ouro_heap_decref (vm->heap, value);
  return is_better >= 0;
}

static gboolean
consider_all (OuroVm        *vm,
              Extreme       *self,
              const guint32 *args,
              guint          n_args)
{
  if (n_args == 1)
    return ouro_mod_iterate (vm, ouro_vm_argument (args, 0), consider, self);
  for (guint i = 0; i < n_args; i++)
    if (!consider (vm, ouro_vm_argument (args, i), self))
      return FALSE;
  return TRUE;
}

/* The keywords of min and max; FALSE with an exception. */
static gboolean
check_extreme_keywords (OuroVm     *vm,
                        const char *name,
                        OuroId      kwnames)
{
  guint32 n = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  if (n <= 2)
    return ouro_vm_check_keywords (vm, name, kwnames, OURO_NAME_key, OURO_NAME_default, -1);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes at most 2 keyword arguments (%u given)", name, n);
  return FALSE;
}

static OuroId
find_extreme (OuroVm        *vm,
              Extreme       *self,
              const guint32 *args,
              guint          n_args,
              OuroId         otherwise)
{
  OuroId best = OURO_NO_ID;

  self->place = vm->end;
  ouro_vm_hold (vm, OURO_NO_ID);
  ouro_vm_hold (vm, OURO_NO_ID);
  if (consider_all (vm, self, args, n_args))
    {
      best = vm->heap->stack[self->place] & OURO_CELL_ID_MASK;
      if (best == OURO_NO_ID)
        best = otherwise;
      if (best != OURO_NO_ID)
        ouro_heap_incref (vm->heap, best);
      else
        ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, vm->profile->nothing_to_choose_words, self->name);
    }
  ouro_mod_drop (vm, ouro_vm_release (vm));
  ouro_mod_drop (vm, ouro_vm_release (vm));
  return best;
}

static OuroId
min_max (OuroVm        *vm,
         Extreme       *self,
         const guint32 *args,
         guint          n_args,
         OuroId         kwnames)
{
  OuroId  otherwise;
  guint32 place = vm->end;
  OuroId  result;

  if (!check_extreme_keywords (vm, self->name, kwnames))
    return OURO_NO_ID;
  otherwise = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_default);
  self->key = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_key);
  if (self->key == OURO_ID_NONE)
    self->key = OURO_NO_ID;
  if (n_args > 1 && otherwise != OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Cannot specify a default for %s() with multiple positional arguments", self->name);
      return OURO_NO_ID;
    }
  if (vm->profile->min_packs_arguments)
    ouro_mod_begin_packed_call (vm, args, n_args, kwnames);
  result = find_extreme (vm, self, args, n_args, otherwise);
  ouro_mod_end_packed_call (vm, place);
  return result;
}

static OuroId
builtin_min (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  Extreme extreme = { .name = "min", .op = OURO_OPERATOR_LT };

  return min_max (vm, &extreme, args, n_args, kwnames);
}

static OuroId
builtin_max (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  Extreme extreme = { .name = "max", .op = OURO_OPERATOR_GT };

  return min_max (vm, &extreme, args, n_args, kwnames);
}

/* sum ----------------------------------------------------------------------------------------- */

/* A sum of doubles and, from 3.12 on, what rounding has lost: Neumaier's algorithm (Python/bltinmodule.c, cs_add). */
typedef struct
{
  double high;
  double low;
} PreciseSum;

/* A sum stays one of C numbers as long as the items allow it; otherwise it is an object at a place of the stack. */
typedef enum {
  SUM_OF_INTS,
  SUM_OF_FLOATS,
  SUM_OF_COMPLEX,
  SUM_OF_OBJECTS,
} SumState;

typedef struct
{
  SumState   state;
  gint64     whole;
  PreciseSum real;
  PreciseSum imaginary;
  guint32    place;
} Sum;

static void
add_plainly (PreciseSum *self,
             double      value)
{
  self->high += value;
}

static void
add_precisely (PreciseSum *self,
               double      value)
{
  double total = self->high + value;

  if (fabs (self->high) >= fabs (value))
    self->low += (self->high - total) + value;
  else
    self->low += (value - total) + self->high;
  self->high = total;
}

static double
get_double (const PreciseSum *self)
{
  return self->low != 0 && isfinite (self->low) ? self->high + self->low : self->high;
}

static void
add_double (OuroVm     *vm,
            PreciseSum *sum,
            double      value)
{
  if (vm->profile->sum_is_precise)
    add_precisely (sum, value);
  else
    add_plainly (sum, value);
}

/* Which state a sum can have whose value is this object: only exact types count. */
static SumState
get_state (const OuroVm *vm,
           OuroId        object)
{
  gint64 value;

  switch (vm->heap->rows[object].cls)
    {
    case OURO_TYPE_INT:
      return ouro_int_get (vm->heap, object, &value) ? SUM_OF_INTS : SUM_OF_OBJECTS;
    case OURO_TYPE_FLOAT:
      return SUM_OF_FLOATS;
    case OURO_TYPE_COMPLEX:
      return vm->profile->sum_knows_complex ? SUM_OF_COMPLEX : SUM_OF_OBJECTS;
    default:
      return SUM_OF_OBJECTS;
    }
}

/* The sum is this object from now on; takes over the reference. */
static void
set_value (OuroVm *vm,
           Sum    *self,
           OuroId  value)
{
  self->state = get_state (vm, value);
  self->real = self->imaginary = (PreciseSum){ 0, 0 };
  if (self->state == SUM_OF_INTS)
    ouro_int_get (vm->heap, value, &self->whole);
  else if (self->state == SUM_OF_FLOATS)
    self->real.high = ouro_float_get (vm->heap, value);
  else if (self->state == SUM_OF_COMPLEX)
    ouro_complex_get (vm->heap, value, &self->real.high, &self->imaginary.high);
  set_place (vm, self->place, value);
}

/* The sum as an object; new reference. */
static OuroId
get_value (OuroVm    *vm,
           const Sum *self)
{
  switch (self->state)
    {
    case SUM_OF_INTS:
      return ouro_int_new (vm->heap, self->whole);
    case SUM_OF_FLOATS:
      return ouro_float_new (vm->heap, get_double (&self->real));
    case SUM_OF_COMPLEX:
      return ouro_complex_new (vm->heap, get_double (&self->real), get_double (&self->imaginary));
    case SUM_OF_OBJECTS:
    default:
      return ouro_vm_new_reference (vm, vm->heap->stack[self->place] & OURO_CELL_ID_MASK);
    }
}

/* An int is added to a float or complex sum: 1 when it was, 0 when it has to be done in the ordinary way, -1. */
static int
add_int_to_double (OuroVm *vm,
                   Sum    *self,
                   OuroId  item)
{
  gint64   value;
  double   number;
  gboolean error = FALSE;

  if (vm->profile->sum_knows_complex)
    {
      if (!ouro_py_float_get_number (vm, item, &number, &error))
        return -1;
      add_precisely (&self->real, number);
      return 1;
    }
  if (!ouro_int_get (vm->heap, ouro_vm_value (vm, item), &value))
    return 0;
  add_plainly (&self->real, (double)value);
  return 1;
}

/* Adds a number without making an object, if that can be done: 1, 0, -1. */
static int
add_number (OuroVm *vm,
            Sum    *self,
            OuroId  item)
{
  OuroId cls = vm->heap->rows[item].cls;
  gint64 value;
  double real, imaginary;

  if (self->state == SUM_OF_INTS)
    return (cls == OURO_TYPE_INT || cls == OURO_TYPE_BOOL) && ouro_int_get (vm->heap, item, &value) && !__builtin_add_overflow (self->whole, value, &self->whole);
  if (self->state == SUM_OF_OBJECTS)
    return 0;
  if (cls == OURO_TYPE_FLOAT)
    {
      add_double (vm, &self->real, ouro_float_get (vm->heap, item));
      return 1;
    }
  if (cls == OURO_TYPE_COMPLEX && self->state == SUM_OF_COMPLEX)
    {
      ouro_complex_get (vm->heap, item, &real, &imaginary);
      add_precisely (&self->real, real);
      add_precisely (&self->imaginary, imaginary);
      return 1;
    }
  return ouro_py_is_int (vm, item) ? add_int_to_double (vm, self, item) : 0;
}

static gboolean
add_item (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  Sum     *self = data;
  SumState state = self->state;
  gint64   whole = self->whole;
  int      done = add_number (vm, self, item);
  OuroId   total;

  if (done != 0)
    return done > 0;
  self->whole = whole;
  set_place (vm, self->place, get_value (vm, self));
  total = ouro_vm_binary (vm, vm->heap->stack[self->place] & OURO_CELL_ID_MASK, item, OURO_OPERATOR_ADD, FALSE);
  if (total == OURO_NO_ID)
    return FALSE;
  set_value (vm, self, total);
  /* CPython has one loop for each state, and never goes back to an earlier one. */
  if (self->state < state || state == SUM_OF_OBJECTS)
    self->state = SUM_OF_OBJECTS;
  return TRUE;
}

static gboolean
refuse_start (OuroVm *vm,
              OuroId  start)
{
  static const struct
  {
    OuroId      type;
    const char *words;
  } refused[] = {
    { OURO_TYPE_STR, "sum() can't sum strings [use ''.join(seq) instead]" },
    { OURO_TYPE_BYTES, "sum() can't sum bytes [use b''.join(seq) instead]" },
    { OURO_TYPE_BYTEARRAY, "sum() can't sum bytearray [use b''.join(seq) instead]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (ouro_vm_is_instance (vm, start, refused[i].type))
      {
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", refused[i].words);
        return TRUE;
      }
  return FALSE;
}

static OuroId
builtin_sum (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  static const OuroParameters parameters = { "sum", { "", "start" }, 2, 1, 2 };
  Sum                         sum = { .place = vm->end };
  OuroId                      values[2];
  OuroId                      result = OURO_NO_ID;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[1] == OURO_NO_ID)
    values[1] = OURO_ID_ZERO;
  ouro_vm_hold (vm, OURO_NO_ID);
  if (ouro_vm_is_not_iterable (vm, values[0]))
    ouro_vm_iter (vm, values[0]); /* says so before the start is looked at */
  else if (!refuse_start (vm, values[1]))
    {
      set_value (vm, &sum, ouro_vm_new_reference (vm, values[1]));
      if (ouro_mod_iterate (vm, values[0], add_item, &sum))
        result = get_value (vm, &sum);
    }
  ouro_mod_drop (vm, ouro_vm_release (vm));
  return result;
}

/* sorted -------------------------------------------------------------------------------------- */

/* list (iterable).sort (...) through a bound method, as CPython has it. */
static OuroId
builtin_sorted (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId list, method, result = OURO_NO_ID;

  if (n_args != 1)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "sorted expected 1 argument, got %u", n_args);
      return OURO_NO_ID;
    }
  list = ouro_py_list_from (vm, ouro_vm_argument (args, 0));
  if (list == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, list);
  method = ouro_vm_get_attribute (vm, list, ouro_vm_name (vm, OURO_NAME_sort));
  if (method != OURO_NO_ID)
    {
      ouro_vm_hold (vm, method);
      result = ouro_vm_call_with (vm, method, args + 1, 0, kwnames);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_vm_release (vm);
  if (result != OURO_NO_ID)
    return list;
  ouro_heap_decref (vm->heap, list);
  return OURO_NO_ID;
}

const OuroBuiltinDef ouro_mod_builtins_iteration[] = {
  { "len", builtin_len, 1, 1, OURO_BUILTIN_NO_POLL },
  { "callable", builtin_callable, 1, 1, 0 },
  { "iter", builtin_iter, 1, 2, 0 },
  { "next", builtin_next, 1, 2, 0 },
  { "any", builtin_any, 1, 1, 0 },
  { "all", builtin_all, 1, 1, 0 },
  { "min", builtin_min, 1, -1, OURO_BUILTIN_KEYWORDS },
  { "max", builtin_max, 1, -1, OURO_BUILTIN_KEYWORDS },
  { "sum", builtin_sum, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "sorted", builtin_sorted, 0, -1, OURO_BUILTIN_KEYWORDS },
  { NULL },
};
