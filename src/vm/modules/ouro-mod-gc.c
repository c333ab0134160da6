/* ouro-mod-gc.c - the module gc: asking and steering the collector
 *
 * Source  Modules/gcmodule.c, Python/gc.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <string.h>

#include "types/ouro-py-arguments-private.h"

/* Helpers ------------------------------------------------------------------------------------- */

/* A tuple of three ints, as Py_BuildValue () makes it. */
static OuroId
pack_words (OuroVm *vm,
            guint   first_word)
{
  OuroId items[3];

  for (guint i = 0; i < 3; i++)
    items[i] = ouro_int_new (vm->heap, (gint32)ouro_heap_get_word (vm->heap, first_word + i));
  return ouro_py_tuple_take (vm, items, 3, TRUE);
}

static void
set_item (OuroVm    *vm,
          OuroId     dict,
          OuroVmName name,
          OuroId     value) /* taken over */
{
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, name), value);
  ouro_heap_decref (vm->heap, value);
}

/* Collecting ---------------------------------------------------------------------------------- */

static OuroId
gc_collect (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  static const OuroParameters parameters = { "collect", { "generation" }, 1, 0, 1 };
  OuroId                      value;
  gint                        generation = 2;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &value))
    return OURO_NO_ID;
  if (value != OURO_NO_ID && !ouro_py_get_c_int (vm, value, &generation))
    return OURO_NO_ID;
  if (generation < 0 || generation > 2)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "invalid generation");
      return OURO_NO_ID;
    }
  return ouro_int_new (vm->heap, ouro_collector_collect (vm->collector, (guint)generation));
}

static OuroId
gc_enable (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  ouro_heap_set_word (vm->heap, OURO_WORD_GC_ENABLED, TRUE);
  return OURO_ID_NONE;
}

static OuroId
gc_disable (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  ouro_heap_set_word (vm->heap, OURO_WORD_GC_ENABLED, FALSE);
  return OURO_ID_NONE;
}

static OuroId
gc_isenabled (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return ouro_vm_bool (ouro_heap_get_word (vm->heap, OURO_WORD_GC_ENABLED) != FALSE);
}

/* Counts and thresholds ----------------------------------------------------------------------- */

static OuroId
gc_get_count (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  if (vm->profile->count_batch > 0)
    ouro_heap_flush_count (vm->heap);
  return pack_words (vm, OURO_WORD_COUNT);
}

static OuroId
gc_get_threshold (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  return pack_words (vm, OURO_WORD_THRESHOLD);
}

gboolean
ouro_mod_gc_refuse_keywords (OuroVm     *vm,
                             const char *function,
                             OuroId      kwnames)
{
  if (kwnames == OURO_NO_ID)
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no keyword arguments", function);
  return FALSE;
}

static void
raise_threshold_words (OuroVm *vm,
                       guint   n_args)
{
  if (vm->profile->threshold_words_are_plain)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "gc.set_threshold requires 1 to 3 arguments");
  else if (n_args == 0)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "set_threshold() takes at least 1 argument (0 given)");
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "set_threshold() takes at most 3 arguments (%u given)", n_args);
}

/* A C int, for PyArg_ParseTuple ("i"), which has words of its own for what does not fit. */
static gboolean
get_threshold (OuroVm *vm,
               OuroId  object,
               gint   *value)
{
  OuroId   number = ouro_py_index (vm, object);
  gint64   wide;
  gboolean fits;

  if (number == OURO_NO_ID)
    return FALSE;
  fits = ouro_int_get (vm->heap, ouro_vm_value (vm, number), &wide);
  ouro_heap_decref (vm->heap, number);
  if (fits && wide >= G_MININT && wide <= G_MAXINT)
    *value = (gint)wide;
  else if (!fits)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C long");
  else
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "signed integer is %s", wide > 0 ? "greater than maximum" : "less than minimum");
  return !ouro_vm_has_exception (vm);
}

static OuroId
gc_set_threshold (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  gint    values[3];
  guint32 place;

  if (!ouro_mod_gc_refuse_keywords (vm, "set_threshold", kwnames))
    return OURO_NO_ID;
  if (n_args < 1 || n_args > 3)
    {
      raise_threshold_words (vm, n_args);
      return OURO_NO_ID;
    }
  place = ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  for (guint i = 0; i < n_args && !ouro_vm_has_exception (vm); i++)
    get_threshold (vm, ouro_vm_argument (args, i), &values[i]);
  for (guint i = 0; i < n_args && !ouro_vm_has_exception (vm); i++)
    ouro_heap_set_word (vm->heap, OURO_WORD_THRESHOLD + i, (guint32)values[i]);
  ouro_mod_end_packed_call (vm, place);
  return ouro_vm_has_exception (vm) ? OURO_NO_ID : OURO_ID_NONE;
}

