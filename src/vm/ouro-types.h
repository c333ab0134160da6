/* ouro-types.h - the types of Python, one file each in types/
 *
 * Adding a type is adding a file with a function that fills its OuroTypeSlots, and a line in ouro_vm_add_types (). Functions
 * that other files need stand here; the conventions of ouro-vm-private.h hold.
 */
#pragma once

/* Fills all slots and registers all methods. */
void ouro_vm_add_types (OuroVm *vm);

/* One for each file. */
void ouro_py_object_add (OuroVm *vm); /* object, None, NotImplemented, Ellipsis */
void ouro_py_int_add (OuroVm *vm);    /* int, bool */
void ouro_py_float_add (OuroVm *vm);
void ouro_py_complex_add (OuroVm *vm);
void ouro_py_str_add (OuroVm *vm); /* and its iterators */
void ouro_py_bytes_add (OuroVm *vm);
void ouro_py_bytearray_add (OuroVm *vm);
void ouro_py_list_add (OuroVm *vm);
void ouro_py_tuple_add (OuroVm *vm);
void ouro_py_dict_add (OuroVm *vm);
void ouro_py_dict_views_add (OuroVm *vm);
void ouro_py_ordered_dict_add (OuroVm *vm); /* and its views and iterators */
void ouro_py_defaultdict_add (OuroVm *vm);
void ouro_py_set_add_type (OuroVm *vm); /* set, frozenset */
void ouro_py_deque_add (OuroVm *vm);    /* and its iterators */
void ouro_py_range_add (OuroVm *vm);
void ouro_py_slice_add (OuroVm *vm);
void ouro_py_iterators_add (OuroVm *vm);
void ouro_py_itertools_builtins_add (OuroVm *vm); /* enumerate, reversed, zip, map, filter */
void ouro_py_function_add (OuroVm *vm);           /* function, method, builtin, cell, code */
void ouro_py_type_add (OuroVm *vm);
void ouro_py_module_add (OuroVm *vm);
void ouro_py_exception_add (OuroVm *vm);
void ouro_py_frame_add (OuroVm *vm); /* frame, traceback */
void ouro_py_lock_add (OuroVm *vm);  /* lock, RLock, _ThreadHandle */
void ouro_py_generator_add (OuroVm *vm);
void ouro_py_property_add (OuroVm *vm); /* property, staticmethod, classmethod, members of __slots__ */
void ouro_py_super_add (OuroVm *vm);
void ouro_py_generic_add (OuroVm *vm);
void ouro_py_weakref_add (OuroVm *vm); /* ReferenceType, ProxyType, CallableProxyType */

/* The name becomes an attribute of the type, unless it is one already. */
void ouro_vm_add_type_attribute (OuroVm     *vm,
                                 OuroId      type,
                                 const char *name,
                                 OuroId      value);

/* Registers the methods of a type: its slots name them. */
void ouro_vm_add_methods (OuroVm *vm,
                          OuroId  type);

/* int --------------------------------------------------------------------------------------- */

/* The digits that int () and str () convert at most; 0 for any number (sys.set_int_max_str_digits ()). Setting: FALSE with
 * ValueError. */
void     ouro_py_int_add_limit (OuroVm *vm);
gint     ouro_py_int_get_max_str_digits (const OuroVm *vm);
gboolean ouro_py_int_set_max_str_digits (OuroVm *vm,
                                         gint    maximum);

/* int op int; op is one of + - * // % ** << >> & | ^ /. */
OuroId ouro_py_int_binary (OuroVm      *vm,
                           OuroId       a,
                           OuroId       b,
                           OuroOperator op);
OuroId ouro_py_int_compare (OuroVm      *vm,
                            OuroId       a,
                            OuroId       b,
                            OuroOperator op);

/* divmod () of two ints. */
OuroId ouro_py_int_divmod (OuroVm *vm,
                           OuroId  a,
                           OuroId  b);

