/* ouro-py-members.c - descriptors of built-in types: what they have besides methods, and how a descriptor is asked by hand
 *
 * Source  Objects/descrobject.c: getset_get, wrap_descr_get in Objects/typeobject.c; the tp_getset and tp_members of each type
 *         (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

/* Asked by hand ------------------------------------------------------------------------------- */

/* descriptor.__get__ (object, cls=None) */
static OuroId
call_get (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId object = ouro_vm_argument (args, 0);
  OuroId cls = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_ID_NONE;

  if (object == OURO_ID_NONE && cls == OURO_ID_NONE)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__get__(None, None) is invalid");
      return OURO_NO_ID;
    }
  if (object == OURO_ID_NONE && ouro_vm_value_type (vm, self) == OURO_TYPE_PROPERTY)
    return ouro_vm_new_reference (vm, self);
  return ouro_vm_bind_descriptor (vm, ouro_vm_value (vm, self), object != OURO_ID_NONE ? object : OURO_NO_ID,
                                  cls != OURO_ID_NONE ? cls : vm->heap->rows[object].cls);
}

static OuroId
call_set (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  return ouro_py_descriptor_set (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0), ouro_vm_argument (args, 1)) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
call_delete (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return ouro_py_descriptor_set (vm, ouro_vm_value (vm, self), ouro_vm_argument (args, 0), OURO_NO_ID) ? OURO_ID_NONE : OURO_NO_ID;
}

static const OuroBuiltinDef get_method = { "__get__", call_get, 1, 2, OURO_BUILTIN_WRAPPER };
static const OuroBuiltinDef set_method = { "__set__", call_set, 2, 2, OURO_BUILTIN_WRAPPER };
static const OuroBuiltinDef delete_method = { "__delete__", call_delete, 1, 1, OURO_BUILTIN_WRAPPER };

/* Members ------------------------------------------------------------------------------------- */

/* What the get_attribute of a type answers for. */
static const struct
{
  OuroId      type;
  const char *names; /* separated by blanks */
  gsize       since; /* a gboolean of the profile that says whether the version knows them; 0 for all */
} members[] = {
  { OURO_TYPE_INT, "denominator imag numerator real" },
  { OURO_TYPE_FLOAT, "imag real" },
  { OURO_TYPE_COMPLEX, "imag real" },
  { OURO_TYPE_RANGE, "start step stop" },
  { OURO_TYPE_SLICE, "start step stop" },
  { OURO_TYPE_FUNCTION, "__annotations__ __builtins__ __closure__ __code__ __defaults__ __globals__ __kwdefaults__" },
  { OURO_TYPE_FUNCTION, "__type_params__", G_STRUCT_OFFSET (OuroProfile, type_statement) },
  { OURO_TYPE_FUNCTION, "__annotate__", G_STRUCT_OFFSET (OuroProfile, annotations_are_lazy) },
  { OURO_TYPE_METHOD, "__func__ __self__" },
  { OURO_TYPE_BUILTIN, "__self__ __text_signature__" },
  { OURO_TYPE_METHOD_DESCRIPTOR, "__objclass__ __text_signature__" },
  { OURO_TYPE_WRAPPER_DESCRIPTOR, "__objclass__ __text_signature__" },
  { OURO_TYPE_MEMBER_DESCRIPTOR, "__objclass__" },
  { OURO_TYPE_GETSET_DESCRIPTOR, "__objclass__" },
  { OURO_TYPE_CODE, "co_argcount co_cellvars co_consts co_filename co_firstlineno co_freevars co_kwonlyargcount co_name co_names co_nlocals "
                    "co_posonlyargcount co_qualname co_stacksize co_varnames" },
  { OURO_TYPE_CELL, "cell_contents" },
  { OURO_TYPE_GENERATOR, "gi_code gi_frame gi_running gi_suspended gi_yieldfrom" },
  { OURO_TYPE_PROPERTY, "__isabstractmethod__ fdel fget fset" },
  { OURO_TYPE_STATICMETHOD, "__func__ __isabstractmethod__ __wrapped__" },
  { OURO_TYPE_CLASSMETHOD, "__func__ __isabstractmethod__ __wrapped__" },
  { OURO_TYPE_SUPER, "__self__ __self_class__ __thisclass__" },
  { OURO_TYPE_DICT_KEYS, "mapping" },
  { OURO_TYPE_DICT_VALUES, "mapping" },
  { OURO_TYPE_DICT_ITEMS, "mapping" },
  { OURO_TYPE_DEQUE, "maxlen" },
  { OURO_TYPE_DEFAULTDICT, "default_factory" },
  { OURO_TYPE_WEAKREF, "__callback__" },
  { OURO_TYPE_PARTIAL, "args func keywords" },
  { OURO_TYPE_FRAME, "f_back f_builtins f_code f_globals f_lasti f_lineno f_locals f_trace f_trace_lines f_trace_opcodes" },
  { OURO_TYPE_TRACEBACK, "tb_frame tb_lasti tb_lineno tb_next" },
  { OURO_TYPE_BASE_EXCEPTION, "__cause__ __context__ __suppress_context__ __traceback__ args" },
  { OURO_TYPE_STOP_ITERATION, "value" },
  { OURO_TYPE_SYSTEM_EXIT, "code" },
  { OURO_TYPE_NAME_ERROR, "name" },
  { OURO_TYPE_ATTRIBUTE_ERROR, "name obj" },
  { OURO_TYPE_IMPORT_ERROR, "msg name path" },
  { OURO_TYPE_IMPORT_ERROR, "name_from", G_STRUCT_OFFSET (OuroProfile, import_error_has_name) },
  { OURO_TYPE_OS_ERROR, "characters_written errno filename filename2 strerror" },
  { OURO_TYPE_SYNTAX_ERROR, "end_lineno end_offset filename lineno msg offset print_file_and_line text" },
  { OURO_TYPE_UNICODE_DECODE_ERROR, "encoding end object reason start" },
  { OURO_TYPE_UNICODE_ENCODE_ERROR, "encoding end object reason start" },
};

