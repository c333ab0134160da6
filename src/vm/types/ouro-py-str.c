/* ouro-py-str.c - str
 *
 * Source  Objects/unicodeobject.c (3.11 to 3.15)
 */
#include "ouro-py-containers-private.h"
#include "ouro-py-str-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-format-private.h"
#include "ouro-py-iterators-private.h"

/* A str under construction -------------------------------------------------------------------- */

void
ouro_text_builder_init (OuroTextBuilder *self)
{
  self->characters = g_array_new (FALSE, FALSE, sizeof (gunichar));
}

void
ouro_text_builder_add (OuroTextBuilder *self,
                       const OuroVm    *vm,
                       OuroId           str)
{
  guint      end = self->characters->len;
  OuroPyText text;

  ouro_py_text_get (vm, str, &text);
  g_array_set_size (self->characters, end + (guint)text.n);
  for (gsize i = 0; i < text.n; i++)
    g_array_index (self->characters, gunichar, end + i) = ouro_py_text_at (&text, i);
}

void
ouro_text_builder_add_utf8 (OuroTextBuilder *self,
                            const char      *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_array_append_val (self->characters, c);
    }
}

OuroId
ouro_text_builder_finish (OuroTextBuilder *self,
                          OuroVm          *vm)
{
  OuroId result = ouro_str_new_from_characters (vm->heap, (const gunichar *)(gconstpointer)self->characters->data, self->characters->len);

  g_clear_pointer (&self->characters, g_array_unref);
  return result;
}

OuroId
ouro_py_str_join_stack (OuroVm        *vm,
                        const guint32 *cells,
                        guint          n)
{
  g_autofree OuroPyText *parts = NULL;
  OuroId                 result;

  if (n == 1 && vm->heap->rows[cells[0] & OURO_CELL_ID_MASK].cls == OURO_TYPE_STR)
    return ouro_vm_new_reference (vm, cells[0] & OURO_CELL_ID_MASK);
  parts = g_new (OuroPyText, n);
  for (guint i = 0; i < n; i++)
    ouro_py_text_get (vm, cells[i] & OURO_CELL_ID_MASK, &parts[i]);
  result = ouro_py_text_concatenate (vm, OURO_KIND_STR, parts, n);
  return result != OURO_NO_ID ? ouro_text_unshare (vm->heap, result) : OURO_NO_ID;
}

/* repr (), ascii () --------------------------------------------------------------------------- */

static void
add_escaped (GString *text,
             gunichar c)
{
  if (c < 0x80)
    g_string_append_c (text, (char)c);
  else
    g_string_append_printf (text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x"
                                                                      : "\\U%08x",
                            c);
}

OuroId
ouro_py_str_ascii (OuroVm *vm,
                   OuroId  repr)
{
  OuroPyText text;
  GString   *escaped;
  OuroId     result;

  ouro_py_text_get (vm, repr, &text);
  if (ouro_str_get_text_kind (vm->heap, ouro_vm_value (vm, repr)) == OURO_TEXT_ASCII)
    return ouro_vm_new_reference (vm, repr);
  escaped = g_string_new (NULL);
  for (gsize i = 0; i < text.n; i++)
    add_escaped (escaped, ouro_py_text_at (&text, i));
  result = ouro_py_text_make_ascii (vm, OURO_KIND_STR, escaped->str, escaped->len);
  g_string_free (escaped, TRUE);
  return result;
}

static OuroId
str_repr (OuroVm *vm,
          OuroId  self)
{
  g_autofree char *text = ouro_atom_dup_repr (vm->heap, ouro_vm_value (vm, self), 0);

  return ouro_str_new (vm->heap, text, strlen (text));
}

/* The object itself, or its characters alone when its class derives from str. */
static OuroId
str_str (OuroVm *vm,
         OuroId  self)
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  return ouro_py_text_make (vm, &text);
}

/* str (...) ----------------------------------------------------------------------------------- */