static OuroId
make_stats (OuroVm *vm,
            guint   generation)
{
  static const OuroVmName names[] = { OURO_NAME_collections, OURO_NAME_collected, OURO_NAME_uncollectable };
  OuroId                  dict = ouro_dict_new (vm->heap);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    set_item (vm, dict, names[i], ouro_int_new (vm->heap, ouro_heap_get_word (vm->heap, OURO_WORD_STATS + 3 * generation + i)));
  if (!vm->profile->stats_have_candidates)
    return dict;
  set_item (vm, dict, OURO_NAME_candidates, ouro_int_new (vm->heap, ouro_heap_get_word (vm->heap, OURO_VM_WORD_GC_ALL_CANDIDATES + generation)));
  set_item (vm, dict, OURO_NAME_duration, ouro_float_new (vm->heap, 0));
  return dict;
}

static OuroId
gc_get_stats (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId list = ouro_py_list_new (vm, 0);

  for (guint i = 0; i < 3; i++)
    ouro_py_list_append_taking (vm, list, make_stats (vm, i));
  return list;
}

/* Freezing, debugging ------------------------------------------------------------------------- */

static OuroId
gc_freeze (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  ouro_collector_freeze (vm->collector);
  return OURO_ID_NONE;
}

static OuroId
gc_unfreeze (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  ouro_collector_unfreeze (vm->collector);
  return OURO_ID_NONE;
}

static OuroId
gc_get_freeze_count (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  return ouro_int_new (vm->heap, (gint64)ouro_heap_get_list_length (vm->heap, OURO_LIST_PERMANENT) + ouro_heap_get_word (vm->heap, OURO_WORD_FROZEN_BASE));
}

static OuroId
gc_set_debug (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  gint flags;

  if (!ouro_py_get_c_int (vm, ouro_vm_argument (args, 0), &flags))
    return OURO_NO_ID;
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_GC_DEBUG, (guint32)flags);
  return OURO_ID_NONE;
}

static OuroId
gc_get_debug (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return ouro_int_new (vm->heap, (gint32)ouro_heap_get_word (vm->heap, OURO_VM_WORD_GC_DEBUG));
}

/* Before and after a collection --------------------------------------------------------------- */

static void
print_error_line (OuroVm *vm,
                  char   *line) /* taken over */
{
  ouro_vm_print (vm, TRUE, line, strlen (line));
  g_free (line);
}

static gboolean
shows (const OuroVm *vm,
       guint         flag)
{
  return (ouro_heap_get_word (vm->heap, OURO_VM_WORD_GC_DEBUG) & flag) != 0;
}

static void
show_start (OuroVm *vm,
            guint   generation)
{
  OuroHeap *heap = vm->heap;
  guint32   old = ouro_heap_get_list_length (heap, OURO_LIST_OLD) + ouro_heap_get_word (heap, OURO_WORD_BASE_OBJECTS);
  guint32   frozen = ouro_heap_get_list_length (heap, OURO_LIST_PERMANENT) + ouro_heap_get_word (heap, OURO_WORD_FROZEN_BASE);

  print_error_line (vm, g_strdup_printf ("gc: collecting generation %u...\n", generation));
  /* Python/gc_free_threading.c, show_stats_each_generations (3.13), has nothing to say. */
  if (vm->profile->is_free_threaded)
    return;
  print_error_line (vm, g_strdup_printf ("gc: objects in each generation: %u %u %u\n", ouro_heap_get_list_length (heap, OURO_LIST_YOUNG),
                                         ouro_heap_get_list_length (heap, OURO_LIST_MIDDLE), old));
  print_error_line (vm, g_strdup_printf ("gc: objects in permanent generation: %u\n", frozen));
}

/* No time passes in the simulation while it collects. */
static void
show_end (OuroVm *vm,
          guint32 collected,
          guint32 uncollectable)
{
  print_error_line (vm, g_strdup_printf ("gc: done, %u unreachable, %u uncollectable, 0.0000s elapsed\n", collected + uncollectable, uncollectable));
}

void
ouro_mod_gc_show_collectable (OuroVm *vm,
                              OuroId  object)
{
  g_autofree char *type = NULL;

  if (!shows (vm, OURO_GC_DEBUG_COLLECTABLE))
    return;
  type = ouro_vm_dup_type_name (vm, object);
  print_error_line (vm, g_strdup_printf ("gc: collectable <%s 0x%" G_GINT64_MODIFIER "x>\n", type, ouro_identity (vm->heap, object)));
}

static OuroId
make_info (OuroVm  *vm,
           gboolean is_start,
           guint    generation,
           guint32  collected,
           guint32  uncollectable)
{
  OuroId dict = ouro_dict_new (vm->heap);

  set_item (vm, dict, OURO_NAME_generation, ouro_int_new (vm->heap, generation));
  set_item (vm, dict, OURO_NAME_collected, ouro_int_new (vm->heap, collected));
  set_item (vm, dict, OURO_NAME_uncollectable, ouro_int_new (vm->heap, uncollectable));
  if (!vm->profile->stats_have_candidates)
    return dict;
  set_item (vm, dict, OURO_NAME_candidates, ouro_int_new (vm->heap, is_start ? 0 : ouro_heap_get_word (vm->heap, OURO_VM_WORD_GC_CANDIDATES)));
  set_item (vm, dict, OURO_NAME_duration, ouro_float_new (vm->heap, 0));
  return dict;
}

