/* ouro-py-format.c - the mini-language of format (): [[fill]align][sign][z][#][0][width][grouping][.precision][type]
 *
 * Source  Python/formatter_unicode.c (3.11 to 3.15)
 */
#include "ouro-py-format-private.h"

#include <math.h>
#include <string.h>
#include <unictype.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-int-private.h"

/* Nothing that is wider has room. */
#define LARGEST_WIDTH (1 << 28)

/* The specification --------------------------------------------------------------------------- */

typedef struct
{
  gunichar fill;
  char     align;
  char     sign; /* '+', ' ', '-' or 0 */
  gboolean no_negative_zero;
  gboolean alternate;
  gint64   width;     /* -1 for none */
  gint64   precision; /* -1 for none */
  char     grouping;  /* ',', '_' or 0 */
  char     fraction_grouping;
  guint    group; /* digits between two signs */
  gunichar type;
} Spec;

typedef struct
{
  OuroVm          *vm;
  OuroId           value;
  const OuroPyText text;
  gsize            at;
} SpecReader;

static gunichar
peek (const SpecReader *self,
      gsize             ahead)
{
  return self->at + ahead < self->text.n ? ouro_py_text_at (&self->text, self->at + ahead) : 0;
}

static gboolean
accept (SpecReader *self,
        gunichar    c)
{
  if (self->at >= self->text.n || peek (self, 0) != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
is_align (gunichar c)
{
  return c == '<' || c == '>' || c == '=' || c == '^';
}

/* get_integer: 1 when there is one, 0 when not, -1 with ValueError. */
static int
read_integer (SpecReader *self,
              gint64     *value)
{
  gint64 result = 0;
  int    found = 0;

  for (; self->at < self->text.n; self->at++, found = 1)
    {
      int digit = uc_decimal_value (peek (self, 0));

      if (digit < 0)
        break;
      if (result > (G_MAXINT64 - digit) / 10)
        {
          ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Too many decimal digits in format string");
          return -1;
        }
      result = result * 10 + digit;
    }
  if (found)
    *value = result;
  return found;
}

static void
read_align (SpecReader *self,
            Spec       *spec,
            gboolean   *has_fill,
            gboolean   *has_align)
{
  *has_fill = self->text.n - self->at >= 2 && is_align (peek (self, 1));
  *has_align = *has_fill || (self->at < self->text.n && is_align (peek (self, 0)));
  if (*has_fill)
    spec->fill = peek (self, 0);
  self->at += *has_fill;
  if (*has_align)
    spec->align = (char)peek (self, 0);
  self->at += *has_align;
}

static gboolean
raise_both_groupings (SpecReader *self)
{
  ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Cannot specify both ',' and '_'.");
  return FALSE;
}

static gboolean
read_grouping (SpecReader *self,
               char       *grouping)
{
  if (accept (self, ','))
    *grouping = ',';
  if (accept (self, '_'))
    {
      if (*grouping != 0)
        return raise_both_groupings (self);
      *grouping = '_';
    }
  if (peek (self, 0) == ',' && *grouping == '_')
    return raise_both_groupings (self);
  return TRUE;
}

static gboolean
read_precision (SpecReader *self,
                Spec       *spec)
{
  int found;

  if (!accept (self, '.'))
    return TRUE;
  found = read_integer (self, &spec->precision);
  if (found < 0)
    return FALSE;
  if (self->vm->profile->format_groups_fraction)
    {
      if (!read_grouping (self, &spec->fraction_grouping))
        return FALSE;
      found = found || spec->fraction_grouping != 0;
    }
  if (found)
    return TRUE;
  ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Format specifier missing precision");
  return FALSE;
}

static gboolean
raise_invalid (SpecReader *self)
{
  OuroId           spec = ouro_py_text_make (self->vm, &self->text);
  g_autofree char *text = ouro_vm_dup_text (self->vm, spec);
  g_autofree char *name = ouro_vm_dup_type_name (self->vm, self->value);

  ouro_heap_decref (self->vm->heap, spec);
  ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Invalid format specifier '%s' for object of type '%s'", text, name);
  return FALSE;
}

/* Which types of presentation can be grouped: PEP 378, PEP 515. */
static gboolean
check_grouping (SpecReader *self,
                Spec       *spec)
{
  static const char allowed[] = "defgEG%F";

  if (spec->grouping == 0 || spec->type == 0 || (spec->type < 0x80 && strchr (allowed, (int)spec->type) != NULL))
    return TRUE;
  if (spec->grouping == '_' && (spec->type == 'b' || spec->type == 'o' || spec->type == 'x' || spec->type == 'X'))
    {
      spec->group = 4;
      return TRUE;
    }
  if (spec->type > 32 && spec->type < 128)
    ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Cannot specify '%c' with '%c'.", spec->grouping, (char)spec->type);
  else
    ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Cannot specify '%c' with '\\x%x'.", spec->grouping, spec->type);
  return FALSE;
}

static gboolean
read_spec (SpecReader *self,
           Spec       *spec,
           gunichar    default_type,
           char        default_align)
{
  gboolean has_fill, has_align;

  *spec = (Spec){ .fill = ' ', .align = default_align, .width = -1, .precision = -1, .group = 3, .type = default_type };
  read_align (self, spec, &has_fill, &has_align);
  if (peek (self, 0) == '+' || peek (self, 0) == '-' || peek (self, 0) == ' ')
    spec->sign = (char)peek (self, 0);
  self->at += spec->sign != 0;
  spec->no_negative_zero = accept (self, 'z');
  spec->alternate = accept (self, '#');
  if (!has_fill && accept (self, '0'))
    {
      spec->fill = '0';
      if (!has_align && default_align == '>')
        spec->align = '=';
    }
  if (read_integer (self, &spec->width) < 0 || !read_grouping (self, &spec->grouping) || !read_precision (self, spec))
    return FALSE;
  if (self->text.n - self->at > 1)
    return raise_invalid (self);
  if (self->at < self->text.n)
    spec->type = peek (self, 0);
  return check_grouping (self, spec);
}

static OuroId
raise_value_error (OuroVm     *vm,
                   const char *words)
{
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s", words);
  return OURO_NO_ID;
}

static OuroId
raise_unknown_type (OuroVm     *vm,
                    OuroId      value,
                    const Spec *spec)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, value);

  if (spec->type > 32 && spec->type < 128)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Unknown format code '%c' for object of type '%s'", (char)spec->type, name);
  else
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Unknown format code '\\x%x' for object of type '%s'", spec->type, name);
  return OURO_NO_ID;
}

