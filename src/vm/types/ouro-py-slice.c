/* ouro-py-slice.c - slice, and what a slice means in a sequence
 *
 * Source  Objects/sliceobject.c; Python/ceval.c, _PyEval_SliceIndex (3.11 to 3.15)
 */
#include "ouro-py-slice-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

enum {
  SLICE_START,
  SLICE_STOP,
  SLICE_STEP,
  SLICE_N_CELLS,
};

static OuroId
get_cell (const OuroVm *vm,
          OuroId        slice,
          guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, slice, cell);
}

OuroId
ouro_py_slice_new (OuroVm *vm,
                   OuroId  start,
                   OuroId  stop,
                   OuroId  step)
{
  const OuroId ends[] = { start, stop, step };
  OuroId       slice = ouro_py_record_new (vm, OURO_TYPE_SLICE, OURO_FREELIST_SLICE, 0, SLICE_N_CELLS);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    ouro_heap_set_cell (vm->heap, slice, i, ouro_vm_new_reference (vm, ends[i]));
  ouro_heap_track (vm->heap, slice);
  return slice;
}

/* In a sequence whose length fits ------------------------------------------------------------- */

gboolean
ouro_py_slice_unpack (OuroVm *vm,
                      OuroId  slice,
                      gint64 *start,
                      gint64 *stop,
                      gint64 *step)
{
  *step = 1;
  if (!ouro_py_get_slice_index (vm, get_cell (vm, slice, SLICE_STEP), TRUE, step))
    return FALSE;
  if (*step == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "slice step cannot be zero");
      return FALSE;
    }
  *step = MAX (*step, -G_MAXINT64);
  *start = *step < 0 ? G_MAXINT64 : 0;
  *stop = *step < 0 ? G_MININT64 : G_MAXINT64;
  return ouro_py_get_slice_index (vm, get_cell (vm, slice, SLICE_START), TRUE, start) && ouro_py_get_slice_index (vm, get_cell (vm, slice, SLICE_STOP), TRUE, stop);
}

static gint64
adjust_end (gint64   end,
            gint64   length,
            gboolean backward)
{
  if (end < 0)
    return end < -length ? (backward ? -1 : 0) : end + length;
  return MIN (end, backward ? length - 1 : length);
}

gint64
ouro_py_slice_adjust (gint64  length,
                      gint64 *start,
                      gint64 *stop,
                      gint64  step)
{
  *start = adjust_end (*start, length, step < 0);
  *stop = adjust_end (*stop, length, step < 0);
  if (step < 0)
    return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

/* _PyList_BinarySlice () and its like (3.15) */
OuroId
ouro_py_sequence_cut (OuroVm *vm,
                      OuroId  object,
                      OuroId  start,
                      OuroId  stop)
{
  gint64 from = 0, to = G_MAXINT64;

  if (!ouro_py_get_slice_index (vm, start, TRUE, &from) || !ouro_py_get_slice_index (vm, stop, TRUE, &to))
    return OURO_NO_ID;
  switch (vm->heap->rows[object].cls)
    {
    case OURO_TYPE_LIST:
      return ouro_py_list_cut (vm, object, from, to);
    case OURO_TYPE_TUPLE:
      return ouro_py_tuple_cut (vm, object, from, to);
    default:
      return ouro_py_text_cut (vm, object, from, to);
    }
}

/* In one of any length ------------------------------------------------------------------------ */

/* What stands in a cell as a number; TRUE for None as well, when the number stays as it is. */
static gboolean
get_number (OuroVm *vm,
            OuroId  value,
            mpz_ptr number)
{
  OuroId index;

  if (value == OURO_ID_NONE)
    return TRUE;
  if (!ouro_py_is_index (vm, value))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
      return FALSE;
    }
  index = ouro_py_index (vm, value);
  if (index == OURO_NO_ID)
    return FALSE;
  ouro_int_get_mpz (vm->heap, ouro_vm_value (vm, index), number);
  ouro_heap_decref (vm->heap, index);
  return TRUE;
}

