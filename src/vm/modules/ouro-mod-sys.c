/* ouro-mod-sys.c - the module sys
 *
 * Source  Python/sysmodule.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <stdlib.h>
#include <string.h>

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"

#define SWITCH_INTERVAL 5000

/* Counts and sizes ---------------------------------------------------------------------------- */

static OuroId
sys_getrefcount (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return ouro_int_new (vm->heap, ouro_heap_get_refcount (vm->heap, ouro_vm_argument (args, 0)));
}

/* What __sizeof__ () said as a number; FALSE with an exception. Drops the result. */
static gboolean
check_size (OuroVm *vm,
            OuroId  result,
            gint64 *size)
{
  gboolean good = FALSE;

  if (!ouro_py_is_int (vm, result))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "an integer is required");
  else if (!ouro_int_get (vm->heap, ouro_vm_value (vm, result), size))
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
  else if (*size < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "__sizeof__() should return >= 0");
  else
    good = TRUE;
  ouro_heap_decref (vm->heap, result);
  return good;
}

/* _PySys_GetSizeOf () */
static gboolean
get_size (OuroVm *vm,
          OuroId  object,
          gint64 *size)
{
  OuroId           method = ouro_vm_bind_special (vm, object, OURO_NAME___sizeof__);
  OuroId           result;
  g_autofree char *type = NULL;

  if (method == OURO_NO_ID)
    {
      type = ouro_vm_dup_type_name (vm, object);
      if (!ouro_vm_has_exception (vm))
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Type %s doesn't define __sizeof__", type);
      return FALSE;
    }
  ouro_vm_hold (vm, method);
  result = ouro_vm_call (vm, method, NULL, 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (result == OURO_NO_ID || !check_size (vm, result, size))
    return FALSE;
  *size += (gint64)ouro_vm_get_header_size (vm, object);
  return TRUE;
}

static OuroId
sys_getsizeof (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  static const OuroParameters parameters = { "getsizeof", { "object", "default" }, 2, 1, 2 };
  OuroId                      values[2];
  OuroId                      result = OURO_NO_ID;
  guint32                     place;
  gint64                      size;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  place = ouro_mod_begin_packed_call (vm, args, n_args, kwnames);
  if (get_size (vm, values[0], &size))
    result = ouro_int_new (vm->heap, size);
  else if (values[1] != OURO_NO_ID && ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
    {
      ouro_vm_clear_exception (vm);
      result = ouro_vm_new_reference (vm, values[1]);
    }
  ouro_mod_end_packed_call (vm, place);
  return result;
}

static OuroId
sys_is_gil_enabled (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  return ouro_vm_bool (!vm->profile->is_free_threaded);
}

static OuroId
sys_is_immortal (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return ouro_vm_bool (ouro_heap_is_immortal (vm->heap, ouro_vm_argument (args, 0)));
}

static OuroId
sys_intern (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId           str = ouro_vm_argument (args, 0);
  g_autofree char *type = NULL;

  if (vm->heap->rows[str].cls == OURO_TYPE_STR)
    return ouro_mod_intern_name (vm, str);
  if (!ouro_py_is_str (vm, str))
    {
      ouro_py_raise_bad_argument (vm, "intern", NULL, "str", str);
      return OURO_NO_ID;
    }
  type = ouro_vm_dup_type_name (vm, str);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't intern %s", type);
  return OURO_NO_ID;
}

/* Running ------------------------------------------------------------------------------------- */

static OuroId
sys_getrecursionlimit (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  return ouro_int_new (vm->heap, ouro_heap_get_word (vm->heap, OURO_VM_WORD_RECURSION_LIMIT));
}

static OuroId
sys_setrecursionlimit (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  guint32 depth = ouro_heap_get_word (vm->heap, OURO_VM_WORD_DEPTH);
  gint    limit;

  if (!ouro_py_get_c_int (vm, ouro_vm_argument (args, 0), &limit))
    return OURO_NO_ID;
  if (limit < 1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "recursion limit must be greater or equal than 1");
  else if (depth >= (guint32)limit)
    ouro_vm_raise (vm, OURO_TYPE_RECURSION_ERROR, "cannot set the recursion limit to %d at the recursion depth %u: the limit is too low", limit, depth);
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_RECURSION_LIMIT, (guint32)limit);
  return OURO_ID_NONE;
}

static OuroId
sys_getswitchinterval (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  return ouro_float_new (vm->heap, 1e-6 * ouro_heap_get_word (vm->heap, OURO_VM_WORD_SWITCH_INTERVAL));
}

static OuroId
sys_setswitchinterval (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  OuroId           object = ouro_vm_argument (args, 0);
  g_autofree char *type = NULL;
  gboolean         error = FALSE;
  double           seconds;

  if (!ouro_py_float_get_number (vm, object, &seconds, &error))
    {
      type = ouro_vm_dup_type_name (vm, object);
      if (!error)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "must be real number, not %s", type);
    }
  else if (!(seconds > 0))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "switch interval must be strictly positive");
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_SWITCH_INTERVAL, (guint32)CLAMP (1e6 * seconds, 1, G_MAXUINT32));
  return OURO_ID_NONE;
}

