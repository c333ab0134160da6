/* ouro-py-range.c - range
 *
 * A range is four ints of any size: start, stop, step and the length that follows from them.
 * Source  Objects/rangeobject.c; Objects/abstract.c, _PySequence_IterSearch (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"
#include "ouro-py-slice-private.h"

enum {
  RANGE_START,
  RANGE_STOP,
  RANGE_STEP,
  RANGE_LENGTH,
  RANGE_N_CELLS,
};

/* A range as numbers. */
typedef struct
{
  mpz_t start, stop, step, length;
} Numbers;

static OuroId
get_cell (const OuroVm *vm,
          OuroId        range,
          guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, range, cell) & OURO_CELL_ID_MASK;
}

/* Numbers ------------------------------------------------------------------------------------- */

static void
numbers_init (Numbers *self)
{
  mpz_inits (self->start, self->stop, self->step, self->length, NULL);
}

static void
numbers_clear (Numbers *self)
{
  mpz_clears (self->start, self->stop, self->step, self->length, NULL);
}

static void
numbers_init_from (Numbers      *self,
                   const OuroVm *vm,
                   OuroId        range)
{
  numbers_init (self);
  ouro_int_get_mpz (vm->heap, get_cell (vm, range, RANGE_START), self->start);
  ouro_int_get_mpz (vm->heap, get_cell (vm, range, RANGE_STOP), self->stop);
  ouro_int_get_mpz (vm->heap, get_cell (vm, range, RANGE_STEP), self->step);
  ouro_int_get_mpz (vm->heap, get_cell (vm, range, RANGE_LENGTH), self->length);
}

/* compute_range_length. */
static void
numbers_set_length (Numbers *self)
{
  mpz_sub (self->length, self->stop, self->start);
  if (mpz_sgn (self->length) != mpz_sgn (self->step))
    mpz_set_si (self->length, 0);
  else
    mpz_cdiv_q (self->length, self->length, self->step);
}

/* start + index * step */
static void
numbers_get_item (const Numbers *self,
                  mpz_srcptr     index,
                  mpz_ptr        item)
{
  mpz_t offset;

  mpz_init (offset);
  mpz_mul (offset, index, self->step);
  mpz_add (item, self->start, offset);
  mpz_clear (offset);
}

/* Making -------------------------------------------------------------------------------------- */

/* Takes over the ints. */
static OuroId
make_range (OuroVm *vm,
            OuroId  start,
            OuroId  stop,
            OuroId  step,
            OuroId  length)
{
  const OuroId numbers[] = { start, stop, step, length };
  OuroId       range = ouro_heap_allocate (vm->heap, OURO_KIND_RANGE, 0, OURO_TYPE_RANGE, OURO_FREELIST_RANGE, 48, 0, RANGE_N_CELLS, RANGE_N_CELLS);

  for (guint i = 0; i < RANGE_N_CELLS; i++)
    ouro_heap_set_cell (vm->heap, range, i, numbers[i] | OURO_CELL_PRIVATE);
  return range;
}

/* How many steps lead from start to before stop. */
static OuroId
compute_length (OuroVm *vm,
                OuroId  start,
                OuroId  stop,
                OuroId  step)
{
  Numbers numbers;
  gint64  first, last;
  OuroId  length;

  if (ouro_int_get (vm->heap, start, &first) && ouro_int_get (vm->heap, stop, &last) && step == OURO_ID_ZERO + 1 && first >= 0)
    return ouro_int_new (vm->heap, last > first ? last - first : 0);
  numbers_init (&numbers);
  ouro_int_get_mpz (vm->heap, start, numbers.start);
  ouro_int_get_mpz (vm->heap, stop, numbers.stop);
  ouro_int_get_mpz (vm->heap, step, numbers.step);
  numbers_set_length (&numbers);
  length = ouro_int_new_from_mpz (vm->heap, numbers.length);
  numbers_clear (&numbers);
  return length;
}