/* One end: counted from the other side when negative, then between lower and upper. None leaves it alone. */
static gboolean
get_end (OuroVm    *vm,
         OuroId     value,
         mpz_srcptr length,
         mpz_srcptr lower,
         mpz_srcptr upper,
         mpz_ptr    end)
{
  if (value == OURO_ID_NONE)
    return TRUE;
  if (!get_number (vm, value, end))
    return FALSE;
  if (mpz_sgn (end) < 0)
    mpz_add (end, end, length);
  if (mpz_cmp (end, lower) < 0)
    mpz_set (end, lower);
  if (mpz_cmp (end, upper) > 0)
    mpz_set (end, upper);
  return TRUE;
}

gboolean
ouro_py_slice_get_long_indices (OuroVm    *vm,
                                OuroId     slice,
                                mpz_srcptr length,
                                mpz_ptr    start,
                                mpz_ptr    stop,
                                mpz_ptr    step)
{
  mpz_t    lower, upper;
  gboolean good;

  mpz_set_si (step, 1);
  if (!get_number (vm, get_cell (vm, slice, SLICE_STEP), step))
    return FALSE;
  if (mpz_sgn (step) == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "slice step cannot be zero");
      return FALSE;
    }
  mpz_init_set_si (lower, mpz_sgn (step) < 0 ? -1 : 0);
  mpz_init (upper);
  mpz_add (upper, length, lower);
  mpz_set (start, mpz_sgn (step) < 0 ? upper : lower);
  mpz_set (stop, mpz_sgn (step) < 0 ? lower : upper);
  good = get_end (vm, get_cell (vm, slice, SLICE_START), length, lower, upper, start) && get_end (vm, get_cell (vm, slice, SLICE_STOP), length, lower, upper, stop);
  mpz_clears (lower, upper, NULL);
  return good;
}

static OuroId
pack_indices (OuroVm *vm,
              OuroId  slice,
              mpz_ptr length)
{
  OuroId result = OURO_NO_ID;
  mpz_t  start, stop, step;

  if (mpz_sgn (length) < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "length should not be negative");
      return OURO_NO_ID;
    }
  mpz_inits (start, stop, step, NULL);
  if (ouro_py_slice_get_long_indices (vm, slice, length, start, stop, step))
    {
      const OuroId items[] = {
        ouro_int_new_from_mpz (vm->heap, start),
        ouro_int_new_from_mpz (vm->heap, stop),
        ouro_int_new_from_mpz (vm->heap, step),
      };

      result = ouro_py_tuple_take (vm, items, G_N_ELEMENTS (items), TRUE);
    }
  mpz_clears (start, stop, step, NULL);
  return result;
}

static OuroId
slice_indices (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId number = ouro_py_index (vm, ouro_vm_argument (args, 0));
  OuroId result;
  mpz_t  length;

  if (number == OURO_NO_ID)
    return OURO_NO_ID;
  mpz_init (length);
  ouro_int_get_mpz (vm->heap, ouro_vm_value (vm, number), length);
  ouro_heap_decref (vm->heap, number);
  result = pack_indices (vm, self, length);
  mpz_clear (length);
  return result;
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
slice_repr (OuroVm *vm,
            OuroId  self)
{
  OuroTextBuilder text;
  gboolean        good = TRUE;

  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "slice(");
  for (guint i = 0; good && i < SLICE_N_CELLS; i++)
    {
      if (i > 0)
        ouro_text_builder_add_utf8 (&text, ", ");
      good = ouro_py_text_add_repr (&text, vm, get_cell (vm, self, i));
    }
  ouro_text_builder_add_utf8 (&text, ")");
  return ouro_py_text_end (&text, vm, good);
}

