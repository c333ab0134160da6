/* ouro-py-bytearray.c - bytearray
 *
 * row.n is the length, row.aux what sys.getsizeof () shows above the object itself: what CPython would have allocated. The bytes
 * stand in cells, four each, and are changed word by word, so that each change can be undone.
 * Source  Objects/bytearrayobject.c (3.11 to 3.15)
 */
#include "ouro-py-bytes-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-iterators-private.h"

/* What the bytes object takes in which 3.15 keeps the data, and its pointer. */
#define SIZE_OF_BYTES   33
#define SIZE_OF_POINTER 8

/* Storage ------------------------------------------------------------------------------------- */

static OuroId
get_storage (const OuroVm *vm,
             OuroId        self)
{
  return ouro_vm_value (vm, self);
}

/* How much is allocated: up to 3.14 with the zero at the end. */
static guint32
get_allocated (const OuroVm *vm,
               OuroId        storage)
{
  guint32 aux = vm->heap->rows[storage].aux;

  if (!vm->profile->bytearray_keeps_bytes)
    return aux;
  return aux > SIZE_OF_POINTER ? aux - SIZE_OF_POINTER - SIZE_OF_BYTES : 0;
}

static void
set_allocated (OuroVm *vm,
               OuroId  storage,
               guint32 allocated)
{
  if (vm->profile->bytearray_keeps_bytes)
    allocated = SIZE_OF_POINTER + (allocated > 0 ? SIZE_OF_BYTES + allocated : 0);
  ouro_heap_set_aux (vm->heap, storage, allocated);
}

/* PyByteArray_Resize (): what is allocated for so many bytes. */
static guint32
get_new_allocated (const OuroVm *vm,
                   guint32       allocated,
                   guint32       n)
{
  guint32 zero = !vm->profile->bytearray_keeps_bytes;

  if (n + zero == 0)
    return 0;
  if (n + zero <= allocated)
    return n < allocated / 2 ? n + zero : allocated;
  if (n <= allocated * 1.125)
    return n + (n >> 3) + (n < 9 ? 3 : 6);
  return n + zero;
}

/* Room in the arena for so many bytes; the present ones are kept. */
static void
reserve (OuroVm *vm,
         OuroId  storage,
         guint32 n)
{
  OuroHeap *heap = vm->heap;
  guint32   old = heap->rows[storage].cells;
  guint32   present = old != 0 ? ouro_heap_get_block_capacity (heap, old) : 0;
  guint32   n_words = (heap->rows[storage].n + 3) / 4;
  guint32   place;

  if ((n + 3) / 4 <= present)
    return;
  place = ouro_heap_new_block (heap, storage, 0, MAX ((n + 3) / 4, present * 2));
  for (guint32 i = 0; i < n_words; i++)
    ouro_heap_put_place (heap, storage, place + i, heap->cells[old + i]);
  ouro_heap_set_row_word (heap, storage, OURO_ROW_CELLS, place);
  if (old != 0)
    ouro_heap_free_block (heap, old);
}

/* Overwrites bytes that there is room for, a word at a time. */
static void
write_bytes (OuroVm       *vm,
             OuroId        storage,
             guint32       at,
             const guint8 *bytes,
             guint32       n)
{
  OuroHeap *heap = vm->heap;
  guint32   place = heap->rows[storage].cells;

  for (guint32 done = 0; done < n;)
    {
      guint32 offset = (at + done) % 4;
      guint32 part = MIN (4 - offset, n - done);
      guint32 index = place + (at + done) / 4;
      guint32 word = heap->cells[index];

      memcpy ((guint8 *)&word + offset, bytes + done, part);
      if (word != heap->cells[index])
        ouro_heap_set_place (heap, storage, index, word);
      done += part;
    }
}

/* Puts bytes in place of those from start to end. bytes may not point into the storage. */
static gboolean
replace (OuroVm       *vm,
         OuroId        storage,
         guint32       start,
         guint32       end,
         const guint8 *bytes,
         gsize         n)
{
  guint32            length = vm->heap->rows[storage].n;
  guint64            new_length = (guint64)length - (end - start) + n;
  g_autofree guint8 *tail = NULL;
  OuroPyText         text;

  if (!ouro_py_has_room (vm, new_length / 4))
    return FALSE;
  if (new_length != length)
    {
      ouro_py_text_get (vm, storage, &text);
      tail = g_memdup2 (text.data + end, length - end + 1);
      reserve (vm, storage, (guint32)new_length);
      set_allocated (vm, storage, get_new_allocated (vm, get_allocated (vm, storage), (guint32)new_length));
      ouro_heap_set_row_word (vm->heap, storage, OURO_ROW_N, (guint32)new_length);
      write_bytes (vm, storage, (guint32)(start + n), tail, length - end);
    }
  write_bytes (vm, storage, start, bytes, (guint32)n);
  return TRUE;
}

