/* ouro-weakref.h - weak references: known to their target, counted by nobody
 *
 * Cells     callback (counted, or 0), then three numbers: the target, the next and the previous weak reference to
 *           the same target.
 * Order     the target's list has the newest first, but a plain reference or proxy without callback stands before
 *           all others, as in CPython; callbacks run in this order.
 * Targets   need a hidden word 0 for their list (ouro_heap_can_have_weakrefs ()).
 * Source    Objects/weakrefobject.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-heap.h"

/* Whether weak references to the object can be made: lists, dicts, tuples and atoms cannot. */
gboolean ouro_heap_can_have_weakrefs (const OuroHeap *heap,
                                      OuroId          object);

/* A weak reference of the type (OURO_TYPE_WEAKREF, OURO_TYPE_WEAKPROXY or a class that derives from it), tracked. Without
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

/* The list of a target. */
OuroId ouro_heap_get_first_weakref (const OuroHeap *heap,
                                    OuroId          target);
OuroId ouro_weakref_get_next (const OuroHeap *heap,
                              OuroId          ref);

/* Takes it out of its target's list: it gives None from now on. The callback stays. */
void ouro_weakref_clear (OuroHeap *heap,
                         OuroId    ref);
