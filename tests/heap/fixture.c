/* fixture.c - a heap with history, names, and hooks that write down who spoke when */
#include "fixture.h"

#include "build.h"
#include "ouro-instance.h"
#include "ouro-journal.h"
#include "ouro-text.h"
#include "ouro-weakref.h"

#define TAG_SLOT 0

static guint32
get_end (OuroHeap *heap)
{
  return ouro_heap_get_word (heap, OURO_WORD_STACK_END);
}

OuroId
fixture_keep (Fixture *self,
              OuroId   object)
{
  guint32 end = get_end (self->heap);

  ouro_stack_push (self->heap, &end, object);
  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, end);
  return object;
}

static void
pop (Fixture *self)
{
  guint32 end = get_end (self->heap);
  OuroId  object = ouro_stack_pop (self->heap, &end);

  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, end);
  if (object != OURO_NO_ID)
    ouro_heap_decref (self->heap, object);
}

void
fixture_del (Fixture *self,
             OuroId   object)
{
  guint32 place = get_end (self->heap);

  while (place > 0 && self->heap->stack[place - 1] != object)
    place--;
  g_assert_cmpuint (place, >, 0);
  ouro_stack_set (self->heap, place - 1, OURO_NO_ID);
  ouro_heap_decref (self->heap, object);
}

OuroId
fixture_name (Fixture    *self,
              const char *text)
{
  OuroId name = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, text));

  if (name == OURO_NO_ID)
    {
      name = fixture_keep (self, build_name (self->heap, text));
      g_hash_table_insert (self->names, g_strdup (text), GUINT_TO_POINTER (name));
    }
  return name;
}

static void
say (Fixture *self,
     OuroId   text)
{
  g_autofree char *word = ouro_str_dup_utf8 (self->heap, text, NULL);

  g_string_append_printf (self->log, "%s ", word);
}

void
fixture_finalize (OuroHeap *heap,
                  OuroId    object,
                  gpointer  self)
{
  say (self, ouro_instance_get_slot (heap, object, TAG_SLOT));
}

void
fixture_call_back (OuroHeap *heap,
                   OuroId    weakref,
                   gpointer  self)
{
  say (self, ouro_weakref_get_callback (heap, weakref));
}

/* Objects/weakrefobject.c, PyObject_ClearWeakRefs: all are cleared before the first callback is called. */
void
fixture_clear_weakrefs (OuroHeap *heap,
                        OuroId    object,
                        gpointer  self)
{
  g_autoptr (GArray) to_call = g_array_new (FALSE, FALSE, sizeof (OuroId));
  OuroId ref;

  while ((ref = ouro_heap_get_first_weakref (heap, object)) != OURO_NO_ID)
    {
      ouro_weakref_clear (heap, ref);
      if (ouro_weakref_get_callback (heap, ref) == OURO_NO_ID)
        continue;
      ouro_heap_incref (heap, ref);
      g_array_append_val (to_call, ref);
    }
  for (guint i = 0; i < to_call->len; i++)
    {
      ref = g_array_index (to_call, OuroId, i);
      fixture_call_back (heap, ref, self);
      ouro_heap_decref (heap, ref);
    }
}

void
fixture_set_up_with (Fixture    *self,
                     const char *version,
                     OuroHistory history)
{
  const OuroProfile *profile = version != NULL ? ouro_profile_find (version) : ouro_profile_get_default ();
  OuroHooks          hooks = { .finalize = fixture_finalize, .clear_weakrefs = fixture_clear_weakrefs, .data = self };

  self->heap = ouro_heap_new (profile, history);
  self->log = g_string_new (NULL);
  self->finalizable = OURO_NO_ID;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ouro_heap_set_hooks (self->heap, &hooks);
  ouro_heap_begin (self->heap, 1, OURO_TRANSACTION_CLEAN);
}

