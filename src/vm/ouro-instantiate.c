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

/* Calls __new__ or __init__ in Python. */
static OuroId
call_python (OuroVm        *vm,
             OuroId         method,
             OuroId         first,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  guint32             place = vm->end;
  g_autofree guint32 *cells = put_before (vm, first, args, n_args, kwnames);
  OuroId              names = kwnames != OURO_NO_ID ? ouro_vm_copy_keywords (vm, kwnames) : OURO_NO_ID;
  OuroId              result;

  if (names != OURO_NO_ID)
    ouro_vm_hold (vm, names);
  result = ouro_vm_call_with (vm, method, cells, n_args + 1, names);
  ouro_vm_cut_stack (vm, place);
  return result;
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
  return call_python (vm, get_python_new (vm, cls), cls, args, n_args, kwnames);
}

static void
raise_cannot_create (OuroVm *vm,
                     OuroId  cls)
{
  g_autofree char *name = ouro_vm_dup_class_name (vm, cls);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot create '%s' instances", name);
}

static OuroId
make_object (OuroVm        *vm,
             OuroId         cls,
             OuroId         tuple,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroId               method = get_python_new (vm, cls);
  const OuroTypeSlots *slots = &vm->slots[ouro_class_get_layout (vm->heap, cls)];

  if (method != OURO_NO_ID)
    return call_python (vm, method, cls, args, n_args, kwnames);
  vm->packed = tuple;
  if (slots->construct != NULL)
    return slots->construct (vm, cls, args, n_args, kwnames);
  raise_cannot_create (vm, cls);
  return OURO_NO_ID;
}

gboolean
ouro_vm_refuse_init_result (OuroVm *vm,
                            OuroId  result)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, result);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__init__() should return None, not '%s'", name);
  ouro_heap_decref (vm->heap, result);
  return FALSE;
}

static gboolean
call_init (OuroVm        *vm,
           OuroId         object,
           OuroId         tuple,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId               cls = vm->heap->rows[object].cls;
  OuroId               method = cls < OURO_N_TYPES ? OURO_NO_ID : ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___init__));
  const OuroTypeSlots *slots = &vm->slots[ouro_class_get_layout (vm->heap, cls)];
  OuroId               result;

  vm->packed = tuple;
  if (method == OURO_NO_ID || vm->heap->rows[method].cls == OURO_TYPE_WRAPPER_DESCRIPTOR)
    return slots->initialise == NULL || slots->initialise (vm, object, args, n_args, kwnames);
  result = call_python (vm, method, object, args, n_args, kwnames);
  return result != OURO_NO_ID && (result == OURO_ID_NONE || ouro_vm_refuse_init_result (vm, result));
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

static OuroId
call_own (OuroVm        *vm,
          OuroId         method,
          OuroId         cls,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  g_autofree guint32 *cells = put_before (vm, cls, args, n_args, kwnames);

  return ouro_vm_call_with (vm, method, cells, n_args + 1, kwnames);
}

OuroId
ouro_vm_call_class (OuroVm        *vm,
                    OuroId         cls,
                    OuroId         tuple,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  OuroId method = get_own_call (vm, cls);

  if (method == OURO_NO_ID)
    return ouro_vm_instantiate (vm, cls, tuple, args, n_args, kwnames);
  return call_own (vm, method, cls, args, n_args, kwnames);
}

/* Types in C that make their objects from the arguments as they lie on the stack, or pack them themselves. */
static gboolean
is_packed (const OuroVm *vm,
           OuroId        cls)
{
  return cls >= OURO_N_TYPES || cls == OURO_TYPE_PROPERTY || cls == OURO_TYPE_STATICMETHOD || cls == OURO_TYPE_CLASSMETHOD || ouro_vm_is_subclass (vm, cls, OURO_TYPE_BASE_EXCEPTION);
}

