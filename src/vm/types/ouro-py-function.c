/* ouro-py-function.c - functions in Python and in C, bound methods, cells, code
 *
 * Records     method: function, self. cell: what it holds.
 * Source      Objects/funcobject.c, classobject.c, methodobject.c, descrobject.c, cellobject.c, codeobject.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-vm-private.h"

#include <string.h>

enum {
  METHOD_FUNCTION,
  METHOD_SELF,
};

/* Functions in Python ------------------------------------------------------------------------- */

static OuroId
get_module_name (const OuroVm *vm,
                 OuroId        globals)
{
  gint64 entry = ouro_dict_find_str (vm->heap, globals, ouro_vm_name (vm, OURO_NAME___name__));

  return entry >= 0 ? ouro_dict_get_value (vm->heap, globals, (guint32)entry) : OURO_ID_NONE;
}

static void
set_text (OuroVm     *vm,
          OuroId      function,
          guint       cell,
          const char *text)
{
  ouro_heap_set_cell (vm->heap, function, cell, ouro_vm_intern (vm, text, strlen (text)));
}

OuroId
ouro_py_function_new (OuroVm *vm,
                      OuroId  code,
                      OuroId  globals)
{
  OuroHeap       *heap = vm->heap;
  const OuroCode *description = ouro_vm_get_code (vm, code)->code;
  OuroId          function = ouro_heap_allocate (heap, OURO_KIND_FUNCTION, OURO_FLAG_GC, OURO_TYPE_FUNCTION, OURO_FREELIST_NONE, vm->profile->size_function, 1,
                                                 OURO_FUNCTION_N_CELLS, OURO_FUNCTION_N_CELLS);
  OuroId          doc = description->doc != NULL ? ouro_vm_get_code_constant (vm, code, 0) : OURO_ID_NONE;

  ouro_heap_set_cell (heap, function, OURO_FUNCTION_CODE, ouro_vm_new_reference (vm, code));
  ouro_heap_set_cell (heap, function, OURO_FUNCTION_GLOBALS, ouro_vm_new_reference (vm, globals));
  ouro_heap_set_cell (heap, function, OURO_FUNCTION_BUILTINS, ouro_vm_new_reference (vm, ouro_heap_get_root (heap, OURO_VM_ROOT_BUILTINS)));
  set_text (vm, function, OURO_FUNCTION_NAME, description->name);
  ouro_heap_set_cell (heap, function, OURO_FUNCTION_QUALNAME, ouro_vm_new_reference (vm, ouro_vm_get_code_qualname (vm, code)));
  ouro_heap_set_cell (heap, function, OURO_FUNCTION_MODULE, ouro_vm_new_reference (vm, get_module_name (vm, globals)));
  ouro_heap_set_cell (heap, function, OURO_FUNCTION_DOC, ouro_vm_new_reference (vm, doc));
  /* Nested ones often capture variables, so they must die in time (Objects/funcobject.c, 3.13); the body of a class is never one. */
  if (!(description->flags & OURO_CODE_NESTED) || (description->flags & OURO_CODE_CLASS))
    ouro_heap_defer_count (heap, function);
  ouro_heap_track (heap, function);
  return function;
}

static OuroId
function_repr (OuroVm *vm,
               OuroId  self)
{
  g_autofree char *name = ouro_vm_dup_text (vm, ouro_heap_get_cell (vm->heap, self, OURO_FUNCTION_QUALNAME));

  return ouro_vm_new_str (vm, "<function %s at 0x%" G_GINT64_MODIFIER "x>", name, ouro_identity (vm->heap, self));
}

/* The attributes that are one cell each; may_be_none: deleting, or setting to None, empties it. */
typedef struct
{
  OuroVmName  name;
  guint       cell;
  OuroId      type; /* that a new value must have */
  gboolean    may_be_none;
  gboolean    is_fixed;
  const char *complaint;
} FunctionMember;

