/* ouro-py-text-split.c - split, rsplit, splitlines, join: methods of str, bytes and bytearray
 *
 * Source  Objects/stringlib/split.h, join.h; Objects/unicodeobject.c: split, rsplit, PyUnicode_Splitlines, _PyUnicode_JoinArray
 *         (3.11 to 3.15)
 */
#include "ouro-py-text-private.h"

#include "ouro-py-arguments-private.h"
#include "ouro-py-list-private.h"

/* split.h, MAX_PREALLOC: the list has room for so many parts from the beginning. */
#define ROOM 12

/* Parts into a list --------------------------------------------------------------------------- */

typedef struct
{
  OuroVm           *vm;
  const OuroPyText *text;
  OuroId            list;
  gint64            left; /* how many more times may be split */
} Splitter;

static gboolean
add_part (Splitter *self,
          gsize     start,
          gsize     end)
{
  OuroPyText part = ouro_py_text_slice (self->text, start, end - start);
  OuroId     object;

  if (!ouro_vm_may_go_on (self->vm, self->vm->heap->rows[self->list].n))
    return FALSE;
  object = ouro_py_text_make (self->vm, &part);
  if (object == OURO_NO_ID)
    return FALSE;
  ouro_py_list_append_taking (self->vm, self->list, object);
  return TRUE;
}

/* Whatever is left of the text when it is split no more, without the white space at its end. */
static gboolean
split_spaces (Splitter *self)
{
  const OuroPyText *text = self->text;
  gsize             n = text->n;
  gsize             at = 0;

  for (;;)
    {
      gsize start;

      while (at < n && ouro_py_text_is_space (text, at))
        at++;
      if (at == n)
        return TRUE;
      start = at;
      if (self->left-- <= 0)
        break;
      while (at < n && !ouro_py_text_is_space (text, at))
        at++;
      if (!add_part (self, start, at))
        return FALSE;
    }
  while (n > at && ouro_py_text_is_space (text, n - 1))
    n--;
  return add_part (self, at, n);
}

static gboolean
split_spaces_from_end (Splitter *self)
{
  const OuroPyText *text = self->text;
  gsize             at = text->n;
  gsize             first = 0;

  for (;;)
    {
      gsize end;

      while (at > 0 && ouro_py_text_is_space (text, at - 1))
        at--;
      if (at == 0)
        return TRUE;
      end = at;
      if (self->left-- <= 0)
        break;
      while (at > 0 && !ouro_py_text_is_space (text, at - 1))
        at--;
      if (!add_part (self, at, end))
        return FALSE;
    }
  while (first < at && ouro_py_text_is_space (text, first))
    first++;
  return add_part (self, first, at);
}

static gboolean
split_at (Splitter         *self,
          const OuroPyText *separator)
{
  gsize at = 0;

  while (self->left-- > 0)
    {
      OuroPyText rest = ouro_py_text_slice (self->text, at, self->text->n - at);
      gssize     place = ouro_py_text_find (&rest, separator);

      if (place < 0)
        break;
      if (!add_part (self, at, at + (gsize)place))
        return FALSE;
      at += (gsize)place + separator->n;
    }
  return add_part (self, at, self->text->n);
}

static gboolean
split_at_from_end (Splitter         *self,
                   const OuroPyText *separator)
{
  gsize end = self->text->n;

  while (self->left-- > 0)
    {
      OuroPyText rest = ouro_py_text_slice (self->text, 0, end);
      gssize     place = ouro_py_text_find_last (&rest, separator);

      if (place < 0)
        break;
      if (!add_part (self, (gsize)place + separator->n, end))
        return FALSE;
      end = (gsize)place;
    }
  return add_part (self, 0, end);
}

/* PREALLOC_SIZE, and what str makes of it. */
static guint64
get_room (const OuroVm     *vm,
          const OuroPyText *text,
          const OuroPyText *separator, /* NULL for white space */
          gint64            maximum)
{
  if (text->kind == OURO_KIND_STR)
    {
      if (separator != NULL && (text->n < separator->n || text->width < separator->width))
        return 1;
      if (maximum < 0 && vm->profile->split_guesses_length)
        maximum = separator != NULL ? (gint64)(text->n / separator->n) + 1 : ((gint64)text->n - 1) / 2 + 1;
    }
  return maximum < 0 || maximum >= ROOM ? ROOM : (guint64)maximum + 1;
}

