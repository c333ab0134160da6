/* test-scene-builder.c - a moment of a heap as a scene */
#include "ouro-scene-builder.h"

#include <string.h>

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-paths.h"
#include "ouro-placement.h"
#include "ouro-router.h"
#include "ouro-text.h"
#include "ouro-weakref.h"
#include "world.h"

typedef struct
{
  World           *world;
  OuroPainter     *painter;
  OuroMoment       moment;
  OuroSceneOptions options;
  OuroScene       *scene;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer version)
{
  *self = (Fixture){ .world = world_new (version), .painter = ouro_painter_new (), .options = { .detail = OURO_DETAIL_COLLECTOR } };
}

static void
tear_down (Fixture      *self,
           gconstpointer version)
{
  ouro_scene_free (self->scene);
  ouro_painter_free (self->painter);
  world_free (self->world);
}

static void
build (Fixture *self)
{
  OuroRoots *roots = &self->world->roots;

  ouro_scene_free (self->scene);
  self->moment.roots.heap = self->world->heap;
  self->moment.roots.stack_end = roots->stack_end;
  self->scene = ouro_scene_build (&self->moment, &self->options, self->painter);
}

/* The card of an object, or NULL. */
static const OuroCard *
find_card (const Fixture *self,
           OuroId         object)
{
  for (guint i = 0; i < self->scene->n_cards; i++)
    if (self->scene->cards[i].key == ouro_key_of_object (self->world->heap, object))
      return &self->scene->cards[i];
  return NULL;
}

static const OuroCard *
find_title (const Fixture *self,
            const char    *title)
{
  for (guint i = 0; i < self->scene->n_cards; i++)
    if (strcmp (self->scene->cards[i].title, title) == 0)
      return &self->scene->cards[i];
  return NULL;
}

static const OuroPill *
find_pill (const Fixture *self,
           const char    *name)
{
  for (guint i = 0; i < self->scene->n_pills; i++)
    if (strcmp (self->scene->pills[i].name, name) == 0)
      return &self->scene->pills[i];
  return NULL;
}

/* From a slot of one card to another card. */
static const OuroArrow *
find_arrow (const Fixture  *self,
            const OuroCard *from,
            int             slot,
            const OuroCard *to)
{
  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];

      if (arrow->from_card == from - self->scene->cards && arrow->from_slot == slot &&
          arrow->to_card == to - self->scene->cards)
        return arrow;
    }
  return NULL;
}

static const OuroArrow *
find_pill_arrow (const Fixture  *self,
                 const OuroPill *from,
                 const OuroCard *to)
{
  for (guint i = 0; i < self->scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->scene->arrows[i];

      if (arrow->from_pill == from - self->scene->pills && arrow->to_card == to - self->scene->cards)
        return arrow;
    }
  return NULL;
}

static void
assert_slot (const OuroCard *card,
             guint           slot,
             const char     *label,
             const char     *value)
{
  g_assert_cmpuint (slot, <, card->n_slots);
  g_assert_cmpstr (card->slots[slot].label, ==, label);
  g_assert_cmpstr (card->slots[slot].value, ==, value);
}

static guint
get_pane_id (const Fixture  *self,
             const OuroCard *card)
{
  return self->scene->panes[card->pane].id;
}

/* What becomes a card ---------------------------------------------------------------------------
 * */

static void
test_list (Fixture      *self,
           gconstpointer version)
{
  OuroHeap       *heap = self->world->heap;
  OuroId          list = world_bind (self->world, "a", build_list (heap));
  OuroId          inner = build_list (heap);
  const OuroCard *card;

  build_append_new (heap, list, ouro_int_new (heap, 10));
  build_append_new (heap, list, inner);
  build (self);
  card = find_card (self, list);
  g_assert_cmpstr (card->title, ==, "list");
  g_assert_cmpstr (card->subtitle, ==, "88 B");
  g_assert_cmpstr (card->badge, ==, "1");
  g_assert_cmpuint (card->n_slots, ==, 2);
  assert_slot (card, 0, "0", "10");
  assert_slot (card, 1, "1", NULL);
  g_assert_cmpuint (get_pane_id (self, card), ==, OURO_PANE_YOUNG);
  g_assert_nonnull (find_arrow (self, card, 1, find_card (self, inner)));
  g_assert_nonnull (find_pill_arrow (self, find_pill (self, "a"), card));
  g_assert_cmpuint (self->scene->n_cards, ==, 2);
  g_assert_cmpuint (self->scene->n_arrows, ==, 2);
}