/* Makes a range of the three first numbers. */
static OuroId
make_from_numbers (OuroVm  *vm,
                   Numbers *numbers)
{
  numbers_set_length (numbers);
  return make_range (vm,
                     ouro_int_new_from_mpz (vm->heap, numbers->start),
                     ouro_int_new_from_mpz (vm->heap, numbers->stop),
                     ouro_int_new_from_mpz (vm->heap, numbers->step),
                     ouro_int_new_from_mpz (vm->heap, numbers->length));
}

/* PyNumber_Index (): always an int itself, no bool. */
static OuroId
get_exact_int (OuroVm *vm,
               OuroId  object)
{
  OuroId number = ouro_py_index (vm, object);
  OuroId exact;
  mpz_t  value;

  if (number == OURO_NO_ID || vm->heap->rows[number].cls == OURO_TYPE_INT)
    return number;
  mpz_init (value);
  ouro_int_get_mpz (vm->heap, ouro_vm_value (vm, number), value);
  exact = ouro_int_new_from_mpz (vm->heap, value);
  mpz_clear (value);
  ouro_heap_decref (vm->heap, number);
  return exact;
}

/* The arguments become start, stop and step; those that could be made are the caller's in any case. */
static gboolean
get_ends (OuroVm        *vm,
          const guint32 *args,
          guint          n_args,
          OuroId        *ends)
{
  guint first = n_args == 1 ? RANGE_STOP : RANGE_START;

  ends[RANGE_START] = OURO_ID_ZERO;
  ends[RANGE_STOP] = OURO_NO_ID;
  ends[RANGE_STEP] = OURO_ID_ZERO + 1;
  for (guint i = 0; i < n_args; i++)
    {
      ends[first + i] = get_exact_int (vm, ouro_vm_argument (args, i));
      if (ends[first + i] == OURO_NO_ID)
        return FALSE;
    }
  if (ends[RANGE_STEP] != OURO_ID_ZERO)
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "range() arg 3 must not be zero");
  return FALSE;
}

static OuroId
range_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId ends[RANGE_LENGTH];

  if (!ouro_py_check_arguments (vm, "range", n_args, kwnames, 1, 3))
    return OURO_NO_ID;
  if (get_ends (vm, args, n_args, ends))
    return make_range (vm, ends[RANGE_START], ends[RANGE_STOP], ends[RANGE_STEP], compute_length (vm, ends[RANGE_START], ends[RANGE_STOP], ends[RANGE_STEP]));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] != OURO_NO_ID)
      ouro_heap_decref (vm->heap, ends[i]);
  return OURO_NO_ID;
}

/* Iterating ----------------------------------------------------------------------------------- */

/* The same numbers in the C type long, whatever is stepped over included. */
static gboolean
fits_in_long (const OuroVm *vm,
              OuroId        range,
              gint64       *start,
              gint64       *step,
              gint64       *n)
{
  gint64 stop;

  if (!ouro_int_get (vm->heap, get_cell (vm, range, RANGE_START), start) || !ouro_int_get (vm->heap, get_cell (vm, range, RANGE_STOP), &stop) || !ouro_int_get (vm->heap, get_cell (vm, range, RANGE_STEP), step) || !ouro_int_get (vm->heap, get_cell (vm, range, RANGE_LENGTH), n))
    return FALSE;
  return *n == 0 || (*step > 0 ? stop <= G_MAXINT64 - (*step - 1) : stop >= G_MININT64 + (-1 - *step));
}

static OuroId
range_iter (OuroVm *vm,
            OuroId  self)
{
  gint64 start, step, n;

  if (fits_in_long (vm, self, &start, &step, &n))
    return ouro_py_range_iterator_new (vm, start, step, n);
  return ouro_py_longrange_iterator_new (vm,
                                         ouro_vm_new_reference (vm, get_cell (vm, self, RANGE_START)),
                                         ouro_vm_new_reference (vm, get_cell (vm, self, RANGE_STEP)),
                                         ouro_vm_new_reference (vm, get_cell (vm, self, RANGE_LENGTH)));
}

