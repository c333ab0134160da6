/* ouro-py-generic.c - what annotations are written with: list[int], int | None
 *
 * Records  GenericAlias: the class, tuple of what stood in brackets. Union: tuple of its members; where its type is typing.Union
 *          also the frozenset of those that are hashable.
 * Source   Objects/genericaliasobject.c, Objects/unionobject.c (3.11 to 3.15)
 */
#include "ouro-py-set-private.h"

#include <string.h>

enum {
  ALIAS_ORIGIN,
  ALIAS_ARGS,
  ALIAS_N_CELLS,
};

enum {
  UNION_ARGS,
  UNION_HASHABLE,
  UNION_N_CELLS,
};

static gboolean
is_class (const OuroVm *vm,
          OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS;
}

static OuroId
new_record (OuroVm *vm,
            OuroId  type,
            guint   n_cells)
{
  return ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, type, OURO_FREELIST_NONE, ouro_type_get_object_size (vm->profile, type), n_cells, n_cells, n_cells);
}

static OuroId
get_cell (const OuroVm *vm,
          OuroId        object,
          guint         cell)
{
  return ouro_heap_get_cell (vm->heap, object, cell);
}

/* Text --------------------------------------------------------------------------------------- */

/* ga_repr_item: a class by its name, everything else by its repr. FALSE with an exception. */
static gboolean
append_item (OuroVm  *vm,
             GString *text,
             OuroId   item)
{
  g_autofree char *part = NULL;
  OuroId           repr;

  if (item == OURO_ID_ELLIPSIS)
    {
      g_string_append (text, "...");
      return TRUE;
    }
  if (is_class (vm, item))
    {
      part = ouro_vm_dup_qualified_class_name (vm, item);
      g_string_append (text, part);
      return TRUE;
    }
  repr = ouro_vm_repr (vm, item);
  if (repr == OURO_NO_ID)
    return FALSE;
  part = ouro_vm_dup_text (vm, repr);
  ouro_heap_decref (vm->heap, repr);
  g_string_append (text, part);
  return TRUE;
}

static gboolean
append_items (OuroVm     *vm,
              GString    *text,
              OuroId      tuple,
              const char *separator)
{
  gboolean good = TRUE;

  for (guint32 i = 0; good && i < ouro_heap_get_n_cells (vm->heap, tuple); i++)
    {
      OuroId item = get_cell (vm, tuple, i);

      if (i > 0)
        g_string_append (text, separator);
      if (item == OURO_TYPE_NONE && (*separator == ' ' || vm->profile->union_is_typing))
        g_string_append (text, "None");
      else
        good = append_item (vm, text, item);
    }
  return good;
}

static OuroId
alias_repr (OuroVm *vm,
            OuroId  self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  OuroId   args = get_cell (vm, self, ALIAS_ARGS);
  gboolean good;

  if (!ouro_vm_enter_recursion (vm, " while getting the repr of an object"))
    return OURO_NO_ID;
  good = append_item (vm, text, get_cell (vm, self, ALIAS_ORIGIN));
  g_string_append_c (text, '[');
  good = good && append_items (vm, text, args, ", ");
  ouro_vm_leave_recursion (vm);
  if (!good)
    return OURO_NO_ID;
  g_string_append (text, ouro_heap_get_n_cells (vm->heap, args) == 0 ? "()]" : "]");
  return ouro_vm_new_str (vm, "%s", text->str);
}

static OuroId
union_repr (OuroVm *vm,
            OuroId  self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  return append_items (vm, text, get_cell (vm, self, UNION_ARGS), " | ") ? ouro_vm_new_str (vm, "%s", text->str) : OURO_NO_ID;
}

/* list[int] ---------------------------------------------------------------------------------- */

OuroId
ouro_py_generic_alias_new (OuroVm *vm,
                           OuroId  origin,
                           OuroId  item)
{
  OuroId args = ouro_vm_new_reference (vm, item);
  OuroId alias;

  if (vm->heap->rows[item].cls != OURO_TYPE_TUPLE)
    args = ouro_py_tuple_pack (vm, &args, 1);
  alias = new_record (vm, OURO_TYPE_GENERIC_ALIAS, ALIAS_N_CELLS);
  ouro_heap_set_cell (vm->heap, alias, ALIAS_ORIGIN, ouro_vm_new_reference (vm, origin));
  ouro_heap_set_cell (vm->heap, alias, ALIAS_ARGS, args);
  ouro_heap_track (vm->heap, alias);
  return alias;
}

static OuroId
class_getitem (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_py_generic_alias_new (vm, self, ouro_vm_argument (args, 0));
}

