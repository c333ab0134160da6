/* world.c - a heap with names, as a program would leave it */
#include "world.h"

#include <string.h>

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

static void
refresh (World *self)
{
  self->roots = ouro_roots_of_heap (self->heap);
}

OuroId
world_push (World *self,
            OuroId object)
{
  guint32 end = ouro_heap_get_word (self->heap, OURO_WORD_STACK_END);

  ouro_stack_push (self->heap, &end, object);
  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, end);
  refresh (self);
  return object;
}

World *
world_new (const char *version)
{
  World *self = g_new0 (World, 1);

  self->heap = ouro_heap_new (version != NULL ? ouro_profile_find (version) : ouro_profile_get_default (),
                              OURO_HISTORY_NONE);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->namespace = ouro_dict_new (self->heap);
  ouro_heap_set_flags (self->heap, self->namespace, OURO_FLAG_OUTSIDE, TRUE);
  ouro_heap_set_root (self->heap, OURO_ROOT_NAMESPACE, self->namespace);
  refresh (self);
  return self;
}

void
world_free (World *self)
{
  g_autofree char *problem = NULL;

  ouro_heap_check (self->heap, &problem);
  g_assert_cmpstr (problem, ==, NULL);
  g_hash_table_unref (self->names);
  ouro_heap_free (self->heap);
  g_free (self);
}

OuroId
world_name (World      *self,
            const char *text)
{
  OuroId name = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, text));

  if (name == OURO_NO_ID)
    {
      name = world_push (self, build_name (self->heap, text));
      g_hash_table_insert (self->names, g_strdup (text), GUINT_TO_POINTER (name));
    }
  return name;
}

OuroId
world_bind (World      *self,
            const char *name,
            OuroId      object)
{
  ouro_dict_set_str (self->heap, self->namespace, world_name (self, name), object);
  ouro_heap_decref (self->heap, object);
  refresh (self);
  return object;
}

void
world_unbind (World      *self,
              const char *name)
{
  gint64 entry = ouro_dict_find_str (self->heap, self->namespace, world_name (self, name));

  g_assert_cmpint (entry, >=, 0);
  ouro_dict_remove (self->heap, self->namespace, (guint32)entry, NULL);
}

void
world_set (World      *self,
           OuroId      object,
           const char *name,
           OuroId      value)
{
  g_assert_true (ouro_instance_set (self->heap, object, world_name (self, name), value));
}

OuroId
world_str (World      *self,
           const char *text)
{
  return ouro_str_new (self->heap, text, strlen (text));
}

OuroId
world_function (World      *self,
                const char *name,
                OuroId      closure)
{
  OuroId function = ouro_heap_allocate (self->heap, OURO_KIND_FUNCTION, OURO_FLAG_GC, OURO_TYPE_FUNCTION,
                                        OURO_FREELIST_NONE, 160, 1, OURO_FUNCTION_N_CELLS, OURO_FUNCTION_N_CELLS);
  OuroId text = world_name (self, name);

  ouro_heap_incref (self->heap, text);
  ouro_heap_set_cell (self->heap, function, OURO_FUNCTION_NAME, text);
  ouro_heap_incref (self->heap, self->namespace);
  ouro_heap_set_cell (self->heap, function, OURO_FUNCTION_GLOBALS, self->namespace);
  ouro_heap_set_cell (self->heap, function, OURO_FUNCTION_CLOSURE, closure);
  ouro_heap_track (self->heap, function);
  return function;
}

OuroId
world_make_garbage (World  *self,
                    OuroId *other)
{
  OuroId a = build_list (self->heap);
  OuroId b = build_list (self->heap);

  build_append_new (self->heap, a, b);
  build_append_new (self->heap, b, a);
  if (other != NULL)
    *other = b;
  return a;
}

static void
add_containers (World *self)
{
  OuroHeap *heap = self->heap;
  OuroId    list = world_bind (self, "items", build_list (heap));
  OuroId    dict = world_bind (self, "table", ouro_dict_new (heap));
  OuroId    inner = build_list (heap);
  OuroId    name = world_str (self, "Ada");
  OuroId    key = build_tuple (heap, 2, name, ouro_int_new (heap, 3));

  build_append (heap, list, ouro_int_new (heap, 10));
  build_append (heap, list, inner);
  build_append (heap, list, list);
  ouro_dict_add (heap, dict, world_name (self, "name"), build_hash (heap, world_name (self, "name")), name);
  ouro_dict_add (heap, dict, key, 77, inner);
  ouro_dict_add (heap, dict, world_name (self, "friend"), build_hash (heap, world_name (self, "friend")), dict);
  world_bind (self, "pair", build_tuple (heap, 2, name, inner));
  world_bind (self, "bag", build_set (heap));
  world_bind (self, "word", name);
  ouro_heap_decref (heap, key);
  ouro_heap_decref (heap, inner);
}

static void
add_instances (World *self)
{
  OuroHeap *heap = self->heap;
  OuroId    node = world_bind (self, "Node",
                               build_class (heap, "Node", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
  OuroId    bag = world_bind (self, "Bag",
                              build_class (heap, "Bag", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_PAYLOAD));
  OuroId    first = world_bind (self, "first", ouro_instance_new (heap, node, OURO_NO_ID));
  OuroId    second = world_bind (self, "second", ouro_instance_new (heap, node, OURO_NO_ID));
  OuroId    payload = build_list (heap);
  OuroId    filled;

  ouro_heap_untrack (heap, payload);
  build_append (heap, payload, first);
  filled = world_bind (self, "filled", ouro_instance_new (heap, bag, payload));
  world_set (self, first, "next", second);
  world_set (self, first, "value", ouro_int_new (heap, 7));
  ouro_instance_ensure_dict (heap, second);
  world_set (self, second, "next", first);
  world_set (self, filled, "label", world_name (self, "label"));
  world_bind (self, "weak", ouro_weakref_new (heap, OURO_TYPE_WEAKREF, first, OURO_NO_ID));
}

void
world_make_zoo (World *self)
{
  OuroId cell = build_cell (self->heap, OURO_NO_ID);
  OuroId counter = build_list (self->heap);

  add_containers (self);
  add_instances (self);
  ouro_heap_set_cell (self->heap, cell, 0, counter);
  world_bind (self, "area", world_function (self, "area", build_tuple (self->heap, 1, cell)));
  ouro_heap_decref (self->heap, cell);
  world_make_garbage (self, NULL);
}
