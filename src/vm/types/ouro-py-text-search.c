/* ouro-py-text-search.c - find, count, replace, strip, partition: methods of str, bytes and bytearray that look for something
 *
 * Source  Objects/unicodeobject.c, bytes_methods.c; Objects/stringlib/find.h, transmogrify.h, partition.h (3.11 to 3.15)
 */
#include "ouro-py-text-private.h"

#include <string.h>

#include "ouro-py-arguments-private.h"
#include "ouro-py-containers-private.h"

/* Arguments of find () and its like ----------------------------------------------------------- */

typedef struct
{
  OuroPyText self;
  OuroPyText sought;
  guint8     byte;  /* what sought looks at when the argument is an int */
  gint64     start; /* may be beyond the end */
  gint64     stop;
} Search;

static gboolean
check_count (OuroVm     *vm,
             const char *function,
             guint       n_args)
{
  const char *bound = n_args < 1 ? "at least" : "at most";
  guint       wanted = n_args < 1 ? 1 : 3;
  const char *plural = wanted == 1 ? "" : "s";

  if (n_args >= 1 && n_args <= 3)
    return TRUE;
  if (vm->profile->search_arguments_are_named)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected %s %u argument%s, got %u", function, bound, wanted, plural, n_args);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes %s %u argument%s (%u given)", function, bound, wanted, plural, n_args);
  return FALSE;
}

static gboolean
get_end (OuroVm *vm,
         OuroId  object,
         gint64 *value)
{
  if (object == OURO_ID_NONE || ouro_py_is_index (vm, object))
    return ouro_py_get_slice_index (vm, object, TRUE, value);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "slice indices must be integers or %shave an __index__ method", vm->profile->search_ends_forget_none ? "" : "None or ");
  return FALSE;
}

/* The ends between which is searched. Asking for them may run Python code, so the text is looked at afterwards. */
static gboolean
get_range (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           Search        *search)
{
  gint64 n;

  search->start = 0;
  search->stop = G_MAXINT64;
  if (n_args > 1 && !get_end (vm, ouro_vm_argument (args, 1), &search->start))
    return FALSE;
  if (n_args > 2 && !get_end (vm, ouro_vm_argument (args, 2), &search->stop))
    return FALSE;
  ouro_py_text_get (vm, self, &search->self);
  n = (gint64)search->self.n;
  if (search->start < 0)
    search->start = MAX (search->start + n, 0);
  if (search->stop < 0)
    search->stop = MAX (search->stop + n, 0);
  search->stop = MIN (search->stop, n);
  return TRUE;
}

/* What is sought in bytes may be a single one, as an int. */
static gboolean
get_sought_bytes (OuroVm *vm,
                  OuroId  argument,
                  Search *search)
{
  gint64 byte;

  if (ouro_py_is_bytes_like (vm, argument))
    {
      ouro_py_text_get (vm, argument, &search->sought);
      return TRUE;
    }
  if (!ouro_py_is_index (vm, argument))
    {
      ouro_py_raise_type (vm, "argument should be integer or bytes-like object, not '", argument, "'");
      return FALSE;
    }
  if (!ouro_py_get_index (vm, argument, OURO_NO_ID, &byte))
    return FALSE;
  if (byte < 0 || byte > 255)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "byte must be in range(0, 256)");
      return FALSE;
    }
  search->byte = (guint8)byte;
  search->sought = ouro_py_text_of (OURO_KIND_BYTES, 1, &search->byte, 1);
  return TRUE;
}

static gboolean
get_search (OuroVm        *vm,
            const char    *function,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            Search        *search)
{
  const char *named = vm->profile->search_arguments_are_named ? function : NULL;
  gboolean    is_str = ouro_py_is_str (vm, self);

  if (!check_count (vm, function, n_args))
    return FALSE;
  search->self.kind = OURO_KIND_STR;
  if (is_str && named != NULL && !ouro_py_text_get_argument (vm, &search->self, ouro_vm_argument (args, 0), named, "1", &search->sought))
    return FALSE;
  if (!get_range (vm, self, args, n_args, search))
    return FALSE;
  if (is_str)
    return ouro_py_text_get_argument (vm, &search->self, ouro_vm_argument (args, 0), named, "1", &search->sought);
  return get_sought_bytes (vm, ouro_vm_argument (args, 0), search);
}

