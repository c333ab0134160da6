/* ouro-mod-itertools-choose.c - product, permutations, combinations, combinations_with_replacement
 *
 * Each keeps the tuple that it gave the last time, and changes it when nobody else holds it.
 * Source  Modules/itertoolsmodule.c: product_next, permutations_next, combinations_next, cwr_next (3.11 to 3.15)
 */
#include "ouro-mod-itertools-private.h"

enum {
  CHOICE_TYPE,
  CHOICE_POOL, /* tuple of items; of product: tuple of tuples */
  CHOICE_RESULT,
  CHOICE_IS_OVER, /* number */
  CHOICE_FIRST_INDEX = OURO_CHOICES_FIRST_INDEX,
};

static OuroId
get_pool (const OuroVm *vm,
          OuroId        record)
{
  return ouro_itertools_get (vm, record, CHOICE_POOL);
}

static guint32
get_index (const OuroVm *vm,
           OuroId        record,
           guint32       i)
{
  return ouro_py_get_number (vm, record, CHOICE_FIRST_INDEX + i);
}

static void
set_index (OuroVm *vm,
           OuroId  record,
           guint32 i,
           guint32 index)
{
  ouro_py_set_number (vm, record, CHOICE_FIRST_INDEX + i, index);
}

static guint32
count_indices (const OuroVm *vm,
               OuroId        record)
{
  return vm->heap->rows[record].n - CHOICE_FIRST_INDEX;
}

/* A record with room for so many indices; takes the pool over. */
static OuroId
make_choice (OuroVm                 *vm,
             const OuroItertoolCall *call,
             OuroId                  pool,
             guint32                 n_indices,
             gboolean                is_over)
{
  OuroId record = ouro_itertools_allocate (vm, call, 0, CHOICE_FIRST_INDEX + n_indices);

  ouro_heap_set_cell (vm->heap, record, CHOICE_POOL, pool);
  ouro_py_set_number (vm, record, CHOICE_IS_OVER, is_over);
  for (guint32 i = 0; i < n_indices; i++)
    set_index (vm, record, i, 0);
  return record;
}

static OuroId
end_choice (OuroVm *vm,
            OuroId  record)
{
  ouro_py_set_number (vm, record, CHOICE_IS_OVER, TRUE);
  return OURO_NO_ID;
}

/* An item of the pool comes into the result. */
static void
put_item (OuroVm *vm,
          OuroId  record,
          guint32 i,
          OuroId  pool,
          guint32 index)
{
  OuroId item = ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, pool, index));

  ouro_mod_replace_cell (vm, ouro_itertools_get (vm, record, CHOICE_RESULT), i, item);
}

/* The result of the last time, or a copy of it when somebody else holds it. Whoever changes it tracks it. */
static void
prepare_result (OuroVm *vm,
                OuroId  record)
{
  OuroId  result = ouro_itertools_get (vm, record, CHOICE_RESULT);
  guint32 n = vm->heap->rows[result].n;
  OuroId  copy;

  if (n == 0)
    return;
  if (vm->heap->rows[result].refcount == 1)
    {
      ouro_heap_track (vm->heap, result);
      return;
    }
  copy = ouro_py_tuple_new (vm, n);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, copy, i, ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, result, i)));
  ouro_py_tuple_track (vm, copy);
  ouro_mod_replace_cell (vm, record, CHOICE_RESULT, copy);
}

static OuroId
give_result (OuroVm *vm,
             OuroId  record)
{
  return ouro_vm_new_reference (vm, ouro_itertools_get (vm, record, CHOICE_RESULT));
}

/* product ------------------------------------------------------------------------------------- */

/* FALSE with an exception. */
static gboolean
get_repeat (OuroVm                 *vm,
            const OuroItertoolCall *call,
            gint64                 *repeat)
{
  static const OuroParameters parameters = { "product", { "repeat" }, 1, 0, 1 };
  OuroId                      value;

  *repeat = 1;
  if (call->kwnames == OURO_NO_ID)
    return TRUE;
  if (!ouro_py_bind_arguments (vm, &parameters, call->args + call->n_args, 0, call->kwnames, &value))
    return FALSE;
  if (value != OURO_NO_ID && !ouro_py_get_ssize (vm, value, repeat))
    return FALSE;
  if (*repeat < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "repeat argument cannot be negative");
  else if (*repeat > 0 && call->n_args > G_MAXINT64 / 8 / *repeat)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "repeat argument too large");
  return !ouro_vm_has_exception (vm);
}

/* A tuple of each argument, the whole repeated; OURO_NO_ID with an exception. */
static OuroId
make_pools (OuroVm                 *vm,
            const OuroItertoolCall *call,
            guint32                 n)
{
  OuroId pools = ouro_itertools_new_tuple (vm, n);

  ouro_vm_hold (vm, pools);
  for (guint32 i = 0; i < n; i++)
    {
      OuroId pool = i < call->n_args ? ouro_py_tuple_from (vm, ouro_vm_argument (call->args, i))
                                     : ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, pools, i - call->n_args));

      if (pool == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, ouro_vm_release (vm));
          return OURO_NO_ID;
        }
      ouro_heap_set_cell (vm->heap, pools, i, pool);
    }
  return ouro_vm_release (vm);
}

