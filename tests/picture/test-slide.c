/* test-slide.c - a scene in a frame: all of it is there, and nothing lies outside or on top */
#include "ouro-slide.h"

#include <math.h>
#include <string.h>

#include "canvas.h"
#include "ouro-code-strip-private.h"
#include "ouro-painter-private.h"
#include "sample.h"

#define MARGIN 30

typedef struct
{
  OuroPainter *painter;
  OuroScene   *scene;
} Fixture;

static const char program[] = "import gc\na = []\nb = [a]\na.append(b)\ndel a\ndel b\nprint(gc.collect())\n";

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->painter = ouro_painter_new ();
  fixture->scene = sample_cycle (fixture->painter);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  ouro_scene_free (fixture->scene);
  ouro_painter_free (fixture->painter);
}

static OuroSlide
get_full_slide (double width,
                double height)
{
  return (OuroSlide){
    .title = "Circular references",
    .subtitle = "del takes the names away. The lists hold each other.",
    .stamp = "CPython 3.15 · step 7 of 9",
    .code = program,
    .line = 6,
    .caption = "Each count stays at 1, so nothing is freed.",
    .width = width,
    .height = height,
  };
}

/* With a margin outside of the frame, on nothing. */
static Canvas
draw (Fixture         *fixture,
      const OuroSlide *slide,
      double          *width,
      double          *height)
{
  Canvas canvas;

  ouro_slide_get_size (slide, fixture->painter, fixture->scene, width, height);
  canvas = canvas_new_transparent (ceil (*width) + 2 * MARGIN, ceil (*height) + 2 * MARGIN, MARGIN);
  ouro_slide_draw (slide, fixture->painter, fixture->scene, canvas.cr);
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);

  return canvas;
}

static void
assert_nothing_outside (Canvas *canvas)
{
  g_assert_cmpuint (canvas_count_other (canvas, 0, 0, canvas->width, MARGIN, 0), ==, 0);
  g_assert_cmpuint (canvas_count_other (canvas, 0, 0, MARGIN, canvas->height, 0), ==, 0);
  g_assert_cmpuint (canvas_count_other (canvas, 0, canvas->height - MARGIN, canvas->width, MARGIN, 0), ==, 0);
  g_assert_cmpuint (canvas_count_other (canvas, canvas->width - MARGIN, 0, MARGIN, canvas->height, 0), ==, 0);
}

/* Sizes */

