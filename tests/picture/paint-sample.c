/* paint-sample.c - paints cards, states, names, arrows and slides into files, to be looked at
 *
 *   paint-sample FOLDER       writes PNG (at 1 and 2 pixels a point), SVG and PDF into the folder
 *   paint-sample --bench      prints what drawing 266 cards and 450 arrows costs
 */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ouro-slide.h"
#include "sample.h"

#define N_RUNS 20

typedef struct
{
  const char      *name;
  const OuroScene *scene;
  OuroSlide        slide;
} Picture;

static const char program[] =
  "import gc\n"
  "keep = [1, 2]\n"
  "a = []\n"
  "b = [a]\n"
  "a.append(b)\n"
  "del a\n"
  "del b\n"
  "found = gc.collect(0)\n"
  "print(found != 0)\n";

static cairo_surface_t *
new_surface (const char *folder,
             const char *name,
             const char *suffix,
             double      scale,
             double      width,
             double      height,
             char      **path)
{
  g_autofree char *file = g_strdup_printf ("%s%s", name, suffix);
  cairo_surface_t *surface;

  *path = g_build_filename (folder, file, NULL);
  if (strstr (suffix, "svg"))
    return cairo_svg_surface_create (*path, width, height);
  if (strstr (suffix, "pdf"))
    return cairo_pdf_surface_create (*path, width, height);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, ceil (width * scale),
                                        ceil (height * scale));
  cairo_surface_set_device_scale (surface, scale, scale);

  return surface;
}

static void
paint (const Picture *picture,
       OuroPainter   *painter,
       const char    *folder,
       const char    *suffix,
       double         scale)
{
  g_autofree char *path = NULL;
  double           width, height;
  cairo_surface_t *surface;
  cairo_t         *cr;

  ouro_slide_get_size (&picture->slide, painter, picture->scene, &width, &height);
  surface = new_surface (folder, picture->name, suffix, scale, width, height, &path);
  cr = cairo_create (surface);
  ouro_slide_draw (&picture->slide, painter, picture->scene, cr);
  cairo_destroy (cr);
  if (g_str_has_suffix (suffix, ".png") &&
      cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
    g_printerr ("%s cannot be written\n", path);
  cairo_surface_destroy (surface);
}

static void
paint_all (OuroPainter *painter,
           const char  *folder)
{
  g_autoptr (OuroScene) zoo = sample_zoo (painter);
  g_autoptr (OuroScene) cycle = sample_cycle (painter);
  g_autoptr (OuroScene) crowd = sample_crowd (painter, 60, 80);
  g_autofree char *long_program = g_strnfill (4000, '\n');
  OuroSlide        lesson = {
           .title = "Circular references",
           .subtitle = "del takes the names away. The lists hold each other.",
           .stamp = "CPython 3.15 · step 7 of 9",
           .code = program,
           .line = 7,
           .caption = cycle->caption,
  };
  OuroSlide framed = lesson, paper = lesson, wide = lesson;

  framed.width = 1920;
  framed.height = 1080;
  paper.width = 595;
  paper.height = 842;
  wide.width = 1920;
  wide.height = 1080;
  wide.title = NULL;
  wide.subtitle = NULL;
  wide.code = long_program;
  wide.line = 1234;
  for (guint i = 0; i + 40 < 4000; i += 40)
    memcpy (long_program + i, "if x: total += some_name[index].value()", 39);
  wide.line = 50;
  wide.caption = "A caption that is so long that it has to wrap, because whoever wrote the lesson "
                 "wanted to say everything at once: what happened, why it happened, what would have "
                 "happened otherwise, and what the reader should try next.";

  {
    const Picture pictures[] = {
      { "zoo", zoo, { 0 } },
      { "cycle", cycle, { 0 } },
      { "natural", cycle, lesson },
      { "slide", cycle, framed },
      { "paper", cycle, paper },
      { "wide", crowd, wide },
    };

    for (guint theme = 0; theme < OURO_N_THEMES; theme++)
      for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
        {
          g_autofree char *name = g_strdup_printf ("%s-%s", pictures[i].name, ouro_theme_get_name (theme));
          Picture          picture = pictures[i];

          picture.name = name;
          ouro_painter_set_theme (painter, theme);
          ouro_painter_set_for_file (painter, FALSE);
          paint (&picture, painter, folder, ".png", 1);
          ouro_painter_set_for_file (painter, TRUE);
          paint (&picture, painter, folder, "@2x.png", 2);
          paint (&picture, painter, folder, ".svg", 1);
          paint (&picture, painter, folder, ".pdf", 1);
        }
  }
}

/* As a canvas draws it: letters hinted, the zoom in the geometry. */
static void
paint_zooms (OuroPainter *painter,
             const char  *folder)
{
  static const double zooms[] = { 0.35, 0.5, 0.75, 1, 1.25, 2 };
  g_autoptr (OuroScene) zoo = sample_zoo (painter);

  ouro_painter_set_theme (painter, OURO_THEME_LIGHT);
  ouro_painter_set_for_file (painter, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *file = g_strdup_printf ("zoom-%.0f.png", zooms[i] * 100);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      cairo_surface_t *surface;
      cairo_t         *cr;

      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, ceil (zoo->width * zooms[i]),
                                            ceil (zoo->height * zooms[i]));
      cr = cairo_create (surface);
      ouro_painter_set_zoom (painter, zooms[i]);
      ouro_painter_draw_scene (painter, cr, zoo, TRUE);
      if (cairo_surface_write_to_png (surface, path) != CAIRO_STATUS_SUCCESS)
        g_printerr ("%s cannot be written\n", path);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  ouro_painter_set_zoom (painter, 1);
}

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
bench (OuroPainter *painter)
{
  g_autoptr (OuroScene) crowd = sample_crowd (painter, 266, 450);

  for (guint i = 0; i < N_RUNS; i++)
    {
      cairo_rectangle_t extents = { 0, 0, crowd->width, crowd->height };
      cairo_surface_t  *recording = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
      cairo_surface_t  *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1600, 900);
      cairo_t          *cr = cairo_create (recording);
      double            start = get_cpu_ms ();
      double            drawn, replayed;

      ouro_painter_draw_scene (painter, cr, crowd, TRUE);
      drawn = get_cpu_ms ();
      cairo_destroy (cr);
      cr = cairo_create (image);
      cairo_set_source_surface (cr, recording, 0, 0);
      cairo_paint (cr);
      replayed = get_cpu_ms ();
      printf ("draw %.1f ms, replay %.1f ms\n", drawn - start, replayed - drawn);

      cairo_destroy (cr);
      cairo_surface_destroy (recording);
      cairo_surface_destroy (image);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (OuroPainter) painter = ouro_painter_new ();

  if (argc != 2)
    {
      g_printerr ("Usage: paint-sample FOLDER | --bench\n");
      return 2;
    }

  if (strcmp (argv[1], "--bench") == 0)
    bench (painter);
  else
    {
      paint_all (painter, argv[1]);
      paint_zooms (painter, argv[1]);
    }

  return 0;
}
