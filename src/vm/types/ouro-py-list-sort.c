/* ouro-py-list-sort.c - list.sort ()
 *
 * Runs that are sorted already are found, short ones are made longer by binary insertion, then neighbours are merged. Up to
 * 63 items this makes CPython's comparisons in CPython's order; above, the merges are plain ones, so that a program that
 * counts its comparisons may see other numbers. The items lie on the machine's stack while Python code may run, and the
 * list is empty.
 * Source  Objects/listobject.c: list_sort_impl, count_run, binarysort (3.11 to 3.15)
 */
#include "ouro-py-list-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"

/* Runs that wait to be merged: each is longer than all after it together, nearly. */
#define MAXIMUM_PENDING 64

#define MINIMUM_RUN 64

/* Room on the stack that is left for what the comparisons call. */
#define STACK_MARGIN 4096

typedef struct
{
  guint32 start;
  guint32 n;
} Run;

typedef struct
{
  OuroVm *vm;
  OuroId *keys;   /* what is compared; the values themselves where there is no key function */
  OuroId *values; /* move along, or NULL */
  OuroId *spare;  /* room for a merge: keys, then values */
  Run     pending[MAXIMUM_PENDING];
  guint   n_pending;
} Sorter;

/* Whether one key is less than another: 1, 0, -1. */
static int
is_less (const Sorter *self,
         OuroId        a,
         OuroId        b)
{
  return ouro_vm_compare_truth (self->vm, a, b, OURO_OPERATOR_LT);
}

/* Runs ---------------------------------------------------------------------------------------- */

static void
reverse_items (OuroId *items,
               guint32 n)
{
  for (guint32 i = 0; i < n / 2; i++)
    {
      OuroId item = items[i];

      items[i] = items[n - 1 - i];
      items[n - 1 - i] = item;
    }
}

static void
reverse_run (const Sorter *self,
             guint32       start,
             guint32       n)
{
  reverse_items (self->keys + start, n);
  if (self->values != NULL)
    reverse_items (self->values + start, n);
}

/* How far a run of keys that are less than the one before, or that are not, goes on from i; 0 for an exception. */
static guint32
follow_run (const Sorter *self,
            guint32       i,
            guint32       end,
            gboolean      descending)
{
  for (; i < end; i++)
    {
      int less = is_less (self, self->keys[i], self->keys[i - 1]);

      if (less < 0)
        return 0;
      if (less != descending)
        break;
    }
  return i;
}

/* To 3.12: a run goes up, or strictly down. The length, 0 for an exception. */
static guint32
count_strict_run (const Sorter *self,
                  guint32       start,
                  guint32       end)
{
  guint32 i = follow_run (self, start + 1, MIN (start + 2, end), FALSE);

  if (i == 0)
    return 0;
  if (i == end)
    return i - start;
  if (i > start + 1)
    return follow_run (self, i, end, FALSE) - start;
  i = follow_run (self, start + 2, end, TRUE);
  if (i == 0)
    return 0;
  reverse_run (self, start, i - start);
  return i - start;
}

/* The second half of a run that goes down, from i on: stretches of equal keys are turned round, for they will be once more. */
static guint32
follow_falling_run (const Sorter *self,
                    guint32       i,
                    guint32       end)
{
  const OuroId *keys = self->keys;
  guint32       n_equal = 0;

  for (; i < end; i++)
    {
      int less = is_less (self, keys[i], keys[i - 1]);

      if (less == 0)
        {
          int greater = is_less (self, keys[i - 1], keys[i]);

          if (greater < 0)
            return 0;
          if (greater)
            break;
          n_equal++;
          continue;
        }
      if (less < 0)
        return 0;
      if (n_equal > 0)
        reverse_run (self, i - n_equal - 1, n_equal + 1);
      n_equal = 0;
    }
  if (n_equal > 0)
    reverse_run (self, i - n_equal - 1, n_equal + 1);
  return i;
}

/* From 3.13 on: a run that goes down may have equal keys, and may go up again once it has been turned round. */
static guint32
count_loose_run (const Sorter *self,
                 guint32       start,
                 guint32       end)
{
  guint32 i = follow_run (self, start + 1, end, FALSE);

  if (i == 0 || i == end)
    return i == 0 ? 0 : i - start;
  if (i > start + 1)
    {
      int less = is_less (self, self->keys[start], self->keys[i - 1]);

      if (less != 0)
        return less < 0 ? 0 : i - start;
      reverse_run (self, start, i - start);
    }
  i = follow_falling_run (self, i + 1, end);
  if (i == 0)
    return 0;
  reverse_run (self, start, i - start);
  i = follow_run (self, i, end, FALSE);
  return i == 0 ? 0 : i - start;
}

static void
move_item (OuroId *items,
           guint32 from,
           guint32 to)
{
  OuroId item = items[from];

  memmove (items + to + 1, items + to, (from - to) * sizeof (OuroId));
  items[to] = item;
}

