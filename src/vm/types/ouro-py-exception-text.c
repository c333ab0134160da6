/* ouro-py-exception-text.c - exceptions in words
 *
 * Source  Objects/exceptions.c: the _str and _repr functions (3.11 to 3.15)
 */
#include "ouro-py-exception-private.h"

#include <string.h>

static OuroId
join (OuroVm  *vm,
      GString *text)
{
  OuroId result = ouro_str_new (vm->heap, text->str, text->len);

  g_string_free (text, TRUE);
  return result;
}

/* Appends str () or repr () of an object; FALSE with an exception. None for nothing. */
static gboolean
append (OuroVm  *vm,
        GString *text,
        OuroId   object,
        gboolean as_repr)
{
  OuroId           str;
  g_autofree char *utf8 = NULL;

  if (object == OURO_NO_ID)
    object = OURO_ID_NONE;
  str = as_repr ? ouro_vm_repr (vm, object) : ouro_vm_str (vm, object);
  if (str == OURO_NO_ID)
    return FALSE;
  utf8 = ouro_vm_dup_text (vm, str);
  g_string_append (text, utf8);
  ouro_heap_decref (vm->heap, str);
  return TRUE;
}

static OuroId
finish (OuroVm  *vm,
        GString *text,
        gboolean good)
{
  if (good)
    return join (vm, text);
  g_string_free (text, TRUE);
  return OURO_NO_ID;
}

OuroId
ouro_py_exception_str (OuroVm *vm,
                       OuroId  self)
{
  OuroId  args = ouro_py_exception_get_args (vm, self);
  guint32 n = ouro_heap_get_n_cells (vm->heap, args);

  if (n == 0)
    return OURO_ID_EMPTY_STR;
  return ouro_vm_str (vm, n == 1 ? ouro_heap_get_cell (vm->heap, args, 0) : args);
}

OuroId
ouro_py_exception_repr (OuroVm *vm,
                        OuroId  self)
{
  OuroId           args = ouro_py_exception_get_args (vm, self);
  g_autofree char *name = ouro_vm_dup_type_name (vm, self);
  GString         *text = g_string_new (name);
  gboolean         good;

  if (ouro_heap_get_n_cells (vm->heap, args) != 1)
    return finish (vm, text, append (vm, text, args, TRUE));
  g_string_append_c (text, '(');
  good = append (vm, text, ouro_heap_get_cell (vm->heap, args, 0), TRUE);
  g_string_append_c (text, ')');
  return finish (vm, text, good);
}

OuroId
ouro_py_key_error_str (OuroVm *vm,
                       OuroId  self)
{
  OuroId args = ouro_py_exception_get_args (vm, self);

  if (ouro_heap_get_n_cells (vm->heap, args) == 1)
    return ouro_vm_repr (vm, ouro_heap_get_cell (vm->heap, args, 0));
  return ouro_py_exception_str (vm, self);
}

OuroId
ouro_py_os_error_str (OuroVm *vm,
                      OuroId  self)
{
  OuroId   number = ouro_py_exception_get_field (vm, self, "errno");
  OuroId   reason = ouro_py_exception_get_field (vm, self, "strerror");
  OuroId   file = ouro_py_exception_get_field (vm, self, "filename");
  OuroId   second = ouro_py_exception_get_field (vm, self, "filename2");
  GString *text;
  gboolean good;

  if (file == OURO_NO_ID && (number == OURO_NO_ID || reason == OURO_NO_ID))
    return ouro_py_exception_str (vm, self);
  text = g_string_new ("[Errno ");
  good = append (vm, text, number, FALSE);
  g_string_append (text, "] ");
  good = good && append (vm, text, reason, FALSE);
  if (file != OURO_NO_ID)
    {
      g_string_append (text, ": ");
      good = good && append (vm, text, file, TRUE);
    }
  if (second != OURO_NO_ID)
    {
      g_string_append (text, " -> ");
      good = good && append (vm, text, second, TRUE);
    }
  return finish (vm, text, good);
}

