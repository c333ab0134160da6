/* ouro-call-private.h - calling: functions, classes, and arguments in every shape
 *
 * A part of ouro-vm-private.h, which includes it where the machine is known.
 */
#pragma once

/* ouro-call.c ------------------------------------------------------------------------------- */

/* Calls whatever can be called. args are borrowed. */
OuroId ouro_vm_call (OuroVm       *vm,
                     OuroId        callable,
                     const OuroId *args,
                     guint         n_args);

/* The same for arguments on the stack, with keywords; they stay the caller's. */
OuroId ouro_vm_call_with (OuroVm        *vm,
                          OuroId         callable,
                          const guint32 *args,
                          guint          n_args,
                          OuroId         kwnames);

/* Calls a special method of an object's class, if there is one; *found tells. */
OuroId ouro_vm_call_special (OuroVm       *vm,
                             OuroId        object,
                             OuroVmName    name,
                             const OuroId *args,
                             guint         n_args,
                             gboolean     *found);

/* A special method of an object's class, bound to it in an object that exists for the call, as _PyObject_LookupSpecial () makes
 * it. OURO_NO_ID without an exception when there is none. */
OuroId ouro_vm_bind_special (OuroVm    *vm,
                             OuroId     object,
                             OuroVmName name);

/* Prepares a frame for a Python function: callable and self lie at place, the arguments above. The references move into
 * the frame; on failure all are dropped. kwnames: tuple of the last ones' names. */
gboolean ouro_vm_enter_function (OuroVm *vm,
                                 guint32 place,
                                 guint   n_args,
                                 OuroId  kwnames,
                                 guint32 flags);

/* The same for arguments that a tuple holds already, which a function in C may keep. */
OuroId ouro_vm_call_packed (OuroVm        *vm,
                            OuroId         callable,
                            OuroId         tuple,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames);

/* Checks the number of arguments of a function in C and calls it. */
OuroId ouro_vm_call_builtin (OuroVm        *vm,
                             OuroId         function,
                             OuroId         self,
                             const guint32 *args,
                             guint          n_args,
                             OuroId         kwnames);
OuroId ouro_vm_call_builtin_packed (OuroVm        *vm,
                                    OuroId         function,
                                    OuroId         self,
                                    OuroId         tuple, /* the arguments once more, or OURO_NO_ID */
                                    const guint32 *args,
                                    guint          n_args,
                                    OuroId         kwnames);

/* The value of a keyword argument, borrowed; OURO_NO_ID when it was not given. */
OuroId ouro_vm_get_keyword (OuroVm        *vm,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames,
                            OuroVmName     name);

/* FALSE with TypeError when there is a keyword that is not among the names (ended by -1). */
gboolean ouro_vm_check_keywords (OuroVm     *vm,
                                 const char *function,
                                 OuroId      kwnames,
                                 ...);

/* ouro-call-packed.c: arguments in a tuple and a dict --------------------------------------- */

/* The arguments of a call, each part OURO_NO_ID when there is nothing for it. */
typedef struct
{
  OuroId tuple; /* of the positional ones */
  OuroId dict;  /* of those by keyword */
  OuroId names; /* the keywords as a tuple */
} OuroPacked;

/* _PyObject_MakeTpCall (): new references, which live as long as the call. */
void ouro_vm_pack_arguments (OuroVm        *vm,
                             const guint32 *args,
                             guint          n_args,
                             OuroId         kwnames,
                             OuroPacked    *packed);

void ouro_vm_drop_packed (OuroVm           *vm,
                          const OuroPacked *packed);

/* The same on the stack. Returns the tuple, borrowed; OURO_NO_ID when there are no positional arguments. */
OuroId ouro_vm_hold_packed (OuroVm        *vm,
                            const guint32 *args,
                            guint          n_args,
                            OuroId         kwnames);

/* _PyStack_UnpackDict () makes the tuple of keywords anew: new reference, or OURO_NO_ID. */
OuroId ouro_vm_copy_keywords (OuroVm *vm,
                              OuroId  kwnames);

/* What stands at a place of the stack for *args of the callable becomes a tuple. */
gboolean ouro_vm_make_argument_tuple (OuroVm *vm,
                                      OuroId  callable,
                                      guint32 place);

/* The items of a tuple and the values of a dict, if there is one, to the top of the stack. FALSE with an exception. */
gboolean ouro_vm_spread (OuroVm *vm,
                         OuroId  tuple,
                         OuroId  dict);

/* The keywords of a dict as a new tuple; OURO_NO_ID for none. */
OuroId ouro_vm_get_keywords (OuroVm *vm,
                             OuroId  dict);

/* ouro-instantiate.c ------------------------------------------------------------------------ */

/* What __init__ returned, taken over, is not None: TypeError. FALSE. */
gboolean ouro_vm_refuse_init_result (OuroVm *vm,
                                     OuroId  result);

/* Whether the objects of a class come from object.__new__ (). *init: its __init__, borrowed, when that is a function; OURO_NO_ID when
 * it is object's, so that nothing is done but to make the object. */
gboolean ouro_vm_is_plain_class (OuroVm *vm,
                                 OuroId  cls,
                                 OuroId *init);

/* Prepares a frame for the __init__ of such a class, as ouro_vm_enter_function () does for a function. packed: taken over. */
gboolean ouro_vm_enter_init (OuroVm           *vm,
                             guint32           place,
                             OuroId            init,
                             guint             n_args,
                             OuroId            kwnames,
                             const OuroPacked *packed);

/* What a call of such a class makes of its arguments, which lie on top of the stack. is_first: the instruction has not been
 * executed before, hence is not yet specialised. */
void ouro_vm_pack_for_init (OuroVm     *vm,
                            OuroId      init,
                            guint       n_args,
                            OuroId      kwnames,
                            gboolean    is_first,
                            OuroPacked *packed);
