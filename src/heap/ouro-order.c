/* ouro-order.c - the order of an OrderedDict
 *
 * Cells of the order: number of the first node, of the last one, and of changes; then three for each node: key, previous
 * node, next node. A node that is gone has no key; its place is used for the next one where the dict has closed its gaps.
 */
#include "ouro-order.h"

#include "ouro-dict.h"
#include "ouro-instance.h"

enum {
  ORDER_FIRST,
  ORDER_LAST,
  ORDER_STATE,
  ORDER_NODES,
};

enum {
  NODE_KEY,
  NODE_PREVIOUS,
  NODE_NEXT,
  NODE_N_CELLS,
};

#define NODE_BYTES 32

OuroId
ouro_order_get (const OuroHeap *heap,
                OuroId          instance)
{
  guint32 cell;

  if (ouro_heap_get_kind (heap, instance) != OURO_KIND_INSTANCE || ouro_class_get_layout (heap, heap->rows[instance].cls) != OURO_TYPE_ORDERED_DICT)
    return OURO_NO_ID;
  cell = ouro_heap_get_cell (heap, instance, 0);
  return cell & OURO_CELL_PRIVATE ? cell & OURO_CELL_ID_MASK : OURO_NO_ID;
}

/* Numbers and nodes --------------------------------------------------------------------------- */

static guint32
get_number (const OuroHeap *heap,
            OuroId          order,
            guint32         cell)
{
  return ouro_heap_get_cell (heap, order, cell) & ~OURO_CELL_INT;
}

static void
set_number (OuroHeap *heap,
            OuroId    order,
            guint32   cell,
            guint32   number)
{
  ouro_heap_set_cell (heap, order, cell, number | OURO_CELL_INT);
}

static guint32
get_cell_of (guint32 node,
             guint32 field)
{
  return ORDER_NODES + (node - 1) * NODE_N_CELLS + field;
}

/* Nodes that are gone included. */
static guint32
get_n_nodes (const OuroHeap *heap,
             OuroId          order)
{
  return (heap->rows[order].n - ORDER_NODES) / NODE_N_CELLS;
}

static void
change_state (OuroHeap *heap,
              OuroId    order)
{
  set_number (heap, order, ORDER_STATE, (get_number (heap, order, ORDER_STATE) + 1) & ~OURO_CELL_INT);
}

static OuroId
ensure (OuroHeap *heap,
        OuroId    instance)
{
  OuroId order = ouro_order_get (heap, instance);

  if (order != OURO_NO_ID)
    return order;
  order = ouro_heap_allocate (heap, OURO_KIND_RECORD, 0, OURO_TYPE_ORDER, OURO_FREELIST_NONE, NODE_BYTES, 0, ORDER_NODES, ORDER_NODES + 8 * NODE_N_CELLS);
  for (guint32 i = 0; i < ORDER_NODES; i++)
    set_number (heap, order, i, 0);
  ouro_heap_set_cell (heap, instance, 0, order | OURO_CELL_PRIVATE);
  return order;
}

guint32
ouro_order_get_end_node (const OuroHeap *heap,
                         OuroId          instance,
                         gboolean        last)
{
  OuroId order = ouro_order_get (heap, instance);

  return order != OURO_NO_ID ? get_number (heap, order, last ? ORDER_LAST : ORDER_FIRST) : OURO_NO_NODE;
}

guint32
ouro_order_get_neighbour (const OuroHeap *heap,
                          OuroId          instance,
                          guint32         node,
                          gboolean        next)
{
  return get_number (heap, ouro_order_get (heap, instance), get_cell_of (node, next ? NODE_NEXT : NODE_PREVIOUS));
}

OuroId
ouro_order_get_key (const OuroHeap *heap,
                    OuroId          instance,
                    guint32         node)
{
  return ouro_heap_get_cell (heap, ouro_order_get (heap, instance), get_cell_of (node, NODE_KEY));
}

guint32
ouro_order_get_key_cell (guint32 node)
{
  return get_cell_of (node, NODE_KEY);
}

guint32
ouro_order_find (const OuroHeap *heap,
                 OuroId          instance,
                 guint32         entry)
{
  OuroId  order = ouro_order_get (heap, instance);
  OuroId  key = ouro_dict_get_key (heap, ouro_instance_get_payload (heap, instance), entry);
  guint32 n = order != OURO_NO_ID ? get_n_nodes (heap, order) : 0;

  if (entry < n && ouro_heap_get_cell (heap, order, get_cell_of (entry + 1, NODE_KEY)) == key)
    return entry + 1;
  for (guint32 node = 1; node <= n; node++)
    if (ouro_heap_get_cell (heap, order, get_cell_of (node, NODE_KEY)) == key)
      return node;
  return OURO_NO_NODE;
}

/* Links --------------------------------------------------------------------------------------- */

static void
link_two (OuroHeap *heap,
          OuroId    order,
          guint32   node,
          guint32   next)
{
  set_number (heap, order, node != OURO_NO_NODE ? get_cell_of (node, NODE_NEXT) : ORDER_FIRST, next);
  set_number (heap, order, next != OURO_NO_NODE ? get_cell_of (next, NODE_PREVIOUS) : ORDER_LAST, node);
}

static void
take_out (OuroHeap *heap,
          OuroId    order,
          guint32   node)
{
  link_two (heap, order, get_number (heap, order, get_cell_of (node, NODE_PREVIOUS)), get_number (heap, order, get_cell_of (node, NODE_NEXT)));
  change_state (heap, order);
}