static void
reverse_list (OuroVm *vm,
              OuroId  list)
{
  guint32 n = ouro_heap_get_n_cells (vm->heap, list);

  for (guint32 i = 0; i < n / 2; i++)
    {
      OuroId item = ouro_heap_get_cell (vm->heap, list, i);

      ouro_heap_set_cell (vm->heap, list, i, ouro_heap_get_cell (vm->heap, list, n - 1 - i));
      ouro_heap_set_cell (vm->heap, list, n - 1 - i, item);
    }
}

static OuroId
split_text (OuroVm           *vm,
            const OuroPyText *text,
            const OuroPyText *separator,
            gint64            maximum,
            gboolean          from_end)
{
  Splitter splitter = { vm, text, ouro_py_list_new_with_room (vm, get_room (vm, text, separator, maximum)), maximum < 0 ? G_MAXINT64 : maximum };
  gboolean good;

  if (splitter.list == OURO_NO_ID)
    return OURO_NO_ID;
  if (separator == NULL)
    good = from_end ? split_spaces_from_end (&splitter) : split_spaces (&splitter);
  else
    good = from_end ? split_at_from_end (&splitter, separator) : split_at (&splitter, separator);
  if (good && from_end)
    reverse_list (vm, splitter.list);
  if (good)
    return splitter.list;
  ouro_heap_decref (vm->heap, splitter.list);
  return OURO_NO_ID;
}

static OuroId
split (OuroVm        *vm,
       const char    *function,
       OuroId         self,
       const guint32 *args,
       guint          n_args,
       OuroId         kwnames,
       gboolean       from_end)
{
  const OuroParameters parameters = { function, { "sep", "maxsplit" }, 2, 0, 2 };
  OuroPyText           text, separator;
  OuroId               values[2];
  gint64               maximum = -1;
  gboolean             by_space;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
    return OURO_NO_ID;
  if (values[1] != OURO_NO_ID && !ouro_py_get_ssize (vm, values[1], &maximum))
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &text);
  by_space = values[0] == OURO_NO_ID || values[0] == OURO_ID_NONE;
  if (!by_space && text.kind == OURO_KIND_STR && !ouro_py_is_str (vm, values[0]))
    {
      ouro_py_raise_type (vm, "must be str or None, not ", values[0], "");
      return OURO_NO_ID;
    }
  if (!by_space && !ouro_py_text_get_argument (vm, &text, values[0], NULL, NULL, &separator))
    return OURO_NO_ID;
  if (!by_space && separator.n == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "empty separator");
      return OURO_NO_ID;
    }
  return split_text (vm, &text, by_space ? NULL : &separator, maximum, from_end);
}

static OuroId
text_split (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return split (vm, "split", self, args, n_args, kwnames, FALSE);
}

static OuroId
text_rsplit (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return split (vm, "rsplit", self, args, n_args, kwnames, TRUE);
}

/* splitlines ---------------------------------------------------------------------------------- */

static gboolean
is_line_end (const OuroPyText *text,
             gsize             i)
{
  gunichar c = ouro_py_text_at (text, i);

  if (c == '\n' || c == '\r')
    return TRUE;
  return text->kind == OURO_KIND_STR && (c == '\v' || c == '\f' || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029);
}

static gboolean
split_lines (Splitter *self,
             gboolean  keep_ends)
{
  const OuroPyText *text = self->text;
  gsize             at = 0;

  while (at < text->n)
    {
      gsize start = at;
      gsize end;

      while (at < text->n && !is_line_end (text, at))
        at++;
      end = at;
      if (at < text->n)
        at += ouro_py_text_at (text, at) == '\r' && at + 1 < text->n && ouro_py_text_at (text, at + 1) == '\n' ? 2 : 1;
      if (!add_part (self, start, keep_ends ? at : end))
        return FALSE;
    }
  return TRUE;
}