static void
test_instance (Fixture      *self,
               gconstpointer version)
{
  OuroHeap *heap = self->world->heap;
  OuroId class = world_bind (self->world, "Node", build_class (heap, "Node", 0, OURO_CLASS_HAS_DICT));
  OuroId          node = world_bind (self->world, "n", ouro_instance_new (heap, class, OURO_NO_ID));
  const OuroCard *card;

  world_set (self->world, node, "value", ouro_int_new (heap, 7));
  world_set (self->world, node, "next", node);
  for (guint i = 0; i < 2; i++)
    {
      build (self);
      card = find_card (self, node);
      g_assert_cmpstr (card->title, ==, "Node");
      assert_slot (card, 0, "value", "7");
      assert_slot (card, 1, "next", NULL);
      g_assert_nonnull (find_arrow (self, card, 1, card));
      g_assert_cmpstr (find_card (self, class)->title, ==, "class Node");
      g_assert_cmpuint (self->scene->n_cards, ==, 2);
      /* The same with a dict object inside, which is not shown. */
      ouro_instance_ensure_dict (heap, node);
    }
}

static void
test_dict (Fixture      *self,
           gconstpointer version)
{
  OuroHeap        *heap = self->world->heap;
  OuroId           dict = world_bind (self->world, "d", ouro_dict_new (heap));
  OuroId           key = build_tuple (heap, 2, OURO_ID_ZERO, world_name (self->world, "x"));
  OuroId           object = build_tuple (heap, 1, dict);
  const OuroCard  *card;
  g_autofree char *label = g_strdup_printf ("tuple #%u", ouro_heap_get_birth (heap, object));

  ouro_dict_set_str (heap, dict, world_name (self->world, "name"), OURO_ID_NONE);
  ouro_dict_add (heap, dict, key, 5, OURO_ID_TRUE);
  ouro_dict_add (heap, dict, object, 6, dict);
  build (self);
  card = find_card (self, dict);
  assert_slot (card, 0, "'name'", "None");
  assert_slot (card, 1, "(0, 'x')", "True");
  assert_slot (card, 2, "key", NULL);
  assert_slot (card, 3, label, NULL);
  g_assert_nonnull (find_arrow (self, card, 2, find_card (self, object)));
  g_assert_null (find_card (self, key));
  ouro_heap_decref (heap, key);
  ouro_heap_decref (heap, object);
}

static void
test_named_atom (Fixture      *self,
                 gconstpointer version)
{
  OuroId word = world_bind (self->world, "word", world_str (self->world, "spam"));
  OuroId list = world_bind (self->world, "a", build_list (self->world->heap));

  build_append (self->world->heap, list, word);
  build (self);
  g_assert_cmpstr (find_card (self, word)->title, ==, "str 'spam'");
  g_assert_cmpstr (find_card (self, word)->badge, ==, "2");
  g_assert_cmpuint (get_pane_id (self, find_card (self, word)), ==, OURO_PANE_UNTRACKED);
  assert_slot (find_card (self, list), 0, "0", "'spam'");
  self->options.atoms_as_cards = TRUE;
  build (self);
  assert_slot (find_card (self, list), 0, "0", NULL);
  g_assert_nonnull (find_arrow (self, find_card (self, list), 0, find_card (self, word)));
}

/* Before 3.12 nothing was immortal; since then some things show no count. */
static void
test_immortal (Fixture      *self,
               gconstpointer version)
{
  world_bind (self->world, "nothing", OURO_ID_NONE);
  build (self);
  g_assert_cmpstr (find_card (self, OURO_ID_NONE)->title, ==, "None");
  g_assert_cmpstr (find_card (self, OURO_ID_NONE)->badge, ==, (version != NULL ? NULL : "∞"));
}

