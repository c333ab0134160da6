/* ouro-py-bytes.c - bytes
 *
 * Source  Objects/bytesobject.c (3.11 to 3.15)
 */
#include "ouro-py-bytes-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-format-private.h"
#include "ouro-py-iterators-private.h"
#include "ouro-py-str-private.h"

/* Bytes from anything ------------------------------------------------------------------------- */

/* The words of ValueError differ: bytes says "bytes", bytearray "byte". */
static gboolean
check_range (OuroVm     *vm,
             const char *what,
             gint64      value)
{
  if (value >= 0 && value <= 255)
    return TRUE;
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s must be in range(0, 256)", what);
  return FALSE;
}

gboolean
ouro_py_get_byte (OuroVm *vm,
                  OuroId  object,
                  guint8 *byte)
{
  gint64 value;

  if (!ouro_py_get_index (vm, object, OURO_NO_ID, &value) || !check_range (vm, "byte", value))
    return FALSE;
  *byte = (guint8)value;
  return TRUE;
}

typedef struct
{
  GByteArray *bytes;
  const char *what;
} Collection;

static gboolean
add_item (OuroVm  *vm,
          OuroId   item,
          gpointer data)
{
  Collection *collection = data;
  gint64      value;
  guint8      byte;

  if (!ouro_py_get_index (vm, item, OURO_NO_ID, &value) || !check_range (vm, collection->what, value))
    return FALSE;
  if (!ouro_py_has_room (vm, collection->bytes->len / 4))
    return FALSE;
  byte = (guint8)value;
  g_byte_array_append (collection->bytes, &byte, 1);
  return ouro_vm_may_go_on (vm, collection->bytes->len);
}

static void
add_text (GByteArray       *bytes,
          const OuroPyText *text)
{
  g_byte_array_append (bytes, text->data, (guint)text->n);
}

gboolean
ouro_py_bytes_collect_items (OuroVm     *vm,
                             const char *type,
                             OuroId      iterable,
                             GByteArray *bytes)
{
  Collection collection = { bytes, g_str_equal (type, "bytes") ? "bytes" : "byte" };
  OuroPyText text;

  if (ouro_py_is_bytes_like (vm, iterable))
    {
      ouro_py_text_get (vm, iterable, &text);
      add_text (bytes, &text);
      return TRUE;
    }
  return ouro_vm_for_each (vm, iterable, add_item, &collection);
}

/* bytes (n): so many zeros. */
static gboolean
collect_zeros (OuroVm     *vm,
               OuroId      count,
               GByteArray *bytes)
{
  gint64 n;

  if (!ouro_py_get_index (vm, count, OURO_TYPE_OVERFLOW_ERROR, &n))
    return FALSE;
  if (n < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "negative count");
      return FALSE;
    }
  if (!ouro_py_has_room (vm, (guint64)n / 4))
    return FALSE;
  g_byte_array_set_size (bytes, (guint)n);
  memset (bytes->data, 0, (gsize)n);
  return TRUE;
}

static gboolean
collect_encoded (OuroVm     *vm,
                 OuroId      str,
                 OuroId      encoding,
                 OuroId      errors,
                 GByteArray *bytes)
{
  OuroId     encoded = ouro_py_encode (vm, str, encoding, errors);
  OuroPyText text;

  if (encoded == OURO_NO_ID)
    return FALSE;
  ouro_py_text_get (vm, encoded, &text);
  add_text (bytes, &text);
  ouro_heap_decref (vm->heap, encoded);
  return TRUE;
}

static gboolean
collect_by_special (OuroVm     *vm,
                    OuroId      object,
                    GByteArray *bytes)
{
  gboolean   found;
  OuroId     result = ouro_vm_call_special (vm, object, OURO_NAME___bytes__, NULL, 0, &found);
  OuroPyText text;

  if (result == OURO_NO_ID)
    return FALSE;
  if (ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, result)) != OURO_KIND_BYTES)
    {
      ouro_py_refuse_result (vm, object, result, "__bytes__", "a bytes", "non-bytes");
      return FALSE;
    }
  ouro_py_text_get (vm, result, &text);
  add_text (bytes, &text);
  ouro_heap_decref (vm->heap, result);
  return TRUE;
}

