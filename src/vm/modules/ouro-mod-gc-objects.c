/* ouro-mod-gc-objects.c - the module gc: which objects there are, and who refers to whom
 *
 * What the interpreter had before the program has no place in the collector's lists here, but a program can meet some of
 * it: the namespace of __main__, gc.garbage, modules. In CPython these are tracked and in the oldest generation, so they
 * are taken to stand before its other objects.
 * Source  Modules/gcmodule.c: gc_get_referrers, gc_get_referents, gc_get_objects, gc_is_tracked (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include "ouro-order.h"

#include "types/ouro-py-arguments-private.h"

/* An object of the interpreter's that CPython tracks. */
static gboolean
is_tracked_outside (const OuroHeap *heap,
                    OuroId          object)
{
  if (!(ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE))
    return FALSE;
  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_LIST:
    case OURO_KIND_DICT:
      return TRUE;
    case OURO_KIND_MODULE:
    case OURO_KIND_BUILTIN:
      return !heap->words[OURO_WORD_IMMORTALIZES];
    case OURO_KIND_CODE:
      return heap->profile->is_free_threaded && !heap->words[OURO_WORD_IMMORTALIZES];
    default:
      return FALSE;
    }
}

/* A dict all of whose keys are str does not show them: dict_traverse (). */
static void
visit_container (const OuroHeap  *heap,
                 OuroId           object,
                 OuroReferentFunc func,
                 gpointer         data)
{
  if (ouro_heap_get_kind (heap, object) != OURO_KIND_DICT || !ouro_dict_has_str_keys (heap, object))
    {
      ouro_heap_foreach_referent (heap, object, func, data);
      return;
    }
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, object); i++)
    if (ouro_dict_get_value (heap, object, i) != OURO_NO_ID)
      func (ouro_dict_get_value (heap, object, i), data);
}

/* Whether the type is one of those of _collections that an object holds a reference to. */
static gboolean
is_type_on_heap (const OuroHeap *heap,
                 OuroId          cls)
{
  switch (cls)
    {
    case OURO_TYPE_DEQUE:
    case OURO_TYPE_DEQUE_ITERATOR:
    case OURO_TYPE_DEQUE_REVERSE_ITERATOR:
    case OURO_TYPE_DEFAULTDICT:
      return heap->profile->collections_types_on_heap;
    default:
      return FALSE;
    }
}

static void
visit_cells (const OuroHeap  *heap,
             OuroId           object,
             guint32          from,
             guint32          to,
             OuroReferentFunc func,
             gpointer         data)
{
  for (guint32 i = from; i < to; i++)
    {
      guint32 cell = ouro_heap_get_cell (heap, object, i);

      if (cell != OURO_NO_ID && !(cell & OURO_CELL_PRIVATE))
        func (cell, data);
    }
}

/* subtype_traverse (): what the class has added, the class, then what the type below it shows. An OrderedDict has its own
 * __dict__, and shows its keys first in its order. */
static void
visit_instance (const OuroHeap  *heap,
                OuroId           object,
                OuroReferentFunc func,
                gpointer         data)
{
  OuroId  cls = heap->rows[object].cls;
  OuroId  payload = ouro_instance_get_payload (heap, object);
  OuroId  order = ouro_order_get (heap, object);
  guint32 n_of_layout = ouro_class_get_n_slots (heap, ouro_class_get_layout (heap, cls));
  guint32 n_slots = ouro_class_get_n_slots (heap, cls);
  guint32 n = heap->rows[object].n - 1;
  guint32 n_own = ouro_class_get_layout (heap, cls) == OURO_TYPE_ORDERED_DICT ? n_slots : n;

  visit_cells (heap, object, n_of_layout, n_own, func, data);
  if ((heap->rows[object].head & OURO_FLAG_OWNS_CLASS) || is_type_on_heap (heap, cls))
    func (cls, data);
  visit_cells (heap, object, 0, n_of_layout, func, data);
  visit_cells (heap, object, n_own, n, func, data);
  if (order != OURO_NO_ID)
    for (guint32 node = ouro_order_get_end_node (heap, object, FALSE); node != OURO_NO_NODE; node = ouro_order_get_neighbour (heap, object, node, TRUE))
      func (ouro_order_get_key (heap, object, node), data);
  visit_container (heap, payload, func, data);
}

/* In the order of tp_traverse. */
static void
visit_referents (const OuroHeap  *heap,
                 OuroId           object,
                 OuroReferentFunc func,
                 gpointer         data)
{
  if (ouro_heap_get_kind (heap, object) == OURO_KIND_INSTANCE && ouro_instance_get_payload (heap, object) != OURO_NO_ID)
    {
      visit_instance (heap, object, func, data);
      return;
    }
  if (is_type_on_heap (heap, heap->rows[object].cls))
    func (heap->rows[object].cls, data);
  visit_container (heap, object, func, data);
}

