/* ouro-placement.h - where cards and names stand, and that they stay there
 *
 * The picture is calm because places are remembered. A placement is told the moments of a program
 * in order; what is new takes the next free place of its pane, what comes to another pane takes
 * one there, a card that has grown into its neighbour moves itself; nothing else ever moves. So
 * the places follow from the program, its version and the user's pins alone: a picture that is
 * exported equals the window.
 *
 * Places     are remembered by key (ouro-scene-builder.h) and relative to their pane, so a pane
 *            that becomes wider carries those to its right along without touching what they hold.
 *            Panes stand side by side; from moment to moment they become wider by steps of 40
 *            points, never narrower.
 * Order      what is new and held by something in its own pane stands to the right of that, if
 *            there is room, or below it; otherwise columns fill from top to bottom. A card has
 *            room to grow to three slots; if that is not enough it moves once, to a place with
 *            room for all that are ever shown. A name stands at the height of what it refers to.
 * Memory     bounded: of cards that are gone the oldest are forgotten beyond
 *            OURO_PLACEMENT_MAX_KEYS keys; a scene of a moment so far back has them on the next
 *            free places.
 * Cost       of 1,000 cards in one moment: a few ms.
 */
#pragma once

#include "ouro-layout.h"
#include "ouro-scene.h"

#define OURO_PLACEMENT_MAX_KEYS 100000

typedef struct _OuroPlacement OuroPlacement;

OuroPlacement *ouro_placement_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           ouro_placement_free (OuroPlacement *self);

/* The next moment: places the scene and remembers. To be called for the moments 0, 1, 2 ... of a
 * program in order; one may stand for several that are left out. */
void ouro_placement_advance (OuroPlacement *self,
                             OuroScene     *scene);

/* How many moments there have been. */
guint ouro_placement_get_n_steps (const OuroPlacement *self);

/* The program has been changed: the moments from n_steps on are forgotten, pins stay. */
void ouro_placement_truncate (OuroPlacement *self,
                              guint          n_steps);

/* Places a scene of any moment, or of one in the midst of what follows moment step, without
 * remembering anything. What is not known from there stands where the next moment has it,
 * otherwise on the next free place. */
void ouro_placement_apply (OuroPlacement *self,
                           OuroScene     *scene,
                           guint          step);

/* Pins, which win over everything: the card or pill with the key has its upper left corner there,
 * whenever it is in that pane. Places are relative to the pane's. They hold at once in all
 * moments; what is new in the moments to come keeps clear of them. So those that are known
 * beforehand should be set before the first moment. */
typedef struct
{
  guint64 key;
  guint   pane; /* OuroScenePane.id */
  float   x;
  float   y;
} OuroPin;

void    ouro_placement_pin (OuroPlacement *self,
                            const OuroPin *pin);
void    ouro_placement_unpin (OuroPlacement *self,
                              guint64        key);                                            /* 0: all */
GArray *ouro_placement_dup_pins (const OuroPlacement *self) G_GNUC_WARN_UNUSED_RESULT; /* of OuroPin, ordered by key */

/* The pin that puts a card (or, with card -1, a pill) of a placed scene at a place of the scene. */
OuroPin ouro_placement_make_pin (const OuroScene *scene,
                                 int              card,
                                 int              pill,
                                 float            x,
                                 float            y);

/* "Tidy up": the graph of one pane of the scene to be asked OURO_LAYOUT_ARRANGE about; NULL when
 * the pane has fewer than two cards that are not pinned. take gives the answer back: from the
 * moment step on its cards stand there as long as they are in this pane. Then apply again.
 * Tidying is the user's doing, as pins are: it is forgotten with them. */
OuroLayoutGraph *ouro_placement_to_arrange (OuroPlacement   *self,
                                            const OuroScene *scene,
                                            guint            pane) G_GNUC_WARN_UNUSED_RESULT; /* index of the scene's pane */
void             ouro_placement_take_arranged (OuroPlacement         *self,
                                               const OuroScene       *scene,
                                               guint                  pane,
                                               const OuroLayoutGraph *graph,
                                               guint                  step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroPlacement, ouro_placement_free)
