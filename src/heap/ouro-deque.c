/* ouro-deque.c - the storage of a deque
 *
 * Hidden words: list of weak references, limit, state.
 */
#include "ouro-deque.h"

#define BLOCK_LENGTH 64u
#define BLOCK_BYTES  528

/* Room for so many items is made at once, and an empty deque has it. */
#define LEAST_ROOM 64

enum {
  HIDDEN_WEAKREFS,
  HIDDEN_LIMIT, /* low, then high */
  HIDDEN_STATE = HIDDEN_LIMIT + 2,
  N_HIDDEN,
};

OuroId
ouro_deque_new (OuroHeap *heap,
                guint32   flags)
{
  OuroId deque = ouro_heap_allocate (heap, OURO_KIND_DEQUE, flags, OURO_TYPE_DEQUE, OURO_FREELIST_NONE, OURO_DEQUE_BYTES, N_HIDDEN, OURO_DEQUE_MIDDLE_PLACE, LEAST_ROOM);

  ouro_heap_set_aux (heap, deque, OURO_DEQUE_MIDDLE_PLACE);
  ouro_deque_set_limit (heap, deque, OURO_DEQUE_UNLIMITED);
  return deque;
}

static inline guint32
get_first (const OuroHeap *heap,
           OuroId          deque)
{
  return heap->rows[deque].aux;
}

guint32
ouro_deque_get_length (const OuroHeap *heap,
                       OuroId          deque)
{
  return heap->rows[deque].n - get_first (heap, deque);
}

OuroId
ouro_deque_get (const OuroHeap *heap,
                OuroId          deque,
                guint32         index)
{
  return ouro_heap_get_cell (heap, deque, get_first (heap, deque) + index);
}

gint64
ouro_deque_get_limit (const OuroHeap *heap,
                      OuroId          deque)
{
  return (gint64)((guint64)ouro_heap_get_hidden (heap, deque, HIDDEN_LIMIT + 1) << 32 | ouro_heap_get_hidden (heap, deque, HIDDEN_LIMIT));
}

void
ouro_deque_set_limit (OuroHeap *heap,
                      OuroId    deque,
                      gint64    limit)
{
  ouro_heap_set_hidden (heap, deque, HIDDEN_LIMIT, (guint32)limit);
  ouro_heap_set_hidden (heap, deque, HIDDEN_LIMIT + 1, (guint32)((guint64)limit >> 32));
}

guint32
ouro_deque_get_state (const OuroHeap *heap,
                      OuroId          deque)
{
  return ouro_heap_get_hidden (heap, deque, HIDDEN_STATE);
}

static void
change_state (OuroHeap *heap,
              OuroId    deque)
{
  ouro_heap_set_hidden (heap, deque, HIDDEN_STATE, (ouro_deque_get_state (heap, deque) + 1) & ~OURO_CELL_INT);
}

void
ouro_deque_begin_at (OuroHeap *heap,
                     OuroId    deque,
                     guint     place)
{
  ouro_heap_set_n_cells (heap, deque, place);
  ouro_heap_set_aux (heap, deque, place);
}

/* The items move, so that there are so many empty places before them; what was there is overwritten or empty. */
static void
move_items (OuroHeap *heap,
            OuroId    deque,
            guint32   first)
{
  guint32 old = get_first (heap, deque);
  guint32 n = ouro_deque_get_length (heap, deque);

  if (first > old)
    ouro_heap_set_n_cells (heap, deque, first + n);
  ouro_heap_move_cells (heap, deque, first, old, n);
  if (first > old)
    for (guint32 i = old; i < MIN (old + n, first); i++)
      ouro_heap_set_cell (heap, deque, i, 0);
  else
    ouro_heap_set_n_cells (heap, deque, first + n);
  ouro_heap_set_aux (heap, deque, first);
}

/* Both ways of the deque have room in proportion to what it holds, in whole blocks. */
static guint32
get_margin (guint32 n)
{
  return MAX (n / BLOCK_LENGTH, 1) * BLOCK_LENGTH;
}