/* pow () with three arguments, of any types. */
OuroId ouro_py_int_pow_mod (OuroVm *vm,
                            OuroId  a,
                            OuroId  b,
                            OuroId  c);

/* float ------------------------------------------------------------------------------------- */

/* The value of an int or float; FALSE for anything else. *error when an int is too large (OverflowError is pending). */
gboolean ouro_py_float_get_number (OuroVm   *vm,
                                   OuroId    object,
                                   double   *value,
                                   gboolean *error);
OuroId   ouro_py_float_binary (OuroVm      *vm,
                               OuroId       a,
                               OuroId       b,
                               OuroOperator op);

/* str --------------------------------------------------------------------------------------- */

/* One str of n values of the stack that are all str. */
OuroId ouro_py_str_join_stack (OuroVm        *vm,
                               const guint32 *cells,
                               guint          n);

/* The builtin ascii () of what repr () has given: all that is not ASCII is escaped. */
OuroId ouro_py_str_get_character (OuroVm *vm, /* OURO_NO_ID beyond the end */
                                  OuroId  str,
                                  gsize   index);
OuroId ouro_py_str_ascii (OuroVm *vm,
                          OuroId  repr);

/* A str under construction, of any characters. */
typedef struct
{
  GArray *characters; /* of gunichar */
} OuroTextBuilder;

void   ouro_text_builder_init (OuroTextBuilder *self);
void   ouro_text_builder_add (OuroTextBuilder *self,
                              const OuroVm    *vm,
                              OuroId           str);
void   ouro_text_builder_add_utf8 (OuroTextBuilder *self,
                                   const char      *text);
OuroId ouro_text_builder_finish (OuroTextBuilder *self,
                                 OuroVm          *vm);

/* list -------------------------------------------------------------------------------------- */

/* A list with n empty places and an array of just that size, tracked. */
OuroId   ouro_py_list_new (OuroVm *vm,
                           guint32 n);
void     ouro_py_list_append (OuroVm *vm,
                              OuroId  list,
                              OuroId  item);
void     ouro_py_list_append_taking (OuroVm *vm,
                                     OuroId  list,
                                     OuroId  item);
gboolean ouro_py_list_extend (OuroVm *vm,
                              OuroId  list,
                              OuroId  iterable);

/* How messages name what is called: "__main__.f()". */
char *ouro_py_dup_function_text (OuroVm *vm,
                                 OuroId  function);

/* The same with the message of a display: "Value after * must be an iterable, not int". */
gboolean ouro_py_list_extend_display (OuroVm *vm,
                                      OuroId  list,
                                      OuroId  iterable);
OuroId   ouro_py_list_from (OuroVm *vm,
                            OuroId  iterable);
OuroId   ouro_py_list_as_tuple (OuroVm *vm,
                                OuroId  list);

/* list.sort () of a list or of an instance that has one; FALSE with an exception. key: OURO_NO_ID or None for none. */
gboolean ouro_py_list_sort (OuroVm  *vm,
                            OuroId   list,
                            OuroId   key,
                            gboolean reverse);

/* The same with the arguments of sort (), which are those of sorted () without the first. */
gboolean ouro_py_list_sort_by_arguments (OuroVm        *vm,
                                         OuroId         list,
                                         const guint32 *args,
                                         guint          n_args,
                                         OuroId         kwnames);

/* list[int], int | None --------------------------------------------------------------------- */

/* __class_getitem__ () of classes of containers. */
extern const OuroBuiltinDef ouro_py_class_getitem;

/* item: what stood in the brackets. */
OuroId ouro_py_generic_alias_new (OuroVm *vm,
                                  OuroId  origin,
                                  OuroId  item);
/* a | b where both may be members of a union; else NotImplemented. */
OuroId ouro_py_union_binary (OuroVm      *vm,
                             OuroId       a,
                             OuroId       b,
                             OuroOperator op);
/* Borrowed, a tuple. */
OuroId ouro_py_union_get_members (const OuroVm *vm,
                                  OuroId        self);

/* tuple ------------------------------------------------------------------------------------- */

