/* ouro-py-set-private.h - what sets do for each other, and for the views of dicts
 *
 * Here a set is the object that holds the members, not an instance of a class that derives from set.
 */
#pragma once

#include "ouro-py-containers-private.h"

/* make_new_set (): the members of an iterable, or none for OURO_NO_ID; type is set or frozenset. */
OuroId ouro_py_set_from (OuroVm *vm,
                         OuroId  type,
                         OuroId  iterable);

/* Whether a key is a member: 1, 0, -1. A set that is asked for stands for the frozenset of its members. */
int ouro_py_set_has (OuroVm *vm,
                     OuroId  set,
                     OuroId  key);

/* The same where the hash is known. */
int ouro_py_set_has_hashed (OuroVm *vm,
                            OuroId  set,
                            OuroId  key,
                            gint64  hash);

/* Takes a member out: 1, 0 when there is none, -1. */
int ouro_py_set_discard_hashed (OuroVm *vm,
                                OuroId  set,
                                OuroId  key,
                                gint64  hash);

/* The same for a key whose hash is not known; a set that is to go is sought as above. */
int ouro_py_set_discard (OuroVm *vm,
                         OuroId  set,
                         OuroId  key);

/* A member that is not there yet or may be; FALSE with an exception. */
gboolean ouro_py_set_add_hashed (OuroVm *vm,
                                 OuroId  set,
                                 OuroId  key,
                                 gint64  hash);

/* What to do with each member of a set; FALSE with an exception, or to stop. The member is held. */
typedef gboolean (*OuroMemberFunc) (OuroVm  *vm,
                                    OuroId   member,
                                    gint64   hash,
                                    gpointer data);

/* Calls func for each; the set may change meanwhile. FALSE when func said so. */
gboolean ouro_py_set_for_each (OuroVm        *vm,
                               OuroId         set,
                               OuroMemberFunc func,
                               gpointer       data);

/* ouro-py-set-methods.c */
extern const OuroBuiltinDef ouro_py_set_methods[];
extern const OuroBuiltinDef ouro_py_frozenset_methods[];

/* ouro-py-set-algebra.c: other is any object. The results are new; type is set or frozenset. */
OuroId   ouro_py_set_intersect (OuroVm *vm,
                                OuroId  type,
                                OuroId  self,
                                OuroId  other);
OuroId   ouro_py_set_subtract (OuroVm *vm,
                               OuroId  type,
                               OuroId  self,
                               OuroId  other);
OuroId   ouro_py_set_exclude (OuroVm *vm,
                              OuroId  type,
                              OuroId  self,
                              OuroId  other);
gboolean ouro_py_set_subtract_in_place (OuroVm *vm,
                                        OuroId  self,
                                        OuroId  other);
gboolean ouro_py_set_exclude_in_place (OuroVm *vm,
                                       OuroId  self,
                                       OuroId  other);
gboolean ouro_py_set_intersect_in_place (OuroVm *vm,
                                         OuroId  self,
                                         OuroId  other);

/* 1, 0, -1 */
int ouro_py_set_is_subset (OuroVm *vm,
                           OuroId  self,
                           OuroId  other);
int ouro_py_set_is_superset (OuroVm *vm,
                             OuroId  self,
                             OuroId  other);
int ouro_py_set_is_disjoint (OuroVm *vm,
                             OuroId  self,
                             OuroId  other);
