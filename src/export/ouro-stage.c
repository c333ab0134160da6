/* ouro-stage.c - the moments of a run as placed scenes */

#include "ouro-stage.h"

#include <string.h>

#include "ouro-moments.h"
#include "ouro-placement.h"
#include "ouro-router.h"

/* Moments that are looked at to place what is new: all up to this one, after it so many in each doubling; and of moments with more
 * objects than that so much fewer. A loop of a hundred thousand statements would take minutes otherwise. */
#define ALL_MOMENTS      256u
#define MOMENTS_DOUBLING 8u
#define FEW_OBJECTS      1000u

/* Where things stand, and for which program that has been found out: it may be gone when another stage inherits. */
typedef struct
{
  OuroPlacement     *placement;
  GArray            *moments;    /* guint: after how many statements each moment of the placement is */
  GArray            *statements; /* OuroStatement: those until the last moment */
  char              *text;
  const OuroProfile *profile;
  guint32            start_births;
} Places;

struct _OuroStage
{
  OuroRun           *run;
  OuroStageRouteFunc route;
  OuroPainter       *painter;
  OuroMoments       *moments;
  Places            *places;
  OuroDetail         detail;
  guint64            selected;
  GArray            *expanded; /* guint64: keys */
};

/* --- Places --------------------------------------------------------------------------------- */

static Places *
places_new (const OuroRun     *run,
            const OuroMoments *moments)
{
  Places *places = g_new0 (Places, 1);

  places->placement = ouro_placement_new ();
  places->moments = g_array_new (FALSE, FALSE, sizeof (guint));
  places->statements = g_array_new (FALSE, FALSE, sizeof (OuroStatement));
  places->text = g_strdup (ouro_run_get_text (run));
  places->profile = ouro_run_get_profile (run);
  places->start_births = ouro_moments_get_start_births (moments);

  return places;
}

static void
places_free (Places *places)
{
  ouro_placement_free (places->placement);
  g_array_unref (places->moments);
  g_array_unref (places->statements);
  g_free (places->text);
  g_free (places);
}

/* The last moment of the placement that is not later than n statements. */
static guint
find_step (const Places *places,
           guint         n_statements)
{
  guint low = 0, high = places->moments->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (places->moments, guint, middle) <= n_statements)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? low - 1 : 0;
}

/* The next moment of the placement: as everybody sees it, so that places depend on nobody's folding. */
static void
place_moment (OuroStage *self,
              guint      n_statements)
{
  g_autoptr (OuroScene) scene = NULL;

  ouro_run_seek_statement (self->run, n_statements);
  scene = ouro_moments_build (self->moments, NULL);
  ouro_placement_advance (self->places->placement, scene);
  g_array_append_val (self->places->moments, n_statements);
  for (guint i = self->places->statements->len; i < n_statements; i++)
    g_array_append_vals (self->places->statements, ouro_run_get_statement (self->run, i), 1);
}

/* Every how manieth moment is placed, about n statements: a power of two, so that the choice is the same from wherever one looks. */
static guint
get_stride (const OuroStage *self,
            guint            n)
{
  guint n_alive = n > 0 ? ouro_run_get_statement (self->run, n - 1)->n_alive : 0;
  guint n_objects = n_alive - MIN (n_alive, ouro_moments_get_start_alive (self->moments));
  guint stride = 1;

  for (guint reach = ALL_MOMENTS; n > reach && reach < G_MAXUINT / 2; reach *= 2)
    stride = reach / MOMENTS_DOUBLING;
  for (guint few = FEW_OBJECTS; n_objects > few && few < G_MAXUINT / 2; few *= 2)
    stride = MAX (stride, 2 * few / FEW_OBJECTS);

  return stride;
}

/* The next moment that is placed, from that after n statements on; G_MAXUINT when there is none. */
static guint
get_next_moment (const OuroStage *self,
                 guint            n)
{
  for (guint n_statements = ouro_run_get_n_statements (self->run); n <= n_statements; n++)
    if (n % get_stride (self, n) == 0)
      return n;

  return G_MAXUINT;
}

