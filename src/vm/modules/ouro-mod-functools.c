/* ouro-mod-functools.c - the part of functools that is written in C: reduce, cmp_to_key
 *
 * Source  Modules/_functoolsmodule.c: functools_reduce, keyobject_richcompare (3.11 to 3.15)
 */
#include "ouro-mod-functools-private.h"

OuroId
ouro_functools_allocate (OuroVm *vm,
                         OuroId  cls,
                         OuroId  type,
                         guint   n_hidden,
                         guint32 n)
{
  OuroId record = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, cls == type ? OURO_FLAG_GC : 0, type, OURO_FREELIST_NONE, ouro_type_get_object_size (vm->profile, type), n_hidden, n, n);

  if (cls == type)
    ouro_heap_set_cell (vm->heap, record, 0, ouro_vm_new_reference (vm, type));
  return record;
}

/* reduce --------------------------------------------------------------------------------------- */

enum {
  REDUCE_RESULT,
  REDUCE_PAIR,
};

typedef struct
{
  OuroId   function;
  guint32  place; /* on the stack: the result so far, None before the first item; the pair of arguments */
  gboolean has_result;
} Reduce;

/* The tuple of the last call is used again when the function has not kept it. */
static OuroId
prepare_pair (OuroVm *vm,
              guint32 place)
{
  OuroId pair = vm->heap->stack[place] & OURO_CELL_ID_MASK;
  OuroId fresh;

  if (vm->heap->rows[pair].refcount == 1)
    return pair;
  fresh = ouro_py_tuple_new (vm, 2);
  ouro_heap_track (vm->heap, fresh);
  ouro_stack_set (vm->heap, place, fresh);
  ouro_heap_decref (vm->heap, pair);
  return fresh;
}

static gboolean
reduce_item (OuroVm  *vm,
             OuroId   item,
             gpointer data)
{
  Reduce *self = data;
  OuroId  result = vm->heap->stack[self->place + REDUCE_RESULT] & OURO_CELL_ID_MASK;
  OuroId  pair;

  if (!self->has_result)
    {
      ouro_stack_set (vm->heap, self->place + REDUCE_RESULT, ouro_vm_new_reference (vm, item));
      self->has_result = TRUE;
      return TRUE;
    }
  pair = prepare_pair (vm, self->place + REDUCE_PAIR);
  ouro_stack_set (vm->heap, self->place + REDUCE_RESULT, OURO_ID_NONE);
  ouro_mod_replace_cell (vm, pair, 0, result);
  ouro_mod_replace_cell (vm, pair, 1, ouro_vm_new_reference (vm, item));
  result = ouro_mod_call_with_tuple (vm, self->function, pair, OURO_NO_ID);
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_stack_set (vm->heap, self->place + REDUCE_RESULT, result);
  ouro_heap_track (vm->heap, vm->heap->stack[self->place + REDUCE_PAIR] & OURO_CELL_ID_MASK);
  return TRUE;
}

/* The iterator lies on the stack, so that no other is made. */
static OuroId
reduce_all (OuroVm *vm,
            OuroId  function,
            OuroId  iterator,
            OuroId  initial)
{
  Reduce   reduce = { function, vm->end, initial != OURO_NO_ID };
  gboolean good = TRUE;
  guint64  turn = 0;
  OuroId   item, pair, result;

  ouro_vm_hold (vm, initial != OURO_NO_ID ? ouro_vm_new_reference (vm, initial) : OURO_ID_NONE);
  pair = ouro_py_tuple_new (vm, 2);
  ouro_heap_track (vm->heap, pair);
  ouro_vm_hold (vm, pair);
  while (good && ouro_vm_may_go_on (vm, turn++) && (item = ouro_vm_next (vm, iterator)) != OURO_NO_ID)
    {
      ouro_vm_hold (vm, item);
      good = reduce_item (vm, item, &reduce);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  result = ouro_vm_release (vm);
  if (!ouro_vm_has_exception (vm) && !reduce.has_result)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "reduce() of empty iterable with no initial value");
  if (!ouro_vm_has_exception (vm))
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
functools_reduce (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  static const OuroParameters parameters = { "reduce", { "", "", "initial" }, 3, 2, 3 };
  OuroId                      values[3] = { OURO_NO_ID, OURO_NO_ID, OURO_NO_ID };
  OuroId                      iterator, result;
  guint32                     place;

  if (vm->profile->reduce_has_keywords)
    {
      if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
        return OURO_NO_ID;
    }
  else if (ouro_py_has_keywords (vm, kwnames))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "_functools.reduce() takes no keyword arguments");
      return OURO_NO_ID;
    }
  else if (!ouro_py_check_arguments (vm, "reduce", n_args, OURO_NO_ID, 2, 3))
    return OURO_NO_ID;
  else if (n_args == 3)
    values[2] = ouro_vm_argument (args, 2);
  iterator = ouro_vm_iter (vm, ouro_vm_argument (args, 1));
  if (iterator == OURO_NO_ID)
    {
      if (ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
        {
          ouro_vm_clear_exception (vm);
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "reduce() arg 2 must support iteration");
        }
      return OURO_NO_ID;
    }
  place = vm->end;
  if (!vm->profile->reduce_has_keywords)
    ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  ouro_vm_hold (vm, iterator);
  result = reduce_all (vm, ouro_vm_argument (args, 0), iterator, values[2]);
  ouro_mod_end_packed_call (vm, place);
  return result;
}

