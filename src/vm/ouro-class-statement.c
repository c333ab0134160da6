/* ouro-class-statement.c - what the class statement calls: __build_class__
 *
 * Source  Python/bltinmodule.c: builtin___build_class__ (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

/* What the statement says besides the body. */
typedef struct
{
  OuroVm        *vm;
  OuroId         name;
  OuroId         written_bases; /* what stands in the parentheses */
  OuroId         bases;         /* what the class derives from */
  OuroId         metaclass;
  guint          n_keywords; /* without metaclass= */
  const guint32 *keywords;
  OuroId         kwnames;
} Statement;

/* metaclass.__prepare__ (name, bases, **keywords): a mapping. */
static OuroId
ask_for_namespace (const Statement *self,
                   OuroId           prepare)
{
  OuroVm *vm = self->vm;
  OuroId namespace;
  guint            n = self->n_keywords;
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  guint32         *args = g_new (guint32, 2 + n);

  args[0] = self->name;
  args[1] = self->bases;
  for (guint i = 0; i < n; i++)
    args[2 + i] = ouro_vm_argument (self->keywords, i);
  namespace = ouro_vm_call_with (vm, prepare, args, 2, self->kwnames);
  g_free (args);
  if (namespace == OURO_NO_ID || ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, namespace)) == OURO_KIND_DICT)
    return namespace;
  name = ouro_heap_get_kind (vm->heap, self->metaclass) == OURO_KIND_CLASS ? ouro_vm_dup_class_name (vm, self->metaclass) : g_strdup ("<metaclass>");
  type = ouro_vm_dup_type_name (vm, namespace);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__prepare__() must return a mapping, not %s", name, type);
  ouro_heap_decref (vm->heap, namespace);
  return OURO_NO_ID;
}

/* type.__prepare__ is asked through a bound function that comes and goes. */
static OuroId
make_namespace (const Statement *self)
{
  OuroVm *vm = self->vm;
  OuroId  prepare = ouro_vm_get_attribute_or_nothing (vm, self->metaclass, ouro_vm_name (vm, OURO_NAME___prepare__));
  OuroId namespace;

  if (prepare == OURO_NO_ID)
    return ouro_vm_has_exception (vm) ? OURO_NO_ID : ouro_dict_new (vm->heap);
  ouro_vm_hold (vm, prepare);
  namespace = ask_for_namespace (self, prepare);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
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

/* The metaclass is called with name, bases and namespace in a tuple. */
static OuroId
call_metaclass (const Statement *self,
                OuroId namespace)
{
  OuroVm            *vm = self->vm;
  g_autofree OuroId *args = g_new (OuroId, 3 + self->n_keywords);
  OuroId             items[3] = { ouro_vm_new_reference (vm, self->name), ouro_vm_new_reference (vm, self->bases), ouro_vm_new_reference (vm, namespace) };
  OuroId             tuple = ouro_py_tuple_pack (vm, items, G_N_ELEMENTS (items));
  OuroId             cls;

  memcpy (args, items, sizeof items);
  for (guint i = 0; i < self->n_keywords; i++)
    args[3 + i] = ouro_vm_argument (self->keywords, i);
  ouro_vm_hold (vm, tuple);
  cls = ouro_vm_call_with (vm, self->metaclass, args, 3, self->kwnames);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return cls;
}

/* Whether type.__new__ has been told of the cell for __class__. */
static gboolean
check_class_cell (OuroVm *vm,
                  OuroId  cell,
                  OuroId  cls)
{
  OuroId           content = vm->heap->rows[cell].cls == OURO_TYPE_CELL ? ouro_heap_get_cell (vm->heap, cell, 0) : cls;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;

  if (content == cls || ouro_heap_get_kind (vm->heap, cls) != OURO_KIND_CLASS)
    return TRUE;
  name = ouro_vm_dup_qualified_class_name (vm, cls);
  if (content == OURO_NO_ID)
    {
      g_autofree char *short_name = ouro_vm_dup_class_name (vm, cls);

      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "__class__ not set defining '%s' as <class '%s'>. Was __classcell__ propagated to type.__new__?", short_name, name);
    }
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__class__ set to something else defining <class '%s'>", name);
  return FALSE;
}

/* What something that is no class wants to have derived from instead of it: a tuple, or OURO_NO_ID where it does not say. FALSE
 * with an exception. */
static gboolean
ask_for_entries (OuroVm *vm,
                 OuroId  base,
                 OuroId  written_bases,
                 OuroId *entries)
{
  OuroId method;

  *entries = OURO_NO_ID;
  if (ouro_heap_get_kind (vm->heap, base) == OURO_KIND_CLASS)
    return TRUE;
  method = ouro_vm_get_attribute_or_nothing (vm, base, ouro_vm_name (vm, OURO_NAME___mro_entries__));
  if (method == OURO_NO_ID)
    return !ouro_vm_has_exception (vm);
  ouro_vm_hold (vm, method);
  *entries = ouro_vm_call (vm, method, &written_bases, 1);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (*entries != OURO_NO_ID && !ouro_vm_is_instance (vm, *entries, OURO_TYPE_TUPLE))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__mro_entries__ must return a tuple");
      ouro_heap_decref (vm->heap, *entries);
    }
  return !ouro_vm_has_exception (vm);
}

/* The bases from the first on that is replaced, behind those before it: a list, held; OURO_NO_ID where none is. FALSE with an
 * exception. */
