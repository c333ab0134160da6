/* world.h - a heap with names, as a program would leave it, for tests that run no Python */
#pragma once

#include "ouro-reach.h"
#include "ouro-ways.h"

typedef struct
{
  OuroHeap *heap;
  OuroId namespace;
  GHashTable *names; /* text to the str that is interned */
  OuroRoots   roots; /* fresh after each function below */
} World;

World *world_new (const char *version); /* NULL: the newest */
void   world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* The one interned str of a text. No new reference. */
OuroId world_name (World      *self,
                   const char *text);

/* name = object; the caller's reference is taken over. Returns the object. */
OuroId world_bind (World      *self,
                   const char *name,
                   OuroId      object);
void   world_unbind (World      *self,
                     const char *name);

/* Puts a reference on the stack, which takes over the caller's. */
OuroId world_push (World *self,
                   OuroId object);

/* object.name = value; value stays the caller's. */
void world_set (World      *self,
                OuroId      object,
                const char *name,
                OuroId      value);

OuroId world_function (World      *self,
                       const char *name,
                       OuroId      closure); /* a tuple, taken over, or OURO_NO_ID */
OuroId world_str (World      *self,
                  const char *text);

/* a = []; b = [a]; a.append (b); del a, b. Returns the first, whose reference is the cycle's. */
OuroId world_make_garbage (World  *self,
                           OuroId *other);

/* One object of every kind that people see, under names; a cycle without. */
void world_make_zoo (World *self);
