/* ouro-intern.c - strings that exist once */
#include "ouro-intern.h"

#include "ouro-hash.h"
#include "ouro-text.h"

typedef struct
{
  OuroId  str;
  guint32 hash;
} Entry;

struct _OuroInterned
{
  Entry *entries; /* open addressing; OURO_NO_ID is empty */
  guint  log2;
  guint  n_used;
};

#define START_LOG2 11

OuroInterned *
ouro_interned_new (void)
{
  OuroInterned *self = g_new0 (OuroInterned, 1);

  self->log2 = START_LOG2;
  self->entries = g_new0 (Entry, 1u << self->log2);
  return self;
}

void
ouro_interned_free (OuroInterned *self)
{
  if (self == NULL)
    return;
  g_free (self->entries);
  g_free (self);
}

static gboolean
is_interned (const OuroHeap *heap,
             OuroId          object)
{
  return ouro_heap_is_alive (heap, object) && ouro_heap_get_kind (heap, object) == OURO_KIND_STR && (ouro_heap_get_flags (heap, object) & OURO_FLAG_INTERNED);
}

static guint32
get_hash (const OuroHeap *heap,
          OuroId          str)
{
  return (guint32)((guint64)ouro_hash_text (heap, str) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32);
}

/* The entry of a str, or the empty one for it. */
static Entry *
find_entry (const OuroInterned *self,
            OuroId              str,
            guint32             hash)
{
  guint mask = (1u << self->log2) - 1;
  guint i = hash >> (32 - self->log2);

  while (self->entries[i].str != OURO_NO_ID && (self->entries[i].str != str || self->entries[i].hash != hash))
    i = (i + 1) & mask;
  return &self->entries[i];
}

OuroId
ouro_interned_find (const OuroInterned *self,
                    const OuroHeap     *heap,
                    OuroId              str)
{
  guint32 hash = get_hash (heap, str);
  guint   mask = (1u << self->log2) - 1;

  for (guint i = hash >> (32 - self->log2); self->entries[i].str != OURO_NO_ID; i = (i + 1) & mask)
    if (self->entries[i].hash == hash && is_interned (heap, self->entries[i].str) && ouro_str_equal (heap, self->entries[i].str, str))
      return self->entries[i].str;
  return OURO_NO_ID;
}

static void
enter (OuroInterned *self,
       OuroId        str,
       guint32       hash)
{
  Entry *entry = find_entry (self, str, hash);

  self->n_used += entry->str == OURO_NO_ID;
  *entry = (Entry){ str, hash };
}

/* Makes room by leaving out what has died for good, and by doubling when that is not enough. */
static void
make_room (OuroInterned   *self,
           const OuroHeap *heap)
{
  Entry *old = self->entries;
  guint  n_old = 1u << self->log2;
  guint  n_kept = 0;

  for (guint i = 0; i < n_old; i++)
    {
      if (!heap->keeps_history && !is_interned (heap, old[i].str))
        old[i].str = OURO_NO_ID;
      n_kept += old[i].str != OURO_NO_ID;
    }
  if (n_kept > n_old / 4)
    self->log2++;
  self->entries = g_new0 (Entry, 1u << self->log2);
  self->n_used = 0;
  for (guint i = 0; i < n_old; i++)
    if (old[i].str != OURO_NO_ID)
      enter (self, old[i].str, old[i].hash);
  g_free (old);
}

void
ouro_interned_add (OuroInterned   *self,
                   const OuroHeap *heap,
                   OuroId          str)
{
  if (self->n_used > (1u << self->log2) / 2)
    make_room (self, heap);
  enter (self, str, get_hash (heap, str));
}