/* find, index, count -------------------------------------------------------------------------- */

/* -1 when there is none, -2 for an exception. */
static gint64
find (OuroVm        *vm,
      const char    *function,
      OuroId         self,
      const guint32 *args,
      guint          n_args,
      gboolean       last)
{
  Search     search;
  OuroPyText part;
  gssize     place;

  if (!get_search (vm, function, self, args, n_args, &search))
    return -2;
  if (search.start > search.stop)
    return -1;
  part = ouro_py_text_slice (&search.self, (gsize)search.start, (gsize)(search.stop - search.start));
  place = last ? ouro_py_text_find_last (&part, &search.sought) : ouro_py_text_find (&part, &search.sought);
  return place < 0 ? -1 : search.start + place;
}

static OuroId
find_or_fail (OuroVm        *vm,
              const char    *function,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              gboolean       last)
{
  gint64 place = find (vm, function, self, args, n_args, last);

  if (place >= 0)
    return ouro_int_new (vm->heap, place);
  if (place == -1)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "%s not found", ouro_py_is_str (vm, self) ? "substring" : "subsection");
  return OURO_NO_ID;
}

static OuroId
text_find (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           guint          n_args,
           OuroId         kwnames)
{
  gint64 place = find (vm, "find", self, args, n_args, FALSE);

  return place == -2 ? OURO_NO_ID : ouro_int_new (vm->heap, place);
}

static OuroId
text_rfind (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  gint64 place = find (vm, "rfind", self, args, n_args, TRUE);

  return place == -2 ? OURO_NO_ID : ouro_int_new (vm->heap, place);
}

static OuroId
text_index (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return find_or_fail (vm, "index", self, args, n_args, FALSE);
}

static OuroId
text_rindex (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return find_or_fail (vm, "rindex", self, args, n_args, TRUE);
}

/* Occurrences that do not overlap; of nothing, one before each character and one at the end. */
static gsize
count (const OuroPyText *text,
       const OuroPyText *sought,
       guint64           maximum)
{
  gsize  hits = 0;
  gsize  at = 0;
  gssize place;

  if (sought->n == 0)
    return (gsize)MIN (text->n + 1, maximum);
  while (hits < maximum)
    {
      OuroPyText rest = ouro_py_text_slice (text, at, text->n - at);

      place = ouro_py_text_find (&rest, sought);
      if (place < 0)
        break;
      at += (gsize)place + sought->n;
      hits++;
    }
  return hits;
}

static OuroId
text_count (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  Search     search;
  OuroPyText part;

  if (!get_search (vm, "count", self, args, n_args, &search))
    return OURO_NO_ID;
  if (search.start > search.stop)
    return OURO_ID_ZERO;
  part = ouro_py_text_slice (&search.self, (gsize)search.start, (gsize)(search.stop - search.start));
  return ouro_int_new (vm->heap, (gint64)count (&part, &search.sought, G_MAXUINT64));
}

/* startswith, endswith, removeprefix, removesuffix --------------------------------------------- */

static gboolean
begins_with (const OuroPyText *text,
             const OuroPyText *part)
{
  OuroPyText start;

  if (part->n > text->n)
    return FALSE;
  start = ouro_py_text_slice (text, 0, part->n);
  return ouro_py_text_equal (&start, part);
}

static gboolean
ends_with (const OuroPyText *text,
           const OuroPyText *part)
{
  OuroPyText end;

  if (part->n > text->n)
    return FALSE;
  end = ouro_py_text_slice (text, text->n - part->n, part->n);
  return ouro_py_text_equal (&end, part);
}

/* 1, 0, -1 */
static int
matches (OuroVm       *vm,
         const Search *search,
         OuroId        argument,
         gboolean      at_end)
{
  OuroPyText sought, part;

  if (!ouro_py_text_get_argument (vm, &search->self, argument, NULL, NULL, &sought))
    return -1;
  if (search->start > search->stop)
    return FALSE;
  part = ouro_py_text_slice (&search->self, (gsize)search->start, (gsize)(search->stop - search->start));
  return at_end ? ends_with (&part, &sought) : begins_with (&part, &sought);
}

