/* ouro-painter-card.c - draws an object: head, slots and marks
 *
 * First the look of the card is told from its marks, then everything is drawn once with that
 * look. A state is never told by colour alone: unreachable is dashed and says the word, a ghost
 * is dotted and struck through, what changed has a ground, a ring or a thicker border.
 */
#include "ouro-painter-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ouro-card-places-private.h"

#define RADIUS       10.0
#define FRAME_RADIUS 6.0
#define THICK_BORDER 2.5
#define LINE         OURO_CARD_BORDER /* of badges, tags and empty dots */
#define RING_GAP     2.0              /* between a badge and its ring */

/* Tags stand on the border: a note at the upper left, its lower edge above the title; the word
 * "unreachable" at the lower right, and beyond the left border where it needs that. */
#define TAG_HEIGHT          17.0
#define TAG_PAD             6.0
#define NOTE_LEFT           (-8.0)
#define NOTE_TOP            (-13.0)
#define UNREACHABLE_LEFT    (-12.0)
#define UNREACHABLE_OVERLAP 4.0 /* with the card */

typedef struct
{
  OuroColour colour; /* of border, title, badge and dots */
  OuroColour ground;
  OuroColour line;
  OuroColour text;
  OuroColour dim;
  OuroColour on_colour; /* of letters in the badge */
  double     border;
  double     radius;
  OuroStroke stroke;
  gboolean   is_ghost;
  gboolean   has_bar;
  gboolean   with_text;
} Look;

static Look
get_plain_look (OuroPainter    *self,
                const OuroCard *card)
{
  OuroMarks marks = card->marks;

  return (Look){
    .colour = ouro_painter_get_family_colour (self, card->family, marks),
    .ground = ouro_painter_get_colour (self, OURO_ROLE_CARD, marks),
    .line = ouro_painter_get_colour (self, OURO_ROLE_LINE, marks),
    .text = ouro_painter_get_colour (self, OURO_ROLE_TEXT, marks),
    .dim = ouro_painter_get_colour (self, OURO_ROLE_DIM, marks),
    .on_colour = ouro_painter_get_colour (self, OURO_ROLE_CARD, marks),
    .border = marks & OURO_MARK_CHANGED ? THICK_BORDER : OURO_CARD_BORDER,
    .radius = marks & OURO_MARK_FRAME ? FRAME_RADIUS : RADIUS,
    .stroke = OURO_STROKE_SOLID,
    .is_ghost = (marks & OURO_MARK_GHOST) != 0,
    .has_bar = (marks & OURO_MARK_FRAME) && !(marks & OURO_MARK_GHOST),
    .with_text = !ouro_painter_skips_text (self),
  };
}

static Look
get_look (OuroPainter    *self,
          const OuroCard *card)
{
  OuroMarks marks = card->marks;
  Look      look = get_plain_look (self, card);

  if (look.is_ghost)
    {
      look.colour = ouro_painter_get_colour (self, OURO_ROLE_GHOST, marks);
      look.text = look.colour;
      look.dim = look.colour;
      look.on_colour = look.colour;
      look.stroke = OURO_STROKE_DOTTED;
    }
  else if (marks & OURO_MARK_UNREACHABLE)
    {
      look.colour = ouro_painter_get_colour (self, OURO_ROLE_UNREACHABLE, marks);
      look.ground = ouro_painter_get_colour (self, OURO_ROLE_UNREACHABLE_GROUND, marks);
      look.stroke = OURO_STROKE_DASHED;
    }

  return look;
}

/* The box */

/* What the border and the bar leave. */
static OuroBox
get_inner_box (const OuroCard *card,
               const Look     *look)
{
  OuroBox inner = ouro_box_grow (ouro_card_get_box (card), -look->border);

  if (look->has_bar)
    {
      inner.x += OURO_CARD_FRAME_BAR - look->border;
      inner.width -= OURO_CARD_FRAME_BAR - look->border;
    }

  return inner;
}

