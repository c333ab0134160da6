/* build.h - objects as the virtual machine makes them, for tests that run no Python
 *
 * Counts  every function that returns an OuroId returns a new reference; what is put into a container gets a reference
 *         of its own.
 */
#pragma once

#include "ouro-heap.h"

/* []. Its slots grow as those of CPython (Objects/listobject.c, list_resize). */
OuroId build_list (OuroHeap *heap);
void   build_append (OuroHeap *heap,
                     OuroId    list,
                     OuroId    item);

/* list.append (value) where nobody else holds the value: its reference is taken over. */
void build_append_new (OuroHeap *heap,
                       OuroId    list,
                       OuroId    item);

/* A tuple of the n objects that follow, tracked at birth where the profile has it so. */
OuroId build_tuple (OuroHeap *heap,
                    guint     n,
                    ...);
OuroId build_tuple_of (OuroHeap     *heap,
                       guint         n,
                       const OuroId *items);

OuroId build_set (OuroHeap *heap);
OuroId build_cell (OuroHeap *heap,
                   OuroId    content);

/* A str that is interned, as the names in a program are; the same text is another object each time. */
OuroId build_name (OuroHeap   *heap,
                   const char *text);

/* dict[key] = value, for ints and strings as keys. */
void build_item (OuroHeap *heap,
                 OuroId    dict,
                 OuroId    key,
                 OuroId    value);

/* class name: pass, with flags as in OuroClassFlags (none: it has __slots__; a dict brings shared keys and inline values along;
 * a payload makes it derive from list); the class, its dict, mro and bases are tracked. */
OuroId build_class (OuroHeap   *heap,
                    const char *name,
                    guint       n_slots,
                    guint32     flags);

/* hash () of an int or str, and whether two of them are equal: what a dict or set asks. */
gint64 build_hash (OuroHeap *heap,
                   OuroId    key);
int    build_equal (OuroHeap *heap,
                    OuroId    a,
                    OuroId    b,
                    gpointer  unused);
