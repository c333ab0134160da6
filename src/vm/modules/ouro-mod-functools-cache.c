/* ouro-mod-functools-cache.c - what lru_cache () makes of a function
 *
 * CPython chains the entries in a ring, from the oldest to the newest, and its collector sees the key and the result of each as the
 * cache's own. Here they stand in the cells of the record in that order; an entry that is used again moves to the end, and the
 * holes are closed when there are many. The dict finds the link of a key, which knows the entry's number.
 * Source  Modules/_functoolsmodule.c: bounded_lru_cache_wrapper, lru_cache_tp_traverse (3.11 to 3.15)
 */
#include "ouro-mod-functools-private.h"

/* Cells: the type, the entries, then these, the last of which is the dict of attributes. */
enum {
  TAIL_DICT_OF_LINKS,
  TAIL_FUNCTION,
  TAIL_MARK,
  TAIL_LINK_TYPE,
  TAIL_INFO_TYPE,
  TAIL_ATTRIBUTES,
  N_TAIL,
};

/* Of an entry. */
enum {
  ENTRY_KEY,
  ENTRY_RESULT,
  ENTRY_TYPE,
  ENTRY_LINK, /* private */
  N_ENTRY,
};

#define FIRST_ENTRY 1

/* Hidden: the list of weak references, then numbers. */
enum {
  CACHE_HITS = 1,
  CACHE_MISSES = 3,
  CACHE_MAXIMUM = 5, /* -1 for no limit */
  CACHE_IS_TYPED = 7,
  CACHE_OLDEST = 9, /* no entry before this one is in use */
  CACHE_N_HIDDEN = 11,
};

static gint64
get_number (const OuroVm *vm,
            OuroId        cache,
            guint         word)
{
  return ouro_py_get_hidden_number (vm, cache, word);
}

static void
count (OuroVm *vm,
       OuroId  cache,
       guint   word)
{
  ouro_py_set_hidden_number (vm, cache, word, get_number (vm, cache, word) + 1);
}

static guint32
get_tail (const OuroVm *vm,
          OuroId        cache)
{
  return vm->heap->rows[cache].n - N_TAIL;
}

static OuroId
get_from_tail (const OuroVm *vm,
               OuroId        cache,
               guint         field)
{
  return ouro_heap_get_cell (vm->heap, cache, get_tail (vm, cache) + field);
}

/* Entries ------------------------------------------------------------------------------------- */

static guint32
count_entries (const OuroVm *vm,
               OuroId        cache)
{
  return (get_tail (vm, cache) - FIRST_ENTRY) / N_ENTRY;
}

static guint32
get_place (guint32 entry)
{
  return FIRST_ENTRY + entry * N_ENTRY;
}

/* An entry goes to another place, which is empty. */
static void
move_entry (OuroVm *vm,
            OuroId  cache,
            guint32 from,
            guint32 to)
{
  if (from == to)
    return;
  for (guint32 i = 0; i < N_ENTRY; i++)
    {
      ouro_heap_set_cell (vm->heap, cache, get_place (to) + i, ouro_heap_get_cell (vm->heap, cache, get_place (from) + i));
      ouro_heap_set_cell (vm->heap, cache, get_place (from) + i, 0);
    }
  ouro_py_set_number (vm, ouro_heap_get_cell (vm->heap, cache, get_place (to) + ENTRY_LINK) & OURO_CELL_ID_MASK, 0, to);
}

/* Room for so many entries; those that are cut off are empty. */
static void
set_n_entries (OuroVm *vm,
               OuroId  cache,
               guint32 n)
{
  guint32 tail = get_tail (vm, cache);
  guint32 new_tail = get_place (n);

  if (new_tail > tail)
    ouro_heap_set_n_cells (vm->heap, cache, new_tail + N_TAIL);
  ouro_heap_move_cells (vm->heap, cache, new_tail, tail, N_TAIL);
  for (guint32 i = tail; i < MIN (new_tail, tail + N_TAIL); i++)
    ouro_heap_set_cell (vm->heap, cache, i, 0);
  if (new_tail < tail)
    ouro_heap_set_n_cells (vm->heap, cache, new_tail + N_TAIL);
}

static void
close_holes (OuroVm *vm,
             OuroId  cache)
{
  guint32 n = count_entries (vm, cache);
  guint32 n_used = 0;

  for (guint32 i = 0; i < n; i++)
    if (ouro_heap_get_cell (vm->heap, cache, get_place (i)) != 0)
      move_entry (vm, cache, i, n_used++);
  set_n_entries (vm, cache, n_used);
  ouro_py_set_hidden_number (vm, cache, CACHE_OLDEST, 0);
}