/* A tuple with n empty places, n > 0, not yet tracked. */
OuroId ouro_py_tuple_new (OuroVm *vm,
                          guint32 n);

/* The tuple is filled: it is tracked, or by the version only if an item needs it. */
void   ouro_py_tuple_track (OuroVm *vm,
                            OuroId  tuple);
OuroId ouro_py_tuple_from (OuroVm *vm,
                           OuroId  iterable);

/* Takes over a reference to each item. */
OuroId ouro_py_tuple_pack (OuroVm       *vm,
                           const OuroId *items,
                           guint         n);

/* dict -------------------------------------------------------------------------------------- */

/* A value, borrowed; OURO_NO_ID when there is none, or with an exception. */
OuroId   ouro_py_dict_get (OuroVm *vm,
                           OuroId  dict,
                           OuroId  key);
gboolean ouro_py_dict_set (OuroVm *vm,
                           OuroId  dict,
                           OuroId  key,
                           OuroId  value);
gboolean ouro_py_dict_update_display (OuroVm *vm,
                                      OuroId  dict,
                                      OuroId  mapping);
gboolean ouro_py_dict_merge_keywords (OuroVm *vm,
                                      OuroId  dict,
                                      OuroId  mapping);

/* set --------------------------------------------------------------------------------------- */

OuroId   ouro_py_set_new (OuroVm *vm,
                          OuroId  type);
gboolean ouro_py_set_add (OuroVm *vm,
                          OuroId  set,
                          OuroId  item);
gboolean ouro_py_set_update (OuroVm *vm,
                             OuroId  set,
                             OuroId  iterable);

/* slice ------------------------------------------------------------------------------------- */

/* Part of a list, tuple or str, without a slice object. */
OuroId ouro_py_sequence_cut (OuroVm *vm,
                             OuroId  object,
                             OuroId  start,
                             OuroId  stop);
OuroId ouro_py_slice_new (OuroVm *vm,
                          OuroId  start,
                          OuroId  stop,
                          OuroId  step);

/* function ---------------------------------------------------------------------------------- */

OuroId ouro_py_function_new (OuroVm *vm,
                             OuroId  code,
                             OuroId  globals);
OuroId ouro_py_method_new (OuroVm *vm,
                           OuroId  function,
                           OuroId  self);
/* A function in C bound to its self. */
OuroId ouro_py_builtin_bind (OuroVm *vm,
                             OuroId  function,
                             OuroId  self);
OuroId ouro_py_cell_new (OuroVm *vm);
/* What the __annotate__ of a function, class or module returns: a dict. */
OuroId ouro_py_call_annotate (OuroVm *vm,
                              OuroId  annotate);
OuroId ouro_py_function_ensure_dict (OuroVm *vm,
                                     OuroId  function); /* borrowed */

/* property and other descriptors -------------------------------------------------------------- */

/* staticmethod or classmethod around a function. */
OuroId ouro_py_wrapper_method_new (OuroVm *vm,
                                   OuroId  type,
                                   OuroId  function);
/* What a name of __slots__ becomes. */
OuroId ouro_py_member_new (OuroVm *vm,
                           OuroId  cls,
                           OuroId  name,
                           guint   slot);
/* The attributes that an instance has in slots, as a new dict; OURO_NO_ID when there are none. */
OuroId ouro_py_list_slot_values (OuroVm *vm,
                                 OuroId  object);
/* The same of an attribute that the C code of a built-in type answers for; it stays. */
OuroId ouro_py_getset_new (OuroVm *vm,
                           OuroId  type,
                           OuroId  name);
/* __get__, __set__ and __delete__ of descriptors of built-in types, and the descriptors of what those types have besides methods. */
void ouro_py_members_add (OuroVm *vm);
/* __dict__ and __weakref__ of a new class. */
void     ouro_py_getset_add (OuroVm    *vm,
                             OuroId     cls,
                             OuroId     dict,
                             OuroVmName name);
