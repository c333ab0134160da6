/* ouro-vm-private.h - what the files of the virtual machine share
 *
 * Conventions
 *   - A function that returns an OuroId returns a new reference, or OURO_NO_ID with an exception pending, unless it says
 *     that the reference is borrowed.
 *   - Arguments are borrowed: the caller keeps its references.
 *   - A reference that a function of ours holds while Python code may run belongs on the stack (ouro_vm_hold ()), so that
 *     every count can be explained at every moment.
 */
#pragma once

#include "ouro-atom.h"
#include "ouro-collector.h"
#include "ouro-deque.h"
#include "ouro-dict.h"
#include "ouro-hash.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-lookup.h"
#include "ouro-mark.h"
#include "ouro-program-private.h"
#include "ouro-repr.h"
#include "ouro-set.h"
#include "ouro-text.h"
#include "ouro-vm.h"
#include "ouro-weakref.h"

/* Words of the machine in the heap. */
enum {
  OURO_VM_WORD_FRAME = OURO_WORD_VM, /* base of the innermost frame; 0 before and after the program */
  OURO_VM_WORD_PC,
  OURO_VM_WORD_OUTPUT,
  OURO_VM_WORD_ERRORS,
  OURO_VM_WORD_N_STATEMENTS,
  OURO_VM_WORD_LAST_STATEMENT,
  OURO_VM_WORD_STATE,
  OURO_VM_WORD_DEPTH, /* of Python calls, for RecursionError */
  OURO_VM_WORD_RECURSION_LIMIT,
  OURO_VM_WORD_EXIT_STATUS,
  OURO_VM_WORD_N_LINES, /* executed so far: low and high */
  OURO_VM_WORD_FAILED_LINE = OURO_VM_WORD_N_LINES + 2,
  OURO_VM_WORD_GC_DEBUG,
  OURO_VM_WORD_MAX_STR_DIGITS,                             /* sys.set_int_max_str_digits () */
  OURO_VM_WORD_SWITCH_INTERVAL,                            /* sys.setswitchinterval (), in microseconds */
  OURO_VM_WORD_GC_CANDIDATES,                              /* how many objects the collection under way looks at */
  OURO_VM_WORD_GC_ALL_CANDIDATES,                          /* of each generation's collections together */
  OURO_VM_WORD_CLOCK = OURO_VM_WORD_GC_ALL_CANDIDATES + 3, /* simulated nanoseconds: low and high */
  OURO_VM_WORD_IDLE = OURO_VM_WORD_CLOCK + 2,              /* of these, when no thread ran */
  OURO_VM_WORD_THREAD = OURO_VM_WORD_IDLE + 2,             /* the state of the thread that has the GIL */
  OURO_VM_WORD_N_THREADS,                                  /* ever started */
  OURO_VM_WORD_TICKETS,                                    /* given to threads that began to wait or be ready */
  OURO_VM_WORD_SWITCHES,                                   /* how often the GIL has changed hands */
  OURO_VM_WORD_DROP_REQUEST,                               /* number of the thread that asks the holder to drop the GIL */
  OURO_VM_WORD_RANDOM,                                     /* state of the choice between ready threads; 0: in order */
  OURO_VM_WORD_OUTCOME,                                    /* OuroVmState that the program will have when the other threads have ended */
};

/* Roots. */
enum {
  OURO_VM_ROOT_EXCEPTION = OURO_ROOT_VM, /* raised and not yet handled */
  OURO_VM_ROOT_HANDLED,                  /* being handled: sys.exc_info () */
  OURO_VM_ROOT_MODULES,                  /* sys.modules */
  OURO_VM_ROOT_BUILTINS,                 /* dict of the module builtins */
  OURO_VM_ROOT_GARBAGE,                  /* gc.garbage */
  OURO_VM_ROOT_CALLBACKS,                /* gc.callbacks */
  OURO_VM_ROOT_SUBCLASSES,               /* dict: built-in type -> its subclasses */
  OURO_VM_ROOT_SYS,                      /* dict of the module sys, which print () needs to the very end */
  OURO_VM_ROOT_ATEXIT,                   /* list of what is called at the end: ouro-mod-atexit.c */
  OURO_VM_ROOT_LIBRARY,                  /* dict: name -> module of the library, imported or not */
  OURO_VM_ROOT_THREADS,                  /* the states of all threads: see ouro-threads.h */
};

/* Strings that the machine itself asks for by name. */
typedef enum {
#define OURO_VM_NAME(name) OURO_NAME_##name,
#include "ouro-vm-names.h"
#undef OURO_VM_NAME
  OURO_N_NAMES,
} OuroVmName;

/* A function in C. args: places of the stack, to be read with ouro_vm_argument (); n_args counts positional ones; keyword
 * arguments follow them, their names in the tuple kwnames (OURO_NO_ID for none). self: OURO_NO_ID for a plain function. */
typedef OuroId (*OuroBuiltinFunc) (OuroVm        *vm,
                                   OuroId         self,
                                   const guint32 *args,
                                   guint          n_args,
                                   OuroId         kwnames);

