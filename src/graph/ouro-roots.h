/* ouro-roots.h - from where a heap is looked at: names, frames, the stack
 *
 * The heap itself says what the module's names are (the dict in OURO_ROOT_NAMESPACE). What its
 * stack means only the virtual machine knows, so upper floors tell: which places are locals,
 * which are values under evaluation.
 *
 * Owner  everything is lent; it must outlive whoever was given it.
 */
#pragma once

#include "ouro-heap.h"

/* For a local that is not on the stack: it stands in the dict of a class body. */
#define OURO_NO_PLACE G_MAXUINT32

/* A local that is bound. One that an inner function shares is the cell object; its content
 * follows it. */
typedef struct
{
  const char *name;
  OuroId      object;
  guint32     place; /* of the stack, or OURO_NO_PLACE */
} OuroLocal;

typedef struct
{
  const char      *name; /* "area"; "<module>" */
  const OuroLocal *locals;
  guint            n_locals;
  guint32          first_value; /* places of its evaluation stack; all other places of the frame are the machine's own */
  guint32          end;
} OuroFrameNames;

typedef struct
{
  const OuroHeap       *heap;
  guint32               stack_end; /* one past the last place in use: at the start of a transaction OURO_WORD_STACK_END */
  const OuroFrameNames *frames;    /* from the module's to the innermost; may be none */
  guint                 n_frames;
  const char *const    *root_names; /* OURO_N_ROOTS of them: what a root holds, "gc.garbage"; NULL, or NULLs */

  /* What a cell of a generator, frame or record holds: "i", "__self__"; NULL when it is no
   * business of people. The string stays good as long as the heap. May be NULL. */
  const char *(*get_cell_name) (const OuroHeap *heap,
                                OuroId          object,
                                guint32         cell,
                                gpointer        data);
  gpointer data;
} OuroRoots;

/* No frames, no names of cells, the stack as it was when the present transaction began. */
static inline OuroRoots
ouro_roots_of_heap (const OuroHeap *heap)
{
  return (OuroRoots){ .heap = heap, .stack_end = ouro_heap_get_word (heap, OURO_WORD_STACK_END) };
}
