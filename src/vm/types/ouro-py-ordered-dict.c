/* ouro-py-ordered-dict.c - OrderedDict: a dict whose keys have an order of their own
 *
 * Source  Objects/odictobject.c (3.11 to 3.15)
 */
#include "ouro-py-ordered-dict-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

#define METHOD(name) \
  static OuroId odict_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames)

/* Entries and nodes --------------------------------------------------------------------------- */

static gboolean
is_ordered_dict (const OuroVm *vm,
                 OuroId        object)
{
  return ouro_class_get_layout (vm->heap, vm->heap->rows[object].cls) == OURO_TYPE_ORDERED_DICT;
}

static gboolean
is_exact (const OuroVm *vm,
          OuroId        self)
{
  return vm->heap->rows[self].cls == OURO_TYPE_ORDERED_DICT;
}

guint32
ouro_py_ordered_dict_find (OuroVm *vm,
                           OuroId  self,
                           OuroId  key,
                           gint64 *entry)
{
  gint64 hash;

  if (!ouro_vm_hash (vm, key, &hash))
    return OURO_NO_NODE;
  *entry = ouro_dict_find (vm->heap, ouro_vm_value (vm, self), key, hash, ouro_vm_keys_equal, vm);
  return *entry >= 0 ? ouro_order_find (vm->heap, self, (guint32)*entry) : OURO_NO_NODE;
}

/* PyODict_SetItem () */
static gboolean
set_entry (OuroVm *vm,
           OuroId  self,
           OuroId  key,
           OuroId  value)
{
  OuroId  dict = ouro_vm_value (vm, self);
  guint32 n = ouro_dict_get_length (vm->heap, dict);
  gint64  hash;

  if (!ouro_vm_hash (vm, key, &hash) || !ouro_py_dict_set_hashed (vm, dict, key, hash, value))
    return FALSE;
  if (ouro_dict_get_length (vm->heap, dict) > n)
    ouro_order_append (vm->heap, self, ouro_dict_get_n_entries (vm->heap, dict) - 1);
  return TRUE;
}

/* Takes an entry away: its value is the caller's. */
static OuroId
take_entry (OuroVm *vm,
            OuroId  self,
            guint32 node,
            guint32 entry)
{
  OuroId value;

  ouro_order_remove (vm->heap, self, node);
  ouro_dict_remove (vm->heap, ouro_vm_value (vm, self), entry, &value);
  return value;
}

static gboolean
odict_set_item (OuroVm *vm,
                OuroId  self,
                OuroId  key,
                OuroId  value)
{
  gint64  entry;
  guint32 node;

  if (value != OURO_NO_ID)
    return set_entry (vm, self, key, value);
  node = ouro_py_ordered_dict_find (vm, self, key, &entry);
  if (ouro_vm_has_exception (vm))
    return FALSE;
  if (entry < 0)
    {
      ouro_py_raise_key_error (vm, key);
      return FALSE;
    }
  if (node != OURO_NO_NODE)
    ouro_order_remove (vm->heap, self, node);
  ouro_dict_remove (vm->heap, ouro_vm_value (vm, self), (guint32)entry, NULL);
  return TRUE;
}

/* Updating ------------------------------------------------------------------------------------ */

/* The next thing of a pair: OURO_NO_ID with the error that it has too few. */
static OuroId
next_of_pair (OuroVm *vm,
              OuroId  iterator,
              guint   n)
{
  OuroId item = ouro_vm_next (vm, iterator);

  if (item == OURO_NO_ID && !ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "need more than %u value%s to unpack", n, n == 1 ? "" : "s");
  return item;
}

static gboolean
check_end_of_pair (OuroVm *vm,
                   OuroId  iterator)
{
  OuroId item = ouro_vm_next (vm, iterator);

  if (item == OURO_NO_ID)
    return !ouro_vm_has_exception (vm);
  ouro_heap_decref (vm->heap, item);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "too many values to unpack (expected 2)");
  return FALSE;
}