static const FunctionMember members[] = {
  { OURO_NAME___code__, OURO_FUNCTION_CODE, OURO_TYPE_CODE, FALSE, FALSE, "__code__ must be set to a code object" },
  { OURO_NAME___globals__, OURO_FUNCTION_GLOBALS, OURO_TYPE_OBJECT, FALSE, TRUE, "readonly attribute" },
  { OURO_NAME___builtins__, OURO_FUNCTION_BUILTINS, OURO_TYPE_OBJECT, FALSE, TRUE, "readonly attribute" },
  { OURO_NAME___closure__, OURO_FUNCTION_CLOSURE, OURO_TYPE_OBJECT, FALSE, TRUE, "readonly attribute" },
  { OURO_NAME___name__, OURO_FUNCTION_NAME, OURO_TYPE_STR, FALSE, FALSE, "__name__ must be set to a string object" },
  { OURO_NAME___qualname__, OURO_FUNCTION_QUALNAME, OURO_TYPE_STR, FALSE, FALSE, "__qualname__ must be set to a string object" },
  { OURO_NAME___module__, OURO_FUNCTION_MODULE, OURO_TYPE_OBJECT, TRUE, FALSE, NULL },
  { OURO_NAME___doc__, OURO_FUNCTION_DOC, OURO_TYPE_OBJECT, TRUE, FALSE, NULL },
  { OURO_NAME___defaults__, OURO_FUNCTION_DEFAULTS, OURO_TYPE_TUPLE, TRUE, FALSE, "__defaults__ must be set to a tuple object" },
  { OURO_NAME___kwdefaults__, OURO_FUNCTION_KWDEFAULTS, OURO_TYPE_DICT, TRUE, FALSE, "__kwdefaults__ must be set to a dict object" },
  { OURO_NAME___type_params__, OURO_FUNCTION_TYPE_PARAMS, OURO_TYPE_TUPLE, FALSE, FALSE, "__type_params__ must be set to a tuple" },
};

static const FunctionMember *
find_member (const OuroVm *vm,
             OuroId        name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (ouro_vm_name (vm, members[i].name) == name)
      return members[i].cell != OURO_FUNCTION_TYPE_PARAMS || vm->profile->type_statement ? &members[i] : NULL;
  return NULL;
}

/* A dict that is made when it is first asked for; borrowed. */
static OuroId
ensure_dict (OuroVm *vm,
             OuroId  self,
             guint   cell)
{
  OuroId dict = ouro_heap_get_cell (vm->heap, self, cell);

  if (dict == OURO_NO_ID)
    {
      dict = ouro_dict_new (vm->heap);
      ouro_heap_set_cell (vm->heap, self, cell, dict);
    }
  return dict;
}

OuroId
ouro_py_function_ensure_dict (OuroVm *vm,
                              OuroId  function)
{
  return ensure_dict (vm, function, OURO_FUNCTION_DICT);
}

