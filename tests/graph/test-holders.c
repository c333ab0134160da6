/* test-holders.c - who holds an object, adding up to its count */
#include "ouro-holders.h"

#include "build.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-text.h"
#include "world.h"

/* The holds of an object as words: "name a, item 0 of 300, attribute next of 301". */
static char *
dup_holds (World *world,
           OuroId object)
{
  g_autoptr (GArray) holds = ouro_holders_find (&world->roots, object);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < holds->len; i++)
    {
      const OuroHold  *hold = &g_array_index (holds, OuroHold, i);
      g_autofree char *name = NULL;

      if (hold->kind <= OURO_HOLD_NAME || hold->way.kind == OURO_WAY_ATTRIBUTE)
        name = ouro_str_dup_utf8 (world->heap, hold->way.name, NULL);
      g_string_append_printf (text, "%s%d", i > 0 ? " " : "", hold->kind);
      if (hold->kind == OURO_HOLD_OBJECT)
        g_string_append_printf (text, ":%d", hold->way.kind);
      if (name != NULL)
        g_string_append_printf (text, ":%s", name);
    }
  return g_string_free (text, FALSE);
}

static void
assert_holds (World      *world,
              OuroId      object,
              const char *expected)
{
  g_autofree char *holds = dup_holds (world, object);

  g_assert_cmpstr (holds, ==, expected);
}

static void
test_add_up (gconstpointer version)
{
  g_autoptr (World) world = world_new (version);

  world_make_zoo (world);
  for (OuroId object = OURO_N_TYPES; object < ouro_heap_get_end (world->heap); object++)
    if (ouro_heap_is_alive (world->heap, object) && !ouro_heap_is_immortal (world->heap, object))
      {
        g_autoptr (GArray) holds = ouro_holders_find (&world->roots, object);

        g_assert_cmpuint (holds->len, ==, ouro_heap_get_refcount (world->heap, object));
        g_assert_cmpint (g_array_index (holds, OuroHold, holds->len - 1).kind, !=, OURO_HOLD_PASSING);
      }
}

static void
test_names_and_items (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = world_bind (world, "a", build_list (world->heap));

  ouro_heap_incref (world->heap, list);
  world_bind (world, "b", list);
  build_append (world->heap, list, list);
  assert_holds (world, list, "0:a 0:b 5:0");
}

/* The dict inside of an instance is not named: it is the instance that holds. */
static void
test_instance (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId class = world_bind (world, "A", build_class (world->heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId instance = world_bind (world, "x", ouro_instance_new (world->heap, class, OURO_NO_ID));
  OuroId list = build_list (world->heap);

  world_set (world, instance, "items", list);
  ouro_heap_decref (world->heap, list);
  assert_holds (world, list, "5:4:items");
  ouro_instance_ensure_dict (world->heap, instance);
  assert_holds (world, list, "5:4:items");
}

static void
test_stack (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId         list = world_push (world, build_list (world->heap));
  OuroLocal      local = { "items", list, world->roots.stack_end - 1 };
  OuroFrameNames frames[] = { { "<module>", NULL, 0, 0, 0 },
                              { "work", &local, 1, world->roots.stack_end, world->roots.stack_end + 1 } };
  g_autoptr (GArray) holds = NULL;

  ouro_heap_incref (world->heap, list);
  world_push (world, list);
  world->roots.frames = frames;
  world->roots.n_frames = G_N_ELEMENTS (frames);
  holds = ouro_holders_find (&world->roots, list);
  g_assert_cmpuint (holds->len, ==, 2);
  g_assert_cmpint (g_array_index (holds, OuroHold, 0).kind, ==, OURO_HOLD_LOCAL);
  g_assert_cmpstr (g_array_index (holds, OuroHold, 0).name, ==, "items");
  g_assert_cmpuint (g_array_index (holds, OuroHold, 0).frame, ==, 1);
  g_assert_cmpint (g_array_index (holds, OuroHold, 1).kind, ==, OURO_HOLD_VALUE);
}

static void
test_root (void)
{
  g_autoptr (World) world = world_new (NULL);
  const char *root_names[OURO_N_ROOTS] = { [OURO_ROOT_VM] = "gc.garbage" };
  OuroId      list = build_list (world->heap);
  g_autoptr (GArray) holds = NULL;

  ouro_heap_set_root (world->heap, OURO_ROOT_VM, list);
  world->roots.root_names = root_names;
  holds = ouro_holders_find (&world->roots, list);
  g_assert_cmpuint (holds->len, ==, 1);
  g_assert_cmpint (g_array_index (holds, OuroHold, 0).kind, ==, OURO_HOLD_ROOT);
  g_assert_cmpstr (g_array_index (holds, OuroHold, 0).name, ==, "gc.garbage");
}

/* A new object, before anything refers to it. */
static void
test_passing (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = build_list (world->heap);

  assert_holds (world, list, "6");
  ouro_heap_decref (world->heap, list);
}

int
main (int    argc,
      char **argv)
{
  static const char *const versions[] = { "3.11", "3.12", "3.13", "3.14", "3.15" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *path = g_strconcat ("/graph/holders-add-up-to-the-count/", versions[i], NULL);

      g_test_add_data_func (path, versions[i], test_add_up);
    }
  g_test_add_func ("/graph/names-and-items-hold", test_names_and_items);
  g_test_add_func ("/graph/instance-holds-what-its-dict-holds", test_instance);
  g_test_add_func ("/graph/local-and-value-of-the-stack-hold", test_stack);
  g_test_add_func ("/graph/root-of-the-machine-holds", test_root);
  g_test_add_func ("/graph/machine-itself-holds-what-is-missing", test_passing);
  return g_test_run ();
}
