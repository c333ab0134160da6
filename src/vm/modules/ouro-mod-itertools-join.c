/* ouro-mod-itertools-join.c - chain, starmap, accumulate, pairwise, batched, zip_longest
 *
 * Source  Modules/itertoolsmodule.c: chain_next, starmap_next, accumulate_next, pairwise_next, batched_next, zip_longest_next
 *         (3.11 to 3.15)
 */
#include "ouro-mod-itertools-private.h"

/* chain --------------------------------------------------------------------------------------- */

enum {
  CHAIN_TYPE,
  CHAIN_SOURCE, /* iterator over the iterables, until the end */
  CHAIN_ACTIVE, /* iterator over the present one */
  CHAIN_N_CELLS,
};

static OuroId
make_chain (OuroVm                 *vm,
            const OuroItertoolCall *call,
            OuroId                  iterables)
{
  OuroId source = ouro_vm_iter (vm, iterables);
  OuroId record;

  if (source == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, 0, CHAIN_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, CHAIN_SOURCE, source);
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
chain_make (OuroVm                 *vm,
            const OuroItertoolCall *call)
{
  if (!ouro_itertools_check (vm, call, 0, G_MAXUINT))
    return OURO_NO_ID;
  return make_chain (vm, call, call->tuple);
}

static OuroId
chain_from_iterable (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  const OuroItertoolCall call = { .type = OURO_TYPE_CHAIN, .cls = self };

  return make_chain (vm, &call, ouro_vm_argument (args, 0));
}

static const OuroBuiltinDef chain_methods[] = {
  { "from_iterable", chain_from_iterable, 1, 1, OURO_BUILTIN_CLASS },
  { NULL },
};

/* The next of the iterables becomes the active one; FALSE at the end or with an exception. */
static gboolean
activate (OuroVm *vm,
          OuroId  record)
{
  OuroId iterable = ouro_vm_next (vm, ouro_itertools_get (vm, record, CHAIN_SOURCE));
  OuroId active = OURO_NO_ID;

  if (iterable != OURO_NO_ID)
    {
      ouro_vm_hold (vm, iterable);
      active = ouro_vm_iter (vm, iterable);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  if (active == OURO_NO_ID)
    ouro_py_drop_cell (vm, record, CHAIN_SOURCE);
  else
    ouro_mod_replace_cell (vm, record, CHAIN_ACTIVE, active);
  return active != OURO_NO_ID;
}

static OuroId
chain_next (OuroVm *vm,
            OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint64 turn = 0;

  while (ouro_itertools_get (vm, record, CHAIN_SOURCE) != OURO_NO_ID && ouro_vm_may_go_on (vm, turn++))
    {
      OuroId item;

      if (ouro_itertools_get (vm, record, CHAIN_ACTIVE) == OURO_NO_ID && !activate (vm, record))
        return OURO_NO_ID;
      item = ouro_vm_next (vm, ouro_itertools_get (vm, record, CHAIN_ACTIVE));
      if (item != OURO_NO_ID || ouro_vm_has_exception (vm))
        return item;
      ouro_py_drop_cell (vm, record, CHAIN_ACTIVE);
    }
  return OURO_NO_ID;
}

/* starmap ------------------------------------------------------------------------------------- */

enum {
  STARMAP_TYPE,
  STARMAP_ITERATOR,
  STARMAP_FUNCTION,
  STARMAP_N_CELLS,
};

static OuroId
starmap_make (OuroVm                 *vm,
              const OuroItertoolCall *call)
{
  OuroId iterator, record;

  if (!ouro_itertools_check (vm, call, 2, 2))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, ouro_vm_argument (call->args, 1));
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, 0, STARMAP_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, STARMAP_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, STARMAP_FUNCTION, ouro_vm_new_reference (vm, ouro_vm_argument (call->args, 0)));
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
starmap_next (OuroVm *vm,
              OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId args = ouro_vm_next (vm, ouro_itertools_get (vm, record, STARMAP_ITERATOR));
  OuroId tuple, result;

  if (args == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, args);
  if (vm->heap->rows[args].cls != OURO_TYPE_TUPLE)
    {
      tuple = ouro_py_tuple_from (vm, args);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      if (tuple == OURO_NO_ID)
        return OURO_NO_ID;
      args = tuple;
      ouro_vm_hold (vm, args);
    }
  result = ouro_mod_call_with_tuple (vm, ouro_itertools_get (vm, record, STARMAP_FUNCTION), args, OURO_NO_ID);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

/* accumulate ---------------------------------------------------------------------------------- */

enum {
  ACCUMULATE_TYPE,
  ACCUMULATE_FUNCTION, /* none for addition */
  ACCUMULATE_ITERATOR,
  ACCUMULATE_TOTAL,
  ACCUMULATE_INITIAL, /* None once it has been given */
  ACCUMULATE_N_CELLS,
};

static OuroId
accumulate_make (OuroVm                 *vm,
                 const OuroItertoolCall *call)
{
  static const OuroParameters parameters = { "accumulate", { "iterable", "func", "initial" }, 3, 1, 2 };
  OuroId                      values[3], iterator, record;

  if (!ouro_py_bind_arguments (vm, &parameters, call->args, call->n_args, call->kwnames, values))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, values[0]);
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, 0, ACCUMULATE_N_CELLS);
  if (values[1] != OURO_NO_ID && values[1] != OURO_ID_NONE)
    ouro_heap_set_cell (vm->heap, record, ACCUMULATE_FUNCTION, ouro_vm_new_reference (vm, values[1]));
  ouro_heap_set_cell (vm->heap, record, ACCUMULATE_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, ACCUMULATE_INITIAL, ouro_vm_new_reference (vm, values[2] != OURO_NO_ID ? values[2] : OURO_ID_NONE));
  return ouro_itertools_finish (vm, call, record);
}

