/* ouro-import.c - the import statement
 *
 * Modules are those of ouro-modules.h; of those, only collections has a module inside. Where CPython's importlib, which is written in
 * Python, raises an exception, it leaves no entry in the traceback.
 * Source  Python/import.c: PyImport_ImportModuleLevelObject; Python/ceval.c: import_from, import_all_from;
 *         Lib/importlib/_bootstrap.py: _find_and_load (3.11 to 3.15)
 */
#include "ouro-modules.h"

#include <string.h>

#include "modules/ouro-mod-private.h"

/* Errors -------------------------------------------------------------------------------------- */

/* PyErr_SetImportErrorSubclass (): the exception with keywords; values that are OURO_NO_ID are left out. Takes over the
 * message. */
static void
raise_import_error (OuroVm *vm,
                    OuroId  type,
                    OuroId  message,
                    OuroId  name,
                    OuroId  path,
                    OuroId  name_from)
{
  const OuroVmName keywords[] = { OURO_NAME_name, OURO_NAME_path, OURO_NAME_name_from };
  const OuroId     values[] = { name, path, name_from };
  guint32          args[4] = { message };
  OuroId           names[3];
  guint            n = 0;
  OuroId           kwnames, exception;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i] != OURO_NO_ID)
      {
        names[n] = ouro_vm_name (vm, keywords[i]);
        args[++n] = values[i];
      }
  ouro_vm_hold (vm, message);
  kwnames = ouro_py_tuple_pack (vm, names, n);
  ouro_vm_hold (vm, kwnames);
  exception = ouro_vm_call_with (vm, type, args, 1, kwnames);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (exception == OURO_NO_ID)
    return;
  ouro_vm_do_raise (vm, exception, OURO_NO_ID);
  ouro_heap_decref (vm->heap, exception);
}

static void
raise_not_found (OuroVm     *vm,
                 const char *name,
                 const char *parent)
{
  OuroId str = ouro_vm_new_str (vm, "%s", name);
  OuroId message = parent != NULL ? ouro_vm_new_str (vm, "No module named '%s'; '%s' is not a package", name, parent) : ouro_vm_new_str (vm, "No module named '%s'", name);

  ouro_vm_hold (vm, str);
  raise_import_error (vm, OURO_TYPE_MODULE_NOT_FOUND_ERROR, message, str, OURO_NO_ID, OURO_NO_ID);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

/* Finding ------------------------------------------------------------------------------------- */

/* sys.modules[name]; borrowed, OURO_NO_ID when there is none. At the end of the program there is no sys.modules any more. */
static OuroId
get_loaded (OuroVm *vm,
            OuroId  name)
{
  OuroId modules = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES);

  return modules != OURO_NO_ID ? ouro_py_dict_get (vm, modules, name) : OURO_NO_ID;
}

/* A module that is not in sys.modules is made anew; OURO_NO_ID with an exception. Borrowed. */
static OuroId
load (OuroVm     *vm,
      OuroId      key,
      const char *name)
{
  OuroId module;

  if (ouro_heap_get_root (vm->heap, OURO_ROOT_NAMESPACE) == OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_IMPORT_ERROR, "sys.meta_path is None, Python is likely shutting down");
      return OURO_NO_ID;
    }
  module = ouro_vm_load_module (vm, key);
  if (module == OURO_NO_ID)
    raise_not_found (vm, name, NULL);
  return module;
}

/* Beside the program -------------------------------------------------------------------------- */

/* What python3 raises for a text that it cannot read. */
static void
raise_syntax_error (OuroVm               *vm,
                    const OuroModuleText *module)
{
  static const OuroId      types[] = { OURO_TYPE_SYNTAX_ERROR, OURO_TYPE_INDENTATION_ERROR, OURO_TYPE_TAB_ERROR, OURO_TYPE_MEMORY_ERROR };
  const OuroSyntaxProblem *problem = &module->problem;
  guint                    code = MIN (problem->code, G_N_ELEMENTS (types) - 1);
  OuroId                   details[] = {
                      ouro_vm_new_str (vm, "%s", module->file),
                      ouro_int_new (vm->heap, problem->line),
                      ouro_int_new (vm->heap, problem->column),
    problem->text != NULL ? ouro_vm_new_str (vm, "%s", problem->text) : OURO_ID_NONE,
                      ouro_int_new (vm->heap, problem->end_line),
                      ouro_int_new (vm->heap, problem->end_column),
  };
  OuroId args[] = { ouro_vm_new_str (vm, "%s", problem->message), ouro_py_tuple_pack (vm, details, G_N_ELEMENTS (details)) };

  ouro_vm_raise_with_args (vm, types[code], args, G_N_ELEMENTS (args));
  for (guint i = 0; i < G_N_ELEMENTS (args); i++)
    ouro_heap_decref (vm->heap, args[i]);
}

