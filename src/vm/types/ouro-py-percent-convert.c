/* ouro-py-percent-convert.c - what the letters of % formatting do with a value
 *
 * Source  Objects/unicodeobject.c: unicode_format_arg_format, mainformatlong, formatchar; Objects/bytesobject.c: _PyBytes_FormatEx
 *         (3.11 to 3.15)
 */
#include "ouro-py-percent-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-int-private.h"

/* The digits that a float is written with unless the format says otherwise. */
#define DEFAULT_PRECISION 6

static gboolean
is_str_format (const OuroPercent *self)
{
  return self->text.kind == OURO_KIND_STR;
}

char *
ouro_percent_dup_argument_name (const OuroPercent *self)
{
  OuroId           repr;
  g_autofree char *text = NULL;

  if (self->key != OURO_NO_ID)
    {
      repr = ouro_vm_repr (self->vm, self->key);
      text = repr != OURO_NO_ID ? ouro_vm_dup_text (self->vm, repr) : g_strdup ("");
      if (repr != OURO_NO_ID)
        ouro_heap_decref (self->vm->heap, repr);
      return g_strdup_printf ("format argument %s", text);
    }
  return self->n >= 0 ? g_strdup_printf ("format argument %d", self->next) : g_strdup ("format argument");
}

/* TypeError: the words before the name of the value's type differ. */
static OuroId
raise_wrong_type (const OuroPercent    *self,
                  const OuroConversion *conversion,
                  OuroId                value,
                  const char           *requires,
                  const char           *old_words)
{
  g_autofree char *name = ouro_vm_dup_type_name (self->vm, value);
  g_autofree char *argument = NULL;

  if (!self->vm->profile->percent_names_arguments)
    {
      ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "%s%s", old_words, name);
      return OURO_NO_ID;
    }
  argument = ouro_percent_dup_argument_name (self);
  ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "%s: %%%c requires %s, not %s", argument, (char)conversion->type, requires, name);
  return OURO_NO_ID;
}

/* int ----------------------------------------------------------------------------------------- */

static gboolean
is_number (const OuroPercent *self,
           OuroId             value)
{
  OuroVm *vm = self->vm;

  switch ((guint)ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, value)))
    {
    case OURO_KIND_INT:
    case OURO_KIND_BOOL:
    case OURO_KIND_FLOAT:
    case OURO_KIND_COMPLEX:
      return TRUE;
    default:
      return ouro_py_get_own_special (vm, value, OURO_NAME___index__) != OURO_NO_ID || ouro_py_get_own_special (vm, value, OURO_NAME___int__) != OURO_NO_ID || ouro_py_get_own_special (vm, value, OURO_NAME___float__) != OURO_NO_ID;
    }
}

/* The int to be written; OURO_NO_ID with an exception. */
static OuroId
get_int (const OuroPercent    *self,
         const OuroConversion *conversion,
         OuroId                value)
{
  OuroVm          *vm = self->vm;
  gboolean         is_decimal = strchr ("diu", (int)conversion->type) != NULL;
  g_autofree char *old_words = g_strdup_printf ("%%%c format: %s is required, not ", conversion->type == 'i' && !is_str_format (self) && !vm->profile->percent_c_tells_type ? 'd' : (char)conversion->type, is_decimal ? "a real number" : "an integer");
  OuroId           args[] = { value };
  OuroId           result = OURO_NO_ID;

  if (ouro_py_is_int (vm, value))
    return ouro_vm_new_reference (vm, value);
  if (is_number (self, value))
    {
      result = is_decimal ? ouro_vm_call (vm, OURO_TYPE_INT, args, 1) : ouro_py_index (vm, value);
      if (result != OURO_NO_ID || !ouro_vm_exception_is (vm, OURO_TYPE_TYPE_ERROR))
        return result;
      ouro_vm_clear_exception (vm);
    }
  return raise_wrong_type (self, conversion, value, is_decimal ? "a real number" : "an integer", old_words);
}

/* _PyUnicode_FormatLong: digits with zeros before them up to the precision, and the prefix of the base. */
static OuroId
write_int (OuroVm               *vm,
           const OuroConversion *conversion,
           OuroId                number)
{
  int              base = conversion->type == 'o' ? 8 : g_ascii_tolower ((char)conversion->type) == 'x' ? 16
                                                                                                        : 10;
  g_autofree char *digits = ouro_py_int_dup_digits (vm, number, base);
  GString         *text;
  gsize            n;
  OuroId           result;

  if (digits == NULL || !ouro_py_check_precision (vm, conversion->precision))
    return OURO_NO_ID;
  text = g_string_new (digits[0] == '-' ? "-" : "");
  n = strlen (digits) - (digits[0] == '-');
  if ((conversion->flags & OURO_PERCENT_ALTERNATE) && base != 10)
    g_string_append (text, base == 8 ? "0o" : "0x");
  for (; (gint64)n < conversion->precision; n++)
    g_string_append_c (text, '0');
  g_string_append (text, digits + (digits[0] == '-'));
  if (conversion->type == 'X')
    g_string_ascii_up (text);
  result = ouro_py_text_make_ascii (vm, OURO_KIND_STR, text->str, text->len);
  g_string_free (text, TRUE);
  return result;
}

