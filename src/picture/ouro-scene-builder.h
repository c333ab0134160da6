/* ouro-scene-builder.h - a moment of a heap as a scene
 *
 * Cards      are objects that the program made and that a name leads to by references which
 *            people can write (or that nothing leads to any more): containers, instances,
 *            functions, classes, modules, generators, exceptions. The interpreter's machinery
 *            (code, a class's namespace and mro, the dict inside an instance) is left out; the
 *            members of an instance's dict are its attributes. Numbers, texts and the like stand
 *            in the slots that hold them; one that a name refers to is a small card of its own.
 * Frames     are cards in the pane of names, with their locals as slots; the module's names are
 *            pills there.
 * Folding    containers end after OURO_SLOTS_SHOWN slots and a fold row unless they are expanded;
 *            a pane with more than max_cards cards keeps the single ones that matter (selected,
 *            changed, their neighbours, named) and shows the others as groups by type. A group
 *            opens to its objects; if they are more than OURO_GROUP_PAGE, to pages of so many,
 *            and if that were more than fifty pages, to groups of fifty pages, and so on: of
 *            1,000 objects of a type each is three activations away.
 * Places     the scene is measured but not placed: ouro-placement.h does that. Arrows are not
 *            routed: ouro-router.h.
 * Words      are translated, but for those of Python.
 * Cost       O(objects and references), no recursion; 100,000 objects take some 50 ms, 1,000 less
 *            than one.
 */
#pragma once

#include "ouro-painter.h"
#include "ouro-roots.h"

/* The panes, OuroScenePane.id. */
typedef enum {
  OURO_PANE_NAMES,
  OURO_PANE_YOUNG,  /* generation 0; without generations: all that is tracked */
  OURO_PANE_MIDDLE, /* generation 1 */
  OURO_PANE_OLD,    /* generation 2 */
  OURO_PANE_FROZEN, /* gc.freeze () */
  OURO_PANE_UNTRACKED,
  OURO_PANE_FREED,
  OURO_N_PANES,
} OuroPaneId;

#define OURO_PANES_ALL      0x7fu
#define OURO_PANES_UNFROZEN (OURO_PANES_ALL & ~(1u << OURO_PANE_FROZEN))
#define OURO_SLOTS_SHOWN    8
#define OURO_SLOTS_EXPANDED 1000 /* more are never shown at once */
#define OURO_GROUP_PAGE     20

/* The panes that a picture of this version has even when they are empty: those of its generations, or one for all that is tracked. */
guint ouro_scene_panes_of_profile (const OuroProfile *profile);

/* Keys of cards and pills. */
typedef enum {
  OURO_KEY_OBJECT,
  OURO_KEY_GROUP, /* a card: objects of one type in one pane; activate to open it, again to close */
  OURO_KEY_FRAME, /* a card: a frame and its locals */
  OURO_KEY_NAME,  /* a pill: a name of the module, or what stands for the stack or a root of the machine */
  OURO_KEY_NAMES, /* a pill: more names than are shown; activate to see them */
} OuroKeyKind;

OuroKeyKind ouro_key_get_kind (guint64 key);

/* The key of an object's card. Its birth number, but for the fixed objects that were never born
 * (None, small ints). */
guint64 ouro_key_of_object (const OuroHeap *heap,
                            OuroId          object);

/* The key of the pill of a name of the module, and of the card of a frame (0: the module's). */
guint64 ouro_key_of_name (const char *name);
guint64 ouro_key_of_frame (guint depth);

/* A cell of an object that changed in this step: its place among its cells, as OuroChange has it.
 * */
typedef struct
{
  guint32 birth;
  guint32 cell;
} OuroChangedCell;

/* An object freed by the current statement. */
typedef struct
{
  guint32     birth;
  const char *type;
  OuroFamily  family; /* ouro_family_of_object () while it was alive */
  gsize       size;   /* 0 when it is not known */
} OuroGhost;

/* What upper floors know about the moment. All is lent; arrays may be NULL when they are empty,
 * and stand in any order. */
typedef struct
{
  OuroRoots roots;

  /* What changed in this step. */
  const guint32         *changed; /* births of objects that were made or whose contents changed */
  guint                  n_changed;
  const OuroChangedCell *changed_cells;
  guint                  n_changed_cells;
  const guint32         *changed_counts; /* births of objects whose count changed */
  guint                  n_changed_counts;
  const guint32         *changed_places; /* of the stack: locals that were bound anew */
  guint                  n_changed_places;

  /* What has gone. */
  const OuroGhost   *ghosts;
  guint              n_ghosts;
  const char *const *ghost_names; /* of the module, that the current statement deleted */
  guint              n_ghost_names;
  guint64            n_freed; /* objects freed since the program began */

  /* A tab on an object's card: "gc_refs 2 → 1"; NULL for none. May be NULL. Free with g_free (). */
  char *(*dup_note) (const OuroHeap *heap,
                     OuroId          object,
                     gpointer        data);
  /* A first line about a generator or the like: "12, suspended"; NULL for none. May be NULL. Free
   * with g_free (). */
  char *(*dup_line) (const OuroHeap *heap,
                     OuroId          object,
                     gpointer        data);
  gpointer data;
} OuroMoment;

typedef enum {
  OURO_DETAIL_NAMES,     /* names and objects */
  OURO_DETAIL_COUNTS,    /* and how often each is held, and its size */
  OURO_DETAIL_COLLECTOR, /* and the collector's counters and notes */
} OuroDetail;

typedef struct
{
  OuroDetail     detail;
  guint64        selected; /* key; 0 for none */
  const guint64 *expanded; /* keys of cards whose fold is open, and of groups */
  guint          n_expanded;
  gboolean       atoms_as_cards; /* instead of standing in the slots that hold them */
  guint          max_cards;      /* in a pane, before grouping; 0: 60 */
  guint          panes;          /* 1 << OuroPaneId: those that are there even when they are empty; 0: ouro_scene_panes_of_profile () */
} OuroSceneOptions;

/* options may be NULL: all details, nothing selected. */
OuroScene *ouro_scene_build (const OuroMoment       *moment,
                             const OuroSceneOptions *options,
                             OuroPainter            *painter) G_GNUC_WARN_UNUSED_RESULT;

/* The colour family of an object: the word for its kind. */
OuroFamily ouro_family_of_object (const OuroHeap *heap,
                                  OuroId          object);

/* What people call an object: "list", "Node", "function area", "module math"; an atom with its
 * value: "int 3". Any bytes. Free with g_free (). */
char *ouro_scene_dup_object_title (const OuroHeap *heap,
                                   OuroId          object) G_GNUC_WARN_UNUSED_RESULT;

/* The pane in which an object of the moment stands. */
OuroPaneId ouro_scene_pane_of_object (const OuroHeap *heap,
                                      OuroId          object);
