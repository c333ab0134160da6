/* ouro-heap.h - simulated memory: objects, references, counts, generation lists
 *
 * The idea   Everything that a running program is made of stands in a few flat arrays of 32-bit
 *            words: a row for each object, an arena of cells (references, digits, text), the
 *            evaluation stack, the collector's lists and a small table of single words (counters,
 *            thresholds, registers of the virtual machine). All of them change only through the
 *            functions of this floor, and every change can be undone (ouro-journal.h).
 * Handles    An OuroId is the index of a row, never a pointer. Rows are used again after an object
 *            dies, last in first out as CPython's allocator does, so id ([]) == id ([]) comes out
 *            right; what outlives an object names it by its birth number.
 * Cells      What an object refers to stands in the cells [row.cells, row.cells + row.n) of the
 *            arena; 0 is "nothing". How they are walked stands in ouro-kinds.h.
 * Counts     A cell, a name and a place of the stack each hold one reference, unless the cell is
 *            tagged. The functions here never take or drop references by themselves, except where they say so.
 * Threads    One heap belongs to one thread of ours; the simulated ones live above it.
 * Limits     2^24 rows, 2^28 cells. ouro_heap_is_exhausted () tells that the end is near, early enough for what is
 *            being done to be finished.
 */
#pragma once

#include <glib.h>

#include "ouro-profile.h"

typedef guint32 OuroId;
#define OURO_NO_ID 0u

typedef struct _OuroHeap OuroHeap;

/* The objects that a program makes have births from here on (from the next multiple, where it has very many constants): a statement
 * more at its end, with its constants, leaves those of the others as they are. */
#define OURO_FIRST_BIRTH 100000u

/* The number that people see: of the program's objects the first is 1. */
static inline guint32
ouro_birth_get_number (guint32 birth)
{
  return birth > OURO_FIRST_BIRTH ? birth - OURO_FIRST_BIRTH : birth;
}

typedef enum {
#define OURO_KIND(NAME, storage, order) OURO_KIND_##NAME,
#include "ouro-kinds.h"
#undef OURO_KIND
  OURO_N_KINDS,
} OuroKind;

typedef enum {
  OURO_STORAGE_ATOM,
  OURO_STORAGE_CELLS,
  OURO_STORAGE_MIXED,
} OuroStorage;

OuroStorage ouro_kind_get_storage (OuroKind kind);
gboolean    ouro_kind_is_backward (OuroKind kind);

/* The rows of the types that always exist. */
enum {
  OURO_TYPE_NOTHING = 0,
#define OURO_TYPE(NAME, name, kind, base) OURO_TYPE_##NAME,
#include "ouro-builtin-types.h"
#undef OURO_TYPE
  OURO_N_TYPES,
};

const char *ouro_type_get_name (OuroId type);      /* "list", "partial" */
const char *ouro_type_get_full_name (OuroId type); /* tp_name: "list", "functools.partial" */
OuroId      ouro_type_get_base (OuroId type);      /* OURO_NO_ID for object */
OuroKind    ouro_type_get_kind (OuroId type);      /* of its objects */

/* The rows of the other objects that always exist; they are immortal. Small ints follow at OURO_ID_SMALL_INT. */
enum {
  OURO_ID_NONE = OURO_N_TYPES,
  OURO_ID_FALSE,
  OURO_ID_TRUE,
  OURO_ID_ELLIPSIS,
  OURO_ID_NOT_IMPLEMENTED,
  OURO_ID_EMPTY_TUPLE,
  OURO_ID_EMPTY_STR,
  OURO_ID_EMPTY_BYTES,
  OURO_ID_CHARACTER,                              /* the strings of one character, U+0000 to U+00FF */
  OURO_ID_BYTE = OURO_ID_CHARACTER + 256,         /* the bytes of length one */
  OURO_ID_SMALL_INT_MINIMUM = OURO_ID_BYTE + 256, /* -5 */
  OURO_ID_ZERO = OURO_ID_SMALL_INT_MINIMUM + 5,
};