static void
test_frame_has_the_size_asked_for (Fixture      *fixture,
                                   gconstpointer data)
{
  static const double sizes[][2] = {
    { 1920, 1080 }, { 960, 540 }, { 1440, 1080 }, { 595, 842 }, { 3840, 2160 }, { 100, 2000 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      OuroSlide slide = get_full_slide (sizes[i][0], sizes[i][1]);
      double    width, height;

      ouro_slide_get_size (&slide, fixture->painter, fixture->scene, &width, &height);
      g_assert_cmpfloat_with_epsilon (width, sizes[i][0], 1e-6);
      g_assert_cmpfloat_with_epsilon (height, sizes[i][1], 1e-6);
    }
}

static void
test_bare_picture_has_a_margin_of_16 (Fixture      *fixture,
                                      gconstpointer data)
{
  OuroSlide slide = { 0 };
  double    width, height;
  g_auto (Canvas) canvas = draw (fixture, &slide, &width, &height);

  g_assert_cmpfloat_with_epsilon (width, fixture->scene->width + 32, 1);
  g_assert_cmpfloat_with_epsilon (height, fixture->scene->height + 32, 1);
  assert_nothing_outside (&canvas);
}

static void
test_natural_size_is_of_whole_points (Fixture      *fixture,
                                      gconstpointer data)
{
  OuroSlide slide = get_full_slide (0, 0);
  double    width, height;

  ouro_slide_get_size (&slide, fixture->painter, fixture->scene, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, round (width), 1e-6);
  g_assert_cmpfloat_with_epsilon (height, round (height), 1e-6);
  g_assert_cmpfloat (width, >, fixture->scene->width);
  g_assert_cmpfloat (height, >, fixture->scene->height);
}

static void
test_long_caption_makes_a_slide_higher (Fixture      *fixture,
                                        gconstpointer data)
{
  OuroSlide        slide = get_full_slide (900, 0);
  g_autofree char *words = g_strnfill (300, 'w');
  double           width, height, higher;

  for (guint i = 9; i < 300; i += 10)
    words[i] = ' ';
  ouro_slide_get_size (&slide, fixture->painter, fixture->scene, &width, &height);
  slide.caption = words;
  ouro_slide_get_size (&slide, fixture->painter, fixture->scene, &width, &higher);
  g_assert_cmpfloat_with_epsilon (width, 900, 1e-6);
  g_assert_cmpfloat (higher, >, height + 10);
}

static void
test_broken_sizes_are_natural (Fixture      *fixture,
                               gconstpointer data)
{
  static const double broken[] = { -1, NAN, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      OuroSlide slide = get_full_slide (broken[i], broken[i]);
      double    width, height;

      ouro_slide_get_size (&slide, fixture->painter, fixture->scene, &width, &height);
      g_assert_cmpfloat (width, >, 100);
      g_assert_cmpfloat (width, <, 5000);
      g_assert_cmpfloat (height, <, 5000);
    }
}

/* Drawing */

static void
test_nothing_is_drawn_outside_the_frame (Fixture      *fixture,
                                         gconstpointer data)
{
  static const double sizes[][2] = {
    { 0, 0 }, { 960, 540 }, { 480, 270 }, { 640, 480 }, { 297, 420 }, { 900, 120 }, { 30, 20 }, { 1, 1 }, { 500, 0 }, { 0, 500 }
  };
  g_autofree char *title = g_strnfill (2000, 'T');
  g_autofree char *code = g_strnfill (5000, 'c');

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint parts = i % 5; parts < 1 << 6; parts += 5) /* every part comes and goes */
      {
        OuroSlide slide = get_full_slide (sizes[i][0], sizes[i][1]);
        double    width, height;

        if (parts & 1)
          slide.title = parts & 2 ? NULL : title;
        if (parts & 4)
          slide.code = parts & 2 ? NULL : code;
        if (parts & 8)
          slide.stamp = parts & 2 ? NULL : title;
        if (parts & 16)
          slide.caption = parts & 2 ? NULL : code;
        if (parts & 32)
          slide.subtitle = parts & 2 ? NULL : title;
        {
          g_auto (Canvas) canvas = draw (fixture, &slide, &width, &height);

          g_test_message ("frame of %.0f by %.0f, parts %u", sizes[i][0], sizes[i][1], parts);
          assert_nothing_outside (&canvas);
        }
      }
}

static void
test_long_words_leave_room_for_the_picture (Fixture      *fixture,
                                            gconstpointer data)
{
  OuroSlide        slide = get_full_slide (960, 540);
  g_autofree char *words = g_strnfill (9000, 'w');
  double           width, height;

  for (guint i = 7; i < 9000; i += 8)
    words[i] = ' ';
  slide.title = slide.subtitle = slide.stamp = slide.code = slide.caption = words;
  {
    guint32 colour = canvas_pack_family (OURO_FAMILY_SEQUENCE);
    g_auto (Canvas) canvas = draw (fixture, &slide, &width, &height);

    g_assert_cmpuint (canvas_count_like (&canvas, 0, 0, canvas.width, canvas.height, colour), >, 50);
  }
}

/* Looks for the lowest row that is empty from margin to margin, above the words at the bottom. */
static void
test_caption_stands_apart (Fixture      *fixture,
                           gconstpointer data)
{
  OuroSlide slide = get_full_slide (960, 540);
  double    width, height;
  g_auto (Canvas) canvas = draw (fixture, &slide, &width, &height);
  guint32 ground = canvas_pack_role (OURO_ROLE_GROUND);
  int     y = MARGIN + 539;
  int     bottom;

  while (canvas_count_other (&canvas, MARGIN, y, 960, 1, ground) == 0)
    y--;
  g_assert_cmpint (y, <, MARGIN + 540 - 20); /* a margin below */
  while (canvas_count_other (&canvas, MARGIN, y, 960, 1, ground) > 0)
    y--;
  for (bottom = y; canvas_count_other (&canvas, MARGIN, y, 960, 1, ground) == 0; y--)
    ;
  g_assert_cmpint (bottom - y, >=, 18);
}

