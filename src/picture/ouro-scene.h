/* ouro-scene.h - a moment as a diagram
 *
 * What there is to draw, and where: panes, cards (objects), pills (names) and arrows
 * (references). A scene holds finished words and numbers, knows no heap and no screen, and is
 * drawn by ouro-painter.h; ouro-scene-builder.h makes one from a heap.
 *
 * Units  points at 100 %; x to the right, y downward; places are of the upper left corner.
 * Owner  the scene owns all its strings and arrays.
 */
#pragma once

#include <glib.h>

/* The colour family of a kind of object; always with its name written as well. */
typedef enum {
  OURO_FAMILY_SEQUENCE, /* list and what iterates it */
  OURO_FAMILY_MAPPING,  /* dict */
  OURO_FAMILY_TUPLE,
  OURO_FAMILY_SET,
  OURO_FAMILY_INSTANCE,
  OURO_FAMILY_FUNCTION,
  OURO_FAMILY_GENERATOR,
  OURO_FAMILY_MODULE, /* and everything of the interpreter's own; frames */
  OURO_FAMILY_EXCEPTION,
  OURO_FAMILY_ATOM, /* int, str, float ... shown as cards of their own */
  OURO_N_FAMILIES,
} OuroFamily;

/* How a card, a pill or an arrow differs from a plain one; several may hold at once. */
typedef enum {
  OURO_MARK_NONE = 0,
  OURO_MARK_SELECTED = 1 << 0,      /* focus ring */
  OURO_MARK_CHANGED = 1 << 1,       /* made or changed in this step: thicker, on top */
  OURO_MARK_UNREACHABLE = 1 << 2,   /* dashed, red, with the word */
  OURO_MARK_GHOST = 1 << 3,         /* freed or deleted in this step: dotted, struck through */
  OURO_MARK_FADED = 1 << 4,         /* something else is lit */
  OURO_MARK_WEAK = 1 << 5,          /* arrows: a weak reference; dashed, grey */
  OURO_MARK_TEMPORARY = 1 << 6,     /* arrows: held by the evaluation stack or an argument; dotted, amber */
  OURO_MARK_FRAME = 1 << 7,         /* cards: a frame, whose names are roots; bar at the left */
  OURO_MARK_BADGE_CHANGED = 1 << 8, /* cards: the count itself changed in this step */
} OuroMarks;

typedef struct
{
  char    *label;   /* "0", "'name'", "value"; "" in a set */
  char    *value;   /* an atom in its slot: "10", "'Ada'"; NULL when an arrow starts here */
  gboolean changed; /* in this step */
} OuroCardSlot;

typedef struct
{
  guint64       key; /* the object's birth number, the same in every moment; others: see ouro-scene-builder.h; 0 for none */
  OuroFamily    family;
  OuroMarks     marks;
  char         *title;    /* "list", "Node", "function area" */
  char         *subtitle; /* "88 B", or NULL */
  char         *badge;    /* "2", "∞", or NULL */
  char         *note;     /* tab on the upper left corner: "gc_refs 2 → 1", or NULL */
  char         *fold;     /* last row: "⋯ 998 more", or NULL */
  OuroCardSlot *slots;
  guint         n_slots;
  guint         pane; /* index */
  float         x;
  float         y;
  float         width;
  float         height;
} OuroCard;

typedef struct
{
  guint64   key; /* the same in every moment, see ouro-scene-builder.h; 0 for none */
  char     *name;
  OuroMarks marks;
  float     x;
  float     y;
  float     width;
  float     height;
} OuroPill;

typedef struct
{
  float x;
  float y;
} OuroPoint;

typedef struct
{
  int        from_card; /* index, or -1 */
  int        from_slot; /* of from_card; -1 when the arrow leaves the card as a whole */
  int        from_pill; /* index, or -1 */
  int        to_card;
  OuroFamily family; /* of what holds */
  OuroMarks  marks;
  OuroPoint *points; /* 3k + 1 of k Bezier pieces, the last is the tip; empty until routed */
  guint      n_points;
} OuroArrow;

typedef struct
{
  guint  id;       /* which pane it is, whatever others are there: see ouro-scene-builder.h */
  char  *title;    /* "Generation 0 · 3 objects" */
  char  *subtitle; /* "count 3 of 2000" */
  double fill;     /* 0 to 1: the counter against its threshold; negative for no bar */
  float  x;
  float  y;
  float  width;
  float  height;
} OuroScenePane;

typedef struct
{
  OuroScenePane *panes;
  guint          n_panes;
  OuroCard      *cards;
  guint          n_cards;
  OuroPill      *pills;
  guint          n_pills;
  OuroArrow     *arrows;
  guint          n_arrows;
  char          *caption; /* the step in a sentence, or NULL */
  float          width;
  float          height;
} OuroScene;

OuroScene *ouro_scene_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       ouro_scene_free (OuroScene *self);

/* Empty the strings and arrays of one element; for those who build or change scenes. */
void ouro_card_clear (OuroCard *card);
void ouro_pill_clear (OuroPill *pill);
void ouro_arrow_clear (OuroArrow *arrow);
void ouro_scene_pane_clear (OuroScenePane *pane);

/* The whole scene as text, one line an element, places rounded: for tests and for a look. */
char *ouro_scene_dump (const OuroScene *self) G_GNUC_WARN_UNUSED_RESULT;

/* In words, for a screen reader and as alternative text: "list, 2 references, 88 bytes; slot 0: 10;
 * slot 1: arrow to dict; named x". Translated. Free with g_free (). */
char *ouro_scene_dup_card_description (const OuroScene *self,
                                       guint            card) G_GNUC_WARN_UNUSED_RESULT;

/* What lies under a point: index of a card and its slot (-1 for the head, n_slots for the fold
 * row), or of a pill, or of the nearest arrow (within tolerance points of its curve); -1 for none.
 * What is drawn on top is found first, names before cards before arrows. Pointers may be NULL. */
void ouro_scene_pick (const OuroScene *self,
                      double           x,
                      double           y,
                      double           tolerance,
                      int             *card,
                      int             *slot,
                      int             *pill,
                      int             *arrow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroScene, ouro_scene_free)
