/* ouro-profile.h - one row of facts for each CPython version
 *
 * Nothing above asks "which version is this?": it asks the profile whether a thing is so. Each
 * field is one difference between versions, named in the project's CPython reference or measured
 * in the recorded traces of tests/fidelity; the comment says where it was seen.
 */
#pragma once

#include <glib.h>

/* Where freed objects wait to be used again without being counted as an allocation.
 * Source: Objects/listobject.c, dictobject.c, tupleobject.c, ... (3.11); Include/internal/pycore_freelist_state.h (3.14) */
typedef enum {
  OURO_FREELIST_NONE,
  OURO_FREELIST_LIST,
  OURO_FREELIST_DICT,
  OURO_FREELIST_LIST_ITERATOR,
  OURO_FREELIST_TUPLE_ITERATOR,
  OURO_FREELIST_METHOD,
  OURO_FREELIST_BUILTIN,
  OURO_FREELIST_BUILTIN_OF_CLASS,
  OURO_FREELIST_SLICE,
  OURO_FREELIST_FLOAT,
  OURO_FREELIST_INT,
  OURO_FREELIST_COMPLEX,
  OURO_FREELIST_RANGE,
  OURO_FREELIST_RANGE_ITERATOR,
  OURO_FREELIST_TUPLE_1, /* tuples of one item; those of n items follow */
  OURO_FREELIST_TUPLE_20 = OURO_FREELIST_TUPLE_1 + 19,
  OURO_N_FREELISTS,
} OuroFreelist;

typedef struct
{
  const char *name;    /* "3.15": what --python takes */
  const char *release; /* "3.15.2": the release that the facts were measured on */
  guint       minor;   /* 15; for words only */

  /* Collector */
  guint    threshold[3];
  gboolean collects_in_allocation;           /* 3.11: inside the allocation; later: at the next poll of the eval breaker */
  gboolean full_collection_untracks_dicts;   /* 3.11 to 3.13 */
  gboolean weakrefs_outlive_finalizers;      /* 3.15, gh-136189: weak references without callback are cleared after __del__ */
  gboolean clears_weakrefs_after_finalizers; /* 3.14.4: those that finalizers have made */
  gboolean stats_have_candidates;            /* 3.15: gc.get_stats () and callbacks know candidates and duration */
  guint    immortals_frozen;                 /* 3.12: immortal objects that a full collection moves to the permanent list */

  /* Tracking */
  gboolean dict_tracked_at_birth;      /* 3.14: dicts are always tracked */
  gboolean tuple_tracked_at_birth;     /* to 3.13: every tuple built at run time */
  gboolean atomic_frozenset_untracked; /* 3.15 */

  /* Counts */
  gboolean locals_are_borrowed;         /* 3.14: LOAD_FAST_BORROW */
  gint     small_int_max;               /* the last cached int */
  guint32  immortal_count;              /* what sys.getrefcount () shows for an immortal object */
  gboolean identifier_strings_immortal; /* 3.12: interned constants */

  /* Syntax: see ouro-dialect.h */
  gboolean nested_fstrings;
  gboolean type_statement;
  gboolean type_parameter_defaults;
  gboolean unparenthesised_except;
  gboolean template_strings;
  gboolean lazy_imports;

  /* Bytecode */
  gboolean super_without_object;      /* 3.12 */
  gboolean slices_without_object;     /* 3.12 */
  gboolean functions_begin_with_none; /* to 3.13 */
  gboolean classes_know_their_line;   /* 3.13 */
  gboolean annotations_are_lazy;      /* 3.14 */
  gboolean comprehensions_inlined;  /* 3.12, PEP 709 */
  gboolean iterators_are_virtual;   /* 3.15: for over a list or tuple makes no iterator */
  gboolean frame_releases_backward; /* 3.14: locals are released from the last to the first */
  gboolean swapped_stores_backward; /* 3.14: "a, b = x, y" stores b first */
  gboolean call_arguments_backward; /* 3.14: a call releases its arguments from the last */
  gboolean with_keeps_manager;      /* 3.14: the stack holds __exit__ and the manager, no bound method */
  gboolean close_returns_value;     /* 3.13: generator.close () */
  gboolean polls_after_every_call;  /* 3.11, 3.12: any call of a C function polls the eval breaker */

  /* Classes */
  gboolean weakref_is_managed;   /* 3.12: the list of weak references stands in front of the object */
  gboolean descriptors_are_shared; /* 3.15, gh-136966: __dict__ and __weakref__ of classes */
  gboolean slots_prevent_inline_values;   /* 3.13 */
  gboolean containers_have_inline_values; /* 3.14: instances of classes that derive from list, dict ... */

  /* Words of messages */
  const char *unraisable_words;
  const char *note_words;    /* takes the type of what add_note () got */
  const char *mro_words;     /* what comes before the names of the bases */
  const char *no_dict_words; /* after "object has no attribute 'x'", when one is set */
  const char *slots_words;   /* which __slots__ a class cannot have that derives from int */
  const char *unexpected_keyword_words; /* takes the keyword and the function */
  const char *not_a_container_words;    /* after "argument of type 'int' is not" */

  /* Free lists: how many objects each may hold */
  guint16 freelist[OURO_N_FREELISTS];

  /* Sizes, in bytes, as sys.getsizeof () reports them */
  guint16  size_str_ascii; /* of '' */
  guint16  size_str_other; /* of a string with wider characters, without the characters */
  guint16  size_tuple;     /* of () */
  guint16  size_function;
  guint16  size_code;     /* smallest */
  guint16  size_instance; /* without __slots__ */
  guint16  size_managed;  /* what a managed dict or list of weak references adds in front of an object */
  guint16  size_class;
  guint16  size_class_slots; /* with __slots__ */
  guint16  size_module;
  guint16  size_map;
  guint16  size_partial;
  guint16  size_range_iterator;
  guint16  size_rlock;
  guint16  size_frame;     /* of a frame object, without locals and stack */
  guint16  size_generator; /* the same */
  guint16  size_import_error;
  guint16  size_syntax_error;
  gboolean bytearray_keeps_bytes;  /* 3.15: the data is a bytes object */
  gboolean small_lists_keep_array; /* 3.14: a list of up to 32 slots does not shrink */
  gboolean deleting_item_shrinks;  /* not in 3.13: del L[i] */
} OuroProfile;

/* The start state that recorded traces use: so many tracked objects of the interpreter itself, all in
 * generation 2. They are a number, not rows. */
#define OURO_BASE_OBJECTS 16000

/* By name, NULL when there is none. */
const OuroProfile *ouro_profile_find (const char *name);

/* The newest. */
const OuroProfile *ouro_profile_get_default (void);

/* All, from the oldest; the list ends with NULL. */
const OuroProfile *const *ouro_profile_list (void);
