/* ouro-instance.h - the storage of classes and their instances
 *
 * Instances of classes made by a class statement keep attribute values in cells of their own; the names
 * stand once in the class, in a table of shared keys. Only when somebody asks for it, or the table is
 * full, the values move to a dict object. What is shared and when follows Objects/dictobject.c (3.11
 * to 3.15), because sys.getsizeof () and gc.collect () let a program see it.
 *
 * Cells of an instance   values of __slots__; dict (0 while there is none); inline values; for a class that derives
 *                        from a built-in container or atom its payload, an object of that kind that nobody else sees.
 * Counts                 cells hold references, the shared keys hold their names; the functions take and drop them.
 */
#pragma once

#include "ouro-heap.h"

/* As sys.getsizeof () shows instances of the two types that are laid out so without a class statement; n_slots is 1 for each. */
#define OURO_ORDERED_DICT_BYTES 128
#define OURO_DEFAULTDICT_BYTES  72

/* Cells of a class. Those from OURO_CLASS_FIRST_PRIVATE on are OURO_CELL_PRIVATE: ouro_class_get_private (). */
enum {
  OURO_CLASS_DICT,
  OURO_CLASS_MRO,
  OURO_CLASS_BASES,
  OURO_CLASS_BASE,
  OURO_CLASS_FIRST_PRIVATE,
  OURO_CLASS_NAME = OURO_CLASS_FIRST_PRIVATE,
  OURO_CLASS_QUALNAME,
  OURO_CLASS_SLOTS,      /* tuple of the names in __slots__, or nothing */
  OURO_CLASS_SUBCLASSES, /* dict with a weak reference to each, or nothing */
  OURO_CLASS_N_CELLS,
};

/* Properties of a class. */
typedef enum {
  OURO_CLASS_HAS_DICT = 1 << 0, /* its instances may have attributes of any name */
  OURO_CLASS_HAS_WEAKREFS = 1 << 1,
  OURO_CLASS_HAS_PAYLOAD = 1 << 2,
  OURO_CLASS_HAS_SHARED_KEYS = 1 << 3,   /* the dicts of its instances share their keys: a greater class */
  OURO_CLASS_IS_ABSTRACT = 1 << 5,       /* has methods that a class derived from it must define */
  OURO_CLASS_HAS_INLINE_VALUES = 1 << 4, /* its instances keep attribute values themselves as long as they can */
} OuroClassFlags;

#define OURO_SHARED_KEYS_MAXIMUM 30

/* Flag of an instance: its last cell is its payload. */
#define OURO_INSTANCE_HAS_PAYLOAD OURO_FLAG_OWN_1

/* A class with all cells still 0, not tracked. layout: the built-in type that its instances are laid out as; size: what
 * sys.getsizeof () says of them; n_slots: of all its bases, too. */
OuroId ouro_class_new (OuroHeap *heap,
                       OuroId    metaclass,
                       OuroId    layout,
                       guint32   size,
                       guint     n_slots,
                       guint32   flags);

/* Whether the object's class keeps a managed dict or list of weak references in front of it (3.12 and later). */
gboolean ouro_instance_has_preheader (const OuroHeap *heap,
                                      OuroId          object);

/* A private cell; setting takes over the caller's reference and drops the old one. */
OuroId ouro_class_get_private (const OuroHeap *heap,
                               OuroId          cls,
                               guint           cell);
void   ouro_class_set_private (OuroHeap *heap,
                               OuroId    cls,
                               guint     cell,
                               OuroId    value);

/* The built-in type itself, for one. */
OuroId ouro_class_get_layout (const OuroHeap *heap,
                              OuroId          cls);

guint32 ouro_class_get_properties (const OuroHeap *heap,
                                   OuroId          cls);
void    ouro_class_set_abstract (OuroHeap *heap,
                                 OuroId    cls,
                                 gboolean  is_abstract);
guint   ouro_class_get_n_slots (const OuroHeap *heap,
                                OuroId          cls);
guint32 ouro_class_get_instance_size (const OuroHeap *heap,
                                      OuroId          cls);

/* Names in the table of shared keys, and the places that are free in it. */
guint  ouro_class_get_n_keys (const OuroHeap *heap,
                              OuroId          cls);
OuroId ouro_class_get_key (const OuroHeap *heap,
                           OuroId          cls,
                           guint           index);
guint  ouro_class_get_n_usable (const OuroHeap *heap,
                                OuroId          cls);

/* Whether the table has the name, or has room and has it now. */
gboolean ouro_class_ensure_key (OuroHeap *heap,
                                OuroId    cls,
                                OuroId    name);

/* Names and free places together; 0 when the class has died. */
guint ouro_class_get_n_places (const OuroHeap *heap,
                               OuroId          cls);

/* Drops what the table holds: the class dies. */
void ouro_class_release_keys (OuroHeap *heap,
                              OuroId    cls);

/* An instance without attributes, tracked. payload: a reference that the instance takes over, or OURO_NO_ID. */
OuroId ouro_instance_new (OuroHeap *heap,
                          OuroId    cls,
                          OuroId    payload);

/* OURO_NO_ID when there is no dict object. */
OuroId ouro_instance_get_dict (const OuroHeap *heap,
                               OuroId          instance);
OuroId ouro_instance_get_payload (const OuroHeap *heap,
                                  OuroId          instance);

/* Whether attribute values stand in the instance itself. */
gboolean ouro_instance_is_inline (const OuroHeap *heap,
                                  OuroId          instance);

/* The dict object, made now if need be; OURO_NO_ID for an instance that can have none. No new reference. */
OuroId ouro_instance_ensure_dict (OuroHeap *heap,
                                  OuroId    instance);

/* Takes over the caller's reference to another dict. */
void ouro_instance_set_dict (OuroHeap *heap,
                             OuroId    instance,
                             OuroId    dict);

/* An attribute of the instance itself, not of its class; OURO_NO_ID when it has none of that name. No new reference. */
OuroId ouro_instance_get (const OuroHeap *heap,
                          OuroId          instance,
                          OuroId          name);

/* Takes a reference of its own. FALSE when the instance can have no attribute of any name. */
gboolean ouro_instance_set (OuroHeap *heap,
                            OuroId    instance,
                            OuroId    name,
                            OuroId    value);

/* FALSE when there is none. */
gboolean ouro_instance_delete (OuroHeap *heap,
                               OuroId    instance,
                               OuroId    name);

OuroId ouro_instance_get_slot (const OuroHeap *heap,
                               OuroId          instance,
                               guint           slot);
void   ouro_instance_set_slot (OuroHeap *heap,
                               OuroId    instance,
                               guint     slot,
                               OuroId    value); /* OURO_NO_ID to delete */

/* The inline values have been dropped all at once. */
void ouro_instance_forget_order (OuroHeap *heap,
                                 OuroId    instance);

/* The inline attributes in the order in which they were set: how many, their names and values. */
guint ouro_instance_get_inline (const OuroHeap *heap,
                                OuroId          instance,
                                OuroId          names[OURO_SHARED_KEYS_MAXIMUM],
                                OuroId          values[OURO_SHARED_KEYS_MAXIMUM]);