static OuroId
convert_int (const OuroPercent    *self,
             const OuroConversion *conversion,
             OuroId                value)
{
  OuroId number = get_int (self, conversion, value);
  OuroId result;

  if (number == OURO_NO_ID)
    return OURO_NO_ID;
  result = write_int (self->vm, conversion, number);
  ouro_heap_decref (self->vm->heap, number);
  return result;
}

/* float --------------------------------------------------------------------------------------- */

static OuroId
convert_float (const OuroPercent    *self,
               const OuroConversion *conversion,
               OuroId                value)
{
  OuroVm          *vm = self->vm;
  g_autofree char *text = NULL;
  double           number;

  if (!is_number (self, value) || ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, value)) == OURO_KIND_COMPLEX || (!ouro_py_is_index (vm, value) && ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, value)) != OURO_KIND_FLOAT && ouro_py_get_own_special (vm, value, OURO_NAME___float__) == OURO_NO_ID))
    return raise_wrong_type (self, conversion, value, "a real number", is_str_format (self) ? "must be real number, not " : "float argument required, not ");
  if (!ouro_py_float_from_object (vm, value, &number) || !ouro_py_check_precision (vm, conversion->precision))
    return OURO_NO_ID;
  text = ouro_py_double_dup_text (number, (char)conversion->type, conversion->precision >= 0 ? (guint)conversion->precision : DEFAULT_PRECISION,
                                  conversion->flags & OURO_PERCENT_ALTERNATE ? OURO_DOUBLE_ALTERNATE : 0);
  return ouro_py_text_make_ascii (vm, OURO_KIND_STR, text, strlen (text));
}

/* A character --------------------------------------------------------------------------------- */

static OuroId
raise_out_of_range (const OuroPercent *self)
{
  const char      *range = is_str_format (self) ? "0x110000" : "256";
  g_autofree char *argument = NULL;

  if (self->vm->profile->percent_names_arguments)
    {
      argument = ouro_percent_dup_argument_name (self);
      ouro_vm_raise (self->vm, OURO_TYPE_OVERFLOW_ERROR, "%s: %%c argument not in range(%s)", argument, range);
    }
  else
    ouro_vm_raise (self->vm, OURO_TYPE_OVERFLOW_ERROR, "%%c arg not in range(%s)", range);
  return OURO_NO_ID;
}

/* A text that is not one character long. */
static OuroId
raise_wrong_length (const OuroPercent *self,
                    OuroId             value,
                    const char        *requires,
                    const char        *old_requires)
{
  OuroVm          *vm = self->vm;
  gsize            n = vm->heap->rows[ouro_vm_value (vm, value)].n;
  g_autofree char *name = ouro_vm_dup_type_name (vm, value);
  g_autofree char *argument = NULL;
  const char      *kind = is_str_format (self) ? "string" : name;
  const char      *object = is_str_format (self) ? "" : " object";

  if (!vm->profile->percent_names_arguments)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%%c requires %s, not a %s%s of length %" G_GSIZE_FORMAT, old_requires, kind, object, n);
      return OURO_NO_ID;
    }
  argument = ouro_percent_dup_argument_name (self);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s: %%c requires %s, not a %s%s of length %" G_GSIZE_FORMAT, argument, requires, kind, object, n);
  return OURO_NO_ID;
}

/* What was said up to 3.13. */
static OuroId
raise_no_character (const OuroPercent *self)
{
  ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "%%c requires %s", is_str_format (self) ? "int or char" : "an integer in range(256) or a single byte");
  return OURO_NO_ID;
}

