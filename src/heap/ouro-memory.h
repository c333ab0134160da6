/* ouro-memory.h - address space that fills as it is used
 *
 * Large arrays are reserved at once and get memory from the system page by page, when they are
 * first written; beyond the first megabytes in large pages. They never move. New memory is 0.
 */
#pragma once

#include <glib.h>

/* NULL when the system refuses. */
gpointer ouro_memory_reserve (gsize bytes);

/* NULL is allowed. */
void ouro_memory_release (gpointer memory,
                          gsize    bytes);

/* Memory that will soon be filled from one end to the other, whoever it comes from: it gets large pages from the system, of which far fewer
 * have to be asked for and looked up. */
void ouro_memory_expect (gpointer memory,
                         gsize    bytes);
