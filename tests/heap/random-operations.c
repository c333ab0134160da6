/* random-operations.c - a heap driven at random */
#include "random-operations.h"

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-set.h"
#include "ouro-text.h"

#define MOST_NAMES 200

static guint32
get_end (OuroHeap *heap)
{
  return heap->words[OURO_WORD_STACK_END];
}

/* The stack's end is a word of state: the machine that runs on the heap keeps it so, too. */
static void
push_name (OuroHeap *heap,
           OuroId    object)
{
  guint32 end = get_end (heap);

  ouro_stack_push (heap, &end, object);
  ouro_heap_set_word (heap, OURO_WORD_STACK_END, end);
}

static OuroId
pop_name (OuroHeap *heap)
{
  guint32 end = get_end (heap);
  OuroId  object = ouro_stack_pop (heap, &end);

  ouro_heap_set_word (heap, OURO_WORD_STACK_END, end);
  return object;
}

static OuroId
choose (OuroHeap *heap,
        GRand    *rand)
{
  return get_end (heap) > 0 ? heap->stack[g_rand_int_range (rand, 0, get_end (heap))] : OURO_ID_NONE;
}

/* A named object of the kind, or nothing after some tries. */
static OuroId
choose_kind (OuroHeap *heap,
             GRand    *rand,
             OuroKind  kind)
{
  for (guint i = 0; i < 8; i++)
    {
      OuroId object = choose (heap, rand);

      if (ouro_heap_get_kind (heap, object) == kind)
        return object;
    }
  return OURO_NO_ID;
}

static OuroId
new_tuple (OuroHeap *heap,
           GRand    *rand)
{
  guint  n = g_rand_int_range (rand, 1, 4);
  OuroId items[3];

  for (guint i = 0; i < n; i++)
    items[i] = choose (heap, rand);
  return build_tuple_of (heap, n, items);
}

/* An instance of a class that has a name, or else the first of a class of its own. */
static OuroId
new_instance (OuroHeap *heap,
              GRand    *rand)
{
  OuroId cls = choose_kind (heap, rand, OURO_KIND_CLASS);
  OuroId instance;

  if (cls != OURO_NO_ID && g_rand_int_range (rand, 0, 50) != 0)
    return ouro_instance_new (heap, cls, OURO_NO_ID);
  cls = build_class (heap, "A", g_rand_int_range (rand, 0, 3), OURO_CLASS_HAS_DICT);
  if (get_end (heap) + 1 < MOST_NAMES)
    {
      ouro_heap_incref (heap, cls);
      push_name (heap, cls);
    }
  instance = ouro_instance_new (heap, cls, OURO_NO_ID);
  ouro_heap_decref (heap, cls);
  return instance;
}

static OuroId
new_text (OuroHeap *heap,
          GRand    *rand)
{
  char text[16];
  int  length = g_snprintf (text, sizeof text, "name %d", g_rand_int_range (rand, 0, 30));

  return ouro_str_new (heap, text, length);
}

static OuroId
new_object (OuroHeap *heap,
            GRand    *rand)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
    case 1:
    case 2:
      return build_list (heap);
    case 3:
      return ouro_dict_new (heap);
    case 4:
      return new_tuple (heap, rand);
    case 5:
      return build_set (heap);
    case 6:
      return new_text (heap, rand);
    case 7:
      return new_instance (heap, rand);
    case 8:
      return ouro_float_new (heap, g_rand_double (rand));
    default:
      return ouro_int_new (heap, g_rand_int_range (rand, 0, 5000));
    }
}

static void
change_list (OuroHeap *heap,
             GRand    *rand,
             OuroId    list)
{
  guint32 n = heap->rows[list].n;
  guint32 i = n > 0 ? (guint32)g_rand_int_range (rand, 0, n) : 0;
  OuroId  old = n > 0 ? ouro_heap_get_cell (heap, list, i) : OURO_NO_ID;

  switch (n > 0 ? g_rand_int_range (rand, 0, 5) : 4)
    {
    case 0: /* del list[i] */
      ouro_heap_move_cells (heap, list, i, i + 1, n - i - 1);
      ouro_heap_set_n_cells (heap, list, n - 1);
      ouro_heap_decref (heap, old);
      break;
    case 1: /* list[i] = item */
      ouro_heap_set_cell (heap, list, i, choose (heap, rand));
      ouro_heap_incref (heap, ouro_heap_get_cell (heap, list, i));
      ouro_heap_decref (heap, old);
      break;
    case 2: /* list.pop () */
      old = ouro_heap_get_cell (heap, list, n - 1);
      ouro_heap_set_n_cells (heap, list, n - 1);
      ouro_heap_decref (heap, old);
      break;
    default:
      build_append (heap, list, choose (heap, rand));
      break;
    }
}

static OuroId
new_key (OuroHeap *heap,
         GRand    *rand)
{
  return g_rand_boolean (rand) ? new_text (heap, rand) : ouro_int_new (heap, g_rand_int_range (rand, 2000, 2030));
}

