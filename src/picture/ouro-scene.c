/* ouro-scene.c - a moment as a diagram: what it owns, how it reads, what lies where
 *
 * Everything here works on numbers and words alone; no font is asked. ouro-card-rows-private.h
 * says where the slots of a card are.
 */
#include "ouro-scene.h"

#include <math.h>

#include "ouro-card-rows-private.h"
#include "ouro-readable-private.h"

/* In how many straight parts one Bezier piece is cut to find its distance from a point. */
#define N_CHORDS 32

/* How many bytes of one text a dump shows. */
#define DUMP_TEXT_BYTES 200

static const char *const family_names[OURO_N_FAMILIES] = {
  [OURO_FAMILY_SEQUENCE] = "sequence",
  [OURO_FAMILY_MAPPING] = "mapping",
  [OURO_FAMILY_TUPLE] = "tuple",
  [OURO_FAMILY_SET] = "set",
  [OURO_FAMILY_INSTANCE] = "instance",
  [OURO_FAMILY_FUNCTION] = "function",
  [OURO_FAMILY_GENERATOR] = "generator",
  [OURO_FAMILY_MODULE] = "module",
  [OURO_FAMILY_EXCEPTION] = "exception",
  [OURO_FAMILY_ATOM] = "atom",
};

/* In the order of their bits. */
static const char *const mark_names[] = {
  "selected",
  "changed",
  "unreachable",
  "ghost",
  "faded",
  "weak",
  "temporary",
  "frame",
  "badge-changed",
};

/* Ownership */

OuroScene *
ouro_scene_new (void)
{
  return g_new0 (OuroScene, 1);
}

void
ouro_scene_free (OuroScene *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_panes; i++)
    ouro_scene_pane_clear (&self->panes[i]);
  for (guint i = 0; i < self->n_cards; i++)
    ouro_card_clear (&self->cards[i]);
  for (guint i = 0; i < self->n_pills; i++)
    ouro_pill_clear (&self->pills[i]);
  for (guint i = 0; i < self->n_arrows; i++)
    ouro_arrow_clear (&self->arrows[i]);

  g_free (self->panes);
  g_free (self->cards);
  g_free (self->pills);
  g_free (self->arrows);
  g_free (self->caption);
  g_free (self);
}

void
ouro_card_clear (OuroCard *card)
{
  g_return_if_fail (card != NULL);

  for (guint i = 0; i < card->n_slots; i++)
    {
      g_free (card->slots[i].label);
      g_free (card->slots[i].value);
    }
  card->n_slots = 0;

  g_clear_pointer (&card->slots, g_free);
  g_clear_pointer (&card->title, g_free);
  g_clear_pointer (&card->subtitle, g_free);
  g_clear_pointer (&card->badge, g_free);
  g_clear_pointer (&card->note, g_free);
  g_clear_pointer (&card->fold, g_free);
}

void
ouro_pill_clear (OuroPill *pill)
{
  g_return_if_fail (pill != NULL);

  g_clear_pointer (&pill->name, g_free);
}

void
ouro_arrow_clear (OuroArrow *arrow)
{
  g_return_if_fail (arrow != NULL);

  g_clear_pointer (&arrow->points, g_free);
  arrow->n_points = 0;
}

void
ouro_scene_pane_clear (OuroScenePane *pane)
{
  g_return_if_fail (pane != NULL);

  g_clear_pointer (&pane->title, g_free);
  g_clear_pointer (&pane->subtitle, g_free);
}

/* The dump */

/* With the word that says which text it is, as in «badge "2"»; nothing for a missing text. */
static void
dump_text (GString    *out,
           const char *word,
           const char *text)
{
  g_autofree char *readable = NULL;

  if (text == NULL)
    return;

  readable = ouro_readable_dup (text, DUMP_TEXT_BYTES);
  g_string_append_printf (out, " %s\"%s\"", word, readable);
}

static void
dump_place (GString *out,
            float    x,
            float    y,
            float    width,
            float    height)
{
  g_string_append_printf (out, " at %.0f,%.0f size %.0fx%.0f", x, y, width, height);
}

