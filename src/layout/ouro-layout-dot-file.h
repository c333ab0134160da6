/* ouro-layout-dot-file.h - a DOT file as boxes and arrows in panes
 *
 * For measuring, and for files of others: reads DOT with Graphviz' own reader. The clusters at the
 * top level are the panes, everything outside of them is one more pane (the first). A box is as
 * large as the file says (width and height, in inches), else by its label: rows of a record stand
 * one below the other, 20 points each. An arrow that leaves by a port of a record begins in that
 * row.
 *
 * Source  https://graphviz.org/doc/info/lang.html; Graphviz 2.42, lib/cgraph.
 */
#pragma once

#include "ouro-layout.h"

typedef struct
{
  OuroLayoutGraph *graph;
  char           **names;       /* of the boxes, NULL-terminated, quoted as DOT needs it */
  guint32         *pane_of_box; /* 0 is what stands outside of all clusters */
  guint32          n_panes;
} OuroLayoutPicture;

/* path: "-" is standard input. */
OuroLayoutPicture *ouro_layout_picture_read (const char *path,
                                             GError    **error) G_GNUC_WARN_UNUSED_RESULT;
OuroLayoutPicture *ouro_layout_picture_parse (const char *text,
                                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void               ouro_layout_picture_free (OuroLayoutPicture *self);

/* How the graph of one pane, or the whole one, is solved. */
typedef void (*OuroLayoutSolveFunc) (OuroLayoutTask   task,
                                     OuroLayoutGraph *graph,
                                     gpointer         data);

/* Arranges each pane and stands the panes side by side as columns. */
void ouro_layout_picture_arrange (OuroLayoutPicture  *self,
                                  OuroLayoutSolveFunc solve,
                                  gpointer            data);

/* The boxes of one pane and the arrows within it, as a graph of their own. */
OuroLayoutGraph *ouro_layout_picture_get_pane (const OuroLayoutPicture *self,
                                               guint32                  pane) G_GNUC_WARN_UNUSED_RESULT;

/* For each arrow its pane, G_MAXUINT32 for those from pane to pane. Free with g_free (). */
guint32 *ouro_layout_picture_get_panes_of_arrows (const OuroLayoutPicture *self) G_GNUC_WARN_UNUSED_RESULT;

/* The places in the manner of dot -Tplain: inches, y upward. */
char *ouro_layout_picture_to_plain (const OuroLayoutPicture *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutPicture, ouro_layout_picture_free)
