/* ouro-step.c - what a step changed */

#include "ouro-step.h"

#include <string.h>

#include "ouro-dict.h"
#include "ouro-text.h"

/* Of one object no more changed cells are told: no picture shows so many. */
#define MOST_CELLS 64

struct _OuroSnapshot
{
  OuroRow   *rows;
  guint32    n_rows;
  gsize     *places; /* of each row's cells in cells */
  GArray    *cells;  /* guint32 */
  guint32   *stack;
  guint32    stack_end;
  GPtrArray *names; /* char *: those of the module */
};

/* Whether pictures show the object: what the program made, and the dict of its names. */
static inline gboolean
is_of_interest (const OuroHeap *heap,
                OuroId          object)
{
  return ouro_heap_get_kind (heap, object) != OURO_KIND_FREE &&
         (!(ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE) || object == ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE));
}

static gboolean
has_cells (const OuroRow *row)
{
  return ouro_kind_get_storage ((OuroKind)(row->head & 0xff)) != OURO_STORAGE_ATOM;
}

/* --- Snapshots ------------------------------------------------------------------------------ */

static GPtrArray *
list_names (const OuroHeap *heap)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  OuroId namespace = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; namespace != OURO_NO_ID && i < ouro_dict_get_n_entries (heap, namespace); i++)
    {
      OuroId key = ouro_dict_get_key (heap, namespace, i);

      if (key != OURO_NO_ID && ouro_heap_get_kind (heap, key) == OURO_KIND_STR)
        g_ptr_array_add (names, ouro_str_dup_utf8 (heap, key, NULL));
    }

  return names;
}

OuroSnapshot *
ouro_snapshot_new (const OuroHeap *heap)
{
  OuroSnapshot *self = g_new0 (OuroSnapshot, 1);

  self->n_rows = ouro_heap_get_end (heap);
  self->rows = g_memdup2 (heap->rows, self->n_rows * sizeof *self->rows);
  self->places = g_new0 (gsize, self->n_rows);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->stack_end = ouro_heap_get_word (heap, OURO_WORD_STACK_END);
  self->stack = g_memdup2 (heap->stack, self->stack_end * sizeof *self->stack);
  self->names = list_names (heap);

  for (OuroId object = 1; object < self->n_rows; object++)
    if (!is_of_interest (heap, object))
      self->rows[object].birth = 0;
    else if (has_cells (&self->rows[object]))
      {
        self->places[object] = self->cells->len;
        g_array_append_vals (self->cells, heap->cells + self->rows[object].cells, self->rows[object].n);
      }

  return self;
}

void
ouro_snapshot_free (OuroSnapshot *self)
{
  if (self == NULL)
    return;

  g_free (self->rows);
  g_free (self->places);
  g_array_unref (self->cells);
  g_free (self->stack);
  g_ptr_array_unref (self->names);
  g_free (self);
}

GPtrArray *
ouro_snapshot_list_deleted (const OuroSnapshot *self,
                            const OuroHeap     *heap)
{
  g_autoptr (GPtrArray) now = list_names (heap);
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *deleted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < now->len; i++)
    g_hash_table_add (present, now->pdata[i]);
  for (guint i = 0; i < self->names->len; i++)
    if (!g_hash_table_contains (present, self->names->pdata[i]) && !g_str_has_prefix (self->names->pdata[i], "__"))
      g_ptr_array_add (deleted, g_strdup (self->names->pdata[i]));

  return deleted;
}

/* --- Steps ---------------------------------------------------------------------------------- */

OuroStep *
ouro_step_new (void)
{
  OuroStep *self = g_new (OuroStep, 1);

  self->made = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->changed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->cells = g_array_new (FALSE, FALSE, sizeof (OuroChangedCell));
  self->counts = g_array_new (FALSE, FALSE, sizeof (OuroCountChange));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

void
ouro_step_free (OuroStep *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->made);
  g_array_unref (self->changed);
  g_array_unref (self->cells);
  g_array_unref (self->counts);
  g_array_unref (self->places);
  g_free (self);
}

