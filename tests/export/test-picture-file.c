/* test-picture-file.c - PNG, SVG and PDF as other programs read them */

#include "ouro-picture-file.h"

#include "sample.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  OuroPainter *painter;
  OuroScene   *scene;
  char        *folder;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->painter = ouro_painter_new ();
  fixture->scene = sample_zoo (fixture->painter);
  g_free (fixture->scene->caption);
  fixture->scene->caption = g_strdup ("A <caption> & \"more\"");
  fixture->folder = g_dir_make_tmp ("ouroboros-test-XXXXXX", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  ouro_scene_free (fixture->scene);
  ouro_painter_free (fixture->painter);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static GBytes *
draw (Fixture          *fixture,
      OuroPictureFormat format,
      double            scale,
      const OuroSlide  *slide,
      guint             n_pages)
{
  g_autoptr (OuroPictureFile) file = ouro_picture_file_new (format, OURO_THEME_LIGHT, scale, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  for (guint i = 0; i < n_pages; i++)
    {
      ouro_picture_file_add (file, fixture->scene, slide, &error);
      g_assert_no_error (error);
    }
  bytes = ouro_picture_file_finish (file, &error);
  g_assert_no_error (error);

  return bytes;
}

/* What another program says about the bytes as a file; it must be content with them. */
static char *
ask (Fixture    *fixture,
     GBytes     *bytes,
     const char *name,
     const char *program,
     const char *first,
     const char *second)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[6] = { program };
  guint       n = 1;
  int         status;

  if (first != NULL)
    arguments[n++] = first;
  arguments[n++] = path;
  if (second != NULL)
    arguments[n++] = second;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (status, ==, 0);

  return g_steal_pointer (&output);
}

static void
test_format_follows_the_name (void)
{
  static const struct
  {
    const char       *path;
    OuroPictureFormat format;
  } good[] = { { "a.png", OURO_PICTURE_PNG }, { "/x y/B.SVG", OURO_PICTURE_SVG }, { "a.png.pdf", OURO_PICTURE_PDF } };
  static const char *const bad[] = { "a", "a.jpg", "png", "a.svg.gz", "" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      OuroPictureFormat format;

      g_assert_true (ouro_picture_format_from_path (good[i].path, &format, NULL));
      g_assert_cmpint (format, ==, good[i].format);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      OuroPictureFormat format;
      g_autoptr (GError) error = NULL;

      g_assert_false (ouro_picture_format_from_path (bad[i], &format, &error));
      g_assert_error (error, OURO_PICTURE_ERROR, OURO_PICTURE_ERROR_UNKNOWN_FORMAT);
    }
}

static void
test_png_has_the_size_asked_for (Fixture      *fixture,
                                 gconstpointer data)
{
  OuroSlide slide = { .width = 640, .height = 360 };
  g_autoptr (GBytes) one = draw (fixture, OURO_PICTURE_PNG, 1, &slide, 1);
  g_autoptr (GBytes) two = draw (fixture, OURO_PICTURE_PNG, 2.5, &slide, 1);
  g_autofree char *plain = ask (fixture, one, "one.png", "identify", NULL, NULL);
  g_autofree char *large = ask (fixture, two, "two.png", "identify", NULL, NULL);

  g_assert_nonnull (strstr (plain, "640x360"));
  g_assert_nonnull (strstr (large, "1600x900"));
}

static void
test_transparent_png_has_holes_and_others_have_none (Fixture      *fixture,
                                                     gconstpointer data)
{
  OuroSlide solid = { .width = 640, .height = 360 };
  OuroSlide transparent = { .width = 640, .height = 360, .transparent = TRUE };
  g_autoptr (GBytes) one = draw (fixture, OURO_PICTURE_PNG, 1, &solid, 1);
  g_autoptr (GBytes) two = draw (fixture, OURO_PICTURE_PNG, 1, &transparent, 1);
  g_autofree char *opaque = ask (fixture, one, "one.png", "identify", "-verbose", NULL);
  g_autofree char *holes = ask (fixture, two, "two.png", "identify", "-verbose", NULL);

  g_assert_null (strstr (opaque, "Alpha:"));
  g_assert_nonnull (strstr (holes, "Alpha:"));
}

static void
test_svg_is_read_by_another_library (Fixture      *fixture,
                                     gconstpointer data)
{
  OuroSlide slide = { .title = "Zoo", .code = "a = []\n", .caption = fixture->scene->caption, .width = 640, .height = 360 };
  g_autoptr (GBytes) bytes = draw (fixture, OURO_PICTURE_SVG, 2, &slide, 1);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *target = g_build_filename (fixture->folder, "zoo.png", NULL);
  g_autofree char *option = g_strdup_printf ("--output=%s", target);
  g_autofree char *nothing = ask (fixture, bytes, "zoo.svg", "rsvg-convert", option, NULL);
  g_autofree char *png = NULL;
  gsize            size;
  g_autoptr (GBytes) drawn = NULL;
  g_autofree char *seen = NULL;

  g_assert_true (g_file_get_contents (target, &png, &size, NULL));
  g_assert_cmpint (g_unlink (target), ==, 0);
  drawn = g_bytes_new (png, size);
  seen = ask (fixture, drawn, "drawn.png", "identify", NULL, NULL);
  g_assert_nonnull (strstr (seen, "1280x720"));
  g_assert_nonnull (strstr (text, "<title>A &lt;caption&gt; &amp; &quot;more&quot;</title>"));
  g_assert_null (strstr (text, "<text")); /* letters are outlines: no font is needed */
}

static void
test_pdf_has_its_pages_and_fonts (Fixture      *fixture,
                                  gconstpointer data)
{
  OuroSlide slide = { .title = "Zoo", .code = "a = []\n", .caption = "Step by step", .width = 640, .height = 360 };
  g_autoptr (GBytes) bytes = draw (fixture, OURO_PICTURE_PDF, 1, &slide, 3);
  g_autofree char *facts = ask (fixture, bytes, "zoo.pdf", "pdfinfo", NULL, NULL);
  g_autofree char *words = ask (fixture, bytes, "zoo.pdf", "pdftotext", NULL, "-");
  g_autofree char *fonts = ask (fixture, bytes, "zoo.pdf", "pdffonts", NULL, NULL);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (fonts), "\n", -1);

  g_assert_true (g_regex_match_simple ("^Pages: +3$", facts, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Page size: +640 x 360 pts", facts, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Title: +Zoo$", facts, G_REGEX_MULTILINE, 0));
  g_assert_null (strstr (facts, "CreationDate"));
  g_assert_nonnull (strstr (words, "Step by step"));
  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 2; lines[i] != NULL; i++)
    g_assert_true (g_regex_match_simple (" yes (yes|no) +(yes|no) +[0-9]+ +[0-9]+$", lines[i], 0, 0)); /* embedded */
}

