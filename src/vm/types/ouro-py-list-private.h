/* ouro-py-list-private.h - what the files of list share
 *
 * Here a list is the object that holds the items, not an instance of a class that derives from list, unless it is called self.
 */
#pragma once

#include "ouro-py-containers-private.h"

/* What row.aux says while the list is being sorted: any operation that allocates makes it something else. */
#define OURO_LIST_BEING_SORTED G_MAXUINT32

/* ouro-py-list-array.c ---------------------------------------------------------------------- */

/* list_resize (): how many slots are allocated when the list gets another length. Call it while the row still has the present
 * length, then change the cells. */
void ouro_py_list_account_for (OuroVm *vm,
                               OuroId  list,
                               guint32 n);

/* A new list with room for n items, at most; it has none yet. OURO_NO_ID with MemoryError. */
OuroId ouro_py_list_new_with_room (OuroVm *vm,
                                   guint64 n);

void ouro_py_list_clear (OuroVm *vm,
                         OuroId  list);

/* list[low:high] */
OuroId ouro_py_list_slice (OuroVm *vm,
                           OuroId  list,
                           guint32 low,
                           guint32 high);

/* n items from start on. */
OuroId ouro_py_list_slice_with_step (OuroVm *vm,
                                     OuroId  list,
                                     gint64  start,
                                     gint64  step,
                                     gint64  n);

OuroId   ouro_py_list_concatenate (OuroVm *vm,
                                   OuroId  a,
                                   OuroId  b);
OuroId   ouro_py_list_repeat (OuroVm *vm,
                              OuroId  list,
                              gint64  times);
gboolean ouro_py_list_repeat_in_place (OuroVm *vm,
                                       OuroId  list,
                                       gint64  times);

/* ouro-py-list-items.c ---------------------------------------------------------------------- */

/* The slots. */
OuroId   ouro_py_list_get_item (OuroVm *vm,
                                OuroId  self,
                                OuroId  key);
gboolean ouro_py_list_set_item (OuroVm *vm,
                                OuroId  self,
                                OuroId  key,
                                OuroId  value);

/* Always OURO_NO_ID. */
OuroId ouro_py_raise_index_error (OuroVm     *vm,
                                  const char *words);

/* Puts n cells in place of those from low to high; the cells of the gap are whatever they were, their references the caller's. */
void ouro_py_list_change_gap (OuroVm *vm,
                              OuroId  list,
                              guint32 low,
                              guint32 high,
                              guint32 n);

/* list[low:high] = the items of a list or tuple, or nothing to delete. */
gboolean ouro_py_list_replace_items (OuroVm *vm,
                                     OuroId  list,
                                     guint32 low,
                                     guint32 high,
                                     OuroId  cells);