static OuroId
product_make (OuroVm                 *vm,
              const OuroItertoolCall *call)
{
  gint64 repeat, n;
  OuroId pools;

  if (!get_repeat (vm, call, &repeat))
    return OURO_NO_ID;
  n = repeat * call->n_args;
  if (!ouro_py_has_room (vm, (guint64)n))
    return OURO_NO_ID;
  pools = make_pools (vm, call, (guint32)n);
  if (pools == OURO_NO_ID)
    return OURO_NO_ID;
  return ouro_itertools_finish (vm, call, make_choice (vm, call, pools, (guint32)n, FALSE));
}

static OuroId
begin_product (OuroVm *vm,
               OuroId  record)
{
  OuroId  pools = get_pool (vm, record);
  guint32 n = vm->heap->rows[pools].n;

  ouro_heap_set_cell (vm->heap, record, CHOICE_RESULT, ouro_itertools_new_tuple (vm, n));
  for (guint32 i = 0; i < n; i++)
    {
      OuroId pool = ouro_heap_get_cell (vm->heap, pools, i);

      if (vm->heap->rows[pool].n == 0)
        return end_choice (vm, record);
      put_item (vm, record, i, pool, 0);
    }
  return give_result (vm, record);
}

static OuroId
product_next (OuroVm *vm,
              OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  OuroId  pools = get_pool (vm, record);
  guint32 i;

  if (ouro_py_get_number (vm, record, CHOICE_IS_OVER))
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, CHOICE_RESULT) == OURO_NO_ID)
    return begin_product (vm, record);
  prepare_result (vm, record);
  for (i = vm->heap->rows[pools].n; i-- > 0;)
    {
      OuroId  pool = ouro_heap_get_cell (vm->heap, pools, i);
      guint32 index = get_index (vm, record, i) + 1;
      guint32 rest = index < vm->heap->rows[pool].n ? index : 0;

      set_index (vm, record, i, rest);
      put_item (vm, record, i, pool, rest);
      if (rest != 0)
        return give_result (vm, record);
    }
  return end_choice (vm, record);
}

/* Choosing from one pool ---------------------------------------------------------------------- */

/* The pool as a tuple, and r, which is OURO_NO_ID where permutations () may go without; OURO_NO_ID with an exception. */
static OuroId
get_pool_and_r (OuroVm                 *vm,
                const OuroItertoolCall *call,
                gint64                 *r)
{
  gboolean             is_optional = call->type == OURO_TYPE_PERMUTATIONS;
  const OuroParameters parameters = { ouro_type_get_name (call->type), { "iterable", "r" }, 2, is_optional ? 1 : 2, 2 };
  OuroId               values[2], pool;
  gboolean             good = TRUE;

  if (!ouro_py_bind_arguments (vm, &parameters, call->args, call->n_args, call->kwnames, values) || (!is_optional && !ouro_py_get_ssize (vm, values[1], r)))
    return OURO_NO_ID;
  pool = ouro_py_tuple_from (vm, values[0]);
  if (pool == OURO_NO_ID)
    return OURO_NO_ID;
  if (is_optional && (values[1] == OURO_NO_ID || values[1] == OURO_ID_NONE))
    *r = vm->heap->rows[pool].n;
  else if (is_optional)
    {
      good = ouro_py_is_int (vm, values[1]) && ouro_py_get_ssize (vm, values[1], r);
      if (!good && !ouro_vm_has_exception (vm))
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Expected int as r");
    }
  if (good && *r < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "r %s", is_optional ? "must be non-negative" : vm->profile->negative_r_words);
  if (good && *r >= 0 && ouro_py_has_room (vm, (guint64)*r + vm->heap->rows[pool].n))
    return pool;
  ouro_heap_decref (vm->heap, pool);
  return OURO_NO_ID;
}

/* The first result: the items that the first r indices say. */
static OuroId
begin_choice (OuroVm *vm,
              OuroId  record,
              guint32 r)
{
  ouro_heap_set_cell (vm->heap, record, CHOICE_RESULT, ouro_itertools_new_tuple (vm, r));
  for (guint32 i = 0; i < r; i++)
    put_item (vm, record, i, get_pool (vm, record), get_index (vm, record, i));
  return give_result (vm, record);
}

/* From the leftmost index that has changed on. */
static OuroId
renew_result (OuroVm *vm,
              OuroId  record,
              guint32 i,
              guint32 r)
{
  for (; i < r; i++)
    put_item (vm, record, i, get_pool (vm, record), get_index (vm, record, i));
  return give_result (vm, record);
}

