/* ouro-py-set.c - set, frozenset: their making, members and slots
 *
 * What one set does with another is in ouro-py-set-algebra.c, the methods are in ouro-py-set-methods.c.
 * Source  Objects/setobject.c (3.11 to 3.15)
 */
#include "ouro-py-set-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* As sys.getsizeof () shows an empty one. */
#define SET_BYTES 216

/* From so many members on, room is looked for before one more is added. */
#define LARGE_SET 100000

#define ROLE "set element"

/* Making -------------------------------------------------------------------------------------- */

static OuroId
allocate (OuroVm  *vm,
          OuroId   type,
          gboolean is_payload)
{
  OuroId set = ouro_heap_allocate (vm->heap, OURO_KIND_SET, is_payload ? 0 : OURO_FLAG_GC, type, OURO_FREELIST_NONE, SET_BYTES, 1, 0, 0);

  ouro_set_initialise (vm->heap, set);
  return set;
}

OuroId
ouro_py_set_new (OuroVm *vm,
                 OuroId  type)
{
  OuroId set = allocate (vm, type, FALSE);

  ouro_heap_track (vm->heap, set);
  return set;
}

/* A frozenset of what refers to nothing need not be looked at by the collector (3.15). */
static gboolean
needs_tracking (const OuroVm *vm,
                OuroId        set)
{
  const OuroHeap *heap = vm->heap;

  if (heap->rows[set].cls != OURO_TYPE_FROZENSET || !vm->profile->atomic_frozenset_untracked)
    return TRUE;
  for (guint32 i = 0; i < heap->rows[set].n; i++)
    {
      OuroId member = ouro_heap_get_cell (heap, set, i);

      if (member != OURO_NO_ID && ouro_heap_may_be_tracked (heap, member))
        return TRUE;
    }
  return FALSE;
}

OuroId
ouro_py_set_from (OuroVm *vm,
                  OuroId  type,
                  OuroId  iterable)
{
  OuroId   set = allocate (vm, type, FALSE);
  gboolean good;

  if (!vm->profile->sets_tracked_when_filled)
    ouro_heap_track (vm->heap, set);
  ouro_vm_hold (vm, set);
  good = iterable == OURO_NO_ID || ouro_py_set_update (vm, set, iterable);
  ouro_vm_release (vm);
  if (!good)
    {
      ouro_heap_decref (vm->heap, set);
      return OURO_NO_ID;
    }
  if (needs_tracking (vm, set))
    ouro_heap_track (vm->heap, set);
  return set;
}

/* Members ------------------------------------------------------------------------------------- */

gboolean
ouro_py_set_add_hashed (OuroVm *vm,
                        OuroId  set,
                        OuroId  key,
                        gint64  hash)
{
  guint32 n = ouro_set_get_length (vm->heap, set);

  if (n >= LARGE_SET && !ouro_py_has_room (vm, (guint64)n * 16))
    return FALSE;
  return ouro_set_add (vm->heap, set, key, hash, ouro_vm_keys_equal, vm) >= 0;
}

gboolean
ouro_py_set_add (OuroVm *vm,
                 OuroId  set,
                 OuroId  item)
{
  gint64 hash;

  return ouro_py_hash_key (vm, item, ROLE, &hash) && ouro_py_set_add_hashed (vm, ouro_vm_value (vm, set), item, hash);
}

int
ouro_py_set_has_hashed (OuroVm *vm,
                        OuroId  set,
                        OuroId  key,
                        gint64  hash)
{
  gint64 place = ouro_set_find (vm->heap, set, key, hash, ouro_vm_keys_equal, vm);

  return place == OURO_DICT_ERROR ? -1 : place >= 0;
}

