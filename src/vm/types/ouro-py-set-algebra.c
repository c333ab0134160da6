/* ouro-py-set-algebra.c - intersection, difference and their like
 *
 * Which of two sets is walked and which is asked decides in what order hashes and comparisons happen, hence follows CPython.
 * Source  Objects/setobject.c: set_intersection, set_difference, set_symmetric_difference_update, set_issubset ... (3.11 to 3.15)
 */
#include "ouro-py-set-private.h"

/* What the functions below do with one member or item after the other. */
typedef struct
{
  OuroId result; /* that is filled or emptied */
  OuroId asked;  /* a set or dict that is looked into */
  int    wanted; /* members for which this is the answer go into the result */
  int    answer; /* of the last question; -1 for an exception */
} Walk;

/* A result being made is held while func fills it. */
static OuroId
finish (OuroVm  *vm,
        OuroId   result,
        gboolean good)
{
  ouro_vm_release (vm);
  if (good && !ouro_vm_has_exception (vm))
    return result;
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
begin (OuroVm *vm,
       OuroId  type)
{
  OuroId result = ouro_py_set_new (vm, type);

  ouro_vm_hold (vm, result);
  return result;
}

/* Intersection -------------------------------------------------------------------------------- */

static gboolean
add_if_wanted (OuroVm  *vm,
               OuroId   member,
               gint64   hash,
               gpointer data)
{
  Walk *walk = data;

  walk->answer = ouro_py_set_has_hashed (vm, walk->asked, member, hash);
  if (walk->answer == walk->wanted)
    return ouro_py_set_add_hashed (vm, walk->result, member, hash);
  return walk->answer >= 0;
}

static gboolean
add_item_if_wanted (OuroVm  *vm,
                    OuroId   item,
                    gpointer data)
{
  gint64 hash;

  return ouro_vm_hash (vm, item, &hash) && add_if_wanted (vm, item, hash, data);
}

OuroId
ouro_py_set_intersect (OuroVm *vm,
                       OuroId  type,
                       OuroId  self,
                       OuroId  other)
{
  OuroId storage = ouro_vm_value (vm, other);
  Walk   walk = { .asked = self, .wanted = 1 };

  if (storage == self)
    return ouro_py_set_from (vm, type, self);
  walk.result = begin (vm, type);
  if (!ouro_py_is_set (vm, other))
    return finish (vm, walk.result, ouro_py_iterate (vm, other, add_item_if_wanted, &walk));
  /* The smaller one is walked. */
  if (ouro_set_get_length (vm->heap, storage) > ouro_set_get_length (vm->heap, self))
    {
      walk.asked = storage;
      storage = self;
    }
  return finish (vm, walk.result, ouro_py_set_for_each (vm, storage, add_if_wanted, &walk));
}

/* The two exchange their tables. */
gboolean
ouro_py_set_intersect_in_place (OuroVm *vm,
                                OuroId  self,
                                OuroId  other)
{
  OuroId result = ouro_py_set_intersect (vm, OURO_TYPE_SET, self, other);

  if (result == OURO_NO_ID)
    return FALSE;
  ouro_set_swap (vm->heap, self, result);
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

/* Difference ---------------------------------------------------------------------------------- */

static gboolean
discard (OuroVm  *vm,
         OuroId   member,
         gint64   hash,
         gpointer data)
{
  Walk *walk = data;

  walk->answer = ouro_py_set_discard_hashed (vm, walk->result, member, hash);
  return walk->answer >= 0;
}

static gboolean
discard_item (OuroVm  *vm,
              OuroId   item,
              gpointer data)
{
  gint64 hash;

  return ouro_py_hash_key (vm, item, "set element", &hash) && discard (vm, item, hash, data);
}

/* The members of a set go; of one that is much larger only those that both have. */
static gboolean
discard_members (OuroVm *vm,
                 OuroId  self,
                 OuroId  other)
{
  Walk     walk = { .result = self };
  OuroId   common;
  gboolean good;

  if (ouro_set_get_length (vm->heap, other) >> 3 <= ouro_set_get_length (vm->heap, self))
    return ouro_py_set_for_each (vm, other, discard, &walk);
  common = ouro_py_set_intersect (vm, OURO_TYPE_SET, self, other);
  if (common == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, common);
  good = ouro_py_set_for_each (vm, common, discard, &walk);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

gboolean
ouro_py_set_subtract_in_place (OuroVm *vm,
                               OuroId  self,
                               OuroId  other)
{
  Walk walk = { .result = self };

  if (ouro_vm_value (vm, other) == self)
    {
      ouro_set_clear (vm->heap, self);
      return TRUE;
    }
  if (ouro_py_is_set (vm, other) ? !discard_members (vm, self, ouro_vm_value (vm, other)) : !ouro_py_iterate (vm, other, discard_item, &walk))
    return FALSE;
  ouro_set_compact (vm->heap, self);
  return TRUE;
}

static OuroId
copy_and_subtract (OuroVm *vm,
                   OuroId  type,
                   OuroId  self,
                   OuroId  other)
{
  OuroId result = ouro_py_set_from (vm, type, self);

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  result = finish (vm, result, ouro_py_set_subtract_in_place (vm, result, other));
  if (result != OURO_NO_ID)
    ouro_heap_track (vm->heap, result);
  return result;
}

static gboolean
add_unless_key (OuroVm  *vm,
                OuroId   member,
                gint64   hash,
                gpointer data)
{
  Walk  *walk = data;
  gint64 entry = ouro_dict_find (vm->heap, walk->asked, member, hash, ouro_vm_keys_equal, vm);

  if (entry == OURO_DICT_ABSENT)
    return ouro_py_set_add_hashed (vm, walk->result, member, hash);
  return entry >= 0;
}

OuroId
ouro_py_set_subtract (OuroVm *vm,
                      OuroId  type,
                      OuroId  self,
                      OuroId  other)
{
  gboolean is_set = ouro_py_is_set (vm, other);
  OuroId   storage = ouro_vm_value (vm, other);
  Walk     walk = { .asked = storage, .wanted = 0 };
  guint32  n;

  if (!is_set && vm->heap->rows[other].cls != OURO_TYPE_DICT)
    return copy_and_subtract (vm, type, self, other);
  n = is_set ? ouro_set_get_length (vm->heap, storage) : ouro_dict_get_length (vm->heap, storage);
  if (ouro_set_get_length (vm->heap, self) >> 2 > n)
    return copy_and_subtract (vm, type, self, other);
  walk.result = begin (vm, type);
  return finish (vm, walk.result, ouro_py_set_for_each (vm, self, is_set ? add_if_wanted : add_unless_key, &walk));
}

/* Symmetric difference ------------------------------------------------------------------------ */

static gboolean
exchange (OuroVm  *vm,
          OuroId   member,
          gint64   hash,
          gpointer data)
{
  Walk *walk = data;

  walk->answer = ouro_py_set_discard_hashed (vm, walk->result, member, hash);
  if (walk->answer == 0)
    return ouro_py_set_add_hashed (vm, walk->result, member, hash);
  return walk->answer > 0;
}

static gboolean
exchange_keys (OuroVm *vm,
               Walk   *walk,
               OuroId  dict)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, dict); i++)
    {
      OuroId   key = ouro_dict_get_key (vm->heap, dict, i);
      gboolean good;

      if (key == OURO_NO_ID)
        continue;
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, key));
      good = exchange (vm, key, ouro_dict_get_hash (vm->heap, dict, i), walk);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      if (!good)
        return FALSE;
    }
  return TRUE;
}