/* As that of a tuple of the three, but for the length (3.12). */
static gboolean
slice_hash (OuroVm *vm,
            OuroId  self,
            gint64 *hash)
{
  const guint64 prime_1 = 11400714785074694791ull, prime_2 = 14029467366897019727ull;
  guint64       sum = 2870177450012600261ull;

  for (guint i = 0; i < SLICE_N_CELLS; i++)
    {
      gint64 part;

      if (!ouro_vm_hash (vm, get_cell (vm, self, i), &part))
        return FALSE;
      sum += (guint64)part * prime_2;
      sum = sum << 31 | sum >> 33;
      sum *= prime_1;
    }
  *hash = sum == G_MAXUINT64 ? 1546275796 : (gint64)sum;
  return TRUE;
}

/* The three as a tuple. */
static OuroId
make_tuple (OuroVm *vm,
            OuroId  slice)
{
  OuroId items[SLICE_N_CELLS];

  for (guint i = 0; i < SLICE_N_CELLS; i++)
    items[i] = ouro_vm_new_reference (vm, get_cell (vm, slice, i));
  return ouro_py_tuple_pack (vm, items, G_N_ELEMENTS (items));
}

static OuroId
slice_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  OuroId result;

  if (vm->heap->rows[a].cls != OURO_TYPE_SLICE || vm->heap->rows[b].cls != OURO_TYPE_SLICE)
    return OURO_ID_NOT_IMPLEMENTED;
  if (a == b)
    return ouro_py_compare_lengths (0, 0, op);
  a = make_tuple (vm, a);
  ouro_vm_hold (vm, a);
  b = make_tuple (vm, b);
  ouro_vm_hold (vm, b);
  result = ouro_vm_compare (vm, a, b, op);
  ouro_vm_release (vm);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, a);
  ouro_heap_decref (vm->heap, b);
  return result;
}

static OuroId
slice_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId ends[SLICE_N_CELLS] = { OURO_ID_NONE, OURO_ID_NONE, OURO_ID_NONE };
  OuroId packed, slice;

  if (!ouro_py_check_arguments (vm, "slice", n_args, kwnames, 1, 3))
    return OURO_NO_ID;
  if (n_args == 1)
    ends[SLICE_STOP] = ouro_vm_argument (args, 0);
  else
    for (guint i = 0; i < n_args; i++)
      ends[i] = ouro_vm_argument (args, i);
  packed = ouro_py_take_packed (vm, args, n_args);
  slice = ouro_py_slice_new (vm, ends[SLICE_START], ends[SLICE_STOP], ends[SLICE_STEP]);
  ouro_heap_decref (vm->heap, packed);
  return slice;
}

/* The cell that an attribute shows; SLICE_N_CELLS when it is none. */
static guint
find_attribute (const OuroVm *vm,
                OuroId        name)
{
  static const OuroVmName names[] = { OURO_NAME_start, OURO_NAME_stop, OURO_NAME_step };
  guint                   cell = 0;

  while (cell < SLICE_N_CELLS && name != ouro_vm_name (vm, names[cell]))
    cell++;
  return cell;
}

static OuroId
slice_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  guint cell = find_attribute (vm, name);

  return cell < SLICE_N_CELLS ? ouro_vm_new_reference (vm, get_cell (vm, self, cell)) : OURO_NO_ID;
}

static int
slice_set_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name,
                     OuroId  value)
{
  return find_attribute (vm, name) < SLICE_N_CELLS ? ouro_py_refuse_attribute (vm) : 0;
}

static const OuroBuiltinDef methods[] = {
  { "indices", slice_indices, 1, 1, 0 },
  { NULL },
};

void
ouro_py_slice_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_SLICE] = (OuroTypeSlots){
    .repr = slice_repr,
    .hash = vm->profile->slices_are_hashable ? slice_hash : ouro_vm_unhashable,
    .compare = slice_compare,
    .construct = slice_construct,
    .get_attribute = slice_get_attribute,
    .set_attribute = slice_set_attribute,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_SLICE);
  if (vm->profile->slice_is_kept)
    ouro_heap_decref (vm->heap, ouro_py_slice_new (vm, OURO_ID_NONE, OURO_ID_NONE, OURO_ID_NONE));
}
