/* fixture.h - a heap with history, names, and hooks that write down who spoke when
 *
 * A test begins within a transaction, and may begin others. When it is over, the heap is checked, taken back to its
 * beginning and forward again, and checked once more.
 */
#pragma once

#include "ouro-heap.h"

typedef struct
{
  OuroHeap *heap;
  GString  *log;         /* what finalizers and callbacks said, a space after each word */
  OuroId    finalizable; /* the class of fixture_new_tagged (), once there is one */

  GHashTable *names; /* text to the str that is interned */
} Fixture;

typedef void (*FixtureTest) (Fixture      *self,
                             gconstpointer version);

/* version: NULL for the newest. The heap's hooks write into the log; the one of collections stays empty. */
void fixture_set_up (Fixture      *self,
                     gconstpointer version);
void fixture_set_up_with (Fixture    *self,
                          const char *version,
                          OuroHistory history);
void fixture_tear_down (Fixture      *self,
                        gconstpointer version);

/* Registers a test for one version (NULL: the newest), or for each, with the version at the end of the path. */
void fixture_add_test (const char *path,
                       const char *version,
                       FixtureTest test);
void fixture_add_tests (const char *path,
                        FixtureTest test);

/* For each version that has generations. */
void fixture_add_generation_tests (const char *path,
                                   FixtureTest test);

/* Gives the object a name (a place of the stack), which takes over the caller's reference. */
OuroId fixture_keep (Fixture *self,
                     OuroId   object);

/* del: the name is gone first, then its reference. */
void fixture_del (Fixture *self,
                  OuroId   object);

/* The one interned str of this text. No new reference: the fixture keeps it. */
OuroId fixture_name (Fixture    *self,
                     const char *text);

/* An instance of a class with __del__, which writes the tag into the log. It has a slot, which holds the tag, and a dict. */
OuroId fixture_new_tagged (Fixture    *self,
                           const char *tag);

/* What hooks do: __del__ of a tagged object; a callback, which is a str that is written into the log. */
void fixture_finalize (OuroHeap *heap,
                       OuroId    object,
                       gpointer  self);
void fixture_clear_weakrefs (OuroHeap *heap,
                             OuroId    object,
                             gpointer  self);
void fixture_call_back (OuroHeap *heap,
                        OuroId    weakref,
                        gpointer  self);

/* object.name = value. */
void fixture_set (Fixture    *self,
                  OuroId      object,
                  const char *name,
                  OuroId      value);

/* Whether the log says exactly this; it is empty afterwards. */
void fixture_assert_log (Fixture    *self,
                         const char *expected);

/* The objects of a list, each as its number in names (a letter) or "?": "bca". names are objects up to OURO_NO_ID. */
char *fixture_dup_list (Fixture       *self,
                        OuroListNumber list,
                        const OuroId  *names) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the transaction and starts a record; takes the record back and begins another transaction. */
void fixture_start_record (Fixture *self);
void fixture_stop_record (Fixture *self);

void fixture_assert_sound (Fixture *self);