static void
dump_marks (GString  *out,
            OuroMarks marks)
{
  for (guint i = 0; i < G_N_ELEMENTS (mark_names); i++)
    if (marks & (1u << i))
      g_string_append_printf (out, " %s", mark_names[i]);
}

static void
dump_slot (GString            *out,
           const OuroCardSlot *slot)
{
  g_autofree char *label = ouro_readable_dup (slot->label, DUMP_TEXT_BYTES);
  g_autofree char *value = ouro_readable_dup (slot->value, DUMP_TEXT_BYTES);

  g_string_append_printf (out, " [%s: %s%s]", label, slot->value != NULL ? value : "→",
                          slot->changed ? " changed" : "");
}

static const char *
get_family_name (OuroFamily family)
{
  return (guint)family < OURO_N_FAMILIES ? family_names[family] : "?";
}

static void
dump_card (GString        *out,
           const OuroCard *card,
           guint           index)
{
  g_string_append_printf (out, "card %u key %" G_GUINT64_FORMAT " %s", index, card->key,
                          get_family_name (card->family));
  dump_text (out, "", card->title);
  dump_text (out, "", card->subtitle);
  dump_text (out, "badge ", card->badge);
  dump_text (out, "note ", card->note);
  g_string_append_printf (out, " pane %u", card->pane);
  dump_place (out, card->x, card->y, card->width, card->height);
  dump_marks (out, card->marks);
  for (guint i = 0; i < card->n_slots; i++)
    dump_slot (out, &card->slots[i]);
  dump_text (out, "fold ", card->fold);
  g_string_append_c (out, '\n');
}

static void
dump_arrow (GString         *out,
            const OuroArrow *arrow,
            guint            index)
{
  g_string_append_printf (out, "arrow %u from ", index);
  if (arrow->from_pill >= 0)
    g_string_append_printf (out, "pill %d", arrow->from_pill);
  else if (arrow->from_slot >= 0)
    g_string_append_printf (out, "card %d slot %d", arrow->from_card, arrow->from_slot);
  else
    g_string_append_printf (out, "card %d", arrow->from_card);
  g_string_append_printf (out, " to card %d %s", arrow->to_card, get_family_name (arrow->family));
  dump_marks (out, arrow->marks);
  for (guint i = 0; i < arrow->n_points; i++)
    g_string_append_printf (out, " %.0f,%.0f", arrow->points[i].x, arrow->points[i].y);
  g_string_append_c (out, '\n');
}

static void
dump_pane (GString             *out,
           const OuroScenePane *pane,
           guint                index)
{
  g_string_append_printf (out, "pane %u", index);
  dump_text (out, "", pane->title);
  dump_text (out, "", pane->subtitle);
  if (pane->fill >= 0)
    g_string_append_printf (out, " fill %.2f", pane->fill);
  dump_place (out, pane->x, pane->y, pane->width, pane->height);
  g_string_append_c (out, '\n');
}

static void
dump_pill (GString        *out,
           const OuroPill *pill,
           guint           index)
{
  g_string_append_printf (out, "pill %u", index);
  dump_text (out, "", pill->name);
  dump_place (out, pill->x, pill->y, pill->width, pill->height);
  dump_marks (out, pill->marks);
  g_string_append_c (out, '\n');
}

char *
ouro_scene_dump (const OuroScene *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  g_string_append_printf (out, "scene %.0fx%.0f", self->width, self->height);
  dump_text (out, "", self->caption);
  g_string_append_c (out, '\n');

  for (guint i = 0; i < self->n_panes; i++)
    dump_pane (out, &self->panes[i], i);
  for (guint i = 0; i < self->n_cards; i++)
    dump_card (out, &self->cards[i], i);
  for (guint i = 0; i < self->n_pills; i++)
    dump_pill (out, &self->pills[i], i);
  for (guint i = 0; i < self->n_arrows; i++)
    dump_arrow (out, &self->arrows[i], i);

  return g_string_free (out, FALSE);
}

/* Picking */

static double
get_distance_to_chord (double    x,
                       double    y,
                       OuroPoint a,
                       OuroPoint b)
{
  double dx = b.x - a.x;
  double dy = b.y - a.y;
  double length_squared = dx * dx + dy * dy;
  double t = length_squared > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length_squared : 0;

  t = CLAMP (t, 0, 1);

  return hypot (x - (a.x + t * dx), y - (a.y + t * dy));
}

