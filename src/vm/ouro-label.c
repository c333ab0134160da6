/* ouro-label.c - what is written beside an object whose contents are not shown: its value, or the name it was given */
#include "ouro-vm-private.h"

static char *
dup_str (const OuroVm *vm,
         OuroId        str)
{
  return str != OURO_NO_ID ? ouro_vm_dup_text (vm, str) : NULL;
}

static char *
dup_cell (const OuroVm *vm,
          OuroId        object,
          guint         cell)
{
  return dup_str (vm, ouro_heap_get_cell (vm->heap, object, cell) & OURO_CELL_ID_MASK);
}

/* len, list.append; a method that is bound to an object is called by its short name. */
static char *
dup_builtin (const OuroVm *vm,
             OuroId        function)
{
  const OuroBuiltinDef *def = ouro_vm_get_builtin (vm, function);
  OuroId                type = ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_TYPE) & ~OURO_CELL_INT;

  if (type == OURO_NO_ID || ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_SELF) != OURO_NO_ID)
    return g_strdup (def->name);
  return g_strconcat (ouro_type_get_name (type), ".", def->name, NULL);
}

/* str () of an exception; what Python code of its class says is asked for, too. */
static char *
dup_exception (OuroVm *vm,
               OuroId  exception)
{
  OuroId str = ouro_vm_str (vm, exception);
  char  *text = dup_str (vm, str);

  if (str != OURO_NO_ID)
    ouro_heap_decref (vm->heap, str);
  else
    ouro_vm_clear_exception (vm);
  return text;
}

static char *
dup_method (const OuroVm *vm,
            OuroId        method)
{
  OuroId function = ouro_heap_get_cell (vm->heap, method, 0);

  switch ((guint)ouro_heap_get_kind (vm->heap, function))
    {
    case OURO_KIND_FUNCTION:
      return dup_cell (vm, function, OURO_FUNCTION_NAME);
    case OURO_KIND_BUILTIN:
      return g_strdup (ouro_vm_get_builtin (vm, function)->name);
    default:
      return NULL;
    }
}

static char *
dup_repr (OuroVm *vm,
          OuroId  object)
{
  OuroId str = ouro_vm_repr (vm, object);
  char  *text = dup_str (vm, str);

  if (str != OURO_NO_ID)
    ouro_heap_decref (vm->heap, str);
  return text;
}

char *
ouro_vm_dup_label (OuroVm *vm,
                   OuroId  object)
{
  const OuroHeap *heap = vm->heap;

  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_CLASS:
      return object < OURO_N_TYPES ? g_strdup (ouro_type_get_name (object)) : dup_str (vm, ouro_class_get_private (heap, object, OURO_CLASS_QUALNAME));
    case OURO_KIND_FUNCTION:
      return dup_cell (vm, object, OURO_FUNCTION_QUALNAME);
    case OURO_KIND_MODULE:
      return ouro_py_module_dup_name (vm, object);
    case OURO_KIND_BUILTIN:
      return dup_builtin (vm, object);
    case OURO_KIND_GENERATOR:
      return ouro_py_generator_dup_qualname (vm, object);
    case OURO_KIND_EXCEPTION:
      return dup_exception (vm, object);
    case OURO_KIND_FRAME:
      return g_strdup (ouro_py_frame_get_code_name (vm, object));
    case OURO_KIND_RANGE:
    case OURO_KIND_BYTEARRAY:
      return dup_repr (vm, object);
    default:
      break;
    }
  if (ouro_heap_get_class (heap, object) == OURO_TYPE_METHOD)
    return dup_method (vm, object);
  return ouro_kind_is_atom (ouro_heap_get_kind (heap, object)) && ouro_heap_get_kind (heap, object) != OURO_KIND_OBJECT ? ouro_atom_dup_repr (heap, object, 0) : NULL;
}
