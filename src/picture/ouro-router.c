/* ouro-router.c - the curves of a placed scene's arrows */
#include "ouro-router.h"

/* Below the bar of a pane's head, in points. */
#define HEAD_FOOT 14.0f

static OuroLayoutBox
get_card_box (const OuroCard *card)
{
  return (OuroLayoutBox){ .x = card->x, .y = card->y, .width = card->width, .height = card->height };
}

static OuroLayoutBox
get_pill_box (const OuroPill *pill)
{
  return (OuroLayoutBox){ .x = pill->x, .y = pill->y, .width = pill->width, .height = pill->height };
}

/* Its words and its bar; the rest of the head is free for arrows. */
static OuroLayoutBox
get_head_box (const OuroScenePane *pane)
{
  return (OuroLayoutBox){
    .x = pane->x,
    .y = pane->y,
    .width = pane->width,
    .height = MIN (pane->height, OURO_PANE_HEAD_HEIGHT - HEAD_FOOT),
  };
}

static guint
count_boxes (const OuroScene *scene)
{
  return scene->n_cards + scene->n_pills + scene->n_panes;
}

/* A pill's arrow begins in the middle of its right border. */
static void
set_start (OuroLayoutArrow *box_arrow,
           const OuroScene *scene,
           const OuroArrow *arrow,
           OuroPainter     *painter)
{
  OuroPoint start;

  if (arrow->from_pill >= 0)
    {
      const OuroPill *pill = &scene->pills[arrow->from_pill];

      box_arrow->from = scene->n_cards + arrow->from_pill;
      box_arrow->start = (OuroLayoutPoint){ pill->width, pill->height / 2 };
      return;
    }
  start = ouro_painter_get_slot_start (painter, &scene->cards[arrow->from_card], arrow->from_slot);
  box_arrow->from = arrow->from_card;
  box_arrow->start = (OuroLayoutPoint){ start.x, start.y };
}

OuroLayoutGraph *
ouro_scene_to_route (const OuroScene *scene,
                     OuroPainter     *painter)
{
  OuroLayoutGraph *graph;

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (painter != NULL, NULL);

  graph = ouro_layout_graph_new (count_boxes (scene), scene->n_arrows);
  for (guint i = 0; i < scene->n_cards; i++)
    graph->boxes[i] = get_card_box (&scene->cards[i]);
  for (guint i = 0; i < scene->n_pills; i++)
    graph->boxes[scene->n_cards + i] = get_pill_box (&scene->pills[i]);
  for (guint i = 0; i < scene->n_panes; i++)
    graph->boxes[scene->n_cards + scene->n_pills + i] = get_head_box (&scene->panes[i]);
  for (guint i = 0; i < scene->n_arrows; i++)
    {
      set_start (&graph->arrows[i], scene, &scene->arrows[i], painter);
      graph->arrows[i].to = scene->arrows[i].to_card;
    }
  return graph;
}

static gboolean
is_answer_of (const OuroLayoutGraph *graph,
              const OuroScene       *scene)
{
  if (graph->n_boxes != count_boxes (scene) || graph->n_arrows != scene->n_arrows)
    return FALSE;
  for (guint i = 0; i < graph->n_arrows; i++)
    {
      const OuroArrow *arrow = &scene->arrows[i];
      guint            from = arrow->from_pill >= 0 ? scene->n_cards + arrow->from_pill : (guint)arrow->from_card;

      if (graph->arrows[i].from != from || graph->arrows[i].to != (guint)arrow->to_card ||
          graph->arrows[i].n > graph->n_points || graph->arrows[i].first > graph->n_points - graph->arrows[i].n)
        return FALSE;
    }
  return TRUE;
}

gboolean
ouro_scene_take_routes (OuroScene             *scene,
                        const OuroLayoutGraph *graph)
{
  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (graph != NULL, FALSE);

  if (!is_answer_of (graph, scene))
    return FALSE;
  for (guint i = 0; i < scene->n_arrows; i++)
    {
      const OuroLayoutArrow *answer = &graph->arrows[i];
      OuroArrow             *arrow = &scene->arrows[i];

      ouro_arrow_clear (arrow);
      arrow->points = g_new (OuroPoint, MAX (answer->n, 1));
      arrow->n_points = answer->n;
      for (guint j = 0; j < answer->n; j++)
        arrow->points[j] = (OuroPoint){ graph->points[answer->first + j].x, graph->points[answer->first + j].y };
    }
  return TRUE;
}

void
ouro_scene_route_simply (OuroScene   *scene,
                         OuroPainter *painter)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_scene_to_route (scene, painter);

  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  ouro_scene_take_routes (scene, graph);
}
