/* build.c - objects as the virtual machine makes them */
#include "build.h"

#include <string.h>

#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-hash.h"
#include "ouro-instance.h"
#include "ouro-set.h"
#include "ouro-text.h"

OuroId
build_list (OuroHeap *heap)
{
  OuroId list = ouro_heap_allocate (heap, OURO_KIND_LIST, OURO_FLAG_GC, OURO_TYPE_LIST, OURO_FREELIST_LIST, 56, 0, 0, 0);

  ouro_heap_track (heap, list);
  return list;
}

void
build_append_new (OuroHeap *heap,
                  OuroId    list,
                  OuroId    item)
{
  guint32 n = heap->rows[list].n;

  ouro_heap_set_n_cells (heap, list, n + 1);
  ouro_heap_put_place (heap, list, heap->rows[list].cells + n, item);
  if (n + 1 > heap->rows[list].aux)
    ouro_heap_set_aux (heap, list, (n + 1 + ((n + 1) >> 3) + 6) & ~3u);
}

void
build_append (OuroHeap *heap,
              OuroId    list,
              OuroId    item)
{
  ouro_heap_incref (heap, item);
  build_append_new (heap, list, item);
}

OuroId
build_tuple_of (OuroHeap     *heap,
                guint         n,
                const OuroId *items)
{
  OuroFreelist freelist = n <= 20 ? (OuroFreelist)(OURO_FREELIST_TUPLE_1 + n - 1) : OURO_FREELIST_NONE;
  gboolean     is_tracked = heap->profile->tuple_tracked_at_birth;
  OuroId       tuple;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  tuple = ouro_heap_allocate (heap, OURO_KIND_TUPLE, OURO_FLAG_GC, OURO_TYPE_TUPLE, freelist, heap->profile->size_tuple + 8 * n, 0, n, n);
  for (guint i = 0; i < n; i++)
    {
      ouro_heap_incref (heap, items[i]);
      ouro_heap_set_cell (heap, tuple, i, items[i]);
      is_tracked = is_tracked || ouro_heap_may_be_tracked (heap, items[i]);
    }
  if (is_tracked)
    ouro_heap_track (heap, tuple);
  return tuple;
}

OuroId
build_tuple (OuroHeap *heap,
             guint     n,
             ...)
{
  g_autofree OuroId *items = g_new (OuroId, n + 1);
  va_list            arguments;

  va_start (arguments, n);
  for (guint i = 0; i < n; i++)
    items[i] = va_arg (arguments, OuroId);
  va_end (arguments);
  return build_tuple_of (heap, n, items);
}

OuroId
build_set (OuroHeap *heap)
{
  OuroId set = ouro_heap_allocate (heap, OURO_KIND_SET, OURO_FLAG_GC, OURO_TYPE_SET, OURO_FREELIST_NONE, 216, 1, 0, 0);

  ouro_set_initialise (heap, set);
  ouro_heap_track (heap, set);
  return set;
}

OuroId
build_cell (OuroHeap *heap,
            OuroId    content)
{
  OuroId cell = ouro_heap_allocate (heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_CELL, OURO_FREELIST_NONE, 40, 0, 1, 1);

  if (content != OURO_NO_ID)
    ouro_heap_incref (heap, content);
  ouro_heap_set_cell (heap, cell, 0, content);
  ouro_heap_track (heap, cell);
  return cell;
}

OuroId
build_name (OuroHeap   *heap,
            const char *text)
{
  OuroId name = ouro_str_new (heap, text, strlen (text));

  ouro_heap_set_flags (heap, name, OURO_FLAG_INTERNED, TRUE);
  return name;
}

gint64
build_hash (OuroHeap *heap,
            OuroId    key)
{
  return ouro_heap_get_kind (heap, key) == OURO_KIND_STR ? ouro_hash_text (heap, key) : ouro_hash_int (heap, key);
}

int
build_equal (OuroHeap *heap,
             OuroId    a,
             OuroId    b,
             gpointer  unused)
{
  gint64 value_a, value_b;

  if (ouro_heap_get_kind (heap, a) != OURO_KIND_INT || ouro_heap_get_kind (heap, b) != OURO_KIND_INT)
    return 0;
  return ouro_int_get (heap, a, &value_a) && ouro_int_get (heap, b, &value_b) && value_a == value_b;
}

void
build_item (OuroHeap *heap,
            OuroId    dict,
            OuroId    key,
            OuroId    value)
{
  gint64 hash = build_hash (heap, key);
  gint64 entry = ouro_dict_find (heap, dict, key, hash, build_equal, NULL);

  if (entry >= 0)
    ouro_dict_replace (heap, dict, (guint32)entry, value);
  else
    ouro_dict_add (heap, dict, key, hash, value);
}

OuroId
build_class (OuroHeap   *heap,
             const char *name,
             guint       n_slots,
             guint32     flags)
{
  guint32 inline_flags = flags & OURO_CLASS_HAS_DICT ? OURO_CLASS_HAS_SHARED_KEYS | OURO_CLASS_HAS_INLINE_VALUES : 0;
  OuroId  layout = flags & OURO_CLASS_HAS_PAYLOAD ? OURO_TYPE_LIST : OURO_TYPE_OBJECT;
  guint32 size = flags & OURO_CLASS_HAS_DICT ? heap->profile->size_instance : 32;
  OuroId  cls = ouro_class_new (heap, OURO_TYPE_TYPE, layout, size + 8 * n_slots, n_slots, flags | inline_flags);
  OuroId  text = build_name (heap, name);

  ouro_heap_set_cell (heap, cls, OURO_CLASS_DICT, ouro_dict_new (heap));
  ouro_heap_set_cell (heap, cls, OURO_CLASS_BASES, build_tuple (heap, 1, OURO_TYPE_OBJECT));
  ouro_heap_set_cell (heap, cls, OURO_CLASS_MRO, build_tuple (heap, 2, cls, OURO_TYPE_OBJECT));
  ouro_heap_set_cell (heap, cls, OURO_CLASS_BASE, OURO_TYPE_OBJECT);
  ouro_class_set_private (heap, cls, OURO_CLASS_NAME, text);
  ouro_heap_incref (heap, text);
  ouro_class_set_private (heap, cls, OURO_CLASS_QUALNAME, text);
  ouro_heap_track (heap, cls);
  return cls;
}