static void
test_ground_is_left_out_when_transparent (Fixture      *fixture,
                                          gconstpointer data)
{
  OuroSlide slide = get_full_slide (480, 270);
  double    width, height;
  g_auto (Canvas) opaque = draw (fixture, &slide, &width, &height);

  slide.transparent = TRUE;
  {
    g_auto (Canvas) transparent = draw (fixture, &slide, &width, &height);

    g_assert_cmphex (canvas_get (&opaque, MARGIN + 1, MARGIN + 1), ==, 0xffffffff);
    g_assert_cmphex (canvas_get (&transparent, MARGIN + 1, MARGIN + 1), ==, 0);
  }
}

static void
test_painter_keeps_its_zoom (Fixture      *fixture,
                             gconstpointer data)
{
  OuroSlide slide = get_full_slide (480, 270);
  OuroCard  card = sample_list (fixture->painter, 0);
  double    width, height;
  g_auto (Canvas) before = canvas_new (400, 200, MARGIN, OURO_THEME_LIGHT);
  g_auto (Canvas) after = canvas_new (400, 200, MARGIN, OURO_THEME_LIGHT);

  ouro_painter_set_zoom (fixture->painter, 2.5);
  ouro_painter_draw_card (fixture->painter, before.cr, &card);
  {
    g_auto (Canvas) canvas = draw (fixture, &slide, &width, &height);
  }
  ouro_painter_draw_card (fixture->painter, after.cr, &card);
  g_assert_cmpuint (canvas_count_grey_differences (&before, &after), ==, 0);
  ouro_card_clear (&card);
}

static void
test_empty_scene_makes_a_slide_of_words (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr (OuroScene) empty = ouro_scene_new ();
  OuroSlide slide = get_full_slide (0, 0);
  OuroSlide bare = { 0 };
  double    width, height;
  g_auto (Canvas) canvas = canvas_new_transparent (600, 400, MARGIN);

  ouro_slide_get_size (&slide, fixture->painter, empty, &width, &height);
  ouro_slide_draw (&slide, fixture->painter, empty, canvas.cr);
  g_assert_cmpfloat (width, >, 200);
  ouro_slide_get_size (&bare, fixture->painter, empty, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 32, 1);
  empty->width = NAN;
  empty->height = INFINITY;
  ouro_slide_draw (&slide, fixture->painter, empty, canvas.cr);
  g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
}

/* Code */

static void
fit (Fixture    *fixture,
     const char *text,
     guint       line,
     double      max_width,
     double      max_height,
     double     *font_size,
     guint      *first,
     guint      *last)
{
  g_autoptr (OuroCodeStrip) strip = ouro_code_strip_new (fixture->painter, text, line);
  double width, height;

  ouro_code_strip_fit (strip, max_width, max_height, &width, &height);
  g_assert_cmpfloat (width, <=, max_width);
  *font_size = ouro_code_strip_get_font_size (strip);
  g_assert_cmpfloat (height, <=, fmax (max_height, 2 * 18 + *font_size * 1.6));
  ouro_code_strip_get_range (strip, first, last);
}

static char *
dup_numbered_lines (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "line_%u = %u\n", i, i);

  return g_string_free (text, FALSE);
}

static void
test_short_code_is_whole_and_large (Fixture      *fixture,
                                    gconstpointer data)
{
  double size;
  guint  first, last;

  fit (fixture, program, 3, 700, 700, &size, &first, &last);
  g_assert_cmpfloat (size, ==, 26);
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (last, ==, 7);
}

static void
test_code_shrinks_before_it_is_shortened (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autofree char *text = dup_numbered_lines (20);
  double           size;
  guint            first, last;

  fit (fixture, text, 3, 700, 700, &size, &first, &last);
  g_assert_cmpfloat (size, <, 26);
  g_assert_cmpfloat (size, >=, 18);
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (last, ==, 20);
}

static void
test_long_code_is_shortened_around_its_line (Fixture      *fixture,
                                             gconstpointer data)
{
  static const guint lines[] = { 0, 1, 2, 50, 499, 999, 1000, 2000 };
  g_autofree char   *text = dup_numbered_lines (1000);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      guint  line = lines[i] >= 1 && lines[i] <= 1000 ? lines[i] : 1;
      double size;
      guint  first, last;

      fit (fixture, text, lines[i], 700, 700, &size, &first, &last);
      g_assert_cmpfloat (size, >=, 18);
      g_assert_cmpuint (first, <=, line);
      g_assert_cmpuint (last, >=, line);
      g_assert_cmpuint (last - first, >=, 15);
      g_assert_cmpuint (last - first, <, 25);
    }
}

