/* ouro-py-dict-views.c - dict.keys (), dict.values (), dict.items ()
 *
 * Keys and items behave as sets: the operators make real ones.
 * Source  Objects/dictobject.c: dictview_richcompare, dictviews_sub, _PyDictView_Intersect, dictitems_xor ... (3.11 to 3.15)
 */
#include "ouro-py-dict-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"
#include "ouro-py-set-private.h"

enum {
  VIEW_DICT,
  VIEW_N_CELLS,
};

OuroId
ouro_py_dict_view_new (OuroVm *vm,
                       OuroId  type,
                       OuroId  dict)
{
  OuroId view = ouro_py_record_new (vm, type, OURO_FREELIST_NONE, 0, VIEW_N_CELLS);

  ouro_heap_set_cell (vm->heap, view, VIEW_DICT, ouro_vm_new_reference (vm, dict));
  ouro_heap_track (vm->heap, view);
  return view;
}

static OuroId
get_dict (const OuroVm *vm,
          OuroId        view)
{
  return ouro_heap_get_cell (vm->heap, view, VIEW_DICT);
}

static OuroId
get_storage (const OuroVm *vm,
             OuroId        view)
{
  return ouro_vm_value (vm, get_dict (vm, view));
}

static guint32
get_length (const OuroVm *vm,
            OuroId        view)
{
  return ouro_dict_get_length (vm->heap, get_storage (vm, view));
}

/* The views of an OrderedDict derive from those of dict. */
static gboolean
is_view (const OuroVm *vm,
         OuroId        object,
         OuroId        type)
{
  OuroId cls = vm->heap->rows[object].cls;

  return cls == type || (cls < OURO_N_TYPES && ouro_type_get_base (cls) == type);
}

/* PyDictViewSet_Check () */
static gboolean
is_set_like (const OuroVm *vm,
             OuroId        object)
{
  return is_view (vm, object, OURO_TYPE_DICT_KEYS) || is_view (vm, object, OURO_TYPE_DICT_ITEMS);
}

/* Slots --------------------------------------------------------------------------------------- */

static gint64
view_length (OuroVm *vm,
             OuroId  self)
{
  return get_length (vm, self);
}

static OuroId
view_iter (OuroVm *vm,
           OuroId  self)
{
  static const OuroId types[] = { OURO_TYPE_DICT_KEYITERATOR, OURO_TYPE_DICT_VALUEITERATOR, OURO_TYPE_DICT_ITEMITERATOR };

  return ouro_py_dict_iterator_new (vm, types[vm->heap->rows[self].cls - OURO_TYPE_DICT_KEYS], get_dict (vm, self));
}

static OuroId
view_reversed (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  static const OuroId types[] = { OURO_TYPE_DICT_REVERSEKEYITERATOR, OURO_TYPE_DICT_REVERSEVALUEITERATOR, OURO_TYPE_DICT_REVERSEITEMITERATOR };

  return ouro_py_dict_iterator_new (vm, types[vm->heap->rows[self].cls - OURO_TYPE_DICT_KEYS], get_dict (vm, self));
}

static OuroId
view_repr (OuroVm *vm,
           OuroId  self)
{
  OuroTextBuilder text;
  OuroId          list;
  gboolean        good;

  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "...");
  list = ouro_py_list_from (vm, self);
  if (list == OURO_NO_ID)
    {
      ouro_vm_repr_leave (vm, self);
      return OURO_NO_ID;
    }
  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, ouro_type_get_name (vm->heap->rows[self].cls));
  ouro_text_builder_add_utf8 (&text, "(");
  ouro_vm_hold (vm, list);
  good = ouro_py_text_add_repr (&text, vm, list);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_text_builder_add_utf8 (&text, ")");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

static OuroId
view_get_attribute (OuroVm *vm,
                    OuroId  self,
                    OuroId  name)
{
  OuroId proxy;

  if (name != ouro_vm_name (vm, OURO_NAME_mapping))
    return OURO_NO_ID;
  proxy = ouro_py_record_new (vm, OURO_TYPE_MAPPINGPROXY, OURO_FREELIST_NONE, 0, 1);
  ouro_heap_set_cell (vm->heap, proxy, 0, ouro_vm_new_reference (vm, get_dict (vm, self)));
  ouro_heap_track (vm->heap, proxy);
  return proxy;
}