static OuroId
iterate_back_over_large (OuroVm *vm,
                         OuroId  range)
{
  Numbers numbers;
  OuroId  iterator;

  numbers_init_from (&numbers, vm, range);
  mpz_sub_ui (numbers.stop, numbers.length, 1);
  numbers_get_item (&numbers, numbers.stop, numbers.start);
  mpz_neg (numbers.step, numbers.step);
  iterator = ouro_py_longrange_iterator_new (vm,
                                             ouro_int_new_from_mpz (vm->heap, numbers.start),
                                             ouro_int_new_from_mpz (vm->heap, numbers.step),
                                             ouro_vm_new_reference (vm, get_cell (vm, range, RANGE_LENGTH)));
  numbers_clear (&numbers);
  return iterator;
}

static OuroId
range_reversed (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  gint64 start, step, n;

  /* Backwards one goes down to start - step. */
  if (!fits_in_long (vm, self, &start, &step, &n) || step == G_MININT64 || (step > 0 ? start < G_MININT64 + step : start > G_MAXINT64 + step))
    return iterate_back_over_large (vm, self);
  return ouro_py_range_iterator_new (vm, (gint64)((guint64)start + (guint64)(n - 1) * (guint64)step), -step, n);
}

/* Items --------------------------------------------------------------------------------------- */

static OuroId
get_slice (OuroVm *vm,
           OuroId  self,
           OuroId  slice)
{
  Numbers numbers, part;
  OuroId  range = OURO_NO_ID;

  numbers_init_from (&numbers, vm, self);
  numbers_init (&part);
  if (ouro_py_slice_get_long_indices (vm, slice, numbers.length, part.start, part.stop, part.step))
    {
      numbers_get_item (&numbers, part.start, part.start);
      numbers_get_item (&numbers, part.stop, part.stop);
      mpz_mul (part.step, part.step, numbers.step);
      range = make_from_numbers (vm, &part);
    }
  numbers_clear (&part);
  numbers_clear (&numbers);
  return range;
}

static OuroId
get_one_item (OuroVm *vm,
              OuroId  self,
              OuroId  key)
{
  OuroId  index = ouro_py_index (vm, key);
  OuroId  item = OURO_NO_ID;
  Numbers numbers;
  mpz_t   place;

  if (index == OURO_NO_ID)
    return OURO_NO_ID;
  numbers_init_from (&numbers, vm, self);
  mpz_init (place);
  ouro_int_get_mpz (vm->heap, ouro_vm_value (vm, index), place);
  if (mpz_sgn (place) < 0)
    mpz_add (place, place, numbers.length);
  if (mpz_sgn (place) < 0 || mpz_cmp (place, numbers.length) >= 0)
    ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "range object index out of range");
  else
    {
      numbers_get_item (&numbers, place, place);
      item = ouro_int_new_from_mpz (vm->heap, place);
    }
  mpz_clear (place);
  numbers_clear (&numbers);
  ouro_heap_decref (vm->heap, index);
  return item;
}

static OuroId
range_get_item (OuroVm *vm,
                OuroId  self,
                OuroId  key)
{
  if (ouro_py_is_index (vm, key))
    return get_one_item (vm, self, key);
  if (vm->heap->rows[key].cls == OURO_TYPE_SLICE)
    return get_slice (vm, self, key);
  ouro_py_raise_type (vm, "range indices must be integers or slices, not ", key, "");
  return OURO_NO_ID;
}

/* Whether calculation tells if the value is in a range; others are compared with every item. */
static gboolean
can_calculate (const OuroVm *vm,
               OuroId        value)
{
  return vm->heap->rows[value].cls == OURO_TYPE_INT || vm->heap->rows[value].cls == OURO_TYPE_BOOL;
}

