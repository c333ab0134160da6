/* ouro-canvas-arrows.c - the arrows on the canvas */
#include "ouro-canvas-arrows.h"

#include <string.h>

#include "ouro-layout.h"

/* How far a line, its head and its ring reach beside the curve. */
#define REACH 10.0f

/* What stays the same from scene to scene. */
typedef struct
{
  guint64 from; /* key of the card or pill */
  guint64 to;
  int     slot;
  guint   nth; /* among those that are alike in all this */
} Name;

typedef struct
{
  Name           name;
  OuroArrow      arrow; /* of the scene; its points are those that are seen now */
  OuroMarks      added;
  OuroPoint     *from; /* while gliding: where each point comes from */
  OuroPoint     *to;   /* and where it goes: the curve of the scene, in as many pieces as from */
  guint          n;    /* of both */
  OuroPoint     *rest; /* the curve of the scene */
  guint          n_rest;
  double         from_opacity;
  double         opacity;
  GskRenderNode *node;
} Shown;

struct _OuroCanvasArrows
{
  const OuroCanvasLook *look;
  GPtrArray            *shown; /* of Shown, as in the scene */
  GPtrArray            *gone;  /* of Shown, fading */
};

static Shown *
shown_new (const OuroArrow *arrow,
           const Name      *name)
{
  Shown *self = g_new0 (Shown, 1);

  self->name = *name;
  self->arrow = *arrow;
  self->arrow.points = g_memdup2 (arrow->points, arrow->n_points * sizeof (OuroPoint));
  self->rest = g_memdup2 (arrow->points, arrow->n_points * sizeof (OuroPoint));
  self->n_rest = arrow->n_points;

  return self;
}

static void
shown_free (gpointer data)
{
  Shown *self = data;

  ouro_arrow_clear (&self->arrow);
  g_free (self->from);
  g_free (self->to);
  g_free (self->rest);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self);
}

OuroCanvasArrows *
ouro_canvas_arrows_new (const OuroCanvasLook *look)
{
  OuroCanvasArrows *self = g_new0 (OuroCanvasArrows, 1);

  self->look = look;
  self->shown = g_ptr_array_new_with_free_func (shown_free);
  self->gone = g_ptr_array_new_with_free_func (shown_free);

  return self;
}

void
ouro_canvas_arrows_free (OuroCanvasArrows *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->gone);
  g_free (self);
}

/* From scene to scene */

static guint
name_hash (gconstpointer data)
{
  const Name *name = data;

  return g_int64_hash (&name->from) ^ g_int64_hash (&name->to) * 31 ^ (guint)name->slot * 131071 ^ name->nth;
}

static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  const Name *one = a, *other = b;

  return one->from == other->from && one->to == other->to && one->slot == other->slot &&
         one->nth == other->nth;
}

static Name
get_name (const OuroScene *scene,
          const OuroArrow *arrow)
{
  Name name = { .slot = arrow->from_slot };

  if (arrow->from_pill >= 0 && (guint)arrow->from_pill < scene->n_pills)
    name.from = scene->pills[arrow->from_pill].key;
  else if (arrow->from_card >= 0 && (guint)arrow->from_card < scene->n_cards)
    name.from = scene->cards[arrow->from_card].key;
  if (arrow->to_card >= 0 && (guint)arrow->to_card < scene->n_cards)
    name.to = scene->cards[arrow->to_card].key;

  return name;
}

static gboolean
points_are_equal (const OuroPoint *a,
                  guint            n_a,
                  const OuroPoint *b,
                  guint            n_b)
{
  return n_a == n_b && (n_a == 0 || memcmp (a, b, n_a * sizeof (OuroPoint)) == 0);
}

/* An arrow that was there before keeps its curve, and its drawing when that looks the same. */
static void
take_over (Shown *self,
           Shown *before)
{
  if (before->arrow.family == self->arrow.family && before->arrow.marks == self->arrow.marks)
    {
      self->node = g_steal_pointer (&before->node);
      self->added = before->added;
    }
  if (before->arrow.n_points > 0)
    {
      ouro_arrow_clear (&self->arrow);
      self->arrow.points = g_steal_pointer (&before->arrow.points);
      self->arrow.n_points = before->arrow.n_points;
    }
  self->opacity = before->opacity;
}

