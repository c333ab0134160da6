/* ouro-mod-itertools-endless.c - count, cycle, repeat
 *
 * Source  Modules/itertoolsmodule.c: count_next, cycle_next, repeat_next (3.11 to 3.15)
 */
#include "ouro-mod-itertools-private.h"

/* count --------------------------------------------------------------------------------------- */

enum {
  COUNT_TYPE,
  COUNT_VALUE, /* once it does not fit below */
  COUNT_STEP,
  COUNT_N_CELLS,
};

/* Hidden: the value, G_MAXINT64 where the cell holds it. */
#define COUNT_INDEX    0
#define COUNT_N_HIDDEN 2

/* PyNumber_Check () */
static gboolean
is_number (OuroVm *vm,
           OuroId  object)
{
  OuroId type = ouro_vm_value_type (vm, object);

  return ouro_py_is_index (vm, object) || type == OURO_TYPE_FLOAT || type == OURO_TYPE_COMPLEX || ouro_py_get_own_special (vm, object, OURO_NAME___int__) != OURO_NO_ID || ouro_py_get_own_special (vm, object, OURO_NAME___float__) != OURO_NO_ID;
}

/* Whether the value can be counted as a number of the machine, by ones. */
static gboolean
is_fast (const OuroVm *vm,
         OuroId        start,
         OuroId        step,
         gint64       *index)
{
  gint64 by;

  return ouro_py_is_int (vm, start) && ouro_py_is_int (vm, step) && ouro_int_get (vm->heap, ouro_vm_value (vm, start), index) && ouro_int_get (vm->heap, ouro_vm_value (vm, step), &by) && by == 1;
}

static OuroId
count_make (OuroVm                 *vm,
            const OuroItertoolCall *call)
{
  static const OuroParameters parameters = { "count", { "start", "step" }, 2, 0, 2 };
  OuroId                      values[2], record;
  gint64                      index;

  if (!ouro_py_bind_arguments (vm, &parameters, call->args, call->n_args, call->kwnames, values))
    return OURO_NO_ID;
  if ((values[0] != OURO_NO_ID && !is_number (vm, values[0])) || (values[1] != OURO_NO_ID && !is_number (vm, values[1])))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "a number is required");
      return OURO_NO_ID;
    }
  if (values[0] == OURO_NO_ID)
    values[0] = OURO_ID_ZERO;
  if (values[1] == OURO_NO_ID)
    values[1] = OURO_ID_ZERO + 1;
  record = ouro_itertools_allocate (vm, call, COUNT_N_HIDDEN, COUNT_N_CELLS);
  if (!is_fast (vm, values[0], values[1], &index))
    {
      index = G_MAXINT64;
      ouro_heap_set_cell (vm->heap, record, COUNT_VALUE, ouro_vm_new_reference (vm, values[0]));
    }
  ouro_py_set_hidden_number (vm, record, COUNT_INDEX, index);
  ouro_heap_set_cell (vm->heap, record, COUNT_STEP, ouro_vm_new_reference (vm, values[1]));
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
take_large_value (OuroVm *vm,
                  OuroId  record)
{
  OuroId value = ouro_itertools_get (vm, record, COUNT_VALUE);
  OuroId next;

  if (value == OURO_NO_ID)
    {
      value = ouro_int_new (vm->heap, G_MAXINT64);
      ouro_heap_set_cell (vm->heap, record, COUNT_VALUE, value);
    }
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  next = ouro_vm_binary (vm, value, ouro_itertools_get (vm, record, COUNT_STEP), OURO_OPERATOR_ADD, FALSE);
  ouro_vm_release (vm);
  if (next == OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, value);
      return OURO_NO_ID;
    }
  ouro_mod_replace_cell (vm, record, COUNT_VALUE, next);
  return value;
}

static OuroId
count_next (OuroVm *vm,
            OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  gint64 index = ouro_py_get_hidden_number (vm, record, COUNT_INDEX);

  if (index == G_MAXINT64)
    return take_large_value (vm, record);
  ouro_py_set_hidden_number (vm, record, COUNT_INDEX, index + 1);
  return ouro_int_new (vm->heap, index);
}

static OuroId
count_repr (OuroVm *vm,
            OuroId  self)
{
  OuroId          record = ouro_vm_value (vm, self);
  OuroId          value = ouro_itertools_get (vm, record, COUNT_VALUE);
  OuroId          step = ouro_itertools_get (vm, record, COUNT_STEP);
  gint64          by;
  OuroTextBuilder text;
  gboolean        good;

  if (value == OURO_NO_ID)
    return ouro_vm_new_str (vm, "count(%" G_GINT64_FORMAT ")", ouro_py_get_hidden_number (vm, record, COUNT_INDEX));
  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "count(");
  good = ouro_py_text_add_repr (&text, vm, value);
  if (good && !(ouro_py_is_int (vm, step) && ouro_int_get (vm->heap, ouro_vm_value (vm, step), &by) && by == 1))
    {
      ouro_text_builder_add_utf8 (&text, ", ");
      good = ouro_py_text_add_repr (&text, vm, step);
    }
  ouro_text_builder_add_utf8 (&text, ")");
  return ouro_py_text_end (&text, vm, good);
}

/* cycle --------------------------------------------------------------------------------------- */