static void
test_machinery (Fixture      *self,
                gconstpointer version)
{
  OuroHeap *heap = self->world->heap;
  OuroId class = world_bind (self->world, "Bag",
                             build_class (heap, "Bag", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_PAYLOAD));
  OuroId payload = build_list (heap);
  OuroId bag = world_bind (self->world, "bag", ouro_instance_new (heap, class, payload));

  ouro_heap_untrack (heap, payload);
  build_append (heap, payload, OURO_ID_ZERO);
  world_set (self->world, bag, "label", OURO_ID_NONE);
  world_bind (self->world, "__name__", build_list (heap));
  build (self);
  g_assert_cmpuint (self->scene->n_cards, ==, 2);
  g_assert_cmpuint (self->scene->n_pills, ==, 2);
  assert_slot (find_card (self, bag), 0, "label", "None");
  assert_slot (find_card (self, bag), 1, "0", "0");

  /* As garbage it is the same: the class, and what its user made of it. */
  world_unbind (self->world, "Bag");
  world_unbind (self->world, "bag");
  build (self);
  g_assert_cmpuint (self->scene->n_cards, ==, 1);
  g_assert_cmpstr (self->scene->cards[0].title, ==, "class Bag");
  g_assert_true (self->scene->cards[0].marks & OURO_MARK_UNREACHABLE);
}

