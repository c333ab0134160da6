/* ouro-scene-titles.c - what people call an object, and to which family it belongs */
#include "ouro-scene-draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-repr.h"
#include "ouro-text.h"

/* How many bytes of a value are asked for: cards show some 20 characters, screen readers more. */
#define VALUE_BYTES 120

static OuroFamily
family_of_built_in (OuroId type)
{
  switch (type)
    {
    case OURO_TYPE_DICT_KEYITERATOR:
    case OURO_TYPE_DICT_VALUEITERATOR:
    case OURO_TYPE_DICT_ITEMITERATOR:
    case OURO_TYPE_DICT_REVERSEKEYITERATOR:
    case OURO_TYPE_DICT_REVERSEVALUEITERATOR:
    case OURO_TYPE_DICT_REVERSEITEMITERATOR:
    case OURO_TYPE_DICT_KEYS:
    case OURO_TYPE_DICT_VALUES:
    case OURO_TYPE_DICT_ITEMS:
    case OURO_TYPE_MAPPINGPROXY:
      return OURO_FAMILY_MAPPING;
    case OURO_TYPE_TUPLE_ITERATOR:
      return OURO_FAMILY_TUPLE;
    case OURO_TYPE_SET_ITERATOR:
      return OURO_FAMILY_SET;
    case OURO_TYPE_METHOD:
    case OURO_TYPE_CELL:
    case OURO_TYPE_PROPERTY:
    case OURO_TYPE_STATICMETHOD:
    case OURO_TYPE_CLASSMETHOD:
    case OURO_TYPE_SUPER:
      return OURO_FAMILY_FUNCTION;
    case OURO_TYPE_TRACEBACK:
      return OURO_FAMILY_EXCEPTION;
    default:
      return OURO_FAMILY_SEQUENCE;
    }
}

OuroFamily
ouro_family_of_object (const OuroHeap *heap,
                       OuroId          object)
{
  switch (ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_LIST:
    case OURO_KIND_DEQUE:
    case OURO_KIND_WEAKREF:
    case OURO_KIND_BYTEARRAY:
      return OURO_FAMILY_SEQUENCE;
    case OURO_KIND_DICT:
      return OURO_FAMILY_MAPPING;
    case OURO_KIND_TUPLE:
      return OURO_FAMILY_TUPLE;
    case OURO_KIND_SET:
      return OURO_FAMILY_SET;
    case OURO_KIND_INSTANCE:
    case OURO_KIND_OBJECT:
      return OURO_FAMILY_INSTANCE;
    case OURO_KIND_FUNCTION:
    case OURO_KIND_BUILTIN:
      return OURO_FAMILY_FUNCTION;
    case OURO_KIND_GENERATOR:
      return OURO_FAMILY_GENERATOR;
    case OURO_KIND_EXCEPTION:
      return OURO_FAMILY_EXCEPTION;
    case OURO_KIND_RECORD:
      return family_of_built_in (ouro_heap_get_class (heap, object));
    case OURO_KIND_CLASS:
    case OURO_KIND_MODULE:
    case OURO_KIND_CODE:
    case OURO_KIND_FRAME:
    case OURO_KIND_FREE:
      return OURO_FAMILY_MODULE;
    case OURO_KIND_SINGLETON:
    case OURO_KIND_BOOL:
    case OURO_KIND_INT:
    case OURO_KIND_FLOAT:
    case OURO_KIND_COMPLEX:
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
    case OURO_KIND_RANGE:
      return OURO_FAMILY_ATOM;
    case OURO_N_KINDS:
    default:
      g_return_val_if_reached (OURO_FAMILY_MODULE);
    }
}

/* Values -------------------------------------------------------------------------------------- */