typedef enum {
  OURO_BUILTIN_KEYWORDS = 1 << 0, /* takes keyword arguments */
  OURO_BUILTIN_STATIC = 1 << 1,   /* of a type: takes no self */
  OURO_BUILTIN_CLASS = 1 << 2,    /* of a type: self is the class */
  OURO_BUILTIN_WRAPPER = 1 << 3,  /* a special method: a slot wrapper */
  OURO_BUILTIN_NO_POLL = 1 << 4,  /* its specialised call does not poll the eval breaker (3.13) */
  OURO_BUILTIN_WAITS = 1 << 5,    /* may let go of the GIL: see ouro-threads.h */
  OURO_BUILTIN_TUPLE = 1 << 6,    /* gets its arguments as a tuple, as wrappers do */
  OURO_BUILTIN_PACKS = 1 << 7,    /* the same, and keywords as a dict: METH_VARARGS */
  OURO_BUILTIN_SEARCHES = 1 << 8, /* the same where the profile says so: search_methods_pack_arguments */
} OuroBuiltinFlags;

/* The cells of a function in C; the first and last are numbers. A hidden word before them holds its weak references. */
enum {
  OURO_BUILTIN_INDEX, /* in vm->builtins */
  OURO_BUILTIN_SELF,
  OURO_BUILTIN_TYPE, /* that it is a method of */
  OURO_BUILTIN_N_CELLS,
};

typedef struct
{
  const char     *name;
  OuroBuiltinFunc func;
  gint8           min_args; /* positional, without self */
  gint8           max_args; /* -1: any number */
  guint16         flags;
} OuroBuiltinDef;

/* What a built-in type does without looking anything up. All may be NULL; then its base is asked. self and a may be instances
 * of classes that derive from the type: ouro_vm_value () has the object that holds the value. */
typedef struct
{
  OuroId (*repr) (OuroVm *vm, OuroId self);
  OuroId (*str) (OuroVm *vm, OuroId self);
  gboolean (*hash) (OuroVm *vm, OuroId self, gint64 *hash);            /* ouro_vm_unhashable for types that change */
  OuroId (*compare) (OuroVm *vm, OuroId a, OuroId b, OuroOperator op); /* may return NotImplemented */
  OuroId (*binary) (OuroVm *vm, OuroId a, OuroId b, OuroOperator op);  /* either may be of the type; may return NotImplemented */
  OuroId (*inplace) (OuroVm *vm, OuroId a, OuroId b, OuroOperator op); /* may return NotImplemented */
  OuroId (*unary) (OuroVm *vm, OuroId self, OuroOperator op);          /* may return NotImplemented */
  int (*truth) (OuroVm *vm, OuroId self);                              /* 1, 0, -1 */
  gint64 (*length) (OuroVm *vm, OuroId self);                          /* -1 for an exception */
  OuroId (*get_item) (OuroVm *vm, OuroId self, OuroId key);
  gboolean (*set_item) (OuroVm *vm, OuroId self, OuroId key, OuroId value); /* value OURO_NO_ID: delete */
  int (*contains) (OuroVm *vm, OuroId self, OuroId value);                  /* 1, 0, -1 */
  OuroId (*iter) (OuroVm *vm, OuroId self);
  OuroId (*next) (OuroVm *vm, OuroId self); /* OURO_NO_ID without an exception at the end */
  OuroId (*call) (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames);

  /* __new__: an object of the class, which is the type or derives from it (ouro_vm_wrap ()). The arguments are those of the
   * call; a type with initialise leaves them to it. */
  OuroId (*construct) (OuroVm *vm, OuroId cls, const guint32 *args, guint n_args, OuroId kwnames);
  /* __init__ */
  gboolean (*initialise) (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames);

  /* What the type has besides its methods: members and the like. OURO_NO_ID without an exception when it has none of that
   * name. */
  OuroId (*get_attribute) (OuroVm *vm, OuroId self, OuroId name);
  /* 1, 0 when there is none of that name, -1; value OURO_NO_ID: delete */
  int (*set_attribute) (OuroVm *vm, OuroId self, OuroId name, OuroId value);
  const OuroBuiltinDef *methods; /* ends with a NULL name; special methods that slots do are added by themselves */
} OuroTypeSlots;

typedef struct
{
  const OuroCode *code;
  const char     *file;
  const char     *text;
  OuroId          object; /* the code object */
  guint32        *hints;  /* two for each instruction: where a name was found the last time */
} OuroCodeEntry;

struct _OuroVm
{
  OuroHeap             *heap;
  OuroCollector        *collector;
  const OuroProfile    *profile;
  OuroDialect           dialect;
  OuroLowering          lowering;
  OuroProgram          *program;
  GPtrArray            *imports;                       /* of char *: modules of the library, to be made before the program begins */
  GPtrArray            *units;                         /* of OuroCodeUnit */
  GArray               *codes;                         /* of OuroCodeEntry; a code object knows its index */
  GArray               *builtins;                      /* of const OuroBuiltinDef *, and the type they belong to; a function object knows its index */
  GHashTable           *type_attributes[OURO_N_TYPES]; /* name (OuroId of an interned str) -> object */
  OuroTypeSlots         slots[OURO_N_TYPES];
  OuroId                called_type; /* that the function in C being called belongs to */
  OuroId                packed;      /* the tuple that its arguments lie in; OURO_NO_ID when they lie nowhere else. Borrowed, good until it does anything */
  OuroId                names[OURO_N_NAMES];
  struct _OuroInterned *interned;
  GString              *output;
  GString              *errors;
  const char           *file; /* of the program itself */
  char                 *failure;
  char                 *interruption;
  OuroStatementFunc     statement_func;
  gboolean              statement_looks;
  gpointer              statement_data;
  OuroVmLimits          limits;
  OuroVmLimit           limit;   /* that was passed */
  gint64                started; /* monotonic time, in microseconds */