/* The cells of a function; those that func_clear () leaves alone come first. */
enum {
  OURO_FUNCTION_CODE,
  OURO_FUNCTION_GLOBALS,
  OURO_FUNCTION_BUILTINS,
  OURO_FUNCTION_NAME,
  OURO_FUNCTION_QUALNAME,
  OURO_FUNCTION_FIRST_CLEARED,
  OURO_FUNCTION_MODULE = OURO_FUNCTION_FIRST_CLEARED,
  OURO_FUNCTION_DEFAULTS,
  OURO_FUNCTION_KWDEFAULTS,
  OURO_FUNCTION_DOC,
  OURO_FUNCTION_DICT,
  OURO_FUNCTION_CLOSURE,
  OURO_FUNCTION_ANNOTATIONS,
  OURO_FUNCTION_ANNOTATE,
  OURO_FUNCTION_TYPE_PARAMS,
  OURO_FUNCTION_N_CELLS,
};

/* The last cells of an exception, in the order of BaseException_traverse (); the fields of its type come before them. */
enum {
  OURO_EXCEPTION_DICT,
  OURO_EXCEPTION_ARGS,
  OURO_EXCEPTION_TRACEBACK,
  OURO_EXCEPTION_CAUSE,
  OURO_EXCEPTION_CONTEXT,
  OURO_EXCEPTION_N_COMMON,
};

/* The cells of product, permutations and combinations of itertools from here on are numbers: their arrays of indices. */
#define OURO_CHOICES_FIRST_INDEX 4

/* The cell of a generator that has its qualified name. */
#define OURO_GENERATOR_QUALNAME 4

/* The cells of a frame object that frame_tp_clear () empties begin here. */
#define OURO_FRAME_FIRST_CLEARED 8

/* Properties of an object that any kind may have. */
typedef enum {
  OURO_FLAG_GC = 1 << 8,             /* allocated with a collector's header, hence counted as an allocation */
  OURO_FLAG_FINALIZED = 1 << 9,      /* its finalizer has run; it does not run again */
  OURO_FLAG_OWNS_CLASS = 1 << 10,    /* holds a reference to its class, which was made by a class statement */
  OURO_FLAG_OUTSIDE = 1 << 11,       /* was there before the program */
  OURO_FLAG_HAS_FINALIZER = 1 << 12, /* its class has __del__, or it is a generator: ask before it dies */
  OURO_FLAG_INTERNED = 1 << 13,      /* strings */
  OURO_FLAG_WEAKREFS = 1 << 14,      /* has or had weak references: ask before it dies */
  OURO_FLAG_DEFERRED = 1 << 15,      /* its count is 1 too high, so that only the collector frees it: see ouro_heap_defer_count () */
  OURO_FLAG_OWN_1 = 1 << 24,         /* the meaning depends on the kind, see there */
  OURO_FLAG_OWN_2 = 1 << 25,
  OURO_FLAG_OWN_3 = 1 << 26,
  OURO_FLAG_OWN_4 = 1 << 27,
  OURO_FLAG_MERGED = 1 << 28, /* belongs to no thread any more: all references count as those of others */
} OuroFlags;

/* A cell of a MIXED kind or of the stack may hold a number of 31 bits, or a reference that is not counted; one of a MIXED
 * kind a reference that is counted but kept from tp_traverse, so that the collector does not see it. */
#define OURO_CELL_INT      0x80000000u
#define OURO_CELL_BORROWED 0x40000000u
#define OURO_CELL_PRIVATE  0x20000000u
#define OURO_CELL_TAGS     (OURO_CELL_INT | OURO_CELL_BORROWED | OURO_CELL_PRIVATE)
#define OURO_CELL_ID_MASK  0x00ffffffu