/* Annotations of which only the function that makes them is there yet (3.14). */
OuroId
ouro_py_call_annotate (OuroVm *vm,
                       OuroId  annotate)
{
  OuroId           value = ouro_int_new (vm->heap, 1); /* VALUE */
  OuroId           result = ouro_vm_call (vm, annotate, &value, 1);
  g_autofree char *type = NULL;

  ouro_heap_decref (vm->heap, value);
  if (result == OURO_NO_ID || ouro_vm_is_instance (vm, result, OURO_TYPE_DICT))
    return result;
  type = ouro_vm_dup_type_name (vm, result);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__annotate__() must return a dict, not %s", type);
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

/* func_get_annotation_dict: name, value, name, value ... in a tuple until somebody asks; borrowed. */
static OuroId
ensure_annotations (OuroVm *vm,
                    OuroId  self)
{
  OuroHeap *heap = vm->heap;
  OuroId    pairs = ouro_heap_get_cell (heap, self, OURO_FUNCTION_ANNOTATIONS);
  OuroId    annotate = ouro_heap_get_cell (heap, self, OURO_FUNCTION_ANNOTATE);
  OuroId    dict;

  if (pairs == OURO_NO_ID && annotate != OURO_NO_ID && ouro_py_is_callable (vm, annotate))
    {
      dict = ouro_py_call_annotate (vm, annotate);
      if (dict != OURO_NO_ID)
        ouro_heap_set_cell (heap, self, OURO_FUNCTION_ANNOTATIONS, dict);
      return dict;
    }
  if (pairs == OURO_NO_ID || ouro_heap_get_kind (heap, pairs) != OURO_KIND_TUPLE)
    return ensure_dict (vm, self, OURO_FUNCTION_ANNOTATIONS);
  dict = ouro_dict_new (heap);
  for (guint32 i = 0; i + 1 < ouro_heap_get_n_cells (heap, pairs); i += 2)
    ouro_dict_set_str (heap, dict, ouro_heap_get_cell (heap, pairs, i), ouro_heap_get_cell (heap, pairs, i + 1));
  ouro_heap_set_cell (heap, self, OURO_FUNCTION_ANNOTATIONS, dict);
  ouro_heap_decref (heap, pairs);
  return dict;
}

static OuroId
get_annotations (OuroVm *vm,
                 OuroId  self)
{
  OuroId dict = ensure_annotations (vm, self);

  return dict != OURO_NO_ID ? ouro_vm_new_reference (vm, dict) : OURO_NO_ID;
}

static OuroId
function_get_attribute (OuroVm *vm,
                        OuroId  self,
                        OuroId  name)
{
  const FunctionMember *member = find_member (vm, name);
  OuroId                value;

  if (name == ouro_vm_name (vm, OURO_NAME___dict__))
    return ouro_vm_new_reference (vm, ensure_dict (vm, self, OURO_FUNCTION_DICT));
  if (name == ouro_vm_name (vm, OURO_NAME___annotations__))
    return get_annotations (vm, self);
  if (name == ouro_vm_name (vm, OURO_NAME___annotate__) && vm->profile->annotations_are_lazy)
    {
      value = ouro_heap_get_cell (vm->heap, self, OURO_FUNCTION_ANNOTATE);
      return ouro_vm_new_reference (vm, value != OURO_NO_ID ? value : OURO_ID_NONE);
    }
  if (member == NULL)
    return OURO_NO_ID;
  value = ouro_heap_get_cell (vm->heap, self, member->cell);
  if (value == OURO_NO_ID && member->cell == OURO_FUNCTION_TYPE_PARAMS)
    return OURO_ID_EMPTY_TUPLE;
  return ouro_vm_new_reference (vm, value != OURO_NO_ID ? value : OURO_ID_NONE);
}

static void
replace_cell (OuroVm *vm,
              OuroId  object,
              guint   cell,
              OuroId  value)
{
  OuroId old = ouro_heap_get_cell (vm->heap, object, cell);

  ouro_heap_set_cell (vm->heap, object, cell, value != OURO_NO_ID ? ouro_vm_new_reference (vm, value) : OURO_NO_ID);
  if (old != OURO_NO_ID)
    ouro_heap_decref (vm->heap, old);
}

static int
set_dict (OuroVm *vm,
          OuroId  self,
          guint   cell,
          OuroId  value)
{
  g_autofree char *name = value != OURO_NO_ID ? ouro_vm_dup_type_name (vm, value) : NULL;

  if (value != OURO_NO_ID && ouro_vm_is_instance (vm, value, OURO_TYPE_DICT))
    {
      replace_cell (vm, self, cell, value);
      return 1;
    }
  if (value == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot delete __dict__");
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%s'", name);
  return -1;
}

static int
set_annotations (OuroVm *vm,
                 OuroId  self,
                 OuroId  value)
{
  if (value != OURO_NO_ID && value != OURO_ID_NONE && !ouro_vm_is_instance (vm, value, OURO_TYPE_DICT))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__annotations__ must be set to a dict object");
      return -1;
    }
  replace_cell (vm, self, OURO_FUNCTION_ANNOTATIONS, value == OURO_ID_NONE ? OURO_NO_ID : value);
  replace_cell (vm, self, OURO_FUNCTION_ANNOTATE, OURO_NO_ID);
  return 1;
}

static int
set_annotate (OuroVm *vm,
              OuroId  self,
              OuroId  value)
{
  if (value == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__annotate__ cannot be deleted");
  else if (value == OURO_ID_NONE)
    replace_cell (vm, self, OURO_FUNCTION_ANNOTATE, OURO_NO_ID);
  else if (!ouro_py_is_callable (vm, value))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__annotate__ must be callable or None");
  else
    {
      replace_cell (vm, self, OURO_FUNCTION_ANNOTATE, value);
      replace_cell (vm, self, OURO_FUNCTION_ANNOTATIONS, OURO_NO_ID);
    }
  return ouro_vm_has_exception (vm) ? -1 : 1;
}

/* Whether compiled code may rely on it: func_clear_version () in Objects/funcobject.c (3.15). */
static gboolean
invalidates (const FunctionMember *member)
{
  return member->cell == OURO_FUNCTION_CODE || member->cell == OURO_FUNCTION_DEFAULTS || member->cell == OURO_FUNCTION_KWDEFAULTS || member->cell == OURO_FUNCTION_QUALNAME;
}

static int
function_set_attribute (OuroVm *vm,
                        OuroId  self,
                        OuroId  name,
                        OuroId  value)
{
  const FunctionMember *member = find_member (vm, name);

  if (name == ouro_vm_name (vm, OURO_NAME___dict__))
    return set_dict (vm, self, OURO_FUNCTION_DICT, value);
  if (name == ouro_vm_name (vm, OURO_NAME___annotations__))
    return set_annotations (vm, self, value);
  if (name == ouro_vm_name (vm, OURO_NAME___annotate__) && vm->profile->annotations_are_lazy)
    return set_annotate (vm, self, value);
  if (member == NULL)
    return 0;
  if (vm->profile->function_changes_make_list && invalidates (member))
    ouro_heap_decref (vm->heap, ouro_py_list_new (vm, 0));
  if (member->may_be_none && (value == OURO_NO_ID || value == OURO_ID_NONE))
    replace_cell (vm, self, member->cell, OURO_NO_ID);
  else if (!member->is_fixed && value != OURO_NO_ID && ouro_vm_is_instance (vm, value, member->type))
    replace_cell (vm, self, member->cell, value);
  else
    {
      ouro_vm_raise (vm, member->is_fixed ? OURO_TYPE_ATTRIBUTE_ERROR : OURO_TYPE_TYPE_ERROR, "%s", member->complaint);
      return -1;
    }
  return 1;
}

/* function.__get__ (object), as descriptors written in Python call it. */
static OuroId
function_get (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId object = ouro_vm_argument (args, 0);

  return object != OURO_ID_NONE ? ouro_py_method_new (vm, self, object) : ouro_vm_new_reference (vm, self);
}

static const OuroBuiltinDef function_methods[] = {
  { "__get__", function_get, 1, 2, OURO_BUILTIN_WRAPPER },
  { NULL },
};

/* Bound methods ------------------------------------------------------------------------------- */

OuroId
ouro_py_method_new (OuroVm *vm,
                    OuroId  function,
                    OuroId  self)
{
  OuroId method = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_METHOD, OURO_FREELIST_METHOD, 64, 1, 2, 2);

  ouro_heap_set_cell (vm->heap, method, METHOD_FUNCTION, ouro_vm_new_reference (vm, function));
  ouro_heap_set_cell (vm->heap, method, METHOD_SELF, ouro_vm_new_reference (vm, self));
  ouro_heap_track (vm->heap, method);
  return method;
}

/* method (function, object) */
static OuroId
method_construct (OuroVm        *vm,
                  OuroId         cls,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  if (n_args != 2)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "method expected 2 arguments, got %u", n_args);
  else if (!ouro_py_is_callable (vm, ouro_vm_argument (args, 0)))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "first argument must be callable");
  else if (ouro_vm_argument (args, 1) == OURO_ID_NONE)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "instance must not be None");
  else
    return ouro_py_method_new (vm, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1));
  return OURO_NO_ID;
}

