/* sample.c - scenes for tests and for the eye: cards, names and arrows of every kind */
#include "sample.h"

#include <string.h>

const char *const sample_texts[] = {
  "",
  "a",
  "list",
  "function area",
  "A_class_with_a_very_long_name_indeed",
  "str 'a text that goes on and on and on and on'",
  "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
  "漢字漢字漢字漢字漢字漢字漢字漢字漢字",
  "שלום עולם, זה שם ארוך מאוד",
  "مرحبا بالعالم هذا اسم طويل",
  "😀😀😀😀😀😀👨‍👩‍👧‍👦😀😀😀😀",
  "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x86\xcc\x87\xcc\x88\xcc\x8a\xcc\x8b\xcc\x8c",
  "\xff\xfe\xfd",
  "\x1b[31mred\x1b[0m\n\r\t\x7f",
  "\xe2\x80\xae txet desrever",
  "%s%n%d",
  "<b>&amp;</b>",
};

const guint sample_n_texts = G_N_ELEMENTS (sample_texts);

void
sample_set_up (SampleFixture *fixture,
               gconstpointer  data)
{
  fixture->painter = ouro_painter_new ();
}

void
sample_tear_down (SampleFixture *fixture,
                  gconstpointer  data)
{
  ouro_painter_free (fixture->painter);
}

OuroCard
sample_card (OuroPainter      *painter,
             const SampleCard *sample)
{
  OuroCard card = {
    .family = sample->family,
    .marks = sample->marks,
    .title = g_strdup (sample->title),
    .subtitle = g_strdup (sample->subtitle),
    .badge = g_strdup (sample->badge),
    .note = g_strdup (sample->note),
    .fold = g_strdup (sample->fold),
    .slots = g_new0 (OuroCardSlot, G_N_ELEMENTS (sample->slots) / 2),
  };

  for (guint i = 0; sample->slots[2 * i] != NULL; i++)
    {
      OuroCardSlot *slot = &card.slots[card.n_slots++];

      slot->label = g_strdup (sample->slots[2 * i]);
      if (strcmp (sample->slots[2 * i + 1], "•") != 0)
        slot->value = g_strdup (sample->slots[2 * i + 1]);
      slot->changed = sample->changed == card.n_slots;
    }
  ouro_painter_measure_card (painter, &card);

  return card;
}

OuroCard
sample_list (OuroPainter *painter,
             OuroMarks    marks)
{
  return sample_card (painter,
                      &(SampleCard){ OURO_FAMILY_SEQUENCE, marks, "list", "64 B", "1", { "0", "10" } });
}

OuroPill
sample_pill (OuroPainter *painter,
             OuroMarks    marks,
             const char  *name)
{
  OuroPill pill = { .name = g_strdup (name), .marks = marks };

  ouro_painter_measure_pill (painter, &pill);

  return pill;
}

OuroArrow
sample_arrow (OuroFamily family,
              OuroMarks  marks,
              float      x0,
              float      y0,
              float      x1,
              float      y1)
{
  OuroArrow arrow = {
    .from_card = -1,
    .from_slot = -1,
    .from_pill = -1,
    .to_card = -1,
    .family = family,
    .marks = marks,
  };
  OuroPoint points[] = { { x0, y0 }, { (x0 + x1) / 2, y0 }, { (x0 + x1) / 2, y1 }, { x1, y1 } };

  arrow.points = g_memdup2 (points, sizeof points);
  arrow.n_points = G_N_ELEMENTS (points);

  return arrow;
}

int
sample_add_card (OuroScene *scene,
                 OuroCard   card,
                 float      x,
                 float      y)
{
  scene->cards = g_renew (OuroCard, scene->cards, scene->n_cards + 1);
  card.key = scene->n_cards + 1;
  card.x = x;
  card.y = y;
  scene->cards[scene->n_cards] = card;
  scene->width = MAX (scene->width, x + card.width + 16);
  scene->height = MAX (scene->height, y + card.height + 16);

  return scene->n_cards++;
}

