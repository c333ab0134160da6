/* ouro-py-text.c - what str, bytes and bytearray have in common: looking, searching, making
 *
 * Source  Objects/unicodeobject.c, bytesobject.c, bytearrayobject.c, bytes_methods.c; Objects/stringlib/ (3.11 to 3.15)
 */
#include "ouro-py-text-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* Looking ------------------------------------------------------------------------------------- */

void
ouro_py_text_get (const OuroVm *vm,
                  OuroId        object,
                  OuroPyText   *text)
{
  static const guint widths[] = { 1, 1, 2, 4 };
  OuroId             value = ouro_vm_value (vm, object);

  text->kind = ouro_heap_get_kind (vm->heap, value);
  text->whole = object == value && text->kind != OURO_KIND_BYTEARRAY ? object : OURO_NO_ID;
  text->n = vm->heap->rows[value].n;
  text->width = text->kind == OURO_KIND_STR ? widths[ouro_str_get_text_kind (vm->heap, value)] : 1;
  if (text->kind == OURO_KIND_BYTEARRAY)
    text->data = (const guint8 *)(vm->heap->cells + vm->heap->rows[value].cells);
  else
    text->data = ouro_str_get_data (vm->heap, value);
}

gboolean
ouro_py_text_equal (const OuroPyText *a,
                    const OuroPyText *b)
{
  if (a->n != b->n)
    return FALSE;
  if (a->width == b->width)
    return memcmp (a->data, b->data, a->n * a->width) == 0;
  for (gsize i = 0; i < a->n; i++)
    if (ouro_py_text_at (a, i) != ouro_py_text_at (b, i))
      return FALSE;
  return TRUE;
}

static int
compare (const OuroPyText *a,
         const OuroPyText *b)
{
  gsize n = MIN (a->n, b->n);
  int   order = 0;

  if (a->width == 1 && b->width == 1)
    order = memcmp (a->data, b->data, n);
  else
    for (gsize i = 0; i < n && order == 0; i++)
      order = (int)ouro_py_text_at (a, i) - (int)ouro_py_text_at (b, i);
  if (order != 0)
    return order < 0 ? -1 : 1;
  return a->n < b->n ? -1 : a->n > b->n;
}

/* Searching ----------------------------------------------------------------------------------- */

/* The same characters in a greater width; free with g_free (). */
static guint8 *
dup_widened (const OuroPyText *text,
             guint             width)
{
  guint8 *data = g_malloc (text->n * width + 1);

  for (gsize i = 0; i < text->n; i++)
    if (width == 2)
      ((guint16 *)(gpointer)data)[i] = (guint16)ouro_py_text_at (text, i);
    else
      ((gunichar *)(gpointer)data)[i] = ouro_py_text_at (text, i);
  return data;
}

/* memmem () sees bytes: what it finds between two characters is nothing. */
static gssize
find_bytes (const OuroPyText *self,
            const guint8     *sought,
            gsize             n)
{
  const guint8 *at = self->data;
  const guint8 *end = self->data + self->n * self->width;

  while ((at = memmem (at, (gsize)(end - at), sought, n * self->width)) != NULL)
    {
      if ((gsize)(at - self->data) % self->width == 0)
        return (at - self->data) / self->width;
      at++;
    }
  return -1;
}

gssize
ouro_py_text_find (const OuroPyText *self,
                   const OuroPyText *sought)
{
  g_autofree guint8 *widened = NULL;

  if (sought->n == 0)
    return 0;
  /* A str has the smallest width that fits, so what is wider has a character that self has not. */
  if (sought->n > self->n || sought->width > self->width)
    return -1;
  if (sought->width < self->width)
    widened = dup_widened (sought, self->width);
  return find_bytes (self, widened != NULL ? widened : sought->data, sought->n);
}

gssize
ouro_py_text_find_last (const OuroPyText *self,
                        const OuroPyText *sought)
{
  g_autofree guint8 *widened = NULL;
  const guint8      *data = sought->data;
  gsize              size = sought->n * self->width;

  if (sought->n > self->n || sought->width > self->width)
    return -1;
  if (sought->width < self->width)
    data = widened = dup_widened (sought, self->width);
  for (gssize i = (gssize)(self->n - sought->n); i >= 0; i--)
    if (memcmp (self->data + (gsize)i * self->width, data, size) == 0)
      return i;
  return -1;
}

