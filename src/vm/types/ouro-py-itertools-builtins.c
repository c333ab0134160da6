/* ouro-py-itertools-builtins.c - enumerate, zip, map, filter
 *
 * Each is a record; where a class derives from one of them the record is the value of its instances. reversed () is with the
 * other iterators over sequences.
 * Source  Objects/enumobject.c; Python/bltinmodule.c: zip_next, map_next, filter_next (3.11 to 3.15)
 */
#include "ouro-py-iterators-private.h"

#include "ouro-py-arguments-private.h"

static OuroId
get_cell (const OuroVm *vm,
          OuroId        record,
          guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, record, cell);
}

/* enumerate ----------------------------------------------------------------------------------- */

enum {
  ENUMERATE_ITERATOR,
  ENUMERATE_PAIR,
  ENUMERATE_LARGE_INDEX, /* once the index no longer fits below */
  ENUMERATE_N_CELLS,
};

/* Hidden: the index, G_MAXINT64 when it is a large one. */
#define ENUMERATE_INDEX    0
#define ENUMERATE_N_HIDDEN 2

/* The index to start from: zero when there is no argument. FALSE with an exception. */
static gboolean
get_start (OuroVm *vm,
           OuroId  argument,
           gint64 *index,
           OuroId *large)
{
  OuroId number;

  *index = 0;
  *large = OURO_NO_ID;
  if (argument == OURO_NO_ID)
    return TRUE;
  number = ouro_py_index (vm, argument);
  if (number == OURO_NO_ID)
    return FALSE;
  if (ouro_int_get (vm->heap, ouro_vm_value (vm, number), index))
    ouro_heap_decref (vm->heap, number);
  else
    {
      *index = G_MAXINT64;
      *large = number;
    }
  return TRUE;
}

/* enumerate_vectorcall () has messages of its own. */
static gboolean
get_enumerate_arguments (OuroVm        *vm,
                         const guint32 *args,
                         guint          n_args,
                         OuroId         kwnames,
                         OuroId        *iterable,
                         OuroId        *start)
{
  static const char *const names[] = { "iterable", "start" };
  guint32                  n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;
  OuroId                   values[2] = { OURO_NO_ID, OURO_NO_ID };

  for (guint i = 0; i < MIN (n_args, 2); i++)
    values[i] = ouro_vm_argument (args, i);
  if (n_args + n_keywords == 0 || n_args + n_keywords > 2)
    {
      if (n_args == 0)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "enumerate() missing required argument 'iterable'");
      else
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "enumerate() takes at most 2 arguments (%u given)", n_args + n_keywords);
      return FALSE;
    }
  for (guint32 i = 0; i < n_keywords; i++)
    {
      OuroId           name = ouro_heap_get_cell (vm->heap, kwnames, i);
      guint            place = n_args == 1 || !ouro_py_str_is (vm, name, names[0]) ? 1 : 0;
      g_autofree char *text = NULL;

      if (!ouro_py_str_is (vm, name, names[place]) || (n_args == 0 && n_keywords == 1 && place == 1))
        {
          text = ouro_vm_dup_text (vm, name);
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' is an invalid keyword argument for enumerate()", text);
          return FALSE;
        }
      values[place] = ouro_vm_argument (args, n_args + i);
    }
  *iterable = values[0];
  *start = values[1];
  return TRUE;
}

static OuroId
enumerate_construct (OuroVm        *vm,
                     OuroId         cls,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId iterable, start, record, large, iterator;
  gint64 index;

  if (!get_enumerate_arguments (vm, args, n_args, kwnames, &iterable, &start) || !get_start (vm, start, &index, &large))
    return OURO_NO_ID;
  record = ouro_py_iterator_allocate (vm, cls, OURO_TYPE_ENUMERATE, ENUMERATE_N_HIDDEN, ENUMERATE_N_CELLS);
  ouro_py_set_hidden_number (vm, record, ENUMERATE_INDEX, index);
  ouro_heap_set_cell (vm->heap, record, ENUMERATE_LARGE_INDEX, large);
  ouro_vm_hold (vm, record);
  iterator = ouro_vm_iter (vm, iterable);
  if (iterator == OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      return OURO_NO_ID;
    }
  ouro_heap_set_cell (vm->heap, record, ENUMERATE_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, ENUMERATE_PAIR, ouro_py_pair_new (vm));
  ouro_vm_release (vm);
  return ouro_py_iterator_finish (vm, cls, record);
}

