/* ouro-py-lock.c - lock, RLock, and the handle of a thread
 *
 * Lock, RLock  cells: how often it is taken, the number of the thread that has it.
 * Handle       cells: state, number of the thread.
 * Source       Modules/_threadmodule.c (3.11 to 3.15); the handle: 3.13
 */
#include <math.h>

#include "ouro-threads-private.h"
#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"

/* Seconds ------------------------------------------------------------------------------------- */

static gboolean
raise_too_large (OuroVm *vm)
{
  ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "%s", vm->profile->large_timeout_words);
  return FALSE;
}

gboolean
ouro_py_get_seconds (OuroVm *vm,
                     OuroId  object,
                     gint64 *nanoseconds)
{
  gboolean         error = FALSE;
  double           seconds;
  g_autofree char *type = NULL;

  if (ouro_py_float_get_number (vm, object, &seconds, &error))
    {
      if (isnan (seconds))
        ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Invalid value NaN (not a number)");
      else if (fabs (seconds) >= G_MAXINT64 / 1e9)
        raise_too_large (vm);
      else
        *nanoseconds = (gint64)ceil (seconds * 1e9);
      return !ouro_vm_has_exception (vm);
    }
  if (error)
    {
      ouro_vm_clear_exception (vm);
      return raise_too_large (vm);
    }
  type = ouro_vm_dup_type_name (vm, object);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, vm->profile->timeout_type_words, type);
  return FALSE;
}

/* Locks --------------------------------------------------------------------------------------- */

static guint32
get_count (const OuroVm *vm,
           OuroId        lock)
{
  return ouro_py_get_number (vm, lock, LOCK_COUNT);
}

static void
set_taken (OuroVm *vm,
           OuroId  lock,
           guint32 count)
{
  ouro_py_set_number (vm, lock, LOCK_COUNT, count);
  ouro_py_set_number (vm, lock, LOCK_OWNER, count > 0 ? ouro_threads_get_number (vm) : 0);
}

static gboolean
is_own (const OuroVm *vm,
        OuroId        lock)
{
  return get_count (vm, lock) > 0 && ouro_py_get_number (vm, lock, LOCK_OWNER) == ouro_threads_get_number (vm);
}

static OuroId
lock_new (OuroVm *vm,
          OuroId  cls)
{
  OuroId lock = ouro_py_record_new (vm, cls, OURO_FREELIST_NONE, 1, LOCK_N_CELLS);

  set_taken (vm, lock, 0);
  ouro_heap_track (vm->heap, lock);
  return lock;
}

OuroId
ouro_py_lock_new (OuroVm *vm)
{
  return lock_new (vm, OURO_TYPE_LOCK);
}

static OuroId
lock_construct (OuroVm        *vm,
                OuroId         cls,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  if (n_args == 0 && !ouro_py_has_keywords (vm, kwnames))
    return ouro_vm_wrap (vm, cls, lock_new (vm, OURO_TYPE_LOCK));
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "lock() takes no arguments");
  return OURO_NO_ID;
}

static OuroId
rlock_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return ouro_vm_wrap (vm, cls, lock_new (vm, OURO_TYPE_RLOCK));
}

/* acquire (blocking=True, timeout=-1): how long, in nanoseconds; 0 is not at all. */
static gboolean
get_timeout (OuroVm        *vm,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames,
             guint64       *timeout)
{
  static const OuroParameters parameters = { "acquire", { "blocking", "timeout" }, 2, 0, 2 };
  OuroId                      values[2];
  int                         blocking = 1;
  gint64                      nanoseconds = -1000000000;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return FALSE;
  if (values[0] != OURO_NO_ID)
    blocking = ouro_vm_truth (vm, values[0]);
  if (blocking < 0 || (values[1] != OURO_NO_ID && !ouro_py_get_seconds (vm, values[1], &nanoseconds)))
    return FALSE;
  if (!blocking && nanoseconds != -1000000000)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "can't specify a timeout for a non-blocking call");
  else if (nanoseconds < 0 && nanoseconds != -1000000000)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s", vm->profile->negative_timeout_words);
  *timeout = !blocking ? 0 : nanoseconds < 0 ? OURO_FOR_EVER
                                             : (guint64)nanoseconds;
  return !ouro_vm_has_exception (vm);
}