/* The index of a number, in place; FALSE when it is not in the range. */
static gboolean
find_number (const OuroVm *vm,
             OuroId        range,
             OuroId        value,
             mpz_ptr       index)
{
  Numbers  numbers;
  gboolean is_in;

  numbers_init_from (&numbers, vm, range);
  ouro_int_get_mpz (vm->heap, value, index);
  mpz_sub (index, index, numbers.start);
  is_in = mpz_divisible_p (index, numbers.step);
  mpz_fdiv_q (index, index, numbers.step);
  is_in = is_in && mpz_sgn (index) >= 0 && mpz_cmp (index, numbers.length) < 0;
  numbers_clear (&numbers);
  return is_in;
}

static gboolean
contains_number (const OuroVm *vm,
                 OuroId        range,
                 OuroId        value)
{
  gboolean is_in;
  mpz_t    index;

  mpz_init (index);
  is_in = find_number (vm, range, value, index);
  mpz_clear (index);
  return is_in;
}

typedef struct
{
  OuroId   value;
  gint64   index; /* of the item under comparison */
  gint64   n_found;
  gboolean all; /* whether to go on once one has been found */
} Search;

static gboolean
compare_item (OuroVm  *vm,
              OuroId   item,
              gpointer data)
{
  Search *search = data;
  int     equal = ouro_py_item_equals (vm, item, search->value);

  if (equal < 0 || !ouro_vm_may_go_on (vm, (guint64)search->index))
    return FALSE;
  search->n_found += equal;
  if (equal && !search->all)
    return FALSE;
  search->index++;
  return TRUE;
}

/* FALSE with an exception. */
static gboolean
search_items (OuroVm *vm,
              OuroId  range,
              Search *search)
{
  return ouro_vm_for_each (vm, range, compare_item, search) || !ouro_vm_has_exception (vm);
}

static int
range_contains (OuroVm *vm,
                OuroId  self,
                OuroId  value)
{
  Search search = { .value = value };

  if (can_calculate (vm, value))
    return contains_number (vm, self, value);
  return search_items (vm, self, &search) ? search.n_found > 0 : -1;
}

static OuroId
range_count (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId value = ouro_vm_argument (args, 0);
  Search search = { .value = value, .all = TRUE };

  if (can_calculate (vm, value))
    return ouro_int_new (vm->heap, contains_number (vm, self, value));
  return search_items (vm, self, &search) ? ouro_int_new (vm->heap, search.n_found) : OURO_NO_ID;
}

static void
raise_not_in_range (OuroVm *vm,
                    OuroId  value)
{
  OuroId           repr;
  g_autofree char *text = NULL;

  if (!vm->profile->missing_item_is_shown)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "range.index(x): x not in range");
      return;
    }
  repr = ouro_vm_repr (vm, value);
  if (repr == OURO_NO_ID)
    return;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s is not in range", text);
}

static OuroId
range_index (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId value = ouro_vm_argument (args, 0);
  Search search = { .value = value };
  OuroId result = OURO_NO_ID;
  mpz_t  index;

  if (!can_calculate (vm, value))
    {
      if (!search_items (vm, self, &search))
        return OURO_NO_ID;
      if (search.n_found > 0)
        return ouro_int_new (vm->heap, search.index);
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "sequence.index(x): x not in sequence");
      return OURO_NO_ID;
    }
  mpz_init (index);
  if (find_number (vm, self, value, index))
    result = ouro_int_new_from_mpz (vm->heap, index);
  else
    raise_not_in_range (vm, value);
  mpz_clear (index);
  return result;
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
range_repr (OuroVm *vm,
            OuroId  self)
{
  guint           n = get_cell (vm, self, RANGE_STEP) == OURO_ID_ZERO + 1 ? RANGE_STEP : RANGE_LENGTH;
  OuroTextBuilder text;
  gboolean        good = TRUE;

  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "range(");
  for (guint i = 0; good && i < n; i++)
    {
      if (i > 0)
        ouro_text_builder_add_utf8 (&text, ", ");
      good = ouro_py_text_add_repr (&text, vm, get_cell (vm, self, i));
    }
  ouro_text_builder_add_utf8 (&text, ")");
  return ouro_py_text_end (&text, vm, good);
}