static void
test_weakref (Fixture      *self,
              gconstpointer version)
{
  OuroHeap *heap = self->world->heap;
  OuroId class = world_bind (self->world, "A",
                             build_class (heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
  OuroId           target = world_bind (self->world, "x", ouro_instance_new (heap, class, OURO_NO_ID));
  OuroId           weak = world_bind (self->world, "w",
                                      ouro_weakref_new (heap, OURO_TYPE_WEAKREF, target, OURO_NO_ID));
  const OuroArrow *arrow;

  build (self);
  arrow = find_arrow (self, find_card (self, weak), 0, find_card (self, target));
  g_assert_cmpuint (arrow->marks, ==, OURO_MARK_WEAK);
  ouro_weakref_clear (heap, weak);
  build (self);
  assert_slot (find_card (self, weak), 0, "target", "◌ gone");
}

/* States ----------------------------------------------------------------------------------------
 * */

static void
test_unreachable (Fixture      *self,
                  gconstpointer version)
{
  OuroId           other, first = world_make_garbage (self->world, &other);
  const OuroCard  *card;
  const OuroArrow *arrow;

  build (self);
  card = find_card (self, first);
  arrow = find_arrow (self, card, 0, find_card (self, other));
  g_assert_cmpuint (card->marks, ==, OURO_MARK_UNREACHABLE);
  g_assert_cmpuint (find_card (self, other)->marks, ==, OURO_MARK_UNREACHABLE);
  g_assert_cmpuint (arrow->marks, ==, OURO_MARK_UNREACHABLE);
}

static void
test_changed (Fixture      *self,
              gconstpointer version)
{
  OuroHeap       *heap = self->world->heap;
  OuroId          list = world_bind (self->world, "a", build_list (heap));
  guint32         birth = ouro_heap_get_birth (heap, list);
  OuroChangedCell cells[] = { { birth, 1 }, { ouro_heap_get_birth (heap, self->world->namespace), 0 } };
  const OuroCard *card;

  build_append (heap, list, OURO_ID_NONE);
  build_append (heap, list, list);
  self->moment.changed = self->moment.changed_counts = &birth;
  self->moment.n_changed = self->moment.n_changed_counts = 1;
  self->moment.changed_cells = cells;
  self->moment.n_changed_cells = G_N_ELEMENTS (cells);
  self->options.selected = ouro_key_of_object (heap, list);
  build (self);
  card = find_card (self, list);
  g_assert_cmpuint (card->marks, ==, OURO_MARK_CHANGED | OURO_MARK_BADGE_CHANGED | OURO_MARK_SELECTED);
  g_assert_false (card->slots[0].changed);
  g_assert_true (card->slots[1].changed);
  g_assert_cmpuint (find_arrow (self, card, 1, card)->marks, ==, OURO_MARK_CHANGED);
  g_assert_cmpuint (find_pill (self, "a")->marks, ==, OURO_MARK_CHANGED);
}

static void
test_ghosts (Fixture      *self,
             gconstpointer version)
{
  const char *names[] = { "gone" };
  OuroGhost   ghost = { 4711, "list", OURO_FAMILY_SEQUENCE, 88 };

  self->moment.ghosts = &ghost;
  self->moment.n_ghosts = 1;
  self->moment.ghost_names = names;
  self->moment.n_ghost_names = 1;
  self->moment.n_freed = 12;
  build (self);
  g_assert_cmpuint (self->scene->cards[0].key, ==, 4711);
  g_assert_cmpuint (self->scene->cards[0].marks, ==, OURO_MARK_GHOST);
  g_assert_cmpstr (self->scene->cards[0].badge, ==, "0");
  g_assert_cmpuint (get_pane_id (self, &self->scene->cards[0]), ==, OURO_PANE_FREED);
  g_assert_cmpuint (find_pill (self, "gone")->marks, ==, OURO_MARK_GHOST);
}

static char *
dup_note (const OuroHeap *heap,
          OuroId          object,
          gpointer        data)
{
  return g_strdup ("gc_refs 2 → 1");
}

static void
test_details (Fixture      *self,
              gconstpointer version)
{
  OuroId list = world_bind (self->world, "a", build_list (self->world->heap));

  self->moment.dup_note = dup_note;
  build (self);
  g_assert_cmpstr (find_card (self, list)->note, ==, "gc_refs 2 → 1");
  self->options.detail = OURO_DETAIL_COUNTS;
  build (self);
  g_assert_null (find_card (self, list)->note);
  g_assert_cmpstr (find_card (self, list)->badge, ==, "1");
  g_assert_cmpfloat (self->scene->panes[OURO_PANE_YOUNG].fill, <, 0);
  self->options.detail = OURO_DETAIL_NAMES;
  build (self);
  g_assert_null (find_card (self, list)->badge);
  g_assert_cmpstr (self->scene->panes[OURO_PANE_YOUNG].title, ==, "Generation 0");
}

static char *
dup_line (const OuroHeap *heap,
          OuroId          object,
          gpointer        data)
{
  return g_strdup ("12, suspended");
}

/* It comes after the slots, so that a slot is the way of the same number. */
static void
test_line (Fixture      *self,
           gconstpointer version)
{
  OuroHeap       *heap = self->world->heap;
  OuroId          list = world_bind (self->world, "a", build_list (heap));
  const OuroCard *card;

  for (guint i = 0; i < 12; i++)
    build_append (heap, list, list);
  self->moment.dup_line = dup_line;
  build (self);
  card = find_card (self, list);
  g_assert_cmpuint (card->n_slots, ==, OURO_SLOTS_SHOWN + 1);
  assert_slot (card, OURO_SLOTS_SHOWN, "line", "12, suspended");
  g_assert_null (find_arrow (self, card, OURO_SLOTS_SHOWN, card));
  g_assert_nonnull (find_arrow (self, card, OURO_SLOTS_SHOWN + 1, card));
}

/* Panes, names and the stack --------------------------------------------------------------------
 * */

static void
test_panes (Fixture      *self,
            gconstpointer version)
{
  OuroHeap *heap = self->world->heap;
  OuroId    list = world_bind (self->world, "a", build_list (heap));

  ouro_heap_set_word (heap, OURO_WORD_COUNT, 500);
  ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_PENDING, 1000);
  ouro_heap_set_word (heap, OURO_WORD_COUNT + 2, 11);
  build (self);
  g_assert_cmpuint (self->scene->n_panes, ==, 6);
  g_assert_cmpstr (self->scene->panes[0].title, ==, "Names");
  g_assert_cmpstr (self->scene->panes[1].title, ==, "Generation 0 · 1 object");
  g_assert_cmpfloat (self->scene->panes[1].fill, ==, 0.25);
  g_assert_cmpfloat (self->scene->panes[3].fill, ==, 0.25);
  g_assert_nonnull (strstr (self->scene->panes[3].subtitle, "16000"));
  g_assert_cmpuint (self->scene->panes[4].id, ==, OURO_PANE_UNTRACKED);

  ouro_heap_untrack (heap, list);
  self->options.panes = 1u << OURO_PANE_NAMES;
  build (self);
  g_assert_cmpuint (self->scene->n_panes, ==, 2);
  g_assert_cmpuint (get_pane_id (self, find_card (self, list)), ==, OURO_PANE_UNTRACKED);
}

/* The count is that of all threads; the greater of the threshold and a quarter of what lives starts a collection. */
static void
test_panes_without_generations (Fixture      *self,
                                gconstpointer version)
{
  OuroHeap *heap = self->world->heap;
  OuroId    list = world_bind (self->world, "a", build_list (heap));

  ouro_heap_set_word (heap, OURO_WORD_COUNT, 1024);
  ouro_heap_set_word (heap, OURO_WORD_LOCAL_COUNT, (guint32)-3);
  ouro_heap_set_word (heap, OURO_WORD_LONG_LIVED_TOTAL, 16384);
  ouro_heap_set_flags (heap, list, OURO_FLAG_MERGED, TRUE);
  build (self);
  g_assert_cmpuint (self->scene->n_panes, ==, 4);
  g_assert_cmpstr (self->scene->panes[1].title, ==, "Tracked · 1 object");
  g_assert_nonnull (strstr (self->scene->panes[1].subtitle, "count 1024 of 4096 · thread −3 of 512"));
  g_assert_nonnull (strstr (self->scene->panes[1].subtitle, " internal"));
  g_assert_cmpfloat (self->scene->panes[1].fill, ==, 0.25);
  g_assert_cmpuint (self->scene->panes[2].id, ==, OURO_PANE_UNTRACKED);
  g_assert_cmpuint (self->scene->panes[3].id, ==, OURO_PANE_FREED);
  g_assert_cmpstr (find_card (self, list)->badge, ==, "0+1");

  ouro_heap_set_word (heap, OURO_WORD_COUNT, (guint32)-20);
  build (self);
  g_assert_nonnull (strstr (self->scene->panes[1].subtitle, "count −20 of 4096"));
  g_assert_cmpfloat (self->scene->panes[1].fill, ==, 0);
}

static void
test_frames (Fixture      *self,
             gconstpointer version)
{
  OuroHeap       *heap = self->world->heap;
  OuroId          list = world_push (self->world, build_list (heap));
  OuroId          value = world_push (self->world, build_list (heap));
  guint32         end = self->world->roots.stack_end;
  OuroLocal       locals[] = { { "n", OURO_ID_ZERO, OURO_NO_PLACE }, { "acc", list, end - 2 } };
  OuroFrameNames  frames[] = { { "<module>", NULL, 0, 0, 0 }, { "work", locals, 2, end - 1, end } };
  guint32         place = end - 2;
  const OuroCard *frame;

  self->moment.roots.frames = frames;
  self->moment.roots.n_frames = G_N_ELEMENTS (frames);
  self->moment.changed_places = &place;
  self->moment.n_changed_places = 1;
  build (self);
  frame = find_title (self, "frame work()");
  g_assert_cmpuint (frame->marks, ==, OURO_MARK_FRAME);
  g_assert_cmpuint (get_pane_id (self, frame), ==, OURO_PANE_NAMES);
  assert_slot (frame, 0, "n", "0");
  assert_slot (frame, 1, "acc", NULL);
  g_assert_true (frame->slots[1].changed);
  g_assert_nonnull (find_arrow (self, frame, 1, find_card (self, list)));
  g_assert_cmpuint (find_pill_arrow (self, find_pill (self, "(stack)"), find_card (self, value))->marks, ==,
                    OURO_MARK_TEMPORARY);
  g_assert_false (find_card (self, value)->marks & OURO_MARK_UNREACHABLE);
}

/* Stepping by events one meets objects before anything refers to them: these are no garbage. */
static void
test_newborn (Fixture      *self,
              gconstpointer version)
{
  OuroId list = build_list (self->world->heap);

  build (self);
  g_assert_cmpuint (find_card (self, list)->marks, ==, OURO_MARK_NONE);
  g_assert_cmpuint (find_pill_arrow (self, find_pill (self, "(stack)"), find_card (self, list))->marks, ==,
                    OURO_MARK_TEMPORARY);
  ouro_heap_decref (self->world->heap, list);
}

static void
test_root (Fixture      *self,
           gconstpointer version)
{
  static const char *const names[OURO_N_ROOTS] = { [OURO_ROOT_VM] = "gc.garbage" };
  OuroId                   list = build_list (self->world->heap);

  ouro_heap_set_flags (self->world->heap, list, OURO_FLAG_OUTSIDE, TRUE);
  ouro_heap_set_root (self->world->heap, OURO_ROOT_VM, list);
  self->moment.roots.root_names = names;
  build (self);
  g_assert_null (find_card (self, list));
  build_append_new (self->world->heap, list, build_list (self->world->heap));
  build (self);
  g_assert_nonnull (find_pill_arrow (self, find_pill (self, "gc.garbage"), find_card (self, list)));
}

static void
test_many_names (Fixture      *self,
                 gconstpointer version)
{
  guint64 key = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("name%u", i);

      world_bind (self->world, name, OURO_ID_NONE);
    }
  build (self);
  g_assert_cmpuint (self->scene->n_pills, ==, 61);
  g_assert_cmpstr (self->scene->pills[60].name, ==, "⋯ 140 more");
  key = self->scene->pills[60].key;
  g_assert_cmpint (ouro_key_get_kind (key), ==, OURO_KEY_NAMES);
  self->options.expanded = &key;
  self->options.n_expanded = 1;
  build (self);
  g_assert_cmpuint (self->scene->n_pills, ==, 201);
}