static OuroId
allocate (OuroVm *vm)
{
  OuroId storage = ouro_heap_allocate (vm->heap, OURO_KIND_BYTEARRAY, 0, OURO_TYPE_BYTEARRAY, OURO_FREELIST_NONE, 56 + (vm->profile->bytearray_keeps_bytes ? SIZE_OF_POINTER : 0), 0, 0, 0);

  set_allocated (vm, storage, 0);
  return storage;
}

OuroId
ouro_py_bytearray_new (OuroVm       *vm,
                       const guint8 *data,
                       gsize         n)
{
  OuroId storage = allocate (vm);

  replace (vm, storage, 0, 0, data, n);
  return storage;
}

/* bytearray (...) ------------------------------------------------------------------------------ */

static OuroId
bytearray_construct (OuroVm        *vm,
                     OuroId         cls,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  return ouro_vm_wrap (vm, cls, allocate (vm));
}

/* Whether the bytes come one by one, so that the array grows as by append (). */
static gboolean
grows_singly (const OuroVm *vm,
              OuroId        source)
{
  switch ((guint)ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, source)))
    {
    case OURO_KIND_INT:
    case OURO_KIND_BOOL:
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
    case OURO_KIND_BYTEARRAY:
    case OURO_KIND_LIST:
    case OURO_KIND_TUPLE:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
bytearray_initialise (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  OuroId      storage = get_storage (vm, self);
  guint32     allocated = 0;
  GByteArray *bytes;
  gboolean    good;

  if (!ouro_py_bytes_collect (vm, "bytearray", args, n_args, kwnames, &bytes))
    return FALSE;
  good = replace (vm, storage, 0, vm->heap->rows[storage].n, bytes->data, bytes->len);
  if (good && n_args > 0 && grows_singly (vm, ouro_vm_argument (args, 0)))
    {
      for (guint32 n = 1; n <= bytes->len; n++)
        allocated = get_new_allocated (vm, allocated, n);
      set_allocated (vm, storage, allocated);
    }
  g_byte_array_unref (bytes);
  return good;
}

/* Slots --------------------------------------------------------------------------------------- */

static void
append_escaped (GString *text,
                guint8   c,
                char     quote)
{
  if (c == '\\' || c == (guint8)quote)
    g_string_append_printf (text, "\\%c", c);
  else if (c == '\t' || c == '\n' || c == '\r')
    g_string_append (text, c == '\t' ? "\\t" : c == '\n' ? "\\n"
                                                         : "\\r");
  else if (c < 0x20 || c >= 0x7f)
    g_string_append_printf (text, "\\x%02x", c);
  else
    g_string_append_c (text, (char)c);
}

static OuroId
bytearray_repr (OuroVm *vm,
                OuroId  self)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, self);
  GString         *result = g_string_new (name);
  OuroPyText       text;
  gboolean         has_single, has_double;
  char             quote, escaped;
  OuroId           repr;

  ouro_py_text_get (vm, self, &text);
  has_single = text.n > 0 && memchr (text.data, '\'', text.n) != NULL;
  has_double = text.n > 0 && memchr (text.data, '"', text.n) != NULL;
  quote = has_single && !has_double ? '"' : '\'';
  escaped = vm->profile->bytearray_escapes_apostrophe ? '\'' : quote;
  g_string_append_printf (result, "(b%c", quote);
  for (gsize i = 0; i < text.n; i++)
    append_escaped (result, text.data[i], escaped);
  g_string_append_printf (result, "%c)", quote);
  repr = ouro_vm_new_str (vm, "%s", result->str);
  g_string_free (result, TRUE);
  return repr;
}

static OuroId
bytearray_iter (OuroVm *vm,
                OuroId  self)
{
  return ouro_py_index_iterator_new (vm, OURO_TYPE_BYTEARRAY_ITERATOR, self);
}