/* The module as importlib hands it to its code. */
static OuroId
make_module (OuroVm               *vm,
             const OuroModuleText *text)
{
  OuroId module = ouro_py_module_new (vm, text->name, OURO_NO_ID);
  OuroId dict = ouro_py_module_get_dict (vm, module);
  OuroId file = ouro_vm_new_str (vm, "%s", text->file);

  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___package__), OURO_ID_EMPTY_STR);
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___file__), file);
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___cached__), OURO_ID_NONE);
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___builtins__), OURO_ID_NONE);
  ouro_heap_decref (vm->heap, file);
  return module;
}

static gboolean
push_module (OuroVm               *vm,
             const OuroModuleText *text,
             OuroId                name,
             guint32               flags)
{
  OuroId module = make_module (vm, text);
  OuroId dict = ouro_py_module_get_dict (vm, module);

  ouro_dict_set_str (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES), name, module);
  ouro_vm_hold (vm, module);
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, name));
  if (ouro_vm_push_frame (vm, OURO_NO_ID, text->code, dict, OURO_NO_ID, vm->end, flags))
    {
      ouro_stack_set (vm->heap, ouro_vm_get_base (vm) + OURO_FRAME_LOCALS, ouro_vm_new_reference (vm, dict));
      return TRUE;
    }
  ouro_vm_leave_module (vm);
  return FALSE;
}

/* The text of a module that is not yet in sys.modules; NULL when there is none, or *failed with an exception. */
static const OuroModuleText *
find_new_text (OuroVm   *vm,
               OuroId    name,
               gboolean *failed)
{
  g_autofree char      *text = ouro_program_get_n_texts (vm->program) > 1 ? ouro_vm_dup_text (vm, name) : NULL;
  const OuroModuleText *module = text != NULL ? ouro_program_find_text (vm->program, text) : NULL;

  *failed = FALSE;
  if (module == NULL || get_loaded (vm, name) != OURO_NO_ID || ouro_heap_get_root (vm->heap, OURO_ROOT_NAMESPACE) == OURO_NO_ID)
    return NULL;
  ouro_vm_print_warnings (vm, module);
  if (module->code != OURO_NO_ID)
    return module;
  raise_syntax_error (vm, module);
  *failed = TRUE;
  return NULL;
}

int
ouro_vm_enter_module (OuroVm *vm,
                      OuroId  name)
{
  gboolean              failed;
  const OuroModuleText *text = find_new_text (vm, name, &failed);

  if (text == NULL)
    return failed ? -1 : 0;
  return push_module (vm, text, name, OURO_FRAME_IS_IMPORT) ? 1 : -1;
}

/* importlib._bootstrap._load_unlocked: a module that has failed is forgotten, and one that has taken itself out of sys.modules is
 * missed there. */
gboolean
ouro_vm_leave_module (OuroVm *vm)
{
  OuroId   name = ouro_vm_release (vm);
  OuroId   modules = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES);
  gint64   entry = modules != OURO_NO_ID ? ouro_dict_find_str (vm->heap, modules, name) : OURO_DICT_ABSENT;
  gboolean failed = ouro_vm_has_exception (vm);

  ouro_vm_hold (vm, name);
  if (failed && entry >= 0)
    ouro_dict_remove (vm->heap, modules, (guint32)entry, NULL);
  else if (!failed && entry < 0)
    ouro_vm_raise_with_args (vm, OURO_TYPE_KEY_ERROR, &name, 1);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return !failed && entry >= 0;
}

/* For __import__ (), which is a function of ours: 1, 0, -1 as above, but it has run. */
static int
run_beside (OuroVm *vm,
            OuroId  name)
{
  gboolean              failed;
  const OuroModuleText *text = find_new_text (vm, name, &failed);
  OuroId                result;

  if (text == NULL)
    return failed ? -1 : 0;
  if (!push_module (vm, text, name, OURO_FRAME_IS_ENTRY))
    return -1;
  result = ouro_vm_interpret (vm);
  if (result != OURO_NO_ID)
    ouro_heap_decref (vm->heap, result);
  return ouro_vm_leave_module (vm) ? 1 : -1;
}