/* The number of a new, empty entry at the end. */
static guint32
append_entry (OuroVm *vm,
              OuroId  cache)
{
  guint32 n_used = ouro_dict_get_length (vm->heap, get_from_tail (vm, cache, TAIL_DICT_OF_LINKS));
  guint32 n;

  if (count_entries (vm, cache) > 2 * n_used + 16)
    close_holes (vm, cache);
  n = count_entries (vm, cache);
  set_n_entries (vm, cache, n + 1);
  return n;
}

static guint32
find_oldest (OuroVm *vm,
             OuroId  cache)
{
  guint32 entry = (guint32)get_number (vm, cache, CACHE_OLDEST);

  while (entry < count_entries (vm, cache) && ouro_heap_get_cell (vm->heap, cache, get_place (entry)) == 0)
    entry++;
  ouro_py_set_hidden_number (vm, cache, CACHE_OLDEST, entry);
  return entry;
}

/* Key and result are taken over. */
static void
add_entry (OuroVm *vm,
           OuroId  cache,
           OuroId  link,
           OuroId  key,
           OuroId  result)
{
  guint32 entry = append_entry (vm, cache);
  guint32 place = get_place (entry);

  ouro_heap_set_cell (vm->heap, cache, place + ENTRY_KEY, key);
  ouro_heap_set_cell (vm->heap, cache, place + ENTRY_RESULT, result);
  ouro_heap_set_cell (vm->heap, cache, place + ENTRY_TYPE, OURO_TYPE_LRU_LINK);
  ouro_heap_set_cell (vm->heap, cache, place + ENTRY_LINK, link | OURO_CELL_PRIVATE);
  ouro_py_set_number (vm, link, 0, entry);
}

/* An entry becomes empty; what it held is the caller's. */
static void
take_entry (OuroVm *vm,
            OuroId  cache,
            guint32 entry,
            OuroId *cells)
{
  for (guint32 i = 0; i < N_ENTRY; i++)
    {
      cells[i] = ouro_heap_get_cell (vm->heap, cache, get_place (entry) + i) & OURO_CELL_ID_MASK;
      ouro_heap_set_cell (vm->heap, cache, get_place (entry) + i, 0);
    }
}

/* Keys ---------------------------------------------------------------------------------------- */

/* The arguments lie on the stack as a tuple, and as a dict where there are keywords. */
typedef struct
{
  OuroId tuple;
  OuroId dict; /* OURO_NO_ID for none */
} Arguments;

static void
put (OuroVm  *vm,
     OuroId   tuple,
     guint32 *i,
     OuroId   item)
{
  ouro_heap_set_cell (vm->heap, tuple, (*i)++, ouro_vm_new_reference (vm, item));
}

/* Arguments, a mark and the keywords, then, if asked for, the types of all. */
static OuroId
make_long_key (OuroVm          *vm,
               OuroId           cache,
               const Arguments *arguments,
               gboolean         is_typed)
{
  OuroHeap *heap = vm->heap;
  guint32   n_args = heap->rows[arguments->tuple].n;
  guint32   n_keywords = arguments->dict != OURO_NO_ID ? ouro_dict_get_length (heap, arguments->dict) : 0;
  guint32   n = n_args + (n_keywords > 0 ? 2 * n_keywords + 1 : 0) + (is_typed ? n_args + n_keywords : 0);
  guint32   at = 0;
  OuroId    key = n > 0 ? ouro_py_tuple_new (vm, n) : OURO_ID_EMPTY_TUPLE;

  if (n > 0)
    ouro_heap_track (heap, key);
  for (guint32 i = 0; i < n_args; i++)
    put (vm, key, &at, ouro_heap_get_cell (heap, arguments->tuple, i));
  if (n_keywords > 0)
    put (vm, key, &at, get_from_tail (vm, cache, TAIL_MARK));
  for (guint32 i = 0; i < n_keywords; i++)
    {
      put (vm, key, &at, ouro_dict_get_key (heap, arguments->dict, i));
      put (vm, key, &at, ouro_dict_get_value (heap, arguments->dict, i));
    }
  for (guint32 i = 0; is_typed && i < n_args; i++)
    put (vm, key, &at, heap->rows[ouro_heap_get_cell (heap, arguments->tuple, i)].cls);
  for (guint32 i = 0; is_typed && i < n_keywords; i++)
    put (vm, key, &at, heap->rows[ouro_dict_get_value (heap, arguments->dict, i)].cls);
  return key;
}