void
ouro_deque_append (OuroHeap *heap,
                   OuroId    deque,
                   OuroId    item)
{
  guint32 n = ouro_deque_get_length (heap, deque);
  guint32 first = get_first (heap, deque);

  /* A queue that goes out at the left leaves its room behind. */
  if (first >= 2 * get_margin (n) + BLOCK_LENGTH)
    move_items (heap, deque, first % BLOCK_LENGTH);
  ouro_heap_set_n_cells (heap, deque, heap->rows[deque].n + 1);
  ouro_heap_set_cell (heap, deque, heap->rows[deque].n - 1, item);
  change_state (heap, deque);
}

void
ouro_deque_append_left (OuroHeap *heap,
                        OuroId    deque,
                        OuroId    item)
{
  guint32 first = get_first (heap, deque);

  if (first == 0)
    {
      first = get_margin (ouro_deque_get_length (heap, deque));
      move_items (heap, deque, first);
    }
  ouro_heap_set_cell (heap, deque, first - 1, item);
  ouro_heap_set_aux (heap, deque, first - 1);
  change_state (heap, deque);
}

OuroId
ouro_deque_pop (OuroHeap *heap,
                OuroId    deque)
{
  guint32 n = heap->rows[deque].n - 1;
  OuroId  item = ouro_heap_get_cell (heap, deque, n);

  ouro_heap_set_n_cells (heap, deque, n);
  if (ouro_deque_get_length (heap, deque) == 0 && n % BLOCK_LENGTH == 0)
    ouro_deque_begin_at (heap, deque, OURO_DEQUE_MIDDLE_PLACE);
  change_state (heap, deque);
  return item;
}

OuroId
ouro_deque_pop_left (OuroHeap *heap,
                     OuroId    deque)
{
  guint32 first = get_first (heap, deque);
  OuroId  item = ouro_heap_get_cell (heap, deque, first);

  ouro_heap_set_cell (heap, deque, first, 0);
  ouro_heap_set_aux (heap, deque, first + 1);
  if (ouro_deque_get_length (heap, deque) == 0)
    ouro_deque_begin_at (heap, deque, (first + 1) % BLOCK_LENGTH == 0 ? OURO_DEQUE_MIDDLE_PLACE : (first + 1) % BLOCK_LENGTH);
  change_state (heap, deque);
  return item;
}

/* The way is the shorter one. */
static gint64
get_turns (gint64 length,
           gint64 n)
{
  gint64 half = length / 2;

  if (n <= half && n >= -half)
    return n;
  n %= length;
  return n > half ? n - length : n < -half ? n + length
                                           : n;
}

void
ouro_deque_rotate (OuroHeap *heap,
                   OuroId    deque,
                   gint64    n)
{
  guint32 length = ouro_deque_get_length (heap, deque);

  if (length <= 1)
    return;
  change_state (heap, deque);
  for (n = get_turns (length, n); n > 0; n--)
    ouro_deque_append_left (heap, deque, ouro_deque_pop (heap, deque));
  for (; n < 0; n++)
    ouro_deque_append (heap, deque, ouro_deque_pop_left (heap, deque));
}

OuroId
ouro_deque_replace (OuroHeap *heap,
                    OuroId    deque,
                    guint32   index,
                    OuroId    item)
{
  guint32 place = get_first (heap, deque) + index;
  OuroId  old = ouro_heap_get_cell (heap, deque, place);

  ouro_heap_set_cell (heap, deque, place, item);
  return old;
}

void
ouro_deque_clear (OuroHeap *heap,
                  OuroId    deque)
{
  guint32            first = get_first (heap, deque);
  guint32            n = ouro_deque_get_length (heap, deque);
  g_autofree OuroId *items = n > 0 ? g_new (OuroId, n) : NULL;

  if (n == 0)
    return;
  for (guint32 i = 0; i < n; i++)
    {
      items[i] = ouro_heap_get_cell (heap, deque, first + i);
      ouro_heap_set_cell (heap, deque, first + i, 0);
    }
  ouro_deque_begin_at (heap, deque, OURO_DEQUE_MIDDLE_PLACE);
  change_state (heap, deque);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_decref (heap, items[i]);
}

gsize
ouro_deque_get_blocks_size (const OuroHeap *heap,
                            OuroId          deque)
{
  guint32 n = get_first (heap, deque) % BLOCK_LENGTH + ouro_deque_get_length (heap, deque);

  return (gsize)(n + BLOCK_LENGTH - 1) / BLOCK_LENGTH * BLOCK_BYTES;
}