static int
matches_any (OuroVm       *vm,
             const Search *search,
             const char   *function,
             OuroId        tuple,
             gboolean      at_end)
{
  OuroId cells = ouro_vm_value (vm, tuple);

  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, cells); i++)
    {
      OuroId item = ouro_heap_get_cell (vm->heap, cells, i);
      int    result;

      if (search->self.kind == OURO_KIND_STR && !ouro_py_is_str (vm, item))
        {
          g_autofree char *name = ouro_vm_dup_type_name (vm, item);

          ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "tuple for %s must only contain str, not %s", function, name);
          return -1;
        }
      result = matches (vm, search, item, at_end);
      if (result != 0)
        return result;
    }
  return 0;
}

static OuroId
starts_or_ends (OuroVm        *vm,
                const char    *function,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                gboolean       at_end)
{
  Search   search;
  OuroId   argument;
  gboolean is_str = ouro_py_is_str (vm, self);
  int      result;

  if (!check_count (vm, function, n_args) || !get_range (vm, self, args, n_args, &search))
    return OURO_NO_ID;
  argument = ouro_vm_argument (args, 0);
  if (ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, argument)) == OURO_KIND_TUPLE)
    result = matches_any (vm, &search, function, argument, at_end);
  else if (is_str ? ouro_py_is_str (vm, argument) : ouro_py_is_bytes_like (vm, argument))
    result = matches (vm, &search, argument, at_end);
  else
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, argument);
      const char      *own = is_str ? "str" : "bytes";

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s first arg must be %s or a tuple of %s, not %s", function, own, own, name);
      result = -1;
    }
  return result < 0 ? OURO_NO_ID : ouro_vm_bool (result);
}

static OuroId
text_startswith (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return starts_or_ends (vm, "startswith", self, args, n_args, FALSE);
}

static OuroId
text_endswith (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return starts_or_ends (vm, "endswith", self, args, n_args, TRUE);
}

static OuroId
text_removeprefix (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroPyText text, prefix;

  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_text_get_argument (vm, &text, ouro_vm_argument (args, 0), "removeprefix", NULL, &prefix))
    return OURO_NO_ID;
  if (begins_with (&text, &prefix))
    text = ouro_py_text_slice (&text, prefix.n, text.n - prefix.n);
  return ouro_py_text_make (vm, &text);
}

static OuroId
text_removesuffix (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  OuroPyText text, suffix;

  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_text_get_argument (vm, &text, ouro_vm_argument (args, 0), "removesuffix", NULL, &suffix))
    return OURO_NO_ID;
  if (ends_with (&text, &suffix))
    text = ouro_py_text_slice (&text, 0, text.n - suffix.n);
  return ouro_py_text_make (vm, &text);
}

/* replace ------------------------------------------------------------------------------------- */

static OuroId
replace_hits (OuroVm           *vm,
              const OuroPyText *text,
              const OuroPyText *old,
              const OuroPyText *new,
              gsize hits)
{
  OuroPyTextWriter writer;
  OuroPyText       rest = *text;

  if (!ouro_py_text_writer_init (&writer, vm, text->kind, MAX (text->width, new->width), (guint64)text->n - hits * old->n + (guint64)hits * new->n))
    return OURO_NO_ID;
  for (gsize i = 0; i < hits; i++)
    {
      /* Of nothing the first occurrence stands before the first character, the next ones behind each. */
      gsize      place = old->n > 0 ? (gsize)ouro_py_text_find (&rest, old) : i > 0;
      OuroPyText before = ouro_py_text_slice (&rest, 0, place);

      ouro_py_text_writer_add (&writer, &before);
      ouro_py_text_writer_add (&writer, new);
      rest = ouro_py_text_slice (&rest, place + old->n, rest.n - place - old->n);
    }
  ouro_py_text_writer_add (&writer, &rest);
  return ouro_py_text_writer_finish_new (&writer, vm);
}

