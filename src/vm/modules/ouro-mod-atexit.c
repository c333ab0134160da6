/* ouro-mod-atexit.c - atexit: what is called when the interpreter shuts down
 *
 * A root holds a list: function, arguments and keywords of each, one after the other.
 * Source  Modules/atexitmodule.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

enum {
  FUNCTION,
  ARGUMENTS,
  KEYWORDS,
  N_PARTS,
};

static OuroId
get_list (const OuroVm *vm)
{
  return ouro_heap_get_root (vm->heap, OURO_VM_ROOT_ATEXIT);
}

/* The part of the entry that begins at a place of the list. */
static OuroId
get_part (const OuroVm *vm,
          guint32       entry,
          guint         part)
{
  return ouro_heap_get_cell (vm->heap, get_list (vm), entry + part);
}

static OuroId
atexit_register (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId     function = ouro_vm_argument (args, 0);
  OuroPacked packed;

  ouro_vm_pack_arguments (vm, args + 1, n_args - 1, kwnames, &packed);
  ouro_py_list_append (vm, get_list (vm), function);
  ouro_py_list_append (vm, get_list (vm), packed.tuple != OURO_NO_ID ? packed.tuple : OURO_ID_NONE);
  ouro_py_list_append (vm, get_list (vm), packed.dict != OURO_NO_ID ? packed.dict : OURO_ID_NONE);
  ouro_vm_drop_packed (vm, &packed);
  return ouro_vm_new_reference (vm, function);
}

static gboolean
cut_from (OuroVm *vm,
          guint32 entry,
          guint32 end)
{
  OuroId   start = ouro_int_new (vm->heap, entry), stop = ouro_int_new (vm->heap, end);
  gboolean good = ouro_vm_set_slice (vm, get_list (vm), start, stop, OURO_NO_ID);

  ouro_heap_decref (vm->heap, start);
  ouro_heap_decref (vm->heap, stop);
  return good;
}

static OuroId
atexit_unregister (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  for (guint32 entry = 0; entry < ouro_heap_get_n_cells (vm->heap, get_list (vm)); entry += N_PARTS)
    {
      int equal = ouro_vm_equal (vm, get_part (vm, entry, FUNCTION), ouro_vm_argument (args, 0));

      if (equal < 0 || (equal > 0 && !cut_from (vm, entry, entry + N_PARTS)))
        return OURO_NO_ID;
      if (equal > 0)
        entry -= N_PARTS;
    }
  return OURO_ID_NONE;
}

static OuroId
atexit_clear (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return cut_from (vm, 0, ouro_heap_get_n_cells (vm->heap, get_list (vm))) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
atexit_ncallbacks (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return ouro_int_new (vm->heap, ouro_heap_get_n_cells (vm->heap, get_list (vm)) / N_PARTS);
}

static OuroId
atexit_run_exitfuncs (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  ouro_mod_atexit_run (vm);
  return OURO_ID_NONE;
}

void
ouro_mod_atexit_run (OuroVm *vm)
{
  guint32 n;

  while ((n = ouro_heap_get_n_cells (vm->heap, get_list (vm))) > 0 && !vm->is_stopping)
    {
      OuroId parts[N_PARTS];
      OuroId result;

      for (guint i = 0; i < N_PARTS; i++)
        {
          parts[i] = get_part (vm, n - N_PARTS, i);
          ouro_vm_hold (vm, ouro_vm_new_reference (vm, parts[i]));
        }
      cut_from (vm, n - N_PARTS, n);
      result = ouro_mod_call_with_tuple (vm, parts[FUNCTION], parts[ARGUMENTS] != OURO_ID_NONE ? parts[ARGUMENTS] : OURO_ID_EMPTY_TUPLE, parts[KEYWORDS] != OURO_ID_NONE ? parts[KEYWORDS] : OURO_NO_ID);
      if (result != OURO_NO_ID)
        ouro_heap_decref (vm->heap, result);
      else
        ouro_vm_print_unraisable (vm, OURO_UNRAISABLE_EXIT, parts[FUNCTION]);
      for (guint i = 0; i < N_PARTS; i++)
        ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
}

static const OuroBuiltinDef functions[] = {
  { "register", atexit_register, 1, -1, OURO_BUILTIN_KEYWORDS },
  { "unregister", atexit_unregister, 1, 1, 0 },
  { "_clear", atexit_clear, 0, 0, 0 },
  { "_run_exitfuncs", atexit_run_exitfuncs, 0, 0, 0 },
  { "_ncallbacks", atexit_ncallbacks, 0, 0, 0 },
  { NULL },
};

void
ouro_mod_atexit_add (OuroVm *vm,
                     OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
}