static void
add_count (OuroStep *self,
           guint32   birth,
           guint32   before,
           guint32   after)
{
  OuroCountChange change = { .birth = birth, .before = before, .after = after };

  if (before != after && !((before | after) & OURO_IMMORTAL))
    g_array_append_val (self->counts, change);
}

/* The cells of an object that has lived all the time. */
static void
compare_cells (OuroStep           *self,
               const OuroSnapshot *before,
               const OuroHeap     *heap,
               OuroId              object)
{
  const OuroRow *old = &before->rows[object];
  const OuroRow *new = &heap->rows[object];
  const guint32 *old_cells = (const guint32 *)before->cells->data + before->places[object];
  const guint32 *new_cells = heap->cells + new->cells;
  guint          n_told = 0;

  if (!has_cells (new) || (old->n == new->n &&memcmp (old_cells, new_cells, new->n * sizeof *new_cells) == 0))
    return;

  g_array_append_val (self->changed, new->birth);
  for (guint32 i = 0; i < new->n &&n_told < MOST_CELLS; i++)
    if (i >= old->n || old_cells[i] != new_cells[i])
      {
        OuroChangedCell cell = { .birth = new->birth, .cell = i };

        g_array_append_val (self->cells, cell);
        n_told++;
      }
}

OuroStep *
ouro_step_new_since (const OuroSnapshot *before,
                     const OuroHeap     *heap)
{
  OuroStep *self = ouro_step_new ();
  guint32   stack_end = ouro_heap_get_word (heap, OURO_WORD_STACK_END);

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    {
      const OuroRow *row = &heap->rows[object];

      if (!is_of_interest (heap, object))
        continue;
      if (object < before->n_rows && before->rows[object].birth == row->birth)
        {
          add_count (self, row->birth, before->rows[object].refcount, row->refcount);
          compare_cells (self, before, heap, object);
        }
      else
        {
          g_array_append_val (self->made, row->birth);
          g_array_append_val (self->changed, row->birth);
        }
    }
  for (guint32 i = 0; i < stack_end; i++)
    if (i >= before->stack_end || before->stack[i] != heap->stack[i])
      g_array_append_val (self->places, i);

  return self;
}

/* A change of a record, told once for each place. */
static void
add_change (OuroStep         *self,
            const OuroHeap   *heap,
            const OuroChange *change)
{
  OuroId          owner = change->owner;
  guint32         birth = ouro_heap_is_alive (heap, owner) ? ouro_heap_get_birth (heap, owner) : 0;
  OuroChangedCell cell = { .birth = birth };
  guint32         place = change->index;

  switch ((guint)change->segment)
    {
    case OURO_SEGMENT_ROWS:
      if (birth != 0 && change->index % 8 == OURO_ROW_REFCOUNT && !change->fresh)
        add_count (self, birth, change->before, change->after);
      break;
    case OURO_SEGMENT_CELLS:
      cell.cell = birth != 0 ? change->index - heap->rows[owner].cells : G_MAXUINT32;
      if (birth != 0 && cell.cell < ouro_heap_get_n_cells (heap, owner))
        {
          g_array_append_val (self->cells, cell);
          g_array_append_val (self->changed, birth);
        }
      break;
    case OURO_SEGMENT_STACK:
      g_array_append_val (self->places, place);
      break;
    case OURO_SEGMENT_MARK:
      if (birth != 0 && place == OURO_MARK_BORN)
        g_array_append_val (self->made, birth);
      if (birth != 0 && place != OURO_MARK_POLL && place != OURO_MARK_LINE)
        g_array_append_val (self->changed, birth);
      break;
    default:
      break;
    }
}

OuroStep *
ouro_step_new_of_changes (const OuroHeap *heap,
                          guint32         first,
                          guint32         end)
{
  OuroStep *self = ouro_step_new ();

  for (guint32 i = first; i < end; i++)
    add_change (self, heap, ouro_heap_get_change (heap, i));

  return self;
}