static void
test_current_line_is_shown_in_any_room (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autofree char *text = dup_numbered_lines (50);

  for (double room = 0; room < 400; room += 9)
    for (guint line = 1; line <= 50; line++)
      {
        double size;
        guint  first, last;

        fit (fixture, text, line, 500, room, &size, &first, &last);
        g_assert_cmpuint (first, <=, line);
        g_assert_cmpuint (last, >=, line);
      }
}

static void
test_wide_code_is_narrowed (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *line = g_strnfill (3 << 20, 'x');
  double           size;
  guint            first, last;

  fit (fixture, line, 1, 600, 700, &size, &first, &last);
  g_assert_cmpuint (last, ==, 1);
  fit (fixture, line, 1, 10, 700, &size, &first, &last);
}

static void
test_hostile_code_is_shown (Fixture      *fixture,
                            gconstpointer data)
{
  static const char *const codes[] = {
    "\n", "\n\n\n", "\r\n\r\n", "\t\tx", "\xff\xfe\n\x1b[2J", "שלום = 1", "x"
  };
  g_autofree char *breaks = g_strnfill (3 << 20, '\n');
  double           size;
  guint            first, last;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    fit (fixture, codes[i], i, 300, 300, &size, &first, &last);
  fit (fixture, breaks, 3 << 19, 300, 300, &size, &first, &last);
  g_assert_cmpuint (first, <=, 3 << 19);
  g_assert_cmpuint (last, >=, 3 << 19);
}

/* Is some of this colour in these rows of the strip? */
static void
test_current_line_is_marked (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (OuroCodeStrip) strip = ouro_code_strip_new (fixture->painter, program, 6);
  g_auto (Canvas) canvas = canvas_new (700, 500, 0, OURO_THEME_LIGHT);
  const guint32 ground = canvas_pack_role (OURO_ROLE_CHANGED_GROUND);
  const double  row = 26 * 1.6;
  double        width, height;

  ouro_code_strip_fit (strip, 600, 600, &width, &height);
  ouro_code_strip_draw (strip, canvas.cr, 0, 0);
  for (guint i = 0; i < 7; i++)
    {
      guint n = canvas_count_like (&canvas, 10, 18 + i * row + 3, width - 20, row - 6, ground);

      if (i == 5)
        g_assert_cmpuint (n, >, 1000);
      else
        g_assert_cmpuint (n, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, function) g_test_add ("/slide/" path, Fixture, NULL, set_up, function, tear_down)
  TEST ("frame-has-the-size-asked-for", test_frame_has_the_size_asked_for);
  TEST ("bare-picture-has-a-margin-of-16", test_bare_picture_has_a_margin_of_16);
  TEST ("natural-size-is-of-whole-points", test_natural_size_is_of_whole_points);
  TEST ("long-caption-makes-a-slide-higher", test_long_caption_makes_a_slide_higher);
  TEST ("broken-sizes-are-natural", test_broken_sizes_are_natural);
  TEST ("nothing-is-drawn-outside-the-frame", test_nothing_is_drawn_outside_the_frame);
  TEST ("long-words-leave-room-for-the-picture", test_long_words_leave_room_for_the_picture);
  TEST ("caption-stands-apart", test_caption_stands_apart);
  TEST ("ground-is-left-out-when-transparent", test_ground_is_left_out_when_transparent);
  TEST ("painter-keeps-its-zoom", test_painter_keeps_its_zoom);
  TEST ("empty-scene-makes-a-slide-of-words", test_empty_scene_makes_a_slide_of_words);
  TEST ("short-code-is-whole-and-large", test_short_code_is_whole_and_large);
  TEST ("code-shrinks-before-it-is-shortened", test_code_shrinks_before_it_is_shortened);
  TEST ("long-code-is-shortened-around-its-line", test_long_code_is_shortened_around_its_line);
  TEST ("current-line-is-shown-in-any-room", test_current_line_is_shown_in_any_room);
  TEST ("wide-code-is-narrowed", test_wide_code_is_narrowed);
  TEST ("hostile-code-is-shown", test_hostile_code_is_shown);
  TEST ("current-line-is-marked", test_current_line_is_marked);

  return g_test_run ();
}
