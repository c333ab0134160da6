/* ouro-layout-dot-file.c - a DOT file as boxes and arrows in panes */

#include "ouro-layout-dot-file.h"

#include "ouro-layout-protocol.h"

#include <cgraph.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>

#define MAX_FILE        (64 * 1024 * 1024)
#define POINTS_PER_INCH 72.0

/* Sizes by the label. */
#define ROW_HEIGHT      20.0f
#define CHARACTER_WIDTH 7.0f
#define PADDING         20.0f
#define NARROWEST       54.0f
#define WIDEST          220.0f
#define MAX_SIZE        100000.0f

/* From the dot where an arrow begins to the right border. */
#define DOT_INSET 10.0f

#define PANE_GAP 72.0f

/* --- what the reader says ------------------------------------------------------------------- */

/* Graphviz tells what is wrong to a function without data, piece by piece. */
static GString *messages;

static int
collect_message (char *message)
{
  g_string_append (messages, message);
  return 0;
}

/* What it said, as one line of UTF-8. */
static char *
take_messages (void)
{
  g_autofree char *said = g_string_free (g_steal_pointer (&messages), FALSE);
  char            *line = g_utf8_make_valid (said, -1);

  return g_strdelimit (g_strstrip (line), "\r\n", ' ');
}

/* The reader may return the graph that it had when an error (such as nesting that is too deep)
 * stopped it. */
static Agraph_t *
parse (const char *text,
       GError    **error)
{
  agusererrf       others;
  Agraph_t        *dot;
  g_autofree char *said = NULL;

  messages = g_string_new (NULL);
  agreseterrors ();
  others = agseterrf (collect_message);
  dot = agmemread (text);
  agseterrf (others);
  said = take_messages ();
  if (dot != NULL && agerrors () < AGERR)
    return dot;

  g_clear_pointer (&dot, agclose);
  if (said[0] == '\0')
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("not a DOT graph"));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("not a DOT graph: %s"), said);

  return NULL;
}

/* --- boxes ---------------------------------------------------------------------------------- */

typedef struct
{
  guint n;       /* rows */
  guint longest; /* characters in the longest */
} Rows;

/* Rows of a label end at "|" (records) and at "\n", "\l", "\r"; "<name>" is a port. When port is
 * not NULL, stops at the row of that port. */
static Rows
count_rows (const char *label,
            const char *port,
            gsize       port_length)
{
  Rows  rows = { 1, 0 };
  guint length = 0;

  for (const char *c = label; *c != '\0'; c++)
    {
      gboolean ends_row = *c == '|' || *c == '\n';

      if (*c == '\\' && c[1] != '\0')
        ends_row = strchr ("nlr", *++c) != NULL;
      else if (*c == '<' && port != NULL && strncmp (c + 1, port, port_length) == 0 &&
               c[1 + port_length] == '>')
        return rows;
      else if (*c == '<')
        {
          const char *end = strchr (c, '>');

          if (end != NULL)
            c = end;
          continue;
        }

      length = ends_row ? 0 : length + 1;
      rows.longest = MAX (rows.longest, length);
      rows.n += ends_row;
    }

  return rows;
}

/* A size that the file gives, in points, or 0. */
static float
get_size (Agnode_t   *node,
          const char *name)
{
  const char *value = agget (node, (char *)name);
  double      size = value != NULL ? g_ascii_strtod (value, NULL) * POINTS_PER_INCH : 0.0;

  return isfinite (size) && size > 0.0 ? MIN ((float)size, MAX_SIZE) : 0.0f;
}

static const char *
get_label (Agnode_t *node)
{
  const char *label = agget (node, (char *)"label");

  return label == NULL || g_str_equal (label, "\\N") ? agnameof (node) : label;
}

static void
read_size (Agnode_t      *node,
           OuroLayoutBox *size)
{
  Rows rows = count_rows (get_label (node), NULL, 0);

  size->width = get_size (node, "width");
  size->height = get_size (node, "height");
  if (size->width <= 0.0f)
    size->width = CLAMP ((float)rows.longest * CHARACTER_WIDTH + PADDING, NARROWEST, WIDEST);
  if (size->height <= 0.0f)
    size->height = MIN ((float)rows.n * ROW_HEIGHT, MAX_SIZE);
}

/* Where in its box the arrow begins: in the row of its port, at the dot. */
static OuroLayoutPoint
find_start (Agedge_t            *edge,
            const OuroLayoutBox *size)
{
  const char *port = agget (edge, (char *)"tailport");
  const char *label = get_label (agtail (edge));
  guint       n_rows = count_rows (label, NULL, 0).n, row = n_rows;
  float       x = MAX (size->width - DOT_INSET, size->width / 2.0f);

  if (port != NULL && port[0] != '\0')
    row = count_rows (label, port, strcspn (port, ":")).n;
  if (row == n_rows && (port == NULL || port[0] == '\0'))
    return (OuroLayoutPoint){ x, size->height / 2.0f };

  return (OuroLayoutPoint){ x, size->height * ((float)row - 0.5f) / (float)n_rows };
}

