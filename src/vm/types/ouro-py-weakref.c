/* ouro-py-weakref.c - weak references and proxies
 *
 * Storage  heap/ouro-weakref.h.
 * Source   Objects/weakrefobject.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"
#include "ouro-vm-private.h"

/* Making ------------------------------------------------------------------------------------ */

OuroId
ouro_py_weakref_new (OuroVm *vm,
                     OuroId  type,
                     OuroId  target,
                     OuroId  callback)
{
  if (!ouro_heap_can_have_weakrefs (vm->heap, target))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, target);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot create weak reference to '%s' object", name);
      return OURO_NO_ID;
    }
  return ouro_weakref_new (vm->heap, type, target, callback == OURO_ID_NONE ? OURO_NO_ID : callback);
}

static gboolean
check_arguments (OuroVm     *vm,
                 const char *name,
                 guint       n_args)
{
  if (n_args == 0)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected at least 1 argument, got 0", name);
  else if (n_args > 2)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected at most 2 arguments, got %u", name, n_args);
  return n_args == 1 || n_args == 2;
}

/* type_call () hands the arguments over in a tuple. */
static OuroId
ref_construct (OuroVm        *vm,
               OuroId         cls,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  guint32 place;
  OuroId  ref;

  if (!check_arguments (vm, "__new__", n_args))
    return OURO_NO_ID;
  place = ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  ref = ouro_py_weakref_new (vm, cls, ouro_vm_argument (args, 0), n_args > 1 ? ouro_vm_argument (args, 1) : OURO_NO_ID);
  ouro_mod_end_packed_call (vm, place);
  return ref;
}

static gboolean
ref_initialise (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  if (kwnames == OURO_NO_ID || ouro_heap_get_n_cells (vm->heap, kwnames) == 0)
    return check_arguments (vm, "__init__", n_args);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "ref() takes no keyword arguments");
  return FALSE;
}

/* Weak references ----------------------------------------------------------------------------- */

static OuroId
ref_call (OuroVm        *vm,
          OuroId         self,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames)
{
  OuroId target = ouro_weakref_get_target (vm->heap, self);

  if (n_args == 0 && kwnames == OURO_NO_ID)
    return ouro_vm_new_reference (vm, target != OURO_NO_ID ? target : OURO_ID_NONE);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "ref() takes no arguments");
  return OURO_NO_ID;
}

/* A target with a __name__ is shown with it. */
static OuroId
ref_repr (OuroVm *vm,
          OuroId  self)
{
  OuroId           target = ouro_weakref_get_target (vm->heap, self);
  gint64           address = ouro_identity (vm->heap, self);
  g_autofree char *type = NULL;
  g_autofree char *text = NULL;
  OuroId           name, result;

  if (target == OURO_NO_ID)
    return ouro_vm_new_str (vm, "<weakref at 0x%" G_GINT64_MODIFIER "x; dead>", address);
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, target));
  type = ouro_vm_dup_type_name (vm, target);
  name = ouro_vm_get_attribute_or_nothing (vm, target, ouro_vm_name (vm, OURO_NAME___name__));
  if (name != OURO_NO_ID && ouro_vm_is_instance (vm, name, OURO_TYPE_STR))
    text = ouro_vm_dup_text (vm, ouro_vm_value (vm, name));
  if (name != OURO_NO_ID)
    ouro_heap_decref (vm->heap, name);
  if (ouro_vm_has_exception (vm))
    result = OURO_NO_ID;
  else
    result = ouro_vm_new_str (vm, "<weakref at 0x%" G_GINT64_MODIFIER "x; to '%s' at 0x%" G_GINT64_MODIFIER "x%s%s%s>", address, type, ouro_identity (vm->heap, target), text != NULL ? " (" : "", text != NULL ? text : "", text != NULL ? ")" : "");
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

static gboolean
ref_hash (OuroVm *vm,
          OuroId  self,
          gint64 *hash)
{
  OuroId   target = ouro_weakref_get_target (vm->heap, self);
  gboolean good;

  if (ouro_weakref_get_hash (vm->heap, self, hash))
    return TRUE;
  if (target == OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "weak object has gone away");
      return FALSE;
    }
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, target));
  good = ouro_vm_hash (vm, target, hash);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (good)
    ouro_weakref_set_hash (vm->heap, self, *hash);
  return good;
}