const OuroBuiltinDef ouro_py_class_getitem = { "__class_getitem__", class_getitem, 1, 1, OURO_BUILTIN_CLASS };

/* The class is called; an object with room for it is told how. */
static OuroId
alias_call (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroId object = ouro_vm_call_with (vm, get_cell (vm, self, ALIAS_ORIGIN), args, n_args, kwnames);
  OuroId name;

  if (object == OURO_NO_ID || ouro_heap_get_kind (vm->heap, object) != OURO_KIND_INSTANCE)
    return object;
  name = ouro_vm_intern (vm, "__orig_class__", strlen ("__orig_class__"));
  ouro_vm_hold (vm, object);
  if (!ouro_vm_set_attribute (vm, object, name, self))
    ouro_vm_clear_exception (vm);
  ouro_heap_decref (vm->heap, name);
  return ouro_vm_release (vm);
}

/* What the alias does not know, its class does: ga_getattro. */
static OuroId
alias_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  if (g_str_equal (text, "__origin__"))
    return ouro_vm_new_reference (vm, get_cell (vm, self, ALIAS_ORIGIN));
  if (g_str_equal (text, "__args__"))
    return ouro_vm_new_reference (vm, get_cell (vm, self, ALIAS_ARGS));
  if (g_str_equal (text, "__parameters__"))
    return ouro_vm_new_reference (vm, OURO_ID_EMPTY_TUPLE);
  if (g_str_equal (text, "__class__") || g_str_equal (text, "__mro_entries__") || g_str_equal (text, "__bases__"))
    return OURO_NO_ID;
  return ouro_vm_get_attribute_or_nothing (vm, get_cell (vm, self, ALIAS_ORIGIN), name);
}

/* What a class statement derives from instead: the class without the brackets. */
static OuroId
alias_mro_entries (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroId origin = ouro_vm_new_reference (vm, get_cell (vm, self, ALIAS_ORIGIN));

  return ouro_py_tuple_pack (vm, &origin, 1);
}

static const OuroBuiltinDef alias_methods[] = {
  { "__mro_entries__", alias_mro_entries, 1, 1, 0 },
  { NULL },
};

static OuroId
alias_get_item (OuroVm *vm,
                OuroId  self,
                OuroId  key)
{
  OuroId           repr = alias_repr (vm, self);
  g_autofree char *text = repr != OURO_NO_ID ? ouro_vm_dup_text (vm, repr) : NULL;

  if (repr == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_heap_decref (vm->heap, repr);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s is not a generic class", text);
  return OURO_NO_ID;
}

static OuroId
answer_equal (int          equal,
              OuroOperator op)
{
  return equal < 0 ? OURO_NO_ID : ouro_vm_bool (equal == (op == OURO_OPERATOR_EQ));
}

static OuroId
alias_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  if ((op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ) || vm->heap->rows[a].cls != vm->heap->rows[b].cls)
    return OURO_ID_NOT_IMPLEMENTED;
  if (get_cell (vm, a, ALIAS_ORIGIN) != get_cell (vm, b, ALIAS_ORIGIN))
    return answer_equal (FALSE, op);
  return answer_equal (ouro_vm_equal (vm, get_cell (vm, a, ALIAS_ARGS), get_cell (vm, b, ALIAS_ARGS)), op);
}

static gboolean
alias_hash (OuroVm *vm,
            OuroId  self,
            gint64 *hash)
{
  gint64 args;

  if (!ouro_vm_hash (vm, get_cell (vm, self, ALIAS_ORIGIN), hash) || !ouro_vm_hash (vm, get_cell (vm, self, ALIAS_ARGS), &args))
    return FALSE;
  *hash ^= args;
  return TRUE;
}

/* int | None --------------------------------------------------------------------------------- */

static gboolean
may_be_member (const OuroVm *vm,
               OuroId        object)
{
  OuroId cls = vm->heap->rows[object].cls;

  return object == OURO_ID_NONE || is_class (vm, object) || cls == OURO_TYPE_GENERIC_ALIAS || cls == OURO_TYPE_UNION;
}

