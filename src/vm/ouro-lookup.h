/* ouro-lookup.h - remembers what a class has under a name
 *
 * A direct-mapped table from (class, name) to what a walk along the mro found. It is valid for one type_version of the
 * machine, which changes whenever a class does.
 */
#pragma once

#include "ouro-heap.h"

typedef struct _OuroLookup OuroLookup;

OuroLookup *ouro_lookup_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        ouro_lookup_cache_free (OuroLookup *self);

/* TRUE when the result, which may be OURO_NO_ID for "nothing", is known. */
gboolean ouro_lookup_cache_get (const OuroLookup *self,
                                guint32           stamp,
                                OuroId            cls,
                                OuroId            name,
                                OuroId           *result);
void     ouro_lookup_cache_set (OuroLookup *self,
                                guint32     stamp,
                                OuroId      cls,
                                OuroId      name,
                                OuroId      result);