/* enum_next_long: the index as an int of its own, one more for the next time. */
static OuroId
take_large_index (OuroVm *vm,
                  OuroId  record)
{
  OuroId index = get_cell (vm, record, ENUMERATE_LARGE_INDEX);
  OuroId next;

  if (index == OURO_NO_ID)
    index = ouro_int_new (vm->heap, G_MAXINT64);
  next = ouro_py_int_binary (vm, index, OURO_ID_ZERO + 1, OURO_OPERATOR_ADD);
  ouro_heap_set_cell (vm->heap, record, ENUMERATE_LARGE_INDEX, next);
  return index;
}

static OuroId
take_index (OuroVm *vm,
            OuroId  record)
{
  gint64 index = ouro_py_get_hidden_number (vm, record, ENUMERATE_INDEX);

  if (index == G_MAXINT64)
    return take_large_index (vm, record);
  ouro_py_set_hidden_number (vm, record, ENUMERATE_INDEX, index + 1);
  return ouro_int_new (vm->heap, index);
}

static OuroId
enumerate_next (OuroVm *vm,
                OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId item = ouro_vm_next (vm, get_cell (vm, record, ENUMERATE_ITERATOR));

  if (item == OURO_NO_ID)
    return OURO_NO_ID;
  return ouro_py_pair_fill (vm, record, ENUMERATE_PAIR, take_index (vm, record), item);
}

/* The iterators of zip and map ---------------------------------------------------------------- */

/* A tuple of iterators over the arguments, the first skipped; OURO_NO_ID with an exception. */
static OuroId
make_iterators (OuroVm        *vm,
                const guint32 *args,
                guint          n)
{
  OuroId tuple;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  tuple = ouro_py_tuple_new (vm, n);
  ouro_heap_track (vm->heap, tuple);
  ouro_vm_hold (vm, tuple);
  for (guint i = 0; i < n; i++)
    {
      OuroId iterator = ouro_vm_iter (vm, ouro_vm_argument (args, i));

      if (iterator == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, ouro_vm_release (vm));
          return OURO_NO_ID;
        }
      ouro_heap_set_cell (vm->heap, tuple, i, iterator);
    }
  ouro_vm_release (vm);
  return tuple;
}

/* "zip() argument 2 is shorter than argument 1"; i counts from 0 and is at least 1. */
static void
raise_unequal (OuroVm     *vm,
               const char *function,
               guint       i,
               const char *how)
{
  if (i == 1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s() argument 2 is %s than argument 1", function, how);
  else
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s() argument %u is %s than arguments 1-%u", function, i + 1, how, i);
}

/* The i-th iterator has come to its end: strict ones look whether all others have, too. */
static void
check_ends (OuroVm     *vm,
            const char *function,
            OuroId      iterators,
            guint       i)
{
  if (ouro_vm_has_exception (vm))
    return;
  if (i > 0)
    {
      raise_unequal (vm, function, i, "shorter");
      return;
    }
  for (i = 1; i < vm->heap->rows[iterators].n; i++)
    {
      OuroId item = ouro_vm_next (vm, get_cell (vm, iterators, i));

      if (item != OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, item);
          raise_unequal (vm, function, i, "longer");
        }
      if (ouro_vm_has_exception (vm))
        return;
    }
}

/* The only keyword argument that zip and map take: strict. */
static gboolean
get_strict (OuroVm        *vm,
            const char    *function,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames,
            gboolean      *strict)
{
  OuroId value;
  int    truth = 0;

  if (!ouro_vm_check_keywords (vm, function, kwnames, OURO_NAME_strict, -1))
    return FALSE;
  value = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_strict);
  if (value != OURO_NO_ID)
    truth = ouro_vm_truth (vm, value);
  *strict = truth > 0;
  return truth >= 0;
}

/* zip ----------------------------------------------------------------------------------------- */

enum {
  ZIP_ITERATORS,
  ZIP_RESULT, /* that is used again */
  ZIP_STRICT, /* number */
  ZIP_N_CELLS,
};

