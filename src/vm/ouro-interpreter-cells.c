/* ouro-interpreter-cells.c - variables that functions share, names of class bodies, and what comes before the first statement */
#include "ouro-interpreter-private.h"

#include <string.h>

/* Cells ------------------------------------------------------------------------------------- */

OuroId
ouro_interpreter_get_cell_object (const OuroInterpreter *self,
                                  guint32                local)
{
  return self->heap->stack[get_local_place (self, local)] & OURO_CELL_ID_MASK;
}

void
ouro_interpreter_make_cell (OuroInterpreter *self,
                            guint32          local)
{
  guint32 place = get_local_place (self, local);
  guint32 content = self->heap->stack[place];
  OuroId  cell = ouro_py_cell_new (self->vm);

  if (content != 0)
    ouro_heap_set_cell (self->heap, cell, 0, own (self, content));
  ouro_stack_set (self->heap, place, cell);
}

void
ouro_interpreter_copy_free_vars (OuroInterpreter *self,
                                 guint32          n)
{
  OuroId  function = self->heap->stack[self->base + OURO_FRAME_FUNCTION];
  OuroId  closure = ouro_heap_get_cell (self->heap, function, OURO_FUNCTION_CLOSURE);
  guint32 first = self->code->n_locals - n;

  for (guint32 i = 0; i < n; i++)
    ouro_stack_set (self->heap, get_local_place (self, first + i), ouro_vm_new_reference (self->vm, ouro_heap_get_cell (self->heap, closure, i)));
}

