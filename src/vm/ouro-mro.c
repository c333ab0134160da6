/* ouro-mro.c - in which order the classes above a class are asked, and what a class knows of those below it
 *
 * Source  Objects/typeobject.c: mro_implementation, pmerge (the C3 linearisation of the paper by Barrett et al., 1996),
 *         add_subclass, remove_subclass (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

/* Linearisation ----------------------------------------------------------------------------- */

static void
append_mro (const OuroVm *vm,
            GArray       *classes,
            OuroId        cls)
{
  OuroId mro = cls < OURO_N_TYPES ? OURO_NO_ID : ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_MRO);

  for (; mro == OURO_NO_ID && cls != OURO_NO_ID; cls = ouro_type_get_base (cls))
    g_array_append_val (classes, cls);
  for (guint32 i = 0; mro != OURO_NO_ID && i < ouro_heap_get_n_cells (vm->heap, mro); i++)
    {
      OuroId item = ouro_heap_get_cell (vm->heap, mro, i);

      g_array_append_val (classes, item);
    }
}

/* One of the lists that are merged, and how much of it is left. */
typedef struct
{
  GArray *classes;
  guint   first;
} Queue;

static void
clear_queue (gpointer data)
{
  g_array_unref (((Queue *)data)->classes);
}

static gboolean
is_in_tail (const Queue *queue,
            OuroId       cls)
{
  for (guint i = queue->first + 1; i < queue->classes->len; i++)
    if (g_array_index (queue->classes, OuroId, i) == cls)
      return TRUE;
  return FALSE;
}

/* The first class at the head of a queue that stands in no tail; OURO_NO_ID when there is none. */
static OuroId
choose_next (GArray *queues)
{
  for (guint i = 0; i < queues->len; i++)
    {
      const Queue *queue = &g_array_index (queues, Queue, i);
      OuroId       candidate;
      gboolean     is_good = TRUE;

      if (queue->first == queue->classes->len)
        continue;
      candidate = g_array_index (queue->classes, OuroId, queue->first);
      for (guint j = 0; j < queues->len && is_good; j++)
        is_good = !is_in_tail (&g_array_index (queues, Queue, j), candidate);
      if (is_good)
        return candidate;
    }
  return OURO_NO_ID;
}

/* Takes the class from the head of each queue; returns how many classes are left in all of them. */
static guint
take (GArray *queues,
      OuroId  cls)
{
  guint n_left = 0;

  for (guint i = 0; i < queues->len; i++)
    {
      Queue *queue = &g_array_index (queues, Queue, i);

      if (queue->first < queue->classes->len && g_array_index (queue->classes, OuroId, queue->first) == cls)
        queue->first++;
      n_left += queue->classes->len - queue->first;
    }
  return n_left;
}

/* The names of the classes that block each other: the heads of the queues, each once. */
static void
raise_inconsistent (OuroVm *vm,
                    GArray *queues)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < queues->len; i++)
    {
      const Queue     *queue = &g_array_index (queues, Queue, i);
      g_autofree char *name = NULL;
      OuroId           head;

      if (queue->first == queue->classes->len)
        continue;
      head = g_array_index (queue->classes, OuroId, queue->first);
      if (!g_hash_table_add (seen, GUINT_TO_POINTER (head)))
        continue;
      name = ouro_vm_dup_class_name (vm, head);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s%s", vm->profile->mro_words, names->str);
}

static gboolean
merge (OuroVm *vm,
       GArray *mro,
       OuroId  bases)
{
  g_autoptr (GArray) queues = g_array_new (FALSE, FALSE, sizeof (Queue));
  guint32 n = ouro_heap_get_n_cells (vm->heap, bases);
  guint   n_left = 1;
  Queue   own = { g_array_new (FALSE, FALSE, sizeof (OuroId)), 0 };

  g_array_set_clear_func (queues, clear_queue);
  for (guint32 i = 0; i < n; i++)
    {
      OuroId base = ouro_heap_get_cell (vm->heap, bases, i);
      Queue  queue = { g_array_new (FALSE, FALSE, sizeof (OuroId)), 0 };

      append_mro (vm, queue.classes, base);
      g_array_append_val (own.classes, base);
      g_array_append_val (queues, queue);
    }
  g_array_append_val (queues, own);
  while (n_left > 0)
    {
      OuroId next = choose_next (queues);

      if (next == OURO_NO_ID)
        {
          raise_inconsistent (vm, queues);
          return FALSE;
        }
      g_array_append_val (mro, next);
      n_left = take (queues, next);
    }
  return TRUE;
}

