/* ouro-py-str-format.c - str.format () and str.format_map ()
 *
 * The text is read once: literal parts go to the result, each field is looked up, converted, formatted. A specification may
 * hold fields itself, but those none.
 * Source  Objects/stringlib/unicode_format.h (3.11 to 3.15)
 */
#include "ouro-py-format-private.h"

#include <unictype.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

/* Fields in fields. */
#define DEEPEST 2

typedef enum {
  NUMBERING_UNKNOWN,
  NUMBERING_AUTOMATIC,
  NUMBERING_MANUAL,
} Numbering;

typedef struct
{
  OuroVm        *vm;
  OuroPyText     text;
  const guint32 *args;
  guint          n_args;
  OuroId         kwnames;
  OuroId         mapping; /* of format_map (): instead of all arguments */
  Numbering      numbering;
  gint64         next_index;
} Formatter;

/* A part of the text. */
typedef struct
{
  gsize start;
  gsize end;
} Span;

typedef struct
{
  Span     name;
  Span     spec;
  gunichar conversion;
  gboolean spec_has_fields;
} Field;

static gboolean
fail (const Formatter *self,
      const char      *words)
{
  ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "%s", words);
  return FALSE;
}

static gunichar
at (const Formatter *self,
    gsize            place)
{
  return ouro_py_text_at (&self->text, place);
}

static OuroId
make_part (const Formatter *self,
           Span             span)
{
  OuroPyText part = ouro_py_text_slice (&self->text, span.start, span.end - span.start);

  return ouro_py_text_make (self->vm, &part);
}

/* Field names --------------------------------------------------------------------------------- */

/* get_integer: the number that the span is, -1 when it is none, -2 with ValueError. */
static gint64
read_integer (const Formatter *self,
              Span             span)
{
  gint64 result = 0;

  if (span.start >= span.end)
    return -1;
  for (gsize i = span.start; i < span.end; i++)
    {
      int digit = uc_decimal_value (at (self, i));

      if (digit < 0)
        return -1;
      if (result > (G_MAXINT64 - digit) / 10)
        {
          fail (self, "Too many decimal digits in format string");
          return -2;
        }
      result = result * 10 + digit;
    }
  return result;
}

/* Fields are numbered by hand or by themselves, not both. */
static gboolean
check_numbering (Formatter *self,
                 Numbering  numbering)
{
  if (self->numbering == NUMBERING_UNKNOWN)
    self->numbering = numbering;
  if (self->numbering == numbering)
    return TRUE;
  return fail (self, numbering == NUMBERING_AUTOMATIC ? "cannot switch from manual field specification to automatic field numbering"
                                                      : "cannot switch from automatic field numbering to manual field specification");
}

static OuroId
find_keyword (const Formatter *self,
              OuroId           name)
{
  OuroHeap *heap = self->vm->heap;
  guint32   n = self->kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (heap, self->kwnames) : 0;

  for (guint32 i = 0; i < n; i++)
    if (ouro_str_equal (heap, ouro_vm_value (self->vm, ouro_heap_get_cell (heap, self->kwnames, i)), name))
      return ouro_vm_new_reference (self->vm, ouro_vm_argument (self->args, self->n_args + i));
  ouro_vm_raise_with_args (self->vm, OURO_TYPE_KEY_ERROR, &name, 1);
  return OURO_NO_ID;
}

static OuroId
get_positional (const Formatter *self,
                gint64           index)
{
  if (self->mapping != OURO_NO_ID)
    {
      fail (self, "Format string contains positional fields");
      return OURO_NO_ID;
    }
  if (index < (gint64)self->n_args)
    return ouro_vm_new_reference (self->vm, ouro_vm_argument (self->args, (guint)index));
  ouro_vm_raise (self->vm, OURO_TYPE_INDEX_ERROR, "Replacement index %" G_GINT64_FORMAT " out of range for positional args tuple", index);
  return OURO_NO_ID;
}

