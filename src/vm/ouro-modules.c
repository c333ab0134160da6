/* ouro-modules.c - the library's modules, and what their files share
 *
 * Source  Python/import.c, Objects/call.c, Objects/typeobject.c: _PyObject_LookupSpecial (3.11 to 3.15)
 */
#include "ouro-modules.h"

#include <string.h>

#include "ouro-intern.h"
#include "ouro-library.h"
#include "modules/ouro-mod-private.h"
#include "types/ouro-py-containers-private.h"

typedef struct
{
  const char *name;
  void (*add) (OuroVm *vm,
               OuroId  module);
  gboolean is_loaded; /* before the program begins */
} Module;

static const Module modules[] = {
  { "sys", ouro_mod_sys_add, TRUE },
  { "builtins", ouro_mod_builtins_add, TRUE },
  { "gc", ouro_mod_gc_add, TRUE },
  { "_abc", ouro_mod_abc_add, FALSE },
  { "_collections", ouro_mod_collections_add, FALSE },
  { "_functools", ouro_mod_functools_add, FALSE },
  { "_operator", ouro_mod_operator_add, FALSE },
  { "_weakref", ouro_mod_weakref_add, FALSE },
  { "atexit", ouro_mod_atexit_add, FALSE },
  { "itertools", ouro_mod_itertools_add, FALSE },
  { "keyword", ouro_mod_keyword_add, FALSE },
  { "_thread", ouro_mod_thread_add, FALSE },
  { "time", ouro_mod_time_add, FALSE },
  { "math", ouro_mod_math_add, FALSE },
};

/* The table ----------------------------------------------------------------------------------- */

static const Module *
find_module (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (g_str_equal (modules[i].name, name))
      return &modules[i];
  return NULL;
}

gboolean
ouro_vm_has_module (const char *name,
                    gpointer    data)
{
  return g_str_equal (name, "__main__") || find_module (name) != NULL || ouro_library_has (name);
}

static void
mark_outside (OuroVm *vm,
              OuroId  object)
{
  ouro_heap_set_flags (vm->heap, object, OURO_FLAG_OUTSIDE, TRUE);
}

static OuroId
load (OuroVm       *vm,
      const Module *row)
{
  OuroId module = ouro_py_module_new (vm, row->name, OURO_NO_ID);
  OuroId name = ouro_vm_intern (vm, row->name, strlen (row->name));

  mark_outside (vm, module);
  mark_outside (vm, ouro_py_module_get_dict (vm, module));
  ouro_dict_set_str (vm->heap, ouro_py_module_get_dict (vm, module), ouro_vm_name (vm, OURO_NAME___package__), OURO_ID_EMPTY_STR);
  ouro_dict_set_str (vm->heap, ouro_heap_get_root (vm->heap, vm->is_preparing && !row->is_loaded ? OURO_VM_ROOT_LIBRARY : OURO_VM_ROOT_MODULES), name, module);
  row->add (vm, module);
  ouro_heap_decref (vm->heap, name);
  ouro_heap_decref (vm->heap, module);
  return module;
}

/* Runs the text of a module written in Python. It is entered first, since modules may import each other. */
static OuroId
load_text (OuroVm     *vm,
           const char *text,
           OuroId      name)
{
  g_autoptr (GError) error = NULL;
  OuroCodeUnit *unit = ouro_library_compile (text, vm->profile, vm->imports, &error);
  OuroId        module, dict, result;

  if (unit == NULL)
    {
      g_critical ("The library's module %s: %s", text, error->message);
      return OURO_NO_ID;
    }
  module = ouro_py_module_new (vm, text, OURO_NO_ID);
  dict = ouro_py_module_get_dict (vm, module);
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___package__), OURO_ID_EMPTY_STR);
  ouro_dict_set_str (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_LIBRARY), name, module);
  ouro_heap_decref (vm->heap, module);
  result = ouro_vm_run_module (vm, ouro_vm_load_unit (vm, unit, ouro_library_get_file (text), NULL), dict);
  if (result != OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, result);
      return module;
    }
  g_critical ("The library's module %s raises an exception", text);
  ouro_vm_print_exception (vm);
  return OURO_NO_ID;
}

static OuroId
get_prepared (const OuroVm *vm,
              OuroId        name)
{
  gint64 entry = ouro_dict_find_str (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_LIBRARY), name);

  return entry >= 0 ? ouro_dict_get_value (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_LIBRARY), (guint32)entry) : OURO_NO_ID;
}

OuroId
ouro_vm_load_module (OuroVm *vm,
                     OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  const Module    *row = find_module (text);
  OuroId           module = get_prepared (vm, name);

  if (module != OURO_NO_ID && !vm->is_preparing)
    ouro_dict_set_str (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES), name, module);
  if (module != OURO_NO_ID)
    return module;
  if (row != NULL)
    return load (vm, row);
  return vm->is_preparing && ouro_library_has (text) ? load_text (vm, text, name) : OURO_NO_ID;
}

