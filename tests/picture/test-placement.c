/* test-placement.c - cards stay where they are */
#include "ouro-placement.h"

#include <string.h>

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-router.h"
#include "ouro-scene-builder.h"
#include "world.h"

#define N_OBJECTS 50

typedef struct
{
  World           *world;
  OuroPainter     *painter;
  OuroPlacement   *placement;
  OuroSceneOptions options;
  GPtrArray       *scenes; /* as advance () placed them */
  GRand           *random;
  OuroId           objects[N_OBJECTS];
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  *self = (Fixture){
    .world = world_new (NULL),
    .painter = ouro_painter_new (),
    .placement = ouro_placement_new (),
    .scenes = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_scene_free),
    .options = { .detail = OURO_DETAIL_COLLECTOR },
    .random = g_rand_new_with_seed (7),
  };
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_ptr_array_unref (self->scenes);
  g_rand_free (self->random);
  ouro_placement_free (self->placement);
  ouro_painter_free (self->painter);
  world_free (self->world);
}

static OuroScene *
build (Fixture *self)
{
  OuroMoment moment = { .roots = self->world->roots };

  return ouro_scene_build (&moment, &self->options, self->painter);
}

/* The next moment. */
static const OuroScene *
advance (Fixture *self)
{
  OuroScene *scene = build (self);

  ouro_placement_advance (self->placement, scene);
  g_ptr_array_add (self->scenes, scene);
  return scene;
}

static const OuroCard *
find_key (const OuroScene *scene,
          guint64          key)
{
  for (guint i = 0; i < scene->n_cards; i++)
    if (scene->cards[i].key == key)
      return &scene->cards[i];
  return NULL;
}

static const OuroPill *
find_pill_key (const OuroScene *scene,
               guint64          key)
{
  for (guint i = 0; i < scene->n_pills; i++)
    if (scene->pills[i].key == key)
      return &scene->pills[i];
  return NULL;
}

/* How many cards and pills that both scenes have stand elsewhere, relative to their panes. */
static guint
count_moved (const OuroScene *a,
             const OuroScene *b)
{
  guint n = 0;

  for (guint i = 0; i < a->n_cards; i++)
    {
      const OuroCard *first = &a->cards[i];
      const OuroCard *second = find_key (b, first->key);

      if (second != NULL && first->pane == second->pane)
        n += first->x - a->panes[first->pane].x != second->x - b->panes[second->pane].x || first->y != second->y;
    }
  for (guint i = 0; i < a->n_pills; i++)
    {
      const OuroPill *second = find_pill_key (b, a->pills[i].key);

      n += second != NULL && (a->pills[i].x != second->x || a->pills[i].y != second->y);
    }
  return n;
}

static void
assert_same_places (const OuroScene *a,
                    const OuroScene *b)
{
  g_autofree char *first = ouro_scene_dump (a);
  g_autofree char *second = ouro_scene_dump (b);

  g_assert_cmpstr (first, ==, second);
}

/* Boxes of all cards and pills in one row. */
static OuroLayoutGraph *
get_boxes (const Fixture   *self,
           const OuroScene *scene)
{
  OuroLayoutGraph *graph = ouro_scene_to_route (scene, self->painter);

  graph->n_boxes = scene->n_cards + scene->n_pills;
  return graph;
}

static void
assert_no_overlaps (const Fixture   *self,
                    const OuroScene *scene)
{
  g_autoptr (OuroLayoutGraph) graph = get_boxes (self, scene);

  for (guint i = 0; i < graph->n_boxes; i++)
    {
      const OuroLayoutBox *a = &graph->boxes[i];

      g_assert_cmpfloat (a->x, >=, 0);
      g_assert_cmpfloat (a->y, >=, OURO_PANE_HEAD_HEIGHT);
      g_assert_cmpfloat (a->x + a->width, <=, scene->width);
      g_assert_cmpfloat (a->y + a->height, <=, scene->height);
      for (guint j = 0; j < i; j++)
        {
          const OuroLayoutBox *b = &graph->boxes[j];

          g_assert_true (a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
                         b->y + b->height <= a->y);
        }
    }
}

/* Every card is within its pane. */
static void
assert_within_panes (const OuroScene *scene)
{
  for (guint i = 0; i < scene->n_cards; i++)
    {
      const OuroScenePane *pane = &scene->panes[scene->cards[i].pane];

      g_assert_cmpfloat (scene->cards[i].x, >=, pane->x);
      g_assert_cmpfloat (scene->cards[i].x + scene->cards[i].width, <=, pane->x + pane->width);
    }
}