/* --- the picture ---------------------------------------------------------------------------- */

static void
read_boxes (OuroLayoutPicture *self,
            Agraph_t          *dot,
            GHashTable        *indices)
{
  guint32 i = 0;

  for (Agnode_t *node = agfstnode (dot); node != NULL; node = agnxtnode (dot, node), i++)
    {
      self->names[i] = g_strdup (agcanonStr (agnameof (node)));
      read_size (node, &self->graph->boxes[i]);
      g_hash_table_insert (indices, node, GUINT_TO_POINTER (i));
    }
}

static guint32
get_index (GHashTable *indices,
           Agraph_t   *dot,
           Agnode_t   *node)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (indices, agsubnode (dot, node, FALSE)));
}

static void
read_arrows (OuroLayoutPicture *self,
             Agraph_t          *dot,
             GHashTable        *indices)
{
  guint32 i = 0;

  for (Agnode_t *node = agfstnode (dot); node != NULL; node = agnxtnode (dot, node))
    for (Agedge_t *edge = agfstout (dot, node); edge != NULL; edge = agnxtout (dot, edge), i++)
      {
        OuroLayoutArrow *arrow = &self->graph->arrows[i];

        arrow->from = get_index (indices, dot, agtail (edge));
        arrow->to = get_index (indices, dot, aghead (edge));
        arrow->start = find_start (edge, &self->graph->boxes[arrow->from]);
      }
}

static int
compare_clusters (gconstpointer a,
                  gconstpointer b)
{
  guint64 one = AGSEQ (*(Agraph_t *const *)a), other = AGSEQ (*(Agraph_t *const *)b);

  return (one > other) - (one < other);
}

/* In the order of the file; Graphviz goes by where their names lie in memory. */
static GPtrArray *
list_clusters (Agraph_t *dot)
{
  GPtrArray *clusters = g_ptr_array_new ();

  for (Agraph_t *cluster = agfstsubg (dot); cluster != NULL; cluster = agnxtsubg (cluster))
    if (g_str_has_prefix (agnameof (cluster), "cluster"))
      g_ptr_array_add (clusters, cluster);
  g_ptr_array_sort (clusters, compare_clusters);

  return clusters;
}

/* A box that is in several clusters stands in the first. */
static void
read_panes (OuroLayoutPicture *self,
            Agraph_t          *dot,
            GHashTable        *indices)
{
  g_autoptr (GPtrArray) clusters = list_clusters (dot);

  self->n_panes = 1;
  for (guint i = 0; i < clusters->len; i++)
    {
      Agraph_t *cluster = g_ptr_array_index (clusters, i);

      for (Agnode_t *node = agfstnode (cluster); node != NULL; node = agnxtnode (cluster, node))
        {
          guint32 *pane = &self->pane_of_box[get_index (indices, dot, node)];

          if (*pane == 0)
            *pane = self->n_panes;
        }
      self->n_panes++;
    }
}

OuroLayoutPicture *
ouro_layout_picture_parse (const char *text,
                           GError    **error)
{
  g_autoptr (GHashTable) indices = g_hash_table_new (NULL, NULL);
  OuroLayoutPicture *self;
  Agraph_t          *dot = parse (text, error);
  guint32            n_boxes, n_arrows;

  if (dot == NULL)
    return NULL;

  n_boxes = (guint32)agnnodes (dot);
  n_arrows = (guint32)agnedges (dot);
  if (n_boxes > OURO_LAYOUT_MAX_BOXES || n_arrows > OURO_LAYOUT_MAX_ARROWS)
    {
      agclose (dot);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _ ("too large: at most %d boxes and %d arrows can be laid out"),
                      OURO_LAYOUT_MAX_BOXES, OURO_LAYOUT_MAX_ARROWS);
      return NULL;
    }

  self = g_new0 (OuroLayoutPicture, 1);
  self->graph = ouro_layout_graph_new (n_boxes, n_arrows);
  self->names = g_new0 (char *, n_boxes + 1);
  self->pane_of_box = g_new0 (guint32, n_boxes);
  read_boxes (self, dot, indices);
  read_arrows (self, dot, indices);
  read_panes (self, dot, indices);
  agclose (dot);

  return self;
}

/* The whole of standard input, or what is too much of it. */
static char *
read_standard_input (gsize   *length,
                     GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char  block[65536];
  gsize n;

  while (text->len <= MAX_FILE && (n = fread (block, 1, sizeof block, stdin)) > 0)
    g_string_append_len (text, block, (gssize)n);
  if (ferror (stdin))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("standard input cannot be read"));
      return NULL;
    }

  *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