static void
draw_ground (cairo_t        *cr,
             const OuroCard *card,
             const Look     *look)
{
  OuroBox box = ouro_card_get_box (card);

  if (look->has_bar)
    {
      ouro_shape_box (cr, box, look->radius, OURO_CORNERS_ALL);
      ouro_shape_fill (cr, look->colour);
      ouro_shape_box (cr, get_inner_box (card, look), look->radius - look->border,
                      OURO_CORNERS_RIGHT);
    }
  else
    ouro_shape_inner_box (cr, box, look->radius, look->border);
  ouro_shape_fill (cr, look->ground);
}

static void
draw_border (cairo_t        *cr,
             const OuroCard *card,
             const Look     *look)
{
  ouro_shape_inner_box (cr, ouro_card_get_box (card), look->radius, look->border);
  ouro_shape_stroke (cr, look->colour, look->border, look->stroke);
}

/* Above a row. */
static void
draw_hairline (OuroPainter    *self,
               cairo_t        *cr,
               const OuroCard *card,
               const Look     *look,
               guint           row)
{
  OuroBox inner = get_inner_box (card, look);
  double  y = ouro_card_get_row_top (row);
  double  height = 1;

  /* On a screen a line of one point is as many whole pixels, never a blur over two. */
  if (!self->for_file)
    {
      double x = 0;

      height = fmax (1, round (self->zoom)) / self->zoom;
      cairo_user_to_device (cr, &x, &y);
      y = round (y);
      cairo_device_to_user (cr, &x, &y);
    }

  cairo_rectangle (cr, inner.x, y, inner.width, height);
  ouro_shape_fill (cr, look->line);
}

/* The head */

static void
draw_badge (OuroPainter    *self,
            cairo_t        *cr,
            const OuroCard *card,
            OuroBox         box,
            const Look     *look)
{
  const double radius = box.height / 2;

  if (look->is_ghost)
    {
      ouro_shape_inner_box (cr, box, radius, LINE);
      ouro_shape_stroke (cr, look->colour, LINE, OURO_STROKE_DOTTED);
    }
  else
    {
      ouro_shape_box (cr, box, radius, OURO_CORNERS_ALL);
      ouro_shape_fill (cr, look->colour);
    }

  box.x += OURO_CARD_BADGE_PAD;
  box.width -= 2 * OURO_CARD_BADGE_PAD;
  ouro_painter_show_line (self, cr, card->badge, OURO_FONT_BADGE, look->on_colour, box,
                          OURO_ALIGN_CENTRE);
}

/* A glow behind the badge and a ring round it. */
static void
draw_badge_ring (OuroPainter    *self,
                 cairo_t        *cr,
                 const OuroCard *card,
                 OuroBox         badge,
                 const Look     *look)
{
  OuroBox ring = ouro_box_grow (badge, RING_GAP + LINE);

  ouro_shape_inner_box (cr, ring, ring.height / 2, LINE);
  ouro_shape_fill_and_stroke (cr,
                              ouro_painter_get_colour (self, OURO_ROLE_CHANGED_GROUND, card->marks),
                              look->colour, LINE, OURO_STROKE_SOLID);
}

static void
draw_head (OuroPainter    *self,
           cairo_t        *cr,
           const OuroCard *card,
           const Look     *look)
{
  const OuroCardHead head = ouro_painter_place_head (self, card);

  if (head.badge.width > 0)
    {
      if (card->marks & OURO_MARK_BADGE_CHANGED)
        draw_badge_ring (self, cr, card, head.badge, look);
      draw_badge (self, cr, card, head.badge, look);
    }

  ouro_painter_show_line (self, cr, card->title, OURO_FONT_TITLE, look->colour, head.title,
                          OURO_ALIGN_LEFT);
  ouro_painter_show_line (self, cr, card->subtitle, OURO_FONT_SUBTITLE, look->dim, head.subtitle,
                          OURO_ALIGN_LEFT);
  if (look->is_ghost)
    {
      OuroBox words = head.title;

      words.width = head.subtitle.x + head.subtitle.width - words.x;
      ouro_painter_strike_through (self, cr, look->colour, words);
    }
}

