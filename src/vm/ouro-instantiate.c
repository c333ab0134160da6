/* ouro-instantiate.c - calling a class
 *
 * Source  Objects/typeobject.c: type_call, slot_tp_new, slot_tp_init (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

/* A new instance ---------------------------------------------------------------------------- */

OuroId
ouro_vm_new_instance (OuroVm *vm,
                      OuroId  cls,
                      OuroId  payload)
{
  OuroId instance = ouro_instance_new (vm->heap, cls, payload);

  if (ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___del__)) != OURO_NO_ID)
    ouro_heap_set_flags (vm->heap, instance, OURO_FLAG_HAS_FINALIZER, TRUE);
  return instance;
}

OuroId
ouro_vm_wrap (OuroVm *vm,
              OuroId  cls,
              OuroId  object)
{
  if (cls < OURO_N_TYPES && ouro_type_get_kind (cls) != OURO_KIND_INSTANCE)
    return object;
  return ouro_vm_new_instance (vm, cls, object);
}

/* type.__call__ ------------------------------------------------------------------------------- */

static gboolean
is_python_function (const OuroVm *vm,
                    OuroId        object)
{
  return object != OURO_NO_ID && ouro_heap_get_kind (vm->heap, object) == OURO_KIND_FUNCTION;
}

/* What __new__ of a class is: a function written in Python, or OURO_NO_ID when the type it is laid out as makes its objects. */
static OuroId
get_python_new (OuroVm *vm,
                OuroId  cls)
{
  OuroId method;

  if (cls < OURO_N_TYPES)
    return OURO_NO_ID;
  method = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___new__));
  if (method == OURO_NO_ID || vm->heap->rows[method].cls == OURO_TYPE_BUILTIN)
    return OURO_NO_ID;
  return vm->heap->rows[method].cls == OURO_TYPE_STATICMETHOD ? ouro_heap_get_cell (vm->heap, method, 0) : method;
}

/* The arguments of a call with one more before them. */
static guint32 *
put_before (const OuroVm  *vm,
            OuroId         first,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  guint    n = n_args + (kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0);
  guint32 *cells = g_new (guint32, n + 1);

  cells[0] = first;
  memcpy (cells + 1, args, n * sizeof (guint32));
  return cells;
}

gboolean
ouro_vm_has_python_new (OuroVm *vm,
                        OuroId  cls)
{
  return get_python_new (vm, cls) != OURO_NO_ID;
}

OuroId
ouro_vm_call_new (OuroVm        *vm,
                  OuroId         cls,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  g_autofree guint32 *cells = put_before (vm, cls, args, n_args, kwnames);

  return ouro_vm_call_with (vm, get_python_new (vm, cls), cells, n_args + 1, kwnames);
}

static OuroId
make_object (OuroVm        *vm,
             OuroId         cls,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId               method = get_python_new (vm, cls);
  const OuroTypeSlots *slots = &vm->slots[ouro_class_get_layout (vm->heap, cls)];
  g_autofree char     *name = NULL;

  if (method != OURO_NO_ID)
    return ouro_vm_call_new (vm, cls, args, n_args, kwnames);
  if (slots->construct != NULL)
    return slots->construct (vm, cls, args, n_args, kwnames);
  name = ouro_vm_dup_class_name (vm, cls);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot create '%s' instances", name);
  return OURO_NO_ID;
}

static gboolean
call_init (OuroVm        *vm,
           OuroId         object,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId               cls = vm->heap->rows[object].cls;
  OuroId               method = cls < OURO_N_TYPES ? OURO_NO_ID : ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___init__));
  const OuroTypeSlots *slots = &vm->slots[ouro_class_get_layout (vm->heap, cls)];
  g_autofree guint32  *cells = NULL;
  g_autofree char     *name = NULL;
  OuroId               result;

  if (method == OURO_NO_ID || vm->heap->rows[method].cls == OURO_TYPE_WRAPPER_DESCRIPTOR)
    return slots->initialise == NULL || slots->initialise (vm, object, args, n_args, kwnames);
  cells = put_before (vm, object, args, n_args, kwnames);
  result = ouro_vm_call_with (vm, method, cells, n_args + 1, kwnames);
  if (result == OURO_NO_ID)
    return FALSE;
  if (result == OURO_ID_NONE)
    return TRUE;
  name = ouro_vm_dup_type_name (vm, result);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__init__() should return None, not '%s'", name);
  ouro_heap_decref (vm->heap, result);
  return FALSE;
}

/* What a metaclass written in Python says to a call of its classes; borrowed, OURO_NO_ID for none. */
static OuroId
get_own_call (OuroVm *vm,
              OuroId  cls)
{
  OuroId metaclass = vm->heap->rows[cls].cls;
  OuroId method = metaclass >= OURO_N_TYPES ? ouro_vm_lookup (vm, metaclass, ouro_vm_name (vm, OURO_NAME___call__)) : OURO_NO_ID;

  return method != OURO_NO_ID && ouro_heap_get_kind (vm->heap, method) != OURO_KIND_BUILTIN ? method : OURO_NO_ID;
}