/* The argument that a field begins with. */
static OuroId
get_first (Formatter *self,
           Span       first)
{
  gint64 index = read_integer (self, first);
  OuroId name, result;

  if (index == -2)
    return OURO_NO_ID;
  if (index >= 0 || first.start == first.end)
    {
      if (self->mapping == OURO_NO_ID && !check_numbering (self, index >= 0 ? NUMBERING_MANUAL : NUMBERING_AUTOMATIC))
        return OURO_NO_ID;
      return get_positional (self, index >= 0 ? index : self->next_index++);
    }
  name = make_part (self, first);
  if (name == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (self->vm, name);
  result = self->mapping != OURO_NO_ID ? ouro_vm_get_item (self->vm, self->mapping, name) : find_keyword (self, name);
  ouro_heap_decref (self->vm->heap, ouro_vm_release (self->vm));
  return result;
}

/* One step from an object: .name or [key]. Takes over the object. */
static OuroId
step (const Formatter *self,
      OuroId           object,
      Span             span,
      gboolean         is_attribute)
{
  OuroVm *vm = self->vm;
  gint64  index = is_attribute ? -1 : read_integer (self, span);
  OuroId  key = OURO_NO_ID, result = OURO_NO_ID;

  if (index != -2)
    key = index >= 0 ? ouro_int_new (vm->heap, index) : make_part (self, span);
  if (key != OURO_NO_ID && is_attribute)
    {
      OuroId interned = ouro_vm_intern_str (vm, key);

      ouro_heap_decref (vm->heap, key);
      key = interned;
    }
  if (key != OURO_NO_ID)
    {
      ouro_vm_hold (vm, object);
      ouro_vm_hold (vm, key);
      result = is_attribute ? ouro_vm_get_attribute (vm, object, key) : ouro_vm_get_item (vm, object, key);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      ouro_vm_release (vm);
    }
  ouro_heap_decref (vm->heap, object);
  return result;
}

/* Where the next '.' or '[' of a field name stands. */
static gsize
find_step (const Formatter *self,
           gsize            place,
           gsize            end)
{
  while (place < end && at (self, place) != '.' && at (self, place) != '[')
    place++;
  return place;
}

/* The span of the next step, between its signs; moves place behind it. */
static gboolean
read_step (const Formatter *self,
           gsize           *place,
           gsize            end,
           Span            *span,
           gboolean        *is_attribute)
{
  *is_attribute = at (self, *place) == '.';
  span->start = *place + 1;
  span->end = span->start;
  if (*is_attribute)
    *place = span->end = find_step (self, span->start, end);
  else if (at (self, *place) != '[')
    return fail (self, "Only '.' or '[' may follow ']' in format field specifier");
  else
    {
      while (span->end < end && at (self, span->end) != ']')
        span->end++;
      if (span->end == end)
        return fail (self, "Missing ']' in format string");
      *place = span->end + 1;
    }
  return span->start < span->end || fail (self, "Empty attribute in format string");
}

static OuroId
get_field_object (Formatter *self,
                  Span       name)
{
  Span     first = { name.start, find_step (self, name.start, name.end) };
  OuroId   object = get_first (self, first);
  gsize    place = first.end;
  Span     span;
  gboolean is_attribute;

  while (object != OURO_NO_ID && place < name.end)
    {
      if (!read_step (self, &place, name.end, &span, &is_attribute))
        {
          ouro_heap_decref (self->vm->heap, object);
          return OURO_NO_ID;
        }
      object = step (self, object, span, is_attribute);
    }
  return object;
}

/* Reading fields ------------------------------------------------------------------------------ */

/* Up to the brace that closes the field. */
static gboolean
read_spec (const Formatter *self,
           gsize           *place,
           gsize            end,
           Field           *field)
{
  guint depth = 1;

  for (field->spec.start = *place; *place < end; ++*place)
    switch (at (self, *place))
      {
      case '{':
        field->spec_has_fields = TRUE;
        depth++;
        break;
      case '}':
        if (--depth > 0)
          break;
        field->spec.end = (*place)++;
        return TRUE;
      default:
        break;
      }
  return fail (self, "unmatched '{' in format spec");
}

/* The name ends at one of ":!}". */
static gboolean
read_name (const Formatter *self,
           gsize           *place,
           gsize            end,
           Field           *field)
{
  for (field->name.start = *place; *place < end; ++*place)
    switch (at (self, *place))
      {
      case '{':
        return fail (self, "unexpected '{' in field name");
      case '[':
        while (*place + 1 < end && at (self, *place) != ']')
          ++*place;
        break;
      case '}':
      case ':':
      case '!':
        field->name.end = *place;
        return TRUE;
      default:
        break;
      }
  return fail (self, "expected '}' before end of string");
}

static gboolean
read_field (const Formatter *self,
            gsize           *place,
            gsize            end,
            Field           *field)
{
  gunichar c;

  *field = (Field){ 0 };
  if (!read_name (self, place, end, field))
    return FALSE;
  c = at (self, (*place)++);
  if (c == '}')
    return TRUE;
  if (c == ':')
    return read_spec (self, place, end, field);
  if (*place >= end)
    return fail (self, "end of string while looking for conversion specifier");
  field->conversion = at (self, (*place)++);
  if (*place < end)
    {
      c = at (self, (*place)++);
      if (c == '}')
        return TRUE;
      if (c != ':')
        return fail (self, "expected ':' after conversion specifier");
    }
  return read_spec (self, place, end, field);
}

/* Writing ------------------------------------------------------------------------------------- */

static OuroId build (Formatter *self,
                     Span       span,
                     guint      depth);

/* -1 with ValueError. */
static gint
get_conversion (const Formatter *self,
                gunichar         c)
{
  switch (c)
    {
    case 0:
      return OURO_CONVERSION_NONE;
    case 's':
      return OURO_CONVERSION_STR;
    case 'r':
      return OURO_CONVERSION_REPR;
    case 'a':
      return OURO_CONVERSION_ASCII;
    default:
      if (c > 32 && c < 127)
        ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Unknown conversion specifier %c", (char)c);
      else
        ouro_vm_raise (self->vm, OURO_TYPE_VALUE_ERROR, "Unknown conversion specifier \\x%x", c);
      return -1;
    }
}

static OuroId
format_field (Formatter   *self,
              const Field *field,
              guint        depth)
{
  OuroVm *vm = self->vm;
  OuroId  object = get_field_object (self, field->name);
  OuroId  spec = OURO_ID_EMPTY_STR;
  OuroId  result = OURO_NO_ID;
  gint    conversion;

  if (object == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, object);
  conversion = get_conversion (self, field->conversion);
  if (conversion >= 0)
    spec = field->spec_has_fields ? build (self, field->spec, depth - 1) : make_part (self, field->spec);
  if (conversion >= 0 && spec != OURO_NO_ID)
    {
      ouro_vm_hold (vm, spec);
      result = ouro_vm_format_value (vm, object, (guint)conversion, vm->heap->rows[spec].n > 0 ? spec : OURO_NO_ID);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

/* The literal text up to the next field; a doubled brace ends it, too, and stands for one. */
static gboolean
read_literal (const Formatter *self,
              gsize           *place,
              gsize            end,
              Span            *literal,
              gboolean        *field_follows)
{
  gunichar c;

  *field_follows = FALSE;
  literal->start = *place;
  while (*place < end && at (self, *place) != '{' && at (self, *place) != '}')
    ++*place;
  literal->end = *place;
  if (*place == end)
    return TRUE;
  c = at (self, (*place)++);
  if (*place < end && at (self, *place) == c)
    {
      literal->end = (*place)++;
      return TRUE;
    }
  if (c == '}')
    return fail (self, "Single '}' encountered in format string");
  if (*place == end)
    return fail (self, "Single '{' encountered in format string");
  *field_follows = TRUE;
  return TRUE;
}

/* Adds a part, which is taken over. What is the only part of the result is the result itself. */
static void
add_part (const Formatter *self,
          OuroTextBuilder *builder,
          OuroId           part,
          gboolean         is_last,
          OuroId          *whole)
{
  if (is_last && builder->characters->len == 0 && self->vm->heap->rows[part].cls == OURO_TYPE_STR)
    {
      *whole = part;
      return;
    }
  ouro_text_builder_add (builder, self->vm, part);
  ouro_heap_decref (self->vm->heap, part);
}

static gboolean
build_parts (Formatter       *self,
             Span             span,
             guint            depth,
             OuroTextBuilder *builder,
             OuroId          *whole)
{
  gsize place = span.start;

  while (place < span.end)
    {
      Span     literal;
      Field    field;
      gboolean field_follows;
      OuroId   part;

      if (!read_literal (self, &place, span.end, &literal, &field_follows))
        return FALSE;
      part = make_part (self, literal);
      if (part == OURO_NO_ID)
        return FALSE;
      add_part (self, builder, part, place == span.end, whole);
      if (!field_follows)
        continue;
      if (!read_field (self, &place, span.end, &field))
        return FALSE;
      part = format_field (self, &field, depth);
      if (part == OURO_NO_ID || !ouro_py_has_room (self->vm, builder->characters->len + self->vm->heap->rows[ouro_vm_value (self->vm, part)].n))
        {
          if (part != OURO_NO_ID)
            ouro_heap_decref (self->vm->heap, part);
          return FALSE;
        }
      add_part (self, builder, part, place == span.end, whole);
    }
  return TRUE;
}

static OuroId
build (Formatter *self,
       Span       span,
       guint      depth)
{
  OuroTextBuilder builder;
  OuroId          whole = OURO_NO_ID;
  gboolean        good;

  if (depth == 0)
    {
      fail (self, "Max string recursion exceeded");
      return OURO_NO_ID;
    }
  ouro_text_builder_init (&builder);
  good = build_parts (self, span, depth, &builder, &whole);
  if (whole == OURO_NO_ID)
    return ouro_py_text_end (&builder, self->vm, good);
  g_array_unref (builder.characters);
  return whole;
}

OuroId
ouro_py_str_format (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames,
                    OuroId         mapping)
{
  Formatter formatter = { .vm = vm, .args = args, .n_args = n_args, .kwnames = kwnames, .mapping = mapping };

  ouro_py_text_get (vm, self, &formatter.text);
  return build (&formatter, (Span){ 0, formatter.text.n }, DEEPEST);
}