int
ouro_py_set_discard_hashed (OuroVm *vm,
                            OuroId  set,
                            OuroId  key,
                            gint64  hash)
{
  gint64 place = ouro_set_find (vm->heap, set, key, hash, ouro_vm_keys_equal, vm);

  if (place >= 0)
    ouro_heap_decref (vm->heap, ouro_set_remove (vm->heap, set, (guint32)place));
  return place == OURO_DICT_ERROR ? -1 : place >= 0;
}

/* One of the two functions above, for a key of any kind. An unhashable set is sought as the frozenset of its members. */
static int
look_for (OuroVm *vm,
          OuroId  set,
          OuroId  key,
          int (*func) (OuroVm *vm,
                       OuroId  set,
                       OuroId  key,
                       gint64  hash))
{
  gint64 hash;
  OuroId frozen;
  int    found = -1;

  if (ouro_py_hash_key (vm, key, ROLE, &hash))
    return func (vm, set, key, hash);
  if (ouro_vm_value_type (vm, key) != OURO_TYPE_SET || !ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
    return -1;
  ouro_vm_clear_exception (vm);
  frozen = ouro_py_set_from (vm, OURO_TYPE_FROZENSET, key);
  if (frozen == OURO_NO_ID)
    return -1;
  ouro_vm_hold (vm, frozen);
  if (ouro_vm_hash (vm, frozen, &hash))
    found = func (vm, set, frozen, hash);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return found;
}

int
ouro_py_set_has (OuroVm *vm,
                 OuroId  set,
                 OuroId  key)
{
  return look_for (vm, set, key, ouro_py_set_has_hashed);
}

int
ouro_py_set_discard (OuroVm *vm,
                     OuroId  set,
                     OuroId  key)
{
  return look_for (vm, set, key, ouro_py_set_discard_hashed);
}

gboolean
ouro_py_set_for_each (OuroVm        *vm,
                      OuroId         set,
                      OuroMemberFunc func,
                      gpointer       data)
{
  for (guint32 i = 0; i < vm->heap->rows[set].n; i++)
    {
      OuroId   member = ouro_heap_get_cell (vm->heap, set, i);
      gboolean good;

      if (member == OURO_NO_ID)
        continue;
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, member));
      good = func (vm, member, ouro_set_get_hash (vm->heap, set, i), data);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      if (!good || !ouro_vm_may_go_on (vm, i))
        return FALSE;
    }
  return TRUE;
}

/* Adding many --------------------------------------------------------------------------------- */

static gboolean
add_item (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  OuroId *set = data;

  return ouro_py_set_add (vm, *set, item) && ouro_vm_may_go_on (vm, ouro_set_get_length (vm->heap, *set));
}

/* set_update_dict: the hashes of the keys are known. */
static gboolean
add_keys (OuroVm *vm,
          OuroId  set,
          OuroId  dict)
{
  OuroHeap *heap = vm->heap;

  if (!ouro_py_has_room (vm, (guint64)ouro_dict_get_length (heap, dict) * 16))
    return FALSE;
  ouro_set_reserve (heap, set, ouro_dict_get_length (heap, dict));
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (heap, dict, i);

      if (key != OURO_NO_ID && !ouro_py_set_add_hashed (vm, set, key, ouro_dict_get_hash (heap, dict, i)))
        return FALSE;
    }
  return TRUE;
}

gboolean
ouro_py_set_update (OuroVm *vm,
                    OuroId  set,
                    OuroId  iterable)
{
  OuroId storage = ouro_vm_value (vm, set);

  if (ouro_py_is_set (vm, iterable))
    {
      OuroId other = ouro_vm_value (vm, iterable);

      return ouro_py_has_room (vm, (guint64)ouro_set_get_length (vm->heap, other) * 16) && ouro_set_merge (vm->heap, storage, other, ouro_vm_keys_equal, vm) >= 0;
    }
  if (vm->heap->rows[iterable].cls == OURO_TYPE_DICT)
    return add_keys (vm, storage, iterable);
  return ouro_py_iterate (vm, iterable, add_item, &storage);
}

