/* ouro-inspect.c - all about one object */
#include "ouro-inspect.h"

#include <glib/gi18n-lib.h>

#include "ouro-address.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-hash.h"
#include "ouro-holders.h"
#include "ouro-paths.h"
#include "ouro-repr.h"
#include "ouro-text.h"
#include "ouro-ways.h"

#define MAX_REPR    200
#define MAX_HISTORY 20

/* So many lines are looked through for an object's history, and so many lines are listed. */
#define MAX_LOOKED 20000
#define MAX_LISTED 200

static void
line_clear (gpointer data)
{
  g_free (((OuroInspectLine *)data)->text);
}

static GArray *
lines_new (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (OuroInspectLine));

  g_array_set_clear_func (lines, line_clear);
  return lines;
}

/* Takes the text over. */
static void
add_line (GArray *lines,
          char   *text,
          guint32 birth)
{
  OuroInspectLine line = { text, birth };

  g_array_append_val (lines, line);
}

void
ouro_inspection_free (OuroInspection *self)
{
  if (self == NULL)
    return;
  g_free (self->type);
  g_free (self->repr);
  g_free (self->identity);
  g_free (self->count);
  g_free (self->generation);
  g_free (self->verdict);
  g_array_unref (self->held_by);
  g_array_unref (self->holds);
  g_array_unref (self->path);
  g_array_unref (self->history);
  g_free (self);
}

OuroId
ouro_run_find_object (OuroRun *run,
                      guint32  birth)
{
  const OuroHeap *heap = ouro_run_get_heap (run);

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (heap->rows[object].birth == birth && ouro_heap_is_alive (heap, object))
      return object;
  return OURO_NO_ID;
}

/* Words ------------------------------------------------------------------------------------- */

/* "item [0]", "attribute .x"; what the way is called inside its holder. */
static char *
dup_way (const OuroRoots *roots,
         const OuroWay   *way)
{
  g_autofree char *name = NULL;

  switch ((guint)way->kind)
    {
    case OURO_WAY_INDEX:
      return g_strdup_printf (_ ("item [%u]"), way->index);
    case OURO_WAY_KEY:
      name = ouro_event_dup_object (roots->heap, way->name);
      return g_strdup_printf (_ ("value of the key %s"), name);
    case OURO_WAY_DICT_KEY:
      return g_strdup (_ ("key"));
    case OURO_WAY_MEMBER:
      return g_strdup (_ ("member"));
    case OURO_WAY_ATTRIBUTE:
      name = ouro_str_dup_utf8 (roots->heap, way->name, NULL);
      return g_strdup_printf (_ ("attribute .%s"), name);
    case OURO_WAY_CLASS:
      return g_strdup (_ ("class"));
    default:
      return way->field != NULL && *way->field != '\0' ? g_strdup (way->field) : g_strdup (_ ("inner part"));
    }
}

static void
add_hold (const OuroRoots *roots,
          const OuroHold  *hold,
          GArray          *lines)
{
  const char      *frame = hold->frame < roots->n_frames ? roots->frames[hold->frame].name : "";
  g_autofree char *way = NULL;
  g_autofree char *holder = NULL;

  switch ((guint)hold->kind)
    {
    case OURO_HOLD_NAME:
      holder = ouro_str_dup_utf8 (roots->heap, hold->way.name, NULL);
      add_line (lines, g_strdup_printf (_ ("name %s"), holder), 0);
      break;
    case OURO_HOLD_LOCAL:
      add_line (lines, g_strdup_printf (_ ("local name %s of %s"), hold->name, frame), 0);
      break;
    case OURO_HOLD_VALUE:
      add_line (lines, g_strdup (_ ("evaluation stack (a temporary)")), 0);
      break;
    case OURO_HOLD_DEFERRED:
      add_line (lines, g_strdup (_ ("nobody: its count is deferred, so that only a collection frees it")), 0);
      break;
    case OURO_HOLD_OBJECT:
      way = dup_way (roots, &hold->way);
      holder = ouro_event_dup_object (roots->heap, hold->holder);
      add_line (lines, g_strdup_printf (_ ("%s of %s"), way, holder), ouro_heap_get_birth (roots->heap, hold->holder));
      break;
    default:
      add_line (lines, hold->name != NULL ? g_strdup (hold->name) : g_strdup (_ ("the interpreter")), 0);
    }
}

/* Lists ------------------------------------------------------------------------------------- */