/* Making -------------------------------------------------------------------------------------- */

static gunichar
get_maximum (const OuroPyText *text)
{
  gunichar maximum = 0;

  if (text->width == 1)
    for (gsize i = 0; i < text->n; i++)
      maximum |= text->data[i];
  else
    for (gsize i = 0; i < text->n; i++)
      maximum |= ouro_py_text_at (text, i);
  return maximum;
}

static OuroId
make_str (OuroVm           *vm,
          const OuroPyText *text)
{
  static const guint   widths[] = { 1, 1, 2, 4 };
  gunichar             maximum = get_maximum (text);
  OuroTextKind         kind = maximum < 0x80      ? OURO_TEXT_ASCII
                              : maximum < 0x100   ? OURO_TEXT_LATIN
                              : maximum < 0x10000 ? OURO_TEXT_2
                                                  : OURO_TEXT_4;
  g_autofree gunichar *characters = NULL;

  if (text->width == widths[kind])
    return ouro_str_new_from_data (vm->heap, kind, text->data, text->n);
  characters = g_new (gunichar, text->n);
  for (gsize i = 0; i < text->n; i++)
    characters[i] = ouro_py_text_at (text, i);
  return ouro_str_new_from_characters (vm->heap, characters, text->n);
}

OuroId
ouro_py_text_make (OuroVm           *vm,
                   const OuroPyText *text)
{
  if (text->whole != OURO_NO_ID)
    return ouro_vm_new_reference (vm, text->whole);
  if (!ouro_py_has_room (vm, text->n * text->width / 4))
    return OURO_NO_ID;
  switch ((guint)text->kind)
    {
    case OURO_KIND_STR:
      return make_str (vm, text);
    case OURO_KIND_BYTES:
      return ouro_bytes_new (vm->heap, text->data, text->n);
    default:
      return ouro_py_bytearray_new (vm, text->data, text->n);
    }
}

OuroId
ouro_py_text_make_ascii (OuroVm     *vm,
                         OuroKind    kind,
                         const char *characters,
                         gsize       n)
{
  OuroPyText text = ouro_py_text_of (kind, 1, characters, n);

  return ouro_py_text_make (vm, &text);
}

gboolean
ouro_py_text_writer_init (OuroPyTextWriter *self,
                          OuroVm           *vm,
                          OuroKind          kind,
                          guint             width,
                          guint64           n)
{
  if (!ouro_py_has_room (vm, n * width / 4))
    return FALSE;
  self->data = g_malloc (n * width + 1);
  self->text = ouro_py_text_of (kind, width, self->data, n);
  self->at = 0;
  return TRUE;
}

void
ouro_py_text_writer_add (OuroPyTextWriter *self,
                         const OuroPyText *part)
{
  guint   width = self->text.width;
  guint8 *to = self->data + self->at * width;

  if (part->width == width)
    memcpy (to, part->data, part->n * width);
  else if (width == 2)
    for (gsize i = 0; i < part->n; i++)
      ((guint16 *)(gpointer)to)[i] = part->data[i];
  else
    for (gsize i = 0; i < part->n; i++)
      ((gunichar *)(gpointer)to)[i] = ouro_py_text_at (part, i);
  self->at += part->n;
}

void
ouro_py_text_writer_fill (OuroPyTextWriter *self,
                          gunichar          c,
                          gsize             n)
{
  guint8 *to = self->data + self->at * self->text.width;

  for (gsize i = 0; i < n; i++)
    if (self->text.width == 1)
      to[i] = (guint8)c;
    else if (self->text.width == 2)
      ((guint16 *)(gpointer)to)[i] = (guint16)c;
    else
      ((gunichar *)(gpointer)to)[i] = c;
  self->at += n;
}

OuroId
ouro_py_text_writer_finish (OuroPyTextWriter *self,
                            OuroVm           *vm)
{
  OuroId result = ouro_py_text_make (vm, &self->text);

  g_free (self->data);
  return result;
}

OuroId
ouro_py_text_writer_finish_new (OuroPyTextWriter *self,
                                OuroVm           *vm)
{
  OuroId result = ouro_py_text_writer_finish (self, vm);

  return result != OURO_NO_ID ? ouro_text_unshare (vm->heap, result) : OURO_NO_ID;
}

