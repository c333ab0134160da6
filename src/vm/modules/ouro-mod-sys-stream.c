/* ouro-mod-sys-stream.c - sys.stdout and sys.stderr
 *
 * Cells   a number: whether it is standard error.
 * Source  Modules/_io/textio.c: TextIOWrapper (3.11 to 3.15), as an unbuffered script has it (python -u)
 */
#include "ouro-mod-private.h"

#include <string.h>

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"

static gboolean
is_errors (const OuroVm *vm,
           OuroId        self)
{
  return ouro_py_get_number (vm, self, 0) != 0;
}

static gboolean
is_surrogate (gunichar character)
{
  return character >= 0xd800 && character <= 0xdfff;
}

/* A lone surrogate cannot be encoded: UnicodeEncodeError for the run of them that begins here. */
static void
refuse_surrogates (OuroVm *vm,
                   OuroId  text,
                   gsize   start)
{
  gsize  length = ouro_str_get_length (vm->heap, text);
  gsize  end = start;
  OuroId args[5];

  while (end < length && is_surrogate (ouro_str_get_character (vm->heap, text, end)))
    end++;
  args[0] = ouro_vm_new_str (vm, "utf-8");
  args[1] = text;
  args[2] = ouro_int_new (vm->heap, (gint64)start);
  args[3] = ouro_int_new (vm->heap, (gint64)end);
  args[4] = ouro_vm_new_str (vm, "surrogates not allowed");
  ouro_vm_raise_with_args (vm, OURO_TYPE_UNICODE_ENCODE_ERROR, args, G_N_ELEMENTS (args));
  for (guint i = 0; i < G_N_ELEMENTS (args); i++)
    if (i != 1)
      ouro_heap_decref (vm->heap, args[i]);
}

/* Standard error replaces what it cannot encode. */
static void
write_escaped (OuroVm *vm,
               OuroId  text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize i = 0; i < ouro_str_get_length (vm->heap, text); i++)
    {
      gunichar character = ouro_str_get_character (vm->heap, text, i);

      if (is_surrogate (character))
        g_string_append_printf (out, "\\u%04x", character);
      else
        g_string_append_unichar (out, character);
    }
  ouro_vm_print (vm, TRUE, out->str, out->len);
}

/* The first lone surrogate; the length when there is none. */
static gsize
find_surrogate (const OuroVm *vm,
                OuroId        text)
{
  gsize length = ouro_str_get_length (vm->heap, text);

  if (ouro_str_get_text_kind (vm->heap, text) == OURO_TEXT_ASCII || ouro_str_get_text_kind (vm->heap, text) == OURO_TEXT_LATIN)
    return length;
  for (gsize i = 0; i < length; i++)
    if (is_surrogate (ouro_str_get_character (vm->heap, text, i)))
      return i;
  return length;
}

static OuroId
stream_write (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId           text = ouro_vm_value (vm, ouro_vm_argument (args, 0));
  gsize            length, size, surrogate;
  g_autofree char *utf8 = NULL;

  if (!ouro_py_is_str (vm, text))
    {
      ouro_py_raise_bad_argument (vm, "write", NULL, "str", ouro_vm_argument (args, 0));
      return OURO_NO_ID;
    }
  length = ouro_str_get_length (vm->heap, text);
  surrogate = find_surrogate (vm, text);
  if (surrogate < length && !is_errors (vm, self))
    {
      refuse_surrogates (vm, text, surrogate);
      return OURO_NO_ID;
    }
  if (surrogate < length)
    write_escaped (vm, text);
  else
    {
      utf8 = ouro_str_dup_utf8 (vm->heap, text, &size);
      ouro_vm_print (vm, is_errors (vm, self), utf8, size);
    }
  return ouro_int_new (vm->heap, (gint64)length);
}

static gboolean
write_line (OuroVm  *vm,
            OuroId   line,
            gpointer data)
{
  OuroId *self = data;
  OuroId  result = stream_write (vm, *self, &line, 1, OURO_NO_ID);

  ouro_mod_drop (vm, result);
  return result != OURO_NO_ID;
}

static OuroId
stream_writelines (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return ouro_mod_iterate (vm, ouro_vm_argument (args, 0), write_line, &self) ? OURO_ID_NONE : OURO_NO_ID;
}

/* Nothing waits to be written. */
static OuroId
stream_flush (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return OURO_ID_NONE;
}

static OuroId
stream_isatty (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return OURO_ID_FALSE;
}

static OuroId
stream_writable (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return OURO_ID_TRUE;
}

static OuroId
stream_fileno (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_int_new (vm->heap, is_errors (vm, self) ? 2 : 1);
}

static const OuroBuiltinDef methods[] = {
  { "write", stream_write, 1, 1, 0 },
  { "writelines", stream_writelines, 1, 1, 0 },
  { "flush", stream_flush, 0, 0, 0 },
  { "isatty", stream_isatty, 0, 0, 0 },
  { "writable", stream_writable, 0, 0, 0 },
  { "readable", stream_isatty, 0, 0, 0 },
  { "seekable", stream_isatty, 0, 0, 0 },
  { "fileno", stream_fileno, 0, 0, 0 },
  { NULL },
};

static OuroId
stream_repr (OuroVm *vm,
             OuroId  self)
{
  return ouro_vm_new_str (vm, "<_io.TextIOWrapper name='%s' mode='w' encoding='utf-8'>", is_errors (vm, self) ? "<stderr>" : "<stdout>");
}

static OuroId
stream_get_attribute (OuroVm *vm,
                      OuroId  self,
                      OuroId  name)
{
  if (ouro_py_str_is (vm, name, "name"))
    return ouro_vm_new_str (vm, "%s", is_errors (vm, self) ? "<stderr>" : "<stdout>");
  if (ouro_py_str_is (vm, name, "encoding"))
    return ouro_vm_new_str (vm, "utf-8");
  if (ouro_py_str_is (vm, name, "errors"))
    return ouro_vm_new_str (vm, "%s", is_errors (vm, self) ? "backslashreplace" : "strict");
  if (ouro_py_str_is (vm, name, "mode"))
    return ouro_vm_new_str (vm, "w");
  if (ouro_py_str_is (vm, name, "closed"))
    return OURO_ID_FALSE;
  return OURO_NO_ID;
}

void
ouro_mod_sys_add_stream_type (OuroVm *vm)
{
  OuroTypeSlots *slots = &vm->slots[OURO_TYPE_TEXT_IO_WRAPPER];

  slots->repr = stream_repr;
  slots->get_attribute = stream_get_attribute;
  slots->methods = methods;
  ouro_vm_add_methods (vm, OURO_TYPE_TEXT_IO_WRAPPER);
}

OuroId
ouro_mod_sys_new_stream (OuroVm  *vm,
                         gboolean writes_errors)
{
  OuroId stream = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC | OURO_FLAG_OUTSIDE, OURO_TYPE_TEXT_IO_WRAPPER, OURO_FREELIST_NONE, 216, 1, 1, 1);

  ouro_py_set_number (vm, stream, 0, writes_errors);
  return stream;
}