  /* Registers while the interpreter runs; otherwise in the heap. */
  guint32     end;          /* of the stack */
  guint       n_nested;     /* runs of the interpreter inside functions of ours */
  guint       n_recursions; /* functions of ours that are in themselves: ouro_vm_enter_recursion () */
  guint64     clock;        /* simulated nanoseconds */
  guint64     alarm;        /* when threads have to be looked after */
  guint       loop_level;   /* the run of the interpreter that may switch between threads */
  gboolean    may_wait;     /* the function in C that is called may leave with OURO_WAITED_LATER */
  gboolean    is_waiting;   /* it has */
  gboolean    wants_switch; /* the thread has been asked to drop the GIL, and may */
  guint64     lines_left;
  gint        interrupted;         /* atomic */
  gboolean    is_stopping;         /* unwinding because of an interruption: no handler is asked */
  guint       record_left;         /* transactions that are still to end while recording */
  gboolean    has_recorded;        /* all of them have */
  guint32     n_recorded;          /* changes that belong to them */
  gboolean    is_running_anew;     /* what has run before: no limit can be passed */
  gboolean    group_is_over;       /* the next line begins another group of the history */
  guint64     group_end;           /* the same, when the clock is there */
  gboolean    is_preparing;        /* the program has not begun: modules of the library are being made */
  gboolean    is_at_line;          /* the transaction to go on from has begun: the LINE that is met first begins none */
  gboolean    generator_has_ended; /* the run that just came back */
  guint       n_polls;
  GArray     *showing;     /* objects whose repr () is being made */
  OuroId      build_class; /* the function __build_class__ */
  OuroId      common_constants[OURO_N_COMMON_CONSTANTS];
  OuroId      thread_code;     /* of the first frame of all threads but the main one */
  OuroId      dict_descriptor; /* __dict__ and __weakref__ of all classes, where the version has one of each */
  OuroId      weakref_descriptor;
  guint32     type_version; /* changes with every class: caches of lookups compare it */
  OuroLookup *lookups;      /* a cache of attributes of classes */
};

/* Frames on the stack ------------------------------------------------------------------------- */

enum {
  OURO_FRAME_FUNCTION, /* owned; 0 for the module */
  OURO_FRAME_CODE,     /* borrowed */
  OURO_FRAME_GLOBALS,  /* borrowed */
  OURO_FRAME_LOCALS,   /* dict of a class body or module, owned; 0 for a function */
  OURO_FRAME_OBJECT,   /* frame object, owned; 0 while nobody wants it */
  OURO_FRAME_BACK,     /* number: base of the frame around, 0 for none */
  OURO_FRAME_PC,       /* number: where it goes on */
  OURO_FRAME_FLAGS,    /* number */
  OURO_FRAME_OWNER,    /* number: the generator it belongs to */
  OURO_FRAME_SIZE,
};

typedef enum {
  OURO_FRAME_IS_ENTRY = 1 << 0,  /* its return ends the run of the interpreter */
  OURO_FRAME_IS_INIT = 1 << 1,   /* __init__ of an instance: its result is checked and dropped; below it lie the dict, tuple and
                                  * keywords of the call, or nothing, and below them the instance */
  OURO_FRAME_IS_IMPORT = 1 << 2, /* of a module beside the program: its result is dropped; below it lie the module and its name */
  OURO_FRAME_IS_THREAD = 1 << 3, /* the first of its thread: its return ends it */
  OURO_FRAME_IS_ENTER = 1 << 4,  /* __enter__ of a with statement: below it lie __exit__, __enter__ where it is bound, and the manager */
} OuroFrameFlags;

static inline guint32
ouro_frame_get (const OuroHeap *heap,
                guint32         base,
                guint           field)
{
  return heap->stack[base + field] & ~OURO_CELL_INT;
}

/* Numbers of frames start at 1, so that a base of 0 is none. */
#define OURO_FRAME_FIRST 1u

static inline OuroId
ouro_vm_argument (const guint32 *args,
                  guint          i)
{
  return args[i] & OURO_CELL_ID_MASK;
}

/* ouro-vm.c --------------------------------------------------------------------------------- */

static inline OuroId
ouro_vm_name (const OuroVm *vm,
              OuroVmName    name)
{
  return vm->names[name];
}

/* Holds a reference on the stack while Python code may run; drop takes it off again without dropping the reference. */
static inline void
ouro_vm_hold (OuroVm *vm,
              OuroId  object)
{
  ouro_stack_push (vm->heap, &vm->end, object);
}

static inline OuroId
ouro_vm_release (OuroVm *vm)
{
  return ouro_stack_pop (vm->heap, &vm->end) & OURO_CELL_ID_MASK;
}

/* Ends the transaction under way and begins another, unless one is recorded: FALSE, and the machine stops, where that ends
 * here. All registers must have been written to the heap. */
gboolean ouro_vm_begin_transaction (OuroVm *vm,
                                    guint32 line,
                                    guint32 flags);

/* The first frame of the main thread has ended, with a value, taken over, or with an exception: it is printed, and the outcome noted. */
void ouro_vm_end_main_program (OuroVm *vm,
                               OuroId  value);

