/* ouro-trace-heap.h - a heap as the objects of a trace record
 *
 * What the recorder of real interpreters sees, seen in ours: objects from the names breadth first, then garbage, each with type, count,
 * generation, size and references.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "ouro-heap.h"

/* What a record says of an object as its "value", where that takes the machine to know (repr (), a qualified name): NULL for nothing.
 * Free with g_free (). */
typedef char *(*OuroTraceWordFunc) (OuroId   object,
                                    gpointer data);

/* Adds the members "names", "objects" and "garbage" to the object that the builder is in. */
void ouro_trace_add_heap (JsonBuilder      *builder,
                          const OuroHeap   *heap,
                          gboolean          with_garbage,
                          OuroTraceWordFunc func,
                          gpointer          data);
