/* ouro-scene-draft-private.h - a scene in the making, as the files of the builder share it
 *
 * The work is done in this order: which objects are shown (ouro-scene-builder.c), which of them
 * stand for themselves and which in groups (-groups), their cards and arrows (-cards), names and
 * frames (-names), the panes' heads (-panes).
 */
#pragma once

#include "ouro-reach.h"
#include "ouro-scene-builder.h"
#include "ouro-ways.h"

/* What is known about each row. */
typedef enum {
  OURO_SHOWN = 1 << 0,
  OURO_SHOWN_NAMED = 1 << 1, /* a name of the module, or a local, refers to it */
  OURO_SHOWN_UNREACHABLE = 1 << 2,
  OURO_SHOWN_CHANGED = 1 << 3,
  OURO_SHOWN_SELECTED = 1 << 4,
  OURO_SHOWN_NEAR = 1 << 5,   /* holds what is selected, or is held by it */
  OURO_SHOWN_INNER = 1 << 6,  /* machinery of garbage */
  OURO_SHOWN_SINGLE = 1 << 7, /* has a card of its own */
} OuroShown;

/* A card in the making: what it stands for. */
typedef struct
{
  OuroId  object;  /* OURO_NO_ID for a group */
  GArray *members; /* of OuroId; a group's */
} OuroCardSource;

typedef struct
{
  const OuroMoment *moment;
  const OuroRoots  *roots;
  const OuroHeap   *heap;
  OuroSceneOptions  options; /* with defaults filled in */
  OuroPainter      *painter;

  OuroReach *reach;
  guint8    *shown;   /* OuroShown of each row */
  GArray    *objects; /* of OuroId: all that are shown, by birth */
  guint32   *cards;   /* of each row: 1 + index of the card that stands for it, 0 for none */
  guint32   *stamps;  /* of each card: see ouro_draft_add_arrow_once () */
  guint32    stamp;

  GArray *changed;        /* of guint64: births, sorted */
  GArray *changed_counts; /* likewise */
  GArray *changed_cells;  /* birth << 32 | cell, sorted */

  OuroScene *scene;
  GArray    *sources;    /* of OuroCardSource, one for each card */
  GArray    *card_array; /* of OuroCard, as the scene will have them */
  GArray    *pill_array;
  GArray    *arrow_array;
  gboolean   has_values;               /* the evaluation stack holds something that has a card */
  guint      n_objects[OURO_N_PANES];  /* shown or in groups */
  guint      pane_index[OURO_N_PANES]; /* in the scene */
} OuroDraft;

/* ouro-scene-builder.c */

/* Shows the object; it will be looked into. Atoms and what was there before the program only when
 * forced. */
void     ouro_draft_show (OuroDraft *self,
                          OuroId     object,
                          guint8     why,
                          gboolean   forced);
gboolean ouro_draft_has (const GArray *sorted,
                         guint64       value);
gboolean ouro_draft_is_changed_cell (const OuroDraft *self,
                                     OuroId           owner,
                                     guint32          cell);
gboolean ouro_draft_is_expanded (const OuroDraft *self,
                                 guint64          key);

/* Appends what is given, which belongs to the scene then; returns its index. */
guint ouro_draft_add_card (OuroDraft      *self,
                           const OuroCard *card,
                           OuroCardSource  source);
guint ouro_draft_add_pill (OuroDraft      *self,
                           const OuroPill *pill);

/* An arrow without points. */
OuroArrow ouro_draft_new_arrow (OuroFamily family,
                                OuroMarks  marks,
                                guint      to_card);

/* Adds an arrow unless there has been one to this card since ouro_draft_next_stamp (). */
void ouro_draft_next_stamp (OuroDraft *self);
void ouro_draft_add_arrow_once (OuroDraft       *self,
                                const OuroArrow *arrow);

/* The card that stands for an object: -1 for none. */
static inline int
ouro_draft_get_card (const OuroDraft *self,
                     OuroId           object)
{
  return (int)self->cards[object] - 1;
}

/* ouro-scene-groups.c: decides which objects have cards of their own, and adds cards for all, the
 * groups' too. */
void ouro_draft_add_objects (OuroDraft *self);

/* ouro-scene-cards.c */

/* The card of an object without its slots' arrows; to be called from ouro_draft_add_objects (). */
OuroCard ouro_draft_make_card (OuroDraft *self,
                               OuroId     object);
void     ouro_draft_add_arrows (OuroDraft *self);
void     ouro_draft_add_ghosts (OuroDraft *self);

/* What stands in a slot that refers to the object; NULL when an arrow begins there. */
char *ouro_draft_dup_slot_value (const OuroDraft *self,
                                 OuroId           object);

/* ouro-scene-names.c */

/* Tells which objects names, locals and values refer to; they are shown. */
void ouro_draft_show_named (OuroDraft *self);
/* Frames, pills and their arrows. */
void ouro_draft_add_names (OuroDraft *self);

/* ouro-scene-panes.c */
void ouro_draft_add_panes (OuroDraft *self);

/* ouro-scene-titles.c */

/* An atom, range or tuple of such as repr () has it, shortened; an object's title otherwise. */
char *ouro_title_dup_value (const OuroHeap *heap,
                            OuroId          object);

/* A str as it is, shortened. */
char *ouro_title_dup_text (const OuroHeap *heap,
                           OuroId          text);

/* A number as people write it: "16,000". */
char *ouro_title_dup_number (guint64 number);
/* "88 B" */
char *ouro_title_dup_size (guint64 size);