/* Returns how many of this name there were before. */
static guint
count_alike (GHashTable *counts,
             const Name *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  g_hash_table_insert (counts, g_memdup2 (name, sizeof *name), GUINT_TO_POINTER (n + 1));

  return n;
}

/* What is not taken over fades away. */
static void
let_go (OuroCanvasArrows *self,
        GPtrArray        *before,
        GHashTable       *left)
{
  g_ptr_array_set_free_func (before, NULL);
  for (guint i = 0; i < before->len; i++)
    {
      Shown *old = g_ptr_array_index (before, i);

      if (g_hash_table_contains (left, &old->name))
        g_ptr_array_add (self->gone, old);
      else
        shown_free (old);
    }
}

void
ouro_canvas_arrows_set_scene (OuroCanvasArrows *self,
                              const OuroScene  *scene)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->shown);
  g_autoptr (GHashTable) table = g_hash_table_new (name_hash, name_equal);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (name_hash, name_equal, g_free, NULL);

  for (guint i = 0; i < before->len; i++)
    {
      Shown *old = g_ptr_array_index (before, i);

      g_hash_table_insert (table, &old->name, old);
    }

  self->shown = g_ptr_array_new_full (scene->n_arrows, shown_free);
  for (guint i = 0; i < scene->n_arrows; i++)
    {
      Name   name = get_name (scene, &scene->arrows[i]);
      Shown *shown, *old;

      name.nth = count_alike (counts, &name);
      shown = shown_new (&scene->arrows[i], &name);
      old = g_hash_table_lookup (table, &name);
      if (old != NULL)
        {
          take_over (shown, old);
          g_hash_table_remove (table, &name);
        }
      g_ptr_array_add (self->shown, shown);
    }
  let_go (self, before, table);
}

/* Curves */

static void
set_points (Shown           *shown,
            const OuroPoint *points,
            guint            n)
{
  if (points_are_equal (shown->arrow.points, shown->arrow.n_points, points, n))
    return;

  g_free (shown->arrow.points);
  shown->arrow.points = g_memdup2 (points, n * sizeof (OuroPoint));
  shown->arrow.n_points = n;
  g_clear_pointer (&shown->node, gsk_render_node_unref);
}

static OuroPoint
mix (OuroPoint a,
     OuroPoint b,
     double    t)
{
  return (OuroPoint){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/* The same curve in more pieces: the last one is halved (de Casteljau) until there are enough. */
static OuroPoint *
dup_in_pieces (const OuroPoint *points,
               guint            n,
               guint            n_wanted)
{
  OuroPoint *result = g_new (OuroPoint, n_wanted);

  memcpy (result, points, n * sizeof (OuroPoint));
  for (; n + 3 <= n_wanted; n += 3)
    {
      OuroPoint *p = &result[n - 4];
      OuroPoint  ab = mix (p[0], p[1], 0.5), bc = mix (p[1], p[2], 0.5), cd = mix (p[2], p[3], 0.5);
      OuroPoint  abc = mix (ab, bc, 0.5), bcd = mix (bc, cd, 0.5);

      p[6] = p[3];
      p[5] = cd;
      p[4] = bcd;
      p[3] = mix (abc, bcd, 0.5);
      p[2] = abc;
      p[1] = ab;
    }

  return result;
}

static gboolean
is_curve (guint n_points)
{
  return n_points >= 4 && n_points % 3 == 1;
}

static void
begin_glide (Shown *shown)
{
  g_clear_pointer (&shown->from, g_free);
  g_clear_pointer (&shown->to, g_free);
  shown->n = 0;
  shown->from_opacity = shown->opacity;

  if (!is_curve (shown->arrow.n_points) || !is_curve (shown->n_rest) ||
      points_are_equal (shown->arrow.points, shown->arrow.n_points, shown->rest, shown->n_rest))
    return;

  shown->n = MAX (shown->arrow.n_points, shown->n_rest);
  shown->from = dup_in_pieces (shown->arrow.points, shown->arrow.n_points, shown->n);
  shown->to = dup_in_pieces (shown->rest, shown->n_rest, shown->n);
}

void
ouro_canvas_arrows_begin_glide (OuroCanvasArrows *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    begin_glide (g_ptr_array_index (self->shown, i));
  for (guint i = 0; i < self->gone->len; i++)
    {
      Shown *gone = g_ptr_array_index (self->gone, i);

      gone->from_opacity = gone->opacity;
    }
}

void
ouro_canvas_arrows_glide (OuroCanvasArrows *self,
                          double            t)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown                *shown = g_ptr_array_index (self->shown, i);
      g_autofree OuroPoint *points = NULL;

      shown->opacity = shown->from_opacity + (1 - shown->from_opacity) * t;
      if (shown->n == 0)
        continue;

      points = g_new (OuroPoint, shown->n);
      for (guint j = 0; j < shown->n; j++)
        points[j] = mix (shown->from[j], shown->to[j], t);
      set_points (shown, points, shown->n);
    }

  for (guint i = 0; i < self->gone->len; i++)
    {
      Shown *gone = g_ptr_array_index (self->gone, i);

      gone->opacity = gone->from_opacity * (1 - t);
    }
}