OuroId
ouro_vm_call_class (OuroVm        *vm,
                    OuroId         cls,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  g_autofree guint32 *cells = NULL;
  OuroId              method = get_own_call (vm, cls);

  if (method == OURO_NO_ID)
    return ouro_vm_instantiate (vm, cls, args, n_args, kwnames);
  cells = put_before (vm, cls, args, n_args, kwnames);
  return ouro_vm_call_with (vm, method, cells, n_args + 1, kwnames);
}

OuroId
ouro_vm_instantiate (OuroVm        *vm,
                     OuroId         cls,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId   object;
  gboolean good;

  if (cls == OURO_TYPE_TYPE && n_args == 1 && kwnames == OURO_NO_ID)
    return ouro_vm_new_reference (vm, vm->heap->rows[ouro_vm_argument (args, 0)].cls);
  object = make_object (vm, cls, args, n_args, kwnames);
  if (object == OURO_NO_ID || !ouro_vm_is_instance (vm, object, cls))
    return object;
  ouro_vm_hold (vm, object);
  good = call_init (vm, object, args, n_args, kwnames);
  ouro_vm_release (vm);
  if (good)
    return object;
  ouro_heap_decref (vm->heap, object);
  return OURO_NO_ID;
}

/* A specialised call of a class with a plain __init__ needs neither tuple nor dict (CALL_ALLOC_AND_ENTER_INIT, 3.13). */
static gboolean
is_specialised (const OuroVm *vm,
                OuroId        init,
                guint         n_args,
                OuroId        kwnames,
                gboolean      is_first)
{
  const OuroCode *code = ouro_vm_get_code (vm, ouro_heap_get_cell (vm->heap, init, OURO_FUNCTION_CODE) & OURO_CELL_ID_MASK)->code;

  if (is_first || kwnames != OURO_NO_ID || !vm->profile->class_calls_are_specialised)
    return FALSE;
  return code->n_args == n_args + 1 && code->n_kwonly_args == 0 && !(code->flags & (OURO_CODE_VARARGS | OURO_CODE_VARKEYWORDS));
}

/* _PyObject_MakeTpCall: the arguments on top of the stack as a tuple and a dict, which live until __init__ is done. Nothing is
 * made for none. */
static void
pack_arguments (OuroVm *vm,
                guint   n_args,
                OuroId  kwnames,
                OuroId *tuple,
                OuroId *dict)
{
  OuroHeap      *heap = vm->heap;
  guint          n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (heap, kwnames) : 0;
  guint          n = n_args - n_keywords;
  const guint32 *args = heap->stack + vm->end - n_args;

  *tuple = n > 0 ? ouro_py_tuple_new (vm, n) : OURO_NO_ID;
  for (guint i = 0; i < n; i++)
    ouro_heap_set_cell (heap, *tuple, i, ouro_vm_new_reference (vm, ouro_vm_argument (args, i)));
  if (n > 0)
    ouro_py_tuple_track (vm, *tuple);
  *dict = n_keywords > 0 ? ouro_dict_new_presized (heap, n_keywords, TRUE) : OURO_NO_ID;
  for (guint i = 0; i < n_keywords; i++)
    ouro_dict_set_str (heap, *dict, ouro_heap_get_cell (heap, kwnames, i), ouro_vm_argument (args, n + i));
}

/* Classes whose __init__ is written in Python and whose objects come from object.__new__: the frame of __init__ is pushed
 * where the call stands, above the new instance, so that the loop goes on into it. */
int
ouro_vm_enter_init (OuroVm  *vm,
                    guint32  place,
                    guint    n_args,
                    OuroId   kwnames,
                    gboolean is_first)
{
  OuroHeap *heap = vm->heap;
  OuroId    cls = heap->stack[place] & OURO_CELL_ID_MASK;
  guint32   callee = heap->stack[place];
  OuroId    tuple = OURO_NO_ID, dict = OURO_NO_ID;
  OuroId    init, instance;

  if (cls < OURO_N_TYPES || ouro_class_get_layout (heap, cls) != OURO_TYPE_OBJECT || get_python_new (vm, cls) != OURO_NO_ID || get_own_call (vm, cls) != OURO_NO_ID)
    return 0;
  if (ouro_class_get_properties (heap, cls) & OURO_CLASS_IS_ABSTRACT)
    return 0;
  init = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___init__));
  if (!is_python_function (vm, init))
    return 0;
  if (!is_specialised (vm, init, n_args, kwnames, is_first))
    pack_arguments (vm, n_args, kwnames, &tuple, &dict);
  instance = ouro_vm_new_instance (vm, cls, OURO_NO_ID);
  /* class, nothing, arguments: instance, tuple, dict, function, instance as self, arguments */
  for (guint i = 0; i < 3; i++)
    ouro_stack_push (heap, &vm->end, 0);
  for (guint32 i = vm->end - 1; i > place + 4; i--)
    ouro_stack_set (heap, i, heap->stack[i - 3]);
  ouro_stack_set (heap, place, instance);
  ouro_stack_set (heap, place + 1, tuple);
  ouro_stack_set (heap, place + 2, dict);
  ouro_stack_set (heap, place + 3, ouro_vm_new_reference (vm, init));
  ouro_stack_set (heap, place + 4, ouro_vm_new_reference (vm, instance));
  if (!(callee & OURO_CELL_BORROWED))
    ouro_heap_decref (heap, cls);
  return ouro_vm_enter_function (vm, place + 3, n_args, kwnames, OURO_FRAME_IS_INIT) ? 1 : -1;
}