/* The collector's lists, each in CPython's order. OURO_LIST_NONE: not tracked. */
typedef enum {
  OURO_LIST_YOUNG,       /* generation 0 */
  OURO_LIST_MIDDLE,      /* generation 1 */
  OURO_LIST_OLD,         /* generation 2 */
  OURO_LIST_PERMANENT,   /* frozen */
  OURO_LIST_UNREACHABLE, /* found unreachable by the collection that runs */
  OURO_N_LISTS,
  OURO_LIST_NONE = OURO_N_LISTS,
} OuroListNumber;

/* The single words of state. Those of the virtual machine are named in vm/. */
typedef enum {
  OURO_WORD_N_ROWS,    /* rows ever used, row 0 included */
  OURO_WORD_CELLS_TOP, /* cells ever used */
  OURO_WORD_BIRTHS,
  OURO_WORD_N_ALIVE,
  OURO_WORD_STACK_END, /* one past the last place of the stack in use, as of the beginning of a transaction */
  OURO_WORD_COUNT,     /* three: gc.get_count () */
  OURO_WORD_THRESHOLD = OURO_WORD_COUNT + 3,
  OURO_WORD_GC_ENABLED = OURO_WORD_THRESHOLD + 3,
  OURO_WORD_GC_COLLECTING, /* 1 + generation while a collection runs */
  OURO_WORD_GC_SCHEDULED,  /* a collection waits for the next poll */
  OURO_WORD_GC_FIRST,      /* 1 + generation of the first collection of all; 0 before it */
  OURO_WORD_LONG_LIVED_TOTAL,
  OURO_WORD_LONG_LIVED_PENDING,
  OURO_WORD_BASE_OBJECTS, /* tracked objects of the interpreter itself, in generation 2, that have no row */
  OURO_WORD_FROZEN_BASE,  /* the same, in the permanent list */
  OURO_WORD_LOCAL_COUNT,  /* signed: allocations of the running thread that are not yet in the first count (profile.count_batch) */
  OURO_WORD_IMMORTALIZES, /* objects whose count would be deferred are immortal instead: a thread has been started */
  OURO_WORD_STATS,        /* three times: collections, collected, uncollectable */
  OURO_WORD_LIST_BASE = OURO_WORD_STATS + 9,
  OURO_WORD_LIST_END = OURO_WORD_LIST_BASE + OURO_N_LISTS,
  OURO_WORD_LIST_HOLES = OURO_WORD_LIST_END + OURO_N_LISTS,
  OURO_WORD_FREELIST_COUNT = OURO_WORD_LIST_HOLES + OURO_N_LISTS,
  OURO_WORD_FREELIST_HEAD = OURO_WORD_FREELIST_COUNT + OURO_N_FREELISTS,
  OURO_WORD_POOL_HEAD = OURO_WORD_FREELIST_HEAD + OURO_N_FREELISTS, /* one for each size class of 16 bytes */
  OURO_WORD_ROOT = OURO_WORD_POOL_HEAD + 34,                        /* 16 words that each hold a reference */
  OURO_WORD_VM = OURO_WORD_ROOT + 16,                               /* 48 words of the virtual machine */
  OURO_N_WORDS = OURO_WORD_VM + 48,
} OuroWord;

#define OURO_N_ROOTS 16

/* What the roots hold; the virtual machine adds its own from OURO_ROOT_VM on. */
typedef enum {
  OURO_ROOT_NAMESPACE, /* dict of the module __main__: the names */
  OURO_ROOT_VM,
} OuroRoot;

typedef enum {
  OURO_HISTORY_NONE, /* nothing can be undone; memory of the dead is used again */
  OURO_HISTORY_KEEP,
} OuroHistory;