/* Puts the items from sorted on into those before; FALSE with an exception. */
static gboolean
insert_items (const Sorter *self,
              guint32       start,
              guint32       sorted,
              guint32       end)
{
  for (guint32 i = MAX (sorted, start + 1); i < end; i++)
    {
      guint32 low = start, high = i;

      while (low < high)
        {
          guint32 middle = low + ((high - low) >> 1);
          int     less = is_less (self, self->keys[i], self->keys[middle]);

          if (less < 0)
            return FALSE;
          if (less)
            high = middle;
          else
            low = middle + 1;
        }
      move_item (self->keys, i, low);
      if (self->values != NULL)
        move_item (self->values, i, low);
    }
  return TRUE;
}

/* Merging ------------------------------------------------------------------------------------- */

/* Copies so many items of the spare room back. */
static void
put_back (const Sorter *self,
          guint32       to,
          guint32       from,
          guint32       n,
          guint32       n_spare)
{
  memcpy (self->keys + to, self->spare + from, n * sizeof (OuroId));
  if (self->values != NULL)
    memcpy (self->values + to, self->spare + n_spare + from, n * sizeof (OuroId));
}

/* Two neighbours become one run. After an exception all items are there, in some order. */
static gboolean
merge (const Sorter *self,
       const Run    *left,
       const Run    *right)
{
  guint32  end = right->start + right->n;
  guint32  to = left->start, a = 0, b = right->start;
  gboolean good = TRUE;

  memcpy (self->spare, self->keys + left->start, left->n * sizeof (OuroId));
  if (self->values != NULL)
    memcpy (self->spare + left->n, self->values + left->start, left->n * sizeof (OuroId));
  while (a < left->n && b < end)
    {
      int less = is_less (self, self->keys[b], self->spare[a]);

      good = less >= 0;
      if (!good)
        break;
      if (less)
        {
          self->keys[to] = self->keys[b];
          if (self->values != NULL)
            self->values[to] = self->values[b];
          b++;
        }
      else
        put_back (self, to, a++, 1, left->n);
      to++;
    }
  put_back (self, to, a, left->n - a, left->n);
  return good;
}

static gboolean
merge_last_two (Sorter *self)
{
  Run *left = &self->pending[self->n_pending - 2];
  Run *right = left + 1;

  if (!merge (self, left, right))
    return FALSE;
  left->n += right->n;
  self->n_pending--;
  return TRUE;
}

static gboolean
add_run (Sorter *self,
         guint32 start,
         guint32 n)
{
  self->pending[self->n_pending++] = (Run){ start, n };
  while (self->n_pending > 1 && self->pending[self->n_pending - 2].n <= 2 * self->pending[self->n_pending - 1].n)
    if (!merge_last_two (self))
      return FALSE;
  return TRUE;
}

/* merge_compute_minrun. */
static guint32
get_minimum_run (guint32 n)
{
  guint32 rest = 0;

  while (n >= MINIMUM_RUN)
    {
      rest |= n & 1;
      n >>= 1;
    }
  return n + rest;
}

static gboolean
sort_items (Sorter *self,
            guint32 n)
{
  guint32 minimum = get_minimum_run (n);

  for (guint32 start = 0; start < n;)
    {
      guint32 length = self->vm->profile->runs_have_equals ? count_loose_run (self, start, n) : count_strict_run (self, start, n);
      guint32 wanted = MIN (minimum, n - start);

      if (length == 0 || ouro_vm_has_exception (self->vm))
        return FALSE;
      if (length < wanted)
        {
          if (!insert_items (self, start, start + length, start + wanted))
            return FALSE;
          length = wanted;
        }
      if (!add_run (self, start, length))
        return FALSE;
      start += length;
    }
  while (self->n_pending > 1)
    if (!merge_last_two (self))
      return FALSE;
  return TRUE;
}

/* The list meanwhile -------------------------------------------------------------------------- */

/* The storage of a list that is empty while it is sorted. */
typedef struct
{
  OuroVm *vm;
  OuroId  list;
  guint32 cells;
  guint32 n;
  guint32 allocated;
  OuroId *values;
} Taken;

static void
take_items (Taken *self)
{
  OuroHeap *heap = self->vm->heap;

  self->cells = heap->rows[self->list].cells;
  self->n = heap->rows[self->list].n;
  self->allocated = heap->rows[self->list].aux;
  self->values = g_memdup2 (heap->cells + self->cells, self->n * sizeof (OuroId));
  for (guint32 i = 0; i < self->n; i++)
    ouro_vm_hold (self->vm, self->values[i]);
  ouro_heap_set_row_word (heap, self->list, OURO_ROW_N, 0);
  ouro_heap_set_row_word (heap, self->list, OURO_ROW_CELLS, 0);
  ouro_heap_set_aux (heap, self->list, OURO_LIST_BEING_SORTED);
}