/* The other threads have ended, too. */
void ouro_vm_end_program (OuroVm *vm);

/* No thread can go on; what there was to say has been printed. line: that the main thread has reached. */
void ouro_vm_end_by_deadlock (OuroVm *vm,
                              guint32 line);

void ouro_vm_print (OuroVm     *vm,
                    gboolean    to_errors,
                    const char *text,
                    gsize       length);

/* Stops the machine for good: the sentence says why. */
void ouro_vm_give_up (OuroVm     *vm,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

/* The same because of a limit. */
void ouro_vm_pass_limit (OuroVm     *vm,
                         OuroVmLimit limit,
                         const char *format,
                         ...) G_GNUC_PRINTF (3, 4);

/* Gives up when time, output or memory is over. */
void ouro_vm_check_limits (OuroVm *vm);

/* The same for loops in functions of ours, which are no lines and take no simulated time. */
void ouro_vm_check_long_work (OuroVm *vm);

/* For such loops, as many turns as the program likes: looks at the limits now and then. FALSE when the machine stops. */
static inline gboolean
ouro_vm_may_go_on (OuroVm *vm,
                   guint64 turn)
{
  if (G_UNLIKELY ((turn & 0x3ff) == 0x3ff))
    ouro_vm_check_long_work (vm);
  return !vm->is_stopping;
}

/* The eval breaker: a scheduled collection, an interruption. FALSE with an exception or a stop. */
gboolean ouro_vm_poll (OuroVm *vm);

/* A str that exists once, for attribute names and the like. New reference. */
OuroId ouro_vm_intern (OuroVm     *vm,
                       const char *text,
                       gsize       length);
OuroId ouro_vm_intern_str (OuroVm *vm,
                           OuroId  str);

static inline const OuroBuiltinDef *
ouro_vm_get_builtin (const OuroVm *vm,
                     OuroId        function)
{
  return g_array_index (vm->builtins, const OuroBuiltinDef *, ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_INDEX) & ~OURO_CELL_INT);
}

/* Registers a function in C; the object is immortal and from outside. Borrowed. */
OuroId ouro_vm_add_builtin (OuroVm               *vm,
                            const OuroBuiltinDef *def,
                            OuroId                type);

/* ouro-interpreter.c ------------------------------------------------------------------------ */

/* Runs the innermost frame until it returns. Only for frames with OURO_FRAME_IS_ENTRY. */
OuroId ouro_vm_interpret (OuroVm *vm);

/* ouro-frame.c ------------------------------------------------------------------------------ */

/* Makes room for a frame at a place of the stack and fills its head; locals are empty. Returns FALSE with RecursionError. */
gboolean ouro_vm_push_frame (OuroVm *vm,
                             OuroId  function, /* taken over; OURO_NO_ID for the module */
                             OuroId  code,
                             OuroId  globals,
                             OuroId  locals, /* taken over, or OURO_NO_ID */
                             guint32 place,
                             guint32 flags);
void     ouro_vm_pop_frame (OuroVm *vm);

/* The same; the value on top of its stack, owned, lies on the stack of the frame around afterwards. */
void ouro_vm_pop_frame_keeping_top (OuroVm *vm);

/* Drops everything above a place of the stack, from the top. */
void ouro_vm_cut_stack (OuroVm *vm,
                        guint32 place);

/* Drops the references of a call's places in the order of the version; the places stay, empty. */
void ouro_vm_drop_arguments (OuroVm *vm,
                             guint32 place,
                             guint32 end);

static inline guint32
ouro_vm_get_base (const OuroVm *vm)
{
  return vm->heap->words[OURO_VM_WORD_FRAME];
}

/* The first cell of a code object: its number in vm->codes. */
#define OURO_CODE_INDEX 0

static inline const OuroCodeEntry *
ouro_vm_get_code (const OuroVm *vm,
                  OuroId        code)
{
  return &g_array_index (vm->codes, OuroCodeEntry, ouro_heap_get_cell (vm->heap, code, OURO_CODE_INDEX) & ~OURO_CELL_INT);
}

/* The cells of a code object from here on are its names. */
#define OURO_CODE_NAMES 3

OuroId ouro_vm_get_code_qualname (const OuroVm *vm,
                                  OuroId        code);

/* All constants of a code object. */
const guint32 *ouro_vm_get_code_constants (const OuroVm   *vm,
                                           OuroId          code,
                                           const OuroCode *description);
OuroId         ouro_vm_get_code_constant (const OuroVm *vm,
                                          OuroId        code,
                                          guint         index);
OuroId         ouro_vm_get_code_name (const OuroVm *vm,
                                      OuroId        code,
                                      guint         index);

/* The line at which a frame stands. */
guint32 ouro_vm_get_frame_line (const OuroVm *vm,
                                guint32       base);

/* The line at which the program stands: that of the innermost frame which is not the library's. */
guint32 ouro_vm_get_program_line (const OuroVm *vm);

/* Runs the code of a module, taken over, in a namespace: None, or OURO_NO_ID with an exception. */
OuroId ouro_vm_run_module (OuroVm *vm,
                           OuroId  code,
                           OuroId namespace);

/* After its constants and names a code object notes which of its instructions have been executed, so many in each cell. */
#define OURO_CODE_WARM_BITS 31

/* Makes objects of a unit's code and constants. New reference to the main code object. */
OuroId ouro_vm_load_unit (OuroVm       *vm,
                          OuroCodeUnit *unit,
                          const char   *file,
                          const char   *text);