/* Iterator ------------------------------------------------------------------------------------ */

OuroId
ouro_py_set_iterator_new (OuroVm *vm,
                          OuroId  set)
{
  OuroId  iterator = ouro_py_record_new (vm, OURO_TYPE_SET_ITERATOR, OURO_FREELIST_NONE, 0, OURO_SET_ITERATOR_N_CELLS);
  guint32 n = ouro_set_get_length (vm->heap, ouro_vm_value (vm, set));

  ouro_heap_set_cell (vm->heap, iterator, OURO_SET_ITERATOR_SET, ouro_vm_new_reference (vm, set));
  ouro_py_set_number (vm, iterator, OURO_SET_ITERATOR_USED, n);
  ouro_py_set_number (vm, iterator, OURO_SET_ITERATOR_PLACE, 0);
  ouro_py_set_number (vm, iterator, OURO_SET_ITERATOR_LEFT, n);
  ouro_heap_track (vm->heap, iterator);
  return iterator;
}

static OuroId
set_iterator_next (OuroVm *vm,
                   OuroId  self)
{
  OuroHeap *heap = vm->heap;
  OuroId    set = ouro_heap_get_cell (heap, self, OURO_SET_ITERATOR_SET);
  guint32   place = ouro_py_get_number (vm, self, OURO_SET_ITERATOR_PLACE);

  if (set == OURO_NO_ID)
    return OURO_NO_ID;
  set = ouro_vm_value (vm, set);
  if (ouro_py_get_number (vm, self, OURO_SET_ITERATOR_USED) != ouro_set_get_length (heap, set))
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "Set changed size during iteration");
      ouro_py_set_number (vm, self, OURO_SET_ITERATOR_USED, OURO_ITERATOR_INVALID);
      return OURO_NO_ID;
    }
  while (place < heap->rows[set].n && ouro_heap_get_cell (heap, set, place) == OURO_NO_ID)
    place++;
  ouro_py_set_number (vm, self, OURO_SET_ITERATOR_PLACE, place + 1);
  if (place >= heap->rows[set].n)
    {
      ouro_py_drop_cell (vm, self, OURO_SET_ITERATOR_SET);
      return OURO_NO_ID;
    }
  ouro_py_set_number (vm, self, OURO_SET_ITERATOR_LEFT, ouro_py_get_number (vm, self, OURO_SET_ITERATOR_LEFT) - 1);
  return ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, set, place));
}

/* Slots --------------------------------------------------------------------------------------- */