static OuroId
get_method_cell (const OuroVm *vm,
                 OuroId        method,
                 guint         cell)
{
  return ouro_heap_get_cell (vm->heap, method, cell);
}

static OuroId
method_repr (OuroVm *vm,
             OuroId  self)
{
  OuroId           name = ouro_vm_get_attribute_or_nothing (vm, get_method_cell (vm, self, METHOD_FUNCTION), ouro_vm_name (vm, OURO_NAME___qualname__));
  g_autofree char *text = name != OURO_NO_ID && ouro_vm_is_instance (vm, name, OURO_TYPE_STR) ? ouro_vm_dup_text (vm, name) : g_strdup ("?");
  g_autofree char *object = NULL;
  OuroId           repr;

  if (name != OURO_NO_ID)
    ouro_heap_decref (vm->heap, name);
  repr = ouro_vm_repr (vm, get_method_cell (vm, self, METHOD_SELF));
  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  object = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  return ouro_vm_new_str (vm, "<bound method %s of %s>", text, object);
}

static OuroId
method_compare (OuroVm      *vm,
                OuroId       a,
                OuroId       b,
                OuroOperator op)
{
  gboolean equal;

  if (vm->heap->rows[b].cls != OURO_TYPE_METHOD || (op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ))
    return OURO_ID_NOT_IMPLEMENTED;
  equal = get_method_cell (vm, a, METHOD_FUNCTION) == get_method_cell (vm, b, METHOD_FUNCTION) && get_method_cell (vm, a, METHOD_SELF) == get_method_cell (vm, b, METHOD_SELF);
  return ouro_vm_bool (equal == (op == OURO_OPERATOR_EQ));
}

