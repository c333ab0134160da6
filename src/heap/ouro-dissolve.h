/* ouro-dissolve.h - many objects that only hold each other die together
 *
 * What taking them apart one by one comes to, worked out beforehand: who dies after whom decides which row is used again
 * first, and is found on a copy of the references and counts that fits the processor's cache. Then all rows are
 * buried in the order in which they lie.
 *
 * Cost    O(objects and what they refer to), no recursion. Some 40 bytes for each object while it runs.
 * Source  Modules/gcmodule.c, delete_garbage (3.11), with list_clear, dict_tp_clear, subtype_clear and the deallocators
 */
#pragma once

#include "ouro-heap.h"

/* Clears all objects of OURO_LIST_UNREACHABLE from the first on, as ouro_heap_clear_object () does, each held meanwhile; they die of
 * it, and the list is empty afterwards. FALSE when this is nothing for many at once, and then nothing was done: while recording, without
 * the GIL, when code would run, a kind is too special, or something would live on. */
gboolean ouro_heap_dissolve_unreachable (OuroHeap *self);