/* Random graphs ---------------------------------------------------------------------------------
 * */

static OuroId
new_object (Fixture *self)
{
  return g_rand_boolean (self->random) ? build_list (self->world->heap) : ouro_dict_new (self->world->heap);
}

static void
bind_number (Fixture *self,
             guint    number,
             OuroId   object)
{
  g_autofree char *name = g_strdup_printf ("n%u", number);

  world_bind (self->world, name, object);
  self->objects[number] = object;
}

static guint
pick (Fixture *self)
{
  return (guint)g_rand_int_range (self->random, 0, N_OBJECTS);
}

static void
refer (Fixture *self,
       guint    from,
       guint    to)
{
  OuroHeap *heap = self->world->heap;
  OuroId    holder = self->objects[from];

  if (ouro_heap_get_kind (heap, holder) == OURO_KIND_LIST)
    build_append (heap, holder, self->objects[to]);
  else
    build_item (heap, holder, ouro_int_new (heap, to), self->objects[to]);
}

/* Named objects, half as many references. */
static void
make_graph (Fixture *self)
{
  for (guint i = 0; i < N_OBJECTS; i++)
    bind_number (self, i, new_object (self));
  for (guint i = 0; i < N_OBJECTS / 2; i++)
    refer (self, pick (self), pick (self));
}

/* One random change. */
static void
change (Fixture *self)
{
  OuroHeap *heap = self->world->heap;
  OuroId    object = self->objects[pick (self)];

  switch (g_rand_int_range (self->random, 0, 4))
    {
    case 0:
      bind_number (self, pick (self), new_object (self));
      break;
    case 1:
      refer (self, pick (self), pick (self));
      break;
    case 2:
      if (ouro_heap_is_tracked (heap, object))
        ouro_heap_append_list (heap, OURO_LIST_MIDDLE, OURO_LIST_YOUNG);
      break;
    default:
      if (ouro_heap_get_kind (heap, object) == OURO_KIND_DICT)
        ouro_dict_clear (heap, object);
      break;
    }
}

/* Tests -----------------------------------------------------------------------------------------
 * */

static void
test_one_object_more (Fixture      *self,
                      gconstpointer data)
{
  const OuroScene *before, *after;

  make_graph (self);
  before = advance (self);
  world_bind (self->world, "more", build_list (self->world->heap));
  after = advance (self);
  g_assert_cmpuint (after->n_cards, ==, before->n_cards + 1);
  g_assert_cmpuint (count_moved (before, after), ==, 0);
  assert_no_overlaps (self, after);
}

static void
test_one_object_less (Fixture      *self,
                      gconstpointer data)
{
  const OuroScene *before, *after;

  make_graph (self);
  world_bind (self->world, "more", build_list (self->world->heap));
  before = advance (self);
  world_unbind (self->world, "more");
  after = advance (self);
  g_assert_cmpuint (after->n_cards, ==, before->n_cards - 1);
  g_assert_cmpuint (count_moved (before, after), ==, 0);
}

/* A card has room for its first references. */
static void
test_reference_more (Fixture      *self,
                     gconstpointer data)
{
  for (guint i = 0; i < N_OBJECTS; i++)
    bind_number (self, i, build_list (self->world->heap));
  advance (self);
  for (guint i = 0; i < 3; i++)
    {
      const OuroScene *before = g_ptr_array_index (self->scenes, self->scenes->len - 1);

      refer (self, 7, pick (self));
      g_assert_cmpuint (count_moved (before, advance (self)), ==, 0);
    }
}

/* Of those that stay, nothing but the one that has grown too large moves, and it moves once. */
static void
test_grown (Fixture      *self,
            gconstpointer data)
{
  guint64 key;
  guint   n_moved = 0;

  for (guint i = 0; i < N_OBJECTS; i++)
    bind_number (self, i, build_list (self->world->heap));
  advance (self);
  key = ouro_key_of_object (self->world->heap, self->objects[7]);
  for (guint i = 0; i < 20; i++)
    {
      const OuroScene *before = g_ptr_array_index (self->scenes, self->scenes->len - 1);
      const OuroScene *after;
      guint            n;

      build_append (self->world->heap, self->objects[7], OURO_ID_NONE);
      after = advance (self);
      n = count_moved (before, after);
      g_assert_cmpuint (n, ==, find_key (before, key)->y != find_key (after, key)->y || find_key (before, key)->x != find_key (after, key)->x);
      n_moved += n;
      assert_no_overlaps (self, after);
    }
  g_assert_cmpuint (n_moved, ==, 1);
}

