/* ouro-weakref.h - weak references: known to their target, counted by nobody
 *
 * Cells     callback (counted, or 0), then numbers: the target, the next and the previous weak reference to the same
 *           target, the hash; then, for classes that derive from it, their slots and a dict.
 * Order     the target's list has the newest first, but a plain reference or proxy without callback stands before
 *           all others, as in CPython; callbacks run in this order.
 * Targets   need a hidden word 0 for their list (ouro_heap_can_have_weakrefs ()).
 * Source    Objects/weakrefobject.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-heap.h"

/* The cells before the slots of a class that derives from it. */
#define OURO_WEAKREF_N_CELLS 7

/* Whether weak references to the object can be made: lists, dicts, tuples and atoms cannot. */
gboolean ouro_heap_can_have_weakrefs (const OuroHeap *heap,
                                      OuroId          object);

/* A weak reference of the type (OURO_TYPE_WEAKREF, _WEAKPROXY, _WEAKCALLABLEPROXY or a class that derives from it), tracked. Without
 * callback the present plain one is given again. Takes its own reference to the callback, which may be OURO_NO_ID. */
OuroId ouro_weakref_new (OuroHeap *heap,
                         OuroId    type,
                         OuroId    target,
                         OuroId    callback);

/* OURO_NO_ID once the target has died. */
OuroId ouro_weakref_get_target (const OuroHeap *heap,
                                OuroId          ref);
OuroId ouro_weakref_get_callback (const OuroHeap *heap,
                                  OuroId          ref);

/* The callback, whose reference is the caller's from now on: the weak reference has none any more. */
OuroId ouro_weakref_take_callback (OuroHeap *heap,
                                   OuroId    ref);

/* Whether it is one that all share who ask for one: of no class of its own, without callback. */
gboolean ouro_weakref_is_plain (const OuroHeap *heap,
                                OuroId          ref);

/* The list of a target. */
OuroId ouro_heap_get_first_weakref (const OuroHeap *heap,
                                    OuroId          target);
OuroId ouro_weakref_get_next (const OuroHeap *heap,
                              OuroId          ref);

/* The hash of the target, which it keeps when the target has died. FALSE when it was never asked for. */
gboolean ouro_weakref_get_hash (const OuroHeap *heap,
                                OuroId          ref,
                                gint64         *hash);
void     ouro_weakref_set_hash (OuroHeap *heap,
                                OuroId    ref,
                                gint64    hash);

/* Attributes of one whose class was made by a statement; borrowed. OURO_NO_ID when there are none yet. */
OuroId ouro_weakref_get_dict (const OuroHeap *heap,
                              OuroId          ref);
OuroId ouro_weakref_ensure_dict (OuroHeap *heap,
                                 OuroId    ref);

/* Takes it out of its target's list: it gives None from now on. The callback stays. */
void ouro_weakref_clear (OuroHeap *heap,
                         OuroId    ref);