static void
test_the_same_picture_gives_the_same_bytes (Fixture      *fixture,
                                            gconstpointer data)
{
  OuroSlide slide = { .title = "Zoo", .caption = "c", .code = "a = []\n", .width = 640, .height = 360 };

  for (guint format = 0; format < OURO_N_PICTURE_FORMATS; format++)
    {
      guint n_pages = format == OURO_PICTURE_PDF ? 2 : 1;
      g_autoptr (GBytes) first = draw (fixture, format, 1.5, &slide, n_pages);
      g_autoptr (GBytes) second = draw (fixture, format, 1.5, &slide, n_pages);

      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_absurd_sizes_are_refused (Fixture      *fixture,
                               gconstpointer data)
{
  static const struct
  {
    OuroPictureFormat format;
    double            side, scale;
  } cases[] = {
    { OURO_PICTURE_PNG, 32768, 1 },
    { OURO_PICTURE_PNG, 20000, 1 },
    { OURO_PICTURE_PNG, 1000, 32 },
    { OURO_PICTURE_SVG, 30000, 10 },
    { OURO_PICTURE_PDF, 14401, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OuroPictureFile) file = ouro_picture_file_new (cases[i].format, OURO_THEME_LIGHT, cases[i].scale, NULL);
      OuroSlide slide = { .width = cases[i].side, .height = cases[i].side };
      g_autoptr (GError) error = NULL;

      g_assert_false (ouro_picture_file_add (file, fixture->scene, &slide, &error));
      g_assert_error (error, OURO_PICTURE_ERROR, OURO_PICTURE_ERROR_TOO_LARGE);
    }
}

static void
test_sizes_are_not_rounded_up_by_accident (Fixture      *fixture,
                                           gconstpointer data)
{
  OuroSlide slide = { .width = 960, .height = 50 };
  g_autoptr (GBytes) bytes = draw (fixture, OURO_PICTURE_PNG, 1.1, &slide, 1);
  g_autofree char *seen = ask (fixture, bytes, "one.png", "identify", NULL, NULL);

  g_assert_nonnull (strstr (seen, " 1056x55 "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-file/format-follows-the-name", test_format_follows_the_name);
#define ADD(name, func) g_test_add ("/picture-file/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("png-has-the-size-asked-for", test_png_has_the_size_asked_for);
  ADD ("transparent-png-has-holes-and-others-have-none", test_transparent_png_has_holes_and_others_have_none);
  ADD ("svg-is-read-by-another-library", test_svg_is_read_by_another_library);
  ADD ("pdf-has-its-pages-and-fonts", test_pdf_has_its_pages_and_fonts);
  ADD ("the-same-picture-gives-the-same-bytes", test_the_same_picture_gives_the_same_bytes);
  ADD ("absurd-sizes-are-refused", test_absurd_sizes_are_refused);
  ADD ("sizes-are-not-rounded-up-by-accident", test_sizes_are_not_rounded_up_by_accident);

  return g_test_run ();
}
