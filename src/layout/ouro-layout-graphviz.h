/* ouro-layout-graphviz.h - the dot engine of Graphviz, as a library
 *
 * With the layout plug-ins built in: no configuration file is read and nothing is loaded at run
 * time. No text ever reaches Graphviz; the rows of a box are a record label of ours that has only
 * ports in it. What Graphviz has to say (it warns a lot) is thrown away.
 *
 * Source  Graphviz 2.42: lib/dotgen (engine), lib/common/types.h (where the answer stands).
 */
#pragma once

#include "ouro-layout-parts.h"
#include "ouro-layout-protocol.h"

typedef struct _OuroLayoutGraphviz OuroLayoutGraphviz;

OuroLayoutGraphviz *ouro_layout_graphviz_new (void) G_GNUC_WARN_UNUSED_RESULT;
void                ouro_layout_graphviz_free (OuroLayoutGraphviz *self);

/* Gives every box its place: parts by dot from left to right, boxes without arrows in a grid. */
void ouro_layout_graphviz_arrange (OuroLayoutGraphviz *self,
                                   OuroLayoutGraph    *graph,
                                   OuroLayoutEffort    effort);

/* What dot makes of the same boxes and arrows all by itself, with its default settings, curves
 * included: the measure that our answers are held against. */
void ouro_layout_graphviz_run_dot (OuroLayoutGraphviz *self,
                                   OuroLayoutGraph    *graph);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutGraphviz, ouro_layout_graphviz_free)