/* Folding ---------------------------------------------------------------------------------------
 * */

static void
test_long_list (Fixture      *self,
                gconstpointer version)
{
  OuroHeap *heap = self->world->heap;
  OuroId    list = world_bind (self->world, "a", build_list (heap));
  OuroId    other = world_bind (self->world, "b", build_list (heap));
  guint64   key = ouro_key_of_object (heap, list);

  for (guint i = 0; i < 100; i++)
    build_append (heap, list, OURO_ID_NONE);
  build_append (heap, list, other);
  build_append (heap, list, other);
  build (self);
  g_assert_cmpuint (find_card (self, list)->n_slots, ==, OURO_SLOTS_SHOWN);
  g_assert_cmpstr (find_card (self, list)->fold, ==, "⋯ 94 more");
  g_assert_nonnull (find_arrow (self, find_card (self, list), OURO_SLOTS_SHOWN, find_card (self, other)));
  g_assert_cmpuint (self->scene->n_arrows, ==, 3);
  self->options.expanded = &key;
  self->options.n_expanded = 1;
  build (self);
  g_assert_cmpuint (find_card (self, list)->n_slots, ==, 102);
  g_assert_cmpstr (find_card (self, list)->fold, ==, "⋯ fewer");
}

/* Opens whatever has the object, and counts how often. */
static guint
count_activations (Fixture *self,
                   OuroId   object)
{
  guint64 expanded[8];
  guint   n = 0;

  self->options.expanded = expanded;
  for (;;)
    {
      g_assert_cmpuint (n, <, G_N_ELEMENTS (expanded));
      self->options.n_expanded = n;
      build (self);
      g_assert_cmpuint (self->scene->n_cards, <, 300);
      if (find_card (self, object) != NULL)
        return n;
      /* Members are in the order of their births, so the last closed group has the youngest. */
      for (guint i = 0; i < self->scene->n_cards; i++)
        if (ouro_key_get_kind (self->scene->cards[i].key) == OURO_KEY_GROUP &&
            strcmp (self->scene->cards[i].fold, "⋯ show") == 0)
          expanded[n] = self->scene->cards[i].key;
      n++;
    }
}