/* Reads the specification of a value; FALSE with an exception. */
static gboolean
get_spec (OuroVm  *vm,
          OuroId   value,
          OuroId   spec,
          gunichar default_type,
          char     default_align,
          Spec    *result)
{
  OuroPyText text;

  ouro_py_text_get (vm, spec, &text);
  return read_spec (&(SpecReader){ vm, value, text, 0 }, result, default_type, default_align);
}

/* Numbers ------------------------------------------------------------------------------------- */

/* A number in pieces, as it will be laid out: sign, prefix, digits, rest. */
typedef struct
{
  gboolean    is_negative;
  const char *prefix;       /* "0x" */
  GString    *digits;       /* before the point, grouped later */
  GString    *rest;         /* point, fraction, exponent, percent sign */
  guint       n_characters; /* 1 for 'c': a character instead of digits */
  gunichar    character;
} Number;

static char
get_sign (const Number *number,
          const Spec   *spec)
{
  if (number->is_negative)
    return '-';
  return spec->sign == '-' ? 0 : spec->sign;
}

/* Digits with signs between groups and zeros before them, until they are min_width wide. */
static GString *
group_digits (const GString *digits,
              char           separator,
              guint          group,
              gint64         min_width)
{
  GString *reversed = g_string_sized_new (digits->len + digits->len / 3 + 2);
  gsize    left = digits->len;
  guint    in_group = 0;

  while (left > 0 || (gint64)reversed->len < min_width)
    {
      if (separator != 0 && in_group == group)
        {
          g_string_append_c (reversed, separator);
          in_group = 0;
        }
      g_string_append_c (reversed, left > 0 ? digits->str[--left] : '0');
      in_group++;
    }
  g_strreverse (reversed->str);
  return reversed;
}

/* A group sign after every third digit behind the point. */
static void
group_fraction (GString *rest,
                char     separator)
{
  gsize at = 1;
  guint in_group = 0;

  if (separator == 0 || rest->str[0] != '.')
    return;
  for (; g_ascii_isdigit (rest->str[at]); at++)
    {
      if (in_group == 3)
        {
          g_string_insert_c (rest, (gssize)at++, separator);
          in_group = 0;
        }
      in_group++;
    }
}