/* Makes the placement know the moment after so many statements, and the next one that it remembers. */
static void
place_until (OuroStage *self,
             guint      n_statements)
{
  OuroCursor cursor = ouro_run_get_cursor (self->run);
  GArray    *moments = self->places->moments;
  guint      last = MIN (get_next_moment (self, n_statements), ouro_run_get_n_statements (self->run));
  guint      next = moments->len > 0 ? get_next_moment (self, g_array_index (moments, guint, moments->len - 1) + 1) : 0;

  if (next > last)
    return;

  for (; next <= last; next = get_next_moment (self, next + 1))
    place_moment (self, next);
  ouro_run_seek (self->run, cursor);
}

static guint
get_step (const OuroStage *self)
{
  return find_step (self->places, ouro_run_get_statement_index (self->run));
}

static void
route_arrows (OuroStage *self,
              OuroScene *scene)
{
  g_autoptr (OuroLayoutGraph) graph = NULL;

  if (self->route != NULL)
    {
      graph = ouro_scene_to_route (scene, self->painter);
      self->route (graph);
    }
  if (graph == NULL || !ouro_scene_take_routes (scene, graph))
    ouro_scene_route_simply (scene, self->painter);
}

/* --- The stage ------------------------------------------------------------------------------ */

OuroStage *
ouro_stage_new (OuroRun           *run,
                OuroStageRouteFunc route)
{
  OuroStage *self;

  g_return_val_if_fail (run != NULL, NULL);

  self = g_new0 (OuroStage, 1);
  self->run = run;
  self->route = route;
  self->painter = ouro_painter_new ();
  self->detail = OURO_DETAIL_COLLECTOR;
  self->expanded = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->moments = ouro_moments_new (run, self->painter);
  self->places = places_new (run, self->moments);

  return self;
}

void
ouro_stage_free (OuroStage *self)
{
  if (self == NULL)
    return;

  places_free (self->places);
  ouro_moments_free (self->moments);
  ouro_painter_free (self->painter);
  g_array_unref (self->expanded);
  g_free (self);
}

/* The first line in which two programs differ, or the one in which the block begins that it is part of. */
static guint32
find_difference (const char *one,
                 const char *other)
{
  guint32 line = 1, outer = 1;

  for (; *one == *other && *one != '\0'; one++, other++)
    if (*one == '\n')
      {
        line++;
        if (strchr (" \t\r\n", one[1]) == NULL && strchr (" \t\r\n", other[1]) == NULL)
          outer = line;
      }

  return *one == *other ? G_MAXUINT32 : outer;
}

/* The last line before this one in which a statement begins; the statement may reach beyond it. */
static guint32
find_statement_before (const GArray *statements,
                       guint32       line)
{
  guint32 found = 0;

  for (guint i = 0; i < statements->len; i++)
    if (g_array_index (statements, OuroStatement, i).line < line)
      found = MAX (found, g_array_index (statements, OuroStatement, i).line);

  return found;
}

/* How many of the statements that have been placed go the same way in the run: those before any that has changed. */
static guint
count_common_statements (const Places  *places,
                         const OuroRun *run)
{
  guint32 difference = find_difference (places->text, ouro_run_get_text (run));
  guint32 end = difference == G_MAXUINT32 ? difference : find_statement_before (places->statements, difference);
  guint   n_most = MIN (places->statements->len, ouro_run_get_n_statements (run));
  guint   n = 0;

  for (; n < n_most; n++)
    {
      const OuroStatement *one = &g_array_index (places->statements, OuroStatement, n);
      const OuroStatement *other = ouro_run_get_statement (run, n);

      if (one->line >= end || one->line != other->line || one->position != other->position)
        break;
    }

  return n;
}

void
ouro_stage_inherit (OuroStage *self,
                    OuroStage *before)
{
  Places *fresh, *places;
  guint   n_steps = 0;

  g_return_if_fail (self != NULL && before != NULL && self != before && self->places->moments->len == 0);

  fresh = self->places;
  places = before->places;
  /* Constants of a program are born before it begins: only after as many has an object the same number in both. */
  if (places->moments->len > 0 && places->profile == fresh->profile && places->start_births == fresh->start_births)
    n_steps = find_step (places, count_common_statements (places, self->run)) + 1;
  ouro_placement_truncate (places->placement, n_steps);
  g_array_set_size (places->moments, n_steps);
  g_array_set_size (places->statements, n_steps > 0 ? g_array_index (places->moments, guint, n_steps - 1) : 0);
  g_free (places->text);
  places->text = g_strdup (fresh->text);
  places->profile = fresh->profile;
  places->start_births = fresh->start_births;

  self->places = places;
  before->places = fresh;
  g_array_append_vals (self->expanded, before->expanded->data, before->expanded->len);
}