void
ouro_vm_prepare_module (OuroVm     *vm,
                        const char *name)
{
  OuroId      key = ouro_vm_intern (vm, name, strlen (name));
  const char *dot = strrchr (name, '.');

  /* a.b is found in a. */
  if (dot != NULL)
    {
      g_autofree char *parent = g_strndup (name, dot - name);

      ouro_vm_prepare_module (vm, parent);
    }
  if (ouro_dict_find_str (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES), key) < 0)
    ouro_vm_load_module (vm, key);
  ouro_heap_decref (vm->heap, key);
}

static void
add_root (OuroVm *vm,
          guint   root,
          OuroId  object)
{
  mark_outside (vm, object);
  ouro_heap_set_root (vm->heap, root, object);
}

void
ouro_vm_add_modules (OuroVm *vm)
{
  add_root (vm, OURO_VM_ROOT_MODULES, ouro_dict_new (vm->heap));
  add_root (vm, OURO_VM_ROOT_LIBRARY, ouro_dict_new (vm->heap));
  add_root (vm, OURO_VM_ROOT_GARBAGE, ouro_py_list_new (vm, 0));
  add_root (vm, OURO_VM_ROOT_CALLBACKS, ouro_py_list_new (vm, 0));
  add_root (vm, OURO_VM_ROOT_ATEXIT, ouro_py_list_new (vm, 0));
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (modules[i].is_loaded)
      load (vm, &modules[i]);
}

void
ouro_vm_add_main_module (OuroVm *vm,
                         OuroId namespace)
{
  OuroId module = ouro_py_module_new (vm, "__main__", ouro_vm_new_reference (vm, namespace));

  mark_outside (vm, module);
  ouro_dict_set_str (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES), ouro_vm_name (vm, OURO_NAME___main__), module);
  ouro_heap_decref (vm->heap, module);
}

/* Filling a namespace ------------------------------------------------------------------------- */

void
ouro_mod_set (OuroVm     *vm,
              OuroId      module,
              const char *name,
              OuroId      value)
{
  OuroId key = ouro_vm_intern (vm, name, strlen (name));

  ouro_dict_set_str (vm->heap, ouro_py_module_get_dict (vm, module), key, value);
  ouro_heap_decref (vm->heap, key);
  ouro_heap_decref (vm->heap, value);
}

void
ouro_mod_set_int (OuroVm     *vm,
                  OuroId      module,
                  const char *name,
                  gint64      value)
{
  OuroId number = ouro_int_new (vm->heap, value);

  mark_outside (vm, number);
  ouro_mod_set (vm, module, name, number);
}

void
ouro_mod_set_str (OuroVm     *vm,
                  OuroId      module,
                  const char *name,
                  const char *text)
{
  OuroId str = ouro_str_new (vm->heap, text, strlen (text));

  mark_outside (vm, str);
  ouro_mod_set (vm, module, name, str);
}

/* A function object. A module that is loaded again finds its definitions where they were, so that the machine can do the same
 * line twice and come to the same state. */
static OuroId
make_function (OuroVm               *vm,
               const OuroBuiltinDef *def)
{
  OuroId function;
  guint  index = 0;

  while (index < vm->builtins->len && g_array_index (vm->builtins, const OuroBuiltinDef *, index) != def)
    index++;
  if (index == vm->builtins->len)
    return ouro_vm_add_builtin (vm, def, OURO_NO_ID);
  function = ouro_heap_allocate (vm->heap, OURO_KIND_BUILTIN, OURO_FLAG_OUTSIDE, OURO_TYPE_BUILTIN, OURO_FREELIST_NONE, 72, 1, OURO_BUILTIN_N_CELLS, OURO_BUILTIN_N_CELLS);
  ouro_heap_set_cell (vm->heap, function, OURO_BUILTIN_INDEX, index | OURO_CELL_INT);
  ouro_heap_set_cell (vm->heap, function, OURO_BUILTIN_TYPE, OURO_NO_ID | OURO_CELL_INT);
  ouro_heap_make_immortal (vm->heap, function);
  return function;
}

void
ouro_mod_add_functions (OuroVm               *vm,
                        OuroId                module,
                        const OuroBuiltinDef *functions)
{
  for (guint i = 0; functions[i].name != NULL; i++)
    {
      OuroId function = make_function (vm, &functions[i]);

      ouro_heap_set_cell (vm->heap, function, OURO_BUILTIN_SELF, ouro_vm_new_reference (vm, module));
      ouro_mod_set (vm, module, functions[i].name, function);
    }
}

OuroId
ouro_mod_get_from_sys (const OuroVm *vm,
                       OuroVmName    name)
{
  OuroId dict = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_SYS);
  gint64 entry = ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, name));

  return entry >= 0 ? ouro_dict_get_value (vm->heap, dict, (guint32)entry) : OURO_NO_ID;
}

/* Arguments ----------------------------------------------------------------------------------- */

guint32
ouro_mod_begin_packed_call (OuroVm        *vm,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames)
{
  guint32 place = vm->end;

  if (vm->packed == OURO_NO_ID)
    ouro_vm_hold_packed (vm, args, n_args, kwnames);
  return place;
}