/* An object for a code that belongs to no unit and has no constants. */
OuroId ouro_vm_load_code (OuroVm         *vm,
                          const OuroCode *code);

/* The frame that called, 0 for the first that people see. */
guint32 ouro_vm_get_back (const OuroVm *vm,
                          guint32       base);

/* Completes a view of which places, base and end are set. */
void ouro_vm_fill_frame_view (const OuroVm  *vm,
                              OuroFrameView *view);

/* The object of a running frame; borrowed. */
OuroId ouro_vm_get_frame_object (OuroVm *vm,
                                 guint32 base);

#include "ouro-call-private.h"

/* ouro-exception.c -------------------------------------------------------------------------- */

void ouro_vm_raise (OuroVm     *vm,
                    OuroId      type,
                    const char *format,
                    ...) G_GNUC_PRINTF (3, 4);
/* Takes over the exception. */
void ouro_vm_raise_object (OuroVm *vm,
                           OuroId  exception);
void ouro_vm_raise_with_args (OuroVm       *vm,
                              OuroId        type,
                              const OuroId *args,
                              guint         n_args);
static inline gboolean
ouro_vm_has_exception (const OuroVm *vm)
{
  return vm->heap->words[OURO_WORD_ROOT + OURO_VM_ROOT_EXCEPTION] != OURO_NO_ID || vm->is_stopping;
}
gboolean ouro_vm_exception_is (const OuroVm *vm,
                               OuroId        type);

/* The exception being handled: sys.exception (). Borrowed; OURO_NO_ID for none. */
OuroId ouro_vm_get_handled (const OuroVm *vm);

/* NameError with its suggestion. */
void ouro_vm_raise_name_error (OuroVm *vm,
                               OuroId  name);

/* raise exception from cause; both may be OURO_NO_ID. TRUE when an exception that was handled already is raised again. */
gboolean ouro_vm_do_raise (OuroVm *vm,
                           OuroId  exception,
                           OuroId  cause);

/* Whether an except clause with this type, or tuple of types, catches: 1, 0, -1. */
int ouro_vm_exception_matches (OuroVm *vm,
                               OuroId  exception,
                               OuroId  type);

/* The value of a pending StopIteration, which is taken away; OURO_NO_ID when another exception is pending. None when none is. */
OuroId ouro_vm_take_stop_value (OuroVm *vm);
void   ouro_vm_clear_exception (OuroVm *vm);

/* Takes the pending exception away; the reference is the caller's. */
OuroId ouro_vm_take_exception (OuroVm *vm);

/* One more frame for the pending exception's traceback. */
void ouro_vm_add_traceback (OuroVm *vm,
                            guint32 base);

/* ouro-exception-report.c and ouro-traceback.c ---------------------------------------------- */

/* "Traceback (most recent call last):" and the frames, with their lines and, if wanted, markers below; nothing for None. */
void ouro_vm_append_traceback (OuroVm  *vm,
                               GString *out,
                               OuroId   traceback,
                               gboolean has_markers);

/* "TypeName: message" of the pending exception, which stays; NULL when there is none. */
char *ouro_vm_dup_exception_summary (OuroVm *vm);

/* The name in the last line of a traceback: with its module, unless that is builtins or __main__. */
char *ouro_vm_dup_exception_name (OuroVm *vm,
                                  OuroId  exception);

/* The nearest of some names (of char *) to a wrong one; NULL when none comes near. */
const char *ouro_vm_find_nearest (const GPtrArray *candidates,
                                  const char      *wrong);

/* TypeError in words that take the keyword and the function, with the parameter (of char *) that comes near, where the version
 * looks for one. */
void ouro_vm_raise_unexpected_keyword (OuroVm          *vm,
                                       const char      *words,
                                       const char      *function,
                                       const char      *keyword,
                                       const GPtrArray *parameters);

/* ". Did you mean: 'x'?"; NULL when nothing comes near. */
char *ouro_vm_dup_suggestion (OuroVm *vm,
                              OuroId  exception);

/* The line of the module at which the pending exception came through. */
guint32 ouro_vm_get_module_line (OuroVm *vm);

/* Prints the pending exception as CPython does when nobody caught it, and takes it away. */
void ouro_vm_print_exception (OuroVm *vm);

/* What Python says about a text when it compiles it (ouro-exception-report.c). */
void ouro_vm_print_warnings (OuroVm               *vm,
                             const OuroModuleText *text);

/* What ran when an exception could not be passed on. */
typedef enum {
  OURO_UNRAISABLE_FINALIZER,
  OURO_UNRAISABLE_GENERATOR,
  OURO_UNRAISABLE_WEAKREF,
  OURO_UNRAISABLE_COLLECTED_WEAKREF,
  OURO_UNRAISABLE_COLLECTION, /* gc.callbacks */
  OURO_UNRAISABLE_EXIT,       /* atexit */
  OURO_UNRAISABLE_THREAD,
} OuroUnraisable;

/* Prints the pending exception, which cannot be passed on, and takes it away: "Exception ignored in: ..." */
void ouro_vm_print_unraisable (OuroVm        *vm,
                               OuroUnraisable what,
                               OuroId         object);

/* ouro-finalizer.c ---------------------------------------------------------------------------- */

/* __del__, or what closes a generator; errors are printed. */
void ouro_vm_finalize_object (OuroVm *vm,
                              OuroId  object);