/* The total with one value more, which lies on the stack. */
static OuroId
add_value (OuroVm *vm,
           OuroId  record,
           OuroId  value)
{
  OuroId function = ouro_itertools_get (vm, record, ACCUMULATE_FUNCTION);
  OuroId args[] = { ouro_itertools_get (vm, record, ACCUMULATE_TOTAL), value };

  if (function == OURO_NO_ID)
    return ouro_vm_binary (vm, args[0], args[1], OURO_OPERATOR_ADD, FALSE);
  return ouro_vm_call (vm, function, args, 2);
}

static OuroId
accumulate_next (OuroVm *vm,
                 OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId initial = ouro_itertools_get (vm, record, ACCUMULATE_INITIAL);
  OuroId value, total;

  if (initial != OURO_ID_NONE)
    {
      ouro_heap_set_cell (vm->heap, record, ACCUMULATE_INITIAL, OURO_ID_NONE);
      ouro_mod_replace_cell (vm, record, ACCUMULATE_TOTAL, initial);
      return ouro_vm_new_reference (vm, initial);
    }
  value = ouro_vm_next (vm, ouro_itertools_get (vm, record, ACCUMULATE_ITERATOR));
  if (value == OURO_NO_ID)
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, ACCUMULATE_TOTAL) == OURO_NO_ID)
    {
      ouro_heap_set_cell (vm->heap, record, ACCUMULATE_TOTAL, ouro_vm_new_reference (vm, value));
      return value;
    }
  ouro_vm_hold (vm, value);
  total = add_value (vm, record, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (total == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_mod_replace_cell (vm, record, ACCUMULATE_TOTAL, ouro_vm_new_reference (vm, total));
  return total;
}

/* pairwise ------------------------------------------------------------------------------------ */

enum {
  PAIRWISE_TYPE,
  PAIRWISE_ITERATOR, /* until the end */
  PAIRWISE_OLD,
  PAIRWISE_RESULT, /* that is used again, where the version does so */
  PAIRWISE_N_CELLS,
};

static OuroId
pairwise_make (OuroVm                 *vm,
               const OuroItertoolCall *call)
{
  OuroId iterator, record;

  if (!ouro_itertools_check (vm, call, 1, 1))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, ouro_vm_argument (call->args, 0));
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, 0, PAIRWISE_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, PAIRWISE_ITERATOR, iterator);
  if (vm->profile->pairwise_reuses_pair)
    ouro_heap_set_cell (vm->heap, record, PAIRWISE_RESULT, ouro_py_pair_new (vm));
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
end_pairs (OuroVm *vm,
           OuroId  record)
{
  ouro_py_drop_cell (vm, record, PAIRWISE_ITERATOR);
  ouro_py_drop_cell (vm, record, PAIRWISE_OLD);
  return OURO_NO_ID;
}