/* Whether its type has a collector's header: _PyObject_IS_GC (). Types that exist from the start have none. */
static gboolean
can_be_tracked (const OuroHeap *heap,
                OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);

  if (object < OURO_N_TYPES || ouro_kind_is_atom (kind) || kind == OURO_KIND_BYTEARRAY || kind == OURO_KIND_OBJECT || kind == OURO_KIND_RANGE)
    return FALSE;
  return (kind != OURO_KIND_CODE || heap->profile->is_free_threaded) && heap->rows[object].cls != OURO_TYPE_RANGE_ITERATOR && heap->rows[object].cls != OURO_TYPE_LONGRANGE_ITERATOR;
}

static OuroId
gc_is_tracked (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId object = ouro_vm_argument (args, 0);

  return ouro_vm_bool (ouro_heap_is_tracked (vm->heap, object) || is_tracked_outside (vm->heap, object));
}

static OuroId
gc_is_finalized (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return ouro_vm_bool ((ouro_heap_get_flags (vm->heap, ouro_vm_argument (args, 0)) & OURO_FLAG_FINALIZED) != 0);
}

/* get_objects --------------------------------------------------------------------------------- */

/* The objects of a generation; list: the result, which is not listed. */
static void
append_generation (OuroVm *vm,
                   OuroId  list,
                   guint   generation)
{
  guint32 n = 0;

  ouro_heap_get_list_places (vm->heap, (OuroListNumber)generation, &n);
  for (guint32 i = 0; i < n; i++)
    {
      guint32       n_now;
      const OuroId *places = ouro_heap_get_list_places (vm->heap, (OuroListNumber)generation, &n_now);
      OuroId        object = i < n_now ? places[i] : OURO_NO_ID;

      if (object != OURO_NO_ID && object != list)
        ouro_py_list_append (vm, list, object);
    }
}

/* The free-threaded build has no generations: all that is tracked, as the heaps are visited, from the last block to the first. */
static GArray *
list_by_address (const OuroHeap *heap)
{
  GArray       *objects = g_array_new (FALSE, FALSE, sizeof (OuroId));
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (heap, OURO_LIST_YOUNG, &n);

  for (guint32 i = 0; i < n; i++)
    if (places[i] != OURO_NO_ID)
      g_array_append_val (objects, places[i]);
  ouro_collector_sort_by_address (heap, objects);
  return objects;
}

static void
append_all (OuroVm *vm,
            OuroId  list)
{
  g_autoptr (GArray) objects = list_by_address (vm->heap);

  for (guint i = objects->len; i-- > 0;)
    if (g_array_index (objects, OuroId, i) != list)
      ouro_py_list_append (vm, list, g_array_index (objects, OuroId, i));
}

static gboolean
get_generation (OuroVm *vm,
                OuroId  object,
                gint64 *generation)
{
  OuroId           number;
  g_autofree char *type = NULL;

  *generation = -1;
  if (object == OURO_NO_ID || object == OURO_ID_NONE)
    return TRUE;
  if (!ouro_py_is_int (vm, object) && ouro_py_get_own_special (vm, object, OURO_NAME___index__) == OURO_NO_ID)
    {
      type = ouro_vm_dup_type_name (vm, object);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "argument should be integer or None, not '%s'", type);
      return FALSE;
    }
  number = ouro_py_index (vm, object);
  if (number == OURO_NO_ID)
    return FALSE;
  if (!ouro_py_get_ssize (vm, number, generation))
    *generation = G_MAXINT64;
  ouro_heap_decref (vm->heap, number);
  if (ouro_vm_has_exception (vm))
    return FALSE;
  if (*generation > 2)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "generation parameter must be less than the number of available generations (3)");
  else if (*generation < -1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "generation parameter cannot be negative");
  return !ouro_vm_has_exception (vm);
}

static OuroId
gc_get_objects (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  static const OuroParameters parameters = { "get_objects", { "generation" }, 1, 0, 1 };
  OuroId                      value, list;
  gint64                      generation;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &value) || !get_generation (vm, value, &generation))
    return OURO_NO_ID;
  list = ouro_py_list_new (vm, 0);
  if (vm->profile->is_free_threaded)
    append_all (vm, list);
  else if (generation >= 0)
    append_generation (vm, list, (guint)generation);
  else
    for (guint i = 0; i < 3; i++)
      append_generation (vm, list, i);
  return list;
}

