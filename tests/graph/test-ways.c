/* test-ways.c - what an object refers to, and how Python would say it */
#include "ouro-ways.h"

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-text.h"
#include "ouro-weakref.h"
#include "world.h"

typedef struct
{
  const OuroHeap *heap;
  GString        *text;
} Words;

static gboolean
add_words (const OuroWay *way,
           gpointer       user_data)
{
  static const char *const kinds[] = { "index", "key", "dict-key", "member", "attribute", "field", "class", "inner" };
  Words                   *words = user_data;

  g_string_append_printf (words->text, "%s%s", words->text->len > 0 ? " " : "", kinds[way->kind]);
  if (way->kind == OURO_WAY_INDEX)
    g_string_append_printf (words->text, ":%u", way->index);
  if (way->kind == OURO_WAY_ATTRIBUTE)
    {
      g_autofree char *name = ouro_str_dup_utf8 (words->heap, way->name, NULL);

      g_string_append_printf (words->text, ":%s", name);
    }
  if (way->kind == OURO_WAY_FIELD)
    g_string_append_printf (words->text, ":%s%s", way->field, way->is_weak ? "(weak)" : "");
  return TRUE;
}

static void
assert_ways (World      *world,
             OuroId      object,
             gboolean    shown,
             const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Words words = { world->heap, text };

  if (shown)
    ouro_ways_foreach_shown (&world->roots, object, add_words, &words);
  else
    ouro_ways_foreach (&world->roots, object, add_words, &words);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_containers (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId    list = world_bind (world, "a", build_list (heap));
  OuroId    dict = world_bind (world, "d", ouro_dict_new (heap));
  OuroId    pair = build_tuple (heap, 2, OURO_ID_ZERO, OURO_ID_NONE);
  OuroId    deep = build_tuple (heap, 1, list);

  build_append (heap, list, OURO_ID_NONE);
  build_append (heap, list, list);
  assert_ways (world, list, TRUE, "index:0 index:1");
  ouro_dict_add (heap, dict, pair, 5, list);
  ouro_dict_add (heap, dict, deep, 6, list);
  assert_ways (world, dict, FALSE, "dict-key key dict-key key");
  assert_ways (world, dict, TRUE, "key dict-key key");
  ouro_heap_decref (heap, pair);
  ouro_heap_decref (heap, deep);
}

static void
test_instance (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId class = world_bind (world, "A", build_class (heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
  OuroId instance = world_bind (world, "x", ouro_instance_new (heap, class, OURO_NO_ID));

  world_set (world, instance, "second", OURO_ID_NONE);
  world_set (world, instance, "first", OURO_ID_NONE);
  assert_ways (world, instance, FALSE, "attribute:second attribute:first class");
  assert_ways (world, instance, TRUE, "attribute:second attribute:first");
  ouro_instance_ensure_dict (heap, instance);
  assert_ways (world, instance, TRUE, "attribute:second attribute:first");
  assert_ways (world, instance, FALSE, "dict-key attribute:second dict-key attribute:first inner class");
}

static void
test_list_with_attributes (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId class = world_bind (world, "Bag",
                             build_class (heap, "Bag", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_PAYLOAD));
  OuroId payload = build_list (heap);
  OuroId instance;

  ouro_heap_untrack (heap, payload);
  build_append (heap, payload, OURO_ID_ZERO);
  instance = world_bind (world, "x", ouro_instance_new (heap, class, payload));
  world_set (world, instance, "label", OURO_ID_NONE);
  assert_ways (world, instance, TRUE, "attribute:label index:0");
}

static void
test_class_and_function (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId class = world_bind (world, "A", build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId dict = ouro_heap_get_cell (heap, class, OURO_CLASS_DICT);
  OuroId cell = build_cell (heap, OURO_ID_NONE);
  OuroId function = world_function (world, "f", build_tuple (heap, 1, cell));

  ouro_dict_set_str (heap, dict, world_name (world, "__doc__"), OURO_ID_NONE);
  ouro_dict_set_str (heap, dict, world_name (world, "count"), OURO_ID_ZERO);
  ouro_dict_set_str (heap, dict, world_name (world, "method"), function);
  assert_ways (world, class, TRUE, "attribute:count");
  assert_ways (world, function, TRUE, "field:__closure__");
  assert_ways (world, cell, TRUE, "field:cell_contents");
  ouro_heap_decref (heap, cell);
  ouro_heap_decref (heap, function);
}

static void
test_weakref (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId class = world_bind (world, "A", build_class (heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
  OuroId instance = world_bind (world, "x", ouro_instance_new (heap, class, OURO_NO_ID));
  OuroId weak = world_bind (world, "w", ouro_weakref_new (heap, OURO_TYPE_WEAKREF, instance, OURO_NO_ID));

  assert_ways (world, weak, TRUE, "field:target(weak)");
  ouro_weakref_clear (heap, weak);
  assert_ways (world, weak, TRUE, "");
}

/* The reference of each way stands in the cell that it names. */
static gboolean
check_cell (const OuroWay *way,
            gpointer       user_data)
{
  const OuroHeap *heap = user_data;

  if (way->cell != OURO_NO_CELL)
    g_assert_cmpuint (ouro_heap_get_cell (heap, way->owner, way->cell) & OURO_CELL_ID_MASK, ==, way->referent);
  return TRUE;
}

static void
test_cells (void)
{
  g_autoptr (World) world = world_new (NULL);

  world_make_zoo (world);
  for (OuroId object = OURO_N_TYPES; object < ouro_heap_get_end (world->heap); object++)
    if (ouro_heap_is_alive (world->heap, object))
      ouro_ways_foreach (&world->roots, object, check_cell, world->heap);
}

static void
test_slot (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId  list = world_bind (world, "a", build_list (world->heap));
  OuroWay way;

  build_append (world->heap, list, OURO_ID_NONE);
  build_append (world->heap, list, OURO_ID_ZERO);
  g_assert_true (ouro_ways_get_shown (&world->roots, list, 1, &way));
  g_assert_cmpuint (way.referent, ==, OURO_ID_ZERO);
  g_assert_false (ouro_ways_get_shown (&world->roots, list, 2, &way));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/containers-have-items-and-keys", test_containers);
  g_test_add_func ("/graph/instance-has-attributes-wherever-they-stand", test_instance);
  g_test_add_func ("/graph/list-of-a-class-has-attributes-and-items", test_list_with_attributes);
  g_test_add_func ("/graph/class-shows-its-data-alone", test_class_and_function);
  g_test_add_func ("/graph/weak-reference-has-a-target-that-it-does-not-hold", test_weakref);
  g_test_add_func ("/graph/ways-name-their-cells", test_cells);
  g_test_add_func ("/graph/slot-is-the-way-of-its-number", test_slot);
  return g_test_run ();
}
