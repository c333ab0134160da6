/* ouro-lookup.c - remembers what a class has under a name */
#include "ouro-lookup.h"

OuroLookup *
ouro_lookup_cache_new (void)
{
  return g_new0 (OuroLookup, OURO_LOOKUP_N_ENTRIES);
}

void
ouro_lookup_cache_free (OuroLookup *self)
{
  g_free (self);
}

void
ouro_lookup_cache_set (OuroLookup *self,
                       guint32     stamp,
                       OuroId      cls,
                       OuroId      name,
                       OuroId      result)
{
  self[ouro_lookup_get_index (cls, name)] = (OuroLookup){ stamp, cls, name, result };
}