void ouro_vm_clear_weakrefs (OuroVm *vm,
                             OuroId  object);
void ouro_vm_call_weakref (OuroVm *vm,
                           OuroId  ref);

/* What the interpreter does at its end: modules are emptied, a last collection runs. */
void ouro_vm_clear_modules (OuroVm *vm);

/* ouro-class.c: classes and attributes --------------------------------------------------------- */

gboolean ouro_vm_is_subclass (const OuroVm *vm,
                              OuroId        cls,
                              OuroId        base);
static inline gboolean
ouro_vm_is_instance (const OuroVm *vm,
                     OuroId        object,
                     OuroId        cls)
{
  OuroId own = vm->heap->rows[object].cls;

  return own == cls || ouro_vm_is_subclass (vm, own, cls);
}

/* type.__instancecheck__ (cls, object) and type.__subclasscheck__ (cls, object): 1, 0, -1. */
int ouro_vm_ask_instance (OuroVm *vm,
                          OuroId  object,
                          OuroId  cls);
int ouro_vm_ask_subclass (OuroVm *vm,
                          OuroId  object,
                          OuroId  cls);

/* An attribute of a class, looked up along its mro; borrowed, no descriptor is asked. lookup_anew () is for what the cache of
 * the other does not know. */
OuroId ouro_vm_lookup_anew (OuroVm *vm,
                            OuroId  cls,
                            OuroId  name);

static inline OuroId
ouro_vm_lookup (OuroVm *vm,
                OuroId  cls,
                OuroId  name)
{
  OuroId result;

  return ouro_lookup_cache_get (vm->lookups, vm->type_version, cls, name, &result) ? result : ouro_vm_lookup_anew (vm, cls, name);
}

/* object.name, with everything that belongs to it. */
OuroId ouro_vm_get_attribute (OuroVm *vm,
                              OuroId  object,
                              OuroId  name);
/* The same without AttributeError: OURO_NO_ID and no exception when there is none. */
OuroId ouro_vm_get_attribute_or_nothing (OuroVm *vm,
                                         OuroId  object,
                                         OuroId  name);
/* value OURO_NO_ID: del object.name */
gboolean ouro_vm_set_attribute (OuroVm *vm,
                                OuroId  object,
                                OuroId  name,
                                OuroId  value);

/* The same two without __getattribute__ and __setattr__ of the class: what object's own do. */
OuroId   ouro_vm_get_plain_attribute (OuroVm *vm,
                                      OuroId  object,
                                      OuroId  name);
gboolean ouro_vm_set_plain_attribute (OuroVm *vm,
                                      OuroId  object,
                                      OuroId  name,
                                      OuroId  value);

/* descriptor.__get__ (object, cls); object OURO_NO_ID when it was found through the class. What is no descriptor is itself. */
OuroId ouro_vm_bind_descriptor (OuroVm *vm,
                                OuroId  descriptor,
                                OuroId  object,
                                OuroId  cls);

/* AttributeError for an object that can have no such attribute. */
void ouro_vm_raise_cannot_set (OuroVm *vm,
                               OuroId  object,
                               OuroId  name);

/* A class has something new under the name: finalizers and the like are noted. */
void ouro_vm_update_class_flags (OuroVm *vm,
                                 OuroId  cls,
                                 OuroId  name);

/* For a call object.name (...): *self is object and the result a function, or *self is OURO_NO_ID. Both are new references. */
OuroId ouro_vm_get_method (OuroVm *vm,
                           OuroId  object,
                           OuroId  name,
                           OuroId *self);

/* The built-in type that an object is laid out as: its own, or that of its class's payload. */
OuroId ouro_vm_get_layout (const OuroVm *vm,
                           OuroId        object);

/* The object that holds the value: itself, or the payload of an instance. Borrowed. */
static inline OuroId
ouro_vm_value (const OuroVm *vm,
               OuroId        object)
{
  const OuroRow *row = &vm->heap->rows[object];

  if ((row->head & 0xff) == OURO_KIND_INSTANCE && (row->head & OURO_INSTANCE_HAS_PAYLOAD))
    return vm->heap->cells[row->cells + row->n - 1];
  return object;
}

/* The type of the value, for dispatch. */
static inline OuroId
ouro_vm_value_type (const OuroVm *vm,
                    OuroId        object)
{
  OuroId cls = vm->heap->rows[object].cls;

  if (cls < OURO_N_TYPES)
    return cls;
  return ouro_vm_get_layout (vm, object);
}

/* super (cls, object).name; for a method the receiver is the object, or OURO_NO_ID. */
OuroId ouro_vm_get_super_attribute (OuroVm *vm,
                                    OuroId  super,
                                    OuroId  cls,
                                    OuroId  object,
                                    OuroId  name,
                                    OuroId *receiver);

/* What a type's construct returns for a class: the object itself if that is its type, else an instance of the class whose
 * payload it is. Takes over the object, which must have been allocated without OURO_FLAG_GC then: the instance counts alone. */
OuroId ouro_vm_wrap (OuroVm *vm,
                     OuroId  cls,
                     OuroId  object);

/* Calls of classes: __call__ () of the metaclass, if it has been written in Python. */
OuroId ouro_vm_call_class (OuroVm        *vm,
                           OuroId         cls,
                           OuroId         tuple,
                           const guint32 *args,
                           guint          n_args,
                           OuroId         kwnames);