OuroId   ouro_py_descriptor_get (OuroVm *vm,
                                 OuroId  descriptor,
                                 OuroId  object);
gboolean ouro_py_descriptor_set (OuroVm *vm,
                                 OuroId  descriptor,
                                 OuroId  object,
                                 OuroId  value); /* OURO_NO_ID: delete */

/* weakref ----------------------------------------------------------------------------------- */

/* A weak reference or proxy of the type; TypeError for what can have none. callback: OURO_NO_ID or None for none. */
OuroId ouro_py_weakref_new (OuroVm *vm,
                            OuroId  type,
                            OuroId  target,
                            OuroId  callback);

static inline gboolean
ouro_py_is_weakproxy (const OuroVm *vm,
                      OuroId        object)
{
  OuroId cls = vm->heap->rows[object].cls;

  return cls == OURO_TYPE_WEAKPROXY || cls == OURO_TYPE_WEAKCALLABLEPROXY;
}

/* All attributes of a proxy are those of its target. */
OuroId   ouro_py_weakproxy_get_attribute (OuroVm *vm,
                                          OuroId  proxy,
                                          OuroId  name);
gboolean ouro_py_weakproxy_set_attribute (OuroVm *vm,
                                          OuroId  proxy,
                                          OuroId  name,
                                          OuroId  value);

/* module ------------------------------------------------------------------------------------ */

OuroId ouro_py_module_new (OuroVm     *vm,
                           const char *name,
                           OuroId      dict); /* taken over, or OURO_NO_ID for a new one */
OuroId ouro_py_module_get_dict (const OuroVm *vm,
                                OuroId        module);
char  *ouro_py_module_dup_name (const OuroVm *vm,
                                OuroId        module);

/* exception --------------------------------------------------------------------------------- */

OuroId   ouro_py_exception_new (OuroVm       *vm,
                                OuroId        type,
                                const OuroId *args,
                                guint         n_args);
OuroId   ouro_py_exception_get_args (const OuroVm *vm,
                                     OuroId        exception);
OuroId   ouro_py_exception_get_traceback (const OuroVm *vm,
                                          OuroId        exception); /* None when there is none */
void     ouro_py_exception_push_traceback (OuroVm *vm,
                                           OuroId  exception,
                                           OuroId  frame,
                                           guint32 pc,
                                           guint32 line);
OuroId   ouro_py_exception_get_context (const OuroVm *vm,
                                        OuroId        exception); /* OURO_NO_ID when there is none */
OuroId   ouro_py_exception_get_cause (const OuroVm *vm,
                                      OuroId        exception);
gboolean ouro_py_exception_suppresses_context (const OuroVm *vm,
                                               OuroId        exception);

/* These take over the reference. */
void ouro_py_exception_set_context (OuroVm *vm,
                                    OuroId  exception,
                                    OuroId  context);
void ouro_py_exception_set_cause (OuroVm *vm,
                                  OuroId  exception,
                                  OuroId  cause);

/* The pending exception gets a note: add_note (). */
void ouro_py_exception_add_note (OuroVm     *vm,
                                 const char *text);

/* NameError.name, AttributeError.name and .obj: kept for suggestions. */
void   ouro_py_exception_set_name (OuroVm *vm,
                                   OuroId  exception,
                                   OuroId  name);
void   ouro_py_exception_set_object (OuroVm *vm,
                                     OuroId  exception,
                                     OuroId  object);
OuroId ouro_py_exception_get_stop_value (const OuroVm *vm,
                                         OuroId        exception);
OuroId ouro_py_exception_get_dict (const OuroVm *vm,
                                   OuroId        exception); /* borrowed; OURO_NO_ID when there is none */
OuroId ouro_py_exception_ensure_dict (OuroVm *vm,
                                      OuroId  exception); /* borrowed */

/* frame, traceback -------------------------------------------------------------------------- */

OuroId      ouro_py_frame_new (OuroVm *vm,
                               guint32 base);