/* With nothing in the way it need not move at all. */
static void
test_grown_alone (Fixture      *self,
                  gconstpointer data)
{
  OuroId           list;
  const OuroScene *before;

  world_bind (self->world, "first", build_list (self->world->heap));
  list = world_bind (self->world, "second", build_list (self->world->heap));
  before = advance (self);
  world_unbind (self->world, "first");
  for (guint i = 0; i < 20; i++)
    {
      build_append (self->world->heap, list, OURO_ID_NONE);
      g_assert_cmpuint (count_moved (before, advance (self)), ==, 0);
    }
}

/* What comes later keeps clear of the room that a card has to grow. */
static void
test_room (Fixture      *self,
           gconstpointer data)
{
  OuroId           list = world_bind (self->world, "a", build_list (self->world->heap));
  const OuroScene *before;

  advance (self);
  world_bind (self->world, "b", build_list (self->world->heap));
  before = advance (self);
  for (guint i = 0; i < 3; i++)
    {
      build_append (self->world->heap, list, OURO_ID_NONE);
      g_assert_cmpuint (count_moved (before, advance (self)), ==, 0);
    }
}

/* An object of an older generation stands in another pane, and stays where it was until then. */
static void
test_promotion (Fixture      *self,
                gconstpointer data)
{
  const OuroScene *before, *after;

  make_graph (self);
  before = advance (self);
  ouro_heap_append_list (self->world->heap, OURO_LIST_MIDDLE, OURO_LIST_YOUNG);
  after = advance (self);
  g_assert_cmpuint (before->panes[find_key (before,
                                            ouro_key_of_object (self->world->heap, self->objects[0]))
                                    ->pane]
                      .id,
                    ==, OURO_PANE_YOUNG);
  g_assert_cmpuint (after->panes[find_key (after, ouro_key_of_object (self->world->heap, self->objects[0]))->pane].id,
                    ==, OURO_PANE_MIDDLE);
  g_assert_cmpuint (count_moved (before, after), ==, 0);
  assert_no_overlaps (self, after);
  /* What has become wide stays wide. */
  g_assert_cmpfloat (after->panes[1].width, ==, before->panes[1].width);
}

static void
test_no_overlaps (Fixture      *self,
                  gconstpointer data)
{
  make_graph (self);
  for (guint i = 0; i < 300; i++)
    {
      const OuroScene *scene = advance (self);

      assert_no_overlaps (self, scene);
      assert_within_panes (scene);
      change (self);
    }
}

/* Builds the scenes anew and applies them in any order: each is as it was when it came up. */
static void
test_pure (Fixture      *self,
           gconstpointer data)
{
  GPtrArray *fresh = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_scene_free);

  make_graph (self);
  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (fresh, build (self));
      advance (self);
      change (self);
    }
  for (guint i = 0; i < 500; i++)
    {
      guint step = (guint)g_rand_int_range (self->random, 0, 100);

      ouro_placement_apply (self->placement, g_ptr_array_index (fresh, step), step);
      assert_same_places (g_ptr_array_index (fresh, step), g_ptr_array_index (self->scenes, step));
    }
  g_ptr_array_unref (fresh);
}

/* What is forgotten from a moment on comes out the same when it comes again. */
static void
test_truncate (Fixture      *self,
               gconstpointer data)
{
  GPtrArray *fresh = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_scene_free);

  make_graph (self);
  for (guint i = 0; i < 40; i++)
    {
      g_ptr_array_add (fresh, build (self));
      advance (self);
      change (self);
    }
  ouro_placement_truncate (self->placement, 15);
  g_assert_cmpuint (ouro_placement_get_n_steps (self->placement), ==, 15);
  for (guint i = 15; i < 40; i++)
    {
      ouro_placement_advance (self->placement, g_ptr_array_index (fresh, i));
      assert_same_places (g_ptr_array_index (fresh, i), g_ptr_array_index (self->scenes, i));
    }
  g_ptr_array_unref (fresh);
}

