/* ouro-mod-private.h - what the files of the modules share */
#pragma once

#include "ouro-modules.h"
#include "ouro-vm-private.h"

/* Filling a namespace ------------------------------------------------------------------------- */

/* module.name = value; takes over the reference. */
void ouro_mod_set (OuroVm     *vm,
                   OuroId      module,
                   const char *name,
                   OuroId      value);
void ouro_mod_set_int (OuroVm     *vm,
                       OuroId      module,
                       const char *name,
                       gint64      value);
void ouro_mod_set_str (OuroVm     *vm,
                       OuroId      module,
                       const char *name,
                       const char *text);

/* Free-standing functions; the table ends with a NULL name. */
void ouro_mod_add_functions (OuroVm               *vm,
                             OuroId                module,
                             const OuroBuiltinDef *functions);

/* sys.name, even when sys.modules has lost the module; borrowed, OURO_NO_ID when there is none. */
OuroId ouro_mod_get_from_sys (const OuroVm *vm,
                              OuroVmName    name);

/* Arguments ----------------------------------------------------------------------------------- */

/* For functions that CPython hands a tuple (METH_VARARGS), and a dict for keywords: both lie on the stack during the call.
 * place: what begin has returned. */
guint32 ouro_mod_begin_packed_call (OuroVm        *vm,
                                    const guint32 *args,
                                    guint          n_args,
                                    OuroId         kwnames);
void    ouro_mod_end_packed_call (OuroVm *vm,
                                  guint32 place);

/* The same for functions that look into both. tuple is () without positional arguments, dict OURO_NO_ID without keywords; both
 * live until ouro_mod_end_packed_call (place). */
typedef struct
{
  guint32 place;
  OuroId  tuple;
  OuroId  dict;
} OuroModArguments;

OuroModArguments ouro_mod_begin_arguments (OuroVm        *vm,
                                           const guint32 *args,
                                           guint          n_args,
                                           OuroId         kwnames);

/* Calling ------------------------------------------------------------------------------------- */

/* A bound method comes and goes: what CPython's C code does on the way. */
void ouro_mod_pass_bound_method (OuroVm *vm,
                                 OuroId  object);

/* callable (*tuple, **dict); dict may be OURO_NO_ID. Both must be held. */
OuroId ouro_mod_call_with_tuple (OuroVm *vm,
                                 OuroId  callable,
                                 OuroId  tuple,
                                 OuroId  dict);

/* The same of a tuple with one item. */
void ouro_mod_pass_tuple (OuroVm *vm);
/* Calls func for every item, as loops in C do it that ask iter () and next (): the iterator is a true object, even for a
 * list. Stops when func returns FALSE; FALSE with an exception. */
gboolean ouro_mod_iterate (OuroVm      *vm,
                           OuroId       iterable,
                           OuroItemFunc func,
                           gpointer     data);

/* Drops a reference that may be none. */
static inline void
ouro_mod_drop (OuroVm *vm,
               OuroId  object)
{
  if (object != OURO_NO_ID)
    ouro_heap_decref (vm->heap, object);
}

/* What a cell of an object held goes when the value, which is taken over, has come in its place. */
static inline void
ouro_mod_replace_cell (OuroVm *vm,
                       OuroId  object,
                       guint32 cell,
                       OuroId  value)
{
  OuroId old = ouro_heap_get_cell (vm->heap, object, cell);

  ouro_heap_set_cell (vm->heap, object, cell, value);
  ouro_mod_drop (vm, old);
}

/* Names --------------------------------------------------------------------------------------- */

/* An attribute's name as the program gave it, as the str that is known under this text, if there is one: borrowed.
 * OURO_NO_ID with TypeError when it is no str. */
OuroId ouro_mod_get_name (OuroVm *vm,
                          OuroId  name);

/* The same for a name that is going to be stored: it is interned. New reference. */
OuroId ouro_mod_intern_name (OuroVm *vm,
                             OuroId  name);

/* locals () of the innermost frame. */
OuroId ouro_mod_get_locals (OuroVm *vm);

/* PyDict_Keys (): a list of just that size. */
OuroId ouro_mod_list_keys (OuroVm *vm,
                           OuroId  dict);

/* The parts of builtins ------------------------------------------------------------------------ */

extern const OuroBuiltinDef ouro_mod_builtins_attributes[];
extern const OuroBuiltinDef ouro_mod_builtins_classes[];
extern const OuroBuiltinDef ouro_mod_builtins_iteration[];
extern const OuroBuiltinDef ouro_mod_builtins_numbers[];
extern const OuroBuiltinDef ouro_mod_builtins_print[];

/* abs (), which operator has, too. */
OuroId ouro_mod_builtin_abs (OuroVm        *vm,
                             OuroId         self,
                             const guint32 *args,
                             guint          n_args,
                             OuroId         kwnames);

/* The part of gc that is about single objects. */
extern const OuroBuiltinDef ouro_mod_gc_objects[];

/* FALSE with TypeError when there are any. */
gboolean ouro_mod_gc_refuse_keywords (OuroVm     *vm,
                                      const char *function,
                                      OuroId      kwnames);

/* sys.stdout and its like: the type, and an object that writes to standard output or standard error. */
void   ouro_mod_sys_add_stream_type (OuroVm *vm);
OuroId ouro_mod_sys_new_stream (OuroVm  *vm,
                                gboolean is_errors);