/* What upper floors do for the heap. Any may be NULL. */
typedef struct
{
  /* An object with OURO_FLAG_HAS_FINALIZER is about to die, its count held at 1 meanwhile: run its finalizer. It lives on
   * when its count is higher afterwards. */
  void (*finalize) (OuroHeap *heap,
                    OuroId    object,
                    gpointer  data);
  /* An object with OURO_FLAG_WEAKREFS dies: clear its weak references, call their callbacks. */
  void (*clear_weakrefs) (OuroHeap *heap,
                          OuroId    object,
                          gpointer  data);
  /* The allocation count has passed its threshold in a profile that collects in the allocation. */
  void (*collect) (OuroHeap *heap,
                   gpointer  data);
  /* Runs so many transactions anew from the present moment, which is the beginning of a group, while every write is recorded;
   * ouro_heap_note_line () where each but the first begins, and at the end of the last. */
  void (*run_anew) (OuroHeap *heap,
                    guint32   n_transactions,
                    gpointer  data);
  gpointer data;
} OuroHooks;

/* An empty heap in the start state of the profile: the types and singletons, its base objects in generation 2,
 * counts 0, free lists empty. Returns NULL when the system gives no memory. */
OuroHeap *ouro_heap_new (const OuroProfile *profile,
                         OuroHistory        history) G_GNUC_WARN_UNUSED_RESULT;
void      ouro_heap_free (OuroHeap *self);
void      ouro_heap_set_hooks (OuroHeap        *self,
                               const OuroHooks *hooks);

const OuroProfile *ouro_heap_get_profile (const OuroHeap *self);

/* Whether so little room is left that the program must be stopped. */
gboolean ouro_heap_is_exhausted (const OuroHeap *self);

/* How many bytes of ours the heap and its history take. */
gsize ouro_heap_get_memory (const OuroHeap *self);

/* Births and deaths ------------------------------------------------------------------------- */

/* A new object with a count of 1 and n empty cells (0), room for capacity of them, and hidden words before them
 * (see ouro_heap_get_hidden ()). Counts as an allocation when flags have OURO_FLAG_GC and its free list is empty;
 * may run a collection first (profile.collects_in_allocation). Not yet tracked.
 * bytes: what CPython's allocator is asked for, header included; it decides which freed row is used again. */
OuroId ouro_heap_allocate (OuroHeap    *self,
                           OuroKind     kind,
                           guint32      flags,
                           OuroId       cls,
                           OuroFreelist freelist,
                           gsize        bytes,
                           guint        n_hidden,
                           guint32      n,
                           guint32      capacity);

/* Where the object goes when it dies, in place of what was said at its birth: CPython has objects that come from no free
 * list but go to one, and such that change their size. */
void ouro_heap_set_home (OuroHeap    *self,
                         OuroId       object,
                         OuroFreelist freelist,
                         gsize        bytes);

/* Takes and drops one reference. Dropping the last one frees the object at once and all that it alone held, depth
 * first, in CPython's order, without recursion. Both do nothing to immortal objects. */
static inline void ouro_heap_incref (OuroHeap *self,
                                     OuroId    object);
static inline void ouro_heap_decref (OuroHeap *self,
                                     OuroId    object);

/* Never dies, never counts again. */
void ouro_heap_make_immortal (OuroHeap *self,
                              OuroId    object);

/* A function, class, module, code object or descriptor of a profile with biased counts, just made: it gets a reference that nobody
 * holds, so that threads need not agree on the moment of its death and only a collection frees it. Where threads have been
 * started it becomes immortal and untracked instead. Does nothing in other profiles.
 * Source: Objects/object.c, _PyObject_SetDeferredRefcount (3.13) */
void ouro_heap_defer_count (OuroHeap *self,
                            OuroId    object);

/* The first further thread is started: all that are deferred, now and later, become immortal.
 * Source: Python/gc_free_threading.c, _PyGC_ImmortalizeDeferredObjects (3.13) */
void ouro_heap_immortalize_deferred (OuroHeap *self);

/* The two counts of an object of a profile with biased counts: what the owning thread has taken, and what all others have. FALSE
 * when no thread owns it any more, because a collection has had it in its hands. Not of immortal objects.
 * Source: Include/object.h, ob_tid, ob_ref_local, ob_ref_shared (3.13) */
