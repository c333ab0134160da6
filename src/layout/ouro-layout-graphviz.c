/* ouro-layout-graphviz.c - the dot engine of Graphviz, as a library */

#include "ouro-layout-graphviz.h"

#include <gvc.h>

/* No part is larger, so that no answer costs more than the sum of such parts. */
#define MAX_PART     1000
#define MAX_PART_LOW 300

/* Arrows beyond this many a box add more cost than order. With low effort only those remain that
 * hold a part together: a tree has no long arrows, and it is the places along those that take
 * dot's time. */
#define ARROWS_PER_BOX 4

/* A box is seen as this many rows at most; a row of a card is about this high. */
#define MAX_ROWS   24
#define ROW_HEIGHT 20.0f

extern gvplugin_library_t gvplugin_dot_layout_LTX_library;

/* How hard dot tries; the names are its own. NULL leaves its default. */
typedef struct
{
  guint       max_boxes;  /* for parts up to this size */
  const char *nslimit;    /* ranks and places: rounds of the network simplex for each box */
  const char *mclimit;    /* order within ranks: a factor on the rounds */
  const char *searchsize; /* how many edges one round of the simplex looks at */
  const char *splines;
} Settings;

/* Measured on object graphs of 20 to 300 boxes with 1.2 arrows a box: more rounds take up to five
 * times as long and change the number of crossings by 2 % at most. Parts of 1,000 take 0.2 s. */
static const Settings settings[] = {
  { 300, "2", "1", NULL, "none" },
  { G_MAXUINT, "0.3", "1", NULL, "none" },
};

static const Settings settings_low = { G_MAXUINT, "0.1", "0.05", "5", "none" };
static const Settings settings_of_dot = { G_MAXUINT, NULL, NULL, NULL, "true" };

struct _OuroLayoutGraphviz
{
  GVC_t *context;

  /* Of the present question. */
  OuroLayoutEffort effort;
  Agnode_t       **nodes; /* for each box; set while its part is arranged */
  Agedge_t       **edges; /* for each arrow likewise */
};

/* One run of dot on some of the boxes. */
typedef struct
{
  Agraph_t  *graph;
  Agsym_t   *width;
  Agsym_t   *height;
  Agsym_t   *label;
  Agsym_t   *tailport;
  Agnode_t **nodes; /* the question's */
  Agedge_t **edges;
} Run;

static int
discard_message (char *message)
{
  return 0;
}