/* On the way to the next moment a new card stands where it will stand then. */
static void
test_between (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (OuroScene) between = NULL;
  const OuroScene *after;

  world_bind (self->world, "a", build_list (self->world->heap));
  advance (self);
  world_bind (self->world, "passing", build_list (self->world->heap));
  world_bind (self->world, "b", build_list (self->world->heap));
  between = build (self);
  world_unbind (self->world, "passing");
  after = advance (self);
  ouro_placement_apply (self->placement, between, 0);
  g_assert_cmpuint (count_moved (between, after), ==, 0);
  assert_no_overlaps (self, between);
}

/* Holder and held stand side by side. */
static void
test_chain (Fixture      *self,
            gconstpointer data)
{
  OuroHeap        *heap = self->world->heap;
  OuroId           a = build_list (heap), b = build_list (heap), c = build_list (heap);
  const OuroScene *scene;

  /* Born from the inside out, as displays are. */
  build_append_new (heap, b, c);
  build_append_new (heap, a, b);
  world_bind (self->world, "a", a);
  scene = advance (self);
  g_assert_cmpfloat (find_key (scene, ouro_key_of_object (heap, a))->x, <,
                     find_key (scene, ouro_key_of_object (heap, b))->x);
  g_assert_cmpfloat (find_key (scene, ouro_key_of_object (heap, b))->x, <,
                     find_key (scene, ouro_key_of_object (heap, c))->x);
  g_assert_cmpfloat (find_key (scene, ouro_key_of_object (heap, b))->y, ==,
                     find_key (scene, ouro_key_of_object (heap, c))->y);
  g_assert_cmpfloat (scene->pills[0].y, ==, find_key (scene, ouro_key_of_object (heap, a))->y);
}

static void
test_pins (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (OuroScene) again = NULL;
  g_autoptr (GArray) pins = NULL;
  const OuroScene *scene;
  const OuroCard  *card;
  OuroPin          pin;

  make_graph (self);
  scene = advance (self);
  pin = ouro_placement_make_pin (scene, 0, -1, scene->panes[scene->cards[0].pane].x + 333, 444);
  ouro_placement_pin (self->placement, &pin);
  again = build (self);
  ouro_placement_apply (self->placement, again, 0);
  card = find_key (again, scene->cards[0].key);
  g_assert_cmpfloat (card->x, ==, again->panes[card->pane].x + 333);
  g_assert_cmpfloat (card->y, ==, 444);
  assert_no_overlaps (self, again);
  pins = ouro_placement_dup_pins (self->placement);
  g_assert_cmpuint (pins->len, ==, 1);
  g_assert_cmpmem (&g_array_index (pins, OuroPin, 0), sizeof (OuroPin), &pin, sizeof pin);
  ouro_placement_unpin (self->placement, pin.key);
  ouro_placement_apply (self->placement, again, 0);
  assert_same_places (again, scene);
}

static void
test_tidy (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (OuroScene) scene = NULL;
  g_autoptr (OuroScene) before = NULL;

  make_graph (self);
  before = build (self);
  advance (self);
  advance (self);
  scene = build (self);
  ouro_placement_apply (self->placement, scene, 1);
  for (guint pane = 0; pane < scene->n_panes; pane++)
    {
      g_autoptr (OuroLayoutGraph) graph = ouro_placement_to_arrange (self->placement, scene, pane);

      if (graph == NULL)
        continue;
      g_assert_true (ouro_layout_graph_is_sound (graph));
      ouro_layout_solve_simply (OURO_LAYOUT_ARRANGE, graph);
      for (guint i = 0; i < graph->n_boxes; i++)
        graph->boxes[i].y += 10;
      ouro_placement_take_arranged (self->placement, scene, pane, graph, 1);
    }
  ouro_placement_apply (self->placement, scene, 1);
  assert_no_overlaps (self, scene);
  g_assert_cmpuint (count_moved (g_ptr_array_index (self->scenes, 1), scene), >, N_OBJECTS / 2);
  g_assert_cmpuint (count_moved (scene, advance (self)), ==, 0);
  /* Moments before are as they were. */
  ouro_placement_apply (self->placement, before, 0);
  assert_same_places (before, g_ptr_array_index (self->scenes, 0));
}