/* The whole of type.__call__ (). tuple: the arguments once more, or OURO_NO_ID. */
OuroId ouro_vm_instantiate (OuroVm        *vm,
                            OuroId         cls,
                            OuroId         tuple,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames);

/* Whether __new__ () of a class is written in Python, and a call of that. */
gboolean ouro_vm_has_python_new (OuroVm *vm,
                                 OuroId  cls);
OuroId   ouro_vm_call_new (OuroVm        *vm,
                           OuroId         cls,
                           const guint32 *args,
                           guint          n_args,
                           OuroId         kwnames);

/* An instance of a class made by a class statement, without attributes; payload, taken over, where a built-in type below it
 * has one. */
OuroId ouro_vm_new_instance (OuroVm *vm,
                             OuroId  cls,
                             OuroId  payload);

/* ouro-class-new.c: the metaclass of a class with these bases: the one given, or a class derived from it; borrowed, OURO_NO_ID
 * with TypeError when there is no such thing. */
OuroId ouro_vm_find_metaclass (OuroVm *vm,
                               OuroId  metaclass,
                               OuroId  bases);

/* type.__new__ (metaclass, name, bases, namespace, **keywords). */
OuroId ouro_vm_new_class (OuroVm *vm,
                          OuroId  metaclass,
                          OuroId  name,
                          OuroId  bases,
                          OuroId namespace,
                          const guint32 *keywords,
                          OuroId         kwnames);

/* ouro-mro.c: the order in which bases are asked (C3), and who derives from whom. */
gboolean ouro_vm_set_mro (OuroVm *vm,
                          OuroId  cls);
void     ouro_vm_enter_in_bases (OuroVm *vm,
                                 OuroId  cls);
void     ouro_vm_leave_bases (OuroVm *vm,
                              OuroId  cls);
OuroId   ouro_vm_list_subclasses (OuroVm *vm,
                                  OuroId  cls);

/* Whether a weak reference has room for attributes: its class was made by a statement without __slots__. */
static inline gboolean
ouro_vm_has_weakref_dict (const OuroVm *vm,
                          OuroId        ref)
{
  OuroId cls = vm->heap->rows[ref].cls;

  return cls >= OURO_N_TYPES && (ouro_class_get_properties (vm->heap, cls) & OURO_CLASS_HAS_DICT);
}

/* object.__dict__ of an instance, made when it has none yet: new reference. */
OuroId ouro_vm_get_instance_dict (OuroVm *vm,
                                  OuroId  object);

/* What sys.getsizeof () adds to __sizeof__ (): the words before the object. */
gsize ouro_vm_get_header_size (OuroVm *vm,
                               OuroId  object);

/* The names that dir () lists, sorted: a list. */
OuroId ouro_vm_list_attributes (OuroVm *vm,
                                OuroId  object);

/* __build_class__ (body, name, *bases, **keywords): body is a function that fills the namespace. */
OuroId ouro_vm_build_class (OuroVm        *vm,
                            OuroId         self,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames);

/* The module or class qualified name for messages: "list", "Outer.Inner". Free with g_free (). */
char *ouro_vm_dup_type_name (const OuroVm *vm,
                             OuroId        object);
char *ouro_vm_dup_class_name (const OuroVm *vm,
                              OuroId        cls);

/* ouro-object.c: what every object can do ------------------------------------------------------- */

OuroId   ouro_vm_repr (OuroVm *vm,
                       OuroId  object);
OuroId   ouro_vm_str (OuroVm *vm,
                      OuroId  object);
gboolean ouro_vm_hash (OuroVm *vm,
                       OuroId  object,
                       gint64 *hash);
int      ouro_vm_truth (OuroVm *vm,
                        OuroId  object); /* 1, 0, -1 */
int      ouro_vm_equal (OuroVm *vm,
                        OuroId  a,
                        OuroId  b); /* identity, then ==; 1, 0, -1 */
OuroId   ouro_vm_compare (OuroVm      *vm,
                          OuroId       a,
                          OuroId       b,
                          OuroOperator op);
int      ouro_vm_compare_truth (OuroVm      *vm,
                                OuroId       a,
                                OuroId       b,
                                OuroOperator op);
OuroId   ouro_vm_binary (OuroVm      *vm,
                         OuroId       a,
                         OuroId       b,
                         OuroOperator op,
                         gboolean     inplace);
OuroId   ouro_vm_unary (OuroVm      *vm,
                        OuroId       object,
                        OuroOperator op);
gint64   ouro_vm_length (OuroVm *vm,
                         OuroId  object); /* -1 for an exception */
OuroId   ouro_vm_get_item (OuroVm *vm,
                           OuroId  object,
                           OuroId  key);
gboolean ouro_vm_set_item (OuroVm *vm,
                           OuroId  object,
                           OuroId  key,
                           OuroId  value);
int      ouro_vm_contains (OuroVm *vm,
                           OuroId  container,
                           OuroId  value); /* 1, 0, -1 */
OuroId   ouro_vm_iter (OuroVm *vm,
                       OuroId  object);
/* The next item; at the end OURO_NO_ID without an exception. */
OuroId ouro_vm_next (OuroVm *vm,
                     OuroId  iterator);
/* The same for next (): the StopIteration of Python code stays pending. */
OuroId ouro_vm_next_keeping (OuroVm *vm,
                             OuroId  iterator);

