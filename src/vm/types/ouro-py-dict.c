/* ouro-py-dict.c - dict: its slots and methods
 *
 * Source  Objects/dictobject.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"
#include "ouro-py-dict-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* As sys.getsizeof () shows an empty one. */
#define DICT_BYTES 64

/* From so many entries on, room is looked for before one more is added. */
#define LARGE_DICT 50000

/* Entries ------------------------------------------------------------------------------------- */

gint64
ouro_py_dict_find (OuroVm *vm,
                   OuroId  dict,
                   OuroId  key,
                   gint64 *hash)
{
  if (!ouro_py_hash_key (vm, key, "dict key", hash))
    return OURO_DICT_ERROR;
  return ouro_dict_find (vm->heap, dict, key, *hash, ouro_vm_keys_equal, vm);
}

OuroId
ouro_py_dict_get (OuroVm *vm,
                  OuroId  dict,
                  OuroId  key)
{
  OuroId storage = ouro_vm_value (vm, dict);
  gint64 hash;
  gint64 entry = ouro_py_dict_find (vm, storage, key, &hash);

  return entry >= 0 ? ouro_dict_get_value (vm->heap, storage, (guint32)entry) : OURO_NO_ID;
}

gboolean
ouro_py_dict_set_hashed (OuroVm *vm,
                         OuroId  dict,
                         OuroId  key,
                         gint64  hash,
                         OuroId  value)
{
  OuroHeap *heap = vm->heap;
  gint64    entry = ouro_dict_find (heap, dict, key, hash, ouro_vm_keys_equal, vm);
  guint32   n = ouro_dict_get_n_entries (heap, dict);

  if (entry == OURO_DICT_ERROR || (entry < 0 && n >= LARGE_DICT && !ouro_py_has_room (vm, (guint64)n * 32)))
    return FALSE;
  if (entry >= 0)
    ouro_dict_replace (heap, dict, (guint32)entry, value);
  else
    ouro_dict_add (heap, dict, key, hash, value);
  return TRUE;
}

gboolean
ouro_py_dict_set (OuroVm *vm,
                  OuroId  dict,
                  OuroId  key,
                  OuroId  value)
{
  gint64 hash;

  return ouro_py_hash_key (vm, key, "dict key", &hash) && ouro_py_dict_set_hashed (vm, ouro_vm_value (vm, dict), key, hash, value);
}

void
ouro_py_raise_key_error (OuroVm *vm,
                         OuroId  key)
{
  ouro_vm_raise_with_args (vm, OURO_TYPE_KEY_ERROR, &key, 1);
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
dict_get_item (OuroVm *vm,
               OuroId  self,
               OuroId  key)
{
  OuroId   value = ouro_py_dict_get (vm, self, key);
  gboolean found = FALSE;

  if (value != OURO_NO_ID)
    return ouro_vm_new_reference (vm, value);
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  if (vm->heap->rows[self].cls != OURO_TYPE_DICT)
    value = ouro_vm_call_special (vm, self, OURO_NAME___missing__, &key, 1, &found);
  if (!found)
    ouro_py_raise_key_error (vm, key);
  return value;
}

static gboolean
dict_set_item (OuroVm *vm,
               OuroId  self,
               OuroId  key,
               OuroId  value)
{
  OuroId dict = ouro_vm_value (vm, self);
  gint64 hash, entry;

  if (value != OURO_NO_ID)
    return ouro_py_dict_set (vm, dict, key, value);
  entry = ouro_py_dict_find (vm, dict, key, &hash);
  if (entry == OURO_DICT_ABSENT)
    ouro_py_raise_key_error (vm, key);
  if (entry >= 0)
    ouro_dict_remove (vm->heap, dict, (guint32)entry, NULL);
  return entry >= 0;
}

static int
dict_contains (OuroVm *vm,
               OuroId  self,
               OuroId  value)
{
  gint64 hash;
  gint64 entry = ouro_py_dict_find (vm, ouro_vm_value (vm, self), value, &hash);

  return entry == OURO_DICT_ERROR ? -1 : entry >= 0;
}

static gint64
dict_length (OuroVm *vm,
             OuroId  self)
{
  return ouro_dict_get_length (vm->heap, ouro_vm_value (vm, self));
}

static OuroId
dict_iter (OuroVm *vm,
           OuroId  self)
{
  return ouro_py_dict_iterator_new (vm, OURO_TYPE_DICT_KEYITERATOR, self);
}

static gboolean
add_entry (OuroTextBuilder *text,
           OuroVm          *vm,
           OuroId           key,
           OuroId           value)
{
  gboolean good;

  /* The key's repr () may delete the entry. */
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  good = ouro_py_text_add_repr (text, vm, key);
  ouro_text_builder_add_utf8 (text, ": ");
  good = good && ouro_py_text_add_repr (text, vm, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static gboolean
add_entries (OuroTextBuilder *text,
             OuroVm          *vm,
             OuroId           dict)
{
  gboolean is_first = TRUE;

  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (vm->heap, dict, i);

      if (key == OURO_NO_ID)
        continue;
      if (!is_first)
        ouro_text_builder_add_utf8 (text, ", ");
      is_first = FALSE;
      if (!add_entry (text, vm, key, ouro_dict_get_value (vm->heap, dict, i)))
        return FALSE;
    }
  return TRUE;
}

static OuroId
dict_repr (OuroVm *vm,
           OuroId  self)
{
  OuroId          dict = ouro_vm_value (vm, self);
  OuroTextBuilder text;
  gboolean        good;

  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "{...}");
  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, "{");
  good = add_entries (&text, vm, dict);
  ouro_text_builder_add_utf8 (&text, "}");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

/* Whether an entry of one dict is in another with an equal value: 1, 0, -1. */
static int
has_equal_entry (OuroVm *vm,
                 OuroId  other,
                 OuroId  key,
                 gint64  hash,
                 OuroId  value)
{
  int    equal = 0;
  gint64 entry;

  ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, key));
  entry = ouro_dict_find (vm->heap, other, key, hash, ouro_vm_keys_equal, vm);
  if (entry >= 0)
    equal = ouro_py_item_equals (vm, ouro_dict_get_value (vm->heap, other, (guint32)entry), value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return entry == OURO_DICT_ERROR ? -1 : equal;
}

