/* paint-moments.c - heaps as pictures, painted into a folder, to be looked at */
#include <cairo.h>

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-painter.h"
#include "ouro-placement.h"
#include "ouro-router.h"
#include "ouro-scene-builder.h"
#include "world.h"

typedef struct
{
  const char    *folder;
  OuroPainter   *painter;
  OuroPlacement *placement;
  World         *world;
  guint          n_painted;
} Painting;

static void
write_picture (Painting  *self,
               OuroScene *scene)
{
  g_autofree char *name = g_strdup_printf ("%s/moment-%02u.png", self->folder, self->n_painted++);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)scene->width, (int)scene->height);
  cairo_t         *cr = cairo_create (surface);

  ouro_painter_draw_scene (self->painter, cr, scene, TRUE);
  cairo_surface_write_to_png (surface, name);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
paint (Painting   *self,
       OuroMoment *moment)
{
  OuroSceneOptions options = { .detail = OURO_DETAIL_COLLECTOR };
  g_autoptr (OuroScene) scene = NULL;
  g_autofree char *dump = NULL;

  moment->roots = self->world->roots;
  scene = ouro_scene_build (moment, &options, self->painter);
  ouro_placement_advance (self->placement, scene);
  ouro_scene_route_simply (scene, self->painter);
  dump = ouro_scene_dump (scene);
  g_print ("%s\n", dump);
  write_picture (self, scene);
}

static void
paint_cycle (Painting *self)
{
  World  *world = self->world;
  OuroId  a, b;
  guint32 changed[2];

  world_bind (world, "keep", build_tuple (world->heap, 2, world_push (world, ouro_int_new (world->heap, 5000)), OURO_ID_NONE));
  a = world_bind (world, "a", build_list (world->heap));
  paint (self, &(OuroMoment){ 0 });
  b = world_bind (world, "b", build_list (world->heap));
  build_append (world->heap, b, a);
  changed[0] = ouro_heap_get_birth (world->heap, a);
  changed[1] = ouro_heap_get_birth (world->heap, b);
  paint (self, &(OuroMoment){ .changed = changed + 1, .n_changed = 1, .changed_counts = changed, .n_changed_counts = 1 });
  build_append (world->heap, a, b);
  paint (self, &(OuroMoment){ .changed = changed, .n_changed = 1, .changed_counts = changed + 1, .n_changed_counts = 1 });
  world_unbind (world, "a");
  world_unbind (world, "b");
  paint (self, &(OuroMoment){ .ghost_names = (const char *[]){ "b", "a" }, .n_ghost_names = 2 });
}

static void
paint_many (Painting *self)
{
  World *world = self->world;
  OuroId list = world_bind (world, "many", build_list (world->heap));

  for (guint i = 0; i < 400; i++)
    build_append_new (world->heap, list, i % 3 ? build_list (world->heap) : ouro_dict_new (world->heap));
  paint (self, &(OuroMoment){ 0 });
}

int
main (int    argc,
      char **argv)
{
  Painting painting = { .folder = argc > 1 ? argv[1] : ".", .painter = ouro_painter_new (), .placement = ouro_placement_new () };

  painting.world = world_new (NULL);
  paint_cycle (&painting);
  world_make_zoo (painting.world);
  paint (&painting, &(OuroMoment){ .ghosts = &(OuroGhost){ 77777, "list", OURO_FAMILY_SEQUENCE, 88 }, .n_ghosts = 1, .n_freed = 12 });
  paint_many (&painting);
  world_free (painting.world);
  ouro_placement_free (painting.placement);
  ouro_painter_free (painting.painter);
  return 0;
}
