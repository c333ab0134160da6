/* ouro-mod-itertools.c - the module itertools and what its iterators share
 *
 * Source  Modules/itertoolsmodule.c (3.11 to 3.15)
 */
#include "ouro-mod-itertools-private.h"

static const OuroItertool *const tables[] = {
  ouro_itertools_endless,
  ouro_itertools_join,
  ouro_itertools_select,
  ouro_itertools_split,
  ouro_itertools_choose,
};

static const OuroItertool *
find_tool (OuroId type)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const OuroItertool *tool = tables[i]; tool->type != OURO_TYPE_NOTHING; tool++)
      if (tool->type == type)
        return tool;
  g_return_val_if_reached (NULL);
}

/* None of the types takes a vector of arguments: there is a tuple of them, and a dict. */
static OuroId
construct (OuroVm        *vm,
           OuroId         cls,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroItertoolCall call = { .type = ouro_class_get_layout (vm->heap, cls), .cls = cls, .args = args, .n_args = n_args, .kwnames = kwnames };
  OuroModArguments held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  OuroId           iterator;

  call.tuple = held.tuple;
  iterator = find_tool (call.type)->make (vm, &call);
  ouro_mod_end_packed_call (vm, held.place);
  return iterator;
}

gboolean
ouro_itertools_check (OuroVm                 *vm,
                      const OuroItertoolCall *call,
                      guint                   min,
                      guint                   max)
{
  return ouro_py_check_arguments (vm, ouro_type_get_name (call->type), call->n_args, call->cls == call->type ? call->kwnames : OURO_NO_ID, min, max);
}

/* Objects ------------------------------------------------------------------------------------- */

OuroId
ouro_itertools_allocate (OuroVm                 *vm,
                         const OuroItertoolCall *call,
                         guint                   n_hidden,
                         guint32                 n)
{
  OuroId record = ouro_py_iterator_allocate (vm, call->cls, call->type, n_hidden, n);

  if (vm->profile->itertools_know_type && call->cls == call->type)
    ouro_heap_set_cell (vm->heap, record, OURO_ITERTOOL_TYPE, ouro_vm_new_reference (vm, call->type));
  return record;
}

OuroId
ouro_itertools_finish (OuroVm                 *vm,
                       const OuroItertoolCall *call,
                       OuroId                  record)
{
  return ouro_py_iterator_finish (vm, call->cls, record);
}

OuroId
ouro_itertools_new (OuroVm *vm,
                    OuroId  type,
                    guint   n_hidden,
                    guint32 n)
{
  const OuroItertoolCall call = { .type = type, .cls = type };

  return ouro_itertools_allocate (vm, &call, n_hidden, n);
}

OuroId
ouro_itertools_new_tuple (OuroVm *vm,
                          guint32 n)
{
  OuroId tuple;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  tuple = ouro_py_tuple_new (vm, n);
  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

/* The module ---------------------------------------------------------------------------------- */

static const OuroBuiltinDef functions[] = {
  { "tee", ouro_itertools_tee, 1, 2, 0 },
  { NULL },
};

void
ouro_mod_itertools_add_types (OuroVm *vm)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const OuroItertool *tool = tables[i]; tool->type != OURO_TYPE_NOTHING; tool++)
      {
        vm->slots[tool->type] = (OuroTypeSlots){ .repr = tool->repr, .iter = ouro_py_iterator_iter, .next = tool->next, .methods = tool->methods };
        if (tool->make != NULL)
          vm->slots[tool->type].construct = construct;
        ouro_vm_add_methods (vm, tool->type);
      }
}

void
ouro_mod_itertools_add (OuroVm *vm,
                        OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  for (OuroId type = OURO_TYPE_COUNT; type <= OURO_TYPE_TEE_DATA; type++)
    if (type != OURO_TYPE_BATCHED || vm->profile->itertools_have_batched)
      ouro_mod_set (vm, module, ouro_type_get_name (type), type);
}
