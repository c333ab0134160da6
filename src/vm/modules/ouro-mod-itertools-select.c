/* ouro-mod-itertools-select.c - compress, dropwhile, takewhile, filterfalse, islice
 *
 * Source  Modules/itertoolsmodule.c: compress_next, dropwhile_next, takewhile_next, filterfalse_next, islice_next (3.11 to 3.15)
 */
#include "ouro-mod-itertools-private.h"

/* An iterator and a function ------------------------------------------------------------------- */

enum {
  TEST_TYPE,
  TEST_ITERATOR,
  TEST_FUNCTION,
  TEST_IS_OVER, /* number: dropwhile has begun to give items, takewhile has ceased to */
  TEST_N_CELLS,
};

static OuroId
test_make (OuroVm                 *vm,
           const OuroItertoolCall *call)
{
  OuroId iterator, record;

  if (!ouro_itertools_check (vm, call, 2, 2))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, ouro_vm_argument (call->args, 1));
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, 0, TEST_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, TEST_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, TEST_FUNCTION, ouro_vm_new_reference (vm, ouro_vm_argument (call->args, 0)));
  ouro_py_set_number (vm, record, TEST_IS_OVER, FALSE);
  return ouro_itertools_finish (vm, call, record);
}

/* What the function says of an item: 1, 0, -1. asks_item: None and bool stand for the truth of the item itself. */
static int
test_item (OuroVm  *vm,
           OuroId   record,
           OuroId   item,
           gboolean asks_item)
{
  OuroId function = ouro_itertools_get (vm, record, TEST_FUNCTION);
  OuroId result;
  int    truth;

  ouro_vm_hold (vm, item);
  if (asks_item && (function == OURO_ID_NONE || function == OURO_TYPE_BOOL))
    truth = ouro_vm_truth (vm, item);
  else
    {
      result = ouro_vm_call (vm, function, &item, 1);
      truth = result != OURO_NO_ID ? ouro_vm_truth (vm, result) : -1;
      ouro_mod_drop (vm, result);
    }
  ouro_vm_release (vm);
  return truth;
}

static OuroId
dropwhile_next (OuroVm *vm,
                OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint64 turn = 0;
  OuroId  item;

  while ((item = ouro_vm_next (vm, ouro_itertools_get (vm, record, TEST_ITERATOR))) != OURO_NO_ID)
    {
      int truth;

      if (ouro_py_get_number (vm, record, TEST_IS_OVER))
        return item;
      truth = test_item (vm, record, item, FALSE);
      if (truth == 0)
        {
          ouro_py_set_number (vm, record, TEST_IS_OVER, TRUE);
          return item;
        }
      ouro_heap_decref (vm->heap, item);
      if (truth < 0 || !ouro_vm_may_go_on (vm, turn++))
        return OURO_NO_ID;
    }
  return OURO_NO_ID;
}

static OuroId
takewhile_next (OuroVm *vm,
                OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId item;
  int    truth;

  if (ouro_py_get_number (vm, record, TEST_IS_OVER))
    return OURO_NO_ID;
  item = ouro_vm_next (vm, ouro_itertools_get (vm, record, TEST_ITERATOR));
  if (item == OURO_NO_ID)
    return OURO_NO_ID;
  truth = test_item (vm, record, item, FALSE);
  if (truth > 0)
    return item;
  ouro_heap_decref (vm->heap, item);
  if (truth == 0)
    ouro_py_set_number (vm, record, TEST_IS_OVER, TRUE);
  return OURO_NO_ID;
}

static OuroId
filterfalse_next (OuroVm *vm,
                  OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint64 turn = 0;
  OuroId  item;

  while ((item = ouro_vm_next (vm, ouro_itertools_get (vm, record, TEST_ITERATOR))) != OURO_NO_ID)
    {
      int truth = test_item (vm, record, item, TRUE);

      if (truth == 0)
        return item;
      ouro_heap_decref (vm->heap, item);
      if (truth < 0 || !ouro_vm_may_go_on (vm, turn++))
        return OURO_NO_ID;
    }
  return OURO_NO_ID;
}

