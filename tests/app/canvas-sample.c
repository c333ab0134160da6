/* canvas-sample.c - scenes for the canvas: for its tests and for the eye */
#include "canvas-sample.h"

#include "ouro-layout.h"
#include "sample.h"

#define HEIGHT 520

static void
add_card (OuroScene        *scene,
          OuroPainter      *painter,
          guint64           key,
          guint             pane,
          float             x,
          float             y,
          const SampleCard *card)
{
  int index = sample_add_card (scene, sample_card (painter, card), x, y);

  scene->cards[index].key = key;
  scene->cards[index].pane = pane;
}

static void
add_name (OuroScene   *scene,
          OuroPainter *painter,
          guint64      key,
          const char  *name,
          float        y)
{
  int index = sample_add_pill (scene, sample_pill (painter, 0, name), 40, y);

  scene->pills[index].key = key;
}

static void
add_arrow (OuroScene *scene,
           guint64    from,
           int        slot,
           guint64    to,
           OuroMarks  marks)
{
  OuroArrow arrow = { .from_card = -1, .from_pill = -1, .from_slot = slot, .marks = marks };

  for (guint i = 0; i < scene->n_pills; i++)
    if (scene->pills[i].key == from)
      arrow.from_pill = i;
  if (arrow.from_pill < 0)
    arrow.from_card = canvas_sample_find_card (scene, from);
  arrow.to_card = canvas_sample_find_card (scene, to);
  arrow.family = scene->cards[arrow.from_card >= 0 ? arrow.from_card : arrow.to_card].family;
  sample_add_arrow (scene, arrow);
}

static void
add_panes (OuroScene  *scene,
           const char *young,
           const char *middle)
{
  sample_add_pane (scene, "Names", "module __main__", -1, 0, 150, HEIGHT);
  sample_add_pane (scene, young, "count 3 of 2000", 0.02, 150, 470, HEIGHT);
  sample_add_pane (scene, middle, "collections 1 of 10", 0.1, 620, 230, HEIGHT);
  for (guint i = 0; i < scene->n_panes; i++)
    scene->panes[i].id = i;
}

guint
canvas_sample_find_card (const OuroScene *scene,
                         guint64          key)
{
  for (guint i = 0; i < scene->n_cards; i++)
    if (scene->cards[i].key == key)
      return i;

  g_assert_not_reached ();
}

void
canvas_sample_route (OuroScene   *scene,
                     OuroPainter *painter)
{
  g_autoptr (OuroLayoutGraph) graph = ouro_layout_graph_new (scene->n_cards + scene->n_pills, scene->n_arrows);

  for (guint i = 0; i < scene->n_cards; i++)
    {
      const OuroCard *card = &scene->cards[i];

      graph->boxes[i] = (OuroLayoutBox){ card->x, card->y, card->width, card->height };
    }
  for (guint i = 0; i < scene->n_pills; i++)
    {
      const OuroPill *pill = &scene->pills[i];

      graph->boxes[scene->n_cards + i] = (OuroLayoutBox){ pill->x, pill->y, pill->width, pill->height };
    }
  for (guint i = 0; i < scene->n_arrows; i++)
    {
      const OuroArrow *arrow = &scene->arrows[i];
      guint            from = arrow->from_pill >= 0 ? scene->n_cards + arrow->from_pill : (guint)arrow->from_card;
      OuroPoint        start = { graph->boxes[from].width, graph->boxes[from].height / 2 };

      if (arrow->from_pill < 0)
        start = ouro_painter_get_slot_start (painter, &scene->cards[from], arrow->from_slot);
      graph->arrows[i] = (OuroLayoutArrow){ .from = from, .to = arrow->to_card, .start = { start.x, start.y } };
    }

  ouro_layout_solve_simply (OURO_LAYOUT_ROUTE, graph);
  for (guint i = 0; i < scene->n_arrows; i++)
    {
      OuroArrow *arrow = &scene->arrows[i];

      g_free (arrow->points);
      arrow->n_points = graph->arrows[i].n;
      arrow->points = g_new (OuroPoint, arrow->n_points);
      for (guint j = 0; j < arrow->n_points; j++)
        {
          OuroLayoutPoint point = graph->points[graph->arrows[i].first + j];

          arrow->points[j] = (OuroPoint){ point.x, point.y };
        }
    }
}

