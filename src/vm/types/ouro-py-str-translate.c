/* ouro-py-str-translate.c - str.translate () and str.maketrans ()
 *
 * Source  Objects/unicodeobject.c: charmaptranslate_lookup, unicode_maketrans_impl (3.11 to 3.15)
 */
#include "ouro-py-str-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

/* translate ----------------------------------------------------------------------------------- */

/* What table[c] is: new reference; OURO_NO_ID without an exception when the table has nothing for it. */
static OuroId
look_up (OuroVm  *vm,
         OuroId   table,
         gunichar c)
{
  OuroId key = ouro_int_new (vm->heap, c);
  OuroId value;

  ouro_vm_hold (vm, key);
  value = ouro_vm_get_item (vm, table, key);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (value == OURO_NO_ID && ouro_vm_exception_is (vm, OURO_TYPE_LOOKUP_ERROR))
    ouro_vm_clear_exception (vm);
  return value;
}

/* Adds what the table has put in place of a character. */
static gboolean
add_value (OuroVm          *vm,
           OuroTextBuilder *builder,
           OuroId           value)
{
  gint64   code = -1;
  gunichar c;

  if (value == OURO_ID_NONE)
    return TRUE;
  if (ouro_py_is_str (vm, value))
    {
      ouro_text_builder_add (builder, vm, value);
      return ouro_py_has_room (vm, builder->characters->len);
    }
  if (!ouro_py_is_int (vm, value))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "character mapping must return integer, None or str");
      return FALSE;
    }
  if (!ouro_int_get (vm->heap, ouro_vm_value (vm, value), &code) || code < 0 || code > 0x10ffff)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "character mapping must be in range(0x110000)");
      return FALSE;
    }
  c = (gunichar)code;
  g_array_append_val (builder->characters, c);
  return TRUE;
}

static gboolean
translate_all (OuroVm           *vm,
               const OuroPyText *text,
               OuroId            table,
               OuroTextBuilder  *builder)
{
  for (gsize i = 0; i < text->n; i++)
    {
      gunichar c = ouro_py_text_at (text, i);
      OuroId   value = look_up (vm, table, c);
      gboolean good = TRUE;

      if (value != OURO_NO_ID)
        {
          good = add_value (vm, builder, value);
          ouro_heap_decref (vm->heap, value);
        }
      else if (ouro_vm_has_exception (vm))
        return FALSE;
      else
        g_array_append_val (builder->characters, c);
      if (!good || !ouro_vm_may_go_on (vm, i))
        return FALSE;
    }
  return TRUE;
}

static OuroId
str_translate (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroPyText      text;
  OuroTextBuilder builder;

  ouro_py_text_get (vm, self, &text);
  ouro_text_builder_init (&builder);
  return ouro_py_text_end (&builder, vm, translate_all (vm, &text, ouro_vm_argument (args, 0), &builder));
}

/* maketrans ----------------------------------------------------------------------------------- */

static gboolean
set_entry (OuroVm  *vm,
           OuroId   dict,
           gunichar from,
           OuroId   to)
{
  OuroId   key = ouro_int_new (vm->heap, from);
  gboolean good = ouro_py_dict_set (vm, dict, key, to);

  ouro_heap_decref (vm->heap, key);
  return good;
}

/* Character by character; those of a third text are to vanish. */
static gboolean
fill_from_texts (OuroVm        *vm,
                 OuroId         dict,
                 const guint32 *args,
                 guint          n_args)
{
  OuroPyText from, to, gone;

  if (n_args > 2 && !ouro_py_is_str (vm, ouro_vm_argument (args, 2)))
    {
      ouro_py_raise_bad_argument (vm, "maketrans", "3", "str", ouro_vm_argument (args, 2));
      return FALSE;
    }
  if (!ouro_py_is_str (vm, ouro_vm_argument (args, 0)))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "first maketrans argument must be a string if there is a second argument");
      return FALSE;
    }
  ouro_py_text_get (vm, ouro_vm_argument (args, 0), &from);
  ouro_py_text_get (vm, ouro_vm_argument (args, 1), &to);
  if (from.n != to.n)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "the first two maketrans arguments must have equal length");
      return FALSE;
    }
  for (gsize i = 0; i < from.n; i++)
    {
      OuroId value = ouro_int_new (vm->heap, ouro_py_text_at (&to, i));

      set_entry (vm, dict, ouro_py_text_at (&from, i), value);
      ouro_heap_decref (vm->heap, value);
    }
  if (n_args < 3)
    return TRUE;
  ouro_py_text_get (vm, ouro_vm_argument (args, 2), &gone);
  for (gsize i = 0; i < gone.n; i++)
    set_entry (vm, dict, ouro_py_text_at (&gone, i), OURO_ID_NONE);
  return TRUE;
}

static gboolean
fill_from_dict (OuroVm *vm,
                OuroId  dict,
                OuroId  source)
{
  if (vm->heap->rows[source].cls != OURO_TYPE_DICT)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "if you give only one argument to maketrans it must be a dict");
      return FALSE;
    }
  for (guint32 entry = 0; entry < ouro_dict_get_n_entries (vm->heap, source); entry++)
    {
      OuroId     key = ouro_dict_get_key (vm->heap, source, entry);
      OuroId     value;
      OuroPyText text;

      if (key == OURO_NO_ID)
        continue;
      value = ouro_dict_get_value (vm->heap, source, entry);
      if (ouro_py_is_str (vm, key))
        {
          ouro_py_text_get (vm, key, &text);
          if (text.n != 1)
            {
              ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s", vm->profile->maketrans_length_words);
              return FALSE;
            }
          set_entry (vm, dict, ouro_py_text_at (&text, 0), value);
        }
      else if (!ouro_py_is_int (vm, key))
        {
          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", vm->profile->maketrans_type_words);
          return FALSE;
        }
      else if (!ouro_py_dict_set (vm, dict, key, value))
        return FALSE;
    }
  return TRUE;
}

static OuroId
str_maketrans (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId   dict;
  gboolean good;

  if (n_args > 1 && !ouro_py_is_str (vm, ouro_vm_argument (args, 1)))
    {
      ouro_py_raise_bad_argument (vm, "maketrans", "2", "str", ouro_vm_argument (args, 1));
      return OURO_NO_ID;
    }
  dict = ouro_dict_new (vm->heap);
  ouro_vm_hold (vm, dict);
  good = n_args > 1 ? fill_from_texts (vm, dict, args, n_args) : fill_from_dict (vm, dict, ouro_vm_argument (args, 0));
  ouro_vm_release (vm);
  if (good)
    return dict;
  ouro_heap_decref (vm->heap, dict);
  return OURO_NO_ID;
}

const OuroBuiltinDef ouro_py_str_translate_methods[] = {
  { "translate", str_translate, 1, 1, OURO_BUILTIN_NO_POLL },
  { "maketrans", str_maketrans, 1, 3, OURO_BUILTIN_STATIC | OURO_BUILTIN_NO_POLL },
  { NULL },
};
