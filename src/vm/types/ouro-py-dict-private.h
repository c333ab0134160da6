/* ouro-py-dict-private.h - dicts, for their views and iterators
 *
 * Here a dict is the object that holds the entries, not an instance of a class that derives from dict, unless it is called self.
 */
#pragma once

#include "ouro-py-containers-private.h"

static inline gboolean
ouro_py_is_dict (const OuroVm *vm,
                 OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object)) == OURO_KIND_DICT;
}

/* The entry of a key, OURO_DICT_ABSENT or OURO_DICT_ERROR. */
gint64 ouro_py_dict_find (OuroVm *vm,
                          OuroId  dict,
                          OuroId  key,
                          gint64 *hash);

/* dict[key] = value, where the hash is known. */
gboolean ouro_py_dict_set_hashed (OuroVm *vm,
                                  OuroId  dict,
                                  OuroId  key,
                                  gint64  hash,
                                  OuroId  value);

/* What becomes of keys that are there already when dicts are merged. */
typedef enum {
  OURO_MERGE_REPLACE,
  OURO_MERGE_REFUSE, /* KeyError */
} OuroMerge;

/* ouro-py-dict-merge.c: dict_merge () of any mapping; FALSE with an exception. */
gboolean ouro_py_dict_merge (OuroVm   *vm,
                             OuroId    dict,
                             OuroId    mapping,
                             OuroMerge merge);

/* dict.update (argument): a mapping, or an iterable of pairs. */
gboolean ouro_py_dict_update (OuroVm *vm,
                              OuroId  dict,
                              OuroId  argument);

/* For dict and the types that derive from it. */
void ouro_py_raise_key_error (OuroVm *vm,
                              OuroId  key);

/* ouro-py-dict-views.c */
OuroId ouro_py_dict_view_new (OuroVm *vm,
                              OuroId  type,
                              OuroId  dict);

/* ouro-py-dict-iterators.c */
void ouro_py_dict_iterators_add (OuroVm *vm);