gboolean
ouro_py_set_exclude_in_place (OuroVm *vm,
                              OuroId  self,
                              OuroId  other)
{
  Walk     walk = { .result = self };
  OuroId   members;
  gboolean good;

  if (ouro_vm_value (vm, other) == self)
    {
      ouro_set_clear (vm->heap, self);
      return TRUE;
    }
  if (vm->heap->rows[other].cls == OURO_TYPE_DICT)
    return exchange_keys (vm, &walk, other);
  members = ouro_py_is_set (vm, other) ? ouro_vm_new_reference (vm, ouro_vm_value (vm, other)) : ouro_py_set_from (vm, vm->heap->rows[self].cls, other);
  if (members == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, members);
  good = ouro_py_set_for_each (vm, members, exchange, &walk);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return good;
}

OuroId
ouro_py_set_exclude (OuroVm *vm,
                     OuroId  type,
                     OuroId  self,
                     OuroId  other)
{
  OuroId result = ouro_py_set_from (vm, type, other);

  if (result == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, result);
  result = finish (vm, result, ouro_py_set_exclude_in_place (vm, result, self));
  if (result != OURO_NO_ID)
    ouro_heap_track (vm->heap, result);
  return result;
}

/* Questions ----------------------------------------------------------------------------------- */

/* Goes on as long as the answer is the wanted one. */
static gboolean
ask (OuroVm  *vm,
     OuroId   member,
     gint64   hash,
     gpointer data)
{
  Walk *walk = data;

  walk->answer = ouro_py_set_has_hashed (vm, walk->asked, member, hash);
  return walk->answer == walk->wanted;
}