/* Modules --------------------------------------------------------------------------------------- */

/* sys.modules[name], or the module made anew; new reference. */
static OuroId
find_module (OuroVm     *vm,
             const char *name)
{
  OuroId key = ouro_vm_intern (vm, name, strlen (name));
  OuroId module = OURO_NO_ID;

  if (run_beside (vm, key) < 0)
    {
      ouro_heap_decref (vm->heap, key);
      return OURO_NO_ID;
    }
  module = get_loaded (vm, key);
  if (module == OURO_ID_NONE)
    {
      OuroId message = ouro_vm_new_str (vm, "import of %s halted; None in sys.modules", name);

      raise_import_error (vm, OURO_TYPE_MODULE_NOT_FOUND_ERROR, message, key, OURO_NO_ID, OURO_NO_ID);
      module = OURO_NO_ID;
    }
  else
    {
      if (module == OURO_NO_ID)
        module = load (vm, key, name);
      if (module != OURO_NO_ID)
        ouro_heap_incref (vm->heap, module);
    }
  ouro_heap_decref (vm->heap, key);
  return module;
}

/* collections.abc: it becomes an attribute of collections. Borrowed. */
static OuroId
load_from_library (OuroVm     *vm,
                   OuroId      parent,
                   OuroId      key,
                   const char *name)
{
  OuroId module = ouro_vm_load_module (vm, key);
  OuroId attribute;

  if (module == OURO_NO_ID)
    return OURO_NO_ID;
  attribute = ouro_vm_intern (vm, name, strlen (name));
  ouro_dict_set_str (vm->heap, ouro_py_module_get_dict (vm, parent), attribute, module);
  ouro_heap_decref (vm->heap, attribute);
  return module;
}

/* a.b.c: a is found; then it turns out not to be a package, unless the whole name stands in sys.modules. */
static OuroId
find_dotted (OuroVm     *vm,
             const char *name,
             gboolean    wants_last)
{
  const char      *dot = strchr (name, '.');
  g_autofree char *first = g_strndup (name, dot - name);
  g_autofree char *second = g_strndup (name, strchrnul (dot + 1, '.') - name);
  OuroId           parent = find_module (vm, first);
  OuroId           key, module;

  if (parent == OURO_NO_ID)
    return OURO_NO_ID;
  key = ouro_vm_intern (vm, name, strlen (name));
  module = get_loaded (vm, key);
  if (module == OURO_NO_ID)
    module = load_from_library (vm, parent, key, dot + 1);
  ouro_heap_decref (vm->heap, key);
  if (module != OURO_NO_ID && module != OURO_ID_NONE)
    {
      if (!wants_last)
        return parent;
      ouro_heap_incref (vm->heap, module);
      ouro_heap_decref (vm->heap, parent);
      return module;
    }
  raise_not_found (vm, second, first);
  ouro_heap_decref (vm->heap, parent);
  return OURO_NO_ID;
}

static gboolean
check_level (OuroVm *vm,
             OuroId  level)
{
  gint64 value = 0;

  if (!ouro_vm_get_index (vm, level, &value))
    return FALSE;
  if (value < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "level must be >= 0");
  else if (value > 0)
    ouro_vm_raise (vm, OURO_TYPE_IMPORT_ERROR, "attempted relative import with no known parent package");
  return value == 0;
}

OuroId
ouro_vm_import_name (OuroVm *vm,
                     OuroId  name,
                     OuroId  level,
                     OuroId  names)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  OuroId           module;

  if (!check_level (vm, level))
    return OURO_NO_ID;
  if (*text == '\0')
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Empty module name");
      return OURO_NO_ID;
    }
  module = strchr (text, '.') != NULL ? find_dotted (vm, text, names != OURO_ID_NONE) : find_module (vm, text);
  /* In 3.11 the question whether a module is a package ends in an AttributeError, whose tuple of arguments stays behind in the
   * free list; sys is asked another one that ends so. */
  if (module != OURO_NO_ID && vm->profile->module_errors_are_made && (names != OURO_ID_NONE || g_str_equal (text, "sys")))
    ouro_mod_pass_tuple (vm);
  return module;
}