/* The members of a union, or the object itself, each once; None stands for its type. FALSE with an exception. */
static gboolean
gather_members (OuroVm *vm,
                GArray *members,
                OuroId  object)
{
  OuroId  args = vm->heap->rows[object].cls == OURO_TYPE_UNION ? get_cell (vm, object, UNION_ARGS) : OURO_NO_ID;
  guint32 n = args != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, args) : 1;

  for (guint32 i = 0; i < n; i++)
    {
      OuroId member = args != OURO_NO_ID ? get_cell (vm, args, i) : object == OURO_ID_NONE ? OURO_TYPE_NONE
                                                                                           : object;
      int    known = 0;

      for (guint j = 0; known == 0 && j < members->len; j++)
        known = ouro_vm_equal (vm, g_array_index (members, OuroId, j), member);
      if (known < 0)
        return FALSE;
      if (known == 0)
        g_array_append_val (members, member);
    }
  return TRUE;
}

static OuroId
make_union (OuroVm *vm,
            GArray *members)
{
  OuroId args, self, hashable = OURO_NO_ID;

  for (guint i = 0; i < members->len; i++)
    ouro_vm_new_reference (vm, g_array_index (members, OuroId, i));
  if (members->len == 1)
    return g_array_index (members, OuroId, 0);
  args = ouro_py_tuple_pack (vm, (const OuroId *)(gpointer)members->data, members->len);
  ouro_vm_hold (vm, args);
  if (vm->profile->union_is_typing)
    {
      hashable = ouro_py_set_from (vm, OURO_TYPE_FROZENSET, args);
      if (hashable == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, ouro_vm_release (vm));
          return OURO_NO_ID;
        }
    }
  self = new_record (vm, OURO_TYPE_UNION, UNION_N_CELLS);
  ouro_heap_set_cell (vm->heap, self, UNION_ARGS, ouro_vm_release (vm));
  if (hashable != OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, self, UNION_HASHABLE, hashable);
  ouro_heap_track (vm->heap, self);
  return self;
}

OuroId
ouro_py_union_binary (OuroVm      *vm,
                      OuroId       a,
                      OuroId       b,
                      OuroOperator op)
{
  g_autoptr (GArray) members = NULL;

  if (op != OURO_OPERATOR_BIT_OR || !may_be_member (vm, a) || !may_be_member (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  members = g_array_new (FALSE, FALSE, sizeof (OuroId));
  if (!gather_members (vm, members, a) || !gather_members (vm, members, b))
    return OURO_NO_ID;
  return make_union (vm, members);
}

OuroId
ouro_py_union_get_members (const OuroVm *vm,
                           OuroId        self)
{
  return get_cell (vm, self, UNION_ARGS);
}

static OuroId
union_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  if (g_str_equal (text, "__args__"))
    return ouro_vm_new_reference (vm, get_cell (vm, self, UNION_ARGS));
  if (g_str_equal (text, "__parameters__"))
    return ouro_vm_new_reference (vm, OURO_ID_EMPTY_TUPLE);
  if (g_str_equal (text, "__origin__") && vm->profile->union_is_typing)
    return ouro_vm_new_reference (vm, OURO_TYPE_UNION);
  return OURO_NO_ID;
}

/* In any order. */
static OuroId
union_compare (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (OuroId));
  guint n;

  if ((op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ) || vm->heap->rows[a].cls != vm->heap->rows[b].cls)
    return OURO_ID_NOT_IMPLEMENTED;
  n = ouro_heap_get_n_cells (vm->heap, get_cell (vm, a, UNION_ARGS));
  if (n != ouro_heap_get_n_cells (vm->heap, get_cell (vm, b, UNION_ARGS)))
    return answer_equal (FALSE, op);
  if (!gather_members (vm, members, a) || !gather_members (vm, members, b))
    return OURO_NO_ID;
  return answer_equal (members->len == n, op);
}

static gboolean
union_hash (OuroVm *vm,
            OuroId  self,
            gint64 *hash)
{
  OuroId args = get_cell (vm, self, UNION_ARGS);

  *hash = 0;
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, args); i++)
    {
      gint64 member;

      if (!ouro_vm_hash (vm, get_cell (vm, args, i), &member))
        return FALSE;
      *hash ^= member;
    }
  return TRUE;
}

void
ouro_py_generic_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_GENERIC_ALIAS] = (OuroTypeSlots){
    .repr = alias_repr,
    .hash = alias_hash,
    .compare = alias_compare,
    .binary = ouro_py_union_binary,
    .get_item = alias_get_item,
    .call = alias_call,
    .get_attribute = alias_get_attribute,
    .methods = alias_methods,
  };
  ouro_vm_add_methods (vm, OURO_TYPE_GENERIC_ALIAS);
  vm->slots[OURO_TYPE_UNION] = (OuroTypeSlots){
    .repr = union_repr,
    .hash = union_hash,
    .compare = union_compare,
    .binary = ouro_py_union_binary,
    .get_attribute = union_get_attribute,
  };
}