static OuroId
sys_exit (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId status = n_args > 0 ? ouro_vm_argument (args, 0) : OURO_ID_NONE;
  OuroId tuple = ouro_vm_value (vm, status);

  if (status == OURO_ID_NONE)
    ouro_vm_raise_with_args (vm, OURO_TYPE_SYSTEM_EXIT, NULL, 0);
  else if (ouro_vm_is_instance (vm, status, OURO_TYPE_TUPLE))
    ouro_vm_raise_with_args (vm, OURO_TYPE_SYSTEM_EXIT, vm->heap->cells + vm->heap->rows[tuple].cells, vm->heap->rows[tuple].n);
  else
    ouro_vm_raise_with_args (vm, OURO_TYPE_SYSTEM_EXIT, &status, 1);
  return OURO_NO_ID;
}

static OuroId
sys_exc_info (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId exception = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_HANDLED);
  OuroId items[3] = { OURO_ID_NONE, OURO_ID_NONE, OURO_ID_NONE };

  if (exception != OURO_NO_ID)
    {
      items[0] = ouro_vm_new_reference (vm, vm->heap->rows[exception].cls);
      items[1] = ouro_vm_new_reference (vm, exception);
      items[2] = ouro_vm_new_reference (vm, ouro_py_exception_get_traceback (vm, exception));
    }
  return ouro_py_tuple_take (vm, items, G_N_ELEMENTS (items), TRUE);
}

static OuroId
sys_exception (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId exception = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_HANDLED);

  return ouro_vm_new_reference (vm, exception != OURO_NO_ID ? exception : OURO_ID_NONE);
}

static OuroId
sys_getframe (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  guint32 base = ouro_vm_get_base (vm);
  gint    depth = 0;

  if (n_args > 0 && !ouro_py_get_c_int (vm, ouro_vm_argument (args, 0), &depth))
    return OURO_NO_ID;
  for (; depth > 0 && base != 0; depth--)
    base = ouro_vm_get_back (vm, base);
  if (base != 0)
    return ouro_vm_new_reference (vm, ouro_vm_get_frame_object (vm, base));
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "call stack is not deep enough");
  return OURO_NO_ID;
}

/* Numbers and text ---------------------------------------------------------------------------- */

static OuroId
sys_get_int_max_str_digits (OuroVm        *vm,
                            OuroId         self,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames)
{
  return ouro_int_new (vm->heap, ouro_py_int_get_max_str_digits (vm));
}

static OuroId
sys_set_int_max_str_digits (OuroVm        *vm,
                            OuroId         self,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames)
{
  static const OuroParameters parameters = { "set_int_max_str_digits", { "maxdigits" }, 1, 1, 1 };
  OuroId                      value;
  gint                        digits;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &value) || !ouro_py_get_c_int (vm, value, &digits))
    return OURO_NO_ID;
  return ouro_py_int_set_max_str_digits (vm, digits) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
sys_getdefaultencoding (OuroVm        *vm,
                        OuroId         self,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames)
{
  return ouro_vm_new_str (vm, "utf-8");
}

static OuroId
sys_is_finalizing (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return OURO_ID_FALSE;
}

/* version_info -------------------------------------------------------------------------------- */

static const char *const version_fields[] = { "major", "minor", "micro", "releaselevel", "serial" };

static OuroId
version_get_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name)
{
  for (guint i = 0; i < G_N_ELEMENTS (version_fields); i++)
    if (ouro_py_str_is (vm, name, version_fields[i]))
      return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, self, i));
  return OURO_NO_ID;
}

static OuroId
version_repr (OuroVm *vm,
              OuroId  self)
{
  return ouro_vm_new_str (vm, "sys.version_info(major=3, minor=%u, micro=%s, releaselevel='final', serial=0)", vm->profile->minor, strrchr (vm->profile->release, '.') + 1);
}

static OuroId
version_compare (OuroVm      *vm,
                 OuroId       a,
                 OuroId       b,
                 OuroOperator op)
{
  if (!ouro_vm_is_instance (vm, a, OURO_TYPE_TUPLE) || !ouro_vm_is_instance (vm, b, OURO_TYPE_TUPLE))
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_py_compare_cells (vm, ouro_vm_value (vm, a), ouro_vm_value (vm, b), op);
}

static guint
get_micro (const OuroVm *vm)
{
  return (guint)strtoul (strrchr (vm->profile->release, '.') + 1, NULL, 10);
}

static OuroId
make_version (OuroVm *vm)
{
  OuroId         items[] = { ouro_int_new (vm->heap, 3), ouro_int_new (vm->heap, vm->profile->minor), ouro_int_new (vm->heap, get_micro (vm)), ouro_vm_new_str (vm, "final"), OURO_ID_ZERO };
  OuroTypeSlots *slots = &vm->slots[OURO_TYPE_VERSION_INFO];
  OuroId         tuple = ouro_heap_allocate (vm->heap, OURO_KIND_TUPLE, OURO_FLAG_GC | OURO_FLAG_OUTSIDE, OURO_TYPE_VERSION_INFO, OURO_FREELIST_NONE, 88, 0,
                                             G_N_ELEMENTS (items), G_N_ELEMENTS (items));

  slots->repr = version_repr;
  slots->compare = version_compare;
  slots->get_attribute = version_get_attribute;
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    ouro_heap_set_cell (vm->heap, tuple, i, items[i]);
  return tuple;
}