void
fixture_set_up (Fixture      *self,
                gconstpointer version)
{
  fixture_set_up_with (self, version, OURO_HISTORY_KEEP);
}

void
fixture_add_test (const char *path,
                  const char *version,
                  FixtureTest test)
{
  g_test_add (path, Fixture, version, fixture_set_up, test, fixture_tear_down);
}

static void
add_tests (const char *path,
           FixtureTest test,
           gboolean    only_with_generations)
{
  for (const OuroProfile *const *profile = ouro_profile_list (); *profile != NULL; profile++)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", path, (*profile)->name);

      if (!only_with_generations || !(*profile)->is_free_threaded)
        fixture_add_test (full, (*profile)->name, test);
    }
}

void
fixture_add_tests (const char *path,
                   FixtureTest test)
{
  add_tests (path, test, FALSE);
}

void
fixture_add_generation_tests (const char *path,
                              FixtureTest test)
{
  add_tests (path, test, TRUE);
}

void
fixture_assert_sound (Fixture *self)
{
  g_autofree char *problem = NULL;

  ouro_heap_check (self->heap, &problem);
  g_assert_cmpstr (problem, ==, NULL);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer version)
{
  guint64 hash;

  fixture_assert_sound (self);
  ouro_heap_begin (self->heap, 2, OURO_TRANSACTION_CLEAN);
  while (get_end (self->heap) > 0)
    pop (self);
  fixture_assert_sound (self);
  ouro_heap_commit (self->heap);
  hash = ouro_heap_hash (self->heap);
  ouro_heap_seek (self->heap, 0);
  fixture_assert_sound (self);
  ouro_heap_seek (self->heap, ouro_heap_get_n_transactions (self->heap));
  fixture_assert_sound (self);
  g_assert_cmpuint (ouro_heap_hash (self->heap), ==, hash);
  g_string_free (self->log, TRUE);
  g_hash_table_unref (self->names);
  ouro_heap_free (self->heap);
}

OuroId
fixture_new_tagged (Fixture    *self,
                    const char *tag)
{
  OuroHeap *heap = self->heap;
  OuroId    object;

  if (self->finalizable == OURO_NO_ID)
    self->finalizable = fixture_keep (self, build_class (heap, "F", 1, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS));
  object = ouro_instance_new (heap, self->finalizable, OURO_NO_ID);
  ouro_heap_set_flags (heap, object, OURO_FLAG_HAS_FINALIZER, TRUE);
  ouro_instance_set_slot (heap, object, TAG_SLOT, fixture_name (self, tag));
  return object;
}

void
fixture_set (Fixture    *self,
             OuroId      object,
             const char *name,
             OuroId      value)
{
  g_assert_true (ouro_instance_set (self->heap, object, fixture_name (self, name), value));
}

void
fixture_assert_log (Fixture    *self,
                    const char *expected)
{
  g_assert_cmpstr (g_strchomp (self->log->str), ==, expected);
  g_string_set_size (self->log, 0);
}

char *
fixture_dup_list (Fixture       *self,
                  OuroListNumber list,
                  const OuroId  *names)
{
  GString      *text = g_string_new (NULL);
  guint32       n;
  const OuroId *places = ouro_heap_get_list_places (self->heap, list, &n);

  for (guint32 i = 0; i < n; i++)
    {
      guint letter = 0;

      if (places[i] == OURO_NO_ID)
        continue;
      while (names[letter] != OURO_NO_ID && names[letter] != places[i])
        letter++;
      g_string_append_c (text, names[letter] != OURO_NO_ID ? (char)('a' + letter) : '?');
    }
  return g_string_free (text, FALSE);
}

void
fixture_start_record (Fixture *self)
{
  ouro_heap_commit (self->heap);
  ouro_heap_start_record (self->heap);
}

void
fixture_stop_record (Fixture *self)
{
  g_assert_true (ouro_heap_stop_record (self->heap));
  ouro_heap_begin (self->heap, 2, 0);
}