enum {
  CYCLE_TYPE,
  CYCLE_ITERATOR, /* until it has come to its end */
  CYCLE_SAVED,    /* list of its items */
  CYCLE_INDEX,    /* number: of the next item in the list */
  CYCLE_N_CELLS,
};

static OuroId
cycle_make (OuroVm                 *vm,
            const OuroItertoolCall *call)
{
  OuroId iterator, saved, record;

  if (!ouro_itertools_check (vm, call, 1, 1))
    return OURO_NO_ID;
  iterator = ouro_vm_iter (vm, ouro_vm_argument (call->args, 0));
  if (iterator == OURO_NO_ID)
    return OURO_NO_ID;
  saved = ouro_py_list_new (vm, 0);
  record = ouro_itertools_allocate (vm, call, 0, CYCLE_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, CYCLE_ITERATOR, iterator);
  ouro_heap_set_cell (vm->heap, record, CYCLE_SAVED, saved);
  ouro_py_set_number (vm, record, CYCLE_INDEX, 0);
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
take_saved (OuroVm *vm,
            OuroId  record)
{
  OuroId  saved = ouro_itertools_get (vm, record, CYCLE_SAVED);
  guint32 index = ouro_py_get_number (vm, record, CYCLE_INDEX);
  guint32 n = vm->heap->rows[saved].n;

  if (n == 0)
    return OURO_NO_ID;
  ouro_py_set_number (vm, record, CYCLE_INDEX, index + 1 < n ? index + 1 : 0);
  return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, saved, index));
}

static OuroId
cycle_next (OuroVm *vm,
            OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  OuroId iterator = ouro_itertools_get (vm, record, CYCLE_ITERATOR);
  OuroId item;

  if (iterator == OURO_NO_ID)
    return take_saved (vm, record);
  item = ouro_vm_next (vm, iterator);
  if (item != OURO_NO_ID)
    {
      ouro_py_list_append (vm, ouro_itertools_get (vm, record, CYCLE_SAVED), item);
      return item;
    }
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  ouro_py_drop_cell (vm, record, CYCLE_ITERATOR);
  return take_saved (vm, record);
}

/* repeat -------------------------------------------------------------------------------------- */

enum {
  REPEAT_TYPE,
  REPEAT_ELEMENT,
  REPEAT_N_CELLS,
};

#define REPEAT_N_HIDDEN 2

static OuroId
repeat_make (OuroVm                 *vm,
             const OuroItertoolCall *call)
{
  static const OuroParameters parameters = { "repeat", { "object", "times" }, 2, 1, 2 };
  OuroId                      values[2], record;
  gint64                      left = -1;

  if (!ouro_py_bind_arguments (vm, &parameters, call->args, call->n_args, call->kwnames, values))
    return OURO_NO_ID;
  if (values[1] != OURO_NO_ID)
    {
      if (!ouro_py_get_ssize (vm, values[1], &left))
        return OURO_NO_ID;
      left = MAX (left, 0);
    }
  record = ouro_itertools_allocate (vm, call, REPEAT_N_HIDDEN, REPEAT_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, REPEAT_ELEMENT, ouro_vm_new_reference (vm, values[0]));
  ouro_py_set_hidden_number (vm, record, OURO_REPEAT_LEFT, left);
  return ouro_itertools_finish (vm, call, record);
}

static OuroId
repeat_next (OuroVm *vm,
             OuroId  self)
{
  OuroId record = ouro_vm_value (vm, self);
  gint64 left = ouro_py_get_hidden_number (vm, record, OURO_REPEAT_LEFT);

  if (left == 0)
    return OURO_NO_ID;
  if (left > 0)
    ouro_py_set_hidden_number (vm, record, OURO_REPEAT_LEFT, left - 1);
  return ouro_vm_new_reference (vm, ouro_itertools_get (vm, record, REPEAT_ELEMENT));
}

static OuroId
repeat_repr (OuroVm *vm,
             OuroId  self)
{
  OuroId           record = ouro_vm_value (vm, self);
  gint64           left = ouro_py_get_hidden_number (vm, record, OURO_REPEAT_LEFT);
  g_autofree char *times = left >= 0 ? g_strdup_printf (", %" G_GINT64_FORMAT ")", left) : g_strdup (")");
  OuroTextBuilder  text;
  gboolean         good;

  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "repeat(");
  good = ouro_py_text_add_repr (&text, vm, ouro_itertools_get (vm, record, REPEAT_ELEMENT));
  ouro_text_builder_add_utf8 (&text, times);
  return ouro_py_text_end (&text, vm, good);
}

static OuroId
repeat_length_hint (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  gint64 left = ouro_py_get_hidden_number (vm, ouro_vm_value (vm, self), OURO_REPEAT_LEFT);

  if (left >= 0)
    return ouro_int_new (vm->heap, left);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "len() of unsized object");
  return OURO_NO_ID;
}

static const OuroBuiltinDef repeat_methods[] = {
  { "__length_hint__", repeat_length_hint, 0, 0, 0 },
  { NULL },
};

const OuroItertool ouro_itertools_endless[] = {
  { OURO_TYPE_COUNT, count_make, count_next, count_repr, NULL },
  { OURO_TYPE_CYCLE, cycle_make, cycle_next, NULL, NULL },
  { OURO_TYPE_REPEAT, repeat_make, repeat_next, repeat_repr, repeat_methods },
  { OURO_TYPE_NOTHING },
};
