/* ouro-py-percent.c - text % values
 *
 * Source  Objects/unicodeobject.c: PyUnicode_Format; Objects/bytesobject.c: _PyBytes_FormatEx (3.11 to 3.15)
 */
#include "ouro-py-percent-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"
#include "ouro-py-int-private.h"

/* Values -------------------------------------------------------------------------------------- */

/* The next value, borrowed; OURO_NO_ID with TypeError when there is none. A value that is not in a tuple is none for a star
 * since 3.15. */
static OuroId
get_next (OuroPercent *self,
          gboolean     is_star)
{
  OuroVm *vm = self->vm;

  if (self->keyed != OURO_NO_ID)
    {
      OuroId value = self->keyed;

      /* What a key has given is used once. */
      if (self->next == 0)
        {
          self->next = 1;
          return value;
        }
    }
  else if (self->n >= 0 && self->next < self->n)
    return ouro_heap_get_cell (vm->heap, ouro_vm_value (vm, self->values), (guint32)self->next++);
  else if (self->n < 0 && self->next == 0 && !(is_star && vm->profile->percent_names_arguments))
    {
      self->next = 1;
      return self->values;
    }
  if (vm->profile->percent_names_arguments && self->keyed != OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "format requires a parenthesised mapping key at position %" G_GSIZE_FORMAT, self->start);
  else if (vm->profile->percent_names_arguments)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "not enough arguments for format string (got %d)", self->n >= 0 ? self->n : 1);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "not enough arguments for format string");
  return OURO_NO_ID;
}

static gboolean
fail (const OuroPercent *self,
      const char        *words)
{
  if (self->vm->profile->percent_names_arguments)
    ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "%s at position %" G_GSIZE_FORMAT, words, self->start);
  else
    ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "%s", words);
  return FALSE;
}

static gboolean
fail_at_end (const OuroPercent *self,
             gboolean           in_key)
{
  if (self->vm->profile->percent_names_arguments)
    return fail (self, in_key ? "stray % or incomplete format key" : "stray %");
  return fail (self, in_key ? "incomplete format key" : "incomplete format");
}

static void
drop_key (OuroPercent *self)
{
  if (self->keyed == OURO_NO_ID)
    return;
  ouro_heap_decref (self->vm->heap, ouro_vm_release (self->vm));
  ouro_heap_decref (self->vm->heap, ouro_vm_release (self->vm));
  self->keyed = self->key = OURO_NO_ID;
}

/* The value under a key: it and the key lie on the stack until the next key or the end. */
static gboolean
look_up (OuroPercent *self,
         gsize        start,
         gsize        end)
{
  OuroVm    *vm = self->vm;
  OuroPyText name = ouro_py_text_slice (&self->text, start, end - start);
  OuroId     key, value;

  if (name.kind == OURO_KIND_BYTEARRAY)
    name.kind = OURO_KIND_BYTES;
  key = ouro_py_text_make (vm, &name);
  if (key == OURO_NO_ID)
    return FALSE;
  drop_key (self);
  ouro_vm_hold (vm, key);
  value = ouro_vm_get_item (vm, self->mapping, key);
  if (value == OURO_NO_ID)
    {
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      return FALSE;
    }
  ouro_vm_hold (vm, value);
  self->key = key;
  self->keyed = value;
  self->next = 0;
  return TRUE;
}

/* Reading a conversion ------------------------------------------------------------------------ */

static gboolean
is_at_end (const OuroPercent *self)
{
  return self->place >= self->text.n;
}

static gunichar
peek (const OuroPercent *self)
{
  return is_at_end (self) ? 0 : ouro_py_text_at (&self->text, self->place);
}

static gboolean
check_mapping (const OuroPercent *self)
{
  if (self->mapping != OURO_NO_ID)
    return TRUE;
  if (self->vm->profile->percent_names_arguments)
    ouro_py_raise_type (self->vm, "format requires a mapping, not ", self->values, "");
  else
    ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "format requires a mapping");
  return FALSE;
}

static gboolean
read_key (OuroPercent *self)
{
  gsize start;
  guint depth = 1;

  if (peek (self) != '(')
    return TRUE;
  if (!check_mapping (self))
    return FALSE;
  for (start = ++self->place; !is_at_end (self); self->place++)
    {
      if (peek (self) == '(')
        depth++;
      if (peek (self) == ')' && --depth == 0)
        return look_up (self, start, self->place++);
    }
  return fail_at_end (self, TRUE);
}