void
ouro_canvas_arrows_settle (OuroCanvasArrows *self)
{
  g_ptr_array_set_size (self->gone, 0);
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      set_points (shown, shown->rest, shown->n_rest);
      shown->opacity = 1;
      shown->n = 0;
    }
}

/* Cards first, then pills. */
static void
fill_boxes (OuroLayoutGraph *graph,
            GPtrArray       *cards,
            GPtrArray       *pills)
{
  for (guint i = 0; i < graph->n_boxes; i++)
    {
      const OuroCanvasTile *tile = i < cards->len ? g_ptr_array_index (cards, i) : g_ptr_array_index (pills, i - cards->len);

      graph->boxes[i] = (OuroLayoutBox){ tile->x, tile->y, tile->width, tile->height };
    }
}

static gboolean
touches (const OuroScene *scene,
         const OuroArrow *arrow,
         int              card)
{
  gboolean leaves = arrow->from_pill < 0 && arrow->from_card == card;
  gboolean begins = arrow->from_pill >= 0 ? (guint)arrow->from_pill < scene->n_pills
                                          : arrow->from_card >= 0 && (guint)arrow->from_card < scene->n_cards;

  return begins && arrow->to_card >= 0 && (guint)arrow->to_card < scene->n_cards &&
         (leaves || arrow->to_card == card);
}

static OuroLayoutArrow
make_layout_arrow (const OuroCanvasLook *look,
                   const OuroScene      *scene,
                   const OuroArrow      *arrow)
{
  OuroLayoutArrow made = { .to = arrow->to_card };

  if (arrow->from_pill >= 0)
    {
      const OuroPill *pill = &scene->pills[arrow->from_pill];

      made.from = scene->n_cards + arrow->from_pill;
      made.start = (OuroLayoutPoint){ pill->width, pill->height / 2 };
    }
  else
    {
      OuroPoint start = ouro_painter_get_slot_start (look->painter, &scene->cards[arrow->from_card], arrow->from_slot);

      made.from = arrow->from_card;
      made.start = (OuroLayoutPoint){ start.x, start.y };
    }

  return made;
}

void
ouro_canvas_arrows_follow (OuroCanvasArrows *self,
                           const OuroScene  *scene,
                           GPtrArray        *cards,
                           GPtrArray        *pills,
                           int               card)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (cards->len + pills->len, scene->n_arrows);
  g_autofree guint *which = g_new (guint, scene->n_arrows);
  guint             n = 0;

  fill_boxes (graph, cards, pills);
  for (guint i = 0; i < scene->n_arrows; i++)
    if (touches (scene, &scene->arrows[i], card))
      {
        graph->arrows[n] = make_layout_arrow (self->look, scene, &scene->arrows[i]);
        which[n++] = i;
      }
  graph->n_arrows = n;
  if (!ouro_layout_graph_is_sound (graph))
    return;

  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  for (guint i = 0; i < n; i++)
    {
      const OuroLayoutArrow *arrow = &graph->arrows[i];
      g_autofree OuroPoint  *points = g_new (OuroPoint, arrow->n);

      for (guint j = 0; j < arrow->n; j++)
        points[j] = (OuroPoint){ graph->points[arrow->first + j].x, graph->points[arrow->first + j].y };
      set_points (g_ptr_array_index (self->shown, which[i]), points, arrow->n);
    }
}