/* str (bytes, encoding, errors). */
static OuroId
decode (OuroVm *vm,
        OuroId  object,
        OuroId  encoding,
        OuroId  errors)
{
  if (!ouro_py_check_codec_arguments (vm, "str", encoding, errors))
    return OURO_NO_ID;
  if (ouro_py_is_bytes_like (vm, object))
    return ouro_py_decode (vm, object, encoding, errors);
  if (ouro_py_is_str (vm, object))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "decoding str is not supported");
  else
    ouro_py_raise_type (vm, "decoding to str: need a bytes-like object, ", object, " found");
  return OURO_NO_ID;
}

static OuroId
convert (OuroVm *vm,
         OuroId  object,
         OuroId  encoding,
         OuroId  errors)
{
  if (object == OURO_NO_ID)
    return OURO_ID_EMPTY_STR;
  if (encoding != OURO_NO_ID || errors != OURO_NO_ID)
    return decode (vm, object, encoding, errors);
  return ouro_vm_str (vm, object);
}

/* The text as storage of an instance: nobody else may hold it. Takes over the reference. */
static OuroId
wrap_text (OuroVm *vm,
           OuroId  cls,
           OuroId  str)
{
  OuroId own = str;

  if (str == OURO_NO_ID || cls == OURO_TYPE_STR)
    return str;
  if (vm->heap->rows[str].cls != OURO_TYPE_STR || (!ouro_heap_is_immortal (vm->heap, str) && vm->heap->rows[str].refcount > 1) || (ouro_heap_get_flags (vm->heap, str) & OURO_FLAG_INTERNED))
    {
      OuroPyText text;

      ouro_py_text_get (vm, str, &text);
      text.whole = OURO_NO_ID;
      own = ouro_py_text_make (vm, &text);
      ouro_heap_decref (vm->heap, str);
    }
  return own == OURO_NO_ID ? OURO_NO_ID : ouro_vm_wrap (vm, cls, own);
}

static OuroId
str_construct (OuroVm        *vm,
               OuroId         cls,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  static const OuroParameters parameters = { "str", { "object", "encoding", "errors" }, 3, 0, 3 };
  OuroId                      values[3], result;

  if (n_args > 3 && vm->profile->int_counts_positional)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "str expected at most 3 arguments, got %u", n_args);
      return OURO_NO_ID;
    }
  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (vm->profile->str_has_vectorcall || n_args == 0)
    return wrap_text (vm, cls, convert (vm, values[0], values[1], values[2]));
  ouro_vm_hold (vm, ouro_py_take_packed (vm, args, n_args));
  result = wrap_text (vm, cls, convert (vm, values[0], values[1], values[2]));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

/* Slots --------------------------------------------------------------------------------------- */

