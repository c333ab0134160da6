/* ouro-py-deque-private.h - what the files of deque share
 *
 * Here a deque is the object that holds the items, not an instance of a class that derives from deque, unless it is called self.
 */
#pragma once

#include "ouro-py-containers-private.h"

/* deque.append () and deque.appendleft (): takes over the item, and keeps within the limit. */
void ouro_py_deque_append (OuroVm *vm,
                           OuroId  deque,
                           OuroId  item);
void ouro_py_deque_append_left (OuroVm *vm,
                                OuroId  deque,
                                OuroId  item);

/* deque.extend () and deque.extendleft (). */
gboolean ouro_py_deque_extend (OuroVm  *vm,
                               OuroId   self,
                               OuroId   iterable,
                               gboolean to_left);

OuroId   ouro_py_deque_copy (OuroVm *vm,
                             OuroId  self);
gboolean ouro_py_deque_repeat (OuroVm *vm,
                               OuroId  self,
                               gint64  times);

/* The first place from start on, before stop, with an equal item; -1 when there is none, -2 for an exception: of this type, if
 * the deque changes meanwhile. */
gint64 ouro_py_deque_find (OuroVm *vm,
                           OuroId  deque,
                           OuroId  value,
                           gint64  start,
                           gint64  stop,
                           OuroId  mutation_error);

void ouro_py_deque_delete (OuroVm *vm,
                           OuroId  deque,
                           guint32 index);

/* ouro-py-deque-iterators.c */
void ouro_py_deque_iterators_add (OuroVm *vm);

/* ouro-py-deque-methods.c */
extern const OuroBuiltinDef ouro_py_deque_methods[];

#define OURO_DEQUE_MUTATED "deque mutated during iteration"
