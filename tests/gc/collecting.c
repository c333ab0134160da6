/* collecting.c - a fixture's heap with a collector */
#include "collecting.h"

OuroCollector *
collecting_new (Fixture *fixture)
{
  OuroCollectorHooks hooks = { .call_back = fixture_call_back, .finalize = fixture_finalize, .data = fixture };

  return ouro_collector_new (fixture->heap, &hooks);
}

guint32
collecting_collect (Fixture *fixture,
                    guint    generation)
{
  g_autoptr (OuroCollector) collector = collecting_new (fixture);

  return ouro_collector_collect (collector, generation);
}

void
collecting_assert_count (Fixture    *fixture,
                         const char *expected)
{
  g_autofree char *count = g_strdup_printf ("%u, %u, %u", ouro_heap_get_word (fixture->heap, OURO_WORD_COUNT),
                                            ouro_heap_get_word (fixture->heap, OURO_WORD_COUNT + 1), ouro_heap_get_word (fixture->heap, OURO_WORD_COUNT + 2));

  g_assert_cmpstr (count, ==, expected);
}

void
collecting_hang (Fixture    *fixture,
                 OuroId      holder,
                 const char *name,
                 OuroId      value)
{
  fixture_set (fixture, holder, name, value);
  ouro_heap_decref (fixture->heap, value);
}
