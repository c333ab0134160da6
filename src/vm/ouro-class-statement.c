/* ouro-class-statement.c - what the class statement calls: __build_class__
 *
 * Source  Python/bltinmodule.c: builtin___build_class__ (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

/* type.__prepare__ is asked for the namespace, through a bound function that comes and goes. */
static OuroId
make_namespace (OuroVm *vm)
{
  OuroId prepare = ouro_vm_lookup (vm, OURO_TYPE_TYPE, ouro_vm_name (vm, OURO_NAME___prepare__));
  OuroId bound = ouro_py_builtin_bind (vm, prepare, OURO_TYPE_TYPE);
  OuroId namespace = ouro_dict_new (vm->heap);

  ouro_heap_decref (vm->heap, bound);
  return namespace;
}

/* Runs the body: a function without arguments whose locals are the namespace. */
static OuroId
run_body (OuroVm *vm,
          OuroId  body,
          OuroId namespace)
{
  OuroHeap *heap = vm->heap;
  OuroId    code = ouro_heap_get_cell (heap, body, OURO_FUNCTION_CODE);
  OuroId    globals = ouro_heap_get_cell (heap, body, OURO_FUNCTION_GLOBALS);
  guint     n_locals = ouro_vm_get_code (vm, code)->code->n_locals;
  guint32   place = vm->end;

  ouro_heap_incref (heap, body);
  if (!ouro_vm_push_frame (vm, body, code, globals, ouro_vm_new_reference (vm, namespace), place, OURO_FRAME_IS_ENTRY))
    {
      ouro_heap_decref (heap, body);
      ouro_heap_decref (heap, namespace);
      return OURO_NO_ID;
    }
  for (guint i = 0; i < n_locals; i++)
    ouro_stack_set (heap, place + OURO_FRAME_SIZE + i, 0);
  return ouro_vm_interpret (vm);
}

/* The metaclass is called with name, bases and namespace in a tuple. Only type itself is known. */
static OuroId
call_metaclass (OuroVm *vm,
                OuroId  name,
                OuroId  bases,
                OuroId namespace,
                const guint32 *keywords,
                OuroId         kwnames)
{
  OuroId items[3] = { ouro_vm_new_reference (vm, name), ouro_vm_new_reference (vm, bases), ouro_vm_new_reference (vm, namespace) };
  OuroId args = ouro_py_tuple_pack (vm, items, G_N_ELEMENTS (items));
  OuroId cls;

  ouro_vm_hold (vm, args);
  cls = ouro_vm_new_class (vm, name, bases, namespace, keywords, kwnames);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return cls;
}

/* Keywords go to __init_subclass__, but for metaclass=type. Their tuple is new where something is left out. */
static gboolean
check_metaclass (OuroVm        *vm,
                 const guint32 *keywords,
                 OuroId         kwnames)
{
  for (guint32 i = 0; kwnames != OURO_NO_ID && i < ouro_heap_get_n_cells (vm->heap, kwnames); i++)
    if (ouro_heap_get_cell (vm->heap, kwnames, i) == ouro_vm_name (vm, OURO_NAME_metaclass))
      {
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "metaclasses are not simulated");
        return FALSE;
      }
  return TRUE;
}

OuroId
ouro_vm_build_class (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroHeap          *heap = vm->heap;
  OuroId             body = ouro_vm_argument (args, 0);
  OuroId             name = ouro_vm_argument (args, 1);
  g_autofree OuroId *items = g_new (OuroId, n_args);
  OuroId             bases, namespace, cell, cls = OURO_NO_ID;

  if (!check_metaclass (vm, args + n_args, kwnames))
    return OURO_NO_ID;
  for (guint i = 2; i < n_args; i++)
    items[i - 2] = ouro_vm_new_reference (vm, ouro_vm_argument (args, i));
  bases = n_args > 2 ? ouro_py_tuple_pack (vm, items, n_args - 2) : OURO_ID_EMPTY_TUPLE;
  ouro_vm_hold (vm, bases);
  namespace = make_namespace (vm);
  ouro_vm_hold (vm, namespace);
  cell = run_body (vm, body, namespace);
  if (cell != OURO_NO_ID)
    {
      ouro_vm_hold (vm, cell);
      cls = call_metaclass (vm, name, bases, namespace, args + n_args, kwnames);
      ouro_heap_decref (heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (heap, ouro_vm_release (vm));
  ouro_heap_decref (heap, ouro_vm_release (vm));
  return cls;
}

/* A class has something new under a name: objects that have a finalizer from now on are marked. */
void
ouro_vm_update_class_flags (OuroVm *vm,
                            OuroId  cls,
                            OuroId  name)
{
  OuroHeap *heap = vm->heap;

  if (name != ouro_vm_name (vm, OURO_NAME___del__))
    return;
  for (OuroId object = OURO_N_TYPES; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && (heap->rows[object].head & OURO_FLAG_OWNS_CLASS) && ouro_vm_is_instance (vm, object, cls))
      ouro_heap_set_flags (heap, object, OURO_FLAG_HAS_FINALIZER, TRUE);
}