static void
change_dict (OuroHeap *heap,
             GRand    *rand,
             OuroId    dict)
{
  OuroId key = new_key (heap, rand);
  gint64 entry = ouro_dict_find (heap, dict, key, build_hash (heap, key), build_equal, NULL);

  if (g_rand_int_range (rand, 0, 60) == 0)
    ouro_dict_clear (heap, dict);
  else if (entry < 0)
    ouro_dict_add (heap, dict, key, build_hash (heap, key), choose (heap, rand));
  else if (g_rand_boolean (rand))
    ouro_dict_replace (heap, dict, (guint32)entry, choose (heap, rand));
  else
    ouro_dict_remove (heap, dict, (guint32)entry, NULL);
  ouro_heap_decref (heap, key);
}

static void
change_set (OuroHeap *heap,
            GRand    *rand,
            OuroId    set)
{
  OuroId key = new_key (heap, rand);
  gint64 place = ouro_set_find (heap, set, key, build_hash (heap, key), build_equal, NULL);

  if (g_rand_int_range (rand, 0, 60) == 0)
    ouro_set_clear (heap, set);
  else if (place < 0)
    ouro_set_add (heap, set, key, build_hash (heap, key), build_equal, NULL);
  else
    ouro_heap_decref (heap, ouro_set_remove (heap, set, (guint32)place));
  ouro_heap_decref (heap, key);
}

static void
change_instance (OuroHeap *heap,
                 GRand    *rand,
                 OuroId    instance)
{
  OuroId name = OURO_ID_CHARACTER + 'a' + g_rand_int_range (rand, 0, 26);
  guint  n_slots = ouro_class_get_n_slots (heap, ouro_heap_get_class (heap, instance));

  switch (g_rand_int_range (rand, 0, 20))
    {
    case 0:
      ouro_instance_ensure_dict (heap, instance);
      break;
    case 1:
    case 2:
    case 3:
      if (n_slots > 0)
        ouro_instance_set_slot (heap, instance, g_rand_int_range (rand, 0, n_slots), choose (heap, rand));
      break;
    case 4:
    case 5:
    case 6:
    case 7:
      ouro_instance_delete (heap, instance, name);
      break;
    default:
      ouro_instance_set (heap, instance, name, choose (heap, rand));
      break;
    }
}

/* What a collection does to the lists: the young move on, the old may change their order. */
static void
change_lists (OuroHeap *heap,
              GRand    *rand)
{
  guint32            n, kept = 0;
  const OuroId      *places = ouro_heap_get_list_places (heap, OURO_LIST_OLD, &n);
  g_autofree OuroId *objects = g_new (OuroId, n + 1);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      ouro_heap_append_list (heap, OURO_LIST_MIDDLE, OURO_LIST_YOUNG);
      break;
    case 1:
      ouro_heap_append_list (heap, OURO_LIST_OLD, OURO_LIST_MIDDLE);
      break;
    case 2:
      for (guint32 i = n; i-- > 0;)
        if (places[i] != OURO_NO_ID)
          objects[kept++] = places[i];
      ouro_heap_set_list (heap, OURO_LIST_OLD, objects, kept);
      break;
    default:
      ouro_heap_clear_freelists (heap);
      break;
    }
}

static void
change_something (OuroHeap *heap,
                  GRand    *rand)
{
  OuroId object;

  if ((object = choose_kind (heap, rand, OURO_KIND_LIST)) != OURO_NO_ID && g_rand_boolean (rand))
    change_list (heap, rand, object);
  else if ((object = choose_kind (heap, rand, OURO_KIND_DICT)) != OURO_NO_ID && g_rand_boolean (rand))
    change_dict (heap, rand, object);
  else if ((object = choose_kind (heap, rand, OURO_KIND_INSTANCE)) != OURO_NO_ID && g_rand_boolean (rand))
    change_instance (heap, rand, object);
  else if ((object = choose_kind (heap, rand, OURO_KIND_SET)) != OURO_NO_ID)
    change_set (heap, rand, object);
}

static void
do_one (OuroHeap *heap,
        GRand    *rand)
{
  int what = g_rand_int_range (rand, 0, 100);

  if (what < 22 && get_end (heap) < MOST_NAMES)
    push_name (heap, new_object (heap, rand));
  else if (what < 44 && get_end (heap) > 0)
    ouro_heap_decref (heap, pop_name (heap));
  else if (what < 48 && get_end (heap) > 0) /* another object for a name */
    {
      guint32 place = g_rand_int_range (rand, 0, get_end (heap));
      OuroId  old = heap->stack[place];
      OuroId  object = choose (heap, rand);

      ouro_heap_incref (heap, object);
      ouro_stack_set (heap, place, object);
      ouro_heap_decref (heap, old);
    }
  else if (what < 49)
    change_lists (heap, rand);
  else
    change_something (heap, rand);
}

void
random_operations_run (OuroHeap *heap,
                       GRand    *rand,
                       guint     n)
{
  for (guint i = 0; i < n; i++)
    do_one (heap, rand);
}

void
random_operations_clear (OuroHeap *heap)
{
  while (get_end (heap) > 0)
    ouro_heap_decref (heap, pop_name (heap));
}