int
sample_add_pill (OuroScene *scene,
                 OuroPill   pill,
                 float      x,
                 float      y)
{
  scene->pills = g_renew (OuroPill, scene->pills, scene->n_pills + 1);
  pill.x = x;
  pill.y = y;
  scene->pills[scene->n_pills] = pill;

  return scene->n_pills++;
}

void
sample_add_arrow (OuroScene *scene,
                  OuroArrow  arrow)
{
  scene->arrows = g_renew (OuroArrow, scene->arrows, scene->n_arrows + 1);
  scene->arrows[scene->n_arrows++] = arrow;
}

void
sample_add_pane (OuroScene  *scene,
                 const char *title,
                 const char *subtitle,
                 double      fill,
                 float       x,
                 float       width,
                 float       height)
{
  scene->panes = g_renew (OuroScenePane, scene->panes, scene->n_panes + 1);
  scene->panes[scene->n_panes++] = (OuroScenePane){
    .title = g_strdup (title),
    .subtitle = g_strdup (subtitle),
    .fill = fill,
    .x = x,
    .width = width,
    .height = height,
  };
  scene->width = MAX (scene->width, x + width);
  scene->height = MAX (scene->height, height);
}

/* From a slot, to the left border of a card or round below to its lower border. */
static void
connect_cards (OuroScene   *scene,
               OuroPainter *painter,
               int          from,
               int          slot,
               int          to,
               OuroMarks    marks)
{
  const OuroCard *a = &scene->cards[from];
  const OuroCard *b = &scene->cards[to];
  OuroPoint       start = ouro_painter_get_slot_start (painter, a, slot);
  OuroArrow       arrow = sample_arrow (a->family, marks, a->x + start.x, a->y + start.y,
                                        b->x - 1, b->y + 13);

  if (b->x < a->x)
    {
      float     low = MAX (a->y + a->height, b->y + b->height) + 90;
      OuroPoint points[] = {
        { a->x + start.x, a->y + start.y },
        { a->x + start.x, low },
        { b->x + 30, low },
        { b->x + 30, b->y + b->height + 1 },
      };

      memcpy (arrow.points, points, sizeof points);
    }
  arrow.from_card = from;
  arrow.from_slot = slot;
  arrow.to_card = to;
  sample_add_arrow (scene, arrow);
}

static void
connect_name (OuroScene *scene,
              int        pill,
              int        to,
              OuroMarks  marks)
{
  const OuroPill *a = &scene->pills[pill];
  const OuroCard *b = &scene->cards[to];
  OuroArrow       arrow = sample_arrow (b->family, marks, a->x + a->width, a->y + a->height / 2,
                                        b->x - 1, b->y + 13);

  arrow.from_pill = pill;
  arrow.to_card = to;
  sample_add_arrow (scene, arrow);
}