static void
add_members (OuroVm     *vm,
             OuroId      type,
             const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, " ", 0);

  for (guint i = 0; names[i] != NULL; i++)
    {
      OuroId name = ouro_vm_intern (vm, names[i], strlen (names[i]));

      ouro_vm_add_type_attribute (vm, type, names[i], ouro_py_getset_new (vm, type, name));
      ouro_heap_decref (vm->heap, name);
    }
}

void
ouro_py_members_add (OuroVm *vm)
{
  static const OuroId with_get[] = {
    OURO_TYPE_STATICMETHOD,
    OURO_TYPE_CLASSMETHOD,
    OURO_TYPE_METHOD_DESCRIPTOR,
    OURO_TYPE_WRAPPER_DESCRIPTOR,
    OURO_TYPE_PROPERTY,
    OURO_TYPE_MEMBER_DESCRIPTOR,
    OURO_TYPE_GETSET_DESCRIPTOR,
  };
  static const OuroId with_set[] = { OURO_TYPE_PROPERTY, OURO_TYPE_MEMBER_DESCRIPTOR, OURO_TYPE_GETSET_DESCRIPTOR };

  for (guint i = 0; i < G_N_ELEMENTS (with_get); i++)
    ouro_vm_add_type_attribute (vm, with_get[i], "__get__", ouro_vm_add_builtin (vm, &get_method, with_get[i]));
  for (guint i = 0; i < G_N_ELEMENTS (with_set); i++)
    {
      ouro_vm_add_type_attribute (vm, with_set[i], "__set__", ouro_vm_add_builtin (vm, &set_method, with_set[i]));
      ouro_vm_add_type_attribute (vm, with_set[i], "__delete__", ouro_vm_add_builtin (vm, &delete_method, with_set[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].since == 0 || G_STRUCT_MEMBER (gboolean, vm->profile, members[i].since))
      add_members (vm, members[i].type, members[i].names);
}
