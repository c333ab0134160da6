/* ouro-py-containers-private.h - what the files of containers and iterators share */
#pragma once

#include "ouro-vm-private.h"

/* How far ------------------------------------------------------------------------------------- */

/* Whether the heap has room for so many more cells; FALSE with MemoryError. */
gboolean ouro_py_has_room (OuroVm *vm,
                           guint64 n_cells);

/* Numbers ------------------------------------------------------------------------------------- */

/* PyIndex_Check (): whether the object can stand for an int. */
gboolean ouro_py_is_index (OuroVm *vm,
                           OuroId  object);

/* PyNumber_AsSsize_t (): too_large is the exception for what does not fit, or OURO_NO_ID to take the nearest that does. */
gboolean ouro_py_get_index (OuroVm *vm,
                            OuroId  object,
                            OuroId  too_large,
                            gint64 *value);

/* An end of a slice as an argument: value stays as it is for None, if that is allowed. */
gboolean ouro_py_get_slice_index (OuroVm  *vm,
                                  OuroId   object,
                                  gboolean none_is_allowed,
                                  gint64  *value);

/* The part from start up to stop, which may be negative or too large, as in a slice. */
OuroId ouro_py_list_cut (OuroVm *vm,
                         OuroId  list,
                         gint64  start,
                         gint64  stop);
OuroId ouro_py_tuple_cut (OuroVm *vm,
                          OuroId  tuple,
                          gint64  start,
                          gint64  stop);
OuroId ouro_py_text_cut (OuroVm *vm,
                         OuroId  str,
                         gint64  start,
                         gint64  stop);

/* The arguments start and stop of index () from the given one on; both are counted from the end when negative. */
gboolean ouro_py_get_search_range (OuroVm        *vm,
                                   const guint32 *args,
                                   guint          n_args,
                                   guint32        length,
                                   gint64        *start,
                                   gint64        *stop);

/* PyObject_LengthHint (): -1 for an exception. */
gint64 ouro_py_get_length_hint (OuroVm *vm,
                                OuroId  object,
                                gint64  otherwise);

/* Sequences of cells: lists and tuples -------------------------------------------------------- */

/* An item of the list or tuple that holds the value, borrowed; OURO_NO_ID when there is none. */
static inline OuroId
ouro_py_get_cell (const OuroVm *vm,
                  OuroId        cells,
                  gint64        index)
{
  return index >= 0 && index < (gint64)vm->heap->rows[cells].n ? ouro_heap_get_cell (vm->heap, cells, (guint32)index) : OURO_NO_ID;
}

/* Whether an item is the one that is sought: 1, 0, -1. Either may go while they are compared. */
int ouro_py_item_equals (OuroVm *vm,
                         OuroId  item,
                         OuroId  value);

/* The place of the first equal item from start on, before stop; -1 when there is none, -2 for an exception. */
gint64 ouro_py_find_cell (OuroVm *vm,
                          OuroId  cells,
                          OuroId  value,
                          gint64  start,
                          gint64  stop);

/* sequence.count (); -1 for an exception. */
gint64 ouro_py_count_cells (OuroVm *vm,
                            OuroId  cells,
                            OuroId  value);

/* a op b, item by item. */
OuroId ouro_py_compare_cells (OuroVm      *vm,
                              OuroId       a,
                              OuroId       b,
                              OuroOperator op);

OuroId ouro_py_compare_lengths (gint64       a,
                                gint64       b,
                                OuroOperator op);

/* PySequence_Fast (): the list or tuple itself, or a new list; a new reference. message replaces that of iter () when the
 * object cannot be iterated over. */
OuroId ouro_py_as_cells (OuroVm     *vm,
                         OuroId      iterable,
                         const char *message);

/* tuple (cells): a new tuple of the items of a list or tuple; tracked only for their sake, where the version has it so. */
OuroId ouro_py_tuple_from_cells (OuroVm *vm,
                                 OuroId  cells);

/* As ouro_vm_for_each (), but always by an iterator, which costs an allocation for a list or tuple, too. */
gboolean ouro_py_iterate (OuroVm      *vm,
                          OuroId       iterable,
                          OuroItemFunc func,
                          gpointer     data);

/* Slices -------------------------------------------------------------------------------------- */

/* PySlice_Unpack (): the numbers as they are, None as far as possible; FALSE with an exception. */
gboolean ouro_py_slice_unpack (OuroVm *vm,
                               OuroId  slice,
                               gint64 *start,
                               gint64 *stop,
                               gint64 *step);

/* PySlice_AdjustIndices (): both ends come into the sequence. How many items there are. */
gint64 ouro_py_slice_adjust (gint64  length,
                             gint64 *start,
                             gint64 *stop,
                             gint64  step);

/* Keys ---------------------------------------------------------------------------------------- */

/* hash () of what is to be a "dict key" or "set element", with the message that belongs to it. */
gboolean ouro_py_hash_key (OuroVm     *vm,
                           OuroId      key,
                           const char *role,
                           gint64     *hash);

/* repr () ------------------------------------------------------------------------------------- */