static void
call_callback (OuroVm       *vm,
               OuroId        callback,
               const OuroId *args)
{
  OuroId result;

  ouro_vm_hold (vm, ouro_vm_new_reference (vm, callback));
  result = ouro_vm_call (vm, callback, args, 2);
  if (result != OURO_NO_ID)
    ouro_heap_decref (vm->heap, result);
  else
    ouro_vm_print_unraisable (vm, OURO_UNRAISABLE_COLLECTION, callback);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

static void
call_callbacks (OuroVm  *vm,
                gboolean is_start,
                guint    generation,
                guint32  collected,
                guint32  uncollectable)
{
  OuroId callbacks = ouro_heap_get_root (vm->heap, OURO_VM_ROOT_CALLBACKS);
  OuroId args[2];

  if (ouro_heap_get_n_cells (vm->heap, callbacks) == 0)
    return;
  args[0] = ouro_vm_new_str (vm, "%s", is_start ? "start" : "stop");
  ouro_vm_hold (vm, args[0]);
  args[1] = make_info (vm, is_start, generation, collected, uncollectable);
  ouro_vm_hold (vm, args[1]);
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, callbacks) && !vm->is_stopping; i++)
    call_callback (vm, ouro_heap_get_cell (vm->heap, callbacks, i), args);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

/* The generation and all younger ones. */
static void
count_candidates (OuroVm *vm,
                  guint   generation)
{
  guint32 n = generation == 2 ? ouro_heap_get_word (vm->heap, OURO_WORD_BASE_OBJECTS) : 0;
  guint   total = OURO_VM_WORD_GC_ALL_CANDIDATES + generation;

  for (guint i = 0; i <= generation; i++)
    n += ouro_heap_get_list_length (vm->heap, (OuroListNumber)i);
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_GC_CANDIDATES, n);
  ouro_heap_set_word (vm->heap, total, ouro_heap_get_word (vm->heap, total) + n);
}

void
ouro_mod_gc_notify (OuroVm  *vm,
                    gboolean is_start,
                    guint    generation,
                    guint32  collected,
                    guint32  uncollectable)
{
  if (!is_start && shows (vm, OURO_GC_DEBUG_STATS))
    show_end (vm, collected, uncollectable);
  call_callbacks (vm, is_start, generation, collected, uncollectable);
  if (is_start && vm->profile->stats_have_candidates)
    count_candidates (vm, generation);
  if (is_start && shows (vm, OURO_GC_DEBUG_STATS))
    show_start (vm, generation);
}

/* The module ---------------------------------------------------------------------------------- */

static const OuroBuiltinDef functions[] = {
  { "enable", gc_enable, 0, 0, 0 },
  { "disable", gc_disable, 0, 0, 0 },
  { "isenabled", gc_isenabled, 0, 0, 0 },
  { "set_debug", gc_set_debug, 1, 1, 0 },
  { "get_debug", gc_get_debug, 0, 0, 0 },
  { "get_count", gc_get_count, 0, 0, 0 },
  { "set_threshold", gc_set_threshold, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "get_threshold", gc_get_threshold, 0, 0, 0 },
  { "collect", gc_collect, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "get_stats", gc_get_stats, 0, 0, 0 },
  { "freeze", gc_freeze, 0, 0, 0 },
  { "unfreeze", gc_unfreeze, 0, 0, 0 },
  { "get_freeze_count", gc_get_freeze_count, 0, 0, 0 },
  { NULL },
};

static const struct
{
  const char *name;
  guint       value;
} constants[] = {
  { "DEBUG_STATS", OURO_GC_DEBUG_STATS },
  { "DEBUG_COLLECTABLE", OURO_GC_DEBUG_COLLECTABLE },
  { "DEBUG_UNCOLLECTABLE", OURO_GC_DEBUG_UNCOLLECTABLE },
  { "DEBUG_SAVEALL", OURO_GC_DEBUG_SAVEALL },
  { "DEBUG_LEAK", OURO_GC_DEBUG_LEAK },
};

void
ouro_mod_gc_add (OuroVm *vm,
                 OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
  ouro_mod_add_functions (vm, module, ouro_mod_gc_objects);
  ouro_mod_set (vm, module, "garbage", ouro_vm_new_reference (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_GARBAGE)));
  ouro_mod_set (vm, module, "callbacks", ouro_vm_new_reference (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_CALLBACKS)));
  for (guint i = 0; i < G_N_ELEMENTS (constants); i++)
    ouro_mod_set_int (vm, module, constants[i].name, constants[i].value);
}