/* A single str or int stands for itself. */
static OuroId
make_key (OuroVm          *vm,
          OuroId           cache,
          const Arguments *arguments)
{
  gboolean is_typed = get_number (vm, cache, CACHE_IS_TYPED) != 0;
  OuroId   only;

  if (is_typed || arguments->dict != OURO_NO_ID)
    return make_long_key (vm, cache, arguments, is_typed);
  only = vm->heap->rows[arguments->tuple].n == 1 ? ouro_heap_get_cell (vm->heap, arguments->tuple, 0) : OURO_NO_ID;
  if (only != OURO_NO_ID && (vm->heap->rows[only].cls == OURO_TYPE_STR || vm->heap->rows[only].cls == OURO_TYPE_INT))
    return ouro_vm_new_reference (vm, only);
  return ouro_vm_new_reference (vm, arguments->tuple);
}

/* Calling ------------------------------------------------------------------------------------- */

static OuroId
call_function (OuroVm          *vm,
               OuroId           cache,
               const Arguments *arguments)
{
  count (vm, cache, CACHE_MISSES);
  return ouro_mod_call_with_tuple (vm, get_from_tail (vm, cache, TAIL_FUNCTION), arguments->tuple, arguments->dict);
}

/* What the dict has for a key; -1 for nothing, and with an exception. */
static gint64
find (OuroVm *vm,
      OuroId  cache,
      OuroId  key,
      gint64  hash)
{
  gint64 entry = ouro_dict_find (vm->heap, get_from_tail (vm, cache, TAIL_DICT_OF_LINKS), key, hash, ouro_vm_keys_equal, vm);

  return ouro_vm_has_exception (vm) || entry < 0 ? -1 : entry;
}

/* Without a limit the dict holds the results themselves. */
static OuroId
call_unlimited (OuroVm          *vm,
                OuroId           cache,
                const Arguments *arguments,
                OuroId           key,
                gint64           hash)
{
  OuroId dict = get_from_tail (vm, cache, TAIL_DICT_OF_LINKS);
  gint64 entry = find (vm, cache, key, hash);
  OuroId result;

  if (entry >= 0)
    {
      count (vm, cache, CACHE_HITS);
      return ouro_vm_new_reference (vm, ouro_dict_get_value (vm->heap, dict, (guint32)entry));
    }
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  result = call_function (vm, cache, arguments);
  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  entry = find (vm, cache, key, hash);
  if (entry >= 0)
    ouro_dict_replace (vm->heap, dict, (guint32)entry, result);
  else if (!ouro_vm_has_exception (vm))
    ouro_dict_add (vm->heap, dict, key, hash, result);
  ouro_vm_release (vm);
  if (!ouro_vm_has_exception (vm))
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

/* A result that was found: its entry becomes the newest. */
static OuroId
use_again (OuroVm *vm,
           OuroId  cache,
           guint32 found)
{
  OuroId  link = ouro_dict_get_value (vm->heap, get_from_tail (vm, cache, TAIL_DICT_OF_LINKS), found);
  guint32 to = append_entry (vm, cache);

  move_entry (vm, cache, ouro_py_get_number (vm, link, 0), to);
  count (vm, cache, CACHE_HITS);
  return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, cache, get_place (to) + ENTRY_RESULT));
}

/* The oldest entry makes room; its link is used again. What it held is dropped last. */
static void
replace_oldest (OuroVm *vm,
                OuroId  cache,
                OuroId  key,
                gint64  hash,
                OuroId  result)
{
  OuroId  dict = get_from_tail (vm, cache, TAIL_DICT_OF_LINKS);
  OuroId  old[N_ENTRY];
  gint64  old_hash, entry;
  guint32 oldest = find_oldest (vm, cache);

  take_entry (vm, cache, oldest, old);
  for (guint i = 0; i < N_ENTRY; i++)
    ouro_vm_hold (vm, old[i]);
  if (ouro_vm_hash (vm, old[ENTRY_KEY], &old_hash) && (entry = find (vm, cache, old[ENTRY_KEY], old_hash)) >= 0)
    {
      ouro_dict_remove (vm->heap, dict, (guint32)entry, NULL);
      ouro_dict_add (vm->heap, dict, key, hash, old[ENTRY_LINK]);
      add_entry (vm, cache, ouro_vm_new_reference (vm, old[ENTRY_LINK]), ouro_vm_new_reference (vm, key), ouro_vm_new_reference (vm, result));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_vm_release (vm);
  ouro_vm_release (vm);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, old[ENTRY_KEY]);
  ouro_heap_decref (vm->heap, old[ENTRY_RESULT]);
}