static OuroId
pairwise_next (OuroVm *vm,
               OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId old, new, pair;

  if (ouro_itertools_get (vm, record, PAIRWISE_ITERATOR) == OURO_NO_ID)
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, PAIRWISE_OLD) == OURO_NO_ID)
    {
      old = ouro_vm_next (vm, ouro_itertools_get (vm, record, PAIRWISE_ITERATOR));
      if (old == OURO_NO_ID)
        return end_pairs (vm, record);
      ouro_mod_replace_cell (vm, record, PAIRWISE_OLD, old);
      if (ouro_itertools_get (vm, record, PAIRWISE_ITERATOR) == OURO_NO_ID)
        return end_pairs (vm, record);
    }
  old = ouro_vm_new_reference (vm, ouro_itertools_get (vm, record, PAIRWISE_OLD));
  ouro_vm_hold (vm, old);
  new = ouro_vm_next (vm, ouro_itertools_get (vm, record, PAIRWISE_ITERATOR));
  ouro_vm_release (vm);
  if (new == OURO_NO_ID)
    {
      end_pairs (vm, record);
      ouro_heap_decref (vm->heap, old);
      return OURO_NO_ID;
    }
  ouro_mod_replace_cell (vm, record, PAIRWISE_OLD, ouro_vm_new_reference (vm, new));
  if (vm->profile->pairwise_reuses_pair)
    return ouro_py_pair_fill (vm, record, PAIRWISE_RESULT, old, new);
  pair = ouro_py_pair_pack (vm, old, new);
  ouro_heap_decref (vm->heap, new);
  ouro_heap_decref (vm->heap, old);
  return pair;
}

/* batched ------------------------------------------------------------------------------------- */

enum {
  BATCHED_TYPE,
  BATCHED_ITERATOR, /* until the end */
  BATCHED_STRICT,   /* number */
  BATCHED_N_CELLS,
};

/* Hidden: how many items make a batch. */
#define BATCHED_SIZE     0
#define BATCHED_N_HIDDEN 2

static OuroId
batched_make (OuroVm                 *vm,
              const OuroItertoolCall *call)
{
  static const OuroParameters parameters = { "batched", { "iterable", "n", "strict" }, 3, 2, 2 };
  static const OuroParameters lenient_parameters = { "batched", { "iterable", "n" }, 2, 2, 2 };
  OuroId                      values[3] = { OURO_NO_ID };
  OuroId                      iterator, record;
  gint64                      n;
  int                         strict = 0;

  if (!ouro_py_bind_arguments (vm, vm->profile->batched_has_strict ? &parameters : &lenient_parameters, call->args, call->n_args, call->kwnames, values))
    return OURO_NO_ID;
  if (!ouro_py_get_ssize (vm, values[1], &n))
    return OURO_NO_ID;
  if (values[2] != OURO_NO_ID && (strict = ouro_vm_truth (vm, values[2])) < 0)
    return OURO_NO_ID;
  if (n < 1)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "n must be at least one");
      return OURO_NO_ID;
    }
  iterator = ouro_vm_iter (vm, values[0]);
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, BATCHED_N_HIDDEN, BATCHED_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, BATCHED_ITERATOR, iterator);
  ouro_py_set_number (vm, record, BATCHED_STRICT, strict);
  ouro_py_set_hidden_number (vm, record, BATCHED_SIZE, n);
  return ouro_itertools_finish (vm, call, record);
}