static int
dicts_are_equal (OuroVm *vm,
                 OuroId  a,
                 OuroId  b)
{
  OuroHeap *heap = vm->heap;

  if (ouro_dict_get_length (heap, a) != ouro_dict_get_length (heap, b))
    return 0;
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, a); i++)
    {
      OuroId key = ouro_dict_get_key (heap, a, i);
      int    equal;

      if (key == OURO_NO_ID)
        continue;
      equal = has_equal_entry (vm, b, key, ouro_dict_get_hash (heap, a, i), ouro_dict_get_value (heap, a, i));
      if (equal <= 0)
        return equal;
      if (!ouro_vm_may_go_on (vm, i))
        return -1;
    }
  return 1;
}

static OuroId
dict_compare (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  int equal;

  if (!ouro_py_is_dict (vm, a) || !ouro_py_is_dict (vm, b) || (op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ))
    return OURO_ID_NOT_IMPLEMENTED;
  equal = dicts_are_equal (vm, ouro_vm_value (vm, a), ouro_vm_value (vm, b));
  return equal < 0 ? OURO_NO_ID : ouro_vm_bool (equal == (op == OURO_OPERATOR_EQ));
}

static OuroId
dict_binary (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  OuroId   dict;
  gboolean good;

  if (op != OURO_OPERATOR_BIT_OR || !ouro_py_is_dict (vm, a) || !ouro_py_is_dict (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  dict = ouro_dict_copy (vm->heap, ouro_vm_value (vm, a));
  ouro_vm_hold (vm, dict);
  good = ouro_py_dict_update (vm, dict, b);
  ouro_vm_release (vm);
  if (good)
    return dict;
  ouro_heap_decref (vm->heap, dict);
  return OURO_NO_ID;
}

static OuroId
dict_inplace (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  if (op != OURO_OPERATOR_BIT_OR)
    return OURO_ID_NOT_IMPLEMENTED;
  return ouro_py_dict_update (vm, ouro_vm_value (vm, a), b) ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
}

/* PyType_GenericAlloc () does not look into the free list that the dict dies into. */
static OuroId
dict_construct (OuroVm        *vm,
                OuroId         cls,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  gboolean is_dict = cls == OURO_TYPE_DICT;
  OuroId   dict = ouro_heap_allocate (vm->heap, OURO_KIND_DICT, is_dict ? OURO_FLAG_GC : 0, OURO_TYPE_DICT, OURO_FREELIST_NONE, DICT_BYTES, 0, 0, 0);

  if (!is_dict)
    return ouro_vm_wrap (vm, cls, dict);
  ouro_heap_set_home (vm->heap, dict, OURO_FREELIST_DICT, DICT_BYTES);
  if (vm->profile->dict_tracked_at_birth)
    ouro_heap_track (vm->heap, dict);
  return dict;
}

/* The keyword arguments of dict () and dict.update (). */
static gboolean
add_keywords (OuroVm        *vm,
              OuroId         dict,
              const guint32 *values,
              OuroId         kwnames)
{
  for (guint32 i = 0; ouro_py_has_keywords (vm, kwnames) && i < ouro_heap_get_n_cells (vm->heap, kwnames); i++)
    if (!ouro_py_dict_set (vm, dict, ouro_heap_get_cell (vm->heap, kwnames, i), ouro_vm_argument (values, i)))
      return FALSE;
  return TRUE;
}

/* dict_update_common. */
static gboolean
update_from_arguments (OuroVm        *vm,
                       const char    *name,
                       OuroId         self,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames)
{
  OuroId dict = ouro_vm_value (vm, self);

  return ouro_py_check_arguments (vm, name, n_args, OURO_NO_ID, 0, 1) && (n_args == 0 || ouro_py_dict_update (vm, dict, ouro_vm_argument (args, 0))) && add_keywords (vm, dict, args + n_args, kwnames);
}

static gboolean
dict_initialise (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return update_from_arguments (vm, "dict", self, args, n_args, kwnames);
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
dict_update (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  /* A method that gets its arguments as a tuple and a dict. */
  OuroModArguments held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  gboolean         good = update_from_arguments (vm, "update", self, args, n_args, OURO_NO_ID);

  if (good && held.dict != OURO_NO_ID)
    good = ouro_py_dict_merge (vm, ouro_vm_value (vm, self), held.dict, OURO_MERGE_REPLACE);
  ouro_mod_end_packed_call (vm, held.place);
  return good ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
dict_get (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId value = ouro_py_dict_get (vm, self, ouro_vm_argument (args, 0));

  if (value == OURO_NO_ID && ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  if (value == OURO_NO_ID)
    value = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_ID_NONE;
  return ouro_vm_new_reference (vm, value);
}

static OuroId
dict_setdefault (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId dict = ouro_vm_value (vm, self);
  OuroId key = ouro_vm_argument (args, 0);
  OuroId value = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_ID_NONE;
  gint64 hash;
  gint64 entry = ouro_py_dict_find (vm, dict, key, &hash);

  if (entry == OURO_DICT_ERROR)
    return OURO_NO_ID;
  if (entry >= 0)
    value = ouro_dict_get_value (vm->heap, dict, (guint32)entry);
  else
    ouro_dict_add (vm->heap, dict, key, hash, value);
  return ouro_vm_new_reference (vm, value);
}

static OuroId
dict_pop (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId dict = ouro_vm_value (vm, self);
  OuroId key = ouro_vm_argument (args, 0);
  gint64 entry = OURO_DICT_ABSENT;
  gint64 hash;
  OuroId value;

  /* An empty dict does not even ask for the hash. */
  if (ouro_dict_get_length (vm->heap, dict) > 0)
    entry = ouro_py_dict_find (vm, dict, key, &hash);
  if (entry == OURO_DICT_ERROR)
    return OURO_NO_ID;
  if (entry >= 0)
    {
      ouro_dict_remove (vm->heap, dict, (guint32)entry, &value);
      return value;
    }
  if (n_args > 1)
    return ouro_vm_new_reference (vm, ouro_vm_argument (args, 1));
  ouro_py_raise_key_error (vm, key);
  return OURO_NO_ID;
}

static OuroId
dict_popitem (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroHeap *heap = vm->heap;
  OuroId    dict = ouro_vm_value (vm, self);
  OuroId    pair = ouro_py_tuple_new (vm, 2);
  guint32   entry = ouro_dict_get_n_entries (heap, dict);
  OuroId    value;

  if (ouro_dict_get_length (heap, dict) == 0)
    {
      ouro_heap_decref (heap, pair);
      ouro_vm_raise (vm, OURO_TYPE_KEY_ERROR, "popitem(): dictionary is empty");
      return OURO_NO_ID;
    }
  do
    entry--;
  while (ouro_dict_get_key (heap, dict, entry) == OURO_NO_ID);
  ouro_heap_set_cell (heap, pair, 0, ouro_vm_new_reference (vm, ouro_dict_get_key (heap, dict, entry)));
  ouro_dict_remove (heap, dict, entry, &value);
  ouro_heap_set_cell (heap, pair, 1, value);
  ouro_heap_track (heap, pair);
  return pair;
}

static OuroId
dict_clear (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  ouro_dict_clear (vm->heap, ouro_vm_value (vm, self));
  return OURO_ID_NONE;
}

static OuroId
dict_copy (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return ouro_dict_copy (vm->heap, ouro_vm_value (vm, self));
}

static OuroId
dict_keys (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  return ouro_py_dict_view_new (vm, OURO_TYPE_DICT_KEYS, self);
}

static OuroId
dict_values (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_py_dict_view_new (vm, OURO_TYPE_DICT_VALUES, self);
}

static OuroId
dict_items (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_py_dict_view_new (vm, OURO_TYPE_DICT_ITEMS, self);
}

static OuroId
dict_reversed (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_py_dict_iterator_new (vm, OURO_TYPE_DICT_REVERSEKEYITERATOR, self);
}

/* fromkeys ------------------------------------------------------------------------------------ */

typedef struct
{
  OuroId dict;
  OuroId value;
} Filling;

static gboolean
set_key (OuroVm  *vm,
         OuroId   item,
         gpointer data)
{
  Filling *filling = data;

  if (vm->heap->rows[filling->dict].cls == OURO_TYPE_DICT)
    return ouro_py_dict_set (vm, filling->dict, item, filling->value) && ouro_vm_may_go_on (vm, ouro_dict_get_length (vm->heap, filling->dict));
  return ouro_vm_set_item (vm, filling->dict, item, filling->value);
}

static gboolean
set_keys_of_dict (OuroVm        *vm,
                  const Filling *filling,
                  OuroId         other)
{
  ouro_dict_reserve (vm->heap, filling->dict, ouro_dict_get_length (vm->heap, other), ouro_dict_has_str_keys (vm->heap, other));
  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, other); i++)
    {
      OuroId key = ouro_dict_get_key (vm->heap, other, i);

      if (key != OURO_NO_ID && !ouro_py_dict_set_hashed (vm, filling->dict, key, ouro_dict_get_hash (vm->heap, other, i), filling->value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_keys_of_set (OuroVm        *vm,
                 const Filling *filling,
                 OuroId         set)
{
  ouro_dict_reserve (vm->heap, filling->dict, ouro_set_get_length (vm->heap, set), FALSE);
  for (guint32 i = 0; i < vm->heap->rows[set].n; i++)
    {
      OuroId key = ouro_heap_get_cell (vm->heap, set, i);

      if (key != OURO_NO_ID && !ouro_py_dict_set_hashed (vm, filling->dict, key, ouro_set_get_hash (vm->heap, set, i), filling->value))
        return FALSE;
    }
  return TRUE;
}

/* _PyDict_FromKeys: what is sized and has hashes is read as it stands. */
static gboolean
fill (OuroVm  *vm,
      Filling *filling,
      OuroId   iterable)
{
  gboolean is_empty_dict = vm->heap->rows[filling->dict].cls == OURO_TYPE_DICT && ouro_dict_get_length (vm->heap, filling->dict) == 0;
  gboolean is_dict = vm->heap->rows[iterable].cls == OURO_TYPE_DICT;

  if (!is_empty_dict || (!is_dict && !ouro_py_is_exact_set (vm, iterable)))
    return ouro_py_iterate (vm, iterable, set_key, filling);
  if (!ouro_py_has_room (vm, (guint64)vm->heap->rows[iterable].n * 4))
    return FALSE;
  return is_dict ? set_keys_of_dict (vm, filling, iterable) : set_keys_of_set (vm, filling, iterable);
}

static OuroId
dict_fromkeys (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  Filling  filling = { .value = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_ID_NONE };
  gboolean good;

  filling.dict = ouro_vm_call (vm, self, NULL, 0);
  if (filling.dict == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, filling.dict);
  good = fill (vm, &filling, ouro_vm_argument (args, 0));
  ouro_vm_release (vm);
  if (good)
    return filling.dict;
  ouro_heap_decref (vm->heap, filling.dict);
  return OURO_NO_ID;
}

static const OuroBuiltinDef methods[] = {
  { "__reversed__", dict_reversed, 0, 0, 0 },
  { "clear", dict_clear, 0, 0, 0 },
  { "copy", dict_copy, 0, 0, 0 },
  { "fromkeys", dict_fromkeys, 1, 2, OURO_BUILTIN_CLASS },
  { "get", dict_get, 1, 2, 0 },
  { "items", dict_items, 0, 0, 0 },
  { "keys", dict_keys, 0, 0, 0 },
  { "pop", dict_pop, 1, 2, 0 },
  { "popitem", dict_popitem, 0, 0, 0 },
  { "setdefault", dict_setdefault, 1, 2, 0 },
  { "update", dict_update, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "values", dict_values, 0, 0, 0 },
  { NULL },
};

void
ouro_py_dict_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_DICT] = (OuroTypeSlots){
    .repr = dict_repr,
    .hash = ouro_vm_unhashable,
    .compare = dict_compare,
    .binary = dict_binary,
    .inplace = dict_inplace,
    .length = dict_length,
    .get_item = dict_get_item,
    .set_item = dict_set_item,
    .contains = dict_contains,
    .iter = dict_iter,
    .construct = dict_construct,
    .initialise = dict_initialise,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_DICT);
}