static GArray *
list_holders (const OuroRoots *roots,
              OuroId           object)
{
  g_autoptr (GArray) holds = ouro_holders_find (roots, object);
  GArray *lines = lines_new ();

  for (guint i = 0; i < MIN (holds->len, MAX_LISTED); i++)
    add_hold (roots, &g_array_index (holds, OuroHold, i), lines);
  if (holds->len > MAX_LISTED)
    add_line (lines, g_strdup_printf (_ ("%u more"), holds->len - MAX_LISTED), 0);
  return lines;
}

typedef struct
{
  const OuroRoots *roots;
  GArray          *lines;
} Holding;

static gboolean
add_held (const OuroWay *way,
          gpointer       data)
{
  Holding         *self = data;
  g_autofree char *what = dup_way (self->roots, way);
  g_autofree char *object = ouro_event_dup_object (self->roots->heap, way->referent);

  add_line (self->lines, g_strdup_printf (_ ("%s: %s"), what, object), ouro_heap_get_birth (self->roots->heap, way->referent));
  return self->lines->len < MAX_LISTED;
}

static GArray *
list_held (const OuroRoots *roots,
           OuroId           object)
{
  Holding self = { roots, lines_new () };

  ouro_ways_foreach_shown (roots, object, add_held, &self);
  return self.lines;
}

static GArray *
list_path (const OuroRoots *roots,
           OuroId           object)
{
  g_autoptr (OuroPath) path = ouro_path_find (roots, object, OURO_PATH_ANY);
  GArray *lines = lines_new ();

  if (path == NULL)
    return lines;
  add_hold (roots, &path->start, lines);
  g_array_index (lines, OuroInspectLine, 0).birth = ouro_heap_get_birth (roots->heap, path->first);
  for (guint i = 0; i < path->ways->len; i++)
    {
      const OuroWay   *way = &g_array_index (path->ways, OuroWay, i);
      g_autofree char *what = dup_way (roots, way);
      g_autofree char *referent = ouro_event_dup_object (roots->heap, way->referent);

      add_line (lines, g_strdup_printf (_ ("%s: %s"), what, referent), ouro_heap_get_birth (roots->heap, way->referent));
    }
  return lines;
}

/* What would go ----------------------------------------------------------------------------- */

/* Counts that have been lowered in thought. */
typedef struct
{
  const OuroHeap *heap;
  GHashTable     *counts; /* object -> remaining count + 1 */
  GArray         *dying;  /* of OuroId */
} Falling;

static void
let_go (OuroId   object,
        gpointer data)
{
  Falling *self = data;
  gpointer known = g_hash_table_lookup (self->counts, GUINT_TO_POINTER (object));
  guint    count = known != NULL ? GPOINTER_TO_UINT (known) - 1 : ouro_heap_get_refcount (self->heap, object);

  if (ouro_heap_is_immortal (self->heap, object) || count == 0)
    return;
  g_hash_table_insert (self->counts, GUINT_TO_POINTER (object), GUINT_TO_POINTER (count));
  if (count == 1)
    g_array_append_val (self->dying, object);
}

/* Names go, counts fall, and what reaches 0 lets go in turn. */
static guint
count_freed_with (const OuroRoots *roots,
                  OuroId           object)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) dying = g_array_new (FALSE, FALSE, sizeof (OuroId));
  g_autoptr (GArray) holds = ouro_holders_find (roots, object);
  Falling self = { roots->heap, counts, dying };

  for (guint i = 0; i < holds->len; i++)
    if (g_array_index (holds, OuroHold, i).kind == OURO_HOLD_NAME)
      let_go (object, &self);
  for (guint i = 0; i < dying->len; i++)
    ouro_heap_foreach_referent (roots->heap, g_array_index (dying, OuroId, i), let_go, &self);
  return dying->len;
}

/* History ----------------------------------------------------------------------------------- */

/* The position before the statement in which the object was made: rows are used again, so nothing earlier counts. */
static guint32
find_birth_position (OuroRun *run,
                     guint32  birth)
{
  guint32 position = 0;

  for (guint i = 0; i < ouro_run_get_n_statements (run); i++)
    {
      const OuroStatement *statement = ouro_run_get_statement (run, i);

      if (statement->n_births >= birth)
        break;
      position = statement->position;
    }
  return position;
}

static GArray *
list_history (OuroRun *run,
              OuroId   object,
              guint32  birth)
{
  GArray *history = g_array_new (FALSE, FALSE, sizeof (OuroCursor));
  guint32 end = ouro_run_get_cursor (run).position;
  guint32 start = MAX (find_birth_position (run, birth), end > MAX_LOOKED ? end - MAX_LOOKED : 0);
  g_autoptr (GArray) positions = ouro_run_list_touching (run, object, start, end, MAX_HISTORY);

  for (guint i = 0; i < positions->len; i++)
    {
      OuroCursor cursor = { .position = g_array_index (positions, guint32, i) };

      g_array_append_val (history, cursor);
    }
  return history;
}

