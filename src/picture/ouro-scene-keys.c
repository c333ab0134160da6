/* ouro-scene-keys.c - what stays the same from moment to moment about a card or a pill */
#include "ouro-scene-keys-private.h"

/* The kind stands in the upper four bits. */
#define KIND_SHIFT 60
#define REST_MASK  (((guint64)1 << KIND_SHIFT) - 1)

/* Among the names: no name of Python has a digest this small. */
#define FIRST_NAME_DIGEST 64
#define STACK_DIGEST      0
#define FIRST_ROOT_DIGEST 1

static guint64
make_key (OuroKeyKind kind,
          guint64     rest)
{
  return (guint64)kind << KIND_SHIFT | (rest & REST_MASK);
}

OuroKeyKind
ouro_key_get_kind (guint64 key)
{
  return (OuroKeyKind)(key >> KIND_SHIFT);
}

guint64
ouro_key_of_object (const OuroHeap *heap,
                    OuroId          object)
{
  guint32 birth = ouro_heap_get_birth (heap, object);

  return birth != 0 ? birth : ((guint64)1 << 32 | object);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
guint64
ouro_key_of_name (const char *name)
{
  guint64 digest = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *name != '\0'; name++)
    digest = (digest ^ (guchar)*name) * G_GUINT64_CONSTANT (0x100000001b3);
  digest &= REST_MASK;
  return make_key (OURO_KEY_NAME, MAX (digest, FIRST_NAME_DIGEST));
}

guint64
ouro_key_of_stack (void)
{
  return make_key (OURO_KEY_NAME, STACK_DIGEST);
}

guint64
ouro_key_of_root (guint root)
{
  return make_key (OURO_KEY_NAME, FIRST_ROOT_DIGEST + root);
}

guint64
ouro_key_of_more_names (void)
{
  return make_key (OURO_KEY_NAMES, 0);
}

guint64
ouro_key_of_more_ghosts (void)
{
  return make_key (OURO_KEY_NAMES, 1);
}

guint64
ouro_key_of_frame (guint depth)
{
  return make_key (OURO_KEY_FRAME, depth);
}

guint64
ouro_group_key_pack (const OuroGroupKey *self)
{
  guint64 rest = self->pane & 0xf;

  rest = rest << 3 | (self->level & 7);
  rest = rest << 1 | (self->is_unreachable ? 1 : 0);
  rest = rest << 24 | (self->type & 0xffffff);
  rest = rest << 24 | (self->index & 0xffffff);
  return make_key (OURO_KEY_GROUP, rest);
}

guint64
ouro_group_get_span (guint level)
{
  guint64 span = OURO_GROUP_PAGE;

  for (guint i = 0; i < level; i++)
    span *= OURO_GROUP_PARTS;
  return span;
}