/* How many items the batch, which lies on the stack, has got. */
static guint32
fill_batch (OuroVm *vm,
            OuroId  record,
            OuroId  batch)
{
  guint32 n = vm->heap->rows[batch].n;
  guint32 i;

  for (i = 0; i < n && ouro_vm_may_go_on (vm, i); i++)
    {
      OuroId iterator = ouro_itertools_get (vm, record, BATCHED_ITERATOR);
      OuroId item = iterator != OURO_NO_ID ? ouro_vm_next (vm, iterator) : OURO_NO_ID;

      if (item == OURO_NO_ID)
        break;
      ouro_heap_set_cell (vm->heap, batch, i, item);
    }
  return i;
}

/* _PyTuple_Resize (): the batch that is not full, which is dropped, as a tuple of just the right size. */
static OuroId
shrink_batch (OuroVm *vm,
              OuroId  batch,
              guint32 n)
{
  OuroId tuple = ouro_itertools_new_tuple (vm, n);

  for (guint32 i = 0; i < n; i++)
    {
      ouro_heap_set_cell (vm->heap, tuple, i, ouro_heap_get_cell (vm->heap, batch, i));
      ouro_heap_set_cell (vm->heap, batch, i, OURO_NO_ID);
    }
  ouro_heap_decref (vm->heap, batch);
  return tuple;
}

static OuroId
batched_next (OuroVm *vm,
              OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  gint64  n = ouro_py_get_hidden_number (vm, record, BATCHED_SIZE);
  OuroId  batch;
  guint32 n_filled;

  if (ouro_itertools_get (vm, record, BATCHED_ITERATOR) == OURO_NO_ID || !ouro_py_has_room (vm, (guint64)n))
    return OURO_NO_ID;
  batch = ouro_itertools_new_tuple (vm, (guint32)n);
  ouro_vm_hold (vm, batch);
  n_filled = fill_batch (vm, record, batch);
  ouro_vm_release (vm);
  if (n_filled == n)
    return batch;
  if (n_filled > 0 && !ouro_py_get_number (vm, record, BATCHED_STRICT) && !ouro_vm_has_exception (vm))
    return shrink_batch (vm, batch, n_filled);
  ouro_py_drop_cell (vm, record, BATCHED_ITERATOR);
  ouro_heap_decref (vm->heap, batch);
  if (n_filled > 0 && !ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "batched(): incomplete batch");
  return OURO_NO_ID;
}

/* zip_longest --------------------------------------------------------------------------------- */

enum {
  LONGEST_TYPE,
  LONGEST_ITERATORS, /* empty places for those that have come to their end */
  LONGEST_RESULT,    /* that is used again */
  LONGEST_FILL,
  LONGEST_ACTIVE, /* number: of iterators with something to give */
  LONGEST_N_CELLS,
};

/* The only keyword argument; FALSE with TypeError. */
static gboolean
get_fill_value (OuroVm                 *vm,
                const OuroItertoolCall *call,
                OuroId                 *value)
{
  guint32 n = call->kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, call->kwnames) : 0;

  *value = OURO_ID_NONE;
  if (n == 1 && ouro_py_str_is (vm, ouro_heap_get_cell (vm->heap, call->kwnames, 0), "fillvalue"))
    *value = ouro_vm_argument (call->args, call->n_args);
  else if (n > 0)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "zip_longest() got an unexpected keyword argument");
  return !ouro_vm_has_exception (vm);
}

/* OURO_NO_ID with an exception. */
static OuroId
make_iterators (OuroVm                 *vm,
                const OuroItertoolCall *call)
{
  OuroId tuple = ouro_itertools_new_tuple (vm, call->n_args);

  ouro_vm_hold (vm, tuple);
  for (guint i = 0; i < call->n_args; i++)
    {
      OuroId iterator = ouro_vm_iter (vm, ouro_vm_argument (call->args, i));

      if (iterator == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, ouro_vm_release (vm));
          return OURO_NO_ID;
        }
      ouro_heap_set_cell (vm->heap, tuple, i, iterator);
    }
  return ouro_vm_release (vm);
}