static void
read_flags (OuroPercent    *self,
            OuroConversion *conversion)
{
  static const char signs[] = "-+ #0"; /* in the order of OuroPercentFlags */

  for (; !is_at_end (self) && peek (self) < 0x80; self->place++)
    {
      const char *sign = strchr (signs, (int)peek (self));

      if (sign == NULL)
        return;
      conversion->flags |= 1u << (sign - signs);
    }
}

/* A number given as *: it comes from the values. */
static gboolean
take_number (OuroPercent *self,
             gboolean     is_width,
             gint64      *number)
{
  OuroVm          *vm = self->vm;
  OuroId           value;
  g_autofree char *argument = NULL;
  gboolean         fits;

  if (vm->profile->percent_names_arguments && self->keyed != OURO_NO_ID)
    return fail (self, "* cannot be used with a parenthesised mapping key");
  value = get_next (self, TRUE);
  if (value == OURO_NO_ID)
    return FALSE;
  argument = ouro_percent_dup_argument_name (self);
  if (!ouro_py_is_int (vm, value))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, value);

      if (vm->profile->percent_names_arguments)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s: * requires int, not %s", argument, name);
      else
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "* wants int");
      return FALSE;
    }
  fits = ouro_py_int_get_small (vm, value, number) && (is_width ? *number > G_MININT64 : *number >= G_MININT && *number <= G_MAXINT);
  if (fits)
    return TRUE;
  if (vm->profile->percent_names_arguments)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "%s: too big for %s", argument, is_width ? "width" : "precision");
  else
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C %s", is_width ? "ssize_t" : "int");
  return FALSE;
}

static gboolean
read_number (OuroPercent *self,
             gboolean     is_width,
             gint64      *number)
{
  gint64 most = is_width ? G_MAXINT64 : G_MAXINT;

  if (peek (self) == '*')
    {
      self->place++;
      return take_number (self, is_width, number);
    }
  for (; peek (self) >= '0' && peek (self) <= '9'; self->place++)
    {
      gint64 digit = (gint64)peek (self) - '0';

      *number = MAX (*number, 0);
      if (*number > (most - digit) / 10)
        return fail (self, is_width ? "width too big" : "precision too big");
      *number = *number * 10 + digit;
    }
  return TRUE;
}

static gboolean
read_conversion (OuroPercent    *self,
                 OuroConversion *conversion)
{
  gint64 precision = 0;

  *conversion = (OuroConversion){ .width = -1, .precision = -1 };
  if (!read_key (self))
    return FALSE;
  read_flags (self, conversion);
  if (!read_number (self, TRUE, &conversion->width))
    return FALSE;
  if (conversion->width < -1)
    {
      conversion->flags |= OURO_PERCENT_LEFT;
      conversion->width = -conversion->width;
    }
  if (peek (self) == '.')
    {
      self->place++;
      if (!read_number (self, FALSE, &precision))
        return FALSE;
      conversion->precision = (gint)MAX (precision, 0);
    }
  if (peek (self) == 'h' || peek (self) == 'l' || peek (self) == 'L')
    self->place++;
  if (is_at_end (self))
    return fail_at_end (self, FALSE);
  conversion->type = ouro_py_text_at (&self->text, self->place++);
  return TRUE;
}

/* Writing ------------------------------------------------------------------------------------- */

static void
add_fill (OuroPercent *self,
          gunichar     c,
          gsize        n)
{
  for (gsize i = 0; i < n; i++)
    g_array_append_val (self->builder.characters, c);
}

static void
add_text (OuroPercent      *self,
          const OuroPyText *text)
{
  for (gsize i = 0; i < text->n; i++)
    {
      gunichar c = ouro_py_text_at (text, i);

      g_array_append_val (self->builder.characters, c);
    }
}