OuroScene *
canvas_sample_cycle (OuroPainter *painter)
{
  static const SampleCard keep = { OURO_FAMILY_SEQUENCE, 0, "list", "72 B", "1", { "0", "1", "1", "2" } };
  static const SampleCard a = { OURO_FAMILY_SEQUENCE, OURO_MARK_UNREACHABLE, "list", "88 B", "1", { "0", "•" }, .note = "gc_refs 0" };
  static const SampleCard b = { OURO_FAMILY_SEQUENCE, OURO_MARK_UNREACHABLE, "list", "64 B", "1", { "0", "•" }, .note = "gc_refs 1 → 0" };
  static const SampleCard cache = { OURO_FAMILY_INSTANCE, 0, "Cache", "48 B", "1", { "size", "128", "hits", "0" } };
  static const SampleCard many = { OURO_FAMILY_SEQUENCE, 0, "list", "8,056 B", "1", { "0", "•", "1", "•" }, .fold = "⋯ 998 more" };
  OuroScene              *scene = ouro_scene_new ();

  add_panes (scene, "Generation 0 · 4 objects", "Generation 1 · 1 object");
  add_card (scene, painter, SAMPLE_KEY_KEEP, 1, 210, 120, &keep);
  add_card (scene, painter, SAMPLE_KEY_A, 1, 210, 250, &a);
  add_card (scene, painter, SAMPLE_KEY_B, 1, 440, 250, &b);
  add_card (scene, painter, SAMPLE_KEY_CACHE, 2, 680, 150, &cache);
  add_card (scene, painter, SAMPLE_KEY_LONG, 1, 210, 380, &many);
  add_name (scene, painter, SAMPLE_KEY_NAME_KEEP, "keep", 130);
  add_name (scene, painter, SAMPLE_KEY_NAME_CACHE, "cache", 200);
  add_name (scene, painter, SAMPLE_KEY_NAME_LONG, "many", 390);
  add_arrow (scene, SAMPLE_KEY_NAME_KEEP, -1, SAMPLE_KEY_KEEP, 0);
  add_arrow (scene, SAMPLE_KEY_NAME_CACHE, -1, SAMPLE_KEY_CACHE, 0);
  add_arrow (scene, SAMPLE_KEY_NAME_LONG, -1, SAMPLE_KEY_LONG, 0);
  add_arrow (scene, SAMPLE_KEY_A, 0, SAMPLE_KEY_B, OURO_MARK_UNREACHABLE);
  add_arrow (scene, SAMPLE_KEY_B, 0, SAMPLE_KEY_A, OURO_MARK_UNREACHABLE);
  add_arrow (scene, SAMPLE_KEY_LONG, 0, SAMPLE_KEY_A, 0);
  add_arrow (scene, SAMPLE_KEY_LONG, 1, SAMPLE_KEY_CACHE, 0);
  canvas_sample_route (scene, painter);

  return scene;
}

OuroScene *
canvas_sample_later (OuroPainter *painter)
{
  static const SampleCard keep = { OURO_FAMILY_SEQUENCE, 0, "list", "72 B", "1", { "0", "1", "1", "2" } };
  static const SampleCard a = { OURO_FAMILY_SEQUENCE, 0, "list", "88 B", "2", { "0", "•" } };
  static const SampleCard b = { OURO_FAMILY_SEQUENCE, 0, "list", "64 B", "1", { "0", "•" } };
  static const SampleCard many = { OURO_FAMILY_SEQUENCE, 0, "list", "8,056 B", "1", { "0", "•", "1", "7" }, .fold = "⋯ 998 more" };
  static const SampleCard fresh = { OURO_FAMILY_MAPPING, OURO_MARK_CHANGED, "dict", "184 B", "1", { "'list'", "•" } };
  OuroScene              *scene = ouro_scene_new ();

  add_panes (scene, "Generation 0 · 4 objects", "Generation 1 · 1 object");
  add_card (scene, painter, SAMPLE_KEY_KEEP, 1, 210, 120, &keep);
  add_card (scene, painter, SAMPLE_KEY_A, 2, 680, 250, &a);
  add_card (scene, painter, SAMPLE_KEY_B, 1, 440, 250, &b);
  add_card (scene, painter, SAMPLE_KEY_LONG, 1, 210, 380, &many);
  add_card (scene, painter, SAMPLE_KEY_LONG + 1, 1, 440, 380, &fresh);
  add_name (scene, painter, SAMPLE_KEY_NAME_KEEP, "keep", 130);
  add_name (scene, painter, SAMPLE_KEY_NAME_LONG, "many", 390);
  add_arrow (scene, SAMPLE_KEY_NAME_KEEP, -1, SAMPLE_KEY_KEEP, 0);
  add_arrow (scene, SAMPLE_KEY_NAME_LONG, -1, SAMPLE_KEY_LONG, 0);
  add_arrow (scene, SAMPLE_KEY_A, 0, SAMPLE_KEY_B, 0);
  add_arrow (scene, SAMPLE_KEY_B, 0, SAMPLE_KEY_A, 0);
  add_arrow (scene, SAMPLE_KEY_LONG, 0, SAMPLE_KEY_A, 0);
  add_arrow (scene, SAMPLE_KEY_LONG + 1, 0, SAMPLE_KEY_B, OURO_MARK_CHANGED);
  canvas_sample_route (scene, painter);

  return scene;
}

OuroScene *
canvas_sample_crowd (OuroPainter *painter,
                     guint        n_cards,
                     guint        n_arrows)
{
  OuroScene *scene = sample_crowd (painter, n_cards, n_arrows);

  canvas_sample_route (scene, painter);

  return scene;
}