/* compress ------------------------------------------------------------------------------------ */

enum {
  COMPRESS_TYPE,
  COMPRESS_DATA,
  COMPRESS_SELECTORS,
  COMPRESS_N_CELLS,
};

static OuroId
compress_make (OuroVm                 *vm,
               const OuroItertoolCall *call)
{
  static const OuroParameters parameters = { "compress", { "data", "selectors" }, 2, 2, 2 };
  OuroId                      values[2], data, selectors, record;

  if (!ouro_py_bind_arguments (vm, &parameters, call->args, call->n_args, call->kwnames, values))
    return OURO_NO_ID;
  data = ouro_vm_iter (vm, values[0]);
  if (data == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, data);
  selectors = ouro_vm_iter (vm, values[1]);
  ouro_vm_release (vm);
  if (selectors == OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, data);
      return OURO_NO_ID;
    }
  record = ouro_itertools_allocate (vm, call, 0, COMPRESS_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, COMPRESS_DATA, data);
  ouro_heap_set_cell (vm->heap, record, COMPRESS_SELECTORS, selectors);
  return ouro_itertools_finish (vm, call, record);
}

/* Whether the next selector is true: 1, 0; -1 at the end or with an exception. */
static int
get_selector (OuroVm *vm,
              OuroId  record)
{
  OuroId selector = ouro_vm_next (vm, ouro_itertools_get (vm, record, COMPRESS_SELECTORS));
  int    truth;

  if (selector == OURO_NO_ID)
    return -1;
  ouro_vm_hold (vm, selector);
  truth = ouro_vm_truth (vm, selector);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return truth;
}

static OuroId
compress_next (OuroVm *vm,
               OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint64 turn = 0;
  OuroId  item;

  while ((item = ouro_vm_next (vm, ouro_itertools_get (vm, record, COMPRESS_DATA))) != OURO_NO_ID)
    {
      int truth;

      ouro_vm_hold (vm, item);
      truth = get_selector (vm, record);
      ouro_vm_release (vm);
      if (truth > 0)
        return item;
      ouro_heap_decref (vm->heap, item);
      if (truth < 0 || !ouro_vm_may_go_on (vm, turn++))
        return OURO_NO_ID;
    }
  return OURO_NO_ID;
}

/* islice -------------------------------------------------------------------------------------- */

enum {
  ISLICE_TYPE,
  ISLICE_ITERATOR, /* until the end */
  ISLICE_N_CELLS,
};

/* Hidden numbers. */
enum {
  ISLICE_NEXT = 0,
  ISLICE_STOP = 2, /* -1 for none */
  ISLICE_STEP = 4,
  ISLICE_COUNT = 6, /* of items taken so far */
  ISLICE_N_HIDDEN = 8,
};

/* A bound of the slice; what is no number is -1, and None leaves what stands there. */
static void
get_bound (OuroVm *vm,
           OuroId  object,
           gint64 *bound)
{
  if (object == OURO_ID_NONE || ouro_py_get_index (vm, object, OURO_TYPE_OVERFLOW_ERROR, bound))
    return;
  ouro_vm_clear_exception (vm);
  *bound = -1;
}

static gboolean
get_slice (OuroVm                 *vm,
           const OuroItertoolCall *call,
           gint64                 *start,
           gint64                 *stop,
           gint64                 *step)
{
  const char *complaint = NULL;

  *start = 0;
  *stop = -1;
  *step = 1;
  if (call->n_args > 2)
    get_bound (vm, ouro_vm_argument (call->args, 1), start);
  get_bound (vm, ouro_vm_argument (call->args, call->n_args > 2 ? 2 : 1), stop);
  if (call->n_args > 3)
    get_bound (vm, ouro_vm_argument (call->args, 3), step);
  if (*stop == -1 && ouro_vm_argument (call->args, call->n_args > 2 ? 2 : 1) != OURO_ID_NONE)
    complaint = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  else if (*start < 0 || *stop < -1)
    complaint = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  else if (*step < 1)
    complaint = "Step for islice() must be a positive integer or None.";
  if (complaint != NULL)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s", complaint);
  return complaint == NULL;
}

