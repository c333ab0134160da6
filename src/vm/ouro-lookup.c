/* ouro-lookup.c - remembers what a class has under a name */
#include "ouro-lookup.h"

#define N_ENTRIES 4096

struct _OuroLookup
{
  guint32 stamp;
  OuroId  cls;
  OuroId  name;
  OuroId  result;
};

OuroLookup *
ouro_lookup_cache_new (void)
{
  return g_new0 (OuroLookup, N_ENTRIES);
}

void
ouro_lookup_cache_free (OuroLookup *self)
{
  g_free (self);
}

static guint
get_index (OuroId cls,
           OuroId name)
{
  return (cls * 0x9e3779b1u ^ name * 0x85ebca6bu) >> 7 & (N_ENTRIES - 1);
}

gboolean
ouro_lookup_cache_get (const OuroLookup *self,
                       guint32           stamp,
                       OuroId            cls,
                       OuroId            name,
                       OuroId           *result)
{
  const OuroLookup *entry = &self[get_index (cls, name)];

  if (entry->stamp != stamp || entry->cls != cls || entry->name != name)
    return FALSE;
  *result = entry->result;
  return TRUE;
}

void
ouro_lookup_cache_set (OuroLookup *self,
                       guint32     stamp,
                       OuroId      cls,
                       OuroId      name,
                       OuroId      result)
{
  self[get_index (cls, name)] = (OuroLookup){ stamp, cls, name, result };
}