static OuroId
bytearray_inplace (OuroVm      *vm,
                   OuroId       a,
                   OuroId       b,
                   OuroOperator op)
{
  OuroId             storage = get_storage (vm, a);
  guint32            length = vm->heap->rows[storage].n;
  g_autofree guint8 *copy = NULL;
  OuroPyText         text;
  OuroId             product;
  gboolean           good;

  if (op == OURO_OPERATOR_MULT)
    {
      product = ouro_py_text_multiply (vm, a, b);
      if (product == OURO_NO_ID || product == OURO_ID_NOT_IMPLEMENTED)
        return product;
      ouro_py_text_get (vm, product, &text);
      good = replace (vm, storage, 0, vm->heap->rows[storage].n, text.data, text.n);
      ouro_heap_decref (vm->heap, product);
      return good ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
    }
  if (op != OURO_OPERATOR_ADD)
    return OURO_ID_NOT_IMPLEMENTED;
  if (!ouro_py_is_bytes_like (vm, b))
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, b);
      g_autofree char *own = ouro_vm_dup_type_name (vm, a);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can't concat %s to %s", name, own);
      return OURO_NO_ID;
    }
  if (get_storage (vm, b) == storage && length > 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
      return OURO_NO_ID;
    }
  ouro_py_text_get (vm, b, &text);
  copy = g_memdup2 (text.data, text.n + 1);
  return replace (vm, storage, length, length, copy, text.n) ? ouro_vm_new_reference (vm, a) : OURO_NO_ID;
}

/* Items --------------------------------------------------------------------------------------- */

/* The bytes that are assigned to a slice. */
static gboolean
collect_value (OuroVm     *vm,
               OuroId      value,
               GByteArray *bytes)
{
  if (value == OURO_NO_ID)
    return TRUE;
  if (ouro_py_is_str (vm, value) || ouro_py_is_index (vm, value) || (!ouro_py_is_bytes_like (vm, value) && ouro_vm_is_not_iterable (vm, value)))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
      return FALSE;
    }
  return ouro_py_bytes_collect_items (vm, "bytearray", value, bytes);
}

/* Takes every so many bytes out. */
static gboolean
delete_steps (OuroVm *vm,
              OuroId  storage,
              gint64  start,
              gint64  step,
              gint64  n)
{
  guint32 length = vm->heap->rows[storage].n;
  g_autoptr (GByteArray) left = g_byte_array_new ();
  OuroPyText text;
  gint64     next = step > 0 ? start : start + (n - 1) * step;

  ouro_py_text_get (vm, storage, &text);
  for (guint32 i = 0; i < length; i++)
    if (n > 0 && i == next)
      {
        next += ABS (step);
        n--;
      }
    else
      g_byte_array_append (left, text.data + i, 1);
  return replace (vm, storage, 0, length, left->data, left->len);
}

static gboolean
set_slice (OuroVm           *vm,
           OuroId            self,
           OuroId            slice,
           OuroId            value,
           const GByteArray *bytes)
{
  OuroId storage = get_storage (vm, self);
  gint64 start, stop, step, n;

  if (!ouro_py_slice_unpack (vm, slice, &start, &stop, &step))
    return FALSE;
  n = ouro_py_slice_adjust ((gint64)vm->heap->rows[storage].n, &start, &stop, step);
  if (step == 1)
    return replace (vm, storage, (guint32)start, (guint32)MAX (start, stop), bytes->data, bytes->len);
  if (value == OURO_NO_ID || (bytes->len == 0 && n > 0))
    return n == 0 || delete_steps (vm, storage, start, step, n);
  if (bytes->len != n)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "attempt to assign bytes of size %u to extended slice of size %" G_GINT64_FORMAT, bytes->len, n);
      return FALSE;
    }
  for (gint64 i = 0; i < n; i++)
    write_bytes (vm, storage, (guint32)(start + i * step), bytes->data + i, 1);
  return TRUE;
}

static gboolean
set_byte (OuroVm *vm,
          OuroId  self,
          OuroId  key,
          OuroId  value)
{
  OuroId storage = get_storage (vm, self);
  gint64 index, length;
  guint8 byte = 0;

  if (!ouro_py_get_index (vm, key, OURO_TYPE_INDEX_ERROR, &index) || (value != OURO_NO_ID && !ouro_py_get_byte (vm, value, &byte)))
    return FALSE;
  length = vm->heap->rows[storage].n;
  if (index < 0)
    index += length;
  if (index < 0 || index >= length)
    {
      ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "bytearray index out of range");
      return FALSE;
    }
  if (value == OURO_NO_ID)
    return replace (vm, storage, (guint32)index, (guint32)index + 1, NULL, 0);
  write_bytes (vm, storage, (guint32)index, &byte, 1);
  return TRUE;
}

