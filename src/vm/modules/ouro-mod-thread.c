/* ouro-mod-thread.c - the module _thread, on which threading is built
 *
 * Source  Modules/_threadmodule.c (3.11 to 3.15); start_joinable_thread (): 3.13
 */
#include "ouro-mod-private.h"

#include <string.h>

#include "ouro-threads.h"
#include "types/ouro-py-arguments-private.h"

#define TIMEOUT_MAX 9223372036.0

/* Linux gives small numbers to threads; that of the program itself. */
#define FIRST_NATIVE_ID 4242

static gboolean
is_callable (OuroVm *vm,
             OuroId  object)
{
  OuroKind kind = ouro_heap_get_kind (vm->heap, object);
  OuroId   cls = vm->heap->rows[object].cls;

  return kind == OURO_KIND_FUNCTION || kind == OURO_KIND_BUILTIN || kind == OURO_KIND_CLASS || cls == OURO_TYPE_METHOD || (cls < OURO_N_TYPES && vm->slots[cls].call != NULL) ||
         ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___call__)) != OURO_NO_ID;
}

static OuroId
thread_start_new_thread (OuroVm        *vm,
                         OuroId         self,
                         const guint32 *args,
                         guint          n_args,
                         OuroId         kwnames)
{
  OuroId  function = ouro_vm_argument (args, 0);
  OuroId  tuple = ouro_vm_argument (args, 1);
  OuroId  dict = n_args > 2 ? ouro_vm_argument (args, 2) : OURO_NO_ID;
  guint32 number;

  if (!is_callable (vm, function))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "first arg must be callable");
  else if (!ouro_vm_is_instance (vm, tuple, OURO_TYPE_TUPLE))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "2nd arg must be a tuple");
  else if (dict != OURO_NO_ID && !ouro_vm_is_instance (vm, dict, OURO_TYPE_DICT))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "optional 3rd arg must be a dictionary");
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  number = ouro_threads_start (vm, function, tuple, dict, OURO_NO_ID, TRUE);
  return ouro_int_new (vm->heap, (gint64)ouro_threads_get_ident (number));
}

/* start_joinable_thread (function, handle=None, daemon=True) */
static OuroId
thread_start_joinable_thread (OuroVm        *vm,
                              OuroId         self,
                              const guint32 *args,
                              guint          n_args,
                              OuroId         kwnames)
{
  static const OuroParameters parameters = { "start_joinable_thread", { "function", "handle", "daemon" }, 3, 1, 1 };
  OuroId                      values[3];
  OuroId                      handle;
  int                         is_daemon = 1;
  guint32                     number;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[2] != OURO_NO_ID)
    is_daemon = ouro_vm_truth (vm, values[2]);
  if (is_daemon < 0)
    return OURO_NO_ID;
  if (!is_callable (vm, values[0]))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "thread function must be callable");
      return OURO_NO_ID;
    }
  handle = values[1] != OURO_NO_ID && values[1] != OURO_ID_NONE ? ouro_vm_new_reference (vm, values[1]) : ouro_vm_call_with (vm, OURO_TYPE_THREAD_HANDLE, NULL, 0, OURO_NO_ID);
  if (vm->heap->rows[handle].cls != OURO_TYPE_THREAD_HANDLE)
    {
      ouro_heap_decref (vm->heap, handle);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'handle' must be a _ThreadHandle");
      return OURO_NO_ID;
    }
  number = ouro_threads_start (vm, values[0], OURO_ID_EMPTY_TUPLE, OURO_NO_ID, handle, is_daemon);
  ouro_py_thread_handle_begin (vm, handle, number);
  return handle;
}

static OuroId
thread_allocate_lock (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  return ouro_py_lock_new (vm);
}

static OuroId
thread_get_ident (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return ouro_int_new (vm->heap, (gint64)ouro_threads_get_ident (ouro_threads_get_number (vm)));
}

static OuroId
thread_get_native_id (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  return ouro_int_new (vm->heap, FIRST_NATIVE_ID - 1 + ouro_threads_get_number (vm));
}

/* threading._main_thread.ident */
static OuroId
thread_get_main_thread_ident (OuroVm        *vm,
                              OuroId         self,
                              const guint32 *args,
                              guint          n_args,
                              OuroId         kwnames)
{
  return ouro_int_new (vm->heap, (gint64)ouro_threads_get_ident (1));
}

/* set_name (name): 3.14, for debuggers; here for what is said of a deadlock. */
static OuroId
thread_set_name (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId name = ouro_vm_argument (args, 0);

  if (!ouro_py_is_str (vm, name))
    {
      ouro_py_raise_bad_argument (vm, "set_name", NULL, "str", name);
      return OURO_NO_ID;
    }
  ouro_threads_set_name (vm, ouro_threads_get_number (vm), ouro_vm_value (vm, name));
  return OURO_ID_NONE;
}

/* _print_exception (words, exception): for threading.excepthook (). */
static OuroId
thread_print_exception (OuroVm        *vm,
                        OuroId         self,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames)
{
  g_autofree char *words = ouro_py_is_str (vm, ouro_vm_argument (args, 0)) ? ouro_vm_dup_text (vm, ouro_vm_value (vm, ouro_vm_argument (args, 0))) : g_strdup ("");

  ouro_vm_print (vm, TRUE, words, strlen (words));
  ouro_vm_raise_object (vm, ouro_vm_new_reference (vm, ouro_vm_argument (args, 1)));
  ouro_vm_print_exception (vm);
  return OURO_ID_NONE;
}

static OuroId
thread_count (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return ouro_int_new (vm->heap, ouro_threads_get_n_alive (vm) - 1);
}

static OuroId
thread_exit (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  ouro_vm_raise_with_args (vm, OURO_TYPE_SYSTEM_EXIT, NULL, 0);
  return OURO_NO_ID;
}

static const OuroBuiltinDef functions[] = {
  { "start_new_thread", thread_start_new_thread, 2, 3, 0 },
  { "start_new", thread_start_new_thread, 2, 3, 0 },
  { "start_joinable_thread", thread_start_joinable_thread, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "allocate_lock", thread_allocate_lock, 0, 0, 0 },
  { "allocate", thread_allocate_lock, 0, 0, 0 },
  { "get_ident", thread_get_ident, 0, 0, 0 },
  { "get_native_id", thread_get_native_id, 0, 0, 0 },
  { "_get_main_thread_ident", thread_get_main_thread_ident, 0, 0, 0 },
  { "set_name", thread_set_name, 1, 1, 0 },
  { "_print_exception", thread_print_exception, 2, 2, 0 },
  { "_count", thread_count, 0, 0, 0 },
  { "exit", thread_exit, 0, 0, 0 },
  { "exit_thread", thread_exit, 0, 0, 0 },
  { NULL },
};

void
ouro_mod_thread_add (OuroVm *vm,
                     OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  ouro_mod_set (vm, module, "LockType", OURO_TYPE_LOCK);
  if (vm->profile->lock_is_a_type)
    ouro_mod_set (vm, module, "lock", OURO_TYPE_LOCK);
  ouro_mod_set (vm, module, "RLock", OURO_TYPE_RLOCK);
  ouro_mod_set (vm, module, "_ThreadHandle", OURO_TYPE_THREAD_HANDLE);
  ouro_mod_set (vm, module, "error", OURO_TYPE_RUNTIME_ERROR);
  ouro_mod_set (vm, module, "TIMEOUT_MAX", ouro_float_new (vm->heap, TIMEOUT_MAX));
}