static gboolean
collect_object (OuroVm     *vm,
                const char *type,
                OuroId      object,
                GByteArray *bytes)
{
  if (g_str_equal (type, "bytes") && ouro_py_get_own_special (vm, object, OURO_NAME___bytes__) != OURO_NO_ID)
    return collect_by_special (vm, object, bytes);
  if (ouro_py_is_str (vm, object))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "string argument without an encoding");
      return FALSE;
    }
  if (ouro_py_is_index (vm, object))
    return collect_zeros (vm, object, bytes);
  if (ouro_py_is_bytes_like (vm, object) || !ouro_vm_is_not_iterable (vm, object))
    return ouro_py_bytes_collect_items (vm, type, object, bytes);
  {
    g_autofree char *name = ouro_vm_dup_type_name (vm, object);

    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "cannot convert '%s' object to %s", name, type);
  }
  return FALSE;
}

static gboolean
collect_arguments (OuroVm       *vm,
                   const char   *type,
                   const OuroId *values,
                   GByteArray   *bytes)
{
  OuroId source = values[0];

  if (!ouro_py_check_codec_arguments (vm, type, values[1], values[2]))
    return FALSE;
  if (values[1] == OURO_NO_ID && values[2] == OURO_NO_ID)
    return source == OURO_NO_ID || collect_object (vm, type, source, bytes);
  if (source != OURO_NO_ID && ouro_py_is_str (vm, source) && values[1] != OURO_NO_ID)
    return collect_encoded (vm, source, values[1], values[2], bytes);
  if (source != OURO_NO_ID && ouro_py_is_str (vm, source))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "string argument without an encoding");
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s without a string argument", values[1] != OURO_NO_ID ? "encoding" : "errors");
  return FALSE;
}

gboolean
ouro_py_bytes_collect (OuroVm        *vm,
                       const char    *type,
                       const guint32 *args,
                       guint          n_args,
                       OuroId         kwnames,
                       GByteArray   **bytes)
{
  const OuroParameters parameters = { type, { "source", "encoding", "errors" }, 3, 0, 3 };
  OuroId               values[3];

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return FALSE;
  *bytes = g_byte_array_new ();
  if (collect_arguments (vm, type, values, *bytes))
    return TRUE;
  g_byte_array_unref (*bytes);
  return FALSE;
}

/* bytes (...) --------------------------------------------------------------------------------- */

static OuroId
bytes_construct (OuroVm        *vm,
                 OuroId         cls,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  GByteArray *bytes;
  OuroId      result = OURO_NO_ID;

  if (cls == OURO_TYPE_BYTES && n_args == 1 && kwnames == OURO_NO_ID && vm->heap->rows[ouro_vm_argument (args, 0)].cls == OURO_TYPE_BYTES)
    return ouro_vm_new_reference (vm, ouro_vm_argument (args, 0));
  if (!ouro_py_bytes_collect (vm, "bytes", args, n_args, kwnames, &bytes))
    return OURO_NO_ID;
  if (ouro_py_has_room (vm, bytes->len / 4))
    result = ouro_vm_wrap (vm, cls, ouro_bytes_new (vm->heap, bytes->data, bytes->len));
  g_byte_array_unref (bytes);
  return result;
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
bytes_repr (OuroVm *vm,
            OuroId  self)
{
  g_autofree char *text = ouro_atom_dup_repr (vm->heap, ouro_vm_value (vm, self), 0);

  return ouro_str_new (vm->heap, text, strlen (text));
}

static OuroId
add (OuroVm *vm,
     OuroId  a,
     OuroId  b)
{
  OuroPyText parts[2];

  if (!ouro_py_is_bytes_like (vm, a))
    return OURO_ID_NOT_IMPLEMENTED;
  ouro_py_text_get (vm, a, &parts[0]);
  if (!ouro_py_is_bytes_like (vm, b))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, b);
      g_autofree char *own = ouro_vm_dup_type_name (vm, a);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't concat %s to %s", name, own);
      return OURO_NO_ID;
    }
  ouro_py_text_get (vm, b, &parts[1]);
  /* What nothing is added to, or what is added to nothing, stays the same object. */
  if (parts[0].kind == OURO_KIND_BYTES && parts[1].n == 0 && parts[0].whole != OURO_NO_ID)
    return ouro_vm_new_reference (vm, a);
  if (parts[0].kind == OURO_KIND_BYTES && parts[0].n == 0 && parts[1].whole != OURO_NO_ID)
    return ouro_vm_new_reference (vm, b);
  return ouro_py_text_concatenate (vm, parts[0].kind, parts, 2);
}

