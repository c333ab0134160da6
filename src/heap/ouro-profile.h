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
  gboolean scheduled_runs_disabled;          /* 3.12: a scheduled collection runs even after gc.disable () */
  gboolean full_collection_untracks_dicts;   /* 3.11 to 3.13 */
  gboolean weakrefs_outlive_finalizers;      /* 3.15, gh-136189: weak references without callback are cleared after __del__ */
  gboolean clears_weakrefs_after_finalizers; /* 3.14.4: those that finalizers have made */
  gboolean stats_have_candidates;            /* 3.15: gc.get_stats () and callbacks know candidates and duration */
  guint    immortals_frozen;                 /* 3.12: immortal objects that a full collection moves to the permanent list */
  gboolean modules_precede_names;            /* to 3.12: the dict of a module is younger than the module */
  gboolean is_free_threaded;                 /* 3.13t: one list instead of generations, walked by address; see ouro-collector-free-threaded.c */
  guint    count_batch;                      /* 3.13t: so many allocations a thread counts for itself before all hear of them; else 0 */
  guint    base_objects;                     /* tracked objects of the interpreter itself at the start */

  /* Tracking */
  gboolean dict_tracked_at_birth;      /* 3.14: dicts are always tracked */
  gboolean tuple_tracked_at_birth;     /* to 3.13: every tuple built at run time */
  gboolean atomic_frozenset_untracked; /* 3.15 */

  /* Counts */
  gboolean locals_are_borrowed;         /* 3.14: LOAD_FAST_BORROW */
  gboolean constants_are_borrowed;      /* 3.15: LOAD_CONST */
  gint     small_int_max;               /* the last cached int */
  guint32  immortal_count;              /* what sys.getrefcount () shows for an immortal object */
  gboolean identifier_strings_immortal; /* 3.12, 3.13t: all that are interned */
  gboolean counts_are_biased;           /* 3.13t: one count for the owning thread, one for all others; some objects' counts are deferred */
  gboolean constants_are_immortal;      /* 3.13t: numbers and bytes in code, and tuples and frozensets of such */

  /* Syntax: see ouro-dialect.h */
  gboolean nested_fstrings;
  gboolean type_statement;
  gboolean type_parameter_defaults;
  gboolean unparenthesised_except;
  gboolean template_strings;
  gboolean lazy_imports;
  gboolean comprehension_unpacking; /* 3.15, PEP 798 */
  gboolean signed_patterns;         /* 3.15 */

  /* Bytecode */
  gboolean super_without_object;         /* 3.12 */
  gboolean generators_have_handlers;     /* 3.12 */
  gboolean slices_are_constants;         /* 3.14 */
  gboolean str_has_vectorcall;           /* 3.13: until then str () gets its arguments in a tuple */
  gboolean unpacking_is_specialised;     /* 3.12: until then an instruction that unpacks a list or tuple asks for its iterator */
  gboolean class_calls_are_specialised;  /* 3.13: until then a tuple of the arguments is made for __init__ */
  gboolean keyword_names_on_stack;       /* 3.13 */
  gboolean slices_without_object;        /* 3.12 */
  gboolean sequences_are_cut;            /* 3.15: not even for a moment, of a list, tuple or str */
  gboolean functions_begin_with_none;    /* to 3.13 */
  gboolean folded_items_stay;            /* 3.11: among the constants, when the compiler makes a tuple of defaults or arguments one constant */
  gboolean keys_are_one_constant;        /* to 3.13: the constant keys of a display of a dict, as a tuple */
  gboolean classes_know_their_line;      /* 3.13 */
  gboolean annotations_are_lazy;         /* 3.14 */
  gboolean reductions_are_inlined;       /* 3.14: any (i for i in x) */
  gboolean containers_are_inlined;       /* 3.15: list (i for i in x) */
  gboolean iteration_has_whole_place;    /* to 3.12: in a traceback, of "for" and "with" */
  gboolean assertion_has_whole_place;    /* 3.12: of "assert" */
  gboolean syntax_warns_of_type;         /* 3.12: '"is" with 'int' literal' */
  gboolean syntax_warns_once_of_line;    /* 3.13: not again in the same words */
  gboolean syntax_warns_of_literals;     /* 3.14: of no folded values, "x is -1" goes unnoticed */
  gboolean syntax_copies_are_silent;     /* 3.14: no warning from what the compiler compiles twice */
  gboolean finally_warns_of_exits;       /* 3.14, PEP 765 */
  gboolean warnings_show_line_stripped;  /* 3.13: at both ends */
  gboolean comprehensions_inlined;       /* 3.12, PEP 709 */
  gboolean iterators_are_virtual;        /* 3.15: for over a list or tuple makes no iterator */
  gboolean frame_releases_backward;      /* 3.14: locals are released from the last to the first */
  gboolean constants_are_swapped;        /* 3.14: "a, b = 1, 2" makes no tuple either */
  gboolean call_arguments_backward;      /* 3.14: a call releases its arguments from the last */
  gboolean with_keeps_manager;           /* 3.14: the stack holds __exit__ and the manager, no bound method */
  gboolean close_returns_value;          /* 3.13: generator.close () */
  gboolean close_always_raises;          /* to 3.12: GeneratorExit, even where nothing in the generator would handle it */
  gboolean generator_frames_know_caller; /* 3.12, 3.13: f_back of a frame object that outlives its generator */
  gboolean closing_keeps_function;       /* 3.12, 3.13: a generator that is closed without running keeps its function, and all if it had not begun */
  gboolean polls_after_every_call;       /* 3.11, 3.12: any call of a C function polls the eval breaker */
  gboolean new_takes_vector;             /* 3.15: type.__new__ (cls, ...) makes no tuple of all its arguments */
  gboolean spread_calls_are_nested;      /* 3.11: f (*args) of a Python function runs in a loop of its own, and the tuple waits */
  gboolean handled_none_is_kept;         /* to 3.12: a generator that has handled an exception refers to None */
  gboolean traceback_none_is_kept;       /* 3.11: an exception that was given None as traceback refers to it */

  /* Classes */
  gboolean weakrefs_go_into_tuple;        /* 3.13: of an object that dies, also a single one with a callback */
  gboolean weakproxy_says_dead;           /* 3.13: repr () of a weak proxy, which takes another form */
  gboolean weakref_is_managed;            /* 3.12: the list of weak references stands in front of the object */
  gboolean descriptors_are_shared;        /* 3.15, gh-136966: __dict__ and __weakref__ of classes */
  gboolean deleting_errors_know_nothing;  /* 3.13, 3.14: AttributeError of del o.a where o has inline values: neither o nor "a" */
  gboolean qualnames_are_interned;        /* 3.13 */
  gboolean lock_exit_takes_vector;        /* 3.15 */
  gboolean new_wrappers_copy_names;       /* 3.15: __new__ and __init_subclass__, too, are wrapped as staticmethod () and classmethod () do it */
  gboolean union_is_typing;               /* 3.14: the type of int | None is typing.Union */
  gboolean function_changes_make_list;    /* 3.15: a list of compiled code to throw away, for a moment */
  gboolean static_attributes_are_keys;    /* 3.14: the names of __static_attributes__ are the first shared keys of a class */
  gboolean slots_prevent_inline_values;   /* 3.13 */
  gboolean containers_have_inline_values; /* 3.14: instances of classes that derive from list, dict ... */

  /* Containers */
  gboolean lists_read_tables;          /* 3.13: list.extend () takes the members of a set or dict without an iterator */
  gboolean popping_frees_array;        /* 3.12: L.pop () of the only item, whatever there was room for */
  gboolean deleting_item_keeps_array;  /* 3.13: del L[0] of the only item */
  gboolean runs_have_equals;           /* 3.13: list.sort () goes on with a run over items that are equal */
  gboolean sort_reverse_is_int;        /* 3.11: list.sort (reverse=...) takes an int; later anything with a truth */
  gboolean iterator_pairs_untracked;   /* 3.15: the same for what enumerate () and dict.items () give */
  gboolean tuple_gathers_items;        /* 3.14: tuple (iterable) makes the tuple last, not a larger one first */
  gboolean slices_are_hashable;        /* 3.12 */
  gboolean map_has_strict;             /* 3.14 */
  gboolean dict_sizes_exact;           /* 3.13: the size of a table for so many keys is rounded up no more than it must be */
  gboolean set_methods_pack_arguments; /* to 3.13: set.union () and the like get their arguments as a tuple */
  gboolean set_methods_copy_arguments; /* 3.13: even where *args gave a tuple */
  gboolean reversed_list_is_kept;      /* 3.13: by an iterator that has come to its end */
  gboolean clearing_changes_order;     /* 3.13: OrderedDict.clear () is a mutation for an iterator, not only a change of size */
  gboolean ordered_dict_shows_pairs;   /* 3.11: OrderedDict([('a', 1)]) */
  gboolean one_argument_is_singular;   /* 3.14: "expected at most 1 argument" of OrderedDict () */
  gboolean list_is_kept;               /* 3.13t: the same of an iterator that goes forward */
  gboolean slice_is_kept;              /* to 3.13: a collection leaves the free slice alone, and there is one from the start */
  gboolean sets_tracked_when_filled;   /* 3.14: set (iterable) */

  /* Words of messages */
  gboolean    set_name_errors_are_noted;   /* 3.12: what __set_name__ () raises gets a note; before it is the cause of a RuntimeError */
  gboolean    abstract_methods_are_quoted; /* 3.12: "without an implementation for abstract method 'f'" */
  gboolean    missing_item_is_shown;       /* to 3.13: "3 is not in list" */
  gboolean    unhashable_key_is_named;     /* 3.14: "cannot use 'list' as a dict key" */
  gboolean    pair_errors_are_noted;       /* 3.14: the error for dict ([3]) has a note that says where */
  gboolean    surplus_is_counted;          /* 3.14: "too many values to unpack (expected 2, got 3)" */
  const char *slice_source_words;          /* after L[0:1] = 3 */
  const char *slice_index_words;           /* what an index of a slice must be or have */
  gboolean    tracebacks_show_all_lines;   /* 3.13: all lines of what raised, and ^ under the arguments of a call */
  gboolean    marks_take_no_room;          /* 3.15: in the markers of a traceback, below letters with combining marks */
  gboolean    unraisable_tells_what;       /* 3.14: "Exception ignored while calling deallocator" */
  gboolean    unraisable_tells_all;        /* 3.15: with markers, and with what the exception was raised from */
  gboolean    unraisable_ends_with_colon;  /* 3.13: "Exception ignored in thread started by <function ...>:" */
  const char *note_words;                  /* takes the type of what add_note () got */
  const char *mro_words;                   /* what comes before the names of the bases */
  const char *no_dict_words;               /* after "object has no attribute 'x'", when one is set */
  const char *slots_words;                 /* which __slots__ a class cannot have that derives from int */
  const char *unexpected_keyword_words;    /* takes the keyword and the function */
  gboolean    keywords_are_suggested;      /* 3.13: "Did you mean 'sep'?" */
  const char *not_a_container_words;       /* after "argument of type 'int' is not" */

  /* Numbers and texts */
  gboolean    results_are_named;             /* 3.15: "A.__index__() must return an int, not str" */
  gboolean    int_rounds_to_none;            /* 3.14: int.__round__ (None) */
  gboolean    divmod_untracked;              /* 3.15: the pair that divmod () of ints gives */
  gboolean    to_bytes_checks_length_first;  /* 3.15 */
  gboolean    zero_bytes_hold_minus_one;     /* to 3.13: (-1).to_bytes (0, signed=True) */
  gboolean    int_asks_trunc;                /* to 3.13: int () asks __trunc__ */
  gboolean    int_has_is_integer;            /* 3.12 */
  gboolean    int_counts_positional;         /* 3.13: "int expected at most 2 arguments" */
  gboolean    numbers_convert_numbers;       /* 3.14: float.from_number (), complex.from_number () */
  gboolean    complex_arguments_are_named;   /* 3.14: messages of complex () */
  gboolean    complex_keeps_reals;           /* 3.14: a real operand has no imaginary part at all */
  gboolean    search_arguments_are_named;    /* 3.13: "find() argument 1 must be str, not int" */
  gboolean    search_methods_pack_arguments; /* to 3.12: str.find () and the like get their arguments as a tuple */
  gboolean    search_ends_forget_none;       /* 3.15: the message about the ends of str.find () */
  gboolean    replace_has_keywords;          /* 3.13: str.replace (count=) */
  gboolean    splitlines_takes_any;          /* 3.12: str.splitlines (keepends) of any type */
  const char *int_division_words;            /* 1 // 0 */
  const char *int_modulo_words;              /* 1 % 0 */
  const char *float_division_words;          /* 1.0 / 0 */
  const char *float_floor_words;             /* 1.0 // 0 */
  const char *float_modulo_words;            /* 1.0 % 0 */
  const char *float_divmod_words;            /* divmod (1.0, 0) */
  const char *zero_power_words;              /* 0.0 ** -1 */
  const char *complex_division_words;        /* 1j / 0 */
  const char *complex_power_words;           /* 0j ** -1 */
  gboolean    bytes_replace_has_keywords;    /* 3.15: bytes.replace (count=) */
  gboolean    split_guesses_length;          /* 3.12: the array of the list that str.split () makes */
  gboolean    fill_length_is_told;           /* 3.14: bytes.center () with a wrong fill character */
  gboolean    format_groups_fraction;        /* 3.14: format (1.5, '.6_f') */

  /* Threads */
  gboolean    locks_are_fair;         /* 3.14: locks are PyMutex: one who has waited long gets the lock from the hand of who releases it */
  gboolean    lock_is_a_type;         /* 3.13: threading.Lock is the type itself */
  const char *timeout_type_words;     /* takes the type of what is no number of seconds */
  const char *negative_timeout_words; /* lock.acquire (timeout=-2) */
  const char *large_timeout_words;

  /* Modules */
  gboolean    namedtuple_has_replace;       /* 3.13: __replace__; a wrong name for _replace () is a TypeError */
  gboolean    collections_types_on_heap;    /* 3.12: the types of _collections are objects of the heap */
  gboolean    itertools_know_type;          /* 3.12: objects of itertools refer to their type, which is no longer static */
  gboolean    itertools_have_batched;       /* 3.12 */
  gboolean    batched_has_strict;           /* 3.13 */
  gboolean    pairwise_reuses_pair;         /* 3.13 */
  const char *negative_r_words;             /* after "r": of combinations () */
  const char *negative_n_words;             /* after "n": of tee () */
  gboolean    tee_copies_tee_only;          /* 3.13: any iterator with __copy__ () until then */
  gboolean    math_errors_show_argument;    /* 3.14: "expected a positive input, got -1.0" */
  gboolean    math_has_sumprod;             /* 3.12 */
  gboolean    math_has_fma;                 /* 3.13 */
  gboolean    math_has_fmax;                /* 3.15: and fmin, isnormal, issubnormal, signbit */
  gboolean    nextafter_has_steps;          /* 3.12 */
  gboolean    log_counts_arguments;         /* 3.12: the message of math.log () without arguments */
  gboolean    reduce_has_keywords;          /* 3.14 */
  gboolean    partial_has_placeholder;      /* 3.14 */
  gboolean    partial_names_module;         /* 3.13: repr () of a class that derives from partial */
  gboolean    methodcaller_packs_call;      /* to 3.12, and in the free-threaded build: its call makes a tuple and a bound method */
  gboolean    methodcaller_keeps_name;      /* 3.13: in front of its arguments */
  gboolean    methodcaller_prepares_values; /* 3.14: the arguments of all its calls */
  gboolean    operator_asks_for_none;       /* 3.14: is_none (), is_not_none () */
  gboolean    cmp_to_key_packs_arguments;   /* 3.11: so do its */
  gboolean    partial_calls_by_vector;      /* 3.15: its keywords make neither tuple nor dict */
  gboolean    partial_is_method;            /* 3.14: partial () in a class gets the instance */
  gboolean    large_logarithm_is_fused;     /* 3.15: math.log () of ints beyond the floats rounds once less */
  gboolean    print_packs_arguments;        /* to 3.13: print () puts its arguments into a tuple */
  gboolean    min_packs_arguments;          /* to 3.12: min (), max () do, too */
  gboolean    dir_packs_arguments;          /* not in 3.12: dir (), vars () do, too */
  gboolean    locals_know_hidden_names;     /* 3.12: locals () makes a dict for those of inlined comprehensions */
  gboolean    locals_are_proxied;           /* 3.13, PEP 667: locals () of a function is a new dict each time */
  gboolean    sum_is_precise;               /* 3.12: sum () of floats corrects what rounding loses */
  gboolean    sum_knows_complex;            /* 3.14: that of complex numbers, and of ints among floats, too */
  gboolean    chr_takes_any_int;            /* 3.13: ValueError instead of OverflowError */
  gboolean    threshold_words_are_plain;    /* 3.13: of gc.set_threshold () without arguments; gc.get_referents () names its module */
  gboolean    import_error_has_name;        /* 3.12: ImportError.name_from */
  gboolean    none_has_fixed_hash;          /* 3.12: hash (None) is no address */
  gboolean    has_is_immortal;              /* 3.14: sys._is_immortal () */
  gboolean    has_is_gil_enabled;           /* 3.13: sys._is_gil_enabled () */
  gboolean    setting_errors_know_object;   /* 3.13: AttributeError.obj and name, where there is no __dict__ */
  gboolean    suggestions_know_self;        /* 3.12: "Did you mean: 'self.x'?", and modules that were not imported */
  gboolean    suggestions_hide_private;     /* 3.13: names with an underscore, unless the wrong one has one, too */
  gboolean    suggestions_name_both;        /* 3.15: "Did you mean '.x' instead of '.y'?"; hints for other languages; nested attributes */
  gboolean    module_errors_are_made;       /* 3.11: a failing look into a module makes an exception, even if nobody sees it */
  const char *further_stdlib_names;         /* of sys.stdlib_module_names, those that not all versions have; separated by blanks */
  const char *further_builtins;             /* names of builtins that not all versions have and nobody simulates; separated by blanks, or NULL */
  const char *nothing_to_choose_words;      /* takes min or max */
  const char *iter_words;                   /* what iter (object, sentinel) says of an object that cannot be called */
  gboolean    percent_names_arguments;      /* 3.15: messages of % formatting say which argument and where */
  gboolean    fromhex_takes_bytes;          /* 3.14: bytes.fromhex () of bytes */
  gboolean    bytearray_escapes_apostrophe; /* to 3.14: repr (bytearray (b"'")) */
  gboolean    bytearray_has_resize;         /* 3.14: bytearray.resize () */
  gboolean    bytearray_has_take_bytes;     /* 3.15: bytearray.take_bytes () */
  gboolean    bytearray_extend_refuses_str; /* 3.13: the message of bytearray.extend (str) */
  gboolean    percent_c_tells_type;         /* 3.14: '%c' says what it got */
  const char *maketrans_length_words;       /* str.maketrans ({'ab': 1}) */
  const char *maketrans_type_words;         /* str.maketrans ({1.5: 1}) */
  gboolean    complex_power_divides;        /* to 3.12: rounds c ** d in another order */
  gboolean    latin_characters_keep_utf8;   /* 3.12: the strings of one character U+0080 to U+00FF have their UTF-8 form from the beginning */
  const char *max_digits_words;             /* sys.set_int_max_str_digits (1) */

  /* Free lists: how many objects each may hold */
  guint16 freelist[OURO_N_FREELISTS];

  /* Sizes, in bytes, as sys.getsizeof () reports them */
  guint16  size_header;    /* of an object that the collector never sees: object () */
  guint16  size_type;      /* of the built-in ones */
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
  guint16  size_weakref;
  guint16  size_map;
  guint16  size_union; /* int | None */
  guint16  size_partial;
  guint16  size_range_iterator;
  guint16  size_cycle;
  guint16  size_accumulate;
  guint16  size_pairwise;
  guint16  size_batched;
  guint16  size_groupby;
  guint16  size_tee;
  guint16  size_methodcaller;
  guint16  size_rlock;
  guint16  size_frame;     /* of a frame object, without locals and stack */
  guint16  size_generator; /* the same */
  guint16  size_import_error;
  guint16  size_syntax_error;
  gboolean bytearray_keeps_bytes;  /* 3.15: the data is a bytes object */
  gboolean small_lists_keep_array; /* 3.14: a list of up to 32 slots does not shrink */
  gboolean deleting_item_shrinks;  /* not in 3.13: del L[i] */
} OuroProfile;

/* By name, NULL when there is none. */
const OuroProfile *ouro_profile_find (const char *name);

/* The newest. */
const OuroProfile *ouro_profile_get_default (void);

/* All, from the oldest; the list ends with NULL. */
const OuroProfile *const *ouro_profile_list (void);