void        ouro_py_frame_take_over (OuroVm *vm,
                                     OuroId  frame,
                                     guint32 base,
                                     guint   n_locals);
OuroId      ouro_py_frame_new_for_generator (OuroVm *vm,
                                             OuroId  generator,
                                             OuroId  code,
                                             OuroId  globals);
const char *ouro_py_frame_get_code_name (const OuroVm *vm,
                                         OuroId        frame);
/* Where the frame's locals are from now on: on the stack, in a generator (base 0), or put away with a thread. */
void                 ouro_py_frame_set_place (OuroVm *vm,
                                              OuroId  frame,
                                              guint32 base,
                                              OuroId  owner);
OuroId               ouro_py_traceback_new (OuroVm *vm,
                                            OuroId  next, /* taken over; None for the end */
                                            OuroId  frame,
                                            guint32 pc,
                                            guint32 line);
OuroId               ouro_py_traceback_get_next (const OuroVm *vm,
                                                 OuroId        traceback);
const OuroCodeEntry *ouro_py_traceback_get_code (const OuroVm *vm,
                                                 OuroId        traceback);
guint32              ouro_py_traceback_get_pc (const OuroVm *vm,
                                               OuroId        traceback);
guint32              ouro_py_traceback_get_line (const OuroVm *vm,
                                                 OuroId        traceback);

/* generator --------------------------------------------------------------------------------- */

/* The innermost frame becomes a generator and is left. */
OuroId   ouro_py_generator_new (OuroVm *vm,
                                guint32 base);
gboolean ouro_py_generator_can_resume (const OuroVm *vm,
                                       OuroId        generator);

/* Its frame becomes the innermost one, with the value on its stack. */
gboolean ouro_py_generator_resume (OuroVm *vm,
                                   OuroId  generator,
                                   OuroId  value,
                                   guint32 flags);

/* The innermost frame goes back into its generator and is left. */
void ouro_py_generator_suspend (OuroVm *vm,
                                guint32 base);

/* The frame has ended: its generator has no frame any more. */
void ouro_py_generator_finish (OuroVm *vm,
                               guint32 base);
void ouro_py_generator_finalize (OuroVm *vm,
                                 OuroId  generator);
/* What a frame object asks about a suspended one. */
OuroId  ouro_py_generator_get_local (const OuroVm *vm,
                                     OuroId        generator,
                                     guint         index);
guint32 ouro_py_generator_get_pc (const OuroVm *vm,
                                  OuroId        generator);
char   *ouro_py_generator_dup_qualname (const OuroVm *vm,
                                        OuroId        generator);
/* A StopIteration that leaves a generator's frame becomes a RuntimeError (PEP 479). */
void ouro_py_generator_convert_stop (OuroVm *vm,
                                     guint32 base);
/* The exception that was being handled where the generator was resumed; borrowed, or OURO_NO_ID. */
OuroId ouro_py_generator_get_outer_exception (const OuroVm *vm,
                                              OuroId        generator);

/* iterators --------------------------------------------------------------------------------- */

/* An iterator over a sequence that is indexed, of one of the types that have an index and nothing else. */
OuroId ouro_py_index_iterator_new (OuroVm *vm,
                                   OuroId  type,
                                   OuroId  sequence);

/* iter (callable, sentinel) */
OuroId ouro_py_callable_iterator_new (OuroVm *vm,
                                      OuroId  callable,
                                      OuroId  sentinel);

/* locks and threads --------------------------------------------------------------------------- */

/* A plain lock that nobody has. */
OuroId ouro_py_lock_new (OuroVm *vm);

/* A number of seconds as an argument, rounded up; FALSE with an exception. */
gboolean ouro_py_get_seconds (OuroVm *vm,
                              OuroId  object,
                              gint64 *nanoseconds);

/* The thread that a handle stands for has begun, or has ended. */
void ouro_py_thread_handle_begin (OuroVm *vm,
                                  OuroId  handle,
                                  guint32 number);
void ouro_py_thread_handle_end (OuroVm *vm,
                                OuroId  handle);
