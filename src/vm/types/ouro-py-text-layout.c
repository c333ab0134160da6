/* ouro-py-text-layout.c - center, ljust, rjust, zfill, expandtabs: methods of str, bytes and bytearray
 *
 * Source  Objects/stringlib/transmogrify.h; Objects/unicodeobject.c (3.11 to 3.15)
 */
#include "ouro-py-text-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

/* center, ljust, rjust ------------------------------------------------------------------------ */

/* The argument that says what to fill with; a blank when there is none. */
static gboolean
get_fill (OuroVm        *vm,
          const char    *function,
          gboolean       is_str,
          const guint32 *args,
          guint          n_args,
          gunichar      *fill)
{
  OuroId     argument;
  OuroPyText text;

  *fill = ' ';
  if (n_args < 2)
    return TRUE;
  argument = ouro_vm_argument (args, 1);
  if (is_str ? !ouro_py_is_str (vm, argument) : !ouro_py_is_bytes_like (vm, argument))
    {
      if (is_str)
        ouro_py_raise_type (vm, "The fill character must be a unicode character, not ", argument, "");
      else
        ouro_py_raise_bad_argument (vm, function, "2", "a byte string of length 1", argument);
      return FALSE;
    }
  ouro_py_text_get (vm, argument, &text);
  if (text.n == 1)
    {
      *fill = ouro_py_text_at (&text, 0);
      return TRUE;
    }
  if (is_str)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "The fill character must be exactly one character long");
  else if (vm->profile->fill_length_is_told)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s(): argument 2 must be a byte string of length 1, not a %s object of length %" G_GSIZE_FORMAT, function,
                   ouro_type_get_name (ouro_vm_value_type (vm, argument)), text.n);
  else
    ouro_py_raise_bad_argument (vm, function, "2", "a byte string of length 1", argument);
  return FALSE;
}

static OuroId
pad (OuroVm           *vm,
     const OuroPyText *text,
     guint64           left,
     guint64           right,
     gunichar          fill)
{
  guint            width = fill < 0x100 ? 1 : fill < 0x10000 ? 2
                                                             : 4;
  OuroPyTextWriter writer;

  if (left == 0 && right == 0)
    return ouro_py_text_make (vm, text);
  if (left > G_MAXUINT32 || right > G_MAXUINT32)
    {
      ouro_py_raise_memory_error (vm);
      return OURO_NO_ID;
    }
  if (!ouro_py_text_writer_init (&writer, vm, text->kind, MAX (text->width, width), left + text->n + right))
    return OURO_NO_ID;
  ouro_py_text_writer_fill (&writer, fill, left);
  ouro_py_text_writer_add (&writer, text);
  ouro_py_text_writer_fill (&writer, fill, right);
  return ouro_py_text_writer_finish_new (&writer, vm);
}

/* The width and the fill character; *left is what is missing altogether. */
static gboolean
get_padding (OuroVm        *vm,
             const char    *function,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroPyText    *text,
             gint64        *width,
             guint64       *missing,
             gunichar      *fill)
{
  if (!ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), width))
    return FALSE;
  if (!get_fill (vm, function, ouro_py_is_str (vm, self), args, n_args, fill))
    return FALSE;
  ouro_py_text_get (vm, self, text);
  *missing = *width > (gint64)text->n ? (guint64)*width - text->n : 0;
  return TRUE;
}

static OuroId
text_center (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  OuroPyText text;
  gint64     width;
  guint64    missing, left;
  gunichar   fill;

  if (!get_padding (vm, "center", self, args, n_args, &text, &width, &missing, &fill))
    return OURO_NO_ID;
  /* An odd blank stands at the left when the width is odd. */
  left = missing / 2 + (missing & (guint64)width & 1);
  return pad (vm, &text, left, missing - left, fill);
}

static OuroId
text_ljust (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroPyText text;
  gint64     width;
  guint64    missing;
  gunichar   fill;

  if (!get_padding (vm, "ljust", self, args, n_args, &text, &width, &missing, &fill))
    return OURO_NO_ID;
  return pad (vm, &text, 0, missing, fill);
}

static OuroId
text_rjust (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroPyText text;
  gint64     width;
  guint64    missing;
  gunichar   fill;

  if (!get_padding (vm, "rjust", self, args, n_args, &text, &width, &missing, &fill))
    return OURO_NO_ID;
  return pad (vm, &text, missing, 0, fill);
}

/* zfill --------------------------------------------------------------------------------------- */

static OuroId
text_zfill (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroPyText       text, sign, digits;
  OuroPyTextWriter writer;
  gint64           width;
  gsize            n_sign;

  if (!ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &width))
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &text);
  if (width <= (gint64)text.n)
    return ouro_py_text_make (vm, &text);
  n_sign = text.n > 0 && (ouro_py_text_at (&text, 0) == '-' || ouro_py_text_at (&text, 0) == '+');
  sign = ouro_py_text_slice (&text, 0, n_sign);
  digits = ouro_py_text_slice (&text, n_sign, text.n - n_sign);
  if (!ouro_py_text_writer_init (&writer, vm, text.kind, text.width, (guint64)width))
    return OURO_NO_ID;
  ouro_py_text_writer_add (&writer, &sign);
  ouro_py_text_writer_fill (&writer, '0', (gsize)width - text.n);
  ouro_py_text_writer_add (&writer, &digits);
  return ouro_py_text_writer_finish_new (&writer, vm);
}

/* expandtabs ---------------------------------------------------------------------------------- */

/* Goes through the text; without a writer only the length of the result is found. */
static guint64
expand (const OuroPyText *text,
        gint              size,
        OuroPyTextWriter *writer)
{
  guint64 length = 0;
  guint64 column = 0;

  for (gsize i = 0; i < text->n; i++)
    {
      gunichar c = ouro_py_text_at (text, i);
      gsize    n = 1;

      if (c == '\t')
        {
          n = size > 0 ? (gsize)size - column % (guint)size : 0;
          c = ' ';
          column += n;
        }
      else
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      if (writer != NULL)
        ouro_py_text_writer_fill (writer, c, n);
      length += n;
    }
  return length;
}

static OuroId
text_expandtabs (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  static const OuroParameters parameters = { "expandtabs", { "tabsize" }, 1, 0, 1 };
  OuroPyText                  text, tab = ouro_py_text_of (OURO_KIND_BYTES, 1, "\t", 1);
  OuroPyTextWriter            writer;
  OuroId                      value;
  gint                        size = 8;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &value))
    return OURO_NO_ID;
  if (value != OURO_NO_ID && !ouro_py_get_c_int (vm, value, &size))
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &text);
  if (text.kind == OURO_KIND_STR && ouro_py_text_find (&text, &tab) < 0)
    return ouro_py_text_make (vm, &text);
  if (!ouro_py_text_writer_init (&writer, vm, text.kind, text.width, expand (&text, size, NULL)))
    return OURO_NO_ID;
  expand (&text, size, &writer);
  return ouro_py_text_writer_finish (&writer, vm);
}

const OuroBuiltinDef ouro_py_text_layout_methods[] = {
  { "center", text_center, 1, 2, OURO_BUILTIN_NO_POLL },
  { "ljust", text_ljust, 1, 2, OURO_BUILTIN_NO_POLL },
  { "rjust", text_rjust, 1, 2, OURO_BUILTIN_NO_POLL },
  { "zfill", text_zfill, 1, 1, OURO_BUILTIN_NO_POLL },
  { "expandtabs", text_expandtabs, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { NULL },
};
