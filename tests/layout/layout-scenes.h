/* layout-scenes.h - boxes and arrows for the tests of the layout, and what every answer must keep
 */
#pragma once

#include "ouro-layout.h"

/* Cards of all sizes; arrows from their rows, some to themselves, some twice. The same seed gives
 * the same graph. */
OuroLayoutGraph *layout_scene_new (guint32 seed,
                                   guint32 n_boxes,
                                   guint32 n_arrows) G_GNUC_WARN_UNUSED_RESULT;

/* What a heap looks like: names, containers with a row for each reference, leaves that several
 * share, a few references back. */
OuroLayoutGraph *layout_scene_new_heap (guint32 seed,
                                        guint32 n_boxes) G_GNUC_WARN_UNUSED_RESULT;

/* Stands the boxes in rows of different heights, gap or a little more apart. */
void layout_scene_place (OuroLayoutGraph *graph,
                         guint32          seed,
                         float            gap);

/* No two boxes are closer than gap, the corner is at 0 and the space taken is told. */
void layout_scene_assert_arranged (const OuroLayoutGraph *graph,
                                   float                  gap);

/* Every curve begins at its start, ends on the border of its target and has 3k + 1 points. */
void layout_scene_assert_routed (const OuroLayoutGraph *graph);

/* The same boxes in the same places; for routed graphs also the same points. */
void layout_scene_assert_equal (const OuroLayoutGraph *a,
                                const OuroLayoutGraph *b);

/* A program of this folder's build. */
char *layout_scene_get_program (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Runs the main loop until the condition holds; fails when it does not for ten seconds. */
void layout_scene_wait (gboolean (*condition) (gpointer data),
                        gpointer data);

/* TRUE when this process has no children, neither living nor dead. */
gboolean layout_scene_has_no_children (gpointer unused);