/* The slots */

/* Behind the last row it follows the round corners of the card. */
static void
draw_changed_ground (OuroPainter    *self,
                     cairo_t        *cr,
                     const OuroCard *card,
                     const Look     *look,
                     guint           row)
{
  gboolean    is_last = row + 1 == ouro_card_get_n_rows (card);
  OuroBox     box = get_inner_box (card, look);
  double      bottom = box.y + box.height;
  OuroCorners corners = OURO_CORNERS_NONE;

  if (is_last)
    corners = look->has_bar ? OURO_CORNER_BOTTOM_RIGHT : OURO_CORNERS_BOTTOM;

  box.y = ouro_card_get_row_top (row);
  box.height = is_last ? bottom - box.y : OURO_CARD_ROW_HEIGHT;
  ouro_shape_box (cr, box, look->radius - look->border, corners);
  ouro_shape_fill (cr, ouro_painter_get_colour (self, OURO_ROLE_CHANGED_GROUND, card->marks));
}

static void
draw_dot (OuroPainter    *self,
          cairo_t        *cr,
          const OuroCard *card,
          const Look     *look,
          guint           row)
{
  OuroPoint middle = ouro_painter_get_slot_start (self, card, row);

  if (look->is_ghost)
    {
      ouro_shape_circle (cr, middle, OURO_CARD_DOT_RADIUS - LINE / 2);
      ouro_shape_stroke (cr, look->colour, LINE, OURO_STROKE_SOLID);
      return;
    }

  ouro_shape_circle (cr, middle, OURO_CARD_DOT_RADIUS);
  ouro_shape_fill (cr, look->colour);
}

static void
draw_slot_words (OuroPainter    *self,
                 cairo_t        *cr,
                 const OuroCard *card,
                 const Look     *look,
                 guint           row)
{
  const OuroCardSlot *slot = &card->slots[row];
  OuroCardSlotPlace   place = ouro_painter_place_slot (self, card, row);
  OuroColour          changed;

  changed = ouro_painter_get_colour (self, OURO_ROLE_CHANGED_TEXT, card->marks);
  ouro_painter_show_line (self, cr, slot->label, OURO_FONT_CODE,
                          slot->changed ? changed : look->dim, place.label, OURO_ALIGN_LEFT);
  ouro_painter_show_line (self, cr, slot->value, OURO_FONT_CODE,
                          slot->changed ? changed : look->text, place.value, OURO_ALIGN_RIGHT);
}

static void
draw_slot (OuroPainter    *self,
           cairo_t        *cr,
           const OuroCard *card,
           const Look     *look,
           guint           row)
{
  if (card->slots[row].changed)
    draw_changed_ground (self, cr, card, look, row);
  draw_hairline (self, cr, card, look, row);
  if (card->slots[row].value == NULL)
    draw_dot (self, cr, card, look, row);
  if (look->with_text)
    draw_slot_words (self, cr, card, look, row);
}

static void
draw_fold (OuroPainter    *self,
           cairo_t        *cr,
           const OuroCard *card,
           const Look     *look)
{
  draw_hairline (self, cr, card, look, card->n_slots);
  if (look->with_text)
    ouro_painter_show_line (self, cr, card->fold, OURO_FONT_FOLD, look->dim,
                            ouro_card_get_row_box (card, card->n_slots), OURO_ALIGN_LEFT);
}

