/* plain-collector.h - CPython's memory once more, as plainly as can be: the answer that src/gc is compared with
 *
 * Nothing here is fast, compact or undoable. Objects are allocated one by one, lists are linked lists of pointers, objects
 * die by recursion. Each step follows the words of cpython.md, section 3.5 to 3.7, and looks at nothing of src/.
 */
#pragma once

#include <glib.h>

typedef enum {
  PLAIN_LIST,
  PLAIN_TUPLE,
  PLAIN_DICT,     /* keys do not matter: values in order of insertion */
  PLAIN_INSTANCE, /* attributes in their places, NULL for those that are not set */
} PlainKind;

#define PLAIN_N_ATTRIBUTES 5

typedef struct _PlainObject PlainObject;

struct _PlainObject
{
  guint      number;
  PlainKind  kind;
  GPtrArray *referents; /* of PlainObject, NULL where an item is an atom or an attribute is not set */
  int        refcount;
  GQueue    *list; /* the one that it is linked in, NULL if untracked */
  GList     *link;
  gboolean   has_finalizer;
  gboolean   is_finalized;

  /* While a collection runs. */
  gboolean is_collecting;
  gboolean is_unreachable;
  int      gc_refs;
};

typedef struct
{
  GQueue     generations[3];
  guint      minor; /* of CPython 3 */
  GPtrArray *all;   /* owns the objects, dead ones, too */
  GString   *log;   /* numbers of objects whose finalizers ran */
} PlainMemory;

PlainMemory *plain_memory_new (guint minor);
void         plain_memory_free (PlainMemory *self);

/* With a count of 1; not yet tracked, as nothing is in it. */
PlainObject *plain_object_new (PlainMemory *self,
                               PlainKind    kind);

/* The object is complete: it is tracked if this version does so. */
void plain_object_track (PlainMemory *self,
                         PlainObject *object);

/* Puts a value (or NULL) at a place, which may be one past the last. Takes a reference, drops the one to what was there. */
void plain_object_put (PlainMemory *self,
                       PlainObject *object,
                       guint        place,
                       PlainObject *value);

/* Takes an item out; the ones behind it move up. */
void plain_object_remove (PlainMemory *self,
                          PlainObject *object,
                          guint        place);

void plain_object_ref (PlainObject *object);
void plain_object_unref (PlainMemory *self,
                         PlainObject *object);

/* gc.collect (): what it returns. */
guint plain_memory_collect (PlainMemory *self,
                            guint        generation);