/* acquire_timed (): it tries before it lets go of the GIL. */
static OuroWaited
take (OuroVm *vm,
      OuroId  lock,
      guint64 timeout)
{
  ouro_threads_spend (vm, OURO_COST_LOCK);
  ouro_threads_catch_up (vm);
  if (get_count (vm, lock) == 0)
    {
      set_taken (vm, lock, 1);
      return OURO_WAITED_DONE;
    }
  return timeout == 0 ? OURO_WAITED_TIMED_OUT : ouro_threads_wait (vm, OURO_WAIT_LOCK, lock, timeout);
}

static OuroId
get_result (OuroWaited waited)
{
  if (waited == OURO_WAITED_LATER || waited == OURO_WAITED_FAILED)
    return OURO_NO_ID;
  return ouro_vm_bool (waited == OURO_WAITED_DONE);
}

static OuroId
lock_acquire (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroWaited waited;
  guint64    timeout;

  if (ouro_threads_take_outcome (vm, &waited))
    return get_result (waited);
  if (!get_timeout (vm, args, n_args, kwnames, &timeout))
    return OURO_NO_ID;
  return get_result (take (vm, self, timeout));
}

static OuroId
lock_enter (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return lock_acquire (vm, self, NULL, 0, OURO_NO_ID);
}

static void
give_back (OuroVm *vm,
           OuroId  lock)
{
  ouro_threads_spend (vm, OURO_COST_LOCK);
  ouro_threads_catch_up (vm);
  set_taken (vm, lock, 0);
  ouro_threads_signal_lock (vm, lock);
}

static OuroId
lock_release (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  if (get_count (vm, self) == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "release unlocked lock");
      return OURO_NO_ID;
    }
  give_back (vm, self);
  return OURO_ID_NONE;
}

/* With kind, value and traceback of the exception; up to 3.14 in a tuple. */
static OuroId
lock_exit (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  result;

  if (!vm->profile->lock_exit_takes_vector)
    ouro_vm_hold (vm, ouro_py_take_packed (vm, args, n_args));
  result = lock_release (vm, self, args, n_args, kwnames);
  ouro_vm_cut_stack (vm, place);
  return result;
}

static OuroId
lock_locked (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  ouro_threads_catch_up (vm);
  return ouro_vm_bool (get_count (vm, self) > 0);
}

static OuroId
lock_repr (OuroVm *vm,
           OuroId  self)
{
  return ouro_vm_new_str (vm, "<%s _thread.lock object at 0x%" G_GINT64_MODIFIER "x>", get_count (vm, self) > 0 ? "locked" : "unlocked", ouro_identity (vm->heap, self));
}

/* RLock --------------------------------------------------------------------------------------- */

static OuroId
rlock_acquire (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroWaited waited;
  guint64    timeout;

  if (ouro_threads_take_outcome (vm, &waited))
    return get_result (waited);
  if (!get_timeout (vm, args, n_args, kwnames, &timeout))
    return OURO_NO_ID;
  if (!is_own (vm, self))
    return get_result (take (vm, self, timeout));
  ouro_py_set_number (vm, self, LOCK_COUNT, get_count (vm, self) + 1);
  return OURO_ID_TRUE;
}

static OuroId
rlock_enter (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return rlock_acquire (vm, self, NULL, 0, OURO_NO_ID);
}

static gboolean
check_own (OuroVm *vm,
           OuroId  self)
{
  if (!is_own (vm, self))
    ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "cannot release un-acquired lock");
  return !ouro_vm_has_exception (vm);
}