static OuroId
text_splitlines (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  static const OuroParameters parameters = { "splitlines", { "keepends" }, 1, 0, 1 };
  OuroPyText                  text;
  Splitter                    splitter = { vm, &text };
  OuroId                      keep;
  gint                        keep_ends = FALSE;

  if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, &keep))
    return OURO_NO_ID;
  if (keep != OURO_NO_ID && vm->profile->splitlines_takes_any)
    keep_ends = ouro_vm_truth (vm, keep);
  else if (keep != OURO_NO_ID && !ouro_py_get_c_int (vm, keep, &keep_ends))
    return OURO_NO_ID;
  if (ouro_vm_has_exception (vm))
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &text);
  splitter.list = ouro_py_list_new (vm, 0);
  if (split_lines (&splitter, keep_ends))
    return splitter.list;
  ouro_heap_decref (vm->heap, splitter.list);
  return OURO_NO_ID;
}

/* join ---------------------------------------------------------------------------------------- */

/* Whether all items are what can be joined; how wide and long the result is. */
static gboolean
check_items (OuroVm           *vm,
             const OuroPyText *separator,
             OuroId            cells,
             guint            *width,
             guint64          *length)
{
  gboolean is_str = separator->kind == OURO_KIND_STR;
  guint32  n = ouro_heap_get_n_cells (vm->heap, cells);

  *width = n > 1 ? separator->width : 1;
  *length = (guint64)separator->n * (n - 1);
  for (guint32 i = 0; i < n; i++)
    {
      OuroId     item = ouro_heap_get_cell (vm->heap, cells, i);
      OuroPyText text;

      if (is_str ? !ouro_py_is_str (vm, item) : !ouro_py_is_bytes_like (vm, item))
        {
          g_autofree char *name = ouro_vm_dup_type_name (vm, item);

          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "sequence item %u: expected %s, %s found", i, is_str ? "str instance" : "a bytes-like object", name);
          return FALSE;
        }
      ouro_py_text_get (vm, item, &text);
      *width = MAX (*width, text.width);
      *length += text.n;
    }
  return TRUE;
}

static OuroId
join_cells (OuroVm           *vm,
            const OuroPyText *separator,
            OuroId            cells)
{
  guint32          n = ouro_heap_get_n_cells (vm->heap, cells);
  guint            width;
  guint64          length;
  OuroPyTextWriter writer;
  OuroPyText       item;

  if (n == 0)
    return ouro_py_text_make_ascii (vm, separator->kind, "", 0);
  if (!check_items (vm, separator, cells, &width, &length))
    return OURO_NO_ID;
  ouro_py_text_get (vm, ouro_heap_get_cell (vm->heap, cells, 0), &item);
  if (n == 1 && item.kind == separator->kind)
    return ouro_py_text_make (vm, &item);
  if (!ouro_py_text_writer_init (&writer, vm, separator->kind, width, length))
    return OURO_NO_ID;
  for (guint32 i = 0; i < n; i++)
    {
      if (i > 0)
        ouro_py_text_writer_add (&writer, separator);
      ouro_py_text_get (vm, ouro_heap_get_cell (vm->heap, cells, i), &item);
      ouro_py_text_writer_add (&writer, &item);
    }
  return ouro_py_text_writer_finish_new (&writer, vm);
}

static OuroId
text_join (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  OuroId     cells = ouro_py_as_cells (vm, ouro_vm_argument (args, 0), "can only join an iterable");
  OuroPyText separator;
  OuroId     result;

  if (cells == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_py_text_get (vm, self, &separator);
  result = join_cells (vm, &separator, ouro_vm_value (vm, cells));
  ouro_heap_decref (vm->heap, cells);
  return result;
}

const OuroBuiltinDef ouro_py_text_split_methods[] = {
  { "split", text_split, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "rsplit", text_rsplit, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "splitlines", text_splitlines, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "join", text_join, 1, 1, OURO_BUILTIN_NO_POLL },
  { NULL },
};