/* A number is filled up behind its sign and prefix when it is filled up with zeros. */
static gboolean
add_padded (OuroPercent          *self,
            const OuroConversion *conversion,
            const OuroPyText     *text,
            gboolean              is_number)
{
  gboolean   zeros = is_number && (conversion->flags & OURO_PERCENT_ZERO) && !(conversion->flags & OURO_PERCENT_LEFT);
  gboolean   has_sign = is_number && text->n > 0 && ouro_py_text_at (text, 0) == '-';
  gunichar   sign = has_sign ? '-' : !is_number                             ? 0
                                   : conversion->flags & OURO_PERCENT_SIGN  ? '+'
                                   : conversion->flags & OURO_PERCENT_BLANK ? ' '
                                                                            : 0;
  OuroPyText body = ouro_py_text_slice (text, has_sign, text->n - has_sign);
  gsize      n_prefix = (conversion->flags & OURO_PERCENT_ALTERNATE) && is_number && conversion->type < 0x80 && strchr ("xXo", (int)conversion->type) != NULL ? 2 : 0;
  OuroPyText prefix = ouro_py_text_slice (&body, 0, n_prefix);
  OuroPyText rest = ouro_py_text_slice (&body, n_prefix, body.n - n_prefix);
  gsize      n = body.n + (sign != 0);
  gsize      fill = conversion->width > (gint64)n ? (gsize)conversion->width - n : 0;

  if (!ouro_py_has_room (self->vm, self->builder.characters->len + (guint64)n + fill))
    return FALSE;
  if (!zeros && !(conversion->flags & OURO_PERCENT_LEFT))
    add_fill (self, ' ', fill);
  add_fill (self, sign, sign != 0);
  add_text (self, &prefix);
  if (zeros)
    add_fill (self, '0', fill);
  add_text (self, &rest);
  if (conversion->flags & OURO_PERCENT_LEFT)
    add_fill (self, ' ', fill);
  return TRUE;
}

static gboolean
is_known_type (const OuroPercent *self,
               gunichar           type)
{
  return type != 0 && type < 0x80 && strchr (self->text.kind == OURO_KIND_STR ? "sradiuoxXeEfFgGc" : "bsradiuoxXeEfFgGc", (int)type) != NULL;
}

static gboolean
raise_unknown_type (const OuroPercent *self,
                    gunichar           type)
{
  OuroVm          *vm = self->vm;
  gsize            place = self->place - 1;
  gboolean         is_plain = type > 31 && type < 127;
  g_autofree char *character = NULL;

  if (!vm->profile->percent_names_arguments)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "unsupported format character '%c' (0x%x) at index %" G_GSIZE_FORMAT, is_plain ? (char)type : '?', type, place);
      return FALSE;
    }
  if (type < 0x80 && g_ascii_isalpha ((char)type))
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "unsupported format %%%c at position %" G_GSIZE_FORMAT, (char)type, self->start);
      return FALSE;
    }
  if (is_plain)
    character = g_strdup_printf ("'%c'", (char)type);
  else if (self->text.kind != OURO_KIND_STR)
    character = g_strdup_printf ("with code 0x%02x", type);
  else if (type < 0xa0)
    character = g_strdup_printf ("U+%04X", type);
  else
    {
      char utf8[7] = { 0 };

      g_unichar_to_utf8 (type, utf8);
      character = g_strdup_printf ("'%s' (U+%04X)", utf8, type);
    }
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "stray %% at position %" G_GSIZE_FORMAT " or unexpected format character %s at position %" G_GSIZE_FORMAT, self->start, character, place);
  return FALSE;
}

/* Whether the str is the whole result: then no characters need be copied. */
static gboolean
is_whole (const OuroPercent    *self,
          const OuroConversion *conversion,
          OuroId                str)
{
  return is_at_end (self) && self->builder.characters->len == 0 && self->text.kind == OURO_KIND_STR && conversion->width <= (gint64)self->vm->heap->rows[ouro_vm_value (self->vm, str)].n && conversion->flags == 0 && self->vm->heap->rows[str].cls == OURO_TYPE_STR;
}

/* One conversion, behind its % sign. *whole: its text, when that is all there is. */
static gboolean
add_conversion (OuroPercent *self,
                OuroId      *whole)
{
  OuroVm        *vm = self->vm;
  OuroConversion conversion;
  OuroPyText     text;
  OuroId         value, str;
  gboolean       is_number, good;

  if (!read_conversion (self, &conversion))
    return FALSE;
  value = get_next (self, FALSE);
  if (value == OURO_NO_ID)
    return FALSE;
  if (!is_known_type (self, conversion.type))
    return raise_unknown_type (self, conversion.type);
  str = ouro_percent_convert (self, &conversion, value, &is_number);
  if (str == OURO_NO_ID)
    return FALSE;
  if (is_whole (self, &conversion, str))
    {
      *whole = str;
      return TRUE;
    }
  ouro_py_text_get (vm, str, &text);
  good = add_padded (self, &conversion, &text, is_number);
  ouro_heap_decref (vm->heap, str);
  return good && ouro_vm_may_go_on (vm, self->place);
}