OuroScene *
sample_cycle (OuroPainter *painter)
{
  static const SampleCard cards[] = {
    { OURO_FAMILY_SEQUENCE, 0, "list", "72 B", "1", { "0", "1", "1", "2" } },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_UNREACHABLE, "list", "88 B", "1", { "0", "•" }, .note = "gc_refs 0" },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_UNREACHABLE | OURO_MARK_BADGE_CHANGED, "list", "64 B", "1", { "0", "•" }, .note = "gc_refs 1 → 0" },
  };
  OuroScene *scene = ouro_scene_new ();
  int        keep, a, b, keep_name, gone_name;

  sample_add_pane (scene, "Names", "module __main__", -1, 0, 130, 380);
  sample_add_pane (scene, "Generation 0 · 3 objects", "count 3 of 2000", 0.0015, 130, 380, 380);
  sample_add_pane (scene, "Generation 1 · 0 objects", "collections 1 of 10", 0.1, 510, 180, 380);

  keep = sample_add_card (scene, sample_card (painter, &cards[0]), 160, 90);
  a = sample_add_card (scene, sample_card (painter, &cards[1]), 160, 210);
  b = sample_add_card (scene, sample_card (painter, &cards[2]), 360, 210);

  keep_name = sample_add_pill (scene, sample_pill (painter, 0, "keep"), 30, 90);
  (void)sample_add_pill (scene, sample_pill (painter, OURO_MARK_GHOST, "a"), 36, 200);
  gone_name = sample_add_pill (scene, sample_pill (painter, OURO_MARK_GHOST, "b"), 36, 260);

  connect_name (scene, keep_name, keep, 0);
  connect_name (scene, gone_name, a, OURO_MARK_GHOST);
  connect_cards (scene, painter, a, 0, b, OURO_MARK_UNREACHABLE);
  connect_cards (scene, painter, b, 0, a, OURO_MARK_UNREACHABLE);
  scene->caption = g_strdup ("Each count stays at 1, so nothing is freed: "
                             "only the cyclic collector can find them now.");

  return scene;
}