/* Drawing */

void
ouro_canvas_arrows_set_added_marks (OuroCanvasArrows *self,
                                    guint             arrow,
                                    OuroMarks         added)
{
  Shown *shown = g_ptr_array_index (self->shown, arrow);

  if (shown->added == added)
    return;

  shown->added = added;
  g_clear_pointer (&shown->node, gsk_render_node_unref);
}

void
ouro_canvas_arrows_redraw (OuroCanvasArrows *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      g_clear_pointer (&shown->node, gsk_render_node_unref);
    }
  g_ptr_array_set_size (self->gone, 0);
}

/* A curve lies within the box round its points. */
static graphene_rect_t
get_bounds (const OuroArrow *arrow)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (arrow->points[0].x, arrow->points[0].y, 0, 0);

  for (guint i = 1; i < arrow->n_points; i++)
    graphene_rect_expand (&bounds, &GRAPHENE_POINT_INIT (arrow->points[i].x, arrow->points[i].y),
                          &bounds);
  graphene_rect_inset (&bounds, -REACH, -REACH);

  return bounds;
}

GskRenderNode *
ouro_canvas_arrow_draw (const OuroCanvasLook *look,
                        const OuroArrow      *arrow)
{
  graphene_rect_t bounds = get_bounds (arrow);
  GskRenderNode  *node;
  cairo_t        *cr;

  graphene_rect_scale (&bounds, look->zoom, look->zoom, &bounds);
  node = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (node);
  ouro_painter_draw_arrow (look->painter, cr, arrow);
  cairo_destroy (cr);

  return node;
}

static OuroMarks
get_marks (const Shown *shown)
{
  return (shown->arrow.marks & ~OURO_MARK_SELECTED) | shown->added;
}

static void
snapshot_arrow (OuroCanvasArrows *self,
                GtkSnapshot      *snapshot,
                Shown            *shown)
{
  if (shown->node == NULL)
    {
      OuroArrow arrow = shown->arrow;

      arrow.marks = get_marks (shown);
      shown->node = ouro_canvas_arrow_draw (self->look, &arrow);
    }

  if (shown->opacity < 1)
    gtk_snapshot_push_opacity (snapshot, shown->opacity);
  gtk_snapshot_append_node (snapshot, shown->node);
  if (shown->opacity < 1)
    gtk_snapshot_pop (snapshot);
}

static void
snapshot_those (OuroCanvasArrows      *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *seen,
                GPtrArray             *arrows,
                OuroMarks              mask,
                OuroMarks              wanted)
{
  for (guint i = 0; i < arrows->len; i++)
    {
      Shown          *shown = g_ptr_array_index (arrows, i);
      graphene_rect_t bounds;

      if (!is_curve (shown->arrow.n_points) || (get_marks (shown) & mask) != wanted)
        continue;
      bounds = get_bounds (&shown->arrow);
      if (graphene_rect_intersection (&bounds, seen, NULL))
        snapshot_arrow (self, snapshot, shown);
    }
}

void
ouro_canvas_arrows_snapshot (OuroCanvasArrows      *self,
                             GtkSnapshot           *snapshot,
                             const graphene_rect_t *seen,
                             gboolean               on_top)
{
  const OuroMarks both = OURO_MARK_FADED | OURO_MARK_CHANGED;

  if (on_top)
    {
      snapshot_those (self, snapshot, seen, self->shown, both, OURO_MARK_CHANGED);
      return;
    }

  snapshot_those (self, snapshot, seen, self->gone, 0, 0);
  snapshot_those (self, snapshot, seen, self->shown, OURO_MARK_FADED, OURO_MARK_FADED);
  snapshot_those (self, snapshot, seen, self->shown, both, OURO_MARK_NONE);
}