static OuroId
convert_character (const OuroPercent    *self,
                   const OuroConversion *conversion,
                   OuroId                value)
{
  OuroVm     *vm = self->vm;
  gboolean    is_str = is_str_format (self);
  const char *requires = is_str ? "an integer or a unicode character" : "an integer in range(256) or a single byte";
  const char *old_requires = is_str ? "an int or a unicode character" : requires;
  gint64      code = -1;
  gunichar    c;
  OuroPyText  text;

  if (is_str ? ouro_py_is_str (vm, value) : ouro_py_is_bytes_like (vm, value))
    {
      ouro_py_text_get (vm, value, &text);
      if (text.n != 1)
        return vm->profile->percent_c_tells_type ? raise_wrong_length (self, value, requires, old_requires) : raise_no_character (self);
      c = ouro_py_text_at (&text, 0);
    }
  else
    {
      OuroId           number = ouro_py_is_index (vm, value) ? ouro_py_index (vm, value) : OURO_NO_ID;
      g_autofree char *old_words = g_strdup_printf ("%%c requires %s, not ", old_requires);

      if (number == OURO_NO_ID && ouro_vm_has_exception (vm))
        return OURO_NO_ID;
      if (number == OURO_NO_ID)
        return vm->profile->percent_c_tells_type ? raise_wrong_type (self, conversion, value, requires, old_words) : raise_no_character (self);
      if (!ouro_py_int_get_small (vm, number, &code))
        code = -1;
      ouro_heap_decref (vm->heap, number);
      if (code < 0 || code > (is_str ? 0x10ffff : 0xff))
        return raise_out_of_range (self);
      c = (gunichar)code;
    }
  return ouro_str_new_from_characters (vm->heap, &c, 1);
}

/* Text ---------------------------------------------------------------------------------------- */

static OuroId
cut (OuroVm *vm,
     OuroId  str,
     gint64  precision)
{
  OuroPyText text;
  OuroId     result;

  if (str == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_py_text_get (vm, str, &text);
  if (precision < 0 || precision >= (gint64)text.n)
    return str;
  text = ouro_py_text_slice (&text, 0, (gsize)precision);
  result = ouro_py_text_make (vm, &text);
  ouro_heap_decref (vm->heap, str);
  return result;
}

static OuroId
get_ascii (OuroVm *vm,
           OuroId  value)
{
  return ouro_vm_format_value (vm, value, OURO_CONVERSION_ASCII, OURO_NO_ID);
}

/* %b and %s of bytes: bytes, or what __bytes__ () makes of the value; as a str of the same characters. */
static OuroId
convert_bytes (const OuroPercent    *self,
               const OuroConversion *conversion,
               OuroId                value)
{
  static const char requires[] = "a bytes-like object, or an object that implements __bytes__";
  OuroVm           *vm = self->vm;
  OuroConversion    as_b = *conversion;
  OuroId            bytes, result;
  OuroPyText        text;
  gboolean          found;

  as_b.type = 'b';
  if (ouro_py_is_bytes_like (vm, value))
    bytes = ouro_vm_new_reference (vm, value);
  else if (ouro_py_get_own_special (vm, value, OURO_NAME___bytes__) != OURO_NO_ID)
    bytes = ouro_vm_call_special (vm, value, OURO_NAME___bytes__, NULL, 0, &found);
  else if (vm->profile->percent_names_arguments)
    return raise_wrong_type (self, &as_b, value, requires, "");
  else
    {
      ouro_py_raise_type (vm, "%b requires a bytes-like object, or an object that implements __bytes__, not '", value, "'");
      return OURO_NO_ID;
    }
  if (bytes == OURO_NO_ID)
    return OURO_NO_ID;
  if (!ouro_py_is_bytes_like (vm, bytes))
    return ouro_py_refuse_result (vm, value, bytes, "__bytes__", "a bytes", "non-bytes");
  ouro_py_text_get (vm, bytes, &text);
  text.kind = OURO_KIND_STR;
  text.whole = OURO_NO_ID;
  result = ouro_py_text_make (vm, &text);
  ouro_heap_decref (vm->heap, bytes);
  return result;
}

OuroId
ouro_percent_convert (OuroPercent          *self,
                      const OuroConversion *conversion,
                      OuroId                value,
                      gboolean             *is_number_like)
{
  OuroVm  *vm = self->vm;
  gboolean is_str = is_str_format (self);
  OuroId   result;

  *is_number_like = conversion->type < 0x80 && strchr ("diuoxXeEfFgG", (int)conversion->type) != NULL;
  switch (conversion->type)
    {
    case 'b':
    case 's':
      result = is_str ? ouro_vm_str (vm, value) : convert_bytes (self, conversion, value);
      return cut (vm, result, conversion->precision);
    case 'r':
      return cut (vm, is_str ? ouro_vm_repr (vm, value) : get_ascii (vm, value), conversion->precision);
    case 'a':
      return cut (vm, get_ascii (vm, value), conversion->precision);
    case 'c':
      return convert_character (self, conversion, value);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return convert_int (self, conversion, value);
    default:
      return convert_float (self, conversion, value);
    }
}
