/* ouro-placement-private.h - what is remembered about places, and one scene being placed */
#pragma once

#include "ouro-columns-private.h"
#include "ouro-placement.h"
#include "ouro-scene-builder.h"

/* Panes beyond those of ouro-scene-builder.h share the last. */
#define OURO_PLACEMENT_PANES (OURO_N_PANES + 1)

typedef struct
{
  guint step; /* from this moment on */
  guint pane;
  float x;
  float y;
  float width;  /* the greatest that it has had there */
  float height; /* so much has been kept free for it */
} OuroPlace;

typedef struct
{
  guint64   key;
  GArray   *places; /* of OuroPlace, by step */
  guint     last_seen;
  gboolean  is_tidied;
  OuroPlace tidied;
} OuroPlaceEntry;

typedef struct
{
  guint step;
  guint pane;
  float width;
} OuroPaneWidth;

struct _OuroPlacement
{
  GHashTable *entries; /* OuroPlaceEntry by its key */
  GHashTable *pins;    /* OuroPin by its key */
  GArray     *widths;  /* of OuroPaneWidth, by step: a pane has become wider */
  guint       n_steps;
};

static inline guint
ouro_placement_clamp_pane (guint pane)
{
  return MIN (pane, OURO_PLACEMENT_PANES - 1);
}

OuroPlaceEntry *ouro_placement_ensure_entry (OuroPlacement *self,
                                             guint64        key);

/* Where something stands in a pane at a moment; NULL when that is not known. What comes to be
 * with the next moment has its place in what leads there, too. */
const OuroPlace *ouro_placement_find_place (const OuroPlacement *self,
                                            guint64              key,
                                            guint                pane,
                                            guint                step);

/* How wide a pane has become up to a moment. */
float ouro_placement_get_width (const OuroPlacement *self,
                                guint                pane,
                                guint                step);

/* A card or pill of the scene that is placed. */
typedef struct
{
  guint64  key;
  guint    pane;
  OuroSpot spot;
  float    gap;  /* below it */
  float    room; /* height that is kept free for it to grow into */
  gboolean is_placed;
  gboolean is_pill;
  int      holder; /* an item of the same pane whose arrow leads here; -1 for none */
  int      target; /* of a pill: the item it leads to; -1 */
} OuroPlaceItem;

/* A scene being placed: its cards, then its pills. */
typedef struct
{
  const OuroPlacement *placement;
  OuroScene           *scene;
  OuroPlaceItem       *items;
  guint                n_items;
  OuroColumns          columns[OURO_PLACEMENT_PANES];
  gboolean             is_next; /* a moment that has not been before */
} OuroPlaceRound;

void ouro_place_round_init (OuroPlaceRound      *self,
                            const OuroPlacement *placement,
                            OuroScene           *scene);
void ouro_place_round_clear (OuroPlaceRound *self);

/* Finds a place for every item as of a moment, and writes places and panes into the scene. */
void ouro_place_round_run (OuroPlaceRound *self,
                           guint           step);

/* How wide each pane has to be. */
void ouro_place_round_get_widths (const OuroPlaceRound *self,
                                  float                 needed[OURO_PLACEMENT_PANES]);
