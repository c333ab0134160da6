/* ouro-mod-itertools-split.c - groupby and its groups, tee and what its iterators share
 *
 * Source  Modules/itertoolsmodule.c: groupby_next, _grouper_next, tee_next, teedataobject_getitem (3.11 to 3.15)
 */
#include "ouro-mod-itertools-private.h"

/* groupby ------------------------------------------------------------------------------------- */

enum {
  GROUPBY_TYPE,
  GROUPBY_ITERATOR,
  GROUPBY_KEY_FUNCTION,
  GROUPBY_TARGET_KEY, /* of the group that was given last */
  GROUPBY_KEY,        /* of the item that was taken last */
  GROUPBY_VALUE,
  GROUPBY_N_CELLS,
};

/* Hidden: the number of the group that may go on, one more for every next (). */
#define GROUPBY_GROUP    0
#define GROUPBY_N_HIDDEN 2

enum {
  GROUPER_TYPE,
  GROUPER_PARENT,
  GROUPER_KEY,
  GROUPER_N_CELLS,
};

static OuroId
groupby_make (OuroVm                 *vm,
              const OuroItertoolCall *call)
{
  static const OuroParameters parameters = { "groupby", { "iterable", "key" }, 2, 1, 2 };
  OuroId                      values[2], iterator, record;

  if (!ouro_py_bind_arguments (vm, &parameters, call->args, call->n_args, call->kwnames, values))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, values[0]);
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  record = ouro_itertools_allocate (vm, call, GROUPBY_N_HIDDEN, GROUPBY_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, GROUPBY_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, GROUPBY_KEY_FUNCTION, ouro_vm_new_reference (vm, values[1] != OURO_NO_ID ? values[1] : OURO_ID_NONE));
  ouro_py_set_hidden_number (vm, record, GROUPBY_GROUP, 0);
  return ouro_itertools_finish (vm, call, record);
}

/* Takes the next item and its key; FALSE at the end or with an exception. */
static gboolean
step (OuroVm *vm,
      OuroId  record)
{
  OuroId value = ouro_vm_next (vm, ouro_itertools_get (vm, record, GROUPBY_ITERATOR));
  OuroId function = ouro_itertools_get (vm, record, GROUPBY_KEY_FUNCTION);
  OuroId key, old;

  if (value == OURO_NO_ID)
    return FALSE;
  if (function == OURO_ID_NONE)
    key = ouro_vm_new_reference (vm, value);
  else
    {
      ouro_vm_hold (vm, value);
      key = ouro_vm_call (vm, function, &value, 1);
      ouro_vm_release (vm);
      if (key == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, value);
          return FALSE;
        }
    }
  old = ouro_itertools_get (vm, record, GROUPBY_VALUE);
  ouro_heap_set_cell (vm->heap, record, GROUPBY_VALUE, value);
  ouro_mod_replace_cell (vm, record, GROUPBY_KEY, key);
  ouro_mod_drop (vm, old);
  return TRUE;
}

/* Whether two keys are equal; both are held meanwhile: 1, 0, -1. */
static int
keys_equal (OuroVm *vm,
            OuroId  a,
            OuroId  b)
{
  int equal;

  ouro_vm_hold (vm, ouro_vm_new_reference (vm, a));
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, b));
  equal = ouro_vm_equal (vm, a, b);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return equal;
}

/* On to the first item of the next group; FALSE at the end or with an exception. */
static gboolean
skip_group (OuroVm *vm,
            OuroId  record)
{
  guint64 turn = 0;

  while (ouro_vm_may_go_on (vm, turn++))
    {
      OuroId key = ouro_itertools_get (vm, record, GROUPBY_KEY);
      OuroId target = ouro_itertools_get (vm, record, GROUPBY_TARGET_KEY);

      if (key != OURO_NO_ID)
        {
          int equal = target != OURO_NO_ID ? keys_equal (vm, target, key) : 0;

          if (equal <= 0)
            return equal == 0;
        }
      if (!step (vm, record))
        return FALSE;
    }
  return FALSE;
}

static OuroId
new_grouper (OuroVm *vm,
             OuroId  record,
             OuroId  parent)
{
  OuroId grouper = ouro_itertools_new (vm, OURO_TYPE_GROUPER, GROUPBY_N_HIDDEN, GROUPER_N_CELLS);

  ouro_heap_set_cell (vm->heap, grouper, GROUPER_PARENT, ouro_vm_new_reference (vm, parent));
  ouro_heap_set_cell (vm->heap, grouper, GROUPER_KEY, ouro_vm_new_reference (vm, ouro_itertools_get (vm, record, GROUPBY_TARGET_KEY)));
  ouro_py_set_hidden_number (vm, grouper, GROUPBY_GROUP, ouro_py_get_hidden_number (vm, record, GROUPBY_GROUP));
  ouro_heap_track (vm->heap, grouper);
  return grouper;
}