static void
put_at_end (OuroHeap *heap,
            OuroId    order,
            guint32   node,
            gboolean  last)
{
  guint32 end = get_number (heap, order, last ? ORDER_LAST : ORDER_FIRST);

  link_two (heap, order, last ? end : OURO_NO_NODE, node);
  link_two (heap, order, node, last ? OURO_NO_NODE : end);
}

/* The dict has closed its gaps: so do the nodes, which get other numbers. */
static void
close_gaps (OuroHeap *heap,
            OuroId    order)
{
  guint32             n = get_n_nodes (heap, order), n_left = 0;
  g_autofree guint32 *numbers = g_new0 (guint32, n + 1);

  for (guint32 node = 1; node <= n; node++)
    if (ouro_heap_get_cell (heap, order, get_cell_of (node, NODE_KEY)) != OURO_NO_ID)
      numbers[node] = ++n_left;
  for (guint32 node = 1; node <= n; node++)
    {
      guint32 previous = get_number (heap, order, get_cell_of (node, NODE_PREVIOUS));
      guint32 next = get_number (heap, order, get_cell_of (node, NODE_NEXT));

      if (numbers[node] == OURO_NO_NODE)
        continue;
      ouro_heap_set_cell (heap, order, get_cell_of (numbers[node], NODE_KEY), ouro_heap_get_cell (heap, order, get_cell_of (node, NODE_KEY)));
      set_number (heap, order, get_cell_of (numbers[node], NODE_PREVIOUS), numbers[previous]);
      set_number (heap, order, get_cell_of (numbers[node], NODE_NEXT), numbers[next]);
    }
  set_number (heap, order, ORDER_FIRST, numbers[get_number (heap, order, ORDER_FIRST)]);
  set_number (heap, order, ORDER_LAST, numbers[get_number (heap, order, ORDER_LAST)]);
  ouro_heap_set_n_cells (heap, order, ORDER_NODES + n_left * NODE_N_CELLS);
}

/* Changes ------------------------------------------------------------------------------------- */

void
ouro_order_append (OuroHeap *heap,
                   OuroId    instance,
                   guint32   entry)
{
  OuroId  order = ensure (heap, instance);
  OuroId  key = ouro_dict_get_key (heap, ouro_instance_get_payload (heap, instance), entry);
  guint32 node;

  if (entry < get_n_nodes (heap, order))
    close_gaps (heap, order);
  node = MAX (get_n_nodes (heap, order), entry) + 1;
  ouro_heap_set_n_cells (heap, order, ORDER_NODES + node * NODE_N_CELLS);
  ouro_heap_incref (heap, key);
  ouro_heap_set_cell (heap, order, get_cell_of (node, NODE_KEY), key);
  put_at_end (heap, order, node, TRUE);
  change_state (heap, order);
}

void
ouro_order_remove (OuroHeap *heap,
                   OuroId    instance,
                   guint32   node)
{
  OuroId order = ouro_order_get (heap, instance);
  OuroId key = ouro_heap_get_cell (heap, order, get_cell_of (node, NODE_KEY));

  take_out (heap, order, node);
  for (guint32 i = 0; i < NODE_N_CELLS; i++)
    ouro_heap_set_cell (heap, order, get_cell_of (node, i), 0);
  ouro_heap_decref (heap, key);
}

void
ouro_order_move (OuroHeap *heap,
                 OuroId    instance,
                 guint32   node,
                 gboolean  to_last)
{
  OuroId order = ouro_order_get (heap, instance);

  if (get_number (heap, order, to_last ? ORDER_LAST : ORDER_FIRST) == node)
    return;
  take_out (heap, order, node);
  put_at_end (heap, order, node, to_last);
}

void
ouro_order_clear (OuroHeap *heap,
                  OuroId    instance)
{
  OuroId              order = ouro_order_get (heap, instance);
  guint32             n = order != OURO_NO_ID ? get_n_nodes (heap, order) : 0, n_keys = 0;
  g_autofree guint32 *keys = g_new (guint32, n + 1);

  if (order == OURO_NO_ID)
    return;
  for (guint32 node = get_number (heap, order, ORDER_FIRST); node != OURO_NO_NODE; node = get_number (heap, order, get_cell_of (node, NODE_NEXT)))
    keys[n_keys++] = ouro_heap_get_cell (heap, order, get_cell_of (node, NODE_KEY));
  ouro_heap_set_n_cells (heap, order, ORDER_NODES);
  set_number (heap, order, ORDER_FIRST, OURO_NO_NODE);
  set_number (heap, order, ORDER_LAST, OURO_NO_NODE);
  if (heap->profile->clearing_changes_order)
    change_state (heap, order);
  for (guint32 i = 0; i < n_keys; i++)
    ouro_heap_decref (heap, keys[i]);
}

guint32
ouro_order_get_state (const OuroHeap *heap,
                      OuroId          instance)
{
  OuroId order = ouro_order_get (heap, instance);

  return order != OURO_NO_ID ? get_number (heap, order, ORDER_STATE) : 0;
}

gsize
ouro_order_get_size (const OuroHeap *heap,
                     OuroId          instance)
{
  OuroId dict = ouro_instance_get_payload (heap, instance);
  OuroId order = ouro_order_get (heap, instance);
  gsize  size;

  if (order == OURO_NO_ID || get_n_nodes (heap, order) == 0)
    return 0;
  size = 8 * (gsize)ouro_dict_get_n_places (heap, dict);
  if (get_number (heap, order, ORDER_FIRST) != OURO_NO_NODE)
    size += NODE_BYTES * (gsize)ouro_dict_get_length (heap, dict);
  return size;
}