OuroId
ouro_py_import_error_str (OuroVm *vm,
                          OuroId  self)
{
  OuroId message = ouro_py_exception_get_field (vm, self, "msg");

  if (message != OURO_NO_ID && vm->heap->rows[message].cls == OURO_TYPE_STR)
    return ouro_vm_new_reference (vm, message);
  return ouro_py_exception_str (vm, self);
}

OuroId
ouro_py_syntax_error_str (OuroVm *vm,
                          OuroId  self)
{
  OuroId           file = ouro_py_exception_get_field (vm, self, "filename");
  OuroId           line = ouro_py_exception_get_field (vm, self, "lineno");
  gboolean         has_file = file != OURO_NO_ID && ouro_vm_is_instance (vm, file, OURO_TYPE_STR);
  gboolean         has_line = line != OURO_NO_ID && vm->heap->rows[line].cls == OURO_TYPE_INT;
  GString         *text = g_string_new (NULL);
  gboolean         good = append (vm, text, ouro_py_exception_get_field (vm, self, "msg"), FALSE);
  g_autofree char *path = has_file ? ouro_vm_dup_text (vm, file) : NULL;
  g_autofree char *name = has_file ? g_path_get_basename (path) : NULL;
  gint64           number = 0;

  if (has_line)
    ouro_int_get (vm->heap, line, &number);
  if (has_file && has_line)
    g_string_append_printf (text, " (%s, line %" G_GINT64_FORMAT ")", name, number);
  else if (has_file)
    g_string_append_printf (text, " (%s)", name);
  else if (has_line)
    g_string_append_printf (text, " (line %" G_GINT64_FORMAT ")", number);
  return finish (vm, text, good);
}

/* "\x61", "\u1234", "\U00012345" as the codecs name a character. */
static void
append_character (GString *text,
                  gunichar c)
{
  g_string_append_printf (text, c <= 0xff ? "'\\x%02x'" : c <= 0xffff ? "'\\u%04x'"
                                                                      : "'\\U%08x'",
                          c);
}

static gint64
get_number_field (const OuroVm *vm,
                  OuroId        self,
                  const char   *name)
{
  OuroId field = ouro_py_exception_get_field (vm, self, name);
  gint64 value = 0;

  if (field != OURO_NO_ID)
    ouro_int_get (vm->heap, field, &value);
  return value;
}

OuroId
ouro_py_unicode_error_str (OuroVm *vm,
                           OuroId  self)
{
  OuroId   object = ouro_py_exception_get_field (vm, self, "object");
  gint64   start = get_number_field (vm, self, "start");
  gint64   end = get_number_field (vm, self, "end");
  gboolean is_encode = ouro_vm_is_instance (vm, self, OURO_TYPE_UNICODE_ENCODE_ERROR);
  GString *text;
  gboolean good;
  gint64   length;

  if (object == OURO_NO_ID)
    return OURO_ID_EMPTY_STR;
  length = (gint64)vm->heap->rows[object].n;
  text = g_string_new ("'");
  good = append (vm, text, ouro_py_exception_get_field (vm, self, "encoding"), FALSE);
  g_string_append_printf (text, "' codec can't %s ", is_encode ? "encode" : "decode");
  if (start >= 0 && start < length && end == start + 1 && is_encode)
    {
      g_string_append (text, "character ");
      append_character (text, ouro_str_get_character (vm->heap, object, (gsize)start));
      g_string_append_printf (text, " in position %" G_GINT64_FORMAT ": ", start);
    }
  else if (start >= 0 && start < length && end == start + 1)
    g_string_append_printf (text, "byte 0x%02x in position %" G_GINT64_FORMAT ": ", ouro_str_get_character (vm->heap, object, (gsize)start), start);
  else
    g_string_append_printf (text, "%s in position %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT ": ", is_encode ? "characters" : "bytes", start, end - 1);
  good = good && append (vm, text, ouro_py_exception_get_field (vm, self, "reason"), FALSE);
  return finish (vm, text, good);
}