static void
add_result (OuroVm *vm,
            OuroId  cache,
            OuroId  key,
            gint64  hash,
            OuroId  result)
{
  OuroId dict = get_from_tail (vm, cache, TAIL_DICT_OF_LINKS);
  OuroId link;

  if (ouro_dict_get_length (vm->heap, dict) >= get_number (vm, cache, CACHE_MAXIMUM))
    {
      replace_oldest (vm, cache, key, hash, result);
      return;
    }
  link = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, 0, OURO_TYPE_LRU_LINK, OURO_FREELIST_NONE, ouro_type_get_object_size (vm->profile, OURO_TYPE_LRU_LINK), 0, 1, 1);
  ouro_dict_add (vm->heap, dict, key, hash, link);
  add_entry (vm, cache, link, ouro_vm_new_reference (vm, key), ouro_vm_new_reference (vm, result));
}

static OuroId
call_limited (OuroVm          *vm,
              OuroId           cache,
              const Arguments *arguments,
              OuroId           key,
              gint64           hash)
{
  gint64 entry = find (vm, cache, key, hash);
  OuroId result;

  if (entry >= 0)
    return use_again (vm, cache, (guint32)entry);
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  result = call_function (vm, cache, arguments);
  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  if (find (vm, cache, key, hash) < 0 && !ouro_vm_has_exception (vm))
    add_result (vm, cache, key, hash, result);
  ouro_vm_release (vm);
  if (!ouro_vm_has_exception (vm))
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
cache_call (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroModArguments held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  Arguments        arguments = { held.tuple, held.dict };
  OuroId           result = OURO_NO_ID;
  OuroId           key;
  gint64           hash;

  if (get_number (vm, self, CACHE_MAXIMUM) == 0)
    result = call_function (vm, self, &arguments);
  else
    {
      key = make_key (vm, self, &arguments);
      ouro_vm_hold (vm, key);
      if (ouro_vm_hash (vm, key, &hash))
        result = get_number (vm, self, CACHE_MAXIMUM) < 0 ? call_unlimited (vm, self, &arguments, key, hash) : call_limited (vm, self, &arguments, key, hash);
    }
  ouro_mod_end_packed_call (vm, held.place);
  return result;
}

/* Making and methods -------------------------------------------------------------------------- */

/* maxsize: FALSE with an exception. */
static gboolean
get_maximum (OuroVm *vm,
             OuroId  object,
             gint64 *maximum)
{
  *maximum = -1;
  if (object == OURO_ID_NONE)
    return TRUE;
  if (!ouro_py_is_index (vm, object))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "maxsize should be integer or None");
      return FALSE;
    }
  if (!ouro_py_get_index (vm, object, OURO_TYPE_OVERFLOW_ERROR, maximum))
    return FALSE;
  *maximum = MAX (*maximum, 0);
  return TRUE;
}

static OuroId
cache_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  static const OuroParameters parameters = { "lru_cache", { "user_function", "maxsize", "typed", "cache_info_type" }, 4, 4, 4 };
  OuroId                      values[4], cache, mark;
  gint64                      maximum;
  int                         is_typed;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) || (is_typed = ouro_vm_truth (vm, values[2])) < 0)
    return OURO_NO_ID;
  if (!ouro_py_is_callable (vm, values[0]))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "the first argument must be callable");
      return OURO_NO_ID;
    }
  if (!get_maximum (vm, values[1], &maximum))
    return OURO_NO_ID;
  cache = ouro_functools_allocate (vm, OURO_TYPE_LRU_CACHE, OURO_TYPE_LRU_CACHE, CACHE_N_HIDDEN, FIRST_ENTRY + N_TAIL);
  /* All caches share one in CPython, which was there before. */
  mark = ouro_heap_allocate (vm->heap, OURO_KIND_OBJECT, OURO_FLAG_OUTSIDE, OURO_TYPE_OBJECT, OURO_FREELIST_NONE, 16, 0, 0, 0);
  ouro_heap_set_cell (vm->heap, cache, FIRST_ENTRY + TAIL_DICT_OF_LINKS, ouro_dict_new (vm->heap));
  ouro_heap_set_cell (vm->heap, cache, FIRST_ENTRY + TAIL_FUNCTION, ouro_vm_new_reference (vm, values[0]));
  ouro_heap_set_cell (vm->heap, cache, FIRST_ENTRY + TAIL_MARK, mark);
  ouro_heap_set_cell (vm->heap, cache, FIRST_ENTRY + TAIL_LINK_TYPE, OURO_TYPE_LRU_LINK);
  ouro_heap_set_cell (vm->heap, cache, FIRST_ENTRY + TAIL_INFO_TYPE, ouro_vm_new_reference (vm, values[3]));
  ouro_py_set_hidden_number (vm, cache, CACHE_HITS, 0);
  ouro_py_set_hidden_number (vm, cache, CACHE_MISSES, 0);
  ouro_py_set_hidden_number (vm, cache, CACHE_MAXIMUM, maximum);
  ouro_py_set_hidden_number (vm, cache, CACHE_IS_TYPED, is_typed);
  ouro_py_set_hidden_number (vm, cache, CACHE_OLDEST, 0);
  ouro_heap_track (vm->heap, cache);
  return cache;
}