OuroLayoutGraphviz *
ouro_layout_graphviz_new (void)
{
  static lt_symlist_t plugins[] = {
    { "gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library },
    { NULL, NULL },
  };
  OuroLayoutGraphviz *self = g_new0 (OuroLayoutGraphviz, 1);

  agseterrf (discard_message);
  self->context = gvContextPlugins (plugins, 0);

  return self;
}

void
ouro_layout_graphviz_free (OuroLayoutGraphviz *self)
{
  gvFreeContext (self->context);
  g_free (self);
}

/* Graphviz takes strings that are not const, and copies them. */
static Agsym_t *
declare (Agraph_t   *graph,
         int         kind,
         const char *name,
         const char *value)
{
  return value != NULL ? agattr (graph, kind, (char *)name, (char *)value) : NULL;
}

static void
begin_run (Run                      *run,
           const OuroLayoutGraphviz *self,
           const Settings           *how)
{
  run->graph = agopen ((char *)"pane", Agdirected, NULL);
  run->nodes = self->nodes;
  run->edges = self->edges;

  declare (run->graph, AGRAPH, "rankdir", "LR");
  declare (run->graph, AGRAPH, "nodesep", "0.28");
  declare (run->graph, AGRAPH, "ranksep", "0.7");
  declare (run->graph, AGRAPH, "splines", how->splines);
  declare (run->graph, AGRAPH, "nslimit", how->nslimit);
  declare (run->graph, AGRAPH, "nslimit1", how->nslimit);
  declare (run->graph, AGRAPH, "mclimit", how->mclimit);
  declare (run->graph, AGRAPH, "searchsize", how->searchsize);
  declare (run->graph, AGEDGE, "arrowhead", "none"); /* or curves would end where the head begins */
  declare (run->graph, AGNODE, "shape", "record");
  declare (run->graph, AGNODE, "fixedsize", "true");
  run->width = declare (run->graph, AGNODE, "width", "1");
  run->height = declare (run->graph, AGNODE, "height", "1");
  run->label = declare (run->graph, AGNODE, "label", "");
  run->tailport = declare (run->graph, AGEDGE, "tailport", "");
}

static void
end_run (Run   *run,
         GVC_t *context)
{
  gvFreeLayout (context, run->graph);
  agclose (run->graph);
}

static void
begin_question (OuroLayoutGraphviz    *self,
                const OuroLayoutGraph *graph,
                OuroLayoutEffort       effort)
{
  self->effort = effort;
  self->nodes = g_new (Agnode_t *, graph->n_boxes);
  self->edges = g_new (Agedge_t *, graph->n_arrows);
}

static void
end_question (OuroLayoutGraphviz *self)
{
  g_clear_pointer (&self->nodes, g_free);
  g_clear_pointer (&self->edges, g_free);
}

static guint
count_rows (const OuroLayoutBox *card)
{
  return CLAMP ((guint)(card->height / ROW_HEIGHT + 0.5f), 1, MAX_ROWS);
}

static void
set_number (Agnode_t *node,
            Agsym_t  *attribute,
            double    value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  agxset (node, attribute, g_ascii_formatd (text, sizeof text, "%.4f", value));
}

/* "<0>|<1>|<2>": as many empty rows of equal height as the box has room for. */
static void
add_box (Run                 *run,
         guint32              index,
         const OuroLayoutBox *card)
{
  GString *label = g_string_new ("<0>");
  guint    n_rows = count_rows (card);

  for (guint row = 1; row < n_rows; row++)
    g_string_append_printf (label, "|<%u>", row);

  run->nodes[index] = agnode (run->graph, NULL, TRUE);
  set_number (run->nodes[index], run->width, card->width / POINTS_PER_INCH);
  set_number (run->nodes[index], run->height, card->height / POINTS_PER_INCH);
  agxset (run->nodes[index], run->label, label->str);

  g_string_free (label, TRUE);
}

static void
add_arrow (Run                   *run,
           guint32                index,
           const OuroLayoutGraph *graph)
{
  const OuroLayoutArrow *arrow = &graph->arrows[index];
  const OuroLayoutBox   *card = &graph->boxes[arrow->from];
  guint                  n_rows = count_rows (card);
  float                  place = CLAMP (arrow->start.y / MAX (card->height, 1.0f), 0.0f, 1.0f);
  char                   name[16];

  run->edges[index] = agedge (run->graph, run->nodes[arrow->from], run->nodes[arrow->to], NULL,
                              TRUE);
  if (n_rows < 2)
    return;
  g_snprintf (name, sizeof name, "%u", MIN ((guint)(place * (float)n_rows), n_rows - 1));
  agxset (run->edges[index], run->tailport, name);
}

/* Turns the engine's places (of centres, y upward) into ours, the uppermost and leftmost at 0. */
static void
read_places (const Run       *run,
             OuroLayoutGraph *graph,
             const guint32   *boxes,
             guint32          n,
             OuroLayoutBox   *space)
{
  float left = G_MAXFLOAT, top = G_MAXFLOAT;

  for (guint32 i = 0; i < n; i++)
    {
      OuroLayoutBox *card = &graph->boxes[boxes[i]];
      pointf         centre = ND_coord (run->nodes[boxes[i]]);

      card->x = (float)centre.x - card->width / 2.0f;
      card->y = -(float)centre.y - card->height / 2.0f;
      left = MIN (left, card->x);
      top = MIN (top, card->y);
    }

  *space = (OuroLayoutBox){ left, top, 0.0f, 0.0f };
  for (guint32 i = 0; i < n; i++)
    {
      OuroLayoutBox *card = &graph->boxes[boxes[i]];

      card->x -= left;
      card->y -= top;
      space->width = MAX (space->width, card->x + card->width);
      space->height = MAX (space->height, card->y + card->height);
    }
}

static const Settings *
choose_settings (OuroLayoutEffort effort,
                 guint32          n_boxes)
{
  guint i = 0;

  if (effort == OURO_LAYOUT_EFFORT_LOW)
    return &settings_low;
  while (settings[i].max_boxes < n_boxes)
    i++;

  return &settings[i];
}

static void
arrange_part (OuroLayoutGraph       *graph,
              const OuroLayoutParts *parts,
              guint32                part,
              OuroLayoutBox         *space,
              gpointer               data)
{
  OuroLayoutGraphviz *self = data;
  const guint32      *boxes = parts->boxes + parts->first_box[part];
  const guint32      *arrows = parts->arrows + parts->first_arrow[part];
  guint32             n_boxes = parts->first_box[part + 1] - parts->first_box[part];
  guint32             n_arrows = parts->first_arrow[part + 1] - parts->first_arrow[part];
  gboolean            low = self->effort == OURO_LAYOUT_EFFORT_LOW;
  guint32             most = low ? n_boxes - 1 : ARROWS_PER_BOX * n_boxes;
  Run                 run;

  begin_run (&run, self, choose_settings (self->effort, n_boxes));
  for (guint32 i = 0; i < n_boxes; i++)
    add_box (&run, boxes[i], &graph->boxes[boxes[i]]);
  for (guint32 i = 0; i < MIN (n_arrows, most); i++)
    add_arrow (&run, arrows[i], graph);

  if (gvLayout (self->context, run.graph, "dot") == 0)
    read_places (&run, graph, boxes, n_boxes, space);
  else
    ouro_layout_arrange_part_in_grid (graph, parts, part, space, NULL);
  end_run (&run, self->context);
}

void
ouro_layout_graphviz_arrange (OuroLayoutGraphviz *self,
                              OuroLayoutGraph    *graph,
                              OuroLayoutEffort    effort)
{
  begin_question (self, graph, effort);
  ouro_layout_arrange_parts (graph, effort == OURO_LAYOUT_EFFORT_LOW ? MAX_PART_LOW : MAX_PART,
                             arrange_part, self);
  end_question (self);
  graph->fallback = FALSE;
}

/* Takes over the curve of an arrow; space is where read_places () found the origin. */
static void
read_curve (GArray              *points,
            OuroLayoutArrow     *arrow,
            Agedge_t            *edge,
            const OuroLayoutBox *space)
{
  const splines *curves = ED_spl (edge);

  arrow->first = points->len;
  for (int i = 0; curves != NULL && curves->size > 0 && i < curves->list[0].size; i++)
    {
      pointf          from = curves->list[0].list[i];
      OuroLayoutPoint to = { (float)from.x - space->x, -(float)from.y - space->y };

      g_array_append_val (points, to);
    }
  arrow->n = points->len - arrow->first;
}

void
ouro_layout_graphviz_run_dot (OuroLayoutGraphviz *self,
                              OuroLayoutGraph    *graph)
{
  g_autofree guint32 *boxes = g_new (guint32, graph->n_boxes + 1);
  GArray             *points = g_array_new (FALSE, FALSE, sizeof (OuroLayoutPoint));
  OuroLayoutBox       space;
  Run                 run;

  begin_question (self, graph, OURO_LAYOUT_EFFORT_FULL);
  begin_run (&run, self, &settings_of_dot);
  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      boxes[i] = i;
      add_box (&run, i, &graph->boxes[i]);
    }
  for (guint32 i = 0; i < graph->n_arrows; i++)
    add_arrow (&run, i, graph);

  gvLayout (self->context, run.graph, "dot");
  read_places (&run, graph, boxes, graph->n_boxes, &space);
  for (guint32 i = 0; i < graph->n_arrows; i++)
    read_curve (points, &graph->arrows[i], run.edges[i], &space);
  end_run (&run, self->context);
  end_question (self);

  graph->width = space.width;
  graph->height = space.height;
  graph->n_points = points->len;
  g_free (graph->points);
  graph->points = (OuroLayoutPoint *)(gpointer)g_array_free (points, FALSE);
}
