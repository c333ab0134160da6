/* ouro-ways.h - what an object refers to, and how Python would say it
 *
 * A way is one reference and what it is called: item 0, the value of a key, an attribute. What
 * CPython hides inside an object is looked through: the values in the dict of an instance are the
 * instance's attributes, the items inside an instance of a class that derives from list are the
 * instance's items; the inner dict and list are ways of their own, marked as inner.
 *
 * Cells   each way names the cell in which the reference stands, and whose it is: of the object
 *         itself, or of its inner dict.
 */
#pragma once

#include "ouro-roots.h"

typedef enum {
  OURO_WAY_INDEX,     /* item index of a list or tuple */
  OURO_WAY_KEY,       /* value of the key name in a dict */
  OURO_WAY_DICT_KEY,  /* that key itself */
  OURO_WAY_MEMBER,    /* of a set */
  OURO_WAY_ATTRIBUTE, /* attribute name (a str) of an instance, class, module, function or exception */
  OURO_WAY_FIELD,     /* field: "__closure__", "args", the local of a generator; "" where it has no name */
  OURO_WAY_CLASS,     /* the class of an instance */
  OURO_WAY_INNER,     /* machinery */
} OuroWayKind;

typedef struct
{
  OuroWayKind kind;
  guint32     index;
  OuroId      name;
  const char *field;
  OuroId      referent;
  OuroId      owner;      /* whose cell it is */
  guint32     cell;       /* its place there; OURO_NO_CELL for the class */
  gboolean    is_weak;    /* a weak reference: it holds nothing */
  gboolean    is_counted; /* it is one of the references that the referent's count counts */
} OuroWay;

#define OURO_NO_CELL G_MAXUINT32

/* Returns FALSE to hear no more. */
typedef gboolean (*OuroWayFunc) (const OuroWay *way,
                                 gpointer       user_data);

/* All ways, in the order in which Python shows them: items from the first to the last, attributes
 * as they were set. */
void ouro_ways_foreach (const OuroRoots *roots,
                        OuroId           object,
                        OuroWayFunc      func,
                        gpointer         user_data);

/* Those that people are shown, which are the slots of its card: no machinery, no class; of a
 * class what is data (neither a function nor a name with two underscores); of a dict its keys
 * only when they are objects with contents. None for what people see as one value: atoms, ranges,
 * modules, functions in C. */
void ouro_ways_foreach_shown (const OuroRoots *roots,
                              OuroId           object,
                              OuroWayFunc      func,
                              gpointer         user_data);

/* The way behind a slot of its card; FALSE when there are not so many. */
gboolean ouro_ways_get_shown (const OuroRoots *roots,
                              OuroId           object,
                              guint            slot,
                              OuroWay         *way);

/* Whether people see the object as one value: an atom, a range, or a tuple of such (up to 8 of
 * them, one level deep). */
gboolean ouro_ways_is_value (const OuroHeap *heap,
                             OuroId          object);
gboolean ouro_ways_is_atom (const OuroHeap *heap,
                            OuroId          object);

/* Whether a str begins and ends with two underscores. */
gboolean ouro_ways_is_dunder (const OuroHeap *heap,
                              OuroId          name);