static int
keys_contain (OuroVm *vm,
              OuroId  self,
              OuroId  value)
{
  gint64 hash;
  gint64 entry = ouro_py_dict_find (vm, get_storage (vm, self), value, &hash);

  return entry == OURO_DICT_ERROR ? -1 : entry >= 0;
}

static int
items_contain (OuroVm *vm,
               OuroId  self,
               OuroId  value)
{
  OuroId dict = get_storage (vm, self);
  OuroId pair = ouro_vm_value (vm, value);
  gint64 hash, entry;

  if (ouro_heap_get_kind (vm->heap, pair) != OURO_KIND_TUPLE || vm->heap->rows[pair].n != 2)
    return 0;
  entry = ouro_py_dict_find (vm, dict, ouro_heap_get_cell (vm->heap, pair, 0), &hash);
  if (entry < 0)
    return entry == OURO_DICT_ERROR ? -1 : 0;
  return ouro_py_item_equals (vm, ouro_dict_get_value (vm->heap, dict, (guint32)entry), ouro_heap_get_cell (vm->heap, pair, 1));
}

static int
view_contains (OuroVm *vm,
               OuroId  view,
               OuroId  value)
{
  return is_view (vm, view, OURO_TYPE_DICT_KEYS) ? keys_contain (vm, view, value) : items_contain (vm, view, value);
}

/* Comparing ----------------------------------------------------------------------------------- */

/* What is looked for in which container: goes on as long as the answer is the wanted one. */
typedef struct
{
  OuroId container;
  int    wanted;
  OuroId result; /* a set for what is found, or OURO_NO_ID */
} Walk;

static gboolean
ask (OuroVm  *vm,
     OuroId   item,
     gpointer data)
{
  const Walk *walk = data;

  return ouro_vm_contains (vm, walk->container, item) == walk->wanted;
}

/* 1, 0, -1 */
static int
all_are_in (OuroVm *vm,
            OuroId  self,
            OuroId  other)
{
  Walk walk = { .container = other, .wanted = 1 };

  if (ouro_py_iterate (vm, self, ask, &walk))
    return 1;
  return ouro_vm_has_exception (vm) ? -1 : 0;
}

static OuroId
view_compare (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  gint64 n_a, n_b;
  int    result;

  if (!is_set_like (vm, a) || (!is_set_like (vm, b) && !ouro_py_is_set (vm, b)))
    return OURO_ID_NOT_IMPLEMENTED;
  n_a = ouro_vm_length (vm, a);
  n_b = ouro_vm_length (vm, b);
  if (n_a < 0 || n_b < 0)
    return OURO_NO_ID;
  switch ((guint)op)
    {
    case OURO_OPERATOR_EQ:
    case OURO_OPERATOR_NOT_EQ:
      result = n_a == n_b ? all_are_in (vm, a, b) : 0;
      if (result >= 0 && op == OURO_OPERATOR_NOT_EQ)
        result = !result;
      break;
    case OURO_OPERATOR_LT:
      result = n_a < n_b ? all_are_in (vm, a, b) : 0;
      break;
    case OURO_OPERATOR_LT_E:
      result = n_a <= n_b ? all_are_in (vm, a, b) : 0;
      break;
    case OURO_OPERATOR_GT:
      result = n_a > n_b ? all_are_in (vm, b, a) : 0;
      break;
    default:
      result = n_a >= n_b ? all_are_in (vm, b, a) : 0;
      break;
    }
  return result < 0 ? OURO_NO_ID : ouro_vm_bool (result);
}

static OuroId
view_isdisjoint (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId other = ouro_vm_argument (args, 0);
  Walk   walk = { .container = self, .wanted = 0 };
  gint64 n;

  if (self == other)
    return ouro_vm_bool (get_length (vm, self) == 0);
  /* The shorter one is walked, where asking the other is cheap. */
  if (ouro_py_is_exact_set (vm, other) || is_set_like (vm, other))
    {
      n = ouro_vm_length (vm, other);
      if (n > get_length (vm, self))
        {
          walk.container = other;
          other = self;
        }
    }
  if (ouro_py_iterate (vm, other, ask, &walk))
    return OURO_ID_TRUE;
  return ouro_vm_has_exception (vm) ? OURO_NO_ID : OURO_ID_FALSE;
}

