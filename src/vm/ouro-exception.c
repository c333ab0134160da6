/* ouro-exception.c - raising
 *
 * The pending exception is a root of the heap; so is the one being handled. Source: Python/errors.c, Python/ceval.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

/* The pending exception --------------------------------------------------------------------- */

static OuroId
get_pending (const OuroVm *vm)
{
  return ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);
}

OuroId
ouro_vm_take_exception (OuroVm *vm)
{
  OuroId exception = get_pending (vm);

  ouro_heap_set_word (vm->heap, OURO_WORD_ROOT + OURO_VM_ROOT_EXCEPTION, OURO_NO_ID);
  return exception;
}

void
ouro_vm_clear_exception (OuroVm *vm)
{
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, OURO_NO_ID);
}

gboolean
ouro_vm_exception_is (const OuroVm *vm,
                      OuroId        type)
{
  OuroId exception = get_pending (vm);

  return exception != OURO_NO_ID && ouro_vm_is_instance (vm, exception, type);
}

/* _PyErr_GetTopmostException: what a generator's caller handles is handled inside of it as well. */
OuroId
ouro_vm_get_handled (const OuroVm *vm)
{
  const OuroHeap *heap = vm->heap;
  OuroId          handled = ouro_heap_get_root (heap, OURO_VM_ROOT_HANDLED);

  for (guint32 base = ouro_vm_get_base (vm); (handled == OURO_NO_ID || handled == OURO_ID_NONE) && base != 0; base = ouro_frame_get (heap, base, OURO_FRAME_BACK))
    {
      OuroId generator = ouro_frame_get (heap, base, OURO_FRAME_OWNER);

      if (generator != OURO_NO_ID)
        handled = ouro_py_generator_get_outer_exception (vm, generator);
    }
  return handled != OURO_ID_NONE ? handled : OURO_NO_ID;
}

/* _PyErr_SetObject: what is being handled becomes the context, unless that would close a ring. */
static void
set_context (OuroVm *vm,
             OuroId  exception)
{
  OuroId handled = ouro_vm_get_handled (vm);
  OuroId link = handled;

  if (handled == OURO_NO_ID || handled == exception)
    return;
  while (link != OURO_NO_ID)
    {
      OuroId context = ouro_py_exception_get_context (vm, link);

      if (context == exception)
        {
          ouro_py_exception_set_context (vm, link, OURO_NO_ID);
          break;
        }
      link = context;
    }
  ouro_py_exception_set_context (vm, exception, ouro_vm_new_reference (vm, handled));
}

void
ouro_vm_raise_object (OuroVm *vm,
                      OuroId  exception)
{
  ouro_heap_mark (vm->heap, OURO_MARK_RAISE, exception, 0, 0);
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, exception);
}

void
ouro_vm_raise_with_args (OuroVm       *vm,
                         OuroId        type,
                         const OuroId *args,
                         guint         n_args)
{
  OuroId exception;

  if (vm->is_stopping)
    return;
  exception = ouro_py_exception_new (vm, type, args, n_args);
  if (exception == OURO_NO_ID)
    return;
  set_context (vm, exception);
  ouro_vm_raise_object (vm, exception);
}

void
ouro_vm_raise (OuroVm     *vm,
               OuroId      type,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list          args;
  OuroId           message;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  message = ouro_str_new (vm->heap, text, strlen (text));
  ouro_vm_raise_with_args (vm, type, &message, 1);
  ouro_heap_decref (vm->heap, message);
}

void
ouro_vm_raise_name_error (OuroVm *vm,
                          OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  ouro_vm_raise (vm, OURO_TYPE_NAME_ERROR, "name '%s' is not defined", text);
  if (ouro_vm_exception_is (vm, OURO_TYPE_NAME_ERROR))
    ouro_py_exception_set_name (vm, get_pending (vm), name);
}

/* raise ------------------------------------------------------------------------------------- */

static gboolean
is_exception_class (const OuroVm *vm,
                    OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS && ouro_vm_is_subclass (vm, object, OURO_TYPE_BASE_EXCEPTION);
}

static gboolean
is_exception (const OuroVm *vm,
              OuroId        object)
{
  return ouro_vm_is_instance (vm, object, OURO_TYPE_BASE_EXCEPTION);
}