static gboolean
method_hash (OuroVm *vm,
             OuroId  self,
             gint64 *hash)
{
  *hash = ouro_hash_identity (vm->heap, get_method_cell (vm, self, METHOD_SELF)) ^ ouro_hash_identity (vm->heap, get_method_cell (vm, self, METHOD_FUNCTION));
  if (*hash == -1)
    *hash = -2;
  return TRUE;
}

/* What a method has not itself, its function has. */
static OuroId
method_get_attribute (OuroVm *vm,
                      OuroId  self,
                      OuroId  name)
{
  if (name == ouro_vm_name (vm, OURO_NAME___func__))
    return ouro_vm_new_reference (vm, get_method_cell (vm, self, METHOD_FUNCTION));
  if (name == ouro_vm_name (vm, OURO_NAME___self__))
    return ouro_vm_new_reference (vm, get_method_cell (vm, self, METHOD_SELF));
  return ouro_vm_get_attribute_or_nothing (vm, get_method_cell (vm, self, METHOD_FUNCTION), name);
}

/* Functions in C ------------------------------------------------------------------------------ */

OuroId
ouro_py_builtin_bind (OuroVm *vm,
                      OuroId  function,
                      OuroId  self)
{
  gboolean is_wrapper = (ouro_vm_get_builtin (vm, function)->flags & OURO_BUILTIN_WRAPPER) != 0;
  OuroId   bound = ouro_heap_allocate (vm->heap, OURO_KIND_BUILTIN, OURO_FLAG_GC, OURO_TYPE_BUILTIN,
                                     is_wrapper ? OURO_FREELIST_NONE : OURO_FREELIST_BUILTIN, is_wrapper ? 48 : 72, 1,
                                       OURO_BUILTIN_N_CELLS, OURO_BUILTIN_N_CELLS);

  ouro_heap_set_cell (vm->heap, bound, OURO_BUILTIN_INDEX, ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_INDEX));
  ouro_heap_set_cell (vm->heap, bound, OURO_BUILTIN_SELF, ouro_vm_new_reference (vm, self));
  ouro_heap_set_cell (vm->heap, bound, OURO_BUILTIN_TYPE, ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_TYPE));
  ouro_heap_track (vm->heap, bound);
  return bound;
}

static OuroId
builtin_repr (OuroVm *vm,
              OuroId  self)
{
  const OuroBuiltinDef *def = ouro_vm_get_builtin (vm, self);
  OuroId                owner = ouro_heap_get_cell (vm->heap, self, OURO_BUILTIN_SELF);
  g_autofree char      *name = NULL;

  if (owner == OURO_NO_ID || ouro_heap_get_kind (vm->heap, owner) == OURO_KIND_MODULE)
    return ouro_vm_new_str (vm, "<built-in function %s>", def->name);
  name = ouro_vm_dup_type_name (vm, owner);
  return ouro_vm_new_str (vm, "<built-in method %s of %s object at 0x%" G_GINT64_MODIFIER "x>", def->name, name, ouro_identity (vm->heap, owner));
}

static OuroId
get_builtin_type (const OuroVm *vm,
                  OuroId        self)
{
  return ouro_heap_get_cell (vm->heap, self, OURO_BUILTIN_TYPE) & ~OURO_CELL_INT;
}

static OuroId
descriptor_repr (OuroVm *vm,
                 OuroId  self)
{
  const char *word = vm->heap->rows[self].cls == OURO_TYPE_WRAPPER_DESCRIPTOR ? "slot wrapper" : "method";

  return ouro_vm_new_str (vm, "<%s '%s' of '%s' objects>", word, ouro_vm_get_builtin (vm, self)->name, ouro_type_get_name (get_builtin_type (vm, self)));
}