/* As sets ------------------------------------------------------------------------------------- */

/* dictviews_to_set: the keys of a dict are read from its table. Any object for the left side of an operator. */
static OuroId
make_set (OuroVm *vm,
          OuroId  object)
{
  if (vm->heap->rows[object].cls == OURO_TYPE_DICT_KEYS && vm->heap->rows[get_dict (vm, object)].cls == OURO_TYPE_DICT)
    object = get_dict (vm, object);
  return ouro_py_set_from (vm, OURO_TYPE_SET, object);
}

/* Where a version calls a method of set for an operator, and that gets its arguments as a tuple: one is made and dropped. */
static void
pack_one_argument (OuroVm *vm,
                   OuroId  argument)
{
  if (vm->profile->set_methods_pack_arguments)
    ouro_heap_decref (vm->heap, ouro_py_pack_arguments (vm, &argument, 1));
}

typedef gboolean (*ChangeFunc) (OuroVm *vm,
                                OuroId  set,
                                OuroId  other);

/* A set of what is on the left, changed by what is on the right. */
static OuroId
make_changed_set (OuroVm    *vm,
                  OuroId     a,
                  OuroId     b,
                  ChangeFunc change)
{
  OuroId   set = make_set (vm, a);
  gboolean good;

  if (set == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, set);
  good = change (vm, set, b);
  ouro_vm_release (vm);
  if (good)
    return set;
  ouro_heap_decref (vm->heap, set);
  return OURO_NO_ID;
}

static gboolean
add_if_contained (OuroVm  *vm,
                  OuroId   item,
                  gpointer data)
{
  const Walk *walk = data;
  int         found = view_contains (vm, walk->container, item);

  return found > 0 ? ouro_py_set_add (vm, walk->result, item) : found == 0;
}

/* _PyDictView_Intersect. */
static OuroId
intersect (OuroVm *vm,
           OuroId  a,
           OuroId  b)
{
  OuroId   view = is_set_like (vm, a) ? a : b;
  OuroId   other = view == a ? b : a;
  Walk     walk = { .wanted = 1 };
  gboolean good;

  if (vm->heap->rows[other].cls == OURO_TYPE_SET && get_length (vm, view) <= ouro_set_get_length (vm->heap, other))
    {
      pack_one_argument (vm, view);
      return ouro_py_set_intersect (vm, OURO_TYPE_SET, other, view);
    }
  if (is_set_like (vm, other) && get_length (vm, other) > get_length (vm, view))
    {
      OuroId larger = other;

      other = view;
      view = larger;
    }
  walk.container = view;
  walk.result = ouro_py_set_new (vm, OURO_TYPE_SET);
  ouro_vm_hold (vm, walk.result);
  good = ouro_py_iterate (vm, other, add_if_contained, &walk);
  ouro_vm_release (vm);
  if (good)
    return walk.result;
  ouro_heap_decref (vm->heap, walk.result);
  return OURO_NO_ID;
}

/* One item of the smaller dict: it goes out of the copy of the larger one when the value is equal, else into the result. */
static gboolean
exchange_item (OuroVm *vm,
               OuroId  copy,
               OuroId  result,
               OuroId  key,
               gint64  hash,
               OuroId  value)
{
  gint64   entry = ouro_dict_find (vm->heap, copy, key, hash, ouro_vm_keys_equal, vm);
  int      equal = entry >= 0 ? ouro_py_item_equals (vm, ouro_dict_get_value (vm->heap, copy, (guint32)entry), value) : 0;
  OuroId   pair;
  gboolean good;

  if (entry == OURO_DICT_ERROR || equal < 0)
    return FALSE;
  if (equal)
    {
      ouro_dict_remove (vm->heap, copy, (guint32)entry, NULL);
      return TRUE;
    }
  pair = ouro_py_pair_pack (vm, key, value);
  ouro_vm_hold (vm, pair);
  good = ouro_py_set_add (vm, result, pair);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static gboolean
exchange_items (OuroVm *vm,
                OuroId  copy,
                OuroId  result,
                OuroId  dict)
{
  OuroHeap *heap = vm->heap;

  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId   key = ouro_dict_get_key (heap, dict, i);
      OuroId   value = ouro_dict_get_value (heap, dict, i);
      gboolean good;

      if (key == OURO_NO_ID)
        continue;
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, key));
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, value));
      good = exchange_item (vm, copy, result, key, ouro_dict_get_hash (heap, dict, i), value);
      ouro_heap_decref (heap, ouro_vm_release (vm));
      ouro_heap_decref (heap, ouro_vm_release (vm));
      if (!good)
        return FALSE;
    }
  return TRUE;
}

