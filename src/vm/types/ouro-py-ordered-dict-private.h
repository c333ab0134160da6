/* ouro-py-ordered-dict-private.h - what the files of OrderedDict share
 *
 * self is the instance; the dict in it is its value, and beside it stands the order of its keys (ouro-order.h).
 */
#pragma once

#include "ouro-order.h"
#include "ouro-py-dict-private.h"

/* What an iterator goes over, and how. */
typedef enum {
  OURO_ODICT_REVERSED = 1 << 0,
  OURO_ODICT_KEYS = 1 << 1,
  OURO_ODICT_VALUES = 1 << 2,
  OURO_ODICT_ITEMS = OURO_ODICT_KEYS | OURO_ODICT_VALUES,
} OuroOdictWay;

#define OURO_ODICT_MUTATED "OrderedDict mutated during iteration"

/* The node of a key, its entry, and their hash; OURO_NO_NODE when there is none, or with an exception. */
guint32 ouro_py_ordered_dict_find (OuroVm *vm,
                                   OuroId  self,
                                   OuroId  key,
                                   gint64 *entry);

/* ouro-py-ordered-dict-views.c */
void   ouro_py_ordered_dict_views_add (OuroVm *vm);
OuroId ouro_py_odict_iterator_new (OuroVm *vm,
                                   OuroId  self,
                                   guint   way);