/* Opening a fold moves nothing but what has become too large. */
static void
test_expanded (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (OuroScene) scene = NULL;
  const OuroScene *before;
  guint64          key;

  make_graph (self);
  bind_number (self, 3, build_list (self->world->heap));
  for (guint i = 0; i < 200; i++)
    build_append (self->world->heap, self->objects[3], OURO_ID_NONE);
  before = advance (self);
  key = ouro_key_of_object (self->world->heap, self->objects[3]);
  self->options.expanded = &key;
  self->options.n_expanded = 1;
  scene = build (self);
  ouro_placement_apply (self->placement, scene, 0);
  g_assert_cmpuint (count_moved (before, scene), <=, 1);
  assert_no_overlaps (self, scene);
}

/* Scenes made by hand ---------------------------------------------------------------------------
 * */

/* The next moment has cards with these keys, up to 0. Their places come back in cards. */
static void
advance_by_hand (Fixture       *self,
                 const guint64 *keys,
                 OuroCard      *cards)
{
  OuroScenePane pane = { .id = OURO_PANE_YOUNG };
  OuroScene     scene = { .panes = &pane, .n_panes = 1, .cards = cards };

  for (; keys[scene.n_cards] != 0; scene.n_cards++)
    cards[scene.n_cards] = (OuroCard){ .key = keys[scene.n_cards], .width = 110, .height = 50 };
  ouro_placement_advance (self->placement, &scene);
}

/* What comes back finds its place taken; who has taken it stays. */
static void
test_back (Fixture      *self,
           gconstpointer data)
{
  OuroCard cards[2];
  float    y;

  advance_by_hand (self, (const guint64[]){ 1, 0 }, cards);
  y = cards[0].y;
  advance_by_hand (self, (const guint64[]){ 0 }, cards);
  advance_by_hand (self, (const guint64[]){ 2, 0 }, cards);
  g_assert_cmpfloat (cards[0].y, ==, y);
  advance_by_hand (self, (const guint64[]){ 1, 2, 0 }, cards);
  g_assert_cmpfloat (cards[1].y, ==, y);
  g_assert_cmpfloat (cards[0].y, >, y);
}

/* Every card that comes up is another one; what stays of them is bounded, so a card from long ago
 * is a new one. */
static void
test_memory (Fixture      *self,
             gconstpointer data)
{
  OuroCard cards[1000];
  guint64  keys[G_N_ELEMENTS (cards) + 1] = { 0 };
  guint64  key = 10;
  float    first;

  advance_by_hand (self, (const guint64[]){ 1, 2, 0 }, cards);
  first = cards[0].y;
  g_assert_cmpfloat (cards[1].y, >, first);
  advance_by_hand (self, (const guint64[]){ 2, 0 }, cards);
  g_assert_cmpfloat (cards[0].y, >, first);
  for (guint step = 0; step < 300; step++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
        keys[i] = i < 2 ? 3 + i : key++;
      advance_by_hand (self, keys, cards);
      /* Those that have been there all the time are not forgotten. */
      g_assert_cmpfloat (cards[1].y, ==, cards[0].y + 120);
    }
  advance_by_hand (self, (const guint64[]){ 2, 0 }, cards);
  g_assert_cmpfloat (cards[0].y, ==, first);
}

static void
add (const char *path,
     void (*test) (Fixture      *self,
                   gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/picture/placement/new-object-moves-no-other", test_one_object_more);
  add ("/picture/placement/freed-object-moves-no-other", test_one_object_less);
  add ("/picture/placement/new-reference-moves-nothing", test_reference_more);
  add ("/picture/placement/grown-card-moves-itself-once", test_grown);
  add ("/picture/placement/grown-card-stays-where-it-can", test_grown_alone);
  add ("/picture/placement/new-cards-leave-room-to-grow", test_room);
  add ("/picture/placement/what-comes-back-displaces-nothing", test_back);
  add ("/picture/placement/promoted-objects-change-panes-alone", test_promotion);
  add ("/picture/placement/nothing-overlaps", test_no_overlaps);
  add ("/picture/placement/places-follow-from-the-program-alone", test_pure);
  add ("/picture/placement/truncated-moments-come-out-the-same", test_truncate);
  add ("/picture/placement/between-two-moments-cards-stand-where-they-will", test_between);
  add ("/picture/placement/chain-runs-to-the-right", test_chain);
  add ("/picture/placement/pins-win", test_pins);
  add ("/picture/placement/tidied-places-hold-from-then-on", test_tidy);
  add ("/picture/placement/opened-fold-moves-no-other", test_expanded);
  add ("/picture/placement/memory-is-bounded", test_memory);
  return g_test_run ();
}