/* Two that live compare as their targets do; otherwise they are themselves. */
static OuroId
ref_compare (OuroVm      *vm,
             OuroId       a,
             OuroId       b,
             OuroOperator op)
{
  OuroId targets[2], result;

  if ((op != OURO_OPERATOR_EQ && op != OURO_OPERATOR_NOT_EQ) || !ouro_vm_is_instance (vm, a, OURO_TYPE_WEAKREF) || !ouro_vm_is_instance (vm, b, OURO_TYPE_WEAKREF))
    return OURO_ID_NOT_IMPLEMENTED;
  targets[0] = ouro_weakref_get_target (vm->heap, a);
  targets[1] = ouro_weakref_get_target (vm->heap, b);
  if (targets[0] == OURO_NO_ID || targets[1] == OURO_NO_ID)
    return ouro_vm_bool ((a == b) == (op == OURO_OPERATOR_EQ));
  for (guint i = 0; i < 2; i++)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, targets[i]));
  result = ouro_vm_compare (vm, targets[0], targets[1], op);
  for (guint i = 0; i < 2; i++)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

static OuroId
ref_get_attribute (OuroVm *vm,
                   OuroId  self,
                   OuroId  name)
{
  OuroId callback = ouro_weakref_get_callback (vm->heap, self);

  if (name != ouro_vm_name (vm, OURO_NAME___callback__))
    return OURO_NO_ID;
  return ouro_vm_new_reference (vm, callback != OURO_NO_ID ? callback : OURO_ID_NONE);
}

/* Proxies ------------------------------------------------------------------------------------- */

/* The target in the place of its proxy, held until let_go (); anything else is itself. OURO_NO_ID with ReferenceError. */
static OuroId
hold_target (OuroVm *vm,
             OuroId  object)
{
  if (ouro_py_is_weakproxy (vm, object))
    object = ouro_weakref_get_target (vm->heap, object);
  if (object == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_REFERENCE_ERROR, "weakly-referenced object no longer exists");
  else
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, object));
  return object;
}

static void
let_go (OuroVm *vm)
{
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
}

OuroId
ouro_py_weakproxy_get_attribute (OuroVm *vm,
                                 OuroId  proxy,
                                 OuroId  name)
{
  OuroId target = hold_target (vm, proxy);
  OuroId value;

  if (target == OURO_NO_ID)
    return OURO_NO_ID;
  value = ouro_vm_get_attribute (vm, target, name);
  let_go (vm);
  return value;
}

gboolean
ouro_py_weakproxy_set_attribute (OuroVm *vm,
                                 OuroId  proxy,
                                 OuroId  name,
                                 OuroId  value)
{
  gboolean good;
  OuroId   target = hold_target (vm, proxy);

  if (target == OURO_NO_ID)
    return FALSE;
  good = ouro_vm_set_attribute (vm, target, name, value);
  let_go (vm);
  return good;
}

static OuroId
proxy_repr (OuroVm *vm,
            OuroId  self)
{
  OuroId           target = ouro_weakref_get_target (vm->heap, self);
  OuroId           shown = target != OURO_NO_ID ? target : OURO_ID_NONE;
  gint64           address = ouro_identity (vm->heap, self);
  g_autofree char *type = ouro_vm_dup_type_name (vm, shown);

  if (!vm->profile->weakproxy_says_dead)
    return ouro_vm_new_str (vm, "<weakproxy at 0x%" G_GINT64_MODIFIER "x to %s at 0x%" G_GINT64_MODIFIER "x>", address, type, ouro_identity (vm->heap, shown));
  if (target == OURO_NO_ID)
    return ouro_vm_new_str (vm, "<weakproxy at 0x%" G_GINT64_MODIFIER "x; dead>", address);
  return ouro_vm_new_str (vm, "<weakproxy at 0x%" G_GINT64_MODIFIER "x; to '%s' at 0x%" G_GINT64_MODIFIER "x>", address, type, ouro_identity (vm->heap, shown));
}

#define FORWARD(name, TYPE, failure, parameters, call) \
  static TYPE proxy_##name parameters \
  { \
    OuroId target = hold_target (vm, self); \
    TYPE   result; \
\
    if (target == OURO_NO_ID) \
      return failure; \
    result = call; \
    let_go (vm); \
    return result; \
  }

