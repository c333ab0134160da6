/* ouro-layout.h - boxes and arrows in, places out
 *
 * Two questions are asked, both about boxes that have no text (their sizes are measured by
 * whoever draws them, so no label ever reaches Graphviz):
 *   arrange  one pane at a time: where should its boxes stand?  (Graphviz' engine dot, from left
 *            to right, each connected part by itself; boxes without arrows are set in a grid of
 *            our own, since dot would make one long row)
 *   route    all boxes stand: along which curves should the arrows run?  (a short way through the
 *            free space that crosses few others, made smooth; long arrows give way to shorter ones
 *            only, so that one more changes hardly any other curve)
 *
 * Graphviz leaks, may loop for ever and is not thread-safe, so it runs in a helper process that
 * is spoken to through a pipe, has a time limit, and is killed and started again at will. When
 * it does not answer in time or dies, arrange falls back to a grid and route to our own curves:
 * an answer always comes.
 *
 * Units    points (1/72 inch); x grows to the right and y DOWNWARD; places are of the upper left
 *          corner.
 * Threads  one OuroLayout belongs to one main context; callbacks come in it.
 * Signals  with the first question SIGPIPE is set to be ignored, unless the program handles it: a
 *          helper may die while it is being written to.
 * Source   Gansner, Koutsofios, North, Vo: "A technique for drawing directed graphs", IEEE TSE
 *          19(3), 1993 (dot). How arrows are routed: ouro-layout-route.h.
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  float x; /* arrange: an answer. route: given */
  float y;
  float width;
  float height;
} OuroLayoutBox;

typedef struct
{
  float x;
  float y;
} OuroLayoutPoint;

typedef struct
{
  guint32 from; /* index of a box */
  guint32 to;   /* index of a box; may equal from */

  /* Where in the box "from" the arrow begins, from that box's upper left corner. It leaves by the
   * nearer one of the left and right side; arrange uses the height, for fewer crossings. */
  OuroLayoutPoint start;

  /* route: an answer: its first point in the points of the graph, and how many there are: 3k + 1
   * for k Bezier pieces. The last is the arrow's tip, on the border of "to". */
  guint32 first;
  guint32 n;
} OuroLayoutArrow;

/* A graph and its answer in one: fill boxes and arrows, ask, read. */
typedef struct
{
  OuroLayoutBox   *boxes;
  guint32          n_boxes;
  OuroLayoutArrow *arrows;
  guint32          n_arrows;
  OuroLayoutPoint *points; /* route: an answer, owned by the graph */
  guint32          n_points;
  float            width; /* arrange: an answer: the space that the boxes take */
  float            height;
  gboolean         fallback; /* an answer: Graphviz did not help; the places are our own */
} OuroLayoutGraph;

OuroLayoutGraph *ouro_layout_graph_new (guint32 n_boxes,
                                        guint32 n_arrows) G_GNUC_WARN_UNUSED_RESULT;
OuroLayoutGraph *ouro_layout_graph_copy (const OuroLayoutGraph *graph) G_GNUC_WARN_UNUSED_RESULT;
void             ouro_layout_graph_free (OuroLayoutGraph *graph);

/* TRUE when every arrow joins boxes that there are, every number is one, no place and no size is
 * beyond OURO_LAYOUT_MAX_PLACE points and no size is negative. Nothing else may be asked about. */
gboolean ouro_layout_graph_is_sound (const OuroLayoutGraph *graph);

#define OURO_LAYOUT_MAX_PLACE 1.0e6f

typedef enum {
  OURO_LAYOUT_ARRANGE,
  OURO_LAYOUT_ROUTE,
} OuroLayoutTask;

#define OURO_TYPE_LAYOUT (ouro_layout_get_type ())
G_DECLARE_FINAL_TYPE (OuroLayout, ouro_layout, OURO, LAYOUT, GObject)

/* helper_path: the program that answers when it is started with the single argument
 * "layout-helper" (see ouro-layout-helper.h); NULL lets every graph fall back to our own places.
 * The helper is started with the first question, killed with the last reference. */
OuroLayout *ouro_layout_new (const char *helper_path) G_GNUC_WARN_UNUSED_RESULT;

/* How long one question may take, from its turn on, before the helper is killed and our own places
 * are used; default 1500 ms. When the helper fails early enough, another one is asked once more,
 * with cheaper settings. */
void ouro_layout_set_time_limit (OuroLayout *self,
                                 guint       milliseconds);

/* Asks without waiting. Takes the graph. Questions have their turn one after another; one of the
 * same task that is still waiting for its turn is given up (its callback gets
 * G_IO_ERROR_CANCELLED): only the newest picture matters. A question that is cancelled ends with
 * that error when its turn comes, or is over. */
void             ouro_layout_solve_async (OuroLayout         *self,
                                          OuroLayoutTask      task,
                                          OuroLayoutGraph    *graph,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
OuroLayoutGraph *ouro_layout_solve_finish (OuroLayout   *self,
                                           GAsyncResult *result,
                                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Asks and waits, the time limit at most: for the command line and for tests, never for a window.
 * Changes the graph in place. It has a helper of its own, so it waits for no question that was
 * asked without waiting. */
void ouro_layout_solve (OuroLayout      *self,
                        OuroLayoutTask   task,
                        OuroLayoutGraph *graph);

/* Our own answers, at once and without Graphviz: for a drag in progress, and when it does not
 * answer. */
void ouro_layout_solve_simply (OuroLayoutTask   task,
                               OuroLayoutGraph *graph);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroLayoutGraph, ouro_layout_graph_free)