static OuroId
combinations_make (OuroVm                 *vm,
                   const OuroItertoolCall *call)
{
  gint64 r;
  OuroId pool = get_pool_and_r (vm, call, &r);
  OuroId record;
  guint  n;

  if (pool == OURO_NO_ID)
    return OURO_NO_ID;
  n = vm->heap->rows[pool].n;
  if (call->type == OURO_TYPE_COMBINATIONS)
    {
      record = make_choice (vm, call, pool, (guint32)r, r > n);
      for (guint32 i = 0; i < r; i++)
        set_index (vm, record, i, i);
    }
  else
    record = make_choice (vm, call, pool, (guint32)r, n == 0 && r > 0);
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
combinations_next (OuroVm *vm,
                   OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint32 n = vm->heap->rows[get_pool (vm, record)].n;
  guint32 r = count_indices (vm, record);
  guint32 i = r;

  if (ouro_py_get_number (vm, record, CHOICE_IS_OVER))
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, CHOICE_RESULT) == OURO_NO_ID)
    return begin_choice (vm, record, r);
  prepare_result (vm, record);
  while (i > 0 && get_index (vm, record, i - 1) == i - 1 + n - r)
    i--;
  if (i-- == 0)
    return end_choice (vm, record);
  set_index (vm, record, i, get_index (vm, record, i) + 1);
  for (guint32 j = i + 1; j < r; j++)
    set_index (vm, record, j, get_index (vm, record, j - 1) + 1);
  return renew_result (vm, record, i, r);
}

static OuroId
replacement_next (OuroVm *vm,
                  OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint32 n = vm->heap->rows[get_pool (vm, record)].n;
  guint32 r = count_indices (vm, record);
  guint32 i = r;
  guint32 index;

  if (ouro_py_get_number (vm, record, CHOICE_IS_OVER))
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, CHOICE_RESULT) == OURO_NO_ID)
    return begin_choice (vm, record, r);
  prepare_result (vm, record);
  while (i > 0 && get_index (vm, record, i - 1) == n - 1)
    i--;
  if (i-- == 0)
    return end_choice (vm, record);
  index = get_index (vm, record, i) + 1;
  for (guint32 j = i; j < r; j++)
    set_index (vm, record, j, index);
  return renew_result (vm, record, i, r);
}

/* permutations: n indices, then r cycles ------------------------------------------------------- */

static OuroId
permutations_make (OuroVm                 *vm,
                   const OuroItertoolCall *call)
{
  gint64  r;
  OuroId  pool = get_pool_and_r (vm, call, &r);
  OuroId  record;
  guint32 n;

  if (pool == OURO_NO_ID)
    return OURO_NO_ID;
  n = vm->heap->rows[pool].n;
  record = make_choice (vm, call, pool, n + (guint32)r, r > n);
  for (guint32 i = 0; i < n; i++)
    set_index (vm, record, i, i);
  for (guint32 i = 0; i < r && i < n; i++)
    set_index (vm, record, n + i, n - i);
  return ouro_itertools_finish (vm, call, record);
}

/* indices[i:] = indices[i+1:] + indices[i:i+1] */
static void
rotate_indices (OuroVm *vm,
                OuroId  record,
                guint32 i,
                guint32 n)
{
  guint32 first = get_index (vm, record, i);

  for (; i + 1 < n; i++)
    set_index (vm, record, i, get_index (vm, record, i + 1));
  set_index (vm, record, n - 1, first);
}

static OuroId
permutations_next (OuroVm *vm,
                   OuroId  self)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint32 n = vm->heap->rows[get_pool (vm, record)].n;
  guint32 r = count_indices (vm, record) - n;

  if (ouro_py_get_number (vm, record, CHOICE_IS_OVER))
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, CHOICE_RESULT) == OURO_NO_ID)
    return begin_choice (vm, record, r);
  if (n == 0)
    return end_choice (vm, record);
  prepare_result (vm, record);
  for (guint32 i = r; i-- > 0;)
    {
      guint32 cycle = get_index (vm, record, n + i) - 1;
      guint32 index = get_index (vm, record, i);

      set_index (vm, record, n + i, cycle > 0 ? cycle : n - i);
      if (cycle == 0)
        {
          rotate_indices (vm, record, i, n);
          continue;
        }
      set_index (vm, record, i, get_index (vm, record, n - cycle));
      set_index (vm, record, n - cycle, index);
      return renew_result (vm, record, i, r);
    }
  return end_choice (vm, record);
}

const OuroItertool ouro_itertools_choose[] = {
  { OURO_TYPE_PRODUCT, product_make, product_next, NULL, NULL },
  { OURO_TYPE_PERMUTATIONS, permutations_make, permutations_next, NULL, NULL },
  { OURO_TYPE_COMBINATIONS, combinations_make, combinations_next, NULL, NULL },
  { OURO_TYPE_COMBINATIONS_WITH_REPLACEMENT, combinations_make, replacement_next, NULL, NULL },
  { OURO_TYPE_NOTHING },
};