static char *
dup_items (const OuroHeap *heap,
           OuroId          object,
           const char     *before,
           const char     *after,
           guint32         n)
{
  GString *text = g_string_new (before);

  for (guint32 i = 0; i < n; i++)
    {
      OuroId           item = ouro_heap_get_cell (heap, object, i) & OURO_CELL_ID_MASK;
      g_autofree char *value = item != OURO_NO_ID ? ouro_title_dup_value (heap, item) : g_strdup ("");

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
    }
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static char *
dup_range (const OuroHeap *heap,
           OuroId          range)
{
  OuroId   step = ouro_heap_get_cell (heap, range, 2) & OURO_CELL_ID_MASK;
  gint64   value;
  gboolean is_plain = ouro_heap_get_kind (heap, step) == OURO_KIND_INT && ouro_int_get (heap, step, &value) &&
                      value == 1;

  return dup_items (heap, range, "range(", ")", is_plain ? 2 : 3);
}

char *
ouro_title_dup_value (const OuroHeap *heap,
                      OuroId          object)
{
  OuroKind kind = ouro_heap_get_kind (heap, object);
  guint32  n = ouro_heap_get_n_cells (heap, object);

  if (ouro_kind_is_atom (kind))
    return ouro_atom_dup_repr (heap, object, VALUE_BYTES);
  if (kind == OURO_KIND_RANGE && n >= 3)
    return dup_range (heap, object);
  if (kind == OURO_KIND_TUPLE && ouro_ways_is_value (heap, object))
    return dup_items (heap, object, "(", n == 1 ? ",)" : ")", n);
  return ouro_scene_dup_object_title (heap, object);
}

/* Titles -------------------------------------------------------------------------------------- */

char *
ouro_title_dup_text (const OuroHeap *heap,
                     OuroId          text)
{
  gsize    length;
  char    *utf8 = ouro_str_dup_utf8 (heap, text, &length);
  GString *cut;

  if (length <= VALUE_BYTES)
    return utf8;
  cut = g_string_new_len (utf8, VALUE_BYTES);
  while (cut->len > 0 && ((guchar)utf8[cut->len] & 0xc0) == 0x80)
    g_string_truncate (cut, cut->len - 1);
  g_string_append (cut, "…");
  g_free (utf8);
  return g_string_free (cut, FALSE);
}

static char *
dup_word_and_text (const OuroHeap *heap,
                   const char     *word,
                   OuroId          text)
{
  g_autofree char *name = NULL;

  if (text == OURO_NO_ID || ouro_heap_get_kind (heap, text) != OURO_KIND_STR)
    return g_strdup (word);
  name = ouro_title_dup_text (heap, text);
  return g_strconcat (word, " ", name, NULL);
}

static gboolean
is_text (const OuroHeap *heap,
         OuroId          object,
         const char     *text)
{
  gsize n = strlen (text);

  if (ouro_heap_get_kind (heap, object) != OURO_KIND_STR || ouro_str_get_length (heap, object) != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (ouro_str_get_character (heap, object, i) != (guchar)text[i])
      return FALSE;
  return TRUE;
}

/* __name__ in its dict. */
static OuroId
find_module_name (const OuroHeap *heap,
                  OuroId          module)
{
  OuroId dict = ouro_heap_get_n_cells (heap, module) > 0 ? ouro_heap_get_cell (heap, module, 0) : OURO_NO_ID;

  if (dict == OURO_NO_ID || ouro_heap_get_kind (heap, dict) != OURO_KIND_DICT)
    return OURO_NO_ID;
  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (heap, dict, i);

      if (key != OURO_NO_ID && is_text (heap, key, "__name__"))
        return ouro_dict_get_value (heap, dict, i);
    }
  return OURO_NO_ID;
}

static char *
dup_class_title (const OuroHeap *heap,
                 OuroId          cls)
{
  if (cls < OURO_N_TYPES)
    return g_strconcat ("class ", ouro_type_get_name (cls), NULL);
  return dup_word_and_text (heap, "class", ouro_class_get_private (heap, cls, OURO_CLASS_NAME));
}

static char *
dup_atom_title (const OuroHeap *heap,
                OuroId          object)
{
  g_autofree char *value = ouro_title_dup_value (heap, object);
  g_autofree char *type = ouro_heap_dup_type_name (heap, object);
  OuroKind         kind = ouro_heap_get_kind (heap, object);

  if (kind == OURO_KIND_SINGLETON || kind == OURO_KIND_BOOL || kind == OURO_KIND_RANGE)
    return g_steal_pointer (&value);
  return g_strconcat (type, " ", value, NULL);
}

char *
ouro_scene_dup_object_title (const OuroHeap *heap,
                             OuroId          object)
{
  if (ouro_ways_is_atom (heap, object))
    return dup_atom_title (heap, object);
  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_FUNCTION:
      return dup_word_and_text (heap, "function", ouro_heap_get_cell (heap, object, OURO_FUNCTION_NAME));
    case OURO_KIND_CLASS:
      return dup_class_title (heap, object);
    case OURO_KIND_MODULE:
      return dup_word_and_text (heap, "module", find_module_name (heap, object));
    case OURO_KIND_WEAKREF:
      return g_strdup (ouro_heap_get_class (heap, object) == OURO_TYPE_WEAKPROXY ? "weakproxy" : "weakref");
    default:
      return ouro_heap_dup_type_name (heap, object);
    }
}

/* Numbers ------------------------------------------------------------------------------------- */

char *
ouro_title_dup_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

char *
ouro_title_dup_size (guint64 size)
{
  g_autofree char *number = ouro_title_dup_number (size);

  /* TRANSLATORS: so many bytes, very short. */
  return g_strdup_printf (_("%s B"), number);
}