static gboolean
replace_bases (OuroVm *vm,
               OuroId  written_bases,
               OuroId *list)
{
  OuroId entries;

  *list = OURO_NO_ID;
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, written_bases); i++)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, written_bases, i);

      if (!ask_for_entries (vm, base, written_bases, &entries))
        return FALSE;
      if (entries != OURO_NO_ID && *list == OURO_NO_ID)
        {
          *list = ouro_py_list_new (vm, 0);
          ouro_vm_hold (vm, *list);
          for (guint32 j = 0; j < i; j++)
            ouro_py_list_append (vm, *list, ouro_heap_get_cell (vm->heap, written_bases, j));
        }
      if (entries != OURO_NO_ID)
        {
          ouro_py_list_extend (vm, *list, entries);
          ouro_heap_decref (vm->heap, entries);
        }
      else if (*list != OURO_NO_ID)
        ouro_py_list_append (vm, *list, base);
    }
  return TRUE;
}

/* update_bases: a new tuple, or the same one. */
static OuroId
resolve_bases (OuroVm *vm,
               OuroId  written_bases)
{
  OuroId   list;
  gboolean good = replace_bases (vm, written_bases, &list);
  OuroId   bases = OURO_NO_ID;

  if (good)
    bases = list != OURO_NO_ID ? ouro_py_list_as_tuple (vm, list) : ouro_vm_new_reference (vm, written_bases);
  if (list != OURO_NO_ID)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return bases;
}

/* Where other bases have taken their place, the class remembers what its statement says. */
static gboolean
note_written_bases (const Statement *self,
                    OuroId namespace)
{
  return self->bases == self->written_bases || ouro_vm_set_item (self->vm, namespace, ouro_vm_name (self->vm, OURO_NAME___orig_bases__), self->written_bases);
}

/* From the body to the class. */
static OuroId
build (const Statement *self,
       OuroId           body)
{
  OuroVm *vm = self->vm;
  OuroId namespace = make_namespace (self);
  OuroId cell, cls = OURO_NO_ID;

  if (namespace == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, namespace);
  cell = run_body (vm, body, namespace);
  if (cell != OURO_NO_ID && !note_written_bases (self, namespace))
    {
      ouro_heap_decref (vm->heap, cell);
      cell = OURO_NO_ID;
    }
  if (cell != OURO_NO_ID)
    {
      ouro_vm_hold (vm, cell);
      cls = call_metaclass (self, namespace);
      if (cls != OURO_NO_ID && !check_class_cell (vm, cell, cls))
        {
          ouro_heap_decref (vm->heap, cls);
          cls = OURO_NO_ID;
        }
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return cls;
}

/* The metaclass that the keywords name, or else that of the first base. The other keywords go to it, and on to
 * __init_subclass__: values and a new tuple of names without metaclass=. */
static OuroId
read_keywords (Statement     *self,
               const guint32 *keywords,
               OuroId         kwnames,
               guint32       *values)
{
  OuroVm            *vm = self->vm;
  guint32            n = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;
  g_autofree OuroId *names = g_new (OuroId, n + 1);
  OuroId             metaclass = OURO_NO_ID;

  for (guint32 i = 0; i < n; i++)
    if (ouro_heap_get_cell (vm->heap, kwnames, i) == ouro_vm_name (vm, OURO_NAME_metaclass))
      metaclass = ouro_vm_argument (keywords, i);
    else
      {
        names[self->n_keywords] = ouro_heap_get_cell (vm->heap, kwnames, i);
        values[self->n_keywords++] = ouro_vm_argument (keywords, i);
      }
  self->keywords = values;
  self->kwnames = kwnames;
  if (metaclass == OURO_NO_ID)
    return ouro_heap_get_n_cells (vm->heap, self->bases) > 0 ? vm->heap->rows[ouro_heap_get_cell (vm->heap, self->bases, 0)].cls : OURO_TYPE_TYPE;
  for (guint i = 0; i < self->n_keywords; i++)
    ouro_heap_incref (vm->heap, names[i]);
  self->kwnames = self->n_keywords > 0 ? ouro_py_tuple_pack (vm, names, self->n_keywords) : OURO_NO_ID;
  return metaclass;
}

static OuroId
build_with_keywords (Statement *self,
                     OuroId     body,
                     OuroId     kwnames)
{
  OuroVm *vm = self->vm;
  OuroId  cls = OURO_NO_ID;

  ouro_vm_hold (vm, self->kwnames != kwnames ? self->kwnames : OURO_NO_ID);
  if (ouro_heap_get_kind (vm->heap, self->metaclass) == OURO_KIND_CLASS)
    self->metaclass = ouro_vm_find_metaclass (vm, self->metaclass, self->bases);
  if (self->metaclass != OURO_NO_ID)
    cls = build (self, body);
  if (ouro_vm_release (vm) != OURO_NO_ID)
    ouro_heap_decref (vm->heap, self->kwnames);
  return cls;
}

OuroId
ouro_vm_build_class (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  guint32             n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;
  g_autofree OuroId  *items = g_new (OuroId, n_args);
  g_autofree guint32 *values = g_new (guint32, n_keywords + 1);
  Statement           statement = { .vm = vm, .name = ouro_vm_argument (args, 1) };
  OuroId              cls = OURO_NO_ID;

  for (guint i = 2; i < n_args; i++)
    items[i - 2] = ouro_vm_new_reference (vm, ouro_vm_argument (args, i));
  statement.written_bases = n_args > 2 ? ouro_py_tuple_pack (vm, items, n_args - 2) : OURO_ID_EMPTY_TUPLE;
  ouro_vm_hold (vm, statement.written_bases);
  statement.bases = resolve_bases (vm, statement.written_bases);
  if (statement.bases != OURO_NO_ID)
    {
      ouro_vm_hold (vm, statement.bases);
      statement.metaclass = read_keywords (&statement, args + n_args, kwnames, values);
      cls = build_with_keywords (&statement, ouro_vm_argument (args, 0), kwnames);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
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
