/* ouro-py-dict-merge.c - putting the entries of one mapping into a dict
 *
 * Source  Objects/dictobject.c: dict_merge, PyDict_MergeFromSeq2, dict_update_arg; Objects/abstract.c, PyMapping_Keys;
 *         Python/ceval.c, _PyEval_FormatKwargsError (3.11 to 3.15)
 */
#include "ouro-py-dict-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"

typedef struct
{
  OuroId    dict;
  OuroId    mapping;
  OuroMerge merge;
  guint32   n; /* pairs so far */
} Merging;

/* From a dict --------------------------------------------------------------------------------- */

/* Puts one entry in; it is held meanwhile. */
static gboolean
put_entry (OuroVm        *vm,
           const Merging *merging,
           OuroId         key,
           gint64         hash,
           OuroId         value)
{
  gboolean good = TRUE;

  ouro_vm_hold (vm, ouro_vm_new_reference (vm, key));
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  if (merging->merge == OURO_MERGE_REFUSE)
    {
      gint64 entry = ouro_dict_find (vm->heap, merging->dict, key, hash, ouro_vm_keys_equal, vm);

      if (entry >= 0)
        ouro_vm_raise_with_args (vm, OURO_TYPE_KEY_ERROR, &key, 1);
      good = entry == OURO_DICT_ABSENT;
    }
  good = good && ouro_py_dict_set_hashed (vm, merging->dict, key, hash, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static gboolean
merge_dict (OuroVm        *vm,
            const Merging *merging,
            OuroId         other)
{
  OuroHeap *heap = vm->heap;
  guint32   n = ouro_dict_get_n_entries (heap, other);

  if (other == merging->dict)
    return TRUE;
  if (!ouro_py_has_room (vm, (guint64)n * 16))
    return FALSE;
  if (ouro_dict_begin_merge (heap, merging->dict, other))
    return TRUE;
  for (guint32 i = 0; i < n; i++)
    {
      OuroId key = ouro_dict_get_key (heap, other, i);

      if (key == OURO_NO_ID)
        continue;
      if (!put_entry (vm, merging, key, ouro_dict_get_hash (heap, other, i), ouro_dict_get_value (heap, other, i)))
        return FALSE;
      if (n != ouro_dict_get_n_entries (heap, other))
        {
          ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "dict mutated during update");
          return FALSE;
        }
    }
  return TRUE;
}

/* From anything with keys () ------------------------------------------------------------------ */

static gboolean
put_key (OuroVm  *vm,
         OuroId   item,
         gpointer data)
{
  Merging *merging = data;
  OuroId   value;
  gint64   hash;
  gboolean good;

  if (merging->merge == OURO_MERGE_REFUSE)
    {
      gint64 entry = ouro_py_dict_find (vm, merging->dict, item, &hash);

      if (entry >= 0)
        ouro_vm_raise_with_args (vm, OURO_TYPE_KEY_ERROR, &item, 1);
      if (entry != OURO_DICT_ABSENT)
        return FALSE;
    }
  value = ouro_vm_get_item (vm, merging->mapping, item);
  if (value == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, value);
  good = ouro_py_dict_set (vm, merging->dict, item, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* PyMapping_Keys (): what mapping.keys () gives, as a list. */
static OuroId
list_keys (OuroVm *vm,
           OuroId  mapping)
{
  OuroId method = ouro_vm_get_attribute (vm, mapping, ouro_vm_name (vm, OURO_NAME_keys));
  OuroId keys, list;

  if (method == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, method);
  keys = ouro_vm_call (vm, method, NULL, 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (keys == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, keys);
  list = ouro_vm_is_not_iterable (vm, keys) ? OURO_NO_ID : ouro_py_list_from (vm, keys);
  if (list == OURO_NO_ID && !ouro_vm_has_exception (vm))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, mapping);
      g_autofree char *type = ouro_vm_dup_type_name (vm, keys);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.keys() returned a non-iterable (type %s)", name, type);
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return list;
}

static gboolean
merge_mapping (OuroVm  *vm,
               Merging *merging)
{
  OuroId   list = list_keys (vm, merging->mapping);
  gboolean good;

  if (list == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, list);
  good = ouro_py_iterate (vm, list, put_key, merging);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

gboolean
ouro_py_dict_merge (OuroVm   *vm,
                    OuroId    dict,
                    OuroId    mapping,
                    OuroMerge merge)
{
  Merging merging = { .dict = dict, .mapping = mapping, .merge = merge };

  if (ouro_py_is_dict (vm, mapping) && ouro_vm_value_type (vm, mapping) != OURO_TYPE_ORDERED_DICT && ouro_py_get_own_special (vm, mapping, OURO_NAME___iter__) == OURO_NO_ID)
    return merge_dict (vm, &merging, ouro_vm_value (vm, mapping));
  return merge_mapping (vm, &merging);
}

/* From pairs ---------------------------------------------------------------------------------- */

void
ouro_py_exception_add_note (OuroVm     *vm,
                            const char *text)
{
  OuroId error = ouro_vm_take_exception (vm);
  OuroId name = ouro_vm_intern (vm, "add_note", strlen ("add_note"));
  OuroId method = ouro_vm_get_attribute (vm, error, name);
  OuroId note = ouro_vm_new_str (vm, "%s", text);
  OuroId result = method != OURO_NO_ID ? ouro_vm_call (vm, method, &note, 1) : OURO_NO_ID;

  if (result == OURO_NO_ID)
    ouro_vm_clear_exception (vm);
  if (method != OURO_NO_ID)
    ouro_heap_decref (vm->heap, method);
  ouro_heap_decref (vm->heap, note);
  ouro_heap_decref (vm->heap, name);
  ouro_vm_raise_object (vm, error);
}

static void
raise_no_sequence (OuroVm *vm,
                   guint32 index)
{
  g_autofree char *words = g_strdup_printf ("annot convert dictionary update sequence element #%u to a sequence", index);
  g_autofree char *note = g_strconcat ("C", words, NULL);

  ouro_vm_clear_exception (vm);
  if (!vm->profile->pair_errors_are_noted)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "c%s", words);
      return;
    }
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "object is not iterable");
  ouro_py_exception_add_note (vm, note);
}

/* Takes a list or tuple of two. */
static gboolean
put_pair_of (OuroVm        *vm,
             const Merging *merging,
             OuroId         pair)
{
  guint32  n = vm->heap->rows[pair].n;
  OuroId   key, value;
  gboolean good;

  if (n != 2)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "dictionary update sequence element #%u has length %u; 2 is required", merging->n, n);
      return FALSE;
    }
  key = ouro_heap_get_cell (vm->heap, pair, 0);
  value = ouro_heap_get_cell (vm->heap, pair, 1);
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, key));
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
  good = ouro_py_dict_set (vm, merging->dict, key, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static gboolean
put_pair (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  Merging *merging = data;
  OuroId   pair = ouro_py_as_cells (vm, item, NULL);
  gboolean good;

  if (pair == OURO_NO_ID)
    {
      if (ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
        raise_no_sequence (vm, merging->n);
      return FALSE;
    }
  ouro_vm_hold (vm, pair);
  good = put_pair_of (vm, merging, pair);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  merging->n++;
  return good && ouro_vm_may_go_on (vm, merging->n);
}

gboolean
ouro_py_dict_update (OuroVm *vm,
                     OuroId  dict,
                     OuroId  argument)
{
  Merging merging = { .dict = dict, .mapping = argument };
  OuroId  keys;

  if (vm->heap->rows[argument].cls == OURO_TYPE_DICT)
    return ouro_py_dict_merge (vm, dict, argument, OURO_MERGE_REPLACE);
  keys = ouro_vm_get_attribute_or_nothing (vm, argument, ouro_vm_name (vm, OURO_NAME_keys));
  if (keys != OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, keys);
      return ouro_py_dict_merge (vm, dict, argument, OURO_MERGE_REPLACE);
    }
  return !ouro_vm_has_exception (vm) && ouro_py_iterate (vm, argument, put_pair, &merging);
}

/* Displays and calls -------------------------------------------------------------------------- */

gboolean
ouro_py_dict_update_display (OuroVm *vm,
                             OuroId  dict,
                             OuroId  mapping)
{
  if (ouro_py_dict_merge (vm, ouro_vm_value (vm, dict), mapping, OURO_MERGE_REPLACE))
    return TRUE;
  if (ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    {
      ouro_vm_clear_exception (vm);
      ouro_py_raise_type (vm, "'", mapping, "' object is not a mapping");
    }
  return FALSE;
}

char *
ouro_py_dup_function_text (OuroVm *vm,
                           OuroId  function)
{
  OuroId           qualname = ouro_vm_get_attribute_or_nothing (vm, function, ouro_vm_name (vm, OURO_NAME___qualname__));
  OuroId           module = qualname != OURO_NO_ID ? ouro_vm_get_attribute_or_nothing (vm, function, ouro_vm_name (vm, OURO_NAME___module__)) : OURO_NO_ID;
  OuroId           str = qualname == OURO_NO_ID && !ouro_vm_has_exception (vm) ? ouro_vm_str (vm, function) : OURO_NO_ID;
  gboolean         has_module = module != OURO_NO_ID && ouro_py_is_str (vm, module) && !ouro_py_str_is (vm, module, "builtins");
  g_autofree char *module_text = has_module ? ouro_vm_dup_text (vm, module) : NULL;
  g_autofree char *text = NULL;

  if (qualname != OURO_NO_ID && ouro_py_is_str (vm, qualname))
    text = ouro_vm_dup_text (vm, qualname);
  else if (str != OURO_NO_ID)
    text = ouro_vm_dup_text (vm, str);
  if (qualname != OURO_NO_ID)
    ouro_heap_decref (vm->heap, qualname);
  if (module != OURO_NO_ID)
    ouro_heap_decref (vm->heap, module);
  if (str != OURO_NO_ID)
    ouro_heap_decref (vm->heap, str);
  if (text == NULL)
    return NULL;
  return g_strconcat (has_module ? module_text : "", has_module ? "." : "", text, qualname != OURO_NO_ID ? "()" : "", NULL);
}

static void
raise_not_mapping (OuroVm *vm,
                   OuroId  function,
                   OuroId  mapping)
{
  g_autofree char *type = ouro_vm_dup_type_name (vm, mapping);
  g_autofree char *name = NULL;

  ouro_vm_clear_exception (vm);
  if (vm->profile->results_are_named)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Value after ** must be a mapping, not %s", type);
      return;
    }
  name = ouro_py_dup_function_text (vm, function);
  if (name != NULL)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s argument after ** must be a mapping, not %s", name, type);
}

/* The pending KeyError is for a keyword that is given twice. */
static void
raise_given_twice (OuroVm *vm,
                   OuroId  function)
{
  OuroId           error = ouro_vm_take_exception (vm);
  OuroId           args = ouro_py_exception_get_args (vm, error);
  OuroId           key = ouro_heap_get_n_cells (vm->heap, args) == 1 ? ouro_heap_get_cell (vm->heap, args, 0) : OURO_NO_ID;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (key == OURO_NO_ID || !ouro_py_is_str (vm, key))
    {
      if (key != OURO_NO_ID)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "keywords must be strings");
      ouro_heap_decref (vm->heap, error);
      return;
    }
  text = ouro_vm_dup_text (vm, key);
  ouro_heap_decref (vm->heap, error);
  name = ouro_py_dup_function_text (vm, function);
  if (name != NULL)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s got multiple values for keyword argument '%s'", name, text);
}

gboolean
ouro_py_dict_merge_keywords (OuroVm *vm,
                             OuroId  dict,
                             OuroId  mapping)
{
  /* On the stack: function, its self, arguments, dict, mapping. */
  OuroId function = vm->heap->stack[vm->end - 5] & OURO_CELL_ID_MASK;

  if (ouro_py_dict_merge (vm, dict, mapping, OURO_MERGE_REFUSE))
    return TRUE;
  if (ouro_vm_exception_is (vm, OURO_TYPE_ATTRIBUTE_ERROR))
    raise_not_mapping (vm, function, mapping);
  else if (ouro_vm_exception_is (vm, OURO_TYPE_KEY_ERROR))
    raise_given_twice (vm, function);
  return FALSE;
}