/* Every kind and every state, in rows of four. */
static void
add_cards (OuroScene   *scene,
           OuroPainter *painter)
{
  static const SampleCard cards[] = {
    { OURO_FAMILY_SEQUENCE, 0, "list", "88 B", "2", { "0", "10", "1", "•", "2", "•" } },
    { OURO_FAMILY_TUPLE, 0, "tuple", "64 B", "1", { "0", "'Ada'", "1", "36" } },
    { OURO_FAMILY_MAPPING, 0, "dict", "184 B", "1", { "'name'", "'Ada'", "'friend'", "•" } },
    { OURO_FAMILY_SET, 0, "set", "216 B", "1", { "", "3", "", "7" } },

    { OURO_FAMILY_INSTANCE, 0, "Node", "48 B", "3", { "value", "7", "next", "•" } },
    { OURO_FAMILY_FUNCTION, 0, "function area", "160 B", "1", { "__closure__", "•", "__defaults__", "•" } },
    { OURO_FAMILY_GENERATOR, 0, "generator", "216 B", "1", { "line", "12, suspended", "i", "4", "items", "•" } },
    { OURO_FAMILY_MODULE, 0, "module math", "72 B", "2", { "__dict__", "⋯ 61" } },

    { OURO_FAMILY_EXCEPTION, 0, "ValueError", "72 B", "1", { "args", "•", "__traceback__", "•" } },
    { OURO_FAMILY_SEQUENCE, 0, "weakref", "72 B", "1", { "target", "◌ list #4" } },
    { OURO_FAMILY_SEQUENCE, 0, "list", "8,056 B", "1", { "0", "0", "1", "1" }, .fold = "⋯ 998 more" },
    { OURO_FAMILY_ATOM, 0, "str 'spam'", "53 B", "∞" },

    { OURO_FAMILY_SEQUENCE, OURO_MARK_SELECTED, "list", "88 B", "1", { "0", "•" } },
    { OURO_FAMILY_SEQUENCE, 0, "list", "72 B", "2", { "0", "1", "1", "2" }, .changed = 2 },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_UNREACHABLE, "list", "64 B", "1", { "0", "•", "1", "'egg'" } },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_GHOST, "list", "64 B", "0", { "0", "•" } },

    { OURO_FAMILY_INSTANCE, 0, "Node", "48 B", "2", { "next", "•" }, .note = "gc_refs 2 → 1" },
    { OURO_FAMILY_MODULE, OURO_MARK_FRAME, "frame work()", NULL, NULL, { "n", "3", "acc", "•" }, .changed = 1 },
    { OURO_FAMILY_MAPPING, OURO_MARK_CHANGED, "dict", "64 B", "1", { "'new'", "•" } },
    { OURO_FAMILY_TUPLE, OURO_MARK_FADED, "tuple", "48 B", "1", { "0", "•" } },

    { OURO_FAMILY_SET, OURO_MARK_BADGE_CHANGED, "set", "216 B", "3", { "", "'x'" } },
    { OURO_FAMILY_INSTANCE, OURO_MARK_SELECTED | OURO_MARK_UNREACHABLE, "A_class_with_a_very_long_name_indeed", "1,234,567 B", "1,048,576", { "an_attribute_with_a_long_name", "'a value that is far too long for the card'", "other", "'another long text in a short slot'" } },
    { OURO_FAMILY_ATOM, 0, "str 'שלום 😀 漢字'", "90 B", "1", { "שם", "'مرحبا'", "e\xcc\x81", "'\x1b[31m\xff'", "\xe2\x80\xae live", "日本語" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    sample_add_card (scene, sample_card (painter, &cards[i]),
                     24 + 190 * (i % 4) + (i == G_N_ELEMENTS (cards) - 1 ? 90 : 0), 24 + 118 * (i / 4));
}

static void
add_names_and_arrows (OuroScene   *scene,
                      OuroPainter *painter)
{
  static const struct
  {
    OuroFamily family;
    OuroMarks  marks;
  } arrows[] = {
    { OURO_FAMILY_SEQUENCE, OURO_MARK_NONE },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_CHANGED },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_UNREACHABLE },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_WEAK },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_TEMPORARY },
    { OURO_FAMILY_SEQUENCE, OURO_MARK_FADED },
    { OURO_FAMILY_MAPPING, OURO_MARK_GHOST },
    { OURO_FAMILY_INSTANCE, OURO_MARK_SELECTED },
  };

  sample_add_pill (scene, sample_pill (painter, OURO_MARK_NONE, "a"), 24, 736);
  sample_add_pill (scene, sample_pill (painter, OURO_MARK_NONE, "Node.count"), 64, 736);
  sample_add_pill (scene, sample_pill (painter, OURO_MARK_GHOST, "b"), 174, 736);
  sample_add_pill (scene, sample_pill (painter, OURO_MARK_SELECTED, "chosen"), 220, 736);
  sample_add_pill (scene, sample_pill (painter, OURO_MARK_CHANGED, "fresh"), 308, 736);
  sample_add_pill (scene, sample_pill (painter, OURO_MARK_FADED, "faded"), 384, 736);
  sample_add_pill (scene, sample_pill (painter, OURO_MARK_GHOST, "unerhört_langer_name_ohne_ende"),
                   460, 736);

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      float x = 24 + 190 * (i % 4);
      float y = 788 + 44 * (i / 4);

      sample_add_arrow (scene, sample_arrow (arrows[i].family, arrows[i].marks, x, y,
                                             x + 150, i % 2 ? y + 24 : y));
    }
  scene->height = 890;
}

OuroScene *
sample_zoo (OuroPainter *painter)
{
  OuroScene *scene = ouro_scene_new ();

  add_cards (scene, painter);
  add_names_and_arrows (scene, painter);

  return scene;
}

OuroScene *
sample_crowd (OuroPainter *painter,
              guint        n_cards,
              guint        n_arrows)
{
  OuroScene *scene = ouro_scene_new ();

  for (guint i = 0; i < n_cards; i++)
    {
      g_autofree char *title = g_strdup_printf ("Node%u", i % 40);
      g_autofree char *count = g_strdup_printf ("%u", i % 9);
      SampleCard       sample = { i % OURO_N_FAMILIES, 0, title, "48 B", count, { "value", count, "next", "•" } };

      sample_add_card (scene, sample_card (painter, &sample), 20 + 170 * (i % 20), 20 + 100 * (i / 20));
    }
  for (guint i = 0; i < n_arrows; i++)
    connect_cards (scene, painter, i % n_cards, 1, i * 7 % n_cards, 0);

  return scene;
}
