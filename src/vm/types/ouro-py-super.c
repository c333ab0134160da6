/* ouro-py-super.c - super as an object: where a version makes one, or a program does
 *
 * Record  the class behind which is looked, the object (or class), its class.
 * Source  Objects/typeobject.c: super_init, super_getattro (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

enum {
  SUPER_CLASS,
  SUPER_OBJECT,
  SUPER_N_CELLS,
};

static OuroId
new_super (OuroVm *vm,
           OuroId  cls,
           OuroId  object)
{
  OuroId super = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_SUPER, OURO_FREELIST_NONE, 56, 0, SUPER_N_CELLS, SUPER_N_CELLS);

  ouro_heap_set_cell (vm->heap, super, SUPER_CLASS, ouro_vm_new_reference (vm, cls));
  if (object != OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, super, SUPER_OBJECT, ouro_vm_new_reference (vm, object));
  ouro_heap_track (vm->heap, super);
  return super;
}

/* The class cell __class__ of the innermost frame. */
static OuroId
find_class_cell (const OuroVm   *vm,
                 guint32         base,
                 const OuroCode *code)
{
  for (guint i = 0; i < code->n_locals; i++)
    if ((code->local_flags[i] & OURO_LOCAL_FREE) && g_str_equal (code->locals[i], "__class__"))
      return vm->heap->stack[base + OURO_FRAME_SIZE + i] & OURO_CELL_ID_MASK;
  return OURO_NO_ID;
}

/* super_init_without_args: the class from the cell, the object from the first parameter. */
static gboolean
find_arguments (OuroVm *vm,
                OuroId *cls,
                OuroId *object)
{
  guint32         base = ouro_vm_get_base (vm);
  OuroId          code_object = vm->heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK;
  const OuroCode *code = ouro_vm_get_code (vm, code_object)->code;
  OuroId          cell = find_class_cell (vm, base, code);

  if (code->n_args == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "super(): no arguments");
      return FALSE;
    }
  *object = vm->heap->stack[base + OURO_FRAME_SIZE] & OURO_CELL_ID_MASK;
  if (*object != OURO_NO_ID && (code->local_flags[0] & OURO_LOCAL_CELL) && vm->heap->rows[*object].cls == OURO_TYPE_CELL)
    *object = ouro_heap_get_cell (vm->heap, *object, 0);
  *cls = cell != OURO_NO_ID ? ouro_heap_get_cell (vm->heap, cell, 0) : OURO_NO_ID;
  if (*object == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "super(): arg[0] deleted");
  else if (cell == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "super(): __class__ cell not found");
  else if (*cls == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "super(): empty __class__ cell");
  return !ouro_vm_has_exception (vm);
}

static gboolean
check_object (OuroVm *vm,
              OuroId  cls,
              OuroId  object)
{
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS && ouro_vm_is_subclass (vm, object, cls))
    return TRUE;
  if (ouro_vm_is_instance (vm, object, cls))
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "super(type, obj): obj must be an instance or subtype of type");
  return FALSE;
}

static OuroId
super_construct (OuroVm        *vm,
                 OuroId         type,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId cls = n_args > 0 ? ouro_vm_argument (args, 0) : OURO_NO_ID;
  OuroId object = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_NO_ID;

  if (n_args == 0 && !find_arguments (vm, &cls, &object))
    return OURO_NO_ID;
  if (ouro_heap_get_kind (vm->heap, cls) != OURO_KIND_CLASS)
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, cls);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "super() argument 1 must be a type, not %s", name);
      return OURO_NO_ID;
    }
  if (object != OURO_NO_ID && object != OURO_ID_NONE && !check_object (vm, cls, object))
    return OURO_NO_ID;
  return new_super (vm, cls, object != OURO_ID_NONE ? object : OURO_NO_ID);
}

static gboolean
super_initialise (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return TRUE;
}

static OuroId
super_repr (OuroVm *vm,
            OuroId  self)
{
  OuroId           object = ouro_heap_get_cell (vm->heap, self, SUPER_OBJECT);
  g_autofree char *cls = ouro_vm_dup_class_name (vm, ouro_heap_get_cell (vm->heap, self, SUPER_CLASS));
  g_autofree char *type = object != OURO_NO_ID ? ouro_vm_dup_type_name (vm, object) : NULL;

  if (type != NULL)
    return ouro_vm_new_str (vm, "<super: <class '%s'>, <%s object>>", cls, type);
  return ouro_vm_new_str (vm, "<super: <class '%s'>, NULL>", cls);
}

/* What the classes behind have under the name goes before super's own. */
static OuroId
super_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  OuroId cls = ouro_heap_get_cell (vm->heap, self, SUPER_CLASS);
  OuroId object = ouro_heap_get_cell (vm->heap, self, SUPER_OBJECT);

  if (name == ouro_vm_name (vm, OURO_NAME___class__) || object == OURO_NO_ID)
    return OURO_NO_ID;
  return ouro_vm_get_super_attribute (vm, OURO_TYPE_SUPER, cls, object, name, NULL);
}

void
ouro_py_super_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_SUPER] = (OuroTypeSlots){ .repr = super_repr, .construct = super_construct, .initialise = super_initialise, .get_attribute = super_get_attribute };
}
