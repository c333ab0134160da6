/* ouro-call-packed.c - arguments in a tuple and a dict
 *
 * Most calls pass their arguments on the stack. Those of classes, of special methods in C and f (*args, **kwargs) have them in
 * a tuple and a dict, which count as allocations and hold their items as long as the call lasts.
 * Source  Objects/call.c: _PyObject_MakeTpCall, _PyStack_UnpackDict; Python/ceval.c: CALL_FUNCTION_EX (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include "types/ouro-py-arguments-private.h"

/* Into a tuple -------------------------------------------------------------------------------- */

static OuroId
pack_tuple (OuroVm        *vm,
            const guint32 *args,
            guint          n)
{
  OuroId tuple = ouro_py_tuple_new (vm, n);

  for (guint i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, tuple, i, ouro_vm_new_reference (vm, ouro_vm_argument (args, i)));
  ouro_py_tuple_track (vm, tuple);
  return tuple;
}

static OuroId
pack_dict (OuroVm        *vm,
           const guint32 *values,
           OuroId         kwnames)
{
  guint  n = ouro_heap_get_n_cells (vm->heap, kwnames);
  OuroId dict = ouro_dict_new_presized (vm->heap, n, TRUE);

  for (guint i = 0; i < n; i++)
    ouro_dict_set_str (vm->heap, dict, ouro_heap_get_cell (vm->heap, kwnames, i), ouro_vm_argument (values, i));
  return dict;
}

void
ouro_vm_pack_arguments (OuroVm        *vm,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames,
                        OuroPacked    *packed)
{
  packed->tuple = n_args > 0 ? pack_tuple (vm, args, n_args) : OURO_NO_ID;
  packed->dict = kwnames != OURO_NO_ID ? pack_dict (vm, args + n_args, kwnames) : OURO_NO_ID;
  packed->names = OURO_NO_ID;
}

void
ouro_vm_drop_packed (OuroVm           *vm,
                     const OuroPacked *packed)
{
  const OuroId parts[] = { packed->names, packed->tuple, packed->dict };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != OURO_NO_ID)
      ouro_heap_decref (vm->heap, parts[i]);
}

OuroId
ouro_vm_hold_packed (OuroVm        *vm,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroPacked packed;

  ouro_vm_pack_arguments (vm, args, n_args, kwnames, &packed);
  if (packed.dict != OURO_NO_ID)
    ouro_vm_hold (vm, packed.dict);
  if (packed.tuple != OURO_NO_ID)
    ouro_vm_hold (vm, packed.tuple);
  return packed.tuple;
}

OuroId
ouro_vm_copy_keywords (OuroVm *vm,
                       OuroId  kwnames)
{
  guint               n = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;
  g_autofree guint32 *names = NULL;

  if (n == 0)
    return OURO_NO_ID;
  names = g_memdup2 (vm->heap->cells + vm->heap->rows[kwnames].cells, n * sizeof (guint32));
  return pack_tuple (vm, names, n);
}

/* Out of a tuple and a dict ------------------------------------------------------------------- */

/* f (*args) with what is no tuple. */
static void
raise_not_iterable (OuroVm *vm,
                    OuroId  callable,
                    OuroId  object)
{
  g_autofree char *type = ouro_vm_dup_type_name (vm, object);
  g_autofree char *name = NULL;

  ouro_vm_clear_exception (vm);
  if (!vm->profile->results_are_named)
    name = ouro_py_dup_function_text (vm, callable);
  if (name != NULL)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s argument after * must be an iterable, not %s", name, type);
  else if (!ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Value after * must be an iterable, not %s", type);
}

gboolean
ouro_vm_make_argument_tuple (OuroVm *vm,
                             OuroId  callable,
                             guint32 place)
{
  guint32 cell = vm->heap->stack[place];
  OuroId  object = cell & OURO_CELL_ID_MASK;
  OuroId  tuple;

  if (vm->heap->rows[object].cls == OURO_TYPE_TUPLE)
    return TRUE;
  tuple = ouro_py_tuple_from (vm, object);
  if (tuple == OURO_NO_ID)
    {
      if (ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR) && ouro_vm_is_not_iterable (vm, object))
        raise_not_iterable (vm, callable, object);
      return FALSE;
    }
  ouro_stack_set (vm->heap, place, tuple);
  if (!(cell & OURO_CELL_BORROWED))
    ouro_heap_decref (vm->heap, object);
  return TRUE;
}

OuroId
ouro_vm_get_keywords (OuroVm *vm,
                      OuroId  dict)
{
  guint32 n = ouro_dict_get_length (vm->heap, dict);
  OuroId  names = n > 0 ? ouro_py_tuple_new (vm, n) : OURO_NO_ID;
  guint   i = 0;

  for (guint32 entry = 0; n > 0 && entry < ouro_dict_get_n_entries (vm->heap, dict); entry++)
    {
      OuroId key = ouro_dict_get_key (vm->heap, dict, entry);

      if (key != OURO_NO_ID)
        ouro_heap_set_cell (vm->heap, names, i++, ouro_vm_new_reference (vm, key));
    }
  return names;
}

gboolean
ouro_vm_spread (OuroVm *vm,
                OuroId  tuple,
                OuroId  dict)
{
  OuroHeap *heap = vm->heap;
  guint32   n = ouro_heap_get_n_cells (heap, tuple);
  guint32   n_entries = dict != OURO_NO_ID ? ouro_dict_get_n_entries (heap, dict) : 0;

  if (vm->end + n + n_entries + OURO_FRAME_SIZE + 64 > heap->stack_capacity)
    {
      ouro_vm_raise (vm, OURO_TYPE_MEMORY_ERROR, "the simulated stack is full");
      return FALSE;
    }
  for (guint32 entry = 0; entry < n_entries; entry++)
    {
      OuroId key = ouro_dict_get_key (heap, dict, entry);

      if (key == OURO_NO_ID || ouro_py_is_str (vm, key))
        continue;
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "keywords must be strings");
      return FALSE;
    }
  for (guint32 i = 0; i < n; i++)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, tuple, i)));
  for (guint32 entry = 0; entry < n_entries; entry++)
    if (ouro_dict_get_key (heap, dict, entry) != OURO_NO_ID)
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, ouro_dict_get_value (heap, dict, entry)));
  return TRUE;
}