static void
drop_held (OuroVm *vm,
           guint   n)
{
  while (n-- > 0)
    {
      OuroId object = ouro_vm_release (vm);

      if (object != OURO_NO_ID)
        ouro_heap_decref (vm->heap, object);
    }
}

static gboolean
put_pair (OuroVm  *vm,
          OuroId   pair,
          gpointer data)
{
  OuroId   self = *(OuroId *)data;
  OuroId   iterator = ouro_vm_iter (vm, pair);
  OuroId   key, value;
  gboolean good;

  if (iterator == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, iterator);
  key = next_of_pair (vm, iterator, 0);
  ouro_vm_hold (vm, key);
  value = key != OURO_NO_ID ? next_of_pair (vm, iterator, 1) : OURO_NO_ID;
  ouro_vm_hold (vm, value);
  good = value != OURO_NO_ID && check_end_of_pair (vm, iterator) && ouro_vm_set_item (vm, self, key, value);
  drop_held (vm, 3);
  return good;
}

typedef struct
{
  OuroId self;
  OuroId mapping;
} Filling;

static gboolean
put_key (OuroVm  *vm,
         OuroId   key,
         gpointer data)
{
  const Filling *filling = data;
  OuroId         value = ouro_vm_get_item (vm, filling->mapping, key);
  gboolean       good;

  if (value == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, value);
  good = ouro_vm_set_item (vm, filling->self, key, value);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* Calls func for each item of what a method of the argument returns; *found tells whether it has one. */
static gboolean
iterate_result (OuroVm      *vm,
                OuroId       argument,
                OuroVmName   name,
                OuroItemFunc func,
                gpointer     data,
                gboolean    *found)
{
  OuroId   method = ouro_vm_get_attribute_or_nothing (vm, argument, ouro_vm_name (vm, name));
  OuroId   result;
  gboolean good;

  *found = method != OURO_NO_ID;
  if (!*found)
    return !ouro_vm_has_exception (vm);
  ouro_vm_hold (vm, method);
  result = ouro_vm_call (vm, method, NULL, 0);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (result == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, result);
  good = ouro_py_iterate (vm, result, func, data);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* The entries of a dict, by way of a list of pairs as PyDict_Items () makes it. */
static gboolean
put_entries (OuroVm *vm,
             OuroId  self,
             OuroId  dict)
{
  OuroId   list = ouro_py_list_new (vm, 0);
  gboolean good;

  ouro_vm_hold (vm, list);
  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, dict); i++)
    if (ouro_dict_get_key (vm->heap, dict, i) != OURO_NO_ID)
      ouro_py_list_append_taking (vm, list, ouro_py_pair_pack (vm, ouro_dict_get_key (vm->heap, dict, i), ouro_dict_get_value (vm->heap, dict, i)));
  good = ouro_py_iterate (vm, list, put_pair, &self);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* mutablemapping_update_arg () */
static gboolean
update (OuroVm *vm,
        OuroId  self,
        OuroId  argument)
{
  Filling  filling = { self, argument };
  gboolean found = FALSE, good;

  if (vm->heap->rows[argument].cls == OURO_TYPE_DICT)
    return put_entries (vm, self, argument);
  good = iterate_result (vm, argument, OURO_NAME_keys, put_key, &filling, &found);
  if (found || !good)
    return good;
  good = iterate_result (vm, argument, OURO_NAME_items, put_pair, &filling.self, &found);
  if (found || !good)
    return good;
  return ouro_py_iterate (vm, argument, put_pair, &filling.self);
}

static gboolean
update_by_arguments (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  if (n_args > 0 && !update (vm, self, ouro_vm_argument (args, 0)))
    return FALSE;
  for (guint32 i = 0; ouro_py_has_keywords (vm, kwnames) && i < ouro_heap_get_n_cells (vm->heap, kwnames); i++)
    if (!ouro_vm_set_item (vm, self, ouro_heap_get_cell (vm->heap, kwnames, i), ouro_vm_argument (args, n_args + i)))
      return FALSE;
  return TRUE;
}

METHOD (update)
{
  if (n_args > 1)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "update() takes at most 1 positional argument (%u given)", n_args);
      return OURO_NO_ID;
    }
  return update_by_arguments (vm, self, args, n_args, kwnames) ? OURO_ID_NONE : OURO_NO_ID;
}