static OuroId
groupby_next (OuroVm *vm,
              OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId grouper, pair;

  ouro_py_set_hidden_number (vm, record, GROUPBY_GROUP, ouro_py_get_hidden_number (vm, record, GROUPBY_GROUP) + 1);
  if (!skip_group (vm, record))
    return OURO_NO_ID;
  ouro_mod_replace_cell (vm, record, GROUPBY_TARGET_KEY, ouro_vm_new_reference (vm, ouro_itertools_get (vm, record, GROUPBY_KEY)));
  grouper = new_grouper (vm, record, self);
  pair = ouro_py_pair_pack (vm, ouro_itertools_get (vm, record, GROUPBY_KEY), grouper);
  ouro_heap_decref (vm->heap, grouper);
  return pair;
}

static OuroId
grouper_next (OuroVm *vm,
              OuroId  self)
{
  OuroId record = ouro_vm_value (vm, ouro_itertools_get (vm, self, GROUPER_PARENT));
  OuroId value;

  if (ouro_py_get_hidden_number (vm, record, GROUPBY_GROUP) != ouro_py_get_hidden_number (vm, self, GROUPBY_GROUP))
    return OURO_NO_ID;
  if (ouro_itertools_get (vm, record, GROUPBY_VALUE) == OURO_NO_ID && !step (vm, record))
    return OURO_NO_ID;
  if (keys_equal (vm, ouro_itertools_get (vm, self, GROUPER_KEY), ouro_itertools_get (vm, record, GROUPBY_KEY)) <= 0)
    return OURO_NO_ID;
  value = ouro_itertools_get (vm, record, GROUPBY_VALUE);
  ouro_heap_set_cell (vm->heap, record, GROUPBY_VALUE, OURO_NO_ID);
  ouro_py_drop_cell (vm, record, GROUPBY_KEY);
  return value;
}

/* tee ----------------------------------------------------------------------------------------- */

/* What all iterators of one tee share: blocks of items, each with the next. */
#define TEE_BLOCK 57

enum {
  TEE_DATA_TYPE,
  TEE_DATA_ITERATOR,
  TEE_DATA_FIRST,
  TEE_DATA_LINK = TEE_DATA_FIRST + TEE_BLOCK,
  TEE_DATA_N_READ,  /* number */
  TEE_DATA_RUNNING, /* number */
  TEE_DATA_N_CELLS,
};

enum {
  TEE_TYPE,
  TEE_DATA,
  TEE_INDEX, /* number: in the block */
  TEE_N_CELLS,
};

/* Takes the data over. */
static OuroId
new_tee (OuroVm *vm,
         OuroId  data,
         guint32 index)
{
  OuroId tee = ouro_itertools_new (vm, OURO_TYPE_TEE, 1, TEE_N_CELLS);

  ouro_heap_set_cell (vm->heap, tee, TEE_DATA, data);
  ouro_py_set_number (vm, tee, TEE_INDEX, index);
  ouro_heap_track (vm->heap, tee);
  return tee;
}

static OuroId
new_data (OuroVm *vm,
          OuroId  iterator)
{
  OuroId data = ouro_itertools_new (vm, OURO_TYPE_TEE_DATA, 0, TEE_DATA_N_CELLS);

  ouro_heap_set_cell (vm->heap, data, TEE_DATA_ITERATOR, ouro_vm_new_reference (vm, iterator));
  ouro_py_set_number (vm, data, TEE_DATA_N_READ, 0);
  ouro_py_set_number (vm, data, TEE_DATA_RUNNING, FALSE);
  ouro_heap_track (vm->heap, data);
  return data;
}

static OuroId
copy_tee (OuroVm *vm,
          OuroId  tee)
{
  return new_tee (vm, ouro_vm_new_reference (vm, ouro_itertools_get (vm, tee, TEE_DATA)), ouro_py_get_number (vm, tee, TEE_INDEX));
}

static OuroId
tee_from (OuroVm *vm,
          OuroId  iterable)
{
  OuroId iterator = ouro_vm_iter (vm, iterable);
  OuroId tee;

  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  if (vm->heap->rows[iterator].cls == OURO_TYPE_TEE)
    tee = copy_tee (vm, iterator);
  else
    tee = new_tee (vm, new_data (vm, iterator), 0);
  ouro_heap_decref (vm->heap, iterator);
  return tee;
}

static OuroId
tee_make (OuroVm                 *vm,
          const OuroItertoolCall *call)
{
  return ouro_itertools_check (vm, call, 1, 1) ? tee_from (vm, ouro_vm_argument (call->args, 0)) : OURO_NO_ID;
}

