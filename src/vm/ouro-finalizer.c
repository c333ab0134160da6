/* ouro-finalizer.c - what runs when objects die, and when the interpreter ends
 *
 * Finalizers and callbacks of weak references are Python code that nobody called: an exception of theirs is printed, and one that was
 * on its way already stays as it is.
 * Source  Objects/typeobject.c: slot_tp_finalize; Objects/weakrefobject.c: PyObject_ClearWeakRefs; Python/pylifecycle.c:
 *         Py_FinalizeEx, finalize_modules; Objects/moduleobject.c: _PyModule_ClearDict (3.11 to 3.15)
 */
#include "ouro-modules.h"

/* An exception that is pending is put aside while other code runs. */
static OuroId
put_exception_aside (OuroVm *vm)
{
  OuroId exception = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);

  if (exception == OURO_NO_ID)
    return OURO_NO_ID;
  exception = ouro_vm_take_exception (vm);
  ouro_vm_hold (vm, exception);
  return exception;
}

static void
bring_exception_back (OuroVm *vm,
                      OuroId  exception)
{
  if (exception == OURO_NO_ID)
    return;
  ouro_vm_release (vm);
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, exception);
}

static void
call_del (OuroVm *vm,
          OuroId  object)
{
  OuroHeap *heap = vm->heap;
  OuroId    method = ouro_vm_lookup (vm, heap->rows[object].cls, ouro_vm_name (vm, OURO_NAME___del__));
  gboolean  found;
  OuroId    result;

  if (method == OURO_NO_ID)
    return;
  result = ouro_vm_call_special (vm, object, OURO_NAME___del__, NULL, 0, &found);
  if (result != OURO_NO_ID)
    ouro_heap_decref (heap, result);
  else if (found)
    ouro_vm_print_unraisable (vm, OURO_UNRAISABLE_FINALIZER, method);
}

void
ouro_vm_finalize_object (OuroVm *vm,
                         OuroId  object)
{
  OuroId exception;

  if (vm->is_stopping)
    return;
  exception = put_exception_aside (vm);
  if (vm->heap->rows[object].cls == OURO_TYPE_GENERATOR)
    ouro_py_generator_finalize (vm, object);
  else
    call_del (vm, object);
  bring_exception_back (vm, exception);
}

/* Weak references ----------------------------------------------------------------------------- */

static void
call_back (OuroVm        *vm,
           OuroUnraisable what,
           OuroId         ref,
           OuroId         callback)
{
  OuroId result;

  if (callback == OURO_NO_ID || vm->is_stopping)
    return;
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, callback));
  result = ouro_vm_call (vm, callback, &ref, 1);
  if (result != OURO_NO_ID)
    ouro_heap_decref (vm->heap, result);
  else
    ouro_vm_print_unraisable (vm, what, callback);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

void
ouro_vm_call_weakref (OuroVm *vm,
                      OuroId  ref)
{
  OuroId exception = put_exception_aside (vm);

  call_back (vm, OURO_UNRAISABLE_COLLECTED_WEAKREF, ref, ouro_weakref_get_callback (vm->heap, ref));
  bring_exception_back (vm, exception);
}

/* What lies on the stack from a place on, in a tuple of that many items, in its stead: CPython keeps them so while callbacks run. */
static void
gather_in_tuple (OuroVm *vm,
                 guint32 first,
                 guint   n)
{
  OuroId tuple = ouro_py_tuple_new (vm, n);

  for (guint i = 0; first + i < vm->end; i++)
    ouro_heap_set_cell (vm->heap, tuple, i, vm->heap->stack[first + i]);
  ouro_stack_drop (vm->heap, &vm->end, first);
  ouro_py_tuple_track (vm, tuple);
  ouro_vm_hold (vm, tuple);
}

/* Takes all weak references out of the list; those that live on lie on the stack afterwards, each with its callback above it. */
static guint
take_weakrefs (OuroVm *vm,
               OuroId  object)
{
  OuroHeap *heap = vm->heap;
  OuroId    ref;
  guint     n = 0;

  while ((ref = ouro_heap_get_first_weakref (heap, object)) != OURO_NO_ID)
    {
      gboolean is_plain = ouro_weakref_is_plain (heap, ref);
      OuroId   callback = ouro_weakref_take_callback (heap, ref);

      ouro_weakref_clear (heap, ref);
      n += !is_plain;
      if (!is_plain && heap->rows[ref].refcount > 0)
        {
          ouro_vm_hold (vm, ouro_vm_new_reference (vm, ref));
          ouro_vm_hold (vm, callback);
        }
      else if (callback != OURO_NO_ID)
        ouro_heap_decref (heap, callback);
    }
  return n;
}

/* All are cleared before the first callback is called. */
void
ouro_vm_clear_weakrefs (OuroVm *vm,
                        OuroId  object)
{
  OuroHeap *heap = vm->heap;
  OuroId    exception;
  guint32   first;
  guint     n;

  if (ouro_heap_get_kind (heap, object) == OURO_KIND_CLASS)
    ouro_vm_leave_bases (vm, object);
  exception = put_exception_aside (vm);
  first = vm->end;
  n = take_weakrefs (vm, object);
  if (n > 1 || (n == 1 && vm->profile->weakrefs_go_into_tuple))
    {
      OuroId tuple;

      gather_in_tuple (vm, first, 2 * n);
      tuple = heap->stack[first] & OURO_CELL_ID_MASK;
      for (guint i = 0; i < n; i++)
        call_back (vm, OURO_UNRAISABLE_WEAKREF, ouro_heap_get_cell (heap, tuple, 2 * i), ouro_heap_get_cell (heap, tuple, 2 * i + 1));
    }
  else if (vm->end > first)
    call_back (vm, OURO_UNRAISABLE_WEAKREF, heap->stack[first] & OURO_CELL_ID_MASK, heap->stack[first + 1] & OURO_CELL_ID_MASK);
  ouro_vm_cut_stack (vm, first);
  bring_exception_back (vm, exception);
}