/* from ... import ----------------------------------------------------------------------------- */

static OuroId
get_from_dict (const OuroVm *vm,
               OuroId        module,
               OuroVmName    name)
{
  gint64 entry;

  if (ouro_heap_get_kind (vm->heap, module) != OURO_KIND_MODULE)
    return OURO_NO_ID;
  entry = ouro_dict_find_str (vm->heap, ouro_py_module_get_dict (vm, module), ouro_vm_name (vm, name));
  return entry >= 0 ? ouro_dict_get_value (vm->heap, ouro_py_module_get_dict (vm, module), (guint32)entry) : OURO_NO_ID;
}

/* What stands in sys.modules may be anything. */
static char *
dup_module_name (const OuroVm *vm,
                 OuroId        module)
{
  return ouro_heap_get_kind (vm->heap, module) == OURO_KIND_MODULE ? ouro_py_module_dup_name (vm, module) : g_strdup ("<unknown module name>");
}

static void
raise_cannot_import (OuroVm *vm,
                     OuroId  module,
                     OuroId  name)
{
  g_autofree char *module_name = dup_module_name (vm, module);
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  OuroId           file = get_from_dict (vm, module, OURO_NAME___file__);
  g_autofree char *path = file != OURO_NO_ID && ouro_heap_get_kind (vm->heap, file) == OURO_KIND_STR ? ouro_vm_dup_text (vm, file) : NULL;
  OuroId           message = ouro_vm_new_str (vm, "cannot import name '%s' from '%s' (%s)", text, module_name, path != NULL ? path : "unknown location");
  OuroId           name_str = get_from_dict (vm, module, OURO_NAME___name__);

  raise_import_error (vm, OURO_TYPE_IMPORT_ERROR, message, name_str, path != NULL ? file : OURO_NO_ID, vm->profile->import_error_has_name ? name : OURO_NO_ID);
}

OuroId
ouro_vm_import_from (OuroVm *vm,
                     OuroId  module,
                     OuroId  name)
{
  OuroId value = ouro_vm_get_attribute_or_nothing (vm, module, name);

  if (value == OURO_NO_ID && !ouro_vm_has_exception (vm))
    raise_cannot_import (vm, module, name);
  return value;
}

/* The names of __all__, or all that do not begin with an underscore. */
typedef struct
{
  OuroId   module;
  OuroId   locals;
  gboolean skips_underscores;
} StarImport;

static gboolean
import_one (OuroVm  *vm,
            OuroId   name,
            gpointer data)
{
  const StarImport *self = data;
  OuroId            value;
  gboolean          good;

  if (!ouro_vm_is_instance (vm, name, OURO_TYPE_STR))
    {
      g_autofree char *module = dup_module_name (vm, self->module);
      g_autofree char *type = ouro_vm_dup_type_name (vm, name);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, self->skips_underscores ? "Key in %s.__dict__ must be str, not %s" : "Item in %s.__all__ must be str, not %s", module, type);
      return FALSE;
    }
  if (self->skips_underscores && ouro_str_get_length (vm->heap, ouro_vm_value (vm, name)) > 0 && ouro_str_get_character (vm->heap, ouro_vm_value (vm, name), 0) == '_')
    return TRUE;
  value = ouro_vm_get_attribute (vm, self->module, name);
  if (value == OURO_NO_ID)
    return FALSE;
  good = ouro_py_dict_set (vm, self->locals, name, value);
  ouro_heap_decref (vm->heap, value);
  return good;
}

gboolean
ouro_vm_import_star (OuroVm *vm,
                     OuroId  module,
                     OuroId  locals)
{
  OuroId     names = ouro_vm_get_attribute_or_nothing (vm, module, ouro_vm_name (vm, OURO_NAME___all__));
  StarImport import = { module, locals, names == OURO_NO_ID };
  gboolean   good;

  if (ouro_vm_has_exception (vm))
    return FALSE;
  if (names == OURO_NO_ID && ouro_heap_get_kind (vm->heap, module) != OURO_KIND_MODULE)
    {
      ouro_vm_raise (vm, OURO_TYPE_IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__");
      return FALSE;
    }
  if (names == OURO_NO_ID)
    names = ouro_mod_list_keys (vm, ouro_py_module_get_dict (vm, module));
  ouro_vm_hold (vm, names);
  good = ouro_vm_for_each (vm, names, import_one, &import);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}
