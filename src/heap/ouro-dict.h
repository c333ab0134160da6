/* ouro-dict.h - the storage of a dict: entries in order of insertion, and an index to find them
 *
 * Cells    value, key, value, key ...: the two cells of entry i are 2i and 2i + 1, both 0 once it is deleted.
 * Sizes    the index has 8, 16, 32 ... places and the entries two thirds of that, as in CPython, so that
 *          sys.getsizeof () and the moments of growing agree.
 * Counts   each entry holds one reference to its key and one to its value; the functions take and drop them.
 * Equality is asked of the caller, since it may run Python code that changes the dict; strings are compared here.
 * Source   Objects/dictobject.c (3.11 to 3.15)
 */
#pragma once

#include "ouro-heap.h"

/* Whether two keys whose hashes are equal are equal: 1, 0, or -1 when an exception was raised. */
typedef int (*OuroEqualFunc) (OuroHeap *heap,
                              OuroId    a,
                              OuroId    b,
                              gpointer  data);

#define OURO_DICT_ABSENT -1
#define OURO_DICT_ERROR  -2

/* An empty dict, tracked if the profile has it so. */
OuroId ouro_dict_new (OuroHeap *heap);

/* The same with room for n entries without growing, as for a display of more than 5. */
OuroId ouro_dict_new_presized (OuroHeap *heap,
                               guint32   n,
                               gboolean  all_str);

/* Lets an empty dict share the keys of a class: it becomes the dict of one of its instances (ouro-instance.h). */
void ouro_dict_make_split (OuroHeap *heap,
                           OuroId    dict,
                           OuroId    cls);

/* The class whose shared keys it has: dict_traverse () walks its values in their order. OURO_NO_ID for a dict with a table of its own. */
OuroId ouro_dict_get_shared_class (const OuroHeap *heap,
                                   OuroId          dict);

/* How many entries it has. */
guint32 ouro_dict_get_length (const OuroHeap *heap,
                              OuroId          dict);

/* Entries from 0 to n - 1, deleted ones included. */
static inline guint32
ouro_dict_get_n_entries (const OuroHeap *heap,
                         OuroId          dict)
{
  return heap->rows[dict].n / 2;
}

/* OURO_NO_ID for a deleted entry. */
static inline OuroId
ouro_dict_get_key (const OuroHeap *heap,
                   OuroId          dict,
                   guint32         entry)
{
  return heap->cells[heap->rows[dict].cells + 2 * entry + 1];
}

static inline OuroId
ouro_dict_get_value (const OuroHeap *heap,
                     OuroId          dict,
                     guint32         entry)
{
  return heap->cells[heap->rows[dict].cells + 2 * entry];
}

gint64 ouro_dict_get_hash (const OuroHeap *heap,
                           OuroId          dict,
                           guint32         entry);

/* The entry of a key, or one of the two values above. equal may be NULL: then only strings and identical keys are found. */
gint64 ouro_dict_find (OuroHeap     *heap,
                       OuroId        dict,
                       OuroId        key,
                       gint64        hash,
                       OuroEqualFunc equal,
                       gpointer      data);

/* The same for a str; no equality need be asked. */
gint64 ouro_dict_find_str (const OuroHeap *heap,
                           OuroId          dict,
                           OuroId          key);

/* Appends an entry for a key that is not there. */
void ouro_dict_add (OuroHeap *heap,
                    OuroId    dict,
                    OuroId    key,
                    gint64    hash,
                    OuroId    value);

/* Another value for an entry; the old one is dropped last. */
void ouro_dict_replace (OuroHeap *heap,
                        OuroId    dict,
                        guint32   entry,
                        OuroId    value);

/* Add or replace, for a str key. */
void ouro_dict_set_str (OuroHeap *heap,
                        OuroId    dict,
                        OuroId    key,
                        OuroId    value);

/* Deletes an entry. Its value is dropped last, or handed to the caller with its reference when value is not NULL. */
void ouro_dict_remove (OuroHeap *heap,
                       OuroId    dict,
                       guint32   entry,
                       OuroId   *value);

/* Deletes all entries; the table becomes the empty one before anything is dropped. */
void ouro_dict_clear (OuroHeap *heap,
                      OuroId    dict);

/* A new dict with the same entries; all references taken. */
OuroId ouro_dict_copy (OuroHeap *heap,
                       OuroId    dict);

/* Room for n entries in an empty dict, as for keys that are known beforehand; all_str tells what they are. */
void ouro_dict_reserve (OuroHeap *heap,
                        OuroId    dict,
                        guint32   n,
                        gboolean  all_str);

/* What comes before the entries of another dict are put into one, one by one: there is room for them. Or, where an empty
 * one gets those of one that is well filled, it becomes a true copy; then nothing is left to do, and the result is TRUE. */
gboolean ouro_dict_begin_merge (OuroHeap *heap,
                                OuroId    dict,
                                OuroId    other);

/* Whether all keys ever put into its present table were str. An empty dict has none. */
gboolean ouro_dict_has_str_keys (const OuroHeap *heap,
                                 OuroId          dict);

/* The places of its index: a power of two. 0 for the empty table. */
guint32 ouro_dict_get_n_places (const OuroHeap *heap,
                                OuroId          dict);

/* What the key table takes, in bytes, without the 64 of the dict itself. */
gsize ouro_dict_get_table_size (const OuroHeap *heap,
                                OuroId          dict);

/* Whether storing the object in an untracked container makes that tracked (3.11 to 3.13, _PyObject_GC_MAY_BE_TRACKED). */
gboolean ouro_heap_may_be_tracked (const OuroHeap *heap,
                                   OuroId          object);
