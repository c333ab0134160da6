/* ouro-compiler-names.c - names and targets */
#include "ouro-compiler-private.h"

/* Names -------------------------------------------------------------------------------------- */

/* In an inlined comprehension, the scope whose rules hold for the name. It does not see the names of a class around it. */
static const OuroScope *
get_scope_of_name (OuroCompiler *self,
                   const char   *name)
{
  const OuroScope *scope = self->function->scope;

  while (scope->is_inlined && scope->parent->kind != OURO_SCOPE_CLASS && !ouro_scope_is_bound_here (scope, name))
    scope = scope->parent;
  return scope;
}

gboolean
ouro_compiler_is_builtin (OuroCompiler *self,
                          const char   *name)
{
  OuroBinding binding = ouro_scope_get_binding (get_scope_of_name (self, name), name);

  if (self->imports_all || (binding != OURO_BINDING_GLOBAL && binding != OURO_BINDING_GLOBAL_IMPLICIT))
    return FALSE;
  return !ouro_scopes_bind_global (self->scopes, name);
}

static void
fast_name (OuroCompiler *self,
           const char   *name,
           OuroContext   context,
           guint8        flags)
{
  static const OuroOp ops[] = { OURO_OP_LOAD_FAST, OURO_OP_STORE_FAST, OURO_OP_DELETE_FAST };
  OuroEmitter        *emitter = ouro_compiler_emitter (self);
  gint                place = ouro_emitter_find_local (emitter, name, OURO_LOCAL_FAST);

  if (place < 0)
    place = (gint)ouro_emitter_add_local (emitter, name, flags);
  ouro_compiler_emit (self, ops[context], (guint32)place);
}

static void
cell_name (OuroCompiler    *self,
           const OuroScope *scope,
           const char      *name,
           OuroContext      context,
           guint8           flags)
{
  static const OuroOp ops[] = { OURO_OP_LOAD_DEREF, OURO_OP_STORE_DEREF, OURO_OP_DELETE_DEREF };
  gint                place = ouro_emitter_find_local (ouro_compiler_emitter (self), name, flags);
  OuroOp              op = ops[context];

  g_assert (place >= 0);
  if (scope->kind == OURO_SCOPE_CLASS && op == OURO_OP_LOAD_DEREF)
    op = OURO_OP_LOAD_CLASSDEREF;
  ouro_compiler_emit (self, op, (guint32)place);
}

/* In the annotations of a class: its names first. What lies on the stack then is its namespace. */
static gboolean
load_class_dict (OuroCompiler    *self,
                 const OuroScope *scope,
                 OuroContext      context)
{
  if (!ouro_scope_sees_class (scope) || context != OURO_CONTEXT_LOAD)
    return FALSE;
  ouro_compiler_emit (self, OURO_OP_LOAD_DEREF, (guint32)ouro_emitter_find_local (ouro_compiler_emitter (self), "__classdict__", OURO_LOCAL_FREE));
  return TRUE;
}

void
ouro_compiler_name (OuroCompiler *self,
                    const char   *name,
                    OuroContext   context)
{
  static const OuroOp name_ops[] = { OURO_OP_LOAD_NAME, OURO_OP_STORE_NAME, OURO_OP_DELETE_NAME };
  static const OuroOp global_ops[] = { OURO_OP_LOAD_GLOBAL, OURO_OP_STORE_GLOBAL, OURO_OP_DELETE_GLOBAL };
  const char         *mangled = ouro_compiler_mangle (self, name);
  const OuroScope    *scope = get_scope_of_name (self, mangled);
  OuroEmitter        *emitter = ouro_compiler_emitter (self);
  gboolean            is_fast = ouro_scope_has_fast_locals (scope);

  switch (ouro_scope_get_binding (scope, mangled))
    {
    case OURO_BINDING_LOCAL:
      if (is_fast)
        fast_name (self, mangled, context, OURO_LOCAL_FAST | (scope->is_inlined ? OURO_LOCAL_HIDDEN : 0));
      else
        ouro_emitter_emit_name (emitter, name_ops[context], mangled);
      break;
    case OURO_BINDING_CELL:
      cell_name (self, scope, mangled, context, OURO_LOCAL_CELL);
      break;
    case OURO_BINDING_FREE:
      if (load_class_dict (self, scope, context))
        ouro_compiler_emit (self, OURO_OP_LOAD_FROM_DICT_OR_DEREF, (guint32)ouro_emitter_find_local (emitter, mangled, OURO_LOCAL_FREE));
      else
        cell_name (self, scope, mangled, context, OURO_LOCAL_FREE);
      break;
    case OURO_BINDING_GLOBAL:
      ouro_emitter_emit_name (emitter, global_ops[context], mangled);
      break;
    case OURO_BINDING_GLOBAL_IMPLICIT:
    default:
      if (load_class_dict (self, scope, context))
        ouro_emitter_emit_name (emitter, OURO_OP_LOAD_FROM_DICT_OR_GLOBALS, mangled);
      else
        ouro_emitter_emit_name (emitter, is_fast ? global_ops[context] : name_ops[context], mangled);
      break;
    }
}

