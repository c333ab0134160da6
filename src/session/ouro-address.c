/* ouro-address.c - the shortest expression that gives an object: breadth first from the names */
#include "ouro-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-holders.h"
#include "ouro-instance.h"
#include "ouro-paths.h"
#include "ouro-repr.h"
#include "ouro-text.h"

/* Longer keys are no good in a statement. */
#define MAX_KEY 200

/* Words ------------------------------------------------------------------------------------- */

static gboolean
is_identifier (const char *text)
{
  OuroDialect dialect;

  ouro_vm_get_dialect (ouro_profile_get_default (), &dialect);
  return ouro_dialect_is_name (&dialect, text);
}

static gboolean
is_literal (const OuroHeap *heap,
            OuroId          key)
{
  switch ((guint)ouro_heap_get_kind (heap, key))
    {
    case OURO_KIND_INT:
    case OURO_KIND_BOOL:
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
    case OURO_KIND_SINGLETON:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
dup_subscript (const OuroHeap *heap,
               OuroId          key)
{
  g_autofree char *text = NULL;

  if (!is_literal (heap, key))
    return NULL;
  text = ouro_atom_dup_repr (heap, key, 0);
  return strlen (text) <= MAX_KEY ? g_strdup_printf ("[%s]", text) : NULL;
}

/* Whether object.name runs no code of the program. */
static gboolean
has_plain_attributes (const OuroHeap *heap,
                      OuroId          object)
{
  static const char *const hooks[] = { "__getattribute__", "__getattr__", "__setattr__", "__delattr__" };
  OuroId                   cls = ouro_heap_get_class (heap, object);
  OuroId                   mro = cls >= OURO_N_TYPES ? ouro_heap_get_cell (heap, cls, OURO_CLASS_MRO) : OURO_NO_ID;

  if (ouro_heap_get_kind (heap, object) != OURO_KIND_INSTANCE)
    return TRUE;
  for (guint32 i = 0; mro != OURO_NO_ID && i < ouro_heap_get_n_cells (heap, mro); i++)
    {
      OuroId base = ouro_heap_get_cell (heap, mro, i);
      OuroId dict = base >= OURO_N_TYPES ? ouro_heap_get_cell (heap, base, OURO_CLASS_DICT) : OURO_NO_ID;

      for (guint32 j = 0; dict != OURO_NO_ID && j < ouro_dict_get_n_entries (heap, dict); j++)
        {
          OuroId           key = ouro_dict_get_key (heap, dict, j);
          g_autofree char *name = key != OURO_NO_ID && ouro_heap_get_kind (heap, key) == OURO_KIND_STR ? ouro_str_dup_utf8 (heap, key, NULL) : g_strdup ("");

          for (guint k = 0; k < G_N_ELEMENTS (hooks); k++)
            if (g_str_equal (name, hooks[k]))
              return FALSE;
        }
    }
  return TRUE;
}

char *
ouro_address_dup_way (const OuroRoots *roots,
                      OuroId           holder,
                      const OuroWay   *way)
{
  const OuroHeap  *heap = roots->heap;
  g_autofree char *name = NULL;

  switch ((guint)way->kind)
    {
    case OURO_WAY_INDEX:
      return g_strdup_printf ("[%u]", way->index);
    case OURO_WAY_KEY:
      return dup_subscript (heap, way->name);
    case OURO_WAY_ATTRIBUTE:
      name = ouro_str_dup_utf8 (heap, way->name, NULL);
      return is_identifier (name) && has_plain_attributes (heap, holder) ? g_strconcat (".", name, NULL) : NULL;
    default:
      return NULL;
    }
}

/* Searching --------------------------------------------------------------------------------- */

typedef struct
{
  OuroId from; /* who led to it; OURO_NO_ID: a name of the module */
  char  *step; /* what it adds */
} Met;

typedef struct
{
  const OuroRoots *roots;
  GHashTable      *met;   /* object -> Met */
  GArray          *queue; /* of OuroId */
  OuroId           current;
  OuroId           wanted;
} Search;

static void
met_free (gpointer data)
{
  Met *met = data;

  g_free (met->step);
  g_free (met);
}

/* Takes the step over. */
static void
meet (Search *search,
      OuroId  object,
      OuroId  from,
      char   *step)
{
  Met *met = g_new (Met, 1);

  met->from = from;
  met->step = step;
  g_hash_table_insert (search->met, GUINT_TO_POINTER (object), met);
  g_array_append_val (search->queue, object);
}

static gboolean
is_known (const Search *search,
          OuroId        object)
{
  return object == OURO_NO_ID || g_hash_table_contains (search->met, GUINT_TO_POINTER (object));
}

static void
meet_names (Search *search)
{
  const OuroHeap *heap = search->roots->heap;
  OuroId          dict = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; dict != OURO_NO_ID && i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId           key = ouro_dict_get_key (heap, dict, i);
      OuroId           value = ouro_dict_get_value (heap, dict, i);
      g_autofree char *name = NULL;

      if (key == OURO_NO_ID || ouro_heap_get_kind (heap, key) != OURO_KIND_STR || is_known (search, value))
        continue;
      name = ouro_str_dup_utf8 (heap, key, NULL);
      if (is_identifier (name) && !g_str_has_prefix (name, "__"))
        meet (search, value, OURO_NO_ID, g_steal_pointer (&name));
    }
}

static gboolean
meet_referent (const OuroWay *way,
               gpointer       data)
{
  Search *search = data;
  char   *step;

  if (is_known (search, way->referent) || way->is_weak || (step = ouro_address_dup_way (search->roots, search->current, way)) == NULL)
    return TRUE;
  meet (search, way->referent, search->current, step);
  return way->referent != search->wanted;
}

char *
ouro_address_dup (const OuroRoots *roots,
                  OuroId           object)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, met_free);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (OuroId));
  Search   search = { .roots = roots, .met = known, .queue = queue, .wanted = object };
  GString *address;

  meet_names (&search);
  for (guint i = 0; i < queue->len && !is_known (&search, object); i++)
    {
      search.current = g_array_index (queue, OuroId, i);
      ouro_ways_foreach_shown (roots, search.current, meet_referent, &search);
    }
  if (!is_known (&search, object))
    return NULL;
  address = g_string_new (NULL);
  for (const Met *met; object != OURO_NO_ID; object = met->from)
    {
      met = g_hash_table_lookup (known, GUINT_TO_POINTER (object));
      g_string_prepend (address, met->step);
    }
  return g_string_free (address, FALSE);
}

char *
ouro_address_dup_reason (const OuroRoots *roots,
                         OuroId           object)
{
  g_autofree char *what = ouro_event_dup_object (roots->heap, object);
  g_autoptr (OuroPath) path = ouro_path_find (roots, object, OURO_PATH_ANY);

  if (path == NULL)
    return g_strdup_printf (_ ("No name leads to %s any more, so no statement can speak of it. Only the collector can free it."), what);
  if (path->start.kind == OURO_HOLD_LOCAL)
    return g_strdup_printf (_ ("%s is held by the local name %s of a function that runs, where no new statement can stand."), what, path->start.name);
  if (path->start.kind != OURO_HOLD_NAME)
    return g_strdup_printf (_ ("%s is held by the interpreter itself for the moment, so no statement can speak of it."), what);
  return g_strdup_printf (_ ("%s stands where Python has no expression for it, such as in a set or inside a function. Give it a name before it goes there."), what);
}
