/* ouro-release.c - what happens when the last reference goes
 *
 * CPython's deallocators call each other: a list drops its items, the item that dies drops its own, and
 * so on, depth first. Here the same order comes from a stack of our own (`dying`), so a chain of a million
 * objects is as good as one of three. Each object on it is at one of the stages below.
 * Source  Objects/object.c, _Py_Dealloc; typeobject.c, subtype_dealloc; listobject.c, dictobject.c ... (3.11)
 */
#include "ouro-heap.h"

#include "ouro-heap-private.h"
#include "ouro-instance.h"
#include "ouro-journal-private.h"
#include "ouro-journal.h"
#include "ouro-mark.h"
#include "ouro-weakref.h"

/* So many references of a dying object are asked for before the first is dropped. */
#define REFERENCES_AHEAD 8

typedef enum {
  STAGE_BEGIN,
  STAGE_CELLS,
} Stage;

static OuroDying *
get_last (OuroHeap *self)
{
  return &self->dying[self->n_dying - 1];
}

static void
grow (OuroHeap *self)
{
  self->dying_capacity = MAX (64, 2 * self->dying_capacity);
  self->dying = g_renew (OuroDying, self->dying, self->dying_capacity);
}

static inline void
push (OuroHeap *self,
      OuroId    object)
{
  if (G_UNLIKELY (self->n_dying == self->dying_capacity))
    grow (self);
  self->dying[self->n_dying++] = (OuroDying){ .object = object, .stage = STAGE_BEGIN };
}

/* Lists and tuples hold nothing but references. */
static inline gboolean
is_plain (const OuroRow *row)
{
  return (row->head & 0xff) == OURO_KIND_LIST || (row->head & 0xff) == OURO_KIND_TUPLE;
}

static void
ask_for_items (const OuroHeap *self,
               OuroId          object)
{
  const OuroRow *row = &self->rows[object];
  const guint32 *cells = self->cells + row->cells;

  for (guint32 i = 0; i < MIN (row->n, REFERENCES_AHEAD); i++)
    __builtin_prefetch (&self->rows[cells[i]], 1);
}

static inline void
lose_last_reference (OuroHeap *self,
                     OuroId    object)
{
  ouro_heap_save_row (self, object);
  ouro_heap_set_row_word (self, object, OURO_ROW_REFCOUNT, 0);
}

void
ouro_heap_free_blocks_of (OuroHeap *self,
                          OuroId    object)
{
  OuroKind kind = ouro_heap_get_kind (self, object);

  if (ouro_kind_get_storage (kind) != OURO_STORAGE_ATOM || kind == OURO_KIND_STR || kind == OURO_KIND_BYTES || kind == OURO_KIND_BYTEARRAY || kind == OURO_KIND_COMPLEX || (kind == OURO_KIND_INT && (ouro_heap_get_flags (self, object) & OURO_FLAG_OWN_1)))
    ouro_heap_free_block (self, self->rows[object].cells);
  if (kind == OURO_KIND_DICT || kind == OURO_KIND_SET)
    ouro_heap_free_block (self, self->rows[object].aux);
}

static inline void
free_memory (OuroHeap *self,
             OuroId    object)
{
  if (!self->keeps_history)
    ouro_heap_free_blocks_of (self, object);
  ouro_heap_mark (self, OURO_MARK_FREED, object, self->rows[object].birth, 0);
  ouro_heap_bury (self, object);
}

/* Numbers, texts and the like refer to nothing, and mostly nobody wants to know of their end: they have no stages. */
static inline gboolean
dies_at_once (const OuroRow *row)
{
  return (row->head & 0xff) <= OURO_KIND_OBJECT && !(row->head & (OURO_FLAG_HAS_FINALIZER | OURO_FLAG_WEAKREFS | OURO_FLAG_OWNS_CLASS));
}

static inline void
die_at_once (OuroHeap *self,
             OuroId    object)
{
  lose_last_reference (self, object);
  free_memory (self, object);
}

/* Drops a reference of an object that dies. TRUE when the referent has stages to go through: it is on the stack then, and goes first. */
static gboolean
drop (OuroHeap *self,
      OuroId    object)
{
  OuroRow *row = &self->rows[object];

  if (row->refcount & OURO_IMMORTAL)
    return FALSE;
  if (row->refcount > 1)
    {
      ouro_heap_set_row_word (self, object, OURO_ROW_REFCOUNT, row->refcount - 1);
      return FALSE;
    }
  if (dies_at_once (row))
    {
      die_at_once (self, object);
      return FALSE;
    }
  __builtin_prefetch (&self->cells[row->cells]);
  __builtin_prefetch (&self->places[object], 1);
  push (self, object);
  return TRUE;
}