static OuroPoint
get_point_on_piece (const OuroPoint *p,
                    double           t)
{
  double u = 1 - t;

  return (OuroPoint){
    u * u * u * p[0].x + 3 * u * u * t * p[1].x + 3 * u * t * t * p[2].x + t * t * t * p[3].x,
    u * u * u * p[0].y + 3 * u * u * t * p[1].y + 3 * u * t * t * p[2].y + t * t * t * p[3].y,
  };
}

/* A Bezier piece lies within the box round its four points, so most are settled at once. */
static gboolean
piece_may_be_near (const OuroPoint *p,
                   double           x,
                   double           y,
                   double           tolerance)
{
  double left = fminf (fminf (p[0].x, p[1].x), fminf (p[2].x, p[3].x));
  double right = fmaxf (fmaxf (p[0].x, p[1].x), fmaxf (p[2].x, p[3].x));
  double top = fminf (fminf (p[0].y, p[1].y), fminf (p[2].y, p[3].y));
  double bottom = fmaxf (fmaxf (p[0].y, p[1].y), fmaxf (p[2].y, p[3].y));

  return x >= left - tolerance && x <= right + tolerance &&
         y >= top - tolerance && y <= bottom + tolerance;
}

static double
get_distance_to_arrow (const OuroArrow *arrow,
                       double           x,
                       double           y,
                       double           tolerance)
{
  double nearest = INFINITY;

  for (guint i = 0; i + 3 < arrow->n_points; i += 3)
    {
      const OuroPoint *piece = &arrow->points[i];
      OuroPoint        from = piece[0];

      if (!piece_may_be_near (piece, x, y, tolerance))
        continue;

      for (guint j = 1; j <= N_CHORDS; j++)
        {
          OuroPoint to = get_point_on_piece (piece, (double)j / N_CHORDS);

          nearest = fmin (nearest, get_distance_to_chord (x, y, from, to));
          from = to;
        }
    }

  return nearest;
}

static gboolean
contains (float  left,
          float  top,
          float  width,
          float  height,
          double x,
          double y)
{
  return x >= left && x < left + width && y >= top && y < top + height;
}

/* The last one is drawn on top, so it is found first. */
static int
find_pill (const OuroScene *self,
           double           x,
           double           y)
{
  for (guint i = self->n_pills; i-- > 0;)
    {
      const OuroPill *pill = &self->pills[i];

      if (contains (pill->x, pill->y, pill->width, pill->height, x, y))
        return i;
    }

  return -1;
}

static int
find_card (const OuroScene *self,
           double           x,
           double           y)
{
  for (guint i = self->n_cards; i-- > 0;)
    {
      const OuroCard *card = &self->cards[i];

      if (contains (card->x, card->y, card->width, card->height, x, y))
        return i;
    }

  return -1;
}

static int
find_arrow (const OuroScene *self,
            double           x,
            double           y,
            double           tolerance)
{
  double nearest = INFINITY;
  int    found = -1;

  for (guint i = self->n_arrows; i-- > 0;)
    {
      double distance = get_distance_to_arrow (&self->arrows[i], x, y, tolerance);

      if (distance <= tolerance && distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }

  return found;
}

static void
answer (int *place,
        int  value)
{
  if (place != NULL)
    *place = value;
}

void
ouro_scene_pick (const OuroScene *self,
                 double           x,
                 double           y,
                 double           tolerance,
                 int             *card,
                 int             *slot,
                 int             *pill,
                 int             *arrow)
{
  int found_pill, found_card = -1, found_slot = -1, found_arrow = -1;

  g_return_if_fail (self != NULL);

  found_pill = find_pill (self, x, y);
  if (found_pill < 0)
    found_card = find_card (self, x, y);
  if (found_card >= 0)
    found_slot = ouro_card_get_row_at (&self->cards[found_card], y - self->cards[found_card].y);
  if (found_pill < 0 && found_card < 0)
    found_arrow = find_arrow (self, x, y, tolerance);

  answer (card, found_card);
  answer (slot, found_slot);
  answer (pill, found_pill);
  answer (arrow, found_arrow);
}