void
ouro_stage_set_detail (OuroStage *self,
                       OuroDetail detail)
{
  g_return_if_fail (self != NULL);

  self->detail = detail;
}

void
ouro_stage_set_selected (OuroStage *self,
                         guint64    key)
{
  g_return_if_fail (self != NULL);

  self->selected = key;
}

static gboolean
find_expanded (const OuroStage *self,
               guint64          key,
               guint           *index)
{
  for (guint i = 0; i < self->expanded->len; i++)
    if (g_array_index (self->expanded, guint64, i) == key)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

void
ouro_stage_set_expanded (OuroStage *self,
                         guint64    key,
                         gboolean   expanded)
{
  guint    index;
  gboolean was_expanded;

  g_return_if_fail (self != NULL);

  was_expanded = find_expanded (self, key, &index);
  if (was_expanded == expanded)
    return;
  if (expanded)
    g_array_append_val (self->expanded, key);
  else
    g_array_remove_index (self->expanded, index);
}

gboolean
ouro_stage_is_expanded (const OuroStage *self,
                        guint64          key)
{
  guint index;

  g_return_val_if_fail (self != NULL, FALSE);

  return find_expanded (self, key, &index);
}

void
ouro_stage_pin (OuroStage       *self,
                const OuroScene *scene,
                guint64          key,
                float            x,
                float            y)
{
  OuroPin pin;
  int     card = -1, pill = -1;

  g_return_if_fail (self != NULL && scene != NULL);

  for (guint i = 0; i < scene->n_cards && card < 0; i++)
    if (scene->cards[i].key == key)
      card = (int)i;
  for (guint i = 0; i < scene->n_pills && card < 0 && pill < 0; i++)
    if (scene->pills[i].key == key)
      pill = (int)i;
  if (card < 0 && pill < 0)
    return;

  pin = ouro_placement_make_pin (scene, card, pill, x, y);
  ouro_placement_pin (self->places->placement, &pin);
}

void
ouro_stage_unpin_all (OuroStage *self)
{
  g_return_if_fail (self != NULL);

  ouro_placement_unpin (self->places->placement, 0);
}

OuroScene *
ouro_stage_build (OuroStage *self)
{
  OuroSceneOptions options = { 0 };
  OuroScene       *scene;

  g_return_val_if_fail (self != NULL, NULL);

  place_until (self, ouro_run_get_statement_index (self->run));
  options.detail = self->detail;
  options.selected = self->selected;
  options.expanded = (const guint64 *)self->expanded->data;
  options.n_expanded = self->expanded->len;
  scene = ouro_moments_build (self->moments, &options);
  ouro_placement_apply (self->places->placement, scene, get_step (self));
  route_arrows (self, scene);

  return scene;
}

OuroLayoutGraph *
ouro_stage_prepare_route (OuroStage       *self,
                          const OuroScene *scene)
{
  g_return_val_if_fail (self != NULL && scene != NULL, NULL);

  return ouro_scene_to_route (scene, self->painter);
}

gboolean
ouro_stage_take_route (OuroStage             *self,
                       OuroScene             *scene,
                       const OuroLayoutGraph *graph)
{
  g_return_val_if_fail (self != NULL && scene != NULL && graph != NULL, FALSE);

  return ouro_scene_take_routes (scene, graph);
}

GPtrArray *
ouro_stage_prepare_tidy (OuroStage       *self,
                         const OuroScene *scene)
{
  GPtrArray *graphs;

  g_return_val_if_fail (self != NULL && scene != NULL, NULL);

  graphs = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_layout_graph_free);
  for (guint i = 0; i < scene->n_panes; i++)
    g_ptr_array_add (graphs, ouro_placement_to_arrange (self->places->placement, scene, i));

  return graphs;
}

void
ouro_stage_take_tidy (OuroStage       *self,
                      const OuroScene *scene,
                      const GPtrArray *graphs)
{
  g_return_if_fail (self != NULL && scene != NULL && graphs != NULL && graphs->len == scene->n_panes);

  for (guint i = 0; i < graphs->len; i++)
    if (graphs->pdata[i] != NULL)
      ouro_placement_take_arranged (self->places->placement, scene, i, graphs->pdata[i], get_step (self));
}

OuroPainter *
ouro_stage_get_painter (OuroStage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->painter;
}
