/* ouro-memory.h - address space that fills as it is used
 *
 * Large arrays are reserved at once and get memory from the system page by page, when they are
 * first written. They never move. New memory is 0.
 */
#pragma once

#include <glib.h>

/* NULL when the system refuses. */
gpointer ouro_memory_reserve (gsize bytes);

/* NULL is allowed. */
void ouro_memory_release (gpointer memory,
                          gsize    bytes);