/* All values of a tuple have to be used, a single one, too, unless keys can be looked up in it. */
static gboolean
check_all_used (const OuroPercent *self)
{
  gint n = self->n >= 0 ? self->n : 1;

  if (self->mapping != OURO_NO_ID || self->next >= n)
    return TRUE;
  if (self->vm->profile->percent_names_arguments)
    ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "not all arguments converted during %s formatting (required %d, got %d)", self->text.kind == OURO_KIND_STR ? "string" : "bytes", self->next, n);
  else
    ouro_vm_raise (self->vm, OURO_TYPE_TYPE_ERROR, "not all arguments converted during %s formatting", self->text.kind == OURO_KIND_STR ? "string" : "bytes");
  return FALSE;
}

static gboolean
add_all (OuroPercent *self,
         OuroId      *whole)
{
  while (!is_at_end (self))
    {
      gsize      start = self->place;
      OuroPyText literal;

      while (!is_at_end (self) && peek (self) != '%')
        self->place++;
      literal = ouro_py_text_slice (&self->text, start, self->place - start);
      add_text (self, &literal);
      if (is_at_end (self))
        break;
      self->start = self->place++;
      if (peek (self) == '%')
        add_fill (self, ouro_py_text_at (&self->text, self->place++), 1);
      else if (!add_conversion (self, whole))
        return FALSE;
    }
  return check_all_used (self);
}

static OuroId
finish (OuroPercent *self)
{
  GArray            *characters = self->builder.characters;
  g_autofree guint8 *bytes = NULL;
  OuroPyText         text = ouro_py_text_of (self->text.kind, 1, NULL, characters->len);

  if (self->text.kind == OURO_KIND_STR)
    return ouro_text_builder_finish (&self->builder, self->vm);
  text.data = bytes = g_malloc (characters->len + 1);
  for (guint i = 0; i < characters->len; i++)
    bytes[i] = (guint8)g_array_index (characters, gunichar, i);
  g_clear_pointer (&self->builder.characters, g_array_unref);
  return ouro_py_text_make (self->vm, &text);
}

/* PyMapping_Check (), but not a tuple or a text. */
static gboolean
is_mapping (const OuroPercent *self,
            OuroId             values)
{
  OuroVm  *vm = self->vm;
  OuroKind kind = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, values));

  if (kind == OURO_KIND_TUPLE || kind == OURO_KIND_STR || (self->text.kind != OURO_KIND_STR && (kind == OURO_KIND_BYTES || kind == OURO_KIND_BYTEARRAY)))
    return FALSE;
  return vm->slots[ouro_vm_value_type (vm, values)].get_item != NULL || ouro_py_get_own_special (vm, values, OURO_NAME___getitem__) != OURO_NO_ID;
}

OuroId
ouro_py_percent (OuroVm *vm,
                 OuroId  self,
                 OuroId  values)
{
  OuroPercent percent = { .vm = vm, .values = values, .n = -1 };
  OuroId      whole = OURO_NO_ID;
  OuroPyText  copy;
  gboolean    good;

  ouro_py_text_get (vm, self, &percent.text);
  copy = percent.text;
  /* Conversions run Python code: a bytearray is read from a copy. */
  if (copy.kind == OURO_KIND_BYTEARRAY)
    percent.text.data = copy.data = g_memdup2 (copy.data, copy.n + 1);
  if (is_mapping (&percent, values))
    percent.mapping = values;
  if (ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, values)) == OURO_KIND_TUPLE)
    percent.n = (gint)ouro_heap_get_n_cells (vm->heap, ouro_vm_value (vm, values));
  ouro_text_builder_init (&percent.builder);
  good = add_all (&percent, &whole);
  drop_key (&percent);
  if (copy.kind == OURO_KIND_BYTEARRAY)
    g_free ((gpointer)copy.data);
  if (good && whole == OURO_NO_ID)
    return finish (&percent);
  g_array_unref (percent.builder.characters);
  if (good)
    return whole;
  if (whole != OURO_NO_ID)
    ouro_heap_decref (vm->heap, whole);
  return OURO_NO_ID;
}
