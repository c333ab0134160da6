/* ouro-py-iterators-private.h - the records that iterators are
 *
 * The cells of each stand in the order of tp_traverse. Once an iterator has come to its end the first cell is empty.
 */
#pragma once

#include "ouro-py-containers-private.h"

/* Over a sequence. */
enum {
  OURO_INDEX_ITERATOR_SEQUENCE,
  OURO_INDEX_ITERATOR_INDEX, /* number: of the next item */
  OURO_INDEX_ITERATOR_N_CELLS,
};

/* Over a dict. */
enum {
  OURO_DICT_ITERATOR_DICT,
  OURO_DICT_ITERATOR_PAIR,  /* that is used again, if it goes over items */
  OURO_DICT_ITERATOR_USED,  /* number: how many entries the dict had, or OURO_ITERATOR_INVALID */
  OURO_DICT_ITERATOR_ENTRY, /* number: the next one; backwards one more than that */
  OURO_DICT_ITERATOR_LEFT,  /* number: how many are still expected */
  OURO_DICT_ITERATOR_N_CELLS,
};

/* Over a set. */
enum {
  OURO_SET_ITERATOR_SET,
  OURO_SET_ITERATOR_USED,  /* number: how many members the set had, or OURO_ITERATOR_INVALID */
  OURO_SET_ITERATOR_PLACE, /* number: the next one */
  OURO_SET_ITERATOR_LEFT,  /* number: how many are still expected */
  OURO_SET_ITERATOR_N_CELLS,
};

/* Over a deque, in one direction or the other. */
enum {
  OURO_DEQUE_ITERATOR_DEQUE,
  OURO_DEQUE_ITERATOR_STATE, /* number: of the deque */
  OURO_DEQUE_ITERATOR_LEFT,  /* number: how many items are still expected */
  OURO_DEQUE_ITERATOR_N_CELLS,
};

/* Over an OrderedDict. */
enum {
  OURO_ODICT_ITERATOR_DICT,
  OURO_ODICT_ITERATOR_KEY,   /* the next one */
  OURO_ODICT_ITERATOR_PAIR,  /* that is used again, if it goes over items */
  OURO_ODICT_ITERATOR_WAY,   /* number: OuroOdictWay */
  OURO_ODICT_ITERATOR_USED,  /* number: how many entries the dict had, or OURO_ITERATOR_INVALID */
  OURO_ODICT_ITERATOR_STATE, /* number: of its order */
  OURO_ODICT_ITERATOR_N_CELLS,
};
/* Hidden in repeat of itertools: how often the object is still given, -1 for without end. */
#define OURO_REPEAT_LEFT 0

/* The container has changed its size: every further step says so. */
#define OURO_ITERATOR_INVALID 0x7fffffffu

/* What __length_hint__ () of a built-in iterator says; -1 when it has none. */
gint64 ouro_py_iterator_get_hint (const OuroVm *vm,
                                  OuroId        iterator);

OuroId ouro_py_list_reverse_iterator_new (OuroVm *vm,
                                          OuroId  list);

/* n values from start on; the last one fits, too. */
OuroId ouro_py_range_iterator_new (OuroVm *vm,
                                   gint64  start,
                                   gint64  step,
                                   gint64  n);

/* The same for large numbers; takes over the references. */
OuroId ouro_py_longrange_iterator_new (OuroVm *vm,
                                       OuroId  start,
                                       OuroId  step,
                                       OuroId  n);

/* type: one of the six iterators of dicts. */
OuroId ouro_py_dict_iterator_new (OuroVm *vm,
                                  OuroId  type,
                                  OuroId  dict);

/* type: one of the two iterators of deques. */
OuroId ouro_py_deque_iterator_new (OuroVm *vm,
                                   OuroId  type,
                                   OuroId  deque);

OuroId ouro_py_set_iterator_new (OuroVm *vm,
                                 OuroId  set);

/* enumerate, reversed, zip, map and filter can be derived from: the record is the value of the object then, and does not
 * count by itself. It is filled between these two; the second makes the object and tracks it. */
OuroId ouro_py_iterator_allocate (OuroVm *vm,
                                  OuroId  cls,
                                  OuroId  type,
                                  guint   n_hidden,
                                  guint32 n);
OuroId ouro_py_iterator_finish (OuroVm *vm,
                                OuroId  cls,
                                OuroId  iterator);

/* Fills the slots of an iterator's type, with __length_hint__ (). */
void ouro_py_iterator_add_type (OuroVm *vm,
                                OuroId  type,
                                OuroId (*next) (OuroVm *vm,
                                                OuroId  self));