gboolean ouro_heap_get_biased_counts (const OuroHeap *self,
                                      OuroId          object,
                                      guint32        *local,
                                      guint32        *shared);

/* The count without the reference that nobody holds. Not of immortal objects. */
static inline guint32 ouro_heap_get_real_count (const OuroHeap *self,
                                                OuroId          object);

/* Looking ----------------------------------------------------------------------------------- */

static inline gboolean ouro_heap_is_alive (const OuroHeap *self,
                                           OuroId          object);
static inline OuroKind ouro_heap_get_kind (const OuroHeap *self,
                                           OuroId          object);
static inline OuroId   ouro_heap_get_class (const OuroHeap *self,
                                            OuroId          object);
static inline guint32  ouro_heap_get_flags (const OuroHeap *self,
                                            OuroId          object);
static inline guint32  ouro_heap_get_refcount (const OuroHeap *self,
                                               OuroId          object);
static inline gboolean ouro_heap_is_immortal (const OuroHeap *self,
                                              OuroId          object);
static inline guint32  ouro_heap_get_birth (const OuroHeap *self,
                                            OuroId          object);
static inline guint32  ouro_heap_get_n_cells (const OuroHeap *self,
                                              OuroId          object);
static inline guint32  ouro_heap_get_cell (const OuroHeap *self,
                                           OuroId          object,
                                           guint32         index);
static inline guint32  ouro_heap_get_word (const OuroHeap *self,
                                           guint           word);

/* Adds what the running thread has counted for itself to the first count, as gc.get_count () does (profile.count_batch). */
void ouro_heap_flush_count (OuroHeap *self);

/* Whether a collection of the free-threaded build is due.
 * Source: Python/gc_free_threading.c, gc_should_collect (3.13) */
gboolean ouro_heap_is_collection_due (const OuroHeap *self);

/* How many live objects have a row. */
guint32 ouro_heap_get_n_alive (const OuroHeap *self);

/* One past the greatest row: for walks over all objects; skip those that are not alive. */
static inline OuroId ouro_heap_get_end (const OuroHeap *self);

/* The name of the type: "list", or what the class statement said. */
char *ouro_heap_dup_type_name (const OuroHeap *self,
                               OuroId          object) G_GNUC_WARN_UNUSED_RESULT;

/* The size of an object of a type whose objects all have one, 0 for others. */
gsize ouro_type_get_object_size (const OuroProfile *profile,
                                 OuroId             type);

/* sys.getsizeof (), in bytes. */
gsize ouro_heap_get_size (const OuroHeap *self,
                          OuroId          object);

/* What the object refers to, in the order of tp_traverse (its class last where it holds one). */
typedef void (*OuroReferentFunc) (OuroId   referent,
                                  gpointer user_data);
void ouro_heap_foreach_referent (const OuroHeap  *self,
                                 OuroId           object,
                                 OuroReferentFunc func,
                                 gpointer         user_data);

/* Changing ---------------------------------------------------------------------------------- */

static inline void ouro_heap_set_cell (OuroHeap *self,
                                       OuroId    object,
                                       guint32   index,
                                       guint32   value);

/* Room for at least capacity cells; those in use are kept. Doubles, so that growing one by one is cheap. */
void ouro_heap_reserve_cells (OuroHeap *self,
                              OuroId    object,
                              guint32   capacity);

/* Grows or shrinks the number of cells; new ones are 0. References in cells that are cut off are the caller's. */
void ouro_heap_set_n_cells (OuroHeap *self,
                            OuroId    object,
                            guint32   n);

/* A block of cells all of whose n are 0, in place of the present one. */
void ouro_heap_replace_cells (OuroHeap *self,
                              OuroId    object,
                              guint32   n,
                              guint32   capacity);