static gboolean
bytearray_set_item (OuroVm *vm,
                    OuroId  self,
                    OuroId  key,
                    OuroId  value)
{
  g_autoptr (GByteArray) bytes = NULL;

  if (ouro_py_is_index (vm, key))
    return set_byte (vm, self, key, value);
  if (vm->heap->rows[key].cls != OURO_TYPE_SLICE)
    {
      ouro_py_raise_type (vm, "bytearray indices must be integers or slices, not ", key, "");
      return FALSE;
    }
  bytes = g_byte_array_new ();
  return collect_value (vm, value, bytes) && set_slice (vm, self, key, value, bytes);
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
bytearray_append (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId  storage = get_storage (vm, self);
  guint32 length;
  guint8  byte;

  if (!ouro_py_get_byte (vm, ouro_vm_argument (args, 0), &byte))
    return OURO_NO_ID;
  length = vm->heap->rows[storage].n;
  return replace (vm, storage, length, length, &byte, 1) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
bytearray_insert (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId storage = get_storage (vm, self);
  gint64 index, length;
  guint8 byte;

  if (!ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &index) || !ouro_py_get_byte (vm, ouro_vm_argument (args, 1), &byte))
    return OURO_NO_ID;
  length = vm->heap->rows[storage].n;
  if (index < 0)
    index = MAX (index + length, 0);
  index = MIN (index, length);
  return replace (vm, storage, (guint32)index, (guint32)index, &byte, 1) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
bytearray_extend (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId storage = get_storage (vm, self);
  OuroId iterable = ouro_vm_argument (args, 0);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint32 length;

  if (!ouro_py_is_bytes_like (vm, iterable) && ouro_vm_is_not_iterable (vm, iterable))
    {
      ouro_py_raise_type (vm, "can't extend bytearray with ", iterable, "");
      return OURO_NO_ID;
    }
  if (ouro_py_is_str (vm, iterable) && vm->heap->rows[ouro_vm_value (vm, iterable)].n > 0 && vm->profile->bytearray_extend_refuses_str)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "expected iterable of integers; got: 'str'");
      return OURO_NO_ID;
    }
  if (!ouro_py_bytes_collect_items (vm, "bytearray", iterable, bytes))
    return OURO_NO_ID;
  length = vm->heap->rows[storage].n;
  return replace (vm, storage, length, length, bytes->data, bytes->len) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
bytearray_pop (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId     storage = get_storage (vm, self);
  gint64     index = -1;
  OuroPyText text;
  guint8     byte;

  if (n_args > 0 && !ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &index))
    return OURO_NO_ID;
  ouro_py_text_get (vm, storage, &text);
  if (index < 0)
    index += (gint64)text.n;
  if (text.n == 0)
    ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "pop from empty bytearray");
  else if (index < 0 || index >= (gint64)text.n)
    ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "pop index out of range");
  else
    {
      byte = text.data[index];
      replace (vm, storage, (guint32)index, (guint32)index + 1, NULL, 0);
      return ouro_int_new (vm->heap, byte);
    }
  return OURO_NO_ID;
}

static OuroId
bytearray_remove (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId        storage = get_storage (vm, self);
  const guint8 *found;
  OuroPyText    text;
  guint8        byte;

  if (!ouro_py_get_byte (vm, ouro_vm_argument (args, 0), &byte))
    return OURO_NO_ID;
  ouro_py_text_get (vm, storage, &text);
  found = text.n > 0 ? memchr (text.data, byte, text.n) : NULL;
  if (found != NULL)
    {
      guint32 index = (guint32)(found - text.data);

      return replace (vm, storage, index, index + 1, NULL, 0) ? OURO_ID_NONE : OURO_NO_ID;
    }
  ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "value not found in bytearray");
  return OURO_NO_ID;
}

static OuroId
bytearray_clear (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId storage = get_storage (vm, self);

  return replace (vm, storage, 0, vm->heap->rows[storage].n, NULL, 0) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
bytearray_reverse (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroId             storage = get_storage (vm, self);
  g_autofree guint8 *reversed = NULL;
  OuroPyText         text;

  ouro_py_text_get (vm, storage, &text);
  reversed = g_malloc (text.n + 1);
  for (gsize i = 0; i < text.n; i++)
    reversed[i] = text.data[text.n - 1 - i];
  write_bytes (vm, storage, 0, reversed, (guint32)text.n);
  return OURO_ID_NONE;
}

static OuroId
bytearray_copy (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroPyText text;

  ouro_py_text_get (vm, self, &text);
  return ouro_py_text_make (vm, &text);
}

static OuroId
bytearray_alloc (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  guint32 aux = vm->heap->rows[get_storage (vm, self)].aux;

  return ouro_int_new (vm->heap, vm->profile->bytearray_keeps_bytes ? aux - SIZE_OF_POINTER : aux);
}

static OuroId
bytearray_resize (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId             storage = get_storage (vm, self);
  guint32            length;
  g_autofree guint8 *zeros = NULL;
  gint64             n;

  if (!ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &n))
    return OURO_NO_ID;
  if (n < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "Can only resize to positive sizes, got %" G_GINT64_FORMAT, n);
      return OURO_NO_ID;
    }
  if (!ouro_py_has_room (vm, (guint64)n / 4))
    return OURO_NO_ID;
  length = vm->heap->rows[storage].n;
  if (n < length)
    return replace (vm, storage, (guint32)n, length, NULL, 0) ? OURO_ID_NONE : OURO_NO_ID;
  zeros = g_malloc0 ((gsize)n - length + 1);
  return replace (vm, storage, length, length, zeros, (gsize)n - length) ? OURO_ID_NONE : OURO_NO_ID;
}