static OuroOutcome
unbound_cell (OuroInterpreter *self,
              guint32          local)
{
  if (self->code->local_flags[local] & OURO_LOCAL_FREE)
    ouro_vm_raise (self->vm, OURO_TYPE_NAME_ERROR, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", self->code->locals[local]);
  else
    ouro_interpreter_unbound_local (self, local);
  return OURO_ERROR;
}

OuroOutcome
ouro_interpreter_load_deref (OuroInterpreter *self,
                             guint32          local)
{
  OuroId value = ouro_heap_get_cell (self->heap, ouro_interpreter_get_cell_object (self, local), 0);

  if (value == OURO_NO_ID)
    return unbound_cell (self, local);
  push (self, ouro_vm_new_reference (self->vm, value));
  return OURO_NEXT;
}

void
ouro_interpreter_store_deref (OuroInterpreter *self,
                              guint32          local)
{
  OuroId cell = ouro_interpreter_get_cell_object (self, local);
  OuroId old = ouro_heap_get_cell (self->heap, cell, 0);

  ouro_heap_set_cell (self->heap, cell, 0, own (self, pop (self)));
  drop_cell (self, old);
}

OuroOutcome
ouro_interpreter_delete_deref (OuroInterpreter *self,
                               guint32          local)
{
  OuroId cell = ouro_interpreter_get_cell_object (self, local);
  OuroId old = ouro_heap_get_cell (self->heap, cell, 0);

  if (old == OURO_NO_ID)
    return unbound_cell (self, local);
  ouro_heap_set_cell (self->heap, cell, 0, OURO_NO_ID);
  drop_cell (self, old);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_load_classderef (OuroInterpreter *self,
                                  guint32          local)
{
  const char *text = self->code->locals[local];
  OuroId      name = ouro_vm_intern (self->vm, text, strlen (text));
  OuroId      locals = ouro_vm_value (self->vm, get_locals (self));
  gint64      entry = ouro_dict_find_str (self->heap, locals, name);

  ouro_heap_decref (self->heap, name);
  if (entry < 0)
    return ouro_interpreter_load_deref (self, local);
  push (self, ouro_vm_new_reference (self->vm, ouro_dict_get_value (self->heap, locals, (guint32)entry)));
  return OURO_NEXT;
}

/* del of a global variable, or of a name of a class body -------------------------------------------- */

OuroOutcome
ouro_interpreter_delete_from_dict (OuroInterpreter *self,
                                   OuroId           dict,
                                   guint32          argument)
{
  OuroId name = self->names[argument];
  gint64 entry = ouro_dict_find_str (self->heap, dict, name);

  if (entry < 0)
    {
      ouro_vm_raise_name_error (self->vm, name);
      return OURO_ERROR;
    }
  ouro_heap_mark (self->heap, OURO_MARK_UNBIND, ouro_dict_get_value (self->heap, dict, (guint32)entry), name, OURO_BOUND_GLOBAL);
  ouro_dict_remove (self->heap, dict, (guint32)entry, NULL);
  return OURO_NEXT;
}

/* Names of a class body whose namespace __prepare__ () has made --------------------------------- */

/* namespace[name], new; OURO_NO_ID without an exception when there is none. */
OuroId
ouro_interpreter_find_in_mapping (OuroInterpreter *self,
                                  OuroId           mapping,
                                  OuroId           name)
{
  OuroId value = ouro_vm_get_item (self->vm, mapping, name);

  if (value == OURO_NO_ID && ouro_vm_exception_is (self->vm, OURO_TYPE_KEY_ERROR))
    ouro_vm_clear_exception (self->vm);
  return value;
}

OuroOutcome
ouro_interpreter_store_in_mapping (OuroInterpreter *self,
                                   guint32          argument)
{
  gboolean good = ouro_vm_set_item (self->vm, get_locals (self), self->names[argument], peek_object (self, 1));

  drop_cell (self, pop (self));
  return good ? OURO_NEXT : OURO_ERROR;
}

OuroOutcome
ouro_interpreter_delete_from_mapping (OuroInterpreter *self,
                                      guint32          argument)
{
  OuroId name = self->names[argument];

  if (ouro_vm_set_item (self->vm, get_locals (self), name, OURO_NO_ID))
    return OURO_NEXT;
  if (ouro_vm_exception_is (self->vm, OURO_TYPE_KEY_ERROR))
    {
      ouro_vm_clear_exception (self->vm);
      ouro_vm_raise_name_error (self->vm, name);
    }
  return OURO_ERROR;
}

/* Annotations of a class, evaluated later ------------------------------------------------------- */

/* The namespace on the stack makes way for its value of the name; FALSE when it has none, or with an exception. */
static gboolean
replace_by_item (OuroInterpreter *self,
                 OuroId           name)
{
  OuroId value;

  save_pc (self);
  value = ouro_interpreter_find_in_mapping (self, peek_object (self, 1), name);
  drop_cell (self, pop (self));
  if (value != OURO_NO_ID)
    push (self, value);
  return value != OURO_NO_ID;
}

OuroOutcome
ouro_interpreter_load_locals (OuroInterpreter *self)
{
  push (self, ouro_vm_new_reference (self->vm, get_locals (self)));
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_load_from_dict_or_globals (OuroInterpreter *self,
                                            guint32          argument)
{
  OuroVm      *vm = self->vm;
  OuroId       name = self->names[argument];
  const OuroId dicts[] = { get_globals (self), ouro_heap_get_root (self->heap, OURO_VM_ROOT_BUILTINS) };

  if (replace_by_item (self, name))
    return OURO_NEXT;
  if (ouro_vm_has_exception (vm))
    return OURO_ERROR;
  for (guint i = 0; i < G_N_ELEMENTS (dicts); i++)
    {
      gint64 entry = ouro_dict_find_str (self->heap, dicts[i], name);

      if (entry < 0)
        continue;
      push (self, ouro_vm_new_reference (vm, ouro_dict_get_value (self->heap, dicts[i], (guint32)entry)));
      return OURO_NEXT;
    }
  ouro_vm_raise_name_error (vm, name);
  return OURO_ERROR;
}

OuroOutcome
ouro_interpreter_load_from_dict_or_deref (OuroInterpreter *self,
                                          guint32          local)
{
  const char *text = self->code->locals[local];
  OuroId      name = ouro_vm_intern (self->vm, text, strlen (text));
  gboolean    found = replace_by_item (self, name);

  ouro_heap_decref (self->heap, name);
  if (found)
    return OURO_NEXT;
  return ouro_vm_has_exception (self->vm) ? OURO_ERROR : ouro_interpreter_load_deref (self, local);
}

/* Before the first statement of a module or class ------------------------------------------------ */

OuroOutcome
ouro_interpreter_setup_annotations (OuroInterpreter *self)
{
  OuroVm  *vm = self->vm;
  OuroId   dict = ouro_dict_new (self->heap);
  gboolean good;

  save_pc (self);
  ouro_vm_hold (vm, dict);
  good = ouro_vm_set_item (vm, get_locals (self), ouro_vm_name (vm, OURO_NAME___annotations__), dict);
  ouro_heap_decref (self->heap, ouro_vm_release (vm));
  return good ? OURO_NEXT : OURO_ERROR;
}

/* Of the program itself: like all that is there when it starts, it is not counted and nobody's to find. */
OuroOutcome
ouro_interpreter_settle (OuroInterpreter *self)
{
  OuroHeap *heap = self->heap;

  if (self->base != OURO_FRAME_FIRST)
    return OURO_NEXT;
  for (OuroId object = OURO_N_TYPES; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && ouro_heap_is_tracked (heap, object))
      {
        ouro_heap_untrack (heap, object);
        ouro_heap_set_flags (heap, object, OURO_FLAG_OUTSIDE, TRUE);
      }
  ouro_heap_set_word (heap, OURO_WORD_COUNT, 0);
  return OURO_NEXT;
}