static OuroId
fill_with_lists (Fixture *self,
                 guint    n)
{
  OuroHeap *heap = self->world->heap;
  OuroId    list = world_bind (self->world, "many", build_list (heap));
  OuroId    item = OURO_NO_ID;

  for (guint i = 0; i < n; i++)
    {
      item = build_list (heap);
      build_append_new (heap, list, item);
    }
  return item;
}

static void
test_groups (Fixture      *self,
             gconstpointer version)
{
  OuroId          last = fill_with_lists (self, 1000);
  const OuroCard *group;

  build (self);
  g_assert_cmpuint (self->scene->n_cards, ==, 2);
  group = find_title (self, "list × 1000");
  g_assert_cmpstr (group->fold, ==, "⋯ show");
  g_assert_nonnull (find_arrow (self, find_title (self, "list"), 0, group));
  g_assert_nonnull (find_arrow (self, find_title (self, "list"), OURO_SLOTS_SHOWN, group));
  g_assert_cmpuint (count_activations (self, last), ==, 2);
  g_assert_nonnull (find_title (self, "list 981–1000"));
}

static void
test_singles (Fixture      *self,
              gconstpointer version)
{
  OuroId  last = fill_with_lists (self, 100);
  OuroId  other = build_list (self->world->heap);
  guint32 birth = ouro_heap_get_birth (self->world->heap, other);

  build_append_new (self->world->heap, last, other);
  self->options.selected = ouro_key_of_object (self->world->heap, last);
  build (self);
  /* The selected one, the one it holds, the one that holds it. */
  g_assert_nonnull (find_card (self, last));
  g_assert_nonnull (find_card (self, other));
  g_assert_nonnull (find_title (self, "list × 99"));
  g_assert_cmpuint (self->scene->n_cards, ==, 4);
  self->options.selected = 0;
  self->moment.changed = &birth;
  self->moment.n_changed = 1;
  build (self);
  g_assert_nonnull (find_card (self, other));
  g_assert_null (find_card (self, last));
}

/* Trust -----------------------------------------------------------------------------------------
 * */