static OuroId
bytearray_take_bytes (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  OuroId     storage = get_storage (vm, self);
  gint64     n = vm->heap->rows[storage].n;
  gint64     asked = n;
  OuroPyText text;
  OuroId     bytes;

  if (n_args > 0 && ouro_vm_argument (args, 0) != OURO_ID_NONE && !ouro_py_get_ssize (vm, ouro_vm_argument (args, 0), &asked))
    return OURO_NO_ID;
  ouro_py_text_get (vm, storage, &text);
  n = asked < 0 ? asked + (gint64)text.n : asked;
  if (n < 0 || n > (gint64)text.n)
    {
      ouro_vm_raise (vm, OURO_TYPE_INDEX_ERROR, "can't take %" G_GINT64_FORMAT " bytes outside size %" G_GSIZE_FORMAT, n, text.n);
      return OURO_NO_ID;
    }
  bytes = ouro_bytes_new (vm->heap, text.data, (gsize)n);
  replace (vm, storage, 0, (guint32)n, NULL, 0);
  return bytes;
}

static const OuroBuiltinDef bytearray_methods[] = {
  { "append", bytearray_append, 1, 1, OURO_BUILTIN_NO_POLL },
  { "insert", bytearray_insert, 2, 2, OURO_BUILTIN_NO_POLL },
  { "extend", bytearray_extend, 1, 1, OURO_BUILTIN_NO_POLL },
  { "pop", bytearray_pop, 0, 1, OURO_BUILTIN_NO_POLL },
  { "remove", bytearray_remove, 1, 1, OURO_BUILTIN_NO_POLL },
  { "clear", bytearray_clear, 0, 0, OURO_BUILTIN_NO_POLL },
  { "reverse", bytearray_reverse, 0, 0, OURO_BUILTIN_NO_POLL },
  { "copy", bytearray_copy, 0, 0, OURO_BUILTIN_NO_POLL },
  { "__alloc__", bytearray_alloc, 0, 0, OURO_BUILTIN_NO_POLL },
  { NULL },
};

static const OuroBuiltinDef resize_methods[] = {
  { "resize", bytearray_resize, 1, 1, OURO_BUILTIN_NO_POLL },
  { NULL },
};

static const OuroBuiltinDef take_methods[] = {
  { "take_bytes", bytearray_take_bytes, 0, 1, OURO_BUILTIN_NO_POLL },
  { NULL },
};

void
ouro_py_bytearray_add (OuroVm *vm)
{
  const OuroBuiltinDef *const tables[] = {
    bytearray_methods,
    ouro_py_bytes_shared_methods,
    ouro_py_bytes_case_methods,
    ouro_py_text_search_methods,
    ouro_py_text_split_methods,
    ouro_py_text_layout_methods,
    vm->profile->bytearray_has_resize ? resize_methods : NULL,
    vm->profile->bytearray_has_take_bytes ? take_methods : NULL,
    NULL,
  };

  vm->slots[OURO_TYPE_BYTEARRAY] = (OuroTypeSlots){
    .repr = bytearray_repr,
    .hash = ouro_vm_unhashable,
    .compare = ouro_py_text_slot_compare,
    .binary = ouro_py_bytes_binary,
    .inplace = bytearray_inplace,
    .length = ouro_py_text_slot_length,
    .get_item = ouro_py_bytes_get_item,
    .set_item = bytearray_set_item,
    .contains = ouro_py_bytes_contains,
    .iter = bytearray_iter,
    .construct = bytearray_construct,
    .initialise = bytearray_initialise,
  };
  ouro_py_add_method_tables (vm, OURO_TYPE_BYTEARRAY, tables);
  ouro_py_iterator_add_type (vm, OURO_TYPE_BYTEARRAY_ITERATOR, ouro_py_bytes_iterator_next);
}
