/* ouro-repr.h - atoms in words, as repr () prints them */
#pragma once

#include "ouro-heap.h"

/* 'text', 1.5, b'\x00', None ... Free with g_free (). What would have more than limit bytes is cut and ends in "…";
 * 0 for no limit. */
char *ouro_atom_dup_repr (const OuroHeap *heap,
                          OuroId          object,
                          gsize           limit) G_GNUC_WARN_UNUSED_RESULT;

/* repr () of a float. Buffer of at least 32 bytes. */
void ouro_double_repr (double value,
                       char  *buffer);