static gboolean
ask_item (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  Walk *walk = data;

  walk->answer = ouro_py_set_has (vm, walk->asked, item);
  return walk->answer == walk->wanted;
}

/* What ask () or ask_item () has come to: 1 when all answers were the wanted one. */
static int
conclude (const OuroVm *vm,
          gboolean      all)
{
  if (all)
    return 1;
  return ouro_vm_has_exception (vm) ? -1 : 0;
}

int
ouro_py_set_is_subset (OuroVm *vm,
                       OuroId  self,
                       OuroId  other)
{
  OuroId storage = ouro_vm_value (vm, other);
  Walk   walk = { .asked = storage, .wanted = 1 };
  OuroId common;
  int    result;

  if (ouro_py_is_set (vm, other))
    {
      if (ouro_set_get_length (vm->heap, self) > ouro_set_get_length (vm->heap, storage))
        return 0;
      return conclude (vm, ouro_py_set_for_each (vm, self, ask, &walk));
    }
  common = ouro_py_set_intersect (vm, vm->heap->rows[self].cls, self, other);
  if (common == OURO_NO_ID)
    return -1;
  result = ouro_set_get_length (vm->heap, common) == ouro_set_get_length (vm->heap, self);
  ouro_heap_decref (vm->heap, common);
  return result;
}

int
ouro_py_set_is_superset (OuroVm *vm,
                         OuroId  self,
                         OuroId  other)
{
  Walk walk = { .asked = self, .wanted = 1 };

  if (ouro_py_is_set (vm, other))
    return ouro_py_set_is_subset (vm, ouro_vm_value (vm, other), self);
  return conclude (vm, ouro_py_iterate (vm, other, ask_item, &walk));
}

int
ouro_py_set_is_disjoint (OuroVm *vm,
                         OuroId  self,
                         OuroId  other)
{
  OuroId storage = ouro_vm_value (vm, other);
  Walk   walk = { .asked = self, .wanted = 0 };

  if (storage == self)
    return ouro_set_get_length (vm->heap, self) == 0;
  if (!ouro_py_is_exact_set (vm, other))
    return conclude (vm, ouro_py_iterate (vm, other, ask_item, &walk));
  if (ouro_set_get_length (vm->heap, storage) > ouro_set_get_length (vm->heap, self))
    {
      walk.asked = storage;
      storage = self;
    }
  return conclude (vm, ouro_py_set_for_each (vm, storage, ask, &walk));
}
