/* ouro-py-unpack.c - a, b = iterable and a, *b, c = iterable
 *
 * The items are gathered above the iterable, then turned round, for the first must come to lie on top.
 * Source  Python/ceval.c, unpack_iterable (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"

#include "ouro-py-arguments-private.h"

/* Room on the stack that is left for what comes next. */
#define STACK_MARGIN 4096

typedef struct
{
  guint n;     /* before the star, or all */
  gint  after; /* after it; -1 for no star */
} Shape;

static void
raise_too_few (OuroVm      *vm,
               const Shape *shape,
               guint        n_found)
{
  if (shape->after < 0)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "not enough values to unpack (expected %u, got %u)", shape->n, n_found);
  else
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "not enough values to unpack (expected at least %u, got %u)", shape->n + (guint)shape->after, n_found);
}

/* The version may say how many there were, of what knows its length. */
static void
raise_too_many (OuroVm *vm,
                OuroId  iterable,
                guint   n)
{
  OuroId cls = vm->heap->rows[iterable].cls;
  gint64 length = -1;

  if (vm->profile->surplus_is_counted && (cls == OURO_TYPE_LIST || cls == OURO_TYPE_TUPLE || cls == OURO_TYPE_DICT))
    length = ouro_vm_length (vm, iterable);
  if (length > n)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "too many values to unpack (expected %u, got %" G_GINT64_FORMAT ")", n, length);
  else
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "too many values to unpack (expected %u)", n);
}

/* The first items, up to the star, go to the stack. */
static gboolean
gather (OuroVm      *vm,
        OuroId       iterable,
        OuroId       iterator,
        const Shape *shape)
{
  OuroId item;

  for (guint i = 0; i < shape->n; i++)
    {
      item = ouro_vm_next (vm, iterator);
      if (item == OURO_NO_ID)
        {
          if (!ouro_vm_has_exception (vm))
            raise_too_few (vm, shape, i);
          return FALSE;
        }
      ouro_vm_hold (vm, item);
    }
  if (shape->after >= 0)
    return TRUE;
  item = ouro_vm_next (vm, iterator);
  if (item == OURO_NO_ID)
    return !ouro_vm_has_exception (vm);
  raise_too_many (vm, iterable, shape->n);
  ouro_heap_decref (vm->heap, item);
  return FALSE;
}

/* The rest becomes a list; those after the star leave it, but its array stays as long as it is. */
static gboolean
gather_rest (OuroVm      *vm,
             OuroId       iterator,
             const Shape *shape)
{
  OuroHeap *heap = vm->heap;
  guint32   after = (guint32)shape->after;
  OuroId    list = ouro_py_list_from (vm, iterator);
  guint32   n;

  if (list == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, list);
  n = heap->rows[list].n;
  if (n < after)
    {
      raise_too_few (vm, shape, shape->n + n);
      return FALSE;
    }
  for (guint32 i = n - after; i < n; i++)
    ouro_vm_hold (vm, ouro_heap_get_cell (heap, list, i));
  ouro_heap_set_n_cells (heap, list, n - after);
  return TRUE;
}

static OuroId
get_iterator (OuroVm *vm,
              OuroId  iterable)
{
  OuroId iterator = ouro_vm_iter (vm, iterable);

  if (iterator == OURO_NO_ID && ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR) && ouro_vm_is_not_iterable (vm, iterable))
    {
      ouro_vm_clear_exception (vm);
      ouro_py_raise_type (vm, "cannot unpack non-iterable ", iterable, " object");
    }
  return iterator;
}

/* What lies above the iterable and its iterator takes their place, in the opposite order. */
static void
turn_round (OuroVm *vm,
            guint32 place)
{
  OuroHeap          *heap = vm->heap;
  guint32            n = vm->end - place - 2;
  g_autofree OuroId *items = g_new (OuroId, n);
  guint32            cell;
  OuroId             iterator;

  for (guint32 i = 0; i < n; i++)
    items[i] = ouro_vm_release (vm);
  iterator = ouro_vm_release (vm);
  cell = ouro_stack_pop (heap, &vm->end);
  for (guint32 i = 0; i < n; i++)
    ouro_vm_hold (vm, items[i]);
  ouro_heap_decref (heap, iterator);
  if (!(cell & OURO_CELL_BORROWED))
    ouro_heap_decref (heap, cell & OURO_CELL_ID_MASK);
}

gboolean
ouro_vm_unpack (OuroVm *vm,
                guint   n,
                gint    after)
{
  Shape    shape = { n, after };
  guint32  place = vm->end - 1;
  OuroId   iterable = vm->heap->stack[place] & OURO_CELL_ID_MASK;
  OuroId   iterator;
  gboolean good;

  if ((guint64)vm->end + n + MAX (after, 0) + STACK_MARGIN > vm->heap->stack_capacity)
    {
      ouro_py_raise_memory_error (vm);
      return FALSE;
    }
  iterator = get_iterator (vm, iterable);
  if (iterator == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, iterator);
  good = gather (vm, iterable, iterator, &shape) && (after < 0 || gather_rest (vm, iterator, &shape));
  if (!good)
    {
      ouro_vm_cut_stack (vm, place + 1);
      return FALSE;
    }
  turn_round (vm, place);
  return TRUE;
}