OuroId
ouro_py_bytes_binary (OuroVm      *vm,
                      OuroId       a,
                      OuroId       b,
                      OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      return add (vm, a, b);
    case OURO_OPERATOR_MULT:
      return ouro_py_is_bytes_like (vm, a) ? ouro_py_text_multiply (vm, a, b) : ouro_py_text_multiply (vm, b, a);
    case OURO_OPERATOR_MOD:
      return ouro_py_is_bytes_like (vm, a) ? ouro_py_percent (vm, a, b) : OURO_ID_NOT_IMPLEMENTED;
    default:
      return OURO_ID_NOT_IMPLEMENTED;
    }
}

OuroId
ouro_py_bytes_get_item (OuroVm *vm,
                        OuroId  self,
                        OuroId  key)
{
  gboolean   is_bytes = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, self)) == OURO_KIND_BYTES;
  OuroPyText text;
  gint64     index;

  if (vm->heap->rows[key].cls == OURO_TYPE_SLICE)
    return ouro_py_text_get_slice (vm, self, key);
  if (!ouro_py_is_index (vm, key))
    {
      ouro_py_raise_type (vm, is_bytes ? "byte indices must be integers or slices, not " : "bytearray indices must be integers or slices, not ", key, "");
      return OURO_NO_ID;
    }
  if (!ouro_py_get_index (vm, key, OURO_TYPE_INDEX_ERROR, &index))
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &text);
  if (index < 0)
    index += (gint64)text.n;
  if (index >= 0 && index < (gint64)text.n)
    return ouro_int_new (vm->heap, text.data[index]);
  ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "%s", is_bytes ? "index out of range" : "bytearray index out of range");
  return OURO_NO_ID;
}

int
ouro_py_bytes_contains (OuroVm *vm,
                        OuroId  self,
                        OuroId  value)
{
  OuroPyText text, sought;
  guint8     byte;

  if (!ouro_py_is_index (vm, value))
    return ouro_py_text_slot_contains (vm, self, value);
  if (!ouro_py_get_byte (vm, value, &byte))
    return -1;
  ouro_py_text_get (vm, self, &text);
  sought = ouro_py_text_of (OURO_KIND_BYTES, 1, &byte, 1);
  return ouro_py_text_find (&text, &sought) >= 0;
}

static OuroId
bytes_iter (OuroVm *vm,
            OuroId  self)
{
  return ouro_py_index_iterator_new (vm, OURO_TYPE_BYTES_ITERATOR, self);
}

OuroId
ouro_py_bytes_iterator_next (OuroVm *vm,
                             OuroId  self)
{
  OuroId     object;
  gsize      index;
  OuroPyText text;

  if (!ouro_py_text_iterator_step (vm, self, &object, &index))
    return OURO_NO_ID;
  ouro_py_text_get (vm, object, &text);
  return ouro_int_new (vm->heap, text.data[index]);
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
bytes_bytes (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  return ouro_py_text_make (vm, &text);
}

static OuroId
bytes_getnewargs (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroPyText text;
  OuroId     item;

  ouro_py_text_get (vm, self, &text);
  text.whole = OURO_NO_ID;
  item = ouro_py_text_make (vm, &text);
  return ouro_py_tuple_take (vm, &item, 1, TRUE);
}

static const OuroBuiltinDef bytes_methods[] = {
  { "__bytes__", bytes_bytes, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__getnewargs__", bytes_getnewargs, 0, 0, OURO_BUILTIN_NO_POLL },
  { NULL },
};

void
ouro_py_bytes_add (OuroVm *vm)
{
  static const OuroBuiltinDef *const tables[] = {
    bytes_methods,
    ouro_py_bytes_shared_methods,
    ouro_py_bytes_case_methods,
    ouro_py_text_search_methods,
    ouro_py_text_split_methods,
    ouro_py_text_layout_methods,
    NULL,
  };

  vm->slots[OURO_TYPE_BYTES] = (OuroTypeSlots){
    .repr = bytes_repr,
    .hash = ouro_py_text_slot_hash,
    .compare = ouro_py_text_slot_compare,
    .binary = ouro_py_bytes_binary,
    .length = ouro_py_text_slot_length,
    .get_item = ouro_py_bytes_get_item,
    .contains = ouro_py_bytes_contains,
    .iter = bytes_iter,
    .construct = bytes_construct,
  };
  ouro_py_add_method_tables (vm, OURO_TYPE_BYTES, tables);
  ouro_py_iterator_add_type (vm, OURO_TYPE_BYTES_ITERATOR, ouro_py_bytes_iterator_next);
}