static OuroId
cache_info (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  gint64  maximum = get_number (vm, self, CACHE_MAXIMUM);
  guint32 place = vm->end;
  OuroId  info;

  ouro_vm_hold (vm, ouro_int_new (vm->heap, get_number (vm, self, CACHE_HITS)));
  ouro_vm_hold (vm, ouro_int_new (vm->heap, get_number (vm, self, CACHE_MISSES)));
  ouro_vm_hold (vm, maximum >= 0 ? ouro_int_new (vm->heap, maximum) : OURO_ID_NONE);
  ouro_vm_hold (vm, ouro_int_new (vm->heap, ouro_dict_get_length (vm->heap, get_from_tail (vm, self, TAIL_DICT_OF_LINKS))));
  info = ouro_vm_call (vm, get_from_tail (vm, self, TAIL_INFO_TYPE), vm->heap->stack + place, 4);
  ouro_vm_cut_stack (vm, place);
  return info;
}

/* The entries are taken out before anything is dropped. */
static OuroId
cache_clear (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  guint32            n = count_entries (vm, self);
  g_autofree OuroId *cells = g_new0 (OuroId, n * N_ENTRY + 1);

  for (guint32 i = 0; i < n; i++)
    take_entry (vm, self, i, cells + i * N_ENTRY);
  close_holes (vm, self);
  ouro_py_set_hidden_number (vm, self, CACHE_HITS, 0);
  ouro_py_set_hidden_number (vm, self, CACHE_MISSES, 0);
  ouro_dict_clear (vm->heap, get_from_tail (vm, self, TAIL_DICT_OF_LINKS));
  for (guint32 i = 0; i < n * N_ENTRY; i++)
    ouro_mod_drop (vm, cells[i]);
  return OURO_ID_NONE;
}

static OuroId
cache_get (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId object = ouro_vm_argument (args, 0);

  return object != OURO_ID_NONE ? ouro_py_method_new (vm, self, object) : ouro_vm_new_reference (vm, self);
}

static OuroId
cache_copy (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_vm_new_reference (vm, self);
}

static OuroId
cache_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  guint32 cell = get_tail (vm, self) + TAIL_ATTRIBUTES;

  if (name != ouro_vm_name (vm, OURO_NAME___dict__))
    return OURO_NO_ID;
  if (ouro_heap_get_cell (vm->heap, self, cell) == OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, self, cell, ouro_dict_new (vm->heap));
  return ouro_vm_new_reference (vm, ouro_heap_get_cell (vm->heap, self, cell));
}

static const OuroBuiltinDef methods[] = {
  { "cache_info", cache_info, 0, 0, 0 },
  { "cache_clear", cache_clear, 0, 0, 0 },
  { "__copy__", cache_copy, 0, 0, 0 },
  { "__deepcopy__", cache_copy, 1, 1, 0 },
  { "__get__", cache_get, 1, 2, OURO_BUILTIN_WRAPPER },
  { NULL },
};

void
ouro_functools_add_cache (OuroVm *vm)
{
  vm->slots[OURO_TYPE_LRU_CACHE] = (OuroTypeSlots){ .call = cache_call, .construct = cache_construct, .get_attribute = cache_get_attribute, .methods = methods };
  ouro_vm_add_methods (vm, OURO_TYPE_LRU_CACHE);
}