/* An item that has not been read before; OURO_NO_ID at the end or with an exception. */
static OuroId
read_item (OuroVm *vm,
           OuroId  data)
{
  guint32 n = ouro_py_get_number (vm, data, TEE_DATA_N_READ);
  OuroId  item;

  if (ouro_py_get_number (vm, data, TEE_DATA_RUNNING))
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "cannot re-enter the tee iterator");
      return OURO_NO_ID;
    }
  ouro_py_set_number (vm, data, TEE_DATA_RUNNING, TRUE);
  item = ouro_vm_next (vm, ouro_itertools_get (vm, data, TEE_DATA_ITERATOR));
  ouro_py_set_number (vm, data, TEE_DATA_RUNNING, FALSE);
  if (item == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_py_set_number (vm, data, TEE_DATA_N_READ, n + 1);
  ouro_heap_set_cell (vm->heap, data, TEE_DATA_FIRST + n, ouro_vm_new_reference (vm, item));
  return item;
}

/* The next block; borrowed. */
static OuroId
get_link (OuroVm *vm,
          OuroId  data)
{
  if (ouro_itertools_get (vm, data, TEE_DATA_LINK) == OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, data, TEE_DATA_LINK, new_data (vm, ouro_itertools_get (vm, data, TEE_DATA_ITERATOR)));
  return ouro_itertools_get (vm, data, TEE_DATA_LINK);
}

static OuroId
tee_next (OuroVm *vm,
          OuroId  self)
{
  guint32 index = ouro_py_get_number (vm, self, TEE_INDEX);
  OuroId  data, item;

  if (index >= TEE_BLOCK)
    {
      data = ouro_vm_new_reference (vm, get_link (vm, ouro_itertools_get (vm, self, TEE_DATA)));
      ouro_mod_replace_cell (vm, self, TEE_DATA, data);
      index = 0;
    }
  data = ouro_itertools_get (vm, self, TEE_DATA);
  if (index < ouro_py_get_number (vm, data, TEE_DATA_N_READ))
    item = ouro_vm_new_reference (vm, ouro_itertools_get (vm, data, TEE_DATA_FIRST + index));
  else
    item = read_item (vm, data);
  ouro_py_set_number (vm, self, TEE_INDEX, item != OURO_NO_ID ? index + 1 : index);
  return item;
}

static OuroId
tee_copy (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  return copy_tee (vm, self);
}

static const OuroBuiltinDef tee_methods[] = {
  { "__copy__", tee_copy, 0, 0, 0 },
  { NULL },
};

/* The first of the iterators that tee () gives, and, up to 3.12, the method that makes the others; OURO_NO_ID for none. FALSE with
 * an exception. */
static gboolean
get_first_tee (OuroVm *vm,
               OuroId  iterable,
               OuroId *first,
               OuroId *copy)
{
  OuroId iterator = ouro_vm_iter (vm, iterable);

  *copy = OURO_NO_ID;
  if (iterator == OURO_NO_ID)
    return FALSE;
  *first = iterator;
  if (!vm->profile->tee_copies_tee_only)
    *copy = ouro_vm_get_attribute_or_nothing (vm, iterator, ouro_vm_name (vm, OURO_NAME___copy__));
  if (*copy == OURO_NO_ID && !ouro_vm_has_exception (vm))
    {
      *first = tee_from (vm, iterator);
      ouro_heap_decref (vm->heap, iterator);
      if (*first != OURO_NO_ID && !vm->profile->tee_copies_tee_only)
        *copy = ouro_vm_get_attribute (vm, *first, ouro_vm_name (vm, OURO_NAME___copy__));
    }
  return !ouro_vm_has_exception (vm);
}

OuroId
ouro_itertools_tee (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  gint64 n = 2;
  OuroId result, first, copy;

  if (n_args > 1 && !ouro_py_get_ssize (vm, ouro_vm_argument (args, 1), &n))
    return OURO_NO_ID;
  if (n < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "n %s", vm->profile->negative_n_words);
      return OURO_NO_ID;
    }
  if (!ouro_py_has_room (vm, (guint64)n))
    return OURO_NO_ID;
  result = ouro_itertools_new_tuple (vm, (guint32)n);
  if (n == 0)
    return result;
  ouro_vm_hold (vm, result);
  if (get_first_tee (vm, ouro_vm_argument (args, 0), &first, &copy))
    ouro_heap_set_cell (vm->heap, result, 0, first);
  ouro_vm_hold (vm, copy != OURO_NO_ID ? copy : OURO_ID_NONE);
  for (guint32 i = 1; i < n && !ouro_vm_has_exception (vm); i++)
    ouro_heap_set_cell (vm->heap, result, i, copy != OURO_NO_ID ? ouro_vm_call (vm, copy, NULL, 0) : copy_tee (vm, ouro_heap_get_cell (vm->heap, result, i - 1)));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_vm_release (vm);
  if (!ouro_vm_has_exception (vm))
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

const OuroItertool ouro_itertools_split[] = {
  { OURO_TYPE_GROUPBY, groupby_make, groupby_next, NULL, NULL },
  { OURO_TYPE_GROUPER, NULL, grouper_next, NULL, NULL },
  { OURO_TYPE_TEE, tee_make, tee_next, NULL, tee_methods },
  { OURO_TYPE_TEE_DATA, NULL, NULL, NULL, NULL },
  { OURO_TYPE_NOTHING },
};