/* The members as list () gives them. */
static gboolean
add_members (OuroTextBuilder *text,
             OuroVm          *vm,
             OuroId           self)
{
  OuroId   list = ouro_py_list_from (vm, self);
  gboolean good;

  if (list == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, list);
  good = ouro_py_text_add_cells (text, vm, list);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

static OuroId
set_repr (OuroVm *vm,
          OuroId  self)
{
  gboolean         is_exact = vm->heap->rows[self].cls == OURO_TYPE_SET;
  g_autofree char *name = ouro_vm_dup_type_name (vm, self);
  OuroTextBuilder  text;
  gboolean         good;

  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "%s(...)", name);
  if (ouro_set_get_length (vm->heap, ouro_vm_value (vm, self)) == 0)
    {
      ouro_vm_repr_leave (vm, self);
      return ouro_vm_new_str (vm, "%s()", name);
    }
  ouro_text_builder_init (&text);
  if (!is_exact)
    {
      ouro_text_builder_add_utf8 (&text, name);
      ouro_text_builder_add_utf8 (&text, "(");
    }
  ouro_text_builder_add_utf8 (&text, "{");
  good = add_members (&text, vm, self);
  ouro_text_builder_add_utf8 (&text, is_exact ? "}" : "})");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

static guint64
shuffle_bits (guint64 hash)
{
  return ((hash ^ 89869747ull) ^ (hash << 16)) * 3644798167ull;
}

/* frozenset_hash: the same for every order of the members. */
static gboolean
frozenset_hash (OuroVm *vm,
                OuroId  self,
                gint64 *hash)
{
  OuroId  set = ouro_vm_value (vm, self);
  guint64 sum = 0;

  for (guint32 i = 0; i < vm->heap->rows[set].n; i++)
    if (ouro_heap_get_cell (vm->heap, set, i) != OURO_NO_ID)
      sum ^= shuffle_bits ((guint64)ouro_set_get_hash (vm->heap, set, i));
  sum ^= ((guint64)ouro_set_get_length (vm->heap, set) + 1) * 1927868237ull;
  sum ^= (sum >> 11) ^ (sum >> 25);
  sum = sum * 69069u + 907133923ull;
  *hash = sum == G_MAXUINT64 ? 590923713 : (gint64)sum;
  return TRUE;
}

static int
compare_sets (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  guint32 n_a = ouro_set_get_length (vm->heap, a);
  guint32 n_b = ouro_set_get_length (vm->heap, b);
  int     equal;

  switch ((guint)op)
    {
    case OURO_OPERATOR_EQ:
      return n_a == n_b ? ouro_py_set_is_subset (vm, a, b) : 0;
    case OURO_OPERATOR_NOT_EQ:
      equal = compare_sets (vm, a, b, OURO_OPERATOR_EQ);
      return equal < 0 ? -1 : !equal;
    case OURO_OPERATOR_LT:
      return n_a < n_b ? ouro_py_set_is_subset (vm, a, b) : 0;
    case OURO_OPERATOR_LT_E:
      return ouro_py_set_is_subset (vm, a, b);
    case OURO_OPERATOR_GT:
      return n_a > n_b ? ouro_py_set_is_subset (vm, b, a) : 0;
    default:
      return ouro_py_set_is_subset (vm, b, a);
    }
}

static OuroId
to_bool (int truth)
{
  return truth < 0 ? OURO_NO_ID : ouro_vm_bool (truth);
}

static OuroId
set_compare (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  if (!ouro_py_is_set (vm, a) || !ouro_py_is_set (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  return to_bool (compare_sets (vm, ouro_vm_value (vm, a), ouro_vm_value (vm, b), op));
}

static OuroId
unite (OuroVm *vm,
       OuroId  type,
       OuroId  a,
       OuroId  b)
{
  OuroId result = ouro_py_set_from (vm, type, a);

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  if (!ouro_py_set_update (vm, result, b))
    {
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      return OURO_NO_ID;
    }
  ouro_vm_release (vm);
  ouro_heap_track (vm->heap, result);
  return result;
}

static OuroId
set_binary (OuroVm      *vm,
            OuroId       a,
            OuroId       b,
            OuroOperator op)
{
  OuroId type = ouro_vm_value_type (vm, a);

  if (!ouro_py_is_set (vm, a) || !ouro_py_is_set (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  a = ouro_vm_value (vm, a);
  switch ((guint)op)
    {
    case OURO_OPERATOR_BIT_OR:
      return unite (vm, type, a, b);
    case OURO_OPERATOR_BIT_AND:
      return ouro_py_set_intersect (vm, type, a, b);
    case OURO_OPERATOR_SUB:
      return ouro_py_set_subtract (vm, type, a, b);
    case OURO_OPERATOR_BIT_XOR:
      return ouro_py_set_exclude (vm, type, a, b);
    default:
      return OURO_ID_NOT_IMPLEMENTED;
    }
}

static OuroId
set_inplace (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  OuroId   set = ouro_vm_value (vm, a);
  gboolean good;

  if (!ouro_py_is_set (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  switch ((guint)op)
    {
    case OURO_OPERATOR_BIT_OR:
      good = ouro_py_set_update (vm, set, b);
      break;
    case OURO_OPERATOR_BIT_AND:
      good = ouro_py_set_intersect_in_place (vm, set, b);
      break;
    case OURO_OPERATOR_SUB:
      good = ouro_py_set_subtract_in_place (vm, set, b);
      break;
    case OURO_OPERATOR_BIT_XOR:
      good = ouro_py_set_exclude_in_place (vm, set, b);
      break;
    default:
      return OURO_ID_NOT_IMPLEMENTED;
    }
  return good ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
}

static gint64
set_length (OuroVm *vm,
            OuroId  self)
{
  return ouro_set_get_length (vm->heap, ouro_vm_value (vm, self));
}

static int
set_contains (OuroVm *vm,
              OuroId  self,
              OuroId  value)
{
  return ouro_py_set_has (vm, ouro_vm_value (vm, self), value);
}

static OuroId
set_construct (OuroVm        *vm,
               OuroId         cls,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return cls == OURO_TYPE_SET ? ouro_py_set_new (vm, OURO_TYPE_SET) : ouro_vm_wrap (vm, cls, allocate (vm, OURO_TYPE_SET, TRUE));
}

static gboolean
set_initialise (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  if (!ouro_py_check_arguments (vm, "set", n_args, kwnames, 0, 1))
    return FALSE;
  ouro_set_clear (vm->heap, ouro_vm_value (vm, self));
  return n_args == 0 || ouro_py_set_update (vm, self, ouro_vm_argument (args, 0));
}

static OuroId
frozenset_construct (OuroVm        *vm,
                     OuroId         cls,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId iterable = n_args > 0 ? ouro_vm_argument (args, 0) : OURO_NO_ID;
  OuroId payload;

  if (!ouro_py_check_arguments (vm, "frozenset", n_args, cls == OURO_TYPE_FROZENSET ? kwnames : OURO_NO_ID, 0, 1))
    return OURO_NO_ID;
  if (cls == OURO_TYPE_FROZENSET)
    {
      if (iterable != OURO_NO_ID && vm->heap->rows[iterable].cls == OURO_TYPE_FROZENSET)
        return ouro_vm_new_reference (vm, iterable);
      return ouro_py_set_from (vm, cls, iterable);
    }
  payload = allocate (vm, OURO_TYPE_FROZENSET, TRUE);
  ouro_vm_hold (vm, payload);
  if (iterable != OURO_NO_ID && !ouro_py_set_update (vm, payload, iterable))
    {
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      return OURO_NO_ID;
    }
  ouro_vm_release (vm);
  return ouro_vm_wrap (vm, cls, payload);
}

void
ouro_py_set_add_type (OuroVm *vm)
{
  const OuroTypeSlots common = {
    .repr = set_repr,
    .compare = set_compare,
    .binary = set_binary,
    .length = set_length,
    .contains = set_contains,
    .iter = ouro_py_set_iterator_new,
  };

  vm->slots[OURO_TYPE_SET] = common;
  vm->slots[OURO_TYPE_SET].hash = ouro_vm_unhashable;
  vm->slots[OURO_TYPE_SET].inplace = set_inplace;
  vm->slots[OURO_TYPE_SET].construct = set_construct;
  vm->slots[OURO_TYPE_SET].initialise = set_initialise;
  vm->slots[OURO_TYPE_SET].methods = ouro_py_set_methods;
  vm->slots[OURO_TYPE_FROZENSET] = common;
  vm->slots[OURO_TYPE_FROZENSET].hash = frozenset_hash;
  vm->slots[OURO_TYPE_FROZENSET].construct = frozenset_construct;
  vm->slots[OURO_TYPE_FROZENSET].methods = ouro_py_frozenset_methods;
  ouro_vm_add_methods (vm, OURO_TYPE_SET);
  ouro_vm_add_methods (vm, OURO_TYPE_FROZENSET);
  ouro_py_iterator_add_type (vm, OURO_TYPE_SET_ITERATOR, set_iterator_next);
}