/* Only the rows that are to be seen: a card may be unfolded to more rows than a screen has. */
static void
draw_rows (OuroPainter    *self,
           cairo_t        *cr,
           const OuroCard *card,
           const Look     *look)
{
  guint  n_rows = ouro_card_get_n_rows (card);
  double left, top, right, bottom;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  bottom = fmin (bottom, card->height);
  for (guint row = 0; row < n_rows && ouro_card_get_row_top (row) <= bottom; row++)
    {
      if (ouro_card_get_row_top (row + 1) + OURO_CARD_FOOT_HEIGHT < top)
        continue;
      if (row < card->n_slots)
        draw_slot (self, cr, card, look, row);
      else
        draw_fold (self, cr, card, look);
    }
}

/* Tags on the border */

typedef struct
{
  const char *words;
  double      left; /* no further to the left, or right, than this */
  double      right;
  double      top;
  OuroAlign   align;
  OuroColour  colour;
  OuroColour  ground;
} Tag;

static void
draw_tag (OuroPainter *self,
          cairo_t     *cr,
          const Tag   *tag)
{
  const double    room = fmax (0, tag->right - tag->left - 2 * TAG_PAD);
  const OuroText *text;
  OuroBox         box = { tag->left, tag->top, 0, TAG_HEIGHT };

  text = ouro_lettering_get_line (self->lettering, tag->words, OURO_FONT_NOTE, room);
  box.width = ceil (text->width) + 2 * TAG_PAD;
  if (tag->align == OURO_ALIGN_RIGHT)
    box.x = tag->right - box.width;

  ouro_shape_inner_box (cr, box, TAG_HEIGHT / 2, LINE);
  ouro_shape_fill_and_stroke (cr, tag->ground, tag->colour, LINE, OURO_STROKE_SOLID);
  box.x += TAG_PAD;
  box.width -= 2 * TAG_PAD;
  ouro_painter_show_line (self, cr, tag->words, OURO_FONT_NOTE, tag->colour, box,
                          OURO_ALIGN_CENTRE);
}

static void
draw_note (OuroPainter    *self,
           cairo_t        *cr,
           const OuroCard *card)
{
  const Tag tag = {
    .words = card->note,
    .left = NOTE_LEFT,
    .right = card->width,
    .top = NOTE_TOP,
    .align = OURO_ALIGN_LEFT,
    .colour = ouro_painter_get_colour (self, OURO_ROLE_AMBER, card->marks),
    .ground = ouro_painter_get_colour (self, OURO_ROLE_AMBER_GROUND, card->marks),
  };

  draw_tag (self, cr, &tag);
}

static void
draw_unreachable (OuroPainter    *self,
                  cairo_t        *cr,
                  const OuroCard *card,
                  const Look     *look)
{
  const Tag tag = {
    .words = _("unreachable"),
                .left = UNREACHABLE_LEFT,
                .right = card->width - OURO_CARD_PAD,
                .top = card->height - UNREACHABLE_OVERLAP,
                .align = OURO_ALIGN_RIGHT,
                .colour = look->colour,
                .ground = look->ground,
    };

  draw_tag (self, cr, &tag);
}

static void
draw_words (OuroPainter    *self,
            cairo_t        *cr,
            const OuroCard *card,
            const Look     *look)
{
  draw_head (self, cr, card, look);
  if (card->note != NULL)
    draw_note (self, cr, card);
  if (card->marks & OURO_MARK_UNREACHABLE && !look->is_ghost)
    draw_unreachable (self, cr, card, look);
}

void
ouro_painter_draw_card (OuroPainter    *self,
                        cairo_t        *cr,
                        const OuroCard *card)
{
  Look look;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (card != NULL);

  if (!ouro_is_drawable_size (card->width, card->height))
    return;

  look = get_look (self, card);
  cairo_save (cr);
  cairo_scale (cr, self->zoom, self->zoom);

  if (card->marks & OURO_MARK_SELECTED)
    ouro_painter_draw_ring (self, cr, ouro_card_get_box (card), look.radius, card->marks);
  draw_ground (cr, card, &look);
  draw_rows (self, cr, card, &look);
  draw_border (cr, card, &look);
  if (look.with_text)
    draw_words (self, cr, card, &look);

  cairo_restore (cr);
}