/* What there is to replace; a str in which equals are exchanged stays the same object. */
static OuroId
replace (OuroVm           *vm,
         const OuroPyText *text,
         const OuroPyText *old,
         const OuroPyText *new,
         gint64 maximum)
{
  gsize hits = count (text, old, maximum < 0 ? G_MAXUINT64 : (guint64)maximum);

  if (hits == 0 || (old->n == 0 && new->n == 0) || (text->kind == OURO_KIND_STR && ouro_py_text_equal (old, new)))
    return ouro_py_text_make (vm, text);
  return replace_hits (vm, text, old, new, hits);
}

static OuroId
text_replace (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  static const OuroParameters parameters = { "replace", { "", "", "count" }, 3, 2, 3 };
  gboolean                    is_str = ouro_py_is_str (vm, self);
  OuroId                      values[3] = { OURO_NO_ID };
  OuroPyText                  text, old, new;
  gint64                      maximum = -1;

  if (is_str ? vm->profile->replace_has_keywords : vm->profile->bytes_replace_has_keywords)
    {
      if (!ouro_py_bind_arguments (vm, &parameters, args, n_args, kwnames, values))
        return OURO_NO_ID;
    }
  else if (!ouro_py_check_arguments (vm, ouro_py_has_keywords (vm, kwnames) ? (is_str ? "str.replace" : "bytes.replace") : "replace", n_args, kwnames, 2, 3))
    return OURO_NO_ID;
  else
    for (guint i = 0; i < n_args; i++)
      values[i] = ouro_vm_argument (args, i);
  text.kind = is_str ? OURO_KIND_STR : OURO_KIND_BYTES;
  if (!ouro_py_text_get_argument (vm, &text, values[0], "replace", "1", &old) || !ouro_py_text_get_argument (vm, &text, values[1], "replace", "2", &new))
    return OURO_NO_ID;
  if (values[2] != OURO_NO_ID && !ouro_py_get_ssize (vm, values[2], &maximum))
    return OURO_NO_ID;
  /* The count may have run Python code that changes a bytearray. */
  ouro_py_text_get (vm, values[0], &old);
  ouro_py_text_get (vm, values[1], &new);
  ouro_py_text_get (vm, self, &text);
  return replace (vm, &text, &old, &new, maximum);
}

/* strip --------------------------------------------------------------------------------------- */

typedef enum {
  STRIP_LEFT = 1 << 0,
  STRIP_RIGHT = 1 << 1,
} StripSides;

/* Which characters are stripped: white space, or those of a text. */
typedef struct
{
  const OuroPyText *characters; /* NULL for white space */
  gboolean          is_low[256];
} StripSet;

static gboolean
is_stripped (const StripSet   *set,
             const OuroPyText *text,
             gsize             i)
{
  gunichar c;

  if (set->characters == NULL)
    return ouro_py_text_is_space (text, i);
  c = ouro_py_text_at (text, i);
  if (c < G_N_ELEMENTS (set->is_low))
    return set->is_low[c];
  for (gsize k = 0; k < set->characters->n; k++)
    if (ouro_py_text_at (set->characters, k) == c)
      return TRUE;
  return FALSE;
}

static OuroId
strip_set (OuroVm           *vm,
           const OuroPyText *text,
           const StripSet   *set,
           guint             sides)
{
  gsize      start = 0;
  gsize      end = text->n;
  OuroPyText rest;

  if (sides & STRIP_LEFT)
    while (start < end && is_stripped (set, text, start))
      start++;
  if (sides & STRIP_RIGHT)
    while (end > start && is_stripped (set, text, end - 1))
      end--;
  rest = ouro_py_text_slice (text, start, end - start);
  return ouro_py_text_make (vm, &rest);
}

