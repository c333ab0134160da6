/* ouro-mod-builtins-attributes.c - attributes and namespaces: getattr and its like, dir, vars, globals, locals
 *
 * Source  Python/bltinmodule.c; Objects/object.c: PyObject_Dir; Python/ceval.c: PyEval_GetLocals (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <string.h>

/* Attributes ---------------------------------------------------------------------------------- */

static OuroId
builtin_getattr (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId object = ouro_vm_argument (args, 0);
  OuroId name = ouro_mod_get_name (vm, ouro_vm_argument (args, 1));
  OuroId value;

  if (name == OURO_NO_ID)
    return OURO_NO_ID;
  if (n_args == 2)
    return ouro_vm_get_attribute (vm, object, name);
  value = ouro_vm_get_attribute_or_nothing (vm, object, name);
  if (value != OURO_NO_ID || ouro_vm_has_exception (vm))
    return value;
  return ouro_vm_new_reference (vm, ouro_vm_argument (args, 2));
}

static OuroId
builtin_hasattr (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId name = ouro_mod_get_name (vm, ouro_vm_argument (args, 1));
  OuroId value;

  if (name == OURO_NO_ID)
    return OURO_NO_ID;
  value = ouro_vm_get_attribute_or_nothing (vm, ouro_vm_argument (args, 0), name);
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  ouro_mod_drop (vm, value);
  return ouro_vm_bool (value != OURO_NO_ID);
}

static OuroId
set_attribute (OuroVm *vm,
               OuroId  object,
               OuroId  name,
               OuroId  value)
{
  OuroId   interned = ouro_mod_intern_name (vm, name);
  gboolean good;

  if (interned == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, interned);
  good = ouro_vm_set_attribute (vm, object, interned, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
builtin_setattr (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return set_attribute (vm, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1), ouro_vm_argument (args, 2));
}

static OuroId
builtin_delattr (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return set_attribute (vm, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1), OURO_NO_ID);
}

/* Namespaces ---------------------------------------------------------------------------------- */

/* What stands in the head of a frame; borrowed. */
static OuroId
get_frame_object (const OuroVm *vm,
                  guint32       base,
                  guint         field)
{
  return vm->heap->stack[base + field] & OURO_CELL_ID_MASK;
}

/* 3.12 makes a dict for the names of inlined comprehensions, which locals () is to show as well, and drops it when there are
 * none (Objects/frameobject.c, _PyFrame_GetLocals). */
static void
pass_hidden_names (OuroVm *vm)
{
  if (vm->profile->locals_know_hidden_names)
    ouro_heap_decref (vm->heap, ouro_dict_new (vm->heap));
}

static OuroId
get_visible_local (const OuroVm   *vm,
                   guint32         base,
                   const OuroCode *code,
                   guint           i)
{
  OuroId value = vm->heap->stack[base + OURO_FRAME_SIZE + i] & OURO_CELL_ID_MASK;

  if (value != OURO_NO_ID && (code->local_flags[i] & (OURO_LOCAL_CELL | OURO_LOCAL_FREE)) && vm->heap->rows[value].cls == OURO_TYPE_CELL)
    return ouro_heap_get_cell (vm->heap, value, 0);
  return value;
}

/* One name of a function. Up to 3.12 what is unbound is deleted, whether it is there or not; of the KeyError its tuple of
 * arguments stays behind in the free list. */
static void
update_local (OuroVm         *vm,
              OuroId          dict,
              guint32         base,
              const OuroCode *code,
              guint           i)
{
  OuroId name = ouro_vm_intern (vm, code->locals[i], strlen (code->locals[i]));
  OuroId value = get_visible_local (vm, base, code, i);
  gint64 entry;

  if (value != OURO_NO_ID)
    ouro_dict_set_str (vm->heap, dict, name, value);
  else if ((entry = ouro_dict_find_str (vm->heap, dict, name)) >= 0)
    ouro_dict_remove (vm->heap, dict, (guint32)entry, NULL);
  else if (!vm->profile->locals_are_proxied)
    ouro_mod_pass_tuple (vm);
  ouro_heap_decref (vm->heap, name);
}

static void
update_locals (OuroVm         *vm,
               OuroId          dict,
               guint32         base,
               const OuroCode *code)
{
  ouro_vm_hold (vm, dict);
  for (guint i = 0; i < code->n_locals; i++)
    if (code->locals[i][0] != '.' && !(code->local_flags[i] & OURO_LOCAL_HIDDEN))
      update_local (vm, dict, base, code, i);
  ouro_vm_release (vm);
}

/* Up to 3.12 a function has one dict of its locals, made when it is first asked for and brought up to date each time
 * (Objects/frameobject.c, _PyFrame_FastToLocalsWithError). That of a generator does not outlive the call here. */
static OuroId
update_own_dict (OuroVm         *vm,
                 guint32         base,
                 const OuroCode *code)
{
  OuroId dict = vm->heap->stack[base + OURO_FRAME_LOCALS] & OURO_CELL_ID_MASK;

  if (dict == OURO_NO_ID)
    {
      dict = ouro_dict_new (vm->heap);
      if (ouro_frame_get (vm->heap, base, OURO_FRAME_OWNER) == 0)
        ouro_stack_set (vm->heap, base + OURO_FRAME_LOCALS, ouro_vm_new_reference (vm, dict));
    }
  else
    ouro_heap_incref (vm->heap, dict);
  pass_hidden_names (vm);
  update_locals (vm, dict, base, code);
  return dict;
}