OuroId
ouro_py_text_concatenate (OuroVm           *vm,
                          OuroKind          kind,
                          const OuroPyText *parts,
                          gsize             n_parts)
{
  OuroPyTextWriter writer;
  guint            width = 1;
  guint64          n = 0;

  for (gsize i = 0; i < n_parts; i++)
    {
      width = MAX (width, parts[i].width);
      n += parts[i].n;
    }
  if (!ouro_py_text_writer_init (&writer, vm, kind, width, n))
    return OURO_NO_ID;
  for (gsize i = 0; i < n_parts; i++)
    ouro_py_text_writer_add (&writer, &parts[i]);
  return ouro_py_text_writer_finish (&writer, vm);
}

static OuroId
repeat (OuroVm           *vm,
        const OuroPyText *text,
        gint64            times)
{
  g_autofree guint8 *data = NULL;
  OuroPyText         result = *text;
  gsize              size = text->n * text->width;

  if (times == 1 && text->whole != OURO_NO_ID)
    return ouro_py_text_make (vm, text);
  result.whole = OURO_NO_ID;
  result.n = 0;
  if (times <= 0 || text->n == 0)
    return ouro_py_text_make (vm, &result);
  if ((guint64)times > G_MAXINT64 / text->n)
    {
      ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, text->kind == OURO_KIND_STR ? "repeated string is too long" : "repeated bytes are too long");
      return OURO_NO_ID;
    }
  if ((guint64)times > G_MAXUINT32 || !ouro_py_has_room (vm, (guint64)times * size / 4))
    {
      if (!ouro_vm_has_exception (vm))
        ouro_py_raise_memory_error (vm);
      return OURO_NO_ID;
    }
  result.n = text->n * (gsize)times;
  result.data = data = g_malloc (result.n * text->width);
  for (gsize at = 0; at < result.n * text->width; at += size)
    memcpy (data + at, text->data, size);
  return ouro_py_text_make (vm, &result);
}

OuroId
ouro_py_text_cut (OuroVm *vm,
                  OuroId  str,
                  gint64  start,
                  gint64  stop)
{
  OuroPyText text, part;
  gint64     n;

  ouro_py_text_get (vm, str, &text);
  n = ouro_py_slice_adjust ((gint64)text.n, &start, &stop, 1);
  part = ouro_py_text_slice (&text, n > 0 ? (gsize)start : 0, (gsize)MAX (n, 0));
  return ouro_py_text_make (vm, &part);
}

OuroId
ouro_py_text_get_slice (OuroVm *vm,
                        OuroId  self,
                        OuroId  slice)
{
  g_autofree guint8 *data = NULL;
  OuroPyText         text, part;
  gint64             start, stop, step, n;

  /* This may run Python code, so the text is looked at afterwards. */
  if (!ouro_py_slice_unpack (vm, slice, &start, &stop, &step))
    return OURO_NO_ID;
  if (step == 1)
    return ouro_py_text_cut (vm, self, start, stop);
  ouro_py_text_get (vm, self, &text);
  n = ouro_py_slice_adjust ((gint64)text.n, &start, &stop, step);
  n = MAX (n, 0);
  data = g_malloc ((gsize)n * text.width);
  for (gint64 i = 0; i < n; i++)
    memcpy (data + (gsize)i * text.width, text.data + (gsize)(start + i * step) * text.width, text.width);
  part = ouro_py_text_of (text.kind, text.width, data, (gsize)n);
  return ouro_py_text_make (vm, &part);
}

char *
ouro_py_text_dup_start (const OuroVm *vm,
                        OuroId        str,
                        gsize         n)
{
  g_autofree char *text = ouro_vm_dup_text (vm, str);

  if (ouro_str_get_length (vm->heap, ouro_vm_value (vm, str)) <= n)
    return g_steal_pointer (&text);
  return g_utf8_substring (text, 0, (glong)n);
}