/* What came into the list meanwhile goes. */
static void
give_back_items (Taken *self)
{
  OuroHeap          *heap = self->vm->heap;
  guint32            n_new = heap->rows[self->list].n;
  guint32            block = heap->rows[self->list].cells;
  g_autofree OuroId *new_items = g_memdup2 (heap->cells + block, n_new * sizeof (OuroId));

  for (guint32 i = 0; i < self->n; i++)
    ouro_vm_release (self->vm);
  ouro_heap_set_row_word (heap, self->list, OURO_ROW_CELLS, self->cells);
  ouro_heap_set_row_word (heap, self->list, OURO_ROW_N, self->n);
  ouro_heap_set_aux (heap, self->list, self->allocated);
  for (guint32 i = 0; i < self->n; i++)
    if (ouro_heap_get_cell (heap, self->list, i) != self->values[i])
      ouro_heap_set_cell (heap, self->list, i, self->values[i]);
  for (guint32 i = n_new; i-- > 0;)
    ouro_heap_decref (heap, new_items[i]);
  ouro_heap_free_block (heap, block);
  g_free (self->values);
}

/* Keys ---------------------------------------------------------------------------------------- */

/* Calls the key function for each value and holds the keys; NULL with an exception. */
static OuroId *
make_keys (OuroVm       *vm,
           const OuroId *values,
           guint32       n,
           OuroId        func)
{
  OuroId *keys = g_new (OuroId, (gsize)n + 1);
  guint32 i;

  for (i = 0; i < n; i++)
    {
      keys[i] = ouro_vm_call (vm, func, &values[i], 1);
      if (keys[i] == OURO_NO_ID)
        break;
      ouro_vm_hold (vm, keys[i]);
    }
  if (i == n)
    return keys;
  while (i-- > 0)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  g_free (keys);
  return NULL;
}

static void
drop_keys (OuroVm *vm,
           OuroId *keys,
           guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    ouro_vm_release (vm);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_decref (vm->heap, keys[i]);
  g_free (keys);
}

/* Sorts the values by their keys; FALSE with an exception. */
static gboolean
sort_taken (Taken   *taken,
            OuroId   func,
            gboolean reverse)
{
  OuroVm            *vm = taken->vm;
  guint32            n = taken->n;
  OuroId            *keys = func != OURO_NO_ID ? make_keys (vm, taken->values, n, func) : NULL;
  g_autofree OuroId *spare = g_new (OuroId, 2 * (gsize)n);
  Sorter             sorter = { vm, keys != NULL ? keys : taken->values, keys != NULL ? taken->values : NULL, spare };
  gboolean           good = TRUE;

  if (func != OURO_NO_ID && keys == NULL)
    return FALSE;
  if (n > 1)
    {
      /* Items that are equal keep their order: backwards twice. */
      if (reverse)
        reverse_run (&sorter, 0, n);
      good = sort_items (&sorter, n);
    }
  if (keys != NULL)
    drop_keys (vm, keys, n);
  if (good && vm->heap->rows[taken->list].aux != OURO_LIST_BEING_SORTED)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "list modified during sort");
      good = FALSE;
    }
  if (reverse)
    reverse_items (taken->values, n);
  return good;
}

gboolean
ouro_py_list_sort (OuroVm  *vm,
                   OuroId   list,
                   OuroId   key,
                   gboolean reverse)
{
  gboolean has_key = key != OURO_NO_ID && key != OURO_ID_NONE;
  Taken    taken = { .vm = vm, .list = ouro_vm_value (vm, list) };
  gboolean good;

  if (vm->end + (has_key ? 2 : 1) * (guint64)vm->heap->rows[taken.list].n + STACK_MARGIN > vm->heap->stack_capacity)
    {
      ouro_py_raise_memory_error (vm);
      return FALSE;
    }
  take_items (&taken);
  good = sort_taken (&taken, has_key ? key : OURO_NO_ID, reverse);
  give_back_items (&taken);
  return good;
}

/* The argument reverse: anything with a truth, but in 3.11 an int. */
static gboolean
get_reverse (OuroVm   *vm,
             OuroId    value,
             gboolean *reverse)
{
  int truth = 0;

  if (value != OURO_NO_ID && vm->profile->sort_reverse_is_int && !ouro_py_get_c_int (vm, value, &truth))
    return FALSE;
  if (value != OURO_NO_ID && !vm->profile->sort_reverse_is_int)
    truth = ouro_vm_truth (vm, value);
  *reverse = truth != 0;
  return !ouro_vm_has_exception (vm);
}

gboolean
ouro_py_list_sort_by_arguments (OuroVm        *vm,
                                OuroId         list,
                                const guint32 *args,
                                guint          n_args,
                                OuroId         kwnames)
{
  static const OuroParameters parameters = { "sort", { "key", "reverse" }, 2, 0, 0 };
  OuroId                      values[2];
  gboolean                    reverse;

  return ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) && get_reverse (vm, values[1], &reverse) && ouro_py_list_sort (vm, list, values[0], reverse);
}