static OuroId
make_nones (OuroVm *vm,
            guint   n)
{
  OuroId tuple;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  tuple = ouro_py_tuple_new (vm, n);
  for (guint i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, tuple, i, OURO_ID_NONE);
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

static OuroId
make_zip (OuroVm        *vm,
          OuroId         cls,
          const guint32 *args,
          guint          n_args,
          gboolean       strict)
{
  OuroId iterators = make_iterators (vm, args, n_args);
  OuroId result, record;

  if (iterators == OURO_NO_ID)
    return OURO_NO_ID;
  result = make_nones (vm, n_args);
  record = ouro_py_iterator_allocate (vm, cls, OURO_TYPE_ZIP, 0, ZIP_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, ZIP_ITERATORS, iterators);
  ouro_heap_set_cell (vm->heap, record, ZIP_RESULT, result);
  ouro_py_set_number (vm, record, ZIP_STRICT, strict);
  return ouro_py_iterator_finish (vm, cls, record);
}

static OuroId
zip_construct (OuroVm        *vm,
               OuroId         cls,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  gboolean strict;
  OuroId   packed, record;

  if (!get_strict (vm, "zip", args, n_args, kwnames, &strict))
    return OURO_NO_ID;
  packed = ouro_py_take_packed (vm, args, n_args);
  ouro_vm_hold (vm, packed);
  record = make_zip (vm, cls, args, n_args, strict);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return record;
}

/* Puts the next item of each iterator into the tuple; FALSE at the end or with an exception. */
static gboolean
fill_zip (OuroVm  *vm,
          OuroId   iterators,
          OuroId   tuple,
          gboolean strict)
{
  for (guint32 i = 0; i < vm->heap->rows[iterators].n; i++)
    {
      OuroId item = ouro_vm_next (vm, get_cell (vm, iterators, i));
      OuroId old = get_cell (vm, tuple, i);

      if (item == OURO_NO_ID)
        {
          if (strict)
            check_ends (vm, "zip", iterators, i);
          return FALSE;
        }
      ouro_heap_set_cell (vm->heap, tuple, i, item);
      if (old != OURO_NO_ID)
        ouro_heap_decref (vm->heap, old);
    }
  return TRUE;
}

static OuroId
zip_next (OuroVm *vm,
          OuroId  self)
{
  OuroHeap *heap = vm->heap;
  OuroId    record = ouro_vm_value (vm, self);
  OuroId    iterators = get_cell (vm, record, ZIP_ITERATORS);
  OuroId    tuple = get_cell (vm, record, ZIP_RESULT);
  gboolean  is_reused = heap->rows[tuple].refcount == 1;
  gboolean  good;

  if (heap->rows[iterators].n == 0)
    return OURO_NO_ID;
  if (is_reused)
    ouro_heap_incref (heap, tuple);
  else
    {
      tuple = ouro_py_tuple_new (vm, heap->rows[iterators].n);
      ouro_heap_track (heap, tuple);
    }
  ouro_vm_hold (vm, tuple);
  good = fill_zip (vm, iterators, tuple, ouro_py_get_number (vm, record, ZIP_STRICT));
  ouro_vm_release (vm);
  if (good)
    {
      ouro_heap_track (heap, tuple);
      return tuple;
    }
  ouro_heap_decref (heap, tuple);
  return OURO_NO_ID;
}

/* map ----------------------------------------------------------------------------------------- */

enum {
  MAP_ITERATORS,
  MAP_FUNCTION,
  MAP_STRICT, /* number */
  MAP_N_CELLS,
};

static OuroId
map_construct (OuroVm        *vm,
               OuroId         cls,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  gboolean strict = FALSE;
  OuroId   iterators, record;

  if (vm->profile->map_has_strict)
    {
      if (!get_strict (vm, "map", args, n_args, kwnames, &strict))
        return OURO_NO_ID;
    }
  else if (cls == OURO_TYPE_MAP && !ouro_py_check_arguments (vm, "map", n_args, kwnames, 0, G_MAXUINT))
    return OURO_NO_ID;
  if (n_args < 2)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "map() must have at least two arguments.");
      return OURO_NO_ID;
    }
  iterators = make_iterators (vm, args + 1, n_args - 1);
  if (iterators == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_py_iterator_allocate (vm, cls, OURO_TYPE_MAP, 0, MAP_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, MAP_ITERATORS, iterators);
  ouro_heap_set_cell (vm->heap, record, MAP_FUNCTION, ouro_vm_new_reference (vm, ouro_vm_argument (args, 0)));
  ouro_py_set_number (vm, record, MAP_STRICT, strict);
  return ouro_py_iterator_finish (vm, cls, record);
}

