/* test-paths.c - the shortest path from a root to an object */
#include "ouro-paths.h"

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-repr.h"
#include "ouro-text.h"
#include "world.h"

static void
append_way (GString       *text,
            const World   *world,
            const OuroWay *way)
{
  g_autofree char *name = NULL;

  switch ((guint)way->kind)
    {
    case OURO_WAY_INDEX:
      g_string_append_printf (text, "[%u]", way->index);
      break;
    case OURO_WAY_KEY:
      name = ouro_atom_dup_repr (world->heap, way->name, 0);
      g_string_append_printf (text, "[%s]", name);
      break;
    case OURO_WAY_ATTRIBUTE:
      name = ouro_str_dup_utf8 (world->heap, way->name, NULL);
      g_string_append_printf (text, ".%s", name);
      break;
    case OURO_WAY_MEMBER:
      g_string_append (text, "{}");
      break;
    default:
      g_string_append_printf (text, "<%s>", way->field != NULL ? way->field : "");
      break;
    }
}

static char *
dup_path (World       *world,
          OuroId       object,
          OuroPathKind kind)
{
  g_autoptr (OuroPath) path = ouro_path_find (&world->roots, object, kind);
  GString         *text = g_string_new (NULL);
  g_autofree char *name = NULL;

  if (path == NULL)
    return g_string_free (g_string_append (text, "none"), FALSE);
  if (path->start.kind == OURO_HOLD_NAME)
    name = ouro_str_dup_utf8 (world->heap, path->start.way.name, NULL);
  g_string_append_printf (text, "%s", name != NULL ? name : path->start.name != NULL ? path->start.name
                                                                                     : "?");
  for (guint i = 0; i < path->ways->len; i++)
    append_way (text, world, &g_array_index (path->ways, OuroWay, i));
  return g_string_free (text, FALSE);
}

static void
assert_path (World       *world,
             OuroId       object,
             OuroPathKind kind,
             const char  *expected)
{
  g_autofree char *path = dup_path (world, object, kind);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_shortest (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId    a = world_bind (world, "a", build_list (heap));
  OuroId    b = build_list (heap);
  OuroId    c = build_list (heap);

  build_append (heap, a, ouro_int_new (heap, 1));
  build_append_new (heap, a, b);
  build_append_new (heap, b, c);
  assert_path (world, a, OURO_PATH_ANY, "a");
  assert_path (world, b, OURO_PATH_ANY, "a[1]");
  assert_path (world, c, OURO_PATH_ANY, "a[1][0]");
  build_append (heap, a, c);
  assert_path (world, c, OURO_PATH_ANY, "a[2]");
}

static void
test_attributes_and_keys (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroHeap *heap = world->heap;
  OuroId class = world_bind (world, "A", build_class (heap, "A", 0, OURO_CLASS_HAS_DICT));
  OuroId instance = world_bind (world, "x", ouro_instance_new (heap, class, OURO_NO_ID));
  OuroId dict = ouro_dict_new (heap);
  OuroId set = build_set (heap);

  world_set (world, instance, "table", dict);
  build_item (heap, dict, world_name (world, "key"), set);
  ouro_heap_decref (heap, set);
  ouro_heap_decref (heap, dict);
  assert_path (world, set, OURO_PATH_NAMES, "x.table['key']");
  ouro_instance_ensure_dict (heap, instance);
  assert_path (world, set, OURO_PATH_NAMES, "x.table['key']");
  assert_path (world, ouro_instance_get_dict (heap, instance), OURO_PATH_NAMES, "none");
  assert_path (world, ouro_instance_get_dict (heap, instance), OURO_PATH_ANY, "x<__dict__>");
}

static void
test_garbage (void)
{
  g_autoptr (World) world = world_new (NULL);

  assert_path (world, world_make_garbage (world, NULL), OURO_PATH_ANY, "none");
}

static void
test_local (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId         list = world_push (world, build_list (world->heap));
  OuroLocal      local = { "items", list, world->roots.stack_end - 1 };
  OuroFrameNames frame = { "work", &local, 1, world->roots.stack_end, world->roots.stack_end };

  world->roots.frames = &frame;
  world->roots.n_frames = 1;
  assert_path (world, list, OURO_PATH_ANY, "items");
  assert_path (world, list, OURO_PATH_NAMES, "none");
}

static void
test_passing (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = build_list (world->heap);
  OuroId inner = build_list (world->heap);

  build_append_new (world->heap, list, inner);
  assert_path (world, inner, OURO_PATH_ANY, "?[0]");
  assert_path (world, inner, OURO_PATH_NAMES, "none");
  ouro_heap_decref (world->heap, list);
}

/* Every path can be walked: each way leads from one object to the next. */
static void
test_paths_lead_there (void)
{
  g_autoptr (World) world = world_new (NULL);

  world_make_zoo (world);
  for (OuroId object = OURO_N_TYPES; object < ouro_heap_get_end (world->heap); object++)
    {
      g_autoptr (OuroPath) path = ouro_heap_is_alive (world->heap, object) ? ouro_path_find (&world->roots, object,
                                                                                             OURO_PATH_ANY)
                                                                           : NULL;

      if (path != NULL && path->ways->len > 0)
        g_assert_cmpuint (g_array_index (path->ways, OuroWay, path->ways->len - 1).referent, ==, object);
      else if (path != NULL)
        g_assert_cmpuint (path->first, ==, object);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/shortest-path-wins", test_shortest);
  g_test_add_func ("/graph/path-says-attributes-and-keys", test_attributes_and_keys);
  g_test_add_func ("/graph/no-path-leads-to-garbage", test_garbage);
  g_test_add_func ("/graph/path-begins-at-a-local", test_local);
  g_test_add_func ("/graph/path-begins-in-the-machine", test_passing);
  g_test_add_func ("/graph/paths-lead-where-they-should", test_paths_lead_there);
  return g_test_run ();
}
