/* ouro-lookup.h - remembers what a class has under a name
 *
 * A direct-mapped table from (class, name) to what a walk along the mro found. It is valid for one type_version of the
 * machine, which changes whenever a class does.
 */
#pragma once

#include "ouro-heap.h"

#define OURO_LOOKUP_N_ENTRIES 4096

typedef struct
{
  guint32 stamp;
  OuroId  cls;
  OuroId  name;
  OuroId  result;
} OuroLookup;

OuroLookup *ouro_lookup_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        ouro_lookup_cache_free (OuroLookup *self);

static inline guint
ouro_lookup_get_index (OuroId cls,
                       OuroId name)
{
  return (cls * 0x9e3779b1u ^ name * 0x85ebca6bu) >> 7 & (OURO_LOOKUP_N_ENTRIES - 1);
}

/* TRUE when the result, which may be OURO_NO_ID for "nothing", is known. */
static inline gboolean
ouro_lookup_cache_get (const OuroLookup *self,
                       guint32           stamp,
                       OuroId            cls,
                       OuroId            name,
                       OuroId           *result)
{
  const OuroLookup *entry = &self[ouro_lookup_get_index (cls, name)];

  if (entry->stamp != stamp || entry->cls != cls || entry->name != name)
    return FALSE;
  *result = entry->result;
  return TRUE;
}

void ouro_lookup_cache_set (OuroLookup *self,
                            guint32     stamp,
                            OuroId      cls,
                            OuroId      name,
                            OuroId      result);