/* Adds repr (object); FALSE with an exception. */
gboolean ouro_py_text_add_repr (OuroTextBuilder *text,
                                OuroVm          *vm,
                                OuroId           object);

/* The str, or OURO_NO_ID when it failed: then what there is is thrown away. */
OuroId ouro_py_text_end (OuroTextBuilder *text,
                         OuroVm          *vm,
                         gboolean         good);

/* The items of a list or tuple with a comma between them; they may change meanwhile. */
gboolean ouro_py_text_add_cells (OuroTextBuilder *text,
                                 OuroVm          *vm,
                                 OuroId           cells);

/* Arguments ----------------------------------------------------------------------------------- */

/* A call of type (...) that takes at most so many arguments and no keywords: "list expected at most 1 argument, got 2". */
gboolean ouro_py_check_arguments (OuroVm     *vm,
                                  const char *name,
                                  guint       n_args,
                                  OuroId      kwnames,
                                  guint       min,
                                  guint       max);

/* Whether a keyword argument has been given at all. */
gboolean ouro_py_has_keywords (const OuroVm *vm,
                               OuroId        kwnames);

/* Records ------------------------------------------------------------------------------------- */

/* A record of a type that the collector knows, with n cells that are still empty; not yet tracked. */
OuroId ouro_py_record_new (OuroVm      *vm,
                           OuroId       type,
                           OuroFreelist freelist,
                           guint        n_hidden,
                           guint32      n);

static inline guint32
ouro_py_get_number (const OuroVm *vm,
                    OuroId        record,
                    guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, record, cell) & ~OURO_CELL_INT;
}

static inline void
ouro_py_set_number (OuroVm *vm,
                    OuroId  record,
                    guint32 cell,
                    guint32 number)
{
  ouro_heap_set_cell (vm->heap, record, cell, number | OURO_CELL_INT);
}

/* Numbers of 64 bits in two hidden words. */
static inline gint64
ouro_py_get_hidden_number (const OuroVm *vm,
                           OuroId        record,
                           guint         word)
{
  return (gint64)((guint64)ouro_heap_get_hidden (vm->heap, record, word + 1) << 32 | ouro_heap_get_hidden (vm->heap, record, word));
}

static inline void
ouro_py_set_hidden_number (OuroVm *vm,
                           OuroId  record,
                           guint   word,
                           gint64  number)
{
  guint32 high = (guint32)((guint64)number >> 32);

  ouro_heap_set_hidden (vm->heap, record, word, (guint32)number);
  if (ouro_heap_get_hidden (vm->heap, record, word + 1) != high)
    ouro_heap_set_hidden (vm->heap, record, word + 1, high);
}

/* An iterator has come to its end: it lets go of what a cell holds. */
void ouro_py_drop_cell (OuroVm *vm,
                        OuroId  record,
                        guint32 cell);

/* The iter slot of all iterators. */
OuroId ouro_py_iterator_iter (OuroVm *vm,
                              OuroId  self);

/* The attribute was asked to change: AttributeError, the result of a set_attribute slot. */
int ouro_py_refuse_attribute (OuroVm *vm);

/* The pair that an iterator gave the last time is used again when nobody else holds it. */

/* PyTuple_Pack (): takes new references. */
OuroId ouro_py_pair_pack (OuroVm *vm,
                          OuroId  first,
                          OuroId  second);

/* A pair of None and None for the iterator to begin with. */
OuroId ouro_py_pair_new (OuroVm *vm);

/* The pair in the record's cell, or a new one, with the two items, which are taken over. */
OuroId ouro_py_pair_fill (OuroVm *vm,
                          OuroId  record,
                          guint32 cell,
                          OuroId  first,
                          OuroId  second);

/* Calls --------------------------------------------------------------------------------------- */

/* object.method () for a method that was found in the object's class: it is bound first, which allocates. */
OuroId ouro_py_call_bound (OuroVm *vm,
                           OuroId  method,
                           OuroId  object);

/* The tuple of positional arguments that a call of a type makes which takes no vector of them; new reference. */
OuroId ouro_py_pack_arguments (OuroVm        *vm,
                               const guint32 *args,
                               guint          n_args);

/* The same for a function that is just being entered: where *args gave a tuple, that is taken. */
OuroId ouro_py_take_packed (OuroVm        *vm,
                            const guint32 *args,
                            guint          n_args);

/* Types --------------------------------------------------------------------------------------- */

/* PyCallable_Check () */
gboolean ouro_py_is_callable (OuroVm *vm,
                              OuroId  object);

/* PySequence_Check () */
gboolean ouro_py_is_sequence (OuroVm *vm,
                              OuroId  object);

static inline gboolean
ouro_py_is_set (const OuroVm *vm,
                OuroId        object)
{
  OuroId type = ouro_vm_value_type (vm, object);

  return type == OURO_TYPE_SET || type == OURO_TYPE_FROZENSET;
}

static inline gboolean
ouro_py_is_exact_set (const OuroVm *vm,
                      OuroId        object)
{
  OuroId cls = vm->heap->rows[object].cls;

  return cls == OURO_TYPE_SET || cls == OURO_TYPE_FROZENSET;
}