/* An exception from what stands behind raise or from: an instance, or one made of a class. */
static OuroId
make_exception (OuroVm     *vm,
                OuroId      object,
                const char *complaint)
{
  OuroId exception;

  if (is_exception (vm, object))
    return ouro_vm_new_reference (vm, object);
  if (!is_exception_class (vm, object))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", complaint);
      return OURO_NO_ID;
    }
  exception = ouro_vm_call (vm, object, NULL, 0);
  if (exception != OURO_NO_ID && !is_exception (vm, exception))
    {
      g_autofree char *cls = ouro_vm_dup_class_name (vm, object);
      g_autofree char *name = ouro_vm_dup_type_name (vm, exception);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "calling <class '%s'> should have returned an instance of BaseException, not <class '%s'>", cls, name);
      ouro_heap_decref (vm->heap, exception);
      return OURO_NO_ID;
    }
  return exception;
}

static gboolean
raise_handled_again (OuroVm *vm)
{
  OuroId handled = ouro_vm_get_handled (vm);

  if (handled == OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "No active exception to reraise");
      return FALSE;
    }
  ouro_vm_raise_object (vm, ouro_vm_new_reference (vm, handled));
  return TRUE;
}

gboolean
ouro_vm_do_raise (OuroVm *vm,
                  OuroId  exception,
                  OuroId  cause)
{
  OuroId raised, made = OURO_NO_ID;

  if (exception == OURO_NO_ID)
    return raise_handled_again (vm);
  raised = make_exception (vm, exception, "exceptions must derive from BaseException");
  if (raised == OURO_NO_ID)
    return FALSE;
  if (cause != OURO_NO_ID)
    {
      if (cause != OURO_ID_NONE && (made = make_exception (vm, cause, "exception causes must derive from BaseException")) == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, raised);
          return FALSE;
        }
      ouro_py_exception_set_cause (vm, raised, made);
    }
  set_context (vm, raised);
  ouro_vm_raise_object (vm, raised);
  return FALSE;
}

static int
matches_one (OuroVm *vm,
             OuroId  exception,
             OuroId  type)
{
  if (!is_exception_class (vm, type))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "catching classes that do not inherit from BaseException is not allowed");
      return -1;
    }
  return ouro_vm_is_instance (vm, exception, type);
}

int
ouro_vm_exception_matches (OuroVm *vm,
                           OuroId  exception,
                           OuroId  type)
{
  int matches = 0;

  if (!ouro_vm_is_instance (vm, type, OURO_TYPE_TUPLE))
    return matches_one (vm, exception, type);
  type = ouro_vm_value (vm, type);
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, type) && matches == 0; i++)
    matches = matches_one (vm, exception, ouro_heap_get_cell (vm->heap, type, i));
  return matches;
}

OuroId
ouro_vm_take_stop_value (OuroVm *vm)
{
  OuroId value, exception;

  if (get_pending (vm) == OURO_NO_ID)
    return vm->is_stopping ? OURO_NO_ID : OURO_ID_NONE;
  if (!ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
    return OURO_NO_ID;
  exception = ouro_vm_take_exception (vm);
  value = ouro_vm_new_reference (vm, ouro_py_exception_get_stop_value (vm, exception));
  ouro_heap_decref (vm->heap, exception);
  return value;
}

void
ouro_vm_add_traceback (OuroVm *vm,
                       guint32 base)
{
  OuroId exception = get_pending (vm);
  OuroId frame = ouro_vm_get_frame_object (vm, base);

  ouro_py_exception_push_traceback (vm, exception, frame, ouro_frame_get (vm->heap, base, OURO_FRAME_PC), ouro_vm_get_frame_line (vm, base));
}

guint32
ouro_vm_get_module_line (OuroVm *vm)
{
  OuroId  exception = get_pending (vm);
  OuroId  traceback = ouro_py_exception_get_traceback (vm, exception);
  guint32 line = 0;

  /* The outermost entry is the module's. */
  if (traceback != OURO_ID_NONE)
    line = ouro_py_traceback_get_line (vm, traceback);
  return MAX (line, 1);
}
