/* ouro-modules.h - the modules that a program can import
 *
 * The library   has modules written in C: a file in modules/ and a row of the table in ouro-modules.c; and modules written in Python: a file in modules/python/ and a line
 *               in library.gresource.xml. Their functions are run by the machine as the program's are, but they have no lines:
 *               what they do belongs to the line that called them. Such a module imports its parts in C, as CPython's do.
 *               All modules of the library that a program imports are made before it begins, and everything that they bring along is
 *               OURO_FLAG_OUTSIDE, counted by nobody. An import statement only enters them in sys.modules.
 * Beside it     are modules of the program's own (ouro-program.h). They are compiled before it begins, and run when they are
 *               imported.
 */
#pragma once

#include "ouro-vm-private.h"

/* gc.DEBUG_ constants. Source: Include/internal/pycore_gc.h (3.11 to 3.15) */
enum {
  OURO_GC_DEBUG_STATS = 1 << 0,
  OURO_GC_DEBUG_COLLECTABLE = 1 << 1,
  OURO_GC_DEBUG_UNCOLLECTABLE = 1 << 2,
  OURO_GC_DEBUG_SAVEALL = 1 << 5,
  OURO_GC_DEBUG_LEAK = OURO_GC_DEBUG_COLLECTABLE | OURO_GC_DEBUG_UNCOLLECTABLE | OURO_GC_DEBUG_SAVEALL,
};

/* Makes sys.modules, the builtins, gc.garbage and gc.callbacks. */
void ouro_vm_add_modules (OuroVm *vm);

/* Enters __main__, whose __dict__ the namespace is, in sys.modules. */
void ouro_vm_add_main_module (OuroVm *vm,
                              OuroId namespace);

/* Whether the library has a module of this name, dots and all. For OuroLowering: data is not used. */
gboolean ouro_vm_has_module (const char *name,
                             gpointer    data);

/* Before the program begins: makes a module of the library, and those that it imports, without entering it in sys.modules. */
void ouro_vm_prepare_module (OuroVm     *vm,
                             const char *name);

/* A module of the library that has not been imported yet, or is no longer in sys.modules, is entered there; borrowed. OURO_NO_ID
 * without an exception when there is none of that name. */
OuroId ouro_vm_load_module (OuroVm *vm,
                            OuroId  name);

/* gc.callbacks, and what gc.DEBUG_STATS prints, before and after a collection. */
void ouro_mod_gc_notify (OuroVm  *vm,
                         gboolean is_start,
                         guint    generation,
                         guint32  collected,
                         guint32  uncollectable);

/* What gc.DEBUG_COLLECTABLE prints for an object that the collection is about to take apart. */
void ouro_mod_gc_show_collectable (OuroVm *vm,
                                   OuroId  object);

/* Calls what atexit.register () was given, the last one first. */
void ouro_mod_atexit_run (OuroVm *vm);

/* One for each module: fills its namespace. */
void ouro_mod_atexit_add (OuroVm *vm,
                          OuroId  module);
void ouro_mod_builtins_add (OuroVm *vm,
                            OuroId  module);
void ouro_mod_abc_add (OuroVm *vm,
                       OuroId  module);
void ouro_mod_collections_add (OuroVm *vm,
                               OuroId  module);
void ouro_mod_gc_add (OuroVm *vm,
                      OuroId  module);
void ouro_mod_functools_add (OuroVm *vm,
                             OuroId  module);
void ouro_mod_itertools_add (OuroVm *vm,
                             OuroId  module);
void ouro_mod_keyword_add (OuroVm *vm,
                           OuroId  module);
void ouro_mod_math_add (OuroVm *vm,
                        OuroId  module);
void ouro_mod_operator_add (OuroVm *vm,
                            OuroId  module);
void ouro_mod_sys_add (OuroVm *vm,
                       OuroId  module);
void ouro_mod_thread_add (OuroVm *vm,
                          OuroId  module);
void ouro_mod_time_add (OuroVm *vm,
                        OuroId  module);
void ouro_mod_weakref_add (OuroVm *vm,
                           OuroId  module);

/* Fills the slots of the types that modules bring along. */
void ouro_mod_functools_add_types (OuroVm *vm);
void ouro_mod_operator_add_types (OuroVm *vm);
void ouro_mod_itertools_add_types (OuroVm *vm);