/* Finalizer, then weak references: both may run Python code. TRUE when the object dies all the same. */
static gboolean
say_farewell (OuroHeap *self,
              OuroId    object)
{
  guint32 flags = ouro_heap_get_flags (self, object);

  if ((flags & OURO_FLAG_HAS_FINALIZER) && !(flags & OURO_FLAG_FINALIZED) && self->hooks.finalize != NULL)
    {
      /* subtype_dealloc unlinks the object and links it again, so a finalizer sees it in the young list. */
      if (ouro_heap_is_tracked (self, object))
        {
          ouro_heap_untrack (self, object);
          ouro_heap_track (self, object);
        }
      self->hooks.finalize (self, object, self->hooks.data);
      ouro_heap_set_flags (self, object, OURO_FLAG_FINALIZED, TRUE);
      if (self->rows[object].refcount > 1)
        {
          ouro_heap_set_row_word (self, object, OURO_ROW_REFCOUNT, self->rows[object].refcount - 1);
          return FALSE;
        }
    }
  /* A collection that a callback starts does not meet the object any more. */
  if (ouro_heap_is_tracked (self, object))
    ouro_heap_untrack (self, object);
  if ((ouro_heap_get_flags (self, object) & OURO_FLAG_WEAKREFS) && self->hooks.clear_weakrefs != NULL)
    self->hooks.clear_weakrefs (self, object, self->hooks.data);
  return TRUE;
}

static void
begin (OuroHeap *self,
       OuroId    object)
{
  guint depth = self->n_dying;

  if (is_plain (&self->rows[object]))
    ask_for_items (self, object);
  if (!say_farewell (self, object))
    {
      self->n_dying = depth - 1;
      return;
    }
  if (ouro_heap_get_kind (self, object) == OURO_KIND_WEAKREF)
    ouro_weakref_clear (self, object);
  lose_last_reference (self, object);
  get_last (self)->stage = STAGE_CELLS;
  get_last (self)->index = 0;
}

/* Takes a reference out of a cell. While recording, the cell is seen to become empty. */
static OuroId
take_cell (OuroHeap *self,
           OuroId    object,
           guint32   index)
{
  guint32 cell = ouro_heap_get_cell (self, object, index);

  if (cell == 0 || (cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    return OURO_NO_ID;
  if (G_UNLIKELY (self->recording))
    ouro_heap_set_cell (self, object, index, 0);
  return cell & OURO_CELL_ID_MASK;
}

/* The cells are empty: the class, the memory. */
static void
finish (OuroHeap *self,
        OuroId    object)
{
  guint32 flags = ouro_heap_get_flags (self, object);
  OuroId  cls = self->rows[object].cls;

  if (ouro_heap_get_kind (self, object) == OURO_KIND_CLASS)
    ouro_class_release_keys (self, object);
  self->n_dying--;
  free_memory (self, object);
  if (flags & OURO_FLAG_OWNS_CLASS)
    drop (self, cls);
}

/* The same for a list or tuple, unrecorded. */
static void
drop_items (OuroHeap *self,
            OuroId    object)
{
  const OuroRow *row = &self->rows[object];
  const guint32 *cells = self->cells + row->cells;
  guint32        n = row->n;

  for (guint32 i = get_last (self)->index; i < n; i++)
    {
      OuroId item = cells[n - 1 - i];

      if (item == OURO_NO_ID || !drop (self, item))
        continue;
      self->dying[self->n_dying - 2].index = i + 1;
      return;
    }
  finish (self, object);
}

/* Drops cells until something else dies or none is left. */
static void
drop_cells (OuroHeap *self,
            OuroId    object)
{
  OuroKind kind = ouro_heap_get_kind (self, object);
  gboolean is_backward = ouro_kind_is_backward (kind) || (kind == OURO_KIND_FRAME && self->profile->frame_releases_backward);
  guint32  n = ouro_kind_get_storage (kind) != OURO_STORAGE_ATOM ? self->rows[object].n : 0;

  for (guint32 i = get_last (self)->index; i < n; i++)
    {
      OuroId referent = take_cell (self, object, ouro_heap_get_dropped_cell (kind, is_backward, i, n));

      if (referent == OURO_NO_ID)
        continue;
      get_last (self)->index = i + 1;
      if (drop (self, referent))
        return;
    }
  finish (self, object);
}

void
ouro_heap_release (OuroHeap *self,
                   OuroId    object)
{
  guint depth = self->n_dying;

  if (dies_at_once (&self->rows[object]))
    {
      die_at_once (self, object);
      return;
    }
  push (self, object);
  while (self->n_dying > depth)
    {
      OuroDying last = *get_last (self);

      if (last.stage == STAGE_BEGIN)
        begin (self, last.object);
      else if (!self->recording && is_plain (&self->rows[last.object]))
        drop_items (self, last.object);
      else
        drop_cells (self, last.object);
    }
}