static gboolean
odict_initialise (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  if (n_args > 1)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "expected at most 1 argument%s, got %u", vm->profile->one_argument_is_singular ? "" : "s", n_args);
      return FALSE;
    }
  return update_by_arguments (vm, self, args, n_args, kwnames);
}

/* Methods ------------------------------------------------------------------------------------- */

METHOD (clear)
{
  ouro_dict_clear (vm->heap, ouro_vm_value (vm, self));
  ouro_order_clear (vm->heap, self);
  return OURO_ID_NONE;
}

/* Each key in turn is put into the copy; an exact OrderedDict is read without asking it. */
static gboolean
copy_into (OuroVm *vm,
           OuroId  copy,
           OuroId  self)
{
  Filling  filling = { copy, self };
  guint32  state = ouro_order_get_state (vm->heap, self);
  guint32  node = ouro_order_get_end_node (vm->heap, self, FALSE);
  gboolean good = TRUE;

  while (good && node != OURO_NO_NODE)
    {
      OuroId key = ouro_vm_new_reference (vm, ouro_order_get_key (vm->heap, self, node));

      ouro_vm_hold (vm, key);
      good = put_key (vm, key, &filling);
      if (good && state != ouro_order_get_state (vm->heap, self))
        {
          ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, OURO_ODICT_MUTATED);
          good = FALSE;
        }
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      node = good ? ouro_order_get_neighbour (vm->heap, self, node, TRUE) : OURO_NO_NODE;
    }
  return good;
}

METHOD (copy)
{
  OuroId   copy = ouro_vm_call (vm, vm->heap->rows[self].cls, NULL, 0);
  gboolean good;

  if (copy == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, copy);
  good = copy_into (vm, copy, self);
  ouro_vm_release (vm);
  if (good)
    return copy;
  ouro_heap_decref (vm->heap, copy);
  return OURO_NO_ID;
}

METHOD (keys)
{
  return ouro_py_dict_view_new (vm, OURO_TYPE_ODICT_KEYS, self);
}

METHOD (values)
{
  return ouro_py_dict_view_new (vm, OURO_TYPE_ODICT_VALUES, self);
}

METHOD (items)
{
  return ouro_py_dict_view_new (vm, OURO_TYPE_ODICT_ITEMS, self);
}

METHOD (reversed)
{
  return ouro_py_odict_iterator_new (vm, self, OURO_ODICT_KEYS | OURO_ODICT_REVERSED);
}

METHOD (pop)
{
  static const OuroParameters parameters = { "pop", { "key", "default" }, 2, 1, 2 };
  OuroId                      values[2];
  gint64                      entry;
  guint32                     node;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  node = ouro_py_ordered_dict_find (vm, self, values[0], &entry);
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  if (node != OURO_NO_NODE)
    return take_entry (vm, self, node, (guint32)entry);
  if (values[1] != OURO_NO_ID)
    return ouro_vm_new_reference (vm, values[1]);
  ouro_py_raise_key_error (vm, values[0]);
  return OURO_NO_ID;
}

/* The argument last of two methods: 1, 0, -1. */
static int
get_last (OuroVm *vm,
          OuroId  last)
{
  return last != OURO_NO_ID ? ouro_vm_truth (vm, last) : 1;
}

