/* ouro-mod-builtins-classes.c - isinstance, issubclass, __build_class__, __import__
 *
 * Source  Objects/abstract.c: object_recursive_isinstance, object_issubclass (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"

static gboolean
is_class (const OuroVm *vm,
          OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS;
}

/* The answer of a method that the object stands for a class with; *found tells. */
static int
ask_special (OuroVm    *vm,
             OuroId     object,
             OuroVmName name,
             OuroId     argument,
             gboolean  *found)
{
  OuroId result = ouro_vm_call_special (vm, object, name, &argument, 1, found);
  int    truth;

  if (!*found || result == OURO_NO_ID)
    return -1;
  truth = ouro_vm_truth (vm, result);
  ouro_heap_decref (vm->heap, result);
  return truth;
}

/* What the two have in common: one class, a tuple of them, or an object that decides itself. */
typedef struct
{
  OuroVmName  special;
  const char *where;
  int (*ask_class) (OuroVm *vm,
                    OuroId  object,
                    OuroId  cls);
} Question;

static const Question instance_question = { OURO_NAME___instancecheck__, " in __instancecheck__", ouro_vm_ask_instance };
static const Question subclass_question = { OURO_NAME___subclasscheck__, " in __subclasscheck__", ouro_vm_ask_subclass };

static int ask (OuroVm         *vm,
                const Question *question,
                OuroId          object,
                OuroId          cls);

static int
ask_tuple (OuroVm         *vm,
           const Question *question,
           OuroId          object,
           OuroId          tuple)
{
  int answer = 0;

  if (!ouro_vm_enter_recursion (vm, question->where))
    return -1;
  for (guint32 i = 0; answer == 0 && i < ouro_heap_get_n_cells (vm->heap, tuple); i++)
    answer = ask (vm, question, object, ouro_heap_get_cell (vm->heap, tuple, i));
  ouro_vm_leave_recursion (vm);
  return answer;
}

static int
ask (OuroVm         *vm,
     const Question *question,
     OuroId          object,
     OuroId          cls)
{
  gboolean found = FALSE;
  int      answer;

  if (question == &instance_question && vm->heap->rows[object].cls == cls)
    return 1;
  if (ouro_vm_is_instance (vm, cls, OURO_TYPE_TUPLE))
    return ask_tuple (vm, question, object, ouro_vm_value (vm, cls));
  if (vm->heap->rows[cls].cls == OURO_TYPE_UNION)
    return ask_tuple (vm, question, object, ouro_py_union_get_members (vm, cls));
  if (vm->heap->rows[cls].cls == OURO_TYPE_GENERIC_ALIAS)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() argument 2 cannot be a parameterized generic", question == &instance_question ? "isinstance" : "issubclass");
      return -1;
    }
  if (vm->heap->rows[cls].cls >= OURO_N_TYPES)
    {
      answer = ask_special (vm, cls, question->special, object, &found);
      if (found)
        return answer;
    }
  return question->ask_class (vm, object, cls);
}

int
ouro_vm_ask_instance (OuroVm *vm,
                      OuroId  object,
                      OuroId  cls)
{
  OuroId own;
  int    answer;

  if (!is_class (vm, cls))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "isinstance() arg 2 must be a type, a tuple of types, or a union");
      return -1;
    }
  if (ouro_vm_is_instance (vm, object, cls))
    return 1;
  /* An object may say that it is of another class: property __class__. */
  if (vm->heap->rows[object].cls < OURO_N_TYPES)
    return 0;
  own = ouro_vm_get_attribute_or_nothing (vm, object, ouro_vm_name (vm, OURO_NAME___class__));
  if (own == OURO_NO_ID)
    return ouro_vm_has_exception (vm) ? -1 : 0;
  answer = is_class (vm, own) && ouro_vm_is_subclass (vm, own, cls);
  ouro_heap_decref (vm->heap, own);
  return answer;
}

int
ouro_vm_ask_subclass (OuroVm *vm,
                      OuroId  object,
                      OuroId  cls)
{
  if (!is_class (vm, object))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "issubclass() arg 1 must be a class");
  else if (!is_class (vm, cls))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  else
    return ouro_vm_is_subclass (vm, object, cls);
  return -1;
}

static OuroId
builtin_isinstance (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  int answer = ask (vm, &instance_question, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1));

  return answer < 0 ? OURO_NO_ID : ouro_vm_bool (answer);
}

static OuroId
builtin_issubclass (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  int answer = ask (vm, &subclass_question, ouro_vm_argument (args, 0), ouro_vm_argument (args, 1));

  return answer < 0 ? OURO_NO_ID : ouro_vm_bool (answer);
}

static OuroId
builtin_build_class (OuroVm        *vm,
                     OuroId         self,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  const char *complaint = NULL;

  if (n_args < 2)
    complaint = "__build_class__: not enough arguments";
  else if (vm->heap->rows[ouro_vm_argument (args, 0)].cls != OURO_TYPE_FUNCTION)
    complaint = "__build_class__: func must be a function";
  else if (!ouro_py_is_str (vm, ouro_vm_argument (args, 1)))
    complaint = "__build_class__: name is not a string";
  if (complaint == NULL)
    return ouro_vm_build_class (vm, self, args, n_args, kwnames);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", complaint);
  return OURO_NO_ID;
}

/* __import__ (name, globals, locals, fromlist, level): the namespaces say only what the package is, and there are none. */
static OuroId
builtin_import (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId   name = n_args > 0 ? ouro_vm_argument (args, 0) : ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_name);
  OuroId   names = n_args > 3 ? ouro_vm_argument (args, 3) : ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_fromlist);
  OuroId   level = n_args > 4 ? ouro_vm_argument (args, 4) : ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_level);
  gboolean has_names = names != OURO_NO_ID && ouro_vm_truth (vm, names) > 0;

  if (name == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__import__() missing required argument 'name' (pos 1)");
  else if (!ouro_py_is_str (vm, name))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "module name must be a string");
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  return ouro_vm_import_name (vm, name, level != OURO_NO_ID ? level : OURO_ID_ZERO, has_names ? names : OURO_ID_NONE);
}

const OuroBuiltinDef ouro_mod_builtins_classes[] = {
  { "isinstance", builtin_isinstance, 2, 2, OURO_BUILTIN_NO_POLL },
  { "issubclass", builtin_issubclass, 2, 2, 0 },
  { "__build_class__", builtin_build_class, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "__import__", builtin_import, 0, 5, OURO_BUILTIN_KEYWORDS },
  { NULL },
};