static OuroId
builtin_get_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name)
{
  const char *text = ouro_vm_get_builtin (vm, self)->name;
  OuroId      type = get_builtin_type (vm, self);
  OuroId      owner = ouro_heap_get_cell (vm->heap, self, OURO_BUILTIN_SELF);

  if (name == ouro_vm_name (vm, OURO_NAME___name__))
    return ouro_vm_new_str (vm, "%s", text);
  if (name == ouro_vm_name (vm, OURO_NAME___qualname__))
    return type != OURO_NO_ID ? ouro_vm_new_str (vm, "%s.%s", ouro_type_get_name (type), text) : ouro_vm_new_str (vm, "%s", text);
  if (name == ouro_vm_name (vm, OURO_NAME___self__) && owner != OURO_NO_ID)
    return ouro_vm_new_reference (vm, owner);
  if (name == ouro_vm_name (vm, OURO_NAME___module__) && type == OURO_NO_ID && owner != OURO_NO_ID)
    {
      g_autofree char *module = ouro_py_module_dup_name (vm, owner);

      return ouro_vm_new_str (vm, "%s", module);
    }
  return OURO_NO_ID;
}

/* Cells --------------------------------------------------------------------------------------- */

OuroId
ouro_py_cell_new (OuroVm *vm)
{
  OuroId cell = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_CELL, OURO_FREELIST_NONE, 40, 0, 1, 1);

  ouro_heap_track (vm->heap, cell);
  return cell;
}

static OuroId
cell_repr (OuroVm *vm,
           OuroId  self)
{
  OuroId           content = ouro_heap_get_cell (vm->heap, self, 0);
  gint64           address = ouro_identity (vm->heap, self);
  g_autofree char *name = NULL;

  if (content == OURO_NO_ID)
    return ouro_vm_new_str (vm, "<cell at 0x%" G_GINT64_MODIFIER "x: empty>", address);
  name = ouro_vm_dup_type_name (vm, content);
  return ouro_vm_new_str (vm, "<cell at 0x%" G_GINT64_MODIFIER "x: %s object at 0x%" G_GINT64_MODIFIER "x>", address, name, ouro_identity (vm->heap, content));
}

static OuroId
cell_get_attribute (OuroVm *vm,
                    OuroId  self,
                    OuroId  name)
{
  OuroId content = ouro_heap_get_cell (vm->heap, self, 0);

  if (name != ouro_vm_name (vm, OURO_NAME_cell_contents))
    return OURO_NO_ID;
  if (content != OURO_NO_ID)
    return ouro_vm_new_reference (vm, content);
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Cell is empty");
  return OURO_NO_ID;
}

static int
cell_set_attribute (OuroVm *vm,
                    OuroId  self,
                    OuroId  name,
                    OuroId  value)
{
  if (name != ouro_vm_name (vm, OURO_NAME_cell_contents))
    return 0;
  replace_cell (vm, self, 0, value);
  return 1;
}

/* Code ---------------------------------------------------------------------------------------- */

static OuroId
code_repr (OuroVm *vm,
           OuroId  self)
{
  const OuroCodeEntry *entry = ouro_vm_get_code (vm, self);

  return ouro_vm_new_str (vm, "<code object %s at 0x%" G_GINT64_MODIFIER "x, file \"%s\", line %u>", entry->code->name, ouro_identity (vm->heap, self), entry->file, entry->code->first_line);
}

static OuroId
make_name_tuple (OuroVm            *vm,
                 const char *const *names,
                 guint              n)
{
  g_autofree OuroId *items = g_new (OuroId, n + 1);

  for (guint i = 0; i < n; i++)
    items[i] = ouro_vm_intern (vm, names[i], strlen (names[i]));
  return n > 0 ? ouro_py_tuple_pack (vm, items, n) : OURO_ID_EMPTY_TUPLE;
}

static OuroId
make_constant_tuple (OuroVm         *vm,
                     OuroId          self,
                     const OuroCode *code)
{
  g_autofree OuroId *items = g_new (OuroId, code->n_constants + 1);

  for (guint i = 0; i < code->n_constants; i++)
    items[i] = ouro_vm_new_reference (vm, ouro_vm_get_code_constant (vm, self, i));
  return code->n_constants > 0 ? ouro_py_tuple_pack (vm, items, code->n_constants) : OURO_ID_EMPTY_TUPLE;
}