static OuroId
rlock_release (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  if (!check_own (vm, self))
    return OURO_NO_ID;
  if (get_count (vm, self) > 1)
    ouro_py_set_number (vm, self, LOCK_COUNT, get_count (vm, self) - 1);
  else
    give_back (vm, self);
  return OURO_ID_NONE;
}

static OuroId
rlock_is_owned (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_vm_bool (is_own (vm, self));
}

/* For Condition: gives it back whatever the count is, which is kept for _acquire_restore (). */
static OuroId
rlock_release_save (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  OuroId count;

  if (!check_own (vm, self))
    return OURO_NO_ID;
  count = ouro_int_new (vm->heap, get_count (vm, self));
  give_back (vm, self);
  return count;
}

static OuroId
rlock_acquire_restore (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  OuroWaited waited;
  gint64     count;

  if (!ouro_vm_get_index (vm, ouro_vm_argument (args, 0), &count))
    return OURO_NO_ID;
  if (!ouro_threads_take_outcome (vm, &waited))
    waited = take (vm, self, OURO_FOR_EVER);
  if (waited != OURO_WAITED_DONE)
    return OURO_NO_ID;
  ouro_py_set_number (vm, self, LOCK_COUNT, (guint32)CLAMP (count, 1, G_MAXINT32));
  return OURO_ID_NONE;
}

static OuroId
rlock_recursion_count (OuroVm        *vm,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  return ouro_int_new (vm->heap, is_own (vm, self) ? get_count (vm, self) : 0);
}

static OuroId
rlock_repr (OuroVm *vm,
            OuroId  self)
{
  guint32 owner = ouro_py_get_number (vm, self, LOCK_OWNER);

  return ouro_vm_new_str (vm, "<%s _thread.RLock object owner=%" G_GUINT64_FORMAT " count=%u at 0x%" G_GINT64_MODIFIER "x>", get_count (vm, self) > 0 ? "locked" : "unlocked",
                          owner != 0 ? ouro_threads_get_ident (owner) : 0, get_count (vm, self), ouro_identity (vm->heap, self));
}

/* Handles of threads -------------------------------------------------------------------------- */

enum {
  HANDLE_STATE,
  HANDLE_NUMBER,
  HANDLE_N_CELLS,
};

enum {
  HANDLE_IS_NEW,
  HANDLE_IS_RUNNING,
  HANDLE_IS_DONE,
};

static OuroId
handle_construct (OuroVm        *vm,
                  OuroId         cls,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId handle = ouro_py_record_new (vm, OURO_TYPE_THREAD_HANDLE, OURO_FREELIST_NONE, 1, HANDLE_N_CELLS);

  ouro_heap_set_flags (vm->heap, handle, OURO_FLAG_OUTSIDE, TRUE);
  ouro_py_set_number (vm, handle, HANDLE_STATE, HANDLE_IS_NEW);
  ouro_py_set_number (vm, handle, HANDLE_NUMBER, 0);
  return handle;
}

void
ouro_py_thread_handle_begin (OuroVm *vm,
                             OuroId  handle,
                             guint32 number)
{
  ouro_py_set_number (vm, handle, HANDLE_STATE, HANDLE_IS_RUNNING);
  ouro_py_set_number (vm, handle, HANDLE_NUMBER, number);
}

void
ouro_py_thread_handle_end (OuroVm *vm,
                           OuroId  handle)
{
  ouro_py_set_number (vm, handle, HANDLE_STATE, HANDLE_IS_DONE);
}

static OuroId
handle_is_done (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_vm_bool (ouro_py_get_number (vm, self, HANDLE_STATE) == HANDLE_IS_DONE);
}