static void
add_version (OuroVm *vm,
             OuroId  module)
{
  g_autofree char *text = g_strdup_printf ("%s (simulated by Ouroboros) [C]", vm->profile->release);

  ouro_mod_set (vm, module, "version_info", make_version (vm));
  ouro_mod_set_str (vm, module, "version", text);
  ouro_mod_set_int (vm, module, "hexversion", 3 << 24 | vm->profile->minor << 16 | get_micro (vm) << 8 | 0xf0);
}

/* The module ---------------------------------------------------------------------------------- */

static const OuroBuiltinDef functions[] = {
  { "getrefcount", sys_getrefcount, 1, 1, 0 },
  { "getsizeof", sys_getsizeof, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "intern", sys_intern, 1, 1, 0 },
  { "getrecursionlimit", sys_getrecursionlimit, 0, 0, 0 },
  { "setrecursionlimit", sys_setrecursionlimit, 1, 1, 0 },
  { "getswitchinterval", sys_getswitchinterval, 0, 0, 0 },
  { "setswitchinterval", sys_setswitchinterval, 1, 1, 0 },
  { "exit", sys_exit, 0, 1, 0 },
  { "exc_info", sys_exc_info, 0, 0, 0 },
  { "exception", sys_exception, 0, 0, 0 },
  { "_getframe", sys_getframe, 0, 1, 0 },
  { "get_int_max_str_digits", sys_get_int_max_str_digits, 0, 0, 0 },
  { "set_int_max_str_digits", sys_set_int_max_str_digits, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "getdefaultencoding", sys_getdefaultencoding, 0, 0, 0 },
  { "getfilesystemencoding", sys_getdefaultencoding, 0, 0, 0 },
  { "is_finalizing", sys_is_finalizing, 0, 0, 0 },
  { NULL },
};

static const OuroBuiltinDef is_gil_enabled_function[] = {
  { "_is_gil_enabled", sys_is_gil_enabled, 0, 0, 0 },
  { NULL },
};

static const OuroBuiltinDef is_immortal_function[] = {
  { "_is_immortal", sys_is_immortal, 1, 1, 0 },
  { NULL },
};

/* A list of the interpreter's with one str, or none. */
static OuroId
make_list (OuroVm     *vm,
           const char *text)
{
  OuroId list = ouro_py_list_new (vm, 0);

  ouro_heap_set_flags (vm->heap, list, OURO_FLAG_OUTSIDE, TRUE);
  ouro_py_list_append_taking (vm, list, ouro_vm_new_str (vm, "%s", text));
  return list;
}

static void
add_streams (OuroVm *vm,
             OuroId  module)
{
  OuroId output = ouro_mod_sys_new_stream (vm, FALSE);
  OuroId errors = ouro_mod_sys_new_stream (vm, TRUE);

  ouro_mod_set (vm, module, "stdout", output);
  ouro_mod_set (vm, module, "stderr", errors);
  ouro_mod_set (vm, module, "__stdout__", ouro_vm_new_reference (vm, output));
  ouro_mod_set (vm, module, "__stderr__", ouro_vm_new_reference (vm, errors));
}

void
ouro_mod_sys_add (OuroVm *vm,
                  OuroId  module)
{
  g_autofree char *folder = g_path_get_dirname (vm->file);

  if (ouro_heap_get_root (vm->heap, OURO_VM_ROOT_SYS) == OURO_NO_ID)
    {
      ouro_heap_set_root (vm->heap, OURO_VM_ROOT_SYS, ouro_vm_new_reference (vm, ouro_py_module_get_dict (vm, module)));
      ouro_heap_set_word (vm->heap, OURO_VM_WORD_SWITCH_INTERVAL, SWITCH_INTERVAL);
      ouro_mod_sys_add_stream_type (vm);
    }
  ouro_mod_add_functions (vm, module, functions);
  if (vm->profile->has_is_gil_enabled)
    ouro_mod_add_functions (vm, module, is_gil_enabled_function);
  if (vm->profile->has_is_immortal)
    ouro_mod_add_functions (vm, module, is_immortal_function);
  ouro_mod_set (vm, module, "modules", ouro_vm_new_reference (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_MODULES)));
  add_streams (vm, module);
  add_version (vm, module);
  ouro_mod_set (vm, module, "argv", make_list (vm, vm->file));
  ouro_mod_set (vm, module, "path", make_list (vm, folder));
  ouro_mod_set_str (vm, module, "platform", "linux");
  ouro_mod_set_str (vm, module, "byteorder", "little");
  ouro_mod_set_int (vm, module, "maxsize", G_MAXINT64);
  ouro_mod_set_int (vm, module, "maxunicode", 0x10ffff);
}
