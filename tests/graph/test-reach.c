/* test-reach.c - what can be reached, and what cannot */
#include "ouro-reach.h"

#include "build.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "world.h"

static guint
count_unreachable (World *world)
{
  g_autoptr (OuroReach) reach = ouro_reach_new (&world->roots, OURO_REACH_ALL);
  guint n;

  ouro_reach_get_unreachable (reach, &n);
  return n;
}

static void
test_names_reach (void)
{
  g_autoptr (World) world = world_new (NULL);

  world_make_zoo (world);
  g_assert_cmpuint (count_unreachable (world), ==, 2);
}

static void
test_cycle (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId        other, first = world_make_garbage (world, &other);
  guint         n;
  const OuroId *unreachable;
  g_autoptr (OuroReach) reach = ouro_reach_new (&world->roots, OURO_REACH_ALL);

  unreachable = ouro_reach_get_unreachable (reach, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (unreachable[0], ==, first);
  g_assert_cmpuint (unreachable[1], ==, other);
  g_assert_false (ouro_reach_contains (reach, first));
  g_assert_true (ouro_reach_contains (reach, OURO_ID_NONE));
  g_assert_false (ouro_reach_contains (reach, OURO_NO_ID));
}

/* Until its name goes, a cycle is reached through it. */
static void
test_name_goes (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = world_bind (world, "a", build_list (world->heap));

  build_append (world->heap, list, list);
  g_assert_cmpuint (count_unreachable (world), ==, 0);
  world_unbind (world, "a");
  g_assert_cmpuint (count_unreachable (world), ==, 1);
}

static void
test_stack (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = world_push (world, build_list (world->heap));
  g_autoptr (OuroReach) all = ouro_reach_new (&world->roots, OURO_REACH_ALL);
  g_autoptr (OuroReach) names = ouro_reach_new (&world->roots, OURO_REACH_NAMES);

  g_assert_true (ouro_reach_contains (all, list));
  g_assert_false (ouro_reach_contains (names, list));
}

/* A list that has just been made, and what it holds, are in the machine's hands; but not in the
 * hands of a collection. */
static void
test_passing (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = build_list (world->heap);
  OuroId inner = build_list (world->heap);

  build_append_new (world->heap, list, inner);
  world_make_garbage (world, NULL);
  g_assert_cmpuint (count_unreachable (world), ==, 2);
  ouro_heap_append_list (world->heap, OURO_LIST_UNREACHABLE, OURO_LIST_YOUNG);
  g_assert_cmpuint (count_unreachable (world), ==, 4);
  ouro_heap_decref (world->heap, list);
}

/* What a class hides is held by it. */
static void
test_class (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId class = world_bind (world, "A", build_class (world->heap, "A", 0, OURO_CLASS_HAS_DICT));

  ouro_dict_set_str (world->heap, ouro_heap_get_cell (world->heap, class, OURO_CLASS_DICT),
                     world_name (world, "self"), class);
  g_assert_cmpuint (count_unreachable (world), ==, 0);
  world_unbind (world, "A");
  g_assert_cmpuint (count_unreachable (world), ==, 4);
}

/* A chain as long as memory allows takes no stack of ours. */
static void
test_long_chain (void)
{
  g_autoptr (World) world = world_new (NULL);
  OuroId list = OURO_NO_ID;

  for (guint i = 0; i < 300000; i++)
    {
      OuroId outer = build_list (world->heap);

      if (list != OURO_NO_ID)
        build_append_new (world->heap, outer, list);
      list = outer;
    }
  world_bind (world, "chain", list);
  g_assert_cmpuint (count_unreachable (world), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/names-reach-all-but-a-lost-cycle", test_names_reach);
  g_test_add_func ("/graph/cycle-without-names-is-unreachable", test_cycle);
  g_test_add_func ("/graph/last-name-makes-the-difference", test_name_goes);
  g_test_add_func ("/graph/stack-reaches-unless-names-alone-are-asked", test_stack);
  g_test_add_func ("/graph/new-object-is-reached-by-the-machine", test_passing);
  g_test_add_func ("/graph/class-reaches-its-machinery", test_class);
  g_test_add_func ("/graph/chain-of-300000-lists-is-followed", test_long_chain);
  return g_test_run ();
}