gboolean
ouro_py_is_space (gunichar c)
{
  if (c < 0x80)
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Arguments ----------------------------------------------------------------------------------- */

gboolean
ouro_py_text_get_argument (OuroVm           *vm,
                           const OuroPyText *self,
                           OuroId            argument,
                           const char       *function,
                           const char       *place,
                           OuroPyText       *text)
{
  gboolean is_str = self->kind == OURO_KIND_STR;

  if (is_str ? ouro_py_is_str (vm, argument) : ouro_py_is_bytes_like (vm, argument))
    {
      ouro_py_text_get (vm, argument, text);
      return TRUE;
    }
  if (!is_str)
    ouro_py_raise_type (vm, "a bytes-like object is required, not '", argument, "'");
  else if (function == NULL)
    ouro_py_raise_type (vm, "must be str, not ", argument, "");
  else
    ouro_py_raise_bad_argument (vm, function, place, "str", argument);
  return FALSE;
}

/* Slots --------------------------------------------------------------------------------------- */

OuroId
ouro_py_text_slot_compare (OuroVm      *vm,
                           OuroId       a,
                           OuroId       b,
                           OuroOperator op)
{
  OuroPyText text_a, text_b;
  gboolean   is_str = ouro_py_is_str (vm, a);

  if (is_str ? !ouro_py_is_str (vm, b) : !ouro_py_is_bytes_like (vm, b))
    return OURO_ID_NOT_IMPLEMENTED;
  ouro_py_text_get (vm, a, &text_a);
  ouro_py_text_get (vm, b, &text_b);
  if (op == OURO_OPERATOR_EQ || op == OURO_OPERATOR_NOT_EQ)
    return ouro_vm_bool (ouro_py_text_equal (&text_a, &text_b) == (op == OURO_OPERATOR_EQ));
  return ouro_py_compare_lengths (compare (&text_a, &text_b), 0, op);
}

gint64
ouro_py_text_slot_length (OuroVm *vm,
                          OuroId  self)
{
  return vm->heap->rows[ouro_vm_value (vm, self)].n;
}

gboolean
ouro_py_text_slot_hash (OuroVm *vm,
                        OuroId  self,
                        gint64 *hash)
{
  *hash = ouro_hash_text (vm->heap, ouro_vm_value (vm, self));
  return TRUE;
}

int
ouro_py_text_slot_contains (OuroVm *vm,
                            OuroId  self,
                            OuroId  value)
{
  OuroPyText text, sought;

  ouro_py_text_get (vm, self, &text);
  if (text.kind == OURO_KIND_STR && !ouro_py_is_str (vm, value))
    {
      ouro_py_raise_type (vm, "'in <string>' requires string as left operand, not ", value, "");
      return -1;
    }
  if (!ouro_py_text_get_argument (vm, &text, value, NULL, NULL, &sought))
    return -1;
  return ouro_py_text_find (&text, &sought) >= 0;
}

gboolean
ouro_py_text_iterator_step (OuroVm *vm,
                            OuroId  iterator,
                            OuroId *text,
                            gsize  *index)
{
  OuroId held = ouro_heap_get_cell (vm->heap, iterator, OURO_INDEX_ITERATOR_SEQUENCE);

  if (held == OURO_NO_ID)
    return FALSE;
  *text = ouro_vm_value (vm, held);
  *index = ouro_py_get_number (vm, iterator, OURO_INDEX_ITERATOR_INDEX);
  if (*index < vm->heap->rows[*text].n)
    {
      ouro_py_set_number (vm, iterator, OURO_INDEX_ITERATOR_INDEX, (guint32)*index + 1);
      return TRUE;
    }
  ouro_py_drop_cell (vm, iterator, OURO_INDEX_ITERATOR_SEQUENCE);
  return FALSE;
}

OuroId
ouro_py_text_multiply (OuroVm *vm,
                       OuroId  text,
                       OuroId  times)
{
  OuroPyText look;
  gint64     n;

  if (!ouro_py_is_index (vm, times))
    return OURO_ID_NOT_IMPLEMENTED;
  if (!ouro_py_get_index (vm, times, OURO_TYPE_OVERFLOW_ERROR, &n))
    return OURO_NO_ID;
  ouro_py_text_get (vm, text, &look);
  return repeat (vm, &look, n);
}

/* Registering --------------------------------------------------------------------------------- */

void
ouro_py_add_method_tables (OuroVm                      *vm,
                           OuroId                       type,
                           const OuroBuiltinDef *const *tables)
{
  for (; *tables != NULL; tables++)
    {
      vm->slots[type].methods = *tables;
      ouro_vm_add_methods (vm, type);
    }
}

OuroId
ouro_py_convert_to_class (OuroVm *vm,
                          OuroId  cls,
                          OuroId  type,
                          OuroId  value)
{
  OuroId result;

  if (value == OURO_NO_ID || cls == type)
    return value;
  ouro_vm_hold (vm, value);
  result = ouro_vm_call (vm, cls, &value, 1);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, value);
  return result;
}