/* Up to 3.12 the complaint does not name the module. */
static gboolean
check_keywords (OuroVm     *vm,
                const char *function,
                OuroId      kwnames)
{
  g_autofree char *name = g_strconcat (vm->profile->threshold_words_are_plain ? "gc." : "", function, NULL);

  return ouro_mod_gc_refuse_keywords (vm, name, kwnames);
}

/* get_referrers ------------------------------------------------------------------------------- */

typedef struct
{
  OuroVm        *vm;
  const guint32 *sought;
  guint          n_sought;
  gboolean       found;
} ReferrerSearch;

static void
compare_referent (OuroId   referent,
                  gpointer data)
{
  ReferrerSearch *self = data;

  for (guint i = 0; i < self->n_sought; i++)
    if (referent == ouro_vm_argument (self->sought, i))
      self->found = TRUE;
}

static gboolean
refers (ReferrerSearch *self,
        OuroId          object)
{
  self->found = FALSE;
  visit_referents (self->vm->heap, object, compare_referent, self);
  return self->found;
}

/* Those of one list; except: the result and the tuple of arguments. */
static void
append_referrers (ReferrerSearch *self,
                  guint           generation,
                  OuroId          list,
                  OuroId          except)
{
  OuroVm *vm = self->vm;
  guint32 n;

  ouro_heap_get_list_places (vm->heap, (OuroListNumber)generation, &n);
  for (guint32 i = 0; i < n; i++)
    {
      guint32       n_now;
      const OuroId *places = ouro_heap_get_list_places (vm->heap, (OuroListNumber)generation, &n_now);
      OuroId        object = i < n_now ? places[i] : OURO_NO_ID;

      if (object != OURO_NO_ID && object != list && object != except && refers (self, object))
        ouro_py_list_append (vm, list, object);
    }
}

static void
append_all_referrers (ReferrerSearch *self,
                      OuroId          list,
                      OuroId          except)
{
  g_autoptr (GArray) objects = list_by_address (self->vm->heap);

  for (guint i = objects->len; i-- > 0;)
    {
      OuroId object = g_array_index (objects, OuroId, i);

      if (object != list && object != except && refers (self, object))
        ouro_py_list_append (self->vm, list, object);
    }
}

static void
append_outside_referrers (ReferrerSearch *self,
                          OuroId          list)
{
  OuroHeap *heap = self->vm->heap;
  OuroId    end = ouro_heap_get_end (heap);

  for (OuroId object = OURO_N_TYPES; object < end; object++)
    if (ouro_heap_is_alive (heap, object) && !ouro_heap_is_tracked (heap, object) && is_tracked_outside (heap, object) && refers (self, object))
      ouro_py_list_append (self->vm, list, object);
}

static OuroId
gc_get_referrers (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  ReferrerSearch search = { vm, args, n_args, FALSE };
  guint32        place;
  OuroId         tuple, list;

  if (!check_keywords (vm, "get_referrers", kwnames))
    return OURO_NO_ID;
  place = ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  tuple = vm->heap->stack[place] & OURO_CELL_ID_MASK;
  list = ouro_py_list_new (vm, 0);
  if (vm->profile->is_free_threaded)
    append_all_referrers (&search, list, tuple);
  else
    for (guint i = 0; i < 2; i++)
      append_referrers (&search, i, list, tuple);
  append_outside_referrers (&search, list);
  append_referrers (&search, 2, list, tuple);
  ouro_mod_end_packed_call (vm, place);
  return list;
}

/* get_referents ------------------------------------------------------------------------------- */

typedef struct
{
  OuroVm *vm;
  OuroId  list;
} ReferentList;

static void
append_referent (OuroId   referent,
                 gpointer data)
{
  ReferentList *self = data;

  ouro_py_list_append (self->vm, self->list, referent);
}

static OuroId
gc_get_referents (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  ReferentList result = { vm, OURO_NO_ID };
  guint32      place;

  if (!check_keywords (vm, "get_referents", kwnames))
    return OURO_NO_ID;
  place = ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  result.list = ouro_py_list_new (vm, 0);
  for (guint i = 0; i < n_args; i++)
    if (can_be_tracked (vm->heap, ouro_vm_argument (args, i)))
      visit_referents (vm->heap, ouro_vm_argument (args, i), append_referent, &result);
  ouro_mod_end_packed_call (vm, place);
  return result.list;
}

const OuroBuiltinDef ouro_mod_gc_objects[] = {
  { "is_tracked", gc_is_tracked, 1, 1, 0 },
  { "is_finalized", gc_is_finalized, 1, 1, 0 },
  { "get_objects", gc_get_objects, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "get_referrers", gc_get_referrers, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "get_referents", gc_get_referents, 0, -1, OURO_BUILTIN_KEYWORDS },
  { NULL },
};
