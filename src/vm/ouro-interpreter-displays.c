/* ouro-interpreter-displays.c - tuples, lists, sets, dicts, slices and strings from the values on the stack, and back */
#include "ouro-interpreter-private.h"

/* Displays ---------------------------------------------------------------------------------- */

/* Moves the n values on top into the cells of a new object. */
static void
move_into (OuroInterpreter *self,
           OuroId           object,
           guint32          n)
{
  for (guint32 i = n; i-- > 0;)
    ouro_heap_set_cell (self->heap, object, i, own (self, pop (self)));
}

OuroOutcome
ouro_interpreter_build_tuple (OuroInterpreter *self,
                              guint32          n)
{
  OuroId tuple = n > 0 ? ouro_py_tuple_new (self->vm, n) : OURO_ID_EMPTY_TUPLE;

  move_into (self, tuple, n);
  if (n > 0)
    ouro_py_tuple_track (self->vm, tuple);
  push (self, tuple);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_build_list (OuroInterpreter *self,
                             guint32          n)
{
  OuroId list = ouro_py_list_new (self->vm, n);

  move_into (self, list, n);
  push (self, list);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_build_set (OuroInterpreter *self,
                            guint32          n)
{
  OuroVm *vm = self->vm;
  OuroId  set = ouro_py_set_new (vm, OURO_TYPE_SET);

  push (self, set);
  for (guint32 i = 0; i < n; i++)
    if (!ouro_py_set_add (vm, set, peek_object (self, n + 1 - i)))
      return OURO_ERROR;
  pop (self);
  for (guint32 i = 0; i < n; i++)
    drop_cell (self, pop (self));
  push (self, set);
  return OURO_NEXT;
}

/* Makes a dict of n pairs that lie among the n_places on top of the stack: key and value by turns, or only the values and then the
 * keys as a tuple, which may be OURO_NO_ID. */
static OuroOutcome
build_dict (OuroInterpreter *self,
            guint32          n,
            guint32          n_places,
            OuroId           keys)
{
  gboolean all_are_str = TRUE;
  guint32  width = keys == OURO_NO_ID ? 2 : 1;
  OuroId   dict;

  for (guint32 i = 0; i < n && all_are_str; i++)
    all_are_str = self->heap->rows[keys != OURO_NO_ID ? ouro_heap_get_cell (self->heap, keys, i) : peek_object (self, n_places - width * i)].cls == OURO_TYPE_STR;
  dict = ouro_dict_new_presized (self->heap, n, all_are_str);
  push (self, dict);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 depth = n_places - width * i + 1;
      OuroId  key = keys != OURO_NO_ID ? ouro_heap_get_cell (self->heap, keys, i) : peek_object (self, depth);

      if (!ouro_vm_set_item (self->vm, dict, key, peek_object (self, depth + 1 - width)))
        return OURO_ERROR;
    }
  pop (self);
  for (guint32 i = 0; i < n_places; i++)
    drop_cell (self, pop (self));
  push (self, dict);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_build_map (OuroInterpreter *self,
                            guint32          n)
{
  return build_dict (self, n, 2 * n, OURO_NO_ID);
}

OuroOutcome
ouro_interpreter_build_const_key_map (OuroInterpreter *self,
                                      guint32          n)
{
  return build_dict (self, n, n + 1, peek_object (self, 1));
}

OuroOutcome
ouro_interpreter_map_add (OuroInterpreter *self,
                          guint32          depth)
{
  if (!ouro_vm_set_item (self->vm, peek_object (self, depth + 2), peek_object (self, 2), peek_object (self, 1)))
    return OURO_ERROR;
  discard (self, 2);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_set_add (OuroInterpreter *self,
                          guint32          depth)
{
  if (!ouro_py_set_add (self->vm, peek_object (self, depth + 1), peek_object (self, 1)))
    return OURO_ERROR;
  discard (self, 1);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_extend (OuroInterpreter *self,
                         OuroOp           op,
                         guint32          depth)
{
  OuroVm  *vm = self->vm;
  OuroId   target = peek_object (self, depth + 1);
  OuroId   source = peek_object (self, 1);
  gboolean good;

  switch ((guint)op)
    {
    case OURO_OP_LIST_EXTEND:
      good = ouro_py_list_extend_display (vm, target, source);
      break;
    case OURO_OP_SET_UPDATE:
      good = ouro_py_set_update (vm, target, source);
      break;
    case OURO_OP_DICT_UPDATE:
      good = ouro_py_dict_update_display (vm, target, source);
      break;
    default:
      good = ouro_py_dict_merge_keywords (vm, target, source);
      break;
    }
  if (!good)
    return OURO_ERROR;
  discard (self, 1);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_build_slice (OuroInterpreter *self,
                              guint32          n)
{
  OuroId slice = ouro_py_slice_new (self->vm, peek_object (self, n), peek_object (self, n - 1), n == 3 ? peek_object (self, 1) : OURO_ID_NONE);

  replace (self, n, slice);
  return OURO_NEXT;
}

OuroOutcome
ouro_interpreter_build_string (OuroInterpreter *self,
                               guint32          n)
{
  OuroId result = ouro_py_str_join_stack (self->vm, self->heap->stack + self->vm->end - n, n);

  for (guint32 i = 0; i < n; i++)
    drop_cell (self, pop (self));
  push (self, result);
  return OURO_NEXT;
}

/* Unpacking --------------------------------------------------------------------------------- */

OuroOutcome
ouro_interpreter_unpack_sequence (OuroInterpreter *self,
                                  guint32          n)
{
  OuroId   sequence = peek_object (self, 1);
  OuroKind kind = ouro_heap_get_kind (self->heap, sequence);
  guint32  cell;

  if ((kind != OURO_KIND_TUPLE && kind != OURO_KIND_LIST) || ouro_heap_get_n_cells (self->heap, sequence) != n || (self->vm->profile->unpacking_is_specialised && is_first_time (self)))
    return ouro_vm_unpack (self->vm, n, -1) ? OURO_NEXT : OURO_ERROR;
  cell = pop (self);
  for (guint32 i = n; i-- > 0;)
    push (self, ouro_vm_new_reference (self->vm, ouro_heap_get_cell (self->heap, sequence, i)));
  drop_cell (self, cell);
  return OURO_NEXT;
}
