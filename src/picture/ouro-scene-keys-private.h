/* ouro-scene-keys-private.h - what the keys of groups are made of
 *
 * A group is a part of the objects of one type in one pane. Members are counted in the order of
 * their births. The whole group is of level OURO_GROUP_WHOLE; below it stand parts of
 * OURO_GROUP_PAGE * 50 ^ level members each.
 */
#pragma once

#include "ouro-scene-builder.h"

#define OURO_GROUP_PARTS 50
#define OURO_GROUP_WHOLE 7u

typedef struct
{
  guint    pane;           /* OuroPaneId */
  OuroId   type;           /* OURO_NO_ID: of various types */
  gboolean is_unreachable; /* of which kind all its members are */
  guint    level;
  guint32  index; /* among the parts of its level */
} OuroGroupKey;

guint64 ouro_group_key_pack (const OuroGroupKey *self);

/* How many members a part of a level has at most. */
guint64 ouro_group_get_span (guint level);

/* Special cards and pills. */
guint64 ouro_key_of_more_ghosts (void);
guint64 ouro_key_of_stack (void);
guint64 ouro_key_of_root (guint root);
guint64 ouro_key_of_more_names (void);