static OuroId
call_class (OuroVm        *vm,
            OuroId         cls,
            OuroId         tuple,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId object = make_object (vm, cls, tuple, args, n_args, kwnames);

  if (object == OURO_NO_ID || !ouro_vm_is_instance (vm, object, cls))
    return object;
  ouro_vm_hold (vm, object);
  if (call_init (vm, object, tuple, args, n_args, kwnames))
    return ouro_vm_release (vm);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, object);
  return OURO_NO_ID;
}

OuroId
ouro_vm_instantiate (OuroVm        *vm,
                     OuroId         cls,
                     OuroId         tuple,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  object;

  if (cls == OURO_TYPE_TYPE && n_args == 1 && kwnames == OURO_NO_ID)
    return ouro_vm_new_reference (vm, vm->heap->rows[ouro_vm_argument (args, 0)].cls);
  if (tuple == OURO_NO_ID && is_packed (vm, cls))
    tuple = ouro_vm_hold_packed (vm, args, n_args, kwnames);
  object = call_class (vm, cls, tuple, args, n_args, kwnames);
  ouro_vm_cut_stack (vm, place);
  return object;
}

/* __init__ in the same loop ------------------------------------------------------------------- */

gboolean
ouro_vm_is_plain_class (OuroVm *vm,
                        OuroId  cls,
                        OuroId *init)
{
  OuroId method;

  *init = OURO_NO_ID;
  if (cls < OURO_N_TYPES || ouro_class_get_layout (vm->heap, cls) != OURO_TYPE_OBJECT || get_python_new (vm, cls) != OURO_NO_ID || get_own_call (vm, cls) != OURO_NO_ID)
    return FALSE;
  if (ouro_class_get_properties (vm->heap, cls) & OURO_CLASS_IS_ABSTRACT)
    return FALSE;
  method = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___init__));
  if (is_python_function (vm, method))
    *init = method;
  return *init != OURO_NO_ID || vm->heap->rows[method].cls == OURO_TYPE_WRAPPER_DESCRIPTOR;
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

void
ouro_vm_pack_for_init (OuroVm     *vm,
                       OuroId      init,
                       guint       n_args,
                       OuroId      kwnames,
                       gboolean    is_first,
                       OuroPacked *packed)
{
  guint n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  *packed = (OuroPacked){ OURO_NO_ID, OURO_NO_ID, OURO_NO_ID };
  if (is_specialised (vm, init, n_args, kwnames, is_first))
    return;
  ouro_vm_pack_arguments (vm, vm->heap->stack + vm->end - n_args, n_args - n_keywords, kwnames, packed);
  packed->names = ouro_vm_copy_keywords (vm, kwnames);
}

/* The frame of __init__ is pushed where the call stands, above the new instance, so that the loop goes on into it. */
gboolean
ouro_vm_enter_init (OuroVm           *vm,
                    guint32           place,
                    OuroId            init,
                    guint             n_args,
                    OuroId            kwnames,
                    const OuroPacked *packed)
{
  OuroHeap *heap = vm->heap;
  guint32   callee = heap->stack[place];
  OuroId    cls = callee & OURO_CELL_ID_MASK;
  OuroId    instance = ouro_vm_new_instance (vm, cls, OURO_NO_ID);

  /* class, nothing, arguments: instance, dict, tuple, keywords, function, instance as self, arguments */
  for (guint i = 0; i < 4; i++)
    ouro_stack_push (heap, &vm->end, 0);
  for (guint32 i = vm->end - 1; i > place + 5; i--)
    ouro_stack_set (heap, i, heap->stack[i - 4]);
  ouro_stack_set (heap, place, instance);
  ouro_stack_set (heap, place + 1, packed->dict);
  ouro_stack_set (heap, place + 2, packed->tuple);
  ouro_stack_set (heap, place + 3, packed->names);
  ouro_stack_set (heap, place + 4, ouro_vm_new_reference (vm, init));
  ouro_stack_set (heap, place + 5, ouro_vm_new_reference (vm, instance));
  if (!(callee & OURO_CELL_BORROWED))
    ouro_heap_decref (heap, cls);
  return ouro_vm_enter_function (vm, place + 4, n_args, kwnames, OURO_FRAME_IS_INIT);
}