static OuroId
lay_out_padded (OuroVm        *vm,
                const Number  *number,
                const Spec    *spec,
                const GString *start, /* sign and prefix */
                const GString *end)   /* digits and rest */
{
  gsize            n = start->len + end->len + number->n_characters;
  guint64          padding = spec->width > (gint64)n ? (guint64)spec->width - n : 0;
  gunichar         widest = MAX (padding > 0 ? spec->fill : 0, number->character);
  guint64          left = spec->align == '>' ? padding : spec->align == '^' ? padding / 2
                                                                            : 0;
  guint64          inner = spec->align == '=' ? padding : 0;
  OuroPyText       parts[] = { ouro_py_text_of (OURO_KIND_STR, 1, start->str, start->len), ouro_py_text_of (OURO_KIND_STR, 1, end->str, end->len) };
  OuroPyTextWriter writer;

  if (padding > LARGEST_WIDTH)
    {
      ouro_py_raise_memory_error (vm);
      return OURO_NO_ID;
    }
  if (!ouro_py_text_writer_init (&writer, vm, OURO_KIND_STR, widest < 0x100 ? 1 : widest < 0x10000 ? 2
                                                                                                   : 4,
                                 n + padding))
    return OURO_NO_ID;
  ouro_py_text_writer_fill (&writer, spec->fill, left);
  ouro_py_text_writer_add (&writer, &parts[0]);
  ouro_py_text_writer_fill (&writer, spec->fill, inner);
  ouro_py_text_writer_fill (&writer, number->character, number->n_characters);
  ouro_py_text_writer_add (&writer, &parts[1]);
  ouro_py_text_writer_fill (&writer, spec->fill, padding - left - inner);
  return ouro_py_text_writer_finish (&writer, vm);
}

/* Puts the pieces together; frees digits and rest. */
static OuroId
lay_out (OuroVm     *vm,
         Number     *number,
         const Spec *spec)
{
  GString *start = g_string_new (NULL);
  GString *end = number->digits;
  OuroId   result;

  if (get_sign (number, spec) != 0)
    g_string_append_c (start, get_sign (number, spec));
  g_string_append (start, number->prefix);
  group_fraction (number->rest, spec->fraction_grouping);
  if (number->digits->len > 0 && spec->width <= LARGEST_WIDTH)
    {
      gint64 zeros = spec->fill == '0' && spec->align == '=' ? spec->width - (gint64)start->len - (gint64)number->rest->len : 0;

      end = group_digits (number->digits, spec->grouping, spec->group, zeros);
      g_string_free (number->digits, TRUE);
    }
  g_string_append_len (end, number->rest->str, (gssize)number->rest->len);
  if (spec->type == 'X')
    {
      g_string_ascii_up (start);
      g_string_ascii_up (end);
    }
  result = lay_out_padded (vm, number, spec, start, end);
  g_string_free (start, TRUE);
  g_string_free (end, TRUE);
  g_string_free (number->rest, TRUE);
  return result;
}

/* int ----------------------------------------------------------------------------------------- */

/* The pieces of an int; FALSE with ValueError when it has too many digits. */
static gboolean
get_int_pieces (OuroVm     *vm,
                OuroId      value,
                const Spec *spec,
                Number     *number)
{
  int              base = spec->type == 'b' ? 2 : spec->type == 'o'                      ? 8
                                                : spec->type == 'x' || spec->type == 'X' ? 16
                                                                                         : 10;
  g_autofree char *digits = ouro_py_int_dup_digits (vm, value, base);

  if (digits == NULL)
    return FALSE;
  number->is_negative = digits[0] == '-';
  if (spec->alternate)
    number->prefix = base == 2 ? "0b" : base == 8  ? "0o"
                                      : base == 16 ? "0x"
                                                   : "";
  number->digits = g_string_new (digits + number->is_negative);
  number->rest = g_string_new (NULL);
  return TRUE;
}

static OuroId
format_character (OuroVm     *vm,
                  OuroId      value,
                  const Spec *spec)
{
  Number number = { .prefix = "" };
  Spec   plain = *spec;
  gint64 code;

  if (spec->sign != 0)
    return raise_value_error (vm, "Sign not allowed with integer format specifier 'c'");
  if (spec->alternate)
    return raise_value_error (vm, "Alternate form (#) not allowed with integer format specifier 'c'");
  if (!ouro_py_int_get_small (vm, value, &code))
    {
      ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C long");
      return OURO_NO_ID;
    }
  if (code < 0 || code > 0x10ffff)
    {
      ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
      return OURO_NO_ID;
    }
  number.n_characters = 1;
  number.character = (gunichar)code;
  number.digits = g_string_new (NULL);
  number.rest = g_string_new (NULL);
  plain.type = 0;
  return lay_out (vm, &number, &plain);
}