static OuroId
strip (OuroVm        *vm,
       const char    *function,
       OuroId         self,
       const guint32 *args,
       guint          n_args,
       guint          sides)
{
  OuroPyText text, characters;
  StripSet   set = { NULL };
  OuroId     argument = n_args > 0 ? ouro_vm_argument (args, 0) : OURO_ID_NONE;

  ouro_py_text_get (vm, self, &text);
  if (argument == OURO_ID_NONE)
    return strip_set (vm, &text, &set, sides);
  if (text.kind == OURO_KIND_STR && !ouro_py_is_str (vm, argument))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s arg must be None or str", function);
      return OURO_NO_ID;
    }
  if (!ouro_py_text_get_argument (vm, &text, argument, NULL, NULL, &characters))
    return OURO_NO_ID;
  set.characters = &characters;
  for (gsize i = 0; i < characters.n; i++)
    if (ouro_py_text_at (&characters, i) < G_N_ELEMENTS (set.is_low))
      set.is_low[ouro_py_text_at (&characters, i)] = TRUE;
  return strip_set (vm, &text, &set, sides);
}

static OuroId
text_strip (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  return strip (vm, "strip", self, args, n_args, STRIP_LEFT | STRIP_RIGHT);
}

static OuroId
text_lstrip (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return strip (vm, "lstrip", self, args, n_args, STRIP_LEFT);
}

static OuroId
text_rstrip (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  return strip (vm, "rstrip", self, args, n_args, STRIP_RIGHT);
}

/* partition ----------------------------------------------------------------------------------- */

static OuroId
partition (OuroVm        *vm,
           OuroId         self,
           const guint32 *args,
           gboolean       last)
{
  OuroId     argument = ouro_vm_argument (args, 0);
  OuroPyText text, separator, parts[3];
  OuroId     items[3];
  gssize     place;

  ouro_py_text_get (vm, self, &text);
  if (!ouro_py_text_get_argument (vm, &text, argument, NULL, NULL, &separator))
    return OURO_NO_ID;
  if (separator.n == 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "empty separator");
      return OURO_NO_ID;
    }
  place = last ? ouro_py_text_find_last (&text, &separator) : ouro_py_text_find (&text, &separator);
  if (place < 0)
    {
      parts[last ? 2 : 0] = text;
      parts[1] = parts[last ? 0 : 2] = ouro_py_text_slice (&text, 0, 0);
      parts[1].whole = parts[last ? 0 : 2].whole = OURO_NO_ID;
    }
  else
    {
      parts[0] = ouro_py_text_slice (&text, 0, (gsize)place);
      parts[1] = ouro_py_text_of (text.kind, separator.width, separator.data, separator.n);
      parts[2] = ouro_py_text_slice (&text, (gsize)place + separator.n, text.n - (gsize)place - separator.n);
      if (text.kind != OURO_KIND_BYTEARRAY)
        parts[1].whole = argument;
    }
  for (guint i = 0; i < 3; i++)
    items[i] = ouro_py_text_make (vm, &parts[i]);
  return ouro_py_tuple_take (vm, items, 3, TRUE);
}

static OuroId
text_partition (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  return partition (vm, self, args, FALSE);
}

static OuroId
text_rpartition (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  return partition (vm, self, args, TRUE);
}

const OuroBuiltinDef ouro_py_text_search_methods[] = {
  { "find", text_find, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "rfind", text_rfind, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "index", text_index, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "rindex", text_rindex, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "count", text_count, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "startswith", text_startswith, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "endswith", text_endswith, 0, -1, OURO_BUILTIN_NO_POLL | OURO_BUILTIN_SEARCHES },
  { "removeprefix", text_removeprefix, 1, 1, OURO_BUILTIN_NO_POLL },
  { "removesuffix", text_removesuffix, 1, 1, OURO_BUILTIN_NO_POLL },
  { "replace", text_replace, 0, -1, OURO_BUILTIN_KEYWORDS | OURO_BUILTIN_NO_POLL },
  { "strip", text_strip, 0, 1, OURO_BUILTIN_NO_POLL },
  { "lstrip", text_lstrip, 0, 1, OURO_BUILTIN_NO_POLL },
  { "rstrip", text_rstrip, 0, 1, OURO_BUILTIN_NO_POLL },
  { "partition", text_partition, 1, 1, OURO_BUILTIN_NO_POLL },
  { "rpartition", text_rpartition, 1, 1, OURO_BUILTIN_NO_POLL },
  { NULL },
};