/* join (timeout=None): a negative timeout is none. */
static OuroId
handle_join (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroWaited waited = OURO_WAITED_DONE;
  gint64     timeout = -1;

  if (ouro_threads_take_outcome (vm, &waited))
    return OURO_ID_NONE;
  if (n_args > 0 && ouro_vm_argument (args, 0) != OURO_ID_NONE && !ouro_py_get_seconds (vm, ouro_vm_argument (args, 0), &timeout))
    return OURO_NO_ID;
  if (ouro_py_get_number (vm, self, HANDLE_STATE) == HANDLE_IS_NEW)
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "thread not started");
      return OURO_NO_ID;
    }
  if (ouro_py_get_number (vm, self, HANDLE_STATE) == HANDLE_IS_RUNNING && ouro_py_get_number (vm, self, HANDLE_NUMBER) == ouro_threads_get_number (vm))
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "Cannot join current thread");
      return OURO_NO_ID;
    }
  if (ouro_py_get_number (vm, self, HANDLE_STATE) == HANDLE_IS_RUNNING && timeout != 0)
    waited = ouro_threads_wait (vm, OURO_WAIT_JOIN, self, timeout < 0 ? OURO_FOR_EVER : (guint64)timeout);
  return waited == OURO_WAITED_DONE || waited == OURO_WAITED_TIMED_OUT ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
handle_get_attribute (OuroVm *vm,
                      OuroId  self,
                      OuroId  name)
{
  guint32 number = ouro_py_get_number (vm, self, HANDLE_NUMBER);

  if (!ouro_py_str_is (vm, name, "ident"))
    return OURO_NO_ID;
  return ouro_int_new (vm->heap, number != 0 ? (gint64)ouro_threads_get_ident (number) : 0);
}

/* Tables -------------------------------------------------------------------------------------- */

static const OuroBuiltinDef lock_methods[] = {
  { "acquire", lock_acquire, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_WAITS },
  { "acquire_lock", lock_acquire, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_WAITS },
  { "release", lock_release, 0, 0, 0 },
  { "release_lock", lock_release, 0, 0, 0 },
  { "locked", lock_locked, 0, 0, 0 },
  { "locked_lock", lock_locked, 0, 0, 0 },
  { "__enter__", lock_enter, 0, 0, OURO_BUILTIN_WAITS },
  { "__exit__", lock_exit, 0, -1, 0 },
  { NULL },
};

static const OuroBuiltinDef rlock_methods[] = {
  { "acquire", rlock_acquire, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_WAITS },
  { "release", rlock_release, 0, 0, 0 },
  { "_is_owned", rlock_is_owned, 0, 0, 0 },
  { "_release_save", rlock_release_save, 0, 0, 0 },
  { "_acquire_restore", rlock_acquire_restore, 1, 1, OURO_BUILTIN_WAITS },
  { "_recursion_count", rlock_recursion_count, 0, 0, 0 },
  { "__enter__", rlock_enter, 0, 0, OURO_BUILTIN_WAITS },
  { "__exit__", rlock_release, 0, -1, 0 },
  { NULL },
};

static const OuroBuiltinDef handle_methods[] = {
  { "join", handle_join, 0, 1, OURO_BUILTIN_WAITS },
  { "is_done", handle_is_done, 0, 0, 0 },
  { NULL },
};

void
ouro_py_lock_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_LOCK] = (OuroTypeSlots){ .repr = lock_repr, .construct = lock_construct, .methods = lock_methods };
  vm->slots[OURO_TYPE_RLOCK] = (OuroTypeSlots){ .repr = rlock_repr, .construct = rlock_construct, .methods = rlock_methods };
  vm->slots[OURO_TYPE_THREAD_HANDLE] = (OuroTypeSlots){ .construct = handle_construct, .get_attribute = handle_get_attribute, .methods = handle_methods };
  ouro_vm_add_methods (vm, OURO_TYPE_LOCK);
  ouro_vm_add_methods (vm, OURO_TYPE_RLOCK);
  ouro_vm_add_methods (vm, OURO_TYPE_THREAD_HANDLE);
}