static gboolean
has_duplicates (OuroVm *vm,
                OuroId  bases)
{
  guint32 n = ouro_heap_get_n_cells (vm->heap, bases);

  for (guint32 i = 0; i < n; i++)
    for (guint32 j = i + 1; j < n; j++)
      if (ouro_heap_get_cell (vm->heap, bases, i) == ouro_heap_get_cell (vm->heap, bases, j))
        {
          g_autofree char *name = ouro_vm_dup_class_name (vm, ouro_heap_get_cell (vm->heap, bases, i));

          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "duplicate base class %s", name);
          return TRUE;
        }
  return FALSE;
}

gboolean
ouro_vm_set_mro (OuroVm *vm,
                 OuroId  cls)
{
  g_autoptr (GArray) mro = g_array_new (FALSE, FALSE, sizeof (OuroId));
  OuroId bases = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_BASES);
  OuroId tuple;

  g_array_append_val (mro, cls);
  if (ouro_heap_get_n_cells (vm->heap, bases) == 1)
    append_mro (vm, mro, ouro_heap_get_cell (vm->heap, bases, 0));
  else
    {
      /* CPython merges into a list, which waits for its next use afterwards. */
      OuroId list = ouro_py_list_new (vm, 1);

      ouro_heap_decref (vm->heap, list);
      if (has_duplicates (vm, bases) || !merge (vm, mro, bases))
        return FALSE;
    }
  for (guint i = 0; i < mro->len; i++)
    ouro_heap_incref (vm->heap, g_array_index (mro, OuroId, i));
  tuple = ouro_py_tuple_pack (vm, (const OuroId *)(gpointer)mro->data, mro->len);
  ouro_heap_set_cell (vm->heap, cls, OURO_CLASS_MRO, tuple);
  return TRUE;
}

/* Classes below ------------------------------------------------------------------------------- */

/* tp_subclasses: a dict from the address of a class to a weak reference to it. Built-in types that have subclasses from the
 * start have their dict, too, which needs no row: one register has the weak references of the program's subclasses of them all.
 * The others' dicts come and go as those of classes do; the register has them under the number of the type. */

/* Whether modules that the interpreter imports for itself derive from the type. */
static gboolean
has_subclasses_from_the_start (OuroId type)
{
  switch (type)
    {
    case OURO_TYPE_LIST:
    case OURO_TYPE_TUPLE:
    case OURO_TYPE_INT:
    case OURO_TYPE_STR:
    case OURO_TYPE_DICT:
    case OURO_TYPE_PROPERTY:
    case OURO_TYPE_TYPE:
    case OURO_TYPE_STATICMETHOD:
    case OURO_TYPE_CLASSMETHOD:
    case OURO_TYPE_WEAKREF:
      return TRUE;
    default:
      for (OuroId derived = OURO_TYPE_NOTHING + 1; derived < OURO_N_TYPES; derived++)
        if (derived != type && ouro_type_get_base (derived) == type)
          return TRUE;
      return FALSE;
    }
}

/* As keys of such dicts are. */
static gboolean
ints_equal (OuroHeap *heap,
            OuroId    a,
            OuroId    b,
            gpointer  data)
{
  gint64 value_a = 0, value_b = 0;

  ouro_int_get (heap, a, &value_a);
  ouro_int_get (heap, b, &value_b);
  return value_a == value_b;
}

static gint64
find_number (OuroHeap *heap,
             OuroId    dict,
             guint64   number)
{
  OuroId key = ouro_int_new (heap, (gint64)number);
  gint64 entry = ouro_dict_find (heap, dict, key, ouro_hash_int (heap, key), ints_equal, NULL);

  ouro_heap_decref (heap, key);
  return entry;
}

static void
add_number (OuroHeap *heap,
            OuroId    dict,
            guint64   number,
            OuroId    value)
{
  OuroId key = ouro_int_new (heap, (gint64)number);

  ouro_dict_add (heap, dict, key, ouro_hash_int (heap, key), value);
  ouro_heap_decref (heap, key);
}

static void
remove_number (OuroHeap *heap,
               OuroId    dict,
               guint64   number)
{
  gint64 entry = find_number (heap, dict, number);

  if (entry >= 0)
    ouro_dict_remove (heap, dict, (guint32)entry, NULL);
}