static gboolean
are_equal (OuroVm *vm,
           OuroId  a,
           OuroId  b,
           guint   cell)
{
  return ouro_py_int_compare (vm, get_cell (vm, a, cell), get_cell (vm, b, cell), OURO_OPERATOR_EQ) == OURO_ID_TRUE;
}

/* Whether a length is so small a number. */
static gboolean
has_length (const OuroVm *vm,
            OuroId        range,
            gint64        length)
{
  gint64 present;

  return ouro_int_get (vm->heap, get_cell (vm, range, RANGE_LENGTH), &present) && present == length;
}

/* range_equals: as the lists of their items. */
static gboolean
ranges_are_equal (OuroVm *vm,
                  OuroId  a,
                  OuroId  b)
{
  if (a == b)
    return TRUE;
  if (!are_equal (vm, a, b, RANGE_LENGTH))
    return FALSE;
  if (has_length (vm, a, 0))
    return TRUE;
  return are_equal (vm, a, b, RANGE_START) && (has_length (vm, a, 1) || are_equal (vm, a, b, RANGE_STEP));
}

static OuroId
range_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  if (vm->heap->rows[b].cls != OURO_TYPE_RANGE || (op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ))
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_vm_bool (ranges_are_equal (vm, a, b) == (op == OURO_OPERATOR_EQ));
}

static gboolean
range_hash (OuroVm *vm,
            OuroId  self,
            gint64 *hash)
{
  OuroId   items[] = { get_cell (vm, self, RANGE_LENGTH), OURO_ID_NONE, OURO_ID_NONE };
  OuroId   tuple;
  gboolean good;

  if (!has_length (vm, self, 0))
    items[1] = get_cell (vm, self, RANGE_START);
  if (!has_length (vm, self, 0) && !has_length (vm, self, 1))
    items[2] = get_cell (vm, self, RANGE_STEP);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    ouro_heap_incref (vm->heap, items[i]);
  tuple = ouro_py_tuple_pack (vm, items, G_N_ELEMENTS (items));
  good = ouro_vm_hash (vm, tuple, hash);
  ouro_heap_decref (vm->heap, tuple);
  return good;
}

static int
range_truth (OuroVm *vm,
             OuroId  self)
{
  return !has_length (vm, self, 0);
}

static gint64
range_length (OuroVm *vm,
              OuroId  self)
{
  gint64 length;

  return ouro_vm_get_index (vm, get_cell (vm, self, RANGE_LENGTH), &length) ? length : -1;
}

/* The cell that an attribute shows; RANGE_N_CELLS when it is none. */
static guint
find_attribute (const OuroVm *vm,
                OuroId        name)
{
  return name == ouro_vm_name (vm, OURO_NAME_start)  ? RANGE_START
         : name == ouro_vm_name (vm, OURO_NAME_stop) ? RANGE_STOP
         : name == ouro_vm_name (vm, OURO_NAME_step) ? RANGE_STEP
                                                     : RANGE_N_CELLS;
}

static OuroId
range_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  guint cell = find_attribute (vm, name);

  return cell < RANGE_N_CELLS ? ouro_vm_new_reference (vm, get_cell (vm, self, cell)) : OURO_NO_ID;
}

static int
range_set_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name,
                     OuroId  value)
{
  return find_attribute (vm, name) < RANGE_N_CELLS ? ouro_py_refuse_attribute (vm) : 0;
}

static const OuroBuiltinDef methods[] = {
  { "__reversed__", range_reversed, 0, 0, 0 },
  { "count", range_count, 1, 1, 0 },
  { "index", range_index, 1, 1, 0 },
  { NULL },
};

void
ouro_py_range_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_RANGE] = (OuroTypeSlots){
    .repr = range_repr,
    .hash = range_hash,
    .compare = range_compare,
    .truth = range_truth,
    .length = range_length,
    .get_item = range_get_item,
    .contains = range_contains,
    .iter = range_iter,
    .construct = range_construct,
    .get_attribute = range_get_attribute,
    .set_attribute = range_set_attribute,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_RANGE);
}