static OuroId
str_add (OuroVm *vm,
         OuroId  a,
         OuroId  b)
{
  OuroPyText parts[2];

  if (!ouro_py_is_str (vm, a) || !ouro_py_is_str (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  ouro_py_text_get (vm, a, &parts[0]);
  ouro_py_text_get (vm, b, &parts[1]);
  /* What is added to nothing, or nothing to it, stays the same object. */
  if (parts[0].n == 0 && parts[1].whole != OURO_NO_ID)
    return ouro_vm_new_reference (vm, b);
  if (parts[1].n == 0 && parts[0].whole != OURO_NO_ID)
    return ouro_vm_new_reference (vm, a);
  return ouro_py_text_concatenate (vm, OURO_KIND_STR, parts, 2);
}

static OuroId
str_binary (OuroVm      *vm,
            OuroId       a,
            OuroId       b,
            OuroOperator op)
{
  switch ((guint)op)
    {
    case OURO_OPERATOR_ADD:
      return str_add (vm, a, b);
    case OURO_OPERATOR_MULT:
      return ouro_py_is_str (vm, a) ? ouro_py_text_multiply (vm, a, b) : ouro_py_text_multiply (vm, b, a);
    case OURO_OPERATOR_MOD:
      return ouro_py_is_str (vm, a) ? ouro_py_percent (vm, a, b) : OURO_ID_NOT_IMPLEMENTED;
    default:
      return OURO_ID_NOT_IMPLEMENTED;
    }
}

static OuroId
get_character (OuroVm *vm,
               OuroId  str,
               gsize   i)
{
  gunichar c = ouro_str_get_character (vm->heap, str, i);

  return c < 0x100 ? OURO_ID_CHARACTER + c : ouro_str_new_from_characters (vm->heap, &c, 1);
}

static OuroId
str_get_item (OuroVm *vm,
              OuroId  self,
              OuroId  key)
{
  OuroId str = ouro_vm_value (vm, self);
  gint64 index;
  gint64 n = (gint64)ouro_str_get_length (vm->heap, str);

  if (vm->heap->rows[key].cls == OURO_TYPE_SLICE)
    return ouro_py_text_get_slice (vm, self, key);
  if (!ouro_py_is_index (vm, key))
    {
      ouro_py_raise_type (vm, "string indices must be integers, not '", key, "'");
      return OURO_NO_ID;
    }
  if (!ouro_py_get_index (vm, key, OURO_TYPE_INDEX_ERROR, &index))
    return OURO_NO_ID;
  if (index < 0)
    index += n;
  if (index >= 0 && index < n)
    return get_character (vm, str, (gsize)index);
  ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "string index out of range");
  return OURO_NO_ID;
}

OuroId
ouro_py_str_get_character (OuroVm *vm,
                           OuroId  str,
                           gsize   index)
{
  return index < ouro_str_get_length (vm->heap, str) ? get_character (vm, str, index) : OURO_NO_ID;
}

static OuroId
str_iter (OuroVm *vm,
          OuroId  self)
{
  gboolean is_ascii = ouro_str_get_text_kind (vm->heap, ouro_vm_value (vm, self)) == OURO_TEXT_ASCII;

  return ouro_py_index_iterator_new (vm, is_ascii ? OURO_TYPE_STR_ASCII_ITERATOR : OURO_TYPE_STR_ITERATOR, self);
}

static OuroId
str_iterator_next (OuroVm *vm,
                   OuroId  self)
{
  OuroId str;
  gsize  index;

  return ouro_py_text_iterator_step (vm, self, &str, &index) ? get_character (vm, str, index) : OURO_NO_ID;
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
str_format (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return ouro_py_str_format (vm, self, args, n_args, kwnames, OURO_NO_ID);
}

static OuroId
str_format_map (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return ouro_py_str_format (vm, self, NULL, 0, OURO_NO_ID, ouro_vm_argument (args, 0));
}

static OuroId
str_encode (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  static const OuroParameters parameters = { "encode", { "encoding", "errors" }, 2, 0, 2 };
  OuroId                      values[2];

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values) || !ouro_py_check_codec_arguments (vm, "encode", values[0], values[1]))
    return OURO_NO_ID;
  return ouro_py_encode (vm, self, values[0], values[1]);
}

static OuroId
str_format_method (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return ouro_py_format_method (vm, self, args, ouro_py_format_str);
}

static OuroId
str_getnewargs (OuroVm        *vm,
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

static const OuroBuiltinDef str_methods[] = {
  { "encode", str_encode, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "format", str_format, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_PACKS },
  { "format_map", str_format_map, 1, 1, OURO_BUILTIN_NO_POLL },
  { "__format__", str_format_method, 1, 1, OURO_BUILTIN_NO_POLL },
  { "__getnewargs__", str_getnewargs, 0, 0, OURO_BUILTIN_NO_POLL },
  { NULL },
};

void
ouro_py_str_add (OuroVm *vm)
{
  static const OuroBuiltinDef *const tables[] = {
    str_methods,
    ouro_py_str_case_methods,
    ouro_py_str_translate_methods,
    ouro_py_text_search_methods,
    ouro_py_text_split_methods,
    ouro_py_text_layout_methods,
    NULL,
  };

  vm->slots[OURO_TYPE_STR] = (OuroTypeSlots){
    .repr = str_repr,
    .str = str_str,
    .hash = ouro_py_text_slot_hash,
    .compare = ouro_py_text_slot_compare,
    .binary = str_binary,
    .length = ouro_py_text_slot_length,
    .get_item = str_get_item,
    .contains = ouro_py_text_slot_contains,
    .iter = str_iter,
    .construct = str_construct,
  };
  ouro_py_add_method_tables (vm, OURO_TYPE_STR, tables);
  ouro_py_iterator_add_type (vm, OURO_TYPE_STR_ITERATOR, str_iterator_next);
  ouro_py_iterator_add_type (vm, OURO_TYPE_STR_ASCII_ITERATOR, str_iterator_next);
}