METHOD (popitem)
{
  static const OuroParameters parameters = { "popitem", { "last" }, 1, 0, 1 };
  OuroId                      key, value, pair, argument;
  gint64                      entry;
  guint32                     node;
  int                         last;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &argument))
    return OURO_NO_ID;
  last = get_last (vm, argument);
  if (last < 0)
    return OURO_NO_ID;
  node = ouro_order_get_end_node (vm->heap, self, last);
  if (node == OURO_NO_NODE)
    {
      ouro_vm_raise (vm, OURO_TYPE_KEY_ERROR, "dictionary is empty");
      return OURO_NO_ID;
    }
  key = ouro_vm_new_reference (vm, ouro_order_get_key (vm->heap, self, node));
  ouro_vm_hold (vm, key);
  node = ouro_py_ordered_dict_find (vm, self, key, &entry);
  if (node == OURO_NO_NODE && !ouro_vm_has_exception (vm))
    ouro_py_raise_key_error (vm, key);
  value = node != OURO_NO_NODE ? take_entry (vm, self, node, (guint32)entry) : OURO_NO_ID;
  ouro_vm_hold (vm, value);
  pair = value != OURO_NO_ID ? ouro_py_pair_pack (vm, key, value) : OURO_NO_ID;
  drop_held (vm, 2);
  return pair;
}

METHOD (setdefault)
{
  static const OuroParameters parameters = { "setdefault", { "key", "default" }, 2, 1, 2 };
  OuroId                      values[2], found;
  int                         contains;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[1] == OURO_NO_ID)
    values[1] = OURO_ID_NONE;
  if (is_exact (vm, self))
    {
      found = ouro_py_dict_get (vm, self, values[0]);
      if (found != OURO_NO_ID)
        return ouro_vm_new_reference (vm, found);
      return !ouro_vm_has_exception (vm) && set_entry (vm, self, values[0], values[1]) ? ouro_vm_new_reference (vm, values[1]) : OURO_NO_ID;
    }
  contains = ouro_vm_contains (vm, self, values[0]);
  if (contains != 0)
    return contains > 0 ? ouro_vm_get_item (vm, self, values[0]) : OURO_NO_ID;
  return ouro_vm_set_item (vm, self, values[0], values[1]) ? ouro_vm_new_reference (vm, values[1]) : OURO_NO_ID;
}

METHOD (move_to_end)
{
  static const OuroParameters parameters = { "move_to_end", { "key", "last" }, 2, 1, 2 };
  OuroId                      values[2];
  gint64                      entry;
  guint32                     node;
  int                         last;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  last = get_last (vm, values[1]);
  if (last < 0)
    return OURO_NO_ID;
  node = ouro_order_get_end_node (vm->heap, self, last);
  if (node != OURO_NO_NODE && ouro_order_get_key (vm->heap, self, node) == values[0])
    return OURO_ID_NONE;
  if (node != OURO_NO_NODE)
    node = ouro_py_ordered_dict_find (vm, self, values[0], &entry);
  if (node == OURO_NO_NODE)
    {
      if (!ouro_vm_has_exception (vm))
        ouro_py_raise_key_error (vm, values[0]);
      return OURO_NO_ID;
    }
  ouro_order_move (vm->heap, self, node, last);
  return OURO_ID_NONE;
}

static const OuroBuiltinDef methods[] = {
  { "__reversed__", odict_reversed, 0, 0, 0 },
  { "clear", odict_clear, 0, 0, 0 },
  { "copy", odict_copy, 0, 0, 0 },
  { "items", odict_items, 0, 0, 0 },
  { "keys", odict_keys, 0, 0, 0 },
  { "move_to_end", odict_move_to_end, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "pop", odict_pop, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "popitem", odict_popitem, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "setdefault", odict_setdefault, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "update", odict_update, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_PACKS },
  { "values", odict_values, 0, 0, 0 },
  { NULL },
};

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
odict_iter (OuroVm *vm,
            OuroId  self)
{
  return ouro_py_odict_iterator_new (vm, self, OURO_ODICT_KEYS);
}

/* What repr () shows between the parentheses: a dict of the same order, or to 3.11 a list of pairs. */
static OuroId
make_shown (OuroVm *vm,
            OuroId  self)
{
  OuroId   shown;
  gboolean good;

  if (vm->profile->ordered_dict_shows_pairs)
    {
      OuroId view = ouro_py_dict_view_new (vm, OURO_TYPE_ODICT_ITEMS, self);

      ouro_vm_hold (vm, view);
      shown = ouro_py_list_from (vm, view);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      return shown;
    }
  shown = ouro_dict_new (vm->heap);
  ouro_vm_hold (vm, shown);
  good = ouro_py_dict_merge (vm, shown, self, OURO_MERGE_REPLACE);
  ouro_vm_release (vm);
  if (good)
    return shown;
  ouro_heap_decref (vm->heap, shown);
  return OURO_NO_ID;
}