static OuroId
longest_make (OuroVm                 *vm,
              const OuroItertoolCall *call)
{
  OuroId fill, iterators, result, record;

  if (!get_fill_value (vm, call, &fill))
    return OURO_NO_ID;
  iterators = make_iterators (vm, call);
  if (iterators == OURO_NO_ID)
    return OURO_NO_ID;
  result = ouro_itertools_new_tuple (vm, call->n_args);
  for (guint i = 0; i < call->n_args; i++)
    ouro_heap_set_cell (vm->heap, result, i, OURO_ID_NONE);
  record = ouro_itertools_allocate (vm, call, 0, LONGEST_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, LONGEST_ITERATORS, iterators);
  ouro_heap_set_cell (vm->heap, record, LONGEST_RESULT, result);
  ouro_heap_set_cell (vm->heap, record, LONGEST_FILL, ouro_vm_new_reference (vm, fill));
  ouro_py_set_number (vm, record, LONGEST_ACTIVE, call->n_args);
  return ouro_itertools_finish (vm, call, record);
}

/* The next item of one iterator, or the fill value; OURO_NO_ID when that was the last, or with an exception. */
static OuroId
take_or_fill (OuroVm *vm,
              OuroId  record,
              guint32 i)
{
  OuroId  iterators = ouro_itertools_get (vm, record, LONGEST_ITERATORS);
  OuroId  iterator = ouro_heap_get_cell (vm->heap, iterators, i);
  OuroId  item = iterator != OURO_NO_ID ? ouro_vm_next (vm, iterator) : OURO_NO_ID;
  guint32 n_active = ouro_py_get_number (vm, record, LONGEST_ACTIVE);

  if (item != OURO_NO_ID)
    return item;
  if (ouro_heap_get_cell (vm->heap, iterators, i) != OURO_NO_ID)
    {
      n_active = ouro_vm_has_exception (vm) || n_active == 0 ? 0 : n_active - 1;
      ouro_py_set_number (vm, record, LONGEST_ACTIVE, n_active);
      if (n_active == 0)
        return OURO_NO_ID;
      ouro_py_drop_cell (vm, iterators, i);
    }
  return ouro_vm_new_reference (vm, ouro_itertools_get (vm, record, LONGEST_FILL));
}

static OuroId
longest_next (OuroVm *vm,
              OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  OuroId  tuple = ouro_itertools_get (vm, record, LONGEST_RESULT);
  guint32 n = vm->heap->rows[tuple].n;

  if (n == 0 || ouro_py_get_number (vm, record, LONGEST_ACTIVE) == 0)
    return OURO_NO_ID;
  tuple = vm->heap->rows[tuple].refcount == 1 ? ouro_vm_new_reference (vm, tuple) : ouro_itertools_new_tuple (vm, n);
  ouro_vm_hold (vm, tuple);
  for (guint32 i = 0; i < n; i++)
    {
      OuroId item = take_or_fill (vm, record, i);

      if (item == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, ouro_vm_release (vm));
          return OURO_NO_ID;
        }
      ouro_mod_replace_cell (vm, tuple, i, item);
    }
  ouro_vm_release (vm);
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

const OuroItertool ouro_itertools_join[] = {
  { OURO_TYPE_CHAIN, chain_make, chain_next, NULL, chain_methods },
  { OURO_TYPE_STARMAP, starmap_make, starmap_next, NULL, NULL },
  { OURO_TYPE_ACCUMULATE, accumulate_make, accumulate_next, NULL, NULL },
  { OURO_TYPE_PAIRWISE, pairwise_make, pairwise_next, NULL, NULL },
  { OURO_TYPE_BATCHED, batched_make, batched_next, NULL, NULL },
  { OURO_TYPE_ZIP_LONGEST, longest_make, longest_next, NULL, NULL },
  { OURO_TYPE_NOTHING },
};