/* Targets ------------------------------------------------------------------------------------ */

/* a, *b, c = ... */
static void
unpack (OuroCompiler   *self,
        const OuroNode *target)
{
  const OuroNodeList *items = &target->sequence.elts;
  gint                star = -1;

  for (guint i = 0; i < items->n; i++)
    if (items->items[i]->kind == OURO_NODE_STARRED)
      {
        if (star >= 0)
          ouro_compiler_fail (self, target, "multiple starred expressions in assignment");
        star = (gint)i;
      }
  if (star >= 256 || (star >= 0 && items->n - (guint)star >= (1u << 16)))
    ouro_compiler_fail (self, target, "too many expressions in star-unpacking assignment");
  if (star >= 0)
    ouro_compiler_emit (self, OURO_OP_UNPACK_EX, (guint32)star | (items->n - 1 - (guint)star) << 8);
  else
    ouro_compiler_emit (self, OURO_OP_UNPACK_SEQUENCE, items->n);
  for (guint i = 0; i < items->n && !self->failed; i++)
    ouro_compiler_store (self, (gint)i == star ? items->items[i]->starred.value : items->items[i]);
}

/* self.x = ... in a function of a class: the class has x in __static_attributes__ (Python/codegen.c, maybe_add_static_attribute_to_class). */
static void
note_self_attribute (OuroCompiler   *self,
                     const OuroNode *target)
{
  const OuroNode *value = target->attribute.value;
  const char     *name = ouro_code_unit_name (self->unit, target->attribute.attr);
  OuroFunction   *function = self->function->outer;

  if (value->kind != OURO_NODE_NAME || !g_str_equal (value->name.id, "self"))
    return;
  while (function != NULL && function->scope->kind != OURO_SCOPE_CLASS)
    function = function->outer;
  if (function != NULL && !g_ptr_array_find (function->self_attributes, name, NULL))
    g_ptr_array_add (function->self_attributes, (gpointer)name);
}

void
ouro_compiler_store (OuroCompiler   *self,
                     const OuroNode *target)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  if (self->failed)
    return;
  ouro_emitter_set_place (emitter, target);
  switch ((guint)target->kind)
    {
    case OURO_NODE_NAME:
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_STORE);
      break;
    case OURO_NODE_ATTRIBUTE:
      ouro_compiler_expression (self, target->attribute.value);
      ouro_emitter_set_place_of_name (emitter, target, target);
      note_self_attribute (self, target);
      ouro_emitter_emit_name (emitter, OURO_OP_STORE_ATTR, ouro_compiler_mangle (self, target->attribute.attr));
      break;
    case OURO_NODE_SUBSCRIPT:
      ouro_compiler_expression (self, target->subscript.value);
      if (ouro_compiler_is_plain_slice (self, target->subscript.slice))
        {
          ouro_compiler_slice_bounds (self, target->subscript.slice);
          ouro_emitter_set_place (emitter, target);
          ouro_compiler_emit (self, OURO_OP_STORE_SLICE, 0);
          break;
        }
      ouro_compiler_expression (self, target->subscript.slice);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_STORE_SUBSCR, 0);
      break;
    case OURO_NODE_TUPLE:
    case OURO_NODE_LIST:
      unpack (self, target);
      break;
    case OURO_NODE_STARRED:
      ouro_compiler_fail (self, target, "starred assignment target must be in a list or tuple");
      break;
    default:
      g_assert_not_reached ();
    }
}

void
ouro_compiler_delete (OuroCompiler   *self,
                      const OuroNode *target)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  if (self->failed)
    return;
  ouro_emitter_set_place (emitter, target);
  switch ((guint)target->kind)
    {
    case OURO_NODE_NAME:
      ouro_compiler_name (self, target->name.id, OURO_CONTEXT_DEL);
      break;
    case OURO_NODE_ATTRIBUTE:
      ouro_compiler_expression (self, target->attribute.value);
      ouro_emitter_set_place_of_name (emitter, target, target);
      ouro_emitter_emit_name (emitter, OURO_OP_DELETE_ATTR, ouro_compiler_mangle (self, target->attribute.attr));
      break;
    case OURO_NODE_SUBSCRIPT:
      ouro_compiler_expression (self, target->subscript.value);
      ouro_compiler_expression (self, target->subscript.slice);
      ouro_emitter_set_place (emitter, target);
      ouro_compiler_emit (self, OURO_OP_DELETE_SUBSCR, 0);
      break;
    case OURO_NODE_TUPLE:
    case OURO_NODE_LIST:
      for (guint i = 0; i < target->sequence.elts.n; i++)
        ouro_compiler_delete (self, target->sequence.elts.items[i]);
      break;
    default:
      g_assert_not_reached ();
    }
}
