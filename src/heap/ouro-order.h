/* ouro-order.h - the order of an OrderedDict: its keys in a list of their own
 *
 * An OrderedDict is an instance whose payload is a dict. Its first slot holds the order, an object that nobody else sees: a
 * node for each key, linked in both directions, so that a key moves without the others. A node has a number, from 1 on; it
 * stands where the dict has the key's entry as long as nobody changed the dict behind the order's back.
 *
 * Counts   each node holds a reference to its key, as in CPython; the functions take and drop it.
 * Source   Objects/odictobject.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-heap.h"

#define OURO_NO_NODE 0u

/* The object, borrowed; OURO_NO_ID for anything but an OrderedDict, and for one that never held a key. */
OuroId ouro_order_get (const OuroHeap *heap,
                       OuroId          instance);

guint32 ouro_order_get_end_node (const OuroHeap *heap,
                                 OuroId          instance,
                                 gboolean        last);
guint32 ouro_order_get_neighbour (const OuroHeap *heap,
                                  OuroId          instance,
                                  guint32         node,
                                  gboolean        next);
OuroId  ouro_order_get_key (const OuroHeap *heap,
                            OuroId          instance,
                            guint32         node);

/* The cell of the order in which a node's key stands. */
guint32 ouro_order_get_key_cell (guint32 node);

/* The node of the key of an entry of the dict. */
guint32 ouro_order_find (const OuroHeap *heap,
                         OuroId          instance,
                         guint32         entry);

/* A new node at the end for the key of an entry. */
void ouro_order_append (OuroHeap *heap,
                        OuroId    instance,
                        guint32   entry);
void ouro_order_remove (OuroHeap *heap,
                        OuroId    instance,
                        guint32   node);
void ouro_order_move (OuroHeap *heap,
                      OuroId    instance,
                      guint32   node,
                      gboolean  to_last);
void ouro_order_clear (OuroHeap *heap,
                       OuroId    instance);

/* A number that is another one after every change of order. */
guint32 ouro_order_get_state (const OuroHeap *heap,
                              OuroId          instance);

/* What the nodes and the table of them take, in bytes. */
gsize ouro_order_get_size (const OuroHeap *heap,
                           OuroId          instance);