static void
test_hostile (Fixture      *self,
              gconstpointer version)
{
  OuroHeap        *heap = self->world->heap;
  g_autofree char *huge = g_strnfill (1000000, 'x');
  OuroId           dict = world_bind (self->world, "\x1b[31m\n", ouro_dict_new (heap));
  OuroId class = world_bind (self->world, huge, build_class (heap, huge, 0, OURO_CLASS_HAS_DICT));
  OuroId           instance = world_bind (self->world, "\xed\xa0\x80", ouro_instance_new (heap, class, OURO_NO_ID));
  g_autofree char *dump = NULL;

  world_set (self->world, instance, "\xe2\x80\xae\x07", instance);
  ouro_dict_set_str (heap, dict, world_name (self->world, huge), dict);
  ouro_dict_set_str (heap, dict, world_name (self->world, ""), world_name (self->world, "\x01\x7f"));
  ouro_dict_add (heap, dict, instance, 1, instance);
  build (self);
  dump = ouro_scene_dump (self->scene);
  g_assert_true (g_utf8_validate (dump, -1, NULL));
  g_assert_cmpuint (strlen (dump), <, 10000);
  for (guint i = 0; i < self->scene->n_cards; i++)
    g_free (ouro_scene_dup_card_description (self->scene, i));
}

static void
test_dump (Fixture      *self,
           gconstpointer version)
{
  OuroHeap        *heap = self->world->heap;
  OuroId           a = world_bind (self->world, "a", build_list (heap));
  OuroId           b = world_bind (self->world, "b", build_list (heap));
  g_autofree char *dump = NULL;
  g_autofree char *expected = NULL;

  build_append (heap, b, a);
  build_append (heap, a, b);
  world_unbind (self->world, "a");
  self->options.panes = 1u << OURO_PANE_NAMES;
  build (self);
  for (guint i = 0; i < self->scene->n_cards; i++)
    self->scene->cards[i].width = self->scene->cards[i].height = 0;
  self->scene->pills[0].width = self->scene->pills[0].height = 0;
  dump = ouro_scene_dump (self->scene);
  expected = g_strdup_printf ("scene 0x0\n"
                              "pane 0 \"Names\" \"module __main__\" at 0,0 size 0x0\n"
                              "pane 1 \"Generation 0 · 2 objects\" \"count 3 of 2000 · +1 internal\" fill 0.00 at 0,0 size 0x0\n"
                              "card 0 key %u sequence \"list\" \"88 B\" badge \"1\" pane 1 at 0,0 size 0x0 [0: →]\n"
                              "card 1 key %u sequence \"list\" \"88 B\" badge \"2\" pane 1 at 0,0 size 0x0 [0: →]\n"
                              "pill 0 \"b\" at 0,0 size 0x0\n"
                              "arrow 0 from card 0 slot 0 to card 1 sequence\n"
                              "arrow 1 from card 1 slot 0 to card 0 sequence\n"
                              "arrow 2 from pill 0 to card 1 sequence\n",
                              ouro_heap_get_birth (heap, a), ouro_heap_get_birth (heap, b));
  g_assert_cmpstr (dump, ==, expected);
}

/* No arrow runs through the words at the head of a pane; below them, there is room for some. */
static void
assert_heads_are_in_the_way (const OuroScene       *scene,
                             const OuroLayoutGraph *graph)
{
  guint n = scene->n_cards + scene->n_pills;

  g_assert_cmpuint (graph->n_boxes, ==, n + scene->n_panes);
  for (guint i = 0; i < scene->n_panes; i++)
    {
      const OuroLayoutBox *head = &graph->boxes[n + i];

      g_assert_cmpfloat (head->x, ==, scene->panes[i].x);
      g_assert_cmpfloat (head->width, ==, scene->panes[i].width);
      g_assert_cmpfloat (head->y + head->height, >, OURO_PANE_HEAD_HEIGHT / 2);
      g_assert_cmpfloat (head->y + head->height, <, OURO_PANE_HEAD_HEIGHT);
    }
}

