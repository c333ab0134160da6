/* ouro-intern.c - strings that exist once */
#include "ouro-intern.h"

#include "ouro-hash.h"
#include "ouro-text.h"

struct _OuroInterned
{
  OuroId *entries; /* open addressing; 0 is empty */
  guint   log2;
  guint   n_used;
};

#define START_LOG2 11

OuroInterned *
ouro_interned_new (void)
{
  OuroInterned *self = g_new0 (OuroInterned, 1);

  self->log2 = START_LOG2;
  self->entries = g_new0 (OuroId, 1u << self->log2);
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

static guint
get_start (const OuroInterned *self,
           const OuroHeap     *heap,
           OuroId              str)
{
  guint64 hash = (guint64)ouro_hash_text (heap, str);

  return (guint)(hash * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> (64 - self->log2));
}

OuroId
ouro_interned_find (const OuroInterned *self,
                    const OuroHeap     *heap,
                    OuroId              str)
{
  guint mask = (1u << self->log2) - 1;

  for (guint i = get_start (self, heap, str); self->entries[i] != 0; i = (i + 1) & mask)
    if (is_interned (heap, self->entries[i]) && ouro_str_equal (heap, self->entries[i], str))
      return self->entries[i];
  return OURO_NO_ID;
}

/* Makes room by leaving out what has died, and by doubling when that is not enough. */
static void
make_room (OuroInterned   *self,
           const OuroHeap *heap)
{
  OuroId *old = self->entries;
  guint   n_old = 1u << self->log2;
  guint   n_alive = 0;

  for (guint i = 0; i < n_old; i++)
    n_alive += is_interned (heap, old[i]);
  if (n_alive > n_old / 4)
    self->log2++;
  self->entries = g_new0 (OuroId, 1u << self->log2);
  self->n_used = 0;
  for (guint i = 0; i < n_old; i++)
    if (is_interned (heap, old[i]))
      ouro_interned_add (self, heap, old[i]);
  g_free (old);
}

void
ouro_interned_add (OuroInterned   *self,
                   const OuroHeap *heap,
                   OuroId          str)
{
  guint mask, i;

  if (self->n_used > (1u << self->log2) / 2)
    make_room (self, heap);
  mask = (1u << self->log2) - 1;
  for (i = get_start (self, heap, str); self->entries[i] != 0; i = (i + 1) & mask)
    if (self->entries[i] == str)
      return;
  self->entries[i] = str;
  self->n_used++;
}

void
ouro_interned_rebuild (OuroInterned   *self,
                       const OuroHeap *heap)
{
  g_free (self->entries);
  self->log2 = START_LOG2;
  self->n_used = 0;
  self->entries = g_new0 (OuroId, 1u << self->log2);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (is_interned (heap, object))
      ouro_interned_add (self, heap, object);
}
