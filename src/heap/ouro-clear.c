/* ouro-clear.c - tp_clear: how the collector takes cycles apart
 *
 * Each kind is cleared as its tp_clear does it: the container is empty before anything it held is
 * dropped, and drops in CPython's order.
 * Source  list_clear, dict_tp_clear, set_clear_internal, subtype_clear, func_clear, cell_clear, type_clear,
 *         BaseException_clear, module_clear, tb_clear, frame_tp_clear, gc_clear of weakrefs, partial_clear,
 *         lru_cache_tp_clear, itemgetter_clear (3.11 to 3.15)
 */
#include "ouro-heap.h"

#include "ouro-deque.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-set.h"
#include "ouro-weakref.h"

static void
clear_list (OuroHeap *heap,
            OuroId    list)
{
  guint32 cells = heap->rows[list].cells;
  guint32 n = heap->rows[list].n;

  if (n == 0)
    return;
  ouro_heap_set_row_word (heap, list, OURO_ROW_N, 0);
  ouro_heap_set_row_word (heap, list, OURO_ROW_CELLS, 0);
  ouro_heap_set_row_word (heap, list, OURO_ROW_AUX, 0);
  for (guint32 i = n; i-- > 0;)
    ouro_heap_decref (heap, heap->cells[cells + i]);
  ouro_heap_free_block (heap, cells);
}

/* Empties one cell, then drops what it held: Py_CLEAR. */
static inline void
clear_cell (OuroHeap *heap,
            OuroId    object,
            guint32   index)
{
  guint32 cell = ouro_heap_get_cell (heap, object, index);

  if (cell == 0 || (cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    return;
  ouro_heap_set_cell (heap, object, index, 0);
  ouro_heap_decref (heap, cell & OURO_CELL_ID_MASK);
}

static void
clear_cells (OuroHeap *heap,
             OuroId    object,
             guint32   from)
{
  for (guint32 i = from; i < heap->rows[object].n; i++)
    clear_cell (heap, object, i);
}

static void
clear_frame (OuroHeap *heap,
             OuroId    frame)
{
  if (!heap->profile->frame_releases_backward)
    clear_cells (heap, frame, OURO_FRAME_FIRST_CLEARED);
  else
    for (guint32 i = heap->rows[frame].n; i > OURO_FRAME_FIRST_CLEARED; i--)
      clear_cell (heap, frame, i - 1);
}

/* The payload of an instance cannot go before the instance itself: only what it holds is dropped. */
static void
clear_instance (OuroHeap *heap,
                OuroId    instance)
{
  OuroId  payload = ouro_instance_get_payload (heap, instance);
  guint32 n = heap->rows[instance].n - (payload != OURO_NO_ID);

  for (guint32 i = 0; i < n; i++)
    clear_cell (heap, instance, i);
  ouro_instance_forget_order (heap, instance);
  if (payload != OURO_NO_ID)
    ouro_heap_clear_object (heap, payload);
}

/* type_clear: the namespace and the mro, in which the class itself stands. */
static void
clear_class (OuroHeap *heap,
             OuroId    cls)
{
  OuroId dict = ouro_heap_get_cell (heap, cls, OURO_CLASS_DICT);

  if (dict != OURO_NO_ID)
    ouro_dict_clear (heap, dict);
  clear_cell (heap, cls, OURO_CLASS_MRO);
}

static void
clear_record (OuroHeap *heap,
              OuroId    object)
{
  switch (heap->rows[object].cls)
    {
    case OURO_TYPE_CELL:
    case OURO_TYPE_TRACEBACK:
    case OURO_TYPE_STATICMETHOD:
    case OURO_TYPE_CLASSMETHOD:
    case OURO_TYPE_TEE_DATA:
    case OURO_TYPE_ATTRGETTER:
    case OURO_TYPE_METHODCALLER:
      clear_cells (heap, object, 0);
      break;
    /* These keep the type, which stands first. */
    case OURO_TYPE_PARTIAL:
    case OURO_TYPE_KEY_WRAPPER:
    case OURO_TYPE_LRU_CACHE:
    case OURO_TYPE_ITEMGETTER:
      clear_cells (heap, object, 1);
      break;
    default:
      break;
    }
}

void
ouro_heap_clear_object (OuroHeap *self,
                        OuroId    object)
{
  switch ((guint)ouro_heap_get_kind (self, object))
    {
    case OURO_KIND_LIST:
      clear_list (self, object);
      break;
    case OURO_KIND_DICT:
      ouro_dict_clear (self, object);
      break;
    case OURO_KIND_SET:
      ouro_set_clear (self, object);
      break;
    case OURO_KIND_DEQUE:
      ouro_deque_clear (self, object);
      break;
    case OURO_KIND_INSTANCE:
      clear_instance (self, object);
      break;
    case OURO_KIND_CLASS:
      clear_class (self, object);
      break;
    case OURO_KIND_FUNCTION:
      clear_cells (self, object, OURO_FUNCTION_FIRST_CLEARED);
      break;
    case OURO_KIND_MODULE:
    case OURO_KIND_EXCEPTION:
      clear_cells (self, object, 0);
      break;
    case OURO_KIND_FRAME:
      clear_frame (self, object);
      break;
    case OURO_KIND_WEAKREF:
      ouro_weakref_clear (self, object);
      clear_cells (self, object, 0);
      break;
    case OURO_KIND_RECORD:
      clear_record (self, object);
      break;
    default:
      break;
    }
}