/* Moves count cells within the object; as memmove (). */
void ouro_heap_move_cells (OuroHeap *self,
                           OuroId    object,
                           guint32   to,
                           guint32   from,
                           guint32   count);

void ouro_heap_set_aux (OuroHeap *self,
                        OuroId    object,
                        guint32   aux);
void ouro_heap_set_class (OuroHeap *self,
                          OuroId    object,
                          OuroId    cls);
void ouro_heap_set_flags (OuroHeap *self,
                          OuroId    object,
                          guint32   flags,
                          gboolean  set);

/* Words before the cells that count no reference: list of weak references, order of attributes ... */
static inline guint32 ouro_heap_get_hidden (const OuroHeap *self,
                                            OuroId          object,
                                            guint           index);
static inline void    ouro_heap_set_hidden (OuroHeap *self,
                                            OuroId    object,
                                            guint     index,
                                            guint32   value);

static inline void ouro_heap_set_word (OuroHeap *self,
                                       guint     word,
                                       guint32   value);

/* A root takes over the caller's reference and drops its old one. */
static inline OuroId ouro_heap_get_root (const OuroHeap *self,
                                         guint           root);
void                 ouro_heap_set_root (OuroHeap *self,
                                         guint     root,
                                         OuroId    object);

/* The collector's lists ----------------------------------------------------------------------- */

/* Appends to the young list; nothing when it is tracked already. */
void ouro_heap_track (OuroHeap *self,
                      OuroId    object);
void ouro_heap_untrack (OuroHeap *self,
                        OuroId    object);

OuroListNumber         ouro_heap_get_list (const OuroHeap *self,
                                           OuroId          object);
static inline gboolean ouro_heap_is_tracked (const OuroHeap *self,
                                             OuroId          object);

/* How many objects with a row are in a list; the interpreter's own are in OURO_WORD_BASE_OBJECTS. */
guint32 ouro_heap_get_list_length (const OuroHeap *self,
                                   OuroListNumber  list);

/* The places of a list from base to end; a place that holds 0 is empty. */
static inline const OuroId *ouro_heap_get_list_places (const OuroHeap *self,
                                                       OuroListNumber  list,
                                                       guint32        *n_places);

/* Makes the list hold exactly these objects in this order. They must not be in any other list afterwards. */
void ouro_heap_set_list (OuroHeap      *self,
                         OuroListNumber list,
                         const OuroId  *objects,
                         guint32        n);

/* Forgets the contents of a list; what was in it must have been, or be, put elsewhere. */
void ouro_heap_empty_list (OuroHeap      *self,
                           OuroListNumber list);

/* Appends objects that have left their lists, or are in one that is emptied next. */
void ouro_heap_append_objects (OuroHeap      *self,
                               OuroListNumber list,
                               const OuroId  *objects,
                               guint32        n);

/* Moves all objects of one list to the end of another, in order. */
void ouro_heap_append_list (OuroHeap      *self,
                            OuroListNumber to,
                            OuroListNumber from);

/* Gives the contents of the free lists back: each frees one allocation (count 0, not below 0). */
void ouro_heap_clear_freelists (OuroHeap *self);

/* What tp_clear () does: drops what an object in a cycle refers to, so that the cycle falls apart. Kinds that have no
 * tp_clear () in CPython (tuple, method, generator ...) are left as they are. */
void ouro_heap_clear_object (OuroHeap *self,
                             OuroId    object);

/* Trust ------------------------------------------------------------------------------------- */

/* Counts everything from scratch and compares: references, lists, chains of free rows, tables. Returns FALSE and says
 * what is wrong (free with g_free ()). Valid between transactions that are clean: where no function of ours holds
 * references of its own. */
gboolean ouro_heap_check (const OuroHeap *self,
                          char          **problem);

/* A hash of the whole state: equal states have equal hashes, wherever their cells lie. */
guint64 ouro_heap_hash (const OuroHeap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroHeap, ouro_heap_free)

#include "ouro-heap-core.h"