/* The object -------------------------------------------------------------------------------- */

static char *
dup_generation (const OuroHeap *heap,
                OuroId          object)
{
  switch ((guint)ouro_heap_get_list (heap, object))
    {
    case OURO_LIST_YOUNG:
      return g_strdup (ouro_heap_get_profile (heap)->is_free_threaded ? _ ("Tracked") : _ ("Generation 0"));
    case OURO_LIST_MIDDLE:
      return g_strdup (_ ("Generation 1"));
    case OURO_LIST_OLD:
      return g_strdup (_ ("Generation 2"));
    case OURO_LIST_PERMANENT:
      return g_strdup (_ ("Frozen"));
    case OURO_LIST_UNREACHABLE:
      return g_strdup (_ ("Found unreachable"));
    default:
      return g_strdup (_ ("Not tracked"));
    }
}

/* In a build with biased counts also whose references they are. */
static char *
dup_count (const OuroHeap *heap,
           OuroId          object)
{
  guint32 local, shared;

  if (ouro_heap_is_immortal (heap, object))
    return g_strdup (_ ("immortal"));
  if (!ouro_heap_get_profile (heap)->counts_are_biased)
    return g_strdup_printf ("%u", ouro_heap_get_refcount (heap, object));
  if (!ouro_heap_get_biased_counts (heap, object, &local, &shared))
    return g_strdup_printf (_ ("%u: shared %u, no thread owns it"), local + shared, shared);
  return g_strdup_printf (_ ("%u: local %u, shared %u"), local + shared, local, shared);
}

static char *
dup_verdict (const OuroInspection *self,
             const char           *object)
{
  if (self->path->len == 0)
    return g_strdup_printf (_ ("Nothing that runs can reach %s any more; it lives only because its count is not 0. The collector can free it."), object);
  return g_strdup_printf (_ ("%s is alive because %s leads to it."), object, g_array_index (self->path, OuroInspectLine, 0).text);
}

static OuroInspection *
inspect_dead (guint32 birth)
{
  OuroInspection *self = g_new0 (OuroInspection, 1);

  self->birth = birth;
  self->type = g_strdup (_ ("freed"));
  self->repr = g_strdup_printf ("#%u", ouro_birth_get_number (birth));
  self->identity = g_strdup ("");
  self->count = g_strdup ("0");
  self->generation = g_strdup ("");
  self->verdict = g_strdup (_ ("This object has been freed."));
  self->held_by = lines_new ();
  self->holds = lines_new ();
  self->path = lines_new ();
  self->history = g_array_new (FALSE, FALSE, sizeof (OuroCursor));
  return self;
}

OuroInspection *
ouro_inspect (OuroRun *run,
              guint32  birth)
{
  const OuroHeap *heap = ouro_run_get_heap (run);
  OuroId          object = ouro_run_find_object (run, birth);
  g_autoptr (OuroRunRoots) roots = NULL;
  g_autofree char *name = NULL;
  OuroInspection  *self;

  if (object == OURO_NO_ID)
    return birth > 0 && birth <= ouro_heap_get_word (heap, OURO_WORD_BIRTHS) ? inspect_dead (birth) : NULL;
  roots = ouro_run_roots_new (run);
  name = ouro_event_dup_object (heap, object);
  self = g_new0 (OuroInspection, 1);
  self->birth = birth;
  self->is_alive = TRUE;
  self->type = ouro_heap_dup_type_name (heap, object);
  self->repr = ouro_kind_is_atom (ouro_heap_get_kind (heap, object)) ? ouro_atom_dup_repr (heap, object, MAX_REPR) : g_strdup (name);
  self->identity = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", ouro_identity (heap, object));
  self->count = dup_count (heap, object);
  self->generation = dup_generation (heap, object);
  self->size = ouro_heap_get_size (heap, object);
  self->held_by = list_holders (ouro_run_roots_get (roots), object);
  self->holds = list_held (ouro_run_roots_get (roots), object);
  self->path = list_path (ouro_run_roots_get (roots), object);
  self->verdict = dup_verdict (self, name);
  self->n_freed_with = count_freed_with (ouro_run_roots_get (roots), object);
  self->history = list_history (run, object, birth);
  return self;
}