/* From 3.13 on a proxy made of the frame object is copied, key by key from a list of them (Objects/frameobject.c,
 * _PyFrameLocalsProxy_New; Objects/dictobject.c, dict_merge). */
static OuroId
copy_through_proxy (OuroVm         *vm,
                    guint32         base,
                    const OuroCode *code)
{
  OuroId dict, keys;

  ouro_vm_get_frame_object (vm, base);
  ouro_mod_pass_tuple (vm);
  dict = ouro_dict_new (vm->heap);
  update_locals (vm, dict, base, code);
  ouro_vm_hold (vm, dict);
  keys = ouro_py_list_new (vm, 0);
  ouro_mod_drop (vm, ouro_vm_iter (vm, keys));
  ouro_heap_decref (vm->heap, keys);
  return ouro_vm_release (vm);
}

OuroId
ouro_mod_get_locals (OuroVm *vm)
{
  guint32         base = ouro_vm_get_base (vm);
  const OuroCode *code;

  if (base == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_SYSTEM_ERROR, "frame does not exist");
      return OURO_NO_ID;
    }
  code = ouro_vm_get_code (vm, get_frame_object (vm, base, OURO_FRAME_CODE))->code;
  if (!(code->flags & OURO_CODE_OPTIMISED))
    {
      pass_hidden_names (vm);
      return ouro_vm_new_reference (vm, get_frame_object (vm, base, OURO_FRAME_LOCALS));
    }
  return vm->profile->locals_are_proxied ? copy_through_proxy (vm, base, code) : update_own_dict (vm, base, code);
}

static OuroId
builtin_globals (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  guint32 base = ouro_vm_get_base (vm);

  return base != 0 ? ouro_vm_new_reference (vm, get_frame_object (vm, base, OURO_FRAME_GLOBALS)) : OURO_ID_NONE;
}

static OuroId
builtin_locals (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_mod_get_locals (vm);
}

static OuroId
get_namespace_of (OuroVm *vm,
                  OuroId  object)
{
  OuroId dict = ouro_vm_get_attribute_or_nothing (vm, object, ouro_vm_name (vm, OURO_NAME___dict__));

  if (dict == OURO_NO_ID && !ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "vars() argument must have __dict__ attribute");
  return dict;
}

static OuroId
builtin_vars (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  result;

  if (vm->profile->dir_packs_arguments)
    ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  result = n_args == 0 ? ouro_mod_get_locals (vm) : get_namespace_of (vm, ouro_vm_argument (args, 0));
  ouro_mod_end_packed_call (vm, place);
  return result;
}

/* dir ----------------------------------------------------------------------------------------- */

/* list.sort () without a bound method; drops the list when it fails. */
static OuroId
sort (OuroVm *vm,
      OuroId  list)
{
  gboolean good;

  if (list == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, list);
  good = ouro_py_list_sort (vm, list, OURO_NO_ID, FALSE);
  ouro_vm_release (vm);
  if (good)
    return list;
  ouro_heap_decref (vm->heap, list);
  return OURO_NO_ID;
}

static OuroId
list_locals (OuroVm *vm)
{
  OuroId locals = ouro_mod_get_locals (vm);
  OuroId names;

  if (locals == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, locals);
  names = ouro_mod_list_keys (vm, locals);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return sort (vm, names);
}

/* What __dir__ () says, as a sorted list. */
static OuroId
list_names (OuroVm *vm,
            OuroId  object)
{
  OuroId method = ouro_vm_bind_special (vm, object, OURO_NAME___dir__);
  OuroId names, list;

  if (method == OURO_NO_ID)
    {
      if (!ouro_vm_has_exception (vm))
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "object does not provide __dir__");
      return OURO_NO_ID;
    }
  ouro_vm_hold (vm, method);
  names = ouro_vm_call (vm, method, NULL, 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (names == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, names);
  list = ouro_py_list_from (vm, names);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return sort (vm, list);
}

static OuroId
builtin_dir (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  result;

  if (vm->profile->dir_packs_arguments)
    ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  result = n_args == 0 ? list_locals (vm) : list_names (vm, ouro_vm_argument (args, 0));
  ouro_mod_end_packed_call (vm, place);
  return result;
}

const OuroBuiltinDef ouro_mod_builtins_attributes[] = {
  { "getattr", builtin_getattr, 2, 3, 0 },
  { "hasattr", builtin_hasattr, 2, 2, 0 },
  { "setattr", builtin_setattr, 3, 3, 0 },
  { "delattr", builtin_delattr, 2, 2, 0 },
  { "globals", builtin_globals, 0, 0, 0 },
  { "locals", builtin_locals, 0, 0, 0 },
  { "vars", builtin_vars, 0, 1, 0 },
  { "dir", builtin_dir, 0, 1, 0 },
  { NULL },
};