/* What an inlined comprehension hides in a class or module is none of its locals. */
static gboolean
is_local (const OuroCode *code,
          guint           i,
          guint8          flag)
{
  return (code->local_flags[i] & flag) != 0 && ((code->flags & OURO_CODE_OPTIMISED) || !(code->local_flags[i] & OURO_LOCAL_HIDDEN));
}

static guint
count_locals (const OuroCode *code,
              guint8          flag)
{
  guint n = 0;

  for (guint i = 0; i < code->n_locals; i++)
    n += is_local (code, i, flag);
  return n;
}

static OuroId
make_locals_tuple (OuroVm         *vm,
                   const OuroCode *code,
                   guint8          flag)
{
  g_autofree const char **names = g_new (const char *, code->n_locals + 1);
  guint                   n = 0;

  for (guint i = 0; i < code->n_locals; i++)
    if (is_local (code, i, flag))
      names[n++] = code->locals[i];
  return make_name_tuple (vm, names, n);
}

static OuroId
code_get_attribute (OuroVm *vm,
                    OuroId  self,
                    OuroId  name)
{
  const OuroCode  *code = ouro_vm_get_code (vm, self)->code;
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  if (g_str_equal (text, "co_name"))
    return ouro_vm_intern (vm, code->name, strlen (code->name));
  if (g_str_equal (text, "co_qualname"))
    return ouro_vm_new_reference (vm, ouro_vm_get_code_qualname (vm, self));
  if (g_str_equal (text, "co_filename"))
    return ouro_vm_new_str (vm, "%s", ouro_vm_get_code (vm, self)->file);
  if (g_str_equal (text, "co_firstlineno"))
    return ouro_int_new (vm->heap, code->first_line);
  if (g_str_equal (text, "co_argcount"))
    return ouro_int_new (vm->heap, code->n_args);
  if (g_str_equal (text, "co_kwonlyargcount"))
    return ouro_int_new (vm->heap, code->n_kwonly_args);
  if (g_str_equal (text, "co_names"))
    return make_name_tuple (vm, code->names, code->n_names);
  if (g_str_equal (text, "co_posonlyargcount"))
    return ouro_int_new (vm->heap, code->n_posonly_args);
  if (g_str_equal (text, "co_stacksize"))
    return ouro_int_new (vm->heap, code->stack_size);
  if (g_str_equal (text, "co_nlocals"))
    return ouro_int_new (vm->heap, count_locals (code, OURO_LOCAL_FAST));
  if (g_str_equal (text, "co_varnames"))
    return make_locals_tuple (vm, code, OURO_LOCAL_FAST);
  if (g_str_equal (text, "co_cellvars"))
    return make_locals_tuple (vm, code, OURO_LOCAL_CELL);
  if (g_str_equal (text, "co_freevars"))
    return make_name_tuple (vm, code->locals + code->n_locals - code->n_free, code->n_free);
  if (g_str_equal (text, "co_consts"))
    return make_constant_tuple (vm, self, code);
  return OURO_NO_ID;
}

void
ouro_py_function_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_FUNCTION] = (OuroTypeSlots){ .repr = function_repr, .get_attribute = function_get_attribute, .set_attribute = function_set_attribute, .methods = function_methods };
  vm->slots[OURO_TYPE_METHOD] = (OuroTypeSlots){ .repr = method_repr, .compare = method_compare, .hash = method_hash, .construct = method_construct, .get_attribute = method_get_attribute };
  vm->slots[OURO_TYPE_BUILTIN] = (OuroTypeSlots){ .repr = builtin_repr, .get_attribute = builtin_get_attribute };
  vm->slots[OURO_TYPE_METHOD_DESCRIPTOR] = (OuroTypeSlots){ .repr = descriptor_repr, .get_attribute = builtin_get_attribute };
  vm->slots[OURO_TYPE_WRAPPER_DESCRIPTOR] = (OuroTypeSlots){ .repr = descriptor_repr, .get_attribute = builtin_get_attribute };
  vm->slots[OURO_TYPE_CELL] = (OuroTypeSlots){ .repr = cell_repr, .get_attribute = cell_get_attribute, .set_attribute = cell_set_attribute };
  vm->slots[OURO_TYPE_CODE] = (OuroTypeSlots){ .repr = code_repr, .get_attribute = code_get_attribute };
  ouro_vm_add_methods (vm, OURO_TYPE_FUNCTION);
}