/* What a type that packs has been called with is there already, but its dict is known to nobody: with keywords both are made. */
OuroModArguments
ouro_mod_begin_arguments (OuroVm        *vm,
                          const guint32 *args,
                          guint          n_args,
                          OuroId         kwnames)
{
  OuroModArguments held = { vm->end, OURO_ID_EMPTY_TUPLE, OURO_NO_ID };
  OuroPacked       packed;

  if (vm->packed != OURO_NO_ID && kwnames == OURO_NO_ID)
    {
      held.tuple = vm->packed;
      return held;
    }
  ouro_vm_pack_arguments (vm, args, n_args, kwnames, &packed);
  if (packed.dict != OURO_NO_ID)
    ouro_vm_hold (vm, held.dict = packed.dict);
  if (packed.tuple != OURO_NO_ID)
    ouro_vm_hold (vm, held.tuple = packed.tuple);
  return held;
}

void
ouro_mod_end_packed_call (OuroVm *vm,
                          guint32 place)
{
  while (vm->end > place)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

/* Calling ------------------------------------------------------------------------------------- */

void
ouro_mod_pass_bound_method (OuroVm *vm,
                            OuroId  object)
{
  OuroId method = ouro_vm_lookup (vm, OURO_TYPE_OBJECT, ouro_vm_name (vm, OURO_NAME___dir__));

  ouro_heap_decref (vm->heap, ouro_py_builtin_bind (vm, method, object));
}

/* Keywords need their names in a tuple, and values beside the positional arguments. */
static OuroId
call_with_dict (OuroVm *vm,
                OuroId  callable,
                OuroId  tuple,
                OuroId  dict)
{
  guint32 place = vm->end;
  OuroId  result = OURO_NO_ID;
  OuroId  names = ouro_vm_get_keywords (vm, dict);
  guint32 first;

  ouro_vm_hold (vm, names);
  first = vm->end;
  if (ouro_vm_spread (vm, tuple, dict))
    result = ouro_vm_call_with (vm, callable, vm->heap->stack + first, ouro_heap_get_n_cells (vm->heap, tuple), names);
  ouro_vm_cut_stack (vm, place);
  return result;
}

OuroId
ouro_mod_call_with_tuple (OuroVm *vm,
                          OuroId  callable,
                          OuroId  tuple,
                          OuroId  dict)
{
  const OuroRow *row = &vm->heap->rows[tuple];

  if (dict != OURO_NO_ID && ouro_dict_get_length (vm->heap, dict) > 0)
    return call_with_dict (vm, callable, tuple, dict);
  return ouro_vm_call (vm, callable, vm->heap->cells + row->cells, row->n);
}

void
ouro_mod_pass_tuple (OuroVm *vm)
{
  OuroId item = OURO_ID_NONE;

  ouro_heap_decref (vm->heap, ouro_py_tuple_pack (vm, &item, 1));
}

gboolean
ouro_mod_iterate (OuroVm      *vm,
                  OuroId       iterable,
                  OuroItemFunc func,
                  gpointer     data)
{
  OuroId   iterator = ouro_vm_iter (vm, iterable);
  gboolean goes_on = TRUE;
  guint64  turn = 0;

  if (iterator == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, iterator);
  while (goes_on && ouro_vm_may_go_on (vm, turn++))
    {
      OuroId item = ouro_vm_next (vm, iterator);

      if (item == OURO_NO_ID)
        break;
      ouro_vm_hold (vm, item);
      goes_on = func (vm, item, data);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return !ouro_vm_has_exception (vm);
}

/* Names --------------------------------------------------------------------------------------- */

static gboolean
check_name (OuroVm *vm,
            OuroId  name)
{
  g_autofree char *type = NULL;

  if (ouro_vm_is_instance (vm, name, OURO_TYPE_STR))
    return TRUE;
  type = ouro_vm_dup_type_name (vm, name);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "attribute name must be string, not '%s'", type);
  return FALSE;
}

OuroId
ouro_mod_get_name (OuroVm *vm,
                   OuroId  name)
{
  OuroId str, known;

  if (!check_name (vm, name))
    return OURO_NO_ID;
  str = ouro_vm_value (vm, name);
  known = ouro_interned_find (vm->interned, vm->heap, str);
  return known != OURO_NO_ID ? known : str;
}

OuroId
ouro_mod_intern_name (OuroVm *vm,
                      OuroId  name)
{
  if (!check_name (vm, name))
    return OURO_NO_ID;
  return ouro_vm_intern_str (vm, ouro_vm_value (vm, name));
}

OuroId
ouro_mod_list_keys (OuroVm *vm,
                    OuroId  dict)
{
  OuroId  list = ouro_py_list_new (vm, ouro_dict_get_length (vm->heap, dict));
  guint32 i = 0;

  for (guint32 entry = 0; entry < ouro_dict_get_n_entries (vm->heap, dict); entry++)
    {
      OuroId key = ouro_dict_get_key (vm->heap, dict, entry);

      if (key != OURO_NO_ID)
        ouro_heap_set_cell (vm->heap, list, i++, ouro_vm_new_reference (vm, key));
    }
  return list;
}
