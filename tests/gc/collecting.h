/* collecting.h - a fixture's heap with a collector, whose finalizers and callbacks write into the log */
#pragma once

#include "fixture.h"
#include "ouro-collector.h"

OuroCollector *collecting_new (Fixture *fixture) G_GNUC_WARN_UNUSED_RESULT;

/* gc.collect (generation), once, with a collector of its own. */
guint32 collecting_collect (Fixture *fixture,
                            guint    generation);

/* gc.get_count () as "1, 0, 2". */
void collecting_assert_count (Fixture    *fixture,
                              const char *expected);

/* holder.name = value, whose own reference goes: it is held by the attribute alone. */
void collecting_hang (Fixture    *fixture,
                      OuroId      holder,
                      const char *name,
                      OuroId      value);