static OuroId
format_int (OuroVm     *vm,
            OuroId      value,
            const Spec *spec)
{
  Number number = { .prefix = "" };

  if (spec->precision != -1 || spec->fraction_grouping != 0)
    return raise_value_error (vm, "Precision not allowed in integer format specifier");
  if (spec->no_negative_zero)
    return raise_value_error (vm, "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec->type == 'c')
    return format_character (vm, value, spec);
  return get_int_pieces (vm, value, spec, &number) ? lay_out (vm, &number, spec) : OURO_NO_ID;
}

/* float, complex ------------------------------------------------------------------------------ */

/* The text of a float in pieces. */
static void
split_float (const char *text,
             Number     *number)
{
  gsize n;

  number->prefix = "";
  number->is_negative = text[0] == '-';
  text += number->is_negative;
  n = strspn (text, "0123456789");
  number->digits = g_string_new_len (text, (gssize)n);
  number->rest = g_string_new (text + n);
}

static guint
get_double_flags (const Spec *spec)
{
  return (spec->alternate ? OURO_DOUBLE_ALTERNATE : 0) | (spec->no_negative_zero ? OURO_DOUBLE_NO_NEGATIVE_ZERO : 0);
}

/* The letter and the precision that a float is written with. */
static char
get_float_type (const Spec *spec,
                guint      *precision)
{
  char type = spec->type == 0 ? 'r' : spec->type == 'n' ? 'g'
                                    : spec->type == '%' ? 'f'
                                                        : (char)spec->type;

  *precision = spec->precision >= 0 ? (guint)spec->precision : 6;
  return type == 'r' && spec->precision >= 0 ? 'g' : type;
}

static OuroId
format_double (OuroVm     *vm,
               double      value,
               const Spec *spec)
{
  Number           number = { .prefix = "" };
  guint            flags = get_double_flags (spec);
  guint            precision;
  char             type = get_float_type (spec, &precision);
  g_autofree char *text = NULL;

  if (!ouro_py_check_precision (vm, spec->precision))
    return OURO_NO_ID;
  if (spec->type == 0)
    flags |= OURO_DOUBLE_ADD_DOT_0;
  text = ouro_py_double_dup_text (spec->type == '%' ? value * 100 : value, type, precision, flags);
  split_float (text, &number);
  if (spec->type == '%')
    g_string_append_c (number.rest, '%');
  return lay_out (vm, &number, spec);
}

/* One part of a complex number, without padding. */
static void
add_part (GString    *whole,
          double      value,
          const Spec *spec,
          char        sign)
{
  Number           number = { .prefix = "" };
  Spec             own = *spec;
  guint            precision;
  char             type = get_float_type (spec, &precision);
  g_autofree char *text = ouro_py_double_dup_text (value, type, precision, get_double_flags (spec));
  GString         *digits;

  own.sign = sign;
  split_float (text, &number);
  if (get_sign (&number, &own) != 0)
    g_string_append_c (whole, get_sign (&number, &own));
  group_fraction (number.rest, spec->fraction_grouping);
  digits = group_digits (number.digits, spec->grouping, spec->group, 0);
  g_string_append_len (whole, digits->str, (gssize)digits->len);
  g_string_append_len (whole, number.rest->str, (gssize)number.rest->len);
  g_string_free (digits, TRUE);
  g_string_free (number.digits, TRUE);
  g_string_free (number.rest, TRUE);
}

static OuroId
format_complex (OuroVm     *vm,
                OuroId      value,
                const Spec *spec)
{
  Number   number = { .prefix = "" };
  Spec     padding = *spec;
  double   real, imaginary;
  gboolean skip_real;

  if (!ouro_py_check_precision (vm, spec->precision))
    return OURO_NO_ID;
  if (spec->fill == '0')
    return raise_value_error (vm, "Zero padding is not allowed in complex format specifier");
  if (spec->align == '=')
    return raise_value_error (vm, "'=' alignment flag is not allowed in complex format specifier");
  ouro_complex_get (vm->heap, ouro_vm_value (vm, value), &real, &imaginary);
  skip_real = spec->type == 0 && real == 0 && !signbit (real);
  number.digits = g_string_new (NULL);
  number.rest = g_string_new (spec->type == 0 && !skip_real ? "(" : "");
  if (!skip_real)
    add_part (number.rest, real, spec, spec->sign);
  add_part (number.rest, imaginary, spec, skip_real ? spec->sign : '+');
  g_string_append (number.rest, spec->type == 0 && !skip_real ? "j)" : "j");
  padding.sign = 0;
  padding.fraction_grouping = 0;
  return lay_out (vm, &number, &padding);
}

/* str ----------------------------------------------------------------------------------------- */

/* What a str cannot be formatted with; NULL when all is well. */
static const char *
find_fault_for_str (const Spec *spec)
{
  if (spec->sign == ' ')
    return "Space not allowed in string format specifier";
  if (spec->sign != 0)
    return "Sign not allowed in string format specifier";
  if (spec->no_negative_zero)
    return "Negative zero coercion (z) not allowed in string format specifier";
  if (spec->alternate)
    return "Alternate form (#) not allowed in string format specifier";
  if (spec->align == '=')
    return "'=' alignment not allowed in string format specifier";
  return NULL;
}

static OuroId
format_text (OuroVm     *vm,
             OuroId      value,
             const Spec *spec)
{
  OuroPyText       text;
  OuroPyTextWriter writer;
  guint64          padding, left;
  guint            width;

  if (find_fault_for_str (spec) != NULL)
    return raise_value_error (vm, find_fault_for_str (spec));
  ouro_py_text_get (vm, value, &text);
  if (spec->precision >= 0 && spec->precision < (gint64)text.n)
    text = ouro_py_text_slice (&text, 0, (gsize)spec->precision);
  if (spec->width <= (gint64)text.n)
    return ouro_py_text_make (vm, &text);
  padding = (guint64)spec->width - text.n;
  left = spec->align == '>' ? padding : spec->align == '^' ? padding / 2
                                                           : 0;
  width = spec->fill < 0x100 ? 1 : spec->fill < 0x10000 ? 2
                                                        : 4;
  if (padding > LARGEST_WIDTH)
    {
      ouro_py_raise_memory_error (vm);
      return OURO_NO_ID;
    }
  if (!ouro_py_text_writer_init (&writer, vm, OURO_KIND_STR, MAX (width, text.width), text.n + padding))
    return OURO_NO_ID;
  ouro_py_text_writer_fill (&writer, spec->fill, left);
  ouro_py_text_writer_add (&writer, &text);
  ouro_py_text_writer_fill (&writer, spec->fill, padding - left);
  return ouro_py_text_writer_finish (&writer, vm);
}

/* The types ----------------------------------------------------------------------------------- */

static gboolean
is_empty (const OuroVm *vm,
          OuroId        spec)
{
  return vm->heap->rows[ouro_vm_value (vm, spec)].n == 0;
}

static gboolean
has_type (const Spec *spec,
          const char *types)
{
  return spec->type < 0x80 && spec->type != 0 && strchr (types, (int)spec->type) != NULL;
}

OuroId
ouro_py_format_str (OuroVm *vm,
                    OuroId  value,
                    OuroId  spec)
{
  Spec read;

  if (is_empty (vm, spec))
    return ouro_vm_str (vm, value);
  if (!get_spec (vm, value, spec, 's', '<', &read))
    return OURO_NO_ID;
  return has_type (&read, "s") ? format_text (vm, value, &read) : raise_unknown_type (vm, value, &read);
}

OuroId
ouro_py_format_int (OuroVm *vm,
                    OuroId  value,
                    OuroId  spec)
{
  Spec   read;
  double number;

  if (is_empty (vm, spec))
    return ouro_vm_str (vm, value);
  if (!get_spec (vm, value, spec, 'd', '>', &read))
    return OURO_NO_ID;
  if (has_type (&read, "bcdoxXn"))
    return format_int (vm, value, &read);
  if (!has_type (&read, "eEfFgG%"))
    return raise_unknown_type (vm, value, &read);
  return ouro_py_int_get_double (vm, value, &number) ? format_double (vm, number, &read) : OURO_NO_ID;
}

OuroId
ouro_py_format_float (OuroVm *vm,
                      OuroId  value,
                      OuroId  spec)
{
  Spec read;

  if (is_empty (vm, spec))
    return ouro_vm_str (vm, value);
  if (!get_spec (vm, value, spec, 0, '>', &read))
    return OURO_NO_ID;
  if (read.type != 0 && !has_type (&read, "eEfFgGn%"))
    return raise_unknown_type (vm, value, &read);
  return format_double (vm, ouro_float_get (vm->heap, ouro_vm_value (vm, value)), &read);
}

OuroId
ouro_py_format_complex (OuroVm *vm,
                        OuroId  value,
                        OuroId  spec)
{
  Spec read;

  if (is_empty (vm, spec))
    return ouro_vm_str (vm, value);
  if (!get_spec (vm, value, spec, 0, '>', &read))
    return OURO_NO_ID;
  if (read.type != 0 && !has_type (&read, "eEfFgGn"))
    return raise_unknown_type (vm, value, &read);
  return format_complex (vm, value, &read);
}

OuroId
ouro_py_format_method (OuroVm          *vm,
                       OuroId           self,
                       const guint32   *args,
                       OuroPyFormatFunc func)
{
  OuroId spec = ouro_vm_argument (args, 0);

  if (ouro_py_is_str (vm, spec))
    return func (vm, self, spec);
  ouro_py_raise_bad_argument (vm, "__format__", NULL, "str", spec);
  return OURO_NO_ID;
}

/* format () ----------------------------------------------------------------------------------- */

/* PyObject_Format (): str and int alone need no __format__ () to be bound, and only without a specification. */
static gboolean
needs_no_method (const OuroVm *vm,
                 OuroId        value,
                 OuroId        spec)
{
  OuroId cls = vm->heap->rows[value].cls;

  return (cls == OURO_TYPE_STR || cls == OURO_TYPE_INT) && ouro_str_get_length (vm->heap, ouro_vm_value (vm, spec)) == 0;
}

/* What __format__ () returned, if it is a str. */
static OuroId
check_result (OuroVm *vm,
              OuroId  value,
              OuroId  result)
{
  g_autofree char *cls = NULL;
  g_autofree char *name = NULL;

  if (result == OURO_NO_ID || ouro_py_is_str (vm, result))
    return result;
  cls = ouro_vm_dup_type_name (vm, value);
  name = ouro_vm_dup_type_name (vm, result);
  if (vm->profile->results_are_named)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.__format__() must return a str, not %s", cls, name);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "__format__ must return a str, not %s", name);
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

static OuroId
format (OuroVm *vm,
        OuroId  value,
        OuroId  spec)
{
  OuroId method, result;

  if (needs_no_method (vm, value, spec))
    return ouro_vm_str (vm, value);
  method = ouro_vm_bind_special (vm, value, OURO_NAME___format__);
  if (method == OURO_NO_ID)
    {
      if (!ouro_vm_has_exception (vm))
        ouro_py_raise_type (vm, "Type ", value, " doesn't define __format__");
      return OURO_NO_ID;
    }
  ouro_vm_hold (vm, method);
  switch (vm->heap->rows[value].cls)
    {
    case OURO_TYPE_STR:
      result = ouro_py_format_str (vm, value, spec);
      break;
    case OURO_TYPE_INT:
      result = ouro_py_format_int (vm, value, spec);
      break;
    case OURO_TYPE_FLOAT:
      result = ouro_py_format_float (vm, value, spec);
      break;
    default:
      result = ouro_vm_call (vm, method, &spec, 1);
      break;
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return check_result (vm, value, result);
}

static OuroId
convert (OuroVm *vm,
         OuroId  value,
         guint   conversion)
{
  OuroId repr, result;

  switch (conversion)
    {
    case OURO_CONVERSION_STR:
      return ouro_vm_str (vm, value);
    case OURO_CONVERSION_REPR:
      return ouro_vm_repr (vm, value);
    case OURO_CONVERSION_ASCII:
      repr = ouro_vm_repr (vm, value);
      if (repr == OURO_NO_ID)
        return OURO_NO_ID;
      result = ouro_py_str_ascii (vm, repr);
      ouro_heap_decref (vm->heap, repr);
      return result;
    default:
      return ouro_vm_new_reference (vm, value);
    }
}

OuroId
ouro_vm_format_value (OuroVm *vm,
                      OuroId  value,
                      guint   conversion,
                      OuroId  spec)
{
  OuroId converted = convert (vm, value, conversion);
  OuroId result;

  if (converted == OURO_NO_ID)
    return OURO_NO_ID;
  if (spec == OURO_NO_ID && vm->heap->rows[converted].cls == OURO_TYPE_STR)
    return converted;
  ouro_vm_hold (vm, converted);
  result = format (vm, converted, spec != OURO_NO_ID ? spec : OURO_ID_EMPTY_STR);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}