/* object[start:stop] without a slice object that stays. */
OuroId   ouro_vm_get_slice (OuroVm *vm,
                            OuroId  object,
                            OuroId  start,
                            OuroId  stop);
gboolean ouro_vm_set_slice (OuroVm *vm,
                            OuroId  object,
                            OuroId  start,
                            OuroId  stop,
                            OuroId  value);

/* What a field of an f-string becomes: conversion 1 str, 2 repr, 3 ascii; format may be OURO_NO_ID. */
OuroId ouro_vm_format_value (OuroVm *vm,
                             OuroId  value,
                             guint   conversion,
                             OuroId  format);

/* The iterable on top of the stack becomes n items, the first on top; or, with after >= 0, n items, a list, after items. */
gboolean ouro_vm_unpack (OuroVm *vm,
                         guint   n,
                         gint    after);

/* generator.send (value) for any receiver of yield from. */
OuroId ouro_vm_send (OuroVm *vm,
                     OuroId  receiver,
                     OuroId  value);

/* __enter__ of a with statement: __exit__ as the version keeps it (bound, or beside its manager), and what __enter__ returned. */
gboolean ouro_vm_enter_context (OuroVm  *vm,
                                OuroId   manager,
                                gboolean keeps_manager,
                                OuroId  *exit,
                                OuroId  *result);

/* ouro-import.c */
OuroId   ouro_vm_import_name (OuroVm *vm,
                              OuroId  name,
                              OuroId  level,
                              OuroId  names);
OuroId   ouro_vm_import_from (OuroVm *vm,
                              OuroId  module,
                              OuroId  name);
gboolean ouro_vm_import_star (OuroVm *vm,
                              OuroId  module,
                              OuroId  locals);

/* A module beside the program that has not been imported yet: its frame is the innermost one now; 1. 0 when there is none of that
 * name or it is in sys.modules already; -1 with an exception. */
int ouro_vm_enter_module (OuroVm *vm,
                          OuroId  name);

/* The frame of such a module has ended, by itself or with an exception. FALSE with an exception. */
gboolean ouro_vm_leave_module (OuroVm *vm);

/* Calls func for every item until it returns FALSE (with an exception); TRUE when all were good. */
typedef gboolean (*OuroItemFunc) (OuroVm  *vm,
                                  OuroId   item, /* borrowed */
                                  gpointer data);
gboolean ouro_vm_for_each (OuroVm      *vm,
                           OuroId       iterable,
                           OuroItemFunc func,
                           gpointer     data);

/* operator.index (): a Python int that fits; FALSE with an exception. */
gboolean ouro_vm_get_index (OuroVm *vm,
                            OuroId  object,
                            gint64 *value);

/* For ouro_dict_find () and its like. */
int ouro_vm_keys_equal (OuroHeap *heap,
                        OuroId    a,
                        OuroId    b,
                        gpointer  vm);

/* A str from a format; for repr () and messages. */
OuroId ouro_vm_new_str (OuroVm     *vm,
                        const char *format,
                        ...) G_GNUC_PRINTF (2, 3);
char  *ouro_vm_dup_text (const OuroVm *vm,
                         OuroId        str);

/* <module.Class object at 0x...> */
OuroId ouro_vm_default_repr (OuroVm *vm,
                             OuroId  object);

/* "list", "__main__.Node": the class's name with its module, unless that is builtins. */
char *ouro_vm_dup_qualified_class_name (const OuroVm *vm,
                                        OuroId        cls);

gboolean ouro_vm_hash_by_identity (OuroVm *vm,
                                   OuroId  object,
                                   gint64 *hash);

/* TypeError: unhashable type. For slots. */
gboolean ouro_vm_unhashable (OuroVm *vm,
                             OuroId  object,
                             gint64 *hash);

/* Whether iter () would say that it is not iterable. */
gboolean ouro_vm_is_not_iterable (OuroVm *vm,
                                  OuroId  object);

/* What the stack of the computer holds, whatever sys.setrecursionlimit () says: runs of the interpreter inside functions of ours,
 * and those functions in themselves. */
#define OURO_VM_MAX_RECURSIONS 1500

static inline gboolean
ouro_vm_is_too_deep (const OuroVm *vm)
{
  return vm->n_nested + vm->n_recursions > OURO_VM_MAX_RECURSIONS;
}

/* Calls in C count for the recursion limit, too. where: " in comparison", " while getting the repr of an object". */
gboolean ouro_vm_enter_recursion (OuroVm     *vm,
                                  const char *where);
void     ouro_vm_leave_recursion (OuroVm *vm);

/* Class[key]; *found tells whether the class can be subscripted. */
OuroId ouro_vm_class_get_item (OuroVm   *vm,
                               OuroId    cls,
                               OuroId    key,
                               gboolean *found);

/* repr () of containers that contain themselves: FALSE when object is being shown already. */
gboolean ouro_vm_repr_enter (OuroVm *vm,
                             OuroId  object);
void     ouro_vm_repr_leave (OuroVm *vm,
                             OuroId  object);

static inline OuroId
ouro_vm_bool (gboolean value)
{
  return value ? OURO_ID_TRUE : OURO_ID_FALSE;
}

static inline OuroId
ouro_vm_new_reference (OuroVm *vm,
                       OuroId  object)
{
  ouro_heap_incref (vm->heap, object);
  return object;
}

#include "ouro-types.h"