/* cmp_to_key ----------------------------------------------------------------------------------- */

enum {
  KEY_TYPE,
  KEY_COMPARE,
  KEY_OBJECT,
  KEY_N_CELLS,
};

static OuroId
new_key (OuroVm *vm,
         OuroId  compare,
         OuroId  object)
{
  OuroId key = ouro_functools_allocate (vm, OURO_TYPE_KEY_WRAPPER, OURO_TYPE_KEY_WRAPPER, 0, KEY_N_CELLS);

  ouro_heap_set_cell (vm->heap, key, KEY_COMPARE, ouro_vm_new_reference (vm, compare));
  if (object != OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, key, KEY_OBJECT, ouro_vm_new_reference (vm, object));
  ouro_heap_track (vm->heap, key);
  return key;
}

static OuroId
functools_cmp_to_key (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  static const OuroParameters parameters = { "cmp_to_key", { "mycmp" }, 1, 1, 1 };
  guint32                     place = vm->end;
  OuroId                      compare, key = OURO_NO_ID;

  if (vm->profile->cmp_to_key_packs_arguments)
    ouro_mod_begin_packed_call (vm, args, n_args, kwnames);
  if (ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &compare))
    key = new_key (vm, compare, OURO_NO_ID);
  ouro_mod_end_packed_call (vm, place);
  return key;
}

static OuroId
key_call (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  static const OuroParameters parameters = { "K", { "obj" }, 1, 1, 1 };
  guint32                     place = ouro_mod_begin_packed_call (vm, args, n_args, kwnames);
  OuroId                      object, key = OURO_NO_ID;

  if (ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &object))
    key = new_key (vm, ouro_heap_get_cell (vm->heap, self, KEY_COMPARE), object);
  ouro_mod_end_packed_call (vm, place);
  return key;
}

static OuroId
key_compare (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  OuroId args[2];
  OuroId result, answer;

  if (vm->heap->rows[b].cls != OURO_TYPE_KEY_WRAPPER || vm->heap->rows[a].cls != OURO_TYPE_KEY_WRAPPER)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "other argument must be K instance");
      return OURO_NO_ID;
    }
  args[0] = ouro_heap_get_cell (vm->heap, a, KEY_OBJECT);
  args[1] = ouro_heap_get_cell (vm->heap, b, KEY_OBJECT);
  if (args[0] == OURO_NO_ID || args[1] == OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_ATTRIBUTE_ERROR, "object");
      return OURO_NO_ID;
    }
  result = ouro_vm_call (vm, ouro_heap_get_cell (vm->heap, a, KEY_COMPARE), args, 2);
  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  answer = ouro_vm_compare (vm, result, OURO_ID_ZERO, op);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return answer;
}

static OuroId
key_get_attribute (OuroVm *vm,
                   OuroId  self,
                   OuroId  name)
{
  OuroId object = ouro_heap_get_cell (vm->heap, self, KEY_OBJECT);

  if (!ouro_py_str_is (vm, name, "obj"))
    return OURO_NO_ID;
  return ouro_vm_new_reference (vm, object != OURO_NO_ID ? object : OURO_ID_NONE);
}

/* The module ----------------------------------------------------------------------------------- */

static const OuroBuiltinDef functions[] = {
  { "reduce", functools_reduce, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "cmp_to_key", functools_cmp_to_key, 0, -1, OURO_BUILTIN_KEYWORDS },
  { NULL },
};

void
ouro_mod_functools_add_types (OuroVm *vm)
{
  vm->slots[OURO_TYPE_KEY_WRAPPER] = (OuroTypeSlots){ .hash = ouro_vm_unhashable, .compare = key_compare, .call = key_call, .get_attribute = key_get_attribute };
  ouro_functools_add_partial (vm);
  ouro_functools_add_cache (vm);
}

/* What stands for an argument that the call of a partial () fills in. */
static OuroId
new_placeholder (OuroVm *vm)
{
  OuroId placeholder = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_OUTSIDE, OURO_TYPE_PLACEHOLDER, OURO_FREELIST_NONE, 16, 0, 0, 0);

  ouro_heap_make_immortal (vm->heap, placeholder);
  return placeholder;
}

void
ouro_mod_functools_add (OuroVm *vm,
                        OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  ouro_mod_set (vm, module, "partial", OURO_TYPE_PARTIAL);
  ouro_mod_set (vm, module, "_lru_cache_wrapper", OURO_TYPE_LRU_CACHE);
  ouro_mod_set (vm, module, "_has_annotate", ouro_vm_bool (vm->profile->annotations_are_lazy));
  ouro_mod_set (vm, module, "_has_type_params", ouro_vm_bool (vm->profile->type_statement));
  if (vm->profile->partial_has_placeholder)
    ouro_mod_set (vm, module, "Placeholder", new_placeholder (vm));
}