static OuroId
odict_repr (OuroVm *vm,
            OuroId  self)
{
  g_autofree char *name = is_exact (vm, self) ? g_strdup ("OrderedDict") : ouro_vm_dup_type_name (vm, self);
  g_autofree char *text = NULL;
  OuroId           shown, repr = OURO_NO_ID;

  if (ouro_dict_get_length (vm->heap, ouro_vm_value (vm, self)) == 0)
    return ouro_vm_new_str (vm, "%s()", name);
  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "...");
  shown = make_shown (vm, self);
  ouro_vm_hold (vm, shown);
  if (shown != OURO_NO_ID)
    repr = ouro_vm_repr (vm, shown);
  drop_held (vm, 1);
  ouro_vm_repr_leave (vm, self);
  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  text = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  return ouro_vm_new_str (vm, "%s(%s)", name, text);
}

/* _odict_keys_equal (): 1, 0, -1. */
static int
has_equal_order (OuroVm *vm,
                 OuroId  a,
                 OuroId  b)
{
  guint32 state_a = ouro_order_get_state (vm->heap, a), state_b = ouro_order_get_state (vm->heap, b);
  guint32 node_a = ouro_order_get_end_node (vm->heap, a, FALSE), node_b = ouro_order_get_end_node (vm->heap, b, FALSE);

  while (node_a != OURO_NO_NODE && node_b != OURO_NO_NODE)
    {
      int equal = ouro_py_item_equals (vm, ouro_order_get_key (vm->heap, a, node_a), ouro_order_get_key (vm->heap, b, node_b));

      if (equal < 0)
        return -1;
      if (ouro_order_get_state (vm->heap, a) != state_a || ouro_order_get_state (vm->heap, b) != state_b)
        {
          ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, OURO_ODICT_MUTATED);
          return -1;
        }
      if (!equal)
        return 0;
      node_a = ouro_order_get_neighbour (vm->heap, a, node_a, TRUE);
      node_b = ouro_order_get_neighbour (vm->heap, b, node_b, TRUE);
    }
  return node_a == node_b;
}

static OuroId
odict_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  OuroId result;
  int    equal;

  if (!is_ordered_dict (vm, a))
    return OURO_ID_NOT_IMPLEMENTED;
  result = vm->slots[OURO_TYPE_DICT].compare (vm, a, b, op);
  if (!is_ordered_dict (vm, b) || result != ouro_vm_bool (op == OURO_OPERATOR_EQ))
    return result;
  equal = has_equal_order (vm, a, b);
  return equal < 0 ? OURO_NO_ID : ouro_vm_bool (equal == (op == OURO_OPERATOR_EQ));
}

static OuroId
odict_binary (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  OuroId   result;
  gboolean good;

  if (op != OURO_OPERATOR_BIT_OR || !ouro_py_is_dict (vm, a) || !ouro_py_is_dict (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  result = ouro_vm_call (vm, vm->heap->rows[is_ordered_dict (vm, a) ? a : b].cls, &a, 1);
  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  good = update (vm, result, b);
  ouro_vm_release (vm);
  if (good)
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
odict_inplace (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  if (op != OURO_OPERATOR_BIT_OR)
    return OURO_ID_NOT_IMPLEMENTED;
  return update (vm, a, b) ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
}

void
ouro_py_ordered_dict_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_ORDERED_DICT] = (OuroTypeSlots){
    .repr = odict_repr,
    .compare = odict_compare,
    .binary = odict_binary,
    .inplace = odict_inplace,
    .set_item = odict_set_item,
    .iter = odict_iter,
    .initialise = odict_initialise,
    .methods = methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_ORDERED_DICT);
  ouro_py_ordered_dict_views_add (vm);
}