/* The end ------------------------------------------------------------------------------------- */

static void
set_to_none (OuroVm  *vm,
             OuroId   dict,
             gboolean only_private)
{
  OuroHeap *heap = vm->heap;

  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId           key = ouro_dict_get_key (heap, dict, i);
      g_autofree char *name = NULL;

      if (key == OURO_NO_ID || ouro_heap_get_kind (heap, key) != OURO_KIND_STR || ouro_dict_get_value (heap, dict, i) == OURO_ID_NONE)
        continue;
      name = ouro_vm_dup_text (vm, key);
      if (only_private ? name[0] == '_' && name[1] != '_' : !g_str_equal (name, "__builtins__"))
        ouro_dict_set_str (heap, dict, key, OURO_ID_NONE);
    }
}

/* A module whose count is deferred does not die when nobody knows it any more: it is left to the collector, with its names. */
static void
leave_main_to_collector (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  OuroId    modules = ouro_heap_get_root (heap, OURO_VM_ROOT_MODULES);
  gint64    entry = ouro_dict_find_str (heap, modules, ouro_vm_name (vm, OURO_NAME___main__));

  if (entry >= 0 && (ouro_heap_get_flags (heap, ouro_dict_get_value (heap, modules, (guint32)entry)) & OURO_FLAG_DEFERRED))
    ouro_heap_track (heap, ouro_dict_get_value (heap, modules, (guint32)entry));
}

static void
put_first (OuroHeap      *heap,
           OuroListNumber list,
           OuroId         object)
{
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (heap, list, &n);
  g_autoptr (GArray) objects = g_array_sized_new (FALSE, FALSE, sizeof (OuroId), n + 1);

  g_array_append_val (objects, object);
  for (guint32 i = 0; i < n; i++)
    if (places[i] != OURO_NO_ID)
      g_array_append_val (objects, places[i]);
  ouro_heap_set_list (heap, list, (const OuroId *)(gpointer)objects->data, objects->len);
}

/* The order in which objects are finalized in the end is that in which a last full collection leaves them, and that depends on where the
 * dict of __main__ comes. In a bare run of a script the interpreter's modules are in generation 1, because no full collection has been,
 * and that dict still in generation 0, which a full collection puts before generation 1. So it is met before anything that
 * reaches it, and moved behind all others: its values come in its own order, breadth first. Once a collection of young objects
 * has put the dict behind the modules, it stays where it is, unless it stands before its own module. Frozen, it never dies.
 * Source  Modules/gcmodule.c: gc_collect_main, move_unreachable; Objects/moduleobject.c: PyModule_NewObject (3.11); Python/gc.c (3.13) */
static void
track_names (OuroVm *vm,
             OuroId  dict)
{
  OuroHeap *heap = vm->heap;
  guint32   first = ouro_heap_get_word (heap, OURO_WORD_GC_FIRST);
  gboolean  has_left_middle = ouro_heap_get_word (heap, OURO_WORD_STATS + 3) + ouro_heap_get_word (heap, OURO_WORD_STATS + 6) > 0;

  if (vm->profile->is_free_threaded || ouro_heap_is_tracked (heap, dict))
    return;
  if (ouro_heap_get_list_length (heap, OURO_LIST_PERMANENT) > 0)
    ouro_heap_append_objects (heap, OURO_LIST_PERMANENT, &dict, 1);
  else if (!vm->profile->modules_precede_names || first == 0 || first == 3)
    ouro_heap_append_objects (heap, OURO_LIST_MIDDLE, &dict, 1);
  else
    put_first (heap, has_left_middle ? OURO_LIST_OLD : OURO_LIST_MIDDLE, dict);
}

void
ouro_vm_clear_modules (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  OuroId    dict = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);

  ouro_mod_atexit_run (vm);
  if (heap->words[OURO_WORD_GC_ENABLED])
    {
      track_names (vm, dict);
      ouro_collector_collect (vm->collector, 2);
    }
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, dict));
  ouro_heap_set_root (heap, OURO_ROOT_NAMESPACE, OURO_NO_ID);
  leave_main_to_collector (vm);
  /* The dict itself is known to the module sys, which print () needs as long as finalizers run. */
  ouro_dict_clear (heap, ouro_heap_get_root (heap, OURO_VM_ROOT_MODULES));
  ouro_heap_set_root (heap, OURO_VM_ROOT_MODULES, OURO_NO_ID);
  if (ouro_heap_get_real_count (heap, dict) == 1)
    {
      ouro_heap_decref (heap, ouro_vm_release (vm));
      return;
    }

  /* Functions hold the names: the collector finds the ring, in which the names still work while finalizers run. */
  ouro_heap_track (heap, dict);
  ouro_heap_decref (heap, ouro_vm_release (vm));
  ouro_collector_collect (vm->collector, 2);
  if (!ouro_heap_is_alive (heap, dict) || ouro_heap_get_kind (heap, dict) != OURO_KIND_DICT || ouro_heap_get_list (heap, dict) == OURO_LIST_PERMANENT)
    return;
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, dict));
  set_to_none (vm, dict, TRUE);
  set_to_none (vm, dict, FALSE);
  ouro_heap_decref (heap, ouro_vm_release (vm));
}