/* Puts the next item of each iterator on the stack. How many there are now: fewer than all at the end. */
static guint32
gather_arguments (OuroVm *vm,
                  OuroId  iterators)
{
  guint32 i;

  for (i = 0; i < vm->heap->rows[iterators].n; i++)
    {
      OuroId item = ouro_vm_next (vm, get_cell (vm, iterators, i));

      if (item == OURO_NO_ID)
        break;
      ouro_vm_hold (vm, item);
    }
  return i;
}

/* Drops so many places, which are the last ones, from the first to the last. */
static void
drop_items (OuroVm *vm,
            guint32 place,
            guint32 n)
{
  for (guint32 i = place; i < place + n; i++)
    {
      OuroId item = vm->heap->stack[i] & OURO_CELL_ID_MASK;

      ouro_stack_set (vm->heap, i, 0);
      ouro_heap_decref (vm->heap, item);
    }
  ouro_stack_drop (vm->heap, &vm->end, place);
}

static OuroId
map_next (OuroVm *vm,
          OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  OuroId  iterators = get_cell (vm, record, MAP_ITERATORS);
  guint32 place = vm->end;
  guint32 n = gather_arguments (vm, iterators);
  OuroId  result = OURO_NO_ID;

  if (n == vm->heap->rows[iterators].n)
    result = ouro_vm_call (vm, get_cell (vm, record, MAP_FUNCTION), vm->heap->stack + place, n);
  else if (ouro_py_get_number (vm, record, MAP_STRICT))
    check_ends (vm, "map", iterators, n);
  drop_items (vm, place, n);
  return result;
}

/* filter -------------------------------------------------------------------------------------- */

enum {
  FILTER_ITERATOR,
  FILTER_FUNCTION,
  FILTER_N_CELLS,
};

static OuroId
filter_construct (OuroVm        *vm,
                  OuroId         cls,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId iterator, record;

  if (!ouro_py_check_arguments (vm, "filter", n_args, cls == OURO_TYPE_FILTER ? kwnames : OURO_NO_ID, 2, 2))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, ouro_vm_argument (args, 1));
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_py_iterator_allocate (vm, cls, OURO_TYPE_FILTER, 0, FILTER_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, FILTER_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, FILTER_FUNCTION, ouro_vm_new_reference (vm, ouro_vm_argument (args, 0)));
  return ouro_py_iterator_finish (vm, cls, record);
}

/* Whether the item on top of the stack passes: 1, 0, -1. */
static int
passes (OuroVm *vm,
        OuroId  function,
        OuroId  item)
{
  OuroId result;
  int    truth;

  if (function == OURO_ID_NONE || function == OURO_TYPE_BOOL)
    return ouro_vm_truth (vm, item);
  result = ouro_vm_call (vm, function, &item, 1);
  if (result == OURO_NO_ID)
    return -1;
  truth = ouro_vm_truth (vm, result);
  ouro_heap_decref (vm->heap, result);
  return truth;
}

static OuroId
filter_next (OuroVm *vm,
             OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  OuroId  item;
  guint64 turn = 0;

  while ((item = ouro_vm_next (vm, get_cell (vm, record, FILTER_ITERATOR))) != OURO_NO_ID)
    {
      int truth;

      ouro_vm_hold (vm, item);
      truth = passes (vm, get_cell (vm, record, FILTER_FUNCTION), item);
      ouro_vm_release (vm);
      if (truth > 0)
        return item;
      ouro_heap_decref (vm->heap, item);
      if (truth < 0 || !ouro_vm_may_go_on (vm, turn++))
        return OURO_NO_ID;
    }
  return OURO_NO_ID;
}

void
ouro_py_itertools_builtins_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_ENUMERATE] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = enumerate_next, .construct = enumerate_construct };
  vm->slots[OURO_TYPE_ZIP] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = zip_next, .construct = zip_construct };
  vm->slots[OURO_TYPE_MAP] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = map_next, .construct = map_construct };
  vm->slots[OURO_TYPE_FILTER] = (OuroTypeSlots){ .iter = ouro_py_iterator_iter, .next = filter_next, .construct = filter_construct };
}