/* What is left of the copy goes into the result, too. */
static gboolean
add_items_of (OuroVm *vm,
              OuroId  result,
              OuroId  copy)
{
  OuroId   view = ouro_py_dict_view_new (vm, OURO_TYPE_DICT_ITEMS, copy);
  gboolean good;

  ouro_vm_hold (vm, view);
  good = ouro_py_set_update (vm, result, view);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

/* dictitems_xor. */
static OuroId
exclude_items (OuroVm *vm,
               OuroId  a,
               OuroId  b)
{
  OuroId   large = get_storage (vm, get_length (vm, b) > get_length (vm, a) ? b : a);
  OuroId   small = get_storage (vm, get_length (vm, b) > get_length (vm, a) ? a : b);
  OuroId   copy = ouro_dict_copy (vm->heap, large);
  OuroId   result = ouro_py_set_new (vm, OURO_TYPE_SET);
  gboolean good;

  ouro_vm_hold (vm, copy);
  ouro_vm_hold (vm, result);
  good = exchange_items (vm, copy, result, small) && add_items_of (vm, result, copy);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (good)
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
view_binary (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_SUB:
      pack_one_argument (vm, b);
      return make_changed_set (vm, a, b, ouro_py_set_subtract_in_place);
    case OURO_OPERATOR_BIT_OR:
      return make_changed_set (vm, a, b, ouro_py_set_update);
    case OURO_OPERATOR_BIT_AND:
      return intersect (vm, a, b);
    case OURO_OPERATOR_BIT_XOR:
      if (is_view (vm, a, OURO_TYPE_DICT_ITEMS) && is_view (vm, b, OURO_TYPE_DICT_ITEMS))
        return exclude_items (vm, a, b);
      return make_changed_set (vm, a, b, ouro_py_set_exclude_in_place);
    default:
      return OURO_ID_NOT_IMPLEMENTED;
    }
}

static const OuroBuiltinDef set_like_methods[] = {
  { "__reversed__", view_reversed, 0, 0, 0 },
  { "isdisjoint", view_isdisjoint, 1, 1, 0 },
  { NULL },
};

static const OuroBuiltinDef values_methods[] = {
  { "__reversed__", view_reversed, 0, 0, 0 },
  { NULL },
};

void
ouro_py_dict_views_add (OuroVm *vm)
{
  const OuroTypeSlots common = {
    .repr = view_repr,
    .length = view_length,
    .iter = view_iter,
    .get_attribute = view_get_attribute,
  };
  OuroTypeSlots set_like = common;

  set_like.hash = ouro_vm_unhashable;
  set_like.compare = view_compare;
  set_like.binary = view_binary;
  set_like.contains = view_contains;
  set_like.methods = set_like_methods;
  vm->slots[OURO_TYPE_DICT_KEYS] = set_like;
  vm->slots[OURO_TYPE_DICT_ITEMS] = set_like;
  vm->slots[OURO_TYPE_DICT_VALUES] = common;
  vm->slots[OURO_TYPE_DICT_VALUES].methods = values_methods;
  ouro_vm_add_methods (vm, OURO_TYPE_DICT_KEYS);
  ouro_vm_add_methods (vm, OURO_TYPE_DICT_VALUES);
  ouro_vm_add_methods (vm, OURO_TYPE_DICT_ITEMS);
  ouro_py_dict_iterators_add (vm);
}
