/* ouro-interpreter-cells.c - variables that functions share with the functions inside them */
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

/* The program's own dict is there when it starts, like all that the start state does not count. */
OuroOutcome
ouro_interpreter_setup_annotations (OuroInterpreter *self)
{
  OuroVm  *vm = self->vm;
  guint32  count = self->heap->words[OURO_WORD_COUNT];
  OuroId   dict = ouro_dict_new (self->heap);
  gboolean good;

  save_pc (self);
  ouro_vm_hold (vm, dict);
  good = ouro_vm_set_item (vm, get_locals (self), ouro_vm_name (vm, OURO_NAME___annotations__), dict);
  ouro_heap_decref (self->heap, ouro_vm_release (vm));
  if (self->base == OURO_FRAME_FIRST)
    ouro_heap_set_word (self->heap, OURO_WORD_COUNT, count);
  return good ? OURO_NEXT : OURO_ERROR;
}