/* The dict in which the subclasses of a type are entered, OURO_NO_ID when there is none yet. */
static OuroId
find_register (OuroVm *vm,
               OuroId  base)
{
  OuroId shared = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_SUBCLASSES);
  gint64 entry;

  if (base >= OURO_N_TYPES)
    return ouro_class_get_private (vm->heap, base, OURO_CLASS_SUBCLASSES);
  if (has_subclasses_from_the_start (base))
    return shared;
  entry = find_number (vm->heap, shared, base);
  return entry >= 0 ? ouro_dict_get_value (vm->heap, shared, (guint32)entry) : OURO_NO_ID;
}

static OuroId
ensure_register (OuroVm *vm,
                 OuroId  base)
{
  OuroId dict = find_register (vm, base);

  if (dict != OURO_NO_ID)
    return dict;
  dict = ouro_dict_new (vm->heap);
  ouro_heap_set_flags (vm->heap, dict, OURO_FLAG_OUTSIDE, TRUE);
  if (base >= OURO_N_TYPES)
    {
      ouro_class_set_private (vm->heap, base, OURO_CLASS_SUBCLASSES, dict);
      return dict;
    }
  add_number (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_SUBCLASSES), base, dict);
  ouro_heap_decref (vm->heap, dict);
  return dict;
}

static void
drop_register (OuroVm *vm,
               OuroId  base)
{
  if (base >= OURO_N_TYPES)
    ouro_class_set_private (vm->heap, base, OURO_CLASS_SUBCLASSES, OURO_NO_ID);
  else if (!has_subclasses_from_the_start (base))
    remove_number (vm->heap, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_SUBCLASSES), base);
}

void
ouro_vm_enter_in_bases (OuroVm *vm,
                        OuroId  cls)
{
  OuroId   bases = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_BASES);
  OuroId   ref = ouro_weakref_new (vm->heap, OURO_TYPE_WEAKREF, cls, OURO_NO_ID);
  OuroId   shared = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_SUBCLASSES);
  gboolean is_shared = FALSE;

  ouro_heap_set_flags (vm->heap, ref, OURO_FLAG_OUTSIDE, TRUE);
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, bases); i++)
    {
      OuroId dict = ensure_register (vm, ouro_heap_get_cell (vm->heap, bases, i));

      if (dict == shared && is_shared)
        continue;
      is_shared = is_shared || dict == shared;
      add_number (vm->heap, dict, ouro_identity (vm->heap, cls), ref);
    }
  ouro_heap_decref (vm->heap, ref);
}

static void
leave_register (OuroVm *vm,
                OuroId  cls,
                OuroId  base)
{
  OuroId dict = find_register (vm, base);

  if (dict == OURO_NO_ID)
    return;
  remove_number (vm->heap, dict, ouro_identity (vm->heap, cls));
  if (ouro_dict_get_length (vm->heap, dict) == 0)
    drop_register (vm, base);
}

void
ouro_vm_leave_bases (OuroVm *vm,
                     OuroId  cls)
{
  OuroId bases = ouro_heap_get_cell (vm->heap, cls, OURO_CLASS_BASES);

  for (guint32 i = 0; bases != OURO_NO_ID && i < ouro_heap_get_n_cells (vm->heap, bases); i++)
    leave_register (vm, cls, ouro_heap_get_cell (vm->heap, bases, i));
}

OuroId
ouro_vm_list_subclasses (OuroVm *vm,
                         OuroId  cls)
{
  OuroHeap *heap = vm->heap;
  OuroId    dict = find_register (vm, cls);
  OuroId    list = ouro_py_list_new (vm, 0);

  for (guint32 i = 0; dict != OURO_NO_ID && i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId ref = ouro_dict_get_value (heap, dict, i);
      OuroId target = ref != OURO_NO_ID && ouro_heap_get_kind (heap, ref) == OURO_KIND_WEAKREF ? ouro_weakref_get_target (heap, ref) : OURO_NO_ID;
      OuroId bases = target != OURO_NO_ID ? ouro_heap_get_cell (heap, target, OURO_CLASS_BASES) : OURO_NO_ID;

      for (guint32 j = 0; bases != OURO_NO_ID && j < ouro_heap_get_n_cells (heap, bases); j++)
        if (ouro_heap_get_cell (heap, bases, j) == cls)
          ouro_py_list_append (vm, list, target);
    }
  return list;
}
