/* ouro-modules.h - the modules that a program can import
 *
 * Adding a module is adding a file to modules/ and a row to the table in ouro-modules.c. Everything that a module brings
 * along was there before the program: OURO_FLAG_OUTSIDE, counted by nobody.
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

/* Whether there is a module of this name, dots and all. */
gboolean ouro_vm_has_module (const char *name);

/* Makes a module that has not been imported yet, or is no longer in sys.modules, and enters it there; borrowed. OURO_NO_ID
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

/* One for each module: fills its namespace. */
void ouro_mod_builtins_add (OuroVm *vm,
                            OuroId  module);
void ouro_mod_gc_add (OuroVm *vm,
                      OuroId  module);
void ouro_mod_sys_add (OuroVm *vm,
                       OuroId  module);