static void
test_routes (Fixture      *self,
             gconstpointer version)
{
  OuroPlacement *placement = ouro_placement_new ();
  g_autoptr (OuroLayoutGraph) graph = NULL;

  world_make_zoo (self->world);
  build (self);
  ouro_placement_advance (placement, self->scene);
  graph = ouro_scene_to_route (self->scene, self->painter);
  g_assert_true (ouro_layout_graph_is_sound (graph));
  assert_heads_are_in_the_way (self->scene, graph);
  ouro_scene_route_simply (self->scene, self->painter);
  for (guint i = 0; i < self->scene->n_arrows; i++)
    g_assert_cmpuint (self->scene->arrows[i].n_points % 3, ==, 1);
  /* An answer to another question is not taken. */
  self->scene->arrows[0].to_card = !self->scene->arrows[0].to_card;
  g_assert_false (ouro_scene_take_routes (self->scene, graph));
  ouro_placement_free (placement);
}

/* Speed -----------------------------------------------------------------------------------------
 * */

static double
measure (Fixture *self,
         guint    n)
{
  double best = G_MAXDOUBLE;

  fill_with_lists (self, n);
  for (guint i = 0; i < 5; i++)
    {
      OuroPlacement *placement = ouro_placement_new ();
      gint64         start = g_get_monotonic_time ();

      build (self);
      ouro_placement_advance (placement, self->scene);
      best = MIN (best, (g_get_monotonic_time () - start) / 1000.0);
      ouro_placement_free (placement);
    }
  g_test_message ("%u objects: %.2f ms", n, best);
  return best;
}

static void
test_speed (Fixture      *self,
            gconstpointer version)
{
  g_assert_cmpfloat (measure (self, 1000), <, 200);
}

static void
test_speed_of_many (Fixture      *self,
                    gconstpointer version)
{
  g_assert_cmpfloat (measure (self, 100000), <, 2000);
}

/* None of them in a group. */
static void
test_speed_of_cards (Fixture      *self,
                     gconstpointer version)
{
  self->options.max_cards = 2000;
  g_assert_cmpfloat (measure (self, 1000), <, 1000);
}

static void
add (const char   *path,
     gconstpointer version,
     void (*test) (Fixture      *self,
                   gconstpointer version))
{
  g_test_add (path, Fixture, version, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/picture/builder/list-has-slots-and-arrows", NULL, test_list);
  add ("/picture/builder/instance-has-attributes-and-no-dict", NULL, test_instance);
  add ("/picture/builder/dict-is-labelled-by-its-keys", NULL, test_dict);
  add ("/picture/builder/named-atom-is-a-card-and-stands-in-slots", NULL, test_named_atom);
  add ("/picture/builder/immortal-object-has-no-count", NULL, test_immortal);
  add ("/picture/builder/nothing-is-immortal-in-3.11", "3.11", test_immortal);
  add ("/picture/builder/machinery-is-not-shown", NULL, test_machinery);
  add ("/picture/builder/weak-reference-has-a-weak-arrow", NULL, test_weakref);
  add ("/picture/builder/lost-cycle-is-unreachable", NULL, test_unreachable);
  add ("/picture/builder/what-changed-is-marked", NULL, test_changed);
  add ("/picture/builder/ghosts-stand-among-the-freed", NULL, test_ghosts);
  add ("/picture/builder/details-are-left-out-when-not-wanted", NULL, test_details);
  add ("/picture/builder/line-comes-after-the-slots", NULL, test_line);
  add ("/picture/builder/panes-show-the-counters", NULL, test_panes);
  add ("/picture/builder/one-pane-is-enough-without-generations", "3.13t", test_panes_without_generations);
  add ("/picture/builder/frame-shows-its-locals", NULL, test_frames);
  add ("/picture/builder/newborn-object-is-a-temporary", NULL, test_newborn);
  add ("/picture/builder/garbage-list-is-shown-once-it-holds-something", NULL, test_root);
  add ("/picture/builder/many-names-fold", NULL, test_many_names);
  add ("/picture/builder/long-list-folds", NULL, test_long_list);
  add ("/picture/builder/thousand-objects-are-three-activations-away", NULL, test_groups);
  add ("/picture/builder/what-matters-stays-out-of-groups", NULL, test_singles);
  add ("/picture/builder/hostile-words-are-harmless", NULL, test_hostile);
  add ("/picture/builder/scene-reads-as-expected", NULL, test_dump);
  add ("/picture/builder/arrows-get-curves", NULL, test_routes);
  add ("/picture/builder/thousand-objects-are-quick", NULL, test_speed);
  add ("/picture/builder/hundred-thousand-objects-are-quick", NULL, test_speed_of_many);
  add ("/picture/builder/thousand-cards-are-quick", NULL, test_speed_of_cards);
  return g_test_run ();
}