OuroLayoutPicture *
ouro_layout_picture_read (const char *path,
                          GError    **error)
{
  g_autofree char *text = NULL;
  gsize            length;

  if (g_str_equal (path, "-"))
    text = read_standard_input (&length, error);
  else if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (text == NULL)
    return NULL;

  if (length > MAX_FILE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("larger than 64 MiB"));
      return NULL;
    }
  if (strlen (text) != length)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("not a text file"));
      return NULL;
    }

  return ouro_layout_picture_parse (text, error);
}

void
ouro_layout_picture_free (OuroLayoutPicture *self)
{
  ouro_layout_graph_free (self->graph);
  g_strfreev (self->names);
  g_free (self->pane_of_box);
  g_free (self);
}

guint32 *
ouro_layout_picture_get_panes_of_arrows (const OuroLayoutPicture *self)
{
  guint32 *panes = g_new (guint32, MAX (self->graph->n_arrows, 1));

  for (guint32 i = 0; i < self->graph->n_arrows; i++)
    {
      guint32 from = self->pane_of_box[self->graph->arrows[i].from];

      panes[i] = from == self->pane_of_box[self->graph->arrows[i].to] ? from : G_MAXUINT32;
    }

  return panes;
}

OuroLayoutGraph *
ouro_layout_picture_get_pane (const OuroLayoutPicture *self,
                              guint32                  pane)
{
  g_autofree guint32 *panes_of_arrows = ouro_layout_picture_get_panes_of_arrows (self);
  g_autofree guint32 *index = g_new0 (guint32, MAX (self->graph->n_boxes, 1));
  OuroLayoutGraph    *graph = ouro_layout_graph_new (self->graph->n_boxes, self->graph->n_arrows);

  graph->n_boxes = graph->n_arrows = 0;
  for (guint32 i = 0; i < self->graph->n_boxes; i++)
    if (self->pane_of_box[i] == pane)
      {
        index[i] = graph->n_boxes;
        graph->boxes[graph->n_boxes++] = self->graph->boxes[i];
      }
  for (guint32 i = 0; i < self->graph->n_arrows; i++)
    if (panes_of_arrows[i] == pane)
      {
        OuroLayoutArrow *arrow = &graph->arrows[graph->n_arrows++];

        *arrow = self->graph->arrows[i];
        arrow->from = index[arrow->from];
        arrow->to = index[arrow->to];
      }

  return graph;
}

void
ouro_layout_picture_arrange (OuroLayoutPicture  *self,
                             OuroLayoutSolveFunc solve,
                             gpointer            data)
{
  OuroLayoutGraph *whole = self->graph;

  whole->width = whole->height = 0.0f;
  for (guint32 pane = 0; pane < self->n_panes; pane++)
    {
      g_autoptr (OuroLayoutGraph) graph = ouro_layout_picture_get_pane (self, pane);
      float   x = whole->width > 0.0f ? whole->width + PANE_GAP : 0.0f;
      guint32 n = 0;

      if (graph->n_boxes == 0)
        continue;
      solve (OURO_LAYOUT_ARRANGE, graph, data);
      for (guint32 i = 0; i < whole->n_boxes; i++)
        if (self->pane_of_box[i] == pane)
          {
            whole->boxes[i] = graph->boxes[n++];
            whole->boxes[i].x += x;
          }
      whole->width = x + graph->width;
      whole->height = MAX (whole->height, graph->height);
    }
}

/* --- what dot -Tplain prints ---------------------------------------------------------------- */

static void
append_number (GString *text,
               double   points)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_formatd (number, sizeof number, "%.5g", points / POINTS_PER_INCH));
}

char *
ouro_layout_picture_to_plain (const OuroLayoutPicture *self)
{
  const OuroLayoutGraph *graph = self->graph;
  GString               *text = g_string_new ("graph 1");

  append_number (text, graph->width);
  append_number (text, graph->height);
  g_string_append_c (text, '\n');

  for (guint32 i = 0; i < graph->n_boxes; i++)
    {
      const OuroLayoutBox *size = &graph->boxes[i];

      g_string_append_printf (text, "node %s", self->names[i]);
      append_number (text, size->x + size->width / 2.0f);
      append_number (text, graph->height - size->y - size->height / 2.0f);
      append_number (text, size->width);
      append_number (text, size->height);
      g_string_append (text, " \"\" solid box black lightgrey\n");
    }

  for (guint32 i = 0; i < graph->n_arrows; i++)
    {
      const OuroLayoutArrow *arrow = &graph->arrows[i];

      g_string_append_printf (text, "edge %s %s %u", self->names[arrow->from],
                              self->names[arrow->to], arrow->n);
      for (guint32 p = arrow->first; p < arrow->first + arrow->n; p++)
        {
          append_number (text, graph->points[p].x);
          append_number (text, graph->height - graph->points[p].y);
        }
      g_string_append (text, " solid black\n");
    }
  g_string_append (text, "stop\n");

  return g_string_free (text, FALSE);
}