static OuroId
islice_make (OuroVm                 *vm,
             const OuroItertoolCall *call)
{
  gint64 start, stop, step;
  OuroId iterator, record;

  if (!ouro_itertools_check (vm, call, 2, 4) || !get_slice (vm, call, &start, &stop, &step))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, ouro_vm_argument (call->args, 0));
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, ISLICE_N_HIDDEN, ISLICE_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, ISLICE_ITERATOR, iterator);
  ouro_py_set_hidden_number (vm, record, ISLICE_NEXT, start);
  ouro_py_set_hidden_number (vm, record, ISLICE_STOP, stop);
  ouro_py_set_hidden_number (vm, record, ISLICE_STEP, step);
  ouro_py_set_hidden_number (vm, record, ISLICE_COUNT, 0);
  return ouro_itertools_finish (vm, call, record);
}

/* The next item of the iterator, counted. */
static OuroId
take_item (OuroVm *vm,
           OuroId  record)
{
  OuroId iterator = ouro_itertools_get (vm, record, ISLICE_ITERATOR);
  OuroId item = iterator != OURO_NO_ID ? ouro_vm_next (vm, iterator) : OURO_NO_ID;

  if (item != OURO_NO_ID)
    ouro_py_set_hidden_number (vm, record, ISLICE_COUNT, ouro_py_get_hidden_number (vm, record, ISLICE_COUNT) + 1);
  return item;
}

static OuroId
take_slice_item (OuroVm *vm,
                 OuroId  record)
{
  gint64  next = ouro_py_get_hidden_number (vm, record, ISLICE_NEXT);
  gint64  stop = ouro_py_get_hidden_number (vm, record, ISLICE_STOP);
  guint64 turn = 0;
  OuroId  item;

  while (ouro_py_get_hidden_number (vm, record, ISLICE_COUNT) < next)
    {
      item = take_item (vm, record);
      if (item == OURO_NO_ID)
        return OURO_NO_ID;
      ouro_heap_decref (vm->heap, item);
      if (!ouro_vm_may_go_on (vm, turn++))
        return OURO_NO_ID;
    }
  if (stop != -1 && ouro_py_get_hidden_number (vm, record, ISLICE_COUNT) >= stop)
    return OURO_NO_ID;
  item = take_item (vm, record);
  if (item == OURO_NO_ID)
    return OURO_NO_ID;
  if (__builtin_add_overflow (next, ouro_py_get_hidden_number (vm, record, ISLICE_STEP), &next) || (stop != -1 && next > stop))
    next = stop;
  ouro_py_set_hidden_number (vm, record, ISLICE_NEXT, next);
  return item;
}

static OuroId
islice_next (OuroVm *vm,
             OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId item;

  if (ouro_itertools_get (vm, record, ISLICE_ITERATOR) == OURO_NO_ID)
    return OURO_NO_ID;
  item = take_slice_item (vm, record);
  if (item == OURO_NO_ID)
    ouro_py_drop_cell (vm, record, ISLICE_ITERATOR);
  return item;
}

const OuroItertool ouro_itertools_select[] = {
  { OURO_TYPE_COMPRESS, compress_make, compress_next, NULL, NULL },
  { OURO_TYPE_DROPWHILE, test_make, dropwhile_next, NULL, NULL },
  { OURO_TYPE_TAKEWHILE, test_make, takewhile_next, NULL, NULL },
  { OURO_TYPE_FILTERFALSE, test_make, filterfalse_next, NULL, NULL },
  { OURO_TYPE_ISLICE, islice_make, islice_next, NULL, NULL },
  { OURO_TYPE_NOTHING },
};