FORWARD (str, OuroId, OURO_NO_ID, (OuroVm * vm, OuroId self), ouro_vm_str (vm, target))
FORWARD (truth, int, -1, (OuroVm * vm, OuroId self), ouro_vm_truth (vm, target))
FORWARD (length, gint64, -1, (OuroVm * vm, OuroId self), ouro_vm_length (vm, target))
FORWARD (unary, OuroId, OURO_NO_ID, (OuroVm * vm, OuroId self, OuroOperator op), ouro_vm_unary (vm, target, op))
FORWARD (get_item, OuroId, OURO_NO_ID, (OuroVm * vm, OuroId self, OuroId key), ouro_vm_get_item (vm, target, key))
FORWARD (set_item, gboolean, FALSE, (OuroVm * vm, OuroId self, OuroId key, OuroId value), ouro_vm_set_item (vm, target, key, value))
FORWARD (contains, int, -1, (OuroVm * vm, OuroId self, OuroId value), ouro_vm_contains (vm, target, value))
FORWARD (iter, OuroId, OURO_NO_ID, (OuroVm * vm, OuroId self), ouro_vm_iter (vm, target))
FORWARD (call, OuroId, OURO_NO_ID, (OuroVm * vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames), ouro_vm_call_with (vm, target, args, n_args, kwnames))

/* Asked only for what is an iterator itself: iter () has forwarded the rest. */
static OuroId
proxy_next (OuroVm *vm,
            OuroId  self)
{
  OuroId target = hold_target (vm, self);
  OuroId item = OURO_NO_ID;

  if (target == OURO_NO_ID)
    return OURO_NO_ID;
  if (ouro_vm_lookup (vm, vm->heap->rows[target].cls, ouro_vm_name (vm, OURO_NAME___next__)) != OURO_NO_ID)
    item = ouro_vm_next_keeping (vm, target);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Weakref proxy referenced a non-iterator");
  let_go (vm);
  return item;
}

/* Of two operands either may be the proxy. */
static OuroId
proxy_operate (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op,
               gboolean     inplace)
{
  OuroId left = hold_target (vm, a);
  OuroId right = left != OURO_NO_ID ? hold_target (vm, b) : OURO_NO_ID;
  OuroId result = OURO_NO_ID;

  if (right != OURO_NO_ID)
    {
      result = op >= OURO_OPERATOR_EQ && op <= OURO_OPERATOR_GT_E ? ouro_vm_compare (vm, left, right, op) : ouro_vm_binary (vm, left, right, op, inplace);
      let_go (vm);
    }
  if (left != OURO_NO_ID)
    let_go (vm);
  return result;
}

static OuroId
proxy_binary (OuroVm      *vm,
              OuroId       a,
              OuroId       b,
              OuroOperator op)
{
  return proxy_operate (vm, a, b, op, FALSE);
}

static OuroId
proxy_inplace (OuroVm      *vm,
               OuroId       a,
               OuroId       b,
               OuroOperator op)
{
  return proxy_operate (vm, a, b, op, TRUE);
}

void
ouro_py_weakref_add (OuroVm *vm)
{
  OuroTypeSlots proxy = {
    .repr = proxy_repr,
    .str = proxy_str,
    .hash = ouro_vm_unhashable,
    .compare = proxy_binary,
    .binary = proxy_binary,
    .inplace = proxy_inplace,
    .unary = proxy_unary,
    .truth = proxy_truth,
    .length = proxy_length,
    .get_item = proxy_get_item,
    .set_item = proxy_set_item,
    .contains = proxy_contains,
    .iter = proxy_iter,
    .next = proxy_next,
  };

  vm->slots[OURO_TYPE_WEAKREF] = (OuroTypeSlots){
    .repr = ref_repr,
    .hash = ref_hash,
    .compare = ref_compare,
    .call = ref_call,
    .construct = ref_construct,
    .initialise = ref_initialise,
    .get_attribute = ref_get_attribute,
  };
  vm->slots[OURO_TYPE_WEAKPROXY] = proxy;
  proxy.call = proxy_call;
  vm->slots[OURO_TYPE_WEAKCALLABLEPROXY] = proxy;
}
